/* Which sheets a run makes: "CA,TX", "all" or "@list.txt" times the years, and a target for each by a pattern. What is
   wrong with the list is reported before anything is made; a named state without figures fails its own sheet alone. */
#include "jobs.h"
#include "targets.h"

#include "src/base/file.h"
#include "src/store/folders.h"
#include "src/store/list.h"

#include <stdlib.h>
#include <string.h>

static const Mark nowhere;

/* ---- Jobs ---- */

typedef struct JobArray {
    SheetKey *items;
    size_t count, capacity;
} JobArray;

static void job_add(JobArray *jobs, const Jurisdiction *state, int year, Arena *a)
{
    ARENA_ROOM(a, jobs->items, jobs->count, jobs->capacity);
    jobs->items[jobs->count++] = (SheetKey){.state = state, .year = year};
}

/* Every state with figures of that year. */
static void year_add(JobArray *jobs, const Cache *cache, int year, Buf *missing, Diag *d)
{
    const Jurisdictions *states = cache->store->jurisdictions;
    const Table *table = cache->table;
    StateChoice with = {0};
    bool soft = diag_soften(d, true);
    if (!table)
        with = store_states(cache->store, year, d);
    diag_soften(d, soft);
    size_t missing_count = 0;
    for (size_t i = 0, next = 0; i < states->count; i++) {
        const Jurisdiction *state = &states->items[i];
        bool has = table ? table_find(table, state) != NULL : next < with.count && with.items[next] == state;
        next += has;
        if (has)
            job_add(jobs, state, year, missing->arena);
        else if (missing_count++ == 0)
            buf_printf(missing, "no figures of %d: %.*s", year, STR_ARG(state->code));
        else
            buf_printf(missing, ", %.*s", STR_ARG(state->code));
    }
    if (missing_count)
        buf_char(missing, '\n');
}

static bool many_select(const Request *r, Cache *cache, Arena *a, SheetList *list, Diag *d)
{
    size_t errors = diag_errors(d);
    JobArray jobs = {0};
    Buf missing = {.arena = a};
    *list = (SheetList){.years = r->years, .year_count = r->year_count};
    if (cache->table && !r->year_count) {
        int *own = ARENA_NEW(a, int);
        *own = store_table_year(cache->store, cache->table, d);
        list->years = own;
        list->year_count = *own != 0;
        if (!*own)
            return false;
    }
    if (!r->state || states_are_all(r->state)) {
        for (size_t y = 0; y < list->year_count; y++)
            year_add(&jobs, cache, list->years[y], &missing, d);
        if (jobs.count == 0)
            diag_error(d, DIAG_READ, nowhere, "no state has figures of %d%s in '%s'", list->years[0],
                       list->year_count > 1 ? " or the years after it" : "",
                       cache->table ? cache->table->source->name.s : r->folders.office);
    } else {
        StateChoice states;
        states_choose(r->state, cache->store->jurisdictions, &states, a, d);
        for (size_t y = 0; y < list->year_count && store_lock_to_read(cache->store, list->years[y], d); y++)
            for (size_t i = 0; i < states.count; i++)
                job_add(&jobs, states.items[i], list->years[y], a);
    }
    list->items = jobs.items;
    list->count = jobs.count;
    list->missing = buf_str(&missing);
    return diag_errors(d) == errors;
}

bool sheets_select(const Request *r, Cache *cache, Arena *a, SheetList *list, Diag *d)
{
    if (r->is_many)
        return many_select(r, cache, a, list, d);
    SheetKey *one = ARENA_NEW(a, SheetKey);
    *list = (SheetList){.items = one, .count = 1, .years = &one->year, .year_count = 1};
    return r->output == OUTPUT_DUMP_THEME || sheet_key(cache, r, one, d);
}

JobList jobs_share(const JobList *list, int index, int count, Arena *a)
{
    JobArray jobs = {0};
    JobList share = *list;
    for (size_t i = (size_t)(index - 1); i < list->sheets.count; i += (size_t)count)
        job_add(&jobs, list->sheets.items[i].state, list->sheets.items[i].year, a);
    share.sheets.items = jobs.items;
    share.sheets.count = jobs.count;
    return share;
}

