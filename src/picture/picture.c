/* Paths and pictures: making, measuring, moving, scaling; and a picture that a theme names, found beneath the theme's
   folder, told apart by its first bytes, and held to the pixels that print asks for. */
#include "picture.h"

uint32_t path_op_points(PathOp op)
{
    return op == PATH_CURVE ? 3 : op != PATH_CLOSE;
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

static void put_points(PathPen *pen, PathOp op, const Point *points)
{
    ARENA_ROOM(pen->arena, pen->ops, pen->op_count, pen->op_capacity);
    pen->ops[pen->op_count++] = (uint8_t)op;
    for (uint32_t i = 0; i < path_op_points(op); i++) {
        ARENA_ROOM(pen->arena, pen->points, pen->point_count, pen->point_capacity);
        pen->points[pen->point_count++] = points[i];
    }
}

void path_move(PathPen *pen, Point to)
{
    put_points(pen, PATH_MOVE, &to);
}

void path_line(PathPen *pen, Point to)
{
    put_points(pen, PATH_LINE, &to);
}

void path_curve(PathPen *pen, Point control1, Point control2, Point to)
{
    put_points(pen, PATH_CURVE, (const Point[]){control1, control2, to});
}

void path_close(PathPen *pen)
{
    put_points(pen, PATH_CLOSE, NULL);
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

static const Str png_signature = {"\x89PNG\r\n\x1a\n", 8};

const Picture *picture_read(const PictureFile *file, Arena *a, Diag *d)
{
    Str bytes;
    if (!file_read_beneath(&file->name, PICTURE_MAX_BYTES, &bytes, a, d))
        return NULL;
    Picture *picture = ARENA_NEW(a, Picture);
    picture->mark = file->name.mark;
    picture->file = bytes;
    if (str_starts(bytes, png_signature))
        return png_read(bytes, file, picture, a, d) ? picture : NULL;
    if (!str_ends(file->name.path, STR(".svg")))
        return diag_error(d, DIAG_PICTURE, file->name.mark,
                          "'%.*s' is neither a PNG file nor named as an SVG file; export the picture as one of these",
                          STR_ARG(file->name.path)),
               NULL;
    Str name = str_printf(a, "%s/%.*s", file->name.folder, STR_ARG(file->name.path));
    return svg_read(source_new(name, bytes, a), file, picture, a, d) ? picture : NULL;
}

bool picture_check_width(const Picture *picture, Sp width, Mark named_at, Diag *d)
{
    enum { POINTS_PER_INCH = 72 };
    if (!picture->raster)
        return true;
    int64_t ppi = (int64_t)picture->raster->width * POINTS_PER_INCH * SP_PER_PT / width;
    if (ppi >= PICTURE_GOOD_PPI)
        return true;
    int64_t least = (PICTURE_GOOD_PPI * width + POINTS_PER_INCH * SP_PER_PT - 1) / (POINTS_PER_INCH * SP_PER_PT);
    diag_error(d, ppi < PICTURE_LEAST_PPI ? DIAG_PICTURE : DIAG_RESOLUTION, named_at,
               "this picture has %u pixels across, %d to the inch at its size; for print it needs %d, better %d: "
               "export it at least %lld pixels wide, as SVG, or make it smaller",
               picture->raster->width, (int)ppi, PICTURE_LEAST_PPI, PICTURE_GOOD_PPI, (long long)least);
    return ppi >= PICTURE_LEAST_PPI;
}
