/* "ncmec-pdf check": reads figures, makes no sheet, and says all that is wrong with them: each file by itself, against
   the nation's, against the year before, and a year's states together. What is only looked at for comparison (the
   nation's file, the year before) has its own findings left out: they belong to a check of that file. */
#include "command.h"
#include "folders.h"
#include "ncmec/data.h"
#include "options.h"
#include "output.h"

#include <string.h>

enum { NATION = -1, UNNAMED = -2 };

/* A file to check, or to compare with. */
typedef struct Typed {
    const char *path;
    Str folder;      /* that it stands in, "" for the current one */
    int named_year;  /* its folder's name, or 0 */
    int named_state; /* index of the jurisdiction that it is named after, NATION, or UNNAMED */
    const FigureFile *figures;
} Typed;

typedef struct Checker {
    const Options *options;
    const NcmecFolders *folders;
    const Jurisdictions *states;
    const Dictionary *dictionary;
    Arena *arena;
    Diag *diag;
    Diag *quiet; /* what is found in files that are only compared with */
    Typed *files;
    size_t count, capacity;
    Typed **compared;
    size_t compared_count, compared_capacity;
    Buf read; /* names, for -v */
} Checker;

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

static int state_named(const Checker *c, Str name)
{
    Str bare = str_ends(name, STR(".yaml"))  ? str_slice(name, 0, name.n - 5)
               : str_ends(name, STR(".yml")) ? str_slice(name, 0, name.n - 4)
                                             : name;
    if (str_eq(bare, STR("national")))
        return NATION;
    for (size_t i = 0; i < c->states->count; i++)
        if (str_eq(bare, c->states->items[i].code))
            return (int)i;
    return UNNAMED;
}

static Typed typed_named(const Checker *c, const char *path)
{
    Str whole = str_from(path), folder = folder_of(whole);
    return (Typed){.path = path,
                   .folder = folder,
                   .named_year = year_named(after_slash(folder)),
                   .named_state = state_named(c, after_slash(whole))};
}

static void file_add(Checker *c, const char *path)
{
    ARENA_ROOM(c->arena, c->files, c->count, c->capacity);
    c->files[c->count++] = typed_named(c, path);
}

/* ---- Reading -------------------------------------------------------------------------------------------------------
 */

static const Value *tree_read(Checker *c, const char *path, Diag *d)
{
    const Source *source = source_read(path, c->arena, d);
    if (!source)
        return NULL;
    buf_printf(&c->read, "read %s\n", path);
    return yaml_parse(source, c->arena, d);
}

/* The year typed where it is one, else the folder's: what is wrong with it is said by the reader of figures. */
static int year_of(const Typed *t, const Value *root, Diag *d)
{
    const Value *v = root->kind == VALUE_MAP ? value_get(root, STR("year")) : NULL;
    int typed = v && v->kind == VALUE_SCALAR ? year_named(str_trim(v->text)) : 0;
    if (typed < FIGURES_YEAR_FIRST || typed > FIGURES_YEAR_LAST) {
        if (!v && !t->named_year)
            return 0;
        return t->named_year ? t->named_year : FIGURES_YEAR_FIRST;
    }
    if (t->named_year && typed != t->named_year) {
        diag_error(d, DIAG_MISMATCH, v->mark, "this file holds the figures of %d, but stands in the folder '%.*s'",
                   typed, STR_ARG(t->folder));
        diag_note(d, nowhere, "the file is '%s'", t->path);
    }
    return typed;
}

/* Whose figures they are: as typed where that is known, else as the file is named. NULL with *nation for the nation's.
 */
static const Jurisdiction *state_of(const Checker *c, const Typed *t, const Value *root, bool *nation, Diag *d)
{
    const Value *v = root->kind == VALUE_MAP ? value_get(root, STR("state")) : NULL;
    const Jurisdiction *typed = v && v->kind == VALUE_SCALAR ? jurisdiction_find(c->states, str_trim(v->text)) : NULL;
    const Jurisdiction *named = t->named_state >= 0 ? &c->states->items[t->named_state] : NULL;
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

static void typed_read(Checker *c, Typed *t, Diag *d)
{
    bool nation = false;
    const Value *root = tree_read(c, t->path, d);
    if (!root)
        return;
    const Jurisdiction *state = state_of(c, t, root, &nation, d);
    int year = year_of(t, root, d);
    if (!state && !nation)
        return;
    if (!year) {
        diag_error(d, DIAG_MISSING_KEY, root->mark, "the file does not say its year; add 'year: 2023'");
        return;
    }
    t->figures = figures_read(root, c->dictionary, c->states, state, year, c->arena, d);
}

/* A file that others are compared with: one that is checked anyway, or read for this; NULL where there is none. */
static const FigureFile *compared(Checker *c, const char *path)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->files[i].path, path) == 0)
            return c->files[i].figures;
    for (size_t i = 0; i < c->compared_count; i++)
        if (strcmp(c->compared[i]->path, path) == 0)
            return c->compared[i]->figures;
    Typed *t = ARENA_NEW(c->arena, Typed);
    *t = typed_named(c, path);
    if (path_exists(path))
        typed_read(c, t, c->quiet);
    ARENA_ROOM(c->arena, c->compared, c->compared_count, c->compared_capacity);
    c->compared[c->compared_count++] = t;
    return t->figures;
}

