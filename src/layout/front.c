/* What binds many sheets together: a cover, a table of contents, dividers. On the sheets' own grid, in the theme's
   bands, colors and styles: the cover's band reaches down to the golden section of the page, the contents have the
   band of a sheet's first page. Everything is set at the roomiest level of fit. */
#include "layout.h"

enum { GOLDEN = 618, WHOLE = 1000 };

static Layout layout_begin(const Front *front, Arena *a, Diag *d)
{
    Document *doc = ARENA_NEW(a, Document);
    doc->theme = front->theme;
    if (front->strip)
        doc->strip = *front->strip;
    Layout l = {.doc = doc,
                .theme = front->theme,
                .level = &front->theme->levels[0],
                .fonts = front->fonts,
                .cache = front->cache,
                .arena = a,
                .diag = d,
                .elem_count = 1}; /* 0 is no element */
    ARENA_ROOM(a, l.elems, l.elem_count, l.elem_capacity);
    elem_add(&l, ROLE_DOCUMENT, 0, (Mark){0});
    return l;
}

static Prose prose_plain(const Layout *l, Str text)
{
    Inline *all = ARENA_NEW(l->arena, Inline);
    *all = (Inline){.kind = INLINE_TEXT, .end = (uint32_t)text.n};
    return (Prose){.text = text, .inlines = all, .inline_count = text.n ? 1 : 0};
}

static Page page_end(const Layout *l, const Canvas *c)
{
    const Theme *t = l->theme;
    return (Page){.width = t->page.width,
                  .height = t->page.height,
                  .bleed = t->page.bleed,
                  .items = c->items,
                  .item_count = (uint32_t)c->count,
                  .links = c->links,
                  .link_count = (uint32_t)c->link_count};
}

static Pages *pages_end(const Layout *l, const Page *pages, uint32_t count, size_t errors)
{
    Pages *result = ARENA_NEW(l->arena, Pages);
    *result = (Pages){.pages = pages, .page_count = count, .elems = l->elems, .elem_count = (uint32_t)l->elem_count};
    return diag_errors(l->diag) == errors ? result : NULL;
}

static Sp text_paint(Layout *l, Canvas *c, Str text, StyleId style, Voice voice, Side side, Sp x, Sp width, Sp baseline)
{
    Prose prose = prose_plain(l, text);
    return canvas_one_line(l, c, &prose, style, voice, side, x, width, baseline, false);
}

