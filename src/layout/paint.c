/* Text and boxes onto a canvas. The only place where lines become draw items: x is settled here, y is moved later when
   the canvas goes onto its page. */
#include "layout.h"

enum { LEAST_TYPE = 8 }; /* points: what a line that is too wide may shrink to */

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

static DrawItem *canvas_item(Canvas *c, Arena *a)
{
    ARENA_ROOM(a, c->items, c->count, c->capacity);
    DrawItem *item = &c->items[c->count++];
    *item = (DrawItem){0};
    return item;
}

void canvas_rect(Canvas *c, Arena *a, Rect rect, const Color *color, ArtifactType artifact, bool bleeds, Mark mark)
{
    DrawItem *item = canvas_item(c, a);
    item->kind = DRAW_RECT;
    item->elem = ELEM_ARTIFACT;
    item->artifact = artifact;
    item->color = color;
    item->bleeds = bleeds;
    item->rect = rect;
    item->mark = mark;
}

void canvas_rule(Canvas *c, Arena *a, Sp x, Sp y, Sp width, Rule rule)
{
    if (rule.weight > 0)
        canvas_rect(c, a, (Rect){x, y, width, rule.weight}, rule.color, ARTIFACT_LAYOUT, false, rule.color->mark);
}

static DrawItem *picture_item(Canvas *c, Arena *a, const Picture *picture, DrawKind kind, Voice voice,
                              const Color *color)
{
    DrawItem *item = canvas_item(c, a);
    item->kind = kind;
    item->elem = voice.elem;
    item->artifact = voice.elem == ELEM_ARTIFACT ? voice.artifact : ARTIFACT_NONE;
    item->color = color;
    item->mark = picture->mark;
    return item;
}

void canvas_picture(Canvas *c, Arena *a, const Picture *picture, Rect place, Voice voice, const Color *color)
{
    if (picture->raster) {
        DrawItem *item = picture_item(c, a, picture, DRAW_IMAGE, voice, color);
        item->rect = place;
        item->raster = picture->raster;
    }
    for (size_t i = 0; i < picture->shape_count; i++) {
        const Shape *shape = &picture->shapes[i];
        Rect bounds = path_bounds(&shape->path);
        Point corner = {bounds.x, bounds.y};
        DrawItem *item = picture_item(c, a, picture, DRAW_PATH, voice, shape->color ? shape->color : color);
        item->rect = (Rect){place.x + sp_scale(bounds.x, place.width, picture->width),
                            place.y + sp_scale(bounds.y, place.width, picture->width),
                            sp_scale(bounds.width, place.width, picture->width),
                            sp_scale(bounds.height, place.width, picture->width)};
        item->path = path_place(&shape->path, corner, place.width, picture->width, a);
        item->stroke = shape->stroke;
        item->stroke.width = sp_scale(shape->stroke.width, place.width, picture->width);
    }
}

void canvas_move(Canvas *to, Arena *a, const Canvas *from, Sp dy)
{
    for (size_t i = 0; i < from->count; i++) {
        DrawItem *item = canvas_item(to, a);
        *item = from->items[i];
        item->rect.y += dy;
        item->baseline += dy;
    }
    for (size_t i = 0; i < from->link_count; i++) {
        ARENA_ROOM(a, to->links, to->link_count, to->link_capacity);
        LinkArea *link = &to->links[to->link_count++];
        *link = from->links[i];
        link->rect.y += dy;
    }
}

/* The element that a segment's text belongs to: the paragraph's, or a Link, Strong, Em below it, nested in that order.
 */
static ElemId spans_enter(Layout *l, Spans *open, const Segment *s, ElemId paragraph)
{
    if (!str_eq(open->url, s->url)) {
        *open = (Spans){.url = s->url};
        if (s->url.n) {
            open->link = elem_add(l, ROLE_LINK, paragraph, s->mark);
            l->elems[open->link].url = s->url;
        }
    }
    ElemId parent = open->link ? open->link : paragraph;
    if (!s->strong) {
        if (open->strong)
            open->emphasis = 0;
        open->strong = 0;
    } else {
        if (!open->strong) {
            open->strong = elem_add(l, ROLE_STRONG, parent, s->mark);
            open->emphasis = 0;
        }
        parent = open->strong;
    }
    if (!s->emphasis) {
        open->emphasis = 0;
    } else {
        if (!open->emphasis)
            open->emphasis = elem_add(l, ROLE_EM, parent, s->mark);
        parent = open->emphasis;
    }
    return parent;
}

/* How far a line of large type moves to the left so that its first letter's edge, not the white beside it, stands where
   the text's does. In small type that white is below what the eye sees. */
static Sp optical_shift(const Line *line)
{
    enum { LARGE_TYPE = 20 }; /* points */
    if (line->segment_count == 0 || line->segments[0].size < SP_PT(LARGE_TYPE))
        return 0;
    const Segment *first = &line->segments[0];
    if (first->piece_count == 0 || first->pieces[0].run->count == 0)
        return 0;
    return font_length(font_bearing(first->font, first->pieces[0].run->glyphs[0].id), first->font, first->size);
}