/* ---- Targets ---- */

static const Str words[] = {{"state", 5}, {"year", 4}, {"name", 4}, {"flavor", 6}};
enum { WORDS = sizeof words / sizeof *words };

/* A name that is no name of a file would lead into another folder. */
static bool names_check(const JobList *list, Diag *d)
{
    bool used = str_find(list->pattern, STR("{name}"), 0) < list->pattern.n;
    for (size_t i = 0; used && i < list->sheets.count; i++) {
        const Jurisdiction *state = list->sheets.items[i].state;
        bool is_dots = str_eq(state->name, STR(".")) || str_eq(state->name, STR(".."));
        if (is_dots || str_find(state->name, STR("/"), 0) < state->name.n)
            return diag_error(d, DIAG_USAGE, state->mark,
                              "the name '%.*s' cannot be filled in for {name} of -o, since it would lead into another "
                              "folder; put {state} there",
                              STR_ARG(state->name));
    }
    return true;
}

static bool pattern_check(const JobList *list, Diag *d)
{
    Str pattern = list->pattern;
    size_t errors = diag_errors(d);
    for (size_t at = 0; (at = str_find(pattern, STR("{"), at)) < pattern.n;) {
        size_t start = at, end = str_find(pattern, STR("}"), at);
        Str word = str_slice(pattern, start + 1, end);
        bool known = false;
        for (size_t i = 0; i < WORDS; i++)
            known = known || str_eq(word, words[i]);
        at = end;
        if (known && end < pattern.n)
            continue;
        Str meant = str_nearest(word, words, WORDS);
        diag_error(d, DIAG_USAGE, nowhere, "unknown placeholder '%.*s' in '%.*s'",
                   STR_ARG(str_slice(pattern, start, end + 1)), STR_ARG(pattern));
        if (meant.n)
            diag_note(d, nowhere, "did you mean '{%.*s}'?", STR_ARG(meant));
        else
            diag_note(d, nowhere, "there are {state}, {year}, {name} and {flavor}");
    }
    return diag_errors(d) == errors && names_check(list, d);
}

static Str pattern_fill(Str pattern, const SheetKey *job, Flavor flavor, Arena *a)
{
    Buf path = {.arena = a};
    for (size_t at = 0; at < pattern.n;) {
        size_t brace = str_find(pattern, STR("{"), at), end = str_find(pattern, STR("}"), brace);
        buf_put(&path, str_slice(pattern, at, brace));
        Str word = str_slice(pattern, brace + 1, end);
        if (str_eq(word, words[0]))
            buf_put(&path, job->state->code);
        else if (str_eq(word, words[1]))
            buf_printf(&path, "%d", job->year);
        else if (str_eq(word, words[2]))
            buf_put(&path, job->state->name);
        else if (str_eq(word, words[3]))
            buf_put(&path, str_from(flavor_rows[flavor].word));
        at = brace < pattern.n ? end + 1 : brace;
    }
    return buf_str(&path);
}

const char *job_target(const JobList *list, size_t job, size_t file, Arena *a)
{
    Flavor flavor = list->flavors[file];
    Str path = pattern_fill(list->pattern, &list->sheets.items[job], flavor, a);
    return str_terminated(a, list->marks_press ? flavor_path(path, flavor, a) : path);
}

/* Sixteen bytes a file, since there may be very many: paths are made again where their hashes are equal. */
typedef struct Aim {
    uint64_t hash;
    uint32_t job, file; /* job REPORT: what --report names */
} Aim;

enum { REPORT = UINT32_MAX };

typedef struct Aims {
    const JobList *list;
    const char *report; /* NULL: none */
    Guard *guard;
    Arena *scratch;
} Aims;

static int aim_order(const void *a, const void *b)
{
    const Aim *left = a, *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    if (left->job != right->job)
        return left->job < right->job ? -1 : 1;
    return (left->file > right->file) - (left->file < right->file);
}

