/* Sheets, packets and findings straight from a spreadsheet's table, beside what the same figures in files give. */
#include "tests/tools/shell.h"

#include <string.h>

/* The invented figures of 2021 and 2022 as the data folder 'data', and those of 2022 as f.csv. */
static const char *folder_with_table(void)
{
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder,
                 "mkdir data && cp -r '%s/tests/samples/2021' '%s/tests/samples/2022' data && "
                 "ncmec-pdf export --year 2022 -o f.csv",
                 shell_tree, shell_tree);
    return folder;
}

/* The cell of a column in the row of a state of f.csv becomes 'value'. */
static void edit(const char *folder, const char *row, const char *column, const char *value)
{
    file_write(arena, folder, "edit.py",
               STR("import csv, sys\n"
                   "rows = list(csv.reader(open('f.csv')))\n"
                   "for row in rows:\n"
                   "    if row[0] == sys.argv[1]: row[rows[0].index(sys.argv[2])] = sys.argv[3]\n"
                   "csv.writer(open('f.csv', 'w')).writerows(rows)\n"));
    shell_expect(arena, 0, folder, "python3 edit.py '%s' '%s' '%s'", row, column, value);
}

static void many_sheets_are_those_of_the_files(void **state)
{
    (void)state;
    const char *folder = folder_with_table();
    Run table = shell_expect(arena, 0, folder, "ncmec-pdf --data f.csv --state all --no-sync -o t/");
    Run files = shell_expect(arena, 0, folder, "ncmec-pdf --state all --year 2022 --no-sync -o f/");
    shell_expect(arena, 0, folder, "diff -r t f && test $(ls t | wc -l) = 56");
    assert_holds(table.err, "56 sheets: 56 written, 0 unchanged, 0 failed\n");
    assert_int_equal(count_of(table.err, "\n"), count_of(files.err, "\n"));
    /* Without --state: all of them. The bytes do not depend on the workers, nor on whether the year is said twice. */
    shell_expect(arena, 0, folder,
                 "ncmec-pdf --data f.csv -j 3 --no-sync -q -o again/ && diff -r t again && rm -r again && "
                 "ncmec-pdf --data f.csv --state all --year 2022 -j 1 --no-sync -q -o again/ && diff -r t again");
}

static void lists_choose_rows(void **state)
{
    (void)state;
    const char *folder = folder_with_table();
    shell_expect(arena, 0, folder, "printf 'guam\\nVT # small\\n' >list.txt; sed -i '/^GU,/d; /^AS,/d' f.csv");
    Run run =
        shell_expect(arena, 1, folder, "ncmec-pdf --data f.csv --state CA,@list.txt --no-sync -o 'o/{state}.pdf'");
    assert_holds(run.err, "f.csv:A1: error: the table holds no figures for Guam\n");
    assert_holds(run.err, "3 sheets: 2 written, 0 unchanged, 1 failed\n");
    assert_true(file_exists(arena, folder, "o/VT.pdf") && file_exists(arena, folder, "o/CA.pdf"));
    run = shell_expect(arena, 0, folder, "ncmec-pdf --data f.csv --state all --no-sync -o 'o/{state}.pdf'");
    assert_holds(run.err, "no figures of 2022: AS, GU\n");
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf --data f.csv --state all --no-sync --shard 2/9 --uniform -o o/ "
                       "--report o/r.json");
    assert_holds(file_text(arena, folder, "o/r.json"), "\"state\":\"AK\"");
}

