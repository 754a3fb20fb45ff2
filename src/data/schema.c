/* What a map may hold, and the typed readers of scalars, so that all readers report alike: what is wrong, then what
   would be right, with the nearest right word where one is near. Types are decided here and by whoever reads a key,
   never by how a scalar looks. */
#include "schema.h"

enum { KEYS_MAX = 64 };

Mark value_mark(const Value *scalar, size_t offset, size_t length)
{
    return place_find(scalar->places, scalar->place_count, offset, length, scalar->mark);
}

const Field *value_field(const Value *map, Str key)
{
    if (!map || map->kind != VALUE_MAP)
        return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (str_eq(map->fields[i].key, key))
            return &map->fields[i];
    return NULL;
}

const Value *value_get(const Value *map, Str key)
{
    const Field *field = value_field(map, key);
    return field ? field->value : NULL;
}

const Value *value_scalar(const Value *map, Str key)
{
    const Value *v = value_get(map, key);
    return v && v->kind == VALUE_SCALAR ? v : NULL;
}

Str text_shown(Str text, char out[SHOWN_MAX])
{
    static const char dots[] = "...";
    size_t n = text.n, most = SHOWN_MAX - sizeof dots;
    if (n > most) {
        for (n = most; n > 0 && ((unsigned char)text.s[n] & 0xC0) == 0x80; n--)
            continue;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = text.s[i] == '\n' ? ' ' : text.s[i];
    if (n < text.n) {
        memcpy(out + n, dots, sizeof dots - 1);
        n += sizeof dots - 1;
    }
    return (Str){out, n};
}

static const char *const kind_names[] = {
    [VALUE_SCALAR] = "a text", [VALUE_LIST] = "a list", [VALUE_MAP] = "a map of 'key: value' lines"};

/* What is there instead, and why that may be: an opening brace or bracket makes a map or a list of any text. */
static void report_kind(const Value *v, const char *subject, const char *wanted, Diag *d)
{
    if (v->kind == VALUE_SCALAR && v->text.n == 0) {
        diag_error(d, DIAG_KIND, v->mark, "%s must be %s, but there is nothing here", subject, wanted);
        return;
    }
    diag_error(d, DIAG_KIND, v->mark, "%s must be %s, but is %s", subject, wanted, kind_names[v->kind]);
    char c = v->mark.offset < v->mark.source->text.n ? v->mark.source->text.s[v->mark.offset] : '\0';
    if (v->kind != VALUE_SCALAR && (c == '{' || c == '['))
        diag_note(d, (Mark){0}, "put a text that begins with '%c' in double quotes", c);
}

/* What is one entry, or none, where a list belongs. */
static bool refuse_no_list(const Value *v, Str key, Diag *d)
{
    enum { TEXT_MOST = 48 };
    Str text = str_trim(v->text);
    bool is_text = v->kind == VALUE_SCALAR, is_short = text.n && text.n <= TEXT_MOST;
    for (size_t i = 0; i < text.n; i++)
        is_short = is_short && !strchr("\"\\\n", text.s[i]);
    return diag_error(d, DIAG_KIND, v->mark,
                      "'%.*s' must be a list, but %s%s; write each entry on a line of its own below it: - %s%.*s%s",
                      STR_ARG(key), is_text && !text.n ? "there is nothing here" : "is ",
                      is_text && !text.n ? "" : kind_names[v->kind], !is_text ? "{" : "\"",
                      STR_ARG(is_short ? text : STR("...")), !is_text ? "}" : "\"");
}

bool kind_check(const Value *v, ValueKind wanted, Str key, Diag *d)
{
    if (v->kind == wanted)
        return true;
    char shown[SHOWN_MAX], subject[SHOWN_MAX + 8];
    if (wanted == VALUE_LIST)
        return refuse_no_list(v, text_shown(key, shown), d);
    snprintf(subject, sizeof subject, "'%.*s'", STR_ARG(text_shown(key, shown)));
    report_kind(v, subject, kind_names[wanted], d);
    return false;
}

bool text_read(const Value *v, Str key, Str *result, Diag *d)
{
    if (!kind_check(v, VALUE_SCALAR, key, d))
        return false;
    if (str_trim(v->text).n == 0)
        return diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is empty; type its text", STR_ARG(key));
    *result = v->text;
    return true;
}

/* ---- Sentences ---- */

/* Whether YAML itself ends the scalar: no quote does, nor a block's indentation, nor a table's cell. */
static bool is_plain(const Value *v)
{
    const Source *source = v->mark.source;
    return v->kind == VALUE_SCALAR && source && !source->cells && v->mark.length &&
           !memchr("\"'|>", source->text.s[v->mark.offset], 4);
}

bool hash_find(Str text, size_t from, size_t *hash)
{
    size_t at = from;
    while (at < text.n && is_blank(text.s[at]))
        at++;
    *hash = at;
    if (at == from || at == text.n || text.s[at] != '#')
        return false;
    return at - from < 2 || (at + 1 < text.n && !is_white(text.s[at + 1]));
}

void hash_report(Mark at, Diag *d)
{
    diag_error(d, DIAG_SYNTAX, at,
               "' #' ends the text here and begins a comment; put the whole text in double quotes, or, where a comment "
               "is meant, type two blanks before the '#' and one after it");
}

bool sentence_check(const Value *v, Diag *d)
{
    size_t hash;
    if (!is_plain(v) || !hash_find(v->mark.source->text, v->mark.offset + v->mark.length, &hash))
        return true;
    hash_report((Mark){v->mark.source, (uint32_t)hash, 1}, d);
    return false;
}

bool sentence_read(const Value *v, Str key, Str *result, Diag *d)
{
    return text_read(v, key, result, d) && sentence_check(v, d);
}

static const Language *exact_find(Str tag)
{
    for (size_t i = 0; i < language_count; i++)
        if (str_eq(tag, str_from(language_rows[i]->tag)))
            return language_rows[i];
    return NULL;
}

const Value *text_in(const Value *typed, const Language *language, const Language **own)
{
    *own = &language_english;
    if (typed->kind != VALUE_MAP || !typed->count)
        return typed;
    const Value *text = value_get(typed, str_from(language->tag)), *english = value_get(typed, STR("en"));
    *own = text ? language : english ? &language_english : exact_find(typed->fields[0].key);
    return text ? text : english ? english : typed->fields[0].value;
}

/* What is written as in the wording prints as it is typed here. */
static bool plain_read(const Value *v, Str key, Str *result, Diag *d)
{
    if (!sentence_read(v, key, result, d))
        return false;
    for (size_t at = 0; at < v->text.n; at++) {
        size_t end = at + 1;
        while (v->text.s[at] == '{' && end < v->text.n &&
               (is_ascii_letter(v->text.s[end]) || strchr("_.", v->text.s[end])))
            end++;
        bool is_name = end > at + 1 && end < v->text.n && v->text.s[end] == '}';
        bool is_strong = str_starts(str_slice(v->text, at, v->text.n), STR("**"));
        if (!is_name && !is_strong)
            continue;
        diag_error(
            d, DIAG_UNUSED, v->mark,
            "'%.*s' of '%.*s' prints as it is typed: placeholders and markup are read in the wording alone; type "
            "the words themselves",
            STR_ARG(str_slice(v->text, at, is_name ? end + 1 : at + 2)), STR_ARG(key));
        break;
    }
    return true;
}

bool texts_read(const Value *v, Str key, Str *result, Diag *d)
{
    const Language *own;
    bool ok = true;
    if (v->kind == VALUE_SCALAR)
        return plain_read(v, key, result, d);
    if (v->kind == VALUE_LIST || !v->count)
        return diag_error(d, DIAG_KIND, v->mark,
                          "'%.*s' is a text, or one for each language, as in {en: \"...\", es: \"...\"}", STR_ARG(key));
    for (size_t i = 0; i < v->count; i++) {
        const Field *field = &v->fields[i];
        if (!exact_find(field->key))
            ok =
                diag_error(d, DIAG_UNKNOWN_KEY, field->key_mark,
                           "'%.*s' is not the tag of a language here; write as in {en: \"...\", es: \"...\"}, or put a "
                           "text that begins with '{' in double quotes",
                           STR_ARG(field->key));
        else
            ok = plain_read(field->value, key, result, d) && ok;
    }
    if (ok)
        *result = text_in(v, &language_english, &own)->text;
    return ok;
}

bool sentences_check(const Value *list, Diag *d)
{
    const Source *source = list->mark.source;
    const Value *first = NULL, *last = NULL;
    size_t plain = 0;
    for (size_t i = 0; source && source->text.s[list->mark.offset] == '[' && i < list->count; i++) {
        if (!is_plain(list->items[i]))
            continue;
        first = first ? first : list->items[i];
        last = list->items[i];
        plain++;
    }
    if (plain < 2)
        return true;
    return diag_error(d, DIAG_SYNTAX,
                      (Mark){source, first->mark.offset, last->mark.offset + last->mark.length - first->mark.offset},
                      "in [...] every comma ends a text that has no quotes, which makes %zu texts here; put each whole "
                      "text in double quotes, as in [\"one text\", \"another\"]",
                      plain);
}

/* ---- Maps ---- */

static bool key_kind_check(const Field *field, KeyType type, Diag *d)
{
    static const ValueKind kinds[] = {[KEY_TEXT] = VALUE_SCALAR, [KEY_LIST] = VALUE_LIST, [KEY_MAP] = VALUE_MAP};
    return type == KEY_ANY || kind_check(field->value, kinds[type], field->key, d);
}

/* Whether a key is the beginning of a text with ': ' in it that somebody typed without quotes: three words or more. */
static bool is_sentence(const Field *field)
{
    size_t blanks = 0;
    for (size_t i = 0; i < field->key.n; i++)
        blanks += field->key.s[i] == ' ';
    const Mark at = field->key_mark;
    return blanks > 1 && at.source && at.offset < at.source->text.n && !strchr("\"'", at.source->text.s[at.offset]);
}

static bool unknown_check(const Field *field, const char *what, const Key *keys, Diag *d)
{
    Str names[KEYS_MAX];
    size_t count = 0;
    for (; keys[count].name && count < KEYS_MAX; count++) {
        names[count] = str_from(keys[count].name);
        if (str_eq(field->key, names[count]))
            return key_kind_check(field, keys[count].type, d);
    }
    char shown[SHOWN_MAX];
    if (is_sentence(field))
        return diag_error(d, DIAG_SYNTAX,
                          (Mark){field->key_mark.source, field->key_mark.offset + field->key_mark.length, 1},
                          "there is a ': ' inside a text without quotes; put the whole text in double quotes");
    if (digits_value(field->key, INT64_C(999999)) >= 0 && field->value->kind == VALUE_SCALAR && !field->value->text.n)
        return diag_error(d, DIAG_SYNTAX, field->key_mark,
                          "in {...} a comma ends a value; put one with a comma in double quotes, as in \"1,103\" or "
                          "\"March 4, 2025\"");
    return diag_error(d, DIAG_UNKNOWN_KEY, field->key_mark, "unknown key '%.*s' in %s%s",
                      STR_ARG(text_shown(field->key, shown)), what, diag_nearest(d, field->key, names, count));
}

/* One finding for all keys that a map lacks. */
static bool missing_check(const Value *map, const char *what, const Key *keys, Diag *d)
{
    char names[512] = "";
    size_t n = 0, missing = 0;
    if (map->count == 1 && is_sentence(&map->fields[0]))
        return false;
    for (size_t i = 0; keys[i].name; i++)
        if (keys[i].required && !value_get(map, str_from(keys[i].name))) {
            n += (size_t)snprintf(names + n, sizeof names - n, "%s'%s'", missing ? ", " : "", keys[i].name);
            n = n < sizeof names ? n : sizeof names - 1;
            missing++;
        }
    if (!missing)
        return true;
    return diag_error(d, DIAG_MISSING_KEY, map->mark, "%s lacks the key%s %s; add %s", what, missing > 1 ? "s" : "",
                      names, missing > 1 ? "them" : "it");
}

bool schema_check(const Value *map, const char *what, const Key *keys, Diag *d)
{
    if (map->kind != VALUE_MAP) {
        report_kind(map, what, kind_names[VALUE_MAP], d);
        return false;
    }
    bool ok = true;
    for (size_t i = 0; i < map->count; i++)
        ok = unknown_check(&map->fields[i], what, keys, d) && ok;
    return missing_check(map, what, keys, d) && ok;
}

/* ---- Scalars ---- */

static bool is_scalar(const Value *v, const char *wanted, Diag *d)
{
    if (v->kind == VALUE_SCALAR)
        return true;
    report_kind(v, "this", wanted, d);
    return false;
}

/* At most 18 digits. */
static bool integer_parse(Str text, int64_t *result)
{
    bool minus = str_starts(text, STR("-"));
    Str digits = str_slice(text, minus, text.n);
    int64_t value = digits_value(digits, INT64_C(999999999999999999));
    if (value < 0 || (digits.n > 1 && digits.s[0] == '0') || (minus && value == 0))
        return false;
    *result = minus ? -value : value;
    return true;
}

bool value_integer(const Value *v, int64_t least, int64_t most, int64_t *result, Diag *d)
{
    int64_t value;
    char shown[SHOWN_MAX];
    if (!is_scalar(v, "a whole number", d))
        return false;
    if (!integer_parse(v->text, &value) || value < least || value > most)
        return diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is not a whole number from %lld to %lld",
                          STR_ARG(text_shown(v->text, shown)), (long long)least, (long long)most);
    *result = value;
    return true;
}

