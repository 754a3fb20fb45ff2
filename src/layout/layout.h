/* One attempt at a layout: a document at one level of fit. Blocks become boxes (boxes.c) with items painted onto their
   canvases (paint.c), boxes are dealt to pages (paginate.c), pages get bands, feet and notes (page.c). Structure
   elements are made in the same walk: their numbers follow the reading order, and none depends on where pages break. */
#pragma once

#include "ncmec/document.h"
#include "ncmec/page.h"

/* Items with y from the top of what they belong to: a box, or a page. */
typedef struct Canvas {
    DrawItem *items;
    size_t count, capacity;
    LinkArea *links;
    size_t link_count, link_capacity;
} Canvas;

/* What no page break may divide: a line, a table, the highlights. */
typedef struct Box {
    Sp gap;     /* above it; dropped at a page's head */
    Sp stretch; /* how much the foot of the page may add to that gap */
    Sp height;
    bool glued; /* no page break above it */
    Canvas canvas;
    Mark mark;      /* of its paragraph */
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
    bool rough; /* an estimate: boxes with the least height that they can have, and nothing on them */

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
    Sp footnotes_height;  /* of those, at their end */
    ElemId notes_heading; /* 0: they have none */
} Layout;

/* Starts the structure with a Document, which is ELEM_ROOT. */
void elems_start(Layout *l, Mark mark);
ElemId elem_add(Layout *l, Role role, ElemId parent, Mark mark);

/* What a run of text is painted as: an element, or an artifact of a type. */
typedef struct Voice {
    ElemId elem;
    ArtifactType artifact;
    ElemId lead; /* of the bold words that the text begins with, where they are an element of their own; else 0 */
} Voice;

typedef enum Side { SIDE_LEFT, SIDE_RIGHT } Side;

/* How a text is set, and where. */
typedef struct Setting {
    StyleId style;
    Voice voice;
    Sp x, width; /* the measure, from its left edge */
    Sp y;        /* top of a paragraph; baseline of what is one line (or a title: the last) */
    Side side;   /* of the measure, where lines are shorter */
    bool tabular;
    bool continued; /* more text of the same element follows */
} Setting;

/* The open emphasis of a paragraph, so that a bold passage over three lines is one Strong. */
typedef struct Spans {
    ElemId link, strong, emphasis, span;
    Str url, said;
    bool led; /* past the bold words at the start */
} Spans;

ParagraphStyle style_at(const Layout *l, StyleId id);
Sp style_leading(const Layout *l, StyleId id);
/* Baseline of a line below the top of its line box: half the leading above, half below. */
Sp style_baseline(const Layout *l, StyleId id);
/* Over the width of the body; the lines at a page's head a little below y where their face is too high for it. */
Setting setting_of(const Layout *l, StyleId style, Voice voice, Sp y);
Prose prose_plain(const Layout *l, Str text); /* without a mark */

/* The item, for more to be said of it; it moves when another is added. */
DrawItem *canvas_rect(Layout *l, Canvas *c, Rect rect, const Color *color, ArtifactType artifact, Mark mark);
void canvas_rule(Layout *l, Canvas *c, Sp y, Rule rule, ArtifactType artifact); /* as wide as the body, below y */
/* The picture, scaled to the place's width; shapes without a color of their own take this one. For pixels it is the
   ground. */
void canvas_picture(Layout *l, Canvas *c, const Picture *picture, Rect place, Voice voice, const Color *color);
void canvas_move(Layout *l, Canvas *to, const Canvas *from, Sp dy); /* copies, shifted down */
void canvas_link(Layout *l, Canvas *c, LinkArea area);

/* One line with its baseline at s.y; emphasis and links become child elements of the voice's element. */
void canvas_line(Layout *l, Canvas *c, const Line *line, Setting s, Spans *spans);
/* The width of the text on one line, at its full size; 0 where there is none, or after a finding. */
Sp canvas_width(Layout *l, const Prose *prose, Setting s);
/* One line, smaller where it is too wide, down to what its color takes; a finding where that is not enough. Returns its
 * width. */
Sp canvas_one_line(Layout *l, Canvas *c, const Prose *prose, Setting s);
/* The same, but where that would be smaller than 'least', two lines of that size, if they hold it; a finding where they
   do not, and one line would be smaller than half of that. */
void canvas_title(Layout *l, Canvas *c, const Prose *prose, Setting s, Sp least);
/* Returns the height. */
Sp canvas_paragraph(Layout *l, Canvas *c, const Prose *prose, Setting s);

static inline Sp body_width(const Theme *t)
{
    return t->page.width - t->page.left - t->page.right;
}

/* ---- boxes.c ---- */

Box *box_new(Layout *l, Sp gap, Sp stretch, Sp height, Mark mark); /* appended */
void boxes_add_blocks(Layout *l, const Block *blocks, size_t count, ElemId parent);

/* ---- page.c ---- */

typedef struct PageSpan {
    size_t first, end; /* boxes */
    Sp slack;          /* height that gaps and foot share */
    Sp stretched;      /* how much of it the gaps take */
} PageSpan;

typedef struct Pagination {
    PageSpan spans[THEME_MAX_PAGES];
    size_t count;
    Sp foot;     /* unfilled after stretching, over all pages */
    bool closed; /* no foot is left open */
} Pagination;

/* A band at the page's head with a rule along its foot. */
void page_band(Layout *l, Canvas *c, Sp height, const Color *ground, Rule rule, ArtifactType type);
/* The document's strip, if it has one, at y: a P of 'parent', or an artifact where that is ELEM_ARTIFACT, since the
   strip is repeated. */
void page_strip(Layout *l, Canvas *c, Sp y, ElemId parent);
void page_foot(Layout *l, Canvas *c, const Prose *left, const Prose *right);
void page_front(Layout *l); /* fills l->front */
void page_notes(Layout *l); /* fills l->notes */
Page page_finish(const Layout *l, const Canvas *c);
const Pages *pages_assemble(Layout *l, const Pagination *pagination, uint32_t level);

/* ---- paginate.c ---- */

/* The best division into the theme's number of pages; false where there is none. */
bool paginate(const Layout *l, Pagination *result);
/* Where filling page after page runs out, and by how much height. */
void paginate_overflow(const Layout *l, Mark *where, Sp *height);
