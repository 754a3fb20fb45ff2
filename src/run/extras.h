/* What a run writes once, beside its sheets: index, data set and style sheet of its web pages. */
#ifndef NCMEC_EXTRAS_H
#define NCMEC_EXTRAS_H

#include "ncmec/document.h"
#include "targets.h"

typedef struct Extra {
    const char *path;
    const char *word; /* in reports: "index" */
    TargetForm form;
    FileResult result;
    size_t bytes;
    Str digest; /* SHA-256 */
} Extra;

enum { EXTRAS_MAX = 2 };

typedef struct Extras {
    const char *folder; /* of the pages, those of folders in it among them */
    Extra items[EXTRAS_MAX];
    size_t count;
} Extras;

/* Of a run whose targets are made by this pattern: none where it makes no web page. Shards make none, since each would
   list its own part: --index makes them afterwards. */
Extras extras_of(const Request *r, Str pattern, Arena *a);
/* Makes them from the pages that are there, whoever made those; without any page there are none: false. */
bool extras_write(Extras *extras, const Request *r, const Theme *theme, Arena *a, Diag *d);
/* "out/index.html: 4711 bytes\n" for each, unless the run is quiet. */
void extras_say(const Extras *extras, const Request *r, Arena *a);

#endif
