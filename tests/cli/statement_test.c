/* The accessibility record: what is measured changes with what is wrong, or the wrong is refused by a finding that
   names the criterion; what is signed counts for the wording and theme that it was signed for, and no longer. */
#include "tests/tools/shell.h"

#define RECORD "ncmec-pdf statement -q --state CA --year 2023"
#define WORDING "data/templates/fact-sheet.yaml"
#define THEME "data/themes/ncmec.yaml"
#define LOGO                                                                                                           \
    "cp \"$tree\"/tests/house/logo.* data/themes; printf '\\nlogo:\\n  file: logo.svg\\n  alt: \"A house\"\\n  "       \
    "width: 84 "                                                                                                       \
    "pt\\n  side: left\\n  top: 20 pt\\n  clear_space: 14 pt\\n' >>" THEME
#define FIRST "sed -i '/^body:/a\\  - \"%s\"' " WORDING /* a paragraph of its own */
#define ONE_TEXT                                                                                                       \
    "sed -i '/^body:/,$d' " WORDING "; printf 'body:\\n  - The text.\\nnotes: []\\n' >>" WORDING                       \
    "; sed -i 's/min_pages: 2/min_pages: 1/' " THEME
#define VAGUE "sed -i 's/\\[missingkids.org\\/ourwork\\/impact\\]/[click here]/' " WORDING
#define SIGN                                                                                                           \
    "sed 's/^tester: \"\"/tester: Ann/; s/^date: \"\"/date: 2024-01-31/; s/: \\[\\]/: NVDA/; s/1.3.3: not "            \
    "evaluated/1.3.3: Supports/'"
#define NO_LINKS "sed -i 's/\\[\\([^]]*\\)\\](\\(https\\|tel\\|mailto\\)[^)]*)/\\1/g' " WORDING

/* Lines of a page by themselves: the row of one criterion, on one line. */
static Str row_of(const char *folder, const char *options, const char *number)
{
    return shell_expect(arena, 0, folder,
                        RECORD " %s | awk '/^ /{sub(/^ */, \" \"); line = line $0; next} {print line; line = $0} "
                               "END{print line}' | grep '^%s '",
                        options, number)
        .out;
}

static void each_measured_verdict_changes_with_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *number, *options, *before, *spoil, *after;
    } cases[] = {
        {"1.1.1", "", "Supports (measured) No picture says anything", LOGO,
         "Not Evaluated (nobody) 1 picture, each with"},
        {"1.3.1", "", "Supports (measured) 1 title, 7 headings", "", ""},
        {"1.3.1", "", "Supports (measured)", "sed -i '/^body:/a\\  - \"**More to read**\"' " WORDING,
         "Partially Supports (measured) \"More to read\" is a paragraph in bold"},
        {"1.4.1", "", "Supports (measured) 3 links, all underlined", LOGO,
         "Not Evaluated (nobody) Links are underlined"},
        {"1.4.5", "", "Supports (measured) No picture", LOGO, "Not Evaluated (nobody) 1 picture, of which"},
        {"1.4.11", "", "Supports (measured) The lowest of 3 bars is 6.98:1",
         "sed -i 's/^  bar: blue/  bar: gold/' " THEME, "Does Not Support (measured) The lowest of 3 bars is 1.7"},
        {"1.4.3", "", "Supports (measured) The lowest is 8.27:1 (at least 4.5): \"Calendar year 2023\" in gold on navy",
         "sed -i 's/  year: {\\(.*\\)color: gold/  year: {\\1color: paper/' " THEME,
         "Supports (measured) The lowest is 14.64:1 (at least 4.5): \"The National Center"},
        {"2.1.1", "--for screen", "Supports (measured) 3 links", NO_LINKS,
         "Not Applicable (measured) The file holds no"},
        {"2.1.2", "--for screen", "Supports (measured) 3 links", NO_LINKS,
         "Not Applicable (measured) The file holds no"},
        {"2.4.3", "--for screen", "Supports (measured) 3 links", NO_LINKS,
         "Not Applicable (measured) The file holds no"},
        {"2.4.7", "--for screen", "Supports (measured) None of the 3", NO_LINKS, "Not Applicable (measured) The file"},
        {"4.1.2", "--for screen", "Supports (measured) 3 links", NO_LINKS,
         "Not Applicable (measured) The file holds no"},
        {"7.18", "--for screen", "Supports (measured) 3 links", NO_LINKS,
         "Not Applicable (measured) The file holds no"},
        {"2.5.3", "--for screen", "Not Evaluated (nobody) The words \"1-800", NO_LINKS, "Not Applicable (measured)"},
        {"2.4.1", "", "Supports (measured) 8 headings, with 7 bookmarks", ONE_TEXT,
         "Does Not Support (measured) No heading"},
        {"7.17", "", "Supports (measured) 8 headings, with 7 bookmarks", ONE_TEXT,
         "Does Not Support (measured) No heading"},
        {"7.4", "", "Supports (measured) 1 H1 and 7 H2", ONE_TEXT, "Supports (measured) 1 H1, no level skipped"},
        {"7.4", "--for screen --standard ua2", "Supports (measured) 1 Title and 7 H1, no level", "", ""},
        {"2.4.2", "--for screen --standard ua2", "Supports (measured) The window shows \"NCMEC California", "", ""},
        {"2.4.4", "", "Not Applicable (measured) No link can be followed in this file; the addresses of 3 are printed.",
         VAGUE, "Does Not Support (measured) The link to https://www.missingkids.org/ourwork/impact says only \"click"},
        {"2.1.1", "", "Not Applicable (measured)", VAGUE,
         "Not Applicable (measured) No link can be followed in this file; the addresses of 2 of 3 are printed."},
        {"7.5", "", "Supports (measured) 1 table", ONE_TEXT, "Not Applicable (measured) The file holds no table"},
        {"7.6", "", "Supports (measured) 1 list", ONE_TEXT, "Not Applicable (measured) The file holds no list"},
        {"7.9", "", "Not Applicable (measured) The file holds no footnote",
         "sed -i '/^body:/a\\  - paragraph: Some "
         "text.[^1]\\n    footnotes: {1: A note.}' " WORDING,
         "Supports (measured) 1 footnote, each a note"},
        {"2.4.2", "", "Supports (measured) The window shows \"NCMEC California Data 2023\"",
         "sed -i 's/^title: .*/title: Facts/' " WORDING,
         "Partially Supports (measured) The title \"Facts\" does not name"},
        {"2.4.4", "--for screen", "Supports (measured) The words of each link say",
         "sed -i "
         "'/^body:/a\\  - \"For help, click [here](https://x.org) (x.org).\"' " WORDING,
         "Does Not Support (measured) The link to https://x.org says only \"here\""},
        {"2.4.4", "--for screen", "Supports (measured) The words of each link say",
         "sed -i 's#(https://www.missingkids.org/ourwork/impact)#(https://evil.example/x)#' " WORDING,
         "Does Not Support (measured) The words of a link are \"missingkids.org/ourwork/impact\", but it leads to "
         "https://evil.example/x."},
        {"2.4.4", "--for screen", "Supports (measured) The words of each link say",
         "sed -i '/^body:/a\\  - \"[Our help](https://x.org/a) (x.org/a), [our help](https://x.org/b) "
         "(x.org/b).\"' " WORDING,
         "Partially Supports (measured) Two links say \"Our help\", and lead to https://x.org/a and to "
         "https://x.org/b."},
        {"2.4.4", "--for screen", "Supports (measured) The words of each link say",
         "sed -i '/^body:/a\\  - \"[Visit X.org](https://www.x.org/a?b) (x.org/a?b), [the report.pdf]"
         "(https://y.org/report.pdf) (y.org/report.pdf), [800-843-5678](tel:+18008435678).\"' " WORDING,
         "Supports (measured) The words of each link say"},
        {"3.2.4", "--for screen", "Supports (measured) No two of 3 links",
         "sed -i '/^body:/a\\  - \"[One "
         "way](https://x.org) (x.org), [another](https://x.org).\"' " WORDING,
         "Partially Supports (measured) Links to https://x.org say \"One way\" and \"another\""},
        {"2.4.6", "", "Not Evaluated (nobody) 7 headings, no two alike",
         "sed -i 's/heading: \"{state} at a "
         "glance\"/heading: About these figures./' " WORDING,
         "Partially Supports (measured) Two headings say"},
        {"3.1.1", "", "Supports (measured) The file says 'en-US'",
         "sed -i 's/^language: en-US/language: es-US/; s/ other {# reports}/ many {# reports} other {# "
         "reports}/' " WORDING,
         "Does Not Support (measured) The file says that it is in Spanish, but it reads as English"},
        {"7.2", "", "Supports (measured) Its language is 'en-US'",
         "sed -i 's/^language: en-US/language: es-US/; s/ other {# reports}/ many {# reports} other {# "
         "reports}/' " WORDING,
         "Does Not Support (measured) The file says that it is in Spanish"},
        {"3.1.2", "", "Not Evaluated (nobody) 0 parts",
         "sed -i '/^body:/a\\  - \"Los datos de los casos que se conocen en "
         "el estado son los de la oficina para las familias.\"' " WORDING,
         "Does Not Support (measured) \"Los datos"},
        {"5", "--for screen", "Supports (measured) It says PDF/A-3a, PDF/UA-1", "", ""},
        {"5", "--for screen --standard ua2", "Not Applicable (measured) It says PDF/A-4f, PDF/UA-2", "", ""},
        {"7.11", "", "Not Applicable (measured) No file is attached", "", ""},
        {"7.3", "", "Supports (measured) No picture", LOGO, "Not Evaluated (nobody) 1 picture"},
        {"7.11", "--for screen", "Supports (measured) 6 attached files", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *folder = folder_with_data(arena);
        assert_holds(row_of(folder, cases[i].options, cases[i].number), cases[i].before);
        if (!*cases[i].after)
            continue;
        shell_expect(arena, 0, folder, "tree='%s'; %s", shell_tree, cases[i].spoil);
        assert_holds(row_of(folder, cases[i].options, cases[i].number), cases[i].after);
    }
}

