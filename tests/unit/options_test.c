/* The command line: what is understood, and what is said where it is not. */
#include "src/cli/command.h"
#include "src/cli/options.h"
#include "src/cli/parse.h"
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
    bool understood = request_read(argc, argv, &environment, r, a, d);
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

static void options_may_stand_before_the_command(void **state)
{
    static const struct {
        const char *arguments[8];
        CommandId command;
    } rows[] = {
        {{"--data-dir", "new", "import", "f.csv", "--write"}, COMMAND_IMPORT},
        {{"--data-dir=d", "-v", "import", "f.csv", "--write"}, COMMAND_IMPORT},
        {{"-qo", "list", "export", "--year", "2023"}, COMMAND_EXPORT},
        {{"-qolist", "export", "--year", "2023"}, COMMAND_EXPORT},
        {{"--help", "check"}, COMMAND_CHECK},
        {{"--state", "CA", "--year", "2023", "-o", "new"}, COMMAND_SHEET},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Request r;
        const char *said;
        assert_true(parse(*state, rows[i].arguments, &r, &said));
        assert_int_equal(command_id(r.command), rows[i].command);
        assert_int_equal(r.operands.count, rows[i].command == COMMAND_IMPORT);
        assert_int_equal(r.write, rows[i].command == COMMAND_IMPORT);
    }
}

