/* One sheet: figures to document to pages to bytes. */
#ifndef NCMEC_SHEET_H
#define NCMEC_SHEET_H

#include "cache.h"

/* Which sheet. */
typedef struct SheetKey {
    const Jurisdiction *state; /* NULL: the data file's own */
    int year;                  /* 0: likewise */
} SheetKey;

/* Many, year by year, states in the order typed; of "all" in the jurisdictions'. */
typedef struct SheetList {
    const SheetKey *items;
    size_t count;
    const int *years; /* as typed, or a table's own */
    size_t year_count;
    Str missing; /* "no figures of 2023: AK, AL\n": a line a year with the states that "all" leaves out */
} SheetList;

Str sheet_label(const SheetKey *key, Arena *a); /* "CA 2023" */

/* One file of a sheet. */
typedef struct SheetPart {
    Flavor flavor;
    Str bytes; /* valid until the next sheet of this cache */
} SheetPart;

typedef struct Sheet {
    Str bytes; /* the dump, or the first of the parts; empty of what src/review makes */
    SheetPart parts[REQUEST_FLAVORS_MAX];
    size_t part_count; /* PDFs: one for each flavor, all of the same pages */
    Str name;  /* canonical: "ncmec-CA-2023", of a proof "ncmec-CA-2023-draft"; valid as long as the bytes, as is the
                  title */
    Str title; /* "NCMEC California Data 2023" */
    const Document *document; /* and its pages, where it was laid out; valid as long as the bytes */
    const Pages *pages;
    uint32_t page_count, level; /* level of fit: 0 is the roomiest */
} Sheet;

/* Makes one sheet; false after findings. They point into texts that live until the next sheet of this cache: print
   them before. 'fixed_level' 0: the best; else level of fit + 1, for sheets that are to look alike. */
bool sheet_make(Cache *cache, const Request *r, SheetKey key, uint32_t fixed_level, Sheet *sheet, Diag *d);
/* Only lays the sheet out, for page_count and level. */
bool sheet_fit(Cache *cache, const Request *r, SheetKey key, Sheet *sheet, Diag *d);

/* The one sheet that is asked for: what is not given is the data file's own. False after findings (figures.c). */
bool sheet_key(Cache *cache, const Request *r, SheetKey *key, Diag *d);
/* Reads the figures of a sheet, the state's and the nation's, into cache->data (figures.c). False after findings. */
bool sheet_figures(Cache *cache, const Request *r, SheetKey key, Diag *d);
/* Reads and fills what the sheet is made from. Lives in cache->sheet, its sources in the store; the caller resets both,
 * or not. NULL after findings. */
const Document *sheet_document(Cache *cache, const Request *r, SheetKey key, uint32_t fixed_level, Diag *d);

#endif
