/* The dictionary: every figure's key, label, unit, and what must hold of it. Read strictly, since a rule that refers to
   nothing would check nothing: parts and bounds must name measures of the same unit that are in the same files. */
#include "charset.h"
#include "schema.h"

enum { MEASURES_MAX = 500, KEY_MAX = 64 };

static const Key keys[] = {
    {"label", KEY_TEXT, true},          {"unit", KEY_TEXT, true},     {"scope", KEY_TEXT, true},
    {"parts", KEY_LIST, false},         {"at_most", KEY_TEXT, false}, {"percent_of", KEY_LIST, false},
    {"kinds", KEY_LIST, false},         {"also", KEY_LIST, false},    {"since", KEY_TEXT, false},
    {"until", KEY_TEXT, false},         {"protect", KEY_TEXT, false}, {"withhold_below", KEY_TEXT, false},
    {"nation_is_sum", KEY_TEXT, false}, {NULL, KEY_ANY, false},
};

const Dictionary *dictionary_of_year(const Dictionaries *all, int year)
{
    for (size_t i = 0; i < all->own_count; i++)
        if (all->own[i].year == (year ? year : all->year))
            return all->own[i].dictionary;
    return all->shared;
}

int dictionary_find(const Dictionary *dict, Str key)
{
    for (size_t i = 0; i < dict->count; i++)
        if (str_eq(dict->items[i].key, key))
            return (int)i;
    return -1;
}

/* "Share (%)" is no other name than "Share" where the measure is a percentage. */
static Str percent_cut(Str key)
{
    return str_ends(key, STR("%")) ? str_slice(key, 0, key.n - 1) : key;
}

int dictionary_named(const Dictionary *dict, Str name)
{
    char folded[NAME_FOLD_MAX];
    Str key = name_fold(name, folded), cut = percent_cut(key);
    size_t found = cut.n ? textset_find(&dict->names, cut) : SIZE_MAX;
    bool is_right = found != SIZE_MAX && (cut.n == key.n || dict->items[dict->named[found]].percent);
    return is_right ? (int)dict->named[found] : -1;
}

static bool key_check(const Field *field, Diag *d)
{
    Str key = field->key;
    bool ok = key.n > 0 && key.n <= KEY_MAX && key.s[0] >= 'a' && key.s[0] <= 'z';
    for (size_t i = 1; ok && i < key.n; i++)
        ok = (key.s[i] >= 'a' && key.s[i] <= 'z') || is_digit(key.s[i]) || key.s[i] == '_';
    char shown[SHOWN_MAX];
    return ok || diag_error(d, DIAG_VALUE, field->key_mark,
                            "'%.*s' cannot be the key of a measure; type small letters, digits and '_', a letter "
                            "first, at most %d",
                            STR_ARG(text_shown(key, shown)), KEY_MAX);
}

/* The first and the last year that a measure is asked for in. */
static bool years_read(const Value *map, Measure *m, Diag *d)
{
    const Value *since = value_get(map, STR("since")), *until = value_get(map, STR("until"));
    m->since = since ? year_read(str_trim(since->text), DIAG_VALUE, since->mark, d) : 0;
    m->until = until ? year_read(str_trim(until->text), DIAG_VALUE, until->mark, d) : 0;
    if ((since && !m->since) || (until && !m->until))
        return false;
    return !m->until || m->since <= m->until ||
           diag_error(d, DIAG_VALUE, until->mark, "'until' is %d, before 'since', which is %d", m->until, m->since);
}

bool measure_is_of(const Measure *m, MeasureScope scope, int year)
{
    return m->scope & scope && (!m->since || m->since <= year) && (!m->until || year <= m->until);
}

/* The rules for withheld figures. */
static bool privacy_read(Measure *m, const Value *map, Diag *d)
{
    enum { VALUES_MOST = 1000000 };
    const Value *protect = value_get(map, STR("protect")), *below = value_get(map, STR("withhold_below"));
    const Value *is_sum = value_get(map, STR("nation_is_sum")), *any = protect ? protect : below ? below : is_sum;
    if (any && m->percent)
        return diag_error(d, DIAG_VALUE, any->mark, "'%.*s' is a percentage; this is for counts", STR_ARG(m->key));
    bool ok = !protect || value_integer(protect, 1, VALUES_MOST, &m->protect, d);
    ok = (!below || value_integer(below, 2, VALUES_MOST, &m->withhold_below, d)) && ok;
    ok = (!is_sum || value_bool(is_sum, &m->nation_is_sum, d)) && ok;
    return (!m->nation_is_sum || m->scope == SCOPE_BOTH ||
            diag_error(d, DIAG_VALUE, is_sum->mark,
                       "'%.*s' is not a figure of both the states and the nation, so neither can be the other's sum",
                       STR_ARG(m->key))) &&
           ok;
}

