/* Reads the headings of a table: which column holds the states, which figures, by key or label, and which whatever else
   a typed file says. What the rows below them say is table.c's. */
#include "column.h"

#include "charset.h"
#include "schema.h"

const char *const table_head_keys[] = {"year",    "status", "sample", "source", "as_of",
                                       "revised", "accept", "notes",  NULL};

#define STATE_HEADINGS                                                                                                 \
    "state|states|st|jurisdiction|territory|state or territory|state/territory|state name|state abbr|"                 \
    "state abbreviation|state code|state postal code|state fips|state fips code|reporting state|geography|"            \
    "geographic area|geographic area name|geo|location|location name|area|area name|name|postal|postal code|"          \
    "postal abbreviation|abbreviation|code|usps|fips|fips code|geo id|geographic identifier"
#define KEY_HEADINGS "figure|measure|key|indicator|indicator name|measure name|variable"
#define VALUE_HEADINGS "value|number|count|data value|data"

enum { HEAD_KEYS = sizeof table_head_keys / sizeof *table_head_keys - 1 };

typedef struct HeadingReader {
    const Grid *grid;
    const Dictionaries *dicts;
    Arena *arena;
    Diag *diag;
    TableColumn *columns;
    size_t column_count;
    bool by_figure;
    size_t heading, first; /* as in TableColumns */
} HeadingReader;

/* Whether a heading says something that a name near to it does not: a year, a scale, a rate, a sign. */
static bool says_more(Str heading, Str near)
{
    static const char *const words[] = {"thousand", "million", "billion", "rate",   "per",   "pct", "share", "ratio",
                                        "average",  "mean",    "median",  "change", "index", "0",   "1",     "2",
                                        "3",        "4",       "5",       "6",      "7",     "8",   "9",     "%",
                                        "$",        "+",       "<",       ">",      "~"};
    char folded[NAME_FOLD_MAX], other[NAME_FOLD_MAX];
    Str text = name_fold(heading, folded), name = name_fold(near, other);
    if (name.n && str_find(text, name, 0) < text.n)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find(text, str_from(words[i]), 0) < text.n && str_find(name, str_from(words[i]), 0) == name.n)
            return true;
    return utf8_count(text) < text.n;
}

/* The name that was meant by one that is unknown; empty where none is near. */
static Str figure_meant(Str text, bool by_figure, const Dictionary *dict, Arena *a)
{
    size_t count = 0;
    Str *names = ARENA_ARRAY(a, Str, 2 * dict->count + HEAD_KEYS + 1);
    for (size_t i = 0; i < dict->count; i++) {
        names[count++] = dict->items[i].key;
        names[count++] = dict->items[i].label;
    }
    for (size_t i = 0; table_head_keys[i] && !by_figure; i++)
        names[count++] = str_from(table_head_keys[i]);
    Str near = str_nearest(text, names, count);
    return says_more(text, near) ? (Str){0} : near;
}

/* What to do about names that are none of figures. The dictionary that comes with the program has an absolute path; an
   office does not write into it. */
static const char *key_advice(const Dictionary *dict, size_t count, Arena *a)
{
    const char *keys = count > 1 ? "keys or labels" : "a key or a label", *what = count > 1 ? "them" : "it";
    Str path = dict->items[0].mark.source->name;
    const char *rest = count > 1 ? "remove the columns" : "remove it";
    return str_starts(path, STR("/"))
               ? str_printf(a,
                            "write %s of %.*s, or let a measures.yaml in your data folder name %s, by 'base: ncmec' "
                            "and lines such as 'team_adam_cases: {also: [Team Adam]}', or %s",
                            keys, STR_ARG(path), what, rest)
                     .s
               : str_printf(a, "write %s of %.*s, add %s to an 'also:' there, or %s", keys, STR_ARG(path), what, rest)
                     .s;
}

void figure_unknown(const GridCell *cell, const Dictionary *dict, Arena *a, Diag *d)
{
    char shown[SHOWN_MAX];
    diag_error(d, DIAG_UNKNOWN_KEY, cell->mark, "unknown figure '%.*s'; %s", STR_ARG(text_shown(cell->text, shown)),
               diag_meant(d, figure_meant(cell->text, true, dict, a), key_advice(dict, 1, a)));
}

