/* What differs between two editions: folders of data, years of one, tables, files of figures. */
#pragma once

#include "ncmec/data.h"
#include "ncmec/request.h"

typedef struct Differences {
    Str text;    /* in the request's form; with --revisions the lines for the files of the new edition */
    Str summary; /* "2 differences: 1 figure, 1 finding\n" */
    size_t count;
} Differences;

/* Compares the two operands. False after findings: something cannot be read. Lives as long as 'a'. */
bool diff_find(const Request *r, const char *program, Output form, Differences *found, Arena *a, Diag *d);
