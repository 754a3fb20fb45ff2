/* Figures between files, spreadsheets and sheets, as an analyst meets them: new files, import, export, proofs, the list
   of figures on a sheet, the wording in Markdown, and the schema as a validator that others wrote reads it. */
#include "tests/tools/shell.h"

#include <string.h>

/* ---- Tables ---- */

static void an_import_shows_then_changes_and_keeps_comments(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Str before = file_text(arena, folder, "data/2023/CA.yaml");
    file_write(arena, folder, "f.csv",
               STR("\xEF\xBB\xBFState;Cases assisted by Team Adam;cvip_submissions;CYBERTIPLINE_REPORTS\r\n"
                   "california;Suppressed;<10;78835\r\n"));
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --year 2023");
    assert_text(run.out, STR("state  figure            old  new            change from last year\n"
                             "CA     team_adam_cases   3    suppressed\n"
                             "CA     cvip_submissions  185  fewer than 10\n"));
    assert_text(run.err, STR("f.csv: read as UTF-8, separated by semicolons; 2 changes in 1 file\n"
                             "nothing is written yet; add --write\n"));
    assert_text(file_text(arena, folder, "data/2023/CA.yaml"), before);
    run = shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --year 2023 --write");
    assert_holds(run.err, "1 file written\n");
    run = shell(arena, folder, "diff '%s/data/2023/CA.yaml' data/2023/CA.yaml", shell_tree);
    assert_text(run.out, STR("20c20\n<   cvip_submissions: 185\n---\n>   cvip_submissions: fewer than 10\n"
                             "34c34\n<   team_adam_cases: 3\n---\n>   team_adam_cases: suppressed\n"));
    run = shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --year 2023 --write");
    assert_text(run.out, STR(""));
}

static void an_import_makes_what_is_missing(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "f.csv",
               STR("state,figure,value,source\n"
                   "Guam,team_adam_cases,\"1,103\",\"Caf\xE9: \"\"us\"\"\"\n"
                   "US,likely_trafficked,19%,\n"));
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --year 2024 --write");
    assert_holds(run.err, "read as Windows-1252, separated by commas; 3 changes in 2 files\n2 files written\n");
    Str guam = file_text(arena, folder, "data/2024/GU.yaml");
    assert_holds(guam, "\nstate: GU\nyear: 2024\nstatus: draft\nsource: \"Caf\xC3\xA9: \\\"us\\\"\"\n");
    assert_holds(guam, "\n  team_adam_cases: 1,103\n");
    assert_holds(guam, "\n  cvip_submissions:\n");
    assert_holds(file_text(arena, folder, "data/2024/national.yaml"), "\n  likely_trafficked: 19%\n");
}

/* The program knows no source: a new file asks for it, and a check says that it is missing until it is typed. */
static void no_source_is_invented(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "f.csv", STR("state,figure,value\nGuam,team_adam_cases,3\n"));
    shell_expect(arena, 0, folder,
                 "ncmec-pdf new --state TX --year 2024 && ncmec-pdf import f.csv --year 2024 --write -q");
    static const char *const names[] = {"data/2024/TX.yaml", "data/2024/GU.yaml", "data/2024/national.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_holds(file_text(arena, folder, names[i]), "\nsource:    # where these figures are from: the report or "
                                                         "the database, and its date\n");
    shell_expect(arena, 0, folder, "sed 's/^source: .*/source:  # not yet/' data/2023/CA.yaml >CA.yaml");
    Run run = shell_expect(arena, 3, folder, "ncmec-pdf check --strict CA.yaml");
    assert_holds(run.err,
                 "CA.yaml:13:8: warning: the file does not say where its figures are from; give it a 'source: ...'\n"
                 "    source:  # not yet\n");
    /* A table without the column makes a sheet, and the same finding. */
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf export --year 2023 | python3 -c 'import csv, sys\n"
                       "rows = list(csv.DictReader(sys.stdin)); names = [n for n in rows[0] if n != \"source\"]\n"
                       "out = csv.DictWriter(sys.stdout, names, extrasaction=\"ignore\"); out.writeheader()\n"
                       "out.writerows(rows)' >t.csv && ncmec-pdf --data t.csv --state CA --dump document");
    assert_holds(run.err, "warning: the table does not say where its figures are from; give it a column 'source'");
    assert_lacks(run.out, "Source:");
    /* What is typed behind the comment's key is read. */
    shell_expect(arena, 0, folder, "sed -i 's/^source: /source: Report of 2024 /' data/2024/TX.yaml");
    run = shell_expect(arena, 0, folder, "ncmec-pdf --state TX --year 2024 --draft --dump document");
    assert_holds(run.out, "Source: Report of 2024.");
}

static void what_new_left_empty_is_filled_in(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "f.csv",
               STR("state,cybertipline_reports,cvip_submissions,missing_from_social_services,missing_other,"
                   "missing_from_orr,trafficking_engagements,team_hope_supported,mental_health_connections,"
                   "team_adam_cases,connect_new_professionals,source\n"
                   "OH,\"1,000\",10,104,35,2,34,50,20,1,30,Report of May\n"));
    shell_expect(arena, 0, folder,
                 "ncmec-pdf new --state OH --year 2024 -q && sed -i 's/$/\\r/' data/2024/OH.yaml &&"
                 "sed 's/,35,/,more than 30,/' f.csv >inexact.csv");
    /* A total that its parts do not settle is not made up. */
    Run run = shell_expect(arena, 4, folder, "ncmec-pdf import inexact.csv --year 2024 --status final --write");
    assert_holds(run.err, "OH 2024 stays a draft: data/2024/OH.yaml:24:17: the figure of 'missing_total' (Cases of "
                          "missing children) is empty, and is not computed, as not all of its parts are exact");
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf import f.csv --year 2024 --status final --write && cat data/2024/OH.yaml");
    assert_holds(run.out, "OH     missing_total                 none   141\n");
    assert_holds(run.out, "source: Report of May\r\n");
    assert_holds(run.out, "  missing_total: 141\r\n");
    assert_holds(run.out, "  connect_new_professionals: 30\r\n");
    /* What stands there is the table's to change, and nobody else's. */
    run = shell_expect(arena, 0, folder,
                       "sed -i 's/missing_total: 141/missing_total: about 140/' data/2024/OH.yaml &&"
                       "ncmec-pdf import f.csv --year 2024 && grep 'missing_total: about 140' data/2024/OH.yaml");
    assert_holds(run.err, "0 changes in 0 files");
}

