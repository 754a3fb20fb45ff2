/* Paints text, boxes and pictures onto a canvas. Only here lines become draw items: x is final, y moves later, when the
   canvas goes onto its page. */
#include "layout.h"

enum {
    LEAST_TYPE = 8,         /* points: how small a line in black that is too wide may get */
    TENTH = SP_PER_PT / 10, /* sizes that a designer can name */
};

void elems_start(Layout *l, Mark mark)
{
    l->elem_count = 1; /* 0 is no element */
    elem_add(l, ROLE_DOCUMENT, 0, mark);
}

ElemId elem_add(Layout *l, Role role, ElemId parent, Mark mark)
{
    ARENA_ROOM(l->arena, l->elems, l->elem_count, l->elem_capacity);
    l->elems[l->elem_count] = (StructElem){.parent = parent, .role = role, .mark = mark};
    return (ElemId)l->elem_count++;
}

/* ---- Styles ---- */

ParagraphStyle style_at(const Layout *l, StyleId id)
{
    const TypeStyle *s = &l->theme->styles[id];
    return (ParagraphStyle){
        .fonts = l->fonts,
        .face = s->face,
        .strong = s->strong,
        .emphasis = s->emphasis,
        .strong_emphasis = s->strong_emphasis,
        .size = id == STYLE_BODY ? l->level->size : length_at(s->size, l->level->size),
        .leading = style_leading(l, id),
    };
}

Sp style_leading(const Layout *l, StyleId id)
{
    return id == STYLE_BODY ? l->level->leading : length_at(l->theme->styles[id].leading, l->level->size);
}

Sp style_baseline(const Layout *l, StyleId id)
{
    ParagraphStyle s = style_at(l, id);
    const Font *font = fontset_face(l->fonts, s.face);
    Sp ascent = font_length(font->ascent, font, s.size), descent = -font_length(font->descent, font, s.size);
    return (s.leading - ascent - descent) / 2 + ascent;
}

/* The line at a page's head keeps from the edge what its face needs there, so that the places of one house font fit the
   others; what is more than a tenth of its size is the theme's to mend. */
static Sp off_the_edge(const Layout *l, StyleId style, Sp y)
{
    enum { MOST = 10 };
    ParagraphStyle s = style_at(l, style);
    Sp lacks = SP_PT(LIVE_INSIDE) + font_above(fontset_face(l->fonts, s.face), s.size) - y;
    return lacks > 0 && lacks <= s.size / MOST ? y + lacks : y;
}

Setting setting_of(const Layout *l, StyleId style, Voice voice, Sp y)
{
    if (style == STYLE_ORGANIZATION || style == STYLE_RUNNING)
        y = off_the_edge(l, style, y);
    return (Setting){.style = style, .voice = voice, .x = l->theme->page.left, .width = body_width(l->theme), .y = y};
}

Prose prose_plain(const Layout *l, Str text)
{
    Inline *all = ARENA_NEW(l->arena, Inline);
    *all = (Inline){.kind = INLINE_TEXT, .end = (uint32_t)text.n};
    return (Prose){.text = text, .inlines = all, .inline_count = text.n ? 1 : 0};
}

/* ---- Boxes and pictures ---- */

/* A place for an item that the caller fills in whole. */
static DrawItem *item_new(Layout *l, Canvas *c)
{
    return &ARENA_NEXT(l->arena, c->items, c->count, c->capacity);
}

DrawItem *canvas_rect(Layout *l, Canvas *c, Rect rect, const Color *color, ArtifactType artifact, Mark mark)
{
    DrawItem *item = item_new(l, c);
    *item = (DrawItem){
        .kind = DRAW_RECT, .elem = ELEM_ARTIFACT, .artifact = artifact, .color = color, .rect = rect, .mark = mark};
    return item;
}

void canvas_rule(Layout *l, Canvas *c, Sp y, Rule rule, ArtifactType artifact)
{
    Rect rect = {l->theme->page.left, y, body_width(l->theme), rule.weight};
    if (rule.weight > 0)
        canvas_rect(l, c, rect, rule.color, artifact, rule.color->mark);
}

