/* A color as the theme gives it: in both spaces, so that no later stage converts. Travels with each drawn item. */
#pragma once

#include "ncmec/diag.h"

typedef enum ColorKind {
    COLOR_PROCESS, /* srgb on screen, cmyk in press */
    COLOR_BLACK,   /* DeviceGray 0: K alone, for text up to 12 pt */
    COLOR_PAPER,   /* DeviceGray 1: paper white */
    COLOR_MARKS,   /* every ink in full: crop marks; of pdf/ alone */
} ColorKind;

typedef struct Color {
    Str name; /* the theme's word for it */
    ColorKind kind;
    uint8_t srgb[3];
    uint8_t cmyk[4];  /* percent of ink, 0..100 */
    Str spot;         /* an ink of its own in files for the press: "PANTONE 2768 C"; empty: none */
    int64_t tint;     /* of that ink, in percent */
    uint8_t solid[4]; /* that ink in full as 'cmyk', which is the tint's */
    Mark mark;        /* where the theme defines it */
    Mark srgb_mark, cmyk_mark;
} Color;

/* Inks for a color of a picture that no check of colors finds anything in. False where no inks print it: 'srgb' becomes
   one near it that has such inks. 'with' is the caller's. */
typedef bool ColorSettle(const void *with, uint8_t srgb[3], uint8_t inks[4]);

/* What small type needs to be legible, and to print well. */
enum {
    LIVE_INSIDE = 18,         /* points from live matter to the trim */
    SMALL_TYPE = 12,          /* points: up to here type is black or paper white alone */
    PAPER_TYPE_LEAST = 9,     /* points of type in paper white ... */
    PAPER_WEIGHT_LEAST = 600, /* ... and the weight of its face, up to SMALL_TYPE */
};

/* Percent of all inks together on a press that has the spot. */
int color_ink(const Color *color);
/* The same color in at most so much ink: the colored ones less in proportion. */
void color_inks_within(const uint8_t inks[4], int most, uint8_t legal[4]);
/* WCAG 2.1's ratio of their relative luminances on the screen, 1 to 21 (src/picture/contrast.c). */
double color_contrast(const Color *a, const Color *b);
/* The nearest mix of a color with black or white that has this contrast with another; false where neither has. */
bool color_legible(const Color *color, const Color *other, double least, uint8_t srgb[3]);

/* A printing condition of the ICC's registry: a press and a paper whose colors were measured. */
typedef struct PrintCondition {
    const char *name;
    int ink_most;        /* percent, all four inks together */
    const char *profile; /* shipped with the program; NULL: none, the office has it */
} PrintCondition;

enum {
    INK_MOST = 300,        /* percent of all inks together, of any condition */
    GROUND_INK_MOST = 240, /* of a large dark area, which would not dry */
};

/* NULL: it is not of the registry (src/picture/condition.c). */
const PrintCondition *print_condition(Str name);
/* The one whose letters and digits these are, in any case: "fogra 29"; NULL: none. */
const PrintCondition *print_condition_meant(Str name);
/* The first that this shipped profile describes; NULL: it is not shipped. */
const PrintCondition *print_condition_of(Str profile);
int print_ink_most(Str condition); /* INK_MOST of one that is not of the registry */
