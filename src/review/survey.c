/* Reads files of figures, each once, and has them checked by the rules of src/data, and by the wording that would print
   them. A file that is there twice, to be checked and to be compared with, is one file here. */
#include "survey.h"

#include "ncmec/document.h"
#include "src/run/jobs.h"
#include "src/store/edit.h"
#include "src/store/folders.h"

#include <stdlib.h>
#include <string.h>

enum { NATION = -1, UNNAMED = -2 };

/* A file to check, or to compare with. */
typedef struct Typed {
    const char *path;
    Str folder;      /* that it stands in, "" for the current one; of a row the table's path */
    int named_year;  /* its folder's name, or 0 */
    int named_state; /* index of the jurisdiction that it is named after, NATION, or UNNAMED */
    bool is_row, is_given, has_gaps, is_neighbor;
    bool in_checked_year;
    const FigureFile *figures; /* NULL: not read yet, or after findings */
} Typed;

/* Where a path's file is. */
typedef struct Spot {
    bool is_compared; /* in 'compared', else in 'files' */
    size_t at;
} Spot;

/* The wording of one year, or of many. */
typedef struct Words {
    const char *path;
    int year;                 /* that it was held against */
    const Template *template; /* NULL after findings */
} Words;

struct Survey {
    const Request *request;
    Office office;
    Arena *arena;
    Arena *sheet; /* for one sheet's text */
    Diag *diag;
    Diag *quiet; /* what is found in files that are only compared with */
    Typed *files;
    size_t count, capacity;
    Typed **compared;
    size_t compared_count, compared_capacity;
    TextSet paths; /* of files and compared, but for rows */
    Spot *spots;   /* of each path */
    size_t spot_capacity;
    Words *words;
    size_t words_count, words_capacity;
    Buf read;
};

static const Mark nowhere;

/* ---- Names ---------------------------------------------------------------------------------------------------------
 */

static Str after_slash(Str path)
{
    size_t at = path.n;
    while (at > 0 && path.s[at - 1] != '/')
        at--;
    return str_slice(path, at, path.n);
}

static Str folder_of(Str path)
{
    Str name = after_slash(path);
    return str_slice(path, 0, path.n - name.n > 1 ? path.n - name.n - 1 : path.n - name.n);
}

static int year_named(Str name)
{
    int year = 0;
    if (name.n != 4)
        return 0;
    for (size_t i = 0; i < name.n; i++) {
        if (name.s[i] < '0' || name.s[i] > '9')
            return 0;
        year = year * 10 + (name.s[i] - '0');
    }
    return year;
}

static int state_named(const Survey *s, Str name)
{
    Str bare = str_ends(name, STR(".yaml"))  ? str_slice(name, 0, name.n - 5)
               : str_ends(name, STR(".yml")) ? str_slice(name, 0, name.n - 4)
                                             : name;
    if (str_eq(bare, STR("national")))
        return NATION;
    for (size_t i = 0; i < s->office.jurisdictions->count; i++)
        if (str_eq(bare, s->office.jurisdictions->items[i].code))
            return (int)i;
    return UNNAMED;
}

static Typed typed_named(const Survey *s, const char *path)
{
    Str whole = str_from(path), folder = folder_of(whole);
    return (Typed){.path = path,
                   .folder = folder,
                   .named_year = year_named(after_slash(folder)),
                   .named_state = state_named(s, after_slash(whole))};
}

/* The first of a path is the one that is found. */
static void path_note(Survey *s, const char *path, Spot spot)
{
    if (!textset_add(&s->paths, str_from(path)))
        return;
    size_t count = s->paths.count - 1;
    ARENA_ROOM(s->arena, s->spots, count, s->spot_capacity);
    s->spots[count] = spot;
}

static Typed *file_add(Survey *s, Typed file)
{
    if (!file.is_row)
        path_note(s, file.path, (Spot){false, s->count});
    ARENA_ROOM(s->arena, s->files, s->count, s->capacity);
    s->files[s->count] = file;
    return &s->files[s->count++];
}

void survey_add_figures(Survey *s, const char *path, const FigureFile *figures, bool has_gaps)
{
    Typed *t = file_add(s, typed_named(s, path));
    t->figures = figures;
    t->is_given = true;
    t->has_gaps = has_gaps;
}

