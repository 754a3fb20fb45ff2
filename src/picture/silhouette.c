/* The outline of a jurisdiction, from a file of data/maps: a line "silhouette WIDTH HEIGHT", then a ring a line as path
   data of SVG. What is inside by the nonzero rule is filled. */
#include "picture.h"

enum { RING_POINTS_LEAST = 3 };

typedef struct Outline {
    const Source *source;
    Diag *diag;
    double width, height;
    PathPen pen;
} Outline;

static Mark stretch(const Outline *o, size_t from, size_t to)
{
    return (Mark){o->source, (uint32_t)from, (uint32_t)(to - from)};
}

static bool size_read(Outline *o, size_t line_end)
{
    const Str line = str_slice(o->source->text, 0, line_end), word = STR("silhouette ");
    size_t at = word.n;
    bool found = str_starts(line, word) && number_take(line, &at, &o->width);
    separator_skip(line, &at);
    return (found && number_take(line, &at, &o->height) && str_trim(str_slice(line, at, line.n)).n == 0 &&
            o->width >= 1 && o->height >= 1 && o->width <= SILHOUETTE_MAX_SIDE && o->height <= SILHOUETTE_MAX_SIDE) ||
           diag_error(o->diag, DIAG_SYNTAX, stretch(o, 0, line_end),
                      "a silhouette begins with its size, at most %d, as in 'silhouette 1000 960'",
                      SILHOUETTE_MAX_SIDE);
}

static bool ring_read(Outline *o, size_t from, size_t to)
{
    size_t wrong = 0, first = o->pen.point_count;
    const Mark mark = stretch(o, from, to);
    if (!path_data_read(str_slice(o->source->text, from, to), (Matrix){1, 0, 0, 1, 0, 0}, &o->pen, &wrong))
        return diag_error(o->diag, DIAG_SYNTAX, stretch(o, from + wrong, to),
                          "this is not path data; a ring is a line as in 'M 0 0 l 9 0 0 9 z'");
    if (o->pen.point_count > SILHOUETTE_MAX_POINTS)
        return diag_error(o->diag, DIAG_VALUE, mark,
                          "a silhouette has at most %d points; simplify it, as data/maps/make.py does",
                          SILHOUETTE_MAX_POINTS);
    for (size_t i = first; i < o->pen.point_count; i++) {
        double x = (double)o->pen.points[i].x / SP_PER_PT, y = (double)o->pen.points[i].y / SP_PER_PT;
        if (x < 0 || y < 0 || x > o->width || y > o->height)
            return diag_error(o->diag, DIAG_VALUE, mark,
                              "this ring has a point at %d %d, outside the silhouette's own %d by %d", (int)x, (int)y,
                              (int)o->width, (int)o->height);
    }
    size_t count = o->pen.point_count - first;
    return count == 0 || count >= RING_POINTS_LEAST ||
           diag_error(o->diag, DIAG_VALUE, mark, "this ring has %zu points; an area has at least %d", count,
                      RING_POINTS_LEAST);
}

const Picture *silhouette_read(const Source *source, Arena *a, Diag *d)
{
    Outline o = {.source = source, .diag = d, .pen.arena = a};
    const Str text = source->text;
    const Mark whole = {.source = source};
    if (text.n > SILHOUETTE_MAX_BYTES)
        return diag_error(d, DIAG_VALUE, whole, "a silhouette takes at most %d bytes; this one has %zu",
                          SILHOUETTE_MAX_BYTES, text.n),
               NULL;
    size_t errors = diag_errors(d), end = str_find(text, STR("\n"), 0);
    bool goes_on = size_read(&o, end);
    for (size_t from = end + 1; goes_on && from < text.n; from = end + 1) {
        end = str_find(text, STR("\n"), from);
        ring_read(&o, from, end);
        goes_on = o.pen.point_count <= SILHOUETTE_MAX_POINTS;
    }
    if (diag_errors(d) == errors && o.pen.point_count == 0)
        diag_error(d, DIAG_SYNTAX, whole, "this silhouette has no ring; one begins with 'M'");
    if (diag_errors(d) > errors)
        return NULL;
    Picture *picture = ARENA_NEW(a, Picture);
    Shape *shape = ARENA_NEW(a, Shape);
    shape->path = path_made(&o.pen, false);
    *picture = (Picture){
        .width = SP_PT((int)o.width), .height = SP_PT((int)o.height), .shapes = shape, .shape_count = 1, .mark = whole};
    return picture;
}
