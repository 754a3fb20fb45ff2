/* Keeps outputs off inputs, and off each other. A target is compared as a file (device and inode), so links and
   relative paths do not matter; where it does not exist yet, by its folder and name. What is in a data folder under
   a name that the program reads is kept too, whether this run reads it or not: the next one would. */
#include "targets.h"

#include "ncmec/data.h"
#include "src/base/read.h"
#include "src/html/html.h"
#include "src/review/listing.h"
#include "src/review/statement.h"
#include "src/sheet/sheet.h"
#include "src/store/folders.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

/* ---- Endings ---- */

static const struct {
    const char *holds;
    const char *endings[2];
    const char *begins[3]; /* how an earlier one is known; "": it is not, beside figures; none: it need not be */
} forms[TARGET_FORMS] = {
    [TARGET_ANY] = {"a dump", {".txt"}, {""}},
    [TARGET_PDF] = {"a PDF", {".pdf"}, {NULL}},
    [TARGET_SHEET] = {"a PDF", {".pdf", ".html"}, {NULL}},
    [TARGET_WEB] = {"a web page", {".html"}, {NULL}},
    [TARGET_INDEX] = {"the index", {".html"}, {HTML_INDEX_BEGIN}},
    [TARGET_DATASET] = {"the data set", {".json"}, {HTML_DATASET_BEGIN}},
    [TARGET_STYLE] = {"the style sheet", {".css"}, {HTML_STYLE_BEGIN}},
    [TARGET_CSV] = {"a table with commas", {".csv", ".txt"}, {NULL}},
    [TARGET_WORKBOOK] = {"a workbook", {".xlsx"}, {NULL}},
    [TARGET_JSON] = {"JSON", {".json", ".txt"}, {"[\n {\"figure\":", "[\n]\n"}},
    [TARGET_SCHEMA] = {"a JSON Schema", {".json"}, {"{\n  \"$schema\": \"http://json-schema.org/"}},
    [TARGET_TEXT] = {"text", {".txt"}, {NULL}},
    [TARGET_SIGN_OFF] = {"HTML", {".html"}, {PAPER_BEGIN}},
    [TARGET_SIGN_BOOK] = {"a workbook", {".xlsx"}, {""}},
    [TARGET_RECORD] = {"an accessibility record", {".html"}, {PAPER_BEGIN}},
    [TARGET_STATEMENT] = {"HTML", {".html"}, {PAPER_BEGIN}},
    [TARGET_OPENACR] = {"OpenACR", {".yaml"}, {OPENACR_BEGIN}},
    [TARGET_TO_SIGN] = {"a statement to be filled in", {".yaml", ".txt"}, {""}},
    [TARGET_LIST] = {"a list with commas", {".csv", ".txt"}, {"figure,printed,page,"}},
    [TARGET_DIFFERENCES] = {"a list of differences", {".csv", ".txt"}, {"what,year,state,name,"}},
    [TARGET_DIFFERENCES_JSON] = {"a list of differences", {".json", ".txt"}, {"[\n {\"what\":", "[\n]\n"}},
    [TARGET_REPORT] = {"a report", {".json", ".csv"}, {"[\n  {\"state\":", "[\n]\n", "state,name,year,title,flavor,"}},
    [TARGET_ORDER] = {"a print order", {".csv", ".xlsx"}, {"file,sha256,pages,trim,"}},
};

/* Of formats that people know; any other ending is a part of a name. */
static const char *const known_endings[] = {
    ".pdf",  ".csv",     ".tsv",   ".txt",  ".json", ".yaml", ".yml",  ".xml",  ".html", ".htm",  ".xhtml",
    ".md",   ".rtf",     ".doc",   ".docx", ".odt",  ".tex",  ".epub", ".xls",  ".xlsx", ".xlsm", ".xlsb",
    ".ods",  ".numbers", ".pages", ".ppt",  ".pptx", ".odp",  ".png",  ".jpg",  ".jpeg", ".gif",  ".tif",
    ".tiff", ".bmp",     ".webp",  ".svg",  ".ps",   ".eps",  ".ai",   ".indd", ".zip",  ".gz",   ".markdown",
};