/* "2023", "FY 2023" */
static bool is_year(Str heading)
{
    size_t at = heading.n >= 4 ? heading.n - 4 : 0;
    Str before = str_trim(str_slice(heading, 0, at));
    return year_parse(str_slice(heading, at, heading.n)) &&
           (!before.n || str_eq_any_case(before, STR("fy")) || str_eq_any_case(before, STR("cy")) ||
            str_eq_any_case(before, STR("year")));
}

/* Those that are no slip of the pen have one cause. */
static void headings_unknown(const HeadingReader *r, const GridCell *const *cells, size_t count)
{
    enum { NAMES_SHOWN = 5 };
    char shown[SHOWN_MAX];
    size_t years = 0;
    Buf names = {.arena = r->arena};
    for (size_t i = 0; i < count; i++) {
        years += is_year(cells[i]->text);
        if (i < NAMES_SHOWN)
            buf_printf(&names, "%s'%.*s'", i ? ", " : "", STR_ARG(text_shown(cells[i]->text, shown)));
    }
    if (count > NAMES_SHOWN)
        buf_printf(&names, " and %zu more", count - NAMES_SHOWN);
    if (count)
        diag_error(r->diag, DIAG_UNKNOWN_KEY, cells[0]->mark, "unknown heading%s %.*s; %s", count > 1 ? "s" : "",
                   STR_ARG(buf_str(&names)),
                   years == count ? "a table has no column a year: have a row a state and year, with the year in a "
                                    "column 'year', and head the figure by its key or label"
                                  : key_advice(dictionary_of_year(r->dicts, 0), count, r->arena));
}

/* Reports one that was meant otherwise; false: it has no meaning at all. */
static bool heading_slip(const HeadingReader *r, const GridCell *cell)
{
    char buffer[SHOWN_MAX];
    const Str shown = text_shown(cell->text, buffer),
              near = figure_meant(cell->text, r->by_figure, dictionary_of_year(r->dicts, 0), r->arena);
    if (str_starts(cell->text, STR("us.")))
        diag_error(r->diag, DIAG_UNKNOWN_KEY, cell->mark,
                   "'%.*s' has no column; the nation's figures are in a row of their own, whose state is 'US'",
                   STR_ARG(shown));
    else if (near.n)
        diag_error(r->diag, DIAG_UNKNOWN_KEY, cell->mark, "unknown heading '%.*s'; %s", STR_ARG(shown),
                   diag_meant(r->diag, near, ""));
    else
        return false;
    return true;
}

/* By the dictionary of the year that is asked for, else by the first that knows it; NULL: none does. */
static const Measure *measure_named(const Dictionaries *dicts, Str name)
{
    for (size_t i = 0; i <= dicts->own_count + 1; i++) {
        const Dictionary *dict = i == 0                  ? dictionary_of_year(dicts, 0)
                                 : i <= dicts->own_count ? dicts->own[i - 1].dictionary
                                                         : dicts->shared;
        int index = dictionary_named(dict, name);
        if (index >= 0)
            return &dict->items[index];
    }
    return NULL;
}

static TableColumn column_named(const HeadingReader *r, const GridCell *cell)
{
    TableColumn column = {.kind = COLUMN_IGNORED, .heading = cell};
    Str name = cell_name(cell);
    const Measure *measure = r->by_figure ? NULL : measure_named(r->dicts, name);
    if (word_among(STATE_HEADINGS, name))
        column.kind = COLUMN_STATE;
    if (r->by_figure && word_among(KEY_HEADINGS, name))
        column.kind = COLUMN_KEY;
    if (r->by_figure && word_among(VALUE_HEADINGS, name))
        column.kind = COLUMN_VALUE;
    if (word_among("location type|area type|geography type|geographic type|place type", name))
        column.kind = COLUMN_PLACE;
    if (r->by_figure && word_among("data format", name))
        column.kind = COLUMN_FORMAT;
    if (measure) {
        column.kind = COLUMN_MEASURE;
        column.measure = measure;
        column.key = measure->key;
    }
    for (size_t i = 0; i < HEAD_KEYS; i++)
        if (word_among(table_head_keys[i], name) ||
            (i == 0 && word_among("time frame|calendar year|data year|reporting year", name))) {
            column.kind = COLUMN_HEAD;
            column.key = str_from(table_head_keys[i]);
        }
    return column;
}

bool column_is_used(const Grid *grid, size_t first, size_t column)
{
    for (size_t i = first; i < grid->row_count; i++)
        if (column < grid->rows[i].count && grid->rows[i].cells[column].text.n)
            return true;
    return false;
}

