/* Many sheets in one run: the list is made and checked, the cache is loaded once, workers make the sheets, and what
   they found is said in the order of the list, whoever was first. Findings that are the same word for word, such as
   those about a file that all sheets read, are said once. */
#include "batch.h"
#include "src/store/folders.h"

#include <stdio.h>
#include <string.h>

enum { SIGNAL_BASE = 128, PROGRESS_MS = 100 };

typedef struct Run {
    const Request *request;
    const JobList *jobs;
    Tally *tally;
    size_t said;                /* sheets of which all was said */
    size_t count, done, failed; /* of what is under way, whatever the order */
    uint32_t tightest;          /* level of fit + 1, as sheet_make() has it */
    bool shows_progress, progress_is_there;
    int64_t began, shown; /* milliseconds */
    Str *waiting;         /* of each job the message that came before its turn; else empty */
    size_t waiting_count, waiting_bytes;
    Arena *kept;      /* where those messages are */
    TextSet findings; /* those printed */
    TextSet read;     /* files, likewise */
    TextSet folders;  /* in which a file was written */
    Arena *arena, *scratch;
} Run;

/* ---- Messages that wait --------------------------------------------------------------------------------------------
 */

/* Leaves what was said behind, so that a run takes as much memory for many sheets as for few. */
static void messages_pack(Run *run)
{
    Arena *packed = arena_new();
    for (size_t i = run->said; i < run->jobs->count; i++)
        if (run->waiting[i].n)
            run->waiting[i] = str_copy(packed, run->waiting[i]);
    arena_free(run->kept);
    run->kept = packed;
}

static void message_keep(Run *run, uint32_t job, Str message)
{
    enum { KEPT_LEAST = 64 * 1024 };
    if (run->waiting_count == 0)
        arena_reset(run->kept);
    else if (arena_bytes(run->kept) > KEPT_LEAST + 2 * run->waiting_bytes)
        messages_pack(run);
    run->waiting[job] = str_copy(run->kept, message);
    run->waiting_count++;
    run->waiting_bytes += message.n;
}

static void message_drop(Run *run, size_t job)
{
    run->waiting_count--;
    run->waiting_bytes -= run->waiting[job].n;
    run->waiting[job] = (Str){0};
}

/* ---- Progress ------------------------------------------------------------------------------------------------------
 */

static void progress_clear(Run *run)
{
    if (run->progress_is_there)
        fputs("\r\x1b[K", stderr);
    run->progress_is_there = false;
}

static void progress_begin(Run *run, size_t count)
{
    run->count = count;
    run->done = 0;
    run->began = run->request->now();
}

static void progress_show(Run *run)
{
    int64_t now = run->request->now(), past = now - run->began;
    if (!run->shows_progress || now - run->shown < PROGRESS_MS || past <= 0)
        return;
    run->shown = now;
    progress_clear(run);
    long long rate = (long long)run->done * 1000 / past;
    fprintf(stderr, "%zu of %zu sheets, %zu failed", run->done, run->count, run->failed);
    if (run->done) {
        long long left = past * (long long)(run->count - run->done) / (long long)run->done / 1000;
        fprintf(stderr, ", %lld a second, %lld:%02lld left", rate, left / 60, left % 60);
    }
    run->progress_is_there = true;
}

/* ---- What is said of a sheet ---------------------------------------------------------------------------------------
 */

static void file_say(Run *run, size_t job, size_t file, const Outcome *outcome)
{
    const Made *made = &outcome->files[file];
    if (made->result == FILE_FAILED)
        return;
    const char *target = job_target(run->jobs, job, file, run->scratch);
    if (made->result == FILE_WRITTEN)
        textset_add(&run->folders, str_from(path_folder(target, run->scratch)));
    /* A terminal has the progress instead. */
    if (!run->request->is_chatty || (run->shows_progress && !run->request->verbose))
        return;
    fprintf(stderr, "%s: %u pages, %zu bytes%s\n", target, outcome->pages, made->bytes,
            made->result == FILE_UNCHANGED ? ", unchanged" : "");
}

static void files_say(Run *run, Str lines)
{
    for (size_t at = 0, end; run->request->is_chatty && at < lines.n; at = end + 1) {
        end = str_find(lines, STR("\n"), at);
        if (textset_add(&run->read, str_slice(lines, at, end)))
            fprintf(stderr, "read %s\n", run->read.items[run->read.count - 1].s);
    }
}

static void sheet_say(Run *run, size_t job, const Outcome *outcome)
{
    progress_clear(run);
    files_say(run, outcome->read);
    for (size_t i = 0; i < outcome->finding_count; i++)
        if (textset_add(&run->findings, outcome->findings[i].text))
            fprintf(stderr, "%.*s", STR_ARG(outcome->findings[i].text));
    for (size_t file = 0; file < run->jobs->flavor_count; file++)
        file_say(run, job, file, outcome);
    tally_add(run->tally, job, outcome);
}

/* All that wait, as far as none is missing between them; at the end also those behind a gap. */
static void waiting_say(Run *run, bool ended)
{
    for (; run->said < run->jobs->count && (ended || run->waiting[run->said].n); run->said++) {
        if (!run->waiting[run->said].n) {
            tally_add(run->tally, run->said, NULL);
            continue;
        }
        uint32_t job;
        arena_reset(run->scratch);
        Outcome outcome = outcome_unpack(run->waiting[run->said], &job, run->scratch);
        sheet_say(run, job, &outcome);
        message_drop(run, run->said);
    }
}