static void missing_lines_come_in_where_they_belong(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "sed -i -e '/cvip_submissions/d; /connect_new/d; /team_adam/d' -e 's/final/draft/' data/2023/CA.yaml; "
                 "printf '  team_adam_cases:   # of 2023' >>data/2023/CA.yaml");
    file_write(arena, folder, "f.csv",
               STR("state,cvip_submissions,connect_new_professionals,team_adam_cases,as_of\n"
                   "CA,4,5,6,2024-01-31\n"));
    shell_expect(arena, 0, folder, "ncmec-pdf import f.csv --year 2023 --write");
    Str text = file_text(arena, folder, "data/2023/CA.yaml");
    assert_holds(text, "  cybertipline_reports: 78,835\n  cvip_submissions: 4\n");
    assert_holds(text, "\n  team_adam_cases: 6   # of 2023\n  connect_new_professionals: 5\n");
    assert_holds(text, "\nas_of: 2024-01-31\n");
    assert_int_equal(count_of(text, "team_adam_cases"), 1);
}

static void what_is_exported_comes_back(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "set -e\n"
                 "ncmec-pdf export --year 2023 -o a.csv\n"
                 "ncmec-pdf import a.csv --year 2023 --write >changes\n"
                 "test ! -s changes\n"
                 "diff -r '%s/data' data\n"
                 "rm data/2023/*.yaml\n"
                 "ncmec-pdf import a.csv --year 2023 --write -q\n"
                 "ncmec-pdf export --year 2023 -o b.csv\n"
                 "cmp a.csv b.csv\n"
                 "cp -r data once\n"
                 "ncmec-pdf import b.csv --year 2023 --write -q\n"
                 "diff -r once data",
                 shell_tree);
}

/* Totals that their parts give, figures of every kind, notes apart: into files that were not there, and out again. */
static void a_year_goes_into_new_files_and_back(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    for (int year = 2021; year <= 2023; year++)
        shell_expect(arena, 0, folder,
                     "set -e\n"
                     "mkdir -p data\n"
                     "ncmec-pdf export --data-dir '%s/tests/samples' --year %d --force -o a.csv\n"
                     "ncmec-pdf import a.csv --data-dir data --year %d --write -q\n"
                     "ncmec-pdf export --data-dir data --year %d --force -o b.csv\n"
                     "cmp a.csv b.csv\n"
                     "ncmec-pdf import b.csv --data-dir data --year %d --write >changes\n"
                     "test ! -s changes",
                     shell_tree, year, year, year, year);
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf check --strict");
    assert_text(run.err, STR("171 files checked: nothing found; 4 drafts\n"));
    assert_holds(file_text(arena, folder, "data/2023/NY.yaml"),
                 "\n  # Cases of missing children (cases); 2022: 933,334; computed from its parts\n"
                 "  # Children missing");
}

static void all_files_change_or_none(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "f.csv",
               STR("state,status,team_adam_cases,likely_trafficked\n"
                   "CA,draft,4,\nTX,draft,5,\nUS,draft,,abc\n"));
    Run run = shell_expect(arena, 4, folder, "ncmec-pdf import f.csv --year 2023 --write");
    assert_holds(run.err, "f.csv:D4: error: 'abc' is not a figure");
    assert_text(run.out, STR(""));
    shell_expect(arena, 0, folder, "diff -r '%s/data' data", shell_tree);
    /* The disk lets the second rename fail. */
    file_write(arena, folder, "f.csv",
               STR("state,status,team_adam_cases,likely_trafficked\n"
                   "CA,draft,4,\nTX,draft,5,\nUS,draft,,20%\n"));
    shell_expect(arena, 0, folder, "chmod 644 f.csv && mkdir data/2023/TX.yaml");
    shell_expect(arena, 1, folder, "ncmec-pdf import f.csv --year 2023 --write");
    shell_expect(arena, 0, folder, "rmdir data/2023/TX.yaml && diff -r '%s/data' data", shell_tree);
}

static void sheets_are_made_straight_from_a_table(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "set -e\n"
                 "ncmec-pdf export --year 2023 -o a.csv\n"
                 "ncmec-pdf -q --state CA --year 2023 -o file.pdf\n"
                 "ncmec-pdf -q --data a.csv --state CA -o table.pdf\n"
                 "cmp file.pdf table.pdf\n"
                 "ncmec-pdf -q --data a.csv -o only.pdf && cmp file.pdf only.pdf");
    Run run = shell_expect(arena, 0, folder,
                           "sed -i 's/,status,/,remarks,/; s/,remarks//; s/,final//' a.csv && "
                           "ncmec-pdf -q --data a.csv -o draft.pdf && pdftotext draft.pdf -");
    assert_int_equal(count_of(run.out, "DRAFT"), 2);
}

/* ---- New files ---- */

static void new_files_list_every_figure(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf new --state ca --year 2024");
    assert_true(str_starts(run.err, STR("data/2024/national.yaml: new\ndata/2024/CA.yaml: new\nnext: ")));
    Str text = file_text(arena, folder, "data/2024/CA.yaml");
    assert_true(str_starts(text, STR("# yaml-language-server: $schema=../figures.schema.json\n")));
    assert_holds(text, "\n  # Cases assisted by Team Adam (cases); 2023: 3\n  team_adam_cases:\n");
    assert_holds(text, "\nstatus: draft\n");
    run = shell_expect(arena, 0, folder,
                       "for y in 2023 2024; do sed -n 's/^  \\([a-z_]*\\):.*/\\1/p' "
                       "data/$y/CA.yaml >$y; done; diff 2023 2024");
    file_write(arena, folder, "data/2024/TX.yaml", STR("mine\n"));
    run = shell_expect(arena, 0, folder, "ncmec-pdf new --state all --year 2024 && ls data/2024 | wc -l");
    assert_text(run.out, STR("57\n"));
    assert_holds(run.err, "3 files existed before and are left as they are\n");
    assert_text(file_text(arena, folder, "data/2024/TX.yaml"), STR("mine\n"));
}

