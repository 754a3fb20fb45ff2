/* What the cells of a spreadsheet mean: columns by their headings, rows by their state, and from both for each state a
   tree like that of its typed file, so that all later stages read a table as it reads a file. Findings here are
   about the table as such: headings, rows, cells that are left; what a figure may be is figure.c's. */
#include "charset.h"
#include "column.h"
#include "decimal.h"
#include "schema.h"

/* Every state and the nation in 26 years; each costs some 26 KiB until the end of an import. */
enum { TABLE_MAX_SHEETS = 1500 };

/* What of one jurisdiction and year was found so far. */
typedef struct Gathered {
    const Jurisdiction *jurisdiction;
    int year;              /* as in TableSheet */
    const GridCell *state; /* where it was first named */
    Field *heads;
    size_t head_count, head_capacity;
    Field *figures;
    size_t figure_count, figure_capacity;
    bool has_figure; /* not only gaps */
} Gathered;

typedef struct TableReader {
    const Grid *grid;
    const Dictionaries *dicts;
    const Jurisdictions *all;
    Arena *arena;
    Diag *diag;
    TableColumns columns;
    Gathered *gathered;
    size_t count, capacity;
    TextSet unknown;                          /* names of figures that were said to be none */
    const GridCell *nameless, *last_nameless; /* of the rows that name no state */
    size_t nameless_count;
    size_t month_first; /* days written as 1/31/2024 */
} TableReader;

/* A day as Excel saves it, the month first: 1/31/2024 is 2024-01-31; anything else comes back as it is. */
static Str typed_date(Str text, Arena *a)
{
    int parts[3] = {0};
    size_t part = 0, digits = 0;
    Date ignored;
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '/' && digits && part < 2) {
            part++;
            digits = 0;
        } else if (is_digit(text.s[i]) && ++digits <= 4) {
            parts[part] = 10 * parts[part] + (text.s[i] - '0');
        } else {
            return text;
        }
    }
    Str date = str_printf(a, "%04d-%02d-%02d", parts[2], parts[0], parts[1]);
    return part == 2 && digits == 4 && date_parse(date, &ignored) ? date : text;
}

/* What a spreadsheet makes of words and of dates; that these begin with the month is said once. */
static Str typed_head(TableReader *r, Str key, Str text)
{
    static const char *const words[][2] = {
        {"sample", "true"}, {"sample", "false"}, {"status", "final"}, {"status", "draft"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(key, str_from(words[i][0])) && str_eq_any_case(text, str_from(words[i][1])))
            return str_from(words[i][1]);
    bool is_date = str_eq(key, STR("as_of")) || str_eq(key, STR("revised"));
    Str date = is_date ? typed_date(text, r->arena) : text;
    r->month_first += date.s != text.s;
    return date;
}

/* ---- Rows ---- */

static bool state_find(const TableReader *r, const GridCell *cell, const Jurisdiction **jurisdiction)
{
    Str name = cell_name(cell);
    bool is_nation = nation_named(name);
    *jurisdiction = is_nation ? NULL : jurisdiction_find(r->all, name);
    return *jurisdiction || is_nation;
}

/* Of columns of states ("State", "FIPS") the first whose cell names one. */
static const GridCell *cell_of(const TableReader *r, const GridRow *row, ColumnKind kind)
{
    const GridCell *first = NULL;
    const Jurisdiction *ignored;
    for (size_t i = 0; i < r->columns.count && i < row->count; i++) {
        if (r->columns.items[i].kind != kind)
            continue;
        if (kind != COLUMN_STATE || state_find(r, &row->cells[i], &ignored))
            return &row->cells[i];
        first = first ? first : &row->cells[i];
    }
    return first;
}

static void states_agree(const TableReader *r, const GridRow *row, const GridCell *cell, const Jurisdiction *state)
{
    const Jurisdiction *other;
    for (size_t i = 0; i < r->columns.count && i < row->count; i++)
        if (r->columns.items[i].kind == COLUMN_STATE && state_find(r, &row->cells[i], &other) && other != state) {
            diag_error(r->diag, DIAG_MISMATCH, row->cells[i].mark,
                       "'%.*s' is another state than '%.*s' of this row; "
                       "make them agree",
                       STR_ARG(cell_name(&row->cells[i])), STR_ARG(cell_name(cell)));
            return;
        }
}

/* Whose row it is: *jurisdiction NULL for the nation. */
static bool row_state(TableReader *r, const GridRow *row, const GridCell *cell, const Jurisdiction **jurisdiction)
{
    char shown[SHOWN_MAX];
    *jurisdiction = NULL;
    if (!cell || !cell_name(cell).n) {
        r->last_nameless = cell ? cell : &row->cells[0];
        r->nameless = r->nameless ? r->nameless : r->last_nameless;
        r->nameless_count++;
        return false;
    }
    if (cell->problem)
        return diag_error(r->diag, DIAG_VALUE, cell->mark, "%s", cell->problem);
    if (state_find(r, cell, jurisdiction)) {
        states_agree(r, row, cell, *jurisdiction);
        return true;
    }
    Str near = jurisdiction_nearest(r->all, cell->text);
    const char *meant = diag_nearest(r->diag, near, &near, near.n ? 1 : 0);
    return diag_error(r->diag, DIAG_VALUE, cell->mark, "unknown state '%.*s'%s", STR_ARG(text_shown(cell->text, shown)),
                      meant[0] ? meant : "; write a postal code or a name, 'US' for the nation, or remove the row");
}

static bool is_year_column(const TableColumn *column)
{
    return column->kind == COLUMN_HEAD && str_eq(column->key, STR("year"));
}

static void nameless_report(const TableReader *r)
{
    char last[CELL_NAME_MAX] = "";
    if (r->nameless_count > 1)
        mark_cell(r->last_nameless->mark, last);
    if (r->nameless_count > 1)
        diag_error(r->diag, DIAG_MISSING_KEY, r->nameless->mark,
                   "%zu rows, from this one to %s, do not say whose figures they hold; write a postal code or a name, "
                   "or 'US', into each",
                   r->nameless_count, last);
    else if (r->nameless)
        diag_error(r->diag, DIAG_MISSING_KEY, r->nameless->mark,
                   "this row does not say whose figures it holds; write a postal code or a name, or 'US'");
}

static int row_year(const TableReader *r, const GridRow *row)
{
    for (size_t i = 0; i < r->columns.count && i < row->count; i++)
        if (is_year_column(&r->columns.items[i]))
            return year_parse(cell_name(&row->cells[i]));
    return 0;
}

/* Where rows say their year, one that does not may be of the year above it, or of that which is asked for. */
static bool year_check(const TableReader *r, const GridRow *row, const GridCell *state)
{
    for (size_t i = 0; i < r->columns.count; i++) {
        const GridCell *cell = i < row->count ? &row->cells[i] : state;
        if (is_year_column(&r->columns.items[i]) && (i >= row->count || !cell_name(cell).n) &&
            column_is_used(r->grid, r->columns.first, i))
            return diag_error(r->diag, DIAG_MISSING_KEY, cell->mark,
                              "this row does not say its year, as others do; type it, as in 2023");
    }
    return true;
}

static Gathered *gathered_find(TableReader *r, const Jurisdiction *jurisdiction, int year)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->gathered[i].jurisdiction == jurisdiction && r->gathered[i].year == year)
            return &r->gathered[i];
    return NULL;
}

