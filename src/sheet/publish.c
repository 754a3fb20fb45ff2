/* The files that go out with a document for the screen, from which it can be made again: of every file of figures what
   the sheets print or decide by, the measures and jurisdictions that they speak of, wording and theme without comments.
   Under names of their own: where a file was read from is private. */
#include "sheet.h"

#include "src/store/folders.h"

Published published_new(Cache *cache, int own_year, Arena *a)
{
    return (Published){.arena = a,
                       .cache = cache,
                       .own_year = own_year,
                       .names.arena = a,
                       .states = ARENA_ARRAY(a, bool, cache->store->jurisdictions->count)};
}

/* The place of the tree of this name; its tree is NULL where it is new. */
static const Value **file_named(Published *p, Str name, Str about)
{
    if (textset_add(&p->names, name)) {
        size_t last = p->names.count - 1;
        ARENA_ROOM(p->arena, p->trees, last, p->capacity);
        p->trees[last] = (PublishedTree){.about = about};
    }
    return &p->trees[textset_find(&p->names, name)].tree;
}

static Str name_of(const Published *p, Str stem, int year)
{
    return year == p->own_year ? str_printf(p->arena, "%.*s.yaml", STR_ARG(stem))
                               : str_printf(p->arena, "%.*s-%d.yaml", STR_ARG(stem), year);
}

/* Which measures of a year's dictionary are published, one bool each. */
static bool *measures_of(Published *p, const Dictionary *dict, int year)
{
    for (size_t i = 0; i < p->measures_count; i++)
        if (p->measures[i].dictionary == dict)
            return p->measures[i].chosen;
    bool *chosen = ARENA_ARRAY(p->arena, bool, dict->count);
    ARENA_NEXT(p->arena, p->measures, p->measures_count, p->measures_capacity) =
        (struct PublishedMeasures){dict, year, chosen};
    return chosen;
}

static void figures_add(Published *p, const FigureFile *file, const FileUse *use)
{
    const Value **published =
        file_named(p, name_of(p, figures_stem(file->jurisdiction), file->year),
                   str_printf(p->arena, "Figures of %.*s, %d",
                              STR_ARG(file->jurisdiction ? file->jurisdiction->name : STR("the nation")), file->year));
    const Value *extract = figures_extract(file, p->cache->data.dictionary, use, p->arena);
    *published = tree_merge(*published, extract, p->arena);
}

/* Of the year before only figures are used, if any; they will be read by that year's own dictionary. */
static void before_add(Published *p, const FigureFile *file, const FileUse *use)
{
    const Dictionary *dict = p->cache->data.dictionary;
    const Dictionary *own = file ? store_dictionary(p->cache->store, file->year, diag_new(p->arena)) : NULL;
    bool any = false;
    for (size_t i = 0; own && i < dict->count; i++)
        if (use->figures[i] && file->figures[i].kind != FIGURE_ABSENT) {
            measures_of(p, own, file->year)[dictionary_find(own, dict->items[i].key)] = true;
            any = true;
        }
    if (any)
        figures_add(p, file, use);
}

void published_add_tree(Published *p, Str name, Str about, const Value *tree)
{
    const Value **file = file_named(p, name, about);
    *file = *file ? *file : tree;
}

void published_add(Published *p, const DataUse *use)
{
    Cache *cache = p->cache;
    const Dataset *data = &cache->data;
    const unsigned *sides = template_sides(cache->template);
    figures_add(p, data->state, &use->state);
    figures_add(p, data->nation, &use->nation);
    before_add(p, data->state_before, &use->state_before);
    before_add(p, data->nation_before, &use->nation_before);
    bool *chosen = measures_of(p, data->dictionary, data->year);
    for (size_t i = 0; i < data->dictionary->count; i++)
        chosen[i] = chosen[i] || sides[i];
    for (size_t i = 0; i < cache->store->jurisdictions->count; i++)
        p->states[i] = p->states[i] || template_states(cache->template)[i];
    p->states[data->jurisdiction - cache->store->jurisdictions->items] = true;
    published_add_tree(
        p, name_of(p, str_from(wording_stem("fact-sheet", template_language(cache->template), p->arena)), data->year),
        str_printf(p->arena, "Wording of the fact sheets of %d", data->year), cache->wording);
}

const PdfFile *published_files(Published *p, size_t *count)
{
    Arena *a = p->arena;
    Cache *cache = p->cache;
    const Dictionary *common =
        p->own_year ? store_dictionary(cache->store, p->own_year, diag_new(a)) : cache->store->dictionary;
    const Value *states =
        jurisdictions_extract(cache->store->jurisdictions, p->states, template_language(cache->template), a);
    for (size_t i = 0; i < p->measures_count; i++) {
        const struct PublishedMeasures *m = &p->measures[i];
        Str name = m->dictionary == common ? STR(MEASURES_NAME) : name_of(p, STR("measures"), m->year);
        published_add_tree(p, name, STR("The figures' names, and the rules between them"),
                           dictionary_extract(m->dictionary, m->chosen, a));
    }
    published_add_tree(p, STR(JURISDICTIONS_NAME), STR("What the jurisdictions are called"), states);
    published_add_tree(p, STR("theme.yaml"), STR("The look of the pages"), cache->look);
    PdfFile *files = ARENA_ARRAY(a, PdfFile, p->names.count);
    for (size_t i = 0; i < p->names.count; i++)
        files[i] = (PdfFile){p->names.items[i], STR("application/yaml"), p->trees[i].about,
                             canonical_text(p->trees[i].tree, a)};
    *count = p->names.count;
    return files;
}
