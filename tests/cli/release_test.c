/* What went out is entered in the ledger, and readers of later editions know it. */
#include "tests/tools/shell.h"

static const char make[] = "ncmec-pdf -q --state CA --year 2023 --for screen,press -o ca.pdf && "
                           "ncmec-pdf -q --state CA --year 2023 -o default.pdf";

static const char *folder_of_files(void)
{
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, make);
    return folder;
}

static void files_are_entered_once(void **state)
{
    (void)state;
    const char *folder = folder_of_files();
    Run run = shell_expect(arena, 0, folder, "cp ca.pdf again.pdf && ncmec-pdf release ca.pdf again.pdf default.pdf");
    assert_text(run.err, STR("ca.pdf: CA 2023, edition 1\n"
                             "again.pdf: CA 2023, edition 1; it is in the ledger already\n"
                             "default.pdf: CA 2023, edition 1\n"
                             "data/released.csv: 2 rows added\n"));
    assert_text(run.out, STR(""));
    Str one = file_text(arena, folder, "data/released.csv");
    assert_true(str_starts(one, STR("file,sha256,modified,state,year,edition,figures\nca.pdf,")));
    assert_holds(one, ",2023-12-31T00:00:00Z,CA,2023,1,\"cybertipline_reports: 78,835\ncvip_submissions: 185\n");
    assert_holds(one, "\nus.team_hope_supported: 5,759\nus.connect_registered_users: more than 18,000\"\n");
    shell_expect(arena, 0, folder, "grep -q \"^ca.pdf,$(sha256sum <ca.pdf | cut -d' ' -f1),\" data/released.csv");
    run = shell_expect(arena, 0, folder, "ncmec-pdf release ca.pdf");
    assert_text(run.err, STR("ca.pdf: CA 2023, edition 1; it is in the ledger already\n"));
    assert_text(file_text(arena, folder, "data/released.csv"), one);
    /* The ledger is held against a file that it has. */
    run = shell_expect(arena, 4, folder,
                       "cp data/released.csv kept; sed -i '/^us.trafficking_reports/d' data/released.csv; ncmec-pdf "
                       "release ca.pdf; c=$?; mv kept data/released.csv; exit $c");
    assert_holds(run.err,
                 ": error: this lacks 'us.trafficking_reports: more than 18,400', which 'ca.pdf' prints; add the line");
    shell_expect(arena, 0, folder, "ncmec-pdf release ca-press.pdf -q");
    Str two = file_text(arena, folder, "data/released.csv");
    assert_true(str_starts(two, one) && two.n > one.n);
    /* Another figure makes another edition; a file that is entered needs no folder that makes it. */
    run = shell_expect(arena, 0, folder,
                       "sed -i 's/: 484/: 485/' data/2023/CA.yaml && ncmec-pdf -q --state CA --year 2023 --for screen "
                       "-o new.pdf && ncmec-pdf release new.pdf default.pdf");
    assert_holds(run.err,
                 "new.pdf: CA 2023, edition 2\ndefault.pdf: CA 2023, edition 1; it is in the ledger already\n");
}

/* What is printed with the figures makes another edition too, in all its files; what was printed otherwise is a finding
   until 'revisions' say so. */