static void mistakes_are_named(void **state)
{
    static const struct {
        const char *arguments[ARGUMENTS_MAX];
        const char *said;
    } rows[] = {
        {{NULL},
         "ncmec-pdf: error: nothing is asked for; write it as in 'ncmec-pdf --state CA --year 2023', see 'ncmec-pdf "
         "help', or try 'ncmec-pdf demo'\n"},
        {{"--strict"},
         "ncmec-pdf: error: no state is given; add one, as in --state CA, or a file: --data FILE\n"
         "ncmec-pdf: error: no year is given; add one, as in --year 2023\n"},
        {{"--year", "2023"},
         "ncmec-pdf: error: no state is given; add one, as in --state CA, or a file: --data FILE\n"},
        {{"--sate", "CA", "--year", "2023"}, "ncmec-pdf: error: unknown option '--sate'; did you mean '--state'?\n"},
        {{"--st=CA"}, "ncmec-pdf: error: unknown option '--st'; did you mean '--state'?\n"},
        {{"--frobnicate", "x"},
         "ncmec-pdf: error: unknown option '--frobnicate'; 'ncmec-pdf --help' lists the options\n"},
        {{"--quite", "--yaer", "2023"},
         "ncmec-pdf: error: unknown option '--quite'; did you mean '--quiet'?\n"
         "ncmec-pdf: error: unknown option '--yaer'; did you mean '--year'?\n"},
        {{"-state", "CA"}, "ncmec-pdf: error: unknown option '-state'; did you mean '--state'?\n"},
        {{"-x"}, "ncmec-pdf: error: unknown option '-x'; 'ncmec-pdf --help' lists the options\n"},
        {{"-X", "y"}, "ncmec-pdf: error: unknown option '-X'; 'ncmec-pdf --help' lists the options\n"},
        {{"--state"}, "ncmec-pdf: error: '--state' needs a state after it\n"},
        {{"-o"}, "ncmec-pdf: error: '-o' needs a file after it\n"},
        {{"--state", "--year", "2023"}, "ncmec-pdf: error: '--state' needs a state after it\n"},
        {{"--state="}, "ncmec-pdf: error: '--state' needs a state after it; an empty text does not count\n"},
        {{"-o", ""}, "ncmec-pdf: error: '-o' needs a file after it; an empty text does not count\n"},
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
        {{"--frobnicate", "x", "CA"},
         "ncmec-pdf: error: unknown option '--frobnicate'; 'ncmec-pdf --help' lists the options\n"
         "ncmec-pdf: error: unexpected 'CA'; write it as --state CA\n"},
        {{"check", "--tempalte", "x"}, "ncmec-pdf: error: unknown option '--tempalte'; did you mean '--template'?\n"},
        {{"check", "--zzz"}, "ncmec-pdf: error: unknown option '--zzz'; 'ncmec-pdf check --help' lists the options\n"},
        {{"check", "--title", "x"}, "ncmec-pdf: error: check does not take '--title'; leave it out\n"},
        {{"export", "--state", "CA", "--year", "2023"},
         "ncmec-pdf: error: export does not take '--state'; leave it out\n"},
        {{"--force"}, "ncmec-pdf: error: '--force' is an option of the command import, export or new; leave it out\n"},
        {{"--for", "press", "--standard", "x4,x1a", "--state", "CA", "--year", "2023"},
         "ncmec-pdf: error: '--standard' names two standards for the press; name one\n"},
        {{"--standard", "x1a", "--state", "CA", "--year", "2023"},
         "ncmec-pdf: error: '--standard x1a' is for the press; add --for press, or leave it out\n"},
        {{"--for", "screen,pres", "--state", "CA", "--year", "2023"},
         "ncmec-pdf: error: unknown value 'pres' of '--for'; did you mean 'press'?\n"
         "note: '--for' takes screen, press or web\n"},
        {{"--for", "press,press"}, "ncmec-pdf: error: '--for' names 'press' twice; name it once\n"},
        {{"-j", "many"}, "ncmec-pdf: error: 'many' is not a number from 1 to 256; write it as in -j 4\n"},
        {{"--jobs"}, "ncmec-pdf: error: '--jobs' needs a number after it\n"},
        {{"--standard"}, "ncmec-pdf: error: '--standard' needs ua2, x4 or x1a after it\n"},
        {{"--set"}, "ncmec-pdf: error: '--set' needs KEY=VALUE after it\n"},
        {{"new", "--state", "TX", "--year", "2021-2023"},
         "ncmec-pdf: error: new takes one year at a time; give one, as in --year 2021\n"},
        {{"new", "--state", "TX", "--year", "all"},
         "ncmec-pdf: error: 'all' is not a year from 1984 to 2199; type four digits, as in 2023\n"},
        {{"packet"},
         "ncmec-pdf: error: no state is given; add one, as in --state CA\n"
         "ncmec-pdf: error: no year is given; add one, as in --year 2023\n"},
        {{"packet", "--data", "x.csv"}, "ncmec-pdf: error: no state is given; add one, as in --state CA\n"},
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

/* Words without an option: one message, which says how to write all of them. */
static void words_are_one_mistake(void **state)
{
    static const struct {
        const char *arguments[ARGUMENTS_MAX];
        const char *said;
    } rows[] = {
        {{"CA"}, "unexpected 'CA'; write: ncmec-pdf --state CA"},
        {{"2023"}, "unexpected '2023'; write: ncmec-pdf --year 2023"},
        {{"CA", "2023"}, "unexpected 'CA 2023'; write: ncmec-pdf --state CA --year 2023"},
        {{"NE", "2023"}, "unexpected 'NE 2023'; write: ncmec-pdf --state NE --year 2023"},
        {{"texas", "2023"}, "unexpected 'texas 2023'; write: ncmec-pdf --state texas --year 2023"},
        {{"New", "York", "2021-2023", "ny.pdf"},
         "unexpected 'New York 2021-2023 ny.pdf'; write: ncmec-pdf --state 'New York' --year 2021-2023 -o ny.pdf"},
        {{"CA", "--year", "2023"}, "unexpected 'CA'; write it as --state CA"},
        {{"ca.pdf"}, "unexpected 'ca.pdf'; write: ncmec-pdf -o ca.pdf"},
        {{"--", "CA.yaml"}, "unexpected 'CA.yaml'; write it as --data CA.yaml"},
        {{"explain", "CA", "2023"}, "unexpected 'CA 2023'; write: ncmec-pdf explain --state CA --year 2023"},
        {{"export", "2023"}, "unexpected '2023'; write: ncmec-pdf export --year 2023"},
        {{"export", "CA"}, "unexpected 'CA'; leave it out"},
        {{"--state", "CA", "TX", "check"}, "unexpected 'check'; a command comes first: ncmec-pdf check ..."},
        {{"--write", "export", "--year", "2023"}, "export does not take '--write'; leave it out"},
        {{"chek"}, "unknown command 'chek'; did you mean 'check'?"},
        {{"chek", "x.yaml"}, "unknown command 'chek'; did you mean 'check'?"},
        {{"hlep", "check"}, "unknown command 'hlep'; did you mean 'help'?"},
        {{"frobnicate"},
         "unknown command 'frobnicate'; 'ncmec-pdf help' lists the commands; for a sheet, give --state and --year"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Request o;
        const char *said;
        assert_false(parse(*state, rows[i].arguments, &o, &said));
        assert_string_equal(said, str_printf(*state, "ncmec-pdf: error: %s\n", rows[i].said).s);
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

/* Whether the option takes the word, and if 'flavor' is not NULL for that flavor. */
static bool option_takes(const char *name, const char *text, const Flavor *flavor)
{
    OptionWord words[OPTION_WORDS_MAX];
    Str names[OPTION_WORDS_MAX];
    size_t count = option_words(option_find(name), words, names);
    for (size_t i = 0; i < count; i++)
        if (str_eq(names[i], str_from(text)))
            return !flavor || words[i].value == *flavor;
    return false;
}

/* What else a row must hold for the reader of the command line and the help to be right. */
static void rows_are_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < option_count; i++) {
        const Option *o = &options[i];
        assert_ptr_equal(option_find(o->name), o);
        assert_int_equal(o->kind == OPTION_FLAG, o->value == NULL);
        assert_int_equal(o->kind == OPTION_WORD, o->words != NULL);
        assert_int_equal(o->kind == OPTION_COUNT, o->most > 0);
        assert_true(o->commands && !(o->needed & ~o->commands) && !(o->one & ~o->commands));
        assert_true(!(o->unless_data & ~o->needed) && (!o->needed || o->example));
        assert_int_equal(o->one != 0, o->help_one != NULL);
        for (size_t k = 0; k < i; k++)
            assert_true(!o->letter || options[k].letter != o->letter);
    }
    for (Flavor flavor = FLAVOR_DEFAULT + 1; flavor < FLAVOR_ASKED; flavor++) {
        const FlavorRow *row = &flavor_rows[flavor];
        assert_true(option_takes("for", row->word, NULL));
        assert_true(!row->standard || option_takes("standard", row->standard, &flavor));
    }
    for (CommandId id = COMMAND_SHEET; id < COMMAND_COUNT; id++) {
        assert_int_equal(command_id(&commands[id]), id);
        assert_true(commands[id].about && (id == COMMAND_SHEET || commands[id].summary));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_forms_are_understood),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(options_may_stand_before_the_command),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(words_are_one_mistake),
        cmocka_unit_test(the_epoch_is_whole_seconds),
        cmocka_unit_test(rows_are_whole),
    };
    return cmocka_run_group_tests(tests, arena_setup, arena_teardown);
}
