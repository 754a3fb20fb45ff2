/* What became of many sheets: the list that --report writes, for programs, that of --print-order, for a printer, and
   the summary at a run's end, for people.
   Both are in the order of the jobs and without a clock, so that the same run prints the same. They count files: a
   sheet has one for each flavor. Of a sheet that was made, only its lines of the report are kept. */
#include "report.h"

#include "ncmec/data.h"
#include "src/review/listing.h"
#include "src/store/folders.h"

typedef enum Fate { FATE_WRITTEN, FATE_UNCHANGED, FATE_FAILED, FATE_UNDONE, FATE_COUNT } Fate;

static const char *const fate_words[FATE_COUNT] = {"written", "unchanged", "failed", "not reached"};

enum { TIGHTEST_SHOWN = 5, ORDER_FIELDS = 11 };

typedef struct Fit {
    uint32_t level;
    size_t job;
} Fit;

typedef struct Failure {
    size_t job, file;
    Str reason, place;
    bool is_older, is_told; /* an older file is there */
} Failure;

/* Sheets that the summary names, the first of them. */
typedef struct Named {
    Buf names;
    size_t count;
} Named;

struct Tally {
    const JobList *jobs;
    ReportForm form;
    PrintOrder *order; /* NULL: none */
    Buf report;
    size_t fates[FATE_COUNT], extra_count;
    size_t samples; /* sheets */
    Named drafts, warned;
    ExitCode exit;
    Failure *failures;
    size_t failure_count, failure_capacity;
    Fit tightest[TIGHTEST_SHOWN]; /* the tightest first, of equals the first of the list */
    size_t tightest_count, below; /* below: all that are not at the roomiest level */
    Arena *arena, *scratch;
};

static Fate fate_of(const Outcome *outcome, size_t file)
{
    static const Fate fates[] = {
        [FILE_FAILED] = FATE_FAILED, [FILE_WRITTEN] = FATE_WRITTEN, [FILE_UNCHANGED] = FATE_UNCHANGED};
    return outcome ? fates[outcome->files[file].result] : FATE_UNDONE;
}

/* ---- The list ---- */

ReportForm report_form(const char *path, Diag *d)
{
    if (!path)
        return REPORT_NONE;
    Str name = str_from(path);
    if (name.n > 5 && str_ends_any_case(name, STR(".json")))
        return REPORT_JSON;
    if (name.n > 4 && str_ends_any_case(name, STR(".csv")))
        return REPORT_CSV;
    diag_error(d, DIAG_USAGE, nowhere, "the report '%s' must end in .json or .csv", path);
    return REPORT_NONE;
}

struct PrintOrder {
    const Request *request;
    Str condition;
    Output form;
    Listing rows;
};

PrintOrder *order_new(const Request *r, Str condition, Arena *a, Diag *d)
{
    static const char *const titles[] = {"file",      "sha256",   "pages", "trim",     "bleed",  "plates",
                                         "condition", "standard", "state", "language", "figures"};
    enum { PAGES = 2 };
    static const struct {
        Str ending;
        Output form;
    } forms[] = {{{".csv", 4}, OUTPUT_EXPLAIN_CSV},
                 {{".xlsx", 5}, OUTPUT_EXPLAIN_WORKBOOK},
                 {{".json", 5}, OUTPUT_EXPLAIN_JSON}};
    for (size_t i = 0; r->print_order && i < sizeof forms / sizeof *forms; i++) {
        if (!str_ends_any_case(str_from(r->print_order), forms[i].ending))
            continue;
        PrintOrder *order = ARENA_NEW(a, PrintOrder);
        *order = (PrintOrder){r,
                              condition,
                              forms[i].form,
                              {.titles = titles, .fields = ORDER_FIELDS, .numbers = 1U << PAGES, .arena = a}};
        return order;
    }
    if (r->print_order)
        diag_error(d, DIAG_USAGE, nowhere, "the print order '%s' must end in .csv, .xlsx or .json", r->print_order);
    return NULL;
}

