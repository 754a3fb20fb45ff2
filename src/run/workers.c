/* Makes the sheets of a list. One is made here; many by workers, which are forked with the cache loaded. A worker
   claims the next job by a compare-and-swap of its number into the job's own slot of shared memory, makes the sheet,
   writes its files, tells the outcome over a pipe of its own, and claims the next. So the slots say at any moment who
   is at what: of a worker that dies, at any step, the one job that it claimed and did not tell of has failed, and
   nothing else is lost. An outcome goes over the pipe as numbers and texts with their lengths, since both ends are one
   program. Workers get SIGTERM when the parent dies, however it dies. */
#include "workers.h"

#include "src/base/child.h"
#include "src/base/hash.h"
#include "src/base/read.h"
#include "src/html/html.h"
#include "src/review/explain.h"
#include "src/review/statement.h"
#include "src/store/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TICK_MS = 200, SIGNAL_BASE = 128, STILLBORN_MOST = 10 };

/* ---- One sheet ---- */

static void reason_take(Made *made, const Diag *d, Arena *a)
{
    made->reason = str_copy(a, diag_reason(d));
    made->place = diag_reason_place(d, a);
}

static void file_make(const Work *w, const char *target, Str bytes, Made *made, Arena *a, Diag *d)
{
    const Request *r = w->request;
    Diag *own = diag_new(a);
    /* Of many files in a folder that is synced once, at the end. */
    FileSync sync = r->no_sync ? FILE_SYNC_NONE : r->is_many ? FILE_SYNC_FILE : FILE_SYNC_ALL;
    if (!bytes.n) {
        reason_take(made, d, a);
        return;
    }
    if (strcmp(target, "-") == 0)
        made->result = file_print(bytes, own) ? FILE_WRITTEN : FILE_FAILED;
    else
        made->result = file_write_synced(target, bytes, sync, a, own);
    made->bytes = bytes.n;
    reason_take(made, own, a);
    if (w->digests)
        made->digest = sha256_of(bytes, a);
    diag_take(d, own);
}

static Str details(const Work *w, Arena *a)
{
    Buf lines = {.arena = a};
    const Store *store = w->cache->store;
    for (size_t i = 0; i < store->read_count && w->request->verbose; i++)
        buf_printf(&lines, "read %s\n", store->read[i]);
    for (size_t i = 0; i < w->request->flavor_count && w->request->verbose; i++)
        if (w->request->flavors[i] == FLAVOR_WEB)
            buf_printf(&lines, "style-src %.*s\n", STR_ARG(html_style_hash(html_style(w->cache->theme, a), a)));
    if (w->request->verbose)
        buf_put(&lines, file_notes());
    return buf_str(&lines);
}

static void outcome_close(Outcome *o, const Work *w, const Diag *d, Arena *a)
{
    o->exit = diag_exit(d, w->request->strict);
    o->errors = (uint32_t)diag_errors(d);
    o->warnings = (uint32_t)diag_warnings(d);
    o->left_out = (uint32_t)diag_left_out(d);
    o->findings = diag_findings(d, &o->finding_count, a);
}

/* Zeroed, gaps and all, since it goes over a pipe as it is. */
static Outcome *outcome_failed(const Work *w, const Diag *d, Arena *a)
{
    Outcome *o = ARENA_NEW(a, Outcome);
    for (size_t i = 0; i < w->jobs->file_count; i++)
        reason_take(&o->files[i], d, a);
    outcome_close(o, w, d, a);
    return o;
}

/* The page links to the sheet's PDF, but not to a printer's, and to its pages in other languages, if this run or
   another shard of it makes them; a fragment is no page that a link leads to. */
static Str page_text(const Work *w, const Sheet *sheet, size_t job, size_t file, Arena *a)
{
    const JobList *jobs = w->jobs;
    const SheetList *whole = jobs->whole;
    const SheetKey *key = &jobs->sheets.items[job];
    Str own = str_from(job_target(jobs, job, file, a));
    HtmlOptions options = {.fragment = w->request->fragment, .data = &w->cache->data};
    size_t pdf = flavor_for_readers(jobs->flavors, jobs->file_count);
    if (pdf < jobs->file_count)
        options.links[options.link_count++] =
            (HtmlLink){html_address(own, str_from(job_target(jobs, job, pdf, a)), a), NULL, sheet->parts[pdf].bytes.n};
    for (size_t i = 0; key->language && !options.fragment && i < whole->count && options.link_count < HTML_LINKS_MAX;
         i++) {
        const SheetKey *other = &whole->items[i];
        if (other->state == key->state && other->year == key->year && other->language != key->language)
            options.links[options.link_count++] =
                (HtmlLink){html_address(own, str_from(sheet_target(jobs, other, file, a)), a), other->language, 0};
    }
    return html_page(sheet->document, &options, a);
}

