/* Any bytes as the theme, and California's sheet in it, to the PDF; a theme reads its own dump as itself. */
#include "fuzz.h"

const char *const fuzz_seeds[] = {"data/themes/*.yaml", "tests/template/theme.yaml", "tests/fuzz/corpus/theme/*", NULL};

static void dump_check(Fuzz *f, const Theme *theme)
{
    Buf first = {.arena = f->a}, second = {.arena = f->a};
    theme_dump(theme, &first);
    const Value *root = yaml_parse(source_new(STR("dump"), buf_str(&first), f->a), f->a, f->d);
    const Theme *again = root ? theme_read(root, f->a, f->d) : NULL;
    fuzz_require(again != NULL, "a theme's dump is a theme");
    theme_dump(again, &second);
    fuzz_require(str_eq(buf_str(&first), buf_str(&second)), "a theme's dump is the same theme");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Cache *cache = fuzz_cache();
    const Value *root = yaml_parse(f.source, f.a, f.d);
    size_t errors = diag_errors(f.d);
    const Theme *theme = root ? theme_read(root, f.a, f.d) : NULL;
    if (root)
        fuzz_require_agreed(&f, errors, theme != NULL);
    if (theme) {
        dump_check(&f, theme);
        fuzz_sheet(&f, cache->template, theme);
    }
    return fuzz_end(&f);
}
