/* Trees that nobody typed: made of cells, of options, of two trees laid over each other. Each of their values points to
   the place that it came from. */
#include "tree.h"

const Value *scalar_new(Str text, Mark mark, Arena *a)
{
    Value *v = ARENA_NEW(a, Value);
    Place *place = ARENA_NEW(a, Place);
    *place = (Place){0, mark};
    *v = (Value){.kind = VALUE_SCALAR, .mark = mark, .text = text, .places = place, .place_count = 1};
    return v;
}

const Value *map_new(const Field *fields, size_t count, Mark mark, Arena *a)
{
    Value *v = ARENA_NEW(a, Value);
    *v = (Value){.kind = VALUE_MAP, .mark = mark, .fields = fields, .count = count};
    return v;
}

static const Value *maps_merge(const Value *under, const Value *over, bool is_root, Arena *a)
{
    if (!under || !over || under->kind != VALUE_MAP || over->kind != VALUE_MAP)
        return over ? over : under;
    Field *fields = ARENA_ARRAY(a, Field, under->count + over->count);
    size_t count = under->count;
    for (size_t i = 0; i < count; i++)
        fields[i] = under->fields[i];
    for (size_t i = 0; i < over->count; i++) {
        const Field *field = &over->fields[i];
        size_t at = 0;
        while (at < count && !str_eq(fields[at].key, field->key))
            at++;
        Field merged = *field;
        if (at < count && is_root && str_eq(field->key, STR("figures")))
            merged.value = maps_merge(fields[at].value, field->value, false, a);
        fields[at] = merged;
        count += at == count;
    }
    return map_new(fields, count, over->mark, a);
}

const Value *tree_merge(const Value *under, const Value *over, Arena *a)
{
    return maps_merge(under, over, true, a);
}
