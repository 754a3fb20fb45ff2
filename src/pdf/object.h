/* The open document, and PDF objects in it. Everything that libharu allocates comes from the document's arena, so that
   no path can leak and no allocation can fail without ending the process. */
#pragma once

#include "deflate.h"
#include "ncmec/pdf.h"
#include "src/base/hash.h"

#include <hpdf.h>

/* Versions from which on a file may hold what is asked for. */
enum { PDF_1_5 = 15, PDF_1_6 = 16, PDF_1_7 = 17, PDF_2_0 = 20 };

typedef struct PdfSheet {
    const Pages *pages;
    HPDF_Page *leaves;   /* one a page */
    uint32_t first_leaf; /* number of its first page in the document, which is its StructParents too */
    struct Tags *tags;
} PdfSheet;

struct Pdf {
    Arena *arena;
    SubsetCache *cache;
    struct libdeflate_compressor *compressor; /* the cache's */
    PdfOptions options;
    const FlavorRow *flavor;
    HPDF_Doc doc;
    HPDF_Dict resources; /* one for all pages */
    HPDF_Dict struct_tree_root;
    HPDF_Dict namespace;    /* of the roles that are new in PDF 2.0; NULL before */
    HPDF_Dict srgb, press;  /* profiles; NULL if the flavor needs none */
    struct FontUse **fonts; /* in order of first use */
    size_t font_count, font_capacity;
    struct ImageUse *images; /* likewise */
    size_t image_count, image_capacity;
    const Color **spots; /* likewise, one a spot color */
    size_t spot_count, spot_capacity;
    PdfSheet *sheets;
    size_t sheet_count, sheet_capacity;
    uint32_t leaf_count;
    Identity programs; /* of the font programs written, in their order */
    Identity named;    /* of the options alone: the same for every edition of the document */
    Identity content;  /* and of everything written */
    Str inputs;        /* the first digits of a hash of them, for the slug; empty: not asked so far */
    bool failed;
};

/* Makes libharu allocate from this document's arena in this thread; every entry point calls it. */
void object_enter(const Pdf *pdf);
void *object_memory(HPDF_UINT size);
void object_memory_free(void *memory);

/* An indirect dictionary whose entries are set later as bytes: numbers and names are written here, not by a formatter
   that differs between versions of libharu. NULL after an error that pdf_close() reports; every function below takes
   that NULL. */
HPDF_Dict object_new(Pdf *pdf);
void object_set(Pdf *pdf, HPDF_Dict object, Str entries); /* 'entries' lives in the document's arena */
unsigned object_id(const HPDF_Dict object_or_null);
/* An indirect stream; 'entries' are added to its dictionary. 'lent' is read when the document is written and must last
   until then; 'data' is copied. */
HPDF_Dict stream_new(Pdf *pdf, Str data, Str entries);
HPDF_Dict stream_plain_new(Pdf *pdf, Str lent, Str entries); /* never compressed, left out of the identity */
HPDF_Dict stream_deflated_new(Pdf *pdf, Str lent, Str entries);
void stream_fill(Pdf *pdf, HPDF_Dict stream, Str data); /* a stream that libharu made */

void name_put(Buf *b, Str name); /* "/Name", escaped */
void text_put(Buf *b, Str utf8); /* a text string */
void hex_put(Buf *b, Str bytes);
void utf16_put(Buf *b, Str utf8); /* its hex digits, big-endian, without < > */
void integer_put(Buf *b, int64_t value);
void number_put(Buf *b, Sp length);                         /* points, at most three decimals */
void point_put(Buf *b, Sp x, Sp y);                         /* "72 700.5 " */
void reference_put(Buf *b, const HPDF_Dict object_or_null); /* 12 0 R */
void *text_object(Pdf *pdf, Str utf8); /* the same for libharu's dictionaries; NULL after an error */

typedef struct NumberTree {
    Pdf *pdf;
    Buf numbers, leaves; /* of the leaf being filled; references to the full ones */
    size_t count;
    uint32_t first, last;
} NumberTree;

NumberTree numbertree_new(Pdf *pdf);
/* Adds a number, larger than the last; the caller appends its value to what this returns. */
Buf *numbertree_add(NumberTree *t, uint32_t number);
Str numbertree_end(NumberTree *t); /* the root's entries */
