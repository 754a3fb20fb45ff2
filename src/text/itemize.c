/* A paragraph's words become the boxes, glue and penalties that line breaking weighs. What breaking a word changes (a
   kern, a ligature, a hyphen) is written into the penalty. What is wider than the measure gets more breaks: first those
   that were kept together, then those between grapheme clusters, each a box of its own. */
#include "font.h"
#include "item.h"

typedef struct Itemizer {
    const ParagraphStyle *style;
    ShapeCache *cache;
    Arena *scratch, *a;
    Words words;
    Item *items;
    size_t item_count, item_capacity;
    Cut *cuts;
    size_t cut_count, cut_capacity;
} Itemizer;

/* ---- Items ---- */

static const int16_t penalties[] = {[BREAK_NONE] = PENALTY_NEVER,
                                    [BREAK_KEPT] = PENALTY_NEVER,
                                    [BREAK_SOFT] = 50,
                                    [BREAK_FREE] = 0,
                                    [BREAK_HYPHEN] = 50,
                                    [BREAK_SLASH] = 100,
                                    [BREAK_BEFORE_DASH] = 100,
                                    [BREAK_FORCED] = PENALTY_FORCED};

static void item_add(Itemizer *it, Item item)
{
    ARENA_NEXT(it->scratch, it->items, it->item_count, it->item_capacity) = item;
}

static Sp atom_length(const Itemizer *it, const Atom *atom, int64_t units)
{
    return font_length(units, it->words.spans[atom->span].font, it->style->size);
}

static Sp text_width(const Itemizer *it, const Atom *atom, Str text)
{
    if (text.n == 0)
        return 0;
    const Font *font = it->words.spans[atom->span].font;
    return atom_length(it, atom, word_shape(it->cache, font, it->style->tabular, text, it->a)->run.advance);
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
        BreakClass class = it->words.classes[at];
        if (class == BREAK_NONE)
            continue;
        while (glyph < run->count && run->glyphs[glyph].text < at - atom->start)
            units += run->glyphs[glyph++].advance;
        Sp here = atom_length(it, atom, units);
        bool hyphen = class == BREAK_SOFT;
        uint32_t end = hyphen ? line_text_end(it->words.text, at) : at;
        Sp shown = text_width(it, atom, str_slice(it->words.text, atom->start, end)) +
                   (hyphen ? text_width(it, atom, STR("-")) : 0);
        item_add(it, (Item){.kind = ITEM_BOX, .atom = index, .at = atom->start, .width = here - before});
        item_add(it, (Item){.kind = ITEM_PENALTY,
                            .hyphen = hyphen,
                            .penalty = penalties[class],
                            .atom = index,
                            .at = at,
                            .width = shown - here,
                            .after = text_width(it, atom, str_slice(it->words.text, at, atom->end)) - (whole - here)});
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
    for (uint32_t i = 0; i < it->words.atom_count; i++) {
        const Atom *atom = &it->words.atoms[i];
        BreakClass class = it->words.classes[atom->kind == ATOM_WORD ? atom->start : atom->end];
        Item item = {.atom = i, .at = atom->start, .penalty = penalties[class]};
        switch (atom->kind) {
        case ATOM_WORD:
            while (cut < it->cut_count && it->cuts[cut].end <= atom->start)
                cut++;
            if (i > 0 && it->words.atoms[i - 1].kind == ATOM_WORD &&
                (class != BREAK_NONE || is_cut(it, cut, atom->start))) {
                item.kind = ITEM_PENALTY;
                item.hyphen = class == BREAK_SOFT;
                if (class == BREAK_NONE)
                    item.penalty = PENALTY_CLUSTER;
                item.width = item.hyphen ? text_width(it, &it->words.atoms[i - 1], STR("-")) : 0;
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

/* ---- What is wider than the measure ---- */

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
            : it->words.atoms[it->items[from].atom].start;
    uint32_t end = to < it->item_count ? it->items[to].at : (uint32_t)it->words.text.n;
    ARENA_NEXT(it->scratch, it->cuts, it->cut_count, it->cut_capacity) = (Cut){start, end};
    return true;
}

/* ---- Findings ---- */

enum { LACKING_MOST = 20 }; /* different characters named a paragraph */

/* Each character of a font once, in place first. */
static void lacking_report(const Prose *prose, const Words *words, Arena *a, Diag *d)
{
    TextSet told = {.arena = a};
    for (size_t i = 0; i < words->atom_count; i++) {
        const Atom *atom = &words->atoms[i];
        const GlyphRun *run = &atom->shaped->run;
        for (uint32_t g = 0; atom->shaped->lacks && g < run->count; g++) {
            size_t at = run->glyphs[g].text, end = at;
            if (run->glyphs[g].text_length == 0)
                continue;
            uint32_t c = utf8_next(run->text, &end);
            if (run->glyphs[g].id != 0) {
                if (font_fault(run->font, run->glyphs[g].id, c))
                    font_fault_report(run->font, c, d);
                continue;
            }
            Str shown = str_slice(run->text, at, end);
            if (!textset_add(&told, str_printf(a, "%u %.*s", run->font->index, STR_ARG(shown))))
                continue;
            if (told.count > LACKING_MOST) {
                diag_note(d, prose->mark, "further characters of this paragraph have no glyph either");
                return;
            }
            diag_error(d, DIAG_GLYPH, prose_mark(prose, atom->start + at, shown.n),
                       "the font '%.*s' has no glyph for U+%04X '%.*s'; write it otherwise, or use a font that has it",
                       STR_ARG(run->font->file), (unsigned)c, STR_ARG(shown));
            if (run->font->named_at.source)
                diag_note(d, run->font->named_at, "the theme names the font here");
        }
    }
}

const Itemized *prose_itemize(const Prose *prose, const ParagraphStyle *style, Sp measure, ShapeCache *cache, Arena *a,
                              Diag *d)
{
    Arena *scratch = cache->scratch;
    arena_reset(scratch);
    const Words *words = prose_words(prose, style, cache, d);
    if (words && words->lacks)
        lacking_report(prose, words, scratch, d);
    if (!words || words->lacks)
        return NULL;
    Itemizer it = {.style = style, .cache = cache, .scratch = scratch, .a = a, .words = *words};
    items_make(&it);
    if (wide_find(&it, measure, wide_relax) && wide_find(&it, measure, wide_cut)) {
        it.words = words_cut(words, style->tabular, it.cuts, it.cut_count, cache, a);
        items_make(&it);
        wide_find(&it, measure, wide_relax);
    }
    Itemized *made = ARENA_NEW(scratch, Itemized);
    *made = (Itemized){it.words, it.items, it.item_count};
    return made;
}
