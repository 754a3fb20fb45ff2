/* Warnings that are known and right: typed with a reason, listed where one asks, and no part of what goes out. */
#include "tests/tools/shell.h"

/* 2022 is like 2023 but for some figures, so that 2023 has changes to be warned of. */
static const char *folder_of_years(const char *accept)
{
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "mkdir data/2022 && sed 's/2023/2022/; s/27,130/27,000/' data/2023/national.yaml "
                 ">data/2022/national.yaml && sed 's/2023/2022/; s/team_adam_cases: .*/team_adam_cases: 300/; "
                 "s/185/180/' data/2023/CA.yaml >data/2022/CA.yaml");
    if (accept)
        shell_expect(arena, 0, folder, "sed -i 's|^# as_of.*|accept:\\n%s|' data/2023/CA.yaml", accept);
    return folder;
}

static const char known[] = "  - {code: change, figure: team_adam_cases, why: \"the program ended, mostly\"}";

static void the_sheet_is_the_same_file(void **state)
{
    (void)state;
    const char *plain = folder_of_years(NULL), *folder = folder_of_years(known);
    Run run = shell_expect(arena, 3, plain, "ncmec-pdf --state CA --year 2023 --strict -o ca.pdf");
    assert_holds(run.err, "warning: team_adam_cases is 3, less than a tenth of the 300 of 2022");
    shell_expect(arena, 0, plain, "ncmec-pdf -q --state CA --year 2023 --for screen,press -o ca.pdf");
    run = shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --strict --for screen,press -o ca.pdf");
    assert_lacks(run.err, "warning");
    assert_holds(run.err, "1 finding accepted\n");
    shell_expect(arena, 0, folder,
                 "cmp ca.pdf %s/ca.pdf && cmp ca-press.pdf %s/ca-press.pdf && mkdir out &&"
                 "pdfdetach -saveall -o out ca.pdf && ! grep -r -e accept -e 'program ended' out",
                 plain, plain);
    run = shell_expect(arena, 0, folder, "ncmec-pdf packet --state CA --year 2023 --strict -o p.pdf");
    assert_holds(run.err, "1 finding accepted\n");
}

static void accepted_findings_are_listed_and_counted(void **state)
{
    (void)state;
    const char *folder = folder_of_years(known);
    static const char listed[] =
        "data/2023/CA.yaml:35:20: accepted: team_adam_cases is 3, less than a tenth of the 300 of 2022; look at both "
        "figures\n      team_adam_cases: 3\n                       ^\n"
        "data/2023/CA.yaml:15:12: note: accepted: the program ended, mostly\n";
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf check --strict");
    assert_text(run.err, STR("4 files checked: nothing found, 1 accepted\n"));
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf check -v").err, listed);
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 -v").err, listed);
    assert_text(shell_expect(arena, 0, folder, "ncmec-pdf check --diagnostics json").err, STR(""));
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf check -v --diagnostics json").err,
                 "\"severity\":\"accepted\",\"code\":\"change\"");
    shell_expect(arena, 0, folder,
                 "cp data/2023/CA.yaml data/2023/NV.yaml && sed -i 's/^state: CA/state: NV/; s/California/Nevada/' "
                 "data/2023/NV.yaml && sed -i 's/185/184/' data/2023/NV.yaml");
    run = shell_expect(arena, 0, folder, "ncmec-pdf --state all --year 2023 -o o/ --report r.csv && cat r.csv");
    assert_holds(run.err, "1 finding accepted\n");
    assert_holds(run.out, ",errors,warnings,accepted,reason\r\n");
    assert_holds(run.out, ",0,0,0,\"change: the program ended, mostly\",\r\n");
    run = shell_expect(arena, 0, folder, "ncmec-pdf -q --state all --year 2023 -o o/ --report r.json && cat r.json");
    assert_holds(run.out, "\"severity\":\"accepted\",\"code\":\"change\",\"message\":\"team_adam_cases is 3, ");
    assert_holds(run.out, "\"message\":\"accepted: the program ended, mostly\"}");
}

