/* Which sheets a run makes: "CA,TX", "all" or "@list.txt" times the years, and a target for each by a pattern. All that
   can be wrong with the list is said before anything is rendered; that a named state has no figures is its own sheet's
   failure, since the others are to be made all the same. */
#include "jobs.h"

#include "folders.h"
#include "output.h"
#include "states.h"

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

static bool has_figures(const JobSource *from, const Jurisdiction *state, int year, Arena *a)
{
    return from->table ? table_find(from->table, state) != NULL
                       : path_exists(str_printf(a, "%s/%d/%.*s.yaml", from->office, year, STR_ARG(state->code)).s);
}

/* Every state with figures of that year. */
static Missing year_add(JobArray *jobs, const JobSource *from, int year, Arena *a)
{
    Buf missing = {.arena = a};
    for (size_t i = 0; i < from->states->count; i++) {
        const Jurisdiction *state = &from->states->items[i];
        if (has_figures(from, state, year, a))
            job_add(jobs, state, year, a);
        else
            buf_printf(&missing, missing.n ? ", %.*s" : "%.*s", STR_ARG(state->code));
    }
    return (Missing){year, buf_str(&missing)};
}

int table_year(const Table *table, Diag *d)
{
    const Value *first = NULL;
    int year = 0;
    for (size_t i = 0; i < table->count; i++) {
        const Value *typed = value_get(table->sheets[i].root, STR("year"));
        int64_t here;
        if (!typed)
            continue;
        if (!value_integer(typed, FIGURES_YEAR_FIRST, FIGURES_YEAR_LAST, &here, d))
            return 0;
        if (first && here != year) {
            diag_error(d, DIAG_MISMATCH, typed->mark,
                       "this row is of %d, but another one of %d; a table holds one year", (int)here, year);
            diag_note(d, first->mark, "the other row");
            return 0;
        }
        first = typed;
        year = (int)here;
    }
    if (!first)
        diag_error(d, DIAG_USAGE, nowhere, "'%.*s' does not say its year; add --year 2023, or a column 'year'",
                   STR_ARG(table->source->name));
    return year;
}

bool jobs_select(const Options *options, const JobSource *from, Arena *a, JobList *list, Diag *d)
{
    size_t errors = diag_errors(d), year_count = options->year_count;
    const int *years = options->years;
    JobArray jobs = {0};
    Missing *missing = ARENA_ARRAY(a, Missing, year_count + 1);
    size_t missing_count = 0;
    if (from->table && !year_count) {
        int *own = ARENA_NEW(a, int);
        *own = table_year(from->table, d);
        if (!*own)
            return false;
        years = own;
        year_count = 1;
    }
    if (!options->state || states_are_all(options->state)) {
        for (size_t y = 0; y < year_count; y++) {
            missing[missing_count] = year_add(&jobs, from, years[y], a);
            missing_count += missing[missing_count].states.n > 0;
        }
        if (jobs.count == 0)
            diag_error(d, DIAG_READ, nowhere, "no state has figures of %d%s in '%s'", years[0],
                       year_count > 1 ? " or the years behind it" : "",
                       from->table ? from->table->source->name.s : from->office);
    } else {
        StateChoice states;
        states_choose(options->state, from->states, &states, a, d);
        for (size_t y = 0; y < year_count; y++)
            for (size_t i = 0; i < states.count; i++)
                job_add(&jobs, states.items[i], years[y], a);
    }
    *list = (JobList){jobs.items, jobs.count, years, year_count, missing, missing_count};
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

static bool pattern_check(Str pattern, Diag *d)
{
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
    return diag_errors(d) == errors;
}

static const char *flavor_word(Flavor flavor)
{
    switch (flavor) {
    case FLAVOR_DEFAULT:
    case FLAVOR_COUNT:
        break;
    case FLAVOR_SCREEN:
        return "screen";
    case FLAVOR_PRESS:
    case FLAVOR_PRESS_X1A:
        return "press";
    }
    return "default";
}

static const char *pattern_fill(Str pattern, const Job *job, Flavor flavor, Arena *a)
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
    return str_terminated(a, buf_str(&path));
}

