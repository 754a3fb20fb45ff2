/* Fonts of a document: composite fonts with two-byte codes (ISO 32000-1, 9.7), and the programs they embed. A code
   means one glyph with one text, so that text is read back exactly even where one glyph serves two characters. With
   TrueType outlines the code is the CID, which CIDToGIDMap maps to the glyph; with CFF outlines the glyph is the CID
   (9.7.4.2), and an embedded CMap maps the code to it. Leaves out CIDSet, which PDF/UA-1 wants complete or absent. */
#include "font.h"

#include <errno.h>
#include <hb-subset.h>
#include <libdeflate.h>

/* ---- Programs, cut down by hb-subset ---- */

/* Outlines and metrics only, since hints do nothing in print. A program depends on its glyph set alone: with a union
   over several documents, a sheet's bytes would depend on its neighbors. The cache saves 9% of a batch. */
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

/* ---- Codes ---- */

enum {
    CODES_MAX = 65535,
    EM = 1000,         /* units of widths and of the descriptor */
    BLOCK_MAX = 100,   /* entries in a block of a CMap */
    RUN_LEAST = 4,     /* equal widths from which on a range is shorter */
    FLAG_SYMBOLIC = 4, /* not only Adobe's Latin character set: any Identity font */
    FLAG_ITALIC = 64,
};

#define SYSTEM_INFO "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
#define CODES_NAME "ncmec-codes" /* of the CMap from codes to CIDs */

static int em_scale(const Font *font, int64_t units)
{
    return (int)sp_scale(units, EM, font->units_per_em);
}

FontUse *font_use(Pdf *pdf, const Font *font)
{
    for (size_t i = 0; i < pdf->font_count; i++)
        if (pdf->fonts[i]->font == font)
            return pdf->fonts[i];
    FontUse *use = ARENA_NEW(pdf->arena, FontUse);
    use->font = font;
    use->resource = (unsigned)pdf->font_count;
    use->object = object_new(pdf);
    use->first = ARENA_ARRAY(pdf->arena, uint16_t, font->glyph_count);
    use->used = ARENA_ARRAY(pdf->arena, uint64_t, font->glyph_count / 64 + 1);
    ARENA_NEXT(pdf->arena, use->codes, use->count, use->capacity) =
        (Code){.width = em_scale(font, font_advance(font, 0))};
    use->used[0] = 1;
    return ARENA_NEXT(pdf->arena, pdf->fonts, pdf->font_count, pdf->font_capacity) = use;
}

uint16_t font_cid(Pdf *pdf, FontUse *use, uint32_t glyph, Str text)
{
    uint16_t *link = &use->first[glyph];
    while (*link) {
        Code *code = &use->codes[*link];
        if (str_eq(code->text, text))
            return *link;
        link = &code->next;
    }
    if (use->count > CODES_MAX)
        return 0;
    uint16_t cid = (uint16_t)use->count;
    *link = cid; /* before the codes may move */
    ARENA_NEXT(pdf->arena, use->codes, use->count, use->capacity) =
        (Code){.glyph = (uint16_t)glyph, .width = em_scale(use->font, font_advance(use->font, glyph)), .text = text};
    use->used[glyph / 64] |= UINT64_C(1) << glyph % 64;
    return cid;
}

/* ---- CIDs ---- */

/* A font's CIDs: the glyph and the width of each. */
typedef struct Cids {
    const uint16_t *glyphs; /* by code: glyph of the cut-down program */
    const int *widths;      /* by CID */
    size_t count;           /* of widths */
} Cids;

static Cids cids_new(const FontUse *use, const Subset *subset, Arena *a)
{
    size_t count = use->font->cff ? subset->glyph_count : use->count;
    uint16_t *glyphs = ARENA_ARRAY(a, uint16_t, use->count);
    int *widths = ARENA_ARRAY(a, int, count);
    for (size_t code = 0; code < use->count; code++) {
        glyphs[code] = subset->renamed[use->codes[code].glyph];
        widths[use->font->cff ? glyphs[code] : code] = use->codes[code].width;
    }
    return (Cids){glyphs, widths, count};
}

static size_t width_run(const Cids *cids, size_t from)
{
    size_t to = from + 1;
    while (to < cids->count && cids->widths[to] == cids->widths[from])
        to++;
    return to - from;
}

static void widths_put(Buf *b, const Cids *cids)
{
    buf_put(b, STR("/W["));
    for (size_t at = 0; at < cids->count;) {
        size_t run = width_run(cids, at);
        if (run >= RUN_LEAST) {
            buf_printf(b, "%zu %zu %d ", at, at + run - 1, cids->widths[at]);
            at += run;
            continue;
        }
        integer_put(b, (int64_t)at);
        buf_char(b, '[');
        do {
            integer_put(b, cids->widths[at++]);
            buf_char(b, ' ');
        } while (at < cids->count && width_run(cids, at) < RUN_LEAST);
        b->s[b->n - 1] = ']';
    }
    buf_put(b, STR("]"));
}

