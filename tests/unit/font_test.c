/* The gate in front of fonts: what is read from a sound one, what is said of an unsound one, and that no damage gets
   further than a finding. */
#include "src/text/font.h"
#include "src/text/shape.h"
#include "tests/text/setup.h"
#include "tests/tools/findings.h"

#include <stdio.h>
#include <unistd.h>

static void faces_are_read(void **state)
{
    (void)state;
    Setup s = setup_new();
    const Font *regular = fontset_face(s.fonts, FACE_REGULAR), *bold = fontset_face(s.fonts, FACE_BOLD);
    const Font *italic = fontset_face(s.fonts, FACE_ITALIC);
    assert_string_equal(regular->postscript_name.s, "SourceSans3-Regular");
    assert_int_equal(regular->units_per_em, 1000);
    assert_int_equal(regular->weight, 400);
    assert_int_equal(bold->weight, 700);
    assert_true(regular->ascent > 0 && regular->descent < 0);
    assert_in_range(regular->cap_height, 600, 700);
    assert_true(regular->bbox[0] < 0 && regular->bbox[2] > 1000);
    assert_true(regular->glyph_count > 1000);
    assert_false(regular->italic);
    assert_true(italic->italic && italic->italic_angle < -5 && italic->italic_angle > -20);
    assert_int_not_equal(regular->index, bold->index);
    assert_int_equal(font_length(500, regular, SP_PT(12)), SP_PT(6));
    setup_free(&s);
}

static void absent_faces_fall_back(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    ThemeFile faces[FACE_COUNT] = {[FACE_REGULAR] = {.name = STR("SourceSans3-Regular.ttf")},
                                   [FACE_SEMIBOLD] = {.name = STR("SourceSans3-Regular.ttf")}};
    FontSet *set = fontset_open(faces, FACE_COUNT, "fonts", NULL, a, d);
    assert_non_null(set);
    for (unsigned face = 0; face < FACE_COUNT + 2; face++)
        assert_ptr_equal(fontset_face(set, face), fontset_face(set, FACE_REGULAR));
    fontset_close(set);
    fontset_close(NULL);
    arena_free(a);
}

static void a_set_reports_all_its_faces(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    ThemeFile faces[FACE_COUNT] = {[FACE_ITALIC] = {.name = STR("../fonts/SourceSans3-It.ttf")},
                                   [FACE_BOLD] = {.name = STR("Nowhere.ttf")},
                                   [FACE_BOLD_ITALIC] = {.name = STR("README.md")}};
    assert_null(fontset_open(faces, FACE_COUNT, "fonts", NULL, a, d));
    const char *said = findings_plain(d, a);
    assert_int_equal(diag_errors(d), 4);
    assert_non_null(strstr(said, "the theme names no font for the regular face"));
    assert_non_null(strstr(said, "font '../fonts/SourceSans3-It.ttf' is not a plain file name"));
    assert_non_null(strstr(said, "cannot read 'fonts/Nowhere.ttf'"));
    assert_non_null(strstr(said, "put the file into 'fonts'"));
    assert_non_null(strstr(said, "font 'README.md' is neither a TrueType nor an OpenType font; use a TTF or OTF file"));
    assert_null(fontset_open(faces, 0, "fonts", NULL, a, d));
    arena_free(a);
}

/* ---- Damage ---- */

static size_t table_record(Str font, const char *tag)
{
    for (size_t at = 12; at + 16 <= font.n; at += 16)
        if (memcmp(font.s + at, tag, 4) == 0)
            return at;
    fail_msg("no table %s", tag);
    return 0;
}

