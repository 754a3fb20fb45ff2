/* Borrowed strings, growing strings, UTF-8, and what word was meant. */
#include "tests/tools/case.h"

#include <stdio.h>
#include <string.h>

static void comparisons(void **state)
{
    (void)state;
    assert_true(str_eq(STR(""), (Str){0}));
    assert_true(str_eq(STR("ab"), STR("ab")));
    assert_false(str_eq(STR("ab"), STR("aB")));
    assert_false(str_eq(STR("ab"), STR("abc")));
    assert_true(str_eq_any_case(STR("California"), STR("cALIFORNIA")));
    assert_false(str_eq_any_case(STR("CA"), STR("CAL")));
    assert_false(str_eq_any_case(STR("CA"), STR("CO")));
    /* Only ASCII letters fold: [ is { but for that bit. */
    assert_false(str_eq_any_case(STR("["), STR("{")));
    assert_true(str_compare(STR("a"), STR("b")) < 0);
    assert_true(str_compare(STR("ab"), STR("a")) > 0);
    assert_true(str_compare(STR("a"), STR("a\xFF")) < 0);
    assert_int_equal(str_compare((Str){0}, STR("")), 0);
    assert_true(str_starts(STR("us.cases"), STR("us.")));
    assert_false(str_starts(STR("us"), STR("us.")));
    assert_true(str_ends(STR("CA.yaml"), STR(".yaml")));
    assert_false(str_ends(STR("yaml"), STR(".yaml")));
}

static void parts(void **state)
{
    Arena *a = *state;
    assert_str(str_slice(STR("figures"), 3, 5), "ur");
    assert_str(str_slice(STR("figures"), 5, 100), "es");
    assert_str(str_slice(STR("figures"), 50, 100), "");
    assert_str(str_slice(STR("figures"), 4, 2), "");
    assert_str(str_slice((Str){0}, 0, 3), "");
    assert_str(str_trim(STR(" \t\r\n\f\v a b \n")), "a b");
    assert_str(str_trim(STR(" \n")), "");
    assert_int_equal(str_find(STR("abcabc"), STR("bc"), 0), 1);
    assert_int_equal(str_find(STR("abcabc"), STR("bc"), 2), 4);
    assert_int_equal(str_find(STR("abcabc"), STR("x"), 0), 6);
    assert_int_equal(str_find(STR("abc"), STR("abcd"), 0), 3);
    assert_int_equal(str_find(STR("abc"), STR("c"), 9), 3);
    assert_int_equal(str_find(STR("abc"), STR(""), 1), 1);
    assert_int_equal(str_find(STR("abc"), STR(""), 9), 3);
    assert_str(str_from(NULL), "");
    Str copy = str_copy(a, STR("x\0y"));
    assert_int_equal(copy.n, 3);
    assert_int_equal(copy.s[3], '\0');
    assert_string_equal(str_terminated(a, STR("abc")), "abc");
    assert_string_equal(str_terminated(a, (Str){0}), "");
    assert_str(str_printf(a, "%d of %.*s", 3, STR_ARG(STR("many"))), "3 of many");
    for (int n = 200; n < 600; n++) {
        Str padded = str_printf(a, "%*d", n, 7);
        assert_int_equal(padded.n, n);
        assert_true(padded.s[n - 1] == '7' && padded.s[n] == '\0' && str_trim(padded).n == 1);
    }
}

