/* The golden form of a document: one line a thing, indented by depth, in reading order. Text stands as it will be read,
   with **strong**, _emphasis_ and [words](address) around its runs, '~' where a line may not begin, '|' for a forced
   line break; those characters themselves, and the backslash, take a backslash. */
#include "template.h"

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

Str inline_sign(InlineKind kind, Str line_break)
{
    switch (kind) {
    case INLINE_TEXT:
        break;
    case INLINE_BREAK:
        return line_break;
    case INLINE_PAGE:
        return STR("{page}");
    case INLINE_PAGES:
        return STR("{pages}");
    }
    return (Str){0};
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

static void dump_proses(const Dump *dump, const char *name, const Prose *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        dump_prose(dump, name, &items[i]);
}

/* ---- Blocks --------------------------------------------------------------------------------------------------------
 */

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

static void dump_table(const Dump *dump, const Block *block)
{
    const Dump inner = {dump->out, dump->depth + 1};
    dump_line(dump, "table");
    for (size_t i = 0; i < block->table.column_count; i++) {
        const Column *column = &block->table.columns[i];
        open_line(&inner, "column ");
        buf_put(dump->out, str_from(column_word(column->kind)));
        buf_put(dump->out, column->head.text.n ? STR(": ") : STR(""));
        put_prose(dump->out, &column->head);
        buf_char(dump->out, '\n');
    }
    for (size_t i = 0; i < block->table.row_count; i++) {
        const Row *row = &block->table.rows[i];
        open_line(&inner, row->total ? "total: " : "row: ");
        for (size_t j = 0; j < block->table.column_count; j++) {
            const Cell *cell = &row->cells[j];
            buf_put(dump->out, j ? STR(" / ") : STR(""));
            if (block->table.columns[j].kind == CELL_BAR && cell->whole)
                buf_printf(dump->out, "bar %lld of %lld", (long long)cell->part, (long long)cell->whole);
            else if (block->table.columns[j].kind == CELL_BAR)
                buf_put(dump->out, STR("no bar"));
            put_prose(dump->out, &cell->prose);
        }
        buf_char(dump->out, '\n');
    }
}

static void dump_length(const Dump *dump, const char *name, Length length)
{
    char number[32];
    enum { DECIMALS = 3 };
    size_t n = sp_format(length.relative ? length.em : length.points, DECIMALS, number);
    open_line(dump, name);
    buf_printf(dump->out, ": %.*s %s\n", (int)n, number, length.relative ? "em" : "pt");
}

static void dump_blocks(const Dump *dump, const Block *blocks, size_t count)
{
    const Dump inner = {dump->out, dump->depth + 1};
    for (size_t i = 0; i < count; i++) {
        const Block *block = &blocks[i];
        switch (block->kind) {
        case BLOCK_PARAGRAPH:
            dump_prose(dump, block->keep_with_next ? "paragraph (kept with the next)" : "paragraph", &block->paragraph);
            break;
        case BLOCK_SECTION:
            dump_prose(dump, "section", &block->section.heading);
            dump_blocks(&inner, block->section.blocks, block->section.count);
            break;
        case BLOCK_LIST:
            dump_line(dump, block->list.ordered ? "list (numbered)" : "list");
            dump_proses(&inner, "item", block->list.items, block->list.count);
            break;
        case BLOCK_TABLE:
            dump_table(dump, block);
            break;
        case BLOCK_HIGHLIGHTS:
            dump_prose(dump, "highlights", &block->highlights.heading);
            for (size_t j = 0; j < block->highlights.count; j++) {
                open_line(&inner, "item: ");
                put_prose(dump->out, &block->highlights.items[j].figure);
                buf_put(dump->out, STR(" / "));
                put_prose(dump->out, &block->highlights.items[j].label);
                buf_char(dump->out, '\n');
            }
            break;
        case BLOCK_SPACER:
            dump_length(dump, "spacer", block->spacer);
            break;
        }
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
    dump_prose(&inner, "strip", &doc->strip);
    dump_prose(&inner, "organization", &doc->organization);
    dump_prose(&inner, "heading", &doc->heading);
    dump_prose(&inner, "year", &doc->year);
    if (doc->silhouette) {
        open_line(&inner, "silhouette: ");
        buf_printf(out, "%u points\n", doc->silhouette->shapes[0].path.point_count);
    }
    dump_prose(&inner, "running left", &doc->running_left);
    dump_prose(&inner, "running right", &doc->running_right);
    dump_prose(&inner, "footer left", &doc->footer_left);
    dump_prose(&inner, "footer right", &doc->footer_right);
    dump_line(&dump, "body");
    dump_blocks(&inner, doc->blocks, doc->block_count);
    dump_line(&dump, "notes");
    dump_proses(&inner, "note", doc->notes, doc->note_count);
}
