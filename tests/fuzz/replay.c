/* A fuzz target without a fuzzer: each of its seeds as it is, then broken off and with bytes changed at places that are
   the same in every run. Prints its sum as a test program does. Files that are named go through it alone, and what it
   finds is shown. "--seeds FOLDER" copies the seeds there instead, for a fuzzer to start from. Usage: NAME_replay
   [--seeds FOLDER | FILE...] */
#include "fuzz.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

enum {
    SEED_MOST = 1 << 20,
    RUNS_ABOUT = 400,  /* of all seeds together ... */
    DAMAGES_MOST = 64, /* ... and of one */
};

static uint8_t *file_bytes(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(SEED_MOST);
    if (!file || !bytes) {
        fprintf(stderr, "cannot read '%s'\n", path);
        exit(1);
    }
    *size = fread(bytes, 1, SEED_MOST, file);
    fclose(file);
    return bytes;
}

/* Numbers that look like chance, for the same places in every run. */
static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
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

static void seed_copy(const char *folder, size_t number, const uint8_t *bytes, size_t size)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/seed-%zu", folder, number);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
        fprintf(stderr, "cannot write '%s'\n", path);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    const char *folder = argc == 3 && strcmp(argv[1], "--seeds") == 0 ? argv[2] : NULL;
    glob_t found = {0};
    for (size_t i = 0; fuzz_seeds[i] && (argc == 1 || folder); i++)
        glob(fuzz_seeds[i], i ? GLOB_APPEND : 0, NULL, &found);
    size_t files = argc == 1 || folder ? found.gl_pathc : (size_t)argc - 1;
    if (!files) {
        fprintf(stderr, "no seed is found; run it in the source tree\n");
        return 1;
    }
    fuzz_shows = argc > 1;
    size_t damages = argc > 1 ? 0 : RUNS_ABOUT / files < DAMAGES_MOST ? RUNS_ABOUT / files : DAMAGES_MOST;
    for (size_t i = 0; i < files; i++) {
        size_t size;
        uint8_t *bytes = file_bytes(argc == 1 || folder ? found.gl_pathv[i] : argv[1 + i], &size);
        if (folder) {
            seed_copy(folder, i, bytes, size);
        } else {
            run(bytes, size);
            damaged_run(bytes, size, damages);
        }
        free(bytes);
    }
    globfree(&found);
    if (!folder)
        printf("[  PASSED  ] 1 test(s). (%zu seeds, %zu inputs)\n", files, files * (1 + damages));
    return 0;
}
