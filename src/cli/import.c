/* "ncmec-pdf import": figures from spreadsheets into typed files. Many tables are one import. It is checked as the
   files would be that it makes, with what is beside them, before a byte is written; then all files change or none.
   Findings name cells, or lines of files where these contradict a cell. With --status final each file is also tried by
   itself: what has an error is left as it is, and is no part of the import. */
#include "command.h"
#include "src/review/check.h"
#include "src/review/listing.h"
#include "src/store/edit.h"
#include "src/store/ledger.h"

#include <stdlib.h>

/* One typed file that the tables speak about. */
typedef struct Target {
    const Jurisdiction *jurisdiction; /* NULL: the nation */
    int year;
    const Value *root;     /* what they say of it, as the tree of such a file */
    const StoreFile *file; /* as it is */
    const StoreFile *next; /* as it will be */
    size_t changes;
} Target;

/* A line of the preview. */
enum { CHANGE_STATE, CHANGE_FIGURE, CHANGE_OLD, CHANGE_NEW, CHANGE_SINCE, CHANGE_CELL, CHANGE_COLUMNS };
typedef struct Change {
    Str cells[CHANGE_COLUMNS];
    double size; /* how many times last year's figure, or one in so many; 0: not to be told */
    size_t order;
} Change;

static const char *const change_heads[CHANGE_COLUMNS] = {"state", "figure", "old", "new", "change from last year",
                                                         "cell"};

typedef struct Importer {
    const Request *request;
    Arena *arena;
    Diag *diag;
    Store *store;
    const Table **tables;
    size_t table_count;
    size_t rows, rows_read; /* of all tables; of the years that are asked for */
    YearList years;         /* in: */
    int year_items[YEARS_MAX];
    Target *targets;
    size_t count, capacity;
    TextSet asked; /* paths of files that the tables have figures for */
    Diag *left;    /* a finding for each file that cannot become final */
    Change *changes;
    size_t change_count, change_capacity;
} Importer;

/* Whose file, as every message has it. */
static Str target_name(const Target *t)
{
    return jurisdiction_code(t->jurisdiction);
}

/* ---- Many tables ---- */

static Str value_meant(const Importer *m, const Dictionary *dict, const Field *field)
{
    const int measure = dict ? dictionary_find(dict, field->key) : -1;
    if (field->value->kind == VALUE_LIST)
        return notes_text(field->value, m->arena);
    return measure < 0 ? str_trim(field->value->text) : typed_figure(field->value, &dict->items[measure], m->arena);
}

/* Says where two tables differ. Of an empty cell and a figure the figure stays. */
static void fields_agree(Importer *m, const Target *t, const Value *one, const Value *other)
{
    const Dictionary *dict = store_dictionary(m->store, t->year, m->diag);
    for (size_t i = 0; i < other->count; i++) {
        const Field *field = &other->fields[i], *before = value_field(one, field->key);
        if (before && field->value->kind == VALUE_MAP) {
            fields_agree(m, t, before->value, field->value);
            continue;
        }
        Str now = value_meant(m, dict, field), then = before ? value_meant(m, dict, before) : now;
        if (!now.n || !then.n || str_eq(now, then))
            continue;
        diag_error(m->diag, DIAG_MISMATCH, field->value->mark, "'%.*s' of %.*s is %.*s here; make the two cells agree",
                   STR_ARG(field->key), STR_ARG(target_name(t)), STR_ARG(now));
        diag_note(m->diag, before->value->mark, "and %.*s here", STR_ARG(then));
    }
}

/* 'map' without the empty cells that 'other' has a figure for: they erase nothing. */
static const Value *map_filled(const Value *map, const Value *other, Arena *a)
{
    Field *fields = ARENA_ARRAY(a, Field, map->count);
    size_t count = 0;
    for (size_t i = 0; i < map->count; i++) {
        const Value *typed = value_scalar(other, map->fields[i].key);
        if (map->fields[i].value->kind != VALUE_SCALAR || map->fields[i].value->text.n || !typed ||
            !str_trim(typed->text).n)
            fields[count++] = map->fields[i];
    }
    return map_new(fields, count, map->mark, a);
}

