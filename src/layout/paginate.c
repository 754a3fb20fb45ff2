/* A document becomes pages, in the only retry loop: the roomiest level of fit at which gaps alone close every page's
   foot wins, else the one that leaves the least open. At each level the cheapest division of boxes to pages is found by
   dynamic programming over the allowed breaks (Plass 1981, "Optimal Pagination Techniques for Automatic Typesetting
   Systems", without floats). */
#include "layout.h"

static Sp page_capacity(const Layout *l, size_t page, bool is_last)
{
    const Theme *t = l->theme;
    Sp capacity = t->page.body_bottom - (page == 0 ? t->page.body_top_first : t->page.body_top);
    if (is_last && l->notes_height > 0)
        capacity -= l->notes_height + t->note.gap;
    return capacity;
}

typedef struct Choice {
    int64_t cost; /* -1: no division ends here */
    size_t from;  /* first box of the page that ends here */
} Choice;

/* In 1/64 pt. An open foot on an early page is worse than one on the last; with closed feet, gaps should stretch alike,
   which counts for less than one point of foot. */
static int64_t page_cost(Sp slack, Sp stretch, size_t pages_after)
{
    int64_t foot = slack > stretch ? (slack - stretch) / (SP_PER_PT / 64) : 0;
    int64_t strain = stretch > 0 ? 32 * (slack < stretch ? slack : stretch) / stretch : 32;
    return foot * (int64_t)(pages_after + 1) + strain * strain / 32;
}

/* Height and stretch of these boxes, the first at a page's head. */
static Sp boxes_height(const Layout *l, size_t first, size_t end, Sp *stretch)
{
    Sp height = 0;
    *stretch = 0;
    for (size_t i = first; i < end; i++) {
        height += l->boxes[i].height + (i > first ? l->boxes[i].gap : 0);
        *stretch += i > first ? l->boxes[i].stretch : 0;
    }
    return height;
}

static PageSpan span_make(const Layout *l, size_t first, size_t end, Sp capacity)
{
    Sp stretch, slack = capacity - boxes_height(l, first, end, &stretch);
    return (PageSpan){first, end, slack, slack < stretch ? slack : stretch};
}

/* Fills one page's row of choices from the row of the page before (NULL: the page is the first). */
static void choose(const Layout *l, size_t page, size_t pages, const Choice *before, Choice *row)
{
    size_t n = l->box_count;
    Sp capacity = page_capacity(l, page, page + 1 == pages);
    for (size_t end = 0; end <= n; end++)
        row[end] = (Choice){-1, 0};
    /* A sheet always has its number of pages, so a text that is too short leaves one empty. Page 1 is empty only if
       there is no text at all. */
    for (size_t end = n ? 1 : 0; end <= n; end++) {
        if (end < n && l->boxes[end].glued)
            continue;
        if (capacity >= 0 && (before ? before[end].cost >= 0 : n == 0))
            row[end] = (Choice){(before ? before[end].cost : 0) + page_cost(capacity, 0, pages - 1 - page), end};
        Sp height = 0, stretch = 0;
        for (size_t first = end; first-- > 0;) {
            const Box *box = &l->boxes[first];
            if (height + box->height > capacity)
                break;
            bool can_start = first == 0 ? page == 0 : before && before[first].cost >= 0;
            if (can_start) {
                int64_t cost = (before ? before[first].cost : 0) +
                               page_cost(capacity - height - box->height, stretch, pages - 1 - page);
                if (row[end].cost < 0 || cost < row[end].cost)
                    row[end] = (Choice){cost, first};
            }
            height += box->height + box->gap;
            stretch += box->stretch;
        }
    }
}

static bool divide(const Layout *l, size_t pages, Pagination *result)
{
    size_t n = l->box_count;
    Choice *rows = ARENA_ARRAY(l->arena, Choice, pages * (n + 1));
    for (size_t page = 0; page < pages; page++)
        choose(l, page, pages, page ? rows + (page - 1) * (n + 1) : NULL, rows + page * (n + 1));
    if (rows[(pages - 1) * (n + 1) + n].cost < 0)
        return false;
    *result = (Pagination){.count = pages, .closed = true};
    size_t end = n;
    for (size_t page = pages; page-- > 0;) {
        size_t first = rows[page * (n + 1) + end].from;
        PageSpan span = span_make(l, first, end, page_capacity(l, page, page + 1 == pages));
        result->spans[page] = span;
        result->foot += span.slack - span.stretched;
        result->closed = result->closed && span.slack == span.stretched;
        end = first;
    }
    return true;
}

