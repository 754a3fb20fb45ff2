/* One typed file of figures, a state's or the nation's: who, when, from where, and one figure for every measure that
   belongs in it. A figure is never left blank: what is missing is listed at once, what is not known is named. */
#include "decimal.h"
#include "schema.h"

/* ---- Rules between figures ---- */

/* A total and its parts, a figure and its bound, a percentage and its two figures. Figures are intervals, so a rule is
   broken only where it is false for every value they allow; a rounded total does not quarrel with exact parts within
   its rounding. Findings name both places. */

/* False after a finding; true where either is absent. */
static bool bound_check(const Figure *figure, const Figure *bound, bool of_nation, Diag *d)
{
    if (figure->kind == FIGURE_ABSENT || !figure_has_number(bound) || bound->no_most ||
        decimal_compare(figure->least, bound->most) <= 0)
        return true;
    const char *whose = of_nation ? " of the nation" : "";
    char shown[FIGURE_TEXT_MAX], bound_shown[FIGURE_TEXT_MAX];
    Str bound_key = bound->measure->key, bound_text = figure_text(bound, bound_shown);
    diag_error(d, DIAG_BOUND, figure->mark, "%.*s is %.*s, but it cannot be above %.*s%s, which is %.*s",
               STR_ARG(figure->measure->key), STR_ARG(figure_text(figure, shown)), STR_ARG(bound_key), whose,
               STR_ARG(bound_text));
    diag_note(d, bound->mark, "%.*s%s: %.*s", STR_ARG(bound_key), whose, STR_ARG(bound_text));
    return false;
}

/* The interval that the parts add up to; false where one is absent. */
static bool parts_add(const Measure *m, const Figure *figures, Figure *sum)
{
    *sum = (Figure){.kind = FIGURE_EXACT, .measure = m, .computed = true};
    size_t added = 0;
    for (size_t i = 0; i < m->part_count; i++) {
        const Figure *part = &figures[m->parts[i]];
        if (part->kind == FIGURE_ABSENT)
            return false;
        if (part->kind == FIGURE_NOT_APPLICABLE)
            continue;
        added++;
        if (part->kind != FIGURE_EXACT)
            sum->kind = FIGURE_ROUNDED;
        sum->least = decimal_add(sum->least, part->least);
        sum->most = decimal_add(sum->most, part->most);
        sum->no_most = sum->no_most || part->no_most;
    }
    sum->stated = sum->least;
    return added > 0;
}

/* Computes totals left out where all parts are exact; a total of totals too. 'file' is the place of computed figures.
 */
static void totals_compute(const Dictionary *dict, Figure *figures, Mark file)
{
    bool progress = true;
    while (progress) {
        progress = false;
        for (size_t i = 0; i < dict->count; i++) {
            Figure sum;
            if (figures[i].kind != FIGURE_ABSENT || !parts_add(&dict->items[i], figures, &sum) ||
                sum.kind != FIGURE_EXACT)
                continue;
            sum.mark = file;
            figures[i] = sum;
            progress = true;
        }
    }
}

static const char *sum_text(const Figure *sum, char out[FIGURE_TEXT_MAX])
{
    char least[DECIMAL_TEXT_MAX], most[DECIMAL_TEXT_MAX];
    decimal_text(sum->least, least);
    decimal_text(sum->most, most);
    const char *sign = sum->measure->percent ? "%" : "";
    if (sum->no_most)
        snprintf(out, FIGURE_TEXT_MAX, "at least %s%s", least, sign);
    else if (decimal_compare(sum->least, sum->most) == 0)
        snprintf(out, FIGURE_TEXT_MAX, "%s%s", least, sign);
    else
        snprintf(out, FIGURE_TEXT_MAX, "something from %s%s to %s%s", least, sign, most, sign);
    return out;
}

static void total_check(const Figure *total, const Figure *figures, Diag *d)
{
    Figure sum;
    const Measure *m = total->measure;
    if (total->kind == FIGURE_ABSENT || total->computed || !parts_add(m, figures, &sum))
        return;
    bool parts_above = !total->no_most && decimal_compare(sum.least, total->most) > 0;
    bool parts_below = !sum.no_most && decimal_compare(sum.most, total->least) < 0;
    if (!parts_above && !parts_below)
        return;
    char shown[FIGURE_TEXT_MAX], sum_shown[FIGURE_TEXT_MAX];
    diag_error(d, DIAG_TOTAL, total->mark, "%.*s is %.*s, but its parts add up to %s", STR_ARG(m->key),
               STR_ARG(figure_text(total, shown)), sum_text(&sum, sum_shown));
    for (size_t i = 0; i < m->part_count; i++) {
        const Figure *part = &figures[m->parts[i]];
        diag_note(d, part->mark, "%.*s: %.*s", STR_ARG(part->measure->key), STR_ARG(figure_text(part, shown)));
    }
}

/* ---- Percentages ---- */

/* 100 * over / under in tenths of a percent, half up. */
static int64_t tenths_of(int64_t over, int64_t under)
{
    return (int64_t)(((__int128)over * 2000 + under) / (2 * (__int128)under));
}

