/* Which sheets a run makes: "CA,TX", "all" or "@list.txt" times the years, and a target for each by a pattern. All that
   can be wrong with the list is said before anything is rendered; that a named state has no figures is its own sheet's
   failure, since the others are to be made all the same. */
#include "jobs.h"
#include "targets.h"

#include "src/base/file.h"
#include "src/store/folders.h"
#include "src/store/list.h"

#include <stdlib.h>
#include <string.h>

static const Mark nowhere;

Str job_label(const Job *job, Arena *a)
{
    return str_printf(a, "%.*s %d", STR_ARG(job->state->code), job->year);
}

/* ---- Jobs ----------------------------------------------------------------------------------------------------------
 */

typedef struct JobArray {
    Job *items;
    size_t count, capacity;
} JobArray;

static void job_add(JobArray *jobs, const Jurisdiction *state, int year, Arena *a)
{
    ARENA_ROOM(a, jobs->items, jobs->count, jobs->capacity);
    jobs->items[jobs->count++] = (Job){.state = state, .year = year};
}

/* Every state with figures of that year. */
static Missing year_add(JobArray *jobs, Store *store, const Table *table, int year, Arena *a, Diag *d)
{
    const Jurisdictions *states = store->jurisdictions;
    StateChoice with = {0};
    Buf missing = {.arena = a};
    bool soft = diag_soften(d, true);
    if (!table)
        with = store_states(store, year, d);
    diag_soften(d, soft);
    for (size_t i = 0, next = 0; i < states->count; i++) {
        const Jurisdiction *state = &states->items[i];
        bool has = table ? table_find(table, state) != NULL : next < with.count && with.items[next] == state;
        next += has;
        if (has)
            job_add(jobs, state, year, a);
        else
            buf_printf(&missing, missing.n ? ", %.*s" : "%.*s", STR_ARG(state->code));
    }
    return (Missing){year, buf_str(&missing)};
}

bool jobs_select(const Request *r, Store *store, Arena *a, JobList *list, Diag *d)
{
    size_t errors = diag_errors(d), year_count = r->year_count;
    const int *years = r->years;
    const Table *table = r->data_file ? store_table(store, r->data_file, d) : NULL;
    JobArray jobs = {0};
    Missing *missing = ARENA_ARRAY(a, Missing, year_count + 1);
    size_t missing_count = 0;
    if (table && !year_count) {
        int *own = ARENA_NEW(a, int);
        *own = store_table_year(store, table, d);
        if (!*own)
            return false;
        years = own;
        year_count = 1;
    }
    if (!r->state || states_are_all(r->state)) {
        for (size_t y = 0; y < year_count; y++) {
            missing[missing_count] = year_add(&jobs, store, table, years[y], a, d);
            missing_count += missing[missing_count].states.n > 0;
        }
        if (jobs.count == 0)
            diag_error(d, DIAG_READ, nowhere, "no state has figures of %d%s in '%s'", years[0],
                       year_count > 1 ? " or the years behind it" : "",
                       table ? table->source->name.s : r->folders.office);
    } else {
        StateChoice states;
        states_choose(r->state, store->jurisdictions, &states, a, d);
        for (size_t y = 0; y < year_count; y++)
            for (size_t i = 0; i < states.count; i++)
                job_add(&jobs, states.items[i], years[y], a);
    }
    *list = (JobList){.items = jobs.items,
                      .count = jobs.count,
                      .years = years,
                      .year_count = year_count,
                      .missing = missing,
                      .missing_count = missing_count};
    return diag_errors(d) == errors;
}

JobList jobs_share(const JobList *list, int index, int count, Arena *a)
{
    JobArray jobs = {0};
    for (size_t i = 0; i < list->count; i++)
        if (i % (size_t)count == (size_t)(index - 1)) {
            ARENA_ROOM(a, jobs.items, jobs.count, jobs.capacity);
            jobs.items[jobs.count++] = list->items[i];
        }
    JobList share = *list;
    share.items = jobs.items;
    share.count = jobs.count;
    return share;
}

/* ---- Targets -------------------------------------------------------------------------------------------------------
 */

static const Str words[] = {{"state", 5}, {"year", 4}, {"name", 4}, {"flavor", 6}};
enum { WORDS = sizeof words / sizeof *words };

/* A name that is no name of a file would lead into another folder. */
static bool names_check(const JobList *list, Diag *d)
{
    bool used = str_find(list->pattern, STR("{name}"), 0) < list->pattern.n;
    for (size_t i = 0; used && i < list->count; i++) {
        const Jurisdiction *state = list->items[i].state;
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
        diag_error(d, DIAG_USAGE, nowhere, "'%.*s' in '%.*s' is nothing that can be filled in",
                   STR_ARG(str_slice(pattern, start, end + 1)), STR_ARG(pattern));
        if (meant.n)
            diag_note(d, nowhere, "did you mean '{%.*s}'?", STR_ARG(meant));
        else
            diag_note(d, nowhere, "there are {state}, {year}, {name} and {flavor}");
    }
    return diag_errors(d) == errors && names_check(list, d);
}

const char *flavor_word(Flavor flavor)
{
    return flavor_rows[flavor].word;
}

