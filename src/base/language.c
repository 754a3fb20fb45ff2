/* One row a language. The words of the English row are also what people type for a figure. */
#include "ncmec/language.h"

#include <assert.h>

/* What is the same in all languages here. */
#define SHORT_PHRASES                                                                                                  \
    {                                                                                                                  \
        [PHRASE_NONE] = {"", ""}, [PHRASE_MORE_THAN] = {"", "+"}, [PHRASE_OVER] = {"", "+"},                           \
        [PHRASE_AT_LEAST] = {"", "+"}, [PHRASE_FEWER_THAN] = {"<", ""}, [PHRASE_UNDER] = {"<", ""},                    \
        [PHRASE_LESS_THAN] = {"<", ""}, [PHRASE_AT_MOST] = {"\xE2\x89\xA4", ""}, [PHRASE_ABOUT] = {"~", ""},           \
        [PHRASE_NEARLY] = {"~", ""}, [PHRASE_ALMOST] = {                                                               \
            "~",                                                                                                       \
            ""                                                                                                         \
        }                                                                                                              \
    }
#define EM_DASH "\xE2\x80\x94"
#define CURLY_QUOTES                                                                                                   \
    {                                                                                                                  \
        0x201C, 0x201D, 0x2018, 0x2019                                                                                 \
    }

/* CLDR: 'one' is exactly 1. */
static PluralCase plural_english(Counted number)
{
    return number.is_exact && number.whole == 1 ? PLURAL_ONE : PLURAL_OTHER;
}

/* CLDR: 'one' is 1, as it is printed; 'many' takes "de" before its noun: whole millions, in digits or in words. */
static PluralCase plural_spanish(Counted number)
{
    const int64_t million = 1000000;
    if (number.magnitude >= MAGNITUDE_MILLION)
        return PLURAL_MANY;
    if (number.magnitude == MAGNITUDE_NONE && number.whole == 1)
        return PLURAL_ONE;
    return number.magnitude == MAGNITUDE_NONE && number.whole > 0 && number.whole % million == 0 ? PLURAL_MANY
                                                                                                 : PLURAL_OTHER;
}

const Language language_english = {
    .name = "English",
    .tag = "en",
    .own_name = "English",
    .index = "Fact sheets by state",
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
    .short_phrases = SHORT_PHRASES,
    .no_number = EM_DASH,
    .withheld = "withheld",
    .magnitudes = {[MAGNITUDE_NONE] = {"", ""},
                   [MAGNITUDE_THOUSAND] = {"thousand", "thousand"},
                   [MAGNITUDE_MILLION] = {"million", "million"},
                   [MAGNITUDE_BILLION] = {"billion", "billion"}},
    .plural = plural_english,
    .plurals = 1U << PLURAL_OTHER | 1U << PLURAL_ONE,
    .changes = {"down {0} from {1}", "unchanged", "up {0} from {1}"},
    .up_from_none = "up from none",
    .of_nation = ", of {0} nationwide",
    .of_nation_part = ", of {0} nationwide ({1})",
    .missing = "[missing: {0}]",
    .links = {"Web page {0}", "Call {0}", "E-mail to {0}", "Footnote {0}"},
    .to = " to ",
    .slug = "{0}   press ({1})   page {2} of {3}",
    .blank = "blank page",
    .edition = "revised {0}",
    .revision = {"Revised {0}: {1}, previously {2}; ", "Revised {0}: {1} nationwide, previously {2}; "},
    .quotes = CURLY_QUOTES,
    .elided = {"tis", "twas", "twere", "til", "em", NULL},
    .of_state = "of {0}",
    .common = " the of and to with for that are from by is was were this these on at which its their ",
    .hyphenation = "hyph_en_US.dic",
    .hyphen_package = "hyphen-en-us",
};

#ifndef NCMEC_MORE_LANGUAGES
#define NCMEC_MORE_LANGUAGES /* a test's own row */
#endif

