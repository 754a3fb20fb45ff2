/* What many sheets share: dictionary, jurisdictions, theme with its logo, colors and fonts, wording, and the caches.
   What is independent is read to the end first, so that all of its findings come at once. */
#include "sheet.h"
#include "src/base/hash.h"
#include "src/store/folders.h"

static void tree_put(Buf *out, const Value *v)
{
    static const char opens[] = {[VALUE_MAP] = 1, [VALUE_LIST] = 2};
    if (v->kind != VALUE_SCALAR)
        buf_char(out, opens[v->kind]);
    for (size_t i = 0; i < v->count; i++) {
        if (v->kind == VALUE_MAP)
            buf_put(out, v->fields[i].key), buf_char(out, 0);
        tree_put(out, v->kind == VALUE_MAP ? v->fields[i].value : v->items[i]);
    }
    buf_put(out, v->text);
    buf_char(out, v->kind == VALUE_SCALAR ? 0 : 3);
}

Str tree_digest(const Value *root, Arena *a)
{
    Buf text = {.arena = a};
    tree_put(&text, root);
    return blake2_of(buf_str(&text), a);
}

static Worded *worded_get(Wordings *w, int year, const Language *language, Diag *d)
{
    const Dictionary *dict = store_dictionary(w->store, year, d);
    const Value *root = dict ? store_wording(w->store, year, language, d) : NULL;
    Worded *worded = NULL;
    for (size_t i = 0; i < w->count && !worded; i++)
        if (w->items[i].root == root && w->items[i].dictionary == dict)
            worded = &w->items[i];
    if (!worded && root) {
        worded = &ARENA_NEXT(w->arena, w->items, w->count, w->capacity);
        Diag *found = diag_new(w->arena);
        *worded = (Worded){.root = root, .dictionary = dict, .findings = found};
        worded->template = template_read(root, dict, w->store->jurisdictions, w->arena, found);
    }
    if (worded)
        diag_take(d, worded->findings);
    return worded;
}

const Template *wordings_template(Wordings *w, int year, const Language *language, Diag *d)
{
    const Worded *worded = worded_get(w, year, language, d);
    return worded ? worded->template : NULL;
}

unsigned *wordings_sides(Wordings *w, int year, Arena *a)
{
    const Language *languages[1 + LANGUAGES_MAX] = {NULL};
    size_t count = 1 + store_all_languages(w->store, year, languages + 1);
    Diag *unsaid = diag_new(a);
    const Dictionary *dict = store_dictionary(w->store, year, unsaid);
    unsigned *sides = dict ? ARENA_ARRAY(a, unsigned, dict->count) : NULL;
    for (size_t i = 0; i < count && sides; i++) {
        const Template *t = wordings_template(w, year, languages[i], unsaid);
        for (size_t k = 0; t && k < dict->count; k++)
            sides[k] |= template_sides(t)[k];
        sides = t ? sides : NULL;
    }
    return sides;
}

/* A wording that is not in the language that was asked for. */
static const Template *language_check(const Template *template, const Value *root, const Language *asked, Diag *d)
{
    const Language *own = template ? template_language(template) : asked;
    if (!asked || own == asked)
        return template;
    return diag_error(d, DIAG_MISMATCH, value_get(root, STR("language"))->mark,
                      "this wording is in %s, but --language asks for %s; name one in %s by --template, or ask for "
                      "another language",
                      own->name, asked->name, asked->name),
           NULL;
}

static ShapeCache *shapes_of(Cache *cache, const Language *language)
{
    ShapeCache **shapes = &cache->all_shapes[language_index(language)];
    if (!*shapes)
        *shapes = shape_cache_new(language, hyphenation_path(&cache->store->request->folders, language, cache->arena));
    return *shapes;
}

const Template *cache_template(Cache *cache, int year, const Language *language, Diag *d)
{
    Worded *worded = worded_get(&cache->wordings, year, language, d);
    cache->template = worded ? language_check(worded->template, worded->root, language, d) : NULL;
    if (!cache->template)
        return NULL;
    if (!worded->digest.n && !request_has_no_pages(cache->store->request)) /* a page of the web tells none */
        worded->digest = tree_digest(worded->root, cache->arena);
    cache->wording = worded->root;
    cache->made.template = worded->digest;
    cache->shapes = shapes_of(cache, template_language(cache->template));
    return cache->template;
}

/* ---- The theme and what it names ---- */

