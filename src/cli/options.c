/* The table of options. */
#include "options.h"

#include <assert.h>

static_assert(sizeof(Output) == sizeof(unsigned) && sizeof(Flavor) == sizeof(unsigned) &&
                  sizeof(DiagStyle) == sizeof(unsigned),
              "an option of words writes its enum as an unsigned number");

/* The name, the letter or 0, what it takes, and its place in Request, by kind; OWN is for kinds that have one place. */
#define ROW(n, l, v, k) .name = n, .letter = l, .value = v, .kind = OPTION_##k
#define FLAG(n, l, field) ROW(n, l, NULL, FLAG), .place = offsetof(Request, field)
#define TEXT(n, l, v, field) ROW(n, l, v, TEXT), .place = offsetof(Request, field)
#define TEXTS(n, l, v, field) ROW(n, l, v, TEXTS), .place = offsetof(Request, field)
#define WORD(n, v, field, w) ROW(n, 0, v, WORD), .place = offsetof(Request, field), .words = w
#define COUNT(n, l, v, field, m) ROW(n, l, v, COUNT), .place = offsetof(Request, field), .most = m
#define OWN(k, n, v) ROW(n, 0, v, k)
/* Where the help has it, and who takes it. */
#define IN(g, c) .group = GROUP_##g, .commands = c

/* The commands that make sheets. */
#define SHEETS (FOR(SHEET) | FOR(WATCH))
#define ONE_OR_MANY (SHEETS | FOR(EXPLAIN) | FOR(STATEMENT))
#define ALL_SHEETS (ONE_OR_MANY | FOR(PACKET))
/* Those on the office's files. */
#define FIGURES (FOR(CHECK) | FOR(DIFF) | FOR(IMPORT) | FOR(EXPORT) | FOR(NEW) | FOR(SCHEMA) | FOR(LIST))
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

static const OptionWord dumps[] = {{"document", OUTPUT_DUMP_DOCUMENT}, {"pages", OUTPUT_DUMP_PAGES},
                                   {"tags", OUTPUT_DUMP_TAGS},         {"markdown", OUTPUT_DUMP_MARKDOWN},
                                   {"theme", OUTPUT_DUMP_THEME},       {NULL, 0}};
static const OptionWord lists[] = {
    {"table", OUTPUT_EXPLAIN_TABLE}, {"csv", OUTPUT_EXPLAIN_CSV}, {"json", OUTPUT_EXPLAIN_JSON}, {NULL, 0}};
static const OptionWord divides[] = {{"state", DIVIDERS_OF_STATES},
                                     {"group", DIVIDERS_OF_GROUPS},
                                     {"both", DIVIDERS_OF_STATES | DIVIDERS_OF_GROUPS},
                                     {"none", DIVIDERS_NONE},
                                     {NULL, 0}};
static const OptionWord statuses[] = {{"final", true}, {NULL, 0}};
static const OptionWord shells[] = {{"bash", SHELL_BASH}, {"zsh", SHELL_ZSH}, {"fish", SHELL_FISH}, {NULL, 0}};
static const OptionWord forms[] = {{"text", DIAG_PLAIN}, {"json", DIAG_JSON}, {NULL, 0}};