void canvas_picture(Layout *l, Canvas *c, const Picture *picture, Rect place, Voice voice, const Color *color)
{
    DrawItem item = {.elem = voice.elem, .artifact = voice.artifact, .color = color, .mark = picture->mark};
    if (picture->raster) {
        item.kind = DRAW_IMAGE;
        item.rect = place;
        item.raster = picture->raster;
        *item_new(l, c) = item;
    }
    for (size_t i = 0; i < picture->shape_count; i++) {
        const Shape *shape = &picture->shapes[i];
        Rect r = path_bounds(&shape->path);
        Sp wide = place.width, natural = picture->width;
        item.kind = DRAW_PATH;
        item.color = shape->color ? shape->color : color;
        item.rect = (Rect){place.x + sp_scale(r.x, wide, natural), place.y + sp_scale(r.y, wide, natural),
                           sp_scale(r.width, wide, natural), sp_scale(r.height, wide, natural)};
        item.path = path_place(&shape->path, (Point){r.x, r.y}, wide, natural, l->arena);
        item.stroke = shape->stroke;
        item.stroke.width = sp_scale(shape->stroke.width, wide, natural);
        *item_new(l, c) = item;
    }
}

void canvas_link(Layout *l, Canvas *c, LinkArea area)
{
    ARENA_NEXT(l->arena, c->links, c->link_count, c->link_capacity) = area;
}

void canvas_move(Layout *l, Canvas *to, const Canvas *from, Sp dy)
{
    for (size_t i = 0; i < from->count; i++) {
        DrawItem *item = item_new(l, to);
        *item = from->items[i];
        item->rect.y += dy;
        item->baseline += dy;
    }
    for (size_t i = 0; i < from->link_count; i++) {
        LinkArea area = from->links[i];
        area.rect.y += dy;
        canvas_link(l, to, area);
    }
}

/* ---- Text ---- */

/* Said in place of the segment, whose space at the end it takes over. */
static Str said_whole(const Layout *l, const Segment *s)
{
    bool spaced = s->said.n && s->piece_count && str_eq(s->pieces[s->piece_count - 1].run->text, STR(" "));
    return spaced ? str_printf(l->arena, "%.*s ", STR_ARG(s->said)) : s->said;
}

/* The element of a segment's text: the paragraph's, or a Link, Strong, Em below it, nested in that order. */
static ElemId spans_enter(Layout *l, Spans *open, const Segment *s, Voice voice)
{
    ElemId paragraph = voice.elem;
    open->led = open->led || !s->strong;
    if (voice.lead && !open->led)
        return voice.lead;
    if (!str_eq(open->url, s->url)) {
        *open = (Spans){.url = s->url, .led = open->led};
        if (s->url.n) {
            ElemId parent = s->url.s[0] == '#' ? elem_add(l, ROLE_REFERENCE, paragraph, s->mark) : paragraph;
            int64_t note = digits_value(str_slice(s->url, STR("#note-").n, s->url.n), UINT32_MAX);
            if (parent != paragraph && note > 0)
                l->elems[parent].note = (uint32_t)note;
            open->link = elem_add(l, ROLE_LINK, parent, s->mark);
            l->elems[open->link].url = s->url;
        }
    }
    ElemId parent = open->link ? open->link : paragraph;
    if (s->strong != (open->strong != 0)) {
        open->strong = s->strong ? elem_add(l, ROLE_STRONG, parent, s->mark) : 0;
        open->emphasis = 0;
    }
    parent = open->strong ? open->strong : parent;
    if (s->emphasis != (open->emphasis != 0))
        open->emphasis = s->emphasis ? elem_add(l, ROLE_EM, parent, s->mark) : 0;
    parent = open->emphasis ? open->emphasis : parent;
    if (!s->language.n && !s->said.n)
        return parent;
    if (!s->said.n || s->said.s != open->said.s) /* one replacement may be on two lines */
        open->span = elem_add(l, ROLE_SPAN, parent, s->mark);
    open->said = s->said;
    l->elems[open->span].language = s->language;
    l->elems[open->span].said = said_whole(l, s);
    return open->span;
}

/* How far a line of large type moves left, so that its first letter's edge aligns with the text below, not the white
   beside the letter. In small type that white is too narrow to see. */
static Sp optical_shift(const Line *line)
{
    enum { LARGE_TYPE = 20 }; /* points */
    const Segment *first = line->segments;
    if (line->segment_count == 0 || first->size < SP_PT(LARGE_TYPE) || first->piece_count == 0 ||
        first->pieces[0].run->count == 0)
        return 0;
    return font_length(font_bearing(first->font, first->pieces[0].run->glyphs[0].id), first->font, first->size);
}

