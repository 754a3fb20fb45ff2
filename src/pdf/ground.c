/* What a color has to stand out from: the fills of a page, in the order of their painting, asked for by place. Contrast
   is WCAG 2.1's ratio of relative luminances, in sRGB. Of a shape that is no box only the bounds are known here: there
   a color is compared with the shape's and with what is below it. Leaves out what is not opaque, for nothing of a sheet
   is. */
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

static double luminance_of(const Color *color)
{
    switch (color->kind) {
    case COLOR_BLACK:
    case COLOR_MARKS:
        return 0;
    case COLOR_PAPER:
        return 1;
    case COLOR_PROCESS:
        break;
    }
    return 0.2126 * linear(color->srgb[0]) + 0.7152 * linear(color->srgb[1]) + 0.0722 * linear(color->srgb[2]);
}

static double luminance(Grounds *g, const Color *color)
{
    for (size_t i = 0; i < g->tone_count; i++)
        if (g->tones[i].color == color)
            return g->tones[i].luminance;
    ARENA_ROOM(g->arena, g->tones, g->tone_count, g->tone_capacity);
    g->tones[g->tone_count++] = (Tone){color, luminance_of(color)};
    return g->tones[g->tone_count - 1].luminance;
}

static double ratio(Grounds *g, const Color *a, const Color *b)
{
    double light = luminance(g, a), dark = luminance(g, b);
    return light > dark ? (light + 0.05) / (dark + 0.05) : (dark + 0.05) / (light + 0.05);
}

/* ---- Fills ---- */

void grounds_start(Grounds *g, const Page *page)
{
    g->count = 1;
    g->from = -page->bleed;
    g->band = (page->height + 2 * page->bleed) / GROUND_BANDS + 1;
    for (size_t i = 0; i < GROUND_BANDS; i++)
        g->top[i] = 0;
}

static size_t band_at(const Grounds *g, Sp y)
{
    Sp band = (y - g->from) / g->band;
    return y < g->from ? 0 : band >= GROUND_BANDS ? GROUND_BANDS - 1 : (size_t)band;
}

void grounds_add(Grounds *g, Rect rect, const Color *color, bool covers)
{
    size_t last = band_at(g, rect.y + rect.height);
    for (size_t band = band_at(g, rect.y); band <= last; band++) {
        ARENA_ROOM(g->arena, g->grounds, g->count, g->capacity);
        g->grounds[g->count] = (Ground){rect, color, covers, g->top[band]};
        g->top[band] = (uint32_t)g->count++;
    }
}

static Sp least(Sp a, Sp b)
{
    return a < b ? a : b;
}

static Sp most(Sp a, Sp b)
{
    return a > b ? a : b;
}

static void contrast_take(Grounds *g, Contrast *lowest, const Color *color, const Color *ground)
{
    double found = ratio(g, color, ground);
    if (!lowest->ground || found < lowest->ratio)
        *lowest = (Contrast){found, ground};
}

/* From the fill 'at' down: a fill that covers the place hides what is below it; one that covers a part leaves up to
   four others to the fills below. */
static void place_look(Grounds *g, uint32_t at, Sp left, Sp top, Sp right, Sp bottom, const Color *color,
                       Contrast *lowest)
{
    for (; at; at = g->grounds[at].below) {
        const Rect *r = &g->grounds[at].rect;
        Sp inner_left = most(left, r->x), inner_right = least(right, r->x + r->width);
        Sp inner_top = most(top, r->y), inner_bottom = least(bottom, r->y + r->height);
        if (inner_left >= inner_right || inner_top >= inner_bottom)
            continue;
        uint32_t below = g->grounds[at].below;
        contrast_take(g, lowest, color, g->grounds[at].color);
        if (!g->grounds[at].covers)
            continue;
        if (top < inner_top)
            place_look(g, below, left, top, right, inner_top, color, lowest);
        if (inner_bottom < bottom)
            place_look(g, below, left, inner_bottom, right, bottom, color, lowest);
        if (left < inner_left)
            place_look(g, below, left, inner_top, inner_left, inner_bottom, color, lowest);
        if (inner_right < right)
            place_look(g, below, inner_right, inner_top, right, inner_bottom, color, lowest);
        return;
    }
    contrast_take(g, lowest, color, &bare_paper);
}

Contrast grounds_contrast(Grounds *g, Rect place, const Color *color)
{
    Contrast lowest = {0};
    Sp top = place.y, bottom = place.y + place.height;
    for (size_t band = band_at(g, top), last = band_at(g, bottom); band <= last; band++) {
        /* Each band answers for its own stretch, the outermost also for what lies beyond. */
        Sp edge = g->from + (Sp)band * g->band;
        Sp upper = band ? most(top, edge) : top;
        Sp lower = band + 1 < GROUND_BANDS ? least(bottom, edge + g->band) : bottom;
        if (upper < lower)
            place_look(g, g->top[band], place.x, upper, place.x + place.width, lower, color, &lowest);
    }
    return lowest;
}