static Gathered *gathered_add(TableReader *r, const Jurisdiction *jurisdiction, int year, const GridCell *state)
{
    Gathered *g = &ARENA_NEXT(r->arena, r->gathered, r->count, r->capacity);
    *g = (Gathered){.jurisdiction = jurisdiction, .year = year, .state = state};
    return g;
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
    bool is_year = is_year_column(column);
    Str typed = is_year ? cell_name(cell) : cell->text;
    if (!typed.n)
        return;
    if (cell->problem && !(is_year && cell->shows_year)) {
        diag_error(r->diag, DIAG_VALUE, cell->mark, "%s", cell->problem);
        return;
    }
    Str text = typed_head(r, column->key, typed);
    if (before && !str_eq(before->value->text, text)) {
        diag_error(r->diag, DIAG_MISMATCH, cell->mark, "'%.*s' of %.*s is '%.*s' here; make them agree",
                   STR_ARG(column->key), STR_ARG(cell_name(g->state)), STR_ARG(cell->text));
        diag_note(r->diag, before->value->mark, "and '%.*s' here", STR_ARG(before->value->text));
    }
    if (before)
        return;
    ARENA_NEXT(r->arena, g->heads, g->head_count, g->head_capacity) =
        (Field){column->key, column->heading->mark, scalar_new(text, cell->mark, r->arena)};
}

static void field_add(TableReader *r, Gathered *g, Str key, Mark key_mark, const Value *value)
{
    ARENA_NEXT(r->arena, g->figures, g->figure_count, g->figure_capacity) = (Field){key, key_mark, value};
}