/* The record of the sheet's PDF for readers; empty after findings. */
static Str record_text(const Work *w, const Sheet *sheet, size_t job, Outcome *o, Arena *a, Diag *d)
{
    size_t file = flavor_for_readers(w->jobs->flavors, w->jobs->file_count);
    Statement *statement = statement_new(a);
    Str path = str_from(job_target(w->jobs, job, file, a)), name = path_cut(&path);
    if (!statement_add(statement, w->cache, sheet, name, d))
        return (Str){0};
    o->record = statement_packed(statement);
    return statement_text(statement, OUTPUT_STATEMENT_HTML);
}

/* What goes into the file of a sheet's one part or more. */
static Str file_bytes(const Work *w, const Sheet *sheet, size_t job, size_t file, Arena *a, Diag *d)
{
    switch (w->request->output) {
    case OUTPUT_PDF:
        return sheet->parts[file].flavor == FLAVOR_WEB ? page_text(w, sheet, job, file, a) : sheet->parts[file].bytes;
    case OUTPUT_EXPLAIN_TABLE:
    case OUTPUT_EXPLAIN_CSV:
    case OUTPUT_EXPLAIN_JSON:
    case OUTPUT_EXPLAIN_HTML:
    case OUTPUT_EXPLAIN_WORKBOOK: {
        SignOff *signoff = signoff_new(a);
        signoff_add(signoff, w->cache, sheet, d);
        return signoff_text(signoff, w->request->output, d);
    }
    case OUTPUT_STATEMENT_TEXT:
    case OUTPUT_STATEMENT_HTML:
    case OUTPUT_STATEMENT_YAML:
    case OUTPUT_STATEMENT_FORM:
    case OUTPUT_DUMP_DOCUMENT:
    case OUTPUT_DUMP_PAGES:
    case OUTPUT_DUMP_TAGS:
    case OUTPUT_DUMP_MARKDOWN:
    case OUTPUT_DUMP_THEME:
        break;
    }
    return sheet->bytes;
}

/* Lives in 'a', and findings in the cache's texts too, until the next sheet. */
static Outcome *job_make(const Work *w, size_t job, Arena *a)
{
    const Request *r = w->request;
    SheetKey key = w->jobs->sheets.items[job];
    Diag *d = diag_new(a);
    Sheet sheet;
    size_t inputs = input_count();
    bool made =
        w->fits_only ? sheet_fit(w->cache, r, key, &sheet, d) : sheet_make(w->cache, r, key, w->fixed_level, &sheet, d);
    made = made && diag_exit(d, r->strict) == EXIT_CODE_DONE;
    Outcome *o = outcome_failed(w, d, a);
    o->title = str_copy(a, sheet.title);
    o->language = str_copy(a, sheet.language);
    o->pages = sheet.page_count;
    o->level = sheet.level;
    o->draft_why = str_copy(a, sheet.draft_why);
    o->sample = sheet.is_sample;
    if (made && r->print_order)
        o->press = press_facts(&sheet.pages, 1, a);
    for (size_t i = 0; made && !w->fits_only && i < w->jobs->file_count; i++)
        file_make(w, job_target(w->jobs, job, i, a),
                  w->jobs->flavors[i] == FLAVOR_RECORD ? record_text(w, &sheet, job, o, a, d)
                                                       : file_bytes(w, &sheet, job, i, a, d),
                  &o->files[i], a, d);
    o->details = details(w, a);
    outcome_close(o, w, d, a);
    input_forget(inputs);
    return o;
}

/* ---- Outcomes as messages ---- */

/* What a message begins with. The outcome follows as it is in memory, then its findings, since both ends are one
   program; then the texts of both, whose pointers are set anew. */
typedef struct MessageHead {
    uint64_t size; /* of the whole message */
    uint64_t job;
} MessageHead;

