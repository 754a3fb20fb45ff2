/* Checks whether finished pages may be written: what PDF/UA-1, WCAG 2.1 AA and a printing press ask of them, after all
   sizes are settled. Sees only pages, so all flavors are judged alike. Leaves out what the reader of typed files has
   refused before (the theme's own bounds) and what only the file shows (fonts, color spaces, metadata). */
#include "ground.h"

enum {
    TYPE_LEAST = 8,           /* points */
    RULE_LEAST = 4,           /* 1/4 pt */
    LIVE_INSIDE = 18,         /* points from live matter to the trim */
    SMALL_TYPE = 12,          /* points: up to here type is black or paper white alone */
    PAPER_TYPE_LEAST = 9,     /* points of type in paper white ... */
    PAPER_WEIGHT_LEAST = 600, /* ... and the weight of its face, up to SMALL_TYPE */
    INK_MOST = 300,           /* percent, all four inks together */
    GROUND_INK_MOST = 240,    /* percent in a ground: a large dark solid must dry */
    GROUND_LEAST = 12,        /* points: a box with both sides longer is a ground */
    LARGE_TYPE = 18,          /* points: large text, as WCAG 2.1 has it ... */
    LARGE_BOLD_TYPE = 14,     /* ... and where it is bold */
    BOLD = 700,               /* weight */
    CONTRAST_LEAST = 450,     /* hundredths */
    CONTRAST_LEAST_LARGE = 300,
    FORMAT_DECIMALS = 2,
    SAID_MOST = 100, /* findings remembered, to report none twice */
};

typedef enum Fault {
    FAULT_CONTRAST,
    FAULT_UNTAGGED,
    FAULT_ARTIFACT_TYPE,
    FAULT_TYPE_SIZE,
    FAULT_SMALL_COLOR,
    FAULT_PAPER_TYPE,
    FAULT_GLYPH,
    FAULT_LEFT,
    FAULT_RIGHT,
    FAULT_TOP,
    FAULT_BOTTOM,
    FAULT_RULE,
    FAULT_GROUND_INK,
} Fault;

/* A finding reported before: the lines of one paragraph are reported once. */
typedef struct Said {
    Fault fault;
    ElemId block;
    Mark mark;
    const Color *color;
} Said;

typedef struct Conform {
    const Pages *pages;
    Arena *arena;
    Diag *diag;
    Grounds grounds;
    Said *said;
    size_t said_count;
    const Color **inked; /* colors whose ink is checked */
    size_t inked_count, inked_capacity;
    const Page *page;
    uint32_t number; /* of the page, from 1 */
} Conform;

/* ---- Structure ---- */

/* 0 for what is no heading. */
static int heading_level(Role role)
{
    return role == ROLE_H1 ? 1 : role == ROLE_H2 ? 2 : 0;
}

/* Elements are numbered in reading order, so one walk meets the headings as a reader does. */
static void check_headings(const Pages *pages, Diag *d)
{
    const StructElem *before = NULL, *title = NULL;
    for (ElemId id = ELEM_ROOT; id < pages->elem_count; id++) {
        const StructElem *e = &pages->elems[id];
        int level = heading_level(e->role), last = before ? heading_level(before->role) : 0;
        if (level == 0)
            continue;
        if (level > last + 1) {
            diag_error(d, DIAG_CONFORM, e->mark, "this heading is an H%d where an H%d comes next; skip no level", level,
                       last + 1);
            if (before)
                diag_note(d, before->mark, "the heading before it is an H%d", last);
        }
        if (level == 1 && title) {
            diag_error(d, DIAG_CONFORM, e->mark, "a second H1; a sheet has one, its title");
            diag_note(d, title->mark, "the first one");
        } else if (level == 1) {
            title = e;
        }
        before = e;
    }
    if (!title)
        diag_error(d, DIAG_CONFORM, (Mark){0}, "sheet '%.*s' has no H1; give it a title", STR_ARG(pages->name));
}

static void check_elements(const Pages *pages, Diag *d)
{
    for (ElemId id = ELEM_ROOT; id < pages->elem_count; id++) {
        const StructElem *e = &pages->elems[id];
        if (e->role == ROLE_FIGURE && str_trim(e->alt).n == 0)
            diag_error(d, DIAG_CONFORM, e->mark, "this picture has no alternative text; say in words what it shows");
        if (e->role == ROLE_TH && e->scope == SCOPE_NONE)
            diag_error(d, DIAG_CONFORM, e->mark, "this table header heads neither a row nor a column; give it a scope");
    }
}

/* ---- Every item ---- */

static const char *points(Sp length, char text[32])
{
    text[sp_format(length, FORMAT_DECIMALS, text)] = '\0';
    return text;
}

