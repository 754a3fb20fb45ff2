/* Memory that is freed all at once: a list of blocks, the newest first, handed out front to back. The only caller of
   malloc outside foreign libraries. Under AddressSanitizer each allocation is a block of its own, so that an overrun of
   one item is seen and not hidden inside a larger block. */
#include "ncmec/base.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SEPARATE_BLOCKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SEPARATE_BLOCKS 1
#endif
#endif
#ifndef SEPARATE_BLOCKS
#define SEPARATE_BLOCKS 0
#endif

enum {
    BLOCK_FIRST = 16 * 1024,
    BLOCK_MOST = 1024 * 1024,
    REGION = 2 * 1024 * 1024, /* a huge page of x86-64 and of most ARM systems */
    REGION_BLOCK_MOST = 64 * 1024,
};

typedef struct Chunk Chunk;

struct Chunk {
    Chunk *next;
    size_t size, used;
    size_t clean;   /* from here on nothing was ever written, and all is zero */
    bool of_region; /* not malloc's, and never given back */
    _Alignas(max_align_t) unsigned char bytes[];
};

struct Arena {
    Chunk *newest;
    unsigned char *last; /* the latest allocation, which may grow in place */
    size_t handed_out;
};

static bool has_changed_files;

void files_have_changed(void)
{
    has_changed_files = true;
}

void out_of_memory(void)
{
    const char *message =
        has_changed_files
            ? "ncmec-pdf: error: out of memory; what was written before stays, all other files are as they were\n"
            : "ncmec-pdf: error: out of memory; no file was changed\n";
    ssize_t written = write(STDERR_FILENO, message, strlen(message));
    (void)written; /* no message can follow */
    _exit(7);
}

/* A process that makes one sheet touches every page of its memory for the first time, which costs more than what it
   writes there. So the first blocks come from a region that the kernel may back by one huge page: one fault, not
   hundreds. Where it does not, nothing is lost. */
