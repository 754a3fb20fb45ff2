/* Checks whether finished pages may be written: what PDF/UA-1, WCAG 2.1 AA and a printing press ask of them. Sees only
   pages, so all flavors are judged alike. The theme's own bounds are checked by its reader. */
#include "ground.h"
#include "ncmec/pdf.h"

enum {
    TYPE_LEAST = 8,       /* points */
    RULE_LEAST = 4,       /* 1/4 pt */
    GROUND_LEAST = 12,    /* points: a box with both sides longer is a ground */
    LARGE_TYPE = 18,      /* points: large text, as WCAG 2.1 has it ... */
    LARGE_BOLD_TYPE = 14, /* ... and where it is bold */
    BOLD = 700,           /* weight */
    CONTRAST_LEAST = 450, /* hundredths */
    CONTRAST_LEAST_LARGE = 300,
    SAID_MOST = 100, /* findings remembered, to report none twice */
};

/* A finding reported before: the lines of one paragraph are reported once. */
typedef struct Said {
    const char *fault; /* a word of its own */
    ElemId block;
    Mark mark;
    const Color *color;
} Said;

typedef struct Conform {
    const Pages *pages;
    Arena *arena;
    Diag *diag;
    Grounds grounds;
    Said said[SAID_MOST];
    size_t said_count;
    TextSet inked; /* names of colors whose ink is checked */
    const Color *illegible[SAID_MOST];
    size_t illegible_count;
    const Page *page;
    uint32_t number; /* of the page, from 1 */
} Conform;

/* ---- Structure ---- */

/* Elements are numbered in reading order, so one walk meets the headings as a reader does. */
static void check_headings(const Pages *pages, Diag *d)
{
    const StructElem *before = NULL, *title = NULL;
    for (ElemId id = ELEM_ROOT; id < pages->elem_count; id++) {
        const StructElem *e = &pages->elems[id];
        bool is_title = e->role == ROLE_H1;
        if (!is_title && e->role != ROLE_H2)
            continue;
        if (!is_title && !before)
            diag_error(d, DIAG_CONFORM, e->mark,
                       "this heading is an H2 where an H1 comes next; skip no level (WCAG 1.3.1)");
        if (is_title && title) {
            diag_error(d, DIAG_CONFORM, e->mark, "a second H1; a sheet has one, its title (WCAG 1.3.1)");
            diag_note(d, title->mark, "the first one");
        } else if (is_title) {
            title = e;
        }
        before = e;
    }
    if (!title)
        diag_error(d, DIAG_CONFORM, (Mark){0}, "sheet '%.*s' has no H1; give it a title (WCAG 1.3.1)",
                   STR_ARG(pages->name));
}

/* PDF/A takes strings of 32,767 bytes (ISO 19005-2, 6.1.13), which are two a letter, and a mark in front. */
static void check_length(const char *what, Str text, Mark at, Diag *d)
{
    enum { LETTERS_MOST = 16383 };
    if (text.n >= LETTERS_MOST)
        diag_error(d, DIAG_CONFORM, at, "%s is longer than the %d bytes that a PDF takes; shorten it (WCAG 4.1.1)",
                   what, LETTERS_MOST - 1);
}

static void check_lengths(const Pages *pages, Diag *d)
{
    check_length("the wording's 'title', filled in,", pages->title, (Mark){0}, d);
    check_length("the wording's 'subject', filled in,", pages->subject, (Mark){0}, d);
    check_length("the wording's 'author', filled in,", pages->author, (Mark){0}, d);
    for (ElemId id = ELEM_ROOT; id < pages->elem_count; id++) {
        check_length("the alternative text of this picture", pages->elems[id].alt, pages->elems[id].mark, d);
        check_length("the address of this link", pages->elems[id].url, pages->elems[id].mark, d);
    }
    for (uint32_t i = 0; i < pages->bookmark_count; i++)
        check_length("this heading", pages->bookmarks[i].title, pages->elems[pages->bookmarks[i].elem].mark, d);
}

