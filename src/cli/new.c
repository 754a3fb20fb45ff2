/* "ncmec-pdf new": files, or a table, for a year to come, with every key in its place and nothing in them that somebody
   would have to delete. Also "ncmec-pdf schema", by which editors check such files. What exists is never written. */
#include "command.h"
#include "src/run/targets.h"
#include "src/store/edit.h"
#include "src/store/folders.h"
#include "src/store/list.h"
#include "src/store/office.h"

static const Mark nowhere;

static bool states_wanted(const Request *r, const Office *office, StateChoice *states, Arena *a, Diag *d)
{
    if (!r->state)
        return diag_error(d, DIAG_USAGE, nowhere, "no state is given; add one, as in --state TX or --state all");
    return states_choose(r->state, office->jurisdictions, states, a, d);
}

/* Headings for all figures, a row for the nation and for each state. */
static Str table_empty(const Request *r, const Office *office, const StateChoice *states, Arena *a)
{
    Buf out = {.arena = a};
    const Dictionary *dict = office->dictionary;
    cell_put(&out, STR("state"), true);
    cell_put(&out, STR("year"), false);
    cell_put(&out, STR("status"), false);
    for (size_t i = 0; i < dict->count; i++)
        cell_put(&out, dict->items[i].key, false);
    row_end(&out);
    for (size_t row = 0; row <= states->count; row++) {
        cell_put(&out, row ? states->items[row - 1]->code : STR("US"), true);
        cell_put(&out, str_printf(a, "%d", r->years[0]), false);
        cell_put(&out, STR("draft"), false);
        for (size_t i = 0; i < dict->count; i++)
            cell_put(&out, STR(""), false);
        row_end(&out);
    }
    return buf_str(&out);
}

static FileChange file_new(const Request *r, const Office *office, const Jurisdiction *jurisdiction, Arena *a, Diag *d)
{
    const TypedName name = {jurisdiction, r->years[0]};
    const FigureFile *before = office_before(r, office, name, a, d);
    return (FileChange){.target = office_path(r, name.year, jurisdiction, a),
                        .bytes = typed_new(name, office->dictionary, NULL, before, office_schema(r, a), a)};
}

static Str files_make(const Request *r, const Office *office, const StateChoice *states, Arena *a, Diag *d)
{
    FileChange *files = ARENA_ARRAY(a, FileChange, states->count + 1);
    Buf said = {.arena = a};
    size_t made = 0, kept = 0;
    for (size_t i = 0; i <= states->count; i++) {
        FileChange file = file_new(r, office, i ? states->items[i - 1] : NULL, a, d);
        if (!path_exists(file.target)) {
            files[made++] = file;
            buf_printf(&said, "%s: new\n", file.target);
        } else if (i && states->count == 1) {
            diag_error(d, DIAG_WRITE, nowhere, "'%s' exists; nothing is written over it", file.target);
        } else {
            kept++;
        }
    }
    if (diag_errors(d) || !office_write(r, r->years[0], files, made, a, d))
        return (Str){0};
    if (kept)
        buf_printf(&said, "%zu %s before and %s left as %s\n", kept, kept == 1 ? "file existed" : "files existed",
                   kept == 1 ? "is" : "are", kept == 1 ? "it is" : "they are");
    return buf_str(&said);
}

int new_run(const Request *r, Arena *a, Diag *d)
{
    Office office;
    StateChoice states;
    Str said = {0};
    if (!r->year_count)
        diag_error(d, DIAG_USAGE, nowhere, "no year is given; add one, as in --year 2024");
    else if (r->force && !r->csv)
        diag_error(
            d, DIAG_USAGE, nowhere,
            "'--force' replaces a table, and files of figures are never written over; add --csv, or leave it out");
    else if (office_read(r, &office, a, d) && states_wanted(r, &office, &states, a, d)) {
        if (r->csv)
            target_write(r, TARGET_CSV, true, table_empty(r, &office, &states, a), a, d);
        else
            said = files_make(r, &office, &states, a, d);
    }
    return command_end(r, said, d);
}

int schema_run(const Request *r, Arena *a, Diag *d)
{
    Office office;
    if (office_read(r, &office, a, d))
        target_write(r, TARGET_SCHEMA, false, schema_text(office.dictionary, office.jurisdictions, a), a, d);
    return command_end(r, (Str){0}, d);
}
