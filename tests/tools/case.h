/* What every test program shares: cmocka and the headers it needs before it, an arena for each test, texts compared. */
#pragma once

#include "ncmec/base.h"
#include "tests/tools/files.h"
#include "tests/tools/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static inline int arena_setup(void **state)
{
    *state = arena_new();
    return 0;
}

static inline int arena_teardown(void **state)
{
    arena_free(*state);
    return 0;
}

/* As much of a text as a message shows. */
static inline Str text_shown(Str text, size_t from)
{
    return text.s ? str_slice(text, from, from + 4000) : STR("");
}

static inline void assert_text(Str actual, Str expected)
{
    if (str_eq(actual, expected))
        return;
    size_t at = 0;
    while (at < actual.n && at < expected.n && actual.s[at] == expected.s[at])
        at++;
    fail_msg("differs from byte %zu on\n--- expected\n%.*s\n--- actual\n%.*s\n---", at,
             STR_ARG(text_shown(expected, 0)), STR_ARG(text_shown(actual, 0)));
}

static inline void assert_str(Str actual, const char *expected)
{
    assert_text(actual, str_from(expected));
}

static inline void assert_holds(Str text, const char *part)
{
    if (str_find(text, str_from(part), 0) == text.n)
        fail_msg("'%s' is not in\n%.*s", part, STR_ARG(text_shown(text, 0)));
}

static inline void assert_lacks(Str text, const char *part)
{
    size_t at = str_find(text, str_from(part), 0);
    if (at < text.n)
        fail_msg("'%s' is in\n%.*s", part, STR_ARG(text_shown(text, at)));
}

/* How often 'text' holds 'part'. */
static inline size_t count_of(Str text, const char *part)
{
    size_t count = 0;
    for (size_t at = str_find(text, str_from(part), 0); at < text.n; at = str_find(text, str_from(part), at + 1))
        count++;
    return count;
}

/* 'head', 'part' so many times, 'tail'. */
static inline Str text_repeated(Arena *a, const char *head, const char *part, size_t times, const char *tail)
{
    Buf out = {.arena = a};
    buf_put(&out, str_from(head));
    for (size_t i = 0; i < times; i++)
        buf_put(&out, str_from(part));
    buf_put(&out, str_from(tail));
    return str_copy(a, buf_str(&out));
}
