/* Every figure on a sheet: what is printed for it, where, and where it comes from. The document knows which of its
   bytes stand for which figure; the pages hold the same text in the same order, cut into lines, so that walking both
   tells the page of each. Sentences are cut at full stops, which the wording has no other use for. */
#include "explain.h"

#include "listing.h"

#include <string.h>

enum { FIELDS = 9, SHOWN = 8 };

static const char *const titles[FIELDS] = {"figure", "printed", "page",     "section", "value",
                                           "place",  "source",  "sentence", "accepted"};

/* The text of all pages without blanks and hyphens of hyphenation, and where in it each page ends. */
typedef struct Stream {
    Str text;
    const size_t *ends; /* one a page */
    uint32_t page_count;
} Stream;

typedef struct Explainer {
    const Dataset *data;
    const Diag *found;
    Stream stream;
    size_t at; /* of the stream: what was read */
    Str section;
    Str *outer; /* the sections around it */
    size_t depth, outer_capacity;
    FigurePlace *places;
    size_t count, capacity;
    Arena *arena;
} Explainer;

/* ---- Pages ---- */

static void put_solid(Buf *out, Str text)
{
    static const Str soft_hyphen = {"\xC2\xAD", 2};
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        utf8_next(text, &i);
        Str c = str_slice(text, from, i);
        if (c.s[0] != ' ' && c.s[0] != '\n' && !str_eq(c, soft_hyphen))
            buf_put(out, c);
    }
}

static Str solid(Str text, Arena *a)
{
    Buf out = {.arena = a};
    put_solid(&out, text);
    return buf_str(&out);
}

static Stream stream_of(const Pages *pages, Arena *a)
{
    Buf out = {.arena = a};
    size_t *ends = ARENA_ARRAY(a, size_t, pages->page_count);
    for (uint32_t p = 0; p < pages->page_count; p++) {
        const Page *page = &pages->pages[p];
        for (uint32_t i = 0; i < page->item_count; i++)
            if (page->items[i].kind == DRAW_TEXT && page->items[i].elem != ELEM_ARTIFACT)
                put_solid(&out, drawitem_text(&page->items[i], a));
        ends[p] = out.n;
    }
    return (Stream){buf_str(&out), ends, pages->page_count};
}

static uint32_t page_at(const Stream *s, size_t at)
{
    uint32_t page = 0;
    while (page + 1 < s->page_count && at >= s->ends[page])
        page++;
    return page;
}

/* ---- Sentences ---- */

static bool is_stop(Str text, size_t at)
{
    if (at == 0 || text.s[at] != ' ')
        return false;
    while (at > 1 && (text.s[at - 1] == ')' || text.s[at - 1] == '"' || (unsigned char)text.s[at - 1] >= 0x80))
        at--;
    return text.s[at - 1] == '.' || text.s[at - 1] == '?' || text.s[at - 1] == '!';
}

static Str sentence_of(Str text, size_t start, size_t end)
{
    size_t from = start, to = end;
    while (from > 0 && !is_stop(text, from))
        from--;
    while (to < text.n && !is_stop(text, to))
        to++;
    return str_trim(str_slice(text, from, to));
}

/* ---- Rows ---- */

static Str value_of(const Figure *figure, bool share, Arena *a)
{
    const char *how = share ? "its share of the total, from " : figure->computed ? "computed from its parts, " : "";
    return str_printf(a, "%s%.*s", how, STR_ARG(figure_meaning(figure, a)));
}

static Str name_of(const Explainer *x, const FigureFile *file, const Measure *m)
{
    return str_printf(x->arena, "%s%.*s", file == x->data->nation ? "us." : "", STR_ARG(m->key));
}

/* Findings about the figure that are accepted. */
static Str accepted_of(const Explainer *x, const FigureFile *file, const Measure *m)
{
    Buf text = {.arena = x->arena};
    for (size_t i = 0; i < file->accept_count; i++) {
        const Accept *accept = &file->accepts[i];
        if (accept->measure == m && diag_has_met(x->found, accept))
            buf_printf(&text, "%s%.*s: %.*s", text.n ? "; " : "", STR_ARG(diag_word(accept->code)),
                       STR_ARG(accept->why));
    }
    return buf_str(&text);
}

/* 'found' is where the prose begins in the stream, SIZE_MAX where it is not printed. */
static void add_use(Explainer *x, const Prose *p, const FigureUse *use, size_t found, Str sentence)
{
    const FigureFile *file = use->nation ? x->data->nation : x->data->state;
    const Figure *figure = &file->figures[use->measure];
    Arena *a = x->arena;
    size_t at = found == SIZE_MAX ? 0 : found + solid(str_slice(p->text, 0, use->start), a).n;
    Str printed = str_slice(p->text, use->start, use->end);
    ARENA_ROOM(a, x->places, x->count, x->capacity);
    x->places[x->count++] =
        (FigurePlace){.key = name_of(x, file, figure->measure),
                      .printed = printed,
                      .page = found == SIZE_MAX ? 0 : page_at(&x->stream, at) + 1,
                      .section = x->section,
                      .sentence = sentence.n ? sentence : sentence_of(p->text, use->start, use->end),
                      .value = value_of(figure, use->share, a),
                      .figure = figure,
                      .file = file,
                      .accepted = accepted_of(x, file, figure->measure),
                      .at = at,
                      .end = found == SIZE_MAX ? 0 : at + solid(printed, a).n};
}

