/* What the cells of a spreadsheet mean: columns by their headings, rows by their state, and from both for each state a
   tree like that of its typed file, so that everything behind reads a table as it reads a file. Findings here are
   about the table as such: headings, rows, cells that are left; what a figure may be is figure.c's. */
#include "grid.h"
#include "schema.h"

#include <stdio.h>

typedef enum ColumnKind {
    COLUMN_HEAD,
    COLUMN_STATE,
    COLUMN_MEASURE,
    COLUMN_KEY,
    COLUMN_VALUE,
    COLUMN_IGNORED
} ColumnKind;

typedef struct TableColumn {
    ColumnKind kind;
    Str key;          /* COLUMN_HEAD, COLUMN_MEASURE */
    uint32_t measure; /* COLUMN_MEASURE */
    const GridCell *heading;
} TableColumn;

/* What of one jurisdiction was found so far. */
typedef struct Gathered {
    const Jurisdiction *jurisdiction;
    const GridCell *state; /* where it was first named */
    Field *heads;
    size_t head_count, head_capacity;
    Field *figures;
    size_t figure_count, figure_capacity;
    const GridCell **empties; /* of a row a state */
    uint32_t *empty_columns;
    size_t empty_count;
} Gathered;

typedef struct TableReader {
    const Grid *grid;
    const Dictionary *dict;
    const Jurisdictions *all;
    Arena *arena;
    Diag *diag;
    TableColumn *columns;
    size_t column_count;
    bool by_figure; /* a row a figure */
    Gathered *gathered;
    size_t count, capacity;
} TableReader;

/* Keys of a typed file that a table may hold, in the order in which it is written. */
static const char *const head_keys[] = {"year", "status", "sample", "source", "as_of", "revised"};

enum { HEAD_KEYS = sizeof head_keys / sizeof *head_keys };

static const char *const state_headings[] = {"state", "jurisdiction", "state or territory", "postal code", "code"};
static const char *const key_headings[] = {"figure", "measure", "key"};
static const char *const value_headings[] = {"value", "number", "count"};
/* For people alone, in a row a figure. */
static const char *const ignored_headings[] = {"label", "unit"};
static const char *const nation_words[] = {"us", "usa", "u.s.", "united states", "nation", "national"};

#define WORD_IN(words, text) word_in(words, sizeof(words) / sizeof *(words), text)

static bool word_in(const char *const *words, size_t count, Str text)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq_any_case(text, str_from(words[i])))
            return true;
    return false;
}

/* ---- Typed forms ---------------------------------------------------------------------------------------------------
 */

/* How a spreadsheet writes what a typed file says in words. */
static Str typed_form(Str text, Arena *a)
{
    static const struct {
        const char *cell, *words;
    } wholes[] = {
        {"*", "suppressed"},      {"**", "suppressed"},    {"(s)", "suppressed"},
        {"n/a", "not available"}, {"na", "not available"}, {"n.a.", "not available"},
    };
    static const struct {
        Str sign;
        const char *words;
    } signs[] = {
        {{"<=", 2}, "at most"},  {{"\xE2\x89\xA4", 3}, "at most"},  {{"<", 1}, "fewer than"},
        {{">=", 2}, "at least"}, {{"\xE2\x89\xA5", 3}, "at least"}, {{">", 1}, "more than"},
    };
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        if (str_eq_any_case(text, str_from(wholes[i].cell)))
            return str_from(wholes[i].words);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_starts(text, signs[i].sign))
            return str_printf(a, "%s %.*s", signs[i].words,
                              STR_ARG(str_trim(str_slice(text, signs[i].sign.n, text.n))));
    return text;
}

const Value *scalar_new(Str text, Mark mark, Arena *a)
{
    Value *v = ARENA_NEW(a, Value);
    Place *place = ARENA_NEW(a, Place);
    *place = (Place){0, mark};
    *v = (Value){.kind = VALUE_SCALAR, .mark = mark, .text = text, .places = place, .place_count = 1};
    return v;
}

/* ---- Headings ------------------------------------------------------------------------------------------------------
 */

