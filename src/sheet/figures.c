/* The figures of one sheet: of the state's file and the nation's, of a table's rows, of --set; what there is where
   there are none; the year before. What is wrong with them is told at once. */
#include "sheet.h"

#include "src/base/read.h"
#include "src/store/ledger.h"
/* ---- Proofs: figures that are tried, files that lack some. All that comes out of here is a draft ---- */

typedef struct Sets {
    const Value *state, *nation; /* NULL where there is none */
} Sets;

typedef struct Tried {
    Field *fields;
    size_t count;
} Tried;

static void set_add(Tried *tried, Field field, Diag *d)
{
    for (size_t i = 0; i < tried->count; i++)
        if (str_eq(tried->fields[i].key, field.key)) {
            diag_error(d, DIAG_DUPLICATE, field.key_mark, "'%.*s' is set twice; set it once", STR_ARG(field.key));
            diag_note(d, tried->fields[i].key_mark, "the first");
            return;
        }
    tried->fields[tried->count++] = field;
}

static const Value *figures_tree(const Tried *tried, Arena *a)
{
    if (!tried->count)
        return NULL;
    Mark mark = tried->fields[0].key_mark;
    Field *field = ARENA_NEW(a, Field);
    *field = (Field){STR("figures"), mark, map_new(tried->fields, tried->count, mark, a)};
    return map_new(field, 1, mark, a);
}

/* A line each of one source, so that the first is "--set:1". */
static const Source *sets_source(const char *const *sets, size_t count, Arena *a)
{
    Buf text = {.arena = a};
    for (size_t i = 0; i < count; i++) {
        buf_put(&text, str_from(sets[i]));
        buf_char(&text, '\n');
    }
    return source_new(STR("--set"), buf_str(&text), a);
}

/* The "KEY=VALUE" of a command line as trees for store_overlay(); findings about them point to "--set:1". False after
   findings. */
static bool sets_read(const char *const *sets, size_t count, Sets *trees, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    const Source *source = sets_source(sets, count, a);
    if (!source_characters_check(source, d))
        return false;
    Tried state = {ARENA_ARRAY(a, Field, count), 0}, nation = {ARENA_ARRAY(a, Field, count), 0};
    for (size_t i = 0, at = 0; i < count; i++) {
        Str line = str_slice(source->text, at, at + str_from(sets[i]).n);
        Mark whole = {source, (uint32_t)at, (uint32_t)line.n};
        at += line.n + 1;
        size_t equals = str_find(line, STR("="), 0);
        Str key = str_trim(str_slice(line, 0, equals));
        if (equals == line.n || !key.n || str_find(line, STR("\n"), 0) < line.n) {
            diag_error(d, DIAG_USAGE, whole, "write a figure's key and its value, as in --set team_adam_cases=3");
            continue;
        }
        bool of_nation = str_starts(key, STR("us."));
        Str value = str_trim(str_slice(line, equals + 1, line.n));
        Field field = {.key = of_nation ? str_slice(key, 3, key.n) : key};
        field.key_mark = (Mark){source, (uint32_t)(key.s - source->text.s), (uint32_t)key.n};
        field.value = scalar_new(value, (Mark){source, (uint32_t)(value.s - source->text.s), (uint32_t)value.n}, a);
        set_add(of_nation ? &nation : &state, field, d);
    }
    *trees = (Sets){figures_tree(&state, a), figures_tree(&nation, a)};
    return diag_errors(d) == errors;
}

/* A copy of 'file' that is a draft and has an entry for every measure; 'file' NULL: one that holds nothing. */
static const FigureFile *file_draft(const FigureFile *file, const Dictionary *dict, int year, Arena *a)
{
    FigureFile *draft = ARENA_NEW(a, FigureFile);
    *draft = file ? *file : (FigureFile){.year = year, .as_of = {year, 12, 31}};
    draft->status = STATUS_DRAFT;
    if (!file)
        draft->figures = figures_none(dict, a);
    return draft;
}

/* ---- Which files ---- */

