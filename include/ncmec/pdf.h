/* Finished pages become one PDF document. The only stage that knows libharu. */
#pragma once

#include "ncmec/page.h"

typedef struct Pdf Pdf;

/* Subset font programs by exact glyph set. Bounded, for one worker; does not change the output. */
typedef struct SubsetCache SubsetCache;

SubsetCache *subset_cache_new(void);
void subset_cache_free(SubsetCache *c); /* NULL is allowed */

/* What a document is for. All PDFs show the same pages; the web's flavor says the same. */
typedef enum Flavor {
    FLAVOR_DEFAULT,               /* archive, screen reader and printer in one: PDF/A-2a, PDF/UA-1 and PDF/X-4 */
    FLAVOR_SCREEN,                /* PDF/A-3a and PDF/UA-1: links, and the files that it was made from */
    FLAVOR_SCREEN_UA2,            /* the same in PDF 2.0: PDF/A-4f, PDF/UA-2 and WTPDF 1.0 */
    FLAVOR_PRESS,                 /* PDF/X-4: ink alone, crop marks, a slug line */
    FLAVOR_PRESS_X1A,             /* the same as PDF/X-1a:2003 */
    FLAVOR_PDFS,                  /* those are PDFs */
    FLAVOR_WEB = FLAVOR_PDFS,     /* a page of HTML, which src/html makes */
    FLAVOR_ASKED,                 /* those are what --for takes */
    FLAVOR_RECORD = FLAVOR_ASKED, /* what --statements adds: a page about the PDF for readers, which src/review makes */
    FLAVOR_COUNT
} Flavor;

/* ---- Color ---- */

/* An ICC profile: plain, or as one zlib stream. */
typedef struct Profile Profile;

typedef enum ProfileSpace { PROFILE_RGB, PROFILE_CMYK } ProfileSpace;

enum { PROFILE_MAX = 8 << 20 }; /* bytes */

/* 'bytes' are borrowed and not looked into; 'path' is for messages. Result lives as long as 'a'. */
const Profile *profile_new(Str bytes, const char *path, ProfileSpace space, Arena *a);

typedef struct PdfColors {
    const Profile *srgb, *press;
    Str condition; /* that 'press' describes: "CGATS TR 006" */
    Mark named_at; /* where the theme names them */
} PdfColors;

/* Refuses what is no profile of its space, or with CMYK not one of a press; warns of colors whose two forms look
   different in print, or that put more ink on paper than it holds. Costs nothing for the colors and profiles that are
   shipped. */
void colors_check(const Color *colors, size_t count, const PdfColors *with, Diag *d);
/* A ColorSettle: 'with' are PdfColors that colors_check() found whole. */
bool color_settle(const void *with, uint8_t srgb[3], uint8_t inks[4]);

/* ---- Flavors ---- */

/* What differs between flavors. A new one is a name above, a row in src/pdf/flavor.c and a column in
   tests/unit/pdf_flavor_test.c; options take their words from the rows. */
typedef struct FlavorRow {
    const char *word;     /* in --for, {flavor} and reports: "press" */
    const char *standard; /* in --standard: "x1a"; NULL: the word alone chooses it */
    uint8_t number;       /* in each document's ID: given once, or earlier files are no longer known by it */
    bool in_name;         /* its files say the word: "ca-press.pdf" */
    bool links;           /* links can be followed */
    bool files;           /* the files it was made from are attached */
    bool inks;            /* the theme's inks, not sRGB */
    const char *marks;    /* crop marks, and a slug line that names this standard; NULL: none, cropped to the trim */
    int version;          /* of PDF: 16 is 1.6 */
    int archive;          /* claimed part of PDF/A, level A, of part 4 F; 0: none */
    int accessible;       /* claimed part of PDF/UA, with part 2 WTPDF too; 0: none */
    const char *exchange; /* claimed PDF/X in XMP: "PDF/X-4" */
    const char *exchange_info; /* claimed PDF/X in Info */
    const char *intents[2];    /* output intents: "GTS_PDFX" */
    ProfileSpace intended;     /* what they describe: sRGB, or the theme's press */
    bool names_condition;      /* a press condition of the registry is named, without its profile */
} FlavorRow;

extern const FlavorRow flavor_rows[FLAVOR_COUNT];

/* Which of a run's flavors is the PDF for readers, of which records tell and which web pages link to: the first that is
   not for the press. 'count': there is none. */
