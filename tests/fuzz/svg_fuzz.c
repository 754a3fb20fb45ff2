/* Any bytes as an SVG file: shapes whose paths are sound, or findings. */
#include "fuzz.h"

#include "src/picture/picture.h"
#include "tests/tools/path.h"

const char *const fuzz_seeds[] = {"tests/house/*.svg", "tests/fuzz/corpus/svg/*", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Theme *theme = fuzz_cache()->theme;
    PictureFile file = {.name.path = STR("input.svg"),
                        .name.mark = {f.source, 0, 0},
                        .name.folder = ".",
                        .colors = theme->colors,
                        .color_count = theme->color_count,
                        .ground = theme->header.ground};
    Picture picture = {0};
    bool is_picture = svg_read(f.source, &file, &picture, f.a, f.d);
    fuzz_require_agreed(&f, 0, is_picture);
    if (is_picture) {
        fuzz_require(picture.width > 0 && picture.height > 0, "a picture has a size");
        for (size_t i = 0; i < picture.shape_count; i++) {
            const Path *path = &picture.shapes[i].path;
            fuzz_require(path_is_sound(path), "a path is sound");
            path_bounds(path);
            path_place(path, (Point){picture.width / 2, 0}, SP_PT(300), picture.width, f.a);
        }
    }
    return fuzz_end(&f);
}
