/* What goes out with a file for the screen: all that it prints or decides by, so that it can be made again, byte for
   byte and without a finding, and nothing else that was typed. */
#include "tests/tools/shell.h"

/* "sh again.sh FILE STATE YEAR [OPTION...]" makes FILE again from nothing but its attachments, and compares. */
static const char again[] =
    "set -e\n"
    "file=$1 state=$2 year=$3; shift 3\n"
    "rm -rf again; mkdir -p again/$year again/$((year - 1))\n"
    "pdfdetach -saveall -o again/$year \"$file\"\n"
    "mv again/$year/measures.yaml again/$year/jurisdictions.yaml again\n"
    "for name in $state national; do\n"
    "  old=again/$year/$name-$((year - 1)).yaml; ! [ -e $old ] || mv $old again/$((year - 1))/$name.yaml; done\n"
    "ncmec-pdf --data-dir again --state $state --year $year --template again/$year/fact-sheet.yaml "
    "--theme again/$year/theme.yaml --for screen -q --strict -o again.pdf \"$@\"\n"
    "cmp \"$file\" again.pdf\n";

static const char *folder_for_again(void)
{
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "again.sh", str_from(again));
    return folder;
}

/* Makes the sheet of California, and once more from itself; its attachments, all in one text. */
static Str attached(const char *folder, const char *options)
{
    return shell_expect(
               arena, 0, folder,
               "ncmec-pdf -q --state CA --year 2023 --for screen -o ca.pdf %s && sh again.sh ca.pdf CA 2023 && "
               "find again -type f | sort | xargs cat",
               options)
        .out;
}

static void all_samples_are_made_again_from_themselves(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    shell_expect(
        arena, 0, folder,
        "set -e; ncmec-pdf -q --data-dir '%s/tests/samples' --state all --year 2021-2023 --for screen -o out/\n"
        "test $(ls out | wc -l) = 168; rm -r data\n"
        "for f in out/*; do\n"
        "  name=${f#out/ncmec-}; sh again.sh $f ${name%%-*} $(basename ${name#*-} .pdf); done",
        shell_tree);
}

static void no_comment_goes_out(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    Str all = attached(folder, "");
    shell_expect(
        arena, 0, folder,
        "for f in data/*.yaml data/*/*.yaml; do sed -i -e '1i # secret 1' -e 's/^  [a-z_]*: [0-9].*/& # secret 2/' "
        "-e '$a # secret 3' $f; done");
    Str same = attached(folder, "");
    assert_lacks(same, "secret");
    assert_lacks(same, "#  ");
    assert_text(same, all); /* and the same tree has the same form */
    assert_text(shell_expect(arena, 0, folder, "qpdf --qdf ca.pdf - | grep -ac secret || true").out, STR("0\n"));
    shell_expect(arena, 0, folder,
                 "cp ca.pdf before.pdf; sed -i 's/^  team_adam.*/  team_adam_cases: suppressed # secret 2/' "
                 "data/2023/CA.yaml");
    same = attached(folder, "");
    assert_holds(same, "\n  team_adam_cases: \"suppressed\"\n");
    assert_lacks(same, "secret");
}

/* A canonical spelling, whatever was typed. */
static void the_form_is_canonical(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    Str all = attached(folder, "");
    assert_true(
        str_starts(str_slice(all, str_find(all, STR("extract:"), 0), all.n),
                   STR("extract: \"true\"\nstate: \"CA\"\nyear: \"2023\"\n"
                       "source: \"NCMEC California Data 2023\"\nfigures:\n  cybertipline_reports: \"78,835\"\n")));
    shell_expect(arena, 0, folder,
                 "cat >data/2023/CA.yaml <<'END'\n"
                 "{figures: {team_adam_cases: 3, cybertipline_reports: '78835', cvip_submissions: 185,\n"
                 "missing_from_social_services: 1103, missing_other: 615, missing_from_orr: 161,\n"
                 "trafficking_engagements: 2028, team_hope_supported: 699, mental_health_connections: 484,\n"
                 "connect_new_professionals: 715}, source: \"NCMEC  California\\nData 2023 \", year: 2023,\n"
                 "status: final, sample: false, notes: [], state: california}\n"
                 "END\n");
    assert_text(attached(folder, ""), all);
}