bool flavor_is_press(Flavor flavor)
{
    return flavor_rows[flavor].in_name;
}

Str press_path(Str path, Arena *a)
{
    Str ending = str_slice(path, path.n < 4 ? path.n : path.n - 4, path.n);
    if (!str_eq_any_case(ending, STR(".pdf")))
        ending.n = 0;
    return str_printf(a, "%.*s-press%.*s", STR_ARG(str_slice(path, 0, path.n - ending.n)), STR_ARG(ending));
}

static Str pattern_fill(Str pattern, const Job *job, Flavor flavor, Arena *a)
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
            buf_put(&path, str_from(flavor_word(flavor)));
        at = brace < pattern.n ? end + 1 : brace;
    }
    return buf_str(&path);
}

const char *job_target(const JobList *list, size_t job, size_t file, Arena *a)
{
    Flavor flavor = list->flavors[file];
    Str path = pattern_fill(list->pattern, &list->items[job], flavor, a);
    return str_terminated(a, list->marks_press && flavor_is_press(flavor) ? press_path(path, a) : path);
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
    return (TargetName){job_target(aims->list, aim->job, aim->file, aims->scratch), "-o", TARGET_PDF};
}

/* What two files with one target are. */
static void aim_report(const Aims *aims, const Aim *first, const Aim *second, Diag *d)
{
    const TargetName one = aim_target(aims, first), other = aim_target(aims, second);
    const Job *sheet = &aims->list->items[first->job];
    if (second->job == REPORT || first->job == second->job || strcmp(one.path, other.path) != 0) {
        targets_clash(&one, &other, d);
        return;
    }
    const Job *further = &aims->list->items[second->job];
    diag_error(d, DIAG_USAGE, nowhere, "%.*s and %.*s would both be written to '%s'; put %s into -o",
               STR_ARG(job_label(sheet, aims->scratch)), STR_ARG(job_label(further, aims->scratch)), other.path,
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
    size_t errors = diag_errors(d), count = 0, files = aims->list->flavor_count;
    size_t all = aims->list->count * files + (aims->report != NULL);
    Aim *items = ARENA_ARRAY(kept, Aim, all);
    for (; count < all; count++) {
        Aim aim = {.job = count / files < aims->list->count ? (uint32_t)(count / files) : REPORT,
                   .file = (uint32_t)(count % files)};
        arena_reset(aims->scratch);
        const TargetName target = aim_target(aims, &aim);
        if (!target_name_check(aims->guard, &target, aims->scratch, d))
            return false;
        aim.hash = str_hash(target_key(aims->guard, target.path, aims->scratch));
        items[count] = aim;
    }
    for (size_t i = 0; i < aims->list->count; i++) {
        uint32_t number;
        arena_reset(aims->scratch);
        const Job *job = &aims->list->items[i];
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
    Arena *kept = arena_new(), *scratch = arena_new();
    Aims aims = {list, r->report, guard_new(r, kept), scratch};
    bool may = aims_check(&aims, kept, d);
    arena_free(scratch);
    arena_free(kept);
    return may;
}

bool jobs_aim(JobList *list, const Request *r, Arena *a, Diag *d)
{
    const Str usual = r->draft ? STR("ncmec-{state}-{year}-draft.pdf") : STR("ncmec-{state}-{year}.pdf");
    const char *pattern = r->target;
    list->flavors = r->flavors;
    list->flavor_count = r->flavor_count;
    list->pattern = pattern ? str_from(pattern) : usual;
    if (pattern && !str_ends(list->pattern, STR("/")) && is_folder(pattern))
        return diag_error(d, DIAG_USAGE, nowhere, "'%s' is a folder; to have the sheets in it: -o %s/", pattern,
                          pattern);
    bool is_usual = !pattern || str_ends(list->pattern, STR("/"));
    if (pattern && is_usual)
        list->pattern = str_printf(a, "%s%.*s", pattern, STR_ARG(usual));
    bool says_flavor = str_find(list->pattern, STR("{flavor}"), 0) < list->pattern.n;
    list->marks_press = is_usual || (list->flavor_count > 1 && !says_flavor);
    return pattern_check(list, d) && targets_may_be(list, r, d);
}

/* ---- Folders -------------------------------------------------------------------------------------------------------
 */

bool jobs_folders(const JobList *list, Diag *d)
{
    size_t errors = diag_errors(d);
    Arena *kept = arena_new(), *scratch = arena_new();
    TextSet folders = {.arena = kept};
    for (size_t job = 0; job < list->count; job++)
        for (size_t file = 0; file < list->flavor_count; file++) {
            arena_reset(scratch);
            const char *folder = path_folder(job_target(list, job, file, scratch), scratch);
            if (textset_add(&folders, str_from(folder)))
                folder_make(folder, scratch, d);
        }
    arena_free(scratch);
    arena_free(kept);
    return diag_errors(d) == errors;
}

/* ---- What is left out ----------------------------------------------------------------------------------------------
 */

void jobs_missing_put(const JobList *list, Buf *lines)
{
    for (size_t i = 0; i < list->missing_count; i++)
        buf_printf(lines, "no figures of %d: %.*s\n", list->missing[i].year, STR_ARG(list->missing[i].states));
}
