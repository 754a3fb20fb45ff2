/* Wording, compiled once: what the files that read a template share with those that fill it.

   A typed text goes scalar -> Skeleton (message.c: placeholders become U+FFFC) -> letters (markup.c: the markup is
   read)
   -> letters (typography.c: curly quotes, dashes) -> Wording (wording.c), and for each sheet Wording -> Prose (fill.c).
 */
#ifndef NCMEC_TEMPLATE_WORDING_H
#define NCMEC_TEMPLATE_WORDING_H

#include "ncmec/data.h"
#include "ncmec/document.h"

enum {
    MAX_ARM_DEPTH = 4,    /* of plurals within plurals */
    MAX_ARMS = 16,        /* of one plural */
    OBJECT_CHAR = 0xFFFC, /* stands for a placeholder while the markup is read */
};

#define OBJECT_BYTES "\xEF\xBF\xBC"

/* ---- What a placeholder can be ------------------------------------------------------------------------------------
 */

typedef enum OpKind {
    OP_TEXT,
    OP_BREAK, /* a forced line break */
    OP_PAGE,
    OP_PAGES,
    OP_YEAR,
    OP_STATE,
    OP_IN_STATE,
    OP_STATE_ADJ,
    OP_TITLE,
    OP_SOURCE,
    OP_AS_OF,
    OP_REVISED,
    OP_NOTES,  /* the data's own notes, each a paragraph */
    OP_DASHES, /* what is printed as a dash, of one kind */
    OP_FIGURE,
    OP_CHANGE, /* from the year before */
    OP_PLURAL,
    OP_SELECT,
    OP_GIVEN, /* a text that is neither a figure's nor the state's */
} OpKind;

typedef struct FigureRef {
    uint32_t measure; /* index into the dictionary */
    bool nation;
} FigureRef;

/* Where a text stands decides what it may hold beside figures, year and state. */
typedef enum Allowed {
    ALLOW_PAGES = 1,  /* {page}, {pages} */
    ALLOW_TITLE = 2,  /* {title} */
    ALLOW_NOTES = 4,  /* {notes} */
    ALLOW_MARKUP = 8, /* emphasis, links, line breaks */
    ALLOW_EMPTY = 16,
    ALLOW_DASHES = 32, /* {suppressed}, {not_available}, {not_applicable} */
    /* In the wording of the front pages: */
    ALLOW_WHOM = 64,   /* {prepared_for} */
    ALLOW_DATE = 128,  /* {date} */
    ALLOW_STATE = 256, /* {state} and its like, {year}: where a text is of one sheet */
    ALLOW_ENTRY = 512, /* {entry}, {label} */
    ALLOW_PROSE = ALLOW_TITLE | ALLOW_MARKUP,
} Allowed;

typedef struct Op Op;

/* Ops in the order of the text. */
typedef struct Wording {
    const Op *ops;
    size_t count;
    Mark mark;
} Wording;

typedef enum ArmTest { ARM_OTHER, ARM_NUMBER, ARM_PLURAL, ARM_KIND } ArmTest;

typedef struct Arm {
    ArmTest test;
    int64_t number;    /* ARM_NUMBER */
    PluralCase plural; /* ARM_PLURAL */
    FigureKind kind;   /* ARM_KIND */
    uint32_t from, to; /* its wording, as bytes of the scalar */
    Wording wording;
} Arm;

struct Op {
    OpKind kind;
    bool strong, emphasis;
    Str url;
    Mark mark; /* of the placeholder */
    Str text;  /* OP_TEXT: typographic, spaces single */
    const Place *places;
    size_t place_count;
    FigureRef figure; /* OP_FIGURE, OP_CHANGE, OP_PLURAL, OP_SELECT */
    OpKind subject;   /* OP_SELECT: OP_FIGURE, OP_CHANGE, OP_SOURCE, OP_AS_OF or OP_REVISED */
    FigureKind dash;  /* OP_DASHES */
    size_t given;     /* OP_GIVEN: index into Filling.given */
    const Arm *arms;
    size_t arm_count;
};

/* ---- Compiling ----------------------------------------------------------------------------------------------------
 */

/* A placeholder that is no figure. */
typedef struct Word {
    const char *name;
    OpKind kind;
    unsigned needs;    /* of Allowed; 0: it may stand everywhere */
    const char *where; /* that is, for messages */
    size_t given;      /* OP_GIVEN */
} Word;

typedef struct WordSet {
    const Word *items;
    size_t count;
    const char *hint; /* what to name, where nothing near was meant */
} WordSet;

extern const WordSet sheet_words; /* message.c; those of the front pages are front.c's */
/* A year that somebody typed, as a text of the wording holds it. */
typedef struct TypedYear {
    int year;
    Mark mark;
} TypedYear;

typedef struct YearList {
    TypedYear *items;
    size_t count, capacity;
} YearList;

typedef struct Compiler {
    Arena *arena;
    Arena *scratch; /* for what is needed of a text until it is compiled */
    Diag *diag;
    const Dictionary *dictionary;
    const Language *language;
    const WordSet *words;
    const Str *names; /* of all placeholders, the words first, for "did you mean" */
    size_t name_count;
    YearList *years; /* grows by those of each text; NULL where nobody asks */
    bool *named;     /* one a measure: whether a text or a key names it; NULL likewise */
} Compiler;

/* For wording in English, until another language is set. */
Compiler compiler_new(const Dictionary *dictionary, const WordSet *words, Arena *scratch, Arena *a, Diag *d);

