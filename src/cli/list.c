/* "ncmec-pdf list": the years and the states that the data folder has figures of. What is wrong with the figures is for
   check to say. */
#include "command.h"
#include "src/base/file.h"
#include "src/store/store.h"

enum { CODES_COLUMN = 19, NAME_COLUMNS = 24, PATH_COLUMN = 37 };

/* "2023    2 states   CA, NY" */
static void year_put(Buf *out, Store *s, int year, Diag *d)
{
    StateChoice states = store_states(s, year, d);
    buf_printf(out, "%d  %3zu %-7s  ", year, states.count, states.count == 1 ? "state" : "states");
    if (states.count == s->jurisdictions->count)
        buf_put(out, STR("all"));
    else
        codes_list(out, &states, CODES_COLUMN);
    if (!store_has(s, NULL, year))
        buf_printf(out, "%sno " NATION_STEM ".yaml", states.count ? "; " : "");
    buf_char(out, '\n');
}

/* "CA  California                draft  data/2023/CA.yaml" */
static void state_put(Buf *out, Store *s, int year, const Jurisdiction *state)
{
    const StoreFile *file = store_figures(s, state, year);
    if (!file->exists)
        return;
    const char *status = !file->figures ? "not readable" : file->figures->status == STATUS_DRAFT ? "draft" : "final";
    Str name = state ? state->name : STR("the nation");
    buf_printf(out, "%.*s  %.*s", STR_ARG(jurisdiction_code(state)), STR_ARG(name));
    for (size_t column = utf8_count(name); column < NAME_COLUMNS; column++)
        buf_char(out, ' ');
    Str path = str_shown(out->arena, str_from(file->path));
    bool fits = PATH_COLUMN + utf8_count(path) <= text_columns();
    buf_printf(out, "  %-5s%s%s\n", status, fits ? "  " : "\n    ", path.s);
}

static void states_put(Buf *out, Store *s, int year, Diag *d)
{
    StateChoice states = store_states(s, year, d);
    size_t before = out->n;
    state_put(out, s, year, NULL);
    for (size_t i = 0; i < states.count; i++)
        state_put(out, s, year, states.items[i]);
    if (out->n == before)
        store_report_none(s, year, d);
}

int list_run(const Request *r, Arena *a, Diag *d)
{
    Buf out = {.arena = a};
    Store *s = store_open(r, a, d);
    if (diag_errors(d))
        return command_end(r, (Str){0}, d);
    NameList themes = r->themes ? store_themes(s, NULL) : (NameList){0};
    for (size_t i = 0; i < themes.count; i++)
        buf_printf(&out, "%.*s\n", STR_ARG(themes.items[i]));
    if (r->themes) {
        file_print(buf_str(&out), d);
        return command_end(r, (Str){0}, d);
    }
    YearList years = r->year_count ? (YearList){r->years, r->year_count} : store_years(s, d);
    for (size_t i = 0; i < years.count; i++)
        (r->year_count || r->all_years ? states_put : year_put)(&out, s, years.items[i], d);
    if (!years.count && !diag_errors(d))
        diag_error(d, DIAG_READ, nowhere, "there are no figures in '%s'", r->folders.office);
    if (!diag_errors(d))
        file_print(buf_str(&out), d);
    return command_end(r, (Str){0}, d);
}
