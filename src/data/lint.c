/* What one file, one year and two years beside each other tell about mistakes that no single figure shows. An error is
   certain for every value that the figures allow; a warning is for what is most probably not meant. Left out is what
   needs the figures of persons, or statistics over many years; what readers can tell of withheld figures is
   disclosure.c's. */
#include "ncmec/data.h"
#include "schema.h"

enum { NAMED_MOST = 3 /* the largest parts of a sum that is too large */ };

static void note_figure(const Figure *f, Diag *d)
{
    char text[FIGURE_TEXT_MAX];
    diag_note(d, f->mark, "%.*s: %.*s", STR_ARG(f->measure->key), STR_ARG(figure_text(f, text)));
}

/* ---- The source ---- */

static bool is_letter(Str s, size_t at)
{
    return at < s.n && (is_ascii_letter(s.s[at]) || (unsigned char)s.s[at] >= 0x80);
}

/* 'name' between other characters than letters. */
static bool names(Str text, Str name)
{
    for (size_t at = str_find(text, name, 0); at < text.n; at = str_find(text, name, at + 1))
        if ((at == 0 || !is_letter(text, at - 1)) && !is_letter(text, at + name.n))
            return true;
    return false;
}

static bool names_state(Str text, const Jurisdiction *state)
{
    bool found = names(text, state->name) || names(text, state->adjective);
    for (size_t i = 0; i < state->also_count; i++)
        found = found || names(text, state->also[i]);
    for (size_t i = 1; state->typed && i < language_count; i++)
        found = found || names(text, state->typed[i].name);
    return found;
}

static void source_state_check(const Jurisdictions *all, const FigureFile *file, Diag *d)
{
    if (!file->jurisdiction || names_state(file->source, file->jurisdiction))
        return;
    for (size_t i = 0; i < all->count; i++)
        if (names_state(file->source, &all->items[i])) {
            diag_error(d, DIAG_MISMATCH, file->source_mark, "the source names %.*s, but these are the figures of %.*s",
                       STR_ARG(all->items[i].in_sentence), STR_ARG(file->jurisdiction->in_sentence));
            diag_note(d, file->state_mark, "the file's state");
            return;
        }
}

/* The next four digits that stand alone, as a number, or 0. */
static int next_year(Str text, size_t *at)
{
    while (*at < text.n) {
        size_t from = *at;
        while (*at < text.n && is_digit(text.s[*at]))
            (*at)++;
        int year = year_parse(str_slice(text, from, *at));
        if (year)
            return year;
        if (*at == from)
            (*at)++;
    }
    return 0;
}

/* A source may be of a later year; one that ends before the figures' year cannot hold them. */
static void source_year_check(const FigureFile *file, Diag *d)
{
    int latest = 0;
    size_t at = 0;
    for (int year = next_year(file->source, &at); year; year = next_year(file->source, &at))
        latest = year > latest ? year : latest;
    if (!latest || latest >= file->year)
        return;
    diag_error(d, DIAG_MISMATCH, file->source_mark, "the source is of %d, but these are the figures of %d", latest,
               file->year);
    diag_note(d, file->year_mark, "the file's year");
}

void lint_file(const Jurisdictions *all, const FigureFile *file, Diag *d)
{
    if (file->source.n) {
        source_state_check(all, file, d);
        source_year_check(file, d);
    } else if (!file->is_extract) {
        accept_next(file, DIAG_SOURCE, NULL, d);
        diag_error(
            d, DIAG_SOURCE, file->source_mark,
            file->source_file->cell_count
                ? "the table does not say where its figures are from; give it a column 'source', or import it with "
                  "--source"
                : "the file does not say where its figures are from; give it a 'source: ...'");
    }
}

/* ---- Against the year before ---- */

enum {
    CHANGE_FACTOR = 10,
    NONE_LEAST = 3, /* where there are 1 or 2 a year, one without any is common: of 3, one year in 20 */
};

static Decimal tenfold(Decimal x)
{
    return (Decimal){x.units * CHANGE_FACTOR, x.scale};
}

static bool same_figure(const Figure *a, const Figure *b)
{
    return a->kind == b->kind && decimal_compare(a->least, b->least) == 0 &&
           (a->no_most == b->no_most && (a->no_most || decimal_compare(a->most, b->most) == 0));
}

/* Throughout, with at least one number above 0 among them: two files of nothing but 0 are no copies. */
static bool same_figures(const Dictionary *dict, const FigureFile *a, const FigureFile *b)
{
    bool any = false;
    for (size_t i = 0; i < dict->count; i++) {
        if (!same_figure(&a->figures[i], &b->figures[i]))
            return false;
        any = any || (figure_has_number(&a->figures[i]) && a->figures[i].least.units > 0);
    }
    return any;
}

