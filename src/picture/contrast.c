/* Contrast of two colors on the screen: WCAG 2.1's ratio of relative luminances, in sRGB; of a picture and its ground;
   and how much ink a color is. */
#include "ncmec/picture.h"

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

double color_contrast(const Color *a, const Color *b)
{
    double light = luminance(a), dark = luminance(b);
    return light > dark ? (light + 0.05) / (dark + 0.05) : (dark + 0.05) / (light + 0.05);
}

bool color_legible(const Color *color, const Color *other, double least, uint8_t srgb[3])
{
    enum { STEPS = 100, WHITE = 255 };
    for (int step = 1; step <= STEPS; step++)
        for (int end = 0; end <= WHITE; end += WHITE) {
            Color mixed = {.kind = COLOR_PROCESS};
            for (int i = 0; i < 3; i++)
                mixed.srgb[i] = (uint8_t)((color->srgb[i] * (STEPS - step) + end * step) / STEPS);
            memcpy(srgb, mixed.srgb, sizeof mixed.srgb);
            if (color_contrast(&mixed, other) >= least)
                return true;
        }
    return false;
}

int color_ink(const Color *color)
{
    return color->spot.n ? (int)color->tint : color->cmyk[0] + color->cmyk[1] + color->cmyk[2] + color->cmyk[3];
}

void color_inks_within(const uint8_t inks[4], int most, uint8_t legal[4])
{
    enum { INK_K = 3 };
    int colored = inks[0] + inks[1] + inks[2], room = most - inks[INK_K];
    memcpy(legal, inks, 4);
    for (int i = 0; i < INK_K && colored > room; i++)
        legal[i] = (uint8_t)(inks[i] * room / colored);
}

/* ---- Pictures ---- */

/* Of the polygon through the points on the path; of a stroke, its length times its width. Parts that lie over each
   other count twice. */
static double shape_area(const Shape *shape)
{
    const Point *p = shape->path.points;
    double area = 0, length = 0, unit = (double)SP_PER_PT;
    Point first = {0}, last = {0};
    for (uint32_t i = 0; i < shape->path.op_count; i++) {
        PathOp op = (PathOp)shape->path.ops[i];
        uint32_t count = path_op_points(op);
        Point to = count ? p[count - 1] : first;
        double x = (double)(to.x - last.x) / unit, y = (double)(to.y - last.y) / unit;
        if (op == PATH_MOVE)
            first = to;
        else {
            area += ((double)last.x / unit * y - (double)last.y / unit * x) / 2;
            length += (x < 0 ? -x : x) + (y < 0 ? -y : y);
        }
        last = to;
        p += count;
    }
    return shape->stroke.width ? length * (double)shape->stroke.width / unit : area < 0 ? -area : area;
}

int picture_seen(const Picture *picture, const Color *ground)
{
    enum { SAMPLES = 200 }; /* across and down */
    const double least = 3;
    double seen = 0, painted = 0;
    const Raster *r = picture->raster;
    for (size_t i = 0; i < picture->shape_count; i++) {
        const Color *color = picture->shapes[i].color;
        double area = color ? shape_area(&picture->shapes[i]) : 0;
        painted += area;
        seen += color && color_contrast(color, ground) >= least ? area : 0;
    }
    for (size_t i = 0; r && i < (size_t)SAMPLES * SAMPLES; i++) {
        const uint8_t *pixel =
            r->pixels +
            (i / SAMPLES * r->height / SAMPLES * r->width + i % SAMPLES * r->width / SAMPLES) * (r->gray ? 1 : 3);
        const Color color = {.srgb = {pixel[0], pixel[r->gray ? 0 : 1], pixel[r->gray ? 0 : 2]}};
        if (memcmp(color.srgb, ground->kind == COLOR_PAPER ? (const uint8_t[]){255, 255, 255} : ground->srgb, 3) == 0)
            continue;
        painted++;
        seen += color_contrast(&color, ground) >= least;
    }
    return painted > 0 ? (int)(100 * seen / painted) : 0;
}
