/* Tables of many departments in one import, and drafts that become final: what has an error stays as it is, and a
   printer gets no draft. */
#include "tests/tools/shell.h"

#include <string.h>

/* The invented figures of 2022 and 2023 as the data folder 'data', all final. */
static const char *folder_with_samples(void)
{
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder,
                 "mkdir data && cp -r '%s/tests/samples/2022' '%s/tests/samples/2023' data && "
                 "sed -i 's/^status: .*/status: final/' data/*/*.yaml",
                 shell_tree, shell_tree);
    return folder;
}

static void many_tables_are_one_import(void **state)
{
    (void)state;
    const char *folder = folder_with_samples();
    file_write(arena, folder, "a.csv", STR("state,cvip_submissions,team_adam_cases\nCA,190,4\nTX,,5\nUS,,\n"));
    file_write(arena, folder, "b.csv",
               STR("state;figure;value\nCA;cvip_submissions;190.0\nCA;team_hope_supported;77\n"
                   "Texas;cvip_submissions;1,300\nTX;team_adam_cases;\n"));
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf import a.csv b.csv --year 2023 --write");
    assert_holds(run.err, "a.csv: read as UTF-8, separated by commas\n"
                          "b.csv: read as UTF-8, separated by semicolons; 5 changes in 2 files\n2 files written\n");
    shell_expect(
        arena, 0, folder,
        "grep -q 'cvip_submissions: 190$' data/2023/CA.yaml && grep -q 'team_adam_cases: 4$' data/2023/CA.yaml "
        "&& grep -q 'team_hope_supported: 77$' data/2023/CA.yaml && "
        "grep -q 'cvip_submissions: 1,300$' data/2023/TX.yaml && grep -q 'team_adam_cases: 5$' "
        "data/2023/TX.yaml");
    /* In the other order nothing is left to change: the empty cells erase nothing. */
    run = shell_expect(arena, 0, folder, "ncmec-pdf import b.csv a.csv a.csv --year 2023 --write");
    assert_holds(run.err, "0 changes in 0 files\n");
}

static void two_values_for_one_figure_are_a_conflict(void **state)
{
    (void)state;
    const char *folder = folder_with_samples();
    file_write(arena, folder, "a.csv",
               STR("state,status,cvip_submissions,team_adam_cases\nCA,final,190,4\nTX,final,8,5\n"));
    file_write(arena, folder, "b.csv",
               STR("state,status,cvip_submissions,team_adam_cases\nCA,draft,190,7\nTX,final,8,5\n"));
    Run run = shell_expect(arena, 4, folder, "ncmec-pdf import a.csv b.csv --year 2023 --write");
    assert_holds(run.err, "b.csv:D2: error: 'team_adam_cases' of CA is 7 here; make the two cells agree\n");
    assert_holds(run.err, "a.csv:D2: note: and 4 here\n");
    assert_holds(run.err, "b.csv:B2: error: 'status' of CA is draft here; make the two cells agree\n");
    assert_int_equal(count_of(run.err, "error:"), 2);
    shell_expect(arena, 0, folder, "! grep -q 'cvip_submissions: \\(190\\|8\\)$' data/2023/??.yaml");
    /* In two years there is none. */
    shell_expect(arena, 0, folder,
                 "sed -i 's/^state/year,state/; s/^\\(CA\\|TX\\)/2023,\\1/' a.csv && "
                 "sed -i 's/^state/year,state/; s/^\\(CA\\|TX\\)/2022,\\1/' b.csv && ncmec-pdf import a.csv b.csv");
}

