/* Font programs: the gate that they pass, and what shaping knows of them. */
#pragma once

#include "ncmec/text.h"

/* Plain text: printable ASCII, quotes and dashes; nearly all there is. */
bool text_is_plain(Str text);
/* May the feature 'ccmp' (composition of letters and marks) change plain text? Asked of the font once. */
bool font_composes_plain(const Font *font);

/* What is known of a glyph, by bits; it is sound where all are set. */
enum { GLYPH_KNOWN = 1, GLYPH_DRAWS = 2, GLYPH_HAS_WIDTH = 4, GLYPH_IS_SOUND = 7 };
static inline bool glyph_is_sound(const Font *font, uint32_t glyph)
{
    return font->glyphs[glyph] == GLYPH_IS_SOUND;
}
/* Whether the glyph cannot be what prints as that character: it draws nothing, though the character is no space, or has
   a width that no letter has. */
bool font_fault(const Font *font, uint32_t glyph, uint32_t character);
/* Reports, once to a Diag, that of the font, with all such characters of ASCII. */
void font_fault_report(const Font *font, uint32_t character, Diag *d);

/* Checks the program in 'bytes' and makes it ready for shaping; NULL and a DIAG_FONT finding that names 'file' where it
   cannot be used. Release it with font_close; 'bytes' is borrowed. */
Font *font_open(Str file, Str bytes, Mark mark, Arena *a, Diag *d);
void font_close(const Font *font);

/* Big-endian, as everything in a font; the bytes must be there. */
static inline uint32_t read_u16(Str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.s + at;
    return (uint32_t)p[0] << 8 | p[1];
}

static inline uint32_t read_u32(Str s, size_t at)
{
    return read_u16(s, at) << 16 | read_u16(s, at + 2);
}
