/* What readers can tell of figures that are withheld: who knows all that is published can add and subtract. The rows
   between figures are gathered here (a total and its parts, bounds, percentages, the states and the nation), solve.c
   finds which whole numbers each withheld figure can still be, and what leaves too few is a finding with the cheapest
   remedy that the same solver proves.

   Known are the figures that the wording prints, as the intervals that they are typed for. Shares and changes that a
   sheet prints need no rows: they are printed of exact figures alone, which are known anyway. Earlier editions are
   known as far as the ledger has them, and as corrections print them. Left out are what other publications print, the
   states together in an earlier edition, and withheld percentages but where both of their figures are exact. */
#include "solve.h"

#include "decimal.h"

#include <stdlib.h>

enum {
    PROTECT_SUPPRESSED = 10, /* possible values, where the dictionary's 'protect' does not say */
    PROTECT_BOUND = 5,
    BOUND_TRIED = 10, /* 'fewer than 10' as a remedy */
    NAMED_MOST = 3,   /* figures in a message and below it */
    SINGLES_MAX = 16, /* further figures that are tried as remedies, alone and in pairs */
    PAIRED_MAX = 6,
    TRIES_MAX = 400, /* in one year */
};

/* A finding before it is told to anyone: whom it concerns is known only then. */
typedef struct Leak {
    DiagCode code;
    bool is_error;
    Mark at;
    Str message;
    const Figure **notes;
    Str *note_texts;
    size_t note_count;
    const Accept *accepted[2]; /* the lines that accept it, or NULL */
    bool *takes_part;          /* one a file, the nation's last */
} Leak;

struct Disclosure {
    const Withheld *items;
    size_t count;
    const Leak *leaks;
    size_t leak_count;
    const YearFigures *year;
};

/* Figures are numbered file by file in the dictionary's order: the states', the nation's, then of each earlier edition
   what it printed of its state and of the nation; so are the unknowns. */
typedef struct Judge {
    YearFigures year;
    size_t measures, files;
    FigureFile *past; /* two an edition */
    const Released *all_past;
    size_t all_past_count;
    size_t past_count;
    size_t unknown_count;
    size_t own_rows; /* without the editions */
    size_t only;     /* the edition whose rows are gathered, from 1; 0: all of them */
    size_t *starts;  /* where all contradict each other: of each the rows that it has alone, and their end */
    Unknown *unknowns;
    Answer *answers;
    Row *rows;
    uint32_t *heads; /* of each row the figure that is named: the total, the bound, the percentage */
    size_t row_count, row_capacity, head_capacity;
    Withheld *items;
    uint32_t *numbers; /* of each item its figure */
    size_t item_count;
    Leak *leaks;
    size_t leak_count, leak_capacity;
    size_t tries;
    Arena *arena, *scratch;
} Judge;

/* ---- Figures ---- */

static const FigureFile *file_at(const Judge *j, size_t file)
{
    return file < j->year.count    ? j->year.states[file]
           : file == j->year.count ? j->year.nation
                                   : &j->past[file - j->year.count - 1];
}

static bool is_past(const Judge *j, uint32_t number)
{
    return number / j->measures > j->year.count;
}

static uint32_t number_of(const Judge *j, size_t file, size_t measure)
{
    return (uint32_t)(file * j->measures + measure);
}

static const Figure *figure_at(const Judge *j, uint32_t number)
{
    return &file_at(j, number / j->measures)->figures[number % j->measures];
}

static bool is_withheld(const Figure *f)
{
    return f->kind == FIGURE_SUPPRESSED || f->kind == FIGURE_CEILING;
}

static bool is_published(const Judge *j, const Figure *f)
{
    return !j->year.sides || j->year.sides[f->measure - j->year.dictionary->items];
}

static bool allows(const Figure *f, FigureKind kind)
{
    return f->measure->kinds == 0 || f->measure->kinds & (1U << kind);
}

/* What readers know of it by itself. */
static Unknown unknown_of(const Figure *f, bool is_published)
{
    bool is_known = figure_has_number(f) && is_published;
    return (Unknown){is_known ? f->least.units : 0, is_known && !f->no_most ? f->most.units : SOLVE_OPEN, false};
}

static int64_t needed_of(const Figure *f)
{
    return f->measure->protect ? f->measure->protect : f->kind == FIGURE_CEILING ? PROTECT_BOUND : PROTECT_SUPPRESSED;
}

/* Of what an edition printed; its number is 0 where it is the 'was' of a revision. */
static const Released *released_of(const Judge *j, uint32_t number)
{
    return &j->year.released[(number / j->measures - j->year.count - 1) / 2];
}

static Str name_of(const Judge *j, uint32_t number, size_t beside)
{
    size_t file = number / j->measures;
    Str key = figure_at(j, number)->measure->key;
    if (file == j->year.count)
        return str_printf(j->arena, "us.%.*s", STR_ARG(key));
    const Jurisdiction *state = file_at(j, file)->jurisdiction;
    bool is_own = file == beside || (state && beside < j->year.count && state == j->year.states[beside]->jurisdiction);
    Str name = is_own  ? key
               : state ? str_printf(j->arena, "%.*s of %.*s", STR_ARG(key), STR_ARG(state->in_sentence))
                       : str_printf(j->arena, "us.%.*s", STR_ARG(key));
    uint32_t edition = is_past(j, number) ? released_of(j, number)->edition : 0;
    return !is_past(j, number) ? name
           : edition           ? str_printf(j->arena, "%.*s of edition %u", STR_ARG(name), edition)
                               : str_printf(j->arena, "the printed 'was' of %.*s", STR_ARG(name));
}

static Str typed_of(const Judge *j, uint32_t number)
{
    return figure_long(figure_at(j, number), &language_english, j->arena);
}

static Str decimal_str(int64_t units, Arena *a)
{
    char text[DECIMAL_TEXT_MAX];
    return str_copy(a, (Str){text, decimal_text((Decimal){units, 0}, text)});
}

/* "0 to 1", "7", "3 or more". */
static Str values_text(int64_t least, int64_t most, bool no_most, Arena *a)
{
    Str from = decimal_str(least, a);
    return no_most         ? str_printf(a, "%.*s or more", STR_ARG(from))
           : least == most ? from
                           : str_printf(a, "%.*s to %.*s", STR_ARG(from), STR_ARG(decimal_str(most, a)));
}

/* ---- Rows ---- */

static void row_put(Judge *j, uint32_t head, const Term *terms, size_t count, int64_t least, int64_t most)
{
    ARENA_ROOM(j->arena, j->heads, j->row_count, j->head_capacity);
    ARENA_ROOM(j->arena, j->rows, j->row_count, j->row_capacity);
    j->heads[j->row_count] = head;
    j->rows[j->row_count++] = (Row){terms, count, least, most};
}

static void pair_put(Judge *j, uint32_t head, Term one, Term other, int64_t least, int64_t most)
{
    Term *terms = ARENA_ARRAY(j->arena, Term, 2);
    terms[0] = one;
    terms[1] = other;
    row_put(j, head, terms, 2, least, most);
}

/* Whether a rule between figures can speak of it. */
static bool is_there(const Figure *f)
{
    return f->kind != FIGURE_ABSENT && f->kind != FIGURE_NOT_APPLICABLE;
}

static void parts_put(Judge *j, size_t file, const Measure *m, uint32_t total)
{
    const FigureFile *of = file_at(j, file);
    Term *terms = ARENA_ARRAY(j->arena, Term, m->part_count + 1);
    size_t count = 0;
    MeasureScope scope = of->jurisdiction ? SCOPE_STATE : SCOPE_NATION;
    for (size_t i = 0; i < m->part_count; i++) {
        if (!measure_is_of(&j->year.dictionary->items[m->parts[i]], scope, of->year))
            return;
        if (of->figures[m->parts[i]].kind != FIGURE_NOT_APPLICABLE)
            terms[count++] = (Term){number_of(j, file, m->parts[i]), 1};
    }
    terms[count++] = (Term){total, -1};
    row_put(j, total, terms, count, 0, 0);
}

