/* Reads the command line. Not by getopt_long(): it prints on its own, accepts "--st" for "--state" (which breaks when
   an option is added), and cannot say what was meant. Syntax as in GNU programs otherwise: "--name value",
   "--name=value",
   "-o FILE", "-oFILE", "-vq", "--" ends the options. An option given twice is refused: one of the two would be lost. */
#include "options.h"

#include "ncmec/data.h"

#include <string.h>

typedef enum OptionId {
    OPTION_STATE,
    OPTION_YEAR,
    OPTION_DATA,
    OPTION_OUTPUT,
    OPTION_DATA_DIR,
    OPTION_TEMPLATE,
    OPTION_THEME,
    OPTION_FOR,
    OPTION_STANDARD,
    OPTION_DUMP,
    OPTION_JOBS,
    OPTION_SHARD,
    OPTION_UNIFORM,
    OPTION_REPORT,
    OPTION_NO_SYNC,
    OPTION_TITLE,
    OPTION_SUBTITLE,
    OPTION_PREPARED_FOR,
    OPTION_DATE,
    OPTION_DIVIDER,
    OPTION_EXPLAIN,
    OPTION_DRAFT,
    OPTION_SET,
    OPTION_WRITE,
    OPTION_CSV,
    OPTION_FORMAT,
    OPTION_DIAGNOSTICS,
    OPTION_STRICT,
    OPTION_VERBOSE,
    OPTION_QUIET,
    OPTION_VERSION,
    OPTION_HELP,
    OPTION_COUNT
} OptionId;

typedef struct OptionInfo {
    const char *name;
    char letter;       /* 0: none */
    const char *value; /* what it takes; NULL: nothing */
} OptionInfo;

static const OptionInfo infos[OPTION_COUNT] = {
    [OPTION_STATE] = {"--state", 0, "a state"},
    [OPTION_YEAR] = {"--year", 0, "a year"},
    [OPTION_DATA] = {"--data", 0, "a file"},
    [OPTION_OUTPUT] = {"--output", 'o', "a file"},
    [OPTION_DATA_DIR] = {"--data-dir", 0, "a folder"},
    [OPTION_TEMPLATE] = {"--template", 0, "a file"},
    [OPTION_THEME] = {"--theme", 0, "a file"},
    [OPTION_FOR] = {"--for", 0, "screen, press or both"},
    [OPTION_STANDARD] = {"--standard", 0, "x4 or x1a"},
    [OPTION_DUMP] = {"--dump", 0, "document, pages, tags, markdown or theme"},
    [OPTION_JOBS] = {"--jobs", 'j', "a number"},
    [OPTION_SHARD] = {"--shard", 0, "a part, as in 2/5"},
    [OPTION_UNIFORM] = {"--uniform", 0, NULL},
    [OPTION_REPORT] = {"--report", 0, "a file"},
    [OPTION_NO_SYNC] = {"--no-sync", 0, NULL},
    [OPTION_TITLE] = {"--title", 0, "a text"},
    [OPTION_SUBTITLE] = {"--subtitle", 0, "a text"},
    [OPTION_PREPARED_FOR] = {"--prepared-for", 0, "a text"},
    [OPTION_DATE] = {"--date", 0, "a text"},
    [OPTION_DIVIDER] = {"--divider", 0, "a title"},
    [OPTION_EXPLAIN] = {"--explain", 0, "a finding's code"},
    [OPTION_DRAFT] = {"--draft", 0, NULL},
    [OPTION_SET] = {"--set", 0, "KEY=VALUE"},
    [OPTION_WRITE] = {"--write", 0, NULL},
    [OPTION_CSV] = {"--csv", 0, NULL},
    [OPTION_FORMAT] = {"--format", 0, "table, csv or json"},
    [OPTION_DIAGNOSTICS] = {"--diagnostics", 0, "text or json"},
    [OPTION_STRICT] = {"--strict", 0, NULL},
    [OPTION_VERBOSE] = {"--verbose", 'v', NULL},
    [OPTION_QUIET] = {"--quiet", 'q', NULL},
    [OPTION_VERSION] = {"--version", 0, NULL},
    [OPTION_HELP] = {"--help", 'h', NULL},
};

