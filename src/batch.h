/* Many sheets in one run. */
#ifndef NCMEC_BATCH_H
#define NCMEC_BATCH_H

#include "digest.h"
#include "jobs.h"
#include "output.h"

/* What a run of many sheets is told from outside. */
typedef struct Batch {
    const Options *options;
    NcmecJob base; /* folders, template, theme, date */
    int workers;   /* where the options name no number */
    DiagStyle style;
    bool terminal;        /* standard error is one: a line of progress */
    int64_t (*now)(void); /* milliseconds since whenever */
} Batch;

/* Makes the sheets, says what became of them, returns the exit code; 128 + number where a signal ended it. */
int batch_run(const Batch *batch, Arena *a, Diag *d);

/* ---- worker.c: what one worker does, and how it tells -------------------------------------------------------------
 */

/* From the driver to a worker. */
typedef struct Order {
    uint32_t job;
    uint32_t fixed_level;
    uint32_t fits_only; /* lays out and writes nothing */
} Order;

/* What became of a sheet. Texts live in the driver's arena. */
typedef struct Outcome {
    bool done;
    OutputResult result; /* OUTPUT_FAILED: see exit */
    ExitCode exit;
    uint32_t pages, level, errors, warnings;
    size_t bytes;
    uint8_t digest[DIGEST_BYTES];
    Str title, reason;
    const Str *findings; /* printed as the user wants them */
    const Str *objects;  /* and, for a report, as JSON; empty texts where there is none */
    size_t finding_count;
} Outcome;

typedef struct WorkerPlan {
    const Batch *batch;
    NcmecEngine *engine;
    const JobList *jobs;
    bool digests, objects; /* the report asks for them */
} WorkerPlan;

/* Follows orders until the pipe is closed. Never returns. */
_Noreturn void worker_run(const WorkerPlan *plan, int orders, int outcomes);
/* All of the bytes into a pipe, whatever interrupts it; false where it takes no more. */
bool pipe_write(int fd, Str bytes);
/* Takes one outcome from the front of 'in'; bytes used, or 0 where it is not whole yet. */
size_t outcome_take(Str in, uint32_t *job, Outcome *outcome, Arena *a);
/* The findings as texts. */
void outcome_find(Outcome *outcome, const Diag *d, DiagStyle style, bool objects, Arena *a);

/* ---- crew.c: workers started, fed and buried -----------------------------------------------------------------------
 */

typedef struct Crew Crew;

typedef struct CrewHooks {
    void *context;
    void (*done)(void *context, uint32_t job); /* outcomes[job] is there */
    void (*tick)(void *context);               /* now and then */
} CrewHooks;

/* Has every order followed by at most 'workers' processes. False and a finding where none can be started. A worker that
   dies fails the sheet it was at and is replaced. Returns early when a signal asks for the end: *stopped is its number
   then, and what was written until then is in 'outcomes'. */
bool crew_work(const WorkerPlan *plan, const Order *orders, size_t count, int workers, Outcome *outcomes,
               CrewHooks hooks, int *stopped, Arena *a, Diag *d);

/* ---- report.c ------------------------------------------------------------------------------------------------------
 */

typedef enum ReportForm { REPORT_NONE, REPORT_JSON, REPORT_CSV } ReportForm;

ReportForm report_form(const char *path, Diag *d); /* by the name's ending */
Str report_text(ReportForm form, const JobList *jobs, const Outcome *outcomes, Arena *a);
void summary_print(const JobList *jobs, const Outcome *outcomes, uint32_t levels, int stopped, FILE *out, Arena *a);

#endif
