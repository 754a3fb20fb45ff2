/* Color profiles are taken in or refused with a reason; colors whose two forms disagree in print are warned of, and
   what the program is shipped with is known to be fine. */
#include "data_case.h"

#include "ncmec/theme.h"
#include "src/pdf/profile.h"

#include <libdeflate.h>

#include "ncmec/document.h"

static Arena *arena;
static Diag *diag;

static int test_start(void **state)
{
    (void)state;
    diag = diag_new(arena);
    return 0;
}

static Str shipped(const char *name)
{
    Str bytes = file_map(str_printf(arena, "data/icc/%s", name).s, PROFILE_MAX, (Mark){0}, diag);
    assert_true(bytes.n > 0);
    return bytes;
}

static Str unpacked(Str deflated)
{
    enum { ROOM = 1 << 20 };
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    Str plain = {arena_alloc(arena, ROOM), 0};
    assert_int_equal(libdeflate_zlib_decompress(decompressor, deflated.s, deflated.n, (char *)plain.s, ROOM, &plain.n),
                     0);
    libdeflate_free_decompressor(decompressor);
    return plain;
}

static const Profile *read(Str bytes, ProfileSpace space)
{
    return profile_new(bytes, "press.icc", space, arena);
}

static PdfColors colors_of_program(void)
{
    PdfColors colors = {.srgb = read(shipped("srgb.icc.z"), PROFILE_RGB),
                        .press = read(shipped("tr006.icc.z"), PROFILE_CMYK),
                        .condition = STR("CGATS TR 006")};
    assert_true(colors.srgb && colors.press && condition_is_known(&colors));
    return colors;
}

/* Asks colors of the profile, in its place among those that are shipped. */
static void ask_with(Str bytes, ProfileSpace space)
{
    PdfColors with = colors_of_program();
    *(space == PROFILE_RGB ? &with.srgb : &with.press) = read(bytes, space);
    colors_check(NULL, 0, &with, diag);
}

static void profiles_are_read_packed_and_plain(void **state)
{
    (void)state;
    Str packed = shipped("tr006.icc.z"), plain = unpacked(packed);
    const Profile *profile = read(packed, PROFILE_CMYK);
    assert_true(str_eq(profile->deflated, packed)); /* not packed again */
    assert_int_equal(profile->space, PROFILE_CMYK);
    profile = read(plain, PROFILE_CMYK);
    assert_true(str_eq(unpacked(profile->deflated), plain));
    ask_with(plain, PROFILE_CMYK);
    ask_with(packed, PROFILE_CMYK);
    ask_with(shipped("srgb.icc.z"), PROFILE_RGB);
    assert_int_equal(diag_errors(diag), 0);
}

static Str spoiled(Str plain, size_t at, const char *word)
{
    char *copy = (char *)str_copy(arena, plain).s;
    memcpy(copy + at, word, 4);
    return (Str){copy, plain.n};
}

