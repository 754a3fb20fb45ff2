/* What a run writes once, beside its sheets: index, data set and style sheet of its web pages, and the report of its
   accessibility records. */
#pragma once

#include "ncmec/document.h"
#include "src/review/statement.h"
#include "targets.h"

typedef struct Extra {
    const char *path;
    const char *word; /* in reports: "index" */
    TargetForm form;
    FileResult result;
    size_t bytes;
    Str digest; /* SHA-256 */
} Extra;

enum { EXTRAS_MAX = 4 };

typedef struct Extras {
    const char *folder; /* of the pages, those of folders in it among them */
    Extra items[EXTRAS_MAX];
    size_t count;
} Extras;

/* Of a run whose targets are made by this pattern: none where it makes no web page or record. Shards make none, since
   each would list its own part: --index makes them afterwards. */
Extras extras_of(const Request *r, Str pattern, Arena *a);
/* Makes them from the pages that are there, whoever made those, and from the records of the run, or NULL; without any
   of these there are none: false. */
bool extras_write(Extras *extras, const Request *r, Cache *cache, Statement *series, Arena *a, Diag *d);
/* Refuses a style sheet where that of another theme is, which pages there need. */
bool extras_check(const Extras *extras, const Theme *theme, Arena *a, Diag *d);
const char *folder_slashed(const char *folder, Arena *a); /* with a slash at its end */
/* "out/index.html: 4711 bytes\n" for each, unless the run is quiet. */
void extras_say(const Extras *extras, const Request *r, Arena *a);
