/* Walks a document in reading order, for every writer of another form. */
#include "ncmec/document.h"

typedef struct Walk {
    void (*visit)(void *context, const Node *node);
    void *context;
} Walk;

static void visit(const Walk *w, Node node)
{
    w->visit(w->context, &node);
}

static void walk_table(const Walk *w, const Block *table, size_t depth)
{
    for (size_t i = 0; i < table->table.column_count; i++)
        visit(w,
              (Node){NODE_COLUMN, .depth = depth, .index = i, .prose = &table->table.columns[i].head, .block = table});
    for (size_t i = 0; i < table->table.row_count; i++) {
        const Row *row = &table->table.rows[i];
        Node node = {NODE_ROW, .depth = depth, .index = i, .block = table, .row = row};
        visit(w, node);
        for (size_t k = 0; k < table->table.column_count; k++)
            visit(w, (Node){NODE_CELL, .depth = depth + 1, .index = k, .prose = &row->cells[k].prose, .block = table,
                            .row = row});
        node.leaving = true;
        visit(w, node);
    }
}

static void walk_blocks(const Walk *w, const Block *blocks, size_t count, size_t depth)
{
    static const NodeKind kinds[] = {
        [BLOCK_PARAGRAPH] = NODE_PARAGRAPH, [BLOCK_SECTION] = NODE_SECTION,       [BLOCK_LIST] = NODE_LIST,
        [BLOCK_TABLE] = NODE_TABLE,         [BLOCK_HIGHLIGHTS] = NODE_HIGHLIGHTS, [BLOCK_SPACER] = NODE_SPACER,
    };
    for (size_t i = 0; i < count; i++) {
        const Block *block = &blocks[i];
        Node node = {kinds[block->kind], .depth = depth, .index = i, .block = block};
        node.prose = block->kind == BLOCK_PARAGRAPH    ? &block->paragraph
                     : block->kind == BLOCK_SECTION    ? &block->section.heading
                     : block->kind == BLOCK_HIGHLIGHTS ? &block->highlights.heading
                                                       : NULL;
        visit(w, node);
        switch (block->kind) {
        case BLOCK_PARAGRAPH:
        case BLOCK_SPACER:
            continue;
        case BLOCK_SECTION:
            walk_blocks(w, block->section.blocks, block->section.count, depth + 1);
            break;
        case BLOCK_LIST:
            for (size_t k = 0; k < block->list.count; k++)
                visit(w, (Node){NODE_ITEM, .depth = depth + 1, .index = k, .prose = &block->list.items[k],
                                .block = block});
            break;
        case BLOCK_TABLE:
            walk_table(w, block, depth + 1);
            break;
        case BLOCK_HIGHLIGHTS:
            for (size_t k = 0; k < block->highlights.count; k++) {
                const Highlight *item = &block->highlights.items[k];
                visit(w, (Node){NODE_FIGURE, .depth = depth + 1, .index = k, .prose = &item->figure, .block = block});
                visit(w, (Node){NODE_LABEL, .depth = depth + 1, .index = k, .prose = &item->label, .block = block});
            }
            break;
        }
        node.leaving = true;
        visit(w, node);
    }
}

void document_walk(const Document *doc, void (*visit_node)(void *context, const Node *node), void *context)
{
    const Walk w = {visit_node, context};
    visit(&w, (Node){NODE_STRIP, .prose = &doc->strip});
    visit(&w, (Node){NODE_ORGANIZATION, .prose = &doc->organization});
    visit(&w, (Node){NODE_HEADING, .prose = &doc->heading});
    visit(&w, (Node){NODE_YEAR, .prose = &doc->year});
    walk_blocks(&w, doc->blocks, doc->block_count, 1);
    const Prose *heading = doc->notes_heading.text.n ? &doc->notes_heading : NULL;
    visit(&w, (Node){.kind = NODE_NOTES, .prose = heading});
    for (size_t i = 0; i < doc->note_count; i++)
        visit(&w, (Node){NODE_NOTE, .depth = 1, .index = i, .prose = &doc->notes[i]});
    for (size_t i = 0; i < doc->footnote_count; i++)
        visit(&w, (Node){NODE_FOOTNOTE, .depth = 1, .index = i, .prose = &doc->footnotes[i]});
    visit(&w, (Node){NODE_NOTES, .leaving = true, .prose = heading});
}

Str inline_sign(InlineKind kind, Str line_break)
{
    const Str signs[] = {[INLINE_BREAK] = line_break, [INLINE_PAGE] = STR("{page}"), [INLINE_PAGES] = STR("{pages}")};
    return kind == INLINE_TEXT ? (Str){0} : signs[kind];
}
