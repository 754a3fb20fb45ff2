/* Any bytes as the logo of a whole sheet: an SVG file that is read goes into a file of every flavor. */
#include "fuzz.h"
#include "src/picture/picture.h"
#include "src/sheet/sheet.h"

const char *const fuzz_seeds[] = {"tests/house/*.svg", "tests/fuzz/corpus/svg/*", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    Cache *cache = fuzz_cache();
    Theme theme = *cache->theme;
    PictureFile file = {.name.path = STR("input.svg"),
                        .name.mark = {f.source, 0, 0},
                        .name.folder = ".",
                        .colors = theme.colors,
                        .color_count = theme.color_count,
                        .ground = theme.header.ground};
    Picture picture = {.mark = file.name.mark};
    if (svg_read(f.source, &file, &picture, f.a, f.d)) {
        theme.logo.picture = &picture;
        theme.logo.alt = STR("a logo");
        theme.logo.width = theme.logo.height = SP_PT(84);
        theme.logo.top = SP_PT(20);
        fuzz_sheet(&f, cache_template(cache, 2023, NULL, f.d), &theme);
    }
    return fuzz_end(&f);
}