static void new_and_check_take_lists_of_states(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "list.txt", STR("TX\nnew mexico # border\n"));
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf new --state @list.txt,AZ --year 2024");
    assert_true(str_starts(run.err, STR("data/2024/national.yaml: new\ndata/2024/TX.yaml: new\n"
                                        "data/2024/NM.yaml: new\ndata/2024/AZ.yaml: new\nnext: ")));
    run = shell_expect(arena, 4, folder, "ncmec-pdf check --state TX,AZ --year 2023-2024 2>&1 | tail -n 1; exit 4");
    assert_text(run.out, STR("4 files checked: 4 errors; 2 drafts\n"));
    run = shell_expect(arena, 0, folder, "ncmec-pdf check --state CA,TX --year all 2>&1 | tail -n 1");
    assert_text(run.out, STR("2 files checked: 1 error; 1 draft\n"));
    run = shell_expect(arena, 2, folder, "ncmec-pdf check --state CA,Txas");
    assert_text(run.err, STR("ncmec-pdf: error: unknown state 'Txas'; did you mean 'Texas'?\n"));
}

static void an_empty_table_is_filled_bit_by_bit(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf new --state all --year 2024 --csv");
    assert_int_equal(count_of(run.out, "\n"), 58);
    assert_true(str_starts(run.out, STR("state,year,status,source,as_of,cybertipline_reports,")));
    file_write(arena, folder, "f.csv", run.out);
    run = shell_expect(arena, 4, folder, "ncmec-pdf import f.csv --year 2024");
    assert_holds(run.err, "no row of this table holds a figure");
    run = shell_expect(arena, 0, folder,
                       "sed -i 's/^TX,2024,draft,,,/TX,2024,draft,Memo 7,2025-01-31,12/' f.csv && "
                       "ncmec-pdf import f.csv --year 2024 --write");
    assert_lacks(run.err, "does not say where its figures are from");
    assert_holds(run.out, "\nTX     cybertipline_reports  none  12\n");
    assert_holds(file_text(arena, folder, "data/2024/TX.yaml"), "\n  cybertipline_reports: 12\n");
    assert_holds(file_text(arena, folder, "data/2024/TX.yaml"), "source: Memo 7\n");
    assert_holds(file_text(arena, folder, "data/2024/TX.yaml"), "as_of: 2025-01-31");
    assert_false(file_exists(arena, folder, "data/2024/CA.yaml"));
}

/* ---- Proofs ---- */

static void a_draft_shows_what_is_missing(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run = shell_expect(arena, 0, folder,
                           "sed -i '/team_adam_cases/d; s/: 185/: abc/' data/2023/CA.yaml\n"
                           "sed -i '/us.cvip/d; /trafficking_reports/d' data/2023/national.yaml\n"
                           "ncmec-pdf --state CA --year 2023 --draft && pdftotext ncmec-CA-2023-draft.pdf -");
    assert_holds(run.err, "warning: 1 figure is missing: team_adam_cases");
    assert_holds(run.err, "warning: 'abc' is not a figure");
    assert_lacks(run.err, "error:");
    Run wording = shell_expect(arena, 0, folder, "ncmec-pdf -q --state CA --year 2023 --draft --dump markdown");
    assert_holds(wording.out, "**\\[missing: team\\_adam\\_cases\\]");
    assert_holds(wording.out, "**\\[missing: us.trafficking\\_reports\\]**");
    assert_holds(wording.out, "\\[missing: cvip\\_submissions\\]");
    assert_int_equal(count_of(run.out, "DRAFT"), 2);
    shell_expect(arena, 4, folder, "ncmec-pdf --state CA --year 2023 -o final.pdf");
    assert_false(file_exists(arena, folder, "final.pdf"));
}

/* A run of many proofs takes the place of no finished sheet. */
static void many_drafts_are_named_so(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "ncmec-pdf --state all --year 2023 -q --no-sync && cp ncmec-CA-2023.pdf final.pdf");
    Run run = shell_expect(arena, 0, folder,
                           "ncmec-pdf --state all --year 2023 --draft --no-sync && cmp ncmec-CA-2023.pdf final.pdf && "
                           "pdftotext ncmec-CA-2023-draft.pdf - | grep -c DRAFT");
    assert_text(run.out, STR("2\n"));
    shell_expect(arena, 0, folder,
                 "ncmec-pdf --state all --year 2023 --draft --for press --allow-draft --no-sync -q -o o/ && "
                 "test -f o/ncmec-CA-2023-draft-press.pdf");
}

static void a_draft_may_be_longer(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "for i in 1 2 3 4 5 6 7 8 9; do cat data/templates/fact-sheet.yaml | "
                 "grep '^  - The National' -A3; done >more\n"
                 "for i in 1 2 3 4; do cat more; done >many\n"
                 "sed -i '/^body:/r many' data/templates/fact-sheet.yaml");
    shell_expect(arena, 5, folder, "ncmec-pdf --state CA --year 2023 -o final.pdf");
    Run run = shell_expect(arena, 0, folder,
                           "ncmec-pdf --state CA --year 2023 --draft && "
                           "pdfinfo ncmec-CA-2023-draft.pdf | sed -n 's/^Pages: *//p'");
    assert_true(run.out.s[0] >= '3');
    assert_holds(run.err, "pages, but the theme 'ncmec' has at most 2");
}

static void a_figure_is_tried(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run = shell_expect(arena, 0, folder,
                           "ncmec-pdf --state CA --year 2023 --set team_adam_cases=1 --set 'us.trafficking_reports="
                           "at least 20,000' && pdftotext ncmec-CA-2023-draft.pdf -");
    assert_int_equal(count_of(run.out, "DRAFT"), 2);
    assert_holds(run.out, "at least 20,000");
    run = shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --set team_adam_cases=0 --dump markdown");
    assert_holds(run.out, "critical case assistance on no cases in California");
    shell_expect(arena, 0, folder, "diff -r '%s/data' data", shell_tree);
}

