/* The way from a paragraph to its lines: items, breaks, and then for each line the segments and pieces that are set.
   A space between two words of different markup belongs to the segment before it, in that one's font; so does the space
   that hangs at a line's end, and one that stands for a forced break. Breaks inside a word leave nothing behind but the
   hyphen of hyphenation. */
#include "item.h"
#include "linebreak.h"

#include <hb.h>
#include <linebreak.h>

typedef struct Setter {
    const Prose *prose;
    const ParagraphStyle *style;
    Sp measure;
    ShapeCache *cache;
    Arena *a;
    Itemized it;
    /* Room for all lines, taken from the front. */
    Segment *segments;
    Piece *pieces;
} Setter;

/* One line of text: bytes [start, end) beginning in atom 'first'. */
typedef struct Stretch {
    uint32_t start, end;
    size_t first;
    bool hyphen;
    bool hangs; /* a space follows */
    bool is_last;
} Stretch;

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static const GlyphRun *run_shape(const Setter *s, const Font *font, Str text)
{
    return &word_shape(s->cache, font, s->style->tabular, text, s->a)->run;
}

/* The part of an atom that stands on the line. */
static const GlyphRun *part_run(const Setter *s, const Atom *atom, uint32_t start, uint32_t end)
{
    if (atom->start == start && atom->end == end)
        return &atom->shaped->run;
    return run_shape(s, s->it.spans[atom->span].font, str_slice(s->it.text, start, end));
}

static bool is_glue(const Atom *atom)
{
    return atom->kind == ATOM_SPACE;
}

/* Sums of the line's words and spaces as they come. */
static void stretch_measure(const Setter *s, const Stretch *stretch, Sp *width, Sp *glue)
{
    *width = *glue = 0;
    for (size_t i = stretch->first; i < s->it.atom_count && s->it.atoms[i].start < stretch->end; i++) {
        const Atom *atom = &s->it.atoms[i];
        const GlyphRun *run = part_run(s, atom, larger(atom->start, stretch->start), smaller(atom->end, stretch->end));
        Sp length = font_length(run->advance, run->font, s->style->size);
        *width += length;
        *glue += is_glue(atom) ? length : 0;
        if (stretch->hyphen && atom->end >= stretch->end)
            *width += font_length(run_shape(s, run->font, STR("-"))->advance, run->font, s->style->size);
    }
}

static void segment_open(Setter *s, const Atom *atom, uint32_t start, Sp x)
{
    const Span *span = &s->it.spans[atom->span];
    *s->segments = (Segment){.font = span->font,
                             .size = s->style->size,
                             .strong = span->strong,
                             .emphasis = span->emphasis,
                             .url = span->url,
                             .x = x,
                             .pieces = s->pieces,
                             .mark = {.offset = start}};
}

static void piece_add(Setter *s, Segment *segment, const GlyphRun *run, Sp x, bool soft_hyphen)
{
    *s->pieces++ = (Piece){run, x, soft_hyphen};
    segment->piece_count++;
}

static void segment_close(Setter *s, Segment *segment, Sp x, uint32_t end)
{
    segment->width = x - segment->x;
    segment->mark = prose_mark(s->prose, segment->mark.offset, end - segment->mark.offset);
}

static void line_set(Setter *s, const Stretch *stretch, Line *line)
{
    Sp width, glue, x = 0, glue_before = 0;
    stretch_measure(s, stretch, &width, &glue);
    Sp change = 0;
    if (s->style->justified && !s->style->balanced && glue > 0 && (!stretch->is_last || width > s->measure))
        change = s->measure - width;

    line->segments = s->segments;
    line->hyphenated = stretch->hyphen;
    line->mark = prose_mark(s->prose, stretch->start, stretch->end - stretch->start);
    Segment *segment = NULL;
    uint32_t span = 0;
    for (size_t i = stretch->first; i < s->it.atom_count && s->it.atoms[i].start < stretch->end; i++) {
        const Atom *atom = &s->it.atoms[i];
        uint32_t start = larger(atom->start, stretch->start), end = smaller(atom->end, stretch->end);
        if (!segment || atom->span != span) {
            if (segment)
                segment_close(s, s->segments++, x, start);
            segment_open(s, atom, start, x);
            segment = s->segments;
            span = atom->span;
            line->segment_count++;
        }
        const GlyphRun *run = part_run(s, atom, start, end);
        Sp length = font_length(run->advance, run->font, s->style->size);
        piece_add(s, segment, run, x, false);
        x += length;
        if (is_glue(atom)) {
            /* Each space's share is what the sums before and behind it leave, so that nothing is lost by rounding. */
            x += sp_scale(change, glue_before + length, glue ? glue : 1) - sp_scale(change, glue_before, glue ? glue : 1);
            glue_before += length;
        }
    }
    if (segment && stretch->hyphen) {
        const GlyphRun *hyphen = run_shape(s, segment->font, STR("-"));
        piece_add(s, segment, hyphen, x, true);
        x += font_length(hyphen->advance, hyphen->font, s->style->size);
    }
    line->width = x;
    if (segment) {
        segment_close(s, s->segments++, x, stretch->end);
        if (stretch->hangs)
            piece_add(s, segment, run_shape(s, segment->font, STR(" ")), x, false);
    }
}

