/* The canonical form reads back as the tree that it was made of, and the same tree has one form; an extract says of
   what is used just what its file says, and asks for nothing else. */
#include "data_case.h"

/* ---- Canonical form ---- */

static void assert_same_tree(const Value *a, const Value *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->count, b->count);
    assert_true(str_eq(a->text, b->text));
    for (size_t i = 0; i < a->count; i++) {
        if (a->kind == VALUE_MAP)
            assert_true(str_eq(a->fields[i].key, b->fields[i].key));
        assert_same_tree(a->kind == VALUE_MAP ? a->fields[i].value : a->items[i],
                         b->kind == VALUE_MAP ? b->fields[i].value : b->items[i]);
    }
}

static void trees_have_one_form(void **state)
{
    Arena *a = *state;
    static const char *const rows[][2] = {
        {"a: 1 # one\nb:   x", "a: \"1\"\nb: \"x\"\n"},
        {"{b: x, a: 'it''s'} # one", "b: \"x\"\na: \"it's\"\n"},
        {"a: \"say \\\"x\\\" \\\\ # y\"", "a: \"say \\\"x\\\" \\\\ # y\"\n"},
        {"a: |\n  one\n   two\n\n  three\n\n", "a: \"one\\n two\\n\\nthree\\n\"\n"},
        {"a: >-\n  one\n  two\n\n  three\n", "a: \"one two\\nthree\"\n"},
        {"a:\nb: ''\nc: ~\nd: NO", "a: \"\"\nb: \"\"\nc: \"~\"\nd: \"NO\"\n"},
        {"a: []\nb: {}\nc: [{}, []]", "a: []\nb: {}\nc:\n  - {}\n  - []\n"},
        {"- a\n- [b, [c, d]]\n- {x: 1, y: [2], z: {u: 3}}",
         "- \"a\"\n- - \"b\"\n  - - \"c\"\n    - \"d\"\n- x: \"1\"\n  y:\n    - \"2\"\n  z:\n    u: \"3\"\n"},
        {"us.a: 1\n'a b': 2\n\"\": 3\n_x9: 4\n9x: 5\n'<<': 6\n\"q\\\"\\n\": 7",
         "\"us.a\": \"1\"\n\"a b\": \"2\"\n\"\": \"3\"\n_x9: \"4\"\n\"9x\": \"5\"\n\"<<\": \"6\"\n\"q\\\"\\n\": "
         "\"7\"\n"},
        {"a: \" both ends \"\nb: '%x'\nc: '--- x'\nd: '\xE2\x80\x94 \xC2\xA0'",
         "a: \" both ends \"\nb: \"%x\"\nc: \"--- x\"\nd: \"\xE2\x80\x94 \xC2\xA0\"\n"},
        {"[]", "[]\n"},
        {"a text", "\"a text\"\n"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const Value *root = parse_good(a, rows[i][0]);
        Str form = canonical_text(root, a);
        assert_str(form, rows[i][1]);
        const Value *back = parse_good(a, form.s);
        assert_same_tree(back, root);
        assert_true(str_eq(canonical_text(back, a), form));
    }
}

static void shipped_files_read_back(void **state)
{
    Arena *a = *state;
    static const char *const paths[] = {"data/templates/fact-sheet.yaml", "data/templates/packet.yaml",
                                        "data/themes/ncmec.yaml", "data/measures.yaml", "data/jurisdictions.yaml"};
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        const Value *root = read_good(a, paths[i]);
        Str form = canonical_text(root, a);
        assert_same_tree(parse_good(a, form.s), root);
        assert_null(strstr(form.s, " # "));
    }
}

/* ---- Extracts ---- */

static const char dictionary_text[] =
    "total: {label: T, unit: cases, scope: both, parts: [one, two], at_most: us.total, kinds: [rounded]}\n"
    "one: {label: 'A: a', unit: cases, scope: state, kinds: [exact, suppressed]}\n"
    "two: {label: B, unit: cases, scope: state, at_most: one}\n"
    "share: {label: S, unit: percent, scope: state, percent_of: [two, one]}\n"
    "us_only: {label: N, unit: cases, scope: nation}\n";

static const Dictionary *dictionary_of(Arena *a)
{
    Diag *d = diag_new(a);
    const Dictionary *dict = dictionary_read(parse_good(a, dictionary_text), a, d);
    assert_string_equal(messages(a, d).s, "");
    return dict;
}

static const FigureFile *figures_of(Arena *a, const Dictionary *dict, const Value *root, Diag *d)
{
    const Jurisdictions *all = shipped_jurisdictions(a);
    const Jurisdiction *expected = value_get(root, STR("state")) ? jurisdiction_find(all, STR("CA")) : NULL;
    return figures_read(root, &(FiguresAsked){dict, all, expected, 2023}, a, d);
}