bool value_length(const Value *v, Sp least, Sp most, Sp *result, Diag *d)
{
    Sp value;
    char shown[SHOWN_MAX];
    if (!is_scalar(v, "a length", d))
        return false;
    if (!sp_parse(v->text, &value))
        return diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is not a length; type one as 12.5 pt, 0.125 in or 3 mm",
                          STR_ARG(text_shown(v->text, shown)));
    if (value < least || value > most)
        return diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is not a length from %s pt to %s pt",
                          STR_ARG(text_shown(v->text, shown)), SP_SHOWN(least), SP_SHOWN(most));
    *result = value;
    return true;
}

int year_parse(Str text)
{
    enum { DIGITS = 4 };
    int year = text.n == DIGITS ? (int)digits_value(text, FIGURES_YEAR_LAST) : 0;
    return year >= FIGURES_YEAR_FIRST ? year : 0;
}

int year_read(Str text, DiagCode code, Mark at, Diag *d)
{
    char shown[SHOWN_MAX];
    int year = year_parse(text);
    if (!year)
        diag_error(d, code, at, "'%.*s' is not a year from %d to %d; type four digits, as in 2023",
                   STR_ARG(text_shown(text, shown)), FIGURES_YEAR_FIRST, FIGURES_YEAR_LAST);
    return year;
}