static const char *ratio_text(const Figure *over, const Figure *under, char out[FIGURE_TEXT_MAX])
{
    char least[DECIMAL_TEXT_MAX], most[DECIMAL_TEXT_MAX];
    bool is_open = over->no_most || under->least.units == 0;
    decimal_text((Decimal){under->no_most ? 0 : tenths_of(over->least.units, under->most.units), 1}, least);
    if (is_open) {
        snprintf(out, FIGURE_TEXT_MAX, "at least %s%%", least);
        return out;
    }
    decimal_text((Decimal){tenths_of(over->most.units, under->least.units), 1}, most);
    if (str_eq(str_from(least), str_from(most)))
        snprintf(out, FIGURE_TEXT_MAX, "%s%%", least);
    else
        snprintf(out, FIGURE_TEXT_MAX, "something from %s%% to %s%%", least, most);
    return out;
}

/* share * under against 100 * over; counts are whole. */
static int ratio_compare(Decimal share, int64_t over, int64_t under)
{
    __int128 left = (__int128)share.units * under, right = (__int128)over * 100;
    for (int i = 0; i < share.scale; i++)
        right *= 10;
    return (left > right) - (left < right);
}

static void ratio_check(const Figure *share, const Figure *over, const Figure *under, Diag *d)
{
    if (!figure_has_number(share) || !figure_has_number(over) || !figure_has_number(under))
        return;
    bool below = !under->no_most && ratio_compare(share->most, over->least.units, under->most.units) < 0;
    bool above = !over->no_most && ratio_compare(share->least, over->most.units, under->least.units) > 0;
    if (!below && !above)
        return;
    char shown[FIGURE_TEXT_MAX], given[FIGURE_TEXT_MAX];
    const Figure *parts[] = {over, under};
    diag_error(d, DIAG_PERCENT, share->mark, "%.*s is %.*s, but %.*s of %.*s is %s", STR_ARG(share->measure->key),
               STR_ARG(figure_text(share, shown)), STR_ARG(over->measure->key), STR_ARG(under->measure->key),
               under->most.units == 0 && !under->no_most ? "no percentage, as there are none"
                                                         : ratio_text(over, under, given));
    for (size_t i = 0; i < 2; i++)
        diag_note(d, parts[i]->mark, "%.*s: %.*s", STR_ARG(parts[i]->measure->key),
                  STR_ARG(figure_text(parts[i], shown)));
}

/* ---- The file ---- */

enum {
    AS_OF_YEARS = 10, /* a count dated later than so many years after its own is a slip of the keyboard */
};

static const Key keys[] = {
    {"state", KEY_TEXT, false},   {"year", KEY_TEXT, true},       {"status", KEY_TEXT, true},
    {"sample", KEY_TEXT, false},  {"source", KEY_ANY, false},     {"as_of", KEY_TEXT, false},
    {"revised", KEY_TEXT, false}, {"notes", KEY_LIST, false},     {"figures", KEY_MAP, true},
    {"extract", KEY_TEXT, false}, {"revisions", KEY_LIST, false}, {"accept", KEY_LIST, false},
    {NULL, KEY_ANY, false},
};

/* What an extract lacks was not printed. */
static const Key extract_keys[] = {
    {"state", KEY_TEXT, false},   {"year", KEY_TEXT, true},       {"status", KEY_TEXT, false},
    {"sample", KEY_TEXT, false},  {"source", KEY_ANY, false},     {"as_of", KEY_TEXT, false},
    {"revised", KEY_TEXT, false}, {"notes", KEY_LIST, false},     {"figures", KEY_MAP, true},
    {"extract", KEY_TEXT, false}, {"revisions", KEY_LIST, false}, {NULL, KEY_ANY, false},
};

static const Key revision_keys[] = {{"date", KEY_TEXT, true},
                                    {"figure", KEY_TEXT, true},
                                    {"was", KEY_TEXT, true},
                                    {"why", KEY_ANY, true},
                                    {NULL, KEY_ANY, false}};

static const Key accept_keys[] = {
    {"code", KEY_TEXT, false}, {"figure", KEY_TEXT, false}, {"why", KEY_ANY, false}, {NULL, KEY_ANY, false}};

/* Warnings about a file of figures, and what of it they are about. */
static const struct {
    DiagCode code;
    bool of_figure, of_file;
} acceptable[] = {{DIAG_CHANGE, true, false},   {DIAG_SWAPPED, true, false},   {DIAG_DISCLOSURE, true, false},
                  {DIAG_INSIDER, true, false},  {DIAG_IDENTICAL, false, true}, {DIAG_SOURCE, false, true},
                  {DIAG_LANGUAGE, false, true}, {DIAG_UNUSED, true, true}};
enum { ACCEPTABLE = sizeof acceptable / sizeof *acceptable };

/* What is asked for, and where findings go. */
typedef struct Reader {
    const FiguresAsked *asked;
    bool is_extract;
    Arena *arena;
    Diag *diag;
} Reader;

/* ---- Head ---- */