static bool has_failed(const Run *run, const Outcome *outcome)
{
    for (size_t file = 0; file < run->jobs->flavor_count; file++)
        if (outcome->files[file].result == FILE_FAILED)
            return true;
    return false;
}

/* A worker's message, in the scratch arena until the next one. */
static Outcome outcome_arrive(Run *run, Str message, uint32_t *job)
{
    arena_reset(run->scratch);
    run->done++;
    return outcome_unpack(message, job, run->scratch);
}

static void on_done(void *context, Str message)
{
    Run *run = context;
    uint32_t job;
    Outcome outcome = outcome_arrive(run, message, &job);
    run->failed += has_failed(run, &outcome);
    message_keep(run, job, message);
    waiting_say(run, false);
}

static void on_tick(void *context)
{
    progress_show(context);
}

/* ---- One level for all ---------------------------------------------------------------------------------------------
 */

static void on_fit(void *context, Str message)
{
    Run *run = context;
    uint32_t job;
    Outcome outcome = outcome_arrive(run, message, &job);
    if (outcome.pages && outcome.level + 1 > run->tightest)
        run->tightest = outcome.level + 1;
}

/* The tightest level that a sheet of the whole list needs, as sheet_make() has it: whatever part of it this run makes,
   so that the parts look alike. A sheet that fails here fails again, and is reported, when it is made. */
static bool level_find(Run *run, const WorkerPlan *plan, int workers, int *stopped, Diag *d)
{
    CrewHooks hooks = {run, on_fit, on_tick};
    progress_begin(run, plan->jobs->count);
    return crew_work(plan, (Order){.fits_only = true}, workers, hooks, stopped, run->arena, d);
}

/* ---- The run -------------------------------------------------------------------------------------------------------
 */

typedef struct Lists {
    JobList all, share;
    ReportForm form;
} Lists;

static bool lists_make(const Request *r, const Cache *cache, Lists *lists, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    lists->form = report_form(r->report, d);
    if (r->report && lists->form == REPORT_NONE)
        return false;
    if (!jobs_select(r, cache->store, a, &lists->all, d) || !jobs_aim(&lists->all, r, a, d))
        return false;
    lists->share = r->shards ? jobs_share(&lists->all, r->shard, r->shards, a) : lists->all;
    return diag_errors(d) == errors && jobs_folders(&lists->share, d);
}

static void folders_sync(const Run *run, Diag *d)
{
    for (size_t i = 0; i < run->folders.count && !run->request->no_sync; i++)
        folder_sync(run->folders.items[i].s, d);
}

static void report_write(const Request *r, Str report, Arena *a, Diag *d)
{
    if (r->report)
        file_write_synced(r->report, report, r->no_sync ? FILE_SYNC_NONE : FILE_SYNC_ALL, a, d);
}

static Run run_new(const Request *r, const JobList *jobs, ReportForm form, Arena *a)
{
    Run run = {.request = r,
               .jobs = jobs,
               .tally = tally_new(jobs, form, a),
               .waiting = ARENA_ARRAY(a, Str, jobs->count),
               .kept = arena_new(),
               .findings.arena = a,
               .read.arena = a,
               .folders.arena = a,
               .arena = a,
               .scratch = arena_new()};
    run.shows_progress = r->is_terminal && r->is_chatty;
    return run;
}

static void run_free(Run *run)
{
    tally_free(run->tally);
    arena_free(run->kept);
    arena_free(run->scratch);
}

static int sheets_make(const Request *r, Cache *cache, const Lists *lists, Arena *a, Diag *d)
{
    int stopped = 0;
    WorkerPlan plan = {r, cache, &lists->all, lists->form != REPORT_NONE, lists->form == REPORT_JSON};
    Run run = run_new(r, &lists->share, lists->form, a);
    bool fine = !r->uniform || level_find(&run, &plan, r->workers, &stopped, d);
    plan.jobs = &lists->share;
    CrewHooks hooks = {&run, on_done, on_tick};
    progress_begin(&run, lists->share.count);
    if (fine && !stopped)
        crew_work(&plan, (Order){.fixed_level = run.tightest}, r->workers, hooks, &stopped, a, d);
    waiting_say(&run, true);
    progress_clear(&run);
    folders_sync(&run, d);
    report_write(r, tally_report(run.tally), a, d);
    diag_print(d, stderr, r->style);
    if (r->is_chatty)
        tally_print(run.tally, (uint32_t)cache->theme->level_count, stopped, stderr);
    ExitCode code = exit_first(diag_exit(d, r->strict), tally_exit(run.tally));
    run_free(&run);
    return stopped ? SIGNAL_BASE + stopped : (int)code;
}

int batch_run(const Request *r, Arena *a, Diag *d)
{
    Cache *cache = cache_new(r, a, d);
    Lists lists;
    int code;
    if (cache && lists_make(r, cache, &lists, a, d)) {
        code = sheets_make(r, cache, &lists, a, d);
    } else {
        diag_print(d, stderr, r->style);
        code = (int)diag_exit(d, r->strict);
    }
    cache_free(cache);
    return code;
}
