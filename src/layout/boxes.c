/* Blocks become boxes, the smallest things that no page break divides. No break falls below a heading, between a table
   and its lead sentence, or where the theme's orphans and widows forbid it. */
#include "layout.h"

enum {
    TABLE_MAX_COLUMNS = 16,
    FIGURES_APART = 20, /* points: viewers that know no tags copy closer figures as one, as in "615 32.7%" */
    HEADING_LINES = 4,  /* of a section: as many as the large theme takes, and one more */
    LABELS_LEAST = 54,  /* points: what a table leaves to its labels */
    BAR_LEAST = 4,      /* 1/4 pt: a bar above zero is printed, and a press loses what is thinner */
};

Box *box_new(Layout *l, Sp gap, Sp stretch, Sp height, Mark mark)
{
    Box *box = &ARENA_NEXT(l->arena, l->boxes, l->box_count, l->box_capacity);
    *box = (Box){
        .gap = gap > l->after && !l->after_exact ? gap : l->after,
        .stretch = l->after_exact               ? 0
                   : stretch > l->after_stretch ? stretch
                                                : l->after_stretch,
        .height = height,
        .glued = l->hold,
        .mark = mark,
    };
    l->after = l->after_stretch = 0;
    l->after_exact = l->hold = false;
    return box;
}

static bool is_glued(const Theme *t, uint32_t line, uint32_t count)
{
    return line > 0 && (line < t->text.orphans || count - line < t->text.widows);
}

/* ---- Text ---- */

/* How the lines of one paragraph become boxes. */
typedef struct LineBoxes {
    Setting set;     /* without y */
    Sp gap, stretch; /* above the first */
    bool keep_whole; /* no break between them */
} LineBoxes;

/* Each line becomes a box. Returns the first; NULL where there is no line. */
static Box *add_lines(Layout *l, const Prose *prose, const ParagraphStyle *style, LineBoxes as)
{
    size_t first = l->box_count;
    uint32_t least = l->rough ? paragraph_least(prose, style, as.set.width, l->cache, l->diag) : 0;
    for (uint32_t i = 0; i < least; i++) {
        Box *box = box_new(l, i ? 0 : as.gap, i ? 0 : as.stretch, style->leading, prose->mark);
        /* Widows count from the last line, which may come later. */
        box->glued = box->glued || (i > 0 && (as.keep_whole || i < l->theme->text.orphans));
    }
    const Lines *lines = l->rough ? NULL : paragraph_layout(prose, style, as.set.width, l->cache, l->arena, l->diag);
    Spans spans = {0};
    as.set.y = style_baseline(l, as.set.style);
    for (uint32_t i = 0; lines && i < lines->count; i++) {
        Box *box = box_new(l, i ? 0 : as.gap, i ? 0 : as.stretch, lines->leading, prose->mark);
        box->glued = box->glued || (as.keep_whole ? i > 0 : is_glued(l->theme, i, lines->count));
        canvas_line(l, &box->canvas, &lines->lines[i], as.set, &spans);
    }
    return first < l->box_count ? &l->boxes[first] : NULL;
}

static ParagraphStyle body_style(const Layout *l)
{
    const Theme *t = l->theme;
    ParagraphStyle style = style_at(l, STYLE_BODY);
    style.justified = t->text.align == ALIGN_JUSTIFIED;
    style.hyphenate = t->text.hyphenate;
    style.last_line_words = t->text.last_line_words;
    style.last_line_percent = t->text.last_line_percent;
    return style;
}

static void add_paragraph(Layout *l, const Prose *prose, ElemId parent, bool keep_with_next)
{
    ElemId elem = elem_add(l, ROLE_P, parent, prose->mark);
    ParagraphStyle style = body_style(l);
    add_lines(l, prose, &style,
              (LineBoxes){setting_of(l, STYLE_BODY, (Voice){.elem = elem}, 0), l->level->paragraph_gap,
                          l->level->paragraph_stretch, keep_with_next});
    l->hold = keep_with_next;
}

static void add_section(Layout *l, const Block *block, ElemId parent)
{
    const Prose *heading = &block->section.heading;
    ElemId sect = elem_add(l, ROLE_SECT, parent, block->mark);
    ElemId elem = elem_add(l, ROLE_H2, sect, heading->mark);
    ParagraphStyle style = style_at(l, STYLE_HEADING);
    size_t before = l->box_count;
    style.balanced = true;
    Box *first = add_lines(l, heading, &style,
                           (LineBoxes){setting_of(l, STYLE_HEADING, (Voice){.elem = elem}, 0), l->level->section_gap,
                                       l->level->section_stretch, true});
    if (l->box_count - before > HEADING_LINES)
        diag_error(l->diag, DIAG_FIT, heading->mark,
                   "this heading takes %zu lines, and %d are the most; shorten it, or make the theme's "
                   "'styles.heading.size' smaller",
                   l->box_count - before, HEADING_LINES);
    if (first) {
        first->heading = elem;
        first->title = heading->text;
    }
    l->after = l->theme->text.heading_gap;
    l->after_exact = l->hold = true;
    boxes_add_blocks(l, block->section.blocks, block->section.count, sect);
}