/* ---- Which files ---------------------------------------------------------------------------------------------------
 */

static void year_select(Checker *c, int year, const char *state)
{
    const char *office = c->folders->office;
    if (!state) {
        NameList states = folder_states(office, year, c->arena);
        if (states.error)
            diag_error(c->diag, DIAG_READ, nowhere, "cannot read the folder '%s/%d': %s", office, year,
                       strerror(states.error));
        for (size_t i = 0; i < states.count; i++) {
            const char *path = str_printf(c->arena, "%s/%d/%.*s.yaml", office, year, STR_ARG(states.items[i])).s;
            file_add(c, path);
            if (c->files[c->count - 1].named_state == UNNAMED)
                diag_error(c->diag, DIAG_MISMATCH, nowhere, "'%s' is named after no state; rename or remove it", path);
        }
        file_add(c, str_printf(c->arena, "%s/%d/national.yaml", office, year).s);
        return;
    }
    const char *path = str_printf(c->arena, "%s/%d/%s.yaml", office, year, state).s;
    if (path_exists(path) || !c->options->all_years)
        file_add(c, path);
}

static bool folder_select(Checker *c)
{
    const Options *o = c->options;
    const char *code = NULL;
    bool all_states = !o->state || strcmp(o->state, "all") == 0;
    if (!all_states) {
        Str word = str_from(o->state);
        const Jurisdiction *state = jurisdiction_find(c->states, word);
        Str meant = state ? state->code : jurisdiction_nearest(c->states, word);
        if (!state)
            return meant.n ? diag_error(c->diag, DIAG_USAGE, nowhere, "unknown state '%s'; did you mean '%.*s'?",
                                        o->state, STR_ARG(meant))
                           : diag_error(c->diag, DIAG_USAGE, nowhere, "unknown state '%s'", o->state);
        code = str_terminated(c->arena, state->code);
    }
    for (size_t i = 0; i < o->year_count; i++)
        year_select(c, o->years[i], code);
    if (o->year_count)
        return true;
    NameList years = folder_years(c->folders->office, c->arena);
    if (years.error)
        return diag_error(c->diag, DIAG_READ, nowhere, "cannot read the folder '%s': %s", c->folders->office,
                          strerror(years.error));
    for (size_t i = 0; i < years.count; i++)
        year_select(c, year_named(years.items[i]), code);
    return c->count > 0 || diag_error(c->diag, DIAG_READ, nowhere, "there are no figures in '%s'", c->folders->office);
}

static bool files_select(Checker *c)
{
    const Options *o = c->options;
    bool all = o->operand_count == 1 && strcmp(o->operands[0], "all") == 0;
    if (o->operand_count == 0 || all)
        return folder_select(c);
    if (o->state || o->year || o->all_years)
        return diag_error(c->diag, DIAG_USAGE, nowhere,
                          "files are named, and a state or year as well; give the one or the other");
    for (size_t i = 0; i < o->operand_count; i++)
        file_add(c, o->operands[i]);
    return true;
}

/* ---- Checking ------------------------------------------------------------------------------------------------------
 */

/* The file called 'name' of 'year': beside 't' where its folder is named after a year, else in the office's folder. */
static const char *sibling(const Checker *c, const Typed *t, int year, const char *name)
{
    if (!t->named_year)
        return str_printf(c->arena, "%s/%d/%s", c->folders->office, year, name).s;
    Str parent = folder_of(t->folder);
    return str_printf(c->arena, "%.*s%s%d/%s", STR_ARG(parent), parent.n ? "/" : "", year, name).s;
}

static void file_check(Checker *c, const Typed *t)
{
    const FigureFile *file = t->figures;
    lint_file(c->dictionary, c->states, file, c->diag);
    const char *name =
        file->jurisdiction ? str_printf(c->arena, "%.*s.yaml", STR_ARG(file->jurisdiction->code)).s : "national.yaml";
    if (file->jurisdiction) {
        Dataset data = {.dictionary = c->dictionary,
                        .jurisdiction = file->jurisdiction,
                        .year = file->year,
                        .state = file,
                        .nation = compared(c, sibling(c, t, file->year, "national.yaml"))};
        if (data.nation)
            dataset_check(&data, c->diag);
    }
    const FigureFile *before = compared(c, sibling(c, t, file->year - 1, name));
    if (before && before->year == file->year - 1)
        lint_change(c->dictionary, file, before, c->diag);
}

