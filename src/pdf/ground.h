/* What is under a place of a page, and its contrast with a color. */
#ifndef NCMEC_PDF_GROUND_H
#define NCMEC_PDF_GROUND_H

#include "ncmec/page.h"

typedef struct Ground {
    Rect rect;
    const Color *color;
    bool covers; /* the whole rect; otherwise what is below may show too */
} Ground;

typedef struct Tone {
    const Color *color;
    double luminance; /* relative, 0..1, as WCAG 2.1 defines it */
} Tone;

/* The fills of one page so far, in paint order. */
typedef struct Grounds {
    Arena *arena;
    Ground *grounds;
    size_t count, capacity;
    Tone *tones;
    size_t tone_count, tone_capacity;
} Grounds;

/* The lowest contrast of a color with what shows under a place. */
typedef struct Contrast {
    double ratio; /* 1..21 */
    const Color *ground;
} Contrast;

void grounds_start(Grounds *g); /* forgets the page before */
void grounds_add(Grounds *g, Rect rect, const Color *color, bool covers);
Contrast grounds_contrast(Grounds *g, Rect place, const Color *color);

extern const Color bare_paper;

#endif