/* Index of the measure that a heading names by its key or its label, or -1. */
static int measure_named(const Dictionary *dict, Str text)
{
    for (size_t i = 0; i < dict->count; i++)
        if (str_eq_any_case(text, dict->items[i].key) || str_eq_any_case(text, dict->items[i].label))
            return (int)i;
    return -1;
}

static void unknown_figure(const TableReader *r, const GridCell *cell, const char *what)
{
    size_t count = 0;
    Str *names = ARENA_ARRAY(r->arena, Str, 2 * r->dict->count + HEAD_KEYS + 1);
    for (size_t i = 0; i < r->dict->count; i++) {
        names[count++] = r->dict->items[i].key;
        names[count++] = r->dict->items[i].label;
    }
    for (size_t i = 0; i < HEAD_KEYS && !r->by_figure; i++)
        names[count++] = str_from(head_keys[i]);
    char shown[SHOWN_MAX], hint[SHOWN_MAX + 32];
    const char *near = nearest_hint(cell->text, names, count, hint, r->diag);
    if (str_starts(cell->text, STR("us.")))
        diag_error(r->diag, DIAG_UNKNOWN_KEY, cell->mark,
                   "'%.*s' has no column; the nation's figures stand in a row of their own, whose state is 'US'",
                   STR_ARG(text_shown(cell->text, shown)));
    else
        diag_error(r->diag, DIAG_UNKNOWN_KEY, cell->mark, "unknown %s '%.*s'%s", what,
                   STR_ARG(text_shown(cell->text, shown)),
                   near[0] ? near : "; write a key or a label of measures.yaml, or remove it");
}

static TableColumn column_named(const TableReader *r, const GridCell *cell)
{
    TableColumn column = {.kind = COLUMN_IGNORED, .heading = cell};
    int measure = r->by_figure ? -1 : measure_named(r->dict, cell->text);
    if (WORD_IN(state_headings, cell->text))
        column.kind = COLUMN_STATE;
    if (r->by_figure && WORD_IN(key_headings, cell->text))
        column.kind = COLUMN_KEY;
    if (r->by_figure && WORD_IN(value_headings, cell->text))
        column.kind = COLUMN_VALUE;
    if (measure >= 0) {
        column.kind = COLUMN_MEASURE;
        column.measure = (uint32_t)measure;
        column.key = r->dict->items[measure].key;
    }
    for (size_t i = 0; i < HEAD_KEYS; i++)
        if (str_eq_any_case(cell->text, str_from(head_keys[i]))) {
            column.kind = COLUMN_HEAD;
            column.key = str_from(head_keys[i]);
        }
    return column;
}

/* Whether anything stands below a heading. */
static bool is_used(const Grid *grid, size_t column)
{
    for (size_t i = 1; i < grid->row_count; i++)
        if (column < grid->rows[i].count && grid->rows[i].cells[column].text.n)
            return true;
    return false;
}

static void twice_check(const TableReader *r, const TableColumn *column)
{
    for (const TableColumn *other = r->columns; other < column; other++)
        if (other->kind == column->kind && column->kind != COLUMN_IGNORED && str_eq(other->key, column->key)) {
            diag_error(r->diag, DIAG_DUPLICATE, column->heading->mark, "a second column for '%.*s'; leave one",
                       STR_ARG(column->heading->text));
            diag_note(r->diag, other->heading->mark, "the first");
        }
}

static bool has_column(const TableReader *r, ColumnKind kind)
{
    for (size_t i = 0; i < r->column_count; i++)
        if (r->columns[i].kind == kind)
            return true;
    return false;
}

/* A title over the whole table, or over groups of columns, stands where the headings belong. */
static bool is_merged(const GridRow *row)
{
    size_t filled = 0;
    for (size_t i = 0; i < row->count; i++)
        filled += row->cells[i].text.n > 0;
    return row->count > 1 && filled == 1;
}

