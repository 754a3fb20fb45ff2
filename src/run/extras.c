/* Index, data set and style sheet of a folder of web pages. They are made from what the pages say of themselves, so
   that a run, its shards with --index after them, and a run that made only one page anew leave the same files. */
#include "extras.h"

#include "src/base/hash.h"
#include "src/base/read.h"
#include "src/html/html.h"
#include "src/store/folders.h"

#include <sys/stat.h>

enum { DEPTH_MAX = 3, PAGE_MAX = 8 << 20 };

/* ---- Which ---- */

static bool has_web(const Request *r)
{
    for (size_t i = 0; i < r->flavor_count; i++)
        if (r->flavors[i] == FLAVOR_WEB)
            return true;
    return false;
}

const char *folder_slashed(const char *folder, Arena *a)
{
    return str_ends(str_from(folder), STR("/")) ? folder : str_printf(a, "%s/", folder).s;
}

static void extra_add(Extras *extras, Extra extra, const char *folder, Arena *a)
{
    if (*folder)
        extra.path = str_printf(a, "%s%s", folder, extra.path).s;
    extras->items[extras->count++] = extra;
}

Extras extras_of(const Request *r, Str pattern, Arena *a)
{
    Extras extras = {0};
    if (r->output != OUTPUT_PDF || r->shards || str_eq(pattern, STR("-")))
        return extras;
    Str fixed = str_slice(pattern, 0, str_find(pattern, STR("{"), 0));
    extras.folder = str_terminated(a, str_slice(fixed, 0, name_start(fixed)));
    bool is_listed = has_web(r) && (r->is_many || r->index);
    if (has_web(r) && r->fragment)
        extra_add(&extras, (Extra){.path = "ncmec.css", .word = "style", .form = TARGET_STYLE}, extras.folder, a);
    else if (is_listed)
        extra_add(&extras, (Extra){.path = "index.html", .word = "index", .form = TARGET_INDEX}, extras.folder, a);
    if (is_listed)
        extra_add(&extras, (Extra){.path = "dataset.json", .word = "dataset", .form = TARGET_DATASET}, extras.folder,
                  a);
    for (size_t i = 0; r->statements && i < 2; i++)
        extra_add(&extras,
                  (Extra){.path = i ? "accessibility.yaml" : "accessibility.html",
                          .word = i ? "openacr" : "accessibility",
                          .form = i ? TARGET_OPENACR : TARGET_RECORD},
                  folder_slashed(r->statements, a), a);
    return extras;
}

/* ---- What is there ---- */

typedef struct PageFolder {
    const Request *request;
    Cache *cache;
    Buf stale;          /* pages without figures now, and the PDFs beside them */
    const char *folder; /* "." where the targets name none */
    HtmlEntry *items;
    size_t count, capacity;
    bool fragments;
    Arena *arena, *scratch;
    Diag *diag;
} PageFolder;

/* Whether figures of that year are at hand, but none of that state. */
static bool is_stale(const PageFolder *pages, const HtmlEntry *entry)
{
    const Request *r = pages->request;
    Store *s = pages->cache->store;
    const Table *table = pages->cache->table;
    const Jurisdiction *state = jurisdiction_find(s->jurisdictions, entry->code);
    bool has_year = false,
         has = state && (table ? table_find(table, state, entry->year) != NULL : store_has(s, state, entry->year));
    if (has || (table && r->state && !states_are_all(r->state)))
        return false;
    for (size_t i = 0; i < s->jurisdictions->count && !has_year; i++)
        has_year = table ? table_find(table, &s->jurisdictions->items[i], entry->year) != NULL
                         : store_has(s, &s->jurisdictions->items[i], entry->year);
    return has_year;
}

static void stale_note(PageFolder *pages, const char *path, const HtmlEntry *entry)
{
    static const Flavor pdfs[] = {FLAVOR_DEFAULT, FLAVOR_PRESS};
    Arena *a = pages->arena;
    if (!is_stale(pages, entry))
        return;
    buf_printf(&pages->stale, "%s%s", pages->stale.n ? ", " : "", str_shown(a, str_from(path)).s);
    Str stem = str_slice(str_from(path), 0, strlen(path) - STR(".html").n);
    for (size_t i = 0; i < 2; i++) {
        const char *pdf = str_terminated(a, flavor_path(str_printf(a, "%.*s.pdf", STR_ARG(stem)), pdfs[i], a));
        if (path_exists(pdf))
            buf_printf(&pages->stale, ", %s", str_shown(a, str_from(pdf)).s);
    }
}

static void page_take(PageFolder *pages, Str name)
{
    Str text;
    HtmlEntry entry;
    Arena *a = pages->arena;
    const char *path = str_printf(a, "%s/%.*s", pages->folder, STR_ARG(name)).s;
    bool begins =
        file_starts(path, STR("<!DOCTYPE html>\n<!-- ncmec-pdf ")) || file_starts(path, STR("<!-- ncmec-pdf "));
    if (!begins || file_starts(path, STR(HTML_INDEX_BEGIN)) ||
        !file_read_beneath(&(NamedFile){pages->folder, name, nowhere}, PAGE_MAX, &text, a, pages->diag))
        return;
    if (!html_entry_read(text, &entry, a)) {
        diag_error(
            pages->diag, DIAG_UNUSED, nowhere,
            "'%s' is left out of the index, for another version of the program made it; make it again, or remove "
            "it",
            path);
        return;
    }
    if (entry.fragment != pages->fragments)
        return;
    stale_note(pages, path, &entry);
    entry.address = html_address((Str){0}, name, a);
    ARENA_NEXT(a, pages->items, pages->count, pages->capacity) = entry;
}

