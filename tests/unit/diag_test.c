/* Findings: how they are counted, which exit code they make, and how they are printed for people and programs. */
#include "ncmec/diag.h"
#include "tests/tools/case.h"
#include "tests/tools/findings.h"

#include <string.h>

static const Mark nowhere;

static void assert_printed(Arena *a, const Diag *d, DiagStyle style, const char *expected)
{
    assert_string_equal(findings_text(d, style, a).s, expected);
}

static void codes_make_the_exit_code(void **state)
{
    static const struct {
        DiagCode codes[4];
        size_t count;
        bool strict;
        ExitCode exit;
    } rows[] = {
        {{0}, 0, true, EXIT_CODE_DONE},
        {{DIAG_UNUSED}, 1, false, EXIT_CODE_DONE},
        {{DIAG_UNUSED}, 1, true, EXIT_CODE_STRICT},
        {{DIAG_UNUSED, DIAG_FIT}, 2, true, EXIT_CODE_FIT},
        {{DIAG_USAGE}, 1, false, EXIT_CODE_USAGE},
        {{DIAG_USAGE, DIAG_FIT}, 2, false, EXIT_CODE_FIT},
        {{DIAG_FIT, DIAG_CONFORM}, 2, false, EXIT_CODE_CONFORM},
        {{DIAG_FIT, DIAG_CONFORM, DIAG_GLYPH}, 3, false, EXIT_CODE_INVALID},
        {{DIAG_WRITE, DIAG_FIGURE}, 2, false, EXIT_CODE_IO},
        {{DIAG_WRITE, DIAG_FIGURE, DIAG_INTERNAL, DIAG_USAGE}, 4, false, EXIT_CODE_INTERNAL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Diag *d = diag_new(*state);
        for (size_t k = 0; k < rows[i].count; k++)
            assert_false(diag_error(d, rows[i].codes[k], nowhere, "x"));
        assert_int_equal(diag_exit(d, rows[i].strict), rows[i].exit);
        assert_int_equal(diag_errors(d) + diag_warnings(d), rows[i].count);
    }
}

static const Source *sample(Arena *a)
{
    return source_new(STR("CA.yaml"), STR("\xEF\xBB\xBFyear: 2023\r\ncaf\xC3\xA9:\tx\n"), a);
}

static void people_see_the_line_and_a_caret(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    const Source *s = sample(a);
    diag_error(d, DIAG_VALUE, (Mark){s, 9, 4}, "the year is '%d'", 2023);
    diag_note(d, (Mark){s, 22, 1}, "and here");
    diag_note(d, nowhere, "a hint");
    diag_error(d, DIAG_UNUSED, nowhere, "a warning without a place");
    assert_printed(a, d, DIAG_PLAIN,
                   "CA.yaml:1:7: error: the year is '2023'\n"
                   "    year: 2023\n"
                   "          ^~~~\n"
                   "CA.yaml:2:7: note: and here\n"
                   "    caf\xC3\xA9: x\n"
                   "          ^\n"
                   "note: a hint\n"
                   "ncmec-pdf: warning: a warning without a place\n");
    Str colored = findings_text(d, DIAG_COLOR, a);
    assert_true(str_find(colored, STR("\x1b[1;31merror:\x1b[0m"), 0) < colored.n);
    assert_true(str_find(colored, STR("\x1b[1;35mwarning:\x1b[0m"), 0) < colored.n);
    assert_true(str_find(colored, STR("\x1b[1;36mnote:\x1b[0m"), 0) < colored.n);
}

static void programs_get_an_object_a_line(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    const Source *s = sample(a);
    diag_error(d, DIAG_FIGURE, (Mark){s, 9, 4}, "not \"a\" figure: \\ \x01 \xC3\xA9");
    diag_note(d, nowhere, "one");
    diag_note(d, (Mark){s, 22, 1}, "two");
    diag_error(d, DIAG_UNUSED, nowhere, "w");
    assert_printed(
        a, d, DIAG_JSON,
        "{\"file\":\"CA.yaml\",\"line\":1,\"column\":7,\"end_line\":1,\"end_column\":11,"
        "\"severity\":\"error\",\"code\":\"figure\",\"message\":\"not \\\"a\\\" figure: \\\\ \\u0001 \xC3\xA9\","
        "\"related\":[{\"file\":null,\"message\":\"one\"},"
        "{\"file\":\"CA.yaml\",\"line\":2,\"column\":7,\"end_line\":2,\"end_column\":8,\"message\":\"two\"}]}\n"
        "{\"file\":null,\"severity\":\"warning\",\"code\":\"unused\",\"message\":\"w\",\"related\":[]}\n");
}

static void a_terminal_gets_no_control_characters(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    const Source *s = source_new(STR("x"), STR("a\x1b[31m\xE2\x80\xAE\xFFz"), a);
    diag_error(d, DIAG_ENCODING, (Mark){s, 0, 1}, "bell \a");
    assert_printed(a, d, DIAG_PLAIN,
                   "x:1:1: error: bell \\x07\n"
                   "    a\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBDz\n"
                   "    ^\n");
}

static void of_a_long_line_the_place_is_shown(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    char text[5000];
    memset(text, '.', sizeof text);
    text[3000] = 'X';
    const Source *s = source_new(STR("x"), (Str){text, sizeof text}, a);
    diag_error(d, DIAG_VALUE, (Mark){s, 3000, 1}, "here");
    Str out = findings_text(d, DIAG_PLAIN, a);
    assert_true(out.n < 400);
    size_t line = str_find(out, STR("    ..."), 0), x = str_find(out, STR("X"), 0), caret = str_find(out, STR("^"), 0);
    size_t next = str_find(out, STR("\n"), x) + 1;
    assert_true(x < out.n && caret < out.n);
    assert_int_equal(x - line, caret - next);
}

static void a_flood_is_counted(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    for (int i = 0; i < 250; i++) {
        diag_error(d, DIAG_VALUE, nowhere, "wrong %d", i);
        diag_note(d, nowhere, "note %d", i);
    }
    assert_int_equal(diag_errors(d), 250);
    Str out = findings_text(d, DIAG_PLAIN, a);
    assert_true(str_find(out, STR("note 99"), 0) < out.n);
    assert_true(str_find(out, STR("note 100"), 0) == out.n);
    assert_true(str_ends(out, STR("150 more findings are not shown\n")));
    Diag *warned = diag_new(a);
    for (int i = 0; i < 250; i++)
        diag_error(warned, DIAG_UNUSED, nowhere, "odd %d", i);
    diag_error(warned, DIAG_VALUE, nowhere, "wrong");
    out = findings_text(warned, DIAG_PLAIN, a);
    assert_true(str_find(out, STR("error: wrong"), 0) < out.n);
    assert_true(str_find(out, STR("odd 100"), 0) == out.n);
    diag_note(diag_new(a), nowhere, "a note on nothing is no finding");
}

static void warnings_are_accepted_by_lines(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a), *all = diag_new(a);
    const Source *f = source_new(STR("f"), STR("ab\n"), a);
    const int line = 1, other = 2;
    /* An error is not, and the line waits for no finding after it. */
    diag_accept(d, &line, (Mark){f, 1, 1}, STR("known"));
    diag_error(d, DIAG_VALUE, (Mark){f, 0, 1}, "wrong");
    diag_error(d, DIAG_UNUSED, (Mark){f, 0, 1}, "odd");
    assert_false(diag_has_met(d, &line));
    assert_int_equal(diag_warnings(d), 1);
    for (int i = 0; i < 150; i++) {
        diag_accept(d, &line, (Mark){f, 1, 1}, STR("known"));
        diag_accept(d, &other, (Mark){f, 1, 1}, STR("too"));
        diag_error(d, DIAG_UNUSED, (Mark){f, 0, 1}, "odd %d", i);
    }
    diag_take(all, d);
    diag_take(all, d);
    assert_int_equal(diag_accepted(all), 150);
    assert_int_equal(diag_errors(all) + diag_warnings(all), 2);
    assert_int_equal(diag_left_out(all), 0);
    assert_true(diag_has_met(all, &line) && diag_has_met(all, &other));
    assert_printed(a, all, DIAG_PLAIN, "f:1:1: error: wrong\n    ab\n    ^\nf:1:1: warning: odd\n    ab\n    ^\n");
    Diag *quiet = diag_new(a);
    diag_accept(quiet, &line, (Mark){f, 1, 1}, STR("known"));
    diag_error(quiet, DIAG_UNUSED, (Mark){f, 0, 1}, "odd");
    assert_int_equal(diag_exit(quiet, true), EXIT_CODE_DONE);
    assert_int_equal(diag_reason(quiet).n, 0);
    size_t count;
    const Finding *findings = diag_findings(quiet, &count, a);
    assert_int_equal(count, 2);
    assert_text(finding_accepted(findings, a), STR("unused: known"));
}