static void bound_put(Judge *j, uint32_t number, uint32_t bound)
{
    pair_put(j, bound, (Term){bound, 1}, (Term){number, -1}, 0, SOLVE_OPEN);
}

static int64_t divisor(int64_t a, int64_t b)
{
    return b ? divisor(b, a % b) : a;
}

/* Which numbers a percentage and its two counts are. */
typedef struct Share {
    uint32_t percent, part, whole;
} Share;

/* side * (100 * part - bound * whole) >= 0 (> 0 where strict), in whole numbers. */
static void share_put(Judge *j, Share share, Decimal bound, int side, bool is_strict)
{
    int64_t hundred = 100;
    for (int i = 0; i < bound.scale; i++)
        hundred *= 10;
    int64_t common = divisor(hundred, bound.units);
    pair_put(j, share.percent, (Term){share.part, side * (hundred / common)},
             (Term){share.whole, -side * (bound.units / common)}, is_strict, SOLVE_OPEN);
}

/* Rounding is half up, so that 19.5% is no "19%". */
static void ratio_put(Judge *j, const Figure *f, Share share)
{
    static const Decimal hundred = {100, 0};
    bool is_above = f->phrase == PHRASE_MORE_THAN || f->phrase == PHRASE_OVER;
    bool is_at_most = f->phrase == PHRASE_AT_MOST || f->kind == FIGURE_FLOOR ||
                      (f->kind == FIGURE_ROUNDED && decimal_compare(f->most, hundred) == 0);
    share_put(j, share, f->least, 1, is_above);
    share_put(j, share, f->most, -1, !is_at_most);
}

static void file_rows_put(Judge *j, size_t file)
{
    const Figure *figures = file_at(j, file)->figures;
    for (size_t i = 0; i < j->measures; i++) {
        const Measure *m = &j->year.dictionary->items[i];
        uint32_t number = number_of(j, file, i);
        if (!is_there(&figures[i]))
            continue;
        if (m->part_count && !m->percent)
            parts_put(j, file, m, number);
        if (m->bounded && !m->at_most_nation && !m->percent && is_there(&figures[m->at_most]))
            bound_put(j, number, number_of(j, file, m->at_most));
        if (m->is_ratio && figure_has_number(&figures[i]) && (is_past(j, number) || is_published(j, &figures[i])) &&
            is_there(&figures[m->numerator]) && is_there(&figures[m->denominator]))
            ratio_put(j, &figures[i],
                      (Share){number, number_of(j, file, m->numerator), number_of(j, file, m->denominator)});
    }
}

/* The states together beside a figure of the nation. */
static void states_put(Judge *j, size_t measure, size_t bound, bool is_sum)
{
    if (!is_there(&j->year.nation->figures[bound]))
        return;
    Term *terms = ARENA_ARRAY(j->arena, Term, j->year.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < j->year.count; i++)
        if (j->year.states[i]->figures[measure].kind != FIGURE_NOT_APPLICABLE)
            terms[count++] = (Term){number_of(j, i, measure), -1};
    terms[count++] = (Term){number_of(j, j->year.count, bound), 1};
    row_put(j, terms[count - 1].unknown, terms, count, 0, is_sum ? 0 : SOLVE_OPEN);
}

static void rows_gather(Judge *j)
{
    for (size_t file = 0; file < j->files; file++)
        file_rows_put(j, file);
    for (size_t i = 0; i < j->measures && j->year.nation; i++) {
        const Measure *m = &j->year.dictionary->items[i];
        bool is_bounded = m->bounded && m->at_most_nation && !m->percent;
        if (m->nation_is_sum)
            states_put(j, i, i, j->year.is_whole);
        if (is_bounded && !(m->nation_is_sum && m->at_most == i))
            states_put(j, i, m->at_most, false);
    }
}

/* ---- Earlier editions: each a system of its own, whose figures are those of now where they were not revised ---- */

static bool is_apart(const Figure *a, const Figure *b)
{
    return (!a->no_most && decimal_compare(a->most, b->least) < 0) ||
           (!b->no_most && decimal_compare(b->most, a->least) < 0);
}

/* Whether a value that was printed before is still one of the figure's. */
static bool tells_still(const Figure *was, const Figure *now)
{
    return !was->measure->percent && figure_has_number(was) && !(figure_has_number(now) && is_apart(was, now));
}

static bool same_text(const Judge *j, const Figure *a, const Figure *b)
{
    return str_eq(figure_long(a, &language_english, j->scratch), figure_long(b, &language_english, j->scratch));
}

/* Whether a figure that was printed became another one: it cannot be the same. A line of 'revisions' alone does not say
   so, for a rounding that holds the old value lets readers have that still. */
static bool is_revised(const Figure *old, const Figure *new)
{
    return is_there(old) && is_there(new) && figure_has_number(old) && figure_has_number(new) && is_apart(old, new);
}

/* The next edition that printed the figure, or the figure of now; SIZE_MAX: neither. */
static size_t newer_find(const Judge *j, size_t past, size_t now, size_t measure)
{
    for (size_t i = past + 2; i < j->past_count && !j->only; i += 2)
        if (j->past[i & ~(size_t)1].jurisdiction == j->past[past & ~(size_t)1].jurisdiction &&
            is_there(&j->past[i].figures[measure]))
            return j->year.count + 1 + i;
    return now < j->files && is_there(&file_at(j, now)->figures[measure]) ? now : SIZE_MAX;
}

/* Where one of the figures that add up was revised, those of them that are withheld may have been as well. */
static bool may_be_revised(const Judge *j, size_t measure, const bool *revised)
{
    for (size_t i = 0; i < j->measures; i++) {
        const Measure *m = &j->year.dictionary->items[i];
        bool has = i == measure, any = revised[i];
        for (size_t k = 0; k < m->part_count; k++) {
            has = has || m->parts[k] == measure;
            any = any || revised[m->parts[k]];
        }
        if (m->part_count && has && any)
            return true;
    }
    return false;
}

/* 'past' numbers what an edition printed of a state or of the nation, 'now' the file that says it today. */
static void editions_join(Judge *j, size_t past, size_t now)
{
    bool *revised = ARENA_ARRAY(j->arena, bool, j->measures);
    const Figure *old = j->past[past].figures;
    if (now >= j->files)
        return;
    for (size_t i = 0; i < j->measures; i++) {
        size_t newer = newer_find(j, past, now, i);
        revised[i] = newer != SIZE_MAX && is_revised(&old[i], &file_at(j, newer)->figures[i]);
    }
    for (size_t i = 0; i < j->measures; i++) {
        size_t newer = newer_find(j, past, now, i);
        if (newer == SIZE_MAX || !is_there(&old[i]) || old[i].measure->percent || revised[i])
            continue;
        bool both = is_withheld(&old[i]) && is_withheld(&file_at(j, newer)->figures[i]);
        if (both && may_be_revised(j, i, revised))
            continue;
        uint32_t own = number_of(j, j->year.count + 1 + past, i);
        pair_put(j, own, (Term){number_of(j, newer, i), 1}, (Term){own, -1}, 0, 0);
    }
}

static size_t state_file(const Judge *j, const Jurisdiction *state)
{
    size_t file = 0;
    while (file < j->year.count && (!state || !str_eq(j->year.states[file]->jurisdiction->code, state->code)))
        file++;
    return file < j->year.count ? file : SIZE_MAX;
}

