/* What WCAG 2.1 (levels A and AA) and PDF/UA-1 ask of the PDF of a sheet, or of a packet, a row each, and what can be
   measured of it: on the finished pages, and on the bytes of the file, which libqpdf reads. */
#pragma once

#include "pdfread.h"
#include "src/sheet/sheet.h"

/* The worst last. */
typedef enum Support {
    SUPPORT_NOT_APPLICABLE, /* the file holds nothing of the kind */
    SUPPORT_FULL,
    SUPPORT_NOT_EVALUATED, /* a person must judge it */
    SUPPORT_PARTIAL,
    SUPPORT_NONE,
    SUPPORT_COUNT
} Support;

typedef struct Evidence {
    Support support;
    Str text;
    int64_t rank; /* of two that are supported alike, the one with the smaller rank is worse; 0: it has none */
    Mark mark;    /* what is to be mended, where that is known */
} Evidence;

typedef struct Facts Facts;
typedef struct Absence Absence;

typedef struct Criterion {
    const char *number; /* "1.4.3"; of PDF/UA "ua-7.4" */
    const char *name;
    const char *level; /* "A", "AA", "PDF/UA-1" */
    Evidence (*look)(const Facts *f);
    const Absence *absent; /* in place of it: objects without which it does not apply */
    bool is_of_texts;      /* it hangs on what is typed for each sheet, its notes, and for a packet */
    bool is_of_titles;     /* on the titles typed for a packet */
    bool is_of_screen;     /* it is for a person where links can be followed */
} Criterion;

enum { CRITERIA_MAX = 80 };

extern const Criterion criteria[];
extern const size_t criteria_count;

/* Begins to look at a PDF: of a packet of these years ("2022\xE2\x80\x932023"), or of the sheet that the cache made
   last, where 'years' is empty. Lives in 'a', as does the evidence, and needs cache, file and pages. */
Facts *facts_new(const Cache *cache, const PdfRead *pdf, Str years, Arena *a);
/* Looks at a part of it, all of them in their order; 'document' is NULL of cover, contents and dividers. */
void facts_add(Facts *f, const Document *document, const Pages *pages);
Evidence criterion_look(const Criterion *criterion, const Facts *f);
