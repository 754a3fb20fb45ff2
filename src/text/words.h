/* What a paragraph's text is made of, at any size and measure: spans of one font, shaped words, places to break.
 */
#pragma once

#include "shape.h"

/* A stretch of text with the same font and markup. */
typedef struct Span {
    uint32_t end; /* byte of the text; it starts where the one before ends */
    const Font *font;
    bool strong, emphasis;
    Str url, language, said;
} Span;

typedef enum AtomKind { ATOM_WORD, ATOM_SPACE, ATOM_NEWLINE } AtomKind;

/* What is shaped at once: a word or a part of one up to a change of font, or a space. */
typedef struct Atom {
    const Shaped *shaped; /* a newline's is a space */
    uint32_t start, end;  /* bytes of the text */
    uint32_t span;        /* a space belongs to the span of the word before it */
    AtomKind kind;
} Atom;

/* A word and the space after it, as wide as they are at a size of 1 pt. */
typedef struct Extent {
    int32_t word, space;
    bool breaks; /* inside the word too */
    bool kept;   /* no line ends at the space */
} Extent;

typedef struct Words {
    Str text;               /* without spaces at its end */
    const uint8_t *classes; /* one BreakClass a byte */
    const Span *spans;
    size_t span_count;
    const Atom *atoms;
    size_t atom_count;
    const Extent *extents; /* for paragraph_least() */
    size_t extent_count;
    bool lacks; /* a character has no glyph in its font */
} Words;

/* Bytes of text that are to be cut into clusters. */
typedef struct Cut {
    uint32_t start, end;
} Cut;

/* Of the style its faces, figures and hyphenation count. Lives as long as the cache's content; NULL after a finding of
   the hyphenator. */
const Words *prose_words(const Prose *prose, const ParagraphStyle *style, ShapeCache *cache, Diag *d);

/* The same with words that have places to break inside 'cuts' (sorted), an atom each; in the cache's scratch memory,
   long words in 'a'. */
Words words_cut(const Words *words, bool tabular, const Cut *cuts, size_t cut_count, ShapeCache *cache, Arena *a);
