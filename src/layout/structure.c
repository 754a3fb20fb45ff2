/* The structure tree as it is made, and as it is read: elements numbered in reading order, and the golden dump that
   says what a screen reader gets. */
#include "layout.h"

const char *const role_names[ROLE_COUNT] = {
    [ROLE_DOCUMENT] = "Document",
    [ROLE_PART] = "Part",
    [ROLE_SECT] = "Sect",
    [ROLE_H1] = "H1",
    [ROLE_H2] = "H2",
    [ROLE_P] = "P",
    [ROLE_STRONG] = "Strong",
    [ROLE_EM] = "Em",
    [ROLE_SPAN] = "Span",
    [ROLE_LINK] = "Link",
    [ROLE_L] = "L",
    [ROLE_LI] = "LI",
    [ROLE_LBL] = "Lbl",
    [ROLE_LBODY] = "LBody",
    [ROLE_TABLE] = "Table",
    [ROLE_TR] = "TR",
    [ROLE_TH] = "TH",
    [ROLE_TD] = "TD",
    [ROLE_FIGURE] = "Figure",
    [ROLE_TOC] = "TOC",
    [ROLE_TOCI] = "TOCI",
};

ElemId elem_add(Layout *l, Role role, ElemId parent, Mark mark)
{
    ARENA_ROOM(l->arena, l->elems, l->elem_count, l->elem_capacity);
    l->elems[l->elem_count] = (StructElem){.parent = parent, .role = role, .mark = mark};
    return (ElemId)l->elem_count++;
}

Str drawitem_text(const DrawItem *item, Arena *a)
{
    Buf text = {.arena = a};
    for (uint32_t i = 0; i < item->piece_count; i++)
        if (!item->pieces[i].soft_hyphen)
            buf_put(&text, item->pieces[i].run->text);
    return buf_str(&text);
}

/* Which elements are open on the way from the root to an element, outermost first. */
static size_t path_to(const Pages *pages, ElemId elem, ElemId *path, size_t most)
{
    size_t depth = 0;
    for (ElemId e = elem; e && depth < most; e = pages->elems[e].parent)
        path[depth++] = e;
    for (size_t i = 0; i < depth / 2; i++) {
        ElemId swapped = path[i];
        path[i] = path[depth - 1 - i];
        path[depth - 1 - i] = swapped;
    }
    return depth;
}

enum { TAGS_MAX_DEPTH = 32 };

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
    if (e->alt.n)
        buf_printf(out, " alt=\"%.*s\"", STR_ARG(e->alt));
    buf_char(out, '\n');
}

/* Elements come by number, text where it is painted: what is painted for an element opens all elements up to it. */
void tags_dump(const Pages *pages, Buf *out)
{
    ElemId opened = 0, current = 0;
    Buf text = {.arena = out->arena};
    size_t text_depth = 0;
    ElemId path[TAGS_MAX_DEPTH];
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
                dump_element(pages, opened + 1, path_to(pages, opened + 1, path, TAGS_MAX_DEPTH) - 1, out);
            current = elem;
            if (item) {
                buf_put(&text, drawitem_text(item, out->arena));
                text_depth = path_to(pages, elem, path, TAGS_MAX_DEPTH);
            }
        }
    }
}
