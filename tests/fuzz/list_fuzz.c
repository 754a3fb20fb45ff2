/* Any text as a list of states on the command line; lists in files are read by the same words. */
#include "fuzz.h"
#include "src/store/list.h"

const char *const fuzz_seeds[] = {"tests/golden/document/*", "tests/fuzz/words.txt", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    StateChoice choice;
    if (memchr(f.bytes.s, '@', f.bytes.n)) /* would read a file */
        return 0;
    bool is_list = states_choose(str_terminated(f.a, f.bytes), fuzz_cache()->store->jurisdictions, &choice, f.a, f.d);
    fuzz_require_agreed(&f, 0, is_list);
    fuzz_require(!is_list || choice.count > 0, "a list names a state");
    return fuzz_end(&f);
}
