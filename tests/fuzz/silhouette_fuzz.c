/* Any bytes as a state's silhouette. */
#include "fuzz.h"
#include "tests/tools/path.h"

const char *const fuzz_seeds[] = {"data/maps/*.path", "tests/fuzz/corpus/silhouette/*", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Picture *picture = silhouette_read(f.source, f.a, f.d);
    fuzz_require_agreed(&f, 0, picture != NULL);
    if (picture) {
        fuzz_require(picture->shape_count == 1 && path_is_sound(&picture->shapes[0].path), "a silhouette is one shape");
        Rect bounds = path_bounds(&picture->shapes[0].path);
        fuzz_require(bounds.x >= 0 && bounds.y >= 0 && bounds.x + bounds.width <= picture->width &&
                         bounds.y + bounds.height <= picture->height,
                     "a silhouette stays within its size");
    }
    return fuzz_end(&f);
}
