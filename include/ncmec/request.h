/* What the program is asked for: made once, from the command line and the environment (src/cli), and const from then
   on. It goes by pointer to all that do the work; none keeps a copy of a field. Texts live as long as the process.
 */
#pragma once

#include "ncmec/language.h"
#include "ncmec/pdf.h"

/* What is made of a sheet. */
typedef enum Output {
    OUTPUT_PDF,
    OUTPUT_DUMP_DOCUMENT,
    OUTPUT_DUMP_PAGES,
    OUTPUT_DUMP_TAGS,
    OUTPUT_DUMP_MARKDOWN,
    OUTPUT_DUMP_THEME,    /* the resolved theme: needs no data */
    OUTPUT_EXPLAIN_TABLE, /* every figure on the sheet, and where it is from */
    OUTPUT_EXPLAIN_CSV,
    OUTPUT_EXPLAIN_JSON,
    OUTPUT_EXPLAIN_HTML,
    OUTPUT_EXPLAIN_WORKBOOK,
    OUTPUT_STATEMENT_TEXT, /* of accessibility: what was measured and signed */
    OUTPUT_STATEMENT_HTML,
    OUTPUT_STATEMENT_YAML,
    OUTPUT_STATEMENT_FORM, /* lines for testers to fill in */
} Output;

/* Where a command finds figures. */
typedef enum FolderKind {
    FOLDER_NONE,
    FOLDER_OFFICE,
    FOLDER_TO_MAKE, /* the office's, which may still be missing */
    FOLDER_EXAMPLE, /* figures shipped with the program, which nothing else looks for */
} FolderKind;

/* For which completions are printed. */
typedef enum Shell { SHELL_NONE, SHELL_BASH, SHELL_ZSH, SHELL_FISH } Shell;

/* Where files are looked for. Dictionary, jurisdictions, template, theme and fonts that the office's folder lacks come
   from the shipped folders; a year's figures never do. */
typedef struct Folders {
    const char *office; /* data folder; NULL where the command needs none */
    const char *behind; /* the data folder, where 'office' is a PDF with its own files, or the example; else NULL */
    const char *shipped_data;  /* NULL: none */
    const char *shipped_fonts; /* NULL: none */
} Folders;

enum {
    EXAMPLE_YEAR = 2023, /* of the figures shipped with the program */
    REQUEST_YEARS_MAX = 200,
    REQUEST_WORKERS_MAX = 256,
    REQUEST_TEXTS_MAX = 1000,           /* of files that are named, and of an option that may be repeated */
    REQUEST_FLAVORS_MAX = FLAVOR_COUNT, /* each once */
};

/* In the order given. */
typedef struct Texts {
    const char *items[REQUEST_TEXTS_MAX];
    size_t count;
} Texts;

struct Command;
struct Value;

/* Before what a packet has a page with a title: a set. */
typedef enum Dividers { DIVIDERS_OF_STATES = 1, DIVIDERS_OF_GROUPS = 2, DIVIDERS_NONE = 4 } Dividers;

typedef struct Request {
    const struct Command *command;
    Texts operands; /* of the command: files */

    /* Which sheets. A text that is not given is NULL. */
    const char *state;               /* one, or a list: "CA,TX", "all", "@list.txt" */
    const struct Value *state_typed; /* the same text where 'plan' has it; NULL: it does not */
    int years[REQUEST_YEARS_MAX];
    size_t year_count; /* 0: none is given; years[0] is 0 then */
    bool all_years;    /* --year all, which some commands take */
    const Language *languages[LANGUAGES_MAX];
    size_t language_count;  /* 0: none is given, and the wording says its own */
    bool all_languages;     /* --language all: those that have a wording */
    const char *data_file;  /* "-": standard input; a table where table_named() says so */
    const char *sheet;      /* of a workbook: the one with the table; NULL: the one that looks like it */
    FolderKind folder_kind; /* by the command */
    Folders folders;        /* found by it and the next two */
    const char *data_dir;   /* --data-dir */
    const char *data_named; /* NCMEC_PDF_DATA */
    const char *template_file, *theme_file; /* a theme's name too */
    const char *source;                     /* import: where figures are from whose table does not say it */
    unsigned makes_final;                   /* import: what has no error becomes final */
    bool allow_draft;                       /* for the press too */
    bool draft;                             /* a proof: what is missing is marked, findings do not stop it */
    Texts sets;                             /* "KEY=VALUE": figures to be tried; "us.KEY" for the nation's */
    bool has_date;
    int64_t date; /* SOURCE_DATE_EPOCH */

    /* What to make of them. */
    Output output;
    const char *target; /* "-": standard output; may be a pattern or a folder, for many */
    Flavor flavors[REQUEST_FLAVORS_MAX];
    size_t flavor_count;                   /* of a sheet or a packet at least 1 */
    Flavor standards[REQUEST_FLAVORS_MAX]; /* the flavors that --standard asks for */
    size_t standard_count;
    bool fragment;          /* web pages are parts of others' pages */
    const char *index;      /* a folder of web pages: only its index and its data set are made */
    const char *statements; /* a folder for accessibility records */
    bool uniform;           /* all sheets at one level of fit */
    bool pad;               /* a packet ends on a multiple of four pages */
    bool no_sync;           /* files need not outlast a power failure */
    const char *title, *subtitle, *prepared_for, *date_text; /* of a packet */
    Texts dividers;                                          /* after its sheets */
    Texts groups;                                            /* "CA=The West": those that begin with a state */
    unsigned divides;                                        /* Dividers; 0: of groups, where there are some */
    const char *from; /* the file of a packet; what it holds is taken into this request but for texts, which a */
    const struct Value *plan; /* packet takes from its tree in each language; NULL: none */

    /* Many sheets. */
    int workers;             /* at least 1 */
    bool is_many;            /* a list is asked for, or something that only a list has */
    int shard, shards;       /* 2 of 5; 0: all */
    const char *report;      /* file that lists what was made */
    const char *print_order; /* file that lists for a printer what was made for the press; of a packet too */

    /* Commands. */
    const char *explain; /* a finding's code */
    bool themes;         /* list names looks instead of years */
    bool disclosure;     /* check says what it proved of withheld figures */
    bool alone;          /* verify asks whether a file agrees with what it carries, and no more */
    bool to_sign;        /* statement prints what testers fill in */
    bool revisions;      /* diff prints corrections to be typed */
    bool write;          /* import changes files */
    bool csv, xlsx;      /* new makes a table, or a workbook */
    bool force;          /* a table is replaced */

    /* Messages. */
    DiagStyle style;
    bool strict, verbose, quiet;
    bool is_chatty;       /* says what it did: neither --quiet nor for programs */
    bool is_terminal;     /* standard error is one: a line of progress */
    int64_t (*now)(void); /* milliseconds since some moment */
    bool version, help, man;
    unsigned completions; /* the Shell that they are for */
} Request;
