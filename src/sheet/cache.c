/* What many sheets share: dictionary, jurisdictions, theme with its logo, colors and fonts, wording, and the caches.
   What is independent is read to the end first, so that all of its findings come at once. */
#include "cache.h"
#include "src/store/folders.h"

static const Mark nowhere;

/* ---- Files ---------------------------------------------------------------------------------------------------------
 */

void cache_note_file(Cache *cache, Str path)
{
    ARENA_ROOM(cache->arena, cache->files, cache->file_count, cache->file_capacity);
    cache->files[cache->file_count++] = path;
}

const Source *cache_read_text(Cache *cache, const char *path, Arena *a, Diag *d)
{
    const Source *source = source_read(path, a == cache->sheet ? cache->texts : a, d);
    if (source)
        cache_note_file(cache, source->name);
    return source;
}

const Value *cache_read_tree(Cache *cache, const char *path, Arena *a, Diag *d)
{
    const Source *source = cache_read_text(cache, path, a, d);
    return source ? yaml_parse(source, a, d) : NULL;
}

static const Canonical *canonical_make(Canonical *c, Arena *a)
{
    uint8_t digest[DIGEST_BYTES];
    if (c->text.n || !c->root)
        return c;
    c->text = canonical_text(c->root, a);
    digest_make(c->text, digest);
    digest_hex(digest, c->sha256);
    return c;
}

const Canonical *cache_wording(Cache *cache)
{
    return canonical_make(&cache->wording, cache->arena);
}

const Canonical *cache_look(Cache *cache)
{
    return canonical_make(&cache->look, cache->arena);
}

static const Value *shared_read(Cache *cache, const Request *r, const char *given, const char *name, Diag *d)
{
    return cache_read_tree(cache, given ? given : shared_path(&r->folders, &name, 1, cache->arena), cache->arena, d);
}

static const char *fonts_folder(const Request *r, Arena *a)
{
    const char *own = str_printf(a, "%s/fonts", r->folders.office).s;
    return is_folder(own) || !r->folders.shipped_fonts ? own : r->folders.shipped_fonts;
}

/* ---- The cache ----------------------------------------------------------------------------------------------------
 */

/* The template for 'year', kept until a sheet of a year with another one. */
const Template *cache_template(Cache *cache, const Request *r, int year, Diag *d)
{
    Arena *a = cache->arena;
    Str path = str_from(r->template_file ? r->template_file : template_path(&r->folders, year, cache->sheet));
    if (cache->template && str_eq(path, cache->template_path)) {
        cache_note_file(cache, cache->template_path);
        return cache->template;
    }
    cache->template_path = str_copy(a, path);
    const Value *root = cache_read_tree(cache, cache->template_path.s, a, d);
    cache->wording = (Canonical){.root = root};
    cache->template = root ? template_read(root, cache->dictionary, a, d) : NULL;
    return cache->template;
}

static void fonts_note(Cache *cache, const char *folder)
{
    for (size_t i = 0; i < FACE_COUNT; i++)
        if (cache->theme->faces[i].file.n)
            cache_note_file(cache, str_printf(cache->arena, "%s/%.*s", folder, STR_ARG(cache->theme->faces[i].file)));
}

static const Profile *profile_load(Cache *cache, const Request *r, Str name, ProfileSpace space, Mark named_at, Diag *d)
{
    Arena *a = cache->arena;
    const char *relative = str_printf(a, "icc/%.*s", STR_ARG(name)).s;
    const char *path = shared_path(&r->folders, &relative, 1, a);
    Str bytes = file_map(path, PROFILE_MAX, named_at, d);
    if (!bytes.n) {
        if (named_at.source)
            diag_note(d, named_at, "the theme names this profile; put the file into '%s/icc' or name another",
                      r->folders.office);
        return NULL;
    }
    cache_note_file(cache, str_from(path));
    return profile_read(bytes, path, space, named_at, a, d);
}

