/* A house's own fonts and pictures in the theme, through the whole program: what other programs read in the finished
   file. */
#include "tests/tools/shell.h"

/* A data folder whose theme takes its regular face with CFF outlines, of its own, and the others with
   TrueType ones, of the program. */
static const char *folder_with_cff(void)
{
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "mkdir data/fonts && cp '%s'/tests/fonts/*.otf data/fonts/ && "
                 "sed -i 's/Regular.ttf/Regular.otf/' data/themes/ncmec.yaml && "
                 "ncmec-pdf -q --state CA --year 2023 -o cff.pdf && "
                 "ncmec-pdf -q --data-dir '%s'/data --state CA --year 2023 -o truetype.pdf",
                 shell_tree, shell_tree);
    return folder;
}

static void cff_outlines_are_embedded(void **state)
{
    (void)state;
    const char *folder = folder_with_cff();
    Run fonts = shell_expect(arena, 0, folder, "pdffonts cff.pdf");
    assert_holds(fonts.out, "+SourceSans3-Regular-ncmec-codes CID Type 0C       Custom           yes yes yes");
    assert_holds(fonts.out, "+SourceSans3-Bold              CID TrueType      Identity-H       yes yes yes");
    shell_expect(arena, 0, folder, "qpdf --check cff.pdf");
}

static void cff_text_reads_back_the_same(void **state)
{
    (void)state;
    const char *folder = folder_with_cff();
    static const char *const readers[] = {"pdftotext -layout %s.pdf -", "mutool draw -q -F txt %s.pdf 2>/dev/null",
                                          "gs -q -dNOPAUSE -dBATCH -sDEVICE=txtwrite -o - %s.pdf"};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        Buf cff = {.arena = arena}, truetype = {.arena = arena};
        for (const char *s = readers[i]; *s; s++)
            if (s[0] == '%') {
                buf_put(&cff, STR("cff"));
                buf_put(&truetype, STR("truetype"));
                s++;
            } else {
                buf_char(&cff, *s);
                buf_char(&truetype, *s);
            }
        Str expected = shell_expect(arena, 0, folder, "%.*s", STR_ARG(buf_str(&truetype))).out;
        assert_holds(expected, "78,835 CyberTipline reports were made");
        assert_text(shell_expect(arena, 0, folder, "%.*s", STR_ARG(buf_str(&cff))).out, expected);
    }
}

/* ---- The logo ---- */

/* A data folder whose theme has a logo of the tests; 'edit' is done to the theme before. */
static const char *folder_with_logo(const char *file, const char *side, const char *edit)
{
    const char *folder = folder_with_data(arena);
    shell_expect(
        arena, 0, folder,
        "cp '%s'/tests/house/logo.* data/themes && %s && printf '\\nlogo:\\n  file: %s\\n  alt: \"A house in a "
        "ring\"\\n  height: 84 pt\\n  side: %s\\n  top: 20 pt\\n  clear_space: 14 pt\\n' >>data/themes/ncmec.yaml && "
        "ncmec-pdf -q --state CA --year 2023 -o out.pdf",
        shell_tree, edit, file, side);
    return folder;
}

static const char *without_silhouette = "sed -i '/^silhouette:/,/color:/d' data/themes/ncmec.yaml";

static void a_drawing_stands_in_the_band(void **state)
{
    (void)state;
    const char *folder = folder_with_logo("logo.svg", "left", "true");
    Run pages = shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --dump pages");
    assert_holds(pages.out, " gold Figure#2 points 13 nonzero ");
    assert_holds(pages.out, " stroke 4.2\n");
    assert_holds(pages.out, " paper Figure#2 points 11 even-odd ");
    assert_holds(pages.out, "  text 152 109 "); /* 54 of the margin, 84 of the logo, 14 of clear space */
    Run tags = shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --dump tags");
    assert_holds(tags.out,
                 "Document\n  Figure alt=\"A house in a ring\"\n  H1\n    \"The National Center for Missing and "
                 "Exploited \"\n    Span said=\"Children: \"\n      \"Children \"\n    \"California Data\"\n");
    assert_holds(shell_expect(arena, 0, folder, "mutool draw -q -F trace out.pdf 1 2>/dev/null").out, "<stroke_path");
    assert_holds(shell_expect(arena, 0, folder, "pdfinfo -struct out.pdf").out, "Figure");
    assert_int_equal(shell_expect(arena, 0, folder, "pdfimages -list out.pdf | tail -n +3").out.n, 0);
    shell_expect(arena, 0, folder, "qpdf --check out.pdf");
}

