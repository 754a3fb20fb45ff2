/* "ncmec-pdf import": figures from a spreadsheet into typed files. An import is
   checked as the files would be that it makes, with what stands beside them, before a byte is written; then all files
   change or none. Findings name cells, or lines of files where these contradict a cell. */
#include "command.h"
#include "src/review/check.h"
#include "src/store/edit.h"

/* One typed file that the table speaks about. */
typedef struct Target {
    const TableSheet *sheet;
    const StoreFile *file; /* as it is */
    int year;
    size_t changes;
} Target;

typedef struct Importer {
    const Request *request;
    Arena *arena;
    Diag *diag;
    Store *store;
    const Table *table;
    Survey *survey;
    Dictionary lenient; /* what a draft lacks is no finding of its import */
    YearList years;
    Target *targets;
    size_t count;
    Buf changes; /* as they are shown */
} Importer;

/* ---- Reading ---- */

/* Without the empty cells of figures that the file has: they erase nothing. */
static const TableSheet *sheet_filled(const TableSheet *sheet, const Value *file, Arena *a)
{
    const Value *old = value_get(file, STR("figures")), *map = value_get(sheet->root, STR("figures"));
    Field *fields = ARENA_ARRAY(a, Field, map->count), *heads = ARENA_ARRAY(a, Field, sheet->root->count);
    size_t count = 0;
    for (size_t i = 0; i < map->count; i++) {
        const Value *typed = value_scalar(old, map->fields[i].key);
        if (map->fields[i].value->text.n || !typed || !str_trim(typed->text).n)
            fields[count++] = map->fields[i];
    }
    for (size_t i = 0; i < sheet->root->count; i++) {
        heads[i] = sheet->root->fields[i];
        if (heads[i].value == map)
            heads[i].value = map_new(fields, count, map->mark, a);
    }
    TableSheet *filled = ARENA_NEW(a, TableSheet);
    *filled = *sheet;
    filled->root = map_new(heads, sheet->root->count, sheet->root->mark, a);
    return filled;
}

/* The file as it is; it is checked as it will be. False after findings. */
static bool target_read(Importer *m, const TableSheet *sheet, int year, Target *target)
{
    const StoreFile *file = store_figures(m->store, sheet->jurisdiction, year);
    sheet = sheet_filled(sheet, file->root, m->arena);
    *target = (Target){.sheet = sheet, .file = file, .year = year};
    if (file->exists && !file->root)
        return diag_take(m->diag, file->findings), false;
    const Value *over = file->root ? sheet->root : typed_complete(sheet->root, year, m->arena);
    file = store_overlay(m->store, file, over, year, &m->lenient);
    store_replace(m->store, file);
    survey_add(m->survey, file);
    return true;
}

/* What a check would say once all is written. A draft of the nation bounds the states as far as it goes. */
static void years_check(Importer *m)
{
    for (size_t y = 0; y < m->years.count; y++) {
        int year = m->years.items[y];
        StateChoice states = store_states(m->store, year, m->diag);
        survey_add_neighbor(m->survey, store_figures(m->store, NULL, year));
        for (size_t i = 0; i < states.count; i++)
            survey_add_neighbor(m->survey, store_figures(m->store, states.items[i], year));
    }
    survey_run(m->survey);
}

/* ---- Changes ---- */

static void change_note(Importer *m, Target *target, Str key, Str old, Str new, Mark at)
{
    const Jurisdiction *jurisdiction = target->sheet->jurisdiction;
    char cell[CELL_NAME_MAX] = "";
    if (str_eq(old, new))
        return;
    mark_cell(at, cell);
    target->changes++;
    Str state = jurisdiction ? jurisdiction->code : STR("US");
    Str year = m->years.count > 1 ? str_printf(m->arena, " %d", target->year) : STR("");
    buf_shown(&m->changes, str_printf(m->arena, "%.*s:%s: %.*s%.*s %.*s: %.*s -> %.*s", STR_ARG(at.source->name), cell,
                                      STR_ARG(state), STR_ARG(year), STR_ARG(key), STR_ARG(old.n ? old : STR("none")),
                                      STR_ARG(new)));
    buf_char(&m->changes, '\n');
}

static Str on_one_line(Str text, Arena *a)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < text.n; i++)
        buf_put(&out, text.s[i] == '\n' ? STR(" | ") : str_slice(text, i, i + 1));
    return buf_str(&out);
}

static void changes_find(Importer *m, Target *target)
{
    Arena *a = m->arena;
    const Value *old = value_get(target->file->root, STR("figures")), *before;
    const Value *root = target->sheet->root, *figures = value_get(root, STR("figures"));
    for (size_t i = 0; i < root->count; i++) {
        const Field *field = &root->fields[i];
        before = value_get(target->file->root, field->key);
        Mark at = field->value->mark;
        if (field->value->kind == VALUE_LIST)
            change_note(m, target, field->key, on_one_line(notes_text(before, a), a),
                        on_one_line(notes_text(field->value, a), a), at);
        else if (field->value->kind == VALUE_SCALAR && !str_eq(field->key, STR("state")))
            change_note(m, target, field->key, before ? str_trim(before->text) : (Str){0}, field->value->text, at);
    }
    for (size_t i = 0; i < figures->count; i++) {
        const Field *field = &figures->fields[i];
        const Measure *measure = &m->store->dictionary->items[dictionary_find(m->store->dictionary, field->key)];
        before = value_get(old, field->key);
        change_note(m, target, field->key, before ? typed_figure(before, measure, a) : (Str){0},
                    typed_figure(field->value, measure, a), field->value->mark);
    }
}