enum { TABLE_ENDINGS = 4, DATA_ENDINGS = 6 };

static bool ends_any_case(Str path, const char *ending)
{
    size_t n = strlen(ending);
    return path.n > n && str_ends_any_case(path, (Str){ending, n});
}

/* Whether figures, or wording, may be in a file of this name: the tables come first. */
static bool is_of_data(const char *path, size_t endings)
{
    static const char *const known[DATA_ENDINGS] = {".csv", ".tsv", ".xlsx", ".xlsm", ".yaml", ".yml"};
    for (size_t i = 0; i < endings; i++)
        if (ends_any_case(str_from(path), known[i]))
            return true;
    return false;
}

bool target_is_workbook(const Request *r)
{
    return r->target && ends_any_case(str_from(r->target), forms[TARGET_WORKBOOK].endings[0]);
}

bool target_is_table(const Request *r)
{
    return r->target && (target_is_workbook(r) || ends_any_case(str_from(r->target), ".csv"));
}

bool target_ending_check(const TargetName *target, Diag *d)
{
    Str path = str_from(target->path);
    const char *const *endings = forms[target->form].endings;
    if (target->form == TARGET_REPORT || target->form == TARGET_ORDER || ends_any_case(path, endings[0]) ||
        (target->form == TARGET_ANY && !is_of_data(target->path, TABLE_ENDINGS)) ||
        (endings[1] && ends_any_case(path, endings[1])))
        return true;
    for (size_t i = 0; i < sizeof known_endings / sizeof *known_endings; i++) {
        if (!ends_any_case(path, known_endings[i]))
            continue;
        return diag_error(d, DIAG_USAGE, nowhere, "'%s' would hold %s; choose a name for %s that ends in %s%s%s%s",
                          target->path, forms[target->form].holds, target->option, endings[0], endings[1] ? " or " : "",
                          endings[1] ? endings[1] : "", target->form == TARGET_TEXT ? ", or another --format" : "");
    }
    return true;
}

/* ---- Folders ---- */

/* A data folder, or the folder of fonts, that the program reads. */
typedef struct Root {
    struct stat status;
    bool exists, of_fonts;
} Root;

/* Where in a root a folder is. */
typedef struct Inside {
    const Root *root; /* NULL: in none */
    Str path;         /* from there: "", "2023/", "themes/new/" */
} Inside;

/* The folder of a target. */
typedef struct TargetFolder {
    struct stat status; /* of what there is of it */
    Str rest;           /* of its path: "" or "2030/" */
    Inside typed, real; /* as the path goes, and as links lead */
} TargetFolder;

/* A target that is a file already. */
typedef struct Existing {
    dev_t device;
    ino_t inode;
    uint32_t number; /* of target_name_check() */
} Existing;

enum { ROOTS = 3 };

struct Guard {
    const Request *request;
    Root roots[ROOTS];
    TextSet paths; /* of folders */
    TargetFolder *folders;
    size_t folder_capacity;
    Existing *existing;
    size_t existing_count, existing_capacity;
    uint32_t asked;
    bool is_sorted;
    Arena *arena;
};

Guard *guard_new(const Request *r, Arena *a)
{
    const char *paths[ROOTS] = {r->folders.office, r->folders.shipped_data, r->folders.shipped_fonts};
    Guard *guard = ARENA_NEW(a, Guard);
    *guard = (Guard){.request = r, .paths = {.arena = a}, .arena = a};
    for (size_t i = 0; i < ROOTS; i++) {
        guard->roots[i].exists = paths[i] && stat(paths[i], &guard->roots[i].status) == 0;
        guard->roots[i].of_fonts = i == ROOTS - 1;
    }
    return guard;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_dev == b->st_dev;
}

static const Root *root_find(const Guard *guard, const struct stat *status)
{
    for (size_t i = 0; i < ROOTS; i++)
        if (guard->roots[i].exists && is_same(status, &guard->roots[i].status))
            return &guard->roots[i];
    return NULL;
}

