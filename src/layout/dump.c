/* The finished pages as text: what stands where, in points. The golden form of the seam between layout and PDF; it
   holds no file path, no mark and nothing that a flavor of the PDF could change. */
#include "layout.h"

static const char *artifact_name(ArtifactType type)
{
    switch (type) {
    case ARTIFACT_NONE:
        return "none";
    case ARTIFACT_HEADER:
        return "header";
    case ARTIFACT_FOOTER:
        return "footer";
    case ARTIFACT_LAYOUT:
        return "layout";
    case ARTIFACT_BACKGROUND:
        return "background";
    case ARTIFACT_PAGE:
        return "page";
    }
    return "none";
}

static void put_length(Buf *out, const char *before, Sp length)
{
    char text[32];
    enum { DECIMALS = 2 };
    buf_printf(out, "%s%.*s", before, (int)sp_format(length, DECIMALS, text), text);
}

static const char *item_word(DrawKind kind)
{
    switch (kind) {
    case DRAW_RECT:
        return "  rect ";
    case DRAW_TEXT:
        return "  text ";
    case DRAW_PATH:
        return "  path ";
    case DRAW_IMAGE:
        return "  image ";
    }
    return "";
}

enum { FNV_PRIME = 16777619, BYTE = 8 };
static const uint32_t fnv_basis = 2166136261U;

static uint32_t raster_hash(const Raster *raster)
{
    enum { RGB_BYTES = 3 };
    uint32_t hash = fnv_basis;
    size_t n = (size_t)raster->width * raster->height * (raster->gray ? 1 : RGB_BYTES);
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ raster->pixels[i]) * FNV_PRIME;
    return hash;
}

/* 32 bits that differ where a point or an op does (FNV-1a), so that a dump needs not spell the path. */
static uint32_t path_hash(const Path *path)
{
    uint32_t hash = fnv_basis;
    for (uint32_t i = 0; i < path->op_count; i++)
        hash = (hash ^ path->ops[i]) * FNV_PRIME;
    for (uint32_t i = 0; i < path->point_count; i++) {
        uint64_t both[] = {(uint64_t)path->points[i].x, (uint64_t)path->points[i].y};
        for (size_t k = 0; k < 2 * sizeof *both; k++)
            hash = (hash ^ (uint8_t)(both[k / sizeof *both] >> k % sizeof *both * BYTE)) * FNV_PRIME;
    }
    return hash;
}

static void dump_item(const Pages *pages, const DrawItem *item, Buf *out)
{
    put_length(out, item_word(item->kind), item->rect.x);
    put_length(out, " ", item->kind == DRAW_TEXT ? item->baseline : item->rect.y);
    put_length(out, " w ", item->rect.width);
    if (item->kind == DRAW_TEXT)
        put_length(out, " ", item->size);
    else
        put_length(out, " h ", item->rect.height);
    if (item->kind == DRAW_TEXT)
        buf_printf(out, " %.*s", STR_ARG(item->font->postscript_name));
    buf_printf(out, " %.*s", STR_ARG(item->color->name));
    if (item->elem == ELEM_ARTIFACT)
        buf_printf(out, " artifact:%s", artifact_name(item->artifact));
    else
        buf_printf(out, " %s#%u", role_names[pages->elems[item->elem].role], item->elem);
    if (item->bleeds)
        buf_put(out, STR(" bleeds"));
    if (item->kind == DRAW_PATH)
        buf_printf(out, " points %u %s %08x", item->path.point_count, item->path.even_odd ? "even-odd" : "nonzero",
                   path_hash(&item->path));
    if (item->kind == DRAW_PATH && item->stroke.width)
        put_length(out, " stroke ", item->stroke.width);
    if (item->kind == DRAW_IMAGE)
        buf_printf(out, " pixels %u x %u %s %08x", item->raster->width, item->raster->height,
                   item->raster->gray ? "gray" : "srgb", raster_hash(item->raster));
    if (item->kind == DRAW_TEXT)
        buf_printf(out, " \"%.*s\"", STR_ARG(drawitem_text(item, out->arena)));
    if (item->kind == DRAW_TEXT && item->piece_count && item->pieces[item->piece_count - 1].soft_hyphen)
        buf_put(out, STR(" soft-hyphen"));
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
