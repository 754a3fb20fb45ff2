/* The pipeline, YAML to PDF, and the engine that holds what many sheets share. A stage runs when the one before it had
   nothing to complain of; what is independent (dictionary, theme and template; the state's file and the nation's) is
   read to the end first, so that all of its findings come at once. Knows every stage and none of their insides. */
#include "draft.h"
#include "engine.h"
#include "explain.h"
#include "folders.h"
#include "typed.h"

static const Mark nowhere;

/* ---- Files ---------------------------------------------------------------------------------------------------------
 */

static void file_note(NcmecEngine *engine, Str path)
{
    ARENA_ROOM(engine->arena, engine->files, engine->file_count, engine->file_capacity);
    engine->files[engine->file_count++] = path;
}

static const Source *text_read(NcmecEngine *engine, const char *path, Arena *a, Diag *d)
{
    const Source *source = source_read(path, a, d);
    if (source)
        file_note(engine, source->name);
    return source;
}

static const Value *tree_read(NcmecEngine *engine, const char *path, Arena *a, Diag *d)
{
    const Source *source = text_read(engine, path, a, d);
    return source ? yaml_parse(source, a, d) : NULL;
}

static void origin_note(NcmecEngine *engine, Origin origin, const Value *root)
{
    engine->origins[origin] = root ? root->mark.source : NULL;
}

static const Value *shared_read(NcmecEngine *engine, const char *given, const char *name, Diag *d)
{
    return tree_read(engine, given ? given : shared_path(&engine->folders, &name, 1, engine->arena), engine->arena, d);
}

static const char *fonts_folder(const NcmecEngine *engine, Arena *a)
{
    const char *own = str_printf(a, "%s/fonts", engine->folders.office).s;
    return is_folder(own) || !engine->folders.shipped_fonts ? own : engine->folders.shipped_fonts;
}

/* ---- The engine ----------------------------------------------------------------------------------------------------
 */

/* The template for 'year', kept until a sheet of a year with another one. */
static const Template *template_for(NcmecEngine *engine, const NcmecJob *job, int year, Diag *d)
{
    Arena *a = engine->arena;
    const char *names[] = {str_printf(engine->sheet, "%d/templates/fact-sheet.yaml", year).s,
                           "templates/fact-sheet.yaml"};
    Str path =
        str_from(job->template_file ? job->template_file : shared_path(&engine->folders, names, 2, engine->sheet));
    if (engine->template && str_eq(path, engine->template_path)) {
        file_note(engine, engine->template_path);
        return engine->template;
    }
    engine->template_path = str_copy(a, path);
    const Value *root = tree_read(engine, engine->template_path.s, a, d);
    origin_note(engine, FROM_TEMPLATE, root);
    engine->template = root ? template_read(root, engine->dictionary, a, d) : NULL;
    return engine->template;
}

static void fonts_note(NcmecEngine *engine, const char *folder)
{
    for (size_t i = 0; i < FACE_COUNT; i++)
        if (engine->theme->faces[i].file.n)
            file_note(engine, str_printf(engine->arena, "%s/%.*s", folder, STR_ARG(engine->theme->faces[i].file)));
}

static const Profile *profile_load(NcmecEngine *engine, Str name, ProfileSpace space, Mark named_at, Diag *d)
{
    Arena *a = engine->arena;
    const char *relative = str_printf(a, "icc/%.*s", STR_ARG(name)).s;
    const char *path = shared_path(&engine->folders, &relative, 1, a);
    Str bytes = file_map(path, PROFILE_MAX, named_at, d);
    if (!bytes.n) {
        if (named_at.source)
            diag_note(d, named_at, "the theme names this profile; put the file into '%s/icc' or name another",
                      engine->folders.office);
        return NULL;
    }
    file_note(engine, str_from(path));
    return profile_read(bytes, path, space, named_at, a, d);
}

