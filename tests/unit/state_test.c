/* Wording for one state, and what is typed into the wording of all: states' names, figures, what is meant. */
#include "tests/template/sheet.h"

#define NAMES(name, code, longer)                                                                                      \
    "the wording is for every state, but names " name "; write {state}, {in_state} or {state_adj}, or 'when: state "   \
    "in [" code "]' where it is for that state, or, where it is meant on every sheet, add it to the template's list, " \
    "as in 'fixed: [\"" longer "\"]'"

static const char *without_notes(const char *said, Arena *a)
{
    Buf out = {.arena = a};
    for (Str left = str_from(said); left.n;) {
        size_t end = str_find(left, STR("\n"), 0) + 1;
        Str line = str_slice(left, 0, end);
        if (str_find(line, STR("note: the state of that name"), 0) == line.n)
            buf_put(&out, line);
        left = str_slice(left, end < left.n ? end : left.n, left.n);
    }
    return str_terminated(a, buf_str(&out));
}

static void expect_all(Sheet *s, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(without_notes(sheet_body(s, cases[i].body), s->arena), cases[i].expected);
}

#define EXPECT(cases) expect_all(s, cases, sizeof(cases) / sizeof *(cases))

static void a_state_has_words_of_its_own(void **state)
{
    Sheet *s = *state;
    const char *body =
        "'It{state, select, CA { is {cases}, in California} other { is none}}.'\n"
        "  - when: state in [ CA ,DC ]\n    paragraph: In both.\n"
        "  - when: state in [DC]\n    list: [In the District of Columbia., {paragraph: 'x', when: cases}]\n"
        "  - table:\n      columns: [label: L, figure: N]\n      rows:\n        - label: California\n"
        "          figure: first\n          when: state in [CA]\n        - label: B\n          figure: second\n"
        "  - paragraph:\n      - sentence: A.\n        when: state in [DC]\n      - B.\n";
    check_cases(s,
                &(Case){body, P("It is 3, in California.") "  paragraph (kept with the next): In both.\n"
                                                           "  table\n    column label: L\n"
                                                           "    column figure: N\n"
                                                           "    row: California / 1,103\n"
                                                           "    row: B / 615\n" P("B.")},
                1);
    s->state_code = "DC";
    s->state = "state: DC\n" STATE;
    check_cases(s,
                &(Case){body, P("It is none.") "  paragraph (kept with the next): In both.\n"
                                               "  list\n    item: In the District of Columbia.\n    item: x\n"
                                               "  table\n    column label: L\n    column figure: N\n"
                                               "    row: B / 615\n" P("A. B.")},
                1);
    s->state_code = "CA";
    s->state = "state: CA\n" STATE;
}

static void unknown_states_are_named(void **state)
{
    Sheet *s = *state;
    static const Case cases[] = {
        {"'{state, select, ZZ {x} ca {y} California {z} CA {a} CA {b} other {}}'\n",
         E("2:22", "unknown state 'ZZ'; write a postal code, as in CA")
             E("2:29", "unknown state 'ca'; did you mean 'CA'?")
                 E("2:36", "unknown state 'California'; write a postal code, as in CA")
                     E("2:58", "a second arm 'CA'; leave one")},
        {"'{state, select, CA {x}}'\n", E("2:6", "'select' lacks its arm 'other', which all else takes")},
        {"'{in_state, select, CA {x} other {}}'\n",
         E("2:7", "'in_state' is not a figure; 'select' chooses by a figure, or, as in {state, select, CA {...} other "
                  "{...}}, by the state")},
        {"paragraph: x\n    when: state in [CA, Texas]\n",
         E("3:25", "unknown state 'Texas'; write a postal code, as in CA")},
        {"paragraph: x\n    when: state in CA\n",
         E("3:11", "write the states by their codes, as in 'when: state in [CA, NV]'")},
        {"paragraph: x\n    when: state in [CA,]\n",
         E("3:11", "write the states by their codes, as in 'when: state in [CA, NV]'")},
        {"paragraph: x\n    when: state\n",
         E("3:11", "write the states by their codes, as in 'when: state in [CA, NV]'")},
    };
    check_cases(s, cases, sizeof cases / sizeof *cases);
}

static void names_in_shared_wording_are_found(void **state)
{
    Sheet *s = *state;
    static const Case cases[] = {
        {"In California, see California's.\n",
         E("2:8", NAMES("California", "CA", "California")) E("2:24", NAMES("California", "CA", "California"))},
        {"The California Post, says Old California Joe.\n",
         E("2:9", NAMES("California", "CA", "California Post"))
             E("2:35", NAMES("California", "CA", "Old California Joe"))},
        {"section: California\n    body: [x]\n", E("2:14", NAMES("California", "CA", "California"))},
        {"Californian, UpCalifornia, california.\n", P("Californian, UpCalifornia, california.")},
        {"'{state, select, CA {In California.} other {The District of Columbia is none}}'\n",
         E("2:53", NAMES("District of Columbia", "DC", "District of Columbia"))},
        {"paragraph: In California.\n    when: state in [DC]\n", E("2:19", NAMES("California", "CA", "California"))},
    };
    EXPECT(cases);
}

