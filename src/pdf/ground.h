/* What lies under a place of a page, and how a color differs from it. Knows neither libharu nor what becomes of the
   pages. */
#ifndef NCMEC_PDF_GROUND_H
#define NCMEC_PDF_GROUND_H

#include "ncmec/page.h"

typedef struct Ground {
    Rect rect;
    const Color *color;
    bool covers; /* all of the rect; else what is below may show beside it */
} Ground;

typedef struct Tone {
    const Color *color;
    double luminance; /* relative, 0..1, as WCAG 2.1 defines it */
} Tone;

/* The opaque fills of one page so far, in the order of their painting. */
typedef struct Grounds {
    Arena *arena;
    Ground *grounds;
    size_t count, capacity;
    Tone *tones;
    size_t tone_count, tone_capacity;
} Grounds;

/* The lowest contrast of a color with what can be seen under a place. */
typedef struct Contrast {
    double ratio; /* 1..21 */
    const Color *ground;
} Contrast;

void grounds_start(Grounds *g); /* forgets the page before */
void grounds_add(Grounds *g, Rect rect, const Color *color, bool covers);
Contrast grounds_contrast(Grounds *g, Rect place, const Color *color);

extern const Color bare_paper;

#endif
