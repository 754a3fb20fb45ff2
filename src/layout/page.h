/* What a page has besides boxes, and pages put together. */
#ifndef LAYOUT_PAGE_H
#define LAYOUT_PAGE_H

#include "layout.h"

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

#endif
