/* The flavors of one sheet, read back: what each claims, and that it holds to it. Whether the claims are true is for
   validators (tests/conformance); here stands what a person can read in the file. */
#include "pdf_case.h"

#include <unistd.h>

static Maker second;
static char path[] = "/tmp/ncmec-pdf-test-XXXXXX";
static LinkArea areas[2];

static const PdfFile files[] = {
    {{"national.yaml", 13}, {"application/yaml", 16}, {"Figures", 7}, {"year: 2023\n", 11}},
    {{"CA.yaml", 7}, {"application/yaml", 16}, {"Figures", 7}, {"state: CA\n\0\xFF(", 13}},
};

static int suite_start(void **state)
{
    (void)state;
    case_open();
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int suite_end(void **state)
{
    (void)state;
    unlink(path);
    case_close();
    return 0;
}

/* A sheet with one link in two areas. */
static int sheets_start(void **state)
{
    (void)state;
    diag = diag_new(arena);
    hard_sheet(&maker, arena, &regular, &bold, "ncmec-CA-2023");
    hard_sheet(&second, arena, &bold, &regular, "ncmec-NV-2023");
    for (ElemId id = ELEM_ROOT; id < maker.pages.elem_count; id++)
        if (maker.elems[id].role == ROLE_LINK)
            areas[0].elem = areas[1].elem = id;
    areas[0].rect = (Rect){SP_PT(54), SP_PT(186), SP_PT(50), SP_PT(12)};
    areas[1].rect = (Rect){SP_PT(54), SP_PT(200), SP_PT(10), SP_PT(12)};
    maker.page[0].links = areas;
    maker.page[0].link_count = 2;
    return 0;
}

static Str write_sheets(Flavor flavor, size_t count)
{
    PdfOptions options = pdf_options_of(&maker.pages, &colors, STR("ncmec-pdf 1.0"));
    options.flavor = flavor;
    options.files = files;
    options.file_count = 2;
    Pdf *pdf = pdf_open(&options, cache, diag);
    pdf_add(pdf, &maker.pages, diag);
    if (count > 1)
        pdf_add(pdf, &second.pages, diag);
    return pdf_close(pdf, arena, diag);
}

/* The file as text: what a person sees of it in an editor. */
static const char *written(Flavor flavor, size_t count)
{
    Str bytes = write_sheets(flavor, count);
    assert_int_equal(diag_errors(diag), 0);
    assert_true(file_put(path, bytes));
    char *text = arena_alloc(arena, bytes.n + 1);
    for (size_t i = 0; i < bytes.n; i++)
        text[i] = bytes.s[i] ? bytes.s[i] : ' ';
    return text;
}

/* What a command says of the file, which stands where its FILE is. */
static const char *said(const char *command)
{
    const char *hole = strstr(command, "FILE");
    return output_of(str_printf(arena, "%.*s%s%s", (int)(hole - command), command, path, hole + 4).s);
}

static const char *content(void)
{
    return said("qpdf --qdf --object-streams=disable FILE - | strings");
}

/* ---- Claims ---- */

static void each_flavor_claims_what_it_is(void **state)
{
    (void)state;
    static const char *const claims[] = {
        "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A<",
        "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A<",
        "<pdfuaid:part>1<",
        "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
        "/GTS_PDFXVersion (PDF\\057X-1a:2003)",
        "<pdfaProperty:name>GTS_PDFXVersion<",
        "/S/GTS_PDFA1/OutputConditionIdentifier",
        "/S/GTS_PDFX/OutputConditionIdentifier(CGATS TR 006)/RegistryName(http://www.color.org)",
        "/ICCBased ",
        "/Separation/All",
        "/OPM 1",
        "/Annot/",
        "/EmbeddedFile/",
        "/Tabs /S",
        "/DuplexFlipLongEdge",
        "/Trapped /False",
        "<pdf:Trapped>False<",
        "<xmpMM:VersionID>1<",
        "/MarkInfo<</Marked true>>",
        "<pdfaid:part>4</pdfaid:part>\n<pdfaid:rev>2020</pdfaid:rev>\n<pdfaid:conformance>F<",
        "<pdfuaid:part>2</pdfuaid:part>\n<pdfuaid:rev>2024<",
        "wtpdf#reuse1.0<",
        "/NS(http://iso.org/pdf2/ssn)",
        "/RoleMap<<",
    };
    /* Columns: default, screen, the same in PDF 2.0, press, X-1a. */
    static const char *const expected[] = {"x....", ".x...", "xx...", "x..x.", "....x", "x....", "xxx..", "x..xx",
                                           "xxx..", "...xx", "...xx", ".xx..", ".xx..", "xxxx.", ".xx..", "xxxxx",
                                           "xxxxx", "xxxxx", "xxxxx", "..x..", "..x..", "..x..", "..x..", "xx.xx"};
    static const char *const versions[] = {"%PDF-1.6\n", "%PDF-1.7\n", "%PDF-2.0\n", "%PDF-1.6\n", "%PDF-1.4\n"};
    static const int profiles[] = {2, 1, 1, 1, 0};
    for (Flavor flavor = 0; flavor < FLAVOR_PDFS; flavor++) {
        const char *text = written(flavor, 1);
        assert_int_equal(strncmp(text, versions[flavor], 9), 0);
        for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
            if (expected[i][flavor] == 'x')
                assert_has(text, claims[i]);
            else
                assert_has_no(text, claims[i]);
        }
        assert_int_equal(count_of(str_from(text), "/FlateDecode/N 3>>") +
                             count_of(str_from(text), "/FlateDecode/N 4>>"),
                         profiles[flavor]);
        assert_has_no(text, "/Group");
        assert_has_no(text, "/DeviceRGB");
        assert_has_no(text, "/SMask");
        assert_has_no(text, "/Encrypt");
    }
}