static void editions_are_told_apart(void **state)
{
    (void)state;
    const char *folder = folder_of_files();
    static const char remake[] = "ncmec-pdf -q --state CA --year 2023 --language en,es --for screen,press -o ca.pdf && "
                                 "ncmec-pdf release ca.pdf ca-es.pdf ca-press.pdf ca-es-press.pdf";
    static const struct {
        const char *edit;
        int edition;
    } rows[] = {
        {"true", 1},
        {"echo 'notes: [{en: A word., es: Una palabra.}]' >>data/2023/CA.yaml", 2},
        {"sed -i 's/A word/Another word/; s/Una p/Otra p/' data/2023/CA.yaml", 3},
        {"sed -i 's/^# as_of: 2024-01-31/as_of: 2024-01-31/' data/2023/CA.yaml", 4},
        {"sed -i 's/Working with/Work with/' data/templates/*.yaml", 4},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Str said = shell_expect(arena, 0, folder, "%s && %s", rows[i].edit, remake).err;
        assert_int_equal(count_of(said, str_printf(arena, "CA 2023, edition %d", rows[i].edition).s), 4);
        assert_lacks(said, "warning");
    }
    shell_expect(arena, 0, folder, "cp -R data before && sed -i 's/78,835/78,853/' data/2023/CA.yaml");
    static const char told[] =
        "ncmec-pdf: warning: 'ca.pdf' prints cybertipline_reports of CA 2023 as 78,853, and edition 4 ('ca.pdf') as "
        "78,835, without a word of it; type the line in 'revisions:' that 'ncmec-pdf diff --revisions' prints, and "
        "make "
        "the file again\n";
    Run run = shell_expect(arena, 3, folder, "cp data/released.csv kept && %s --strict", remake);
    assert_holds(run.err, told);
    /* Making it says so too, before it goes out; and nothing of a row that is not entered. */
    assert_holds(run.err, "cybertipline_reports is 78,853, but edition 4 of CA ('ca.pdf') prints 78,835; correct the");
    assert_int_equal(count_of(run.err, "warning:"), 2);
    assert_lacks(run.err, "CA 2023, edition");
    assert_holds(run.err, "\nnothing is entered, for the findings above\n");
    shell_expect(arena, 0, folder, "cmp kept data/released.csv");
    shell_expect(arena, 0, folder,
                 "ncmec-pdf diff before data --revisions | sed '/^#/d; s/\"YYYY-MM-DD\"/2024-03-04/; s/date: "
                 "\"\"/date: 2024-03-04/; s/why: \"\"/why: {en: late, es: tarde}/' >>data/2023/CA.yaml");
    run = shell_expect(arena, 0, folder, "%s --strict", remake);
    assert_int_equal(count_of(run.err, "CA 2023, edition 5"), 4);
    /* And of the nation. */
    shell_expect(arena, 0, folder, "sed -i 's/28,886/28,889/' data/2023/national.yaml");
    run = shell_expect(arena, 0, folder, "%s", remake);
    assert_holds(run.err,
                 " prints the nation's missing_total of CA 2023 as 28,889, and edition 5 ('ca.pdf') as 28,886");
    assert_int_equal(count_of(run.err, "CA 2023, edition 6"), 4);
    /* What is withheld from now on is judged by what went out, and is not to be told of. */
    shell_expect(arena, 0, folder, "sed -i 's/team_adam_cases: 3/team_adam_cases: suppressed/' data/2023/CA.yaml");
    assert_lacks(shell_expect(arena, 4, folder, "%s", remake).err, "without a word of it");
}

