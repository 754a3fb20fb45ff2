/* The program as a user meets it: options, targets, folders, environment, and what it says. */
#include "tests/tools/shell.h"

#include <string.h>
#include <sys/stat.h>

#define SHEET "ncmec-pdf --state CA --year 2023"

static void help_and_version_need_nothing_else(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    Run help = shell_expect(arena, 0, folder, "ncmec-pdf --help");
    assert_true(str_starts(help.out, STR("Usage: ncmec-pdf --state STATE --year YEAR")));
    assert_int_equal(help.err.n, 0);
    Run version = shell_expect(arena, 0, folder, "ncmec-pdf --version");
    assert_true(str_starts(version.out, STR("ncmec-pdf 1.")));
    assert_int_equal(version.err.n, 0);
}

/* Every library that is linked or loaded, by the name that people know; those without a version tell none. */
static void version_lists_every_library(void **state)
{
    (void)state;
    static const struct {
        const char *linked, *listed;
    } rows[] = {
        {"yaml", "libyaml 0."},    {"csv", "libcsv 3."},      {"hpdf", "libharu 2."},      {"deflate", "libdeflate 1."},
        {"harfbuzz", "HarfBuzz "}, {"harfbuzz-subset", NULL}, {"unibreak", "libunibreak"}, {"hyphen", "libhyphen"},
        {"lcms2", "Little CMS 2"}, {"png", "libpng 1."},      {"sodium", "libsodium 1."},  {"m", NULL},
        {"expat", "expat 2."},     {"z", "zlib 1."},          {"minizip", "minizip 1"},    {"qpdf", NULL},
    };
    Run version = shell_expect(arena, 0, folder_new(arena), "ncmec-pdf --version");
    Run linked = shell_expect(arena, 0, shell_tree,
                              "{ sed -n 's/^LIBS = //p' Makefile | grep -o '[-]l[a-z0-9-]*' | sed 's/^-l//'\n"
                              "sed -n 's/^ARCHIVES.*foreach name,\\([^,]*\\),.*/\\1/p' Makefile | tr ' ' '\\n'\n"
                              "grep -rhoE '\"lib[a-z0-9-]+[.]so' src | sed 's/^\"lib//; s/[.]so$//' | sort -u; }");
    size_t count = 0;
    for (size_t at = 0; at < linked.out.n; at = str_find(linked.out, STR("\n"), at) + 1, count++) {
        Str name = str_slice(linked.out, at, str_find(linked.out, STR("\n"), at));
        size_t row = 0;
        while (row < sizeof rows / sizeof *rows && !str_eq(name, str_from(rows[row].linked)))
            row++;
        if (row == sizeof rows / sizeof *rows)
            fail_msg("the Makefile links '%.*s', which this test does not know", STR_ARG(name));
        if (rows[row].listed)
            assert_holds(version.out, rows[row].listed);
    }
    assert_int_equal(count, sizeof rows / sizeof *rows);
}

static void the_program_is_hardened(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 0, shell_tree, "readelf -hldW '%s'; readelf -sW '%s'", shell_program, shell_program);
    assert_holds(run.out, "DYN (Position-Independent Executable file)");
    assert_holds(run.out, "GNU_RELRO");
    assert_holds(run.out, "BIND_NOW");
    assert_holds(run.out, "Shared library: [libcsv.so."); /* as its license asks */
    if (count_of(run.out, "__gcov_") || shell_is_sanitized())
        return;
    assert_holds(run.out, "__stack_chk_fail@");
    assert_holds(run.out, "_chk@GLIBC_2.3.4"); /* of _FORTIFY_SOURCE */
}

static void without_a_target_the_sheet_names_itself(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run = shell_expect(arena, 0, folder, SHEET);
    assert_int_equal(run.out.n, 0);
    assert_true(str_starts(run.err, STR("ncmec-CA-2023.pdf: 2 pages, ")));
    assert_true(str_starts(file_text(arena, folder, "ncmec-CA-2023.pdf"), STR("%PDF-1.")));
    assert_null(folder_find(arena, folder, ".ncmec-tmp"));
}

