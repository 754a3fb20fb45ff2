/* Copies finished pages out of the memory they were made in, so that a document of many sheets keeps what is painted
   and nothing else. */
#include "ncmec/page.h"

#define KEEP(items, count, a) arena_grow((a), (items), (count), (count), sizeof *(items))

static void texts_keep(Str *const *texts, size_t count, Arena *a)
{
    for (size_t i = 0; i < count; i++)
        *texts[i] = str_copy(a, *texts[i]);
}

static const GlyphRun *run_keep(const GlyphRun *run, Arena *a)
{
    GlyphRun *kept = KEEP(run, 1, a);
    kept->text = str_copy(a, run->text);
    kept->glyphs = KEEP(run->glyphs, run->count, a);
    return kept;
}

static void item_keep(DrawItem *item, Arena *a)
{
    Piece *pieces = KEEP(item->pieces, item->piece_count, a);
    for (uint32_t i = 0; i < item->piece_count; i++)
        if (!pieces[i].run->cached)
            pieces[i].run = run_keep(pieces[i].run, a);
    item->pieces = pieces;
    item->path.ops = KEEP(item->path.ops, item->path.op_count, a);
    item->path.points = KEEP(item->path.points, item->path.point_count, a);
}

static void page_keep(Page *page, Arena *a)
{
    DrawItem *items = KEEP(page->items, page->item_count, a);
    for (uint32_t i = 0; i < page->item_count; i++)
        item_keep(&items[i], a);
    LinkArea *links = KEEP(page->links, page->link_count, a);
    for (uint32_t i = 0; i < page->link_count; i++)
        links[i].text = str_copy(a, links[i].text);
    page->items = items;
    page->links = links;
}

Pages *pages_keep(const Pages *pages, Arena *a)
{
    Pages *kept = KEEP(pages, 1, a);
    texts_keep((Str *const[]){&kept->name, &kept->title, &kept->subject, &kept->author, &kept->language, &kept->edition,
                              &kept->part, &kept->full, &kept->label},
               9, a);
    Page *all = KEEP(pages->pages, pages->page_count, a);
    for (uint32_t i = 0; i < pages->page_count; i++)
        page_keep(&all[i], a);
    StructElem *elems = KEEP(pages->elems, pages->elem_count, a);
    for (uint32_t i = 0; i < pages->elem_count; i++)
        texts_keep((Str *const[]){&elems[i].alt, &elems[i].language, &elems[i].url, &elems[i].said}, 4, a);
    Bookmark *bookmarks = KEEP(pages->bookmarks, pages->bookmark_count, a);
    for (uint32_t i = 0; i < pages->bookmark_count; i++)
        bookmarks[i].title = str_copy(a, bookmarks[i].title);
    kept->pages = all;
    kept->elems = elems;
    kept->bookmarks = bookmarks;
    return kept;
}