/* The row of the table that the key names, or its only one. */
static const StoreFile *state_row(Cache *cache, const Request *r, SheetKey key, Diag *d)
{
    const Table *table = cache->table;
    const TableSheet *row = key.state ? table_find(table, key.state, key.year) : NULL;
    size_t count = 0;
    store_note(cache->store, table->source->name.s);
    for (size_t i = 0; i < table->count && !key.state; i++)
        if (table->sheets[i].jurisdiction && sheet_is_of(&table->sheets[i], key.year)) {
            row = &table->sheets[i];
            count++;
        }
    if (!key.state && count != 1)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "'%s' holds the figures of %zu states; choose one by --state, or --state all", r->data_file,
                          count),
               NULL;
    if (!row)
        return diag_error(d, DIAG_READ, (Mark){table->source, 0, 0}, "the table holds no figures for %.*s",
                          STR_ARG(key.state->name)),
               NULL;
    return store_row(cache->store, table, row, key.year);
}

/* NULL after a finding. */
static const StoreFile *state_file(Cache *cache, const Request *r, SheetKey key, Diag *d)
{
    Store *s = cache->store;
    if (cache->table)
        return state_row(cache, r, key, d);
    const StoreFile *file =
        r->data_file ? store_file(s, r->data_file, key.state, key.year) : store_figures(s, key.state, key.year);
    if (!r->data_file && !file->exists)
        return store_report_missing(s, file, key.state, key.year, DIAG_READ, d), NULL;
    if (file->figures && !file->figures->jurisdiction)
        return diag_error(d, DIAG_MISSING_KEY, file->root->mark, "the file does not say its state; add 'state: CA'"),
               NULL;
    return file;
}

bool sheet_key(Cache *cache, const Request *r, SheetKey *key, Diag *d)
{
    *key = (SheetKey){.year = r->years[0], .language = r->language_count ? r->languages[0] : NULL};
    if (r->state)
        key->state = jurisdiction_named(cache->store->jurisdictions, str_from(r->state), DIAG_USAGE, nowhere, d);
    if (cache->table && !key->year)
        key->year = store_table_year(cache->store, cache->table, d);
    if ((r->state && !key->state) || (cache->table && !key->year) || (key->state && key->year))
        return key->state && key->year;
    const StoreFile *file = state_file(cache, r, *key, d);
    /* What is wrong may be what --draft or --set passes over. */
    bool is_sure = file && !r->draft && !r->sets.count;
    if (file && (!file->figures || (is_sure && diag_errors(file->findings)))) {
        diag_take(d, file->findings);
        return false;
    }
    if (file)
        *key = (SheetKey){.state = file->figures->jurisdiction, .year = file->figures->year, .language = key->language};
    return file != NULL;
}

static const StoreFile *nation_file(Cache *cache, const Request *r, int year, Diag *d)
{
    const TableSheet *row = cache->table ? table_find(cache->table, NULL, year) : NULL;
    if (row)
        return store_row(cache->store, cache->table, row, year);
    const StoreFile *file = store_figures(cache->store, NULL, year);
    if (!file->exists)
        store_report_missing(cache->store, file, NULL, year, r->draft ? DIAG_UNUSED : DIAG_READ, d);
    return file;
}

int64_t sheet_date(Cache *cache, const Request *r, SheetKey key)
{
    Diag *trial = diag_new(cache->sheet);
    const StoreFile *state = state_file(cache, r, key, trial), *nation = nation_file(cache, r, key.year, trial);
    const Dataset data = {.state = state ? state->figures : NULL, .nation = nation->figures};
    return r->has_date  ? r->date
           : data.state ? date_seconds(dataset_date(&data))
                        : date_seconds((Date){key.year, 12, 31});
}

/* One of the sheet's two files, with the figures that are tried in it; NULL after findings, told once where
   many sheets have them. Of a draft they are warnings, but those that leave nothing to go on with. */
static const FigureFile *figures_take(Cache *cache, const StoreFile *file, const Value *tried, Diag *d)
{
    bool is_draft = cache->store->request->draft;
    if (file->root && tried)
        file = store_overlay(cache->store, file, tried, 0, false);
    diag_soften(d, is_draft && file->figures);
    diag_take(d, file->findings);
    diag_soften(d, is_draft);
    return is_draft || !diag_errors(file->findings) ? file->figures : NULL;
}