static void every_way_to_name_a_state_is_the_same_sheet(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, SHEET " -q -o code.pdf");
    Str expected = file_text(arena, folder, "code.pdf");
    static const char *const ways[] = {"--state ca --year 2023",
                                       "--state=California --year=2023",
                                       "--state CALIFORNIA --year 2023",
                                       "--data data/2023/CA.yaml",
                                       "--data data/2023/CA.yaml --state CA",
                                       "--data - --year 2023 <data/2023/CA.yaml",
                                       "--state CA --year 2023 --template data/templates/fact-sheet.yaml",
                                       "--state CA --year 2023 --theme data/themes/ncmec.yaml",
                                       "--state CA --year 2023 --data-dir ./data/"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        Run run =
            shell_expect(arena, 0, folder, "ncmec-pdf -q -o way.pdf %s && cmp code.pdf way.pdf && rm way.pdf", ways[i]);
        assert_int_equal(run.out.n + run.err.n, 0);
        run = shell_expect(arena, 0, folder, "ncmec-pdf -o - %s", ways[i]);
        assert_text(run.out, expected);
        assert_int_equal(run.err.n, 0);
    }
}

static void dumps_go_to_standard_output_or_a_file(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    static const char *const words[] = {"document", "pages", "tags"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        Run run = shell_expect(arena, 0, folder, SHEET " --dump %s", words[i]);
        assert_holds(run.out, "California");
        assert_int_equal(run.err.n, 0);
        shell_expect(arena, 0, folder, SHEET " --dump=%s -o dump.txt", words[i]);
        assert_text(file_text(arena, folder, "dump.txt"), run.out);
    }
    assert_false(file_exists(arena, folder, "ncmec-CA-2023.pdf"));
}

static void equal_bytes_leave_the_file_untouched(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, SHEET " -o a.pdf");
    struct stat before, after;
    const char *path = str_printf(arena, "%s/a.pdf", folder).s;
    assert_int_equal(stat(path, &before), 0);
    Run run = shell_expect(arena, 0, folder, SHEET " -o a.pdf");
    assert_holds(run.err, ", unchanged");
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_true(before.st_mtim.tv_sec == after.st_mtim.tv_sec && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
    shell_expect(arena, 0, folder, "sed -i 's/78,835/78,836/' data/2023/CA.yaml");
    run = shell_expect(arena, 0, folder, SHEET " -o a.pdf");
    assert_lacks(run.err, "unchanged");
}

static void verbose_lists_the_files_read(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run = shell_expect(arena, 0, folder, SHEET " -v -o a.pdf");
    static const char *const files[] = {"data/jurisdictions.yaml", "data/measures.yaml",
                                        "data/themes/ncmec.yaml",  "data/2023/CA.yaml",
                                        "data/2023/national.yaml", "data/templates/fact-sheet.yaml"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_holds(run.err, str_printf(arena, "read %s\n", files[i]).s);
    assert_holds(run.err, "SourceSans3-Regular.ttf\n");
    assert_holds(run.err, "a.pdf: 2 pages, ");
    run = shell_expect(arena, 0, folder, SHEET " --diagnostics=json -v -o b.pdf");
    assert_int_equal(run.err.n, 0);
}

static void what_the_office_lacks_is_shipped(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder, "mkdir -p office/2023 && cp '%s'/data/2023/*.yaml office/2023", shell_tree);
    shell_expect(arena, 0, folder, SHEET " --data-dir office -q -o option.pdf");
    shell_expect(arena, 0, folder, "NCMEC_PDF_DATA=office " SHEET " -q -o environment.pdf");
    shell_expect(arena, 0, folder, "cp -R office data && " SHEET " -q -o current.pdf");
    shell_expect(arena, 0, folder, "cmp option.pdf environment.pdf && cmp option.pdf current.pdf");
    shell_expect(arena, 0, shell_tree, SHEET " -q -o %s/tree.pdf", folder);
    shell_expect(arena, 0, folder, "cmp option.pdf tree.pdf");
    /* A year's figures are never the shipped ones, although the tree has them. */
    Run run = shell_expect(arena, 1, folder, "rm office/2023/national.yaml; " SHEET " --data-dir office -o no.pdf");
    assert_holds(run.err, "'office/2023/national.yaml' does not exist");
}

