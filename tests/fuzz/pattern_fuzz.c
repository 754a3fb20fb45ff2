/* Any text as the pattern of -o: targets of four sheets for three uses, no two of them the same, or findings. What is
   not known here is what the file system says of such names. */
#include "fuzz.h"
#include "src/run/jobs.h"

const char *const fuzz_seeds[] = {"tests/fuzz/corpus/pattern/*", NULL};

enum { SHEETS = 4 };

static const Jurisdiction *state_of(const char *code)
{
    return jurisdiction_find(fuzz_cache()->store->jurisdictions, str_from(code));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    Cache *cache = fuzz_cache();
    const Language *language = f.choice >> 8 & 1 ? &language_english : NULL;
    SheetKey keys[SHEETS];
    for (size_t i = 0; i < SHEETS; i++)
        keys[i] = (SheetKey){state_of(i % 2 ? "CA" : "DC"), 2022 + (int)(i / 2), language, 0};
    const Request request = {.folders = {"data", .shipped_data = "data", .shipped_fonts = "fonts"},
                             .output = f.choice >> 10 & 1 ? OUTPUT_PDF : OUTPUT_DUMP_TAGS,
                             .target = str_terminated(f.a, str_slice(f.bytes, 0, FUZZ_ARGUMENT_MOST)),
                             .report = f.choice >> 9 & 1 ? "report.csv" : NULL,
                             .flavors = {FLAVOR_DEFAULT, FLAVOR_DEFAULT + 1, FLAVOR_PRESS},
                             .flavor_count = 1 + f.choice % 3,
                             .language_count = language ? 2 : 0,
                             .is_many = f.choice >> 11 & 1};
    if (strcmp(request.target, "-") == 0) /* the command line lets it stand for one file alone */
        return fuzz_end(&f);
    JobList list = {.sheets = {.items = keys, .count = 1 + (f.choice >> 12) % SHEETS}};
    bool is_aimed = jobs_aim(&list, &request, cache, f.a, f.d);
    fuzz_require_agreed(&f, 0, is_aimed);
    TextSet paths = {.arena = f.a};
    for (size_t job = 0; is_aimed && job < list.sheets.count; job++)
        for (size_t file = 0; file < list.file_count; file++) {
            Str path = str_from(job_target(&list, job, file, f.a));
            fuzz_require(textset_add(&paths, path), "no two files of a run have one target");
        }
    return fuzz_end(&f);
}
