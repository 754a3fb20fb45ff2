/* The one reader of typed files. A file of figures is read whole, even with mistakes in it, and kept with its findings
   under its path: a sheet, a check, an import and last year's comparison get the same answer. */
#include "store.h"

#include "edit.h"
#include "folders.h"
#include "src/base/file.h"
#include "src/base/hash.h"
#include "src/base/lock.h"
#include "src/base/read.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct StoreSet {
    TextSet paths;
    StoreFile **files; /* one a path */
    size_t capacity;
} StoreSet;

/* A text that is not figures: as a tree, or as a table. */
typedef struct StoreText {
    const char *path;
    const Source *source;
    const Value *root;
    const Table *table;
    const Dictionary *dictionary;
    const Diag *findings;
    uint32_t round;
} StoreText;

/* ---- Paths ---- */

static Str office_of(const Store *s)
{
    return str_from(s->request->folders.office);
}

/* What a path says of a file: whose it is (state NULL: the nation's), of which year, in which data folder. */
typedef struct PathFacts {
    bool is_named;
    const Jurisdiction *state;
    int year; /* 0: its folder is not a year's */
    Str folder, data_folder;
} PathFacts;

static PathFacts path_facts(const Store *s, const char *path)
{
    PathFacts facts = {.folder = str_from(path)};
    Str name = path_cut(&facts.folder);
    Str bare = str_ends(name, STR(".yaml"))  ? str_slice(name, 0, name.n - 5)
               : str_ends(name, STR(".yml")) ? str_slice(name, 0, name.n - 4)
                                             : name;
    facts.is_named = str_eq(bare, STR(NATION_STEM));
    for (size_t i = 0; i < s->jurisdictions->count && !facts.is_named; i++)
        if (str_eq(bare, s->jurisdictions->items[i].code)) {
            facts.is_named = true;
            facts.state = &s->jurisdictions->items[i];
        }
    facts.data_folder = facts.folder;
    facts.year = year_parse(path_cut(&facts.data_folder));
    return facts;
}

/* ---- Which files were read ---- */

void store_note(Store *s, const char *path)
{
    ARENA_NEXT(s->arena, s->read, s->read_count, s->read_capacity) =
        str_shown(s->files, str_from(path)).s; /* what is shared comes before the first drop */
}

static void note_once(Store *s, const char *path, uint32_t *round)
{
    if (*round != s->round)
        store_note(s, path);
    *round = s->round;
}

void store_share(Store *s)
{
    s->read_first = s->read_count;
}

static void round_begin(Store *s)
{
    s->read_count = s->read_first;
    s->round++;
}

static void passing_begin(Store *s)
{
    s->passing = ARENA_NEW(s->files, StoreSet);
    s->passing->paths.arena = s->files;
    round_begin(s);
}

void store_next(Store *s)
{
    enum { KEPT_MOST = 4 << 20 };
    if (s->request->language_count < 2 || s->files == s->arena ||
        arena_bytes(s->files) + arena_bytes(s->texts) > KEPT_MOST)
        store_drop(s, true);
    else
        round_begin(s);
}

void store_drop(Store *s, bool texts_too)
{
    if (s->files == s->arena) {
        s->files = arena_new();
        s->texts = arena_new();
    }
    arena_reset(s->files);
    if (texts_too)
        arena_reset(s->texts);
    passing_begin(s);
}

/* ---- Whose figures, and of which year ---- */

/* As asked, else as typed, else as the file is named. */
static bool owner_find(const Store *s, StoreFile *f, const PathFacts *path, const Jurisdiction **owner, Diag *d)
{
    const Value *v = value_get(f->root, STR("state"));
    Str text = str_trim(v ? v->text : (Str){0});
    const Jurisdiction *typed = text.n ? jurisdiction_find(s->jurisdictions, text) : NULL;
    *owner = f->asked.state;
    if (f->asked.is_known || (path->is_named && !path->state) || (!path->is_named && !v))
        return true;
    *owner = typed ? typed : path->state;
    f->is_misplaced = typed && path->state && typed != path->state;
    if (f->is_misplaced)
        diag_error(d, DIAG_MISMATCH, v->mark, "this file holds the figures of %.*s (%.*s), but is named after %.*s",
                   STR_ARG(typed->in_sentence), STR_ARG(typed->code), STR_ARG(path->state->in_sentence));
    return *owner || jurisdiction_named(s->jurisdictions, text, DIAG_VALUE, v->mark, d);
}

