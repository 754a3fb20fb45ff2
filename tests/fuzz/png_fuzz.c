/* Any bytes as a PNG file, as they are and with the check sums of its chunks put right, behind which most of libpng
   would never be seen. */
#include "fuzz.h"

#include "src/picture/picture.h"

#include <libdeflate.h>
#include <string.h>

const char *const fuzz_seeds[] = {"tests/house/*.png", "tests/fuzz/corpus/png/*", NULL};

enum { SIGNATURE = 8, CHUNK = 12 }; /* a chunk: length, type, data, check sum */

static uint32_t big_endian(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    return (uint32_t)u[0] << 24 | (uint32_t)u[1] << 16 | (uint32_t)u[2] << 8 | u[3];
}

static Str sums_corrected(Str bytes, Arena *a)
{
    char *copy = arena_alloc(a, bytes.n);
    memcpy(copy, bytes.s, bytes.n);
    for (size_t at = SIGNATURE; at + CHUNK <= bytes.n;) {
        size_t length = big_endian(copy + at);
        if (length > bytes.n - at - CHUNK)
            break;
        uint32_t sum = libdeflate_crc32(0, copy + at + 4, length + 4);
        for (size_t i = 0; i < 4; i++)
            copy[at + 8 + length + i] = (char)(sum >> (24 - 8 * i));
        at += CHUNK + length;
    }
    return (Str){copy, bytes.n};
}

static void png_check(Fuzz *f, Str bytes, const Color *ground)
{
    PictureFile file = {
        .name.path = STR("input.png"), .name.mark = {f->source, 0, 0}, .name.folder = ".", .ground = ground};
    Picture picture = {0};
    size_t errors = diag_errors(f->d);
    bool is_picture = png_read(bytes, &file, &picture, f->a, f->d);
    fuzz_require_agreed(f, errors, is_picture);
    if (!is_picture)
        return;
    const Raster *r = picture.raster;
    fuzz_require(r && picture.width > 0 && picture.height > 0, "a picture has pixels");
    uint64_t sum = 0;
    for (size_t i = 0; i < (size_t)r->width * r->height * (r->gray ? 1 : 3); i++)
        sum += r->pixels[i];
    fuzz_require(sum <= 255ULL * 3 * PICTURE_MAX_PIXELS, "all pixels are there");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const Color ground = {.name = {"ground", 6}, .srgb = {20, 40, 60}, .cmyk = {90, 60, 30, 20}};
    Fuzz f = fuzz_start(bytes, size);
    png_check(&f, f.bytes, &ground);
    if (f.bytes.n >= SIGNATURE)
        png_check(&f, sums_corrected(f.bytes, f.a), &ground);
    return fuzz_end(&f);
}