static bool measure_read(const Field *field, Measure *m, Diag *d)
{
    static const char *const scopes[] = {"state", "nation", "both", NULL};
    static const MeasureScope scope_values[] = {SCOPE_STATE, SCOPE_NATION, SCOPE_BOTH};
    const Value *map = field->value;
    bool ok = key_check(field, d);
    if (!schema_check(map, "a measure", keys, d)) {
        if (map->kind == VALUE_MAP && !value_get(map, STR("label")) && !value_get(map, STR("unit")))
            diag_hint(d, "a dictionary that only adds to the figures that come with the program begins with the line "
                         "'base: ncmec'");
        return false;
    }
    m->key = field->key;
    m->mark = field->key_mark;
    ok = sentence_read(value_get(map, STR("label")), STR("label"), &m->label, d) && ok;
    ok = text_read(value_get(map, STR("unit")), STR("unit"), &m->unit, d) && ok;
    int scope = value_word(value_get(map, STR("scope")), scopes, d);
    m->scope = scope < 0 ? SCOPE_BOTH : scope_values[scope];
    m->percent = str_eq(m->unit, STR("percent"));
    ok = years_read(map, m, d) && ok;
    return privacy_read(m, map, d) && ok && scope >= 0;
}

/* ---- What refers to other measures ---- */

/* What is read at a measure: the values, and the dictionary of all that they may name. */
typedef struct DictionaryReader {
    const Dictionary *dict;
    Arena *arena;
    Diag *diag;
} DictionaryReader;

/* The measure that 'name' refers to, or -1 with a finding. */
static int name_read(const DictionaryReader *r, const Value *v, Str name)
{
    int index = dictionary_find(r->dict, name);
    char shown[SHOWN_MAX];
    if (index < 0) {
        Str *names = ARENA_ARRAY(r->arena, Str, r->dict->count);
        for (size_t i = 0; i < r->dict->count; i++)
            names[i] = r->dict->items[i].key;
        diag_error(r->diag, DIAG_UNKNOWN_KEY, v->mark, "there is no measure '%.*s'%s", STR_ARG(text_shown(name, shown)),
                   diag_nearest(r->diag, name, names, r->dict->count));
    }
    return index;
}

/* The same, and it counts what 'm' counts. */
static int reference_read(const DictionaryReader *r, const Measure *m, const Value *v, Str name, const char *rule)
{
    int index = name_read(r, v, name);
    if (index < 0)
        return -1;
    const Measure *other = &r->dict->items[index];
    if (str_eq(other->unit, m->unit))
        return index;
    diag_error(r->diag, DIAG_VALUE, v->mark, "'%.*s' counts %.*s and '%.*s' counts %.*s; %s must have the same unit",
               STR_ARG(m->key), STR_ARG(m->unit), STR_ARG(other->key), STR_ARG(other->unit), rule);
    return -1;
}

static bool ratio_read(const DictionaryReader *r, Measure *m, const Value *list)
{
    uint32_t *const found[] = {&m->numerator, &m->denominator};
    if (!m->percent || list->count != 2)
        return diag_error(r->diag, DIAG_VALUE, list->mark,
                          "'percent_of' belongs to a percentage and names two counts: [what is counted, of what]");
    for (size_t i = 0; i < 2; i++) {
        Str name;
        int index =
            text_read(list->items[i], STR("percent_of"), &name, r->diag) ? name_read(r, list->items[i], name) : -1;
        if (index < 0)
            return false;
        const Measure *other = &r->dict->items[index];
        if (other->percent || !(other->scope & m->scope))
            return diag_error(r->diag, DIAG_VALUE, list->items[i]->mark,
                              other->percent ? "'%.*s' is a percentage itself; name a count"
                                             : "'%.*s' is never in the same file as this percentage",
                              STR_ARG(other->key));
        *found[i] = (uint32_t)index;
    }
    m->is_ratio = true;
    return true;
}

static bool kinds_read(Measure *m, const Value *list, Diag *d)
{
    const char *words[FIGURE_KINDS] = {NULL};
    bool ok =
        list->count > 0 || diag_error(d, DIAG_VALUE, list->mark, "an empty list; name kinds, or take the key away");
    for (FigureKind kind = FIGURE_EXACT; kind < FIGURE_KINDS; kind++)
        words[kind - FIGURE_EXACT] = figure_kind_word(kind).s;
    for (size_t i = 0; i < list->count; i++) {
        int word =
            kind_check(list->items[i], VALUE_SCALAR, STR("kinds"), d) ? value_word(list->items[i], words, d) : -1;
        if (word >= 0)
            m->kinds |= 1U << (word + FIGURE_EXACT);
        ok = ok && word >= 0;
    }
    return ok;
}