/* A figure, its measure and a rule that needs it stay where the wording does not speak of them. */
static void what_is_not_printed_stays(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    Str before = attached(folder, "");
    shell_expect(arena, 0, folder,
                 "cat >>data/measures.yaml <<'END'\n"
                 "hidden_part: {label: Hidden, unit: cases, scope: both}\n"
                 "hidden_share: {label: Hidden share, unit: percent, scope: state, percent_of: [hidden_part, "
                 "missing_total]}\n"
                 "END\n"
                 "sed -i '/^missing_total:/,/parts:/s/missing_from_orr\\]/missing_from_orr, hidden_part]/' "
                 "data/measures.yaml\n"
                 "sed -i 's/  missing_from_orr: 161/  missing_from_orr: 161\\n  hidden_part: 0\\n  hidden_share: 0%%/' "
                 "data/2023/CA.yaml\n"
                 "echo '  hidden_part: 77' >>data/2023/national.yaml; sed -i '/missing_total/d' data/2023/CA.yaml");
    Str all = attached(folder, "");
    assert_lacks(all, "hidden");
    assert_lacks(all, "Hidden");
    /* The total was computed from it, and the rule is gone with it. */
    assert_holds(all, "\n  missing_total: \"1,879\"\n");
    assert_holds(before, "\n  parts:\n");
    assert_lacks(all, "\n  parts:\n");
}

/* The wording can speak of it, and does not on this sheet: the measure goes out, the figure does not. */
static void what_is_left_out_by_a_choice_stays(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    shell_expect(arena, 0, folder,
                 "printf 'quiet: {label: Quiet, unit: cases, scope: state}\\n' >>data/measures.yaml\n"
                 "printf '  quiet: 4,321\\n' >>data/2023/CA.yaml\n"
                 "sed -i 's/^  team_adam_cases.*/  team_adam_cases: not applicable/' data/2023/CA.yaml\n"
                 "cat >>data/templates/fact-sheet.yaml <<'END'\n"
                 "  - {paragraph: 'There were {quiet}.', when: team_adam_cases}\n"
                 "  - '{cvip_submissions, select, suppressed {There were {quiet}.} other {Known.}}'\n"
                 "END\n"
                 "sed -i '/^# Years that/,/^# years/d' data/templates/fact-sheet.yaml");
    Str all = attached(folder, "");
    assert_lacks(all, "4,321");
    assert_holds(all, "\nquiet:\n  label: \"Quiet\"\n");
    assert_holds(all, "\n  team_adam_cases: \"not applicable\"\n");
    /* Chosen by, though not printed. */
    shell_expect(arena, 0, folder,
                 "sed -i 's/^  - {paragraph: .There.*/  - \"{quiet, select, exact {Known.} other {}}\"/' "
                 "data/templates/fact-sheet.yaml");
    assert_holds(attached(folder, ""), "\n  quiet: \"4,321\"\n");
}

static void what_is_withheld_stays_withheld(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    /* The total is no sum of what is attached, whatever its parts are. */
    shell_expect(arena, 0, folder,
                 "sed -i -e 's/^  missing_total.*/  missing_total: suppressed/' "
                 "-e 's/^  missing_other.*/  missing_other: fewer than 10/' "
                 "-e 's/^  missing_from_orr.*/  missing_from_orr: suppressed/' data/2023/CA.yaml");
    Str all = attached(folder, "");
    assert_holds(all, "\n  missing_total: \"suppressed\"\n");
    assert_holds(all, "\n  missing_other: \"fewer than 10\"\n");
    assert_holds(all, "\n  missing_from_orr: \"suppressed\"\n");
    /* Not printed, and not given away by being computed; the office knows that its parts do it. */
    shell_expect(
        arena, 0, folder,
        "sed -i 's/^missing_total:/&\\n  protect: 1/' data/measures.yaml\n"
        "sed -i -e 's/^  missing_other.*/  missing_other: 615/' -e 's/^  missing_from_orr.*/  "
        "missing_from_orr: 161/' data/2023/CA.yaml\n"
        "python3 - <<'END'\n"
        "import re\n"
        "path = 'data/templates/fact-sheet.yaml'\n"
        "text = open(path).read()\n"
        "text = text.replace('when: missing_total', 'when: missing_other')\n"
        "text = re.sub(r'        - figure: missing_total\\n.*\\n', '', text)\n"
        "text = re.sub(r'      - paragraph: In {year}, NCMEC handled (.|\\n)*?when: missing_other\\n', '', text)\n"
        "text = re.sub(r'          total:\\n.*\\n.*\\n', '', text)\n"
        "open(path, 'w').write(text)\n"
        "END\n");
    Run run = shell_expect(arena, 0, folder,
                           "ncmec-pdf --state CA --year 2023 --for screen -o ca.pdf && sh again.sh ca.pdf CA 2023 && "
                           "cat again/2023/CA.yaml");
    assert_lacks(run.err, "missing_total");
    assert_lacks(run.out, "missing_total");
    assert_holds(run.out, "\n  missing_from_orr: \"161\"\n");
}

