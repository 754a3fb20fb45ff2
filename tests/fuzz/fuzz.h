/* What the fuzz targets share. A target is a file NAME_fuzz.c with a LLVMFuzzerTestOneInput() and its seeds; it is
   linked twice: with libFuzzer ("make fuzz"), and with replay.c, by which the seeds go through it in "make check".
   Targets hold each reader to its contract as well as to its memory: no result without cause, no finding that a
   terminal could not show. */
#pragma once

#include "ncmec/data.h"
#include "ncmec/document.h"
#include "src/sheet/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
/* Patterns of files, from the source tree on; NULL ends them. */
extern const char *const fuzz_seeds[];

/* What one input is read with: memory that is gone at the next fuzz_start(), and findings. */
typedef struct Fuzz {
    Arena *a;
    Diag *d;
    Str bytes; /* the input, a copy of exactly its size */
    const Source *source;
    uint32_t choice; /* made of the bytes, so that a target's variants need no byte of the input */
} Fuzz;

Fuzz fuzz_start(const uint8_t *bytes, size_t size);
/* Prints the findings in every style and looks at what is printed; always 0, for the target to return. */
int fuzz_end(const Fuzz *f);
extern bool fuzz_shows; /* fuzz_end() puts the findings on standard error too */
/* Repeats a part of an input, as a list, a table or a text of 'most' bytes at most would; returns its new size. Bytes
   by chance are short, and what costs too much memory or time is seen in long inputs alone. */
size_t fuzz_grow(uint8_t *bytes, size_t size, size_t most, uint32_t seed);
enum { FUZZ_SIZE_MOST = 1 << 20, FUZZ_MEMORY_MOST = 64 << 20 }; /* of an input, and what it may cost, by sanitizers */
/* Ends the program by a signal, which is what libFuzzer takes for a find. */
void fuzz_require(bool holds, const char *what);
/* A reader's result is NULL (or false) exactly where it reported an error; 'errors' were there before. */
void fuzz_require_agreed(const Fuzz *f, size_t errors, bool has_result);

/* The texts of an input that holds several: each stands below a line "== NAME". Returns how many. */
typedef struct FuzzPart {
    Str name, text;
} FuzzPart;
enum { FUZZ_PARTS = 16 };
size_t fuzz_parts(const Fuzz *f, FuzzPart parts[FUZZ_PARTS]);
/* The input as arguments of a command line: a byte 0 ends each, else a line's end. None is longer than Linux allows.
   Returns how many. */
size_t fuzz_arguments(const Fuzz *f, const char **arguments, size_t most);
enum { FUZZ_ARGUMENT_MOST = 128 * 1024 - 1 };
/* The path of a file in memory that holds these bytes; *fd is to be closed. */
const char *fuzz_file(const Fuzz *f, Str bytes, int *fd);

/* ---- What the program is shipped with, loaded once ---- */

const Value *fuzz_tree(const char *path); /* lives as long as the program */
/* A cache that has California's figures of 2023 in cache->data; belongs to the target, which may render with it. */
Cache *fuzz_cache(void);

/* From a template and a theme to a PDF, as far as they go, with California's figures. */
void fuzz_sheet(Fuzz *f, const Template *t, const Theme *theme);