/* A set of CommandSet; 0: every command takes it, and the making of a sheet too. */
static const unsigned taken_by[OPTION_COUNT] = {
    [OPTION_DATA] = FOR_SHEET | FOR_EXPLAIN | FOR_PACKET,
    [OPTION_OUTPUT] = FOR_SHEET | FOR_EXPORT | FOR_NEW | FOR_SCHEMA | FOR_EXPLAIN | FOR_PACKET,
    [OPTION_TEMPLATE] = FOR_SHEET | FOR_EXPLAIN | FOR_PACKET | FOR_CHECK,
    [OPTION_THEME] = FOR_SHEET | FOR_EXPLAIN | FOR_PACKET,
    [OPTION_FOR] = FOR_SHEET | FOR_PACKET,
    [OPTION_STANDARD] = FOR_SHEET | FOR_PACKET,
    [OPTION_DUMP] = FOR_SHEET,
    [OPTION_JOBS] = FOR_SHEET,
    [OPTION_SHARD] = FOR_SHEET,
    [OPTION_UNIFORM] = FOR_SHEET | FOR_PACKET,
    [OPTION_REPORT] = FOR_SHEET,
    [OPTION_NO_SYNC] = FOR_SHEET | FOR_PACKET,
    [OPTION_EXPLAIN] = FOR_CHECK,
    [OPTION_DRAFT] = FOR_SHEET | FOR_EXPLAIN,
    [OPTION_SET] = FOR_SHEET | FOR_EXPLAIN,
    [OPTION_WRITE] = FOR_IMPORT,
    [OPTION_CSV] = FOR_NEW,
    [OPTION_FORMAT] = FOR_EXPLAIN,
    [OPTION_TITLE] = FOR_PACKET,
    [OPTION_SUBTITLE] = FOR_PACKET,
    [OPTION_PREPARED_FOR] = FOR_PACKET,
    [OPTION_DATE] = FOR_PACKET,
    [OPTION_DIVIDER] = FOR_PACKET,
};

