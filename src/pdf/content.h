/* What a page paints. */
#ifndef NCMEC_PDF_CONTENT_H
#define NCMEC_PDF_CONTENT_H

#include "object.h"

/* The operators of one page. False after findings. */
bool content_page(Pdf *pdf, const Sheet *sheet, uint32_t page, Buf *content, Diag *d);

#endif
