/* Editions of a sheet can be told apart: by what they print of corrections, by every date, by the slug and by names. */
#include "tests/tools/shell.h"

static const char revisions[] =
    "sed -i 's|^# as_of.*|as_of: 2024-01-31\\nrevised: 2024-05-04\\nrevisions:\\n"
    "  - {date: 2024-03-04, figure: missing_total, was: \"1,897\", why: {en: two counties were counted twice, es: dos "
    "condados se contaron dos veces}}\\n"
    "  - {date: 2024-05-04, figure: missing_other, was: more than 800, why: A late report came in.}|' "
    "data/2023/CA.yaml";

static const char *folder_revised(void)
{
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "%s", revisions);
    return folder;
}

static void corrections_are_printed_in_each_language(void **state)
{
    (void)state;
    const char *folder = folder_revised();
    static const char *const expected[][2] = {
        {"en", "  note: Revised March ~4, 2024: cases of missing children, previously 1,897; two counties were counted "
               "twice.\n  note: Revised May ~4, 2024: Other Missing Children Cases, previously more than 800; A late "
               "report came in.\n"},
        {"es", "  note: Revisado el 4 ~de ~marzo de 2024: casos de menores desaparecidos, antes 1,897; dos condados se "
               "contaron dos veces.\n  note: Revisado el 4 ~de ~mayo de 2024: Otros casos de menores desaparecidos, "
               "antes m\xC3\xA1s de 800; A late report came in.{en}\n"}};
    for (size_t i = 0; i < 2; i++)
        assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --language %s --dump document",
                                  expected[i][0])
                         .out,
                     expected[i][1]);
    shell_expect(arena, 0, folder, "ncmec-pdf check --strict");
    Str found = shell_expect(arena, 3, folder, "ncmec-pdf check --strict --language es").err;
    assert_holds(found, "data/2023/CA.yaml:18:72: warning: this sheet is in Spanish, but the text is in English; ");
}

/* The nation's corrections are on each sheet that prints the figure, and the later of both days is the sheet's. */
static void the_nations_corrections_date_all_sheets(void **state)
{
    (void)state;
    const char *folder = folder_revised();
    shell_expect(arena, 0, folder,
                 "sed -i 's|^figures:|revisions: [{date: 2024-06-01, figure: missing_total, was: \"28,000\", "
                 "why: recount}]\\nfigures:|' data/2023/national.yaml");
    Str text = shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --dump document").out;
    assert_holds(text, "Figures as of January ~31, 2024. Revised June ~1, 2024.");
    assert_holds(text, "Revised June ~1, 2024: Cases of missing children nationwide, previously 28,000; recount.");
}

static void every_date_name_and_slug_tells_the_edition(void **state)
{
    (void)state;
    const char *folder = folder_revised();
    shell_expect(arena, 0, folder, "ncmec-pdf -q --state CA --year 2023 --for screen,press -o '{state}-{revised}.pdf'");
    assert_holds(shell_expect(arena, 0, folder, "pdfinfo -isodates CA-2024-05-04-press.pdf").out,
                 "CreationDate:    2024-05-04T00:00:00Z\nModDate:         2024-05-04T00:00:00Z\n");
    assert_holds(shell_expect(arena, 0, folder, "pdfinfo -meta CA-2024-05-04-press.pdf").out,
                 "<xmp:ModifyDate>2024-05-04T00:00:00Z</xmp:ModifyDate>");
    assert_holds(shell_expect(arena, 0, folder, "pdftotext -raw CA-2024-05-04-press.pdf -").out,
                 "ncmec-CA-2023 revised May 4, 2024 press (PDF/X-4) page 2 of 2 2024-05-04 ");
    shell_expect(
        arena, 0, folder,
        "SOURCE_DATE_EPOCH=1709251200 ncmec-pdf -q --state CA --year 2023 -o '{state}-{revised}.pdf' &&"
        "pdfinfo -isodates CA-2024-03-01.pdf | grep -q 'ModDate:  *2024-03-01' &&"
        "sed -i -e '/^revised/d' -e '/^revisions/d' -e '/^  - {date/d' data/2023/CA.yaml &&"
        "ncmec-pdf -q --state CA --year 2023 -o '{state}-{revised}.pdf' && test -e CA-2024-01-31.pdf &&"
        "ncmec-pdf export --year 2023 -o t.csv && ncmec-pdf -q --data t.csv --state all -o '{revised}-{state}.pdf'"
        " && test -e 2024-01-31-CA.pdf && sed -i /^as_of/d data/2023/CA.yaml &&"
        "ncmec-pdf -q --state CA --year 2023 -o '{state}-{revised}.pdf' && test -e CA-2023-12-31.pdf");
}

