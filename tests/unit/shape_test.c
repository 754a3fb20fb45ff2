/* Shaping: what each glyph stands for, kerning, figures; what bounds time and memory. */
#include "src/text/font.h"
#include "src/text/shape.h"
#include "tests/text/setup.h"

#include <hb.h>

static const GlyphRun *shaped(Setup *s, Str text)
{
    return &word_shape(s->cache, fontset_face(s->fonts, FACE_REGULAR), false, text, s->a)->run;
}

/* Every byte belongs to one glyph, in order. */
static void assert_text_whole(const GlyphRun *run)
{
    size_t at = 0;
    for (uint32_t i = 0; i < run->count; i++) {
        assert_int_equal(run->glyphs[i].text, at);
        at += run->glyphs[i].text_length;
    }
    assert_int_equal(at, run->text.n);
}

static void kerning_pulls_together(void **state)
{
    (void)state;
    Setup s = setup_new();
    assert_true(shaped(&s, STR("AV"))->advance < shaped(&s, STR("A"))->advance + shaped(&s, STR("V"))->advance);
    assert_int_equal(shaped(&s, STR("nn"))->advance, 2 * shaped(&s, STR("n"))->advance);
    int64_t sum = 0;
    const GlyphRun *run = shaped(&s, STR("AVAST"));
    for (uint32_t i = 0; i < run->count; i++)
        sum += run->glyphs[i].advance;
    assert_int_equal(sum, run->advance);
    setup_free(&s);
}

static void glyphs_know_their_text(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t count;
        uint16_t lengths[5];
    } cases[] = {
        {"afterwards", 9, {1, 2, 1, 1, 1}}, /* a ligature has the bytes of all its letters */
        {"ffb", 2, {2, 1}},
        {"q\xCC\x81"
         "a",
         3,
         {1, 2, 1}},                         /* base and mark each have their own */
        {"e\xCC\x81", 1, {3}},               /* composed */
        {"x\xCC\x81\xCC\xA7", 3, {1, 2, 2}}, /* two marks, which may change places */
        {"\xE2\x80\x9Cq\xE2\x80\x9D", 3, {3, 1, 3}},
    };
    Setup s = setup_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const GlyphRun *run = shaped(&s, str_from(cases[i].text));
        assert_text_whole(run);
        assert_int_equal(run->count, cases[i].count);
        for (uint32_t g = 0; g < run->count && g < 5; g++)
            assert_int_equal(run->glyphs[g].text_length, cases[i].lengths[g]);
    }
    setup_free(&s);
}

/* By HarfBuzz alone, with every feature that text has by default. */
static hb_buffer_t *shaped_in_full(const Font *font, Str text)
{
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text.s, (int)text.n, 0, (int)text.n);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_language(buffer, hb_language_from_string("en", -1));
    hb_shape(font->shaper, buffer, NULL, 0);
    return buffer;
}

static uint32_t plain_character(uint32_t i)
{
    static const uint32_t marks[] = {0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D};
    return i < '~' - ' ' ? '!' + i : marks[i - ('~' - ' ')];
}

/* All pairs of characters. */
static void plain_text_loses_nothing_by_the_features_left_out(void **state)
{
    (void)state;
    enum { CHARACTERS = '~' - ' ' + 6 };
    static const unsigned faces[] = {FACE_REGULAR, FACE_BOLD};
    Setup s = setup_new();
    for (uint32_t i = 0; i < 2 * CHARACTERS * CHARACTERS; i++) {
        const Font *font = fontset_face(s.fonts, faces[i % 2]);
        char bytes[8];
        size_t n = utf8_put(plain_character(i / 2 / CHARACTERS), bytes);
        n += utf8_put(plain_character(i / 2 % CHARACTERS), bytes + n);
        assert_true(text_is_plain((Str){bytes, n}));
        assert_false(font_composes_plain(font));
        const GlyphRun *run = &word_shape(s.cache, font, false, (Str){bytes, n}, s.a)->run;
        hb_buffer_t *full = shaped_in_full(font, (Str){bytes, n});
        unsigned count;
        const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(full, &count);
        const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(full, &count);
        assert_int_equal(run->count, count);
        for (unsigned k = 0; k < count; k++) {
            assert_int_equal(run->glyphs[k].id, infos[k].codepoint);
            assert_int_equal(run->glyphs[k].advance, positions[k].x_advance);
        }
        hb_buffer_destroy(full);
    }
    assert_false(text_is_plain(STR("caf\xC3\xA9")));
    assert_false(text_is_plain(STR("\xE2\x80\xA6")));
    setup_free(&s);
}