size_t flavor_for_readers(const Flavor *flavors, size_t count);
/* "PDF/A-2a, PDF/UA-1, PDF/X-4". */
Str flavor_standards(Flavor flavor, Arena *a);
/* The path of a flavor's file beside others: "ca.pdf" becomes "ca-press.pdf", for the web "ca.html". */
Str flavor_path(Str path, Flavor flavor, Arena *a);
/* The flavor's ending instead of another flavor's; for the web also where there is none. */
Str flavor_ended(Str path, Flavor flavor, Arena *a);
/* "ca.pdf" with "-es" before its ending: "ca-es.pdf". */
Str path_marked(Str path, const char *mark, Arena *a);

/* What a printer asks of a file before it is opened. */
typedef struct PressFacts {
    Str trim, bleed; /* "8.5 x 11 in (215.9 x 279.4 mm)", "0.125 in (3.2 mm)" */
    Str plates;      /* the inks that its pages use: "CMYK", "K" */
} PressFacts;

/* Of a document of these parts, which share one paper. Lives in 'a'. */
PressFacts press_facts(const Pages *const *parts, size_t count, Arena *a);

/* ---- The document ---- */

/* A file that the document was made from. */
typedef struct PdfFile {
    Str name;  /* a file name without a folder; no two are alike */
    Str mime;  /* "application/yaml" */
    Str about; /* what it holds, for those who see a list of attachments */
    Str bytes;
} PdfFile;

/* How the document was made, for those who ask later whether it would be made so again: this, the flavor, and a digest
   of the fonts embedded. No library is named: one that makes the same bytes need not make another file. */
typedef struct PdfMade {
    Str release;         /* "1.0.0" */
    uint32_t level;      /* of fit, from 1, the roomiest; of many sheets the tightest */
    Str template, theme; /* digests of their trees; of many templates with a space between */
    Str packet;          /* likewise of the wording around many sheets; empty where it is one */
    Str logo;            /* of its file; empty: there is none */
    Str asked;           /* of many sheets: a line each of the options that shape them, "title=State Data" */
} PdfMade;

/* What the document says about itself, and what else it needs besides pages. */
typedef struct PdfOptions {
    Str title, subject, author, language;
    Str name;     /* canonical; makes the document's identifier together with its content */
    int64_t date; /* seconds since 1970: every date in the file */
    Str producer; /* "ncmec-pdf 1.0" */
    PdfMade made; /* without a release nothing is said of it */
    Flavor flavor;
    const PdfColors *colors; /* it, the files and all texts outlive the document */
    const PdfFile *files;    /* for a flavor that attaches them */
    size_t file_count;
    const Pages *const *parts; /* all that will be added, where that is many, for the slug; none: each by itself */
    size_t part_count;
} PdfOptions;

/* For a document of one sheet, in the default flavor. */
PdfOptions pdf_options_of(const Pages *pages, const PdfColors *colors, Str producer);

/* Checks what every flavor promises: contrast, tags, alternative texts, sizes, inks, distance from edges. False after
   findings (DIAG_CONFORM), each with its place in data, template or theme. Call it before pdf_add(); 'a' is scratch. */
bool pages_conform(const Pages *pages, Arena *a, Diag *d);
/* The paragraph, heading or cell around an element of inline text. */
ElemId elem_block(const Pages *pages, ElemId elem);

/* What is painted, and how legible it is. */
typedef struct Seen {
    const DrawItem *item;
    uint32_t page;       /* from 1 */
    int contrast, least; /* hundredths: what it has with the ground it is on; what text of its size needs, else 0 */
    const Color *ground; /* NULL: a text without letters */
} Seen;

/* Calls 'seen' for each item in the order of painting; 'a' is scratch. */
void pages_look(const Pages *pages, Arena *a, void (*seen)(void *context, const Seen *item), void *context);

/* One document at a time in a thread. NULL and a finding if libharu cannot start. 'cache' may not be NULL and must
   outlive the document. */
Pdf *pdf_open(const PdfOptions *options, SubsetCache *cache, Diag *d);
/* Adds a sheet; may be called many times. The pages and their glyph runs must live until pdf_close(). After a finding
   the document can only be closed. */
bool pdf_add(Pdf *pdf, const Pages *pages, Diag *d);
/* The finished file, or an empty Str after a finding. Always frees 'pdf'; NULL is allowed. Result lives in 'a'. */
Str pdf_close(Pdf *pdf, Arena *a, Diag *d);

/* What stands first in a document's ID, and is the same for every edition of it: of its name and its flavor. */
void pdf_identifier(Str name, Flavor flavor, uint8_t identifier[16]);
/* The namespace of PdfMade in XMP; a name that is nowhere else. */
#define PDF_MADE_URI "urn:uuid:93a0f8f5-3a44-46ca-a0e2-23e31609b985#"

Str pdf_versions(Arena *a); /* for --version: "libharu 2.3.0, ..." */