static void state_check(const Reader *r, const Value *root)
{
    const Value *v = value_get(root, STR("state"));
    if (!r->asked->state) {
        if (v)
            diag_error(r->diag, DIAG_MISMATCH, v->mark,
                       "the nation's file names no state; remove 'state', or move these figures to the state's file");
        return;
    }
    if (!v) {
        diag_error(r->diag, DIAG_MISSING_KEY, root->mark,
                   "the file does not say whose figures it holds; add 'state: %.*s'", STR_ARG(r->asked->state->code));
        return;
    }
    if (v->kind != VALUE_SCALAR)
        return;
    Str typed = str_trim(v->text);
    const Jurisdiction *found = jurisdiction_named(r->asked->jurisdictions, typed, DIAG_VALUE, v->mark, r->diag);
    if (found && found != r->asked->state)
        diag_error(r->diag, DIAG_MISMATCH, v->mark,
                   "this file holds the figures of %.*s (%.*s), but those of %.*s (%.*s) were asked for",
                   STR_ARG(found->in_sentence), STR_ARG(found->code), STR_ARG(r->asked->state->in_sentence),
                   STR_ARG(r->asked->state->code));
}

int figures_year(const Value *root)
{
    const Value *v = value_scalar(root, STR("year"));
    return v ? year_parse(str_trim(v->text)) : 0;
}

static int typed_year(const Reader *r, const Value *v)
{
    int typed = v ? year_read(str_trim(v->text), DIAG_VALUE, v->mark, r->diag) : 0;
    if (typed && typed != r->asked->year)
        diag_error(r->diag, DIAG_MISMATCH, v->mark, "this file holds the figures of %d, but those of %d were asked for",
                   typed, r->asked->year);
    return typed ? typed : r->asked->year;
}

/* Whether a date was typed that can be one of figures of 'year'. */
static bool date_read(const Reader *r, const Value *v, const char *key, int year, Date *date)
{
    char shown[SHOWN_MAX];
    if (!v)
        return false;
    Str typed = text_shown(v->text, shown);
    Date parsed;
    if (!date_parse(v->text, &parsed))
        return diag_error(r->diag, DIAG_VALUE, v->mark, "'%.*s' is not a date; type year, month and day as %d-12-31",
                          STR_ARG(typed), year);
    *date = parsed;
    if (date->year < year)
        return diag_error(r->diag, DIAG_VALUE, v->mark, "%s is %.*s, before the year %d of the figures began", key,
                          STR_ARG(typed), year);
    return date->year <= year + AS_OF_YEARS ||
           diag_error(r->diag, DIAG_VALUE, v->mark, "%s is %.*s, more than %d years after the year %d of the figures",
                      key, STR_ARG(typed), AS_OF_YEARS, year);
}

/* Figures are corrected after the day that they are as of; where none is typed, most probably after the year. */
static bool corrected_check(const Reader *r, const Value *root, const FigureFile *file, const Value *day, Date date)
{
    if (date_seconds(date) >= date_seconds(file->as_of) || (r->is_extract && !file->has_as_of))
        return true;
    bool soft = diag_soften(r->diag, !file->has_as_of);
    if (file->has_as_of)
        diag_error(r->diag, DIAG_VALUE, day->mark, "figures cannot be revised before the day they are as of");
    else
        diag_error(r->diag, DIAG_VALUE, day->mark,
                   "this is before the end of %d, of which the figures are; is another year meant? If they are of a "
                   "part of the year, add its last day, 'as_of: ...'",
                   file->year);
    diag_soften(r->diag, soft);
    if (file->has_as_of)
        diag_note(r->diag, value_get(root, STR("as_of"))->mark, "as of this day");
    return false;
}

static void dates_read(const Reader *r, const Value *root, FigureFile *file)
{
    const Value *as_of = value_scalar(root, STR("as_of")), *revised = value_scalar(root, STR("revised"));
    file->as_of = (Date){file->year, 12, 31};
    file->has_as_of = date_read(r, as_of, "as_of", file->year, &file->as_of);
    file->is_revised = date_read(r, revised, "revised", file->year, &file->revised);
    if (file->is_revised)
        corrected_check(r, root, file, revised, file->revised);
}

static void status_read(const Reader *r, const Value *root, FigureFile *file)
{
    static const char *const words[] = {[STATUS_FINAL] = "final", [STATUS_DRAFT] = "draft", NULL};
    const Value *status = value_scalar(root, STR("status")), *sample = value_scalar(root, STR("sample"));
    if (status) {
        bool is_final = str_eq_any_case(status->text, STR("final"));
        bool is_draft = str_eq_any_case(status->text, STR("draft"));
        int word = is_final ? STATUS_FINAL : is_draft ? STATUS_DRAFT : value_word(status, words, r->diag);
        file->status = word < 0 ? STATUS_DRAFT : (DataStatus)word;
    }
    if (sample)
        value_bool(sample, &file->sample, r->diag);
}

static void notes_read(const Reader *r, const Value *list, FigureFile *file)
{
    if (!list || list->kind != VALUE_LIST)
        return;
    Note *notes = ARENA_ARRAY(r->arena, Note, list->count);
    bool is_whole = sentences_check(list, r->diag);
    for (size_t i = 0; i < list->count; i++) {
        notes[i].value = list->items[i];
        if (is_whole)
            texts_read(list->items[i], STR("notes"), &notes[i].text, r->diag);
    }
    file->notes = notes;
    file->note_count = list->count;
}

