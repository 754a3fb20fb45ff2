/* A fuzz target without a fuzzer: each of its seeds as it is, then broken off, with bytes changed and parts repeated at
   places that are the same in every run. Prints its sum as a test program does. Files that are named go through it
   alone, and what it finds is shown. "--seeds FOLDER" copies the seeds there instead, for a fuzzer to start from.
   Usage: NAME_replay
   [--seeds FOLDER | FILE...] */
#include "fuzz.h"

#include "tests/tools/files.h"
#include "tests/tools/random.h"
#include "tests/tools/yaml_cases.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

enum {
    SEED_MOST = 1 << 20, /* bytes of one */
    SEEDS_MOST = 1000,
    GROWN_MOST = 4,    /* of all seeds together */
    RUNS_ABOUT = 400,  /* of all seeds together ... */
    DAMAGES_MOST = 64, /* ... and of one */
};

static uint32_t next(uint32_t *state)
{
    return lcg_next(state) >> 8;
}

/* A copy of just its size, so that a sanitizer sees what reads behind it. */
static void run(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        exit(1);
    if (size)
        memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void damaged_run(const uint8_t *bytes, size_t size, size_t damages)
{
    uint32_t state = (uint32_t)size;
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        exit(1);
    for (size_t i = 0; i < damages && size; i++) {
        memcpy(copy, bytes, size);
        if (i % 4 == 0) {
            run(copy, next(&state) % size);
            continue;
        }
        for (size_t n = 0; n < i % 4; n++) {
            size_t to = next(&state) % size, from = next(&state) % size;
            copy[to] = n % 2 ? copy[from] : (uint8_t)next(&state);
        }
        run(copy, size);
    }
    free(copy);
}

static void grown_run(const uint8_t *bytes, size_t size, uint32_t seed)
{
    uint8_t *copy = malloc(FUZZ_SIZE_MOST);
    if (!copy)
        exit(1);
    memcpy(copy, bytes, size);
    run(copy, fuzz_grow(copy, size, FUZZ_SIZE_MOST, seed));
    free(copy);
}

static void seed_copy(const char *folder, size_t number, const uint8_t *bytes, size_t size)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/seed-%zu", folder, number);
    if (!file_put(path, (Str){(const char *)bytes, size})) {
        fprintf(stderr, "cannot write '%s'\n", path);
        exit(1);
    }
}

typedef struct Seeds {
    Arena *arena;
    Str *all;
    size_t count;
} Seeds;

static Str seed_read(const char *path, Arena *a)
{
    Str bytes;
    if (!file_read(path, &bytes, a)) {
        fprintf(stderr, "cannot read '%s'\n", path);
        exit(1);
    }
    return str_slice(bytes, 0, SEED_MOST);
}

static void seed_add(Seeds *seeds, Str seed)
{
    if (seeds->count == SEEDS_MOST) {
        fprintf(stderr, "more than %d seeds\n", SEEDS_MOST);
        exit(1);
    }
    seeds->all[seeds->count++] = seed;
}

/* A file is a seed; the file of YAML cases is as many as it has texts. */
static void seeds_add(Seeds *seeds, const char *path)
{
    Str bytes = seed_read(path, seeds->arena);
    YamlCase c;
    if (!str_ends(str_from(path), STR("/yaml_cases.txt")))
        seed_add(seeds, bytes);
    else
        for (size_t at = 0; yaml_case_next(bytes, &at, &c, seeds->arena);)
            seed_add(seeds, c.text);
}

int main(int argc, char **argv)
{
    const char *folder = argc == 3 && strcmp(argv[1], "--seeds") == 0 ? argv[2] : NULL;
    Seeds seeds = {.arena = arena_new()};
    seeds.all = ARENA_ARRAY(seeds.arena, Str, SEEDS_MOST);
    glob_t found = {0};
    for (size_t i = 0; fuzz_seeds[i] && (argc == 1 || folder); i++)
        glob(fuzz_seeds[i], i ? GLOB_APPEND : 0, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc; i++)
        seeds_add(&seeds, found.gl_pathv[i]);
    for (int i = 1; i < argc && !folder; i++)
        seed_add(&seeds, seed_read(argv[i], seeds.arena));
    if (!seeds.count) {
        fprintf(stderr, "no seed is found; run it in the source tree\n");
        return 1;
    }
    fuzz_shows = argc > 1;
    size_t damages = argc > 1 ? 0 : RUNS_ABOUT / seeds.count < DAMAGES_MOST ? RUNS_ABOUT / seeds.count : DAMAGES_MOST;
    for (size_t i = 0; i < seeds.count; i++) {
        const uint8_t *bytes = (const uint8_t *)seeds.all[i].s;
        size_t size = seeds.all[i].n;
        if (folder) {
            seed_copy(folder, i, bytes, size);
        } else {
            run(bytes, size);
            damaged_run(bytes, size, damages);
            if (i < GROWN_MOST && damages && size < FUZZ_SIZE_MOST)
                grown_run(bytes, size, (uint32_t)i);
        }
    }
    globfree(&found);
    if (!folder)
        printf("[  PASSED  ] 1 test(s). (%zu seeds, %zu inputs)\n", seeds.count, seeds.count * (1 + damages));
    arena_free(seeds.arena);
    return 0;
}