static void colors_load(NcmecEngine *engine, Diag *d)
{
    const Theme *theme = engine->theme;
    PdfColors *colors = &engine->colors;
    colors->condition = theme->output.condition;
    colors->named_at = theme->output.mark;
    colors->srgb = profile_load(engine, STR("srgb.icc.z"), PROFILE_RGB, nowhere, d);
    colors->press = profile_load(engine, theme->output.profile, PROFILE_CMYK, theme->output.mark, d);
    if (colors->srgb && colors->press)
        colors_check(theme->colors, theme->color_count, colors, d);
}

/* The theme with the logo that it names, from the theme's own folder. */
static const Theme *logo_load(NcmecEngine *engine, const Theme *theme, Diag *d)
{
    Arena *a = engine->arena;
    Str folder = theme->mark.source->name;
    while (folder.n && folder.s[folder.n - 1] != '/')
        folder.n--;
    const PictureFile file = {
        .path = theme->logo.file,
        .mark = theme->logo.mark,
        .folder = folder.n ? str_terminated(a, str_slice(folder, 0, folder.n > 1 ? folder.n - 1 : 1)) : ".",
        .colors = theme->colors,
        .color_count = theme->color_count,
        .ground = theme->header.ground,
    };
    const Picture *picture = picture_read(&file, a, d);
    file_note(engine, str_printf(a, "%s/%.*s", file.folder, STR_ARG(file.path)));
    return picture ? theme_with_logo(theme, picture, a, d) : NULL;
}

static bool engine_load(NcmecEngine *engine, const NcmecJob *job, Diag *d)
{
    Arena *a = engine->arena;
    size_t errors = diag_errors(d);
    const Value *jurisdictions = shared_read(engine, NULL, "jurisdictions.yaml", d);
    const Value *dictionary = shared_read(engine, NULL, "measures.yaml", d);
    const Value *theme = shared_read(engine, job->theme_file, "themes/ncmec.yaml", d);
    engine->jurisdictions = jurisdictions ? jurisdictions_read(jurisdictions, a, d) : NULL;
    engine->dictionary = dictionary ? dictionary_read(dictionary, a, d) : NULL;
    engine->theme = theme ? theme_read(theme, a, d) : NULL;
    origin_note(engine, FROM_JURISDICTIONS, jurisdictions);
    origin_note(engine, FROM_DICTIONARY, dictionary);
    origin_note(engine, FROM_THEME, theme);
    if (engine->theme && engine->theme->logo.file.n)
        engine->theme = logo_load(engine, engine->theme, d);
    if (engine->theme)
        colors_load(engine, d);
    engine->shared_count = engine->file_count;
    if (engine->dictionary && (job->year || job->template_file))
        template_for(engine, job, job->year, d);
    if (engine->theme) {
        const char *folder = fonts_folder(engine, a);
        engine->fonts = fontset_open(engine->theme->faces, FACE_COUNT, folder, a, d);
        engine->file_count = engine->shared_count;
        fonts_note(engine, folder);
        engine->shared_count = engine->file_count;
    }
    return diag_errors(d) == errors;
}

NcmecEngine *ncmec_engine_new(const NcmecJob *job, Arena *a, Diag *d)
{
    NcmecEngine *engine = ARENA_NEW(a, NcmecEngine);
    engine->arena = a;
    engine->folders = job->folders;
    engine->sheet = arena_new();
    engine->shapes = shape_cache_new();
    engine->subsets = subset_cache_new();
    if (engine_load(engine, job, d))
        return engine;
    ncmec_engine_free(engine);
    return NULL;
}

void ncmec_engine_free(NcmecEngine *engine)
{
    if (!engine)
        return;
    shape_cache_free(engine->shapes);
    subset_cache_free(engine->subsets);
    fontset_close(engine->fonts);
    arena_free(engine->sheet);
}

const Jurisdictions *ncmec_jurisdictions(const NcmecEngine *engine)
{
    return engine->jurisdictions;
}