static void what_is_fixed_is_meant(void **state)
{
    Sheet *s = *state;
    static const Case cases[] = {
        {"The California  Post's.\nfixed: [California Post]\n", P("The California Post’s.")},
        {"The California Post, California.\nfixed: [California Post]\n",
         E("2:26", NAMES("California", "CA", "California"))},
        {"In California's sun.\nfixed: [\"California's sun\"]\n", P("In California’s sun.")},
        {"x\nfixed: [Ohio Star]\n", "t.yaml:3:9: warning: no text says 'Ohio Star'; take it out of 'fixed'\n"},
        {"x\nfixed: [Ohio, 18,400]\n",
         E("3:15", "in [...] the comma cuts this number in two; write \"18,400\", in quotes")},
        {"x\nfixed: [18, 400]\n", "t.yaml:3:9: warning: no text says '18'; take it out of 'fixed'\n"
                                  "t.yaml:3:13: warning: no text says '400'; take it out of 'fixed'\n"},
        {"x\nfixed: [[a]]\n", E("3:9", "a text of the wording belongs here, as in \"Washington Post\"")},
        {"In 1984.\nfixed: [1984]\n", P("In 1984.")},
    };
    EXPECT(cases);
}

static const char *numbers(Sheet *s, const char *body)
{
    s->diag = diag_new(s->arena);
    const Value *root = sheet_parse(s, "t.yaml", str_printf(s->arena, "body:\n  - %s\n" TEMPLATE_TAIL, body).s);
    const Template *t = template_read(root, s->dictionary, &s->jurisdictions, s->arena, s->diag);
    assert_non_null(t);
    Dataset data = {
        .dictionary = s->dictionary, .jurisdiction = jurisdiction_find(&s->jurisdictions, STR("CA")), .year = 2023};
    data.state =
        figures_read(sheet_parse(s, "state.yaml", s->state),
                     &(FiguresAsked){s->dictionary, &s->jurisdictions, data.jurisdiction, 2023}, s->arena, s->diag);
    const char *nation = "year: 2023\nstatus: final\nsource: N\nfigures: {reports: \"more than 1,234,567\", content: "
                         "1234 million, share: 19%}\n";
    data.nation = figures_read(sheet_parse(s, "nation.yaml", nation),
                               &(FiguresAsked){s->dictionary, &s->jurisdictions, NULL, 2023}, s->arena, s->diag);
    const YearFigures alone = dataset_alone(&data);
    bool good = template_check_numbers(t, &alone, s->diag);
    assert_true(template_has_numbers(t) || good);
    assert_int_equal(good, diag_errors(s->diag) == 0);
    return sheet_said(s);
}

#define SAYS(place, number, key, note)                                                                                 \
    E(place, "the wording says " number ", which is a figure of the data; write {" key "}, or, where it is meant on "  \
             "every sheet, add it to the template's list, as in 'fixed: [\"" number "\"]'")                            \
    note "\n"
#define REPORTS "state.yaml:6:20: note: reports"

static void typed_figures_are_found(void **state)
{
    Sheet *s = *state;
    assert_string_equal(numbers(s, "Of 78,835 and 78835."),
                        SAYS("2:8", "78,835", "reports", REPORTS) SAYS("2:19", "78835", "reports", REPORTS));
    assert_string_equal(numbers(s, "'{cases, plural, one {1,103} other {}}1,234,567!'"),
                        SAYS("2:27", "1,103", "first", "state.yaml:6:47: note: first")
                            SAYS("2:43", "1,234,567", "us.reports", "nation.yaml:4:20: note: reports"));
    /* Less than four digits, parts of something else, other numbers, and what is meant. */
    assert_string_equal(numbers(s, "3 615 $78,835 78,8355 178,835 78,835% 78,835.0 7,8835 1-78835 1234 78,836"), "");
    assert_string_equal(numbers(s, "78,835 and 1,879 here\nfixed: [\"78,835\", 1879]"),
                        "t.yaml:3:19: warning: no text says '1879'; take it out of 'fixed'\n" SAYS(
                            "2:16", "1,879", "total", "state.yaml:6:88: note: total"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_state_has_words_of_its_own, setup, teardown),
        cmocka_unit_test_setup_teardown(unknown_states_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(names_in_shared_wording_are_found, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_fixed_is_meant, setup, teardown),
        cmocka_unit_test_setup_teardown(typed_figures_are_found, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