bool value_bool(const Value *v, bool *result, Diag *d)
{
    static const char *const words[] = {"false", "true", NULL};
    int word = value_word(v, words, d);
    if (word < 0)
        return false;
    *result = word == 1;
    return true;
}

int value_word(const Value *v, const char *const *words, Diag *d)
{
    if (!is_scalar(v, "a word", d))
        return -1;
    Str names[KEYS_MAX];
    char all[512] = "", shown[SHOWN_MAX];
    size_t count = 0, n = 0;
    for (; words[count] && count < KEYS_MAX; count++) {
        names[count] = str_from(words[count]);
        if (str_eq(v->text, names[count]))
            return (int)count;
        n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", count ? ", " : "", words[count]);
        n = n < sizeof all ? n : sizeof all - 1;
    }
    diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is not one of: %s%s", STR_ARG(text_shown(v->text, shown)), all,
               diag_nearest(d, v->text, names, count));
    return -1;
}

/* ---- Trees that were not typed: each value points to the place that it came from ---- */

Value *scalar_new(Str text, Mark mark, Arena *a)
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

/* What two maps that have the same key make of it: the second's value but for these. */
typedef enum Joining { JOIN_NOTHING, JOIN_FIGURES, JOIN_MEASURES, JOIN_NAMES } Joining;

