/* Reads a PDF that this program may have made: its pages' words, the files attached to it, how it says that it was
   made. All of it is what the file claims, and may be anything: only bytes that are made again and are the same prove
   more (verify.h).

       const PdfRead *pdf = pdf_read("ca.pdf", a, d);      NULL after a finding, for what is damaged or no PDF
       PdfOwner owner;
       if (pdf_owner(pdf, jurisdictions, &owner)) ...      CA, 2023, in English, for the screen

   libqpdf does the reading, in a process of its own: what crashes it, or takes more than its share of time or memory,
   is a finding. */
#pragma once

#include "ncmec/data.h"
#include "ncmec/pdf.h"
#include "pdftext.h"

/* What the file says of how it was made; empty texts where it does not. */
typedef struct PdfRecord {
    Str release, flavor, standard; /* "1.0.0", "screen", "PDF/A-3a, PDF/UA-1" */
    Str level;                     /* of fit: "1" */
    Str template, theme, packet, fonts, logo;
    Str asked; /* of a packet: its options, each with a line break at its end */
} PdfRecord;

typedef struct PdfLeaf {
    Str painted;    /* SHA-256 of its operators with texts in place of codes: see pdftext.h */
    Str label;      /* what goes before its number where labels begin anew: "CA-", "CA-2023-"; empty */
    bool begins;    /* labels begin anew with it */
    bool has_forms; /* draws what is elsewhere in the file, as pages with an overlay do, and none of this program's */
} PdfLeaf;

typedef struct PdfRead {
    const char *path;
    Str bytes;
    Str title, producer;
    bool has_date;
    int64_t date; /* ModDate, which is every date in it */
    PdfRecord record;
    bool has_flavor; /* of the record: one that this program makes */
    Flavor flavor;
    Str identifier;       /* of all editions of the document: 16 bytes, or empty */
    const PdfFile *files; /* attached, in their order */
    size_t file_count;
    const PdfLeaf *pages;
    uint32_t page_count;
    const PdfWord *words; /* of all pages, in the order of painting, which is that of reading */
    size_t word_count;
    Str language;  /* "en-US" */
    TextSet names; /* in its objects, if counted: each name, "/Lang", and each two in a row, "/S/H1"; " objects" */
    const uint32_t *name_counts;
} PdfRead;

/* Limits: bytes of a file, and of what it unpacks to; pages. */
enum { PDF_FILE_MAX = 64 << 20, PDF_UNPACKED_MAX = 256 << 20, PDF_PAGES_MAX = 200000 };

/* Everything lives in 'a', or as long as the process. NULL after a finding. */
const PdfRead *pdf_read(const char *path, Arena *a, Diag *d);
/* The same for bytes that were just made; 'name' is for findings. */
const PdfRead *pdf_read_bytes(const char *name, Str bytes, Arena *a, Diag *d);
/* The same with the names in its objects counted. */
const PdfRead *pdf_read_counted(const char *name, Str bytes, Arena *a, Diag *d);
uint32_t pdf_count(const PdfRead *pdf, const char *name); /* how often "/Lang", "/S/H1", "/Marked true" is there */

/* What was written before anybody updated or signed the file: up to its first %%EOF; a file as made is all of it. */
Str pdf_first_revision(Str bytes);
/* Reports that it goes on after that, or was written anew; 'verb' is what to do with the file as it was: "release". */
bool pdf_as_made(const PdfRead *pdf, const char *verb, Diag *d);
/* The first page, from 0, that paints something else; their number where none does. */
uint32_t pdf_painted_other(const PdfRead *one, const PdfRead *other);
bool pdf_named(const char *path); /* it begins like a PDF */

/* Which sheet, or which packet, a file is an edition of, by its identifier. */
typedef struct PdfOwner {
    const Jurisdiction *state; /* NULL: a packet */
    int year;                  /* of a packet the first one of a row of years ... */
    int last_year;             /* ... and the last one */
    const Language *language;
    Flavor flavor;
} PdfOwner;

/* False where it is none of this program's, or of other jurisdictions. */
bool pdf_owner(const PdfRead *pdf, const Jurisdictions *states, PdfOwner *owner);
