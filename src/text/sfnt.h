/* The gate in front of a font program: what shaping, subsetting and embedding rely on is checked once, here. */
#ifndef NCMEC_TEXT_SFNT_H
#define NCMEC_TEXT_SFNT_H

#include "ncmec/text.h"

/* Checks the tables of the program in font->bytes and fills in the metrics that they give. NULL where it is good, else
   what is wrong with it and what to do, as the end of a sentence that begins with the file's name. */
const char *sfnt_check(Font *font);

/* cff.c: the same for the table "CFF " of a font with so many glyphs. */
const char *cff_check(Str cff, uint32_t glyph_count);

/* Big-endian, as everything in a font; the caller has seen to it that the bytes are there. */
static inline uint32_t read_u16(Str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.s + at;
    return (uint32_t)p[0] << 8 | p[1];
}

static inline uint32_t read_u32(Str s, size_t at)
{
    return read_u16(s, at) << 16 | read_u16(s, at + 2);
}

#endif
