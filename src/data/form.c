/* What people type for a figure, cut into a phrase, a number and a magnitude or '%', or the word for why there is no
   number. Each of these is one table, from which messages list them too, so that a further form is a further row. What
   is not a form is refused by name, with what was probably meant; nothing is guessed. */
#include "form.h"

#include "charset.h"
#include "schema.h"

enum {
    FORMS_MAX = 512,
    MARK_MOST = 3, /* characters of what is rather a mark than a word */
};

static const PhraseForm phrases[] = {
    {PHRASE_MORE_THAN, FIGURE_FLOOR, 1, "greater than|above", ">", NULL},
    {PHRASE_OVER, FIGURE_FLOOR, 1, NULL, NULL, NULL},
    {PHRASE_AT_LEAST, FIGURE_FLOOR, 0, "no fewer than|no less than|not less than",
     ">=", "or more|and more|or over|and over|or above|and above|or greater|or higher|+"},
    {PHRASE_FEWER_THAN, FIGURE_CEILING, -1, "below", "<", NULL},
    {PHRASE_UNDER, FIGURE_CEILING, -1, NULL, NULL, NULL},
    {PHRASE_LESS_THAN, FIGURE_CEILING, -1, NULL, NULL, NULL},
    {PHRASE_AT_MOST, FIGURE_CEILING, 0, "up to|no more than|not more than",
     "<=", "or fewer|or less|or under|or below|or lower"},
    {PHRASE_ABOUT, FIGURE_ROUNDED, 0, "approximately|approx.|approx|roughly|around|circa|ca.|estimated|est.", "~",
     NULL},
    {PHRASE_NEARLY, FIGURE_ROUNDED, -1, NULL, NULL, NULL},
    {PHRASE_ALMOST, FIGURE_ROUNDED, -1, NULL, NULL, NULL},
};

static const BlankForm blanks[] = {
    {PHRASE_SUPPRESSED, FIGURE_SUPPRESSED},
    {PHRASE_NOT_AVAILABLE, FIGURE_NOT_AVAILABLE},
    {PHRASE_NOT_APPLICABLE, FIGURE_NOT_APPLICABLE},
};

/* Agencies mean different things by the same mark, and 0 by some. */
static const char mark_meant[] = "a mark means different things in different tables; look up what it means here, then "
                                 "write 'suppressed', 'not available' or 'not applicable'";

/* What people type for these instead. */
static const char *const slips[][2] = {
    {" withheld redacted confidential ", "write 'suppressed' where a figure is withheld"},
    {" none nil no zero ", "write 0 where there was none"},
    {" unknown pending tbd missing ", "write 'not available' where a figure is not known"},
    {" n/a n.a. n.d. n/d n.r. n.s. nan null nda nsd ... ", mark_meant},
};

