/* Any bytes as an ICC profile, in both spaces, and a theme's colors and pixels through it. */
#include "fuzz.h"

#include "src/pdf/profile.h"

const char *const fuzz_seeds[] = {"data/icc/*.icc.z", "tests/fuzz/corpus/profile/*", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const uint8_t pixels[] = {0, 0, 0, 255, 255, 255, 20, 40, 60, 200, 10, 10};
    enum { PIXELS = sizeof pixels / 3 };
    Fuzz f = fuzz_start(bytes, size);
    const Cache *cache = fuzz_cache();
    const Theme *theme = cache->theme;
    for (ProfileSpace space = PROFILE_RGB; space <= PROFILE_CMYK; space++) {
        const Profile *profile = profile_new(f.bytes, "input.icc", space, f.a);
        PdfColors with = cache->colors;
        *(space == PROFILE_RGB ? &with.srgb : &with.press) = profile;
        colors_check(theme->colors, theme->color_count, &with, f.d);
        size_t errors = diag_errors(f.d);
        const Raster raster = {.width = PIXELS, .height = 1, .pixels = pixels};
        bool has_inks = pixels_to_inks(&with, &raster, theme->header.ground, deflater_new(f.a), f.d);
        fuzz_require_agreed(&f, errors, has_inks);
        fuzz_require(profile->deflated.n > 0, "a profile is packed");
    }
    return fuzz_end(&f);
}