static void the_same_is_taken_once(void **state)
{
    Diag *all = diag_new(*state), *one = diag_new(*state), *other = diag_new(*state);
    const Source *f = source_new(STR("f"), STR("ab\n"), *state);
    diag_error(one, DIAG_FIGURE, (Mark){f, 0, 1}, "wrong");
    diag_note(one, nowhere, "with %s", "this");
    diag_error(one, DIAG_FIGURE, (Mark){f, 1, 1}, "wrong");
    diag_soften(one, true);
    diag_error(one, DIAG_VALUE, (Mark){f, 0, 1}, "100%%");
    diag_error(other, DIAG_FIGURE, (Mark){f, 0, 1}, "wrong");
    diag_note(other, nowhere, "with that");
    diag_error(other, DIAG_FIGURE, (Mark){f, 0, 1}, "wronger");
    diag_take(all, one);
    diag_take(all, other);
    assert_int_equal(diag_errors(all), 3);
    assert_int_equal(diag_warnings(all), 1);
    assert_printed(*state, all, DIAG_PLAIN,
                   "f:1:1: error: wrong\n    ab\n    ^\nnote: with this\n"
                   "f:1:2: error: wrong\n    ab\n     ^\n"
                   "f:1:1: warning: 100%\n    ab\n    ^\n"
                   "f:1:1: error: wronger\n    ab\n    ^\n");
    /* What was left out of a flood is counted all the same. */
    Diag *flood = diag_new(*state), *rest = diag_new(*state);
    for (uint32_t i = 0; i < 150; i++)
        diag_error(flood, DIAG_FIGURE, (Mark){f, 0, 1}, "wrong %u", i);
    diag_take(rest, flood);
    assert_int_equal(diag_errors(rest), 150);
}

