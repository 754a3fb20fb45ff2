/* The sheets of all 56 jurisdictions, from the invented figures of tests/samples/: free of findings, two pages each
   year, and with their names right in every sentence, "the" included. */
#include "ncmec/base.h"
#include "tests/tools/shell.h"

#include <string.h>

/* As each stands behind "in", "from" and "of". */
static const char *const places[][2] = {
    {"AL", "Alabama"},
    {"AK", "Alaska"},
    {"AZ", "Arizona"},
    {"AR", "Arkansas"},
    {"CA", "California"},
    {"CO", "Colorado"},
    {"CT", "Connecticut"},
    {"DE", "Delaware"},
    {"FL", "Florida"},
    {"GA", "Georgia"},
    {"HI", "Hawaii"},
    {"ID", "Idaho"},
    {"IL", "Illinois"},
    {"IN", "Indiana"},
    {"IA", "Iowa"},
    {"KS", "Kansas"},
    {"KY", "Kentucky"},
    {"LA", "Louisiana"},
    {"ME", "Maine"},
    {"MD", "Maryland"},
    {"MA", "Massachusetts"},
    {"MI", "Michigan"},
    {"MN", "Minnesota"},
    {"MS", "Mississippi"},
    {"MO", "Missouri"},
    {"MT", "Montana"},
    {"NE", "Nebraska"},
    {"NV", "Nevada"},
    {"NH", "New Hampshire"},
    {"NJ", "New Jersey"},
    {"NM", "New Mexico"},
    {"NY", "New York"},
    {"NC", "North Carolina"},
    {"ND", "North Dakota"},
    {"OH", "Ohio"},
    {"OK", "Oklahoma"},
    {"OR", "Oregon"},
    {"PA", "Pennsylvania"},
    {"RI", "Rhode Island"},
    {"SC", "South Carolina"},
    {"SD", "South Dakota"},
    {"TN", "Tennessee"},
    {"TX", "Texas"},
    {"UT", "Utah"},
    {"VT", "Vermont"},
    {"VA", "Virginia"},
    {"WA", "Washington"},
    {"WV", "West Virginia"},
    {"WI", "Wisconsin"},
    {"WY", "Wyoming"},
    {"DC", "the District of Columbia"},
    {"PR", "Puerto Rico"},
    {"VI", "the U.S. Virgin Islands"},
    {"GU", "Guam"},
    {"AS", "American Samoa"},
    {"MP", "the Northern Mariana Islands"},
};

enum { PLACES = sizeof places / sizeof *places };

static void all_are_free_of_findings(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 0, shell_tree, "ncmec-pdf check --data-dir tests/samples --strict");
    assert_text(run.err, str_printf(arena, "%d files checked: nothing found; 4 drafts\n", 3 * (PLACES + 1)));
    assert_int_equal(run.out.n, 0);
}

static void all_fit_on_two_pages(void **state)
{
    (void)state;
    for (int year = 2021; year <= 2023; year++)
        for (size_t i = 0; i < PLACES; i++) {
            Run run = shell_expect(arena, 0, shell_tree,
                                   "ncmec-pdf --data-dir tests/samples --state %s --year %d --dump pages | head -n 1",
                                   places[i][0], year);
            assert_int_equal(run.err.n, 0);
            assert_holds(run.out, "pages 2 ");
        }
}

/* The sentence that begins with 'start', up to its point, without the marks of words kept together. */
static Str sentence(Str document, const char *start)
{
    Buf out = {.arena = arena};
    size_t at = str_find(document, str_from(start), 0);
    assert_true(at < document.n);
    for (; at < document.n && document.s[at] != '\n'; at++)
        if (document.s[at] != '~')
            buf_char(&out, document.s[at]);
    return buf_str(&out);
}

static void names_are_right_in_every_sentence(void **state)
{
    (void)state;
    static const char *const wrong[] = {"the the ", "The the ", "the The ",   "in District", "in U.S.", "in Northern M",
                                        "  ",       " ,",       "from the  ", " .",          "{",       "suppressed"};
    for (size_t i = 0; i < PLACES; i++) {
        const char *place = places[i][1];
        bool has_the = strncmp(place, "the ", 4) == 0;
        const char *name = has_the ? place + 4 : place;
        Str document =
            shell_expect(arena, 0, shell_tree,
                         "ncmec-pdf --data-dir tests/samples --state %s --year 2023 --dump document", places[i][0])
                .out;
        assert_holds(sentence(document, "title: "), str_printf(arena, "NCMEC %s Data 2023", name).s);
        assert_holds(sentence(document, "subject: "),
                     str_printf(arena, "Statistics on missing and exploited children in %s, 2023", place).s);
        assert_holds(sentence(document, "highlights: "), str_printf(arena, "%s at a glance", name).s);
        assert_holds(sentence(document, "paragraph: Listed below"),
                     str_printf(arena, "Listed below are %s specific statistics relating to", name).s);
        assert_holds(sentence(document, "paragraph: NCMEC operates"),
                     str_printf(arena, " made available to law enforcement in %s", place).s);
        assert_holds(sentence(document, "paragraph: NCMEC also operates"),
                     str_printf(arena, " from %s law enforcement", name).s);
        assert_holds(sentence(document, "column label: "),
                     str_printf(arena, "Cases of missing children from %s, 2023", place).s);
        assert_holds(sentence(document, "paragraph: NCMEC’s Team"), str_printf(arena, " in %s", place).s);
        assert_holds(sentence(document, "paragraph: NCMEC is committed"), str_printf(arena, " in %s.", place).s);
        Str prose = str_slice(document, str_find(document, STR("paragraph: "), 0), document.n);
        for (size_t at = 0; at < prose.n;) {
            size_t end = str_find(prose, STR("\n"), at), text = at;
            while (text < end && prose.s[text] == ' ')
                text++;
            for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
                assert_lacks(str_slice(prose, text, end), wrong[k]);
            at = end + 1;
        }
    }
}

