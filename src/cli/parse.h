/* The command line and the environment become a Request. */
#pragma once

#include "ncmec/request.h"

/* What the program is given beside its command line; a text that is not there is NULL. */
typedef struct Environment {
    const char *data_folder;   /* NCMEC_PDF_DATA */
    const char *date_epoch;    /* SOURCE_DATE_EPOCH */
    const char *no_color;      /* NO_COLOR */
    const char *terminal;      /* TERM, where standard error is a terminal */
    const char *columns;       /* COLUMNS, where standard output is one, */
    unsigned terminal_columns; /* which has so many; else 0 */
    long processors;
    int64_t (*now)(void); /* milliseconds since some moment */
} Environment;

/* Reads argv[1..]; reports all that is wrong with it and returns false then. What could be read is in 'r' all the same,
   so that findings are printed in the form asked for. Texts are argv's own, or live in 'a'. */
bool request_read(int argc, char *const *argv, const Environment *environment, Request *r, Arena *a, Diag *d);
/* Seconds since 1970 from SOURCE_DATE_EPOCH's text: digits only, up to the year 9999. */
bool epoch_parse(const char *text, int64_t *seconds, Diag *d);
