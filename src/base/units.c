/* Lengths in 1/65536 pt and dates in seconds, both by integers alone. The calendar follows Howard Hinnant, "chrono-
   Compatible Low-Level Date Algorithms" (days from civil, civil from days). */
#include "ncmec/base.h"

#include <stdio.h>

/* Where everything fits into 64 bits, as nearly always: dividing 128 takes several times as long. */
static bool scale_short(Sp x, int64_t numerator, int64_t denominator, Sp *scaled)
{
    int64_t product, half = denominator / 2;
    if (denominator <= 0 || __builtin_mul_overflow(x, numerator, &product) ||
        __builtin_add_overflow(product, product < 0 ? -half : half, &product))
        return false;
    *scaled = product / denominator;
    return true;
}

Sp sp_scale(Sp x, int64_t numerator, int64_t denominator)
{
    Sp scaled;
    if (scale_short(x, numerator, denominator, &scaled))
        return scaled;
    __int128 product = (__int128)x * numerator, half = denominator / 2;
    if (denominator < 0) {
        product = -product;
        denominator = -denominator;
        half = denominator / 2;
    }
    return (Sp)((product < 0 ? product - half : product + half) / denominator);
}

bool sp_parse(Str s, Sp *length)
{
    enum { MOST_DIGITS = 9 };
    size_t at = 0;
    bool negative = at < s.n && s.s[at] == '-';
    at += negative;
    int64_t units = 0, scale = 1;
    int digits = 0;
    bool point = false;
    for (; at < s.n && (s.s[at] == '.' || is_digit(s.s[at])); at++) {
        if (s.s[at] == '.') {
            if (point || digits == 0)
                return false;
            point = true;
            continue;
        }
        if (++digits > MOST_DIGITS)
            return false;
        units = 10 * units + (s.s[at] - '0');
        scale *= point ? 10 : 1;
    }
    if (digits == 0 || s.s[at - 1] == '.')
        return false;
    Str unit = str_slice(s, at, s.n);
    if (unit.n && unit.s[0] == ' ')
        unit = str_slice(unit, 1, unit.n);
    else if (unit.n == 0 && at < s.n)
        return false;
    /* Points a unit, as a fraction: 72 pt an inch, 72/25.4 a millimeter. */
    int64_t points, per;
    if (unit.n == 0 || str_eq(unit, STR("pt"))) {
        points = 1, per = 1;
    } else if (str_eq(unit, STR("in"))) {
        points = 72, per = 1;
    } else if (str_eq(unit, STR("mm"))) {
        points = 720, per = 254;
    } else {
        return false;
    }
    if (unit.n == 0 && s.s[s.n - 1] == ' ')
        return false;
    *length = sp_scale(negative ? -units : units, points * SP_PER_PT, scale * per);
    return true;
}

size_t sp_format(Sp length, int decimals, char out[32])
{
    int64_t scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    int64_t units = sp_scale(length, scale, SP_PER_PT);
    bool negative = units < 0;
    if (negative)
        units = -units;
    int64_t fraction = units % scale;
    int shown = decimals;
    while (shown > 0 && fraction % 10 == 0) {
        fraction /= 10;
        shown--;
    }
    int n = shown ? snprintf(out, 32, "%s%lld.%0*lld", negative ? "-" : "", (long long)(units / scale), shown,
                             (long long)fraction)
                  : snprintf(out, 32, "%s%lld", negative ? "-" : "", (long long)(units / scale));
    return n > 0 ? (size_t)n : 0;
}

const char *sp_shown(Sp length, char out[32])
{
    sp_format(length, 2, out);
    return out;
}

/* ---- Dates ---- */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool date_parse(Str s, Date *date)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (s.n != 10)
        return false;
    int parts[3] = {0};
    for (size_t i = 0, part = 0; i < s.n; i++) {
        if (i == 4 || i == 7) {
            if (s.s[i] != '-')
                return false;
            part++;
        } else if (!is_digit(s.s[i])) {
            return false;
        } else {
            parts[part] = 10 * parts[part] + (s.s[i] - '0');
        }
    }
    if (parts[0] < 1 || parts[1] < 1 || parts[1] > 12)
        return false;
    int last = days[parts[1] - 1] + (parts[1] == 2 && is_leap(parts[0]));
    if (parts[2] < 1 || parts[2] > last)
        return false;
    *date = (Date){parts[0], parts[1], parts[2]};
    return true;
}

enum { DAYS_PER_ERA = 146097, SECONDS_PER_DAY = 86400 };

Str date_iso(Date date, Arena *a)
{
    return str_printf(a, "%04d-%02d-%02d", date.year, date.month, date.day);
}

int64_t date_seconds(Date date)
{
    int64_t y = date.month <= 2 ? date.year - 1 : date.year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t month = (date.month + 9) % 12; /* March is 0, so that the leap day comes last */
    int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (era * DAYS_PER_ERA + day_of_era - 719468) * SECONDS_PER_DAY;
}

Date date_from_seconds(int64_t seconds)
{
    int64_t days = seconds / SECONDS_PER_DAY - (seconds % SECONDS_PER_DAY < 0) + 719468;
    int64_t era = (days >= 0 ? days : days - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int64_t day_of_era = days - era * DAYS_PER_ERA;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    Date date = {.year = (int)(year_of_era + era * 400), .day = (int)(day_of_year - (153 * month + 2) / 5 + 1)};
    date.month = (int)(month < 10 ? month + 3 : month - 9);
    date.year += date.month <= 2;
    return date;
}
