/* A figure: what a person types for a number of the data, as an interval that holds the true value, and back to words.
   A form is a phrase, a number and a magnitude or '%'; phrases and magnitudes are one table each, from which messages
   list them too, so that a further form is a further row. Rounding is half up: "36.2 million" is 36,150,000 up to
   36,249,999. What is not a form is refused by name; nothing is guessed. */
#include "figure.h"

#include "decimal.h"
#include "schema.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 100, WORDS_MAX = 8, FORMS_MAX = 256 };

typedef struct Phrase {
    const char *words;
    FigureKind kind;
    int beyond; /* how much the least possible count is above the number */
} Phrase;

static const Phrase phrases[] = {
    {"more than", FIGURE_FLOOR, 1},
    {"over", FIGURE_FLOOR, 1},
    {"at least", FIGURE_FLOOR, 0},
};

typedef struct Magnitude {
    const char *word;
    const char *short_forms; /* which are not accepted, but understood; each between blanks */
    int exponent;
} Magnitude;

static const Magnitude magnitudes[] = {
    {"thousand", " k t thousands ", 3},
    {"million", " m mm mn mio mln millions ", 6},
    {"billion", " b bn billions ", 9},
};

enum { PHRASE_COUNT = sizeof phrases / sizeof *phrases, MAGNITUDE_COUNT = sizeof magnitudes / sizeof *magnitudes };

/* What was typed, in small letters and cut into words. */
typedef struct Typed {
    char small[TEXT_MAX + 1];
    Str words[WORDS_MAX];
    size_t count;
    const Phrase *phrase; /* NULL where there is none */
    Str number;           /* without its '%' */
    bool percent;
    const Magnitude *magnitude; /* NULL where there is none */
} Typed;

#define REFUSE(...) (snprintf(reason, REASON_MAX, __VA_ARGS__), false)

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool has_digit(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (is_digit(s.s[i]))
            return true;
    return false;
}

/* ---- The forms, for messages ---------------------------------------------------------------------------------------
 */

static void note_forms(const Measure *measure, Diag *d)
{
    char others[FORMS_MAX] = "", words[FORMS_MAX] = "";
    size_t n = 0;
    for (size_t i = 1; i < PHRASE_COUNT; i++)
        n += (size_t)snprintf(others + n, sizeof others - n, "%s%s", i > 1 ? ", " : "", phrases[i].words);
    n = 0;
    for (size_t i = 0; i < MAGNITUDE_COUNT; i++)
        if (strcmp(magnitudes[i].word, "million") != 0)
            n += (size_t)snprintf(words + n, sizeof words - n, "%s%s", n ? ", " : "", magnitudes[i].word);
    if (measure->percent)
        diag_note(d, (Mark){0}, "a percentage is typed as 19%%, or as %s 19%% (also %s)", phrases[0].words, others);
    else
        diag_note(d, (Mark){0},
                  "a figure is typed as 78,835 (exact), 36.2 million (rounded; also %s) or %s 18,400 (a floor; also "
                  "%s), and as 0 where there was none",
                  words, phrases[0].words, others);
}

/* ---- Words ---------------------------------------------------------------------------------------------------------
 */

static bool refuse_not_ascii(Str text, size_t at, char reason[REASON_MAX])
{
    size_t to = at;
    uint32_t c = utf8_next(text, &to);
    Str shown = str_slice(text, at, to);
    if (c < 0x20)
        return REFUSE("it goes over more than one line");
    if (c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200A))
        return REFUSE("U+%04X, a blank that is no plain space, stands in it; digits are grouped by commas",
                      (unsigned)c);
    if (c >= 0x2010 && c <= 0x2015)
        return REFUSE("'%.*s' (U+%04X) is a dash; write one number, or 0 where there was none", STR_ARG(shown),
                      (unsigned)c);
    return REFUSE("'%.*s' (U+%04X) is not one of the characters a figure is typed with: 0 to 9, plain letters, comma, "
                  "point and %%",
                  STR_ARG(shown), (unsigned)c);
}

