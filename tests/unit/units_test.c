/* Lengths and dates, by integers alone. */
#include "ncmec/base.h"
#include "tests/tools/case.h"

#include <string.h>

static void lengths_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        Sp length;
    } rows[] = {
        {"12", SP_PT(12)},
        {"12.5 pt", SP_PT(25) / 2},
        {"12.5pt", SP_PT(25) / 2},
        {"0.125 in", SP_PT(9)},
        {"8.5in", SP_PT(612)},
        {"25.4 mm", SP_PT(72)},
        {"-3 pt", -SP_PT(3)},
        {"0", 0},
        {"0.00001", 1},
        {"-0.00001", -1},
        {"14400", SP_PT(14400)},
        {"3 mm", 557314},
        {"999999999 in", SP_PT(999999999) * 72},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Sp length = 77;
        assert_true(sp_parse(str_from(rows[i].text), &length));
        assert_int_equal(length, rows[i].length);
    }
}

static void other_texts_are_no_lengths(void **state)
{
    (void)state;
    static const char *const rows[] = {"",      "-",      "pt",         ".5",  "5.",      "1..2", "1.2.3",
                                       "12 ",   "12  pt", "12 cm",      "1e3", "+3",      " 3",   "1,000",
                                       "12 PT", "12pt ",  "1234567890", "--1", "3 pt in", "nan",  "\xD9\xA3"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Sp length = 77;
        if (sp_parse(str_from(rows[i]), &length))
            fail_msg("'%s' was read as a length", rows[i]);
        assert_int_equal(length, 77);
    }
}

static void lengths_are_written(void **state)
{
    (void)state;
    static const struct {
        Sp length;
        int decimals;
        const char *text;
    } rows[] = {
        {SP_PT(72) + SP_PER_PT / 2, 3, "72.5"},
        {-SP_PER_PT / 4, 3, "-0.25"},
        {0, 3, "0"},
        {SP_PT(10), 2, "10"},
        {1, 3, "0"},
        {-1, 3, "0"},
        {1, 5, "0.00002"},
        {SP_PER_PT / 8, 2, "0.13"},
        {-SP_PER_PT / 8, 2, "-0.13"},
        {SP_PT(1) - 1, 3, "1"},
        {SP_PT(14400), 6, "14400"},
        {SP_PER_PT / 2, 0, "1"},
        {SP_PT(100), 0, "100"},
        {SP_PER_PT / 16, 6, "0.0625"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[32];
        size_t n = sp_format(rows[i].length, rows[i].decimals, text);
        assert_int_equal(n, strlen(rows[i].text));
        assert_memory_equal(text, rows[i].text, n);
    }
}

static void scaling_rounds_half_away_from_zero(void **state)
{
    (void)state;
    assert_int_equal(sp_scale(5, 1, 2), 3);
    assert_int_equal(sp_scale(-5, 1, 2), -3);
    assert_int_equal(sp_scale(5, -1, 2), -3);
    assert_int_equal(sp_scale(5, 1, -2), -3);
    assert_int_equal(sp_scale(-5, 1, -2), 3);
    assert_int_equal(sp_scale(4, 1, 3), 1);
    assert_int_equal(sp_scale(INT64_C(4000000000000000000), 3, 4), INT64_C(3000000000000000000));
    /* On both sides of what 64 bits hold. */
    assert_true(sp_scale(INT64_MAX, 1, 1) == INT64_MAX && sp_scale(-INT64_MAX, 1, 1) == -INT64_MAX);
    assert_true(sp_scale(INT64_MAX, 1, 2) == INT64_C(1) << 62 && sp_scale(-INT64_MAX, 1, 2) == -(INT64_C(1) << 62));
    assert_true(sp_scale(INT64_MAX, 3, 6) == INT64_C(1) << 62 && sp_scale(-INT64_MAX, 3, 6) == -(INT64_C(1) << 62));
    assert_true(sp_scale(INT64_MAX - 1, 1, 3) == INT64_C(3074457345618258602));
    assert_true(sp_scale(INT64_C(1) << 40, INT64_C(1) << 40, INT64_C(1) << 41) == INT64_C(1) << 39);
}

static void dates_are_strict(void **state)
{
    (void)state;
    static const char *const wrong[] = {"2023-02-29", "2023-13-01", "2023-00-10", "2023-1-01",  "2023-01-32",
                                        "0000-01-01", "23-01-01",   "2023/01/01", "2023-01-1x", "2023-01-01 ",
                                        "",           "1900-02-29", "2023-04-31", "2023-01-00"};
    Date date;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (date_parse(str_from(wrong[i]), &date))
            fail_msg("'%s' was read as a date", wrong[i]);
    assert_true(date_parse(STR("2024-02-29"), &date));
    assert_true(date_parse(STR("2000-02-29"), &date));
    assert_true(date_parse(STR("2023-12-31"), &date));
    assert_int_equal(date.year * 10000 + date.month * 100 + date.day, 20231231);
}

static void seconds_follow_the_calendar(void **state)
{
    (void)state;
    assert_int_equal(date_seconds((Date){1970, 1, 1}), 0);
    assert_int_equal(date_seconds((Date){2023, 12, 31}), 1703980800);
    assert_int_equal(date_seconds((Date){2000, 3, 1}), 951868800);
    assert_int_equal(date_seconds((Date){1969, 12, 31}), -86400);
    Date date = date_from_seconds(-1);
    assert_int_equal(date.year * 10000 + date.month * 100 + date.day, 19691231);
    date = date_from_seconds(1703980800 + 86399);
    assert_int_equal(date.year * 10000 + date.month * 100 + date.day, 20231231);
    for (int64_t day = -800000; day < 2932897; day += 101) {
        date = date_from_seconds(day * 86400);
        assert_int_equal(date_seconds(date), day * 86400);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_are_read),    cmocka_unit_test(other_texts_are_no_lengths),
        cmocka_unit_test(lengths_are_written), cmocka_unit_test(scaling_rounds_half_away_from_zero),
        cmocka_unit_test(dates_are_strict),    cmocka_unit_test(seconds_follow_the_calendar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