static Chunk *region_take(size_t size)
{
    static _Thread_local unsigned char *free_from;
    static _Thread_local size_t left;
    static _Thread_local bool asked;
    if (SEPARATE_BLOCKS || size > REGION_BLOCK_MOST)
        return NULL;
    if (!asked) {
        asked = true;
        unsigned char *map =
            mmap(NULL, 2 * REGION, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (map != MAP_FAILED) {
            free_from = map + (REGION - (uintptr_t)map % REGION) % REGION;
            left = REGION;
            madvise(free_from, REGION, MADV_HUGEPAGE);
        }
    }
    size += sizeof(Chunk);
    if (size > left)
        return NULL;
    Chunk *chunk = (Chunk *)free_from;
    chunk->of_region = true;
    chunk->clean = 0;
    free_from += size;
    left -= size;
    return chunk;
}

static Chunk *chunk_new(size_t size, Chunk *next)
{
    if (size > SIZE_MAX - sizeof(Chunk))
        out_of_memory();
    Chunk *chunk = region_take(size);
    if (!chunk) {
        /* What is large comes from the kernel, and takes no memory until it is written to. */
        bool is_clean = size > BLOCK_MOST;
        chunk = is_clean ? calloc(1, sizeof(Chunk) + size) : malloc(sizeof(Chunk) + size);
        if (!chunk)
            out_of_memory();
        chunk->of_region = false;
        chunk->clean = is_clean ? 0 : size;
    }
    chunk->next = next;
    chunk->size = size;
    chunk->used = 0;
    return chunk;
}

Arena *arena_new(void)
{
    Arena *a = calloc(1, sizeof *a);
    if (!a)
        out_of_memory();
    return a;
}

static void chunks_free(Chunk *chunk)
{
    while (chunk) {
        Chunk *next = chunk->next;
        /* AddressSanitizer does not look at what "%.*s" prints: old text must not look right by chance. */
        if (SEPARATE_BLOCKS)
            memset(chunk->bytes, 0xDD, chunk->used);
        if (!chunk->of_region)
            free(chunk);
        chunk = next;
    }
}

void arena_free(Arena *a)
{
    if (!a)
        return;
    chunks_free(a->newest);
    free(a);
}

void arena_reset(Arena *a)
{
    Chunk *kept = SEPARATE_BLOCKS ? NULL : a->newest;
    if (kept) {
        /* Blocks double up to a bound, so the newest is among the largest. */
        chunks_free(kept->next);
        kept->next = NULL;
        kept->used = 0;
        if (kept->size > BLOCK_MOST) { /* so it is malloc's */
            free(kept);
            kept = NULL;
        }
    } else {
        chunks_free(a->newest);
    }
    a->newest = kept;
    a->last = NULL;
    a->handed_out = 0;
}

ArenaMark arena_mark(const Arena *a)
{
    return (ArenaMark){a->newest, a->newest ? a->newest->used : 0, a->handed_out};
}

void arena_back(Arena *a, ArenaMark mark)
{
    Chunk *chunk = a->newest, *next;
    for (; chunk != mark.block && !chunk->of_region; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    if (chunk)
        chunk->used = chunk == mark.block ? mark.used : 0;
    a->newest = chunk;
    a->last = NULL;
    a->handed_out = mark.handed_out;
}

static size_t rounded_up(size_t size)
{
    enum { ALIGN = _Alignof(max_align_t) };
    if (size > SIZE_MAX - ALIGN)
        out_of_memory();
    return SEPARATE_BLOCKS ? size : (size + ALIGN - 1) / ALIGN * ALIGN;
}

/* Bytes [from, to) are about to be handed out. */
static void chunk_clear(Chunk *chunk, size_t from, size_t to)
{
    size_t dirty = to < chunk->clean ? to : chunk->clean;
    if (from < dirty)
        memset(chunk->bytes + from, 0, dirty - from);
    if (to > chunk->clean)
        chunk->clean = to;
}

/* The first 'kept' bytes are for the caller to write; the others are zero. */
static void *bytes_take(Arena *a, size_t size, size_t kept)
{
    size_t rounded = rounded_up(size);
    Chunk *chunk = a->newest;
    if (SEPARATE_BLOCKS) {
        a->newest = chunk = chunk_new(rounded, chunk);
    } else if (!chunk || chunk->size - chunk->used < rounded) {
        size_t grown = chunk ? 2 * chunk->size : BLOCK_FIRST;
        size_t most = chunk && chunk->of_region ? REGION_BLOCK_MOST : BLOCK_MOST;
        if (grown > most)
            grown = most;
        a->newest = chunk = chunk_new(grown > rounded ? grown : rounded, chunk);
    }
    a->last = chunk->bytes + chunk->used;
    chunk_clear(chunk, chunk->used + kept, chunk->used + rounded);
    chunk->used += rounded;
    a->handed_out += rounded;
    return a->last;
}

void *arena_alloc(Arena *a, size_t size)
{
    return bytes_take(a, size, 0);
}

/* Makes the latest allocation 'size' bytes long, of which the first 'kept' are kept; false where its block is full. A
   list that doubles would leave as much behind as it holds, and fresh pages cost more than all else that is done to
   them. */
static bool last_grow(Arena *a, size_t kept, size_t size)
{
    Chunk *chunk = a->newest;
    size_t start = (size_t)(a->last - chunk->bytes), rounded = rounded_up(size);
    if (rounded > chunk->size - start)
        return false;
    chunk_clear(chunk, start + kept, start + rounded);
    a->handed_out += start + rounded - chunk->used;
    chunk->used = start + rounded;
    return true;
}

void *arena_grow(Arena *a, const void *old, size_t old_count, size_t count, size_t item_size)
{
    if (item_size && count > SIZE_MAX / item_size)
        out_of_memory();
    if (!SEPARATE_BLOCKS && old && old == a->last && count > old_count &&
        last_grow(a, old_count * item_size, count * item_size))
        return a->last;
    size_t kept = old ? (old_count < count ? old_count : count) * item_size : 0;
    void *items = bytes_take(a, count * item_size, kept);
    if (kept)
        memcpy(items, old, kept);
    return items;
}

void arena_trim(Arena *a, const void *item, size_t size)
{
    Chunk *chunk = a->newest;
    if (SEPARATE_BLOCKS || !item || item != a->last)
        return;
    size_t end = (size_t)(a->last - chunk->bytes) + rounded_up(size);
    if (end > chunk->used)
        return;
    a->handed_out -= chunk->used - end;
    chunk->used = end;
}

size_t arena_bytes(const Arena *a)
{
    return a->handed_out;
}