static void heads_and_notes_that_print_go_out(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    shell_expect(arena, 0, folder,
                 "sed -i 's/^status.*/status: draft/; s/^# as_of.*/as_of: 2024-01-31\\nrevised: 2024-02-01/; "
                 "s/^# notes.*/notes: [\"Counted  by \\\\\"us\\\\\", twice.\", \"\\\\\\\\ and: {} # here\"]/' "
                 "data/2023/CA.yaml; sed -i '/^source:/a notes: [All of them.]\\nas_of: 2024-05-05' "
                 "data/2023/national.yaml; sed -i 's/^year/sample: true\\n&/' data/2023/national.yaml");
    Str all = attached(folder, "");
    static const char *const holds[] = {
        "\nstatus: \"draft\"\n",
        "\nsample: \"true\"\n",
        ("\nas_of: \"2024-01-31\"\nrevised: \"2024-02-01\"\nnotes:\n  - \"Counted by \\\"us\\\", twice.\"\n"
         "  - \"\\\\ and: {} # here\"\n"),
        "\nnotes:\n  - \"All of them.\"\n",
    };
    for (size_t i = 0; i < sizeof holds / sizeof *holds; i++)
        assert_holds(all, holds[i]);
    assert_lacks(all, "2024-05-05");
    assert_lacks(all, "status: \"final\"");
    /* Nor what the wording has no place for; the days still date the file. */
    shell_expect(arena, 0, folder,
                 "sed -i '/^notes:/,$d' data/templates/fact-sheet.yaml && echo 'notes: [Nothing.]' "
                 ">>data/templates/fact-sheet.yaml");
    shell_expect(arena, 0, folder,
                 "ncmec-pdf -q --state CA --year 2023 --for screen -o ca.pdf && sh again.sh ca.pdf CA 2023");
    all = shell_expect(arena, 0, folder, "cat again/2023/*.yaml").out;
    assert_holds(all, "\nas_of: \"2024-01-31\"\nrevised: \"2024-02-01\"\n");
    assert_lacks(all, "source: ");
    assert_lacks(all, "Counted");
    shell_expect(arena, 0, folder,
                 "export SOURCE_DATE_EPOCH=1700000000; ncmec-pdf -q --state CA --year 2023 --for screen -o ca.pdf && "
                 "sh again.sh ca.pdf CA 2023 && ! grep -e as_of -e revised again/2023/CA.yaml");
}

#define CHANGES                                                                                                        \
    "cp -r '%s/tests/samples/2022' '%s/tests/samples/2023' data && sed -i 's|^  - The National Center.*|  - "          \
    "\"Reports "                                                                                                       \
    "went {change.cybertipline_reports}, nationwide {change.us.missing_total, select, absent {unknown} other "         \
    "{{change.us.missing_total}}}.\"\\n&|; s|^        - figure: team_hope_supported|&\\n          of: "                \
    "us.team_hope_supported|' data/templates/fact-sheet.yaml"

