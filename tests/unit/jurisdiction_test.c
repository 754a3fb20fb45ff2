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

static void they_are_found_by_any_usual_name(void **state)
{
    static const char *const rows[][2] = {
        {"CA", "CA"},
        {"ca", "CA"},
        {"California", "CA"},
        {"CALIFORNIA", "CA"},
        {" california ", "CA"},
        {"California*", "CA"},
        {"State of California", "CA"},
        {"The State of California", "CA"},
        {"CA - California", "CA"},
        {"California (CA)", "CA"},
        {"California, CA", "CA"},
        {"CA California", "CA"},
        {"06", "CA"},
        {"6", "CA"},
        {"6.0", "CA"},
        {"\xC2\xA0 06 ", "CA"},
        {"Puerto Rico*", "PR"},
        {"Ohio \xE2\x80\xA0", "OH"},
        {"06 California", "CA"},
        {"California (06)", "CA"},
        {"Calif.", "CA"},
        {"Cal.", "CA"},
        {"C.A.", "CA"},
        {"California\xC2\xA0", "CA"},
        {"Cali-\nfornia", "CA"},
        {"California [1]", "CA"},
        {"California (a)", "CA"},
        {"California\xC2\xB9", "CA"},
        {"US-CA", "CA"},
        {"California, USA", "CA"},
        {"California, United States", "CA"},
        {"DC", "DC"},
        {"D.C.", "DC"},
        {"District of Columbia", "DC"},
        {"the District of Columbia", "DC"},
        {"District of Columbia (DC)", "DC"},
        {"Washington DC", "DC"},
        {"washington, d.c.", "DC"},
        {"Washington, D. C.", "DC"},
        {"Washington D.C", "DC"},
        {"Washington (DC)", "DC"},
        {"Washington DC*", "DC"},
        {"Wash. DC", "DC"},
        {"Dist. of Columbia", "DC"},
        {"DC - District of Columbia", "DC"},
        {"Washington, District of Columbia", "DC"},
        {"11", "DC"},
        {"Washington", "WA"},
        {"Washington State", "WA"},
        {"State of Washington", "WA"},
        {"Wash.", "WA"},
        {"WA", "WA"},
        {"Washington (state)", "WA"},
        {"53", "WA"},
        {"Puerto Rico", "PR"},
        {"Commonwealth of Puerto Rico", "PR"},
        {"Puerto Rico (Commonwealth)", "PR"},
        {"Puerto-Rico", "PR"},
        {"72", "PR"},
        {"usvi", "VI"},
        {"U.S. Virgin Islands", "VI"},
        {"United States Virgin Islands", "VI"},
        {"US Virgin Islands", "VI"},
        {"Virgin Islands", "VI"},
        {"Virgin Islands (U.S.)", "VI"},
        {"Virgin Islands, US", "VI"},
        {"the Virgin Islands", "VI"},
        {"cnmi", "MP"},
        {"Northern Mariana Islands", "MP"},
        {"Commonwealth of the Northern Mariana Islands", "MP"},
        {"N. Mariana Islands", "MP"},
        {"Northern Marianas", "MP"},
        {"the Northern Mariana Islands", "MP"},
        {"Guam", "GU"},
        {"GUAM (GU)", "GU"},
        {"Territory of Guam", "GU"},
        {"American Samoa", "AS"},
        {"Amer. Samoa", "AS"},
        {"US-AS", "AS"},
        {"new york", "NY"},
        {"New  York", "NY"},
        {"New York State", "NY"},
        {"N.Y.", "NY"},
        {"New\nYork", "NY"},
        {"NewYork", "NY"},
        {"N. Carolina", "NC"},
        {"North Carolina", "NC"},
        {"N.C.", "NC"},
        {"No. Carolina", "NC"},
        {"S. Dakota", "SD"},
        {"So. Dakota", "SD"},
        {"S.D.", "SD"},
        {"W. Virginia", "WV"},
        {"W.Va.", "WV"},
        {"WV", "WV"},
        {"West Virginia (WV)", "WV"},
        {"Virginia", "VA"},
        {"Commonwealth of Virginia", "VA"},
        {"Va.", "VA"},
        {"VA-Virginia", "VA"},
        {"Mass.", "MA"},
        {"Commonwealth of Massachusetts", "MA"},
        {"Hawai\xCA\xBBi", "HI"},
        {"Hawai'i", "HI"},
        {"Kansas", "KS"},
        {"Kan.", "KS"},
        {"Arkansas", "AR"},
        {"Ark.", "AR"},
        {"IN", "IN"},
        {"Indiana", "IN"},
    };
    static const char *const none[] = {
        "XX",
        "",
        "*",
        "\xC2\xA0",
        "Unknown",
        "International",
        "(blank)",
        "Total",
        "Grand Total",
        "All states",
        "California Total",
        "Guam and CNMI",
        "West",
        "South",
        "Northeast",
        "Region 9",
        "Kansas City",
        "New York City",
        "Virginia Beach",
        "British Virgin Islands",
        "Washington County",
        "North Virginia",
        "WA - California",
        "California (NV)",
        "04 California",
        "06 07",
        "3",
        "03",
        "99",
        "0",
        "006",
        "1.1",
        "1,2",
        "1-2",
        "(12)",
        "#12",
        "-6",
        "+6",
        "6%",
        "$6",
        "0.6",
        "12[1]",
        "1 2",
        "US$12",
        "6.00",
        ".0",
        "CA.0",
        "~Ohio",
        "Ohio?",
        ("C\x1b"
         "A"),
        "California %",
        "\xC2\xBD Ohio",
        "Carolina",
        "Dakota",
        "USMS",
        "n/a",
        "U.S.",
        "United States",
    };
    const Jurisdictions *all = shipped_jurisdictions(*state);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const Jurisdiction *j = jurisdiction_find(all, str_from(rows[i][0]));
        if (!j || !str_eq(j->code, str_from(rows[i][1])))
            fail_msg("'%s' is %.*s", rows[i][0], STR_ARG(j ? j->code : STR("none")));
    }
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        const Jurisdiction *j = jurisdiction_find(all, str_from(none[i]));
        if (j)
            fail_msg("'%s' is %.*s", none[i], STR_ARG(j->code));
    }
    /* Every name of every jurisdiction is its own. */
    for (size_t i = 0; i < all->count; i++) {
        const Jurisdiction *j = &all->items[i];
        assert_ptr_equal(jurisdiction_find(all, j->code), j);
        assert_ptr_equal(jurisdiction_find(all, j->name), j);
        assert_ptr_equal(jurisdiction_find(all, j->in_sentence), j);
        assert_ptr_equal(jurisdiction_find(all, j->fips), j);
    }
}

