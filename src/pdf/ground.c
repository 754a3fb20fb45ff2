/* Contrast of a color with the fills under a place of the page: WCAG 2.1's ratio of relative luminances, in sRGB. A
   shape that is no box is known by its bounds: both its color and what is below it count. */
#include "ground.h"

const Color bare_paper = {.name = {"paper", 5}, .kind = COLOR_PAPER};

/* ---- Luminance ---- */

/* By Newton's method from above, for 0 < x <= 1. */
static double fifth_root(double x)
{
    double root = 1, next = (4 + x) / 5;
    while (next < root) {
        root = next;
        next = (4 * root + x / (root * root * root * root)) / 5;
    }
    return root;
}

/* The curve of sRGB (IEC 61966-2-1): its power is 2.4, which is 2 + 2/5. */
static double linear(uint8_t channel)
{
    double x = channel / 255.0;
    if (x <= 0.04045)
        return x / 12.92;
    double base = (x + 0.055) / 1.055, square = base * base;
    return square * fifth_root(square);
}

static double luminance(const Color *color)
{
    const uint8_t *rgb = color->srgb;
    switch (color->kind) {
    case COLOR_BLACK:
    case COLOR_MARKS:
        return 0;
    case COLOR_PAPER:
        return 1;
    case COLOR_PROCESS:
        break;
    }
    return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

static double ratio(const Color *a, const Color *b)
{
    double light = luminance(a), dark = luminance(b);
    return light > dark ? (light + 0.05) / (dark + 0.05) : (dark + 0.05) / (light + 0.05);
}

/* ---- Fills ---- */

void grounds_add(Grounds *g, Rect rect, const Color *color, bool covers)
{
    ARENA_ROOM(g->arena, g->grounds, g->count, g->capacity);
    g->grounds[g->count++] = (Ground){rect, color, covers};
}

/* A color that is compared with what lies under it. */
typedef struct Look {
    const Grounds *grounds;
    const Color *color;
    Contrast lowest;
} Look;

static void contrast_take(Look *look, const Color *ground)
{
    double found = ratio(look->color, ground);
    if (!look->lowest.ground || found < look->lowest.ratio)
        look->lowest = (Contrast){found, ground};
}

/* Looks at the first 'count' fills, the last of them first. A fill that covers the place hides what is below it; one
   that covers a part leaves up to four other parts to the fills below. */
static void place_look(Look *look, size_t count, Rect place)
{
    Sp right = place.x + place.width, bottom = place.y + place.height;
    while (count--) {
        const Ground *ground = &look->grounds->grounds[count];
        const Rect *r = &ground->rect;
        Sp inner_left = sp_most(place.x, r->x), inner_right = sp_least(right, r->x + r->width);
        Sp inner_top = sp_most(place.y, r->y), inner_bottom = sp_least(bottom, r->y + r->height);
        if (inner_left >= inner_right || inner_top >= inner_bottom)
            continue;
        contrast_take(look, ground->color);
        if (!ground->covers)
            continue;
        const Rect left_over[] = {{place.x, place.y, place.width, inner_top - place.y},
                                  {place.x, inner_bottom, place.width, bottom - inner_bottom},
                                  {place.x, inner_top, inner_left - place.x, inner_bottom - inner_top},
                                  {inner_right, inner_top, right - inner_right, inner_bottom - inner_top}};
        for (size_t i = 0; i < sizeof left_over / sizeof *left_over; i++)
            if (left_over[i].width > 0 && left_over[i].height > 0)
                place_look(look, count, left_over[i]);
        return;
    }
    contrast_take(look, &bare_paper);
}

Contrast grounds_contrast(const Grounds *g, Rect place, const Color *color)
{
    Look look = {.grounds = g, .color = color};
    place_look(&look, g->count, place);
    return look.lowest;
}
