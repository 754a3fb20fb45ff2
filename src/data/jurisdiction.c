/* The jurisdictions of a sheet, read from their file: one line each, postal code first. What is not typed follows from
   the name. Leaves out any list of its own: an office that serves others edits the file. */
#include "charset.h"
#include "schema.h"

enum { JURISDICTIONS_MAX = 500, NAME_MAX_BYTES = 100 };

/* After these the tags of the languages but English; the last one has no name. */
typedef struct StateKeys {
    Key items[5 + LANGUAGES_MAX];
} StateKeys;

static StateKeys keys_new(void)
{
    StateKeys keys = {{{"name", KEY_TEXT, true},
                       {"fips", KEY_TEXT, true},
                       {"in_sentence", KEY_TEXT, false},
                       {"adjective", KEY_TEXT, false},
                       {"also", KEY_LIST, false}}};
    for (size_t i = 1; i < language_count; i++)
        keys.items[4 + i] = (Key){language_rows[i]->tag, KEY_MAP, false};
    return keys;
}

static const Key word_keys[] = {{"name", KEY_TEXT, false},
                                {"in_sentence", KEY_TEXT, false},
                                {"of", KEY_TEXT, false},
                                {"adjective", KEY_TEXT, false},
                                {NULL, KEY_ANY, false}};
static const size_t word_places[] = {offsetof(StateWords, name), offsetof(StateWords, in_sentence),
                                     offsetof(StateWords, of), offsetof(StateWords, adjective)};

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

/* The words of each language but English. */
static bool typed_read(const Value *map, Jurisdiction *j, Arena *a, Diag *d)
{
    StateWords *typed = NULL;
    bool ok = true;
    for (size_t i = 1; i < language_count; i++) {
        const Value *words = value_get(map, str_from(language_rows[i]->tag));
        if (!words)
            continue;
        typed = typed ? typed : ARENA_ARRAY(a, StateWords, language_count);
        ok = schema_check(words, "the words for a jurisdiction", word_keys, d) && ok;
        for (size_t k = 0; word_keys[k].name; k++) {
            const Value *word = value_scalar(words, str_from(word_keys[k].name));
            Str *place = (Str *)(void *)((char *)&typed[i] + word_places[k]);
            ok = (!word || name_read(word, str_from(word_keys[k].name), place, d)) && ok;
        }
    }
    j->typed = typed;
    return ok;
}

static bool jurisdiction_read(const Field *field, const Key *keys, Jurisdiction *j, Arena *a, Diag *d)
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
    return typed_read(map, j, a, d) && ok;
}

StateWords jurisdiction_words(const Jurisdiction *j, const Language *language, Arena *a)
{
    StateWords words = {.name = j->name, .in_sentence = j->in_sentence, .adjective = j->adjective};
    size_t index = language_index(language);
    if (index > 0) {
        StateWords typed = j->typed ? j->typed[index] : (StateWords){0};
        words.name = typed.name.n ? typed.name : j->name;
        words.in_sentence = typed.in_sentence.n ? typed.in_sentence : words.name;
        words.adjective = typed.adjective.n ? typed.adjective : words.name;
        words.of = typed.of;
    }
    if (!words.of.n)
        words.of = language_fill(language->of_state, &words.in_sentence, 1, a);
    return words;
}

/* ---- Names ---- */

/* Every name as name_fold() leaves it, each with its owner. */
typedef struct Names {
    TextSet set;
    uint32_t *owners;
    size_t capacity;
} Names;

/* The owner of a name that another one has, else 'owner'. */
static uint32_t name_add(Names *names, Str name, uint32_t owner)
{
    char folded[NAME_FOLD_MAX];
    Str key = name_fold(name, folded);
    size_t count = names->set.count;
    if (!key.n)
        return owner;
    if (!textset_add(&names->set, key))
        return names->owners[textset_find(&names->set, key)];
    ARENA_ROOM(names->set.arena, names->owners, count, names->capacity);
    names->owners[count] = owner;
    return owner;
}