/* All files or none. */
static void one_that_is_refused_keeps_out_all(void **state)
{
    (void)state;
    const char *folder = folder_of_files();
    static const char *const rows[][2] = {
        {"sed -i 's/: 484/: 485/' data/2023/CA.yaml; ncmec-pdf release ca.pdf default.pdf",
         "error: 'default.pdf' carries no figures, and is not what the data folder makes now; 'ncmec-pdf verify' says "
         "where it differs; make it again\n"},
        {"sed -i 's/^status: final/status: draft/' data/2023/CA.yaml; ncmec-pdf -q --state CA --year 2023 --for screen "
         "-o draft.pdf; ncmec-pdf release ca.pdf draft.pdf",
         "error: 'draft.pdf' is a draft, which does not go out"},
        {"sed -i 's/^status: draft/status: final\\nsample: true/' data/2023/CA.yaml; ncmec-pdf -q --state CA --year "
         "2023 -o sample.pdf; ncmec-pdf release ca.pdf sample.pdf",
         "error: 'sample.pdf' is a sample, which does not go out"},
        {"sed -i '/^sample/d' data/2023/CA.yaml; ncmec-pdf -q --state CA --year 2023 -o large.pdf --theme large; "
         "ncmec-pdf release ca.pdf large.pdf --theme office",
         "error: 'large.pdf' carries no figures, and is not what the data folder makes now; 'ncmec-pdf verify' says"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Run run = shell_expect(arena, 4, folder, "%s", rows[i][0]);
        assert_holds(run.err, rows[i][1]);
        assert_false(file_exists(arena, folder, "data/released.csv"));
    }
    assert_holds(shell_expect(arena, 1, folder, "ncmec-pdf release ca.pdf nothing.pdf").err,
                 "cannot read 'nothing.pdf'");
    assert_holds(shell_expect(arena, 1, folder, "ncmec-pdf release data/2023/CA.yaml").err, "is no PDF");
    assert_holds(shell_expect(arena, 2, folder, "ncmec-pdf release").err, "name the files that go out");
    assert_holds(shell_expect(arena, 2, folder, "ncmec-pdf --state CA --year 2023 -o data/released.csv").err,
                 "error: ");
    assert_false(file_exists(arena, folder, "data/released.csv"));
}

/* What it prints is known of a file alone that is made again from what it carries. */
static void what_is_not_proven_is_not_entered(void **state)
{
    (void)state;
    const char *folder = folder_of_files();
    static const char *const edits[] = {
        "page 1 78,835 78,853",
        "page 1 1,879 1,978",
        "file CA.yaml 'team_adam_cases: \"3\"' 'team_adam_cases: \"4\"'",
        "file CA.yaml figures: '# more\nfigures:'",
        "file CA.yaml figures: '{figures'",
        "file CA.yaml 'state:' 'stale:'",
        "file national.yaml figures: 'fugures:'",
        "paint 2",
    };
    shell_expect(arena, 0, folder, "cp '%s/tests/tools/pdfedit.py' .", shell_tree);
    for (size_t i = 0; i < COUNT_OF(edits); i++) {
        if (shell(arena, folder, "python3 pdfedit.py ca.pdf out.pdf %s && ! cmp -s ca.pdf out.pdf", edits[i]).exit)
            fail_msg("the edit changes nothing: %s", edits[i]);
        Run run = shell_expect(arena, 4, folder, "ncmec-pdf release default.pdf out.pdf");
        assert_holds(run.err, "error: 'out.pdf' is not what the figures that it carries make, so what it prints is not "
                              "known; 'ncmec-pdf verify' says where it differs; make it again\n");
        assert_false(file_exists(arena, folder, "data/released.csv"));
    }
    static const char *const added[] = {"update", "sign 1"};
    for (size_t i = 0; i < COUNT_OF(added); i++) {
        shell_expect(arena, 0, folder, "python3 pdfedit.py ca.pdf out.pdf %s", added[i]);
        assert_holds(shell_expect(arena, 4, folder, "ncmec-pdf release out.pdf").err,
                     "error: 'out.pdf' goes on after its first revision, as signed files do, and what that adds is not "
                     "known; release the file as it was before\n");
    }
    assert_holds(shell_expect(arena, 4, folder, "qpdf --linearize ca.pdf out.pdf && ncmec-pdf release out.pdf").err,
                 "error: 'out.pdf' was linearized by another program, so that its bytes are not those that are proven; "
                 "release the file as it was before\n");
    shell_expect(arena, 0, folder, "python3 pdfedit.py default.pdf out.pdf page 1 1,879 1,978");
    assert_holds(shell_expect(arena, 4, folder, "ncmec-pdf release out.pdf").err, "carries no figures, and is not");
    /* What a file carries is enough: the data folder may say something else by now. */
    shell_expect(arena, 0, folder, "sed -i 's/: 484/: 485/' data/2023/CA.yaml && ncmec-pdf release -q ca.pdf");
}

/* What goes to the printer, or is for some readers, is entered by its own bytes: the theme is found by what the file
   says of how it was made. */
static void files_of_other_themes_are_entered(void **state)
{
    (void)state;
    static const char *const makes[] = {"--theme house --for screen,press -o h.pdf",
                                        "--theme house --for press --standard x1a -o x1a.pdf",
                                        "--theme large -o large.pdf", "--theme mine.yaml --for press -o mine.pdf"};
    const char *folder = folder_with_data(arena), *all = "h.pdf h-press.pdf x1a.pdf large.pdf packet.pdf";
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf -q new theme --theme house && echo 'paper: a4' >>data/themes/house.yaml && printf 'name: "
        "mine\nbase: ncmec\nsilhouette: none\n' >mine.yaml && ncmec-pdf -q packet --state CA --year 2023 --for "
        "press --theme house -o packet.pdf");
    for (size_t i = 0; i < COUNT_OF(makes); i++)
        shell_expect(arena, 0, folder, "ncmec-pdf -q --state CA --year 2023 %s", makes[i]);
    Str proven = shell_expect(arena, 0, folder, "ncmec-pdf verify %s", all).out;
    assert_int_equal(count_of(proven, "  proven: it is what the data folder 'data' makes with the theme 'house'\n"), 4);
    assert_int_equal(count_of(proven, "  proven: it is what the data folder 'data' makes with the theme 'large'\n"), 1);
    assert_holds(shell_expect(arena, 8, folder, "ncmec-pdf verify h-press.pdf --theme large").out,
                 "makes other bytes\n    it is made with another theme; give --theme house\n");
    assert_holds(shell_expect(arena, 8, folder, "ncmec-pdf verify mine.pdf").out,
                 "it is made with another theme, which is none of the data folder's as they are now; where it is\n"
                 "      in another place, give --theme FILE\n");
    shell_expect(arena, 0, folder, "ncmec-pdf -q release %s && ncmec-pdf -q release mine.pdf --theme mine.yaml", all);
    shell_expect(arena, 0, folder,
                 "for f in %s mine.pdf; do grep -q \"^$f,$(sha256sum <$f | cut -c1-64),.*,CA,2023,1,\" "
                 "data/released.csv || exit 1; done",
                 all);
}

