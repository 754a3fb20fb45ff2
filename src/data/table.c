/* What the cells of a spreadsheet mean: columns by their headings, rows by their state, and from both for each state a
   tree like that of its typed file, so that everything behind reads a table as it reads a file. Findings here are
   about the table as such: headings, rows, cells that are left; what a figure may be is figure.c's. */
#include "column.h"
#include "schema.h"

/* What of one jurisdiction was found so far. */
typedef struct Gathered {
    const Jurisdiction *jurisdiction;
    const GridCell *state; /* where it was first named */
    Field *heads;
    size_t head_count, head_capacity;
    Field *figures;
    size_t figure_count, figure_capacity;
    bool has_figure; /* not only gaps */
} Gathered;

typedef struct TableReader {
    const Grid *grid;
    const Dictionary *dict;
    const Jurisdictions *all;
    Arena *arena;
    Diag *diag;
    TableColumns columns;
    Gathered *gathered;
    size_t count, capacity;
} TableReader;

bool nation_named(Str word)
{
    static const char *const words[] = {"us", "usa", "u.s.", "united states", "nation", "national"};
    return word_among(words, sizeof words / sizeof *words, word);
}

/* ---- Typed forms ---- */

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

/* ---- Rows ---- */

static const GridCell *cell_of(const TableReader *r, const GridRow *row, ColumnKind kind)
{
    for (size_t i = 0; i < r->columns.count && i < row->count; i++)
        if (r->columns.items[i].kind == kind)
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
    if (nation_named(cell->text))
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

static void field_add(TableReader *r, Gathered *g, Str key, Mark key_mark, const Value *value)
{
    ARENA_ROOM(r->arena, g->figures, g->figure_count, g->figure_capacity);
    g->figures[g->figure_count++] = (Field){key, key_mark, value};
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
    g->has_figure = true;
    field_add(r, g, key, key_mark, scalar_new(typed_form(cell->text, r->arena), cell->mark, r->arena));
}

static void too_long_check(const TableReader *r, const GridRow *row)
{
    for (size_t i = r->columns.count; i < row->count; i++)
        if (row->cells[i].text.n) {
            diag_error(r->diag, DIAG_SYNTAX, row->cells[i].mark,
                       "this row has more cells than there are headings; a figure that holds a comma takes quotes "
                       "around it: \"1,103\"");
            return;
        }
}

static void heads_read(TableReader *r, Gathered *g, const GridRow *row)
{
    for (size_t i = 0; i < r->columns.count && i < row->count; i++)
        if (r->columns.items[i].kind == COLUMN_HEAD)
            head_add(r, g, &r->columns.items[i], &row->cells[i]);
}

static bool is_draft(const Gathered *g)
{
    const Field *status = field_of(g->heads, g->head_count, STR("status"));
    return status && str_eq(status->value->text, STR("draft"));
}

/* An empty cell between figures is a slip, but in a draft, or where its parts settle a total. It stands in the tree as
   a figure without text, so that whoever reads that sheet, and nobody else, says so. */
static bool is_gap(const TableReader *r, const Gathered *g, const TableColumn *column)
{
    MeasureScope scope = g->jurisdiction ? SCOPE_STATE : SCOPE_NATION;
    const Measure *m = &r->dict->items[column->measure];
    return m->scope & scope && !m->part_count && !is_draft(g);
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
    heads_read(r, g, row);
    for (size_t i = 0; i < r->columns.count; i++) {
        const TableColumn *column = &r->columns.items[i];
        const GridCell *cell = i < row->count ? &row->cells[i] : NULL;
        if (column->kind != COLUMN_MEASURE)
            continue;
        if (cell && cell->text.n)
            figure_add(r, g, column->key, cell->mark, cell);
        else if (is_gap(r, g, column) && column_is_used(r->grid, i))
            field_add(r, g, column->key, column->heading->mark,
                      scalar_new(STR(""), cell ? cell->mark : state->mark, r->arena));
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
        figure_unknown(key, "figure", true, r->dict, r->arena, r->diag);
    else if (value && value->text.n)
        figure_add(r, g, r->dict->items[measure].key, key->mark, value);
}

/* ---- Sheets ---- */

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
    return (TableSheet){g->jurisdiction, map_new(fields, count, mark, r->arena)};
}

const Table *table_read(const Source *file, const Dictionary *dict, const Jurisdictions *all, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d), count = 0;
    const Grid *grid = grid_read(file, a, d);
    if (!grid)
        return NULL;
    TableReader r = {.grid = grid, .dict = dict, .all = all, .arena = a, .diag = d};
    if (!columns_read(grid, dict, &r.columns, a, d))
        return NULL;
    for (size_t i = 1; i < grid->row_count; i++)
        if (r.columns.by_figure)
            figure_row_read(&r, &grid->rows[i]);
        else
            state_row_read(&r, &grid->rows[i]);
    TableSheet *sheets = ARENA_ARRAY(a, TableSheet, r.count);
    bool has_status = false;
    for (size_t i = 0; i < r.count; i++) {
        if (r.gathered[i].has_figure)
            sheets[count++] = sheet_of(&r, &r.gathered[i]);
        has_status = has_status || field_of(r.gathered[i].heads, r.gathered[i].head_count, STR("status"));
    }
    if (!count && diag_errors(d) == errors)
        diag_error(d, DIAG_SYNTAX, r.columns.items[0].heading->mark, "no row of this table holds a figure");
    if (diag_errors(d) != errors)
        return NULL;
    Table *table = ARENA_NEW(a, Table);
    *table = (Table){grid->source, sheets, count, grid->separator, grid->windows_1252, has_status};
    return table;
}

