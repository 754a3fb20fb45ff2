/* Which sheets a run makes: "CA,TX", "all" or "@list.txt" times the years, and a target for each by a pattern. What is
   wrong with the list is reported before anything is made; a named state without figures fails its own sheet alone. */
#include "jobs.h"
#include "targets.h"

#include "src/base/file.h"
#include "src/store/folders.h"
#include "src/store/list.h"

#include <limits.h>

/* ---- Jobs ---- */

typedef struct JobArray {
    SheetKey *items;
    size_t count, capacity;
} JobArray;

static void job_add(JobArray *jobs, SheetKey key, Arena *a)
{
    ARENA_NEXT(a, jobs->items, jobs->count, jobs->capacity) = key;
}

/* By the names that the sheets print, which is the order of the jurisdictions in English alone. */
static void jobs_sort(SheetKey *items, size_t count, const Language *language, Arena *a)
{
    for (size_t i = 1; i < count; i++) {
        SheetKey key = items[i];
        Str name = jurisdiction_words(key.state, language, a).name;
        size_t at = i;
        for (; at && str_compare(jurisdiction_words(items[at - 1].state, language, a).name, name) > 0; at--)
            items[at] = items[at - 1];
        items[at] = key;
    }
}

/* The same states in each language of a run. */
static void languages_add(JobArray *jobs, Cache *cache, size_t from, bool is_sorted, Arena *a)
{
    const Language *asked[LANGUAGES_MAX];
    size_t count = jobs->count - from;
    size_t languages = count ? store_languages(cache->store, jobs->items[from].year, asked) : 0;
    for (size_t i = 1; i < languages; i++)
        for (size_t k = 0; k < count; k++)
            job_add(jobs, jobs->items[from + k], a);
    for (size_t i = 0; i < languages; i++) {
        SheetKey *items = jobs->items + from + i * count;
        for (size_t k = 0; k < count; k++)
            items[k].language = asked[i];
        if (is_sorted && asked[i] && asked[i] != &language_english)
            jobs_sort(items, count, asked[i], a);
    }
}

/* Every state of the choice with figures of that year. */
static void year_add(JobArray *jobs, const Cache *cache, const StateChoice *states, int year, Buf *missing, Diag *d)
{
    const Table *table = cache->table;
    StateChoice with = {0};
    bool soft = diag_soften(d, true);
    if (!table)
        with = store_states(cache->store, year, d);
    diag_soften(d, soft);
    const Jurisdiction **lacking = ARENA_ARRAY(missing->arena, const Jurisdiction *, states->count);
    StateChoice has_none = {lacking, 0};
    const size_t before = jobs->count;
    for (size_t i = 0, next = 0; i < states->count; i++) {
        const Jurisdiction *state = states->items[i];
        while (next < with.count && with.items[next] < state)
            next++;
        bool has = table ? table_find(table, state, year) != NULL : next < with.count && with.items[next] == state;
        if (has)
            job_add(jobs, (SheetKey){.state = state, .year = year}, missing->arena);
        else
            lacking[has_none.count++] = state;
    }
    if (!has_none.count)
        return;
    size_t at = missing->n;
    buf_printf(missing, "no figures of %d: ", year);
    if (jobs->count - before < has_none.count)
        buf_printf(missing, "%zu of %zu states", has_none.count, states->count);
    else
        codes_list(missing, &has_none, missing->n - at);
    buf_char(missing, '\n');
}

static bool many_select(const Request *r, Cache *cache, Arena *a, SheetList *list, Diag *d)
{
    size_t errors = diag_errors(d);
    JobArray jobs = {0};
    Buf missing = {.arena = a};
    *list = (SheetList){.years = r->years, .year_count = r->year_count};
    if (cache->table) {
        int *own = ARENA_NEW(a, int);
        if (r->year_count)
            store_table_years(cache->store, cache->table, d);
        else
            *own = store_table_year(cache->store, cache->table, d);
        if (diag_errors(d) > errors)
            return false;
        if (*own)
            *list = (SheetList){.years = own, .year_count = 1};
    }
    if (r->all_languages)
        store_wordings_passed(cache->store, (YearList){list->years, list->year_count}, d);
    StateChoice states = {0};
    if (r->state_typed)
        states_choose_typed(r->state_typed, cache->store->jurisdictions, &states, a, d);
    else
        states_choose(r->state ? r->state : "all", cache->store->jurisdictions, &states, a, d);
    if (!r->state || states_are_all(r->state)) {
        for (size_t y = 0, from = 0; y < list->year_count; y++, from = jobs.count) {
            year_add(&jobs, cache, &states, list->years[y], &missing, d);
            languages_add(&jobs, cache, from, true, a);
        }
        if (jobs.count == 0 && diag_errors(d) == errors)
            diag_error(d, DIAG_READ, nowhere, "no state has figures of %d%s in '%s'", list->years[0],
                       list->year_count > 1 ? " or the years after it" : "",
                       cache->table ? cache->table->source->name.s : r->folders.office);
    } else {
        for (size_t y = 0; y < list->year_count; y++) {
            size_t from = jobs.count;
            for (size_t i = 0; i < states.count; i++)
                job_add(&jobs, (SheetKey){.state = states.items[i], .year = list->years[y]}, a);
            languages_add(&jobs, cache, from, false, a);
        }
    }
    list->items = jobs.items;
    list->count = jobs.count;
    list->missing = buf_str(&missing);
    return diag_errors(d) == errors;
}

