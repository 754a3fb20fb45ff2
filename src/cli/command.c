/* The table of commands. A further command is a row here, a bit in the header, and a file of its own. */
#include "command.h"

#include "options.h"
#include "src/base/file.h"
#include "src/sheet/cache.h"
#include "src/store/folders.h"

#include <stdio.h>
#include <string.h>

static const Command commands[] = {
    {"check", FOR_CHECK, false, check_command,
     "Usage: ncmec-pdf check [FILE...]\n"
     "       ncmec-pdf check [--state STATES|all] [--year YEARS|all]\n"
     "       ncmec-pdf check --explain CODE\n"
     "\n"
     "Checks figures without making a sheet: each file, a year's files together,\n"
     "each against the year before, and in the wording of its sheet. Without files or\n"
     "options, all of the data folder. Of a table (.csv, .tsv) the rows are checked as\n"
     "a year's files.\n"
     "\n"
     "  --state STATES      of the data folder: CA, or CA,TX, or all, or @FILE with\n"
     "                      one a line\n"
     "  --year YEARS        of the data folder: 2023, 2021-2023, or all; of a table\n"
     "                      that does not say it: 2023\n"
     "  --template FILE     the wording, instead of the data folder's\n"
     "  --explain CODE      what a finding's code means ('all': every code)\n"
     "  --data-dir FOLDER   the data folder; otherwise NCMEC_PDF_DATA, or ./data\n"
     "  --diagnostics FORM  text, or json: one object a line\n"
     "  --strict            a warning too is a failure: exit code 3\n"
     "  -v, --verbose       list the files read\n"
     "  -q, --quiet         no summary\n"
     "\n"
     "Exit codes: 0 nothing wrong, 4 errors in the data, 1 a file could not be read,\n"
     "3 warnings under --strict.\n"},
    {"packet", FOR_PACKET, false, packet_run,
     "Usage: ncmec-pdf packet --state STATES --year YEARS [-o FILE]\n"
     "\n"
     "Binds many sheets into one document: cover, contents, each sheet on a\n"
     "right-hand page, bookmarks, page labels (i, ii, CA-1, CA-2).\n"
     "\n"
     "  --state STATES      CA,NV,AZ or all, or @FILE with one a line\n"
     "  --year YEARS        2023; many: 2021-2023 or 2019,2023\n"
     "  -o, --output FILE   otherwise packet.pdf ('-': standard output)\n"
     "  --title TEXT        on the cover; otherwise as templates/packet.yaml has it\n"
     "  --subtitle TEXT     otherwise the year, or the years\n"
     "  --prepared-for TEXT whom it is for\n"
     "  --date TEXT         as it is to be printed\n"
     "  --divider TEXT      behind the sheets, a page with this title for what others\n"
     "                      put in by hand; may be repeated\n"
     "  --uniform           all sheets at the tightest level that one of them needs\n"
     "  --for WHOM          screen (also without the option), press (ink alone, no\n"
     "                      links) or both: packet.pdf and packet-press.pdf\n"
     "  --data, --data-dir, --template, --theme, --standard, --no-sync, --diagnostics,\n"
     "  --strict, -v, -q    as for a sheet: ncmec-pdf --help\n"},
    {"import", FOR_IMPORT, false, import_run,
     "Usage: ncmec-pdf import FILE --year YEAR [--write]\n"
     "\n"
     "Takes figures from a table that a spreadsheet saved as CSV. The first row names\n"
     "the columns: 'state' and figures, by key or label, for a row a state; or\n"
     "'state', 'figure' and 'value' for a row a figure. The nation's state is 'US'.\n"
     "Shows old and new value of each cell that changes a file, and what check would\n"
     "find once they are written; its errors keep every file as it was.\n"
     "\n"
     "  --year YEAR         whose files change: 2024\n"
     "  --write             change them, all or none; a file that is missing is\n"
     "                      made, as a draft\n"
     "  --data-dir FOLDER   the data folder; otherwise NCMEC_PDF_DATA, or ./data\n"
     "  --diagnostics FORM  text, or json: one object a line\n"
     "  --strict            a warning too is a failure: nothing is written\n"
     "  -q, --quiet         say nothing but errors and warnings\n"},
    {"export", FOR_EXPORT, false, export_run,
     "Usage: ncmec-pdf export --year YEAR [-o FILE]\n"
     "\n"
     "Writes a year's figures as a table, a row a state, which import takes back.\n"
     "Texts for 'About these figures' stay in their files.\n"
     "\n"
     "  --year YEAR         four digits: 2024\n"
     "  -o, --output FILE   the table; without it, standard output\n"
     "  --force             replace FILE, though it holds something else\n"
     "  --data-dir FOLDER   the data folder; otherwise NCMEC_PDF_DATA, or ./data\n"},
    {"new", FOR_NEW, false, new_run,
     "Usage: ncmec-pdf new --state STATES|all --year YEAR [--csv] [-o FILE]\n"
     "\n"
     "Makes files to be filled in: every figure in order with its label, its unit and\n"
     "what it was the year before; also the nation's where it is missing. They are\n"
     "drafts. What exists is never written over.\n"
     "\n"
     "  --state STATES      TX, or TX,NM, or all, or @FILE with one a line\n"
     "  --year YEAR         four digits: 2024\n"
     "  --csv               an empty table for a spreadsheet instead, on standard\n"
     "                      output\n"
     "  -o, --output FILE   the table's file\n"
     "  --force             replace FILE, though it holds something else\n"
     "  --data-dir FOLDER   the data folder; otherwise NCMEC_PDF_DATA, or ./data\n"},
    {"schema", FOR_SCHEMA, false, schema_run,
     "Usage: ncmec-pdf schema [-o FILE]\n"
     "\n"
     "Writes the JSON Schema of typed files, by which editors complete and check them.\n"
     "As figures.schema.json in the data folder, new files point to it.\n"
     "\n"
     "  -o, --output FILE   the schema; without it, standard output\n"
     "  --data-dir FOLDER   the data folder; otherwise NCMEC_PDF_DATA, or ./data\n"},
    {"explain", FOR_EXPLAIN, true, sheet_run,
     "Usage: ncmec-pdf explain --state STATE --year YEAR [--format FORM] [-o FILE]\n"
     "\n"
     "Lists every figure on a sheet: what is printed, on which page, in which section\n"
     "and sentence, what the typed value means, its place in the data and its source.\n"
     "\n"
     "  --format FORM       table (for people), csv or json\n"
     "  -o, --output FILE   the list; without it, standard output\n"
     "\n"
     "All options that choose and shape a sheet are those of 'ncmec-pdf --help'.\n"},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

const Command *command_find(Str name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (str_eq(name, str_from(commands[i].name)))
            return &commands[i];
    return NULL;
}

Str command_nearest(Str word)
{
    Str names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = str_from(commands[i].name);
    return str_nearest(word, names, COMMAND_COUNT);
}

unsigned command_bit(const Command *command)
{
    return command ? (unsigned)command->bit : FOR_SHEET;
}

static Str version_text(Arena *a)
{
    return str_printf(a, NCMEC_PRODUCER "\n%.*s\n", STR_ARG(library_versions(a)));
}

int command_run(Request *r, Arena *a, Diag *d)
{
    if (r->help || r->version)
        file_print(r->help ? str_from(r->command ? r->command->help : options_help) : version_text(a), d);
    else if (r->explain || folders_find(r, program_path(a), a, d))
        return (r->command ? r->command->run : sheet_run)(r, a, d);
    return command_end(r, (Str){0}, d);
}

int command_end(const Request *r, Str said, Diag *d)
{
    diag_print(d, stderr, r->style);
    if (r->is_chatty && said.n)
        fwrite(said.s, 1, said.n, stderr);
    return (int)diag_exit(d, r->strict);
}