static void withheld_figures_are_explained(void **state)
{
    (void)state;
    Str document =
        shell_expect(arena, 0, shell_tree, "ncmec-pdf --data-dir tests/samples --state VT --year 2023 --dump document")
            .out;
    assert_holds(document, "note: A dash (—) stands for a figure withheld to protect privacy: cases with Team ~Adam "
                           "critical case assistance; Other Missing Children Cases; Children Reported Missing");
    assert_holds(document, "row: Other Missing Children Cases / [—](said: withheld)\n");
    assert_lacks(document, "column share");
    assert_lacks(document, "column bar");
    assert_holds(document, "in 2023 is withheld to protect privacy.**");
    Str islands =
        shell_expect(arena, 0, shell_tree, "ncmec-pdf --data-dir tests/samples --state VI --year 2023 --dump document")
            .out;
    assert_holds(islands, "stands for a figure that is not available: ");
    assert_holds(islands, "stands for a figure that does not apply here: ");
    assert_holds(islands, "note: An invented note");
    assert_lacks(islands, "social service agencies on cases involving");
    Str revised =
        shell_expect(arena, 0, shell_tree, "ncmec-pdf --data-dir tests/samples --state RI --year 2023 --dump document")
            .out;
    assert_holds(revised, "Figures as of January ~31, 2024. Revised June ~30, 2024.");
    assert_lacks(document, "as of");
    assert_holds(shell_expect(arena, 0, shell_tree,
                              "ncmec-pdf --data-dir tests/samples --state VT --year 2023 -q -o - | pdfinfo -isodates -")
                     .out,
                 "CreationDate:    2023-12-31T00:00:00Z");
}

static void none_and_one_have_words_of_their_own(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "sed -i 's/^  "
                 "\\(cyber.*\\|cvip.*\\|missing_from_s.*\\|traff.*\\|team_h.*\\|mental.*\\|team_a.*\\|connect.*\\): .*/"
                 "  \\1: 1/; s/^  \\(missing_o.*\\|missing_from_o.*\\): .*/  \\1: 0/; s/^  missing_total.*//' "
                 "data/2023/CA.yaml");
    Str one = shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --dump document | tr -d '~'").out;
    static const char *const ones[] = {
        "1 CyberTipline report was made available",
        "reviewed 1 submission of",
        "handled 1 case of missing children",
        "had 1 engagement with",
        "including 1 survivor/family in California",
        "connected 1 survivor/family to",
        "assistance on 1 case in",
        "including **1 new law enforcement or child-serving professional** in",
        "1 / CyberTipline report made",
        "1 / submission of",
        "1 / case of a missing child\n",
        "1 / engagement on",
        "1 / survivor/family supported by",
        "1 / survivor/family connected to",
        "1 / case with Team Adam",
        "1 / new registered user of",
    };
    for (size_t i = 0; i < sizeof ones / sizeof *ones; i++)
        assert_holds(one, ones[i]);
    Str none = shell_expect(arena, 0, folder,
                            "sed -i 's/^  \\([a-z_]*\\): 1$/  \\1: 0/' data/2023/CA.yaml && "
                            "ncmec-pdf --state CA --year 2023 --dump document | tr -d '~'")
                   .out;
    static const char *const nones[] = {
        "no CyberTipline reports were made available",
        "reviewed no submissions of",
        "handled no cases of missing children",
        "had no engagements with",
        "including no survivors/families in",
        "connected no survivors/families to",
        "assistance on no cases in",
        "including **no new law enforcement and",
    };
    for (size_t i = 0; i < sizeof nones / sizeof *nones; i++)
        assert_holds(none, nones[i]);
}

/* What the shipped wording does not use, but may. */
static void changes_and_shares_by_the_template(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder,
                 "cp -r '%s/tests/samples/2022' '%s/tests/samples/2023' . && mkdir templates && "
                 "sed 's|^  - The National Center.*|  - \"Reports went {change.cybertipline_reports}, nationwide "
                 "{change.us.missing_total, select, absent {unknown} other {{change.us.missing_total}}}.\"\\n&|; "
                 "s|^        - figure: team_hope_supported|&\\n          of: us.team_hope_supported|' "
                 "'%s/data/templates/fact-sheet.yaml' >templates/fact-sheet.yaml",
                 shell_tree, shell_tree, shell_tree);
    Str document = shell_expect(arena, 0, folder, "ncmec-pdf --data-dir . --state TX --year 2023 --dump document").out;
    assert_holds(document, "paragraph: Reports went up 7% from 2022, nationwide up 1% from 2022.");
    assert_holds(document,
                 "item: 1,111 / survivors/families supported by Team ~HOPE, of 300,000 nationwide (less than 1%)");
    Run none = shell_expect(arena, 4, folder, "ncmec-pdf --data-dir . --state TX --year 2022 --dump document");
    assert_holds(none.err, "how cybertipline_reports changed cannot be told");
}

int main(void)
{
    shell_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_are_free_of_findings),           cmocka_unit_test(all_fit_on_two_pages),
        cmocka_unit_test(names_are_right_in_every_sentence),  cmocka_unit_test(withheld_figures_are_explained),
        cmocka_unit_test(changes_and_shares_by_the_template), cmocka_unit_test(none_and_one_have_words_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
