/* Finished pages: the bands at the head, the boxes dealt to the page, the notes at the foot of the last, the footer.
   What is painted first is read first; grounds and rules are artifacts everywhere. */
#include "layout.h"

/* What spans the page runs on to the bleed. Where the theme has none, printers do not print to the edge, and it stays
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
        canvas_rect(l, c, rect, color, type, color->mark)->bleeds = l->theme->page.bleed > 0;
}

void page_band(Layout *l, Canvas *c, Sp height, const Color *ground, Rule rule, ArtifactType type)
{
    paint_ground(l, c, 0, height, ground, type);
    paint_ground(l, c, height, rule.weight, rule.color, type);
}

void page_strip(Layout *l, Canvas *c, Sp y, ElemId parent)
{
    const Theme *t = l->theme;
    const Prose *strip = &l->doc->strip;
    if (strip->text.n == 0)
        return;
    ElemId elem = parent == ELEM_ARTIFACT ? parent : elem_add(l, ROLE_P, parent, strip->mark);
    paint_ground(l, c, y, t->strip.height, t->strip.ground, ARTIFACT_BACKGROUND);
    canvas_one_line(
        l, c, strip,
        setting_of(l, STYLE_STRIP, (Voice){.elem = elem, .artifact = ARTIFACT_HEADER}, y + t->strip.baseline));
}

/* Returns the width that the texts lose to it. */
static Sp paint_silhouette(Layout *l, Canvas *c)
{
    enum { RIGHT = 100, MIDDLE = 50 };
    const Theme *t = l->theme;
    if (!l->doc->silhouette || t->silhouette.width == 0)
        return 0;
    Rect place = picture_fit(l->doc->silhouette, theme_silhouette_box(t), RIGHT, MIDDLE);
    canvas_picture(l, c, l->doc->silhouette, place, (Voice){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_BACKGROUND},
                   t->silhouette.color);
    return t->page.width - t->page.right - place.x + t->silhouette.gap;
}

static void paint_logo(Layout *l, Canvas *c)
{
    const Theme *t = l->theme;
    if (!t->logo.picture)
        return;
    ElemId figure = elem_add(l, ROLE_FIGURE, ELEM_ROOT, t->logo.file.mark);
    l->elems[figure].alt = t->logo.alt;
    canvas_picture(l, c, t->logo.picture, theme_logo_place(t), (Voice){.elem = figure}, t->header.ground);
}

void page_front(Layout *l)
{
    const Theme *t = l->theme;
    const Document *doc = l->doc;
    Canvas *c = &l->front;
    page_band(l, c, t->header.height, t->header.ground, t->header.rule, ARTIFACT_BACKGROUND);
    page_strip(l, c, t->header.height + t->header.rule.weight, ELEM_ROOT);
    Sp x = t->page.left, right = x + body_width(t) - paint_silhouette(l, c);
    paint_logo(l, c);
    theme_logo_clear(t, &x, &right);
    Voice heading = {.elem = elem_add(l, ROLE_H1, ELEM_ROOT, doc->organization.mark)};
    Setting s = setting_of(l, STYLE_ORGANIZATION, heading, t->header.organization_y);
    s.x = x;
    s.width = right - x;
    s.continued = true;
    canvas_one_line(l, c, &doc->organization, s);
    s.style = STYLE_TITLE;
    s.y = t->header.title_y;
    s.continued = doc->year_in_heading;
    canvas_title(l, c, &doc->heading, s, t->header.title_least);
    s.style = STYLE_YEAR;
    s.y = t->header.year_y;
    s.continued = false;
    if (!doc->year_in_heading)
        s.voice.elem = elem_add(l, ROLE_P, ELEM_ROOT, doc->year.mark);
    canvas_one_line(l, c, &doc->year, s);
}