/* In a packet each sheet has its own, whatever is laid out after it. */
static void a_packets_slug_tells_the_edition_of_each_sheet(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "AZ TX");
    shell_expect(arena, 0, folder, "%s", revisions);
    shell_expect(arena, 0, folder,
                 "sed -i 's|^figures:|revisions: [{date: 2024-06-01, figure: missing_other, was: \"3\", "
                 "why: recount}]\\nfigures:|' data/2023/AZ.yaml");
    Run run = shell_expect(arena, 0, folder,
                           "ncmec-pdf packet -q --state CA,AZ,TX --year 2023 --for press -o p.pdf && pdftotext -raw "
                           "p.pdf - | grep -o '2023 ncmec-.*press'");
    assert_str(run.out, "2023 ncmec-CA-2023 revised May 4, 2024 press\n2023 ncmec-CA-2023 revised May 4, 2024 press\n"
                        "2023 ncmec-AZ-2023 revised June 1, 2024 press\n2023 ncmec-AZ-2023 revised June 1, 2024 press\n"
                        "2023 ncmec-TX-2023 press\n2023 ncmec-TX-2023 press\n");
}

static void what_is_attached_makes_the_edition_again(void **state)
{
    (void)state;
    const char *folder = folder_revised();
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf -q --state CA --year 2023 --for screen -o ca.pdf && mkdir -p again/2023 &&"
        "pdfdetach -saveall -o again/2023 ca.pdf && mv again/2023/measures.yaml again/2023/jurisdictions.yaml again &&"
        "ncmec-pdf -q --data-dir again --state CA --year 2023 --template again/2023/fact-sheet.yaml"
        " --theme again/2023/theme.yaml --for screen --strict -o again.pdf && cmp ca.pdf again.pdf");
}

/* What a spreadsheet does not hold stays in the file. */
static void an_import_keeps_the_corrections(void **state)
{
    (void)state;
    const char *folder = folder_revised();
    shell_expect(arena, 0, folder,
                 "ncmec-pdf export --year 2023 -o t.csv && sed -i 's/,185,/,186,/' t.csv &&"
                 "ncmec-pdf import -q t.csv --year 2023 --write && grep -q 'submissions: 186' data/2023/CA.yaml &&"
                 "test $(grep -c '^  - {date' data/2023/CA.yaml) = 2");
}

/* "old" and "new" are copies of the data folder, but for what 'script' does to the old one. */
static const char *folder_of_two(const char *script)
{
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "mv data new && cp -r new old && cd old && %s", script);
    return folder;
}

static void editions_that_say_the_same_are_equal(void **state)
{
    (void)state;
    /* Another way to type it, and comments, are no difference. */
    const char *folder =
        folder_of_two("sed -i 's/78,835/78835/; s/^source: \\(.*\\)/source: \"\\1\"  # x/' 2023/CA.yaml");
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf diff old new");
    assert_text(run.out, STR(""));
    assert_text(run.err, STR("no difference\n"));
    assert_text(shell_expect(arena, 0, folder, "ncmec-pdf diff old new --format json").out, STR("[\n]\n"));
}

