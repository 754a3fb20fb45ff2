/* What stands in a page's content and in its fonts: places, colors, operators, paths, codes. */
#include "pdf_case.h"

static void positions_are_those_of_the_layout(void **state)
{
    (void)state;
    hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
    const char *boxes = OUTPUT("pdftotext -bbox -l 1 %s -", file_of("one.pdf", write_one(&maker)));
    const char *from = boxes;
    int compared = 0;
    for (uint32_t i = 0; i < maker.page[0].item_count; i++) {
        const DrawItem *item = &maker.items[0][i];
        for (uint32_t k = 0; item->kind == DRAW_TEXT && k < item->piece_count; k++) {
            Str word = item->pieces[k].run->text;
            if (word.n < 4 || word.s[0] == '(' || (unsigned char)word.s[0] > 126 || word.s[1] == '\xCC')
                continue;
            const char *found = strstr(from, str_printf(arena, ">%.*s</word>", STR_ARG(word)).s);
            if (!found) /* glued to a neighbor */
                continue;
            from = found + 1;
            while (*found != '\n')
                found--;
            double x = strtod(strstr(found, "xMin=\"") + 6, NULL), end = strtod(strstr(found, "xMax=\"") + 6, NULL);
            Sp left = item->rect.x + item->pieces[k].x + SP_PT(9);
            Sp right = left + sp_scale(item->pieces[k].run->advance, item->size, item->font->units_per_em);
            /* half a thousandth of an em, and the four decimals of the tool */
            const double points = SP_PER_PT;
            double near = (double)item->size / points / 2000 + 0.0011;
            assert_true(x > (double)left / points - near && x < (double)left / points + near);
            assert_true(end > (double)right / points - 2 * near && end < (double)right / points + 2 * near);
            compared++;
        }
    }
    assert_true(compared > 25);
}

static void assert_pixel(const char *ppm, int x, int y, int red, int green, int blue)
{
    int width, height, depth, header;
    assert_int_equal(sscanf(ppm, "P6 %d %d %d%n", &width, &height, &depth, &header), 3);
    const unsigned char *at = (const unsigned char *)ppm + header + 1 + 3 * (y * width + x);
    if (at[0] != red || at[1] != green || at[2] != blue)
        fail_msg("pixel %d, %d is #%02X%02X%02X", x, y, at[0], at[1], at[2]);
}

static void colors_are_where_they_belong(void **state)
{
    (void)state;
    hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
    const char *path = file_of("one.pdf", write_one(&maker));
    char image[300];
    snprintf(image, sizeof image, "%s/page.ppm", folder);
    OUTPUT("pdftoppm -r 72 -aaVector no -singlefile %s %s/page", path, folder);
    const char *ppm = file_bytes(image, arena).s;
    unlink(image);
    assert_memory_equal(ppm, "P6\n630 810\n", 11);
    assert_pixel(ppm, 0, 0, 0x12, 0x28, 0x4C); /* the band runs on to the corner of the bleed */
    assert_pixel(ppm, 629, 133, 0x12, 0x28, 0x4C);
    assert_pixel(ppm, 629, 135, 0xF4, 0xB9, 0x42);
    assert_pixel(ppm, 0, 139, 0xFF, 0xFF, 0xFF);
    assert_pixel(ppm, 63 + 49, 9 + 451, 0xF4, 0xB9, 0x42); /* the figure's boxes */
    assert_pixel(ppm, 63 + 51, 9 + 451, 0xFF, 0xFF, 0xFF);
    assert_pixel(ppm, 63 + 79, 9 + 499, 0x12, 0x28, 0x4C);
    assert_pixel(ppm, 63 + 79, 9 + 501, 0xFF, 0xFF, 0xFF);
}