static void fonts_note(Cache *cache, const char *folder)
{
    for (size_t i = 0; i < FACE_COUNT; i++)
        if (cache->theme->faces[i].name.n) {
            Str name = cache->theme->faces[i].name;
            const char *own = str_printf(cache->arena, "%s/%.*s", folder, STR_ARG(name)).s;
            const char *shipped = cache->store->request->folders.shipped_fonts;
            bool is_own = path_exists(own) || !shipped;
            store_note(cache->store, is_own ? own : str_printf(cache->arena, "%s/%.*s", shipped, STR_ARG(name)).s);
        }
}

#define SCREEN_PROFILE STR("srgb.icc.z")

static const Profile *profile_load(Cache *cache, Str name, ProfileSpace space, Mark named_at, Diag *d)
{
    const char *path = store_profile(cache->store, name);
    Str bytes = file_map(path, PROFILE_MAX, named_at, d);
    if (!bytes.n) {
        if (named_at.source && file_is_lacking(path))
            diag_note(d, named_at, "the theme names this profile; put the file into '%s/icc' or name another",
                      cache->store->request->folders.office);
        return NULL;
    }
    store_note(cache->store, path);
    return profile_new(bytes, path, space, cache->arena);
}

/* False where the profiles cannot be asked. */
static bool colors_load(Cache *cache, Diag *d)
{
    size_t errors = diag_errors(d);
    const Theme *theme = cache->theme;
    PdfColors *colors = &cache->colors;
    colors->condition = theme->output.condition;
    colors->named_at = theme->output.profile.mark;
    colors->srgb = profile_load(cache, SCREEN_PROFILE, PROFILE_RGB, nowhere, d);
    colors->press = profile_load(cache, theme->output.profile.name, PROFILE_CMYK, theme->output.profile.mark, d);
    if (colors->srgb && colors->press)
        colors_check(theme->colors, theme->color_count, colors, d);
    return diag_errors(d) == errors;
}

/* At the last theme of the circle that the office can change. */
static void circle_report(const Store *s, const Value *const *chain, size_t count, Diag *d)
{
    Buf names = {.arena = s->arena};
    size_t last = count;
    while (last > 0 && store_theme_is_shipped(s, chain[last - 1]->mark.source))
        last--;
    last = last ? last - 1 : count - 1;
    for (size_t i = 0; i < count; i++)
        buf_printf(&names, "%.*s, ", STR_ARG(store_theme_name(chain[i]->mark.source)));
    diag_error(d, DIAG_THEME, value_get(chain[last], STR("base"))->mark,
               "themes are based on each other in a circle: %.*s%.*s; take this 'base' out, or name another theme",
               STR_ARG(buf_str(&names)), STR_ARG(store_theme_name(chain[0]->mark.source)));
}

const Value *look_read(Store *s, const char *given, Arena *a, Diag *d)
{
    enum { THEMES_MOST = 8 };
    const Value *chain[THEMES_MOST], *look = store_theme(s, given, d), *base = NULL;
    size_t count = 0;
    for (; look; look = base ? store_theme_base(s, base, d) : NULL) {
        for (size_t i = 0; i < count; i++)
            if (chain[i] == look)
                return circle_report(s, chain + i, count - i, d), NULL;
        if (count == THEMES_MOST)
            return diag_error(d, DIAG_THEME, base->mark, "a theme is based on at most %d others", THEMES_MOST - 1),
                   NULL;
        chain[count++] = look;
        if (!(base = value_scalar(look, STR("base"))))
            break;
    }
    while (look && count--)
        look = theme_inherit(chain[count], look == chain[count] ? NULL : look, a, d);
    return look;
}

/* The theme with the logo that it names, from the folder of the theme that names it. */
static const Theme *logo_load(Cache *cache, const Theme *theme, bool has_press, Diag *d)
{
    Arena *a = cache->arena;
    const PictureFile file = {
        .name.path = theme->logo.file.name,
        .name.mark = theme->logo.file.mark,
        .name.folder = store_theme_folder(cache->store, theme->logo.file.mark.source, a),
        .colors = theme->colors,
        .color_count = theme->color_count,
        .ground = theme->header.ground,
        .settle = has_press ? color_settle : NULL,
        .settle_with = &cache->colors,
    };
    const Picture *picture = picture_read(&file, a, d);
    store_note(cache->store, str_printf(a, "%s/%.*s", file.name.folder, STR_ARG(file.name.path)).s);
    if (picture && picture->raster && theme->header.ground->spot.n)
        diag_error(d, DIAG_PRINT, theme->logo.file.mark,
                   "the pixels of this logo bring the ground '%.*s' in the four inks, beside which the spot color will "
                   "look different; take an SVG, or convert with output: {spot: convert}",
                   STR_ARG(theme->header.ground->name));
    if (picture)
        cache->made.logo = sha256_of(picture->file, a);
    return picture ? theme_with_logo(theme, picture, a, d) : NULL;
}

