/* Opens the theme's faces: reads the tables that layout and embedding trust, and refuses fonts that could not be
   embedded, or only with letters missing. HarfBuzz finds the tables and checks all others. Follows the OpenType
   specification 1.9, chapters of the same names as the tables. */
#include "font.h"

#include "ncmec/theme.h"

#include <errno.h>
#include <hb-ot.h>
#include <sys/stat.h>

/* A name object takes 127 bytes; a subset's has a tag in front and a word after it. */
enum { FONT_BYTES_MOST = 32 * 1024 * 1024, NAME_BYTES_MOST = 108 };

struct FontSet {
    const Font *faces[FACE_COUNT]; /* NULL: the regular one serves */
    const Font *fonts[FACE_COUNT]; /* each once, by index */
    uint32_t font_count;
};

/* ---- What others ask ---- */

/* After a failed allocation HarfBuzz goes on as if the font had less. */
static void memory_check(void)
{
    if (errno == ENOMEM)
        out_of_memory();
}

uint32_t font_glyph(const Font *font, uint32_t character)
{
    hb_codepoint_t glyph = 0;
    errno = 0; /* tables are loaded at first use */
    hb_font_get_nominal_glyph(font->shaper, character, &glyph);
    memory_check();
    return glyph;
}

int32_t font_advance(const Font *font, uint32_t glyph)
{
    errno = 0;
    int32_t advance = hb_font_get_glyph_h_advance(font->shaper, glyph);
    memory_check();
    return advance;
}

static hb_glyph_extents_t extents_of(const Font *font, uint32_t glyph)
{
    hb_glyph_extents_t extents = {0};
    errno = 0;
    hb_font_get_glyph_extents(font->shaper, glyph, &extents);
    memory_check();
    return extents;
}

int32_t font_bearing(const Font *font, uint32_t glyph)
{
    return extents_of(font, glyph).x_bearing;
}

Sp font_length(int64_t units, const Font *font, Sp size)
{
    return sp_scale(size, units, font->units_per_em);
}

Sp font_above(const Font *font, Sp size)
{
    int64_t whole = (int64_t)font->ascent - font->descent;
    return whole > 0 ? sp_scale(size, font->ascent, whole) : size;
}

/* ---- Tables ---- */

typedef enum Table { HEAD, HHEA, HMTX, MAXP, OS2, CMAP, LOCA, GLYF, CFF, POST, FVAR, CFF2, TABLE_COUNT } Table;

#define LACKS(tag) "lacks a whole table '" tag "'; replace it by the original"
#define NO_OUTLINES(tag) "has no outlines (table '" tag "'); use a static TTF or OTF file (WCAG 1.4.4)"
#define DAMAGED(what) "is damaged: " what "; replace it by the original"

static const struct {
    const char *tag;
    uint32_t of_truetype, of_cff; /* least bytes with these outlines; 0: it may be missing */
    const char *lacking;
} table_rows[TABLE_COUNT] = {
    [HEAD] = {"head", 54, 54, LACKS("head")},
    [HHEA] = {"hhea", 36, 36, LACKS("hhea")},
    [HMTX] = {"hmtx", 4, 4, LACKS("hmtx")},
    [MAXP] = {"maxp", 32, 6, LACKS("maxp")},
    [OS2] = {"OS/2", 78, 78, LACKS("OS/2")},
    [CMAP] = {"cmap", 4, 4, LACKS("cmap")},
    [LOCA] = {"loca", 4, 0, LACKS("loca")},
    [GLYF] = {"glyf", 1, 0, NO_OUTLINES("glyf")},
    [CFF] = {"CFF ", 0, 4, NO_OUTLINES("CFF ")},
    [POST] = {"post", 0, 0, NULL},
    [FVAR] = {"fvar", 0, 0, NULL},
    [CFF2] = {"CFF2", 0, 0, NULL},
};

static int read_s16(Str s, size_t at)
{
    return (int16_t)read_u16(s, at);
}

