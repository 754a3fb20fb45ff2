/* One row a language. The words of the English row are also what people type for a figure. */
#include "ncmec/language.h"

/* CLDR: 'one' is exactly 1. */
static PluralCase plural_english(int64_t exact)
{
    return exact == 1 ? PLURAL_ONE : PLURAL_OTHER;
}

const Language language_english = {
    .name = "English",
    .tag = "en",
    .example = "'en-US'",
    .months = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December"},
    .date = "{0} {1}, {2}",
    .group = ",",
    .point = ".",
    .percent = "{0}%",
    .phrases = {[PHRASE_NONE] = "",
                [PHRASE_MORE_THAN] = "more than",
                [PHRASE_OVER] = "over",
                [PHRASE_AT_LEAST] = "at least",
                [PHRASE_FEWER_THAN] = "fewer than",
                [PHRASE_UNDER] = "under",
                [PHRASE_LESS_THAN] = "less than",
                [PHRASE_AT_MOST] = "at most",
                [PHRASE_ABOUT] = "about",
                [PHRASE_NEARLY] = "nearly",
                [PHRASE_ALMOST] = "almost",
                [PHRASE_SUPPRESSED] = "suppressed",
                [PHRASE_NOT_AVAILABLE] = "not available",
                [PHRASE_NOT_APPLICABLE] = "not applicable"},
    .short_phrases = {[PHRASE_NONE] = {"", ""},
                      [PHRASE_MORE_THAN] = {"", "+"},
                      [PHRASE_OVER] = {"", "+"},
                      [PHRASE_AT_LEAST] = {"", "+"},
                      [PHRASE_FEWER_THAN] = {"<", ""},
                      [PHRASE_UNDER] = {"<", ""},
                      [PHRASE_LESS_THAN] = {"<", ""},
                      [PHRASE_AT_MOST] = {"\xE2\x89\xA4", ""},
                      [PHRASE_ABOUT] = {"~", ""},
                      [PHRASE_NEARLY] = {"~", ""},
                      [PHRASE_ALMOST] = {"~", ""}},
    .no_number = "\xE2\x80\x94",
    .magnitudes = {[MAGNITUDE_NONE] = {"", ""},
                   [MAGNITUDE_THOUSAND] = {"thousand", "thousand"},
                   [MAGNITUDE_MILLION] = {"million", "million"},
                   [MAGNITUDE_BILLION] = {"billion", "billion"}},
    .plural = plural_english,
    .plurals = 1U << PLURAL_OTHER | 1U << PLURAL_ONE,
    .unchanged = "unchanged",
    .up_from_none = "up from none",
    .up = "up {0} from {1}",
    .down = "down {0} from {1}",
    .of_nation = ", of {0} nationwide",
    .of_nation_part = ", of {0} nationwide ({1})",
    .missing = "[missing: {0}]",
    .slug = "{0}   press ({1})   page {2} of {3}",
    .quotes = {0x201C, 0x201D, 0x2018, 0x2019},
    .elided = {"tis", "twas", "twere", "til", "em", NULL},
    .hyphenation = "hyph_en_US.dic",
};

static const Language *const languages[] = {&language_english};

enum { LANGUAGE_COUNT = sizeof languages / sizeof *languages };

/* "en" or "en-US": a region is two capital letters. */
static bool is_tag_of(const Language *language, Str tag)
{
    Str primary = str_from(language->tag), region = str_slice(tag, primary.n + 1, tag.n);
    bool good = str_starts(tag, primary) &&
                (tag.n == primary.n || (region.n == 2 && tag.n == primary.n + 3 && tag.s[primary.n] == '-'));
    for (size_t i = 0; i < region.n; i++)
        good = good && region.s[i] >= 'A' && region.s[i] <= 'Z';
    return good;
}

const Language *language_find(Str tag)
{
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        if (is_tag_of(languages[i], tag))
            return languages[i];
    return NULL;
}

Str language_tags(Arena *a)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        buf_printf(&out, "%s%s", i ? ", " : "", languages[i]->example);
    return buf_str(&out);
}

static const char *const plural_words[PLURAL_COUNT] = {
    [PLURAL_ONE] = "one", [PLURAL_MANY] = "many", [PLURAL_OTHER] = "other"};

bool language_plural(const Language *language, Str word, PluralCase *plural)
{
    for (PluralCase which = PLURAL_ONE; which < PLURAL_COUNT; which++)
        if (language->plurals & 1U << which && str_eq(word, str_from(plural_words[which]))) {
            *plural = which;
            return true;
        }
    return false;
}

Str language_plurals(const Language *language, Arena *a)
{
    Buf out = {.arena = a};
    for (PluralCase which = PLURAL_ONE; which < PLURAL_COUNT; which++)
        if (language->plurals & 1U << which)
            buf_printf(&out, "%s'%s'", out.n ? ", " : "", plural_words[which]);
    buf_printf(&out, " and '%s'", plural_words[PLURAL_OTHER]);
    return buf_str(&out);
}

Str language_fill(const char *text, const Str *values, size_t count, Arena *a)
{
    Buf out = {.arena = a};
    for (const char *at = text; *at; at++) {
        size_t slot = at[0] == '{' && is_digit(at[1]) && at[2] == '}' ? (size_t)(at[1] - '0') : count;
        if (slot >= count) {
            buf_char(&out, *at);
        } else {
            buf_put(&out, values[slot]);
            at += 2;
        }
    }
    return buf_str(&out);
}

Str language_date(const Language *language, Date date, Arena *a)
{
    const Str parts[] = {str_from(language->months[date.month - 1]), str_printf(a, "%d", date.day),
                         str_printf(a, "%d", date.year)};
    return language_fill(language->date, parts, 3, a);
}