static const Value *root_filled(const Value *root, const Value *other, Arena *a)
{
    Field *heads = ARENA_ARRAY(a, Field, root->count);
    for (size_t i = 0; i < root->count; i++) {
        heads[i] = root->fields[i];
        if (heads[i].value->kind == VALUE_MAP)
            heads[i].value = map_filled(heads[i].value, value_get(other, heads[i].key), a);
    }
    return map_new(heads, root->count, root->mark, a);
}

static void target_add(Importer *m, const Jurisdiction *jurisdiction, int year, const Value *root)
{
    for (size_t i = 0; i < m->count; i++) {
        Target *t = &m->targets[i];
        if (t->jurisdiction != jurisdiction || t->year != year)
            continue;
        fields_agree(m, t, t->root, root);
        t->root = tree_merge(t->root, root_filled(root, t->root, m->arena), m->arena);
        return;
    }
    ARENA_NEXT(m->arena, m->targets, m->count, m->capacity) =
        (Target){.jurisdiction = jurisdiction, .year = year, .root = root};
}

static void year_add(Importer *m, int year)
{
    m->years = (YearList){m->year_items, year_insert(m->year_items, m->years.count, year)};
}

static void table_add(Importer *m, const char *path)
{
    const Table *table = store_table(m->store, path, m->diag);
    YearList years = table ? store_table_years(m->store, table, m->diag) : (YearList){0};
    if (!table)
        return;
    table_lost_check(table, m->request->years, m->request->year_count, m->diag);
    m->tables[m->table_count++] = table;
    m->rows += table->count;
    for (size_t y = 0; y < years.count; y++) {
        year_add(m, years.items[y]);
        for (size_t i = 0; i < table->count; i++) {
            const TableSheet *sheet = &table->sheets[i];
            if (!sheet_is_of(sheet, years.items[y]))
                continue;
            target_add(m, sheet->jurisdiction, years.items[y], sheet->root);
            m->rows_read++;
        }
    }
}

/* What else is wrong in it. */
static bool is_typed_final(const StoreFile *file)
{
    const Value *status = value_scalar(file->root, STR("status"));
    return status && str_eq_any_case(str_trim(status->text), STR("final"));
}

/* Without a table: the files that are drafts. */
static void drafts_add(Importer *m, int year)
{
    StateChoice states = store_states(m->store, year, diag_new(m->arena));
    if (!states.count && !store_has(m->store, NULL, year))
        store_report_none(m->store, year, m->diag);
    for (size_t i = 0; i <= states.count; i++) {
        const Jurisdiction *state = i ? states.items[i - 1] : NULL;
        const StoreFile *file = store_figures(m->store, state, year);
        const Value *status = value_scalar(file->root, STR("status"));
        Field *none = ARENA_NEW(m->arena, Field);
        if (!file->exists || is_typed_final(file))
            continue;
        Mark at = status ? status->mark : file->root ? file->root->mark : nowhere;
        const Field *figures = value_field(file->root, STR("figures"));
        *none = (Field){STR("figures"), figures ? figures->key_mark : at, map_new(NULL, 0, at, m->arena)};
        target_add(m, state, year, map_new(none, 1, at, m->arena));
    }
}

/* ---- Reading ---- */

/* What the command line says of every file. */
static const Value *head_given(const Importer *m, const Target *t, const char *key, const char *text)
{
    Field *head = ARENA_NEW(m->arena, Field);
    *head = (Field){str_from(key), t->root->mark, scalar_new(str_from(text), t->root->mark, m->arena)};
    return map_new(head, 1, t->root->mark, m->arena);
}

