/* What the commands on an office's files of figures share. */
#ifndef NCMEC_OFFICE_H
#define NCMEC_OFFICE_H

#include "edit.h"
#include "ncmec/data.h"
#include "ncmec/request.h"
#include "src/base/file.h"

typedef struct Office {
    const Dictionary *dictionary;
    const Jurisdictions *jurisdictions;
    Str files[2]; /* that these were read from */
} Office;

/* False after findings. */
bool office_read(const Request *r, Office *office, Arena *a, Diag *d);
/* Where the figures of a state (NULL: of the nation) stand or would stand. */
const char *office_path(const Request *r, int year, const Jurisdiction *jurisdiction, Arena *a);
/* The same jurisdiction's figures of the year before, as far as they can be read; NULL where there are none. */
const FigureFile *office_before(const Request *r, const Office *office, TypedName name, Arena *a, Diag *d);
/* The schema that a year's files point to, seen from there; NULL where the office has none. */
const char *office_schema(const Request *r, Arena *a);
/* Writes files of one year, whose folder is made where it is missing: all or none. */
bool office_write(const Request *r, int year, const FileChange *files, size_t count, Arena *a, Diag *d);

#endif