static void a_table_of_states_and_status_is_a_table(void **state)
{
    (void)state;
    const char *folder = folder_with_samples();
    file_write(arena, folder, "s.csv", STR("state,status\nCA,draft\nUS,final\nTexas,final\n"));
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf import s.csv --year 2023 --write");
    assert_holds(run.err, "1 change in 1 file\n1 file written\n");
    shell_expect(arena, 0, folder,
                 "grep -q '^status: draft' data/2023/CA.yaml && "
                 "test $(grep -l '^status: final' data/2023/*.yaml | wc -l) = 56");
    run = shell_expect(arena, 4, folder, "ncmec-pdf import s.csv --year 2024 --write");
    assert_holds(run.err,
                 "s.csv:A2: error: there are no figures of California, 2024: 'data/2024/CA.yaml' does not exist; "
                 "import its figures first\n");
    file_write(arena, folder, "s.csv", STR("state,status\nCA,final\nTexs,final\n"));
    run = shell_expect(arena, 4, folder, "ncmec-pdf import s.csv --year 2023 --write");
    assert_holds(run.err, "s.csv:A3: error: unknown state 'Texs'; did you mean 'Texas'?");
    file_write(arena, folder, "s.csv", STR("state,year\nCA,2023\n"));
    run = shell_expect(arena, 4, folder, "ncmec-pdf import s.csv");
    assert_holds(run.err, "s.csv:A1: error: no column holds figures");
}

static void drafts_become_final_where_nothing_is_wrong(void **state)
{
    (void)state;
    const char *folder = folder_with_samples();
    shell_expect(arena, 0, folder,
                 "cd data/2023 && sed -i 's/^status: final/status: draft/' *.yaml && "
                 "sed -i '/team_adam/d' NV.yaml && sed -i 's/^  missing_total: .*/  missing_total: 7/' "
                 "TX.yaml && cp NV.yaml TX.yaml ../..");
    Run run = shell_expect(arena, 4, folder, "ncmec-pdf import --status final --year 2023");
    assert_holds(run.err, "\nnothing is written yet; add --write\n");
    shell_expect(arena, 1, folder, "grep -q '^status: final' data/2023/*.yaml");
    run = shell_expect(arena, 4, folder, "ncmec-pdf import --status final --year 2023 --write");
    assert_holds(run.err, "ncmec-pdf: error: NV 2023 stays a draft: data/2023/NV.yaml:9:1: 1 figure is missing: "
                          "team_adam_cases (Cases assisted by Team Adam); add it\n");
    assert_holds(run.err, "ncmec-pdf: error: TX 2023 stays a draft: data/2023/TX.yaml:15:18: missing_total is 7, but ");
    assert_int_equal(count_of(run.err, "error:"), 2);
    assert_holds(run.err, "\n55 changes in 55 files\n55 files written\n");
    shell_expect(arena, 0, folder,
                 "cmp NV.yaml data/2023/NV.yaml && cmp TX.yaml data/2023/TX.yaml && "
                 "test $(grep -l '^status: final' data/2023/*.yaml | wc -l) = 55");
    shell_expect(arena, 2, folder, "ncmec-pdf import --status final");
    run = shell_expect(arena, 1, folder, "ncmec-pdf import --status final --year 1999 --write");
    assert_holds(run.err, "there are no figures of 1999");
}

static void a_table_becomes_final_files_but_for_rows_with_errors(void **state)
{
    (void)state;
    const char *folder = folder_with_samples();
    file_write(arena, folder, "edit.py",
               STR("import csv\nrows = list(csv.reader(open('f.csv', encoding='utf-8-sig')))\nat = rows[0].index\n"
                   "for r in rows:\n"
                   "    if r[0] == 'TX': r[at('missing_total')] = '7'\n"
                   "    if r[0] == 'OH': r[at('cvip_submissions')] = '1.1E+03'\n"
                   "    if r[0] == 'NV': r[at('team_adam_cases')] = ''\n"

                   "csv.writer(open('f.csv', 'w')).writerows(rows)\n"));
    shell_expect(arena, 0, folder,
                 "ncmec-pdf export --year 2023 -o f.csv && sed -i 's/,2023,/,2024,/' f.csv && "
                 "python3 edit.py && sed -i 's/,final,/,draft,/' f.csv && rm -rf data/2024");
    Run run = shell_expect(arena, 4, folder, "ncmec-pdf import f.csv --status final --write");
    assert_holds(run.err, "error: NV 2024 is not made: f.csv:");
    assert_holds(run.err, "error: TX 2024 is not made: f.csv:");
    assert_holds(run.err, "error: OH 2024 is not made: f.csv:");
    assert_int_equal(count_of(run.err, "error:"), 3);
    shell_expect(arena, 0, folder,
                 "test $(grep -l '^status: final' data/2024/*.yaml | wc -l) = 54 && "
                 "test $(ls data/2024 | wc -l) = 54");
    /* What contradicts files that it does not name keeps all of them. */
    file_write(arena, folder, "f.csv", STR("state,missing_total,missing_runaways\nUS,5000,4000\n"));
    run = shell_expect(arena, 4, folder, "ncmec-pdf import f.csv --year 2023 --status final --write");
    assert_holds(run.err, "it cannot be above missing_total of the nation, which is 5,000\n");
    shell_expect(arena, 0, folder, "grep -q 'missing_total: 2,000,000' data/2023/national.yaml");
}

