/* What a reviewer signs: every figure on a sheet, and where it is from. */
#pragma once

#include "ncmec/data.h"
#include "ncmec/document.h"
#include "ncmec/page.h"
#include "ncmec/request.h"
#include "src/sheet/sheet.h"

void solid_put(Buf *out, Str text); /* without blanks and hyphens of hyphenation */

/* A place where a figure is printed. */
typedef struct FigurePlace {
    Str key;       /* "us.KEY": the nation's */
    Str printed;   /* "78,835" */
    uint32_t page; /* from 1; 0: it is not on a page */
    Str section, sentence;
    Str value;                     /* what the typed value means */
    Str accepted;                  /* findings about it that are known and right */
    const Figure *figure, *before; /* that of the year before; NULL: not at hand */
    const FigureFile *file;
    size_t at, end; /* bytes of the pages' text that readers hear, without blanks and hyphens of hyphenation */
} FigurePlace;

/* All of them in reading order. Result lives as long as 'a' and the document. */
const FigurePlace *figures_printed(const Document *doc, const Pages *pages, const Dataset *data, size_t *count,
                                   Arena *a);

/* What reviewers sign: one sheet or many, with every figure on them, the digests of the PDFs and of the files that
   these were made from. */
typedef struct SignOff SignOff;

SignOff *signoff_new(Arena *a);
/* Adds the sheet that the cache made last, from the request of explain; 'found' is all that was found about it, of
   which accepted findings are listed. Nothing of the sheet is needed afterwards. */
void signoff_add(SignOff *s, const Cache *cache, const Sheet *sheet, const Diag *found);
/* In reading order, of many sheets by the size of the change from the year before. 'form' is one of OUTPUT_EXPLAIN_*.
   The same sheets give the same bytes. Lives in the arena of 's'. */
Str signoff_text(SignOff *s, Output form, Diag *d);
size_t signoff_figures(const SignOff *s); /* how many rows there are */
