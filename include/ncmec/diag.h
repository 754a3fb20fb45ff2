/* Sources, places in them, and findings about them. A stage reports everything it finds and goes on as far as it
   can; the driver stops between stages when an error was reported. */
#pragma once

#include "ncmec/base.h"

#include <stdio.h>

/* Where a cell of a spreadsheet begins in its text. */
typedef struct NamedCell {
    uint32_t offset;
    uint32_t row, column; /* from 1: row 14, column 3 is C14 */
} NamedCell;

/* A text that somebody typed, kept whole for as long as anything may point into it. */
typedef struct Source {
    Str name; /* as the user knows it: the path as given or found, "-" for standard input */
    Str text;
    const uint32_t *lines; /* byte offset of each line's first byte */
    size_t line_count;
    const NamedCell *cells; /* of a table, sorted by offset; NULL for any other text */
    size_t cell_count;
    Str sheet; /* of a workbook: what goes before its cells' names, "Sheet1!" */
} Source;

/* A stretch of a source; .source NULL where there is no place. */
typedef struct Mark {
    const Source *source;
    uint32_t offset, length; /* bytes */
} Mark;

static UNUSED const Mark nowhere;

/* From byte 'at' of a derived text on, up to the next Place: where mark.length is 0, text bytes and source bytes run in
   step from mark.offset; where it is not, the whole stretch stands for that one place (a value, an escape). */
typedef struct Place {
    uint32_t at;
    Mark mark;
} Place;

/* Name and text are copied. Lines end as YAML 1.1 has it: LF, CR, CRLF, U+0085, U+2028, U+2029. */
const Source *source_new(Str name, Str text, Arena *a);
void mark_position(Mark mark, uint32_t *line, uint32_t *column); /* 1-based, columns in code points; 0, 0: no place */
/* The cell that the mark begins in, as spreadsheets name it: "C14", "Sheet1!C14"; false where the source is no table.
 */
enum { CELL_NAME_MAX = 160 };
bool mark_cell(Mark mark, char out[CELL_NAME_MAX]);
/* The name of a cell, both numbers from 1; 'sheet' goes before it. */
void cell_label(uint32_t column, uint32_t row, Str sheet, char out[CELL_NAME_MAX]);
/* The source place of byte 'at' of a text that has these places (sorted by .at); fallback where there are none. */
Mark place_find(const Place *places, size_t count, size_t at, size_t length, Mark fallback);
/* The byte at which the place that byte 'at' has is left for the next one; SIZE_MAX after the last. */
size_t place_end(const Place *places, size_t count, size_t at);

/* ---- Exit codes, fixed by the command line's contract ---- */

typedef enum ExitCode {
    EXIT_CODE_DONE = 0,
    EXIT_CODE_IO = 1,
    EXIT_CODE_USAGE = 2,
    EXIT_CODE_STRICT = 3,
    EXIT_CODE_INVALID = 4, /* data, template, theme */
    EXIT_CODE_FIT = 5,
    EXIT_CODE_CONFORM = 6,
    EXIT_CODE_INTERNAL = 7,
    EXIT_CODE_DIFFERENT = 8, /* diff found something; no finding has it */
} ExitCode;

/* ---- Diagnostics ---- */

