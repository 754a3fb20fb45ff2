/* 128 bits that name a document by what is in it: two lanes, each folding the 128-bit product of the running value and
   eight bytes of input. Quick and well mixed, not cryptographic: it tells editions apart, it does not guard them. The
   result is the same on every machine. */
#include "identity.h"

#define LANE_0 0x9E3779B97F4A7C15u
#define LANE_1 0xC2B2AE3D27D4EB4Fu

static uint64_t fold(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static void word_add(Identity *id, uint64_t word)
{
    /* The running value is folded in again, since a factor of zero would wipe it out. */
    id->lanes[0] = fold(id->lanes[0] ^ word, LANE_0) + (id->lanes[0] << 1 | id->lanes[0] >> 63);
    id->lanes[1] = fold(id->lanes[1] + word, LANE_1) ^ (id->lanes[1] << 29 | id->lanes[1] >> 35);
}

void identity_start(Identity *id)
{
    *id = (Identity){{LANE_1, LANE_0}};
}

/* At most eight bytes, the first one the lowest. Compilers make one load of it where n is known. */
static inline uint64_t bytes_word(const unsigned char *p, size_t n)
{
    uint64_t word = 0;
#pragma GCC unroll 8
    for (size_t i = 0; i < n; i++)
        word |= (uint64_t)p[i] << (8 * i);
    return word;
}

void identity_add(Identity *id, Str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.s;
    size_t left = bytes.n;
    for (; left >= 8; left -= 8, p += 8)
        word_add(id, bytes_word(p, 8));
    if (left)
        word_add(id, bytes_word(p, left));
    word_add(id, bytes.n);
}

void identity_bytes(Identity id, uint8_t out[16])
{
    for (int round = 0; round < 4; round++) {
        uint64_t other = id.lanes[0];
        word_add(&id, id.lanes[1]);
        id.lanes[1] ^= other;
    }
    for (int i = 0; i < 16; i++)
        out[i] = (uint8_t)(id.lanes[i / 8] >> (8 * (i % 8)));
}
