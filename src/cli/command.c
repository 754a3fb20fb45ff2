/* The table of commands, as help, manual page and completions print it; run.c says who obeys each. */
#include "command.h"

#include "src/base/file.h"

const Command commands[COMMAND_COUNT] = {
    [COMMAND_SHEET] = {.name = "",
                       .folder_kind = FOLDER_OFFICE,
                       .about = "Makes the two-page fact sheet of a state and year as a PDF, in the current folder, "
                                "named as in ncmec-CA-2023.pdf. For many sheets -o takes a folder, as in out/, or a "
                                "pattern, in which {state}, {year}, {name}, {flavor}, {language} and {revised} "
                                "(2023-12-31) are filled in.\n",
                       .notes = "Environment:\n"
                                "  NCMEC_PDF_DATA      the data folder, where --data-dir is not given\n"
                                "  SOURCE_DATE_EPOCH   seconds since 1970: every date in the file\n"
                                "  NO_COLOR            set: no color in messages\n"
                                "  COLUMNS             how wide tables are on a terminal, if not as that is; they\n"
                                "                      are 100 columns wide elsewhere\n"
                                "\n"
                                "Exit codes:\n"
                                "  0 done              1 a file could not be read or written\n"
                                "  2 command line      3 warnings, under --strict\n"
                                "  4 data, template or theme is invalid\n"
                                "  5 does not fit on the pages            6 would not conform\n"
                                "  7 internal error, or out of memory     8 differences, or not proven\n"
                                "  130, 143 interrupted\n"
                                "\n"
                                "Examples:\n"
                                "  ncmec-pdf --state CA --year 2023\n"
                                "  ncmec-pdf --state 'New York' --year 2023 -o new-york.pdf\n"
                                "  ncmec-pdf --data drafts/CA.yaml -o - | lp -o sides=two-sided-long-edge\n"
                                "  ncmec-pdf --state CA --year 2023 --dump tags\n"
                                "  ncmec-pdf --state all --year 2023 -o 'out/{state}-{year}.pdf'\n"},
    [COMMAND_WATCH] = {.name = "watch",
                       .folder_kind = FOLDER_OFFICE,
                       .summary = "make sheets again on every save of what they are made from",
                       .about = "Makes the sheets that are asked for, and again whenever a file that was read is "
                                "saved: figures, wording, theme, logo. What was found replaces what was found before. "
                                "A mistake leaves the old sheet as it was. Ctrl-C ends it.\n",
                       .notes = "Exit codes: 0 ended by Ctrl-C or another signal, 2 command line, 1 no data folder.\n"},
    [COMMAND_CHECK] = {.name = "check",
                       .operands = "[FILE...]",
                       .folder_kind = FOLDER_OFFICE,
                       .summary = "find mistakes in figures, without making a sheet",
                       .about =
                           "Checks figures without making a sheet: each file, a year's files together, each "
                           "against the year before, and in the wording of its sheet. Without files, --state or "
                           "--year, checks all of the data folder, and reads the wordings that it holds in any "
                           "language, those of packets, and its themes; --language all fills wordings too. The "
                           "rows of a table (.csv, .tsv, .xlsx) are "
                           "checked like a year's files; --year says its year where the table does not. A theme, a "
                           "wording, a packet's file, the dictionary, the ledger and a year's folder may be named, "
                           "too.\n",
                       .notes = "Exit codes: 0 nothing wrong, 4 errors in the data, 1 a file could not be read,\n"
                                "3 warnings under --strict.\n"},
    [COMMAND_DIFF] = {.name = "diff",
                      .operands = "OLD NEW",
                      .summary = "find what differs between two editions",
                      .about = "Compares two editions, the old one first: data folders, tables, files of figures, two "
                               "years of the data folder (2022 2023), or two PDFs, by the figures that both carry, "
                               "else by the words of their pages. Lists figures that changed, with both places, "
                               "texts, wording, theme, and findings that came or went. A table beside a folder is "
                               "compared as far as it goes. -o FILE.csv or FILE.json is that format.\n",
                      .notes = "Exit codes: 0 no difference, 8 differences, 1 a file could not be read.\n"},
    [COMMAND_VERIFY] = {.name = "verify",
                        .operands = "FILE.pdf...",
                        .summary = "prove that a PDF agrees with its figures",
                        .about =
                            "Makes a finished PDF again, from the figures that it carries (for the screen) and "
                            "from those of the data folder, and compares: the same bytes prove that file and "
                            "figures agree; else lists which figure, word or file differs, and where. The theme is "
                            "the data folder's by which the file says that it is made, or --theme. What the "
                            "ledger has of the file (see 'release') is said first. It does not prove who made "
                            "them: a signature does that. Of a signed file the first revision "
                            "is proven, and what was added to it is not (exit code 8).\n",
                        .notes = "Exit codes: 0 proven, and what the data folder makes (where there is one);\n"
                                 "8 not so; 1 a file could not be read.\n"},
    [COMMAND_RELEASE] = {.name = "release",
                         .operands = "FILE...",
                         .folder_kind = FOLDER_OFFICE,
                         .summary = "enter files that go out into the ledger",
                         .about =
                             "Enters files that go out into the ledger, released.csv of the data folder: name, "
                             "SHA-256, date, state, year, edition, and the figures that they print, which "
                             "readers of later editions know. Figures, notes, source or days that differ make another "
                             "edition; a figure that no line of 'revisions' tells of is a warning then. A file must be "
                             "what its attached figures make, "
                             "byte for byte, or without them what the data folder makes now, by whichever of its "
                             "themes; a file that is to be signed is released before. All that went out is judged with "
                             "the year's final "
                             "files, as 'check --disclosure' does. After an error nothing is entered.\n",
                         .notes =
                             "Exit codes: 0 entered, or in the ledger already, 4 a file or the ledger is refused,\n"
                             "1 a file could not be read or written.\n"},
    [COMMAND_LIST] = {.name = "list",
                      .folder_kind = FOLDER_OFFICE,
                      .summary = "list the years and states that there are figures of",
                      .about = "Lists the years of the data folder, and which states have figures of each. With "
                               "--year, lists a year's states: status and file of each.\n"},
    [COMMAND_PACKET] = {.name = "packet",
                        .folder_kind = FOLDER_OFFICE,
                        .summary = "bind many sheets into one document",
                        .about = "Binds many sheets into one document, packet.pdf: cover, contents, each sheet on a "
                                 "right-hand page, bookmarks, page labels (i, ii, CA-1, CA-2). Without --for it is "
                                 "for the screen.\n"},
    [COMMAND_DEMO] = {.name = "demo",
                      .folder_kind = FOLDER_EXAMPLE,
                      .summary = "make the sheet of the example figures, to look at",
                      .about = "Makes California's sheet for 2023, from figures that come with the program, in the "
                               "current folder, as ncmec-CA-2023.pdf or, where that is there, ncmec-CA-2023-demo.pdf, "
                               "and says what comes next. --theme and --template show a look or a "
                               "wording of your own with these figures.\n"},
    [COMMAND_EXPLAIN] = {.name = "explain",
                         .folder_kind = FOLDER_OFFICE,
                         .summary = "list every figure on a sheet, for those who sign it",
                         .about = "Lists every figure on a sheet: what is printed, on which page, in which section "
                                  "and sentence, what the typed value means, the change from the year before, its "
                                  "place in the data and its source; and the SHA-256 of the PDFs and of the files "
                                  "that they are made from. Without -o the list goes to standard output; -o "
                                  "sign-off.html is a page to be printed and signed, and .csv, .xlsx, .json and .txt "
                                  "are other forms. --state all makes one document of a whole year, the largest "
                                  "changes first.\n"},
    [COMMAND_STATEMENT] = {.name = "statement",
                           .operands = "[FILE.pdf...]",
                           .folder_kind = FOLDER_OFFICE,
                           .summary = "say what a PDF does for readers with disabilities",
                           .about = "Makes the accessibility record of a sheet's PDF: each criterion of WCAG 2.1 "
                                    "(levels A and AA) and each clause of PDF/UA-1 with a verdict and what was "
                                    "measured on that very file, with its SHA-256. Of files that are named, packets "
                                    "too, it makes theirs, if they are what the data folder makes. What only a person "
                                    "can judge is taken from statement.yaml of the data folder, which counts for the "
                                    "wording, the theme and the files whose SHA-256 it names; without it the page is "
                                    "a test record, and says 'not evaluated' there. --to-sign prints such a file to "
                                    "be filled in. Of many files it is the report of the series: the worst verdict of "
                                    "each criterion, how many there are of each, and the file that is worst. -o "
                                    "FILE.html is a page, FILE.yaml OpenACR; without -o the text goes to standard "
                                    "output. A run of sheets, and a packet, make all of them with --statements "
                                    "FOLDER.\n"},
    [COMMAND_IMPORT] = {.name = "import",
                        .operands = "[FILE...]",
                        .folder_kind = FOLDER_TO_MAKE,
                        .summary = "take figures from a workbook or CSV",
                        .about = "Takes figures from a table: a workbook (.xlsx), or text with commas, semicolons or "
                                 "tabs between its cells. One of its first 20 rows names the columns: 'state' and "
                                 "figures, by key or label, for a row a state; or 'state', 'figure' and 'value' for a "
                                 "row a figure. The nation's state is 'US'. Shows the old and the new value of each "
                                 "cell that changes a file, and what check would find then; after an error every file "
                                 "stays as it was. Many tables are one import: where two say different things of one "
                                 "figure, neither is taken.\n"},
    [COMMAND_EXPORT] = {.name = "export",
                        .folder_kind = FOLDER_OFFICE,
                        .summary = "write a year's figures as CSV or workbook",
                        .about = "Writes a year's figures as a table, a row a state, which import takes back. Texts "
                                 "for 'About these figures' stay in their files. -o FILE.xlsx is a workbook, with "
                                 "notes on what each figure is and was the year before; any other name is CSV. "
                                 "Without -o the table goes to standard output.\n"},
    [COMMAND_NEW] = {.name = "new",
                     .operands = "WHAT",
                     .folder_kind = FOLDER_TO_MAKE,
                     .summary = "make files to be filled in for another state or year",
                     .about = "Makes files to be filled in: every figure in order with its label, its unit and what "
                              "it was the year before; also the nation's where it is missing. They are drafts. A file "
                              "of figures that exists is never replaced. With --language also wordings to be "
                              "translated into a language that has none; English and Spanish have theirs.\n\nOr copies "
                              "what comes with the program "
                              "into the data folder, to be changed there: WHAT is wording, packet-wording, theme, "
                              "dictionary or jurisdictions. --theme house begins a theme of that name, based on the "
                              "program's; --year 2024 makes a wording or dictionary of that year alone, --language es "
                              "the wording in Spanish.\n\n  ncmec-pdf new wording\n  ncmec-pdf new theme --theme "
                              "house\n  ncmec-pdf demo --theme house      # its look, with the example figures\n"},
    [COMMAND_SCHEMA] = {.name = "schema",
                        .operands = "[WHAT]",
                        .folder_kind = FOLDER_OFFICE,
                        .summary = "write the JSON Schema of typed files, for editors",
                        .about = "Writes the JSON Schema of typed files, by which editors complete and check them: of "
                                 "figures, dictionary, jurisdictions, wording, packet-wording, theme, or of the file "
                                 "of a packet (packet). That of figures, which is meant where nothing is named, "
                                 "follows from the office's dictionary: as figures.schema.json in the data folder, "
                                 "new files point to it; with --year it is that year's, for a year's folder with "
                                 "measures.yaml of its own. The others come with the program, in 'schemas'; a file "
                                 "names its own in a comment:\n\n  # yaml-language-server: "
                                 "$schema=../schemas/theme.schema.json\n\nWithout -o it goes to standard output.\n"},
    [COMMAND_HELP] = {.name = "help",
                      .operands = "[COMMAND|data]",
                      .summary = "say what the program or a command does, and its options",
                      .about = "Prints what the program or a command does, and its options; of 'data', how figures, "
                               "wording and theme are typed. --man makes it a manual page.\n"},
    [COMMAND_VERSION] = {.name = "version",
                         .summary = "versions of the program and its libraries",
                         .about = "Prints the versions of the program and of the libraries that shape its output.\n"},
};