static void differences_are_named_at_both_places(void **state)
{
    (void)state;
    const char *folder = folder_of_two(
        "sed -i 's/missing_other: 615/missing_other: 633/; s/missing_total: 1,879/missing_total: 1897/;"
        "s/^source: /source: An earlier /; s/team_adam_cases: 3/team_adam_cases: suppressed/' 2023/CA.yaml &&"
        "sed -i 's/^  - \"24-hour hotline/  - \"A line\"\\n&/' templates/fact-sheet.yaml &&"
        "sed -i 's/^  label: .*size: 9 pt/&.5/; s/9 pt.5/9.5 pt/' themes/ncmec.yaml && cp 2023/CA.yaml 2023/NV.yaml &&"
        "sed -i 's/^state: CA/state: NV/' 2023/NV.yaml");
    Run run = shell_expect(arena, 8, folder, "ncmec-pdf diff old new");
    assert_text(
        run.out,
        STR("figure 2023 CA missing_total\n"
            "  - old/2023/CA.yaml:23:18: 1,897 (typed 1897)\n"
            "  + new/2023/CA.yaml:23:18: 1,879\n"
            "figure 2023 CA missing_other\n"
            "  - old/2023/CA.yaml:25:18: 633\n"
            "  + new/2023/CA.yaml:25:18: 615\n"
            "figure 2023 CA team_adam_cases\n"
            "  - old/2023/CA.yaml:34:20: suppressed\n"
            "  + new/2023/CA.yaml:34:20: 3\n"
            "file 2023 NV\n"
            "  - old/2023/NV.yaml: figures\n"
            "text 2023 CA source\n"
            "  - old/2023/CA.yaml:13:9: An earlier NCMEC California Data 2023\n"
            "  + new/2023/CA.yaml:13:9: NCMEC California Data 2023\n"
            "wording notes[6]\n"
            "  - old/templates/fact-sheet.yaml:265:5: A line\n"
            "theme styles.label.size\n"
            "  - old/themes/ncmec.yaml:55:32: 9.5 pt\n"
            "  + new/themes/ncmec.yaml:55:32: 9 pt\n"
            "finding mismatch\n"
            "  - old/2023/NV.yaml:13:9: the source names California, but these are the figures of Nevada\n"
            "finding identical\n"
            "  - old/2023/NV.yaml:10:8: all figures of Nevada are those of California; was the file copied?\n"));
    assert_text(run.err, STR("9 differences: 3 figures, 1 file, 1 text, 1 wording, 1 theme, 2 findings\n"));
    assert_text(shell_expect(arena, 0, folder, "ncmec-pdf diff old new | awk 'length > 100'").out, STR(""));
    Str csv = shell_expect(arena, 8, folder, "ncmec-pdf diff old new --format csv").out;
    assert_holds(csv, "what,year,state,name,old,new,old typed,new typed,old place,new place\n");
    assert_holds(csv, "figure,2023,CA,missing_total,\"1,897\",\"1,879\",1897,\"1,879\",old/2023/CA.yaml:23:18,"
                      "new/2023/CA.yaml:23:18\n");
    shell_expect(arena, 8, folder, "ncmec-pdf diff old new -o d.csv");
    assert_text(file_text(arena, folder, "d.csv"), csv);
    shell_expect(arena, 0, folder,
                 "ncmec-pdf diff -q old new -o d.json; python3 -c 'import json; d = json.load(open(\"d.json\")); "
                 "assert d[0][\"old place\"] == \"old/2023/CA.yaml:23:18\", d[0]'");
}

static void revisions_are_ready_to_be_reviewed(void **state)
{
    (void)state;
    const char *folder = folder_of_two("sed -i 's/missing_other: 615/missing_other: 633/; s/: 1,879/: 1,897/;"
                                       "s/cvip_submissions: 185/cvip_submissions: 180/' 2023/CA.yaml");
    shell_expect(arena, 0, folder,
                 "sed -i -e 's/^# as_of.*/revised: 2024-05-04/' -e 's/submissions: 185/submissions: suppressed/'"
                 " new/2023/CA.yaml");
    Run run = shell_expect(arena, 8, folder, "ncmec-pdf diff old new --revisions");
    assert_text(run.out, STR("# new/2023/CA.yaml\nrevisions:\n"
                             "  # cvip_submissions is withheld now: what it was is not to be printed\n"
                             "  - {date: 2024-05-04, figure: missing_total, was: \"1,897\", why: \"\"}\n"
                             "  - {date: 2024-05-04, figure: missing_other, was: \"633\", why: \"\"}\n"));
    /* With its reasons it is what check takes, and is not asked for again. */
    shell_expect(arena, 0, folder,
                 "ncmec-pdf diff -q old new --revisions | sed 's/why: \"\"/why: recount/' >r.txt;"
                 "sed -i '/^revised/r r.txt' new/2023/CA.yaml && ncmec-pdf check --data-dir new");
    assert_lacks(shell_expect(arena, 8, folder, "ncmec-pdf diff old new --revisions").out, "missing_");
    /* A rounding that holds the old value is no correction where it was rounded to withhold another. */
    shell_expect(arena, 0, folder,
                 "sed -i '/figure: missing_total/d; s/missing_total: 1,879/missing_total: about 1,900/; s/orr: "
                 "161/orr: suppressed/; "
                 "s/team_adam_cases: 3/team_adam_cases: at least 1/' new/2023/CA.yaml");
    run = shell_expect(arena, 8, folder, "ncmec-pdf diff old new --revisions");
    assert_holds(run.out, "  # missing_total tells of figures that are, or may be, withheld: what it was is not to be "
                          "printed\n");
    assert_lacks(run.out, "figure: missing_total");
    assert_holds(run.out, "figure: team_adam_cases, was: \"3\"");
    run = shell_expect(arena, 2, folder, "ncmec-pdf diff --data-dir new 2022 2023 --revisions");
    assert_holds(run.err, "'--revisions' is for two editions of one year");
}