static int year_find(StoreFile *f, const PathFacts *path, Diag *d)
{
    const Value *v = value_get(f->root, STR("year"));
    int typed = figures_year(f->root);
    if (f->asked.year)
        return f->asked.year;
    f->is_misplaced = f->is_misplaced || (typed && path->year && typed != path->year);
    if (typed && path->year && typed != path->year)
        diag_error(d, DIAG_MISMATCH, v->mark, "this file holds the figures of %d, but is in the folder '%.*s'", typed,
                   STR_ARG(path->folder));
    if (typed || path->year)
        return typed ? typed : path->year;
    if (!v)
        diag_error(d, DIAG_MISSING_KEY, f->root->mark, "the file does not say its year; add 'year: 2023'");
    /* What is wrong with a year that is typed is said by figures_read(). */
    return v ? FIGURES_YEAR_FIRST : 0;
}

static void figures_fill(Store *s, StoreFile *f, bool may_lack, Arena *a, Diag *d)
{
    const PathFacts path = f->is_row ? (PathFacts){0} : path_facts(s, f->path);
    f->in_year = path.year != 0;
    f->data_folder = path.data_folder;
    const Jurisdiction *owner;
    bool is_known = owner_find(s, f, &path, &owner, d);
    int year = year_find(f, &path, d);
    const Dictionary *dict = is_known && year ? store_dictionary(s, year, d) : NULL;
    if (dict && may_lack) {
        Dictionary *lenient = ARENA_NEW(a, Dictionary);
        *lenient = *dict;
        lenient->drafts_have_gaps = true;
        dict = lenient;
    }
    if (dict)
        f->figures = figures_read(f->root, &(FiguresAsked){dict, s->jurisdictions, owner, year}, a, d);
}

/* ---- Files of figures ---- */

static StoreFile **set_find(const StoreSet *set, const char *path)
{
    size_t found = textset_find(&set->paths, str_from(path));
    return found == SIZE_MAX ? NULL : &set->files[found];
}

static void set_put(StoreSet *set, StoreFile *file)
{
    StoreFile **known = set_find(set, file->path);
    size_t count = set->paths.count;
    if (!known) {
        ARENA_ROOM(set->paths.arena, set->files, count, set->capacity);
        textset_add(&set->paths, str_from(file->path));
        known = &set->files[count];
    }
    *known = file;
}

/* Whether something of that name is there, though it may not be readable. */
static bool is_there(const char *path)
{
    return path_exists(path) || (errno != ENOENT && errno != ENOTDIR);
}

/* 'asked' gives what is known of the file before. Of the nation's file the year's other sheets will ask again. */
static const StoreFile *file_get(Store *s, StoreFile asked, bool is_kept)
{
    StoreFile **known = set_find(s->kept, asked.path);
    known = known ? known : set_find(s->passing, asked.path);
    if (known) {
        if ((*known)->exists)
            note_once(s, (*known)->path, &(*known)->round);
        return *known;
    }
    Arena *a = is_kept ? s->arena : s->files;
    StoreFile *f = ARENA_NEW(a, StoreFile);
    Diag *d = diag_new(a);
    *f = asked;
    f->path = str_copy(a, str_from(asked.path)).s;
    f->findings = d;
    const PathFacts facts = path_facts(s, f->path);
    bool may_read = !facts.year || folder_lock_to_read(str_terminated(s->files, facts.folder), d);
    f->exists = asked.exists || is_there(f->path);
    const Source *source = f->exists && may_read ? source_read(f->path, is_kept ? a : s->texts, d) : NULL;
    if (source)
        note_once(s, f->path, &f->round);
    f->root = source ? yaml_parse(source, a, d) : NULL;
    if (f->root)
        figures_fill(s, f, false, a, d);
    set_put(is_kept ? s->kept : s->passing, f);
    return f;
}

const StoreFile *store_figures(Store *s, const Jurisdiction *state, int year)
{
    return file_get(s, (StoreFile){.path = figures_path(office_of(s), state, year, s->files)}, !state);
}