const char options_help[] = "Usage: ncmec-pdf --state STATE --year YEAR [-o FILE]\n"
                            "       ncmec-pdf --data FILE [-o FILE]\n"
                            "       ncmec-pdf COMMAND ...\n"
                            "\n"
                            "Makes the two-page fact sheet of one state and year as a PDF.\n"
                            "\n"
                            "What to make:\n"
                            "  --state STATE       postal code or name: CA, ca, California\n"
                            "                      many: CA,TX or all, or @FILE with one a line\n"
                            "  --year YEAR         four digits: 2023; many: 2021-2023 or 2019,2023\n"
                            "  --data FILE         read the state's figures from FILE ('-': standard input);\n"
                            "                      state and year are then the file's own unless given;\n"
                            "                      of a table (.csv, .tsv) --state chooses one, many or all\n"
                            "\n"
                            "Where it goes:\n"
                            "  -o, --output FILE   write FILE ('-': standard output); without it the file is\n"
                            "                      named as in ncmec-CA-2023.pdf, in the current folder;\n"
                            "                      {state}, {year}, {name}, {flavor} are filled in\n"
                            "  --for WHOM          screen: links, and the files that it was made from;\n"
                            "                      press: ink alone, crop marks, a slug line;\n"
                            "                      screen,press: both, as in ca.pdf and ca-press.pdf.\n"
                            "                      Without it one file serves archive, screen and press\n"
                            "  --standard NAME     of the file for the press: x4 (PDF/X-4) or x1a (PDF/X-1a)\n"
                            "  --dump WHAT         instead of a PDF, print what a stage has made: document\n"
                            "                      (the text), pages (where everything stands), tags (the\n"
                            "                      structure that a screen reader follows), markdown (the\n"
                            "                      text, for review) or theme (every key of the look; this\n"
                            "                      one needs no state)\n"
                            "\n"
                            "Proofs, which say DRAFT and are named as in ncmec-CA-2023-draft.pdf:\n"
                            "  --draft             make the sheet though figures are missing or wrong\n"
                            "  --set KEY=VALUE     try a figure (us.KEY: the nation's); may be repeated\n"
                            "\n"
                            "Where it comes from:\n"
                            "  --data-dir FOLDER   figures and wording; otherwise NCMEC_PDF_DATA, or ./data\n"
                            "  --template FILE     the wording, instead of the data folder's\n"
                            "  --theme FILE        the look, instead of the data folder's\n"
                            "\n"
                            "Many sheets:\n"
                            "  -j, --jobs N        as many workers; otherwise one a processor\n"
                            "  --shard I/N         only the I-th of N parts of the list\n"
                            "  --uniform           all at the tightest level that one of them needs\n"
                            "  --report FILE       what was made, as FILE.json or FILE.csv\n"
                            "  --no-sync           do not wait until the disk has it\n"
                            "\n"
                            "Commands (ncmec-pdf COMMAND --help tells more):\n"
                            "  check [FILE...]     find mistakes in figures, without making a sheet;\n"
                            "                      --explain CODE tells what a finding means\n"
                            "  packet              many sheets in one document, with cover and contents:\n"
                            "                      --title, --subtitle, --prepared-for, --date, --divider\n"
                            "  explain             list every figure on a sheet, and where it is from\n"
                            "  import FILE         take figures from a spreadsheet's CSV\n"
                            "  export              write a year's figures as CSV\n"
                            "  new                 make files for another state or year\n"
                            "  schema              write the JSON Schema of typed files, for editors\n"
                            "\n"
                            "What it says:\n"
                            "  --diagnostics FORM  text (for people) or json (one object a line)\n"
                            "  --strict            a warning too is a failure: nothing is written\n"
                            "  -v, --verbose       list the files read\n"
                            "  -q, --quiet         say nothing but errors and warnings\n"
                            "  --version           versions of the program and its libraries\n"
                            "  -h, --help          this text\n"
                            "\n"
                            "Environment:\n"
                            "  NCMEC_PDF_DATA      the data folder, where --data-dir is not given\n"
                            "  SOURCE_DATE_EPOCH   seconds since 1970: every date in the file\n"
                            "  NO_COLOR            set: no color in messages\n"
                            "\n"
                            "Exit codes:\n"
                            "  0 done              1 a file could not be read or written\n"
                            "  2 command line      3 warnings, under --strict\n"
                            "  4 data, template or theme is invalid\n"
                            "  5 does not fit on the pages            6 would not conform\n"
                            "  7 internal error, or out of memory     130, 143 interrupted\n"
                            "\n"
                            "Examples:\n"
                            "  ncmec-pdf --state CA --year 2023\n"
                            "  ncmec-pdf --state 'New York' --year 2023 -o new-york.pdf\n"
                            "  ncmec-pdf --data drafts/CA.yaml -o - | lp -o sides=two-sided-long-edge\n"
                            "  ncmec-pdf --state CA --year 2023 --dump tags\n"
                            "  ncmec-pdf --state all --year 2023 -o 'out/{state}-{year}.pdf'\n";

static const Mark nowhere;

/* ---- Values --------------------------------------------------------------------------------------------------------
 */

/* Index of 'value' among words[] (NULL at the end), or -1 with a finding. */
static int word_parse(const char *option, const char *value, const char *const *words, Diag *d)
{
    enum { WORDS_MAX = 8 };
    Str all[WORDS_MAX];
    size_t count = 0;
    for (; words[count]; count++) {
        all[count] = str_from(words[count]);
        if (strcmp(words[count], value) == 0)
            return (int)count;
    }
    Str meant = str_nearest(str_from(value), all, count);
    if (meant.n)
        diag_error(d, DIAG_USAGE, nowhere, "unknown value '%s' of '%s'; did you mean '%.*s'?", value, option,
                   STR_ARG(meant));
    else
        diag_error(d, DIAG_USAGE, nowhere, "unknown value '%s' of '%s'", value, option);
    char list[WORDS_MAX * 24];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const char *before = i == 0 ? "" : i + 1 < count ? ", " : " or ";
        n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", before, words[i]);
    }
    diag_note(d, nowhere, "'%s' takes %s", option, list);
    return -1;
}