static void others_have_no_complaint(void **state)
{
    (void)state;
    for (Flavor flavor = 0; flavor < FLAVOR_PDFS; flavor++)
        for (size_t count = 1; count <= 2; count++) {
            written(flavor, count);
            assert_has(said("qpdf --check FILE"), "No syntax or stream encoding errors found");
            assert_string_equal(said("gs -q -dNOPAUSE -dBATCH -sDEVICE=nullpage -dPDFSTOPONWARNING FILE"), "");
            assert_string_equal(said("pdftoppm -r 20 FILE >/dev/null"), "");
            assert_string_equal(
                said("mutool draw -q -F txt -o /dev/null FILE 2>&1 | grep -v 'ICC support is not available' || true"),
                "");
        }
}

/* An owner's condition is not in the registry, so its profile goes along. */
static void other_conditions_bring_their_profile(void **state)
{
    (void)state;
    const PdfColors shipped = colors;
    colors.condition = STR("My press (matte)");
    const char *text = written(FLAVOR_PRESS_X1A, 1);
    colors = shipped;
    assert_has(text, "/OutputConditionIdentifier(My press \\(matte\\))/Info(My press \\(matte\\))/DestOutputProfile ");
    assert_has_no(text, "RegistryName");
}

static void flavors_are_documents_of_their_own(void **state)
{
    (void)state;
    for (Flavor a = 0; a < FLAVOR_PDFS; a++) {
        Str one = write_sheets(a, 1);
        assert_true(str_eq(one, write_sheets(a, 1)));
        for (Flavor b = 0; b < a; b++) {
            Str other = write_sheets(b, 1);
            size_t here = str_find(one, STR("/ID [ <"), 0), there = str_find(other, STR("/ID [ <"), 0);
            assert_false(str_eq(str_slice(one, here, here + 40), str_slice(other, there, there + 40)));
        }
    }
}

/* ---- Screen ---- */

