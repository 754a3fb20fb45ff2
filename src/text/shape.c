/* Shapes one word or space at a time with HarfBuzz: kerning, ligatures, tabular figures; left to right, English. Says
   for each glyph which bytes of the text it stands for. Text is handed over in bounded portions, since HarfBuzz takes
   quadratic time over many combining marks and far from linear time over very long runs. */
#include "shape.h"
#include "font.h"

#include <errno.h>
#include <hb.h>
#include <string.h>

struct ShapeCache {
    Arena *own;           /* this struct and the dictionary's handle */
    const char *patterns; /* path of the hyphenation dictionary, or NULL */
    Arena *arena;         /* entries and the table */
    Arena *scratch;
    Shaped **table; /* open addressing, NULL is free */
    Paragraph **paragraphs;
    size_t count, capacity;
    size_t most_entries, most_bytes;
    hb_buffer_t *buffer;
    hb_language_t language;
    Hyphenator *hyphenator;
    bool hyphenator_sought;
};

enum { TABLE_FIRST = 1024, PARAGRAPH_SLOTS = 256 };

/* ---- Clusters ---- */

static bool is_mark(uint32_t c)
{
    if (c < 0x300)
        return false;
    switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), c)) {
    case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
        return true;
    default:                                 /* the enumeration is HarfBuzz's and grows */
        return c >= 0x1F3FB && c <= 0x1F3FF; /* skin tones */
    }
}

static bool is_regional(uint32_t c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

enum { ZERO_WIDTH_JOINER = 0x200D };

size_t cluster_end(Str text, size_t at)
{
    uint32_t c = utf8_next(text, &at);
    if (is_regional(c) && at < text.n) {
        size_t next = at;
        if (is_regional(utf8_next(text, &next)))
            at = next;
    }
    for (size_t marks = 0; at < text.n && marks < MARKS_MOST; marks++) {
        if ((unsigned char)text.s[at] < 0x80)
            break;
        size_t next = at;
        c = utf8_next(text, &next);
        if (c == ZERO_WIDTH_JOINER) {
            if (next < text.n && (unsigned char)text.s[next] >= 0x80)
                utf8_next(text, &next);
        } else if (!is_mark(c)) {
            break;
        }
        at = next;
    }
    return at;
}

/* End of the text that one call of HarfBuzz gets. */
static size_t portion_end(Str text, size_t at)
{
    size_t end = at;
    while (end < text.n) {
        size_t next = cluster_end(text, end);
        size_t follows = next;
        bool cut_marks = next < text.n && (unsigned char)text.s[next] >= 0x80 && is_mark(utf8_next(text, &follows));
        if (next - at > CALL_BYTES_MOST && end > at)
            return end;
        end = next;
        if (cut_marks)
            return end;
    }
    return end;
}

/* ---- Shaping ---- */

/* Shares the text [from, to) of one cluster out to its glyphs. As many characters as glyphs: one each. Fewer glyphs, as
   for a ligature with a mark on it: the first takes what the others leave. More: the surplus belongs to the glyph
   before it. */
static void cluster_share(Glyph *glyphs, size_t count, Str text, size_t from, size_t to)
{
    size_t characters = utf8_count(str_slice(text, from, to));
    size_t at = from;
    for (size_t i = 0; i < count; i++) {
        size_t take = i == 0 && characters > count ? characters - count + 1 : i < characters ? 1 : 0;
        size_t end = at;
        for (; take > 0; take--)
            utf8_next(text, &end);
        glyphs[i].text = (uint32_t)at;
        glyphs[i].text_length = (uint16_t)(end - at);
        at = end;
    }
}

typedef struct Shaping {
    Glyph *glyphs;
    size_t count, capacity;
    int64_t advance;
    bool lacks;
} Shaping;

static hb_feature_t feature_set(hb_tag_t tag, uint32_t value)
{
    return (hb_feature_t){tag, value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
}

static void portion_shape(ShapeCache *cache, const Font *font, bool tabular, Str text, size_t from, size_t to, Arena *a,
                          Shaping *out)
{
    hb_buffer_t *buffer = cache->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer, cache->language);
    errno = 0;
    hb_buffer_add_utf8(buffer, text.s, (int)text.n, (unsigned)from, (int)(to - from));
    bool plain = text_is_plain(str_slice(text, from, to));
    if (plain) /* figures and punctuation are part of the English text around them, and need no plan of their own */
        hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    else
        hb_buffer_guess_segment_properties(buffer);
    hb_feature_t features[2];
    unsigned feature_count = 0;
    if (tabular)
        features[feature_count++] = feature_set(HB_TAG('t', 'n', 'u', 'm'), 1);
    if (plain && !font_composes_plain(font))
        features[feature_count++] = feature_set(HB_TAG('c', 'c', 'm', 'p'), 0);
    hb_shape(font->shaper, buffer, features, feature_count);
    if (errno == ENOMEM || !hb_buffer_allocation_successful(buffer))
        out_of_memory();

    unsigned count, same;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &same);
    if (out->count + count > out->capacity) {
        size_t capacity = out->count + count + (to < text.n ? out->count : 0);
        out->glyphs = arena_grow(a, out->glyphs, out->count, capacity, sizeof *out->glyphs);
        out->capacity = capacity;
    }
    Glyph *glyphs = out->glyphs + out->count;
    for (unsigned i = 0; i < count; i++) {
        /* HarfBuzz takes a substitution's word for it that there is such a glyph. */
        uint32_t id = infos[i].codepoint < font->glyph_count ? infos[i].codepoint : 0;
        glyphs[i] = (Glyph){.id = (uint16_t)id,
                            .advance = positions[i].x_advance,
                            .x_offset = positions[i].x_offset,
                            .y_offset = positions[i].y_offset};
        out->advance += positions[i].x_advance;
        out->lacks |= id == 0;
    }
    for (unsigned i = 0; i < count;) {
        unsigned end = i + 1;
        while (end < count && infos[end].cluster == infos[i].cluster)
            end++;
        cluster_share(glyphs + i, end - i, text, infos[i].cluster, end < count ? infos[end].cluster : to);
        i = end;
    }
    out->count += count;
}

