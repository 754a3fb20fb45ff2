/* The dictionary, files of figures and what must hold between them: the shipped figures, and every refusal. */
#include "data_case.h"

enum { YEAR = 2023 };

/* ---- The shipped files ---- */

/* Reads a folder's pair of files; what is found goes to 'd'. */
static bool folder_read(Arena *a, const char *folder, const char *code, Dataset *data, Diag *d)
{
    const Jurisdictions *all = shipped_jurisdictions(a);
    data->dictionary = shipped_dictionary(a);
    data->jurisdiction = jurisdiction_find(all, str_from(code));
    data->year = YEAR;
    const char *state = str_terminated(a, str_printf(a, "%s/2023/%s.yaml", folder, code));
    const char *nation = str_terminated(a, str_printf(a, "%s/2023/national.yaml", folder));
    data->state =
        figures_read(read_good(a, state), &(FiguresAsked){data->dictionary, all, data->jurisdiction, YEAR}, a, d);
    data->nation = figures_read(read_good(a, nation), &(FiguresAsked){data->dictionary, all, NULL, YEAR}, a, d);
    return data->state && data->nation;
}

/* "missing_total" of the state, "us.missing_total" of the nation. */
static const Figure *figure_of(const Dataset *data, Str key)
{
    bool nation = str_starts(key, STR("us."));
    int index = dictionary_find(data->dictionary, nation ? str_slice(key, 3, key.n) : key);
    return index < 0 ? NULL : &(nation ? data->nation : data->state)->figures[index];
}

static void shipped_figures_are_the_sources(void **state)
{
    static const char *const rows[][2] = {
        {"us.cybertipline_reports", "36.2 million"},
        {"us.cybertipline_content", "more than 105 million"},
        {"cybertipline_reports", "78,835"},
        {"us.cvip_identified_children", "27,130"},
        {"cvip_submissions", "185"},
        {"us.missing_total", "28,886"},
        {"us.missing_runaways", "22,442"},
        {"us.likely_trafficked", "19%"},
        {"missing_total", "1,879"},
        {"missing_from_social_services", "1,103"},
        {"missing_other", "615"},
        {"missing_from_orr", "161"},
        {"us.trafficking_reports", "more than 18,400"},
        {"trafficking_engagements", "2,028"},
        {"us.team_hope_supported", "5,759"},
        {"team_hope_supported", "699"},
        {"mental_health_connections", "484"},
        {"team_adam_cases", "3"},
        {"us.connect_registered_users", "more than 18,000"},
        {"connect_new_professionals", "715"},
    };
    Arena *a = *state;
    Dataset data;
    Diag *d = diag_new(a);
    assert_true(folder_read(a, "data", "CA", &data, d));
    assert_true(dataset_check(&data, d));
    assert_string_equal(findings(a, d).s, "");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const Figure *f = figure_of(&data, str_from(rows[i][0]));
        assert_non_null(f);
        assert_str(figure_long(f, &language_english, a), rows[i][1]);
    }
    size_t known = 0;
    for (size_t i = 0; i < data.dictionary->count; i++)
        known += (size_t)(data.state->figures[i].kind != FIGURE_ABSENT) +
                 (size_t)(data.nation->figures[i].kind != FIGURE_ABSENT);
    assert_int_equal(known, COUNT_OF(rows));
    assert_int_equal(data.state->year, YEAR);
    assert_int_equal(data.state->status, STATUS_FINAL);
    assert_false(data.state->sample);
    assert_str(data.state->source, "NCMEC California Data 2023");
    assert_false(data.state->has_as_of);
    assert_int_equal(data.state->as_of.year, YEAR);
    assert_int_equal(data.state->as_of.month, 12);
    assert_int_equal(data.state->as_of.day, 31);
    assert_int_equal(data.state->note_count, 0);
    assert_str(data.state->source_file->name, "data/2023/CA.yaml");
}