/* Empty totals of the file, as "new" writes them, whose parts settle them now: they are filled in, too. */
static const Value *totals_filled(const Target *t, Arena *a)
{
    const Value *figures = value_get(t->root, STR("figures")), *typed = value_get(t->file->root, STR("figures"));
    const FigureFile *next = t->next->figures;
    Field *fields = ARENA_ARRAY(a, Field, next ? next->dictionary->count : 0);
    size_t count = 0;
    for (size_t i = 0; next && figures->count && i < next->dictionary->count; i++) {
        const Figure *figure = &next->figures[i];
        const Value *old = value_scalar(typed, figure->measure->key);
        if (figure->computed && old && !str_trim(old->text).n)
            fields[count++] = (Field){figure->measure->key, t->root->mark,
                                      scalar_new(figure_long(figure, &language_english, a), t->root->mark, a)};
    }
    Field *head = ARENA_NEW(a, Field);
    *head = (Field){STR("figures"), t->root->mark, map_new(fields, count, t->root->mark, a)};
    return count ? tree_merge(t->root, map_new(head, 1, t->root->mark, a), a) : t->root;
}

/* The file as it is, and as it will be. False after findings. */
static bool target_read(Importer *m, Target *t, Diag *d)
{
    Arena *a = m->arena;
    const StoreFile *file = store_figures(m->store, t->jurisdiction, t->year);
    t->file = file;
    textset_add(&m->asked, str_from(file->path));
    if (file->exists && !file->root)
        return diag_take(d, file->findings), false;
    if (!file->root && !value_get(t->root, STR("figures"))->count)
        return diag_error(d, DIAG_MISSING_KEY, t->root->mark,
                          "there are no figures of %.*s, %d: '%s' does not exist; import its figures first",
                          STR_ARG(t->jurisdiction ? t->jurisdiction->in_sentence : STR("the nation")), t->year,
                          file->path);
    if (m->request->source)
        t->root = tree_merge(head_given(m, t, "source", m->request->source), t->root, a);
    if (m->request->makes_final)
        t->root = tree_merge(t->root, head_given(m, t, "status", "final"), a);
    size_t errors = diag_errors(d);
    t->root = root_filled(t->root, file->root, a);
    if (file->root)
        t->root = typed_languages(file->root, t->root, a, d);
    if (diag_errors(d) > errors)
        return false;
    const Value *over = file->root ? t->root : typed_complete(t->root, t->year, a);
    t->next = store_overlay(m->store, file, over, t->year, true);
    const Value *filled = file->root ? totals_filled(t, a) : t->root;
    if (filled != t->root)
        t->next = store_overlay(m->store, file, t->root = filled, t->year, true);
    store_replace(m->store, t->next);
    return true;
}

/* ---- Final, or left as it is ---- */

static void left_say(Importer *m, const Target *t, const Diag *found)
{
    Arena *a = m->arena;
    const char *fate = !t->file->exists ? "is not made" : is_typed_final(t->file) ? "stays as it is" : "stays a draft";
    Str more = diag_errors(found) > 1 ? str_printf(a, " (and %zu more)", diag_errors(found) - 1) : STR("");
    diag_error(m->left, DIAG_DRAFT, nowhere, "%.*s %d %s: %.*s%.*s", STR_ARG(target_name(t)), t->year, fate,
               STR_ARG(diag_reason_placed(found, a)), STR_ARG(more));
}

/* Whether it would have no error by itself, beside the nation's file. */
static bool target_try(Importer *m, Target *t)
{
    Diag *found = diag_new(m->arena);
    if (target_read(m, t, found)) {
        Survey *survey = survey_new(m->store, m->arena, found);
        survey_add(survey, t->next);
        survey_add_neighbor(survey, store_figures(m->store, NULL, t->year));
        survey_run(survey);
    }
    if (!diag_errors(found))
        return true;
    left_say(m, t, found);
    store_replace(m->store, t->file);
    return false;
}

/* Of the nation first: the states are held against it as it will be. */
static void targets_try(Importer *m)
{
    size_t kept = 0;
    bool *is_good = ARENA_ARRAY(m->arena, bool, m->count);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < m->count; i++)
            if ((m->targets[i].jurisdiction != NULL) == pass)
                is_good[i] = target_try(m, &m->targets[i]);
    for (size_t i = 0; i < m->count; i++)
        if (is_good[i])
            m->targets[kept++] = m->targets[i];
    m->count = kept;
}