/* Codes are stable words for programs; each has one severity and one exit code. */
#define DIAG_CODES(X)                                                                                                  \
    X(READ, "read", ERROR, IO)              /* a file cannot be read: missing, a folder, a FIFO, too large */          \
    X(WRITE, "write", ERROR, IO)            /* the target cannot be written */                                         \
    X(USAGE, "usage", ERROR, USAGE)         /* an option or its value */                                               \
    X(ENCODING, "encoding", ERROR, INVALID) /* not UTF-8, or a character that text must not hold */                    \
    X(SYNTAX, "syntax", ERROR, INVALID)     /* not YAML, or YAML that is refused (anchors, tags, limits) */            \
    X(DUPLICATE, "duplicate", ERROR, INVALID)                                                                          \
    X(UNKNOWN_KEY, "unknown-key", ERROR, INVALID)                                                                      \
    X(MISSING_KEY, "missing-key", ERROR, INVALID)                                                                      \
    X(KIND, "kind", ERROR, INVALID)               /* a list where a text belongs, and so on */                         \
    X(VALUE, "value", ERROR, INVALID)             /* a value outside what the key allows */                            \
    X(FIGURE, "figure", ERROR, INVALID)           /* not a figure */                                                   \
    X(EMPTY, "empty", ERROR, INVALID)             /* figures that nobody typed yet */                                  \
    X(FIGURE_KIND, "figure-kind", ERROR, INVALID) /* a kind of figure that its measure does not allow */               \
    X(TOTAL, "total", ERROR, INVALID)             /* parts and total disagree */                                       \
    X(BOUND, "bound", ERROR, INVALID)             /* certainly above what bounds it */                                 \
    X(SUM, "sum", ERROR, INVALID)                 /* states together are certainly not what the nation is */           \
    X(PERCENT, "percent", ERROR, INVALID)         /* a percentage is not what its parts give */                        \
    X(MISMATCH, "mismatch", ERROR, INVALID)       /* the file's year or state is not the one asked for */              \
    X(LITERAL, "literal", ERROR, INVALID)         /* a state's name or a figure typed into the wording */              \
    X(MARKUP, "markup", ERROR, INVALID)           /* emphasis that does not pair, a block where a paragraph belongs */ \
    X(PLACEHOLDER, "placeholder", ERROR, INVALID)                                                                      \
    X(FONT, "font", ERROR, INVALID)              /* a font file that cannot be used */                                 \
    X(PICTURE, "picture", ERROR, INVALID)        /* a picture file that cannot be used */                              \
    X(RESOLUTION, "resolution", WARNING, STRICT) /* a picture of few pixels for its size */                            \
    X(GLYPH, "glyph", ERROR, INVALID)            /* a character that the font lacks */                                 \
    X(THEME, "theme", ERROR, INVALID)            /* values that contradict each other */                               \
    X(PROFILE, "profile", ERROR, INVALID)        /* an ICC profile that cannot be used */                              \
    X(FIT, "fit", ERROR, FIT)                                                                                          \
    X(CONFORM, "conform", ERROR, CONFORM)                                                                              \
    X(DRAFT, "draft", ERROR, INVALID) /* figures that are no final ones, where these are asked for */                  \
    X(INTERNAL, "internal", ERROR, INTERNAL)                                                                           \
    X(UNUSED, "unused", WARNING, STRICT)              /* typed, but without effect */                                  \
    X(LEFT_OUT, "left-out", WARNING, STRICT)          /* not a finding: how many more there are */                     \
    X(MISREAD, "misread", WARNING, STRICT)            /* letters as of a text in another encoding */                   \
    X(SOURCE, "source", WARNING, STRICT)              /* figures that do not say where they are from */                \
    X(LANGUAGE, "language", WARNING, STRICT)          /* a text that is not in the language of its sheet */            \
    X(CHANGE, "change", WARNING, STRICT)              /* more than tenfold, or to zero, against the year before */     \
    X(SWAPPED, "swapped", WARNING, STRICT)            /* two figures are each what the other was the year before */    \
    X(DISCLOSURE, "disclosure", ERROR, INVALID)       /* a withheld figure that others give away; a warning: nearly */ \
    X(CONTRADICTION, "contradiction", ERROR, INVALID) /* no value of a withheld figure fits the others */              \
    X(WITHHOLD, "withhold", ERROR, INVALID)           /* a number that the dictionary would have withheld */           \
    X(INSIDER, "insider", WARNING, STRICT)            /* two withheld figures that tell each other */                  \
    X(ACCEPT, "accept", ERROR, INVALID)               /* a line of 'accept' that means nothing, or no longer */        \
    X(REVISION, "revision", WARNING, STRICT)          /* another figure than went out, and nothing says so */          \
    X(IDENTICAL, "identical", WARNING, STRICT)        /* two states or years with the same figures throughout */       \
    X(PRINT, "print", WARNING, STRICT)                /* not what it looks like on the screen, or too much ink */      \
    X(BARRIER, "barrier", WARNING, STRICT)            /* a file fails a criterion of accessibility, as measured */     \
    X(STRICT, "strict", ERROR, STRICT)                /* warnings alone made a run fail */