static const Value *lists_join(const Value *first, const Value *second, Arena *a)
{
    Value *both = ARENA_NEW(a, Value);
    const Value **items = ARENA_ARRAY(a, const Value *, first->count + second->count);
    *both = *second;
    for (size_t i = 0; i < first->count + second->count; i++)
        items[i] = i < first->count ? first->items[i] : second->items[i - first->count];
    both->items = items;
    both->count += first->count;
    return both;
}

static const Value *maps_merge(const Value *under, const Value *over, Joining how, Arena *a)
{
    if (!under || !over || under->kind != VALUE_MAP || over->kind != VALUE_MAP)
        return over ? over : under;
    Field *fields = ARENA_ARRAY(a, Field, under->count + over->count);
    size_t count = under->count;
    for (size_t i = 0; i < count; i++)
        fields[i] = under->fields[i];
    for (size_t i = 0; i < over->count; i++) {
        Field field = over->fields[i];
        size_t at = 0;
        if (how == JOIN_MEASURES && str_eq(field.key, STR("base")))
            continue;
        while (at < count && !str_eq(fields[at].key, field.key))
            at++;
        const Value *known = at < count ? fields[at].value : NULL;
        if (known && (how == JOIN_MEASURES || (how == JOIN_FIGURES && str_eq(field.key, STR("figures")))))
            field.value = maps_merge(known, field.value, how == JOIN_MEASURES ? JOIN_NAMES : JOIN_NOTHING, a);
        else if (known && how == JOIN_NAMES && str_eq(field.key, STR("also")) && known->kind == VALUE_LIST &&
                 field.value->kind == VALUE_LIST)
            field.value = lists_join(known, field.value, a);
        fields[at] = field;
        count += at == count;
    }
    return map_new(fields, count, over->mark, a);
}

