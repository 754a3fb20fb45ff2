/* The cases of tests/unit/yaml_cases.txt. A case is a line "=== NAME", a YAML text, a line "===" and the result: the
   tree, or the findings. In both, "<U+00A0>" is the character of that number, so that what an editor hides or changes
   can be seen; "<END>" at the end of a text takes its last line break away. */
#pragma once

#include "ncmec/base.h"

#include <stdlib.h>
#include <string.h>

typedef struct YamlCase {
    Str name, text;
    Str result; /* with its numbers of characters as they are typed */
} YamlCase;

/* What 'typed' stands for. */
static inline Str yaml_case_text(Str typed, Arena *a)
{
    Buf out = {.arena = a};
    if (str_ends(typed, STR("<END>\n")))
        typed.n -= strlen("<END>\n");
    for (size_t at = 0; at < typed.n;) {
        size_t number = str_find(typed, STR("<U+"), at);
        buf_put(&out, str_slice(typed, at, number));
        at = number;
        if (number < typed.n) {
            char bytes[4];
            buf_put(&out, (Str){bytes, utf8_put((uint32_t)strtoul(typed.s + number + 3, NULL, 16), bytes)});
            at = str_find(typed, STR(">"), number) + 1;
        }
    }
    return str_copy(a, buf_str(&out));
}

/* The next case of 'all' from 'at' on; false after the last. 'all' is terminated. */
static inline bool yaml_case_next(Str all, size_t *at, YamlCase *c, Arena *a)
{
    if (!str_starts(str_slice(all, *at, all.n), STR("=== ")))
        return false;
    size_t name = *at + 4, name_end = str_find(all, STR("\n"), name);
    size_t middle = str_find(all, STR("\n===\n"), name_end), end = str_find(all, STR("\n=== "), middle) + 1;
    *c = (YamlCase){.name = str_slice(all, name, name_end),
                    .text = yaml_case_text(str_slice(all, name_end + 1, middle + 1), a),
                    .result = str_slice(all, middle + 5, end)};
    *at = end < all.n ? end : all.n;
    return true;
}