/* What a check would say once all is written. A draft of the nation bounds the states as far as it goes. */
static void years_check(Importer *m)
{
    Survey *survey = survey_new(m->store, m->arena, m->diag);
    for (size_t i = 0; i < m->count; i++)
        if (m->targets[i].next)
            survey_add(survey, m->targets[i].next);
    for (size_t y = 0; y < m->years.count; y++) {
        int year = m->years.items[y];
        StateChoice states = store_states(m->store, year, m->diag);
        const StoreFile *nation = store_figures(m->store, NULL, year);
        survey_add_neighbor(survey, nation);
        /* No state's sheet is made with them. */
        if (!nation->is_new)
            diag_take_as_warnings(m->diag, nation->findings);
        for (size_t i = 0; i < states.count; i++)
            survey_add_neighbor(survey, store_figures(m->store, states.items[i], year));
    }
    survey_run(survey);
}

/* ---- Changes ---- */

/* A line, where the two differ. */
static Change *change_note(Importer *m, Target *target, Str key, Str old, Str new, Mark at)
{
    char cell[CELL_NAME_MAX] = "";
    if (str_eq(old, new))
        return NULL;
    mark_cell(at, cell);
    target->changes++;
    ARENA_ROOM(m->arena, m->changes, m->change_count, m->change_capacity);
    Change *change = &m->changes[m->change_count];
    *change = (Change){.order = m->change_count++};
    change->cells[CHANGE_STATE] = target_name(target);
    if (m->years.count > 1)
        change->cells[CHANGE_STATE] = str_printf(m->arena, "%.*s %d", STR_ARG(target_name(target)), target->year);
    change->cells[CHANGE_FIGURE] = key;
    change->cells[CHANGE_OLD] = old.n ? old : STR("none");
    change->cells[CHANGE_NEW] = new;
    change->cells[CHANGE_CELL] = str_printf(m->arena, "%.*s%s%s", STR_ARG(at.source->name), cell[0] ? ":" : "", cell);
    return change;
}

/* What became of it since the year before: "up 12%". */
static void change_measure(const Importer *m, const Target *target, Change *change, size_t measure)
{
    const FigureFile *before = store_before(m->store, NULL, target->jurisdiction, target->year, NULL);
    if (!change || !before || !target->next->figures)
        return;
    const Figure *now = &target->next->figures->figures[measure], *then = &before->figures[measure];
    Str text = figure_change(now, then, before->year, &language_english, m->arena);
    Str end = str_printf(m->arena, " from %d", before->year);
    if (!text.n)
        return;
    double new = (double)now->least.units, old = (double)then->least.units;
    change->cells[CHANGE_SINCE] = str_ends(text, end) ? str_slice(text, 0, text.n - end.n) : text;
    change->size = new == old ? 1 : new == 0 || old == 0 ? (double)INT64_MAX : new > old ? new / old : old / new;
}

static bool is_withheld_no_more(const Figure *was, const Figure *now)
{
    bool narrows = was->kind == FIGURE_CEILING && now->kind != FIGURE_CEILING && !now->no_most &&
                   decimal_compare(now->most, was->most) <= 0;
    return figure_has_number(now) && (was->kind == FIGURE_SUPPRESSED || narrows);
}

/* What is withheld would be printed: the table may be one from before it was, or another's. */
static void withheld_check(const Importer *m, const Target *t, size_t measure)
{
    const FigureFile *old = t->file->figures, *new = t->next->figures;
    const Figure *was = old ? &old->figures[measure] : NULL, *now = new ? &new->figures[measure] : NULL;
    if (!was || !now || !is_withheld_no_more(was, now))
        return;
    bool soft = diag_soften(m->diag, true);
    diag_error(m->diag, DIAG_DISCLOSURE, now->mark,
               "%.*s of %.*s is withheld and would be printed as %.*s; if it is to stay withheld, empty this cell",
               STR_ARG(now->measure->key), STR_ARG(target_name(t)),
               STR_ARG(figure_long(now, &language_english, m->arena)));
    diag_soften(m->diag, soft);
    diag_note(m->diag, was->mark, "'%.*s' is typed here", STR_ARG(figure_long(was, &language_english, m->arena)));
}

