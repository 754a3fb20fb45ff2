/* A finished file is made again and compared: what is proven, what differs and where, what is never called proven. */
#include "tests/tools/shell.h"

#include <stdlib.h>

/* Sheets of California in every flavor and a packet, and the means to change them. */
static const char *folder_of_files(void)
{
    const char *folder = folder_with_states(arena, "NV");
    shell_expect(
        arena, 0, folder,
        "cp '%s/tests/tools/pdfedit.py' . && ncmec-pdf -q --state CA --year 2023 -o default.pdf &&"
        "ncmec-pdf -q --state CA --year 2023 --for screen,press -o screen.pdf &&"
        "ncmec-pdf -q --state CA --year 2023 --for press --standard x1a -o x1a.pdf &&"
        "ncmec-pdf -q packet --state CA,NV --year 2022-2023 --for screen,press --title 'A & B <c>' --uniform --pad "
        "--prepared-for 'the Committee' --date 'May 4' --divider Annex --divider More -o packet.pdf",
        shell_tree);
    return folder;
}

static const char *const carrying[] = {"screen.pdf", "packet.pdf"};
static const char *const bare[] = {"default.pdf", "screen-press.pdf", "x1a.pdf", "packet-press.pdf"};

static void files_that_are_as_made_are_proven(void **state)
{
    (void)state;
    const char *folder = folder_of_files();
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf verify *.pdf");
    assert_int_equal(count_of(run.out, "  proven: it is what the data folder 'data' makes\n"), 6);
    assert_int_equal(count_of(run.out, "  proven: it is made from the figures that it carries, byte for byte\n"), 2);
    assert_holds(run.out, "packet.pdf: a packet of 4 sheets, for the screen\n");
    assert_holds(run.err, "not who made them");
    for (size_t i = 0; i < COUNT_OF(carrying); i++) {
        shell_expect(arena, 0, folder, "ncmec-pdf verify --alone %s", carrying[i]);
        shell_expect(arena, 0, folder, "mv data away && ncmec-pdf verify %s && mv away data", carrying[i]);
    }
    for (size_t i = 0; i < COUNT_OF(bare); i++)
        assert_holds(shell_expect(arena, 8, folder, "ncmec-pdf verify --alone %s", bare[i]).out,
                     "not proven: it carries no figures");
}

/* qpdf moves what a page paints into a form, beside that of the stamp, whose font has codes of one byte. */
static void what_is_laid_over_is_named(void **state)
{
    (void)state;
    static const char *const files[] = {"screen", "screen-press", "packet"};
    const char *folder = folder_of_files();
    file_write(arena, folder, "stamp.ps",
               STR("%!PS\n<< /PageSize [612 792] >> setpagedevice 1 setgray 60 590 80 20 rectfill 0 setgray\n"
                   "gsave 72 50 translate 8 8 scale 8 8 true [8 0 0 8 0 0] {<ff818181818181ff>} imagemask grestore\n"
                   "/Helvetica findfont 14 scalefont setfont 62 594 moveto (999) show 72 36 moveto (COPY) show "
                   "showpage\n"));
    shell_expect(arena, 0, folder, "gs -q -sDEVICE=pdfwrite -o stamp.pdf stamp.ps");
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        shell_expect(arena, 0, folder, "qpdf %s.pdf --overlay stamp.pdf --to=1 -- out.pdf", files[i]);
        Run run = shell_expect(arena, 8, folder, "ncmec-pdf verify out.pdf");
        assert_holds(run.out, "in from the top: the file says \"999 COPY\", ");
        assert_int_equal(count_of(run.out, "the file says"), 1);
        assert_holds(run.out, "    page 1 has an overlay, as a stamp is, which can hide words\n");
        run = shell_expect(arena, 8, folder, "ncmec-pdf diff %s.pdf out.pdf", files[i]);
        assert_holds(run.out, ": 999 COPY\n");
        assert_int_equal(count_of(run.out, "out.pdf, page"), 1);
    }
    shell_expect(arena, 0, folder, "qpdf packet.pdf --overlay stamp.pdf --repeat=1 -- out.pdf");
    Run run = shell_expect(arena, 8, folder, "ncmec-pdf verify out.pdf");
    assert_holds(run.out, " more have an overlay, as a stamp is, which can hide words\n");
    /* A form that draws itself, eight times. */
    file_write(
        arena, folder, "loop.txt",
        STR("%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
            "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
            "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject "
            "<< /F 5 0 R >> >> >> endobj\n"
            "4 0 obj << /Length 5 >> stream\n/F Do\nendstream endobj\n"
            "5 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 47 >> stream\n"
            "/F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do\nendstream endobj\n"
            "trailer << /Root 1 0 R /Size 6 >>\nstartxref\n0\n%%EOF\n"));
    shell_expect(arena, 0, folder,
                 "qpdf --no-warn --warning-exit-0 loop.txt loop.pdf && qpdf screen.pdf --overlay loop.pdf --to=1 -- "
                 "out.pdf");
    assert_holds(shell_expect(arena, 1, folder, "ncmec-pdf verify out.pdf").err, "cannot read 'out.pdf': ");
}

