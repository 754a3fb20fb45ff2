/* A run: the list is made and its targets are checked, the cache is loaded once, the sheets are made, and what was
   found is printed in the order of the list, whoever was first. Findings that are the same word for word, such as those
   about a file that all sheets read, are printed once. */
#include "run.h"
#include "report.h"

#include "src/store/folders.h"

enum { SIGNAL_BASE = 128, PROGRESS_MS = 100 };

typedef struct Run {
    const Request *request;
    const JobList *jobs;
    Tally *tally;
    Statement *series;          /* records of accessibility */
    size_t said;                /* sheets of which all was said */
    size_t count, done, failed; /* of what is under way, in any order */
    uint32_t tightest;          /* level of fit + 1, as sheet_make() has it */
    bool shows_progress, progress_is_there;
    int64_t began, shown; /* milliseconds */
    Str *waiting;         /* of each job the message that came before its turn; else empty */
    size_t waiting_count, waiting_bytes;
    Arena *kept; /* where those messages are */
    SaidFindings found;
    Buf empties;     /* those about figures that nobody typed, which come after all others */
    TextSet details; /* those printed, lines for -v */
    TextSet folders; /* in which a file was written */
    Arena *arena, *scratch;
} Run;

/* ---- Messages that wait ---- */

/* Drops printed messages, so memory does not grow with the number of sheets. */
static void messages_pack(Run *run)
{
    Arena *packed = arena_new();
    for (size_t i = run->said; i < run->jobs->sheets.count; i++)
        if (run->waiting[i].n)
            run->waiting[i] = str_copy(packed, run->waiting[i]);
    arena_free(run->kept);
    run->kept = packed;
}

static void message_keep(Run *run, size_t job, Str message)
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

/* ---- Progress ---- */

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

/* ---- Messages about a sheet ---- */

static void file_say(Run *run, size_t job, size_t file, const Outcome *outcome)
{
    const Made *made = &outcome->files[file];
    const char *target = job_target(run->jobs, job, file, run->scratch);
    if (made->result == FILE_FAILED && !run->request->is_many)
        fputs(target_old_text(run->request, target, run->scratch), stderr);
    if (made->result == FILE_FAILED || strcmp(target, "-") == 0)
        return;
    if (made->result == FILE_WRITTEN)
        textset_add(&run->folders, str_from(path_folder(target, run->scratch)));
    /* A terminal has the progress instead. */
    if (!run->request->is_chatty || (run->shows_progress && !run->request->verbose))
        return;
    fprintf(stderr, "%s: ", str_shown(run->scratch, str_from(target)).s);
    if (outcome->pages && run->jobs->flavors[file] < FLAVOR_PDFS)
        fprintf(stderr, "%u pages, ", outcome->pages);
    fprintf(stderr, "%zu bytes%s%s%s\n", made->bytes, made->result == FILE_UNCHANGED ? ", unchanged" : "",
            outcome->draft_why.n ? ", DRAFT: " : "", str_shown(run->scratch, outcome->draft_why).s);
}

static void details_say(Run *run, Str lines)
{
    while (run->request->is_chatty && lines.n)
        if (textset_add(&run->details, str_cut(&lines, STR("\n"))))
            fprintf(stderr, "%s\n", run->details.items[run->details.count - 1].s);
}

static void sheet_say(Run *run, size_t job, const Outcome *outcome)
{
    progress_clear(run);
    details_say(run, outcome->details);
    findings_say(&run->found, outcome->findings, outcome->finding_count, outcome->left_out, stderr, run->scratch);
    for (size_t file = 0; file < run->jobs->file_count; file++)
        file_say(run, job, file, outcome);
    statement_take(run->series, outcome->record);
    tally_add(run->tally, job, outcome);
}

/* Prints the outcomes that wait, up to the first that is missing; at the end, all. */
static void waiting_say(Run *run, bool ended)
{
    for (; run->said < run->jobs->sheets.count && (ended || run->waiting[run->said].n); run->said++) {
        if (!run->waiting[run->said].n) {
            tally_add(run->tally, run->said, NULL);
            continue;
        }
        size_t job;
        arena_reset(run->scratch);
        const Outcome *outcome = outcome_unpack(run->waiting[run->said], &job, run->scratch);
        sheet_say(run, job, outcome);
        message_drop(run, job);
    }
}

static void on_done(void *context, size_t job, const Outcome *outcome, Str message)
{
    Run *run = context;
    bool has_failed = false;
    for (size_t file = 0; file < run->jobs->file_count; file++)
        has_failed = has_failed || outcome->files[file].result == FILE_FAILED;
    run->done++;
    run->failed += has_failed;
    if (job == run->said) {
        arena_reset(run->scratch);
        sheet_say(run, job, outcome);
        run->said++;
    } else {
        message_keep(run, job, message);
    }
    waiting_say(run, false);
}

static void on_tick(void *context)
{
    progress_show(context);
}

/* ---- One level for all ---- */

static void on_fit(void *context, size_t job, const Outcome *outcome, Str message)
{
    (void)job, (void)message;
    Run *run = context;
    run->done++;
    if (outcome->pages && outcome->level + 1 > run->tightest)
        run->tightest = outcome->level + 1;
}

/* ---- The run ---- */

typedef struct Lists {
    JobList all, share;
    ReportForm form;
    PrintOrder *order;
} Lists;