/* One finding for all final files whose rows say that they are drafts, as in every workbook of "new". */
static void demoted_check(const Importer *m)
{
    Buf names = {.arena = m->arena};
    const Value *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < m->count; i++) {
        const Target *t = &m->targets[i];
        const Value *status = value_get(t->root, STR("status"));
        if (!status || !str_eq(status->text, STR("draft")) || !is_typed_final(t->file))
            continue;
        first = first ? first : status;
        buf_printf(&names, "%s%.*s %d", count++ ? ", " : "", STR_ARG(target_name(t)), t->year);
    }
    if (!count)
        return;
    bool soft = diag_soften(m->diag, true);
    diag_error(m->diag, DIAG_DRAFT, first->mark,
               "%zu final %s would become %s: %.*s; add --status final, or take the column 'status' out of the table",
               count, count > 1 ? "files" : "file", count > 1 ? "drafts" : "a draft", STR_ARG(buf_str(&names)));
    diag_soften(m->diag, soft);
}

/* Whether the ledger has an edition with the file's figures: the check holds them against it. */
static bool is_released(const Importer *m, const Target *t)
{
    const Ledger *ledger = store_ledger(m->store, diag_new(m->arena));
    size_t i = 0;
    while (ledger && i < ledger->count &&
           (ledger->rows[i].year != t->year || (t->jurisdiction && ledger->rows[i].state != t->jurisdiction)))
        i++;
    return ledger && i < ledger->count;
}

/* One finding for all figures of final files that become others: sheets may have gone out with them. */
static void finals_check(const Importer *m)
{
    Arena *a = m->arena;
    Buf names = {.arena = a};
    const Target *first = NULL;
    const Figure *was_first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < m->count; i++) {
        const Target *t = &m->targets[i];
        const FigureFile *old = t->file->figures, *new = t->next->figures;
        bool is_asked = old && new && !old->sample &&is_typed_final(t->file) && !is_released(m, t);
        size_t before = count;
        size_t measures = is_asked ? new->dictionary->count : 0;
        for (size_t k = 0; k < measures; k++) {
            const Figure *was = &old->figures[k];
            if (!figure_has_number(was) || is_withheld_no_more(was, &new->figures[k]) ||
                !released_is_untold(new, was, a))
                continue;
            was_first = count++ ? was_first : was;
        }
        first = first || count == before ? first : t;
        if (count > before)
            buf_printf(&names, "%s%.*s %d", names.n ? ", " : "", STR_ARG(target_name(t)), t->year);
    }
    if (!count)
        return;
    Str key = was_first->measure->key, was = figure_long(was_first, &language_english, a);
    const Figure *now = &first->next->figures->figures[was_first->measure - first->next->figures->dictionary->items];
    diag_error(m->diag, DIAG_REVISION, now->mark,
               "%zu figure%s of final files would become others (%.*s), here %.*s for %.*s; where sheets went out with "
               "the old ones, type each below 'revisions:' of its file, as in - {date: ..., figure: %.*s, was: "
               "\"%.*s\", why: ...}",
               count, PLURAL(count), STR_ARG(buf_str(&names)), STR_ARG(figure_long(now, &language_english, a)),
               STR_ARG(was), STR_ARG(key), STR_ARG(was));
    diag_note(m->diag, was_first->mark, "%.*s is %.*s here", STR_ARG(key), STR_ARG(was));
}

static Str on_one_line(Str text, Arena *a)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < text.n; i++)
        buf_put(&out, text.s[i] == '\n' ? STR(" | ") : str_slice(text, i, i + 1));
    return buf_str(&out);
}

