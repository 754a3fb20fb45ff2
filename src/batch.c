/* Many sheets in one run: the list is made and checked, the engine is loaded once, workers make the sheets, and what
   they found is said in the order of the list, whoever was first. Findings that are the same word for word, such as
   those about a file that all sheets read, are said once. */
#include "batch.h"

#include <stdio.h>
#include <string.h>

enum { SIGNAL_BASE = 128, PROGRESS_MS = 100 };

typedef struct Run {
    const Batch *batch;
    const JobList *jobs;
    Outcome *outcomes;
    size_t said;         /* outcomes printed so far */
    size_t done, failed; /* whatever the order */
    bool shows_progress, progress_is_there;
    int64_t began, shown; /* milliseconds */
    Str *texts;           /* findings printed, by their hash; empty ones are free */
    size_t text_count, text_capacity;
    Arena *arena;
} Run;

/* ---- Findings ------------------------------------------------------------------------------------------------------
 */

static uint64_t text_hash(Str text)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (size_t i = 0; i < text.n; i++)
        hash = (hash ^ (unsigned char)text.s[i]) * 0x100000001b3u;
    return hash;
}

static Str *text_slot(Str *texts, size_t capacity, Str text)
{
    size_t i = text_hash(text) & (capacity - 1);
    while (texts[i].n && !str_eq(texts[i], text))
        i = (i + 1) & (capacity - 1);
    return &texts[i];
}

/* Whether the text was not there yet. */
static bool text_add(Run *run, Str text)
{
    if (2 * (run->text_count + 1) > run->text_capacity) {
        size_t capacity = run->text_capacity ? 2 * run->text_capacity : 64;
        Str *texts = ARENA_ARRAY(run->arena, Str, capacity);
        for (size_t i = 0; i < run->text_capacity; i++)
            if (run->texts[i].n)
                *text_slot(texts, capacity, run->texts[i]) = run->texts[i];
        run->texts = texts;
        run->text_capacity = capacity;
    }
    Str *slot = text_slot(run->texts, run->text_capacity, text);
    if (slot->n)
        return false;
    *slot = text;
    run->text_count++;
    return true;
}

/* ---- Progress ------------------------------------------------------------------------------------------------------
 */

static void progress_clear(Run *run)
{
    if (run->progress_is_there)
        fputs("\r\x1b[K", stderr);
    run->progress_is_there = false;
}

static void progress_show(Run *run)
{
    int64_t now = run->batch->now(), past = now - run->began;
    if (!run->shows_progress || now - run->shown < PROGRESS_MS || past <= 0)
        return;
    run->shown = now;
    progress_clear(run);
    size_t count = run->jobs->count;
    long long rate = (long long)run->done * 1000 / past;
    fprintf(stderr, "%zu of %zu sheets, %zu failed", run->done, count, run->failed);
    if (run->done) {
        long long left = past * (long long)(count - run->done) / (long long)run->done / 1000;
        fprintf(stderr, ", %lld a second, %lld:%02lld left", rate, left / 60, left % 60);
    }
    run->progress_is_there = true;
}

/* ---- What is said of a sheet ---------------------------------------------------------------------------------------
 */

static bool is_chatty(const Run *run)
{
    return !run->batch->options->quiet && run->batch->style != DIAG_JSON;
}

static void outcome_print(Run *run, const Job *job, const Outcome *outcome)
{
    for (size_t i = 0; i < outcome->finding_count; i++)
        if (text_add(run, outcome->findings[i]))
            fprintf(stderr, "%.*s", STR_ARG(outcome->findings[i]));
    /* A terminal has the progress instead. */
    if (outcome->result == OUTPUT_FAILED || !is_chatty(run) || (run->shows_progress && !run->batch->options->verbose))
        return;
    fprintf(stderr, "%s: %u pages, %zu bytes%s\n", job->target, outcome->pages, outcome->bytes,
            outcome->result == OUTPUT_UNCHANGED ? ", unchanged" : "");
}

/* All that are done, as far as none is missing between them; at the end also those behind a gap. */
static void outcomes_print(Run *run, bool ended)
{
    for (; run->said < run->jobs->count && (ended || run->outcomes[run->said].done); run->said++) {
        if (!run->outcomes[run->said].done)
            continue;
        progress_clear(run);
        outcome_print(run, &run->jobs->items[run->said], &run->outcomes[run->said]);
    }
}

static void on_done(void *context, uint32_t job)
{
    Run *run = context;
    run->done++;
    run->failed += run->outcomes[job].result == OUTPUT_FAILED;
    outcomes_print(run, false);
}

static void on_tick(void *context)
{
    progress_show(context);
}

/* ---- One level for all ---------------------------------------------------------------------------------------------
 */

static void no_outcome(void *context, uint32_t job)
{
    (void)context, (void)job;
}

static void no_tick(void *context)
{
    (void)context;
}

/* The tightest level that a sheet of the whole list needs, as NcmecJob has it: whatever part of it this run makes, so
   that the parts look alike. A sheet that fails here fails again, and is reported, when it is made. */
