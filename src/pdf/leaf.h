/* A page in the file: its coordinates, its boxes, what it paints, and what a press flavor prints outside the trim. */
#pragma once

#include "object.h"

Sp leaf_margin(const Pdf *pdf, const Page *page); /* from the media box's edge to the trim */
/* A y that runs down from the trim's top edge becomes one that runs up from the media box's bottom. */
Sp leaf_y(const Pdf *pdf, const Page *page, Sp y);
void leaf_box(const Pdf *pdf, const Page *page, Rect rect, Sp edges[4]); /* left, bottom, right, top */
void box_put(Buf *b, const Sp edges[4]);                                 /* "[0 0 612 792]" */
/* Gives the page its boxes. */
void leaf_boxes_add(Pdf *pdf, HPDF_Page leaf, const Page *page);
/* Crop marks and the slug line. NULL and a finding where the font lacks one of its characters. */
const DrawItem *leaf_marks(Pdf *pdf, const PdfSheet *sheet, uint32_t page, size_t *count, Diag *d);
/* content.c: the operators of a page. False after findings. */
bool content_page(Pdf *pdf, const PdfSheet *sheet, uint32_t page, Buf *content, Diag *d);
