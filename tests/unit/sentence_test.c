/* Paragraphs of sentences, and what is printed where a figure of one has no number. */
#include "tests/template/sheet.h"

#define NEVER                                                                                                          \
    "this is never printed, for the text beside it has no {key, number}; write its figure so, or take this text "      \
    "away\n"
#define ENDS "withheld: 'Withheld in {in_state}.'\n    unavailable: 'Not known.'\n"
#define ONE(text, ends) "paragraph: \"" text "\"\n    " ends
#define CASES "{cases, number, =0 {no cases} one {# case} other {# cases}}"

static void with_cases(Sheet *s, const char *cases)
{
    s->state = str_printf(s->arena,
                          "state: CA\n" STATE_HEAD "figures: {reports: suppressed, cases: %s, first: 0, second: 0, "
                          "third: not applicable, total: 1}\n",
                          cases)
                   .s;
}

static void expect(Sheet *s, const char *cases, const char *body, const char *expected)
{
    with_cases(s, cases);
    check_cases(s, &(Case){body, expected}, 1);
}

static void other_texts_take_its_place(void **state)
{
    Sheet *s = *state;
    const char *body = ONE("On " CASES ".", ENDS);
    expect(s, "0", body, P("On no cases."));
    expect(s, "1", body, P("On 1 case."));
    expect(s, "more than 50", body, P("On more than 50 cases."));
    expect(s, "suppressed", body, P("Withheld in California."));
    expect(s, "not available", body, P("Not known."));
    expect(s, "not applicable", body, "");
    expect(s, "not applicable", ONE("On " CASES ".", ENDS "    inapplicable: None here.\n"), P("None here."));
    expect(s, "3", ONE("On {cases, number}.", ENDS), P("On 3."));
    expect(s, "3", ONE("{cases, plural, one {} other {On {third, number}}}.", ENDS), "");
    expect(s, "3", ONE("On {cases, number} and {reports, number}.", ENDS), P("Withheld in California."));
    expect(s, "3", "list:\n    - " ONE("On {reports, number}.", "  withheld: Withheld.\n      unavailable: U.\n"),
           "  list\n    item: Withheld.\n");
}

static void sentences_are_joined(void **state)
{
    Sheet *s = *state;
    const char *body = "paragraph:\n    - \"It worked\"\n    - sentence: \", **on " CASES "**.\"\n      "
                       "withheld: '. **W.**'\n      unavailable: ','\n      inapplicable: '.'\n    - 'End \"here\".'\n";
    expect(s, "3", body, P("It worked, **on 3 cases**. End “here”."));
    expect(s, "suppressed", body, P("It worked. **W.** End “here”."));
    expect(s, "not available", body, P("It worked, End “here”."));
    expect(s, "not applicable", body, P("It worked. End “here”."));
    body =
        "paragraph:\n    - sentence: A.\n      when: third\n    - '{reports, plural, suppressed {} other {B.}}'\n    - "
        "sentence: C {cases}\n      when: cases\n    - '; d'\n";
    expect(s, "3", body, P("C 3; d"));
}

static void slips_are_said(void **state)
{
    Sheet *s = *state;
    with_cases(s, "3");
    static const Case cases[] = {
        {ONE("On {cases, number}.", "withheld: W.\n"),
         E("2:20",
           "'number' needs the texts 'withheld:' and 'unavailable:' beside this one, which are printed where the "
           "figure has no number; add them, below '- paragraph:' or '- sentence:'")},
        {"On {cases, number}.\n",
         E("2:8",
           "'number' needs the texts 'withheld:' and 'unavailable:' beside this one, which are printed where the "
           "figure has no number; add them, below '- paragraph:' or '- sentence:'")},
        {ONE("On {cases}.", ENDS), "t.yaml:3:15: warning: " NEVER "t.yaml:4:18: warning: " NEVER},
        {ONE("On {cases, number, suppressed {x} other {#}}.", ENDS),
         E("2:36", "unknown plural category 'suppressed'; English has 'one' and 'other', '=2' is for just that number, "
                   "and 'withheld:' and 'unavailable:' beside the text are for no number")},
        {ONE("On {cases, number, one {x}}.", ENDS),
         E("2:20", "'number' lacks its arm 'other', which every other number takes")},
        {"section: In {cases, number}\n    body: [x]\n",
         E("2:25",
           "'number' is for a paragraph or a sentence, which has 'withheld:' beside it; write 'plural' here, as "
           "in {cases, plural, one {# case} other {# cases}}")},
        {"paragraph:\n    - x\n    withheld: y\n",
         E("4:15", "this belongs to one of the paragraph's sentences; move it "
                   "below its '- sentence:'")},
        {"paragraph:\n    - sentense: x\n",
         E("3:7", "unknown key 'sentense' in a sentence; did you mean "
                  "'sentence'?") E("3:7", "a sentence lacks the key 'sentence'; add it")},
        {"paragraph: {a: b}\n",
         E("2:16", "a paragraph is a text, or a list of sentences; put a text with ': ' in it in quotes")},
    };
    check_cases(s, cases, sizeof cases / sizeof *cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(other_texts_take_its_place, setup, teardown),
        cmocka_unit_test_setup_teardown(sentences_are_joined, setup, teardown),
        cmocka_unit_test_setup_teardown(slips_are_said, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