static void figure_add(TableReader *r, Gathered *g, Str key, Mark key_mark, const GridCell *cell)
{
    const Field *before = field_of(g->figures, g->figure_count, key);
    if (before) {
        diag_error(r->diag, DIAG_DUPLICATE, cell->mark, "a second figure '%.*s' of %.*s; leave one", STR_ARG(key),
                   STR_ARG(cell_name(g->state)));
        diag_note(r->diag, before->value->mark, "the first");
        return;
    }
    g->has_figure = true;
    Value *v = scalar_new(cell->text, cell->mark, r->arena);
    v->problem = cell->problem;
    field_add(r, g, key, key_mark, v);
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

/* What a column holds in that year; NULL: nothing. */
static const Measure *column_measure(const TableReader *r, const TableColumn *column, int year)
{
    if (!r->dicts->own_count)
        return column->measure;
    const Dictionary *dict = dictionary_of_year(r->dicts, year);
    int index = dictionary_named(dict, cell_name(column->heading));
    return index < 0 ? NULL : &dict->items[index];
}

/* An empty cell between figures is a slip, but in a draft, or where its parts settle a total. It stands in the tree as
   a figure without text, so that only the reader of that sheet says so. */
static bool is_gap(const Gathered *g, const Measure *m)
{
    MeasureScope scope = g->jurisdiction ? SCOPE_STATE : SCOPE_NATION;
    return m && measure_is_of(m, scope, g->year ? g->year : m->since) && !m->part_count && !is_draft(g);
}

static void state_row_read(TableReader *r, const GridRow *row)
{
    const Jurisdiction *jurisdiction;
    const GridCell *state = cell_of(r, row, COLUMN_STATE);
    too_long_check(r, row);
    if (!row_state(r, row, state, &jurisdiction) || !year_check(r, row, state))
        return;
    const Gathered *before = gathered_find(r, jurisdiction, row_year(r, row));
    if (before) {
        diag_error(r->diag, DIAG_DUPLICATE, state->mark, "a second row for %.*s; leave one", STR_ARG(cell_name(state)));
        diag_note(r->diag, before->state->mark, "the first");
        return;
    }
    Gathered *g = gathered_add(r, jurisdiction, row_year(r, row), state);
    heads_read(r, g, row);
    for (size_t i = 0; i < r->columns.count; i++) {
        const TableColumn *column = &r->columns.items[i];
        const GridCell *cell = i < row->count ? &row->cells[i] : NULL;
        if (column->kind != COLUMN_MEASURE)
            continue;
        const Measure *m = column_measure(r, column, g->year);
        Str key = m ? m->key : column->key;
        if (cell && cell->text.n)
            figure_add(r, g, key, cell->mark, cell);
        else if (is_gap(g, m) && column_is_used(r->grid, r->columns.first, i))
            field_add(r, g, key, column->heading->mark, scalar_new(STR(""), cell ? cell->mark : state->mark, r->arena));
    }
}

/* Which figure a row holds: of a name that counts and percentages share, the one in the row's format. NULL: none. */
static const Measure *row_measure(const TableReader *r, const GridRow *row)
{
    const GridCell *key = cell_of(r, row, COLUMN_KEY), *format = cell_of(r, row, COLUMN_FORMAT);
    const Dictionary *dict = dictionary_of_year(r->dicts, row_year(r, row));
    if (!key || !key->text.n)
        return NULL;
    int found = -1;
    if (format && str_eq_any_case(format->text, STR("percent")))
        found = dictionary_named(dict, str_printf(r->arena, "%.*s percent", STR_ARG(key->text)));
    found = found < 0 ? dictionary_named(dict, key->text) : found;
    return found < 0 ? NULL : &dict->items[found];
}

static bool is_other_format(const TableReader *r, const GridRow *row)
{
    const GridCell *format = cell_of(r, row, COLUMN_FORMAT);
    const Measure *m = format && format->text.n ? row_measure(r, row) : NULL;
    return m && !str_eq_any_case(format->text, m->percent ? STR("percent") : STR("number"));
}

static void figure_row_read(TableReader *r, const GridRow *row)
{
    const Jurisdiction *jurisdiction;
    const GridCell *state = cell_of(r, row, COLUMN_STATE), *key = cell_of(r, row, COLUMN_KEY),
                   *value = cell_of(r, row, COLUMN_VALUE);
    too_long_check(r, row);
    if (!row_state(r, row, state, &jurisdiction) || !year_check(r, row, state))
        return;
    Gathered *g = gathered_find(r, jurisdiction, row_year(r, row));
    if (!g)
        g = gathered_add(r, jurisdiction, row_year(r, row), state);
    heads_read(r, g, row);
    const Measure *m = row_measure(r, row);
    if (!key || !key->text.n)
        diag_error(r->diag, DIAG_MISSING_KEY, state->mark, "this row does not say which figure it holds");
    else if (!m && textset_add(&r->unknown, key->text))
        figure_unknown(key, dictionary_of_year(r->dicts, g->year), r->arena, r->diag);
    else if (m && value && value->text.n)
        figure_add(r, g, m->key, key->mark, value);
    for (size_t i = 0; m && i < r->columns.count && i < row->count; i++) {
        const GridCell *cell = &row->cells[i];
        bool is_own = str_eq_any_case(cell->text, m->unit) || str_eq_any_case(cell->text, m->label);
        if (r->columns.items[i].kind == COLUMN_IGNORED && r->columns.items[i].heading->text.n && !is_own)
            scale_check(cell, "beside a figure", m->percent, r->diag);
    }
}

/* ---- Rows that are no state's ---- */

typedef enum RowKind { ROW_STATE, ROW_TOTAL, ROW_ELSEWHERE, ROW_NOTE, ROW_FORMAT, ROW_HEADINGS, ROW_KINDS } RowKind;

/* Whether a row that names no state may be one all the same, misspelled: a heading of a group and notes hold no
   figures, but a note may be cut at its commas, so that after the last state only what looks like a figure counts. */
static bool holds_data(const TableReader *r, const GridRow *row, bool is_after_last)
{
    for (size_t i = 0; i < r->columns.count && i < row->count; i++) {
        ColumnKind kind = r->columns.items[i].kind;
        Str text = row->cells[i].text;
        bool may_be_figure = kind == COLUMN_MEASURE || kind == COLUMN_VALUE;
        if (!text.n || kind == COLUMN_STATE || kind == COLUMN_IGNORED)
            continue;
        bool is_status =
            kind == COLUMN_HEAD && (str_eq_any_case(text, STR("final")) || str_eq_any_case(text, STR("draft")));
        if (!is_after_last || is_status || (may_be_figure && (is_digit(text.s[0]) || strchr("<>~*", text.s[0]))))
            return true;
    }
    return false;
}

/* What a row is called: by its state, or, as totals are, in a column before that of the states. */
static Str row_name(const TableReader *r, const GridRow *row)
{
    const GridCell *cell = cell_of(r, row, COLUMN_STATE);
    return cell_name(cell && cell_name(cell).n ? cell : &row->cells[0]);
}

static bool is_whole(Str place)
{
    return word_among("state|states|nation|national|united states|us|country|territory|district|commonwealth|"
                      "state total|state totals|total|statewide|state or territory|jurisdiction|territories|"
                      "outlying area",
                      place);
}

/* Whether a row of a place that is named like a state, or lies in one, is none of a state: by the kind of place that it
   says, as in "New York, City", or by another name, as in "California, Fresno". */
static bool is_other_place(const TableReader *r, const GridRow *row)
{
    enum { NAME_LEAST = 3 }; /* Lee, a county; what is shorter is a code of the table's own */
    const Jurisdiction *ignored;
    for (size_t i = 0; i < r->columns.count && i < row->count; i++) {
        const GridCell *cell = &row->cells[i];
        bool is_place = r->columns.items[i].kind == COLUMN_PLACE;
        if (!cell->text.n || (!is_place && (r->columns.items[i].kind != COLUMN_STATE || state_find(r, cell, &ignored))))
            continue;
        bool is_slip = !is_place && (cell->text.n < NAME_LEAST || is_digit(cell->text.s[0]) ||
                                     jurisdiction_nearest(r->all, cell->text).n);
        if (!is_slip && !is_whole(cell->text))
            return true;
    }
    return false;
}

/* As on the pages of a report: each heading once more, in its place. */
static bool is_headings(const TableReader *r, const GridRow *row)
{
    size_t same = 0;
    for (size_t i = 0; i < row->count || i < r->columns.count; i++) {
        Str text = i < row->count ? row->cells[i].text : STR("");
        Str heading = i < r->columns.count ? r->columns.items[i].heading->text : STR("");
        if (!str_eq_any_case(text, heading))
            return false;
        same += text.n > 0;
    }
    return same > 1;
}

static RowKind row_kind(const TableReader *r, const GridRow *row, bool is_after_last)
{
    const Jurisdiction *ignored;
    const GridCell *cell = cell_of(r, row, COLUMN_STATE);
    if (is_headings(r, row))
        return ROW_HEADINGS;
    if (cell && state_find(r, cell, &ignored))
        return is_other_place(r, row) ? ROW_ELSEWHERE : is_other_format(r, row) ? ROW_FORMAT : ROW_STATE;
    if (!cell && !is_after_last)
        return ROW_STATE;
    if (!holds_data(r, row, is_after_last))
        return ROW_NOTE;
    Str name = row_name(r, row);
    bool is_total = word_among("total|totals|grand total|all states|sum|subtotal", name);
    bool is_elsewhere = word_among("unknown|international|(blank)|not specified|unspecified|foreign", name);
    return is_total ? ROW_TOTAL : is_elsewhere ? ROW_ELSEWHERE : ROW_STATE;
}

/* Whether a cell is understood, as the file that is made of it will read it; what is wrong is left to that. */
static bool cell_read(const TableReader *r, const GridCell *cell, const Measure *m, Figure *figure)
{
    Value *v = scalar_new(cell->text, cell->mark, r->arena);
    v->problem = cell->problem;
    return cell->text.n && figure_read(v, m, figure, diag_new(r->arena));
}

static bool exact_read(const TableReader *r, const GridCell *cell, const Measure *m, Decimal *number)
{
    Figure figure = {.kind = FIGURE_ABSENT};
    bool is_exact = cell_read(r, cell, m, &figure) && figure.kind == FIGURE_EXACT;
    *number = is_exact ? figure.least : *number;
    return is_exact;
}

/* Whether the cells above and below a total, all exact, add up to it. */
static void total_check(const TableReader *r, const RowKind *kinds, size_t total, size_t column)
{
    const Measure *m = r->columns.items[column].measure;
    const GridRow *rows = r->grid->rows;
    const GridCell *said = column < rows[total].count ? &rows[total].cells[column] : NULL;
    char shown[DECIMAL_TEXT_MAX];
    Decimal sum = {0}, number;
    const Jurisdiction *whose;
    if (m->percent || !said || !exact_read(r, said, m, &number))
        return;
    for (size_t i = r->columns.first; i < r->grid->row_count; i++) {
        Decimal one;
        const GridCell *state = cell_of(r, &rows[i], COLUMN_STATE);
        bool is_known = state && state_find(r, state, &whose);
        if (kinds[i] != ROW_ELSEWHERE && (kinds[i] != ROW_STATE || (is_known && !whose)))
            continue;
        if ((kinds[i] == ROW_STATE && !is_known) || column >= rows[i].count ||
            !exact_read(r, &rows[i].cells[column], m, &one))
            return;
        sum = decimal_add(sum, one);
    }
    if (decimal_compare(sum, number) == 0)
        return;
    decimal_format(sum, ",", ".", shown);
    diag_error(
        r->diag, DIAG_TOTAL, said->mark,
        "the row '%.*s' says %.*s, but the column adds up to %s; correct the cell that is wrong, or remove the row",
        STR_ARG(row_name(r, &rows[total])), STR_ARG(said->text), shown);
}

/* Of a note among the rows its year may be that of those below, as a title's; of any one its scale that of all. */
static void note_read(const TableReader *r, Table *table, const GridRow *row, bool is_among)
{
    static const char *const scales[] = {"in hundred", "in thousand", "in million", "in billion",
                                         "in 1,0",     "(000)",       "000s"};
    for (size_t i = 0; i < row->count; i++) {
        const GridCell *cell = &row->cells[i];
        bool is_scale = false;
        for (size_t k = 0; k < sizeof scales / sizeof *scales; k++)
            is_scale = is_scale || str_find_any_case(cell->text, str_from(scales[k])) < cell->text.n;
        if (is_scale)
            scale_check(cell, "among the rows", false, r->diag);
        if (is_among && cell->text.n)
            table->titles[table->title_count++] = scalar_new(cell->text, cell->mark, r->arena);
        is_among = is_among && !cell->text.n;
    }
}

/* Whether rows from 'first' up to 'end' are the parts of a place and, last, the whole: in one column at least, and in
   each where all of them are exact, the parts add up to it. */
static bool parts_add_up(const TableReader *r, size_t first, size_t end)
{
    size_t columns = 0;
    for (size_t k = 0; k < r->columns.count; k++) {
        const Measure *m = r->columns.items[k].kind == COLUMN_MEASURE ? r->columns.items[k].measure : NULL;
        Decimal sum = {0}, number = {0};
        size_t i = first;
        while (m && !m->percent && i < end && k < r->grid->rows[i].count &&
               exact_read(r, &r->grid->rows[i].cells[k], m, &number))
            sum = ++i < end ? decimal_add(sum, number) : sum;
        if (i == end && decimal_compare(sum, number) != 0)
            return false;
        columns += i == end && number.units > 0;
    }
    return columns > 0;
}

/* A state that stands in the first row of its parts alone, as the FBI prints it, is that of the rows below where their
   figures prove it. */
static void groups_fill(TableReader *r)
{
    size_t states = r->columns.count, places = r->columns.count, count = r->grid->row_count;
    for (size_t k = r->columns.count; k-- > 0;) {
        ColumnKind kind = r->columns.items[k].kind;
        places = kind == COLUMN_PLACE || (kind == COLUMN_STATE && places == r->columns.count) ? k : places;
        states = kind == COLUMN_STATE ? k : states;
    }
    if (places == r->columns.count || states >= places || r->columns.by_figure)
        return;
    Grid *filled = ARENA_NEW(r->arena, Grid);
    GridRow *rows = ARENA_ARRAY(r->arena, GridRow, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = r->grid->rows[i];
    *filled = *r->grid;
    filled->rows = rows;
    for (size_t i = r->columns.first, end; i < count; i = end) {
        const Jurisdiction *ignored;
        size_t wholes = 0;
        for (end = i; end < count && rows[end].count > places && rows[end].cells[places].text.n &&
                      (end == i || !cell_name(&rows[end].cells[states]).n);)
            wholes += is_whole(rows[end++].cells[places].text);
        bool is_group = end > i + 1 && state_find(r, &rows[i].cells[states], &ignored) && wholes == 1 &&
                        is_whole(rows[end - 1].cells[places].text) && parts_add_up(r, i, end);
        for (size_t j = i + 1; is_group && j < end; j++) {
            GridCell *cells = ARENA_ARRAY(r->arena, GridCell, rows[j].count);
            memcpy(cells, rows[j].cells, rows[j].count * sizeof *cells);
            cells[states].spread = cell_name(&rows[i].cells[states]);
            rows[j].cells = cells;
        }
        end += end == i;
    }
    r->grid = filled;
}

static void rows_read(TableReader *r, Table *table)
{
    static const char *const why[] = {
        [ROW_TOTAL] = "a row of totals is checked against its columns, and not read",
        [ROW_ELSEWHERE] = "rows that belong to no state are not read",
        [ROW_NOTE] = "rows that name no state and hold no figures are not read",
        [ROW_HEADINGS] = "repeated headings are not read",
        [ROW_FORMAT] = "rows in another format than their figure has, such as the percentage of a count, are not read",
    };
    const Grid *grid = r->grid;
    size_t last = grid->row_count, totals = 0, first = r->columns.first;
    RowKind *kinds = ARENA_ARRAY(r->arena, RowKind, grid->row_count);
    bool *is_kind = ARENA_ARRAY(r->arena, bool, grid->row_count);
    const Jurisdiction *ignored;
    for (const GridCell *cell; last > first; last--)
        if ((cell = cell_of(r, &grid->rows[last - 1], COLUMN_STATE)) && state_find(r, cell, &ignored))
            break;
    for (size_t i = first; i < grid->row_count; i++) {
        kinds[i] = row_kind(r, &grid->rows[i], i >= last);
        totals += kinds[i] == ROW_TOTAL;
        if (kinds[i] == ROW_STATE && r->columns.by_figure)
            figure_row_read(r, &grid->rows[i]);
        else if (kinds[i] == ROW_STATE)
            state_row_read(r, &grid->rows[i]);
        else if (kinds[i] == ROW_NOTE)
            note_read(r, table, &grid->rows[i], i < last);
        if (r->count > TABLE_MAX_SHEETS) {
            diag_error(r->diag, DIAG_SYNTAX, r->gathered[r->count - 1].state->mark,
                       "a table holds at most %d states and years; split it by its years", TABLE_MAX_SHEETS);
            return;
        }
    }
    nameless_report(r);
    for (RowKind kind = ROW_TOTAL; kind < ROW_KINDS; kind++) {
        for (size_t i = 0; i < grid->row_count; i++)
            is_kind[i] = i >= first && kinds[i] == kind;
        left_out_report(grid->rows, is_kind, grid->row_count, why[kind], r->arena, r->diag);
    }
    for (size_t i = first; i < grid->row_count && totals == 1; i++)
        for (size_t k = 0; k < r->columns.count && kinds[i] == ROW_TOTAL; k++)
            if (r->columns.items[k].kind == COLUMN_MEASURE)
                total_check(r, kinds, i, k);
}

/* What the mark of a footnote after a state's name says may hold for its figures. */
static void marks_report(const TableReader *r)
{
    const Grid *grid = r->grid;
    GridRow *states = ARENA_ARRAY(r->arena, GridRow, grid->row_count);
    bool *is_marked = ARENA_ARRAY(r->arena, bool, grid->row_count);
    for (size_t i = r->columns.first; i < grid->row_count; i++) {
        const GridCell *cell = cell_of(r, &grid->rows[i], COLUMN_STATE);
        const Jurisdiction *j = NULL;
        Str mark = cell && state_find(r, cell, &j) ? name_note(cell_name(cell)) : (Str){0};
        /* "California (06)" */
        is_marked[i] = mark.n && !(j && str_find(mark, j->fips, 0) < mark.n);
        states[i] = (GridRow){cell, 1};
    }
    left_out_report(states, is_marked, grid->row_count,
                    "a mark of a footnote after the state's name: look up what it says of its figures", r->arena,
                    r->diag);
}

/* Where the table as such is wrong no file is read with its figures: each is told here by itself, so that no round of
   corrections hides the next. */
static void cells_check(const TableReader *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const Gathered *g = &r->gathered[i];
        const Dictionary *dict = dictionary_of_year(r->dicts, g->year);
        bool is_asked = !g->year || !r->dicts->year || g->year == r->dicts->year;
        for (size_t k = 0; k < g->figure_count && is_asked; k++) {
            const Field *field = &g->figures[k];
            int index = field->value->text.n ? dictionary_find(dict, field->key) : -1;
            if (index >= 0)
                figure_read(field->value, &dict->items[index], &(Figure){.kind = FIGURE_ABSENT}, r->diag);
        }
    }
}

/* ---- Days ---- */

/* The same wrong day in many rows is one mistake. One that stands alone is for the reader of its row. */
static void days_check(TableReader *r, Str key)
{
    for (size_t i = 0; i < r->count; i++) {
        const Field *day = field_of(r->gathered[i].heads, r->gathered[i].head_count, key);
        Date ignored;
        size_t same = 0, before = 0;
        char first[CELL_NAME_MAX] = "", last[CELL_NAME_MAX] = "";
        if (!day || date_parse(day->value->text, &ignored))
            continue;
        for (size_t k = 0; k < r->count; k++) {
            const Field *other = field_of(r->gathered[k].heads, r->gathered[k].head_count, key);
            if (!other || !str_eq(other->value->text, day->value->text))
                continue;
            before += k < i;
            same++;
            mark_cell(other->value->mark, last);
        }
        if (same < 2 || before)
            continue;
        mark_cell(day->value->mark, first);
        char shown[SHOWN_MAX];
        diag_error(r->diag, DIAG_VALUE, day->value->mark,
                   "'%.*s' is not a date (%zu cells, %s to %s); type year, month and day as 2023-12-31",
                   STR_ARG(text_shown(day->value->text, shown)), same, first, last);
    }
}

/* ---- Notes and accepted findings: lists, which a cell holds a line each ---- */

/* "change team_adam_cases: program ended in 2024" */
static Str accept_line(const Value *map, Arena *a)
{
    static const char *const keys[] = {"code", "figure", "why"};
    static const char *const before[] = {"", " ", ": "};
    Buf out = {.arena = a};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const Language *own;
        const Value *v = value_get(map, str_from(keys[i]));
        if (v)
            buf_printf(&out, "%s%.*s", before[i], STR_ARG(str_trim(text_in(v, &language_english, &own)->text)));
    }
    return buf_str(&out);
}

