/* The PDF stage from the outside: pages made by hand, written, and read back by programs that others wrote (qpdf,
   poppler, MuPDF, Ghostscript). With a folder as its argument the test leaves its documents there for a validator. */
#include "pdf_case.h"

#include <unistd.h>

static Maker second, third;
static char folder[256] = "/tmp/ncmec-pdf-test-XXXXXX";
static bool folder_is_ours = true;

static int suite_start(void **state)
{
    (void)state;
    case_open();
    return folder_is_ours && !mkdtemp(folder) ? -1 : 0;
}

static int suite_end(void **state)
{
    (void)state;
    if (folder_is_ours) {
        const char *const names[] = {"one.pdf", "three.pdf", "small.pdf"};
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            unlink(str_printf(arena, "%s/%s", folder, names[i]).s);
        rmdir(folder);
    }
    case_close();
    return 0;
}

static int test_start(void **state)
{
    (void)state;
    diag = diag_new(arena);
    return 0;
}

/* ---- Writing and reading back ------------------------------------------------------------------------------------ */

static Str write_with(SubsetCache *with, const PdfOptions *options, const Maker *const *makers, size_t count)
{
    Pdf *pdf = pdf_open(options, with, diag);
    assert_non_null(pdf);
    for (size_t i = 0; i < count; i++)
        pdf_add(pdf, &makers[i]->pages, diag);
    return pdf_close(pdf, arena, diag);
}

static Str write_one(const Maker *m)
{
    PdfOptions options = pdf_options_of(&m->pages, &colors, STR("ncmec-pdf 1.0"));
    return write_with(cache, &options, &m, 1);
}

static Str write_three(void)
{
    const Maker *const makers[] = {&maker, &second, &third};
    hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
    hard_sheet(&second, arena, &bold, &regular, "ncmec-NV-2023");
    hard_sheet(&third, arena, &regular, &bold, "ncmec-OR-2023");
    PdfOptions options = pdf_options_of(&maker.pages, &colors, STR("ncmec-pdf 1.0"));
    second.pages.title = STR("NCMEC Nevada Data 2023");
    second.pages.label = STR("NV");
    return write_with(cache, &options, makers, 3);
}

static void assert_same(Str a, Str b)
{
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.s, b.s, a.n);
}

static const char *file_of(const char *name, Str bytes)
{
    if (diag_errors(diag))
        diag_print(diag, stderr, DIAG_PLAIN);
    assert_int_equal(diag_errors(diag), 0);
    assert_true(bytes.n > 0);
    const char *path = str_printf(arena, "%s/%s", folder, name).s;
    file_put(path, bytes);
    return path;
}

#define OUTPUT(...) output_of(str_printf(arena, __VA_ARGS__).s)

static const char raw_text[] = "California Data\n2023\n"
                               "Office files: AVATAR, To, Wa\n"
                               "In 2023, (some) \\ 78,835 reports were made available to\n"
                               "A justified line with wide spaces and an end in hyphen\xC2\xAD\nation.\n"
                               /* poppler takes the width of the last glyph, the accent, for that of the cluster */
                               "x\xCC\x82 q \xE1\xBA\x8D y \xF0\x9F\x94\x92z X\xCC\x82\n"
                               "\xE2\x80\xA2 First entry\n\xE2\x80\xA2 Second entry\n1,897\n1. Step\n"
                               "Kind Cases\nFamily 1,103\nOver\nmissingkids.org\n\f"
                               "two pages\nEnd\nmissingkids.org\n\f";

static void others_read_it(void **state)
{
    (void)state;
    hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
    const char *one = file_of("one.pdf", write_one(&maker)), *three = file_of("three.pdf", write_three());
    const char *const files[] = {one, three};
    for (size_t i = 0; i < 2; i++) {
        assert_has(OUTPUT("qpdf --check %s", files[i]), "No syntax or stream encoding errors found");
        assert_string_equal(OUTPUT("gs -q -dNOPAUSE -dBATCH -sDEVICE=nullpage -dPDFSTOPONWARNING %s", files[i]), "");
        /* Debian builds MuPDF without color management and says so once a run. */
        assert_string_equal(OUTPUT("mutool draw -q -F txt -o /dev/null %s 2>&1 | grep -v 'ICC support is not available'"
                                   " || true",
                                   files[i]),
                            "");
    }
    assert_string_equal(OUTPUT("pdftotext -raw %s -", one), raw_text);
    assert_string_equal(OUTPUT("pdftotext -raw -l 2 %s -", three), raw_text);
    assert_has(OUTPUT("mutool draw -q -F txt %s", one), "Office files: AVATAR, To, Wa");
}