/* What would fail is not written at all. */
static void what_would_fail_is_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *criterion, *spoil;
        int code;
    } cases[] = {
        {"(WCAG 1.1.1)", LOGO "; sed -i 's/alt: \"A house\"/alt: \" \"/' " THEME, 4},
        {"(WCAG 1.1.1)", "sed -i '/- figure: Cases/d' " WORDING, 4},
        {"(WCAG 1.3.2)", "sed -i 's/title_y: 82 pt/title_y: 120 pt/' " THEME, 4},
        {"(WCAG 1.4.3)", "sed -i 's/  title: {\\(.*\\)color: paper/  title: {\\1color: navy/' " THEME, 6},
        {"(WCAG 2.4.4)", "sed -i '/^body:/a\\  - \"See [](https://x.org).\"' " WORDING, 4},
        {"(WCAG 3.1.1)", "sed -i 's/^language: en-US/language: xx-US/' " WORDING, 4},
        {"(WCAG 4.1.1)",
         "a=$(printf '%17000s' | tr ' ' a); sed -i \"/^body:/a\\\\  - 'See [x.org](https://x.org/$a)'\" " WORDING, 6},
        {"(WCAG 1.4.4)",
         "mkdir data/fonts; cp \"$tree\"/fonts/* data/fonts; sed -i 's/glyf/glyx/' "
         "data/fonts/SourceSans3-Regular.ttf",
         4},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *folder = folder_with_data(arena);
        shell_expect(arena, 0, folder, "tree='%s'; %s", shell_tree, cases[i].spoil);
        Run run = shell_expect(arena, cases[i].code, folder, RECORD " -o record.html");
        assert_holds(run.err, cases[i].criterion);
        assert_false(file_exists(arena, folder, "record.html"));
    }
}

static const char tested[] =
    "tester: Ann Example, Office of Examples\n"
    "date: 2024-01-31\n"
    "assistive_technology: [NVDA 2023.3 with Acrobat Reader 23.8, VoiceOver]\n"
    "contact: access@example.org\n"
    "template: $(sha256sum <" WORDING " | cut -d' ' -f1)\n"
    "theme: [$(sha256sum <" THEME " | cut -d' ' -f1)]\n"
    "files: {$(ncmec-pdf statement -q --state CA --year 2023 --to-sign | awk '"
    "/^[^ ]/{on = /^files:/} on && /^ .*:$/{printf \"%s \", $1} on && /- /{printf \"%s, \", $2}"
    "')}\n"
    "texts: $(ncmec-pdf statement -q --state CA --year 2023 --to-sign | sed -n "
    "'/^texts:/{n;s/  - //p}')\n"
    "verdicts:\n"
    "  1.3.3: supports\n"
    "  1.4.10: {verdict: partially supports, why: the table is cut off}\n"
    "  1.4.3: {verdict: does not support, why: the strip is too pale}\n"
    "  1.1.1: supports\n"
    "  2.4.5: not evaluated\n";

/* What is signed answers what is open, or is worse than what was measured; it counts for that wording and theme alone.
 */
