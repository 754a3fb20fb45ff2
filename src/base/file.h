/* Finished bytes go out: whole, or not at all. */
#ifndef NCMEC_OUTPUT_H
#define NCMEC_OUTPUT_H

#include "ncmec/diag.h"

typedef enum OutputResult { OUTPUT_FAILED, OUTPUT_WRITTEN, OUTPUT_UNCHANGED } OutputResult;

/* What a write waits for. Of many files in a folder, syncing that once behind the last of them is enough: until then a
   power failure leaves each name with its whole old or its whole new file, and nobody has been told that it is done. */
typedef enum OutputSync {
    OUTPUT_SYNC_ALL,  /* the disk has the file and its name */
    OUTPUT_SYNC_FILE, /* the disk has the file; output_sync_folder() is to follow */
    OUTPUT_SYNC_NONE, /* nothing: whole files still, but a power failure may lose them */
} OutputSync;

/* Writes '.<target>.ncmec-tmp' beside the target, syncs it, renames it and syncs the folder; until the rename the old
   target is as it was, and no failure leaves the temporary file. A target that holds these bytes already is left alone.
   Of a symbolic link, what it points to is written. */
OutputResult output_write(const char *target, Str bytes, Arena *a, Diag *d);
OutputResult output_write_synced(const char *target, Str bytes, OutputSync sync, Arena *a, Diag *d);

/* Makes the folder and those above it that are missing. */
bool output_folder_make(const char *path, Arena *a, Diag *d);
bool output_sync_folder(const char *path, Diag *d);

/* Several files at once: all are written as above or, after a finding, none is changed; a file for which that cannot be
   brought about is named. */
typedef struct OutputFile {
    const char *target;
    Str bytes;
    bool exists; /* and then holds 'before', which it is given back where a later one fails */
    Str before;
} OutputFile;

bool output_write_all(const OutputFile *files, size_t count, Arena *a, Diag *d);

/* To standard output, whole; then closes it, since some file systems report a full disk only there. */
bool output_print(Str bytes, Diag *d);

/* SIGHUP, SIGINT and SIGTERM remove the temporary file and end the process with 128 + their number; a broken pipe and a
   file-size limit become errors of the write. Once, before any thread. */
void output_signals(void);

#endif
