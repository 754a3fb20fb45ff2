/* Pictures as layout and PDF take them: shapes made of lines and curves, each filled with one color. y runs down. A
   silhouette is one shape in the color of its place, a logo several in their own. */
#pragma once

#include "ncmec/color.h"

typedef struct Point {
    Sp x, y;
} Point;

typedef struct Rect {
    Sp x, y, width, height;
} Rect;

/* ---- Paths ---- */

typedef enum PathOp {
    PATH_MOVE,  /* begins a part; 1 point. An open part is closed by filling it */
    PATH_LINE,  /* 1 point */
    PATH_CURVE, /* a cubic Bezier curve; 3 points: two controls, the end */
    PATH_CLOSE, /* no point */
} PathOp;

/* The first op is a PATH_MOVE, and so is the one after a PATH_CLOSE. */
typedef struct Path {
    const uint8_t *ops;  /* PathOp */
    const Point *points; /* in the order of the ops */
    uint32_t op_count, point_count;
    bool even_odd; /* what is inside; else by the nonzero winding number */
} Path;

uint32_t path_op_points(PathOp op);
Rect path_bounds(const Path *path); /* of all points, controls included; zero where there are none */
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

/* ---- Pictures ---- */

typedef enum StrokeCap { CAP_BUTT, CAP_ROUND, CAP_SQUARE } StrokeCap;      /* as PDF numbers them */
typedef enum StrokeJoin { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL } StrokeJoin; /* likewise */

/* A line along a path. */
typedef struct Stroke {
    Sp width; /* 0: there is none, the path is filled */
    StrokeCap cap;
    StrokeJoin join;
    Sp miter_limit; /* a ratio in 1/65536, at least 1 */
} Stroke;

typedef struct Shape {
    Path path;
    const Color *color; /* NULL: that of the place where it is painted */
    Stroke stroke;
} Shape;

/* Pixels, without transparency. */
typedef struct Raster {
    uint32_t width, height; /* pixels, both above zero */
    bool gray;              /* a byte a pixel; else three, sRGB */
    const uint8_t *pixels;  /* rows from the top, without padding */
} Raster;

typedef struct Picture {
    Sp width, height;    /* natural size, both above zero; the paths' coordinates run from 0, 0 to here */
    const Shape *shapes; /* in paint order */
    size_t shape_count;
    const Raster *raster; /* in place of shapes, or NULL */
    Str file;             /* the bytes of the file that it is of; empty for a silhouette */
    Mark mark;            /* where it is named, or the file it is of */
} Picture;

/* The largest place for the picture in 'box', its proportions kept; of the room that is left, so much percent is at its
   left and above it (0: flush left, 100: flush right, 50: centered). */
Rect picture_fit(const Picture *picture, Rect box, int across_percent, int down_percent);

/* How much of what the picture paints is at least 3:1 from its ground on the screen, in percent. */
int picture_seen(const Picture *picture, const Color *ground);

/* ---- Pictures of the house: src/picture/file.c, svg.c, png.c ---- */

enum {
    PICTURE_MAX_BYTES = 4 << 20, /* of a PNG file; an SVG file is a typed one and has SOURCE_MAX */
    PICTURE_MAX_SIDE = 4096,     /* pixels */
    PICTURE_MAX_PIXELS = 8000000,
    PICTURE_LEAST_PPI = 200, /* below it: an error */
    PICTURE_GOOD_PPI = 300,  /* below it: a warning */
};

/* A picture that a theme names. */
typedef struct PictureFile {
    NamedFile name;
    const Color *colors; /* the theme's: an SVG file's colors must be among them, or gray */
    size_t color_count;
    const Color *ground; /* what lies under it: a PNG file's transparency shows this */
    ColorSettle *settle; /* for hints; NULL: there is no press to ask */
    const void *settle_with;
} PictureFile;

/* PNG, or the subset of SVG that svg.c states. NULL after findings. The natural size of pixels is a point each. */
const Picture *picture_read(const PictureFile *file, Arena *a, Diag *d);
/* False and a finding where the pixels are too few for a picture of this width on paper; a warning where few. */
bool picture_check_width(const Picture *picture, Sp width, Mark named_at, Diag *d);
Str picture_versions(Arena *a); /* for --version: "libpng 1.6.39" */

/* ---- Silhouettes: src/picture/silhouette.c ---- */

enum {
    SILHOUETTE_MAX_BYTES = 4096, /* of the file */
    SILHOUETTE_MAX_POINTS = 600,
    SILHOUETTE_MAX_SIDE = 10000, /* units of its grid */
};

/* Reads a file of data/maps: a line "silhouette WIDTH HEIGHT", then a ring a line, as in "M 0 0 l 9 0 0 9 z", a grid
   unit a point. One shape, filled by the nonzero rule, without a color of its own. NULL after findings. */
const Picture *silhouette_read(const Source *source, Arena *a, Diag *d);
