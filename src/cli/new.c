/* "ncmec-pdf new": files, or a table, for a year to come, with every key in its place and nothing in them that somebody
   would have to delete. What exists is never written over. */
#include "command.h"
#include "src/base/file.h"
#include "src/run/targets.h"
#include "src/store/edit.h"
#include "src/store/folders.h"
#include "src/store/store.h"

#include <unistd.h>

/* Columns for all figures, a row for the nation and for each state. */
static TableCells table_empty(Store *s, const StateChoice *states, const Dictionary *dict, Arena *a)
{
    int year = s->request->years[0];
    TableSheet *sheets = ARENA_ARRAY(a, TableSheet, states->count + 1);
    const Field heads[] = {
        {STR("year"), nowhere, scalar_new(str_printf(a, "%d", year), nowhere, a)},
        {STR("status"), nowhere, scalar_new(STR("draft"), nowhere, a)},
    };
    const Field *fields = arena_grow(a, heads, 2, 2, sizeof *heads);
    for (size_t i = 0; i <= states->count; i++) {
        const Jurisdiction *state = i ? states->items[i - 1] : NULL;
        sheets[i] = (TableSheet){.jurisdiction = state,
                                 .root = map_new(fields, 2, nowhere, a),
                                 .before = store_before(s, NULL, state, year, NULL)};
    }
    return table_cells(sheets, states->count + 1, year, dict, a);
}

/* {en: "...", es: "..."}; NULL: one language is asked for. */
static const char *by_language(const Request *r, Arena *a)
{
    Buf out = {.arena = a};
    const Language *english = &language_english;
    for (size_t i = 0; i < r->language_count; i++)
        if (r->languages[i] != english)
            buf_printf(&out, "%s%s: \"...\"", out.n ? ", " : "{en: \"...\", ", r->languages[i]->tag);
    buf_put(&out, out.n ? STR("}") : STR(""));
    return out.n ? buf_str(&out).s : NULL;
}

static FileChange file_new(Store *s, const StoreFile *file, const Jurisdiction *state, Arena *a, Diag *d)
{
    const TypedName name = {state, s->request->years[0], by_language(s->request, a)};
    const Dictionary *dict = store_dictionary(s, name.year, d);
    const FigureFile *before = store_before(s, NULL, state, name.year, d);
    return (FileChange){.target = file->path,
                        .bytes = typed_new(name, dict, NULL, before, store_schema(s, name.year), a)};
}

/* ---- Wordings ---- */

/* The English text, to be translated line by line: in its language, and with the strip that says that nobody has read
   it. */
static Str wording_begun(Str text, const Language *language, bool is_sheet, Arena *a)
{
    Buf out = {.arena = a};
    buf_printf(
        &out,
        "# To be translated into %s: all texts, but for what is in {...} and, of a plural or a select, the words "
        "before each {.\n\nlanguage: %.*s\n",
        language->name, (int)strlen(language->example) - 2, language->example + 1);
    if (is_sheet)
        buf_put(&out, STR("review: unreviewed   # prints its strip on every page; take this line out once a translator "
                          "has approved the text\n"));
    for (size_t from = 0, to; from < text.n; from = to) {
        to = str_find(text, STR("\n"), from);
        to += to < text.n;
        Str line = str_slice(text, from, to);
        if (str_starts(line, STR("language:")) || str_starts(line, STR("review:")) ||
            str_starts(line, STR("  unreviewed:")))
            continue;
        buf_put(&out, line);
        if (is_sheet && str_starts(line, STR("strip:")))
            buf_put(&out, STR("  unreviewed: UNREVIEWED TRANSLATION\n"));
    }
    return buf_str(&out);
}

/* Adds to files[] the wordings that the languages asked for lack. Returns how many. */
static size_t wordings_make(Store *s, FileChange *files, Buf *said, Arena *a, Diag *d)
{
    static const char *const stems[] = {"fact-sheet", "packet"};
    const Request *r = s->request;
    size_t made = 0;
    for (size_t i = 0; i < r->language_count; i++)
        for (size_t k = 0; k < 2 && r->languages[i] != &language_english; k++) {
            const char *path = wording_path(&r->folders, stems[k], r->years[0], r->languages[i], a);
            const char *shown = str_shown(a, str_from(path)).s;
            if (path_exists(path)) {
                buf_printf(said, "%s: there, in %s\n", shown, r->languages[i]->name);
                continue;
            }
            const Value *root =
                k ? store_packet_wording(s, r->years[0], NULL, d) : store_wording(s, r->years[0], NULL, d);
            if (!root)
                continue;
            files[made++] = (FileChange){.target = path,
                                         .bytes = wording_begun(root->mark.source->text, r->languages[i], k == 0, a)};
            buf_printf(said, "%s: new, to be translated into %s\n", shown, r->languages[i]->name);
        }
    return made;
}

/* As --state takes it. */
static const char *made_state(const StateChoice *states)
{
    return states->count > 1 ? "all" : states->items[0]->code.s;
}

