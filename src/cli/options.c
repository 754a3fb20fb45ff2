/* Reads the command line. Not by getopt_long(): it prints on its own, accepts "--st" for "--state" (which breaks when
   an option is added), and cannot say what was meant. Syntax as in GNU programs otherwise: "--name value",
   "--name=value", "-o FILE", "-oFILE", "-vq", "--" ends the options. An option given twice is refused: one of the two
   would be lost. */
#include "optionset.h"

#include "ncmec/data.h"

#include <string.h>

static const Mark nowhere;

typedef struct Reader {
    char *const *argv;
    int argc, at; /* the next argument */
    bool given[OPTION_COUNT];
    Request *request;
    Diag *d;
} Reader;

static OptionId name_find(Str name)
{
    for (OptionId id = 0; id < OPTION_COUNT; id++)
        if (str_eq(name, str_from(option_infos[id].name)))
            return id;
    return OPTION_COUNT;
}

static OptionId letter_find(char letter)
{
    for (OptionId id = 0; id < OPTION_COUNT; id++)
        if (option_infos[id].letter && option_infos[id].letter == letter)
            return id;
    return OPTION_COUNT;
}

/* 'shown' is the option as it was typed. 'value' is what came with it ("--year=2023", "-oca.pdf"), NULL where nothing.
 */
static void option_take(Reader *r, OptionId id, Str shown, const char *value)
{
    if (!option_infos[id].value && value) {
        diag_error(r->d, DIAG_USAGE, nowhere, "'%.*s' takes no value", STR_ARG(shown));
        return;
    }
    if (option_infos[id].value && !value) {
        /* "--state --year 2023" is a forgotten value; a file whose name begins with a dash is "./-name". */
        if (r->at >= r->argc || (r->argv[r->at][0] == '-' && r->argv[r->at][1] != '\0')) {
            diag_error(r->d, DIAG_USAGE, nowhere, "'%.*s' needs %s after it", STR_ARG(shown), option_infos[id].value);
            return;
        }
        value = r->argv[r->at++];
    }
    if (value && !*value) {
        diag_error(r->d, DIAG_USAGE, nowhere, "'%.*s' needs %s, not an empty one", STR_ARG(shown),
                   option_infos[id].value);
        return;
    }
    if (r->given[id] && option_infos[id].value && !option_infos[id].repeats) {
        diag_error(r->d, DIAG_USAGE, nowhere, "'%.*s' is given twice; give it once", STR_ARG(shown));
        return;
    }
    if (option_infos[id].taken_by && !(option_infos[id].taken_by & command_bit(r->request->command))) {
        diag_error(r->d, DIAG_USAGE, nowhere, "'%.*s' does nothing %s; leave it out", STR_ARG(shown),
                   r->request->command ? "for this command" : "without a command such as check");
        return;
    }
    r->given[id] = true;
    option_set(r->request, id, value, r->d);
}

static void long_option(Reader *r, const char *argument)
{
    const char *equals = strchr(argument, '=');
    Str name = equals ? (Str){argument, (size_t)(equals - argument)} : str_from(argument);
    OptionId id = name_find(name);
    if (id < OPTION_COUNT) {
        option_take(r, id, name, equals ? equals + 1 : NULL);
        return;
    }
    Str names[OPTION_COUNT];
    Str meant = {0};
    for (OptionId i = 0; i < OPTION_COUNT; i++) {
        names[i] = str_from(option_infos[i].name);
        if (!meant.n && name.n > STR("--").n && str_starts(names[i], name))
            meant = names[i];
    }
    if (!meant.n)
        meant = str_nearest(name, names, OPTION_COUNT);
    if (meant.n)
        diag_error(r->d, DIAG_USAGE, nowhere, "unknown option '%.*s'; did you mean '%.*s'?", STR_ARG(name),
                   STR_ARG(meant));
    else
        diag_error(r->d, DIAG_USAGE, nowhere, "unknown option '%.*s'; ncmec-pdf --help lists them", STR_ARG(name));
    /* Its value, if it had one, is not another mistake. */
    bool has_value = !equals && r->at < r->argc && r->argv[r->at][0] != '-';
    if (has_value && (!meant.n || option_infos[name_find(meant)].value))
        r->at++;
}

