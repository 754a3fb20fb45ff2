/* An import into a file that somebody typed, however it is laid out: the figures in its text, or a finding. */
#include "fuzz.h"

#include "src/store/edit.h"

#include <string.h>

const char *const fuzz_seeds[] = {"data/2023/CA.yaml", "tests/samples/2023/A*.yaml", "tests/unit/yaml_cases.txt",
                                  "tests/fuzz/corpus/edit/*", NULL};

static const char over_text[] =
    "status: draft\nsource: \"A 'source': #1\"\n"
    "figures: {cybertipline_reports: more than 1, missing_other: 12, team_hope_supported: 0}\n";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Dictionary *dict = fuzz_cache()->store->dictionary;
    const Value *root = yaml_parse(f.source, f.a, f.d);
    const Value *over = yaml_parse(source_new(STR("over"), str_from(over_text), f.a), f.a, f.d);
    size_t errors = diag_errors(f.d);
    Str text;
    if (root && root->kind == VALUE_MAP) {
        bool is_edited = typed_edit(root, dict, over, &text, f.a, f.d);
        fuzz_require_agreed(&f, errors, is_edited);
        if (is_edited) {
            Str twice;
            const Value *edited = yaml_parse(source_new(STR("edited"), text, f.a), f.a, f.d);
            fuzz_require(edited && typed_edit(edited, dict, over, &twice, f.a, f.d) && str_eq(text, twice),
                         "a file that was changed is YAML, and needs no change any more");
        }
    }
    return fuzz_end(&f);
}
