/* Shared libraries that few runs need: loaded when the first caller asks, because each library that is linked in costs
   every process about 25 microseconds before main. */
#pragma once

#include "ncmec/diag.h"

typedef struct Library {
    const char *soname;       /* "libexpat.so.1" */
    const char *package;      /* Debian's, for the message: "libexpat1" */
    const char *const *names; /* of functions; NULL at the end */
    void *functions;          /* a struct of as many function pointers, in the same order */
    bool loaded;
} Library;

/* Loads the library and fills in its functions, once a process. False and a finding at 'needed_at' where the library
   or one of the functions is missing. */
bool library_load(Library *library, Mark needed_at, Diag *d);