/* The number at *text, of at most 'digits' digits, which *text then stands behind; -1 where there is none. */
static int number_take(const char **text, int digits)
{
    int value = 0, count = 0;
    for (; (*text)[count] >= '0' && (*text)[count] <= '9'; count++)
        if (count < digits)
            value = 10 * value + ((*text)[count] - '0');
    *text += count;
    return count > 0 && count <= digits ? value : -1;
}

static int year_take(const char **text)
{
    enum { DIGITS = 4, YEAR_LEAST = 1900 };
    const char *first = *text;
    int year = number_take(text, DIGITS);
    return *text - first == DIGITS && year >= YEAR_LEAST ? year : -1;
}

static bool year_add(Options *options, int year)
{
    for (size_t i = 0; i < options->year_count; i++)
        if (options->years[i] == year)
            return true;
    if (options->year_count == OPTIONS_YEARS_MAX)
        return false;
    options->years[options->year_count++] = year;
    return true;
}

/* "2023", "2021-2023", "2019,2021-2023": in the order typed, each once. */
static bool years_parse(const char *text, Options *options, Diag *d)
{
    const char *at = text;
    for (bool more = true; more; more = *at++ == ',') {
        int first = year_take(&at), last = first;
        if (first > 0 && *at == '-') {
            at++;
            last = year_take(&at);
        }
        if (first < 0 || last < 0 || (*at && *at != ','))
            return diag_error(d, DIAG_USAGE, nowhere, "'%s' is not a year; write four digits, as in --year 2023", text);
        if (last < first)
            return diag_error(d, DIAG_USAGE, nowhere, "the years of '%s' run backwards; write %d-%d", text, last,
                              first);
        for (int year = first; year <= last; year++)
            if (!year_add(options, year))
                return diag_error(d, DIAG_USAGE, nowhere, "'%s' are too many years; at most %d in one run", text,
                                  OPTIONS_YEARS_MAX);
    }
    options->year = options->years[0];
    return true;
}

static bool jobs_parse(const char *text, Options *options, Diag *d)
{
    const char *at = text;
    options->workers = number_take(&at, 3);
    if (*at || options->workers < 1 || options->workers > OPTIONS_WORKERS_MAX)
        return diag_error(d, DIAG_USAGE, nowhere, "'%s' is not a number of workers; write 1 to %d, as in -j 4", text,
                          OPTIONS_WORKERS_MAX);
    return true;
}

static bool shard_parse(const char *text, Options *options, Diag *d)
{
    enum { DIGITS = 6 };
    const char *at = text;
    options->shard = number_take(&at, DIGITS);
    options->shards = *at == '/' ? (at++, number_take(&at, DIGITS)) : -1;
    if (*at || options->shard < 1 || options->shards < options->shard)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "'%s' is not a part of the list; write which of how many, from 1/5 to 5/5", text);
    return true;
}

bool epoch_parse(const char *text, int64_t *seconds, Diag *d)
{
    enum { DIGITS_MAX = 12 };
    const int64_t year_9999_ends = 253402300799;
    size_t digits = strspn(text, "0123456789");
    int64_t value = 0;
    for (size_t i = 0; i < digits && i < DIGITS_MAX; i++)
        value = 10 * value + (text[i] - '0');
    if (digits == 0 || text[digits] != '\0' || digits > DIGITS_MAX || value > year_9999_ends)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "SOURCE_DATE_EPOCH is '%s'; set it to whole seconds since 1970, or unset it", text);
    *seconds = value;
    return true;
}

