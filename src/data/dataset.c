/* What holds between a state's file and the nation's, and how the wording finds a figure of either. A rule fails only
   where it is false for every value that the figures allow. */
#include "rule.h"

static Str nation_prefix(void)
{
    return STR("us.");
}

bool dataset_check(const Dataset *data, Diag *d)
{
    const Dictionary *dict = data->dictionary;
    bool ok = true;
    for (size_t i = 0; i < dict->count; i++) {
        const Measure *m = &dict->items[i];
        if (m->bounded && m->at_most_nation)
            ok = bound_check(&data->state->figures[i], &data->nation->figures[m->at_most], true, d) && ok;
    }
    return ok;
}

/* The measure's index where files of that scope hold it, else -1. */
static int scoped_find(const Dictionary *dict, Str key, MeasureScope scope)
{
    int index = dictionary_find(dict, key);
    return index >= 0 && dict->items[index].scope & scope ? index : -1;
}

const Figure *dataset_figure(const Dataset *data, Str key)
{
    bool nation = str_starts(key, nation_prefix());
    int index = nation ? scoped_find(data->dictionary, str_slice(key, nation_prefix().n, key.n), SCOPE_NATION)
                       : scoped_find(data->dictionary, key, SCOPE_STATE);
    if (index < 0)
        return NULL;
    return nation ? &data->nation->figures[index] : &data->state->figures[index];
}

Str dataset_nearest(const Dataset *data, Str key, Arena *a)
{
    const Dictionary *dict = data->dictionary;
    bool nation = str_starts(key, nation_prefix());
    Str bare = nation ? str_slice(key, nation_prefix().n, key.n) : key;
    /* The right key of the wrong file is what was meant, however far the prefix makes it. */
    if (nation && scoped_find(dict, bare, SCOPE_STATE) >= 0)
        return bare;
    if (!nation && scoped_find(dict, bare, SCOPE_NATION) >= 0)
        return str_printf(a, "us.%.*s", STR_ARG(bare));
    Str *names = ARENA_ARRAY(a, Str, 2 * dict->count);
    size_t count = 0;
    for (size_t i = 0; i < dict->count; i++) {
        if (dict->items[i].scope & SCOPE_STATE)
            names[count++] = dict->items[i].key;
        if (dict->items[i].scope & SCOPE_NATION)
            names[count++] = str_printf(a, "us.%.*s", STR_ARG(dict->items[i].key));
    }
    return str_nearest(key, names, count);
}