static bool words_split(Str text, Typed *t, char reason[REASON_MAX])
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.s[i] < 0x20 || (unsigned char)text.s[i] > 0x7E)
            return refuse_not_ascii(text, i, reason);
    if (text.n > TEXT_MAX)
        return REFUSE("it is too long");
    for (size_t i = 0; i < text.n; i++)
        t->small[i] = text.s[i] >= 'A' && text.s[i] <= 'Z' ? (char)(text.s[i] + 32) : text.s[i];
    for (size_t from = 0, i = 0; i <= text.n; i++)
        if (i == text.n || text.s[i] == ' ') {
            if (i > from && t->count == WORDS_MAX)
                return REFUSE("it is text, not a number");
            if (i > from)
                t->words[t->count++] = (Str){t->small + from, i - from};
            from = i + 1;
        }
    return true;
}

/* Words of the phrase that the text begins with, 0 where it does not. */
static size_t phrase_match(const Typed *t, const char *words)
{
    Str left = str_from(words);
    for (size_t i = 0; i < t->count; i++) {
        if (!str_starts(left, t->words[i]))
            return 0;
        left = str_slice(left, t->words[i].n, left.n);
        if (left.n == 0)
            return i + 1;
        if (left.s[0] != ' ')
            return 0;
        left = str_slice(left, 1, left.n);
    }
    return 0;
}

/* Words before the number that are no phrase, or a text that has no number at all. */
static bool refuse_words(const Typed *t, size_t count, const Diag *d, char reason[REASON_MAX])
{
    if (t->small[0] == '#')
        return REFUSE("it is a spreadsheet's error value; correct the cell it comes from");
    size_t first = 0;
    while (first < t->count && !has_digit(t->words[first]))
        first++;
    if (first == t->count)
        return REFUSE("it is text, not a number");
    Str names[PHRASE_COUNT];
    char shown[SHOWN_MAX], hint[SHOWN_MAX + 32];
    for (size_t i = 0; i < PHRASE_COUNT; i++)
        names[i] = str_from(phrases[i].words);
    const char *from = t->words[count].s;
    Str before = {from, (size_t)(t->words[first - 1].s + t->words[first - 1].n - from)};
    return REFUSE("'%.*s' is not a phrase that a figure can have%s", STR_ARG(text_shown(before, shown)),
                  nearest_hint(before, names, PHRASE_COUNT, hint, d));
}

static const Magnitude *magnitude_meant(Str word)
{
    char padded[TEXT_MAX + 3];
    snprintf(padded, sizeof padded, " %.*s ", STR_ARG(word));
    for (size_t i = 0; i < MAGNITUDE_COUNT; i++)
        if (str_eq(word, str_from(magnitudes[i].word)) || strstr(magnitudes[i].short_forms, padded))
            return &magnitudes[i];
    return NULL;
}

/* Letters at the number's end: "36.2m", "36.2million". */
static bool suffix_check(Str number, char reason[REASON_MAX])
{
    size_t end = number.n;
    while (end > 0 && number.s[end - 1] >= 'a' && number.s[end - 1] <= 'z')
        end--;
    Str letters = str_slice(number, end, number.n);
    const Magnitude *meant = letters.n && end > 0 && is_digit(number.s[end - 1]) ? magnitude_meant(letters) : NULL;
    return !meant || REFUSE("write %.*s %s", STR_ARG(str_slice(number, 0, end)), meant->word);
}

static bool refuse_rest(const Typed *t, size_t from, const Diag *d, char reason[REASON_MAX])
{
    Str word = t->words[from];
    if (is_digit(word.s[0])) {
        char together[TEXT_MAX + 1];
        size_t n = 0;
        for (size_t i = from - 1; i < t->count; i++)
            for (size_t k = 0; k < t->words[i].n; k++)
                together[n++] = t->words[i].s[k];
        Decimal number;
        char regrouped[DECIMAL_TEXT_MAX];
        if (!decimal_read((Str){together, n}, &number, reason))
            return REFUSE("more than one number stands here");
        decimal_text(number, regrouped);
        return REFUSE("blanks cannot group digits; write %s", regrouped);
    }
    const Magnitude *meant = magnitude_meant(word);
    if (meant && str_eq(word, str_from(meant->word)))
        return REFUSE("'%s' cannot stand behind %s", meant->word, t->percent ? "a percentage" : t->magnitude->word);
    if (meant)
        return REFUSE("write '%s' for '%.*s'", meant->word, STR_ARG(word));
    Str names[MAGNITUDE_COUNT];
    for (size_t i = 0; i < MAGNITUDE_COUNT; i++)
        names[i] = str_from(magnitudes[i].word);
    char shown[SHOWN_MAX], hint[SHOWN_MAX + 32];
    const char *near = nearest_hint(word, names, MAGNITUDE_COUNT, hint, d);
    Str rest = {word.s, (size_t)(t->words[t->count - 1].s + t->words[t->count - 1].n - word.s)};
    return REFUSE("'%.*s' cannot stand behind the number%s", STR_ARG(text_shown(rest, shown)),
                  near[0] ? near : "; write the number alone");
}

