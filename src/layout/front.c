/* What binds many sheets together: a cover, whose band reaches down to the golden section, a table of contents,
   dividers. All use the sheets' grid, bands and styles at the roomiest level of fit. */
#include "layout.h"

enum {
    GOLDEN = 618,
    WHOLE = 1000,
    LINE_LEAST = 18, /* points, 24 pixels of the web: what a finger finds */
};

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
                .diag = d};
    elems_start(&l, (Mark){0});
    return l;
}

static Pages *pages_end(const Layout *l, const Page *pages, uint32_t count, size_t errors)
{
    Pages *result = ARENA_NEW(l->arena, Pages);
    *result = (Pages){.pages = pages, .page_count = count, .elems = l->elems, .elem_count = (uint32_t)l->elem_count};
    return diag_errors(l->diag) == errors ? result : NULL;
}

static Pages *page_alone(const Layout *l, const Canvas *c, size_t errors)
{
    Page *page = ARENA_NEW(l->arena, Page);
    *page = page_finish(l, c);
    return pages_end(l, page, 1, errors);
}

/* A new element with the given mark, for text. */
static Voice voice_new(Layout *l, Role role, ElemId parent, Mark mark)
{
    return (Voice){.elem = elem_add(l, role, parent, mark)};
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
    Prose right = prose_plain(l, roman_number(number, l->arena));
    page_foot(l, c, left, &right);
}

/* ---- The cover ---- */

static Sp cover_band(const Theme *t)
{
    return sp_scale(t->page.height, WHOLE - GOLDEN, WHOLE) + t->header.height;
}

/* The large band with the title at its foot, at the same distance as on a sheet. */
static void title_paint(Layout *l, Canvas *c, const Front *front, const Prose *title, const Prose *subtitle)
{
    const Theme *t = l->theme;
    Sp band = cover_band(t), down = band - t->header.height;
    page_band(l, c, band, t->header.ground, t->header.rule, ARTIFACT_BACKGROUND);
    page_strip(l, c, band + t->header.rule.weight, ELEM_ROOT);
    Voice heading = voice_new(l, ROLE_H1, ELEM_ROOT, title->mark);
    Setting organization = setting_of(l, STYLE_ORGANIZATION, heading, t->header.organization_y);
    organization.continued = true;
    canvas_one_line(l, c, front->organization, organization);
    canvas_title(l, c, title, setting_of(l, STYLE_TITLE, heading, down + t->header.title_y), t->header.title_least);
    if (subtitle)
        canvas_one_line(
            l, c, subtitle,
            setting_of(l, STYLE_YEAR, voice_new(l, ROLE_P, ELEM_ROOT, subtitle->mark), down + t->header.year_y));
}

static Sp names_leading(const Layout *l)
{
    return style_leading(l, STYLE_TABLE) + l->theme->table.padding_y;
}

static size_t names_rows(const Layout *l, size_t count)
{
    size_t columns = (size_t)l->theme->highlights.columns;
    return (count + columns - 1) / columns;
}

/* Whether names from there on end above 'bottom'. All states in large type do not; the contents have them. */
static bool names_fit(const Layout *l, size_t count, Sp y, Sp bottom)
{
    const Theme *t = l->theme;
    return y + t->highlights.rule_gap + (Sp)names_rows(l, count) * names_leading(l) - t->table.padding_y <= bottom;
}

/* Names down the columns of the highlights' grid, as a list. Returns where they end. */
static Sp names_paint(Layout *l, Canvas *c, const Str *names, size_t count, Sp y)
{
    const Theme *t = l->theme;
    Sp gap = t->highlights.column_gap, leading = names_leading(l);
    size_t columns = (size_t)t->highlights.columns, rows = names_rows(l, count);
    Sp width = (body_width(t) - gap * (Sp)(columns - 1)) / (Sp)columns;
    ElemId list = elem_add(l, ROLE_L, ELEM_ROOT, (Mark){0});
    canvas_rule(l, c, y, t->highlights.rule, ARTIFACT_LAYOUT);
    y += t->highlights.rule_gap;
    for (size_t i = 0; i < count; i++) {
        ElemId item = elem_add(l, ROLE_LI, list, (Mark){0});
        Setting s = setting_of(l, STYLE_TABLE, voice_new(l, ROLE_LBODY, item, (Mark){0}), y);
        Prose name = prose_plain(l, names[i]);
        s.x += (Sp)(i / rows) * (width + gap);
        s.y += (Sp)(i % rows) * leading + style_baseline(l, STYLE_TABLE);
        s.width = width;
        canvas_one_line(l, c, &name, s);
    }
    return y + (Sp)rows * leading - t->table.padding_y;
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
    diag_error(l->diag, DIAG_FIT, longest,
               "this text and the names of the states do not fit on the cover: %lld line%s too many; shorten the text",
               (long long)lines, PLURAL(lines));
}

