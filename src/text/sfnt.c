/* Reads the tables of an OpenType font, with TrueType outlines or with CFF ones, that everything after it trusts, and
   refuses what HarfBuzz and the writer of the PDF could not embed. Glyph outlines are not looked into beyond their
   bounds, layout tables not at all: HarfBuzz checks those itself. Follows the OpenType specification 1.9, chapters of
   the same names as the tables. */
#include "sfnt.h"

#include <string.h>

typedef struct Table {
    Str bytes;
    bool found;
} Table;

static int read_s16(Str s, size_t at)
{
    int value = (int)read_u16(s, at);
    return value < 0x8000 ? value : value - 0x10000;
}

enum { HEADER_SIZE = 12, RECORD_SIZE = 16 };

static const char *const outside = "is damaged: one of its tables lies outside the file; replace it by the original";

/* The needed tables, in the order of NEEDED below. */
typedef enum TableId {
    TABLE_HEAD,
    TABLE_HHEA,
    TABLE_HMTX,
    TABLE_MAXP,
    TABLE_CMAP,
    TABLE_GLYF,
    TABLE_LOCA,
    TABLE_CFF,
    TABLE_OS2,
    TABLE_POST,
    TABLE_FVAR,
    TABLE_CFF2,
    TABLE_COUNT
} TableId;

/* Which fonts need a table. */
typedef enum Need { NEED_NEVER, NEED_ALWAYS, NEED_TRUETYPE, NEED_CFF } Need;

typedef struct TableInfo {
    char tag[5];
    Need need;
    uint32_t least; /* bytes */
    const char *lacking;
} TableInfo;

enum { MAXP_OF_TRUETYPE = 32 }; /* bytes; with CFF outlines it is the number of glyphs alone */

#define LACKS(tag) "lacks a whole table '" tag "'; replace it by the original"

static const TableInfo table_info[TABLE_COUNT] = {
    [TABLE_HEAD] = {"head", NEED_ALWAYS, 54, LACKS("head")},
    [TABLE_HHEA] = {"hhea", NEED_ALWAYS, 36, LACKS("hhea")},
    [TABLE_HMTX] = {"hmtx", NEED_ALWAYS, 4, LACKS("hmtx")},
    [TABLE_MAXP] = {"maxp", NEED_ALWAYS, 6, LACKS("maxp")},
    [TABLE_CMAP] = {"cmap", NEED_ALWAYS, 4, LACKS("cmap")},
    [TABLE_GLYF] = {"glyf", NEED_TRUETYPE, 1, "has no outlines (table 'glyf'); use a static TTF or OTF file"},
    [TABLE_LOCA] = {"loca", NEED_TRUETYPE, 4, LACKS("loca")},
    [TABLE_CFF] = {"CFF ", NEED_CFF, 4, "has no outlines (table 'CFF '); use a static TTF or OTF file"},
    [TABLE_OS2] = {"OS/2", NEED_ALWAYS, 78, LACKS("OS/2")},
    [TABLE_POST] = {"post", NEED_NEVER, 32, LACKS("post")},
    [TABLE_FVAR] = {"fvar", NEED_NEVER, 0, ""},
    [TABLE_CFF2] = {"CFF2", NEED_NEVER, 0, ""},
};

static bool table_is_needed(Need need, bool cff)
{
    switch (need) {
    case NEED_ALWAYS:
        return true;
    case NEED_TRUETYPE:
        return !cff;
    case NEED_CFF:
        return cff;
    case NEED_NEVER:
        break;
    }
    return false;
}

static const char *tables_check(const Table tables[TABLE_COUNT], bool cff)
{
    if (tables[TABLE_FVAR].found || tables[TABLE_CFF2].found)
        return "is a variable font; export the one instance that is wanted as a static TTF or OTF file, and name that";
    for (size_t id = 0; id < TABLE_COUNT; id++)
        if (table_is_needed(table_info[id].need, cff) &&
            (!tables[id].found || tables[id].bytes.n < table_info[id].least))
            return table_info[id].lacking;
    if (!cff && tables[TABLE_MAXP].bytes.n < MAXP_OF_TRUETYPE)
        return table_info[TABLE_MAXP].lacking;
    return NULL;
}