/* Pieces count from the line's start, items from their own. */
static const Piece *pieces_from(const Layout *l, const Segment *s)
{
    if (s->x == 0)
        return s->pieces;
    Piece *pieces = ARENA_ARRAY(l->arena, Piece, s->piece_count);
    for (uint32_t i = 0; i < s->piece_count; i++) {
        pieces[i] = s->pieces[i];
        pieces[i].x -= s->x;
    }
    return pieces;
}

/* A link's area and its underline, without the space after its words. It looks like a link on paper too: all flavors
   show the same pages. */
static void link_paint(Layout *l, Canvas *c, const Segment *s, LinkArea area, Setting set)
{
    enum { WEIGHT = 22, BELOW = 9 }; /* the size in these: 0.5 pt at 11 pt, and from the baseline down */
    const Piece *last = &s->pieces[s->piece_count - 1];
    if (str_eq(last->run->text, STR(" ")))
        area.rect.width = sp_least(area.rect.width, last->x - s->x);
    LinkArea *before = c->link_count ? &c->links[c->link_count - 1] : NULL;
    bool goes_on = before && before->elem == area.elem && before->rect.y == area.rect.y;
    if (goes_on) /* one tab stop a line, and one underline */
        before->rect.width = area.rect.x + area.rect.width - before->rect.x;
    else
        canvas_link(l, c, area);
    if (s->url.s[0] == '#')
        return;
    Sp weight = sp_most(s->size / WEIGHT, SP_PER_PT / 4);
    DrawItem *last_two = goes_on ? &c->items[c->count - 2] : NULL; /* the underline so far, and the words that go on */
    if (last_two && last_two->kind == DRAW_RECT) {
        DrawItem under = *last_two;
        under.rect.width = before->rect.width;
        last_two[0] = last_two[1];
        last_two[1] = under; /* what is painted before words is their ground */
    } else
        canvas_rect(l, c, (Rect){area.rect.x, set.y + s->size / BELOW, area.rect.width, weight},
                    l->theme->styles[set.style].color, ARTIFACT_LAYOUT, s->mark);
}

/* The theme's keys for the lines that it places. */
static const char *const places[STYLE_COUNT] = {[STYLE_ORGANIZATION] = "header.organization_y",
                                                [STYLE_TITLE] = "header.title_y",
                                                [STYLE_YEAR] = "header.year_y",
                                                [STYLE_RUNNING] = "running.baseline",
                                                [STYLE_FOOTER] = "footer.baseline",
                                                [STYLE_STRIP] = "strip.baseline"};

void canvas_line(Layout *l, Canvas *c, const Line *line, Setting set, Spans *spans)
{
    Sp left = set.x + (set.side == SIDE_RIGHT ? set.width - line->width : 0) - optical_shift(line);
    for (uint32_t i = 0; i < line->segment_count; i++) {
        const Segment *s = &line->segments[i];
        bool is_read = set.voice.elem != ELEM_ARTIFACT;
        Sp ascent = font_length(s->font->ascent, s->font, s->size);
        Sp descent = -font_length(s->font->descent, s->font, s->size);
        Rect rect = {left + s->x, set.y - ascent, s->width, ascent + descent};
        *item_new(l, c) = (DrawItem){.kind = DRAW_TEXT,
                                     .elem = is_read ? spans_enter(l, spans, s, set.voice) : ELEM_ARTIFACT,
                                     .artifact = set.voice.artifact,
                                     .color = l->theme->styles[set.style].color,
                                     .rect = rect,
                                     .mark = s->mark,
                                     .baseline = set.y,
                                     .font = s->font,
                                     .style = style_name(set.style),
                                     .place = places[set.style],
                                     .size = s->size,
                                     .pieces = pieces_from(l, s),
                                     .piece_count = s->piece_count};
        if (is_read && spans->link)
            link_paint(l, c, s, (LinkArea){.rect = rect, .elem = spans->link}, set);
    }
}

static ParagraphStyle style_of(const Layout *l, Setting s)
{
    ParagraphStyle style = style_at(l, s.style);
    style.continued = s.continued;
    style.tabular = s.tabular;
    return style;
}