static void structure_is_read(void **state)
{
    (void)state;
    hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
    const char *tree = OUTPUT("pdfinfo -struct-text %s", file_of("one.pdf", write_one(&maker)));
    assert_string_equal(tree,
                        "Document\n"
                        "  H1 (block)\n    \"California Data 2023\"\n"
                        "  Sect\n"
                        "    H2 (block)\n      \"Office files: AVATAR, To, Wa\"\n"
                        "    P (block)\n      \"In 2023, (some) \\ \"\n"
                        "      Span (inline)\n        \"78,835 reports \"\n"
                        "      \"were made \"\n"
                        "      Span (inline)\n        \"available \"\n"
                        "      \"to \"\n"
                        "    P (block)\n      \"A justified line with wide spaces and an end in hyphen\"\n"
                        "      \"\"\n      \"ation. \"\n" /* this reader drops U+00AD */
                        "    P (block)\n      \"x\xCC\x82\"\n      \"q \"\n"
                        "      \"\xE1\xBA\x8D\xE2\x81\xA0\"\n      \"y \xF0\x9F\x94\x92z \"\n      \"X\xCC\x82\"\n"
                        "    L (block):\n       /ListNumbering /Disc\n"
                        "      LI (block)\n        Lbl (block)\n          \"\xE2\x80\xA2 \"\n"
                        "        LBody (block)\n          \"First entry\"\n"
                        "      LI (block)\n        Lbl (block)\n          \"\xE2\x80\xA2 \"\n"
                        "        LBody (block)\n          \"Second entry\"\n"
                        "    L (block):\n       /ListNumbering /None\n"
                        "      LI (block)\n        LBody (block)\n          \"1,897\"\n"
                        "    L (block):\n       /ListNumbering /Decimal\n"
                        "      LI (block)\n        Lbl (block)\n          \"1. \"\n"
                        "        LBody (block)\n          \"Step\"\n"
                        "    Table (block)\n"
                        "      TR\n        TH:\n           /Scope /Column\n          \"Kind\"\n"
                        "        TH:\n           /Scope /Column\n          \"Cases\"\n"
                        "      TR\n        TH:\n           /Scope /Row\n          \"Family\"\n"
                        "        TD\n          \"1,103\"\n"
                        "    Figure:\n       /Placement /Block\n       /BBox [63 301 143 351]\n      \"\"\n"
                        "    P (block)\n      \"Over \"\n      \"two pages \"\n"
                        "  Sect\n    H2 (block)\n      \"End\"\n    P (block)\n");
}

/* The dictionary of an object, up to the end of the object. */
static Str object_body(Str file, long id)
{
    Str head = str_printf(arena, "\n%ld 0 obj\n", id);
    size_t from = str_find(file, head, 0);
    assert_true(from < file.n);
    return str_slice(file, from + head.n, str_find(file, STR("endobj"), from));
}

static long number_after(Str text, const char *key)
{
    size_t at = str_find(text, str_from(key), 0);
    assert_true(at < text.n);
    return strtol(text.s + at + strlen(key), NULL, 10);
}

/* Whether /K of an element has this sequence of this page, which is the element's own /Pg or named with the number. */
static bool kids_have(Str elem, long mcid, long page)
{
    size_t from = str_find(elem, STR("/K"), 0), own = str_find(elem, STR("/Pg "), 0);
    Str away = str_printf(arena, "<</Type/MCR/Pg %ld 0 R/MCID %ld>>", page, mcid);
    if (str_find(elem, away, from) < elem.n)
        return true;
    if (own == elem.n || strtol(elem.s + own + 4, NULL, 10) != page)
        return false;
    for (size_t at = from + 2; at < elem.n && elem.s[at] != ']' && elem.s[at] != '/' && elem.s[at] != '>';) {
        char *end;
        long value = strtol(elem.s + at, &end, 10);
        if (end == elem.s + at) {
            if (str_starts(str_slice(elem, at, elem.n), STR("<<")))
                at = str_find(elem, STR(">>"), at) + 1;
            at++;
            continue;
        }
        at = (size_t)(end - elem.s);
        if (str_starts(str_slice(elem, at, elem.n), STR(" 0 R")))
            at += 4;
        else if (value == mcid)
            return true;
    }
    return false;
}

