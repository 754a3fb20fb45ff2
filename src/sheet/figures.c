/* The figures of one sheet: of the state's file and the nation's, of a table's rows, of --set; what there is where
   there are none; the year before. Both files are read to the end, so that all of their findings come at once. */
#include "draft.h"
#include "sheet.h"
#include "src/store/edit.h"
#include "src/store/folders.h"

static const Mark nowhere;

/* Which sheet: as the key says, else as the data file says of itself; 'root' may be NULL where the key says it. */
static const Jurisdiction *sheet_state(const Cache *cache, SheetKey key, const Value *root, Diag *d)
{
    if (key.state)
        return key.state;
    const Value *typed = root->kind == VALUE_MAP ? value_get(root, STR("state")) : NULL;
    if (!typed) {
        diag_error(d, DIAG_MISSING_KEY, root->mark,
                   "the file does not say its state; add 'state: CA', or give --state");
        return NULL;
    }
    return jurisdiction_named(cache->jurisdictions, typed->text, DIAG_VALUE, typed->mark, d);
}

static int sheet_year(SheetKey key, const Value *root, Diag *d)
{
    enum { YEAR_LEAST = 1900, YEAR_MOST = 9999 };
    if (key.year || !root)
        return key.year;
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
static void no_figures(const Cache *cache, const Request *r, SheetKey key, const char *path, Diag *d)
{
    Arena *a = cache->sheet;
    const char *data = r->folders.office;
    const Jurisdiction *state = key.state;
    int year = key.year;
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
static const FigureFile *file_before(Cache *cache, const Request *r, SheetKey key, Diag *d)
{
    Arena *a = cache->sheet;
    Str name = key.state ? key.state->code : STR("national");
    const char *path = str_printf(a, "%s/%d/%.*s.yaml", r->folders.office, key.year, STR_ARG(name)).s;
    Diag *quiet = diag_new(a);
    const Source *source = path_exists(path) ? cache_read_text(cache, path, a, d) : NULL;
    const Value *root = source ? yaml_parse(source, a, quiet) : NULL;
    return root ? figures_read(root, cache->dictionary, cache->jurisdictions, key.state, key.year, a, quiet) : NULL;
}

static void before_read(Cache *cache, const Request *r, Diag *d)
{
    Dataset *data = &cache->data;
    if (!data->state || !data->nation)
        return;
    data->state_before = file_before(cache, r, (SheetKey){data->jurisdiction, data->year - 1}, d);
    data->nation_before = file_before(cache, r, (SheetKey){NULL, data->year - 1}, d);
    if (data->state_before)
        lint_change(cache->dictionary, data->state, data->state_before, d);
}

/* What a sheet is read from: the state's tree and the nation's; a table holds both. */
typedef struct Trees {
    const Value *state, *nation;
} Trees;

/* The sheet of the table that the key names, or its only one. */
static bool table_trees(Cache *cache, const Request *r, SheetKey key, Trees *trees, Diag *d)
{
    Arena *a = cache->sheet;
    const Table *table = cache->table;
    const Jurisdiction *state = key.state;
    cache_note_file(cache, table->source->name);
    const TableSheet *nation = table_find(table, NULL), *sheet = state ? table_find(table, state) : NULL;
    if (!state && table->count != 1 + (nation != NULL))
        return diag_error(d, DIAG_USAGE, nowhere,
                          "'%s' holds the figures of %zu states; choose one by --state, or --state all", r->data_file,
                          table->count - (nation != NULL));
    for (size_t i = 0; i < table->count && !state; i++)
        if (table->sheets[i].jurisdiction)
            sheet = &table->sheets[i];
    if (!sheet)
        return diag_error(d, DIAG_READ, (Mark){table->source, 0, 0}, "the table holds no figures for %.*s",
                          STR_ARG(state->name));
    trees->state = typed_complete(sheet->root, key.year, a);
    trees->nation = nation ? typed_complete(nation->root, key.year, a) : NULL;
    return true;
}

static bool state_tree(Cache *cache, const Request *r, SheetKey key, Trees *trees, Diag *d)
{
    const char *data_file = r->data_file;
    if (cache->table)
        return table_trees(cache, r, key, trees, d);
    if (!data_file) {
        data_file =
            str_printf(cache->sheet, "%s/%d/%.*s.yaml", r->folders.office, key.year, STR_ARG(key.state->code)).s;
        if (!path_exists(data_file))
            return no_figures(cache, r, key, data_file, d), false;
    }
    trees->state = cache_read_tree(cache, data_file, cache->sheet, d);
    return true;
}

static void nation_tree(Cache *cache, const Request *r, int year, Trees *trees, Diag *d)
{
    const char *path = str_printf(cache->sheet, "%s/%d/national.yaml", r->folders.office, year).s;
    bool exists = path_exists(path);
    if (r->draft && !exists) {
        diag_error(d, DIAG_UNUSED, nowhere, "there are no figures of the nation: '%s' does not exist", path);
        return;
    }
    trees->nation = cache_read_tree(cache, path, cache->sheet, d);
    if (!exists)
        diag_note(d, nowhere, "every sheet of %d quotes figures of the nation; they stand in this file", year);
}

/* Reads the state's file and the nation's, both to the end. */
bool sheet_figures(Cache *cache, const Request *r, SheetKey key, Diag *d)
{
    Dataset *data = &cache->data;
    Arena *a = cache->sheet;
    const Dictionary *dict = cache->dictionary;
    size_t errors = diag_errors(d);
    Trees trees = {0};
    Sets sets;
    *data = (Dataset){.dictionary = dict};
    if (!sets_read(r->sets, r->set_count, &sets, a, d) || !state_tree(cache, r, key, &trees, d))
        return false;
    if (trees.state || key.state)
        data->jurisdiction = sheet_state(cache, key, trees.state, d);
    data->year = sheet_year(key, trees.state, d);
    if (data->year && !trees.nation)
        nation_tree(cache, r, data->year, &trees, d);
    diag_soften(d, r->draft);
    if (trees.state && data->jurisdiction && data->year) {
        const Value *root = tree_merge(trees.state, sets.state, a);
        data->state = figures_read(root, dict, cache->jurisdictions, data->jurisdiction, data->year, a, d);
    }
    if (trees.nation && data->year) {
        const Value *root = tree_merge(trees.nation, sets.nation, a);
        data->nation = figures_read(root, dict, cache->jurisdictions, NULL, data->year, a, d);
    }
    if (diag_errors(d) == errors && (r->draft || r->set_count)) {
        data->state = file_draft(data->state, dict, data->year, a);
        data->nation = file_draft(data->nation, dict, data->year, a);
    }
    before_read(cache, r, d);
    if (data->state)
        lint_file(dict, cache->jurisdictions, data->state, d);
    if (diag_errors(d) == errors)
        dataset_check(data, d);
    diag_soften(d, false);
    return diag_errors(d) == errors;
}