static bool part_read(const DictionaryReader *r, const Measure *m, const Value *v, uint32_t *part)
{
    Str name;
    if (!text_read(v, STR("parts"), &name, r->diag))
        return false;
    int index = reference_read(r, m, v, name, "a total and its parts");
    if (index < 0)
        return false;
    const Measure *other = &r->dict->items[index];
    if (other == m)
        return diag_error(r->diag, DIAG_VALUE, v->mark, "'%.*s' cannot be a part of itself", STR_ARG(m->key));
    if (!(other->scope & m->scope))
        return diag_error(r->diag, DIAG_VALUE, v->mark, "'%.*s' and its part '%.*s' are never in the same file",
                          STR_ARG(m->key), STR_ARG(other->key));
    *part = (uint32_t)index;
    return true;
}

static bool parts_read(const DictionaryReader *r, Measure *m, const Value *list)
{
    if (list->count < 2 || list->count > r->dict->count)
        return diag_error(r->diag, DIAG_VALUE, list->mark, "the parts of '%.*s' must be two or more, each once",
                          STR_ARG(m->key));
    uint32_t *parts = ARENA_ARRAY(r->arena, uint32_t, list->count);
    bool ok = true;
    for (size_t i = 0; i < list->count; i++) {
        bool found = part_read(r, m, list->items[i], &parts[i]);
        for (size_t k = 0; ok && found && k < i; k++)
            if (parts[k] == parts[i])
                found = diag_error(r->diag, DIAG_DUPLICATE, list->items[i]->mark,
                                   "'%.*s' is named twice among these parts", STR_ARG(list->items[i]->text));
        ok = ok && found;
    }
    m->parts = parts;
    m->part_count = list->count;
    return ok;
}

static bool bound_read(const DictionaryReader *r, Measure *m, const Value *v)
{
    Str name;
    if (!text_read(v, STR("at_most"), &name, r->diag))
        return false;
    bool nation = str_starts(name, STR("us."));
    int index = reference_read(r, m, v, nation ? str_slice(name, 3, name.n) : name, "a figure and its bound");
    if (index < 0)
        return false;
    const Measure *other = &r->dict->items[index];
    if (nation && !((m->scope & SCOPE_STATE) && (other->scope & SCOPE_NATION)))
        return diag_error(
            r->diag, DIAG_VALUE, v->mark,
            "'us.%.*s' can bound a state's figure only if the nation's file holds it; look at both scopes",
            STR_ARG(other->key));
    if (!nation && (other == m || !(other->scope & m->scope)))
        return diag_error(r->diag, DIAG_VALUE, v->mark, "'%.*s' cannot bound '%.*s': they are never in the same file",
                          STR_ARG(other->key), STR_ARG(m->key));
    m->bounded = true;
    m->at_most = (uint32_t)index;
    m->at_most_nation = nation;
    return true;
}

/* ---- Names in tables ---- */

typedef struct Names {
    Dictionary *dict;
    size_t capacity;
} Names;

/* The measure that has the name already, else 'index'. */
static uint32_t name_add(Names *names, Str name, uint32_t index)
{
    char folded[NAME_FOLD_MAX];
    Dictionary *dict = names->dict;
    Str key = name_fold(name, folded);
    if (dict->items[index].percent)
        key = percent_cut(key);
    size_t count = dict->names.count;
    if (!key.n)
        return index;
    if (!textset_add(&dict->names, key))
        return dict->named[textset_find(&dict->names, key)];
    ARENA_ROOM(dict->names.arena, dict->named, count, names->capacity);
    dict->named[count] = index;
    return index;
}

static bool also_read(Names *names, uint32_t index, const Value *list, Diag *d)
{
    const Measure *items = names->dict->items;
    bool ok = true;
    for (size_t i = 0; i < list->count; i++) {
        Str name;
        if (!text_read(list->items[i], STR("also"), &name, d)) {
            ok = false;
            continue;
        }
        uint32_t owner = name_add(names, name, index);
        if (owner == index)
            continue;
        ok = diag_error(d, DIAG_DUPLICATE, list->items[i]->mark, "'%.*s' of %.*s already names %.*s; give each its own",
                        STR_ARG(name), STR_ARG(items[index].key), STR_ARG(items[owner].key));
        diag_note(d, items[owner].mark, "%.*s is here", STR_ARG(items[owner].key));
    }
    return ok;
}