static bool headings_read(TableReader *r)
{
    size_t errors = diag_errors(r->diag);
    const GridRow *row = &r->grid->rows[0];
    if (is_merged(row)) {
        size_t i = 0;
        while (!row->cells[i].text.n)
            i++;
        return diag_error(r->diag, DIAG_SYNTAX, row->cells[i].mark,
                          "a title stands where the headings of the columns belong (a merged cell?); delete its row");
    }
    bool has_key = false, has_value = false;
    for (size_t i = 0; i < row->count; i++) {
        has_key = has_key || WORD_IN(key_headings, row->cells[i].text);
        has_value = has_value || WORD_IN(value_headings, row->cells[i].text);
    }
    r->by_figure = has_key && has_value;
    r->columns = ARENA_ARRAY(r->arena, TableColumn, row->count);
    for (size_t i = 0; i < row->count; i++) {
        const GridCell *cell = &row->cells[i];
        TableColumn *column = &r->columns[r->column_count++];
        *column = column_named(r, cell);
        if (column->kind == COLUMN_IGNORED && !cell->text.n && is_used(r->grid, i))
            diag_error(r->diag, DIAG_SYNTAX, cell->mark,
                       "this column has no heading (a merged cell?); write a key or a label of measures.yaml");
        else if (column->kind == COLUMN_IGNORED && cell->text.n &&
                 !(r->by_figure && WORD_IN(ignored_headings, cell->text)))
            unknown_figure(r, cell, "heading");
        twice_check(r, column);
    }
    if (!has_column(r, COLUMN_STATE))
        diag_error(
            r->diag, DIAG_MISSING_KEY, row->cells[0].mark,
            "no column says whose figures these are; the first row names the columns: 'state', then the figures");
    else if (!r->by_figure && !has_column(r, COLUMN_MEASURE) && diag_errors(r->diag) == errors)
        diag_error(r->diag, DIAG_MISSING_KEY, row->cells[0].mark,
                   "no column holds figures; head one by a key or a label of measures.yaml, or have a row a figure "
                   "under 'state', 'figure' and 'value'");
    return diag_errors(r->diag) == errors;
}

/* ---- Rows ----------------------------------------------------------------------------------------------------------
 */

static const GridCell *cell_of(const TableReader *r, const GridRow *row, ColumnKind kind)
{
    for (size_t i = 0; i < r->column_count && i < row->count; i++)
        if (r->columns[i].kind == kind)
            return &row->cells[i];
    return NULL;
}

/* Whose row it is: *jurisdiction NULL for the nation. */
static bool row_state(const TableReader *r, const GridRow *row, const GridCell *cell, const Jurisdiction **jurisdiction)
{
    char shown[SHOWN_MAX], hint[SHOWN_MAX + 32];
    *jurisdiction = NULL;
    if (!cell || !cell->text.n)
        return diag_error(r->diag, DIAG_MISSING_KEY, cell ? cell->mark : row->cells[0].mark,
                          "this row does not say whose figures it holds; write a postal code or a name, or 'US'");
    if (WORD_IN(nation_words, cell->text))
        return true;
    *jurisdiction = jurisdiction_find(r->all, cell->text);
    if (*jurisdiction)
        return true;
    Str near = jurisdiction_nearest(r->all, cell->text);
    const char *meant = nearest_hint(near, &near, near.n ? 1 : 0, hint, r->diag);
    return diag_error(r->diag, DIAG_VALUE, cell->mark, "unknown state '%.*s'%s", STR_ARG(text_shown(cell->text, shown)),
                      meant[0] ? meant : "; write a postal code or a name, 'US' for the nation, or remove the row");
}

static Gathered *gathered_find(TableReader *r, const Jurisdiction *jurisdiction)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->gathered[i].jurisdiction == jurisdiction)
            return &r->gathered[i];
    return NULL;
}

static Gathered *gathered_add(TableReader *r, const Jurisdiction *jurisdiction, const GridCell *state)
{
    ARENA_ROOM(r->arena, r->gathered, r->count, r->capacity);
    r->gathered[r->count] = (Gathered){.jurisdiction = jurisdiction, .state = state};
    return &r->gathered[r->count++];
}

