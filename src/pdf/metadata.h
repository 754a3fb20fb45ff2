/* What the document says of itself, and the files it was made from. */
#ifndef NCMEC_PDF_METADATA_H
#define NCMEC_PDF_METADATA_H

#include "object.h"

void metadata_write(Pdf *pdf);                /* Info and the trailer's identifiers */
HPDF_Dict metadata_stream(Pdf *pdf);          /* XMP */
void files_attach(Pdf *pdf, Buf *catalog);    /* attach.c: the options' files; entries of the catalog */
Str metadata_date(int64_t seconds, Arena *a); /* as Info has it: D:20231231000000Z */

#endif