static void what_is_signed_counts_until_it_expires(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    assert_holds(shell_expect(arena, 0, folder, RECORD).out, "Test record: NCMEC California Data 2023\n");
    shell_expect(arena, 0, folder, "tree='%s'; cat >data/statement.yaml <<END\n%sEND\n", shell_tree, tested);
    Str record = shell_expect(arena, 0, folder, RECORD " --strict").out;
    assert_holds(record, "Accessibility conformance report: NCMEC California Data 2023\n");
    assert_holds(record, "\n  Tester: Ann Example, Office of Examples\n  Tested on: 2024-01-31\n");
    assert_holds(record, "\n  Assistive technology: NVDA 2023.3 with Acrobat Reader 23.8; VoiceOver\n");
    assert_holds(record, "\n1.3.3 Sensory Characteristics: Supports (tester)\n");
    assert_holds(record, "\n1.4.10 Reflow: Partially Supports (tester)\n");
    assert_holds(row_of(folder, "", "1.4.10"), "set it anew in one column. The tester: the table is cut off");
    assert_lacks(row_of(folder, "", "1.4.10"), "for a person");
    assert_holds(record, "\n  What the tester read: it is not said which files; they had the same wording");
    assert_holds(record, "\n1.4.3 Contrast (Minimum): Does Not Support (tester)\n");
    assert_holds(record, "\n1.1.1 Non-text Content: Supports (measured)\n");
    assert_holds(record, "\n2.4.5 Multiple Ways: Not Evaluated (nobody)\n");
    /* Another look, or another wording, has not been tested. */
    shell_expect(arena, 0, folder, "echo '# changed' >>" THEME);
    Run late = shell_expect(arena, 0, folder, RECORD);
    assert_holds(late.out, "Test record: NCMEC California Data 2023\n");
    assert_lacks(late.out, "Ann Example");
    assert_holds(late.out, "\n1.3.3 Sensory Characteristics: Not Evaluated (nobody)\n");
    assert_holds(late.err, "data/statement.yaml:6:8: warning: this was signed for another theme than "
                           "'data/themes/ncmec.yaml', and does not count for its sheets; have them tested again");
    assert_holds(late.err, shell_expect(arena, 0, folder, "sha256sum <" THEME " | cut -d' ' -f1").out.s);
    shell_expect(arena, 3, folder, RECORD " --strict");
    /* Of a theme that is based on another both files count. */
    shell_expect(arena, 0, folder,
                 "printf 'name: house\\nbase: ncmec\\npaper: a4\\n' >data/themes/house.yaml; " RECORD
                 " --theme house --to-sign | " SIGN " >data/statement.yaml");
    assert_holds(shell_expect(arena, 0, folder, RECORD " --theme house --strict").out, "\n  Tester: Ann\n");
    shell_expect(arena, 0, folder, "echo '# again' >>" THEME);
    assert_holds(shell_expect(arena, 0, folder, RECORD " --theme house").err,
                 "signed for another theme than 'data/themes/");
}

/* What the theme names is judged as its colors are, and so it is bound. */
static void what_is_signed_expires_with_what_the_theme_names(void **state)
{
    (void)state;
    static const struct {
        const char *change, *name;
    } cases[] = {
        {"printf '\\n<!-- new -->' >>data/themes/logo.svg", "'logo' than 'logo.svg'"},
        {"printf ' ' >>data/maps/NV.path", "'silhouettes' than 'maps/*.path'"},
        {"printf '    ' >>data/fonts/SourceSans3-It.ttf", "'italic' than 'SourceSans3-It.ttf'"},
        {"cd data/fonts; mv SourceSans3-Bold.ttf b; mv SourceSans3-Semibold.ttf SourceSans3-Bold.ttf; mv b "
         "SourceSans3-Semibold.ttf; cd ../..",
         "'semibold' than 'SourceSans3-Semibold.ttf'"},
        {"sed -i 's/name: Nevada,/name: New Nevada,/' data/jurisdictions.yaml", "'names' than 'jurisdictions.yaml'"},
        {"python3 -c \"import zlib; b = bytearray(zlib.decompress(open('data/icc/tr006.icc.z', 'rb').read())); b[-1] "
         "^= 1; "
         "open('data/icc/tr006.icc.z', 'wb').write(zlib.compress(b))\"",
         "'profile' than 'tr006.icc.z'"},
    };
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "tree='%s'; cp -R \"$tree\"/fonts data; %s; " RECORD " --to-sign | " SIGN " >signed",
                 shell_tree, LOGO);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        shell_expect(arena, 0, folder, "rm -rf now; mkdir now; cp -R data now; cp signed now/data/statement.yaml");
        const char *now = str_printf(arena, "%s/now", folder).s;
        assert_holds(shell_expect(arena, 0, now, RECORD " --strict").out, "\n  Tester: Ann\n");
        Run late = shell_expect(arena, 0, now, "%s; " RECORD, cases[i].change);
        assert_holds(late.out, "Test record: ");
        assert_lacks(late.out, "Tester: ");
        assert_holds(late.err, str_printf(arena, "this was signed for another %s, and", cases[i].name).s);
        assert_holds(shell_expect(arena, 3, now, RECORD " --strict").err, "data/statement.yaml:");
        /* Signed anew it counts. */
        shell_expect(arena, 0, now, "rm data/statement.yaml; " RECORD " --to-sign | " SIGN " >data/statement.yaml");
        assert_holds(shell_expect(arena, 0, now, RECORD " --strict").out, "\n  Tester: Ann\n");
    }
    /* One of before says nothing of these. */
    static const struct {
        const char *change, *said;
    } old[] = {
        {"/^files:/,/^# The PDFs/{/^#/!d}",
         ":5:1: warning: this does not say for which fonts, pictures and names it was signed, each in its place, as "
         "'files' of a statement, and does not count; if they are as they were tested, type 'files' as 'statement "
         "--to-sign' prints it, else have the sheets tested again\n"},
        {"/^files:/,/^# The PDFs/s/^ .*:$//",
         ":16:5: warning: this does not say for which fonts, pictures and names it was signed, each in its place"},
        {"/^  bold:/,+1d",
         ":15:3: warning: this does not say for which 'bold' it was signed, and does not count for sheets with "
         "'SourceSans3-Bold.ttf'; have them tested again, and type its SHA-256 here: "},
    };
    for (size_t i = 0; i < COUNT_OF(old); i++) {
        Run run = shell_expect(arena, 0, folder, "sed '%s' signed >data/statement.yaml; " RECORD, old[i].change);
        assert_holds(run.out, "Test record: ");
        assert_holds(run.err, str_printf(arena, "data/statement.yaml%s", old[i].said).s);
    }
    assert_holds(shell_expect(arena, 4, folder, "sed 's/^  bold:/  bolt:/' signed >data/statement.yaml; " RECORD).err,
                 "unknown key 'bolt' in 'files'; did you mean 'bold'?");
}

