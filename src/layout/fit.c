/* The only retry loop: a document is laid out at one level of fit after the other, from roomy to tight. The roomiest
   level at which gaps alone close every page's foot wins; where none does, the one that leaves the least open. */
#include "layout.h"

/* Boxes, structure, notes: all that a level decides. False after findings. */
static bool attempt(Layout *l, uint32_t level)
{
    size_t errors = diag_errors(l->diag);
    l->level = &l->theme->levels[level];
    l->elem_count = 1; /* 0 is no element */
    ARENA_ROOM(l->arena, l->elems, l->elem_count, l->elem_capacity);
    ElemId document = elem_add(l, ROLE_DOCUMENT, 0, l->doc->heading.mark);
    page_front(l, document);
    boxes_add_blocks(l, l->doc->blocks, l->doc->block_count, document);
    page_notes(l, document);
    return diag_errors(l->diag) == errors;
}

static Layout layout_at(const Document *doc, const FontSet *fonts, ShapeCache *cache, Arena *a, Diag *d)
{
    return (Layout){
        .doc = doc,
        .theme = doc->theme,
        .fonts = fonts,
        .cache = cache,
        .arena = a,
        .diag = d,
    };
}

static Sp boxes_height(const Layout *l)
{
    Sp height = 0;
    for (size_t i = 0; i < l->box_count; i++)
        height += l->boxes[i].height + (i ? l->boxes[i].gap : 0);
    return height;
}

static const Pages *report_overflow(const Layout *l)
{
    Mark where;
    Sp height;
    char size[32];
    paginate_overflow(l, &where, &height);
    size[sp_format(l->level->size, 2, size)] = '\0';
    int64_t lines = (height + l->level->leading - 1) / l->level->leading;
    int64_t pages = l->theme->page.max_pages;
    return diag_error(l->diag, DIAG_FIT, where,
                      "the text does not fit on %d page%s, even at %s pt: from this paragraph on it runs over by %lld "
                      "line%s; shorten the wording or the notes",
                      (int)pages, pages == 1 ? "" : "s", size, (long long)lines, lines == 1 ? "" : "s"),
           NULL;
}

const Pages *layout_document(const Document *doc, const FontSet *fonts, ShapeCache *cache, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    uint32_t levels = (uint32_t)doc->theme->level_count, best_level = 0;
    uint32_t first = doc->fixed_level ? doc->fixed_level - 1 : 0;
    if (doc->fixed_level && doc->fixed_level < levels)
        levels = doc->fixed_level;
    Layout best = {0}, l;
    Pagination best_pagination = {0}, pagination;
    for (uint32_t level = first; level < levels; level++) {
        l = layout_at(doc, fonts, cache, a, d);
        if (!attempt(&l, level))
            return NULL;
        if (!paginate(&l, &pagination)) {
            /* Text of many pages would be broken into lines at every level in vain: try the tightest at once. */
            Sp room = (doc->theme->page.body_bottom - doc->theme->page.body_top) * doc->theme->page.max_pages;
            if (level + 2 < levels && boxes_height(&l) > 2 * room)
                level = levels - 2;
            continue;
        }
        if (!best.doc || pagination.closed || pagination.foot < best_pagination.foot) {
            best = l;
            best_pagination = pagination;
            best_level = level;
        }
        if (pagination.closed)
            break;
    }
    if (!best.doc)
        return report_overflow(&l);
    const Pages *pages = pages_assemble(&best, &best_pagination, best_level);
    return diag_errors(d) > errors ? NULL : pages;
}