static void colors_load(Cache *cache, const Request *r, Diag *d)
{
    const Theme *theme = cache->theme;
    PdfColors *colors = &cache->colors;
    colors->condition = theme->output.condition;
    colors->named_at = theme->output.mark;
    colors->srgb = profile_load(cache, r, STR("srgb.icc.z"), PROFILE_RGB, nowhere, d);
    colors->press = profile_load(cache, r, theme->output.profile, PROFILE_CMYK, theme->output.mark, d);
    if (colors->srgb && colors->press)
        colors_check(theme->colors, theme->color_count, colors, d);
}

/* The theme with the logo that it names, from the theme's own folder. */
static const Theme *logo_load(Cache *cache, const Theme *theme, Diag *d)
{
    Arena *a = cache->arena;
    const PictureFile file = {
        .path = theme->logo.file,
        .mark = theme->logo.mark,
        .folder = path_folder(str_terminated(a, theme->mark.source->name), a),
        .colors = theme->colors,
        .color_count = theme->color_count,
        .ground = theme->header.ground,
    };
    const Picture *picture = picture_read(&file, a, d);
    cache_note_file(cache, str_printf(a, "%s/%.*s", file.folder, STR_ARG(file.path)));
    return picture ? theme_with_logo(theme, picture, a, d) : NULL;
}

static const Table *table_load(const char *path, Cache *cache, Diag *d)
{
    const Source *source = source_read(path, cache->arena, d);
    return source ? table_read(source, cache->dictionary, cache->jurisdictions, cache->arena, d) : NULL;
}

static bool cache_load(Cache *cache, const Request *r, Diag *d)
{
    Arena *a = cache->arena;
    size_t errors = diag_errors(d);
    const Value *jurisdictions = shared_read(cache, r, NULL, "jurisdictions.yaml", d);
    const Value *dictionary = shared_read(cache, r, NULL, "measures.yaml", d);
    const Value *theme = shared_read(cache, r, r->theme_file, "themes/ncmec.yaml", d);
    cache->jurisdictions = jurisdictions ? jurisdictions_read(jurisdictions, a, d) : NULL;
    cache->dictionary = dictionary ? dictionary_read(dictionary, a, d) : NULL;
    if (cache->jurisdictions && cache->dictionary && r->data_file && table_named(r->data_file))
        cache->table = table_load(r->data_file, cache, d);
    cache->theme = theme ? theme_read(theme, a, d) : NULL;
    cache->look = (Canonical){.root = theme};
    if (cache->theme && cache->theme->logo.file.n)
        cache->theme = logo_load(cache, cache->theme, d);
    if (cache->theme)
        colors_load(cache, r, d);
    cache->shared_count = cache->file_count;
    /* Years may have wordings of their own, which are read when their turn comes. */
    int year = r->year_count == 1 ? r->years[0] : 0;
    if (cache->dictionary && (year || r->template_file))
        cache_template(cache, r, year, d);
    if (cache->theme) {
        const char *folder = fonts_folder(r, a);
        cache->fonts = fontset_open(cache->theme->faces, FACE_COUNT, folder, a, d);
        cache->file_count = cache->shared_count;
        fonts_note(cache, folder);
        cache->shared_count = cache->file_count;
    }
    return diag_errors(d) == errors;
}

Cache *cache_new(const Request *r, Arena *a, Diag *d)
{
    Cache *cache = ARENA_NEW(a, Cache);
    cache->arena = a;
    cache->sheet = arena_new();
    cache->texts = arena_new();
    cache->shapes = shape_cache_new(hyphenation_path(&r->folders, a));
    cache->subsets = subset_cache_new();
    if (cache_load(cache, r, d))
        return cache;
    cache_free(cache);
    return NULL;
}

void cache_free(Cache *cache)
{
    if (!cache)
        return;
    shape_cache_free(cache->shapes);
    subset_cache_free(cache->subsets);
    fontset_close(cache->fonts);
    arena_free(cache->sheet);
    arena_free(cache->texts);
}

Str library_versions(Arena *a)
{
    return str_printf(a, "%.*s, %.*s, %.*s, %.*s, %.*s, libmd", STR_ARG(data_versions(a)), STR_ARG(table_versions(a)),
                      STR_ARG(text_versions(a)), STR_ARG(picture_versions(a)), STR_ARG(pdf_versions(a)));
}