Str roman_number(uint32_t number, Arena *a)
{
    static const struct {
        uint32_t value;
        const char *digits;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    Buf text = {.arena = a};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (; number >= steps[i].value; number -= steps[i].value)
            buf_put(&text, str_from(steps[i].digits));
    return buf_str(&text);
}

static void foot_paint(Layout *l, Canvas *c, const Prose *left, uint32_t number)
{
    const Theme *t = l->theme;
    Voice voice = {ELEM_ARTIFACT, ARTIFACT_FOOTER};
    Sp width = body_width(t), gap = style_leading(l, STYLE_FOOTER);
    size_t first = c->count;
    canvas_rule(c, l->arena, t->page.left, t->footer.rule_y, width, t->footer.rule);
    for (size_t i = first; i < c->count; i++)
        c->items[i].artifact = ARTIFACT_FOOTER;
    Sp used = text_paint(l, c, roman_number(number, l->arena), STYLE_FOOTER, voice, SIDE_RIGHT, t->page.left, width,
                         t->footer.baseline);
    canvas_one_line(l, c, left, STYLE_FOOTER, voice, SIDE_LEFT, t->page.left, width - used - gap, t->footer.baseline,
                    false);
}

static void strip_paint(Layout *l, Canvas *c, Sp y)
{
    if (l->doc->strip.text.n)
        page_strip(l, c, y, elem_add(l, ROLE_P, ELEM_ROOT, l->doc->strip.mark));
}

/* ---- The cover ---- */

static Sp cover_band(const Theme *t)
{
    return sp_scale(t->page.height, WHOLE - GOLDEN, WHOLE) + t->header.height;
}

/* The large band with the title at its foot, as far from it as on a sheet. */
static void title_paint(Layout *l, Canvas *c, const Front *front, const Prose *title, const Prose *subtitle)
{
    const Theme *t = l->theme;
    Sp x = t->page.left, width = body_width(t), band = cover_band(t), down = band - t->header.height;
    page_band(l, c, band, t->header.ground, t->header.rule, ARTIFACT_BACKGROUND);
    strip_paint(l, c, band + t->header.rule.weight);
    Voice heading = {.elem = elem_add(l, ROLE_H1, ELEM_ROOT, title->mark)};
    canvas_one_line(l, c, front->organization, STYLE_ORGANIZATION, heading, SIDE_LEFT, x, width,
                    t->header.organization_y, true);
    canvas_title(l, c, title, STYLE_TITLE, heading, x, width, down + t->header.title_y, t->header.title_least);
    if (!subtitle)
        return;
    Voice below = {.elem = elem_add(l, ROLE_P, ELEM_ROOT, subtitle->mark)};
    canvas_one_line(l, c, subtitle, STYLE_YEAR, below, SIDE_LEFT, x, width, down + t->header.year_y, false);
}

/* Names down the columns of the highlights' grid, as a list. Returns where they end. */
static Sp names_paint(Layout *l, Canvas *c, const Front *front, Sp y)
{
    const Theme *t = l->theme;
    Sp gap = t->highlights.column_gap, leading = style_leading(l, STYLE_TABLE) + t->table.padding_y;
    size_t columns = (size_t)t->highlights.columns, rows = (front->name_count + columns - 1) / columns;
    Sp width = (body_width(t) - gap * (Sp)(columns - 1)) / (Sp)columns;
    ElemId list = elem_add(l, ROLE_L, ELEM_ROOT, (Mark){0});
    canvas_rule(c, l->arena, t->page.left, y, body_width(t), t->highlights.rule);
    y += t->highlights.rule_gap;
    for (size_t i = 0; i < front->name_count; i++) {
        ElemId item = elem_add(l, ROLE_LI, list, (Mark){0});
        Voice voice = {.elem = elem_add(l, ROLE_LBODY, item, (Mark){0})};
        Sp x = t->page.left + (Sp)(i / rows) * (width + gap), top = y + (Sp)(i % rows) * leading;
        text_paint(l, c, front->names[i], STYLE_TABLE, voice, SIDE_LEFT, x, width,
                   top + style_baseline(l, STYLE_TABLE));
    }
    return y + (Sp)rows * leading - t->table.padding_y;
}

/* How much ends below the last line that may be used: the footer's, for the cover has none. */
static Sp cover_excess(const Layout *l, Sp end)
{
    Sp excess = end - l->theme->footer.baseline;
    return excess > 0 ? excess : 0;
}

static void cover_report(const Layout *l, const Front *front, Sp excess)
{
    Sp leading = style_leading(l, STYLE_BODY);
    Mark longest = {0};
    for (size_t i = 0, n = 0; i < front->fact_count; i++)
        if (front->facts[i].text.n > n) {
            n = front->facts[i].text.n;
            longest = prose_mark(&front->facts[i], n / 2, 1);
        }
    int64_t lines = (excess + leading - 1) / leading;
    diag_error(
        l->diag, DIAG_FIT, longest,
        "the cover does not hold this text above the names of the states: it runs over by %lld line%s; shorten it",
        (long long)lines, lines == 1 ? "" : "s");
}

Pages *layout_cover(const Front *front, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    Layout l = layout_begin(front, a, d);
    const Theme *t = front->theme;
    Canvas c = {0}, below = {0};
    title_paint(&l, &c, front, front->title, front->subtitle);
    Sp give = l.level->section_stretch, y = cover_band(t) + t->header.rule.weight + l.level->section_gap + give;
    for (size_t i = 0; i < front->fact_count; i++) {
        const Prose *fact = &front->facts[i];
        Voice voice = {.elem = elem_add(&l, ROLE_P, ELEM_ROOT, fact->mark)};
        y += paragraph_paint(&l, &below, fact, STYLE_BODY, voice, t->page.left, y, body_width(t), false);
        y += l.level->paragraph_gap;
    }
    if (front->name_count)
        y = names_paint(&l, &below, front, y + l.level->section_gap);
    Sp excess = cover_excess(&l, y);
    if (excess > give)
        cover_report(&l, front, excess - give);
    canvas_move(&c, a, &below, -(excess < give ? excess : give));
    Page *page = ARENA_NEW(a, Page);
    *page = page_end(&l, &c);
    return pages_end(&l, page, 1, errors);
}

Pages *layout_divider(const Front *front, const Prose *title, uint32_t number, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    Layout l = layout_begin(front, a, d);
    Canvas c = {0};
    title_paint(&l, &c, front, title, NULL);
    foot_paint(&l, &c, front->title, number);
    Page *page = ARENA_NEW(a, Page);
    *page = page_end(&l, &c);
    return pages_end(&l, page, 1, errors);
}

/* ---- The contents ---- */

/* How the lines stand: large in one column where they fit on a page so, else in two. */
typedef struct Grid {
    StyleId style;
    size_t columns, rows_first, rows; /* rows of the first page, and of the later ones */
    Sp row, width;
} Grid;

static Grid grid_make(const Layout *l, size_t lines)
{
    const Theme *t = l->theme;
    Sp room_first = t->page.body_bottom - t->page.body_top_first, room = t->page.body_bottom - t->page.body_top;
    Grid g = {.style = STYLE_BODY, .columns = 1, .width = body_width(t)};
    g.row = style_leading(l, STYLE_BODY) + 2 * t->table.padding_y + t->table.row.weight;
    if ((Sp)lines * g.row > room_first) {
        g.style = STYLE_TABLE;
        g.columns = 2;
        g.row = style_leading(l, STYLE_TABLE) + 2 * t->table.padding_y + t->table.row.weight;
        g.width = (body_width(t) - 2 * t->highlights.column_gap) / 2;
    }
    g.rows_first = (size_t)(room_first / g.row);
    g.rows = (size_t)(room / g.row);
    return g;
}

static uint32_t grid_pages(const Grid *g, size_t lines)
{
    size_t first = g->columns * g->rows_first, later = g->columns * g->rows;
    return lines <= first ? 1 : 1 + (uint32_t)((lines - first + later - 1) / later);
}

uint32_t layout_contents_pages(const Front *front)
{
    Layout l = {.theme = front->theme, .level = &front->theme->levels[0]};
    Grid g = grid_make(&l, front->line_count);
    return grid_pages(&g, front->line_count);
}

static void entry_paint(Layout *l, Canvas *c, const Grid *g, const FrontLine *line, ElemId toc, Sp x, Sp y)
{
    const Theme *t = l->theme;
    ElemId item = elem_add(l, ROLE_TOCI, toc, (Mark){0}), paragraph = elem_add(l, ROLE_P, item, (Mark){0});
    ElemId link = elem_add(l, ROLE_LINK, paragraph, (Mark){0});
    Voice voice = {.elem = link};
    Sp baseline = y + t->table.padding_y + style_baseline(l, g->style);
    /* The text is read first; how wide its label is does not depend on it. */
    Canvas label = {0};
    Sp used = text_paint(l, &label, line->label, g->style, voice, SIDE_RIGHT, x, g->width, baseline);
    canvas_one_line(l, c, line->text, g->style, voice, SIDE_LEFT, x, g->width - used - t->table.padding_x, baseline,
                    true);
    canvas_move(c, l->arena, &label, 0);
    canvas_rule(c, l->arena, x, y + g->row - t->table.row.weight, g->width, t->table.row);
    ARENA_ROOM(l->arena, c->links, c->link_count, c->link_capacity);
    c->links[c->link_count++] =
        (LinkArea){.rect = {x, y, g->width, g->row}, .elem = link, .target = line->target, .text = line->link};
}

static void contents_head(Layout *l, Canvas *c, const Front *front, bool is_first)
{
    const Theme *t = l->theme;
    Sp x = t->page.left, width = body_width(t);
    if (!is_first) {
        Voice artifact = {ELEM_ARTIFACT, ARTIFACT_HEADER};
        page_band(l, c, t->running.height, t->running.ground, t->running.rule, ARTIFACT_HEADER);
        page_strip(l, c, t->running.height + t->running.rule.weight, ELEM_ARTIFACT);
        canvas_one_line(l, c, front->heading, STYLE_RUNNING, artifact, SIDE_LEFT, x, width, t->running.baseline, false);
        return;
    }
    page_band(l, c, t->header.height, t->header.ground, t->header.rule, ARTIFACT_BACKGROUND);
    strip_paint(l, c, t->header.height + t->header.rule.weight);
    Voice heading = {.elem = elem_add(l, ROLE_H1, ELEM_ROOT, (Mark){0})};
    canvas_one_line(l, c, front->organization, STYLE_ORGANIZATION, (Voice){ELEM_ARTIFACT, ARTIFACT_HEADER}, SIDE_LEFT,
                    x, width, t->header.organization_y, false);
    canvas_one_line(l, c, front->heading, STYLE_TITLE, heading, SIDE_LEFT, x, width, t->header.title_y, false);
}

Pages *layout_contents(const Front *front, uint32_t first, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d), line = 0;
    Layout l = layout_begin(front, a, d);
    const Theme *t = front->theme;
    Grid g = grid_make(&l, front->line_count);
    uint32_t count = grid_pages(&g, front->line_count);
    Page *pages = ARENA_ARRAY(a, Page, count);
    ElemId toc = 0;
    for (uint32_t i = 0; i < count; i++) {
        Canvas c = {0};
        contents_head(&l, &c, front, i == 0);
        toc = toc ? toc : elem_add(&l, ROLE_TOC, ELEM_ROOT, (Mark){0});
        size_t rows = i == 0 ? g.rows_first : g.rows, left = front->line_count - line;
        /* The last page's columns are of even length. */
        if (left < g.columns * rows)
            rows = (left + g.columns - 1) / g.columns;
        for (size_t k = 0; k < g.columns * rows && line < front->line_count; k++, line++) {
            Sp x = t->page.left + (Sp)(k / rows) * (g.width + 2 * t->highlights.column_gap);
            Sp y = (i == 0 ? t->page.body_top_first : t->page.body_top) + (Sp)(k % rows) * g.row;
            entry_paint(&l, &c, &g, &front->lines[line], toc, x, y);
        }
        foot_paint(&l, &c, front->title, first + i);
        pages[i] = page_end(&l, &c);
    }
    return pages_end(&l, pages, count, errors);
}