/* ---- What a reviewer signs ---- */

static void every_figure_is_explained(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 0, shell_tree, "ncmec-pdf explain --state CA --year 2023 --format csv");
    assert_holds(run.out, "us.cybertipline_reports,36.2 million,1,NCMEC\xE2\x80\x99s Work to Combat Child Sexual "
                          "Exploitation,\"36,150,000 to 36,249,999\",,,US,2023,,,");
    assert_holds(run.out, ",data/2023/national.yaml:16:25,NCMEC California Data 2023,\"In 2023, the CyberTipline "
                          "received 36.2 million reports related to child sexual "
                          "exploitation, containing more than 105 million pieces of reported content.\",,\n");
    assert_holds(run.out, "missing_other,32.7%,2,");
    /* Every number of the data is on the sheet, and so in the list. */
    Run keys = shell_expect(arena, 0, shell_tree,
                            "sed -n 's/^  \\([a-z_]*\\):.*/\\1/p' data/2023/CA.yaml | while read -r key; do "
                            "ncmec-pdf explain --state CA --year 2023 --format csv | grep -q \"^$key,\" || echo $key; "
                            "done");
    assert_text(keys.out, STR(""));
    /* Each page is the one on which a reader of the PDF finds the sentence. */
    shell_expect(arena, 0, folder_with_data(arena),
                 "ncmec-pdf explain --state CA --year 2023 --format json | python3 -c '\n"
                 "import json, subprocess, sys\n"
                 "rows = json.load(sys.stdin)\n"
                 "assert len(rows) >= 30\n"
                 "subprocess.run([\"ncmec-pdf\", \"-q\", \"--state\", \"CA\", \"--year\", \"2023\", \"-o\", "
                 "\"ca.pdf\"], check=True)\n"
                 "pages = subprocess.run([\"pdftotext\", \"ca.pdf\", \"-\"], "
                 "capture_output=True, text=True, check=True).stdout.split(\"\\f\")\n"
                 "for row in rows:\n"
                 "    assert row[\"printed\"].split()[0] in pages[int(row[\"page\"]) - 1], row\n"
                 "    assert row[\"source\"] and row[\"place\"] and row[\"section\"] and row[\"sentence\"], row\n'");
    run = shell_expect(arena, 0, shell_tree, "ncmec-pdf explain --state CA --year 2023 --set team_adam_cases=0");
    assert_holds(run.out, "no cases ");
    assert_holds(run.out, "--set:1:17");
    run = shell_expect(arena, 0, folder_with_data(arena),
                       "ncmec-pdf export --year 2023 -o a.csv && ncmec-pdf explain --data a.csv");
    assert_holds(run.out, " a.csv:E3\n");
}

/* A page, a workbook, a table, JSON or text by the name's ending, with digests of what is signed. */
static void what_is_signed_has_digests(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NV");
    shell_expect(
        arena, 0, folder,
        "sed -i 's/^source:.*/source: \"<b>R\\&D<\\/b>\"/; s/team_adam_cases: 3/team_adam_cases: 9/' data/2023/CA.yaml "
        "&& "
        "ncmec-pdf -q --state CA --year 2023 -o d.pdf && "
        "ncmec-pdf -q --state CA --year 2023 --for screen,press -o s.pdf && "
        "for e in html csv xlsx json txt; do ncmec-pdf explain -q --state CA --year 2023 -o a.$e && "
        "ncmec-pdf explain -q --state CA --year 2023 -o b.$e && cmp a.$e b.$e || exit; done; "
        "for f in d.pdf s.pdf s-press.pdf data/2023/CA.yaml data/2022/CA.yaml data/themes/ncmec.yaml; do "
        "n=$(sha256sum $f | cut -d' ' -f1); grep -q $n a.html && grep -qx \"    $n\" a.txt || exit; done; "
        "grep -q $(sha256sum d.pdf | cut -d' ' -f1) a.csv && grep -q $(sha256sum data/2023/CA.yaml | cut -d' ' -f1) "
        "a.json");
    Str page = file_text(arena, folder, "a.html");
    assert_holds(page, "source: &lt;b&gt;R&amp;D&lt;/b&gt;");
    assert_lacks(page, "<b>");
    assert_holds(page, "<td>3</td><td>up 6 from 2022</td></tr>");
    assert_holds(page, "@page { size: letter");
    assert_holds(page, "<td>Name</td><td class=\"line\"></td><td>Signature</td><td class=\"line\">");
    assert_holds(page, "<p>Whoever signs has held each figure above against its source, knows the warnings");
    assert_holds(page, "<h2>Warnings that are not accepted</h2>\n<p>None.</p>\n");
    Str text = file_text(arena, folder, "a.txt");
    assert_holds(text, "\nNo warning that is not accepted.\n");
    assert_int_equal(count_of(text, "  PDF press x1a, SHA-256:\n    "), 1);
    assert_holds(text, "  year before: 3; up 6 from 2022\n");
    for (size_t at = 0, end; at < text.n; at = end + 1) {
        end = str_find(text, STR("\n"), at);
        assert_true(utf8_count(str_slice(text, at, end)) <= 100);
    }
    assert_holds(shell_expect(arena, 2, folder, "ncmec-pdf explain --state CA --year 2023 -o a.docx").err,
                 "let it end in .html, .csv, .xlsx, .json or .txt");
    shell_expect(arena, 0, folder,
                 "cp a.xlsx c.xlsx && ncmec-pdf explain -q --state CA --year 2023 -o c.xlsx && cmp a.xlsx c.xlsx && "
                 "ncmec-pdf export -q --year 2023 -o e.xlsx && cp e.xlsx f.xlsx && "
                 "python3 -c 'import zipfile; a = zipfile.ZipFile(\"a.xlsx\"); b = zipfile.ZipFile(\"s.xlsx\", \"w\"); "
                 "[b.writestr(n, a.read(n).replace(b\"ncmec-pdf explain\", b\"Another\")) for n in a.namelist()]'");
    static const char *const others[] = {"e.xlsx", "s.xlsx"};
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_holds(shell_expect(arena, 2, folder, "ncmec-pdf explain --state CA --year 2023 -o %s", others[i]).err,
                     "is there, and is not a workbook of an earlier run");
    shell_expect(arena, 0, folder, "cmp e.xlsx f.xlsx");
    shell_expect(arena, 0, folder,
                 "python3 -c 'import zipfile, sys; assert b\"cybertipline_reports\" in "
                 "zipfile.ZipFile(\"a.xlsx\").read(\"xl/worksheets/sheet1.xml\")'");
}

