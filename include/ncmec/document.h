/* The sheet's content, placeholders filled: texts in reading order, without a length in them. */
#pragma once

#include "ncmec/diag.h"
#include "ncmec/picture.h"
#include "ncmec/theme.h"

typedef enum InlineKind {
    INLINE_TEXT,
    INLINE_BREAK, /* a forced line break; its text is one "\n" */
    INLINE_PAGE,  /* number of the page; its text is U+FFFC until layout knows */
    INLINE_PAGES, /* how many pages there are; likewise */
} InlineKind;

/* A run of a paragraph's text with the same markup. */
typedef struct Inline {
    InlineKind kind;
    uint32_t start, end; /* bytes of Prose.text; the inlines cover it without gap, in order */
    bool strong, emphasis;
    Str url;      /* of a link, "#note-1" of a footnote's reference; empty otherwise */
    Str language; /* where it is not the document's; empty otherwise */
    Str said;     /* what a reader hears in its place: "about 700" for "~700"; empty: the text itself */
} Inline;

/* A figure that is printed: the bytes of the text that are its number, or its words ("no cases"). */
typedef struct FigureUse {
    uint32_t start, end;
    uint32_t measure; /* index into the dictionary */
    bool nation;
    bool share; /* not the figure itself, but its share of the table's total */
} FigureUse;

/* What one sheet may hold, in all of its texts together: more than 16 pages have room for, and little enough to lay
   out in 64 MiB of memory. */
enum { DOCUMENT_MAX_BYTES = 128 * 1024, DOCUMENT_MAX_TEXTS = 4096, DOCUMENT_MAX_INLINES = 8192 };

/* One paragraph: flat text, typographic quotes in place, spaces single, none at either end. */
typedef struct Prose {
    Str text;
    const Inline *inlines;
    uint32_t inline_count;
    const uint32_t *keeps; /* byte offsets, sorted: no line may break in front of these bytes */
    uint32_t keep_count;
    const Place *places; /* text to template or, inside a value, to the data file */
    uint32_t place_count;
    const FigureUse *uses; /* for those who explain the sheet; no later stage needs them */
    uint32_t use_count;
    Mark mark; /* of the whole paragraph where it was typed */
} Prose;

static inline Mark prose_mark(const Prose *p, size_t at, size_t length)
{
    return place_find(p->places, p->place_count, at, length, p->mark);
}

typedef enum BlockKind {
    BLOCK_PARAGRAPH,
    BLOCK_SECTION,
    BLOCK_LIST,
    BLOCK_TABLE,
    BLOCK_HIGHLIGHTS,
    BLOCK_SPACER,
} BlockKind;

typedef enum CellKind {
    CELL_LABEL,  /* text at the left */
    CELL_FIGURE, /* tabular figures at the right */
    CELL_BAR,    /* a bar of part / whole, an artifact */
} CellKind;

typedef struct Cell {
    Prose prose;         /* empty for a bar */
    int64_t part, whole; /* CELL_BAR: length of the bar; whole 0: none */
} Cell;

typedef struct Column {
    CellKind kind;
    Prose head; /* empty over a bar */
} Column;

typedef struct Row {
    const Cell *cells; /* one a column */
    bool total;        /* a rule above, in the total's style */
} Row;

typedef struct Highlight {
    Prose figure, label;
} Highlight;

typedef struct Block Block;

struct Block {
    BlockKind kind;
    Mark mark;
    bool keep_with_next; /* the lead sentence of a table */
    union {
        Prose paragraph;
        struct {
            Prose heading;
            const Block *blocks;
            size_t count;
        } section;
        struct {
            bool ordered;
            const Prose *items;
            size_t count;
        } list;
        struct {
            const Column *columns;
            size_t column_count;
            const Row *rows; /* the head is in the columns */
            size_t row_count;
        } table;
        struct {
            Prose heading;
            const Highlight *items;
            size_t count;
        } highlights;
        Length spacer;
    };
};

typedef struct DataUse DataUse;

