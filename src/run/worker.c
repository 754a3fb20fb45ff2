/* One worker: reads orders from a pipe, makes each sheet with the cache it was forked with, writes the file, and tells
   what became of it over another pipe. An outcome goes over as numbers in a fixed struct, since both ends are one
   program, and texts with their lengths in front. */
#include "batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Telling -------------------------------------------------------------------------------------------------------
 */

typedef struct HeadFile {
    uint64_t result, bytes;
    uint8_t digest[DIGEST_BYTES];
} HeadFile;

/* Without a gap between its numbers, which would go over the pipe as whatever was there. */
typedef struct Head {
    uint64_t size; /* of the whole message */
    uint64_t finding_count;
    uint32_t job, exit, pages, level, errors, warnings;
    HeadFile files[REQUEST_FLAVORS_MAX];
} Head;

static void text_tell(Buf *b, Str text)
{
    const uint64_t n = text.n;
    buf_put(b, (Str){(const char *)&n, sizeof n});
    buf_put(b, text);
}

Str outcome_pack(const Outcome *o, uint32_t job, Arena *a)
{
    Head head = {.job = job,
                 .exit = o->exit,
                 .pages = o->pages,
                 .level = o->level,
                 .errors = o->errors,
                 .warnings = o->warnings,
                 .finding_count = o->finding_count};
    Buf b = {.arena = a};
    for (size_t i = 0; i < REQUEST_FLAVORS_MAX; i++) {
        head.files[i] = (HeadFile){.result = o->files[i].result, .bytes = o->files[i].bytes};
        memcpy(head.files[i].digest, o->files[i].digest, DIGEST_BYTES);
    }
    buf_put(&b, (Str){(const char *)&head, sizeof head});
    for (size_t i = 0; i < REQUEST_FLAVORS_MAX; i++)
        text_tell(&b, o->files[i].reason);
    text_tell(&b, o->title);
    text_tell(&b, o->read);
    for (size_t i = 0; i < o->finding_count; i++) {
        text_tell(&b, o->findings[i].text);
        text_tell(&b, o->findings[i].object);
    }
    head.size = b.n;
    memcpy(b.s, &head, sizeof head);
    return buf_str(&b);
}

size_t outcome_size(Str in)
{
    Head head;
    if (in.n < sizeof head)
        return 0;
    memcpy(&head, in.s, sizeof head);
    return in.n < head.size ? 0 : head.size;
}

static Str text_take(Str in, size_t *at)
{
    uint64_t n;
    memcpy(&n, in.s + *at, sizeof n);
    *at += sizeof n + n;
    return str_slice(in, *at - n, *at);
}

Outcome outcome_unpack(Str message, uint32_t *job, Arena *a)
{
    Head head;
    size_t at = sizeof head;
    memcpy(&head, message.s, sizeof head);
    *job = head.job;
    Outcome o = {.exit = (ExitCode)head.exit,
                 .pages = head.pages,
                 .level = head.level,
                 .errors = head.errors,
                 .warnings = head.warnings,
                 .finding_count = head.finding_count};
    for (size_t i = 0; i < REQUEST_FLAVORS_MAX; i++) {
        const HeadFile *file = &head.files[i];
        o.files[i] = (Made){.result = (FileResult)file->result, .bytes = file->bytes};
        memcpy(o.files[i].digest, file->digest, DIGEST_BYTES);
        o.files[i].reason = text_take(message, &at);
    }
    o.title = text_take(message, &at);
    o.read = text_take(message, &at);
    o.findings = ARENA_ARRAY(a, Said, head.finding_count);
    for (size_t i = 0; i < head.finding_count; i++) {
        o.findings[i].text = text_take(message, &at);
        o.findings[i].object = text_take(message, &at);
    }
    return o;
}

/* ---- Findings ------------------------------------------------------------------------------------------------------
 */

/* The finding at *at as text, without the line's end where it is an object of a report. */
static bool finding_text(const Diag *d, size_t *at, DiagStyle style, Str *text, Arena *a)
{
    char *printed = NULL;
    size_t n = 0;
    FILE *file = open_memstream(&printed, &n);
    if (!file)
        out_of_memory();
    bool there = diag_print_next(d, at, file, style);
    if (fclose(file) != 0)
        out_of_memory();
    *text = str_copy(a, (Str){printed, n});
    free(printed);
    return there;
}

