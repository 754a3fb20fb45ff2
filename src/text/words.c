/* A paragraph's text becomes spans of one font, and spans become shaped words and spaces. Nothing here depends on a
   size or a measure: paragraphs are remembered in the shape cache for other levels of fit and other sheets, which saves
   3% of a process and a fourth of a batch. */
#include "words.h"

typedef struct Paragraph Paragraph;

struct Paragraph {
    Paragraph *next; /* with the same slot */
    Str key;
    Words words;
};

/* ---- Spans ---- */

static Span *spans_make(const Prose *prose, const Font *const fonts[4], Arena *a, size_t *count)
{
    Span *spans = ARENA_ARRAY(a, Span, prose->inline_count + 1);
    *count = 0;
    for (uint32_t i = 0; i < prose->inline_count; i++) {
        const Inline *in = &prose->inlines[i];
        Span *last = *count ? &spans[*count - 1] : NULL;
        /* A break, and the number of a page, are of the text around them. */
        if (last && last->strong == in->strong && last->emphasis == in->emphasis && str_eq(last->url, in->url) &&
            str_eq(last->language, in->language) && str_eq(last->said, in->said))
            last->end = in->end;
        else if (in->end > in->start)
            spans[(*count)++] = (Span){.end = in->end,
                                       .font = fonts[in->strong + 2 * in->emphasis],
                                       .strong = in->strong,
                                       .emphasis = in->emphasis,
                                       .url = str_copy(a, in->url),
                                       .language = str_copy(a, in->language),
                                       .said = str_copy(a, in->said)};
    }
    if (*count == 0)
        spans[(*count)++] = (Span){.end = (uint32_t)prose->text.n, .font = fonts[0]};
    return spans;
}

/* ---- Atoms ---- */

typedef struct Atoms {
    const Words *words;
    bool tabular;
    ShapeCache *cache;
    Arena *a;
    const Cut *cuts;
    size_t cut_count;
    Atom *items;
    size_t count, capacity;
} Atoms;

/* Bytes of the space at 'at', 0 where none is: U+0020, or U+00A0, which differs in nothing but that it does not break.
 */
static size_t space_bytes(Str text, size_t at)
{
    if (text.s[at] == ' ')
        return 1;
    return text.s[at] == '\xC2' && at + 1 < text.n && text.s[at + 1] == '\xA0' ? 2 : 0;
}

static void atom_add(Atoms *atoms, AtomKind kind, size_t start, size_t end, size_t span)
{
    const Words *words = atoms->words;
    if (kind != ATOM_WORD && atoms->count)
        span = atoms->items[atoms->count - 1].span;
    Str text = kind == ATOM_NEWLINE ? STR(" ") : str_slice(words->text, start, end);
    const Shaped *shaped = word_shape(atoms->cache, words->spans[span].font, atoms->tabular, text, atoms->a);
    ARENA_NEXT(atoms->cache->scratch, atoms->items, atoms->count, atoms->capacity) =
        (Atom){shaped, (uint32_t)start, (uint32_t)end, (uint32_t)span, kind};
}

/* The word [start, end) of one span. A long one is cut at all its breaks, so that no time is lost on shaping its parts
   again and again. */
static void word_add(Atoms *atoms, size_t start, size_t end, size_t span, size_t *cut)
{
    const Words *words = atoms->words;
    bool is_long = end - start > CACHED_BYTES_MOST;
    for (size_t at = start, next; at < end; at = next) {
        while (*cut < atoms->cut_count && atoms->cuts[*cut].end <= at)
            ++*cut;
        if (*cut < atoms->cut_count && atoms->cuts[*cut].start <= at) {
            next = cluster_end(str_slice(words->text, 0, end), at);
        } else {
            size_t limit = *cut < atoms->cut_count && atoms->cuts[*cut].start < end ? atoms->cuts[*cut].start : end;
            next = is_long ? at + 1 : limit;
            while (next < limit && words->classes[next] == BREAK_NONE)
                next++;
        }
        atom_add(atoms, ATOM_WORD, at, next, span);
    }
}

static void atoms_make(Atoms *atoms)
{
    const Words *words = atoms->words;
    Str text = words->text;
    size_t at = 0, cut = 0;
    while (at < text.n && space_bytes(text, at))
        at += space_bytes(text, at);
    for (size_t span = 0; span < words->span_count; span++) {
        size_t limit = words->spans[span].end < text.n ? words->spans[span].end : text.n;
        while (at < limit) {
            size_t end = at, bytes;
            while (end < limit && (bytes = space_bytes(text, end)) > 0)
                end += bytes;
            if (end > at) {
                atom_add(atoms, ATOM_SPACE, at, end, span);
            } else if (text.s[at] == '\n') {
                atom_add(atoms, ATOM_NEWLINE, at, ++end, span);
            } else {
                while (end < limit && text.s[end] != '\n' && !space_bytes(text, end))
                    end++;
                word_add(atoms, at, end, span, &cut);
            }
            at = end;
        }
    }
}