typedef struct Document {
    const Theme *theme;
    Str name;  /* canonical: "ncmec-CA-2023" */
    Str title; /* for lists of windows: "NCMEC California Data 2023", "SAMPLE DATA: ..." in front where it is one */
    Str subject, author, language; /* language: BCP 47, "en-US" */
    int64_t date;                  /* seconds since 1970 */
    Str edition;                   /* "revised March 4, 2025"; empty: it was not revised */
    uint32_t fixed_level;          /* 0: layout finds the best level of fit; else that level + 1 */

    Prose strip;                       /* empty on a final sheet */
    Prose organization, heading, year; /* the band of page 1: the first two are the H1 ... */
    bool year_in_heading;              /* ... or all three, to tell the sheets of many years apart */
    const Picture *silhouette;         /* of the state; NULL where the theme shows none */
    Prose running_left, running_right; /* the band of the later pages */
    Prose footer_left, footer_right;

    const Block *blocks; /* the body: paragraphs, highlights, sections */
    size_t block_count;
    const Prose *notes; /* at the foot of the last page */
    size_t note_count;
    const Prose *footnotes; /* after the notes: the n-th, from 1, has its number in bold in front; one reference each */
    size_t footnote_count;
    Prose notes_heading; /* "About these figures.": the bold words that the first note began with; may be empty ... */
    Prose first_note;    /* ... and both together, which are set as one paragraph */

    const DataUse *use; /* what of the data is printed or decided by; no later stage needs it */
} Document;

/* ---- Walking through a document ------------------------------------------------------------------------------------
   For every writer of another form: one node a thing, in reading order. What holds others comes twice,
   before and after them. For
       section "Missing" { paragraph, list { item } }
   that is SECTION, PARAGRAPH, LIST, ITEM, LIST (leaving), SECTION (leaving). */

typedef enum NodeKind {
    NODE_STRIP, /* the band of page 1, each with its prose, which may be empty */
    NODE_ORGANIZATION,
    NODE_HEADING,
    NODE_YEAR,
    NODE_PARAGRAPH,
    NODE_SECTION, /* its prose is the heading; holds blocks */
    NODE_LIST,    /* holds items */
    NODE_ITEM,
    NODE_TABLE, /* holds columns, then rows of cells */
    NODE_COLUMN,
    NODE_ROW,
    NODE_CELL,
    NODE_HIGHLIGHTS, /* its prose is the heading; holds a figure and a label an item */
    NODE_FIGURE,
    NODE_LABEL,
    NODE_SPACER,
    NODE_NOTES, /* its prose is the heading, NULL where there is none; holds notes */
    NODE_NOTE,
    NODE_FOOTNOTE, /* 'index' 0 is number 1 */
} NodeKind;

typedef struct Node {
    NodeKind kind;
    bool leaving;       /* after what it holds */
    size_t depth;       /* 0 outside of blocks, then 1 and so on */
    size_t index;       /* of its kind in what holds it: item, column, row, cell of its row, highlight */
    const Prose *prose; /* NULL where it has none of its own */
    const Block *block; /* NULL outside of blocks; of an item, row or cell its list or table */
    const Row *row;     /* of a row and a cell */
} Node;

void document_walk(const Document *doc, void (*visit)(void *context, const Node *node), void *context);

/* What stands for an inline that is no text: 'line_break', "{page}" or "{pages}". */
Str inline_sign(InlineKind kind, Str line_break);

/* One line a thing, indented by depth: the golden form of this seam. */
void document_dump(const Document *doc, Buf *out);
/* The wording for those who review it in an editor or a word processor: CommonMark with tables as GitHub has them. */
void document_markdown(const Document *doc, Buf *out);

/* ---- src/template: theme, template and figures become a document ----------------------------------------------------
   These take the readers' trees; callers that hold a Value include ncmec/data.h. */

typedef struct Value Value;
typedef struct Dataset Dataset;
typedef struct Template Template;
typedef struct Language Language;

/* A theme's tree with what it inherits from its base's (NULL: none), which is moved to the paper that it names. */
const Value *theme_inherit(const Value *own, const Value *base, Arena *a, Diag *d);
/* Checks every key; NULL after findings. */
const Theme *theme_read(const Value *root, Arena *a, Diag *d);
/* Warns of colors that a theme with a base adds, and that neither a place nor the logo has. */
void theme_colors_check(const Theme *theme, Arena *a, Diag *d);
/* Reads "9 pt", which lies within the bounds, or "1.2 em". */
bool length_read(const Value *v, Sp least, Sp most, Length *length, Diag *d);
/* The theme with the picture that its 'logo' names, sized and placed. NULL after findings: it covers something, or has
   too few pixels. */
const Theme *theme_with_logo(const Theme *theme, const Picture *picture, Arena *a, Diag *d);
/* The resolved theme as a theme's file, with what was left out and lengths in points. */
void theme_dump(const Theme *theme, Buf *out);
/* All keys of a theme with what each takes, a line a key, for the manual. */
void theme_manual(Buf *out, Arena *a);
/* JSON Schemas by which editors check themes, wordings, and those of packets while they are typed. */
Str theme_schema(Arena *a);
Str template_schema(Arena *a);
Str front_schema(Arena *a);
/* Checks structure, markup, the names of placeholders and of states once for all sheets ('dictionary' knows the keys,
   'states' the codes and what sheets must not name). NULL after findings. */