static void parent_tree_agrees(void **state)
{
    (void)state;
    Str file = write_three();
    const char *path = file_of("three.pdf", file);
    Str root = object_body(file, number_after(file, "/StructTreeRoot "));
    assert_int_equal(number_after(root, "/ParentTreeNextKey "), 6);
    assert_true(str_find(root, STR("/RoleMap<</Strong/Span/Em/Span>>"), 0) < root.n);
    Str tree = object_body(file, number_after(root, "/ParentTree "));
    size_t at = str_find(tree, STR("["), 0) + 1;
    int sequences = 0;
    for (long page = 0; page < 6; page++) {
        char *end;
        assert_int_equal(strtol(tree.s + at, &end, 10), page);
        Str key = str_printf(arena, "/StructParents %ld\n", page);
        size_t leaf = str_find(file, key, 0);
        assert_true(leaf < file.n);
        while (!str_starts(str_slice(file, leaf, file.n), STR(" 0 obj\n")))
            leaf--;
        while (file.s[leaf - 1] != '\n')
            leaf--;
        long leaf_id = strtol(file.s + leaf, NULL, 10);
        assert_int_equal(*end, '[');
        for (long mcid = 0; *end != ']'; mcid++, sequences++) {
            long id = strtol(end + 1, &end, 10);
            assert_memory_equal(end, " 0 R", 4);
            end += 4;
            Str elem = object_body(file, id);
            if (!kids_have(elem, mcid, leaf_id))
                fail_msg("MCID %ld of page %ld is not a kid of %ld: %.*s", mcid, page, id, STR_ARG(elem));
        }
        at = (size_t)(end - tree.s) + 2;
    }
    assert_int_equal(sequences,
                     strtol(OUTPUT("qpdf --stream-data=uncompress %s - | grep -a -c '<</MCID'", path), NULL, 10));
    assert_true(sequences > 3 * 25);
}

static const char *without_nul(Str bytes)
{
    char *text = arena_alloc(arena, bytes.n + 1);
    for (size_t i = 0; i < bytes.n; i++)
        text[i] = bytes.s[i] ? bytes.s[i] : ' ';
    return text;
}

static void document_says_what_it_is(void **state)
{
    (void)state;
    hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
    Str bytes = write_one(&maker);
    const char *path = file_of("one.pdf", bytes), *text = without_nul(bytes);
    assert_true(str_starts(bytes, STR("%PDF-1.6\n%\xE2\xE3\xCF\xD3\n")));
    assert_has(OUTPUT("pdfinfo -isodates %s", path),
               "Title:           NCMEC California Data 2023\n"
               "Subject:         Reports & missing children \xE2\x80\x94 <2023>\n"
               "Author:          National Center for Missing & Exploited Children\n"
               "Creator:         ncmec-pdf 1.0\nProducer:        ncmec-pdf 1.0\n"
               "CreationDate:    2023-12-31T00:00:00Z\nModDate:         2023-12-31T00:00:00Z\n");
    assert_has(OUTPUT("pdfinfo -box %s", path), "MediaBox:            0.00     0.00   630.00   810.00\n"
                                                "CropBox:             9.00     9.00   621.00   801.00\n"
                                                "BleedBox:            0.00     0.00   630.00   810.00\n"
                                                "TrimBox:             9.00     9.00   621.00   801.00\n");
    const char *catalog = OUTPUT("qpdf --show-object=1 %s", path);
    const char *const entries[] = {"/Lang (en-US)",         "/MarkInfo << /Marked true >>",
                                   "/DisplayDocTitle true", "/Duplex /DuplexFlipLongEdge",
                                   "/PrintScaling /None",   "/PageLayout /SinglePage"};
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++)
        assert_has(catalog, entries[i]);
    assert_null(strstr(catalog, "/PageLabels"));
    const char *xmp = OUTPUT("pdfinfo -meta %s", path);
    const char *const properties[] = {
        "<pdfuaid:part>1</pdfuaid:part>",
        "<rdf:li xml:lang=\"x-default\">NCMEC California Data 2023</rdf:li>",
        "<rdf:li xml:lang=\"x-default\">Reports &amp; missing children \xE2\x80\x94 &lt;2023&gt;</rdf:li>",
        "<rdf:li>National Center for Missing &amp; Exploited Children</rdf:li>",
        "<rdf:li>en-US</rdf:li>",
        "<pdf:Producer>ncmec-pdf 1.0</pdf:Producer>",
        "<xmp:CreateDate>2023-12-31T00:00:00Z</xmp:CreateDate>",
        "<pdf:Trapped>False</pdf:Trapped>"};
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++)
        assert_has(xmp, properties[i]);
    assert_has(text, "/Trapped /False");
    assert_has(text, "/Tabs /S");
    assert_has(text, "/Alt<FEFF00540077006F00200062006100720073002000282265002000320029>");
    assert_has(text, "/Lang(fr)");
    assert_null(strstr(text, "/Group"));
    assert_null(strstr(text, "/CIDSet"));
    const char *fonts = OUTPUT("pdffonts %s", path);
    assert_has(fonts, "+SourceSans3-Bold");
    assert_has(fonts, "CID TrueType      Identity-H       yes yes yes");
    assert_has(OUTPUT("qpdf --json --json-key=outlines %s", path), "\"title\": \"Office files \xE2\x80\x93 AVATAR\"");
}