/* The option that asks for the same languages; empty where none does. */
static const char *languages_asked(const Request *r, Arena *a)
{
    Buf out = {.arena = a};
    buf_printf(&out, "%s", r->language_count ? " --language " : "");
    for (size_t i = 0; i < r->language_count; i++)
        buf_printf(&out, "%s%s", i ? "," : "", r->languages[i]->tag);
    return buf_str(&out).s;
}

/* ---- Copies of what comes with the program ---- */

/* In a data folder; year 0: of all years. */
static const char *copy_name(const TypedKind *kind, const Request *r, int year, Arena *a)
{
    if (kind->is_wording) {
        const Language *language = r->language_count ? r->languages[0] : NULL;
        return wording_name(year, str_from(wording_stem(kind->file, language, a)), a);
    }
    if (r->theme_file)
        return str_printf(a, "themes/%s.yaml", r->theme_file).s;
    return year ? str_printf(a, "%d/%s", year, kind->file).s : kind->file;
}

/* The text with a modeline that leads from there to the folder 'schemas'. */
static Str copy_text(Str text, const TypedKind *kind, const char *name, Arena *a)
{
    static const Str modeline = {"# yaml-language-server:", 23};
    Buf out = {.arena = a};
    size_t at = str_find(text, modeline, 0);
    buf_put(&out, str_slice(text, 0, at));
    buf_printf(&out, "%.*s $schema=", STR_ARG(modeline));
    for (const char *c = name; *c; c++)
        buf_put(&out, *c == '/' ? STR("../") : STR(""));
    buf_printf(&out, "schemas/%s.schema.json", kind->name);
    buf_put(&out, str_slice(text, str_find(text, STR("\n"), at), text.n));
    return buf_str(&out);
}

/* What there is under that name, or the beginning of a theme or of a wording in another language; nothing after a
   finding. */
static Str copy_begun(const TypedKind *kind, const Request *r, Arena *a, Diag *d)
{
    int year = r->year_count ? r->years[0] : 0;
    const char *names[] = {copy_name(kind, r, year, a), copy_name(kind, r, 0, a)};
    const char *from = shared_path(&r->folders, names, 2, a);
    bool is_begun = r->language_count && !path_exists(from);
    if (r->theme_file && !path_exists(from))
        return str_printf(a,
                          "# What each key means is in the comments of ncmec.yaml ('ncmec-pdf new theme' copies it).\n"
                          "# yaml-language-server:\n"
                          "name: %s\n"
                          "base: ncmec   # has all keys that are not typed here\n",
                          r->theme_file);
    if (is_begun)
        from = wording_path(&r->folders, kind->file, year, NULL, a);
    const Source *source = source_read(from, a, d);
    return !source    ? (Str){0}
           : is_begun ? wording_begun(source->text, r->languages[0], strcmp(kind->file, "packet") != 0, a)
                      : source->text;
}

/* Whether an option says something that this copy does not listen to; others are refused by then. */
static bool copy_refuse(const TypedKind *kind, const Request *r, Diag *d)
{
    if (r->theme_file && !kind->is_named)
        return !diag_error(d, DIAG_USAGE, nowhere, "'new %s' takes no --theme; leave it out", kind->name);
    if (r->operands.count > 1)
        return !diag_error(d, DIAG_USAGE, nowhere, "name one thing to copy, as in: ncmec-pdf new %s", kind->name);
    if (r->language_count > 1 || r->all_languages)
        return !diag_error(d, DIAG_USAGE, nowhere, "name one language, as in: ncmec-pdf new %s --language es",
                           kind->name);
    if (r->theme_file && strpbrk(r->theme_file, "./"))
        return !diag_error(
            d, DIAG_USAGE, nowhere,
            "'--theme' of 'new theme' is a name, without folder or ending; write it as in --theme house");
    return false;
}

static Str copy_make(const Request *r, Arena *a, Diag *d)
{
    const TypedKind *kind = typed_kind(r->operands.items[0]);
    if (copy_refuse(kind, r, d))
        return (Str){0};
    const char *name = copy_name(kind, r, r->year_count ? r->years[0] : 0, a);
    const char *schema = str_printf(a, "schemas/%s.schema.json", kind->name).s;
    FileChange files[] = {{.target = str_printf(a, "%s/%s", r->folders.office, name).s},
                          {.target = str_printf(a, "%s/%s", r->folders.office, schema).s, .bytes = kind->schema(a)}};
    size_t count = path_exists(files[1].target) ? 1 : 2;
    Buf said = {.arena = a};
    if (path_exists(files[0].target)) {
        diag_error(d, DIAG_WRITE, nowhere, "'%s' exists; nothing is written over it", files[0].target);
        return (Str){0};
    }
    files[0].bytes = copy_text(copy_begun(kind, r, a, d), kind, name, a);
    for (size_t i = 0; i < count && !diag_errors(d); i++)
        folder_make(path_folder(files[i].target, a), a, d);
    if (diag_errors(d) || !file_write_all(files, count, a, d))
        return (Str){0};
    for (size_t i = 0; i < count; i++)
        buf_printf(&said, "%s: new%s\n", str_shown(a, str_from(files[i].target)).s,
                   i ? ", for editors such as VS Code" : "");
    const char *shown = r->theme_file ? r->theme_file : "ncmec";
    if (!kind->is_named)
        shown = str_shown(a, str_from(files[0].target)).s;
    if (kind->shown_by)
        buf_printf(&said, "next: change it; 'ncmec-pdf demo --%s %s' shows it with the example figures\n",
                   kind->shown_by, str_word(a, str_from(shown)).s);
    else
        buf_put(&said, STR("next: change it; 'ncmec-pdf check' finds mistakes\n"));
    return buf_str(&said);
}