/* Where a text goes on over lines it is one note all the same. */
Str notes_text(const Value *list, Arena *a)
{
    Buf out = {.arena = a};
    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->count; i++) {
        const Value *item = list->items[i];
        const Language *own;
        Str note = value_get(item, STR("code")) ? accept_line(item, a)
                                                : str_trim(text_in(item, &language_english, &own)->text);
        buf_put(&out, i ? STR("\n") : STR(""));
        for (size_t at = 0; at < note.n; at++)
            if (!is_white(note.s[at]) || !is_white(note.s[at - 1]))
                buf_char(&out, is_white(note.s[at]) ? ' ' : note.s[at]);
    }
    return buf_str(&out);
}

/* The line as it would be typed in a file; figures have any of their names. */
static const Value *accept_map(const Dictionary *dict, Str line, Mark mark, Arena *a)
{
    enum { FIELDS = 3 };
    Field *fields = ARENA_ARRAY(a, Field, FIELDS);
    size_t colon = str_find(line, STR(":"), 0), blank = str_find(line, STR(" "), 0), count = 0;
    Str name = blank < colon ? str_trim(str_slice(line, blank, colon)) : STR("");
    Str why = str_trim(str_slice(line, colon < line.n ? colon + 1 : colon, line.n));
    int measure = name.n ? dictionary_named(dict, name) : -1;
    const Str keys[] = {STR("code"), STR("figure"), STR("why")};
    const Str texts[] = {str_slice(line, 0, blank < colon ? blank : colon),
                         measure < 0 ? name : dict->items[measure].key, why};
    for (size_t i = 0; i < FIELDS; i++)
        if (texts[i].n)
            fields[count++] = (Field){keys[i], mark, scalar_new(texts[i], mark, a)};
    return map_new(fields, count, mark, a);
}

