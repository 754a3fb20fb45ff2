/* A paragraph's text becomes spans of one font, spans become shaped words and spaces, and these become the boxes, glue
   and penalties that line breaking weighs. Words are shaped whole; what breaking one changes (a kern or a ligature that
   falls away, a hyphen that comes in) is written into the penalty. What is wider than the measure gets more breaks
   here: first those that were kept together, then, inside a word, those between grapheme clusters, each then a box of
   its own.
*/
#include "item.h"

/* Bytes of text, wider than the measure, that are to be cut into clusters. */
typedef struct Cut {
    uint32_t start, end;
} Cut;

typedef struct Itemizer {
    const Prose *prose;
    const ParagraphStyle *style;
    ShapeCache *cache;
    Arena *scratch, *a;
    Str text;
    const uint8_t *classes;
    Span *spans;
    size_t span_count;
    Atom *atoms;
    size_t atom_count, atom_capacity;
    Item *items;
    size_t item_count, item_capacity;
    Cut *cuts;
    size_t cut_count, cut_capacity;
} Itemizer;

/* ---- Spans ---------------------------------------------------------------------------------------------------------
 */

static const Font *inline_font(const ParagraphStyle *style, bool strong, bool emphasis)
{
    unsigned face = strong && emphasis ? style->strong_emphasis
                    : strong           ? style->strong
                    : emphasis         ? style->emphasis
                                       : style->face;
    return fontset_face(style->fonts, face);
}

static void spans_make(Itemizer *it)
{
    const Prose *prose = it->prose;
    it->spans = ARENA_ARRAY(it->scratch, Span, prose->inline_count + 1);
    for (uint32_t i = 0; i < prose->inline_count; i++) {
        const Inline *in = &prose->inlines[i];
        Span *last = it->span_count ? &it->spans[it->span_count - 1] : NULL;
        /* A break, and the number of a page, are of the text around them. */
        if (last && last->strong == in->strong && last->emphasis == in->emphasis && str_eq(last->url, in->url))
            last->end = in->end;
        else if (in->end > in->start)
            it->spans[it->span_count++] =
                (Span){in->end, inline_font(it->style, in->strong, in->emphasis), in->strong, in->emphasis, in->url};
    }
    if (it->span_count == 0)
        it->spans[it->span_count++] =
            (Span){(uint32_t)it->text.n, inline_font(it->style, false, false), false, false, STR("")};
}

/* ---- Atoms ---------------------------------------------------------------------------------------------------------
 */

/* Bytes of the space at 'at', 0 where none is: U+0020, or U+00A0, which differs in nothing but that it does not break.
 */
static size_t space_bytes(Str text, size_t at)
{
    if (text.s[at] == ' ')
        return 1;
    return text.s[at] == '\xC2' && at + 1 < text.n && text.s[at + 1] == '\xA0' ? 2 : 0;
}

static void atom_add(Itemizer *it, AtomKind kind, size_t start, size_t end, size_t span)
{
    if (kind != ATOM_WORD && it->atom_count)
        span = it->atoms[it->atom_count - 1].span;
    Str text = kind == ATOM_NEWLINE ? STR(" ") : str_slice(it->text, start, end);
    const Shaped *shaped = word_shape(it->cache, it->spans[span].font, it->style->tabular, text, it->a);
    ARENA_ROOM(it->scratch, it->atoms, it->atom_count, it->atom_capacity);
    it->atoms[it->atom_count++] = (Atom){shaped, (uint32_t)start, (uint32_t)end, (uint32_t)span, kind};
}

/* The word [start, end) of one span. A long one is cut at all its breaks, so that no time is lost on shaping its parts
   again and again. */
static void word_add(Itemizer *it, size_t start, size_t end, size_t span, size_t *cut)
{
    bool is_long = end - start > CACHED_BYTES_MOST;
    for (size_t at = start, next; at < end; at = next) {
        while (*cut < it->cut_count && it->cuts[*cut].end <= at)
            ++*cut;
        if (*cut < it->cut_count && it->cuts[*cut].start <= at) {
            next = cluster_end(str_slice(it->text, 0, end), at);
        } else {
            size_t limit = *cut < it->cut_count && it->cuts[*cut].start < end ? it->cuts[*cut].start : end;
            next = is_long ? at + 1 : limit;
            while (next < limit && it->classes[next] == BREAK_NONE)
                next++;
        }
        atom_add(it, ATOM_WORD, at, next, span);
    }
}

static void atoms_make(Itemizer *it)
{
    size_t at = 0, cut = 0;
    it->atom_count = 0;
    while (at < it->text.n && space_bytes(it->text, at))
        at += space_bytes(it->text, at);
    for (size_t span = 0; span < it->span_count; span++) {
        size_t limit = it->spans[span].end < it->text.n ? it->spans[span].end : it->text.n;
        while (at < limit) {
            size_t end = at, bytes;
            while (end < limit && (bytes = space_bytes(it->text, end)) > 0)
                end += bytes;
            if (end > at) {
                atom_add(it, ATOM_SPACE, at, end, span);
            } else if (it->text.s[at] == '\n') {
                atom_add(it, ATOM_NEWLINE, at, ++end, span);
            } else {
                while (end < limit && it->text.s[end] != '\n' && !space_bytes(it->text, end))
                    end++;
                word_add(it, at, end, span, &cut);
            }
            at = end;
        }
    }
}