static size_t table_offset(Str font, const char *tag)
{
    const unsigned char *p = (const unsigned char *)font.s + table_record(font, tag) + 8;
    return (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
}

typedef struct Damage {
    const char *tag; /* NULL: the bytes are at the file's begin */
    bool in_record;
    size_t at;
    char bytes[6];
    size_t count;
    const char *said;
} Damage;

/* Each damage alone, done to a sound font, keeps it out and is called by its name. */
static void damages_are_named(const char *path, const Damage *damages, size_t count)
{
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    Str sound = file_map(path, 1 << 30, (Mark){0}, d);
    for (size_t i = 0; i < count; i++) {
        const Damage *damage = &damages[i];
        Diag *found = diag_new(a);
        char *bytes = malloc(sound.n);
        memcpy(bytes, sound.s, sound.n);
        size_t base = !damage->tag        ? 0
                      : damage->in_record ? table_record(sound, damage->tag)
                                          : table_offset(sound, damage->tag);
        memcpy(bytes + base + damage->at, damage->bytes, damage->count);
        if (font_open(STR("Damaged.ttf"), (Str){bytes, sound.n}, (Mark){0}, a, found))
            fail_msg("damage %zu passes; expected \"%s\"", i, damage->said);
        const char *said = findings_plain(found, a);
        if (!strstr(said, damage->said) || !strstr(said, "font 'Damaged.ttf'"))
            fail_msg("damage %zu: expected \"%s\", got: %s", i, damage->said, said);
        free(bytes);
    }
    arena_free(a);
}

static void damage_is_named(void **state)
{
    (void)state;
    static const Damage damages[] = {
        {NULL, false, 0, "ttcf", 4, "is a collection of fonts"},
        {NULL, false, 0, "OTTO", 4, "has no outlines (table 'CFF ')"},
        {NULL, false, 0, "wOFF", 4, "is a web font; use the TTF or OTF file that it was made of"},
        {NULL, false, 0, "wOF2", 4, "is a web font"},
        {NULL, false, 0, "%PDF", 4, "is neither a TrueType nor an OpenType font"},
        {NULL, false, 4, "\xFF\xFF", 2, "lacks a whole table 'head'"},
        {"fpgm", true, 0, "fvar", 4, "is a variable font"},
        {"glyf", true, 0, "CFF ", 4, "has no outlines (table 'glyf')"},
        {"DSIG", true, 0, "CFF2", 4, "is a variable font; export the one instance that is wanted"},
        {"maxp", true, 12, "\0\0\0\x1F", 4, "lacks a whole table 'maxp'"},
        {"cmap", true, 0, "cmaq", 4, "lacks a whole table 'cmap'"},
        {"OS/2", true, 12, "\0\0\0\x10", 4, "lacks a whole table 'OS/2'"},
        {"hmtx", true, 8, "\x7F\0\0\0", 4, "lacks a whole table 'hmtx'"},
        {"hmtx", true, 12, "\0\0\0\x40", 4, "does not hold every glyph's width"},
        {"head", false, 12, "\0\0\0\0", 4, "'head' has no magic number"},
        {"head", false, 18, "\0\x0F", 2, "units per em outside 16 to 16384"},
        {"head", false, 18, "\x40\x01", 2, "units per em outside 16 to 16384"},
        {"head", false, 50, "\0\x02", 2, "the format of its table 'loca'"},
        {"hhea", false, 4, "\xFF\0", 2, "no sensible ascent and descent"},
        {"hhea", false, 34, "\0\0", 2, "does not hold every glyph's width"},
        {"maxp", false, 4, "\0\0", 2, "has no glyphs"},
        {"loca", false, 8, "\x7F\0\0\0", 4, "points outside the outlines"},
        {"loca", false, 20, "\0\0\0\0", 4, "points outside the outlines"}, /* back to the begin */
        {"loca", true, 12, "\0\0\0\x10", 4, "points outside the outlines"},
        {"OS/2", false, 8, "\0\x02", 2, "does not permit embedding (OS/2"},
        {"OS/2", false, 8, "\x01\0", 2, "does not permit embedding a part"},
        {"OS/2", false, 8, "\x02\0", 2, "permits embedding bitmaps only"},
        {"cmap", false, 2, "\0\0", 2, "no glyphs for the space and the hyphen"},
    };
    damages_are_named("fonts/SourceSans3-Regular.ttf", damages, sizeof damages / sizeof *damages);
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    assert_null(font_open(STR("Short.ttf"), STR("\0\1\0\0"), (Mark){0}, a, d));
    assert_non_null(strstr(findings_plain(d, a), "font 'Short.ttf' is not a font: it is too short"));
    arena_free(a);
}

/* ---- Glyphs that cannot be right ---- */

static void put_u16(char *at, unsigned value)
{
    at[0] = (char)(value >> 8);
    at[1] = (char)value;
}

typedef enum Spoil { SPOIL_SELF, SPOIL_EXPLODING, SPOIL_NO_CONTOURS, SPOIL_NO_BOX, SPOIL_NARROW, SPOIL_WIDE } Spoil;

/* A glyph of two parts, or of itself. */
static void put_composite(char *glyph, unsigned part)
{
    put_u16(glyph, 0xFFFF);
    for (unsigned i = 0; i < 2; i++) {
        put_u16(glyph + 10 + 8 * i, i ? 0x3 : 0x23);
        put_u16(glyph + 12 + 8 * i, part);
        put_u16(glyph + 14 + 8 * i, 20 * i);
        put_u16(glyph + 16 + 8 * i, 0);
    }
}

static void glyph_spoil(char *bytes, Str sound, const Font *font, Spoil spoil)
{
    uint32_t e = font_glyph(font, 'e');
    char *glyf = bytes + table_offset(sound, "glyf"), *metrics = bytes + table_offset(sound, "hmtx");
    static const char chain[] = "eabcdfghkmnopq";
    char *glyph = glyf + read_u32(font->loca, 4 * e);
    switch (spoil) {
    case SPOIL_SELF:
        put_composite(glyph, e);
        break;
    case SPOIL_EXPLODING:
        for (size_t i = 0; chain[i + 1]; i++)
            put_composite(glyf + read_u32(font->loca, 4 * font_glyph(font, (unsigned char)chain[i])),
                          font_glyph(font, (unsigned char)chain[i + 1]));
        break;
    case SPOIL_NO_CONTOURS:
        put_u16(glyph, 0);
        break;
    case SPOIL_NO_BOX: /* and all points in one place */
        memset(glyph + 2, 0, 8);
        put_u16(glyph + 10 + 2 * (read_u16((Str){glyph, 2}, 0) - 1), 1);
        break;
    case SPOIL_NARROW:
    case SPOIL_WIDE:
        put_u16(metrics + 4 * e, spoil == SPOIL_WIDE ? 65535 : 0);
        break;
    }
}

static void glyphs_that_draw_nothing_are_refused(void **state)
{
    (void)state;
    static const struct {
        Spoil spoil;
        const char *said;
    } cases[] = {
        {SPOIL_SELF, "error: the font 'Bad.ttf' draws nothing for e; take its original file"},
        {SPOIL_EXPLODING, "error: the font 'Bad.ttf' draws nothing for a b c d e f g h"},
        {SPOIL_NO_CONTOURS, "error: the font 'Bad.ttf' draws nothing for e;"},
        {SPOIL_NO_BOX, "error: the font 'Bad.ttf' draws nothing for e;"},
        {SPOIL_NARROW, "error: the font 'Bad.ttf' gives a width that cannot be (0, or many times the size) to e;"},
        {SPOIL_WIDE, "error: the font 'Bad.ttf' gives a width that cannot be (0, or many times the size) to e;"},
    };
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    Str sound = file_map("fonts/SourceSans3-Regular.ttf", 1 << 30, (Mark){0}, d);
    const Font *whole = font_open(STR("Whole.ttf"), sound, (Mark){0}, a, d);
    for (uint32_t c = ' '; c < 0x7F; c++)
        assert_false(font_fault(whole, font_glyph(whole, c), c));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Diag *found = diag_new(a);
        char *bytes = malloc(sound.n);
        memcpy(bytes, sound.s, sound.n);
        glyph_spoil(bytes, sound, whole, cases[i].spoil);
        Font *font = font_open(STR("Bad.ttf"), (Str){bytes, sound.n}, (Mark){0}, a, found);
        assert_non_null(font);
        assert_true(font_fault(font, font_glyph(font, 'e'), 'e'));
        assert_false(font_fault(font, font_glyph(font, 'x'), 'x'));
        assert_false(font_fault(font, font_glyph(font, ' '), ' '));
        for (int twice = 0; twice < 2; twice++)
            font_fault_report(font, 'e', found);
        assert_int_equal(diag_errors(found), 1);
        assert_holds(str_from(findings_plain(found, a)), cases[i].said);
        font_close(font);
        free(bytes);
    }
    font_close(whole);
    arena_free(a);
}