/* What is wrong and what to do, as the end of a sentence that begins with the file's name; NULL: nothing. */
static const char *tables_read(Font *font, hb_face_t *face, Str tables[TABLE_COUNT])
{
    if (font->bytes.n < 12)
        return "is not a font: it is too short; replace it by the original";
    uint32_t version = read_u32(font->bytes, 0);
    if (version == HB_TAG('t', 't', 'c', 'f'))
        return "is a collection of fonts; use a file that holds one font";
    if (version == HB_TAG('w', 'O', 'F', 'F') || version == HB_TAG('w', 'O', 'F', '2'))
        return "is a web font; use the TTF or OTF file that it was made of";
    font->cff = version == HB_TAG('O', 'T', 'T', 'O');
    if (!font->cff && version != 0x00010000 && version != HB_TAG('t', 'r', 'u', 'e'))
        return "is neither a TrueType nor an OpenType font; use a TTF or OTF file";
    for (Table id = 0; id < TABLE_COUNT; id++) {
        hb_blob_t *blob = hb_face_reference_table(face, hb_tag_from_string(table_rows[id].tag, 4));
        unsigned length;
        tables[id].s = hb_blob_get_data(blob, &length); /* within font->bytes */
        tables[id].n = length;
        hb_blob_destroy(blob);
    }
    if (tables[FVAR].n || tables[CFF2].n)
        return "is a variable font; export the one instance that is wanted as a static TTF or OTF file, and name that";
    for (Table id = 0; id < TABLE_COUNT; id++)
        if (tables[id].n < (font->cff ? table_rows[id].of_cff : table_rows[id].of_truetype))
            return table_rows[id].lacking;
    return NULL;
}

static const char *metrics_read(Font *font, const Str tables[TABLE_COUNT])
{
    Str head = tables[HEAD], hhea = tables[HHEA], hmtx = tables[HMTX];
    if (read_u32(head, 12) != 0x5F0F3CF5)
        return DAMAGED("its table 'head' has no magic number");
    font->units_per_em = (int)read_u16(head, 18);
    if (font->units_per_em < 16 || font->units_per_em > 16384)
        return "has units per em outside 16 to 16384; replace it by a sound font";
    for (size_t i = 0; i < 4; i++)
        font->bbox[i] = read_s16(head, 36 + 2 * i);
    font->glyph_count = read_u16(tables[MAXP], 4);
    if (font->glyph_count == 0)
        return "has no glyphs; replace it by the original";
    font->ascent = read_s16(hhea, 4);
    font->descent = read_s16(hhea, 6);
    if (font->ascent <= 0 || font->descent > 0)
        return "has no sensible ascent and descent; replace it by a sound font";
    size_t measured = read_u16(hhea, 34);
    if (measured == 0 || measured > font->glyph_count || hmtx.n < 4 * measured + 2 * (font->glyph_count - measured))
        return DAMAGED("its table 'hmtx' does not hold every glyph's width");
    if (tables[POST].n >= 32)
        font->italic_angle = (int32_t)read_u32(tables[POST], 4) / 65536.0;
    return NULL;
}

/* HarfBuzz takes a glyph that is out of place for an empty one. */
static const char *truetype_check(Font *font, Str head, Str loca, Str glyf)
{
    static const char wrong[] = DAMAGED("its table 'loca' points outside the outlines");
    if (read_u16(head, 50) > 1)
        return DAMAGED("the format of its table 'loca' is unknown");
    bool is_long = font->loca_is_long = read_u16(head, 50) == 1;
    font->loca = loca;
    font->glyf = glyf;
    if (loca.n / (is_long ? 4 : 2) < (size_t)font->glyph_count + 1)
        return wrong;
    uint32_t before = 0;
    for (size_t i = 0; i <= font->glyph_count; i++) {
        uint32_t at = is_long ? read_u32(loca, 4 * i) : 2 * read_u16(loca, 2 * i);
        if (at < before || at > glyf.n)
            return wrong;
        before = at;
    }
    return NULL;
}

/* HarfBuzz measures a glyph only where the whole frame of the CFF program is sound and holds as many glyphs as the
   font. The PDF asks for glyphs by number, so CID-keyed programs, whose Top DICT begins with the operator ROS, are
   refused (Adobe Technical Note 5176, The Compact Font Format Specification). */