void look_file_add(LookFiles *files, const char *place, Str name, Str digest, Arena *a)
{
    ARENA_NEXT(a, files->items, files->count, files->capacity) = (LookFile){place, name, digest};
}

const LookFiles *look_files(Cache *cache)
{
    Arena *a = cache->arena;
    const Theme *theme = cache->theme;
    if (cache->look_files)
        return cache->look_files;
    LookFiles *files = ARENA_NEW(a, LookFiles);
    const Str profiles[] = {theme->output.profile.name, SCREEN_PROFILE};
    Diag *said = diag_new(a); /* what is read here was read before */
    for (unsigned i = 0; i < FACE_COUNT; i++)
        if (theme->faces[i].name.n)
            look_file_add(files, face_names[i], theme->faces[i].name,
                          sha256_of(fontset_face(cache->fonts, i)->bytes, a), a);
    if (theme->logo.file.name.n)
        look_file_add(files, "logo", theme->logo.file.name, cache->made.logo, a);
    if (theme->silhouette.width > 0)
        look_file_add(files, "silhouettes", STR("maps/*.path"), store_silhouettes(cache->store, a), a);
    for (size_t i = 0; i < 2; i++)
        look_file_add(files, i ? "screen_profile" : "profile", profiles[i],
                      sha256_of(file_map(store_profile(cache->store, profiles[i]), PROFILE_MAX, nowhere, said), a), a);
    look_file_add(files, "program", STR(NCMEC_PRODUCER), sha256_of(STR(NCMEC_PRODUCER), a), a);
    return cache->look_files = files;
}

bool request_has_no_pages(const Request *r)
{
    return r->output == OUTPUT_PDF && r->flavor_count == 1 && r->flavors[0] == FLAVOR_WEB;
}

/* What is independent is read to the end, so that all of its findings come at once. */
static bool cache_load(Cache *cache, const Request *r, Diag *d)
{
    Arena *a = cache->arena;
    size_t errors = diag_errors(d);
    Store *s = cache->store = store_open(r, a, d);
    cache->wordings = (Wordings){.store = s, .arena = a};
    const Value *theme = look_read(s, r->theme_file, a, d);
    if (s->jurisdictions && s->dictionary && r->data_file && table_named(r->data_file))
        cache->table = store_table(s, r->data_file, d);
    cache->theme = theme ? theme_read(theme, a, d) : NULL;
    cache->look = theme;
    bool has_press = cache->theme && colors_load(cache, d);
    if (cache->theme && cache->theme->logo.file.name.n)
        cache->theme = logo_load(cache, cache->theme, has_press, d);
    if (cache->theme)
        theme_colors_check(cache->theme, a, d);
    const char *folder = store_fonts(s);
    if (cache->theme) {
        if (!request_has_no_pages(r))
            cache->made.theme = tree_digest(theme, a);
        fonts_note(cache, folder);
    }
    store_share(s);
    /* Years may have wordings of their own, which are read when their turn comes. */
    if (s->dictionary && (r->year_count == 1 || r->template_file))
        cache_template(cache, r->years[0], r->language_count ? r->languages[0] : NULL, d);
    if (cache->theme && !request_has_no_pages(r))
        cache->fonts = fontset_open(cache->theme->faces, FACE_COUNT, folder, r->folders.shipped_fonts, a, d);
    return diag_errors(d) == errors;
}

Cache *cache_new(const Request *r, Arena *a, Diag *d)
{
    Cache *cache = ARENA_NEW(a, Cache);
    cache->arena = a;
    cache->made.release = STR(NCMEC_VERSION);
    cache->sheet = arena_new();
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
    for (size_t i = 0; i < language_count; i++)
        shape_cache_free(cache->all_shapes[i]);
    subset_cache_free(cache->subsets);
    fontset_close(cache->fonts);
    arena_free(cache->sheet);
    for (size_t i = 0; i < cache->judged_count; i++)
        arena_free(cache->judged[i].arena);
    store_close(cache->store);
}

Str library_versions(Arena *a)
{
    return str_printf(a, "%.*s, %.*s, %.*s, %.*s, %.*s, %s", STR_ARG(data_versions(a)), STR_ARG(table_versions(a)),
                      STR_ARG(text_versions(a)), STR_ARG(picture_versions(a)), STR_ARG(pdf_versions(a)),
                      digests_version());
}