bool table_named(const char *path)
{
    Str name = str_from(path);
    Str end = str_slice(name, name.n > 4 ? name.n - 4 : 0, name.n);
    return str_eq_any_case(end, STR(".csv")) || str_eq_any_case(end, STR(".tsv"));
}

const TableSheet *table_find(const Table *table, const Jurisdiction *jurisdiction)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->sheets[i].jurisdiction == jurisdiction)
            return &table->sheets[i];
    return NULL;
}

/* ---- Files as a table that table_read() reads back as the same trees ---- */

/* A column for each key that any of the sheets has; empty cells where one has it not. */
typedef struct TextColumn {
    Str key;
    bool is_figure;
} TextColumn;

static const Value *column_value(const TextColumn *column, const TableSheet *sheet)
{
    return value_scalar(column->is_figure ? value_get(sheet->root, STR("figures")) : sheet->root, column->key);
}

static size_t column_add(TextColumn *columns, size_t count, TextColumn column, const TableSheet *sheets,
                         size_t sheet_count)
{
    for (size_t i = 0; i < sheet_count; i++)
        if (column_value(&column, &sheets[i])) {
            columns[count] = column;
            return count + 1;
        }
    return count;
}

Str table_text(const TableSheet *sheets, size_t count, const Dictionary *dict, Arena *a)
{
    Buf out = {.arena = a};
    size_t column_count = 0, head_count = 0;
    while (table_head_keys[head_count])
        head_count++;
    TextColumn *columns = ARENA_ARRAY(a, TextColumn, head_count + dict->count);
    for (size_t i = 0; i < head_count; i++)
        column_count =
            column_add(columns, column_count, (TextColumn){str_from(table_head_keys[i]), false}, sheets, count);
    for (size_t i = 0; i < dict->count; i++)
        column_count = column_add(columns, column_count, (TextColumn){dict->items[i].key, true}, sheets, count);
    cell_put(&out, STR("state"), true);
    for (size_t i = 0; i < column_count; i++)
        cell_put(&out, columns[i].key, false);
    row_end(&out);
    for (size_t s = 0; s < count; s++) {
        cell_put(&out, sheets[s].jurisdiction ? sheets[s].jurisdiction->code : STR("US"), true);
        for (size_t i = 0; i < column_count; i++) {
            const Value *v = column_value(&columns[i], &sheets[s]);
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