static const char *cff_check(const Font *font, Str cff)
{
    enum { ROS = 12 << 8 | 30, OPERATORS = 22, LONG = 29, REAL = 30 };
    static const char wrong[] = DAMAGED("its table 'CFF ' does not hold the outlines");
    const unsigned char *p = (const unsigned char *)cff.s;
    size_t at =
        p[2]; /* past the header; then an INDEX of names and one of Top DICTs, each: count, size, offsets, data */
    for (int index = 0; index < 2; index++) {
        if (at + 3 > cff.n)
            return wrong;
        size_t count = read_u16(cff, at), size = p[at + 2], data = at + 2 + (count + 1) * size, length = 0;
        if (size < 1 || size > 4 || data >= cff.n)
            return wrong;
        for (size_t i = 0; i < size; i++)
            length = length << 8 | p[at + 3 + (index ? 0 : count * size) + i];
        at = data + length;
    }
    while (at + 5 < cff.n && p[at] >= OPERATORS && p[at] != REAL)
        at += p[at] == 28 ? 3 : p[at] == LONG ? 5 : p[at] >= 247 ? 2 : 1;
    if (at + 1 < cff.n && (p[at] << 8 | p[at + 1]) == ROS)
        return "has its glyphs numbered as in East Asian fonts (CID-keyed CFF); export it with glyph names, or use its "
               "TTF form";
    hb_glyph_extents_t extents;
    return hb_font_get_glyph_extents(font->shaper, 0, &extents) ? NULL : wrong;
}

static const char *os2_read(Font *font, Str os2)
{
    enum { RESTRICTED = 0x2, PREVIEW = 0x4, EDITABLE = 0x8, NO_SUBSET = 0x100, BITMAPS_ONLY = 0x200, IS_ITALIC = 0x1 };
    uint32_t permits = read_u16(os2, 8);
    if ((permits & (RESTRICTED | PREVIEW | EDITABLE)) == RESTRICTED)
        return "does not permit embedding (OS/2 fsType); use a font whose license does";
    if (permits & NO_SUBSET)
        return "does not permit embedding a part of it (OS/2 fsType); use a font whose license does";
    if (permits & BITMAPS_ONLY)
        return "permits embedding bitmaps only (OS/2 fsType); use a font whose license permits outlines";
    int weight = (int)read_u16(os2, 4);
    font->weight = weight < 100 ? 100 : weight > 900 ? 900 : weight;
    font->italic = read_u16(os2, 62) & IS_ITALIC;
    if (read_u16(os2, 0) >= 2 && os2.n >= 90)
        font->cap_height = read_s16(os2, 88);
    return NULL;
}

/* Line breaking itself puts in spaces and hyphens. */
static const char *font_check(Font *font, hb_face_t *face)
{
    Str tables[TABLE_COUNT];
    const char *wrong = tables_read(font, face, tables);
    if (!wrong)
        wrong = metrics_read(font, tables);
    if (!wrong)
        wrong =
            font->cff ? cff_check(font, tables[CFF]) : truetype_check(font, tables[HEAD], tables[LOCA], tables[GLYF]);
    if (!wrong)
        wrong = os2_read(font, tables[OS2]);
    if (!wrong && (!font_glyph(font, ' ') || !font_glyph(font, '-')))
        wrong = "has no glyphs for the space and the hyphen; replace it by a text font";
    return wrong;
}