static Flavor *flavor_find(Options *options, Flavor flavor)
{
    for (size_t i = 0; i < options->flavor_count; i++)
        if (options->flavors[i] == flavor)
            return &options->flavors[i];
    return NULL;
}

/* "screen", "press", or both with a comma between them. */
static void flavors_parse(const char *list, Options *options, Diag *d)
{
    static const char *const words[] = {"screen", "press", NULL};
    static const Flavor flavors[] = {FLAVOR_SCREEN, FLAVOR_PRESS};
    char word[16] = {0};
    for (const char *at = list;; at++) {
        size_t length = strcspn(at, ",");
        bool fits = length < sizeof word;
        memcpy(word, at, fits ? length : sizeof word - 1);
        word[fits ? length : sizeof word - 1] = '\0';
        int index = word_parse("--for", word, words, d);
        if (index < 0)
            return;
        if (flavor_find(options, flavors[index])) {
            diag_error(d, DIAG_USAGE, nowhere, "'--for' names '%s' twice; name it once", word);
            return;
        }
        options->flavors[options->flavor_count++] = flavors[index];
        at += length;
        if (*at == '\0')
            return;
    }
}

static void option_set(Options *options, OptionId id, const char *value, Diag *d)
{
    static const char *const dumps[] = {"document", "pages", "tags", "markdown", "theme", NULL};
    static const NcmecOutput outputs[] = {NCMEC_DUMP_DOCUMENT, NCMEC_DUMP_PAGES, NCMEC_DUMP_TAGS, NCMEC_DUMP_MARKDOWN,
                                          NCMEC_DUMP_THEME};
    static const char *const lists[] = {"table", "csv", "json", NULL};
    static const NcmecOutput list_outputs[] = {NCMEC_EXPLAIN_TABLE, NCMEC_EXPLAIN_CSV, NCMEC_EXPLAIN_JSON};
    static const char *const standards[] = {"x4", "x1a", NULL};
    static const char *const forms[] = {"text", "json", NULL};
    int word;
    switch (id) {
    case OPTION_STATE:
        options->state = value;
        break;
    case OPTION_YEAR:
        options->all_years = options->command && strcmp(value, "all") == 0;
        if (!options->all_years)
            years_parse(value, options, d);
        break;
    case OPTION_DATA:
        options->data_file = value;
        break;
    case OPTION_OUTPUT:
        options->target = value;
        break;
    case OPTION_DATA_DIR:
        options->data_dir = value;
        break;
    case OPTION_TEMPLATE:
        options->template_file = value;
        break;
    case OPTION_THEME:
        options->theme_file = value;
        break;
    case OPTION_FOR:
        flavors_parse(value, options, d);
        break;
    case OPTION_STANDARD:
        word = word_parse("--standard", value, standards, d);
        options->press = word == 1 ? FLAVOR_PRESS_X1A : FLAVOR_PRESS;
        break;
    case OPTION_DUMP:
        word = word_parse("--dump", value, dumps, d);
        if (word >= 0)
            options->output = outputs[word];
        break;
    case OPTION_JOBS:
        jobs_parse(value, options, d);
        break;
    case OPTION_SHARD:
        shard_parse(value, options, d);
        break;
    case OPTION_UNIFORM:
        options->uniform = true;
        break;
    case OPTION_REPORT:
        options->report = value;
        break;
    case OPTION_NO_SYNC:
        options->no_sync = true;
        break;
    case OPTION_TITLE:
        options->title = value;
        break;
    case OPTION_SUBTITLE:
        options->subtitle = value;
        break;
    case OPTION_PREPARED_FOR:
        options->prepared_for = value;
        break;
    case OPTION_DATE:
        options->date = value;
        break;
    case OPTION_DIVIDER:
        if (options->divider_count == OPTIONS_DIVIDERS_MAX)
            diag_error(d, DIAG_USAGE, nowhere, "more than %d dividers are given; give fewer", OPTIONS_DIVIDERS_MAX);
        else
            options->dividers[options->divider_count++] = value;
        break;
    case OPTION_EXPLAIN:
        options->explain = value;
        break;
    case OPTION_DRAFT:
        options->draft = true;
        break;
    case OPTION_SET:
        if (options->set_count == OPTIONS_SETS_MAX)
            diag_error(d, DIAG_USAGE, nowhere, "more than %d figures are set; give fewer at once", OPTIONS_SETS_MAX);
        else
            options->sets[options->set_count++] = value;
        break;
    case OPTION_WRITE:
        options->write = true;
        break;
    case OPTION_CSV:
        options->csv = true;
        break;
    case OPTION_FORMAT:
        word = word_parse("--format", value, lists, d);
        if (word >= 0)
            options->output = list_outputs[word];
        break;
    case OPTION_DIAGNOSTICS:
        word = word_parse("--diagnostics", value, forms, d);
        options->json = word == 1;
        break;
    case OPTION_STRICT:
        options->strict = true;
        break;
    case OPTION_VERBOSE:
        options->verbose = true;
        break;
    case OPTION_QUIET:
        options->quiet = true;
        break;
    case OPTION_VERSION:
        options->version = true;
        break;
    case OPTION_HELP:
        options->help = true;
        break;
    case OPTION_COUNT:
        break;
    }
}