bool paginate(const Layout *l, Pagination *result)
{
    for (int64_t pages = l->theme->page.min_pages; pages <= l->theme->page.max_pages; pages++)
        if (divide(l, (size_t)pages, result))
            return true;
    return false;
}

void paginate_overflow(const Layout *l, Mark *where, Sp *height)
{
    size_t pages = (size_t)l->theme->page.max_pages, first = 0, page = 0;
    for (; page < pages && first < l->box_count; page++) {
        Sp left = page_capacity(l, page, page + 1 == pages);
        size_t end = first, legal = first;
        for (; end < l->box_count; end++) {
            const Box *box = &l->boxes[end];
            Sp needed = box->height + (end > first ? box->gap : 0);
            if (needed > left)
                break;
            left -= needed;
            if (end + 1 == l->box_count || !l->boxes[end + 1].glued)
                legal = end + 1;
        }
        /* Fill the last page to the end, so that the place named is the first line that does not fit. */
        bool is_last = page + 1 == pages;
        if (is_last || legal == first) {
            first = end;
            break;
        }
        first = legal;
    }
    *where = first < l->box_count  ? l->boxes[first].mark
             : l->notes_height > 0 ? l->doc->notes[0].mark
                                   : l->doc->heading.mark;
    *height = first < l->box_count ? boxes_height(l, first, l->box_count, &(Sp){0}) : l->notes_height;
}

/* ---- Levels of fit ---- */

/* Makes boxes, structure and notes: all that a level decides. False after findings. */
static bool attempt(Layout *l, uint32_t level)
{
    size_t errors = diag_errors(l->diag);
    l->level = &l->theme->levels[level];
    elems_start(l, l->doc->heading.mark);
    if (!l->rough)
        page_front(l);
    boxes_add_blocks(l, l->doc->blocks, l->doc->block_count, ELEM_ROOT);
    page_notes(l);
    return diag_errors(l->diag) == errors;
}

static const Pages *report_overflow(const Layout *l)
{
    Mark where;
    Sp height;
    paginate_overflow(l, &where, &height);
    int64_t lines = (height + l->level->leading - 1) / l->level->leading;
    int64_t pages = l->theme->page.max_pages;
    diag_error(l->diag, DIAG_FIT, where,
               "the text does not fit on %d page%s, even at %s pt: from this paragraph on it runs over by %lld "
               "line%s; shorten the wording or the notes%s",
               (int)pages, PLURAL(pages), SP_SHOWN(l->level->size), (long long)lines, PLURAL(lines),
               l->footnotes_height >= height ? ", or the footnotes, without which it would fit" : "");
    diag_hint(l->diag, "a theme makes room by a smaller size in 'levels', or by 'page.max_pages'");
    return NULL;
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
        ArenaMark before = arena_mark(a);
        size_t findings = errors + diag_warnings(d);
        l = (Layout){.doc = doc, .theme = doc->theme, .fonts = fonts, .cache = cache, .arena = a, .diag = d};
        /* Most levels are too roomy, which widths alone tell of nearly all: a fifth of a batch in Spanish. */
        l.rough = level + 1 < levels;
        bool fits = attempt(&l, level) && paginate(&l, &pagination);
        if (l.rough && fits) {
            arena_back(a, before);
            l = (Layout){.doc = doc, .theme = doc->theme, .fonts = fonts, .cache = cache, .arena = a, .diag = d};
            fits = attempt(&l, level) && paginate(&l, &pagination);
        }
        if (diag_errors(d) > errors)
            return NULL;
        if (!fits) {
            /* Eight levels must not take eight times the memory of one; a finding may be in it too. */
            if (level + 1 < levels && diag_errors(d) + diag_warnings(d) == findings)
                arena_back(a, before);
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
