/* Words to glyphs, and the memory of words shaped before. */
#ifndef NCMEC_TEXT_SHAPE_H
#define NCMEC_TEXT_SHAPE_H

#include "hyphenate.h"
#include "ncmec/text.h"

typedef struct Shaped Shaped;

struct Shaped {
    GlyphRun run; /* its text is a copy */
    bool lacks;   /* a character has no glyph in the font */
    bool tabular;
    uint64_t hash;
};

enum {
    MARKS_MOST = 30,         /* combining marks on one base in one call of HarfBuzz, whose time is quadratic in them */
    CALL_BYTES_MOST = 4096,  /* text in one call */
    CACHED_BYTES_MOST = 64,  /* longer words are not worth remembering */
    CACHE_ENTRIES = 1 << 14, /* bounds that a trim enforces */
    CACHE_BYTES = 4 << 20,
};

/* The word or space in that font. Lives as long as the cache's content, a long word as long as 'a'. */
const Shaped *word_shape(ShapeCache *cache, const Font *font, bool tabular, Str text, Arena *a);

/* End of the grapheme cluster that begins at 'at': a base with its marks, joined pictures, a pair of regional
   indicators; at most MARKS_MOST marks. at < text.n is required. */
size_t cluster_end(Str text, size_t at);

uint64_t text_hash(const Font *font, bool tabular, Str text);

/* Memory that lives as long as the cache's content: until a trim that empties it. */
Arena *shape_cache_content(ShapeCache *cache);
/* The paragraphs in it with such a hash; the list is words.c's. */
typedef struct Paragraph Paragraph;
typedef struct Words Words;
Paragraph **shape_cache_paragraphs(ShapeCache *cache, uint64_t hash);

/* Other bounds than the ones above, for tests. */
void shape_cache_bound(ShapeCache *cache, size_t entries, size_t bytes);

/* Memory for one paragraph's work, reset by whoever begins a paragraph. */
Arena *shape_cache_scratch(ShapeCache *cache);
/* The dictionary, loaded on first need; NULL where there is none, which is reported once. */
Hyphenator *shape_cache_hyphenator(ShapeCache *cache, Mark wanted_at, Diag *d);

#endif