/* A theme and its base are one look: the base alone is another, though testers had its file before them. */
static void what_is_signed_for_a_theme_is_not_for_its_base(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 RECORD " --theme office --to-sign | " SIGN " >data/statement.yaml && grep -q $(cat "
                        "data/themes/office.yaml " THEME " | sha256sum | cut -c-64) data/statement.yaml");
    assert_holds(shell_expect(arena, 0, folder, RECORD " --theme office --strict").out, "\n  Tester: Ann\n");
    assert_holds(shell_expect(arena, 3, folder, RECORD " --strict").err,
                 "this was signed for another theme than 'data/themes/ncmec.yaml', and");
}

/* A day on which nobody can have read the file; any day after it may be, as there is no clock. */
static void what_is_signed_is_of_a_day(void **state)
{
    (void)state;
    static const struct {
        int code;
        const char *change, *options, *said;
    } cases[] = {
        {0, "", "", ""},
        {0, "s/^date: .*/date: 2023-12-31/", "", ""},
        {0, "s/^date: .*/date: 2090-01-01/", "", ""},
        {3, "s/^date: .*/date: 2023-12-30/", "",
         "data/statement.yaml:6:7: warning: 'ncmec-CA-2023.pdf' has figures of 2023-12-31, so nobody read it on this "
         "day, and this does not count for it; correct the day, or take its SHA-256 out of 'read'\n"},
        {3, "s/^date: .*/date: 2023-12-30/; /^read:/,/^# /{/^#/!d}", "",
         ":6:7: warning: 'ncmec-CA-2023.pdf' has figures of 2023-12-31, so nobody read it on this day, and this does "
         "not count for it; correct the day, or list in 'read' the files that were read\n"},
        {0, "s/^date: .*/date: 2023-12-30/; /^read:/{n;s/- ./- 0/}", "", ""}, /* the file of a year before */
        {3, "/^read:/,/^# /{/^#/!d}", "export SOURCE_DATE_EPOCH=1704067200; ",
         ":6:7: warning: this is after the day that SOURCE_DATE_EPOCH gives 'ncmec-CA-2023.pdf', 2024-01-01, and does "
         "not count for it; correct one of them, or list in 'read' the files that were read\n"},
        {0, "/^read:/,/^# /{/^#/!d}", "export SOURCE_DATE_EPOCH=1706659200; ", ""},
        {3, "",
         "sed -i 's/^# as_of: .*/as_of: 2024-02-01/' data/2023/CA.yaml; rm data/statement.yaml; " RECORD
         " --to-sign | " SIGN " >now; mv now data/statement.yaml; ",
         "has figures of 2024-02-01, so nobody read it"},
    };
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, RECORD " --to-sign | " SIGN " >signed");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Run run =
            shell_expect(arena, cases[i].code, folder, "sed '%s' signed >data/statement.yaml; %s" RECORD " --strict",
                         cases[i].change, cases[i].options);
        if (!cases[i].code)
            assert_holds(run.out, "Accessibility conformance report: ");
        if (*cases[i].said)
            assert_holds(run.err, cases[i].said);
    }
}

/* Drafts and invented figures are called so, and nothing is signed for them. */
static void what_is_not_final_is_not_signed(void **state)
{
    (void)state;
    static const struct {
        const char *change, *title, *said;
    } cases[] = {
        {"sed -i 's/status: final/status: draft/' data/2023/NV.yaml", "NCMEC Nevada", "This file is a draft, so no"},
        {"sed -i 's/status: final/status: draft/' data/2023/national.yaml", "NCMEC Nevada", "This file is a draft, so"},
        {"sed -i 's/status: draft/status: final/' data/2023/*; echo 'sample: true' >>data/2023/NV.yaml", "NCMEC Nevada",
         "This file has invented figures, so no tester's signature counts for it.\n"},
    };
    const char *folder = folder_with_states(arena, "NV");
    shell_expect(arena, 0, folder, RECORD " --to-sign | " SIGN " >data/statement.yaml");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Str record = shell_expect(arena, 0, folder, "%s; ncmec-pdf statement -q --state NV --year 2023 | tr -s '\n '",
                                  cases[i].change)
                         .out;
        assert_true(str_starts(record, STR("Test record, not to be signed: ")));
        assert_holds(record, cases[i].title);
        assert_holds(record, cases[i].said);
        assert_lacks(record, "Tester: ");
    }
    Run run =
        shell_expect(arena, 0, folder,
                     "ncmec-pdf statement --state NV --year 2023 --to-sign >form && ncmec-pdf statement -q --state "
                     "all --year 2023 -o r.html && ncmec-pdf packet --state all --year 2023 -o p.pdf -q "
                     "--statements acr && grep -h '<p>This file has invented' acr/p-*.html; cat form");
    assert_holds(run.out, "<p>This file has invented figures, so no tester's signature counts for it.</p>");
    assert_holds(run.out, "# Of drafts and of invented figures nothing is signed, so they are not listed below.\n");
    assert_holds(run.out, "\nread:\n  []\n");
    assert_holds(file_text(arena, folder, "r.html"),
                 "<p>Of the 2 files 1 is a draft or has invented figures, so no tester's signature counts for it.</p>");
}

/* The lines for testers name the digests as they are, and are refused until they are filled in. */
static void testers_get_lines_to_fill_in(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, RECORD " --language en,es --to-sign -o data/statement.yaml");
    Str lines = file_text(arena, folder, "data/statement.yaml");
    assert_int_equal(count_of(lines, ": not evaluated"), 8);
    static const char *const wordings[] = {WORDING, "data/templates/fact-sheet.es.yaml", THEME};
    for (size_t i = 0; i < COUNT_OF(wordings); i++)
        assert_holds(lines, shell_expect(arena, 0, folder, "echo \"$(sha256sum <%s | cut -c-64)  # %s\"", wordings[i],
                                         wordings[i])
                                .out.s);
    Run empty = shell_expect(arena, 4, folder, RECORD);
    assert_holds(empty.err, ":5:9: error: 'tester' is empty; type its text\n");
    assert_holds(empty.err, ":6:7: error: 'date' is not a day; write it as in 2024-01-31\n");
    assert_holds(empty.err, ": error: 'assistive_technology' is empty; list what");
    /* Never over what somebody has filled in. */
    Run again = shell_expect(arena, 2, folder, RECORD " --to-sign -o data/statement.yaml");
    assert_holds(again.err, "'data/statement.yaml' is there, and is not");
    assert_text(file_text(arena, folder, "data/statement.yaml"), lines);
    shell_expect(
        arena, 0, folder,
        "sed -i 's/^tester: \"\"/tester: Ann/; s/^date: \"\"/date: 2024-01-31/; s/: \\[\\]/: NVDA/; s/1.3.3: not "
        "evaluated/1.3.3: supports/' data/statement.yaml");
    assert_holds(shell_expect(arena, 0, folder, RECORD).out, "\n1.3.3 Sensory Characteristics: Supports (tester)\n");
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf statement -q --state CA --year 2023 --language es").out,
                 "Accessibility conformance report: ");
}