/* All texts of an outcome, in the order in which they follow it. */
static Str **texts_of(Outcome *o, Finding *findings, size_t *count, Arena *a)
{
    enum { OWN = 3 * REQUEST_FLAVORS_MAX + 8, OF_FINDING = 3 };
    Str **texts = ARENA_ARRAY(a, Str *, OWN + OF_FINDING * o->finding_count);
    size_t n = 0;
    for (size_t i = 0; i < REQUEST_FLAVORS_MAX; i++) {
        texts[n++] = &o->files[i].digest;
        texts[n++] = &o->files[i].reason;
        texts[n++] = &o->files[i].place;
    }
    texts[n++] = &o->title;
    texts[n++] = &o->language;
    texts[n++] = &o->draft_why;
    texts[n++] = &o->record;
    texts[n++] = &o->details;
    texts[n++] = &o->press.trim;
    texts[n++] = &o->press.bleed;
    texts[n++] = &o->press.plates;
    for (size_t i = 0; i < o->finding_count; i++) {
        texts[n++] = &findings[i].message;
        texts[n++] = &findings[i].file;
        texts[n++] = &findings[i].shown;
    }
    *count = n;
    return texts;
}

static Str outcome_pack(Outcome *o, size_t job, Arena *a)
{
    MessageHead head = {.job = job};
    Buf b = {.arena = a};
    size_t count;
    Str **texts = texts_of(o, o->findings, &count, a);
    buf_put(&b, (Str){(const char *)&head, sizeof head});
    buf_put(&b, (Str){(const char *)o, sizeof *o});
    buf_put(&b, (Str){(const char *)o->findings, o->finding_count * sizeof *o->findings});
    for (size_t i = 0; i < count; i++)
        buf_put(&b, *texts[i]);
    head.size = b.n;
    memcpy(b.s, &head, sizeof head);
    return buf_str(&b);
}

/* Of the message that 'in' begins with; 0 where it is not whole yet. */
static size_t message_size(Str in)
{
    MessageHead head;
    if (in.n < sizeof head)
        return 0;
    memcpy(&head, in.s, sizeof head);
    return in.n < head.size ? 0 : head.size;
}

Outcome *outcome_unpack(Str message, size_t *job, Arena *a)
{
    MessageHead head;
    Outcome *o = ARENA_NEW(a, Outcome);
    memcpy(&head, message.s, sizeof head);
    memcpy(o, message.s + sizeof head, sizeof *o);
    size_t at = sizeof head + sizeof *o, bytes = o->finding_count * sizeof *o->findings, count;
    o->findings = ARENA_ARRAY(a, Finding, o->finding_count);
    if (bytes)
        memcpy(o->findings, message.s + at, bytes);
    at += bytes;
    Str **texts = texts_of(o, o->findings, &count, a);
    for (size_t i = 0; i < count; at += texts[i++]->n)
        texts[i]->s = message.s + at;
    *job = head.job;
    return o;
}

/* ---- Claims ---- */

/* In shared memory. */
typedef struct Claims {
    _Atomic uint32_t next;    /* no job before this one is free */
    _Atomic uint32_t slots[]; /* of each job the worker that took it; 0: it is free */
} Claims;

/* The first free job, or 'count'. */
static size_t job_free(Claims *claims, size_t count)
{
    size_t job = atomic_load(&claims->next);
    while (job < count && atomic_load(&claims->slots[job]))
        job++;
    return job;
}

static bool job_claim(Claims *claims, size_t count, uint32_t worker, size_t *job)
{
    for (*job = job_free(claims, count); *job < count; *job = job_free(claims, count)) {
        uint32_t expected = 0;
        bool claimed = atomic_compare_exchange_strong(&claims->slots[*job], &expected, worker);
        atomic_store(&claims->next, (uint32_t)*job + 1);
        if (claimed)
            return true;
    }
    return false;
}

/* ---- Workers ---- */

typedef struct Worker {
    pid_t pid;       /* 0: none */
    uint32_t number; /* in the slots; never given twice */
    int outcomes;    /* its pipe */
    Buf in;
} Worker;

typedef struct Crew {
    const Work *work;
    size_t count, told;
    Claims *claims;
    bool *is_told; /* of each job */
    Worker *workers;
    size_t worker_count;
    uint32_t started, stillborn; /* stillborn: those that died before they claimed a job */
    sigset_t outside;            /* the signals blocked before */
    sigset_t stops;              /* those that ask for the end: not what the caller has it ignore */
    Arena *scratch;
} Crew;

static _Noreturn void worker_run(const Crew *crew, uint32_t number, pid_t parent, int outcomes)
{
    for (size_t i = 0; i < crew->worker_count; i++)
        if (crew->workers[i].pid)
            close(crew->workers[i].outcomes);
    file_signals();
    child_follow(parent, SIGTERM);
    sigprocmask(SIG_SETMASK, &crew->outside, NULL);
    files_have_changed(); /* by others, as far as it knows */
    Arena *a = arena_new();
    size_t job;
    while (job_claim(crew->claims, crew->count, number, &job)) {
        arena_reset(a);
        if (!bytes_write(outcomes, outcome_pack(job_make(crew->work, job, a), job, a)))
            break;
    }
    exit(EXIT_CODE_DONE);
}

