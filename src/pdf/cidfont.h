/* Fonts as the document uses them. */
#ifndef NCMEC_PDF_CIDFONT_H
#define NCMEC_PDF_CIDFONT_H

#include "object.h"

typedef struct Code {
    uint16_t glyph, next; /* the glyph's next code, 0 where there is none */
    int width;            /* 1/1000 em, as the W array gives it */
    Str text;
} Code;

typedef struct FontUse {
    const Font *font;
    unsigned resource; /* n of "/Fn" */
    HPDF_Dict object;  /* the Type0 dictionary */
    uint16_t *first;   /* by glyph: its first code, 0 where it has none */
    uint64_t *used;    /* a bit for each glyph */
    Code *codes;       /* [0] is .notdef, which is never shown */
    size_t count, capacity;
} FontUse;

FontUse *font_use(Pdf *pdf, const Font *font);
/* The character code of a glyph that stands for this text; 0 where all 65,535 codes are taken. */
uint16_t font_cid(Pdf *pdf, FontUse *use, uint32_t glyph, Str text);
bool fonts_write(Pdf *pdf, Diag *d);
void fonts_resources(const Pdf *pdf, Buf *entries);

#endif