/* Whether an earlier file is of the same folder and year, so that its year is checked already. */
static bool is_year_done(const Checker *c, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (c->files[i].figures && c->files[i].figures->year == c->files[at].figures->year &&
            str_eq(c->files[i].folder, c->files[at].folder))
            return true;
    return false;
}

static void years_check(Checker *c)
{
    const FigureFile **states = ARENA_ARRAY(c->arena, const FigureFile *, c->count);
    for (size_t i = 0; i < c->count; i++) {
        const Typed *first = &c->files[i];
        size_t count = 0;
        if (!first->figures || is_year_done(c, i))
            continue;
        for (size_t k = i; k < c->count; k++) {
            const FigureFile *file = c->files[k].figures;
            if (file && file->jurisdiction && file->year == first->figures->year &&
                str_eq(c->files[k].folder, first->folder))
                states[count++] = file;
        }
        lint_year(c->dictionary, compared(c, sibling(c, first, first->figures->year, "national.yaml")), states, count,
                  c->arena, c->diag);
    }
}

/* ---- What is said --------------------------------------------------------------------------------------------------
 */

static Str summary(const Checker *c)
{
    Buf text = {.arena = c->arena};
    size_t errors = diag_errors(c->diag), warnings = diag_warnings(c->diag);
    if (c->options->verbose)
        buf_put(&text, buf_str(&c->read));
    buf_printf(&text, "%zu file%s checked: ", c->count, c->count == 1 ? "" : "s");
    if (errors + warnings == 0)
        buf_put(&text, STR("nothing found"));
    if (errors)
        buf_printf(&text, "%zu error%s", errors, errors == 1 ? "" : "s");
    if (warnings)
        buf_printf(&text, "%s%zu warning%s", errors ? ", " : "", warnings, warnings == 1 ? "" : "s");
    buf_put(&text, STR("\n"));
    return buf_str(&text);
}

static void explain(Invocation *v)
{
    Buf text = {.arena = v->arena};
    Str names[DIAG_CODE_COUNT], wanted = str_from(v->options->explain);
    bool all = str_eq(wanted, STR("all"));
    for (DiagCode code = 0; code < DIAG_CODE_COUNT; code++) {
        names[code] = diag_word(code);
        if (all || str_eq(wanted, names[code]))
            buf_printf(&text, "%s%.*s (%s)\n%s\n", text.n ? "\n" : "", STR_ARG(names[code]),
                       diag_severity(code) == SEVERITY_ERROR ? "error" : "warning", diag_meaning(code));
    }
    if (text.n) {
        output_print(buf_str(&text), v->diag);
        return;
    }
    Str meant = str_nearest(wanted, names, DIAG_CODE_COUNT);
    if (meant.n)
        diag_error(v->diag, DIAG_USAGE, nowhere, "unknown code '%.*s'; did you mean '%.*s'?", STR_ARG(wanted),
                   STR_ARG(meant));
    else
        diag_error(v->diag, DIAG_USAGE, nowhere, "unknown code '%.*s'; --explain all lists them", STR_ARG(wanted));
}

static bool rules_read(Checker *c)
{
    const char *names[] = {"jurisdictions.yaml", "measures.yaml"};
    const Value *states = tree_read(c, shared_path(c->folders, &names[0], 1, c->arena), c->diag);
    const Value *dictionary = tree_read(c, shared_path(c->folders, &names[1], 1, c->arena), c->diag);
    c->states = states ? jurisdictions_read(states, c->arena, c->diag) : NULL;
    c->dictionary = dictionary ? dictionary_read(dictionary, c->arena, c->diag) : NULL;
    return c->states && c->dictionary;
}

void check_run(Invocation *v)
{
    if (v->options->explain) {
        explain(v);
        return;
    }
    Checker *c = ARENA_NEW(v->arena, Checker);
    *c = (Checker){.options = v->options, .folders = &v->folders, .arena = v->arena, .diag = v->diag};
    c->read.arena = v->arena;
    c->quiet = diag_new(v->arena);
    if (!rules_read(c) || !files_select(c))
        return;
    for (size_t i = 0; i < c->count; i++)
        typed_read(c, &c->files[i], c->diag);
    for (size_t i = 0; i < c->count; i++)
        if (c->files[i].figures)
            file_check(c, &c->files[i]);
    years_check(c);
    v->said = summary(c);
}
