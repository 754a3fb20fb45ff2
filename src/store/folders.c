/* Finds the office's data folder, and the shipped one beside the program's own real path: ../share/ncmec-pdf when
   installed, the source tree when built. No path is compiled in, so an installation may be moved. */
#include "folders.h"

#include "ncmec/data.h"
#include "src/base/read.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

Str path_cut(Str *path)
{
    size_t at = name_start(*path);
    Str name = str_slice(*path, at, path->n);
    *path = str_slice(*path, 0, at > 1 ? at - 1 : at);
    return name;
}

const char *path_folder(const char *path, Arena *a)
{
    Str folder = str_from(path);
    path_cut(&folder);
    return folder.n ? str_copy(a, folder).s : ".";
}

bool path_same(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool path_exists(const char *path)
{
    struct stat status;
    if (held_find(path))
        return true;
    bool exists = lstat(path, &status) == 0;
    int why = errno;
    input_tell(INPUT_LOOKED, (FileState){.size = exists ? 0 : -1}, path);
    errno = why;
    return exists;
}

/* ---- Names ---- */

static bool is_state_file(Str name)
{
    return name.n == 7 && name.s[0] >= 'A' && name.s[0] <= 'Z' && name.s[1] >= 'A' && name.s[1] <= 'Z' &&
           str_ends(name, STR(".yaml"));
}

const char *data_name_use(Str name)
{
    static const struct {
        Str name; /* ending in a slash: all that is there */
        const char *use;
    } kept[] = {
        {{MEASURES_NAME, sizeof MEASURES_NAME - 1}, "the dictionary of figures"},
        {{"released.csv", 12}, "the ledger of what went out"},
        {{"statement.yaml", 14}, DATA_STATEMENT_USE},
        {{JURISDICTIONS_NAME, sizeof JURISDICTIONS_NAME - 1}, "the list of jurisdictions"},
        {{"figures.schema.json", 19}, DATA_SCHEMA_USE},
        {{"schemas/", 8}, DATA_SCHEMA_USE},
        {{"templates/", 10}, "wording"},
        {{"themes/", 7}, "a theme"},
        {{"maps/", 5}, "silhouettes"},
        {{"icc/", 4}, "color profiles"},
        {{"fonts/", 6}, "fonts"},
    };
    enum { KEPT = sizeof kept / sizeof *kept, YEAR = 4 };
    for (size_t i = 0; i < KEPT; i++)
        if (str_eq(name, kept[i].name) || (str_ends(kept[i].name, STR("/")) && str_starts(name, kept[i].name)))
            return kept[i].use;
    if (!year_parse(str_slice(name, 0, YEAR)) || name.n == YEAR || name.s[YEAR] != '/')
        return NULL;
    Str in_year = str_slice(name, YEAR + 1, name.n);
    if (str_starts(in_year, STR("templates/")))
        return "wording";
    return str_eq(in_year, STR(NATION_STEM ".yaml")) ? "the nation's figures"
           : str_eq(in_year, STR(MEASURES_NAME))     ? "the dictionary of figures"
           : str_eq(in_year, STR(SCHEMA_NAME))       ? DATA_SCHEMA_USE
           : is_state_file(in_year)                  ? "a state's figures"
                                                     : NULL;
}

static int name_order(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

NameList names_sorted(NameList names)
{
    if (names.count)
        qsort(names.items, names.count, sizeof *names.items, name_order);
    return names;
}

/* What is in a folder of texts that are held in memory. */
static NameList held_names(Str folder, Arena *a)
{
    NameList names = {0};
    TextSet seen = {.arena = a};
    for (size_t i = 0; held_path(i); i++) {
        Str path = str_from(held_path(i));
        if (path.n <= folder.n || path.s[folder.n] != '/' || !str_starts(path, folder))
            continue;
        Str name = str_slice(path, folder.n + 1, str_find(path, STR("/"), folder.n + 1));
        if (!textset_add(&seen, name))
            continue;
        ARENA_NEXT(a, names.items, names.count, names.capacity) = str_copy(a, name);
    }
    return names;
}

int64_t names_hash(const NameList *names, Arena *a)
{
    Buf all = {.arena = a};
    for (size_t i = 0; i < names->count; i++) {
        Str name = names->items[i];
        bool is_typed = str_find_any_case(name, STR(".y")) < name.n && !str_ends(name, STR("~"));
        if ((is_typed && name.s[0] != '.' && name.s[0] != '#') || year_parse(name))
            buf_printf(&all, "%.*s/", STR_ARG(name));
    }
    return (int64_t)(str_hash(buf_str(&all)) >> 1);
}

NameList folder_names(const char *folder, Arena *a, Diag *d)
{
    NameList names = held_names(str_from(folder), a);
    DIR *stream = opendir(folder);
    int error = stream || errno == ENOENT || errno == ENOTDIR ? 0 : errno;
    errno = 0;
    for (const struct dirent *entry; stream && (entry = readdir(stream)); errno = 0) {
        ARENA_NEXT(a, names.items, names.count, names.capacity) = str_copy(a, str_from(entry->d_name));
    }
    if (stream) {
        error = errno;
        closedir(stream);
    }
    if (error == ENOMEM)
        out_of_memory();
    if (error && d)
        diag_error(d, DIAG_READ, nowhere, "cannot read the folder '%s': %s", folder, strerror(error));
    names = names_sorted(names);
    if (inputs_are_told())
        input_tell(INPUT_LISTED, (FileState){.size = names_hash(&names, a)}, folder);
    return names;
}

/* ---- The shipped folders ---- */

const char *program_path(Arena *a)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    return n > 0 && (size_t)n < sizeof path ? str_copy(a, (Str){path, (size_t)n}).s : NULL;
}

static bool shipped_at(Str root, Folders *folders, Arena *a)
{
    const char *data = str_printf(a, "%.*s/data", STR_ARG(root)).s;
    const char *fonts = str_printf(a, "%.*s/fonts", STR_ARG(root)).s;
    if (!path_exists(str_printf(a, "%s/" MEASURES_NAME, data).s) || !is_folder(fonts))
        return false;
    folders->shipped_data = data;
    folders->shipped_fonts = fonts;
    return true;
}

static void shipped_find(const char *program, Folders *folders, Arena *a)
{
    if (!program || program[0] != '/')
        return;
    Str folder = str_from(program);
    path_cut(&folder);
    Str prefix = folder;
    path_cut(&prefix);
    if (shipped_at(str_printf(a, "%.*s/share/ncmec-pdf", STR_ARG(prefix)), folders, a))
        return;
    /* A build folder may lie deeper in the tree than build/. */
    for (; folder.n > 1; path_cut(&folder))
        if (shipped_at(folder, folders, a))
            return;
}

/* ---- The office's folder ---- */

bool is_data_folder(const char *path, Arena *a)
{
    NameList names = folder_names(path, a, NULL);
    for (size_t i = 0; i < names.count; i++) {
        const Str *name = &names.items[i];
        if (year_parse(*name) || str_eq(*name, STR(MEASURES_NAME)) || str_eq(*name, STR(JURISDICTIONS_NAME)) ||
            str_eq(*name, STR("templates")) || str_eq(*name, STR("themes")))
            return true;
    }
    return false;
}

/* Empty, or missing: one for a command that makes files in it. */
static bool is_folder_to_make(const char *path, Arena *a)
{
    return is_folder(path) ? folder_names(path, a, NULL).count == 2 : !path_exists(path);
}

static bool named_folder(const char *path, const char *named_by, Request *r, Arena *a, Diag *d)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return diag_error(d, DIAG_READ, nowhere, "cannot read the data folder '%s', named by %s: %s%s", path, named_by,
                          strerror(errno),
                          errno == ENOENT && r->folder_kind == FOLDER_TO_MAKE ? "; make the folder first" : "");
    if (!S_ISDIR(status.st_mode))
        return diag_error(d, DIAG_READ, nowhere, "the data folder '%s', named by %s, is not a folder", path, named_by);
    Str name = str_from(path);
    while (name.n > 1 && name.s[name.n - 1] == '/')
        name.n--;
    r->folders.office = str_copy(a, name).s;
    return true;
}

