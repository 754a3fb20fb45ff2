/* Hashes of 256 bits: by SHA-256 others check that a file is the one listed; by BLAKE2b a sheet says what it was made
   of, since every sheet pays for that: it takes 14 instructions a byte, a fifth of what libmd's SHA-256 takes. */
#ifndef NCMEC_DIGEST_H
#define NCMEC_DIGEST_H

#include "ncmec/base.h"

enum { DIGEST_BYTES = 32, DIGEST_HEX = 2 * DIGEST_BYTES };

void digest_make(Str bytes, uint8_t out[DIGEST_BYTES]);      /* SHA-256: sha256sum prints the same */
void fingerprint_make(Str bytes, uint8_t out[DIGEST_BYTES]); /* BLAKE2b: b2sum -l 256 does */
void fingerprint_hex(Str bytes, char out[DIGEST_HEX + 1]);
void digest_hex(const uint8_t digest[DIGEST_BYTES], char out[DIGEST_HEX + 1]); /* terminated */

/* 128 bits that name a document by its content, the same on every machine. Quick and well mixed, not cryptographic:
   they tell editions apart, and do not protect them. */
typedef struct Identity {
    uint64_t lanes[2];
} Identity;

void identity_start(Identity *id);
void identity_add(Identity *id, Str bytes);        /* its length counts too: "ab", "c" is not "a", "bc" */
void identity_bytes(Identity id, uint8_t out[16]); /* of what was added so far; adding may go on */

#endif