static bool lists_make(const Request *r, Cache *cache, Lists *lists, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    lists->form = report_form(r->report, d);
    lists->order = order_new(r, cache->colors.condition, a, d);
    if (r->statements)
        statement_check(cache->store, d);
    if (diag_errors(d) > errors || !sheets_select(r, cache, a, &lists->all.sheets, d) ||
        !jobs_aim(&lists->all, r, cache, a, d) || !extras_check(&lists->all.extras, cache->theme, a, d))
        return false;
    lists->all.whole = &lists->all.sheets;
    lists->share = r->shards ? jobs_share(&lists->all, r->shard, r->shards, a) : lists->all;
    return !r->is_many || jobs_folders(&lists->share, d);
}

/* The tightest level that a sheet of the whole list needs, as sheet_make() has it: no matter which part this run makes,
   so that the parts look alike. A sheet that fails here fails again, and is reported, when it is made. */
static bool level_find(Run *run, const Work *work, const JobList *all, int *stopped, Diag *d)
{
    Work fit = *work;
    fit.jobs = all;
    fit.fits_only = true;
    fit.done = on_fit;
    progress_begin(run, all->sheets.count);
    return work_do(&fit, stopped, run->arena, d);
}

static int lists_work(const Request *r, Cache *cache, const Lists *lists, Arena *a)
{
    Diag *d = diag_new(a); /* what concerns no sheet alone */
    const JobList *jobs = &lists->share;
    int stopped = 0;
    Run run = {.request = r,
               .jobs = jobs,
               .tally = tally_new(jobs, lists->form, lists->order, a),
               .series = statement_new(a),
               .waiting = ARENA_ARRAY(a, Str, jobs->sheets.count),
               .kept = arena_new(),
               .found = {.style = r->style, .verbose = r->verbose, .findings.arena = a, .hints.arena = a},
               .empties.arena = a,
               .details.arena = a,
               .folders.arena = a,
               .shows_progress = r->is_terminal && r->is_chatty && r->is_many,
               .arena = a,
               .scratch = arena_new()};
    run.found.empties = r->is_many ? &run.empties : NULL;
    Work work = {.request = r,
                 .cache = cache,
                 .jobs = jobs,
                 .digests = r->report || r->print_order,
                 .context = &run,
                 .done = on_done,
                 .tick = on_tick};
    bool fine = !r->uniform || request_has_no_pages(r) || level_find(&run, &work, &lists->all, &stopped, d);
    work.fixed_level = run.tightest;
    progress_begin(&run, jobs->sheets.count);
    if (fine && !stopped)
        work_do(&work, &stopped, a, d);
    waiting_say(&run, true);
    progress_clear(&run);
    if (run.empties.n)
        fwrite(run.empties.s, 1, run.empties.n, stderr);
    for (size_t i = 0; r->is_many && i < run.folders.count && !r->no_sync; i++)
        folder_sync(run.folders.items[i].s, d);
    Extras extras = jobs->extras;
    statement_lack(run.series, run.failed);
    if (fine && !stopped && tally_has_made(run.tally) && extras_write(&extras, r, cache, run.series, a, d))
        extras_say(&extras, r, a);
    tally_add_extras(run.tally, &extras);
    if (r->report)
        file_write_synced(r->report, tally_report(run.tally), r->no_sync ? FILE_SYNC_NONE : FILE_SYNC_ALL, a, d);
    order_write(lists->order, d);
    if (r->verbose)
        details_say(&run, file_notes());
    diag_print(d, stderr, r->style);
    if (r->is_chatty && run.found.accepted)
        fprintf(stderr, "%zu finding%s accepted\n", run.found.accepted, PLURAL(run.found.accepted));
    if (r->is_chatty && r->is_many)
        tally_print(run.tally, (uint32_t)cache->theme->level_count, stopped, stderr);
    ExitCode code = exit_first(diag_exit(d, r->strict), tally_end(run.tally));
    arena_free(run.kept);
    arena_free(run.scratch);
    return stopped ? SIGNAL_BASE + stopped : (int)code;
}

/* --index: no sheet is made. */
static int index_run(const Request *r, Arena *a, Diag *d)
{
    Cache *cache = cache_new(r, a, d);
    Extras extras = extras_of(r, str_printf(a, "%s/", r->index), a);
    TargetName targets[EXTRAS_MAX];
    for (size_t i = 0; i < extras.count; i++)
        targets[i] = (TargetName){extras.items[i].path, "--index", extras.items[i].form};
    if (cache && targets_check(guard_new(r, a), targets, extras.count, d) &&
        extras_check(&extras, cache->theme, a, d)) {
        if (extras_write(&extras, r, cache, statement_new(a), a, d))
            extras_say(&extras, r, a);
        else
            diag_error(d, DIAG_READ, nowhere,
                       "'%s' holds no %s of this program; make some: ncmec-pdf --for web%s --state all --year 2023 -o "
                       "%s/",
                       r->index, r->fragment ? "fragment of a page" : "web page", r->fragment ? " --fragment" : "",
                       r->index);
    }
    cache_free(cache);
    diag_print(d, stderr, r->style);
    return (int)diag_exit(d, r->strict);
}

int sheets_run(const Request *r, Arena *a, Diag *d)
{
    if (r->index)
        return index_run(r, a, d);
    Cache *cache = cache_new(r, a, d);
    Lists lists;
    bool is_ready = cache && lists_make(r, cache, &lists, a, d);
    diag_print(d, stderr, r->style);
    /* Under --strict a warning about what all sheets share is a failure of all. */
    int code = (int)diag_exit(d, r->strict);
    if (is_ready && r->is_many)
        years_judge(cache, r, &lists.all.sheets);
    if (is_ready && code == EXIT_CODE_DONE)
        code = lists_work(r, cache, &lists, a);
    else if (code != EXIT_CODE_USAGE && r->target)
        fputs(target_old_text(r, r->target, a), stderr);
    cache_free(cache);
    return code;
}