static void editions_gather(Judge *j)
{
    size_t first = j->only ? 2 * (j->only - 1) : 0, end = j->only ? first + 2 : j->past_count;
    for (size_t i = first; i < end; i++) {
        size_t file = j->year.count + 1 + i;
        for (size_t m = 0; m < j->measures; m++) {
            const Figure *f = &j->past[i].figures[m];
            j->unknowns[number_of(j, file, m)] = unknown_of(f, !f->measure->percent);
        }
        file_rows_put(j, file);
        for (size_t m = 0; m < j->measures && i % 2; m++) {
            const Measure *measure = &j->year.dictionary->items[m];
            if (measure->bounded && measure->at_most_nation && !measure->percent &&
                is_there(&j->past[i - 1].figures[m]) && is_there(&j->past[i].figures[measure->at_most]))
                bound_put(j, number_of(j, file - 1, m), number_of(j, file, measure->at_most));
        }
    }
    for (size_t i = first; i < end; i++)
        editions_join(j, i, i % 2 ? j->year.count : state_file(j, j->past[i - i % 2].jurisdiction));
}

/* Whether it printed something that is not printed now, or otherwise. */
static bool tells_more(const Judge *j, const Figure *old, size_t now)
{
    for (size_t i = 0; i < j->measures; i++) {
        const Figure *new = now < j->files ? &file_at(j, now)->figures[i] : NULL;
        if (is_there(&old[i]) && (!new || !is_published(j, new) || !same_text(j, &old[i], new)))
            return true;
    }
    return false;
}

/* The editions of the states that are judged, but for those that say what is said now. */
static void editions_choose(Judge *j, const YearFigures *year)
{
    Released *kept = ARENA_ARRAY(j->arena, Released, year->released_count);
    j->all_past = year->released;
    j->all_past_count = year->released_count;
    j->past = ARENA_ARRAY(j->arena, FigureFile, 2 * year->released_count);
    j->year.released = kept;
    j->year.released_count = 0;
    for (size_t i = 0; i < year->released_count; i++) {
        const Released *one = &year->released[i];
        size_t now = state_file(j, one->state);
        if ((one->state && now == SIZE_MAX) || (!tells_more(j, one->figures, now) &&
                                                !tells_more(j, one->nation, j->year.nation ? j->year.count : SIZE_MAX)))
            continue;
        const FigureFile *like = one->state ? j->year.states[now] : j->year.nation ? j->year.nation : NULL;
        int of_year = like ? like->year : 0;
        j->past[j->past_count++] = (FigureFile){.jurisdiction = one->state, .year = of_year, .figures = one->figures};
        j->past[j->past_count++] = (FigureFile){.year = of_year, .figures = one->nation};
        kept[j->year.released_count++] = *one;
    }
}

/* ---- Verdicts ---- */

static Verdict verdict_of(const Answer *answer, int64_t needed)
{
    switch (answer->proof) {
    case PROOF_NONE:
        return VERDICT_UNPROVEN;
    case PROOF_CONTRADICTION:
        return VERDICT_CONTRADICTION;
    case PROOF_EXACT:
        break;
    }
    return answer->most == SOLVE_OPEN                   ? VERDICT_SAFE
           : answer->most - answer->least + 1 >= needed ? VERDICT_SAFE
           : answer->most == answer->least              ? VERDICT_KNOWN
                                                        : VERDICT_FEW;
}

/* What more is to be said of the other one. */
static bool is_worse(const Answer *other, const Answer *than, int64_t needed)
{
    static const int ranks[] = {[VERDICT_SAFE] = 0, [VERDICT_UNPROVEN] = 1, [VERDICT_FEW] = 2, [VERDICT_KNOWN] = 3};
    if (other->proof == PROOF_CONTRADICTION || than->proof == PROOF_CONTRADICTION)
        return false;
    Verdict of_other = verdict_of(other, needed), of_than = verdict_of(than, needed);
    bool are_exact = other->proof == PROOF_EXACT && than->proof == PROOF_EXACT;
    return ranks[of_other] > ranks[of_than] ||
           (of_other == of_than && are_exact && other->most != SOLVE_OPEN &&
            (than->most == SOLVE_OPEN || other->most - other->least < than->most - than->least));
}

/* 'answer' of the rows from 0 to own_rows and from 'first' on, as one of all rows. */
static void binds_spread(const Judge *j, Answer *answer, size_t first, size_t end, Arena *a)
{
    bool *binds = ARENA_ARRAY(a, bool, j->row_count);
    memcpy(binds, answer->binds, j->own_rows * sizeof *binds);
    memcpy(binds + first, answer->binds + j->own_rows, (end - first) * sizeof *binds);
    answer->binds = binds;
}

/* From all rows or, where the editions contradict each other, from those of now and of each edition by itself: what
   says most. */
static void answers_find(const Judge *j, const Unknown *unknowns, Answer *answers, Arena *a)
{
    if (!j->starts) {
        unknowns_solve(unknowns, j->unknown_count, j->rows, j->row_count, answers, a);
        return;
    }
    Row *rows = ARENA_ARRAY(a, Row, j->row_count);
    Answer *alone = ARENA_ARRAY(a, Answer, j->unknown_count);
    memcpy(rows, j->rows, j->own_rows * sizeof *rows);
    for (size_t i = 0; i <= j->past_count / 2; i++) {
        size_t first = i ? j->starts[i - 1] : j->own_rows, end = i ? j->starts[i] : j->own_rows;
        memcpy(rows + j->own_rows, j->rows + first, (end - first) * sizeof *rows);
        unknowns_solve(unknowns, j->unknown_count, rows, j->own_rows + end - first, i ? alone : answers, a);
        for (size_t k = 0; k < j->unknown_count; k++) {
            Answer *one = i ? &alone[k] : &answers[k];
            if (!unknowns[k].is_asked || (i && !is_worse(one, &answers[k], needed_of(figure_at(j, (uint32_t)k)))))
                continue;
            binds_spread(j, one, first, end, a);
            answers[k] = *one;
        }
    }
}

/* The figures that tell of an item: of each row that binds the one that it is named after or, if that is withheld
   itself, the others with a number. */
static size_t binding_list(const Judge *j, const bool *binds, uint32_t *numbers)
{
    size_t count = 0;
    for (size_t r = 0; r < j->row_count; r++) {
        const Figure *head = figure_at(j, j->heads[r]);
        bool is_head = figure_has_number(head) && (!is_withheld(head) || head->measure->percent);
        for (size_t i = 0; binds[r] && i < (is_head ? 1 : j->rows[r].count); i++) {
            uint32_t number = is_head ? j->heads[r] : j->rows[r].terms[i].unknown;
            size_t known = 0;
            while (known < count && numbers[known] != number)
                known++;
            if (known == count &&
                (is_head || (figure_has_number(figure_at(j, number)) && !is_withheld(figure_at(j, number)))))
                numbers[count++] = number;
        }
    }
    return count;
}

/* "missing_total, us.missing_total and 3 more", or nothing. */
static Str names_text(const Judge *j, const uint32_t *numbers, size_t count, size_t beside)
{
    Buf text = {.arena = j->arena};
    for (size_t i = 0; i < count && i < NAMED_MOST; i++)
        buf_printf(&text, "%s%.*s",
                   i == 0           ? ""
                   : i + 1 == count ? " and "
                                    : ", ",
                   STR_ARG(name_of(j, numbers[i], beside)));
    if (count > NAMED_MOST)
        buf_printf(&text, " and %zu more", count - NAMED_MOST);
    return buf_str(&text);
}

