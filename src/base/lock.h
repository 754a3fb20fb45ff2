/* One process changes the files of a folder while no other reads them, or many read them while none changes them. */
#pragma once

#include "ncmec/diag.h"

/* Until the process ends. Waits some seconds for others, then false and a finding that says who has the folder, each
   time for the same folder. A folder that is not there, or cannot be locked (noted for -v), needs no lock. */
bool folder_lock_to_read(const char *path, Diag *d);
/* Also makes the folder where it is missing, and says so in '*made'. */
bool folder_lock_to_change(const char *path, bool *made, Diag *d);