static void samples_are_sound_and_say_so(void **state)
{
    static const char *const codes[] = {"TX", "DC", "MP", "WY", "NY"};
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        Dataset data;
        Diag *d = diag_new(a);
        assert_true(folder_read(a, "tests/samples", codes[i], &data, d));
        assert_true(dataset_check(&data, d));
        assert_true(data.state->sample && data.nation->sample);
        assert_string_equal(findings(a, d).s, "");
        if (strcmp(codes[i], "DC") == 0) {
            assert_int_equal(data.state->status, STATUS_DRAFT);
            assert_int_equal(data.state->as_of.year, 2024);
            assert_int_equal(data.state->note_count, 1);
            assert_ptr_equal(data.state->notes[0].value->text.s, data.state->notes[0].text.s);
            const Figure *total = figure_of(&data, STR("missing_total"));
            assert_true(total->computed && total->kind == FIGURE_EXACT);
            assert_str(figure_long(total, &language_english, a), "60");
        }
        if (strcmp(codes[i], "NY") == 0)
            assert_str(figure_long(figure_of(&data, STR("missing_total")), &language_english, a), "999,999");
    }
}

/* ---- The dictionary ---- */

static void shipped_rules_are_read(void **state)
{
    const Dictionary *dict = shipped_dictionary(*state);
    int total = dictionary_find(dict, STR("missing_total")),
        reports = dictionary_find(dict, STR("cybertipline_reports"));
    const Measure *m = &dict->items[total];
    assert_int_equal(m->part_count, 3);
    assert_str(dict->items[m->parts[0]].key, "missing_from_social_services");
    assert_str(dict->items[m->parts[2]].key, "missing_from_orr");
    assert_true(m->bounded && m->at_most_nation && m->at_most == (uint32_t)total);
    assert_int_equal(m->scope, SCOPE_BOTH);
    assert_false(m->percent);
    assert_str(dict->items[reports].unit, "reports");
    const Measure *runaways = &dict->items[dictionary_find(dict, STR("missing_runaways"))];
    assert_true(runaways->bounded && !runaways->at_most_nation && runaways->at_most == (uint32_t)total);
    assert_int_equal(runaways->scope, SCOPE_NATION);
    assert_true(dict->items[dictionary_find(dict, STR("likely_trafficked"))].percent);
    assert_int_equal(dictionary_find(dict, STR("us.missing_total")), -1);
}

#define A "a: {label: A, unit: n, scope: state}\n"
#define B "b: {label: B, unit: n, scope: nation}\n"
#define C "c: {label: C, unit: percent, scope: both}\n"