/* The labels are set in an indent as wide as the widest of them and a gap. */
static void add_list(Layout *l, const Block *block, ElemId parent)
{
    ElemId list = elem_add(l, ROLE_L, parent, block->mark);
    l->elems[list].ordered = block->list.ordered;
    ParagraphStyle style = body_style(l);
    Sp indent = 0;
    Prose *labels = ARENA_ARRAY(l->arena, Prose, block->list.count);
    for (size_t i = 0; i < block->list.count; i++) {
        labels[i] = prose_plain(l, block->list.ordered ? str_printf(l->arena, "%zu.", i + 1) : STR("\xE2\x80\xA2"));
        labels[i].mark = block->list.items[i].mark;
        if (!l->rough)
            indent = sp_most(indent, prose_width(&labels[i], &style, l->cache, l->arena, l->diag));
    }
    indent += style.size / 2;
    for (size_t i = 0; i < block->list.count; i++) {
        const Prose *item = &block->list.items[i];
        ElemId li = elem_add(l, ROLE_LI, list, item->mark);
        Canvas whole = {0};
        Setting body = setting_of(l, STYLE_BODY, (Voice){.elem = elem_add(l, ROLE_LBL, li, item->mark)}, 0);
        canvas_paragraph(l, &whole, &labels[i], body);
        body.voice.elem = elem_add(l, ROLE_LBODY, li, item->mark);
        body.x += indent;
        body.width -= indent;
        Sp gap = i ? l->level->paragraph_gap / 2 : l->level->paragraph_gap;
        Box *first = add_lines(l, item, &style, (LineBoxes){.set = body, .gap = gap});
        if (first) {
            canvas_move(l, &whole, &first->canvas, 0);
            first->canvas = whole;
        }
    }
}

/* ---- Tables ---- */

typedef struct Grid {
    Sp x[TABLE_MAX_COLUMNS], width[TABLE_MAX_COLUMNS]; /* of the text inside the cells */
} Grid;

static StyleId row_style(const Row *row)
{
    return row->total ? STYLE_TABLE_TOTAL : STYLE_TABLE;
}

static Sp figures_width(Layout *l, const Block *block, size_t column)
{
    ParagraphStyle style = style_at(l, STYLE_TABLE_HEAD);
    Sp widest = prose_width(&block->table.columns[column].head, &style, l->cache, l->arena, l->diag);
    for (size_t i = 0; i < block->table.row_count; i++) {
        const Row *row = &block->table.rows[i];
        style = style_at(l, row_style(row));
        style.tabular = true;
        widest = sp_most(widest, prose_width(&row->cells[column].prose, &style, l->cache, l->arena, l->diag));
    }
    return widest;
}

/* Between a column and the next one. */
static Sp column_gap(const Layout *l, const Block *block, size_t column)
{
    const Column *left = &block->table.columns[column];
    bool figures = left->kind == CELL_FIGURE && left[1].kind == CELL_FIGURE;
    return figures ? sp_most(l->theme->table.column_gap, SP_PT(FIGURES_APART)) : l->theme->table.column_gap;
}

/* At the heading of the widest figures. */
static void columns_report(Layout *l, const Block *block, const Grid *grid, Sp left)
{
    size_t widest = 0;
    for (size_t i = 0; i < block->table.column_count; i++)
        if (block->table.columns[i].kind == CELL_FIGURE && grid->width[i] > grid->width[widest])
            widest = i;
    diag_error(l->diag, DIAG_FIT, block->table.columns[widest].head.mark,
               "this heading makes its column %s pt wide, which leaves %s pt to the table's labels; shorten it, or "
               "make the theme's 'styles.%s.size' smaller",
               SP_SHOWN(grid->width[widest]), SP_SHOWN(sp_most(left, 0)), style_name(STYLE_TABLE_HEAD));
}

