/* Wording: a typed text, compiled once for all sheets. wording.c makes letters of the scalar (markup.c) and ops of the
 * letters; fill.c makes a Prose of the ops for each sheet. */
#pragma once

#include "ncmec/data.h"
#include "ncmec/document.h"

/* Years that were typed in texts. */
typedef struct TypedYear {
    int year;
    Mark mark;
} TypedYear;

typedef struct YearList {
    TypedYear *items;
    size_t count, capacity;
} YearList;

/* Numbers that were typed in texts: of four or more digits, but for years; "36.2 million"; "19%". */
typedef struct TypedNumber {
    Decimal number;
    Magnitude magnitude;
    bool is_percent;
    Mark mark;
} TypedNumber;

typedef struct NumberList {
    TypedNumber *items;
    size_t count, capacity;
} NumberList;

/* Texts that are meant for every sheet, although they hold a state's name or a figure. */
typedef struct Fixed {
    const Value *list; /* NULL: none */
    bool *used;        /* one an item */
} Fixed;

/* What texts of one wording hold that its data may say otherwise. */
typedef struct Literal {
    YearList years;
    NumberList numbers;
    Fixed fixed;
} TypedTexts;

/* A state as a text may name it. */
typedef struct StateName {
    Str name;
    const Jurisdiction *state;
} StateName;

typedef struct StateNames {
    StateName *items;
    size_t count;
    bool first[UINT8_MAX + 1]; /* bytes that one begins with */
} StateNames;

/* States by their codes. */
typedef struct StateSet {
    const Str *codes;
    size_t count;
} StateSet;

typedef enum OpKind {
    OP_TEXT,
    OP_OBJECT, /* a line break, or the number of a page; detail: InlineKind */
    OP_YEAR,
    OP_STATE, /* detail: offset in StateWords */
    OP_GIVEN, /* a text that is neither a figure's nor the state's; detail: index into Filling.given */
    OP_SOURCE,
    OP_AS_OF,
    OP_REVISED,
    OP_NOTES,  /* the data's own notes, each a paragraph */
    OP_DASHES, /* the labels of figures that are printed as a dash; detail: FigureKind */
    OP_FIGURE,
    OP_CHANGE, /* from the year before */
    OP_PLURAL,
    OP_SELECT,
    OP_FOOTNOTE, /* its reference */
} OpKind;

/* Texts that are typed, or made, beside the figures. */
typedef enum GivenId {
    GIVEN_TITLE,
    GIVEN_SUBTITLE,
    GIVEN_YEARS,
    GIVEN_PREPARED_FOR,
    GIVEN_DATE,
    GIVEN_ENTRY,
    GIVEN_LABEL,
    GIVEN_COUNT
} GivenId;

typedef struct FigureRef {
    uint32_t measure; /* index into the dictionary */
    bool nation;
} FigureRef;

/* What a text may hold besides figures, year and state: it depends on where the text is. */
typedef enum Allowed {
    ALLOW_PAGES = 1,  /* {page}, {pages} */
    ALLOW_TITLE = 2,  /* {title} */
    ALLOW_NOTES = 4,  /* {notes} */
    ALLOW_MARKUP = 8, /* emphasis, links, line breaks */
    ALLOW_EMPTY = 16,
    ALLOW_DASHES = 32, /* {suppressed}, {not_available}, {not_applicable} */
    /* On the front pages: */
    ALLOW_WHOM = 64,       /* {prepared_for} */
    ALLOW_DATE = 128,      /* {date} */
    ALLOW_STATE = 256,     /* {state} and its like, {year}: in a text of one sheet */
    ALLOW_ENTRY = 512,     /* {entry}, {label} */
    ALLOW_FOOTNOTE = 2048, /* [^1] */
    ALLOW_NUMBER = 1024,   /* {key, number}: other texts are beside this one */
    ALLOW_PROSE = ALLOW_TITLE | ALLOW_MARKUP,
} Allowed;

typedef struct Op Op;

/* Ops in the order of the text. */
typedef struct Wording {
    const Op *ops;
    size_t count;
    Mark mark;
} Wording;

typedef enum ArmTest { ARM_OTHER, ARM_NUMBER, ARM_PLURAL, ARM_KIND, ARM_STATE } ArmTest;

typedef struct Arm {
    ArmTest test;
    int64_t number;    /* ARM_NUMBER */
    PluralCase plural; /* ARM_PLURAL */
    FigureKind kind;   /* ARM_KIND */
    Str state;         /* ARM_STATE: its code */
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
    OpKind subject;   /* OP_SELECT: OP_FIGURE, OP_CHANGE, OP_STATE, OP_SOURCE, OP_AS_OF or OP_REVISED */
    bool governs;     /* {key, number}: where it has no number, another text is printed */
    const struct Footnote *footnote;
    size_t detail; /* as OpKind says */
    Arm *arms;
    size_t arm_count;
};

