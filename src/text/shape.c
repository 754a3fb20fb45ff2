/* Shapes one word or space at a time with HarfBuzz, left to right, and tells for each glyph which bytes of the text it
   stands for. HarfBuzz takes quadratic time over many combining marks, so text goes to it in bounded portions. */
#include "shape.h"
#include "font.h"

#include <errno.h>
#include <hb.h>

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
        if (c == 0x200D /* zero width joiner */) {
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
    if (text.n - at <= CALL_BYTES_MOST && ascii_end(text, at) == text.n)
        return text.n;
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

/* Shares the text [from, to) of one cluster out to its glyphs: a character each; where there are more characters, the
   first glyph takes what the others leave; where there are more glyphs, the surplus belongs to the glyph before it. */
static void cluster_share(Glyph *glyphs, size_t count, Str text, size_t from, size_t to)
{
    size_t characters = count > 1 ? utf8_count(str_slice(text, from, to)) : 0;
    size_t at = from;
    if (count == 1) { /* nearly always */
        glyphs->text = (uint32_t)from;
        glyphs->text_length = (uint16_t)(to - from);
        return;
    }
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

/* A word while it is shaped. */
typedef struct Shaping {
    const Font *font;
    bool tabular;
    Str text;
    Arena *a;
    Glyph *glyphs;
    size_t count, capacity;
    int64_t advance;
    bool lacks;
} Shaping;

static void buffer_fill(const ShapeCache *cache, Str text, size_t from, size_t to, bool plain)
{
    hb_buffer_t *buffer = cache->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer, hb_language_from_string(cache->language->tag, -1));
    hb_buffer_add_utf8(buffer, text.s, (int)text.n, (unsigned)from, (int)(to - from));
    if (plain) /* figures and punctuation are part of the text around them, and need no plan of their own */
        hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    else
        hb_buffer_guess_segment_properties(buffer);
}

static void portion_shape(const ShapeCache *cache, Shaping *s, size_t from, size_t to)
{
    bool plain = text_is_plain(str_slice(s->text, from, to));
    hb_feature_t features[2];
    unsigned feature_count = 0, count, same;
    if (s->tabular)
        features[feature_count++] =
            (hb_feature_t){HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    if (plain && !font_composes_plain(s->font))
        features[feature_count++] =
            (hb_feature_t){HB_TAG('c', 'c', 'm', 'p'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    errno = 0;
    buffer_fill(cache, s->text, from, to, plain);
    hb_shape(s->font->shaper, cache->buffer, features, feature_count);
    if (errno == ENOMEM || !hb_buffer_allocation_successful(cache->buffer))
        out_of_memory();
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(cache->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(cache->buffer, &same);
    if (s->count + count > s->capacity) {
        s->capacity = s->count + count + (to < s->text.n ? s->count : 0); /* double it where more follows */
        s->glyphs = arena_grow(s->a, s->glyphs, s->count, s->capacity, sizeof *s->glyphs);
    }
    Glyph *glyphs = s->glyphs + s->count;
    for (unsigned i = 0; i < count; i++) {
        /* HarfBuzz takes a substitution's word for it that there is such a glyph. */
        uint32_t id = infos[i].codepoint < s->font->glyph_count ? infos[i].codepoint : 0;
        glyphs[i] = (Glyph){.id = (uint16_t)id,
                            .advance = positions[i].x_advance,
                            .x_offset = positions[i].x_offset,
                            .y_offset = positions[i].y_offset};
        s->advance += positions[i].x_advance;
        s->lacks |= id == 0;
    }
    for (unsigned i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && infos[end].cluster == infos[i].cluster; end++)
            ;
        cluster_share(glyphs + i, end - i, s->text, infos[i].cluster, end < count ? infos[end].cluster : to);
    }
    for (unsigned i = 0; i < count; i++) {
        size_t at = glyphs[i].text;
        if (glyphs[i].id && glyphs[i].text_length && !glyph_is_sound(s->font, glyphs[i].id))
            s->lacks |= font_fault(s->font, glyphs[i].id, utf8_next(s->text, &at));
    }
    s->count += count;
}

static Shaped *shape(const ShapeCache *cache, const Font *font, bool tabular, Str text, Arena *a)
{
    Shaping s = {.font = font, .tabular = tabular, .text = str_copy(a, text), .a = a};
    for (size_t at = 0, end; at < text.n; at = end) {
        end = portion_end(text, at);
        portion_shape(cache, &s, at, end);
    }
    Shaped *shaped = ARENA_NEW(a, Shaped);
    shaped->run =
        (GlyphRun){.font = font, .text = s.text, .glyphs = s.glyphs, .count = (uint32_t)s.count, .advance = s.advance};
    shaped->lacks = s.lacks;
    shaped->tabular = tabular;
    return shaped;
}

/* ---- The cache ---- */

uint64_t text_hash(const Font *font, bool tabular, Str text)
{
    uint64_t other = 2 * font->index + tabular;
    return str_hash(text) ^ other * 0x9E3779B97F4A7C15u;
}

const Shaped *word_shape(ShapeCache *cache, const Font *font, bool tabular, Str text, Arena *a)
{
    if (text.n > CACHED_BYTES_MOST)
        return shape(cache, font, tabular, text, a);
    uint64_t hash = text_hash(font, tabular, text);
    Shaped **slot = &cache->words[hash % WORD_SLOTS];
    for (const Shaped *known = *slot; known; known = known->next)
        if (known->hash == hash && known->run.font == font && known->tabular == tabular &&
            str_eq(known->run.text, text))
            return known;
    Shaped *shaped = shape(cache, font, tabular, text, cache->content);
    shaped->hash = hash;
    shaped->run.cached = true;
    shaped->next = *slot;
    cache->word_count++;
    return *slot = shaped;
}

static void cache_clear(ShapeCache *cache)
{
    arena_reset(cache->content);
    cache->words = ARENA_ARRAY(cache->content, Shaped *, WORD_SLOTS);
    cache->paragraphs = ARENA_ARRAY(cache->content, struct Paragraph *, PARAGRAPH_SLOTS);
    cache->word_count = 0;
}

ShapeCache *shape_cache_new(const Language *language, const char *patterns)
{
    Arena *own = arena_new();
    ShapeCache *cache = ARENA_NEW(own, ShapeCache);
    errno = 0; /* HarfBuzz makes its functions for Unicode with the first buffer */
    *cache = (ShapeCache){.language = language,
                          .patterns = patterns,
                          .own = own,
                          .content = arena_new(),
                          .scratch = arena_new(),
                          .most_words = CACHE_ENTRIES,
                          .most_bytes = CACHE_BYTES,
                          .buffer = hb_buffer_create()};
    if (errno == ENOMEM || cache->buffer == hb_buffer_get_empty())
        out_of_memory();
    cache_clear(cache);
    return cache;
}

void shape_cache_free(ShapeCache *cache)
{
    if (!cache)
        return;
    hb_buffer_destroy(cache->buffer);
    hyphenator_free(cache->hyphenator);
    arena_free(cache->content);
    arena_free(cache->scratch);
    arena_free(cache->own);
}

void shape_cache_trim(ShapeCache *cache)
{
    if (cache->word_count > cache->most_words || arena_bytes(cache->content) > cache->most_bytes)
        cache_clear(cache);
}