void canvas_line(Layout *l, Canvas *c, const Line *line, Voice voice, Spans *spans, Sp x, Sp baseline,
                 const Color *color)
{
    x -= optical_shift(line);
    for (uint32_t i = 0; i < line->segment_count; i++) {
        const Segment *s = &line->segments[i];
        ElemId elem = voice.elem == ELEM_ARTIFACT ? ELEM_ARTIFACT : spans_enter(l, spans, s, voice.elem);
        Sp ascent = font_length(s->font->ascent, s->font, s->size);
        Sp descent = -font_length(s->font->descent, s->font, s->size);
        DrawItem *item = canvas_item(c, l->arena);
        item->kind = DRAW_TEXT;
        item->elem = elem;
        item->artifact = voice.artifact;
        item->color = color;
        item->rect = (Rect){x + s->x, baseline - ascent, s->width, ascent + descent};
        item->mark = s->mark;
        item->baseline = baseline;
        item->font = s->font;
        item->size = s->size;
        item->pieces = s->pieces;
        item->piece_count = s->piece_count;
        /* Pieces count from the line's start, items from their own. */
        if (s->x) {
            Piece *pieces = ARENA_ARRAY(l->arena, Piece, s->piece_count);
            for (uint32_t k = 0; k < s->piece_count; k++) {
                pieces[k] = s->pieces[k];
                pieces[k].x -= s->x;
            }
            item->pieces = pieces;
        }
        if (elem != ELEM_ARTIFACT && spans->link) {
            ARENA_ROOM(l->arena, c->links, c->link_count, c->link_capacity);
            c->links[c->link_count++] = (LinkArea){.rect = item->rect, .elem = spans->link};
        }
    }
}

void canvas_title(Layout *l, Canvas *c, const Prose *prose, StyleId id, Voice voice, Sp x, Sp width, Sp baseline,
                  Sp least)
{
    ParagraphStyle style = style_at(l, id);
    size_t errors = diag_errors(l->diag);
    Sp natural = prose_width(prose, &style, l->cache, l->arena, l->diag);
    if (diag_errors(l->diag) > errors)
        return;
    const Lines *lines = NULL;
    if (natural > width && sp_scale(style.size, width, natural) < least && least < style.size) {
        style.leading = sp_scale(style.leading, least, style.size);
        style.size = least;
        style.balanced = true;
        lines = paragraph_layout(prose, &style, width, l->cache, l->arena, l->diag);
    }
    if (!lines || lines->count != 2 || lines->width > width) {
        canvas_one_line(l, c, prose, id, voice, SIDE_LEFT, x, width, baseline, false);
        return;
    }
    Spans spans = {0};
    canvas_line(l, c, &lines->lines[0], voice, &spans, x, baseline - lines->leading, l->theme->styles[id].color);
    canvas_line(l, c, &lines->lines[1], voice, &spans, x, baseline, l->theme->styles[id].color);
}

Sp canvas_one_line(Layout *l, Canvas *c, const Prose *prose, StyleId id, Voice voice, Side side, Sp x, Sp width,
                   Sp baseline, bool continued)
{
    if (prose->text.n == 0)
        return 0;
    ParagraphStyle style = style_at(l, id);
    style.continued = continued;
    size_t errors = diag_errors(l->diag);
    Sp natural = prose_width(prose, &style, l->cache, l->arena, l->diag);
    if (diag_errors(l->diag) > errors)
        return 0;
    if (natural > width) {
        /* Rounded down to a tenth of a point, so that sheets differ by sizes that a designer can name. */
        Sp step = SP_PT(1) / 10;
        style.size = sp_scale(style.size, width, natural) / step * step;
        if (style.size < SP_PT(LEAST_TYPE)) {
            diag_error(l->diag, DIAG_FIT, prose->mark, "this text does not fit on its line, even at %d pt; shorten it",
                       LEAST_TYPE);
            return 0;
        }
    }
    const Lines *lines = paragraph_layout(prose, &style, SP_PT(14400), l->cache, l->arena, l->diag);
    if (!lines || lines->count == 0)
        return 0;
    Spans spans = {0};
    Sp line_width = lines->lines[0].width;
    Sp start = side == SIDE_RIGHT ? x + width - line_width : x;
    canvas_line(l, c, &lines->lines[0], voice, &spans, start, baseline, l->theme->styles[id].color);
    return line_width;
}

Sp paragraph_paint(Layout *l, Canvas *c, const Prose *prose, StyleId id, Voice voice, Sp x, Sp y, Sp measure,
                   bool continued)
{
    ParagraphStyle style = style_at(l, id);
    style.continued = continued;
    const Lines *lines = paragraph_layout(prose, &style, measure, l->cache, l->arena, l->diag);
    if (!lines)
        return 0;
    Spans spans = {0};
    Sp baseline = y + style_baseline(l, id);
    for (uint32_t i = 0; i < lines->count; i++, baseline += lines->leading)
        canvas_line(l, c, &lines->lines[i], voice, &spans, x, baseline, l->theme->styles[id].color);
    return lines->count * lines->leading;
}