static bool level_find(const WorkerPlan *plan, int workers, uint32_t *fixed_level, int *stopped, Arena *a, Diag *d)
{
    size_t count = plan->jobs->count;
    Order *orders = ARENA_ARRAY(a, Order, count);
    Outcome *outcomes = ARENA_ARRAY(a, Outcome, count);
    for (size_t i = 0; i < count; i++)
        orders[i] = (Order){.job = (uint32_t)i, .fits_only = true};
    CrewHooks hooks = {NULL, no_outcome, no_tick};
    if (!crew_work(plan, orders, count, workers, outcomes, hooks, stopped, a, d))
        return false;
    for (size_t i = 0; i < count; i++)
        if (outcomes[i].pages && outcomes[i].level + 1 > *fixed_level)
            *fixed_level = outcomes[i].level + 1;
    return true;
}

/* ---- The run -------------------------------------------------------------------------------------------------------
 */

typedef struct Lists {
    JobList all, share;
    ReportForm form;
} Lists;

static bool lists_make(const Batch *batch, const NcmecEngine *engine, Lists *lists, Arena *a, Diag *d)
{
    const Options *o = batch->options;
    const JobSource from = {ncmec_jurisdictions(engine), batch->base.folders.office, ncmec_table(engine)};
    size_t errors = diag_errors(d);
    lists->form = report_form(o->report, d);
    if (!jobs_select(o, &from, a, &lists->all, d) ||
        !jobs_aim(&lists->all, o->target, o->flavor_count ? o->flavors[0] : FLAVOR_DEFAULT, o->draft, a, d))
        return false;
    lists->share = o->shards ? jobs_share(&lists->all, o->shard, o->shards, a) : lists->all;
    return diag_errors(d) == errors && jobs_folders(&lists->share, a, d);
}

static void folders_sync(const Batch *batch, const JobList *jobs, const Outcome *outcomes, Arena *a, Diag *d)
{
    JobList written = {0};
    Job *items = ARENA_ARRAY(a, Job, jobs->count);
    for (size_t i = 0; i < jobs->count; i++)
        if (outcomes[i].result == OUTPUT_WRITTEN)
            items[written.count++] = jobs->items[i];
    written.items = items;
    size_t count;
    const char *const *folders = jobs_folder_list(&written, &count, a);
    for (size_t i = 0; i < count && !batch->options->no_sync; i++)
        output_sync_folder(folders[i], d);
}

static void report_write(const Batch *batch, const Lists *lists, const Outcome *outcomes, Arena *a, Diag *d)
{
    if (lists->form == REPORT_NONE)
        return;
    Str text = report_text(lists->form, &lists->share, outcomes, a);
    output_write_synced(batch->options->report, text, batch->options->no_sync ? OUTPUT_SYNC_NONE : OUTPUT_SYNC_ALL, a,
                        d);
}

static int sheets_make(const Batch *batch, NcmecEngine *engine, const Lists *lists, Arena *a, Diag *d)
{
    const Options *o = batch->options;
    const JobList *jobs = &lists->share;
    int workers = o->workers ? o->workers : batch->workers, stopped = 0;
    WorkerPlan plan = {batch, engine, &lists->all, lists->form != REPORT_NONE, lists->form == REPORT_JSON};
    Run run = {.batch = batch, .jobs = jobs, .arena = a, .began = batch->now()};
    run.outcomes = ARENA_ARRAY(a, Outcome, jobs->count);
    run.shows_progress = batch->terminal && is_chatty(&run);
    uint32_t fixed_level = 0;
    bool fine = !o->uniform || level_find(&plan, workers, &fixed_level, &stopped, a, d);
    Order *orders = ARENA_ARRAY(a, Order, jobs->count);
    for (size_t i = 0; i < jobs->count; i++)
        orders[i] = (Order){.job = (uint32_t)i, .fixed_level = fixed_level};
    plan.jobs = jobs;
    CrewHooks hooks = {&run, on_done, on_tick};
    if (fine && !stopped)
        crew_work(&plan, orders, jobs->count, workers, run.outcomes, hooks, &stopped, a, d);
    outcomes_print(&run, true);
    progress_clear(&run);
    folders_sync(batch, jobs, run.outcomes, a, d);
    report_write(batch, lists, run.outcomes, a, d);
    diag_print(d, stderr, batch->style);
    if (is_chatty(&run))
        summary_print(jobs, run.outcomes, ncmec_levels(engine), stopped, stderr, a);
    ExitCode code = diag_exit(d, o->strict);
    for (size_t i = 0; i < jobs->count; i++)
        code = exit_first(code, run.outcomes[i].exit);
    return stopped ? SIGNAL_BASE + stopped : (int)code;
}

int batch_run(const Batch *batch, Arena *a, Diag *d)
{
    NcmecJob load = batch->base;
    /* Years may have wordings of their own, which are read when their turn comes. */
    load.year = batch->options->year_count == 1 ? batch->options->year : 0;
    NcmecEngine *engine = ncmec_engine_new(&load, a, d);
    Lists lists;
    int code;
    if (engine && lists_make(batch, engine, &lists, a, d)) {
        code = sheets_make(batch, engine, &lists, a, d);
    } else {
        diag_print(d, stderr, batch->style);
        code = (int)diag_exit(d, batch->options->strict);
    }
    ncmec_engine_free(engine);
    return code;
}
