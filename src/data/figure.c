/* A figure: what a person types for a number of the data, as an interval that holds the true value, and back to words.
   Rounding is half up: "36.2 million" is 36,150,000 up to 36,249,999. How it is typed is form.c's. */
#include "form.h"
#include "schema.h"

enum { KINDS_TEXT_MAX = 128 };

static const char *const kind_words[FIGURE_KINDS] = {
    [FIGURE_ABSENT] = "absent",
    [FIGURE_EXACT] = "exact",
    [FIGURE_ROUNDED] = "rounded",
    [FIGURE_FLOOR] = "floor",
    [FIGURE_CEILING] = "ceiling",
    [FIGURE_SUPPRESSED] = "suppressed",
    [FIGURE_NOT_AVAILABLE] = "not_available",
    [FIGURE_NOT_APPLICABLE] = "not_applicable",
};

Str figure_kind_word(FigureKind kind)
{
    return str_from(kind_words[kind]);
}

bool figure_has_number(const Figure *f)
{
    return f->kind >= FIGURE_EXACT && f->kind <= FIGURE_CEILING;
}

#define REFUSE(...) (snprintf(reason, REASON_MAX, __VA_ARGS__), false)

/* ---- Intervals ---- */

static bool is_below_alone(const Typed *t)
{
    return t->phrase && t->phrase->beyond < 0;
}

/* "about 20,000" may be 15,000: the last digit that is not 0 is the one that was rounded to. */
static int rounded_zeros(const Typed *t, Decimal stated)
{
    int zeros = 0;
    for (int64_t units = stated.units; t->phrase && stated.scale == 0 && units && units % 10 == 0; units /= 10)
        zeros++;
    return zeros;
}

static bool percentage_set(const Typed *t, Figure *f, char reason[REASON_MAX])
{
    static const Decimal zero = {0, 0}, hundred = {100, 0};
    int above = decimal_compare(f->stated, hundred);
    if (f->stated.scale >= DECIMAL_MAX_SCALE)
        return REFUSE("it has more than %d decimals", DECIMAL_MAX_SCALE - 1);
    if (above > 0 || (above == 0 && t->phrase && t->phrase->beyond > 0))
        return REFUSE("a percentage cannot be above 100%%");
    if (is_below_alone(t) && f->stated.units == 0)
        return REFUSE("a percentage cannot be below 0%%");
    f->least = f->kind == FIGURE_CEILING ? zero : f->stated;
    f->most = f->kind == FIGURE_FLOOR ? hundred : f->stated;
    if (f->kind == FIGURE_FLOOR || f->kind == FIGURE_CEILING)
        return true;
    int64_t units = f->stated.units * 10, half = 5;
    for (int zeros = rounded_zeros(t, f->stated); zeros > 0; zeros--)
        half *= 10;
    f->kind = FIGURE_ROUNDED;
    f->least = (Decimal){units - half, f->stated.scale + 1};
    if (!is_below_alone(t))
        f->most = (Decimal){units + half, f->stated.scale + 1};
    if (decimal_compare(f->least, zero) < 0)
        f->least = zero;
    if (decimal_compare(f->most, hundred) > 0)
        f->most = hundred;
    return true;
}

/* Around f->least, which is the number itself. */
static void rounding_set(const Typed *t, Figure *f, int exponent)
{
    Decimal unit = {1, 0};
    int64_t number = f->least.units;
    /* The unit of the last digit that counts; of few digits, so that it has not too many. */
    decimal_scale_up((Decimal){1, f->stated.scale}, exponent, &unit);
    for (int zeros = rounded_zeros(t, f->stated); zeros > 0; zeros--)
        unit.units *= 10;
    int64_t below = unit.units / 2, above = unit.units > 1 ? unit.units / 2 - 1 : 0;
    if (t->phrase && unit.units == 1)
        below = above = 1;
    f->least.units = number - below;
    f->most.units = is_below_alone(t) ? number - 1 : number + above;
    /* None is typed 0. */
    if (t->phrase && f->least.units < 1)
        f->least.units = 1;
}

static Decimal whole_part(Decimal x)
{
    for (; x.scale > 0; x.scale--)
        x.units /= 10;
    return x;
}

