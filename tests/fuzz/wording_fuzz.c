/* Any bytes as the template, and what it says of California on the shipped theme, to the PDF. */
#include "fuzz.h"

const char *const fuzz_seeds[] = {"data/templates/fact-sheet.yaml", "tests/fuzz/corpus/wording/*", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Cache *cache = fuzz_cache();
    const Value *root = yaml_parse(f.source, f.a, f.d);
    size_t errors = diag_errors(f.d);
    const Template *t =
        root ? template_read(root, cache->store->dictionary, cache->store->jurisdictions, f.a, f.d) : NULL;
    if (root)
        fuzz_require_agreed(&f, errors, t != NULL);
    if (t)
        fuzz_sheet(&f, t, cache->theme);
    return fuzz_end(&f);
}
