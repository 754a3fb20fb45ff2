/* What many sheets share: dictionary, jurisdictions, theme with its logo, colors and fonts, wording, and the caches.
   What is independent is read to the end first, so that all of its findings come at once. */
#include "cache.h"
#include "src/store/folders.h"

static const Mark nowhere;

/* ---- Files ---------------------------------------------------------------------------------------------------------
 */

void engine_note_file(NcmecEngine *engine, Str path)
{
    ARENA_ROOM(engine->arena, engine->files, engine->file_count, engine->file_capacity);
    engine->files[engine->file_count++] = path;
}

const Source *engine_read_text(NcmecEngine *engine, const char *path, Arena *a, Diag *d)
{
    const Source *source = source_read(path, a == engine->sheet ? engine->texts : a, d);
    if (source)
        engine_note_file(engine, source->name);
    return source;
}

const Value *engine_read_tree(NcmecEngine *engine, const char *path, Arena *a, Diag *d)
{
    const Source *source = engine_read_text(engine, path, a, d);
    return source ? yaml_parse(source, a, d) : NULL;
}

void engine_note_origin(NcmecEngine *engine, Origin origin, const Value *root)
{
    engine->origins[origin] = root ? root->mark.source : NULL;
}

static const Value *shared_read(NcmecEngine *engine, const char *given, const char *name, Diag *d)
{
    return engine_read_tree(engine, given ? given : shared_path(&engine->folders, &name, 1, engine->arena),
                            engine->arena, d);
}

static const char *fonts_folder(const NcmecEngine *engine, Arena *a)
{
    const char *own = str_printf(a, "%s/fonts", engine->folders.office).s;
    return is_folder(own) || !engine->folders.shipped_fonts ? own : engine->folders.shipped_fonts;
}

/* ---- The engine ----------------------------------------------------------------------------------------------------
 */

/* The template for 'year', kept until a sheet of a year with another one. */
const Template *engine_template(NcmecEngine *engine, const NcmecJob *job, int year, Diag *d)
{
    Arena *a = engine->arena;
    Str path = str_from(job->template_file ? job->template_file : template_path(&engine->folders, year, engine->sheet));
    if (engine->template && str_eq(path, engine->template_path)) {
        engine_note_file(engine, engine->template_path);
        return engine->template;
    }
    engine->template_path = str_copy(a, path);
    const Value *root = engine_read_tree(engine, engine->template_path.s, a, d);
    engine_note_origin(engine, FROM_TEMPLATE, root);
    engine->template = root ? template_read(root, engine->dictionary, a, d) : NULL;
    return engine->template;
}

static void fonts_note(NcmecEngine *engine, const char *folder)
{
    for (size_t i = 0; i < FACE_COUNT; i++)
        if (engine->theme->faces[i].file.n)
            engine_note_file(engine,
                             str_printf(engine->arena, "%s/%.*s", folder, STR_ARG(engine->theme->faces[i].file)));
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
    engine_note_file(engine, str_from(path));
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
    const PictureFile file = {
        .path = theme->logo.file,
        .mark = theme->logo.mark,
        .folder = path_folder(str_terminated(a, theme->mark.source->name), a),
        .colors = theme->colors,
        .color_count = theme->color_count,
        .ground = theme->header.ground,
    };
    const Picture *picture = picture_read(&file, a, d);
    engine_note_file(engine, str_printf(a, "%s/%.*s", file.folder, STR_ARG(file.path)));
    return picture ? theme_with_logo(theme, picture, a, d) : NULL;
}

static const Table *table_load(const char *path, NcmecEngine *engine, Diag *d)
{
    const Source *source = source_read(path, engine->arena, d);
    return source ? table_read(source, engine->dictionary, engine->jurisdictions, engine->arena, d) : NULL;
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
    if (engine->jurisdictions && engine->dictionary && job->data_file && table_named(job->data_file))
        engine->table = table_load(job->data_file, engine, d);
    engine->theme = theme ? theme_read(theme, a, d) : NULL;
    engine_note_origin(engine, FROM_JURISDICTIONS, jurisdictions);
    engine_note_origin(engine, FROM_DICTIONARY, dictionary);
    engine_note_origin(engine, FROM_THEME, theme);
    if (engine->theme && engine->theme->logo.file.n)
        engine->theme = logo_load(engine, engine->theme, d);
    if (engine->theme)
        colors_load(engine, d);
    engine->shared_count = engine->file_count;
    if (engine->dictionary && (job->year || job->template_file))
        engine_template(engine, job, job->year, d);
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
    engine->texts = arena_new();
    engine->shapes = shape_cache_new(hyphenation_path(&engine->folders, a));
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
    arena_free(engine->texts);
}

const Jurisdictions *ncmec_jurisdictions(const NcmecEngine *engine)
{
    return engine->jurisdictions;
}

const Table *ncmec_table(const NcmecEngine *engine)
{
    return engine->table;
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
    return str_printf(a, "%.*s, %.*s, md4c, %.*s, %.*s, %.*s, libmd", STR_ARG(data_versions(a)),
                      STR_ARG(table_versions(a)), STR_ARG(text_versions(a)), STR_ARG(picture_versions(a)),
                      STR_ARG(pdf_versions(a)));
}
