/* Finished pages: the bands at the head, the boxes dealt to the page, the notes at the foot of the last, the footer.
   What is painted first is read first; grounds and rules are artifacts wherever they stand. */
#include "layout.h"

/* What spans the page runs on to the bleed; where the theme has none, printers do not print to the edge, and it keeps
   within the margins, at the head as far from the edge as at the sides. */
static Rect band_rect(const Theme *t, Sp y, Sp height)
{
    if (t->page.bleed == 0) {
        Sp top = y > 0 ? y : t->page.left;
        return (Rect){t->page.left, top, body_width(t), y + height - top};
    }
    Sp top = y > 0 ? y : -t->page.bleed;
    return (Rect){-t->page.bleed, top, t->page.width + 2 * t->page.bleed, y + height - top};
}

static void paint_ground(Layout *l, Canvas *c, Sp y, Sp height, const Color *color, ArtifactType type)
{
    Rect rect = band_rect(l->theme, y, height);
    if (rect.height > 0 && color->kind != COLOR_PAPER)
        canvas_rect(c, l->arena, rect, color, type, l->theme->page.bleed > 0, color->mark);
}

void page_band(Layout *l, Canvas *c, Sp height, const Color *ground, Rule rule, ArtifactType type)
{
    paint_ground(l, c, 0, height, ground, type);
    paint_ground(l, c, height, rule.weight, rule.color, type);
}

/* The strip below a band; 'elem' is ELEM_ARTIFACT where the mark is repeated. */
void page_strip(Layout *l, Canvas *c, Sp band_height, ElemId elem)
{
    const Theme *t = l->theme;
    if (l->doc->strip.text.n == 0)
        return;
    paint_ground(l, c, band_height, t->strip.height, t->strip.ground, ARTIFACT_BACKGROUND);
    canvas_one_line(l, c, &l->doc->strip, STYLE_STRIP, (Voice){elem, ARTIFACT_HEADER}, SIDE_LEFT, t->page.left,
                    body_width(t), band_height + t->strip.baseline, false);
}

/* Returns how much of the measure is not the texts' then. */
static Sp paint_silhouette(Layout *l, Canvas *c)
{
    enum { RIGHT = 100, MIDDLE = 50 };
    const Theme *t = l->theme;
    if (!l->doc->silhouette || t->silhouette.width == 0)
        return 0;
    Sp right = t->page.width - t->silhouette.right;
    Rect box = {right - t->silhouette.width, t->silhouette.top, t->silhouette.width, t->silhouette.height};
    Rect place = picture_fit(l->doc->silhouette, box, RIGHT, MIDDLE);
    canvas_picture(c, l->arena, l->doc->silhouette, place, (Voice){ELEM_ARTIFACT, ARTIFACT_BACKGROUND},
                   t->silhouette.color);
    return t->page.width - t->page.right - place.x + t->silhouette.gap;
}

static void paint_logo(Layout *l, Canvas *c, ElemId document)
{
    const Theme *t = l->theme;
    if (!t->logo.picture)
        return;
    ElemId figure = elem_add(l, ROLE_FIGURE, document, t->logo.mark);
    l->elems[figure].alt = t->logo.alternative;
    canvas_picture(c, l->arena, t->logo.picture, theme_logo_place(t), (Voice){.elem = figure}, t->header.ground);
}

void page_front(Layout *l, ElemId document)
{
    const Theme *t = l->theme;
    const Document *doc = l->doc;
    Canvas *c = &l->front;
    Sp x = t->page.left, width = body_width(t);
    page_band(l, c, t->header.height, t->header.ground, t->header.rule, ARTIFACT_BACKGROUND);
    if (doc->strip.text.n) {
        ElemId strip = elem_add(l, ROLE_P, document, doc->strip.mark);
        page_strip(l, c, t->header.height + t->header.rule.weight, strip);
    }
    Sp right = x + width - paint_silhouette(l, c);
    paint_logo(l, c, document);
    theme_logo_clear(t, &x, &right);
    width = right - x;
    Voice title = {.elem = elem_add(l, ROLE_H1, document, doc->organization.mark)};
    canvas_one_line(l, c, &doc->organization, STYLE_ORGANIZATION, title, SIDE_LEFT, x, width, t->header.organization_y,
                    true);
    canvas_title(l, c, &doc->heading, STYLE_TITLE, title, x, width, t->header.title_y, t->header.title_least);
    Voice year = {.elem = elem_add(l, ROLE_P, document, doc->year.mark)};
    canvas_one_line(l, c, &doc->year, STYLE_YEAR, year, SIDE_LEFT, x, width, t->header.year_y, false);
}

