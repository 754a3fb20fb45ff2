/* SHA-256 (FIPS 180-4) by libmd; BLAKE2b without a key (RFC 7693); identities. */
#include "digest.h"

#include <sha2.h>

void digest_make(Str bytes, uint8_t out[DIGEST_BYTES])
{
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)bytes.s, bytes.n);
    SHA256Final(out, &context);
}

void digest_hex(const uint8_t digest[DIGEST_BYTES], char out[DIGEST_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < DIGEST_BYTES; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[DIGEST_HEX] = '\0';
}

/* ---- BLAKE2b ---- */

enum { BLOCK_BYTES = 128, BLOCK_WORDS = 16, STATE_WORDS = 8, ROUNDS = 12, SCHEDULES = 10 };

static const uint64_t start[STATE_WORDS] = {
    0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
    0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
};

/* The order in which each round takes the words of a block. */
static const uint8_t schedules[SCHEDULES][BLOCK_WORDS] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

static inline uint64_t rotate(uint64_t x, int right)
{
    return x >> right | x << (64 - right);
}

/* A macro, since words that are pointed to stay in memory. */
#define MIX(a, b, c, d, x, y)                                                                                          \
    (a += b + (x), d = rotate(d ^ a, 32), c += d, b = rotate(b ^ c, 24), a += b + (y), d = rotate(d ^ a, 16), c += d,  \
     b = rotate(b ^ c, 63))

/* The first byte is the lowest. */
static inline uint64_t word_at(const uint8_t *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap64(word) : word;
}

/* 'done' counts the bytes so far, those of this block included. */
static void block_add(uint64_t state[STATE_WORDS], const uint8_t *block, uint64_t done, bool is_last)
{
    uint64_t v[2 * STATE_WORDS], words[BLOCK_WORDS];
    for (int i = 0; i < BLOCK_WORDS; i++)
        words[i] = word_at(block + 8 * i);
    for (int i = 0; i < STATE_WORDS; i++) {
        v[i] = state[i];
        v[STATE_WORDS + i] = start[i];
    }
    v[12] ^= done;
    if (is_last)
        v[14] = ~v[14];
#pragma GCC unroll 12
    for (int round = 0; round < ROUNDS; round++) {
        const uint8_t *s = schedules[round % SCHEDULES];
        MIX(v[0], v[4], v[8], v[12], words[s[0]], words[s[1]]);
        MIX(v[1], v[5], v[9], v[13], words[s[2]], words[s[3]]);
        MIX(v[2], v[6], v[10], v[14], words[s[4]], words[s[5]]);
        MIX(v[3], v[7], v[11], v[15], words[s[6]], words[s[7]]);
        MIX(v[0], v[5], v[10], v[15], words[s[8]], words[s[9]]);
        MIX(v[1], v[6], v[11], v[12], words[s[10]], words[s[11]]);
        MIX(v[2], v[7], v[8], v[13], words[s[12]], words[s[13]]);
        MIX(v[3], v[4], v[9], v[14], words[s[14]], words[s[15]]);
    }
    for (int i = 0; i < STATE_WORDS; i++)
        state[i] ^= v[i] ^ v[STATE_WORDS + i];
}

void fingerprint_make(Str bytes, uint8_t out[DIGEST_BYTES])
{
    uint64_t state[STATE_WORDS];
    uint8_t last[BLOCK_BYTES] = {0};
    const uint8_t *p = (const uint8_t *)bytes.s;
    size_t at = 0;
    memcpy(state, start, sizeof state);
    state[0] ^= 0x01010000 ^ DIGEST_BYTES; /* no key, one node, this length */
    for (; bytes.n - at > BLOCK_BYTES; at += BLOCK_BYTES)
        block_add(state, p + at, at + BLOCK_BYTES, false);
    if (bytes.n)
        memcpy(last, p + at, bytes.n - at);
    block_add(state, last, bytes.n, true);
    for (size_t i = 0; i < DIGEST_BYTES; i++)
        out[i] = (uint8_t)(state[i / 8] >> (8 * (i % 8)));
}

void fingerprint_hex(Str bytes, char out[DIGEST_HEX + 1])
{
    uint8_t digest[DIGEST_BYTES];
    fingerprint_make(bytes, digest);
    digest_hex(digest, out);
}

/* ---- Identities ---- */

/* Two lanes, each folding the 128-bit product of the running value and eight bytes of input. */
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

void identity_add(Identity *id, Str bytes)
{
    const uint8_t *p = (const uint8_t *)bytes.s;
    uint8_t last[8] = {0};
    size_t left = bytes.n;
    for (; left >= 8; left -= 8, p += 8)
        word_add(id, word_at(p));
    if (left) {
        memcpy(last, p, left);
        word_add(id, word_at(last));
    }
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