/* A path below the order's own folder is told from there, since both go to the printer. */
void order_add(PrintOrder *order, const OrderFile *file)
{
    Arena *a = order->rows.arena;
    const char *slash = strrchr(order->request->print_order, '/');
    size_t above = slash ? (size_t)(slash + 1 - order->request->print_order) : 0;
    bool is_below = strncmp(file->path, order->request->print_order, above) == 0;
    const Str row[ORDER_FIELDS] = {str_copy(a, str_from(file->path + (is_below ? above : 0))),
                                   str_copy(a, file->digest),
                                   str_printf(a, "%u", file->pages),
                                   str_copy(a, file->press->trim),
                                   str_copy(a, file->press->bleed),
                                   str_copy(a, file->press->plates),
                                   order->condition,
                                   flavor_standards(file->flavor, a),
                                   str_copy(a, file->states),
                                   str_copy(a, file->language),
                                   file->is_draft    ? STR("draft")
                                   : file->is_sample ? STR("sample")
                                                     : STR("final")};
    listing_add(&order->rows, row);
}

void order_write(PrintOrder *order, Diag *d)
{
    if (!order || !order->rows.count)
        return;
    const Request *r = order->request;
    Str text = order->form == OUTPUT_EXPLAIN_WORKBOOK ? listing_workbook(&order->rows, d)
                                                      : listing_text(&order->rows, order->form);
    if (text.n)
        file_write_synced(r->print_order, text, r->no_sync ? FILE_SYNC_NONE : FILE_SYNC_ALL, order->rows.arena, d);
}

typedef struct Entry {
    const SheetKey *sheet;
    const Outcome *outcome; /* all zeros where it was not reached */
    const Made *made;
    Fate fate;
    const char *word; /* of the flavor, or "index" */
    Str target;
    bool has_file, has_pages;
} Entry;

static void json_put(Buf *b, const char *before, Str text)
{
    buf_put(b, str_from(before));
    buf_json(b, text);
}

/* Of the sheet, or of one that was not made, what was asked for. */
static Str language_of(const Entry *e)
{
    const Language *asked = e->sheet->language;
    return e->outcome->language.n || !asked ? e->outcome->language : str_from(asked->tag);
}

static size_t accepted_count(const Outcome *o)
{
    size_t count = 0;
    for (size_t i = 0; i < o->finding_count; i++)
        count += !o->findings[i].is_note && o->findings[i].severity == SEVERITY_ACCEPTED;
    return count;
}

static const char untold[] = "this tells of a figure that is withheld; the run's own messages say more";

/* A list may come to lie where its sheets are published. */
static bool tells_withheld(const Finding *f)
{
    return f->code == DIAG_DISCLOSURE || f->code == DIAG_WITHHOLD || f->code == DIAG_CONTRADICTION;
}

static void finding_json(Buf *b, const Finding *findings, size_t count)
{
    Finding first = findings[0];
    bool is_hidden = tells_withheld(&first);
    first.message = str_from(untold);
    findings_put(b, is_hidden ? &first : findings, is_hidden ? 1 : count, DIAG_JSON, NULL);
    b->n--; /* the line's end */
}

static void entry_json(Buf *b, const Entry *e, bool is_first)
{
    const Outcome *o = e->outcome;
    buf_put(b, is_first ? STR("[\n  {") : STR(",\n  {"));
    json_put(b, "\"state\":", e->sheet->state->code);
    json_put(b, ",\"name\":", e->sheet->state->name);
    if (e->sheet->year)
        buf_printf(b, ",\"year\":%d", e->sheet->year);
    json_put(b, ",\"title\":", o->title);
    json_put(b, ",\"flavor\":", str_from(e->word));
    json_put(b, ",\"language\":", language_of(e));
    json_put(b, ",\"file\":", e->target);
    json_put(b, ",\"result\":", str_from(fate_words[e->fate]));
    if (e->has_file) {
        buf_printf(b, ",\"bytes\":%zu", e->made->bytes);
        json_put(b, ",\"sha256\":", e->made->digest);
    }
    if (e->has_pages)
        buf_printf(b, ",\"pages\":%u,\"level\":%u", o->pages, o->level + 1);
    buf_printf(b, ",\"exit\":%d,\"draft\":%s,\"errors\":%u,\"warnings\":%u,\"accepted\":%zu,\"findings\":[",
               (int)o->exit, o->draft_why.n ? "true" : "false", o->errors, o->warnings, accepted_count(o));
    for (size_t i = 0, end; i < o->finding_count; i = end) {
        end = i + findings_together(&o->findings[i], o->finding_count - i);
        buf_put(b, i ? STR(",\n    ") : STR("\n    "));
        finding_json(b, &o->findings[i], end - i);
    }
    if (o->left_out) {
        buf_put(b, STR(",\n    "));
        left_out_put(b, o->left_out, DIAG_JSON);
        b->n--;
    }
    buf_put(b, STR("]}"));
}