static void items_judge(Judge *j)
{
    uint32_t *binding = ARENA_ARRAY(j->arena, uint32_t, j->unknown_count);
    for (size_t i = 0; i < j->item_count; i++) {
        uint32_t number = j->numbers[i];
        const Answer *answer = &j->answers[number];
        const Figure *figure = figure_at(j, number);
        size_t count = binding_list(j, answer->binds, binding);
        j->items[i] = (Withheld){.file = file_at(j, number / j->measures),
                                 .figure = figure,
                                 .verdict = verdict_of(answer, needed_of(figure)),
                                 .least = answer->least,
                                 .most = answer->most,
                                 .no_most = answer->most == SOLVE_OPEN,
                                 .needed = needed_of(figure),
                                 .binds = names_text(j, binding, count, number / j->measures)};
    }
}

/* ---- Remedies ---- */

/* Items that the same rows leave too few values; in one finding, as one remedy must protect all. The finding is about
   the first. */
typedef struct Group {
    const size_t *items;
    size_t count;
    const bool *binds;
} Group;

/* A figure that is typed otherwise. */
typedef struct Change {
    uint32_t number;
    Unknown unknown;
} Change;

/* The edition by which readers know of the figure what the change would keep from them, so that fewer values than that
   remain; NULL: none. */
static const Released *edition_with(const Judge *j, const Change *change, int64_t fewer)
{
    size_t file = change->number / j->measures, measure = change->number % j->measures;
    const Jurisdiction *state = file_at(j, file)->jurisdiction;
    for (size_t i = 0; i < j->all_past_count; i++) {
        const Released *one = &j->all_past[i];
        const Figure *old = state ? &one->figures[measure] : &one->nation[measure];
        const Unknown *new = &change->unknown;
        if ((state && (!one->state || !str_eq(one->state->code, state->code))) || !figure_has_number(old) ||
            is_apart(old, figure_at(j, change->number)))
            continue;
        bool is_wider = old->least.units > new->least || (!old->no_most && old->most.units < new->most);
        bool is_close = fewer == SOLVE_OPEN || (!old->no_most && old->most.units - old->least.units + 1 < fewer);
        if (is_wider && is_close)
            return one;
    }
    return NULL;
}

/* Whether the group is safe after the changes, and so is what they withhold. */
static bool protects(Judge *j, const Group *group, const Change *changes, size_t count)
{
    size_t unknowns = j->unknown_count;
    if (j->tries == 0)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!is_past(j, changes[i].number) && edition_with(j, &changes[i], SOLVE_OPEN))
            return false;
    j->tries--;
    arena_reset(j->scratch);
    Unknown *trial = arena_grow(j->scratch, j->unknowns, unknowns, unknowns, sizeof *trial);
    Answer *answers = ARENA_ARRAY(j->scratch, Answer, unknowns);
    for (size_t i = 0; i < j->item_count; i++)
        trial[j->numbers[i]].is_asked = false;
    for (size_t i = 0; i < group->count; i++)
        trial[j->numbers[group->items[i]]].is_asked = true;
    for (size_t i = 0; i < count; i++) {
        bool is_asked = trial[changes[i].number].is_asked;
        trial[changes[i].number] = changes[i].unknown;
        trial[changes[i].number].is_asked = is_asked || changes[i].unknown.is_asked;
    }
    answers_find(j, trial, answers, j->scratch);
    bool is_safe = true;
    for (size_t i = 0; i < group->count; i++) {
        const Withheld *item = &j->items[group->items[i]];
        is_safe = is_safe && verdict_of(&answers[j->numbers[group->items[i]]], item->needed) == VERDICT_SAFE;
    }
    for (size_t i = 0; i < count; i++) {
        const Measure *m = figure_at(j, changes[i].number)->measure;
        bool is_bound = changes[i].unknown.most != SOLVE_OPEN;
        int64_t needed = m->protect ? m->protect : is_bound ? PROTECT_BOUND : PROTECT_SUPPRESSED;
        if (changes[i].unknown.is_asked)
            is_safe = is_safe && verdict_of(&answers[changes[i].number], needed) == VERDICT_SAFE;
    }
    return is_safe;
}

/* "about 1,120" in place of an exact figure: what it is read as by figure_read(). */
static bool round_to(int64_t units, int64_t unit, Change *change, int64_t *stated)
{
    *stated = (units + unit / 2) / unit * unit;
    while (*stated && *stated % (unit * 10) == 0)
        unit *= 10;
    int64_t least = *stated - unit / 2;
    change->unknown = (Unknown){least < 1 ? 1 : least, *stated + unit / 2 - 1, false};
    return *stated > 0;
}

/* What the parts of the row add up to at least: a total printed below it would look wrong, though its rounding allows
   it. 0 where the row is no sum. */
static int64_t parts_least(const Judge *j, size_t row)
{
    int64_t sum = 0;
    for (size_t i = 0; i < j->rows[row].count; i++) {
        const Term *term = &j->rows[row].terms[i];
        if (term->factor != 1 && term->factor != -1)
            return 0;
        sum += term->unknown == j->heads[row] ? 0 : j->unknowns[term->unknown].least;
    }
    return sum;
}

static Str rounding_find(Judge *j, const Group *group, size_t beside)
{
    enum { UNIT_MOST = 1000 };
    for (size_t r = 0; r < j->row_count; r++) {
        const Figure *head = figure_at(j, j->heads[r]);
        if (!group->binds[r] || is_past(j, j->heads[r]) || head->measure->percent || head->kind != FIGURE_EXACT ||
            !allows(head, FIGURE_ROUNDED))
            continue;
        for (int64_t unit = 10; unit <= UNIT_MOST && unit <= head->least.units; unit *= 10) {
            Change change = {.number = j->heads[r]};
            int64_t stated;
            if (round_to(head->least.units, unit, &change, &stated) && stated >= parts_least(j, r) &&
                protects(j, group, &change, 1))
                return str_printf(j->arena, "type %.*s as 'about %.*s'", STR_ARG(name_of(j, j->heads[r], beside)),
                                  STR_ARG(decimal_str(stated, j->arena)));
        }
    }
    return (Str){0};
}

typedef struct Candidate {
    int64_t value;
    uint32_t number;
} Candidate;

static int candidate_order(const void *a, const void *b)
{
    const Candidate *left = a, *right = b;
    return left->value != right->value ? (left->value > right->value) - (left->value < right->value)
                                       : (left->number > right->number) - (left->number < right->number);
}

/* Exact figures above 0 in the rows that bind, the smallest first: they cost the reader least. */
static size_t candidates_list(const Judge *j, const Group *group, Candidate *candidates)
{
    size_t count = 0, kept = 0;
    for (size_t r = 0; r < j->row_count; r++)
        for (size_t i = 0; group->binds[r] && i < j->rows[r].count; i++) {
            uint32_t number = j->rows[r].terms[i].unknown;
            const Figure *f = figure_at(j, number);
            if (!is_past(j, number) && f->kind == FIGURE_EXACT && f->least.units > 0 && is_published(j, f) &&
                allows(f, FIGURE_SUPPRESSED))
                candidates[count++] = (Candidate){f->least.units, number};
        }
    qsort(candidates, count, sizeof *candidates, candidate_order);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || candidates[kept - 1].number != candidates[i].number)
            candidates[kept++] = candidates[i];
    return kept < SINGLES_MAX ? kept : SINGLES_MAX;
}

/* Withheld as well, as a bound where that is asked for; false where it cannot be typed so. */
static bool withholding(const Judge *j, uint32_t number, bool is_bound, Change *change)
{
    const Figure *f = figure_at(j, number);
    *change = (Change){number, {is_bound, is_bound ? BOUND_TRIED - 1 : SOLVE_OPEN, true}};
    return !is_bound || (f->most.units < BOUND_TRIED && allows(f, FIGURE_CEILING));
}

