/* Contrast of two colors on the screen: WCAG 2.1's ratio of relative luminances, in sRGB. */
#include "ncmec/color.h"

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