/* 'context' says what a figure that stands alone is about; empty in running text. */
static void read_prose(Explainer *x, const Prose *p, Str context)
{
    Str text = solid(p->text, x->arena);
    size_t found = str_find(x->stream.text, text, x->at);
    if (found == x->stream.text.n)
        found = SIZE_MAX;
    else
        x->at = found + text.n;
    for (uint32_t i = 0; i < p->use_count; i++)
        add_use(x, p, &p->uses[i], found, context);
}

static Str joined(Str a, const char *between, Str b, Arena *arena)
{
    return a.n && b.n ? str_printf(arena, "%.*s%s%.*s", STR_ARG(a), between, STR_ARG(b)) : a.n ? a : b;
}

/* What a figure that stands alone is about: its row and column, or its label. */
static Str context_of(const Node *node, Arena *a)
{
    if (node->kind == NODE_FIGURE) {
        const Highlight *item = &node->block->highlights.items[node->index];
        return joined(item->figure.text, " ", item->label.text, a);
    }
    if (node->kind != NODE_CELL || node->block->table.columns[node->index].kind != CELL_FIGURE)
        return STR("");
    Str label = {0};
    for (size_t i = 0; i < node->block->table.column_count && !label.n; i++)
        if (node->block->table.columns[i].kind == CELL_LABEL)
            label = node->row->cells[i].prose.text;
    return joined(label, " | ", node->block->table.columns[node->index].head.text, a);
}

static bool is_bar(const Node *node)
{
    return node->kind == NODE_CELL && node->block->table.columns[node->index].kind == CELL_BAR;
}

static void read_node(void *context, const Node *node)
{
    Explainer *x = context;
    bool has_section = node->kind == NODE_SECTION || node->kind == NODE_HIGHLIGHTS;
    if (node->leaving && has_section)
        x->section = x->outer[--x->depth];
    if (node->leaving)
        return;
    if (has_section) {
        ARENA_ROOM(x->arena, x->outer, x->depth, x->outer_capacity);
        x->outer[x->depth++] = x->section;
        x->section = node->prose->text;
    }
    if (node->kind == NODE_NOTES)
        x->section = STR("notes");
    if (node->prose && !is_bar(node))
        read_prose(x, node->prose, context_of(node, x->arena));
}

/* For people all accepted findings in lines below the table; for programs a row each of those that no row has. */
static void add_accepted(const Explainer *x, const FigureFile *file, Listing *rows, Buf *lines)
{
    for (size_t i = 0; i < file->accept_count; i++) {
        const Accept *accept = &file->accepts[i];
        Str name = accept->measure ? name_of(x, file, accept->measure) : STR(""), empty = STR("");
        Str text = str_printf(x->arena, "%.*s: %.*s", STR_ARG(diag_word(accept->code)), STR_ARG(accept->why));
        Str place = place_text(accept->mark, x->arena);
        bool has_row = false;
        if (!diag_has_met(x->found, accept))
            continue;
        buf_printf(lines, "%.*s: accepted: %.*s\n", STR_ARG(str_shown(x->arena, place)),
                   STR_ARG(str_shown(x->arena, accept_text(accept, x->arena))));
        for (size_t k = 0; k < x->count; k++)
            has_row = has_row || str_eq(x->places[k].key, name);
        if (!has_row)
            listing_add(rows, (Str[FIELDS]){name, empty, empty, empty, empty, place, file->source, empty, text});
    }
}

static Explainer explained(const Document *doc, const Pages *pages, const Dataset *data, const Diag *found, Arena *a)
{
    Explainer x = {.data = data, .found = found, .stream = stream_of(pages, a), .section = STR(""), .arena = a};
    document_walk(doc, read_node, &x);
    return x;
}

const FigurePlace *figures_printed(const Document *doc, const Pages *pages, const Dataset *data, size_t *count,
                                   Arena *a)
{
    Explainer x = explained(doc, pages, data, diag_new(a), a);
    *count = x.count;
    return x.places;
}

Str explain_text(const Document *doc, const Pages *pages, const Dataset *data, const Diag *found, Output form, Arena *a)
{
    Explainer x = explained(doc, pages, data, found, a);
    Buf lines = {.arena = a};
    Listing rows = {.titles = titles, .fields = FIELDS, .shown = SHOWN, .arena = a};
    for (size_t i = 0; i < x.count; i++) {
        const FigurePlace *p = &x.places[i];
        listing_add(&rows,
                    (Str[FIELDS]){p->key, p->printed, p->page ? str_printf(a, "%u", p->page) : STR(""), p->section,
                                  p->value, place_text(p->figure->mark, a), p->file->source, p->sentence, p->accepted});
    }
    size_t printed = rows.count;
    add_accepted(&x, data->state, &rows, &lines);
    add_accepted(&x, data->nation, &rows, &lines);
    if (form == OUTPUT_EXPLAIN_CSV || form == OUTPUT_EXPLAIN_JSON)
        return listing_text(&rows, form);
    rows.count = printed;
    return str_printf(a, "%.*s%.*s", STR_ARG(listing_text(&rows, form)), STR_ARG(buf_str(&lines)));
}