static void the_nation_has_usual_names_too(void **state)
{
    static const char *const names[] = {"US",
                                        "U.S.",
                                        "usa",
                                        "United States",
                                        "the United States",
                                        "United States of America",
                                        "Nation",
                                        "National",
                                        "Nationwide",
                                        "U.S. Total",
                                        "Total U.S.",
                                        "National total",
                                        "UNITED\nSTATES*",
                                        "United States (US)"};
    static const char *const others[] = {"", "Total", "the", "US Virgin Islands", "International", "unit", "America"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (!nation_named(str_from(names[i])))
            fail_msg("%s", names[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (nation_named(str_from(others[i])))
            fail_msg("%s", others[i]);
}

static void a_hint_leads_to_no_other(void **state)
{
    static const char *const rows[][2] = {
        {"Californa", "California"},
        {"Kanzas", "Kansas"},
        {"Arkanas", "Arkansas"},
        {"Misouri", "Missouri"},
        {"Massachusets", "Massachusetts"},
        {"Norht Carolina", "North Carolina"},
        {"West Virgina", "West Virginia"},
        {"Virgina", "Virginia"},
        {"Puerto Ricco", "Puerto Rico"},
        {"rkansas", ""},
        {"Nouth Carolina", ""},
        {"Noth Dakota", ""},
        {"Eest Virginia", ""},
        {"E. Virginia", ""},
        {"Washington D.X", ""},
        {"Washington DCC", ""},
        {"Guam and CNMI", ""},
        {"CX", ""},
        {"CAA", ""},
        {"Unknown", ""},
        {"Total", ""},
        {"Carolina", ""},
        {"Atlantis under the sea", ""},
        {"New Yersey", "New Jersey"},
        {"Indian", "Indiana"},
        {"Ohoi", "Ohio"},
        {"Main", "Maine"},
        {"Mane", "Maine"},
    };
    const Jurisdictions *all = shipped_jurisdictions(*state);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Str near = jurisdiction_nearest(all, str_from(rows[i][0]));
        if (!str_eq(near, str_from(rows[i][1])))
            fail_msg("'%s' leads to '%.*s'", rows[i][0], STR_ARG(near));
    }
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
        cmocka_unit_test_setup_teardown(they_are_found_by_any_usual_name, arena_setup, arena_teardown),
        cmocka_unit_test(the_nation_has_usual_names_too),
        cmocka_unit_test_setup_teardown(a_hint_leads_to_no_other, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(wrong_files_are_named, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(other_words_can_be_typed, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
