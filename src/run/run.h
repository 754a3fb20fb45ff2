/* Sheets made, by one process or by many: the list, the workers, what becomes of each sheet, and what is said of it. */
#ifndef NCMEC_RUN_H
#define NCMEC_RUN_H

#include "jobs.h"
#include "src/base/digest.h"

/* Makes the sheets that are asked for, prints what there is to say of them, and returns the exit code; 128 + number
   where a signal ended it. One sheet is a run of one: the same, without a worker. */
int sheets_run(const Request *r, Arena *a, Diag *d);

/* ---- What becomes of a sheet (workers.c) ---- */

/* One file of it. */
typedef struct Made {
    FileResult result;
    size_t bytes;
    uint8_t digest[DIGEST_BYTES];
    Str reason; /* where it failed */
} Made;

typedef struct Outcome {
    ExitCode exit;
    uint32_t pages, level, errors, warnings, left_out;
    Made files[REQUEST_FLAVORS_MAX]; /* of the first jobs->file_count */
    Str title;
    Str read;                /* the files that it is made from, a line each, for -v */
    const Finding *findings; /* about the sheet and its files */
    size_t finding_count;
} Outcome;

/* ---- Making many (workers.c) ---- */

typedef struct Work {
    const Request *request;
    Cache *cache;
    const JobList *jobs;
    bool digests;         /* the report asks for them */
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
Outcome outcome_unpack(Str message, size_t *job, Arena *a);

/* ---- What is said of all, a sheet after the other (report.c) ---- */

typedef enum ReportForm { REPORT_NONE, REPORT_JSON, REPORT_CSV } ReportForm;

ReportForm report_form(const char *path, Diag *d); /* by the name's ending */

typedef struct Tally Tally;

/* Keeps of a sheet only what the report or the summary will say of it. */
Tally *tally_new(const JobList *jobs, ReportForm form, Arena *a);
void tally_free(Tally *tally); /* its scratch; the rest is the arena's */
/* In the order of the jobs; 'outcome' NULL: it was not reached. */
void tally_add(Tally *tally, size_t job, const Outcome *outcome);
Str tally_report(Tally *tally); /* once, when all are added */
ExitCode tally_exit(const Tally *tally);
void tally_print(const Tally *tally, uint32_t levels, int stopped, FILE *out);

#endif