static void explain_has_them_beside_their_figures(void **state)
{
    (void)state;
    const char *folder = folder_of_years("  - {code: source, why: nothing was printed}\\n"
                                         "  - {code: swapped, figure: cvip_submissions, why: not so}\\n"
                                         "  - {code: change, figure: team_adam_cases, why: {en: it ended}}");
    shell_expect(arena, 0, folder, "sed -i 's/^source:.*/source:/' data/2023/CA.yaml");
    Str text = shell_expect(arena, 0, folder, "ncmec-pdf explain --state CA --year 2023").out;
    assert_true(str_ends(text, STR("\ndata/2023/CA.yaml:15:12: accepted: source: nothing was printed\n"
                                   "data/2023/CA.yaml:17:12: accepted: change team_adam_cases: it ended\n")));
    text = shell_expect(arena, 0, folder, "ncmec-pdf explain --state CA --year 2023 --format csv").out;
    assert_holds(text, ",place,source,sentence,accepted,warning\n");
    assert_holds(text, "3 cases with Team Adam critical case assistance,change: it ended,\n");
    assert_true(str_ends(text, STR(",data/2023/CA.yaml:15:12,,,source: nothing was printed,\n")));
    assert_lacks(text, "swapped");
}

/* Each code, where its finding is met; a check of the whole folder finds no line that is met by none. */
static void every_code_is_met(void **state)
{
    (void)state;
    static const char swap[] = "s/missing_other: 615/missing_other: 161/; s/orr: 161/orr: 615/";
    static const char *const rows[][3] = {
        {"swapped", "figure: missing_from_orr,", swap},
        {"swapped", "figure: missing_other,", swap},
        {"change", "figure: mental_health_connections,", "s/: 484/: 1,484/"},
        {"identical", "", "s/185/180/"},
        {"source", "", "s/^source:.*/source:/"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *folder = folder_of_years("  - {code: CODE, FIGURE why: known}");
        shell_expect(arena, 0, folder,
                     "sed -i 's/team_adam_cases: 300/team_adam_cases: 3/' data/2022/CA.yaml &&"
                     "sed -i '%s; s/CODE/%s/; s/FIGURE/%s/' data/2023/CA.yaml",
                     rows[i][2], rows[i][0], rows[i][1]);
        Run run = shell_expect(arena, 0, folder, "ncmec-pdf check --strict -v");
        assert_holds(run.err, ": accepted: ");
        assert_holds(run.err, "nothing found, 1 accepted\n");
    }
}

static void texts_that_a_sheet_leaves_out_are_accepted(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "sed -i 's|^# as_of.*|notes: [Counted by hand.]\\naccept: [{code: language, why: no translator}, "
                 "{code: unused, why: for later}]|' data/2023/CA.yaml && sed -i '/{notes}/d' "
                 "data/templates/fact-sheet.yaml");
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf check --language all --strict -v").err,
                 "nothing found, 2 accepted\n");
    assert_text(shell_expect(arena, 0, folder, "ncmec-pdf check --strict").err,
                STR("2 files checked: nothing found, 1 accepted\n"));
    /* A correction, and a figure, that the wording leaves out. */
    shell_expect(arena, 0, folder,
                 "sed -i '/^notes/d; s/^accept:.*/accept: [{code: unused, figure: team_adam_cases, why: for later}]\\n"
                 "revisions: [{date: 2024-05-04, figure: team_adam_cases, was: 4, why: x}]/' data/2023/CA.yaml");
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf check --strict -v").err,
                 ": accepted: this revision is not printed, ");
    folder = folder_with_data(arena);
    shell_expect(
        arena, 0, folder,
        "sed -i 's/^team_adam_cases:/team_hope_volunteers: {label: Volunteers, unit: people, scope: state}\\n\\n&/' "
        "data/measures.yaml && sed -i 's/^  team_adam_cases: 3/&\\n  team_hope_volunteers: 5/; s/: 484/: not "
        "applicable/;"
        "s/^# as_of.*/accept: [{code: unused, figure: team_hope_volunteers, why: next year}]/' data/2023/CA.yaml &&"
        "sed -i 's/^body:/&\\n  - paragraph: \"Team HOPE has {team_hope_volunteers} volunteers.\"\\n    when: "
        "mental_health_connections/' data/templates/fact-sheet.yaml");
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf check --strict -v").err,
                 ": accepted: team_hope_volunteers has a number, but this sheet does not print it");
}