void page_notes(Layout *l)
{
    const Theme *t = l->theme;
    l->notes = (Canvas){0};
    l->notes_height = 0;
    l->notes_heading = 0;
    if (l->doc->note_count + l->doc->footnote_count == 0)
        return;
    ElemId sect =
        elem_add(l, ROLE_SECT, ELEM_ROOT, l->doc->note_count ? l->doc->notes[0].mark : l->doc->footnotes[0].mark);
    if (l->doc->notes_heading.text.n)
        l->notes_heading = elem_add(l, ROLE_H2, sect, l->doc->first_note.mark);
    Canvas text = {0};
    Setting s = {.style = STYLE_NOTE, .x = t->page.left + t->note.padding_x, .y = t->note.padding_y};
    s.width = body_width(t) - 2 * t->note.padding_x;
    for (size_t i = 0; i < l->doc->note_count; i++) {
        const Prose *note = i || !l->notes_heading ? &l->doc->notes[i] : &l->doc->first_note;
        s.voice.lead = i ? 0 : l->notes_heading;
        s.voice.elem = elem_add(l, ROLE_P, sect, note->mark);
        s.y += i ? t->note.paragraph_gap : 0;
        s.y += canvas_paragraph(l, &text, note, s);
    }
    const Sp above = s.y;
    for (size_t i = 0; i < l->doc->footnote_count; i++) {
        const Prose *footnote = &l->doc->footnotes[i];
        ElemId note = elem_add(l, ROLE_NOTE, sect, footnote->mark);
        l->elems[note].note = (uint32_t)i + 1;
        s.voice.lead = elem_add(l, ROLE_LBL, note, footnote->mark);
        s.voice.elem = elem_add(l, ROLE_P, note, footnote->mark);
        s.y += t->note.paragraph_gap;
        s.y += canvas_paragraph(l, &text, footnote, s);
    }
    l->footnotes_height = s.y - above;
    l->notes_height = s.y + t->note.padding_y;
    if (t->note.ground->kind != COLOR_PAPER)
        canvas_rect(l, &l->notes, (Rect){t->page.left, 0, body_width(t), l->notes_height}, t->note.ground,
                    ARTIFACT_BACKGROUND, t->note.ground->mark);
    canvas_move(l, &l->notes, &text, 0);
}

/* The prose with digits in place of each U+FFFC. It never breaks, so places within it and its keeps are dropped. */
static Prose with_numbers(const Layout *l, const Prose *prose, size_t page, size_t pages)
{
    Buf text = {.arena = l->arena};
    Inline *inlines = arena_grow(l->arena, prose->inlines, prose->inline_count, prose->inline_count, sizeof *inlines);
    for (uint32_t i = 0; i < prose->inline_count; i++) {
        Inline *in = &inlines[i];
        Str typed = str_slice(prose->text, in->start, in->end);
        in->start = (uint32_t)text.n;
        if (in->kind == INLINE_PAGE || in->kind == INLINE_PAGES) {
            buf_printf(&text, "%zu", in->kind == INLINE_PAGE ? page + 1 : pages);
            in->kind = INLINE_TEXT;
        } else {
            buf_put(&text, typed);
        }
        in->end = (uint32_t)text.n;
    }
    return (Prose){
        .text = buf_str(&text), .inlines = inlines, .inline_count = prose->inline_count, .mark = prose->mark};
}

/* Two texts on one line, left and right, which shrink alike where it is too short for them. The left one is painted
   first, with a space at its end: who copies the line reads "California Data 2023". */
static void paint_pair(Layout *l, Canvas *c, const Prose *left, const Prose *right, Setting s)
{
    Canvas later = {0};
    Sp whole = s.width, gap = style_leading(l, s.style);
    Sp wanted[] = {canvas_width(l, left, s), canvas_width(l, right, s)};
    if (wanted[0] && wanted[1] && wanted[0] + gap + wanted[1] > whole)
        s.width = sp_scale(whole - gap, wanted[1], wanted[0] + wanted[1]);
    s.x += whole - s.width;
    s.side = SIDE_RIGHT;
    Sp used = canvas_one_line(l, &later, right, s);
    s.x -= whole - s.width;
    s.width = whole - (used ? used + gap : 0);
    s.side = SIDE_LEFT;
    s.continued = used > 0;
    canvas_one_line(l, c, left, s);
    canvas_move(l, c, &later, 0);
}

