/* The PDF stage from the inside: how bytes are spelled, and what happens when libharu fails at any point. */
#include "pdf_case.h"

#include "src/pdf/color.h"

static int sheet_start(void **state)
{
    case_start(state);
    hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
    return 0;
}

static void numbers_are_short(void **state)
{
    (void)state;
    static const struct {
        Sp length;
        const char *text;
    } cases[] = {
        {0, "0"},
        {SP_PER_PT, "1"},
        {-SP_PER_PT, "-1"},
        {SP_PER_PT / 2, ".5"},
        {-SP_PER_PT / 4, "-.25"},
        {SP_PER_PT / 32, ".031"}, /* .03125 */
        {SP_PT(100) + 66, "100.001"},
        {-SP_PT(7) - SP_PER_PT / 8, "-7.125"},
        {32, "0"}, /* .000488 */
        {-32, "0"},
        {33, ".001"},          /* .000504 */
        {SP_PT(10) - 1, "10"}, /* 9.99998 */
        {SP_PT(14400), "14400"},
        {SP_PER_PT / 20, ".05"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Buf b = {.arena = arena};
        number_put(&b, cases[i].length);
        assert_str(buf_str(&b), cases[i].text);
    }
    Buf b = {.arena = arena};
    integer_put(&b, INT64_MIN);
    buf_char(&b, ' ');
    integer_put(&b, INT64_MAX);
    assert_str(buf_str(&b), "-9223372036854775808 9223372036854775807");
}

static void texts_and_names_are_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *utf8, *text, *name;
    } cases[] = {
        {"", "()", "/"},
        {"Plain 1", "(Plain 1)", "/Plain#201"},
        {"a(b)\\c", "(a\\(b\\)\\\\c)", "/a#28b#29\\c"},
        {"\xC3\xA9", "<FEFF00E9>", "/#C3#A9"},
        {"\xF0\x9F\x94\x92", "<FEFFD83DDD12>", "/#F0#9F#94#92"},
        {"tab\t", "<FEFF0074006100620009>", "/tab#09"},
        {"#/%<>[]{}~", "(#/%<>[]{}~)", "/#23#2F#25#3C#3E#5B#5D#7B#7D~"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Buf text = {.arena = arena}, name = {.arena = arena};
        text_put(&text, str_from(cases[i].utf8));
        assert_str(buf_str(&text), cases[i].text);
        name_put(&name, str_from(cases[i].utf8));
        assert_str(buf_str(&name), cases[i].name);
    }
}

static void colors_change_where_they_must(void **state)
{
    (void)state;
    const Color red = {.kind = COLOR_PROCESS, .srgb = {255, 0, 1}, .cmyk = {0, 100, 99, 5}}, same = red;
    const Color blue = {.srgb = {0, 128, 254}, .cmyk = {90, 50, 0, 0}}, marks = {.kind = COLOR_MARKS};
    static const char on_screen[] = "/S cs 1 0 .004 sc\n/S cs 0 .502 .996 sc\n1 g\n/S cs 0 .502 .996 sc\n0 g\n";
    static const char in_press[] = "0 1 .99 .05 k\n.9 .5 0 0 k\n1 g\n.9 .5 0 0 k\n0 g\n";
    static const struct {
        Flavor flavor;
        bool is_text;
        const char *expected;
    } cases[] = {
        {FLAVOR_DEFAULT, false, on_screen},
        {FLAVOR_DEFAULT, true, on_screen},
        {FLAVOR_SCREEN, true, on_screen},
        {FLAVOR_PRESS, false, in_press},
        {FLAVOR_PRESS_X1A, false, in_press},
        /* Black text overprints, nothing else does, and the page ends as it began. */
        {FLAVOR_PRESS, true,
         "/O gs\n0 0 0 1 k\n/K gs\n0 1 .99 .05 k\n.9 .5 0 0 k\n1 g\n.9 .5 0 0 k\n/O gs\n0 0 0 1 k\n/K gs\n0 g\n"},
        {FLAVOR_PRESS_X1A, true,
         "/O gs\n0 0 0 1 k\n/K gs\n0 1 .99 .05 k\n.9 .5 0 0 k\n1 g\n.9 .5 0 0 k\n/O gs\n0 0 0 1 k\n/K gs\n0 g\n"},
    };
    const Color *const sequence[] = {&black, &red, &same, &blue, &paper, &paper, &blue, &black, &black};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        Pdf pdf = {.arena = arena, .flavor = &flavor_rows[cases[k].flavor]};
        Buf b = {.arena = arena};
        FillState fill = {0};
        for (size_t i = 0; i < sizeof sequence / sizeof sequence[0]; i++)
            color_fill(&pdf, &b, &fill, sequence[i], cases[k].is_text);
        color_fill(&pdf, &b, &fill, NULL, false);
        assert_str(buf_str(&b), cases[k].expected);
    }
    Pdf pdf = {.arena = arena, .flavor = &flavor_rows[FLAVOR_PRESS]};
    Buf b = {.arena = arena};
    FillState fill = {0};
    color_fill(&pdf, &b, &fill, &marks, false);
    color_fill(&pdf, &b, &fill, NULL, false);
    assert_str(buf_str(&b), "/A cs 1 sc\n0 g\n");
    /* All 256 values of a channel can be told apart. */
    Str before = {0};
    pdf.flavor = &flavor_rows[FLAVOR_DEFAULT];
    for (int value = 0; value < 256; value++) {
        Buf one = {.arena = arena};
        FillState start = {0};
        color_fill(&pdf, &one, &start, &(Color){.srgb = {(uint8_t)value, 0, 0}}, false);
        assert_false(str_eq(before, buf_str(&one)));
        before = buf_str(&one);
    }
}