bool sheets_select(const Request *r, Cache *cache, Arena *a, SheetList *list, Diag *d)
{
    if (!store_lock_to_read(cache->store, r->years, r->year_count, d))
        return false;
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
        job_add(&jobs, list->sheets.items[i], a);
    share.sheets.items = jobs.items;
    share.sheets.count = jobs.count;
    return share;
}

/* ---- Targets ---- */

/* The last one, "-es" or nothing, is for the usual names alone. */
static const Str words[] = {{"state", 5},    {"year", 4},    {"name", 4},     {"flavor", 6},
                            {"language", 8}, {"revised", 7}, {"-language", 9}};
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
    if (pattern.n >= PATH_MAX)
        return diag_error(d, DIAG_USAGE, nowhere, "-o names a path of %zu bytes, where %d are the most; shorten it",
                          pattern.n, PATH_MAX - 1);
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
        diag_error(d, DIAG_USAGE, nowhere, "unknown placeholder '%.*s' in '%.*s'; %s",
                   STR_ARG(str_slice(pattern, start, end + 1)), STR_ARG(pattern),
                   diag_meant(d, meant, "there are {state}, {year}, {name}, {flavor}, {language} and {revised}"));
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
        else if (str_eq(word, words[4]))
            buf_put(&path, str_from((job->language ? job->language : &language_english)->tag));
        else if (str_eq(word, words[5]))
            buf_put(&path, date_iso(date_from_seconds(job->date), a));
        else if (str_eq(word, words[6]) && job->language)
            buf_put(&path, str_from(language_suffix(job->language, a)));
        at = brace < pattern.n ? end + 1 : brace;
    }
    return buf_str(&path);
}

const char *sheet_target(const JobList *list, const SheetKey *key, size_t file, Arena *a)
{
    Flavor flavor = list->flavors[file];
    if (flavor == FLAVOR_RECORD) { /* as the PDF for readers that it is of, and where that is in its folder */
        Str of = str_from(sheet_target(list, key, flavor_for_readers(list->flavors, list->file_count), a));
        size_t fixed = name_start(str_slice(list->pattern, 0, str_find(list->pattern, STR("{"), 0)));
        of = flavor_path(path_marked(str_slice(of, fixed, of.n), "-accessibility", a), FLAVOR_RECORD, a);
        return str_printf(a, "%s%.*s", list->records, STR_ARG(of)).s;
    }
    Str path = pattern_fill(list->pattern, key, flavor, a);
    if (list->marks_language && key->language)
        path = path_marked(path, language_suffix(key->language, a), a);
    if (list->marks_press)
        path = flavor_path(path, flavor, a);
    return str_terminated(a, list->sets_ending ? flavor_ended(path, flavor, a) : path);
}

const char *job_target(const JobList *list, size_t job, size_t file, Arena *a)
{
    return sheet_target(list, &list->sheets.items[job], file, a);
}

/* The files of a run go by numbers: those of the first sheet, of the next, and last what options name and what lies
   beside the sheets. */
typedef struct Aims {
    const JobList *list;
    TargetName named[2]; /* a report, a print order */
    size_t named_count;
    size_t of_sheets, count;
    Guard *guard;
    Arena *kept, *scratch;
} Aims;

static TargetName aim_target(const Aims *aims, size_t number)
{
    const JobList *list = aims->list;
    size_t files = list->file_count, first_extra = aims->of_sheets + aims->named_count;
    if (number >= aims->of_sheets && number < first_extra)
        return aims->named[number - aims->of_sheets];
    if (number >= aims->of_sheets) {
        const Extra *extra = &list->extras.items[number - first_extra];
        bool is_record = extra->form == TARGET_RECORD || extra->form == TARGET_OPENACR;
        return (TargetName){extra->path, is_record ? "--statements" : "--for web", extra->form};
    }
    TargetForm form = list->form;
    if (list->flavors[number % files] == FLAVOR_RECORD)
        return (TargetName){job_target(list, number / files, number % files, aims->scratch), "--statements",
                            TARGET_RECORD};
    if (form == TARGET_SHEET && list->flavors[number % files] != FLAVOR_DEFAULT)
        form = list->flavors[number % files] == FLAVOR_WEB ? TARGET_WEB : TARGET_PDF;
    return (TargetName){job_target(list, number / files, number % files, aims->scratch), "-o", form};
}

