/* What people type for a figure, cut into a phrase, a number and a magnitude or '%', or the word for why there is no
   number. Each of these is one table, from which messages list them too, so that a further form is a further row. What
   is not a form is refused by name, with what was probably meant; nothing is guessed. */
#include "form.h"

#include "schema.h"

#include <stdio.h>
#include <string.h>

enum { FORMS_MAX = 512 };

static const PhraseForm phrases[] = {
    {PHRASE_MORE_THAN, FIGURE_FLOOR, 1},     {PHRASE_OVER, FIGURE_FLOOR, 1},     {PHRASE_AT_LEAST, FIGURE_FLOOR, 0},
    {PHRASE_FEWER_THAN, FIGURE_CEILING, -1}, {PHRASE_UNDER, FIGURE_CEILING, -1}, {PHRASE_LESS_THAN, FIGURE_CEILING, -1},
    {PHRASE_AT_MOST, FIGURE_CEILING, 0},     {PHRASE_ABOUT, FIGURE_ROUNDED, 0},  {PHRASE_NEARLY, FIGURE_ROUNDED, -1},
    {PHRASE_ALMOST, FIGURE_ROUNDED, -1},
};

static const BlankForm blanks[] = {
    {PHRASE_SUPPRESSED, FIGURE_SUPPRESSED},
    {PHRASE_NOT_AVAILABLE, FIGURE_NOT_AVAILABLE},
    {PHRASE_NOT_APPLICABLE, FIGURE_NOT_APPLICABLE},
};

/* What people type for these instead. */
static const char *const slips[][2] = {
    {" n/a na n.a. #n/a ", "it can mean two things; write 'not available' or 'not applicable'"},
    {" * ** x (s) s withheld redacted ", "write 'suppressed' where a figure is withheld"},
    {" none nil no zero ", "write 0 where there was none"},
    {" unknown pending tbd ? missing null nan . .. ... ", "write 'not available' where a figure is not known"},
    {" - -- --- _ / ",
     "a dash can mean several things; write 0 where there was none, or 'suppressed', 'not available' or "
     "'not applicable'"},
};

static const MagnitudeForm magnitudes[] = {
    {MAGNITUDE_THOUSAND, " k t thousands ", 3},
    {MAGNITUDE_MILLION, " m mm mn mio mln millions ", 6},
    {MAGNITUDE_BILLION, " b bn billions ", 9},
};

enum {
    PHRASE_FORMS = sizeof phrases / sizeof *phrases,
    BLANK_FORMS = sizeof blanks / sizeof *blanks,
    SLIP_COUNT = sizeof slips / sizeof *slips,
    MAGNITUDE_FORMS = sizeof magnitudes / sizeof *magnitudes,
};

#define REFUSE(...) (snprintf(reason, REASON_MAX, __VA_ARGS__), false)

const char *phrase_words(Phrase phrase)
{
    return language_english.phrases[phrase];
}

const char *magnitude_word(Magnitude magnitude)
{
    return language_english.magnitudes[magnitude][0];
}

static bool has_digit(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (is_digit(s.s[i]))
            return true;
    return false;
}

/* ---- The forms, for messages ---- */

/* "fewer than 10 (1 to 9; also under, less than, at most)": the phrases of one kind. */
static size_t put_phrases(char out[FORMS_MAX], size_t n, FigureKind kind, const char *number, const char *meaning)
{
    bool first = true;
    for (size_t i = 0; i < PHRASE_FORMS; i++) {
        if (phrases[i].kind != kind)
            continue;
        n += (size_t)(first ? snprintf(out + n, FORMS_MAX - n, ", %s %s (%s; also ", phrase_words(phrases[i].phrase),
                                       number, meaning)
                            : snprintf(out + n, FORMS_MAX - n, "%s, ", phrase_words(phrases[i].phrase)));
        first = false;
    }
    return n - 2 + (size_t)snprintf(out + n - 2, FORMS_MAX - n + 2, ")");
}