/* A withheld figure whose finding is accepted hides no other beside it, and no error. */
static void accepted_disclosure_covers_one_figure(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "sed -i 's/missing_other: 615/missing_other: fewer than 10/; s/orr: 161/orr: fewer than 10/;"
                 "s/missing_total: 1,879/missing_total: 1,106/; s|^# as_of.*|accept: [{code: disclosure, figure: "
                 "missing_other, why: agreed}]|' data/2023/CA.yaml");
    Run run = shell_expect(arena, 3, folder, "ncmec-pdf check --strict -v");
    assert_holds(run.err, ": warning: missing_from_orr is fewer than 10, but missing_total leaves only 2 possible ");
    assert_holds(run.err, ": accepted: missing_other is fewer than 10, but missing_total leaves only 2 possible ");
    assert_holds(run.err, "1 warning, 1 accepted\n");
    shell_expect(arena, 0, folder,
                 "sed -i 's/why: agreed}/&, {code: disclosure, figure: missing_from_orr, why: agreed too}/' "
                 "data/2023/CA.yaml && ncmec-pdf check --strict && ncmec-pdf --state CA --year 2023 --strict");
    run = shell_expect(arena, 4, folder,
                       "sed -i 's/missing_total: 1,106/missing_total: 1,105/' data/2023/CA.yaml; ncmec-pdf check");
    assert_holds(run.err, ": error: missing_other is fewer than 10, but missing_total gives it away: 1; ");
}

/* Two states' lines for what is found of both; one is enough. */
static void one_state_of_two_accepts(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const char *folder = folder_with_data(arena);
        shell_expect(arena, 0, folder,
                     "sed -i 's|^# as_of.*|accept: [{code: identical, why: tiny}]|' data/2023/CA.yaml &&"
                     "sed 's/^state: CA/state: NV/; s/California/Nevada/' data/2023/CA.yaml >data/2023/NV.yaml &&"
                     "sed -i '%s' data/2023/%s.yaml",
                     i ? "/^accept/d" : "s/tiny/small/", i ? "CA" : "NV");
        Run run = shell_expect(arena, 0, folder, "ncmec-pdf check --strict");
        assert_text(run.err, STR("3 files checked: nothing found, 1 accepted\n"));
    }
}

static void tables_hold_them_and_give_them_back(void **state)
{
    (void)state;
    const char *folder = folder_of_years("  - {code: source, why: \"none: lost, all\"}\\n"
                                         "  # one more\\n"
                                         "  - code: change\\n    figure: team_adam_cases\\n    why: \"ended\"");
    shell_expect(arena, 0, folder, "sed -i 's/^source:.*/source:/' data/2023/CA.yaml");
    for (size_t i = 0; i < 2; i++) {
        const char *table = i ? "t.xlsx" : "t.csv";
        shell_expect(arena, 0, folder,
                     "ncmec-pdf export --year 2023 -o %s && ncmec-pdf import %s --year 2023 --strict >out && ! test -s "
                     "out && cp -r data %s.d && rm %s.d/2023/CA.yaml && ncmec-pdf import %s --year 2023 --data-dir "
                     "%s.d --write --strict >out && ncmec-pdf diff data %s.d && ncmec-pdf diff %s data &&"
                     "ncmec-pdf check %s --year 2023 --strict && ncmec-pdf check --data-dir %s.d --strict",
                     table, table, table, table, table, table, table, table, table, table);
    }
    /* Another line changes the file at its place; what is typed beside it stays. */
    shell_expect(arena, 0, folder,
                 "sed -i 's/: ended/: it ended, in May/; s/^change team_adam_cases/change Cases "
                 "assisted by Team Adam/' t.csv && ncmec-pdf import t.csv --year 2023 --write");
    Str text = file_text(arena, folder, "data/2023/CA.yaml");
    assert_holds(text, "accept: [{code: source, why: \"none: lost, all\"}, {code: change, figure: team_adam_cases, "
                       "why: \"it ended, in May\"}]\n");
    /* A key that is new comes after a list, not into it. */
    folder = folder_of_years(known);
    shell_expect(arena, 0, folder,
                 "sed -i '/^# notes/d' data/2023/CA.yaml && printf 'state,as of\\nCA,2024-01-31\\n' >d.csv &&"
                 "ncmec-pdf import d.csv --year 2023 --write && ncmec-pdf check --strict");
    assert_holds(file_text(arena, folder, "data/2023/CA.yaml"), "as_of: 2024-01-31\n");
}