static void a_long_postscript_name_is_refused(void **state)
{
    (void)state;
    enum { COUNT = 2, RECORDS = 6, RECORD = 12, ID = 6, LENGTH = 8, POSTSCRIPT = 6 };
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    Str sound = file_map("fonts/SourceSans3-Regular.ttf", 1 << 30, (Mark){0}, d);
    char *bytes = malloc(sound.n);
    memcpy(bytes, sound.s, sound.n);
    size_t names = table_offset(sound, "name");
    for (size_t i = 0; i < read_u16(sound, names + COUNT); i++)
        if (read_u16(sound, names + RECORDS + i * RECORD + ID) == POSTSCRIPT)
            put_u16(bytes + names + RECORDS + i * RECORD + LENGTH, 400); /* UTF-16 */
    assert_null(font_open(STR("Long.ttf"), (Str){bytes, sound.n}, (Mark){0}, a, d));
    assert_holds(str_from(findings_plain(d, a)), "font 'Long.ttf' has a PostScript name of more than 108 letters");
    free(bytes);
    arena_free(a);
}

/* Places in the CFF table of the test's font: header 4 bytes, Name INDEX to 29, Top DICT INDEX with its data from 34.
 */
static void damage_of_cff_is_named(void **state)
{
    (void)state;
    enum { TOP = 28, DICT = TOP + 5, END = DICT + 56 };
    static const Damage damages[] = {
        {"CFF ", true, 0, "CFFF", 4, "has no outlines (table 'CFF ')"},
        {"DSIG", true, 0, "CFF2", 4, "is a variable font"},
        {"CFF ", false, 0, "\2", 1, "does not hold the outlines"},
        {"CFF ", false, 2, "\xFF", 1, "does not hold the outlines"},
        {"CFF ", false, 4, "\xFF\xFF", 2, "does not hold the outlines"},
        {"CFF ", false, 6, "\5", 1, "does not hold the outlines"},
        {"CFF ", false, TOP, "\0\0", 2, "does not hold the outlines"},
        {"CFF ", false, DICT, "\x8B\x8B\x8B\x0C\x1E", 5, "(CID-keyed CFF); export it with glyph names"},
        {"CFF ", false, DICT, "\x1F", 1, "does not hold the outlines"},
        {"CFF ", false, END - 6, "\x1D\x7F", 2, "does not hold the outlines"},
        {"CFF ", false, END - 8, "\0", 1, "does not hold the outlines"},
        {"CFF ", false, END - 13, "\x1D\x7F", 2, "does not hold the outlines"},
        {"CFF ", false, END - 13, "\x1D\0\0\0\4", 5, "does not hold the outlines"},
        {"OS/2", false, 8, "\0\2", 2, "does not permit embedding (OS/2"},
    };
    damages_are_named("tests/fonts/SourceSans3-Regular.otf", damages, sizeof damages / sizeof *damages);
}

