/* What lies under a place of a page, and how a color differs from it. Knows neither libharu nor what becomes of the
   pages. */
#ifndef NCMEC_PDF_GROUND_H
#define NCMEC_PDF_GROUND_H

#include "ncmec/page.h"

enum { GROUND_BANDS = 64 };

/* One fill in one band of the page. */
typedef struct Ground {
    Rect rect;
    const Color *color;
    bool covers;    /* all of the rect; else what is below may show beside it */
    uint32_t below; /* the fill painted before it in the same band; 0: paper */
} Ground;

typedef struct Tone {
    const Color *color;
    double luminance; /* relative, 0..1, as WCAG 2.1 defines it */
} Tone;

/* The opaque fills of one page so far, in bands across it, so that a place is compared with its neighbors alone. */
typedef struct Grounds {
    Arena *arena;
    Ground *grounds; /* grounds[0] is not used */
    size_t count, capacity;
    uint32_t top[GROUND_BANDS]; /* the fill painted last */
    Sp from, band;              /* the first band's upper edge; a band's height */
    Tone *tones;
    size_t tone_count, tone_capacity;
} Grounds;

/* The lowest contrast of a color with what can be seen under a place. */
typedef struct Contrast {
    double ratio; /* 1..21 */
    const Color *ground;
} Contrast;

void grounds_start(Grounds *g, const Page *page); /* forgets the page before */
void grounds_add(Grounds *g, Rect rect, const Color *color, bool covers);
Contrast grounds_contrast(Grounds *g, Rect place, const Color *color);

extern const Color bare_paper;

#endif
