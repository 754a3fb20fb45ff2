/* The files that this run has read, so that no output is written over one of them. */
#ifndef NCMEC_BASE_INPUTS_H
#define NCMEC_BASE_INPUTS_H

#include "ncmec/base.h"

#include <sys/stat.h>

/* The readers of files (source.c, beneath.c) note each regular file that they open; the writer (file.c) asks before it
   writes. 'path' is copied. */
void input_note(const struct stat *status, const char *path);
/* The path by which this file was read (device and inode), or NULL. */
const char *input_find(const struct stat *status);

/* What one sheet of many reads may be forgotten after it, so that memory stays flat. */
size_t input_count(void);
void input_forget(size_t count); /* all but the first 'count' */

#endif