/* Other languages, wordings, themes, dates, levels and proofs. */
static void every_way_to_make_a_sheet_is_found_again(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "--state CA --year 2023 --for screen --language es -o out/",
        "--state CA --year 2023 --for screen --template other.yaml --theme theme.yaml -o out/a.pdf",
        "--state CA,NV --year 2022-2023 --uniform --for screen -o out/",
        "--state CA --year 2023 --for screen --draft --set missing_other=616 -o out/a.pdf",
        "--data bare.yaml --for screen --draft -o out/a.pdf",
    };
    const char *folder = folder_with_states(arena, "NV");
    shell_expect(arena, 0, folder,
                 "sed 's/}} made available to law/}} sent to law/' data/templates/fact-sheet.yaml >other.yaml && "
                 "sed 's/left: 54 pt/left: 56 pt/' data/themes/ncmec.yaml >theme.yaml && "
                 "grep -v team_adam data/2023/CA.yaml >bare.yaml");
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        Run run = shell(arena, folder,
                        "rm -rf out && mkdir out && ncmec-pdf -q %s && ncmec-pdf verify --alone out/*.pdf", ways[i]);
        if (run.exit != 0)
            fail_msg("%s\n%.*s%.*s", ways[i], STR_ARG(run.out), STR_ARG(run.err));
    }
    static const char *const packets[] = {"--year 2023 --language es", "--year 2022-2023 --language es",
                                          "--year 2023 --language es --for press"};
    for (size_t i = 0; i < COUNT_OF(packets); i++)
        shell_expect(arena, 0, folder, "ncmec-pdf -q packet --state CA %s -o q.pdf && ncmec-pdf verify q.pdf",
                     packets[i]);
    Run run =
        shell_expect(arena, 0, folder,
                     "SOURCE_DATE_EPOCH=1704067200 ncmec-pdf -q --state CA --year 2023 --for screen,press -o t.pdf && "
                     "ncmec-pdf verify t.pdf t-press.pdf && SOURCE_DATE_EPOCH=1704067200 ncmec-pdf verify t.pdf");
    assert_int_equal(count_of(run.out, "'data' makes with the date that SOURCE_DATE_EPOCH gave it\n"), 3);
    assert_holds(shell_expect(arena, 0, folder,
                              "ncmec-pdf -q --state CA --year 2023 --template other.yaml -o t.pdf && "
                              "ncmec-pdf verify t.pdf --template other.yaml")
                     .out,
                 "  proven: it is what the data folder 'data' makes\n");
    assert_holds(shell_expect(arena, 8, folder, "ncmec-pdf verify t.pdf").out,
                 "the file says \"sent\", the data folder\n      gives \"made available\"");
}

static void a_figure_swapped_in_a_page_is_named(void **state)
{
    (void)state;
    const char *folder = folder_of_files();
    static const struct {
        const char *file, *edit, *said;
    } rows[] = {
        {"screen.pdf", "page 1 78,835 78,853",
         "the file says \"78,853\", its figures give\n      \"78,835\"; cybertipline_reports "
         "(out.pdf/2023/CA.yaml:6:25)\n"
         "  the data folder 'data' makes what the figures in the file make\n"},
        {"default.pdf", "page 1 1,879 1,978",
         "the file says \"1,978\", the data folder\n      gives \"1,879\"; missing_total (data/2023/CA.yaml:23:18)\n"},
        {"screen-press.pdf", "page 1 1,879 1,978", "missing_total (data/2023/CA.yaml:23:18)\n"},
        {"x1a.pdf", "page 1 1,879 1,978", "missing_total (data/2023/CA.yaml:23:18)\n"},
        {"packet.pdf", "page 5 1,879 1,978", "    NV 2022:\n    page 5, "},
        {"packet-press.pdf", "page 7 1,879 1,978", "    CA 2023:\n    page 7, "},
        {"packet.pdf", "page 1 Committee Commiteet", "page 1, "},
        {"packet.pdf", "page 11 Annex Annxe", "page 11, "},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        shell_expect(arena, 0, folder, "python3 pdfedit.py %s out.pdf %s", rows[i].file, rows[i].edit);
        Run run = shell_expect(arena, 8, folder, "ncmec-pdf verify out.pdf");
        assert_lacks(run.out, "  proven");
        assert_holds(run.out, rows[i].said);
    }
}

