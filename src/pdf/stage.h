/* What the files of this stage share: the open document and the seams between them. Everything that libharu allocates
   comes from the document's arena, so that no path can leak and no allocation can fail without ending the process. */
#ifndef NCMEC_PDF_STAGE_H
#define NCMEC_PDF_STAGE_H

#include "ncmec/pdf.h"

#include <hb.h>
#include <hpdf.h>

enum { PDF_COORDINATE_MAX = 14400 }; /* points: the largest page side of PDF 1.6, annex C */

/* ---- identity.c: 128 bits of what a document is ------------------------------------------------------------------ */

typedef struct Identity {
    uint64_t lanes[2];
} Identity;

void identity_start(Identity *id);
void identity_add(Identity *id, Str bytes);        /* its length counts too: "ab", "c" is not "a", "bc" */
void identity_bytes(Identity id, uint8_t out[16]); /* what was added so far; adding may go on */

/* ---- The open document ------------------------------------------------------------------------------------------- */

typedef struct FontUse FontUse; /* cidfont.c */
typedef struct Tags Tags;       /* tags.c: one sheet's */

typedef struct Sheet {
    const Pages *pages;
    HPDF_Page *leaves;   /* one a page */
    uint32_t first_leaf; /* number of its first page in the document, which is its StructParents as well */
    Tags *tags;
} Sheet;

struct Pdf {
    Arena *arena;
    SubsetCache *cache;
    PdfOptions options; /* texts copied */
    HPDF_Doc doc;
    HPDF_Dict resources; /* one for all pages */
    HPDF_Dict struct_tree_root;
    FontUse **fonts; /* in order of first use */
    size_t font_count, font_capacity;
    Sheet *sheets;
    size_t sheet_count, sheet_capacity;
    uint32_t leaf_count;
    Identity named;   /* of the options alone: the same for every edition of the document */
    Identity content; /* and of everything written */
    bool failed;
};

/* ---- object.c: PDF objects through libharu ----------------------------------------------------------------------- */

/* Makes this document's arena the one that libharu allocates from in this thread; every entry point calls it. */
void object_enter(const Pdf *pdf);
void *object_memory(HPDF_UINT size);
void object_memory_free(void *memory);

/* An indirect dictionary whose entries are set later as bytes, so that numbers and names are written here and not by a
   formatter that differs between versions of libharu. NULL after an error that pdf_close() reports; every function
   below takes that NULL. */
HPDF_Dict object_new(Pdf *pdf);
void object_set(Pdf *pdf, HPDF_Dict object, Str entries); /* 'entries' lives in the document's arena */
unsigned object_id(const HPDF_Dict object_or_null);
/* An indirect stream; 'entries' are the dictionary's further ones. */
HPDF_Dict stream_new(Pdf *pdf, Str data, Str entries);
HPDF_Dict stream_plain_new(Pdf *pdf, Str data, Str entries); /* never compressed, left out of the identity */
HPDF_Dict stream_deflated_new(Pdf *pdf, Str deflated, Str entries);
void stream_fill(Pdf *pdf, HPDF_Dict stream, Str data);    /* a stream that libharu made */
Str deflate_bytes(SubsetCache *cache, Str data, Arena *a); /* zlib format */

void name_put(Buf *b, Str name);  /* "/Name", escaped */
void text_put(Buf *b, Str utf8);  /* a text string */
void utf16_put(Buf *b, Str utf8); /* its hex digits, big-endian, without < > */
void integer_put(Buf *b, int64_t value);
void number_put(Buf *b, Sp length);                         /* points, at most three decimals */
void reference_put(Buf *b, const HPDF_Dict object_or_null); /* 12 0 R */
void *text_object(Pdf *pdf, Str utf8); /* the same for libharu's dictionaries; NULL after an error */

/* ---- color.c ----------------------------------------------------------------------------------------------------- */

/* Fill color in force on a page. A page begins in DeviceGray black. */
typedef struct FillState {
    bool process; /* not DeviceGray */
    uint8_t gray; /* 0 or 1 */
    uint8_t srgb[3];
} FillState;

void color_fill(Buf *content, FillState *state, const Color *color); /* operators only where it changes */
void color_end(Buf *content, FillState *state); /* back to black, so that no color outlives its object */

/* ---- content.c --------------------------------------------------------------------------------------------------- */

/* The operators of one page. False after findings. */
bool content_page(Pdf *pdf, const Sheet *sheet, uint32_t page, Buf *content, Diag *d);
/* A y that runs down from the trim's top edge becomes one that runs up from the media box's bottom. */
Sp content_y(const Page *page, Sp y);

/* ---- cidfont.c: fonts as the document uses them; fontfile.c: their programs ---------------------------------------
 */

FontUse *font_use(Pdf *pdf, const Font *font);
unsigned font_resource(const FontUse *use); /* n of "/Fn" */
/* The character code of a glyph that stands for this text; 0 where there are no more codes (65,535 pairs). */
uint16_t font_cid(Pdf *pdf, FontUse *use, uint32_t glyph, Str text);
int font_cid_width(const FontUse *use, uint16_t cid); /* 1/1000 em, as the W array gives it */
bool fonts_write(Pdf *pdf, Diag *d);
void fonts_resources(const Pdf *pdf, Buf *entries);
void fonts_free(Pdf *pdf);

/* A font program cut down to some glyphs: a TrueType file, or a bare CFF table. Valid until the next call. */
typedef struct Subset {
    Str deflated;
    size_t length;           /* inflated */
    uint32_t glyph_count;    /* which may be more than were asked for: parts of composite glyphs */
    const uint16_t *renamed; /* new glyph ids, in order of the old ones */
} Subset;

/* 'used' has a bit for each of the font's glyphs. NULL and a finding where the program cannot be cut down. */
const Subset *subset_get(SubsetCache *cache, const Font *font, const uint64_t *used, Diag *d);
hb_font_t *subset_face(SubsetCache *cache, const Font *font); /* a reference, in font units; for widths */
struct libdeflate_compressor *subset_cache_compressor(SubsetCache *cache);
/* The document's own memory: reset and kept from one document to the next. */
Arena *subset_cache_lend(SubsetCache *cache);
void subset_cache_return(SubsetCache *cache, Arena *a);

/* ---- tags.c ------------------------------------------------------------------------------------------------------ */

Tags *tags_start(Pdf *pdf, const Pages *pages);
/* A new marked-content sequence of 'elem' (which is one of pages->elems): its number on that page. */
uint32_t tags_mark(Pdf *pdf, Tags *tags, ElemId elem, uint32_t page);
void tags_cover(Tags *tags, ElemId elem, const Page *page, Rect rect); /* what a Figure covers */
/* "/P", and the like: Link text is a Span as long as there are no annotations. */
const char *tags_name(Role role);
void tags_end(Pdf *pdf, const Sheet *sheet); /* writes the sheet's elements, but for their root */
void tags_write(Pdf *pdf);                   /* the roots and the parent tree, when every sheet is there */

/* ---- metadata.c -------------------------------------------------------------------------------------------------- */

void metadata_write(Pdf *pdf); /* Info, trailer identifiers, XMP stream */
HPDF_Dict metadata_stream(Pdf *pdf);

#endif
