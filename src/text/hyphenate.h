/* Hyphenation of English words. */
#ifndef NCMEC_TEXT_HYPHENATE_H
#define NCMEC_TEXT_HYPHENATE_H

#include "ncmec/diag.h"

typedef struct Hyphenator Hyphenator;

/* NULL and a finding where the dictionary cannot be read, or there is none (path NULL). */
Hyphenator *hyphenator_open(const char *path, Mark wanted_at, Arena *a, Diag *d);
void hyphenator_free(Hyphenator *h); /* NULL is allowed */

/* Marks with BREAK_SOFT (segment.h) the places in front of which 'word', a stretch of text without spaces, may be
   hyphenated; places that have a class already keep it. */
void word_hyphenate(Hyphenator *h, Str word, uint8_t *classes);

#endif
