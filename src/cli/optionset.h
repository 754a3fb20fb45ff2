/* All options there are, for the reader of the command line and the reader of their values. */
#ifndef NCMEC_OPTIONSET_H
#define NCMEC_OPTIONSET_H

#include "command.h"
#include "options.h"

typedef enum OptionId {
    OPTION_STATE,
    OPTION_YEAR,
    OPTION_DATA,
    OPTION_OUTPUT,
    OPTION_DATA_DIR,
    OPTION_TEMPLATE,
    OPTION_THEME,
    OPTION_FOR,
    OPTION_STANDARD,
    OPTION_DUMP,
    OPTION_JOBS,
    OPTION_SHARD,
    OPTION_UNIFORM,
    OPTION_REPORT,
    OPTION_NO_SYNC,
    OPTION_TITLE,
    OPTION_SUBTITLE,
    OPTION_PREPARED_FOR,
    OPTION_DATE,
    OPTION_DIVIDER,
    OPTION_EXPLAIN,
    OPTION_DRAFT,
    OPTION_SET,
    OPTION_WRITE,
    OPTION_CSV,
    OPTION_FORCE,
    OPTION_FORMAT,
    OPTION_DIAGNOSTICS,
    OPTION_STRICT,
    OPTION_VERBOSE,
    OPTION_QUIET,
    OPTION_VERSION,
    OPTION_HELP,
    OPTION_COUNT
} OptionId;

typedef struct OptionInfo {
    const char *name;
    char letter;       /* 0: none */
    const char *value; /* what it takes; NULL: nothing */
    unsigned taken_by; /* a set of CommandSet; 0: every command takes it, and the making of a sheet too */
    bool repeats;
} OptionInfo;

extern const OptionInfo option_infos[OPTION_COUNT];

/* Puts a value, checked, into the request; NULL where the option takes none. Reports what is wrong with it. */
void option_set(Request *r, OptionId id, const char *value, Diag *d);

/* The flavor as it was asked for by --for, in the list that --standard may change; NULL where it was not. */
Flavor *flavor_find(Request *r, Flavor flavor);

#endif
