/* What a reviewer signs: every figure on a sheet, and where it is from. */
#ifndef NCMEC_EXPLAIN_H
#define NCMEC_EXPLAIN_H

#include "ncmec/data.h"
#include "ncmec/document.h"
#include "ncmec/page.h"
#include "ncmec/request.h"

/* A place where a figure is printed. */
typedef struct FigurePlace {
    Str key;       /* "us.KEY": the nation's */
    Str printed;   /* "78,835" */
    uint32_t page; /* from 1; 0: it is not on a page */
    Str section, sentence;
    Str value;    /* what the typed value means */
    Str accepted; /* findings about it that are known and right */
    const Figure *figure;
    const FigureFile *file;
    size_t at, end; /* bytes of the pages' text that readers hear, without blanks and hyphens of hyphenation */
} FigurePlace;

/* All of them in reading order. Result lives as long as 'a' and the document. */
const FigurePlace *figures_printed(const Document *doc, const Pages *pages, const Dataset *data, size_t *count,
                                   Arena *a);

/* One row a place where a figure is printed, in reading order: its key, what is printed, the page, the section, the
   sentence, what the typed value means, its place in the data, the file's source, and what 'found', all
   that was found about the sheet, holds of accepted findings about it; those about no figure that is printed have rows
   of their own, and in the form for people lines below the table. Result lives as long as 'a'. */
Str explain_text(const Document *doc, const Pages *pages, const Dataset *data, const Diag *found, Output form,
                 Arena *a);

#endif