static void wrong_profiles_are_refused_with_a_reason(void **state)
{
    (void)state;
    Str packed = shipped("tr006.icc.z"), plain = unpacked(packed), srgb = unpacked(shipped("srgb.icc.z"));
    const struct {
        Str bytes;
        ProfileSpace space;
        const char *why;
    } cases[] = {
        {STR("not a profile"), PROFILE_CMYK, "it is not an ICC profile"},
        {str_slice(plain, 0, 127), PROFILE_CMYK, "it is not an ICC profile"},
        {str_slice(packed, 0, packed.n / 2), PROFILE_CMYK, "it is not an ICC profile"},
        {spoiled(plain, 36, "acsq"), PROFILE_CMYK, "it is not an ICC profile"},
        {str_slice(plain, 0, plain.n - 1), PROFILE_CMYK, "it is not as long as it says; copy it again"},
        {srgb, PROFILE_CMYK, "it is not for CMYK; take the profile of your printer's press and paper"},
        {plain, PROFILE_RGB, "it is not for RGB"},
        {spoiled(plain, 12, "link"), PROFILE_CMYK,
         "it does not describe a press; take the profile of your printer's press and paper"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        diag = diag_new(arena);
        ask_with(cases[i].bytes, cases[i].space);
        assert_int_equal(diag_exit(diag, false), EXIT_CODE_INVALID);
        Str expected =
            str_printf(arena, "ncmec-pdf: error: 'press.icc' cannot be used as a color profile: %s\n", cases[i].why);
        assert_string_equal(findings(arena, diag).s, expected.s);
    }
}

/* A stream that unpacks to more than any profile holds is given up, not followed. */
static void bombs_are_refused(void **state)
{
    (void)state;
    size_t n = 2 * (size_t)PROFILE_MAX;
    char *zeros = arena_alloc(arena, n), *packed = arena_alloc(arena, n);
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
    size_t length = libdeflate_zlib_compress(compressor, zeros, n, packed, n);
    libdeflate_free_compressor(compressor);
    assert_true(length > 0);
    packed[0] = 0x78;
    ask_with((Str){packed, length}, PROFILE_CMYK);
    assert_int_equal(diag_errors(diag), 1);
}

static const char *asked(const Color *colors, size_t count)
{
    PdfColors with = colors_of_program();
    colors_check(colors, count, &with, diag);
    assert_int_equal(diag_errors(diag), 0);
    return findings(arena, diag).s;
}

static void forms_that_disagree_are_warned_of(void **state)
{
    (void)state;
    const Source *theme =
        source_new(STR("theme.yaml"), STR("navy: {srgb: \"#12284C\", cmyk: [100, 70, 20, 50]}\n"), arena);
    const Mark srgb = {theme, 13, 9}, cmyk = {theme, 30, 18};
    Color navy = {.name = STR("navy"),
                  .srgb = {0x12, 0x28, 0x4C},
                  .cmyk = {100, 70, 20, 50},
                  .srgb_mark = srgb,
                  .cmyk_mark = cmyk};
    assert_string_equal(asked(&navy, 1), "theme.yaml:1:14: warning: the color 'navy' will look different in print: 6.4 "
                                         "apart (CIEDE2000), where 6 is the most; change one of its two forms; near "
                                         "its srgb is cmyk: [95, 65, 0, 67]\n"
                                         "    navy: {srgb: \"#12284C\", cmyk: [100, 70, 20, 50]}\n"
                                         "                 ^~~~~~~~~\n"
                                         "theme.yaml:1:31: note: these are its inks\n"
                                         "    navy: {srgb: \"#12284C\", cmyk: [100, 70, 20, 50]}\n"
                                         "                                  ^~~~~~~~~~~~~~~~~~\n");
    assert_int_equal(diag_exit(diag, false), EXIT_CODE_DONE);
    assert_int_equal(diag_exit(diag, true), EXIT_CODE_STRICT);
    diag = diag_new(arena);
    memcpy(navy.cmyk, (uint8_t[]){100, 75, 0, 60}, 4);
    assert_string_equal(asked(&navy, 1), "");
}

static void too_much_ink_is_warned_of(void **state)
{
    (void)state;
    const Color dark = {.name = STR("dark"), .srgb = {0, 0, 0}, .cmyk = {75, 65, 65, 90}};
    assert_string_equal(
        asked(&dark, 1),
        "ncmec-pdf: warning: the color 'dark' becomes 315% ink in print; paper holds up to 300%: choose a lighter one, "
        "as cmyk: [57, 43, 41, 97] with srgb: \"#1E1E1E\"\n");
    diag = diag_new(arena);
    /* What is not of the theme's making is not asked about. */
    const Color built_in[] = {{.kind = COLOR_BLACK, .cmyk = {0, 0, 0, 100}},
                              {.kind = COLOR_PAPER, .srgb = {255, 255, 255}}};
    assert_string_equal(asked(built_in, 2), "");
}

static void damaged_tables_are_a_finding(void **state)
{
    (void)state;
    PdfColors with = colors_of_program();
    Str plain = unpacked(shipped("tr006.icc.z"));
    char *copy = (char *)str_copy(arena, plain).s;
    memset(copy + 132, 0, plain.n - 132); /* the directory of tags and all of them */
    with.press = read((Str){copy, plain.n}, PROFILE_CMYK);
    const Color gold = {.name = STR("gold"), .srgb = {0xF4, 0xB9, 0x42}, .cmyk = {0, 28, 82, 2}};
    colors_check(&gold, 1, &with, diag);
    assert_string_equal(
        findings(arena, diag).s,
        "ncmec-pdf: error: the profile for 'CGATS TR 006' is damaged: it does not say how its inks look; "
        "take another copy of it\n");
}

static void shipped_profiles_are_fine(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        ProfileSpace space;
    } cases[] = {{"srgb.icc.z", PROFILE_RGB},
                 {"tr006.icc.z", PROFILE_CMYK},
                 {"tr005.icc.z", PROFILE_CMYK},
                 {"fogra29.icc.z", PROFILE_CMYK}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Str packed = shipped(cases[i].name);
        ask_with(unpacked(packed), cases[i].space);
        assert_int_equal(diag_errors(diag), i);
        ask_with(packed, cases[i].space == PROFILE_RGB ? PROFILE_CMYK : PROFILE_RGB); /* for its own purpose alone */
        assert_int_equal(diag_errors(diag), i + 1);
    }
}

