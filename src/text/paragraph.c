/* From a paragraph to its lines: items, breaks, then the segments and pieces of each line. A space between words of
   different markup belongs to the segment before it; so does the space that hangs at a line's end, and one that stands
   for a forced break. */
#include "item.h"

#include <hb.h>
#include <linebreak.h>

typedef struct Setter {
    const Prose *prose;
    const ParagraphStyle *style;
    Sp measure;
    ShapeCache *cache;
    Arena *a;
    const Itemized *it;
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

static const GlyphRun *run_shape(const Setter *s, const Font *font, Str text)
{
    return &word_shape(s->cache, font, s->style->tabular, text, s->a)->run;
}

/* The part of an atom that is on the line. */
static const GlyphRun *part_run(const Setter *s, const Atom *atom, uint32_t start, uint32_t end)
{
    if (atom->start == start && atom->end == end)
        return &atom->shaped->run;
    return run_shape(s, s->it->words.spans[atom->span].font, str_slice(s->it->words.text, start, end));
}

static bool is_glue(const Atom *atom)
{
    return atom->kind == ATOM_SPACE;
}

/* ---- Letters of a justified line ---- */

/* Whether room between letters may be put after glyph i: not inside a cluster, whose marks are on their base, and
   not after the word, where it would widen the space. */
static bool is_gap(const GlyphRun *run, uint32_t i)
{
    return i + 1 < run->count && run->glyphs[i + 1].advance != 0 && run->glyphs[i + 1].text_length != 0;
}

static int64_t run_gaps(const GlyphRun *run)
{
    int64_t gaps = 0;
    for (uint32_t i = 0; i < run->count; i++)
        gaps += is_gap(run, i);
    return gaps;
}

/* What is put between letters, in units of that font. */
static int64_t room_units(const Setter *s, const Font *font, Sp room)
{
    return s->style->size ? room * font->units_per_em / s->style->size : 0;
}

static Sp run_length(const Setter *s, const GlyphRun *run, Sp room)
{
    int64_t units = room ? room_units(s, run->font, room) : 0;
    return font_length(run->advance + (units ? units * run_gaps(run) : 0), run->font, s->style->size);
}

static const GlyphRun *run_space_out(const Setter *s, const GlyphRun *run, Sp room)
{
    int64_t units = room ? room_units(s, run->font, room) : 0;
    if (units == 0)
        return run;
    GlyphRun *spaced = ARENA_NEW(s->a, GlyphRun);
    Glyph *glyphs = arena_grow(s->a, run->glyphs, run->count, run->count, sizeof *glyphs);
    *spaced = *run;
    spaced->glyphs = glyphs;
    spaced->cached = false;
    for (uint32_t i = 0; i < run->count; i++)
        if (is_gap(run, i)) {
            glyphs[i].advance += (int32_t)units;
            spaced->advance += units;
        }
    return spaced;
}

typedef struct Measured {
    Sp width, spaces;
    int64_t gaps; /* between letters */
} Measured;

/* The line's words and spaces as they come, with that room between letters. */
static Measured stretch_measure(const Setter *s, const Stretch *stretch, Sp room)
{
    Measured sum = {0};
    for (size_t i = stretch->first; i < s->it->words.atom_count && s->it->words.atoms[i].start < stretch->end; i++) {
        const Atom *atom = &s->it->words.atoms[i];
        const GlyphRun *run = part_run(s, atom, (uint32_t)sp_most(atom->start, stretch->start),
                                       (uint32_t)sp_least(atom->end, stretch->end));
        Sp length = run_length(s, run, is_glue(atom) ? 0 : room);
        sum.width += length;
        sum.spaces += is_glue(atom) ? length : 0;
        sum.gaps += is_glue(atom) ? 0 : run_gaps(run);
        if (stretch->hyphen && atom->end >= stretch->end)
            sum.width += run_length(s, run_shape(s, run->font, STR("-")), 0);
    }
    return sum;
}

/* Letters take their share of what a justified line lacks; rounded towards none, for the spaces take what is left. */
static Sp letters_room(const Setter *s, const Measured *line)
{
    Sp change = s->measure - line->width, most = letters_give(line->width - line->spaces);
    Sp both = most + spaces_give(line->spaces, change > 0);
    if (line->gaps == 0 || both == 0)
        return 0;
    Sp share = sp_scale(change, most, both);
    share = share > most ? most : share < -most ? -most : share;
    return share / line->gaps;
}

/* ---- Lines ---- */

static void segment_open(Setter *s, const Atom *atom, uint32_t start, Sp x)
{
    const Span *span = &s->it->words.spans[atom->span];
    *s->segments = (Segment){.font = span->font,
                             .size = s->style->size,
                             .strong = span->strong,
                             .emphasis = span->emphasis,
                             .url = span->url,
                             .language = span->language,
                             .said = span->said,
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
    Sp x = 0, change = 0, room = 0, spaces_before = 0;
    Measured natural = {0};
    if (s->style->justified && !s->style->balanced)
        natural = stretch_measure(s, stretch, 0);
    if (natural.spaces > 0 && (!stretch->is_last || natural.width > s->measure)) {
        room = letters_room(s, &natural);
        change = s->measure - (room ? stretch_measure(s, stretch, room) : natural).width;
    }

    line->segments = s->segments;
    line->hyphenated = stretch->hyphen;
    line->mark = prose_mark(s->prose, stretch->start, stretch->end - stretch->start);
    Segment *segment = NULL;
    uint32_t span = 0;
    for (size_t i = stretch->first; i < s->it->words.atom_count && s->it->words.atoms[i].start < stretch->end; i++) {
        const Atom *atom = &s->it->words.atoms[i];
        uint32_t start = (uint32_t)sp_most(atom->start, stretch->start),
                 end = (uint32_t)sp_least(atom->end, stretch->end);
        if (!segment || atom->span != span) {
            if (segment)
                segment_close(s, s->segments++, x, start);
            segment_open(s, atom, start, x);
            segment = s->segments;
            span = atom->span;
            line->segment_count++;
        }
        const GlyphRun *run = run_space_out(s, part_run(s, atom, start, end), is_glue(atom) ? 0 : room);
        Sp length = run_length(s, run, 0);
        piece_add(s, segment, run, x, false);
        x += length;
        if (is_glue(atom) && change) {
            /* Each space's share is what the sums before and after it leave, so that nothing is lost by rounding. */
            x += sp_scale(change, spaces_before + length, natural.spaces) -
                 sp_scale(change, spaces_before, natural.spaces);
            spaces_before += length;
        }
    }
    if (segment && stretch->hyphen) {
        const GlyphRun *hyphen = run_shape(s, segment->font, STR("-"));
        piece_add(s, segment, hyphen, x, true);
        x += run_length(s, hyphen, 0);
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
    if (at >= s->it->item_count) {
        stretch.end = (uint32_t)s->it->words.text.n;
        stretch.is_last = true;
        stretch.hangs = s->style->continued;
        return stretch;
    }
    const Item *item = &s->it->items[at];
    const Atom *atom = &s->it->words.atoms[item->atom];
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
        stretch.end = line_text_end(s->it->words.text, item->at);
    return stretch;
}

static void lines_set(Setter *s, const uint32_t *breaks, size_t count, Lines *lines)
{
    Line *line = ARENA_ARRAY(s->a, Line, count);
    s->segments = ARENA_ARRAY(s->a, Segment, s->it->words.span_count + count);
    s->pieces = ARENA_ARRAY(s->a, Piece, s->it->words.atom_count + 3 * count);
    Stretch begin = {0};
    if (s->it->words.atom_count)
        begin.start = s->it->words.atoms[0].start;
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
    const Itemized *it = prose_itemize(prose, style, measure, cache, a, d);
    if (!it)
        return NULL;
    Setter s = {.prose = prose, .style = style, .measure = measure, .cache = cache, .a = a, .it = it};
    BreakRules rules = {.measure = measure,
                        .justified = style->justified && !style->balanced,
                        .balanced = style->balanced,
                        .last_line_words = style->last_line_words,
                        .last_line_percent = style->last_line_percent};
    size_t count;
    const uint32_t *breaks = lines_break(it->items, it->item_count, &rules, cache->scratch, &count);
    Lines *lines = ARENA_NEW(a, Lines);
    lines->leading = style->leading;
    lines_set(&s, breaks, count, lines);
    return lines;
}

/* First fit: no way to break takes fewer lines. What may be broken anywhere fills lines as water would. */
uint32_t paragraph_least(const Prose *prose, const ParagraphStyle *style, Sp measure, ShapeCache *cache, Diag *d)
{
    arena_reset(cache->scratch);
    const Words *words = prose_words(prose, style, cache, d);
    if (!words || !words->extent_count || measure <= 0 || style->size <= 0)
        return 0;
    bool gives = style->justified && !style->balanced, breaks = false;
    /* All at a size of 1 pt; lines one point longer, for kerns that breaks take away and for rounding. */
    Sp line = sp_scale(measure + SP_PER_PT, SP_PER_PT, style->size), used = 0, gap = 0, count = 1;
    Sp whole = sp_scale(measure, SP_PER_PT, style->size) - SP_PER_PT / 64; /* what is wider is cut */
    Sp part = 0, natural = 0; /* what no line may break, as narrow as a justified line makes it, and as it is */
    for (size_t i = 0; i < words->extent_count; i++) {
        const Extent *e = &words->extents[i];
        Sp space = e->space - (gives ? spaces_give(e->space, false) : 0);
        part += e->word - (gives ? letters_give(e->word) : 0);
        natural += e->word;
        breaks |= e->breaks;
        if (e->kept) {
            part += space;
            natural += e->space;
            continue;
        }
        if (used + gap + part <= line) {
            used += gap + part;
        } else if (breaks || natural > whole) {
            count += (used + part - 1) / line;
            used = (used + part - 1) % line + 1;
        } else {
            count++;
            used = part;
        }
        gap = space;
        part = natural = 0;
        breaks = false;
    }
    return (uint32_t)count;
}

Sp prose_width(const Prose *prose, const ParagraphStyle *style, ShapeCache *cache, Arena *a, Diag *d)
{
    ParagraphStyle whole = *style;
    whole.hyphenate = false;
    const Itemized *it = prose_itemize(prose, &whole, INT64_MAX, cache, a, d);
    Sp width = 0, widest = 0;
    for (size_t i = 0; it && i < it->item_count; i++) {
        const Item *item = &it->items[i];
        if (item->kind != ITEM_PENALTY)
            width += item->width;
        else if (item->penalty == PENALTY_FORCED)
            width = 0;
        widest = sp_most(width, widest);
    }
    return widest;
}

/* libunibreak 1.1 tells the version of its line breaking alone. */
#ifdef LINEBREAK_VERSION
#define UNIBREAK_FORM "libunibreak (line breaking %d.%d)"
#define UNIBREAK_RUNNING linebreak_version
#else
#define UNIBREAK_FORM "libunibreak %d.%d"
#define UNIBREAK_RUNNING unibreak_version
#endif

Str text_versions(Arena *a)
{
    return str_printf(a, "HarfBuzz %s, " UNIBREAK_FORM ", libhyphen", hb_version_string(), UNIBREAK_RUNNING >> 8,
                      UNIBREAK_RUNNING & 0xFF);
}
