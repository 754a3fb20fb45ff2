/* A table as one box: widths from its figures, labels in what is left, rules across. To a reader it is a table with
   column heads and row heads; bars are artifacts and no cells. */
#include "layout.h"

enum {
    TABLE_MAX_COLUMNS = 16,
    BAR_LEAST = 4 /* 1/4 pt: what is there at all is printed, and a press loses what is thinner */
};

typedef struct Grid {
    Sp x[TABLE_MAX_COLUMNS], width[TABLE_MAX_COLUMNS]; /* of the text inside the cells */
} Grid;

static ParagraphStyle cell_style(const Layout *l, StyleId id, CellKind kind)
{
    ParagraphStyle style = style_at(l, id);
    style.tabular = kind == CELL_FIGURE;
    return style;
}

static StyleId row_style(const Row *row)
{
    return row->total ? STYLE_TABLE_TOTAL : STYLE_TABLE;
}

/* A figure column is as wide as its widest entry, a bar column a share of the measure, the labels take the rest. */
static Grid grid_make(Layout *l, const Block *block)
{
    const Theme *t = l->theme;
    Grid grid = {0};
    size_t columns = block->table.column_count;
    Sp inner = body_width(t) - 2 * t->table.padding_x - (Sp)(columns - 1) * t->table.column_gap, fixed = 0;
    size_t labels = 0;
    for (size_t i = 0; i < columns; i++) {
        const Column *column = &block->table.columns[i];
        switch (column->kind) {
        case CELL_LABEL:
            labels++;
            continue;
        case CELL_BAR:
            grid.width[i] = sp_scale(body_width(t), t->table.bar_percent, 100);
            break;
        case CELL_FIGURE: {
            ParagraphStyle style = cell_style(l, STYLE_TABLE_HEAD, CELL_LABEL);
            grid.width[i] = prose_width(&column->head, &style, l->cache, l->arena, l->diag);
            for (size_t r = 0; r < block->table.row_count; r++) {
                const Row *row = &block->table.rows[r];
                style = cell_style(l, row_style(row), CELL_FIGURE);
                Sp width = prose_width(&row->cells[i].prose, &style, l->cache, l->arena, l->diag);
                grid.width[i] = width > grid.width[i] ? width : grid.width[i];
            }
            break;
        }
        }
        fixed += grid.width[i];
    }
    Sp x = t->page.left + t->table.padding_x;
    for (size_t i = 0; i < columns; i++) {
        if (block->table.columns[i].kind == CELL_LABEL)
            grid.width[i] = (inner - fixed) / (Sp)labels;
        grid.x[i] = x;
        x += grid.width[i] + t->table.column_gap;
    }
    return grid;
}

static void paint_bar(Layout *l, Canvas *c, const Cell *cell, Sp x, Sp width, Sp y, Sp line)
{
    if (cell->whole <= 0 || cell->part <= 0)
        return;
    Sp height = l->theme->table.bar_height, length = sp_scale(width, cell->part, cell->whole);
    if (length < SP_PER_PT / BAR_LEAST)
        length = SP_PER_PT / BAR_LEAST;
    canvas_rect(c, l->arena, (Rect){x, y + (line - height) / 2, length, height}, l->theme->table.bar, ARTIFACT_LAYOUT,
                false, cell->prose.mark);
}

/* Paints a cell's text from y on and returns its height. */
static Sp paint_cell(Layout *l, Canvas *c, const Prose *prose, StyleId id, CellKind kind, ElemId elem, Sp x, Sp width,
                     Sp y)
{
    ParagraphStyle style = cell_style(l, id, kind);
    const Lines *lines = paragraph_layout(prose, &style, width, l->cache, l->arena, l->diag);
    if (!lines)
        return 0;
    Spans spans = {0};
    Sp baseline = y + style_baseline(l, id);
    for (uint32_t i = 0; i < lines->count; i++, baseline += lines->leading) {
        const Line *line = &lines->lines[i];
        Sp indent = kind == CELL_FIGURE ? width - line->width : 0;
        canvas_line(l, c, line, (Voice){.elem = elem}, &spans, x + indent, baseline, l->theme->styles[id].color);
    }
    return lines->count * lines->leading;
}

/* Paints the head (row NULL) or a row from y on and returns its height, padding included. */
static Sp paint_row(Layout *l, Canvas *c, const Block *block, const Row *row, const Grid *grid, ElemId table, Sp y)
{
    StyleId id = row ? row_style(row) : STYLE_TABLE_HEAD;
    ElemId tr = elem_add(l, ROLE_TR, table, block->mark);
    Sp padding = l->theme->table.padding_y, line = style_leading(l, id), height = line;
    for (size_t i = 0; i < block->table.column_count; i++) {
        const Column *column = &block->table.columns[i];
        const Prose *prose = row ? &row->cells[i].prose : &column->head;
        if (column->kind == CELL_BAR) {
            if (row)
                paint_bar(l, c, &row->cells[i], grid->x[i], grid->width[i], y + padding, line);
            continue;
        }
        bool heads_row = row && column->kind == CELL_LABEL;
        ElemId cell = elem_add(l, !row || heads_row ? ROLE_TH : ROLE_TD, tr, prose->mark);
        l->elems[cell].scope = !row ? SCOPE_COLUMN : heads_row ? SCOPE_ROW : SCOPE_NONE;
        Sp used = paint_cell(l, c, prose, id, column->kind, cell, grid->x[i], grid->width[i], y + padding);
        height = used > height ? used : height;
    }
    return height + 2 * padding;
}

void table_add(Layout *l, const Block *block, ElemId parent)
{
    const Theme *t = l->theme;
    if (block->table.column_count > TABLE_MAX_COLUMNS) {
        diag_error(l->diag, DIAG_FIT, block->mark, "this table has %zu columns; %d fit on a page at the most",
                   block->table.column_count, TABLE_MAX_COLUMNS);
        return;
    }
    ElemId table = elem_add(l, ROLE_TABLE, parent, block->mark);
    Grid grid = grid_make(l, block);
    Canvas c = {0};
    Sp y = paint_row(l, &c, block, NULL, &grid, table, 0);
    canvas_rule(&c, l->arena, t->page.left, y, body_width(t), t->table.head);
    y += t->table.head.weight;
    for (size_t i = 0; i < block->table.row_count; i++) {
        const Row *row = &block->table.rows[i];
        y += paint_row(l, &c, block, row, &grid, table, y);
        bool is_last = i + 1 == block->table.row_count;
        Rule rule = row->total || (!is_last && row[1].total) ? t->table.total : t->table.row;
        canvas_rule(&c, l->arena, t->page.left, y, body_width(t), rule);
        y += rule.weight;
    }
    Box *box = box_new(l, t->table.before, 0, y, block->mark);
    box->canvas = c;
    l->after = t->table.after;
}
