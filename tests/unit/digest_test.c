/* SHA-256 against the examples of FIPS 180-4's authors, BLAKE2b against b2sum. */
#include "src/base/digest.h"
#include "tests/tools/case.h"

#include <string.h>

static const char *hex_of(Str bytes, void (*make)(Str bytes, uint8_t out[DIGEST_BYTES]))
{
    static char hex[DIGEST_HEX + 1];
    uint8_t digest[DIGEST_BYTES];
    make(bytes, digest);
    digest_hex(digest, hex);
    return hex;
}

static void known_texts_have_their_digests(void **state)
{
    (void)state;
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
        assert_string_equal(hex_of(rows[i].text, digest_make), rows[i].hex);
}

/* Around the ends of blocks too. */
static void known_texts_have_their_fingerprints(void **state)
{
    (void)state;
    static char letters[100000];
    memset(letters, 'a', sizeof letters);
    const struct {
        Str text;
        const char *hex;
    } rows[] = {
        {STR(""), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"},
        {STR("abc"), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"},
        {{letters, 127}, "59e2f1aba240f20aa591016f5ef429990bc9c2131dcd0d30f0ffd75ed18f317d"},
        {{letters, 128}, "ae2aa48507885c4c950fb809b2076f959cde9f8ea6da260d9a3587df33dac450"},
        {{letters, 129}, "2f64744a6de0d2c0b56e64cf6e29a5aaa255010d415d51c75ccc82f73dccd865"},
        {{letters, 256}, "eae4d3a7627549b383179dc18049964f91a6fed14c9f3fb26705eda3eeda5558"},
        {{letters, 257}, "496943de3c8b1458635ee30c15bb26cede6957abdd28f0a860cdaf967116c747"},
        {{letters, 100000}, "b717c86cf745507ec5373f12f21350eb8550039b4263f7ba6e8df9030b5673c6"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(hex_of(rows[i].text, fingerprint_make), rows[i].hex);
    char bytes[256];
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)i;
    assert_string_equal(hex_of((Str){bytes, sizeof bytes}, fingerprint_make),
                        "39a7eb9fedc19aabc83425c6755dd90e6f9d0c804964a1f4aaeea3b9fb599835");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_texts_have_their_digests),
                                       cmocka_unit_test(known_texts_have_their_fingerprints)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
