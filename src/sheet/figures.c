/* The figures of one sheet: of the state's file and the nation's, of a table's rows, of --set; what there is where
   there are none; the year before. Both files are read to the end, so that all of their findings come at once. */
#include "cache.h"
#include "draft.h"
#include "src/store/edit.h"
#include "src/store/folders.h"

static const Mark nowhere;

/* Which sheet: as the job says, else as the data file says of itself; 'root' may be NULL where the job says it. */
static const Jurisdiction *sheet_state(const NcmecEngine *engine, const NcmecJob *job, const Value *root, Diag *d)
{
    const Value *typed = !job->state && root->kind == VALUE_MAP ? value_get(root, STR("state")) : NULL;
    if (!job->state && !typed) {
        diag_error(d, DIAG_MISSING_KEY, root->mark,
                   "the file does not say its state; add 'state: CA', or give --state");
        return NULL;
    }
    if (job->state)
        return jurisdiction_named(engine->jurisdictions, str_from(job->state), DIAG_USAGE, nowhere, d);
    return jurisdiction_named(engine->jurisdictions, typed->text, DIAG_VALUE, typed->mark, d);
}

static int sheet_year(const NcmecJob *job, const Value *root, Diag *d)
{
    enum { YEAR_LEAST = 1900, YEAR_MOST = 9999 };
    if (job->year || !root)
        return job->year;
    const Value *typed = root->kind == VALUE_MAP ? value_get(root, STR("year")) : NULL;
    int64_t year = 0;
    if (!typed)
        diag_error(d, DIAG_MISSING_KEY, root->mark, "the file does not say its year; add 'year: 2023', or give --year");
    else
        value_integer(typed, YEAR_LEAST, YEAR_MOST, &year, d);
    return (int)year;
}

static Str joined(NameList names, Arena *a)
{
    Buf text = {.arena = a};
    for (size_t i = 0; i < names.count; i++)
        buf_printf(&text, "%s%.*s", i ? ", " : "", STR_ARG(names.items[i]));
    return buf_str(&text);
}

/* Years for which 'data' has a file of this state. */
static NameList state_years(const char *data, const Jurisdiction *state, Arena *a)
{
    NameList years = folder_years(data, a);
    Str *with_file = ARENA_ARRAY(a, Str, years.count);
    size_t count = 0;
    for (size_t i = 0; i < years.count; i++)
        if (path_exists(str_printf(a, "%s/%.*s/%.*s.yaml", data, STR_ARG(years.items[i]), STR_ARG(state->code)).s))
            with_file[count++] = years.items[i];
    return (NameList){with_file, count, years.error};
}

/* A known state and a plausible year without a file: says what there is. */
static void no_figures(const NcmecEngine *engine, const Jurisdiction *state, int year, const char *path, Diag *d)
{
    Arena *a = engine->sheet;
    const char *data = engine->folders.office;
    diag_error(d, DIAG_READ, nowhere, "there are no figures for %.*s in %d: '%s' does not exist", STR_ARG(state->name),
               year, path);
    NameList years = state_years(data, state, a), states = folder_states(data, year, a), all = folder_years(data, a);
    if (years.count)
        diag_note(d, nowhere, "figures for %.*s: %.*s", STR_ARG(state->name), STR_ARG(joined(years, a)));
    if (states.count)
        diag_note(d, nowhere, "states with figures in %d: %.*s", year, STR_ARG(joined(states, a)));
    if (!years.count && !states.count && all.count)
        diag_note(d, nowhere, "years in '%s': %.*s", data, STR_ARG(joined(all, a)));
    if (!all.count)
        diag_note(d, nowhere, "'%s' holds no year at all", data);
}

/* One file of the year before, where it is at hand and sound; its own findings belong to its own sheet. */
static const FigureFile *file_before(NcmecEngine *engine, int year, const Jurisdiction *state, Diag *d)
{
    Arena *a = engine->sheet;
    Str name = state ? state->code : STR("national");
    const char *path = str_printf(a, "%s/%d/%.*s.yaml", engine->folders.office, year, STR_ARG(name)).s;
    Diag *quiet = diag_new(a);
    const Source *source = path_exists(path) ? engine_read_text(engine, path, a, d) : NULL;
    const Value *root = source ? yaml_parse(source, a, quiet) : NULL;
    return root ? figures_read(root, engine->dictionary, engine->jurisdictions, state, year, a, quiet) : NULL;
}

static void before_read(NcmecEngine *engine, Dataset *data, Diag *d)
{
    if (!data->state || !data->nation)
        return;
    data->state_before = file_before(engine, data->year - 1, data->jurisdiction, d);
    data->nation_before = file_before(engine, data->year - 1, NULL, d);
    if (data->state_before)
        lint_change(engine->dictionary, data->state, data->state_before, d);
}

/* What a sheet is read from: the state's tree and the nation's; a table holds both. */
typedef struct Trees {
    const Value *state, *nation;
} Trees;

