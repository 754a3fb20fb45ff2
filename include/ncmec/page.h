/* The finished layout: what is painted where, and what a reader gets. An item carries all that a later stage says or
   checks, so that pdf/ never looks back. y runs down from the trim's top edge, x right from its left. */
#pragma once

#include "ncmec/color.h"
#include "ncmec/picture.h"
#include "ncmec/text.h"

/* Structure elements are numbered from 1 in reading order (a parent before its children). */
typedef uint32_t ElemId;
enum { ELEM_UNSET = 0, ELEM_ROOT = 1 };
#define ELEM_ARTIFACT UINT32_MAX

typedef enum Role {
    ROLE_DOCUMENT,
    ROLE_PART,
    ROLE_SECT,
    ROLE_H1,
    ROLE_H2,
    ROLE_P,
    ROLE_STRONG,
    ROLE_EM,
    ROLE_SPAN,
    ROLE_LINK, /* url; a flavor without annotations tags its text as a Span */
    ROLE_L,
    ROLE_LI,
    ROLE_LBL,
    ROLE_LBODY,
    ROLE_TABLE,
    ROLE_TR,
    ROLE_TH,
    ROLE_TD,
    ROLE_FIGURE,
    ROLE_TOC,
    ROLE_TOCI,
    ROLE_REFERENCE, /* around the Link to a footnote */
    ROLE_NOTE,      /* a footnote */
    ROLE_COUNT
} Role;

extern const char *const role_names[ROLE_COUNT]; /* "Document", "H1", ... */

typedef enum Scope { SCOPE_NONE, SCOPE_ROW, SCOPE_COLUMN } Scope;

typedef struct StructElem {
    ElemId parent; /* 0 for the root */
    Role role;
    Scope scope;   /* of a TH */
    bool ordered;  /* of an L: its labels are numbers */
    Str alt;       /* of a Figure */
    Str url;       /* of a Link */
    Str said;      /* what a reader hears in place of the text; empty otherwise */
    Str language;  /* where it is not the document's; empty otherwise */
    uint32_t note; /* of a Note and the Reference to it: its number; the Link's url is "#note-1" */
    Mark mark;
} StructElem;

/* Why something is painted that is not read. */
typedef enum ArtifactType {
    ARTIFACT_NONE,       /* it is content */
    ARTIFACT_HEADER,     /* pagination: running header */
    ARTIFACT_FOOTER,     /* pagination: footer */
    ARTIFACT_LAYOUT,     /* rules, bars */
    ARTIFACT_BACKGROUND, /* band, grounds */
    ARTIFACT_PAGE,       /* production aids outside the trim; only pdf/ makes them */
} ArtifactType;

typedef enum DrawKind {
    DRAW_RECT,  /* filled; rules too are boxes */
    DRAW_TEXT,  /* one segment of a line */
    DRAW_PATH,  /* a path, filled or stroked */
    DRAW_IMAGE, /* pixels that fill the rect */
} DrawKind;

typedef struct DrawItem {
    DrawKind kind;
    ElemId elem;
    ArtifactType artifact; /* where elem is ELEM_ARTIFACT */
    const Color *color;
    bool bleeds; /* reaches the bleed's edge on purpose */
    Rect rect; /* DRAW_RECT: the box; DRAW_TEXT: x and width of the segment, ascent to descent; DRAW_PATH: its bounds */
    Mark mark;
    /* DRAW_PATH */
    Path path;     /* in points of the page, from the rect's top left corner */
    Stroke stroke; /* width 0: it is filled */
    /* DRAW_IMAGE; its color is the ground's, with which its transparency was mixed */
    const Raster *raster;
    /* DRAW_TEXT */
    Sp baseline;
    const Font *font;
    const char *style, *place; /* the theme's style, and its key for the line's place; NULL: none */
    Sp size;
    const Piece *pieces; /* x from rect.x */
    uint32_t piece_count;
} DrawItem;

typedef struct LinkArea {
    Rect rect;
    ElemId elem;
    uint32_t target; /* 0: the element's url; otherwise a page of the whole document, from 1 */
    Str text;        /* the link's name, if it leads to a page */
} LinkArea;