/* ---- Items ---------------------------------------------------------------------------------------------------------
 */

static int16_t class_penalty(BreakClass class)
{
    switch (class) {
    case BREAK_NONE:
    case BREAK_KEPT:
        return PENALTY_NEVER;
    case BREAK_FREE:
        return 0;
    case BREAK_SOFT:
    case BREAK_HYPHEN:
        return 50;
    case BREAK_SLASH:
    case BREAK_BEFORE_DASH:
        return 100;
    case BREAK_FORCED:
        return PENALTY_FORCED;
    }
    return PENALTY_NEVER;
}

static Item *item_add(Itemizer *it, Item item)
{
    ARENA_ROOM(it->scratch, it->items, it->item_count, it->item_capacity);
    it->items[it->item_count] = item;
    return &it->items[it->item_count++];
}

static Sp atom_length(const Itemizer *it, const Atom *atom, int64_t units)
{
    return font_length(units, it->spans[atom->span].font, it->style->size);
}

static Sp text_width(const Itemizer *it, const Atom *atom, size_t from, size_t to)
{
    if (from >= to)
        return 0;
    Str text = str_slice(it->text, from, to);
    const Shaped *part = word_shape(it->cache, it->spans[atom->span].font, it->style->tabular, text, it->a);
    return atom_length(it, atom, part->run.advance);
}

static Sp hyphen_width(const Itemizer *it, const Atom *atom)
{
    const Shaped *hyphen = word_shape(it->cache, it->spans[atom->span].font, it->style->tabular, STR("-"), it->a);
    return atom_length(it, atom, hyphen->run.advance);
}

uint32_t line_text_end(Str text, uint32_t at)
{
    return at >= 2 && text.s[at - 2] == '\xC2' && text.s[at - 1] == '\xAD' ? at - 2 : at;
}

/* The word's boxes, with a penalty at each break inside it. */
static void word_items(Itemizer *it, const Atom *atom, uint32_t index)
{
    const GlyphRun *run = &atom->shaped->run;
    Sp whole = atom_length(it, atom, run->advance), before = 0;
    int64_t units = 0;
    uint32_t glyph = 0;
    for (uint32_t at = atom->start + 1; at < atom->end; at++) {
        BreakClass class = it->classes[at];
        if (class == BREAK_NONE)
            continue;
        while (glyph < run->count && run->glyphs[glyph].text < at - atom->start)
            units += run->glyphs[glyph++].advance;
        Sp here = atom_length(it, atom, units);
        bool hyphen = class == BREAK_SOFT;
        uint32_t end = hyphen ? line_text_end(it->text, at) : at;
        Sp shown = text_width(it, atom, atom->start, end) + (hyphen ? hyphen_width(it, atom) : 0);
        item_add(it, (Item){.kind = ITEM_BOX, .atom = index, .at = atom->start, .width = here - before});
        item_add(it, (Item){.kind = ITEM_PENALTY,
                            .hyphen = hyphen,
                            .penalty = class_penalty(class),
                            .atom = index,
                            .at = at,
                            .width = shown - here,
                            .after = text_width(it, atom, at, atom->end) - (whole - here)});
        before = here;
    }
    item_add(it, (Item){.kind = ITEM_BOX, .atom = index, .at = atom->start, .width = whole - before});
}

static bool is_cut(const Itemizer *it, size_t cut, uint32_t at)
{
    return cut < it->cut_count && it->cuts[cut].start < at && at < it->cuts[cut].end;
}

static void items_make(Itemizer *it)
{
    size_t cut = 0;
    it->item_count = 0;
    for (uint32_t i = 0; i < it->atom_count; i++) {
        const Atom *atom = &it->atoms[i];
        BreakClass class = it->classes[atom->kind == ATOM_WORD ? atom->start : atom->end];
        Item item = {.atom = i, .at = atom->start, .penalty = class_penalty(class)};
        switch (atom->kind) {
        case ATOM_WORD:
            while (cut < it->cut_count && it->cuts[cut].end <= atom->start)
                cut++;
            if (i > 0 && it->atoms[i - 1].kind == ATOM_WORD && (class != BREAK_NONE || is_cut(it, cut, atom->start))) {
                item.kind = ITEM_PENALTY;
                item.hyphen = class == BREAK_SOFT;
                if (class == BREAK_NONE)
                    item.penalty = PENALTY_CLUSTER;
                item.width = item.hyphen ? hyphen_width(it, &it->atoms[i - 1]) : 0;
                item_add(it, item);
            }
            word_items(it, atom, i);
            break;
        case ATOM_SPACE:
            item.kind = ITEM_GLUE;
            item.width = atom_length(it, atom, atom->shaped->run.advance);
            item_add(it, item);
            break;
        case ATOM_NEWLINE:
            item.kind = ITEM_PENALTY;
            item.penalty = PENALTY_FORCED;
            item_add(it, item);
            break;
        }
    }
}