/* ---- Arguments -----------------------------------------------------------------------------------------------------
 */

typedef struct Reader {
    char *const *argv;
    int argc, at; /* the next argument */
    bool given[OPTION_COUNT];
    Options *options;
    Diag *d;
} Reader;

static OptionId name_find(Str name)
{
    for (OptionId id = 0; id < OPTION_COUNT; id++)
        if (str_eq(name, str_from(infos[id].name)))
            return id;
    return OPTION_COUNT;
}

static OptionId letter_find(char letter)
{
    for (OptionId id = 0; id < OPTION_COUNT; id++)
        if (infos[id].letter && infos[id].letter == letter)
            return id;
    return OPTION_COUNT;
}

/* 'shown' is the option as it was typed. 'value' is what came with it ("--year=2023", "-oca.pdf"), NULL where nothing.
 */
static void option_take(Reader *r, OptionId id, Str shown, const char *value)
{
    if (!infos[id].value && value) {
        diag_error(r->d, DIAG_USAGE, nowhere, "'%.*s' takes no value", STR_ARG(shown));
        return;
    }
    if (infos[id].value && !value) {
        /* "--state --year 2023" is a forgotten value; a file whose name begins with a dash is "./-name". */
        if (r->at >= r->argc || (r->argv[r->at][0] == '-' && r->argv[r->at][1] != '\0')) {
            diag_error(r->d, DIAG_USAGE, nowhere, "'%.*s' needs %s after it", STR_ARG(shown), infos[id].value);
            return;
        }
        value = r->argv[r->at++];
    }
    if (value && !*value) {
        diag_error(r->d, DIAG_USAGE, nowhere, "'%.*s' needs %s, not an empty one", STR_ARG(shown), infos[id].value);
        return;
    }
    if (r->given[id] && infos[id].value && id != OPTION_SET && id != OPTION_DIVIDER) {
        diag_error(r->d, DIAG_USAGE, nowhere, "'%.*s' is given twice; give it once", STR_ARG(shown));
        return;
    }
    if (taken_by[id] && !(taken_by[id] & command_bit(r->options->command))) {
        diag_error(r->d, DIAG_USAGE, nowhere, "'%.*s' does nothing %s; leave it out", STR_ARG(shown),
                   r->options->command ? "for this command" : "without a command such as check");
        return;
    }
    r->given[id] = true;
    option_set(r->options, id, value, r->d);
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
        names[i] = str_from(infos[i].name);
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
    if (has_value && (!meant.n || infos[name_find(meant)].value))
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
                plain[i] = str_from(infos[i].name + 2);
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
        bool has_value = infos[id].value && letter[1];
        option_take(r, id, str_from(shown), has_value ? letter + 1 : NULL);
        if (has_value)
            return;
    }
}