static void outlines_of_cff_are_read(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    Str truetype = file_map("fonts/SourceSans3-Regular.ttf", 1 << 30, (Mark){0}, d);
    Str cff = file_map("tests/fonts/SourceSans3-Regular.otf", 1 << 30, (Mark){0}, d);
    Font *one = font_open(STR("One.ttf"), truetype, (Mark){0}, a, d);
    Font *other = font_open(STR("Other.otf"), cff, (Mark){0}, a, d);
    assert_non_null(other);
    assert_true(other->cff);
    assert_false(one->cff);
    assert_string_equal(other->postscript_name.s, "SourceSans3-Regular");
    assert_int_equal(other->units_per_em, one->units_per_em);
    assert_int_equal(other->ascent, one->ascent);
    assert_int_equal(other->cap_height, one->cap_height);
    assert_int_equal(other->glyph_count, one->glyph_count);
    font_close(one);
    font_close(other);
    arena_free(a);
}

/* Preview & print and editable are permissions enough. */
static void sound_permissions_pass(void **state)
{
    (void)state;
    static const char permissions[] = {0, 4, 8, 6};
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    Str sound = file_map("fonts/SourceSans3-Regular.ttf", 1 << 30, (Mark){0}, d);
    char *bytes = malloc(sound.n);
    memcpy(bytes, sound.s, sound.n);
    for (size_t i = 0; i < sizeof permissions; i++) {
        bytes[table_offset(sound, "OS/2") + 9] = permissions[i];
        Font *font = font_open(STR("Sound.ttf"), (Str){bytes, sound.n}, (Mark){0}, a, d);
        assert_non_null(font);
        font_close(font);
    }
    free(bytes);
    arena_free(a);
}

