/* A picture that a theme names: found beneath the theme's folder, told apart by its first bytes, and held to the pixels
   that print asks for. */
#include "picture.h"

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
