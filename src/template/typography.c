/* Makes typographic characters of those of a typewriter, as editors know it from word processors: straight quotes turn
   curly by the characters around them, "--" is an en dash, "---" an em dash. An apostrophe for left-out letters or
   digits ('90s, 'tis) stays an apostrophe, though it looks like an opening quote. Escaped characters and addresses stay
   as typed. */
#include "letters.h"

enum { EN_DASH = 0x2013, EM_DASH = 0x2014, QUOTE_FIRST = 0x2018, QUOTE_LAST = 0x201F };

static bool is_opener(uint32_t c)
{
    return c == '(' || c == '[' || c == '{' || c == 0x2018 || c == 0x201C || c == 0xAB || c == 0xBF || c == 0xA1;
}

static bool is_joiner(uint32_t c)
{
    return c == '-' || c == '/' || (c >= 0x2010 && c <= 0x2015);
}

static bool is_closer(uint32_t c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == ')' || c == ']' || c == '}';
}

static bool is_letter(uint32_t c)
{
    return is_ascii_letter(c) || (c >= 0xC0 && !is_space(c) && !is_joiner(c) && (c < QUOTE_FIRST || c > QUOTE_LAST));
}

static bool opens(uint32_t before, uint32_t after)
{
    if (is_space(after))
        return false;
    return is_space(before) || is_opener(before) || (is_joiner(before) && !is_closer(after));
}

typedef struct Around {
    const Letters *letters;
    const Language *language;
    uint32_t after;
} Around;

static uint32_t code_at(const Around *a, size_t i)
{
    return i < a->letters->count ? a->letters->items[i].code : a->after;
}

/* Whether the letters at 'at' are this whole word, in any letter case. */
static bool is_word(const Around *a, size_t at, const char *word)
{
    for (; *word; word++, at++) {
        uint32_t c = code_at(a, at);
        if (at >= a->letters->count || (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != (uint32_t)*word)
            return false;
    }
    uint32_t next = code_at(a, at);
    return !is_letter(next) && !is_digit(next);
}

/* Whether letters are left out before the word at 'at': '90s, '23, 'tis, rock 'n' roll. A word with a second quote
   after it is a quoted word. */
static bool is_elision(const Around *a, size_t at)
{
    const char *const *elided = a->language->elided;
    if (is_digit(code_at(a, at)) && is_digit(code_at(a, at + 1))) {
        uint32_t next = code_at(a, at + 2);
        return !is_digit(next) && next != '\'' && (!is_letter(next) || (next == 's' && !is_letter(code_at(a, at + 3))));
    }
    for (size_t i = 0; elided[i]; i++)
        if (is_word(a, at, elided[i]))
            return code_at(a, at + str_from(elided[i]).n) != '\'';
    return is_word(a, at, "n");
}

/* Hyphens typed in a row, from 'at' on. */
static size_t hyphens(const Letters *l, size_t at)
{
    size_t n = 0;
    while (at + n < l->count && l->items[at + n].code == '-' && !l->items[at + n].verbatim &&
           l->items[at + n].style == l->items[at].style)
        n++;
    return n;
}

void typography_apply(Letters *letters, const Language *language, uint32_t before, uint32_t after)
{
    const Around around = {letters, language, after};
    const uint32_t *quotes = language->quotes;
    size_t kept = 0;
    for (size_t i = 0; i < letters->count; i++) {
        Letter letter = letters->items[i];
        uint32_t next = code_at(&around, i + 1);
        if (letter.verbatim) {
            /* as typed */
        } else if (letter.code == '"') {
            letter.code = quotes[opens(before, next) ? 0 : 1];
        } else if (letter.code == '\'') {
            letter.code = quotes[opens(before, next) && !is_elision(&around, i + 1) ? 2 : 3];
        } else if (letter.code == '-') {
            size_t n = hyphens(letters, i);
            if (n == 2 || n == 3) {
                letter.code = n == 2 ? EN_DASH : EM_DASH;
                letter.length = (uint32_t)n;
                i += n - 1;
            } else if (n > 3) {
                for (; n > 1; n--, i++)
                    letters->items[kept++] = letters->items[i];
                letter = letters->items[i];
            }
        }
        letters->items[kept++] = letter;
        before = letter.code;
    }
    letters->count = kept;
}
