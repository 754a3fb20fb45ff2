/* The file of a packet, "hearing.yaml": what --from reads. One row a key, by which it is read and, for editors, its
   schema is printed. */
#pragma once

#include "ncmec/data.h"

/* A key that stands for an option. */
typedef struct PlanOption {
    Str key;
    const char *option; /* its name */
    const Value *value; /* a scalar: a list's items with commas between them, a path as seen from here */
} PlanOption;

enum { PLAN_OPTIONS_MAX = 16 };

/* Reads the file: its options, and how many; the other keys are the packet's own to read from *root. False after
   findings. */
bool plan_read(const char *path, const Value **root, PlanOption options[PLAN_OPTIONS_MAX], size_t *count, Arena *a,
               Diag *d);

Str plan_schema(Arena *a); /* as data.h has schemas */