static void check_elements(const Pages *pages, Diag *d)
{
    for (ElemId id = ELEM_ROOT; id < pages->elem_count; id++) {
        const StructElem *e = &pages->elems[id];
        if (e->role == ROLE_FIGURE && str_trim(e->alt).n == 0)
            diag_error(d, DIAG_CONFORM, e->mark,
                       "this picture has no alternative text; say in words what it shows (WCAG 1.1.1)");
        if (e->role == ROLE_TH && e->scope == SCOPE_NONE)
            diag_error(d, DIAG_CONFORM, e->mark,
                       "this table header heads neither a row nor a column; give it a scope (WCAG 1.3.1)");
    }
}

/* ---- Every item ---- */

static bool is_inline(Role role)
{
    return role == ROLE_STRONG || role == ROLE_EM || role == ROLE_SPAN || role == ROLE_LINK || role == ROLE_REFERENCE;
}

ElemId elem_block(const Pages *pages, ElemId elem)
{
    if (elem >= pages->elem_count)
        return 0;
    while (is_inline(pages->elems[elem].role) && pages->elems[elem].parent < elem)
        elem = pages->elems[elem].parent;
    return elem;
}

/* Reports the fault. False if the same was reported for this paragraph, or for this place on another page. */
__attribute__((format(printf, 4, 5))) static bool fault(Conform *c, const char *word, const DrawItem *item,
                                                        const char *format, ...)
{
    Said now = {word, elem_block(c->pages, item->elem), item->mark, item->color};
    for (size_t i = 0; i < c->said_count; i++) {
        const Said *s = &c->said[i];
        bool same_mark = s->mark.source && s->mark.source == now.mark.source && s->mark.offset == now.mark.offset;
        if (strcmp(s->fault, word) == 0 && s->color == now.color && ((now.block && s->block == now.block) || same_mark))
            return false;
    }
    if (c->said_count < SAID_MOST)
        c->said[c->said_count++] = now;
    va_list args;
    va_start(args, format);
    Str text = str_vprintf(c->arena, format, args);
    va_end(args);
    diag_error(c->diag, DIAG_CONFORM, item->mark, "%.*s", STR_ARG(text));
    return true;
}

static const char *const kind_words[] = {
    [DRAW_RECT] = "box", [DRAW_TEXT] = "text", [DRAW_PATH] = "picture", [DRAW_IMAGE] = "picture"};

static void check_tag(Conform *c, const DrawItem *item)
{
    if (item->elem == ELEM_ARTIFACT && item->artifact == ARTIFACT_NONE)
        fault(c, "artifact", item,
              "this %s on page %u is an artifact of no type; say whether it is a header, a footer, a ground or a rule",
              kind_words[item->kind], c->number);
    else if (item->elem == ELEM_UNSET || (item->elem != ELEM_ARTIFACT && item->elem >= c->pages->elem_count))
        fault(c, "tag", item, "this %s on page %u is neither tagged nor an artifact; give it an element (WCAG 1.3.1)",
              kind_words[item->kind], c->number);
}

static int ink_of(const Color *color)
{
    return color->kind == COLOR_PROCESS ? color_ink(color) : 0;
}

static void check_ink(Conform *c, const Color *color)
{
    if (ink_of(color) > INK_MOST && textset_add(&c->inked, color->name))
        diag_error(c->diag, DIAG_CONFORM, color->mark, "'%.*s' holds %d%% ink; paper takes up to %d%%",
                   STR_ARG(color->name), ink_of(color), INK_MOST);
}

/* ---- Edges ---- */

typedef struct Edge {
    const char *name;
    Sp inside; /* of the trim; negative: beyond it */
} Edge;

/* "by the theme's 'running.baseline'": what moves the item from that edge. */
static Str moved_by(const Conform *c, const DrawItem *item, size_t edge)
{
    static const char *const margins[] = {"page.left", "page.right", "page.body_top", "page.body_bottom"};
    if (item->kind != DRAW_TEXT || !item->style)
        return STR("in the theme");
    return str_printf(c->arena, "by the theme's '%s'", edge > 1 && item->place ? item->place : margins[edge]);
}