static void who_signs_sees_what_nobody_has_accepted(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NV");
    shell_expect(arena, 0, folder,
                 "sed -i 's/78,834/7,834/' data/2022/*.yaml; "
                 "for e in html txt csv; do ncmec-pdf explain -q --state CA --year 2023 -o a.$e || exit; done");
    assert_holds(file_text(arena, folder, "a.html"),
                 "<li class=\"wide\">data/2023/CA.yaml:19:25: change: cybertipline_reports is 78,835, ");
    assert_holds(file_text(arena, folder, "a.txt"),
                 "\nWarnings that are not accepted:\n  data/2023/CA.yaml:19:25: change: ");
    assert_holds(file_text(arena, folder, "a.csv"), ",\"change: cybertipline_reports is 78,835, ");
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf explain --state all --year 2023 -o year.txt");
    assert_holds(run.err, "warnings that are not accepted, which it lists: CA 1, NV 1\n");
}

/* A year in one document: the largest change first, the nation's figures once. */
static void a_year_is_signed_in_one_document(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NV");
    shell_expect(arena, 0, folder,
                 "sed -i 's/mental_health_connections: 484/mental_health_connections: 960/' data/2023/NV.yaml");
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf explain --state all --year 2023 --format csv");
    assert_true(
        str_starts(str_slice(run.out, str_find(run.out, STR("\n"), 0) + 1, run.out.n),
                   STR("mental_health_connections,960,1,Nevada at a glance,exactly 960,484,up 98% from 2022,NV,")));
    assert_int_equal(count_of(run.out, "\nus.cybertipline_content,"), 1);
    assert_holds(run.err, "2 sheets, ");
    shell_expect(arena, 0, folder,
                 "ncmec-pdf explain --state all --year 2023 -o year.html && grep -q '<h1>Figures to be "
                 "signed: 2 sheets</h1>' year.html");
    shell_expect(arena, 2, folder, "ncmec-pdf explain --state all --year 2023 -o '{state}.html'");
    run = shell_expect(arena, 1, folder, "ncmec-pdf explain --state CA,TX --year 2023 -o part.html");
    assert_holds(run.err, "there are no figures for Texas in 2023");
    assert_false(file_exists(arena, folder, "part.html"));
}

static void the_wording_reads_as_markdown(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 0, shell_tree, "ncmec-pdf --state CA --year 2023 --dump markdown");
    assert_text(run.out, file_text(arena, shell_tree, "tests/golden/markdown/CA-2023.md"));
    /* Another program reads it back: every sentence of the sheet is there, and nothing is taken for other markup. */
    run = shell(arena, shell_tree, "command -v md2html");
    if (run.exit == 0) {
        run = shell_expect(arena, 0, shell_tree, "md2html --github tests/golden/markdown/CA-2023.md");
        assert_holds(run.out, "<strong>In 2023, 78,835 CyberTipline reports were made available");
        assert_holds(run.out, "<td align=\"right\">58.7%</td>");
        assert_int_equal(count_of(run.out, "<h1>"), 1);
    }
}

/* ---- The schema ---- */

static const char validator[] =
    "import json, sys, yaml, jsonschema\n"
    "class Plain(yaml.SafeLoader): pass\n"
    "Plain.yaml_implicit_resolvers = {c: [(t, r) for t, r in rs if t != 'tag:yaml.org,2002:timestamp'] "
    "for c, rs in yaml.SafeLoader.yaml_implicit_resolvers.items()}\n"
    "schema = json.load(open(sys.argv[1]))\n"
    "jsonschema.Draft7Validator.check_schema(schema)\n"
    "validator = jsonschema.Draft7Validator(schema)\n"
    "for name in sys.argv[2:]:\n"
    "    found = list(validator.iter_errors(yaml.load(open(name), Plain)))\n"
    "    print(name, 'bad' if found else 'good')\n";

static void the_shipped_schema_is_what_schema_writes(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 0, shell_tree, "ncmec-pdf schema");
    assert_text(run.out, file_text(arena, shell_tree, "data/figures.schema.json"));
    run = shell_expect(arena, 0, shell_tree, "grep -L 'schema=../figures.schema.json' data/2*/*.yaml; true");
    assert_text(run.out, STR(""));
}

/* A year's own dictionary wins for its year, in whatever reads its figures; other years, and what they are compared
   with, are read by theirs. */