static const MagnitudeForm magnitudes[] = {
    {MAGNITUDE_THOUSAND, " k t thousands ", 3},
    {MAGNITUDE_MILLION, " m mm mn mil mill mio mln millions ", 6},
    {MAGNITUDE_BILLION, " b bn bil billions ", 9},
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

/* ---- Characters and words ---- */

static bool is_dash(uint32_t c)
{
    return c >= 0x2010 && c <= 0x2015;
}

static bool refuse_note(Str mark, char reason[REASON_MAX])
{
    return REFUSE("'%.*s' after the number looks like the mark of a footnote; look up what that says of this figure",
                  STR_ARG(mark));
}

static bool refuse_range(Str upper, char reason[REASON_MAX])
{
    return REFUSE("it looks like a range or a date; a range is typed by its upper end, as in 'at most %.*s'",
                  STR_ARG(upper));
}

static bool refuse_not_ascii(Str text, size_t from, size_t to, char reason[REASON_MAX])
{
    size_t at = from;
    uint32_t c = utf8_next(text, &at);
    Str shown = str_slice(text, from, to);
    if (c < 0x20)
        return REFUSE("it goes over more than one line");
    bool is_sign = c < 0xC0 || c == 0xD7 || (c >= 0x2000 && c < 0x2C00);
    if (is_sign && !has_digit(text) && utf8_count(text) <= MARK_MOST)
        return REFUSE("%s", mark_meant);
    if (is_note_mark(c) && from > 0 && has_digit(str_slice(text, 0, from)))
        return refuse_note(shown, reason);
    return REFUSE("'%.*s' (U+%04X) is not one of the characters a figure is typed with: 0 to 9, plain letters, comma, "
                  "point and %%",
                  STR_ARG(shown), (unsigned)c);
}

/* In small letters, with one space for blanks of any width, and with signs of ASCII for those that mean the same. */
static bool text_fold(Str text, Typed *t, char reason[REASON_MAX])
{
    static const struct {
        uint32_t c;
        const char *sign;
    } signs[] = {{0x2264, "<="}, {0x2265, ">="}, {0x2248, "~"}, {0x2019, "'"}};
    size_t n = 0;
    for (size_t at = 0, from = 0; at < text.n; from = at) {
        uint32_t c = utf8_next(text, &at);
        const char *as = NULL;
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
            as = signs[i].c == c ? signs[i].sign : as;
        if (is_dash(c) && n && is_digit(t->small[n - 1]))
            c = '-';
        if (is_blank_character(c) && c != '\n' && c != '\r')
            c = ' ';
        if (!as && (c < 0x20 || c > 0x7E))
            return refuse_not_ascii(text, from, at, reason);
        if (c == ' ' && (!n || t->small[n - 1] == ' '))
            continue;
        if (n + 2 > FORM_TEXT_MAX)
            return REFUSE("it is too long");
        if (!as)
            t->small[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : (char)c;
        for (; as && *as; as++)
            t->small[n++] = *as;
    }
    t->text = str_trim((Str){t->small, n});
    return true;
}

static bool words_split(Typed *t, Str text, char reason[REASON_MAX])
{
    for (size_t from = 0, i = 0; i <= text.n; i++)
        if (i == text.n || text.s[i] == ' ') {
            if (i > from && t->count == FORM_WORDS_MAX)
                return REFUSE("it is text, not a number");
            if (i > from)
                t->words[t->count++] = str_slice(text, from, i);
            from = i + 1;
        }
    return true;
}

/* Takes one of the forms off the text's start or, where 'behind', its end; where none is there, false. A word ends at a
   blank, a sign anywhere. The longest form wins. */
static bool form_take(const char *forms, bool behind, Str *text, size_t *longest)
{
    for (const char *at = forms; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL) {
        Str form = {at, strcspn(at, "|")};
        bool is_word = is_ascii_letter(form.s[0]);
        size_t end = text->n - form.n;
        if (form.n <= *longest || !(behind ? str_ends(*text, form) : str_starts(*text, form)))
            continue;
        if (is_word && text->n > form.n && text->s[behind ? end - 1 : form.n] != ' ')
            continue;
        *longest = form.n;
        return true;
    }
    return false;
}

static const PhraseForm *phrase_take(Str *text, bool behind)
{
    const PhraseForm *found = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < PHRASE_FORMS; i++) {
        const PhraseForm *p = &phrases[i];
        bool is_here = behind ? form_take(p->behind, true, text, &longest)
                              : form_take(phrase_words(p->phrase), false, text, &longest);
        is_here = (!behind && form_take(p->also, false, text, &longest)) || is_here;
        is_here = (!behind && form_take(p->sign, false, text, &longest)) || is_here;
        found = is_here ? p : found;
    }
    *text = str_trim(behind ? str_slice(*text, 0, text->n - longest) : str_slice(*text, longest, text->n));
    return found;
}

/* "about ", for advice that keeps what was typed. */
static const char *phrase_before(const Typed *t, char out[SHOWN_MAX])
{
    snprintf(out, SHOWN_MAX, "%s ", t->phrase ? phrase_words(t->phrase->phrase) : "");
    return t->phrase ? out : "";
}

/* What a whole text that is no number was probably meant to say, or NULL. */
static const char *slip_find(Str text)
{
    char padded[FORM_TEXT_MAX + 3];
    bool has_letter = false, has_blank = str_find(text, STR(" "), 0) < text.n;
    while (text.n > 2 && strchr("([", text.s[0]) && strchr(")]", text.s[text.n - 1]))
        text = str_trim(str_slice(text, 1, text.n - 1));
    snprintf(padded, sizeof padded, " %.*s ", STR_ARG(text));
    for (size_t i = 0; i < SLIP_COUNT && !has_blank; i++)
        if (strstr(slips[i][0], padded))
            return slips[i][1];
    for (size_t i = 0; i < text.n; i++)
        has_letter = has_letter || is_ascii_letter(text.s[i]);
    return text.n < MARK_MOST || !has_letter ? mark_meant : NULL;
}

/* A text without a digit. */
static bool refuse_text(Str text, Diag *d, char reason[REASON_MAX])
{
    Str names[BLANK_FORMS];
    const char *slip = slip_find(text);
    for (size_t i = 0; i < BLANK_FORMS; i++)
        names[i] = str_from(phrase_words(blanks[i].phrase));
    return slip ? REFUSE("%s", slip) : REFUSE("it is text, not a number%s", diag_nearest(d, text, names, BLANK_FORMS));
}

/* Words before the number that are no phrase, or a text that has no number at all. */
static bool refuse_words(const Typed *t, Diag *d, char reason[REASON_MAX])
{
    if (t->small[0] == '#')
        return REFUSE("it is a spreadsheet's error value; correct the cell it comes from");
    size_t first = 0;
    while (first < t->count && !has_digit(t->words[first]))
        first++;
    if (first == t->count)
        return refuse_text(t->text, d, reason);
    Str names[PHRASE_FORMS];
    char shown[SHOWN_MAX];
    for (size_t i = 0; i < PHRASE_FORMS; i++)
        names[i] = str_from(phrase_words(phrases[i].phrase));
    const char *from = t->words[0].s;
    Str before = {from, (size_t)(t->words[first - 1].s + t->words[first - 1].n - from)};
    if (t->phrase)
        return REFUSE("'%.*s' cannot follow '%s'", STR_ARG(text_shown(before, shown)), phrase_words(t->phrase->phrase));
    return REFUSE("'%.*s' is not a phrase that a figure can have%s", STR_ARG(text_shown(before, shown)),
                  diag_nearest(d, before, names, PHRASE_FORMS));
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

/* What is at the number's end: "36.2m", "1,879[1]". */
static bool suffix_check(const Typed *t, char reason[REASON_MAX])
{
    char before[SHOWN_MAX];
    size_t end = 0;
    while (end < t->number.n && (is_digit(t->number.s[end]) || strchr(",.", t->number.s[end])))
        end++;
    Str rest = str_slice(t->number, end, t->number.n);
    const MagnitudeForm *meant = end && rest.n ? magnitude_meant(rest) : NULL;
    if (meant)
        return REFUSE("write %s%.*s %s", phrase_before(t, before), STR_ARG(str_slice(t->number, 0, end)),
                      magnitude_word(meant->magnitude));
    const char *digits = "o0l1", *letter = end && rest.n == 1 ? strchr("ol", rest.s[0]) : NULL;
    if (letter)
        return REFUSE("it ends in the letter '%c'; type the digit %c, or, where it is the mark of a footnote, look up "
                      "what that says of this figure",
                      *letter == 'o' ? 'O' : *letter, strchr(digits, *letter)[1]);
    bool is_mark = end && rest.n && (strchr("*[({^", rest.s[0]) || (rest.n == 1 && is_ascii_letter(rest.s[0])));
    return !is_mark || refuse_note(rest, reason);
}

/* Digits after a blank: groups of three, or another number. */
static bool refuse_digits(const Typed *t, char reason[REASON_MAX])
{
    char before[SHOWN_MAX], grouped[FORM_TEXT_MAX + 1];
    bool are_groups = t->words[0].n <= 3;
    size_t n = 0;
    for (size_t i = 0; i < t->count; i++) {
        are_groups = are_groups && (i == 0 || t->words[i].n == 3);
        n += (size_t)snprintf(grouped + n, sizeof grouped - n, "%s%.*s", i ? "," : "", STR_ARG(t->words[i]));
        for (size_t k = 0; k < t->words[i].n; k++)
            are_groups = are_groups && is_digit(t->words[i].s[k]);
    }
    return are_groups ? REFUSE("blanks cannot group digits; write %s%s", phrase_before(t, before), grouped)
                      : REFUSE("there is more than one number here");
}

static bool refuse_rest(const Typed *t, size_t from, Diag *d, char reason[REASON_MAX])
{
    Str word = t->words[from];
    bool is_last = from + 1 == t->count;
    if (is_digit(word.s[0]))
        return refuse_digits(t, reason);
    if (!is_last && (str_eq(word, STR("to")) || str_eq(word, STR("-"))) && is_digit(t->words[from + 1].s[0]))
        return refuse_range(t->words[from + 1], reason);
    const MagnitudeForm *meant = magnitude_meant(word);
    if (meant && str_eq(word, str_from(magnitude_word(meant->magnitude))))
        return REFUSE("'%s' cannot follow %s", magnitude_word(meant->magnitude),
                      t->percent ? "a percentage" : magnitude_word(t->magnitude->magnitude));
    char before[SHOWN_MAX];
    if (meant)
        return REFUSE("write %s%.*s %s", phrase_before(t, before), STR_ARG(t->number),
                      magnitude_word(meant->magnitude));
    if (is_last && (strchr("*[({", word.s[0]) || word.n == 1))
        return refuse_note(word, reason);
    Str names[MAGNITUDE_FORMS];
    for (size_t i = 0; i < MAGNITUDE_FORMS; i++)
        names[i] = str_from(magnitude_word(magnitudes[i].magnitude));
    char shown[SHOWN_MAX];
    Str rest = {word.s, (size_t)(t->words[t->count - 1].s + t->words[t->count - 1].n - word.s)};
    return REFUSE("'%.*s' cannot follow the number%s", STR_ARG(text_shown(rest, shown)),
                  diag_nearest(d, word, names, MAGNITUDE_FORMS));
}

/* ---- The form ---- */

/* Whether a '%' or the word for it follows the number. */
static bool is_percent_word(Str word)
{
    return str_eq(word, STR("%")) || str_eq(word, STR("percent")) || str_eq(word, STR("pct"));
}

static bool percent_check(const Typed *t, size_t next, const Measure *measure, char reason[REASON_MAX])
{
    char before[SHOWN_MAX];
    bool word = next < t->count && is_percent_word(t->words[next]);
    if (!measure->percent && (t->percent || word))
        return REFUSE("it is a percentage, but this figure is a count");
    if (measure->percent && word)
        return REFUSE("write %s%.*s%%", phrase_before(t, before), STR_ARG(t->number));
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

static bool form_split(Typed *t, const Measure *measure, Decimal *number, Diag *d, char reason[REASON_MAX])
{
    char before[SHOWN_MAX];
    for (size_t i = 0; i < BLANK_FORMS && !t->blank; i++)
        if (str_eq(t->text, str_from(phrase_words(blanks[i].phrase))))
            t->blank = &blanks[i];
    if (t->blank)
        return true;
    if (t->text.s[0] == '=')
        return REFUSE("it is a formula typed as text, as in a cell of the format Text; type the number that it makes");
    Str rest = t->text;
    const PhraseForm *behind;
    t->phrase = phrase_take(&rest, false);
    if (t->phrase && !rest.n)
        return is_ascii_letter(t->text.s[0]) ? REFUSE("a number is missing after '%s'", phrase_words(t->phrase->phrase))
                                             : REFUSE("%s", mark_meant);
    behind = has_digit(rest) ? phrase_take(&rest, true) : NULL;
    if (behind && t->phrase)
        return REFUSE("'%s' and '%s' cannot both be said of one number", phrase_words(t->phrase->phrase),
                      phrase_words(behind->phrase));
    t->phrase = behind ? behind : t->phrase;
    if (!words_split(t, rest, reason))
        return false;
    t->number = t->words[0];
    if (!has_digit(t->number))
        return refuse_words(t, d, reason);
    t->percent = str_ends(t->number, STR("%"));
    t->number.n -= t->percent;
    size_t next = 1;
    if (t->count > 1 && str_ends(t->number, STR(",")) && is_digit(t->words[1].s[0]))
        return REFUSE("there is a blank after a comma; type the number without blanks, or one number alone");
    if (!suffix_check(t, reason) || !decimal_read(t->number, phrase_before(t, before), number, reason) ||
        !fraction_check(t, next, measure, *number, reason) || !percent_check(t, next, measure, reason))
        return false;
    for (size_t i = 0; i < MAGNITUDE_FORMS && next < t->count && !t->percent && !t->magnitude; i++)
        if (str_eq(t->words[next], str_from(magnitude_word(magnitudes[i].magnitude))))
            t->magnitude = &magnitudes[i];
    next += t->magnitude != NULL;
    return next == t->count || refuse_rest(t, next, d, reason);
}

bool form_read(Str text, const Measure *measure, Typed *typed, Decimal *number, Diag *d, char reason[REASON_MAX])
{
    if (!text_fold(text, typed, reason))
        return false;
    if (!typed->text.n)
        return REFUSE("it is blank");
    return form_split(typed, measure, number, d, reason);
}

const char *form_two_readings(Str text, Arena *a)
{
    Typed t = {0};
    char reason[REASON_MAX], before[SHOWN_MAX];
    if (!has_digit(text) || !text_fold(text, &t, reason))
        return NULL;
    Str rest = t.text;
    t.phrase = phrase_take(&rest, false);
    const PhraseForm *behind = phrase_take(&rest, true);
    t.phrase = behind ? behind : t.phrase;
    if (!words_split(&t, rest, reason) || t.count != 2)
        return NULL;
    enum { GROUP = 3, MOST = 2 * GROUP + 1 };
    Str number = t.words[0];
    size_t sign = number.n > GROUP + 1 && number.n <= MOST ? number.n - GROUP - 1 : number.n;
    for (size_t i = 0; i < number.n; i++)
        if (i == sign ? !strchr(",.", number.s[i]) : !is_digit(number.s[i]))
            return NULL;
    if (sign == number.n || number.s[0] == '0')
        return NULL;
    for (size_t i = 0; i < MAGNITUDE_FORMS; i++)
        if (str_eq(t.words[1], str_from(magnitude_word(magnitudes[i].magnitude)))) {
            Str digits =
                str_printf(a, "%s%.*s%.*s", phrase_before(&t, before), (int)sign, number.s, GROUP, number.s + sign + 1);
            return str_printf(a,
                              "'%.*s' is two figures in a table whose cells end at semicolons, as '%c' may group "
                              "thousands or begin decimals; write %.*s %s, or %.*s%s%s",
                              STR_ARG(text), number.s[sign], STR_ARG(digits), magnitude_word(magnitudes[i].magnitude),
                              STR_ARG(digits), i ? " " : "", i ? magnitude_word(magnitudes[i - 1].magnitude) : "")
                .s;
        }
    return NULL;
}

/* ---- As a pattern ---- */

static void put_any_case(Buf *out, Str words)
{
    for (size_t i = 0; i < words.n; i++) {
        char c = words.s[i];
        if (is_ascii_letter(c))
            buf_printf(out, "[%c%c]", c - 'a' + 'A', c);
        else
            buf_printf(out, c == ' ' ? " +" : strchr(".+", c) ? "\\%c" : "%c", c);
    }
}

/* All words of a kind before the number, or after it where 'behind', with the blanks between. */
static void put_phrases_of(Buf *out, FigureKind kind, bool behind)
{
    const char *open = "(?:";
    for (size_t i = 0; i < PHRASE_FORMS; i++) {
        const PhraseForm *p = &phrases[i];
        const char *const before_forms[] = {phrase_words(p->phrase), p->also, p->sign}, *const forms[] = {p->behind};
        for (size_t k = 0; p->kind == kind && k < (behind ? 1 : 3); k++)
            for (const char *at = behind ? forms[k] : before_forms[k]; at;) {
                Str form = {at, strcspn(at, "|")};
                Str blank = is_ascii_letter(form.s[0]) ? STR(" +") : STR(" *");
                buf_put(out, str_from(open));
                buf_put(out, behind ? blank : STR(""));
                put_any_case(out, form);
                buf_put(out, behind ? STR("") : blank);
                at = at[form.n] ? at + form.n + 1 : NULL;
                open = "|";
            }
    }
    buf_char(out, ')');
}

static void put_large(Buf *out)
{
    buf_put(out, STR("(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\\.[0-9]+)? +(?:"));
    for (size_t i = 0; i < MAGNITUDE_FORMS; i++) {
        buf_put(out, i ? STR("|") : STR(""));
        put_any_case(out, str_from(magnitude_word(magnitudes[i].magnitude)));
    }
    buf_char(out, ')');
}

static void put_number(const Measure *measure, bool exact, Buf *out)
{
    if (measure->percent) {
        buf_put(out, STR("(?:100(?:\\.0{1,5})?|[1-9]?[0-9](?:\\.[0-9]{1,5})?)%"));
        return;
    }
    buf_put(out, STR("(?:(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\\.00?)?"));
    if (!exact) {
        buf_char(out, '|');
        put_large(out);
    }
    buf_char(out, ')');
}

static void put_choice(Buf *out, const char **open)
{
    buf_put(out, str_from(*open));
    *open = "|";
}

void form_pattern(const Measure *measure, Buf *out)
{
    const char *open = "^(?:";
    for (FigureKind kind = FIGURE_EXACT; kind <= FIGURE_CEILING; kind++) {
        if (measure->kinds && !(measure->kinds & 1U << kind))
            continue;
        if (kind == (measure->percent ? FIGURE_ROUNDED : FIGURE_EXACT)) {
            put_choice(out, &open);
            put_number(measure, true, out);
        } else if (kind == FIGURE_ROUNDED) {
            put_choice(out, &open);
            put_large(out);
        }
        if (kind == FIGURE_EXACT)
            continue;
        put_choice(out, &open);
        put_phrases_of(out, kind, false);
        put_number(measure, false, out);
        if (kind == FIGURE_ROUNDED)
            continue;
        put_choice(out, &open);
        put_number(measure, false, out);
        put_phrases_of(out, kind, true);
    }
    for (size_t i = 0; i < BLANK_FORMS; i++)
        if (!measure->kinds || measure->kinds & 1U << blanks[i].kind) {
            put_choice(out, &open);
            put_any_case(out, str_from(phrase_words(blanks[i].phrase)));
        }
    buf_put(out, STR(")$"));
}
