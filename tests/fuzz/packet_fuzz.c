/* Any text as the wording of a packet's front pages, and the pages that it makes. */
#include "fuzz.h"
#include "ncmec/page.h"

const char *const fuzz_seeds[] = {"data/templates/packet*.yaml", "tests/fuzz/corpus/wording/*", NULL};

enum { SHEETS = 3 };

static void pages_check(Fuzz *f, size_t errors, Pages *pages)
{
    fuzz_require_agreed(f, errors, pages != NULL);
    if (!pages)
        return;
    errors = diag_errors(f->d);
    pages->name = pages->part = pages->title = STR("front");
    fuzz_require_agreed(f, errors, pages_conform(pages, f->a, f->d));
}

static void front_make(Fuzz *f, const FrontTemplate *t)
{
    Cache *cache = fuzz_cache();
    FrontFacts facts = {.sheet_count = SHEETS,
                        .year_count = 1 + f->choice % 2,
                        .years = STR("2022\xE2\x80\x93"
                                     "2023"),
                        .title = STR("State Data: 2023"),
                        .prepared_for = STR("the Committee"),
                        .date = STR("January 9, 2024"),
                        .state = cache->data.jurisdiction,
                        .year = 2023,
                        .entry = STR("California"),
                        .label = STR("CA-1")};
    Prose texts[FRONT_TEXTS];
    size_t errors = diag_errors(f->d);
    shape_cache_trim(cache->shapes);
    for (size_t i = 0; i < FRONT_TEXTS; i++)
        texts[i] = front_fill(t, (FrontText)i, &facts, f->a, f->d);
    if (diag_errors(f->d) != errors)
        return;
    FrontLine lines[SHEETS];
    for (uint32_t i = 0; i < SHEETS; i++)
        lines[i] = (FrontLine){&texts[FRONT_ENTRY], STR("CA-1"), texts[FRONT_LINK].text, 5 + 2 * i, i % 2};
    const Front front = {.theme = cache->theme,
                         .organization = &texts[FRONT_COVER],
                         .title = &texts[FRONT_TITLE],
                         .subtitle = &texts[FRONT_SUBTITLE],
                         .facts = &texts[FRONT_PREPARED_FOR],
                         .fact_count = 2,
                         .names = &cache->data.jurisdiction->name,
                         .name_count = 1,
                         .heading = &texts[FRONT_CONTENTS],
                         .lines = lines,
                         .line_count = SHEETS,
                         .fonts = cache->fonts,
                         .cache = cache->shapes};
    pages_check(f, errors, layout_cover(&front, f->a, f->d));
    errors = diag_errors(f->d);
    pages_check(f, errors, layout_contents(&front, 2, f->a, f->d));
    errors = diag_errors(f->d);
    pages_check(f, errors, layout_divider(&front, &(Divider){.title = &texts[FRONT_SUBJECT]}, 4, f->a, f->d));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Value *root = yaml_parse(f.source, f.a, f.d);
    size_t errors = diag_errors(f.d);
    const FrontTemplate *t = root ? front_template_read(root, NULL, f.a, f.d) : NULL;
    if (root)
        fuzz_require_agreed(&f, errors, t != NULL);
    if (t)
        front_make(&f, t);
    return fuzz_end(&f);
}
