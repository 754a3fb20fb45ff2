/* The command line, read. */
#ifndef NCMEC_OPTIONS_H
#define NCMEC_OPTIONS_H

#include "command.h"
#include "ncmec/ncmec.h"

enum { OPTIONS_YEARS_MAX = 200, OPTIONS_WORKERS_MAX = 256, OPERANDS_MAX = 1000 };

typedef struct Options {
    const char *state;     /* NULL where not given, as all of these; may be a list, see options_are_batch() */
    const char *data_file; /* "-": standard input */
    const char *target;    /* "-": standard output */
    const char *data_dir, *template_file, *theme_file;
    int year; /* the first; 0 where not given */
    int years[OPTIONS_YEARS_MAX];
    size_t year_count;
    int workers;        /* 0 where not given */
    int shard, shards;  /* 2 of 5; 0 where not given */
    const char *report; /* file that lists what was made */
    bool uniform;       /* all sheets at one level of fit */
    bool no_sync;       /* files need not outlast a power failure */
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
    bool write;          /* import changes files */
    bool csv;            /* new makes a table */
    bool force;          /* a table is replaced */
    bool draft;
    const char *sets[OPTIONS_SETS_MAX]; /* KEY=VALUE */
    size_t set_count;
    const char *title, *subtitle, *prepared_for, *date; /* of a packet */
    const char *dividers[OPTIONS_DIVIDERS_MAX];
    size_t divider_count;
} Options;

/* Reads argv[1..]; reports everything that is wrong with it and returns false then. What could be read is in 'options'
   all the same, so that findings are printed in the form asked for. Strings are argv's own. */
bool options_parse(int argc, char *const *argv, Options *options, Diag *d);
/* Whether many sheets are asked for, or something that only many sheets have: "CA,TX", "all", "@list.txt", a range of
   years, a pattern with {state} or a folder as target, workers, shards, a report. */
bool options_are_batch(const Options *options);
/* What many sheets may be read from: of --data, only a table, of one year. False after a finding. */
bool options_check_table(const Options *options, Diag *d);
/* Seconds since 1970 from SOURCE_DATE_EPOCH's text: digits only, up to the year 9999. */
bool epoch_parse(const char *text, int64_t *seconds, Diag *d);

extern const char options_help[]; /* at most 80 columns */

#endif
