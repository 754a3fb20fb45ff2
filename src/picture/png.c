/* PNG pictures through libpng, to gray or sRGB pixels without transparency. What libpng could make the best of is
   refused: a logo can be exported anew. Memory is the arena's, so a jump out of the middle loses nothing. Another
   profile than sRGB is refused. */
#include "picture.h"
#include "src/base/xml.h"

#include <png.h>
#include <setjmp.h>

enum {
    CHUNK_NAME = 5, /* bytes, with the zero after it */
    CHUNKS_MOST = 128,
    CHUNK_BYTES_MOST = 1 << 20,
    CHANNELS_RGBA = 4,
    CHANNELS_RGB = 3,
    OPAQUE = 255,
};

/* Texts and the like, which no picture needs, and which unpack to a thousand times their size. */
static const png_byte unread[] = "tEXt\0zTXt\0iTXt\0eXIf\0sPLT\0hIST\0tIME";

typedef struct Reader {
    Str bytes;
    size_t at;
    Arena *arena;
    char wrong[128];
} Reader;

static void failed(png_structp png, png_const_charp message)
{
    Reader *r = png_get_error_ptr(png);
    size_t n = strlen(message);
    n = n < sizeof r->wrong ? n : sizeof r->wrong - 1;
    memcpy(r->wrong, message, n);
    r->wrong[n] = '\0';
    png_longjmp(png, 1);
}

/* CRCs are checked for every chunk, so that no damage is only warned of; what is, are old programs' habits. */
static void warned(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static png_voidp memory_take(png_structp png, png_alloc_size_t size)
{
    return arena_alloc(png_get_mem_ptr(png), size);
}

static void memory_leave(png_structp png, png_voidp memory)
{
    (void)png; /* all of it goes with the arena */
    (void)memory;
}

static void bytes_read(png_structp png, png_bytep out, size_t n)
{
    Reader *r = png_get_io_ptr(png);
    if (n > r->bytes.n - r->at)
        png_error(png, "it breaks off");
    memcpy(out, r->bytes.s + r->at, n);
    r->at += n;
}

/* Everything becomes RGBA with a byte each. */
static void transforms_set(png_structp png)
{
    png_set_scale_16(png);
    png_set_expand(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, OPAQUE, PNG_FILLER_AFTER);
    png_set_interlace_handling(png);
}

/* By its name or its description, which profiles keep as ASCII or as UTF-16. */
static void profile_check(png_structp png, png_infop info)
{
    char *name = NULL;
    png_bytep bytes = NULL;
    png_uint_32 length = 0;
    int compression;
    if (!png_get_iCCP(png, info, &name, &compression, &bytes, &length))
        return;
    Str profile = {(const char *)bytes, length};
    if (!strstr(name, "sRGB") && str_find(profile, STR("sRGB"), 0) == profile.n &&
        str_find(profile, STR("s\0R\0G\0B"), 0) == profile.n)
        png_error(png, "its colors are not sRGB; convert it to sRGB");
}

/* RGBA rows; NULL where the file is refused, and r->wrong says why. Nothing that a jump could leave half done is
   changed between setjmp and the end. */
static uint8_t *rows_read(Reader *r, uint32_t *width, uint32_t *height)
{
    png_structp png =
        png_create_read_struct_2(PNG_LIBPNG_VER_STRING, r, failed, warned, r->arena, memory_take, memory_leave);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (!info)
        out_of_memory();
    uint8_t *volatile pixels = NULL;
    if (setjmp(png_jmpbuf(png))) {
        png_destroy_read_struct(&png, &info, NULL);
        return NULL;
    }
    png_set_user_limits(png, PICTURE_MAX_SIDE, PICTURE_MAX_SIDE);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, unread, sizeof unread / CHUNK_NAME);
    png_set_chunk_cache_max(png, CHUNKS_MOST);
    png_set_chunk_malloc_max(png, CHUNK_BYTES_MOST);
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_set_benign_errors(png, 0);
    png_set_read_fn(png, r, bytes_read);
    png_read_info(png, info);
    *width = png_get_image_width(png, info);
    *height = png_get_image_height(png, info);
    if ((uint64_t)*width * *height > PICTURE_MAX_PIXELS)
        png_error(png, "it has too many pixels");
    profile_check(png, info);
    transforms_set(png);
    png_read_update_info(png, info);
    size_t row = (size_t)*width * CHANNELS_RGBA;
    if (png_get_rowbytes(png, info) != row)
        png_error(png, "its pixels are of an unknown kind");
    pixels = arena_alloc(r->arena, row * *height);
    png_bytepp rows = arena_alloc(r->arena, *height * sizeof *rows);
    for (uint32_t y = 0; y < *height; y++)
        rows[y] = pixels + y * row;
    png_read_image(png, rows);
    png_read_end(png, info);
    png_destroy_read_struct(&png, &info, NULL);
    return pixels;
}

/* In place: what shows of the ground is mixed in, as screens do it, by the sRGB values. True where all is gray. */
static bool pixels_flatten(uint8_t *pixels, size_t count, const Color *ground)
{
    bool gray = true;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *from = pixels + i * CHANNELS_RGBA;
        uint8_t *to = pixels + i * CHANNELS_RGB;
        unsigned alpha = from[CHANNELS_RGB];
        for (int k = 0; k < CHANNELS_RGB; k++)
            to[k] = (uint8_t)((from[k] * alpha + ground->srgb[k] * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE);
        gray = gray && to[0] == to[1] && to[1] == to[2];
    }
    return gray;
}

bool png_read(Str bytes, const PictureFile *file, Picture *picture, Arena *a, Diag *d)
{
    Reader reader = {.bytes = bytes, .arena = a};
    Raster *raster = ARENA_NEW(a, Raster);
    uint8_t *pixels = rows_read(&reader, &raster->width, &raster->height);
    if (!pixels)
        return diag_error(d, DIAG_PICTURE, file->name.mark,
                          "the PNG file '%.*s' is damaged or too large (at most %d million pixels, and %d a side): %s; "
                          "export it anew",
                          STR_ARG(file->name.path), PICTURE_MAX_PIXELS / 1000000, PICTURE_MAX_SIDE, reader.wrong);
    size_t count = (size_t)raster->width * raster->height;
    raster->gray = pixels_flatten(pixels, count, file->ground);
    for (size_t i = 0; raster->gray && i < count; i++)
        pixels[i] = pixels[i * CHANNELS_RGB];
    raster->pixels = pixels;
    picture->raster = raster;
    picture->width = SP_PT(raster->width);
    picture->height = SP_PT(raster->height);
    return true;
}

Str picture_versions(Arena *a)
{
    return str_printf(a, "libpng %s, %.*s", png_get_libpng_ver(NULL), STR_ARG(xml_version(a)));
}
