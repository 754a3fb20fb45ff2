/* Files of figures, or tables, checked without making a sheet. */
#ifndef NCMEC_CHECK_H
#define NCMEC_CHECK_H

#include "ncmec/request.h"

/* Checks what the request names, or all of the data folder. Result: the summary, to be printed below the findings;
   empty after findings that kept it from being begun. Lives in 'a'. */
Str check_run(const Request *r, Arena *a, Diag *d);

#endif
