/* Exact decimals: arithmetic on scaled integers, the digits as people type them, and as they print. No binary fraction
   ever comes in, and no locale. What people type in another system's way (0x1F, 1e6, 1 103) is refused by name. */
#include "decimal.h"

#include <stdio.h>
#include <string.h>

static const int64_t power_of_ten[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

static __int128 at_scale(Decimal x, int scale)
{
    return (__int128)x.units * power_of_ten[scale - x.scale];
}

int decimal_compare(Decimal a, Decimal b)
{
    int scale = a.scale > b.scale ? a.scale : b.scale;
    __int128 left = at_scale(a, scale), right = at_scale(b, scale);
    return (left > right) - (left < right);
}

Decimal decimal_add(Decimal a, Decimal b)
{
    int scale = a.scale > b.scale ? a.scale : b.scale;
    __int128 sum = at_scale(a, scale) + at_scale(b, scale);
    /* Only beyond the digits that can be typed: the last ones give way. */
    for (; scale > 0 && (sum > INT64_MAX || sum < INT64_MIN); scale--)
        sum /= 10;
    return (Decimal){(int64_t)sum, scale};
}

bool decimal_scale_up(Decimal x, int exponent, Decimal *whole)
{
    __int128 units = x.units;
    for (int i = x.scale; i < exponent; i++)
        units *= 10;
    if (units > 999999999999999)
        return false;
    *whole = (Decimal){(int64_t)units, 0};
    return true;
}

/* ---- Printing ---- */

static size_t put_text(char *out, size_t at, const char *text)
{
    while (*text)
        out[at++] = *text++;
    return at;
}

/* Digits with 'group' before every three. */
static size_t put_grouped(char *out, const char *digits, size_t n, const char *group)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            at = put_text(out, at, group);
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return at;
}

size_t decimal_format(Decimal x, const char *group, const char *point, char out[DECIMAL_TEXT_MAX])
{
    char digits[24];
    int64_t unit = power_of_ten[x.scale];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)(x.units / unit));
    size_t at = put_grouped(out, digits, (size_t)n, group);
    if (x.scale > 0)
        at +=
            (size_t)snprintf(out + at, DECIMAL_TEXT_MAX - at, "%s%0*lld", point, x.scale, (long long)(x.units % unit));
    return at;
}

size_t decimal_text(Decimal x, char out[DECIMAL_TEXT_MAX])
{
    return decimal_format(x, ",", ".", out);
}

/* ---- Reading ---- */

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

#define REFUSE(...) (snprintf(reason, REASON_MAX, __VA_ARGS__), false)

/* All digits of the token. */
static size_t digits_of(Str token, char out[2 * DECIMAL_MAX_DIGITS])
{
    size_t n = 0;
    for (size_t i = 0; i < token.n && n < 2 * DECIMAL_MAX_DIGITS; i++)
        if (is_digit(token.s[i]))
            out[n++] = token.s[i];
    return n;
}

/* Digits regrouped, for "write 1,103". */
static const char *regrouped(Str token, char out[64])
{
    char digits[2 * DECIMAL_MAX_DIGITS];
    size_t n = digits_of(token, digits), zeros = 0;
    while (zeros + 1 < n && digits[zeros] == '0')
        zeros++;
    put_grouped(out, digits + zeros, n - zeros, ",");
    return out;
}

static bool is_hexadecimal(Str token)
{
    return token.n > 2 && token.s[0] == '0' && small(token.s[1]) == 'x';
}

/* Digits, then an 'e', then digits with a sign or none. */
static bool is_scientific(Str token)
{
    size_t i = 0;
    while (i < token.n && (is_digit(token.s[i]) || token.s[i] == '.'))
        i++;
    if (i == 0 || i >= token.n || small(token.s[i]) != 'e')
        return false;
    i++;
    if (i < token.n && (token.s[i] == '+' || token.s[i] == '-'))
        i++;
    size_t from = i;
    while (i < token.n && is_digit(token.s[i]))
        i++;
    return i > from && i == token.n;
}

static bool refuse_character(Str token, size_t at, char reason[REASON_MAX])
{
    char c = token.s[at], out[64];
    if (c == '_' || c == '\'')
        return REFUSE("digits are grouped by commas alone; write %s", regrouped(token, out));
    if (c == ':')
        return REFUSE("it looks like a time; write the number alone");
    if (c == '/')
        return REFUSE("it looks like a date or a fraction; write the number alone");
    if (c == '$')
        return REFUSE("no figure here is an amount of money; write the number alone");
    if (c == '+' && at + 1 == token.n)
        return REFUSE("write 'more than' or 'at least' before the number instead of '+' behind it");
    if (c == '-' && at > 0)
        return REFUSE("it looks like a range or a date; write one number");
    return REFUSE("'%c' cannot stand in a number", c);
}

