/* Does a finished PDF agree with the figures that it carries, and with those of the data folder? It is made again and
   compared byte by byte. That proves that file and figures agree, not who made them. */
#pragma once

#include "ncmec/request.h"
#include "pdfread.h"
#include "src/sheet/sheet.h"

/* What a data folder makes now, compared with a file. */
typedef enum Edition {
    EDITION_NONE,  /* the folder has no figures for it, or the file does not say what it is of */
    EDITION_OTHER, /* other bytes */
    EDITION_SAME,
} Edition;

/* Who looks at a document that was made again. */
typedef struct SameMade {
    void *context;
    /* 'packet' is NULL where the document is the sheet; all of it is valid until this returns. */
    void (*look)(void *context, Cache *cache, const Sheet *sheet, const PacketMade *packet);
} SameMade;

/* Makes the sheet, or the packet, of the request's data folder that the file is an edition of; 'same', or NULL, is
   called where its bytes are the same. Says nothing itself. */
Edition verify_edition(const Request *r, const PdfRead *pdf, const SameMade *same, Arena *a);
/* Whether the file is made again, byte for byte, from the figures that it carries. Says nothing itself. */
bool verify_carried(const Request *r, const PdfRead *pdf, const Jurisdictions *all, Arena *a);

/* The same document as it is for the screen, with its figures, where the data folder makes the file; NULL after a
 * finding.
 */
const PdfRead *verify_screen(const Request *r, const PdfRead *pdf, const Jurisdictions *all, Arena *a, Diag *d);

/* Answers both questions for the request's operands; with r->alone the first one. The request's folders are found; its
   office is NULL where there is no data folder. Result: what to print; '*code' is EXIT_CODE_DONE where all are proven,
   and EXIT_CODE_IO where a file that decides it could not be read. Findings: PDFs that cannot be read. */
Str verify_files(const Request *r, ExitCode *code, Arena *a, Diag *d);

/* Lets the files that a PDF carries be read as a data folder whose path is the PDF's: "ca.pdf/2023/CA.yaml". 'behind'
   is the folder for fonts, profiles and silhouettes. False where it carries no figures. */
bool pdf_hold(const PdfRead *pdf, const Folders *behind, Folders *held, Arena *a);