/* Near the trim only what bleeds on purpose is right, and only if it reaches the bleed's edge. */
static void check_edges(Conform *c, const DrawItem *item, Rect r)
{
    const Edge edges[] = {{"left", r.x},
                          {"right", c->page->width - r.x - r.width},
                          {"top", r.y},
                          {"bottom", c->page->height - r.y - r.height}};
    const char *what = kind_words[item->kind];
    bool may_bleed = item->kind != DRAW_TEXT && item->bleeds;
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        const Edge *edge = &edges[i];
        if (edge->inside >= SP_PT(LIVE_INSIDE) || (may_bleed && edge->inside <= -c->page->bleed))
            continue;
        Str by = moved_by(c, item, i);
        bool told =
            edge->inside >= 0
                ? fault(c, edge->name, item,
                        "this %s is only %s pt from the %s edge of page %u; move it %.*s: up to %d pt may be cut off",
                        what, SP_SHOWN(edge->inside), edge->name, c->number, STR_ARG(by), LIVE_INSIDE)
                : fault(c, edge->name, item,
                        "this %s runs %s pt over the %s edge of page %u; move it %.*s, at least %d pt inside", what,
                        SP_SHOWN(-edge->inside), edge->name, c->number, STR_ARG(by), LIVE_INSIDE);
        if (told && may_bleed)
            diag_note(c->diag, (Mark){0}, "to bleed, it must reach %s pt past the edge", SP_SHOWN(c->page->bleed));
    }
}

/* ---- Fills ---- */

static Sp thinner_side(Rect r)
{
    return r.width < r.height ? r.width : r.height;
}

static void check_rule(Conform *c, const DrawItem *item)
{
    if (thinner_side(item->rect) < SP_PER_PT / RULE_LEAST)
        fault(c, "rule", item, "this rule on page %u is %s pt thin; use at least 0.25 pt, or a press loses it",
              c->number, SP_SHOWN(thinner_side(item->rect)));
}

static void check_fill(Conform *c, const DrawItem *item)
{
    Rect r = item->rect;
    if (thinner_side(r) > SP_PT(GROUND_LEAST) && ink_of(item->color) > GROUND_INK_MOST &&
        fault(c, "ground", item,
              "a ground of %s x %s pt on page %u holds %d%% ink; use at most %d%%, or it does not dry",
              SP_SHOWN(r.width), SP_SHOWN(r.height), c->number, ink_of(item->color), GROUND_INK_MOST))
        diag_note(c->diag, item->color->mark, "'%.*s'", STR_ARG(item->color->name));
    check_edges(c, item, r);
    grounds_add(&c->grounds, r, item->color, item->kind == DRAW_RECT);
}

static void check_stroke(Conform *c, const DrawItem *item)
{
    if (item->stroke.width < SP_PER_PT / RULE_LEAST)
        fault(c, "rule", item, "this picture on page %u has a line of %s pt; use at least 0.25 pt, or a press loses it",
              c->number, SP_SHOWN(item->stroke.width));
    check_edges(c, item, item->rect);
}

/* ---- Text ---- */

static Rect em_box(const DrawItem *item, Sp x, Sp width)
{
    return (Rect){x, item->baseline - font_above(item->font, item->size), width, item->size};
}

static void check_type(Conform *c, const DrawItem *item)
{
    const Color *color = item->color;
    bool small = item->size <= SP_PT(SMALL_TYPE);
    if (item->size < SP_PT(TYPE_LEAST))
        fault(c, "size", item, "this text is set at %s pt; use at least %d pt", SP_SHOWN(item->size), TYPE_LEAST);
    if (color->kind == COLOR_PAPER &&
        (item->size < SP_PT(PAPER_TYPE_LEAST) || (small && item->font->weight < PAPER_WEIGHT_LEAST)))
        fault(c, "white", item, "white text at %s pt, weight %d: up to %d pt, use at least %d pt and weight %d%s%s%s",
              SP_SHOWN(item->size), item->font->weight, SMALL_TYPE, PAPER_TYPE_LEAST, PAPER_WEIGHT_LEAST,
              item->style ? " in the theme's 'styles." : "", item->style ? item->style : "", item->style ? "'" : "");
    if (color->kind == COLOR_PROCESS && small &&
        fault(c, "color", item,
              "this text is '%.*s' at %s pt: up to %d pt, use 'black' or 'paper', or its inks show side by side",
              STR_ARG(color->name), SP_SHOWN(item->size), SMALL_TYPE))
        diag_note(c->diag, color->mark, "'%.*s'", STR_ARG(color->name));
}

