/* What the PDF stage refuses: no title, no language, no sheet, fonts that cannot be cut down. */
#include "pdf_case.h"

static void what_a_standard_asks_for_is_missed(void **state)
{
    (void)state;
    static const char *const expected[] = {"'ncmec-CA-2023' has no title, which PDF/UA-1 asks for",
                                           "'ncmec-CA-2023' has no language, which PDF/UA-1 asks for"};
    for (int how = 0; how < 2; how++) {
        diag = diag_new(arena);
        hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
        *(how ? &maker.pages.language : &maker.pages.title) = STR("");
        assert_int_equal(write_one(&maker).n, 0);
        assert_int_equal(diag_errors(diag), 1);
        assert_int_equal(diag_exit(diag, false), EXIT_CODE_CONFORM);
        assert_has(printed(), expected[how]);
    }
}

static void nothing_is_nothing(void **state)
{
    (void)state;
    assert_int_equal(pdf_close(NULL, arena, diag).n, 0);
    subset_cache_free(NULL);
    PdfOptions options = {.title = STR("T"), .language = STR("en"), .name = STR("empty"), .colors = &colors};
    assert_int_equal(write_with(cache, &options, NULL, 0).n, 0);
    assert_has(printed(), "'empty' has no sheet");
    assert_has(pdf_versions(arena).s, "libharu ");
    assert_has(pdf_versions(arena).s, "libdeflate ");
}

static void damaged_fonts_are_findings(void **state)
{
    (void)state;
    char *bytes = arena_alloc(arena, regular.font.bytes.n);
    memcpy(bytes, regular.font.bytes.s, regular.font.bytes.n);
    memset(bytes + 12, 0, 16 * 20); /* the table directory */
    Face damaged = face_make((Str){bytes, regular.font.bytes.n}, "Damaged", 400);
    damaged.font.glyph_count = regular.font.glyph_count;
    maker_start(&maker, arena, "damaged");
    DrawItem *item =
        line_add(&maker, 0, elem_add(&maker, 0, ROLE_DOCUMENT), &regular, 10, 0, SP_PT(100), 0, &black, "A");
    GlyphRun run = *item->pieces->run;
    run.font = item->font = &damaged.font;
    item->pieces = &(Piece){.run = &run};
    assert_int_equal(write_one(&maker).n, 0);
    assert_has(printed(), "font 'Damaged' cannot be cut down to the glyphs in use");
    assert_int_equal(diag_exit(diag, false), EXIT_CODE_INVALID);
    face_free(&damaged);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_a_standard_asks_for_is_missed, test_start),
        cmocka_unit_test_setup(nothing_is_nothing, test_start),
        cmocka_unit_test_setup(damaged_fonts_are_findings, test_start),
    };
    return cmocka_run_group_tests(tests, case_start, case_end);
}