static bool is_inline(Role role)
{
    return role == ROLE_STRONG || role == ROLE_EM || role == ROLE_SPAN || role == ROLE_LINK;
}

/* The paragraph, heading or cell around an element of inline text. */
static ElemId block_of(const Pages *pages, ElemId elem)
{
    if (elem >= pages->elem_count)
        return 0;
    while (is_inline(pages->elems[elem].role) && pages->elems[elem].parent < elem)
        elem = pages->elems[elem].parent;
    return elem;
}

/* False if the same was reported for this paragraph, or for this place on another page. */
static bool is_news(Conform *c, Fault fault, const DrawItem *item)
{
    Said now = {fault, block_of(c->pages, item->elem), item->mark, item->color};
    for (size_t i = 0; i < c->said_count; i++) {
        const Said *s = &c->said[i];
        bool same_mark = s->mark.source && s->mark.source == now.mark.source && s->mark.offset == now.mark.offset;
        if (s->fault == fault && s->color == now.color && ((now.block && s->block == now.block) || same_mark))
            return false;
    }
    if (!c->said)
        c->said = ARENA_ARRAY(c->arena, Said, SAID_MOST);
    if (c->said_count < SAID_MOST)
        c->said[c->said_count++] = now;
    return true;
}

static const char *const kind_words[] = {
    [DRAW_RECT] = "box", [DRAW_TEXT] = "text", [DRAW_PATH] = "picture", [DRAW_IMAGE] = "picture"};

static void check_tag(Conform *c, const DrawItem *item)
{
    if (item->elem == ELEM_ARTIFACT) {
        if (item->artifact == ARTIFACT_NONE && is_news(c, FAULT_ARTIFACT_TYPE, item))
            diag_error(c->diag, DIAG_CONFORM, item->mark,
                       "this %s on page %u is an artifact of no type; say whether it is a header, a footer, a ground "
                       "or a rule",
                       kind_words[item->kind], c->number);
    } else if ((item->elem == ELEM_UNSET || item->elem >= c->pages->elem_count) && is_news(c, FAULT_UNTAGGED, item)) {
        diag_error(c->diag, DIAG_CONFORM, item->mark,
                   "this %s on page %u is neither tagged nor an artifact; give it an element", kind_words[item->kind],
                   c->number);
    }
}

static int ink_of(const Color *color)
{
    return color->kind == COLOR_PROCESS ? color->cmyk[0] + color->cmyk[1] + color->cmyk[2] + color->cmyk[3] : 0;
}

static void check_ink(Conform *c, const Color *color)
{
    for (size_t i = 0; i < c->inked_count; i++)
        if (c->inked[i] == color)
            return;
    ARENA_ROOM(c->arena, c->inked, c->inked_count, c->inked_capacity);
    c->inked[c->inked_count++] = color;
    if (ink_of(color) > INK_MOST)
        diag_error(c->diag, DIAG_CONFORM, color->mark, "'%.*s' holds %d%% ink; paper takes up to %d%%",
                   STR_ARG(color->name), ink_of(color), INK_MOST);
}

/* ---- Edges ---- */

typedef struct Edge {
    Fault fault;
    const char *name;
    Sp inside; /* of the trim; negative: beyond it */
} Edge;

static void edge_report(Conform *c, const DrawItem *item, const Edge *edge)
{
    char is[32];
    if (!is_news(c, edge->fault, item))
        return;
    const char *what = kind_words[item->kind];
    if (edge->inside >= 0)
        diag_error(
            c->diag, DIAG_CONFORM, item->mark,
            "this %s is only %s pt from the %s edge of page %u; move it in the theme: up to %d pt may be cut off", what,
            points(edge->inside, is), edge->name, c->number, LIVE_INSIDE);
    else
        diag_error(c->diag, DIAG_CONFORM, item->mark,
                   "this %s runs %s pt over the %s edge of page %u; move it in the theme, at least %d pt inside", what,
                   points(-edge->inside, is), edge->name, c->number, LIVE_INSIDE);
    if (item->kind != DRAW_TEXT && item->bleeds)
        diag_note(c->diag, (Mark){0}, "to bleed, it must reach %s pt past the edge", points(c->page->bleed, is));
}

/* Near the trim only what bleeds on purpose is right, and only if it reaches the bleed's edge. */
static void check_edges(Conform *c, const DrawItem *item, Rect r)
{
    const Edge edges[] = {{FAULT_LEFT, "left", r.x},
                          {FAULT_RIGHT, "right", c->page->width - r.x - r.width},
                          {FAULT_TOP, "top", r.y},
                          {FAULT_BOTTOM, "bottom", c->page->height - r.y - r.height}};
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        bool bleeds = item->kind != DRAW_TEXT && item->bleeds && edges[i].inside <= -c->page->bleed;
        if (edges[i].inside < SP_PT(LIVE_INSIDE) && !bleeds)
            edge_report(c, item, &edges[i]);
    }
}