/* ---- Figures ---- */

static MeasureScope scope_of(const Reader *r)
{
    return r->asked->state ? SCOPE_STATE : SCOPE_NATION;
}

/* The figure's index where this file holds it; else -1. */
static int own_find(const Reader *r, Str key)
{
    int index = dictionary_find(r->asked->dictionary, key);
    bool is_own = index >= 0 && measure_is_of(&r->asked->dictionary->items[index], scope_of(r), r->asked->year);
    return is_own ? index : -1;
}

/* diag_nearest() among the keys of those that it holds. */
static const char *own_nearest(const Reader *r, Str word)
{
    const Dictionary *dict = r->asked->dictionary;
    Str *known = ARENA_ARRAY(r->arena, Str, dict->count);
    size_t count = 0;
    for (size_t i = 0; i < dict->count; i++)
        if (measure_is_of(&dict->items[i], scope_of(r), r->asked->year))
            known[count++] = dict->items[i].key;
    return diag_nearest(r->diag, word, known, count);
}

/* A key that this file does not hold: one of the other file, or a misspelling. */
static void report_unknown(const Reader *r, const Field *field)
{
    char shown[SHOWN_MAX];
    bool prefixed = str_starts(field->key, STR("us."));
    Str bare = prefixed ? str_slice(field->key, 3, field->key.n) : field->key;
    int index = dictionary_find(r->asked->dictionary, bare);
    Str key = text_shown(field->key, shown);
    const Measure *m = index >= 0 ? &r->asked->dictionary->items[index] : NULL;
    if (m && m->scope & scope_of(r) && !prefixed)
        diag_error(r->diag, DIAG_UNKNOWN_KEY, field->key_mark,
                   "'%.*s' is no figure of %d: the dictionary has it %s %d; remove it, or change that year",
                   STR_ARG(key), r->asked->year, r->asked->year < m->since ? "since" : "until",
                   r->asked->year < m->since ? m->since : m->until);
    else if (index >= 0 && prefixed && !r->asked->state && r->asked->dictionary->items[index].scope & SCOPE_NATION)
        diag_error(r->diag, DIAG_UNKNOWN_KEY, field->key_mark, "'%.*s' is typed without 'us.' in the nation's file",
                   STR_ARG(key));
    else if (index >= 0)
        diag_error(r->diag, DIAG_UNKNOWN_KEY, field->key_mark, "'%.*s' is a figure of %s; type it there", STR_ARG(key),
                   r->asked->state ? "the nation and belongs in national.yaml"
                                   : "the states and belongs in their files");
    else
        diag_error(r->diag, DIAG_UNKNOWN_KEY, field->key_mark, "unknown figure '%.*s'%s", STR_ARG(key),
                   own_nearest(r, field->key));
}

/* A total that its parts will settle need not be typed, nor is it missing while one of them is. */
static bool is_left_to_parts(const Reader *r, const Measure *m, const Figure *figures)
{
    for (size_t i = 0; i < m->part_count; i++)
        if (figures[m->parts[i]].kind == FIGURE_ABSENT && r->asked->dictionary->items[m->parts[i]].scope & scope_of(r))
            return true;
    return false;
}

static void missing_report(const Reader *r, Mark at, const bool *typed, const Figure *figures)
{
    Buf list = {.arena = r->arena};
    size_t count = 0;
    const Measure *inexact = NULL;
    for (size_t i = 0; i < r->asked->dictionary->count; i++) {
        const Measure *m = &r->asked->dictionary->items[i];
        if (!(m->scope & scope_of(r)) || typed[i] || figures[i].kind != FIGURE_ABSENT ||
            is_left_to_parts(r, m, figures))
            continue;
        buf_printf(&list, "%s%.*s (%.*s)", count ? ", " : "", STR_ARG(m->key), STR_ARG(m->label));
        count++;
        bool has_parts = m->part_count > 0 && figures[m->parts[0]].kind != FIGURE_ABSENT;
        inexact = has_parts ? m : inexact;
    }
    if (!count)
        return;
    diag_error(r->diag, DIAG_MISSING_KEY, at, "%zu %s missing: %.*s; add %s", count,
               count > 1 ? "figures are" : "figure is", STR_ARG(buf_str(&list)), count > 1 ? "them" : "it");
    if (inexact)
        diag_note(r->diag, (Mark){0}, "%.*s cannot be computed, as not all of its parts are exact",
                  STR_ARG(inexact->key));
}

Figure *figures_none(const Dictionary *dict, Arena *a)
{
    Figure *figures = ARENA_ARRAY(a, Figure, dict->count);
    for (size_t i = 0; i < dict->count; i++)
        figures[i].measure = &dict->items[i];
    return figures;
}

static bool is_empty(const Value *v)
{
    return v->kind == VALUE_SCALAR && str_trim(v->text).n == 0;
}