/* One logo, as drawing programs write it. */
static void exports_of_programs_are_taken(void **state)
{
    (void)state;
    static const char *const files[] = {"affinity",       "coreldraw",      "figma",
                                        "illustrator-cc", "illustrator-cs", "illustrator-symbol",
                                        "inkscape",       "inkscape-clone", "sketch"};
    const char *folder = folder_with_logo("logo.svg", "left", "true");
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        Run run =
            shell_expect(arena, 0, folder,
                         "cp '%s/tests/house/exports/%s.svg' data/themes/logo.svg && ncmec-pdf --strict --state CA "
                         "--year 2023 --dump pages | grep Figure",
                         shell_tree, files[i]);
        size_t second = str_find(run.out, STR("\n"), 0);
        assert_holds(str_slice(run.out, 0, second), " gold Figure#2 points 13 ");
        assert_holds(str_slice(run.out, 0, second), " stroke 4.2");
        assert_holds(str_slice(run.out, second, run.out.n), " paper Figure#2 points ");
        shell_expect(arena, 0, folder,
                     "ncmec-pdf -q --state CA --year 2023 -o now.pdf && pdftoppm -r 50 -l 1 now.pdf now && "
                     "{ [ -e first.ppm ] || cp now-1.ppm first.ppm; } && [ $(cmp -l first.ppm now-1.ppm | "
                     "awk '{d = $2 - $3} d > 60 || d < -60' | wc -l) -lt 20 ]");
    }
}

/* What the message says of a color is done as it says it, and nothing is said any more, for the press either. */
static void a_hint_for_a_color_is_right(void **state)
{
    (void)state;
    static const char *const colors[] = {"E4002B", "00FF00", "0000FF", "FF00FF", "00FFFF", "FFFF00", "7A0019",
                                         "000033", "010002", "FFEEDD", "228B22", "FF6600", "6A0DAD"};
    const char *folder = folder_with_logo("logo.svg", "left", "true");
    shell_expect(arena, 0, folder, "cp data/themes/ncmec.yaml with.yaml");
    for (size_t i = 0; i < COUNT_OF(colors); i++)
        shell_expect(arena, 0, folder,
                     "cp with.yaml data/themes/ncmec.yaml && sed 's/#F4B942/#%s/' '%s/tests/house/logo.svg' "
                     ">data/themes/logo.svg; ncmec-pdf --state CA --year 2023 -o out.pdf 2>said; "
                     "to=$(sed -n 's/.* draw it in #\\([0-9A-F]*\\),.*/\\1/p' said) && hint=$(sed -n 's/.*, as in "
                     "\\(logo_.*}\\) with the inks.*/\\1/p' said) && [ -n \"$hint\" ] && "
                     "sed -i \"s/#%s/#${to:-%s}/\" data/themes/logo.svg && "
                     "sed -i \"s/^colors:/colors:\\n  $hint/\" data/themes/ncmec.yaml && "
                     "ncmec-pdf -q --strict --state CA --year 2023 -o out.pdf && ncmec-pdf -q --strict --state CA "
                     "--year 2023 --for press -o p.pdf",
                     colors[i], shell_tree, colors[i], colors[i]);
}

static void pixels_stand_in_the_band(void **state)
{
    (void)state;
    const char *folder = folder_with_logo("logo.png", "right", without_silhouette);
    assert_holds(shell_expect(arena, 0, folder, "pdfimages -list out.pdf").out,
                 "   1     0 image     360   360  icc     3   8  image  no");
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --dump pages").out,
                 "  image 474 20 w 84 h 84 navy Figure#2 pixels 360 x 360 srgb ");
    /* Transparent pixels have the ground's color, the others their own. */
    shell_expect(arena, 0, folder, "pdfimages out.pdf image");
    Str pixels = file_text(arena, folder, "image-000.ppm");
    assert_text(str_slice(pixels, 15, 18), STR("\x12\x28\x4C"));
    size_t middle = 15 + 3 * (360 * 60 + 180);
    assert_text(str_slice(pixels, middle, middle + 3), STR("\xC8\x1E\x3C"));
}