/* 'dict': they are what is accepted; NULL: notes. */
static const Value *lines_list(const Dictionary *dict, Str text, Mark mark, Arena *a)
{
    Value *list = ARENA_NEW(a, Value);
    const Value **items = ARENA_ARRAY(a, const Value *, text.n + 1);
    *list = (Value){.kind = VALUE_LIST, .mark = mark, .items = items};
    while (text.n) {
        Str note = str_trim(str_cut(&text, STR("\n")));
        if (note.n)
            items[list->count++] = dict ? accept_map(dict, note, mark, a) : scalar_new(note, mark, a);
    }
    return list;
}

/* ---- Titles ---- */

static void title_add(const TableReader *r, Table *table, const GridCell *cell, bool is_percentage)
{
    scale_check(cell, "above the headings", is_percentage, r->diag);
    table->titles[table->title_count++] = scalar_new(cell->text, cell->mark, r->arena);
}

/* Texts above the headings are not read; but they may say what the figures are. */
static void titles_read(const TableReader *r, Table *table)
{
    const Grid *grid = r->grid;
    size_t count = 1 + grid->row_count, heading = r->columns.heading;
    GridRow *rows = ARENA_ARRAY(r->arena, GridRow, grid->row_count);
    bool *is_title = ARENA_ARRAY(r->arena, bool, grid->row_count);
    for (size_t i = 0; i < heading; i++)
        count += grid->rows[i].count;
    table->titles = ARENA_ARRAY(r->arena, const Value *, count);
    if (grid->name.n)
        title_add(r, table, &(const GridCell){.text = grid->name, .mark = {grid->source, 0, 0}}, false);
    for (size_t i = 0; i < heading; i++) {
        GridCell *cells = ARENA_ARRAY(r->arena, GridCell, grid->rows[i].count);
        for (size_t k = 0; k < grid->rows[i].count; k++) {
            const TableColumn *column = k < r->columns.count ? &r->columns.items[k] : NULL;
            cells[k] = grid->rows[i].cells[k];
            /* A heading that is merged over more rows is in the first. */
            if (column && str_eq(cells[k].text, cell_name(column->heading)))
                cells[k].text = (Str){0};
            if (!cells[k].text.n)
                continue;
            is_title[i] = true;
            title_add(r, table, &cells[k], column && column->kind == COLUMN_MEASURE && column->measure->percent);
        }
        rows[i] = (GridRow){cells, grid->rows[i].count};
    }
    left_out_report(rows, is_title, heading,
                    "texts above the headings are not read; look up what they say of the figures", r->arena, r->diag);
}