/* Nothing is typed after the key, not even a comment, which an error value of a spreadsheet would be. */
static bool is_gap(const Value *v)
{
    Str text = v->mark.source->text;
    size_t at = v->mark.offset;
    while (at < text.n && text.s[at] == ' ')
        at++;
    return is_empty(v) && (at == text.n || (text.s[at] != '#' && text.s[at] != '>'));
}

/* Of a total that is left out: whether its parts are typed, and whether they settle it. */
static bool parts_are_known(const Measure *m, const Figure *figures, bool *are_exact)
{
    bool are_typed = m->part_count > 0;
    Figure sum;
    for (size_t k = 0; k < m->part_count; k++)
        are_typed = are_typed && figures[m->parts[k]].kind != FIGURE_ABSENT;
    *are_exact = are_typed && parts_add(m, figures, &sum) && sum.kind == FIGURE_EXACT;
    return are_typed;
}

/* The one gap of a file. */
static void gap_report(const Reader *r, const Value *v, const Measure *m, const Figure *figures)
{
    bool are_exact;
    if (parts_are_known(m, figures, &are_exact) && !are_exact)
        diag_error(r->diag, DIAG_EMPTY, v->mark,
                   "the figure of '%.*s' (%.*s) is empty, and is not computed, as not all of its parts are exact; type "
                   "it, or as 'suppressed' or 'not available'",
                   STR_ARG(m->key), STR_ARG(m->label));
    else
        figure_read(v, m, &(Figure){.kind = FIGURE_ABSENT}, r->diag);
}

/* One finding for all gaps of a file, of which there are more than one. */
static void gaps_report(const Reader *r, const bool *gaps, const Figure *figures, DataStatus status, Mark first)
{
    const Dictionary *dict = r->asked->dictionary;
    Buf list = {.arena = r->arena};
    size_t empty = 0, known = 0;
    for (size_t i = 0; i < dict->count; i++) {
        known += measure_is_of(&dict->items[i], scope_of(r), r->asked->year);
        if (gaps[i])
            buf_printf(&list, "%s%.*s", empty++ ? ", " : ": ", STR_ARG(dict->items[i].key));
    }
    diag_error(r->diag, DIAG_EMPTY, first,
               "%zu of %zu figures%s are empty%s%.*s; type them, each as 0 where there was none, or as 'not available'",
               empty, known, r->asked->state ? "" : " of the nation", status == STATUS_DRAFT ? " in this draft" : "",
               STR_ARG(empty < known ? buf_str(&list) : STR("")));
    for (size_t i = 0; i < dict->count; i++) {
        bool are_exact;
        if (gaps[i] && parts_are_known(&dict->items[i], figures, &are_exact) && are_exact)
            diag_note(r->diag, nowhere, "remove the line of '%.*s' to have it computed from its parts",
                      STR_ARG(dict->items[i].key));
    }
}

static const Figure *figures_of(const Reader *r, const Field *map, DataStatus status)
{
    const Dictionary *dict = r->asked->dictionary;
    size_t count = dict->count, gap_count = 0;
    bool may_lack = dict->drafts_have_gaps && status == STATUS_DRAFT;
    bool *gaps = ARENA_ARRAY(r->arena, bool, count);
    const Field *first_gap = NULL;
    Figure *figures = figures_none(dict, r->arena);
    bool *typed = ARENA_ARRAY(r->arena, bool, count);
    for (size_t i = 0; i < count; i++) {
        const Measure *m = &dict->items[i];
        if (m->scope & scope_of(r) && !measure_is_of(m, scope_of(r), r->asked->year))
            figures[i] = (Figure){.kind = FIGURE_NOT_APPLICABLE,
                                  .phrase = PHRASE_NOT_APPLICABLE,
                                  .measure = m,
                                  .no_most = !m->percent,
                                  .most = {m->percent ? 100 : 0, 0},
                                  .mark = map->key_mark};
    }
    for (size_t i = 0; i < map->value->count; i++) {
        const Field *field = &map->value->fields[i];
        int index = own_find(r, field->key);
        if (index >= 0 && !may_lack && is_gap(field->value)) {
            first_gap = gap_count++ ? first_gap : field;
            gaps[index] = true;
        }
    }
    for (size_t i = 0; i < map->value->count; i++) {
        const Field *field = &map->value->fields[i];
        int index = own_find(r, field->key);
        /* A table has a column for a figure that it lacks, which other rows fill. */
        if (index < 0 && (dictionary_find(dict, field->key) < 0 || !is_empty(field->value)))
            report_unknown(r, field);
        if (index < 0)
            continue;
        typed[index] = true;
        if ((may_lack && is_empty(field->value)) || gaps[index])
            continue;
        figure_read(field->value, &dict->items[index], &figures[index], r->diag);
    }
    if (!r->is_extract)
        totals_compute(dict, figures, map->value->mark);
    if (!r->is_extract && !may_lack)
        missing_report(r, map->key_mark, typed, figures);
    for (size_t i = 0; i < count; i++)
        total_check(&figures[i], figures, r->diag);
    for (size_t i = 0; i < count; i++)
        if (dict->items[i].bounded && !dict->items[i].at_most_nation)
            bound_check(&figures[i], &figures[dict->items[i].at_most], false, r->diag);
    for (size_t i = 0; i < count; i++)
        if (dict->items[i].is_ratio)
            ratio_check(&figures[i], &figures[dict->items[i].numerator], &figures[dict->items[i].denominator], r->diag);
    if (gap_count > 1)
        gaps_report(r, gaps, figures, status, first_gap->value->mark);
    else if (gap_count)
        gap_report(r, first_gap->value, &dict->items[own_find(r, first_gap->key)], figures);
    return figures;
}