/* The shipped figures: in a folder of their own where the program is installed. */
static bool example_find(const Request *r, Folders *folders, Arena *a, Diag *d)
{
    const char *own = r->data_named && *r->data_named ? r->data_named : folders->office;
    if ((r->theme_file || r->template_file) && is_folder(own))
        folders->behind = own; /* a look of the office's, with its logo and fonts */
    const char *shipped = folders->shipped_data;
    for (int i = 0; i < 2 && shipped; i++) {
        const char *folder = i ? shipped : str_printf(a, "%s/../example", shipped).s;
        if (is_folder(str_printf(a, "%s/%d", folder, EXAMPLE_YEAR).s)) {
            folders->office = folder;
            return true;
        }
    }
    return diag_error(d, DIAG_READ, nowhere,
                      "the example figures are not installed with the program; begin with your own: ncmec-pdf new "
                      "--state CA --year %d",
                      EXAMPLE_YEAR + 1);
}

static bool refuse_none(const Request *r, Diag *d)
{
    const char *office = r->folders.office;
    if (is_folder(office))
        diag_error(d, DIAG_READ, nowhere,
                   "no data folder: './data' holds no year, no measures.yaml or jurisdictions.yaml, no templates or "
                   "themes; use --data-dir FOLDER");
    else if (path_exists(office))
        diag_error(d, DIAG_READ, nowhere, "no data folder: './data' is a file; use --data-dir FOLDER");
    else
        diag_error(
            d, DIAG_READ, nowhere,
            "no data folder: './data' does not exist; use --data-dir FOLDER, or begin one: ncmec-pdf new --state "
            "CA --year %d",
            EXAMPLE_YEAR + 1);
    if (r->data_file && !table_named(r->data_file))
        diag_note(
            d, nowhere,
            "'%s' holds one state's figures, and its sheet prints some of the nation, too: they are read from the "
            "data folder, as in data/%d/" NATION_STEM ".yaml",
            r->data_file, EXAMPLE_YEAR);
    return false;
}