static void links_are_tagged_and_lead_somewhere(void **state)
{
    (void)state;
    const char *text = written(FLAVOR_SCREEN, 1);
    assert_has(text, "/Type/Annot/Subtype/Link/Rect[63 603 113 615]/F 4/Border[0 0 0]/StructParent 2/P ");
    assert_has(text, "/Type/Annot/Subtype/Link/Rect[63 589 73 601]/F 4/Border[0 0 0]/StructParent 3/P ");
    assert_int_equal(count_of(str_from(text),
                              "/Contents(Web page https://missingkids.org)/A<</S/URI/URI(https://missingkids.org)>>"),
                     2);
    assert_has(text, "/ParentTreeNextKey 4/");
    int annotation, element, entry;
    const char *at = strstr(text, "/OBJR/Pg ");
    assert_int_equal(sscanf(at, "/OBJR/Pg %*d 0 R/Obj %d 0 R", &annotation), 1);
    assert_has(said(str_printf(arena, "qpdf --show-object=%d FILE", annotation).s), "/StructParent 2 ");
    /* Its number leads back to the element that it is a kid of. */
    at = strstr(text, "]\n2 ");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "]\n2 %d 0 R\n3 %d 0 R\n]", &element, &entry), 2);
    assert_int_equal(element, entry);
    const char *link = said(str_printf(arena, "qpdf --show-object=%d FILE", element).s);
    assert_has(link, "/S /Link ");
    assert_int_equal(count_of(str_from(link), "/Type /OBJR"), 2);
    assert_has(said("pdfinfo -struct FILE"), "Link (inline)");
    assert_has(said("pdfinfo -url FILE"), "https://missingkids.org");
    /* Numbers go on over several sheets. */
    maker.page[0].link_count = 1;
    second.page[1].links = areas;
    second.page[1].link_count = 1;
    text = written(FLAVOR_SCREEN, 2);
    assert_has(text, "/StructParent 4/");
    assert_has(text, "/StructParent 5/");
    assert_has(text, "/ParentTreeNextKey 6/");
    second.page[1].link_count = 0;
}

static void files_come_out_as_they_went_in(void **state)
{
    (void)state;
    const char *text = written(FLAVOR_SCREEN, 1);
    assert_string_equal(said("pdfdetach -list FILE"), "2 embedded files\n1: CA.yaml\n2: national.yaml\n");
    assert_string_equal(said("pdfdetach -save 1 -o /dev/stdout FILE | md5sum"),
                        said("printf 'state: CA\\n\\000\\377(' | md5sum # FILE"));
    assert_string_equal(said("pdfdetach -save 2 -o /dev/stdout FILE"), "year: 2023\n");
    assert_has(text, "/Subtype/application#2Fyaml/Params<</Size 13/ModDate(D:20231231000000Z)/CheckSum<");
    const char *sum = said("printf 'year: 2023\\n' | md5sum | tr a-f A-F # FILE");
    assert_has(text, str_printf(arena, "/CheckSum<%.32s>", sum).s);
    assert_has(text, "/Type/Filespec/F(CA.yaml)/UF(CA.yaml)/Desc(Figures)/AFRelationship/Data/EF<<");
    assert_int_equal(count_of(str_from(text), "/AF["), 1);
    PdfOptions options = pdf_options_of(&maker.pages, &colors, STR("ncmec-pdf 1.0"));
    options.flavor = FLAVOR_SCREEN;
    Pdf *pdf = pdf_open(&options, cache, diag);
    pdf_add(pdf, &maker.pages, diag);
    Str without = pdf_close(pdf, arena, diag);
    assert_true(without.n && str_find(without, STR("/AF["), 0) == without.n);
}

/* ---- Press ---- */