/* Ends with a slash, as 'path' does or is empty. */
static void path_enter(Buf *path, Str part)
{
    if (!str_eq(part, STR("..")))
        buf_printf(path, "%.*s/", STR_ARG(part));
    else if (path->n)
        path->n = name_start((Str){path->s, path->n - 1});
}

/* Goes down the path: ".." of what exists is the file system's to follow, of what does not it takes a name back.
   Returns the part that exists. */
static const char *folder_walk(const Guard *guard, TargetFolder *in, const char *folder, Arena *a)
{
    Buf at = {.arena = a}, rest = {.arena = a}, inside = {.arena = a};
    buf_put(&at, folder[0] == '/' ? STR("/") : STR("./"));
    stat(str_terminated(a, buf_str(&at)), &in->status);
    in->typed.root = root_find(guard, &in->status);
    for (Str path = str_from(folder); path.n;) {
        Str part = str_cut(&path, STR("/"));
        if (!part.n || str_eq(part, STR(".")))
            continue;
        struct stat next;
        path_enter(&inside, part);
        if (rest.n || stat(str_printf(a, "%.*s%.*s", STR_ARG(buf_str(&at)), STR_ARG(part)).s, &next) != 0) {
            path_enter(&rest, part);
            continue;
        }
        in->status = next;
        buf_printf(&at, "%.*s/", STR_ARG(part));
        const Root *root = root_find(guard, &next);
        if (root) {
            in->typed.root = root;
            inside.n = 0;
        }
    }
    in->rest = buf_str(&rest);
    in->typed.path = str_copy(a, buf_str(&inside));
    return str_terminated(a, buf_str(&at));
}

/* Goes up from what exists, links resolved. */
static void folder_compare(const Guard *guard, TargetFolder *in, const char *existing, Arena *a)
{
    char real[PATH_MAX];
    if (!realpath(existing, real))
        return;
    for (size_t end = strlen(real); !in->real.root;) {
        struct stat above;
        char cut = real[end];
        real[end] = '\0';
        if (stat(end ? real : "/", &above) == 0)
            in->real.root = root_find(guard, &above);
        real[end] = cut;
        const char *below = real + end + (cut == '/');
        in->real.path = str_printf(a, "%s%s%.*s", below, *below ? "/" : "", STR_ARG(in->rest));
        if (end == 0)
            return;
        while (end > 0 && real[--end] != '/') {
        }
    }
}

static const TargetFolder *folder_find(Guard *guard, const char *folder)
{
    if (textset_add(&guard->paths, str_from(folder))) {
        TargetFolder in = {0};
        folder_compare(guard, &in, folder_walk(guard, &in, folder, guard->arena), guard->arena);
        size_t count = guard->paths.count - 1;
        ARENA_ROOM(guard->arena, guard->folders, count, guard->folder_capacity);
        guard->folders[count] = in;
    }
    return &guard->folders[textset_find(&guard->paths, str_from(folder))];
}

/* ---- Inputs ---- */

static bool is_file(const char *path, const struct stat *status)
{
    struct stat other;
    bool is_input = path && strcmp(path, "-") == 0;
    return path && (is_input ? fstat(0, &other) : stat(path, &other)) == 0 && is_same(&other, status);
}

static bool is_list(const char *states, const struct stat *status, Arena *scratch)
{
    for (Str all = str_from(states ? states : ""); all.n;) {
        Str name = str_trim(str_cut(&all, STR(",")));
        if (name.n > 1 && name.s[0] == '@' && is_file(str_terminated(scratch, str_slice(name, 1, name.n)), status))
            return true;
    }
    return false;
}