/* After these words comes the day of the table, not the year of its figures. */
static size_t day_find(Str text)
{
    static const char *const words[] = {"as of",     "updated",  "revised",  "published", "printed",
                                        "retrieved", "accessed", "prepared", "generated", "downloaded",
                                        "exported",  "created",  "released"};
    size_t first = text.n;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = str_find_any_case(text, str_from(words[i]));
        first = at < first ? at : first;
    }
    return first;
}

/* The first and the last year of a title; 0 where it names none. */
static void title_years(Str text, int *first, int *last)
{
    *first = *last = 0;
    text = str_slice(text, 0, day_find(text));
    for (size_t at = 0, end; at < text.n; at = end + 1) {
        for (end = at; end < text.n && is_digit(text.s[end]);)
            end++;
        int year = end - at == 4 && (at == 0 || text.s[at - 1] != '/') ? year_parse(str_slice(text, at, end)) : 0;
        Str before = str_trim(str_slice(text, 0, at));
        bool is_short = end - at == 2 && (before.n == 2 || (before.n > 2 && !is_ascii_letter(before.s[before.n - 3])));
        if (is_short && (str_ends_any_case(before, STR("fy")) || str_ends_any_case(before, STR("cy"))))
            year = 2000 + 10 * (text.s[at] - '0') + text.s[at + 1] - '0'; /* "FY22" */
        *first = year && (!*first || year < *first) ? year : *first;
        *last = year > *last ? year : *last;
    }
}