static void an_attached_figure_that_is_changed_is_named(void **state)
{
    (void)state;
    const char *folder = folder_of_files();
    shell_expect(arena, 0, folder, "python3 pdfedit.py screen.pdf out.pdf file CA.yaml 78,835 78,853");
    Str out = shell_expect(arena, 8, folder, "ncmec-pdf verify --alone out.pdf").out;
    assert_holds(out, "the file says \"78,835\", its figures give\n      \"78,853\"; cybertipline_reports");
    static const struct {
        const char *edit, *said;
    } unread[] = {
        {"file CA.yaml 'year: \"2023\"' 'year: \"2023'", "it cannot be made again: out.pdf/2023/CA.yaml:"},
        {"file CA.yaml 'year: ' 'yeer: '", "it cannot be made again: out.pdf/2023/CA.yaml:"},
        {"file national.yaml 'year: ' 'yeer: '", "it cannot be made again: out.pdf/2023/national.yaml:"},
    };
    for (size_t i = 0; i < COUNT_OF(unread); i++) {
        shell_expect(arena, 0, folder, "python3 pdfedit.py screen.pdf out.pdf %s", unread[i].edit);
        out = shell_expect(arena, 8, folder, "ncmec-pdf verify --alone out.pdf").out;
        assert_holds(out, unread[i].said);
        assert_lacks(out, "ncmec-pdf new");
    }
    shell_expect(arena, 0, folder, "qpdf --remove-attachment=CA.yaml screen.pdf out.pdf");
    assert_holds(shell_expect(arena, 8, folder, "ncmec-pdf verify --alone out.pdf").out,
                 "it cannot be made again: no figures of California in 2023 are attached to 'out.pdf'\n");
    shell_expect(arena, 0, folder, "python3 pdfedit.py screen.pdf out.pdf file CA.yaml figures: '# more\nfigures:'");
    out = shell_expect(arena, 8, folder, "ncmec-pdf verify --alone out.pdf").out;
    assert_holds(out, "    the attached file 'CA.yaml' is not what the program attaches to it\n");
    assert_holds(out, "the words of all pages and their places are equal, but other bytes are not");
}

static void what_shows_in_no_word_is_not_proven(void **state)
{
    (void)state;
    const char *folder = folder_of_files();
    shell_expect(arena, 0, folder, "python3 pdfedit.py screen.pdf out.pdf paint 2");
    assert_holds(shell_expect(arena, 8, folder, "ncmec-pdf verify --alone out.pdf").out,
                 "equal, but page 2 paints something else around them");
    shell_expect(arena, 0, folder, "qpdf screen.pdf out.pdf");
    assert_holds(
        shell_expect(arena, 8, folder, "ncmec-pdf verify out.pdf").out,
        "the words of all pages and their places are equal, but other bytes are not, so nothing is\n      proven");
}

