/* Pictures of pixels: every kind of PNG comes out as gray or sRGB pixels on the ground's color, every damaged one as a
   message; and pictures are found beneath the theme's folder and nowhere else. */
#include "src/base/read.h"
#include "src/picture/picture.h"
#include "tests/unit/picture_case.h"

#include <errno.h>
#include <fcntl.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const Color navy = {.name = {"navy", 4}, .srgb = {0x12, 0x28, 0x4C}};

static bool pixels_read(Str bytes, Picture *picture)
{
    const PictureFile file = {.name.path = STR("logo.png"), .name.folder = ".", .ground = &navy};
    *picture = (Picture){0};
    return png_read(bytes, &file, picture, arena, diag);
}

/* ---- Making PNG files ---- */

typedef struct Made {
    int color_type, depth, interlace;
    bool transparent;      /* a tRNS chunk: the first entry of the palette, or the value of the first pixel */
    const char *profile;   /* name of an embedded profile */
    const char *described; /* somewhere in it */
    size_t described_bytes;
} Made;

static void bytes_put(png_structp png, png_bytep bytes, size_t n)
{
    buf_put(png_get_io_ptr(png), (Str){(const char *)bytes, n});
}

static void bytes_flush(png_structp png)
{
    (void)png;
}

/* 'rows' has height times the row's bytes. */
static Str png_made(const Made *made, uint32_t width, uint32_t height, const uint8_t *rows)
{
    Buf *out = ARENA_NEW(arena, Buf);
    out->arena = arena;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    if (setjmp(png_jmpbuf(png)))
        fail_msg("libpng did not write");
    png_set_write_fn(png, out, bytes_put, bytes_flush);
    png_set_IHDR(png, info, width, height, made->depth, made->color_type, made->interlace, PNG_COMPRESSION_TYPE_BASE,
                 PNG_FILTER_TYPE_BASE);
    const png_color palette[] = {{0, 0, 0}, {255, 0, 0}, {0, 255, 0}, {255, 255, 255}};
    const png_byte clear = 0;
    if (made->color_type == PNG_COLOR_TYPE_PALETTE)
        png_set_PLTE(png, info, palette, 4);
    if (made->transparent)
        png_set_tRNS(png, info, &clear, made->color_type == PNG_COLOR_TYPE_PALETTE, &(png_color_16){0});
    if (made->profile) {
        uint8_t profile[1024] = {[2] = 4, [8] = 2, [36] = 'a', 'c', 's', 'p'};
        memcpy(profile + 12, "mntrRGB XYZ ", 12);
        for (size_t i = 132; i < sizeof profile; i++) /* what does not compress to nothing */
            profile[i] = (uint8_t)(i * i >> 3);
        if (made->described)
            memcpy(profile + 200, made->described, made->described_bytes);
        memcpy(profile + 68, "\0\0\xF6\xD6\0\1\0\0\0\0\xD3\x2D", 12);
        png_set_iCCP(png, info, made->profile, 0, profile, sizeof profile);
    }
    png_write_info(png, info);
    png_set_interlace_handling(png);
    size_t row = png_get_rowbytes(png, info);
    png_bytepp pointers = arena_alloc(arena, height * sizeof *pointers);
    for (uint32_t y = 0; y < height; y++)
        pointers[y] = (png_bytep)(uintptr_t)(rows + y * row);
    png_write_image(png, pointers);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return buf_str(out);
}

/* ---- Kinds ---- */

