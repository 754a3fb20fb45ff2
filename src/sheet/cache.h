/* What many sheets share: theme, fonts, wording, dictionary, caches. A cache belongs to one worker. */
#ifndef NCMEC_CACHE_H
#define NCMEC_CACHE_H

#include "ncmec/document.h"
#include "ncmec/page.h"
#include "ncmec/pdf.h"
#include "ncmec/request.h"
#include "src/base/digest.h"
#include "src/store/store.h"

/* A typed file that all sheets share, in canonical form. */
typedef struct Canonical {
    const Value *root; /* NULL: not read, or after findings */
    Str text;          /* made when it is first asked for, as is its fingerprint */
    char fingerprint[DIGEST_HEX + 1];
} Canonical;

typedef struct Cache {
    Arena *arena; /* the caller's: as long as the cache */
    Arena *sheet; /* reset for each sheet */
    Store *store;
    const Table *table; /* where the figures are a table's; NULL otherwise */
    const Theme *theme;
    const Template *template;
    FontSet *fonts;
    ShapeCache *shapes;
    SubsetCache *subsets;
    PdfColors colors;
    Canonical wording, look;   /* of template and theme */
    char logo[DIGEST_HEX + 1]; /* fingerprint of its file, when it is first asked for */
    Dataset data;              /* of the sheet */
} Cache;

/* Loads what the request names, a table of figures too; NULL after findings. The cache and every text it has read live
   in 'a', since findings point into them; cache_free gives back the rest (fonts, caches, the sheet's memory). */
Cache *cache_new(const Request *r, Arena *a, Diag *d);
void cache_free(Cache *cache); /* NULL is allowed */

/* The template for 'year', kept until a sheet of a year with another one. NULL after findings. */
const Template *cache_template(Cache *cache, int year, Diag *d);
/* The wording of the sheet filled last, and the theme, without comments and with their fingerprints. */
const Canonical *cache_wording(Cache *cache);
const Canonical *cache_look(Cache *cache);
/* How a sheet of this level of fit (from 0) is made; lives as long as the cache. */
PdfMade cache_made(Cache *cache, uint32_t level);

/* Names and versions of all libraries that shape the output. */
Str library_versions(Arena *a);

#endif
