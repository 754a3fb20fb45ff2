/* What became of many sheets: the list that --report writes, for programs, and the summary at a run's end, for people.
   Both are in the order of the jobs and without a clock, so that the same run says the same. */
#include "batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const Mark nowhere;

typedef enum Fate { FATE_WRITTEN, FATE_UNCHANGED, FATE_FAILED, FATE_UNDONE, FATE_COUNT } Fate;

static const char *const fate_words[FATE_COUNT] = {"written", "unchanged", "failed", "not reached"};

static Fate fate_of(const Outcome *outcome)
{
    if (!outcome->done)
        return FATE_UNDONE;
    switch (outcome->result) {
    case OUTPUT_FAILED:
        break;
    case OUTPUT_WRITTEN:
        return FATE_WRITTEN;
    case OUTPUT_UNCHANGED:
        return FATE_UNCHANGED;
    }
    return FATE_FAILED;
}

/* ---- The list ------------------------------------------------------------------------------------------------------
 */

ReportForm report_form(const char *path, Diag *d)
{
    if (!path)
        return REPORT_NONE;
    if (str_ends(str_from(path), STR(".json")))
        return REPORT_JSON;
    if (str_ends(str_from(path), STR(".csv")))
        return REPORT_CSV;
    diag_error(d, DIAG_USAGE, nowhere, "'%s' says no form of report; name a file that ends in .json or .csv", path);
    return REPORT_NONE;
}

static void json_put(Buf *b, const char *key, Str text)
{
    buf_printf(b, "\"%s\":\"", key);
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c == '"' || c == '\\')
            buf_char(b, '\\');
        if (c < ' ')
            buf_printf(b, "\\u%04x", (unsigned)c);
        else
            buf_char(b, (char)c);
    }
    buf_char(b, '"');
}

/* A cell in quotes wherever a reader of tables might take it apart (RFC 4180). */
static void csv_put(Buf *b, Str text)
{
    bool plain = true;
    for (size_t i = 0; i < text.n; i++)
        plain = plain && !strchr(",\"\r\n", text.s[i]);
    if (plain) {
        buf_put(b, text);
        return;
    }
    buf_char(b, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '"')
            buf_char(b, '"');
        buf_char(b, text.s[i]);
    }
    buf_char(b, '"');
}

typedef struct Entry {
    const Job *job;
    const Outcome *outcome;
    Fate fate;
    bool has_file;
    char digest[DIGEST_HEX + 1];
} Entry;

static Entry entry_of(const Job *job, const Outcome *outcome)
{
    Entry e = {.job = job, .outcome = outcome, .fate = fate_of(outcome)};
    e.has_file = e.fate == FATE_WRITTEN || e.fate == FATE_UNCHANGED;
    digest_hex(outcome->digest, e.digest);
    return e;
}

static void entry_json(Buf *b, const Entry *e)
{
    const Outcome *o = e->outcome;
    buf_put(b, STR("{"));
    json_put(b, "state", e->job->state->code);
    buf_char(b, ',');
    json_put(b, "name", e->job->state->name);
    buf_printf(b, ",\"year\":%d,", e->job->year);
    json_put(b, "title", o->title);
    buf_char(b, ',');
    json_put(b, "file", str_from(e->job->target));
    buf_char(b, ',');
    json_put(b, "result", str_from(fate_words[e->fate]));
    if (e->has_file) {
        buf_printf(b, ",\"bytes\":%zu,", o->bytes);
        json_put(b, "sha256", str_from(e->digest));
    }
    if (o->pages)
        buf_printf(b, ",\"pages\":%u,\"level\":%u", o->pages, o->level + 1);
    buf_printf(b, ",\"exit\":%d,\"findings\":[", (int)o->exit);
    for (size_t i = 0; i < o->finding_count; i++) {
        buf_put(b, i ? STR(",\n    ") : STR("\n    "));
        buf_put(b, o->objects[i]);
    }
    buf_put(b, STR("]}"));
}