/* A signature says which files were read; what nobody read in others, or of a draft, it does not answer. */
static void what_is_signed_says_what_was_read(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NV TX");
    shell_expect(arena, 0, folder,
                 "sed -i 's/^source: .*/source: The office/' data/2023/*.yaml; " RECORD " --to-sign | " SIGN
                 " >data/statement.yaml");
    assert_holds(shell_expect(arena, 0, folder, RECORD " --strict").out, "\n  What the tester read: this file\n");
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf statement -q --state NV --year 2023").out,
                 "\n1.3.3 Sensory Characteristics: Supports (tester)\n");
    shell_expect(arena, 0, folder,
                 "printf 'notes:\n  - See the red column at the left.\n' >>data/2023/NV.yaml; sed -i 's/status: "
                 "final/status: draft/' data/2023/TX.yaml");
    static const char command[] = "ncmec-pdf statement -q --strict --year 2023 --state ";
    Str other = shell_expect(arena, 0, folder, "%sNV", command).out;
    assert_holds(other, "Accessibility conformance report: ");
    assert_holds(other, "\n  What the tester read: other files with");
    assert_holds(other, "\n1.3.3 Sensory Characteristics: Not Evaluated (nobody)\n");
    assert_holds(other, "which the tester did");
    /* The report of a series names who tested, when, with what, and which of its files. */
    shell_expect(arena, 0, folder,
                 "ncmec-pdf statement -q --state CA,NV --year 2023 -o s.html && ncmec-pdf statement -q --state CA,NV "
                 "--year 2023 -o s.yaml && ncmec-pdf statement -q --state CA,NV --year 2023 >s.txt");
    static const char *const forms[] = {"s.html", "s.yaml", "s.txt"};
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        assert_holds(shell_expect(arena, 0, folder, "tr -s '\\n ' '  ' <%s", forms[i]).out,
                     "Tester: Ann, on 2024-01-31, with NVDA. Files of this report that were read: ncmec-CA-2023.pdf. "
                     "Not read, as far as is said: 1 of 2 files.");
    assert_holds(shell_expect(arena, 0, folder, "%sTX", command).out, "Test record, not to be signed: DRAFT");
    /* The nation's notes, the source, and reasons of corrections are such texts too. */
    static const char *const texts[] = {
        "echo 'notes: [See the red column at the left.]' >>data/2023/national.yaml",
        "cp data/2023/NV.yaml nv; sed -i 's/^source: .*/source: The red column/' data/2023/NV.yaml",
        "mv nv data/2023/NV.yaml; printf 'revisions:\n  - {date: 2024-02-01, figure: team_adam_cases, was: 900, why: "
        "see the red box}\n' "
        ">>data/2023/NV.yaml"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        assert_holds(shell_expect(arena, 0, folder,
                                  "sed -i '/^notes:/,$d' data/2023/NV.yaml data/2023/national.yaml; %s; %sNV", texts[i],
                                  command)
                         .out,
                     "\n1.3.3 Sensory Characteristics: Not Evaluated (nobody)\n");
    /* Of many sheets the same finding is printed once. */
    shell_expect(arena, 0, folder, "echo '# changed' >>" THEME);
    assert_int_equal(count_of(shell_expect(arena, 0, folder, "ncmec-pdf statement --state all --year 2022,2023").err,
                              "this was signed for another theme"),
                     1);
}

/* What is signed beside a measurement counts where it is worse, or it is said that it does not. */
static void verdicts_that_do_not_count_are_told(void **state)
{
    (void)state;
    static const struct {
        int code;
        const char *verdict, *said;
    } cases[] = {
        {3, "1.4.3: not applicable",
         "data/statement.yaml:9:3: warning: this is measured ('supports'), and counts only"},
        {3, "1.2.1: Supports",
         ": warning: this is measured ('not applicable'), and counts only where it is worse; take"},
        {3, "1.3.3: not evaluated",
         "data/statement.yaml:1:1: warning: no verdict is signed here; type what the tester"},
        {4, "1.4.6: supports",
         "'1.4.6' is no criterion of WCAG 2.1, levels A and AA, which the record is about; take it"},
        {0, "1.4.3: Supports", ""},
        {0, "1.3.3: SUPPORTS", ""},
        {0, "2.5.3: supports", ""},
    };
    const char *folder = folder_with_data(arena);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Run run = shell_expect(arena, cases[i].code, folder,
                               "tree='%s'; cat >all <<END\n%sEND\nsed '/^contact/d; /^verdicts:/q' all "
                               ">data/statement.yaml; echo '  %s' >>data/statement.yaml; " RECORD " --strict",
                               shell_tree, tested, cases[i].verdict);
        if (*cases[i].said)
            assert_holds(run.err, cases[i].said);
    }
}

/* What fails is told where it is found, and not in the record alone. */
static void barriers_are_findings(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NV");
    shell_expect(arena, 0, folder,
                 "sed -i 's/^language: en-US/language: es-US/; s/ other {# reports}/ many {# reports} other {# "
                 "reports}/; s/^title: .*/title: Document/' " WORDING "; sed -i 's/^  bar: blue/  bar: gold/' " THEME);
    static const char *const commands[] = {
        "ncmec-pdf statement -q --strict --state all --year 2023 -o r.html",
        "ncmec-pdf -q --strict --no-sync --state all --year 2023 -o out/ --statements acr",
        "ncmec-pdf packet -q --strict --no-sync --state all --year 2023 -o p.pdf --statements acr"};
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        Str found = shell_expect(arena, 3, folder, "%s", commands[i]).err;
        assert_int_equal(count_of(found,
                                  ": warning: 3.1.1 Language of Page of WCAG 2.1 is not supported: The file says "
                                  "that it is in Spanish, but it reads as English\n"),
                         1);
        assert_int_equal(count_of(found, "7.2 Text"), 0);
        assert_holds(found, "1.4.11 Non-text Contrast of WCAG 2.1 is not supported: The lowest of ");
        if (i == 0)
            assert_holds(shell_expect(arena, 3, folder,
                                      "sed 's#(https://www.missingkids.org/ourwork/impact)#(https://evil.example/x)#' "
                                      "data/templates/fact-sheet.yaml >w.yaml; ncmec-pdf statement -q --strict --state "
                                      "NV --year 2023 --template w.yaml -o e.html")
                             .err,
                         "w.yaml:");
        if (i < 2)
            assert_holds(found, "2.4.2 Page Titled of WCAG 2.1 is supported only in part: The title \"Document\" does");
    }
}

