/* Compression in zlib's format. */
#pragma once

#include "ncmec/base.h"

enum { DEFLATE_FAST = 1, DEFLATE_SMALL = 6 }; /* fast takes half the time, and less memory; files are 2.5% larger */

struct libdeflate_compressor;
struct libdeflate_compressor *compressor_new(int level);
Str deflate_bytes(struct libdeflate_compressor *compressor, Str data, Arena *a);

/* The same made of pieces, for what is too large to be in memory as a whole. */
typedef struct Deflater Deflater;
Deflater *deflater_new(Arena *a);
void deflater_put(Deflater *f, Str piece);
Str deflater_end(Deflater *f);
