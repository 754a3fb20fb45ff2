/* Figures that have a number, that the wording prints in some case, and that this sheet leaves out. */
#include "tests/template/sheet.h"

/* What is said of a whole template, which must fill without findings. */
static const char *left_out(Sheet *s, const char *body, const char *tail)
{
    s->diag = diag_new(s->arena);
    const Value *root = sheet_parse(s, "t.yaml", str_printf(s->arena, "body:\n%s%s", body, tail).s);
    const Template *t = template_read(root, s->dictionary, &s->jurisdictions, s->arena, s->diag);
    assert_non_null(t);
    Dataset data = {
        .dictionary = s->dictionary, .jurisdiction = jurisdiction_find(&s->jurisdictions, STR("CA")), .year = 2023};
    data.state =
        figures_read(sheet_parse(s, "state.yaml", s->state),
                     &(FiguresAsked){s->dictionary, &s->jurisdictions, data.jurisdiction, 2023}, s->arena, s->diag);
    data.nation = figures_read(sheet_parse(s, "nation.yaml", s->nation),
                               &(FiguresAsked){s->dictionary, &s->jurisdictions, NULL, 2023}, s->arena, s->diag);
    const Document *doc = document_make(t, NULL, &data, NULL, s->arena, s->diag);
    if (!doc || diag_errors(s->diag))
        fail_msg("%s", sheet_said(s));
    document_check(doc, t, &data, s->arena, s->diag);
    assert_int_equal(diag_errors(s->diag), 0);
    return sheet_said(s);
}

#define STATE_WITHOUT_SECOND                                                                                           \
    "state: CA\n" STATE_HEAD "figures: {reports: 1, cases: 0, first: 3, second: not applicable, third: 161, total: "   \
    "3}\n"
#define LEFT_OUT(key, place)                                                                                           \
    "warning: " key " has a number, but this sheet does not print it: the wording leaves out what would say it\n"      \
    "t.yaml:" place ": note: here it would be printed; look at the 'when' or 'select' around it\n"

static void what_is_left_out_is_named(void **state)
{
    static const struct {
        const char *body, *said;
    } rows[] = {
        /* All that prints a figure: text, list, table, highlights; in words; of the nation; its share alone is none. */
        {"  - There were {reports}.\n", ""},
        {"  - There were {cases, plural, =0 {no cases} other {# cases}}.\n", ""},
        {"  - list: [\"{reports}\", {paragraph: \"{third}\", when: first}]\n  - spacer: 3 pt\n", ""},
        {"  - table: {columns: [label: L, figure: N], rows: [{label: A, figure: first}], total: {label: T, figure: "
         "total}}\n",
         ""},
        {"  - highlights: {heading: H, items: [{figure: reports, label: L, of: us.reports}]}\n", ""},
        {"  - section: S\n    body: [\"{us.share} and {us.content}\"]\n", ""},
        /* Figures that no wording names are somebody's own. */
        {"  - Nothing.\n", ""},
        /* Left out by 'when', of every block. */
        {"  - {paragraph: \"x {reports}\", when: second}\n", "state.yaml:6:20: " LEFT_OUT("reports", "2:20")},
        {"  - {list: [\"{third}\"], when: second}\n  - x\n", "state.yaml:6:74: " LEFT_OUT("third", "2:14")},
        {"  - list: [{paragraph: \"{third}\", when: second}, x]\n", "state.yaml:6:74: " LEFT_OUT("third", "2:25")},
        {"  - {section: S, body: [\"{us.share}\"], when: second}\n  - x\n",
         "nation.yaml:4:73: " LEFT_OUT("us.share", "2:26")},
        {"  - highlights: {heading: H, items: [{figure: first, label: L, when: second}, {figure: total, label: T}]}\n",
         "state.yaml:6:40: " LEFT_OUT("first", "2:47")},
        {"  - table: {columns: [label: L, figure: N], rows: [{label: A, figure: first, when: second},\n"
         "      {label: B, figure: total}]}\n",
         "state.yaml:6:40: " LEFT_OUT("first", "2:71")},
        /* Left out by an arm; but not where it stands elsewhere. */
        {"  - \"x{second, select, not_applicable {} other { {reports}}}\"\n",
         "state.yaml:6:20: " LEFT_OUT("reports", "2:50")},
        {"  - \"x{second, select, not_applicable {} other { {reports}}} {reports}\"\n", ""},
        /* What has no number is not missed. */
        {"  - {paragraph: \"x {second}\", when: second}\n  - x\n", ""},
    };
    Sheet *s = *state;
    s->state = STATE_WITHOUT_SECOND;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *said = left_out(s, rows[i].body, TEMPLATE_TAIL);
        if (strcmp(said, rows[i].said) != 0)
            wrong++, print_error("%s: %s", rows[i].body, said);
    }
    assert_int_equal(wrong, 0);
}

static void notes_print_figures_too(void **state)
{
    Sheet *s = *state;
    s->state = STATE_WITHOUT_SECOND;
    Str tail = STR(TEMPLATE_TAIL);
    const char *head = str_terminated(s->arena, str_slice(tail, 0, str_find(tail, STR("notes:"), 0)));
    const char *shown = str_printf(s->arena, "%snotes: [\"{notes}\", \"{third}\"]\n", head).s;
    assert_string_equal(left_out(s, "  - {paragraph: \"x {third}\", when: second}\n  - x\n", shown), "");
    const char *hidden =
        str_printf(s->arena, "%snotes: [\"{notes}\", {paragraph: \"{third}\", when: second}]\n", head).s;
    assert_string_equal(left_out(s, "  - x\n", hidden), "state.yaml:6:74: " LEFT_OUT("third", "11:33"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_left_out_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(notes_print_figures_too, setup, teardown),
    };
    return cmocka_run_group_tests_name("printed", tests, NULL, NULL);
}