static void a_year_has_its_own_dictionary(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder,
                 "mkdir -p data/2022/templates && cp -r '%s'/tests/samples/202[23] data && "
                 "sed 's/^cvip_submissions:/old_submissions:/; s/^missing_other:/missing_rest:/; "
                 "s/missing_social_services, missing_other/missing_social_services, missing_rest/; "
                 "s/\\(parts: .*\\)missing_other/\\1missing_rest/' '%s/data/measures.yaml' >data/2022/measures.yaml && "
                 "sed 's/cvip_submissions/old_submissions/; s/missing_other/missing_rest/' "
                 "'%s/data/templates/fact-sheet.yaml' >data/2022/templates/fact-sheet.yaml",
                 shell_tree, shell_tree, shell_tree);
    Run run = shell(arena, folder, "ncmec-pdf check --year 2022 --state CA");
    assert_int_equal(run.exit, 4);
    assert_holds(run.err, "data/2022/CA.yaml:12:3: error: unknown figure 'cvip_submissions'");
    /* With the keys of that dictionary all is well, and last year's comparison finds the figures that both have. */
    run =
        shell_expect(arena, 0, folder,
                     "sed -i 's/cvip_submissions/old_submissions/; s/missing_other/missing_rest/' data/2022/*.yaml && "
                     "ncmec-pdf check -v");
    assert_holds(run.err, "read data/2022/measures.yaml\n");
    assert_holds(run.err, "114 files checked: nothing found; ");
    run = shell(arena, folder,
                "sed -i 's/team_hope_supported: .*/team_hope_supported: 1/; "
                "s/cvip_submissions: .*/cvip_submissions: 1/' data/2023/CA.yaml && "
                "ncmec-pdf check --year 2023 --state CA");
    assert_holds(run.err, "team_hope_supported");
    assert_lacks(run.err, "_submissions");
    /* Sheets, and what is attached to them, which makes the same sheet again. */
    shell_expect(arena, 0, folder,
                 "ncmec-pdf --state CA --year 2022 --for screen -o s.pdf && mkdir -p again/2022 && "
                 "pdfdetach -saveall -o again/2022 s.pdf && mv again/2022/measures.yaml again/2022/jurisdictions.yaml "
                 "again && grep -q '^old_submissions' again/measures.yaml && "
                 "ncmec-pdf --data-dir again --state CA --year 2022 --template again/2022/fact-sheet.yaml "
                 "--theme again/2022/theme.yaml --for screen -o again.pdf && cmp s.pdf again.pdf");
    run = shell_expect(
        arena, 0, folder,
        "ncmec-pdf packet --state CA --year 2022-2023 -o p.pdf && mkdir p && pdfdetach -saveall -o p p.pdf && "
        "grep -l old_submissions p/* && grep -l cvip_submissions p/*");
    assert_text(run.out, STR("p/CA-2022.yaml\np/fact-sheet-2022.yaml\np/measures-2022.yaml\n"
                             "p/CA-2023.yaml\np/fact-sheet-2023.yaml\np/measures.yaml\n"));
    /* Tables: each row by its year, and a heading that its year does not know is a finding there. */
    file_write(arena, folder, "f.csv",
               str_printf(arena, "state,year,old_submissions,cvip_submissions\nCA,2022,5,\nCA,2023,,6\n"));
    run = shell_expect(arena, 0, folder, "ncmec-pdf import f.csv");
    assert_holds(run.out, "CA 2022  old_submissions   395  5\nCA 2023  cvip_submissions  1    6\n");
    run = shell(arena, folder, "sed -i 's/CA,2023,,6/CA,2023,7,6/' f.csv && ncmec-pdf import f.csv");
    assert_holds(run.err, "f.csv:C3: error: unknown figure 'old_submissions'");
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf export --year 2022 -o e.csv && ncmec-pdf import e.csv && rm data/2022/NV.yaml && "
                       "ncmec-pdf new --state NV --year 2022 && cat data/2022/NV.yaml && ncmec-pdf schema --year 2022");
    assert_holds(run.out, "\n  old_submissions:");
    assert_holds(run.out, "\"old_submissions\"");
    assert_lacks(run.out, "cvip_submissions");
    assert_holds(run.out, "schema=figures.schema.json\n");
    /* One that is wrong concerns its own year, and what is compared with it. */
    run = shell(arena, folder, "sed -i '0,/^  unit: /s//  unti: /' data/2022/measures.yaml && ncmec-pdf import f.csv");
    assert_int_equal(run.exit, 4);
    assert_holds(run.err, "data/2022/measures.yaml:28:3: error: unknown key 'unti' in a measure");
    assert_lacks(run.err, "f.csv");
    assert_int_equal(shell(arena, folder, "ncmec-pdf --state NY --year 2022 -o x.pdf").exit, 4);
    shell_expect(arena, 0, folder, "ncmec-pdf --state NY --year 2023 -o x.pdf");
}

/* Last year's sheets can be made again after a measure is added, and after one is given up. */
static void a_measure_has_years(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "ncmec-pdf --state CA --year 2023 -o old.pdf && ncmec-pdf --state CA --year 2023 --dump pages >old && "
                 "cat >>data/measures.yaml <<'END'\n"
                 "missing_new_part:\n  label: Parts of a new kind\n  unit: cases\n  scope: state\n  since: 2024\n"
                 "missing_old:\n  label: Given up\n  unit: cases\n  scope: both\n  until: 2022\nEND\n"
                 "sed -i 's/^  parts: .missing_from_social.*/  parts: [missing_from_social_services, missing_other, "
                 "missing_from_orr, missing_new_part]/' data/measures.yaml");
    shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 -o new.pdf && cmp old.pdf new.pdf");
    /* Neither a highlight nor what is told 'when' it is there is on last year's sheet. */
    shell_expect(
        arena, 0, folder,
        "sed -i 's/^        - figure: missing_total$/        - figure: missing_new_part\\n"
        "          label: cases of a new kind\\n&/; s/^  - \"Listed below/  - paragraph: There were "
        "{missing_new_part} of a new kind.\\n    when: missing_new_part\\n\\n&/' data/templates/fact-sheet.yaml && "
        "ncmec-pdf --state CA --year 2023 --dump pages | diff old -");
    /* What is attached makes the same sheet. */
    shell_expect(arena, 0, folder,
                 "ncmec-pdf --state CA --year 2023 --for screen -o s.pdf && pdfdetach -saveall s.pdf && "
                 "grep -q 'since: .2024' measures.yaml && ! grep -q missing_new_part CA-2023.yaml");
    Run run = shell_expect(arena, 4, folder,
                           "sed -i 's/^  missing_other:.*/&\\n  missing_new_part: 7/' data/2023/CA.yaml && "
                           "ncmec-pdf check --state CA --year 2023");
    assert_holds(run.err,
                 "data/2023/CA.yaml:26:3: error: 'missing_new_part' is no figure of 2023: the dictionary has it "
                 "since 2024; remove it, or change that year\n");
    run = shell_expect(arena, 0, folder,
                       "sed -i '/missing_new_part/d' data/2023/CA.yaml && ncmec-pdf new --state CA --year 2024 && "
                       "cat data/2024/CA.yaml && ncmec-pdf new --state CA --year 2024 --csv -o n.csv && head -1 n.csv");
    assert_holds(run.out, "\n  missing_new_part:\n");
    assert_lacks(run.out, "missing_old");
    assert_holds(run.out, ",connect_new_professionals,missing_new_part,notes\n");
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf export --year 2023 -o e.csv && ncmec-pdf import e.csv --year 2023 && "
                       "ncmec-pdf schema");
    assert_holds(run.err, "0 changes in 0 files\n");
    assert_lacks(run.out, "\"connect_new_professionals\", \"missing_new_part\"]");
}

