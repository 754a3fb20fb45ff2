/* Digests by which others check what a file is or was made of, and identities, which only tell editions apart: SHA-256
   for files, which is on every system; BLAKE2b for the wording and the theme in a record, since it costs a process 0.6%
   and SHA-256 2.2%; an own quick one for tables in memory, identifiers and names of font subsets. PDF itself prescribes
   an MD5 for attached files, which libharu has. */
#pragma once

#include "ncmec/base.h"

/* In hex. */
Str sha256_of(Str bytes, Arena *a); /* as sha256sum and Get-FileHash tell it */
Str blake2_of(Str bytes, Arena *a); /* as b2sum -l 256 tells it: a fifth of the work */
Str base64_of(Str bytes, Arena *a);
Str sha256_base64(Str bytes, Arena *a); /* as Content-Security-Policy wants it */
const char *digests_version(void);      /* "libsodium 1.0.18" */

/* 128 bits that name a document by its content, the same on every machine: quick, well mixed, not cryptographic. */
typedef struct Identity {
    uint64_t lanes[2];
} Identity;

void identity_start(Identity *id);
void identity_add(Identity *id, Str bytes);        /* its length counts too: "ab", "c" is not "a", "bc" */
void identity_bytes(Identity id, uint8_t out[16]); /* of what was added so far; adding may go on */
