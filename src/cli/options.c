/* The table of options. */
#include "options.h"

#include <assert.h>
#include <string.h>

static_assert(sizeof(Output) == sizeof(unsigned) && sizeof(Flavor) == sizeof(unsigned) &&
                  sizeof(DiagStyle) == sizeof(unsigned),
              "an option of words writes its enum as an unsigned number");

#define AT(field) .place = offsetof(Request, field)

/* The commands that make sheets. */
#define ONE_OR_MANY (FOR(SHEET) | FOR(EXPLAIN))
#define ALL_SHEETS (ONE_OR_MANY | FOR(PACKET))
/* Those on the office's files. */
#define FIGURES (FOR(CHECK) | FOR(IMPORT) | FOR(EXPORT) | FOR(NEW) | FOR(SCHEMA) | FOR(LIST))
#define ALL (FOR(COUNT) - 1)

const char *const option_groups[GROUP_COUNT] = {
    [GROUP_WHAT] = "Which sheets",
    [GROUP_WHERE] = "What is written",
    [GROUP_COVER] = "Cover and dividers",
    [GROUP_DRAFT] = "Proofs, which say DRAFT and are named as in ncmec-CA-2023-draft.pdf",
    [GROUP_FROM] = "What is read",
    [GROUP_MANY] = "Many sheets",
    [GROUP_MESSAGES] = "Messages and help",
};

static const OptionWord flavors[] = {{"screen", FLAVOR_SCREEN}, {"press", FLAVOR_PRESS}, {NULL, 0}};
static const OptionWord standards[] = {{"x4", FLAVOR_PRESS}, {"x1a", FLAVOR_PRESS_X1A}, {NULL, 0}};
static const OptionWord dumps[] = {{"document", OUTPUT_DUMP_DOCUMENT}, {"pages", OUTPUT_DUMP_PAGES},
                                   {"tags", OUTPUT_DUMP_TAGS},         {"markdown", OUTPUT_DUMP_MARKDOWN},
                                   {"theme", OUTPUT_DUMP_THEME},       {NULL, 0}};
static const OptionWord lists[] = {
    {"table", OUTPUT_EXPLAIN_TABLE}, {"csv", OUTPUT_EXPLAIN_CSV}, {"json", OUTPUT_EXPLAIN_JSON}, {NULL, 0}};
static const OptionWord forms[] = {{"text", DIAG_PLAIN}, {"json", DIAG_JSON}, {NULL, 0}};

