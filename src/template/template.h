/* A template, compiled once for all sheets: template.c reads it, document.c fills it. */
#pragma once

#include "fill.h"

typedef enum TableColumn { COLUMN_LABEL, COLUMN_BAR, COLUMN_FIGURE, COLUMN_SHARE, TABLE_COLUMNS } TableColumn;

/* A figure of the data beside its words: a row of a table, or a highlight. */
typedef struct Entry {
    Wording label;
    FigureRef figure;
    Mark mark; /* of the figure's key in the template */
    When when;
    bool has_of; /* a highlight's: the nation's figure that it is a part of */
    FigureRef of;
} Entry;

/* A paragraph: of one sentence, which is 'own', or of several. */
typedef struct Item {
    Sentence own;
    Items sentences; /* Sentence */
} Item;

typedef struct TableForm {
    TableColumn columns[TABLE_COLUMNS]; /* the label comes first */
    Wording heads[TABLE_COLUMNS];       /* none over a bar */
    size_t column_count;
    Items rows; /* Entry */
    bool has_total;
    Entry total;
} TableForm;

/* A block before it is filled. */
typedef struct Form {
    BlockKind kind;
    Mark mark;
    When when;
    union {
        Item paragraph;
        struct {
            Wording heading;
            Items blocks; /* Form */
        } section;
        struct {
            bool ordered;
            Items items; /* Item */
        } list;
        TableForm table;
        struct {
            Wording heading;
            Items items; /* Entry */
        } highlights;
        Length spacer;
    };
} Form;

struct Template {
    const Dictionary *dictionary; /* whose indexes the figures are */
    bool *states;                 /* one a state: whether the wording names it in 'select' or 'when' */
    unsigned *sides;              /* one a measure: whose figures the wording speaks of in any case */
    Str language;                 /* BCP 47 */
    const Language *rules;        /* of that language */
    Wording title, author, subject;
    Wording organization, heading, year;
    Wording running_left, running_right, footer_left, footer_right;
    Wording draft, sample, unreviewed;
    Mark review;   /* of the word 'unreviewed'; no source where it is not typed */
    Items foreign; /* Foreign */
    const Keeps *keeps;
    Items blocks; /* Form */
    TypedTexts typed;
    Items notes; /* Item; a single OP_NOTES is the data's own notes */
};