/* Of a run: a record each, and the report of the series; the same bytes by one worker, by many, and alone. */
static void a_run_makes_records_and_their_report(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NV TX");
    shell_expect(
        arena, 0, folder,
        "sed -i '/^body:/a\\  - {paragraph: \"**More to read**\", when: \"state in [NV]\"}' " WORDING "\n"
        "ncmec-pdf -q --no-sync --state all --year 2023 --language en,es --for screen,press -o out/ --statements acr "
        "-j3 --report list.csv && ncmec-pdf -q --no-sync --state all --year 2023 --language en,es --for screen,press "
        "-o two/ --statements two/acr -j1 && diff -r acr two/acr");
    assert_text(shell_expect(arena, 0, folder, "LC_ALL=C ls acr").out,
                STR("accessibility.html\naccessibility.yaml\nncmec-CA-2023-accessibility.html\n"
                    "ncmec-CA-2023-es-accessibility.html\nncmec-NV-2023-accessibility.html\n"
                    "ncmec-NV-2023-es-accessibility.html\nncmec-TX-2023-accessibility.html\n"
                    "ncmec-TX-2023-es-accessibility.html\n"));
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf statement -q --state NV --year 2023 --for screen -o nv.html && cmp nv.html "
        "acr/ncmec-NV-2023-accessibility.html && grep -qF $(sha256sum <out/ncmec-NV-2023.pdf | cut -c-64) nv.html "
        "&& grep -c ',record,.*acr/ncmec-..-2023' list.csv | grep -x 6");
    Str series = file_text(arena, folder, "acr/accessibility.html");
    assert_holds(series, "<h1>Test record: 6 sheets</h1>");
    assert_holds(series, "1.3.1 Info and Relationships</th><td class=\"keep\">Partially Supports</td><td "
                         "class=\"keep\">measured</td><td>1 Partially "
                         "Supports, 5 Supports. Worst in ncmec-NV-2023.pdf: ");
    assert_holds(series, "<td>6 Supports. Worst in ncmec-CA-2023.pdf: The lowest is 8.27:1");
    assert_holds(series, "<td>6 Not Evaluated. As in ncmec-CA-2023.pdf: ");
    /* They are called as the PDFs, and lie as those do. */
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf -q --no-sync --state CA,NV --year 2022-2023 -o 'x/{year}/{state}.pdf' --statements y && cd y "
        "&& ls 2022/CA-accessibility.html 2023/NV-accessibility.html accessibility.html && cd .. && ncmec-pdf "
        "--state CA --year 2023 --for screen --standard ua2 -o x/ua2.pdf --statements y && ls "
        "y/ua2-accessibility.html");
    /* A sheet that fails is told of in the report. */
    shell_expect(
        arena, 4, folder,
        "cp data/2023/TX.yaml t; sed -i 's/78,835/x/' data/2023/TX.yaml; ncmec-pdf -q --no-sync --state all "
        "--year 2023 -o f/ --statements f/acr; c=$?; grep -q ' 1 sheet of the run could not be made, and is not "
        "in this report.' f/acr/accessibility.html && mv t data/2023/TX.yaml && exit $c");
    /* A part of a run has its records, and no report. */
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf -q --no-sync --state all --year 2023 -o s/ --statements s/acr --shard 1/2 && ls s/acr | grep -c "
        "-- -accessibility && ! ls s/acr/accessibility.* && ncmec-pdf statement -q s/*.pdf -o s.html && grep -q "
        "'<h1>Test record: 2 sheets' s.html");
    Run run =
        shell_expect(arena, 2, folder, "ncmec-pdf --state all --year 2023 --for press,web -o p/ --statements acr");
    assert_holds(run.err, "'--statements' is about PDFs for readers; add --for screen, or leave out --for\n");
    run = shell_expect(arena, 2, folder,
                       "echo mine >acr/accessibility.html; ncmec-pdf --state CA --year 2023 -o p/ --statements acr");
    assert_holds(run.err, "'acr/accessibility.html' is there, and is not an accessibility record of an earlier run");
    run = shell_expect(arena, 4, folder,
                       "echo 'tester: x' >data/statement.yaml; ncmec-pdf --state CA --year 2023 -o p/ "
                       "--statements acr2; c=$?; ls p 2>/dev/null; exit $c");
    assert_text(run.out, STR(""));
    assert_holds(run.err, "data/statement.yaml:1:1: error: a statement lacks the keys 'date', ");
}

#define PACKET "ncmec-pdf packet -q --no-sync --state CA,NV --year 2023 "

/* A file is counted once, by whatever names it comes, and a web page is none. */
static void a_file_is_counted_once(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NV");
    Run run =
        shell_expect(arena, 0, folder,
                     "ncmec-pdf -q --no-sync --state all --year 2023 --for screen,web -o . && ln -s "
                     "ncmec-CA-2023.pdf link.pdf && cp ncmec-NV-2023.pdf copy.pdf && ncmec-pdf statement "
                     "ncmec-CA-2023.pdf ./ncmec-CA-2023.pdf ncmec-NV-2023.pdf link.pdf ncmec-CA-2023.pdf copy.pdf -o "
                     "two.html && ncmec-pdf statement -q *A-2023.pdf *V-2023.pdf -o each.html && cmp two.html "
                     "each.html");
    static const char *const again[][2] = {{"./ncmec-CA-2023.pdf", "ncmec-CA-2023.pdf"},
                                           {"link.pdf", "ncmec-CA-2023.pdf"},
                                           {"ncmec-CA-2023.pdf", "ncmec-CA-2023.pdf"},
                                           {"copy.pdf", "ncmec-NV-2023.pdf"}};
    for (size_t i = 0; i < COUNT_OF(again); i++)
        assert_holds(run.err,
                     str_printf(arena, "warning: '%s' has the bytes of '%s', so it is counted once; name it once\n",
                                again[i][0], again[i][1])
                         .s);
    assert_int_equal(count_of(run.err, "warning"), 4);
    shell_expect(arena, 3, folder, "ncmec-pdf statement --strict ncmec-CA-2023.pdf ncmec-CA-2023.pdf");
    assert_holds(
        shell_expect(arena, 4, folder, "ncmec-pdf statement ncmec-CA-2023.html -o x.html").err,
        "error: 'ncmec-CA-2023.html' is a web page, which the checks judge as it is made; a statement is about "
        "PDFs, so name that of its sheet, such as 'ncmec-CA-2023.pdf'\n");
}

