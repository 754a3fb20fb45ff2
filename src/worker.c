/* One worker: reads orders from a pipe, makes each sheet with the engine it was forked with, writes the file, and tells
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

typedef struct Head {
    uint64_t size; /* of the whole message */
    uint64_t bytes;
    uint32_t job, result, exit, pages, level, errors, warnings, finding_count;
    uint8_t digest[DIGEST_BYTES];
} Head;

static void text_tell(Buf *b, Str text)
{
    uint64_t n = text.n;
    buf_put(b, (Str){(const char *)&n, sizeof n});
    buf_put(b, text);
}

static Str outcome_tell(const Outcome *o, uint32_t job, Arena *a)
{
    Head head = {.bytes = o->bytes,
                 .job = job,
                 .result = o->result,
                 .exit = o->exit,
                 .pages = o->pages,
                 .level = o->level,
                 .errors = o->errors,
                 .warnings = o->warnings,
                 .finding_count = (uint32_t)o->finding_count};
    memcpy(head.digest, o->digest, sizeof head.digest);
    Buf b = {.arena = a};
    buf_put(&b, (Str){(const char *)&head, sizeof head});
    text_tell(&b, o->title);
    text_tell(&b, o->reason);
    for (size_t i = 0; i < o->finding_count; i++) {
        text_tell(&b, o->findings[i]);
        text_tell(&b, o->objects[i]);
    }
    head.size = b.n;
    memcpy(b.s, &head, sizeof head);
    return buf_str(&b);
}

static Str text_take(Str in, size_t *at, Arena *a)
{
    uint64_t n;
    memcpy(&n, in.s + *at, sizeof n);
    *at += sizeof n + n;
    return str_copy(a, str_slice(in, *at - n, *at));
}

size_t outcome_take(Str in, uint32_t *job, Outcome *outcome, Arena *a)
{
    Head head;
    if (in.n < sizeof head)
        return 0;
    memcpy(&head, in.s, sizeof head);
    if (in.n < head.size)
        return 0;
    size_t at = sizeof head;
    *job = head.job;
    *outcome = (Outcome){.done = true,
                         .result = (OutputResult)head.result,
                         .exit = (ExitCode)head.exit,
                         .pages = head.pages,
                         .level = head.level,
                         .errors = head.errors,
                         .warnings = head.warnings,
                         .bytes = head.bytes,
                         .finding_count = head.finding_count};
    memcpy(outcome->digest, head.digest, sizeof outcome->digest);
    outcome->title = text_take(in, &at, a);
    outcome->reason = text_take(in, &at, a);
    Str *findings = ARENA_ARRAY(a, Str, head.finding_count), *objects = ARENA_ARRAY(a, Str, head.finding_count);
    for (uint32_t i = 0; i < head.finding_count; i++) {
        findings[i] = text_take(in, &at, a);
        objects[i] = text_take(in, &at, a);
    }
    outcome->findings = findings;
    outcome->objects = objects;
    return head.size;
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

void outcome_find(Outcome *outcome, const Diag *d, DiagStyle style, bool objects, Arena *a)
{
    Str *texts = NULL, *forms = NULL, text;
    size_t count = 0, capacity = 0, forms_capacity = 0;
    outcome->errors = (uint32_t)diag_errors(d);
    outcome->warnings = (uint32_t)diag_warnings(d);
    outcome->reason = str_copy(a, diag_reason(d));
    for (size_t at = 0, from = 0; finding_text(d, &at, style, &text, a); from = at) {
        size_t same = from, unused = count;
        Str form = {0};
        if (objects)
            finding_text(d, &same, DIAG_JSON, &form, a);
        ARENA_ROOM(a, texts, count, capacity);
        ARENA_ROOM(a, forms, unused, forms_capacity);
        forms[count] = str_trim(form);
        texts[count++] = text;
    }
    outcome->findings = texts;
    outcome->objects = forms;
    outcome->finding_count = count;
}

/* ---- Making --------------------------------------------------------------------------------------------------------
 */

static void sheet_make(const WorkerPlan *plan, const Order *order, Outcome *outcome, Arena *a)
{
    const Options *o = plan->batch->options;
    const Job *job = &plan->jobs->items[order->job];
    NcmecJob render = plan->batch->base;
    render.state = str_terminated(a, job->state->code);
    render.year = job->year;
    render.output = order->fits_only ? NCMEC_FIT : NCMEC_PDF;
    render.fixed_level = order->fixed_level;
    Diag *d = diag_new(a);
    NcmecSheet sheet;
    *outcome = (Outcome){.done = true, .result = OUTPUT_FAILED};
    bool made = ncmec_render(plan->engine, &render, &sheet, d) && diag_exit(d, o->strict) == EXIT_CODE_DONE;
    if (made && !order->fits_only) {
        outcome->result =
            output_write_synced(job->target, sheet.bytes, o->no_sync ? OUTPUT_SYNC_NONE : OUTPUT_SYNC_FILE, a, d);
        outcome->bytes = sheet.bytes.n;
        if (plan->digests)
            digest_make(sheet.bytes, outcome->digest);
    }
    outcome->title = str_copy(a, sheet.title);
    outcome->pages = sheet.page_count;
    outcome->level = sheet.level;
    outcome->exit = diag_exit(d, o->strict);
    /* While the texts that findings point into are there. */
    outcome_find(outcome, d, plan->batch->style, plan->objects, a);
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
        Outcome outcome;
        arena_reset(a);
        sheet_make(plan, &order, &outcome, a);
        if (!pipe_write(outcomes, outcome_tell(&outcome, order.job, a)))
            break;
    }
    exit(EXIT_CODE_DONE);
}
