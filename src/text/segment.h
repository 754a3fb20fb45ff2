/* Where a paragraph's text may be broken. */
#pragma once

#include "ncmec/document.h"
#include "ncmec/language.h"

/* What a break in front of a byte would be. */
typedef enum BreakClass {
    BREAK_NONE,
    BREAK_KEPT,        /* Unicode allows it, but it was taken away: only where nothing else is left */
    BREAK_SOFT,        /* a hyphen is put in */
    BREAK_FREE,        /* after a space, and wherever else it costs nothing */
    BREAK_HYPHEN,      /* after a hyphen that is there */
    BREAK_SLASH,       /* after a slash, inside an address */
    BREAK_BEFORE_DASH, /* a dash at the start of a line */
    BREAK_FORCED,
} BreakClass;

typedef struct Hyphenator Hyphenator; /* patterns of a language */

/* NULL and a finding where the language's dictionary cannot be read, or there is none (path NULL). The patterns
   are libhyphen's, to be freed; the rest is in 'a'. */
Hyphenator *hyphenator_open(const Language *language, const char *path, Mark wanted_at, Arena *a, Diag *d);
void hyphenator_free(Hyphenator *h); /* NULL is allowed */

/* One BreakClass a byte of text, for the break in front of it, in 'a'. 'hyphenator' NULL: words are not hyphenated. */
uint8_t *prose_segment(const Prose *prose, const Language *language, Hyphenator *hyphenator, Arena *a);
