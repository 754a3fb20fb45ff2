/* The command line: what is understood, and what is said where it is not. */
#include "src/cli/command.h"
#include "src/cli/options.h"
#include "tests/tools/case.h"
#include "tests/tools/findings.h"

#include <string.h>

enum { ARGUMENTS_MAX = 12 };

static bool parse(Arena *a, const char *const *arguments, Request *r, const char **said)
{
    char *argv[ARGUMENTS_MAX + 2] = {(char *)"ncmec-pdf"};
    int argc = 1;
    for (; arguments[argc - 1]; argc++)
        argv[argc] = (char *)arguments[argc - 1];
    static const Environment environment = {.processors = 1};
    Diag *d = diag_new(a);
    bool understood = request_read(argc, argv, &environment, r, d);
    *said = findings_plain(d, a);
    assert_int_equal(understood, diag_exit(d, false) == EXIT_CODE_DONE);
    if (!understood)
        assert_int_equal(diag_exit(d, false), EXIT_CODE_USAGE);
    return understood;
}

static void all_forms_are_understood(void **state)
{
    const char *said;
    Request o;
    static const char *const apart[] = {"--state", "CA", "--year", "2023", "-o", "-", "--dump", "tags", "-v", NULL};
    assert_true(parse(*state, apart, &o, &said));
    assert_string_equal(o.state, "CA");
    assert_int_equal(o.years[0], 2023);
    assert_string_equal(o.target, "-");
    assert_int_equal(o.output, OUTPUT_DUMP_TAGS);
    assert_true(o.verbose);
    assert_false(o.quiet || o.strict || o.style != DIAG_PLAIN || o.help || o.version);

    static const char *const joined[] = {"--data=-",
                                         "-oca.pdf",
                                         "--data-dir=/x=y",
                                         "--theme=t",
                                         "--template=u",
                                         "--dump=pages",
                                         "--diagnostics=json",
                                         "--strict",
                                         "-qq",
                                         "--",
                                         NULL};
    assert_true(parse(*state, joined, &o, &said));
    assert_string_equal(o.data_file, "-");
    assert_string_equal(o.target, "ca.pdf");
    assert_string_equal(o.data_dir, "/x=y");
    assert_string_equal(o.theme_file, "t");
    assert_string_equal(o.template_file, "u");
    assert_int_equal(o.output, OUTPUT_DUMP_PAGES);
    assert_true(o.style == DIAG_JSON && o.strict && o.quiet);
    assert_null(o.state);
    assert_int_equal(o.year_count, 0);

    static const char *const cluster[] = {"--state=CA",      "--year=2023",        "-vox.pdf",
                                          "--dump=document", "--diagnostics=text", NULL};
    assert_true(parse(*state, cluster, &o, &said));
    assert_true(o.verbose);
    assert_string_equal(o.target, "x.pdf");
    assert_int_equal(o.output, OUTPUT_DUMP_DOCUMENT);
    assert_int_equal(o.style, DIAG_PLAIN);

    static const char *const asking[] = {"--help", "--version", NULL};
    assert_true(parse(*state, asking, &o, &said));
    assert_true(o.help && o.version);
    static const char *const letter[] = {"-h", NULL};
    assert_true(parse(*state, letter, &o, &said));
    assert_true(o.help);
}