uint32_t ncmec_levels(const NcmecEngine *engine)
{
    return (uint32_t)engine->theme->level_count;
}

const Str *ncmec_files(const NcmecEngine *engine, size_t *count)
{
    *count = engine->file_count;
    return engine->files;
}

Str ncmec_versions(Arena *a)
{
    return str_printf(a, "%.*s, %.*s, %.*s", STR_ARG(data_versions(a)), STR_ARG(text_versions(a)),
                      STR_ARG(pdf_versions(a)));
}

/* ---- The figures ---------------------------------------------------------------------------------------------------
 */

/* Which sheet: as the job says, else as the data file says of itself; 'root' may be NULL where the job says it. */
static const Jurisdiction *sheet_state(const NcmecEngine *engine, const NcmecJob *job, const Value *root, Diag *d)
{
    const Value *typed = !job->state && root->kind == VALUE_MAP ? value_get(root, STR("state")) : NULL;
    if (!job->state && !typed) {
        diag_error(d, DIAG_MISSING_KEY, root->mark,
                   "the file does not say its state; add 'state: CA', or give --state");
        return NULL;
    }
    Str word = job->state ? str_from(job->state) : typed->text;
    const Jurisdiction *found = jurisdiction_find(engine->jurisdictions, word);
    if (found)
        return found;
    Str meant = jurisdiction_nearest(engine->jurisdictions, word);
    DiagCode code = job->state ? DIAG_USAGE : DIAG_VALUE;
    Mark at = job->state ? nowhere : typed->mark;
    if (meant.n)
        diag_error(d, code, at, "unknown state '%.*s'; did you mean '%.*s'?", STR_ARG(word), STR_ARG(meant));
    else
        diag_error(d, code, at, "unknown state '%.*s'; write a postal code or a name, as in CA or California",
                   STR_ARG(word));
    return NULL;
}

static int sheet_year(const NcmecJob *job, const Value *root, Diag *d)
{
    enum { YEAR_LEAST = 1900, YEAR_MOST = 9999 };
    if (job->year || !root)
        return job->year;
    const Value *typed = root->kind == VALUE_MAP ? value_get(root, STR("year")) : NULL;
    int64_t year = 0;
    if (!typed)
        diag_error(d, DIAG_MISSING_KEY, root->mark, "the file does not say its year; add 'year: 2023', or give --year");
    else
        value_integer(typed, YEAR_LEAST, YEAR_MOST, &year, d);
    return (int)year;
}

static Str joined(NameList names, Arena *a)
{
    Buf text = {.arena = a};
    for (size_t i = 0; i < names.count; i++)
        buf_printf(&text, "%s%.*s", i ? ", " : "", STR_ARG(names.items[i]));
    return buf_str(&text);
}

/* Years for which 'data' has a file of this state. */
static NameList state_years(const char *data, const Jurisdiction *state, Arena *a)
{
    NameList years = folder_years(data, a);
    Str *with_file = ARENA_ARRAY(a, Str, years.count);
    size_t count = 0;
    for (size_t i = 0; i < years.count; i++)
        if (path_exists(str_printf(a, "%s/%.*s/%.*s.yaml", data, STR_ARG(years.items[i]), STR_ARG(state->code)).s))
            with_file[count++] = years.items[i];
    return (NameList){with_file, count, years.error};
}