void page_notes(Layout *l, ElemId document)
{
    const Theme *t = l->theme;
    l->notes = (Canvas){0};
    l->notes_height = 0;
    if (l->doc->note_count == 0)
        return;
    ElemId sect = elem_add(l, ROLE_SECT, document, l->doc->notes[0].mark);
    Canvas text = {0};
    Sp x = t->page.left + t->note.padding_x, y = t->note.padding_y, measure = body_width(t) - 2 * t->note.padding_x;
    for (size_t i = 0; i < l->doc->note_count; i++) {
        const Prose *note = &l->doc->notes[i];
        ElemId elem = elem_add(l, ROLE_P, sect, note->mark);
        y += i ? t->note.paragraph_gap : 0;
        y += paragraph_paint(l, &text, note, STYLE_NOTE, (Voice){.elem = elem}, x, y, measure, false);
    }
    l->notes_height = y + t->note.padding_y;
    if (t->note.ground->kind != COLOR_PAPER)
        canvas_rect(&l->notes, l->arena, (Rect){t->page.left, 0, body_width(t), l->notes_height}, t->note.ground,
                    ARTIFACT_BACKGROUND, false, t->note.ground->mark);
    canvas_move(&l->notes, l->arena, &text, 0);
}

/* The prose with its page numbers in: what was U+FFFC is digits now. Its places and keeps are those of a line that
   never breaks: the whole paragraph's. */
static Prose with_numbers(const Layout *l, const Prose *prose, size_t page, size_t pages)
{
    Buf text = {.arena = l->arena};
    Inline *inlines = ARENA_ARRAY(l->arena, Inline, prose->inline_count);
    for (uint32_t i = 0; i < prose->inline_count; i++) {
        inlines[i] = prose->inlines[i];
        inlines[i].start = (uint32_t)text.n;
        switch (prose->inlines[i].kind) {
        case INLINE_TEXT:
        case INLINE_BREAK:
            buf_put(&text, str_slice(prose->text, prose->inlines[i].start, prose->inlines[i].end));
            break;
        case INLINE_PAGE:
            buf_printf(&text, "%zu", page + 1);
            inlines[i].kind = INLINE_TEXT;
            break;
        case INLINE_PAGES:
            buf_printf(&text, "%zu", pages);
            inlines[i].kind = INLINE_TEXT;
            break;
        }
        inlines[i].end = (uint32_t)text.n;
    }
    Prose filled = {.text = buf_str(&text), .inlines = inlines, .inline_count = prose->inline_count};
    filled.mark = prose->mark;
    return filled;
}

/* Two texts on one line, left and right; the left one gets what the right one leaves. */
static void paint_pair(Layout *l, Canvas *c, const Prose *left, const Prose *right, StyleId style, ArtifactType type,
                       Sp baseline)
{
    Voice voice = {ELEM_ARTIFACT, type};
    Sp x = l->theme->page.left, width = body_width(l->theme);
    Sp used = canvas_one_line(l, c, right, style, voice, SIDE_RIGHT, x, width, baseline, false);
    Sp between = used ? style_leading(l, style) : 0;
    canvas_one_line(l, c, left, style, voice, SIDE_LEFT, x, width - used - between, baseline, false);
}