static void rules_stay_where_both_ends_do(void **state)
{
    Arena *a = *state;
    static const struct {
        bool chosen[5];
        const char *form;
    } rows[] = {
        {{true, true, true, true, true},
         "total:\n  label: \"T\"\n  unit: \"cases\"\n  scope: \"both\"\n  parts:\n    - \"one\"\n    - \"two\"\n"
         "  at_most: \"us.total\"\n"
         "one:\n  label: \"A: a\"\n  unit: \"cases\"\n  scope: \"state\"\n"
         "two:\n  label: \"B\"\n  unit: \"cases\"\n  scope: \"state\"\n  at_most: \"one\"\n"
         "share:\n  label: \"S\"\n  unit: \"percent\"\n  scope: \"state\"\n  percent_of:\n    - \"two\"\n    - "
         "\"one\"\n"
         "us_only:\n  label: \"N\"\n  unit: \"cases\"\n  scope: \"nation\"\n"},
        {{true, false, true, true, false},
         "total:\n  label: \"T\"\n  unit: \"cases\"\n  scope: \"both\"\n  at_most: \"us.total\"\n"
         "two:\n  label: \"B\"\n  unit: \"cases\"\n  scope: \"state\"\n"
         "share:\n  label: \"S\"\n  unit: \"percent\"\n  scope: \"state\"\n"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        Str form = canonical_text(dictionary_extract(dictionary_of(a), rows[i].chosen, a), a);
        assert_str(form, rows[i].form);
        assert_non_null(dictionary_read(parse_good(a, form.s), a, d));
        assert_string_equal(messages(a, d).s, "");
    }
}

#define HEAD "extract: true\nstate: CA\nyear: 2023\n"

/* Every kind of figure and head comes back as it was; what is computed comes back as a number. */
static void extracts_say_what_their_file_says(void **state)
{
    Arena *a = *state;
    static const char *const rows[][2] = {
        {"status: final\nfigures: {one: 1000, two: 5, share: 0.50%}\n",
         "figures:\n  total: \"1,005\"\n  one: \"1,000\"\n  two: \"5\"\n  share: \"0.50%\"\n"},
        {"status: final\nfigures: {total: Over 36.20 Million, one: suppressed, two: not available, share: not "
         "applicable}\n",
         "figures:\n  total: \"over 36.20 million\"\n  one: \"suppressed\"\n  two: \"not available\"\n"
         "  share: \"not applicable\"\n"},
        {"status: draft\nsample: true\nsource: \"a\\n b\"\nas_of: 2024-01-31\nrevised: 2024-02-01\nnotes: ['x  "
         "\"y\"']\n"
         "figures: {total: about 18400, one: 18390, two: fewer than 10, share: Under 1%}\n",
         "status: \"draft\"\nsample: \"true\"\nsource: \"a b\"\nas_of: \"2024-01-31\"\nrevised: \"2024-02-01\"\n"
         "notes:\n  - \"x \\\"y\\\"\"\n"
         "figures:\n  total: \"about 18,400\"\n  one: \"18,390\"\n  two: \"fewer than 10\"\n  share: \"under 1%\"\n"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        const Dictionary *dict = dictionary_of(a);
        bool chosen[] = {true, true, true, true, true};
        const FileUse all = {chosen, true, true, true, true, true, true, true};
        Measure *lenient = arena_grow(a, dict->items, dict->count, dict->count, sizeof *lenient);
        const Dictionary typed = {.items = lenient, .count = dict->count};
        for (size_t k = 0; k < dict->count; k++)
            lenient[k].kinds = 0;
        const FigureFile *file =
            figures_of(a, &typed, parse_good(a, str_printf(a, "state: CA\nyear: 2023\n%s", rows[i][0]).s), d);
        assert_string_equal(messages(a, d).s, "");
        Str form = canonical_text(figures_extract(file, &typed, &all, a), a);
        assert_str(form, str_printf(a, "extract: \"true\"\nstate: \"CA\"\nyear: \"2023\"\n%s", rows[i][1]).s);
        const FigureFile *back = figures_of(a, &typed, parse_good(a, form.s), d);
        assert_non_null(back);
        for (size_t k = 0; k < dict->count; k++) {
            const Figure *was = &file->figures[k], *is = &back->figures[k];
            assert_int_equal(is->kind, was->kind);
            assert_int_equal(decimal_compare(is->least, was->least), 0);
            assert_int_equal(decimal_compare(is->most, was->most), 0);
            assert_true(str_eq(figure_long(is, &language_english, a), figure_long(was, &language_english, a)));
            assert_true(str_eq(figure_short(is, &language_english, a), figure_short(was, &language_english, a)));
        }
        assert_true(back->is_extract && !file->is_extract);
        assert_int_equal(back->status, file->status);
        assert_int_equal(back->has_as_of, file->has_as_of);
        assert_true(str_eq(canonical_text(figures_extract(back, &typed, &all, a), a), form));
        /* Of nothing used nothing is said. */
        bool none[] = {false, false, false, false, false};
        assert_str(canonical_text(figures_extract(file, &typed, &(FileUse){.figures = none}, a), a),
                   "extract: \"true\"\nstate: \"CA\"\nyear: \"2023\"\nfigures: {}\n");
    }
}

/* What an extract lacks is neither missing nor computed; what it holds is checked as in any file. */
static void extracts_ask_for_nothing_else(void **state)
{
    Arena *a = *state;
    static const char *const rows[][2] = {
        {HEAD "figures: {one: 1, two: 1}\n", ""},
        {HEAD "figures: {}\n", ""},
        {HEAD "status: final\nfigures: {one: 2}\n", ""},
        {"extract: true\nyear: 2023\nfigures: {us_only: 5}\n", ""},
        {HEAD "figures: {one: 1, two: 2}\n", "f:4:24: error: two is 2, but it cannot be above one, which is 1\n"},
        {HEAD "figures: {on: 1}\n", "f:4:11: error: unknown figure 'on'; did you mean 'one'?\n"},
        {"extract: yes\nstate: CA\nyear: 2023\nstatus: final\nfigures: {one: 1, two: 1, share: suppressed}\n",
         "f:1:10: error: 'yes' is not one of: false, true\n"},
        {"extract: false\nstate: CA\nyear: 2023\nfigures: {one: 1, two: 1, share: suppressed}\n",
         "f:1:1: error: a file of figures lacks the key 'status'; add it\n"},
        {"extract: [true]\nstate: CA\nyear: 2023\nstatus: final\nfigures: {one: 1, two: 1, share: suppressed}\n",
         "f:1:10: error: 'extract' must be a text, but is a list\n"},
        {"extract: true\nstate: CA\nfigures: {}\n", "f:1:1: error: a file of figures lacks the key 'year'; add it\n"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        const FigureFile *file = figures_of(a, dictionary_of(a), parse_good(a, rows[i][0]), d);
        Str said = messages(a, d);
        if (rows[i][1][0] == '\0') {
            assert_string_equal(said.s, "");
            assert_int_equal(file->figures[0].kind, FIGURE_ABSENT);
        } else {
            if (!str_starts(said, str_from(rows[i][1])))
                fail_msg("%.*s", STR_ARG(said));
            assert_true(diag_errors(d) > 0);
        }
    }
}

#define TAIL "status: final\nfigures: {total: about 900, one: %d, two: 1, share: suppressed}\n"

/* Few figures of many tell nothing of the file that they are from. */
static void extracts_are_not_held_against_the_year_before(void **state)
{
    Arena *a = *state;
    static const char *const heads[] = {"", "extract: true\n"};
    for (int now = 0; now < 2; now++)
        for (int then = 0; then < 2; then++) {
            Diag *d = diag_new(a);
            const Dictionary *dict = dictionary_of(a);
            const Jurisdictions *all = shipped_jurisdictions(a);
            Str text = str_printf(a, "%sstate: CA\nyear: 2023\n" TAIL, heads[now], 900);
            Str before = str_printf(a, "%sstate: CA\nyear: 2022\n" TAIL, heads[then], 9);
            Diag *quiet = diag_new(a);
            diag_soften(quiet, true);
            const FigureFile *file = figures_read(
                parse_good(a, text.s), &(FiguresAsked){dict, all, jurisdiction_find(all, STR("CA")), 2023}, a, quiet);
            const FigureFile *old = figures_read(
                parse_good(a, before.s), &(FiguresAsked){dict, all, jurisdiction_find(all, STR("CA")), 2022}, a, quiet);
            assert_non_null(file);
            assert_non_null(old);
            lint_file(all, file, d);
            assert_int_equal(diag_errors(d) > 0 || messages(a, d).n > 0, now == 0);
            d = diag_new(a);
            lint_change(dict, file, old, d);
            assert_int_equal(messages(a, d).n > 0, now == 0 && then == 0);
        }
}

static void jurisdictions_are_those_chosen(void **state)
{
    Arena *a = *state;
    const Jurisdictions *all = shipped_jurisdictions(a);
    bool *chosen = ARENA_ARRAY(a, bool, all->count);
    chosen[jurisdiction_find(all, STR("Washington DC")) - all->items] = true;
    chosen[jurisdiction_find(all, STR("CA")) - all->items] = true;
    assert_str(canonical_text(jurisdictions_extract(all, chosen, &language_english, a), a),
               "CA:\n  name: \"California\"\n  fips: \"06\"\nDC:\n  name: \"District of Columbia\"\n  fips: \"11\"\n"
               "  in_sentence: \"the District of Columbia\"\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(trees_have_one_form, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(shipped_files_read_back, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(rules_stay_where_both_ends_do, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(extracts_say_what_their_file_says, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(extracts_ask_for_nothing_else, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(extracts_are_not_held_against_the_year_before, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(jurisdictions_are_those_chosen, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
