/* Which files of figures, or which tables, are checked, and what is said of them. */
#include "check.h"

#include "survey.h"

#include <string.h>

typedef struct Checker {
    const Request *request;
    Store *store;
    Survey *survey;
    Arena *arena;
    Diag *diag;
    size_t rows; /* of tables, those of other years too */
} Checker;

static const Mark nowhere;

/* ---- Which files ---- */

static void file_select(Checker *c, const Jurisdiction *state, int year)
{
    const StoreFile *file = store_figures(c->store, state, year);
    if (!file->exists)
        store_report_missing(c->store, file, state, year, DIAG_READ, c->diag);
    survey_add(c->survey, file);
}

static bool folder_select(Checker *c)
{
    const Request *r = c->request;
    StateChoice chosen;
    bool all = !r->state || states_are_all(r->state);
    size_t errors = diag_errors(c->diag);
    if (!all && !states_choose(r->state, c->store->jurisdictions, &chosen, c->arena, c->diag))
        return false;
    YearList years = r->year_count ? (YearList){r->years, r->year_count} : store_years(c->store, c->diag);
    for (size_t y = 0; y < years.count; y++) {
        int year = years.items[y];
        StateChoice states = all ? store_states(c->store, year, c->diag) : chosen;
        for (size_t i = 0; i < states.count; i++)
            if (!r->all_years || store_has(c->store, states.items[i], year))
                file_select(c, states.items[i], year);
        if (all)
            file_select(c, NULL, year);
    }
    return survey_count(c->survey, false) > 0 || diag_errors(c->diag) > errors ||
           diag_error(c->diag, DIAG_READ, nowhere, "there are no figures in '%s'", r->folders.office);
}

static void table_select(Checker *c, const char *path)
{
    const Table *table = store_table(c->store, path, c->diag);
    YearList years = table ? store_table_years(c->store, table, c->diag) : (YearList){0};
    for (size_t y = 0; y < years.count; y++)
        for (size_t i = 0; i < table->count; i++)
            if (sheet_is_of(&table->sheets[i], years.items[y]))
                survey_add(c->survey, store_row(c->store, table, &table->sheets[i], years.items[y]));
    c->rows += years.count ? table->count : 0;
}

/* Whether an operand is one that stands before it. */
static bool is_again(const Request *r, size_t operand)
{
    size_t i = 0;
    while (strcmp(r->operands.items[i], r->operands.items[operand]) != 0)
        i++;
    return i < operand;
}

static bool files_select(Checker *c)
{
    const Request *r = c->request;
    bool all = r->operands.count == 1 && strcmp(r->operands.items[0], "all") == 0, all_tables = true;
    if (r->operands.count == 0 || all)
        return folder_select(c);
    for (size_t i = 0; i < r->operands.count; i++)
        all_tables = all_tables && table_named(r->operands.items[i]);
    /* A table need not say its year. */
    if (r->state || r->all_years || (r->year_count && !all_tables))
        return diag_error(c->diag, DIAG_USAGE, nowhere,
                          "files are named, and a state or year as well; give the one or the other");
    for (size_t i = 0; i < r->operands.count; i++) {
        if (is_again(r, i))
            continue;
        if (table_named(r->operands.items[i]))
            table_select(c, r->operands.items[i]);
        else
            survey_add(c->survey, store_file(c->store, r->operands.items[i], NULL, 0));
    }
    return true;
}

/* ---- What is said ---- */

static Str summary(const Checker *c)
{
    Buf text = {.arena = c->arena};
    size_t errors = diag_errors(c->diag), warnings = diag_warnings(c->diag), rows = survey_count(c->survey, true);
    size_t files = survey_count(c->survey, false);
    for (size_t i = 0; i < c->store->read_count && c->request->verbose; i++)
        buf_printf(&text, "read %s\n", c->store->read[i]);
    if (files || !rows)
        buf_printf(&text, "%zu file%s%s", files, files == 1 ? "" : "s", rows ? ", " : "");
    if (rows)
        buf_printf(&text, "%zu row%s", rows, rows == 1 ? "" : "s");
    buf_put(&text, STR(" checked"));
    if (c->rows > rows)
        buf_printf(&text, ", %zu of other years not", c->rows - rows);
    buf_put(&text, STR(": "));
    if (errors + warnings == 0)
        buf_put(&text, STR("nothing found"));
    if (errors)
        buf_printf(&text, "%zu error%s", errors, errors == 1 ? "" : "s");
    if (warnings)
        buf_printf(&text, "%s%zu warning%s", errors ? ", " : "", warnings, warnings == 1 ? "" : "s");
    buf_put(&text, STR("\n"));
    return buf_str(&text);
}

Str check_run(const Request *r, Arena *a, Diag *d)
{
    Store *store = store_open(r, a, d);
    Checker c = {.request = r, .store = store, .survey = survey_new(store, a, d), .arena = a, .diag = d};
    if (!store->dictionary || !store->jurisdictions || !files_select(&c))
        return (Str){0};
    survey_run(c.survey);
    return summary(&c);
}