typedef struct Dictionary Dictionary;
typedef struct Jurisdictions Jurisdictions;
const Template *template_read(const Value *root, const Dictionary *dictionary, const Jurisdictions *states, Arena *a,
                              Diag *d);
const Language *template_language(const Template *t);
/* One a measure: whose figures of it the wording speaks of in any case, a set of MeasureScope. */
const unsigned *template_sides(const Template *t);
/* The states that the wording has words or parts of its own for, one bool each: what must be known to read it. */
const bool *template_states(const Template *t);
/* Whether the years typed in the wording, but for those that its 'years' list, are the year of the figures. False after
   findings. */
bool template_check_year(const Template *t, const Dataset *data, Diag *d);
/* Whether no number typed in the wording is a figure of those files; which need not be asked where there is none. False
   after findings. */
typedef struct YearFigures YearFigures;
bool template_has_numbers(const Template *t);
bool template_check_numbers(const Template *t, const YearFigures *of, Diag *d);
/* Fills one sheet. 'date' overrides the data's as-of date where has_date (SOURCE_DATE_EPOCH). NULL after findings. */
typedef struct DocumentOptions {
    bool has_date;
    int64_t date;
    const Picture *silhouette; /* NULL: none */
    bool draft;                /* a figure that is missing is no finding, but prints as [missing: KEY] */
} DocumentOptions;
/* 'theme' may be NULL where the document is not laid out. */
const Document *document_make(const Template *t, const Theme *theme, const Dataset *data,
                              const DocumentOptions *options, Arena *a, Diag *d);
/* Warns of figures with a number that the wording prints in some cases, and left out of this sheet. */
void document_check(const Document *doc, const Template *t, const Dataset *data, Arena *a, Diag *d);

/* Warns of links that nobody can follow on paper: their words are not their address, nor does their paragraph print it.
 */
void document_check_links(const Document *doc, Arena *a, Diag *d);
/* Whether a text prints an address, without what people leave out: "missingkids.org/help", "1-800-843-5678". */
bool text_prints_address(Str text, Str url, Arena *a);
/* Whether the words of a link look like an address or a telephone number that is not its target's, nor the site's. */
bool text_names_other_address(Str text, Str url, Arena *a);

/* ---- The wording of what binds many sheets together ---- */

typedef struct FrontTemplate FrontTemplate;
typedef struct Jurisdiction Jurisdiction;

typedef enum FrontText {
    FRONT_TITLE,
    FRONT_SUBTITLE,
    FRONT_PREPARED_FOR,
    FRONT_DATE,
    FRONT_NAME, /* the document's title, for lists of windows */
    FRONT_SUBJECT,
    FRONT_COVER,    /* the cover's bookmark */
    FRONT_CONTENTS, /* heading and bookmark */
    FRONT_ENTRY,    /* a sheet, in contents and bookmarks */
    FRONT_LINK,     /* what a reader is told of a link to it */
    FRONT_TEXTS
} FrontText;

/* What the texts speak of; what a text has no placeholder for may be left out. */
typedef struct FrontFacts {
    int64_t sheet_count, year_count;
    Str years, years_said; /* "2019, 2021-2023", with en dashes, and as it is heard: "2019, 2021 to 2023" */
    Str title, subtitle;
    Str prepared_for, date; /* as typed, at these marks */
    Mark prepared_for_mark, date_mark;
    const Jurisdiction *state;
    int year;
    Str entry, label; /* "California", "CA-1" */
} FrontFacts;

/* NULL after findings. 'states' are those that no text may name; NULL: not known. */
const FrontTemplate *front_template_read(const Value *root, const Jurisdictions *states, Arena *a, Diag *d);
/* Whether what is typed in it fits the figures of a sheet that it binds. False after findings. */
bool front_check(const FrontTemplate *t, const Dataset *data, Diag *d);
Prose front_fill(const FrontTemplate *t, FrontText which, const FrontFacts *facts, Arena *a, Diag *d);
/* A text that was typed instead of one of these: curly quotes and single spaces, no markup. 't' may be NULL. */
Prose front_typed(const FrontTemplate *t, Str text, Mark mark, Arena *a, Diag *d);
/* The same, but who hears it hears a stop at its end, where it has none: another text of its heading follows. */
Prose prose_stopped(const Prose *prose, Arena *a);