/* "change: program ended in 2024; source: ..." */
static Str accepted_text(const Outcome *o, Arena *a)
{
    Buf text = {.arena = a};
    for (size_t i = 0; i < o->finding_count; i++)
        if (!o->findings[i].is_note && o->findings[i].severity == SEVERITY_ACCEPTED)
            buf_printf(&text, "%s%.*s", text.n ? "; " : "", STR_ARG(finding_accepted(&o->findings[i], a)));
    return buf_str(&text);
}

static Str reason_text(Str place, Str reason, Arena *a)
{
    return str_printf(a, "%.*s%s%.*s", STR_ARG(place), place.n ? ": " : "", STR_ARG(reason));
}

static void entry_csv(Buf *b, const Entry *e)
{
    const Outcome *o = e->outcome;
    Arena *a = b->arena;
    Str reason = e->made->reason;
    for (size_t i = 0; i < o->finding_count && reason.n; i++)
        if (tells_withheld(&o->findings[i]) && str_eq(o->findings[i].message, reason))
            reason = str_from(untold);
    const Str none = {0};
    const Str cells[] = {e->sheet->state->code,
                         e->sheet->state->name,
                         e->sheet->year ? str_printf(a, "%d", e->sheet->year) : none,
                         o->title,
                         str_from(e->word),
                         language_of(e),
                         e->target,
                         str_from(fate_words[e->fate]),
                         e->has_file ? str_printf(a, "%zu", e->made->bytes) : none,
                         e->has_file ? e->made->digest : none,
                         e->has_pages ? str_printf(a, "%u", o->pages) : none,
                         e->has_pages ? str_printf(a, "%u", o->level + 1) : none,
                         str_printf(a, "%d", (int)o->exit),
                         str_printf(a, "%u", o->errors),
                         str_printf(a, "%u", o->warnings),
                         accepted_text(o, a),
                         reason_text(e->made->place, reason, a)};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        cell_put(b, cells[i], i == 0);
    buf_put(b, STR("\r\n"));
}

static void entry_put(Tally *t, const Entry *e)
{
    Buf text = {.arena = t->scratch};
    if (t->form == REPORT_JSON)
        entry_json(&text, e, t->report.n == 0);
    else if (t->form == REPORT_CSV)
        entry_csv(&text, e);
    buf_put(&t->report, buf_str(&text));
}

static void entry_add(Tally *t, size_t job, size_t file, const Outcome *outcome)
{
    static const Outcome nothing;
    Entry e = {.sheet = &t->jobs->sheets.items[job],
               .outcome = outcome ? outcome : &nothing,
               .fate = fate_of(outcome, file),
               .word = flavor_rows[t->jobs->flavors[file]].word,
               .target = str_from(job_target(t->jobs, job, file, t->scratch))};
    e.made = &e.outcome->files[file];
    e.has_file = e.fate == FATE_WRITTEN || e.fate == FATE_UNCHANGED;
    e.has_pages = e.outcome->pages && t->jobs->flavors[file] < FLAVOR_PDFS;
    entry_put(t, &e);
    if (t->order && e.has_file && flavor_rows[t->jobs->flavors[file]].marks)
        order_add(t->order, &(OrderFile){.path = e.target.s,
                                         .flavor = t->jobs->flavors[file],
                                         .digest = e.made->digest,
                                         .states = e.sheet->state->code,
                                         .language = e.outcome->language,
                                         .is_draft = e.outcome->draft_why.n != 0,
                                         .is_sample = e.outcome->sample,
                                         .pages = e.outcome->pages,
                                         .press = &e.outcome->press});
}