static void nearest_words(void **state)
{
    (void)state;
    static const Str words[] = {{"--state", 7}, {"--data", 6}, {"--data-dir", 10}, {"x", 1}, {"", 0}};
    static const struct {
        const char *typed, *meant;
    } rows[] = {
        {"--sate", "--state"},
        {"--STATE", "--state"},
        {"--satte", "--state"},
        {"--dta", "--data"},
        {"--date", "--data"},
        {"--datadir", "--data-dir"},
        {"y", ""},
        {"", ""},
        {"--something-else", ""},
        {"--state", "--state"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_str(str_nearest(str_from(rows[i].typed), words, 5), rows[i].meant);
    /* A word too long to compare is nobody's neighbor. */
    char longest[200];
    memset(longest, 'a', sizeof longest);
    Str all = {longest, sizeof longest};
    assert_str(str_nearest(all, &all, 1), "");
    /* The first of equals. */
    static const Str twins[] = {{"abcx", 4}, {"abcy", 4}};
    assert_str(str_nearest(STR("abcz"), twins, 2), "abcx");
}

static void utf8_is_checked(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t invalid, count;
    } rows[] = {
        {"plain", 5, 5},
        {"\xC3\xA9\xE2\x80\x99\xF0\x9F\x98\x80", 9, 3},
        {"a\xFF", 1, 2},
        {"\xC0\xAF", 0, 2},     /* an overlong slash */
        {"\xE0\x80\xAF", 0, 3}, /* and a longer one */
        {"\xF0\x80\x80\xAF", 0, 4},
        {"ab\xED\xA0\x80", 2, 5},   /* a surrogate */
        {"\xF4\x90\x80\x80", 0, 4}, /* beyond U+10FFFF */
        {"\xF8\x88\x80\x80\x80", 0, 5},
        {"\xE2\x80", 0, 2}, /* cut off */
        {"\x80", 0, 1},     /* a continuation alone */
        {"\xE2\x28\xA1", 0, 3},
        {"\xF4\x8F\xBF\xBF", 4, 1},
        {"", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str text = str_from(rows[i].text);
        assert_int_equal(utf8_invalid(text), rows[i].invalid);
        assert_int_equal(utf8_count(text), rows[i].count);
    }
    size_t at = 0;
    assert_int_equal(utf8_next(STR("\xFFz"), &at), 0xFFFD);
    assert_int_equal(at, 1);
}

static void ascii_ends_at_the_first_byte_that_is_not(void **state)
{
    (void)state;
    char text[21];
    for (size_t at = 0; at <= sizeof text; at++)
        for (int byte = 0; byte < 256; byte++) {
            memset(text, '~', sizeof text);
            if (at < sizeof text)
                text[at] = (char)byte;
            bool printable = at == sizeof text || (byte >= ' ' && byte <= '~');
            for (size_t from = 0; from <= at; from++)
                assert_int_equal(ascii_end((Str){text, sizeof text}, from), printable ? sizeof text : at);
        }
}

static void sets_hold_each_text_once(void **state)
{
    enum { TEXTS = 1000 };
    TextSet set = {.arena = *state};
    assert_true(textset_find(&set, STR("0")) == SIZE_MAX);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < TEXTS; i++) {
            char text[16];
            Str typed = {text, (size_t)snprintf(text, sizeof text, "%d", i)};
            assert_int_equal(textset_add(&set, typed), round == 0);
            assert_int_equal(textset_find(&set, typed), i);
        }
    assert_int_equal(set.count, TEXTS);
    assert_string_equal(set.items[7].s, "7");
    assert_true(textset_find(&set, STR("1000")) == SIZE_MAX);
}

static void code_points_survive_a_round_trip(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 61) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        char bytes[4];
        Str text = {bytes, utf8_put(c, bytes)};
        size_t at = 0;
        assert_int_equal(utf8_next(text, &at), c);
        assert_int_equal(at, text.n);
    }
}

static void buffers_grow(void **state)
{
    Buf b = {.arena = *state};
    assert_str(buf_str(&b), "");
    buf_put(&b, (Str){0});
    for (int i = 0; i < 300; i++)
        buf_printf(&b, "%d,", i);
    assert_true(str_starts(buf_str(&b), STR("0,1,2,3,")));
    assert_true(str_ends(buf_str(&b), STR(",298,299,")));
    Buf c = {.arena = *state};
    buf_char(&c, '<');
    buf_code_point(&c, 0x2019);
    char wide[600];
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    buf_printf(&c, "%s>", wide);
    assert_int_equal(buf_str(&c).n, 1 + 3 + 599 + 1);
    assert_true(str_starts(buf_str(&c), STR("<\xE2\x80\x99ww")));
    assert_true(str_ends(buf_str(&c), STR("w>")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparisons),
        cmocka_unit_test(parts),
        cmocka_unit_test(nearest_words),
        cmocka_unit_test(utf8_is_checked),
        cmocka_unit_test(sets_hold_each_text_once),
        cmocka_unit_test(ascii_ends_at_the_first_byte_that_is_not),
        cmocka_unit_test(code_points_survive_a_round_trip),
        cmocka_unit_test(buffers_grow),
    };
    return cmocka_run_group_tests(tests, arena_setup, arena_teardown);
}
