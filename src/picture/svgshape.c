/* The shapes of an SVG drawing: geometry from attributes, its way through the transforms, what is painted of it. A
   shape that is filled and stroked becomes two, in that order. */
#include "svg.h"

#include <math.h>

enum { OUTSIDE_MOST = 100 }; /* a hundredth of the drawing's side may a shape stand out */

Mark svg_mark(const XmlAttribute *a, size_t offset)
{
    if (a->value.n != a->mark.length) /* it holds character references */
        return a->mark;
    return (Mark){a->mark.source, a->mark.offset + (uint32_t)offset, offset < a->value.n};
}

/* A length of the element, 'otherwise' where it is left out. */
double svg_length(Svg *svg, const char *name, double otherwise)
{
    const XmlAttribute *a = xml_attribute(&svg->xml, name);
    double value = otherwise;
    if (a && !number_whole(a->value, true, &value))
        diag_error(svg->diag, DIAG_PICTURE, a->mark, "element '%.*s': '%.*s' is not a length; write a number",
                   STR_ARG(svg->xml.name), STR_ARG(str_slice(a->value, 0, 40)));
    return value;
}

Sp svg_rounded(double value)
{
    return (Sp)(value * (double)SP_PER_PT + 0.5);
}

static void shape_add(Svg *svg, const Path *path, const Color *color, Stroke stroke)
{
    ARENA_ROOM(svg->arena, svg->shapes, svg->shape_count, svg->shape_capacity);
    svg->shapes[svg->shape_count++] = (Shape){*path, color, stroke};
}

/* A circle stays one under the matrix, so that a stroke is as wide everywhere. */
static bool keeps_circles(Matrix m)
{
    double along = m.a * m.a + m.b * m.b, across = m.c * m.c + m.d * m.d, skew = m.a * m.c + m.b * m.d;
    double slack = 0.002 * (along + across);
    return fabs(along - across) <= slack && fabs(skew) <= slack;
}

static bool point_is_inside(const Svg *svg, Sp x, Sp y)
{
    Sp w = svg_rounded(svg->width), h = svg_rounded(svg->height), dx = w / OUTSIDE_MOST, dy = h / OUTSIDE_MOST;
    return x >= -dx && y >= -dy && x <= w + dx && y <= h + dy;
}

/* By the points on the path and the middles of its curves. */
static bool is_inside(const Svg *svg, const Path *path)
{
    const Point *p = path->points;
    bool inside = true;
    for (uint32_t i = 0; inside && i < path->op_count; i++) {
        uint32_t count = path_op_points((PathOp)path->ops[i]);
        if (path->ops[i] == PATH_CURVE) {
            const Point *from = p - 1;
            inside = point_is_inside(svg, (from->x + 3 * (p[0].x + p[1].x) + p[2].x) / 8,
                                     (from->y + 3 * (p[0].y + p[1].y) + p[2].y) / 8);
        }
        p += count;
        inside = inside && (count == 0 || point_is_inside(svg, p[-1].x, p[-1].y));
    }
    return inside;
}

static void shape_paint(Svg *svg, const Level *level, const PathPen *pen)
{
    const SvgStyle *s = &level->style;
    Path path = path_made(pen, s->even_odd);
    svg->point_count += path.point_count;
    bool fills = s->fill && !s->fill_off, strokes = s->stroke && !s->stroke_off && s->stroke_width > 0;
    if (path.op_count == 0 || s->hidden || s->absent || (!fills && !strokes))
        return;
    if (!is_inside(svg, &path))
        diag_error(svg->diag, DIAG_PICTURE, svg->xml.mark,
                   "element '%.*s': this shape stands out of the viewBox, where it would not be seen; fit the page to "
                   "the drawing, or cut the shape",
                   STR_ARG(svg->xml.name));
    if (fills)
        shape_add(svg, &path, s->fill, (Stroke){0});
    if (!strokes)
        return;
    if (!keeps_circles(level->matrix)) {
        diag_error(svg->diag, DIAG_PICTURE, svg->xml.mark,
                   "element '%.*s': a transform stretches this stroke; convert the stroke to a path",
                   STR_ARG(svg->xml.name));
        return;
    }
    double scale = sqrt(fabs(level->matrix.a * level->matrix.d - level->matrix.b * level->matrix.c));
    Stroke stroke = {svg_rounded(s->stroke_width * scale), s->cap, s->join, svg_rounded(s->miter_limit)};
    if (stroke.width > 0)
        shape_add(svg, &path, s->stroke, stroke);
}