/* ---- What is wider than the measure --------------------------------------------------------------------------------
 */

/* Visits the stretches between breaks that are wider than the measure. */
static bool wide_find(Itemizer *it, Sp measure, bool (*visit)(Itemizer *, size_t, size_t))
{
    Sp width = 0;
    size_t start = 0;
    bool found = false;
    for (size_t i = 0; i <= it->item_count; i++) {
        const Item *item = i < it->item_count ? &it->items[i] : NULL;
        bool breaks = !item || (item->kind != ITEM_BOX && item->penalty != PENALTY_NEVER);
        if (!breaks) {
            width += item->kind == ITEM_PENALTY ? 0 : item->width;
            continue;
        }
        if (width + (item && item->kind == ITEM_PENALTY ? item->width : 0) > measure)
            found |= visit(it, start, i);
        width = item ? item->after : 0;
        start = i + 1;
    }
    return found;
}

static bool wide_relax(Itemizer *it, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (it->items[i].kind != ITEM_BOX && it->items[i].penalty == PENALTY_NEVER)
            it->items[i].penalty = PENALTY_RELAXED;
    return true;
}

static bool wide_cut(Itemizer *it, size_t from, size_t to)
{
    if (from >= to)
        return false;
    uint32_t start =
        from > 0 && it->items[from - 1].kind == ITEM_PENALTY && it->items[from - 1].penalty != PENALTY_FORCED
            ? it->items[from - 1].at
            : it->atoms[it->items[from].atom].start;
    uint32_t end = to < it->item_count ? it->items[to].at : (uint32_t)it->text.n;
    ARENA_ROOM(it->scratch, it->cuts, it->cut_count, it->cut_capacity);
    it->cuts[it->cut_count++] = (Cut){start, end};
    return true;
}

/* ---- Findings ------------------------------------------------------------------------------------------------------
 */

enum { LACKING_MOST = 20 }; /* different characters named a paragraph */

/* Each character of a font once, where it stands first. */
static void lacking_report(const Itemizer *it, Diag *d)
{
    struct {
        const Font *font;
        uint32_t character;
    } said[LACKING_MOST];
    size_t count = 0;
    for (size_t i = 0; i < it->atom_count; i++) {
        const Atom *atom = &it->atoms[i];
        if (!atom->shaped->lacks)
            continue;
        const GlyphRun *run = &atom->shaped->run;
        for (uint32_t g = 0; g < run->count; g++) {
            if (run->glyphs[g].id != 0 || run->glyphs[g].text_length == 0)
                continue;
            size_t end = run->glyphs[g].text, known = 0;
            uint32_t c = utf8_next(run->text, &end);
            while (known < count && (said[known].font != run->font || said[known].character != c))
                known++;
            if (known < count)
                continue;
            if (count == LACKING_MOST) {
                diag_note(d, it->prose->mark, "further characters of this paragraph have no glyph either");
                return;
            }
            said[count].font = run->font;
            said[count++].character = c;
            Str shown = str_slice(run->text, run->glyphs[g].text, end);
            diag_error(d, DIAG_GLYPH, prose_mark(it->prose, atom->start + run->glyphs[g].text, shown.n),
                       "the font '%.*s' has no glyph for U+%04X '%.*s'; write it otherwise, or use a font that has it",
                       STR_ARG(run->font->file), (unsigned)c, STR_ARG(shown));
        }
    }
}

bool prose_itemize(const Prose *prose, const ParagraphStyle *style, Sp measure, ShapeCache *cache, Arena *scratch,
                   Arena *a, Diag *d, Itemized *out)
{
    Itemizer it = {.prose = prose, .style = style, .cache = cache, .scratch = scratch, .a = a, .text = prose->text};
    Hyphenator *hyphenator = NULL;
    if (style->hyphenate && (hyphenator = shape_cache_hyphenator(cache, prose->mark, d)) == NULL)
        return false;
    while (str_ends(it.text, STR(" ")) || str_ends(it.text, STR("\xC2\xA0")))
        it.text.n -= it.text.s[it.text.n - 1] == ' ' ? 1 : 2;
    it.classes = prose_segment(prose, hyphenator, scratch);
    spans_make(&it);
    atoms_make(&it);
    for (size_t i = 0; i < it.atom_count; i++)
        if (it.atoms[i].shaped->lacks) {
            lacking_report(&it, d);
            return false;
        }
    items_make(&it);
    if (wide_find(&it, measure, wide_relax) && wide_find(&it, measure, wide_cut)) {
        atoms_make(&it);
        items_make(&it);
        wide_find(&it, measure, wide_relax);
    }
    *out = (Itemized){it.text, it.spans, it.span_count, it.atoms, it.atom_count, it.items, it.item_count};
    return true;
}