const StoreFile *store_file(Store *s, const char *path, const Jurisdiction *asked, int asked_year)
{
    /* That a file named by the user is missing is for reading it to say. What --data names is read once: standard input
       cannot be read again. */
    const char *named = s->request->data_file;
    return file_get(s, (StoreFile){.path = path, .exists = true, .asked = {asked != NULL, asked, asked_year}},
                    named && strcmp(named, path) == 0);
}

const StoreFile *store_beside(Store *s, const StoreFile *file, const Jurisdiction *state, int year)
{
    Str folder = file->in_year ? file->data_folder : office_of(s);
    return file_get(s, (StoreFile){.path = figures_path(folder, state, year, s->files)}, !state);
}

const StoreFile *store_overlay(Store *s, const StoreFile *file, const Value *over, int asked_year, bool may_lack)
{
    StoreFile *f = ARENA_NEW(s->files, StoreFile);
    Diag *d = diag_new(s->files);
    *f = *file;
    f->is_new = true;
    f->is_misplaced = false;
    f->asked.year = asked_year ? asked_year : file->asked.year;
    f->figures = NULL;
    f->findings = d;
    f->root = tree_merge(file->root, over, s->files);
    figures_fill(s, f, may_lack, s->files, d);
    return f;
}

void store_replace(Store *s, const StoreFile *file)
{
    StoreFile *copy = ARENA_NEW(s->files, StoreFile);
    *copy = *file;
    set_put(set_find(s->kept, file->path) ? s->kept : s->passing, copy);
}

const FigureFile *store_compared(const StoreFile *file, const Jurisdiction *state, int year, Diag *d)
{
    const FigureFile *figures = file->figures;
    if (d && !(figures && figures->status == STATUS_DRAFT))
        diag_take_as_warnings(d, file->findings);
    return figures && !file->is_misplaced && figures->jurisdiction == state && figures->year == year ? figures : NULL;
}

const FigureFile *store_before(Store *s, const StoreFile *file, const Jurisdiction *state, int year, Diag *d)
{
    const StoreFile *before = file ? store_beside(s, file, state, year - 1) : store_figures(s, state, year - 1);
    const FigureFile *figures = store_compared(before, state, year - 1, d);
    const Dictionary *dict = figures ? store_dictionary(s, year, diag_new(s->files)) : NULL;
    return dict ? figures_by(figures, dict, s->files) : NULL;
}

bool store_has(const Store *s, const Jurisdiction *state, int year)
{
    return path_exists(figures_path(office_of(s), state, year, s->files));
}

/* ---- Writing ---- */

static const char *year_folder(const Store *s, int year)
{
    return str_printf(s->files, "%s/%d", s->request->folders.office, year).s;
}

const char *store_schema(Store *s, int year)
{
    return store_dictionary(s, year, diag_new(s->files)) != s->dictionary ? SCHEMA_NAME : "../" SCHEMA_NAME;
}

const char *store_schema_write(Store *s, int year, Diag *d)
{
    const Dictionary *dict = store_dictionary(s, year, d);
    const char *folder = dict == s->dictionary ? s->request->folders.office : year_folder(s, year);
    const char *path = str_printf(s->files, "%s/" SCHEMA_NAME, folder).s;
    bool is_there = path_exists(path) || !dict;
    return !is_there && file_write(path, schema_text(dict, s->jurisdictions, s->files), s->files, d) ? path : NULL;
}

static bool year_lock(Store *s, int year, Diag *d)
{
    bool made = false, locked = folder_lock_to_change(year_folder(s, year), &made, d);
    if (made)
        s->made_years[s->made_count++] = year;
    return locked;
}

size_t year_insert(int *years, size_t count, int year)
{
    size_t at = 0;
    while (at < count && years[at] < year)
        at++;
    if (at < count && years[at] == year)
        return count;
    memmove(&years[at + 1], &years[at], (count - at) * sizeof *years);
    years[at] = year;
    return count + 1;
}

/* 'changing' is the store where years are to be changed, else NULL. */
static bool years_lock(const Store *s, Store *changing, YearList years, Diag *d)
{
    int sorted[YEARS_MAX];
    size_t count = 0;
    bool locked = true;
    for (size_t i = 0; i < years.count; i++)
        count = year_insert(sorted, count, years.items[i]);
    for (size_t i = 0; i < count && locked; i++)
        locked = folder_lock_to_read(year_folder(s, sorted[i] - 1), d) &&
                 (changing ? year_lock(changing, sorted[i], d) : folder_lock_to_read(year_folder(s, sorted[i]), d));
    return locked;
}