static void paint_head(Layout *l, Canvas *c, size_t page, size_t pages)
{
    const Theme *t = l->theme;
    if (page == 0) {
        canvas_move(c, l->arena, &l->front, 0);
        return;
    }
    page_band(l, c, t->running.height, t->running.ground, t->running.rule, ARTIFACT_HEADER);
    Prose left = with_numbers(l, &l->doc->running_left, page, pages);
    Prose right = with_numbers(l, &l->doc->running_right, page, pages);
    paint_pair(l, c, &left, &right, STYLE_RUNNING, ARTIFACT_HEADER, t->running.baseline);
    page_strip(l, c, t->running.height + t->running.rule.weight, ELEM_ARTIFACT);
}

static void paint_foot(Layout *l, Canvas *c, size_t page, size_t pages)
{
    const Theme *t = l->theme;
    size_t first = c->count;
    canvas_rule(c, l->arena, t->page.left, t->footer.rule_y, body_width(t), t->footer.rule);
    for (size_t i = first; i < c->count; i++)
        c->items[i].artifact = ARTIFACT_FOOTER;
    Prose left = with_numbers(l, &l->doc->footer_left, page, pages);
    Prose right = with_numbers(l, &l->doc->footer_right, page, pages);
    paint_pair(l, c, &left, &right, STYLE_FOOTER, ARTIFACT_FOOTER, t->footer.baseline);
}

typedef struct Marks {
    Bookmark *items;
    size_t count, capacity;
} Marks;

/* Boxes down the page; each gap that can stretch takes its share of what the page's gaps take together. */
static void paint_boxes(Layout *l, Canvas *c, const PageSpan *span, size_t page, Marks *marks)
{
    const Theme *t = l->theme;
    Sp y = page == 0 ? t->page.body_top_first : t->page.body_top, stretch = 0, given = 0, passed = 0;
    for (size_t i = span->first + 1; i < span->end; i++)
        stretch += l->boxes[i].stretch;
    for (size_t i = span->first; i < span->end; i++) {
        const Box *box = &l->boxes[i];
        if (i > span->first) {
            /* Shares are differences of a running sum, so that rounding never accumulates. */
            passed += box->stretch;
            Sp due = stretch > 0 ? sp_scale(span->stretched, passed, stretch) : 0;
            y += box->gap + due - given;
            given = due;
        }
        if (box->heading) {
            ARENA_ROOM(l->arena, marks->items, marks->count, marks->capacity);
            marks->items[marks->count++] = (Bookmark){box->title, (uint32_t)page, y, box->heading};
        }
        canvas_move(c, l->arena, &box->canvas, y);
        y += box->height;
    }
}

const Pages *pages_assemble(Layout *l, const Pagination *pagination, uint32_t level)
{
    const Theme *t = l->theme;
    const Document *doc = l->doc;
    Pages *pages = ARENA_NEW(l->arena, Pages);
    Page *page_array = ARENA_ARRAY(l->arena, Page, pagination->count);
    Marks marks = {0};
    for (size_t i = 0; i < pagination->count; i++) {
        const PageSpan *span = &pagination->spans[i];
        Canvas c = {0};
        paint_head(l, &c, i, pagination->count);
        paint_boxes(l, &c, span, i, &marks);
        if (i + 1 == pagination->count)
            canvas_move(&c, l->arena, &l->notes, t->page.body_bottom - l->notes_height);
        paint_foot(l, &c, i, pagination->count);
        page_array[i] = (Page){
            .width = t->page.width,
            .height = t->page.height,
            .bleed = t->page.bleed,
            .items = c.items,
            .item_count = (uint32_t)c.count,
            .links = c.links,
            .link_count = (uint32_t)c.link_count,
            .foot = span->slack - span->stretched,
        };
    }
    *pages = (Pages){
        .name = doc->name,
        .title = doc->title,
        .subject = doc->subject,
        .author = doc->author,
        .language = doc->language,
        .date = doc->date,
        .pages = page_array,
        .page_count = (uint32_t)pagination->count,
        .elems = l->elems,
        .elem_count = (uint32_t)l->elem_count,
        .bookmarks = marks.items,
        .bookmark_count = (uint32_t)marks.count,
        .level = level,
    };
    return pages;
}