static Str files_make(Store *s, const StateChoice *states, Arena *a, Diag *d)
{
    const Request *r = s->request;
    FileChange *files = ARENA_ARRAY(a, FileChange, states->count + 1 + 2 * r->language_count);
    Buf said = {.arena = a};
    size_t made = 0, kept = 0;
    int year = r->years[0];
    const char *folder = r->folders.office, *templates = str_printf(a, "%s/templates", folder).s;
    bool is_locked = store_lock_to_change(s, &year, 1, d);
    for (size_t i = 0; i <= states->count && is_locked; i++) {
        const Jurisdiction *state = i ? states->items[i - 1] : NULL;
        const StoreFile *file = store_figures(s, state, year);
        if (!file->exists) {
            files[made++] = file_new(s, file, state, a, d);
            buf_printf(&said, "%s: new\n", str_shown(a, str_from(file->path)).s);
        } else if (i && states->count == 1 && !made && !r->language_count) {
            diag_error(d, DIAG_WRITE, nowhere, "'%s' exists; nothing is written over it", file->path);
        } else {
            kept++;
        }
    }
    size_t wordings = wordings_make(s, files + made, &said, a, d);
    bool has_templates = !wordings || path_exists(templates) || (!diag_errors(d) && folder_make(templates, a, d));
    bool is_written = has_templates && !diag_errors(d) && file_write_all(files, made + wordings, a, d);
    store_unmake(s);
    if (!is_written && wordings)
        rmdir(templates);
    const char *schema = is_written && made ? store_schema_write(s, year, d) : NULL;
    if (!is_written || diag_errors(d))
        return (Str){0};
    if (schema)
        buf_printf(&said, "%s: new, for editors such as VS Code\n", str_shown(a, str_from(schema)).s);
    if (kept)
        buf_printf(&said, "%zu %s before and %s left as %s\n", kept, kept == 1 ? "file existed" : "files existed",
                   kept == 1 ? "is" : "are", kept == 1 ? "it is" : "they are");
    if (wordings)
        buf_put(&said,
                STR("next: translate the texts; type what states are called there in jurisdictions.yaml ('es: {name: "
                    "...}' in a state's line), where it differs; 'ncmec-pdf check --language all' finds "
                    "mistakes\n"));
    if (made || r->language_count)
        buf_printf(&said,
                   "next: type the figures; 'ncmec-pdf check --year %d' finds mistakes in them, 'ncmec-pdf --state %s "
                   "--year %d%s' makes %s\n",
                   year, made_state(states), year, languages_asked(r, a),
                   states->count > 1 ? "the sheets" : "the sheet");
    return buf_str(&said);
}

int new_run(const Request *r, Arena *a, Diag *d)
{
    StateChoice states;
    Str said = {0};
    bool is_table = r->csv || r->xlsx || target_is_table(r);
    if (r->operands.count)
        return command_end(r, copy_make(r, a, d), d);
    if (r->theme_file)
        diag_error(d, DIAG_USAGE, nowhere,
                   "'--theme' is for a theme to be made; write it as in: ncmec-pdf new theme --theme house");
    if (r->force && !is_table)
        diag_error(d, DIAG_USAGE, nowhere,
                   "'--force' replaces a table, and files of figures are never written over; add --xlsx or --csv, or "
                   "leave it out");
    if (r->all_languages)
        diag_error(d, DIAG_USAGE, nowhere,
                   "new makes wordings for languages that are named; write them, as in --language en,es");
    if (is_table && r->language_count)
        diag_error(d, DIAG_USAGE, nowhere,
                   "'--language' makes a wording to be translated, and a table has none; leave it or the table out");
    if (r->target && !is_table)
        diag_error(d, DIAG_USAGE, nowhere,
                   "'-o' names a table, as in FILE.xlsx or FILE.csv, and files of figures have their own names; give "
                   "it that ending, or leave it out");
    Store *s = diag_errors(d) ? NULL : store_open(r, a, d);
    const Dictionary *dict = s && !diag_errors(d) ? store_dictionary(s, r->years[0], d) : NULL;
    if (dict && states_choose(r->state, s->jurisdictions, &states, a, d)) {
        TableCells cells;
        if (is_table)
            cells = table_empty(s, &states, dict, a), table_write(r, &cells, a, d);
        else
            said = files_make(s, &states, a, d);
    }
    return command_end(r, said, d);
}