/* What two files with one target are: told by their sheets, or by whom they are for. */
static void aims_report(const Aims *aims, size_t first, size_t second, Diag *d)
{
    Arena *a = aims->scratch;
    const JobList *list = aims->list;
    const size_t files = list->file_count, numbers[] = {first, second};
    TargetName both[] = {aim_target(aims, first), aim_target(aims, second)};
    if (second >= aims->of_sheets) {
        targets_clash(&both[0], &both[1], d);
        return;
    }
    const SheetKey *one = &list->sheets.items[first / files], *other = &list->sheets.items[second / files];
    for (size_t i = 0; i < 2; i++) {
        Str label = one == other ? str_from(flavor_rows[list->flavors[numbers[i] % files]].word)
                                 : sheet_label(&list->sheets.items[numbers[i] / files], a);
        both[i].option = str_printf(a, "-o for %.*s", STR_ARG(label)).s;
    }
    if (one == other || strcmp(both[0].path, both[1].path) != 0)
        targets_clash(&both[0], &both[1], d);
    else if (!strchr(strrchr(str_printf(a, "/%s", both[0].path).s, '/'), '.'))
        diag_error(d, DIAG_USAGE, nowhere, "%.*s and %.*s would both be written to '%s'; name a folder, as in -o %s/",
                   STR_ARG(sheet_label(one, a)), STR_ARG(sheet_label(other, a)), both[0].path, both[0].path);
    else
        diag_error(d, DIAG_USAGE, nowhere, "%.*s and %.*s would both be written to '%s'; put %s into -o",
                   STR_ARG(sheet_label(one, a)), STR_ARG(sheet_label(other, a)), both[0].path,
                   one->state != other->state ? "{state}"
                   : one->year != other->year ? "{year}"
                                              : "{language}");
}

/* Of many files with one target the first two are named. */
static void aims_compare(const Aims *aims, Diag *d)
{
    TextSet keys = {.arena = aims->kept};
    size_t *firsts = ARENA_ARRAY(aims->kept, size_t, aims->count); /* of each key; SIZE_MAX: it is reported */
    for (size_t i = 0; i < aims->count; i++) {
        arena_reset(aims->scratch);
        Str key = target_key(aims->guard, aim_target(aims, i).path, aims->scratch);
        bool is_first = textset_add(&keys, key);
        size_t *first = &firsts[is_first ? keys.count - 1 : textset_find(&keys, key)];
        if (!is_first && *first != SIZE_MAX)
            aims_report(aims, *first, i, d);
        *first = is_first ? i : SIZE_MAX;
    }
}

/* Of targets that may not be, the first is named. */
static bool aims_check(const Aims *aims, Diag *d)
{
    size_t errors = diag_errors(d);
    for (size_t i = 0; i < aims->count; i++) {
        arena_reset(aims->scratch);
        const TargetName target = aim_target(aims, i);
        if (!target_name_check(aims->guard, &target, aims->scratch, d))
            return false;
    }
    for (size_t i = 0; i < aims->list->sheets.count && aims->list->sheets.items[i].state; i++) {
        uint32_t number;
        arena_reset(aims->scratch);
        const SheetKey *job = &aims->list->sheets.items[i];
        const char *input = target_of_sheet(aims->guard, job, &number, aims->scratch);
        if (input) {
            const TargetName target = aim_target(aims, number);
            return diag_error(d, DIAG_USAGE, nowhere,
                              "'%s' is read as '%s' and would be written over by %s; choose another name", target.path,
                              input, target.option);
        }
    }
    for (size_t i = 0; i < aims->count && i < aims->list->file_count; i++) {
        const TargetName target = aim_target(aims, i);
        if (!target_ending_check(&target, d))
            return false;
    }
    aims_compare(aims, d);
    return diag_errors(d) == errors;
}