static void changes_find(Importer *m, Target *target)
{
    Arena *a = m->arena;
    const Value *old = value_get(target->file->root, STR("figures")), *before;
    const Value *root = target->root, *figures = value_get(root, STR("figures"));
    const Dictionary *dict = store_dictionary(m->store, target->year, m->diag);
    for (size_t i = 0; i < root->count; i++) {
        const Field *field = &root->fields[i];
        before = value_get(target->file->root, field->key);
        Mark at = field->value->mark;
        if (field->value->kind == VALUE_LIST)
            change_note(m, target, field->key, on_one_line(notes_text(before, a), a),
                        on_one_line(notes_text(field->value, a), a), at);
        else if (field->value->kind == VALUE_SCALAR && !str_eq(field->key, STR("state")))
            change_note(m, target, field->key, before ? str_trim(before->text) : (Str){0}, field->value->text, at);
    }
    for (size_t i = 0; i < figures->count; i++) {
        const Field *field = &figures->fields[i];
        const Measure *measure = &dict->items[dictionary_find(dict, field->key)];
        before = value_get(old, field->key);
        Change *change = change_note(m, target, field->key, before ? typed_figure(before, measure, a) : (Str){0},
                                     typed_figure(field->value, measure, a), field->value->mark);
        change_measure(m, target, change, (size_t)(measure - dict->items));
        if (change)
            withheld_check(m, target, (size_t)(measure - dict->items));
    }
}

/* ---- The preview ---- */

static Str text_fit(Str text, size_t width, Arena *a)
{
    size_t at = 0;
    text = str_shown(a, text);
    if (utf8_count(text) <= width)
        return text;
    for (size_t i = 0; i + 3 < width; i++)
        utf8_next(text, &at);
    return str_printf(a, "%.*s...", STR_ARG(str_slice(text, 0, at)));
}

/* For people, in lines that a terminal shows whole: long values are cut, as the review is for, and names broken. */
static Str preview_text(const Importer *m)
{
    enum { GAP = 2, FIGURE_MOST = 32, FIGURE_LEAST = 12, VALUE_LEAST = 22, SHOWN = CHANGE_CELL };
    Str heads[SHOWN];
    size_t widths[SHOWN], value = 0; /* the widest old or new one that is no long text */
    Buf out = {.arena = m->arena};
    for (size_t k = 0; k < SHOWN; k++) {
        heads[k] = str_from(change_heads[k]);
        widths[k] = heads[k].n;
        for (size_t i = 0; i < m->change_count; i++) {
            size_t wanted = utf8_count(str_shown(m->arena, m->changes[i].cells[k]));
            widths[k] = wanted > widths[k] ? wanted : widths[k];
            if ((k == CHANGE_OLD || k == CHANGE_NEW) && wanted <= VALUE_LEAST && wanted > value)
                value = wanted;
        }
    }
    widths[CHANGE_FIGURE] = widths[CHANGE_FIGURE] < FIGURE_MOST ? widths[CHANGE_FIGURE] : FIGURE_MOST;
    size_t *old = &widths[CHANGE_OLD], *new = &widths[CHANGE_NEW], *figure = &widths[CHANGE_FIGURE];
    size_t line = text_columns(), others = (SHOWN - 1) * GAP + widths[CHANGE_STATE] + widths[CHANGE_SINCE];
    size_t wanted = *old + *new < 2 * value ? *old + *new : 2 * value;
    /* Names give way; figures, "more than 36.2 million" at most, stay whole. */
    while (*figure > FIGURE_LEAST && others + *figure + wanted > line)
        --*figure;
    size_t room = others + *figure + wanted < line ? line - others - *figure : wanted;
    if (*old + *new > room) {
        *old = *old < room / 2 ? *old : *new < room / 2 ? room - *new : room / 2;
        *new = room - *old;
    }
    for (size_t i = 0; i <= m->change_count && m->change_count; i++) {
        const Str *cells = i ? m->changes[i - 1].cells : heads;
        Str name = str_shown(m->arena, cells[CHANGE_FIGURE]);
        for (size_t k = 0, blanks = 0; k < SHOWN; k++) {
            Str text = k == CHANGE_FIGURE ? cell_line_take(&name, *figure) : text_fit(cells[k], widths[k], m->arena);
            if (text.n)
                buf_printf(&out, "%*s%.*s", (int)blanks, "", STR_ARG(text));
            blanks = (text.n ? GAP : blanks + GAP) + widths[k] - utf8_count(text);
        }
        buf_char(&out, '\n');
        while (name.n) {
            Str more = cell_line_take(&name, *figure);
            buf_printf(&out, "%*s%.*s\n", (int)widths[CHANGE_STATE] + GAP, "", STR_ARG(more));
        }
    }
    return buf_str(&out);
}