static void lengths_count_in_identities(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"ab", "c"}, {"a", "bc"}, {"abc", ""}, {"", "abc"}, {"abc\0", "x"}};
    uint8_t seen[5][16];
    for (int i = 0; i < 5; i++) {
        Identity id;
        identity_start(&id);
        identity_add(&id, str_from(pairs[i][0]));
        identity_add(&id, str_from(pairs[i][1]));
        identity_bytes(id, seen[i]);
        for (int k = 0; k < i; k++)
            assert_memory_not_equal(seen[i], seen[k], 16);
    }
    /* One bit of a long input changes about half of the result. */
    char bytes[1000] = {0};
    Identity id;
    uint8_t plain[16], changed[16];
    identity_start(&id);
    identity_add(&id, (Str){bytes, sizeof bytes});
    identity_bytes(id, plain);
    for (size_t at = 0; at < sizeof bytes; at += 37) {
        bytes[at] = 1;
        identity_start(&id);
        identity_add(&id, (Str){bytes, sizeof bytes});
        identity_bytes(id, changed);
        bytes[at] = 0;
        int bits = 0;
        for (int i = 0; i < 16; i++)
            bits += __builtin_popcount(plain[i] ^ changed[i]);
        assert_in_range(bits, 35, 93);
    }
}

static Str file_with(const PdfOptions *options)
{
    Pdf *pdf = pdf_open(options, cache, diag);
    pdf_add(pdf, &maker.pages, diag);
    return pdf_close(pdf, arena, diag);
}

static void odd_sizes_and_texts_are_written(void **state)
{
    (void)state;
    maker.page[0].width = SP_PT(595) + sp_scale(SP_PER_PT, 276, 1000); /* A4, at its nearest thirty-second */
    maker.page[0].bleed = SP_PT(17) / 2;
    PdfOptions options = pdf_options_of(&maker.pages, &colors, STR(""));
    options.author = STR("");
    options.title = STR("\xF0\x9F\x94\x92 (1)");
    Str file = file_with(&options);
    assert_int_equal(diag_errors(diag), 0);
    assert_holds(file, "/MediaBox [ 0 0 612.28125 809 ]");
    assert_holds(file, "/TrimBox [ 8.5 8.5 603.78125 800.5 ]");
    assert_holds(file, "/Title <FEFFD83DDD120020002800310029>");
    /* What is not there is in neither place. */
    assert_int_equal(str_find(file, STR("Producer"), 0), file.n);
    assert_int_equal(str_find(file, STR("/Author"), 0), file.n);
    assert_int_equal(str_find(file, STR("dc:creator"), 0), file.n);
}

/* A document with so many sheets in it, for the library to fail behind them. */
static Pdf *pdf_with_sheets(int sheets)
{
    PdfOptions options = pdf_options_of(&maker.pages, &colors, STR("ncmec-pdf 1.0"));
    diag = diag_new(arena);
    Pdf *pdf = pdf_open(&options, cache, diag);
    for (int i = 0; i < sheets; i++)
        assert_true(pdf_add(pdf, &maker.pages, diag));
    return pdf;
}

