/* Where a paragraph's text may be broken. */
#ifndef NCMEC_TEXT_SEGMENT_H
#define NCMEC_TEXT_SEGMENT_H

#include "hyphenate.h"
#include "ncmec/document.h"

/* What a break in front of a byte would be. */
typedef enum BreakClass {
    BREAK_NONE,
    BREAK_KEPT,        /* Unicode allows it, but it was taken away: only where nothing else is left */
    BREAK_SOFT,        /* a hyphen is put in */
    BREAK_FREE,        /* behind a space, and wherever else it costs nothing */
    BREAK_HYPHEN,      /* behind a hyphen that is there */
    BREAK_SLASH,       /* behind a slash, inside an address */
    BREAK_BEFORE_DASH, /* a dash at the begin of a line */
    BREAK_FORCED,
} BreakClass;

/* One BreakClass a byte of text, for the break in front of it, in 'a'. Where 'hyphenator' is NULL words are not
   hyphenated. */
uint8_t *prose_segment(const Prose *prose, Hyphenator *hyphenator, Arena *a);

#endif