static void every_kind_is_read(void **state)
{
    (void)state;
    static const struct {
        Made made;
        uint8_t rows[16]; /* of two pixels */
        bool gray;
        uint8_t pixels[6];
    } files[] = {
        {{PNG_COLOR_TYPE_GRAY, 8, 0, false, NULL, NULL, 0}, {0, 200}, true, {0, 200}},
        {{PNG_COLOR_TYPE_GRAY, 1, 0, false, NULL, NULL, 0}, {0x40}, true, {0, 255}},
        {{PNG_COLOR_TYPE_GRAY, 2, 1, false, NULL, NULL, 0}, {0x60}, true, {85, 170}},
        {{PNG_COLOR_TYPE_GRAY, 16, 0, false, NULL, NULL, 0}, {0x80, 0x80, 0xFF, 0xFF}, true, {128, 255}},
        {{PNG_COLOR_TYPE_GRAY, 8, 0, true, NULL, NULL, 0}, {0, 200}, false, {0x12, 0x28, 0x4C, 200, 200, 200}},
        {{PNG_COLOR_TYPE_RGB, 8, 0, false, NULL, NULL, 0}, {1, 2, 3, 4, 5, 6}, false, {1, 2, 3, 4, 5, 6}},
        {{PNG_COLOR_TYPE_RGB, 8, 1, false, NULL, NULL, 0}, {9, 9, 9, 4, 4, 4}, true, {9, 4}},
        {{PNG_COLOR_TYPE_RGB, 16, 0, false, NULL, NULL, 0},
         {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6},
         false,
         {1, 2, 3, 4, 5, 6}},
        {{PNG_COLOR_TYPE_PALETTE, 2, 0, false, NULL, NULL, 0}, {0x1B << 2 & 0xFF}, false, {255, 0, 0, 0, 255, 0}},
        {{PNG_COLOR_TYPE_PALETTE, 8, 0, true, NULL, NULL, 0}, {0, 3}, false, {0x12, 0x28, 0x4C, 255, 255, 255}},
        {{PNG_COLOR_TYPE_GRAY_ALPHA, 8, 0, false, NULL, NULL, 0},
         {255, 0, 255, 255},
         false,
         {0x12, 0x28, 0x4C, 255, 255, 255}},
        {{PNG_COLOR_TYPE_RGB_ALPHA, 8, 1, false, NULL, NULL, 0},
         {255, 255, 255, 128, 0, 0, 0, 0},
         false,
         {137, 148, 166, 0x12, 0x28, 0x4C}},
        {{PNG_COLOR_TYPE_RGB_ALPHA, 16, 0, false, NULL, NULL, 0},
         {1, 1, 2, 2, 3, 3, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0},
         false,
         {1, 2, 3, 0x12, 0x28, 0x4C}},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        Picture picture;
        if (!pixels_read(png_made(&files[i].made, 2, 1, files[i].rows), &picture))
            fail_msg("file %zu: %s", i, said());
        const Raster *raster = picture.raster;
        assert_int_equal(raster->width, 2);
        assert_int_equal(raster->height, 1);
        assert_int_equal(picture.width, SP_PT(2));
        if (raster->gray != files[i].gray || memcmp(raster->pixels, files[i].pixels, raster->gray ? 2 : 6) != 0)
            fail_msg("file %zu: gray %d, %d %d %d %d %d %d", i, raster->gray, raster->pixels[0], raster->pixels[1],
                     raster->pixels[2], raster->pixels[3], raster->pixels[4], raster->pixels[5]);
    }
}

/* ---- Damage ---- */

static Str sample(uint8_t rows[3 * 20 * 20])
{
    for (int i = 0; i < 3 * 20 * 20; i++)
        rows[i] = (uint8_t)(i * 7);
    return png_made(&(Made){PNG_COLOR_TYPE_RGB, 8, PNG_INTERLACE_NONE, false, NULL, NULL, 0}, 20, 20, rows);
}

static void damage_is_a_message(void **state)
{
    (void)state;
    uint8_t rows[3 * 20 * 20];
    Str sound = sample(rows);
    static const struct {
        size_t at;
        char bytes[5];
        size_t count;
        const char *said;
    } damages[] = {
        {12, "JHDR", 4, "the PNG file 'logo.png' is damaged or too large (at most 8 million pixels, and 4096 a side)"},
        {16, "\0\0\x10\1", 4, ": CRC error"},
        {29, "\0\0\0\0", 4, ": IHDR: CRC error"},
        {33, "\x7F", 1, "export it anew"},
        {45, "\xFF", 1, ": IDAT"},
    };
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        char *bytes = arena_grow(arena, sound.s, sound.n, sound.n, 1);
        memcpy(bytes + damages[i].at, damages[i].bytes, damages[i].count);
        Picture picture;
        diag = diag_new(arena);
        if (pixels_read((Str){bytes, sound.n}, &picture) || !strstr(said(), damages[i].said))
            fail_msg("damage %zu: expected \"%s\", got: %s", i, damages[i].said, said());
    }
}

