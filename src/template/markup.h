/* The letters of one typed text. */
#pragma once

#include "ncmec/data.h"
#include "ncmec/language.h"

enum { OBJECT_CHAR = 0xFFFC }; /* a placeholder; no typed text holds it, because the YAML reader refuses it */

enum { FOOTNOTE_CHAR = 0xFFFB }; /* a footnote's mark: beside an asterisk it is punctuation; no typed text holds it */

#define FOOTNOTE_BYTES "\xEF\xBF\xBB"
#define OBJECT_BYTES "\xEF\xBF\xBC"

/* What markup is read from: one line, white space single, a U+FFFC for each placeholder. */
typedef struct Skeleton {
    const Value *value; /* the scalar that it is made of */
    Str text;
    const uint32_t *origin; /* of each byte of text, and of its end: the byte of the scalar */
} Skeleton;

typedef struct Style {
    bool strong, emphasis;
    Str url;
} Style;

typedef struct Letter {
    uint32_t code;
    uint32_t origin, length; /* bytes of the scalar */
    uint16_t style;
    bool verbatim; /* escaped, or of an address: quotes and hyphens stay as typed */
} Letter;

/* Start with {.scratch = arena}. */
typedef struct Letters {
    Arena *scratch; /* of everything but the addresses */
    Letter *items;
    size_t count, capacity;
    Style *styles; /* styles[0] is plain */
    size_t style_count, style_capacity;
} Letters;

/* Reports markup that is wrong, and all of it if 'plain'. The addresses live as long as 'a'. */
void markup_read(const Skeleton *skeleton, bool plain, Letters *letters, Arena *a, Diag *d);

/* Curly quotes by context, dashes. 'before' and 'after' are the characters around the text, 0 at a paragraph's end. */
void typography_apply(Letters *letters, const Language *language, uint32_t before, uint32_t after);

/* A space of any width; 0, a text's end, is one too. */
static inline bool is_space(uint32_t c)
{
    return c == 0 || c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}

/* A letter or a digit of any script; the quotes and dashes of general punctuation are none, nor is 0, a text's end. */
static inline bool is_word(uint32_t c)
{
    return c < 0x80 ? is_digit(c) || is_ascii_letter(c)
                    : (c >= 0xC0 && (c < 0x2000 || c > 0x206F)) || c == 0xAA || c == 0xB5 || c == 0xBA;
}
