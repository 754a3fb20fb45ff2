/* Any text as the wording of a packet's front pages. */
#include "fuzz.h"

const char *const fuzz_seeds[] = {"data/templates/packet.yaml", "tests/fuzz/corpus/wording/*", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Value *root = yaml_parse(f.source, f.a, f.d);
    size_t errors = diag_errors(f.d);
    if (root)
        fuzz_require_agreed(&f, errors, front_template_read(root, f.a, f.d) != NULL);
    return fuzz_end(&f);
}