static bool targets_may_be(const JobList *list, const Request *r, Diag *d)
{
    if (str_eq(list->pattern, STR("-")))
        return true;
    Arena *kept = arena_new(), *scratch = arena_new();
    Aims aims = {.list = list,
                 .of_sheets = list->sheets.count * list->file_count,
                 .guard = guard_new(r, kept),
                 .kept = kept,
                 .scratch = scratch};
    if (r->report)
        aims.named[aims.named_count++] = (TargetName){r->report, "--report", TARGET_REPORT};
    if (r->print_order)
        aims.named[aims.named_count++] = (TargetName){r->print_order, "--print-order", TARGET_ORDER};
    aims.count = aims.of_sheets + aims.named_count + list->extras.count;
    bool may = aims_check(&aims, d);
    arena_free(scratch);
    arena_free(kept);
    return may;
}

TargetForm target_form(Output output)
{
    static const TargetForm forms[] = {[OUTPUT_PDF] = TARGET_SHEET,
                                       [OUTPUT_EXPLAIN_TABLE] = TARGET_TEXT,
                                       [OUTPUT_EXPLAIN_CSV] = TARGET_LIST,
                                       [OUTPUT_EXPLAIN_JSON] = TARGET_JSON,
                                       [OUTPUT_EXPLAIN_HTML] = TARGET_SIGN_OFF,
                                       [OUTPUT_EXPLAIN_WORKBOOK] = TARGET_SIGN_BOOK,
                                       [OUTPUT_STATEMENT_TEXT] = TARGET_TEXT,
                                       [OUTPUT_STATEMENT_HTML] = TARGET_STATEMENT,
                                       [OUTPUT_STATEMENT_YAML] = TARGET_OPENACR,
                                       [OUTPUT_STATEMENT_FORM] = TARGET_TO_SIGN};
    return forms[output];
}

/* The days that {revised} stands for. */
static void jobs_date(JobList *list, const Request *r, Cache *cache, Arena *a)
{
    SheetKey *items = ARENA_ARRAY(a, SheetKey, list->sheets.count);
    for (size_t i = 0; i < list->sheets.count; i++) {
        items[i] = list->sheets.items[i];
        items[i].date = sheet_date(cache, r, items[i]);
    }
    list->sheets.items = items;
}

/* The example takes the place of no sheet of the office's own: beside one it has another name. */
static void example_rename(JobList *list, Arena *a)
{
    bool is_taken = false;
    for (size_t job = 0; job < list->sheets.count; job++)
        for (size_t file = 0; file < list->file_count; file++)
            is_taken = is_taken || path_exists(job_target(list, job, file, a));
    if (is_taken)
        list->pattern = str_printf(a, "%.*s-demo.pdf", (int)(list->pattern.n - STR(".pdf").n), list->pattern.s);
}

bool jobs_aim(JobList *list, const Request *r, Cache *cache, Arena *a, Diag *d)
{
    bool is_proof = r->draft || r->sets.count, is_pdf = r->output == OUTPUT_PDF;
    Str usual =
        is_proof ? STR("ncmec-{state}-{year}{-language}-draft.pdf") : STR("ncmec-{state}-{year}{-language}.pdf");
    const char *pattern = r->target;
    list->form = target_form(r->output);
    list->flavors = r->flavors;
    list->file_count = is_pdf ? r->flavor_count : 1;
    list->pattern = pattern ? str_from(pattern) : is_pdf ? usual : STR("-");
    bool ends_in_slash = pattern && str_ends(list->pattern, STR("/"));
    bool is_folder_name = ends_in_slash || (pattern && is_pdf && is_folder(pattern));
    if (is_folder_name)
        list->pattern = str_printf(a, "%s%s%.*s", pattern, ends_in_slash ? "" : "/", STR_ARG(usual));
    bool is_usual = !pattern || is_folder_name;
    bool says_flavor = str_find(list->pattern, STR("{flavor}"), 0) < list->pattern.n;
    list->marks_press = is_pdf && (is_usual || (list->file_count > 1 && !says_flavor));
    list->sets_ending = is_pdf && (is_usual || list->file_count > 1);
    list->extras = extras_of(r, list->pattern, a);
    list->records = r->statements ? folder_slashed(r->statements, a) : NULL;
    list->marks_language = is_pdf && !is_usual && (r->language_count > 1 || r->all_languages) &&
                           str_find(list->pattern, STR("{language}"), 0) == list->pattern.n;
    if (str_find(list->pattern, STR("{revised}"), 0) < list->pattern.n)
        jobs_date(list, r, cache, a);
    if (r->folder_kind == FOLDER_EXAMPLE && is_pdf && is_usual)
        example_rename(list, a);
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
    for (size_t i = 0; i < list->extras.count; i++)
        if (textset_add(&folders, str_from(path_folder(list->extras.items[i].path, scratch))))
            folder_make(path_folder(list->extras.items[i].path, scratch), scratch, d);
    arena_free(scratch);
    arena_free(kept);
    return diag_errors(d) == errors;
}