/* "withhold one and two as well", "type one as 'fewer than 10' as well". */
static Str withholding_text(const Judge *j, const Change *changes, size_t count, size_t beside)
{
    bool is_bound = changes[0].unknown.most != SOLVE_OPEN;
    Str names = name_of(j, changes[0].number, beside);
    if (count > 1)
        names = str_printf(j->arena, "%.*s and %.*s", STR_ARG(names), STR_ARG(name_of(j, changes[1].number, beside)));
    return is_bound ? str_printf(j->arena, "type %.*s as 'fewer than %d' as well", STR_ARG(names), BOUND_TRIED)
                    : str_printf(j->arena, "withhold %.*s as well", STR_ARG(names));
}

static Str withholding_find(Judge *j, const Group *group, size_t beside)
{
    size_t terms = 1;
    for (size_t r = 0; r < j->row_count; r++)
        terms += j->rows[r].count;
    Candidate *candidates = ARENA_ARRAY(j->arena, Candidate, terms);
    size_t count = candidates_list(j, group, candidates);
    Change tried[2];
    for (size_t form = 0; form < 2; form++)
        for (size_t i = 0; i < count; i++)
            if (withholding(j, candidates[i].number, form, &tried[0]) && protects(j, group, tried, 1))
                return withholding_text(j, tried, 1, beside);
    for (size_t form = 0; form < 2; form++)
        for (size_t k = 1; k < count && k < PAIRED_MAX; k++)
            for (size_t i = 0; i < k; i++)
                if (withholding(j, candidates[i].number, form, &tried[0]) &&
                    withholding(j, candidates[k].number, form, &tried[1]) && protects(j, group, tried, 2))
                    return withholding_text(j, tried, 2, beside);
    return (Str){0};
}

/* A bound of so few values that nothing else could help. */
static Str wider_find(Judge *j, const Group *group)
{
    const Withheld *item = &j->items[group->items[0]];
    const Change change = {j->numbers[group->items[0]], {1, item->needed, false}};
    if (group->count > 1 || item->figure->kind != FIGURE_CEILING ||
        item->figure->most.units - item->figure->least.units + 1 >= item->needed || !protects(j, group, &change, 1))
        return (Str){0};
    return str_printf(j->arena, "type 'fewer than %.*s', or 'suppressed'",
                      STR_ARG(decimal_str(item->needed + 1, j->arena)));
}

/* Whether a binding row says what a sheet prints as 'was', or, what an edition did. */
static bool is_told_by(const Judge *j, const Group *group, size_t row, bool is_edition)
{
    return group->binds[row] && is_past(j, j->heads[row]) &&
           (released_of(j, j->heads[row])->edition != 0) == is_edition;
}

/* Lines of 'revisions' that print what is rounded now. */
static Str lines_find(Judge *j, const Group *group)
{
    Change *changes = ARENA_ARRAY(j->arena, Change, j->row_count);
    size_t count = 0;
    for (size_t r = j->own_rows; r < j->row_count; r++)
        if (is_told_by(j, group, r, false))
            changes[count++] = (Change){j->heads[r], {0, SOLVE_OPEN, false}};
    if (!count || !protects(j, group, changes, count))
        return (Str){0};
    return count > 1 ? STR("take the lines that print these out of 'revisions'")
                     : str_printf(j->arena, "take the line of %.*s out of 'revisions'",
                                  STR_ARG(figure_at(j, changes[0].number)->measure->key));
}

#define GONE                                                                                                           \
    "what went out cannot be withheld any more: print it as it was, or take the file back and its row out of "         \
    "released.csv"

/* Where an edition printed too much of what is withheld now, nothing that is typed helps. */
static Str gone_find(const Judge *j, const Group *group, size_t beside)
{
    for (size_t i = 0; i < group->count; i++) {
        uint32_t number = j->numbers[group->items[i]];
        const Change change = {number, j->unknowns[number]};
        const Released *one = edition_with(j, &change, j->items[group->items[i]].needed);
        const Jurisdiction *state = file_at(j, number / j->measures)->jurisdiction;
        const Figure *old = one ? &(state ? one->figures : one->nation)[number % j->measures] : NULL;
        if (old)
            return str_printf(j->arena, "edition %u ('%.*s') printed %.*s as %.*s, and " GONE, one->edition,
                              STR_ARG(one->file), STR_ARG(name_of(j, number, beside)),
                              STR_ARG(figure_long(old, &language_english, j->arena)));
    }
    return (Str){0};
}

/* First what need not be printed, then a rounded nation or total, then the fewest further figures; each is proven. */
static Str remedy_find(Judge *j, const Group *group, size_t beside)
{
    Str remedy = gone_find(j, group, beside);
    remedy = remedy.n ? remedy : wider_find(j, group);
    remedy = remedy.n ? remedy : lines_find(j, group);
    remedy = remedy.n ? remedy : rounding_find(j, group, beside);
    remedy = remedy.n ? remedy : withholding_find(j, group, beside);
    for (size_t r = j->own_rows; r < j->row_count && !remedy.n; r++)
        if (is_told_by(j, group, r, true))
            return STR(GONE);
    return remedy.n ? remedy
                    : STR("no remedy was found among a rounded total and one or two small figures more that are "
                          "withheld; withhold others, or more");
}

/* ---- Findings ---- */

static Leak *leak_new(Judge *j, DiagCode code, bool is_error, const Figure *at, size_t notes)
{
    Leak *leak = &ARENA_NEXT(j->arena, j->leaks, j->leak_count, j->leak_capacity);
    *leak = (Leak){.code = code, .is_error = is_error, .at = at->mark};
    leak->notes = ARENA_ARRAY(j->arena, const Figure *, notes);
    leak->note_texts = ARENA_ARRAY(j->arena, Str, notes);
    leak->takes_part = ARENA_ARRAY(j->arena, bool, j->year.count + 1);
    return leak;
}

static void leak_note(const Judge *j, Leak *leak, uint32_t number, size_t beside, Str besides)
{
    const Released *one = is_past(j, number) && released_of(j, number)->edition ? released_of(j, number) : NULL;
    leak->notes[leak->note_count] = figure_at(j, number);
    leak->note_texts[leak->note_count++] =
        str_printf(j->arena, "%.*s%s%.*s%s: %.*s%.*s", STR_ARG(name_of(j, number, beside)), one ? " (" : "",
                   STR_ARG(one ? one->file : STR("")), one ? ")" : "", STR_ARG(typed_of(j, number)), STR_ARG(besides));
}

/* Files whose figures are in the rows that bind. */
static void parts_note(const Judge *j, Leak *leak, const Group *group)
{
    for (size_t i = 0; i < group->count; i++)
        leak->takes_part[j->numbers[group->items[i]] / j->measures] = true;
    for (size_t r = 0; r < j->row_count; r++)
        for (size_t i = 0; group->binds[r] && i < j->rows[r].count; i++)
            if (!is_past(j, j->rows[r].terms[i].unknown))
                leak->takes_part[j->rows[r].terms[i].unknown / j->measures] = true;
}

static void torn_report(Judge *j, size_t item, const bool *binds)
{
    uint32_t *binding = ARENA_ARRAY(j->arena, uint32_t, j->unknown_count), number = j->numbers[item];
    size_t count = binding_list(j, binds, binding), beside = number / j->measures;
    Leak *leak = leak_new(j, DIAG_CONTRADICTION, false, figure_at(j, number), NAMED_MOST);
    leak->message =
        str_printf(j->arena,
                   "%.*s is %.*s, but no number fits it beside all editions together%s%.*s%s, so each edition was "
                   "judged by itself; "
                   "compare them with the files that went out, and take a row that is wrong out of released.csv",
                   STR_ARG(name_of(j, number, beside)), STR_ARG(typed_of(j, number)), count ? " (" : "",
                   STR_ARG(names_text(j, binding, count, beside)), count ? ")" : "");
    for (size_t i = 0; i < count && i < NAMED_MOST; i++)
        leak_note(j, leak, binding[i], beside, STR(""));
    parts_note(j, leak, &(Group){&item, 1, binds});
}

