/* A picture that a theme names, from the file to a Picture: found beneath the theme's folder, told apart by its first
   bytes, and held to the pixels that print asks for. */
#include "picture.h"

static const Str png_signature = {"\x89PNG\r\n\x1a\n", 8};

const Picture *picture_read(const PictureFile *file, Arena *a, Diag *d)
{
    Str bytes;
    if (!file_read_beneath(file->folder, file->path, PICTURE_MAX_BYTES, file->mark, &bytes, a, d))
        return NULL;
    Picture *picture = ARENA_NEW(a, Picture);
    picture->mark = file->mark;
    picture->file = bytes;
    if (str_starts(bytes, png_signature))
        return png_read(bytes, file, picture, a, d) ? picture : NULL;
    if (!str_ends(file->path, STR(".svg")))
        return diag_error(d, DIAG_PICTURE, file->mark,
                          "'%.*s' is neither a PNG file nor named as an SVG file; export the picture as one of these",
                          STR_ARG(file->path)),
               NULL;
    Str name = str_printf(a, "%s/%.*s", file->folder, STR_ARG(file->path));
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