static void a_hint_is_given_once_to_people(void **state)
{
    Diag *d = diag_new(*state);
    for (int i = 0; i < 3; i++) {
        diag_error(d, DIAG_FIGURE, nowhere, "wrong %d", i);
        diag_note(d, nowhere, "its ground is paper");
        diag_hint(d, i < 2 ? "type 1" : "type 2");
    }
    assert_printed(*state, d, DIAG_PLAIN,
                   "ncmec-pdf: error: wrong 0\nnote: its ground is paper\nnote: type 1\n"
                   "ncmec-pdf: error: wrong 1\nnote: its ground is paper\n"
                   "ncmec-pdf: error: wrong 2\nnote: its ground is paper\nnote: type 2\n");
    Str json = findings_text(d, DIAG_JSON, *state);
    size_t first = str_find(json, STR("type 1"), 0);
    assert_true(str_find(json, STR("type 1"), first + 1) < json.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_make_the_exit_code),          cmocka_unit_test(people_see_the_line_and_a_caret),
        cmocka_unit_test(programs_get_an_object_a_line),     cmocka_unit_test(a_terminal_gets_no_control_characters),
        cmocka_unit_test(of_a_long_line_the_place_is_shown), cmocka_unit_test(a_flood_is_counted),
        cmocka_unit_test(warnings_are_accepted_by_lines),    cmocka_unit_test(the_same_is_taken_once),
        cmocka_unit_test(a_hint_is_given_once_to_people),
    };
    return cmocka_run_group_tests(tests, arena_setup, arena_teardown);
}
