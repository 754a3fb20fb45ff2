/* Files of figures looked at together, without a sheet: each by itself, against the nation's, against the year before,
   in the wording, and a year's states beside each other. */
#pragma once

#include "src/store/store.h"

typedef struct Survey Survey;

/* Findings go to 'd'. Lives as long as 'a'. */
Survey *survey_new(Store *store, Arena *a, Diag *d);

/* A file or a row to be checked; one that is named twice is one. */
void survey_add(Survey *s, const StoreFile *file);
/* What is not checked itself, but is beside what is. */
void survey_add_neighbor(Survey *s, const StoreFile *file);

void survey_run(Survey *s);

/* Checks what the store's request names, or all of the data folder. Result: the summary, to be printed below the
   findings; empty where findings keep the check from starting. '*certificate' is what --disclosure asks for, else left
   alone. Both live in 'a'. 'others' files were checked already, and are not among the request's; where it has none
   then, nothing more is checked. */
Str check_run(Store *store, size_t others, Str *certificate, Arena *a, Diag *d);
