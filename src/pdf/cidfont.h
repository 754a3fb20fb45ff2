/* Fonts as the document uses them. */
#ifndef NCMEC_PDF_CIDFONT_H
#define NCMEC_PDF_CIDFONT_H

#include "object.h"

typedef struct FontUse FontUse;

FontUse *font_use(Pdf *pdf, const Font *font);
unsigned font_resource(const FontUse *use); /* n of "/Fn" */
/* The character code of a glyph that stands for this text; 0 where all 65,535 codes are taken. */
uint16_t font_cid(Pdf *pdf, FontUse *use, uint32_t glyph, Str text);
int font_cid_width(const FontUse *use, uint16_t cid); /* 1/1000 em, as the W array gives it */
bool fonts_write(Pdf *pdf, Diag *d);
void fonts_resources(const Pdf *pdf, Buf *entries);

#endif