static void marks_stand_outside_the_bleed(void **state)
{
    (void)state;
    written(FLAVOR_PRESS, 1);
    assert_has(said("pdfinfo -box FILE"), "MediaBox:            0.00     0.00   684.00   864.00\n"
                                          "CropBox:             0.00     0.00   684.00   864.00\n"
                                          "BleedBox:           27.00    27.00   657.00   837.00\n"
                                          "TrimBox:            36.00    36.00   648.00   828.00\n");
    const char *page = content();
    static const char *const marks[] = {"6 827.875 18 .25 re f",   "35.875 840 .25 18 re f", "660 827.875 18 .25 re f",
                                        "647.875 840 .25 18 re f", "6 35.875 18 .25 re f",   "35.875 6 .25 18 re f",
                                        "660 35.875 18 .25 re f",  "647.875 6 .25 18 re f"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        assert_int_equal(count_of(str_from(page), marks[i]), 2); /* pages */
    assert_int_equal(count_of(str_from(page), "/A cs 1 sc\n/Artifact<</Type/Page>>BDC"), 2);
    assert_has(said("pdftotext -raw FILE -"), "ncmec-CA-2023 press (PDF/X-4) page 1 of 2 2023-12-31 ");
    assert_has(said("pdftotext -raw FILE -"), "page 2 of 2 2023-12-31 ");
    assert_has_no(said("pdfinfo -struct-text FILE"), "press (PDF/X-4)");
    /* The page stands where it did, from the trim's corner. */
    assert_has(page, "27 703 630 134 re f");
    written(FLAVOR_PRESS_X1A, 1);
    assert_has(said("pdftotext -raw FILE -"), "press (PDF/X-1a)");
}

static void wide_bleeds_push_the_marks_out(void **state)
{
    (void)state;
    for (int i = 0; i < SHEET_PAGES; i++)
        maker.page[i].bleed = SP_PT(36);
    written(FLAVOR_PRESS, 1);
    assert_has(said("pdfinfo -box FILE"), "MediaBox:            0.00     0.00   720.00   900.00\n"
                                          "CropBox:             0.00     0.00   720.00   900.00\n"
                                          "BleedBox:           18.00    18.00   702.00   882.00\n");
    assert_has(content(), "53.875 882 .25 18 re f");
}

/* Plates of what is printed: text is black ink alone, marks are on all of them. */
static void press_is_ink_alone(void **state)
{
    (void)state;
    for (Flavor flavor = FLAVOR_PRESS; flavor < FLAVOR_PDFS; flavor++) {
        written(flavor, 1);
        const char *page = content();
        assert_has(page, "1 .75 0 .6 k\n/Artifact<</Type/Layout>>BDC");
        assert_has(page, "/O gs\n0 0 0 1 k\n");
        assert_has_no(page, " sc\n/P");
        assert_has_no(page, " rg\n");
        const char *ink = said("gs -q -o - -sDEVICE=inkcov FILE");
        assert_int_equal(count_of(str_from(ink), "CMYK OK"), 2);
    }
}

/* A page without text has no slug line; a font without its characters is named. */
static void slug_lines_need_a_font(void **state)
{
    (void)state;
    maker_start(&maker, arena, "plain");
    elem_add(&maker, 0, ROLE_DOCUMENT);
    box_add(&maker, 0, ARTIFACT_BACKGROUND, (Rect){0, 0, SP_PT(1), SP_PT(1)}, &navy);
    written(FLAVOR_PRESS, 1);
    assert_string_equal(said("pdftotext -raw FILE -"), "\f\f");
    maker_start(&maker, arena, "\xF0\x9F\x94\x92");
    line_add(&maker, 0, elem_add(&maker, 0, ROLE_DOCUMENT), &regular, 10, 0, SP_PT(100), 0, &black, "A");
    maker.pages.name = STR("x\xEF\xBF\xBFy\xEF\xBF\xBF");
    assert_int_equal(write_sheets(FLAVOR_PRESS, 1).n, 0);
    assert_int_equal(diag_errors(diag), 1);
    assert_int_equal(diag_exit(diag, false), EXIT_CODE_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_flavor_claims_what_it_is, sheets_start),
        cmocka_unit_test_setup(others_have_no_complaint, sheets_start),
        cmocka_unit_test_setup(other_conditions_bring_their_profile, sheets_start),
        cmocka_unit_test_setup(flavors_are_documents_of_their_own, sheets_start),
        cmocka_unit_test_setup(links_are_tagged_and_lead_somewhere, sheets_start),
        cmocka_unit_test_setup(files_come_out_as_they_went_in, sheets_start),
        cmocka_unit_test_setup(marks_stand_outside_the_bleed, sheets_start),
        cmocka_unit_test_setup(wide_bleeds_push_the_marks_out, sheets_start),
        cmocka_unit_test_setup(press_is_ink_alone, sheets_start),
        cmocka_unit_test_setup(slug_lines_need_a_font, sheets_start),
    };
    return cmocka_run_group_tests(tests, suite_start, suite_end);
}