static const Field *field_of(const Field *fields, size_t count, Str key)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(fields[i].key, key))
            return &fields[i];
    return NULL;
}

static void head_add(TableReader *r, Gathered *g, const TableColumn *column, const GridCell *cell)
{
    const Field *before = field_of(g->heads, g->head_count, column->key);
    if (!cell->text.n)
        return;
    if (before && !str_eq(before->value->text, cell->text)) {
        diag_error(r->diag, DIAG_MISMATCH, cell->mark, "'%.*s' of %.*s is '%.*s' here; make them agree",
                   STR_ARG(column->key), STR_ARG(g->state->text), STR_ARG(cell->text));
        diag_note(r->diag, before->value->mark, "and '%.*s' here", STR_ARG(before->value->text));
    }
    if (before)
        return;
    ARENA_ROOM(r->arena, g->heads, g->head_count, g->head_capacity);
    g->heads[g->head_count++] =
        (Field){column->key, column->heading->mark, scalar_new(cell->text, cell->mark, r->arena)};
}

static void figure_add(TableReader *r, Gathered *g, Str key, Mark key_mark, const GridCell *cell)
{
    const Field *before = field_of(g->figures, g->figure_count, key);
    if (before) {
        diag_error(r->diag, DIAG_DUPLICATE, cell->mark, "a second figure '%.*s' of %.*s; leave one", STR_ARG(key),
                   STR_ARG(g->state->text));
        diag_note(r->diag, before->value->mark, "the first");
        return;
    }
    ARENA_ROOM(r->arena, g->figures, g->figure_count, g->figure_capacity);
    g->figures[g->figure_count++] =
        (Field){key, key_mark, scalar_new(typed_form(cell->text, r->arena), cell->mark, r->arena)};
}

static void too_long_check(const TableReader *r, const GridRow *row)
{
    for (size_t i = r->column_count; i < row->count; i++)
        if (row->cells[i].text.n) {
            diag_error(r->diag, DIAG_SYNTAX, row->cells[i].mark,
                       "this row has more cells than there are headings; a figure that holds a comma takes quotes "
                       "around it: \"1,103\"");
            return;
        }
}

static void heads_read(TableReader *r, Gathered *g, const GridRow *row)
{
    for (size_t i = 0; i < r->column_count && i < row->count; i++)
        if (r->columns[i].kind == COLUMN_HEAD)
            head_add(r, g, &r->columns[i], &row->cells[i]);
}

static void state_row_read(TableReader *r, const GridRow *row)
{
    const Jurisdiction *jurisdiction;
    const GridCell *state = cell_of(r, row, COLUMN_STATE);
    too_long_check(r, row);
    if (!row_state(r, row, state, &jurisdiction))
        return;
    const Gathered *before = gathered_find(r, jurisdiction);
    if (before) {
        diag_error(r->diag, DIAG_DUPLICATE, state->mark, "a second row for %.*s; leave one", STR_ARG(state->text));
        diag_note(r->diag, before->state->mark, "the first");
        return;
    }
    Gathered *g = gathered_add(r, jurisdiction, state);
    g->empties = ARENA_ARRAY(r->arena, const GridCell *, r->column_count);
    g->empty_columns = ARENA_ARRAY(r->arena, uint32_t, r->column_count);
    heads_read(r, g, row);
    for (size_t i = 0; i < r->column_count; i++) {
        const TableColumn *column = &r->columns[i];
        const GridCell *cell = i < row->count ? &row->cells[i] : NULL;
        if (column->kind != COLUMN_MEASURE)
            continue;
        if (cell && cell->text.n) {
            figure_add(r, g, column->key, cell->mark, cell);
        } else if (is_used(r->grid, i)) {
            g->empties[g->empty_count] = cell ? cell : state;
            g->empty_columns[g->empty_count++] = (uint32_t)i;
        }
    }
}