/* Editions that contradict each other, or what is said now, tell of a revision that no correction names. One finding a
   state. */
static void editions_part(Judge *j)
{
    size_t joint = j->row_count, told = SIZE_MAX;
    const Answer *all = arena_grow(j->arena, j->answers, j->unknown_count, j->unknown_count, sizeof *all);
    size_t *starts = ARENA_ARRAY(j->arena, size_t, j->past_count / 2 + 1);
    for (j->only = 1; j->only <= j->past_count / 2; j->only++) {
        starts[j->only - 1] = j->row_count;
        editions_gather(j);
    }
    starts[j->past_count / 2] = j->row_count;
    j->starts = starts;
    answers_find(j, j->unknowns, j->answers, j->arena);
    for (size_t i = 0; i < j->item_count; i++) {
        uint32_t number = j->numbers[i];
        if (all[number].proof != PROOF_CONTRADICTION || j->answers[number].proof == PROOF_CONTRADICTION ||
            number / j->measures == told)
            continue;
        torn_report(j, i, arena_grow(j->arena, all[number].binds, joint, j->row_count, sizeof(bool)));
        told = number / j->measures;
    }
}

/* Whether figures of several states are in the rows that bind. */
static bool is_across(const Judge *j, const Group *group)
{
    size_t first = SIZE_MAX;
    for (size_t r = 0; r < j->row_count; r++)
        for (size_t i = 0; group->binds[r] && i < j->rows[r].count; i++) {
            size_t file = j->rows[r].terms[i].unknown / j->measures;
            if (file >= j->year.count || file == first)
                continue;
            if (first != SIZE_MAX)
                return true;
            first = file;
        }
    return false;
}

static Str leak_text(Judge *j, const Group *group)
{
    Arena *a = j->arena;
    uint32_t number = j->numbers[group->items[0]];
    size_t beside = number / j->measures;
    const Withheld *item = &j->items[group->items[0]];
    /* Other states' sheets say it too. */
    Str name = name_of(j, number, is_across(j, group) ? SIZE_MAX : beside), typed = typed_of(j, number),
        binds = item->binds;
    long long values = item->most - item->least + 1, needed = item->needed;
    bool many = str_find(binds, STR(" and "), 0) < binds.n;
    Str range = values_text(item->least, item->most, item->no_most, a);
    switch (item->verdict) {
    case VERDICT_CONTRADICTION:
        return str_printf(a, "%.*s is %.*s, but no number fits it beside %.*s; one of the figures is wrong",
                          STR_ARG(name), STR_ARG(typed), STR_ARG(binds.n ? binds : STR("the others")));
    case VERDICT_UNPROVEN:
        return str_printf(a,
                          "%.*s is %.*s, and too much hangs together to prove that %lld values remain possible; round "
                          "the totals around it, or withhold fewer figures",
                          STR_ARG(name), STR_ARG(typed), needed);
    case VERDICT_KNOWN:
        return str_printf(a, "%.*s is %.*s, but %.*s give%s it away: %.*s; %.*s", STR_ARG(name), STR_ARG(typed),
                          STR_ARG(binds.n ? binds : STR("that")), many ? "" : "s", STR_ARG(range),
                          STR_ARG(remedy_find(j, group, beside)));
    case VERDICT_FEW:
    case VERDICT_SAFE:
        break;
    }
    return str_printf(a, "%.*s is %.*s, but %.*s leave%s only %lld possible values, %.*s, and %lld protect it; %.*s",
                      STR_ARG(name), STR_ARG(typed), STR_ARG(binds.n ? binds : STR("that")), many ? "" : "s", values,
                      STR_ARG(range), needed, STR_ARG(remedy_find(j, group, beside)));
}

static bool is_narrow(Verdict verdict)
{
    return verdict == VERDICT_KNOWN || verdict == VERDICT_FEW;
}

static bool is_error_of(const Withheld *item)
{
    return item->verdict == VERDICT_KNOWN || item->verdict == VERDICT_CONTRADICTION || item->figure->measure->protect;
}

/* The line that accepts what is found of an item, if that is a warning. */
static const Accept *accepted_of(const Withheld *item)
{
    bool may = (item->verdict == VERDICT_FEW || item->verdict == VERDICT_UNPROVEN) && !is_error_of(item);
    return may ? accept_find(item->file, DIAG_DISCLOSURE, item->figure->measure) : NULL;
}

static void group_report(Judge *j, const Group *group, bool is_error)
{
    uint32_t number = j->numbers[group->items[0]];
    size_t beside = number / j->measures;
    const Withheld *item = &j->items[group->items[0]];
    uint32_t *binding = ARENA_ARRAY(j->arena, uint32_t, j->unknown_count);
    size_t count = binding_list(j, group->binds, binding);
    Str text = leak_text(j, group);
    DiagCode code = item->verdict == VERDICT_CONTRADICTION ? DIAG_CONTRADICTION : DIAG_DISCLOSURE;
    Leak *leak = leak_new(j, code, is_error, item->figure, 2 * NAMED_MOST);
    leak->message = text;
    leak->accepted[0] = accepted_of(item);
    for (size_t i = 0; i < count && i < NAMED_MOST; i++)
        leak_note(j, leak, binding[i], beside, STR(""));
    for (size_t i = 1; i < group->count && i <= NAMED_MOST; i++) {
        const Withheld *other = &j->items[group->items[i]];
        Str range = values_text(other->least, other->most, other->no_most, j->arena);
        bool has_range = is_narrow(other->verdict);
        leak_note(j, leak, j->numbers[group->items[i]], beside,
                  has_range ? str_printf(j->arena, ", which can be %.*s", STR_ARG(range)) : STR(""));
    }
    parts_note(j, leak, group);
}

/* Whether both are told by one row at least, and the other's finding is the one's too. What is accepted has
   a finding by itself, or a line would accept what is new beside it. */
static bool is_one_cause(const Judge *j, size_t first, size_t other)
{
    if (accepted_of(&j->items[first]) || accepted_of(&j->items[other]))
        return first == other;
    const bool *binds = j->answers[j->numbers[first]].binds, *others = j->answers[j->numbers[other]].binds;
    Verdict verdict = j->items[first].verdict;
    bool is_alike = verdict == j->items[other].verdict || (is_narrow(verdict) && is_narrow(j->items[other].verdict));
    for (size_t r = 0; r < j->row_count && is_alike; r++)
        if (binds[r] && others[r])
            return true;
    return first == other;
}

/* Errors first, then warnings, last what is accepted; each with all that has its cause. */
static void groups_report(Judge *j)
{
    bool *is_told = ARENA_ARRAY(j->arena, bool, j->item_count);
    for (size_t n = 0; n < 3 * j->item_count; n++) {
        size_t i = n % j->item_count, count = 0;
        bool is_error = n < j->item_count, is_last = n >= 2 * j->item_count;
        if (j->items[i].verdict == VERDICT_SAFE || is_told[i] || is_error_of(&j->items[i]) != is_error ||
            (accepted_of(&j->items[i]) != NULL) != is_last)
            continue;
        size_t *members = ARENA_ARRAY(j->arena, size_t, j->item_count);
        bool *binds = ARENA_ARRAY(j->arena, bool, j->row_count);
        for (size_t pass = 0; pass < 2; pass++)
            for (size_t k = 0; k < j->item_count; k++) {
                if ((k == i) == (pass == 1) || is_told[k] || !is_one_cause(j, i, k))
                    continue;
                members[count++] = k;
                is_told[k] = true;
                for (size_t r = 0; r < j->row_count; r++)
                    binds[r] = binds[r] || j->answers[j->numbers[k]].binds[r];
            }
        group_report(j, &(Group){members, count, binds}, is_error);
    }
}

