/* Makes the sheets of a list: one in this process, many by workers. */
#pragma once

#include "jobs.h"

/* One file of a sheet. */
typedef struct Made {
    FileResult result;
    size_t bytes;
    Str digest;
    Str reason, place; /* where it failed; of the finding that says why */
} Made;

/* What becomes of a sheet. */
typedef struct Outcome {
    ExitCode exit;
    uint32_t pages, level, errors, warnings, left_out;
    uint32_t sample;                 /* 1: it is one */
    Made files[REQUEST_FLAVORS_MAX]; /* of the first jobs->file_count */
    Str title, language, draft_why;  /* the last one is empty where it is none */
    Str record;                      /* of accessibility, as statement_packed() has it */
    PressFacts press;                /* where a print order asks for them */
    Str details;                     /* for -v, a line each: files read, and what could not be done for those written */
    Finding *findings;               /* about the sheet and its files */
    size_t finding_count;
} Outcome;

typedef struct Work {
    const Request *request;
    Cache *cache;
    const JobList *jobs;
    bool digests;         /* the report or a print order asks for them */
    bool fits_only;       /* lays sheets out and writes nothing */
    uint32_t fixed_level; /* as sheet_make() has it */
    void *context;
    /* A sheet is done. The outcome lives until the return; 'message' says the same, to be kept: empty where it is told
       in the order of the list. */
    void (*done)(void *context, size_t job, const Outcome *outcome, Str message);
    void (*tick)(void *context); /* now and then */
} Work;

/* Does all the jobs; one alone in this process. False and a finding where no worker can be started. A worker that dies
   fails the sheet that it was making and is replaced. Returns early when a signal asks for the end: *stopped is its
   number then, and what was written until then has been told. */
bool work_do(const Work *work, int *stopped, Arena *a, Diag *d);
/* The outcome that a message tells, texts being the message's. */
Outcome *outcome_unpack(Str message, size_t *job, Arena *a);
