/* What the PDF stage refuses: sheets that break what layout promises, nothing at all, fonts that cannot be cut down. */
#include "pdf_case.h"

static Maker second;

static void spoil(int how)
{
    DrawItem *box = &maker.items[0][0], *text = &maker.items[0][2];
    Glyph *glyph = ARENA_NEW(arena, Glyph);
    GlyphRun *run = ARENA_NEW(arena, GlyphRun);
    Piece *piece = ARENA_NEW(arena, Piece);
    *run = *text->pieces->run;
    *piece = (Piece){.run = run};
    switch (how) {
    case 0:
        text->elem = ELEM_UNSET;
        break;
    case 1:
        text->elem = maker.pages.elem_count;
        break;
    case 2:
        box->artifact = ARTIFACT_NONE;
        break;
    case 3:
        box->color = NULL;
        break;
    case 4:
        box->rect.x = SP_PT(14400) + 1;
        break;
    case 5:
        box->rect.width = -1;
        break;
    case 6:
        text->size = 0;
        break;
    case 7:
        text->baseline = -SP_PT(14401);
        break;
    case 8:
        piece->x = INT64_MAX;
        text->pieces = piece;
        text->piece_count = 1;
        break;
    case 9:
        run->font = &regular.font;
        text->pieces = piece;
        text->piece_count = 1;
        break;
    case 10:
        *glyph = (Glyph){.text_length = 1};
        run->glyphs = glyph;
        run->count = 1;
        text->pieces = piece;
        text->piece_count = 1;
        break;
    case 11:
        maker.elems[3].parent = 4;
        break;
    case 12:
        maker.elems[3].role = ROLE_COUNT;
        break;
    case 13:
        maker.pages.page_count = 0;
        break;
    case 14:
        maker.pages.elem_count = 1;
        break;
    case 15:
        maker.page[1].height = 0;
        break;
    case 16:
        maker.bookmarks[1].page = 2;
        break;
    case 17:
        maker.pages.title = STR("");
        break;
    case 18:
        maker.pages.language = STR("");
        break;
    }
}

static void broken_promises_are_findings(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "this cannot be painted on page 1: it is neither tagged nor an artifact with a type",
        "this cannot be painted on page 1: it is neither tagged nor an artifact with a type",
        "this cannot be painted on page 1: it is neither tagged nor an artifact with a type",
        "it has no color",
        "it lies outside the largest page",
        "it lies outside the largest page",
        "it has no font or no size",
        "its baseline lies outside the largest page",
        "a piece of its text lies outside the largest page",
        "its text is shaped in another font",
        "glyph 0 of font 'SourceSans3-Bold' cannot be shown",
        "a structure element comes before its parent",
        "a structure element has no role",
        "sheet 'ncmec-CA-2023' cannot be written: it has no page",
        "it has no structure",
        "a page has no size",
        "a bookmark leads to no page",
        "'ncmec-CA-2023' has no title, which PDF/UA-1 asks for",
        "'ncmec-CA-2023' has no language, which PDF/UA-1 asks for",
    };
    for (int how = 0; how < (int)(sizeof expected / sizeof expected[0]); how++) {
        diag = diag_new(arena);
        hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
        hard_sheet(&second, arena, &regular, &bold, "ncmec-NV-2023");
        spoil(how);
        PdfOptions options = pdf_options_of(&maker.pages, &colors, STR("ncmec-pdf 1.0"));
        /* A sheet after the fault neither helps nor adds to the findings. */
        Str file = write_with(cache, &options, (const Maker *const[]){&maker, &second}, 2);
        assert_int_equal(file.n, 0);
        assert_int_equal(diag_errors(diag), 1);
        assert_int_equal(diag_exit(diag, false), how < 17 ? EXIT_CODE_INTERNAL : EXIT_CODE_CONFORM);
        assert_has(printed(), expected[how]);
    }
}

static void every_fault_of_a_sheet_is_told(void **state)
{
    (void)state;
    hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
    maker.items[0][0].color = NULL;
    maker.items[0][2].size = 0;
    maker.items[1][1].elem = ELEM_UNSET;
    assert_int_equal(write_one(&maker).n, 0);
    assert_int_equal(diag_errors(diag), 3);
    assert_has(printed(), "painted on page 2");
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
        cmocka_unit_test_setup(broken_promises_are_findings, test_start),
        cmocka_unit_test_setup(every_fault_of_a_sheet_is_told, test_start),
        cmocka_unit_test_setup(nothing_is_nothing, test_start),
        cmocka_unit_test_setup(damaged_fonts_are_findings, test_start),
    };
    return cmocka_run_group_tests(tests, case_start, case_end);
}
