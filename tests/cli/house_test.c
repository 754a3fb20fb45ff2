/* A house's own fonts and pictures in the theme, through the whole program: what other programs read in the finished
   file. */
#include "tests/tools/shell.h"

#include <setjmp.h>

#include <cmocka.h>

static Arena *arena;

/* A data folder whose theme takes its regular face with CFF outlines and the others with TrueType ones. */
static const char *folder_with_cff(void)
{
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "mkdir data/fonts && cp '%s'/fonts/*.ttf '%s'/tests/fonts/*.otf data/fonts/ && rm data/fonts/"
                 "SourceSans3-Regular.ttf && sed -i 's/Regular.ttf/Regular.otf/' data/themes/ncmec.yaml && "
                 "ncmec-pdf -q --state CA --year 2023 -o cff.pdf && "
                 "ncmec-pdf -q --data-dir '%s'/data --state CA --year 2023 -o truetype.pdf",
                 shell_tree, shell_tree, shell_tree);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cff_outlines_are_embedded),
        cmocka_unit_test(cff_text_reads_back_the_same),
    };
    arena = arena_new();
    shell_begin(arena);
    int failed = cmocka_run_group_tests_name("house", tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
