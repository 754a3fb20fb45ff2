/* Finished bytes go out: whole, or not at all. */
#ifndef NCMEC_OUTPUT_H
#define NCMEC_OUTPUT_H

#include "ncmec/diag.h"

typedef enum OutputResult { OUTPUT_FAILED, OUTPUT_WRITTEN, OUTPUT_UNCHANGED } OutputResult;

/* Writes '.<target>.ncmec-tmp' beside the target, syncs it, renames it and syncs the folder; until the rename the old
   target is as it was, and no failure leaves the temporary file. A target that holds these bytes already is left alone.
   Of a symbolic link, what it points to is written. */
OutputResult output_write(const char *target, Str bytes, Arena *a, Diag *d);

/* To standard output, whole; then closes it, since some file systems report a full disk only there. */
bool output_print(Str bytes, Diag *d);

/* SIGHUP, SIGINT and SIGTERM remove the temporary file and end the process with 128 + their number; a broken pipe and a
   file-size limit become errors of the write. Once, before any thread. */
void output_signals(void);

#endif