/* False after findings. 'v' must be a scalar. 'allowed' is a set of Allowed. */
bool wording_compile(const Compiler *c, const Value *v, unsigned allowed, Wording *wording);
/* The measure that a key names, "us." in front for the nation's; false and a finding with the key that was meant. */
bool figure_find(const Compiler *c, Str key, Mark at, FigureRef *figure);

/* A placeholder as message.c found it; its arms are not compiled yet. */
typedef struct Slot {
    OpKind kind;
    Mark mark;
    FigureRef figure;
    OpKind subject;
    FigureKind dash;
    size_t given;
    Arm *arms;
    size_t arm_count;
} Slot;

/* A text without its placeholders and with single spaces, ready for the reader of the markup. In the scratch arena but
   for the arms. */
typedef struct Skeleton {
    const Value *value;
    Str text;
    const uint32_t *origin; /* of each byte of text, and of its end: the byte of the scalar */
    const Slot *slots;      /* one an U+FFFC, in order */
    size_t slot_count;
    bool space_before, space_after; /* white space at the ends, which an arm's surroundings keep */
} Skeleton;

/* Bytes [from, to) of the scalar. 'counted' is the plural's figure that '#' stands for, NULL outside of one. False
   after findings that leave no skeleton; other findings are reported all the same. */
bool message_scan(const Compiler *c, const Value *v, uint32_t from, uint32_t to, const FigureRef *counted,
                  unsigned allowed, Skeleton *skeleton);

/* Adds the years that a text holds. */
void years_note(YearList *list, const Op *text, Arena *a);

typedef struct Style {
    bool strong, emphasis;
    Str url;
} Style;

/* A character of the text, with what became of the markup around it. */
typedef struct Letter {
    uint32_t code;
    uint32_t origin, length; /* bytes of the scalar */
    uint16_t style;
    bool verbatim; /* escaped by the writer, or of an address: no curly quote, no dash is made of it */
} Letter;

/* In the scratch arena but for the addresses. */
typedef struct Letters {
    Letter *items;
    size_t count, capacity;
    Style *styles; /* styles[0] is plain */
    size_t style_count, style_capacity;
} Letters;

bool markup_read(const Compiler *c, const Skeleton *skeleton, unsigned allowed, Letters *letters);

/* Curly quotes by context, dashes. 'before' and 'after' are the characters around the text, 0 at a paragraph's end. */
void typography_apply(Letters *letters, const Language *language, uint32_t before, uint32_t after);

/* A space of any width; 0, a text's end, is one too. */
static inline bool is_space(uint32_t c)
{
    return c == 0 || c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}

/* Letters and digits of ASCII; every other character beyond it counts as a letter. */
static inline bool is_word_byte(char c)
{
    return is_digit(c) || is_ascii_letter(c) || (unsigned char)c >= 0x80;
}

/* ---- Words that never part -----------------------------------------------------------------------------------------
 */

typedef struct Keeps Keeps;

/* A list of patterns: literal words, '#' for a number as printed, '*' for any one word. NULL after findings. */
const Keeps *keeps_read(const Value *list, Arena *a, Diag *d);
/* Byte offsets of 'text' in front of which no line may break, sorted. 'keeps' may be NULL. */
const uint32_t *keeps_find(const Keeps *keeps, Str text, Arena *a, uint32_t *count);

/* ---- Filling ------------------------------------------------------------------------------------------------------
 */

/* Labels of the figures that were printed as a dash, in the order of the sheet. */
typedef struct Dash {
    FigureRef figure;
    FigureKind kind;
    Str label;
} Dash;

typedef struct Dashes {
    Dash *items;
    size_t count, capacity;
} Dashes;

/* What was typed elsewhere than in a file of figures. */
typedef struct Given {
    Str text;
    Mark mark;
} Given;

typedef struct Filling {
    Arena *arena;
    Diag *diag;
    const Dataset *data;
    const Language *language;
    const Keeps *keeps;
    Str title;  /* of the document, without a prefix */
    bool draft; /* what is missing prints as such */
    Dashes *dashes;
    DataUse *use; /* grows by what is printed or decided by; NULL where nobody asks */
    const Given *given;
} Filling;

Prose wording_fill(const Filling *f, const Wording *w);
/* The same, several one behind the other with an en dash between them. */
Prose wording_fill_all(const Filling *f, const Wording *const *wordings, size_t count);
/* In the short form of tables and highlights; reports where there is none, at 'named_at' of the template. */
Prose figure_fill(const Filling *f, FigureRef figure, Mark named_at);
/* Its share of a total, as 'text' says it. */
Prose share_fill(const Filling *f, FigureRef figure, Str text);
/* Of a draft: a label behind the key of its figure, which is missing. */
Prose label_fill_missing(const Filling *f, FigureRef figure, const Wording *label);
/* A label with what the figure is of behind it: ", of 5,759 nationwide (12%)". */
Prose label_fill(const Filling *f, const Wording *label, FigureRef figure, const FigureRef *of);
/* Takes note of a figure that is printed as a dash, once; 'label' is its words there. */
void dash_note(const Filling *f, FigureRef figure, Str label);
/* A value's own text, never markup. 'v' may be NULL: then all of it is at 'at'. */
Prose text_fill(const Filling *f, Str text, const Value *v, Mark at);
/* The one way to a figure, which takes note of its use. */
const Figure *filling_figure(const Filling *f, FigureRef figure);

#endif
