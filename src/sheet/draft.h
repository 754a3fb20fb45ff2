/* Proofs before the data are complete: figures that are tried, files that lack some. */
#ifndef NCMEC_DRAFT_H
#define NCMEC_DRAFT_H

#include "ncmec/data.h"

/* The "KEY=VALUE" of a command line as trees for tree_merge(); findings about them point to "--set:1". */
typedef struct Sets {
    const Value *state, *nation; /* NULL where there is none */
} Sets;

/* False after findings. */
bool sets_read(const char *const *sets, size_t count, Sets *trees, Arena *a, Diag *d);

/* A copy of 'file' that is a draft and has an entry for every measure; 'file' NULL: one that holds nothing. */
const FigureFile *file_draft(const FigureFile *file, const Dictionary *dict, int year, Arena *a);

#endif
