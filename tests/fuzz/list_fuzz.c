/* Any text as a list of states: on the command line, and in a file. */
#include "fuzz.h"
#include "src/store/list.h"

#include <unistd.h>

const char *const fuzz_seeds[] = {"tests/fuzz/corpus/list/*", "tests/fuzz/words.txt", NULL};

static void list_check(Fuzz *f, const char *text)
{
    StateChoice choice;
    size_t errors = diag_errors(f->d);
    bool is_list = states_choose(text, fuzz_cache()->store->jurisdictions, &choice, f->a, f->d);
    fuzz_require_agreed(f, errors, is_list);
    fuzz_require(!is_list || choice.count > 0, "a list names a state");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    int fd;
    list_check(&f, str_printf(f.a, "@%s", fuzz_file(&f, f.bytes, &fd)).s);
    close(fd);
    if (!memchr(f.bytes.s, '@', f.bytes.n)) /* would read a file */
        list_check(&f, str_terminated(f.a, f.bytes));
    return fuzz_end(&f);
}
