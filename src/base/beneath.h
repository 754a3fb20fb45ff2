/* What the readers of files share; and the two ways to open a file beneath a folder, apart from each other for the
 * tests. */
#ifndef NCMEC_BASE_BENEATH_H
#define NCMEC_BASE_BENEATH_H

#include "ncmec/diag.h"

/* A descriptor, or -1 and errno; EXDEV where the path leads out of the folder. */
int beneath_open_by_kernel(int folder, const char *path);
int beneath_open_by_steps(int folder, const char *path);

/* Appends all that 'fd' gives, past the bound by less than one read, so that the caller sees that it is too much; false
   and errno where a read fails. */
bool descriptor_read(int fd, size_t most, Buf *out);

#endif