typedef struct Page {
    Sp width, height; /* trim */
    Sp bleed;
    const DrawItem *items; /* in paint order, which is the reading order */
    uint32_t item_count;
    const LinkArea *links;
    uint32_t link_count;
    Sp foot; /* how much of the body is unfilled above the footer, after stretching */
} Page;

typedef struct Bookmark {
    Str title;
    uint32_t page; /* from 0 */
    Sp y;          /* of the heading's top */
    ElemId elem;
} Bookmark;

typedef struct Pages {
    Str name; /* canonical: "ncmec-CA-2023" */
    Str title, subject, author, language;
    int64_t date; /* seconds since 1970 */
    Str edition;  /* "revised March 4, 2025", or empty */
    const Page *pages;
    uint32_t page_count;
    const StructElem *elems; /* elems[0] is not used */
    uint32_t elem_count;     /* that one included */
    const Bookmark *bookmarks;
    uint32_t bookmark_count;
    uint32_t level; /* of fit: 0 is the roomiest */
    /* If it is one of many in a document. */
    Str part;       /* "California": its bookmark; empty: the title */
    uint32_t depth; /* of that bookmark: below the last one of a smaller depth */
    Str full;       /* "California 2023": what its part of the structure is called */
    Str label;      /* "CA": its pages are CA-1, CA-2; empty: i, ii, counting on */
} Pages;

/* The text of an item as a reader gets it. */
Str drawitem_text(const DrawItem *item, Arena *a);

/* Golden forms: where everything is; the structure tree with its text in reading order. */
void pages_dump(const Pages *pages, Buf *out);
void tags_dump(const Pages *pages, Buf *out);

/* ---- src/layout: a document becomes pages ---- */

typedef struct Document Document;

/* NULL after findings: a glyph that the fonts lack, or too much text for every level of fit (DIAG_FIT names the
   paragraph where it overflows and by how many lines). Result lives as long as 'a' and the cache's runs. */
const Pages *layout_document(const Document *doc, const FontSet *fonts, ShapeCache *cache, Arena *a, Diag *d);

/* A copy in 'a', which may outlive the pages' own arena. It needs the fonts, the theme, the cache's runs and the
   sources that marks point into. */
Pages *pages_keep(const Pages *pages, Arena *a);

/* ---- src/layout/front.c: what binds many sheets together ---- */

typedef struct Theme Theme;

typedef struct Prose Prose;

typedef struct FrontLine {
    const Prose *text; /* "California" */
    Str label;         /* "CA-1" */
    Str link;          /* the link's name for readers */
    uint32_t target;   /* page of the whole document, from 1 */
    uint32_t depth;    /* how far in it stands */
} FrontLine;

typedef struct Front {
    const Theme *theme;
    const Prose *strip; /* SAMPLE DATA, DRAFT: if one of the sheets has it; NULL: none */
    const Prose *organization, *title, *subtitle;
    const Prose *facts; /* below the band of the cover, a paragraph each */
    size_t fact_count;
    const Str *names; /* what is inside, in columns */
    size_t name_count;
    const Prose *heading; /* of the contents */
    const FrontLine *lines;
    size_t line_count;
    const FontSet *fonts;
    ShapeCache *cache;
} Front;

/* They have only pages and structure; the caller adds what a document says about itself. NULL after findings. */
Pages *layout_cover(const Front *front, Arena *a, Diag *d);
/* 'first' is the number of the first of its pages, which are numbered i, ii, iii. */
Pages *layout_contents(const Front *front, uint32_t first, Arena *a, Diag *d);
uint32_t layout_contents_pages(const Front *front);
/* A page with a title, before what it names in columns, or pages that others insert after it. */
typedef struct Divider {
    const Prose *title;
    const Str *names;
    size_t name_count;
    uint32_t depth; /* as of Pages */
} Divider;
Pages *layout_divider(const Front *front, const Divider *divider, uint32_t number, Arena *a, Diag *d);

Str roman_number(uint32_t number, Arena *a); /* "iv" */
