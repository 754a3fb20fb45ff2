/* The golden form of a document: one line a thing, indented by depth, in reading order. Text is as it will be read,
   with **strong**, _emphasis_, [words](address) and [~700](said: about 700) around its runs, '~' where a line may not
   begin, '|' for a forced line break; those characters themselves, and the backslash, take a backslash. */
#include "ncmec/document.h"

static void put_prose(Buf *out, const Prose *p)
{
    static const char signs[] = "\\*_[]~|{";
    uint32_t keep = 0;
    for (uint32_t i = 0; i < p->inline_count; i++) {
        const Inline *run = &p->inlines[i];
        const char *strong = run->strong ? "**" : "", *emphasis = run->emphasis ? "_" : "";
        uint32_t from = run->start;
        buf_printf(out, "%s%s%s%s", run->said.n ? "[" : "", run->url.n ? "[" : "", strong, emphasis);
        for (; keep < p->keep_count && p->keeps[keep] < run->end; from = p->keeps[keep++]) {
            buf_escaped(out, str_slice(p->text, from, p->keeps[keep]), signs);
            buf_char(out, '~');
        }
        if (run->kind == INLINE_TEXT)
            buf_escaped(out, str_slice(p->text, from, run->end), signs);
        else
            buf_put(out, inline_sign(run->kind, STR("|")));
        buf_printf(out, "%s%s", emphasis, strong);
        if (run->language.n)
            buf_printf(out, "{%.*s}", STR_ARG(run->language));
        if (run->url.n)
            buf_printf(out, "](%.*s)", STR_ARG(run->url));
        if (run->said.n)
            buf_printf(out, "](said: %.*s)", STR_ARG(run->said));
    }
}

/* "  name: "; a line without text says so, unless 'p' is NULL. */
static void put_line(Buf *out, size_t depth, const char *name, const Prose *p)
{
    buf_printf(out, "%*s%s", (int)(2 * depth), "", name);
    if (p) {
        buf_put(out, p->text.n ? STR(": ") : STR(": (empty)"));
        put_prose(out, p);
    }
    buf_char(out, '\n');
}

static void put_cell(Buf *out, const Node *node)
{
    const Cell *cell = &node->row->cells[node->index];
    buf_put(out, node->index ? STR(" / ") : STR(""));
    if (node->block->table.columns[node->index].kind == CELL_BAR && cell->whole)
        buf_printf(out, "bar %lld of %lld", (long long)cell->part, (long long)cell->whole);
    else if (node->block->table.columns[node->index].kind == CELL_BAR)
        buf_put(out, STR("no bar"));
    put_prose(out, node->prose);
}

static void put_spacer(Buf *out, size_t depth, Length length)
{
    char number[32];
    sp_format(length.relative ? length.em : length.points, 3, number);
    buf_printf(out, "%*sspacer: %s %s\n", (int)(2 * depth), "", number, length.relative ? "em" : "pt");
}

/* What is printed on every page. */
static void put_furniture(Buf *out, const Document *doc)
{
    if (doc->silhouette)
        buf_printf(out, "  silhouette: %u points\n", doc->silhouette->shapes[0].path.point_count);
    put_line(out, 1, "running left", &doc->running_left);
    put_line(out, 1, "running right", &doc->running_right);
    put_line(out, 1, "footer left", &doc->footer_left);
    put_line(out, 1, "footer right", &doc->footer_right);
    put_line(out, 0, "body", NULL);
}

typedef struct Dump {
    const Document *doc;
    Buf *out;
} Dump;

static void put_node(void *context, const Node *node)
{
    static const char *const names[] = {
        [NODE_STRIP] = "strip",
        [NODE_ORGANIZATION] = "organization",
        [NODE_HEADING] = "heading",
        [NODE_YEAR] = "year",
        [NODE_PARAGRAPH] = "paragraph",
        [NODE_SECTION] = "section",
        [NODE_LIST] = "list",
        [NODE_ITEM] = "item",
        [NODE_TABLE] = "table",
        [NODE_NOTES] = "notes",
        [NODE_HIGHLIGHTS] = "highlights",
        [NODE_NOTE] = "note",
        [NODE_FOOTNOTE] = "footnote",
        [NODE_ROW] = "row: ",
        [NODE_FIGURE] = "item: ",
        [NODE_LABEL] = " / ",
    };
    static const char *const columns[] = {[CELL_LABEL] = "label", [CELL_FIGURE] = "figure", [CELL_BAR] = "bar"};
    const Dump *dump = context;
    Buf *out = dump->out;
    const char *name = names[node->kind];
    size_t depth = node->depth;
    if (node->leaving) {
        buf_put(out, node->kind == NODE_ROW ? STR("\n") : STR(""));
    } else if (node->kind == NODE_CELL) {
        put_cell(out, node);
    } else if (node->kind == NODE_SPACER) {
        put_spacer(out, depth, node->block->spacer);
    } else if (node->kind == NODE_ROW) {
        buf_printf(out, "%*s%s", (int)(2 * depth), "", node->row->total ? "total: " : name);
    } else if (node->kind == NODE_FIGURE || node->kind == NODE_LABEL) {
        buf_printf(out, "%*s%s", node->kind == NODE_FIGURE ? (int)(2 * depth) : 0, "", name);
        put_prose(out, node->prose);
        buf_put(out, node->kind == NODE_LABEL ? STR("\n") : STR(""));
    } else if (node->kind == NODE_COLUMN) {
        name = str_printf(out->arena, "column %s", columns[node->block->table.columns[node->index].kind]).s;
        put_line(out, depth, name, node->prose->text.n ? node->prose : NULL);
    } else {
        if (node->kind == NODE_PARAGRAPH && node->block->keep_with_next)
            name = "paragraph (kept with the next)";
        if (node->kind == NODE_LIST && node->block->list.ordered)
            name = "list (numbered)";
        put_line(out, node->block || node->kind >= NODE_NOTES ? depth : 1, name, node->prose);
    }
    if (node->kind == NODE_YEAR)
        put_furniture(out, dump->doc);
}

void document_dump(const Document *doc, Buf *out)
{
    enum { DAY = 86400 };
    int64_t second = (doc->date % DAY + DAY) % DAY;
    Date date = date_from_seconds(doc->date - second);
    buf_printf(out, "document: %.*s\n  theme: %.*s\n  title: %.*s\n  subject: %.*s\n  author: %.*s\n  language: %.*s\n",
               STR_ARG(doc->name), STR_ARG(doc->theme->name), STR_ARG(doc->title), STR_ARG(doc->subject),
               STR_ARG(doc->author), STR_ARG(doc->language));
    buf_printf(out, "  date: %04d-%02d-%02d %02d:%02d:%02d\n", date.year, date.month, date.day, (int)(second / 3600),
               (int)(second / 60 % 60), (int)(second % 60));
    document_walk(doc, put_node, &(Dump){doc, out});
}