bool folders_find(Request *r, const char *program, Arena *a, Diag *d)
{
    Folders *folders = &r->folders;
    *folders = (Folders){.office = "data"};
    shipped_find(program, folders, a);
    if (r->folder_kind == FOLDER_EXAMPLE)
        return example_find(r, folders, a, d);
    if (r->data_dir)
        return named_folder(r->data_dir, "--data-dir", r, a, d);
    if (r->data_named && *r->data_named)
        return named_folder(r->data_named, "NCMEC_PDF_DATA", r, a, d);
    if (is_data_folder(folders->office, a) ||
        (r->folder_kind == FOLDER_TO_MAKE && is_folder_to_make(folders->office, a)))
        return true;
    return refuse_none(r, d);
}

const char *shared_path(const Folders *from, const char *const *names, size_t count, Arena *a)
{
    const char *folders[] = {from->office, from->behind, from->shipped_data};
    for (size_t f = 0; f < sizeof folders / sizeof *folders; f++)
        for (size_t i = 0; i < count && folders[f]; i++) {
            const char *path = str_printf(a, "%s/%s", folders[f], names[i]).s;
            if (path_exists(path))
                return path;
        }
    return str_printf(a, "%s/%s", from->office, names[count - 1]).s;
}

const char *wording_stem(const char *stem, const Language *language, Arena *a)
{
    bool is_said = language && language != &language_english;
    return is_said ? str_printf(a, "%s.%s", stem, language->tag).s : stem;
}

const char *wording_name(int year, Str named, Arena *a)
{
    return year ? str_printf(a, "%d/templates/%.*s.yaml", year, STR_ARG(named)).s
                : str_printf(a, "templates/%.*s.yaml", STR_ARG(named)).s;
}

const char *wording_path(const Folders *folders, const char *stem, int year, const Language *language, Arena *a)
{
    Str named = str_from(wording_stem(stem, language, a));
    const char *names[] = {wording_name(year, named, a), wording_name(0, named, a)};
    return shared_path(folders, names + !year, 1 + (year != 0), a);
}

const char *template_path(const Folders *folders, int year, const Language *language, Arena *a)
{
    return wording_path(folders, "fact-sheet", year, language, a);
}

const char *hyphenation_path(const Folders *from, const Language *language, Arena *a)
{
    const char *folders[] = {from->shipped_data, "/usr/local/share", "/usr/share"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        const char *path = folders[i] ? str_printf(a, "%s/hyphen/%s", folders[i], language->hyphenation).s : NULL;
        if (path && path_exists(path))
            return path;
    }
    return NULL;
}

Str figures_stem(const Jurisdiction *state)
{
    return state ? state->code : STR(NATION_STEM);
}

const char *figures_path(Str data_folder, const Jurisdiction *state, int year, Arena *a)
{
    return figures_path_of(data_folder, figures_stem(state), year, a);
}

const char *figures_path_of(Str data_folder, Str name, int year, Arena *a)
{
    return str_printf(a, "%.*s%s%d/%.*s.yaml", STR_ARG(data_folder), data_folder.n ? "/" : "", year, STR_ARG(name)).s;
}

size_t sheet_paths(const Folders *from, int year, const Jurisdiction *state, const Language *language,
                   const char *paths[SHEET_PATHS], Arena *a)
{
    const char *map = str_printf(a, "maps/%.*s.path", STR_ARG(state->code)).s;
    size_t count = 0;
    for (int y = year; y > year - 2; y--) {
        paths[count++] = figures_path(str_from(from->office), state, y, a);
        paths[count++] = figures_path(str_from(from->office), NULL, y, a);
    }
    paths[count++] = str_printf(a, "%s/%d/" MEASURES_NAME, from->office, year).s;
    paths[count++] = template_path(from, year, language, a);
    paths[count++] = shared_path(from, &map, 1, a);
    return count;
}
