/* Typed files as programs write them: made new, or changed in their place, with all that a person wrote around. */
#pragma once

#include "ncmec/data.h"

/* Whose file, of which year; 'jurisdiction' NULL: the nation's. */
typedef struct TypedName {
    const Jurisdiction *jurisdiction;
    int year;
    const char *by_language; /* how a text is typed for each language of its sheets; NULL: they have one */
} TypedName;

/* Adds to a table's sheet what a typed file must say and a table may leave out: the year (0: unknown) and status draft.
 */
const Value *typed_complete(const Value *root, int year, Arena *a);

/* A whole new file: every key in order, with its label, unit and, where 'before' is not NULL, the figure of the year
   before as comments. 'root' gives status, source and figures; keys that it lacks stand without a value, the source
   with a comment that says what belongs there, but for totals that their parts give. 'schema' is the path that an
   editor is pointed to. */
Str typed_new(TypedName name, const Dictionary *dict, const Value *root, const FigureFile *before, const char *schema,
              Arena *a);

/* The file's text with the figures and heads of 'over' in it; comments, order and layout stay, and so do figures that
   mean the same already. 'root' is the file's tree. False and a finding where it cannot be done. */
bool typed_edit(const Value *root, const Dictionary *dict, const Value *over, Str *text, Arena *a, Diag *d);

/* 'over' with the notes, the source and the reasons that the file types once a language, where a table has the same in
   English. Findings: where it has others, which would take their place. */
const Value *typed_languages(const Value *root, const Value *over, Arena *a, Diag *d);

/* A figure as a file writes it: "1103" becomes "1,103"; 'v' where it is none. */
Str typed_figure(const Value *v, const Measure *measure, Arena *a);