static bool refuse_sign(Str token, char reason[REASON_MAX])
{
    char c = token.s[0];
    Str rest = str_slice(token, 1, token.n);
    size_t zeros = 0;
    while (zeros < rest.n && (rest.s[zeros] == '0' || rest.s[zeros] == '.'))
        zeros++;
    if (c == '+')
        return REFUSE("a number is written without a sign; write %.*s", STR_ARG(rest));
    if (c == '>')
        return REFUSE("write it in words: 'more than' for '>', 'at least' for '>='");
    if (c == '<')
        return REFUSE("write it in words: 'fewer than' for '<', 'at most' for '<='");
    if (c == '~')
        return REFUSE("write it in words: 'about' for '~'");
    if (zeros == rest.n && rest.n > 0)
        return REFUSE("zero has no sign; write 0");
    return REFUSE("it cannot be negative");
}

/* Whole part: plain digits, or groups of three behind the first. */
static bool grouping_check(Str whole, char reason[REASON_MAX])
{
    char out[64], padded[64];
    size_t comma = str_find(whole, STR(","), 0);
    if (comma == whole.n)
        return true;
    bool ok = comma >= 1 && comma <= 3 && (whole.n - comma) % 4 == 0;
    for (size_t i = comma; ok && i < whole.n; i++)
        ok = ((i - comma) % 4 == 0) == (whole.s[i] == ',');
    if (ok)
        return true;
    size_t last = whole.n;
    while (last > 0 && whole.s[last - 1] != ',')
        last--;
    regrouped(whole, out);
    if (whole.n - last >= 3 || whole.n == last)
        return REFUSE("a comma stands before every three digits; write %s", out);
    char digits[2 * DECIMAL_MAX_DIGITS + 2];
    size_t n = digits_of(whole, digits);
    for (size_t i = whole.n - last; i < 3 && n < sizeof digits; i++)
        digits[n++] = '0';
    regrouped((Str){digits, n}, padded);
    return REFUSE("a comma stands before every three digits; is it %s or %s?", out, padded);
}

static bool shape_check(Str token, size_t *point, char reason[REASON_MAX])
{
    if (is_hexadecimal(token))
        return REFUSE("it is hexadecimal; write it in decimal digits");
    if (is_scientific(token))
        return REFUSE("it is in scientific notation; write the number in full");
    size_t points = 0;
    *point = token.n;
    for (size_t i = 0; i < token.n; i++) {
        char c = token.s[i];
        if (c == '.') {
            points++;
            *point = points == 1 ? i : *point;
        } else if (c == ',' && points) {
            return REFUSE("commas group thousands and a point begins decimals, as in 1,234.5");
        } else if (!is_digit(c) && c != ',') {
            return refuse_character(token, i, reason);
        }
    }
    if (points > 1) {
        char out[64];
        return REFUSE("it has more than one point; digits are grouped by commas: write %s", regrouped(token, out));
    }
    return true;
}

bool decimal_read(Str token, Decimal *number, char reason[REASON_MAX])
{
    size_t point;
    char digits[2 * DECIMAL_MAX_DIGITS], out[64];
    if (strchr("+-<>~", token.s[0]))
        return refuse_sign(token, reason);
    if (!shape_check(token, &point, reason))
        return false;
    Str whole = str_slice(token, 0, point), decimals = str_slice(token, point + 1, token.n);
    if (whole.n == 0)
        return REFUSE("a digit is missing before the point; write 0%.*s", STR_ARG(token));
    if (point < token.n && decimals.n == 0)
        return REFUSE("digits are missing behind the point; write %.*s", STR_ARG(whole));
    if (digits_of(token, digits) > DECIMAL_MAX_DIGITS)
        return REFUSE("it has more than %d digits", DECIMAL_MAX_DIGITS);
    if (!grouping_check(whole, reason))
        return false;
    if (whole.n > 1 && whole.s[0] == '0')
        return REFUSE("a number does not begin with a zero; write %s%.*s", regrouped(whole, out),
                      STR_ARG(str_slice(token, point, token.n)));
    if (decimals.n > DECIMAL_MAX_SCALE)
        return REFUSE("it has more than %d decimals", DECIMAL_MAX_SCALE);
    int64_t units = 0;
    size_t n = digits_of(token, digits);
    for (size_t i = 0; i < n; i++)
        units = units * 10 + (digits[i] - '0');
    *number = (Decimal){units, (int)decimals.n};
    return true;
}
