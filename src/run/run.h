/* Makes sheets and prints their findings: the whole way of a run. */
#pragma once

#include "ncmec/request.h"

/* Makes the sheets that are asked for, prints what there is to say of them, and returns the exit code; 128 + number
   where a signal ended it. One sheet is a run of one: the same, without a worker. */
int sheets_run(const Request *r, Arena *a, Diag *d);
