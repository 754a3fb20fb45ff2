/* The command line and the environment, read. */
#ifndef NCMEC_OPTIONS_H
#define NCMEC_OPTIONS_H

#include "ncmec/request.h"

/* What the program is given beside its command line; a text that is not there is NULL. */
typedef struct Environment {
    const char *data_folder; /* NCMEC_PDF_DATA */
    const char *date_epoch;  /* SOURCE_DATE_EPOCH */
    const char *no_color;    /* NO_COLOR */
    const char *terminal;    /* TERM, where standard error is a terminal */
    long processors;
    int64_t (*now)(void);
} Environment;

/* Reads argv[1..]; reports everything that is wrong with it and returns false then. What could be read is in 'r' all
   the same, so that findings are printed in the form asked for. Strings are argv's own. */
bool request_read(int argc, char *const *argv, const Environment *environment, Request *r, Diag *d);
/* What many sheets may be read from: of --data, only a table, of one year. False after a finding. */
bool options_check_table(const Request *r, Diag *d);
/* Seconds since 1970 from SOURCE_DATE_EPOCH's text: digits only, up to the year 9999. */
bool epoch_parse(const char *text, int64_t *seconds, Diag *d);

extern const char options_help[]; /* at most 80 columns */

#endif
