/* SHA-256 against the examples of FIPS 180-4's authors. */
#include "src/base/hash.h"
#include "tests/tools/case.h"

#include <string.h>

static void known_texts_have_their_digests(void **state)
{
    (void)state;
    Arena *a = arena_new();
    static char million[1000000];
    memset(million, 'a', sizeof million);
    const struct {
        Str text;
        const char *hex;
    } rows[] = {
        {STR(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {STR("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {{million, sizeof million}, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_text(digest_of(rows[i].text, a), str_from(rows[i].hex));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_texts_have_their_digests)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
