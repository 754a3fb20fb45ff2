/* Any bytes as the dictionary and as the list of jurisdictions, and California's figures under them. */
#include "fuzz.h"

const char *const fuzz_seeds[] = {"data/measures.yaml", "data/jurisdictions.yaml", "tests/fuzz/corpus/dictionary/*",
                                  NULL};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Cache *cache = fuzz_cache();
    const Value *root = yaml_parse(f.source, f.a, f.d);
    if (!root)
        return fuzz_end(&f);
    size_t errors = diag_errors(f.d);
    const Dictionary *dict = dictionary_read(root, f.a, f.d);
    fuzz_require_agreed(&f, errors, dict != NULL);
    if (dict) {
        schema_text(dict, cache->store->jurisdictions, f.a);
        const Value *figures =
            cache->data.state->source_file ? yaml_parse(cache->data.state->source_file, f.a, f.d) : NULL;
        const FigureFile *file = figures_read(
            figures, &(FiguresAsked){dict, cache->store->jurisdictions, cache->data.jurisdiction, cache->data.year},
            f.a, f.d);
        if (file)
            lint_file(cache->store->jurisdictions, file, f.d);
        if (file)
            disclosure_report(disclosure_find(&(YearFigures){.dictionary = dict, .states = &file, .count = 1}, f.a),
                              &file->jurisdiction, 1, f.d);
    }
    errors = diag_errors(f.d);
    const Jurisdictions *all = jurisdictions_read(root, f.a, f.d);
    fuzz_require_agreed(&f, errors, all != NULL);
    if (all)
        schema_text(cache->store->dictionary, all, f.a);
    return fuzz_end(&f);
}
