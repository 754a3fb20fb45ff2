/* Lint: each rule where it must speak and where it must be silent, what is computed from two years, and that every code
   of a finding is explained. */
#include "data_case.h"

static const char dictionary_text[] =
    "total: {label: T, unit: cases, scope: both, parts: [one, two, three], at_most: us.total}\n"
    "one: {label: A, unit: cases, scope: state}\n"
    "two: {label: B, unit: cases, scope: state}\n"
    "three: {label: C, unit: cases, scope: state}\n"
    "share: {label: S, unit: percent, scope: state, percent_of: [one, total]}\n"
    "few: {label: F, unit: cases, scope: state, kinds: [exact, suppressed]}\n";

/* A state's file of these figures; share and few are given where they are not typed. */
static const FigureFile *file_of(Arena *a, const char *head, const char *figures, Diag *d)
{
    const char *share = strstr(figures, "share") ? "" : ", share: suppressed";
    const char *few = strstr(figures, "few:") ? "" : ", few: 5";
    Str text = str_printf(a, "%sfigures: {%s%s%s}\n", head, figures, share, few);
    const Dictionary *dict = dictionary_read(parse_good(a, dictionary_text), a, d);
    const Jurisdictions *all = shipped_jurisdictions(a);
    const Value *root = parse_good(a, text.s);
    const Value *state = value_get(root, STR("state"));
    int64_t year = 2023;
    value_integer(value_get(root, STR("year")), 1984, 2199, &year, d);
    return figures_read(root, &(FiguresAsked){dict, all, jurisdiction_find(all, state->text), (int)year}, a, d);
}

#define CA_HEAD "state: CA\nyear: 2023\nstatus: final\nsource: Test\n"

static const char *said(Arena *a, const Diag *d)
{
    return messages(a, d).s;
}

static void must_say(const char *about, const char *is, const char *wanted)
{
    if (*wanted ? !strstr(is, wanted) : *is != '\0')
        fail_msg("%s: should say '%s', says '%s'", about, wanted, is);
}