static bool is_of_years(const TableSheet *sheet, const int *years, size_t count)
{
    while (count && !sheet_is_of(sheet, years[count - 1]))
        count--;
    return count > 0;
}

/* A year that is wrong in one row would leave its state out. */
void table_lost_check(const Table *table, const int *years, size_t count, Diag *d)
{
    enum { LOST_SHOWN = 12 };
    char codes[4 * LOST_SHOWN + 1] = "";
    const TableSheet *first = NULL;
    size_t lost = 0, read = 0, n = 0;
    for (size_t i = 0; i < table->count && count; i++) {
        const TableSheet *sheet = &table->sheets[i];
        size_t k = 0;
        read += is_of_years(sheet, years, count);
        /* Each state once, and none that has a row of these years. */
        while (k < table->count && (table->sheets[k].jurisdiction != sheet->jurisdiction ||
                                    (k >= i && !is_of_years(&table->sheets[k], years, count))))
            k++;
        if (k < table->count)
            continue;
        first = first ? first : sheet;
        if (lost++ < LOST_SHOWN)
            n += (size_t)snprintf(codes + n, sizeof codes - n, "%s%.*s", n ? ", " : "",
                                  STR_ARG(jurisdiction_code(sheet->jurisdiction)));
    }
    if (read && first)
        diag_error(d, DIAG_UNUSED, first->root->mark,
                   "states whose rows are all of years that are not asked for are not read: %s%s", codes,
                   lost > LOST_SHOWN ? " and more" : "");
}

bool table_titles_check(const Table *table, const int *years, size_t count, Diag *d)
{
    size_t errors = diag_errors(d);
    for (size_t i = 0; i < table->title_count; i++) {
        const Value *title = table->titles[i];
        int first, last, other = 0;
        bool is_of = false;
        title_years(title->text, &first, &last);
        for (size_t k = 0; k < (count ? count : table->count); k++) {
            int year = count ? years[k] : table->sheets[k].year;
            is_of = is_of || !year || (year >= first && year <= last);
            other = year;
        }
        char shown[SHOWN_MAX];
        if (first && !is_of)
            diag_error(d, DIAG_MISMATCH, title->mark,
                       "'%.*s' is a title of %d, but the figures below it are read as those of %d; correct one of them",
                       STR_ARG(text_shown(title->text, shown)), last, other);
    }
    return diag_errors(d) == errors;
}

/* ---- Sheets ---- */

static TableSheet sheet_of(const TableReader *r, const Gathered *g)
{
    Field *fields = ARENA_ARRAY(r->arena, Field, g->head_count + 2);
    size_t count = 0;
    Mark mark = g->state->mark;
    if (g->jurisdiction)
        fields[count++] = (Field){STR("state"), mark, scalar_new(g->jurisdiction->code, mark, r->arena)};
    for (size_t i = 0; i < g->head_count; i++) {
        Field head = g->heads[i];
        const Dictionary *dict = str_eq(head.key, STR("accept")) ? dictionary_of_year(r->dicts, g->year) : NULL;
        if (dict || str_eq(head.key, STR("notes")))
            head.value = lines_list(dict, head.value->text, head.value->mark, r->arena);
        fields[count++] = head;
    }
    fields[count++] = (Field){STR("figures"), mark, map_new(g->figures, g->figure_count, mark, r->arena)};
    return (TableSheet){g->jurisdiction, g->year, map_new(fields, count, mark, r->arena), NULL};
}

/* The one sheet that has a row of headings; hidden ones count only by their name. NULL after a finding. */
static const Grid *grid_choose(const Grids *grids, bool is_named, Diag *d)
{
    const Grid *found = NULL, *hidden = NULL;
    for (size_t i = 0; i < grids->count; i++) {
        const Grid *grid = &grids->items[i];
        if (heading_row(grid) == SIZE_MAX)
            continue;
        if (grid->is_hidden) {
            hidden = grid;
        } else if (found) {
            return diag_error(d, DIAG_USAGE, (Mark){grid->source, 0, 0},
                              "the sheets '%.*s' and '%.*s' both name a column of states; choose one by --sheet NAME",
                              STR_ARG(found->name), STR_ARG(grid->name)),
                   NULL;
        } else {
            found = grid;
        }
    }
    if (!found && hidden && !is_named)
        return diag_error(d, DIAG_USAGE, (Mark){hidden->source, 0, 0},
                          "the table is on a hidden sheet; show it, or name it: --sheet '%.*s'", STR_ARG(hidden->name)),
               NULL;
    return found ? found : &grids->items[0];
}

