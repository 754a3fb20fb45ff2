/* Writes typed files as one table, a row each, that table.c reads back as the same trees. */
#include "column.h"

static const Value *scalar_of(const Value *map, Str key)
{
    const Value *v = map ? value_get(map, key) : NULL;
    return v && v->kind == VALUE_SCALAR ? v : NULL;
}

static bool any_has(const TableSheet *sheets, size_t count, bool in_figures, Str key)
{
    for (size_t i = 0; i < count; i++) {
        const Value *map = in_figures ? value_get(sheets[i].root, STR("figures")) : sheets[i].root;
        if (map && map->kind == VALUE_MAP && scalar_of(map, key))
            return true;
    }
    return false;
}

Str table_text(const TableSheet *sheets, size_t count, const Dictionary *dict, Arena *a)
{
    Buf out = {.arena = a};
    Str *heads = NULL, *keys = ARENA_ARRAY(a, Str, dict->count);
    size_t head_count = 0, head_capacity = 0, key_count = 0;
    for (const char *const *key = table_head_keys; *key; key++)
        if (any_has(sheets, count, false, str_from(*key))) {
            ARENA_ROOM(a, heads, head_count, head_capacity);
            heads[head_count++] = str_from(*key);
        }
    for (size_t i = 0; i < dict->count; i++)
        if (any_has(sheets, count, true, dict->items[i].key))
            keys[key_count++] = dict->items[i].key;
    cell_put(&out, STR("state"), true);
    for (size_t i = 0; i < head_count; i++)
        cell_put(&out, heads[i], false);
    for (size_t i = 0; i < key_count; i++)
        cell_put(&out, keys[i], false);
    row_end(&out);
    for (size_t s = 0; s < count; s++) {
        const Value *figures = value_get(sheets[s].root, STR("figures"));
        cell_put(&out, sheets[s].jurisdiction ? sheets[s].jurisdiction->code : STR("US"), true);
        for (size_t i = 0; i < head_count; i++) {
            const Value *v = scalar_of(sheets[s].root, heads[i]);
            cell_put(&out, v ? v->text : STR(""), false);
        }
        for (size_t i = 0; i < key_count; i++) {
            const Value *v = figures && figures->kind == VALUE_MAP ? scalar_of(figures, keys[i]) : NULL;
            cell_put(&out, v ? v->text : STR(""), false);
        }
        row_end(&out);
    }
    Str text = buf_str(&out);
    /* Spreadsheets take what has no mark for their own old encoding. */
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.s[i] >= 0x80)
            return str_printf(a, "\xEF\xBB\xBF%.*s", STR_ARG(text));
    return text;
}