/* What two jurisdictions share, so that one could never be asked for. */
static bool names_add(Names *names, const Jurisdiction *items, uint32_t index, Diag *d)
{
    const Jurisdiction *j = &items[index];
    Str shared = {0};
    uint32_t owner = index;
    for (size_t i = 0; i < j->also_count + 2 && owner == index; i++) {
        shared = i == 0 ? j->code : i == 1 ? j->name : j->also[i - 2];
        owner = name_add(names, shared, index);
    }
    for (size_t i = 1; j->typed && i < language_count && owner == index; i++) {
        shared = j->typed[i].name;
        owner = name_add(names, shared, index);
    }
    for (uint32_t i = 0; i < index && owner == index; i++)
        if (str_eq(items[i].fips, j->fips)) {
            shared = j->fips;
            owner = i;
        }
    if (owner == index)
        return true;
    char shown[SHOWN_MAX];
    diag_error(d, DIAG_DUPLICATE, j->mark, "'%.*s' of %.*s already belongs to %.*s; give each its own",
               STR_ARG(text_shown(shared, shown)), STR_ARG(j->code), STR_ARG(items[owner].code));
    diag_note(d, items[owner].mark, "%.*s is here", STR_ARG(items[owner].code));
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
    const StateKeys keys = keys_new();
    bool ok = true;
    for (size_t i = 0; i < root->count; i++)
        ok = jurisdiction_read(&root->fields[i], keys.items, &items[i], a, d) && ok;
    Names names = {.set = {.arena = a}};
    bool is_sound = ok;
    for (uint32_t i = 0; is_sound && i < root->count; i++)
        ok = names_add(&names, items, i, d) && ok;
    if (!ok)
        return NULL;
    Jurisdictions *all = ARENA_NEW(a, Jurisdictions);
    *all = (Jurisdictions){items, root->count, names.set, names.owners};
    return all;
}

/* ---- Finding ---- */

/* How English shortens these names where the postal code does not. */
static const char *const short_names[][2] = {
    {"ala", "alabama"},
    {"ariz", "arizona"},
    {"ark", "arkansas"},
    {"cal", "california"},
    {"calif", "california"},
    {"colo", "colorado"},
    {"conn", "connecticut"},
    {"del", "delaware"},
    {"fla", "florida"},
    {"ill", "illinois"},
    {"ind", "indiana"},
    {"kan", "kansas"},
    {"kans", "kansas"},
    {"mass", "massachusetts"},
    {"mich", "michigan"},
    {"minn", "minnesota"},
    {"miss", "mississippi"},
    {"mont", "montana"},
    {"neb", "nebraska"},
    {"nebr", "nebraska"},
    {"nev", "nevada"},
    {"nmex", "newmexico"},
    {"ncarolina", "northcarolina"},
    {"nocarolina", "northcarolina"},
    {"ndak", "northdakota"},
    {"ndakota", "northdakota"},
    {"nodakota", "northdakota"},
    {"okla", "oklahoma"},
    {"ore", "oregon"},
    {"oreg", "oregon"},
    {"penna", "pennsylvania"},
    {"scarolina", "southcarolina"},
    {"socarolina", "southcarolina"},
    {"sdak", "southdakota"},
    {"sdakota", "southdakota"},
    {"sodakota", "southdakota"},
    {"tenn", "tennessee"},
    {"tex", "texas"},
    {"wash", "washington"},
    {"wva", "westvirginia"},
    {"wvirginia", "westvirginia"},
    {"wis", "wisconsin"},
    {"wisc", "wisconsin"},
    {"wyo", "wyoming"},
    {"amersamoa", "americansamoa"},
    {"amsamoa", "americansamoa"},
    {"washdc", "districtofcolumbia"},
    {"distofcolumbia", "districtofcolumbia"},
    {"washingtondistrictofcolumbia", "districtofcolumbia"},
    {"marianaislands", "northernmarianaislands"},
    {"nmarianaislands", "northernmarianaislands"},
    {"northernmarianas", "northernmarianaislands"},
    {"nmarianas", "northernmarianaislands"},
};

/* What may be around a name of four letters or more. */
#define BEFORES                                                                                                        \
    "thestateof|stateof|thecommonwealthofthe|commonwealthofthe|commonwealthof|theterritoryof|territoryof|"             \
    "unitedstates|the|us"
