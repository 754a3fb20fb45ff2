/* "ncmec-pdf new": files, or a table, for a year to come, with every key in its place and nothing in them that somebody
   would have to delete. Also "ncmec-pdf schema", by which editors check such files. What exists is never written. */
#include "options.h"
#include "src/run/targets.h"
#include "src/store/edit.h"
#include "src/store/folders.h"
#include "src/store/office.h"
#include "src/store/list.h"

static const Mark nowhere;

static bool states_wanted(Invocation *in, const Office *office, StateChoice *states)
{
    if (!in->options->state)
        return diag_error(in->diag, DIAG_USAGE, nowhere, "no state is given; add one, as in --state TX or --state all");
    return states_choose(in->options->state, office->jurisdictions, states, in->arena, in->diag);
}

/* Headings for all figures, a row for the nation and for each state. */
static Str table_empty(const Invocation *in, const Office *office, const StateChoice *states)
{
    Buf out = {.arena = in->arena};
    const Dictionary *dict = office->dictionary;
    cell_put(&out, STR("state"), true);
    cell_put(&out, STR("year"), false);
    cell_put(&out, STR("status"), false);
    for (size_t i = 0; i < dict->count; i++)
        cell_put(&out, dict->items[i].key, false);
    row_end(&out);
    for (size_t row = 0; row <= states->count; row++) {
        cell_put(&out, row ? states->items[row - 1]->code : STR("US"), true);
        cell_put(&out, str_printf(in->arena, "%d", in->options->year), false);
        cell_put(&out, STR("draft"), false);
        for (size_t i = 0; i < dict->count; i++)
            cell_put(&out, STR(""), false);
        row_end(&out);
    }
    return buf_str(&out);
}

static FileChange file_new(const Invocation *in, const Office *office, const Jurisdiction *jurisdiction)
{
    int year = in->options->year;
    const FigureFile *before = office_before(in, office, jurisdiction, year);
    Str text =
        typed_new((TypedName){jurisdiction, year}, office->dictionary, NULL, before, office_schema(in), in->arena);
    return (FileChange){.target = office_path(in, year, jurisdiction), .bytes = text};
}

void new_run(Invocation *in)
{
    const Options *o = in->options;
    Office office;
    StateChoice states;
    size_t made = 0, kept = 0;
    if (!o->year) {
        diag_error(in->diag, DIAG_USAGE, nowhere, "no year is given; add one, as in --year 2024");
        return;
    }
    if (o->force && !o->csv) {
        diag_error(
            in->diag, DIAG_USAGE, nowhere,
            "'--force' replaces a table, and files of figures are never written over; add --csv, or leave it out");
        return;
    }
    if (!office_read(in, &office) || !states_wanted(in, &office, &states))
        return;
    if (o->csv) {
        target_write(in, TARGET_CSV, true, table_empty(in, &office, &states));
        return;
    }
    FileChange *files = ARENA_ARRAY(in->arena, FileChange, states.count + 1);
    Buf said = {.arena = in->arena};
    for (size_t i = 0; i <= states.count; i++) {
        FileChange file = file_new(in, &office, i ? states.items[i - 1] : NULL);
        if (!path_exists(file.target)) {
            files[made++] = file;
            buf_printf(&said, "%s: new\n", file.target);
        } else if (i && states.count == 1) {
            diag_error(in->diag, DIAG_WRITE, nowhere, "'%s' exists; nothing is written over it", file.target);
        } else {
            kept++;
        }
    }
    if (diag_errors(in->diag) || !office_write(in, o->year, files, made))
        return;
    if (kept)
        buf_printf(&said, "%zu %s before and %s left as %s\n", kept, kept == 1 ? "file existed" : "files existed",
                   kept == 1 ? "is" : "are", kept == 1 ? "it is" : "they are");
    in->said = buf_str(&said);
}

void schema_run(Invocation *in)
{
    Office office;
    if (office_read(in, &office))
        target_write(in, TARGET_SCHEMA, false, schema_text(office.dictionary, office.jurisdictions, in->arena));
}
