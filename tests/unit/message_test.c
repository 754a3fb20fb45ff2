/* Placeholders of the wording: what they print, which arm a figure takes, and what is said where they are wrong. */
#include "tests/template/sheet.h"

#define ARM_SHAPE "an arm is a word and its wording in braces, as in: other {# cases}"
#define EMPTY_NAME "a placeholder is a name in braces, as in {year}; write '\\{' for a brace that is printed"

static void values_are_put_in(void **state)
{
    static const Case cases[] = {
        {"'{year}'", P("2023")},
        {"'{ year } and {state}'", P("2023 and California")},
        {"x {cases}, {reports}, {us.reports}, {us.content}, {us.share}",
         P("x 3, 78,835, 36.2 million, more than 105 million, 19%")},
        {"'{title}, {source}, {as_of}'", P("Data 2023, NCMEC\xE2\x80\x99s own count, January ~31, 2024")},
        {"'**{year}** _{cases}_'", P("**2023** _3_")},
        {"'*{state}*s'", P("_California_s")},
        {"'x # y'", P("x # y")},
        {"x \\# y#z", P("x # y#z")},
        {"'x {cases, plural, other {\\# #}}'", P("x # 3")},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

/* A day, a source, a correction: asked for by 'select', since a file may have none. */
static void heads_are_printed_where_they_are_typed(void **state)
{
    Sheet *s = *state;
    static const Case typed[] = {
        {"'x.{as_of, select, absent {} other { As of {as_of}.}}{revised, select, absent {} other { Revised.}}'",
         P("x. As of January ~31, 2024.")},
        {"'{source, select, absent {None} other {{source}}}'", P("NCMEC\xE2\x80\x99s own count")},
    };
    check_cases(s, typed, sizeof typed / sizeof *typed);
    s->state = "state: CA\nyear: 2023\nstatus: final\nsource:\n"
               "figures: {reports: 1, cases: 1, first: 1, second: 1, third: 1, total: 3}\n";
    static const Case untyped[] = {
        {"'x.{as_of, select, absent {} other { As of {as_of}.}}'", P("x.")},
        {"'{source, select, absent {None} other {{source}}}'", P("None")},
    };
    check_cases(s, untyped, sizeof untyped / sizeof *untyped);
}

/* A value is put in behind the markup's reading: nothing in it is markup. */
static void values_are_never_markup(void **state)
{
    Sheet *s = *state;
    s->state = "state: CA\nyear: 2023\nstatus: final\n"
               "source: '*a* [c](https://x.org) {1} <b> \"q\" x--y  &amp; `'\n"
               "figures: {reports: 1, cases: 1, first: 1, second: 1, third: 1, total: 3}\n";
    static const Case cases[] = {
        {"x {source} y", P("x \\*a\\* \\[c\\](https://x.org) \\{1} <b> \xE2\x80\x9Cq\xE2\x80\x9D "
                           "x\xE2\x80\x93y &amp; ` y")},
        {"'**x {source}** y'", P("**x \\*a\\* \\[c\\](https://x.org) \\{1} <b> "
                                 "\xE2\x80\x9Cq\xE2\x80\x9D x\xE2\x80\x93y &amp; `** y")},
    };
    check_cases(s, cases, sizeof cases / sizeof *cases);
}

static void names_of_states(void **state)
{
    Sheet *s = *state;
    s->state_code = "DC";
    s->state = "state: DC\n" STATE;
    static const Case cases[] = {
        {"in {in_state}, {state}, {state_adj} law",
         P("in the District of Columbia, District of Columbia, District of Columbia law")},
        {"'{in_state} is. {in_state} is! ({in_state}) \"{in_state}\": {in_state}'",
         P("The District of Columbia is. The District of Columbia is! (The District of Columbia) \xE2\x80\x9Cthe "
           "District "
           "of Columbia\xE2\x80\x9D: the District of Columbia")},
    };
    check_cases(s, cases, sizeof cases / sizeof *cases);
}

static void phrases_begin_sentences_with_a_capital(void **state)
{
    static const Case cases[] = {
        {"'{us.content} and {us.content}. {us.content}'",
         P("More than 105 million and more than 105 million. More than 105 million")},
        {"Why? \"{us.content}\" **a.** {us.content}, b.) {us.content}",
         P("Why? \xE2\x80\x9CMore than 105 million\xE2\x80\x9D **a.** More than 105 million, b.) More than 105 "
           "million")},
        {"v.{us.content}", P("v.more than 105 million")},
        {"a\\ {us.content}", P("a|more than 105 million")},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

static const char plural[] = "x {cases, plural, =0 {no cases} =2 {a pair} one {# case} other {# cases}} y";
static const char kinds[] = "x {cases, select, exact {exactly #} rounded {about {cases}} floor {at least} other {?}} y";

static void arms_are_chosen_by_the_figure(void **state)
{
    static const struct {
        const char *figure, *plural, *kind;
    } rows[] = {
        {"0", P("x no cases y"), P("x exactly # y")},
        {"1", P("x 1 case y"), P("x exactly # y")},
        {"2", P("x a pair y"), P("x exactly # y")},
        {"1003", P("x 1,003 cases y"), P("x exactly # y")},
        {"more than 1", P("x more than 1 cases y"), P("x at least y")},
        {"at least 1", P("x at least 1 cases y"), P("x at least y")},
        {"at least 2", P("x at least 2 cases y"), P("x at least y")},
        {"1 million", P("x 1 million cases y"), P("x about 1 million y")},
    };
    Sheet *s = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        s->state = str_printf(s->arena,
                              "state: CA\n" STATE_HEAD
                              "figures: {reports: 1, cases: %s, first: 0, second: 0, third: 0, total: 0}\n",
                              rows[i].figure)
                       .s;
        assert_string_equal(sheet_body(s, plural), rows[i].plural);
        assert_string_equal(sheet_body(s, str_printf(s->arena, "'%s'", kinds).s), rows[i].kind);
    }
}

static void arms_are_wording(void **state)
{
    static const Case cases[] = {
        {"x {cases, plural, other {**# a** _b_ [c](https://x.org)}}", P("x **3 a** _b_ [c](https://x.org)")},
        {"'**x {cases, plural, other {a *b* c}} d** e'", P("**x a ****_b_**** c d** e")},
        {"'[x {cases, plural, other {#}}](https://x.org)'", P("[x 3](https://x.org)")},
        {"'x {cases, plural, other {{first, plural, one {a} other {# of {year}}} #}}'", P("x 1,103 of 2023 3")},
        {"x {cases, plural, other {}} y", P("x y")},
        {"'x{cases, plural, =3 { a } other {}}y'", P("x a y")},
        {"'{cases, plural, other { a }}'", P("a")},
        {"x {cases, plural, other {2023. In}}", P("x 2023. In")},
        {"x {cases, plural, other {a\\ b}}", P("x a|b")},
        {"x{cases,plural,other{y}}", P("xy")},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

static void mistakes_are_named(void **state)
{
    static const Case cases[] = {
        {"x {yaer}", E("2:8", "unknown placeholder 'yaer'; did you mean 'year'?")},
        {"x { us.contents }", E("2:9", "unknown placeholder 'us.contents'; did you mean 'us.content'?")},
        {"x {state adj} y", E("2:8", "unknown placeholder 'state adj'; did you mean 'state_adj'?")},
        {"x {zzzzzzzz}",
         E("2:8",
           "unknown placeholder 'zzzzzzzz'; name a figure that measures.yaml has, 'year', 'state', 'in_state' or "
           "'state_adj'")},
        {"x {us.cases}", E("2:8", "'us.cases' is a state's figure alone; write 'cases'")},
        {"x {content}", E("2:8", "'content' is the nation's figure alone; write 'us.content'")},
        {"x {content, plural, other {}}", E("2:8", "'content' is the nation's figure alone; write 'us.content'")},
        {"x {page}", E("2:8", "'{page}' is known only in 'running' and 'footer'")},
        {"x {pages}", E("2:8", "'{pages}' is known only in 'running' and 'footer'")},
        {"x {notes}", E("2:8", "'{notes}' is known only as the whole of a paragraph of 'notes'")},
        {"x {} {{year}} { , plural}", E("2:7", EMPTY_NAME) E("2:10", EMPTY_NAME) E("2:19", EMPTY_NAME)},
        {"x {year y", E("2:7", "'{' is not closed; write '}' after the name, or '\\{' for a brace that is printed")},
        {"x {yaer} {cases, plural, other {#}",
         E("2:8", "unknown placeholder 'yaer'; did you mean 'year'?")
             E("2:14", "'{' is not closed; write '}' after the name, or '\\{' for a brace that is printed")},
        {"x } y", E("2:7", "'}' closes nothing; write '\\}' for a brace that is printed")},
        {"x {cases, date}", E("2:15", "unknown format 'date'; 'number', 'plural' and 'select' are known")},
        {"x {cases, }", E("2:15", "unknown format ''; 'number', 'plural' and 'select' are known")},
        {"x {year, plural, other {}}", E("2:8", "'year' is not a figure; 'plural' chooses by a figure")},
        {"x {title, select, other {}}", E("2:8", "'title' is not a figure; 'select' chooses by a figure")},
        {"x {cases, plural}", E("2:7", "'plural' lacks its arm 'other', which every other number takes")},
        {"x {cases, plural, one {a}}", E("2:7", "'plural' lacks its arm 'other', which every other number takes")},
        {"x {cases, select, exact {a}}", E("2:7", "'select' lacks its arm 'other', which all else takes")},
        {"x {cases, plural, two {a} other {b}}",
         E("2:23", "unknown plural category 'two'; English has 'one' and 'other', '=2' is for just that number, and a "
                   "kind such as 'suppressed' for figures of it")},
        {"x {cases, plural, =1,000 {a} =x {b} other {c}}",
         E("2:23", "unknown plural category '=1,000'; English has 'one' and 'other', '=2' is for just that number, and "
                   "a kind such as 'suppressed' for figures of it")
             E("2:34", "unknown plural category '=x'; English has 'one' and 'other', '=2' is for just that number, and "
                       "a kind such as 'suppressed' for figures of it")},
        {"x {cases, select, guessed {a} other {b}}",
         E("2:23", "unknown kind 'guessed'; a figure is 'exact', 'rounded', 'floor', 'ceiling', 'suppressed', "
                   "'not_available', 'not_applicable' or 'absent', and 'other' is any")},
        {"x {cases, plural, one {a} one {b} other {c}}", E("2:31", "a second arm 'one'; leave one")},
        {"x {cases, plural, =1 {a} =1 {b} other {c}}", E("2:30", "a second arm '=1'; leave one")},
        {"x {cases, plural, other}", E("2:23", ARM_SHAPE)},
        {"x {cases, plural, other {a} {b}}", E("2:33", ARM_SHAPE)},
        {"x {cases, plural {a}}", E("2:22", ARM_SHAPE)},
        {"x {cases, plural, one {**a} other {b** {yaer}}}",
         E("2:28", "'**' has no partner; it touches the words that it marks at both their ends, or is written '\\*' "
                   "where it is printed") E("2:45", "unknown placeholder 'yaer'; did you mean 'year'?")
             E("2:41", "'**' has no partner; it touches the words that it marks at both their ends, or is written "
                       "'\\*' where it is printed")},
        {"x {cases, plural, other {{cases, plural, other {{cases, plural, other {{cases, plural, other {{cases, "
         "plural, "
         "other {a}}}}}}}}}}",
         E("2:99", "plurals are nested more than 4 deep; write the sentences out")},
        {"x {cases, plural, =0 {} =1 {} =2 {} =3 {} =4 {} =5 {} =6 {} =7 {} =8 {} =9 {} =10 {} =11 {} =12 {} =13 {} "
         "=14 "
         "{} =15 {} other {}}",
         E("2:125", "more than 16 arms")},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

/* A finding in the middle of a quoted or folded text names the place in the file. */
static void places_follow_the_source(void **state)
{
    static const Case cases[] = {
        {"\"\\u00e9\\n{yaer}\"", E("2:15", "unknown placeholder 'yaer'; did you mean 'year'?")},
        {"'it''s {yaer}'", E("2:13", "unknown placeholder 'yaer'; did you mean 'year'?")},
        {">-\n    one\n    two {yaer}", E("4:10", "unknown placeholder 'yaer'; did you mean 'year'?")},
        {"one\n    two {cases, plural,\n    other {{yaer}}}",
         E("4:13", "unknown placeholder 'yaer'; did you mean 'year'?")},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_are_put_in, setup, teardown),
        cmocka_unit_test_setup_teardown(heads_are_printed_where_they_are_typed, setup, teardown),
        cmocka_unit_test_setup_teardown(values_are_never_markup, setup, teardown),
        cmocka_unit_test_setup_teardown(names_of_states, setup, teardown),
        cmocka_unit_test_setup_teardown(phrases_begin_sentences_with_a_capital, setup, teardown),
        cmocka_unit_test_setup_teardown(arms_are_chosen_by_the_figure, setup, teardown),
        cmocka_unit_test_setup_teardown(arms_are_wording, setup, teardown),
        cmocka_unit_test_setup_teardown(mistakes_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(places_follow_the_source, setup, teardown),
    };
    return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