bool store_lock_to_read(const Store *s, const int *years, size_t count, Diag *d)
{
    return years_lock(s, NULL, (YearList){years, count}, d);
}

bool store_lock_to_change(Store *s, const int *years, size_t count, Diag *d)
{
    const char *office = s->request->folders.office;
    s->made_office = !path_exists(office);
    if (s->made_office && !folder_make(office, s->files, d))
        return false;
    return years_lock(s, s, (YearList){years, count}, d);
}

void store_unmake(const Store *s)
{
    for (size_t i = 0; i < s->made_count; i++)
        rmdir(year_folder(s, s->made_years[i]));
    if (s->made_office)
        rmdir(s->request->folders.office);
}

/* ---- Other texts ---- */

/* Each is read once, and what was found is told each time: of many sheets all fail by it. */
static StoreText *text_get(Store *s, const char *path, Diag **reading)
{
    for (size_t i = 0; i < s->shared_count; i++)
        if (strcmp(s->shared[i].path, path) == 0) {
            *reading = NULL;
            return &s->shared[i];
        }
    StoreText *t = &ARENA_NEXT(s->arena, s->shared, s->shared_count, s->shared_capacity);
    *reading = diag_new(s->arena);
    *t = (StoreText){.path = str_copy(s->arena, str_from(path)).s, .findings = *reading};
    t->source = source_read(t->path, s->arena, *reading);
    return t;
}

static void text_told(Store *s, StoreText *t, Diag *d)
{
    if (t->source)
        note_once(s, t->path, &t->round);
    diag_take(d, t->findings);
}

static const Value *tree_get(Store *s, const char *path, Diag *d)
{
    Diag *reading;
    StoreText *t = text_get(s, path, &reading);
    if (reading && t->source)
        t->root = yaml_parse(t->source, s->arena, reading);
    text_told(s, t, d);
    return t->root;
}

static const char *shared(Store *s, const char *name)
{
    return shared_path(&s->request->folders, &name, 1, s->files);
}

const Value *store_wording(Store *s, int year, const Language *language, Diag *d)
{
    const char *given = s->request->template_file;
    return tree_get(s, given ? given : template_path(&s->request->folders, year, language, s->files), d);
}

size_t store_all_languages(Store *s, int year, const Language *languages[LANGUAGES_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < language_count; i++)
        if (path_exists(template_path(&s->request->folders, year, language_rows[i], s->files)))
            languages[count++] = language_rows[i];
    return count;
}

size_t store_languages(Store *s, int year, const Language *asked[LANGUAGES_MAX])
{
    const Request *r = s->request;
    size_t count = 0;
    for (size_t i = 0; i < r->language_count; i++)
        asked[count++] = r->languages[i];
    if (r->all_languages)
        count = store_all_languages(s, year, asked);
    if (!count)
        asked[count++] = NULL;
    return count;
}

const Value *store_packet_wording(Store *s, int year, const Language *language, Diag *d)
{
    return tree_get(s, wording_path(&s->request->folders, "packet", year, language, s->files), d);
}

enum { THEME_FOLDERS = 4 };

/* Where themes are, the office's first; 'asking' is the file of the theme that asks for another, or NULL. Returns how
   many. */
static size_t theme_folders(Store *s, const char *asking, const char *folders[THEME_FOLDERS])
{
    const Folders *all = &s->request->folders;
    const char *const data[] = {all->office, all->behind, all->shipped_data};
    size_t count = 0, shipped = sizeof data / sizeof *data - 1;
    for (size_t i = 0; i <= shipped; i++) {
        if (i == shipped && asking) /* once, though the folder behind may be the shipped one */
            folders[count++] = path_folder(asking, s->files);
        if (data[i])
            folders[count++] = str_printf(s->files, "%s/themes", data[i]).s;
    }
    return count;
}

/* NULL where there is none but the one that asks. */
static const char *theme_find(Store *s, Str name, const char *asking)
{
    const char *folders[THEME_FOLDERS];
    size_t count = theme_folders(s, asking, folders);
    for (size_t i = 0; i < count && name.n && str_find(name, STR("/"), 0) == name.n; i++) {
        const char *path = str_printf(s->files, "%s/%.*s.yaml", folders[i], STR_ARG(name)).s;
        if ((!asking || strcmp(path, asking) != 0) && path_exists(path))
            return path;
    }
    return NULL;
}