/* The PostScript name, else the file's. It is a name object in the PDF: printable ASCII without delimiters. */
static Str name_read(const Font *font, Arena *a)
{
    char bytes[2 * NAME_BYTES_MOST];
    unsigned size = sizeof bytes;
    errno = 0; /* the table of names is loaded at first use */
    hb_ot_name_get_utf8(hb_font_get_face(font->shaper), HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size,
                        bytes);
    memory_check();
    const Str names[] = {{bytes, size}, font->file, STR("Unnamed")};
    Buf clean = {.arena = a};
    for (size_t k = 0; clean.n == 0; k++)
        for (size_t i = 0; i < names[k].n; i++)
            if (names[k].s[i] > ' ' && names[k].s[i] < 0x7F && !strchr("[](){}<>/%#", names[k].s[i]))
                buf_char(&clean, names[k].s[i]);
    return buf_str(&clean);
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

/* 'ccmp' can change nothing where the closure of plain text's glyphs under its lookups holds no other glyph. Shaping
   without it saves 8% of a process. */
bool font_composes_plain(const Font *font)
{
    static const hb_tag_t ccmp[] = {HB_TAG('c', 'c', 'm', 'p'), HB_TAG_NONE};
    hb_face_t *face = hb_font_get_face(font->shaper);
    if (*font->composes)
        return *font->composes == 2;
    hb_set_t *glyphs = hb_set_create(), *lookups = hb_set_create();
    for (uint32_t c = ' '; c <= '~'; c++)
        hb_set_add(glyphs, font_glyph(font, c));
    for (size_t i = 0; i < PLAIN_MARKS; i++)
        hb_set_add(glyphs, font_glyph(font, plain_marks[i]));
    unsigned count = hb_set_get_population(glyphs);
    hb_ot_layout_collect_lookups(face, HB_OT_TAG_GSUB, NULL, NULL, ccmp, lookups);
    hb_ot_layout_lookups_substitute_closure(face, lookups, glyphs);
    *font->composes = hb_set_get_population(glyphs) != count ? 2 : 1;
    if (!hb_set_allocation_successful(glyphs) || !hb_set_allocation_successful(lookups))
        out_of_memory();
    hb_set_destroy(glyphs);
    hb_set_destroy(lookups);
    memory_check();
    return *font->composes == 2;
}

/* ---- Glyphs that cannot be right ---- */

enum { EMS_MOST = 20, WIDTH_MOST = 65535 };

/* The box of what is drawn. */
typedef struct Drawn {
    float left, right, low, high;
    bool any;
} Drawn;

static void drawn_add(Drawn *drawn, float x, float y)
{
    drawn->left = drawn->any && drawn->left < x ? drawn->left : x;
    drawn->right = drawn->any && drawn->right > x ? drawn->right : x;
    drawn->low = drawn->any && drawn->low < y ? drawn->low : y;
    drawn->high = drawn->any && drawn->high > y ? drawn->high : y;
    drawn->any = true;
}

static void on_line(hb_draw_funcs_t *f, void *drawn, hb_draw_state_t *from, float x, float y, void *user)
{
    (void)f;
    (void)user;
    drawn_add(drawn, from->current_x, from->current_y);
    drawn_add(drawn, x, y);
}

static void on_quadratic(hb_draw_funcs_t *f, void *drawn, hb_draw_state_t *from, float control_x, float control_y,
                         float x, float y, void *user)
{
    drawn_add(drawn, control_x, control_y);
    on_line(f, drawn, from, x, y, user);
}

static void on_cubic(hb_draw_funcs_t *f, void *drawn, hb_draw_state_t *from, float first_x, float first_y,
                     float second_x, float second_y, float x, float y, void *user)
{
    drawn_add(drawn, first_x, first_y);
    on_quadratic(f, drawn, from, second_x, second_y, x, y, user);
}

enum { GLYPH_HEADER = 10, COMPONENTS_MOST = 64, NESTED_MOST = 6 };

static Str glyph_bytes(const Font *font, uint32_t glyph)
{
    Str loca = font->loca;
    size_t from = font->loca_is_long ? read_u32(loca, 4 * glyph) : 2 * read_u16(loca, 2 * glyph);
    size_t to = font->loca_is_long ? read_u32(loca, 4 * glyph + 4) : 2 * read_u16(loca, 2 * glyph + 2);
    return str_slice(font->glyf, from, to);
}

/* Whether a glyph made of others comes to an end, so soon that every program that draws it goes so far. */
static bool glyph_ends(const Font *font, uint32_t glyph, int depth, int *left)
{
    enum { WORDS = 0x1, SCALE = 0x8, MORE = 0x20, TWO_SCALES = 0x40, FOUR_SCALES = 0x80 };
    Str bytes = glyph < font->glyph_count ? glyph_bytes(font, glyph) : (Str){0};
    if (bytes.n <= GLYPH_HEADER || read_s16(bytes, 0) >= 0)
        return true;
    uint32_t flags = MORE;
    for (size_t at = GLYPH_HEADER; flags & MORE;) {
        if (depth == NESTED_MOST || --*left < 0 || at + 4 > bytes.n)
            return false;
        flags = read_u16(bytes, at);
        if (!glyph_ends(font, read_u16(bytes, at + 2), depth + 1, left))
            return false;
        at += 4U + (flags & WORDS ? 4 : 2) + (flags & SCALE ? 2 : flags & TWO_SCALES ? 4 : flags & FOUR_SCALES ? 8 : 0);
    }
    return true;
}

static bool glyph_draws(const Font *font, uint32_t glyph)
{
    static hb_draw_funcs_t *pen; /* ends with the process */
    Drawn drawn = {0};
    int components = COMPONENTS_MOST;
    if (!font->cff && !glyph_ends(font, glyph, 0, &components))
        return false;
    errno = 0;
    if (!pen) {
        pen = hb_draw_funcs_create();
        hb_draw_funcs_set_line_to_func(pen, on_line, NULL, NULL);
        hb_draw_funcs_set_quadratic_to_func(pen, on_quadratic, NULL, NULL);
        hb_draw_funcs_set_cubic_to_func(pen, on_cubic, NULL, NULL);
    }
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(font->shaper, glyph, pen, &drawn);
#else
    hb_font_get_glyph_shape(font->shaper, glyph, pen, &drawn);
#endif
    memory_check();
    return drawn.right > drawn.left && drawn.high > drawn.low;
}

/* Most glyphs are an outline with a box that it fills; to draw the others alone saves a fortieth of a process. */
static bool glyph_is_outline(const Font *font, uint32_t glyph)
{
    enum { HEADER = GLYPH_HEADER, POINTS_LEAST = 3, BYTES_LEAST = 6 };
    if (font->cff)
        return false;
    Str outline = glyph_bytes(font, glyph);
    int contours = outline.n > HEADER ? read_s16(outline, 0) : 0;
    size_t points_end = HEADER + 2 * (size_t)contours; /* then come the instructions, flags and coordinates */
    if (contours <= 0 || outline.n < points_end + 2)
        return false;
    return outline.n >= points_end + 2 + read_u16(outline, points_end) + BYTES_LEAST &&
           read_u16(outline, points_end - 2) + 1 >= POINTS_LEAST && read_s16(outline, 2) < read_s16(outline, 6) &&
           read_s16(outline, 4) < read_s16(outline, 8);
}

bool font_fault(const Font *font, uint32_t glyph, uint32_t character)
{
    uint8_t *known = &font->glyphs[glyph];
    if (!*known) {
        int32_t advance = font_advance(font, glyph);
        bool has_width = advance > 0 && advance < WIDTH_MOST && advance <= EMS_MOST * font->units_per_em;
        *known = (uint8_t)(GLYPH_KNOWN | (glyph_is_outline(font, glyph) || glyph_draws(font, glyph) ? GLYPH_DRAWS : 0) |
                           (has_width ? GLYPH_HAS_WIDTH : 0));
    }
    if (glyph_is_sound(font, glyph))
        return false;
    hb_unicode_general_category_t of = hb_unicode_general_category(hb_unicode_funcs_get_default(), character);
    bool is_mark = of == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
                   of == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK || of == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
    bool is_space = of == HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR || character == 0x2800 /* of braille */;
    if (of <= HB_UNICODE_GENERAL_CATEGORY_SURROGATE) /* controls, formats, what is nothing yet */
        return false;
    return (!(*known & GLYPH_DRAWS) && !is_space) || (!(*known & GLYPH_HAS_WIDTH) && !is_mark);
}

void font_fault_report(const Font *font, uint32_t character, Diag *d)
{
    Arena *scratch = arena_new();
    Buf list = {.arena = scratch};
    bool is_blank = !(font->glyphs[font_glyph(font, character)] & GLYPH_DRAWS) && character != ' ';
    for (uint32_t c = ' '; c <= 0x7F; c++) {
        uint32_t said = c < 0x7F ? c : character, glyph = font_glyph(font, said);
        if ((c == 0x7F && character < 0x7F) || !glyph || !font_fault(font, glyph, said) ||
            is_blank != (!(font->glyphs[glyph] & GLYPH_DRAWS) && said != ' '))
            continue;
        buf_put(&list, list.n ? STR(" ") : STR(""));
        if (said == ' ')
            buf_put(&list, STR("space"));
        else
            buf_code_point(&list, said);
    }
    if (list.n == 0)
        buf_code_point(&list, character);
    Str message =
        str_printf(scratch,
                   is_blank ? "the font '%.*s' draws nothing for %.*s; take its original file, or another font"
                            : "the font '%.*s' gives a width that cannot be (0, or many times the size) to "
                              "%.*s; take its original file, or another font",
                   STR_ARG(font->file), STR_ARG(buf_str(&list)));
    if (!diag_said(d, DIAG_FONT, message))
        diag_error(d, DIAG_FONT, (Mark){0}, "%.*s", STR_ARG(message));
    arena_free(scratch);
}

/* ---- Opening ---- */

void font_close(const Font *font)
{
    hb_font_destroy(font->shaper);
}

Font *font_open(Str file, Str bytes, Mark mark, Arena *a, Diag *d)
{
    Font *font = ARENA_NEW(a, Font);
    font->file = str_copy(a, file);
    font->named_at = mark;
    font->bytes = bytes;
    errno = 0;
    hb_blob_t *blob = hb_blob_create(bytes.s, (unsigned)bytes.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    font->shaper = hb_font_create(face);
    memory_check();
    hb_blob_destroy(blob);
    hb_face_destroy(face);
    const char *wrong = font_check(font, face);
    memory_check();
    if (wrong) {
        font_close(font);
        return diag_error(d, DIAG_FONT, mark, "font '%.*s' %s", STR_ARG(file), wrong), NULL;
    }
    font->postscript_name = name_read(font, a);
    if (font->postscript_name.n > NAME_BYTES_MOST) {
        font_close(font);
        return diag_error(
                   d, DIAG_FONT, mark,
                   "font '%.*s' has a PostScript name of more than %d letters, which no PDF takes; take its original "
                   "file",
                   STR_ARG(file), NAME_BYTES_MOST),
               NULL;
    }
    font->glyphs = ARENA_ARRAY(a, uint8_t, font->glyph_count);
    if (font->cap_height <= 0) /* old versions of OS/2 do not tell it; a letter does */
        font->cap_height = extents_of(font, font_glyph(font, 'H')).y_bearing;
    font->composes = ARENA_NEW(a, uint8_t);
    return font;
}

/* A link that leads nowhere is there: a face that the office has is not replaced in silence by one of the same name. */
static bool is_lacking(const char *path)
{
    struct stat status;
    return lstat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

/* Of the first folder that has it; the second may be NULL. */
static const Font *face_open(FontSet *set, const ThemeFile *face, const char *const folders[2], Arena *a, Diag *d)
{
    for (uint32_t i = 0; i < set->font_count; i++)
        if (str_eq(set->fonts[i]->file, face->name))
            return set->fonts[i];
    bool leads_out = memchr(face->name.s, '/', face->name.n) || memchr(face->name.s, '\0', face->name.n) ||
                     str_eq(face->name, STR("..")) || str_eq(face->name, STR("."));
    if (leads_out)
        return diag_error(d, DIAG_FONT, face->mark,
                          "font '%.*s' is not a plain file name; put the font into the fonts folder and name it alone",
                          STR_ARG(face->name)),
               NULL;
    const char *path = str_printf(a, "%s/%.*s", folders[0], STR_ARG(face->name)).s;
    const char *other = folders[1] ? str_printf(a, "%s/%.*s", folders[1], STR_ARG(face->name)).s : NULL;
    size_t errors = diag_errors(d);
    path = other && is_lacking(path) && !is_lacking(other) ? other : path;
    Str bytes = file_map(path, FONT_BYTES_MOST, face->mark, d);
    if (diag_errors(d) > errors) {
        if (file_is_lacking(path))
            diag_note(d, face->mark, "the theme names this font; %s'%s' or name another",
                      is_lacking(path) ? "put the file into " : "this link leads nowhere: put the file into ",
                      folders[0]);
        return NULL;
    }
    Font *font = font_open(face->name, bytes, face->mark, a, d);
    if (!font)
        return NULL;
    font->index = set->font_count;
    return set->fonts[set->font_count++] = font;
}

FontSet *fontset_open(const ThemeFile *faces, size_t count, const char *folder, const char *shipped, Arena *a, Diag *d)
{
    const char *const folders[] = {folder, shipped};
    FontSet *set = ARENA_NEW(a, FontSet);
    size_t errors = diag_errors(d);
    if (count <= FACE_REGULAR || faces[FACE_REGULAR].name.n == 0)
        diag_error(d, DIAG_FONT, count > FACE_REGULAR ? faces[FACE_REGULAR].mark : (Mark){0},
                   "the theme names no font for the regular face; every theme needs that one");
    for (size_t i = 0; i < count && i < FACE_COUNT; i++)
        if (faces[i].name.n)
            set->faces[i] = face_open(set, &faces[i], folders, a, d);
    if (diag_errors(d) == errors)
        return set;
    fontset_close(set);
    return NULL;
}

void fontset_close(FontSet *set)
{
    for (uint32_t i = 0; set && i < set->font_count; i++)
        font_close(set->fonts[i]);
    if (set)
        set->font_count = 0;
}

const Font *fontset_face(const FontSet *set, unsigned face_id)
{
    const Font *font = face_id < FACE_COUNT ? set->faces[face_id] : NULL;
    return font ? font : set->faces[FACE_REGULAR];
}