/* Accepted: a warning that somebody typed to be known and right. */
typedef enum Severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_ACCEPTED } Severity;

typedef enum DiagCode {
#define X(name, word, severity, exit) DIAG_##name,
    DIAG_CODES(X)
#undef X
        DIAG_CODE_COUNT
} DiagCode;

Str diag_word(DiagCode code);            /* "total": the stable word of a code */
const char *diag_meaning(DiagCode code); /* what it means and what to do, at length; lines of at most 100 columns */
Severity diag_severity(DiagCode code);

typedef struct Diag Diag;

Diag *diag_new(Arena *a); /* lives as long as 'a'; messages are copied */

enum { FINDINGS_MAX = 100 }; /* printed of each severity, so that warnings never hide an error; the rest are counted */
/* Reports; always false, so that one line fails: return diag_error(d, DIAG_VALUE, mark, "...", ...), NULL;
   A message is one sentence without a full stop: what is wrong, then what to do. Names of things in single quotes. */
bool diag_error(Diag *d, DiagCode code, Mark at, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The end of a finding about an unknown word: "did you mean 'x'?", or 'otherwise' if 'meant' is empty. */
const char *diag_meant(Diag *d, Str meant, const char *otherwise);
/* "; did you mean 'x'?" with the nearest of the candidates, or "". Costs nothing once it will not be printed. */
const char *diag_nearest(Diag *d, Str word, const Str *candidates, size_t count);
/* Adds a second place or a fact to the finding just reported. */
void diag_note(Diag *d, Mark at, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Adds general advice to the finding just reported, which people see once, however many findings it is below. */
void diag_hint(Diag *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* If the next finding is a warning, it is accepted: by the line 'by', which is typed at 'at' and says why. It is kept
   and counted by itself, never printed as a warning, and no reason for any exit code. Of two lines both are met. */
void diag_accept(Diag *d, const void *by, Mark at, Str why);
bool diag_has_met(const Diag *d, const void *by); /* whether the line accepted a finding */
size_t diag_accepted(const Diag *d);

/* While soft, findings about figures, notes and fit are warnings, as a draft may have them; what leaves nothing to go
   on with (syntax, fonts, files) stays an error. Returns what was set before. */
bool diag_soften(Diag *d, bool soft);

/* Adds the findings of another collection that are not there yet: the same words about the same place are said once. */
void diag_take(Diag *d, const Diag *from);
/* The same of those with that code, or of all others. */
void diag_take_code(Diag *d, const Diag *from, DiagCode code, bool others);
void diag_take_as_warnings(Diag *d, const Diag *from); /* but for what cannot be read */

bool diag_said(const Diag *d, DiagCode code, Str message); /* somewhere already */
size_t diag_errors(const Diag *d);
size_t diag_warnings(const Diag *d);
/* The code for the process: the first of 7, 1, 4, 6, 5, 2 that occurred; 3 for warnings where strict; else 0. */
ExitCode diag_exit(const Diag *d, bool strict);

/* Which of two codes a process ends with that had both reasons: the first of 7, 1, 4, 6, 5, 2, 3, 0. */
ExitCode exit_first(ExitCode a, ExitCode b);

typedef enum DiagStyle { DIAG_PLAIN, DIAG_COLOR, DIAG_JSON } DiagStyle;

/* PLAIN: "file:line:column: error: message" ("file:C14: error: message" in a table), the source line, a caret; notes
   below it, but for hints that are above already. JSON: one object a line. */
void diag_print(const Diag *d, FILE *out, DiagStyle style);
void diag_print_accepted(const Diag *d, FILE *out, DiagStyle style); /* which the former leaves out */
/* Message of the first error, or, where there is none, of the first finding; empty where there is nothing. */
Str diag_reason(const Diag *d);
Str diag_reason_place(const Diag *d, Arena *a);  /* as finding_place() has it */
Str diag_reason_placed(const Diag *d, Arena *a); /* the message after its place */
size_t diag_left_out(const Diag *d);             /* findings beyond those that are kept */

/* A finding by itself, without the text that it points into: what goes from process to process, and is printed. */
typedef struct Finding {
    DiagCode code;
    Severity severity;
    bool is_note; /* belongs to the finding before it */
    bool is_hint; /* a note that people need once */
    Str message;
    Mark at;        /* nowhere once the place is told by what follows */
    bool has_place; /* and then all of the following */
    Str file;
    uint32_t line, column, end_line, end_column;
    char cell[CELL_NAME_MAX];    /* of a table; else empty */
    Str shown;                   /* the line that the place begins in, or a part of it */
    bool cut_before, cut_behind; /* it is a part */
    uint32_t caret, width;       /* columns of 'shown' */
} Finding;

/* All of them, each with its notes after it. Texts are those of 'd' and of its sources, the array is in 'a'. */
Finding *diag_findings(const Diag *d, size_t *count, Arena *a);
size_t findings_together(const Finding *findings, size_t count); /* the first with its notes: how many */
Str finding_accepted(const Finding *finding, Arena *a);          /* "change: why" of one that is accepted */
/* "data/2023/CA.yaml:19:25" or "f.xlsx:Sheet1!C14", as it may be shown; empty where there is no place. */
Str finding_place(const Finding *finding, Arena *a);
/* Appends them as diag_print() has them; 'hints': those that were printed before, or NULL. */
void findings_put(Buf *out, const Finding *findings, size_t count, DiagStyle style, TextSet *hints);
/* Findings of many collections in turn: the same are printed once, hints below the first alone. */
typedef struct SaidFindings {
    DiagStyle style;
    bool verbose; /* accepted ones too */
    TextSet findings, hints;
    size_t accepted; /* how many different ones */
    Buf *empties;    /* takes those about figures that nobody typed, to be printed last; NULL: they stay in place */
} SaidFindings;
/* 'left_out': beyond those; 'out' as of diag_print(). */
void findings_say(SaidFindings *said, const Finding *findings, size_t count, size_t left_out, FILE *out,
                  Arena *scratch);
/* "12 more findings are not shown", where there are. */
void left_out_put(Buf *out, size_t left_out, DiagStyle style);

/* ---- Reading files ---- */

/* Bytes of a typed file, and of a workbook, whose pictures are not read; what is read of it has limits of its own. */
enum { SOURCE_MAX = 1 << 20, WORKBOOK_MAX = 16 << 20 };

/* Reads a whole regular file ("-": standard input); NULL and a finding for anything else. Lives as long as 'a'. */
const Source *source_read(const char *path, Arena *a, Diag *d);
bool file_starts(const char *path, Str bytes); /* false too for what is no regular file, or cannot be read */
/* Maps a large binary file (a font) for the life of the process; an empty Str and a finding where it cannot be. */
Str file_map(const char *path, size_t most_bytes, Mark named_at, Diag *d);
/* Whether no file is there, or none with bytes in it: then that is why it was not read, and the system is not. */
bool file_is_lacking(const char *path);
/* A file that a typed file names. */
typedef struct NamedFile {
    const char *folder;
    Str path;  /* as typed, from 'folder' on */
    Mark mark; /* where it is typed */
} NamedFile;

/* Reads a whole regular file beneath its folder: no path and no link leads out of it. False and a finding for anything
   else. '*bytes' lives as long as 'a'. */
bool file_read_beneath(const NamedFile *file, size_t most_bytes, Str *bytes, Arena *a, Diag *d);