/* The pixel with the most ink takes what the paper of the condition holds, and no more. */
static void pictures_keep_to_the_paper(void **state)
{
    (void)state;
    static const struct {
        const char *condition;
        int most;
    } cases[] = {{"CGATS TR 006", 300}, {"FOGRA29", 280}, {"CGATS TR 002", 240}, {"Our press", 300}};
    enum { STEPS = 8, SIDE = STEPS * STEPS * STEPS };
    uint8_t dark[SIDE * 3];
    for (int i = 0; i < SIDE; i++)
        for (int k = 0, rest = i; k < 3; k++, rest /= STEPS)
            dark[3 * i + k] = (uint8_t)(rest % STEPS * 4);
    const Raster raster = {.width = SIDE, .height = 1, .pixels = dark};
    const Color ground = {.kind = COLOR_PAPER};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        PdfColors with = colors_of_program();
        with.condition = str_from(cases[i].condition);
        Deflater *out = deflater_new(arena);
        assert_true(pixels_to_inks(&with, &raster, &ground, out, diag));
        Str inks = unpacked(deflater_end(out));
        assert_int_equal(inks.n, SIDE * 4);
        int most = 0;
        for (size_t at = 0; at < inks.n; at += 4) {
            const uint8_t *pixel = (const uint8_t *)inks.s + at;
            int sum = pixel[0] + pixel[1] + pixel[2] + pixel[3];
            most = sum > most ? sum : most;
        }
        /* The profile itself goes up to 288%. */
        assert_in_range(most, (cases[i].most < 288 ? cases[i].most - 5 : 287) * 255 / 100, cases[i].most * 255 / 100);
    }
}

/* Whatever color a drawing has: what is told in its place is without findings, on each press, also as a ground. */
static void hints_are_without_findings(void **state)
{
    (void)state;
    static const struct {
        const char *condition, *profile;
    } presses[] = {{"CGATS TR 006", "tr006.icc.z"},
                   {"CGATS TR 005", "tr005.icc.z"},
                   {"FOGRA29", "fogra29.icc.z"},
                   {"CGATS21-2-CRPC1", "fogra29.icc.z"}};
    enum { STEPS = 4 };
    for (size_t i = 0; i < COUNT_OF(presses); i++) {
        PdfColors with = colors_of_program();
        with.condition = str_from(presses[i].condition);
        with.press = read(shipped(presses[i].profile), PROFILE_CMYK);
        int kept = 0;
        for (int n = 0; n < STEPS * STEPS * STEPS; n++) {
            const uint8_t asked_for[] = {(uint8_t)(n % STEPS * 85), (uint8_t)(n / STEPS % STEPS * 85),
                                         (uint8_t)(n / STEPS / STEPS * 85)};
            Color color = {.name = STR("hint"), .srgb = {asked_for[0], asked_for[1], asked_for[2]}};
            bool keeps = color_settle(&with, color.srgb, color.cmyk);
            assert_true(keeps == (memcmp(asked_for, color.srgb, 3) == 0));
            kept += keeps;
            colors_check(&color, 1, &with, diag);
            if (color_ink(&color) > GROUND_INK_MOST || *findings(arena, diag).s)
                fail_msg("%s: #%02X%02X%02X: %s", presses[i].condition, asked_for[0], asked_for[1], asked_for[2],
                         findings(arena, diag).s);
        }
        assert_in_range(kept, 15, 50); /* of 64: a screen has colors that no press has */
    }
}

/* So that an ordinary run need not ask: here it is asked for all of them. */
static void shipped_colors_are_fine_and_known(void **state)
{
    (void)state;
    static const char *const themes[] = {"data/themes/ncmec.yaml", "data/themes/office.yaml", "data/themes/large.yaml"};
    PdfColors with = colors_of_program();
    const Value *base = NULL;
    for (size_t i = 0; i < COUNT_OF(themes); i++) {
        const Source *source = source_read(themes[i], arena, diag);
        const Value *root = theme_inherit(yaml_parse(source, arena, diag), base, arena, diag);
        const Theme *theme = theme_read(root, arena, diag);
        base = base ? base : root;
        assert_non_null(theme);
        /* A color more, so that they are not known. */
        Color *more = arena_grow(arena, theme->colors, theme->color_count, theme->color_count + 1, sizeof *more);
        more[theme->color_count].kind = COLOR_BLACK;
        assert_false(colors_are_known(colors_identity(more, theme->color_count + 1, &with)));
        colors_check(more, theme->color_count + 1, &with, diag);
        assert_string_equal(findings(arena, diag).s, "");
        uint64_t identity = colors_identity(theme->colors, theme->color_count, &with);
        if (!colors_are_known(identity))
            fail_msg("put UINT64_C(0x%016llX) into colors_are_known() in src/pdf/profile.c, for %s",
                     (unsigned long long)identity, themes[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(profiles_are_read_packed_and_plain, test_start),
        cmocka_unit_test_setup(wrong_profiles_are_refused_with_a_reason, test_start),
        cmocka_unit_test_setup(bombs_are_refused, test_start),
        cmocka_unit_test_setup(forms_that_disagree_are_warned_of, test_start),
        cmocka_unit_test_setup(too_much_ink_is_warned_of, test_start),
        cmocka_unit_test_setup(damaged_tables_are_a_finding, test_start),
        cmocka_unit_test_setup(shipped_profiles_are_fine, test_start),
        cmocka_unit_test_setup(pictures_keep_to_the_paper, test_start),
        cmocka_unit_test_setup(hints_are_without_findings, test_start),
        cmocka_unit_test_setup(shipped_colors_are_fine_and_known, test_start),
    };
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