static void figures_check(Cache *cache, Diag *d)
{
    Dataset *data = &cache->data;
    data->state_before = store_before(cache->store, NULL, data->jurisdiction, data->year, d);
    data->nation_before = store_before(cache->store, NULL, NULL, data->year, d);
    if (data->state_before)
        lint_change(data->dictionary, data->state, data->state_before, d);
    lint_file(cache->store->jurisdictions, data->state, d);
    dataset_check(data, d);
}

bool sheet_figures(Cache *cache, const Request *r, SheetKey key, Diag *d)
{
    Dataset *data = &cache->data;
    size_t errors = diag_errors(d);
    Sets sets;
    *data = (Dataset){0};
    const StoreFile *state =
        sets_read(r->sets.items, r->sets.count, &sets, cache->sheet, d) ? state_file(cache, r, key, d) : NULL;
    if (!state)
        return false;
    diag_soften(d, r->draft);
    data->state = figures_take(cache, state, sets.state, d);
    data->jurisdiction = data->state ? data->state->jurisdiction : key.state;
    data->year = key.year || !data->state ? key.year : data->state->year;
    data->dictionary = data->year ? store_dictionary(cache->store, data->year, d) : cache->store->dictionary;
    if (data->year && data->dictionary)
        data->nation = figures_take(cache, nation_file(cache, r, data->year, d), sets.nation, d);
    if (diag_errors(d) == errors && (r->draft || r->sets.count)) {
        data->state = file_draft(data->state, data->dictionary, data->year, cache->sheet);
        data->nation = file_draft(data->nation, data->dictionary, data->year, cache->sheet);
    }
    bool is_whole = data->state && data->nation && diag_errors(d) == errors;
    if (is_whole)
        figures_check(cache, d);
    bool goes_out = is_whole && !r->draft && !r->sets.count && !r->data_file && data->state->status == STATUS_FINAL;
    if (goes_out)
        store_released_report(cache->store, data, cache->sheet, d);
    diag_soften(d, false);
    return is_whole && diag_errors(d) == errors;
}

/* ---- What readers can tell of withheld figures ---- */

/* The file, or the row, of a state (NULL: of the nation); NULL: the table has none. */
static const StoreFile *year_file(const Table *table, Store *s, const Jurisdiction *state, int year)
{
    const TableSheet *row = table ? table_find(table, state, year) : NULL;
    if (row)
        return store_row(s, table, row, year);
    return table && state ? NULL : store_figures(s, state, year);
}

bool year_numbers(Store *s, const Table *table, const Template *t, int year, Diag *d)
{
    size_t count = 0, most = s->jurisdictions ? s->jurisdictions->count : 0;
    const FigureFile **files = ARENA_ARRAY(s->files, const FigureFile *, most + 1);
    for (size_t i = 0; i < most; i++) {
        const StoreFile *file = year_file(table, s, &s->jurisdictions->items[i], year);
        if (file && file->figures)
            files[count++] = file->figures;
    }
    const StoreFile *nation = most ? year_file(table, s, NULL, year) : NULL;
    const YearFigures all = {.nation = nation ? nation->figures : NULL, .states = files, .count = count};
    return template_check_numbers(t, &all, d);
}

bool sheet_numbers(Cache *cache, const Request *r, const Template *t, Diag *d)
{
    const YearFigures own = dataset_alone(&cache->data);
    TypedFigures *typed = &cache->typed;
    const int year = cache->data.year;
    if (!template_has_numbers(t))
        return true;
    /* A file that is named may be of no folder. */
    if ((cache->table || !r->data_file) && (typed->template != t || typed->year != year)) {
        /* Findings point into the files, which are the cache's, as few wordings have numbers. */
        Arena *a = cache->arena;
        Diag *found = diag_new(a);
        size_t inputs = input_count();
        year_numbers(cache->table ? cache->store : store_open(r, a, diag_new(a)), cache->table, t, year, found);
        input_forget(inputs);
        *typed = (TypedFigures){t, year, found};
    }
    if (!typed->found || !diag_errors(typed->found))
        return template_check_numbers(t, &own, d);
    diag_take(d, typed->found);
    return false;
}