/* A figure that must be there for a part of the sheet to be printed, or the states that it is for. */
typedef struct When {
    bool given;
    FigureRef figure;
    StateSet states; /* none: all */
} When;

typedef struct Footnote {
    Str label; /* as typed: "1" */
    Mark mark;
    bool named; /* a text has its mark */
    Wording text;
} Footnote;

/* Of a block, then of those around it. */
typedef struct Footnotes {
    Footnote *items;
    size_t count;
    bool is_wrong; /* there are some, but not as they should be */
    const struct Footnotes *outer;
} Footnotes;

typedef enum Instead { INSTEAD_WITHHELD, INSTEAD_UNAVAILABLE, INSTEAD_INAPPLICABLE, INSTEADS } Instead;

/* A part of a paragraph, and what is printed where a figure of it has no number. */
typedef struct Sentence {
    Wording text;
    Wording instead[INSTEADS]; /* one that is not typed is empty */
    const FigureRef *numbers;  /* of {key, number} in the text */
    size_t number_count;
    When when;
} Sentence;

/* A list as it was read; each says what its items are. */
typedef struct Items {
    const void *items;
    size_t count;
} Items;

/* A placeholder that is no figure. */
typedef struct Word {
    const char *name;
    OpKind kind;
    unsigned needs;    /* of Allowed; 0: it may be anywhere */
    const char *where; /* that is, for messages */
    size_t detail;     /* as OpKind says */
} Word;

typedef struct WordSet {
    const Word *items;
    size_t count;
    const char *hint; /* what to name, if no name is near */
    bool is_front;    /* of texts that are for many sheets at once */
} WordSet;

extern const WordSet sheet_words; /* those of the front pages are in front.c */

typedef struct Compiler {
    Arena *arena;
    Arena *scratch; /* for what is needed of a text until it is compiled */
    Diag *diag;
    const Dictionary *dictionary;
    const Language *language;
    const WordSet *words;
    const Str *names; /* of all placeholders, the words first, for "did you mean" */
    size_t name_count;
    unsigned *sides; /* one a measure: whose figures a text or a key names, a set of MeasureScope; may be NULL */
    const Jurisdictions *states;
    bool *states_named; /* one a state: whether 'select' or 'when' names it */
    const StateNames *names_of_states;
    const Footnotes *footnotes; /* of the block that is compiled; NULL: none */
    StateSet own;               /* what is compiled is for these states alone; none: for all */
    TypedTexts *typed;          /* grows by those of each text */
    size_t *op_count;           /* of all texts together */
    int depth;                  /* of sections */
} Compiler;

/* For the wording of a file, in the language that its key 'language' names; English without it, or after a finding. */
Compiler compiler_new(const Value *root, const Dictionary *dictionary, const WordSet *words, Arena *scratch, Arena *a,
                      Diag *d);

/* False after findings. 'v' must be a scalar. 'allowed' is a set of Allowed. */
bool wording_compile(const Compiler *c, const Value *v, unsigned allowed, Wording *wording);
/* The measure that a key names, "us." in front for the nation's; false and a finding with the key that was meant. */
bool figure_find(const Compiler *c, Str key, Mark at, FigureRef *figure);

/* Reads the code of a state; where the states could not be read any is one. */
bool state_find(const Compiler *c, Str word, Mark at, Str *code);
bool states_hold(StateSet set, Str code);
StateNames *state_names(const Jurisdictions *all, Arena *a);

/* Takes the years that a template's list says are meant out of those that its texts hold. */
/* Notes the years, numbers and states' names of a text for the states 'own'. */
void literals_note(const Compiler *c, StateSet own, const Op *op);
void years_mean(YearList *list, const Value *meant, Diag *d);
/* Reads the list 'fixed'; then reports those of its texts that no text holds. */
void fixed_read(const Value *list, Fixed *fixed, Arena *a, Diag *d);
void fixed_check(const Fixed *fixed, Diag *d);
/* Whether no year is another one than the figures', and no number a figure. False after findings; 'is_front': of texts
   that are for many sheets at once. */
bool typed_check_years(const TypedTexts *typed, const Dataset *data, bool is_front, Diag *d);
bool typed_check_numbers(const TypedTexts *typed, const YearFigures *of, bool is_front, Diag *d);
