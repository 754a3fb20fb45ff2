/* The golden form of a document: one line a thing, indented by depth, in reading order. Text is as it will be read,
   with **strong**, _emphasis_ and [words](address) around its runs, '~' where a line may not begin, '|' for a forced
   line break; those characters themselves, and the backslash, take a backslash. */
#include "ncmec/document.h"

enum { INDENT = 2 };

typedef struct Dump {
    Buf *out;
    size_t depth;
} Dump;

static void open_line(const Dump *dump, const char *name)
{
    for (size_t i = 0; i < INDENT * dump->depth; i++)
        buf_char(dump->out, ' ');
    buf_put(dump->out, str_from(name));
}

static void put_escaped(Buf *out, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (str_find(STR("\\*_[]~|{"), (Str){&text.s[i], 1}, 0) < 8)
            buf_char(out, '\\');
        buf_char(out, text.s[i]);
    }
}

static void put_inline(Buf *out, const Prose *p, const Inline *run, uint32_t *keep)
{
    uint32_t from = run->start;
    if (run->url.n)
        buf_char(out, '[');
    buf_put(out, run->strong ? STR("**") : STR(""));
    buf_put(out, run->emphasis ? STR("_") : STR(""));
    for (; *keep < p->keep_count && p->keeps[*keep] < run->end; ++*keep) {
        put_escaped(out, str_slice(p->text, from, p->keeps[*keep]));
        buf_char(out, '~');
        from = p->keeps[*keep];
    }
    if (run->kind == INLINE_TEXT)
        put_escaped(out, str_slice(p->text, from, run->end));
    else
        buf_put(out, inline_sign(run->kind, STR("|")));
    buf_put(out, run->emphasis ? STR("_") : STR(""));
    buf_put(out, run->strong ? STR("**") : STR(""));
    if (run->url.n)
        buf_printf(out, "](%.*s)", STR_ARG(run->url));
}

static void put_prose(Buf *out, const Prose *p)
{
    uint32_t keep = 0;
    for (uint32_t i = 0; i < p->inline_count; i++)
        put_inline(out, p, &p->inlines[i], &keep);
}

static void dump_prose(const Dump *dump, const char *name, const Prose *p)
{
    open_line(dump, name);
    buf_put(dump->out, p->text.n ? STR(": ") : STR(": (empty)"));
    put_prose(dump->out, p);
    buf_char(dump->out, '\n');
}

static void dump_str(const Dump *dump, const char *name, Str text)
{
    open_line(dump, name);
    buf_printf(dump->out, ": %.*s\n", STR_ARG(text));
}

static void dump_line(const Dump *dump, const char *line)
{
    open_line(dump, line);
    buf_char(dump->out, '\n');
}

/* ---- Blocks ---- */

static const char *column_word(CellKind kind)
{
    switch (kind) {
    case CELL_LABEL:
        return "label";
    case CELL_FIGURE:
        return "figure";
    case CELL_BAR:
        return "bar";
    }
    return "";
}

static void dump_cell(const Dump *dump, const Node *node)
{
    const Cell *cell = &node->row->cells[node->index];
    buf_put(dump->out, node->index ? STR(" / ") : STR(""));
    if (node->block->table.columns[node->index].kind == CELL_BAR && cell->whole)
        buf_printf(dump->out, "bar %lld of %lld", (long long)cell->part, (long long)cell->whole);
    else if (node->block->table.columns[node->index].kind == CELL_BAR)
        buf_put(dump->out, STR("no bar"));
    put_prose(dump->out, node->prose);
}

static void dump_column(const Dump *dump, const Node *node)
{
    open_line(dump, "column ");
    buf_put(dump->out, str_from(column_word(node->block->table.columns[node->index].kind)));
    buf_put(dump->out, node->prose->text.n ? STR(": ") : STR(""));
    put_prose(dump->out, node->prose);
    buf_char(dump->out, '\n');
}

