/* MD5 (RFC 1321), which PDF asks for as the check sum of an embedded file. It finds a damaged copy; it guards against
   nobody. */
#include "stage.h"

#include <string.h>

enum { BLOCK = 64, LENGTH_AT = 56, STEPS = 64 };

static uint32_t turned(uint32_t x, unsigned bits)
{
    return x << bits | x >> (32 - bits);
}

/* floor(2^32 * abs(sin(i + 1))) */
static const uint32_t sines[STEPS] = {
    0xD76AA478, 0xE8C7B756, 0x242070DB, 0xC1BDCEEE, 0xF57C0FAF, 0x4787C62A, 0xA8304613, 0xFD469501,
    0x698098D8, 0x8B44F7AF, 0xFFFF5BB1, 0x895CD7BE, 0x6B901122, 0xFD987193, 0xA679438E, 0x49B40821,
    0xF61E2562, 0xC040B340, 0x265E5A51, 0xE9B6C7AA, 0xD62F105D, 0x02441453, 0xD8A1E681, 0xE7D3FBC8,
    0x21E1CDE6, 0xC33707D6, 0xF4D50D87, 0x455A14ED, 0xA9E3E905, 0xFCEFA3F8, 0x676F02D9, 0x8D2A4C8A,
    0xFFFA3942, 0x8771F681, 0x6D9D6122, 0xFDE5380C, 0xA4BEEA44, 0x4BDECFA9, 0xF6BB4B60, 0xBEBFBC70,
    0x289B7EC6, 0xEAA127FA, 0xD4EF3085, 0x04881D05, 0xD9D4D039, 0xE6DB99E5, 0x1FA27CF8, 0xC4AC5665,
    0xF4292244, 0x432AFF97, 0xAB9423A7, 0xFC93A039, 0x655B59C3, 0x8F0CCC92, 0xFFEFF47D, 0x85845DD1,
    0x6FA87E4F, 0xFE2CE6E0, 0xA3014314, 0x4E0811A1, 0xF7537E82, 0xBD3AF235, 0x2AD7D2BB, 0xEB86D391,
};

static uint32_t word_of(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void block_add(uint32_t state[4], const uint8_t block[BLOCK])
{
    static const uint8_t turns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (unsigned i = 0; i < STEPS; i++) {
        unsigned round = i / 16, word = i;
        uint32_t mixed;
        if (round == 0) {
            mixed = (b & c) | (~b & d);
        } else if (round == 1) {
            mixed = (d & b) | (~d & c);
            word = 5 * i + 1;
        } else if (round == 2) {
            mixed = b ^ c ^ d;
            word = 3 * i + 5;
        } else {
            mixed = c ^ (b | ~d);
            word = 7 * i;
        }
        mixed += a + sines[i] + word_of(block + word % 16 * 4);
        a = d;
        d = c;
        c = b;
        b += turned(mixed, turns[round][i % 4]);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

static void little_endian(uint64_t value, size_t n, uint8_t *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (uint8_t)(value >> (8 * i));
}

void md5(Str bytes, uint8_t digest[16])
{
    uint32_t state[4] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
    uint8_t last[2 * BLOCK] = {0};
    size_t whole = bytes.n / BLOCK * BLOCK, left = bytes.n - whole;
    for (size_t at = 0; at < whole; at += BLOCK)
        block_add(state, (const uint8_t *)bytes.s + at);
    if (left)
        memcpy(last, bytes.s + whole, left);
    last[left] = 0x80;
    size_t end = left < LENGTH_AT ? BLOCK : 2 * BLOCK;
    little_endian((uint64_t)bytes.n * 8, 8, last + end - 8);
    for (size_t at = 0; at < end; at += BLOCK)
        block_add(state, last + at);
    for (size_t i = 0; i < 4; i++)
        little_endian(state[i], 4, digest + 4 * i);
}