static void short_options(Reader *r, const char *argument)
{
    for (const char *letter = argument + 1; *letter; letter++) {
        char shown[] = {'-', *letter, '\0'};
        OptionId id = letter_find(*letter);
        if (id == OPTION_COUNT) {
            /* "-state": one dash too few is the likelier mistake than seven letters. */
            Str word = str_from(argument + 1), plain[OPTION_COUNT];
            for (OptionId i = 0; i < OPTION_COUNT; i++)
                plain[i] = str_from(option_infos[i].name + 2);
            Str meant = word.n > 1 ? str_nearest(word, plain, OPTION_COUNT) : (Str){0};
            if (meant.n)
                diag_error(r->d, DIAG_USAGE, nowhere, "unknown option '%s'; did you mean '--%.*s'?", argument,
                           STR_ARG(meant));
            else
                diag_error(r->d, DIAG_USAGE, nowhere, "unknown option '%s'; ncmec-pdf --help lists them", argument);
            if (r->at < r->argc && r->argv[r->at][0] != '-')
                r->at++;
            return;
        }
        bool has_value = option_infos[id].value && letter[1];
        option_take(r, id, str_from(shown), has_value ? letter + 1 : NULL);
        if (has_value)
            return;
    }
}

static void operand(Reader *r, const char *argument)
{
    Request *o = r->request;
    if (o->command && !o->command->makes_sheet && o->operand_count == REQUEST_OPERANDS_MAX) {
        diag_error(r->d, DIAG_USAGE, nowhere, "more than %d names are given; give fewer at once", REQUEST_OPERANDS_MAX);
        r->at = r->argc;
        return;
    }
    if (o->command && !o->command->makes_sheet) {
        o->operands[o->operand_count++] = argument;
        return;
    }
    Str text = str_from(argument), meant = command_nearest(text);
    if (meant.n && r->at > 2)
        diag_error(r->d, DIAG_USAGE, nowhere, "unexpected '%s'; a command stands first: ncmec-pdf %.*s ...", argument,
                   STR_ARG(meant));
    else if (meant.n)
        diag_error(r->d, DIAG_USAGE, nowhere, "unknown command '%s'; did you mean '%.*s'?", argument, STR_ARG(meant));
    else if (str_ends(text, STR(".pdf")))
        diag_error(r->d, DIAG_USAGE, nowhere, "unexpected '%s'; to write it: -o %s", argument, argument);
    else if (str_ends(text, STR(".yaml")) || str_ends(text, STR(".yml")) || table_named(argument))
        diag_error(r->d, DIAG_USAGE, nowhere, "unexpected '%s'; to read it: --data %s", argument, argument);
    else if (text.n == 4 && strspn(argument, "0123456789") == 4)
        diag_error(r->d, DIAG_USAGE, nowhere, "unexpected '%s'; did you mean '--year %s'?", argument, argument);
    else
        diag_error(r->d, DIAG_USAGE, nowhere, "unexpected '%s'; did you mean '--state %s'?", argument, argument);
}

/* Whether many sheets are asked for, or something that only many sheets have: "CA,TX", "all", "@list.txt", a range of
   years, a pattern with {state} or a folder as target, workers, shards, a report. */
static bool is_many(const Request *o)
{
    bool is_list =
        o->state && (strchr(o->state, ',') || o->state[0] == '@' || str_eq_any_case(str_from(o->state), STR("all")));
    bool is_pattern = o->target && (strchr(o->target, '{') || str_ends(str_from(o->target), STR("/")));
    return is_list || is_pattern || o->year_count > 1 || o->workers || o->shards || o->uniform || o->report;
}

bool options_check_table(const Request *o, Diag *d)
{
    if (!o->data_file)
        return true;
    if (!table_named(o->data_file))
        return diag_error(
            d, DIAG_USAGE, nowhere,
            "'%s' is one sheet's file; many sheets come from a table (.csv, .tsv), or are chosen by --state "
            "and --year",
            o->data_file);
    return o->year_count <= 1 ||
           diag_error(d, DIAG_USAGE, nowhere, "a table holds the figures of one year; name one by --year");
}