static void twice_check(const HeadingReader *r, const TableColumn *column)
{
    for (const TableColumn *other = r->columns; other < column; other++)
        if (other->kind == column->kind && column->kind != COLUMN_IGNORED && column->kind != COLUMN_STATE &&
            str_eq(other->key, column->key)) {
            diag_error(r->diag, DIAG_DUPLICATE, column->heading->mark, "a second column for '%.*s'; leave one",
                       STR_ARG(column->heading->text));
            diag_note(r->diag, other->heading->mark, "the first");
        }
}

static bool has_column(const HeadingReader *r, ColumnKind kind)
{
    for (size_t i = 0; i < r->column_count; i++)
        if (r->columns[i].kind == kind)
            return true;
    return false;
}

/* One that says more than which files are meant. */
static bool has_head(const HeadingReader *r)
{
    for (size_t i = 0; i < r->column_count; i++)
        if (r->columns[i].kind == COLUMN_HEAD && !str_eq(r->columns[i].key, STR("year")))
            return true;
    return false;
}

/* ---- Figures that are not whole ---- */

static bool says_word(Str text, const char *word)
{
    Str part = str_from(word);
    bool is_letter = is_ascii_letter(part.s[0]);
    for (size_t at = 0; (at += str_find_any_case(str_slice(text, at, text.n), part)) < text.n; at++)
        if (!is_letter || at == 0 || !is_ascii_letter(text.s[at - 1]))
            return true;
    return false;
}

bool scale_check(const GridCell *cell, const char *where, bool is_percentage, Diag *d)
{
    static const char *const words[] = {"percent",     "%",        "hundred",  "thousand",   "million",
                                        "billion",     "000s",     "(000)",    "'000",       "\u2019000",
                                        "000 omitted", "x 1,0",    "in 1,0",   "\u00D7 1,0", "per capita",
                                        "per 1",       "rate per", "rates of", "average"};
    enum { AFTER_PERCENT = 2 };
    char shown[SHOWN_MAX];
    for (size_t i = is_percentage ? AFTER_PERCENT : 0; i < sizeof words / sizeof *words; i++)
        if (says_word(cell->text, words[i]))
            return diag_error(d, DIAG_VALUE, cell->mark,
                              "'%.*s' is %s and says '%s', but each figure is read as it is typed; type the "
                              "figures whole, and remove this text",
                              STR_ARG(text_shown(cell->text, shown)), where, words[i]);
    return true;
}

/* ---- What is left out ---- */

static void range_put(Buf *out, const GridRow *first, const GridRow *last)
{
    char from[CELL_NAME_MAX] = "", to[CELL_NAME_MAX] = "";
    size_t left = 0, right = last->count - 1;
    while (left + 1 < first->count && !first->cells[left].text.n)
        left++;
    while (right > 0 && !last->cells[right].text.n)
        right--;
    mark_cell(first->cells[left].mark, from);
    mark_cell(last->cells[right].mark, to);
    /* The place of the finding names the sheet. */
    size_t sheet = first->cells[left].mark.source->sheet.n;
    bool is_one = strcmp(from, to) == 0;
    buf_printf(out, "%s%s%s%s", out->n ? ", " : "", from + sheet, is_one ? "" : ":", is_one ? "" : to + sheet);
}

void left_out_report(const GridRow *rows, const bool *is_left_out, size_t count, const char *why, Arena *a, Diag *d)
{
    enum { RANGES_SHOWN = 12 };
    Buf ranges = {.arena = a};
    const GridRow *first = NULL;
    size_t range_count = 0;
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i; end < count && is_left_out[end];)
            end++;
        if (end > i && ++range_count <= RANGES_SHOWN)
            range_put(&ranges, &rows[i], &rows[end - 1]);
        first = first || end == i ? first : &rows[i];
        end += end == i;
    }
    if (first)
        diag_error(d, DIAG_UNUSED, first->cells[0].mark, "%s: %.*s%s", why, STR_ARG(buf_str(&ranges)),
                   range_count > RANGES_SHOWN ? " and more" : "");
}

/* A column as a row, so that its cells make a range. */
static GridRow column_cells(const Grid *grid, size_t heading, size_t column, Arena *a)
{
    GridCell *cells = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = heading; i < grid->row_count; i++)
        if (column < grid->rows[i].count) {
            ARENA_NEXT(a, cells, count, capacity) = grid->rows[i].cells[column];
        }
    return (GridRow){cells, count};
}