/* A known state and a plausible year without a file: says what there is. */
static void no_figures(const NcmecEngine *engine, const Jurisdiction *state, int year, const char *path, Diag *d)
{
    Arena *a = engine->sheet;
    const char *data = engine->folders.office;
    diag_error(d, DIAG_READ, nowhere, "there are no figures for %.*s in %d: '%s' does not exist", STR_ARG(state->name),
               year, path);
    NameList years = state_years(data, state, a), states = folder_states(data, year, a), all = folder_years(data, a);
    if (years.count)
        diag_note(d, nowhere, "figures for %.*s: %.*s", STR_ARG(state->name), STR_ARG(joined(years, a)));
    if (states.count)
        diag_note(d, nowhere, "states with figures in %d: %.*s", year, STR_ARG(joined(states, a)));
    if (!years.count && !states.count && all.count)
        diag_note(d, nowhere, "years in '%s': %.*s", data, STR_ARG(joined(all, a)));
    if (!all.count)
        diag_note(d, nowhere, "'%s' holds no year at all", data);
}

/* One file of the year before, where it is at hand and sound; its own findings belong to its own sheet. */
static const FigureFile *file_before(NcmecEngine *engine, int year, const Jurisdiction *state, Diag *d)
{
    Arena *a = engine->sheet;
    Str name = state ? state->code : STR("national");
    const char *path = str_printf(a, "%s/%d/%.*s.yaml", engine->folders.office, year, STR_ARG(name)).s;
    Diag *quiet = diag_new(a);
    const Source *source = path_exists(path) ? text_read(engine, path, a, d) : NULL;
    const Value *root = source ? yaml_parse(source, a, quiet) : NULL;
    return root ? figures_read(root, engine->dictionary, engine->jurisdictions, state, year, a, quiet) : NULL;
}

static void before_read(NcmecEngine *engine, Dataset *data, Diag *d)
{
    if (!data->state || !data->nation)
        return;
    data->state_before = file_before(engine, data->year - 1, data->jurisdiction, d);
    data->nation_before = file_before(engine, data->year - 1, NULL, d);
    if (data->state_before)
        lint_change(engine->dictionary, data->state, data->state_before, d);
}

/* What a sheet is read from: the state's tree and the nation's; a table holds both. */
typedef struct Trees {
    const Value *state, *nation;
} Trees;

static bool is_table(const char *path)
{
    Str name = str_from(path);
    Str end = str_slice(name, name.n > 4 ? name.n - 4 : 0, name.n);
    return str_eq_any_case(end, STR(".csv")) || str_eq_any_case(end, STR(".tsv"));
}

/* For figures that come from no file of their own: the file that would say the same. */
static void origin_make(NcmecEngine *engine, Origin origin, const Jurisdiction *jurisdiction, int year,
                        const Value *root)
{
    Arena *a = engine->sheet;
    Str text = typed_new((TypedName){jurisdiction, year}, engine->dictionary, root, NULL, NULL, a);
    engine->origins[origin] = source_new(STR(""), text, a);
}

/* The sheet of a table that the job names, or its only one. */
static bool table_trees(NcmecEngine *engine, const NcmecJob *job, Trees *trees, Diag *d)
{
    Arena *a = engine->sheet;
    const Source *source = source_read(job->data_file, a, d);
    if (!source)
        return false;
    file_note(engine, source->name);
    const Table *table = table_read(source, engine->dictionary, engine->jurisdictions, a, d);
    const Jurisdiction *state = job->state ? sheet_state(engine, job, NULL, d) : NULL;
    if (!table || (job->state && !state))
        return false;
    const TableSheet *nation = table_find(table, NULL), *sheet = state ? table_find(table, state) : NULL;
    if (!job->state && table->count != 1 + (nation != NULL))
        return diag_error(d, DIAG_USAGE, nowhere, "'%s' holds the figures of %zu states; choose one by --state",
                          job->data_file, table->count - (nation != NULL));
    for (size_t i = 0; i < table->count && !job->state; i++)
        if (table->sheets[i].jurisdiction)
            sheet = &table->sheets[i];
    if (!sheet)
        return diag_error(d, DIAG_READ, (Mark){table->source, 0, 0}, "the table holds no figures for %.*s",
                          STR_ARG(state->name));
    trees->state = typed_complete(sheet->root, sheet->jurisdiction, job->year, a);
    trees->nation = nation ? typed_complete(nation->root, NULL, job->year, a) : NULL;
    return true;
}

