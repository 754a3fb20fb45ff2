/* Font programs cut down to the glyphs that a document shows, by hb-subset: outlines and metrics only, because shaping
   is done and hints do nothing in print. A program depends on its glyph set alone, so the cache is searched by the
   exact set: with a union over several documents, a sheet's bytes would depend on its neighbors. Also keeps what else a
   worker reuses from document to document: faces, the compressor, the document's memory. */
#include "fontfile.h"

#include "object.h"

#include <errno.h>
#include <hb-subset.h>
#include <libdeflate.h>
#include <string.h>

enum {
    FACES_MAX = 32,
    SUBSETS_MAX = 256,
    SUBSET_BYTES_MAX = 8 << 20, /* of all of them; beyond it the cache is emptied */
    DEFLATE_LEVEL = 1,          /* half the time of level 6, and less memory; files are 2.5% larger */
    GLYPH_BITS = 64,
};

typedef struct Face {
    const char *bytes; /* identify the font: a program stays mapped as long as the process lives */
    hb_face_t *face;
    hb_font_t *font;
} Face;

typedef struct Entry {
    const char *bytes;
    size_t words;
    const uint64_t *used;
    Subset subset;
} Entry;

struct SubsetCache {
    Arena *arena;   /* this struct */
    Arena *subsets; /* glyph sets and programs */
    Arena *lent;    /* to a document; NULL while it is out */
    struct libdeflate_compressor *compressor;
    Face faces[FACES_MAX];
    size_t face_count;
    Entry entries[SUBSETS_MAX];
    size_t entry_count;
};

SubsetCache *subset_cache_new(void)
{
    Arena *a = arena_new();
    SubsetCache *cache = ARENA_NEW(a, SubsetCache);
    cache->arena = a;
    cache->subsets = arena_new();
    cache->lent = arena_new();
    cache->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    if (!cache->compressor)
        out_of_memory();
    return cache;
}

static void faces_drop(SubsetCache *cache)
{
    for (size_t i = 0; i < cache->face_count; i++) {
        hb_font_destroy(cache->faces[i].font);
        hb_face_destroy(cache->faces[i].face);
    }
    cache->face_count = 0;
}

void subset_cache_free(SubsetCache *cache)
{
    if (!cache)
        return;
    faces_drop(cache);
    libdeflate_free_compressor(cache->compressor);
    arena_free(cache->lent);
    arena_free(cache->subsets);
    arena_free(cache->arena);
}

struct libdeflate_compressor *subset_cache_compressor(SubsetCache *cache)
{
    return cache->compressor;
}

Arena *subset_cache_lend(SubsetCache *cache)
{
    Arena *a = cache->lent;
    cache->lent = NULL;
    return a ? a : arena_new();
}

void subset_cache_return(SubsetCache *cache, Arena *a)
{
    arena_reset(a);
    if (cache->lent)
        arena_free(a);
    else
        cache->lent = a;
}

/* After a failed allocation HarfBuzz goes on with an empty object. */
static void memory_check(void)
{
    if (errno == ENOMEM)
        out_of_memory();
}

enum {
    GLYF = HB_TAG('g', 'l', 'y', 'f'),
    LOCA = HB_TAG('l', 'o', 'c', 'a'),
    CFF = HB_TAG('C', 'F', 'F', ' '),
    HEAD = HB_TAG('h', 'e', 'a', 'd'),
    HHEA = HB_TAG('h', 'h', 'e', 'a'),
    HMTX = HB_TAG('h', 'm', 't', 'x'),
    MAXP = HB_TAG('m', 'a', 'x', 'p'),
};

/* The tables that a program keeps. Of CFF outlines only that table is embedded in the end; hb-subset needs the others
   to make it. */
static const hb_tag_t tables[] = {GLYF, LOCA, CFF, HEAD, HHEA, HMTX, MAXP};

static hb_blob_t *table_lend(hb_face_t *face, hb_tag_t tag, void *whole)
{
    (void)face;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (tables[i] == tag)
            return hb_face_reference_table(whole, tag);
    return hb_blob_get_empty();
}

static void whole_drop(void *whole)
{
    hb_face_destroy(whole);
}

/* A face without the tables that no program keeps. If hb-subset had to drop them, it would still walk the whole
   character map. */