/* Of the final files, of what others withhold, which do not go out yet, and of what went out of those. */
static const Disclosure *year_find(const Table *table, Store *s, int year, const unsigned *sides, Arena *a)
{
    Diag *trial = diag_new(a);
    const FigureFile **files = ARENA_ARRAY(a, const FigureFile *, s->jurisdictions->count);
    size_t count = 0;
    for (size_t i = 0; i < s->jurisdictions->count; i++) {
        const FigureFile *file = store_judged(year_file(table, s, &s->jurisdictions->items[i], year), a);
        if (file && file->jurisdiction)
            files[count++] = file;
    }
    const Dictionary *dict = store_dictionary(s, year, trial);
    YearFigures figures = {.dictionary = dict,
                           .nation = store_judged(year_file(table, s, NULL, year), a),
                           .states = files,
                           .count = count,
                           .sides = sides};
    if (!dict || !(disclosure_has_cause(&figures) || store_released_withheld(s, year)))
        return NULL;
    figures.released = store_released(s, year, &figures.released_count, trial);
    disclosure_complete(&figures, s->jurisdictions, year, a);
    return disclosure_find(&figures, a);
}

void years_judge(Cache *cache, const Request *r, const SheetList *list)
{
    for (size_t i = 0; i < list->year_count && !r->sets.count; i++) {
        int year = list->years[i];
        if (!store_may_withhold(cache->store, cache->table, year) && !store_released_withheld(cache->store, year))
            continue;
        Arena *a = arena_new();
        Diag *unsaid = diag_new(a);
        const unsigned *sides = wordings_sides(&cache->wordings, year, a);
        size_t inputs = input_count();
        Store *s = cache->table ? cache->store : store_open(r, a, unsaid);
        const Dictionary *dict = store_dictionary(cache->store, year, unsaid),
                         *again = store_dictionary(s, year, unsaid);
        /* A dictionary that was saved meanwhile has other indexes. */
        bool is_same = dict && again && dict->count == again->count;
        const Disclosure *found =
            again && s->jurisdictions ? year_find(cache->table, s, year, is_same ? sides : NULL, a) : NULL;
        input_forget(inputs);
        if (!found) {
            arena_free(a);
            continue;
        }
        ARENA_NEXT(cache->arena, cache->judged, cache->judged_count, cache->judged_capacity) =
            (JudgedYear){year, found, a};
    }
}

void year_report(Store *s, int year, const Jurisdiction *const *states, size_t count, Diag *d)
{
    Diag *said = diag_new(s->arena);
    Wordings w = {.store = s, .arena = s->arena};
    const unsigned *sides = wordings_sides(&w, year, s->arena);
    disclosure_report(year_find(NULL, s, year, sides, s->arena), states, count, said);
    diag_take(d, said);
}

bool sheet_disclosure(Cache *cache, const Request *r, Diag *d)
{
    const Dataset *data = &cache->data;
    YearFigures own = dataset_alone(data);
    const Disclosure *found = NULL;
    for (size_t i = 0; i < cache->judged_count && data->state->status == STATUS_FINAL; i++)
        if (cache->judged[i].year == data->year)
            found = cache->judged[i].found;
    if (!found && !disclosure_has_cause(&own))
        return true;
    /* The sheets of a packet say the same once. */
    Diag *said = diag_new(cache->sheet);
    size_t errors = diag_errors(d);
    own.released = store_released(cache->store, data->year, &own.released_count, said);
    if (!found) {
        own.sides = wordings_sides(&cache->wordings, data->year, cache->sheet);
        found = disclosure_find(&own, cache->sheet);
    }
    disclosure_report(found, &data->jurisdiction, 1, said);
    diag_soften(d, r->draft);
    diag_take(d, said);
    diag_soften(d, false);
    return diag_errors(d) == errors;
}