static void figure_row_read(TableReader *r, const GridRow *row)
{
    const Jurisdiction *jurisdiction;
    const GridCell *state = cell_of(r, row, COLUMN_STATE), *key = cell_of(r, row, COLUMN_KEY),
                   *value = cell_of(r, row, COLUMN_VALUE);
    too_long_check(r, row);
    if (!row_state(r, row, state, &jurisdiction))
        return;
    Gathered *g = gathered_find(r, jurisdiction);
    if (!g)
        g = gathered_add(r, jurisdiction, state);
    heads_read(r, g, row);
    int measure = key ? measure_named(r->dict, key->text) : -1;
    if (!key || !key->text.n)
        diag_error(r->diag, DIAG_MISSING_KEY, state->mark, "this row does not say which figure it holds");
    else if (measure < 0)
        unknown_figure(r, key, "figure");
    else if (value && value->text.n)
        figure_add(r, g, r->dict->items[measure].key, key->mark, value);
}

/* ---- Sheets --------------------------------------------------------------------------------------------------------
 */

static bool is_draft(const Gathered *g)
{
    const Field *status = field_of(g->heads, g->head_count, STR("status"));
    return status && str_eq(status->value->text, STR("draft"));
}

/* An empty cell between figures is a slip, but in a draft, or where its parts settle a total. */
static void empties_check(const TableReader *r, const Gathered *g)
{
    MeasureScope scope = g->jurisdiction ? SCOPE_STATE : SCOPE_NATION;
    for (size_t i = 0; i < g->empty_count && g->figure_count && !is_draft(g); i++) {
        const TableColumn *column = &r->columns[g->empty_columns[i]];
        const Measure *m = &r->dict->items[column->measure];
        if (m->scope & scope && !m->part_count)
            diag_error(r->diag, DIAG_FIGURE, g->empties[i]->mark,
                       "the cell of '%.*s' (%.*s) is empty for %.*s; write the figure, 0 where there was none, or "
                       "'not available'",
                       STR_ARG(m->key), STR_ARG(m->label), STR_ARG(g->state->text));
    }
}

static const Value *map_new(const Field *fields, size_t count, Mark mark, Arena *a)
{
    Value *v = ARENA_NEW(a, Value);
    *v = (Value){.kind = VALUE_MAP, .mark = mark, .fields = fields, .count = count};
    return v;
}

static TableSheet sheet_of(const TableReader *r, const Gathered *g)
{
    Field *fields = ARENA_ARRAY(r->arena, Field, g->head_count + 2);
    size_t count = 0;
    Mark mark = g->state->mark;
    if (g->jurisdiction)
        fields[count++] = (Field){STR("state"), mark, scalar_new(g->jurisdiction->code, mark, r->arena)};
    for (size_t i = 0; i < g->head_count; i++)
        fields[count++] = g->heads[i];
    fields[count++] = (Field){STR("figures"), mark, map_new(g->figures, g->figure_count, mark, r->arena)};
    return (TableSheet){g->jurisdiction, map_new(fields, count, mark, r->arena), g->figure_count};
}

const Table *table_read(const Source *file, const Dictionary *dict, const Jurisdictions *all, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d), count = 0;
    const Grid *grid = grid_read(file, a, d);
    if (!grid)
        return NULL;
    TableReader r = {.grid = grid, .dict = dict, .all = all, .arena = a, .diag = d};
    if (!headings_read(&r))
        return NULL;
    for (size_t i = 1; i < grid->row_count; i++)
        if (r.by_figure)
            figure_row_read(&r, &grid->rows[i]);
        else
            state_row_read(&r, &grid->rows[i]);
    TableSheet *sheets = ARENA_ARRAY(a, TableSheet, r.count);
    bool has_status = false;
    for (size_t i = 0; i < r.count; i++) {
        empties_check(&r, &r.gathered[i]);
        if (r.gathered[i].figure_count)
            sheets[count++] = sheet_of(&r, &r.gathered[i]);
        has_status = has_status || field_of(r.gathered[i].heads, r.gathered[i].head_count, STR("status"));
    }
    if (!count && diag_errors(d) == errors)
        diag_error(d, DIAG_SYNTAX, r.columns[0].heading->mark, "no row of this table holds a figure");
    if (diag_errors(d) != errors)
        return NULL;
    Table *table = ARENA_NEW(a, Table);
    *table = (Table){grid->source, sheets, count, grid->separator, grid->windows_1252, has_status};
    return table;
}

