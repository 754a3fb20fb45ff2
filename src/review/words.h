/* Words on pages beside other words: which differ, and where they stand. */
#pragma once

#include "pdfread.h"

typedef struct WordList {
    const PdfWord *items;
    size_t count;
} WordList;

/* Words of the one list in place of words of the other; one of the two may be none. */
typedef struct WordRun {
    size_t from[2], to[2];
} WordRun;

WordList words_of(const PdfRead *pdf, uint32_t first, uint32_t end); /* of pages, from 0 */
/* Where the texts of two lists differ, in their order. Lives in 'a'. */
const WordRun *words_differ(const WordList lists[2], size_t *count, Arena *a);
Str words_text(WordList words, size_t from, size_t to, Arena *a); /* with a blank between two */
Str word_place(const PdfWord *word, Arena *a); /* "page 1, 0.85 in from the left and 2.66 in from the top" */