/* For figures that come from no file of their own: the file that would say the same. */
static void origin_make(NcmecEngine *engine, Origin origin, const Jurisdiction *jurisdiction, int year,
                        const Value *root)
{
    Arena *a = engine->sheet;
    Str text = typed_new((TypedName){jurisdiction, year}, engine->dictionary, root, NULL, NULL, a);
    engine->origins[origin] = source_new(STR(""), text, engine->texts);
}

/* The sheet of the table that the job names, or its only one. */
static bool table_trees(NcmecEngine *engine, const NcmecJob *job, Trees *trees, Diag *d)
{
    Arena *a = engine->sheet;
    const Table *table = engine->table;
    const Jurisdiction *state = job->state ? sheet_state(engine, job, NULL, d) : NULL;
    if (job->state && !state)
        return false;
    engine_note_file(engine, table->source->name);
    const TableSheet *nation = table_find(table, NULL), *sheet = state ? table_find(table, state) : NULL;
    if (!job->state && table->count != 1 + (nation != NULL))
        return diag_error(d, DIAG_USAGE, nowhere,
                          "'%s' holds the figures of %zu states; choose one by --state, or --state all", job->data_file,
                          table->count - (nation != NULL));
    for (size_t i = 0; i < table->count && !job->state; i++)
        if (table->sheets[i].jurisdiction)
            sheet = &table->sheets[i];
    if (!sheet)
        return diag_error(d, DIAG_READ, (Mark){table->source, 0, 0}, "the table holds no figures for %.*s",
                          STR_ARG(state->name));
    trees->state = typed_complete(sheet->root, job->year, a);
    trees->nation = nation ? typed_complete(nation->root, job->year, a) : NULL;
    return true;
}

static bool state_tree(NcmecEngine *engine, const NcmecJob *job, Trees *trees, Diag *d)
{
    const char *data_file = job->data_file;
    if (engine->table)
        return table_trees(engine, job, trees, d);
    if (!data_file) {
        const Jurisdiction *state = sheet_state(engine, job, NULL, d);
        if (!state)
            return false;
        data_file =
            str_printf(engine->sheet, "%s/%d/%.*s.yaml", engine->folders.office, job->year, STR_ARG(state->code)).s;
        if (!path_exists(data_file))
            return no_figures(engine, state, job->year, data_file, d), false;
    }
    trees->state = engine_read_tree(engine, data_file, engine->sheet, d);
    engine_note_origin(engine, FROM_STATE, trees->state);
    return true;
}

static void nation_tree(NcmecEngine *engine, const NcmecJob *job, int year, Trees *trees, Diag *d)
{
    const char *path = str_printf(engine->sheet, "%s/%d/national.yaml", engine->folders.office, year).s;
    bool exists = path_exists(path);
    if (job->draft && !exists) {
        diag_error(d, DIAG_UNUSED, nowhere, "there are no figures of the nation: '%s' does not exist", path);
        return;
    }
    trees->nation = engine_read_tree(engine, path, engine->sheet, d);
    engine_note_origin(engine, FROM_NATION, trees->nation);
    if (!exists)
        diag_note(d, nowhere, "every sheet of %d quotes figures of the nation; they stand in this file", year);
}

/* Reads the state's file and the nation's, both to the end. */
bool engine_read_figures(NcmecEngine *engine, const NcmecJob *job, Dataset *data, Diag *d)
{
    Arena *a = engine->sheet;
    const Dictionary *dict = engine->dictionary;
    size_t errors = diag_errors(d);
    Trees trees = {0};
    Sets sets;
    *data = (Dataset){.dictionary = dict};
    engine->origins[FROM_STATE] = engine->origins[FROM_NATION] = NULL;
    if (!sets_read(job->sets, job->set_count, &sets, a, d) || !state_tree(engine, job, &trees, d))
        return false;
    if (trees.state || job->state)
        data->jurisdiction = sheet_state(engine, job, trees.state, d);
    data->year = sheet_year(job, trees.state, d);
    if (data->year && !trees.nation)
        nation_tree(engine, job, data->year, &trees, d);
    diag_soften(d, job->draft);
    if (trees.state && data->jurisdiction && data->year) {
        const Value *root = tree_merge(trees.state, sets.state, a);
        data->state = figures_read(root, dict, engine->jurisdictions, data->jurisdiction, data->year, a, d);
        if (engine->table || sets.state)
            origin_make(engine, FROM_STATE, data->jurisdiction, data->year, root);
    }
    if (trees.nation && data->year) {
        const Value *root = tree_merge(trees.nation, sets.nation, a);
        data->nation = figures_read(root, dict, engine->jurisdictions, NULL, data->year, a, d);
        if (engine->table || sets.nation)
            origin_make(engine, FROM_NATION, NULL, data->year, root);
    }
    if (diag_errors(d) == errors && (job->draft || job->set_count)) {
        data->state = file_draft(data->state, dict, data->year, a);
        data->nation = file_draft(data->nation, dict, data->year, a);
    }
    before_read(engine, data, d);
    if (data->state)
        lint_file(dict, engine->jurisdictions, data->state, d);
    if (diag_errors(d) == errors)
        dataset_check(data, d);
    diag_soften(d, false);
    return diag_errors(d) == errors;
}
