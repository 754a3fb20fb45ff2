/* The whole program but for its options: any bytes as a state's figures, to a PDF in memory. */
#include "fuzz.h"
#include "src/sheet/sheet.h"

#include <unistd.h>

const char *const fuzz_seeds[] = {"data/2023/CA.yaml", "tests/samples/2023/[AMV]*.yaml", "tests/fuzz/corpus/sheet/*",
                                  NULL};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    int fd;
    const char *path = fuzz_file(&f, f.bytes, &fd);
    /* Years for which there are the nation's figures are the samples'. */
    Request request = {.folders = {"tests/samples", .shipped_data = "data", .shipped_fonts = "fonts"},
                       .data_file = path,
                       .output = OUTPUT_PDF,
                       .flavors = {(Flavor)(f.choice % FLAVOR_PDFS)},
                       .flavor_count = 1,
                       .draft = f.choice >> 8 & 1};
    Cache *cache = fuzz_cache();
    Sheet sheet;
    bool is_made = sheet_make(cache, &request, (SheetKey){0}, 0, &sheet, f.d);
    fuzz_require_agreed(&f, 0, is_made);
    fuzz_require(!is_made || (str_starts(sheet.bytes, STR("%PDF-")) && str_ends(sheet.bytes, STR("%%EOF\n"))),
                 "a sheet is a whole PDF");
    close(fd);
    return fuzz_end(&f);
}