NameList store_themes(Store *s, const char *asking)
{
    const char *folders[THEME_FOLDERS];
    size_t count = theme_folders(s, asking, folders);
    TextSet names = {.arena = s->arena};
    for (size_t i = 0; i < count; i++) {
        NameList files = folder_names(folders[i], s->arena, NULL);
        for (size_t k = 0; k < files.count; k++)
            if (str_ends(files.items[k], STR(".yaml")) && files.items[k].s[0] != '.')
                textset_add(&names, str_slice(files.items[k], 0, files.items[k].n - 5));
    }
    return names_sorted((NameList){names.items, names.count, names.count});
}

/* "large" of "data/themes/large.yaml". */
static Str theme_name(Str path)
{
    return str_slice(path, name_start(path), path.n - (str_ends(path, STR(".yaml")) ? 5 : 0));
}

Str store_theme_name(const Source *theme)
{
    return theme_name(theme->name);
}

bool store_theme_is_shipped(const Store *s, const Source *theme)
{
    const Folders *all = &s->request->folders;
    return all->shipped_data && strcmp(all->shipped_data, all->office) != 0 &&
           str_starts(theme->name, str_printf(s->arena, "%s/", all->shipped_data));
}

static const Value *theme_unknown(Store *s, Str name, const char *asking, Mark at, Diag *d)
{
    NameList names = store_themes(s, asking);
    Buf all = {.arena = s->arena};
    Str itself = asking ? theme_name(str_from(asking)) : (Str){0};
    for (size_t i = 0; i < names.count; i++)
        if (!str_eq(names.items[i], itself))
            buf_printf(&all, "%s%.*s", all.n ? ", " : "", STR_ARG(names.items[i]));
    if (asking && str_eq(name, itself))
        return diag_error(d, DIAG_THEME, at, "the theme '%.*s' is based on itself; name another one: %.*s",
                          STR_ARG(name), STR_ARG(buf_str(&all))),
               NULL;
    const char *nearest = diag_nearest(d, name, names.items, names.count);
    if (theme_find(s, theme_name(name), asking))
        nearest = str_printf(s->arena, "; a theme is named without folder and '.yaml': write '%.*s'",
                             STR_ARG(theme_name(name)))
                      .s;
    diag_error(d, asking ? DIAG_THEME : DIAG_USAGE, at, "unknown theme '%.*s'%s", STR_ARG(name), nearest);
    diag_note(d, nowhere, "there are %.*s%s", STR_ARG(buf_str(&all)),
              !asking && !*nearest
                  ? str_printf(s->arena, "; begin it by 'ncmec-pdf new theme --theme %s'", str_word(s->arena, name).s).s
                  : "");
    return NULL;
}

const Value *store_theme(Store *s, const char *given, Diag *d)
{
    Str name = str_from(given ? given : "ncmec");
    const char *path = theme_find(s, name, NULL);
    bool is_file = str_find(name, STR("/"), 0) < name.n ||
                   (str_ends(name, STR(".yaml")) && !theme_find(s, theme_name(name), NULL));
    if (!path && given && !is_file && !path_exists(given))
        return theme_unknown(s, name, NULL, nowhere, d);
    return tree_get(s, path ? path : given ? given : shared(s, THEME_NAME), d);
}

const Value *store_theme_base(Store *s, const Value *base, Diag *d)
{
    const char *asking = str_terminated(s->files, base->mark.source->name);
    const char *path = theme_find(s, base->text, asking);
    return path ? tree_get(s, path, d) : theme_unknown(s, base->text, asking, base->mark, d);
}

const Value *store_statement(Store *s, Diag *d)
{
    const char *path = str_printf(s->files, "%s/statement.yaml", s->request->folders.office).s;
    return path_exists(path) ? tree_get(s, path, d) : NULL;
}

const char *store_theme_folder(const Store *s, const Source *theme, Arena *a)
{
    const char *behind = s->request->folders.behind, *path = str_terminated(a, theme->name);
    return behind && held_find(path) ? str_printf(a, "%s/themes", behind).s : path_folder(path, a);
}

