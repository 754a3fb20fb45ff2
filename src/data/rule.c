/* What must hold between figures: a total and its parts, a figure and its bound. Figures are intervals, so a rule is
   broken only where it is false for every value they allow; a rounded total does not quarrel with exact parts within
   its rounding. Both places are named. */
#include "rule.h"

#include "decimal.h"
#include "figure.h"

#include <stdio.h>

bool bound_check(const Figure *figure, const Figure *bound, bool of_nation, Diag *d)
{
    if (figure->kind == FIGURE_ABSENT || bound->kind == FIGURE_ABSENT || bound->no_most ||
        decimal_compare(figure->least, bound->most) <= 0)
        return true;
    const char *whose = of_nation ? " of the nation" : "";
    char shown[FIGURE_TEXT_MAX], bound_shown[FIGURE_TEXT_MAX];
    Str bound_key = bound->measure->key, bound_text = figure_text(bound, false, bound_shown);
    diag_error(d, DIAG_BOUND, figure->mark, "%.*s is %.*s, but it cannot be above %.*s%s, which is %.*s",
               STR_ARG(figure->measure->key), STR_ARG(figure_text(figure, false, shown)), STR_ARG(bound_key), whose,
               STR_ARG(bound_text));
    diag_note(d, bound->mark, "%.*s%s: %.*s", STR_ARG(bound_key), whose, STR_ARG(bound_text));
    return false;
}

/* The interval that the parts add up to; false where one is absent. */
static bool parts_add(const Measure *m, const Figure *figures, Figure *sum)
{
    *sum = (Figure){.kind = FIGURE_EXACT, .measure = m, .phrase = STR(""), .magnitude = STR(""), .computed = true};
    for (size_t i = 0; i < m->part_count; i++) {
        const Figure *part = &figures[m->parts[i]];
        if (part->kind == FIGURE_ABSENT)
            return false;
        if (part->kind != FIGURE_EXACT)
            sum->kind = FIGURE_ROUNDED;
        sum->least = decimal_add(sum->least, part->least);
        sum->most = decimal_add(sum->most, part->most);
        sum->no_most = sum->no_most || part->no_most;
    }
    sum->stated = sum->least;
    return m->part_count > 0;
}

void totals_compute(const Dictionary *dict, Figure *figures, Mark file)
{
    bool progress = true;
    while (progress) {
        progress = false;
        for (size_t i = 0; i < dict->count; i++) {
            Figure sum;
            if (figures[i].kind != FIGURE_ABSENT || !parts_add(&dict->items[i], figures, &sum) ||
                sum.kind != FIGURE_EXACT)
                continue;
            sum.mark = file;
            figures[i] = sum;
            progress = true;
        }
    }
}

static const char *sum_text(const Figure *sum, char out[FIGURE_TEXT_MAX])
{
    char least[DECIMAL_TEXT_MAX], most[DECIMAL_TEXT_MAX];
    decimal_text(sum->least, least);
    decimal_text(sum->most, most);
    const char *sign = sum->measure->percent ? "%" : "";
    if (sum->no_most)
        snprintf(out, FIGURE_TEXT_MAX, "at least %s%s", least, sign);
    else if (decimal_compare(sum->least, sum->most) == 0)
        snprintf(out, FIGURE_TEXT_MAX, "%s%s", least, sign);
    else
        snprintf(out, FIGURE_TEXT_MAX, "something from %s%s to %s%s", least, sign, most, sign);
    return out;
}

static bool total_check(const Figure *total, const Figure *figures, Diag *d)
{
    Figure sum;
    const Measure *m = total->measure;
    if (total->kind == FIGURE_ABSENT || total->computed || !parts_add(m, figures, &sum))
        return true;
    bool parts_above = !total->no_most && decimal_compare(sum.least, total->most) > 0;
    bool parts_below = !sum.no_most && decimal_compare(sum.most, total->least) < 0;
    if (!parts_above && !parts_below)
        return true;
    char shown[FIGURE_TEXT_MAX], sum_shown[FIGURE_TEXT_MAX];
    diag_error(d, DIAG_TOTAL, total->mark, "%.*s is %.*s, but its parts add up to %s", STR_ARG(m->key),
               STR_ARG(figure_text(total, false, shown)), sum_text(&sum, sum_shown));
    for (size_t i = 0; i < m->part_count; i++) {
        const Figure *part = &figures[m->parts[i]];
        diag_note(d, part->mark, "%.*s: %.*s", STR_ARG(part->measure->key), STR_ARG(figure_text(part, false, shown)));
    }
    return false;
}

bool totals_check(const Dictionary *dict, const Figure *figures, Diag *d)
{
    bool ok = true;
    for (size_t i = 0; i < dict->count; i++)
        ok = total_check(&figures[i], figures, d) && ok;
    return ok;
}