Pages *layout_cover(const Front *front, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    Layout l = layout_begin(front, a, d);
    const Theme *t = front->theme;
    Canvas c = {0}, below = {0};
    title_paint(&l, &c, front, front->title, front->subtitle);
    Sp give = l.level->section_stretch, y = cover_band(t) + t->header.rule.weight + l.level->section_gap + give;
    bool has_names =
        front->name_count && names_fit(&l, front->name_count, y - give + l.level->section_gap, t->footer.baseline);
    for (size_t i = 0; i < front->fact_count; i++) {
        const Prose *fact = &front->facts[i];
        Voice voice = voice_new(&l, ROLE_P, ELEM_ROOT, fact->mark);
        y += canvas_paragraph(&l, &below, fact, setting_of(&l, STYLE_BODY, voice, y)) + l.level->paragraph_gap;
    }
    if (has_names)
        y = names_paint(&l, &below, front->names, front->name_count, y + l.level->section_gap);
    Sp excess = sp_most(y - t->footer.baseline, 0); /* below the last line that may be used: it has no footer */
    if (excess > give)
        cover_report(&l, front, excess - give);
    canvas_move(&l, &c, &below, -sp_least(excess, give));
    return page_alone(&l, &c, errors);
}

Pages *layout_divider(const Front *front, const Divider *divider, uint32_t number, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    Layout l = layout_begin(front, a, d);
    Canvas c = {0};
    title_paint(&l, &c, front, divider->title, NULL);
    Sp y = cover_band(l.theme) + l.theme->header.rule.weight + 2 * l.level->section_gap;
    if (divider->name_count && names_fit(&l, divider->name_count, y, l.theme->page.body_bottom))
        names_paint(&l, &c, divider->names, divider->name_count, y);
    foot_paint(&l, &c, front->title, number);
    return page_alone(&l, &c, errors);
}

/* ---- The contents ---- */

/* Where the lines go: one column of large ones where that fits on a page, else two. */
typedef struct Grid {
    StyleId style;
    size_t columns, rows_first, rows; /* rows of the first page, and of the later ones */
    Sp row, width;
} Grid;

static Sp row_height(const Layout *l, StyleId style)
{
    const Theme *t = l->theme;
    return sp_most(style_leading(l, style) + 2 * t->table.padding_y + t->table.row.weight, SP_PT(LINE_LEAST));
}