/* ---- Character maps ---- */

static const char cmap_of_texts[] = "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                                    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n";
static const char cmap_of_cids[] = "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> def\n"
                                   "/CMapName /" CODES_NAME " def\n/CMapType 1 def\n/WMode 0 def\n";

static Buf cmap_start(const char *named, Arena *a)
{
    Buf cmap = {.arena = a};
    buf_printf(&cmap,
               "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n%s"
               "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
               named);
    return cmap;
}

static Str cmap_end(Buf *cmap)
{
    buf_put(cmap, STR("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"));
    return buf_str(cmap);
}

static void code_put(Buf *b, size_t code)
{
    const char bytes[] = {(char)(code >> 8), (char)(code & 0xFF)};
    buf_char(b, '<');
    hex_put(b, (Str){bytes, sizeof bytes});
    buf_put(b, STR("> "));
}

/* Lines of one kind, written to the map in blocks. */
typedef struct CmapLines {
    Buf *cmap;
    const char *kind;
    Buf lines;
    size_t count;
} CmapLines;

static void cmap_block(CmapLines *block)
{
    if (block->count) { /* printf would look at each letter of the lines, twice */
        buf_printf(block->cmap, "%zu begin%s\n", block->count, block->kind);
        buf_put(block->cmap, buf_str(&block->lines));
        buf_printf(block->cmap, "end%s\n", block->kind);
    }
    block->count = block->lines.n = 0;
}

static void cmap_line_done(CmapLines *block)
{
    buf_char(&block->lines, '\n');
    if (++block->count == BLOCK_MAX)
        cmap_block(block);
}

/* The character of a code; 0 if it means several, or one outside the BMP. */
static uint32_t code_character(const Code *code)
{
    if (code->text.n == 0)
        return 0;
    size_t at = 0;
    uint32_t c = utf8_next(code->text, &at);
    return at == code->text.n && c < 0x10000 ? c : 0;
}

/* How many codes from 'from' on have consecutive characters; within a range only the last byte may change, of codes and
   of characters. */
static size_t text_run(const FontUse *use, size_t from)
{
    uint32_t first = code_character(&use->codes[from]);
    size_t n = 1;
    if (!first)
        return n;
    while (from + n < use->count && ((from + n) & 0xFF) && ((first + n) & 0xFF) &&
           code_character(&use->codes[from + n]) == first + n)
        n++;
    return n;
}

static Str texts_cmap(const FontUse *use, Arena *a)
{
    enum { RANGE_LEAST = 2 };
    Buf cmap = cmap_start(cmap_of_texts, a);
    CmapLines chars = {.cmap = &cmap, .kind = "bfchar", .lines.arena = a};
    CmapLines ranges = {.cmap = &cmap, .kind = "bfrange", .lines.arena = a};
    for (size_t at = 1; at < use->count;) {
        size_t run = text_run(use, at);
        CmapLines *block = run >= RANGE_LEAST ? &ranges : &chars;
        code_put(&block->lines, at);
        if (run >= RANGE_LEAST)
            code_put(&block->lines, at + run - 1);
        buf_char(&block->lines, '<');
        utf16_put(&block->lines, use->codes[at].text);
        buf_char(&block->lines, '>');
        cmap_line_done(block);
        at += run;
    }
    cmap_block(&chars);
    cmap_block(&ranges);
    return cmap_end(&cmap);
}

static Str codes_cmap(const FontUse *use, const Cids *cids, Arena *a)
{
    Buf cmap = cmap_start(cmap_of_cids, a);
    CmapLines chars = {.cmap = &cmap, .kind = "cidchar", .lines.arena = a};
    for (size_t code = 0; code < use->count; code++) {
        code_put(&chars.lines, code);
        integer_put(&chars.lines, cids->glyphs[code]);
        cmap_line_done(&chars);
    }
    cmap_block(&chars);
    return cmap_end(&cmap);
}

/* ---- Dictionaries ---- */

/* "ABCDEF+Name": six letters that name the glyph set. */
static Str subset_name(const FontUse *use, Arena *a)
{
    enum { LETTERS = 6, ALPHABET = 26 };
    Identity id;
    uint8_t bytes[16];
    identity_start(&id);
    identity_add(&id, use->font->postscript_name);
    identity_add(&id, (Str){(const char *)use->used, (use->font->glyph_count / 64 + 1) * sizeof *use->used});
    identity_bytes(id, bytes);
    char tag[LETTERS];
    for (int i = 0; i < LETTERS; i++)
        tag[i] = (char)('A' + bytes[i] % ALPHABET);
    return str_printf(a, "%.*s+%.*s", LETTERS, tag, STR_ARG(use->font->postscript_name));
}