const Command *command_find(Str name)
{
    for (CommandId id = COMMAND_SHEET + 1; id < COMMAND_COUNT; id++)
        if (str_eq(name, str_from(commands[id].name)))
            return &commands[id];
    return NULL;
}

Str command_nearest(Str word)
{
    Str names[COMMAND_COUNT];
    size_t count = 0;
    for (CommandId id = COMMAND_SHEET + 1; id < COMMAND_COUNT; id++)
        names[count++] = str_from(commands[id].name);
    return str_nearest(word, names, count);
}

bool command_unknown(Str word, const char *otherwise, Diag *d)
{
    return diag_error(d, DIAG_USAGE, nowhere, "unknown command '%.*s'; %s", STR_ARG(word),
                      diag_meant(d, command_nearest(word), otherwise));
}

CommandId command_id(const Command *command)
{
    return (CommandId)(command - commands);
}

int command_end(const Request *r, Str said, Diag *d)
{
    diag_print(d, stderr, r->style);
    if (r->verbose)
        diag_print_accepted(d, stderr, r->style);
    if (r->is_chatty && said.n)
        fwrite(said.s, 1, said.n, stderr);
    if (r->is_chatty && diag_accepted(d) && r->command != &commands[COMMAND_CHECK])
        fprintf(stderr, "%zu finding%s accepted\n", diag_accepted(d), PLURAL(diag_accepted(d)));
    const Str notes = file_notes();
    if (r->is_chatty && r->verbose && notes.n)
        fwrite(notes.s, 1, notes.n, stderr);
    return (int)diag_exit(d, r->strict);
}