/* Of the year before just the figures that a change is told from. */
/* A footnote's reference leads to its Note, which has an identifier of its own in the whole document. */
static void footnotes_are_tagged_and_linked(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    shell_expect(arena, 0, folder,
                 "sed -i '/^  - The National Center/i \\  - paragraph: \"Twice.[^x] And.[^y]\"\\n    footnotes: {x: "
                 "One., y: Two.}' "
                 "data/templates/fact-sheet.yaml");
    attached(folder, "");
    Str file = shell_expect(arena, 0, folder, "qpdf --qdf --object-streams=disable ca.pdf - | tr -d '\\n'").out;
    assert_holds(file, "/IDTree <<    /Names [      (0000000-0001)");
    assert_holds(file, "/ID (0000000-0002)");
    assert_holds(file, "/Contents (Footnote 2)  /Dest [");
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --dump tags").out,
                 "    \"Twice.\"\n    Reference\n      Link url=#note-1\n        \"\xC2\xB9 \"\n");
    file = shell_expect(arena, 0, folder,
                        "ncmec-pdf packet -q --data-dir '%s/tests/samples' --template data/templates/fact-sheet.yaml "
                        "--state CA,NV --year "
                        "2023 -o packet.pdf && qpdf --qdf --object-streams=disable packet.pdf - | tr -d '\\n'",
                        shell_tree)
               .out;
    assert_holds(file, "/ID (0000002-0001)");
    assert_holds(file, "/ID (0000004-0001)");
    assert_lacks(
        shell_expect(arena, 0, folder,
                     "ncmec-pdf -q --state CA --year 2023 -o ca.pdf && qpdf --qdf --object-streams=disable ca.pdf -")
            .out,
        "/Subtype /Link");
}

/* The states that the wording names are attached, or it would not be read again. */
static void wording_for_states_is_made_again(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    shell_expect(
        arena, 0, folder,
        "sed -i '/^  - The National Center/i \\  - \"Here{state, select, CA { in California} PR { there} other "
        "{}}.\"\\n  - paragraph: Not here.\\n    when: state in [NV, AZ]' data/templates/fact-sheet.yaml");
    Str all = attached(folder, "");
    assert_holds(all, "\nAZ:\n");
    assert_holds(all, "\nNV:\n");
    assert_holds(all, "\nPR:\n");
    assert_lacks(all, "\nTX:\n");
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --dump document").out,
                 "paragraph: Here in California.\n");
}

static void a_change_takes_the_year_before_along(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    shell_expect(arena, 0, folder, CHANGES, shell_tree, shell_tree);
    Run run = shell_expect(arena, 0, folder,
                           "ncmec-pdf -q --state TX --year 2023 --for screen -o tx.pdf && pdfdetach -list tx.pdf && "
                           "sh again.sh tx.pdf TX 2023 && cat again/2022/*.yaml");
    assert_holds(run.out, "2: TX.yaml\n");
    assert_holds(run.out, ": TX-2022.yaml\n");
    assert_holds(run.out, ": national-2022.yaml\n");
    Str attachments = str_slice(run.out, str_find(run.out, STR("extract:"), 0), run.out.n);
    Str typed = shell_expect(arena, 0, folder,
                             "grep -h -e '^  cybertip' -e '^  missing_total' data/2022/TX.yaml "
                             "data/2022/national.yaml | sed 's/: \\(.*\\)/: \"\\1\"/'")
                    .out;
    size_t end = str_find(typed, STR("\n"), 0) + 1;
    assert_text(attachments,
                str_printf(arena,
                           "extract: \"true\"\nstate: \"TX\"\nyear: \"2022\"\nfigures:\n%.*s"
                           "extract: \"true\"\nyear: \"2022\"\nfigures:\n%.*s",
                           STR_ARG(str_slice(typed, 0, end)),
                           STR_ARG(str_slice(
                               typed, str_find(typed, STR("  missing_total"), str_find(typed, STR("  cyber"), end)),
                               typed.n))));
    shell_expect(
        arena, 0, folder,
        "sed -i 's/^  cybertipline_reports.*/  cybertipline_reports: suppressed/' data/2022/TX.yaml\n"
        "sed -i 's/{change.cybertipline_reports}/{change.cybertipline_reports, select, absent {on} other {up}}/' "
        "data/templates/fact-sheet.yaml\n"
        "ncmec-pdf -q --state TX --year 2023 --for screen -o tx.pdf && sh again.sh tx.pdf TX 2023 && "
        "grep 'reports: \"suppressed\"' again/2022/TX.yaml");
}