/* ---- The row of headings ---- */

/* How many more rows of headings there are, as the heading of the states is merged over them. */
static size_t merged_rows(const Grid *grid, size_t first)
{
    size_t count = 0;
    for (size_t i = first + 1; i < grid->row_count; i++) {
        const GridRow *row = &grid->rows[i];
        size_t k = 0;
        while (k < row->count && (row->cells[k].text.n || !word_among(STATE_HEADINGS, row->cells[k].spread)))
            k++;
        if (k == row->count)
            break;
        count++;
    }
    return count;
}

enum { ROWS_SEEN = 20 }; /* in which headings are looked for */

size_t heading_row(const Grid *grid)
{
    for (size_t i = 0; i < grid->row_count && i < ROWS_SEEN; i++) {
        const GridRow *row = &grid->rows[i];
        size_t states = 0, filled = 0;
        for (size_t k = 0; k < row->count; k++) {
            states += word_among(STATE_HEADINGS, cell_name(&row->cells[k]));
            filled += row->cells[k].text.n > 0;
        }
        if (states && filled > 1)
            return i + merged_rows(grid, i);
    }
    return SIZE_MAX;
}

/* Whether the row below the headings says the same in other words, as the Census Bureau's labels below its codes do. */
static bool has_labels(const Grid *grid, size_t heading)
{
    const GridRow *row = &grid->rows[heading], *below = heading + 1 < grid->row_count ? row + 1 : NULL;
    size_t labels = 0;
    for (size_t i = 0; below && i < row->count && i < below->count; i++) {
        if (!word_among(STATE_HEADINGS, cell_name(&row->cells[i])))
            continue;
        if (!word_among(STATE_HEADINGS, below->cells[i].text))
            return false;
        labels++;
    }
    return labels > 0;
}

/* By its heading, else by the label below it. */
static TableColumn column_at(const HeadingReader *r, const GridCell *cell, size_t index)
{
    TableColumn column = column_named(r, cell);
    const GridRow *below = &r->grid->rows[r->heading + 1];
    if (column.kind == COLUMN_IGNORED && r->first > r->heading + 1 && index < below->count &&
        below->cells[index].text.n) {
        const TableColumn labelled = column_named(r, &below->cells[index]);
        column = labelled.kind == COLUMN_IGNORED ? column : labelled;
    }
    return column;
}

/* What stands in a second row of headings must not say another thing than the first. */
static void label_check(const HeadingReader *r, const TableColumn *column, size_t index)
{
    const GridRow *below = &r->grid->rows[r->heading + 1];
    if (r->first == r->heading + 1 || index >= below->count || column->kind != COLUMN_MEASURE)
        return;
    const GridCell *label = &below->cells[index];
    const Measure *other = measure_named(r->dicts, label->text);
    if (other && !str_eq(other->key, column->key))
        diag_error(r->diag, DIAG_MISMATCH, label->mark,
                   "'%.*s' is another figure than the heading '%.*s' above it; "
                   "make them agree",
                   STR_ARG(label->text), STR_ARG(cell_name(column->heading)));
    else if (!other)
        scale_check(label, "below a heading", column->measure->percent, r->diag);
}