/* Whatever the wording is by now, and though it fits more tightly alone than the file says of itself. */
static void verify_knows_what_was_released(void **state)
{
    (void)state;
    const char *folder = folder_of_files();
    shell_expect(arena, 0, folder,
                 "ncmec-pdf -q release ca.pdf && cp '%s/tests/tools/pdfedit.py' . && python3 pdfedit.py ca.pdf "
                 "signed.pdf sign 1 && sed -i 's/^# At the foot of the last page./  - section: What Comes Next\\n    "
                 "body:\\n      - list:\\n          - Fund a manager.\\n          - Ask for more.\\n          - Report "
                 "it all.\\n\\n&/' data/templates/fact-sheet.yaml",
                 shell_tree);
    assert_holds(shell_expect(arena, 8, folder, "ncmec-pdf verify ca.pdf").out,
                 "ca.pdf: CA 2023, for the screen\n"
                 "  in the ledger: edition 1 of CA 2023, as released\n"
                 "  proven: it is made from the figures that it carries, byte for byte\n"
                 "  the data folder 'data', as it is now, makes another file\n"
                 "    page 2, ");
    assert_holds(shell_expect(arena, 8, folder, "ncmec-pdf verify signed.pdf").out,
                 "bytes:\n  in the ledger: edition 1 of CA 2023, as released\n");
    assert_lacks(shell_expect(arena, 8, folder, "ncmec-pdf verify default.pdf").out, "in the ledger");
    assert_lacks(shell_expect(arena, 0, folder, "ncmec-pdf verify --alone ca.pdf").out, "in the ledger");
    shell_expect(arena, 0, folder, "sed -i 's/,1,\"/,one,\"/' data/released.csv");
    assert_holds(shell_expect(arena, 4, folder, "ncmec-pdf verify ca.pdf").err, "is not the number of an edition");
}

