/* Hands of the end-to-end tests: temporary folders, files, and commands run as a user would run them. */
#pragma once

#include "tests/tools/case.h"

/* Call it first in main(): the tree is the current folder, the program is beside this test's build folder. Takes out of
   the environment what would change the program's ways. */
void shell_begin(void);
extern Arena *arena;              /* lives as long as the test program */
extern const char *shell_tree;    /* real path of the source tree */
extern const char *shell_program; /* real path of ncmec-pdf */

typedef struct Run {
    int exit; /* as a shell has it: 128 + number where a signal ended it */
    Str out, err;
} Run;

/* Runs a script by sh in 'folder', with ncmec-pdf in its path and no input. Ends the test program after two minutes. */
Run shell(Arena *a, const char *folder, const char *script, ...) __attribute__((format(printf, 3, 4)));
/* The same, and the test fails with both outputs where it did not exit with 'code'. */
Run shell_expect(Arena *a, int code, const char *folder, const char *script, ...) __attribute__((format(printf, 4, 5)));

/* A copy of fault.so for LD_PRELOAD, which parts its value at spaces: the tree's own path may hold some. */
const char *shell_shim(Arena *a);
/* Whether the machine lets its users have a disk of their own (user namespaces, tmpfs). */
bool shell_mounts(Arena *a);
/* Whether the program has a sanitizer, which wants to be malloc alone: no fault.so then. */
bool shell_is_sanitized(void);

const char *folder_new(Arena *a); /* empty, removed at the end of the test program */
/* With a copy of the tree's data folder in it. */
const char *folder_with_data(Arena *a);
/* With California's figures of 2023 alone, for 2022 too, and under the names of more states: "AZ NV". */
const char *folder_with_states(Arena *a, const char *states);
/* A file whose name ends so, anywhere below; NULL where there is none. */
const char *folder_find(Arena *a, const char *folder, const char *ending);

Str file_text(Arena *a, const char *folder, const char *name); /* fails the test where it cannot be read */
bool file_exists(Arena *a, const char *folder, const char *name);
void file_write(Arena *a, const char *folder, const char *name, Str text);
