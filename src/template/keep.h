/* Words that never part. */
#ifndef NCMEC_TEMPLATE_KEEP_H
#define NCMEC_TEMPLATE_KEEP_H

#include "ncmec/data.h"

typedef struct Keeps Keeps;

/* A list of patterns: literal words, '#' for a number as printed, '*' for any one word. NULL after findings. */
const Keeps *keeps_read(const Value *list, Arena *a, Diag *d);
/* Byte offsets of 'text' before which no line may break, sorted. 'keeps' may be NULL. */
const uint32_t *keeps_find(const Keeps *keeps, Str text, Arena *a, uint32_t *count);

#endif