static void a_wrong_row_costs_its_sheet_alone(void **state)
{
    (void)state;
    const char *folder = folder_with_table();
    edit(folder, "TX", "missing_total", "7");
    edit(folder, "NV", "team_adam_cases", "");
    edit(folder, "OH", "cvip_submissions", "1.1E+03");
    edit(folder, "ME", "year", "2021");
    Run run = shell_expect(arena, 4, folder, "ncmec-pdf --data f.csv --state all --year 2022 --no-sync -o o/");
    assert_holds(run.err, "f.csv:L46: error: missing_total is 7, but its parts add up to 5,601\n");
    assert_holds(run.err, "f.csv:M46: note: missing_from_social_services: 934\n");
    assert_holds(run.err, "f.csv:V31: error: the figure of 'team_adam_cases' (Cases assisted by Team Adam) is empty");
    assert_holds(run.err, "f.csv:K38: error: '1.1E+03' is not a figure");
    assert_holds(run.err, "no figures of 2022: ME\n");
    assert_holds(run.err, "55 sheets: 52 written, 0 unchanged, 3 failed\n");
    assert_holds(run.err, "failed: TX 2022 (o/ncmec-TX-2022.pdf): f.csv:L46: missing_total is 7");
    assert_false(file_exists(arena, folder, "o/ncmec-TX-2022.pdf"));
    /* A warning is one here too. */
    shell_expect(arena, 0, folder, "ncmec-pdf --data f.csv --state RI --year 2022 --strict -o ri.pdf");
    edit(folder, "RI", "cvip_submissions", "9,999");
    run = shell_expect(arena, 3, folder, "ncmec-pdf --data f.csv --state RI,AL --year 2022 --strict --no-sync -o s/");
    assert_holds(run.err, "f.csv:K42: warning: cvip_submissions is 9,999, more than ten times");
    /* A proof is made of what there is. */
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf --data f.csv --state NV --year 2022 --draft -o nv.pdf && pdftotext nv.pdf -");
    assert_holds(run.out, "[missing:\nteam_adam_cases]");
}

static void the_year_is_said_once(void **state)
{
    (void)state;
    const char *folder = folder_with_table();
    edit(folder, "CA", "year", "2021");
    Run run = shell_expect(arena, 2, folder, "ncmec-pdf --data f.csv --state all -o o/");
    assert_holds(run.err, "error: 'f.csv' holds figures of 2021 to 2022; choose by --year 2022, or --year 2021-2022\n");
    edit(folder, "CA", "year", "this");
    run = shell_expect(arena, 4, folder, "ncmec-pdf --data f.csv --state all -o o/");
    assert_holds(run.err, "f.csv:B7: error: 'this' is not a year from 1984 to 2199; type four digits, as in 2023\n");
    edit(folder, "CA", "year", "2022");
    shell_expect(arena, 0, folder, "sed -i 's/^state,year,/state,/; s/^\\([A-Z][A-Z]\\),20[0-9][0-9],/\\1,/' f.csv");
    run = shell_expect(arena, 2, folder, "ncmec-pdf --data f.csv --state all -o o/");
    assert_text(run.err, STR("ncmec-pdf: error: 'f.csv' does not say its year; add --year 2023, or a column 'year'\n"));
    shell_expect(arena, 0, folder, "ncmec-pdf --data f.csv --state CA,NV --year 2022 --no-sync -q -o o/");
    shell_expect(arena, 2, folder, "ncmec-pdf check f.csv");
    shell_expect(arena, 0, folder, "ncmec-pdf check f.csv --year 2022 --strict");
    run = shell_expect(arena, 2, folder, "ncmec-pdf check f.csv --year 2021-2022");
    assert_holds(run.err, "'f.csv' does not say its year; add --year 2023, or a column 'year'\n");
    shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --year 2022");
    run = shell_expect(arena, 2, folder, "ncmec-pdf import f.csv");
    assert_holds(run.err, "'f.csv' does not say its year");
}

/* The figures of two years under each other, as f.csv; the folder's own are gone. */
static const char *folder_with_two_years(void)
{
    const char *folder = folder_with_table();
    shell_expect(arena, 0, folder,
                 "ncmec-pdf export --year 2021 -o 21.csv && ncmec-pdf export --year 2022 -o 22.csv && "
                 "python3 -c \"import csv; a = [r for f in ('21.csv', '22.csv') for r in csv.DictReader(open(f))]\n"
                 "w = csv.DictWriter(open('f.csv', 'w'), {k: 1 for r in a for k in r}, restval='')\n"
                 "w.writeheader(); w.writerows(a)\" && mv data old && mkdir data && cp '%s/data/measures.yaml' data",
                 shell_tree);
    return folder;
}

