/* Fills a table. Bars and shares are printed only where every figure is exact: beside a floor, a rounded or a
   suppressed figure they would tell what it is, or pretend to. Shares are rounded by the method of largest remainders,
   so that what stands in the column adds up to the 100% below it. */
#include "template.h"

enum { SHARE_TENTHS = 1000 }; /* 100% in tenths of a percent */

typedef struct Amounts {
    int64_t *units; /* of each row, all at one scale */
    int64_t sum, largest;
    bool comparable; /* every figure is exact, and they are not all 0 */
} Amounts;

/* At the scale of the finest figure; false where that is beyond 18 digits. */
static bool units_at(Decimal decimal, int scale, int64_t *units)
{
    *units = decimal.units;
    for (; scale > decimal.scale; scale--)
        if (__builtin_mul_overflow(*units, (int64_t)10, units))
            return false;
    return true;
}

static bool amounts_sum(const Filling *f, const TableForm *table, int scale, Amounts *amounts)
{
    for (size_t i = 0; i < table->row_count; i++) {
        int64_t *units = &amounts->units[i];
        if (!units_at(filling_figure(f, table->rows[i].figure)->least, scale, units) ||
            __builtin_add_overflow(amounts->sum, *units, &amounts->sum))
            return false;
        if (*units > amounts->largest)
            amounts->largest = *units;
    }
    return amounts->sum > 0;
}

static bool check_total(const Filling *f, const TableForm *table, int scale, const Amounts *amounts)
{
    const Figure *total = filling_figure(f, table->total.figure);
    int64_t units;
    if (units_at(total->least, scale, &units) && units == amounts->sum)
        return true;
    diag_error(f->diag, DIAG_TOTAL, table->total.mark,
               "the rows of this table do not add up to its total, which is %.*s",
               STR_ARG(figure_long(total, &language_english, f->arena)));
    diag_note(f->diag, total->mark, "the total");
    return false;
}

static Amounts amounts_of(const Filling *f, const TableForm *table)
{
    Amounts amounts = {.units = ARENA_ARRAY(f->arena, int64_t, table->row_count)};
    int scale = 0;
    for (size_t i = 0; i < table->row_count + table->has_total; i++) {
        const Entry *entry = i < table->row_count ? &table->rows[i] : &table->total;
        const Figure *figure = filling_figure(f, entry->figure);
        if (figure->kind != FIGURE_EXACT)
            return amounts;
        if (figure->least.scale > scale)
            scale = figure->least.scale;
    }
    amounts.comparable = amounts_sum(f, table, scale, &amounts);
    if (table->has_total && amounts.comparable)
        amounts.comparable = check_total(f, table, scale, &amounts);
    return amounts;
}

/* Tenths of a percent that add up to 1000: first all rounded down, then one more for those that lost most, the first of
   equals first. */
static int64_t *shares_of(const Filling *f, const Amounts *amounts, size_t count)
{
    int64_t *tenths = ARENA_ARRAY(f->arena, int64_t, count), left = SHARE_TENTHS;
    __int128 *lost = ARENA_ARRAY(f->arena, __int128, count);
    for (size_t i = 0; i < count; i++) {
        __int128 product = (__int128)amounts->units[i] * SHARE_TENTHS;
        tenths[i] = (int64_t)(product / amounts->sum);
        lost[i] = product % amounts->sum;
        left -= tenths[i];
    }
    for (; left > 0; left--) {
        size_t most = 0;
        for (size_t i = 1; i < count; i++)
            if (lost[i] > lost[most])
                most = i;
        tenths[most]++;
        lost[most] = -1;
    }
    return tenths;
}

typedef struct RowForm {
    const Entry *entry;
    bool total;
    int64_t units, tenths;
} RowForm;

static Cell cell_fill(const Filling *f, TableColumn column, const RowForm *row, const Amounts *amounts)
{
    Cell cell = {0};
    Mark mark = filling_figure(f, row->entry->figure)->mark;
    switch (column) {
    case COLUMN_LABEL:
        cell.prose = wording_fill(f, &row->entry->label);
        break;
    case COLUMN_BAR:
        cell.prose.mark = mark;
        cell.part = row->total ? 0 : row->units;
        cell.whole = row->total ? 0 : amounts->largest;
        break;
    case COLUMN_FIGURE:
        cell.prose = figure_fill(f, row->entry->figure, row->entry->mark);
        break;
    case COLUMN_SHARE:
        cell.prose =
            share_fill(f, row->entry->figure,
                       row->total ? STR("100%")
                                  : str_printf(f->arena, "%d.%d%%", (int)(row->tenths / 10), (int)(row->tenths % 10)));
        break;
    case TABLE_COLUMNS:
        break;
    }
    return cell;
}

static CellKind cell_kind(TableColumn column)
{
    return column == COLUMN_LABEL ? CELL_LABEL : column == COLUMN_BAR ? CELL_BAR : CELL_FIGURE;
}

/* The table without the rows that 'when' leaves out. */
static TableForm rows_that_apply(const Filling *f, const TableForm *table)
{
    TableForm kept = *table;
    Entry *rows = ARENA_ARRAY(f->arena, Entry, table->row_count);
    kept.row_count = 0;
    for (size_t i = 0; i < table->row_count; i++)
        if (when_holds(f, &table->rows[i].when))
            rows[kept.row_count++] = table->rows[i];
    kept.rows = rows;
    return kept;
}

Block table_fill(const Filling *f, const TableForm *whole, Mark mark)
{
    const TableForm kept = rows_that_apply(f, whole), *table = &kept;
    if (table->row_count == 0)
        return (Block){.kind = BLOCK_TABLE, .mark = mark};
    Amounts amounts = amounts_of(f, table);
    TableColumn shown[TABLE_COLUMNS];
    Column *columns = ARENA_ARRAY(f->arena, Column, table->column_count);
    size_t count = 0, row_count = table->row_count + table->has_total;
    for (size_t i = 0; i < table->column_count; i++) {
        TableColumn column = table->columns[i];
        if (!amounts.comparable && (column == COLUMN_BAR || column == COLUMN_SHARE))
            continue;
        columns[count].kind = cell_kind(column);
        if (column != COLUMN_BAR)
            columns[count].head = wording_fill(f, &table->heads[i]);
        shown[count++] = column;
    }
    const int64_t *tenths = amounts.comparable ? shares_of(f, &amounts, table->row_count) : NULL;
    Row *rows = ARENA_ARRAY(f->arena, Row, row_count);
    for (size_t i = 0; i < row_count; i++) {
        RowForm form = {.entry = &table->total, .total = true};
        if (i < table->row_count)
            form = (RowForm){&table->rows[i], false, amounts.units[i], tenths ? tenths[i] : 0};
        Cell *cells = ARENA_ARRAY(f->arena, Cell, count);
        for (size_t j = 0; j < count; j++)
            cells[j] = cell_fill(f, shown[j], &form, &amounts);
        for (size_t j = 0; j < count; j++)
            if (shown[j] == COLUMN_LABEL)
                dash_note(f, form.entry->figure, cells[j].prose.text);
        rows[i] = (Row){cells, form.total};
    }
    Block block = {.kind = BLOCK_TABLE, .mark = mark};
    block.table.columns = columns;
    block.table.column_count = count;
    block.table.rows = rows;
    block.table.row_count = row_count;
    return block;
}