/* Sources of figures that are no file of the state's own. */
static void tables_and_proofs_are_made_again_too(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    shell_expect(
        arena, 0, folder,
        "set -e; ncmec-pdf export --year 2023 | sed '2,$s/NCMEC California Data 2023/\"NCMEC\\tCalifornia  Data "
        "2023\"/' >t.csv; grep -q '\t' t.csv\n"
        "ncmec-pdf -q --data t.csv --state CA --for screen -o ca.pdf; sh again.sh ca.pdf CA 2023\n"
        "cp ca.pdf table.pdf; ncmec-pdf -q --data data/2023/CA.yaml --for screen -o ca.pdf; cmp ca.pdf table.pdf");
    Run run =
        shell_expect(arena, 0, folder,
                     "ncmec-pdf -q --state CA --year 2023 --set team_adam_cases=4 --set 'us.team_hope_supported=over "
                     "5,700' --for screen -o ca.pdf && sh again.sh ca.pdf CA 2023 && cat again/2023/*.yaml");
    assert_holds(run.out, "\nstatus: \"draft\"\n");
    assert_holds(run.out, "\n  team_adam_cases: \"4\"\n");
    assert_holds(run.out, "\n  team_hope_supported: \"over 5,700\"\n");
    /* A draft with gaps and mistakes, and without a word of the nation. */
    shell_expect(arena, 0, folder,
                 "set -e; sed -i '/^  cvip/d; s/^  missing_other: .*/  missing_other: 6/; /^status/d; "
                 "s/^  team_adam.*/  team_adam_cases: many/' data/2023/CA.yaml; rm data/2023/national.yaml\n"
                 "ncmec-pdf -q --state CA --year 2023 --draft --for screen -o ca.pdf\n"
                 "sed -i 's/--strict/--draft/' again.sh; sh again.sh ca.pdf CA 2023; ! grep many again/2023/CA.yaml");
}

/* Other names of a jurisdiction are for the command line; a source may use them. */
static void names_are_the_sheets(void **state)
{
    (void)state;
    const char *folder = folder_for_again();
    Run run =
        shell_expect(arena, 0, folder,
                     "sed 's/^state: CA/state: Washington DC/; s/^source:.*/source: NCMEC Washington, D.C. Data 2023/' "
                     "data/2023/CA.yaml >data/2023/DC.yaml; ncmec-pdf -q --state DC --year 2023 --for screen -o "
                     "dc.pdf && sh again.sh dc.pdf DC 2023 && cat again/jurisdictions.yaml");
    assert_text(run.out, STR("DC:\n  name: \"District of Columbia\"\n  fips: \"11\"\n"
                             "  in_sentence: \"the District of Columbia\"\n"));
}

/* Many sheets in one document: each file once, with all that its sheets use of it. */
static void packets_are_made_again_from_themselves(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder, "cp -r '%s/data' . && rm -r data/2023", shell_tree);
    shell_expect(arena, 0, folder, CHANGES, shell_tree, shell_tree);
    Run run = shell_expect(
        arena, 0, folder,
        "set -e\n"
        "cp -r '%s/tests/samples/2021' data; rm data/2022/AL.yaml\n"
        "sed -i 's/{change.cybertipline_reports}/{change.cybertipline_reports, select, absent {on} other {"
        "{change.cybertipline_reports}}}/' data/templates/fact-sheet.yaml\n"
        "sed -i '1i # secret' data/*.yaml data/*/*.yaml\n"
        "pack() { ncmec-pdf packet \"$@\" --state all --year 2022-2023 --prepared-for you --date today -q --strict; }\n"
        "pack -o p.pdf 2>said || { cat said; exit 1; }; mkdir -p again/templates again/themes out\n"
        "pdfdetach -saveall -o out p.pdf; cd out; ls\n"
        "for f in *-????.yaml; do y=${f##*-}; y=${y%%.yaml}; mkdir -p ../again/$y/templates\n"
        "case $f in fact*) mv $f ../again/$y/templates/fact-sheet.yaml ;; *) mv $f ../again/$y/${f%%-*}.yaml ;; esac; "
        "done\n"
        "mv packet.yaml ../again/templates; mv theme.yaml ../again/themes/ncmec.yaml; mv *.yaml ../again; cd ..\n"
        "grep -rl secret again && exit 1; pack --data-dir again -o again.pdf; cmp p.pdf again.pdf",
        shell_tree);
    assert_holds(run.out, "\nnational-2021.yaml\nnational-2022.yaml\nnational-2023.yaml\n");
    assert_holds(run.out, "AL-2023.yaml\n");
    assert_holds(run.out, "TX-2021.yaml\nTX-2022.yaml\nTX-2023.yaml\n");
}

