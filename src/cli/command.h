/* All commands, one row each: "ncmec-pdf check ...". Without one, the program makes sheets, which is a row too. A new
   command is a row in command.c and in run.c, a file of its own and a test. */
#pragma once

#include "ncmec/data.h"
#include "ncmec/request.h"

typedef enum CommandId {
    COMMAND_SHEET, /* without a name */
    COMMAND_WATCH, /* the same again and again */
    COMMAND_CHECK,
    COMMAND_DIFF,
    COMMAND_VERIFY,
    COMMAND_RELEASE,
    COMMAND_LIST,
    COMMAND_PACKET,
    COMMAND_DEMO,
    COMMAND_EXPLAIN,
    COMMAND_STATEMENT,
    COMMAND_IMPORT,
    COMMAND_EXPORT,
    COMMAND_NEW,
    COMMAND_SCHEMA,
    COMMAND_HELP,
    COMMAND_VERSION,
    COMMAND_COUNT
} CommandId;

#define FOR(name) (1U << COMMAND_##name) /* a set of commands */

/* One thing that the program can be asked to do. */
typedef struct Command {
    const char *name;     /* "" where the program is named alone */
    const char *operands; /* as the help shows them: "[FILE...]"; NULL: none */
    const char *summary;  /* one line of at most 58 columns; NULL: not listed */
    const char *about;    /* what it does: paragraphs; lines that begin with a blank stay as they are */
    const char *notes;    /* the same, below its options; NULL: none */
    FolderKind folder_kind;
} Command;

extern const Command commands[COMMAND_COUNT];

const Command *command_find(Str name); /* NULL: none */
Str command_nearest(Str word);         /* one that was meant, or empty */
/* Reports a word that is no command; 'otherwise' says what to do where none is like it. Always false. */
bool command_unknown(Str word, const char *otherwise, Diag *d);
CommandId command_id(const Command *command);

/* Does what is asked for and returns the exit code. */
int command_run(Request *r, Arena *a, Diag *d);
/* Prints findings and, below them, what the command says of what it did; returns the exit code. */
int command_end(const Request *r, Str said, Diag *d);

/* Each prints its findings and returns the exit code. */
int check_command(const Request *r, Arena *a, Diag *d);
int diff_run(const Request *r, Arena *a, Diag *d);
int explain_run(const Request *r, Arena *a, Diag *d);
int statement_run(const Request *r, Arena *a, Diag *d);
int verify_run(const Request *r, Arena *a, Diag *d);
int watch_run(const Request *r, Arena *a, Diag *d);
int release_run(const Request *r, Arena *a, Diag *d);
int list_run(const Request *r, Arena *a, Diag *d);
int packet_run(const Request *r, Arena *a, Diag *d);
int import_run(const Request *r, Arena *a, Diag *d);
int export_run(const Request *r, Arena *a, Diag *d);
int new_run(const Request *r, Arena *a, Diag *d);
/* What is typed, but for figures: whose schema does not follow from the office's files. */
typedef struct TypedKind {
    const char *name;
    Str (*schema)(Arena *a);
    const char *file;       /* in a data folder, as it comes with the program; of wordings the stem; NULL: none comes */
    bool is_wording, years; /* whether a year may have its own */
    bool is_named;          /* by --theme */
    const char *shown_by;   /* the option of 'demo' that takes it; NULL: none */
} TypedKind;
enum { TYPED_KINDS = 6, SCHEMA_NAMES = TYPED_KINDS + 1 };
extern const TypedKind typed_kinds[TYPED_KINDS];
/* The one that "new" copies; NULL: none. */
const TypedKind *typed_kind(const char *name);
/* What "schema" takes, the figures first, or what "new" does; returns how many. */
size_t schema_names(Str names[SCHEMA_NAMES]);
size_t copy_names(Str names[SCHEMA_NAMES]);
int schema_run(const Request *r, Arena *a, Diag *d);
int help_run(const Request *r, Arena *a, Diag *d);
int completions_run(const Request *r, Arena *a, Diag *d);
int manual_run(const Request *r, Arena *a, Diag *d);

/* Writes a table as CSV, or, where -o or --xlsx says so, as a workbook. */
void table_write(const Request *r, const TableCells *cells, Arena *a, Diag *d);
