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
        {"en", "  note: Revised March 4, 2024: cases of missing children, previously 1,897; two counties were counted "
               "twice.\n  note: Revised May 4, 2024: Other Missing Children Cases, previously more than 800; A late "
               "report came in.\n"},
        {"es", "  note: Revisado el 4 ~de marzo de 2024: casos de menores desaparecidos, antes 1,897; dos condados se "
               "contaron dos veces.\n  note: Revisado el 4 ~de mayo de 2024: Otros casos de menores desaparecidos, "
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
    assert_holds(text, "Figures as of January 31, 2024. Revised June 1, 2024.");
    assert_holds(text, "Revised June 1, 2024: Cases of missing children nationwide, previously 28,000; recount.");
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
                 "ncmec-CA-2023 revised May 4, 2024 press (PDF/X-4) page 2 of 2\n");
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

int main(void)
{
    shell_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corrections_are_printed_in_each_language),
        cmocka_unit_test(the_nations_corrections_date_all_sheets),
        cmocka_unit_test(every_date_name_and_slug_tells_the_edition),
        cmocka_unit_test(what_is_attached_makes_the_edition_again),
        cmocka_unit_test(an_import_keeps_the_corrections),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
