/* What is remembered of a paragraph: the same for the same, and never for another. */
#include "src/text/words.h"
#include "tests/text/setup.h"

static const Words *words_of(Setup *s, Prose prose, ParagraphStyle style)
{
    const Words *words = prose_words(&prose, &style, s->cache, s->d);
    assert_non_null(words);
    return words;
}

static void the_same_paragraph_is_found_again(void **state)
{
    (void)state;
    Setup s = setup_new();
    Str typed = STR("NCMEC's **Team~HOPE** is a peer support network.");
    const Words *first = words_of(&s, prose_typed(&s, typed), s.style);
    ParagraphStyle larger = s.style;
    larger.size *= 2;
    larger.justified = true;
    assert_ptr_equal(words_of(&s, prose_typed(&s, typed), s.style), first);
    assert_ptr_equal(words_of(&s, prose_typed(&s, typed), larger), first);
    /* What is remembered is not the caller's. */
    Arena *short_lived = arena_new();
    Prose lent = prose_typed(&s, typed);
    lent.text = str_copy(short_lived, lent.text);
    assert_ptr_equal(words_of(&s, lent, s.style), first);
    arena_free(short_lived);
    assert_int_equal(first->span_count, 3);
    assert_true(first->spans[1].strong);
    assert_int_equal(first->atom_count, 15);
    setup_free(&s);
}

static void another_paragraph_is_not(void **state)
{
    (void)state;
    Setup s = setup_new();
    Prose prose = prose_typed(&s, STR("See **our work** on~missingkids.org, 1,103 pages."));
    const Words *first = words_of(&s, prose, s.style);
    const Inline *plain = prose.inlines;
    Inline *linked = arena_grow(s.a, plain, prose.inline_count, prose.inline_count, sizeof *plain);
    linked[1].url = STR("https://www.missingkids.org");
    Prose others[] = {prose_typed(&s, STR("See **our work** on~missingkids.org, 1,104 pages.")),
                      prose_typed(&s, STR("See __our work__ on~missingkids.org, 1,103 pages.")),
                      prose_typed(&s, STR("See **our~work** on missingkids.org, 1,103 pages.")), prose};
    others[3].inlines = linked;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const Words *other = words_of(&s, others[i], s.style);
        assert_ptr_not_equal(other, first);
        assert_ptr_equal(words_of(&s, others[i], s.style), other);
    }
    assert_true(str_eq(words_of(&s, others[3], s.style)->spans[1].url, linked[1].url));
    ParagraphStyle styles[] = {s.style, s.style, s.style, s.style};
    styles[0].tabular = true;
    styles[1].hyphenate = true;
    styles[2].face = FACE_SEMIBOLD;
    styles[3].strong = FACE_SEMIBOLD;
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        assert_ptr_not_equal(words_of(&s, prose, styles[i]), first);
    assert_ptr_equal(words_of(&s, prose, s.style), first);
    setup_free(&s);
}

static void nothing_outlives_what_it_points_to(void **state)
{
    (void)state;
    Setup s = setup_new();
    Prose prose = prose_typed(&s, STR("The words go, and so does what was made of them."));
    words_of(&s, prose, s.style);
    uint64_t slot = str_hash(prose.text) % PARAGRAPH_SLOTS;
    assert_non_null(s.cache->paragraphs[slot]);
    s.cache->most_words = 1;
    shape_cache_trim(s.cache);
    assert_null(s.cache->paragraphs[slot]);
    assert_int_equal(words_of(&s, prose, s.style)->atom_count, 21);
    setup_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_paragraph_is_found_again),
        cmocka_unit_test(another_paragraph_is_not),
        cmocka_unit_test(nothing_outlives_what_it_points_to),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