static void a_press_gets_no_draft(void **state)
{
    (void)state;
    const char *folder = folder_with_samples();
    shell_expect(arena, 0, folder, "sed -i 's/^status: final/status: draft/' data/2023/TX.yaml");
    Run run = shell_expect(arena, 4, folder, "ncmec-pdf --state CA,TX --year 2023 --for screen,press --no-sync -o o/");
    assert_holds(run.err, "data/2023/TX.yaml:5:9: error: a draft is not for the press; once it is right, type 'status: "
                          "final', or add --allow-draft\n");
    assert_holds(run.err, "\n0 drafts, 1 sample\n2 sheets in 4 files: 2 written, 0 unchanged, 2 failed\n");
    assert_true(file_exists(arena, folder, "o/ncmec-CA-2023-press.pdf"));
    assert_false(file_exists(arena, folder, "o/ncmec-TX-2023-press.pdf"));
    assert_false(file_exists(arena, folder, "o/ncmec-TX-2023.pdf"));
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf --state CA,TX --year 2023 --for press --standard x1a --allow-draft --no-sync -o o/");
    assert_holds(run.err, "\n1 draft (TX 2023), 2 samples\n2 sheets: 2 written");
    /* What a run ends with counts drafts and warnings, and names them; so does its report. */
    run = shell_expect(
        arena, 0, folder,
        "cp data/2023/CA.yaml kept; sed -i '/^source/d' data/2023/CA.yaml; ncmec-pdf --state CA,TX --year "
        "2023 --no-sync -o s/ --report s/r.json; ncmec-pdf check --state CA,TX --year 2023; ncmec-pdf "
        "packet --state CA,TX --year 2023 -o s/p.pdf; ncmec-pdf --state TX --year 2023 -o s/t.pdf; mv kept "
        "data/2023/CA.yaml; python3 -c 'import json; print([(e[\"draft\"], e[\"errors\"], "
        "e[\"warnings\"], e[\"accepted\"]) for e in json.load(open(\"s/r.json\"))])'");
    assert_text(run.out, STR("[(False, 0, 1, 0), (True, 0, 0, 0)]\n"));
    assert_holds(run.err, "\nwarnings about 1 sheet: CA 2023\n1 draft (TX 2023), 2 samples\n2 sheets: 2 written");
    assert_holds(run.err, "2 files checked: 1 warning; 1 draft\n");
    assert_holds(run.err, "s/p.pdf: 2 sheets, 1 draft, ");
    assert_holds(run.err, "bytes, DRAFT: ");
    shell_expect(arena, 4, folder, "ncmec-pdf packet --state CA,TX --year 2023 --for screen,press -o p.pdf");
    shell_expect(arena, 0, folder, "ncmec-pdf packet --state CA,TX --year 2023 -o p.pdf");
    run = shell_expect(arena, 4, folder, "ncmec-pdf --state CA --year 2023 --draft --for press -o p.pdf");
    assert_holds(run.err, "error: a proof is not for the press; leave out '--for press', or add --allow-draft\n");
    /* The nation's figures are printed too. */
    shell_expect(arena, 0, folder, "sed -i 's/^status: final/status: draft/' data/2023/national.yaml");
    run = shell_expect(arena, 4, folder, "ncmec-pdf --state CA --year 2023 --for press -o p.pdf");
    assert_holds(run.err, "data/2023/national.yaml:");
}