/* ---- Corrections ---- */

/* The measure that a correction, or an accepted finding, is about; -1 after a finding. */
static int measure_read(const Reader *r, const Value *v, DiagCode code)
{
    char shown[SHOWN_MAX];
    int index = own_find(r, v->text);
    if (index < 0)
        diag_error(r->diag, code, v->mark, "this file has no figure '%.*s'%s", STR_ARG(text_shown(v->text, shown)),
                   own_nearest(r, v->text));
    return index;
}

static bool revision_read(const Reader *r, const Value *map, Revision *revision)
{
    if (!schema_check(map, "a revision", revision_keys, r->diag))
        return false;
    const Value *why = value_get(map, STR("why"));
    int measure = measure_read(r, value_get(map, STR("figure")), DIAG_UNKNOWN_KEY);
    *revision = (Revision){.value = map, .why = {.value = why}};
    bool good = date_read(r, value_get(map, STR("date")), "date", r->asked->year, &revision->date);
    good = texts_read(why, STR("why"), &revision->why.text, r->diag) && good;
    return measure >= 0 &&
           figure_read(value_get(map, STR("was")), &r->asked->dictionary->items[measure], &revision->was, r->diag) &&
           good;
}

/* What was printed before comes out again with the correction: it must be another figure, and none that is to be
   withheld. 'now' is what the figure became by this correction. */
static void was_check(const Reader *r, const Figure *was, const Figure *now)
{
    const Measure *m = was->measure;
    Str text = figure_long(was, &language_english, r->arena);
    if (str_eq(text, figure_long(now, &language_english, r->arena))) {
        diag_error(r->diag, DIAG_VALUE, was->mark,
                   "%.*s was %.*s, and is so after this correction; type what was printed before", STR_ARG(m->key),
                   STR_ARG(text));
        diag_note(r->diag, now->mark, "what it became");
    }
    if (was->kind == FIGURE_EXACT && was->least.units > 0 && was->least.units < m->withhold_below)
        diag_error(r->diag, DIAG_WITHHOLD, was->mark,
                   "'was' would print %.*s, and the dictionary withholds what is below %lld; type 'fewer than %lld' or "
                   "'suppressed'",
                   STR_ARG(text), (long long)m->withhold_below, (long long)m->withhold_below);
}

/* A figure that is withheld now was perhaps printed once, but is not printed again. */
static void was_withheld_check(const Reader *r, const Figure *was, const Figure *now)
{
    bool narrows = now->kind == FIGURE_CEILING && !was->no_most && decimal_compare(was->most, now->most) <= 0;
    if (!figure_has_number(was) || (now->kind != FIGURE_SUPPRESSED && !narrows))
        return;
    diag_error(r->diag, DIAG_DISCLOSURE, was->mark,
               "'was' would print what is withheld now: %.*s is '%.*s'; remove this revision",
               STR_ARG(was->measure->key), STR_ARG(figure_long(now, &language_english, r->arena)));
    diag_note(r->diag, now->mark, "the withheld figure");
}

static void revisions_check(const Reader *r, const Value *root, const FigureFile *file, const Value *revised)
{
    for (size_t i = 0; i < file->revision_count; i++) {
        const Revision *one = &file->revisions[i];
        const Figure *last = &file->figures[one->was.measure - r->asked->dictionary->items], *now = last;
        for (size_t k = file->revision_count; --k > i;)
            if (file->revisions[k].was.measure == one->was.measure)
                now = &file->revisions[k].was;
        if (now->kind != FIGURE_ABSENT)
            was_check(r, &one->was, now);
        was_withheld_check(r, &one->was, last);
        bool is_after = corrected_check(r, root, file, value_get(one->value, STR("date")), one->date);
        if (is_after && i && date_seconds(one->date) < date_seconds(one[-1].date)) {
            diag_error(r->diag, DIAG_VALUE, value_get(one->value, STR("date"))->mark,
                       "this day is before the one of the correction above it; order them, the latest last");
            diag_note(r->diag, value_get(one[-1].value, STR("date"))->mark, "the correction above");
        }
    }
    const Revision *last = file->revision_count ? &file->revisions[file->revision_count - 1] : NULL;
    if (last && file->is_revised && date_seconds(file->revised) < date_seconds(last->date)) {
        diag_error(r->diag, DIAG_VALUE, revised->mark, "the last correction is later than this day; type its day");
        diag_note(r->diag, value_get(last->value, STR("date"))->mark, "the last correction");
    }
}