/* A figure column is as wide as its widest entry, a bar column a share of the measure, the labels take the rest. */
static Grid grid_make(Layout *l, const Block *block)
{
    const Theme *t = l->theme;
    Grid grid = {0};
    size_t columns = block->table.column_count, labels = 0;
    Sp left = body_width(t) - 2 * t->table.padding_x;
    for (size_t i = 0; i < columns && l->rough; i++)
        grid.width[i] = left;
    if (l->rough)
        return grid;
    for (size_t i = 0; i < columns; i++) {
        CellKind kind = block->table.columns[i].kind;
        labels += kind == CELL_LABEL;
        if (kind == CELL_BAR)
            grid.width[i] = sp_scale(body_width(t), t->table.bar_percent, 100);
        else if (kind == CELL_FIGURE)
            grid.width[i] = figures_width(l, block, i);
        left -= grid.width[i] + (i + 1 < columns ? column_gap(l, block, i) : 0);
    }
    if (labels && left < (Sp)labels * SP_PT(LABELS_LEAST))
        columns_report(l, block, &grid, left);
    Sp x = t->page.left + t->table.padding_x;
    for (size_t i = 0; i < columns; i++) {
        if (block->table.columns[i].kind == CELL_LABEL)
            grid.width[i] = left / (Sp)labels;
        grid.x[i] = x;
        x += grid.width[i] + (i + 1 < columns ? column_gap(l, block, i) : 0);
    }
    return grid;
}

/* 'cell' is the rect that the bar has at its longest. */
static void paint_bar(Layout *l, Canvas *c, const Cell *of, Rect cell)
{
    if (of->whole <= 0 || of->part <= 0)
        return;
    Sp length = sp_scale(cell.width, of->part, of->whole);
    cell.width = length < SP_PER_PT / BAR_LEAST ? SP_PER_PT / BAR_LEAST : length;
    canvas_rect(l, c, cell, l->theme->table.bar, ARTIFACT_LAYOUT, of->prose.mark);
}

/* A table while it is painted. */
typedef struct TablePaint {
    const Block *block;
    Grid grid;
    ElemId elem;
    Canvas canvas;
    Sp y;
} TablePaint;

/* Paints the head (row NULL) or a row, padding included. */
static void paint_row(Layout *l, TablePaint *table, const Row *row)
{
    const Theme *t = l->theme;
    StyleId style = row ? row_style(row) : STYLE_TABLE_HEAD;
    ElemId tr = elem_add(l, ROLE_TR, table->elem, table->block->mark);
    Sp y = table->y + t->table.padding_y, line = style_leading(l, style), height = line;
    for (size_t i = 0; i < table->block->table.column_count; i++) {
        const Column *column = &table->block->table.columns[i];
        const Prose *prose = row ? &row->cells[i].prose : &column->head;
        Sp x = table->grid.x[i], width = table->grid.width[i], bar = t->table.bar_height;
        if (column->kind == CELL_BAR) {
            if (row)
                paint_bar(l, &table->canvas, &row->cells[i], (Rect){x, y + (line - bar) / 2, width, bar});
            continue;
        }
        bool is_figure = column->kind == CELL_FIGURE, heads_row = row && !is_figure;
        ElemId cell = elem_add(l, !row || heads_row ? ROLE_TH : ROLE_TD, tr, prose->mark);
        l->elems[cell].scope = !row ? SCOPE_COLUMN : heads_row ? SCOPE_ROW : SCOPE_NONE;
        Sp used = canvas_paragraph(l, &table->canvas, prose,
                                   (Setting){.style = style,
                                             .voice.elem = cell,
                                             .x = x,
                                             .y = y,
                                             .width = width,
                                             .side = is_figure ? SIDE_RIGHT : SIDE_LEFT,
                                             .tabular = is_figure});
        height = sp_most(height, used);
    }
    table->y = y + height + t->table.padding_y;
}

/* Figures get the width they need, labels what is left, and rules run across. To a reader it is a table with column
   heads and row heads; bars are artifacts, not cells. */
static void add_table(Layout *l, const Block *block, ElemId parent)
{
    const Theme *t = l->theme;
    size_t rows = block->table.row_count;
    if (block->table.column_count > TABLE_MAX_COLUMNS) {
        diag_error(l->diag, DIAG_FIT, block->mark, "this table has %zu columns; at most %d fit on a page",
                   block->table.column_count, TABLE_MAX_COLUMNS);
        return;
    }
    TablePaint table = {.block = block, .elem = elem_add(l, ROLE_TABLE, parent, block->mark)};
    table.grid = grid_make(l, block);
    for (size_t i = 0; i <= rows; i++) { /* the head, then the rows */
        const Row *row = i ? &block->table.rows[i - 1] : NULL;
        paint_row(l, &table, row);
        bool sums = row && (row->total || (i < rows && row[1].total));
        Rule rule = !row ? t->table.head : sums ? t->table.total : t->table.row;
        canvas_rule(l, &table.canvas, table.y, rule, ARTIFACT_LAYOUT);
        table.y += rule.weight;
    }
    box_new(l, t->table.before, 0, table.y, block->mark)->canvas = table.canvas;
    l->after = t->table.after;
}

/* ---- Highlights ---- */

/* The theme's columns, or the most below that leave no cell alone in the last row: nine are three rows of three. */
static size_t highlight_columns(const Theme *t, size_t count)
{
    size_t most = (size_t)t->highlights.columns, columns = most;
    while (columns > 1 && count % columns == 1)
        columns--;
    return columns > 1 && count > columns ? columns : most;
}