static void sources_fit_their_file(void **state)
{
    static const char *const rows[][2] = {
        {"state: CA\nyear: 2023\nstatus: final\nsource: NCMEC California Data 2023\n", ""},
        {"state: CA\nyear: 2023\nstatus: final\nsource: Annual report of 2024 on 2023\n", ""},
        {"state: CA\nyear: 2023\nstatus: final\nsource: Annual report 2024\n", ""},
        {"state: CA\nyear: 2023\nstatus: final\nsource: NCMEC California Data 2022\n",
         "4:9: error: the source is of 2022, but these are the figures of 2023\nf:2:7: note: the file's year"},
        {"state: CA\nyear: 2023\nstatus: final\nsource: NCMEC Texas Data 2023\n",
         "4:9: error: the source names Texas, but these are the figures of California\nf:1:8: note: the file's state"},
        {"state: CA\nyear: 2023\nstatus: final\nsource: Case 12022 of 20225\n", ""},
        {"state: WV\nyear: 2023\nstatus: final\nsource: West Virginia Data\n", ""},
        {"state: CA\nyear: 2023\nstatus: final\nsource: Texasville\n", ""},
        {"state: CA\nyear: 2023\nstatus: final\n", "1:1: warning: the file does not say where its figures are from"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        const FigureFile *file = file_of(a, rows[i][0], "total: 3, one: 1, two: 1, three: 1", d);
        must_say(rows[i][0], said(a, d), "");
        lint_file(shipped_jurisdictions(a), file, d);
        must_say(rows[i][0], said(a, d), rows[i][1]);
    }
}

static void percentages_are_of_their_parts(void **state)
{
    static const char *const rows[][2] = {
        {"total: 200, one: 38, two: 100, three: 62, share: 19%", ""},
        {"total: 200, one: 37, two: 101, three: 62, share: 19%", ""}, /* 18.5, which rounds to 19 */
        {"total: 200, one: 36, two: 102, three: 62, share: 19%", "share is 19%, but one of total is 18.0%"},
        {"total: 200, one: 40, two: 98, three: 62, share: 19%", "but one of total is 20.0%"},
        {"total: 200, one: suppressed, two: 98, three: 62, share: 19%", ""},
        {"total: 200, one: fewer than 10, two: 98, three: more than 50, share: 6%",
         "but one of total is something from 0.5% to 4.5%"},
        {"total: 200, one: fewer than 10, two: 98, three: more than 50, share: 4%", ""},
        {"total: more than 200, one: more than 100, two: 0, three: 0, share: 1%", ""},
        {"total: 0, one: 0, two: 0, three: 0, share: 0%", ""},
        {"total: 0, one: 0, two: 0, three: 0, share: 5%", ""},
        {"total: 3, one: 1, two: 1, three: 1, few: fewer than 10",
         "few is of the kind 'ceiling', but may only be: exact, suppressed"},
        {"total: 3, one: 1, two: 1, three: 1, few: suppressed", ""},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        file_of(a, CA_HEAD, rows[i][0], d);
        must_say(rows[i][0], said(a, d), rows[i][1]);
    }
}

static void changes_that_are_hardly_meant(void **state)
{
    static const char *const rows[][3] = {
        {"100", "101", ""},
        {"100", "1000", ""},
        {"100", "\"1,001\"", "one is 1,001, more than ten times the 100 of 2022"},
        {"1000", "100", ""},
        {"1000", "99", "one is 99, less than a tenth of the 1,000 of 2022"},
        {"3", "0", "one is 0, down from the 3 of 2022"},
        {"2", "0", ""},
        {"1", "0", ""},
        {"0", "500", ""},
        {"100", "suppressed", ""},
        {"suppressed", "5", ""},
        {"fewer than 10", "91", "more than ten times the fewer than 10 of 2022"},
        {"fewer than 10", "90", ""},
        {"more than 100", "5", "less than a tenth of the more than 100 of 2022"},
        {"more than 100", "5000", ""},
    };
    Arena *a = *state;
    const Dictionary *dict = dictionary_read(parse_good(a, dictionary_text), a, diag_new(a));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        const FigureFile *before =
            file_of(a, "state: CA\nyear: 2022\nstatus: final\nsource: Test\n",
                    str_printf(a, "one: %s, total: suppressed, two: 7, three: suppressed", rows[i][0]).s, d);
        const FigureFile *now = file_of(
            a, CA_HEAD, str_printf(a, "one: %s, total: suppressed, two: 8, three: suppressed", rows[i][1]).s, d);
        lint_change(dict, now, before, d);
        must_say(rows[i][1], said(a, d), rows[i][2]);
        assert_int_equal(diag_errors(d), 0);
    }
    Diag *d = diag_new(a);
    const char *same = "total: 3, one: 1, two: 1, three: 1";
    lint_change(dict, file_of(a, CA_HEAD, same, d),
                file_of(a, "state: CA\nyear: 2022\nstatus: final\nsource: Test\n", same, d), d);
    must_say("copied", said(a, d), "f:2:7: warning: all figures of 2023 are those of 2022; was the file copied?");
}