static bool count_set(const Typed *t, Figure *f, char reason[REASON_MAX])
{
    int exponent = t->magnitude ? t->magnitude->exponent : 0;
    Decimal value;
    char shown[SHOWN_MAX];
    Str number = text_shown(t->number, shown);
    /* As programs write whole numbers: 78900.0. Three zeros are how others group thousands. */
    bool is_whole = !exponent && f->stated.scale <= 2 && decimal_compare(f->stated, whole_part(f->stated)) == 0;
    if (is_whole)
        f->stated = whole_part(f->stated);
    if (f->stated.scale > exponent) {
        if (exponent)
            return REFUSE("it has more decimals than a %s has digits", magnitude_word(t->magnitude->magnitude));
        return REFUSE("a count has no decimals; digits are grouped by commas, as in 1,103");
    }
    if (!decimal_scale_up(f->stated, exponent, &value))
        return REFUSE("it has more than %d digits", DECIMAL_MAX_DIGITS);
    if (exponent && value.units == 0)
        return REFUSE("%.*s %s is nothing; write 0", STR_ARG(number), magnitude_word(t->magnitude->magnitude));
    f->least = f->most = value;
    if (f->kind == FIGURE_FLOOR) {
        f->least.units += t->phrase->beyond;
        f->no_most = true;
    } else if (f->kind == FIGURE_CEILING) {
        f->least.units = 1;
        f->most.units += t->phrase->beyond;
    } else if (t->phrase || t->magnitude) {
        f->kind = FIGURE_ROUNDED;
        rounding_set(t, f, exponent);
    }
    if (!f->no_most && (f->most.units < f->least.units || (t->phrase && value.units == 0)))
        return REFUSE("'%s %.*s' leaves no number above 0; write 0 where there was none",
                      phrase_words(t->phrase->phrase), STR_ARG(number));
    return true;
}

/* Withheld or not known: any number. */
static void blank_set(const Typed *t, Figure *f)
{
    static const Decimal hundred = {100, 0};
    f->kind = t->blank->kind;
    f->phrase = t->blank->phrase;
    f->no_most = !f->measure->percent;
    if (f->measure->percent)
        f->most = hundred;
}

static bool kind_allowed(const Figure *f, Diag *d)
{
    char list[KINDS_TEXT_MAX] = "";
    size_t n = 0;
    const Measure *m = f->measure;
    if (m->kinds == 0 || m->kinds & (1U << f->kind))
        return true;
    for (FigureKind kind = FIGURE_EXACT; kind < FIGURE_KINDS; kind++)
        if (m->kinds & (1U << kind))
            n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", n ? ", " : "", kind_words[kind]);
    diag_error(d, DIAG_FIGURE_KIND, f->mark, "%.*s is of the kind '%s', but may only be: %s", STR_ARG(m->key),
               kind_words[f->kind], list);
    diag_note(d, m->mark, "the dictionary says so of %.*s", STR_ARG(m->key));
    return false;
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
    if (v->problem)
        return diag_error(d, DIAG_FIGURE, v->mark, "%s", v->problem);
    if (text.n == 0 && str_starts(str_slice(v->mark.source->text, v->mark.offset, v->mark.source->text.n), STR(">"))) {
        Str line = str_slice(v->mark.source->text, v->mark.offset, v->mark.source->text.n);
        line = str_trim(str_slice(line, 0, str_find(line, STR("\n"), 0)));
        return diag_error(d, DIAG_FIGURE, v->mark,
                          "'>' begins a text of many lines; a figure that begins with it takes quotes: '%.*s'",
                          STR_ARG(text_shown(line, shown)));
    }
    if (text.n == 0) {
        bool needs_number = measure->kinds && !(measure->kinds & (1U << FIGURE_NOT_AVAILABLE));
        diag_error(d, DIAG_EMPTY, v->mark, "the figure of '%.*s' (%.*s) is empty; type it%s%s", STR_ARG(measure->key),
                   STR_ARG(measure->label), measure->percent ? ", as in 19%" : ", as 0 where there was none",
                   measure->part_count ? ", or remove its line, to have it computed from its parts"
                   : needs_number      ? ""
                                       : ", or as 'not available'");
        note_comment(v, d);
        return false;
    }
    Typed t = {.phrase = NULL};
    Figure f = {.kind = FIGURE_EXACT, .measure = measure, .mark = v->mark};
    bool ok = form_read(text, measure, &t, &f.stated, d, reason);
    if (ok && t.phrase) {
        f.kind = t.phrase->kind;
        f.phrase = t.phrase->phrase;
    }
    if (ok && t.magnitude)
        f.magnitude = t.magnitude->magnitude;
    if (ok && t.blank)
        blank_set(&t, &f);
    else
        ok = ok && (measure->percent ? percentage_set(&t, &f, reason) : count_set(&t, &f, reason));
    if (!ok) {
        diag_error(d, DIAG_FIGURE, v->mark, "'%.*s' is not a figure: %s", STR_ARG(text_shown(text, shown)), reason);
        form_hint(measure, d);
        return false;
    }
    if (!kind_allowed(&f, d))
        return false;
    *figure = f;
    return true;
}

/* ---- Back to words ---- */

/* A number as the language groups it, with '%' where it is a percentage. */
static Str number_text(Decimal x, bool is_percent, const Language *language, Arena *a)
{
    char number[DECIMAL_TEXT_MAX];
    Str text = {number, decimal_format(x, language->group, language->point, number)};
    return is_percent ? language_fill(language->percent, &text, 1, a) : str_copy(a, text);
}