/* libharu's error is set by hand: after opening, and after a sheet. The first one is told, whatever follows. */
static void failures_of_the_library_are_findings(void **state)
{
    (void)state;
    for (int sheets = 0; sheets < 3; sheets++) {
        Pdf *pdf = pdf_with_sheets(sheets);
        HPDF_SetError(&pdf->doc->error, HPDF_EXCEED_GSTATE_LIMIT, 42);
        if (sheets == 0)
            assert_false(pdf_add(pdf, &maker.pages, diag));
        assert_int_equal(pdf_close(pdf, arena, diag).n, 0);
        assert_int_equal(diag_errors(diag), 1);
        assert_int_equal(diag_exit(diag, false), EXIT_CODE_INTERNAL);
        const char *expected =
            str_printf(arena, "libharu reports error 0x%04X (detail 42) in 'ncmec-CA-2023'", HPDF_EXCEED_GSTATE_LIMIT)
                .s;
        assert_has(printed(), expected);
    }
}

/* The cross-reference table is full: every object that is asked for comes back as NULL. */
static void no_object_is_no_crash(void **state)
{
    (void)state;
    for (int sheets = 0; sheets < 3; sheets++) {
        Pdf *pdf = pdf_with_sheets(sheets);
        unsigned count = pdf->doc->xref->entries->count;
        pdf->doc->xref->entries->count = HPDF_LIMIT_MAX_XREF_ELEMENT;
        assert_null(object_new(pdf));
        assert_int_equal(object_id(NULL), 0);
        object_set(pdf, NULL, STR("/Type/Nothing"));
        stream_fill(pdf, NULL, STR("0 g\n"));
        assert_null(stream_new(pdf, STR("0 g\n"), STR("")));
        if (sheets == 0)
            assert_false(pdf_add(pdf, &maker.pages, diag));
        assert_int_equal(pdf_close(pdf, arena, diag).n, 0);
        assert_true(diag_errors(diag) == 1 && count > 0);
        const char *expected =
            str_printf(arena,
                       "'ncmec-CA-2023' is too large for one document: at sheet %d, page %d, it has as many objects as "
                       "a PDF holds (%d); bind fewer states or years",
                       sheets + 1, 2 * sheets, HPDF_LIMIT_MAX_XREF_ELEMENT)
                .s;
        assert_has(printed(), expected);
        assert_int_equal(diag_exit(diag, false), EXIT_CODE_FIT);
    }
}

/* More pages than an array of libharu 2.3 holds items (later versions hold more): the trees of pages, of their labels
   and of the structure have branches, and no page is lost. */
static void pages_go_beyond_one_array(void **state)
{
    (void)state;
    enum { ARRAY_MOST = 32767, SHEETS = ARRAY_MOST + 100, IN_A_NODE = 512, IN_A_LEAF = 1024 };
    PdfOptions options = pdf_options_of(&maker.pages, &colors, STR("ncmec-pdf 1.0"));
    const Page page = {.width = SP_PT(612), .height = SP_PT(792)};
    const StructElem elems[] = {{0}, {.role = ROLE_DOCUMENT}};
    const Pages pages = {.name = STR("empty"),
                         .title = STR("Empty"),
                         .label = STR("E"),
                         .pages = &page,
                         .page_count = 1,
                         .elems = elems,
                         .elem_count = 2};
    Pdf *pdf = pdf_open(&options, cache, diag);
    for (int i = 0; i < SHEETS; i++)
        assert_true(pdf_add(pdf, &pages, diag));
    Str file = pdf_close(pdf, arena, diag);
    assert_true(file.n > 0);
    assert_int_equal(count_of(file, "/Type /Page\n"), SHEETS);
    /* Pages and bookmarks. */
    assert_int_equal(count_of(file, str_printf(arena, "/Count %d\n", SHEETS).s), 2);
    /* The first pages are the root's own. */
    assert_int_equal(count_of(file, "/Type /Pages"), 1 + (SHEETS - 1) / IN_A_NODE);
    /* Of the labels and of the structure's parents. */
    assert_int_equal(count_of(file, "/Limits["), 2 * ((SHEETS + IN_A_LEAF - 1) / IN_A_LEAF));
    assert_int_equal(count_of(file, "<</S/D/P(E-)>>"), SHEETS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_are_short, sheet_start, case_end),
        cmocka_unit_test_setup_teardown(texts_and_names_are_escaped, sheet_start, case_end),
        cmocka_unit_test_setup_teardown(colors_change_where_they_must, sheet_start, case_end),
        cmocka_unit_test_setup_teardown(lengths_count_in_identities, sheet_start, case_end),
        cmocka_unit_test_setup_teardown(odd_sizes_and_texts_are_written, sheet_start, case_end),
        cmocka_unit_test_setup_teardown(failures_of_the_library_are_findings, sheet_start, case_end),
        cmocka_unit_test_setup_teardown(no_object_is_no_crash, sheet_start, case_end),
        cmocka_unit_test_setup_teardown(pages_go_beyond_one_array, sheet_start, case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
