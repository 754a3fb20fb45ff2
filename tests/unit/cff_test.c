/* Fonts with damaged CFF outlines on their whole way: the gate, shaping, cutting down. What the gate lets through, for
   it does not read outlines, ends in a program or in a finding. */
#include "src/pdf/font.h"
#include "src/text/font.h"
#include "tests/text/setup.h"

static Str sound(Arena *a)
{
    return file_map("tests/fonts/SourceSans3-Regular.otf", 1 << 30, (Mark){0}, diag_new(a));
}

static size_t cff_offset(Str font)
{
    for (size_t at = 12; at + 16 <= font.n; at += 16)
        if (memcmp(font.s + at, "CFF ", 4) == 0) {
            const unsigned char *p = (const unsigned char *)font.s + at + 8;
            return (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
        }
    fail_msg("no table CFF");
    return 0;
}

/* The program of the first hundred glyphs and every hundredth. */
static const Subset *cut_down(SubsetCache *cache, const Font *font, Arena *a, Diag *d)
{
    uint64_t *used = ARENA_ARRAY(a, uint64_t, font->glyph_count / 64 + 1);
    for (uint32_t glyph = 0; glyph < font->glyph_count; glyph += glyph < 100 ? 1 : 100)
        used[glyph / 64] |= UINT64_C(1) << glyph % 64;
    return subset_get(cache, font, used, d);
}

static void glyphs_keep_their_order(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    SubsetCache *cache = subset_cache_new();
    Font *font = font_open(STR("Sound.otf"), sound(a), (Mark){0}, a, d);
    const Subset *subset = cut_down(cache, font, a, d);
    assert_non_null(subset);
    size_t asked = 100 + (font->glyph_count - 1) / 100; /* 0..99, then 100, 200, ... */
    assert_int_equal(subset->glyph_count, asked);
    for (uint32_t i = 0; i < asked; i++)
        assert_int_equal(subset->renamed[i < 100 ? i : (i - 99) * 100], i);
    subset_cache_free(cache);
    font_close(font);
    arena_free(a);
}

/* Half of the flips fall on the outlines, half on what stands in front of them: strings, shared parts, lists. */
static void no_damage_crashes(void **state)
{
    (void)state;
    enum { SEEDS = 200, OUTLINES = 50000 };
    Arena *keep = arena_new();
    Str font_file = sound(keep);
    size_t cff = cff_offset(font_file), passed = 0, cut = 0;
    for (uint32_t i = 1; i <= SEEDS; i++) {
        Arena *a = arena_new();
        Diag *d = diag_new(a);
        SubsetCache *cache = subset_cache_new();
        uint32_t seed = i * 2654435761u;
        char *bytes = malloc(font_file.n);
        memcpy(bytes, font_file.s, font_file.n);
        for (uint32_t flips = 1 + i % 8 * 20; flips; flips--) {
            lcg_next(&seed);
            size_t at = cff + (seed & 0x80000000 ? OUTLINES + (seed >> 4) % 100000 : 100 + (seed >> 4) % 40000);
            bytes[at] ^= (char)(1u << (seed >> 26) % 8);
        }
        Font *font = font_open(STR("Fuzzed.otf"), (Str){bytes, font_file.n}, (Mark){0}, a, d);
        assert_true((font == NULL) == (diag_errors(d) == 1));
        if (font) {
            passed++;
            const Subset *subset = cut_down(cache, font, a, d);
            assert_true((subset == NULL) == (diag_errors(d) == 1));
            cut += subset != NULL;
            font_close(font);
        }
        subset_cache_free(cache);
        free(bytes);
        arena_free(a);
    }
    /* Were none of these between none and all, the damage would test nothing. */
    assert_true(passed > SEEDS / 10 && cut > 0 && cut < passed);
    arena_free(keep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(glyphs_keep_their_order),
        cmocka_unit_test(no_damage_crashes),
    };
    return cmocka_run_group_tests_name("cff", tests, NULL, NULL);
}
