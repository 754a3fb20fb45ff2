/* "ncmec-pdf export": a year's figures as a table, which import takes back. */
#include "command.h"
#include "src/run/targets.h"
#include "src/store/store.h"

void table_write(const Request *r, const TableCells *cells, Arena *a, Diag *d)
{
    bool is_workbook = r->xlsx || (!r->csv && target_is_workbook(r));
    size_t errors = diag_errors(d);
    Str bytes = is_workbook ? table_workbook(cells, a, d) : table_csv(cells, a);
    if (diag_errors(d) == errors)
        target_write(r, is_workbook ? TARGET_WORKBOOK : TARGET_CSV, true, bytes, a, d);
}

static void export_make(const Request *r, Arena *a, Diag *d)
{
    int year = r->years[0];
    size_t errors = diag_errors(d), count = 0;
    Store *s = store_open(r, a, d);
    const Dictionary *dict = diag_errors(d) > errors ? NULL : store_dictionary(s, year, d);
    if (!dict)
        return;
    StateChoice states = store_states(s, year, d);
    TableSheet *sheets = ARENA_ARRAY(a, TableSheet, states.count + 1);
    for (size_t i = 0; i <= states.count; i++) {
        const Jurisdiction *state = i ? states.items[i - 1] : NULL;
        const StoreFile *file = store_figures(s, state, year);
        if (!file->root)
            diag_take(d, file->findings);
        else if (file->root->kind == VALUE_MAP)
            sheets[count++] =
                (TableSheet){.jurisdiction = state,
                             .root = file->root,
                             .before = target_is_workbook(r) ? store_before(s, NULL, state, year, NULL) : NULL};
    }
    if (!count && diag_errors(d) == errors)
        store_report_none(s, year, d);
    TableCells cells = table_cells(sheets, count, 0, dict, a);
    if (diag_errors(d) == errors)
        table_write(r, &cells, a, d);
}

int export_run(const Request *r, Arena *a, Diag *d)
{
    export_make(r, a, d);
    return command_end(r, (Str){0}, d);
}
