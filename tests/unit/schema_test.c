/* Maps against what they may hold, and the typed readers: each message once. */
#include "data_case.h"

static const Key keys[] = {
    {"label", KEY_TEXT, true}, {"unit", KEY_TEXT, true}, {"parts", KEY_LIST, false},
    {"rules", KEY_MAP, false}, {"when", KEY_ANY, false}, {NULL, KEY_ANY, false},
};

typedef struct SchemaRow {
    const char *text, *findings; /* none: the map is fine */
} SchemaRow;

static void maps_hold_what_they_may(void **state)
{
    static const SchemaRow rows[] = {
        {"{label: a, unit: b}", ""},
        {"{unit: b, label: a, parts: [], rules: {}, when: [x]}", ""},
        {"{label: a, unit: b, when: {x: y}}", ""},
        {"{label: a, unit: b, lable: c}", "f:1:21: error: unknown key 'lable' in a measure; did you mean 'label'?\n"
                                          "    {label: a, unit: b, lable: c}\n"
                                          "                        ^~~~~\n"},
        {"{label: a, unit: b, zzz: c}", "f:1:21: error: unknown key 'zzz' in a measure\n"
                                        "    {label: a, unit: b, zzz: c}\n"
                                        "                        ^~~\n"},
        {"{label: a}", "f:1:1: error: a measure lacks the key 'unit'; add it\n"
                       "    {label: a}\n"
                       "    ^\n"},
        {"{}", "f:1:1: error: a measure lacks the keys 'label', 'unit'; add them\n"
               "    {}\n"
               "    ^\n"},
        {"{label: [a], unit: {b}, parts: c}",
         "f:1:9: error: 'label' must be a text, but is a list\n"
         "    {label: [a], unit: {b}, parts: c}\n"
         "            ^\n"
         "note: put a text that begins with '[' in double quotes\n"
         "f:1:20: error: 'unit' must be a text, but is a map of 'key: value' lines\n"
         "    {label: [a], unit: {b}, parts: c}\n"
         "                       ^\n"
         "note: put a text that begins with '{' in double quotes\n"
         "f:1:32: error: 'parts' must be a list, but is a text; write each entry on a line of its own below it: - "
         "\"c\"\n"
         "    {label: [a], unit: {b}, parts: c}\n"
         "                                   ^\n"},
        {"label: a\nunit: b\nparts:\nrules: x\n",
         "f:3:7: error: 'parts' must be a list, but there is nothing here; write each entry on a line of its own below "
         "it: - \"...\"\n"
         "    parts:\n"
         "          ^\n"
         "f:4:8: error: 'rules' must be a map of 'key: value' lines, but is a text\n"
         "    rules: x\n"
         "           ^\n"},
        {"text", "f:1:1: error: a measure must be a map of 'key: value' lines, but is a text\n"
                 "    text\n"
                 "    ^~~~\n"},
        {"- label\n", "f:1:1: error: a measure must be a map of 'key: value' lines, but is a list\n"
                      "    - label\n"
                      "    ^\n"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        bool ok = schema_check(parse_good(a, rows[i].text), "a measure", keys, d);
        assert_string_equal(findings(a, d).s, rows[i].findings);
        assert_int_equal(ok, rows[i].findings[0] == '\0');
    }
}

static void long_keys_are_cut(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    Buf text = {.arena = a};
    buf_put(&text, STR("\"xxxx"));
    for (int i = 0; i < 100; i++)
        buf_put(&text, STR("\xC3\xA9\xE6\x97\xA5"));
    buf_put(&text, STR("\": x"));
    const Value *map = parse_bytes(a, d, buf_str(&text));
    schema_check(map, "a measure", keys, d);
    Str all = findings(a, d);
    assert_int_equal(utf8_invalid(all), all.n);
    assert_non_null(strstr(all.s, "\xC3\xA9\xE6\x97\xA5...' in a measure"));
}

/* Past what is printed, no time is spent on guesses. */
static void guesses_end_with_the_printing(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    Buf text = {.arena = a};
    for (int i = 0; i < 300; i++)
        buf_printf(&text, "lable%d: x\n", i);
    schema_check(parse_bytes(a, d, buf_str(&text)), "a measure", keys, d);
    assert_int_equal(diag_errors(d), 301);
}

typedef struct ScalarRow {
    const char *text;
    int64_t value;
    const char *finding; /* NULL: it is read */
} ScalarRow;

static void integers_are_digits(void **state)
{
    static const ScalarRow rows[] = {
        {"0", 0, NULL},
        {"-3", -3, NULL},
        {"100", 100, NULL},
        {"101", 0, "f:1:1: error: '101' is not a whole number from -3 to 100"},
        {"-4", 0, "f:1:1: error: '-4' is not a whole number from -3 to 100"},
        {"007", 0, "f:1:1: error: '007' is not a whole number from -3 to 100"},
        {"-0", 0, "f:1:1: error: '-0' is not a whole number from -3 to 100"},
        {"+1", 0, "f:1:1: error: '+1' is not a whole number from -3 to 100"},
        {"1.0", 0, "f:1:1: error: '1.0' is not a whole number from -3 to 100"},
        {"0x1", 0, "f:1:1: error: '0x1' is not a whole number from -3 to 100"},
        {"9999999999999999999999", 0, "f:1:1: error: '9999999999999999999999' is not a whole number from -3 to 100"},
        {"''", 0, "f:1:1: error: '' is not a whole number from -3 to 100"},
        {"[1]", 0, "f:1:1: error: this must be a whole number, but is a list"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        int64_t result = 77;
        assert_int_equal(value_integer(parse_good(a, rows[i].text), -3, 100, &result, d), !rows[i].finding);
        assert_int_equal(result, rows[i].finding ? 77 : rows[i].value);
        if (rows[i].finding)
            assert_string_equal(first_finding(a, d), rows[i].finding);
    }
}

static void lengths_have_units_and_limits(void **state)
{
    static const ScalarRow rows[] = {
        {"12.5 pt", SP_PT(25) / 2, NULL},
        {"1 in", SP_PT(72), NULL},
        {"10", SP_PT(10), NULL},
        {"10 km", 0, "f:1:1: error: '10 km' is not a length; type one as 12.5 pt, 0.125 in or 3 mm"},
        {"wide", 0, "f:1:1: error: 'wide' is not a length; type one as 12.5 pt, 0.125 in or 3 mm"},
        {"101 pt", 0, "f:1:1: error: '101 pt' is not a length from 0.25 pt to 100 pt"},
        {"0", 0, "f:1:1: error: '0' is not a length from 0.25 pt to 100 pt"},
        {"{a: b}", 0, "f:1:1: error: this must be a length, but is a map of 'key: value' lines"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        Sp result = 77;
        assert_int_equal(value_length(parse_good(a, rows[i].text), SP_PT(1) / 4, SP_PT(100), &result, d),
                         !rows[i].finding);
        assert_int_equal(result, rows[i].finding ? 77 : rows[i].value);
        if (rows[i].finding)
            assert_string_equal(first_finding(a, d), rows[i].finding);
    }
}

static void words_are_of_a_list(void **state)
{
    static const char *const words[] = {"final", "draft", NULL};
    static const ScalarRow rows[] = {
        {"final", 0, NULL},
        {"draft", 1, NULL},
        {"drafft", -1, "f:1:1: error: 'drafft' is not one of: final, draft; did you mean 'draft'?"},
        {"Final", -1, "f:1:1: error: 'Final' is not one of: final, draft; did you mean 'final'?"},
        {"xyz", -1, "f:1:1: error: 'xyz' is not one of: final, draft"},
        {"[final]", -1, "f:1:1: error: this must be a word, but is a list"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        assert_int_equal(value_word(parse_good(a, rows[i].text), words, d), rows[i].value);
        if (rows[i].finding)
            assert_string_equal(first_finding(a, d), rows[i].finding);
        assert_int_equal(diag_errors(d), rows[i].finding != NULL);
    }
}

static void truth_is_true_or_false(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    bool result = false;
    assert_true(value_bool(parse_good(a, "true"), &result, d) && result);
    assert_true(value_bool(parse_good(a, "false"), &result, d) && !result);
    result = true;
    assert_false(value_bool(parse_good(a, "yes"), &result, d));
    assert_true(result);
    assert_string_equal(first_finding(a, d), "f:1:1: error: 'yes' is not one of: false, true");
}

/* A text that YAML cuts in silence is an error at its place; a comment that looks like one is none. */
static void sentences_are_whole(void **state)
{
    static const struct {
        const char *text;
        uint32_t column; /* 0: nothing is found */
    } rows[] = {
        {"k: Case database, table #4", 25},
        {"k: See appendix A # revised", 19},
        {"k: See appendix A #", 19},
        {"k: See table  #4", 15},
        {"k: See appendix A  # revised", 0},
        {"k: See appendix A\t # revised", 0},
        {"k: See appendix A\n# revised", 0},
        {"k: See\n  appendix #4", 12},
        {"k: See appendix#4", 0},
        {"k: \"See table #4\" # typed", 0},
        {"k: 'See table #4' # typed", 0},
        {"k: >- # folded\n  See table #4", 0},
        {"k: |\n  See table #4", 0},
        {"k: # later", 0},
        {"k: [One, two, and three.]", 5},
        {"k: [\"One.\", two, and three.]", 13},
        {"k: [\"One, two.\", 'three, four']", 0},
        {"k: [One text.]", 0},
        {"k: [One text., \"another\"]", 0},
        {"k:\n  - One\n  - two, and three", 0},
        {"k: []", 0},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        const Value *v = parse_good(a, rows[i].text)->fields[0].value;
        bool is_whole = v->kind == VALUE_LIST ? sentences_check(v, d) : sentence_check(v, d);
        const char *line = strchr(rows[i].text, '\n') && rows[i].column ? "f:2:" : "f:1:";
        if (is_whole != !rows[i].column || diag_errors(d) != !is_whole ||
            (!is_whole && !str_starts(str_from(first_finding(a, d)),
                                      str_printf(a, "%s%u: error: ", line, (unsigned)rows[i].column))))
            fail_msg("%s\n%s", rows[i].text, findings(a, d).s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(maps_hold_what_they_may, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(long_keys_are_cut, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(guesses_end_with_the_printing, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(integers_are_digits, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(lengths_have_units_and_limits, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(words_are_of_a_list, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(sentences_are_whole, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(truth_is_true_or_false, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