static void a_year_may_have_its_own_wording(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 SHEET " --dump document >common.txt && mkdir data/2023/templates && "
                       "sed 's/clearinghouse/clearing-house/' "
                       "data/templates/fact-sheet.yaml >data/2023/templates/fact-sheet.yaml");
    Run run = shell_expect(arena, 0, folder, SHEET " --dump document");
    assert_holds(run.out, "clearing-house");
    assert_lacks(file_text(arena, folder, "common.txt"), "clearing-house");
    run = shell_expect(arena, 0, folder, "ncmec-pdf --data data/2023/CA.yaml --dump document");
    assert_holds(run.out, "clearing-house");
}

static void the_epoch_dates_the_sheet(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "SOURCE_DATE_EPOCH=1700000000 " SHEET " -q -o a.pdf");
    Run run = shell_expect(arena, 0, folder, "TZ=UTC pdfinfo -isodates a.pdf");
    assert_holds(run.out, "2023-11-14T22:13:20Z");
    shell_expect(arena, 0, folder, SHEET " -q -o b.pdf");
    run = shell_expect(arena, 0, folder, "TZ=UTC pdfinfo -isodates b.pdf");
    assert_holds(run.out, "CreationDate:    2023-12-31T00:00:00Z");
    run = shell_expect(arena, 2, folder, "SOURCE_DATE_EPOCH=soon " SHEET " -o c.pdf");
    assert_holds(run.err, "SOURCE_DATE_EPOCH is 'soon'");
    assert_false(file_exists(arena, folder, "c.pdf"));
}

static void findings_have_a_form_for_programs(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "sed -i 's/78,835/78_835/' data/2023/CA.yaml");
    Run run = shell_expect(arena, 4, folder, SHEET " --diagnostics=json");
    assert_true(str_starts(run.err, STR("{\"file\":\"data/2023/CA.yaml\",\"line\":19,\"column\":25,")));
    assert_holds(run.err, "\"severity\":\"error\",\"code\":\"figure\"");
    assert_true(str_ends(run.err, STR("]}\n")));
    run = shell_expect(arena, 2, folder, "ncmec-pdf --diagnostics=json --sate CA");
    assert_holds(run.err, "{\"file\":null,\"severity\":\"error\",\"code\":\"usage\",");
    run = shell_expect(arena, 0, folder, "TERM=xterm script -qec '" SHEET "; true' /dev/null");
    assert_holds(run.out, "\x1b[1;31merror:");
    run = shell_expect(arena, 0, folder, "NO_COLOR=1 TERM=xterm script -qec '" SHEET "; true' /dev/null");
    assert_holds(run.out, "error:");
    assert_lacks(run.out, "\x1b[");
}

/* Under --strict nothing is written: tests/bad/note-unused-strict. */
static void a_warning_lets_the_sheet_pass(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "sed -i 's/^# notes:.*/notes: [\"Counted with care.\"]/' data/2023/CA.yaml; "
                 "sed -i '/^  - \"{notes}\"/d' data/templates/fact-sheet.yaml");
    Run run = shell_expect(arena, 0, folder, SHEET " -q -o a.pdf");
    assert_holds(run.err, "data/2023/CA.yaml:15:9: warning: ");
    assert_true(file_exists(arena, folder, "a.pdf"));
}