/* Without "./" and doubled slashes: two spellings of one path are one target. */
static Str path_plain(const char *path, Arena *a)
{
    Buf plain = {.arena = a};
    for (Str rest = str_from(path); rest.n;) {
        bool at_start = plain.n == 0 || plain.s[plain.n - 1] == '/';
        if (at_start && str_starts(rest, STR("./"))) {
            rest = str_slice(rest, 2, rest.n);
        } else {
            if (!(rest.s[0] == '/' && at_start && plain.n))
                buf_char(&plain, rest.s[0]);
            rest = str_slice(rest, 1, rest.n);
        }
    }
    return buf_str(&plain);
}

typedef struct Aim {
    Str path;
    const Job *job;
} Aim;

static int aim_order(const void *a, const void *b)
{
    const Aim *left = a, *right = b;
    int order = str_compare(left->path, right->path);
    return order ? order : (left->job > right->job) - (left->job < right->job);
}

static bool targets_differ(const JobList *list, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    Aim *aims = ARENA_ARRAY(a, Aim, list->count);
    for (size_t i = 0; i < list->count; i++)
        aims[i] = (Aim){path_plain(list->items[i].target, a), &list->items[i]};
    if (list->count)
        qsort(aims, list->count, sizeof *aims, aim_order);
    for (size_t i = 1; i < list->count; i++) {
        if (!str_eq(aims[i].path, aims[i - 1].path))
            continue;
        const Job *one = aims[i - 1].job, *other = aims[i].job;
        const char *missing = one->state != other->state ? "{state}" : "{year}";
        diag_error(d, DIAG_USAGE, nowhere, "%.*s and %.*s would both be written to '%s'; put %s into -o",
                   STR_ARG(job_label(one, a)), STR_ARG(job_label(other, a)), other->target, missing);
        while (i + 1 < list->count && str_eq(aims[i + 1].path, aims[i].path))
            i++;
    }
    return diag_errors(d) == errors;
}

bool jobs_aim(JobList *list, const char *pattern, Flavor flavor, bool is_proof, Arena *a, Diag *d)
{
    bool for_press = flavor == FLAVOR_PRESS || flavor == FLAVOR_PRESS_X1A;
    const char *usual =
        str_printf(a, "ncmec-{state}-{year}%s%s.pdf", is_proof ? "-draft" : "", for_press ? "-press" : "").s;
    Str text = str_from(pattern ? pattern : usual);
    if (str_ends(text, STR("/")))
        text = str_printf(a, "%.*s%s", STR_ARG(text), usual);
    if (!pattern_check(text, d))
        return false;
    Job *aimed = ARENA_ARRAY(a, Job, list->count);
    for (size_t i = 0; i < list->count; i++) {
        aimed[i] = list->items[i];
        aimed[i].target = pattern_fill(text, &aimed[i], flavor, a);
    }
    list->items = aimed;
    return targets_differ(list, a, d);
}

/* ---- Folders -------------------------------------------------------------------------------------------------------
 */

static int path_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *jobs_folder_list(const JobList *list, size_t *count, Arena *a)
{
    const char **folders = ARENA_ARRAY(a, const char *, list->count);
    *count = 0;
    for (size_t i = 0; i < list->count; i++)
        folders[i] = output_folder_of(list->items[i].target, a);
    if (list->count)
        qsort(folders, list->count, sizeof *folders, path_order);
    for (size_t i = 0; i < list->count; i++)
        if (i == 0 || strcmp(folders[i], folders[*count - 1]) != 0)
            folders[(*count)++] = folders[i];
    return folders;
}

bool jobs_folders(const JobList *list, Arena *a, Diag *d)
{
    size_t count, errors = diag_errors(d);
    const char *const *folders = jobs_folder_list(list, &count, a);
    for (size_t i = 0; i < count; i++)
        output_folder_make(folders[i], a, d);
    return diag_errors(d) == errors;
}
