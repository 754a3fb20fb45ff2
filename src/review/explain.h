/* What a reviewer signs: every figure on a sheet, and where it is from. */
#ifndef NCMEC_EXPLAIN_H
#define NCMEC_EXPLAIN_H

#include "ncmec/data.h"
#include "ncmec/document.h"
#include "ncmec/page.h"
#include "ncmec/request.h"

/* One row a place where a figure is printed, in reading order: its key, what is printed, the page, the section, the
   sentence, what the typed value means, its place in the data, the file's source, and what 'found', all
   that was found about the sheet, holds of accepted findings about it; those about no figure that is printed have rows
   of their own, and in the form for people lines below the table. Result lives as long as 'a'. */
Str explain_text(const Document *doc, const Pages *pages, const Dataset *data, const Diag *found, Output form,
                 Arena *a);

#endif
