/* What the tests of pictures share: an arena and findings for each test, and the findings as people see them. */
#pragma once

#include "tests/tools/case.h"
#include "tests/tools/findings.h"

static Arena *arena;
static Diag *diag;

static inline int test_start(void **state)
{
    (void)state;
    arena = arena_new();
    diag = diag_new(arena);
    return 0;
}

static inline int test_end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* Everything found so far. */
static inline const char *said(void)
{
    return findings_plain(diag, arena);
}