static void wrong_rules_are_named(void **state)
{
    static const char *const rows[][2] = {
        {"text",
         "f:1:1: error: the dictionary must be a map of measures, each a key with its label, unit and scope, at "
         "most 500"},
        {"A: {label: A, unit: n, scope: state}", "f:1:1: error: 'A' cannot be the key of a measure; type small "
                                                 "letters, digits and '_', a letter first, at most "
                                                 "64"},
        {"us.a: {label: A, unit: n, scope: state}", "f:1:1: error: 'us.a' cannot be the key of a measure; type small "
                                                    "letters, digits and '_', a letter first, at most "
                                                    "64"},
        {"a: {label: A, unit: n}", "f:1:4: error: a measure lacks the key 'scope'; add it"},
        {"a: {label: A, unit: n, scope: stat}",
         "f:1:31: error: 'stat' is not one of: state, nation, both; did you mean 'state'?"},
        {"a: {label: '', unit: n, scope: state}", "f:1:12: error: 'label' is empty; type its text"},
        {A "x: {label: X, unit: n, scope: state, parts: [a, aa]}",
         "f:2:49: error: there is no measure 'aa'; did you mean 'a'?"},
        {A "x: {label: X, unit: n, scope: state, parts: [a]}",
         "f:2:45: error: the parts of 'x' must be two or more, each once"},
        {A C "x: {label: X, unit: n, scope: state, parts: [a, c]}",
         "f:3:49: error: 'x' counts n and 'c' counts percent; a total and its parts must have the same unit"},
        {A B "x: {label: X, unit: n, scope: state, parts: [a, b]}",
         "f:3:49: error: 'x' and its part 'b' are never in the same file"},
        {A "x: {label: X, unit: n, scope: state, parts: [a, a]}",
         "f:2:49: error: 'a' is named twice among these parts"},
        {A "x: {label: X, unit: n, scope: state, parts: [a, x]}", "f:2:49: error: 'x' cannot be a part of itself"},
        {A "x: {label: X, unit: n, scope: state, parts: [a, [b]]}",
         "f:2:49: error: 'parts' must be a text, but is a list"},
        {A "x: {label: X, unit: n, scope: state, parts: [a, y]}\ny: {label: Y, unit: n, scope: state, parts: [a, x]}",
         "f:2:1: error: the parts of 'x' lead back to itself"},
        {A "x: {label: X, unit: n, scope: state, also: [Y, 'A*']}",
         "f:2:48: error: 'A*' of x already names a; give each its own"},
        {A "x: {label: X, unit: n, scope: state, also: [Y]}\ny: {label: Z, unit: n, scope: state, also: [y, x]}",
         "f:2:45: error: 'Y' of x already names y; give each its own"},
        {A "x: {label: X, unit: n, scope: state, also: [Q r]}\ny: {label: Z, unit: n, scope: state, also: [q-R]}",
         "f:3:45: error: 'q-R' of y already names x; give each its own"},
        {A "x: {label: X, unit: n, scope: state, since: 2024, until: 2023}",
         "f:2:58: error: 'until' is 2023, before 'since', which is 2024"},
        {A "x: {label: X, unit: n, scope: state, since: last}",
         "f:2:45: error: 'last' is not a year from 1984 to 2199; type four digits, as in 2023"},
        {A "x: {label: X, unit: n, scope: state, at_most: us.b}", "f:2:47: error: there is no measure 'b'"},
        {A "x: {label: X, unit: n, scope: state, at_most: us.a}",
         "f:2:47: error: 'us.a' can bound a state's figure only if the nation's file holds it; look at both scopes"},
        {B "x: {label: X, unit: n, scope: nation, at_most: us.b}",
         "f:2:48: error: 'us.b' can bound a state's figure only if the nation's file holds it; look at both scopes"},
        {B "x: {label: X, unit: n, scope: state, at_most: b}",
         "f:2:47: error: 'b' cannot bound 'x': they are never in the same file"},
        {C "x: {label: X, unit: n, scope: both, at_most: us.c}",
         "f:2:46: error: 'x' counts n and 'c' counts percent; a figure and its bound must have the same unit"},
        {"x: {label: X, unit: n, scope: both, at_most: ''}", "f:1:46: error: 'at_most' is empty; type its text"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        assert_null(dictionary_read(parse_good(a, rows[i][0]), a, d));
        assert_string_equal(first_finding(a, d), rows[i][1]);
    }
}

/* ---- Files with mistakes ---- */

static const char small_dictionary[] = "reports: {label: Reports, unit: reports, scope: both, at_most: us.reports}\n"
                                       "share: {label: A share, unit: percent, scope: nation}\n"
                                       "all: {label: All cases, unit: cases, scope: both, parts: [one, two]}\n"
                                       "one: {label: First cases, unit: cases, scope: both, at_most: all}\n"
                                       "two: {label: Other cases, unit: cases, scope: both}\n";

#define HEAD "state: CA\nyear: 2023\nstatus: final\nsource: Test\n"
#define US "year: 2023\nstatus: final\nsource: Test\n"

typedef struct FileRow {
    const char *text;
    const char *findings; /* first lines of each; notes without a place have no "f:" */
} FileRow;

static const FigureFile *small_read(Arena *a, const char *text, bool nation, Diag *d)
{
    const Dictionary *dict = dictionary_read(parse_good(a, small_dictionary), a, d);
    const Jurisdictions *all = shipped_jurisdictions(a);
    return figures_read(parse_good(a, text),
                        &(FiguresAsked){dict, all, nation ? NULL : jurisdiction_find(all, STR("CA")), YEAR}, a, d);
}

static void check_files(Arena *a, const FileRow *rows, size_t count, bool nation)
{
    for (size_t i = 0; i < count; i++) {
        Diag *d = diag_new(a);
        const FigureFile *file = small_read(a, rows[i].text, nation, d);
        assert_string_equal(messages(a, d).s, rows[i].findings);
        assert_true(file || rows[i].findings[0]);
    }
}

#define FIGURES "figures: {reports: 5, one: 1, two: 2}\n"

static void heads_are_checked(void **state)
{
    static const FileRow rows[] = {
        {HEAD FIGURES, ""},
        {"state: california\nyear: 2023\nstatus: draft\nsample: true\nsource: Test\nas_of: 2023-01-01\nnotes:\n- a\n"
         "- b\n" FIGURES,
         ""},
        {HEAD, "f:1:1: error: a file of figures lacks the key 'figures'; add it\n"},
        {"state: CA\n" FIGURES, "f:1:1: error: a file of figures lacks the keys 'year', 'status'; add them\n"},
        {US FIGURES, "f:1:1: error: the file does not say whose figures it holds; add 'state: CA'\n"},
        {HEAD "titel: x\n" FIGURES, "f:5:1: error: unknown key 'titel' in a file of figures\n"},
        {HEAD "note: x\n" FIGURES, "f:5:1: error: unknown key 'note' in a file of figures; did you mean 'notes'?\n"},
        {"- a\n", "f:1:1: error: a file of figures must be a map of 'key: value' lines, but is a list\n"},
        {"state: TX\n" US FIGURES,
         "f:1:8: error: this file holds the figures of Texas (TX), but those of California (CA) "
         "were asked for\n"},
        {"state: Virgin Islands\n" US FIGURES,
         "f:1:8: error: this file holds the figures of the U.S. Virgin Islands (VI), but those of California (CA) were "
         "asked for\n"},
        {"state: Californa\n" US FIGURES, "f:1:8: error: unknown state 'Californa'; did you mean 'California'?\n"},
        {"state: Nowhereland\n" US FIGURES,
         "f:1:8: error: unknown state 'Nowhereland'; write a postal code or a name, as in CA or California\n"},
        {"state: [CA]\n" US FIGURES, "f:1:8: error: 'state' must be a text, but is a list\n"
                                     "note: put a text that begins with '[' in double quotes\n"},
        {"state: CA\nyear: 2022\nstatus: final\nsource: Test\n" FIGURES,
         "f:2:7: error: this file holds the figures of 2022, but those of 2023 were asked for\n"},
        {"state: CA\nyear: 23\nstatus: final\nsource: Test\n" FIGURES,
         "f:2:7: error: '23' is not a year from 1984 to 2199; type four digits, as in 2023\n"},
        {"state: CA\nyear: 2023\nstatus: finl\nsource: ''\n" FIGURES,
         "f:3:9: error: 'finl' is not one of: final, draft; did you mean 'final'?\n"},
        {HEAD "sample: yes\n" FIGURES, "f:5:9: error: 'yes' is not one of: false, true\n"},
        {HEAD "as_of: 2023-02-29\n" FIGURES,
         "f:5:8: error: '2023-02-29' is not a date; type year, month and day as 2023-12-31\n"},
        {HEAD "as_of: 12/31/2023\n" FIGURES,
         "f:5:8: error: '12/31/2023' is not a date; type year, month and day as 2023-12-31\n"},
        {HEAD "as_of: 2022-12-31\n" FIGURES,
         "f:5:8: error: as_of is 2022-12-31, before the year 2023 of the figures began\n"},
        {HEAD "as_of: 2034-01-01\n" FIGURES,
         "f:5:8: error: as_of is 2034-01-01, more than 10 years after the year 2023 of the figures\n"},
        {HEAD "as_of: 2033-12-31\n" FIGURES, ""},
        {HEAD "notes: x\n" FIGURES, "f:5:8: error: 'notes' must be a list, but is a text; write each entry on a line "
                                    "of its own below it: - \"x\"\n"},
        {HEAD "notes:\n" FIGURES, "f:5:7: error: 'notes' must be a list, but there is nothing here; write each entry "
                                  "on a line of its own below it: - \"...\"\n"},
        {HEAD "notes: [a, '', {b}]\n" FIGURES,
         "f:5:12: error: 'notes' is empty; type its text\n"
         "f:5:17: error: 'b' is not the tag of a language here; write as in {en: \"...\", es: \"...\"}, or put a text "
         "that begins with '{' in double quotes\n"},
        {HEAD "figures: x\n", "f:5:10: error: 'figures' must be a map of 'key: value' lines, but is a text\n"},
    };
    static const FileRow nation_rows[] = {
        {US "figures: {reports: 5, one: 1, two: 2, share: 19%}\n", ""},
        {HEAD "figures: {reports: 5, one: 1, two: 2, share: 19%}\n",
         "f:1:8: error: the nation's file names no state; remove 'state', or move these figures to the state's file\n"},
        {US "figures: {reports: 5, one: 1, two: 2, us.share: 19%}\n",
         "f:4:39: error: 'us.share' is typed without 'us.' in the nation's file\n"
         "f:4:1: error: 1 figure is missing: share (A share); add it\n"},
    };
    check_files(*state, rows, COUNT_OF(rows), false);
    check_files(*state, nation_rows, COUNT_OF(nation_rows), true);
}

static void keys_of_figures_are_checked(void **state)
{
    static const FileRow rows[] = {
        {HEAD "figures: {}\n",
         "f:5:1: error: 3 figures are missing: reports (Reports), one (First cases), two (Other cases); add them\n"},
        {HEAD "figures: {reports: 5, two: 2}\n", "f:5:1: error: 1 figure is missing: one (First cases); add it\n"},
        {HEAD "figures: {report: 5, one: 1, two: 2}\n",
         "f:5:11: error: unknown figure 'report'; did you mean 'reports'?\n"
         "f:5:1: error: 1 figure is missing: reports (Reports); add it\n"},
        {HEAD "figures: {reports: 5, one: 1, two: 2, share: 19%}\n",
         "f:5:39: error: 'share' is a figure of the nation and belongs in national.yaml; type it there\n"},
        {HEAD "figures: {reports: 5, one: 1, two: 2, us.reports: 9}\n",
         "f:5:39: error: 'us.reports' is a figure of the nation and belongs in national.yaml; type it there\n"},
        {HEAD "figures: {reports: 5, one: 1, two: 2, 'x y': 9}\n", "f:5:39: error: unknown figure 'x y'\n"},
    };
    check_files(*state, rows, COUNT_OF(rows), false);
}

static const char forms[] = "suppressed, not available or not applicable, and as 0 where there was none\n";

static void totals_are_checked_or_computed(void **state)
{
    static const FileRow rows[] = {
        {HEAD "figures: {reports: 5, all: 3, one: 1, two: 2}\n", ""},
        {HEAD "figures: {reports: 5, all: 0, one: 0, two: 0}\n", ""},
        {HEAD "figures: {reports: 5, all: 4, one: 1, two: 2}\n", "f:5:28: error: all is 4, but its parts add up to 3\n"
                                                                 "f:5:36: note: one: 1\n"
                                                                 "f:5:44: note: two: 2\n"},
        {HEAD "figures: {reports: 5, all: 2, one: 1, two: 2}\n", "f:5:28: error: all is 2, but its parts add up to 3\n"
                                                                 "f:5:36: note: one: 1\n"
                                                                 "f:5:44: note: two: 2\n"},
        /* within the intervals */
        {HEAD "figures: {reports: 5, all: 3 thousand, one: 1499, two: 2000}\n", ""},
        {HEAD "figures: {reports: 5, all: 3 thousand, one: 1500, two: 2000}\n",
         "f:5:28: error: all is 3 thousand, but its parts add up to 3,500\n"
         "f:5:45: note: one: 1,500\n"
         "f:5:56: note: two: 2,000\n"},
        {HEAD "figures: {reports: 5, all: \"3,998\", one: 1 thousand, two: 2 thousand}\n", ""},
        {HEAD "figures: {reports: 5, all: \"3,999\", one: 1 thousand, two: 2 thousand}\n",
         "f:5:28: error: all is 3,999, but its parts add up to something from 2,000 to 3,998\n"
         "f:5:42: note: one: 1 thousand\n"
         "f:5:59: note: two: 2 thousand\n"},
        {HEAD "figures: {reports: 5, all: 100, one: more than 60, two: more than 30}\n", ""},
        {HEAD "figures: {reports: 5, all: 100, one: more than 60, two: more than 38}\n", ""},
        {HEAD "figures: {reports: 5, all: 100, one: more than 60, two: more than 39}\n",
         "f:5:28: error: all is 100, but its parts add up to at least 101\n"
         "f:5:38: note: one: more than 60\n"
         "f:5:57: note: two: more than 39\n"},
        {HEAD "figures: {reports: 5, all: more than 2, one: 1, two: 2}\n", ""},
        {HEAD "figures: {reports: 5, all: more than 3, one: 1, two: 2}\n",
         "f:5:28: error: all is more than 3, but its parts add up to 3\n"
         "f:5:46: note: one: 1\n"
         "f:5:54: note: two: 2\n"},
        /* left out */
        {HEAD "figures: {reports: 5, one: 1 thousand, two: 2}\n",
         "f:5:1: error: 1 figure is missing: all (All cases); add it\n"
         "note: all cannot be computed, as not all of its parts are exact\n"},
        /* a part that is no figure is reported once */
        {HEAD "figures: {reports: 5, one: x, two: 2}\n", NULL},
        {HEAD "figures: {reports: 5, all: 3, one: x, two: 2}\n", NULL},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        const FigureFile *file = small_read(a, rows[i].text, false, d);
        if (!rows[i].findings) {
            assert_int_equal(diag_errors(d), 1);
            assert_true(str_ends(messages(a, d), str_from(forms)));
            continue;
        }
        assert_string_equal(messages(a, d).s, rows[i].findings);
        assert_true(file->figures[0].kind != FIGURE_ABSENT);
    }
    Diag *d = diag_new(a);
    const FigureFile *file = small_read(a, HEAD "figures: {reports: 5, one: \"1,000\", two: 2}\n", false, d);
    assert_true(file->figures[2].computed);
    assert_int_equal(file->figures[2].kind, FIGURE_EXACT);
    assert_str(figure_long(&file->figures[2], &language_english, a), "1,002");
    assert_str(figure_short(&file->figures[2], &language_english, a), "1,002");
    assert_int_equal(file->figures[1].kind, FIGURE_ABSENT);
    assert_str(file->figures[1].measure->key, "share");
}

static void totals_of_totals_are_computed(void **state)
{
    static const char text[] = "top: {label: T, unit: n, scope: both, parts: [mid, c]}\n"
                               "mid: {label: M, unit: n, scope: both, parts: [a, b]}\n"
                               "a: {label: A, unit: n, scope: both}\n"
                               "b: {label: B, unit: n, scope: both}\n"
                               "c: {label: C, unit: n, scope: both}\n";
    Arena *a = *state;
    Diag *d = diag_new(a);
    const Dictionary *dict = dictionary_read(parse_good(a, text), a, d);
    const FigureFile *file = figures_read(parse_good(a, US "figures: {a: 1, b: 2, c: 3}\n"),
                                          &(FiguresAsked){dict, shipped_jurisdictions(a), NULL, YEAR}, a, d);
    assert_string_equal(findings(a, d).s, "");
    assert_str(figure_long(&file->figures[0], &language_english, a), "6");
    assert_str(figure_long(&file->figures[1], &language_english, a), "3");
}

static void bounds_hold_within_a_file(void **state)
{
    static const FileRow rows[] = {
        {HEAD "figures: {reports: 5, all: 3 thousand, one: 3400, two: 1 thousand}\n",
         "f:5:28: error: all is 3 thousand, but its parts add up to something from 3,900 to 4,899\n"
         "f:5:45: note: one: 3,400\n"
         "f:5:56: note: two: 1 thousand\n"},
        {HEAD "figures: {reports: 5, all: 3, one: 4, two: 0}\n",
         "f:5:28: error: all is 3, but its parts add up to 4\n"
         "f:5:36: note: one: 4\n"
         "f:5:44: note: two: 0\n"
         "f:5:36: error: one is 4, but it cannot be above all, which is 3\n"
         "f:5:28: note: all: 3\n"},
    };
    check_files(*state, rows, COUNT_OF(rows), false);
}

static void bounds_hold_between_files(void **state)
{
    static const struct {
        const char *state, *nation;
        const char *findings;
    } rows[] = {
        {"5", "5", ""},
        {"6", "5",
         "f:5:20: error: reports is 6, but it cannot be above reports of the nation, which is 5\n"
         "f:4:20: note: reports of the nation: 5\n"},
        {"6", "more than 4", ""},
        {"5499", "5 thousand", ""},
        {"5500", "5 thousand",
         "f:5:20: error: reports is 5,500, but it cannot be above reports of the nation, which is 5 "
         "thousand\n"
         "f:4:20: note: reports of the nation: 5 thousand\n"},
        {"more than 5", "5",
         "f:5:20: error: reports is more than 5, but it cannot be above reports of the nation, which "
         "is 5\n"
         "f:4:20: note: reports of the nation: 5\n"},
        {"at least 5", "5", ""},
        {"5 thousand", "4500", ""},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        Str state_text = str_printf(a, HEAD "figures: {reports: %s, one: 1, two: 2}\n", rows[i].state);
        Str nation_text = str_printf(a, US "figures: {reports: %s, one: 1, two: 2, share: 19%%}\n", rows[i].nation);
        Dataset data = {.year = YEAR};
        data.dictionary = dictionary_read(parse_good(a, small_dictionary), a, d);
        data.state = small_read(a, str_terminated(a, state_text), false, d);
        data.nation = small_read(a, str_terminated(a, nation_text), true, d);
        assert_non_null(data.state);
        assert_non_null(data.nation);
        assert_int_equal(dataset_check(&data, d), rows[i].findings[0] == '\0');
        assert_string_equal(messages(a, d).s, rows[i].findings);
    }
}

/* One run tells everything. */
static void all_mistakes_are_told_at_once(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    const FigureFile *file =
        small_read(a,
                   "state: TX\nyear: 2022\nstatus: x\nsource: ''\nas_of: x\nnotes: ['']\nfigures:\n  reports: "
                   "1_000\n  on: 1\n  two: -2\n  one: 1e5\n",
                   false, d);
    /* And what can be read is read. */
    assert_true(file->year == 2022 && file->figures[1].kind == FIGURE_ABSENT);
    assert_int_equal(diag_errors(d), 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shipped_figures_are_the_sources, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(samples_are_sound_and_say_so, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(shipped_rules_are_read, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(wrong_rules_are_named, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(heads_are_checked, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(keys_of_figures_are_checked, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(totals_are_checked_or_computed, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(totals_of_totals_are_computed, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(bounds_hold_within_a_file, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(bounds_hold_between_files, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(all_mistakes_are_told_at_once, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
