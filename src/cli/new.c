/* "ncmec-pdf new": files, or a table, for a year to come, with every key in its place and nothing in them that somebody
   would have to delete. What exists is never written over. */
#include "command.h"
#include "src/base/file.h"
#include "src/run/targets.h"
#include "src/store/edit.h"
#include "src/store/folders.h"
#include "src/store/store.h"

#include <unistd.h>

/* Columns for all figures, a row for the nation and for each state. */
static TableCells table_empty(Store *s, const StateChoice *states, const Dictionary *dict, Arena *a)
{
    int year = s->request->years[0];
    TableSheet *sheets = ARENA_ARRAY(a, TableSheet, states->count + 1);
    const Field heads[] = {
        {STR("year"), nowhere, scalar_new(str_printf(a, "%d", year), nowhere, a)},
        {STR("status"), nowhere, scalar_new(STR("draft"), nowhere, a)},
    };
    const Field *fields = arena_grow(a, heads, 2, 2, sizeof *heads);
    for (size_t i = 0; i <= states->count; i++) {
        const Jurisdiction *state = i ? states->items[i - 1] : NULL;
        sheets[i] = (TableSheet){.jurisdiction = state,
                                 .root = map_new(fields, 2, nowhere, a),
                                 .before = store_before(s, NULL, state, year, NULL)};
    }
    return table_cells(sheets, states->count + 1, year, dict, a);
}

static FileChange file_new(Store *s, const StoreFile *file, const Jurisdiction *state, Arena *a, Diag *d)
{
    const TypedName name = {state, s->request->years[0]};
    const Dictionary *dict = store_dictionary(s, name.year, d);
    const FigureFile *before = store_before(s, NULL, state, name.year, d);
    return (FileChange){.target = file->path,
                        .bytes = typed_new(name, dict, NULL, before, store_schema(s, name.year), a)};
}

/* As --state takes it. */
static const char *made_state(const StateChoice *states)
{
    return states->count > 1 ? "all" : states->items[0]->code.s;
}

static Str files_make(Store *s, const StateChoice *states, Arena *a, Diag *d)
{
    FileChange *files = ARENA_ARRAY(a, FileChange, states->count + 1);
    Buf said = {.arena = a};
    size_t made = 0, kept = 0;
    int year = s->request->years[0];
    const char *folder = s->request->folders.office;
    bool is_begun = !path_exists(folder) && folder_make(folder, a, d);
    bool is_locked = store_lock_to_change(s, &year, 1, d);
    for (size_t i = 0; i <= states->count && is_locked; i++) {
        const Jurisdiction *state = i ? states->items[i - 1] : NULL;
        const StoreFile *file = store_figures(s, state, year);
        if (!file->exists) {
            files[made++] = file_new(s, file, state, a, d);
            buf_printf(&said, "%s: new\n", str_shown(a, str_from(file->path)).s);
        } else if (i && states->count == 1 && !made) {
            diag_error(d, DIAG_WRITE, nowhere, "'%s' exists; nothing is written over it", file->path);
        } else {
            kept++;
        }
    }
    bool is_written = !diag_errors(d) && file_write_all(files, made, a, d);
    store_unmake(s);
    if (!is_written && is_begun)
        rmdir(folder);
    if (!is_written)
        return (Str){0};
    if (kept)
        buf_printf(&said, "%zu %s before and %s left as %s\n", kept, kept == 1 ? "file existed" : "files existed",
                   kept == 1 ? "is" : "are", kept == 1 ? "it is" : "they are");
    if (made)
        buf_printf(&said,
                   "next: type the figures; 'ncmec-pdf check --year %d' finds mistakes in them, 'ncmec-pdf --state %s "
                   "--year %d' makes %s\n",
                   year, made_state(states), year, states->count > 1 ? "the sheets" : "the sheet");
    return buf_str(&said);
}

int new_run(const Request *r, Arena *a, Diag *d)
{
    StateChoice states;
    Str said = {0};
    bool is_table = r->csv || r->xlsx || target_is_workbook(r);
    if (r->force && !is_table)
        diag_error(d, DIAG_USAGE, nowhere,
                   "'--force' replaces a table, and files of figures are never written over; add --xlsx or --csv, or "
                   "leave it out");
    if (r->target && !is_table)
        diag_error(
            d, DIAG_USAGE, nowhere,
            "'-o' names a table, and files of figures have their own names; add --xlsx or --csv, or leave it out");
    Store *s = diag_errors(d) ? NULL : store_open(r, a, d);
    const Dictionary *dict = s && !diag_errors(d) ? store_dictionary(s, r->years[0], d) : NULL;
    if (dict && states_choose(r->state, s->jurisdictions, &states, a, d)) {
        TableCells cells;
        if (is_table)
            cells = table_empty(s, &states, dict, a), table_write(r, &cells, a, d);
        else
            said = files_make(s, &states, a, d);
    }
    return command_end(r, said, d);
}
