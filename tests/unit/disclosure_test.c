/* What readers can tell of withheld figures: the worked examples of an integer solver, what is said of them and to
   whom, and remedies, each of which is typed and judged again. */
#include "data_case.h"

static const char dictionary_text[] =
    "total: {label: T, unit: cases, scope: both, parts: [one, two, three], at_most: us.total}\n"
    "one: {label: A, unit: cases, scope: state}\n"
    "two: {label: B, unit: cases, scope: state}\n"
    "three: {label: C, unit: cases, scope: state}\n"
    "share: {label: S, unit: percent, scope: state, percent_of: [two, three]}\n";

static const char sum_text[] = "total: {label: T, unit: cases, scope: both, nation_is_sum: true, at_most: us.total}\n";
static const char bound_text[] = "total: {label: T, unit: cases, scope: both, at_most: us.total}\n";

enum { STATES = 56 };

typedef struct Year {
    Released released[4];
    size_t released_count;
    const Dictionary *dict;
    const Jurisdictions *all;
    const FigureFile *states[STATES], *nation;
    size_t count;
    Arena *arena;
} Year;

static Year year_new(const char *dictionary, Arena *a)
{
    Diag *d = diag_new(a);
    Year year = {.dict = dictionary_read(parse_good(a, dictionary), a, d), .all = shipped_jurisdictions(a), .arena = a};
    assert_string_equal(messages(a, d).s, "");
    return year;
}

/* The file of a state, or of the nation where the code is "US", must be without findings of its own. */
static void year_add(Year *year, const char *code, const char *figures)
{
    Arena *a = year->arena;
    bool is_nation = strcmp(code, "US") == 0;
    const Jurisdiction *state = is_nation ? NULL : jurisdiction_find(year->all, str_from(code));
    Str head = is_nation ? STR("") : str_printf(a, "state: %s\n", code);
    Diag *d = diag_new(a);
    Str text = str_printf(a, "%.*syear: 2023\nstatus: final\nsource: Test\nextract: true\nfigures: {%s}\n",
                          STR_ARG(head), figures);
    const FigureFile *file =
        figures_read(parse_good(a, text.s), &(FiguresAsked){year->dict, year->all, state, 2023}, a, d);
    assert_string_equal(messages(a, d).s, "");
    if (is_nation)
        year->nation = file;
    else
        year->states[year->count++] = file;
}

static const Disclosure *year_find(const Year *year)
{
    const YearFigures figures = {.dictionary = year->dict,
                                 .nation = year->nation,
                                 .states = year->states,
                                 .count = year->count,
                                 .is_whole = year->count == STATES,
                                 .released = year->released,
                                 .released_count = year->released_count};
    return disclosure_find(&figures, year->arena);
}

/* "two 3..9 few; three 3..9 few" */
static const char *verdicts_of(const Year *year)
{
    static const char *const words[] = {"safe", "few", "known", "unproven", "contradiction"};
    size_t count;
    const Withheld *items = disclosure_items(year_find(year), &count);
    Buf out = {.arena = year->arena};
    for (size_t i = 0; i < count; i++) {
        buf_printf(&out, "%s%.*s ", i ? "; " : "", STR_ARG(items[i].figure->measure->key));
        if (items[i].verdict < VERDICT_UNPROVEN && items[i].no_most)
            buf_printf(&out, "%d.. ", (int)items[i].least);
        else if (items[i].verdict < VERDICT_UNPROVEN)
            buf_printf(&out, "%d..%d ", (int)items[i].least, (int)items[i].most);
        buf_printf(&out, "%s", words[items[i].verdict]);
    }
    buf_char(&out, '\0');
    return out.s;
}

static const char *said_to(const Year *year, const char *code)
{
    Diag *d = diag_new(year->arena);
    const Jurisdiction *state = jurisdiction_find(year->all, str_from(code));
    disclosure_report(year_find(year), &state, 1, d);
    return messages(year->arena, d).s;
}

