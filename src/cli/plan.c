/* The file of a packet. Keys that stand for options become texts as the command line would have them, each with its
   places in the file, so that what is wrong with a value is reported where it was typed. Titles and groups stay in the
   tree, since they may be typed for each language. */
#include "plan.h"

#include "src/data/schema.h"
#include "src/store/folders.h"

typedef enum PlanKind {
    PLAN_LIST,   /* a text, or a list that becomes one with commas */
    PLAN_WORD,   /* a text */
    PLAN_PATH,   /* a text: from the plan's folder on */
    PLAN_FLAG,   /* true or false */
    PLAN_TEXT,   /* for the packet, perhaps one a language */
    PLAN_TEXTS,  /* a list of them */
    PLAN_GROUPS, /* a list of maps of 'title' and 'states' */
} PlanKind;

typedef struct PlanRow {
    const char *key;
    PlanKind kind;
    const char *option; /* that it stands for; NULL: it is the packet's own */
} PlanRow;

static const PlanRow rows[] = {
    {"states", PLAN_LIST, "state"},      {"groups", PLAN_GROUPS, "state"},  {"year", PLAN_LIST, "year"},
    {"language", PLAN_LIST, "language"}, {"flavor", PLAN_LIST, "for"},      {"standard", PLAN_LIST, "standard"},
    {"dividers", PLAN_WORD, "dividers"}, {"uniform", PLAN_FLAG, "uniform"}, {"pad", PLAN_FLAG, "pad"},
    {"output", PLAN_PATH, "output"},     {"data", PLAN_PATH, "data"},       {"data_dir", PLAN_PATH, "data-dir"},
    {"template", PLAN_PATH, "template"}, {"theme", PLAN_PATH, "theme"},     {"title", PLAN_TEXT, NULL},
    {"subtitle", PLAN_TEXT, NULL},       {"prepared_for", PLAN_TEXT, NULL}, {"date", PLAN_TEXT, NULL},
    {"after", PLAN_TEXTS, NULL},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* A text that grows, with the place of each of its parts. */
typedef struct Joined {
    Buf text;
    Place *places;
    size_t count, capacity;
    Mark mark; /* of the first */
} Joined;

static void join(Joined *j, const Value *v)
{
    if (j->text.n)
        buf_char(&j->text, ',');
    else
        j->mark = v->mark;
    for (size_t i = 0; i < v->place_count; i++) {
        ARENA_NEXT(j->text.arena, j->places, j->count, j->capacity) =
            (Place){v->places[i].at + (uint32_t)j->text.n, v->places[i].mark};
    }
    buf_put(&j->text, v->text);
}

/* A text, or those of a list. */
static bool list_join(Joined *j, const Value *v, Str key, Diag *d)
{
    Str text;
    bool ok = true;
    if (v->kind != VALUE_LIST) {
        if (!text_read(v, key, &text, d))
            return false;
        join(j, v);
        return true;
    }
    if (!v->count)
        return diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is empty; name one at least", STR_ARG(key));
    for (size_t i = 0; i < v->count; i++) {
        ok = text_read(v->items[i], key, &text, d) && ok;
        if (ok)
            join(j, v->items[i]);
    }
    return ok;
}

static bool groups_join(Joined *j, const Value *list, Str key, Diag *d)
{
    static const Key keys[] = {{"title", KEY_ANY, true}, {"states", KEY_ANY, true}, {NULL, KEY_ANY, false}};
    bool ok = kind_check(list, VALUE_LIST, key, d);
    if (ok && !list->count)
        return diag_error(d, DIAG_VALUE, list->mark, "'groups' is empty; give a group its title and states");
    for (size_t i = 0; ok && i < list->count; i++) {
        Str title;
        if (schema_check(list->items[i], "a group", keys, d))
            ok = texts_read(value_get(list->items[i], STR("title")), STR("title"), &title, d) &&
                 list_join(j, value_get(list->items[i], STR("states")), STR("states"), d) && ok;
        else
            ok = false;
    }
    return ok;
}

/* Titles begin with a capital: an item in [...] that does not is the rest of a text with a comma. */
static bool has_rest(const Value *list)
{
    size_t i = 1;
    while (i < list->count && (list->items[i]->kind != VALUE_SCALAR || !list->items[i]->text.n ||
                               list->items[i]->text.s[0] < 'a' || list->items[i]->text.s[0] > 'z'))
        i++;
    return i < list->count;
}

static bool texts_check(const Value *list, Str key, Diag *d)
{
    Str text;
    bool ok = kind_check(list, VALUE_LIST, key, d) && (!has_rest(list) || sentences_check(list, d));
    if (ok && list->count > REQUEST_TEXTS_MAX)
        return diag_error(d, DIAG_VALUE, list->items[REQUEST_TEXTS_MAX]->mark,
                          "'%.*s' has more than %d titles; make several packets", STR_ARG(key), REQUEST_TEXTS_MAX);
    for (size_t i = 0; ok && i < list->count; i++)
        ok = texts_read(list->items[i], key, &text, d);
    return ok;
}

static const Value *path_from(const char *plan, const Value *v, Arena *a)
{
    const char *folder = path_folder(plan, a);
    bool is_whole = str_starts(v->text, STR("/")) || str_eq(v->text, STR("-")) || strcmp(folder, ".") == 0;
    return is_whole ? v : scalar_new(str_printf(a, "%s/%.*s", folder, STR_ARG(v->text)), v->mark, a);
}

/* The option of a row; its value NULL where it has none to set. False after findings. */
static bool option_of(const char *path, const PlanRow *row, const Value *v, PlanOption *option, Arena *a, Diag *d)
{
    Joined j = {.text.arena = a};
    Str text;
    bool is_true = true, ok = true;
    *option = (PlanOption){str_from(row->key), row->option, NULL};
    switch (row->kind) {
    case PLAN_LIST:
        ok = list_join(&j, v, option->key, d);
        break;
    case PLAN_GROUPS:
        ok = groups_join(&j, v, option->key, d);
        break;
    case PLAN_WORD:
    case PLAN_PATH:
        ok = text_read(v, option->key, &text, d);
        option->value = row->kind == PLAN_PATH && ok ? path_from(path, v, a) : v;
        return ok;
    case PLAN_FLAG:
        ok = value_bool(v, &is_true, d);
        option->value = is_true ? v : NULL;
        return ok;
    case PLAN_TEXT:
        return texts_read(v, option->key, &text, d);
    case PLAN_TEXTS:
        return texts_check(v, option->key, d);
    }
    Value *joined = scalar_new(buf_str(&j.text), j.mark, a);
    joined->places = j.places;
    joined->place_count = j.count;
    option->value = joined;
    return ok;
}

bool plan_read(const char *path, const Value **root, PlanOption options[PLAN_OPTIONS_MAX], size_t *count, Arena *a,
               Diag *d)
{
    Key keys[ROWS + 2] = {[ROWS] = {"for", KEY_ANY, false}}; /* named like its option */
    const Source *source = source_read(path, a, d);
    *root = source ? yaml_parse(source, a, d) : NULL;
    if (!*root)
        return false;
    for (size_t i = 0; i < ROWS; i++)
        keys[i].name = rows[i].key, keys[i].type = KEY_ANY;
    bool ok = schema_check(*root, "the file of a packet", keys, d);
    for (size_t i = 0; i < ROWS; i++) {
        const Value *v = value_get(*root, str_from(rows[i].key));
        if (!v)
            continue;
        ok = option_of(path, &rows[i], v, &options[*count], a, d) && ok;
        *count += options[*count].value != NULL;
    }
    const Field *states = value_field(*root, STR("states")), *flavor = value_field(*root, STR("for"));
    if (flavor)
        ok = diag_error(d, DIAG_UNKNOWN_KEY, flavor->key_mark,
                        "unknown key 'for' in the file of a packet; did you mean 'flavor'?");
    if (states && value_get(*root, STR("groups")))
        ok = diag_error(d, DIAG_DUPLICATE, states->key_mark,
                        "'states' and 'groups' both say which states; leave out one of them");
    return ok;
}

Str plan_schema(Arena *a)
{
    static const char text[] = "{\"type\": [\"string\", \"number\", \"object\"]}";
    static const char list[] =
        "{\"type\": [\"string\", \"number\", \"array\"], \"minItems\": 1, \"items\": {" SCHEMA_TEXT "}}";
    static const char *const kinds[] = {
        [PLAN_LIST] = list,
        [PLAN_WORD] = "{\"enum\": [\"state\", \"group\", \"both\", \"none\"]}",
        [PLAN_PATH] = "{\"type\": \"string\"}",
        [PLAN_FLAG] = SCHEMA_BOOL,
        [PLAN_TEXT] = text,
        [PLAN_TEXTS] = "{\"type\": \"array\", \"items\": {\"type\": [\"string\", \"object\"]}}",
        [PLAN_GROUPS] = NULL,
    };
    Buf out = {.arena = a};
    bool first = true;
    schema_begin(&out, "The file of a packet, which packet --from reads");
    buf_put(&out, STR("\"type\": \"object\", \"additionalProperties\": false, \"properties\": {"));
    for (size_t i = 0; i < ROWS; i++)
        if (kinds[rows[i].kind])
            schema_key(&out, str_from(rows[i].key), kinds[rows[i].kind], &first);
    buf_printf(&out,
               ",\n\"groups\": {\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": \"object\", "
               "\"additionalProperties\": false,\n\"properties\": {\"title\": %s, \"states\": %s}, \"required\": "
               "[\"title\", \"states\"]}}},\n\"not\": {\"required\": [\"states\", \"groups\"]}}\n",
               text, list);
    return buf_str(&out);
}