static bool state_tree(NcmecEngine *engine, const NcmecJob *job, Trees *trees, Diag *d)
{
    const char *data_file = job->data_file;
    if (data_file && is_table(data_file))
        return table_trees(engine, job, trees, d);
    if (!data_file) {
        const Jurisdiction *state = sheet_state(engine, job, NULL, d);
        if (!state)
            return false;
        data_file =
            str_printf(engine->sheet, "%s/%d/%.*s.yaml", engine->folders.office, job->year, STR_ARG(state->code)).s;
        if (!path_exists(data_file))
            return no_figures(engine, state, job->year, data_file, d), false;
    }
    trees->state = tree_read(engine, data_file, engine->sheet, d);
    origin_note(engine, FROM_STATE, trees->state);
    return true;
}

static void nation_tree(NcmecEngine *engine, const NcmecJob *job, int year, Trees *trees, Diag *d)
{
    const char *path = str_printf(engine->sheet, "%s/%d/national.yaml", engine->folders.office, year).s;
    bool exists = path_exists(path);
    if (job->draft && !exists) {
        diag_error(d, DIAG_UNUSED, nowhere, "there are no figures of the nation: '%s' does not exist", path);
        return;
    }
    trees->nation = tree_read(engine, path, engine->sheet, d);
    origin_note(engine, FROM_NATION, trees->nation);
    if (!exists)
        diag_note(d, nowhere, "every sheet of %d quotes figures of the nation; they stand in this file", year);
}

/* Reads the state's file and the nation's, both to the end. */
static bool dataset_read(NcmecEngine *engine, const NcmecJob *job, Dataset *data, Diag *d)
{
    Arena *a = engine->sheet;
    const Dictionary *dict = engine->dictionary;
    size_t errors = diag_errors(d);
    Trees trees = {0};
    Sets sets;
    *data = (Dataset){.dictionary = dict};
    engine->origins[FROM_STATE] = engine->origins[FROM_NATION] = NULL;
    if (!sets_read(job->sets, job->set_count, &sets, a, d) || !state_tree(engine, job, &trees, d))
        return false;
    if (trees.state || job->state)
        data->jurisdiction = sheet_state(engine, job, trees.state, d);
    data->year = sheet_year(job, trees.state, d);
    if (data->year && !trees.nation)
        nation_tree(engine, job, data->year, &trees, d);
    bool from_table = job->data_file && is_table(job->data_file);
    diag_soften(d, job->draft);
    if (trees.state && data->jurisdiction && data->year) {
        const Value *root = tree_merge(trees.state, sets.state, a);
        data->state = figures_read(root, dict, engine->jurisdictions, data->jurisdiction, data->year, a, d);
        if (from_table || sets.state)
            origin_make(engine, FROM_STATE, data->jurisdiction, data->year, root);
    }
    if (trees.nation && data->year) {
        const Value *root = tree_merge(trees.nation, sets.nation, a);
        data->nation = figures_read(root, dict, engine->jurisdictions, NULL, data->year, a, d);
        if (from_table || sets.nation)
            origin_make(engine, FROM_NATION, NULL, data->year, root);
    }
    if (diag_errors(d) == errors && (job->draft || job->set_count)) {
        data->state = file_draft(data->state, dict, data->year, a);
        data->nation = file_draft(data->nation, dict, data->year, a);
    }
    before_read(engine, data, d);
    if (data->state)
        lint_file(dict, engine->jurisdictions, data->state, d);
    if (diag_errors(d) == errors)
        dataset_check(data, d);
    diag_soften(d, false);
    return diag_errors(d) == errors;
}

/* ---- The pipeline --------------------------------------------------------------------------------------------------
 */

