/* Blocks become boxes, the smallest things that no page break parts. Which breaks are allowed is settled here: none
   below a heading, none that leaves fewer lines behind or ahead than the theme's orphans and widows, none between a
   table and its lead sentence. */
#include "layout.h"

Box *box_new(Layout *l, Sp gap, Sp stretch, Sp height, Mark mark)
{
    ARENA_ROOM(l->arena, l->boxes, l->box_count, l->box_capacity);
    Box *box = &l->boxes[l->box_count++];
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

/* Lines at x, each a box of its own; the first has the gap. Returns the first box's index, or the count where none. */
static size_t add_lines(Layout *l, const Lines *lines, const Prose *prose, StyleId id, ElemId elem, Sp x, Sp gap,
                        Sp stretch, bool keep_whole)
{
    size_t first = l->box_count;
    Spans spans = {0};
    Sp baseline = style_baseline(l, id);
    for (uint32_t i = 0; i < lines->count; i++) {
        Box *box = box_new(l, i ? 0 : gap, i ? 0 : stretch, lines->leading, prose->mark);
        box->glued = box->glued || (keep_whole ? i > 0 : is_glued(l->theme, i, lines->count));
        canvas_line(l, &box->canvas, &lines->lines[i], (Voice){.elem = elem}, &spans, x, baseline,
                    l->theme->styles[id].color);
    }
    return first;
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
    const Lines *lines = paragraph_layout(prose, &style, body_width(l->theme), l->cache, l->arena, l->diag);
    if (!lines)
        return;
    add_lines(l, lines, prose, STYLE_BODY, elem, l->theme->page.left, l->level->paragraph_gap,
              l->level->paragraph_stretch, keep_with_next);
    l->hold = keep_with_next;
}

static void add_section(Layout *l, const Block *block, ElemId parent)
{
    const Prose *heading = &block->section.heading;
    ElemId sect = elem_add(l, ROLE_SECT, parent, block->mark);
    ElemId elem = elem_add(l, ROLE_H2, sect, heading->mark);
    ParagraphStyle style = style_at(l, STYLE_HEADING);
    style.balanced = true;
    const Lines *lines = paragraph_layout(heading, &style, body_width(l->theme), l->cache, l->arena, l->diag);
    if (lines) {
        size_t first = add_lines(l, lines, heading, STYLE_HEADING, elem, l->theme->page.left, l->level->section_gap,
                                 l->level->section_stretch, true);
        if (first < l->box_count) {
            l->boxes[first].heading = elem;
            l->boxes[first].title = heading->text;
        }
        l->after = l->theme->text.heading_gap;
        l->after_exact = l->hold = true;
    }
    boxes_add_blocks(l, block->section.blocks, block->section.count, sect);
}

/* The label of an item stands in an indent as wide as the widest label and a gap. */
static void add_list(Layout *l, const Block *block, ElemId parent)
{
    ElemId list = elem_add(l, ROLE_L, parent, block->mark);
    l->elems[list].ordered = block->list.ordered;
    ParagraphStyle style = body_style(l);
    Sp x = l->theme->page.left, indent = 0;
    Prose *labels = ARENA_ARRAY(l->arena, Prose, block->list.count);
    for (size_t i = 0; i < block->list.count; i++) {
        Inline *whole = ARENA_NEW(l->arena, Inline);
        Str text = block->list.ordered ? str_printf(l->arena, "%zu.", i + 1) : STR("\xE2\x80\xA2");
        *whole = (Inline){.kind = INLINE_TEXT, .end = (uint32_t)text.n};
        labels[i] = (Prose){.text = text, .inlines = whole, .inline_count = 1, .mark = block->list.items[i].mark};
        Sp width = prose_width(&labels[i], &style, l->cache, l->arena, l->diag);
        indent = width > indent ? width : indent;
    }
    indent += style.size / 2;
    for (size_t i = 0; i < block->list.count; i++) {
        const Prose *item = &block->list.items[i];
        ElemId li = elem_add(l, ROLE_LI, list, item->mark);
        ElemId label = elem_add(l, ROLE_LBL, li, item->mark);
        Canvas label_canvas = {0};
        paragraph_paint(l, &label_canvas, &labels[i], STYLE_BODY, (Voice){.elem = label}, x, 0, SP_PT(14400), false);
        ElemId body = elem_add(l, ROLE_LBODY, li, item->mark);
        const Lines *lines = paragraph_layout(item, &style, body_width(l->theme) - indent, l->cache, l->arena, l->diag);
        if (!lines)
            continue;
        Sp gap = i ? l->level->paragraph_gap / 2 : l->level->paragraph_gap;
        size_t first = add_lines(l, lines, item, STYLE_BODY, body, x + indent, gap, 0, false);
        if (first < l->box_count) {
            Canvas *canvas = &l->boxes[first].canvas;
            canvas_move(&label_canvas, l->arena, canvas, 0);
            *canvas = label_canvas;
        }
    }
}

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
        table_add(l, block, parent);
        break;
    case BLOCK_HIGHLIGHTS:
        highlights_add(l, block, parent);
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