/* "cvip_submissions is 785, more than ten times the 185 of 2022"; 'how' says how much, 'besides' what else. */
static void warn_change(const Figure *now, const Figure *before, int year, const char *how, const char *besides,
                        Diag *d)
{
    char now_text[FIGURE_TEXT_MAX], before_text[FIGURE_TEXT_MAX];
    Str key = now->measure->key;
    diag_error(d, DIAG_CHANGE, now->mark, "%.*s is %.*s, %s the %.*s of %d%s; look at both figures", STR_ARG(key),
               STR_ARG(figure_text(now, now_text)), how, STR_ARG(figure_text(before, before_text)), year, besides);
    diag_note(d, before->mark, "%.*s of %d: %.*s", STR_ARG(key), year, STR_ARG(figure_text(before, before_text)));
}

static void change_check(const FigureFile *file, const Figure *now, const Figure *before, int year, Diag *d)
{
    static const Decimal zero = {0, 0};
    if (!figure_has_number(now) || !figure_has_number(before) || decimal_compare(before->least, zero) == 0)
        return;
    bool above = !before->no_most && decimal_compare(now->least, tenfold(before->most)) > 0;
    bool below = !now->no_most && decimal_compare(tenfold(now->most), before->least) < 0;
    bool is_by_chance = now->most.units == 0 && !before->no_most && before->most.units < NONE_LEAST;
    if ((!above && !below) || is_by_chance)
        return;
    accept_next(file, DIAG_CHANGE, now->measure, d);
    warn_change(now, before, year,
                above                  ? "more than ten times"
                : now->most.units == 0 ? "down from"
                                       : "less than a tenth of",
                "", d);
}

enum {
    FAR = 3, /* of FAR_OF: counts that are no more than this apart are like each other, from year to year */
    FAR_OF = 2,
    SWAPPED_LEAST = 10, /* smaller counts are near to one another by chance */
    ALONE_LEAST = 20,   /* and smaller ones triple by chance */
    ALONE_FACTOR = 3,
    ALONE_OTHERS = 4, /* that stay as they were, for one that does not to stand out */
};

/* Whether two counts are more than numerator / denominator apart, as factors. */
static bool is_apart(const Figure *a, const Figure *b, int numerator, int denominator)
{
    __int128 x = a->least.units, y = b->least.units;
    return x * denominator > y * numerator || y * denominator > x * numerator;
}

static bool is_count(const Figure *f, int64_t least)
{
    return f->kind == FIGURE_EXACT && !f->measure->percent && f->least.units >= least;
}

/* One figure that more than tripled, or fell to less than a third, among others that changed by less than half: no
   tenfold change, but what a wrong first digit looks like. */
static void lone_change_check(const Dictionary *dict, const FigureFile *file, const FigureFile *before, Diag *d)
{
    const Figure *now = file->figures, *then = before->figures, *lone = NULL;
    size_t others = 0;
    for (size_t i = 0; i < dict->count; i++) {
        if (!is_count(&now[i], ALONE_LEAST) || !is_count(&then[i], ALONE_LEAST))
            continue;
        if (!is_apart(&now[i], &then[i], FAR, FAR_OF))
            others++;
        else if (!lone && is_apart(&now[i], &then[i], ALONE_FACTOR, 1))
            lone = &now[i];
        else
            return;
    }
    if (!lone || others < ALONE_OTHERS)
        return;
    const Figure *was = &then[lone - now];
    if (is_apart(lone, was, CHANGE_FACTOR, 1))
        return;
    accept_next(file, DIAG_CHANGE, lone->measure, d);
    warn_change(lone, was, before->year,
                lone->least.units > was->least.units ? "more than three times" : "less than a third of",
                ", while no other figure changed by half", d);
}

/* Each of the two is near to what the other was, and far from what it was itself. */
static bool is_swapped(const Figure *a, const Figure *b, const Figure *a_before, const Figure *b_before)
{
    enum { NEAR = 4, NEAR_OF = 3 };
    return is_count(b, SWAPPED_LEAST) && is_count(b_before, SWAPPED_LEAST) && is_apart(a, a_before, FAR, FAR_OF) &&
           is_apart(b, b_before, FAR, FAR_OF) && !is_apart(a, b_before, NEAR, NEAR_OF) &&
           !is_apart(b, a_before, NEAR, NEAR_OF);
}

