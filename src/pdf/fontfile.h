/* Font programs, and all else that a worker keeps between documents. */
#ifndef NCMEC_PDF_FONTFILE_H
#define NCMEC_PDF_FONTFILE_H

#include "ncmec/pdf.h"
#include "src/base/hash.h"

#include <hb.h>

/* A font program cut down to some glyphs: a TrueType file, or a bare CFF table. Valid until the next call. */
typedef struct Subset {
    Str deflated;
    size_t length;           /* inflated */
    uint32_t glyph_count;    /* parts of composite glyphs make it more than was asked for */
    const uint16_t *renamed; /* new glyph ids, in order of the old ones */
    Identity identity;       /* of the program, inflated */
} Subset;

/* 'used' has a bit for each of the font's glyphs. NULL and a finding where the program cannot be cut down. */
const Subset *subset_get(SubsetCache *cache, const Font *font, const uint64_t *used, Diag *d);
hb_font_t *subset_face(SubsetCache *cache, const Font *font); /* a reference, in font units; for widths */
struct libdeflate_compressor *subset_cache_compressor(SubsetCache *cache);
/* The document's own memory: reset and kept from one document to the next. */
Arena *subset_cache_lend(SubsetCache *cache);
void subset_cache_return(SubsetCache *cache, Arena *a);

#endif