static void several_sheets_are_parts(void **state)
{
    (void)state;
    const char *path = file_of("three.pdf", write_three());
    assert_has(OUTPUT("pdfinfo %s", path), "Pages:           6\n");
    const char *tree = OUTPUT("pdfinfo -struct %s", path);
    assert_memory_equal(tree, "Document\n  Part\n    H1", 22);
    int parts = 0;
    for (const char *at = tree; (at = strstr(at, "\n  Part\n")); at++)
        parts++;
    assert_int_equal(parts, 3);
    const char *json = OUTPUT("qpdf --json --json-key=pages --json-key=outlines %s | tr -d ' \\n'", path);
    assert_has(json, "\"/P\":\"u:NV-\",\"/S\":\"/D\",\"/St\":1");
    assert_has(json, "\"title\":\"NCMECNevadaData2023\"");
    /* Bookmarks of a sheet hang below its title; the y is the heading's top, rounded up. */
    assert_has(json, "\"/XYZ\",null,645,null],\"destpageposfrom1\":3");
}

/* ---- What is painted, and where ---------------------------------------------------------------------------------- */

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
            double near = (double)item->size / SP_PER_PT / 2000 + 0.0011;
            assert_true(x > (double)left / SP_PER_PT - near && x < (double)left / SP_PER_PT + near);
            assert_true(end > (double)right / SP_PER_PT - 2 * near && end < (double)right / SP_PER_PT + 2 * near);
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
                                 "0 g\n/Artifact<</Type/Pagination/Subtype/Footer>>BDC\nBT\n/F0 10 Tf\n63 653 Td\n"
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
                        "/S cs .957 .725 .259 sc\n/Artifact<</Type/Background>>BDC\n"
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
                        "/S cs .957 .725 .259 sc\n/Artifact<</Type/Background>>BDC\n9 800 1 1 re f\n0 g\nEMC\n");
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

/* ---- The same bytes ---------------------------------------------------------------------------------------------- */

static void bytes_depend_on_the_pages_alone(void **state)
{
    (void)state;
    Str three = write_three(), one = write_one(&maker), other = write_one(&second);
    assert_same(write_one(&maker), one);
    assert_same(write_three(), three);
    assert_false(str_eq(one, other));

    SubsetCache *fresh = subset_cache_new();
    PdfOptions options = pdf_options_of(&maker.pages, &colors, STR("ncmec-pdf 1.0"));
    const Maker *const makers[] = {&maker};
    assert_same(write_with(fresh, &options, makers, 1), one);
    /* Two documents at once, each with its own memory. */
    Pdf *a = pdf_open(&options, fresh, diag), *b = pdf_open(&options, fresh, diag);
    assert_true(pdf_add(a, &maker.pages, diag));
    assert_true(pdf_add(b, &maker.pages, diag));
    assert_same(pdf_close(b, arena, diag), one);
    assert_same(pdf_close(a, arena, diag), one);
    /* More glyph sets and more faces than the cache holds. */
    for (int i = 0; i < 300; i++) {
        Maker *small = &third;
        maker_start(small, arena, "small");
        ElemId document = elem_add(small, 0, ROLE_DOCUMENT);
        char text[3] = {(char)('!' + i % 90), (char)('!' + i / 90 + i % 87), 0};
        line_add(small, 0, document, &regular, 10, 0, SP_PT(100), 0, &black, text);
        write_with(fresh, &options, (const Maker *const[]){small}, 1);
    }
    for (int i = 0; i < 40; i++) {
        Face copy = face_make(str_copy(arena, regular.font.bytes), "Copy", 400);
        maker_start(&third, arena, "small");
        line_add(&third, 0, elem_add(&third, 0, ROLE_DOCUMENT), &copy, 10, 0, SP_PT(100), 0, &black, "A");
        write_with(fresh, &options, (const Maker *const[]){&third}, 1);
        face_free(&copy);
    }
    assert_int_equal(diag_errors(diag), 0);
    assert_same(write_with(fresh, &options, makers, 1), one);
    subset_cache_free(fresh);
}

