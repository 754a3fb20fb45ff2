/* Files of the tests, read and written whole. */
#pragma once

#include "ncmec/base.h"

#include <stdio.h>

/* The rest of 'file', terminated. */
static inline Str stream_read(FILE *file, Arena *a)
{
    Buf bytes = {.arena = a};
    char part[16384];
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        buf_put(&bytes, (Str){part, n});
    return str_copy(a, buf_str(&bytes));
}

/* False, with errno set, where the file cannot be read. */
static inline bool file_read(const char *path, Str *bytes, Arena *a)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    *bytes = stream_read(file, a);
    bool is_read = !ferror(file);
    return fclose(file) == 0 && is_read;
}

/* False, with errno set, where the file cannot be written. */
static inline bool file_put(const char *path, Str bytes)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool is_written = fwrite(bytes.s, 1, bytes.n, file) == bytes.n;
    return fclose(file) == 0 && is_written;
}