/* Keys and labels first, so that no other name takes one. */
static bool names_read(Dictionary *dict, const Value *root, Arena *a, Diag *d)
{
    Names names = {.dict = dict};
    bool ok = true;
    dict->names.arena = a;
    for (uint32_t i = 0; i < dict->count; i++)
        name_add(&names, dict->items[i].key, i);
    for (uint32_t i = 0; i < dict->count; i++)
        name_add(&names, dict->items[i].label, i);
    for (uint32_t i = 0; i < dict->count; i++) {
        const Value *also = value_get(root->fields[i].value, STR("also"));
        ok = (!also || also_read(&names, i, also, d)) && ok;
    }
    for (uint32_t i = 0; i < dict->count; i++)
        name_add(&names, str_printf(a, "%.*s %.*s", STR_ARG(dict->items[i].label), STR_ARG(dict->items[i].unit)), i);
    return ok;
}

/* Takes away totals whose parts are known until none is left or only circles are. */
static bool circles_check(const Dictionary *dict, Arena *a, Diag *d)
{
    bool *settled = ARENA_ARRAY(a, bool, dict->count);
    bool progress = true, ok = true;
    while (progress) {
        progress = false;
        for (size_t i = 0; i < dict->count; i++) {
            const Measure *m = &dict->items[i];
            bool ready = !settled[i];
            for (size_t k = 0; k < m->part_count; k++)
                ready = ready && settled[m->parts[k]];
            settled[i] = settled[i] || ready;
            progress = progress || ready;
        }
    }
    for (size_t i = 0; i < dict->count; i++)
        if (!settled[i])
            ok = diag_error(d, DIAG_VALUE, dict->items[i].mark, "the parts of '%.*s' lead back to itself",
                            STR_ARG(dict->items[i].key));
    return ok;
}

const Dictionary *dictionary_read(const Value *root, Arena *a, Diag *d)
{
    if (root->kind != VALUE_MAP || root->count > MEASURES_MAX)
        return diag_error(
                   d, DIAG_KIND, root->mark,
                   "the dictionary must be a map of measures, each a key with its label, unit and scope, at most "
                   "%d",
                   MEASURES_MAX),
               NULL;
    Measure *items = ARENA_ARRAY(a, Measure, root->count);
    Dictionary *dict = ARENA_NEW(a, Dictionary);
    bool ok = true;
    for (size_t i = 0; i < root->count; i++)
        ok = measure_read(&root->fields[i], &items[i], d) && ok;
    if (!ok)
        return NULL;
    *dict = (Dictionary){.items = items, .count = root->count};
    const DictionaryReader r = {dict, a, d};
    for (size_t i = 0; i < root->count; i++) {
        const Value *parts = value_get(root->fields[i].value, STR("parts"));
        const Value *at_most = value_get(root->fields[i].value, STR("at_most"));
        const Value *percent_of = value_get(root->fields[i].value, STR("percent_of"));
        const Value *allowed = value_get(root->fields[i].value, STR("kinds"));
        if (parts)
            ok = parts_read(&r, &items[i], parts) && ok;
        if (at_most)
            ok = bound_read(&r, &items[i], at_most) && ok;
        if (percent_of)
            ok = ratio_read(&r, &items[i], percent_of) && ok;
        if (allowed)
            ok = kinds_read(&items[i], allowed, d) && ok;
    }
    ok = names_read(dict, root, a, d) && ok;
    return ok && circles_check(dict, a, d) ? dict : NULL;
}

Str dictionary_schema(Arena *a)
{
    Buf out = {.arena = a};
    static const KeySchema special[] = {
        {"scope", "{\"enum\": [\"state\", \"nation\", \"both\"]}"},
        {"parts", SCHEMA_TEXTS},
        {"also", SCHEMA_TEXTS},
        {"kinds", "{\"type\": \"array\", \"items\": {\"enum\": [\"exact\", \"rounded\", \"floor\", \"ceiling\", "
                  "\"suppressed\", \"not_available\", \"not_applicable\"]}}"},
        {"percent_of", "{\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, \"items\": {\"type\": \"string\"}}"},
        {"since", "{\"type\": \"integer\"}"},
        {"until", "{\"type\": \"integer\"}"},
        {"protect", "{\"type\": \"integer\", \"minimum\": 1}"},
        {"withhold_below", "{\"type\": \"integer\", \"minimum\": 1}"},
        {"nation_is_sum", SCHEMA_BOOL},
        {NULL, NULL}};
    schema_begin(&out, "The dictionary of figures, measures.yaml");
    buf_printf(&out,
               "\"type\": \"object\", \"propertyNames\": {\"pattern\": \"^[a-z][a-z0-9_]*$\", \"maxLength\": %d},\n"
               "  \"properties\": {\"base\": {\"const\": \"ncmec\"}},\n  \"additionalProperties\": {",
               KEY_MAX);
    /* Of what adds to the base no key is required. */
    Key free[sizeof keys / sizeof *keys];
    memcpy(free, keys, sizeof keys);
    for (size_t i = 0; free[i].name; i++)
        free[i].required = false;
    schema_map(&out, free, special);
    buf_put(&out, STR("}}\n"));
    return buf_str(&out);
}