const Option options[] = {
    {.name = "state",
     .value = "STATE",
     .example = "CA",
     AT(state),
     .kind = OPTION_TEXT,
     .group = GROUP_WHAT,
     .commands = ALL_SHEETS | FOR(CHECK) | FOR(NEW),
     .needed = ALL_SHEETS | FOR(NEW),
     .unless_data = ONE_OR_MANY,
     .one = FOR(EXPLAIN),
     .help_one = "postal code or name: CA, ca, California",
     .help = "postal code or name: CA, ca, California; many: CA,TX,\n"
             "or all, or @FILE with one on each line"},
    {.name = "year",
     .value = "YEAR",
     .example = "2023",
     .kind = OPTION_YEARS,
     .group = GROUP_WHAT,
     .commands = (ALL_SHEETS | FIGURES) & ~FOR(SCHEMA),
     .needed = ALL_SHEETS | FOR(IMPORT) | FOR(EXPORT) | FOR(NEW),
     .unless_data = ALL_SHEETS,
     .one = FOR(EXPLAIN) | FOR(IMPORT) | FOR(EXPORT) | FOR(NEW),
     .help_one = "four digits: 2023",
     .help = "four digits: 2023; many: 2021-2023 or 2019,2023"},
    {.name = "data",
     .value = "FILE",
     AT(data_file),
     .kind = OPTION_TEXT,
     .group = GROUP_WHAT,
     .commands = ALL_SHEETS,
     .help = "read the state's figures from FILE ('-': standard\n"
             "input); state and year are then the file's own; of a\n"
             "table (.csv, .tsv) --state chooses one, many or all"},
    {.name = "output",
     .letter = 'o',
     .value = "FILE",
     AT(target),
     .kind = OPTION_TEXT,
     .group = GROUP_WHERE,
     .commands = ALL_SHEETS | FOR(EXPORT) | FOR(NEW) | FOR(SCHEMA),
     .help = "write FILE ('-': standard output)"},
    {.name = "for",
     .value = "WHOM",
     .kind = OPTION_FLAVORS,
     .words = flavors,
     .group = GROUP_WHERE,
     .commands = FOR(SHEET) | FOR(PACKET),
     .help = "screen: links, and the files that it was made from;\n"
             "press: ink alone, crop marks, a slug line;\n"
             "screen,press: both, as in ca.pdf and ca-press.pdf"},
    {.name = "standard",
     .value = "NAME",
     AT(press),
     .kind = OPTION_WORD,
     .words = standards,
     .group = GROUP_WHERE,
     .commands = FOR(SHEET) | FOR(PACKET),
     .help = "of the file for the press: x4 (PDF/X-4, the default)\n"
             "or x1a (PDF/X-1a)"},
    {.name = "dump",
     .value = "WHAT",
     AT(output),
     .kind = OPTION_WORD,
     .words = dumps,
     .group = GROUP_WHERE,
     .commands = FOR(SHEET),
     .help = "print what a stage has made, instead of a PDF:\n"
             "document (the text), pages (each item's place), tags\n"
             "(the structure that a screen reader follows),\n"
             "markdown (the text, for review) or theme (every key\n"
             "of the look; needs no state)"},
    {.name = "format",
     .value = "FORM",
     AT(output),
     .kind = OPTION_WORD,
     .words = lists,
     .group = GROUP_WHERE,
     .commands = FOR(EXPLAIN),
     .help = "table (for people, the default), csv or json"},
    {.name = "write",
     AT(write),
     .kind = OPTION_FLAG,
     .group = GROUP_WHERE,
     .commands = FOR(IMPORT),
     .help = "change the files: all, or after an error none; a file\n"
             "that is missing is made, as a draft"},
    {.name = "csv",
     AT(csv),
     .kind = OPTION_FLAG,
     .group = GROUP_WHERE,
     .commands = FOR(NEW),
     .help = "write an empty table for a spreadsheet instead of\n"
             "files: to FILE, or to standard output"},
    {.name = "force",
     AT(force),
     .kind = OPTION_FLAG,
     .group = GROUP_WHERE,
     .commands = FOR(EXPORT) | FOR(NEW),
     .help = "replace FILE, though it holds something else"},
    {.name = "no-sync",
     AT(no_sync),
     .kind = OPTION_FLAG,
     .group = GROUP_WHERE,
     .commands = FOR(SHEET) | FOR(PACKET),
     .help = "do not wait until the disk has what is written"},
    {.name = "title",
     .value = "TEXT",
     AT(title),
     .kind = OPTION_TEXT,
     .group = GROUP_COVER,
     .commands = FOR(PACKET),
     .help = "on the cover, instead of the wording's"},
    {.name = "subtitle",
     .value = "TEXT",
     AT(subtitle),
     .kind = OPTION_TEXT,
     .group = GROUP_COVER,
     .commands = FOR(PACKET),
     .help = "below it, instead of the years"},
    {.name = "prepared-for",
     .value = "TEXT",
     AT(prepared_for),
     .kind = OPTION_TEXT,
     .group = GROUP_COVER,
     .commands = FOR(PACKET),
     .help = "whom the packet is for"},
    {.name = "date",
     .value = "TEXT",
     AT(date_text),
     .kind = OPTION_TEXT,
     .group = GROUP_COVER,
     .commands = FOR(PACKET),
     .help = "printed as you write it"},
    {.name = "divider",
     .value = "TEXT",
     AT(dividers),
     .kind = OPTION_TEXTS,
     .group = GROUP_COVER,
     .commands = FOR(PACKET),
     .help = "after the sheets, a page with this title for what\n"
             "others put in by hand; may be repeated"},
    {.name = "draft",
     AT(draft),
     .kind = OPTION_FLAG,
     .group = GROUP_DRAFT,
     .commands = ONE_OR_MANY,
     .help = "make the sheet though figures are missing or wrong"},
    {.name = "set",
     .value = "KEY=VALUE",
     AT(sets),
     .kind = OPTION_TEXTS,
     .group = GROUP_DRAFT,
     .commands = ONE_OR_MANY,
     .help = "try a figure (us.KEY: the nation's); may be repeated"},
    {.name = "data-dir",
     .value = "FOLDER",
     AT(data_dir),
     .kind = OPTION_TEXT,
     .group = GROUP_FROM,
     .commands = ALL_SHEETS | FIGURES,
     .help = "figures and wording; without it the folder that\n"
             "NCMEC_PDF_DATA names, or ./data"},
    {.name = "template",
     .value = "FILE",
     AT(template_file),
     .kind = OPTION_TEXT,
     .group = GROUP_FROM,
     .commands = ALL_SHEETS | FOR(CHECK),
     .help = "the wording, instead of the data folder's"},
    {.name = "theme",
     .value = "FILE",
     AT(theme_file),
     .kind = OPTION_TEXT,
     .group = GROUP_FROM,
     .commands = ALL_SHEETS,
     .help = "the look, instead of the data folder's"},
    {.name = "jobs",
     .letter = 'j',
     .value = "N",
     .example = "4",
     AT(workers),
     .kind = OPTION_COUNT,
     .most = REQUEST_WORKERS_MAX,
     .group = GROUP_MANY,
     .commands = FOR(SHEET),
     .help = "number of workers (default: one per processor)"},
    {.name = "shard",
     .value = "I/N",
     .example = "2/5",
     .kind = OPTION_SHARE,
     .group = GROUP_MANY,
     .commands = FOR(SHEET),
     .help = "make only part I of N of the list"},
    {.name = "uniform",
     AT(uniform),
     .kind = OPTION_FLAG,
     .group = GROUP_MANY,
     .commands = FOR(SHEET) | FOR(PACKET),
     .help = "set all sheets as tightly as the tightest needs"},
    {.name = "report",
     .value = "FILE",
     AT(report),
     .kind = OPTION_TEXT,
     .group = GROUP_MANY,
     .commands = FOR(SHEET),
     .help = "list what was made in FILE.json or FILE.csv"},
    {.name = "explain",
     .value = "CODE",
     AT(explain),
     .kind = OPTION_TEXT,
     .group = GROUP_MESSAGES,
     .commands = FOR(CHECK),
     .help = "say what the code of a finding means ('all': of every\n"
             "finding), instead of checking"},
    {.name = "diagnostics",
     .value = "FORM",
     AT(style),
     .kind = OPTION_WORD,
     .words = forms,
     .group = GROUP_MESSAGES,
     .commands = ALL,
     .help = "text (for people, the default) or json (one object a\n"
             "line)"},
    {.name = "strict",
     AT(strict),
     .kind = OPTION_FLAG,
     .group = GROUP_MESSAGES,
     .commands = ALL,
     .help = "fail after a warning too, and write nothing"},
    {.name = "verbose",
     .letter = 'v',
     AT(verbose),
     .kind = OPTION_FLAG,
     .group = GROUP_MESSAGES,
     .commands = ALL,
     .help = "list the files read"},
    {.name = "quiet",
     .letter = 'q',
     AT(quiet),
     .kind = OPTION_FLAG,
     .group = GROUP_MESSAGES,
     .commands = ALL,
     .help = "print errors and warnings alone"},
    {.name = "version",
     AT(version),
     .kind = OPTION_FLAG,
     .group = GROUP_MESSAGES,
     .commands = ALL,
     .help = "versions of the program and its libraries"},
    {.name = "help",
     .letter = 'h',
     AT(help),
     .kind = OPTION_FLAG,
     .group = GROUP_MESSAGES,
     .commands = ALL,
     .help = "this text"},
};

const size_t option_count = sizeof options / sizeof *options;
static_assert(sizeof options / sizeof *options <= OPTIONS_MAX, "there are more options than OPTIONS_MAX");

const Option *option_find(const char *name)
{
    size_t i = 0;
    while (strcmp(options[i].name, name) != 0)
        i++;
    return &options[i];
}

bool option_is_for(const Option *option, const Command *command)
{
    return option->commands >> command_id(command) & 1;
}
