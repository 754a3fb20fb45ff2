/* Opens the theme's faces: maps each file, passes it through the gate, hands it to HarfBuzz and reads the names and
   metrics that layout and embedding ask for. Files that two faces share are opened once. */
#include "font.h"
#include "sfnt.h"

#include "ncmec/theme.h"

#include <errno.h>
#include <hb-ot.h>
#include <string.h>

enum { FONT_BYTES_MOST = 32 * 1024 * 1024, NAME_BYTES_MOST = 64 };

struct FontSet {
    const Font *faces[FACE_COUNT]; /* NULL: the regular one serves */
    const Font *fonts[FACE_COUNT]; /* each once, by index */
    uint32_t font_count;
};

int32_t font_bearing(const Font *font, uint32_t glyph)
{
    hb_glyph_extents_t extents;
    errno = 0; /* tables are loaded at first use */
    bool known = hb_font_get_glyph_extents(font_shaper(font), glyph, &extents);
    if (errno == ENOMEM)
        out_of_memory();
    return known ? extents.x_bearing : 0;
}

Sp font_length(int64_t units, const Font *font, Sp size)
{
    return sp_scale(size, units, font->units_per_em);
}

/* ---- Names and metrics ---- */

static Str name_read(const Font *font, hb_ot_name_id_t id, Arena *a)
{
    char name[NAME_BYTES_MOST];
    unsigned size = sizeof name;
    hb_ot_name_get_utf8(((const Shaper *)font->shaper)->face, id, HB_LANGUAGE_INVALID, &size, name);
    return str_copy(a, (Str){name, size});
}

/* A PostScript name is a name object in the PDF: printable ASCII without delimiters. */
static Str postscript_clean(Str name, Arena *a)
{
    Buf clean = {.arena = a};
    for (size_t i = 0; i < name.n; i++)
        if (name.s[i] > ' ' && name.s[i] < 0x7F && !strchr("[](){}<>/%#", name.s[i]))
            buf_char(&clean, name.s[i]);
    return buf_str(&clean);
}

static void names_read(Font *font, Arena *a)
{
    font->postscript_name = postscript_clean(name_read(font, HB_OT_NAME_ID_POSTSCRIPT_NAME, a), a);
    if (font->postscript_name.n == 0)
        font->postscript_name = postscript_clean(font->file, a);
    if (font->postscript_name.n == 0)
        font->postscript_name = STR("Unnamed");
    font->family = name_read(font, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, a);
    if (font->family.n == 0)
        font->family = name_read(font, HB_OT_NAME_ID_FONT_FAMILY, a);
    if (font->family.n == 0)
        font->family = font->postscript_name;
}

/* Old versions of OS/2 say no heights; the letters themselves do. */
static int height_of(const Font *font, int said, hb_codepoint_t letter)
{
    hb_codepoint_t glyph;
    hb_glyph_extents_t extents;
    if (said > 0)
        return said;
    if (hb_font_get_nominal_glyph(font_shaper(font), letter, &glyph) &&
        hb_font_get_glyph_extents(font_shaper(font), glyph, &extents) && extents.y_bearing > 0)
        return extents.y_bearing;
    return font->ascent;
}

/* The characters that line breaking itself puts in. */
static bool has_basics(const Font *font)
{
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(font_shaper(font), ' ', &glyph) && glyph != 0 &&
           hb_font_get_nominal_glyph(font_shaper(font), '-', &glyph) && glyph != 0;
}

/* ---- Composition ---- */

static const uint32_t plain_marks[] = {0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D};

enum { PLAIN_MARKS = sizeof plain_marks / sizeof *plain_marks };

bool text_is_plain(Str text)
{
    for (size_t at = ascii_end(text, 0); at < text.n; at = ascii_end(text, at)) {
        uint32_t c = utf8_next(text, &at);
        size_t i = 0;
        while (i < PLAIN_MARKS && plain_marks[i] != c)
            i++;
        if (i == PLAIN_MARKS)
            return false;
    }
    return true;
}

/* 'ccmp' composes letters with marks, or takes such letters apart. So where the closure of plain text's glyphs under
   its lookups, contexts and all, holds no other glyph, there is nothing in plain text that it could compose. */
