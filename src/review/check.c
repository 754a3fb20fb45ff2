/* Which files of figures, or which tables, are checked, and what is said of them. */
#include "check.h"

#include "src/store/folders.h"
#include "src/store/list.h"
#include "survey.h"

#include <stdlib.h>
#include <string.h>

typedef struct Checker {
    const Request *request;
    const char *folder; /* the office's */
    const Jurisdictions *states;
    Survey *survey;
    Arena *arena;
    Diag *diag;
} Checker;

static const Mark nowhere;

/* ---- Which files ---------------------------------------------------------------------------------------------------
 */

/* Every file of the year. */
static void year_select(Checker *c, int year)
{
    NameList states = folder_states(c->folder, year, c->arena);
    if (states.error)
        diag_error(c->diag, DIAG_READ, nowhere, "cannot read the folder '%s/%d': %s", c->folder, year,
                   strerror(states.error));
    for (size_t i = 0; i < states.count; i++) {
        const char *path = str_printf(c->arena, "%s/%d/%.*s.yaml", c->folder, year, STR_ARG(states.items[i])).s;
        if (!survey_add(c->survey, path))
            diag_error(c->diag, DIAG_MISMATCH, nowhere, "'%s' is named after no state; rename or remove it", path);
    }
    survey_add(c->survey, str_printf(c->arena, "%s/%d/national.yaml", c->folder, year).s);
}

static void states_select(Checker *c, int year, const StateChoice *states)
{
    for (size_t i = 0; i < states->count; i++) {
        const char *path = str_printf(c->arena, "%s/%d/%.*s.yaml", c->folder, year, STR_ARG(states->items[i]->code)).s;
        if (path_exists(path) || !c->request->all_years)
            survey_add(c->survey, path);
    }
}

static bool folder_select(Checker *c)
{
    const Request *r = c->request;
    StateChoice states;
    bool all = !r->state || states_are_all(r->state);
    if (!all && !states_choose(r->state, c->states, &states, c->arena, c->diag))
        return false;
    NameList years = r->year_count ? (NameList){0} : folder_years(c->folder, c->arena);
    if (years.error)
        return diag_error(c->diag, DIAG_READ, nowhere, "cannot read the folder '%s': %s", c->folder,
                          strerror(years.error));
    for (size_t i = 0; i < r->year_count + years.count; i++) {
        int year = r->year_count ? r->years[i] : atoi(years.items[i].s);
        if (all)
            year_select(c, year);
        else
            states_select(c, year, &states);
    }
    return survey_count(c->survey) > 0 ||
           diag_error(c->diag, DIAG_READ, nowhere, "there are no figures in '%s'", c->folder);
}

static bool files_select(Checker *c)
{
    const Request *r = c->request;
    bool all = r->operand_count == 1 && strcmp(r->operands[0], "all") == 0, all_tables = true;
    if (r->operand_count == 0 || all)
        return folder_select(c);
    for (size_t i = 0; i < r->operand_count; i++)
        all_tables = all_tables && table_named(r->operands[i]);
    /* A table need not say its year. */
    if (r->state || r->all_years || (r->year_count && !all_tables))
        return diag_error(c->diag, DIAG_USAGE, nowhere,
                          "files are named, and a state or year as well; give the one or the other");
    if (r->year_count > 1)
        return diag_error(c->diag, DIAG_USAGE, nowhere, "a table holds the figures of one year; name one by --year");
    for (size_t i = 0; i < r->operand_count; i++)
        if (table_named(r->operands[i]))
            survey_add_table(c->survey, r->operands[i]);
        else
            survey_add(c->survey, r->operands[i]);
    return true;
}

/* ---- What is said --------------------------------------------------------------------------------------------------
 */

static Str summary(const Checker *c)
{
    Buf text = {.arena = c->arena};
    size_t errors = diag_errors(c->diag), warnings = diag_warnings(c->diag), rows = survey_rows(c->survey);
    size_t files = survey_count(c->survey) - rows;
    if (c->request->verbose)
        buf_put(&text, survey_files(c->survey));
    if (files || !rows)
        buf_printf(&text, "%zu file%s%s", files, files == 1 ? "" : "s", rows ? ", " : "");
    if (rows)
        buf_printf(&text, "%zu row%s", rows, rows == 1 ? "" : "s");
    buf_put(&text, STR(" checked: "));
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
    Office office;
    if (!office_read(r, &office, a, d))
        return (Str){0};
    Checker c = {.request = r,
                 .folder = r->folders.office,
                 .states = office.jurisdictions,
                 .survey = survey_new(r, &office, a, d),
                 .arena = a,
                 .diag = d};
    if (!files_select(&c))
        return (Str){0};
    survey_run(c.survey);
    return summary(&c);
}