Str figure_long(const Figure *f, const Language *language, Arena *a)
{
    const char *phrase = language->phrases[f->phrase];
    if (f->kind == FIGURE_ABSENT)
        return STR("");
    if (!figure_has_number(f))
        return str_from(phrase);
    Str number = number_text(f->stated, f->measure->percent, language, a);
    bool is_one = decimal_compare(f->stated, (Decimal){1, 0}) == 0;
    const char *magnitude = language->magnitudes[f->magnitude][!is_one];
    if (is_one && language->alone & 1U << f->magnitude)
        return str_printf(a, "%s%s%s", phrase, *phrase ? " " : "", magnitude);
    if (!*phrase && !*magnitude)
        return number;
    return str_printf(a, "%s%s%.*s%s%s", phrase, *phrase ? " " : "", STR_ARG(number), *magnitude ? " " : "", magnitude);
}

Str figure_short(const Figure *f, const Language *language, Arena *a)
{
    Figure bare = *f;
    bare.phrase = PHRASE_NONE;
    if (f->kind == FIGURE_ABSENT)
        return STR("");
    if (!figure_has_number(f))
        return str_from(language->no_number);
    Affix affix = language->short_phrases[f->phrase];
    Str number = figure_long(&bare, language, a);
    return f->phrase == PHRASE_NONE ? number : str_printf(a, "%s%.*s%s", affix.before, STR_ARG(number), affix.behind);
}

Str figure_said(const Figure *f, const Language *language, Arena *a)
{
    if (f->phrase == PHRASE_NONE)
        return STR("");
    return f->kind == FIGURE_SUPPRESSED ? str_from(language->withheld) : figure_long(f, language, a);
}

Str figure_text(const Figure *f, char out[FIGURE_TEXT_MAX])
{
    char number[DECIMAL_TEXT_MAX];
    const char *phrase = phrase_words(f->phrase), *magnitude = magnitude_word(f->magnitude);
    if (f->kind == FIGURE_ABSENT)
        return STR("");
    if (!figure_has_number(f))
        return str_from(phrase);
    decimal_text(f->stated, number);
    int n = snprintf(out, FIGURE_TEXT_MAX, "%s%s%s%s%s%s", phrase, *phrase ? " " : "", number,
                     f->measure->percent ? "%" : "", *magnitude ? " " : "", magnitude);
    return (Str){out, (size_t)n};
}

Str figure_meaning(const Figure *f, Arena *a)
{
    char least[DECIMAL_TEXT_MAX], most[DECIMAL_TEXT_MAX];
    const char *sign = f->measure->percent ? "%" : "";
    if (f->kind == FIGURE_ABSENT)
        return STR("missing");
    if (!figure_has_number(f))
        return str_from(phrase_words(f->phrase));
    decimal_text(f->least, least);
    decimal_text(f->most, most);
    if (f->no_most)
        return str_printf(a, "at least %s%s", least, sign);
    if (decimal_compare(f->least, f->most) == 0)
        return str_printf(a, "exactly %s%s", least, sign);
    return str_printf(a, "%s%s to %s%s", least, sign, most, sign);
}

/* ---- Two figures: how one changed from the year before, what share one has in another ---- */

/* From exact figures alone; percentages are whole, half up, and never say "0%" or "100%" of what is not so. For small
   counts, print the difference, not a percentage: "up 3" says more than "up 150%". */
enum { FEW = 20 };

static bool is_count(const Figure *f)
{
    return f && f->kind == FIGURE_EXACT && f->least.scale == 0;
}

/* "12%": part of whole, which is not 0. */
static Str percent_text(int64_t part, int64_t whole, const Language *language, Arena *a)
{
    __int128 doubled = (__int128)part * 200 + whole;
    Figure share = {.kind = FIGURE_EXACT, .measure = &(const Measure){.percent = true}};
    share.stated.units = (int64_t)(doubled / (2 * (__int128)whole));
    bool is_below = share.stated.units == 0 && part > 0, is_above = share.stated.units == 100 && part < whole;
    if (is_below || is_above) {
        share.stated.units = is_below ? 1 : 99;
        share.phrase = is_below ? PHRASE_LESS_THAN : PHRASE_MORE_THAN;
    }
    return figure_long(&share, language, a);
}

Str figure_change(const Figure *now, const Figure *before, int year, const Language *language, Arena *a)
{
    if (!is_count(now) || !is_count(before))
        return STR("");
    int64_t new = now->least.units, old = before->least.units, by = new > old ? new - old : old - new;
    /* "More than 99%" is of a part; an increase has no such whole. */
    bool is_whole = new > old &&by < old && (__int128)by * 200 + old >= (__int128)old * 200;
    Str amount = new == old  ? STR("")
                 : old < FEW ? number_text((Decimal){by, 0}, false, language, a)
                 : is_whole  ? number_text((Decimal){100, 0}, true, language, a)
                             : percent_text(by, old, language, a);
    const Str slots[] = {amount, str_printf(a, "%d", year)};
    bool is_from_none = old == 0 && new > 0;
    return language_fill(is_from_none ? language->up_from_none : language->changes[1 + (new > old) - (new < old)],
                         slots, 2, a);
}

Str figure_share(const Figure *part, const Figure *whole, const Language *language, Arena *a)
{
    if (!is_count(part) || !is_count(whole) || whole->least.units == 0 || part->least.units > whole->least.units)
        return STR("");
    return percent_text(part->least.units, whole->least.units, language, a);
}
