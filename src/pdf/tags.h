/* The structure tree of a sheet and of the document, and the annotations of links in it. */
#pragma once

#include "object.h"

typedef struct Tags Tags; /* one sheet's */

Tags *tags_start(Pdf *pdf, const Pages *pages);
/* A new marked-content sequence of 'elem' (which is one of pages->elems): its number on that page. */
uint32_t tags_mark(Pdf *pdf, Tags *tags, ElemId elem, uint32_t page);
/* What a Figure covers. */
void tags_cover(const Pdf *pdf, Tags *tags, ElemId elem, const Page *page, Rect rect);
HPDF_Dict tags_object(const Tags *tags, ElemId elem);
/* The entries of an action that leads to a page, and to an element there; 'view' is "/XYZ null 700 null". */
void action_put(Buf *b, HPDF_Dict leaf, HPDF_Dict elem, Str view);
/* "P", and the like: the text of a Link is a Span where the flavor has no links. */
const char *tags_name(const Pdf *pdf, Role role);
/* Adds the links of a sheet whose pages are painted, and writes its elements but for their root. */
void tags_end(Pdf *pdf, const PdfSheet *sheet);
void tags_write(Pdf *pdf); /* annotations, roots and parent tree, when every sheet is there */