/* What belongs to no sheet. */
static void extra_add(Tally *t, const Extra *extra)
{
    static const Outcome nothing;
    static const Jurisdiction nobody;
    const SheetKey none = {.state = &nobody};
    const Made made = {.result = extra->result, .bytes = extra->bytes, .digest = extra->digest};
    const Outcome outcome = {.files = {made}};
    Entry e = {.sheet = &none,
               .outcome = &nothing,
               .made = &made,
               .fate = fate_of(&outcome, 0),
               .word = extra->word,
               .target = str_from(extra->path),
               .has_file = extra->result != FILE_FAILED};
    t->fates[e.fate]++;
    t->extra_count++;
    entry_put(t, &e);
}

void tally_add_extras(Tally *t, const Extras *extras)
{
    for (size_t i = 0; i < extras->count; i++)
        extra_add(t, &extras->items[i]);
}

bool tally_has_made(const Tally *t)
{
    return t->fates[FATE_WRITTEN] + t->fates[FATE_UNCHANGED] > 0;
}

Str tally_report(Tally *t)
{
    if (t->form == REPORT_JSON)
        buf_put(&t->report, t->report.n ? STR("\n]\n") : STR("[\n]\n"));
    return buf_str(&t->report);
}

/* ---- One sheet after the other ---- */

Tally *tally_new(const JobList *jobs, ReportForm form, PrintOrder *order, Arena *a)
{
    Tally *t = ARENA_NEW(a, Tally);
    *t = (Tally){.jobs = jobs,
                 .form = form,
                 .order = order,
                 .report.arena = a,
                 .drafts.names.arena = a,
                 .warned.names.arena = a,
                 .arena = a,
                 .scratch = arena_new()};
    if (form == REPORT_CSV)
        buf_put(&t->report,
                STR("state,name,year,title,flavor,language,file,result,bytes,sha256,pages,level,exit,errors,"
                    "warnings,accepted,reason\r\n"));
    return t;
}

ExitCode tally_end(Tally *t)
{
    arena_free(t->scratch);
    return t->exit;
}

static void fit_add(Tally *t, size_t job, uint32_t level)
{
    /* At the roomiest level nothing is tight. */
    if (level == 0)
        return;
    t->below++;
    size_t at = t->tightest_count;
    while (at > 0 && t->tightest[at - 1].level < level)
        at--;
    if (at == TIGHTEST_SHOWN)
        return;
    t->tightest_count += t->tightest_count < TIGHTEST_SHOWN;
    for (size_t i = t->tightest_count - 1; i > at; i--)
        t->tightest[i] = t->tightest[i - 1];
    t->tightest[at] = (Fit){level, job};
}

static void named_add(Named *named, const Tally *t, size_t job)
{
    if (named->count++ < TIGHTEST_SHOWN)
        buf_printf(&named->names, "%s%.*s", named->count > 1 ? ", " : "",
                   STR_ARG(sheet_label(&t->jobs->sheets.items[job], t->scratch)));
    else if (named->count == TIGHTEST_SHOWN + 1)
        buf_put(&named->names, STR(" and more"));
}

void tally_add(Tally *t, size_t job, const Outcome *outcome)
{
    arena_reset(t->scratch);
    for (size_t file = 0; file < t->jobs->file_count; file++) {
        Fate fate = fate_of(outcome, file);
        t->fates[fate]++;
        entry_add(t, job, file, outcome);
        if (fate != FATE_FAILED)
            continue;
        const Made *made = &outcome->files[file];
        ARENA_NEXT(t->arena, t->failures, t->failure_count, t->failure_capacity) =
            (Failure){.job = job,
                      .file = file,
                      .reason = str_copy(t->arena, made->reason),
                      .place = str_copy(t->arena, made->place)};
    }
    if (!outcome)
        return;
    t->exit = exit_first(t->exit, outcome->exit);
    bool is_made = fate_of(outcome, 0) != FATE_FAILED;
    if (is_made && outcome->draft_why.n)
        named_add(&t->drafts, t, job);
    if (outcome->warnings)
        named_add(&t->warned, t, job);
    t->samples += is_made ? outcome->sample : 0;
    if (outcome->pages)
        fit_add(t, job, outcome->level);
}