const Option options[] = {
    {TEXT("state", 0, "STATE", state), IN(WHAT, ALL_SHEETS | FOR(CHECK) | FOR(DIFF) | FOR(NEW)), .example = "CA",
     .needed = ALL_SHEETS | FOR(NEW), .unless_data = ONE_OR_MANY,
     .help =
         "postal code or name: CA, ca, California; many: CA,TX, or all, or all,-CA, or @FILE with one on each line"},
    {OWN(YEARS, "year", "YEAR"), IN(WHAT, ALL_SHEETS | FIGURES), .example = "2023",
     .needed = ALL_SHEETS | FOR(EXPORT) | FOR(NEW), .unless_data = ALL_SHEETS,
     .one = FOR(EXPLAIN) | FOR(EXPORT) | FOR(NEW) | FOR(SCHEMA), .help_one = "four digits: 2023",
     .help = "four digits: 2023; many: 2021-2023 or 2019,2023"},
    {OWN(LANGUAGES, "language", "TAG"), IN(WHAT, ALL_SHEETS | FOR(CHECK) | FOR(DIFF) | FOR(NEW)), .example = "es",
     .one = FOR(EXPLAIN), .help_one = "en or es, as there are wordings: fact-sheet.es.yaml",
     .help = "en or es, as there are wordings: fact-sheet.es.yaml; many: en,es or all; makes ncmec-CA-2023-es.pdf"},
    {TEXT("data", 0, "FILE", data_file), IN(WHAT, ALL_SHEETS),
     .help = "read the state's figures from FILE ('-': standard input); state and year are then the file's own; of a "
             "table (.csv, .tsv, .xlsx) --state chooses one, many or all"},
    {TEXT("sheet", 0, "NAME", sheet), IN(WHAT, ALL_SHEETS | FOR(CHECK) | FOR(DIFF) | FOR(IMPORT)),
     .help = "the sheet of a workbook that holds the table; without it the one with a column 'state'"},
    {TEXT("output", 'o', "FILE", target), IN(WHERE, ALL_SHEETS | FOR(DEMO) | (FIGURES & ~(FOR(CHECK) | FOR(LIST)))),
     .help = "write FILE ('-': standard output)"},
    {OWN(FLAVORS, "for", "WHOM"), IN(WHERE, SHEETS | FOR(DEMO) | FOR(PACKET) | FOR(STATEMENT)),
     .help = "screen: links, and the files that it was made from; press: ink alone, crop marks, a slug line; "
             "screen,press: both, as in ca.pdf and ca-press.pdf; web: a page of HTML, ca.html"},
    {OWN(STANDARD, "standard", "NAME"), IN(WHERE, SHEETS | FOR(PACKET) | FOR(STATEMENT)),
     .help = "of the file for the press: x4 (PDF/X-4, the default) or x1a (PDF/X-1a); of that for the screen: ua2 "
             "(PDF 2.0: PDF/A-4f, PDF/UA-2); both: --standard ua2,x1a"},
    {WORD("dump", "WHAT", output, dumps), IN(WHERE, SHEETS),
     .help = "print what a stage has made, instead of a PDF: document (the text), pages (each item's place), tags "
             "(the structure that a screen reader follows), markdown (the text, for review) or theme (every key of "
             "the look; needs no state)"},
    {WORD("format", "FORM", output, lists), IN(WHERE, FOR(EXPLAIN) | FOR(CHECK) | FOR(DIFF)),
     .help = "table (for people, the default), csv or json"},
    {FLAG("themes", 0, themes), IN(WHERE, FOR(LIST)), .help = "list the names that --theme takes instead"},
    {FLAG("disclosure", 0, disclosure), IN(WHERE, FOR(CHECK)),
     .help = "list each withheld figure with the values that readers can tell that it has, and what tells of it"},
    {FLAG("to-sign", 0, to_sign), IN(WHERE, FOR(STATEMENT)),
     .help = "print a statement.yaml for testers to fill in, with the digests of wording and theme as they are"},
    {FLAG("alone", 0, alone), IN(WHERE, FOR(VERIFY)),
     .help = "ask only whether the file agrees with the figures that it carries, not with the data folder"},
    {FLAG("revisions", 0, revisions), IN(WHERE, FOR(DIFF)),
     .help = "print the 'revisions:' of each changed figure instead, to be reviewed and typed into the new files"},
    {FLAG("write", 0, write), IN(WHERE, FOR(IMPORT)),
     .help = "change the files: all, or after an error none; a file that is missing is made, as a draft"},
    {TEXT("source", 0, "TEXT", source), IN(WHERE, FOR(IMPORT)),
     .help = "where the figures are from, of rows that do not say it"},
    {WORD("status", "final", makes_final, statuses), IN(WHERE, FOR(IMPORT)),
     .help = "make every state final that has no error, change no other, and list those with the reason; without a "
             "table the files of --year that are drafts"},
    {FLAG("csv", 0, csv), IN(WHERE, FOR(NEW)),
     .help = "write an empty table for a spreadsheet instead of files: to FILE, or to standard output"},
    {FLAG("xlsx", 0, xlsx), IN(WHERE, FOR(NEW)),
     .help = "the same as a workbook, with notes on what each figure is and was the year before; also -o FILE.xlsx"},
    {FLAG("force", 0, force), IN(WHERE, FOR(IMPORT) | FOR(EXPORT) | FOR(NEW)),
     .help = "replace FILE, though it holds something else"},
    {FLAG("no-sync", 0, no_sync), IN(WHERE, SHEETS | FOR(PACKET)),
     .help = "do not wait until the disk has what is written"},
    {TEXT("title", 0, "TEXT", title), IN(COVER, FOR(PACKET)), .help = "on the cover, instead of the wording's"},
    {TEXT("subtitle", 0, "TEXT", subtitle), IN(COVER, FOR(PACKET)), .help = "below it, instead of the years"},
    {TEXT("prepared-for", 0, "TEXT", prepared_for), IN(COVER, FOR(PACKET)), .help = "whom the packet is for"},
    {TEXT("date", 0, "TEXT", date_text), IN(COVER, FOR(PACKET)), .help = "printed as you write it"},
    {TEXTS("group", 0, "STATE=TITLE", groups), IN(COVER, FOR(PACKET)),
     .help = "with STATE a group of states begins, which has a page with this title before it; may be repeated"},
    {WORD("dividers", "WHICH", divides, divides), IN(COVER, FOR(PACKET)),
     .help = "pages with a title before each state, group, both or none; without it before each group"},
    {TEXTS("divider", 0, "TEXT", dividers), IN(COVER, FOR(PACKET)),
     .help = "after the sheets, a page with this title for what others put in by hand; may be repeated"},
    {FLAG("draft", 0, draft), IN(DRAFT, ONE_OR_MANY), .help = "make the sheet though figures are missing or wrong"},
    {FLAG("allow-draft", 0, allow_draft), IN(DRAFT, SHEETS | FOR(PACKET)),
     .help = "make a file for the press though figures are a draft"},
    {TEXTS("set", 0, "KEY=VALUE", sets), IN(DRAFT, ONE_OR_MANY),
     .help = "try a figure (us.KEY: the nation's); may be repeated"},
    {TEXT("data-dir", 0, "FOLDER", data_dir), IN(FROM, ALL_SHEETS | FIGURES | FOR(VERIFY) | FOR(RELEASE)),
     .help = "figures and wording; without it the folder that NCMEC_PDF_DATA names, or ./data"},
    {TEXT("from", 0, "FILE", from), IN(FROM, FOR(PACKET)),
     .help = "take states, groups, titles and more from FILE.yaml, for a packet that is made again and again; options "
             "given here win; 'ncmec-pdf help data' has its keys"},
    {TEXT("template", 0, "FILE", template_file),
     IN(FROM, ALL_SHEETS | FOR(DEMO) | FOR(CHECK) | FOR(VERIFY) | FOR(RELEASE)),
     .help = "the wording, instead of the data folder's"},
    {TEXT("theme", 0, "THEME", theme_file), IN(FROM, ALL_SHEETS | FOR(DEMO) | FOR(VERIFY) | FOR(RELEASE) | FOR(NEW)),
     .help = "the look: large, office, another of the data folder's by its name, or a file; without it 'ncmec'"},
    {COUNT("jobs", 'j', "N", workers, REQUEST_WORKERS_MAX), IN(MANY, SHEETS), .example = "4",
     .help = "number of workers (default: one per processor)"},
    {OWN(SHARE, "shard", "I/N"), IN(MANY, FOR(SHEET)), .example = "2/5", .help = "make only part I of N of the list"},
    {FLAG("fragment", 0, fragment), IN(WHERE, SHEETS),
     .help = "for the web a part of a page, without a head, and its style sheet in ncmec.css beside it"},
    {TEXT("index", 0, "FOLDER", index), IN(MANY, FOR(SHEET)),
     .help = "make index.html and dataset.json of the web pages in FOLDER, after shards; no other sheet"},
    {TEXT("statements", 0, "FOLDER", statements), IN(MANY, FOR(SHEET) | FOR(PACKET)),
     .help = "make each PDF's accessibility record in FOLDER, and the report of the series, which after shards "
             "'statement FILE.pdf...' makes"},
    {FLAG("uniform", 0, uniform), IN(MANY, SHEETS | FOR(PACKET)),
     .help = "set all sheets as tightly as the tightest needs"},
    {FLAG("pad", 0, pad), IN(MANY, FOR(PACKET)),
     .help = "end with empty pages on a multiple of four, for folded and stapled booklets"},
    {TEXT("report", 0, "FILE", report), IN(MANY, SHEETS),
     .help = "list what was made in FILE.json or FILE.csv, with findings: not to be published"},
    {TEXT("print-order", 0, "FILE", print_order), IN(MANY, SHEETS | FOR(PACKET)),
     .help =
         "list the files for the press in FILE.csv, .xlsx or .json: SHA-256, pages, trim, bleed, plates, condition"},
    {TEXT("explain", 0, "CODE", explain), IN(MESSAGES, FOR(CHECK)),
     .help = "say what the code of a finding means ('all': of every finding), instead of checking"},
    {WORD("diagnostics", "FORM", style, forms), IN(MESSAGES, ALL),
     .help = "text (for people, the default) or json (one object a line)"},
    {FLAG("strict", 0, strict), IN(MESSAGES, ALL), .help = "fail after a warning too, and write nothing"},
    {FLAG("verbose", 'v', verbose), IN(MESSAGES, ALL), .help = "list the files read"},
    {FLAG("quiet", 'q', quiet), IN(MESSAGES, ALL), .help = "print errors and warnings alone"},
    {FLAG("version", 0, version), IN(MESSAGES, ALL), .help = "versions of the program and its libraries"},
    {WORD("completions", "SHELL", completions, shells), IN(MESSAGES, FOR(SHEET)),
     .help = "print what the shell completes: bash, zsh or fish"},
    {FLAG("man", 0, man), IN(MESSAGES, FOR(SHEET) | FOR(HELP)), .help = "print the manual page of the program"},
    {FLAG("help", 'h', help), IN(MESSAGES, ALL), .help = "this text"},
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

size_t option_words(const Option *option, OptionWord words[OPTION_WORDS_MAX], Str names[OPTION_WORDS_MAX])
{
    size_t count = 0;
    for (; option->words && option->words[count].text; count++)
        words[count] = option->words[count];
    for (Flavor flavor = FLAVOR_DEFAULT + 1; flavor < FLAVOR_ASKED; flavor++) {
        const FlavorRow *row = &flavor_rows[flavor];
        const char *text = option->kind == OPTION_FLAVORS    ? row->word
                           : option->kind == OPTION_STANDARD ? row->standard
                                                             : NULL;
        if (text && (!count || strcmp(words[count - 1].text, text) != 0))
            words[count++] = (OptionWord){text, flavor};
    }
    for (size_t i = 0; i < count; i++)
        names[i] = str_from(words[i].text);
    return count;
}