/* A page of few items, whose operators can be read. The first code of a font is 1, and so on. */
static void operators_are_few(void **state)
{
    (void)state;
    maker_start(&maker, arena, "small");
    maker.pages.page_count = 1;
    ElemId document = elem_add(&maker, 0, ROLE_DOCUMENT), paragraph = elem_add(&maker, document, ROLE_P);
    box_add(&maker, 0, ARTIFACT_LAYOUT, (Rect){-SP_PT(9), SP_PT(1) / 3, SP_PT(10) / 4, SP_PT(1) / 16}, &navy);
    box_add(&maker, 0, ARTIFACT_LAYOUT, (Rect){0, SP_PT(700), SP_PT(7), SP_PT(1) / 4}, &navy);
    line_add(&maker, 0, paragraph, &regular, 10, SP_PT(54), SP_PT(100), 0, &black, "AA");
    line_add(&maker, 0, paragraph, &regular, 10, SP_PT(54), SP_PT(112), 0, &black, "AVA");
    line_add(&maker, 0, paragraph, &bold, 10, SP_PT(54), SP_PT(124), SP_PT(1), &paper, "AA A");
    line_add(&maker, 0, elem_add(&maker, document, ROLE_P), &bold, 10, SP_PT(54), SP_PT(136), 0, &gold, "A\xC2\xADV");
    Glyph glyph = regular.font.glyph_count ? shape(arena, &regular, STR("A"))->glyphs[0] : (Glyph){0};
    glyph.x_offset = -100;
    glyph.y_offset = 250;
    GlyphRun raised = {.font = &regular.font, .text = STR("A"), .glyphs = &glyph, .count = 1};
    DrawItem *last = line_add(&maker, 0, ELEM_ARTIFACT, &regular, 10, SP_PT(54), SP_PT(148), 0, &black, "A");
    last->pieces = &(Piece){.run = &raised};
    const char *path = file_of("small.pdf", write_one(&maker));
    const char *content = OUTPUT("mutool show -b %s pages/1/Contents | tr '\\000-\\011' '0-9'", path);
    assert_string_equal(content, "/S cs .071 .157 .298 sc\n/Artifact<</Type/Layout>>BDC\n"
                                 "0 800.604 2.5 .063 re f\n9 100.75 7 .25 re f\nEMC\n"
                                 "0 g\n/P<</MCID 0>>BDC\nBT\n/F0 10 Tf\n63 701 Td\n[(01)6(01)]TJ\nET\n"
                                 "BT\n63 689 Td\n[(01)14(02)14(01)]TJ\nET\n"
                                 "1 g\nBT\n/F1 10 Tf\n63 677 Td\n[(010102)-100(01)]TJ\nET\nEMC\n"
                                 "/S cs .957 .725 .259 sc\n/P<</MCID 1>>BDC\nBT\n63 665 Td\n[(01)]TJ\nET\nEMC\n"
                                 "/Span<</MCID 2/ActualText<FEFF00AD>>>BDC\nBT\n68.73 665 Td\n[(03)]TJ\nET\nEMC\n"
                                 "/P<</MCID 3>>BDC\nBT\n72.05 665 Td\n[(04)]TJ\nET\nEMC\n"
                                 "0 g\n/Artifact<</Type/Pagination>>BDC\nBT\n/F0 10 Tf\n63 653 Td\n"
                                 "2.5 Ts\n[100(01)]TJ\n0 Ts\nET\nEMC\n");
}

/* Two squares, one in the other and turning alike: a hole by the even-odd rule, none by the nonzero rule. */
static Path squares(bool even_odd)
{
    PathPen pen = {.arena = arena};
    for (int inset = 0; inset <= 10; inset += 10) {
        Sp near = SP_PT(inset), far = SP_PT(30 - inset);
        path_move(&pen, (Point){near, near});
        path_line(&pen, (Point){far, near});
        path_line(&pen, (Point){far, far});
        path_line(&pen, (Point){near, far});
        path_close(&pen);
    }
    return path_made(&pen, even_odd);
}

static DrawItem *path_add(Maker *m, Sp x, Sp y, Path path)
{
    Rect bounds = path_bounds(&path);
    return item_add(m, 0,
                    (DrawItem){.kind = DRAW_PATH,
                               .elem = ELEM_ARTIFACT,
                               .artifact = ARTIFACT_BACKGROUND,
                               .color = &gold,
                               .rect = {x, y, bounds.width, bounds.height},
                               .path = path});
}

