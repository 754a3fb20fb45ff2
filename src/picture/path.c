/* Paths and the places of pictures: making, measuring, moving and scaling. Leaves out painting, which is the layout's
   and the PDF's, and reading, which each file format does for itself. */
#include "ncmec/picture.h"

uint32_t path_op_points(PathOp op)
{
    switch (op) {
    case PATH_MOVE:
    case PATH_LINE:
        return 1;
    case PATH_CURVE:
        return 3;
    case PATH_CLOSE:
        return 0;
    }
    return 0;
}

Rect path_bounds(const Path *path)
{
    if (path->point_count == 0)
        return (Rect){0};
    Point least = path->points[0], most = least;
    for (uint32_t i = 1; i < path->point_count; i++) {
        Point p = path->points[i];
        least.x = p.x < least.x ? p.x : least.x;
        least.y = p.y < least.y ? p.y : least.y;
        most.x = p.x > most.x ? p.x : most.x;
        most.y = p.y > most.y ? p.y : most.y;
    }
    return (Rect){least.x, least.y, most.x - least.x, most.y - least.y};
}

Path path_place(const Path *path, Point origin, int64_t numerator, int64_t denominator, Arena *a)
{
    Path placed = *path;
    Point *points = ARENA_ARRAY(a, Point, path->point_count);
    for (uint32_t i = 0; i < path->point_count; i++)
        points[i] = (Point){sp_scale(path->points[i].x - origin.x, numerator, denominator),
                            sp_scale(path->points[i].y - origin.y, numerator, denominator)};
    placed.points = points;
    return placed;
}

/* ---- Making ---- */

static void put_op(PathPen *pen, PathOp op)
{
    ARENA_ROOM(pen->arena, pen->ops, pen->op_count, pen->op_capacity);
    pen->ops[pen->op_count++] = (uint8_t)op;
}

static void put_point(PathPen *pen, Point p)
{
    ARENA_ROOM(pen->arena, pen->points, pen->point_count, pen->point_capacity);
    pen->points[pen->point_count++] = p;
}

void path_move(PathPen *pen, Point to)
{
    put_op(pen, PATH_MOVE);
    put_point(pen, to);
}

void path_line(PathPen *pen, Point to)
{
    put_op(pen, PATH_LINE);
    put_point(pen, to);
}

void path_curve(PathPen *pen, Point control1, Point control2, Point to)
{
    put_op(pen, PATH_CURVE);
    put_point(pen, control1);
    put_point(pen, control2);
    put_point(pen, to);
}

void path_close(PathPen *pen)
{
    put_op(pen, PATH_CLOSE);
}

Path path_made(const PathPen *pen, bool even_odd)
{
    return (Path){pen->ops, pen->points, (uint32_t)pen->op_count, (uint32_t)pen->point_count, even_odd};
}

/* ---- Pictures ---- */

Rect picture_fit(const Picture *picture, Rect box, int across_percent, int down_percent)
{
    enum { WHOLE = 100 };
    Rect place = {.width = box.width, .height = sp_scale(picture->height, box.width, picture->width)};
    if (place.height > box.height)
        place = (Rect){.width = sp_scale(picture->width, box.height, picture->height), .height = box.height};
    place.x = box.x + sp_scale(box.width - place.width, across_percent, WHOLE);
    place.y = box.y + sp_scale(box.height - place.height, down_percent, WHOLE);
    return place;
}