/* ---- How a file was made ---- */

/* "made FILE" prints the record, a property a line; "made FILE NAME" the value of one. */
#define MADE                                                                                                           \
    "set -e; made() { pdfinfo -meta \"$1\" | sed -n \"s|^<made:\\($2[A-Za-z]*\\)>\\(.*\\)</made:.*|\\1 \\2|p\" "       \
    "| sed \"s/^${2:--} //\"; }\n"

static void the_record_says_how_a_file_was_made(void **state)
{
    (void)state;
    static const struct {
        const char *options, *says;
    } rows[] = {
        {"", "Flavor default\nStandard PDF/A-2a, PDF/UA-1, PDF/X-4\nLevel 2\n"},
        {"--for screen", "Flavor screen\nStandard PDF/A-3a, PDF/UA-1\nLevel 2\n"},
        {"--for press", "Flavor press\nStandard PDF/X-4\nLevel 2\n"},
        {"--for press --standard x1a", "Flavor press\nStandard PDF/X-1a:2003\nLevel 2\n"},
        {"--theme data/themes/large.yaml", "Flavor default\nStandard PDF/A-2a, PDF/UA-1, PDF/X-4\nLevel 7\n"},
    };
    const char *folder = folder_with_data(arena);
    Str version = shell_expect(arena, 0, folder, "ncmec-pdf --version | sed -n '1s/ncmec-pdf \\([^ ]*\\).*/\\1/p'").out;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Run run = shell_expect(arena, 0, folder, MADE "ncmec-pdf -q --state CA --year 2023 -o ca.pdf %s; made ca.pdf",
                               rows[i].options);
        assert_true(str_starts(run.out, str_printf(arena, "Release %.*s%s", STR_ARG(version), rows[i].says)));
        static const char *const names[] = {"\nTemplate ", "\nTheme ", "\nFonts "};
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            assert_holds(run.out, names[k]);
        static const char *const lacks[] = {"Packet", "Logo", "libharu", "HarfBuzz"};
        for (size_t k = 0; k < sizeof lacks / sizeof *lacks; k++)
            assert_lacks(run.out, lacks[k]);
    }
}

/* As the README describes them: a reader of YAML and BLAKE2b are all that it takes. */
#define TREE_SUM                                                                                                       \
    "sum() { python3 - \"$1\" <<'END'\n"                                                                               \
    "import hashlib, sys, yaml\n"                                                                                      \
    "def form(v):\n"                                                                                                   \
    "    if isinstance(v, dict):\n"                                                                                    \
    "        return b'\\1' + b''.join(k.encode() + b'\\0' + form(x) for k, x in v.items()) + b'\\3'\n"                 \
    "    if isinstance(v, list):\n"                                                                                    \
    "        return b'\\2' + b''.join(map(form, v)) + b'\\3'\n"                                                        \
    "    return v.encode() + b'\\0'\n"                                                                                 \
    "print(hashlib.blake2b(form(yaml.load(open(sys.argv[1]), yaml.BaseLoader)), digest_size=32).hexdigest())\n"        \
    "END\n}\n"

