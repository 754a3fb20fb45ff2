/* What the document says of itself, and the files it was made from. */
#ifndef NCMEC_PDF_METADATA_H
#define NCMEC_PDF_METADATA_H

#include "object.h"

/* What the document says of how it was made: a row a property, in their order. */
typedef struct MadeRow {
    const char *name, *type, *description;
    Str value;
} MadeRow;

enum { MADE_ROWS_MAX = 9 };

typedef struct Made {
    MadeRow rows[MADE_ROWS_MAX];
    size_t count;
} Made;

Made made_of(Pdf *pdf);                                /* when all fonts are written; counts for the identifiers */
void metadata_write(Pdf *pdf);                         /* Info and the trailer's identifiers */
HPDF_Dict metadata_stream(Pdf *pdf, const Made *made); /* XMP */
void files_attach(Pdf *pdf, Buf *catalog);             /* attach.c: the options' files; entries of the catalog */
Str metadata_date(int64_t seconds, Arena *a);          /* as Info has it: D:20231231000000Z */

#endif
