/* Footnotes: numbered in the order of their marks, each with its text after the notes. */
#include "tests/template/sheet.h"

static const char *whole(Sheet *s, const char *body)
{
    const Document *doc = sheet_make(s, str_printf(s->arena, "body:\n  - %s\n" TEMPLATE_TAIL, body).s);
    if (!doc || diag_warnings(s->diag))
        return sheet_said(s);
    Buf out = {.arena = s->arena};
    document_dump(doc, &out);
    Str dump = buf_str(&out);
    return str_terminated(s->arena, str_slice(dump, str_find(dump, STR("body\n"), 0) + 5, dump.n));
}

static void footnotes_follow_their_marks(void **state)
{
    Sheet *s = *state;
    assert_string_equal(
        whole(s,
              "paragraph: '**A.**[^b] And [^1], {cases, plural, one {one[^c]} other {more[^d]}}.'\n    footnotes:\n"
              "      1: First *{year}*.\n      b: B.\n      c: C.\n      d: D.\n"
              "  - section: S\n    footnotes: {x: X.}\n    body:\n      - list: ['Item[^x]', 'Other[^1]']\n"
              "        footnotes: {1: Of the list.}\n"
              "  - table:\n      columns: [label: 'L[^l]', figure: N]\n      rows: [{label: 'R[^r]', figure: first}]\n"
              "    footnotes: {l: L., r: R.}\n"
              "  - highlights: {heading: H, items: [{figure: first, label: 'H[^h]'}]}\n    footnotes: {h: H.}\n"),
        P("**A.**[¹](#note-1) And[²](#note-2), more[³](#note-3).") "  section: S\n    list\n"
                                                                   "      item: Item[⁴](#note-4)\n"
                                                                   "      item: Other[⁵](#note-5)\n"
                                                                   "  table\n    column label: L[⁶](#note-6)\n"
                                                                   "    column figure: N\n    row: R[⁷](#note-7) / "
                                                                   "1,103\n"
                                                                   "  highlights: H\n    item: 1,103 / H[⁸](#note-8)\n"
                                                                   "notes\n  footnote: **¹** B.\n"
                                                                   "  footnote: **²** First _2023_.\n"
                                                                   "  footnote: **³** D.\n  footnote: **⁴** X.\n"
                                                                   "  footnote: **⁵** Of the list.\n"
                                                                   "  footnote: **⁶** L.\n  footnote: **⁷** R.\n"
                                                                   "  footnote: **⁸** H.\n");
    check_cases(s, &(Case){"'A \\[^1] b, [x], and x^[y].'\n", P("A \\[^1\\] b, \\[x\\], and x^\\[y\\].")}, 1);
}

static void ten_take_two_digits(void **state)
{
    Sheet *s = *state;
    Buf body = {.arena = s->arena};
    buf_put(&body, STR("paragraph: '"));
    for (int i = 1; i <= 10; i++)
        buf_printf(&body, "w[^%d] ", i);
    buf_put(&body, STR("'\n    footnotes: {"));
    for (int i = 1; i <= 10; i++)
        buf_printf(&body, "%d: T, ", i);
    buf_put(&body, STR("}\n"));
    const char *dump = whole(s, str_terminated(s->arena, buf_str(&body)));
    assert_non_null(strstr(dump, "w[⁹](#note-9) w[¹⁰](#note-10)\n"));
    assert_non_null(strstr(dump, "  footnote: **¹⁰** T\n"));
}

#define NO_PLACE                                                                                                       \
    "a footnote's mark belongs in a paragraph, a list, a table or a highlight's label; move it there, or write "       \
    "'\\[^' "                                                                                                          \
    "for what is printed"

static void slips_are_said(void **state)
{
    Sheet *s = *state;
    static const Case cases[] = {
        {"'A.[^2]'\n",
         E("2:8", "this block has no footnote '2'; add 'footnotes:' beside its text, with '2: the footnote's "
                  "text' below, or write '\\[^' for what is printed")},
        {"paragraph: A.[^1] B.[^1]\n    footnotes: {1: x}\n",
         E("2:25", "a second mark of the footnote '1'; each has one, so that a reader gets back: leave one, or type a "
                   "footnote of its own for this one")},
        {"paragraph: A.\n    footnotes:\n      1: x\n",
         "t.yaml:4:7: warning: no text of this block has the mark [^1], so that this footnote is not printed; add the "
         "mark, or take the footnote away\n"},
        {"section: A[^1]\n    footnotes: {1: x}\n    body: [y]\n", E("2:15", NO_PLACE)},
        {"paragraph: A[^1]\n    footnotes: {1: 'x[^1]'}\n", E("3:22", NO_PLACE)},
        {"paragraph: A[^1]\n    footnotes: {1: [x]}\n",
         E("3:20", "a footnote is a text; put one with ': ' in it in quotes")},
        {"paragraph: A[^1]\n    footnotes: {1: ''}\n", E("3:20", "an empty text; write one, or take the key away")},
    };
    check_cases(s, cases, sizeof cases / sizeof *cases);
}

/* A figure that prints as a dash, and a correction, have the label's words without its mark. */
static void labels_elsewhere_have_no_mark(void **state)
{
    Sheet *s = *state;
    s->state =
        "state: CA\n" STATE_HEAD "figures: {reports: 1, cases: suppressed, first: \"1,103\", second: 615, third: 161, "
        "total: \"1,879\"}\nrevisions:\n  - {date: 2024-02-01, figure: first, was: 5, why: Counted twice.}\n";
    const Document *doc = sheet_make(
        s, "body:\n  - highlights:\n      heading: H\n      items:\n        - {figure: cases, label: 'Cases[^a]'}\n"
           "        - {figure: first, label: 'First[^b]'}\n    footnotes: {a: A., b: B.}\n"
           "language: en-US\ntitle: T\nauthor: A\nsubject: S\nheader: {organization: O, heading: H, year: Y}\n"
           "running: {left: L, right: R}\nfooter: {left: L, right: R}\nstrip: {sample: S, draft: D}\n"
           "notes: ['Dash: {suppressed}.', '{notes}']\n");
    if (!doc)
        fail_msg("%s", sheet_said(s));
    Buf out = {.arena = s->arena};
    document_dump(doc, &out);
    const char *dump = str_terminated(s->arena, buf_str(&out));
    assert_non_null(strstr(dump, "note: Dash: Cases.\n"));
    assert_non_null(strstr(dump, ": First, previously 5; Counted twice.\n"));
    assert_int_equal(doc->footnote_count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(footnotes_follow_their_marks, setup, teardown),
        cmocka_unit_test_setup_teardown(ten_take_two_digits, setup, teardown),
        cmocka_unit_test_setup_teardown(slips_are_said, setup, teardown),
        cmocka_unit_test_setup_teardown(labels_elsewhere_have_no_mark, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