static void tables_are_compared_as_far_as_they_go(void **state)
{
    (void)state;
    const char *folder = folder_of_two("true");
    shell_expect(arena, 0, folder, "printf 'state,year,CVIP_submissions,team_adam_cases\nCA,2023,186,\n' >t.csv");
    assert_text(shell_expect(arena, 8, folder, "ncmec-pdf diff t.csv new").out,
                STR("figure 2023 CA cvip_submissions\n  - t.csv:C2: 186\n  + new/2023/CA.yaml:20:21: 185\n"));
    assert_text(shell_expect(arena, 8, folder, "ncmec-pdf diff new t.csv").out,
                STR("figure 2023 CA cvip_submissions\n  - new/2023/CA.yaml:20:21: 185\n  + t.csv:C2: 186\n"));
    shell_expect(arena, 0, folder,
                 "ncmec-pdf export --data-dir new --year 2023 -o t.xlsx && ncmec-pdf diff new t.xlsx &&"
                 "ncmec-pdf export --data-dir new --year 2023 -o u.csv && ncmec-pdf diff --data-dir new u.csv t.xlsx");
}

static void years_and_findings_are_compared(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder, "cp -r '%s/tests/samples' data", shell_tree);
    Run run = shell_expect(arena, 8, folder, "ncmec-pdf diff 2022 2023");
    assert_holds(run.out, "figure 2022/2023 US likely_trafficked\n  - data/2022/national.yaml:17:22: 49%\n"
                          "  + data/2023/national.yaml:17:22: 50%\n");
    folder = folder_of_two("sed -i 's/78,835/7,883/; s/^source.*/source: \"\"/' 2023/CA.yaml && mkdir 2022 && "
                           "sed 's/2023/2022/; s/78,835/778,835/' ../new/2023/CA.yaml >2022/CA.yaml && "
                           "sed 's/2023/2022/' 2023/national.yaml >2022/national.yaml && cp -r 2022 ../new");
    run = shell_expect(arena, 8, folder, "ncmec-pdf diff old new");
    assert_holds(run.out,
                 "finding source\n  - old/2023/CA.yaml:13:9: the file does not say where its figures are from");
    assert_holds(run.out, "finding change\n  - old/2023/CA.yaml:19:25: ");
}

