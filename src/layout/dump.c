/* The golden forms of finished pages: what is painted where, in points, and the structure tree with the text that a
   screen reader gets. They hold no file path, no mark and nothing that a flavor of the PDF could change. */
#include "ncmec/page.h"
#include "src/base/hash.h"

/* In the order of their enumerations. */
const char *const role_names[ROLE_COUNT] = {"Document", "Part", "Sect",   "H1",  "H2",   "P",         "Strong", "Em",
                                            "Span",     "Link", "L",      "LI",  "Lbl",  "LBody",     "Table",  "TR",
                                            "TH",       "TD",   "Figure", "TOC", "TOCI", "Reference", "Note"};
static const char *const artifact_names[] = {"none", "header", "footer", "layout", "background", "page"};
static const char *const kind_names[] = {"rect", "text", "path", "image"};

Str drawitem_text(const DrawItem *item, Arena *a)
{
    Buf text = {.arena = a};
    for (uint32_t i = 0; i < item->piece_count; i++)
        if (!item->pieces[i].soft_hyphen)
            buf_put(&text, item->pieces[i].run->text);
    return buf_str(&text);
}

/* ---- Pages ---- */

static void put_length(Buf *out, const char *before, Sp length)
{
    char text[32];
    enum { DECIMALS = 2 };
    buf_printf(out, "%s%.*s", before, (int)sp_format(length, DECIMALS, text), text);
}

/* A short hash of some bytes, in place of what they are. */
static void put_hash(Buf *out, Str bytes)
{
    uint8_t hash[16];
    Identity id;
    identity_start(&id);
    identity_add(&id, bytes);
    identity_bytes(id, hash);
    buf_printf(out, " %02x%02x%02x%02x", hash[0], hash[1], hash[2], hash[3]);
}

static void put_path(Buf *out, const Path *path)
{
    Buf spelled = {.arena = out->arena};
    buf_put(&spelled, (Str){(const char *)path->ops, path->op_count});
    for (uint32_t i = 0; i < path->point_count; i++)
        buf_printf(&spelled, " %lld %lld", (long long)path->points[i].x, (long long)path->points[i].y);
    buf_printf(out, " points %u %s", path->point_count, path->even_odd ? "even-odd" : "nonzero");
    put_hash(out, buf_str(&spelled));
}

static void put_raster(Buf *out, const Raster *raster)
{
    enum { RGB_BYTES = 3 };
    size_t n = (size_t)raster->width * raster->height * (raster->gray ? 1 : RGB_BYTES);
    buf_printf(out, " pixels %u x %u %s", raster->width, raster->height, raster->gray ? "gray" : "srgb");
    put_hash(out, (Str){(const char *)raster->pixels, n});
}

static void dump_item(const Pages *pages, const DrawItem *item, Buf *out)
{
    bool is_text = item->kind == DRAW_TEXT;
    buf_printf(out, "  %s", kind_names[item->kind]);
    put_length(out, " ", item->rect.x);
    put_length(out, " ", is_text ? item->baseline : item->rect.y);
    put_length(out, " w ", item->rect.width);
    put_length(out, is_text ? " " : " h ", is_text ? item->size : item->rect.height);
    if (is_text)
        buf_printf(out, " %.*s", STR_ARG(item->font->postscript_name));
    buf_printf(out, " %.*s", STR_ARG(item->color->name));
    if (item->elem == ELEM_ARTIFACT)
        buf_printf(out, " artifact:%s", artifact_names[item->artifact]);
    else
        buf_printf(out, " %s#%u", role_names[pages->elems[item->elem].role], item->elem);
    if (item->bleeds)
        buf_put(out, STR(" bleeds"));
    switch (item->kind) {
    case DRAW_RECT:
        break;
    case DRAW_TEXT:
        buf_printf(out, " \"%.*s\"", STR_ARG(drawitem_text(item, out->arena)));
        if (item->piece_count && item->pieces[item->piece_count - 1].soft_hyphen)
            buf_put(out, STR(" soft-hyphen"));
        break;
    case DRAW_PATH:
        put_path(out, &item->path);
        if (item->stroke.width)
            put_length(out, " stroke ", item->stroke.width);
        break;
    case DRAW_IMAGE:
        put_raster(out, item->raster);
        break;
    }
    buf_char(out, '\n');
}