/* As in the United States: numbers are grouped as in English, and "billion" is a thousand millions. */
static const Language spanish = {
    .name = "Spanish",
    .tag = "es",
    .own_name = "espa\xC3\xB1ol",
    .index = "Hojas informativas por estado",
    .example = "'es-US'",
    .months = {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
               "noviembre", "diciembre"},
    .date = "{1} de {0} de {2}",
    .group = ",",
    .point = ".",
    .percent = "{0}%",
    .phrases = {[PHRASE_NONE] = "",
                [PHRASE_MORE_THAN] = "m\xC3\xA1s de",
                [PHRASE_OVER] = "m\xC3\xA1s de",
                [PHRASE_AT_LEAST] = "al menos",
                [PHRASE_FEWER_THAN] = "menos de",
                [PHRASE_UNDER] = "menos de",
                [PHRASE_LESS_THAN] = "menos de",
                [PHRASE_AT_MOST] = "como m\xC3\xA1ximo",
                [PHRASE_ABOUT] = "aproximadamente",
                [PHRASE_NEARLY] = "casi",
                [PHRASE_ALMOST] = "casi",
                [PHRASE_SUPPRESSED] = "reservado",
                [PHRASE_NOT_AVAILABLE] = "no disponible",
                [PHRASE_NOT_APPLICABLE] = "no aplicable"},
    .short_phrases = SHORT_PHRASES,
    .no_number = EM_DASH,
    .withheld = "reservado",
    .magnitudes = {[MAGNITUDE_NONE] = {"", ""},
                   [MAGNITUDE_THOUSAND] = {"mil", "mil"},
                   [MAGNITUDE_MILLION] = {"mill\xC3\xB3n", "millones"},
                   [MAGNITUDE_BILLION] = {"mil millones", "mil millones"}},
    .alone = 1U << MAGNITUDE_THOUSAND | 1U << MAGNITUDE_BILLION,
    .plural = plural_spanish,
    .plurals = 1U << PLURAL_OTHER | 1U << PLURAL_ONE | 1U << PLURAL_MANY,
    .changes = {"{0} menos que en {1}", "sin cambios", "{0} m\xC3\xA1s que en {1}"},
    .up_from_none = "frente a cero en {1}",
    .of_nation = ", de {0} en todo el pa\xC3\xADs",
    .of_nation_part = ", de {0} en todo el pa\xC3\xADs ({1})",
    .missing = "[falta: {0}]",
    .links = {"P\xC3\xA1gina web {0}", "Llamar al {0}", "Correo electr\xC3\xB3nico a {0}", "Nota {0}"},
    .to = " a ",
    .slug = "{0}   prensa ({1})   p\xC3\xA1gina {2} de {3}",
    .blank = "p\xC3\xA1gina en blanco",
    .edition = "revisado el {0}",
    .revision = {"Revisado el {0}: {1}, antes {2}; ", "Revisado el {0}: {1} en todo el pa\xC3\xADs, antes {2}; "},
    .quotes = CURLY_QUOTES,
    .elided = {NULL},
    .of_state = "de {0}",
    .common = " el la los las del de y que en con por para una su sus al se fue fueron estos estas ",
    .hyphenation = "hyph_es_US.dic",
    .hyphen_package = "hyphen-es",
};

const Language *const language_rows[] = {&language_english, &spanish, NCMEC_MORE_LANGUAGES};
const size_t language_count = sizeof language_rows / sizeof *language_rows;
static_assert(sizeof language_rows / sizeof *language_rows <= LANGUAGES_MAX,
              "there are more languages than LANGUAGES_MAX");

size_t language_index(const Language *language)
{
    size_t i = 0;
    while (language_rows[i] != language)
        i++;
    return i;
}

const char *language_suffix(const Language *language, Arena *a)
{
    return language == &language_english ? "" : str_printf(a, "-%s", language->tag).s;
}

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
    for (size_t i = 0; i < language_count; i++)
        if (is_tag_of(language_rows[i], tag))
            return language_rows[i];
    return NULL;
}

Str language_tags(bool with_region, Arena *a)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < language_count; i++) {
        const Language *row = language_rows[i];
        const char *quote = with_region ? "" : "'", *tag = with_region ? row->example : row->tag;
        buf_printf(&out, "%s%s%s%s", i == 0 ? "" : i + 1 < language_count ? ", " : " or ", quote, tag, quote);
    }
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

static bool words_have(Str all, Str word)
{
    size_t at = str_find_any_case(all, word);
    while (at < all.n && (all.s[at - 1] != ' ' || all.s[at + word.n] != ' '))
        at += 1 + str_find_any_case(str_slice(all, at + 1, all.n), word);
    return word.n && at < all.n;
}

/* Needs a few of them, and three times as many as any other language has. */
const Language *language_guess(Str text)
{
    enum { WORDS_LEAST = 4, TIMES = 3 };
    const Language *best = NULL;
    size_t most = 0, second = 0;
    for (size_t i = 0; i < language_count; i++) {
        size_t found = 0;
        Str common = str_from(language_rows[i]->common ? language_rows[i]->common : "");
        for (Str rest = text; rest.n;)
            found += words_have(common, str_cut(&rest, STR(" ")));
        second = found > most ? most : found > second ? found : second;
        best = found > most ? language_rows[i] : best;
        most = found > most ? found : most;
    }
    return most >= WORDS_LEAST && most >= TIMES * second ? best : NULL;
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