/* The first digit of one among others that stay. */
static void a_figure_that_alone_changes(void **state)
{
    static const char *const dictionary = "a: {label: A, unit: n, scope: state}\nb: {label: B, unit: n, scope: state}\n"
                                          "c: {label: C, unit: n, scope: state}\nd: {label: D, unit: n, scope: state}\n"
                                          "e: {label: E, unit: n, scope: state}\n";
    static const char *const rows[][3] = {
        {"{a: 185, b: 100, c: 20, d: 300, e: 40}", "{a: 785, b: 150, c: 20, d: 200, e: 60}",
         "f:5:14: warning: a is 785, more than three times the 185 of 2022, while no other figure changed by half"},
        {"{a: 785, b: 100, c: 20, d: 300, e: 40}", "{a: 185, b: 150, c: 20, d: 200, e: 60}",
         "a is 185, less than a third of the 785 of 2022, while no other"},
        /* Not three times; others change too; too few others; small ones do not count. */
        {"{a: 185, b: 100, c: 20, d: 300, e: 40}", "{a: 555, b: 100, c: 20, d: 300, e: 40}", ""},
        {"{a: 185, b: 100, c: 20, d: 300, e: 40}", "{a: 785, b: 151, c: 20, d: 300, e: 40}", ""},
        {"{a: 185, b: 100, c: 20, d: 300, e: 40}", "{a: 785, b: 100, c: 20, d: 1000, e: 40}", ""},
        {"{a: 185, b: 100, c: 19, d: 300, e: 40}", "{a: 785, b: 100, c: 19, d: 300, e: 40}", ""},
        {"{a: 185, b: 100, c: 20, d: about 300, e: 40}", "{a: 785, b: 100, c: 20, d: 300, e: 40}", ""},
        {"{a: 10, b: 100, c: 20, d: 300, e: 40}", "{a: 40, b: 100, c: 20, d: 300, e: 40}", ""},
        /* More than ten times is said once. */
        {"{a: 20, b: 100, c: 20, d: 300, e: 40}", "{a: 201, b: 100, c: 20, d: 300, e: 40}",
         "a is 201, more than ten times the 20 of 2022; look at both figures"},
    };
    Arena *a = *state;
    const Dictionary *dict = dictionary_read(parse_good(a, dictionary), a, diag_new(a));
    const Jurisdictions *all = shipped_jurisdictions(a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        const FigureFile *files[2];
        for (int k = 0; k < 2; k++) {
            const char *text =
                str_printf(a, "state: CA\nyear: %d\nstatus: final\nsource: Test\nfigures: %s\n", 2022 + k, rows[i][k])
                    .s;
            files[k] = figures_read(parse_good(a, text),
                                    &(FiguresAsked){dict, all, jurisdiction_find(all, STR("CA")), 2022 + k}, a, d);
            assert_non_null(files[k]);
        }
        lint_change(dict, files[1], files[0], d);
        must_say(rows[i][1], said(a, d), rows[i][2]);
        assert_true(diag_warnings(d) == (rows[i][2][0] != '\0'));
    }
}

static void figures_in_each_others_place(void **state)
{
    static const char *const rows[][3] = {
        {"one: 100, two: 300", "one: 300, two: 100",
         "f:5:16: warning: one is 300 and two 100, but in 2022 they were 100 and 300; were the two exchanged?"},
        {"one: 100, two: 300", "one: 330, two: 90", "one is 330 and two 90"},
        /* Not near enough to the other; not far enough from itself; too small; not exact. */
        {"one: 100, two: 300", "one: 401, two: 100", ""},
        {"one: 100, two: 300", "one: 300, two: 74", ""},
        {"one: 100, two: 150", "one: 150, two: 100", ""},
        {"one: 100, two: 151", "one: 151, two: 100", "one is 151 and two 100"},
        {"one: 3, two: 9", "one: 9, two: 3", ""},
        {"one: 100, two: about 300", "one: 300, two: 100", ""},
        {"one: 100, two: 300", "one: 100, two: 300, few: 7", ""},
    };
    Arena *a = *state;
    const Dictionary *dict = dictionary_read(parse_good(a, dictionary_text), a, diag_new(a));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        const char *rest = "total: suppressed, three: suppressed";
        const FigureFile *before = file_of(a, "state: CA\nyear: 2022\nstatus: final\nsource: Test\n",
                                           str_printf(a, "%s, %s", rows[i][0], rest).s, d);
        lint_change(dict, file_of(a, CA_HEAD, str_printf(a, "%s, %s", rows[i][1], rest).s, d), before, d);
        must_say(rows[i][1], said(a, d), rows[i][2]);
        assert_int_equal(diag_errors(d), 0);
    }
}