static void tabular_figures_are_equal(void **state)
{
    (void)state;
    Setup s = setup_new();
    const Font *font = fontset_face(s.fonts, FACE_REGULAR);
    int64_t ones = word_shape(s.cache, font, true, STR("1,111.1"), s.a)->run.advance;
    static const char *const same[] = {"8,888.8", "4,444.4", "7,777.7", "0,174.9"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_int_equal(word_shape(s.cache, font, true, str_from(same[i]), s.a)->run.advance, ones);
    /* The cache keeps words of tables and of running text apart. */
    assert_ptr_not_equal(word_shape(s.cache, font, true, STR("1103"), s.a),
                         word_shape(s.cache, font, false, STR("1103"), s.a));
    setup_free(&s);
}

static void the_cache_remembers(void **state)
{
    (void)state;
    Setup s = setup_new();
    const Font *font = fontset_face(s.fonts, FACE_REGULAR);
    char word[] = "word";
    const Shaped *first = word_shape(s.cache, font, false, (Str){word, 4}, s.a);
    assert_ptr_equal(first, word_shape(s.cache, font, false, STR("word"), s.a));
    word[0] = 'l'; /* the key is a copy */
    assert_ptr_equal(first, word_shape(s.cache, font, false, STR("word"), s.a));
    assert_ptr_not_equal(first, word_shape(s.cache, fontset_face(s.fonts, FACE_BOLD), false, STR("word"), s.a));
    shape_cache_trim(s.cache); /* within its bounds it keeps all */
    assert_ptr_equal(first, word_shape(s.cache, font, false, STR("word"), s.a));
    for (int i = 0; i < 5000; i++) {
        Str text = str_printf(s.a, "w%d", i);
        const Shaped *one = word_shape(s.cache, font, false, text, s.a);
        assert_true(str_eq(one->run.text, text));
    }
    assert_ptr_equal(first, word_shape(s.cache, font, false, STR("word"), s.a));
    s.cache->most_words = 100;
    shape_cache_trim(s.cache);
    assert_string_equal(word_shape(s.cache, font, false, STR("word"), s.a)->run.text.s, "word");
    shape_cache_free(NULL);
    setup_free(&s);
}

static void missing_glyphs_are_seen(void **state)
{
    (void)state;
    Setup s = setup_new();
    const Font *font = fontset_face(s.fonts, FACE_REGULAR);
    assert_false(word_shape(s.cache, font, false, STR("abc"), s.a)->lacks);
    assert_true(word_shape(s.cache, font, false, STR("ab\xE4\xB8\xAD"), s.a)->lacks);
    assert_true(word_shape(s.cache, font, false, STR("\xEF\xBF\xBC"), s.a)->lacks);
    setup_free(&s);
}

static void clusters_stay_whole(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t end;
    } cases[] = {
        {"ab", 1},
        {"e\xCC\x81x", 3},
        {"\xC3\xA9\xCC\x81\xCC\xA7x", 6},
        {"\xF0\x9F\x87\xBA\xF0\x9F\x87\xB8\xF0\x9F\x87\xBA", 8}, /* a flag, half a flag */
        {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBBx", 11},   /* joined */
        {"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBDx", 8},                /* skin tone */
        {"\xE2\x9D\xA4\xEF\xB8\x8Fx", 6},                        /* variation selector */
        {"a\xE2\x80\x8D", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(cluster_end(str_from(cases[i].text), 0), cases[i].end);
}

/* 80,000 marks on one base took HarfBuzz 10 s at once: they are shaped in parts, and nothing of them is lost. What it
   costs is measured by "make growth". */
static void hostile_words_are_shaped_whole(void **state)
{
    (void)state;
    Setup s = setup_new();
    Buf marks = {.arena = s.a}, letters = {.arena = s.a}, mixed = {.arena = s.a};
    buf_char(&marks, 'a');
    for (int i = 0; i < 80000; i++)
        buf_put(&marks, STR("\xCC\x81"));
    for (int i = 0; i < 100000; i++)
        buf_char(&letters, (char)('a' + i % 26));
    for (int i = 0; i < 30000; i++)
        buf_put(&mixed, i % 40 ? STR("\xCC\xA7") : STR("q"));
    Buf *all[] = {&letters, &marks, &mixed};
    for (size_t i = 0; i < 3; i++) {
        const GlyphRun *run = shaped(&s, buf_str(all[i]));
        assert_text_whole(run);
        assert_true(run->count >= all[i]->n / 3);
    }
    setup_free(&s);
}

/* A cut between two calls changes nothing where no kern crosses it. */
static void long_words_are_shaped_whole(void **state)
{
    (void)state;
    Setup s = setup_new();
    Buf text = {.arena = s.a};
    for (int i = 0; i < 5000; i++)
        buf_put(&text, STR("nn"));
    const GlyphRun *run = shaped(&s, buf_str(&text));
    assert_int_equal(run->count, 10000);
    assert_int_equal(run->advance, 10000 * shaped(&s, STR("n"))->advance);
    setup_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kerning_pulls_together),
        cmocka_unit_test(glyphs_know_their_text),
        cmocka_unit_test(tabular_figures_are_equal),
        cmocka_unit_test(the_cache_remembers),
        cmocka_unit_test(missing_glyphs_are_seen),
        cmocka_unit_test(clusters_stay_whole),
        cmocka_unit_test(plain_text_loses_nothing_by_the_features_left_out),
        cmocka_unit_test(hostile_words_are_shaped_whole),
        cmocka_unit_test(long_words_are_shaped_whole),
    };
    return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