static void closed_streams_harm_no_file(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run = shell_expect(arena, 1, folder, SHEET " -o - >&-");
    assert_holds(run.err, "cannot write to standard output");
    shell_expect(arena, 0, folder, SHEET " -q -o good.pdf");
    shell_expect(arena, 0, folder, SHEET " -o a.pdf <&- >&- 2>&- && cmp good.pdf a.pdf");
    run = shell_expect(arena, 1, folder, "mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; " SHEET " -o - >&4");
    assert_holds(run.err, "cannot write to standard output: Broken pipe");
    shell_expect(arena, 1, folder, "ncmec-pdf --help >/dev/full");
    shell_expect(arena, 1, folder, SHEET " --dump tags >/dev/full");
}

/* The program reads its figures from a FIFO, so that the signal finds it at work. */
static void signals_end_it_with_their_code(void **state)
{
    (void)state;
    static const struct {
        const char *signal;
        int code;
    } rows[] = {{"INT", 130}, {"TERM", 143}, {"HUP", 129}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *folder = folder_with_data(arena);
        file_write(arena, folder, "a.pdf", STR("old"));
        /* A background job of a shell ignores SIGINT, one under nohup SIGHUP; env gives them back. */
        Run run = shell(arena, folder,
                        "mkfifo in; (sleep 5 >in) & "
                        "env --default-signal=INT,TERM,HUP ncmec-pdf --data - -o a.pdf <in & pid=$!; "
                        "sleep 0.3; kill -%s $pid; wait $pid",
                        rows[i].signal);
        assert_int_equal(run.exit, rows[i].code);
        assert_text(file_text(arena, folder, "a.pdf"), STR("old"));
        assert_null(folder_find(arena, folder, ".ncmec-tmp"));
    }
}

/* Runs make on this build, by its path from the tree: make parts names at spaces, which the tree's own path may hold.
 */
static void make_expect(const char *arguments)
{
    Str build = str_slice(str_from(shell_program), 0, str_from(shell_program).n - STR("/ncmec-pdf").n);
    shell_expect(arena, 0, shell_tree, "make -s -o all BUILD=\"$(realpath --relative-to=. '%.*s')\" %s", STR_ARG(build),
                 arguments);
}

static void an_installation_may_be_moved(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    make_expect(str_printf(arena, "DESTDIR='%s/stage' PREFIX=/usr install", folder).s);
    assert_false(file_exists(arena, folder, "stage/usr/share/ncmec-pdf/data/2023/CA.yaml"));
    assert_true(file_exists(arena, folder, "stage/usr/share/ncmec-pdf/fonts/SourceSans3-Regular.ttf"));
    shell_expect(arena, 0, folder, SHEET " -q -o good.pdf");
    shell_expect(arena, 0, folder,
                 "mv stage/usr moved && mkdir -p office/data && cp -R data/2023 office/data/ && "
                 "ln -s ../moved/bin/ncmec-pdf office/sheet");
    shell_expect(arena, 0, folder, "cd office && ./sheet --state CA --year 2023 -q -o a.pdf && cmp a.pdf ../good.pdf");
    Run run = shell_expect(arena, 0, folder, "cd office && ./sheet --state CA --year 2023 -v -o b.pdf");
    assert_holds(run.err, "/moved/share/ncmec-pdf/data/themes/ncmec.yaml\n");
    assert_lacks(run.err, shell_tree);
    /* Manual and completions are what the program prints; the example is the demo's alone. */
    shell_expect(arena, 0, folder,
                 "set -e; cd moved/share; ../bin/ncmec-pdf --man | cmp - man/man1/ncmec-pdf.1\n"
                 "../bin/ncmec-pdf help data --man | cmp - man/man5/ncmec-pdf-data.5\n"
                 "../bin/ncmec-pdf --completions bash | cmp - bash-completion/completions/ncmec-pdf\n"
                 "../bin/ncmec-pdf --completions zsh | cmp - zsh/site-functions/_ncmec-pdf\n"
                 "../bin/ncmec-pdf --completions fish | cmp - fish/vendor_completions.d/ncmec-pdf.fish\n"
                 "[ -z \"$(find . -type f ! -perm 644)\" ]; cd doc/ncmec-pdf; ls README.md fonts/LICENSE.md\n"
                 "for f in $(sed -n 's/^!.*](\\(.*\\)).*/\\1/p' README.md); do [ -s $f ]; done; cd '%s'\n"
                 "mkdir bare empty; cd bare; ../moved/bin/ncmec-pdf demo -q; cmp ncmec-CA-2023.pdf ../good.pdf",
                 folder);
    run = shell_expect(arena, 1, folder, "moved/bin/ncmec-pdf --data-dir empty --state CA --year 2023");
    assert_holds(run.err, "'empty/2023/CA.yaml' does not exist");
    make_expect(str_printf(arena, "DESTDIR='%s' PREFIX=/moved uninstall", folder).s);
    assert_false(file_exists(arena, folder, "moved"));
}