/* Where the text of a cell in that column is. */
static Setting cell_setting(const Theme *t, size_t columns, size_t column, ElemId elem)
{
    Sp width = (body_width(t) - ((Sp)columns - 1) * t->highlights.column_gap) / (Sp)columns;
    Sp inset = t->highlights.accent.weight + t->highlights.accent_gap;
    return (Setting){.voice.elem = elem,
                     .x = t->page.left + (Sp)column * (width + t->highlights.column_gap) + inset,
                     .width = width - inset};
}

/* Paints one cell from y on and returns its height. */
static Sp paint_cell(Layout *l, Canvas *c, const Highlight *item, Setting s, Sp y)
{
    Sp figure = style_leading(l, STYLE_FIGURE) + l->theme->highlights.label_gap;
    s.style = STYLE_FIGURE;
    s.y = y + style_baseline(l, STYLE_FIGURE);
    s.continued = true;
    Sp beside = l->theme->highlights.column_gap + l->theme->highlights.accent.weight + l->theme->highlights.accent_gap;
    Sp width = s.width;
    s.width -= sp_most(SP_PT(FIGURES_APART) - beside, 0);
    canvas_one_line(l, c, &item->figure, s);
    s.width = width;
    s.style = STYLE_LABEL;
    s.y = y + figure;
    s.continued = false;
    return figure + canvas_paragraph(l, c, &item->label, s);
}

/* A grid of cells, each an accent, a large figure and its label. To a reader it is a heading with a list. */
static void add_highlights(Layout *l, const Block *block, ElemId parent)
{
    const Theme *t = l->theme;
    ElemId sect = elem_add(l, ROLE_SECT, parent, block->mark);
    ElemId heading = elem_add(l, ROLE_H2, sect, block->highlights.heading.mark);
    size_t count = block->highlights.count, columns = highlight_columns(t, count);
    Sp accent = t->highlights.accent.weight;
    Canvas c = {0};
    canvas_one_line(l, &c, &block->highlights.heading,
                    setting_of(l, STYLE_GLANCE, (Voice){.elem = heading}, style_baseline(l, STYLE_GLANCE)));
    Sp y = style_leading(l, STYLE_GLANCE) + t->highlights.heading_gap, highest = 0;
    Mark longest = block->mark; /* of all labels: where they do not fit on a page */
    ElemId list = elem_add(l, ROLE_L, sect, block->mark);
    for (size_t row = 0; row < count; row += columns) {
        Sp height = 0;
        size_t end = row + columns < count ? row + columns : count;
        for (size_t i = row; i < end; i++) {
            const Highlight *item = &block->highlights.items[i];
            ElemId li = elem_add(l, ROLE_LI, list, item->figure.mark);
            ElemId body = elem_add(l, ROLE_LBODY, li, item->figure.mark);
            Sp cell = paint_cell(l, &c, item, cell_setting(t, columns, i - row, body), y);
            longest = cell > highest ? item->label.mark : longest;
            highest = sp_most(highest, cell);
            height = sp_most(height, cell);
        }
        for (size_t i = row; i < end && accent > 0; i++) {
            Sp x = cell_setting(t, columns, i - row, 0).x - t->highlights.accent_gap - accent;
            canvas_rect(l, &c, (Rect){x, y, accent, height}, t->highlights.accent.color, ARTIFACT_LAYOUT, block->mark);
        }
        y += height + (end < count ? t->highlights.row_gap : 0);
    }
    if (t->highlights.rule.weight > 0) {
        y += t->highlights.rule_gap;
        canvas_rule(l, &c, y, t->highlights.rule, ARTIFACT_LAYOUT);
        y += t->highlights.rule.weight;
    }
    Box *box = box_new(l, 0, 0, y, longest);
    box->canvas = c;
    box->heading = heading;
    box->title = block->highlights.heading.text;
    l->after = t->highlights.after;
    l->after_stretch = t->highlights.after_stretch;
}

/* ---- Blocks ---- */

static void add_block(Layout *l, const Block *block, ElemId parent)
{
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
        add_paragraph(l, &block->paragraph, parent, block->keep_with_next);
        break;
    case BLOCK_SECTION:
        add_section(l, block, parent);
        break;
    case BLOCK_LIST:
        add_list(l, block, parent);
        break;
    case BLOCK_TABLE:
        add_table(l, block, parent);
        break;
    case BLOCK_HIGHLIGHTS:
        add_highlights(l, block, parent);
        break;
    case BLOCK_SPACER:
        l->after += length_at(block->spacer, l->level->size);
        break;
    }
}

void boxes_add_blocks(Layout *l, const Block *blocks, size_t count, ElemId parent)
{
    for (size_t i = 0; i < count; i++)
        add_block(l, &blocks[i], parent);
}