static void large_pictures_and_other_colors_are_refused(void **state)
{
    (void)state;
    Picture picture;
    uint8_t *rows = arena_alloc(arena, 8192);
    assert_false(
        pixels_read(png_made(&(Made){PNG_COLOR_TYPE_GRAY, 8, 0, false, NULL, NULL, 0}, 4097, 1, rows), &picture));
    assert_non_null(strstr(said(), "(at most 8 million pixels, and 4096 a side)"));
    diag = diag_new(arena);
    assert_true(
        pixels_read(png_made(&(Made){PNG_COLOR_TYPE_GRAY, 8, 0, false, NULL, NULL, 0}, 4096, 1, rows), &picture));
    diag = diag_new(arena);
    assert_false(pixels_read(
        png_made(&(Made){PNG_COLOR_TYPE_RGB, 8, 0, false, "Adobe RGB (1998)", NULL, 0}, 2, 1, rows), &picture));
    assert_non_null(strstr(said(), "its colors are not sRGB; convert it to sRGB"));
    diag = diag_new(arena);
    assert_true(pixels_read(
        png_made(&(Made){PNG_COLOR_TYPE_RGB, 8, 0, false, "sRGB IEC61966-2.1", NULL, 0}, 2, 1, rows), &picture));
    assert_true(pixels_read(
        png_made(&(Made){PNG_COLOR_TYPE_RGB, 8, 0, false, "Photoshop ICC profile", "sRGB", 4}, 2, 1, rows), &picture));
    assert_true(pixels_read(png_made(&(Made){PNG_COLOR_TYPE_RGB, 8, 0, false, "icc", "\0s\0R\0G\0B", 8}, 2, 1, rows),
                            &picture));
}

/* Cut off everywhere, and bits flipped from a fixed seed: never a picture from a file that is not the sound one. */
static void no_damage_passes(void **state)
{
    (void)state;
    enum { SEEDS = 4000 };
    uint8_t rows[3 * 20 * 20];
    Str sound = sample(rows);
    for (uint32_t i = 0; i < sound.n + SEEDS; i++) {
        size_t size = i < sound.n ? i : sound.n;
        char *bytes = malloc(size + 1);
        memcpy(bytes, sound.s, size);
        uint32_t seed = (i + 1) * 2654435761u;
        for (uint32_t flips = i < sound.n ? 0 : 1 + i % 3; flips; flips--) {
            lcg_next(&seed);
            bytes[(seed >> 8) % size] ^= (char)(1u << (seed >> 29));
        }
        bool same = size == sound.n && memcmp(bytes, sound.s, size) == 0;
        Arena *whole = arena;
        arena = arena_new();
        diag = diag_new(arena);
        Picture picture;
        bool read = pixels_read((Str){bytes, size}, &picture);
        if (read != same || (diag_errors(diag) == 0) != read)
            fail_msg("damage %u passed", i);
        arena_free(arena);
        arena = whole;
        free(bytes);
    }
}

/* ---- Sizes and files ---- */

static void few_pixels_are_refused_or_warned_of(void **state)
{
    (void)state;
    Raster raster = {.width = 300, .height = 100};
    Picture picture = {.raster = &raster};
    assert_true(picture_check_width(&picture, SP_PT(72), (Mark){0}, diag));
    assert_int_equal(diag_errors(diag) + diag_warnings(diag), 0);
    assert_true(picture_check_width(&picture, SP_PT(73), (Mark){0}, diag));
    assert_int_equal(diag_warnings(diag), 1);
    assert_true(picture_check_width(&picture, SP_PT(108), (Mark){0}, diag));
    assert_int_equal(diag_errors(diag), 0);
    assert_false(picture_check_width(&picture, SP_PT(109), (Mark){0}, diag));
    assert_non_null(strstr(said(),
                           "this picture has 300 pixels across, 198 to the inch at its size; for print it needs "
                           "200, better 300: export it at least 455 pixels wide"));
    picture.raster = NULL;
    assert_true(picture_check_width(&picture, SP_PT(1000), (Mark){0}, diag));
}

