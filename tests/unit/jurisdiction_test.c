/* Jurisdictions: the shipped file holds all 56 as the Census Bureau numbers them; lookups; every refusal. */
#include "data_case.h"

/* Postal codes with FIPS codes (ANSI INCITS 38), in the order of the latter. */
static const char all_codes[] = "AL01 AK02 AZ04 AR05 CA06 CO08 CT09 DE10 DC11 FL12 GA13 HI15 ID16 IL17 IN18 IA19 KS20 "
                                "KY21 LA22 ME23 MD24 MA25 MI26 "
                                "MN27 MS28 MO29 MT30 NE31 NV32 NH33 NJ34 NM35 NY36 NC37 ND38 OH39 OK40 OR41 PA42 RI44 "
                                "SC45 SD46 TN47 TX48 UT49 VT50 "
                                "VA51 WA53 WV54 WI55 WY56 AS60 GU66 MP69 PR72 VI78 ";

static void all_56_are_there(void **state)
{
    const Jurisdictions *all = shipped_jurisdictions(*state);
    Buf codes = {.arena = *state};
    for (size_t i = 0; i < all->count; i++)
        buf_printf(&codes, "%.*s%.*s ", STR_ARG(all->items[i].code), STR_ARG(all->items[i].fips));
    assert_int_equal(all->count, 56);
    assert_str(buf_str(&codes), all_codes);
}

static void some_take_an_article_in_a_sentence(void **state)
{
    const Jurisdictions *all = shipped_jurisdictions(*state);
    size_t with_article = 0;
    for (size_t i = 0; i < all->count; i++) {
        const Jurisdiction *j = &all->items[i];
        bool the = str_starts(j->in_sentence, STR("the "));
        with_article += the;
        assert_true(str_eq(the ? str_slice(j->in_sentence, 4, j->in_sentence.n) : j->in_sentence, j->name));
        assert_true(str_eq(j->adjective, j->name));
    }
    assert_int_equal(with_article, 3);
    assert_str(jurisdiction_find(all, STR("DC"))->in_sentence, "the District of Columbia");
    assert_str(jurisdiction_find(all, STR("VI"))->in_sentence, "the U.S. Virgin Islands");
    assert_str(jurisdiction_find(all, STR("MP"))->in_sentence, "the Northern Mariana Islands");
    assert_str(jurisdiction_find(all, STR("CA"))->in_sentence, "California");
}

static void they_are_found_in_any_case(void **state)
{
    static const char *const rows[][2] = {
        {"CA", "CA"},          {"ca", "CA"},         {"California", "CA"},     {"CALIFORNIA", "CA"},
        {"new york", "NY"},    {"Washington", "WA"}, {"Washington DC", "DC"},  {"washington, d.c.", "DC"},
        {"usvi", "VI"},        {"Guam", "GU"},       {"Virgin Islands", "VI"}, {"cnmi", "MP"},
        {"Puerto Rico", "PR"},
    };
    const Jurisdictions *all = shipped_jurisdictions(*state);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const Jurisdiction *j = jurisdiction_find(all, str_from(rows[i][0]));
        assert_non_null(j);
        assert_str(j->code, rows[i][1]);
    }
    assert_null(jurisdiction_find(all, STR("XX")));
    assert_null(jurisdiction_find(all, STR("")));
    assert_null(jurisdiction_find(all, STR("Californi")));
    assert_str(jurisdiction_nearest(all, STR("Californa")), "California");
    assert_str(jurisdiction_nearest(all, STR("CAA")), "");
    assert_str(jurisdiction_nearest(all, STR("CX")), "CA");
    assert_str(jurisdiction_nearest(all, STR("Atlantis under the sea")), "");
}

static void wrong_files_are_named(void **state)
{
    static const char *const rows[][2] = {
        {"[CA]",
         "f:1:1: error: the jurisdictions must be lines such as 'CA: {name: California, fips: 06}', at most 500"},
        {"ca: {name: California, fips: 06}", "f:1:1: error: 'ca' is not a postal code; type two capital letters"},
        {"CAL: {name: California, fips: 06}", "f:1:1: error: 'CAL' is not a postal code; type two capital letters"},
        {"CA: {name: California, fips: 6}", "f:1:30: error: '6' is not a FIPS code; type two digits"},
        {"CA: {name: California, fips: A6}", "f:1:30: error: 'A6' is not a FIPS code; type two digits"},
        {"CA: {name: California}", "f:1:5: error: a jurisdiction lacks the key 'fips'; add it"},
        {"CA: {name: '', fips: 06}", "f:1:12: error: 'name' is empty; type its text"},
        {"CA: {name: California, fips: 06, adjectiv: x}",
         "f:1:34: error: unknown key 'adjectiv' in a jurisdiction; did you mean 'adjective'?"},
        {"CA: {name: California, fips: 06, in_sentence: ''}", "f:1:47: error: 'in_sentence' is empty; type its text"},
        {"CA: {name: California, fips: 06, also: [{a}]}",
         "f:1:41: error: 'also' must be a text, but is a map of 'key: value' lines"},
        {"CA: {name: A, fips: 06}\nNY: {name: B, fips: 06}",
         "f:2:1: error: '06' of NY already belongs to CA; give each its own"},
        {"CA: {name: A, fips: 06}\nNY: {name: a, fips: 07}",
         "f:2:1: error: 'a' of NY already belongs to CA; give each its own"},
        {"CA: {name: A, fips: 06, also: [ny]}\nNY: {name: B, fips: 07}",
         "f:2:1: error: 'NY' of NY already belongs to CA; give each its own"},
        {"CA: {name: A, fips: 06}\nNY: {name: B, fips: 07, also: [C, ca]}",
         "f:2:1: error: 'ca' of NY already belongs to CA; give each its own"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        assert_null(jurisdictions_read(parse_good(a, rows[i][0]), a, d));
        assert_string_equal(first_finding(a, d), rows[i][1]);
        assert_int_equal(diag_errors(d), 1);
    }
}

static void other_words_can_be_typed(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    const Jurisdictions *all = jurisdictions_read(
        parse_good(a, "NL: {name: Holland, fips: 99, in_sentence: the Netherlands, adjective: Dutch}"), a, d);
    assert_str(all->items[0].in_sentence, "the Netherlands");
    assert_str(all->items[0].adjective, "Dutch");
    assert_int_equal(all->items[0].mark.offset, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_56_are_there, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(some_take_an_article_in_a_sentence, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(they_are_found_in_any_case, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(wrong_files_are_named, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(other_words_can_be_typed, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