/* ---- Writing ---- */

static bool target_text(Importer *m, const Target *target, Str *text)
{
    const TypedName name = {target->sheet->jurisdiction, target->year};
    if (target->file->root)
        return typed_edit(target->file->root, m->store->dictionary, target->sheet->root, text, m->arena, m->diag);
    *text =
        typed_new(name, m->store->dictionary, target->sheet->root,
                  store_before(m->store, name.jurisdiction, target->year, m->diag), store_schema(m->store), m->arena);
    return true;
}

static bool changes_write(Importer *m, size_t *written)
{
    Arena *a = m->arena;
    FileChange *files = ARENA_ARRAY(a, FileChange, m->count);
    size_t errors = diag_errors(m->diag);
    *written = 0;
    for (size_t i = 0; i < m->count; i++) {
        const Target *t = &m->targets[i];
        FileChange file = {.target = t->file->path, .exists = t->file->root != NULL};
        if (t->file->root)
            file.before = t->file->root->mark.source->text;
        if (t->changes && target_text(m, t, &file.bytes))
            files[(*written)++] = file;
    }
    return diag_errors(m->diag) == errors && file_write_all(files, *written, a, m->diag);
}

/* ---- What is said ---- */

static Str counted(Arena *a, size_t n, const char *one, const char *many)
{
    return str_printf(a, "%zu %s", n, n == 1 ? one : many);
}

static Str import_text(Importer *m, bool wrote, size_t written)
{
    Arena *a = m->arena;
    size_t changes = 0, files = 0;
    for (size_t i = 0; i < m->count; i++) {
        changes += m->targets[i].changes;
        files += m->targets[i].changes > 0;
    }
    Buf out = {.arena = a};
    buf_printf(&out, "%.*s: read as %.*s; %.*s in %.*s\n", STR_ARG(str_shown(a, m->table->source->name)),
               STR_ARG(m->table->read_as), STR_ARG(counted(a, changes, "change", "changes")),
               STR_ARG(counted(a, files, "file", "files")));
    if (m->table->count > m->count)
        buf_printf(&out, "%.*s of other years not read\n",
                   STR_ARG(counted(a, m->table->count - m->count, "row", "rows")));
    if (wrote)
        buf_printf(&out, "%.*s written\n", STR_ARG(counted(a, written, "file", "files")));
    else if (changes)
        buf_put(&out, STR("nothing is written yet; add --write\n"));
    return buf_str(&out);
}

/* ---- The commands ---- */

static bool import_read(Importer *m)
{
    const Request *r = m->request;
    Arena *a = m->arena;
    Diag *d = m->diag;
    size_t errors = diag_errors(d);
    if (r->operands.count != 1)
        return diag_error(d, DIAG_USAGE, nowhere, "name one table, as in: ncmec-pdf import figures.csv --year 2024");
    m->store = store_open(r, a, d);
    m->table = diag_errors(d) == errors ? store_table(m->store, r->operands.items[0], d) : NULL;
    if (m->table)
        m->years = store_table_years(m->store, m->table, d);
    for (size_t y = 0; y < m->years.count && r->write; y++)
        if (!store_lock_to_change(m->store, m->years.items[y], d))
            return false;
    if (!m->years.count)
        return false;
    m->lenient = *m->store->dictionary;
    m->lenient.drafts_have_gaps = true;
    m->survey = survey_new(m->store, a, d);
    m->targets = ARENA_ARRAY(a, Target, m->table->count);
    for (size_t y = 0; y < m->years.count; y++)
        for (size_t i = 0; i < m->table->count; i++)
            if (sheet_is_of(&m->table->sheets[i], m->years.items[y]))
                m->count += target_read(m, &m->table->sheets[i], m->years.items[y], &m->targets[m->count]);
    years_check(m);
    return diag_errors(d) == errors;
}

int import_run(const Request *r, Arena *a, Diag *d)
{
    Importer m = {.request = r, .arena = a, .diag = d, .changes = {.arena = a}};
    size_t written = 0;
    bool is_read = import_read(&m), writes = is_read && r->write && diag_exit(d, r->strict) == EXIT_CODE_DONE;
    for (size_t i = 0; i < m.count && is_read; i++)
        changes_find(&m, &m.targets[i]);
    bool failed = !is_read || (writes && !changes_write(&m, &written));
    if (m.store)
        store_unmake(m.store);
    if (failed)
        return command_end(r, (Str){0}, d);
    if (!r->quiet)
        file_print(buf_str(&m.changes), d);
    return command_end(r, import_text(&m, writes, written), d);
}