/* The line that ends at item 'at', and in '*next' where the one after it begins. */
static Stretch stretch_find(const Setter *s, uint32_t at, const Stretch *begin, Stretch *next)
{
    Stretch stretch = *begin;
    *next = (Stretch){0};
    if (at >= s->it.item_count) {
        stretch.end = (uint32_t)s->it.text.n;
        stretch.is_last = true;
        stretch.hangs = s->style->continued;
        return stretch;
    }
    const Item *item = &s->it.items[at];
    const Atom *atom = &s->it.atoms[item->atom];
    stretch.end = item->at;
    if (item->kind == ITEM_GLUE || atom->kind == ATOM_NEWLINE) {
        next->start = atom->end;
        next->first = item->atom + 1;
        stretch.hangs = true;
        stretch.is_last = item->kind != ITEM_GLUE;
        return stretch;
    }
    next->start = item->at;
    next->first = item->atom;
    stretch.hyphen = item->hyphen;
    stretch.is_last = item->penalty == PENALTY_FORCED;
    if (item->hyphen)
        stretch.end = line_text_end(s->it.text, item->at);
    return stretch;
}

static void lines_set(Setter *s, const uint32_t *breaks, size_t count, Lines *lines)
{
    Line *line = ARENA_ARRAY(s->a, Line, count);
    s->segments = ARENA_ARRAY(s->a, Segment, s->it.span_count + count);
    s->pieces = ARENA_ARRAY(s->a, Piece, s->it.atom_count + 3 * count);
    Stretch begin = {0};
    if (s->it.atom_count)
        begin.start = s->it.atoms[0].start;
    for (size_t i = 0; i < count; i++) {
        Stretch next;
        Stretch stretch = stretch_find(s, breaks[i], &begin, &next);
        line_set(s, &stretch, &line[i]);
        if (line[i].width > lines->width)
            lines->width = line[i].width;
        begin = next;
    }
    lines->lines = line;
    lines->count = (uint32_t)count;
}

const Lines *paragraph_layout(const Prose *prose, const ParagraphStyle *style, Sp measure, ShapeCache *cache, Arena *a,
                              Diag *d)
{
    Arena *scratch = shape_cache_scratch(cache);
    arena_reset(scratch);
    Setter s = {.prose = prose, .style = style, .measure = measure, .cache = cache, .a = a};
    if (!prose_itemize(prose, style, measure, cache, scratch, a, d, &s.it))
        return NULL;
    BreakRules rules = {.measure = measure,
                        .justified = style->justified && !style->balanced,
                        .balanced = style->balanced,
                        .last_line_words = style->last_line_words,
                        .last_line_percent = style->last_line_percent};
    size_t count;
    const uint32_t *breaks = lines_break(s.it.items, s.it.item_count, &rules, scratch, &count);
    Lines *lines = ARENA_NEW(a, Lines);
    lines->leading = style->leading;
    lines_set(&s, breaks, count, lines);
    return lines;
}

Sp prose_width(const Prose *prose, const ParagraphStyle *style, ShapeCache *cache, Arena *a, Diag *d)
{
    Arena *scratch = shape_cache_scratch(cache);
    arena_reset(scratch);
    ParagraphStyle whole = *style;
    whole.hyphenate = false;
    Itemized it;
    if (!prose_itemize(prose, &whole, INT64_MAX, cache, scratch, a, d, &it))
        return 0;
    Sp width = 0, widest = 0;
    for (size_t i = 0; i < it.item_count; i++) {
        const Item *item = &it.items[i];
        if (item->kind != ITEM_PENALTY)
            width += item->width;
        else if (item->penalty == PENALTY_FORCED)
            width = 0;
        if (width > widest)
            widest = width;
    }
    return widest;
}

Str text_versions(Arena *a)
{
    return str_printf(a, "HarfBuzz %s, libunibreak (UAX #14) %d.%d, libhyphen", hb_version_string(),
                      LINEBREAK_VERSION >> 8, LINEBREAK_VERSION & 0xFF);
}
