/* Words to glyphs, and the memory of words shaped before. */
#pragma once

#include "ncmec/text.h"
#include "segment.h"

typedef struct Shaped Shaped;

struct Shaped {
    GlyphRun run; /* its text is a copy */
    bool lacks;   /* a character has no glyph in the font, or one with a fault */
    bool tabular;
    uint64_t hash;
    Shaped *next; /* with the same slot */
};

enum {
    MARKS_MOST = 30,         /* combining marks on one base in one call of HarfBuzz, whose time is quadratic in them */
    CALL_BYTES_MOST = 4096,  /* text in one call */
    CACHED_BYTES_MOST = 64,  /* longer words are not worth remembering */
    CACHE_ENTRIES = 1 << 14, /* bounds that a trim enforces */
    CACHE_BYTES = 4 << 20,
    WORD_SLOTS = 1 << 12,
    PARAGRAPH_SLOTS = 256,
};

struct ShapeCache {
    const Language *language;
    const char *patterns; /* path of the hyphenation dictionary, or NULL */
    Arena *own;           /* this struct */
    Arena *content;       /* words and paragraphs, until a trim that empties the cache */
    Arena *scratch;       /* for one paragraph's work; reset by whoever begins a paragraph */
    Shaped **words;
    size_t word_count;
    struct Paragraph **paragraphs; /* words.c's */
    size_t most_words, most_bytes;
    struct hb_buffer_t *buffer;
    Hyphenator *hyphenator;
    bool hyphenator_sought;
};

/* The word or space in that font. Lives as long as the cache's content, a long word as long as 'a'. */
const Shaped *word_shape(ShapeCache *cache, const Font *font, bool tabular, Str text, Arena *a);

/* End of the grapheme cluster that begins at 'at': a base with its marks, joined pictures, a pair of regional
   indicators; at most MARKS_MOST marks. at < text.n is required. */
size_t cluster_end(Str text, size_t at);

uint64_t text_hash(const Font *font, bool tabular, Str text);
