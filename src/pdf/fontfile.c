/* Font programs cut down by hb-subset: outlines and metrics only, since hints do nothing in print. A program depends on
   its glyph set alone: with a union over several documents, a sheet's bytes would depend on its neighbors. The cache
   saves 9% of a batch. */
#include "fontfile.h"

#include "object.h"

#include <errno.h>
#include <hb-subset.h>
#include <libdeflate.h>
#include <string.h>

enum {
    SUBSETS_MAX = 256,
    SUBSET_BYTES_MAX = 8 << 20, /* of all of them; beyond it the cache is emptied */
};

typedef struct Entry {
    const char *bytes; /* identify the font: a program stays mapped as long as the process lives */
    const uint64_t *used;
    Subset subset;
} Entry;

struct SubsetCache {
    Arena *arena;   /* this struct */
    Arena *subsets; /* glyph sets and programs */
    struct libdeflate_compressor *compressor;
    Entry entries[SUBSETS_MAX];
    size_t entry_count;
};

SubsetCache *subset_cache_new(void)
{
    Arena *a = arena_new();
    SubsetCache *cache = ARENA_NEW(a, SubsetCache);
    cache->arena = a;
    cache->subsets = arena_new();
    cache->compressor = compressor_new(DEFLATE_FAST);
    return cache;
}

void subset_cache_free(SubsetCache *cache)
{
    if (!cache)
        return;
    libdeflate_free_compressor(cache->compressor);
    arena_free(cache->subsets);
    arena_free(cache->arena);
}

struct libdeflate_compressor *subset_compressor(const SubsetCache *cache)
{
    return cache->compressor;
}

/* The tables that a program keeps, and which outlines need them; an empty 'glyf' is whole, it may hold only spaces. Of
   CFF outlines only that table is embedded; hb-subset needs the others to make it. */
enum { CFF = HB_TAG('C', 'F', 'F', ' ') };
static const struct {
    hb_tag_t tag;
    bool of_truetype, of_cff;
} tables[] = {
    {HB_TAG('g', 'l', 'y', 'f'), false, false},
    {HB_TAG('l', 'o', 'c', 'a'), true, false},
    {CFF, false, true},
    {HB_TAG('h', 'e', 'a', 'd'), true, true},
    {HB_TAG('h', 'h', 'e', 'a'), true, true},
    {HB_TAG('h', 'm', 't', 'x'), true, true},
    {HB_TAG('m', 'a', 'x', 'p'), true, true},
};

enum { TABLES = sizeof tables / sizeof *tables };

static hb_blob_t *table_lend(hb_face_t *face, hb_tag_t tag, void *whole)
{
    (void)face;
    for (size_t i = 0; i < TABLES; i++)
        if (tables[i].tag == tag)
            return hb_face_reference_table(whole, tag);
    return hb_blob_get_empty();
}

/* hb-subset silently leaves out tables that a damaged font lacks. */
static bool program_is_whole(hb_face_t *program, bool cff)
{
    bool whole = true;
    for (size_t i = 0; i < TABLES; i++) {
        hb_blob_t *table = hb_face_reference_table(program, tables[i].tag);
        whole = whole && (hb_blob_get_length(table) || !(cff ? tables[i].of_cff : tables[i].of_truetype));
        hb_blob_destroy(table);
    }
    return whole;
}

static hb_subset_input_t *input_new(const Font *font, const uint64_t *used)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        out_of_memory();
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_set_clear(hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG));
    hb_set_clear(hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID));
    for (uint32_t glyph = 0; glyph < font->glyph_count; glyph++)
        if (glyph_is_used(used, glyph))
            hb_set_add(hb_subset_input_glyph_set(input), glyph);
    return input;
}

static size_t words_of(const Font *font)
{
    return font->glyph_count / 64 + 1;
}

static void entry_fill(SubsetCache *cache, const Font *font, const uint64_t *used, Str program, const hb_map_t *renamed)
{
    Arena *a = cache->subsets;
    uint16_t *glyphs = ARENA_ARRAY(a, uint16_t, font->glyph_count);
    for (uint32_t glyph = 0; glyph < font->glyph_count; glyph++)
        if (glyph_is_used(used, glyph))
            glyphs[glyph] = (uint16_t)hb_map_get(renamed, glyph);
    Entry *entry = &cache->entries[cache->entry_count++];
    *entry = (Entry){.bytes = font->bytes.s,
                     .used = arena_grow(a, used, words_of(font), words_of(font), sizeof *used),
                     .subset = {.deflated = deflate_bytes(cache->compressor, program, a),
                                .length = program.n,
                                .glyph_count = hb_map_get_population(renamed),
                                .renamed = glyphs}};
    identity_start(&entry->subset.identity);
    identity_add(&entry->subset.identity, program);
}

/* Adds an entry; false where hb-subset refuses the font. It gets a face without the tables that no program keeps: if
   it had to drop them, it would still walk the whole character map, a fourth of a process. */
static bool entry_make(SubsetCache *cache, const Font *font, const uint64_t *used)
{
    errno = 0;
    hb_face_t *face = hb_face_create_for_tables(table_lend, hb_font_get_face(font->shaper), NULL);
    hb_subset_input_t *input = input_new(font, used);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face, input);
    hb_face_t *program = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    bool made = program && program_is_whole(program, font->cff);
    if (made) {
        unsigned length;
        hb_blob_t *blob = font->cff ? hb_face_reference_table(program, CFF) : hb_face_reference_blob(program);
        const char *bytes = hb_blob_get_data(blob, &length);
        entry_fill(cache, font, used, (Str){bytes, length}, hb_subset_plan_old_to_new_glyph_mapping(plan));
        hb_blob_destroy(blob);
    }
    if (errno == ENOMEM) /* and HarfBuzz does not survive the destruction of what it has half made */
        out_of_memory();
    hb_face_destroy(program);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    hb_face_destroy(face);
    return made;
}

const Subset *subset_get(SubsetCache *cache, const Font *font, const uint64_t *used, Diag *d)
{
    for (size_t i = 0; i < cache->entry_count; i++) {
        const Entry *entry = &cache->entries[i];
        if (entry->bytes == font->bytes.s && memcmp(entry->used, used, words_of(font) * sizeof *used) == 0)
            return &entry->subset;
    }
    if (cache->entry_count == SUBSETS_MAX || arena_bytes(cache->subsets) > SUBSET_BYTES_MAX) {
        arena_reset(cache->subsets);
        cache->entry_count = 0;
    }
    if (!entry_make(cache, font, used))
        return diag_error(d, DIAG_FONT, (Mark){0},
                          "font '%.*s' cannot be cut down to the glyphs in use; take another font file",
                          STR_ARG(font->file)),
               NULL;
    return &cache->entries[cache->entry_count - 1].subset;
}
