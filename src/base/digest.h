/* SHA-256, by which others check that a file is the one listed. */
#ifndef NCMEC_DIGEST_H
#define NCMEC_DIGEST_H

#include "ncmec/base.h"

enum { DIGEST_BYTES = 32, DIGEST_HEX = 2 * DIGEST_BYTES };

void digest_make(Str bytes, uint8_t out[DIGEST_BYTES]);
void digest_hex(const uint8_t digest[DIGEST_BYTES], char out[DIGEST_HEX + 1]); /* terminated */

#endif