/* Two that are withheld in one equality: who knows the one knows the other. */
static void insiders_report(Judge *j)
{
    for (size_t r = 0; r < j->row_count; r++) {
        uint32_t open[3], head = j->heads[r];
        size_t count = 0;
        bool is_equal = j->rows[r].most == 0 && head / j->measures == j->year.count;
        for (size_t i = 0; i < j->rows[r].count && is_equal && count < 3; i++) {
            uint32_t number = j->rows[r].terms[i].unknown;
            if (j->unknowns[number].least != j->unknowns[number].most)
                open[count++] = number;
        }
        if (count != 2 || open[0] / j->measures == j->year.count || open[1] / j->measures == j->year.count ||
            !is_withheld(figure_at(j, open[0])) || !is_withheld(figure_at(j, open[1])) ||
            j->answers[open[0]].least == j->answers[open[0]].most)
            continue;
        size_t beside = open[0] / j->measures;
        Leak *leak = leak_new(j, DIAG_INSIDER, false, figure_at(j, open[0]), 2);
        leak->message = str_printf(
            j->arena,
            "%.*s of %.*s and of %.*s are the only ones withheld beside %.*s, so who knows the one knows the other; "
            "withhold a third state's, or type %.*s as rounded",
            STR_ARG(figure_at(j, open[0])->measure->key), STR_ARG(file_at(j, beside)->jurisdiction->in_sentence),
            STR_ARG(file_at(j, open[1] / j->measures)->jurisdiction->in_sentence), STR_ARG(name_of(j, head, beside)),
            STR_ARG(name_of(j, head, beside)));
        leak_note(j, leak, open[1], beside, STR(""));
        leak_note(j, leak, head, beside, STR(""));
        leak->takes_part[beside] = leak->takes_part[open[1] / j->measures] = true;
        for (size_t i = 0; i < 2; i++)
            leak->accepted[i] =
                accept_find(file_at(j, open[i] / j->measures), DIAG_INSIDER, figure_at(j, open[i])->measure);
    }
}

/* Whether the dictionary would have it withheld. */
static bool is_small(const Figure *f)
{
    return f->kind == FIGURE_EXACT && f->least.units > 0 && f->least.units < f->measure->withhold_below;
}

static void small_report(Judge *j, uint32_t number)
{
    const Figure *f = figure_at(j, number);
    size_t file = number / j->measures;
    Leak *leak = leak_new(j, DIAG_WITHHOLD, true, f, 0);
    Str limit = decimal_str(f->measure->withhold_below, j->arena);
    leak->message = str_printf(
        j->arena,
        "%.*s is %.*s, and the dictionary withholds what is below %.*s; type 'fewer than %.*s' or 'suppressed'",
        STR_ARG(name_of(j, number, file)), STR_ARG(typed_of(j, number)), STR_ARG(limit), STR_ARG(limit));
    leak->takes_part[file] = true;
}

/* A percentage that is withheld beside the two figures that give it. */
static void share_report(Judge *j, uint32_t number)
{
    const Figure *f = figure_at(j, number), *figures = file_at(j, number / j->measures)->figures;
    const Measure *m = f->measure;
    const Figure *over = &figures[m->numerator], *under = &figures[m->denominator];
    size_t file = number / j->measures;
    if (!m->is_ratio || over->kind != FIGURE_EXACT || under->kind != FIGURE_EXACT || !under->least.units ||
        !is_published(j, over) || !is_published(j, under))
        return;
    Leak *leak = leak_new(j, DIAG_DISCLOSURE, true, f, 2);
    leak->message =
        str_printf(j->arena, "%.*s is %.*s, but %.*s and %.*s give it away: %.*s; withhold one of the two as well",
                   STR_ARG(m->key), STR_ARG(typed_of(j, number)), STR_ARG(over->measure->key),
                   STR_ARG(under->measure->key), STR_ARG(figure_share(over, under, &language_english, j->arena)));
    leak_note(j, leak, number_of(j, file, m->numerator), file, STR(""));
    leak_note(j, leak, number_of(j, file, m->denominator), file, STR(""));
    leak->takes_part[file] = true;
}

/* ---- The year ---- */

bool disclosure_has_cause(const YearFigures *year)
{
    bool any = false;
    for (size_t file = 0; file < year->count + (year->nation != NULL) && !any; file++) {
        const Figure *figures = (file < year->count ? year->states[file] : year->nation)->figures;
        for (size_t i = 0; i < year->dictionary->count && !any; i++)
            any = is_withheld(&figures[i]) || is_small(&figures[i]);
    }
    return any;
}

static void figures_gather(Judge *j)
{
    for (uint32_t number = 0; number < j->files * j->measures; number++) {
        const Figure *f = figure_at(j, number);
        j->unknowns[number] = f->measure->percent ? (Unknown){0, 0, false} : unknown_of(f, is_published(j, f));
        if (is_small(f))
            small_report(j, number);
        if (is_withheld(f) && f->measure->percent)
            share_report(j, number);
        if (!is_withheld(f) || f->measure->percent)
            continue;
        j->unknowns[number].is_asked = true;
        j->numbers[j->item_count++] = number;
    }
}

/* The same findings, in any order of the files. */
static YearFigures *year_sorted(const YearFigures *year, Arena *a)
{
    YearFigures *kept = ARENA_NEW(a, YearFigures);
    const FigureFile **states = arena_grow(a, year->states, year->count, year->count, sizeof *states);
    *kept = *year;
    kept->states = states;
    if (year->count)
        qsort(states, year->count, sizeof *states, figures_order);
    return kept;
}

/* Each 'was' that is printed is an edition of that figure alone, numbered 0: what the figure of now can be is no
   correction to readers. */
static size_t revisions_add(const YearFigures *year, const FigureFile *file, Released *to, Arena *a)
{
    size_t count = 0;
    for (size_t i = 0; file && i < file->revision_count; i++) {
        const Figure *was = &file->revisions[i].was;
        size_t measure = (size_t)(was->measure - year->dictionary->items);
        if (!tells_still(was, &file->figures[measure]) || (year->sides && !year->sides[measure]))
            continue;
        Figure *own = figures_none(year->dictionary, a), *none = figures_none(year->dictionary, a);
        own[measure] = *was;
        to[count++] = (Released){.state = file->jurisdiction,
                                 .figures = file->jurisdiction ? own : none,
                                 .nation = file->jurisdiction ? none : own};
    }
    return count;
}

static void revisions_gather(YearFigures *year, Arena *a)
{
    size_t most = year->released_count + (year->nation ? year->nation->revision_count : 0);
    for (size_t i = 0; i < year->count; i++)
        most += year->states[i]->revision_count;
    Released *all = arena_grow(a, year->released, year->released_count, most, sizeof *all);
    size_t count = year->released_count;
    for (size_t i = 0; i < year->count; i++)
        count += revisions_add(year, year->states[i], all + count, a);
    count += revisions_add(year, year->nation, all + count, a);
    year->released = all;
    year->released_count = count;
}

const FigureFile *disclosure_draft(const FigureFile *file, Arena *a)
{
    const Dictionary *dict = file->dictionary;
    FigureFile *draft = ARENA_NEW(a, FigureFile);
    Figure *figures = arena_grow(a, file->figures, dict->count, dict->count, sizeof *figures);
    *draft = *file;
    draft->status = STATUS_DRAFT;
    draft->figures = figures;
    draft->revision_count = 0;
    for (size_t i = 0; i < dict->count; i++)
        if (!is_withheld(&figures[i]) &&
            measure_is_of(&dict->items[i], file->jurisdiction ? SCOPE_STATE : SCOPE_NATION, file->year))
            figures[i] = (Figure){.kind = FIGURE_NOT_AVAILABLE, .measure = &dict->items[i], .no_most = true};
    return draft;
}

