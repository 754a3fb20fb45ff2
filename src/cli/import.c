/* "ncmec-pdf import" and "ncmec-pdf export": figures from a spreadsheet into typed files, and back. An import is
   checked as the files would be that it makes, with what stands beside them, before a byte is written; then all files
   change or none. Findings name cells, or lines of files where these contradict a cell. */
#include "command.h"
#include "src/review/survey.h"
#include "src/run/targets.h"
#include "src/store/edit.h"
#include "src/store/folders.h"
#include "src/store/office.h"

static const Mark nowhere;

/* One typed file that the table speaks about. */
typedef struct Target {
    const TableSheet *sheet;
    const char *path;
    const Source *source;   /* NULL: the file is new */
    const Value *root;      /* of the file; NULL likewise */
    const FigureFile *file; /* what it would hold; NULL after findings */
    size_t changes;
} Target;

typedef struct Importer {
    const Request *request;
    Arena *arena;
    Diag *diag;
    Office office;
    const Table *table;
    Survey *survey;
    Dictionary lenient; /* every figure may be 'not available' in it */
    int year;
    Target *targets;
    size_t count;
    Buf changes; /* as they are shown */
} Importer;

/* ---- Reading -------------------------------------------------------------------------------------------------------
 */

static bool target_read(Importer *m, const TableSheet *sheet, Target *target)
{
    *target = (Target){.sheet = sheet, .path = office_path(m->request, m->year, sheet->jurisdiction, m->arena)};
    if (!path_exists(target->path))
        return true;
    target->source = source_read(target->path, m->arena, m->diag);
    target->root = target->source ? yaml_parse(target->source, m->arena, m->diag) : NULL;
    return target->root != NULL;
}

static Dictionary lenient_of(const Dictionary *dict, Arena *a)
{
    Measure *items = ARENA_ARRAY(a, Measure, dict->count);
    for (size_t i = 0; i < dict->count; i++) {
        items[i] = dict->items[i];
        if (items[i].kinds)
            items[i].kinds |= 1U << FIGURE_NOT_AVAILABLE;
    }
    return (Dictionary){items, dict->count};
}

/* What a draft lacks is no finding of its import: there it counts as not available. */
static const Value *gaps_fill(const Importer *m, const Value *root, const Jurisdiction *jurisdiction)
{
    Arena *a = m->arena;
    const Dictionary *dict = m->office.dictionary;
    const Value *status = value_get(root, STR("status")), *figures = value_get(root, STR("figures"));
    if (!status || status->kind != VALUE_SCALAR || !str_eq(status->text, STR("draft")) || !figures ||
        figures->kind != VALUE_MAP)
        return root;
    Field *fields = ARENA_ARRAY(a, Field, dict->count);
    size_t count = 0;
    for (size_t i = 0; i < dict->count; i++) {
        const Measure *measure = &dict->items[i];
        const Value *v = value_get(figures, measure->key);
        bool lacks = !v || (v->kind == VALUE_SCALAR && !str_trim(v->text).n);
        if (lacks && measure->scope & (jurisdiction ? SCOPE_STATE : SCOPE_NATION))
            fields[count++] = (Field){measure->key, figures->mark, scalar_new(STR("not available"), figures->mark, a)};
    }
    if (!count)
        return root;
    Value *gaps = ARENA_NEW(a, Value), *over = ARENA_NEW(a, Value);
    Field *field = ARENA_NEW(a, Field);
    *gaps = (Value){.kind = VALUE_MAP, .mark = figures->mark, .fields = fields, .count = count};
    *field = (Field){STR("figures"), figures->mark, gaps};
    *over = (Value){.kind = VALUE_MAP, .mark = root->mark, .fields = field, .count = 1};
    return tree_merge(root, over, a);
}

static void target_check(Importer *m, Target *target)
{
    Arena *a = m->arena;
    const Value *over = target->sheet->root;
    const Value *merged = target->root ? tree_merge(target->root, over, a) : typed_complete(over, m->year, a);
    const Value *filled = gaps_fill(m, merged, target->sheet->jurisdiction);
    target->file = figures_read(filled, filled == merged ? m->office.dictionary : &m->lenient, m->office.jurisdictions,
                                target->sheet->jurisdiction, m->year, a, m->diag);
    survey_add_figures(m->survey, target->path, target->file, filled != merged);
}