static int size_order(const void *a, const void *b)
{
    const Change *left = a, *right = b;
    if (left->size != right->size)
        return left->size < right->size ? 1 : -1;
    return (left->order > right->order) - (left->order < right->order);
}

/* The same for -o, the largest changes first, with the cells that they come from. */
static void review_write(const Importer *m)
{
    size_t items = CHANGE_COLUMNS * (m->change_count + 1);
    TableCell *cells = ARENA_ARRAY(m->arena, TableCell, items);
    if (m->change_count)
        qsort(m->changes, m->change_count, sizeof *m->changes, size_order);
    for (size_t i = 0; i < items; i++)
        cells[i].text = i < CHANGE_COLUMNS ? str_from(change_heads[i])
                                           : m->changes[i / CHANGE_COLUMNS - 1].cells[i % CHANGE_COLUMNS];
    const TableCells table = {cells, CHANGE_COLUMNS, m->change_count + 1, false};
    table_write(m->request, &table, m->arena, m->diag);
}

/* ---- Writing ---- */

static bool target_text(Importer *m, const Target *target, Str *text)
{
    const TypedName name = {target->jurisdiction, target->year, NULL};
    const Dictionary *dict = store_dictionary(m->store, target->year, m->diag);
    if (target->file->root)
        return typed_edit(target->file->root, dict, target->root, text, m->arena, m->diag);
    *text = typed_new(name, dict, target->root, store_before(m->store, NULL, name.jurisdiction, target->year, m->diag),
                      store_schema(m->store, target->year), m->arena);
    return true;
}

static bool changes_write(Importer *m, size_t *written)
{
    Arena *a = m->arena;
    FileChange *files = ARENA_ARRAY(a, FileChange, m->count);
    size_t errors = diag_errors(m->diag);
    *written = 0;
    for (size_t i = 0; i < m->count; i++) {
        const Target *t = &m->targets[i];
        FileChange file = {.target = t->file->path, .exists = t->file->root != NULL};
        if (t->file->root)
            file.before = t->file->root->mark.source->text;
        if (t->changes && target_text(m, t, &file.bytes))
            files[(*written)++] = file;
    }
    bool wrote = diag_errors(m->diag) == errors && file_write_all(files, *written, a, m->diag);
    for (size_t i = 0; i < m->count && wrote; i++)
        if (m->targets[i].changes && !m->targets[i].file->root)
            store_schema_write(m->store, m->targets[i].year, m->diag);
    return wrote;
}

/* ---- Messages ---- */

static Str counted(Arena *a, size_t n, const char *one, const char *many)
{
    return str_printf(a, "%zu %s", n, n == 1 ? one : many);
}

/* Of --status final: the drafts of the years that the tables have no figures for. */
static void drafts_say(const Importer *m, Buf *out)
{
    for (size_t y = 0; y < m->years.count && m->request->makes_final && m->table_count; y++) {
        int year = m->years.items[y];
        StateChoice states = store_states(m->store, year, diag_new(m->arena));
        Buf codes = {.arena = m->arena};
        for (size_t i = 0; i < states.count; i++) {
            const StoreFile *file = store_figures(m->store, states.items[i], year);
            if (textset_find(&m->asked, str_from(file->path)) == SIZE_MAX && !is_typed_final(file))
                buf_printf(&codes, "%s%.*s", codes.n ? ", " : "", STR_ARG(states.items[i]->code));
        }
        if (codes.n)
            buf_printf(out, "drafts of %d that the table has no figures of: %.*s\n", year, STR_ARG(buf_str(&codes)));
    }
}