static const Face *face_get(SubsetCache *cache, const Font *font)
{
    for (size_t i = 0; i < cache->face_count; i++) {
        if (cache->faces[i].bytes == font->bytes.s)
            return &cache->faces[i];
    }
    if (cache->face_count == FACES_MAX)
        faces_drop(cache);
    errno = 0;
    hb_blob_t *blob = hb_blob_create(font->bytes.s, (unsigned)font->bytes.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    Face *face = &cache->faces[cache->face_count++];
    face->bytes = font->bytes.s;
    face->face = hb_face_create_for_tables(table_lend, hb_face_create(blob, 0), whole_drop);
    face->font = hb_font_create(face->face);
    hb_blob_destroy(blob);
    hb_font_get_glyph_h_advance(face->font, 0); /* loads the tables now, where a failure is noticed */
    memory_check();
    return face;
}

hb_font_t *subset_face(SubsetCache *cache, const Font *font)
{
    return hb_font_reference(face_get(cache, font)->font);
}

/* ---- Cutting down ---- */

static size_t words_of(const Font *font)
{
    return (font->glyph_count + GLYPH_BITS - 1) / GLYPH_BITS;
}

static hb_subset_input_t *input_new(const Font *font, const uint64_t *used)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_set_clear(hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG));
    hb_set_clear(hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID));
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    for (size_t word = 0; word < words_of(font); word++) {
        for (uint64_t bits = used[word]; bits; bits &= bits - 1)
            hb_set_add(glyphs, (hb_codepoint_t)(word * GLYPH_BITS + (size_t)__builtin_ctzll(bits)));
    }
    return input;
}

static const uint16_t *glyphs_renamed(hb_subset_plan_t *plan, const Font *font, const uint64_t *used, Arena *a)
{
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
    size_t count = 0;
    for (size_t word = 0; word < words_of(font); word++)
        count += (size_t)__builtin_popcountll(used[word]);
    uint16_t *renamed = ARENA_ARRAY(a, uint16_t, count);
    count = 0;
    for (size_t word = 0; word < words_of(font); word++) {
        for (uint64_t bits = used[word]; bits; bits &= bits - 1) {
            size_t glyph = word * GLYPH_BITS + (size_t)__builtin_ctzll(bits);
            renamed[count++] = (uint16_t)hb_map_get(map, (hb_codepoint_t)glyph);
        }
    }
    return renamed;
}

/* hb-subset silently leaves out tables that a damaged font lacks. */
static bool program_is_whole(hb_face_t *program, const Font *font)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        hb_tag_t tag = tables[i];
        bool is_of_others = font->cff ? tag == GLYF || tag == LOCA : tag == CFF;
        hb_blob_t *table = hb_face_reference_table(program, tag);
        unsigned length = hb_blob_get_length(table);
        hb_blob_destroy(table);
        if (length == 0 && !is_of_others && tag != GLYF) /* which holds nothing for a space */
            return false;
    }
    return true;
}

/* Adds an entry; false where hb-subset refuses the font. */
static bool entry_make(SubsetCache *cache, const Font *font, const uint64_t *used)
{
    const Face *face = face_get(cache, font);
    hb_subset_plan_t *plan = NULL;
    hb_face_t *program = NULL;
    hb_blob_t *blob = NULL;
    bool made = false;

    errno = 0;
    hb_subset_input_t *input = input_new(font, used);
    if (!input)
        goto done;
    plan = hb_subset_plan_create_or_fail(face->face, input);
    if (!plan)
        goto done;
    program = hb_subset_plan_execute_or_fail(plan);
    if (!program || !program_is_whole(program, font))
        goto done;
    blob = font->cff ? hb_face_reference_table(program, CFF) : hb_face_reference_blob(program);
    unsigned length;
    const char *bytes = hb_blob_get_data(blob, &length);

    Entry *entry = &cache->entries[cache->entry_count++];
    size_t words = words_of(font);
    *entry = (Entry){
        .bytes = font->bytes.s, .words = words, .used = arena_grow(cache->subsets, used, words, words, sizeof *used)};
    entry->subset.deflated = deflate_bytes(cache->compressor, (Str){bytes, length}, cache->subsets);
    entry->subset.length = length;
    identity_start(&entry->subset.identity);
    identity_add(&entry->subset.identity, (Str){bytes, length});
    entry->subset.glyph_count = hb_map_get_population(hb_subset_plan_old_to_new_glyph_mapping(plan));
    entry->subset.renamed = glyphs_renamed(plan, font, used, cache->subsets);
    made = true;
done:
    memory_check();
    hb_blob_destroy(blob);
    hb_face_destroy(program);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return made;
}

const Subset *subset_get(SubsetCache *cache, const Font *font, const uint64_t *used, Diag *d)
{
    size_t words = words_of(font);
    for (size_t i = 0; i < cache->entry_count; i++) {
        const Entry *entry = &cache->entries[i];
        if (entry->bytes == font->bytes.s && entry->words == words &&
            memcmp(entry->used, used, words * sizeof *used) == 0)
            return &entry->subset;
    }
    if (cache->entry_count == SUBSETS_MAX || arena_bytes(cache->subsets) > SUBSET_BYTES_MAX) {
        arena_reset(cache->subsets);
        cache->entry_count = 0;
    }
    if (!entry_make(cache, font, used)) {
        diag_error(d, DIAG_FONT, (Mark){0},
                   "font '%.*s' cannot be cut down to the glyphs in use; take another font file", STR_ARG(font->file));
        return NULL;
    }
    return &cache->entries[cache->entry_count - 1].subset;
}