static void a_table_may_hold_many_years(void **state)
{
    (void)state;
    const char *folder = folder_with_two_years();
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf check f.csv");
    assert_holds(run.err, "114 rows checked: ");
    /* The same sheets as from the files of both years. */
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf --data f.csv --state CA,NV --year 2021-2022 --no-sync -o t/ && cp -r old/2* data && "
                       "ncmec-pdf --state CA,NV --year 2021-2022 --no-sync -q -o f/ && diff -r t f && rm -r data/2*");
    assert_holds(run.err, "4 sheets: 4 written, 0 unchanged, 0 failed\n");
    run = shell_expect(arena, 0, folder, "ncmec-pdf check f.csv --year 2022");
    assert_holds(run.err, "57 rows checked, 57 of other years not: ");
    run = shell_expect(arena, 4, folder, "ncmec-pdf check f.csv --year 2020");
    assert_holds(run.err,
                 "f.csv:A1: error: the table holds no figures of 2020; its rows are of other years, as 2021\n");
    run = shell_expect(arena, 0, folder, "ncmec-pdf --data f.csv --state CA --year 2021 --no-sync -o ca.pdf");
    assert_holds(run.err, "ca.pdf: 2 pages");
    run = shell_expect(arena, 2, folder, "ncmec-pdf --data f.csv --state CA -o ca.pdf");
    assert_holds(run.err, "'f.csv' holds figures of 2021 to 2022; choose by --year 2022, or --year 2021-2022\n");
    run = shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --year 2021 --write");
    assert_holds(run.err, "57 rows of other years not read\n57 files written\n");
    run = shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --write && ls data");
    assert_holds(run.out, "\nCA 2022  cybertipline_reports ");
    assert_lacks(run.out, "CA 2021");
    assert_holds(run.out, "\n2021\n2022\n");
    assert_holds(run.err, "57 files written\n");
    shell_expect(arena, 0, folder,
                 "ncmec-pdf export --year 2021 -o n.csv && cut -d, -f1-8 21.csv >a; cut -d, -f1-8 n.csv | diff a -");
    /* All years or none. */
    edit(folder, "CA", "cvip_submissions", "lots");
    run = shell_expect(arena, 4, folder, "rm -r data/2* && ncmec-pdf import f.csv --write");
    assert_holds(run.err, "'lots' is not a figure");
    shell_expect(arena, 0, folder, "! ls -d data/2*");
    /* A second row of a state is one too many in the same year alone. */
    file_write(arena, folder, "two.csv", STR("state,year,cvip_submissions\nCA,2021,1\nCA,2022,2\nCA,2021,3\n"));
    run = shell_expect(arena, 4, folder, "ncmec-pdf import two.csv");
    assert_holds(run.err, "two.csv:A4: error: a second row for CA; leave one\n");
    assert_holds(run.err, "two.csv:A2: note: the first\n");
}

