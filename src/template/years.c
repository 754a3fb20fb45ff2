/* Finds years that were typed in the wording instead of '{year}': next year they would be wrong. The template's 'years'
   lists those that are meant (history, laws). A year is four digits from 1900 to 2199, alone or in a range or a date
   (2021-2023, 2023/24, 12/31/2023), that are no part of a longer number, an amount, a percentage or a word. */
#include "years.h"

enum { YEAR_LEAST = 1900, YEAR_MOST = 2199, YEAR_DIGITS = 4, DAY_DIGITS = 2 };

static bool digit_at(Str text, size_t at)
{
    return at < text.n && is_digit(text.s[at]);
}

/* Whether a digit beside this character is a part of something else. */
static bool joins(uint32_t c)
{
    enum { LATIN_SIGNS_END = 0xC0, PUNCTUATION = 0x2000, PUNCTUATION_END = 0x2070 };
    if (c < 0x80)
        return is_digit(c) || is_ascii_letter(c) || c == '$' || c == '#' || c == '.' || c == ',' || c == '/' ||
               c == '_' || c == '=';
    return c >= LATIN_SIGNS_END && (c < PUNCTUATION || c >= PUNCTUATION_END);
}

/* Whether the number that ends at 'at' goes on: "2023e", "2,023", "2023%", "2023.5". */
static bool goes_on(Str text, size_t at)
{
    if (at >= text.n)
        return false;
    if (text.s[at] == ',' || text.s[at] == '.')
        return digit_at(text, at + 1);
    size_t next = at;
    uint32_t c = utf8_next(text, &next);
    return c == '%' || joins(c);
}

/* Index after the digits at 'at' and the digits that a hyphen or a slash joins to them. */
static size_t number_end(Str text, size_t at)
{
    while (digit_at(text, at) || ((text.s[at] == '-' || text.s[at] == '/') && digit_at(text, at + 1))) {
        at++;
        if (at == text.n)
            break;
    }
    return at;
}

static bool is_year(Str part, int *year)
{
    *year = 0;
    for (size_t i = 0; i < part.n; i++)
        *year = *year * 10 + (part.s[i] - '0');
    return part.n == YEAR_DIGITS && *year >= YEAR_LEAST && *year <= YEAR_MOST;
}

typedef struct Part {
    size_t from, to;
    int year; /* 0: a day, a month, "24" */
} Part;

/* The parts of "12/31/2023"; 0 if one of them is neither a year nor as short as a day. */
static size_t parts_of(Str text, size_t from, size_t to, Part parts[], size_t most)
{
    size_t count = 0;
    while (from < to) {
        size_t end = from;
        while (end < to && digit_at(text, end))
            end++;
        Part part = {from, end, 0};
        if (count == most || end - from > YEAR_DIGITS)
            return 0;
        if (!is_year(str_slice(text, from, end), &part.year)) {
            part.year = 0;
            if (end - from > DAY_DIGITS)
                return 0;
        }
        parts[count++] = part;
        from = end + 1;
    }
    return count;
}

void years_note(YearList *list, Str text, const Place *places, size_t place_count, Mark whole, Arena *a)
{
    enum { PARTS_MOST = 3 };
    uint32_t before = ' ';
    for (size_t at = 0; at < text.n;) {
        if (!digit_at(text, at) || joins(before)) {
            before = utf8_next(text, &at);
            continue;
        }
        Part parts[PARTS_MOST];
        size_t end = number_end(text, at);
        size_t count = goes_on(text, end) ? 0 : parts_of(text, at, end, parts, PARTS_MOST);
        for (size_t i = 0; i < count; i++) {
            if (!parts[i].year)
                continue;
            ARENA_ROOM(a, list->items, list->count, list->capacity);
            list->items[list->count++] =
                (TypedYear){parts[i].year, place_find(places, place_count, parts[i].from, YEAR_DIGITS, whole)};
        }
        before = '0';
        at = end;
    }
}

void years_mean(YearList *list, const Value *meant, Diag *d)
{
    for (size_t i = 0; i < meant->count; i++) {
        const Value *v = meant->items[i];
        int64_t year;
        size_t kept = 0, count = list->count;
        if (!value_integer(v, YEAR_LEAST, YEAR_MOST, &year, d))
            continue;
        for (size_t k = 0; k < count; k++)
            if (list->items[k].year != year)
                list->items[kept++] = list->items[k];
        list->count = kept;
        if (kept == count)
            diag_error(d, DIAG_UNUSED, v->mark, "no text says %d; take it out of 'years'", (int)year);
    }
}
