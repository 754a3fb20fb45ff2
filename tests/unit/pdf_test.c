/* The PDF stage from the outside: pages made by hand, written, and read back by programs that others wrote (qpdf,
   poppler, MuPDF, Ghostscript). With a folder as its argument the test leaves its documents there for a validator. */
#include "pdf_case.h"

static Maker second, third;
/* ---- Writing and reading back ---- */

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
    const char *const entries[] = {"/Lang (en-US)", "/MarkInfo << /Marked true >>", "/DisplayDocTitle true",
                                   "/PrintScaling /None", "/PageLayout /SinglePage"};
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

/* ---- The same bytes ---- */

static void bytes_depend_on_the_pages_alone(void **state)
{
    (void)state;
    Str three = write_three(), one = write_one(&maker), other = write_one(&second);
    assert_text(write_one(&maker), one);
    assert_text(write_three(), three);
    assert_false(str_eq(one, other));

    SubsetCache *fresh = subset_cache_new();
    PdfOptions options = pdf_options_of(&maker.pages, &colors, STR("ncmec-pdf 1.0"));
    const Maker *const makers[] = {&maker};
    assert_text(write_with(fresh, &options, makers, 1), one);
    /* Two documents at once, each with its own memory. */
    Pdf *a = pdf_open(&options, fresh, diag), *b = pdf_open(&options, fresh, diag);
    assert_true(pdf_add(a, &maker.pages, diag));
    assert_true(pdf_add(b, &maker.pages, diag));
    assert_text(pdf_close(b, arena, diag), one);
    assert_text(pdf_close(a, arena, diag), one);
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
    assert_text(write_with(fresh, &options, makers, 1), one);
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

int main(int argc, char **argv)
{
    folder_take(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(others_read_it, test_start),
        cmocka_unit_test_setup(structure_is_read, test_start),
        cmocka_unit_test_setup(parent_tree_agrees, test_start),
        cmocka_unit_test_setup(document_says_what_it_is, test_start),
        cmocka_unit_test_setup(several_sheets_are_parts, test_start),
        cmocka_unit_test_setup(bytes_depend_on_the_pages_alone, test_start),
        cmocka_unit_test_setup(identifiers_tell_documents_apart, test_start),
    };
    return cmocka_run_group_tests(tests, folder_start, folder_end);
}
