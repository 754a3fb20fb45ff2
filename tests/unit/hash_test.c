/* Digests of known texts: SHA-256 of the examples of FIPS 180-4's authors, BLAKE2b as b2sum of coreutils tells it. */
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
        const char *sha256, *blake2;
    } rows[] = {
        {STR(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
         "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"},
        {STR("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
         "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"},
        {STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
         "5f7a93da9c5621583f22e49e8e91a40cbba37536622235a380f434b9f68e49c4"},
        {{million, sizeof million},
         "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
         "0741850f36cba4259628355d1073e24ddb9ca0e1bfac36fd39ae5dc2101e23a4"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_text(sha256_of(rows[i].text, a), str_from(rows[i].sha256));
        assert_text(blake2_of(rows[i].text, a), str_from(rows[i].blake2));
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_texts_have_their_digests)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
