/* Finished bytes go out: whole, or not at all. */
#pragma once

#include "ncmec/diag.h"

#include <signal.h>

/* Written, with a finding all the same, is one whose folder could not be synced. */
typedef enum FileResult { FILE_FAILED, FILE_WRITTEN, FILE_UNCHANGED } FileResult;

/* What a write waits for. Of many files in a folder, syncing that once after the last of them is enough: until then a
   power failure leaves each name with its whole old or its whole new file, and no message has said that it is done. */
typedef enum FileSync {
    FILE_SYNC_ALL,  /* the disk has the file and its name */
    FILE_SYNC_FILE, /* the disk has the file; folder_sync() is to follow */
    FILE_SYNC_NONE, /* nothing: whole files still, but a power failure may lose them */
} FileSync;

/* Writes '.<target>.ncmec-tmp' beside the target, syncs it, renames it and syncs the folder; until the rename the old
   target is as it was, and no failure leaves the temporary file. A target that holds these bytes already is left alone;
   one that is replaced hands on its mode, group and, where that may be, owner; a read-only one is refused. Of a
   symbolic link, what it points to is written. A target that this run has read is refused (exit code 2): run/ asks
   sooner and says more, this is the last line of defence. */
FileResult file_write(const char *target, Str bytes, Arena *a, Diag *d);
FileResult file_write_synced(const char *target, Str bytes, FileSync sync, Arena *a, Diag *d);

/* Removes what a run that wrote 'target' left beside it: only after that run has died. */
void file_leftovers_remove(const char *target, Arena *a);
/* What the file system could not do for files since the last call, a line each, for -v; lives until the next write. */
Str file_notes(void);
void file_note_unlocked(const char *path);

/* The folder and the name that a path means in the end: where its last part is a link, those it points to. False where
   links run in a circle. Both live in 'a'. */
bool file_resolve(const char *path, const char **folder, const char **name, Arena *a);
bool file_holds(const char *path, Str bytes); /* these, and no more */

/* Makes the folder and those above it that are missing. */
bool folder_make(const char *path, Arena *a, Diag *d);
bool folder_sync(const char *path, Diag *d);

/* Several files at once: all are written as above or, after a finding, none is changed; a file for which that cannot be
   brought about is named. None is changed either where one is not as it was when it was read. */
typedef struct FileChange {
    const char *target;
    Str bytes;
    bool exists; /* and then holds 'before', which it is given back where a later one fails; else nothing must be there
                  */
    Str before;
} FileChange;

bool file_write_all(const FileChange *files, size_t count, Arena *a, Diag *d);

bool bytes_write(int fd, Str bytes); /* all of them; false with errno set */
/* To standard output, whole; then closes it, since some file systems report a full disk only there. */
bool file_print(Str bytes, Diag *d);

/* SIGHUP, SIGINT and SIGTERM remove the temporary file and end the process with 128 + their number; a broken pipe and a
   file-size limit become errors of the write. Once, before any thread. */
void file_signals(void);
enum { ENDING_SIGNALS = 3 };
extern const int ending_signals[ENDING_SIGNALS];
void signals_hold(sigset_t *before); /* blocks those three */
