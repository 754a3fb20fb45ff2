/* Rasters as image XObjects (ISO 32000-1, 8.9.5), each once a document: gray ones in DeviceGray, the others in the
   space of the document's colors, for a press in its inks. No mask and no interpolation: a raster has no transparency,
   and enough pixels. */
#include "stage.h"

struct ImageUse {
    const Raster *raster;
    HPDF_Dict object;
};

enum { SRGB_BYTES = 3, CMYK_BYTES = 4 };

static bool pixels_get(Pdf *pdf, const Raster *raster, const Color *ground, Str *pixels, Diag *d)
{
    size_t count = (size_t)raster->width * raster->height;
    *pixels = (Str){(const char *)raster->pixels, raster->gray ? count : count * SRGB_BYTES};
    if (raster->gray || !flavor_is_for_press(pdf))
        return true;
    uint8_t *inks = arena_alloc(pdf->arena, count * CMYK_BYTES);
    *pixels = (Str){(const char *)inks, count * CMYK_BYTES};
    return pixels_to_inks(pdf->options.colors, raster->pixels, count, ground, inks, d);
}

bool image_use(Pdf *pdf, const Raster *raster, const Color *ground, size_t *number, Diag *d)
{
    Str pixels;
    for (*number = 0; *number < pdf->image_count; ++*number)
        if (pdf->images[*number].raster == raster)
            return true;
    if (!pixels_get(pdf, raster, ground, &pixels, d))
        return false;
    Buf entries = {.arena = pdf->arena};
    buf_printf(&entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace", raster->width,
               raster->height);
    if (raster->gray)
        buf_put(&entries, STR("/DeviceGray"));
    else
        color_space_put(pdf, &entries);
    ARENA_ROOM(pdf->arena, pdf->images, pdf->image_count, pdf->image_capacity);
    pdf->images[pdf->image_count++] = (ImageUse){raster, stream_new(pdf, pixels, buf_str(&entries))};
    return true;
}

void images_resources(const Pdf *pdf, Buf *entries)
{
    if (pdf->image_count == 0)
        return;
    buf_put(entries, STR("/XObject<<"));
    for (size_t i = 0; i < pdf->image_count; i++)
        buf_printf(entries, "/I%zu %u 0 R", i, object_id(pdf->images[i].object));
    buf_put(entries, STR(">>"));
}