/* Of a packet the whole file is measured: cover, contents, dividers and each sheet, and the evidence names the part. */
static void a_packet_has_a_record(void **state)
{
    (void)state;
    static const struct {
        const char *number, *options, *spoil, *holds;
    } cases[] = {
        {"1.3.1", "--divider 'Bill text'", "",
         "Supports (measured) 5 parts, each with its title, cover and contents among them: 5 titles, 14 headings"},
        {"1.3.1", "", "sed -i '/^body:/a\\  - {paragraph: \"**More to read**\", when: \"state in [NV]\"}' " WORDING,
         "Partially Supports (measured) \"More to read\" (Nevada 2023) is a paragraph in bold"},
        {"1.3.2", "", "", "Supports (measured) The 117 texts of the sheets are read from the file in the order"},
        {"1.4.1", "", "",
         "Supports (measured) 6 links, all underlined, beside those that are the lines of the contents"},
        {"1.4.11", "", "sed -i 's/^  bar: blue/  bar: gold/' " THEME, ", page 4 (California 2023)."},
        {"1.4.3", "", "", "\"Calendar year 2023\" in gold on navy at 13 pt, page 1 (Cover); of large text 14"},
        {"2.4.1", "--divider 'Bill text'", "", "Supports (measured) 19 headings, with 19 bookmarks"},
        {"2.4.2", "", "",
         "Supports (measured) The window shows \"NCMEC State Data: Calendar year 2023\", which names the"},
        {"2.4.2", "--title Facts --subtitle 'For you'", "",
         "Not Evaluated (nobody) The window shows \"NCMEC Facts: For you\". Whether"},
        {"2.4.4", "--divider 'Bill text'", "", "; the 3 lines of the contents."},
        {"2.4.6", "", "", "Not Evaluated (nobody) 14 headings, no two of a sheet alike"},
        {"2.4.6", "--divider Same --divider Same", "",
         "Partially Supports (measured) Two parts have the title \"The National Center for Missing and Exploited "
         "Children Same\" (Same)."},
        {"2.5.3", "", "sed -i 's/^link: .*/link: To page {label}/' data/templates/packet.yaml",
         "Does Not Support (measured) The description of the line \"California CA-1\" (Contents) of the contents"},
        {"3.1.2", "--title 'Los ni\xC3\xB1os desaparecidos y las familias de los estados'", "",
         "Does Not Support (measured) \"Los ni\xC3\xB1os desaparecidos y las familias de los estados\" (Cover) is not"},
        {"3.1.2", "--prepared-for 'la comisi\xC3\xB3n de los derechos de los ni\xC3\xB1os y de las familias'", "",
         "Does Not Support (measured) \"Prepared for la comisi"},
        {"3.1.2", "--divider 'La ley de los ni\xC3\xB1os y de las familias'", "",
         "Does Not Support (measured) \"La ley"},
        {"3.1.2", "--title 'All that the states and the families know of them'", "", "Not Evaluated (nobody) 0 parts"},
        {"5", "--standard ua2", "", "Not Applicable (measured) It says PDF/A-4f, PDF/UA-2"},
        {"7.5", "", "", "Supports (measured) 2 tables with 10 rows; each of 14 headers has a scope."},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *folder = folder_with_states(arena, "NV");
        shell_expect(arena, 0, folder,
                     "sed -i '/sample: true/d' data/2023/*.yaml; %s\n" PACKET "%s -o p.pdf && ncmec-pdf statement -q "
                     "p.pdf | awk '/^ /{sub(/^ */, \" \"); line = line $0; next} {print line; line = $0} END{print "
                     "line}' >rows",
                     *cases[i].spoil ? cases[i].spoil : ":", cases[i].options);
        assert_holds(shell_expect(arena, 0, folder, "grep '^%s ' rows", cases[i].number).out, cases[i].holds);
    }
}

/* Its titles, and to whom it is, are texts that a tester of another packet did not read. */
static void what_is_signed_is_not_of_other_titles(void **state)
{
    (void)state;
    static const char *const options[] = {"--title 'The red facts'",   "--subtitle 'At the right'",
                                          "--date 'May 1, 2024'",      "--prepared-for 'the round table'",
                                          "--group 'CA=The red ones'", "--divider 'Click the round button'"};
    const char *folder = folder_with_states(arena, "NV");
    shell_expect(arena, 0, folder,
                 "sed -i '/sample: true/d' data/2023/*.yaml; " PACKET "-o p.pdf && ncmec-pdf statement -q p.pdf "
                 "--to-sign | " SIGN " | sed 's/: not evaluated/: supports/' >signed && mv signed data/statement.yaml");
    Str read = shell_expect(arena, 0, folder, "ncmec-pdf statement -q p.pdf").out;
    assert_holds(read, "\n1.3.3 Sensory Characteristics: Supports (tester)\n");
    assert_holds(read, "\n2.4.6 Headings and Labels: Supports (tester)\n");
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        Str other =
            shell_expect(arena, 0, folder, PACKET "%s -o o.pdf && ncmec-pdf statement -q o.pdf", options[i]).out;
        assert_holds(other, "\n1.3.3 Sensory Characteristics: Not Evaluated (nobody)\n");
        assert_holds(other, "\n2.4.6 Headings and Labels: Not Evaluated (nobody)\n");
        assert_holds(other, "\n3.1.2 Language of Parts: Not Evaluated (nobody)\n");
        assert_holds(other, "\n1.4.10 Reflow: Supports (tester)\n");
    }
}