static void paths_are_filled_where_they_stand(void **state)
{
    (void)state;
    maker_start(&maker, arena, "small");
    maker.pages.page_count = 1;
    elem_add(&maker, 0, ROLE_DOCUMENT);
    PathPen pen = {.arena = arena};
    path_move(&pen, (Point){0, SP_PT(20)});
    path_curve(&pen, (Point){SP_PER_PT / 3, 0}, (Point){SP_PT(20), 0}, (Point){SP_PT(20), SP_PT(20)});
    path_add(&maker, SP_PT(1) / 2, SP_PT(100), path_made(&pen, false));
    const char *path = file_of("small.pdf", write_one(&maker));
    assert_string_equal(OUTPUT("mutool show -b %s pages/1/Contents", path),
                        "/S cs .957 .725 .259 sc\n/Artifact<</Type/Layout>>BDC\n"
                        "q .01 0 0 -.01 9.5 701 cm\n0 2000 m\n33 0 2000 0 2000 2000 c\nf\nQ\n0 g\nEMC\n");

    path_add(&maker, SP_PT(100), SP_PT(200), squares(true));
    path_add(&maker, SP_PT(200), SP_PT(200), squares(false));
    box_add(&maker, 0, ARTIFACT_LAYOUT, (Rect){SP_PT(300), SP_PT(200), SP_PT(30), SP_PT(30)}, &gold);
    path = file_of("small.pdf", write_one(&maker));
    char image[300];
    snprintf(image, sizeof image, "%s/page.ppm", folder);
    OUTPUT("pdftoppm -r 72 -aaVector no -singlefile %s %s/page", path, folder);
    const char *ppm = file_bytes(image, arena).s;
    unlink(image);
    static const struct {
        int x, y;
        bool filled;
    } pixels[] = {{101, 201, true},  {128, 228, true},  {115, 215, false}, {99, 215, false}, {131, 215, false},
                  {115, 199, false}, {115, 231, false}, {201, 201, true},  {215, 215, true}, {228, 228, true},
                  {315, 215, true},  {331, 215, false}, {10, 117, true},   {2, 102, false},  {10, 122, false}};
    for (size_t i = 0; i < sizeof pixels / sizeof *pixels; i++)
        assert_pixel(ppm, 9 + pixels[i].x, 9 + pixels[i].y, pixels[i].filled ? 0xF4 : 0xFF,
                     pixels[i].filled ? 0xB9 : 0xFF, pixels[i].filled ? 0x42 : 0xFF);
}

/* A color does not outlive the page's last object. */
static void pages_end_in_black(void **state)
{
    (void)state;
    maker_start(&maker, arena, "small");
    maker.pages.page_count = 1;
    elem_add(&maker, 0, ROLE_DOCUMENT);
    box_add(&maker, 0, ARTIFACT_BACKGROUND, (Rect){0, 0, SP_PT(1), SP_PT(1)}, &gold);
    assert_string_equal(OUTPUT("mutool show -b %s pages/1/Contents", file_of("small.pdf", write_one(&maker))),
                        "/S cs .957 .725 .259 sc\n/Artifact<</Type/Layout>>BDC\n9 800 1 1 re f\n0 g\nEMC\n");
}