/* Lines for "About these figures" go out with a table and come back, each on a line of its cell. */
static void notes_go_out_and_come_back(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "sed -i 's/^# notes.*/notes:  # ours\\n  - Counts follow the memo,\\n    section 2.\\n  - \"See "
                 "\\\\\"A\\\\\", B.\"/' "
                 "data/2023/CA.yaml && cp data/2023/CA.yaml old && ncmec-pdf export --year 2023 -o e.csv");
    Str table = file_text(arena, folder, "e.csv");
    assert_holds(table, ",notes\n");
    assert_holds(table, ",\"Counts follow the memo, section 2.\nSee \"\"A\"\", B.\"\n");
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf import e.csv --year 2023");
    assert_holds(run.err, "0 changes in 0 files\n");
    /* One of them changes at its place. */
    run = shell_expect(arena, 0, folder,
                       "sed -i 's/See \"\"A\"\", B/See C #4/' e.csv && ncmec-pdf import e.csv --year 2023 --write");
    assert_holds(run.out, "\nCA     notes   Counts follow the memo, sec...  Counts follow the memo, sec...\n");
    run = shell(arena, folder, "diff old data/2023/CA.yaml");
    assert_text(run.out, STR("18c18\n<   - \"See \\\"A\\\", B.\"\n---\n>   - \"See C #4.\"\n"));
    /* One more; none: an empty cell erases nothing. */
    shell_expect(arena, 0, folder,
                 "printf 'state,notes,team_adam_cases,cvip_submissions\\nCA,\"One.\\nTwo.\\nThree.\",4,\\n' >n.csv && "
                 "ncmec-pdf import n.csv --year 2023 --write && grep -q '^notes: .\"One.\", \"Two.\", \"Three.\"]$' "
                 "data/2023/CA.yaml && "
                 "grep -q 'cvip_submissions: 185' data/2023/CA.yaml && ncmec-pdf check --state CA --year 2023");
    run = shell_expect(arena, 0, folder,
                       "printf 'state,notes,team_adam_cases\\nCA,,4\\n' >n.csv && ncmec-pdf import n.csv --year 2023");
    assert_holds(run.err, "0 changes in 0 files\n");
    /* A new file has them too, and so has a sheet straight from the table. */
    shell_expect(arena, 0, folder,
                 "rm data/2023/CA.yaml && ncmec-pdf import e.csv --year 2023 --write && grep -q '^notes: .\"Counts "
                 "follow the memo, "
                 "section 2.\", \"See C #4.\"]$' data/2023/CA.yaml && ncmec-pdf --state CA --year 2023 --dump markdown "
                 "| grep 'See C #4' && "
                 "ncmec-pdf --data e.csv --state CA --year 2023 --dump markdown | grep 'See C #4'");
}

/* Bars between cells, and ="06", by which a number stays a text. */
static void spreadsheets_have_their_ways(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "f.csv", STR("State|cvip_submissions|sample|as_of\n=\"06\"|=\"190\"|FALSE|1/31/2024\n"));
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --year 2023");
    assert_holds(run.out, "CA     cvip_submissions  185   190\n");
    assert_holds(run.out, "CA     as_of             none  2024-01-31\n");
    assert_holds(run.err, "separated by bars, days such as 1/31/2024 with the month first; 3 changes in 1 file\n");
    file_write(arena, folder, "f.csv", STR("State,cvip_submissions\n\"=\"\"CA\"\"\",\"=\"\"1,190\"\"\"\n"));
    run = shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --year 2023");
    assert_holds(run.out, "CA     cvip_submissions  185  1,190\n");
    /* "Unicode Text", whichever byte comes first; a character beyond 16 bits is two units. */
    static const char *const codes[] = {"UTF-16LE", "UTF-16BE"};
    file_write(arena, folder, "f.txt",
               STR("\xEF\xBB\xBF"
                   "State\tcvip_submissions\tsource\nCA\t\"1,190\"\tCaf\xC3\xA9 \xF0\x9F\x98\x80\n"));
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        run = shell_expect(arena, 0, folder, "iconv -f UTF-8 -t %s f.txt >u.txt && ncmec-pdf import u.txt --year 2023",
                           codes[i]);
        assert_holds(run.out, "  Caf\xC3\xA9 \xF0\x9F\x98\x80\n");
        assert_holds(run.out, "  1,190\n");
        assert_holds(run.err, "u.txt: read as UTF-16, separated by tabs; 2 changes in 1 file\n");
    }
    /* The word of a status has any letter case, in a typed file too. */
    run = shell_expect(arena, 0, folder,
                       "sed -i 's/^status: .*//; s/^year: .*/&\\nstatus: FINAL/' data/2023/CA.yaml && "
                       "ncmec-pdf check --state CA --year 2023 && ncmec-pdf list --year 2023");
    assert_holds(run.out, "CA  California                final  data/2023/CA.yaml\n");
}

