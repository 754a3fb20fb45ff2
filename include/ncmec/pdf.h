/* Finished pages become one PDF document. The only stage that knows libharu. */
#ifndef NCMEC_PDF_H
#define NCMEC_PDF_H

#include "ncmec/page.h"

typedef struct Pdf Pdf;

/* Subset font programs by exact glyph set. Bounded; belongs to one worker; never changes a byte of output. */
typedef struct SubsetCache SubsetCache;

SubsetCache *subset_cache_new(void);
void subset_cache_free(SubsetCache *c); /* NULL is allowed */

/* What the document says of itself. */
typedef struct PdfOptions {
    Str title, subject, author, language;
    Str name;     /* canonical; makes the document's identifier together with its content */
    int64_t date; /* seconds since 1970: every date in the file */
    Str producer; /* "ncmec-pdf 1.0" */
} PdfOptions;

PdfOptions pdf_options_of(const Pages *pages, Str producer); /* of a document that is one sheet */

/* Whether the pages hold what every flavor promises: contrast, tags, alternative texts, sizes, inks, live matter. False
   after findings (DIAG_CONFORM), each with its place in data, template or theme. To be asked before pdf_add(); 'a' is
   scratch. */
bool pages_conform(const Pages *pages, Arena *a, Diag *d);

/* One document at a time in a thread. NULL and a finding where libharu cannot start. 'cache' may not be NULL and
   outlives the document. */
Pdf *pdf_open(const PdfOptions *options, SubsetCache *cache, Diag *d);
/* Adds a sheet; may be called many times. The pages and their glyph runs must live until pdf_close(). After a finding
   the document can only be closed. */
bool pdf_add(Pdf *pdf, const Pages *pages, Diag *d);
/* The finished file, or an empty Str after a finding. Frees 'pdf' in every case; NULL is allowed. Result lives in 'a'.
 */
Str pdf_close(Pdf *pdf, Arena *a, Diag *d);

Str pdf_versions(Arena *a); /* for --version: "libharu 2.3.0, ..." */

#endif
