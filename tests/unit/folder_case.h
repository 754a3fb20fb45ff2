/* What the tests share that work with files: an empty folder for each, in which it runs, and an arena. */
#pragma once

#include "src/base/read.h"
#include "tests/tools/case.h"
#include "tests/tools/findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Arena *arena;
static char folder[] = "/tmp/ncmec-folder-XXXXXX";

static inline int setup(void **state)
{
    *state = arena = arena_new();
    input_forget(0); /* a test's files are gone, and their numbers are given again */
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static inline int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    char command[100];
    /* A test may leave a folder that may not be written. */
    snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s", folder, folder);
    return chdir("/") || system(command);
}