static void files_of_pdf_2_have_their_day(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "SOURCE_DATE_EPOCH=1704067261 ncmec-pdf -q --state CA --year 2023 --for screen --standard ua2 -o "
                 "ca.pdf && ncmec-pdf verify ca.pdf && ncmec-pdf release ca.pdf");
    assert_holds(file_text(arena, folder, "data/released.csv"), ",2024-01-01T00:01:01Z,CA,2023,1,");
}

static void a_packet_has_a_row_a_sheet(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "AZ NV");
    shell_expect(arena, 0, folder,
                 "sed -i '/^sample/d' data/202?/*.yaml && sed -i 's/{team_adam_cases}/& ({change.team_adam_cases})/' "
                 "data/templates/fact-sheet.yaml && ncmec-pdf -q packet --state AZ,NV --year 2023 -o p.pdf");
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf release p.pdf");
    assert_holds(run.err, "p.pdf: AZ 2023, edition 1\n");
    assert_holds(run.err, "p.pdf: NV 2023, edition 1\n");
    assert_holds(run.err, "data/released.csv: 2 rows added\n");
}

/* ---- What readers of two editions know ---- */

/* California's parts, its total and the nation's as 'first' has them are released, then typed as 'second' has them. */
static Run second_edition(const char *first, const char *second, int exit)
{
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "sed -i '%s' data/2023/*.yaml && ncmec-pdf -q --state CA --year 2023 --for screen -o ca.pdf &&"
                 "ncmec-pdf release -q ca.pdf && ncmec-pdf check -q && sed -i '%s' data/2023/*.yaml",
                 first, second);
    Run run = shell_expect(arena, exit, folder, "ncmec-pdf check --strict --disclosure --format csv");
    int sheet = shell(arena, folder, "ncmec-pdf -q --state CA --year 2023 --strict -o new.pdf").exit;
    assert_int_equal(sheet, exit);
    return run;
}

static void a_figure_that_went_out_is_known(void **state)
{
    (void)state;
    Run run = second_edition("s/a/a/", "s/team_adam_cases: 3/team_adam_cases: suppressed/", 4);
    assert_holds(run.err,
                 "data/2023/CA.yaml:34:20: error: team_adam_cases is suppressed, but team_adam_cases of edition 1 "
                 "gives it away: 3; edition 1 ('ca.pdf') printed team_adam_cases as 3, and what went out cannot be "
                 "withheld any more: ");
    assert_holds(run.err, "note: team_adam_cases of edition 1 (ca.pdf): 3\n");
    assert_holds(run.out, ",team_adam_cases,suppressed,3,3,1,10,known,team_adam_cases of edition 1,");
}

static void roundings_of_two_editions_intersect(void **state)
{
    (void)state;
    /* 1,103 + 8 + x: about 1,120 leaves 4 to 13, at least 1,120 leaves 9 or more, and both 9 to 13. */
    Run run =
        second_edition("s/missing_total: 1,879/missing_total: about 1,120/; s/missing_other: 615/missing_other: 8/;"
                       "s/orr: 161/orr: suppressed/",
                       "s/about 1,120/at least 1,120/", 3);
    assert_holds(run.out,
                 ",missing_from_orr,suppressed,9,13,5,10,few values,missing_total and missing_total of edition 1,");
}

static void what_was_revised_is_another_figure(void **state)
{
    (void)state;
    static const char first[] =
        "s/missing_total: 1,879/missing_total: 1,115/; s/missing_other: 615/missing_other: fewer "
        "than 10/; s/orr: 161/orr: fewer than 10/";
    /* Of a total that was corrected the parts may have been, too. */
    Run run =
        second_edition(first,
                       "s/missing_total: 1,115/missing_total: 1,117/; s|^# as_of.*|revisions: [{date: 2024-03-04, "
                       "figure: missing_total, was: \"1,115\", why: late reports}]|",
                       0);
    assert_holds(run.out, ",missing_other,fewer than 10,5,9,5,5,safe,missing_total,");
    /* One that was not is known still, and tells of what the other leaves. */
    run = second_edition(first, "s/missing_other: fewer than 10/missing_other: 8/", 4);
    assert_holds(run.out, ",missing_from_orr,fewer than 10,4,4,1,5,known,");
    run = second_edition(first, "s/missing_total: 1,115/missing_total: about 1,120/", 0);
    assert_holds(run.out, ",missing_from_orr,fewer than 10,3,9,7,5,safe,missing_total of edition 1,");
}