/* The outline of the sheet's state. */
static const Picture *silhouette_load(NcmecEngine *engine, const Jurisdiction *state, Diag *d)
{
    Arena *a = engine->sheet;
    const char *name = str_printf(a, "maps/%.*s.path", STR_ARG(state->code)).s;
    const Source *source = text_read(engine, shared_path(&engine->folders, &name, 1, a), a, d);
    if (!source)
        diag_note(d, engine->theme->mark,
                  "the theme '%.*s' shows each state's silhouette; put the file there, or take 'silhouette' out of the "
                  "theme",
                  STR_ARG(engine->theme->name));
    return source ? silhouette_read(source, a, d) : NULL;
}

const Document *engine_document(NcmecEngine *engine, const NcmecJob *job, const Jurisdiction **state, Diag *d)
{
    Arena *a = engine->sheet;
    Dataset *data = &engine->data;
    if (!dataset_read(engine, job, data, d))
        return NULL;
    const Template *template = template_for(engine, job, data->year, d);
    if (!template)
        return NULL;
    DocumentOptions options = {.has_date = job->has_date, .date = job->date, .draft = job->draft};
    if (engine->theme->silhouette.width > 0) {
        options.silhouette = silhouette_load(engine, data->jurisdiction, d);
        if (!options.silhouette)
            return NULL;
    }
    *state = data->jurisdiction;
    diag_soften(d, job->draft);
    const Document *document = document_make(template, engine->theme, data, &options, a, d);
    diag_soften(d, false);
    if (!document)
        return NULL;
    Document *levelled = ARENA_NEW(a, Document);
    *levelled = *document;
    levelled->fixed_level = job->fixed_level;
    return levelled;
}

static Str dump_text(const Pages *pages, void (*dump)(const Pages *pages, Buf *out), Arena *a)
{
    Buf out = {.arena = a};
    dump(pages, &out);
    return buf_str(&out);
}

/* Under names of their own: where a file was read from is nobody's business. */
static size_t files_made_of(const NcmecEngine *engine, const Jurisdiction *state, PdfFile files[ORIGIN_COUNT])
{
    const Str names[ORIGIN_COUNT] = {
        [FROM_STATE] = str_printf(engine->sheet, "%.*s.yaml", STR_ARG(state->code)),
        [FROM_NATION] = STR("national.yaml"),
        [FROM_DICTIONARY] = STR("measures.yaml"),
        [FROM_JURISDICTIONS] = STR("jurisdictions.yaml"),
        [FROM_TEMPLATE] = STR("fact-sheet.yaml"),
        [FROM_THEME] = STR("theme.yaml"),
    };
    size_t count = 0;
    for (Origin origin = 0; origin < ORIGIN_COUNT; origin++)
        if (engine->origins[origin])
            files[count++] = (PdfFile){names[origin], STR("application/yaml"), engine->origins[origin]->text};
    return count;
}

static Str pdf_text(NcmecEngine *engine, const Pages *pages, const Jurisdiction *state, Flavor flavor, Diag *d)
{
    PdfFile files[ORIGIN_COUNT];
    PdfOptions options = pdf_options_of(pages, &engine->colors, STR(NCMEC_PRODUCER));
    options.flavor = flavor;
    options.files = files;
    options.file_count = files_made_of(engine, state, files);
    Pdf *pdf = pdf_open(&options, engine->subsets, d);
    if (pdf)
        pdf_add(pdf, pages, d);
    return pdf_close(pdf, engine->sheet, d);
}