/* State, figure, old, new and what became of it since last year, in lines that a terminal shows whole. */
static void a_preview_is_a_table_and_a_review(void **state)
{
    (void)state;
    const char *folder = folder_with_samples();
    shell_expect(arena, 0, folder,
                 "sed -i 's/^  team_adam_cases: .*/  team_adam_cases: 10/; "
                 "s/^  cvip_submissions: .*/  cvip_submissions: 1,000/' data/2022/CA.yaml");
    file_write(
        arena, folder, "f.csv",
        STR("state,team_adam_cases,cvip_submissions,likely_trafficked,source\n"
            "CA,4,\"1,100\",,\"A source with a long name, from which no part of it is to be lost by anybody at all\"\n"
            "US,,,45%,\n"));
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --year 2023 -o review.csv");
    assert_text(
        run.out,
        STR("state  figure             old                       new                        change from last year\n"
            "CA     source             Invented figures for ...  A source with a long n...\n"
            "CA     team_adam_cases    9                         4                          down 6\n"
            "CA     cvip_submissions   421                       1,100                      up 10%\n"
            "US     likely_trafficked  50%                       45%\n"));
    assert_text(
        file_text(arena, folder, "review.csv"),
        STR("state,figure,old,new,change from last year,cell\n"
            "CA,team_adam_cases,9,4,down 6,f.csv:B2\n"
            "CA,cvip_submissions,421,\"1,100\",up 10%,f.csv:C2\n"
            "CA,source,Invented figures for tests,\"A source with a long name, from which no part of it is to be "
            "lost by anybody at all\",,f.csv:E2\n"
            "US,likely_trafficked,50%,45%,,f.csv:D3\n"));
    /* A workbook too; what somebody may have written into stays without --force. */
    shell_expect(arena, 0, folder,
                 "ncmec-pdf import f.csv --year 2023 -q -o review.xlsx && python3 -c 'import zipfile; "
                 "print(zipfile.ZipFile(\"review.xlsx\").read(\"xl/worksheets/sheet1.xml\"))' | grep -q 'down 6'");
    shell_expect(arena, 2, folder, "echo >>review.csv && ncmec-pdf import f.csv --year 2023 -o review.csv");
    shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --year 2023 -o review.csv --force");
    shell_expect(arena, 2, folder, "ncmec-pdf import f.csv --year 2023 -o f.csv --force");
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf export --year 2022 | sed 's/,2022,/,2024,/' >all.csv && "
                       "ncmec-pdf import all.csv | awk 'length > 100'");
    assert_text(run.out, STR(""));
}

/* As a new user would: three commands, and no file edited by hand. */
static void three_commands_lead_from_a_workbook_to_final_sheets(void **state)
{
    (void)state;
    const char *folder = folder_with_samples();
    file_write(
        arena, folder, "make.py",
        STR("import csv, sys\nfrom workbook import *\n"
            "rows = list(csv.reader(open('f.csv', encoding='utf-8-sig')))\n"
            "left_out = [rows[0].index(key) for key in ('year', 'status', 'sample', 'source', 'as_of', 'revised')]\n"
            "rows = [[c if c else None for i, c in enumerate(r) if i not in left_out] for r in rows]\n"
            "rows = [[number(c.replace(',', ''), '#,##0') if c and c.replace(',', '').isdigit() else c for c in r] "
            "for r in rows]\n"
            "book = Book()\n"
            "book.sheet('Figures', [['Figures of 2024'], []] + rows)\nbook.save('figures.xlsx')\n"));
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf export --year 2022 -o f.csv && PYTHONPATH='%s/tests/tools' python3 -B make.py && rm -r data/2023",
        shell_tree);
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf import figures.xlsx --year 2024 --source 'Invented figures for tests' --status final --write");
    shell_expect(arena, 0, folder, "ncmec-pdf check --year 2024 --strict");
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf --state all --year 2024 --no-sync -o out/");
    assert_holds(run.err, "\n56 sheets: 56 written, 0 unchanged, 0 failed\n");
    assert_lacks(run.err, "draft");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_tables_are_one_import),
        cmocka_unit_test(two_values_for_one_figure_are_a_conflict),
        cmocka_unit_test(a_table_of_states_and_status_is_a_table),
        cmocka_unit_test(drafts_become_final_where_nothing_is_wrong),
        cmocka_unit_test(a_table_becomes_final_files_but_for_rows_with_errors),
        cmocka_unit_test(a_press_gets_no_draft),
        cmocka_unit_test(a_preview_is_a_table_and_a_review),
        cmocka_unit_test(three_commands_lead_from_a_workbook_to_final_sheets),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