/* ---- The form ------------------------------------------------------------------------------------------------------
 */

/* Whether a '%' or the word for it follows the number. */
static bool is_percent_word(Str word)
{
    return str_eq(word, STR("%")) || str_eq(word, STR("percent")) || str_eq(word, STR("pct"));
}

static bool percent_check(const Typed *t, size_t next, const Measure *measure, char reason[REASON_MAX])
{
    bool word = next < t->count && is_percent_word(t->words[next]);
    if (!measure->percent && (t->percent || word))
        return REFUSE("it is a percentage, but this figure is a count");
    if (measure->percent && word)
        return REFUSE("write %.*s%%", STR_ARG(t->number));
    if (measure->percent && !t->percent)
        return REFUSE("the '%%' is missing, and this figure is a percentage");
    return true;
}

static bool form_read(Typed *t, const Measure *measure, Decimal *number, const Diag *d, char reason[REASON_MAX])
{
    size_t at = 0;
    for (size_t i = 0; i < PHRASE_COUNT && !t->phrase; i++)
        if ((at = phrase_match(t, phrases[i].words)))
            t->phrase = &phrases[i];
    if (at == t->count)
        return REFUSE("a number is missing behind '%s'", t->phrase->words);
    t->number = t->words[at];
    if (!has_digit(t->number))
        return refuse_words(t, at, d, reason);
    t->percent = str_ends(t->number, STR("%"));
    t->number.n -= t->percent;
    size_t next = at + 1;
    if (!suffix_check(t->number, reason) || !decimal_read(t->number, number, reason) ||
        !percent_check(t, next, measure, reason))
        return false;
    for (size_t i = 0; i < MAGNITUDE_COUNT && next < t->count && !t->percent && !t->magnitude; i++)
        if (str_eq(t->words[next], str_from(magnitudes[i].word)))
            t->magnitude = &magnitudes[i];
    next += t->magnitude != NULL;
    return next == t->count || refuse_rest(t, next, d, reason);
}

/* ---- Intervals -----------------------------------------------------------------------------------------------------
 */

static bool percentage_set(const Typed *t, Figure *f, char reason[REASON_MAX])
{
    static const Decimal zero = {0, 0}, hundred = {100, 0};
    int beyond = t->phrase ? t->phrase->beyond : 0;
    if (f->stated.scale >= DECIMAL_MAX_SCALE)
        return REFUSE("it has more than %d decimals", DECIMAL_MAX_SCALE - 1);
    if (decimal_compare(f->stated, hundred) > -beyond)
        return REFUSE("a percentage cannot be above 100%%");
    if (t->phrase) {
        f->least = f->stated;
        f->most = hundred;
        return true;
    }
    int64_t units = f->stated.units * 10;
    f->kind = FIGURE_ROUNDED;
    f->least = (Decimal){units - 5, f->stated.scale + 1};
    f->most = (Decimal){units + 5, f->stated.scale + 1};
    if (decimal_compare(f->least, zero) < 0)
        f->least = zero;
    if (decimal_compare(f->most, hundred) > 0)
        f->most = hundred;
    return true;
}