static void dump_length(const Dump *dump, const char *name, Length length)
{
    char number[32];
    enum { DECIMALS = 3 };
    size_t n = sp_format(length.relative ? length.em : length.points, DECIMALS, number);
    open_line(dump, name);
    buf_printf(dump->out, ": %.*s %s\n", (int)n, number, length.relative ? "em" : "pt");
}

/* What is printed on every page. */
static void dump_furniture(const Dump *dump, const Document *doc)
{
    if (doc->silhouette) {
        open_line(dump, "silhouette: ");
        buf_printf(dump->out, "%u points\n", doc->silhouette->shapes[0].path.point_count);
    }
    dump_prose(dump, "running left", &doc->running_left);
    dump_prose(dump, "running right", &doc->running_right);
    dump_prose(dump, "footer left", &doc->footer_left);
    dump_prose(dump, "footer right", &doc->footer_right);
}

typedef struct DocumentDump {
    const Document *doc;
    Buf *out;
} DocumentDump;

static void dump_node(void *context, const Node *node)
{
    const DocumentDump *whole = context;
    const Dump outer = {whole->out, 0}, inner = {whole->out, 1}, dump = {whole->out, node->depth};
    if (node->leaving) {
        if (node->kind == NODE_ROW)
            buf_char(dump.out, '\n');
        return;
    }
    switch (node->kind) {
    case NODE_STRIP:
        dump_prose(&inner, "strip", node->prose);
        break;
    case NODE_ORGANIZATION:
        dump_prose(&inner, "organization", node->prose);
        break;
    case NODE_HEADING:
        dump_prose(&inner, "heading", node->prose);
        break;
    case NODE_YEAR:
        dump_prose(&inner, "year", node->prose);
        dump_furniture(&inner, whole->doc);
        dump_line(&outer, "body");
        break;
    case NODE_PARAGRAPH:
        dump_prose(&dump, node->block->keep_with_next ? "paragraph (kept with the next)" : "paragraph", node->prose);
        break;
    case NODE_SECTION:
        dump_prose(&dump, "section", node->prose);
        break;
    case NODE_LIST:
        dump_line(&dump, node->block->list.ordered ? "list (numbered)" : "list");
        break;
    case NODE_ITEM:
        dump_prose(&dump, "item", node->prose);
        break;
    case NODE_TABLE:
        dump_line(&dump, "table");
        break;
    case NODE_COLUMN:
        dump_column(&dump, node);
        break;
    case NODE_ROW:
        open_line(&dump, node->row->total ? "total: " : "row: ");
        break;
    case NODE_CELL:
        dump_cell(&dump, node);
        break;
    case NODE_HIGHLIGHTS:
        dump_prose(&dump, "highlights", node->prose);
        break;
    case NODE_FIGURE:
        open_line(&dump, "item: ");
        put_prose(dump.out, node->prose);
        break;
    case NODE_LABEL:
        buf_put(dump.out, STR(" / "));
        put_prose(dump.out, node->prose);
        buf_char(dump.out, '\n');
        break;
    case NODE_SPACER:
        dump_length(&dump, "spacer", node->block->spacer);
        break;
    case NODE_NOTES:
        dump_line(&outer, "notes");
        break;
    case NODE_NOTE:
        dump_prose(&dump, "note", node->prose);
        break;
    }
}

void document_dump(const Document *doc, Buf *out)
{
    enum { DAY = 86400 };
    const Dump dump = {out, 0}, inner = {out, 1};
    int64_t second = (doc->date % DAY + DAY) % DAY;
    Date date = date_from_seconds(doc->date - second);
    dump_str(&dump, "document", doc->name);
    dump_str(&inner, "theme", doc->theme->name);
    dump_str(&inner, "title", doc->title);
    dump_str(&inner, "subject", doc->subject);
    dump_str(&inner, "author", doc->author);
    dump_str(&inner, "language", doc->language);
    open_line(&inner, "date");
    buf_printf(out, ": %04d-%02d-%02d %02d:%02d:%02d\n", date.year, date.month, date.day, (int)(second / 3600),
               (int)(second / 60 % 60), (int)(second % 60));
    DocumentDump whole = {doc, out};
    document_walk(doc, dump_node, &whole);
}
