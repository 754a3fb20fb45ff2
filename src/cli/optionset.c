/* The options: their names, what they take, who takes them, and the help. */
#include "optionset.h"

const OptionInfo option_infos[OPTION_COUNT] = {
    [OPTION_STATE] = {.name = "--state", .value = "a state"},
    [OPTION_YEAR] = {.name = "--year", .value = "a year"},
    [OPTION_DATA] = {.name = "--data", .value = "a file"},
    [OPTION_OUTPUT] = {.name = "--output",
                       .letter = 'o',
                       .value = "a file",
                       .taken_by = FOR_SHEET | FOR_EXPORT | FOR_NEW | FOR_SCHEMA | FOR_EXPLAIN | FOR_PACKET},
    [OPTION_DATA_DIR] = {.name = "--data-dir", .value = "a folder"},
    [OPTION_TEMPLATE] = {.name = "--template",
                         .value = "a file",
                         .taken_by = FOR_SHEET | FOR_EXPLAIN | FOR_PACKET | FOR_CHECK},
    [OPTION_THEME] = {.name = "--theme", .value = "a file", .taken_by = FOR_SHEET | FOR_EXPLAIN | FOR_PACKET},
    [OPTION_FOR] = {.name = "--for", .value = "screen, press or both", .taken_by = FOR_SHEET | FOR_PACKET},
    [OPTION_STANDARD] = {.name = "--standard", .value = "x4 or x1a", .taken_by = FOR_SHEET | FOR_PACKET},
    [OPTION_DUMP] = {.name = "--dump", .value = "document, pages, tags, markdown or theme", .taken_by = FOR_SHEET},
    [OPTION_JOBS] = {.name = "--jobs", .letter = 'j', .value = "a number", .taken_by = FOR_SHEET},
    [OPTION_SHARD] = {.name = "--shard", .value = "a part, as in 2/5", .taken_by = FOR_SHEET},
    [OPTION_UNIFORM] = {.name = "--uniform", .taken_by = FOR_SHEET | FOR_PACKET},
    [OPTION_REPORT] = {.name = "--report", .value = "a file", .taken_by = FOR_SHEET},
    [OPTION_NO_SYNC] = {.name = "--no-sync", .taken_by = FOR_SHEET | FOR_PACKET},
    [OPTION_TITLE] = {.name = "--title", .value = "a text", .taken_by = FOR_PACKET},
    [OPTION_SUBTITLE] = {.name = "--subtitle", .value = "a text", .taken_by = FOR_PACKET},
    [OPTION_PREPARED_FOR] = {.name = "--prepared-for", .value = "a text", .taken_by = FOR_PACKET},
    [OPTION_DATE] = {.name = "--date", .value = "a text", .taken_by = FOR_PACKET},
    [OPTION_DIVIDER] = {.name = "--divider", .value = "a title", .taken_by = FOR_PACKET, .repeats = true},
    [OPTION_EXPLAIN] = {.name = "--explain", .value = "a finding's code", .taken_by = FOR_CHECK},
    [OPTION_DRAFT] = {.name = "--draft", .taken_by = FOR_SHEET | FOR_EXPLAIN},
    [OPTION_SET] = {.name = "--set", .value = "KEY=VALUE", .taken_by = FOR_SHEET | FOR_EXPLAIN, .repeats = true},
    [OPTION_WRITE] = {.name = "--write", .taken_by = FOR_IMPORT},
    [OPTION_CSV] = {.name = "--csv", .taken_by = FOR_NEW},
    [OPTION_FORCE] = {.name = "--force", .taken_by = FOR_NEW | FOR_EXPORT},
    [OPTION_FORMAT] = {.name = "--format", .value = "table, csv or json", .taken_by = FOR_EXPLAIN},
    [OPTION_DIAGNOSTICS] = {.name = "--diagnostics", .value = "text or json"},
    [OPTION_STRICT] = {.name = "--strict"},
    [OPTION_VERBOSE] = {.name = "--verbose", .letter = 'v'},
    [OPTION_QUIET] = {.name = "--quiet", .letter = 'q'},
    [OPTION_VERSION] = {.name = "--version"},
    [OPTION_HELP] = {.name = "--help", .letter = 'h'},
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
