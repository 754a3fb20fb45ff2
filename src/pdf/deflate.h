/* Compression in zlib's format. */
#ifndef NCMEC_PDF_DEFLATE_H
#define NCMEC_PDF_DEFLATE_H

#include "ncmec/base.h"

/* Fast takes half the time of small, and less memory; files are 2.5% larger. */
typedef enum DeflateLevel { DEFLATE_FAST, DEFLATE_SMALL, DEFLATE_LEVELS } DeflateLevel;

Str deflate_bytes(DeflateLevel level, Str data, Arena *a);

/* The same made of pieces, for what is too large to be in memory as a whole. */
typedef struct Deflater Deflater;
Deflater *deflater_new(Arena *a);
void deflater_put(Deflater *f, Str piece);
Str deflater_end(Deflater *f);

#endif
