/* Zip archives in memory, by minizip, which is loaded by the first archive. */
#pragma once

#include "ncmec/diag.h"

typedef struct Zip Zip;

enum { ZIP_PART_MAX = 16 << 20, ZIP_TOTAL_MAX = 64 << 20 }; /* unpacked bytes: of a part, of all that are read */

/* NULL after a finding about 'file'. The result lives in 'a', but must be closed. */
Zip *zip_open(const Source *file, Arena *a, Diag *d);
void zip_close(Zip *zip); /* NULL is allowed */
/* A part's bytes, in 'a'; without its name's letter case. A part that is not there has none. False after a finding: it
   is damaged, locked, or larger than the limits. */
bool zip_read(Zip *zip, const char *name, Str *bytes, Arena *a);

typedef struct ZipPart {
    const char *name;
    Str bytes;
} ZipPart;

/* The bytes of an archive of these parts, the same for the same parts; an empty Str after a finding. */
Str zip_write(const ZipPart *parts, size_t count, Arena *a, Diag *d);

Str zip_version(Arena *a); /* "minizip", for --version */