const Table *table_read(const Source *file, Str sheet, const Dictionaries *dicts, const Jurisdictions *all, Arena *a,
                        Diag *d)
{
    size_t errors = diag_errors(d), count = 0;
    Grids grids;
    if (!grids_read(file, sheet, &grids, a, d))
        return NULL;
    const Grid *grid = grid_choose(&grids, sheet.n > 0, d);
    if (!grid || (grid->name.n && !source_characters_check(grid->source, d)))
        return NULL;
    if (grid->remark)
        diag_error(d, DIAG_UNUSED, grid->rows[0].cells[0].mark, "%s", grid->remark);
    TableReader r = {.grid = grid, .dicts = dicts, .all = all, .arena = a, .diag = d, .unknown = {.arena = a}};
    if (!columns_read(grid, dicts, &r.columns, a, d))
        return NULL;
    Table *table = ARENA_NEW(a, Table);
    titles_read(&r, table);
    groups_fill(&r);
    rows_read(&r, table);
    marks_report(&r);
    days_check(&r, STR("as_of"));
    days_check(&r, STR("revised"));
    TableSheet *sheets = ARENA_ARRAY(a, TableSheet, r.count);
    bool has_status = false, has_figures = r.columns.by_figure;
    for (size_t i = 0; i < r.columns.count; i++)
        has_figures = has_figures || r.columns.items[i].kind == COLUMN_MEASURE;
    for (size_t i = 0; i < r.count; i++) {
        if (r.gathered[i].has_figure || (!has_figures && r.gathered[i].head_count))
            sheets[count++] = sheet_of(&r, &r.gathered[i]);
        has_status = has_status || field_of(r.gathered[i].heads, r.gathered[i].head_count, STR("status"));
    }
    if (!count && diag_errors(d) == errors)
        diag_error(d, DIAG_SYNTAX, r.columns.items[0].heading->mark, "no row of this table holds a figure");
    if (diag_errors(d) != errors)
        return cells_check(&r), NULL;
    Str read_as = grid->read_as;
    if (r.month_first)
        read_as = str_printf(a, "%.*s, days such as 1/31/2024 with the month first", STR_ARG(read_as));
    *table = (Table){grid->source, sheets, count, read_as, has_status, table->titles, table->title_count};
    return table;
}

bool table_named(const char *path)
{
    static const char *const endings[] = {".csv", ".tsv", ".xlsx", ".xlsm"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends_any_case(str_from(path), str_from(endings[i])))
            return true;
    return file_starts(path, STR("PK\3\4"));
}

bool sheet_is_of(const TableSheet *sheet, int year)
{
    return !sheet->year || sheet->year == year;
}

const TableSheet *table_find(const Table *table, const Jurisdiction *jurisdiction, int year)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->sheets[i].jurisdiction == jurisdiction && sheet_is_of(&table->sheets[i], year))
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
    const Value *list = value_get(sheet->root, column->key);
    if (!column->is_figure && list && list->kind == VALUE_LIST)
        return list->count ? list : NULL;
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

/* What belongs in a column that a new table offers beside the figures; of another column empty. */
static Str head_note(Str key)
{
    return str_eq(key, STR("source"))  ? STR("Where the figures are from, such as the report and its date")
           : str_eq(key, STR("as_of")) ? STR("The day of the count, such as 2024-01-31; empty where there is none")
           : str_eq(key, STR("notes"))
               ? STR("Lines for 'About these figures', each on a line of its cell; may be empty")
               : (Str){0};
}

/* What the figure was the year before. */
static Str figure_note(const TableSheet *sheet, int measure, Arena *a)
{
    const Figure *before = sheet->before && measure >= 0 ? &sheet->before->figures[measure] : NULL;
    if (!before || before->kind == FIGURE_ABSENT)
        return (Str){0};
    return str_printf(a, "%d: %.*s", sheet->before->year, STR_ARG(figure_long(before, &language_english, a)));
}

TableCells table_cells(const TableSheet *sheets, size_t count, int asked_year, const Dictionary *dict, Arena *a)
{
    enum { LISTS = 2 }; /* the last keys, which stand behind the figures */
    size_t column_count = 0, head_count = 0;
    while (table_head_keys[head_count])
        head_count++;
    size_t first = head_count - LISTS;
    TextColumn *columns = ARENA_ARRAY(a, TextColumn, head_count + dict->count);
    for (size_t i = 0; i < head_count + dict->count; i++) {
        bool is_figure = i >= first && i < first + dict->count;
        Str key = is_figure ? dict->items[i - first].key : str_from(table_head_keys[i < first ? i : i - dict->count]);
        TextColumn column = {key, is_figure};
        bool is_offered =
            is_figure ? measure_is_of(&dict->items[i - first], SCOPE_BOTH, asked_year) : head_note(key).n > 0;
        if (asked_year && is_offered)
            columns[column_count++] = column;
        else if (!asked_year || !is_figure)
            column_count = column_add(columns, column_count, column, sheets, count);
    }
    TableCell *cells = ARENA_ARRAY(a, TableCell, (count + 1) * (column_count + 1)), *cell = cells;
    *cell++ = (TableCell){.text = STR("state")};
    for (size_t i = 0; i < column_count; i++, cell++) {
        const Measure *m = columns[i].is_figure ? &dict->items[dictionary_find(dict, columns[i].key)] : NULL;
        cell->text = columns[i].key;
        cell->note = m ? str_printf(a, "%.*s (%.*s)", STR_ARG(m->label), STR_ARG(m->unit)) : head_note(cell->text);
    }
    for (size_t s = 0; s < count; s++) {
        *cell++ = (TableCell){.text = jurisdiction_code(sheets[s].jurisdiction)};
        for (size_t i = 0; i < column_count; i++, cell++) {
            const Value *v = column_value(&columns[i], &sheets[s]);
            cell->text = !v ? (Str){0} : v->kind == VALUE_LIST ? notes_text(v, a) : v->text;
            cell->note = figure_note(&sheets[s], columns[i].is_figure ? dictionary_find(dict, columns[i].key) : -1, a);
        }
    }
    return (TableCells){cells, column_count + 1, count + 1, false};
}

Str table_csv(const TableCells *t, Arena *a)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < t->rows * t->columns; i++) {
        cell_put(&out, t->items[i].text, i % t->columns == 0);
        if ((i + 1) % t->columns == 0)
            row_end(&out);
    }
    Str text = buf_str(&out);
    /* Spreadsheets take what has no mark for their own old encoding. */
    return utf8_count(text) == text.n ? text : str_printf(a, "\xEF\xBB\xBF%.*s", STR_ARG(text));
}
