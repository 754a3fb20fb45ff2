/* Work that a library may end by a signal, as it does at damaged input or without memory: done in a process of its own,
   which tells its result through a pipe. */
#pragma once

#include "ncmec/diag.h"

#include <sys/types.h>

typedef enum ChildEnd {
    CHILD_DONE,
    CHILD_ENDED, /* by a signal or without memory, before it told all */
    CHILD_NONE   /* it could not be started or asked: a finding says so */
} ChildEnd;

/* For a child that 'parent' has just started: it gets 'signal' when the parent ends, and ends now if that has happened
   already, so that no process stays behind. */
void child_follow(pid_t parent, int signal);

/* Runs 'work' in a child without output, input and core; 'told' gets what it puts into 'out'. */
ChildEnd child_ask(void (*work)(const void *context, Buf *out), const void *context, Buf *told, Diag *d);
