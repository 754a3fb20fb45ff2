/* Pages as pictures: rendered by poppler at 60 dpi in gray and held against golden ones, window by window. Small
   windows see another digit in the body type, large ones a pale ground that is gone or a block that moved; edges that
   are smoothed a little differently are seen by neither. The tests at the end show both. "make bless" takes new
   goldens. */
#include "tests/tools/shell.h"

#include <png.h>
#include <stdlib.h>

/* A window's mean may differ by so many of 255 levels. */
static const struct {
    png_uint_32 side; /* pixels */
    int tolerance;
} windows[] = {{2, 90}, {8, 15}};

static const char *folder;

typedef struct Gray {
    png_image image;
    unsigned char *pixels;
} Gray;

static Gray gray_read(const char *path)
{
    Gray g = {.image = {.version = PNG_IMAGE_VERSION}};
    if (!png_image_begin_read_from_file(&g.image, path))
        fail_msg("%s: %s", path, g.image.message);
    g.image.format = PNG_FORMAT_GRAY;
    g.pixels = arena_alloc(arena, PNG_IMAGE_SIZE(g.image));
    if (!png_image_finish_read(&g.image, NULL, g.pixels, 0, NULL))
        fail_msg("%s: %s", path, g.image.message);
    return g;
}

static int window_mean(const Gray *g, png_uint_32 left, png_uint_32 top, png_uint_32 side)
{
    int sum = 0;
    for (png_uint_32 y = top; y < top + side; y++)
        for (png_uint_32 x = left; x < left + side; x++)
            sum += g->pixels[y * g->image.width + x];
    return sum / (int)(side * side);
}

/* Windows in which two pictures differ; prints where the first ones are. */
static size_t windows_apart(const Gray *a, const Gray *b, bool says)
{
    enum { SHOWN = 5 };
    assert_int_equal(a->image.width, b->image.width);
    assert_int_equal(a->image.height, b->image.height);
    size_t apart = 0;
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
        for (png_uint_32 y = 0; y + windows[i].side <= a->image.height; y++)
            for (png_uint_32 x = 0; x + windows[i].side <= a->image.width; x++) {
                int d = abs(window_mean(a, x, y, windows[i].side) - window_mean(b, x, y, windows[i].side));
                if (d > windows[i].tolerance && apart++ < SHOWN && says)
                    print_message("%d levels apart at pixel %u, %u\n", d, x, y);
            }
    return apart;
}

static size_t pictures_apart(const char *path, const char *golden, bool says)
{
    Gray a = gray_read(path), b = gray_read(golden);
    size_t apart = windows_apart(&a, &b, says);
    if (apart && says)
        print_message("%s differs from %s in %zu windows\n", path, golden, apart);
    return apart;
}

/* California by the data folder of 'tree' as NAME-1.png and so on in 'folder'. */
static void sheet_render(const char *name, const char *tree, const char *theme, const char *renderer)
{
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf -q --state CA --year 2023 --data-dir '%s/data' --theme '%s/data/themes/%s.yaml' -o %s.pdf && "
        "%s -r 60 -gray -png %s.pdf %s",
        tree, tree, theme, name, renderer, name, name);
}

static const char *page_path(const char *name, int page)
{
    return str_printf(arena, "%s/%s-%d.png", folder, name, page).s;
}

static const char *golden_path(const char *name, int page)
{
    return str_printf(arena, "%s/tests/golden/look/%s-%d.png", shell_tree, name, page).s;
}

static const struct {
    const char *name, *theme;
    int pages;
} sheets[] = {{"ca", "ncmec", 2}, {"ca-office", "office", 2}, {"ca-large", "large", 4}};

static void pages_look_as_blessed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        sheet_render(sheets[i].name, shell_tree, sheets[i].theme, "pdftoppm -cropbox");
        for (int page = 1; page <= sheets[i].pages; page++) {
            const char *golden = golden_path(sheets[i].name, page);
            if (getenv("NCMEC_BLESS")) {
                shell_expect(arena, 0, shell_tree, "mkdir -p tests/golden/look && cp %s '%s'",
                             page_path(sheets[i].name, page), golden);
                continue;
            }
            assert_int_equal(pictures_apart(page_path(sheets[i].name, page), golden, true), 0);
        }
    }
}