/* Adds what was found to what is known of the sheet. */
static void outcome_find(Outcome *o, const WorkerPlan *plan, const Diag *d, Arena *a)
{
    DiagStyle style = plan->request->style;
    Said said;
    o->errors += (uint32_t)diag_errors(d);
    o->warnings += (uint32_t)diag_warnings(d);
    o->exit = exit_first(o->exit, diag_exit(d, plan->request->strict));
    for (size_t at = 0, from = 0; finding_text(d, &at, style, &said.text, a); from = at) {
        size_t same = from;
        said.object = (Str){0};
        if (plan->objects)
            finding_text(d, &same, DIAG_JSON, &said.object, a);
        said.object = str_trim(said.object);
        ARENA_ROOM(a, o->findings, o->finding_count, o->finding_capacity);
        o->findings[o->finding_count++] = said;
    }
}

Outcome outcome_failed(const WorkerPlan *plan, const Diag *d, Arena *a)
{
    Outcome outcome = {.exit = EXIT_CODE_DONE};
    outcome_find(&outcome, plan, d, a);
    for (size_t i = 0; i < plan->jobs->flavor_count; i++)
        outcome.files[i] = (Made){.result = FILE_FAILED, .reason = str_copy(a, diag_reason(d))};
    return outcome;
}

/* ---- Making --------------------------------------------------------------------------------------------------------
 */

/* Findings of its own, so that it is known why this file failed and not another one of the sheet. */
static void file_make(const WorkerPlan *plan, uint32_t job, size_t file, Str bytes, Outcome *outcome, Arena *a)
{
    Diag *d = diag_new(a);
    Made *made = &outcome->files[file];
    FileSync sync = plan->request->no_sync ? FILE_SYNC_NONE : FILE_SYNC_FILE;
    *made =
        (Made){.result = file_write_synced(job_target(plan->jobs, job, file, a), bytes, sync, a, d), .bytes = bytes.n};
    made->reason = str_copy(a, diag_reason(d));
    if (plan->digests)
        digest_make(bytes, made->digest);
    outcome_find(outcome, plan, d, a);
}

static Str files_read(const Cache *cache, Arena *a)
{
    Buf lines = {.arena = a};
    for (size_t i = 0; i < cache->store->read_count; i++)
        buf_printf(&lines, "%s\n", cache->store->read[i]);
    return buf_str(&lines);
}

static Outcome job_make(const WorkerPlan *plan, const Order *order, Arena *a)
{
    const Request *r = plan->request;
    const Job *job = &plan->jobs->items[order->job];
    const SheetKey key = {job->state, job->year};
    Diag *d = diag_new(a);
    Sheet sheet;
    bool made = order->fits_only ? sheet_fit(plan->cache, r, key, &sheet, d)
                                 : sheet_make(plan->cache, r, key, order->fixed_level, &sheet, d);
    made = made && diag_exit(d, r->strict) == EXIT_CODE_DONE;
    /* While the texts that findings point into are there. */
    Outcome outcome = outcome_failed(plan, d, a);
    outcome.title = str_copy(a, sheet.title);
    outcome.pages = sheet.page_count;
    outcome.level = sheet.level;
    if (r->verbose)
        outcome.read = files_read(plan->cache, a);
    for (size_t i = 0; made && i < sheet.part_count; i++)
        file_make(plan, order->job, i, sheet.parts[i].bytes, &outcome, a);
    return outcome;
}

static bool pipe_read(int fd, void *bytes, size_t n)
{
    char *at = bytes;
    while (n) {
        ssize_t got = read(fd, at, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

bool pipe_write(int fd, Str bytes)
{
    while (bytes.n) {
        ssize_t put = write(fd, bytes.s, bytes.n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes = str_slice(bytes, (size_t)put, bytes.n);
    }
    return true;
}

_Noreturn void worker_run(const WorkerPlan *plan, int orders, int outcomes)
{
    Arena *a = arena_new();
    Order order;
    /* A closed pipe is the end: the driver is done, or is no more. */
    while (pipe_read(orders, &order, sizeof order)) {
        arena_reset(a);
        Outcome outcome = job_make(plan, &order, a);
        if (!pipe_write(outcomes, outcome_pack(&outcome, order.job, a)))
            break;
    }
    exit(EXIT_CODE_DONE);
}