static bool worker_start(Crew *crew, Worker *worker)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    const uint32_t number = ++crew->started;
    pid_t parent = getpid(), pid = fork();
    int failed = errno;
    if (pid == 0) {
        close(ends[0]);
        worker_run(crew, number, parent, ends[1]);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        errno = failed;
        return false;
    }
    worker->pid = pid;
    worker->number = number;
    worker->outcomes = ends[0];
    worker->in.n = 0;
    return true;
}

static void outcome_tell(Crew *crew, size_t job, const Outcome *outcome, Str message)
{
    files_have_changed(); /* or it may be so */
    crew->is_told[job] = true;
    crew->told++;
    crew->work->done(crew->work->context, job, outcome, message);
}

/* The sheet that a dead worker was making. */
static void job_bury(Crew *crew, size_t job, int status)
{
    Arena *a = crew->scratch;
    arena_reset(a);
    Diag *d = diag_new(a);
    Str label = sheet_label(&crew->work->jobs->sheets.items[job], a);
    int exited = WIFSIGNALED(status) ? 0 : WEXITSTATUS(status);
    int number = WIFSIGNALED(status) ? WTERMSIG(status) : exited > SIGNAL_BASE ? exited - SIGNAL_BASE : 0;
    if (number)
        diag_error(d, DIAG_INTERNAL, nowhere, "%.*s: the worker that made it was ended by SIG%s (signal %d)",
                   STR_ARG(label), sigabbrev_np(number), number);
    else
        diag_error(d, DIAG_INTERNAL, nowhere, "%.*s: the worker that made it ended with exit code %d", STR_ARG(label),
                   exited);
    Outcome *outcome = outcome_failed(crew->work, d, a);
    outcome_tell(crew, job, outcome, outcome_pack(outcome, job, a));
}

/* False when there is nothing more to come. */
static bool worker_hear(Crew *crew, Worker *worker)
{
    char part[16384];
    ssize_t n = read(worker->outcomes, part, sizeof part);
    if (n < 0 && errno == EINTR)
        return true;
    if (n <= 0)
        return false;
    buf_put(&worker->in, (Str){part, (size_t)n});
    Str in = buf_str(&worker->in);
    size_t at = 0, size;
    while ((size = message_size(str_slice(in, at, in.n)))) {
        size_t job;
        Str message = str_slice(in, at, at + size);
        arena_reset(crew->scratch);
        const Outcome *outcome = outcome_unpack(message, &job, crew->scratch);
        outcome_tell(crew, job, outcome, message);
        at += size;
    }
    worker->in.n -= at;
    if (at && worker->in.n)
        memmove(worker->in.s, worker->in.s + at, worker->in.n);
    return true;
}

/* ---- Signals ---- */

static volatile sig_atomic_t stop_number;

static void on_stop(int number)
{
    stop_number = number;
}

/* From here on they come in ppoll() alone, or are asked for. */
static void signals_take(Crew *crew, struct sigaction *before)
{
    const struct sigaction action = {.sa_handler = on_stop};
    sigemptyset(&crew->stops);
    stop_number = 0;
    signals_hold(&crew->outside);
    for (size_t i = 0; i < ENDING_SIGNALS; i++) {
        sigaction(ending_signals[i], NULL, &before[i]);
        if (before[i].sa_handler == SIG_IGN)
            continue;
        sigaction(ending_signals[i], &action, NULL);
        sigaddset(&crew->stops, ending_signals[i]);
    }
}

/* Whether the end was asked for. ppoll() lets no signal in while workers are heard, and from a terminal they get the
   same signal: their end is no failure then. */
static bool is_stopped(const Crew *crew)
{
    const struct timespec no_time = {0};
    int number = stop_number ? 0 : sigtimedwait(&crew->stops, NULL, &no_time);
    if (number > 0)
        stop_number = number;
    return stop_number != 0;
}

static void signals_return(const Crew *crew, const struct sigaction *before)
{
    for (size_t i = 0; i < ENDING_SIGNALS; i++)
        sigaction(ending_signals[i], &before[i], NULL);
    sigprocmask(SIG_SETMASK, &crew->outside, NULL);
}

/* ---- The loop ---- */

