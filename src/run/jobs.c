/* Which sheets a run makes: "CA,TX", "all" or "@list.txt" times the years, and a target for each by a pattern. All that
   can be wrong with the list is said before anything is rendered; that a named state has no figures is its own sheet's
   failure, since the others are to be made all the same. */
#include "jobs.h"

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

static bool has_figures(const JobSource *from, const Jurisdiction *state, int year, Arena *scratch)
{
    if (from->table)
        return table_find(from->table, state) != NULL;
    arena_reset(scratch);
    return path_exists(str_printf(scratch, "%s/%d/%.*s.yaml", from->office, year, STR_ARG(state->code)).s);
}

/* Every state with figures of that year. */
static Missing year_add(JobArray *jobs, const JobSource *from, int year, Arena *a, Arena *scratch)
{
    Buf missing = {.arena = a};
    for (size_t i = 0; i < from->states->count; i++) {
        const Jurisdiction *state = &from->states->items[i];
        if (has_figures(from, state, year, scratch))
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
        if (!typed)
            continue;
        int here = year_read(typed->text, DIAG_VALUE, typed->mark, d);
        if (!here)
            return 0;
        if (first && here != year) {
            diag_error(d, DIAG_MISMATCH, typed->mark,
                       "this row is of %d, but another one of %d; a table holds one year", here, year);
            diag_note(d, first->mark, "the other row");
            return 0;
        }
        first = typed;
        year = here;
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
        Arena *scratch = arena_new();
        for (size_t y = 0; y < year_count; y++) {
            missing[missing_count] = year_add(&jobs, from, years[y], a, scratch);
            missing_count += missing[missing_count].states.n > 0;
        }
        arena_free(scratch);
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

const char *flavor_word(Flavor flavor)
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

bool flavor_is_press(Flavor flavor)
{
    return flavor == FLAVOR_PRESS || flavor == FLAVOR_PRESS_X1A;
}

Str press_path(Str path, Arena *a)
{
    const Str ending = str_ends(path, STR(".pdf")) ? STR(".pdf") : (Str){0};
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

/* Sixteen bytes a file, since there may be very many: paths are made again where their hashes are equal. */
typedef struct Aim {
    uint64_t hash;
    uint32_t job, file;
} Aim;

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

static Str aim_path(const JobList *list, const Aim *aim, Arena *a)
{
    return path_plain(job_target(list, aim->job, aim->file, a), a);
}

static void aim_report(const JobList *list, const Aim *first, const Aim *second, Arena *scratch, Diag *d)
{
    const Job *one = &list->items[first->job], *other = &list->items[second->job];
    diag_error(d, DIAG_USAGE, nowhere, "%.*s and %.*s would both be written to '%s'; put %s into -o",
               STR_ARG(job_label(one, scratch)), STR_ARG(job_label(other, scratch)),
               job_target(list, second->job, second->file, scratch), one->state != other->state ? "{state}" : "{year}");
}

/* Of many files with one target the first two are named, in the order of the list. */
static void aims_compare(const JobList *list, Aim *aims, size_t count, Arena *scratch, Diag *d)
{
    size_t pairs = 0;
    for (size_t i = 1, last = 0; i < count; i++) {
        if (aims[i].hash != aims[i - 1].hash)
            continue;
        arena_reset(scratch);
        if (!str_eq(aim_path(list, &aims[i], scratch), aim_path(list, &aims[i - 1], scratch)))
            continue;
        bool is_further = last != 0 && last == i - 1;
        last = i;
        if (!is_further) {
            /* There is room in front: a pair takes two. */
            Aim pair[] = {aims[i - 1], aims[i]};
            memmove(&aims[2 * pairs++], pair, sizeof pair);
        }
    }
    if (pairs)
        qsort(aims, pairs, 2 * sizeof *aims, pair_order);
    for (size_t i = 0; i < pairs; i++) {
        arena_reset(scratch);
        aim_report(list, &aims[2 * i], &aims[2 * i + 1], scratch, d);
    }
}

static bool targets_differ(const JobList *list, Diag *d)
{
    size_t errors = diag_errors(d), count = 0;
    Arena *kept = arena_new(), *scratch = arena_new();
    Aim *aims = ARENA_ARRAY(kept, Aim, list->count * list->flavor_count);
    for (uint32_t job = 0; job < list->count; job++)
        for (uint32_t file = 0; file < list->flavor_count; file++) {
            arena_reset(scratch);
            Aim aim = {.job = job, .file = file};
            aim.hash = str_hash(aim_path(list, &aim, scratch));
            aims[count++] = aim;
        }
    if (count)
        qsort(aims, count, sizeof *aims, aim_order);
    aims_compare(list, aims, count, scratch, d);
    arena_free(scratch);
    arena_free(kept);
    return diag_errors(d) == errors;
}

bool jobs_aim(JobList *list, const Options *options, Arena *a, Diag *d)
{
    static const Flavor by_default[] = {FLAVOR_DEFAULT};
    const Str usual = options->draft ? STR("ncmec-{state}-{year}-draft.pdf") : STR("ncmec-{state}-{year}.pdf");
    const char *pattern = options->target;
    list->flavors = options->flavor_count ? options->flavors : by_default;
    list->flavor_count = options->flavor_count ? options->flavor_count : 1;
    list->pattern = pattern ? str_from(pattern) : usual;
    if (pattern && !str_ends(list->pattern, STR("/")) && is_folder(pattern))
        return diag_error(d, DIAG_USAGE, nowhere, "'%s' is a folder; to have the sheets in it: -o %s/", pattern,
                          pattern);
    bool is_usual = !pattern || str_ends(list->pattern, STR("/"));
    if (pattern && is_usual)
        list->pattern = str_printf(a, "%s%.*s", pattern, STR_ARG(usual));
    bool says_flavor = str_find(list->pattern, STR("{flavor}"), 0) < list->pattern.n;
    list->marks_press = is_usual || (list->flavor_count > 1 && !says_flavor);
    return pattern_check(list->pattern, d) && targets_differ(list, d);
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
