/* What tests see of findings: the texts that people and programs get. */
#pragma once

#include "ncmec/diag.h"

#include <stdlib.h>

/* Everything found so far, terminated. */
static inline Str findings_text(const Diag *d, DiagStyle style, Arena *a)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        out_of_memory();
    diag_print(d, out, style);
    fclose(out);
    Str copy = str_copy(a, (Str){text, size});
    free(text);
    return copy;
}

/* As people see it. */
static inline const char *findings_plain(const Diag *d, Arena *a)
{
    return findings_text(d, DIAG_PLAIN, a).s;
}

/* The messages alone, a line each, without source lines and carets. */
static inline Str findings_messages(const Diag *d, Arena *a)
{
    Str all = findings_text(d, DIAG_PLAIN, a);
    Buf out = {.arena = a};
    for (size_t at = 0; at < all.n;) {
        size_t end = str_find(all, STR("\n"), at);
        Str line = str_slice(all, at, end);
        if (!str_starts(line, STR("    "))) {
            buf_put(&out, line);
            buf_char(&out, '\n');
        }
        at = end + 1;
    }
    return str_copy(a, buf_str(&out));
}