static Shaped *shape(ShapeCache *cache, const Font *font, bool tabular, Str text, Arena *a)
{
    Shaped *shaped = ARENA_NEW(a, Shaped);
    Shaping out = {0};
    text = str_copy(a, text);
    if (text.n <= CALL_BYTES_MOST && text_is_plain(text))
        portion_shape(cache, font, tabular, text, 0, text.n, a, &out);
    else
        for (size_t at = 0, end; at < text.n; at = end) {
            end = portion_end(text, at);
            portion_shape(cache, font, tabular, text, at, end, a, &out);
        }
    shaped->run = (GlyphRun){
        .font = font, .text = text, .glyphs = out.glyphs, .count = (uint32_t)out.count, .advance = out.advance};
    shaped->lacks = out.lacks;
    shaped->tabular = tabular;
    return shaped;
}

/* ---- The cache ---- */

uint64_t text_hash(const Font *font, bool tabular, Str text)
{
    uint64_t other = 2 * font->index + tabular;
    return str_hash(text) ^ other * 0x9E3779B97F4A7C15u;
}

static void table_clear(ShapeCache *cache)
{
    arena_reset(cache->arena);
    cache->capacity = TABLE_FIRST;
    cache->table = ARENA_ARRAY(cache->arena, Shaped *, cache->capacity);
    cache->count = 0;
    cache->paragraphs = ARENA_ARRAY(cache->arena, Paragraph *, PARAGRAPH_SLOTS);
}

static void table_put(Shaped **table, size_t capacity, Shaped *shaped)
{
    size_t slot = shaped->hash & (capacity - 1);
    while (table[slot])
        slot = (slot + 1) & (capacity - 1);
    table[slot] = shaped;
}

static void table_double(ShapeCache *cache)
{
    size_t capacity = 2 * cache->capacity;
    Shaped **table = ARENA_ARRAY(cache->arena, Shaped *, capacity);
    for (size_t i = 0; i < cache->capacity; i++)
        if (cache->table[i])
            table_put(table, capacity, cache->table[i]);
    cache->table = table;
    cache->capacity = capacity;
}

const Shaped *word_shape(ShapeCache *cache, const Font *font, bool tabular, Str text, Arena *a)
{
    if (text.n > CACHED_BYTES_MOST)
        return shape(cache, font, tabular, text, a);
    uint64_t hash = text_hash(font, tabular, text);
    for (size_t slot = hash & (cache->capacity - 1); cache->table[slot]; slot = (slot + 1) & (cache->capacity - 1)) {
        const Shaped *known = cache->table[slot];
        if (known->hash == hash && known->run.font == font && known->tabular == tabular &&
            str_eq(known->run.text, text))
            return known;
    }
    Shaped *shaped = shape(cache, font, tabular, text, cache->arena);
    shaped->hash = hash;
    shaped->run.cached = true;
    if (2 * ++cache->count > cache->capacity)
        table_double(cache);
    table_put(cache->table, cache->capacity, shaped);
    return shaped;
}

ShapeCache *shape_cache_new(const char *patterns)
{
    Arena *own = arena_new();
    ShapeCache *cache = ARENA_NEW(own, ShapeCache);
    cache->own = own;
    cache->patterns = patterns;
    cache->arena = arena_new();
    cache->scratch = arena_new();
    shape_cache_bound(cache, CACHE_ENTRIES, CACHE_BYTES);
    errno = 0;
    cache->buffer = hb_buffer_create();
    cache->language = hb_language_from_string("en", -1);
    if (errno == ENOMEM || cache->buffer == hb_buffer_get_empty())
        out_of_memory();
    table_clear(cache);
    return cache;
}

void shape_cache_free(ShapeCache *cache)
{
    if (!cache)
        return;
    hb_buffer_destroy(cache->buffer);
    hyphenator_free(cache->hyphenator);
    arena_free(cache->arena);
    arena_free(cache->scratch);
    arena_free(cache->own);
}

void shape_cache_bound(ShapeCache *cache, size_t entries, size_t bytes)
{
    cache->most_entries = entries;
    cache->most_bytes = bytes;
}

void shape_cache_trim(ShapeCache *cache)
{
    if (cache->count > cache->most_entries || arena_bytes(cache->arena) > cache->most_bytes)
        table_clear(cache);
}

Arena *shape_cache_content(ShapeCache *cache)
{
    return cache->arena;
}

Paragraph **shape_cache_paragraphs(ShapeCache *cache, uint64_t hash)
{
    return &cache->paragraphs[hash % PARAGRAPH_SLOTS];
}

Arena *shape_cache_scratch(ShapeCache *cache)
{
    return cache->scratch;
}

Hyphenator *shape_cache_hyphenator(ShapeCache *cache, Mark wanted_at, Diag *d)
{
    if (!cache->hyphenator_sought)
        cache->hyphenator = hyphenator_open(cache->patterns, wanted_at, cache->own, d);
    cache->hyphenator_sought = true;
    return cache->hyphenator;
}