static void a_press_gets_inks_alone(void **state)
{
    (void)state;
    const char *folder = folder_with_logo("logo.png", "right", without_silhouette);
    shell_expect(arena, 0, folder, "ncmec-pdf -q --state CA --year 2023 --for press --standard x1a -o press.pdf");
    assert_holds(shell_expect(arena, 0, folder, "pdfimages -list press.pdf").out,
                 "   1     0 image     360   360  cmyk    4   8  image  no");
    /* The inks of the ground where it shows through: 100, 75, 0, 60 percent. */
    shell_expect(arena, 0, folder,
                 "mutool show -b -o raw press.pdf $(pdfimages -list press.pdf | awk 'NR == 3 {print $11}')");
    Str raw = file_text(arena, folder, "raw");
    assert_int_equal(raw.n, 4 * 360 * 360);
    assert_text(str_slice(raw, 0, 4), STR("\xFF\xBF\x00\x99"));
    folder = folder_with_logo("logo.svg", "left", "true");
    shell_expect(arena, 0, folder, "ncmec-pdf -q --state CA --year 2023 --for press -o press.pdf");
    assert_holds(shell_expect(arena, 0, folder, "qpdf --qdf --object-streams=disable press.pdf - | strings").out,
                 "0 .28 .82 .02 K");
}

static void a_resolved_theme_keeps_its_logo(void **state)
{
    (void)state;
    const char *folder = folder_with_logo("logo.svg", "left", "true");
    shell_expect(arena, 0, folder,
                 "ncmec-pdf --state CA --year 2023 --dump theme >data/themes/resolved.yaml && ncmec-pdf -q --theme "
                 "data/themes/resolved.yaml --state CA --year 2023 --dump pages >one && ncmec-pdf --state CA "
                 "--year 2023 --dump pages >other && cmp one other");
    assert_holds(file_text(arena, folder, "data/themes/resolved.yaml"), "logo:\n  file: \"logo.svg\"\n");
}

/* Of four columns, nine highlights make three rows of three; thirteen are alone in any number of columns. */
static void no_highlight_is_alone_in_its_row(void **state)
{
    (void)state;
    static const struct {
        int more; /* than eight */
        const char *rows;
    } cases[] = {{0, "4\n4\n"}, {1, "3\n3\n3\n"}, {2, "4\n4\n2\n"}, {5, "4\n4\n4\n1\n"}};
    const char *folder = folder_with_data(arena);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Run run = shell_expect(
            arena, 0, folder,
            "cp '%s/data/templates/fact-sheet.yaml' data/templates && for i in $(seq %d); do sed -i '0,/^        - "
            "figure: cvip_submissions/s//        - figure: missing_other\\n          label: others\\n&/' "
            "data/templates/fact-sheet.yaml; done; ncmec-pdf --state CA --year 2023 --draft --dump pages | awk "
            "'/ 24 SourceSans3-Bold navy LBody/ {count[$3]++; if (!($3 in row)) {row[$3] = 1; order[n++] = $3}} "
            "END {for (i = 0; i < n; i++) print count[order[i]]}'",
            shell_tree, cases[i].more);
        assert_text(run.out, str_from(cases[i].rows));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cff_outlines_are_embedded),        cmocka_unit_test(cff_text_reads_back_the_same),
        cmocka_unit_test(a_drawing_stands_in_the_band),     cmocka_unit_test(exports_of_programs_are_taken),
        cmocka_unit_test(a_hint_for_a_color_is_right),      cmocka_unit_test(pixels_stand_in_the_band),
        cmocka_unit_test(no_highlight_is_alone_in_its_row), cmocka_unit_test(a_press_gets_inks_alone),
        cmocka_unit_test(a_resolved_theme_keeps_its_logo),
    };
    shell_begin();
    return cmocka_run_group_tests_name("house", tests, NULL, NULL);
}
