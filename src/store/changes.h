/* What a run read, looked for and listed, and whether any of it has changed since. */
#pragma once

#include "src/base/read.h"

typedef struct Changes Changes;

Changes *changes_new(Arena *a); /* lives in 'a' */
/* Takes bytes that a run told (inputs_tell_to() of read.h), in pieces of any length. */
void changes_hear(Changes *c, Str bytes);
size_t changes_files(const Changes *c); /* that were read */
/* Asks inotify for every folder that holds one of them, or, where it is missing, for the one above it. */
void changes_watch(const Changes *c, int inotify, Arena *scratch);
/* The first one that is not as the run found it, or NULL. '*is_gone': a file that was there is missing. */
const char *changes_find(const Changes *c, bool *is_gone, Arena *scratch);