static void a_packet_is_bound_from_a_table(void **state)
{
    (void)state;
    const char *folder = folder_with_table();
    Run run = shell_expect(arena, 0, folder,
                           "ncmec-pdf packet --data f.csv --state CA,NV,AZ -o t.pdf && pdftotext t.pdf t && "
                           "ncmec-pdf packet --state CA,NV,AZ --year 2022 -o f.pdf && pdftotext f.pdf f && cmp t f");
    assert_holds(run.err, "t.pdf: 3 sheets, 8 pages, ");
    run = shell_expect(arena, 2, folder, "ncmec-pdf packet --data data/2022/CA.yaml --state CA -o t.pdf");
    assert_holds(run.err, "'data/2022/CA.yaml' is one sheet's file; many sheets come from a table");
}

static void a_table_is_checked_as_a_year(void **state)
{
    (void)state;
    const char *folder = folder_with_table();
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf check f.csv --strict");
    assert_text(run.err, STR("57 rows checked: nothing found; 1 draft\n"));
    run = shell_expect(arena, 0, folder, "ncmec-pdf check f.csv data/2022/CA.yaml f.csv data/2022/CA.yaml");
    assert_text(run.err, STR("1 file, 57 rows checked: nothing found; 1 draft\n"));
    /* A row above the nation's; a row that is another's; all rows together above the nation's; and the wording. */
    edit(folder, "CA", "cybertipline_reports", "900,000,000");
    run = shell_expect(arena, 4, folder, "ncmec-pdf check f.csv");
    assert_holds(run.err, "f.csv:H7: error: cybertipline_reports is 900,000,000, but it cannot be above");
    assert_holds(run.err, "f.csv:H2: note: cybertipline_reports of the nation: 115.4 million\n");
    edit(folder, "CA", "cybertipline_reports", "69,657");
    edit(folder, "US", "team_hope_supported", "100,000");
    run = shell_expect(arena, 4, folder, "ncmec-pdf check f.csv");
    assert_holds(run.err, "f.csv:T2: error: team_hope_supported of the nation is 100,000, but team_hope_supported of "
                          "the 56 states with figures add up to at least ");
    edit(folder, "US", "likely_trafficked", "suppressed");
    run = shell_expect(arena, 4, folder, "ncmec-pdf check f.csv");
    assert_holds(run.err, "f.csv:Q2: error: likely_trafficked is of the kind 'suppressed'");
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf export --year 2022 | sed '/^WY,/d; s/^GU,\\(.*\\)/GU,\\1\\nWY,\\1/' >f.csv && "
                       "ncmec-pdf check f.csv");
    assert_holds(run.err, "warning: all figures of Wyoming are those of Guam; was the file copied?\n");
    /* Where the table has no row for the nation, the folder's file bounds it. */
    edit(folder, "AK", "team_hope_supported", "999,999");
    run = shell_expect(arena, 4, folder, "sed -i '/^US,/d' f.csv && ncmec-pdf check f.csv");
    assert_holds(run.err, "data/2022/national.yaml:");
}

/* The messages of findings alone, sorted: an import's cells are a check's lines. */
#define MESSAGES "sed -n 's/^[^ ]*: \\(error\\|warning\\): //p' said | sort >"

