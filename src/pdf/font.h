/* Fonts as the document uses them, and their programs, cut down to the glyphs that it shows. */
#pragma once

#include "object.h"

/* A TrueType file, or a bare CFF table. Valid until the next call. */
typedef struct Subset {
    Str deflated;
    size_t length;           /* inflated */
    uint32_t glyph_count;    /* parts of composite glyphs make it more than was asked for */
    const uint16_t *renamed; /* by old glyph id: the new one of each glyph asked for */
    Identity identity;       /* of the program, inflated */
} Subset;

static inline bool glyph_is_used(const uint64_t *used, uint32_t glyph)
{
    return used[glyph / 64] >> glyph % 64 & 1;
}

/* One for all documents: a new one for each would cost 1% of a process and 2% of a batch. */
struct libdeflate_compressor *subset_compressor(const SubsetCache *cache);
/* 'used' has a bit for each of the font's glyphs. NULL and a finding where the program cannot be cut down. */
const Subset *subset_get(SubsetCache *cache, const Font *font, const uint64_t *used, Diag *d);

typedef struct Code {
    uint16_t glyph, next; /* the glyph's next code, 0 where there is none */
    int width;            /* 1/1000 em, as the W array gives it */
    Str text;
} Code;

typedef struct FontUse {
    const Font *font;
    unsigned resource; /* n of "/Fn" */
    HPDF_Dict object;  /* the Type0 dictionary */
    uint16_t *first;   /* by glyph: its first code, 0 where it has none */
    uint64_t *used;    /* a bit for each glyph */
    Code *codes;       /* [0] is .notdef, which is never shown */
    size_t count, capacity;
} FontUse;

FontUse *font_use(Pdf *pdf, const Font *font);
/* The character code of a glyph that stands for this text; 0 where all 65,535 codes are taken. */
uint16_t font_cid(Pdf *pdf, FontUse *use, uint32_t glyph, Str text);
bool fonts_write(Pdf *pdf, Diag *d);
void fonts_resources(const Pdf *pdf, Buf *entries);