static void files_are_found_beneath_the_folder_alone(void **state)
{
    (void)state;
    char folder[] = "/tmp/ncmec-png-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *inner = str_printf(arena, "%s/theme", folder).s;
    mkdir(inner, 0755);
    mkdir(str_printf(arena, "%s/art", inner).s, 0755);
    assert_true(file_put(str_printf(arena, "%s/%s", folder, "secret.svg").s,
                         STR("<svg viewBox='0 0 9 9'><path d='M0 0h9'/></svg>")));
    assert_true(file_put(str_printf(arena, "%s/%s", inner, "art/logo.svg").s,
                         STR("<svg viewBox='0 0 9 9'><path d='M0 0h9'/></svg>")));
    assert_true(file_put(str_printf(arena, "%s/%s", inner, "other.jpg").s, STR("\xFF\xD8")));
    assert_true(file_put(str_printf(arena, "%s/%s", inner, "huge.svg").s,
                         (Str){arena_alloc(arena, SOURCE_MAX + 1), SOURCE_MAX + 1}));
    assert_int_equal(symlink("../secret.svg", str_printf(arena, "%s/link.svg", inner).s), 0);
    assert_int_equal(symlink("/etc/passwd", str_printf(arena, "%s/absolute.svg", inner).s), 0);
    assert_int_equal(mkfifo(str_printf(arena, "%s/fifo.svg", inner).s, 0600), 0);
    static const struct {
        const char *path, *said; /* NULL: it is read */
    } files[] = {
        {"art/logo.svg", NULL},
        {"./art//logo.svg", NULL},
        {"../secret.svg", "it leads out of that folder"},
        {"art/../../secret.svg", "it leads out of that folder"},
        {"/etc/passwd", "it leads out of that folder"},
        {"link.svg", "it leads out of that folder"},
        {"absolute.svg", "it leads out of that folder"},
        {"fifo.svg", "it is not a regular file"},
        {"art", "it is a folder; name a file"},
        {"none.svg", "No such file or directory"},
        {"other.jpg", "is neither a PNG file nor named as an SVG file"},
        {"huge.svg", "huge.svg:1:1: error: the file is larger than 1 MiB; simplify it"},
        {"", "this is not the name of a file"},
    };
    static const Color black = {.name = {"black", 5}, .kind = COLOR_BLACK};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        PictureFile file = {
            .name.path = str_from(files[i].path), .name.folder = inner, .colors = &black, .color_count = 1};
        file.ground = &navy;
        diag = diag_new(arena);
        const Picture *picture = picture_read(&file, arena, diag);
        if ((picture != NULL) != (files[i].said == NULL) || (files[i].said && !strstr(said(), files[i].said)))
            fail_msg("file '%s': expected \"%s\", got: %s", files[i].path, files[i].said ? files[i].said : "", said());
    }
    /* Both ways to open agree, but for links, which the second one never follows. */
    int top = open(inner, O_RDONLY | O_DIRECTORY);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        int one = beneath_open_by_kernel(top, files[i].path), why = errno;
        int other = beneath_open_by_steps(top, files[i].path), why_other = errno;
        if (one >= 0 || why != ENOSYS)
            assert_int_equal(one >= 0, other >= 0);
        if (other < 0 && one < 0 && why != ENOSYS)
            assert_int_equal(why, why_other);
        close(one);
        close(other);
    }
    close(top);
    static const char *const names[] = {"theme/art/logo.svg", "theme/other.jpg", "theme/huge.svg", "theme/link.svg",
                                        "theme/absolute.svg", "theme/fifo.svg",  "secret.svg"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(str_printf(arena, "%s/%s", folder, names[i]).s);
    rmdir(str_printf(arena, "%s/art", inner).s);
    rmdir(inner);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_kind_is_read, test_start, test_end),
        cmocka_unit_test_setup_teardown(damage_is_a_message, test_start, test_end),
        cmocka_unit_test_setup_teardown(large_pictures_and_other_colors_are_refused, test_start, test_end),
        cmocka_unit_test_setup_teardown(no_damage_passes, test_start, test_end),
        cmocka_unit_test_setup_teardown(few_pixels_are_refused_or_warned_of, test_start, test_end),
        cmocka_unit_test_setup_teardown(files_are_found_beneath_the_folder_alone, test_start, test_end),
    };
    return cmocka_run_group_tests_name("png", tests, NULL, NULL);
}