static bool count_set(const Typed *t, Figure *f, char reason[REASON_MAX])
{
    int exponent = t->magnitude ? t->magnitude->exponent : 0;
    Decimal value, unit;
    char shown[SHOWN_MAX];
    Str number = text_shown(t->number, shown);
    if (f->stated.scale > exponent) {
        if (exponent)
            return REFUSE("it has more decimals than a %s has digits", t->magnitude->word);
        return REFUSE("a count has no decimals; digits are grouped by commas, as in 1,103");
    }
    if (!decimal_scale_up(f->stated, exponent, &value))
        return REFUSE("it has more than %d digits", DECIMAL_MAX_DIGITS);
    if (exponent && value.units == 0)
        return REFUSE("%.*s %s is nothing; write 0", STR_ARG(number), t->magnitude->word);
    f->least = f->most = value;
    if (t->phrase) {
        f->least.units += t->phrase->beyond;
        f->no_most = true;
    } else if (t->magnitude) {
        /* The unit of the last digit typed. */
        decimal_scale_up((Decimal){1, f->stated.scale}, exponent, &unit);
        f->kind = FIGURE_ROUNDED;
        f->least.units -= unit.units / 2;
        f->most.units += unit.units > 1 ? unit.units / 2 - 1 : 0;
    }
    return true;
}

/* Behind "key:" a '#' begins a comment, which an error value of a spreadsheet becomes. */
static void note_comment(const Value *v, Diag *d)
{
    Str source = v->mark.source->text;
    size_t at = v->mark.offset;
    while (at < source.n && source.s[at] == ' ')
        at++;
    if (at < source.n && source.s[at] == '#')
        diag_note(d, (Mark){v->mark.source, (uint32_t)at, 1}, "what follows '#' is a comment, not a value");
}

bool figure_read(const Value *v, const Measure *measure, Figure *figure, Diag *d)
{
    char reason[REASON_MAX], shown[SHOWN_MAX];
    if (!kind_check(v, VALUE_SCALAR, measure->key, d))
        return false;
    Str text = str_trim(v->text);
    if (text.n == 0) {
        diag_error(d, DIAG_FIGURE, v->mark, "the figure of '%.*s' is empty; type it", STR_ARG(measure->key));
        note_comment(v, d);
        note_forms(measure, d);
        return false;
    }
    Typed t = {.phrase = NULL};
    Figure f = {.kind = FIGURE_EXACT, .measure = measure, .magnitude = STR(""), .phrase = STR(""), .mark = v->mark};
    bool ok = words_split(text, &t, reason) && form_read(&t, measure, &f.stated, d, reason);
    if (ok && t.phrase) {
        f.kind = t.phrase->kind;
        f.phrase = str_from(t.phrase->words);
    }
    if (ok && t.magnitude)
        f.magnitude = str_from(t.magnitude->word);
    ok = ok && (measure->percent ? percentage_set(&t, &f, reason) : count_set(&t, &f, reason));
    if (!ok) {
        diag_error(d, DIAG_FIGURE, v->mark, "'%.*s' is not a figure: %s", STR_ARG(text_shown(text, shown)), reason);
        note_forms(measure, d);
        return false;
    }
    *figure = f;
    return true;
}

/* ---- Back to words -------------------------------------------------------------------------------------------------
 */

Str figure_text(const Figure *f, bool is_short, char out[FIGURE_TEXT_MAX])
{
    if (f->kind == FIGURE_ABSENT)
        return STR("");
    char number[DECIMAL_TEXT_MAX];
    decimal_text(f->stated, number);
    bool is_floor = f->kind == FIGURE_FLOOR;
    Str phrase = is_short ? STR("") : f->phrase;
    int n = snprintf(out, FIGURE_TEXT_MAX, "%.*s%s%s%s%s%.*s%s", STR_ARG(phrase), phrase.n ? " " : "", number,
                     f->measure->percent ? "%" : "", f->magnitude.n ? " " : "", STR_ARG(f->magnitude),
                     is_short && is_floor ? "+" : "");
    return (Str){out, (size_t)n};
}

Str figure_long(const Figure *f, Arena *a)
{
    char out[FIGURE_TEXT_MAX];
    return str_copy(a, figure_text(f, false, out));
}

Str figure_short(const Figure *f, Arena *a)
{
    char out[FIGURE_TEXT_MAX];
    return str_copy(a, figure_text(f, true, out));
}
