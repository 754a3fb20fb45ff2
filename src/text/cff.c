/* The gate in front of PostScript outlines: the frame of a CFF program is whole, it holds one font whose glyphs are
   numbered as the rest of the file numbers them, and that font is name-keyed, so that a PDF may ask for its glyphs by
   number. Charstrings are not read here: HarfBuzz interprets them when it cuts the font down, and refuses damaged ones.
   Follows Adobe Technical Note 5176, The Compact Font Format Specification. */
#include "sfnt.h"

#include <string.h>

#define DAMAGED(what) "is damaged: its table 'CFF ' " what "; replace it by the original"

enum {
    OPERATOR_ESCAPE = 12,
    OPERATOR_CHARSTRINGS = 17,
    OPERATOR_PRIVATE = 18,
    OPERATOR_ROS = 12 << 8 | 30,
    OPERATOR_CHARSTRING_TYPE = 12 << 8 | 6,
    OPERANDS_MAX = 48,
};

typedef struct Index {
    uint32_t count;
    size_t end; /* of its data */
    Str first;  /* data of its first object */
} Index;

static uint32_t read_offset(Str s, size_t at, size_t size)
{
    uint32_t value = 0;
    for (size_t i = 0; i < size; i++)
        value = value << 8 | (unsigned char)s.s[at + i];
    return value;
}

/* An INDEX at 'at'; false where it does not lie within the table, or its offsets run backward. */
static bool index_read(Str cff, size_t at, Index *index)
{
    if (at > cff.n || cff.n - at < 2)
        return false;
    *index = (Index){.count = read_u16(cff, at), .end = at + 2};
    if (index->count == 0)
        return true;
    if (cff.n - at < 3)
        return false;
    size_t size = (unsigned char)cff.s[at + 2], offsets = at + 3, array = (index->count + (size_t)1) * size;
    if (size < 1 || size > 4 || array > cff.n - offsets)
        return false;
    size_t base = offsets + array - 1, before = 1;
    for (size_t i = 0; i <= index->count; i++) {
        size_t offset = read_offset(cff, offsets + i * size, size);
        if (offset < before || offset > cff.n - base || (i == 0 && offset != 1))
            return false;
        if (i == 1)
            index->first = str_slice(cff, base + 1, base + offset);
        before = offset;
    }
    index->end = base + before;
    return true;
}

/* What is asked of the Top DICT. */
typedef struct Top {
    int64_t charstrings, private_size, private_at, type;
    bool has_private, cid_keyed;
} Top;

/* A number of a DICT at *at, which moves behind it. Reals are not needed here: they are skipped and read as 0. */
static bool number_read(Str dict, size_t *at, int64_t *number)
{
    const unsigned char *p = (const unsigned char *)dict.s + *at;
    size_t left = dict.n - *at, size = p[0] == 28 ? 3 : p[0] == 29 ? 5 : p[0] >= 247 ? 2 : 1;
    *number = 0;
    if (p[0] == 30) {
        for (size = 1; size < left; size++) /* two digits a byte, up to the digit 15 */
            if (p[size] >> 4 == 0xF || (p[size] & 0xF) == 0xF) {
                *at += size + 1;
                return true;
            }
        return false;
    }
    if (size > left || p[0] == 31 || p[0] == 255 || (p[0] > 21 && p[0] < 28))
        return false;
    if (size == 3)
        *number = (int16_t)read_u16(dict, *at + 1);
    else if (size == 5)
        *number = (int32_t)read_u32(dict, *at + 1);
    else if (size == 2)
        *number = p[0] < 251 ? (p[0] - 247) * 256 + p[1] + 108 : -(p[0] - 251) * 256 - p[1] - 108;
    else
        *number = p[0] - 139;
    *at += size;
    return true;
}

static void operator_take(Top *top, int operator, const int64_t operands[], size_t count)
{
    if (operator== OPERATOR_ROS)
        top->cid_keyed = true;
    else if (operator== OPERATOR_CHARSTRINGS && count> 0)
        top->charstrings = operands[count - 1];
    else if (operator== OPERATOR_CHARSTRING_TYPE && count> 0)
        top->type = operands[count - 1];
    else if (operator== OPERATOR_PRIVATE && count> 1) {
        top->has_private = true;
        top->private_size = operands[count - 2];
        top->private_at = operands[count - 1];
    }
}

static bool top_read(Str dict, Top *top)
{
    int64_t operands[OPERANDS_MAX];
    size_t count = 0;
    *top = (Top){.type = 2};
    for (size_t at = 0; at < dict.n;) {
        int byte = (unsigned char)dict.s[at];
        if (byte > 21) {
            if (count == OPERANDS_MAX || !number_read(dict, &at, &operands[count++]))
                return false;
            continue;
        }
        at++;
        if (byte == OPERATOR_ESCAPE) {
            if (at == dict.n)
                return false;
            byte = byte << 8 | (unsigned char)dict.s[at++];
        }
        operator_take(top, byte, operands, count);
        count = 0;
    }
    return true;
}

const char *cff_check(Str cff, uint32_t glyph_count)
{
    Index names, tops, strings, subroutines, charstrings;
    Top top;
    size_t header = (unsigned char)cff.s[2];
    if (cff.s[0] != 1)
        return DAMAGED("has another version than 1");
    if (!index_read(cff, header, &names) || !index_read(cff, names.end, &tops) ||
        !index_read(cff, tops.end, &strings) || !index_read(cff, strings.end, &subroutines))
        return DAMAGED("has a list that leads outside of it");
    if (names.count != 1 || tops.count != 1)
        return "holds several fonts in its table 'CFF '; use a file that holds one";
    if (!top_read(tops.first, &top))
        return DAMAGED("breaks off in the list of its parts");
    if (top.cid_keyed)
        return "has its glyphs numbered as in East Asian fonts (CID-keyed CFF); export it with glyph names, or use its "
               "TTF form";
    if (top.type != 2)
        return "has outlines of an old kind (Type 1 charstrings); export it anew as a TTF or OTF file";
    if (top.charstrings <= 0 || !index_read(cff, (size_t)top.charstrings, &charstrings))
        return DAMAGED("does not hold the outlines");
    if (charstrings.count != glyph_count)
        return DAMAGED("holds another number of outlines than the font has glyphs");
    if (!top.has_private || top.private_size < 0 || top.private_at < 0 || (uint64_t)top.private_at > cff.n ||
        (uint64_t)top.private_size > cff.n - (uint64_t)top.private_at)
        return DAMAGED("does not hold its private part");
    return NULL;
}
