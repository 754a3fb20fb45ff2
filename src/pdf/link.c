/* Link annotations (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18): one for each area that layout has measured, tagged
   through its element, with the address as its description. Leads to web pages and mail addresses alone; whatever else
   a reader would open is refused here once more, although wording is not let in with it. */
#include "stage.h"

typedef struct Link {
    HPDF_Dict object;
    uint32_t page;
    const LinkArea *area;
} Link;

struct Links {
    Link *items; /* in page order */
    size_t count;
};

static bool address_is_fit(Str url)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:"};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        Str scheme = str_from(schemes[i]);
        if (url.n > scheme.n && str_eq_any_case(str_slice(url, 0, scheme.n), scheme))
            return true;
    }
    return false;
}

static bool area_check(const Sheet *sheet, const LinkArea *area, Diag *d)
{
    const Pages *pages = sheet->pages;
    if (area->elem < ELEM_ROOT || area->elem >= pages->elem_count || pages->elems[area->elem].role != ROLE_LINK)
        return diag_error(d, DIAG_INTERNAL, (Mark){0},
                          "sheet '%.*s' cannot be written: a link's area belongs to no link", STR_ARG(pages->name));
    const StructElem *elem = &pages->elems[area->elem];
    return area->target || address_is_fit(elem->url) ||
           diag_error(d, DIAG_CONFORM, elem->mark,
                      "the link '%.*s' leads to no web page and no mail address; write it "
                      "with https://, http:// or mailto:",
                      STR_ARG(elem->url));
}

static void page_links_add(Pdf *pdf, Sheet *sheet, uint32_t number)
{
    const Page *page = &sheet->pages->pages[number];
    HPDF_Array annotations = page->link_count ? HPDF_Array_New(pdf->doc->mmgr) : NULL;
    for (uint32_t i = 0; i < page->link_count; i++) {
        Link link = {object_new(pdf), number, &page->links[i]};
        if (!link.object)
            return;
        HPDF_Array_Add(annotations, link.object);
        tags_object(pdf, sheet->tags, link.area->elem, number, link.object);
        sheet->links->items[sheet->links->count++] = link;
    }
    if (annotations)
        HPDF_Dict_Add(sheet->leaves[number], "Annots", annotations);
}

bool links_add(Pdf *pdf, Sheet *sheet, Diag *d)
{
    const Pages *pages = sheet->pages;
    size_t count = 0;
    bool fit = true;
    for (uint32_t p = 0; p < pages->page_count; p++) {
        count += pages->pages[p].link_count;
        for (uint32_t i = 0; i < pages->pages[p].link_count; i++)
            fit = area_check(sheet, &pages->pages[p].links[i], d) && fit;
    }
    if (!fit)
        return false;
    sheet->links = ARENA_NEW(pdf->arena, Links);
    sheet->links->items = ARENA_ARRAY(pdf->arena, Link, count);
    for (uint32_t p = 0; p < pages->page_count; p++)
        page_links_add(pdf, sheet, p);
    pdf->link_count += (uint32_t)sheet->links->count;
    return true;
}

/* The n-th page of the document, from 1. */
static HPDF_Dict leaf_find(const Pdf *pdf, uint32_t number)
{
    size_t low = 0, high = pdf->sheet_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(pdf->sheets[middle].first_leaf < number ? &low : &high) = middle;
    }
    const Sheet *sheet = &pdf->sheets[low];
    return number - sheet->first_leaf <= sheet->pages->page_count ? sheet->leaves[number - 1 - sheet->first_leaf]
                                                                  : NULL;
}

static void link_write(Pdf *pdf, const Sheet *sheet, const Link *link, uint32_t key)
{
    Str url = sheet->pages->elems[link->area->elem].url;
    Sp edges[4];
    Buf b = {.arena = pdf->arena};
    content_box(pdf, &sheet->pages->pages[link->page], link->area->rect, edges);
    buf_put(&b, STR("/Type/Annot/Subtype/Link/Rect"));
    box_put(&b, edges);
    buf_printf(&b, "/F 4/Border[0 0 0]/StructParent %u/P %u 0 R/Contents", key, object_id(sheet->leaves[link->page]));
    text_put(&b, link->area->target ? link->area->text : url);
    if (link->area->target) {
        buf_printf(&b, "/Dest[%u 0 R/XYZ null null null]", object_id(leaf_find(pdf, link->area->target)));
    } else {
        buf_put(&b, STR("/A<</S/URI/URI"));
        text_put(&b, url);
        buf_put(&b, STR(">>"));
    }
    object_set(pdf, link->object, buf_str(&b));
}

void links_write(Pdf *pdf)
{
    uint32_t key = pdf->leaf_count;
    for (size_t i = 0; i < pdf->sheet_count; i++) {
        const Links *links = pdf->sheets[i].links;
        for (size_t k = 0; links && k < links->count; k++)
            link_write(pdf, &pdf->sheets[i], &links->items[k], key++);
    }
}

void links_parents(const Pdf *pdf, NumberTree *tree)
{
    uint32_t key = pdf->leaf_count;
    for (size_t i = 0; i < pdf->sheet_count; i++) {
        const Sheet *sheet = &pdf->sheets[i];
        for (size_t k = 0; sheet->links && k < sheet->links->count; k++)
            buf_printf(numbertree_add(tree, key++), " %u 0 R\n",
                       object_id(tags_elem(sheet->tags, sheet->links->items[k].area->elem)));
    }
}
