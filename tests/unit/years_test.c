/* Which numbers of the wording are years that somebody typed, and which of those are let pass. */
#include "tests/template/sheet.h"

/* The years that a text holds, each with its column in "body:\n  - TEXT". */
static const char *years_of(Sheet *s, const char *text, const char *meant)
{
    s->diag = diag_new(s->arena);
    const Value *root =
        sheet_parse(s, "t.yaml", str_printf(s->arena, "body:\n  - %s\n%s" TEMPLATE_TAIL, text, meant).s);
    const Template *t = root ? template_read(root, s->dictionary, &s->jurisdictions, s->arena, s->diag) : NULL;
    const FigureFile file = {.year = 1};
    const Dataset data = {.dictionary = s->dictionary, .year = 1, .state = &file};
    if (!t || diag_warnings(s->diag))
        return sheet_said(s);
    bool none = template_check_year(t, &data, s->diag);
    Buf out = {.arena = s->arena};
    Str said = str_from(sheet_said(s));
    for (size_t at = 0; (at = str_find(said, STR("t.yaml:2:"), at)) < said.n; at++) {
        size_t column = at + STR("t.yaml:2:").n, end = str_find(said, STR(":"), column);
        size_t year = str_find(said, STR("the wording says "), end) + STR("the wording says ").n;
        buf_printf(&out, "%s%.*s@%.*s", out.n ? " " : "", STR_ARG(str_slice(said, year, year + 4)),
                   STR_ARG(str_slice(said, column, end)));
    }
    assert_int_equal(none, out.n == 0);
    return str_terminated(s->arena, buf_str(&out));
}

static void years_are_known_among_numbers(void **state)
{
    static const struct {
        const char *text, *years;
    } rows[] = {
        {"In 2022 there were some.", "2022@8"},
        {"2022", "2022@5"},
        {"In 2022, 2021; 2020! 2019. 2018", "2022@8 2021@14 2020@20 2019@26 2018@32"},
        {"(1984)", "1984@6"},
        {"x **1984** and *1985* and [1986](https://example.org/2001)", "1984@9 1985@21 1986@32"},
        {"'\"1984\" and ''85'", "1984@7"},
        {"From 2021-2022, 2021--2022 and 2021---2022", "2021@10 2022@15 2021@21 2022@27 2021@36 2022@43"},
        {"In 2021/22, on 12/31/2020, 2020-01-31", "2021@8 2020@26 2020@32"},
        {"Since mid-2022, a 2022-style count", "2022@15 2022@23"},
        {"caf\xC3\xA9\xC2\xA0"
         "2022",
         "2022@10"},
        {"x {reports, plural, =0 {none since 2019} one {#} other {# 1999}}", "2019@40 1999@63"},
        /* Parts of something else. */
        {"Call 1-800-2022, 1-800-843-5678, 800-555-2022", ""},
        {"2,022 or 12,022 or 2022,5 or 2022.5 or 3.2022", ""},
        {"$2022 is 2022% of \\#2022", ""},
        {"18 U.S.C. 2022A, FY2022, v2022, 20220, 02022, x_2022", ""},
        {"example.org/2022/impact and a/2022", ""},
        {"1899 and 2200 and 0022", ""},
        {"1-2-3-2022", ""},
        {"x {year} {reports} {us.share}", ""},
    };
    Sheet *s = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *found = years_of(s, rows[i].text, "");
        if (strcmp(found, rows[i].years) != 0)
            wrong++, print_error("%s: %s\n", rows[i].text, found);
    }
    assert_int_equal(wrong, 0);
}

static void years_that_are_meant_pass(void **state)
{
    Sheet *s = *state;
    assert_string_equal(years_of(s, "Since 1984, in 2021 and 1984", "years: [1984]\n"), "2021@20");
    assert_string_equal(years_of(s, "Since 1984, in 2021", "years: [2021, 1984]\n"), "");
    assert_string_equal(years_of(s, "Since 1984", "years: [1984, 1985]\n"),
                        "t.yaml:3:15: warning: no text says 1985; take it out of 'years'\n");
}

/* Every text of a template is asked, not the body alone. */
static void all_texts_are_asked(void **state)
{
    static const char text[] =
        "language: en-US\ntitle: 2001 {year}\nauthor: 2002\nsubject: 2003\n"
        "header: {organization: 2004, heading: 2005, year: 2006}\nrunning: {left: 2007, right: 2008}\n"
        "footer: {left: 2009, right: 2010}\nstrip: {sample: 2011, draft: 2012}\nnotes: [2013]\n"
        "body: [{highlights: {heading: 2014, items: [{figure: cases, label: 2015}]}},\n"
        "  {section: 2016, body: [{list: [2017]}]},\n"
        "  {table: {columns: [label: 2018, figure: 2019], rows: [{label: 2020, figure: cases}],\n"
        "    total: {label: 2021, figure: total}}}]\n";
    Sheet *s = *state;
    s->diag = diag_new(s->arena);
    const Template *t =
        template_read(sheet_parse(s, "t.yaml", text), s->dictionary, &s->jurisdictions, s->arena, s->diag);
    assert_non_null(t);
    const FigureFile file = {.year = 2001};
    const Dataset data = {.dictionary = s->dictionary, .year = 2001, .state = &file};
    assert_false(template_check_year(t, &data, s->diag));
    assert_int_equal(diag_errors(s->diag), 21);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(years_are_known_among_numbers, setup, teardown),
        cmocka_unit_test_setup_teardown(years_that_are_meant_pass, setup, teardown),
        cmocka_unit_test_setup_teardown(all_texts_are_asked, setup, teardown),
    };
    return cmocka_run_group_tests_name("years", tests, NULL, NULL);
}