static void packets_make_records_and_their_report(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NV");
    Run run = shell_expect(arena, 0, folder,
                           "ncmec-pdf packet --no-sync --state CA,NV --year 2023 --language en,es --for screen,press "
                           "--pad -o x.pdf --statements acr && ls acr x*.pdf");
    assert_text(run.out, STR("x-es-press.pdf\nx-es.pdf\nx-press.pdf\nx.pdf\n\nacr:\naccessibility.html\n"
                             "accessibility.yaml\nx-accessibility.html\nx-es-accessibility.html\n"));
    assert_holds(run.err, "acr/x-es-accessibility.html: ");
    assert_holds(file_text(arena, folder, "acr/accessibility.html"), "<h1>Test record: 2 packets</h1>");
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf statement -q x-es.pdf -o es.html && cmp es.html acr/x-es-accessibility.html && grep -qF "
        "$(sha256sum <x-es.pdf | cut -c-64) es.html && ncmec-pdf statement -q x.pdf x-es.pdf -o all.yaml && cmp "
        "all.yaml acr/accessibility.yaml");
    /* What is signed is bound to the packet's wording too. */
    shell_expect(arena, 0, folder,
                 "ncmec-pdf statement x.pdf --to-sign | sed 's/^tester: \"\"/tester: Ann/; s/^date: \"\"/date: "
                 "2024-01-31/; s/: \\[\\]/: NVDA/; s/1.3.3: not evaluated/1.3.3: supports/' >data/statement.yaml");
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf statement --strict x.pdf").out,
                 "\n1.3.3 Sensory Characteristics: Supports (tester)\n");
    shell_expect(arena, 0, folder, "echo '# changed' >>data/templates/packet.yaml");
    run = shell_expect(arena, 0, folder, "ncmec-pdf statement x.pdf");
    assert_holds(run.out, "\n1.3.3 Sensory Characteristics: Not Evaluated (nobody)\n");
    assert_holds(run.err, "this was signed for another wording than 'data/templates/packet.yaml', and");
    static const struct {
        int code;
        const char *command, *said;
    } refused[] = {
        {2, "ncmec-pdf statement x.pdf --year 2023", "a file says itself what sheets it holds; leave out '--year'\n"},
        {4, "ncmec-pdf statement x-press.pdf", "'x-press.pdf' is for the press; a statement is about PDFs for readers"},
        {4, "cp x.pdf y.pdf; echo more >>y.pdf; ncmec-pdf statement y.pdf", "'y.pdf' was changed or signed after it"},
        {1, "ncmec-pdf statement z.pdf", "'z.pdf'"},
        {2, PACKET "--for press -o p.pdf --statements acr", "'--statements' is about PDFs for readers; add --for"},
        {2,
         PACKET "-o p.pdf --statements acr; c=$?; echo mine >acr/p-accessibility.html; " PACKET
                "-o p.pdf --statements acr",
         "'acr/p-accessibility.html' is there, and is not an accessibility record"},
        {4, "sed -i 's/78,835/78,853/' data/2023/CA.yaml; ncmec-pdf statement x.pdf -o n.html",
         "'x.pdf' is not what the data folder makes, so its pages cannot be looked at; 'ncmec-pdf verify x.pdf' says"},
    };
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        assert_holds(shell_expect(arena, refused[i].code, folder, "%s", refused[i].command).err, refused[i].said);
    assert_false(file_exists(arena, folder, "n.html"));
}

/* As OpenACR's schema and its catalog have it; as a page it stands alone. */
static void other_programs_read_it(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "tree='%s'; cat >data/statement.yaml <<END\n%sEND\n", shell_tree, tested);
    shell_expect(arena, 0, folder,
                 RECORD " -o acr.yaml && " RECORD " -o acr.html && " RECORD " >text && ! grep -nE "
                        "'^.{101}' text");
    shell_expect(
        arena, 0, folder,
        "python3 - <<'END'\n"
        "import jsonschema, yaml\n"
        "acr = yaml.safe_load(open('acr.yaml'))\n"
        "text = {'type': 'string'}\n"
        "part = {'type': 'object', 'required': ['name', 'adherence'], 'properties': {'name': {'enum': "
        "['electronic-docs']}, "
        "'adherence': {'required': ['level', 'notes'], 'properties': {'level': {'enum': ['supports', "
        "'partially-supports', 'does-not-support', 'not-applicable', 'not-evaluated']}, 'notes': text}}}}\n"
        "criterion = {'type': 'object', 'required': ['num', 'components'], 'properties': {'num': text, 'components': "
        "{'type': 'array', 'items': part, 'minItems': 1}}}\n"
        "chapter = lambda n: {'required': ['criteria'], 'properties': {'criteria': {'type': 'array', 'items': "
        "criterion, "
        "'minItems': n, 'maxItems': n}}}\n"
        "jsonschema.validate(acr, {'type': 'object', 'required': ['title', 'product', 'author', 'report_date', "
        "'catalog', "
        "'chapters'], 'properties': {'title': text, 'notes': text, 'report_date': text, 'evaluation_methods_used': "
        "text, "
        "'catalog': {'const': '2.4-edition-wcag-2.1-en'}, 'product': {'required': ['name']}, 'author': {'required': "
        "['email'], 'properties': {'name': text, 'email': text}}, 'chapters': {'required': "
        "['success_criteria_level_a', "
        "'success_criteria_level_aa'], 'properties': {'success_criteria_level_a': chapter(30), "
        "'success_criteria_level_aa': chapter(20)}}}})\n"
        "levels = {c['num']: c['components'][0]['adherence']['level'] for k in ('a', 'aa') for c in "
        "acr['chapters']['success_criteria_level_' + k]['criteria']}\n"
        "assert len(levels) == 50 and levels['1.4.10'] == 'partially-supports' and levels['1.2.1'] == "
        "'not-applicable'\n"
        "assert levels['2.4.5'] == 'not-evaluated' and levels['1.4.3'] == 'does-not-support', levels\n"
        "assert acr['author'] == {'name': 'Ann Example, Office of Examples', 'email': 'access@example.org'}\n"
        "assert acr['report_date'] == '2024-01-31' and 'PDF/UA-1, 7.1 General: Not Evaluated' in acr['notes']\n"
        "END");
    assert_holds(shell_expect(arena, 0, folder, "python3 -B '%s/tests/tools/web.py' acr.html - || :", shell_tree).out,
                 ": 0 <header>\n1 pages, 1 breaches\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_measured_verdict_changes_with_what_is_wrong),
        cmocka_unit_test(what_would_fail_is_refused_by_name),
        cmocka_unit_test(what_is_signed_counts_until_it_expires),
        cmocka_unit_test(what_is_signed_expires_with_what_the_theme_names),
        cmocka_unit_test(what_is_signed_for_a_theme_is_not_for_its_base),
        cmocka_unit_test(what_is_signed_is_of_a_day),
        cmocka_unit_test(what_is_not_final_is_not_signed),
        cmocka_unit_test(what_is_signed_says_what_was_read),
        cmocka_unit_test(verdicts_that_do_not_count_are_told),
        cmocka_unit_test(barriers_are_findings),
        cmocka_unit_test(testers_get_lines_to_fill_in),
        cmocka_unit_test(a_run_makes_records_and_their_report),
        cmocka_unit_test(a_file_is_counted_once),
        cmocka_unit_test(a_packet_has_a_record),
        cmocka_unit_test(what_is_signed_is_not_of_other_titles),
        cmocka_unit_test(packets_make_records_and_their_report),
        cmocka_unit_test(other_programs_read_it),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