/* The width of the text on one line; negative after findings. */
static Sp natural_width(Layout *l, const Prose *prose, const ParagraphStyle *style)
{
    size_t errors = diag_errors(l->diag);
    Sp width = prose_width(prose, style, l->cache, l->arena, l->diag);
    return diag_errors(l->diag) > errors ? -1 : width;
}

void canvas_title(Layout *l, Canvas *c, const Prose *prose, Setting s, Sp least)
{
    ParagraphStyle style = style_of(l, s);
    Sp natural = natural_width(l, prose, &style);
    if (natural < 0)
        return;
    const Lines *lines = NULL;
    if (natural > s.width && sp_scale(style.size, s.width, natural) < least && least < style.size) {
        style.leading = sp_scale(style.leading, least, style.size);
        style.size = least;
        style.balanced = true;
        lines = paragraph_layout(prose, &style, s.width, l->cache, l->arena, l->diag);
    }
    if (!lines || lines->count != 2 || lines->width > s.width) {
        if (lines && sp_scale(style_at(l, s.style).size, s.width, natural) < least / 2)
            diag_error(l->diag, DIAG_FIT, prose->mark,
                       "this heading is too long for two lines of %s pt, which is the theme's 'header.title_least'; "
                       "shorten it, or lower 'title_least'",
                       SP_SHOWN(least));
        else
            canvas_one_line(l, c, prose, s);
        return;
    }
    Spans spans = {0};
    Setting first = s;
    first.y -= lines->leading;
    canvas_line(l, c, &lines->lines[0], first, &spans);
    canvas_line(l, c, &lines->lines[1], s, &spans);
}

/* How small a line that is too wide may get. */
static Sp least_size(const Layout *l, const ParagraphStyle *style, StyleId id)
{
    const Color *color = l->theme->styles[id].color;
    bool is_heavy = fontset_face(l->fonts, style->face)->weight >= PAPER_WEIGHT_LEAST;
    if (color->kind == COLOR_BLACK)
        return SP_PT(LEAST_TYPE);
    return color->kind == COLOR_PAPER && is_heavy ? SP_PT(PAPER_TYPE_LEAST) : SP_PT(SMALL_TYPE) + TENTH;
}

Sp canvas_width(Layout *l, const Prose *prose, Setting s)
{
    ParagraphStyle style = style_of(l, s);
    return prose->text.n ? sp_most(natural_width(l, prose, &style), 0) : 0;
}

Sp canvas_one_line(Layout *l, Canvas *c, const Prose *prose, Setting s)
{
    if (l->rough)
        return 0;
    ParagraphStyle style = style_of(l, s);
    Sp natural = prose->text.n ? natural_width(l, prose, &style) : -1;
    if (natural < 0)
        return 0;
    if (natural > s.width) {
        Sp full = style.size, least = least_size(l, &style, s.style), exact = sp_scale(full, s.width, natural);
        style.size = exact >= least ? sp_most(exact / TENTH * TENTH, least) : exact / TENTH * TENTH;
        if (style.size < least) {
            diag_error(
                l->diag, DIAG_FIT, prose->mark,
                "this text is too long for its line: it would shrink from %s pt, the theme's 'styles.%s.size', to %s "
                "pt, and %s pt is the least; shorten it, or choose a narrower 'styles.%s.face'",
                SP_SHOWN(full), style_name(s.style), SP_SHOWN(style.size), SP_SHOWN(least), style_name(s.style));
            return 0;
        }
    }
    const Lines *lines = paragraph_layout(prose, &style, SP_PT(14400), l->cache, l->arena, l->diag);
    if (!lines || lines->count == 0)
        return 0;
    canvas_line(l, c, &lines->lines[0], s, &(Spans){0});
    return lines->lines[0].width;
}

Sp canvas_paragraph(Layout *l, Canvas *c, const Prose *prose, Setting s)
{
    ParagraphStyle style = style_of(l, s);
    if (l->rough)
        return paragraph_least(prose, &style, s.width, l->cache, l->diag) * style.leading;
    const Lines *lines = paragraph_layout(prose, &style, s.width, l->cache, l->arena, l->diag);
    if (!lines)
        return 0;
    Spans spans = {0};
    s.y += style_baseline(l, s.style);
    for (uint32_t i = 0; i < lines->count; i++, s.y += lines->leading)
        canvas_line(l, c, &lines->lines[i], s, &spans);
    return lines->count * lines->leading;
}