/* Those that README.md shows are what the program makes now. */
static void the_pictures_of_the_manual_are_current(void **state)
{
    (void)state;
    static const struct {
        const char *name, *file;
        int page, dpi;
    } pictures[] = {
        {"readme-page-1", "sheet", 1, 80}, {"readme-page-2", "sheet", 2, 80}, {"readme-packet", "packet", 2, 60}};
    shell_expect(arena, 0, folder,
                 "ncmec-pdf -q --data-dir '%s/data' --state CA --year 2023 -o sheet.pdf && "
                 "ncmec-pdf packet -q --data-dir '%s/tests/samples' --state all --year 2021 -o packet.pdf",
                 shell_tree, shell_tree);
    for (size_t i = 0; i < COUNT_OF(pictures); i++) {
        const char *golden = str_printf(arena, "%s/tests/golden/%s.png", shell_tree, pictures[i].name).s;
        const char *now = str_printf(arena, "%s/%s.png", folder, pictures[i].name).s;
        shell_expect(arena, 0, folder, "grep -q '(tests/golden/%s.png)' '%s/README.md'", pictures[i].name, shell_tree);
        shell_expect(arena, 0, folder, "pdftoppm -cropbox -r %d -f %d -singlefile -png %s.pdf %s", pictures[i].dpi,
                     pictures[i].page, pictures[i].file, pictures[i].name);
        if (getenv("NCMEC_BLESS"))
            shell_expect(arena, 0, folder, "cp %s '%s'", now, golden);
        else
            assert_int_equal(pictures_apart(now, golden, true), 0);
    }
}

/* Edges smoothed a little differently: each pixel gives an eighth of itself to its four neighbors. */
static void another_smoothing_is_no_change(void **state)
{
    (void)state;
    for (int page = 1; page <= 2; page++) {
        Gray golden = gray_read(golden_path("ca", page)), smooth = golden;
        size_t width = golden.image.width, height = golden.image.height;
        smooth.pixels = arena_grow(arena, golden.pixels, width * height, width * height, 1);
        size_t changed = 0;
        for (size_t y = 1; y + 1 < height; y++)
            for (size_t x = 1; x + 1 < width; x++) {
                const unsigned char *at = golden.pixels + y * width + x;
                int sum = 28 * at[0] + at[-1] + at[1] + *(at - width) + at[width];
                smooth.pixels[y * width + x] = (unsigned char)(sum / 32);
                changed += smooth.pixels[y * width + x] != at[0];
            }
        assert_true(changed > 1000);
        assert_int_equal(windows_apart(&smooth, &golden, true), 0);
    }
}

static void a_digit_a_word_or_a_shift_is_a_change(void **state)
{
    (void)state;
    static const struct {
        const char *file, *from, *to; /* a line of the data folder */
        int page;
    } changes[] = {
        {"2023/CA.yaml", "cvip_submissions: 185", "cvip_submissions: 186", 1},
        {"2023/CA.yaml", "team_hope_supported: 699", "team_hope_supported: 698", 2},
        {"templates/fact-sheet.yaml", "is committed to", "is devoted to", 2},
        {"themes/ncmec.yaml", "title_y: 82 pt", "title_y: 84 pt", 1},
        {"themes/ncmec.yaml", "body_top: 62 pt", "body_top: 64 pt", 2},
        {"themes/ncmec.yaml", "bar: blue", "bar: navy", 2},
        {"themes/ncmec.yaml", "ground: pale", "ground: paper", 2},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        const char *data = folder_with_data(arena);
        shell_expect(arena, 0, data, "grep -q '%s' data/%s && sed -i 's|%s|%s|' data/%s", changes[i].from,
                     changes[i].file, changes[i].from, changes[i].to, changes[i].file);
        sheet_render("changed", data, "ncmec", "pdftoppm -cropbox");
        if (pictures_apart(page_path("changed", changes[i].page), golden_path("ca", changes[i].page), false) == 0)
            fail_msg("'%s' in place of '%s' went unseen", changes[i].to, changes[i].from);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_look_as_blessed), cmocka_unit_test(the_pictures_of_the_manual_are_current),
        cmocka_unit_test(another_smoothing_is_no_change), cmocka_unit_test(a_digit_a_word_or_a_shift_is_a_change)};
    shell_begin();
    folder = folder_new(arena);
    return cmocka_run_group_tests_name("look", tests, NULL, NULL);
}