const Value *tree_merge(const Value *under, const Value *over, Arena *a)
{
    return maps_merge(under, over, JOIN_FIGURES, a);
}

const Value *dictionary_merge(const Value *under, const Value *over, Arena *a)
{
    return maps_merge(under, over, JOIN_MEASURES, a);
}

/* ---- Schemas for editors, printed from the rows that readers go by ---- */

void schema_begin(Buf *out, const char *title)
{
    buf_printf(out,
               "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n  \"title\": \"%s\",\n"
               "  \"description\": \"Made by 'ncmec-pdf schema'\",\n  ",
               title);
}

void schema_key(Buf *out, Str key, const char *schema, bool *first)
{
    buf_put(out, *first ? STR("\n") : STR(",\n"));
    *first = false;
    buf_json(out, key);
    buf_printf(out, ": %s", schema);
}

const char *schema_of_type(KeyType type)
{
    return type == KEY_TEXT   ? "{" SCHEMA_TEXT "}"
           : type == KEY_LIST ? "{\"type\": \"array\"}"
           : type == KEY_MAP  ? "{\"type\": \"object\"}"
                              : "{}";
}

void schema_map(Buf *out, const Key *keys, const KeySchema *special)
{
    bool first = true;
    buf_put(out, STR("\"type\": \"object\", \"additionalProperties\": false, \"properties\": {"));
    for (const Key *key = keys; key->name; key++) {
        const KeySchema *own = special;
        while (own && own->key && strcmp(own->key, key->name) != 0)
            own++;
        schema_key(out, str_from(key->name), own && own->key ? own->schema : schema_of_type(key->type), &first);
    }
    buf_put(out, STR("}, \"required\": ["));
    first = true;
    for (const Key *key = keys; key->name; key++)
        if (key->required) {
            buf_printf(out, first ? "\"%s\"" : ", \"%s\"", key->name);
            first = false;
        }
    buf_char(out, ']');
}