/* The program is the judge: the validator must say the same of each file. */
static void a_validator_agrees_with_the_program(void **state)
{
    (void)state;
    static const struct {
        const char *edit;
        bool good;
    } rows[] = {
        {"s/: 185/: 0/", true},
        {"s/: 185/: more than 1,850/", true},
        {"s/: 185/: Fewer Than 10/", true},
        {"s/: 185/: 1.5 thousand/", true},
        {"s/: 185/: suppressed/", true},
        {"s/: 185/: not available/", true},
        {"s/: 185/: about 200/", true},
        {"s/: 185/: ~200/", true},
        {"s/: 185/: approx. 200/", true},
        {"s/: 185/: 1,850+/", true},
        {"s/: 185/: 1.5 thousand or more/", true},
        {"s/: 185/: 5 or fewer/", true},
        {"s/: 185/: <10/", true},
        {"s/: 185/: 185.0/", true},
        {"s/: 185/: 1,850.00/", true},
        {"s/: 185/: 5or fewer/", false},
        {"s/: 185/: 1,85.0/", false},
        {"s/: 185/: N/", false},
        {"s/^# as_of.*/as_of: 2024-01-31/", true},
        {"s/^# notes.*/notes: [One.]/", true},
        {"s/^state: CA/state: California/", true},
        {"s/: 185/: 18,5/", false},
        {"s/: 185/: 1 850/", false},
        {"s/: 185/: -185/", false},
        {"s/: 185/: 18.5/", false},
        {"s/: 185/: 19%%/", false},
        {"s/: 185/: lots/", false},
        {"s/: 185/: 3-Apr/", false},
        {"s/: 185/: 1.15E+01/", false},
        {"s/: 185/:/", false},
        {"s/: 185/: [185]/", false},
        {"s/cvip_submissions/cvip_submission/", false},
        {"s/^  cvip_submissions.*//", false},
        {"s/: 185/: 185\\n  likely_trafficked: 19%%/", false},
        {"s/^status: final/status: done/", false},
        {"s/^year: 2023/year: this/", false},
        {"s/^year: 2023//", false},
        {"s/^state: CA/state: XX/", false},
        {"s/^state: CA/state: CA\\nremarks: none/", false},
        {"s/^# notes.*/notes: one/", false},
        {"s/^# as_of.*/as_of: 1-31-2024/", false},
    };
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "validate.py", str_from(validator));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        shell_expect(arena, 0, folder, "sed '%s' '%s/data/2023/CA.yaml' >data/2023/CA.yaml", rows[i].edit, shell_tree);
        Run run = shell_expect(arena, 0, folder, "python3 validate.py data/figures.schema.json data/2023/CA.yaml");
        Run own = shell(arena, folder, "ncmec-pdf -q --state CA --year 2023 --dump document");
        /* What has no words in the wording is a figure all the same. */
        bool refused = own.exit == 4 && str_find(own.err, STR("data/templates"), 0) == own.err.n;
        if (!str_eq(run.out, str_from(rows[i].good ? "data/2023/CA.yaml good\n" : "data/2023/CA.yaml bad\n")))
            fail_msg("%s: %.*s", rows[i].edit, STR_ARG(run.out));
        if (refused == rows[i].good)
            fail_msg("%s: the program says %.*s", rows[i].edit, STR_ARG(own.err));
    }
    Run run = shell_expect(arena, 0, folder, "python3 validate.py data/figures.schema.json data/2023/national.yaml");
    assert_text(run.out, STR("data/2023/national.yaml good\n"));
    run = shell_expect(arena, 0, folder,
                       "sed -i 's/: 19%%/: 0.19/' data/2023/national.yaml && "
                       "python3 validate.py data/figures.schema.json data/2023/national.yaml");
    assert_text(run.out, STR("data/2023/national.yaml bad\n"));
}

