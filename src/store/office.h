/* What the commands on an office's files of figures share. */
#ifndef NCMEC_OFFICE_H
#define NCMEC_OFFICE_H

#include "ncmec/data.h"
#include "src/base/file.h"
#include "src/cli/command.h"

typedef struct Office {
    const Dictionary *dictionary;
    const Jurisdictions *jurisdictions;
    Str files[2]; /* that these were read from */
} Office;

/* False after findings. */
bool office_read(Invocation *in, Office *office);
/* Where the figures of a state (NULL: of the nation) stand or would stand. */
const char *office_path(const Invocation *in, int year, const Jurisdiction *jurisdiction);
/* The same jurisdiction's figures of the year before, as far as they can be read; NULL where there are none. */
const FigureFile *office_before(const Invocation *in, const Office *office, const Jurisdiction *jurisdiction, int year);
/* The schema that a year's files point to, seen from there; NULL where the office has none. */
const char *office_schema(const Invocation *in);
/* Writes files of one year, whose folder is made where it is missing: all or none. */
bool office_write(const Invocation *in, int year, const FileChange *files, size_t count);

void import_run(Invocation *in); /* import.c */
void export_run(Invocation *in);
void new_run(Invocation *in); /* newfile.c */
void schema_run(Invocation *in);

#endif
