/* Fonts through the gate, and what passes it through shaping and subsetting. The first byte says what the others are:
   a whole font program, or edits of a shipped one, since no fuzzer would invent a font's tables. An edit has five
   bytes: a table, an offset in it, a byte to write there. */
#include "fuzz.h"

#include "src/pdf/font.h"
#include "src/text/font.h"
#include "src/text/shape.h"

#include <string.h>

const char *const fuzz_seeds[] = {"tests/fuzz/corpus/font/*", NULL};

enum { WHOLE = 0xF0, EDIT = 5, DIRECTORY = 12, RECORD = 16 };

static const char *const shipped[] = {"fonts/SourceSans3-Regular.ttf", "tests/fonts/SourceSans3-Regular.otf"};

static Str font_bytes(const Fuzz *f, size_t number)
{
    static Str files[sizeof shipped / sizeof *shipped];
    if (!files[number].n)
        files[number] = file_map(shipped[number], 1 << 20, (Mark){0}, f->d);
    fuzz_require(files[number].n > 0, "the shipped fonts are found");
    return files[number];
}

static void font_edit(char *font, size_t size, const unsigned char *edit)
{
    Str whole = {font, size};
    size_t tables = read_u16(whole, 4), table = edit[0];
    size_t start = 0, length = DIRECTORY + tables * RECORD; /* the directory itself */
    if (table < tables && DIRECTORY + (table + 1) * RECORD <= size) {
        start = read_u32(whole, DIRECTORY + table * RECORD + 8);
        length = read_u32(whole, DIRECTORY + table * RECORD + 12);
    }
    if (length == 0 || start >= size || length > size - start)
        return; /* by an edit of the directory before */
    size_t offset = (size_t)edit[1] << 16 | (size_t)edit[2] << 8 | edit[3];
    font[start + offset % length] = (char)edit[4];
}

static Str font_made(const Fuzz *f)
{
    const unsigned char *bytes = (const unsigned char *)f->bytes.s;
    if (bytes[0] >= WHOLE)
        return str_slice(f->bytes, 1, f->bytes.n);
    Str font = font_bytes(f, bytes[0] % (sizeof shipped / sizeof *shipped));
    char *copy = arena_alloc(f->a, font.n);
    memcpy(copy, font.s, font.n);
    for (size_t at = 1; at + EDIT <= f->bytes.n; at += EDIT)
        font_edit(copy, font.n, bytes + at);
    return (Str){copy, font.n};
}

static void font_use_all(Fuzz *f, const Font *font)
{
    static const Str words[] = {
        {"Affinity", 8}, {"1,103", 5}, {"AVATAR.", 7}, {"e\xCC\x81\xCC\xA7", 5}, {"\xF0\x9F\x98\x80", 4}};
    ShapeCache *shapes = shape_cache_new(&language_english, NULL);
    SubsetCache *subsets = subset_cache_new();
    uint64_t *used = ARENA_ARRAY(f->a, uint64_t, font->glyph_count / 64 + 1);
    used[0] |= 1;
    for (size_t i = 0; i < 2 * sizeof words / sizeof *words; i++) {
        const Shaped *shaped = word_shape(shapes, font, i % 2, words[i / 2], f->a);
        uint32_t end = 0;
        for (uint32_t g = 0; g < shaped->run.count; g++) {
            const Glyph *glyph = &shaped->run.glyphs[g];
            fuzz_require(glyph->id < font->glyph_count, "glyphs are the font's");
            fuzz_require((size_t)glyph->text + glyph->text_length <= words[i / 2].n,
                         "glyphs stand for their word's text");
            end += glyph->text_length;
            used[glyph->id / 64] |= (uint64_t)1 << glyph->id % 64;
            font_bearing(font, glyph->id);
        }
        fuzz_require(end == words[i / 2].n, "a word's glyphs stand for all of its text");
    }
    size_t errors = diag_errors(f->d);
    const Subset *subset = subset_get(subsets, font, used, f->d);
    fuzz_require_agreed(f, errors, subset != NULL);
    subset_cache_free(subsets);
    shape_cache_free(shapes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    if (!size)
        return 0;
    Font *font = font_open(STR("input.ttf"), font_made(&f), (Mark){f.source, 0, 0}, f.a, f.d);
    fuzz_require_agreed(&f, 0, font != NULL);
    if (font) {
        font_use_all(&f, font);
        font_close(font);
    }
    return fuzz_end(&f);
}
