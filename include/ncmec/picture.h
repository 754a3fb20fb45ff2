/* Pictures as layout and PDF take them: shapes made of lines and curves, each filled with one color. y runs down. A
   silhouette is one shape in the color of its place, a logo several in their own. */
#ifndef NCMEC_PICTURE_H
#define NCMEC_PICTURE_H

#include "ncmec/color.h"

typedef struct Point {
    Sp x, y;
} Point;

typedef struct Rect {
    Sp x, y, width, height;
} Rect;

/* ---- Paths ------------------------------------------------------------------------------------------------------- */

typedef enum PathOp {
    PATH_MOVE,  /* begins a part; 1 point. An open part is closed by filling it */
    PATH_LINE,  /* 1 point */
    PATH_CURVE, /* a cubic Bezier curve; 3 points: two controls, the end */
    PATH_CLOSE, /* no point */
} PathOp;

/* The first op is a PATH_MOVE, and so is the one behind a PATH_CLOSE. */
typedef struct Path {
    const uint8_t *ops;  /* PathOp */
    const Point *points; /* in the order of the ops */
    uint32_t op_count, point_count;
    bool even_odd; /* what is inside; else by the nonzero winding number */
} Path;

uint32_t path_op_points(PathOp op);
bool path_is_sound(const Path *path); /* ops and points agree, and it begins as it must */
Rect path_bounds(const Path *path);   /* of all points, controls included; zero where there are none */
/* The path moved by -origin, then scaled by numerator / denominator. */
Path path_place(const Path *path, Point origin, int64_t numerator, int64_t denominator, Arena *a);

/* A path while it is made. Start with {.arena = a}. */
typedef struct PathPen {
    Arena *arena;
    uint8_t *ops;
    Point *points;
    size_t op_count, op_capacity, point_count, point_capacity;
} PathPen;

void path_move(PathPen *pen, Point to);
void path_line(PathPen *pen, Point to);
void path_curve(PathPen *pen, Point control1, Point control2, Point to);
void path_close(PathPen *pen);
Path path_made(const PathPen *pen, bool even_odd);

/* ---- Pictures ---------------------------------------------------------------------------------------------------- */

typedef struct Shape {
    Path path;
    const Color *color; /* NULL: that of the place where it is painted */
} Shape;

typedef struct Picture {
    Sp width, height;    /* natural size, both above zero; the paths' coordinates run from 0, 0 to here */
    const Shape *shapes; /* in paint order */
    size_t shape_count;
    Str alternative; /* what it is to a reader; empty for a decoration */
    Mark mark;       /* where it is named, or the file it is of */
} Picture;

/* The largest place for the picture in 'box', its proportions kept; of the room that is left, so much percent is at its
   left and above it (0: flush left, 100: flush right, 50: centered). */
Rect picture_fit(const Picture *picture, Rect box, int across_percent, int down_percent);

/* ---- Silhouettes: src/picture/silhouette.c ----------------------------------------------------------------------- */

enum {
    SILHOUETTE_MAX_BYTES = 4096, /* of the file */
    SILHOUETTE_MAX_POINTS = 600,
    SILHOUETTE_MAX_SIDE = 10000, /* units of its grid */
};

/* Reads a file of data/maps: a line "silhouette WIDTH HEIGHT", then rings in whole grid units, as in "M 0 0 l 9 0 0 9
   z". One shape, filled by the nonzero rule, without a color of its own; a grid unit is a point. NULL after findings.
 */
const Picture *silhouette_read(const Source *source, Arena *a, Diag *d);

#endif