bool font_composes_plain(const Font *font)
{
    static const hb_tag_t ccmp[] = {HB_TAG('c', 'c', 'm', 'p'), HB_TAG_NONE};
    Shaper *shaper = font->shaper;
    if (shaper->plain_asked)
        return shaper->plain_composes;
    errno = 0;
    hb_set_t *glyphs = hb_set_create(), *lookups = hb_set_create();
    hb_codepoint_t glyph;
    for (hb_codepoint_t c = ' '; c <= '~'; c++)
        if (hb_font_get_nominal_glyph(shaper->font, c, &glyph))
            hb_set_add(glyphs, glyph);
    for (size_t i = 0; i < PLAIN_MARKS; i++)
        if (hb_font_get_nominal_glyph(shaper->font, plain_marks[i], &glyph))
            hb_set_add(glyphs, glyph);
    unsigned count = hb_set_get_population(glyphs);
    hb_ot_layout_collect_lookups(shaper->face, HB_OT_TAG_GSUB, NULL, NULL, ccmp, lookups);
    hb_ot_layout_lookups_substitute_closure(shaper->face, lookups, glyphs);
    shaper->plain_composes = hb_set_get_population(glyphs) != count;
    shaper->plain_asked = true;
    bool complete = hb_set_allocation_successful(glyphs) && hb_set_allocation_successful(lookups);
    hb_set_destroy(glyphs);
    hb_set_destroy(lookups);
    if (errno == ENOMEM || !complete)
        out_of_memory();
    return shaper->plain_composes;
}

/* ---- Opening ---- */

void font_close(const Font *font)
{
    const Shaper *shaper = font->shaper;
    hb_font_destroy(shaper->font);
    hb_face_destroy(shaper->face);
}

Font *font_open(Str file, Str bytes, Mark mark, Arena *a, Diag *d)
{
    Font *font = ARENA_NEW(a, Font);
    font->file = str_copy(a, file);
    font->bytes = bytes;
    const char *wrong = sfnt_check(font);
    if (wrong)
        return diag_error(d, DIAG_FONT, mark, "font '%.*s' %s", STR_ARG(file), wrong), NULL;

    Shaper *shaper = ARENA_NEW(a, Shaper);
    font->shaper = shaper;
    errno = 0;
    hb_blob_t *blob = hb_blob_create(bytes.s, (unsigned)bytes.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    shaper->face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    shaper->font = hb_font_create(shaper->face);
    bool is_text_font = has_basics(font);
    if (errno == ENOMEM || shaper->font == hb_font_get_empty())
        out_of_memory();
    if (!is_text_font) {
        font_close(font);
        return diag_error(d, DIAG_FONT, mark,
                          "font '%.*s' has no glyphs for the space and the hyphen; replace it by a text font",
                          STR_ARG(file)),
               NULL;
    }
    names_read(font, a);
    font->cap_height = height_of(font, font->cap_height, 'H');
    font->x_height = height_of(font, font->x_height, 'x');
    if (errno == ENOMEM)
        out_of_memory();
    return font;
}

/* A file name of the theme never leads out of the fonts folder. */
static bool name_is_plain(Str file)
{
    return !memchr(file.s, '/', file.n) && !memchr(file.s, '\0', file.n) && !str_eq(file, STR("..")) &&
           !str_eq(file, STR("."));
}

static const Font *face_open(FontSet *set, const ThemeFile *face, const char *folder, Arena *a, Diag *d)
{
    for (uint32_t i = 0; i < set->font_count; i++)
        if (str_eq(set->fonts[i]->file, face->name))
            return set->fonts[i];
    if (!name_is_plain(face->name))
        return diag_error(d, DIAG_FONT, face->mark,
                          "font '%.*s' is not a plain file name; put the font into the fonts folder and name it alone",
                          STR_ARG(face->name)),
               NULL;
    Str path = str_printf(a, "%s/%.*s", folder, STR_ARG(face->name));
    size_t errors = diag_errors(d);
    Str bytes = file_map(path.s, FONT_BYTES_MOST, face->mark, d);
    if (diag_errors(d) > errors) {
        diag_note(d, face->mark, "the theme names this font; put the file into '%s' or name another", folder);
        return NULL;
    }
    Font *font = font_open(face->name, bytes, face->mark, a, d);
    if (!font)
        return NULL;
    font->index = set->font_count;
    return set->fonts[set->font_count++] = font;
}

FontSet *fontset_open(const ThemeFile *faces, size_t count, const char *folder, Arena *a, Diag *d)
{
    FontSet *set = ARENA_NEW(a, FontSet);
    size_t errors = diag_errors(d);
    if (count <= FACE_REGULAR || faces[FACE_REGULAR].name.n == 0)
        diag_error(d, DIAG_FONT, count > FACE_REGULAR ? faces[FACE_REGULAR].mark : (Mark){0},
                   "the theme names no font for the regular face; every theme needs that one");
    for (size_t i = 0; i < count && i < FACE_COUNT; i++)
        if (faces[i].name.n)
            set->faces[i] = face_open(set, &faces[i], folder, a, d);
    if (diag_errors(d) > errors) {
        fontset_close(set);
        return NULL;
    }
    return set;
}

void fontset_close(FontSet *set)
{
    if (!set)
        return;
    for (uint32_t i = 0; i < set->font_count; i++)
        font_close(set->fonts[i]);
    set->font_count = 0;
}

const Font *fontset_face(const FontSet *set, unsigned face_id)
{
    const Font *font = face_id < FACE_COUNT ? set->faces[face_id] : NULL;
    return font ? font : set->faces[FACE_REGULAR];
}