static void mistakes_are_named(void **state)
{
    static const struct {
        const char *arguments[ARGUMENTS_MAX];
        const char *said;
    } rows[] = {
        {{NULL},
         "ncmec-pdf: error: no state is given; add one, as in --state CA, or a file: --data FILE\n"
         "ncmec-pdf: error: no year is given; add one, as in --year 2023\n"},
        {{"--year", "2023"},
         "ncmec-pdf: error: no state is given; add one, as in --state CA, or a file: --data FILE\n"},
        {{"--sate", "CA", "--year", "2023"}, "ncmec-pdf: error: unknown option '--sate'; did you mean '--state'?\n"},
        {{"--st=CA"}, "ncmec-pdf: error: unknown option '--st'; did you mean '--state'?\n"},
        {{"--frobnicate", "x"}, "ncmec-pdf: error: unknown option '--frobnicate'; ncmec-pdf --help lists them\n"},
        {{"--quite", "--yaer", "2023"},
         "ncmec-pdf: error: unknown option '--quite'; did you mean '--quiet'?\n"
         "ncmec-pdf: error: unknown option '--yaer'; did you mean '--year'?\n"},
        {{"-state", "CA"}, "ncmec-pdf: error: unknown option '-state'; did you mean '--state'?\n"},
        {{"-x"}, "ncmec-pdf: error: unknown option '-x'; ncmec-pdf --help lists them\n"},
        {{"-X", "y"}, "ncmec-pdf: error: unknown option '-X'; ncmec-pdf --help lists them\n"},
        {{"--state"}, "ncmec-pdf: error: '--state' needs a state after it\n"},
        {{"-o"}, "ncmec-pdf: error: '-o' needs a file after it\n"},
        {{"--state", "--year", "2023"}, "ncmec-pdf: error: '--state' needs a state after it\n"},
        {{"--state="}, "ncmec-pdf: error: '--state' needs a state, not an empty one\n"},
        {{"-o", ""}, "ncmec-pdf: error: '-o' needs a file, not an empty one\n"},
        {{"--strict=yes"}, "ncmec-pdf: error: '--strict' takes no value\n"},
        {{"--state", "CA", "--state=NY"}, "ncmec-pdf: error: '--state' is given twice; give it once\n"},
        {{"--year", "23"}, "ncmec-pdf: error: '23' is not a year from 1984 to 2199; type four digits, as in 2023\n"},
        {{"--year", "2O23"},
         "ncmec-pdf: error: '2O23' is not a year from 1984 to 2199; type four digits, as in 2023\n"},
        {{"--year", "0023"},
         "ncmec-pdf: error: '0023' is not a year from 1984 to 2199; type four digits, as in 2023\n"},
        {{"--year", "20233"},
         "ncmec-pdf: error: '20233' is not a year from 1984 to 2199; type four digits, as in 2023\n"},
        {{"--dump", "tag"},
         "ncmec-pdf: error: unknown value 'tag' of '--dump'; did you mean 'tags'?\n"
         "note: '--dump' takes document, pages, tags, markdown or theme\n"},
        {{"--diagnostics", "xml"},
         "ncmec-pdf: error: unknown value 'xml' of '--diagnostics'\n"
         "note: '--diagnostics' takes text or json\n"},
        {{"CA"}, "ncmec-pdf: error: unexpected 'CA'; did you mean '--state CA'?\n"},
        {{"2023"}, "ncmec-pdf: error: unexpected '2023'; did you mean '--year 2023'?\n"},
        {{"ca.pdf"}, "ncmec-pdf: error: unexpected 'ca.pdf'; to write it: -o ca.pdf\n"},
        {{"--", "CA.yaml"}, "ncmec-pdf: error: unexpected 'CA.yaml'; to read it: --data CA.yaml\n"},
        {{"-"}, "ncmec-pdf: error: unexpected '-'; did you mean '--state -'?\n"},
        {{"--state", "CA", "--year", "2023", "-qv"},
         "ncmec-pdf: error: '--quiet' and '--verbose' contradict each other; give one of them\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Request o;
        const char *said;
        assert_false(parse(*state, rows[i].arguments, &o, &said));
        assert_string_equal(said, rows[i].said);
    }
}

static void the_epoch_is_whole_seconds(void **state)
{
    static const struct {
        const char *text;
        int64_t seconds; /* -1: refused */
    } rows[] = {{"0", 0},
                {"1700000000", 1700000000},
                {"253402300799", 253402300799},
                {"253402300800", -1},
                {"", -1},
                {"-1", -1},
                {"1e9", -1},
                {"12 ", -1},
                {"0x10", -1},
                {"99999999999999999999", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Diag *d = diag_new(*state);
        int64_t seconds = -1;
        assert_int_equal(epoch_parse(rows[i].text, &seconds, d), rows[i].seconds >= 0);
        assert_int_equal(seconds, rows[i].seconds);
        assert_int_equal(diag_exit(d, false), rows[i].seconds >= 0 ? EXIT_CODE_DONE : EXIT_CODE_USAGE);
    }
}

static void assert_in_80_columns(const char *text)
{
    size_t column = 0;
    for (const char *c = text; *c; c++) {
        column = *c == '\n' ? 0 : column + 1;
        if (column > 80)
            fail_msg("a line of the help is longer than 80 columns: ...%.40s", c - 40);
    }
}

static void help_names_every_option_in_80_columns(void **state)
{
    (void)state;
    static const char *const commands[] = {"check", "packet", "import", "export", "new", "schema", "explain"};
    assert_in_80_columns(options_help);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        assert_in_80_columns(command_find(str_from(commands[i]))->help);
    static const char *const names[] = {"--state", "--year",        "--data ",  "--output",  "--data-dir",
                                        "--dump",  "--diagnostics", "--strict", "--verbose", "--quiet",
                                        "--help",  "--version",     "--theme",  "--template"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_non_null(strstr(options_help, names[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_forms_are_understood),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(the_epoch_is_whole_seconds),
        cmocka_unit_test(help_names_every_option_in_80_columns),
    };
    return cmocka_run_group_tests(tests, arena_setup, arena_teardown);
}