/* Without 'revised' the day of the last correction is the file's. */
static void revisions_read(const Reader *r, const Value *root, FigureFile *file)
{
    const Value *list = value_get(root, STR("revisions")), *revised = value_scalar(root, STR("revised"));
    if (!list || list->kind != VALUE_LIST)
        return;
    Revision *revisions = ARENA_ARRAY(r->arena, Revision, list->count);
    for (size_t i = 0; i < list->count; i++)
        file->revision_count += revision_read(r, list->items[i], &revisions[file->revision_count]);
    file->revisions = revisions;
    revisions_check(r, root, file, revised);
    if (!file->revision_count || revised)
        return;
    file->is_revised = true;
    file->revised = revisions[file->revision_count - 1].date;
}

bool figures_tell(const FigureFile *file, const Figure *was, Arena *a)
{
    Str text = figure_long(was, &language_english, a);
    for (size_t i = 0; i < file->revision_count; i++) {
        const Figure *told = &file->revisions[i].was;
        if (told->measure == was->measure && str_eq(figure_long(told, &language_english, a), text))
            return true;
    }
    return false;
}

/* ---- Accepted findings ---- */

bool accept_code(size_t index, DiagCode *code)
{
    *code = index < ACCEPTABLE ? acceptable[index].code : DIAG_CODE_COUNT;
    return index < ACCEPTABLE;
}

Str accept_text(const Accept *accept, Arena *a)
{
    const Measure *m = accept->measure;
    return str_printf(a, "%.*s%s%.*s: %.*s", STR_ARG(diag_word(accept->code)), m ? " " : "",
                      STR_ARG(m ? m->key : STR("")), STR_ARG(accept->why));
}

const Accept *accept_find(const FigureFile *file, DiagCode code, const Measure *about)
{
    for (size_t i = 0; i < file->accept_count; i++)
        if (file->accepts[i].code == code && file->accepts[i].measure == about)
            return &file->accepts[i];
    return NULL;
}

void accept_next(const FigureFile *file, DiagCode code, const Measure *about, Diag *d)
{
    const Accept *accept = accept_find(file, code, about);
    if (accept)
        diag_accept(d, accept, accept->mark, accept->why);
}

/* Its index in acceptable[]; ACCEPTABLE after a finding. */
static size_t accepted_code(const Reader *r, const Value *v)
{
    Str names[ACCEPTABLE], word = str_trim(v->text);
    char shown[SHOWN_MAX];
    Buf list = {.arena = r->arena};
    for (size_t i = 0; i < ACCEPTABLE; i++) {
        names[i] = diag_word(acceptable[i].code);
        if (str_eq(word, names[i]))
            return i;
        buf_printf(&list, "%s%.*s", i ? ", " : "", STR_ARG(names[i]));
    }
    DiagCode code = 0;
    while (code < DIAG_CODE_COUNT && !str_eq(word, diag_word(code)))
        code++;
    if (code == DIAG_CODE_COUNT)
        diag_error(r->diag, DIAG_ACCEPT, v->mark, "unknown code '%.*s'; %s", STR_ARG(text_shown(word, shown)),
                   diag_meant(r->diag, str_nearest(word, names, ACCEPTABLE),
                              str_printf(r->arena, "write one of %.*s", STR_ARG(buf_str(&list))).s));
    else if (diag_severity(code) == SEVERITY_ERROR)
        diag_error(r->diag, DIAG_ACCEPT, v->mark,
                   "'%.*s' is an error, and only warnings can be accepted; mend it, and remove this line",
                   STR_ARG(word));
    else
        diag_error(r->diag, DIAG_ACCEPT, v->mark, "'%.*s' is no warning about figures; those are %.*s", STR_ARG(word),
                   STR_ARG(buf_str(&list)));
    return ACCEPTABLE;
}

static bool accept_read(const Reader *r, const Value *map, Accept *accept)
{
    if (!schema_check(map, "an accepted finding", accept_keys, r->diag))
        return false;
    const Value *code = value_get(map, STR("code")), *figure = value_get(map, STR("figure")),
                *why = value_get(map, STR("why"));
    if (!code)
        return diag_error(r->diag, DIAG_ACCEPT, map->mark, "the code of the warning is missing; add 'code: change'");
    *accept = (Accept){.mark = code->mark};
    size_t row = accepted_code(r, code);
    bool good = row < ACCEPTABLE;
    int measure = figure ? measure_read(r, figure, DIAG_ACCEPT) : -1;
    good = good && (!figure || measure >= 0);
    if (!why || (why->kind == VALUE_SCALAR && !str_trim(why->text).n))
        good = diag_error(r->diag, DIAG_ACCEPT, why ? why->mark : code->mark,
                          "nothing says why this warning is right; add 'why: ...'");
    else
        good = texts_read(why, STR("why"), &accept->why, r->diag) && good;
    if (!good)
        return false;
    accept->code = acceptable[row].code;
    accept->measure = figure ? &r->asked->dictionary->items[measure] : NULL;
    Str word = diag_word(accept->code);
    if (figure && !acceptable[row].of_figure)
        return diag_error(r->diag, DIAG_ACCEPT, figure->mark, "'%.*s' is about the whole file; leave 'figure' out",
                          STR_ARG(word));
    return figure || acceptable[row].of_file ||
           diag_error(r->diag, DIAG_ACCEPT, code->mark, "'%.*s' is about a figure; add 'figure: ...'", STR_ARG(word));
}

