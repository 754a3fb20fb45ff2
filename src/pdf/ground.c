/* Contrast of a color with the fills under a place of the page. A shape that is no box is known by its bounds: both its
   color and what is below it count. */
#include "ground.h"

const Color bare_paper = {.name = {"paper", 5}, .kind = COLOR_PAPER};

/* ---- Fills ---- */

void grounds_add(Grounds *g, Rect rect, const Color *color, bool covers)
{
    ARENA_NEXT(g->arena, g->grounds, g->count, g->capacity) = (Ground){rect, color, covers};
}

/* A color that is compared with what lies under it. */
typedef struct Look {
    const Grounds *grounds;
    const Color *color;
    Contrast lowest;
} Look;

static void contrast_take(Look *look, const Color *ground)
{
    double found = color_contrast(look->color, ground);
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