static void states_beside_each_other(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    const Dictionary *dict = dictionary_read(parse_good(a, dictionary_text), a, d);
    const Jurisdictions *all = shipped_jurisdictions(a);
    const FigureFile *states[] = {file_of(a, CA_HEAD, "total: 60, one: 20, two: 20, three: 20", d),
                                  file_of(a, "state: TX\nyear: 2023\nstatus: final\nsource: Test\n",
                                          "total: 50, one: 20, two: 20, three: 10", d)};
    static const char *const nations[][2] = {
        {"110", ""},
        {"109", "total of the nation is 109, but total of the 2 states with figures add up to at least 110"},
        {"about 100", ""},
        {"more than 50", ""},
        {"not available", ""},
        {"55", ""}, /* one state alone is above it, which is another finding */
    };
    for (size_t i = 0; i < COUNT_OF(nations); i++) {
        Diag *own = diag_new(a);
        Str text = str_printf(a, "year: 2023\nstatus: final\nsource: Test\nfigures: {total: %s}\n", nations[i][0]);
        const FigureFile *nation = figures_read(parse_good(a, text.s), &(FiguresAsked){dict, all, NULL, 2023}, a, own);
        assert_non_null(nation);
        assert_int_equal(
            lint_year(&(YearFigures){.dictionary = dict, .nation = nation, .states = states, .count = 2}, a, own),
            nations[i][1][0] == '\0');
        must_say(nations[i][0], said(a, own), nations[i][1]);
        if (nations[i][1][0])
            must_say("the largest first", said(a, own), "note: California: 60\nf:5:18: note: Texas: 50\n");
    }
    states[1] =
        file_of(a, "state: TX\nyear: 2023\nstatus: final\nsource: Test\n", "total: 60, one: 20, two: 20, three: 20", d);
    assert_true(lint_year(&(YearFigures){.dictionary = dict, .states = states, .count = 2}, a, d));
    must_say("twins", said(a, d), "f:1:8: warning: all figures of Texas are those of California; was the file copied?");
    assert_int_equal(diag_errors(d), 0);
}

static void changes_and_shares_in_words(void **state)
{
    static const struct {
        const char *before, *now, *change, *share; /* share: of now in before */
    } rows[] = {
        {"100", "112", "up 12% from 2022", ""},
        {"112", "100", "down 11% from 2022", "89%"},
        {"100", "100", "unchanged", "100%"},
        {"0", "5", "up from none", ""},
        {"0", "0", "unchanged", ""},
        {"19", "22", "up 3 from 2022", ""},
        {"19", "0", "down 19 from 2022", "0%"},
        {"20", "21", "up 5% from 2022", ""},
        {"10000", "10001", "up less than 1% from 2022", ""},
        {"10000", "1", "down more than 99% from 2022", "less than 1%"},
        {"10000", "9999", "down less than 1% from 2022", "more than 99%"},
        {"1000", "1996", "up 100% from 2022", ""},
        {"20", "\"5,000\"", "up 24,900% from 2022", ""},
        {"5759", "699", "down 88% from 2022", "12%"},
        {"about 100", "100", "", ""},
        {"100", "more than 100", "", ""},
        {"suppressed", "100", "", ""},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        const Measure m = {.key = {"k", 1}, .unit = {"n", 1}, .scope = SCOPE_BOTH};
        Figure before, now;
        assert_true(
            figure_read(parse_good(a, str_printf(a, "k: %s", rows[i].before).s)->fields[0].value, &m, &before, d));
        assert_true(figure_read(parse_good(a, str_printf(a, "k: %s", rows[i].now).s)->fields[0].value, &m, &now, d));
        assert_str(figure_change(&now, &before, 2022, &language_english, a), rows[i].change);
        assert_str(figure_share(&now, &before, &language_english, a), rows[i].share);
    }
    assert_str(figure_change(NULL, NULL, 2022, &language_english, a), "");
}

static void every_code_is_explained(void **state)
{
    (void)state;
    for (DiagCode code = 0; code < DIAG_CODE_COUNT; code++) {
        const char *meaning = diag_meaning(code);
        if (!meaning || strlen(meaning) < 30)
            fail_msg("'%.*s' is not explained", STR_ARG(diag_word(code)));
        for (DiagCode other = 0; other < code; other++)
            assert_false(str_eq(diag_word(code), diag_word(other)));
        for (const char *line = meaning; *line;) {
            size_t n = strcspn(line, "\n");
            assert_true(n <= 100);
            line += n + (line[n] != '\0');
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sources_fit_their_file, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(percentages_are_of_their_parts, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(changes_that_are_hardly_meant, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(a_figure_that_alone_changes, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(figures_in_each_others_place, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(states_beside_each_other, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(changes_and_shares_in_words, arena_setup, arena_teardown),
        cmocka_unit_test(every_code_is_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
