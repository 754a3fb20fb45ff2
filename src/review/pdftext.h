/* The words on a page of a PDF, from its decoded operators. */
#pragma once

#include "ncmec/base.h"

/* Letters without a space between them, as one text object has them. */
typedef struct PdfWord {
    Str text;
    uint32_t page; /* from 0 */
    Sp x, y;       /* where it begins, and its baseline: from the left and the top edge of the trimmed page */
    Sp size;
    bool is_artifact; /* a reader does not hear it: headers, footers, the slug line */
} PdfWord;

/* A font's codes, of two bytes each, or in fonts of other programs of one. */
typedef struct PdfFont {
    Str name;    /* without the tag of its subset: "SourceSans3-Regular" */
    Str *texts;  /* UTF-8, by code; NULL: of none */
    int *widths; /* in thousandths of its size, by code */
    size_t count;
    bool is_simple; /* one byte */
} PdfFont;

enum { PDF_CODES = 0x10000, PDF_SIMPLE_CODES = 0x100, PDF_FORMS_MOST = 8 };

/* Fills a font, whose 'is_simple' is set, from its character map, and from the text of its array of widths ("[ 0 [ 500
   250 ] 7 9 400 ]"). False where they are none. */
bool pdffont_texts(PdfFont *font, Str cmap, Arena *a);
bool pdffont_widths(PdfFont *font, Str widths, Arena *a);

/* Gives each code of one byte the character that Latin-1 has there: of a simple font without a character map. */
void pdffont_latin(PdfFont *font, Arena *a);

/* What a page draws from elsewhere, as its own content or as what others put over it. */
typedef struct PdfForm {
    Str operators;
    Str matrix; /* "[ 1 0 0 1 0 0 ]", or empty */
} PdfForm;

typedef struct PdfPage {
    uint32_t number; /* from 0 */
    Sp left, top;    /* the trimmed page's corner, in the page's own coordinates */
    /* The font of that name in the page's resources; NULL: none. */
    const PdfFont *(*font)(void *context, Str name);
    void (*word)(void *context, const PdfWord *word); /* called for each, in order; its text lives in 'arena' */
    /* Begins the form of that name, whose fonts and forms are asked for until it ends; false: it is none. */
    bool (*form_begin)(void *context, Str name, PdfForm *form);
    void (*form_end)(void *context);
    void *context;
} PdfPage;

/* Reads a page's operators, with those of its forms in their places. False where they are damaged. '*painted' is all of
   them, with texts in place of codes: the same for two pages that paint the same, whichever codes their fonts gave the
   characters. */
bool pdftext_read(const PdfPage *page, Str operators, Buf *painted, Arena *a);

/* Numbers of a text such as "[ 9 9 621.5 801 ]", at most 'most'; how many there are. */
size_t pdftext_numbers(Str text, Sp *numbers, size_t most);
