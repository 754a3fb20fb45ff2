/* Break opportunities, written into the text: | free, - behind a hyphen, / at a slash, < before a dash, = soft, !
   forced, . kept. */
#include "src/text/segment.h"
#include "tests/text/setup.h"

#include <linebreak.h>

static const char *segmented(Setup *s, const char *typed)
{
    static const char signs[] = {
        [BREAK_KEPT] = '.',  [BREAK_SOFT] = '=',        [BREAK_FREE] = '|',  [BREAK_HYPHEN] = '-',
        [BREAK_SLASH] = '/', [BREAK_BEFORE_DASH] = '<', [BREAK_FORCED] = '!'};
    Prose prose = prose_typed(s, str_from(typed));
    const uint8_t *classes = prose_segment(&prose, &language_english, NULL, s->a);
    Buf out = {.arena = s->a};
    for (size_t i = 0; i < prose.text.n; i++) {
        if (classes[i] != BREAK_NONE) {
            buf_char(&out, '{');
            buf_char(&out, signs[classes[i]]);
            buf_char(&out, '}');
        }
        buf_char(&out, prose.text.s[i]);
    }
    return str_terminated(s->a, buf_str(&out));
}

static void breaks_stand_where_they_should(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"one two, three.", "one {|}two, {|}three."},
        {"Team~HOPE is", "Team {.}HOPE {|}is"},
        {"a \xE2\x80\x9Cquoted word\xE2\x80\x9D here", "a {|}\xE2\x80\x9Cquoted {|}word\xE2\x80\x9D {|}here"},
        {"survivors/families", "survivors/{/}families"},
        {"and/or w/o 24/7", "and/{.}or {|}w/{.}o {|}24/7"},
        {"low-cost e-mail", "low-{-}cost {|}e-{.}mail"},
        {"at -foo", "at {|}-{.}foo"},
        {"1-800-843-5678", "1-800-843-5678"},
        {"2019\xE2\x80\x93"
         "2023",
         "2019\xE2\x80\x93{-}2023"},
        {"word\xE2\x80\x90"
         "joint",
         "word\xE2\x80\x90{-}joint"},
        {"war\xE2\x80\x94peace", "war{<}\xE2\x80\x94{|}peace"},
        {"missingkids.org/ourwork/impact.", "missingkids.org/{/}ourwork/{/}impact."},
        {"https://a.bc/d-e?f", "https://{/}a.bc/{/}d-{.}e?{/}f"},
        {"name@some-host.org", "name@some-{.}host.org"},
        {"soft\xC2\xADhyphen", "soft\xC2\xAD{=}hyphen"},
        {"105\xC2\xA0million", "105\xC2\xA0million"},
        {"one\ntwo", "one\n{!}two"},
        {"(1) case", "(1) {|}case"},
        {"36.2 million, 19% of $5", "36.2 {|}million, {|}19% {|}of {|}$5"},
        {"of \xEF\xBF\xBC of", "of {|}\xEF\xBF\xBC {|}of"},
    };
    Setup s = setup_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(segmented(&s, cases[i][0]), cases[i][1]);
    setup_free(&s);
}

/* One letter for a run of them is what the library would have found, too. */
static void shortening_changes_nothing(void **state)
{
    (void)state;
    static const char *const parts[] = {"ab",
                                        " ",
                                        "-",
                                        "/",
                                        "1",
                                        ".",
                                        "(",
                                        ")",
                                        "\xE2\x80\x94",
                                        "\xE2\x80\x9C",
                                        "\xE2\x80\x9D",
                                        "%",
                                        "$",
                                        "\xC2\xA0",
                                        "\xE4\xB8\xAD",
                                        "c\xCC\x81",
                                        "!",
                                        ",",
                                        "&",
                                        "\xE2\x80\x99",
                                        "\n",
                                        "xyz"};
    enum { PARTS = sizeof parts / sizeof *parts };
    Setup s = setup_new();
    uint32_t seed = 1;
    for (int round = 0; round < 300; round++) {
        Buf text = {.arena = s.a};
        for (int i = 0; i < 40; i++) {
            lcg_next(&seed);
            buf_put(&text, str_from(parts[(seed >> 16) % PARTS]));
        }
        Prose prose = {.text = buf_str(&text)};
        const uint8_t *classes = prose_segment(&prose, &language_english, NULL, s.a);
        char *breaks = arena_alloc(s.a, text.n);
        set_linebreaks_utf8((const utf8_t *)text.s, text.n, "en", breaks);
        for (size_t i = 1; i < text.n; i++) {
            assert_true((breaks[i - 1] == LINEBREAK_MUSTBREAK) == (classes[i] == BREAK_FORCED));
            assert_true((breaks[i - 1] == LINEBREAK_ALLOWBREAK) ==
                        (classes[i] != BREAK_FORCED && classes[i] != BREAK_NONE));
        }
    }
    setup_free(&s);
}

static void keeps_win_over_all_but_forced_breaks(void **state)
{
    (void)state;
    Setup s = setup_new();
    Hyphenator *h = hyphenator_open(&language_english, HYPHEN_DICTIONARY, (Mark){0}, s.a, s.d);
    uint32_t keeps[] = {4, 6, 9, 14};
    Prose prose = {.text = STR("HHS-ORR\nx california"), .keeps = keeps, .keep_count = 3};
    uint8_t *classes = prose_segment(&prose, &language_english, h, s.a);
    assert_int_equal(classes[4], BREAK_KEPT);
    assert_int_equal(classes[6], BREAK_NONE);
    assert_int_equal(classes[8], BREAK_FORCED);
    assert_int_equal(classes[13], BREAK_SOFT); /* cal-ifornia */
    keeps[2] = 8;
    keeps[3] = 13;
    prose.keep_count = 4;
    classes = prose_segment(&prose, &language_english, h, s.a);
    assert_int_equal(classes[8], BREAK_FORCED);
    assert_int_equal(classes[13], BREAK_NONE);
    hyphenator_free(h);
    setup_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_stand_where_they_should),
        cmocka_unit_test(shortening_changes_nothing),
        cmocka_unit_test(keeps_win_over_all_but_forced_breaks),
    };
    return cmocka_run_group_tests_name("segment", tests, NULL, NULL);
}
