/* A template, compiled once for all sheets: template.c reads it, document.c fills it. */
#ifndef NCMEC_TEMPLATE_TEMPLATE_H
#define NCMEC_TEMPLATE_TEMPLATE_H

#include "wording.h"

typedef enum TableColumn { COLUMN_LABEL, COLUMN_BAR, COLUMN_FIGURE, COLUMN_SHARE, TABLE_COLUMNS } TableColumn;

/* A figure that must be there for a part of the sheet to be printed. */
typedef struct When {
    bool given;
    FigureRef figure;
} When;

/* A figure of the data beside its words: a row of a table, or a highlight. */
typedef struct Entry {
    Wording label;
    FigureRef figure;
    Mark mark; /* of the figure's key in the template */
    When when;
    bool has_of; /* a highlight's: the nation's figure that it is a part of */
    FigureRef of;
} Entry;

typedef struct Item {
    Wording text;
    When when;
} Item;

typedef struct TableForm {
    TableColumn columns[TABLE_COLUMNS]; /* the label comes first */
    Wording heads[TABLE_COLUMNS];       /* none over a bar */
    size_t column_count;
    const Entry *rows;
    size_t row_count;
    bool has_total;
    Entry total;
} TableForm;

typedef struct Form Form;

/* A block before it is filled. */
struct Form {
    BlockKind kind;
    Mark mark;
    When when;
    union {
        Wording paragraph;
        struct {
            Wording heading;
            const Form *blocks;
            size_t count;
        } section;
        struct {
            bool ordered;
            const Item *items;
            size_t count;
        } list;
        TableForm table;
        struct {
            Wording heading;
            const Entry *items;
            size_t count;
        } highlights;
        Length spacer;
    };
};

struct Template {
    const Dictionary *dictionary; /* whose indexes the figures are */
    bool *named;                  /* one a measure: whether the wording speaks of it in any case */
    Str language;                 /* BCP 47 */
    const Language *rules;        /* of that language */
    Wording title, author, subject;
    Wording organization, heading, year;
    Wording running_left, running_right, footer_left, footer_right;
    Wording draft, sample;
    const Keeps *keeps;
    const Form *blocks;
    size_t block_count;
    YearList years;    /* typed in any text, but for those that are meant */
    const Item *notes; /* a single OP_NOTES stands for the data's own */
    size_t note_count;
};

static inline bool is_data_notes(const Wording *w)
{
    return w->count == 1 && w->ops[0].kind == OP_NOTES;
}

/* Whether what depends on it is printed: not where the figure is missing or does not apply. */
static inline bool when_holds(const Filling *f, const When *when)
{
    FigureKind kind = when->given ? filling_figure(f, when->figure)->kind : FIGURE_EXACT;
    return kind != FIGURE_ABSENT && kind != FIGURE_NOT_APPLICABLE;
}

/* What a dump shows for an inline that is no text: a sign for a line break, "{page}", "{pages}". */
Str inline_sign(InlineKind kind, Str line_break);
/* Takes the years that a template's list says are meant out of those that its texts hold. */
void years_mean(YearList *list, const Value *meant, Diag *d);

/* One table, filled: bars and shares only where every figure is exact. */
Block table_fill(const Filling *f, const TableForm *table, Mark mark);

#endif