/* What went out of a state (NULL: of the nation), each figure as the last edition that printed it, else as in 'draft',
   which may be NULL; NULL: nothing. */
static const FigureFile *released_last(const YearFigures *year, const Jurisdiction *state, const FigureFile *draft,
                                       int of, Arena *a)
{
    Figure *figures = figures_none(year->dictionary, a);
    bool any = false;
    for (size_t i = year->released_count; i > 0; i--) {
        const Released *one = &year->released[i - 1];
        if (state && (!one->state || !str_eq(one->state->code, state->code)))
            continue;
        for (size_t m = 0; m < year->dictionary->count; m++) {
            const Figure *printed = state ? &one->figures[m] : &one->nation[m];
            if (figures[m].kind == FIGURE_ABSENT && printed->kind != FIGURE_ABSENT) {
                figures[m] = *printed;
                any = true;
            }
        }
    }
    FigureFile *file = ARENA_NEW(a, FigureFile);
    *file = draft ? *draft : (FigureFile){.jurisdiction = state, .year = of, .dictionary = year->dictionary};
    file->figures = figures;
    for (size_t m = 0; draft && m < year->dictionary->count; m++)
        if (figures[m].kind == FIGURE_ABSENT)
            figures[m] = draft->figures[m];
    return any ? file : draft;
}

void disclosure_complete(YearFigures *year, const Jurisdictions *all, int of, Arena *a)
{
    size_t own = year->count;
    const FigureFile **states = arena_grow(a, year->states, own, own + all->count, sizeof *states);
    for (size_t i = 0; i < all->count && year->released_count; i++) {
        size_t k = 0;
        while (k < own && !str_eq(states[k]->jurisdiction->code, all->items[i].code))
            k++;
        if (k < own && states[k]->status == STATUS_FINAL)
            continue;
        const FigureFile *file = released_last(year, &all->items[i], k < own ? states[k] : NULL, of, a);
        if (file)
            states[k < own ? k : year->count++] = file;
    }
    year->states = states;
    year->is_whole = year->count == all->count;
    if (!year->nation || year->nation->status == STATUS_DRAFT)
        year->nation = released_last(year, NULL, year->nation, of, a);
}

const Disclosure *disclosure_find(const YearFigures *year, Arena *a)
{
    if (!disclosure_has_cause(year))
        return NULL;
    size_t files = year->count + (year->nation != NULL), count = files * year->dictionary->count;
    YearFigures *kept = year_sorted(year, a);
    revisions_gather(kept, a);
    size_t all = (year->count + 1 + 2 * kept->released_count) * year->dictionary->count;
    Judge j = {.year = *kept,
               .measures = year->dictionary->count,
               .files = files,
               .unknown_count = all,
               .unknowns = ARENA_ARRAY(a, Unknown, all),
               .answers = ARENA_ARRAY(a, Answer, all),
               .items = ARENA_ARRAY(a, Withheld, count),
               .numbers = ARENA_ARRAY(a, uint32_t, count),
               .tries = TRIES_MAX,
               .arena = a,
               .scratch = arena_new()};
    figures_gather(&j);
    rows_gather(&j);
    editions_choose(&j, kept);
    j.own_rows = j.row_count;
    editions_gather(&j);
    answers_find(&j, j.unknowns, j.answers, a);
    for (size_t i = 0; i < j.item_count && j.past_count && !j.starts; i++)
        if (j.answers[j.numbers[i]].proof == PROOF_CONTRADICTION)
            editions_part(&j);
    items_judge(&j);
    groups_report(&j);
    insiders_report(&j);
    arena_free(j.scratch);
    Disclosure *found = ARENA_NEW(a, Disclosure);
    *found = (Disclosure){j.items, j.item_count, j.leaks, j.leak_count, kept};
    return found;
}

const Withheld *disclosure_items(const Disclosure *found, size_t *count)
{
    *count = found ? found->count : 0;
    return found ? found->items : NULL;
}

/* Whether a figure of the state (NULL: of the nation) takes part. The nation's own leaks concern every state, since all
   quote it. */
static bool concerns(const YearFigures *year, const Leak *leak, const Jurisdiction *state)
{
    bool any = false, own = !state && leak->takes_part[year->count];
    for (size_t i = 0; i < year->count; i++) {
        any = any || leak->takes_part[i];
        own = own || (state && leak->takes_part[i] && str_eq(year->states[i]->jurisdiction->code, state->code));
    }
    return own || !any;
}

void disclosure_report(const Disclosure *found, const Jurisdiction *const *states, size_t count, Diag *d)
{
    for (size_t i = 0; found && i < found->leak_count; i++) {
        const Leak *leak = &found->leaks[i];
        bool is_wanted = false;
        for (size_t k = 0; k < count && !is_wanted; k++)
            is_wanted = concerns(found->year, leak, states[k]);
        if (!is_wanted)
            continue;
        bool soft = diag_soften(d, true);
        diag_soften(d, soft || !leak->is_error);
        for (size_t k = 0; k < 2; k++)
            if (leak->accepted[k])
                diag_accept(d, leak->accepted[k], leak->accepted[k]->mark, leak->accepted[k]->why);
        diag_error(d, leak->code, leak->at, "%.*s", STR_ARG(leak->message));
        for (size_t k = 0; k < leak->note_count; k++)
            diag_note(d, leak->notes[k]->mark, "%.*s", STR_ARG(leak->note_texts[k]));
        diag_soften(d, soft);
    }
}

/* ---- Corrections ---- */

/* Whether a rule of the measure, whose own number is 'own', speaks of that one. */
static bool is_in_rule(const Measure *m, size_t own, size_t index)
{
    bool is_in = own == index || (m->bounded && !m->at_most_nation && m->at_most == index) ||
                 (m->is_ratio && (m->numerator == index || m->denominator == index));
    for (size_t i = 0; i < m->part_count && !is_in; i++)
        is_in = m->parts[i] == index;
    return is_in;
}

/* Adds to what is reached all that stands in one rule with it and is not exact. */
static bool reach_grow(const FigureFile *file, bool *reached)
{
    const Dictionary *dict = file->dictionary;
    bool grew = false;
    for (size_t rule = 0; rule < dict->count; rule++) {
        const Measure *m = &dict->items[rule];
        bool any = false;
        for (size_t i = 0; i < dict->count && !any; i++)
            any = reached[i] && is_in_rule(m, rule, i);
        for (size_t i = 0; i < dict->count && any; i++)
            if (!reached[i] && is_there(&file->figures[i]) && file->figures[i].kind != FIGURE_EXACT &&
                is_in_rule(m, rule, i))
                grew = reached[i] = true;
    }
    return grew;
}

bool disclosure_was_tells(const FigureFile *file, const Figure *was, Arena *a)
{
    const Dictionary *dict = file->dictionary;
    size_t index = (size_t)(was->measure - dict->items);
    bool *reached = ARENA_ARRAY(a, bool, dict->count), tells = was->measure->nation_is_sum;
    if (!tells_still(was, &file->figures[index]))
        return false;
    reached[index] = true;
    while (reach_grow(file, reached))
        ;
    for (size_t i = 0; i < dict->count; i++) {
        const Measure *m = &dict->items[i];
        tells = tells || (reached[i] && is_withheld(&file->figures[i])) ||
                (!file->jurisdiction && m->bounded && m->at_most_nation && m->at_most == index);
    }
    return tells;
}