/* ---- The summary ---- */

/* Sheets that failed by the same words are one line. */
static void failures_print(const Tally *t, FILE *out)
{
    for (size_t i = 0; i < t->failure_count; i++) {
        arena_reset(t->scratch);
        t->failures[i].is_older = path_exists(job_target(t->jobs, t->failures[i].job, t->failures[i].file, t->scratch));
    }
    for (size_t i = 0; i < t->failure_count; i++) {
        const Failure *f = &t->failures[i];
        Str place = f->place;
        size_t count = 0;
        if (f->is_told)
            continue;
        arena_reset(t->scratch);
        Buf labels = {.arena = t->scratch};
        for (size_t k = i; k < t->failure_count; k++) {
            Failure *other = &t->failures[k];
            if (other->file != f->file || other->is_older != f->is_older || !str_eq(other->reason, f->reason))
                continue;
            other->is_told = true;
            place = str_eq(place, other->place) ? place : STR("");
            buf_printf(&labels, "%s%.*s", count++ ? ", " : "",
                       STR_ARG(sheet_label(&t->jobs->sheets.items[other->job], t->scratch)));
        }
        const char *target = job_target(t->jobs, f->job, f->file, t->scratch);
        if (count > 1)
            target = str_printf(t->scratch, "%zu files, as %s", count, target).s;
        fprintf(out, "failed: %.*s (%s): %s%s%s\n", STR_ARG(buf_str(&labels)),
                str_shown(t->scratch, str_from(target)).s,
                str_shown(t->scratch, reason_text(place, f->reason, t->scratch)).s,
                !f->is_older ? ""
                : count > 1  ? "; the files that are there are older ones"
                             : "; the file that is there is an older one",
                f->is_older && t->jobs->flavors[f->file] == FLAVOR_WEB && t->extra_count
                    ? ", whose figures dataset.json keeps"
                    : "");
    }
}

static void tightest_print(const Tally *t, uint32_t levels, FILE *out)
{
    if (!t->tightest_count)
        return;
    fputs("fit most tightly: ", out);
    for (size_t i = 0; i < t->tightest_count; i++)
        fprintf(out, "%s%.*s (level %u of %u)", i ? ", " : "",
                STR_ARG(sheet_label(&t->jobs->sheets.items[t->tightest[i].job], t->scratch)), t->tightest[i].level + 1,
                levels);
    if (t->below > t->tightest_count)
        fprintf(out, " and %zu more below the roomiest", t->below - t->tightest_count);
    fputc('\n', out);
}

void tally_print(const Tally *t, uint32_t levels, int stopped, FILE *out)
{
    const JobList *jobs = t->jobs;
    failures_print(t, out);
    fprintf(out, "%.*s", STR_ARG(jobs->sheets.missing));
    tightest_print(t, levels, out);
    if (stopped)
        fprintf(out, "stopped by SIG%s\n", sigabbrev_np(stopped));
    if (t->warned.count)
        fprintf(out, "warnings about %zu sheet%s: %.*s\n", t->warned.count, PLURAL(t->warned.count),
                STR_ARG(buf_str(&t->warned.names)));
    if (t->drafts.count || t->samples)
        fprintf(out, t->drafts.count ? "%zu draft%s (%.*s), %zu sample%s\n" : "%zu draft%s%.*s, %zu sample%s\n",
                t->drafts.count, PLURAL(t->drafts.count), STR_ARG(buf_str(&t->drafts.names)), t->samples,
                PLURAL(t->samples));
    fprintf(out, "%zu sheet%s", jobs->sheets.count, PLURAL(jobs->sheets.count));
    if (jobs->file_count > 1 || t->extra_count)
        fprintf(out, " in %zu files", jobs->sheets.count * jobs->file_count + t->extra_count);
    fprintf(out, ": %zu written, %zu unchanged, %zu failed", t->fates[FATE_WRITTEN], t->fates[FATE_UNCHANGED],
            t->fates[FATE_FAILED]);
    if (t->fates[FATE_UNDONE])
        fprintf(out, ", %zu not reached", t->fates[FATE_UNDONE]);
    fputc('\n', out);
}
