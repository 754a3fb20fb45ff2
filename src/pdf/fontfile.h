/* Font programs, cut down to the glyphs that a document shows. */
#ifndef NCMEC_PDF_FONTFILE_H
#define NCMEC_PDF_FONTFILE_H

#include "ncmec/pdf.h"
#include "src/base/hash.h"

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

#endif