Words words_cut(const Words *words, bool tabular, const Cut *cuts, size_t cut_count, ShapeCache *cache, Arena *a)
{
    Atoms atoms = {.words = words, .tabular = tabular, .cache = cache, .a = a, .cuts = cuts, .cut_count = cut_count};
    atoms_make(&atoms);
    Words made = *words;
    made.atoms = atoms.items;
    made.atom_count = atoms.count;
    return made;
}

/* ---- Remembering ---- */

static void key_put(Buf *key, const void *bytes, size_t count)
{
    buf_put(key, (Str){bytes, count});
}

/* All that a paragraph's words depend on. */
static Str key_make(const Prose *prose, const ParagraphStyle *style, const Font *const fonts[4], Arena *a)
{
    size_t room = prose->text.n + (prose->inline_count + 4) * 32 + prose->keep_count * sizeof *prose->keeps;
    Buf key = {.arena = a, .s = arena_alloc(a, room), .capacity = room};
    const bool flags[] = {style->tabular, style->hyphenate};
    key_put(&key, fonts, 4 * sizeof *fonts);
    key_put(&key, flags, sizeof flags);
    for (uint32_t i = 0; i < prose->inline_count; i++) {
        const Inline *in = &prose->inlines[i];
        const uint32_t numbers[] = {
            in->start,           in->end, in->strong, in->emphasis, (uint32_t)in->url.n, (uint32_t)in->language.n,
            (uint32_t)in->said.n};
        key_put(&key, numbers, sizeof numbers);
        buf_put(&key, in->url);
        buf_put(&key, in->language);
        buf_put(&key, in->said);
    }
    key_put(&key, &prose->keep_count, sizeof prose->keep_count);
    key_put(&key, prose->keeps, prose->keep_count * sizeof *prose->keeps);
    buf_put(&key, prose->text);
    return buf_str(&key);
}

static bool is_held(uint8_t class)
{
    return class == BREAK_NONE || class == BREAK_KEPT;
}

static void extents_make(Words *words, Arena *a)
{
    Extent *extents = ARENA_ARRAY(a, Extent, words->atom_count + 1), *e = extents;
    for (size_t i = 0; i < words->atom_count; i++) {
        const Atom *atom = &words->atoms[i];
        const GlyphRun *run = &atom->shaped->run;
        int64_t width = font_length(run->advance, run->font, SP_PER_PT);
        if (atom->kind != ATOM_WORD) {
            e->space = (int32_t)sp_least(width, INT32_MAX);
            e->kept = atom->kind == ATOM_SPACE && is_held(words->classes[atom->end]);
            e++;
            continue;
        }
        for (uint32_t at = atom->start + (e->word == 0); at < atom->end; at++)
            e->breaks |= !is_held(words->classes[at]);
        e->word = (int32_t)sp_least(e->word + width, INT32_MAX);
    }
    words->extents = extents;
    words->extent_count = (size_t)(e - extents) + (e->word > 0);
}

static Words words_find_out(const Prose *prose, const ParagraphStyle *style, const Font *const fonts[4],
                            ShapeCache *cache)
{
    Arena *a = cache->content;
    Words words = {.text = str_copy(a, prose->text)};
    while (str_ends(words.text, STR(" ")) || str_ends(words.text, STR("\xC2\xA0")))
        words.text.n -= words.text.s[words.text.n - 1] == ' ' ? 1 : 2;
    words.classes = prose_segment(prose, cache->language, style->hyphenate ? cache->hyphenator : NULL, a);
    words.spans = spans_make(prose, fonts, a, &words.span_count);
    words = words_cut(&words, style->tabular, NULL, 0, cache, a);
    words.atoms = arena_grow(a, words.atoms, words.atom_count, words.atom_count, sizeof *words.atoms);
    for (size_t i = 0; i < words.atom_count; i++)
        words.lacks |= words.atoms[i].shaped->lacks;
    extents_make(&words, a);
    return words;
}

const Words *prose_words(const Prose *prose, const ParagraphStyle *style, ShapeCache *cache, Diag *d)
{
    if (style->hyphenate && !cache->hyphenator_sought) {
        cache->hyphenator = hyphenator_open(cache->language, cache->patterns, prose->mark, cache->own, d);
        cache->hyphenator_sought = true;
    }
    if (style->hyphenate && !cache->hyphenator)
        return NULL;
    const Font *const fonts[] = {fontset_face(style->fonts, style->face), fontset_face(style->fonts, style->strong),
                                 fontset_face(style->fonts, style->emphasis),
                                 fontset_face(style->fonts, style->strong_emphasis)};
    Str key = key_make(prose, style, fonts, cache->scratch);
    Paragraph **slot = &cache->paragraphs[str_hash(prose->text) % PARAGRAPH_SLOTS];
    for (const Paragraph *known = *slot; known; known = known->next)
        if (str_eq(known->key, key))
            return &known->words;
    Paragraph *paragraph = ARENA_NEW(cache->content, Paragraph);
    *paragraph = (Paragraph){*slot, str_copy(cache->content, key), words_find_out(prose, style, fonts, cache)};
    *slot = paragraph;
    return &paragraph->words;
}