/* What a check would say once all is written. A draft of the nation bounds the states as far as it goes. */
static void year_check(Importer *m)
{
    const char *path = office_path(m->request, m->year, NULL, m->arena);
    Diag *quiet = diag_new(m->arena);
    bool is_target = table_find(m->table, NULL) != NULL;
    const Source *source = !is_target && path_exists(path) ? source_read(path, m->arena, m->diag) : NULL;
    const Value *root = source ? yaml_parse(source, m->arena, quiet) : NULL;
    if (root && root->kind == VALUE_MAP) {
        const Value *filled = gaps_fill(m, root, NULL);
        const FigureFile *figures =
            figures_read(filled, &m->lenient, m->office.jurisdictions, NULL, m->year, m->arena, quiet);
        survey_add_neighbor(m->survey, path, figures, filled != root);
    }
    survey_add_neighbors(m->survey, m->year);
    survey_run(m->survey);
}

/* ---- Changes -------------------------------------------------------------------------------------------------------
 */

static void change_note(Importer *m, Target *target, Str key, Str old, Str new, Mark at)
{
    const Jurisdiction *jurisdiction = target->sheet->jurisdiction;
    char cell[CELL_NAME_MAX] = "";
    if (str_eq(old, new))
        return;
    mark_cell(at, cell);
    target->changes++;
    buf_printf(&m->changes, "%.*s:%s: %.*s %.*s: %.*s -> %.*s\n", STR_ARG(at.source->name), cell,
               STR_ARG(jurisdiction ? jurisdiction->code : STR("US")), STR_ARG(key), STR_ARG(old.n ? old : STR("none")),
               STR_ARG(new));
}

static Str scalar_of(const Value *map, Str key)
{
    const Value *v = map && map->kind == VALUE_MAP ? value_get(map, key) : NULL;
    return v && v->kind == VALUE_SCALAR ? str_trim(v->text) : (Str){0};
}

static void changes_find(Importer *m, Target *target)
{
    Arena *a = m->arena;
    const Value *old = target->root ? value_get(target->root, STR("figures")) : NULL;
    const Value *root = target->sheet->root, *figures = value_get(root, STR("figures"));
    for (size_t i = 0; i < root->count; i++) {
        const Field *field = &root->fields[i];
        if (field->value->kind == VALUE_SCALAR && !str_eq(field->key, STR("state")))
            change_note(m, target, field->key, scalar_of(target->root, field->key), field->value->text,
                        field->value->mark);
    }
    for (size_t i = 0; i < figures->count; i++) {
        const Field *field = &figures->fields[i];
        const Measure *measure = &m->office.dictionary->items[dictionary_find(m->office.dictionary, field->key)];
        const Value *before = old && old->kind == VALUE_MAP ? value_get(old, field->key) : NULL;
        change_note(m, target, field->key, before ? typed_figure(before, measure, a) : (Str){0},
                    typed_figure(field->value, measure, a), field->value->mark);
    }
}

/* ---- Writing -------------------------------------------------------------------------------------------------------
 */

static bool target_text(Importer *m, const Target *target, Str *text)
{
    Arena *a = m->arena;
    const TypedName name = {target->sheet->jurisdiction, m->year};
    if (target->root)
        return typed_edit(target->root, m->office.dictionary, target->sheet->root, text, a, m->diag);
    *text = typed_new(name, m->office.dictionary, target->sheet->root,
                      office_before(m->request, &m->office, name, a, m->diag), office_schema(m->request, a), a);
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
        FileChange file = {.target = t->path, .exists = t->source != NULL};
        if (t->source)
            file.before = t->source->text;
        if (t->changes && target_text(m, t, &file.bytes))
            files[(*written)++] = file;
    }
    return diag_errors(m->diag) == errors && office_write(m->request, m->year, files, *written, a, m->diag);
}

