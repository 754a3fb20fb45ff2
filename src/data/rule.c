/* What must hold between figures: a total and its parts, a figure and its bound. Figures are intervals, so a rule is
   broken only where it is false for every value they allow; a rounded total does not quarrel with exact parts within
   its rounding. Both places are named. */
#include "rule.h"

#include "decimal.h"
#include "figure.h"

#include <stdio.h>

bool bound_check(const Figure *figure, const Figure *bound, bool of_nation, Diag *d)
{
    if (figure->kind == FIGURE_ABSENT || !figure_has_number(bound) || bound->no_most ||
        decimal_compare(figure->least, bound->most) <= 0)
        return true;
    const char *whose = of_nation ? " of the nation" : "";
    char shown[FIGURE_TEXT_MAX], bound_shown[FIGURE_TEXT_MAX];
    Str bound_key = bound->measure->key, bound_text = figure_text(bound, bound_shown);
    diag_error(d, DIAG_BOUND, figure->mark, "%.*s is %.*s, but it cannot be above %.*s%s, which is %.*s",
               STR_ARG(figure->measure->key), STR_ARG(figure_text(figure, shown)), STR_ARG(bound_key), whose,
               STR_ARG(bound_text));
    diag_note(d, bound->mark, "%.*s%s: %.*s", STR_ARG(bound_key), whose, STR_ARG(bound_text));
    return false;
}

/* The interval that the parts add up to; false where one is absent. */
static bool parts_add(const Measure *m, const Figure *figures, Figure *sum)
{
    *sum = (Figure){.kind = FIGURE_EXACT, .measure = m, .computed = true};
    size_t added = 0;
    for (size_t i = 0; i < m->part_count; i++) {
        const Figure *part = &figures[m->parts[i]];
        if (part->kind == FIGURE_ABSENT)
            return false;
        if (part->kind == FIGURE_NOT_APPLICABLE)
            continue;
        added++;
        if (part->kind != FIGURE_EXACT)
            sum->kind = FIGURE_ROUNDED;
        sum->least = decimal_add(sum->least, part->least);
        sum->most = decimal_add(sum->most, part->most);
        sum->no_most = sum->no_most || part->no_most;
    }
    sum->stated = sum->least;
    return added > 0;
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
               STR_ARG(figure_text(total, shown)), sum_text(&sum, sum_shown));
    for (size_t i = 0; i < m->part_count; i++) {
        const Figure *part = &figures[m->parts[i]];
        diag_note(d, part->mark, "%.*s: %.*s", STR_ARG(part->measure->key), STR_ARG(figure_text(part, shown)));
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

/* ---- Percentages ---- */

/* 100 * over / under in tenths of a percent, half up. */
static int64_t tenths_of(int64_t over, int64_t under)
{
    return (int64_t)(((__int128)over * 2000 + under) / (2 * (__int128)under));
}

static const char *ratio_text(const Figure *over, const Figure *under, char out[FIGURE_TEXT_MAX])
{
    char least[DECIMAL_TEXT_MAX], most[DECIMAL_TEXT_MAX];
    bool is_open = over->no_most || under->least.units == 0;
    decimal_text((Decimal){under->no_most ? 0 : tenths_of(over->least.units, under->most.units), 1}, least);
    if (is_open) {
        snprintf(out, FIGURE_TEXT_MAX, "at least %s%%", least);
        return out;
    }
    decimal_text((Decimal){tenths_of(over->most.units, under->least.units), 1}, most);
    if (str_eq(str_from(least), str_from(most)))
        snprintf(out, FIGURE_TEXT_MAX, "%s%%", least);
    else
        snprintf(out, FIGURE_TEXT_MAX, "something from %s%% to %s%%", least, most);
    return out;
}

/* share * under against 100 * over; counts are whole. */
static int ratio_compare(Decimal share, int64_t over, int64_t under)
{
    __int128 left = (__int128)share.units * under, right = (__int128)over * 100;
    for (int i = 0; i < share.scale; i++)
        right *= 10;
    return (left > right) - (left < right);
}

static bool ratio_check(const Figure *share, const Figure *over, const Figure *under, Diag *d)
{
    if (!figure_has_number(share) || !figure_has_number(over) || !figure_has_number(under))
        return true;
    bool below = !under->no_most && ratio_compare(share->most, over->least.units, under->most.units) < 0;
    bool above = !over->no_most && ratio_compare(share->least, over->most.units, under->least.units) > 0;
    if (!below && !above)
        return true;
    char shown[FIGURE_TEXT_MAX], given[FIGURE_TEXT_MAX];
    const Figure *parts[] = {over, under};
    diag_error(d, DIAG_PERCENT, share->mark, "%.*s is %.*s, but %.*s of %.*s is %s", STR_ARG(share->measure->key),
               STR_ARG(figure_text(share, shown)), STR_ARG(over->measure->key), STR_ARG(under->measure->key),
               under->most.units == 0 && !under->no_most ? "no percentage, as there are none"
                                                         : ratio_text(over, under, given));
    for (size_t i = 0; i < 2; i++)
        diag_note(d, parts[i]->mark, "%.*s: %.*s", STR_ARG(parts[i]->measure->key),
                  STR_ARG(figure_text(parts[i], shown)));
    return false;
}

bool ratios_check(const Dictionary *dict, const Figure *figures, Diag *d)
{
    bool ok = true;
    for (size_t i = 0; i < dict->count; i++) {
        const Measure *m = &dict->items[i];
        if (m->is_ratio)
            ok = ratio_check(&figures[i], &figures[m->numerator], &figures[m->denominator], d) && ok;
    }
    return ok;
}
