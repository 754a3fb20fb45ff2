/* "ncmec-pdf statement": the accessibility record of one sheet's PDF, or the report of many. */
#include "src/review/statement.h"

#include "command.h"
#include "src/run/jobs.h"

#include <stdio.h>

/* One after the other, since all of them go into one document; a sheet that cannot be made leaves none. */
static ExitCode sheets_measure(const Request *r, Cache *cache, const SheetList *list, Statement *statement)
{
    ExitCode code = EXIT_CODE_DONE;
    for (size_t i = 0; i < list->count; i++) {
        Sheet sheet;
        Arena *a = arena_new();
        Diag *d = diag_new(a);
        if (sheet_make(cache, r, list->items[i], 0, &sheet, d))
            statement_add(statement, cache, &sheet, str_printf(a, "%.*s.pdf", STR_ARG(sheet.name)), d);
        diag_print(d, stderr, r->style);
        code = exit_first(code, diag_exit(d, r->strict));
        arena_free(a);
    }
    return code;
}

int statement_run(const Request *r, Arena *a, Diag *d)
{
    SheetList list;
    ExitCode code = EXIT_CODE_DONE;
    Buf said = {.arena = a};
    Cache *cache = cache_new(r, a, d);
    bool is_ready = cache && (r->to_sign || statement_check(cache->store, d));
    if (is_ready && sheets_select(r, cache, a, &list, d)) {
        Statement *statement = statement_new(a);
        if (r->is_many)
            years_judge(cache, r, &list);
        code = sheets_measure(r, cache, &list, statement);
        if (code == EXIT_CODE_DONE && !diag_errors(d)) {
            target_write(r, target_form(r->output), false, statement_text(statement, r->output), a, d);
            if (!diag_errors(d) && !r->to_sign)
                buf_put(&said, statement_open(statement));
        }
        buf_put(&said, list.missing);
    }
    cache_free(cache);
    return (int)exit_first(code, (ExitCode)command_end(r, buf_str(&said), d));
}