void page_foot(Layout *l, Canvas *c, const Prose *left, const Prose *right)
{
    const Theme *t = l->theme;
    Voice voice = {.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_FOOTER};
    canvas_rule(l, c, t->footer.rule_y, t->footer.rule, ARTIFACT_FOOTER);
    paint_pair(l, c, left, right, setting_of(l, STYLE_FOOTER, voice, t->footer.baseline));
}

static void paint_head(Layout *l, Canvas *c, size_t page, size_t pages)
{
    const Theme *t = l->theme;
    if (page == 0) {
        canvas_move(l, c, &l->front, 0);
        return;
    }
    page_band(l, c, t->running.height, t->running.ground, t->running.rule, ARTIFACT_HEADER);
    Prose left = with_numbers(l, &l->doc->running_left, page, pages);
    Prose right = with_numbers(l, &l->doc->running_right, page, pages);
    Voice voice = {.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_HEADER};
    paint_pair(l, c, &left, &right, setting_of(l, STYLE_RUNNING, voice, t->running.baseline));
    page_strip(l, c, t->running.height + t->running.rule.weight, ELEM_ARTIFACT);
}

static void paint_foot(Layout *l, Canvas *c, size_t page, size_t pages)
{
    Prose left = with_numbers(l, &l->doc->footer_left, page, pages);
    Prose right = with_numbers(l, &l->doc->footer_right, page, pages);
    page_foot(l, c, &left, &right);
}

typedef struct Marks {
    Bookmark *items;
    size_t count, capacity;
} Marks;

static void mark_add(const Layout *l, Marks *marks, Bookmark mark)
{
    ARENA_NEXT(l->arena, marks->items, marks->count, marks->capacity) = mark;
}

/* Boxes down the page; each gap that can stretch takes its share of the page's stretch. Below a strip up to a
   paragraph's gap is taken from it first: pages break as without one. */
static void paint_boxes(Layout *l, Canvas *c, const PageSpan *span, size_t page, Marks *marks)
{
    const Theme *t = l->theme;
    Sp y = page == 0 ? t->page.body_top_first : t->page.body_top, stretch = 0, given = 0, passed = 0;
    Sp below_strip = l->doc->strip.text.n ? sp_least(l->level->paragraph_gap, span->stretched) : 0;
    y += below_strip;
    for (size_t i = span->first + 1; i < span->end; i++)
        stretch += l->boxes[i].stretch;
    for (size_t i = span->first; i < span->end; i++) {
        const Box *box = &l->boxes[i];
        if (i > span->first) {
            /* Differences of a running sum: rounding does not accumulate. */
            passed += box->stretch;
            Sp due = stretch > 0 ? sp_scale(span->stretched - below_strip, passed, stretch) : 0;
            y += box->gap + due - given;
            given = due;
        }
        if (box->heading)
            mark_add(l, marks, (Bookmark){box->title, (uint32_t)page, y, box->heading});
        canvas_move(l, c, &box->canvas, y);
        y += box->height;
    }
}

/* At the foot of the last page; their heading runs in, and loses its period among the bookmarks. */
static void paint_notes(Layout *l, Canvas *c, size_t page, Marks *marks)
{
    Sp y = l->theme->page.body_bottom - l->notes_height;
    Str title = l->doc->notes_heading.text;
    title.n -= str_ends(title, STR("."));
    if (l->notes_heading)
        mark_add(l, marks, (Bookmark){title, (uint32_t)page, y, l->notes_heading});
    canvas_move(l, c, &l->notes, y);
}

Page page_finish(const Layout *l, const Canvas *c)
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

const Pages *pages_assemble(Layout *l, const Pagination *pagination, uint32_t level)
{
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
            paint_notes(l, &c, i, &marks);
        paint_foot(l, &c, i, pagination->count);
        page_array[i] = page_finish(l, &c);
        page_array[i].foot = span->slack - span->stretched;
    }
    *pages = (Pages){
        .name = doc->name,
        .title = doc->title,
        .subject = doc->subject,
        .author = doc->author,
        .language = doc->language,
        .date = doc->date,
        .edition = doc->edition,
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
