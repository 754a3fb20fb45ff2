/* The figures at a glance: a grid of cells, each an accent, a large figure and its label; one box, and to a reader a
   heading with a list. */
#include "layout.h"

typedef struct CellPlace {
    Sp x, width;
} CellPlace;

static CellPlace cell_place(const Theme *t, size_t column)
{
    int64_t columns = t->highlights.columns;
    Sp width = (body_width(t) - (columns - 1) * t->highlights.column_gap) / columns;
    Sp inset = t->highlights.accent.weight + t->highlights.accent_gap;
    return (CellPlace){t->page.left + (Sp)column * (width + t->highlights.column_gap) + inset, width - inset};
}

/* Paints one cell from y on and returns its height. */
static Sp paint_cell(Layout *l, Canvas *c, const Highlight *item, ElemId list, CellPlace place, Sp y)
{
    ElemId li = elem_add(l, ROLE_LI, list, item->figure.mark);
    ElemId body = elem_add(l, ROLE_LBODY, li, item->figure.mark);
    Sp leading = style_leading(l, STYLE_FIGURE);
    canvas_one_line(l, c, &item->figure, STYLE_FIGURE, (Voice){.elem = body}, SIDE_LEFT, place.x, place.width,
                    y + style_baseline(l, STYLE_FIGURE), true);
    Sp label_y = y + leading + l->theme->highlights.label_gap;
    return leading + l->theme->highlights.label_gap +
           paragraph_paint(l, c, &item->label, STYLE_LABEL, (Voice){.elem = body}, place.x, label_y, place.width,
                           false);
}

void highlights_add(Layout *l, const Block *block, ElemId parent)
{
    const Theme *t = l->theme;
    ElemId sect = elem_add(l, ROLE_SECT, parent, block->mark);
    ElemId heading = elem_add(l, ROLE_H2, sect, block->highlights.heading.mark);
    size_t columns = (size_t)t->highlights.columns;
    Canvas c = {0};
    canvas_one_line(l, &c, &block->highlights.heading, STYLE_GLANCE, (Voice){.elem = heading}, SIDE_LEFT, t->page.left,
                    body_width(t), style_baseline(l, STYLE_GLANCE), false);
    Sp y = style_leading(l, STYLE_GLANCE) + t->highlights.heading_gap;
    ElemId list = elem_add(l, ROLE_L, sect, block->mark);
    for (size_t row = 0; row < block->highlights.count; row += columns) {
        Sp height = 0;
        size_t end = row + columns < block->highlights.count ? row + columns : block->highlights.count;
        for (size_t i = row; i < end; i++) {
            Sp cell = paint_cell(l, &c, &block->highlights.items[i], list, cell_place(t, i - row), y);
            height = cell > height ? cell : height;
        }
        for (size_t i = row; i < end && t->highlights.accent.weight > 0; i++) {
            Sp x = cell_place(t, i - row).x - t->highlights.accent_gap - t->highlights.accent.weight;
            canvas_rect(&c, l->arena, (Rect){x, y, t->highlights.accent.weight, height}, t->highlights.accent.color,
                        ARTIFACT_LAYOUT, false, block->mark);
        }
        y += height + (end < block->highlights.count ? t->highlights.row_gap : 0);
    }
    if (t->highlights.rule.weight > 0) {
        y += t->highlights.rule_gap;
        canvas_rule(&c, l->arena, t->page.left, y, body_width(t), t->highlights.rule);
        y += t->highlights.rule.weight;
    }
    Box *box = box_new(l, 0, 0, y, block->mark);
    box->canvas = c;
    box->heading = heading;
    box->title = block->highlights.heading.text;
    l->after = t->highlights.after;
    l->after_stretch = t->highlights.after_stretch;
}