void form_hint(const Measure *measure, Diag *d)
{
    char forms[FORMS_MAX] = "", words[FORMS_MAX] = "";
    bool percent = measure->percent;
    size_t n = 0;
    for (size_t i = 0; i < MAGNITUDE_FORMS; i++)
        if (magnitudes[i].magnitude != MAGNITUDE_MILLION)
            n += (size_t)snprintf(words + n, sizeof words - n, "%s%s", n ? ", " : "",
                                  magnitude_word(magnitudes[i].magnitude));
    n = put_phrases(forms, 0, FIGURE_ROUNDED, percent ? "19%" : "18,400", "rounded");
    n = put_phrases(forms, n, FIGURE_FLOOR, percent ? "19%" : "18,400", "a floor");
    n = put_phrases(forms, n, FIGURE_CEILING, percent ? "5%" : "10", percent ? "a ceiling" : "1 to 9");
    for (size_t i = 0; i < BLANK_FORMS; i++)
        n += (size_t)snprintf(forms + n, sizeof forms - n, "%s%s", i + 1 < BLANK_FORMS ? ", " : " or ",
                              phrase_words(blanks[i].phrase));
    if (percent)
        diag_hint(d, "a percentage is typed as 19%%%s", forms);
    else
        diag_hint(
            d, "a figure is typed as 78,835 (exact), 36.2 million (rounded; also %s)%s, and as 0 where there was none",
            words, forms);
}

/* ---- Words ---- */

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
        return REFUSE("'%.*s' (U+%04X) is a dash; write one number, 0 where there was none, or 'suppressed', 'not "
                      "available' or 'not applicable'",
                      STR_ARG(shown), (unsigned)c);
    return REFUSE("'%.*s' (U+%04X) is not one of the characters a figure is typed with: 0 to 9, plain letters, comma, "
                  "point and %%",
                  STR_ARG(shown), (unsigned)c);
}