static void must_hold(const char *about, const char *is, const char *wanted)
{
    if (*wanted ? !strstr(is, wanted) : *is != '\0')
        fail_msg("%s: should say '%s', says '%s'", about, wanted, is);
}

/* ---- One state ---- */

static void parts_beside_their_total(void **state)
{
    static const char *const rows[][3] = {
        {"total: 1115, one: 1103, two: fewer than 10, three: fewer than 10", "two 3..9 safe; three 3..9 safe", ""},
        {"total: about 1120, one: 1103, two: fewer than 10, three: fewer than 10", "two 3..9 safe; three 3..9 safe",
         ""},
        {"total: 1106, one: 1103, two: fewer than 10, three: fewer than 10", "two 1..2 few; three 1..2 few",
         "warning: two is fewer than 10, but total leaves only 2 possible values, 1 to 2, and 5 protect it; type total "
         "as 'about 1,110'\nf:6:18: note: total: 1,106\n"},
        {"total: 1121, one: 1103, two: fewer than 10, three: fewer than 10", "two 9..9 known; three 9..9 known",
         "error: two is fewer than 10, but total gives it away: 9; type total as 'about 1,120'"},
        {"total: 1104, one: 1103, two: suppressed, three: suppressed", "two 0..1 few; three 0..1 few",
         "three: suppressed, which can be 0 to 1"},
        {"total: 30, one: suppressed, two: 10, three: 12", "one 8..8 known", "gives it away: 8; type total as"},
        {"total: 30, one: suppressed, two: suppressed, three: 12", "one 0..18 safe; two 0..18 safe", ""},
        {"total: 30, one: suppressed, two: not available, three: 12", "one 0..18 safe", ""},
        {"total: 30, one: suppressed, two: not applicable, three: 12", "one 18..18 known", "gives it away: 18"},
        {"total: more than 30, one: suppressed, two: 10, three: 12", "one 9.. safe", ""},
        {"total: suppressed, one: suppressed, two: 10, three: 12", "total 22.. safe; one 0.. safe", ""},
        {"total: suppressed, one: 8, two: 10, three: 12", "total 30..30 known",
         "error: total is suppressed, but one, two and three give it away: 30; withhold one as well"},
        {"total: 0, one: suppressed, two: 0, three: 0", "one 0..0 known",
         "no remedy was found among a rounded total and one or two small figures more"},
        {"total: 30, one: 8, two: about 10, three: 12", "", ""},
        {"total: 2000, one: 1990, two: fewer than 4, three: 8", "two 2..2 known", "gives it away: 2"},
        {"one: fewer than 4", "one 1..3 few",
         "one is fewer than 4, but that leaves only 3 possible values, 1 to 3, and 5 protect it; type 'fewer than 6', "
         "or 'suppressed'"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Year year = year_new(dictionary_text, *state);
        year_add(&year, "CA", rows[i][0]);
        assert_string_equal(verdicts_of(&year), rows[i][1]);
        must_hold(rows[i][0], said_to(&year, "CA"), rows[i][2]);
    }
}

static void shares_bind(void **state)
{
    Year year = year_new(dictionary_text, *state);
    year_add(&year, "CA", "two: suppressed, three: fewer than 10, share: 43%");
    assert_string_equal(verdicts_of(&year), "two 3..3 known; three 7..7 known");
    must_hold("both", said_to(&year, "CA"), "two is suppressed, but share gives it away: 3; ");
    year = year_new(dictionary_text, *state);
    year_add(&year, "CA", "two: suppressed, three: 200, share: 43%");
    /* 87 of 200 are 43.5%, which is printed 44%. */
    assert_string_equal(verdicts_of(&year), "two 85..86 few");
    /* A bound of a percentage is printed as well. */
    year = year_new(dictionary_text, *state);
    year_add(&year, "CA", "two: suppressed, three: 50, share: fewer than 10%");
    must_hold("a bound", said_to(&year, "CA"), "two is suppressed, but share leaves only");
    year = year_new(dictionary_text, *state);
    year_add(&year, "CA", "two: 30, three: 200, share: suppressed");
    must_hold("a share", said_to(&year, "CA"), "error: share is suppressed, but two and three give it away: 15%");
}

/* What no rule between two figures sees, but all of them together. */
static void figures_that_fit_nothing(void **state)
{
    Year year = year_new(dictionary_text, *state);
    year_add(&year, "CA", "total: 10, one: 4, two: suppressed, three: fewer than 6, share: 15%");
    assert_string_equal(verdicts_of(&year), "two contradiction; three contradiction");
    must_hold("a contradiction", said_to(&year, "CA"), "error: two is suppressed, but no number fits it beside");
}

static void a_dictionary_says_how_many_protect(void **state)
{
    static const char text[] = "total: {label: T, unit: cases, scope: state, parts: [one, two]}\n"
                               "one: {label: A, unit: cases, scope: state, protect: 3, withhold_below: 10}\n"
                               "two: {label: B, unit: cases, scope: state, protect: 20}\n";
    Year year = year_new(text, *state);
    year_add(&year, "CA", "total: 12, one: suppressed, two: suppressed");
    assert_string_equal(verdicts_of(&year), "one 0..12 safe; two 0..12 few");
    must_hold("explicit", said_to(&year, "CA"), "error: two is suppressed, but total leaves only 13 possible values");
    year = year_new(text, *state);
    year_add(&year, "CA", "total: 12, one: 9, two: 3");
    must_hold("small", said_to(&year, "CA"),
              "error: one is 9, and the dictionary withholds what is below 10; type 'fewer than 10' or 'suppressed'");
    year = year_new(text, *state);
    year_add(&year, "CA", "total: 10, one: 10, two: 0");
    must_hold("not small", said_to(&year, "CA"), "");
}

/* ---- A year ---- */

/* 'count' states with 100 each, but for the last ones, which are given. */
static Year states_of(const char *dictionary, const char *nation, const char *const *last, size_t last_count, Arena *a)
{
    Year year = year_new(dictionary, a);
    for (size_t i = 0; i < STATES; i++) {
        size_t rest = STATES - i;
        Str figures = str_printf(a, "total: %s", rest <= last_count ? last[rest - 1] : "100");
        year_add(&year, str_terminated(a, year.all->items[i].code), figures.s);
    }
    year_add(&year, "US", str_printf(a, "total: %s", nation).s);
    return year;
}

static const char *last_code(const Year *year, size_t from_end)
{
    return str_terminated(year->arena, year->all->items[STATES - 1 - from_end].code);
}

static void the_nation_less_the_other_states(void **state)
{
    Arena *a = *state;
    static const char *const one[] = {"suppressed"};
    Year year = states_of(sum_text, "\"5,509\"", one, 1, a);
    assert_string_equal(verdicts_of(&year), "total 9..9 known");
    must_hold("itself", said_to(&year, last_code(&year, 0)),
              "error: total of the U.S. Virgin Islands is suppressed, but us.total gives it away: 9; type us.total as "
              "'about 5,510'");
    /* All that print their part of it take part. */
    must_hold("another", said_to(&year, "CA"),
              "error: total of the U.S. Virgin Islands is suppressed, but us.total gives it away: 9");
    year = states_of(bound_text, "\"5,509\"", one, 1, a);
    assert_string_equal(verdicts_of(&year), "total 0..9 safe");
    year = states_of(bound_text, "\"5,508\"", one, 1, a);
    assert_string_equal(verdicts_of(&year), "total 0..8 few");
    year = states_of(sum_text, "about 5510", one, 1, a);
    assert_string_equal(verdicts_of(&year), "total 5..14 safe");
    /* Of states that are missing nothing is known. */
    year = states_of(sum_text, "\"5,509\"", one, 1, a);
    year.count--;
    year.states[STATES - 2] = year.states[STATES - 1];
    assert_string_equal(verdicts_of(&year), "total 0..109 safe");
}

static void two_states_tell_each_other(void **state)
{
    Arena *a = *state;
    static const char *const two[] = {"fewer than 10", "fewer than 10"};
    Year year = states_of(sum_text, "\"5,409\"", two, 2, a);
    assert_string_equal(verdicts_of(&year), "total 1..8 safe; total 1..8 safe");
    must_hold("one of the two", said_to(&year, last_code(&year, 0)), "warning: total of");
    must_hold("one of the two", said_to(&year, last_code(&year, 1)),
              "are the only ones withheld beside us.total, so who knows the one knows the other; withhold a third "
              "state's, or type us.total as rounded");
    must_hold("a third", said_to(&year, "CA"), "");
    /* A line of the other state accepts it for both. */
    const Accept line = {.code = DIAG_INSIDER, .measure = &year.dict->items[0], .why = STR("agreed")};
    FigureFile accepting = *year.states[STATES - 1];
    accepting.accepts = &line;
    accepting.accept_count = 1;
    year.states[STATES - 1] = &accepting;
    must_hold("accepted", said_to(&year, last_code(&year, 1)), "");
    year = states_of(bound_text, "\"5,409\"", two, 2, a);
    assert_string_equal(verdicts_of(&year), "total 1..8 safe; total 1..8 safe");
    must_hold("no equality", said_to(&year, last_code(&year, 0)), "");
    year = states_of(sum_text, "about 5410", two, 2, a);
    assert_string_equal(verdicts_of(&year), "total 1..9 safe; total 1..9 safe");
    must_hold("rounded", said_to(&year, last_code(&year, 0)), "");
}

/* What an edition of a state printed, in lines of "KEY: VALUE". */
static void edition_add(Year *year, const char *code, const char *state, const char *nation)
{
    Arena *a = year->arena;
    const char *const texts[] = {state, nation};
    Figure *figures[] = {figures_none(year->dict, a), figures_none(year->dict, a)};
    for (size_t k = 0; k < 2; k++) {
        const Value *map = parse_good(a, texts[k]);
        for (size_t i = 0; i < map->count; i++) {
            int index = dictionary_find(year->dict, map->fields[i].key);
            assert_true(figure_read(map->fields[i].value, &year->dict->items[index], &figures[k][index], diag_new(a)));
        }
    }
    uint32_t number = (uint32_t)++year->released_count;
    year->released[number - 1] = (Released){.state = jurisdiction_find(year->all, str_from(code)),
                                            .edition = number,
                                            .file = STR("f.pdf"),
                                            .figures = figures[0],
                                            .nation = figures[1]};
}

/* The state's last file, or the nation's, as it is with a line of 'revisions' that prints what the total was. */
static void was_add(Year *year, bool is_nation, const char *was)
{
    Arena *a = year->arena;
    const FigureFile **at = is_nation ? &year->nation : &year->states[year->count - 1];
    FigureFile *file = ARENA_NEW(a, FigureFile);
    Revision *lines = ARENA_ARRAY(a, Revision, (*at)->revision_count + 1);
    *file = **at;
    for (size_t i = 0; i < file->revision_count; i++)
        lines[i] = file->revisions[i];
    const Value *map = parse_good(a, str_printf(a, "total: %s", was).s);
    assert_true(
        figure_read(map->fields[0].value, &year->dict->items[0], &lines[file->revision_count++].was, diag_new(a)));
    file->revisions = lines;
    *at = file;
}

/* A rounding is no correction to readers who see what was there before. */
static void what_a_correction_prints_is_known(void **state)
{
    Arena *a = *state;
    static const char figures[] = "total: about 1320, one: 686, two: 476, three: suppressed";
    static const struct {
        const char *was[2], *verdict;
    } rows[] = {
        {{NULL, NULL}, "three 153..162 safe"},
        {{"1318", NULL}, "three 156..156 known"},
        {{"at least 1320", NULL}, "three 158..162 few"},
        {{"1400", NULL}, "three 153..162 safe"},
        {{"1400", "1318"}, "three 156..156 known"},
        {{"1317", "1318"}, "three 156..156 known"},
        {{"not available", NULL}, "three 153..162 safe"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Year year = year_new(dictionary_text, a);
        year_add(&year, "CA", figures);
        for (size_t k = 0; k < 2 && rows[i].was[k]; k++)
            was_add(&year, false, rows[i].was[k]);
        assert_string_equal(verdicts_of(&year), rows[i].verdict);
    }
    Year year = year_new(dictionary_text, a);
    year_add(&year, "CA", figures);
    was_add(&year, false, "1318");
    must_hold(
        "the line", said_to(&year, "CA"),
        "error: three is suppressed, but total and the printed 'was' of total give it away: 156; take the line of "
        "total out of 'revisions'\n");
    /* An edition that printed it cannot be called back, and its line does not cut the figures apart. */
    edition_add(&year, "CA", "total: 1318", "total: 5509");
    assert_string_equal(verdicts_of(&year), "three 156..156 known");
    must_hold("the line", said_to(&year, "CA"), "give it away: 156; withhold two as well");
    static const char *const one[] = {"suppressed"};
    year = states_of(sum_text, "about 5510", one, 1, a);
    was_add(&year, true, "5509");
    assert_string_equal(verdicts_of(&year), "total 9..9 known");
    must_hold("the nation's", said_to(&year, last_code(&year, 0)),
              "us.total and the printed 'was' of us.total give it away: 9; take the line of total out of 'revisions'");
}

/* The nation is rounded now, but an earlier sheet of some state printed it exactly. */
static void an_earlier_nation_tells_of_all_states(void **state)
{
    Arena *a = *state;
    static const char *const one[] = {"suppressed"};
    Year year = states_of(sum_text, "about 5510", one, 1, a);
    assert_string_equal(verdicts_of(&year), "total 5..14 safe");
    edition_add(&year, "CA", "total: 100", "total: 5509");
    assert_string_equal(verdicts_of(&year), "total 9..9 known");
    must_hold("itself", said_to(&year, last_code(&year, 0)),
              "error: total of the U.S. Virgin Islands is suppressed, but us.total and us.total of edition 1 give it "
              "away: 9; withhold total of "
              "Alaska as well");
    /* What an edition printed is withheld no more: neither the nation's figure nor the state's is a remedy. */
    year = states_of(sum_text, "\"5,509\"", one, 1, a);
    must_hold("rounded", said_to(&year, last_code(&year, 0)), "type us.total as 'about 5,510'");
    edition_add(&year, "AK", "total: 100", "total: 5509");
    must_hold("another", said_to(&year, last_code(&year, 0)), "gives it away: 9; withhold total of Alabama as well");
    year = states_of(sum_text, "about 5510", one, 1, a);
    edition_add(&year, "CA", "total: 100", "total: 5509");
    /* Through the edition between, which rounded it too. */
    edition_add(&year, "CA", "total: 100", "total: about 5510");
    assert_string_equal(verdicts_of(&year), "total 9..9 known");
    /* Of a figure that cannot be the same it tells nothing. */
    year = states_of(sum_text, "about 5510", one, 1, a);
    edition_add(&year, "CA", "total: 100", "total: 5600");
    assert_string_equal(verdicts_of(&year), "total 5..14 safe");
    /* Editions that contradict what is said now leave that alone. */
    year = states_of(sum_text, "about 5510", one, 1, a);
    edition_add(&year, last_code(&year, 0), "total: 300", "total: about 5510");
    assert_string_equal(verdicts_of(&year), "total 5..14 safe");
    must_hold("a warning", said_to(&year, last_code(&year, 0)),
              "warning: total is suppressed, but no number fits it beside all editions together (us.total, total of "
              "edition 1 and us.total of edition 1), so each edition was judged by itself; ");
    /* The others still tell what they told. */
    edition_add(&year, "CA", "total: 100", "total: 5509");
    assert_string_equal(verdicts_of(&year), "total 9..9 known");
    must_hold("both", said_to(&year, last_code(&year, 0)), "us.total of edition 2 give it away: 9; ");
    must_hold("both", said_to(&year, last_code(&year, 0)), "so each edition was judged by itself; ");
}

/* Two that fit what is said now, but not each other. */
static void editions_that_contradict_each_other_are_judged_apart(void **state)
{
    Arena *a = *state;
    Year year = year_new(dictionary_text, a);
    year_add(&year, "CA", "total: about 1320, one: 1103, two: 59, three: suppressed");
    assert_string_equal(verdicts_of(&year), "three 153..162 safe");
    edition_add(&year, "CA", "{total: 1318, one: 1103, two: 59}", "{}");
    assert_string_equal(verdicts_of(&year), "three 156..156 known");
    edition_add(&year, "CA", "three: 160", "{}");
    assert_string_equal(verdicts_of(&year), "three 156..156 known");
    must_hold(
        "the one", said_to(&year, "CA"),
        "warning: three is suppressed, but no number fits it beside all editions together (total, total of edition 1 "
        "and three of edition 2), so each edition was judged by itself; compare them with the files that went out, "
        "and take a row that is wrong out of released.csv\n");
    must_hold("the one", said_to(&year, "CA"), "note: three of edition 2 (f.pdf): 160\n");
    must_hold("the one", said_to(&year, "CA"), "and total of edition 1 give it away: 156; ");
    /* A remedy must hold beside each of them. */
    year = year_new(dictionary_text, a);
    year_add(&year, "CA", "total: 1318, one: 1103, two: 59, three: suppressed");
    edition_add(&year, "CA", "three: more than 150", "{}");
    edition_add(&year, "CA", "three: fewer than 100", "{}");
    must_hold("a remedy", said_to(&year, "CA"), "gives it away: 156; type total as 'about 1,320'");
    edition_add(&year, "CA", "total: 1318", "{}");
    must_hold("no remedy", said_to(&year, "CA"), "gives it away: 156; withhold two as well");
}

/* Two tables that lean on each other: the nation has parts, and so has each state. */
static void states_by_parts(void **state)
{
    static const char text[] = "total: {label: T, unit: cases, scope: both, nation_is_sum: true, parts: [one, two]}\n"
                               "one: {label: A, unit: cases, scope: both, nation_is_sum: true}\n"
                               "two: {label: B, unit: cases, scope: both, nation_is_sum: true}\n";
    Year year = year_new(text, *state);
    for (size_t i = 0; i < STATES; i++) {
        const char *figures = i == 0   ? "total: 14, one: suppressed, two: suppressed"
                              : i == 1 ? "total: 15, one: suppressed, two: suppressed"
                                       : "total: 20, one: 10, two: 10";
        year_add(&year, str_terminated(*state, year.all->items[i].code), figures);
    }
    year_add(&year, "US", "total: 1109, one: 543, two: 566");
    assert_string_equal(verdicts_of(&year), "one 0..3 few; two 12..15 few; one 0..3 few; two 11..14 few");
    /* The nation's total less its other part gives back what is rounded. */
    must_hold("a table", said_to(&year, last_code(&year, 55)),
              "0 to 3, and 10 protect it; no remedy was found among a rounded total and one or two small figures more");
}

static void what_is_not_printed_is_not_known(void **state)
{
    Arena *a = *state;
    Year year = year_new(dictionary_text, a);
    year_add(&year, "CA", "total: 30, one: suppressed, two: 10, three: 12");
    unsigned *sides = ARENA_ARRAY(a, unsigned, year.dict->count);
    sides[0] = sides[1] = sides[2] = SCOPE_STATE;
    const YearFigures figures = {.dictionary = year.dict, .states = year.states, .count = 1, .sides = sides};
    size_t count;
    const Withheld *items = disclosure_items(disclosure_find(&figures, a), &count);
    assert_int_equal(count, 1);
    assert_int_equal(items[0].least, 0);
    assert_int_equal(items[0].most, 20);
}

/* ---- Remedies ---- */

/* Each advice, typed, leaves nothing to say. */
static void remedies_hold(void **state)
{
    static const struct {
        const char *dictionary, *figures, *advice, *followed;
    } rows[] = {
        {dictionary_text, "total: 1106, one: 1103, two: fewer than 10, three: fewer than 10",
         "type total as 'about 1,110'", "total: \"about 1,110\", one: 1103, two: fewer than 10, three: fewer than 10"},
        {dictionary_text, "total: 1121, one: 1103, two: fewer than 10, three: fewer than 10",
         "type total as 'about 1,120'", "total: \"about 1,120\", one: 1103, two: fewer than 10, three: fewer than 10"},
        {dictionary_text, "total: suppressed, one: 8, two: 10, three: 12", "withhold one as well",
         "total: suppressed, one: suppressed, two: 10, three: 12"},
        {"total: {label: T, unit: cases, scope: state, parts: [one, two, three], kinds: [exact]}\n"
         "one: {label: A, unit: cases, scope: state}\ntwo: {label: B, unit: cases, scope: state}\n"
         "three: {label: C, unit: cases, scope: state}\n",
         "total: 40, one: suppressed, two: 0, three: 32", "withhold three as well",
         "total: 40, one: suppressed, two: 0, three: suppressed"},
        {"total: {label: T, unit: cases, scope: state, parts: [one, two, three], kinds: [exact]}\n"
         "one: {label: A, unit: cases, scope: state}\ntwo: {label: B, unit: cases, scope: state}\n"
         "three: {label: C, unit: cases, scope: state}\n",
         "total: 10, one: suppressed, two: 3, three: 5", "withhold two and three as well",
         "total: 10, one: suppressed, two: suppressed, three: suppressed"},
        {dictionary_text, "total: fewer than 10, one: 0, two: 2, three: 0", "type two as 'fewer than 10' as well",
         "total: fewer than 10, one: 0, two: fewer than 10, three: 0"},
        {dictionary_text, "total: fewer than 10, one: 3, two: 2, three: 1", "as 'fewer than 10' as well",
         "total: fewer than 10, one: 3, two: fewer than 10, three: fewer than 10"},
        {dictionary_text, "one: fewer than 4", "type 'fewer than 6'", "one: fewer than 6"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Year year = year_new(rows[i].dictionary, *state);
        year_add(&year, "CA", rows[i].figures);
        must_hold(rows[i].figures, said_to(&year, "CA"), rows[i].advice);
        year = year_new(rows[i].dictionary, *state);
        year_add(&year, "CA", rows[i].followed);
        must_hold(rows[i].followed, said_to(&year, "CA"), "");
    }
}

static void keys_of_the_dictionary_are_checked(void **state)
{
    static const char *const rows[][2] = {
        {"a: {label: A, unit: cases, scope: state, protect: 0}", "a whole number"},
        {"a: {label: A, unit: cases, scope: state, withhold_below: ten}", "ten"},
        {"a: {label: A, unit: percent, scope: state, protect: 5}", "'a' is a percentage; this is for counts"},
        {"a: {label: A, unit: cases, scope: state, nation_is_sum: true}",
         "'a' is not a figure of both the states and the nation"},
        {"a: {label: A, unit: cases, scope: both, nation_is_sum: perhaps}", "perhaps"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(*state);
        assert_null(dictionary_read(parse_good(*state, rows[i][0]), *state, d));
        must_hold(rows[i][0], messages(*state, d).s, rows[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parts_beside_their_total, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(shares_bind, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(figures_that_fit_nothing, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(a_dictionary_says_how_many_protect, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(the_nation_less_the_other_states, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(two_states_tell_each_other, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(what_a_correction_prints_is_known, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(an_earlier_nation_tells_of_all_states, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(editions_that_contradict_each_other_are_judged_apart, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(states_by_parts, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(what_is_not_printed_is_not_known, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(remedies_hold, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(keys_of_the_dictionary_are_checked, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
