/* A paragraph in the making: pieces go in one by one, in the order of the text. */
#ifndef NCMEC_TEMPLATE_BUILDER_H
#define NCMEC_TEMPLATE_BUILDER_H

#include "wording.h"

typedef struct Builder {
    const Filling *f;
    Buf text;
    Inline *inlines;
    size_t inline_count, inline_capacity;
    Place *places;
    size_t place_count, place_capacity;
    FigureUse *uses;
    size_t use_count, use_capacity;
} Builder;

/* What surrounds an op: of an arm, the emphasis and the link of its placeholder. */
typedef struct Surround {
    bool strong, emphasis;
    Str url;
} Surround;

Builder builder_new(const Filling *f);
/* The template's own text; one space, where two would meet. */
void builder_text(Builder *b, const Op *op, const Surround *s);
/* A value as the program writes it: all of it is at 'mark'. */
void builder_value(Builder *b, Str text, Mark mark, const Surround *s);
/* A value that a person typed as text: curly quotes and single spaces as in the wording, but no markup. With the scalar
   'v' each letter keeps its own place; NULL: all of it is at 'mark'. */
void builder_typed(Builder *b, Str text, const Value *v, Mark mark, const Surround *s);
/* A line break, or the number of a page. */
void builder_object(Builder *b, InlineKind kind, Str text, Mark mark, const Surround *s);
/* The bytes from 'start' to the text's end tell of a figure. */
void builder_use(Builder *b, FigureRef ref, size_t start, bool share);
/* Takes blanks from the end. */
void builder_trim(Builder *b);
/* 'text' as it goes in next: with a capital where a sentence begins. */
Str builder_capital(const Builder *b, Str text);
/* The paragraph; nothing is put in behind that. */
Prose builder_prose(Builder *b, Mark mark);

#endif