static void a_sheet_asks_the_ledger_where_something_is_withheld_and_a_check_always(void **state)
{
    (void)state;
    const char *folder = folder_of_files();
    static const char wanted[] =
        "data/released.csv:2:97: error: this is no year; give the ledger back as 'release' wrote";
    shell_expect(arena, 0, folder,
                 "ncmec-pdf release -q ca.pdf && sed -i 's/,CA,2023,1,/,CA,203,1,/' data/released.csv &&"
                 "ncmec-pdf -q --state CA --year 2023 --strict -o x.pdf");
    assert_holds(shell_expect(arena, 4, folder, "ncmec-pdf check").err, wanted);
    shell_expect(arena, 0, folder, "cp data/released.csv old.csv && sed -i 's/: 484/: suppressed/' data/2023/CA.yaml");
    static const char *const commands[] = {"check", "--state CA --year 2023", "--state all --year 2023 -o o/",
                                           "packet --state CA --year 2023"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        assert_holds(shell_expect(arena, 4, folder, "ncmec-pdf %s", commands[i]).err, wanted);
    assert_holds(shell_expect(arena, 4, folder, "ncmec-pdf release default.pdf").err, wanted);
    shell_expect(arena, 0, folder, "cmp data/released.csv old.csv");
}

/* ---- What goes out ---- */

/* Of two states the one withholds what the nation and the other give away, where both go out. */
static const char *folder_of_two(const char *withholding)
{
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "sed 's/^state: CA/state: NV/; s/California/Nevada/; s/team_hope_supported: .*/team_hope_supported: "
                 "5,060/' data/2023/CA.yaml >data/2023/NV.yaml && sed -i 's/team_hope_supported: .*/"
                 "team_hope_supported: suppressed/' data/2023/%s.yaml && sed -i 's/^team_hope_supported:/&\\n  "
                 "nation_is_sum: true/' data/measures.yaml && python3 - <<'P'\n"
                 "import yaml\n"
                 "all = yaml.load(open('data/jurisdictions.yaml'), yaml.BaseLoader)\n"
                 "yaml.safe_dump({k: all[k] for k in ('CA', 'NV')}, open('data/jurisdictions.yaml', 'w'))\n"
                 "P\n",
                 withholding);
    return folder;
}

static void drafts_do_not_go_out(void **state)
{
    (void)state;
    const char *folder = folder_of_two("CA");
    Run run = shell_expect(arena, 4, folder, "ncmec-pdf check --year 2023");
    assert_holds(
        run.err,
        "error: team_hope_supported of California is suppressed, but us.team_hope_supported gives it away: 699; ");
    /* A sheet asks of its own state and the nation; what goes out is judged with the year, whosever leak it is. */
    shell_expect(arena, 0, folder, "ncmec-pdf -q --state CA --year 2023 -o ca.pdf");
    shell_expect(arena, 0, folder, "ncmec-pdf -q --state NV --year 2023 --for screen -o nv.pdf");
    static const char *const files[] = {"ca.pdf", "nv.pdf", "ca.pdf nv.pdf"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        run = shell_expect(arena, 4, folder, "ncmec-pdf release %s", files[i]);
        assert_int_equal(count_of(run.err, "us.team_hope_supported gives it away: 699; "), 1);
        assert_false(file_exists(arena, folder, "data/released.csv"));
    }
    shell_expect(arena, 0, folder,
                 "sed -i 's/^status: final/status: draft/' data/2023/NV.yaml && ncmec-pdf check --year "
                 "2023 && ncmec-pdf -q --state CA --year 2023 -o ca.pdf && ncmec-pdf release -q ca.pdf");
}