static Str import_text(Importer *m, bool wrote, size_t written)
{
    Arena *a = m->arena;
    size_t changes = 0, files = 0;
    for (size_t i = 0; i < m->count; i++) {
        changes += m->targets[i].changes;
        files += m->targets[i].changes > 0;
    }
    Buf out = {.arena = a};
    for (size_t i = 0; i < m->table_count; i++)
        buf_printf(&out, "%.*s: read as %.*s%s", STR_ARG(str_shown(a, m->tables[i]->source->name)),
                   STR_ARG(m->tables[i]->read_as), i + 1 < m->table_count ? "\n" : "; ");
    buf_printf(&out, "%.*s in %.*s\n", STR_ARG(counted(a, changes, "change", "changes")),
               STR_ARG(counted(a, files, "file", "files")));
    if (m->rows > m->rows_read)
        buf_printf(&out, "%.*s of other years not read\n", STR_ARG(counted(a, m->rows - m->rows_read, "row", "rows")));
    drafts_say(m, &out);
    if (wrote)
        buf_printf(&out, "%.*s written\n", STR_ARG(counted(a, written, "file", "files")));
    else if (changes && !m->request->write)
        buf_put(&out, STR("nothing is written yet; add --write\n"));
    return buf_str(&out);
}

/* ---- The commands ---- */

static bool import_read(Importer *m)
{
    const Request *r = m->request;
    Arena *a = m->arena;
    Diag *d = m->diag;
    size_t errors = diag_errors(d);
    bool is_of_files = !r->operands.count && r->makes_final;
    if (!r->operands.count && !r->makes_final)
        return diag_error(d, DIAG_USAGE, nowhere, "name one table, as in: ncmec-pdf import figures.csv --year 2024");
    if (is_of_files && !r->year_count)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "say the year whose files become final, as in: --status final --year 2024");
    m->store = store_open(r, a, d);
    m->tables = ARENA_ARRAY(a, const Table *, r->operands.count);
    for (size_t i = 0; i < r->operands.count && m->store->dictionary && m->store->jurisdictions; i++)
        table_add(m, r->operands.items[i]);
    if (diag_errors(d) != errors)
        return false;
    for (size_t y = 0; y < r->year_count && is_of_files; y++)
        year_add(m, r->years[y]);
    if (r->write && !store_lock_to_change(m->store, m->years.items, m->years.count, d))
        return false;
    for (size_t y = 0; y < r->year_count && is_of_files; y++)
        drafts_add(m, r->years[y]);
    if (r->makes_final)
        targets_try(m);
    for (size_t i = 0; i < m->count && !r->makes_final; i++)
        target_read(m, &m->targets[i], d);
    years_check(m);
    return diag_errors(d) == errors;
}

int import_run(const Request *r, Arena *a, Diag *d)
{
    Importer m = {.request = r, .arena = a, .diag = d, .left = diag_new(a), .asked.arena = a};
    size_t written = 0;
    bool is_read = import_read(&m);
    for (size_t i = 0; i < m.count && is_read; i++)
        changes_find(&m, &m.targets[i]);
    if (is_read) {
        demoted_check(&m);
        finals_check(&m);
    }
    bool writes = is_read && r->write && diag_exit(d, r->strict) == EXIT_CODE_DONE;
    bool failed = !is_read || (writes && !changes_write(&m, &written));
    if (m.store)
        store_unmake(m.store);
    diag_take(d, m.left);
    if (failed)
        return command_end(r, (Str){0}, d);
    if (!r->quiet && !(r->target && strcmp(r->target, "-") == 0))
        file_print(preview_text(&m), d);
    if (r->target)
        review_write(&m);
    return command_end(r, import_text(&m, writes, written), d);
}