/* Each kind of typed file has its schema, which lets pass what is shipped and finds what is broken. */
static void every_typed_file_has_a_schema(void **state)
{
    (void)state;
    static const struct {
        const char *name, *files;
    } kinds[] = {{"dictionary", "data/measures.yaml"},
                 {"jurisdictions", "data/jurisdictions.yaml"},
                 {"wording", "data/templates/fact-sheet.yaml data/templates/fact-sheet.es.yaml"},
                 {"packet-wording", "data/templates/packet.yaml data/templates/packet.es.yaml"},
                 {"theme", "data/themes/ncmec.yaml data/themes/office.yaml data/themes/large.yaml "
                           "house.yaml theme.yaml"},
                 {"packet", "hearing.yaml"}};
    static const struct {
        const char *name, *file, *edit; /* sed's */
    } broken[] = {
        {"dictionary", "data/measures.yaml", "0,/scope: state/s//scope: county/"},
        {"dictionary", "data/measures.yaml", "0,/^  unit: .*/s//  unit: [a, b]/"},
        {"dictionary", "data/measures.yaml", "0,/^  label:/s//  lable:/"},
        {"dictionary", "data/measures.yaml", "$aBad-Key: {label: a, unit: b, scope: state}"},
        {"dictionary", "data/measures.yaml", "$akey: {label: a, unit: b, scope: state, nation_is_sum: 3}"},
        {"jurisdictions", "data/jurisdictions.yaml", "s/^CA: {name/CAL: {name/"},
        {"jurisdictions", "data/jurisdictions.yaml", "s/^CA: {name: California, /CA: {/"},
        {"jurisdictions", "data/jurisdictions.yaml", "s/^CA: {name/CA: {nam/"},
        {"wording", "data/templates/fact-sheet.yaml", "s/^title:/titel:/"},
        {"wording", "data/templates/fact-sheet.yaml", "s/^body:/bodies:/"},
        {"wording", "data/templates/fact-sheet.yaml", "s/^  - section:/  - sections:/"},
        {"wording", "data/templates/fact-sheet.yaml", "s/label: Cases of missing/labels: Cases of missing/"},
        {"wording", "data/templates/fact-sheet.yaml", "s/- figure: /- figur: /"},
        {"packet-wording", "data/templates/packet.yaml", "s/^entry:/entries:/"},
        {"packet-wording", "data/templates/packet.yaml", "s/^cover: .*/cover: [a]/"},
        {"theme", "data/themes/ncmec.yaml", "s/^  width: 612 pt/  width: 612 px/"},
        {"theme", "data/themes/ncmec.yaml", "s/^  width: 612 pt/  width: 612/"},
        {"theme", "data/themes/ncmec.yaml", "s/^  min_pages: 2/  min_pages: two/"},
        {"theme", "data/themes/ncmec.yaml", "s/align: ragged/align: centered/"},
        {"theme", "data/themes/ncmec.yaml", "s/#12284C/12284C/"},
        {"theme", "data/themes/ncmec.yaml", "s/cmyk: .0, 0, 0, 70./cmyk: [0, 0, 70]/"},
        {"theme", "data/themes/office.yaml", "s/^base:/bas:/"},
        {"packet", "hearing.yaml", "s/^title:/titel:/"},
        {"packet", "hearing.yaml", "s/^dividers: .*/dividers: sections/"},
        {"packet", "hearing.yaml", "s/^pad: .*/pad: always/"},
        {"packet", "hearing.yaml", "s/, states: .NV.//"},
        {"packet", "hearing.yaml", "$astates: all"},
    };
    const char *folder = folder_with_states(arena, "NV");
    file_write(arena, folder, "validate.py", str_from(validator));
    file_write(arena, folder, "hearing.yaml",
               STR("title: {en: Data, es: Datos}\nyear: [2022, 2023]\ndividers: both\npad: true\ngroups:\n"
                   "  - {title: One, states: CA}\n  - {title: Two, states: [NV]}\n"));
    file_write(
        arena, folder, "house.yaml",
        STR("name: house\nbase: ncmec\npaper: a4\nsilhouette: none\ncolors: {navy: {srgb: \"#14324A\", cmyk: [94, "
            "60, 20, 58]}}\n"));
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf packet --from hearing.yaml -q -o p.pdf && ncmec-pdf --dump theme --theme house.yaml >theme.yaml");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Run run = shell_expect(arena, 0, folder, "ncmec-pdf schema %s", kinds[i].name);
        assert_text(run.out,
                    file_text(arena, shell_tree, str_printf(arena, "data/schemas/%s.schema.json", kinds[i].name).s));
        run = shell_expect(arena, 0, folder,
                           "ncmec-pdf schema %s >s.json; python3 validate.py s.json %s | grep -v 'good$'; true",
                           kinds[i].name, kinds[i].files);
        assert_text(run.out, STR(""));
    }
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        Run run = shell_expect(arena, 0, folder,
                               "sed '%s' %s >b.yaml && ! cmp -s b.yaml %s && ncmec-pdf schema %s >s.json && "
                               "python3 validate.py s.json b.yaml",
                               broken[i].edit, broken[i].file, broken[i].file, broken[i].name);
        if (!str_eq(run.out, STR("b.yaml bad\n")))
            fail_msg("%s: %.*s", broken[i].edit, STR_ARG(run.out));
    }
    Run run = shell_expect(arena, 2, folder, "ncmec-pdf schema themes");
    assert_holds(run.err, "there is no schema of 'themes'; did you mean 'theme'?");
    run = shell_expect(arena, 2, folder, "ncmec-pdf schema theme wording");
    assert_holds(run.err, "name one kind of file, as in: ncmec-pdf schema theme");
    run = shell_expect(arena, 2, folder, "ncmec-pdf schema theme --year 2023");
    assert_holds(run.err, "is the same in every year; leave out '--year'");
    run =
        shell_expect(arena, 0, shell_tree,
                     "grep -L '^# yaml-language-server: .schema=../schemas/' data/templates/*.yaml data/themes/*.yaml; "
                     "grep -L '^# yaml-language-server: .schema=schemas/' data/*.yaml; true");
    assert_text(run.out, STR(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_import_shows_then_changes_and_keeps_comments),
        cmocka_unit_test(an_import_makes_what_is_missing),
        cmocka_unit_test(no_source_is_invented),
        cmocka_unit_test(what_new_left_empty_is_filled_in),
        cmocka_unit_test(missing_lines_come_in_where_they_belong),
        cmocka_unit_test(what_is_exported_comes_back),
        cmocka_unit_test(a_year_goes_into_new_files_and_back),
        cmocka_unit_test(all_files_change_or_none),
        cmocka_unit_test(sheets_are_made_straight_from_a_table),
        cmocka_unit_test(new_files_list_every_figure),
        cmocka_unit_test(new_and_check_take_lists_of_states),
        cmocka_unit_test(an_empty_table_is_filled_bit_by_bit),
        cmocka_unit_test(a_draft_shows_what_is_missing),
        cmocka_unit_test(many_drafts_are_named_so),
        cmocka_unit_test(a_draft_may_be_longer),
        cmocka_unit_test(a_figure_is_tried),
        cmocka_unit_test(every_figure_is_explained),
        cmocka_unit_test(what_is_signed_has_digests),
        cmocka_unit_test(who_signs_sees_what_nobody_has_accepted),
        cmocka_unit_test(a_year_is_signed_in_one_document),
        cmocka_unit_test(the_wording_reads_as_markdown),
        cmocka_unit_test(every_typed_file_has_a_schema),
        cmocka_unit_test(the_shipped_schema_is_what_schema_writes),
        cmocka_unit_test(a_measure_has_years),
        cmocka_unit_test(a_year_has_its_own_dictionary),
        cmocka_unit_test(a_validator_agrees_with_the_program),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
