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

typedef struct FontUse FontUse;   /* cidfont.c */
typedef struct ImageUse ImageUse; /* image.c */
typedef struct Tags Tags;         /* tags.c: one sheet's */

typedef struct Links Links; /* link.c: one sheet's */

typedef struct Sheet {
    const Pages *pages;
    HPDF_Page *leaves;   /* one a page */
    uint32_t first_leaf; /* number of its first page in the document, which is its StructParents as well */
    Tags *tags;
    Links *links; /* NULL where the flavor has none */
} Sheet;

struct Pdf {
    Arena *arena;
    SubsetCache *cache;
    PdfOptions options; /* texts copied */
    HPDF_Doc doc;
    HPDF_Dict resources; /* one for all pages */
    HPDF_Dict struct_tree_root;
    HPDF_Dict srgb, press; /* profiles; NULL where the flavor has no use for them */
    FontUse **fonts;       /* in order of first use */
    size_t font_count, font_capacity;
    ImageUse *images; /* likewise */
    size_t image_count, image_capacity;
    Sheet *sheets;
    size_t sheet_count, sheet_capacity;
    uint32_t leaf_count;
    uint32_t link_count; /* annotations; their StructParent numbers follow those of the pages */
    Identity named;      /* of the options alone: the same for every edition of the document */
    Identity content;    /* and of everything written */
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
/* An indirect stream; 'entries' are the dictionary's further ones. What is 'lent' is read when the document is written
   and must last until then; 'data' is copied. */
HPDF_Dict stream_new(Pdf *pdf, Str data, Str entries);
HPDF_Dict stream_plain_new(Pdf *pdf, Str lent, Str entries); /* never compressed, left out of the identity */
HPDF_Dict stream_deflated_new(Pdf *pdf, Str lent, Str entries);
void stream_fill(Pdf *pdf, HPDF_Dict stream, Str data);    /* a stream that libharu made */
Str deflate_bytes(SubsetCache *cache, Str data, Arena *a); /* zlib format */

void name_put(Buf *b, Str name);  /* "/Name", escaped */
void text_put(Buf *b, Str utf8);  /* a text string */
void utf16_put(Buf *b, Str utf8); /* its hex digits, big-endian, without < > */
void integer_put(Buf *b, int64_t value);
void number_put(Buf *b, Sp length);                         /* points, at most three decimals */
void reference_put(Buf *b, const HPDF_Dict object_or_null); /* 12 0 R */
void *text_object(Pdf *pdf, Str utf8); /* the same for libharu's dictionaries; NULL after an error */

/* ---- numbertree.c ------------------------------------------------------------------------------------------------ */

typedef struct NumberTree {
    Pdf *pdf;
    Buf numbers, leaves; /* of the leaf that is being filled; references to those that are full */
    size_t count;
    uint32_t first, last;
} NumberTree;

NumberTree numbertree_new(Pdf *pdf);
/* Numbers come in ascending order; the caller writes the value behind it into what this returns. */
Buf *numbertree_add(NumberTree *t, uint32_t number);
Str numbertree_end(NumberTree *t); /* the root's entries */

/* ---- color.c ----------------------------------------------------------------------------------------------------- */

typedef enum FillKind { FILL_GRAY, FILL_SRGB, FILL_CMYK, FILL_MARKS } FillKind;

/* Fill color in force on a page. A page begins in DeviceGray black. */
typedef struct FillState {
    FillKind kind;
    bool overprints;
    uint8_t parts[4]; /* gray: 0 or 1; sRGB: 0..255; CMYK: percent */
} FillState;

bool flavor_is_for_press(const Pdf *pdf);
/* Operators only where it changes. */
void color_fill(const Pdf *pdf, Buf *content, FillState *state, const Color *color, bool is_text);
void color_stroke(const Pdf *pdf, Buf *content,
                  const Color *color);          /* of lines, until the graphics state is restored */
void color_space_put(const Pdf *pdf, Buf *b);   /* of pixels that are not gray */
void color_end(Buf *content, FillState *state); /* back to black, so that no color outlives its object */
void color_open(Pdf *pdf);                      /* embeds the profiles */
void color_resources(const Pdf *pdf, Buf *entries);
void color_intents(const Pdf *pdf, Buf *entries); /* of the catalog */

/* ---- profile.c --------------------------------------------------------------------------------------------------- */

/* What the program is shipped with is known to be fine; a test holds both lists to it. */
bool profile_is_known(uint64_t identity);
uint64_t profile_identity(Str deflated_bytes, ProfileSpace space);
bool colors_are_known(uint64_t identity);
uint64_t colors_identity(const Color *colors, size_t count, const PdfColors *with);
bool condition_is_known(const PdfColors *colors); /* in the registry, so that its name is enough */
/* sRGB pixels as bytes of CMYK; pixels of the ground's color get its inks, gray ones black ink alone. False and a
   finding where the profile is damaged. */
bool pixels_to_inks(const PdfColors *with, const uint8_t *srgb, size_t count, const Color *ground, uint8_t *cmyk,
                    Diag *d);
Str profile_deflated(const Profile *profile);
ProfileSpace profile_space(const Profile *profile);

/* ---- press.c ----------------------------------------------------------------------------------------------------- */

/* What stands around a page for the press: crop marks and the slug line. NULL and a finding where the font lacks a
   character of it. */
const DrawItem *press_items(Pdf *pdf, const Sheet *sheet, uint32_t page, size_t *count, Diag *d);
Sp press_margin(const Page *page); /* from the trim to the edge of the sheet that is printed on */

/* ---- content.c --------------------------------------------------------------------------------------------------- */

/* The operators of one page. False after findings. */
bool content_page(Pdf *pdf, const Sheet *sheet, uint32_t page, Buf *content, Diag *d);
/* From the media box's edge to the trim. */
Sp content_margin(const Pdf *pdf, const Page *page);
/* A y that runs down from the trim's top edge becomes one that runs up from the media box's bottom. */
Sp content_y(const Pdf *pdf, const Page *page, Sp y);
void content_box(const Pdf *pdf, const Page *page, Rect rect, Sp edges[4]); /* left, bottom, right, top */
void box_put(Buf *b, const Sp edges[4]);                                    /* "[0 0 612 792]" */

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

/* ---- image.c ----------------------------------------------------------------------------------------------------- */

/* '*number' is n of "/In". False and a finding where its inks cannot be told. */
bool image_use(Pdf *pdf, const Raster *raster, const Color *ground, size_t *number, Diag *d);
void images_resources(const Pdf *pdf, Buf *entries);

/* ---- tags.c ------------------------------------------------------------------------------------------------------ */

Tags *tags_start(Pdf *pdf, const Pages *pages);
/* A new marked-content sequence of 'elem' (which is one of pages->elems): its number on that page. */
uint32_t tags_mark(Pdf *pdf, Tags *tags, ElemId elem, uint32_t page);
/* What a Figure covers. */
void tags_cover(const Pdf *pdf, Tags *tags, ElemId elem, const Page *page, Rect rect);
/* An annotation of 'elem'. */
void tags_object(Pdf *pdf, Tags *tags, ElemId elem, uint32_t page, HPDF_Dict object);
HPDF_Dict tags_elem(const Tags *tags, ElemId elem);
/* "P", and the like: the text of a Link is a Span where there are no annotations. */
const char *tags_name(const Pdf *pdf, Role role);
void tags_end(Pdf *pdf, const Sheet *sheet); /* writes the sheet's elements, but for their root */
void tags_write(Pdf *pdf);                   /* the roots and the parent tree, when every sheet is there */

/* ---- link.c: annotations; attach.c: associated files -------------------------------
 */

/* The annotations of a sheet whose pages are painted. False after findings. */
bool links_add(Pdf *pdf, Sheet *sheet, Diag *d);
void links_write(Pdf *pdf);                           /* when every sheet is there */
void links_parents(const Pdf *pdf, NumberTree *tree); /* their entries in the parent tree */
void files_attach(Pdf *pdf, Buf *catalog);            /* the options' files; entries of the catalog */

/* ---- metadata.c -------------------------------------------------------------------------------------------------- */

void metadata_write(Pdf *pdf);                /* Info, trailer identifiers, XMP stream */
Str metadata_date(int64_t seconds, Arena *a); /* as Info has it: D:20231231000000Z */
HPDF_Dict metadata_stream(Pdf *pdf);

#endif