void survey_add_neighbor(Survey *s, const char *path, const FigureFile *figures, bool has_gaps)
{
    survey_add_figures(s, path, figures, has_gaps);
    s->files[s->count - 1].is_neighbor = true;
}

static Typed *file_find(Survey *s, const char *path)
{
    size_t found = textset_find(&s->paths, str_from(path));
    if (found == SIZE_MAX)
        return NULL;
    Spot spot = s->spots[found];
    return spot.is_compared ? s->compared[spot.at] : &s->files[spot.at];
}

/* A file that is named twice is one. */
bool survey_add(Survey *s, const char *path)
{
    const Typed *known = file_find(s, path);
    return (known ? known : file_add(s, typed_named(s, path)))->named_state != UNNAMED;
}

void survey_add_neighbors(Survey *s, int year)
{
    NameList states = folder_states(s->request->folders.office, year, s->arena);
    for (size_t i = 0; i < states.count; i++) {
        const char *path =
            str_printf(s->arena, "%s/%d/%.*s.yaml", s->request->folders.office, year, STR_ARG(states.items[i])).s;
        if (!file_find(s, path))
            file_add(s, typed_named(s, path))->is_neighbor = true;
    }
}

/* ---- Reading -------------------------------------------------------------------------------------------------------
 */

static const Value *tree_read(Survey *s, const char *path, Diag *d)
{
    const Source *source = source_read(path, s->arena, d);
    if (!source)
        return NULL;
    buf_printf(&s->read, "read %s\n", path);
    return yaml_parse(source, s->arena, d);
}

/* The year typed where it is one, else the folder's: what is wrong with it is said by the reader of figures. */
static int year_of(const Typed *t, const Value *root, Diag *d)
{
    const Value *v = root->kind == VALUE_MAP ? value_get(root, STR("year")) : NULL;
    int typed = figures_year(root);
    if (!typed && t->named_year)
        return t->named_year;
    if (!typed)
        return v ? FIGURES_YEAR_FIRST : 0;
    if (t->named_year && typed != t->named_year) {
        diag_error(d, DIAG_MISMATCH, v->mark, "this file holds the figures of %d, but stands in the folder '%.*s'",
                   typed, STR_ARG(t->folder));
        diag_note(d, nowhere, "the file is '%s'", t->path);
    }
    return typed;
}

/* Whose figures they are: as typed where that is known, else as the file is named. NULL with *nation for the nation's.
 */
static const Jurisdiction *state_of(const Survey *s, const Typed *t, const Value *root, bool *nation, Diag *d)
{
    const Value *v = root->kind == VALUE_MAP ? value_get(root, STR("state")) : NULL;
    const Jurisdiction *typed =
        v && v->kind == VALUE_SCALAR ? jurisdiction_find(s->office.jurisdictions, str_trim(v->text)) : NULL;
    const Jurisdiction *named = t->named_state >= 0 ? &s->office.jurisdictions->items[t->named_state] : NULL;
    *nation = t->named_state == NATION || (t->named_state == UNNAMED && !v);
    if (*nation)
        return NULL;
    if (typed && named && typed != named) {
        diag_error(d, DIAG_MISMATCH, v->mark, "this file holds the figures of %.*s (%.*s), but is named after %.*s",
                   STR_ARG(typed->in_sentence), STR_ARG(typed->code), STR_ARG(named->in_sentence));
        diag_note(d, nowhere, "the file is '%s'", t->path);
    }
    if (!typed && !named)
        diag_error(d, DIAG_VALUE, v->mark, "unknown state '%.*s'; type a postal code or a name", STR_ARG(v->text));
    return typed ? typed : named;
}

static void typed_read(Survey *s, Typed *t, Diag *d)
{
    bool nation = false;
    const Value *root = tree_read(s, t->path, d);
    if (!root)
        return;
    const Jurisdiction *state = state_of(s, t, root, &nation, d);
    int year = year_of(t, root, d);
    if (!state && !nation)
        return;
    if (!year) {
        diag_error(d, DIAG_MISSING_KEY, root->mark, "the file does not say its year; add 'year: 2023'");
        return;
    }
    t->figures = figures_read(root, s->office.dictionary, s->office.jurisdictions, state, year, s->arena, d);
}