const Source *store_silhouette(Store *s, const Jurisdiction *state, Diag *d)
{
    const char *path = shared(s, str_printf(s->files, "maps/%.*s.path", STR_ARG(state->code)).s);
    const Source *source = source_read(path, s->texts, d);
    if (source)
        store_note(s, path);
    return source;
}

Str store_silhouettes(Store *s, Arena *a)
{
    Buf lines = {.arena = a};
    const Jurisdictions *all = s->jurisdictions;
    NameList names = {.items = ARENA_ARRAY(a, Str, all->count), .count = all->count};
    for (size_t i = 0; i < all->count; i++)
        names.items[i] = str_printf(a, "%.*s.path", STR_ARG(all->items[i].code));
    names = names_sorted(names);
    for (size_t i = 0; i < names.count; i++) {
        const char *path = shared(s, str_printf(a, "maps/%s", names.items[i].s).s);
        const Source *source = source_read(path, a, diag_new(a));
        if (source)
            buf_printf(&lines, "%.*s  %s\n", STR_ARG(sha256_of(source->text, a)), names.items[i].s);
    }
    return sha256_of(buf_str(&lines), a);
}

const char *store_profile(Store *s, Str name)
{
    return str_copy(s->arena, str_from(shared(s, str_printf(s->files, "icc/%.*s", STR_ARG(name)).s))).s;
}

const char *store_fonts(Store *s)
{
    const Folders *folders = &s->request->folders;
    return str_printf(s->arena, "%s/fonts", folders->behind ? folders->behind : folders->office).s;
}

/* ---- Dictionaries ---- */

static const char *dictionary_path(const Store *s, int year, Arena *a)
{
    const char *const names[] = {str_printf(s->files, "%d/" MEASURES_NAME, year).s, MEASURES_NAME};
    return shared_path(&s->request->folders, names + !year, 1 + (year != 0), a);
}

/* What an office's dictionary with 'base: ncmec' comes to be: a year's is based on the one of all years, that on the
   shipped one. NULL after a finding. */
static const Value *dictionary_based(Store *s, const char *path, const Value *root, Diag *d)
{
    const Value *base = value_get(root, STR("base"));
    if (!base || base->kind != VALUE_SCALAR)
        return root;
    const char *shipped = s->request->folders.shipped_data;
    shipped = shipped ? str_printf(s->arena, "%s/" MEASURES_NAME, shipped).s : "";
    const char *under = strcmp(path, s->dictionary_path) != 0 ? s->dictionary_path : shipped;
    if (!str_eq(str_trim(base->text), STR("ncmec")) || strcmp(path, shipped) == 0)
        return diag_error(d, DIAG_VALUE, base->mark,
                          "a dictionary adds to the one that comes with the program: write 'base: ncmec', or take the "
                          "line out"),
               NULL;
    const Value *tree = tree_get(s, under, d);
    return tree && tree->kind == VALUE_MAP ? dictionary_merge(tree, root, s->arena) : NULL;
}

static const Dictionary *dictionary_get(Store *s, const char *path, Diag *d)
{
    Diag *reading;
    StoreText *t = text_get(s, path, &reading);
    const Value *root = reading && t->source ? yaml_parse(t->source, s->arena, reading) : NULL;
    if (root && root->kind == VALUE_MAP)
        root = dictionary_based(s, path, root, reading);
    if (root) {
        Diag *ignored;
        t = text_get(s, path, &ignored); /* which another text has moved */
        t->root = root;
        t->dictionary = dictionary_read(root, s->arena, reading);
    }
    text_told(s, t, d);
    return t->dictionary;
}

const Dictionary *store_dictionary(Store *s, int year, Diag *d)
{
    if (!year)
        return s->dictionary;
    const char **path = &s->dictionary_paths[year - FIGURES_YEAR_FIRST];
    if (!*path)
        *path = dictionary_path(s, year, s->arena);
    /* The shared one was read, and told of, when the store was opened. */
    return strcmp(*path, s->dictionary_path) == 0 ? s->dictionary : dictionary_get(s, *path, d);
}