static void an_import_says_what_a_check_would(void **state)
{
    (void)state;
    const char *folder = folder_with_table();
    /* Tenfold, to zero, another's, against files that the table does not name. */
    edit(folder, "CA", "cvip_submissions", "9,999");
    edit(folder, "CA", "trafficking_engagements", "0");
    shell_expect(arena, 0, folder,
                 "head -n 1 f.csv >g.csv && grep '^CA,' f.csv >>g.csv && grep '^AL,' f.csv | sed 's/^AL/MT/' >>g.csv");
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf import g.csv --year 2022 2>&1 >/dev/null | tee said");
    assert_holds(run.out, "g.csv:K2: warning: cvip_submissions is 9,999, more than ten times the ");
    assert_holds(run.out, "data/2021/CA.yaml:");
    assert_holds(run.out, "g.csv:S2: warning: trafficking_engagements is 0, down from the ");
    assert_holds(run.out, "g.csv:A3: warning: all figures of Montana are those of Alabama; was the file copied?\n");
    assert_holds(run.out, "data/2022/AL.yaml:");
    shell_expect(arena, 0, folder, MESSAGES "imported");
    /* Warnings stop a strict import alone, and stand in a check afterwards as they stood here. */
    shell_expect(arena, 3, folder, "ncmec-pdf import g.csv --year 2022 --write --strict");
    shell_expect(arena, 0, folder, "diff -r '%s/tests/samples/2022' data/2022", shell_tree);
    shell_expect(arena, 0, folder, "ncmec-pdf import g.csv --year 2022 --write && ncmec-pdf check --year 2022 2>said");
    shell_expect(arena, 0, folder, MESSAGES "checked && diff imported checked");
}

static void what_a_check_refuses_is_not_written(void **state)
{
    (void)state;
    const char *folder = folder_with_table();
    /* Together with the files that the table does not name, the states are above the nation. */
    file_write(arena, folder, "us.csv", STR("state,team_hope_supported\nUS,\"100,000\"\n"));
    Run run = shell_expect(arena, 4, folder, "ncmec-pdf import us.csv --year 2022 --write");
    assert_holds(run.err,
                 "us.csv:B2: error: team_hope_supported of the nation is 100,000, but team_hope_supported of the "
                 "56 states with figures add up to at least ");
    /* One state alone is above it, which its file says. */
    file_write(arena, folder, "us.csv", STR("state,team_hope_supported\nUS,\"90,000\"\n"));
    run = shell_expect(arena, 4, folder, "ncmec-pdf import us.csv --year 2022 --write");
    assert_holds(run.err,
                 ": error: team_hope_supported is 93,333, but it cannot be above team_hope_supported of the nation");
    /* What is wrong with every sheet in the same words is said once: the wording has no words for it. */
    shell_expect(arena, 0, folder,
                 "mkdir data/templates && sed 's/ {us.cvip_identified_children} / {us.team_hope_supported} /' "
                 "'%s/data/templates/fact-sheet.yaml' >data/templates/fact-sheet.yaml",
                 shell_tree);
    file_write(arena, folder, "us.csv", STR("state,team_hope_supported\nUS,suppressed\n"));
    run = shell_expect(arena, 4, folder, "ncmec-pdf import us.csv --year 2022 --write");
    assert_holds(run.err, "error: there is no number to print: us.team_hope_supported is suppressed");
    assert_int_equal(count_of(run.err, "there is no number to print"), 1);
    assert_holds(run.err, "us.csv:B2: note: team_hope_supported: suppressed\n");
    shell_expect(arena, 0, folder, "diff -r '%s/tests/samples/2022' data/2022", shell_tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_sheets_are_those_of_the_files),  cmocka_unit_test(lists_choose_rows),
        cmocka_unit_test(a_wrong_row_costs_its_sheet_alone),   cmocka_unit_test(the_year_is_said_once),
        cmocka_unit_test(a_table_may_hold_many_years),         cmocka_unit_test(notes_go_out_and_come_back),
        cmocka_unit_test(spreadsheets_have_their_ways),        cmocka_unit_test(a_packet_is_bound_from_a_table),
        cmocka_unit_test(a_table_is_checked_as_a_year),        cmocka_unit_test(an_import_says_what_a_check_would),
        cmocka_unit_test(what_a_check_refuses_is_not_written),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