/* By the first of each. */
static int pair_order(const void *a, const void *b)
{
    const Aim *left = a, *right = b;
    return left->job != right->job ? (left->job < right->job ? -1 : 1)
                                   : (left->file > right->file) - (left->file < right->file);
}

static TargetName aim_target(const Aims *aims, const Aim *aim)
{
    if (aim->job == REPORT)
        return (TargetName){aims->report, "--report", TARGET_REPORT};
    return (TargetName){job_target(aims->list, aim->job, aim->file, aims->scratch), "-o", aims->list->form};
}

/* Which of the files of -o it is: told by its sheet, or by whom it is for. */
static const char *aim_option(const Aims *aims, const Aim *aim, const Aim *beside)
{
    if (aim->job == REPORT || beside->job == REPORT)
        return aim_target(aims, aim).option;
    if (aim->job == beside->job)
        return str_printf(aims->scratch, "-o for %s", flavor_rows[aims->list->flavors[aim->file]].word).s;
    Str label = sheet_label(&aims->list->sheets.items[aim->job], aims->scratch);
    return str_printf(aims->scratch, "-o for %.*s", STR_ARG(label)).s;
}

/* What two files with one target are. */
static void aim_report(const Aims *aims, const Aim *first, const Aim *second, Diag *d)
{
    TargetName one = aim_target(aims, first), other = aim_target(aims, second);
    const SheetKey *sheet = &aims->list->sheets.items[first->job];
    if (second->job == REPORT || first->job == second->job || strcmp(one.path, other.path) != 0) {
        one.option = aim_option(aims, first, second);
        other.option = aim_option(aims, second, first);
        targets_clash(&one, &other, d);
        return;
    }
    const SheetKey *further = &aims->list->sheets.items[second->job];
    diag_error(d, DIAG_USAGE, nowhere, "%.*s and %.*s would both be written to '%s'; put %s into -o",
               STR_ARG(sheet_label(sheet, aims->scratch)), STR_ARG(sheet_label(further, aims->scratch)), other.path,
               sheet->state != further->state ? "{state}" : "{year}");
}

/* Of many files with one target the first two are named, in the order of the list. */
static void aims_compare(const Aims *aims, Aim *items, size_t count, Diag *d)
{
    size_t pairs = 0;
    for (size_t i = 1, last = 0; i < count; i++) {
        if (items[i].hash != items[i - 1].hash)
            continue;
        arena_reset(aims->scratch);
        const TargetName one = aim_target(aims, &items[i - 1]), other = aim_target(aims, &items[i]);
        if (!str_eq(target_key(aims->guard, one.path, aims->scratch),
                    target_key(aims->guard, other.path, aims->scratch)))
            continue;
        bool is_further = last != 0 && last == i - 1;
        last = i;
        if (!is_further) {
            /* There is room in front: a pair takes two. */
            Aim pair[] = {items[i - 1], items[i]};
            memmove(&items[2 * pairs++], pair, sizeof pair);
        }
    }
    if (pairs)
        qsort(items, pairs, 2 * sizeof *items, pair_order);
    for (size_t i = 0; i < pairs; i++) {
        arena_reset(aims->scratch);
        aim_report(aims, &items[2 * i], &items[2 * i + 1], d);
    }
}