/* What it claimed and did not tell of has failed, unless all are to end; what it was writing is removed. */
static void worker_ended(Crew *crew, Worker *worker)
{
    int status = 0;
    bool has_begun = false;
    const JobList *jobs = crew->work->jobs;
    close(worker->outcomes);
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR) {
    }
    worker->pid = 0;
    for (size_t job = 0; job < crew->count; job++) {
        bool is_its = atomic_load(&crew->claims->slots[job]) == worker->number;
        has_begun = has_begun || is_its;
        if (!is_its || crew->is_told[job])
            continue;
        arena_reset(crew->scratch);
        for (size_t file = 0; file < jobs->file_count; file++)
            file_leftovers_remove(job_target(jobs, job, file, crew->scratch), crew->scratch);
        if (!is_stopped(crew))
            job_bury(crew, job, status);
    }
    crew->stillborn += status != 0 && !has_begun;
}

/* What they have written is heard to the end. Where they are stopped, the sheets they were at stay undone. */
static void workers_end(Crew *crew, bool stop)
{
    for (size_t i = 0; i < crew->worker_count; i++)
        if (stop && crew->workers[i].pid)
            kill(crew->workers[i].pid, SIGTERM);
    for (size_t i = 0; i < crew->worker_count; i++) {
        Worker *worker = &crew->workers[i];
        while (worker->pid && worker_hear(crew, worker)) {
        }
        if (worker->pid)
            worker_ended(crew, worker);
    }
}

/* Starts workers while jobs are free; false where there are some, and no worker. */
static bool workers_start(Crew *crew, Diag *d)
{
    size_t living = 0;
    bool is_free = job_free(crew->claims, crew->count) < crew->count;
    for (size_t i = 0; i < crew->worker_count; i++) {
        Worker *worker = &crew->workers[i];
        if (!worker->pid && is_free)
            worker_start(crew, worker);
        living += worker->pid != 0;
    }
    if (crew->stillborn > STILLBORN_MOST)
        return diag_error(d, DIAG_INTERNAL, nowhere, "no worker can be started: each dies before its first sheet");
    return living || diag_error(d, DIAG_INTERNAL, nowhere, "no worker can be started: %s", strerror(errno));
}

static void workers_wait(const Crew *crew, struct pollfd *polls)
{
    for (size_t i = 0; i < crew->worker_count; i++)
        polls[i] = (struct pollfd){.fd = crew->workers[i].pid ? crew->workers[i].outcomes : -1, .events = POLLIN};
    const struct timespec tick = {.tv_nsec = TICK_MS * 1000000L};
    if (ppoll(polls, crew->worker_count, &tick, &crew->outside) < 0)
        for (size_t i = 0; i < crew->worker_count; i++)
            polls[i].revents = 0;
    crew->work->tick(crew->work->context);
}

static bool crew_work(Crew *crew, Arena *a, Diag *d)
{
    bool fine = true;
    struct pollfd *polls = ARENA_ARRAY(a, struct pollfd, crew->worker_count);
    while (fine && crew->told < crew->count && !is_stopped(crew)) {
        fine = workers_start(crew, d);
        if (fine)
            workers_wait(crew, polls);
        for (size_t i = 0; fine && !stop_number && i < crew->worker_count; i++)
            if (polls[i].revents && !worker_hear(crew, &crew->workers[i]))
                worker_ended(crew, &crew->workers[i]);
    }
    workers_end(crew, stop_number != 0);
    return fine;
}

static bool by_workers(const Work *work, size_t count, int *stopped, Arena *a, Diag *d)
{
    size_t bytes = sizeof(Claims) + count * sizeof(uint32_t), workers = (size_t)work->request->workers;
    Crew crew = {.work = work, .count = count, .worker_count = workers < count ? workers : count};
    void *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return diag_error(d, DIAG_INTERNAL, nowhere, "no memory can be shared with workers: %s", strerror(errno));
    crew.claims = shared;
    crew.is_told = ARENA_ARRAY(a, bool, count);
    crew.workers = ARENA_ARRAY(a, Worker, crew.worker_count);
    for (size_t i = 0; i < crew.worker_count; i++)
        crew.workers[i].in.arena = a;
    crew.scratch = arena_new();
    struct sigaction before[ENDING_SIGNALS];
    signals_take(&crew, before);
    bool fine = crew_work(&crew, a, d);
    signals_return(&crew, before);
    *stopped = stop_number;
    arena_free(crew.scratch);
    munmap(shared, bytes);
    return fine;
}

bool work_do(const Work *work, int *stopped, Arena *a, Diag *d)
{
    size_t count = work->jobs->sheets.count;
    if (count > 1)
        return by_workers(work, count, stopped, a, d);
    for (size_t job = 0; job < count; job++)
        work->done(work->context, job, job_make(work, job, a), (Str){0});
    return true;
}
