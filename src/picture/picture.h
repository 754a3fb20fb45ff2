/* What the sources of this room share. */
#pragma once

#include "ncmec/picture.h"

/* Each fills the picture's size and content. False after findings. */
bool png_read(Str bytes, const PictureFile *file, Picture *picture, Arena *a, Diag *d);
bool svg_read(const Source *source, const PictureFile *file, Picture *picture, Arena *a, Diag *d);

/* ---- path.c: numbers, transforms, path data ---- */

/* x' = a x + c y + e, y' = b x + d y + f */
typedef struct Matrix {
    double a, b, c, d, e, f;
} Matrix;

enum { SVG_MAX_COORDINATE = 1000000 };

Matrix matrix_times(Matrix outer, Matrix inner); /* inner is applied first */
Point matrix_point(Matrix m, double x, double y);
void separator_skip(Str s, size_t *at); /* white space with a comma in it */
/* A number at *at, which moves past it; false for anything else and for what is beyond SVG_MAX_COORDINATE. */
bool number_take(Str s, size_t *at, double *number);
size_t numbers_take(Str s, size_t *at, double *numbers, size_t most); /* a list; returns how many */
/* A whole value: a number, also in px (1), pt, in, mm, cm where 'units'. */
bool number_whole(Str s, bool units, double *number);
/* A list of transforms; the data of a 'd'; "0,0 10,0". False and in *wrong the offset of what is not understood. */
bool transform_read(Str s, Matrix *matrix, size_t *wrong);
bool path_data_read(Str s, Matrix matrix, PathPen *pen, size_t *wrong);
bool path_points_read(Str s, Matrix matrix, PathPen *pen, size_t *wrong);
void path_ellipse(PathPen *pen, Matrix m, double cx, double cy, double rx, double ry);
void path_round_rect(PathPen *pen, Matrix m, const double box[4], double rx, double ry);
