/* One list a process, since every reader adds to it and the writer asks it, however deep each is called. Found by open
   addressing, at most half full; what was added last is taken away first, so that no search ends early at a gap. */
#include "inputs.h"

typedef struct Input {
    dev_t device;
    ino_t inode;
    size_t path_at; /* in 'paths' */
} Input;

enum { SLOTS_FIRST = 64 };

static Arena *arena; /* ends with the process */
static Input *inputs;
static size_t count, capacity;
static Buf paths;       /* each ends with a zero byte */
static uint32_t *slots; /* the number of an input, from 1; 0 is free */
static size_t slot_count;

/* Where the file is, or would be. */
static uint32_t *slot_find(dev_t device, ino_t inode)
{
    const uint64_t prime = 0x9E3779B97F4A7C15u;
    size_t i = ((uint64_t)inode * prime >> 32) & (slot_count - 1);
    while (slots[i] && (inputs[slots[i] - 1].inode != inode || inputs[slots[i] - 1].device != device))
        i = (i + 1) & (slot_count - 1);
    return &slots[i];
}

static void slots_grow(void)
{
    slot_count = slot_count ? 2 * slot_count : SLOTS_FIRST;
    slots = ARENA_ARRAY(arena, uint32_t, slot_count);
    for (size_t i = 0; i < count; i++)
        *slot_find(inputs[i].device, inputs[i].inode) = (uint32_t)i + 1;
}

void input_note(const struct stat *status, const char *path)
{
    if (!S_ISREG(status->st_mode))
        return;
    if (!arena)
        paths.arena = arena = arena_new();
    if (2 * (count + 1) > slot_count)
        slots_grow();
    uint32_t *slot = slot_find(status->st_dev, status->st_ino);
    if (*slot)
        return;
    ARENA_ROOM(arena, inputs, count, capacity);
    inputs[count++] = (Input){status->st_dev, status->st_ino, paths.n};
    buf_put(&paths, (Str){path, strlen(path) + 1});
    *slot = (uint32_t)count;
}

const char *input_find(const struct stat *status)
{
    uint32_t number = slot_count ? *slot_find(status->st_dev, status->st_ino) : 0;
    return number ? paths.s + inputs[number - 1].path_at : NULL;
}

size_t input_count(void)
{
    return count;
}

void input_forget(size_t keep)
{
    for (; count > keep; count--) {
        *slot_find(inputs[count - 1].device, inputs[count - 1].inode) = 0;
        paths.n = inputs[count - 1].path_at;
    }
}