/* The glyphs, two bytes each. */
static Str glyph_map(const FontUse *use, const Cids *cids, Arena *a)
{
    char *map = arena_alloc(a, 2 * use->count);
    for (size_t i = 0; i < use->count; i++) {
        map[2 * i] = (char)(cids->glyphs[i] >> 8);
        map[2 * i + 1] = (char)(cids->glyphs[i] & 0xFF);
    }
    return (Str){map, 2 * use->count};
}

static HPDF_Dict descriptor_new(Pdf *pdf, const FontUse *use, Str name, HPDF_Dict program)
{
    const Font *font = use->font;
    int flags = FLAG_SYMBOLIC | (font->italic ? FLAG_ITALIC : 0);
    /* The format asks for the stem's width, which the font does not give; the rule of thumb by weight is 50 +
       (weight / 65)^2. Viewers use it only to substitute a font, which an embedded one rules out. */
    int stem = 50 + font->weight * font->weight / (65 * 65);
    Buf b = {.arena = pdf->arena};
    buf_put(&b, STR("/Type/FontDescriptor/FontName"));
    name_put(&b, name);
    buf_printf(&b, "/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d", flags,
               em_scale(font, font->bbox[0]), em_scale(font, font->bbox[1]), em_scale(font, font->bbox[2]),
               em_scale(font, font->bbox[3]), (int)font->italic_angle, em_scale(font, font->ascent),
               em_scale(font, font->descent), em_scale(font, font->cap_height), stem);
    buf_printf(&b, "/FontFile%d %u 0 R", font->cff ? 3 : 2, object_id(program));
    HPDF_Dict descriptor = object_new(pdf);
    object_set(pdf, descriptor, buf_str(&b));
    return descriptor;
}

static bool font_write(Pdf *pdf, const FontUse *use, Diag *d)
{
    const Subset *subset = subset_get(pdf->cache, use->font, use->used, d);
    if (!subset)
        return false;
    Arena *a = pdf->arena;
    Str name = subset_name(use, a);
    uint8_t identity[16];
    identity_bytes(subset->identity, identity);
    identity_add(&pdf->programs, (Str){(const char *)identity, sizeof identity});
    bool cff = use->font->cff;
    Cids cids = cids_new(use, subset, a);
    /* A copy: the next font's subset may empty the cache. */
    HPDF_Dict program =
        stream_deflated_new(pdf, str_copy(a, subset->deflated),
                            cff ? STR("/Subtype/CIDFontType0C") : str_printf(a, "/Length1 %zu", subset->length));
    HPDF_Dict map =
        cff ? stream_new(pdf, codes_cmap(use, &cids, a), STR("/Type/CMap/CMapName/" CODES_NAME SYSTEM_INFO "/WMode 0"))
            : stream_new(pdf, glyph_map(use, &cids, a), (Str){0});
    HPDF_Dict texts = stream_new(pdf, texts_cmap(use, a), (Str){0});

    Buf b = {.arena = a};
    buf_printf(&b, "/Type/Font/Subtype/CIDFontType%d/BaseFont", cff ? 0 : 2);
    name_put(&b, name);
    buf_printf(&b, SYSTEM_INFO "/FontDescriptor %u 0 R", object_id(descriptor_new(pdf, use, name, program)));
    if (!cff)
        buf_printf(&b, "/CIDToGIDMap %u 0 R", object_id(map));
    widths_put(&b, &cids);
    HPDF_Dict descendant = object_new(pdf);
    object_set(pdf, descendant, buf_str(&b));

    /* With CFF outlines the composite font's name includes its CMap's (9.7.6.1, table 121). */
    Buf type0 = {.arena = a};
    buf_put(&type0, STR("/Type/Font/Subtype/Type0/BaseFont"));
    name_put(&type0, cff ? str_printf(a, "%.*s-" CODES_NAME, STR_ARG(name)) : name);
    buf_put(&type0, STR("/Encoding"));
    if (cff)
        buf_printf(&type0, " %u 0 R", object_id(map));
    else
        buf_put(&type0, STR("/Identity-H"));
    buf_printf(&type0, "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R", object_id(descendant), object_id(texts));
    object_set(pdf, use->object, buf_str(&type0));
    return true;
}

bool fonts_write(Pdf *pdf, Diag *d)
{
    bool written = true;
    for (size_t i = 0; i < pdf->font_count; i++)
        written = font_write(pdf, pdf->fonts[i], d) && written;
    return written;
}

void fonts_resources(const Pdf *pdf, Buf *entries)
{
    if (pdf->font_count == 0)
        return;
    buf_put(entries, STR("/Font<<"));
    for (size_t i = 0; i < pdf->font_count; i++)
        buf_printf(entries, "/F%u %u 0 R", pdf->fonts[i]->resource, object_id(pdf->fonts[i]->object));
    buf_put(entries, STR(">>"));
}
