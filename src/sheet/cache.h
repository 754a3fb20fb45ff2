/* What many sheets share: theme, fonts, wording, dictionary, caches. A cache belongs to one worker. */
#ifndef NCMEC_CACHE_H
#define NCMEC_CACHE_H

#include "ncmec/data.h"
#include "ncmec/document.h"
#include "ncmec/page.h"
#include "ncmec/pdf.h"
#include "ncmec/request.h"
#include "src/base/digest.h"

/* A typed file that all sheets share, in canonical form. */
typedef struct Canonical {
    const Value *root; /* NULL: not read, or after findings */
    Str text;          /* made when it is first asked for, as is its hash */
    char sha256[DIGEST_HEX + 1];
} Canonical;

typedef struct Cache {
    Arena *arena; /* the caller's: as long as the cache */
    Arena *sheet; /* reset for each sheet */
    Arena *texts; /* what a sheet's files hold, which findings and marks point into; reset with it */
    const Jurisdictions *jurisdictions;
    const Dictionary *dictionary;
    const Table *table; /* where the figures are a table's: read once for all of its sheets; NULL otherwise */
    const Theme *theme;
    const Template *template;
    Str template_path; /* where 'template' is from: a year may have its own */
    FontSet *fonts;
    ShapeCache *shapes;
    SubsetCache *subsets;
    PdfColors colors;
    Canonical wording, look; /* of template and theme */
    Dataset data;            /* of the sheet */
    Str *files;
    size_t file_count, file_capacity, shared_count; /* files: of the last sheet, those that all sheets share first */
} Cache;

/* Loads what the request names, a table of figures too; NULL after findings. The cache and every text it has read live
   in 'a', since findings point into them; cache_free gives back the rest (fonts, caches, the sheet's memory). */
Cache *cache_new(const Request *r, Arena *a, Diag *d);
void cache_free(Cache *cache); /* NULL is allowed */

/* A file that a sheet is made from, for those who ask which they were; a text or tree that is read is noted. */
void cache_note_file(Cache *cache, Str path);
const Source *cache_read_text(Cache *cache, const char *path, Arena *a, Diag *d);
const Value *cache_read_tree(Cache *cache, const char *path, Arena *a, Diag *d);
/* The template for 'year', kept until a sheet of a year with another one. NULL after findings. */
const Template *cache_template(Cache *cache, const Request *r, int year, Diag *d);
/* The wording of the sheet filled last, and the theme, without comments and with their hashes. */
const Canonical *cache_wording(Cache *cache);
const Canonical *cache_look(Cache *cache);

/* Names and versions of all libraries that shape the output. */
Str library_versions(Arena *a);

#endif