static void swap_check(const Dictionary *dict, const FigureFile *file, const FigureFile *before, Diag *d)
{
    const Figure *now = file->figures, *then = before->figures;
    for (size_t i = 0; i < dict->count; i++)
        for (size_t k = i + 1; k < dict->count && is_count(&now[i], SWAPPED_LEAST) && is_count(&then[i], SWAPPED_LEAST);
             k++) {
            char one[FIGURE_TEXT_MAX], other[FIGURE_TEXT_MAX], was[FIGURE_TEXT_MAX], other_was[FIGURE_TEXT_MAX];
            if (!is_swapped(&now[i], &now[k], &then[i], &then[k]))
                continue;
            Str key = dict->items[i].key, other_key = dict->items[k].key;
            accept_next(file, DIAG_SWAPPED, now[i].measure, d);
            accept_next(file, DIAG_SWAPPED, now[k].measure, d);
            diag_error(d, DIAG_SWAPPED, now[i].mark,
                       "%.*s is %.*s and %.*s %.*s, but in %d they were %.*s and %.*s; were the two exchanged?",
                       STR_ARG(key), STR_ARG(figure_text(&now[i], one)), STR_ARG(other_key),
                       STR_ARG(figure_text(&now[k], other)), before->year, STR_ARG(figure_text(&then[i], was)),
                       STR_ARG(figure_text(&then[k], other_was)));
            note_figure(&now[k], d);
            diag_note(d, then[i].mark, "%.*s of %d: %s", STR_ARG(key), before->year, was);
            diag_note(d, then[k].mark, "%.*s of %d: %s", STR_ARG(other_key), before->year, other_was);
        }
}

void lint_change(const Dictionary *dict, const FigureFile *file, const FigureFile *before, Diag *d)
{
    /* What stands out among all figures, nothing stands out from among a few. */
    if (file->is_extract || before->is_extract)
        return;
    if (same_figures(dict, file, before)) {
        accept_next(file, DIAG_IDENTICAL, NULL, d);
        diag_error(d, DIAG_IDENTICAL, file->year_mark, "all figures of %d are those of %d; was the file copied?",
                   file->year, before->year);
        diag_note(d, before->year_mark, "the figures of %d", before->year);
        return;
    }
    for (size_t i = 0; i < dict->count; i++)
        change_check(file, &file->figures[i], &before->figures[i], before->year, d);
    lone_change_check(dict, file, before, d);
    swap_check(dict, file, before, d);
}

/* ---- What no sheet prints ---- */

/* A figure has its use where one that is printed is checked by it, or computed from it. */
static bool sides_spread(const Dictionary *dict, unsigned *sides)
{
    bool any = false;
    for (size_t i = 0; i < dict->count; i++) {
        const Measure *m = &dict->items[i];
        unsigned own = sides[i];
        for (size_t k = 0; k < m->part_count; k++) {
            own |= sides[m->parts[k]];
            any = any || own & ~sides[m->parts[k]];
            sides[m->parts[k]] |= own;
        }
        if (m->nation_is_sum && own)
            own = SCOPE_BOTH;
        if (m->bounded) {
            unsigned bound = !m->at_most_nation ? own : own & SCOPE_STATE ? SCOPE_NATION : 0;
            any = any || bound & ~sides[m->at_most];
            sides[m->at_most] |= bound;
        }
        for (size_t k = 0; k < 2 && m->is_ratio; k++) {
            uint32_t of = k ? m->denominator : m->numerator;
            any = any || own & ~sides[of];
            sides[of] |= own;
        }
        any = any || own & ~sides[i];
        sides[i] |= own;
    }
    return any;
}

void lint_unprinted(const YearFigures *year, unsigned *sides, Diag *d)
{
    const FigureFile *first = year->nation ? year->nation : year->states[0];
    while (sides_spread(year->dictionary, sides))
        continue;
    for (size_t i = 0; i < year->dictionary->count; i++) {
        const Measure *m = &year->dictionary->items[i];
        unsigned lost = measure_is_of(m, SCOPE_BOTH, first->year) ? m->scope & ~sides[i] : 0;
        const char *remedy = lost == m->scope      ? "take it out of the dictionary"
                             : lost & SCOPE_NATION ? "make its scope 'state'"
                                                   : "make its scope 'nation'";
        if (!lost)
            continue;
        for (size_t k = 0; k <= year->count; k++) {
            const FigureFile *file = k ? year->states[k - 1] : year->nation;
            if (file && accept_find(file, DIAG_UNUSED, m)) {
                accept_next(file, DIAG_UNUSED, m, d);
                break;
            }
        }
        diag_error(
            d, DIAG_UNUSED, m->mark,
            "no wording of %d prints %s%.*s, nor a figure that it is needed for; print it, as in '{%s%.*s}', or %s "
            "(or write 'until: %d', where it was printed before)",
            first->year, lost & SCOPE_STATE ? "" : "us.", STR_ARG(m->key), lost & SCOPE_STATE ? "" : "us.",
            STR_ARG(m->key), remedy, first->year - 1);
        const FigureFile *typed = lost & SCOPE_STATE && year->count ? year->states[0] : year->nation;
        if (typed && typed->figures[i].kind != FIGURE_ABSENT)
            note_figure(&typed->figures[i], d);
    }
}

