/* Exact decimals: arithmetic on scaled integers, the digits as people type them, and as they print. No binary fraction
   ever comes in, and no locale. What people type in another system's way (0x1F, 1e6, 1 103) is refused by name. */
#include "decimal.h"

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

/* Whether 'sign' is before every three digits of the token, and nowhere else. */
static bool is_grouped(Str token, char sign)
{
    size_t first = str_find(token, (Str){&sign, 1}, 0);
    bool ok = first >= 1 && first <= 3 && first < token.n && (token.n - first) % 4 == 0;
    for (size_t i = 0; ok && i < token.n; i++)
        ok = i >= first && (i - first) % 4 == 0 ? token.s[i] == sign : is_digit(token.s[i]);
    return ok;
}

static bool refuse_character(Str token, size_t at, const char *before, char reason[REASON_MAX])
{
    char c = token.s[at], out[64];
    Str rest = str_slice(token, at + 1, token.n);
    bool is_one = rest.n > 0;
    for (size_t i = 0; i < rest.n; i++)
        is_one = is_one && (is_digit(rest.s[i]) || rest.s[i] == ',');
    if ((c == '_' || c == '\'') && is_grouped(token, c))
        return REFUSE("digits are grouped by commas alone; write %s%s", before, regrouped(token, out));
    if (c == '\'' && at == 0)
        return REFUSE("there is an apostrophe before it; delete it");
    if (c == ':')
        return REFUSE("it looks like a time");
    if (c == '/')
        return REFUSE("it looks like a date or a fraction");
    if (c == '$')
        return REFUSE("no figure here is an amount of money");
    if (c == '-' && at > 0 && is_one)
        return REFUSE("it looks like a range or a date; a range is typed by its upper end, as in 'at most %.*s'",
                      STR_ARG(rest));
    if (c == '-' && at > 0)
        return REFUSE("it looks like a date");
    bool is_octal = at == 1 && token.s[0] == '0';
    if (c && strchr("oli", c) && at > 0 && !is_octal)
        return REFUSE("the letter '%c' is among its digits; type the digit %c where that is meant", c == 'o' ? 'O' : c,
                      c == 'o' ? '0' : '1');
    return REFUSE("'%c' cannot be part of a number", c);
}

static bool refuse_sign(Str token, const char *before, char reason[REASON_MAX])
{
    char c = token.s[0];
    Str rest = str_slice(token, 1, token.n);
    size_t zeros = 0;
    while (zeros < rest.n && (rest.s[zeros] == '0' || rest.s[zeros] == '.'))
        zeros++;
    if (c == '+')
        return REFUSE("a number is written without a sign; write %s%.*s", before, STR_ARG(rest));
    if (zeros == rest.n && rest.n > 0)
        return REFUSE("zero has no sign; write 0");
    return REFUSE("it cannot be negative");
}

/* Whole part: plain digits, or groups of three after the first. */
static bool grouping_check(Str whole, const char *before, char reason[REASON_MAX])
{
    static const char rule[] = "a comma goes before every three digits";
    char out[64], marked[64];
    size_t last = whole.n;
    if (str_find(whole, STR(","), 0) == whole.n || is_grouped(whole, ','))
        return true;
    while (last > 0 && whole.s[last - 1] != ',')
        last--;
    Str shorter = str_slice(whole, 0, whole.n - 1);
    if (whole.s[whole.n - 1] != ',' && is_grouped(shorter, ','))
        return REFUSE("%s; is it %s%s, or %s%s with the mark of a footnote?", rule, before, regrouped(whole, out),
                      before, regrouped(shorter, marked));
    /* No digit is made up, nor left out. */
    if (whole.n - last == 3 || whole.n == last)
        return REFUSE("%s; is it %s%s?", rule, before, regrouped(whole, out));
    return REFUSE("%s; a digit is missing here, or one too many", rule);
}

static bool shape_check(Str token, size_t *point, const char *before, char reason[REASON_MAX])
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
            return refuse_character(token, i, before, reason);
        }
    }
    char out[64];
    if (points > 1 && is_grouped(token, '.'))
        return REFUSE("digits are grouped by commas alone; write %s%s", before, regrouped(token, out));
    if (points > 1)
        return REFUSE("it has more than one point");
    return true;
}

bool decimal_read(Str token, const char *before, Decimal *number, char reason[REASON_MAX])
{
    size_t point;
    char digits[2 * DECIMAL_MAX_DIGITS], out[64];
    if (strchr("+-", token.s[0]))
        return refuse_sign(token, before, reason);
    if (!shape_check(token, &point, before, reason))
        return false;
    Str whole = str_slice(token, 0, point), decimals = str_slice(token, point + 1, token.n);
    if (whole.n == 0)
        return REFUSE("a digit is missing before the point; write %s0%.*s", before, STR_ARG(token));
    if (point < token.n && decimals.n == 0)
        return REFUSE("digits are missing after the point; write %s%.*s", before, STR_ARG(whole));
    if (digits_of(token, digits) > DECIMAL_MAX_DIGITS)
        return REFUSE("it has more than %d digits", DECIMAL_MAX_DIGITS);
    if (!grouping_check(whole, before, reason))
        return false;
    if (whole.n > 1 && whole.s[0] == '0')
        return REFUSE("a number does not begin with a zero; write %s%s%.*s", before, regrouped(whole, out),
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
