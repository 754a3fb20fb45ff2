/* The wording in Markdown, for those who review it: CommonMark, and tables as GitHub has them. In reading order, one
   paragraph a line; bars are left out. Characters that Markdown would read as markup are escaped. */
#include "ncmec/document.h"

enum { HEADING_MAX = 6 };

/* What would begin a heading, a list or a rule at a line's start: "#", "-", "+", "=", and the point of "2023.". */
static void put_start_guard(Buf *out, Str *text)
{
    size_t digits = 0;
    while (digits < text->n && is_digit(text->s[digits]))
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
    buf_escaped(out, text, "\\`*_[]<>|~&");
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
    const char *strong = marked && run->strong && !in_strong ? "**" : "",
               *emphasis = marked && run->emphasis ? "*" : "";
    buf_put(out, str_slice(text, 0, from));
    buf_printf(out, "%s%s%s", run->url.n && marked ? "[" : "", strong, emphasis);
    put_text(out, run, run->kind == INLINE_BREAK ? text : str_slice(text, from, to));
    buf_printf(out, "%s%s", strong, emphasis);
    if (run->url.n && marked)
        buf_printf(out, "](%.*s)", STR_ARG(run->url));
    buf_put(out, str_slice(text, to, text.n));
}

static bool is_marked_alike(const Inline *a, const Inline *b)
{
    return a->kind == INLINE_TEXT && b->kind == a->kind && a->strong == b->strong && a->emphasis == b->emphasis &&
           str_eq(a->url, b->url);
}

/* With what is around it. In strong text, strong words are not marked again. Languages, which Markdown cannot say,
   are left out. */
static void put_prose(Buf *out, const char *before, const Prose *p, const char *after, bool in_strong)
{
    buf_put(out, str_from(before));
    for (uint32_t i = 0; i < p->inline_count; i++) {
        Inline run = p->inlines[i];
        for (; i + 1 < p->inline_count && is_marked_alike(&run, &p->inlines[i + 1]); i++)
            run.end = p->inlines[i + 1].end;
        put_inline(out, p, &run, in_strong);
    }
    buf_put(out, str_from(after));
}

static void put_paragraph(Buf *out, const char *before, const Prose *p)
{
    if (p->text.n)
        put_prose(out, before, p, "\n\n", false);
}

static void put_heading(Buf *out, size_t level, const Prose *p)
{
    static const char signs[] = "###### ";
    put_prose(out, signs + (level < HEADING_MAX ? HEADING_MAX - level : 0), p, "\n\n", true);
}

/* Below the heads comes a line that aligns figures at the right. */
static void put_column(Buf *out, const Node *node)
{
    const Block *table = node->block;
    if (table->table.columns[node->index].kind != CELL_BAR)
        put_prose(out, "| ", node->prose, " ", false);
    if (node->index + 1 < table->table.column_count)
        return;
    buf_put(out, STR("|\n"));
    for (size_t i = 0; i < table->table.column_count; i++)
        if (table->table.columns[i].kind != CELL_BAR)
            buf_put(out, table->table.columns[i].kind == CELL_LABEL ? STR("| --- ") : STR("| ---: "));
    buf_put(out, STR("|\n"));
}

static void put_item(Buf *out, const Node *node)
{
    if (node->block->list.ordered)
        buf_printf(out, "%zu. ", node->index + 1);
    put_prose(out, node->block->list.ordered ? "" : "- ", node->prose, "\n", false);
}

static void put_end(Buf *out, NodeKind kind)
{
    if (kind == NODE_ROW)
        buf_put(out, STR("|\n"));
    else if (kind == NODE_NOTES)
        buf_put(out, STR("---\n\n"));
    else if (kind != NODE_SECTION)
        buf_char(out, '\n');
}

static void put_node(void *context, const Node *node)
{
    Buf *out = context;
    if (node->leaving) {
        put_end(out, node->kind);
        return;
    }
    switch (node->kind) {
    case NODE_STRIP:
        put_paragraph(out, "> ", node->prose);
        break;
    case NODE_ORGANIZATION:
        put_prose(out, "# ", node->prose, "", true);
        break;
    case NODE_HEADING:
        put_prose(out, out->s[out->n - 1] == ' ' || !node->prose->text.n ? "" : ": ", node->prose, "\n\n", true);
        break;
    case NODE_YEAR:
    case NODE_PARAGRAPH:
    case NODE_NOTE:
    case NODE_FOOTNOTE:
        put_paragraph(out, "", node->prose);
        break;
    case NODE_SECTION:
    case NODE_HIGHLIGHTS:
        if (node->prose->text.n || node->kind == NODE_SECTION)
            put_heading(out, node->depth + 1, node->prose);
        break;
    case NODE_ITEM:
        put_item(out, node);
        break;
    case NODE_COLUMN:
        put_column(out, node);
        break;
    case NODE_CELL:
        if (node->block->table.columns[node->index].kind != CELL_BAR)
            put_prose(out, node->row->total ? "| **" : "| ", node->prose, node->row->total ? "** " : " ",
                      node->row->total);
        break;
    case NODE_FIGURE:
        put_prose(out, "- **", node->prose, "** ", true);
        break;
    case NODE_LABEL:
        put_prose(out, "", node->prose, "\n", false);
        break;
    case NODE_NOTES:
        buf_put(out, STR("---\n\n"));
        if (node->prose)
            put_heading(out, 2, node->prose);
        break;
    case NODE_LIST:
    case NODE_TABLE:
    case NODE_ROW:
    case NODE_SPACER:
        break;
    }
}

void document_markdown(const Document *doc, Buf *out)
{
    document_walk(doc, put_node, out);
    put_paragraph(out, "Later pages, left: ", &doc->running_left);
    put_paragraph(out, "Later pages, right: ", &doc->running_right);
    put_paragraph(out, "Footer, left: ", &doc->footer_left);
    put_paragraph(out, "Footer, right: ", &doc->footer_right);
    while (out->n > 1 && out->s[out->n - 2] == '\n')
        out->n--;
}