static void points_read(Svg *svg, Matrix m, PathPen *pen, bool closed)
{
    const XmlAttribute *points = xml_attribute(&svg->xml, "points");
    Str s = points ? points->value : (Str){0};
    size_t at = 0, count = 0;
    for (blanks_skip(s, &at); at < s.n; count++) {
        double x, y;
        size_t from = at;
        bool both = number_take(s, &at, &x);
        separator_skip(s, &at);
        if (!both || !number_take(s, &at, &y)) {
            diag_error(svg->diag, DIAG_PICTURE, svg_mark(points, from), "element '%.*s': two numbers belong here",
                       STR_ARG(svg->xml.name));
            return;
        }
        separator_skip(s, &at);
        if (count)
            path_line(pen, matrix_point(m, x, y));
        else
            path_move(pen, matrix_point(m, x, y));
    }
    if (closed && count)
        path_close(pen);
}

static void path_read(Svg *svg, Matrix m, PathPen *pen)
{
    const XmlAttribute *d = xml_attribute(&svg->xml, "d");
    size_t wrong = 0;
    if (d && !path_data_read(d->value, m, pen, &wrong))
        diag_error(svg->diag, DIAG_PICTURE, svg_mark(d, wrong), "element 'path': this is not path data");
}

static bool size_is_wrong(Svg *svg, double a, double b)
{
    if (a >= 0 && b >= 0)
        return false;
    diag_error(svg->diag, DIAG_PICTURE, svg->xml.mark, "element '%.*s': a size is negative", STR_ARG(svg->xml.name));
    return true;
}

static void rect_read(Svg *svg, Matrix m, PathPen *pen)
{
    double box[] = {svg_length(svg, "x", 0), svg_length(svg, "y", 0), svg_length(svg, "width", 0),
                    svg_length(svg, "height", 0)};
    double rx = svg_length(svg, "rx", -1), ry = svg_length(svg, "ry", -1);
    rx = rx < 0 ? ry : rx;
    ry = ry < 0 ? rx : ry;
    if (!size_is_wrong(svg, box[2], box[3]) && box[2] > 0 && box[3] > 0)
        path_round_rect(pen, m, box, rx, ry);
}

static void ellipse_read(Svg *svg, Matrix m, PathPen *pen, const char *rx_name, const char *ry_name)
{
    double rx = svg_length(svg, rx_name, 0), ry = svg_length(svg, ry_name, 0);
    double cx = svg_length(svg, "cx", 0), cy = svg_length(svg, "cy", 0);
    if (!size_is_wrong(svg, rx, ry) && rx > 0 && ry > 0)
        path_ellipse(pen, m, cx, cy, rx, ry);
}

static void line_read(Svg *svg, Matrix m, PathPen *pen)
{
    path_move(pen, matrix_point(m, svg_length(svg, "x1", 0), svg_length(svg, "y1", 0)));
    path_line(pen, matrix_point(m, svg_length(svg, "x2", 0), svg_length(svg, "y2", 0)));
}

void svg_shape(Svg *svg, Kind kind, const Level *level)
{
    PathPen pen = {.arena = svg->arena};
    Matrix m = level->matrix;
    switch (kind) {
    case KIND_PATH:
        path_read(svg, m, &pen);
        break;
    case KIND_RECT:
        rect_read(svg, m, &pen);
        break;
    case KIND_CIRCLE:
        ellipse_read(svg, m, &pen, "r", "r");
        break;
    case KIND_ELLIPSE:
        ellipse_read(svg, m, &pen, "rx", "ry");
        break;
    case KIND_LINE:
        line_read(svg, m, &pen);
        break;
    case KIND_POLYLINE:
    case KIND_POLYGON:
        points_read(svg, m, &pen, kind == KIND_POLYGON);
        break;
    case KIND_GROUP:
    case KIND_STYLE:
    case KIND_DEFS:
    case KIND_NOTE:
    case KIND_REFUSED:
        break;
    }
    shape_paint(svg, level, &pen);
}