static void operand(Reader *r, const char *argument)
{
    Options *o = r->options;
    if (o->command && o->command->run && o->operand_count == OPERANDS_MAX) {
        diag_error(r->d, DIAG_USAGE, nowhere, "more than %d names are given; give fewer at once", OPERANDS_MAX);
        r->at = r->argc;
        return;
    }
    if (o->command && o->command->run) {
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

bool options_are_batch(const Options *o)
{
    bool is_list =
        o->state && (strchr(o->state, ',') || o->state[0] == '@' || str_eq_any_case(str_from(o->state), STR("all")));
    bool is_pattern = o->target && (strchr(o->target, '{') || str_ends(str_from(o->target), STR("/")));
    return is_list || is_pattern || o->year_count > 1 || o->workers || o->shards || o->uniform || o->report;
}

bool options_check_table(const Options *o, Diag *d)
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
    Options *o = r->options;
    if (o->help || o->version || diag_errors(r->d))
        return;
    if (o->quiet && o->verbose)
        diag_error(r->d, DIAG_USAGE, nowhere, "'--quiet' and '--verbose' contradict each other; give one of them");
    if (o->command && o->command->run)
        return;
    if (o->set_count && options_are_batch(o))
        diag_error(r->d, DIAG_USAGE, nowhere, "'--set' tries a figure on one sheet; name one state and one year");
    if (o->command && options_are_batch(o))
        diag_error(r->d, DIAG_USAGE, nowhere, "one sheet is explained at a time; name one state and one year");
    bool needs_data = o->output != NCMEC_DUMP_THEME;
    if (needs_data && !o->state && !o->data_file)
        diag_error(r->d, DIAG_USAGE, nowhere, "no state is given; add one, as in --state CA, or a file: --data FILE");
    if (needs_data && !o->year && !o->data_file)
        diag_error(r->d, DIAG_USAGE, nowhere, "no year is given; add one, as in --year 2023");
    if (options_are_batch(o))
        options_check_table(o, r->d);
    if (options_are_batch(o) && o->output != NCMEC_PDF)
        diag_error(r->d, DIAG_USAGE, nowhere, "'--dump' shows one sheet; name one state and one year");
    if (options_are_batch(o) && o->target && strcmp(o->target, "-") == 0)
        diag_error(r->d, DIAG_USAGE, nowhere,
                   "many sheets do not go to standard output; name files, as in -o "
                   "'out/{state}-{year}.pdf'");
    if (r->given[OPTION_STANDARD] && !flavor_find(o, FLAVOR_PRESS))
        diag_error(r->d, DIAG_USAGE, nowhere, "'--standard' is for the press; add --for press");
    if (o->flavor_count > 1 && o->target && strcmp(o->target, "-") == 0 && o->output == NCMEC_PDF)
        diag_error(r->d, DIAG_USAGE, nowhere,
                   "two files do not go to standard output; make them one at a time, or name a file: -o ca.pdf");
}

bool options_parse(int argc, char *const *argv, Options *options, Diag *d)
{
    *options = (Options){.output = NCMEC_PDF, .press = FLAVOR_PRESS};
    Reader r = {.argv = argv, .argc = argc, .at = 1, .options = options, .d = d};
    options->command = argc > 1 ? command_find(str_from(argv[1])) : NULL;
    r.at += options->command != NULL;
    if (options->command && options->command->bit == FOR_EXPLAIN)
        options->output = NCMEC_EXPLAIN_TABLE;
    bool ended = false;
    while (r.at < argc) {
        const char *argument = argv[r.at++];
        if (ended || argument[0] != '-' || argument[1] == '\0')
            operand(&r, argument);
        else if (strcmp(argument, "--") == 0)
            ended = true;
        else if (argument[1] == '-')
            long_option(&r, argument);
        else
            short_options(&r, argument);
    }
    options_check(&r);
    Flavor *press = flavor_find(options, FLAVOR_PRESS);
    if (press)
        *press = options->press;
    return diag_errors(d) == 0;
}