void pages_dump(const Pages *pages, Buf *out)
{
    buf_printf(out, "pages %u level %u name %.*s\n", pages->page_count, pages->level, STR_ARG(pages->name));
    for (uint32_t p = 0; p < pages->page_count; p++) {
        const Page *page = &pages->pages[p];
        buf_printf(out, "page %u", p + 1);
        put_length(out, " ", page->width);
        put_length(out, " x ", page->height);
        put_length(out, " bleed ", page->bleed);
        put_length(out, " foot ", page->foot);
        buf_char(out, '\n');
        for (uint32_t i = 0; i < page->item_count; i++)
            dump_item(pages, &page->items[i], out);
        for (uint32_t i = 0; i < page->link_count; i++) {
            const LinkArea *link = &page->links[i];
            put_length(out, "  link ", link->rect.x);
            put_length(out, " ", link->rect.y);
            put_length(out, " w ", link->rect.width);
            put_length(out, " h ", link->rect.height);
            buf_printf(out, " #%u %.*s\n", link->elem, STR_ARG(pages->elems[link->elem].url));
        }
    }
    for (uint32_t i = 0; i < pages->bookmark_count; i++) {
        const Bookmark *b = &pages->bookmarks[i];
        buf_printf(out, "bookmark %u", b->page + 1);
        put_length(out, " ", b->y);
        buf_printf(out, " #%u \"%.*s\"\n", b->elem, STR_ARG(b->title));
    }
}

/* ---- Tags ---- */

static size_t depth_of(const Pages *pages, ElemId elem)
{
    size_t depth = 0;
    for (; elem; elem = pages->elems[elem].parent)
        depth++;
    return depth;
}

static void dump_element(const Pages *pages, ElemId id, size_t depth, Buf *out)
{
    const StructElem *e = &pages->elems[id];
    buf_printf(out, "%*s%s", (int)(2 * depth), "", role_names[e->role]);
    if (e->role == ROLE_L)
        buf_printf(out, " numbering=%s", e->ordered ? "Decimal" : "None");
    if (e->scope != SCOPE_NONE)
        buf_printf(out, " scope=%s", e->scope == SCOPE_ROW ? "Row" : "Column");
    if (e->url.n)
        buf_printf(out, " url=%.*s", STR_ARG(e->url));
    if (e->language.n)
        buf_printf(out, " language=%.*s", STR_ARG(e->language));
    if (e->said.n)
        buf_printf(out, " said=\"%.*s\"", STR_ARG(e->said));
    if (e->alt.n)
        buf_printf(out, " alt=\"%.*s\"", STR_ARG(e->alt));
    buf_char(out, '\n');
}

/* Prints elements by number and text where it is painted: painting for an element opens all elements up to it. */
void tags_dump(const Pages *pages, Buf *out)
{
    ElemId opened = 0, current = 0;
    Buf text = {.arena = out->arena};
    size_t text_depth = 0;
    for (uint32_t p = 0; p <= pages->page_count; p++) {
        uint32_t count = p < pages->page_count ? pages->pages[p].item_count : 1;
        for (uint32_t i = 0; i < count; i++) {
            const DrawItem *item = p < pages->page_count ? &pages->pages[p].items[i] : NULL;
            if (item && item->elem == ELEM_ARTIFACT)
                continue;
            ElemId elem = item ? item->elem : 0;
            if (text.n && elem != current) {
                buf_printf(out, "%*s\"%.*s\"\n", (int)(2 * text_depth), "", STR_ARG(buf_str(&text)));
                text.n = 0;
            }
            ElemId last = item ? elem : pages->elem_count - 1;
            for (; opened < last; opened++)
                dump_element(pages, opened + 1, depth_of(pages, opened + 1) - 1, out);
            current = elem;
            if (item) {
                buf_put(&text, drawitem_text(item, out->arena));
                text_depth = depth_of(pages, elem);
            }
        }
    }
}