/* What was written before is proven, the file never. */
static void what_is_added_to_a_file_is_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *make, *said[3];
        int proven;
    } rows[] = {
        {"python3 pdfedit.py screen.pdf out.pdf update",
         {"out.pdf: CA 2023, for the screen\n  of its first revision, ", "  not proven: the ",
          "with a revision, which can cover or change what is proven"},
         2},
        {"python3 pdfedit.py screen.pdf out.pdf sign 1",
         {"  proven: it is made from the figures that it carries, byte for byte\n", "with a signature, which can cover",
          "\n    the words of the pages are those of the first revision; a note or form"},
         2},
        {"python3 pdfedit.py default.pdf out.pdf sign 2",
         {"out.pdf: CA 2023\n", "  proven: it is what the data folder 'data' makes\n",
          "pdfsig says what the signature"},
         1},
        {"python3 pdfedit.py packet.pdf out.pdf sign 3",
         {"a packet of 4 sheets", "  proven: it is what the data folder 'data' makes\n", "with a signature"},
         2},
        /* Of a later revision that swaps a figure, the word is named. */
        {"python3 pdfedit.py screen.pdf out.pdf append 1 78,835 78,853",
         {"of its first revision, ", "the file says \"78,853\", its first\n", "revision has \"78,835\""},
         2},
        {"python3 pdfedit.py screen.pdf out.pdf cover 2",
         {"of its first revision, ", "with a revision, which can cover or change what is proven\n",
          "\n    page 2 paints something else than in the first revision, which may hide the words there\n"},
         2},
        {"(cat screen.pdf; echo more) >out.pdf",
         {"of its first revision, ", "the 5 bytes after it", "the words of"},
         2},
        /* A first revision that is not what its figures make. */
        {"python3 pdfedit.py screen.pdf a.pdf page 1 78,835 78,853 && python3 pdfedit.py a.pdf out.pdf sign 1; rm "
         "a.pdf",
         {"  not proven: the figures that it carries make other bytes\n", "the file says \"78,853\"",
          "with a signature"},
         0},
        /* It cannot be read alone. */
        {"cp screen.pdf out.pdf && printf %%%%EOF | dd of=out.pdf bs=1 seek=9 conv=notrunc status=none",
         {"equal, but other bytes are not", "", ""},
         0},
    };
    const char *folder = folder_of_files();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        shell_expect(arena, 0, folder, "%s", rows[i].make);
        for (size_t alone = 0; alone < 2; alone++) {
            Run run = shell_expect(arena, 8, folder, "ncmec-pdf verify %s out.pdf", alone ? "--alone" : "");
            for (size_t k = 0; k < COUNT_OF(rows[i].said) && !alone; k++)
                assert_holds(run.out, rows[i].said[k]);
            if (!alone)
                assert_int_equal(count_of(run.out, "\n  proven: "), rows[i].proven);
        }
    }
}

static void what_changed_in_the_folder_since_is_named(void **state)
{
    (void)state;
    const char *folder = folder_of_files();
    shell_expect(arena, 0, folder, "sed -i 's/78,835/78,853/' data/2023/CA.yaml");
    Run run = shell_expect(arena, 8, folder, "ncmec-pdf verify screen.pdf screen-press.pdf packet.pdf");
    assert_int_equal(count_of(run.out, "  proven: it is made from the figures that it carries"), 2);
    assert_int_equal(count_of(run.out, "  another edition: the data folder 'data' makes other bytes\n"), 3);
    assert_holds(run.out, "gives \"78,853\"; cybertipline_reports (data/2023/CA.yaml:19:25)\n");
    assert_holds(run.out, "    CA 2023:\n");
    assert_lacks(run.out, "    NV 2023:\n");
    shell_expect(arena, 0, folder, "rm data/2023/CA.yaml");
    assert_holds(shell_expect(arena, 8, folder, "ncmec-pdf verify screen.pdf").out,
                 "  the data folder 'data' does not make it: there are no figures for California in 2023");
    /* What could not be read decides nothing. */
    shell_expect(arena, 0, folder, "mkdir data/2023/CA.yaml");
    run = shell_expect(arena, 1, folder, "ncmec-pdf verify screen.pdf");
    assert_holds(run.out, "  proven: it is made from the figures that it carries");
    assert_holds(run.out, "does not make it: cannot read 'data/2023/CA.yaml': it is a folder");
}

static void of_much_that_differs_a_part_is_listed(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NV");
    shell_expect(arena, 0, folder,
                 "ncmec-pdf -q --state CA --year 2023 -o a.pdf && "
                 "sed -i 's/ of / at /g' data/templates/fact-sheet.yaml");
    Str out = shell_expect(arena, 8, folder, "ncmec-pdf verify a.pdf").out;
    assert_int_equal(count_of(out, "the file says"), 8);
    assert_int_equal(count_of(out, " more\n"), 1);
}

