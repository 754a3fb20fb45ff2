/* The jurisdictions of a sheet, read from their file: one line each, postal code first. What is not typed follows from
   the name. Leaves out any list of its own: an office that serves others edits the file. */
#include "schema.h"

#include <string.h>

enum { JURISDICTIONS_MAX = 500, NAME_MAX_BYTES = 100 };

static const Key keys[] = {
    {"name", KEY_TEXT, true},       {"fips", KEY_TEXT, true},  {"in_sentence", KEY_TEXT, false},
    {"adjective", KEY_TEXT, false}, {"also", KEY_LIST, false}, {NULL, KEY_ANY, false},
};

static bool code_check(const Field *field, Diag *d)
{
    bool ok = field->key.n == 2;
    for (size_t i = 0; ok && i < 2; i++)
        ok = field->key.s[i] >= 'A' && field->key.s[i] <= 'Z';
    char shown[SHOWN_MAX];
    return ok || diag_error(d, DIAG_VALUE, field->key_mark, "'%.*s' is not a postal code; type two capital letters",
                            STR_ARG(text_shown(field->key, shown)));
}

static bool fips_read(const Value *v, Str *result, Diag *d)
{
    bool ok = v->text.n == 2;
    for (size_t i = 0; ok && i < 2; i++)
        ok = is_digit(v->text.s[i]);
    char shown[SHOWN_MAX];
    if (!ok)
        return diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is not a FIPS code; type two digits",
                          STR_ARG(text_shown(v->text, shown)));
    *result = v->text;
    return true;
}

static bool name_read(const Value *v, Str key, Str *result, Diag *d)
{
    return sentence_read(v, key, result, d) &&
           (result->n <= NAME_MAX_BYTES ||
            diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is longer than %d letters; shorten it", STR_ARG(key),
                       NAME_MAX_BYTES));
}

static bool also_read(const Value *list, Jurisdiction *j, Arena *a, Diag *d)
{
    Str *names = ARENA_ARRAY(a, Str, list->count);
    bool ok = true;
    for (size_t i = 0; i < list->count; i++)
        ok = name_read(list->items[i], STR("also"), &names[i], d) && ok;
    j->also = names;
    j->also_count = list->count;
    return ok;
}

static bool jurisdiction_read(const Field *field, Jurisdiction *j, Arena *a, Diag *d)
{
    const Value *map = field->value;
    bool ok = code_check(field, d);
    if (!schema_check(map, "a jurisdiction", keys, d))
        return false;
    j->code = field->key;
    j->mark = field->key_mark;
    ok = name_read(value_get(map, STR("name")), STR("name"), &j->name, d) && ok;
    ok = fips_read(value_get(map, STR("fips")), &j->fips, d) && ok;
    j->in_sentence = j->adjective = j->name;
    const Value *in_sentence = value_get(map, STR("in_sentence")), *adjective = value_get(map, STR("adjective"));
    const Value *also = value_get(map, STR("also"));
    if (in_sentence)
        ok = name_read(in_sentence, STR("in_sentence"), &j->in_sentence, d) && ok;
    if (adjective)
        ok = name_read(adjective, STR("adjective"), &j->adjective, d) && ok;
    if (also)
        ok = also_read(also, j, a, d) && ok;
    return ok;
}

static bool answers_to(const Jurisdiction *j, Str word)
{
    if (str_eq_any_case(word, j->code) || str_eq_any_case(word, j->name))
        return true;
    for (size_t i = 0; i < j->also_count; i++)
        if (str_eq_any_case(word, j->also[i]))
            return true;
    return false;
}

/* What two jurisdictions share, so that one could never be asked for. */
static bool clash_check(const Jurisdiction *j, const Jurisdiction *earlier, Diag *d)
{
    Str shared = {0};
    if (answers_to(earlier, j->code))
        shared = j->code;
    else if (answers_to(earlier, j->name))
        shared = j->name;
    else if (str_eq(earlier->fips, j->fips))
        shared = j->fips;
    for (size_t i = 0; i < j->also_count && !shared.n; i++)
        if (answers_to(earlier, j->also[i]))
            shared = j->also[i];
    if (!shared.n)
        return true;
    char shown[SHOWN_MAX];
    diag_error(d, DIAG_DUPLICATE, j->mark, "'%.*s' of %.*s already belongs to %.*s; give each its own",
               STR_ARG(text_shown(shared, shown)), STR_ARG(j->code), STR_ARG(earlier->code));
    diag_note(d, earlier->mark, "%.*s stands here", STR_ARG(earlier->code));
    return false;
}

const Jurisdictions *jurisdictions_read(const Value *root, Arena *a, Diag *d)
{
    if (root->kind != VALUE_MAP || root->count > JURISDICTIONS_MAX)
        return diag_error(d, DIAG_KIND, root->mark,
                          "the jurisdictions must be lines such as 'CA: {name: California, fips: 06}', at most %d",
                          JURISDICTIONS_MAX),
               NULL;
    Jurisdiction *items = ARENA_ARRAY(a, Jurisdiction, root->count);
    bool ok = true;
    for (size_t i = 0; i < root->count; i++)
        ok = jurisdiction_read(&root->fields[i], &items[i], a, d) && ok;
    for (size_t i = 0; ok && i < root->count; i++)
        for (size_t k = 0; k < i; k++)
            if (!clash_check(&items[i], &items[k], d)) {
                ok = false;
                break;
            }
    if (!ok)
        return NULL;
    Jurisdictions *all = ARENA_NEW(a, Jurisdictions);
    *all = (Jurisdictions){items, root->count};
    return all;
}

const Jurisdiction *jurisdiction_find(const Jurisdictions *all, Str code_or_name)
{
    for (size_t i = 0; i < all->count; i++)
        if (answers_to(&all->items[i], code_or_name))
            return &all->items[i];
    return NULL;
}

Str jurisdiction_nearest(const Jurisdictions *all, Str word)
{
    Str names[JURISDICTIONS_MAX];
    for (size_t i = 0; i < all->count; i++)
        names[i] = word.n <= 2 ? all->items[i].code : all->items[i].name;
    return str_nearest(word, names, all->count);
}

const Jurisdiction *jurisdiction_named(const Jurisdictions *all, Str word, DiagCode code, Mark at, Diag *d)
{
    const Jurisdiction *found = jurisdiction_find(all, word);
    if (found)
        return found;
    diag_error(d, code, at, "unknown state '%.*s'; %s", STR_ARG(word),
               diag_meant(d, jurisdiction_nearest(all, word), "write a postal code or a name, as in CA or California"));
    return NULL;
}