/* What others give away cannot be taken back once they went out. */
static void what_a_file_withholds_that_is_not_final_is_to_stay_so(void **state)
{
    (void)state;
    static const char *const edits[] = {
        "s/^status: final/status: draft/",
        "s/^status: final/status: draft/; s/team_hope_supported: .*/team_hope_supported: fewer than 900/",
        /* A file with an error goes out later, too. */
        "s/^status: final/status: ready/",
    };
    static const char *const commands[] = {"check",
                                           "check --year 2023 --disclosure",
                                           "check data/2023/NV.yaml",
                                           "--state all --year 2023 -o out/",
                                           "packet --state NV --year 2023 -o p.pdf",
                                           "release nv.pdf"};
    for (size_t i = 0; i < COUNT_OF(edits); i++) {
        const char *folder = folder_of_two("CA");
        shell_expect(arena, 0, folder,
                     "ncmec-pdf -q --state NV --year 2023 --for screen -o nv.pdf && sed -i '%s' data/2023/CA.yaml",
                     edits[i]);
        for (size_t k = 0; k < COUNT_OF(commands); k++) {
            Run run = shell_expect(arena, 4, folder, "ncmec-pdf %s", commands[k]);
            assert_int_equal(count_of(run.err, "error: team_hope_supported of California is "), 1);
            assert_holds(run.err, ", but us.team_hope_supported gives it away: 699; ");
            assert_null(strstr(run.out.s, "safe"));
        }
        assert_false(file_exists(arena, folder, "p.pdf") || file_exists(arena, folder, "data/released.csv"));
        assert_null(folder_find(arena, folder, "ncmec-NV-2023.pdf"));
    }
    /* Its row is of its own figures as typed, beside what goes out: 'at least 900' of Nevada is not known yet. */
    const char *folder = folder_of_two("CA");
    shell_expect(arena, 0, folder,
                 "sed -i 's/^status: final/status: draft/' data/2023/CA.yaml && sed -i 's/^status: final/status: "
                 "draft/; s/team_hope_supported: .*/team_hope_supported: at least 900/' data/2023/NV.yaml");
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf check --year 2023 --disclosure --format csv");
    assert_int_equal(count_of(run.out, "2023,"), 1);
    assert_holds(run.out, "2023,CA,team_hope_supported,suppressed,0,5759,5760,10,safe,us.team_hope_supported,");
}