static void a_comparison_shows_lines_that_came_or_went(void **state)
{
    (void)state;
    const char *folder = folder_of_years(known);
    Run run = shell_expect(arena, 8, folder,
                           "cp -r data old && sed -i '/^accept/d; /code: change/d' old/2023/CA.yaml &&"
                           "ncmec-pdf diff old data");
    assert_text(run.out, STR("finding 2023 CA accept\n"
                             "  + data/2023/CA.yaml:15:12: change team_adam_cases: the program ended, mostly\n"
                             "finding change\n"
                             "  - old/2023/CA.yaml:33:20: team_adam_cases is 3, less than a tenth of the 300 of 2022; "
                             "look at both\n      figures\n"));
    run = shell_expect(arena, 8, folder,
                       "rm -r old && cp -r data old && sed -i 's/mostly/wholly/' data/2023/CA.yaml &&"
                       "ncmec-pdf diff old data");
    assert_text(run.out, STR("finding 2023 CA accept\n"
                             "  - old/2023/CA.yaml:15:12: change team_adam_cases: the program ended, mostly\n"
                             "finding 2023 CA accept\n"
                             "  + data/2023/CA.yaml:15:12: change team_adam_cases: the program ended, wholly\n"));
}

static void editors_know_the_key(void **state)
{
    (void)state;
    const char *folder = folder_of_years(known);
    shell_expect(arena, 0, folder,
                 "cat >v.py <<'P'\n"
                 "import json, jsonschema, yaml\n"
                 "v = jsonschema.Draft7Validator(json.load(open('data/figures.schema.json')))\n"
                 "tree = yaml.load(open('data/2023/CA.yaml'), yaml.BaseLoader)\n"
                 "tree['year'] = 2023\n"
                 "assert not list(v.iter_errors(tree))\n"
                 "for bad in ({'code': 'total', 'why': 'x'}, {'code': 'change'}, {'code': 'change', 'why': ''},\n"
                 "            {'code': 'change', 'why': 'x', 'reason': 'y'}):\n"
                 "    assert list(v.iter_errors({**tree, 'accept': [bad]})), bad\n"
                 "P\n"
                 "ncmec-pdf schema >s.json && cmp s.json data/figures.schema.json && python3 v.py");
}

int main(void)
{
    shell_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sheet_is_the_same_file),
        cmocka_unit_test(accepted_findings_are_listed_and_counted),
        cmocka_unit_test(explain_has_them_beside_their_figures),
        cmocka_unit_test(every_code_is_met),
        cmocka_unit_test(texts_that_a_sheet_leaves_out_are_accepted),
        cmocka_unit_test(accepted_disclosure_covers_one_figure),
        cmocka_unit_test(one_state_of_two_accepts),
        cmocka_unit_test(tables_hold_them_and_give_them_back),
        cmocka_unit_test(a_comparison_shows_lines_that_came_or_went),
        cmocka_unit_test(editors_know_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