/* What an existing file is to this run: "the theme (--theme)"; an empty Str where it is nothing. */
static Str input_use(const Guard *guard, const TargetName *target, const struct stat *status, const char *kept,
                     Arena *scratch)
{
    const Request *r = guard->request;
    if (is_file(r->data_file, status))
        return table_named(r->data_file) ? STR("the table of figures (--data)") : STR("the state's figures (--data)");
    if (is_file(r->template_file, status))
        return STR("the wording (--template)");
    if (is_file(r->theme_file, status))
        return STR("the theme (--theme)");
    if (is_list(r->state, status, scratch))
        return STR("a list of states (--state)");
    const char *path = input_find(status);
    if (path && kept)
        return str_from(kept);
    if (path)
        return strcmp(path, target->path) == 0 ? STR("an input") : str_printf(scratch, "'%s'", path);
    return is_file("/proc/self/exe", status) ? STR("this program") : (Str){0};
}

/* ---- Targets ---- */

Str target_key(Guard *guard, const char *path, Arena *scratch)
{
    const char *folder, *name;
    if (!file_resolve(path, &folder, &name, scratch))
        return str_from(path);
    const TargetFolder *in = folder_find(guard, folder);
    return str_printf(scratch, "%llx:%llx/%.*s%s", (unsigned long long)in->status.st_dev,
                      (unsigned long long)in->status.st_ino, STR_ARG(in->rest), name);
}

static const char *inside_use(const Inside *inside, const char *name, Arena *scratch)
{
    if (!inside->root)
        return NULL;
    return inside->root->of_fonts ? "fonts" : data_name_use(str_printf(scratch, "%.*s%s", STR_ARG(inside->path), name));
}

/* What the data folder keeps this name for, or NULL. */
static const char *kept_use(Guard *guard, const char *folder, const char *name, Arena *scratch)
{
    const TargetFolder *in = folder_find(guard, folder);
    const char *use = inside_use(&in->typed, name, scratch);
    return use ? use : inside_use(&in->real, name, scratch);
}

/* Whether the file is no earlier one of its kind, where that can be known. */
static bool is_foreign(const TargetName *target, Arena *scratch)
{
    const char *const *begins = forms[target->form].begins;
    bool is_known = !begins[0] || (!*begins[0] && !is_of_data(target->path, DATA_ENDINGS));
    for (size_t i = 0; i < sizeof forms->begins / sizeof *forms->begins && !is_known; i++)
        is_known = begins[i] && *begins[i] && file_starts(target->path, str_from(begins[i]));
    return !is_known && !((target->form == TARGET_SIGN_BOOK || target->form == TARGET_ORDER) &&
                          workbook_is_list(target->path, scratch));
}

bool target_name_check(Guard *guard, const TargetName *target, Arena *scratch, Diag *d)
{
    const char *folder, *name;
    struct stat status;
    bool exists = stat(target->path, &status) == 0;
    const Existing existing = {status.st_dev, status.st_ino, guard->asked++};
    /* What is no file is the writer's to refuse. */
    if ((exists && !S_ISREG(status.st_mode)) || !file_resolve(target->path, &folder, &name, scratch))
        return true;
    if (exists) {
        ARENA_NEXT(guard->arena, guard->existing, guard->existing_count, guard->existing_capacity) = existing;
    }
    const char *slash = strrchr(target->path, '/');
    const char *kept = kept_use(guard, path_folder(target->path, scratch), slash ? slash + 1 : target->path, scratch);
    if (!kept)
        kept = kept_use(guard, folder, name, scratch);
    const char *own = target->form == TARGET_SCHEMA    ? DATA_SCHEMA_USE
                      : target->form == TARGET_TO_SIGN ? DATA_STATEMENT_USE
                                                       : "";
    if (kept && strcmp(kept, own) == 0)
        kept = NULL;
    Str use = exists ? input_use(guard, target, &status, kept, scratch) : (Str){0};
    /* This run may read it yet. */
    if (exists && kept && !use.n && strcmp(kept, DATA_SCHEMA_USE) != 0)
        use = str_from(kept);
    if (use.n)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "'%s' is read as %.*s and would be written over by %s; choose another name", target->path,
                          STR_ARG(use), target->option);
    if (kept)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "'%s' is a name that the data folder keeps for %s; choose another name for %s", target->path,
                          kept, target->option);
    if (exists && status.st_size && is_foreign(target, scratch))
        return diag_error(d, DIAG_USAGE, nowhere,
                          "'%s' is there, and is not %s of an earlier run; remove it, or choose another name for %s",
                          target->path, forms[target->form].holds, target->option);
    return true;
}