const TableSheet *table_find(const Table *table, const Jurisdiction *jurisdiction)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->sheets[i].jurisdiction == jurisdiction)
            return &table->sheets[i];
    return NULL;
}

/* ---- Trees ---------------------------------------------------------------------------------------------------------
 */

static const Value *maps_merge(const Value *under, const Value *over, bool is_root, Arena *a)
{
    if (!under || !over || under->kind != VALUE_MAP || over->kind != VALUE_MAP)
        return over ? over : under;
    Field *fields = ARENA_ARRAY(a, Field, under->count + over->count);
    size_t count = under->count;
    for (size_t i = 0; i < count; i++)
        fields[i] = under->fields[i];
    for (size_t i = 0; i < over->count; i++) {
        const Field *field = &over->fields[i];
        size_t at = 0;
        while (at < count && !str_eq(fields[at].key, field->key))
            at++;
        Field merged = *field;
        if (at < count && is_root && str_eq(field->key, STR("figures")))
            merged.value = maps_merge(fields[at].value, field->value, false, a);
        fields[at] = merged;
        count += at == count;
    }
    return map_new(fields, count, over->mark, a);
}

const Value *tree_merge(const Value *under, const Value *over, Arena *a)
{
    return maps_merge(under, over, true, a);
}

/* ---- Writing -------------------------------------------------------------------------------------------------------
 */

static const Value *scalar_of(const Value *map, Str key)
{
    const Value *v = map ? value_get(map, key) : NULL;
    return v && v->kind == VALUE_SCALAR ? v : NULL;
}

static bool any_has(const TableSheet *sheets, size_t count, bool in_figures, Str key)
{
    for (size_t i = 0; i < count; i++) {
        const Value *map = in_figures ? value_get(sheets[i].root, STR("figures")) : sheets[i].root;
        if (map && map->kind == VALUE_MAP && scalar_of(map, key))
            return true;
    }
    return false;
}

Str table_text(const TableSheet *sheets, size_t count, const Dictionary *dict, Arena *a)
{
    Buf out = {.arena = a};
    Str *heads = ARENA_ARRAY(a, Str, HEAD_KEYS), *keys = ARENA_ARRAY(a, Str, dict->count);
    size_t head_count = 0, key_count = 0;
    for (size_t i = 0; i < HEAD_KEYS; i++)
        if (any_has(sheets, count, false, str_from(head_keys[i])))
            heads[head_count++] = str_from(head_keys[i]);
    for (size_t i = 0; i < dict->count; i++)
        if (any_has(sheets, count, true, dict->items[i].key))
            keys[key_count++] = dict->items[i].key;
    cell_put(&out, STR("state"), true);
    for (size_t i = 0; i < head_count; i++)
        cell_put(&out, heads[i], false);
    for (size_t i = 0; i < key_count; i++)
        cell_put(&out, keys[i], false);
    row_end(&out);
    for (size_t s = 0; s < count; s++) {
        const Value *figures = value_get(sheets[s].root, STR("figures"));
        cell_put(&out, sheets[s].jurisdiction ? sheets[s].jurisdiction->code : STR("US"), true);
        for (size_t i = 0; i < head_count; i++) {
            const Value *v = scalar_of(sheets[s].root, heads[i]);
            cell_put(&out, v ? v->text : STR(""), false);
        }
        for (size_t i = 0; i < key_count; i++) {
            const Value *v = figures && figures->kind == VALUE_MAP ? scalar_of(figures, keys[i]) : NULL;
            cell_put(&out, v ? v->text : STR(""), false);
        }
        row_end(&out);
    }
    Str text = buf_str(&out);
    /* Spreadsheets take what has no mark for their own old encoding. */
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.s[i] >= 0x80)
            return str_printf(a, "\xEF\xBB\xBF%.*s", STR_ARG(text));
    return text;
}
