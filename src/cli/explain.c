/* "ncmec-pdf explain": what reviewers sign, of one sheet or of a whole year. */
#include "src/review/explain.h"

#include "command.h"
#include "src/run/jobs.h"
#include "src/run/run.h"

/* One after the other, since all of them go into one document. Findings of a sheet that cannot be made are printed; the
   warnings of others are counted by state: "CA 3, NV 1". */
static Str sheets_add(const Request *r, Cache *cache, const SheetList *list, SignOff *signoff, ExitCode *code)
{
    Buf warnings = {.arena = cache->arena};
    for (size_t i = 0; i < list->count; i++) {
        Sheet sheet;
        Arena *a = arena_new();
        Diag *d = diag_new(a);
        bool is_made = sheet_make(cache, r, list->items[i], 0, &sheet, d);
        if (is_made)
            signoff_add(signoff, cache, &sheet, d);
        else
            diag_print(d, stderr, r->style);
        if (is_made && diag_warnings(d))
            buf_printf(&warnings, "%s%.*s %zu", warnings.n ? ", " : "", STR_ARG(list->items[i].state->code),
                       diag_warnings(d));
        *code = exit_first(*code, diag_exit(d, r->strict));
        arena_free(a);
    }
    return buf_str(&warnings);
}

int explain_run(const Request *r, Arena *a, Diag *d)
{
    if (!r->is_many)
        return sheets_run(r, a, d);
    SheetList list;
    ExitCode code = EXIT_CODE_DONE;
    Buf said = {.arena = a};
    SignOff *signoff = signoff_new(a);
    Cache *cache = cache_new(r, a, d);
    if (cache && sheets_select(r, cache, a, &list, d)) {
        years_judge(cache, r, &list);
        Str warnings = sheets_add(r, cache, &list, signoff, &code);
        Str text = signoff_text(signoff, r->output, d);
        if (code == EXIT_CODE_DONE && !diag_errors(d))
            target_write(r, target_form(r->output), false, text, a, d);
        buf_printf(&said, "%zu sheet%s, %zu figures", list.count, PLURAL(list.count), signoff_figures(signoff));
        if (warnings.n)
            buf_printf(&said, "; warnings that are not accepted, which it lists: %.*s", STR_ARG(warnings));
        buf_printf(&said, "\n%.*s", STR_ARG(list.missing));
    }
    cache_free(cache);
    return (int)exit_first(code, (ExitCode)command_end(r, buf_str(&said), d));
}