/* A file that others are compared with: one that is checked anyway, or read for this. */
static const Typed *compared(Survey *s, const char *path)
{
    const Typed *found = file_find(s, path);
    if (found)
        return found;
    Typed *t = ARENA_NEW(s->arena, Typed);
    *t = typed_named(s, path);
    if (path_exists(path))
        typed_read(s, t, s->quiet);
    path_note(s, path, (Spot){true, s->compared_count});
    ARENA_ROOM(s->arena, s->compared, s->compared_count, s->compared_capacity);
    s->compared[s->compared_count++] = t;
    return t;
}

/* ---- Tables --------------------------------------------------------------------------------------------------------
 */

void survey_add_table(Survey *s, const char *path)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->files[i].is_row && strcmp(s->files[i].path, path) == 0)
            return;
    const Source *source = source_read(path, s->arena, s->diag);
    if (!source)
        return;
    buf_printf(&s->read, "read %s\n", path);
    const Table *table = table_read(source, s->office.dictionary, s->office.jurisdictions, s->arena, s->diag);
    int year = !table ? 0 : s->request->years[0] ? s->request->years[0] : table_year(table, s->diag);
    for (size_t i = 0; year && i < table->count; i++) {
        const TableSheet *sheet = &table->sheets[i];
        Typed *t = file_add(s, (Typed){.path = path, .folder = str_from(path), .named_state = UNNAMED, .is_row = true});
        t->figures = figures_read(typed_complete(sheet->root, year, s->arena), s->office.dictionary,
                                  s->office.jurisdictions, sheet->jurisdiction, year, s->arena, s->diag);
        t->named_state = sheet->jurisdiction ? (int)(sheet->jurisdiction - s->office.jurisdictions->items) : NATION;
    }
}

/* ---- Wording -------------------------------------------------------------------------------------------------------
 */

/* The wording of a year: read once, and held once against each year. */
static const Template *words_of(Survey *s, const Dataset *data)
{
    const char *path = s->request->template_file ? s->request->template_file
                                                 : template_path(&s->request->folders, data->year, s->arena);
    const Words *known = NULL;
    for (size_t i = 0; i < s->words_count; i++)
        if (strcmp(s->words[i].path, path) == 0) {
            known = &s->words[i];
            if (known->year == data->year)
                return known->template;
        }
    const Value *root = known ? NULL : tree_read(s, path, s->diag);
    const Template *template = known  ? known->template
                               : root ? template_read(root, s->office.dictionary, s->arena, s->diag)
                                      : NULL;
    if (template)
        template_check_year(template, data, s->diag);
    ARENA_ROOM(s->arena, s->words, s->words_count, s->words_capacity);
    s->words[s->words_count++] = (Words){path, data->year, template};
    return template;
}

/* What the sheet would say: fills it, and forgets it. What is wrong in the same words with every sheet is told once. */
static void words_check(Survey *s, const Dataset *data)
{
    const Template *template = words_of(s, data);
    if (!template)
        return;
    arena_reset(s->sheet);
    Diag *found = diag_new(s->sheet);
    const Document *document = document_make(template, NULL, data, NULL, s->sheet, found);
    if (document)
        document_check(document, template, data, s->sheet, found);
    diag_take(s->diag, found);
}

/* ---- Checking ------------------------------------------------------------------------------------------------------
 */

/* The file called 'name' of 'year': beside 't' where its folder is named after a year, else in the office's folder. */
static const char *sibling(const Survey *s, const Typed *t, int year, const char *name)
{
    if (!t->named_year)
        return str_printf(s->arena, "%s/%d/%s", s->request->folders.office, year, name).s;
    Str parent = folder_of(t->folder);
    return str_printf(s->arena, "%.*s%s%d/%s", STR_ARG(parent), parent.n ? "/" : "", year, name).s;
}

/* The nation's file of the same year: of a row, that of its table where there is one. */
static const Typed *nation_of(Survey *s, const Typed *t)
{
    for (size_t i = 0; i < s->count && t->is_row; i++)
        if (s->files[i].is_row && s->files[i].named_state == NATION && str_eq(s->files[i].folder, t->folder))
            return &s->files[i];
    return compared(s, sibling(s, t, t->figures->year, "national.yaml"));
}