/* Those of all years; findings about years that are not asked for are no matter. */
static Dictionaries dictionaries_all(Store *s, Diag *d)
{
    const Request *r = s->request;
    NameList names = folder_names(s->request->folders.office, s->files, NULL);
    YearDictionary *own = ARENA_ARRAY(s->files, YearDictionary, names.count);
    Dictionaries all = {.shared = s->dictionary, .own = own, .year = r->year_count == 1 ? r->years[0] : 0};
    for (size_t i = 0; i < names.count; i++) {
        int year = year_parse(names.items[i]);
        bool is_asked = !r->year_count;
        for (size_t k = 0; k < r->year_count; k++)
            is_asked = is_asked || r->years[k] == year;
        const Dictionary *dict = year ? store_dictionary(s, year, is_asked ? d : diag_new(s->files)) : NULL;
        if (dict && dict != s->dictionary)
            own[all.own_count++] = (YearDictionary){year, dict};
    }
    return all;
}

/* ---- Tables ---- */

const Table *store_table(Store *s, const char *path, Diag *d)
{
    Diag *reading;
    size_t errors = diag_errors(d);
    const Dictionaries dicts = dictionaries_all(s, d);
    if (diag_errors(d) > errors)
        return NULL;
    StoreText *t = text_get(s, path, &reading);
    if (reading && t->source)
        t->table = table_read(t->source, str_from(s->request->sheet ? s->request->sheet : ""), &dicts, s->jurisdictions,
                              s->arena, reading);
    if (reading && t->table && !table_titles_check(t->table, s->request->years, s->request->year_count, reading))
        t->table = NULL;
    text_told(s, t, d);
    return t->table;
}

YearList store_table_years(Store *s, const Table *table, Diag *d)
{
    const Request *r = s->request;
    int *years = ARENA_ARRAY(s->arena, int, table->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        int year = table->sheets[i].year ? table->sheets[i].year : r->year_count == 1 ? r->years[0] : 0;
        bool is_asked = !r->year_count || !year;
        for (size_t k = 0; k < r->year_count; k++)
            is_asked = is_asked || r->years[k] == year;
        if (!year) {
            const Value *typed = value_get(table->sheets[i].root, STR("year"));
            if (typed)
                year_read(typed->text, DIAG_VALUE, typed->mark, d);
            else
                diag_error(d, DIAG_USAGE, nowhere, "'%.*s' does not say its year; add --year 2023, or a column 'year'",
                           STR_ARG(table->source->name));
            return (YearList){years, 0};
        }
        if (is_asked)
            count = year_insert(years, count, year);
    }
    if (!count)
        diag_error(d, DIAG_MISMATCH, (Mark){table->source, 0, 0},
                   "the table holds no figures of %d; its rows are of "
                   "other years, as %d",
                   r->years[0], table->sheets[0].year);
    return (YearList){years, count};
}

int store_table_year(Store *s, const Table *table, Diag *d)
{
    YearList years = store_table_years(s, table, d);
    if (years.count > 1)
        diag_error(d, DIAG_USAGE, nowhere, "'%.*s' holds figures of %d to %d; choose by --year %d, or --year %d-%d",
                   STR_ARG(table->source->name), years.items[0], years.items[years.count - 1],
                   years.items[years.count - 1], years.items[0], years.items[years.count - 1]);
    return years.count == 1 ? years.items[0] : 0;
}

const StoreFile *store_row(Store *s, const Table *table, const TableSheet *row, int year)
{
    StoreFile *f = ARENA_NEW(s->files, StoreFile);
    Diag *d = diag_new(s->files);
    *f = (StoreFile){.path = table->source->name.s,
                     .exists = true,
                     .is_row = true,
                     .root = typed_complete(row->root, year, s->files),
                     .findings = d,
                     .asked = {true, row->jurisdiction, year}};
    figures_fill(s, f, false, s->files, d);
    return f;
}

/* ---- The store ---- */

Store *store_open(const Request *request, Arena *a, Diag *d)
{
    Store *s = ARENA_NEW(a, Store);
    *s = (Store){.request = request, .arena = a, .files = a, .texts = a};
    s->kept = ARENA_NEW(a, StoreSet);
    s->kept->paths.arena = a;
    passing_begin(s);
    const Value *states = tree_get(s, shared(s, JURISDICTIONS_NAME), d);
    s->jurisdictions = states ? jurisdictions_read(states, a, d) : NULL;
    s->dictionary_path = dictionary_path(s, 0, a);
    s->dictionary = dictionary_get(s, s->dictionary_path, d);
    return s;
}

void store_close(Store *s)
{
    if (!s || s->files == s->arena)
        return;
    arena_free(s->files);
    arena_free(s->texts);
}
