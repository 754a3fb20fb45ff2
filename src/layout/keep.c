/* Copies finished pages out of the memory they were made in, so that a document of many sheets keeps what is painted
   and nothing else. */
#include "ncmec/page.h"

static const void *array_keep(const void *items, size_t count, size_t size, Arena *a)
{
    return count ? arena_grow(a, items, count, count, size) : NULL;
}

#define KEEP(items, count, a) array_keep((items), (count), sizeof *(items), (a))

static const GlyphRun *run_keep(const GlyphRun *run, Arena *a)
{
    GlyphRun *kept = ARENA_NEW(a, GlyphRun);
    *kept = *run;
    kept->text = str_copy(a, run->text);
    kept->glyphs = KEEP(run->glyphs, run->count, a);
    return kept;
}

static const Piece *pieces_keep(const DrawItem *item, Arena *a)
{
    Piece *pieces = arena_grow(a, item->pieces, item->piece_count, item->piece_count, sizeof *pieces);
    for (uint32_t i = 0; i < item->piece_count; i++)
        if (!pieces[i].run->cached)
            pieces[i].run = run_keep(pieces[i].run, a);
    return pieces;
}

static Path path_keep(const Path *path, Arena *a)
{
    Path kept = *path;
    kept.ops = KEEP(path->ops, path->op_count, a);
    kept.points = KEEP(path->points, path->point_count, a);
    return kept;
}

static void page_keep(Page *page, Arena *a)
{
    DrawItem *items = arena_grow(a, page->items, page->item_count, page->item_count, sizeof *items);
    for (uint32_t i = 0; i < page->item_count; i++) {
        if (items[i].piece_count)
            items[i].pieces = pieces_keep(&items[i], a);
        items[i].path = path_keep(&items[i].path, a);
    }
    LinkArea *links = arena_grow(a, page->links, page->link_count, page->link_count, sizeof *links);
    for (uint32_t i = 0; i < page->link_count; i++)
        links[i].text = str_copy(a, links[i].text);
    page->items = items;
    page->links = links;
}

static const StructElem *elems_keep(const Pages *pages, Arena *a)
{
    StructElem *elems = arena_grow(a, pages->elems, pages->elem_count, pages->elem_count, sizeof *elems);
    for (uint32_t i = 0; i < pages->elem_count; i++) {
        Str *texts[] = {&elems[i].alt, &elems[i].language, &elems[i].url};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            if (texts[k]->n)
                *texts[k] = str_copy(a, *texts[k]);
    }
    return elems;
}

static const Bookmark *bookmarks_keep(const Pages *pages, Arena *a)
{
    Bookmark *bookmarks =
        arena_grow(a, pages->bookmarks, pages->bookmark_count, pages->bookmark_count, sizeof *bookmarks);
    for (uint32_t i = 0; i < pages->bookmark_count; i++)
        bookmarks[i].title = str_copy(a, bookmarks[i].title);
    return bookmarks;
}

Pages *pages_keep(const Pages *pages, Arena *a)
{
    Pages *kept = ARENA_NEW(a, Pages);
    *kept = *pages;
    Str *texts[] = {&kept->name,     &kept->title, &kept->subject, &kept->author,
                    &kept->language, &kept->part,  &kept->label};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = str_copy(a, *texts[i]);
    Page *all = arena_grow(a, pages->pages, pages->page_count, pages->page_count, sizeof *all);
    for (uint32_t i = 0; i < pages->page_count; i++)
        page_keep(&all[i], a);
    kept->pages = all;
    kept->elems = elems_keep(pages, a);
    kept->bookmarks = bookmarks_keep(pages, a);
    return kept;
}
