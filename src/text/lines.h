/* Where the lines of a paragraph end. */
#ifndef NCMEC_TEXT_LINES_H
#define NCMEC_TEXT_LINES_H

#include "item.h"

typedef struct BreakRules {
    Sp measure;
    bool justified, balanced;
    int64_t last_line_words, last_line_percent;
} BreakRules;

/* Items at which lines end, in order; the last is item_count, unless the last item is a forced break. In 'a'. */
const uint32_t *lines_break(const Item *items, size_t count, const BreakRules *rules, Arena *a, size_t *line_count);

#endif