/* ---- Fills ---- */

static Sp thinner_side(Rect r)
{
    return r.width < r.height ? r.width : r.height;
}

static void check_rule(Conform *c, const DrawItem *item)
{
    char is[32];
    if (thinner_side(item->rect) < SP_PER_PT / RULE_LEAST && is_news(c, FAULT_RULE, item))
        diag_error(c->diag, DIAG_CONFORM, item->mark,
                   "this rule on page %u is %s pt thin; use at least 0.25 pt, or a press loses it", c->number,
                   points(thinner_side(item->rect), is));
}

static void check_fill(Conform *c, const DrawItem *item)
{
    char wide[32], high[32];
    Rect r = item->rect;
    if (thinner_side(r) > SP_PT(GROUND_LEAST) && ink_of(item->color) > GROUND_INK_MOST &&
        is_news(c, FAULT_GROUND_INK, item)) {
        diag_error(c->diag, DIAG_CONFORM, item->mark,
                   "a ground of %s x %s pt on page %u holds %d%% ink; use at most %d%%, or it does not dry",
                   points(r.width, wide), points(r.height, high), c->number, ink_of(item->color), GROUND_INK_MOST);
        diag_note(c->diag, item->color->mark, "'%.*s'", STR_ARG(item->color->name));
    }
    check_edges(c, item, r);
    grounds_add(&c->grounds, r, item->color, item->kind == DRAW_RECT);
}

static void check_stroke(Conform *c, const DrawItem *item)
{
    char is[32];
    if (item->stroke.width < SP_PER_PT / RULE_LEAST && is_news(c, FAULT_RULE, item))
        diag_error(c->diag, DIAG_CONFORM, item->mark,
                   "this picture on page %u has a line of %s pt; use at least 0.25 pt, or a press loses it", c->number,
                   points(item->stroke.width, is));
    check_edges(c, item, item->rect);
}

/* ---- Text ---- */

/* An em high, divided at the baseline as the font's ascent and descent are: the height that letters fill, without the
   font's share of the space between lines. */
static Rect em_box(const DrawItem *item, Sp x, Sp width)
{
    const Font *font = item->font;
    int64_t whole = (int64_t)font->ascent - font->descent;
    Sp above = whole > 0 ? sp_scale(item->size, font->ascent, whole) : item->size;
    return (Rect){x, item->baseline - above, width, item->size};
}

static void check_type(Conform *c, const DrawItem *item)
{
    char is[32];
    const Color *color = item->color;
    bool small = item->size <= SP_PT(SMALL_TYPE);
    if (item->size < SP_PT(TYPE_LEAST) && is_news(c, FAULT_TYPE_SIZE, item))
        diag_error(c->diag, DIAG_CONFORM, item->mark, "this text is set at %s pt; use at least %d pt",
                   points(item->size, is), TYPE_LEAST);
    switch (color->kind) {
    case COLOR_BLACK:
    case COLOR_MARKS:
        break;
    case COLOR_PAPER:
        if ((item->size < SP_PT(PAPER_TYPE_LEAST) || (small && item->font->weight < PAPER_WEIGHT_LEAST)) &&
            is_news(c, FAULT_PAPER_TYPE, item))
            diag_error(c->diag, DIAG_CONFORM, item->mark,
                       "white text at %s pt, weight %d: up to %d pt, use at least %d pt and weight %d",
                       points(item->size, is), item->font->weight, SMALL_TYPE, PAPER_TYPE_LEAST, PAPER_WEIGHT_LEAST);
        break;
    case COLOR_PROCESS:
        if (small && is_news(c, FAULT_SMALL_COLOR, item)) {
            diag_error(
                c->diag, DIAG_CONFORM, item->mark,
                "this text is '%.*s' at %s pt: up to %d pt, use 'black' or 'paper', or its inks show side by side",
                STR_ARG(color->name), points(item->size, is), SMALL_TYPE);
            diag_note(c->diag, color->mark, "'%.*s'", STR_ARG(color->name));
        }
        break;
    }
}

static bool is_space(const GlyphRun *run, const Glyph *glyph)
{
    Str text = str_slice(run->text, glyph->text, glyph->text + glyph->text_length);
    return text.n && str_trim(text).n == 0;
}

static int least_contrast(const DrawItem *item)
{
    bool large =
        item->size >= SP_PT(LARGE_TYPE) || (item->size >= SP_PT(LARGE_BOLD_TYPE) && item->font->weight >= BOLD);
    return large ? CONTRAST_LEAST_LARGE : CONTRAST_LEAST;
}

