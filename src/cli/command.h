/* What the program does beside making a sheet: "ncmec-pdf check ...", one row of a table a command. */
#ifndef NCMEC_COMMAND_H
#define NCMEC_COMMAND_H

#include "ncmec/ncmec.h"

/* Which commands take an option. */
typedef enum CommandSet {
    FOR_SHEET = 1,
    FOR_CHECK = 2,
    FOR_IMPORT = 4,
    FOR_EXPORT = 8,
    FOR_NEW = 16,
    FOR_SCHEMA = 32,
    FOR_EXPLAIN = 64,
    FOR_PACKET = 128,
} CommandSet;

enum { OPTIONS_SETS_MAX = 100, OPTIONS_DIVIDERS_MAX = 100 }; /* of --set, of --divider */

struct Options;

/* What a command is given beside its options; findings go to 'diag', which the caller prints. */
typedef struct Invocation {
    const struct Options *options;
    NcmecFolders folders;
    bool has_date; /* SOURCE_DATE_EPOCH */
    int64_t date;
    NcmecEngine
        *engine; /* where the command loads one: freed by the caller when findings, which point into it, are out */
    Arena *arena;
    Diag *diag;
    Str said; /* by the command: printed on standard error behind the findings, unless --quiet or json */
} Invocation;

typedef struct Command {
    const char *name;
    CommandSet bit;
    bool needs_folders;                  /* also where it is only asked to explain something */
    void (*run)(Invocation *invocation); /* NULL: it makes a sheet, as without a command, and prints something of it */
    const char *help;                    /* at most 80 columns */
} Command;

const Command *command_find(Str name);        /* NULL: none */
Str command_nearest(Str word);                /* one that was meant, or empty */
unsigned command_bit(const Command *command); /* FOR_SHEET for NULL */

void check_run(Invocation *invocation);  /* check.c */
void packet_run(Invocation *invocation); /* packet.c */

#endif
