/* How often a text holds another one. */
#ifndef TESTS_TOOLS_COUNT_H
#define TESTS_TOOLS_COUNT_H

#include "ncmec/base.h"

static inline size_t count_of(Str text, const char *part)
{
    size_t count = 0;
    for (size_t at = str_find(text, str_from(part), 0); at < text.n; at = str_find(text, str_from(part), at + 1))
        count++;
    return count;
}

#endif