static void entry_csv(Buf *b, const Entry *e)
{
    const Outcome *o = e->outcome;
    buf_printf(b, "%.*s,", STR_ARG(e->job->state->code));
    csv_put(b, e->job->state->name);
    buf_printf(b, ",%d,", e->job->year);
    csv_put(b, o->title);
    buf_char(b, ',');
    csv_put(b, str_from(e->job->target));
    buf_printf(b, ",%s,", fate_words[e->fate]);
    if (e->has_file)
        buf_printf(b, "%zu,%s,", o->bytes, e->digest);
    else
        buf_put(b, STR(",,"));
    if (o->pages)
        buf_printf(b, "%u,%u,", o->pages, o->level + 1);
    else
        buf_put(b, STR(",,"));
    buf_printf(b, "%d,%u,%u,", (int)o->exit, o->errors, o->warnings);
    csv_put(b, o->reason);
    buf_put(b, STR("\r\n"));
}

Str report_text(ReportForm form, const JobList *jobs, const Outcome *outcomes, Arena *a)
{
    Buf b = {.arena = a};
    if (form == REPORT_CSV)
        buf_put(&b, STR("state,name,year,title,file,result,bytes,sha256,pages,level,exit,errors,warnings,reason\r\n"));
    for (size_t i = 0; i < jobs->count; i++) {
        Entry e = entry_of(&jobs->items[i], &outcomes[i]);
        if (form == REPORT_JSON) {
            buf_put(&b, i ? STR(",\n  ") : STR("[\n  "));
            entry_json(&b, &e);
        } else {
            entry_csv(&b, &e);
        }
    }
    if (form == REPORT_JSON)
        buf_put(&b, STR("\n]\n"));
    return buf_str(&b);
}

/* ---- The summary ---------------------------------------------------------------------------------------------------
 */

typedef struct Fit {
    uint32_t level;
    size_t job;
} Fit;

static int fit_order(const void *a, const void *b)
{
    const Fit *left = a, *right = b;
    if (left->level != right->level)
        return left->level < right->level ? 1 : -1;
    return (left->job > right->job) - (left->job < right->job);
}

static void tightest_print(const JobList *jobs, const Outcome *outcomes, uint32_t levels, FILE *out, Arena *a)
{
    enum { SHOWN = 5 };
    Fit *fits = ARENA_ARRAY(a, Fit, jobs->count);
    size_t count = 0;
    for (size_t i = 0; i < jobs->count; i++)
        if (outcomes[i].done && outcomes[i].pages)
            fits[count++] = (Fit){outcomes[i].level, i};
    if (count)
        qsort(fits, count, sizeof *fits, fit_order);
    /* The roomiest level is nobody's trouble. */
    while (count && fits[count - 1].level == 0)
        count--;
    if (!count)
        return;
    fputs("fit most tightly: ", out);
    for (size_t i = 0; i < count && i < SHOWN; i++)
        fprintf(out, "%s%.*s (level %u of %u)", i ? ", " : "", STR_ARG(job_label(&jobs->items[fits[i].job], a)),
                fits[i].level + 1, levels);
    if (count > SHOWN)
        fprintf(out, " and %zu more below the roomiest", count - SHOWN);
    fputc('\n', out);
}

void summary_print(const JobList *jobs, const Outcome *outcomes, uint32_t levels, int stopped, FILE *out, Arena *a)
{
    size_t fates[FATE_COUNT] = {0};
    for (size_t i = 0; i < jobs->count; i++) {
        Fate fate = fate_of(&outcomes[i]);
        fates[fate]++;
        if (fate == FATE_FAILED)
            fprintf(out, "failed: %.*s (%s): %.*s\n", STR_ARG(job_label(&jobs->items[i], a)), jobs->items[i].target,
                    STR_ARG(outcomes[i].reason));
    }
    for (size_t i = 0; i < jobs->missing_count; i++)
        fprintf(out, "no figures of %d: %.*s\n", jobs->missing[i].year, STR_ARG(jobs->missing[i].states));
    tightest_print(jobs, outcomes, levels, out, a);
    if (stopped)
        fprintf(out, "stopped by SIG%s\n", sigabbrev_np(stopped));
    fprintf(out, "%zu sheet%s: %zu written, %zu unchanged, %zu failed", jobs->count, jobs->count == 1 ? "" : "s",
            fates[FATE_WRITTEN], fates[FATE_UNCHANGED], fates[FATE_FAILED]);
    if (fates[FATE_UNDONE])
        fprintf(out, ", %zu not reached", fates[FATE_UNDONE]);
    fputc('\n', out);
}
