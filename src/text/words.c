/* A paragraph's text becomes spans of one font, and spans become shaped words and spaces. Words are shaped whole.
   Nothing here depends on a size or a measure, so that it is done once for all levels of fit: paragraphs are remembered
   by all that they are made from, in a table of the shape cache, whose words they point to and with whose content they
   go. */
#include "words.h"

#include <string.h>

/* What a paragraph is remembered by. */
typedef struct Key {
    Str text; /* of the prose, with spaces at its end */
    const Inline *inlines;
    const uint32_t *keeps;
    uint32_t inline_count, keep_count;
    const Font *fonts[4]; /* plain, strong, emphasis, both */
    bool tabular, hyphenate;
} Key;

typedef struct Paragraph Paragraph;

struct Paragraph {
    Paragraph *next; /* with the same slot */
    uint64_t hash;
    Key key;
    Words words;
};

/* ---- Spans ---- */

static Span *spans_make(const Key *key, Str text, Arena *a, size_t *count)
{
    Span *spans = ARENA_ARRAY(a, Span, key->inline_count + 1);
    *count = 0;
    for (uint32_t i = 0; i < key->inline_count; i++) {
        const Inline *in = &key->inlines[i];
        Span *last = *count ? &spans[*count - 1] : NULL;
        /* A break, and the number of a page, are of the text around them. */
        if (last && last->strong == in->strong && last->emphasis == in->emphasis && str_eq(last->url, in->url))
            last->end = in->end;
        else if (in->end > in->start)
            spans[(*count)++] =
                (Span){in->end, key->fonts[in->strong + 2 * in->emphasis], in->strong, in->emphasis, in->url};
    }
    if (*count == 0)
        spans[(*count)++] = (Span){(uint32_t)text.n, key->fonts[0], false, false, STR("")};
    return spans;
}

/* ---- Atoms ---- */

typedef struct Atoms {
    const Words *words;
    bool tabular;
    ShapeCache *cache;
    Arena *scratch, *a;
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
    ARENA_ROOM(atoms->scratch, atoms->items, atoms->count, atoms->capacity);
    atoms->items[atoms->count++] = (Atom){shaped, (uint32_t)start, (uint32_t)end, (uint32_t)span, kind};
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

Words words_cut(const Words *words, bool tabular, const Cut *cuts, size_t cut_count, ShapeCache *cache, Arena *scratch,
                Arena *a)
{
    Atoms atoms = {.words = words,
                   .tabular = tabular,
                   .cache = cache,
                   .scratch = scratch,
                   .a = a,
                   .cuts = cuts,
                   .cut_count = cut_count};
    atoms_make(&atoms);
    Words cut = *words;
    cut.atoms = atoms.items;
    cut.atom_count = atoms.count;
    return cut;
}

/* ---- Remembering ---- */

static bool same_inlines(const Inline *a, const Inline *b, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (a[i].end != b[i].end || a[i].start != b[i].start || a[i].strong != b[i].strong ||
            a[i].emphasis != b[i].emphasis || !str_eq(a[i].url, b[i].url))
            return false;
    return true;
}

static bool same_key(const Key *a, const Key *b)
{
    return a->inline_count == b->inline_count && a->keep_count == b->keep_count && a->tabular == b->tabular &&
           a->hyphenate == b->hyphenate && memcmp(a->fonts, b->fonts, sizeof a->fonts) == 0 &&
           str_eq(a->text, b->text) &&
           (a->keep_count == 0 || memcmp(a->keeps, b->keeps, a->keep_count * sizeof *a->keeps) == 0) &&
           same_inlines(a->inlines, b->inlines, a->inline_count);
}

static Key key_copy(Key key, Arena *a)
{
    Inline *inlines = arena_grow(a, key.inlines, key.inline_count, key.inline_count, sizeof *inlines);
    for (uint32_t i = 0; i < key.inline_count; i++)
        inlines[i].url = str_copy(a, inlines[i].url);
    key.text = str_copy(a, key.text);
    key.inlines = inlines;
    key.keeps = arena_grow(a, key.keeps, key.keep_count, key.keep_count, sizeof *key.keeps);
    return key;
}

static Words words_find_out(const Key *key, Hyphenator *hyphenator, ShapeCache *cache)
{
    Arena *a = cache->content, *scratch = cache->scratch;
    Words words = {.text = key->text};
    const Prose prose = {.text = key->text, .keeps = key->keeps, .keep_count = key->keep_count};
    while (str_ends(words.text, STR(" ")) || str_ends(words.text, STR("\xC2\xA0")))
        words.text.n -= words.text.s[words.text.n - 1] == ' ' ? 1 : 2;
    words.classes = prose_segment(&prose, cache->language, hyphenator, a);
    words.spans = spans_make(key, words.text, a, &words.span_count);
    words = words_cut(&words, key->tabular, NULL, 0, cache, scratch, a);
    words.atoms = arena_grow(a, words.atoms, words.atom_count, words.atom_count, sizeof *words.atoms);
    for (size_t i = 0; i < words.atom_count; i++)
        words.lacks |= words.atoms[i].shaped->lacks;
    return words;
}

const Words *prose_words(const Prose *prose, const ParagraphStyle *style, ShapeCache *cache, Diag *d)
{
    if (style->hyphenate && !cache->hyphenator_sought) {
        cache->hyphenator = hyphenator_open(cache->language, cache->patterns, prose->mark, d);
        cache->hyphenator_sought = true;
    }
    if (style->hyphenate && !cache->hyphenator)
        return NULL;
    const Key key = {.text = prose->text,
                     .inlines = prose->inlines,
                     .keeps = prose->keeps,
                     .inline_count = prose->inline_count,
                     .keep_count = prose->keep_count,
                     .fonts = {fontset_face(style->fonts, style->face), fontset_face(style->fonts, style->strong),
                               fontset_face(style->fonts, style->emphasis),
                               fontset_face(style->fonts, style->strong_emphasis)},
                     .tabular = style->tabular,
                     .hyphenate = style->hyphenate};
    uint64_t hash = text_hash(key.fonts[0], key.tabular, key.text);
    Paragraph **slot = &cache->paragraphs[hash % PARAGRAPH_SLOTS];
    for (const Paragraph *known = *slot; known; known = known->next)
        if (known->hash == hash && same_key(&known->key, &key))
            return &known->words;
    Paragraph *paragraph = ARENA_NEW(cache->content, Paragraph);
    paragraph->hash = hash;
    paragraph->key = key_copy(key, cache->content);
    paragraph->words = words_find_out(&paragraph->key, style->hyphenate ? cache->hyphenator : NULL, cache);
    paragraph->next = *slot;
    *slot = paragraph;
    return &paragraph->words;
}