/* By the figures that both carry, else by the words of their pages. */
static void finished_files_are_compared(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "ncmec-pdf -q --state CA --year 2023 --for screen,press -o a.pdf && "
                 "sed -i 's/78,835/78,853/' data/2023/CA.yaml && sed -i 's/left: 54 pt/left: 55 pt/' "
                 "data/themes/ncmec.yaml && ncmec-pdf -q --state CA --year 2023 --for screen,press -o b.pdf && "
                 "ncmec-pdf diff a.pdf a.pdf && ncmec-pdf diff b-press.pdf b-press.pdf");
    assert_str(shell_expect(arena, 8, folder, "ncmec-pdf diff a.pdf b.pdf").out,
               "figure 2023 CA cybertipline_reports\n  - a.pdf/2023/CA.yaml:6:25: 78,835\n"
               "  + b.pdf/2023/CA.yaml:6:25: 78,853\ntheme page.left\n  - a.pdf/themes/ncmec.yaml:6:9: 54 pt\n"
               "  + b.pdf/themes/ncmec.yaml:6:9: 55 pt\n");
    assert_holds(shell_expect(arena, 0, folder,
                              "cd / && ncmec-pdf diff --revisions '%s/a.pdf' '%s/b.pdf' || test $? = 8", folder, folder)
                     .out,
                 "was: \"78,835\", why: \"\"}\n");
    assert_holds(shell(arena, folder, "ncmec-pdf diff a.pdf b.pdf").err, "pages were not compared");
    Run swapped = shell_expect(arena, 8, folder,
                               "python3 '%s/tests/tools/pdfedit.py' a.pdf d.pdf page 1 78,835 78,853 && "
                               "ncmec-pdf diff a.pdf d.pdf",
                               shell_tree);
    assert_holds(swapped.out, "text words\n  - a.pdf, page 1, 0.85 in from the left");
    assert_holds(swapped.err, "1 difference: 1 text\n");
    /* What lies over the words, in a file that was written anew or that goes on after what was made. */
    static const char *const covers[][2] = {
        {"paint 1", "text page\n  + d.pdf, page 1: something else is painted, which may hide words\n"},
        {"note 2", "text annotations\n  + d.pdf: notes or form fields are other ones, which may hide words\n"},
        {"cover 1", NULL},
        {"sign 1", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(covers); i++) {
        Run run = shell_expect(arena, covers[i][1] ? 8 : 4, folder,
                               "python3 '%s/tests/tools/pdfedit.py' a.pdf d.pdf %s && ncmec-pdf diff a.pdf d.pdf",
                               shell_tree, covers[i][0]);
        assert_str(run.out, covers[i][1] ? covers[i][1] : "");
        if (!covers[i][1])
            assert_holds(run.err, "error: 'd.pdf' goes on after its first revision, as signed files do, and what that "
                                  "adds is not known; compare the file as it was before\n");
    }
    shell_expect(arena, 0, folder,
                 "ncmec-pdf export --year 2023 -o t.xlsx && mv data away && ncmec-pdf diff a.pdf a.pdf && "
                 "ncmec-pdf diff a-press.pdf a-press.pdf && ncmec-pdf diff t.xlsx t.xlsx && mv away data");
    Str words = shell_expect(arena, 8, folder, "ncmec-pdf diff a-press.pdf b-press.pdf --format csv").out;
    assert_holds(words, "\ntext,,,words,\"78,835\",\"78,853\",,,\"a-press.pdf, page 1, 0.85 in from the left and ");
    assert_int_equal(count_of(words, "\n"), 5); /* and the hash in the slug line of each page */
    assert_holds(shell_expect(arena, 2, folder, "ncmec-pdf diff a.pdf data").err,
                 "is a PDF, the other is not; name two");
    assert_holds(shell_expect(arena, 2, folder, "ncmec-pdf diff --revisions a.pdf b-press.pdf").err, "needs figures");
    assert_holds(shell_expect(arena, 1, folder, "head -c 9999 a.pdf >c.pdf; ncmec-pdf diff c.pdf a.pdf").err,
                 "cannot read 'c.pdf': it is damaged, or another program wrote it so (");
}

static void what_cannot_be_compared_is_said(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"nope new", "1", "ncmec-pdf: error: cannot read 'nope': No such file or directory\n"},
        {"new", "2", "ncmec-pdf: error: name two editions, the old one first: "},
        {"--data-dir new 2022 2023", "1", "ncmec-pdf: error: there are no figures of '2022'; name another one\n"},
        {"old new", "4", "old/2023/CA.yaml:1:4: error: this '[' is never closed"},
    };
    const char *folder = folder_of_two("printf 'a: [' >2023/CA.yaml");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Run run = shell(arena, folder, "ncmec-pdf diff %s", rows[i][0]);
        assert_int_equal(run.exit, rows[i][1][0] - '0');
        assert_holds(run.err, rows[i][2]);
        assert_int_equal(run.out.n, 0);
    }
}

int main(void)
{
    shell_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corrections_are_printed_in_each_language),
        cmocka_unit_test(the_nations_corrections_date_all_sheets),
        cmocka_unit_test(every_date_name_and_slug_tells_the_edition),
        cmocka_unit_test(a_packets_slug_tells_the_edition_of_each_sheet),
        cmocka_unit_test(what_is_attached_makes_the_edition_again),
        cmocka_unit_test(an_import_keeps_the_corrections),
        cmocka_unit_test(editions_that_say_the_same_are_equal),
        cmocka_unit_test(differences_are_named_at_both_places),
        cmocka_unit_test(revisions_are_ready_to_be_reviewed),
        cmocka_unit_test(tables_are_compared_as_far_as_they_go),
        cmocka_unit_test(years_and_findings_are_compared),
        cmocka_unit_test(finished_files_are_compared),
        cmocka_unit_test(what_cannot_be_compared_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
