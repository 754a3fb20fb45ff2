/* Compression in zlib's format. */
#ifndef NCMEC_PDF_DEFLATE_H
#define NCMEC_PDF_DEFLATE_H

#include "ncmec/base.h"

struct libdeflate_compressor;
Str deflate_bytes(struct libdeflate_compressor *compressor, Str data, Arena *a);

/* The same made of pieces, for what is too large to be in memory as a whole. */
typedef struct Deflater Deflater;
Deflater *deflater_new(Arena *a);
void deflater_put(Deflater *f, Str piece);
Str deflater_end(Deflater *f);

#endif