static bool words_split(Str text, Typed *t, char reason[REASON_MAX])
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.s[i] < 0x20 || (unsigned char)text.s[i] > 0x7E)
            return refuse_not_ascii(text, i, reason);
    if (text.n > FORM_TEXT_MAX)
        return REFUSE("it is too long");
    for (size_t i = 0; i < text.n; i++)
        t->small[i] = text.s[i] >= 'A' && text.s[i] <= 'Z' ? (char)(text.s[i] + 32) : text.s[i];
    for (size_t from = 0, i = 0; i <= text.n; i++)
        if (i == text.n || text.s[i] == ' ') {
            if (i > from && t->count == FORM_WORDS_MAX)
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

/* What a whole text that is no number was probably meant to say, or NULL. */
static const char *slip_find(const Typed *t)
{
    char padded[FORM_TEXT_MAX + 3];
    if (t->count != 1)
        return NULL;
    snprintf(padded, sizeof padded, " %.*s ", STR_ARG(t->words[0]));
    for (size_t i = 0; i < SLIP_COUNT; i++)
        if (strstr(slips[i][0], padded))
            return slips[i][1];
    return NULL;
}

/* A text without a digit. */
static bool refuse_text(const Typed *t, const Diag *d, char reason[REASON_MAX])
{
    Str names[BLANK_FORMS], whole = {t->words[0].s, 0};
    char hint[SHOWN_MAX + 32];
    const char *slip = slip_find(t);
    for (size_t i = 0; i < BLANK_FORMS; i++)
        names[i] = str_from(phrase_words(blanks[i].phrase));
    whole.n = (size_t)(t->words[t->count - 1].s + t->words[t->count - 1].n - whole.s);
    return slip ? REFUSE("%s", slip)
                : REFUSE("it is text, not a number%s", nearest_hint(whole, names, BLANK_FORMS, hint, d));
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
        return refuse_text(t, d, reason);
    Str names[PHRASE_FORMS];
    char shown[SHOWN_MAX], hint[SHOWN_MAX + 32];
    for (size_t i = 0; i < PHRASE_FORMS; i++)
        names[i] = str_from(phrase_words(phrases[i].phrase));
    const char *from = t->words[count].s;
    Str before = {from, (size_t)(t->words[first - 1].s + t->words[first - 1].n - from)};
    if (t->phrase)
        return REFUSE("'%.*s' cannot stand behind '%s'", STR_ARG(text_shown(before, shown)),
                      phrase_words(t->phrase->phrase));
    return REFUSE("'%.*s' is not a phrase that a figure can have%s", STR_ARG(text_shown(before, shown)),
                  nearest_hint(before, names, PHRASE_FORMS, hint, d));
}

static const MagnitudeForm *magnitude_meant(Str word)
{
    char padded[FORM_TEXT_MAX + 3];
    snprintf(padded, sizeof padded, " %.*s ", STR_ARG(word));
    for (size_t i = 0; i < MAGNITUDE_FORMS; i++)
        if (str_eq(word, str_from(magnitude_word(magnitudes[i].magnitude))) ||
            strstr(magnitudes[i].short_forms, padded))
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
    const MagnitudeForm *meant = letters.n && end > 0 && is_digit(number.s[end - 1]) ? magnitude_meant(letters) : NULL;
    return !meant || REFUSE("write %.*s %s", STR_ARG(str_slice(number, 0, end)), magnitude_word(meant->magnitude));
}

static bool refuse_rest(const Typed *t, size_t from, const Diag *d, char reason[REASON_MAX])
{
    Str word = t->words[from];
    if (is_digit(word.s[0])) {
        char together[FORM_TEXT_MAX + 1];
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
    const MagnitudeForm *meant = magnitude_meant(word);
    if (meant && str_eq(word, str_from(magnitude_word(meant->magnitude))))
        return REFUSE("'%s' cannot stand behind %s", magnitude_word(meant->magnitude),
                      t->percent ? "a percentage" : magnitude_word(t->magnitude->magnitude));
    if (meant)
        return REFUSE("write '%s' for '%.*s'", magnitude_word(meant->magnitude), STR_ARG(word));
    Str names[MAGNITUDE_FORMS];
    for (size_t i = 0; i < MAGNITUDE_FORMS; i++)
        names[i] = str_from(magnitude_word(magnitudes[i].magnitude));
    char shown[SHOWN_MAX], hint[SHOWN_MAX + 32];
    const char *near = nearest_hint(word, names, MAGNITUDE_FORMS, hint, d);
    Str rest = {word.s, (size_t)(t->words[t->count - 1].s + t->words[t->count - 1].n - word.s)};
    return REFUSE("'%.*s' cannot stand behind the number%s", STR_ARG(text_shown(rest, shown)),
                  near[0] ? near : "; write the number alone");
}

/* ---- The form ---- */

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

/* 0.19 is how a spreadsheet holds 19%. */
static bool fraction_check(const Typed *t, size_t next, const Measure *measure, Decimal number, char reason[REASON_MAX])
{
    static const Decimal one = {1, 0};
    char shown[DECIMAL_TEXT_MAX];
    if (!measure->percent || t->percent || next < t->count || number.units == 0 || number.scale < 2 ||
        decimal_compare(number, one) > 0)
        return true;
    decimal_text((Decimal){number.units, number.scale - 2}, shown);
    return REFUSE("the '%%' is missing, and this figure is a percentage; is it %s%% or %.*s%%?", shown,
                  STR_ARG(t->number));
}

static bool form_split(Typed *t, const Measure *measure, Decimal *number, const Diag *d, char reason[REASON_MAX])
{
    size_t at = 0;
    for (size_t i = 0; i < BLANK_FORMS && !t->blank; i++)
        if (phrase_match(t, phrase_words(blanks[i].phrase)) == t->count)
            t->blank = &blanks[i];
    if (t->blank)
        return true;
    for (size_t i = 0; i < PHRASE_FORMS && !t->phrase; i++)
        if ((at = phrase_match(t, phrase_words(phrases[i].phrase))))
            t->phrase = &phrases[i];
    if (at == t->count)
        return REFUSE("a number is missing behind '%s'", phrase_words(t->phrase->phrase));
    t->number = t->words[at];
    if (!has_digit(t->number))
        return refuse_words(t, at, d, reason);
    t->percent = str_ends(t->number, STR("%"));
    t->number.n -= t->percent;
    size_t next = at + 1;
    if (!suffix_check(t->number, reason) || !decimal_read(t->number, number, reason) ||
        !fraction_check(t, next, measure, *number, reason) || !percent_check(t, next, measure, reason))
        return false;
    for (size_t i = 0; i < MAGNITUDE_FORMS && next < t->count && !t->percent && !t->magnitude; i++)
        if (str_eq(t->words[next], str_from(magnitude_word(magnitudes[i].magnitude))))
            t->magnitude = &magnitudes[i];
    next += t->magnitude != NULL;
    return next == t->count || refuse_rest(t, next, d, reason);
}

bool form_read(Str text, const Measure *measure, Typed *typed, Decimal *number, const Diag *d, char reason[REASON_MAX])
{
    return words_split(text, typed, reason) && form_split(typed, measure, number, d, reason);
}

/* ---- As a pattern ---- */

static void put_any_case(Buf *out, const char *words)
{
    for (const char *c = words; *c; c++)
        if (*c >= 'a' && *c <= 'z')
            buf_printf(out, "[%c%c]", *c - 'a' + 'A', *c);
        else
            buf_put(out, *c == ' ' ? STR(" +") : (Str){c, 1});
}

static void put_phrase_choice(Buf *out, FigureKind kind)
{
    bool first = true;
    for (size_t i = 0; i < PHRASE_FORMS; i++)
        if (phrases[i].kind == kind) {
            buf_put(out, first ? STR("(?:") : STR("|"));
            put_any_case(out, phrase_words(phrases[i].phrase));
            first = false;
        }
    buf_put(out, STR(") +"));
}

static void put_large(Buf *out)
{
    buf_put(out, STR("(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\\.[0-9]+)? +(?:"));
    for (size_t i = 0; i < MAGNITUDE_FORMS; i++) {
        buf_put(out, i ? STR("|") : STR(""));
        put_any_case(out, magnitude_word(magnitudes[i].magnitude));
    }
    buf_char(out, ')');
}

void form_pattern(const Measure *measure, Buf *out)
{
    const Str number = measure->percent ? STR("(?:100(?:\\.0{1,5})?|[1-9]?[0-9](?:\\.[0-9]{1,5})?)%")
                                        : STR("(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)");
    bool first = true;
    buf_put(out, STR("^(?:"));
    for (FigureKind kind = FIGURE_EXACT; kind <= FIGURE_CEILING; kind++) {
        bool plain = kind == (measure->percent ? FIGURE_ROUNDED : FIGURE_EXACT);
        bool has_phrase = kind != FIGURE_EXACT;
        if ((measure->kinds && !(measure->kinds & 1U << kind)) || (!plain && !has_phrase))
            continue;
        if (plain) {
            buf_put(out, first ? STR("") : STR("|"));
            buf_put(out, number);
            first = false;
        }
        if (kind == FIGURE_ROUNDED && !measure->percent) {
            buf_put(out, first ? STR("") : STR("|"));
            put_large(out);
            first = false;
        }
        if (!has_phrase)
            continue;
        buf_put(out, first ? STR("") : STR("|"));
        put_phrase_choice(out, kind);
        buf_put(out, STR("(?:"));
        buf_put(out, number);
        if (!measure->percent) {
            buf_char(out, '|');
            put_large(out);
        }
        buf_char(out, ')');
        first = false;
    }
    for (size_t i = 0; i < BLANK_FORMS; i++)
        if (!measure->kinds || measure->kinds & 1U << blanks[i].kind) {
            buf_put(out, first ? STR("") : STR("|"));
            put_any_case(out, phrase_words(blanks[i].phrase));
            first = false;
        }
    buf_put(out, STR(")$"));
}