static int existing_order(const void *a, const void *b)
{
    const Existing *left = a, *right = b;
    if (left->inode != right->inode)
        return left->inode < right->inode ? -1 : 1;
    return (left->device > right->device) - (left->device < right->device);
}

const char *target_of_sheet(Guard *guard, const SheetKey *sheet, uint32_t *number, Arena *scratch)
{
    const char *paths[SHEET_PATHS];
    size_t count = guard->existing_count ? sheet_paths(&guard->request->folders, sheet->year, sheet->state,
                                                       sheet->language, paths, scratch)
                                         : 0;
    if (count && !guard->is_sorted)
        qsort(guard->existing, guard->existing_count, sizeof *guard->existing, existing_order);
    guard->is_sorted = true;
    for (size_t i = 0; i < count; i++) {
        struct stat status;
        if (stat(paths[i], &status) != 0)
            continue;
        const Existing wanted = {.device = status.st_dev, .inode = status.st_ino};
        const Existing *found = bsearch(&wanted, guard->existing, guard->existing_count, sizeof wanted, existing_order);
        if (found)
            return *number = found->number, paths[i];
    }
    return NULL;
}

bool targets_clash(const TargetName *one, const TargetName *other, Diag *d)
{
    if (strcmp(one->path, other->path) == 0)
        return diag_error(d, DIAG_USAGE, nowhere, "'%s' would be written by %s and again by %s; choose another name",
                          one->path, one->option, other->option);
    return diag_error(d, DIAG_USAGE, nowhere,
                      "'%s' and '%s' are one file, which %s and %s would write; choose another name", one->path,
                      other->path, one->option, other->option);
}

bool targets_check(Guard *guard, const TargetName *targets, size_t count, Diag *d)
{
    Str *keys = ARENA_ARRAY(guard->arena, Str, count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(targets[i].path, "-") == 0)
            continue;
        if (!target_name_check(guard, &targets[i], guard->arena, d))
            return false;
        keys[i] = target_key(guard, targets[i].path, guard->arena);
        for (size_t k = 0; k < i; k++)
            if (str_eq(keys[k], keys[i]))
                return targets_clash(&targets[k], &targets[i], d);
    }
    for (size_t i = 0; i < count; i++)
        if (!target_ending_check(&targets[i], d))
            return false;
    return true;
}

const char *target_old_text(const Request *r, const char *path, Arena *a)
{
    struct stat status;
    if (!r->is_chatty || stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return "";
    return str_printf(a, "%s: not written; the file that is there is an older one\n", path).s;
}

void target_write(const Request *r, TargetForm form, bool is_filled, Str bytes, Arena *a, Diag *d)
{
    const TargetName target = {r->target, "-o", form};
    if (!target.path || strcmp(target.path, "-") == 0) {
        file_print(bytes, d);
        return;
    }
    if (is_folder(target.path)) {
        diag_error(d, DIAG_USAGE, nowhere, "'%s' is a folder; name a file in it", target.path);
        return;
    }
    if (!targets_check(guard_new(r, a), &target, 1, d))
        return;
    if (is_filled && !r->force && path_exists(target.path) && !file_holds(target.path, bytes)) {
        diag_error(d, DIAG_USAGE, nowhere, "'%s' is there and holds something else; to replace it, add --force",
                   target.path);
        return;
    }
    FileResult result = file_write(target.path, bytes, a, d);
    if (result != FILE_FAILED && r->is_chatty)
        fprintf(stderr, "%s: %zu bytes%s\n", str_shown(a, str_from(target.path)).s, bytes.n,
                result == FILE_UNCHANGED ? ", unchanged" : "");
}
