/* What is under a place of a page, and its contrast with a color. */
#pragma once

#include "ncmec/page.h"

typedef struct Ground {
    Rect rect;
    const Color *color;
    bool covers; /* the whole rect; otherwise what is below may show too */
} Ground;

/* The fills of one page so far, in paint order. A page starts with count 0. */
typedef struct Grounds {
    Arena *arena;
    Ground *grounds;
    size_t count, capacity;
} Grounds;

/* The lowest contrast of a color with what shows under a place. */
typedef struct Contrast {
    double ratio; /* 1..21 */
    const Color *ground;
} Contrast;

void grounds_add(Grounds *g, Rect rect, const Color *color, bool covers);
Contrast grounds_contrast(const Grounds *g, Rect place, const Color *color);

extern const Color bare_paper;
