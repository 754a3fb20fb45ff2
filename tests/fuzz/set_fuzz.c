/* Any texts as those of --set, over California's figures of 2023: a proof, or findings. */
#include "fuzz.h"

const char *const fuzz_seeds[] = {"tests/fuzz/corpus/set/*", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    Cache *cache = fuzz_cache();
    Request request = {.folders = {"data", .shipped_data = "data", .shipped_fonts = "fonts"},
                       .output = f.choice >> 9 & 1 ? OUTPUT_DUMP_DOCUMENT : OUTPUT_PDF,
                       .flavors = {(Flavor)(f.choice % FLAVOR_PDFS)},
                       .flavor_count = 1,
                       .allow_draft = true,
                       .draft = f.choice >> 8 & 1};
    const SheetKey key = {cache->data.jurisdiction, 2023, NULL, 0};
    request.sets.count = fuzz_arguments(&f, request.sets.items, REQUEST_TEXTS_MAX);
    Sheet sheet;
    bool is_made = sheet_make(cache, &request, key, 0, &sheet, f.d);
    fuzz_require_agreed(&f, 0, is_made);
    fuzz_require(!is_made || sheet.bytes.n > 0, "there is a sheet");
    fuzz_require(!is_made || !request.sets.count || sheet.draft_why.n, "a figure that is tried makes a proof");
    return fuzz_end(&f);
}