static const FigureFile *before_of(Survey *s, const Typed *t, const Jurisdiction *jurisdiction)
{
    Str bare = jurisdiction ? jurisdiction->code : STR("national");
    int year = t->figures->year - 1;
    const FigureFile *before =
        compared(s, sibling(s, t, year, str_printf(s->arena, "%.*s.yaml", STR_ARG(bare)).s))->figures;
    return before && before->year == year ? before : NULL;
}

/* What a file and the nation's say together. */
static void sheet_check(Survey *s, const Typed *t, const Typed *nation)
{
    const FigureFile *file = t->figures;
    Dataset data = {.dictionary = s->office.dictionary,
                    .jurisdiction = file->jurisdiction,
                    .year = file->year,
                    .state = file,
                    .nation = nation->figures};
    dataset_check(&data, s->diag);
    if (t->has_gaps || nation->has_gaps)
        return;
    data.state_before = before_of(s, t, file->jurisdiction);
    data.nation_before = before_of(s, t, NULL);
    words_check(s, &data);
}

static void file_check(Survey *s, const Typed *t)
{
    const FigureFile *file = t->figures;
    const Typed *nation = file->jurisdiction ? nation_of(s, t) : NULL;
    /* The nation's figures concern all that stands beside them. */
    bool nation_is_new = nation && nation->is_given && !nation->is_neighbor;
    if (!t->is_neighbor)
        lint_file(s->office.dictionary, s->office.jurisdictions, file, s->diag);
    if (nation && nation->figures && (nation_is_new || !t->is_neighbor))
        sheet_check(s, t, nation);
    const FigureFile *before = t->is_neighbor ? NULL : before_of(s, t, file->jurisdiction);
    if (before)
        lint_change(s->office.dictionary, file, before, s->diag);
}

/* The same findings, in whatever order the files came. */
static int code_order(const void *a, const void *b)
{
    const FigureFile *const *left = a, *const *right = b;
    return str_compare((*left)->jurisdiction->code, (*right)->jurisdiction->code);
}

static void years_check(Survey *s)
{
    const FigureFile **states = ARENA_ARRAY(s->arena, const FigureFile *, s->count);
    for (size_t i = 0; i < s->count; i++) {
        const Typed *first = &s->files[i];
        size_t count = 0;
        if (!first->figures || first->in_checked_year)
            continue;
        for (size_t k = i; k < s->count; k++) {
            Typed *t = &s->files[k];
            if (!t->figures || t->figures->year != first->figures->year || !str_eq(t->folder, first->folder))
                continue;
            t->in_checked_year = true;
            if (t->figures->jurisdiction)
                states[count++] = t->figures;
        }
        qsort(states, count, sizeof *states, code_order);
        lint_year(s->office.dictionary, nation_of(s, first)->figures, states, count, s->arena, s->diag);
    }
}

/* ---- The survey ----------------------------------------------------------------------------------------------------
 */

Survey *survey_new(const Request *r, const Office *office, Arena *a, Diag *d)
{
    Survey *s = ARENA_NEW(a, Survey);
    *s = (Survey){.request = r,
                  .office = *office,
                  .arena = a,
                  .diag = d,
                  .quiet = diag_new(a),
                  .paths = {.arena = a},
                  .read = {.arena = a}};
    for (size_t i = 0; i < 2; i++)
        buf_printf(&s->read, "read %.*s\n", STR_ARG(office->files[i]));
    return s;
}

void survey_run(Survey *s)
{
    s->sheet = arena_new();
    for (size_t i = 0; i < s->count; i++)
        if (!s->files[i].is_row && !s->files[i].is_given)
            typed_read(s, &s->files[i], s->files[i].is_neighbor ? s->quiet : s->diag);
    for (size_t i = 0; i < s->count; i++)
        if (s->files[i].figures)
            file_check(s, &s->files[i]);
    years_check(s);
    arena_free(s->sheet);
}

size_t survey_count(const Survey *s)
{
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++)
        count += !s->files[i].is_neighbor;
    return count;
}

size_t survey_rows(const Survey *s)
{
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++)
        count += s->files[i].is_row;
    return count;
}

Str survey_files(const Survey *s)
{
    return buf_str(&s->read);
}