/* 'below' is the folder as the pages' addresses have it: "" or "2023/". No link is followed. */
static void folder_look(PageFolder *pages, Str below, int depth)
{
    Arena *a = pages->arena;
    NameList names = folder_names(str_printf(a, "%s/%.*s", pages->folder, STR_ARG(below)).s, a, pages->diag);
    for (size_t i = 0; i < names.count; i++) {
        struct stat status;
        Str name = str_printf(a, "%.*s%.*s", STR_ARG(below), STR_ARG(names.items[i]));
        if (names.items[i].s[0] == '.' || lstat(str_printf(a, "%s/%.*s", pages->folder, STR_ARG(name)).s, &status) != 0)
            continue;
        if (S_ISREG(status.st_mode) && str_ends_any_case(name, STR(".html")))
            page_take(pages, name);
        else if (S_ISDIR(status.st_mode) && depth < DEPTH_MAX)
            folder_look(pages, str_printf(a, "%.*s/", STR_ARG(name)), depth + 1);
    }
}

/* ---- The files ---- */

/* Its name, as a comment may hold it. */
static Str theme_word(const Theme *theme, Arena *a)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < theme->name.n; i++)
        buf_char(&out, theme->name.s[i] == '*' ? '-' : theme->name.s[i]);
    return buf_str(&out);
}

bool extras_check(const Extras *extras, const Theme *theme, Arena *a, Diag *d)
{
    enum { STYLE_MAX = 1 << 20 };
    size_t inputs = input_count();
    for (size_t i = 0; i < extras->count; i++) {
        const char *path = extras->items[i].path;
        Str text = extras->items[i].form == TARGET_STYLE && path_exists(path)
                       ? file_map(path, STYLE_MAX, nowhere, diag_new(a))
                       : (Str){0};
        input_forget(inputs); /* it may be written over */
        size_t at = str_find(text, STR(HTML_STYLE_THEME), 0), from = at + STR(HTML_STYLE_THEME).n;
        Str word = at < text.n ? str_slice(text, from, str_find(text, STR(" */"), from)) : (Str){0};
        if (word.n && !str_eq(word, theme_word(theme, a)))
            return diag_error(
                d, DIAG_USAGE, nowhere,
                "'%s' is the style sheet of the theme '%s', which the pages there need, and not of '%.*s'; "
                "choose another folder, or remove it to give all pages there the other look",
                path, str_shown(a, word).s, STR_ARG(theme->name));
    }
    return true;
}

/* Empty: there is nothing that it would be of. */
static Str extra_text(const Extra *extra, PageFolder *pages, const Theme *theme, Statement *series)
{
    if (extra->form == TARGET_RECORD || extra->form == TARGET_OPENACR)
        return statement_text(series, extra->form == TARGET_RECORD ? OUTPUT_STATEMENT_HTML : OUTPUT_STATEMENT_YAML);
    if (extra->form == TARGET_STYLE)
        return str_printf(pages->arena, "%.*s" HTML_STYLE_THEME "%.*s */\n", STR_ARG(html_style(theme, pages->arena)),
                          STR_ARG(theme_word(theme, pages->arena)));
    if (!pages->count)
        return (Str){0};
    return extra->form == TARGET_INDEX ? html_index(pages->items, pages->count, theme, pages->arena)
                                       : html_dataset(pages->items, pages->count, pages->arena, pages->diag);
}

bool extras_write(Extras *extras, const Request *r, Cache *cache, Statement *series, Arena *a, Diag *d)
{
    const Theme *theme = cache->theme;
    PageFolder pages = {.request = r,
                        .cache = cache,
                        .stale.arena = a,
                        .folder = path_folder(extras->count ? extras->items[0].path : "", a),
                        .fragments = r->fragment,
                        .arena = arena_new(),
                        .diag = d};
    size_t count = 0;
    bool is_listed = has_web(r) && (r->is_many || r->index);
    if (extras->count && is_listed)
        folder_look(&pages, (Str){0}, 0);
    if (pages.stale.n)
        diag_error(d, DIAG_UNUSED, nowhere,
                   "pages of states that have no figures of their year now stay in the %sdata set: %.*s; unless they "
                   "are to be published, remove these files and run 'ncmec-pdf%s --index %s'",
                   r->fragment ? "" : "index and the ", STR_ARG(buf_str(&pages.stale)),
                   r->fragment ? " --fragment" : "", pages.folder);
    for (size_t i = 0; i < extras->count; i++) {
        Extra *extra = &extras->items[count];
        *extra = extras->items[i];
        /* The style is of pages too, but of those that one run makes there is at least one. */
        Str text = is_listed && !pages.count && extra->form == TARGET_STYLE ? (Str){0}
                                                                            : extra_text(extra, &pages, theme, series);
        if (!text.n)
            continue;
        extra->bytes = text.n;
        extra->digest = sha256_of(text, a);
        extra->result = file_write_synced(extra->path, text, r->no_sync ? FILE_SYNC_NONE : FILE_SYNC_ALL, a, d);
        count++;
    }
    extras->count = count;
    arena_free(pages.arena);
    return count > 0;
}

void extras_say(const Extras *extras, const Request *r, Arena *a)
{
    for (size_t i = 0; i < extras->count && r->is_chatty; i++) {
        const Extra *extra = &extras->items[i];
        if (extra->result != FILE_FAILED)
            fprintf(stderr, "%s: %zu bytes%s\n", str_shown(a, str_from(extra->path)).s, extra->bytes,
                    extra->result == FILE_UNCHANGED ? ", unchanged" : "");
    }
}
