/* Hyphenation: which words, where, and what is said without patterns. */
#include "src/text/segment.h"
#include "tests/text/setup.h"

static uint8_t *classes_of(Str word, Hyphenator *h, Arena *a)
{
    const Prose prose = {.text = word};
    return prose_segment(&prose, &language_english, h, a);
}

static void words_are_hyphenated(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"exploitation", "ex=ploita=tion"},
        {"California", "Cal=i=for=nia"},
        {"children", "chil=dren"},
        {"children,", "chil=dren,"},
        {"(children).", "(chil=dren)."},
        {"\xE2\x80\x9C"
         "children\xE2\x80\x9D",
         "\xE2\x80\x9C"
         "chil=dren\xE2\x80\x9D"},
        {"\xE2\x80\x98"
         "children",
         "\xE2\x80\x98"
         "chil=dren"},
        {"children\xE2\x80\x99s", "chil=dren\xE2\x80\x99s"},
        {"children\xE2\x80\xA6", "chil=dren\xE2\x80\xA6"},
        {"only", "only"},   /* at least two letters in front, three behind */
        {"NCMEC", "NCMEC"}, /* abbreviation */
        {"CyberTipline", "CyberTipline"},
        {"2023children", "2023children"},
        {"children2", "children2"},
        {"children-serving", "children-serving"},
        {"-children", "-children"},
        {"children/families", "children/families"},
        {"missingkids.org", "missingkids.org"},
        {"caf\xC3\xA9"
         "children",
         "caf\xC3\xA9"
         "children"},
        {"\xC3\xA9"
         "children",
         "\xC3\xA9"
         "children"},
        {"children\xE2\x80\x94"
         "family",
         "children\xE2\x80\x94"
         "family"},
        {"", ""},
        {"(", "("},
    };
    Arena *a = arena_new();
    Hyphenator *h = hyphenator_open(&language_english, HYPHEN_DICTIONARY, (Mark){0}, diag_new(a));
    assert_non_null(h);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str word = str_from(cases[i][0]);
        const uint8_t *classes = classes_of(word, h, a);
        Buf out = {.arena = a};
        for (size_t k = 0; k < word.n; k++) {
            if (classes[k] == BREAK_SOFT)
                buf_char(&out, '=');
            buf_char(&out, word.s[k]);
        }
        assert_string_equal(str_terminated(a, buf_str(&out)), cases[i][1]);
    }
    hyphenator_free(h);
    hyphenator_free(NULL);
    arena_free(a);
}

static void overlong_words_are_left_alone(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Hyphenator *h = hyphenator_open(&language_english, HYPHEN_DICTIONARY, (Mark){0}, diag_new(a));
    Buf word = {.arena = a};
    for (int i = 0; i < 10000; i++)
        buf_put(&word, STR("children"));
    const uint8_t *classes = classes_of(buf_str(&word), h, a);
    for (size_t i = 0; i < word.n; i++)
        assert_int_equal(classes[i], BREAK_NONE);
    hyphenator_free(h);
    arena_free(a);
}

static void missing_patterns_are_a_finding(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    assert_null(hyphenator_open(&language_english, "tests/text/nowhere.dic", (Mark){0}, d));
    assert_int_equal(diag_errors(d), 1);
    assert_int_equal(diag_exit(d, false), EXIT_CODE_IO);
    d = diag_new(a);
    assert_null(hyphenator_open(&language_english, NULL, (Mark){0}, d));
    assert_string_equal(str_terminated(a, diag_reason(d)),
                        "cannot read the hyphenation patterns 'hyph_en_US.dic': No such file or directory");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_hyphenated),
        cmocka_unit_test(overlong_words_are_left_alone),
        cmocka_unit_test(missing_patterns_are_a_finding),
    };
    return cmocka_run_group_tests_name("hyphenate", tests, NULL, NULL);
}
