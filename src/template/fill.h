/* Filling: compiled wording and one sheet's data become paragraphs. */
#pragma once

#include "wording.h"

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

/* What was typed elsewhere than in a file of figures; a sheet has its title alone. */
typedef struct Given {
    Str text;
    Mark mark;
    Str said; /* in its place, to who hears it; empty: the text */
} Given;

/* What the texts of one document hold so far; what is beyond a limit is left out. */
typedef struct Spent {
    size_t bytes, texts, inlines;
    Mark at; /* the wording being filled, in the end the first that is not whole */
    const char *full_of;
    int limit; /* 0: all are whole */
} Spent;

typedef struct Keeps Keeps;

/* Footnotes in the order of their marks. */
typedef struct References {
    const Footnote **items;
    size_t count, capacity;
} References;

/* Words that a reader speaks as of another language. */
typedef struct Foreign {
    Str tag;
    const Keeps *words;
} Foreign;

typedef struct Filling {
    Arena *arena;
    Diag *diag;
    const Dataset *data;
    const Language *language;
    StateWords state; /* in that language */
    const Keeps *keeps;
    const Foreign *foreign;
    size_t foreign_count;
    bool draft; /* what is missing prints as such */
    Dashes *dashes;
    struct References *references; /* grows by the footnotes that are printed; NULL: their marks print nothing */
    DataUse *use;                  /* grows by what is printed or decided by; may be NULL */
    const Given *given;            /* by GivenId */
    Spent *spent;
} Filling;

/* Words that never part: a list of patterns of literal words, '#' for a number as printed, '*' for any one word. With
   'dates' also a day and its month in that language. 'list' and 'dates' may be NULL. NULL after findings. */
const Keeps *keeps_read(const Value *list, const Language *dates, Arena *a, Diag *d);
/* Byte offsets of 'text' before which no line may break, sorted. 'keeps' may be NULL. */
const uint32_t *keeps_find(const Keeps *keeps, Str text, Arena *a, uint32_t *count);

/* Where the next match begins, from 'from' on, and where the longest that begins there ends; 'to': there is none. */
size_t keeps_next(const Keeps *keeps, Str text, size_t from, size_t to, size_t *end);

/* Reports, for a draft too, texts beyond the limits of document.h; every document asks it last. */
void spent_check(const Filling *f);
/* Whether a part is printed: not if its figure is missing or does not apply. */
bool when_holds(const Filling *f, const When *when);
/* The bytes [from, to) of a paragraph, for those who read it, not for layout: it has no places. */
Prose prose_slice(const Prose *p, uint32_t from, uint32_t to, bool keeps_bold, Arena *a);
Prose wording_fill(const Filling *f, const Wording *w);
/* A footnote's text after its number, from 1, in bold. */
Prose footnote_fill(const Filling *f, const Footnote *footnote, size_t number);
/* Without the references. */
Str prose_without_marks(const Filling *f, const Prose *prose);
/* What a 'select' on the state chooses. */
const Arm *arm_of_state(const Op *op, Str code);
/* A paragraph of sentences: a space between two, but for one that begins with a comma or a stop. */
Prose sentences_fill(const Filling *f, Items sentences);
/* The same, several one after the other with an en dash between them. */
Prose wording_fill_all(const Filling *f, const Wording *const *wordings, size_t count);
/* In the short form of tables and highlights, where it 'leads' its label; reports a missing one at 'named_at' of the
   template. */
Prose figure_fill(const Filling *f, FigureRef figure, Mark named_at, bool leads);
/* Its share of a total, as 'text' says it. */
Prose share_fill(const Filling *f, FigureRef figure, Str text);
/* A draft's label after the key of its figure, which is missing. */
Prose label_fill_missing(const Filling *f, FigureRef figure, const Wording *label);
/* A label, then what the figure is a part of: ", of 5,759 nationwide (12%)". */
Prose label_fill(const Filling *f, const Wording *label, FigureRef figure, const FigureRef *of);
/* Notes a figure that is printed as a dash, once; 'label' is its words there. */
void dash_note(const Filling *f, FigureRef figure, Str label);
/* What was corrected, in the language's words; 'label' is what the sheet calls the figure. */
Prose revision_fill(const Filling *f, const Revision *revision, const FigureFile *file, Str label);
/* A value's own text, never markup. 'v' may be NULL: then all of it is at 'at'. */
Prose text_fill(const Filling *f, Str text, const Value *v, Mark at);
/* A text that may be typed for each language. In another language than the sheet's it is tagged with its own, and
   that is reported of the file. */
Prose texts_fill(const Filling *f, const Value *typed, const FigureFile *file);
/* The one way to a figure: notes its use. */
const Figure *filling_figure(const Filling *f, FigureRef figure);
