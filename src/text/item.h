/* A paragraph as Knuth and Plass see it: boxes, glue and penalties, what they were made of, and where lines end. */
#pragma once

#include "words.h"

typedef enum ItemKind {
    ITEM_BOX,
    ITEM_GLUE,    /* a space */
    ITEM_PENALTY, /* a break inside or between words without a space */
} ItemKind;

enum {
    PENALTY_NEVER = INT16_MAX,
    PENALTY_FORCED = INT16_MIN,
    /* Only where the measure leaves nothing else; breaks inside a word last of all. */
    PENALTY_RELAXED = 4000,
    PENALTY_CLUSTER = 5000,
};

/* How far a justified line gives: its spaces by half of their width or a third, its letters by 3% of theirs, less than
   a fiftieth of an em each time, which is not seen and spares the spaces half. */
static inline Sp spaces_give(Sp spaces, bool grow)
{
    return grow ? spaces / 2 : spaces / 3;
}

static inline Sp letters_give(Sp letters)
{
    return letters * 3 / 100;
}

typedef struct Item {
    ItemKind kind;
    bool hyphen;     /* a break here shows a hyphen that the text has not */
    int16_t penalty; /* of a break here: in glue's stead, or at the penalty */
    uint32_t atom;   /* the one that it is made of, or in front of which or inside which the penalty stands */
    uint32_t at;     /* byte of the text: where a line that breaks here ends */
    Sp width;        /* of a penalty: what the line that ends here grows by */
    Sp after;        /* and what the line that begins here grows by */
} Item;

typedef struct Itemized {
    Words words;
    const Item *items;
    size_t item_count;
} Itemized;

/* Where the text of a line ends that breaks in front of 'at' with a hyphen: a soft hyphen (U+00AD) that is there in
   the text gives way to the hyphen shown. */
uint32_t line_text_end(Str text, uint32_t at);

/* In the cache's scratch memory, which it resets, but for long words, which are in 'a'. No line of width 'measure'
   needs more than the items' breaks, down to single grapheme clusters. NULL after findings. */
const Itemized *prose_itemize(const Prose *prose, const ParagraphStyle *style, Sp measure, ShapeCache *cache, Arena *a,
                              Diag *d);

/* ---- linebreak.c ---- */

typedef struct BreakRules {
    Sp measure;
    bool justified, balanced;
    int64_t last_line_words, last_line_percent;
} BreakRules;

/* Items at which lines end, in order; the last is item_count, unless the last item is a forced break. In 'a'. */
const uint32_t *lines_break(const Item *items, size_t count, const BreakRules *rules, Arena *a, size_t *line_count);
