/* What the program does: "ncmec-pdf check ...", one row of a table a command. */
#ifndef NCMEC_COMMAND_H
#define NCMEC_COMMAND_H

#include "ncmec/request.h"

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

/* One thing that the program can be asked to do. */
typedef struct Command {
    const char *name; /* NULL: without a command, sheets are made */
    CommandSet bit;
    bool makes_sheet;                                /* it takes no operands, and a state and a year */
    int (*run)(const Request *r, Arena *a, Diag *d); /* prints its findings; returns the exit code */
    const char *help;                                /* at most 80 columns */
} Command;

const Command *command_find(Str name);        /* NULL: none */
Str command_nearest(Str word);                /* one that was meant, or empty */
unsigned command_bit(const Command *command); /* FOR_SHEET for NULL */

/* Does what is asked for and returns the exit code. */
int command_run(Request *r, Arena *a, Diag *d);

/* ---- What commands share ------------------------------------------------------------------------------------------
 */

/* Prints findings and, below them, what the command says of what it did; returns the exit code. */
int command_end(const Request *r, Str said, Diag *d);

int sheet_run(const Request *r, Arena *a, Diag *d);
int check_command(const Request *r, Arena *a, Diag *d);
int packet_run(const Request *r, Arena *a, Diag *d);
int import_run(const Request *r, Arena *a, Diag *d);
int export_run(const Request *r, Arena *a, Diag *d); /* import.c */
int new_run(const Request *r, Arena *a, Diag *d);
int schema_run(const Request *r, Arena *a, Diag *d); /* new.c */

#endif
