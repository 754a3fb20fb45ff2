/* The table of commands. A further command is a row here, a bit in the header, and a file of its own. */
#include "command.h"

static const Command commands[] = {
    {"check", FOR_CHECK, true, check_run,
     "Usage: ncmec-pdf check [FILE...]\n"
     "       ncmec-pdf check [--state STATE|all] [--year YEAR|all]\n"
     "       ncmec-pdf check --explain CODE\n"
     "\n"
     "Checks figures without making a sheet: each file, a year's files together,\n"
     "each against the year before. Without files or options, all of the data folder.\n"
     "\n"
     "  --state STATE       one state of the data folder, or all\n"
     "  --year YEAR         one year of the data folder, or all\n"
     "  --explain CODE      what a finding's code means ('all': every code)\n"
     "  --data-dir FOLDER   the data folder; otherwise NCMEC_PDF_DATA, or ./data\n"
     "  --diagnostics FORM  text, or json: one object a line\n"
     "  --strict            a warning too is a failure: exit code 3\n"
     "  -v, --verbose       list the files read\n"
     "  -q, --quiet         no summary\n"
     "\n"
     "Exit codes: 0 nothing wrong, 4 errors in the data, 1 a file could not be read,\n"
     "3 warnings under --strict.\n"},
    {"packet", FOR_PACKET, true, packet_run,
     "Usage: ncmec-pdf packet --state STATES --year YEARS [-o FILE]\n"
     "\n"
     "Binds many sheets into one document: cover, contents, each sheet on a\n"
     "right-hand page, bookmarks, page labels (i, ii, CA-1, CA-2).\n"
     "\n"
     "  --state STATES      CA,NV,AZ or all, or @FILE with one a line\n"
     "  --year YEARS        2023; many: 2021-2023 or 2019,2023\n"
     "  -o, --output FILE   otherwise packet.pdf ('-': standard output)\n"
     "  --title TEXT        on the cover; otherwise 'State Data'\n"
     "  --subtitle TEXT     otherwise the year, or the years\n"
     "  --prepared-for TEXT whom it is for\n"
     "  --date TEXT         as it is to be printed\n"
     "  --divider TEXT      behind the sheets, a page with this title for what others\n"
     "                      put in by hand\n"
     "  --uniform           all sheets at the tightest level that one of them needs\n"
     "  --for press         ink alone, without links; otherwise for the screen\n"
     "  --data-dir, --template, --theme, --standard, --no-sync, --diagnostics,\n"
     "  --strict, -v, -q    as for a sheet: ncmec-pdf --help\n"},
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