static void digests_are_of_keys_and_texts(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 MADE TREE_SUM
                 "ncmec-pdf -q --state CA --year 2023 --for screen -o ca.pdf; mkdir out; pdfdetach -saveall -o out "
                 "ca.pdf\n"
                 "test \"$(made ca.pdf Template)\" = $(sum out/fact-sheet.yaml)\n"
                 "test \"$(made ca.pdf Theme)\" = $(sum out/theme.yaml)\n"
                 "ncmec-pdf -q --state CA --year 2023 -o default.pdf; for n in Template Theme Fonts; do\n"
                 "test \"$(made ca.pdf $n)\" = \"$(made default.pdf $n)\"; done");
    shell_expect(arena, 0, folder,
                 MADE "cp '%s'/tests/house/logo.png data/themes\n"
                      "echo 'logo: {file: logo.png, alt: x, height: 40 pt, side: left, top: 30 pt, clear_space: 4 pt}' "
                      ">>data/themes/ncmec.yaml\n"
                      "ncmec-pdf -q --state CA --year 2023 -o logo.pdf\n"
                      "test \"$(made logo.pdf Logo)\" = $(sha256sum <data/themes/logo.png | cut -d' ' -f1)",
                 shell_tree);
    shell_expect(
        arena, 0, folder,
        MADE TREE_SUM
        "mkdir data/2022; cp '%s'/tests/samples/2022/[CN]*.yaml data/2022\n"
        "cp '%s'/tests/samples/2022/national.yaml data/2022\n"
        "mkdir data/2022/templates; sed 's/^author:.*/author: Us/' data/templates/fact-sheet.yaml "
        ">data/2022/templates/fact-sheet.yaml\n"
        "ncmec-pdf packet --state CA --year 2022,2023 -q -o p.pdf; rm -r out; mkdir out; pdfdetach -saveall "
        "-o out p.pdf\n"
        "test \"$(made p.pdf Template)\" = \"$(sum out/fact-sheet-2022.yaml) $(sum out/fact-sheet-2023.yaml)\"\n"
        "test \"$(made p.pdf Packet)\" = \"$(sum out/packet.yaml)\"; test \"$(made p.pdf Theme)\" = "
        "\"$(sum out/theme.yaml)\"",
        shell_tree, shell_tree);
}

/* Comments are no wording; words that this sheet does not print are, as are fonts. */
static void the_record_changes_with_what_it_names(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 MADE
                 "pdf() { ncmec-pdf -q --state CA --year 2023 -o $1; }\n"
                 "ids() { pdfinfo -meta $1 | grep InstanceID; }\n"
                 "pdf a.pdf; sed -i '1i # a comment' data/*/*.yaml; pdf b.pdf; cmp a.pdf b.pdf\n"
                 "sed -i 's/is withheld to protect privacy\\./is withheld./' data/templates/fact-sheet.yaml; pdf "
                 "c.pdf\n"
                 "test \"$(made a.pdf Template)\" != \"$(made c.pdf Template)\"; test \"$(ids a.pdf)\" != \"$(ids "
                 "c.pdf)\"\n"
                 "test \"$(made a.pdf Theme) $(made a.pdf Fonts)\" = \"$(made c.pdf Theme) $(made c.pdf Fonts)\"\n"
                 "for f in a c; do ncmec-pdf --state CA --year 2023 --dump pages >$f.txt; done; cmp a.txt c.txt\n"
                 "sed -i 's/SourceSans3-Semibold/SourceSans3-Bold/' data/themes/ncmec.yaml; pdf d.pdf\n"
                 "test \"$(made c.pdf Fonts)\" != \"$(made d.pdf Fonts)\"; test \"$(made c.pdf Theme)\" != \"$(made "
                 "d.pdf Theme)\"");
    /* A sheet at the level of its neighbors says so. */
    Run run = shell_expect(arena, 0, folder,
                           MADE "ncmec-pdf -q --data-dir '%s/tests/samples' --state all --year 2023 --uniform -o out/\n"
                                "for f in out/*; do made $f Level; done | sort -u | wc -l",
                           shell_tree);
    assert_text(run.out, STR("1\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_samples_are_made_again_from_themselves),
        cmocka_unit_test(no_comment_goes_out),
        cmocka_unit_test(the_form_is_canonical),
        cmocka_unit_test(what_is_not_printed_stays),
        cmocka_unit_test(what_is_left_out_by_a_choice_stays),
        cmocka_unit_test(what_is_withheld_stays_withheld),
        cmocka_unit_test(heads_and_notes_that_print_go_out),
        cmocka_unit_test(footnotes_are_tagged_and_linked),
        cmocka_unit_test(wording_for_states_is_made_again),
        cmocka_unit_test(a_change_takes_the_year_before_along),
        cmocka_unit_test(tables_and_proofs_are_made_again_too),
        cmocka_unit_test(names_are_the_sheets),
        cmocka_unit_test(packets_are_made_again_from_themselves),
        cmocka_unit_test(the_record_says_how_a_file_was_made),
        cmocka_unit_test(digests_are_of_keys_and_texts),
        cmocka_unit_test(the_record_changes_with_what_it_names),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