static void accepts_read(const Reader *r, const Value *list, FigureFile *file)
{
    if (!list || list->kind != VALUE_LIST)
        return;
    Accept *accepts = ARENA_ARRAY(r->arena, Accept, list->count);
    file->accepts = accepts;
    for (size_t i = 0; i < list->count; i++) {
        Accept *accept = &accepts[file->accept_count];
        if (!accept_read(r, list->items[i], accept))
            continue;
        const Accept *before = accept_find(file, accept->code, accept->measure);
        if (!before) {
            file->accept_count++;
            continue;
        }
        diag_error(r->diag, DIAG_ACCEPT, accept->mark, "this warning is accepted twice; leave one of the lines");
        diag_note(r->diag, before->mark, "the first");
    }
}

static Mark mark_of(const Value *root, Str key)
{
    const Value *v = value_get(root, key);
    return v ? v->mark : root->mark;
}

int figures_order(const void *one, const void *other)
{
    const FigureFile *const *left = one, *const *right = other;
    return str_compare((*left)->jurisdiction->code, (*right)->jurisdiction->code);
}

const FigureFile *figures_read(const Value *root, const FiguresAsked *asked, Arena *a, Diag *d)
{
    const Dictionary *dict = asked->dictionary;
    FigureFile *file = ARENA_NEW(a, FigureFile);
    const Value *extract = value_scalar(root, STR("extract"));
    if (extract)
        value_bool(extract, &file->is_extract, d);
    const Reader r = {asked, file->is_extract, a, d};
    schema_check(root, "a file of figures", file->is_extract ? extract_keys : keys, d);
    if (root->kind != VALUE_MAP)
        return NULL;
    file->source_file = root->mark.source;
    file->jurisdiction = asked->state;
    file->dictionary = asked->dictionary;
    file->head = root->count ? root->fields[0].key_mark : root->mark;
    file->state_mark = mark_of(root, STR("state"));
    file->year_mark = mark_of(root, STR("year"));
    file->status_mark = mark_of(root, STR("status"));
    file->source_mark = value_get(root, STR("source")) ? mark_of(root, STR("source")) : file->head;
    state_check(&r, root);
    file->year = typed_year(&r, value_scalar(root, STR("year")));
    dates_read(&r, root, file);
    status_read(&r, root, file);
    /* An empty one is how new files begin: that it is missing is for lint_file() to say. */
    const Value *source = value_get(root, STR("source"));
    if (source && (source->kind != VALUE_SCALAR || str_trim(source->text).n) &&
        texts_read(source, STR("source"), &file->source, d))
        file->source_value = source;
    notes_read(&r, value_get(root, STR("notes")), file);
    const Field *figures = value_field(root, STR("figures"));
    bool may_lack = dict->drafts_have_gaps && file->status == STATUS_DRAFT;
    /* A draft may lack the whole map. */
    file->figures =
        figures && figures->value->kind == VALUE_MAP ? figures_of(&r, figures, file->status) : figures_none(dict, a);
    revisions_read(&r, root, file);
    accepts_read(&r, value_get(root, STR("accept")), file);
    for (size_t i = 0; may_lack && i < dict->count; i++)
        file->has_gaps =
            file->has_gaps || (dict->items[i].scope & scope_of(&r) && file->figures[i].kind == FIGURE_ABSENT);
    return file;
}

const FigureFile *figures_by(const FigureFile *file, const Dictionary *dict, Arena *a)
{
    if (!file || file->dictionary->items == dict->items)
        return file;
    FigureFile *copy = ARENA_NEW(a, FigureFile);
    Figure *figures = figures_none(dict, a);
    *copy = *file;
    copy->dictionary = dict;
    copy->figures = figures;
    copy->revision_count = 0;
    for (size_t i = 0; i < dict->count; i++) {
        const Measure *m = &dict->items[i];
        int index = dictionary_find(file->dictionary, m->key);
        if (index < 0 || !measure_is_of(m, SCOPE_BOTH, file->year) ||
            !str_eq(m->unit, file->dictionary->items[index].unit))
            continue;
        figures[i] = file->figures[index];
        figures[i].measure = m;
    }
    return copy;
}

/* ---- A state's file and the nation's ---- */

const FigureFile *dataset_revised(const Dataset *data)
{
    const FigureFile *state = data->state, *nation = data->nation;
    if (!nation || !nation->is_revised)
        return state->is_revised ? state : NULL;
    return state->is_revised && date_seconds(state->revised) >= date_seconds(nation->revised) ? state : nation;
}

Date dataset_date(const Dataset *data)
{
    const FigureFile *revised = dataset_revised(data);
    return revised ? revised->revised : data->state->as_of;
}

bool dataset_check(const Dataset *data, Diag *d)
{
    const Dictionary *dict = data->dictionary;
    bool ok = true;
    for (size_t i = 0; i < dict->count; i++) {
        const Measure *m = &dict->items[i];
        if (m->bounded && m->at_most_nation)
            ok = bound_check(&data->state->figures[i], &data->nation->figures[m->at_most], true, d) && ok;
    }
    return ok;
}
