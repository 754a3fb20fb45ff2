/* The files that this run has read, so that no output is written over one of them. */
#pragma once

#include "ncmec/diag.h"

#include <sys/stat.h>

/* Files or folders, by device and inode, each with a number that the user gives it. Start with {0}. */
typedef struct FileTable {
    Arena *arena; /* ends with the process */
    struct {
        dev_t device;
        ino_t inode;
        size_t number;
    } * items;
    size_t count, capacity;
} FileTable;

/* The number of this file, or SIZE_MAX. */
size_t filetable_find(const FileTable *table, const struct stat *status);
void filetable_add(FileTable *table, const struct stat *status, size_t number);

/* Each reader notes each regular file that it opens; the writer (file.c) asks before it writes. 'path' is copied. */
void input_note(const struct stat *status, const char *path);
/* The path by which this file was read (device and inode), or NULL. */
const char *input_find(const struct stat *status);

/* What a run depends on, for those who make it again when that changes. */
typedef enum InputKind {
    INPUT_READ,   /* a file, there or not */
    INPUT_LOOKED, /* whether it is there */
    INPUT_LISTED, /* a folder: which of its names the program reads */
} InputKind;

/* What changes with every save: of a file that is missing all is 0, but 'size', which is -1. */
typedef struct FileState {
    int64_t size; /* of a folder the hash of its names; of INPUT_LOOKED only whether it is negative counts */
    int64_t saved[4];
} FileState;

/* 'kind', 'state', the bytes of the path, then the path: one write. */
typedef struct InputRecord {
    FileState state;
    uint32_t kind, length;
} InputRecord;

FileState file_state(const char *path);
/* From now on each input is told to this pipe, as an InputRecord; workers that are forked tell theirs too. */
void inputs_tell_to(int fd);
bool inputs_are_told(void);
void input_tell(InputKind kind, FileState state, const char *path);

/* What one sheet of many reads may be forgotten after it, so that memory stays flat. */
size_t input_count(void);
void input_forget(size_t count); /* all but the first 'count' */

/* A text in memory that readers find as if it were a file of this path: one that a PDF carries, as
   "ca.pdf/2023/CA.yaml". The path is copied; the text lives as long as it is held. */
void held_add(const char *path, Str text);
const Str *held_find(const char *path); /* NULL: none */
/* The path of each that is held, as long as there are some; NULL then. */
const char *held_path(size_t index);
void held_drop(void); /* all of them */

/* The two ways to open a file beneath a folder, for the tests: a descriptor, or -1 and errno; EXDEV where the path
   leads out of the folder. */
int beneath_open_by_kernel(int folder, const char *path);
int beneath_open_by_steps(int folder, const char *path);