static bool is_empty(const GlyphRun *run, const Glyph *glyph)
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
            if (width <= 0 || is_empty(run, glyph))
                continue;
            Contrast found = grounds_contrast(&c->grounds, em_box(item, x, width), item->color);
            if (!lowest.ground || found.ratio < lowest.ratio)
                lowest = found;
        }
    }
    return lowest;
}

/* Once a color, at the one of the two that a theme can change, with the nearest that would do. */
static void contrast_report(Conform *c, const DrawItem *item, Contrast found, int wanted)
{
    const Color *text = item->color, *ground = found.ground;
    const Color *own = text->kind == COLOR_PROCESS ? text : ground, *other = own == text ? ground : text;
    const int hundredths = (int)(found.ratio * 100); /* rounded down: 4.499 is not 4.50 */
    uint8_t srgb[3];
    for (size_t i = 0; i < c->illegible_count; i++)
        if (c->illegible[i] == own || c->illegible[i] == other)
            return;
    if (c->illegible_count < SAID_MOST)
        c->illegible[c->illegible_count++] = own;
    bool has_better = own->kind == COLOR_PROCESS && own != other && color_legible(own, other, wanted / 100.0, srgb);
    Str style = item->style ? str_printf(c->arena, ", as in 'styles.%s',", item->style) : (Str){0};
    diag_error(c->diag, DIAG_CONFORM, own->mark.source && own != other ? own->mark : item->mark,
               "text in '%.*s' on '%.*s' has a contrast of %d.%02d:1; at %s pt%.*s it needs at least %d.%d:1 to be "
               "legible (WCAG 1.4.3)%s",
               STR_ARG(text->name), STR_ARG(ground->name), hundredths / 100, hundredths % 100, SP_SHOWN(item->size),
               STR_ARG(style), wanted / 100, wanted % 100 / 10,
               has_better ? str_printf(c->arena, "; '%.*s' could be \"#%02X%02X%02X\"", STR_ARG(own->name), srgb[0],
                                       srgb[1], srgb[2])
                                .s
                          : "");
    if (other->mark.source)
        diag_note(c->diag, other->mark, "'%.*s'", STR_ARG(other->name));
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
    if (found.ground && found.ratio * 100 < wanted)
        contrast_report(c, item, found, wanted);
}

/* U+E000 to U+F8FF, and planes 15 and 16: characters with a meaning in one font only. */
static bool holds_private_use(Str text)
{
    for (size_t at = ascii_end(text, 0); at < text.n; at = ascii_end(text, at)) {
        uint32_t c = utf8_next(text, &at);
        if ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000)
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
            fault(c, "glyph", item,
                  "'%.*s' is painted with a glyph that means no character; write it differently, or use a font that "
                  "has it",
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
    c->grounds.count = 0;
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
            (item->stroke.width ? check_stroke : check_fill)(c, item);
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
    Conform *c = ARENA_NEW(a, Conform);
    *c = (Conform){.pages = pages, .arena = a, .diag = d, .grounds.arena = a, .inked.arena = a};
    check_headings(pages, d);
    check_elements(pages, d);
    check_lengths(pages, d);
    for (uint32_t i = 0; i < pages->page_count; i++) {
        c->page = &pages->pages[i];
        c->number = i + 1;
        check_page(c);
    }
    return diag_errors(d) == errors;
}

void pages_look(const Pages *pages, Arena *a, void (*seen)(void *context, const Seen *item), void *context)
{
    Conform c = {.pages = pages, .arena = a, .grounds.arena = a};
    for (uint32_t p = 0; p < pages->page_count; p++) {
        c.grounds.count = 0;
        for (uint32_t i = 0; i < pages->pages[p].item_count; i++) {
            const DrawItem *item = &pages->pages[p].items[i];
            bool is_text = item->kind == DRAW_TEXT;
            Contrast found =
                is_text ? glyphs_contrast(&c, item) : grounds_contrast(&c.grounds, item->rect, item->color);
            if (!is_text && !item->stroke.width)
                grounds_add(&c.grounds, item->rect, item->color, item->kind == DRAW_RECT);
            seen(context,
                 &(Seen){item, p + 1, (int)(found.ratio * 100), is_text ? least_contrast(item) : 0, found.ground});
        }
    }
}