/* The lowest contrast among the item's glyphs, without spaces. */
static Contrast glyphs_contrast(Conform *c, const DrawItem *item)
{
    Contrast lowest = {0};
    for (uint32_t i = 0; i < item->piece_count; i++) {
        const GlyphRun *run = item->pieces[i].run;
        int64_t pen = 0;
        for (uint32_t k = 0; k < run->count; k++) {
            const Glyph *glyph = &run->glyphs[k];
            Sp x = item->rect.x + item->pieces[i].x + font_length(pen + glyph->x_offset, run->font, item->size);
            Sp width = font_length(glyph->advance, run->font, item->size);
            pen += glyph->advance;
            if (width <= 0 || is_space(run, glyph))
                continue;
            Contrast found = grounds_contrast(&c->grounds, em_box(item, x, width), item->color);
            if (!lowest.ground || found.ratio < lowest.ratio)
                lowest = found;
        }
    }
    return lowest;
}

static void check_contrast(Conform *c, const DrawItem *item)
{
    int wanted = least_contrast(item);
    if (item->rect.width <= 0 || item->size <= 0)
        return;
    /* Look at the whole line first: nearly always it is on one ground, and legible. */
    Contrast found = grounds_contrast(&c->grounds, em_box(item, item->rect.x, item->rect.width), item->color);
    if (found.ratio * 100 >= wanted)
        return;
    found = glyphs_contrast(c, item);
    if (!found.ground || found.ratio * 100 >= wanted || !is_news(c, FAULT_CONTRAST, item))
        return;
    char size[32];
    int hundredths = (int)(found.ratio * 100); /* rounded down: 4.499 is not 4.50 */
    diag_error(c->diag, DIAG_CONFORM, item->mark,
               "this text has a contrast of %d.%02d:1; at %s pt it needs at least %d.%d:1 to be legible",
               hundredths / 100, hundredths % 100, points(item->size, size), wanted / 100, wanted % 100 / 10);
    diag_note(c->diag, item->color->mark, "its color is '%.*s'", STR_ARG(item->color->name));
    diag_note(c->diag, found.ground->mark, "its ground is '%.*s'", STR_ARG(found.ground->name));
}

/* U+E000 to U+F8FF, and planes 15 and 16: characters with a meaning in one font only. */
static bool holds_private_use(Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char byte = (unsigned char)text.s[i];
        if (byte < 0xEE)
            continue;
        size_t at = i;
        uint32_t point = utf8_next(text, &at);
        if ((point >= 0xE000 && point <= 0xF8FF) || point >= 0xF0000)
            return true;
    }
    return false;
}

/* A glyph without a text of its own belongs to the one before it. */
static bool is_mapped(const GlyphRun *run)
{
    for (uint32_t i = 0; i < run->count; i++) {
        const Glyph *glyph = &run->glyphs[i];
        if (glyph->id == 0 || (i == 0 && glyph->text_length == 0) || glyph->text + glyph->text_length > run->text.n)
            return false;
    }
    return !holds_private_use(run->text);
}

static void check_glyphs(Conform *c, const DrawItem *item)
{
    for (uint32_t i = 0; i < item->piece_count; i++)
        if (!is_mapped(item->pieces[i].run)) {
            if (is_news(c, FAULT_GLYPH, item))
                diag_error(c->diag, DIAG_CONFORM, item->mark,
                           "'%.*s' is painted with a glyph that means no character; write it differently, or use a "
                           "font that has it",
                           STR_ARG(item->pieces[i].run->text));
            return;
        }
}

static void check_text(Conform *c, const DrawItem *item)
{
    check_type(c, item);
    check_contrast(c, item);
    check_glyphs(c, item);
    check_edges(c, item, em_box(item, item->rect.x, item->rect.width));
}

static void check_page(Conform *c)
{
    grounds_start(&c->grounds);
    for (uint32_t i = 0; i < c->page->item_count; i++) {
        const DrawItem *item = &c->page->items[i];
        check_tag(c, item);
        check_ink(c, item->color);
        switch (item->kind) {
        case DRAW_RECT:
            check_rule(c, item);
            check_fill(c, item);
            break;
        case DRAW_PATH:
            if (item->stroke.width)
                check_stroke(c, item);
            else
                check_fill(c, item);
            break;
        case DRAW_IMAGE:
            check_edges(c, item, item->rect);
            break;
        case DRAW_TEXT:
            check_text(c, item);
            break;
        }
    }
}

bool pages_conform(const Pages *pages, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    Conform c = {.pages = pages, .arena = a, .diag = d, .grounds = {.arena = a}};
    check_headings(pages, d);
    check_elements(pages, d);
    for (uint32_t i = 0; i < pages->page_count; i++) {
        c.page = &pages->pages[i];
        c.number = i + 1;
        check_page(&c);
    }
    return diag_errors(d) == errors;
}
