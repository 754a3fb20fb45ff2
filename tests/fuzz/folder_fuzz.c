/* A folder of figures whose files are any texts, each below a line "== NAME", as "check" sees them: by themselves,
   beside the nation's and last year's, in the wording, and together, with what they tell of withheld figures. */
#include "fuzz.h"
#include "src/cli/command.h"
#include "src/review/check.h"
#include "src/store/store.h"
#include "tests/tools/files.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const fuzz_seeds[] = {"tests/fuzz/corpus/folder/*", NULL};

/* Names that the program looks for; a part under another one is left out. */
static const char *const names[] = {"2023/CA.yaml",
                                    "2023/NV.yaml",
                                    "2023/TX.yaml",
                                    "2023/national.yaml",
                                    "2022/CA.yaml",
                                    "2022/NV.yaml",
                                    "2022/TX.yaml",
                                    "2022/ca.yml",
                                    "2022/national.yaml",
                                    "2023/extra.yaml",
                                    "measures.yaml",
                                    "jurisdictions.yaml",
                                    "2023/templates/fact-sheet.yaml"};
enum { NAMES = sizeof names / sizeof *names };

static char folder[64];

static void folder_remove(void)
{
    static const char *const folders[] = {"/2023/templates", "/2023", "/2022", ""};
    char path[128];
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s%s", folder, folders[i]);
        rmdir(path);
    }
}

static void folder_make_once(void)
{
    static const char *const folders[] = {"/2023", "/2022", "/2023/templates"};
    char path[128];
    if (*folder)
        return;
    strcpy(folder, "/dev/shm/ncmec-fuzz-XXXXXX");
    fuzz_require(mkdtemp(folder) != NULL, "there is room for a folder");
    atexit(folder_remove);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s%s", folder, folders[i]);
        fuzz_require(mkdir(path, 0777) == 0, "there is room for a folder");
    }
}

static const char *path_of(const Fuzz *f, Str name)
{
    for (size_t i = 0; i < NAMES; i++)
        if (str_eq(name, str_from(names[i])))
            return str_printf(f->a, "%s/%s", folder, names[i]).s;
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const Output outputs[] = {OUTPUT_EXPLAIN_TABLE, OUTPUT_EXPLAIN_CSV, OUTPUT_EXPLAIN_JSON, OUTPUT_PDF};
    Fuzz f = fuzz_start(bytes, size);
    FuzzPart parts[FUZZ_PARTS];
    size_t count = fuzz_parts(&f, parts);
    folder_make_once();
    for (size_t i = 0; i < count; i++) {
        const char *path = path_of(&f, parts[i].name);
        fuzz_require(!path || file_put(path, parts[i].text), "there is room for a file");
    }
    const Request request = {.command = &commands[COMMAND_CHECK],
                             .folders = {folder, .shipped_data = "data", .shipped_fonts = "fonts"},
                             .disclosure = f.choice >> 8 & 1,
                             .output = outputs[f.choice % 4],
                             .is_chatty = true};
    Str certificate = {0};
    size_t errors = diag_errors(f.d);
    Str summary = check_run(store_open(&request, f.a, f.d), 0, &certificate, f.a, f.d);
    fuzz_require(summary.n > 0 || diag_errors(f.d) > errors, "there is a summary, or else an error is reported");
    fuzz_require(utf8_invalid(certificate) == certificate.n, "what was proven is UTF-8");
    for (size_t i = 0; i < certificate.n; i++)
        fuzz_require((unsigned char)certificate.s[i] >= ' ' || certificate.s[i] == '\n',
                     "and holds no control character");
    for (size_t i = 0; i < NAMES; i++)
        unlink(str_printf(f.a, "%s/%s", folder, names[i]).s);
    return fuzz_end(&f);
}