static Grid grid_make(const Layout *l, size_t lines)
{
    const Theme *t = l->theme;
    Sp room_first = t->page.body_bottom - t->page.body_top_first, room = t->page.body_bottom - t->page.body_top;
    Grid g = {.style = STYLE_BODY, .columns = 1, .width = body_width(t)};
    g.row = row_height(l, STYLE_BODY);
    if ((Sp)lines * g.row > room_first) {
        g.style = STYLE_TABLE;
        g.columns = 2;
        g.row = row_height(l, STYLE_TABLE);
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

enum { CONTENTS_DEPTH = 3 }; /* a group's, a state's, a sheet's */

/* The lists that are open while the contents are read, and the last line of each. */
typedef struct Lists {
    ElemId list, item;
} Lists[CONTENTS_DEPTH];

/* A line's own item, in a list within the line that it is below, which its indent says to the eye. */
static ElemId item_add(Layout *l, Lists lists, uint32_t depth)
{
    while (depth > 0 && !lists[depth - 1].item)
        depth--;
    for (size_t i = depth + 1; i < CONTENTS_DEPTH; i++)
        lists[i].list = lists[i].item = 0;
    if (!lists[depth].list)
        lists[depth].list = elem_add(l, ROLE_TOC, depth ? lists[depth - 1].item : ELEM_ROOT, (Mark){0});
    return lists[depth].item = elem_add(l, ROLE_TOCI, lists[depth].list, (Mark){0});
}

/* Paints a line of the contents into its cell of the grid. */
static void entry_paint(Layout *l, Canvas *c, const Grid *g, const FrontLine *line, ElemId item, Rect cell)
{
    const Theme *t = l->theme;
    Rule rule = t->table.row;
    ElemId paragraph = elem_add(l, ROLE_P, item, (Mark){0});
    Setting s = {.style = g->style, .x = cell.x, .width = cell.width, .side = SIDE_RIGHT};
    s.voice = voice_new(l, ROLE_LINK, paragraph, (Mark){0});
    s.y = cell.y + (cell.height - rule.weight - style_leading(l, g->style)) / 2 + style_baseline(l, g->style);
    /* The text is read first, so its label waits on a canvas of its own. */
    Canvas label = {0};
    Prose text = prose_plain(l, line->label);
    Sp in = (Sp)line->depth * l->level->size;
    s.width -= canvas_one_line(l, &label, &text, s) + t->table.padding_x + in;
    s.x += in;
    s.side = SIDE_LEFT;
    s.continued = true;
    canvas_one_line(l, c, line->text, s);
    canvas_move(l, c, &label, 0);
    if (rule.weight > 0)
        canvas_rect(l, c, (Rect){cell.x, cell.y + cell.height - rule.weight, cell.width, rule.weight}, rule.color,
                    ARTIFACT_LAYOUT, rule.color->mark);
    canvas_link(l, c, (LinkArea){.rect = cell, .elem = s.voice.elem, .target = line->target, .text = line->link});
}

static void contents_head(Layout *l, Canvas *c, const Front *front, bool is_first)
{
    const Theme *t = l->theme;
    Voice artifact = {.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_HEADER};
    if (!is_first) {
        page_band(l, c, t->running.height, t->running.ground, t->running.rule, ARTIFACT_HEADER);
        page_strip(l, c, t->running.height + t->running.rule.weight, ELEM_ARTIFACT);
        canvas_one_line(l, c, front->heading, setting_of(l, STYLE_RUNNING, artifact, t->running.baseline));
        return;
    }
    page_band(l, c, t->header.height, t->header.ground, t->header.rule, ARTIFACT_BACKGROUND);
    page_strip(l, c, t->header.height + t->header.rule.weight, ELEM_ROOT);
    Voice heading = voice_new(l, ROLE_H1, ELEM_ROOT, (Mark){0});
    canvas_one_line(l, c, front->organization, setting_of(l, STYLE_ORGANIZATION, artifact, t->header.organization_y));
    canvas_one_line(l, c, front->heading, setting_of(l, STYLE_TITLE, heading, t->header.title_y));
}

Pages *layout_contents(const Front *front, uint32_t first, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d), line = 0;
    Layout l = layout_begin(front, a, d);
    const Theme *t = front->theme;
    Grid g = grid_make(&l, front->line_count);
    uint32_t count = grid_pages(&g, front->line_count);
    Page *pages = ARENA_ARRAY(a, Page, count);
    Lists lists = {{0}};
    for (uint32_t i = 0; i < count; i++) {
        Canvas c = {0};
        contents_head(&l, &c, front, i == 0);
        size_t rows = i == 0 ? g.rows_first : g.rows, left = front->line_count - line;
        /* The columns of the last page are equally long. */
        if (left < g.columns * rows)
            rows = (left + g.columns - 1) / g.columns;
        for (size_t k = 0; k < g.columns * rows && line < front->line_count; k++, line++) {
            Sp x = t->page.left + (Sp)(k / rows) * (g.width + 2 * t->highlights.column_gap);
            Sp y = (i == 0 ? t->page.body_top_first : t->page.body_top) + (Sp)(k % rows) * g.row;
            ElemId item = item_add(&l, lists, front->lines[line].depth);
            entry_paint(&l, &c, &g, &front->lines[line], item, (Rect){x, y, g.width, g.row});
        }
        foot_paint(&l, &c, front->title, first + i);
        pages[i] = page_finish(&l, &c);
    }
    return pages_end(&l, pages, count, errors);
}
