/* What is computed from two figures: how one changed from the year before, and what share one has in another. From
   exact figures alone; percentages are whole, half up, and never say "0%" or "100%" of what is not so. Of few, numbers
   are told instead of percentages: "up 3" says more than "up 150%". */
#include "decimal.h"

#include <stdio.h>

enum { FEW = 20 };

static bool is_count(const Figure *f)
{
    return f && f->kind == FIGURE_EXACT && f->least.scale == 0;
}

/* "12%": part of whole, which is not 0. */
static Str percent_text(int64_t part, int64_t whole, Arena *a)
{
    char number[DECIMAL_TEXT_MAX];
    __int128 doubled = (__int128)part * 200 + whole;
    int64_t percent = (int64_t)(doubled / (2 * (__int128)whole));
    if (percent == 0 && part > 0)
        return STR("less than 1%");
    if (percent == 100 && part < whole)
        return STR("more than 99%");
    decimal_text((Decimal){percent, 0}, number);
    return str_printf(a, "%s%%", number);
}

Str figure_change(const Figure *now, const Figure *before, int year, Arena *a)
{
    char number[DECIMAL_TEXT_MAX];
    if (!is_count(now) || !is_count(before))
        return STR("");
    int64_t new = now->least.units, old = before->least.units;
    if (new == old)
        return STR("unchanged");
    if (old == 0)
        return STR("up from none");
    const char *way = new > old ? "up" : "down";
    int64_t by = new > old ? new - old : old - new;
    if (old >= FEW) {
        Str percent = percent_text(by, old, a);
        /* "More than 99%" is of a part; an increase has no such whole. */
        if (new > old && str_starts(percent, STR("more")))
            percent = STR("100%");
        return str_printf(a, "%s %.*s from %d", way, STR_ARG(percent), year);
    }
    decimal_text((Decimal){by, 0}, number);
    return str_printf(a, "%s %s from %d", way, number, year);
}

Str figure_share(const Figure *part, const Figure *whole, Arena *a)
{
    if (!is_count(part) || !is_count(whole) || whole->least.units == 0 || part->least.units > whole->least.units)
        return STR("");
    return percent_text(part->least.units, whole->least.units, a);
}
