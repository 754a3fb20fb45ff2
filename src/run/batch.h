/* Many sheets in one run. */
#ifndef NCMEC_BATCH_H
#define NCMEC_BATCH_H

#include "jobs.h"
#include "src/base/digest.h"
#include "src/base/file.h"
#include "src/sheet/sheet.h"

/* Makes the sheets, says what became of them, returns the exit code; 128 + number where a signal ended it. */
int batch_run(const Request *r, Arena *a, Diag *d);

/* ---- worker.c: what one worker does, and how it tells -------------------------------------------------------------
 */

/* From the driver to a worker. */
typedef struct Order {
    uint32_t job;
    uint32_t fixed_level;
    uint32_t fits_only; /* not 0: lays out and writes nothing */
} Order;

/* One file of a sheet. */
typedef struct Made {
    FileResult result;
    size_t bytes;
    uint8_t digest[DIGEST_BYTES];
    Str reason; /* where it failed */
} Made;

typedef struct Said {
    Str text;   /* a finding as the user wants it */
    Str object; /* and, for a report, as JSON; else empty */
} Said;

/* What became of a sheet. */
typedef struct Outcome {
    ExitCode exit;
    uint32_t pages, level, errors, warnings;
    Made files[REQUEST_FLAVORS_MAX]; /* of the first list->flavor_count */
    Str title;
    Str read; /* the files behind it, a line each, where they are asked for */
    Said *findings;
    size_t finding_count, finding_capacity;
} Outcome;

typedef struct WorkerPlan {
    const Request *request;
    Cache *cache;
    const JobList *jobs;
    bool digests, objects; /* the report asks for them */
} WorkerPlan;

/* Follows orders until the pipe is closed. Never returns. */
_Noreturn void worker_run(const WorkerPlan *plan, int orders, int outcomes);
/* All of the bytes into a pipe, whatever interrupts it; false where it takes no more. */
bool pipe_write(int fd, Str bytes);
/* A sheet that could not be made, and why. */
Outcome outcome_failed(const WorkerPlan *plan, const Diag *d, Arena *a);
/* An outcome goes from process to process, and waits for its turn, as one message. */
Str outcome_pack(const Outcome *outcome, uint32_t job, Arena *a);
size_t outcome_size(Str in); /* of the message that 'in' begins with; 0 where it is not whole yet */
Outcome outcome_unpack(Str message, uint32_t *job, Arena *a); /* texts are the message's */

/* ---- crew.c: workers started, fed and buried -----------------------------------------------------------------------
 */

typedef struct Crew Crew;

typedef struct CrewHooks {
    void *context;
    void (*done)(void *context, Str message); /* an outcome, which lives until the return */
    void (*tick)(void *context);              /* now and then */
} CrewHooks;

/* Has all the plan's jobs done as 'order' says by at most 'workers' processes. False and a finding where none can be
   started. A worker that dies fails the sheet it was at and is replaced. Returns early when a signal asks for the end:
   *stopped is its number then, and what was written until then has been told. */
bool crew_work(const WorkerPlan *plan, Order order, int workers, CrewHooks hooks, int *stopped, Arena *a, Diag *d);

/* ---- report.c: what is said of all, a sheet after the other --------------------------------------------------------
 */

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
