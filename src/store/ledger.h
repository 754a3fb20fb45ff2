/* The ledger of what went out: data/released.csv. */
#pragma once

#include "store.h"

#define LEDGER_NAME "released.csv"

/* A sheet of a file that went out. */
typedef struct LedgerRow {
    Str file, digest, modified; /* its name, its SHA-256, its ModDate: "2023-12-31T00:00:00Z" */
    const Jurisdiction *state;  /* NULL: of the nation's figures alone */
    int year;
    uint32_t edition; /* counted from 1: sheets of one edition have no line that differs */
    Str figures;      /* lines such as "cybertipline_reports: 78,835" and "us.missing_total: 28,886", and a digest of
                         the notes, revisions and source printed: "(texts): 3f2a91bc77d0e512", which is no key */
    Mark mark;        /* of the figures; nowhere, where the row is to be added */
} LedgerRow;

typedef struct Ledger {
    const char *path;
    const Source *source; /* NULL: there is none yet */
    LedgerRow *rows;
    size_t count;
    const Diag *findings;
} Ledger;

/* Read once; NULL after findings, which name line and column. */
const Ledger *store_ledger(Store *s, Diag *d);
/* The editions of a year, oldest first. After findings, of lines that are no figures of that year's dictionary too,
   those that could be read: nothing is safe then. */
const Released *store_released(Store *s, int year, size_t *count, Diag *d);
/* Whether an edition of the year withholds something; false where the ledger cannot be read. */
bool store_released_withheld(Store *s, int year);

/* Whether 'was', as an edition printed it, is another figure in the file now, and one that a correction can tell of:
   what is withheld now, or tells of what is withheld, is not to be told of. */
bool released_differs(const FigureFile *now, const Figure *was, Arena *a);
bool released_is_untold(const FigureFile *now, const Figure *was, Arena *a); /* nor does a correction tell of it */

/* A figure of the file's state, or of the nation, as the edition prints it; NULL: it does not. */
const Figure *released_figure(const Released *edition, const FigureFile *file, size_t measure);

/* Of each measure the last of the editions that prints the figure otherwise than the file, of which no correction in it
   tells; else NULL. Reports corrections that tell of what no edition printed, of which 'untold' has nothing then. */
void released_untold(const FigureFile *now, const Released *editions, size_t count, const Released **untold, Arena *a,
                     Diag *d);

/* Reports figures that editions printed otherwise, where no correction tells of it, and corrections as above; 'path' is
   of the file that is to have them. */
void released_report(const FigureFile *now, const char *path, const Released *editions, size_t count, Arena *a,
                     Diag *d);
/* The same of a sheet's two files, which are the data folder's: nothing where the ledger cannot be read. */
void store_released_report(Store *s, const Dataset *data, Arena *a, Diag *d);

/* Reports each line of a row that is another than that of 'printed', of the same sheet of the same file. */
void ledger_compare(const LedgerRow *row, const LedgerRow *printed, Arena *a, Diag *d);
/* Gives it its edition; rows[] has room for it. */
void ledger_add(Ledger *ledger, LedgerRow *row);
/* The file with the rows from 'first' on at its end. */
Str ledger_text(const Ledger *ledger, size_t first, Arena *a);