#define BEHINDS "unitedstatesofamerica|unitedstates|commonwealth|territory|state|usa|us"

static const Jurisdiction *folded_find(const Jurisdictions *all, Str name)
{
    size_t found = textset_find(&all->names, name);
    return found == SIZE_MAX ? NULL : &all->items[all->owners[found]];
}

/* Whether it is the postal code, or the FIPS code with or without its zero. */
static bool is_code_of(const Jurisdiction *j, Str code)
{
    Str fips = j->fips.n && j->fips.s[0] == '0' && code.n == 1 ? str_slice(j->fips, 1, j->fips.n) : j->fips;
    return str_eq_any_case(code, j->code) || str_eq(code, fips);
}

static const Jurisdiction *code_find(const Jurisdictions *all, Str code)
{
    for (size_t i = 0; i < all->count; i++)
        if (is_code_of(&all->items[i], code))
            return &all->items[i];
    return NULL;
}

/* "CA California", "06 California", "California 06": a code and the name that it belongs to. */
static const Jurisdiction *pair_find(const Jurisdictions *all, Str text)
{
    for (size_t n = 1; n <= 2 && text.n > 4; n++) {
        const Jurisdiction *first = folded_find(all, str_slice(text, n, text.n));
        const Jurisdiction *last = folded_find(all, str_slice(text, 0, text.n - n));
        if (first && is_code_of(first, str_slice(text, 0, n)))
            return first;
        if (last && is_code_of(last, str_slice(text, text.n - n, text.n)))
            return last;
    }
    return NULL;
}

static const Jurisdiction *whole_find(const Jurisdictions *all, Str text)
{
    const Jurisdiction *found = folded_find(all, text);
    for (size_t i = 0; i < sizeof short_names / sizeof *short_names && !found; i++)
        if (str_eq(text, str_from(short_names[i][0])))
            found = folded_find(all, str_from(short_names[i][1]));
    return found ? found : pair_find(all, text);
}

/* Takes off one of the words; what is left is no shorter than a name. */
static bool word_cut(Str *text, Str words, bool behind)
{
    enum { NAME_LEAST = 4 };
    while (words.n) {
        Str word = str_cut(&words, STR("|"));
        if (text->n < word.n + NAME_LEAST || !(behind ? str_ends(*text, word) : str_starts(*text, word)))
            continue;
        *text = behind ? str_slice(*text, 0, text->n - word.n) : str_slice(*text, word.n, text->n);
        return true;
    }
    return false;
}

/* The Census Bureau's GEO_ID: "0400000US06" is a state (summary level 040), "0100000US" the nation. What follows "US",
   or false. */
static bool geo_code(Str name, const char *level, Str *code)
{
    size_t at = str_find(name, STR("US"), 0);
    bool is_id = at >= 5 && at <= 9 && str_starts(name, str_from(level));
    for (size_t i = 0; i < at && is_id; i++)
        is_id = is_digit(name.s[i]);
    *code = is_id ? str_slice(name, at + 2, name.n) : name;
    return is_id;
}

/* "-6 California" */
static bool is_negative(Str name)
{
    Str sign = name.n && name.s[0] == '-' ? STR("-") : str_starts(name, STR("\u2212")) ? STR("\u2212") : (Str){0};
    return sign.n && name.n > sign.n && is_digit(name.s[sign.n]);
}

const Jurisdiction *jurisdiction_find(const Jurisdictions *all, Str name)
{
    char folded[NAME_FOLD_MAX];
    Str code = name = blank_trim(name);
    if (is_negative(name))
        return NULL;
    if (geo_code(name, "040", &code))
        return code.n == 2 ? code_find(all, code) : NULL;
    /* ISO 3166-2: "US-CA". Programs write the number 6 as 6.0. */
    if (name.n == 5 && str_eq_any_case(str_slice(name, 0, 2), STR("us")) && name.s[2] == '-')
        code = str_slice(name, 3, name.n);
    else if (name.n > 2 && is_digit(name.s[0]) && str_ends(name, STR(".0")))
        code = str_slice(name, 0, name.n - 2);
    const Jurisdiction *found = code.n && code.n <= 2 ? code_find(all, code) : NULL;
    Str text = found ? (Str){0} : name_fold(name, folded);
    /* "1,2" and "-6" are no codes: digits stand alone. */
    if (!found && text.n == 2 && is_ascii_letter(text.s[0]))
        found = code_find(all, text);
    for (bool more = text.n > 2; more && !found;) {
        found = whole_find(all, text);
        more = !found && (word_cut(&text, STR(BEFORES), false) || word_cut(&text, STR(BEHINDS), true));
    }
    return found;
}