/* Blocks of at most 100 entries, ranges that change the last byte alone, and each code's character. */
static void character_maps_keep_their_limits(void **state)
{
    (void)state;
    enum { COUNT = 1200, FIRST = 0x4DF0, STEP_FROM = 700 };
    Buf text = {.arena = arena};
    Glyph *glyphs = ARENA_ARRAY(arena, Glyph, COUNT);
    uint32_t *characters = ARENA_ARRAY(arena, uint32_t, COUNT + 1);
    for (uint32_t i = 0; i < COUNT; i++) {
        characters[i + 1] = FIRST + (i < STEP_FROM ? i : 2 * i);
        glyphs[i] = (Glyph){.id = (uint16_t)(1 + i), .text = (uint32_t)text.n, .text_length = 3};
        buf_code_point(&text, characters[i + 1]);
    }
    GlyphRun run = {.font = &regular.font, .text = buf_str(&text), .glyphs = glyphs, .count = COUNT};
    maker_start(&maker, arena, "codes");
    DrawItem *item =
        line_add(&maker, 0, elem_add(&maker, 0, ROLE_DOCUMENT), &regular, 10, 0, SP_PT(100), 0, &black, "A");
    item->pieces = &(Piece){.run = &run};
    const char *path = file_of("small.pdf", write_one(&maker));
    const char *at = OUTPUT("qpdf --stream-data=uncompress %s - | grep -a -A100000 begincmap"
                            " | sed '/endcmap/q' | grep -a -E 'beginbf|^<'",
                            path);
    int left = 0, told = 0;
    bool ranges = false;
    for (; *at; at = strchr(at, '\n') + 1) {
        unsigned from, to, character;
        int count;
        char kind[8];
        if (sscanf(at, "%d beginbf%5s", &count, kind) == 2) {
            assert_int_equal(left, 0);
            assert_in_range(count, 1, 100);
            ranges = strcmp(kind, "range") == 0;
            left = count;
            continue;
        }
        if (ranges)
            assert_int_equal(sscanf(at, "<%x> <%x> <%x>", &from, &to, &character), 3);
        else
            assert_int_equal(sscanf(at, "<%x> <%x>", &from, &character), 2);
        if (left == 0) /* the code space range */
            continue;
        to = ranges ? to : from;
        assert_int_equal(from >> 8, to >> 8);
        assert_int_equal(character >> 8, (character + to - from) >> 8);
        for (unsigned code = from; code <= to; code++, told++)
            assert_int_equal(characters[code], character + code - from);
        left--;
    }
    assert_int_equal(told, COUNT);
}

/* One glyph with every character of a large set, over as many glyphs as keep the search short. */
static void codes_run_out_with_a_finding(void **state)
{
    (void)state;
    enum { CODES = 65535, FIRST = 0x10000 };
    Buf text = {.arena = arena};
    Glyph *glyphs = ARENA_ARRAY(arena, Glyph, CODES + 1);
    for (uint32_t i = 0; i <= CODES; i++) {
        glyphs[i] = (Glyph){.id = (uint16_t)(1 + i % 1000), .text = (uint32_t)text.n, .text_length = 4};
        buf_code_point(&text, FIRST + i);
    }
    GlyphRun run = {.font = &regular.font, .text = buf_str(&text), .glyphs = glyphs, .count = CODES};
    maker_start(&maker, arena, "codes");
    DrawItem *item =
        line_add(&maker, 0, elem_add(&maker, 0, ROLE_DOCUMENT), &regular, 10, 0, SP_PT(100), 0, &black, "A");
    item->pieces = &(Piece){.run = &run};
    const char *all = OUTPUT("pdftotext -raw %s - | wc -m", file_of("small.pdf", write_one(&maker)));
    assert_true(strtol(all, NULL, 10) >= CODES);
    run.count++;
    assert_int_equal(write_one(&maker).n, 0);
    assert_int_equal(diag_errors(diag), 1);
    assert_has(printed(), "more than 65535 codes of font 'SourceSans3-Regular'");
}

int main(int argc, char **argv)
{
    folder_take(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(positions_are_those_of_the_layout, test_start),
        cmocka_unit_test_setup(colors_are_where_they_belong, test_start),
        cmocka_unit_test_setup(operators_are_few, test_start),
        cmocka_unit_test_setup(paths_are_filled_where_they_stand, test_start),
        cmocka_unit_test_setup(pages_end_in_black, test_start),
        cmocka_unit_test_setup(character_maps_keep_their_limits, test_start),
        cmocka_unit_test_setup(codes_run_out_with_a_finding, test_start),
    };
    return cmocka_run_group_tests(tests, folder_start, folder_end);
}
