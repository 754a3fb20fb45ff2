/* The command line, read. */
#ifndef NCMEC_OPTIONS_H
#define NCMEC_OPTIONS_H

#include "command.h"
#include "ncmec/ncmec.h"

enum { OPERANDS_MAX = 1000 };

typedef struct Options {
    const char *state;     /* NULL where not given, as all of these */
    const char *data_file; /* "-": standard input */
    const char *target;    /* "-": standard output */
    const char *data_dir, *template_file, *theme_file;
    int year; /* 0 where not given */
    NcmecOutput output;
    Flavor flavors[NCMEC_FLAVORS_MAX];
    size_t flavor_count;
    Flavor press; /* by its standard */
    bool json;    /* findings for programs */
    bool strict, verbose, quiet;
    bool version, help;
    const struct Command *command;      /* NULL: a sheet */
    const char *operands[OPERANDS_MAX]; /* of a command */
    size_t operand_count;
    bool all_years;      /* --year all */
    const char *explain; /* a finding's code */
} Options;

/* Reads argv[1..]; reports everything that is wrong with it and returns false then. What could be read is in 'options'
   all the same, so that findings are printed in the form asked for. Strings are argv's own. */
bool options_parse(int argc, char *const *argv, Options *options, Diag *d);
/* Seconds since 1970 from SOURCE_DATE_EPOCH's text: digits only, up to the year 9999. */
bool epoch_parse(const char *text, int64_t *seconds, Diag *d);

extern const char options_help[]; /* at most 80 columns */

#endif