/* What only makes sense together. */
static void options_check(const Reader *r)
{
    Request *o = r->request;
    if (o->help || o->version || diag_errors(r->d))
        return;
    if (o->quiet && o->verbose)
        diag_error(r->d, DIAG_USAGE, nowhere, "'--quiet' and '--verbose' contradict each other; give one of them");
    if (o->command && !o->command->makes_sheet)
        return;
    if (o->set_count && is_many(o))
        diag_error(r->d, DIAG_USAGE, nowhere, "'--set' tries a figure on one sheet; name one state and one year");
    if (o->command && is_many(o))
        diag_error(r->d, DIAG_USAGE, nowhere, "one sheet is explained at a time; name one state and one year");
    bool needs_data = o->output != OUTPUT_DUMP_THEME;
    if (needs_data && !o->state && !o->data_file)
        diag_error(r->d, DIAG_USAGE, nowhere, "no state is given; add one, as in --state CA, or a file: --data FILE");
    if (needs_data && !o->year_count && !o->data_file)
        diag_error(r->d, DIAG_USAGE, nowhere, "no year is given; add one, as in --year 2023");
    if (is_many(o))
        options_check_table(o, r->d);
    if (is_many(o) && o->output != OUTPUT_PDF)
        diag_error(r->d, DIAG_USAGE, nowhere, "'--dump' shows one sheet; name one state and one year");
    if (is_many(o) && o->target && strcmp(o->target, "-") == 0)
        diag_error(r->d, DIAG_USAGE, nowhere,
                   "many sheets do not go to standard output; name files, as in -o "
                   "'out/{state}-{year}.pdf'");
    if (r->given[OPTION_STANDARD] && !flavor_find(o, FLAVOR_PRESS))
        diag_error(r->d, DIAG_USAGE, nowhere, "'--standard' is for the press; add --for press");
    if (o->flavor_count > 1 && o->target && strcmp(o->target, "-") == 0 && o->output == OUTPUT_PDF)
        diag_error(r->d, DIAG_USAGE, nowhere,
                   "two files do not go to standard output; make them one at a time, or name a file: -o ca.pdf");
}

static void arguments_read(Reader *r)
{
    bool ended = false;
    while (r->at < r->argc) {
        const char *argument = r->argv[r->at++];
        if (ended || argument[0] != '-' || argument[1] == '\0')
            operand(r, argument);
        else if (strcmp(argument, "--") == 0)
            ended = true;
        else if (argument[1] == '-')
            long_option(r, argument);
        else
            short_options(r, argument);
    }
}

/* What follows from the options, and what the environment says where they do not. */
static void request_complete(Request *r, const Environment *environment, Diag *d)
{
    bool has_cursor = environment->terminal && strcmp(environment->terminal, "dumb") != 0;
    bool wants_color = !environment->no_color || !*environment->no_color;
    r->is_many = is_many(r);
    if (!r->workers)
        r->workers = environment->processors < 1                     ? 1
                     : environment->processors > REQUEST_WORKERS_MAX ? REQUEST_WORKERS_MAX
                                                                     : (int)environment->processors;
    Flavor *press = flavor_find(r, FLAVOR_PRESS);
    if (press)
        *press = r->press;
    if (!r->flavor_count)
        r->flavors[r->flavor_count++] = r->command && r->command->bit == FOR_PACKET ? FLAVOR_SCREEN : FLAVOR_DEFAULT;
    if (r->style != DIAG_JSON)
        r->style = has_cursor && wants_color ? DIAG_COLOR : DIAG_PLAIN;
    r->is_chatty = !r->quiet && r->style != DIAG_JSON;
    r->is_terminal = has_cursor;
    r->now = environment->now;
    r->data_named = environment->data_folder;
    r->has_date = environment->date_epoch != NULL;
    if (r->has_date && !r->help && !r->version)
        epoch_parse(environment->date_epoch, &r->date, d);
}

bool request_read(int argc, char *const *argv, const Environment *environment, Request *request, Diag *d)
{
    *request = (Request){.output = OUTPUT_PDF, .press = FLAVOR_PRESS};
    Reader r = {.argv = argv, .argc = argc, .at = 1, .request = request, .d = d};
    request->command = argc > 1 ? command_find(str_from(argv[1])) : NULL;
    r.at += request->command != NULL;
    if (request->command && request->command->bit == FOR_EXPLAIN)
        request->output = OUTPUT_EXPLAIN_TABLE;
    arguments_read(&r);
    options_check(&r);
    request_complete(request, environment, d);
    return diag_errors(d) == 0;
}