/* ---- One year ---- */

/* The 'count' largest states of a sum that is too large, largest first. */
static void note_largest(size_t measure, const FigureFile *const *states, size_t count, Diag *d)
{
    const FigureFile *named[NAMED_MOST] = {NULL};
    for (size_t i = 0; i < count; i++) {
        const FigureFile *file = states[i];
        for (size_t k = 0; k < NAMED_MOST && file; k++) {
            const FigureFile *other = named[k];
            if (other && decimal_compare(file->figures[measure].least, other->figures[measure].least) <= 0)
                continue;
            named[k] = file;
            file = other;
        }
    }
    for (size_t k = 0; k < NAMED_MOST && named[k]; k++) {
        char text[FIGURE_TEXT_MAX];
        diag_note(d, named[k]->figures[measure].mark, "%.*s: %.*s", STR_ARG(named[k]->jurisdiction->name),
                  STR_ARG(figure_text(&named[k]->figures[measure], text)));
    }
}

/* The states' figures of a measure beside one of the nation, which they cannot be above; 'is_sum': nor below. */
static bool sum_check(const YearFigures *year, size_t measure, size_t of_nation, bool is_sum, Arena *a, Diag *d)
{
    const Figure *bound = &year->nation->figures[of_nation];
    Figure least = {.kind = FIGURE_EXACT, .measure = bound->measure}, most = least;
    if (!figure_has_number(bound))
        return true;
    for (size_t i = 0; i < year->count; i++) {
        const Figure *f = &year->states[i]->figures[measure];
        if (!bound->no_most && decimal_compare(f->least, bound->most) > 0)
            return true; /* one alone is above it already, and was reported */
        least.least = decimal_add(least.least, f->least);
        if (f->kind == FIGURE_NOT_APPLICABLE)
            continue;
        most.least = decimal_add(most.least, f->most);
        most.no_most = most.no_most || f->no_most || f->kind == FIGURE_ABSENT;
    }
    bool is_above = !bound->no_most && decimal_compare(least.least, bound->most) > 0;
    if (!is_above && !(is_sum && !most.no_most && decimal_compare(most.least, bound->least) < 0))
        return true;
    Figure *sum = is_above ? &least : &most;
    sum->stated = sum->least;
    Str key = year->dictionary->items[measure].key, bound_key = bound->measure->key;
    diag_error(d, DIAG_SUM, bound->mark,
               "%.*s of the nation is %.*s, but %.*s of the %zu states with figures add up to at %s %.*s",
               STR_ARG(bound_key), STR_ARG(figure_long(bound, &language_english, a)), STR_ARG(key), year->count,
               is_above ? "least" : "most", STR_ARG(figure_long(sum, &language_english, a)));
    note_largest(measure, year->states, year->count, d);
    return false;
}

static void identical_check(const Dictionary *dict, const FigureFile *const *states, size_t count, Diag *d)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (same_figures(dict, states[i], states[k])) {
                accept_next(states[i], DIAG_IDENTICAL, NULL, d);
                accept_next(states[k], DIAG_IDENTICAL, NULL, d);
                diag_error(d, DIAG_IDENTICAL, states[i]->state_mark,
                           "all figures of %.*s are those of %.*s; was the file copied?",
                           STR_ARG(states[i]->jurisdiction->in_sentence),
                           STR_ARG(states[k]->jurisdiction->in_sentence));
                diag_note(d, states[k]->state_mark, "the figures of %.*s",
                          STR_ARG(states[k]->jurisdiction->in_sentence));
                break;
            }
}

bool lint_year(const YearFigures *year, Arena *a, Diag *d)
{
    bool ok = true;
    for (size_t i = 0; i < year->dictionary->count && year->nation && year->count > 1; i++) {
        const Measure *m = &year->dictionary->items[i];
        bool is_bounded = m->bounded && m->at_most_nation && !m->percent;
        if (m->nation_is_sum)
            ok = sum_check(year, i, i, year->is_whole, a, d) && ok;
        if (is_bounded && !(m->nation_is_sum && m->at_most == i))
            ok = sum_check(year, i, m->at_most, false, a, d) && ok;
    }
    identical_check(year->dictionary, year->states, year->count, d);
    return ok;
}
