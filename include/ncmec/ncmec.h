/* The facade: what another program links against. Renders one sheet from typed files to a PDF or a dump. */
#ifndef NCMEC_NCMEC_H
#define NCMEC_NCMEC_H

#include "ncmec/pdf.h"

typedef enum NcmecOutput {
    NCMEC_PDF,
    NCMEC_DUMP_DOCUMENT,
    NCMEC_DUMP_PAGES,
    NCMEC_DUMP_TAGS,
    NCMEC_DUMP_THEME, /* the resolved theme: needs no data */
    NCMEC_DUMP_MARKDOWN,
    NCMEC_EXPLAIN_TABLE, /* every figure on the sheet, and where it is from */
    NCMEC_EXPLAIN_CSV,
    NCMEC_EXPLAIN_JSON,
    NCMEC_FIT, /* nothing: only lays out, for page_count and level */
} NcmecOutput;

/* Where files are looked for. Dictionary, jurisdictions, template, theme and fonts that the office's folder lacks come
   from the shipped folders; a year's figures never do. */
typedef struct NcmecFolders {
    const char *office;        /* data folder; never NULL */
    const char *shipped_data;  /* NULL: none */
    const char *shipped_fonts; /* NULL: none */
} NcmecFolders;

enum { NCMEC_FLAVORS_MAX = 2 };

typedef struct NcmecJob {
    NcmecFolders folders;
    const char *state;         /* code or name; NULL: the data file's own */
    int year;                  /* 0: the data file's own */
    const char *data_file;     /* NULL: <office>/<year>/<state>.yaml; a table where its name ends in .csv or .tsv,
                                  which the engine reads once */
    const char *template_file; /* NULL: the folders' */
    const char *theme_file;    /* NULL: the folders' */
    NcmecOutput output;
    Flavor flavors[NCMEC_FLAVORS_MAX]; /* of a PDF, in this order; none: the default */
    size_t flavor_count;
    bool has_date;
    int64_t date;            /* SOURCE_DATE_EPOCH */
    uint32_t fixed_level;    /* 0: the best; else level of fit + 1, for sheets that are to look alike */
    bool draft;              /* a proof: what is missing is marked, findings do not stop it, text may need more pages */
    const char *const *sets; /* "KEY=VALUE": figures to be tried, which makes a draft; "us.KEY" for the nation's */
    size_t set_count;
} NcmecJob;

/* Everything that many sheets share (theme, fonts, template, dictionary, caches); belongs to one worker. */
typedef struct NcmecEngine NcmecEngine;

/* Loads what the job names, a table of figures too; NULL after findings. The engine and every text it has read live in
   'a', since findings point into them; ncmec_engine_free gives back the rest (fonts, caches, the sheet's memory). */
NcmecEngine *ncmec_engine_new(const NcmecJob *job, Arena *a, Diag *d);
void ncmec_engine_free(NcmecEngine *engine); /* NULL is allowed */

/* One file of a sheet. */
typedef struct NcmecPart {
    Flavor flavor;
    Str bytes; /* valid until the next sheet of this engine */
} NcmecPart;

typedef struct NcmecSheet {
    Str bytes; /* the dump, or the first of the parts */
    NcmecPart parts[NCMEC_FLAVORS_MAX];
    size_t part_count; /* PDFs: one for each flavor, all of the same pages */
    Str name;  /* canonical: "ncmec-CA-2023", of a proof "ncmec-CA-2023-draft"; valid as long as the bytes, as is the
                  title */
    Str title; /* "NCMEC California Data 2023" */
    uint32_t page_count, level; /* level of fit: 0 is the roomiest */
} NcmecSheet;

/* Renders one sheet; false after findings. They point into texts that live until the next sheet of this engine: print
   them before. */
bool ncmec_render(NcmecEngine *engine, const NcmecJob *job, NcmecSheet *sheet, Diag *d);
/* Paths of the files behind the sheet rendered last, those that all sheets share first: for -v. */
const Str *ncmec_files(const NcmecEngine *engine, size_t *count);
/* The states there are; see ncmec/data.h. */
typedef struct Jurisdictions Jurisdictions;
const Jurisdictions *ncmec_jurisdictions(const NcmecEngine *engine);
/* The table that the job's data_file is; NULL: it is none. */
typedef struct Table Table;
const Table *ncmec_table(const NcmecEngine *engine);
uint32_t ncmec_levels(const NcmecEngine *engine); /* of fit, that the theme has */
/* Names and versions of all libraries that shape the output. */
Str ncmec_versions(Arena *a);

#define NCMEC_VERSION "1.0.0"
#define NCMEC_PRODUCER "ncmec-pdf " NCMEC_VERSION

#endif
