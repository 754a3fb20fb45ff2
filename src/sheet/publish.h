/* What goes out with the sheets of a document: the files attached to it. */
#ifndef NCMEC_SHEET_PUBLISH_H
#define NCMEC_SHEET_PUBLISH_H

#include "sheet.h"

typedef struct Published {
    Arena *arena;
    Cache *cache;
    int own_year;        /* the year that file names need not tell; 0: all tell theirs */
    TextSet names;       /* one a file */
    const Value **trees; /* of each; one of figures grows with each sheet */
    size_t capacity;
    bool *measures, *states; /* one each of the cache's dictionary and jurisdictions */
} Published;

/* 'a' and the cache outlive it. */
Published published_new(Cache *cache, int own_year, Arena *a);
/* Adds what the sheet filled last prints or decides by: its figures, those of the year before where
   it prints a change, and the wording. A file that is there already grows by what this sheet uses of it. */
void published_add(Published *p, const DataUse *use);
/* Adds a file; the first of a name is kept. */
void published_add_tree(Published *p, Str name, const Value *tree);
/* All of them; theme, dictionary and jurisdictions come in here, as far as they are used. */
const PdfFile *published_files(Published *p, size_t *count);

#endif