static const char *directory_read(Str file, Table tables[TABLE_COUNT], bool *cff)
{
    if (file.n < HEADER_SIZE)
        return "is not a font: it is too short; replace it by the original";
    uint32_t version = read_u32(file, 0);
    if (version == 0x74746366) /* "ttcf" */
        return "is a collection of fonts; use a file that holds one font";
    if (version == 0x774F4646 || version == 0x774F4632) /* "wOFF", "wOF2" */
        return "is a web font; use the TTF or OTF file that it was made of";
    *cff = version == 0x4F54544F;                                /* "OTTO" */
    if (!*cff && version != 0x00010000 && version != 0x74727565) /* "true" */
        return "is neither a TrueType nor an OpenType font; use a TTF or OTF file";
    size_t count = read_u16(file, 4);
    if (file.n < HEADER_SIZE + count * RECORD_SIZE)
        return "is damaged: its list of tables is cut off; replace it by the original";
    for (size_t i = 0; i < count; i++) {
        size_t record = HEADER_SIZE + i * RECORD_SIZE;
        size_t offset = read_u32(file, record + 8), length = read_u32(file, record + 12);
        if (offset > file.n || length > file.n - offset)
            return outside;
        for (size_t id = 0; id < TABLE_COUNT; id++)
            if (!tables[id].found && memcmp(file.s + record, table_info[id].tag, 4) == 0)
                tables[id] = (Table){str_slice(file, offset, offset + length), true};
    }
    return tables_check(tables, *cff);
}

static const char *head_check(Str head, Font *font)
{
    if (read_u32(head, 12) != 0x5F0F3CF5)
        return "is damaged: its table 'head' has no magic number; replace it by the original";
    font->units_per_em = (int)read_u16(head, 18);
    if (font->units_per_em < 16 || font->units_per_em > 16384)
        return "has units per em outside 16 to 16384; replace it by a sound font";
    for (size_t i = 0; i < 4; i++)
        font->bbox[i] = read_s16(head, 36 + 2 * i);
    return NULL;
}

static const char *metrics_check(Str hhea, Str hmtx, Font *font)
{
    font->ascent = read_s16(hhea, 4);
    font->descent = read_s16(hhea, 6);
    if (font->ascent <= 0 || font->descent > 0)
        return "has no sensible ascent and descent; replace it by a sound font";
    size_t measured = read_u16(hhea, 34);
    if (measured == 0 || measured > font->glyph_count || hmtx.n < 4 * measured + 2 * (font->glyph_count - measured))
        return "is damaged: its table 'hmtx' does not hold every glyph's width; replace it by the original";
    return NULL;
}

static const char *outlines_check(Str head, Str loca, Str glyf, const Font *font)
{
    static const char *const wrong = "is damaged: its table 'loca' points outside the outlines; replace it by the "
                                     "original";
    if (read_u16(head, 50) > 1)
        return "is damaged: the format of its table 'loca' is unknown; replace it by the original";
    bool is_long = read_u16(head, 50) == 1;
    size_t entry = is_long ? 4 : 2;
    if (loca.n / entry < (size_t)font->glyph_count + 1)
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

static const char *os2_check(Str os2, Font *font)
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
    if (read_u16(os2, 0) >= 2 && os2.n >= 90) {
        font->x_height = read_s16(os2, 86);
        font->cap_height = read_s16(os2, 88);
    }
    return NULL;
}

const char *sfnt_check(Font *font)
{
    Table tables[TABLE_COUNT] = {0};
    const char *wrong = directory_read(font->bytes, tables, &font->cff);
    if (wrong)
        return wrong;
    Str head = tables[TABLE_HEAD].bytes;
    font->glyph_count = read_u16(tables[TABLE_MAXP].bytes, 4);
    if (font->glyph_count == 0)
        return "has no glyphs; replace it by the original";
    if (tables[TABLE_POST].found && tables[TABLE_POST].bytes.n >= table_info[TABLE_POST].least)
        font->italic_angle = (int32_t)read_u32(tables[TABLE_POST].bytes, 4) / 65536.0;
    if ((wrong = head_check(head, font)) != NULL ||
        (wrong = metrics_check(tables[TABLE_HHEA].bytes, tables[TABLE_HMTX].bytes, font)) != NULL ||
        (wrong = font->cff ? cff_check(tables[TABLE_CFF].bytes, font->glyph_count)
                           : outlines_check(head, tables[TABLE_LOCA].bytes, tables[TABLE_GLYF].bytes, font)) != NULL)
        return wrong;
    return os2_check(tables[TABLE_OS2].bytes, font);
}