/* What went out is known, whatever became of the typed file: of two states and the nation that is their sum. */
static void what_went_out_of_a_file_that_is_no_more_final_is_known(void **state)
{
    (void)state;
    static const struct {
        const char *withholds, *before, *released, *after, *later;
    } rows[] = {
        /* California went out, and is a draft when Nevada follows; or its file is gone; or the nation's is a draft. */
        {"CA", "", "ca.pdf", "sed -i 's/^status: final/status: draft/' data/2023/CA.yaml", "nv.pdf"},
        {"CA", "", "ca.pdf", "rm data/2023/CA.yaml", "nv.pdf"},
        {"NV", "", "ca.pdf", "rm data/2023/CA.yaml", "nv.pdf"},
        {"CA", "", "ca.pdf", "sed -i 's/^status: final/status: draft/' data/2023/national.yaml", "nv.pdf"},
        /* Both are drafts by the time that they go out, one after the other. */
        {"NV", "sed -i 's/^status: final/status: draft/' data/2023/*.yaml;", "nv.pdf", ":", "ca.pdf"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *folder = folder_of_two(rows[i].withholds);
        shell_expect(
            arena, 0, folder,
            "ncmec-pdf -q --state CA --year 2023 --for screen -o ca.pdf && ncmec-pdf -q --state NV --year 2023 "
            "--for screen -o nv.pdf; mv data/2023/%s.yaml kept.yaml; %s ncmec-pdf -q release %s && "
            "mv kept.yaml data/2023/%s.yaml; %s",
            strstr(rows[i].released, "ca") ? "NV" : "CA", rows[i].before, rows[i].released,
            strstr(rows[i].released, "ca") ? "NV" : "CA", rows[i].after);
        Run run = shell_expect(arena, 4, folder, "cp data/released.csv old.csv; ncmec-pdf release %s", rows[i].later);
        assert_int_equal(count_of(run.err, "error: "), 1);
        assert_holds(run.err, "gives it away: ");
        shell_expect(arena, 0, folder, "cmp data/released.csv old.csv");
    }
    /* A check and a batch know it as well, though no final file of now withholds anything. */
    const char *folder = folder_of_two("CA");
    shell_expect(arena, 0, folder,
                 "mv data/2023/NV.yaml kept.yaml; ncmec-pdf -q --state CA --year 2023 --for screen -o ca.pdf && "
                 "ncmec-pdf -q release ca.pdf; mv kept.yaml data/2023/NV.yaml; rm data/2023/CA.yaml");
    static const char *const commands[] = {"check --year 2023", "--state all --year 2023 -o out/",
                                           "packet --state all --year 2023 -o p.pdf"};
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        assert_holds(shell_expect(arena, 4, folder, "ncmec-pdf %s", commands[i]).err,
                     "data/released.csv:9:1: error: team_hope_supported of California is suppressed, but "
                     "us.team_hope_supported gives it away: 699; ");
}

/* What is withheld by now: the file of before is the first to print it, beside a sheet of now. */
static void a_file_is_judged_with_what_it_prints(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "ncmec-pdf -q --state CA --year 2023 --for screen -o old.pdf && sed -i 's/missing_total: "
                 "1,879/missing_total: about 1,880/; s/orr: 161/orr: suppressed/' data/2023/CA.yaml && ncmec-pdf -q "
                 "--state CA --year 2023 --for screen -o new.pdf && ncmec-pdf check --strict");
    Run run = shell_expect(arena, 4, folder, "ncmec-pdf release old.pdf");
    assert_holds(run.err,
                 "error: missing_from_orr is suppressed, but missing_total and missing_total of edition 1 give it "
                 "away: 161; ");
    assert_false(file_exists(arena, folder, "data/released.csv"));
    shell_expect(arena, 4, folder, "ncmec-pdf release new.pdf old.pdf");
    assert_false(file_exists(arena, folder, "data/released.csv"));
    shell_expect(arena, 0, folder, "ncmec-pdf release new.pdf");
    assert_holds(shell_expect(arena, 4, folder, "ncmec-pdf release old.pdf").err,
                 "and missing_total of edition 2 give it away: 161; ");
}

int main(void)
{
    shell_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_entered_once),
        cmocka_unit_test(editions_are_told_apart),
        cmocka_unit_test(one_that_is_refused_keeps_out_all),
        cmocka_unit_test(what_is_not_proven_is_not_entered),
        cmocka_unit_test(files_of_other_themes_are_entered),
        cmocka_unit_test(verify_knows_what_was_released),
        cmocka_unit_test(files_of_pdf_2_have_their_day),
        cmocka_unit_test(a_packet_has_a_row_a_sheet),
        cmocka_unit_test(a_figure_that_went_out_is_known),
        cmocka_unit_test(roundings_of_two_editions_intersect),
        cmocka_unit_test(what_was_revised_is_another_figure),
        cmocka_unit_test(a_sheet_asks_the_ledger_where_something_is_withheld_and_a_check_always),
        cmocka_unit_test(drafts_do_not_go_out),
        cmocka_unit_test(what_a_file_withholds_that_is_not_final_is_to_stay_so),
        cmocka_unit_test(what_went_out_of_a_file_that_is_no_more_final_is_known),
        cmocka_unit_test(a_file_is_judged_with_what_it_prints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
