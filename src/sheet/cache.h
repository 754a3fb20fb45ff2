/* The engine's insides, for the files that make sheets and packets with it. */
#ifndef NCMEC_ENGINE_H
#define NCMEC_ENGINE_H

#include "ncmec/data.h"
#include "ncmec/document.h"
#include "ncmec/ncmec.h"
#include "ncmec/page.h"
#include "ncmec/pdf.h"

/* What a sheet is made from: attached to it for the screen. */
typedef enum Origin {
    FROM_STATE,
    FROM_NATION,
    FROM_DICTIONARY,
    FROM_JURISDICTIONS,
    FROM_TEMPLATE,
    FROM_THEME,
    ORIGIN_COUNT
} Origin;

struct NcmecEngine {
    Arena *arena; /* the caller's: as long as the engine */
    Arena *sheet; /* reset for each sheet */
    Arena *texts; /* what a sheet's files hold, which findings, marks and attachments point into; reset with it */
    NcmecFolders folders;
    const Jurisdictions *jurisdictions;
    const Dictionary *dictionary;
    const Table *table; /* where the figures are a table's: read once for all of its sheets; NULL otherwise */
    const Theme *theme;
    const Template *template;
    Str template_path; /* where 'template' is from: a year may have its own */
    FontSet *fonts;
    ShapeCache *shapes;
    SubsetCache *subsets;
    PdfColors colors;
    const Source *origins[ORIGIN_COUNT];
    Dataset data; /* of the sheet */
    Str *files;
    size_t file_count, file_capacity, shared_count;
};

/* A file that a sheet is made from, for those who ask which they were; a text or tree that is read is noted. */
void engine_note_file(NcmecEngine *engine, Str path);
const Source *engine_read_text(NcmecEngine *engine, const char *path, Arena *a, Diag *d);
const Value *engine_read_tree(NcmecEngine *engine, const char *path, Arena *a, Diag *d);
void engine_note_origin(NcmecEngine *engine, Origin origin, const Value *root_or_null);
/* The template for 'year', kept until a sheet of a year with another one. NULL after findings. */
const Template *engine_template(NcmecEngine *engine, const NcmecJob *job, int year, Diag *d);

/* Reads the figures that the job names, the state's and the nation's (figures.c). False after findings. */
bool engine_read_figures(NcmecEngine *engine, const NcmecJob *job, Dataset *data, Diag *d);
/* Reads and fills what the job names. Lives in engine->sheet, its sources in engine->texts; the caller resets both, or
   not. NULL after findings. */
const Document *engine_document(NcmecEngine *engine, const NcmecJob *job, const Jurisdiction **state, Diag *d);

#endif