/* ---- What is said --------------------------------------------------------------------------------------------------
 */

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
    const char *separator = m->table->separator == ';'    ? "semicolons"
                            : m->table->separator == '\t' ? "tabs"
                            : m->table->separator == ','  ? "commas"
                                                          : "the separator it names";
    Buf out = {.arena = a};
    buf_printf(&out, "%.*s: read as %s, separated by %s; %.*s in %.*s\n", STR_ARG(m->table->source->name),
               m->table->windows_1252 ? "Windows-1252" : "UTF-8", separator,
               STR_ARG(counted(a, changes, "change", "changes")), STR_ARG(counted(a, files, "file", "files")));
    if (wrote)
        buf_printf(&out, "%.*s written\n", STR_ARG(counted(a, written, "file", "files")));
    else if (changes)
        buf_put(&out, STR("nothing is written yet; add --write\n"));
    return buf_str(&out);
}

/* ---- The commands --------------------------------------------------------------------------------------------------
 */

static bool import_read(Importer *m)
{
    const Request *r = m->request;
    Arena *a = m->arena;
    Diag *d = m->diag;
    size_t errors = diag_errors(d);
    if (r->operand_count != 1)
        return diag_error(d, DIAG_USAGE, nowhere, "name one table, as in: ncmec-pdf import figures.csv --year 2024");
    if (!r->years[0])
        return diag_error(d, DIAG_USAGE, nowhere, "no year is given; add one, as in --year 2024");
    m->year = r->years[0];
    if (!office_read(r, &m->office, a, d))
        return false;
    m->lenient = lenient_of(m->office.dictionary, a);
    const Source *source = source_read(r->operands[0], a, d);
    m->table = source ? table_read(source, m->office.dictionary, m->office.jurisdictions, a, d) : NULL;
    if (!m->table)
        return false;
    m->survey = survey_new(r, &m->office, a, d);
    m->targets = ARENA_ARRAY(a, Target, m->table->count);
    for (size_t i = 0; i < m->table->count; i++) {
        Target *target = &m->targets[m->count];
        if (target_read(m, &m->table->sheets[i], target)) {
            target_check(m, target);
            m->count++;
        }
    }
    year_check(m);
    return diag_errors(d) == errors;
}

int import_run(const Request *r, Arena *a, Diag *d)
{
    Importer m = {.request = r, .arena = a, .diag = d, .changes = {.arena = a}};
    size_t written = 0;
    if (!import_read(&m))
        return command_end(r, (Str){0}, d);
    for (size_t i = 0; i < m.count; i++)
        changes_find(&m, &m.targets[i]);
    bool writes = r->write && diag_exit(d, r->strict) == EXIT_CODE_DONE;
    if (writes && !changes_write(&m, &written))
        return command_end(r, (Str){0}, d);
    if (!r->quiet)
        file_print(buf_str(&m.changes), d);
    return command_end(r, import_text(&m, writes, written), d);
}

static void export_make(const Request *r, Arena *a, Diag *d)
{
    Office office;
    int year = r->years[0];
    if (!year) {
        diag_error(d, DIAG_USAGE, nowhere, "no year is given; add one, as in --year 2024");
        return;
    }
    if (!office_read(r, &office, a, d))
        return;
    size_t errors = diag_errors(d), count = 0;
    TableSheet *sheets = ARENA_ARRAY(a, TableSheet, office.jurisdictions->count + 1);
    for (size_t i = 0; i <= office.jurisdictions->count; i++) {
        const Jurisdiction *j = i ? &office.jurisdictions->items[i - 1] : NULL;
        const char *path = office_path(r, year, j, a);
        if (!path_exists(path))
            continue;
        const Source *source = source_read(path, a, d);
        const Value *root = source ? yaml_parse(source, a, d) : NULL;
        if (root && root->kind == VALUE_MAP)
            sheets[count++] = (TableSheet){.jurisdiction = j, .root = root};
    }
    if (!count && diag_errors(d) == errors)
        diag_error(d, DIAG_READ, nowhere, "there are no figures of %d: '%s/%d' holds none", year, r->folders.office,
                   year);
    if (diag_errors(d) == errors)
        target_write(r, TARGET_CSV, true, table_text(sheets, count, office.dictionary, a), a, d);
}

int export_run(const Request *r, Arena *a, Diag *d)
{
    export_make(r, a, d);
    return command_end(r, (Str){0}, d);
}
