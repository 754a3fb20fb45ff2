/* One hash for tables in memory and for the names of documents, digests (libsodium) for what others check, and sets of
   texts. */
#include "hash.h"

#include <sodium.h>

/* ---- Identities ---- */

/* Two lanes, each folding the 128-bit product of the running value and eight bytes of input. */
#define LANE_0 0x9E3779B97F4A7C15u
#define LANE_1 0xC2B2AE3D27D4EB4Fu

static inline uint64_t fold(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The first byte is the lowest. */
static inline uint64_t word_at(const char *p, size_t count)
{
    uint64_t word = 0;
    memcpy(&word, p, count);
    return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap64(word) : word;
}

static inline void word_add(Identity *id, uint64_t word)
{
    /* The running value is folded in again, since a factor of zero would wipe it out. */
    id->lanes[0] = fold(id->lanes[0] ^ word, LANE_0) + (id->lanes[0] << 1 | id->lanes[0] >> 63);
    id->lanes[1] = fold(id->lanes[1] + word, LANE_1) ^ (id->lanes[1] << 29 | id->lanes[1] >> 35);
}

static inline void text_add(Identity *id, Str text)
{
    size_t at = 0;
    for (; text.n - at >= 8; at += 8)
        word_add(id, word_at(text.s + at, 8));
    if (at < text.n)
        word_add(id, word_at(text.s + at, text.n - at));
    word_add(id, text.n);
}

void identity_start(Identity *id)
{
    *id = (Identity){{LANE_1, LANE_0}};
}

void identity_add(Identity *id, Str bytes)
{
    text_add(id, bytes);
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

/* One lane: the compiler leaves the other out. */
uint64_t str_hash(Str text)
{
    Identity id = {{LANE_1, LANE_0}};
    text_add(&id, text);
    return id.lanes[0];
}

/* ---- Digests ---- */

enum { DIGEST_BYTES = 32 };

static Str hex_of(const unsigned char digest[DIGEST_BYTES], Arena *a)
{
    char *hex = arena_alloc(a, 2 * DIGEST_BYTES + 1);
    return str_from(sodium_bin2hex(hex, 2 * DIGEST_BYTES + 1, digest, DIGEST_BYTES));
}

/* Neither asks for sodium_init(), which looks for what the processor does faster. */
Str sha256_of(Str bytes, Arena *a)
{
    unsigned char digest[DIGEST_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)bytes.s, bytes.n);
    return hex_of(digest, a);
}

Str base64_of(Str bytes, Arena *a)
{
    size_t room = sodium_base64_ENCODED_LEN(bytes.n, sodium_base64_VARIANT_ORIGINAL);
    return str_from(sodium_bin2base64(arena_alloc(a, room), room, (const unsigned char *)bytes.s, bytes.n,
                                      sodium_base64_VARIANT_ORIGINAL));
}

Str sha256_base64(Str bytes, Arena *a)
{
    unsigned char digest[DIGEST_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)bytes.s, bytes.n);
    return base64_of((Str){(const char *)digest, sizeof digest}, a);
}

Str blake2_of(Str bytes, Arena *a)
{
    unsigned char digest[DIGEST_BYTES];
    crypto_generichash_blake2b(digest, DIGEST_BYTES, (const unsigned char *)bytes.s, bytes.n, NULL, 0);
    return hex_of(digest, a);
}

const char *digests_version(void)
{
    return "libsodium " SODIUM_VERSION_STRING;
}

/* ---- Sets of texts: open addressing, at most half full ---- */

enum { SLOTS_FIRST = 64 };

/* Where the text is, or would be: the number of an item, from 1; 0 is free. */
static uint32_t *slot_find(const TextSet *set, Str text)
{
    size_t i = str_hash(text) & (set->slot_count - 1);
    while (set->slots[i] && !str_eq(set->items[set->slots[i] - 1], text))
        i = (i + 1) & (set->slot_count - 1);
    return &set->slots[i];
}

static void slots_grow(TextSet *set)
{
    set->slot_count = set->slot_count ? 2 * set->slot_count : SLOTS_FIRST;
    set->slots = ARENA_ARRAY(set->arena, uint32_t, set->slot_count);
    for (size_t i = 0; i < set->count; i++)
        *slot_find(set, set->items[i]) = (uint32_t)i + 1;
}

bool textset_add(TextSet *set, Str text)
{
    if (2 * (set->count + 1) > set->slot_count)
        slots_grow(set);
    uint32_t *slot = slot_find(set, text);
    if (*slot)
        return false;
    ARENA_NEXT(set->arena, set->items, set->count, set->capacity) = str_copy(set->arena, text);
    *slot = (uint32_t)set->count;
    return true;
}

size_t textset_find(const TextSet *set, Str text)
{
    uint32_t number = set->slot_count ? *slot_find(set, text) : 0;
    return number ? number - 1 : SIZE_MAX;
}