/* What it made, and no more: folders that were there before stay, though they are empty, and so do other people's
 * files. */
static void an_uninstallation_leaves_what_was_there(void **state)
{
    (void)state;
    static const struct {
        const char *before, *between, *left;
    } rows[] = {
        {"true", "true", ".\n"},
        {"mkdir -p p/q/bin", "true", ".\n./p\n./p/q\n./p/q/bin\n"},
        {"mkdir -p p/q/share/man", "true", ".\n./p\n./p/q\n./p/q/share\n./p/q/share/man\n"},
        {"mkdir -p p/q/share/zsh/site-functions", "echo >p/q/share/man/man1/other",
         ".\n./p\n./p/q\n./p/q/share\n./p/q/share/man\n./p/q/share/man/man1\n./p/q/share/man/man1/other\n"
         "./p/q/share/zsh\n./p/q/share/zsh/site-functions\n"},
        {"mkdir p", "echo >p/q/bin/other", ".\n./p\n./p/q\n./p/q/bin\n./p/q/bin/other\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *folder = folder_new(arena);
        const char *where = str_printf(arena, "DESTDIR='%s/a b' PREFIX=/p/q", folder).s;
        shell_expect(arena, 0, folder, "mkdir 'a b' && cd 'a b' && %s", rows[i].before);
        make_expect(str_printf(arena, "%s install", where).s);
        make_expect(str_printf(arena, "%s install", where).s); /* a second time, which makes no folder */
        shell_expect(arena, 0, folder, "cd 'a b' && %s", rows[i].between);
        make_expect(str_printf(arena, "%s uninstall", where).s);
        Run run = shell_expect(arena, 0, folder, "cd 'a b' && find . | sort");
        assert_text(run.out, str_from(rows[i].left));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_and_version_need_nothing_else),
        cmocka_unit_test(version_lists_every_library),
        cmocka_unit_test(the_program_is_hardened),
        cmocka_unit_test(without_a_target_the_sheet_names_itself),
        cmocka_unit_test(every_way_to_name_a_state_is_the_same_sheet),
        cmocka_unit_test(dumps_go_to_standard_output_or_a_file),
        cmocka_unit_test(equal_bytes_leave_the_file_untouched),
        cmocka_unit_test(verbose_lists_the_files_read),
        cmocka_unit_test(what_the_office_lacks_is_shipped),
        cmocka_unit_test(a_year_may_have_its_own_wording),
        cmocka_unit_test(the_epoch_dates_the_sheet),
        cmocka_unit_test(findings_have_a_form_for_programs),
        cmocka_unit_test(a_warning_lets_the_sheet_pass),
        cmocka_unit_test(closed_streams_harm_no_file),
        cmocka_unit_test(signals_end_it_with_their_code),
        cmocka_unit_test(an_installation_may_be_moved),
        cmocka_unit_test(an_uninstallation_leaves_what_was_there),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
