/* The wording in Markdown, for those who review it: CommonMark, and tables as GitHub has them. In reading order, one
   paragraph a line; bars are left out. What a reader of Markdown would take for markup is escaped. */
#include "template.h"

#include <string.h>

enum { HEADING_MAX = 6 };

/* ---- Text ----------------------------------------------------------------------------------------------------------
 */

static void put_escaped(Buf *out, Str text)
{
    static const char special[] = "\\`*_[]<>|~&";
    for (size_t i = 0; i < text.n; i++) {
        if (memchr(special, text.s[i], sizeof special - 1))
            buf_char(out, '\\');
        buf_char(out, text.s[i]);
    }
}

/* What would begin a heading, a list or a rule at a line's start: "#", "-", "+", "=", and the point of "2023.". */
static void put_start_guard(Buf *out, Str *text)
{
    size_t digits = 0;
    while (digits < text->n && text->s[digits] >= '0' && text->s[digits] <= '9')
        digits++;
    bool numbers = digits && digits < text->n && (text->s[digits] == '.' || text->s[digits] == ')') &&
                   (digits + 1 == text->n || text->s[digits + 1] == ' ');
    if (numbers) {
        buf_put(out, str_slice(*text, 0, digits));
        *text = str_slice(*text, digits, text->n);
        buf_char(out, '\\');
    } else if (text->n && memchr("#-+=", text->s[0], 4)) {
        buf_char(out, '\\');
    }
}

static void put_text(Buf *out, const Inline *run, Str text)
{
    if (run->kind != INLINE_TEXT) {
        buf_put(out, inline_sign(run->kind, STR("<br>")));
        return;
    }
    if (run->start == 0)
        put_start_guard(out, &text);
    put_escaped(out, text);
}

/* Emphasis must not begin or end with a space. */
static void put_inline(Buf *out, const Prose *p, const Inline *run, bool in_strong)
{
    Str text = str_slice(p->text, run->start, run->end);
    size_t from = 0, to = text.n;
    while (from < to && text.s[from] == ' ')
        from++;
    while (to > from && text.s[to - 1] == ' ')
        to--;
    bool marked = from < to && run->kind != INLINE_BREAK;
    const char *marks = !marked                                      ? ""
                        : run->strong && !in_strong && run->emphasis ? "***"
                        : run->strong && !in_strong                  ? "**"
                        : run->emphasis                              ? "*"
                                                                     : "";
    buf_put(out, str_slice(text, 0, from));
    if (run->url.n && marked)
        buf_char(out, '[');
    buf_put(out, str_from(marks));
    put_text(out, run, run->kind == INLINE_BREAK ? text : str_slice(text, from, to));
    buf_put(out, str_from(marks));
    if (run->url.n && marked)
        buf_printf(out, "](%.*s)", STR_ARG(run->url));
    buf_put(out, str_slice(text, to, text.n));
}

static void put_prose(Buf *out, const Prose *p, bool in_strong)
{
    for (uint32_t i = 0; i < p->inline_count; i++)
        put_inline(out, p, &p->inlines[i], in_strong);
}

static void put_paragraph(Buf *out, const char *before, const Prose *p)
{
    if (!p->text.n)
        return;
    buf_put(out, str_from(before));
    put_prose(out, p, false);
    buf_put(out, STR("\n\n"));
}

static void put_heading(Buf *out, size_t level, const Prose *p)
{
    for (size_t i = 0; i < level && i < HEADING_MAX; i++)
        buf_char(out, '#');
    buf_char(out, ' ');
    put_prose(out, p, true);
    buf_put(out, STR("\n\n"));
}

/* ---- Blocks --------------------------------------------------------------------------------------------------------
 */

static void put_list(Buf *out, const Block *block)
{
    for (size_t i = 0; i < block->list.count; i++) {
        if (block->list.ordered)
            buf_printf(out, "%zu. ", i + 1);
        else
            buf_put(out, STR("- "));
        put_prose(out, &block->list.items[i], false);
        buf_char(out, '\n');
    }
    buf_char(out, '\n');
}

static void put_table(Buf *out, const Block *block)
{
    const Column *columns = block->table.columns;
    for (size_t i = 0; i < block->table.column_count; i++)
        if (columns[i].kind != CELL_BAR) {
            buf_put(out, STR("| "));
            put_prose(out, &columns[i].head, false);
            buf_char(out, ' ');
        }
    buf_put(out, STR("|\n"));
    for (size_t i = 0; i < block->table.column_count; i++)
        if (columns[i].kind != CELL_BAR)
            buf_put(out, columns[i].kind == CELL_LABEL ? STR("| --- ") : STR("| ---: "));
    buf_put(out, STR("|\n"));
    for (size_t i = 0; i < block->table.row_count; i++) {
        const Row *row = &block->table.rows[i];
        for (size_t j = 0; j < block->table.column_count; j++)
            if (columns[j].kind != CELL_BAR) {
                buf_put(out, row->total ? STR("| **") : STR("| "));
                put_prose(out, &row->cells[j].prose, row->total);
                buf_put(out, row->total ? STR("** ") : STR(" "));
            }
        buf_put(out, STR("|\n"));
    }
    buf_char(out, '\n');
}

static void put_highlights(Buf *out, const Block *block, size_t level)
{
    if (block->highlights.heading.text.n)
        put_heading(out, level, &block->highlights.heading);
    for (size_t i = 0; i < block->highlights.count; i++) {
        buf_put(out, STR("- **"));
        put_prose(out, &block->highlights.items[i].figure, true);
        buf_put(out, STR("** "));
        put_prose(out, &block->highlights.items[i].label, false);
        buf_char(out, '\n');
    }
    buf_char(out, '\n');
}

static void put_blocks(Buf *out, const Block *blocks, size_t count, size_t level)
{
    for (size_t i = 0; i < count; i++)
        switch (blocks[i].kind) {
        case BLOCK_PARAGRAPH:
            put_paragraph(out, "", &blocks[i].paragraph);
            break;
        case BLOCK_SECTION:
            put_heading(out, level, &blocks[i].section.heading);
            put_blocks(out, blocks[i].section.blocks, blocks[i].section.count, level + 1);
            break;
        case BLOCK_LIST:
            put_list(out, &blocks[i]);
            break;
        case BLOCK_TABLE:
            put_table(out, &blocks[i]);
            break;
        case BLOCK_HIGHLIGHTS:
            put_highlights(out, &blocks[i], level);
            break;
        case BLOCK_SPACER:
            break;
        }
}

void document_markdown(const Document *doc, Buf *out)
{
    put_paragraph(out, "> ", &doc->strip);
    buf_put(out, STR("# "));
    put_prose(out, &doc->organization, true);
    if (doc->organization.text.n && doc->heading.text.n)
        buf_put(out, STR(": "));
    put_prose(out, &doc->heading, true);
    buf_put(out, STR("\n\n"));
    put_paragraph(out, "", &doc->year);
    put_blocks(out, doc->blocks, doc->block_count, 2);
    buf_put(out, STR("---\n\n"));
    for (size_t i = 0; i < doc->note_count; i++)
        put_paragraph(out, "", &doc->notes[i]);
    buf_put(out, STR("---\n\n"));
    put_paragraph(out, "Later pages, left: ", &doc->running_left);
    put_paragraph(out, "Later pages, right: ", &doc->running_right);
    put_paragraph(out, "Footer, left: ", &doc->footer_left);
    put_paragraph(out, "Footer, right: ", &doc->footer_right);
    while (out->n > 1 && out->s[out->n - 2] == '\n')
        out->n--;
}