/* Of targets that may not be, the first is named. */
static bool aims_check(const Aims *aims, Arena *kept, Diag *d)
{
    size_t errors = diag_errors(d), count = 0, files = aims->list->file_count;
    size_t all = aims->list->sheets.count * files + (aims->report != NULL);
    Aim *items = ARENA_ARRAY(kept, Aim, all);
    for (; count < all; count++) {
        Aim aim = {.job = count / files < aims->list->sheets.count ? (uint32_t)(count / files) : REPORT,
                   .file = (uint32_t)(count % files)};
        arena_reset(aims->scratch);
        const TargetName target = aim_target(aims, &aim);
        if (!target_name_check(aims->guard, &target, aims->scratch, d))
            return false;
        aim.hash = str_hash(target_key(aims->guard, target.path, aims->scratch));
        items[count] = aim;
    }
    for (size_t i = 0; i < aims->list->sheets.count && aims->list->sheets.items[i].state; i++) {
        uint32_t number;
        arena_reset(aims->scratch);
        const SheetKey *job = &aims->list->sheets.items[i];
        const char *input = target_of_sheet(aims->guard, job->year, job->state, &number, aims->scratch);
        if (input) {
            const TargetName target = aim_target(aims, &items[number]);
            return diag_error(d, DIAG_USAGE, nowhere,
                              "'%s' is read as '%s' and would be written over by %s; choose another name", target.path,
                              input, target.option);
        }
    }
    for (size_t i = 0; i < count && i < files; i++) {
        const TargetName target = aim_target(aims, &items[i]);
        if (!target_ending_check(&target, d))
            return false;
    }
    if (count)
        qsort(items, count, sizeof *items, aim_order);
    aims_compare(aims, items, count, d);
    return diag_errors(d) == errors;
}

static bool targets_may_be(const JobList *list, const Request *r, Diag *d)
{
    if (str_eq(list->pattern, STR("-")))
        return true;
    Arena *kept = arena_new(), *scratch = arena_new();
    Aims aims = {list, r->report, guard_new(r, kept), scratch};
    bool may = aims_check(&aims, kept, d);
    arena_free(scratch);
    arena_free(kept);
    return may;
}

static TargetForm form_of(Output output)
{
    switch (output) {
    case OUTPUT_PDF:
        break;
    case OUTPUT_DUMP_DOCUMENT:
    case OUTPUT_DUMP_PAGES:
    case OUTPUT_DUMP_TAGS:
    case OUTPUT_DUMP_MARKDOWN:
    case OUTPUT_DUMP_THEME:
        return TARGET_ANY;
    case OUTPUT_EXPLAIN_TABLE:
        return TARGET_TEXT;
    case OUTPUT_EXPLAIN_CSV:
        return TARGET_CSV;
    case OUTPUT_EXPLAIN_JSON:
        return TARGET_JSON;
    }
    return TARGET_PDF;
}

bool jobs_aim(JobList *list, const Request *r, Arena *a, Diag *d)
{
    bool is_proof = r->draft || r->sets.count, is_pdf = r->output == OUTPUT_PDF;
    Str usual = is_proof ? STR("ncmec-{state}-{year}-draft.pdf") : STR("ncmec-{state}-{year}.pdf");
    const char *pattern = r->target;
    list->form = form_of(r->output);
    list->flavors = r->flavors;
    list->file_count = is_pdf ? r->flavor_count : 1;
    list->pattern = pattern ? str_from(pattern) : is_pdf ? usual : STR("-");
    bool is_folder_name = pattern && str_ends(list->pattern, STR("/"));
    if (r->is_many && pattern && !is_folder_name && is_folder(pattern))
        return diag_error(d, DIAG_USAGE, nowhere, "'%s' is a folder; to have the sheets in it: -o %s/", pattern,
                          pattern);
    if (is_folder_name)
        list->pattern = str_printf(a, "%s%.*s", pattern, STR_ARG(usual));
    bool is_usual = !pattern || is_folder_name;
    bool says_flavor = str_find(list->pattern, STR("{flavor}"), 0) < list->pattern.n;
    list->marks_press = is_pdf && (is_usual || (list->file_count > 1 && !says_flavor));
    return pattern_check(list, d) && targets_may_be(list, r, d);
}

/* ---- Folders ---- */

bool jobs_folders(const JobList *list, Diag *d)
{
    size_t errors = diag_errors(d);
    Arena *kept = arena_new(), *scratch = arena_new();
    TextSet folders = {.arena = kept};
    for (size_t job = 0; job < list->sheets.count; job++)
        for (size_t file = 0; file < list->file_count; file++) {
            arena_reset(scratch);
            const char *folder = path_folder(job_target(list, job, file, scratch), scratch);
            if (textset_add(&folders, str_from(folder)))
                folder_make(folder, scratch, d);
        }
    arena_free(scratch);
    arena_free(kept);
    return diag_errors(d) == errors;
}