static bool headings_read(HeadingReader *r)
{
    size_t errors = diag_errors(r->diag);
    const GridRow *row = &r->grid->rows[r->heading];
    bool has_key = false, has_value = false;
    for (size_t i = 0; i < row->count; i++) {
        has_key = has_key || word_among(KEY_HEADINGS, cell_name(&row->cells[i]));
        has_value = has_value || word_among(VALUE_HEADINGS, cell_name(&row->cells[i]));
    }
    r->by_figure = has_key && has_value;
    /* In a workbook what stands beyond the last heading is a column without one; in a text its row was cut wrong. */
    size_t width = row->count;
    for (size_t i = r->heading; i < r->grid->row_count && r->grid->name.n; i++)
        width = r->grid->rows[i].count > width ? r->grid->rows[i].count : width;
    const GridCell beyond = {.mark = row->cells[row->count - 1].mark};
    r->columns = ARENA_ARRAY(r->arena, TableColumn, width);
    GridRow *unnamed = ARENA_ARRAY(r->arena, GridRow, width);
    bool *is_unnamed = ARENA_ARRAY(r->arena, bool, width);
    const GridCell **unknown = ARENA_ARRAY(r->arena, const GridCell *, width);
    size_t unknown_count = 0;
    for (size_t i = 0; i < width; i++) {
        const GridCell *cell = i < row->count ? &row->cells[i] : &beyond;
        TableColumn *column = &r->columns[r->column_count++];
        *column = column_at(r, cell, i);
        label_check(r, column, i);
        is_unnamed[i] = column->kind == COLUMN_IGNORED && !cell->text.n && column_is_used(r->grid, r->first, i);
        if (is_unnamed[i])
            unnamed[i] = column_cells(r->grid, r->heading, i, r->arena);
        bool is_for_people = r->by_figure && word_among("label|unit", cell->text);
        if (column->kind == COLUMN_IGNORED && cell->text.n && !is_for_people && !heading_slip(r, cell))
            unknown[unknown_count++] = cell;
        twice_check(r, column);
    }
    /* Figures in a row each, and nothing says which: that is one cause. */
    bool lacks_key = has_value && !has_key && !has_column(r, COLUMN_MEASURE);
    if (lacks_key)
        diag_error(
            r->diag, DIAG_MISSING_KEY, row->cells[0].mark,
            "this table has a row a figure, but no column says which figure; add a column 'figure' with a key or "
            "a label of measures.yaml in each row, or head the figures themselves by it");
    else if (has_column(r, COLUMN_STATE))
        headings_unknown(r, unknown, unknown_count);
    left_out_report(unnamed, is_unnamed, width, "columns without a heading are not read", r->arena, r->diag);
    if (!has_column(r, COLUMN_STATE))
        diag_error(r->diag, DIAG_MISSING_KEY, row->cells[0].mark,
                   "no column says whose figures these are; name the columns in one row: 'state', then the figures");
    else if (!r->by_figure && !has_column(r, COLUMN_MEASURE) && !has_head(r) && diag_errors(r->diag) == errors)
        diag_error(r->diag, DIAG_MISSING_KEY, row->cells[0].mark,
                   "no column holds figures; head one by a key or a label of measures.yaml, or have a row a figure "
                   "under 'state', 'figure' and 'value'");
    return diag_errors(r->diag) == errors;
}

/* A heading that holds a word for states, as in "State / jurisdiction". */
static bool is_state_like(Str text)
{
    size_t from = 0;
    for (size_t i = 0; i <= text.n; i++) {
        if (i < text.n && is_ascii_letter(text.s[i]))
            continue;
        if (i > from && word_among("state|states|jurisdiction|territory|geography", str_slice(text, from, i)))
            return true;
        from = i + 1;
    }
    return false;
}

/* Where no column of states is named: reports the row that is most like headings. False: none is. */
static bool headings_like(const Grid *grid, const Dictionaries *dicts, Diag *d)
{
    const GridRow *best = NULL;
    const GridCell *best_state = NULL;
    size_t most = 0;
    for (size_t i = 0; i < grid->row_count && i < ROWS_SEEN; i++) {
        const GridCell *state = NULL;
        size_t named = 0, filled = 0;
        for (size_t k = 0; k < grid->rows[i].count; k++) {
            const GridCell *cell = &grid->rows[i].cells[k];
            bool is_state = !state && is_state_like(cell_name(cell));
            state = is_state ? cell : state;
            named += is_state || measure_named(dicts, cell_name(cell));
            filled += cell->text.n > 0;
        }
        if (filled > 1 && named > most) {
            most = named;
            best = &grid->rows[i];
            best_state = state;
        }
    }
    if (best_state)
        diag_error(d, DIAG_MISSING_KEY, best_state->mark,
                   "no column is called 'state', and this heading is most like it; write 'state' here");
    else if (best)
        diag_error(d, DIAG_MISSING_KEY, best->cells[0].mark,
                   "this row has headings of figures, but none says whose they are; head the column of the states by "
                   "'state'");
    return best != NULL;
}

bool columns_read(const Grid *grid, const Dictionaries *dicts, TableColumns *columns, Arena *a, Diag *d)
{
    size_t heading = heading_row(grid);
    HeadingReader r = {
        .grid = grid, .dicts = dicts, .arena = a, .diag = d, .heading = heading == SIZE_MAX ? 0 : heading};
    r.first = r.heading + 1 + has_labels(grid, r.heading);
    bool good = !(heading == SIZE_MAX && headings_like(grid, dicts, d)) && headings_read(&r);
    *columns = (TableColumns){r.columns, r.column_count, r.by_figure, r.heading, r.first};
    return good;
}