static Str identifier(Str file, int which)
{
    size_t at = str_find(file, STR("/ID [ <"), 0) + 7;
    return str_slice(file, at + (size_t)which * 35, at + (size_t)which * 35 + 32);
}

static void identifiers_tell_documents_apart(void **state)
{
    (void)state;
    hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
    Str before = write_one(&maker);
    maker.items[1][0].rect.x += 66; /* a thousandth of a point */
    Str moved = write_one(&maker);
    assert_true(str_eq(identifier(before, 0), identifier(moved, 0)));
    assert_false(str_eq(identifier(before, 1), identifier(moved, 1)));
    maker.pages.name = STR("ncmec-CA-2024");
    Str renamed = write_one(&maker);
    assert_false(str_eq(identifier(moved, 0), identifier(renamed, 0)));
    maker.pages.date += 86399;
    Str later = write_one(&maker);
    assert_false(str_eq(identifier(later, 1), identifier(renamed, 1)));
    assert_true(str_find(later, STR("<xmp:ModifyDate>2023-12-31T23:59:59Z<"), 0) < later.n);
    assert_true(str_find(later, STR("/ModDate (D:20231231235959Z)"), 0) < later.n);
}

/* ---- Refusals ---------------------------------------------------------------------------------------------------- */

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

static void paths_that_do_not_hold_together_are_findings(void **state)
{
    (void)state;
    maker_start(&maker, arena, "small");
    maker.pages.page_count = 1;
    elem_add(&maker, 0, ROLE_DOCUMENT);
    DrawItem *item = path_add(&maker, 0, 0, squares(false));
    item->path.point_count--;
    assert_int_equal(write_one(&maker).n, 0);
    assert_has(printed(), "painted on page 1: the points of its path do not match its operators");
    diag = diag_new(arena);
    item->path = squares(false);
    const Point far[] = {{0, 0}, {SP_PT(14401), 0}, {0, SP_PT(1)}};
    item->path = (Path){
        .ops = (const uint8_t[]){PATH_MOVE, PATH_LINE, PATH_LINE}, .op_count = 3, .points = far, .point_count = 3};
    assert_int_equal(write_one(&maker).n, 0);
    assert_has(printed(), "painted on page 1: its path lies outside the largest page");
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
    if (argc > 1) {
        snprintf(folder, sizeof folder, "%s", argv[1]);
        folder_is_ours = false;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(others_read_it, test_start),
        cmocka_unit_test_setup(structure_is_read, test_start),
        cmocka_unit_test_setup(parent_tree_agrees, test_start),
        cmocka_unit_test_setup(document_says_what_it_is, test_start),
        cmocka_unit_test_setup(several_sheets_are_parts, test_start),
        cmocka_unit_test_setup(positions_are_those_of_the_layout, test_start),
        cmocka_unit_test_setup(colors_are_where_they_belong, test_start),
        cmocka_unit_test_setup(operators_are_few, test_start),
        cmocka_unit_test_setup(paths_are_filled_where_they_stand, test_start),
        cmocka_unit_test_setup(paths_that_do_not_hold_together_are_findings, test_start),
        cmocka_unit_test_setup(pages_end_in_black, test_start),
        cmocka_unit_test_setup(character_maps_keep_their_limits, test_start),
        cmocka_unit_test_setup(bytes_depend_on_the_pages_alone, test_start),
        cmocka_unit_test_setup(identifiers_tell_documents_apart, test_start),
        cmocka_unit_test_setup(broken_promises_are_findings, test_start),
        cmocka_unit_test_setup(every_fault_of_a_sheet_is_told, test_start),
        cmocka_unit_test_setup(nothing_is_nothing, test_start),
        cmocka_unit_test_setup(damaged_fonts_are_findings, test_start),
        cmocka_unit_test_setup(codes_run_out_with_a_finding, test_start),
    };
    return cmocka_run_group_tests(tests, suite_start, suite_end);
}