static void damaged_and_hostile_files_get_a_message(void **state)
{
    (void)state;
    static const struct {
        const char *make, *said;
    } rows[] = {
        {"head -c 20000 screen.pdf >out.pdf", "cannot read 'out.pdf': it is damaged, or another program wrote it so ("},
        {"echo %PDF-1.7 >out.pdf", "cannot read 'out.pdf': it is damaged, or another program wrote it so ("},
        {"echo hello >out.pdf", "'out.pdf' is no PDF; name the finished file"},
        {": >out.pdf", "cannot read 'out.pdf': it is empty"},
        {"rm -f out.pdf && mkfifo out.pdf", "cannot read 'out.pdf': it is not a regular file"},
        {"rm out.pdf && truncate -s 70M out.pdf", "cannot read 'out.pdf': it is larger than"},
        {"qpdf --encrypt a b 256 -- screen.pdf out.pdf",
         "cannot read 'out.pdf': it is locked by a password; ask its owner"},
        {"truncate -s 100M big && qpdf --add-attachment big -- screen.pdf out.pdf; rm big",
         "the file 'big' attached to it says that it has 100 MiB, above the limit of 8 MiB; ask for"},
    };
    const char *folder = folder_of_files();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        shell_expect(arena, 0, folder, "%s", rows[i].make);
        Run run = shell_expect(arena, 1, folder, "ncmec-pdf verify out.pdf");
        assert_holds(run.err, rows[i].said);
        assert_int_equal(run.out.n, 0);
        assert_int_equal(count_of(run.err, "error:"), 1);
    }
    Run run = shell_expect(arena, 1, folder,
                           "mkdir lib && touch lib/libqpdf.so.29 lib/libqpdf.so.30 && "
                           "LD_LIBRARY_PATH=lib ncmec-pdf verify screen.pdf");
    assert_holds(run.err, "cannot load the library 'libqpdf.so.30' (lib/libqpdf.so.30: file too short); install the "
                          "package libqpdf30");
    if (!shell_is_sanitized())
        shell_expect(
            arena, 0, folder,
            "for size in $(seq 14000 1500 75000); do (ulimit -v $size; ncmec-pdf verify screen.pdf >said 2>&1)\n"
            "! grep 'install the package' said || exit 9; done");
    run = shell_expect(arena, 8, folder,
                       "printf '%%s' '%%PDF-1.4' >out.pdf; gs -q -o out.pdf -sDEVICE=pdfwrite -c showpage; "
                       "ncmec-pdf verify out.pdf");
    assert_holds(run.out, "out.pdf: not proven: it does not say which sheet it is\n");
}

/* NCMEC_CHANGES bytes, spread over all files; 60 where it does not say how many. */
static void no_changed_byte_is_called_proven(void **state)
{
    (void)state;
    const char *folder = folder_of_files(), *asked = getenv("NCMEC_CHANGES");
    Run run =
        shell(arena, folder,
              "cat >change.py <<'END'\n"
              "import random, sys\n"
              "source, count, seed = sys.argv[1], int(sys.argv[2]), sys.argv[3]\n"
              "data = open(source, 'rb').read()\n"
              "chance = random.Random(source + seed)\n"
              "for i in range(count):\n"
              "    at = chance.randrange(len(data))\n"
              "    byte = bytes([(data[at] + chance.randrange(1, 256)) %% 256])\n"
              "    open('changed/%%s-%%03d.pdf' %% (source[:-4], i), 'wb').write(data[:at] + byte + data[at + 1:])\n"
              "END\n"
              "set -e; mkdir changed; for f in *.pdf; do\n"
              "  for round in $(seq $((%s / 60))); do\n"
              "    rm -f changed/*; python3 change.py $f 10 $round\n"
              "    code=0; ncmec-pdf verify changed/*.pdf >said.txt 2>err.txt || code=$?\n"
              "    if grep '^  proven' said.txt; then exit 20; fi\n"
              "    case $code in 1|8) ;; *) exit 21 ;; esac\n"
              "    n=$(($(grep -c '^changed' said.txt || :) + $(grep -c 'error: ' err.txt || :)))\n"
              "    if [ $n != 10 ]; then cat said.txt err.txt; exit 22; fi\n"
              "  done\n"
              "done",
              asked ? asked : "60");
    if (run.exit != 0)
        fail_msg("exit %d\n%.*s%.*s", run.exit, STR_ARG(text_shown(run.out, 0)), STR_ARG(text_shown(run.err, 0)));
}

int main(void)
{
    shell_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_that_are_as_made_are_proven),
        cmocka_unit_test(what_is_laid_over_is_named),
        cmocka_unit_test(every_way_to_make_a_sheet_is_found_again),
        cmocka_unit_test(a_figure_swapped_in_a_page_is_named),
        cmocka_unit_test(an_attached_figure_that_is_changed_is_named),
        cmocka_unit_test(what_shows_in_no_word_is_not_proven),
        cmocka_unit_test(what_is_added_to_a_file_is_told_apart),
        cmocka_unit_test(what_changed_in_the_folder_since_is_named),
        cmocka_unit_test(of_much_that_differs_a_part_is_listed),
        cmocka_unit_test(damaged_and_hostile_files_get_a_message),
        cmocka_unit_test(no_changed_byte_is_called_proven),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