Str jurisdiction_code(const Jurisdiction *j)
{
    return j ? j->code : STR("US");
}

bool nation_named(Str word)
{
    char folded[NAME_FOLD_MAX];
    Str text = name_fold(word, folded), rest;
    if (str_eq(blank_trim(word), STR("00")) || (geo_code(blank_trim(word), "010", &rest) && !rest.n))
        return true;
    if (str_ends(text, STR("total")))
        text.n -= 5;
    else if (str_starts(text, STR("total")))
        text = str_slice(text, 5, text.n);
    if (str_starts(text, STR("the")))
        text = str_slice(text, 3, text.n);
    return word_among("us|usa|unitedstates|unitedstatesofamerica|nation|national|nationwide|unitedstatesus", text);
}

/* A hint must not lead to another jurisdiction: "W. Virginia" is near to Virginia. So it is given only where one name
   is nearly the same, all others are far, and what was typed holds none of them whole. */
Str jurisdiction_nearest(const Jurisdictions *all, Str word)
{
    enum { WORD_LEAST = 4, WORD_LONG = 8, APART = 2 };
    char folded[NAME_FOLD_MAX];
    Str text = name_fold(word, folded);
    size_t best = SIZE_MAX - APART, second = best, owner = 0;
    for (size_t i = 0; i < all->names.count && text.n >= WORD_LEAST; i++) {
        Str name = all->names.items[i];
        if (name.n < WORD_LEAST)
            continue;
        if (str_find(text, name, 0) < text.n)
            return (Str){0};
        size_t apart = str_distance(text, name);
        if (apart < best) {
            second = all->owners[i] == owner ? second : best;
            best = apart;
            owner = all->owners[i];
        } else if (apart < second && all->owners[i] != owner) {
            second = apart;
        }
    }
    bool is_near = best <= (text.n >= WORD_LONG ? 2 : 1) && second >= best + APART;
    return is_near ? all->items[owner].name : (Str){0};
}

const Jurisdiction *jurisdiction_named(const Jurisdictions *all, Str word, DiagCode code, Mark at, Diag *d)
{
    const Jurisdiction *found = jurisdiction_find(all, word);
    if (found)
        return found;
    if (nation_named(word)) {
        diag_error(d, code, at,
                   "'%.*s' is the nation, whose figures are on every state's sheet; name a state, as in CA, or all",
                   STR_ARG(word));
        return NULL;
    }
    /* What is not printed any more need not be guessed. */
    Str meant = diag_errors(d) > FINDINGS_MAX ? (Str){0} : jurisdiction_nearest(all, word);
    diag_error(d, code, at, "unknown state '%.*s'; %s", STR_ARG(word),
               diag_meant(d, meant, "write a postal code or a name, as in CA or California"));
    return NULL;
}

Str jurisdictions_schema(Arena *a)
{
    const StateKeys keys = keys_new();
    Buf out = {.arena = a}, words = {.arena = a};
    KeySchema *own = ARENA_ARRAY(a, KeySchema, language_count + 1);
    buf_char(&words, '{');
    schema_map(&words, word_keys, NULL);
    buf_char(&words, '}');
    own[0] = (KeySchema){"also", SCHEMA_TEXTS};
    for (size_t i = 1; i < language_count; i++)
        own[i] = (KeySchema){language_rows[i]->tag, str_terminated(a, buf_str(&words))};
    schema_begin(&out, "The states and territories, jurisdictions.yaml");
    buf_put(&out, STR("\"type\": \"object\", \"propertyNames\": {\"pattern\": \"^[A-Z]{2}$\"},\n"
                      "  \"additionalProperties\": {"));
    schema_map(&out, keys.items, own);
    buf_put(&out, STR("}}\n"));
    return buf_str(&out);
}
