/* One attempt at a layout: a document at one level of fit. Private to src/layout.

   Blocks become boxes (boxes.c, table.c, highlights.c), boxes are dealt to pages (paginate.c), and pages get their
   bands, feet and notes (page.c). Structure elements are made in the same walk, so that their numbers follow the
   reading order; nothing of the structure depends on where pages break. */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "ncmec/document.h"
#include "ncmec/page.h"

/* Items with y from the top of what they belong to: a box, or a page. */
typedef struct Canvas {
    DrawItem *items;
    size_t count, capacity;
    LinkArea *links;
    size_t link_count, link_capacity;
} Canvas;

/* What no page break may part: a line, a table, the highlights. */
typedef struct Box {
    Sp gap;     /* above it; dropped at a page's head */
    Sp stretch; /* how much the foot of the page may add to that gap */
    Sp height;
    bool glued; /* no page break above it */
    Canvas canvas;
    Mark mark;      /* of the paragraph it is of */
    ElemId heading; /* 0, or the heading whose bookmark points here */
    Str title;      /* and its text */
} Box;

typedef struct Layout {
    const Document *doc;
    const Theme *theme;
    const Level *level;
    const FontSet *fonts;
    ShapeCache *cache;
    Arena *arena;
    Diag *diag;

    StructElem *elems;
    size_t elem_count, elem_capacity;

    Box *boxes;
    size_t box_count, box_capacity;
    Sp after, after_stretch; /* the least gap and stretch that the last block asks for below it ... */
    bool after_exact;        /* ... or, below a heading, the gap itself, which then does not stretch */
    bool hold;               /* the next box stays with the last one */

    Canvas front; /* band of page 1: strip, title, year */
    Canvas notes; /* "About these figures", y from its own top */
    Sp notes_height;
} Layout;

/* ---- structure.c ---- */

ElemId elem_add(Layout *l, Role role, ElemId parent, Mark mark);

/* ---- paint.c: text and boxes onto a canvas ---- */

/* What a run of text is painted as: an element, or an artifact of a type. */
typedef struct Voice {
    ElemId elem;
    ArtifactType artifact;
} Voice;

ParagraphStyle style_at(const Layout *l, StyleId id);
Sp style_leading(const Layout *l, StyleId id);
/* Baseline of a line below the top of its line box: half the leading above, half below. */
Sp style_baseline(const Layout *l, StyleId id);
void canvas_rect(Canvas *c, Arena *a, Rect rect, const Color *color, ArtifactType artifact, bool bleeds, Mark mark);
void canvas_rule(Canvas *c, Arena *a, Sp x, Sp y, Sp width, Rule rule); /* y is the rule's top; none of weight 0 */
/* The picture, scaled to the place's width; shapes without a color of their own take this one. Of pixels it is the
   ground's. */
void canvas_picture(Canvas *c, Arena *a, const Picture *picture, Rect place, Voice voice, const Color *color);
void canvas_move(Canvas *to, Arena *a, const Canvas *from, Sp dy); /* copies, shifted down */

/* The open emphasis of a paragraph, so that a bold passage over three lines is one Strong. */
typedef struct Spans {
    ElemId link, strong, emphasis;
    Str url;
} Spans;

/* Paints one line; emphasis and links become child elements of the voice's element. */
void canvas_line(Layout *l, Canvas *c, const Line *line, Voice voice, Spans *spans, Sp x, Sp baseline,
                 const Color *color);

typedef enum Side { SIDE_LEFT, SIDE_RIGHT } Side;

/* One line in 'style' at the left or right of [x, x + width], set smaller, down to 8 pt, where it is too wide; a
   finding where even that is not enough. 'continued': more text of the same element follows. Returns its width. */
Sp canvas_one_line(Layout *l, Canvas *c, const Prose *prose, StyleId style, Voice voice, Side side, Sp x, Sp width,
                   Sp baseline, bool continued);

/* The same, but where that would be smaller than 'least', two lines of that size, if they hold it; the last line stands
   at 'baseline'. */
void canvas_title(Layout *l, Canvas *c, const Prose *prose, StyleId style, Voice voice, Sp x, Sp width, Sp baseline,
                  Sp least);

/* ---- boxes.c, table.c, highlights.c ---- */

void boxes_add_blocks(Layout *l, const Block *blocks, size_t count, ElemId parent);
Box *box_new(Layout *l, Sp gap, Sp stretch, Sp height, Mark mark); /* appended */
void table_add(Layout *l, const Block *block, ElemId parent);
void highlights_add(Layout *l, const Block *block, ElemId parent);
/* Paints a paragraph at x from y on; returns its height. */
Sp paragraph_paint(Layout *l, Canvas *c, const Prose *prose, StyleId style, Voice voice, Sp x, Sp y, Sp measure,
                   bool continued);

static inline Sp body_width(const Theme *t)
{
    return t->page.width - t->page.left - t->page.right;
}

/* ---- paginate.c ---- */

typedef struct PageSpan {
    size_t first, end; /* boxes */
    Sp slack;          /* height that gaps and foot share */
    Sp stretched;      /* of it, what the gaps take */
} PageSpan;

typedef struct Pagination {
    PageSpan spans[THEME_MAX_PAGES];
    size_t count;
    Sp foot;     /* unfilled after stretching, over all pages */
    bool closed; /* no foot is left open */
} Pagination;

Sp page_capacity(const Layout *l, size_t page, bool is_last);
/* The best division into the theme's number of pages; false where there is none. */
bool paginate(const Layout *l, Pagination *result);
/* Where filling page after page runs out, and by how much height. */
void paginate_overflow(const Layout *l, Mark *where, Sp *height);

/* ---- page.c ---- */

/* A band at the page's head with a rule along its foot. */
void page_band(Layout *l, Canvas *c, Sp height, const Color *ground, Rule rule, ArtifactType type);
/* The document's strip below a band; 'elem' is ELEM_ARTIFACT where the mark is repeated. */
void page_strip(Layout *l, Canvas *c, Sp band_height, ElemId elem);
void page_front(Layout *l, ElemId document); /* fills l->front */
void page_notes(Layout *l, ElemId document); /* fills l->notes */
const Pages *pages_assemble(Layout *l, const Pagination *pagination, uint32_t level);

#endif
