/* Texts without repetition, in the order they came: open addressing over their hashes, at most half full. */
#include "ncmec/base.h"

enum { SLOTS_FIRST = 64 };

uint64_t str_hash(Str text)
{
    const uint64_t prime = 0x9E3779B97F4A7C15u;
    uint64_t hash = text.n * prime;
    size_t at = 0;
    for (; at + 8 <= text.n; at += 8) {
        uint64_t part;
        memcpy(&part, text.s + at, 8);
        hash = (hash ^ part) * prime;
        hash ^= hash >> 32;
    }
    uint64_t rest = 0;
    if (at < text.n) /* an empty text may have no bytes to point to */
        memcpy(&rest, text.s + at, text.n - at);
    hash = (hash ^ rest) * prime;
    return hash ^ hash >> 29;
}

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
    ARENA_ROOM(set->arena, set->items, set->count, set->capacity);
    set->items[set->count++] = str_copy(set->arena, text);
    *slot = (uint32_t)set->count;
    return true;
}

size_t textset_find(const TextSet *set, Str text)
{
    uint32_t number = set->slot_count ? *slot_find(set, text) : 0;
    return number ? number - 1 : SIZE_MAX;
}