/* Of a draft whose text is too long for the theme's pages, on as many as it takes. */
static const Pages *pages_make(NcmecEngine *engine, const NcmecJob *job, const Document *document, Diag *d)
{
    Arena *a = engine->sheet;
    Diag *trial = diag_new(a);
    const Pages *pages = layout_document(document, engine->fonts, engine->shapes, a, job->draft ? trial : d);
    if (pages || !job->draft)
        return pages;
    Theme *roomy = ARENA_NEW(a, Theme);
    Document *longer = ARENA_NEW(a, Document);
    *roomy = *document->theme;
    roomy->page.max_pages = THEME_MAX_PAGES;
    *longer = *document;
    longer->theme = roomy;
    pages = layout_document(longer, engine->fonts, engine->shapes, a, d);
    diag_soften(d, true);
    if (pages)
        diag_error(d, DIAG_FIT, nowhere, "the text takes %u pages, but the theme '%.*s' has at most %d",
                   pages->page_count, STR_ARG(document->theme->name), (int)document->theme->page.max_pages);
    diag_soften(d, false);
    return pages;
}

static void document_text(const Document *document, void (*dump)(const Document *, Buf *), Str *bytes, Arena *a)
{
    Buf out = {.arena = a};
    dump(document, &out);
    *bytes = buf_str(&out);
}

static void parts_make(NcmecEngine *engine, const NcmecJob *job, const Pages *pages, const Jurisdiction *state,
                       NcmecSheet *sheet, Diag *d)
{
    static const Flavor by_default[] = {FLAVOR_DEFAULT};
    const Flavor *flavors = job->flavor_count ? job->flavors : by_default;
    /* Dumps are not asked: they are how one sees what does not conform. */
    if (!pages_conform(pages, engine->sheet, d))
        return;
    sheet->part_count = job->flavor_count ? job->flavor_count : 1;
    for (size_t i = 0; i < sheet->part_count; i++)
        sheet->parts[i] = (NcmecPart){flavors[i], pdf_text(engine, pages, state, flavors[i], d)};
    sheet->bytes = sheet->parts[0].bytes;
}

bool ncmec_render(NcmecEngine *engine, const NcmecJob *job, NcmecSheet *sheet, Diag *d)
{
    Arena *a = engine->sheet;
    size_t errors = diag_errors(d);
    *sheet = (NcmecSheet){0};
    arena_reset(a);
    shape_cache_trim(engine->shapes);
    engine->file_count = engine->shared_count;
    if (job->output == NCMEC_DUMP_THEME) {
        Buf out = {.arena = a};
        theme_dump(engine->theme, &out);
        sheet->bytes = buf_str(&out);
        return true;
    }

    const Jurisdiction *state;
    const Document *document = engine_document(engine, job, &state, d);
    if (!document)
        return false;
    bool is_proof = job->draft || job->set_count;
    sheet->name = is_proof ? str_printf(a, "%.*s-draft", STR_ARG(document->name)) : document->name;
    sheet->title = document->title;
    if (job->output == NCMEC_DUMP_DOCUMENT || job->output == NCMEC_DUMP_MARKDOWN) {
        document_text(document, job->output == NCMEC_DUMP_DOCUMENT ? document_dump : document_markdown, &sheet->bytes,
                      a);
        return diag_errors(d) == errors;
    }
    const Pages *pages = pages_make(engine, job, document, d);
    if (!pages)
        return false;
    sheet->page_count = pages->page_count;
    sheet->level = pages->level;
    switch (job->output) {
    case NCMEC_DUMP_THEME:
    case NCMEC_DUMP_MARKDOWN:
    case NCMEC_DUMP_DOCUMENT:
    case NCMEC_FIT:
        break;
    case NCMEC_DUMP_PAGES:
        sheet->bytes = dump_text(pages, pages_dump, a);
        break;
    case NCMEC_DUMP_TAGS:
        sheet->bytes = dump_text(pages, tags_dump, a);
        break;
    case NCMEC_EXPLAIN_TABLE:
    case NCMEC_EXPLAIN_CSV:
    case NCMEC_EXPLAIN_JSON:
        sheet->bytes = explain_text(document, pages, &engine->data, job->output, a);
        break;
    case NCMEC_PDF:
        parts_make(engine, job, pages, state, sheet, d);
        break;
    }
    return diag_errors(d) == errors;
}
