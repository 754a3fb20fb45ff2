/* 128 bits that name a document by its content. */
#ifndef NCMEC_IDENTITY_H
#define NCMEC_IDENTITY_H

#include "ncmec/base.h"

typedef struct Identity {
    uint64_t lanes[2];
} Identity;

void identity_start(Identity *id);
void identity_add(Identity *id, Str bytes);        /* its length counts too: "ab", "c" is not "a", "bc" */
void identity_bytes(Identity id, uint8_t out[16]); /* of what was added so far; adding may go on */

#endif
