/* Any texts as a command line: a request whose parts agree, or findings of wrong use. A last one that begins "VAR=" is
   the environment's. */
#include "fuzz.h"
#include "src/cli/parse.h"

#include <string.h>

const char *const fuzz_seeds[] = {"tests/fuzz/corpus/options/*", NULL};

enum { ARGUMENTS = 3000 };

static void request_check(const Request *r)
{
    fuzz_require(r->command != NULL && r->flavor_count <= REQUEST_FLAVORS_MAX, "a request has a command");
    fuzz_require(r->year_count <= REQUEST_YEARS_MAX && r->language_count <= LANGUAGES_MAX, "lists have their limits");
    for (size_t i = 0; i < r->year_count; i++)
        for (size_t k = 0; k < i; k++)
            fuzz_require(r->years[i] != r->years[k], "a year is named once");
    fuzz_require(r->version || r->help || r->workers >= 1, "somebody works");
    fuzz_require(!r->shards || (r->shard >= 1 && r->shard <= r->shards), "a part is one of the parts");
    fuzz_require(!(r->quiet && r->is_chatty), "who is quiet is not chatty");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const char **argv = ARENA_ARRAY(f.a, const char *, ARGUMENTS + 2);
    int argc = 1 + (int)fuzz_arguments(&f, argv + 1, ARGUMENTS);
    Environment environment = {.processors = (long)(f.choice >> 1 & 7) - 1, .terminal = f.choice & 16 ? "dumb" : NULL};
    argv[0] = "ncmec-pdf";
    if (argc > 1 && strncmp(argv[argc - 1], "VAR=", 4) == 0)
        environment.date_epoch = environment.data_folder = argv[--argc] + 4;
    argv[argc] = NULL;
    Request *request = ARENA_NEW(f.a, Request);
    bool is_understood = request_read(argc, (char *const *)argv, &environment, request, f.a, f.d);
    fuzz_require_agreed(&f, 0, is_understood);
    fuzz_require(diag_exit(f.d, false) == (is_understood ? EXIT_CODE_DONE : EXIT_CODE_USAGE), "use is right or wrong");
    if (is_understood)
        request_check(request);
    return fuzz_end(&f);
}