/* Old OS/2 tables say no heights, nameless fonts no names; both are made up for. */
static void gaps_are_filled(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    Str sound = file_map("fonts/SourceSans3-Regular.ttf", 1 << 30, (Mark){0}, d);
    char *bytes = malloc(sound.n);
    memcpy(bytes, sound.s, sound.n);
    memset(bytes + table_offset(sound, "OS/2"), 0, 2);
    memcpy(bytes + table_record(sound, "name"), "nbme", 4);
    Font *font = font_open(STR("No (name).ttf"), (Str){bytes, sound.n}, (Mark){0}, a, d);
    assert_non_null(font);
    assert_string_equal(font->postscript_name.s, "Noname.ttf");
    assert_in_range(font->cap_height, 600, 700);
    font_close(font);
    font = font_open(STR("()"), (Str){bytes, sound.n}, (Mark){0}, a, d);
    assert_string_equal(font->postscript_name.s, "Unnamed");
    font_close(font);
    free(bytes);
    arena_free(a);
}

/* xorshift32: the same damage every time. */
static uint32_t random_next(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* FONT_SEEDS of the environment asks for more; every tenth font is cut off, the others have bytes flipped, half of them
   within the tables' list and the tables that the gate reads. What passes is shaped with. */
static void no_damage_crashes_in(const char *path, const char *const tags[12])
{
    const char *wanted = getenv("FONT_SEEDS");
    uint32_t seeds = wanted ? (uint32_t)atoi(wanted) : 300, passed = 0;
    Arena *keep = arena_new();
    Str sound = file_map(path, 1 << 30, (Mark){0}, diag_new(keep));
    for (uint32_t i = 1; i <= seeds; i++) {
        Arena *a = arena_new();
        Diag *d = diag_new(a);
        uint32_t seed = i * 2654435761u;
        size_t size = i % 10 == 0 ? random_next(&seed) % sound.n : sound.n;
        char *bytes = malloc(size + 1);
        memcpy(bytes, sound.s, size);
        for (uint32_t flips = 1 + random_next(&seed) % 24; size == sound.n && flips; flips--) {
            uint32_t where = random_next(&seed);
            size_t at = where % size;
            if (where & 0x40000000)
                at = 12 + where % 300;
            else if (where & 0x20000000)
                at = table_offset(sound, tags[where % 12]) + where / 12 % 400;
            bytes[at < size ? at : 0] ^= (char)(1u << random_next(&seed) % 8);
        }
        Font *font = font_open(STR("Fuzzed.ttf"), (Str){bytes, size}, (Mark){0}, a, d);
        assert_true((font == NULL) == (diag_errors(d) == 1));
        if (font) {
            ShapeCache *cache = shape_cache_new(&language_english, NULL);
            word_shape(cache, font, true, STR("Affidavits 1,103 \xC3\xA9\xCC\x81 AVAST"), a);
            shape_cache_free(cache);
            font_close(font);
            passed++;
        }
        free(bytes);
        arena_free(a);
    }
    /* Were none passed or all, the damage would test nothing. */
    assert_true(passed > seeds / 10 && passed < seeds);
    arena_free(keep);
}

static void no_damage_crashes(void **state)
{
    (void)state;
    static const char *const tags[12] = {"head", "hhea", "hmtx", "maxp", "cmap", "loca",
                                         "OS/2", "post", "name", "GSUB", "GPOS", "GDEF"};
    static const char *const tags_of_cff[12] = {"head", "hhea", "hmtx", "maxp", "cmap", "CFF ",
                                                "OS/2", "post", "CFF ", "GSUB", "CFF ", "GDEF"};
    no_damage_crashes_in("fonts/SourceSans3-Regular.ttf", tags);
    no_damage_crashes_in("tests/fonts/SourceSans3-Regular.otf", tags_of_cff);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faces_are_read),
        cmocka_unit_test(absent_faces_fall_back),
        cmocka_unit_test(a_set_reports_all_its_faces),
        cmocka_unit_test(glyphs_that_draw_nothing_are_refused),
        cmocka_unit_test(a_long_postscript_name_is_refused),
        cmocka_unit_test(damage_is_named),
        cmocka_unit_test(damage_of_cff_is_named),
        cmocka_unit_test(outlines_of_cff_are_read),
        cmocka_unit_test(sound_permissions_pass),
        cmocka_unit_test(gaps_are_filled),
        cmocka_unit_test(no_damage_crashes),
    };
    return cmocka_run_group_tests_name("font", tests, NULL, NULL);
}
