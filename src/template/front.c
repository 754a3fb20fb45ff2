/* The wording of cover and contents, which bind many sheets together. Placeholders, markup and findings are those of a
   sheet; the figures are the numbers of sheets and years, other texts are from the command line or name a sheet. */
#include "fill.h"
#include "src/data/schema.h"

#define IN_ENTRY "in 'entry'"
#define IN_LINK "in 'link'"

static const Word words[] = {
    {"years", OP_GIVEN, 0, NULL, GIVEN_YEARS},
    {"title", OP_GIVEN, ALLOW_TITLE, "in 'name' and 'subject'", GIVEN_TITLE},
    {"subtitle", OP_GIVEN, ALLOW_TITLE, "in 'name'", GIVEN_SUBTITLE},
    {"prepared_for", OP_GIVEN, ALLOW_WHOM, "in 'prepared_for'", GIVEN_PREPARED_FOR},
    {"date", OP_GIVEN, ALLOW_DATE, "in 'date'", GIVEN_DATE},
    {"state", OP_STATE, ALLOW_STATE, IN_ENTRY, offsetof(StateWords, name)},
    {"in_state", OP_STATE, ALLOW_STATE, IN_ENTRY, offsetof(StateWords, in_sentence)},
    {"of_state", OP_STATE, ALLOW_STATE, IN_ENTRY, offsetof(StateWords, of)},
    {"state_adj", OP_STATE, ALLOW_STATE, IN_ENTRY, offsetof(StateWords, adjective)},
    {"year", OP_YEAR, ALLOW_STATE, IN_ENTRY, 0},
    {"entry", OP_GIVEN, ALLOW_ENTRY, IN_LINK, GIVEN_ENTRY},
    {"label", OP_GIVEN, ALLOW_ENTRY, IN_LINK, GIVEN_LABEL},
};

static const WordSet front_words = {words, sizeof words / sizeof *words,
                                    "name 'years', 'year_count', 'sheet_count', or what belongs to the text's key",
                                    true};

static const Measure measures[] = {
    {.key = {"sheet_count", 11}, .label = {"Sheets", 6}, .unit = {"sheets", 6}, .scope = SCOPE_STATE},
    {.key = {"year_count", 10}, .label = {"Years", 5}, .unit = {"years", 5}, .scope = SCOPE_STATE},
};

enum { MEASURES = sizeof measures / sizeof *measures };

static const Dictionary counts = {.items = measures, .count = MEASURES};

static const struct {
    const char *name;
    unsigned allowed;
} texts[FRONT_TEXTS] = {
    [FRONT_TITLE] = {"title", 0},
    [FRONT_SUBTITLE] = {"subtitle", 0},
    [FRONT_PREPARED_FOR] = {"prepared_for", ALLOW_MARKUP | ALLOW_WHOM},
    [FRONT_DATE] = {"date", ALLOW_MARKUP | ALLOW_DATE},
    [FRONT_NAME] = {"name", ALLOW_TITLE},
    [FRONT_SUBJECT] = {"subject", ALLOW_TITLE},
    [FRONT_COVER] = {"cover", 0},
    [FRONT_CONTENTS] = {"contents", 0},
    [FRONT_ENTRY] = {"entry", ALLOW_STATE},
    [FRONT_LINK] = {"link", ALLOW_ENTRY},
};

struct FrontTemplate {
    const Language *language;
    Wording texts[FRONT_TEXTS];
    TypedTexts typed;
};

typedef struct FrontKeys {
    Key items[FRONT_TEXTS + 4]; /* the last one has no name */
} FrontKeys;

static FrontKeys keys_new(void)
{
    FrontKeys keys = {.items[FRONT_TEXTS] = {"language", KEY_TEXT, false}};
    keys.items[FRONT_TEXTS + 1] = (Key){"fixed", KEY_LIST, false};
    keys.items[FRONT_TEXTS + 2] = (Key){"years", KEY_LIST, false};
    for (size_t i = 0; i < FRONT_TEXTS; i++)
        keys.items[i] = (Key){texts[i].name, KEY_TEXT, i != FRONT_NAME};
    return keys;
}

Str front_schema(Arena *a)
{
    const FrontKeys keys = keys_new();
    Buf out = {.arena = a};
    schema_begin(&out, "The wording around the sheets of a packet, packet.yaml");
    schema_map(&out, keys.items, NULL);
    buf_put(&out, STR("}\n"));
    return buf_str(&out);
}

const FrontTemplate *front_template_read(const Value *root, const Jurisdictions *states, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    const FrontKeys keys = keys_new();
    if (root->kind != VALUE_MAP)
        return diag_error(d, DIAG_KIND, root->mark, "the wording of front pages is a map that has a 'title'"), NULL;
    schema_check(root, "the wording of front pages", keys.items, d);
    Arena *scratch = arena_new();
    Compiler compiler = compiler_new(root, &counts, &front_words, scratch, a, d);
    FrontTemplate *t = ARENA_NEW(a, FrontTemplate);
    t->language = compiler.language;
    compiler.names_of_states = states ? state_names(states, a) : NULL;
    compiler.typed = &t->typed;
    const Value *fixed = value_get(root, STR("fixed")), *years = value_get(root, STR("years"));
    if (fixed && fixed->kind == VALUE_LIST)
        fixed_read(fixed, &t->typed.fixed, a, d);
    for (size_t i = 0; i < FRONT_TEXTS; i++) {
        const Value *v = value_get(root, str_from(texts[i].name));
        if (v && v->kind == VALUE_SCALAR)
            wording_compile(&compiler, v, texts[i].allowed, &t->texts[i]);
    }
    if (years && years->kind == VALUE_LIST)
        years_mean(&t->typed.years, years, d);
    if (diag_errors(d) == errors)
        fixed_check(&t->typed.fixed, d);
    arena_free(scratch);
    return diag_errors(d) == errors ? t : NULL;
}

bool front_check(const FrontTemplate *t, const Dataset *data, Diag *d)
{
    bool years = typed_check_years(&t->typed, data, true, d);
    const YearFigures alone = dataset_alone(data);
    return typed_check_numbers(&t->typed, &alone, true, d) && years;
}

static Figure count_figure(size_t measure, int64_t count)
{
    const Decimal number = {count, 0};
    return (Figure){
        .kind = FIGURE_EXACT, .measure = &measures[measure], .least = number, .most = number, .stated = number};
}

Prose front_fill(const FrontTemplate *t, FrontText which, const FrontFacts *facts, Arena *a, Diag *d)
{
    const Figure figures[MEASURES] = {count_figure(0, facts->sheet_count), count_figure(1, facts->year_count)};
    const FigureFile file = {.year = facts->year, .jurisdiction = facts->state, .figures = figures};
    const Dataset data = {.dictionary = &counts, .jurisdiction = facts->state, .year = facts->year, .state = &file};
    const Given given[GIVEN_COUNT] = {
        [GIVEN_TITLE] = {.text = facts->title},
        [GIVEN_SUBTITLE] = {.text = facts->subtitle},
        [GIVEN_YEARS] = {.text = facts->years, .said = facts->years_said},
        [GIVEN_PREPARED_FOR] = {.text = facts->prepared_for, .mark = facts->prepared_for_mark},
        [GIVEN_DATE] = {.text = facts->date, .mark = facts->date_mark},
        [GIVEN_ENTRY] = {.text = facts->entry},
        [GIVEN_LABEL] = {.text = facts->label},
    };
    StateWords state = {0};
    if (facts->state)
        state = jurisdiction_words(facts->state, t->language, a);
    Dashes dashes = {0};
    Spent spent = {0};
    const Filling f = {.arena = a,
                       .diag = d,
                       .data = &data,
                       .language = t->language,
                       .state = state,
                       .dashes = &dashes,
                       .spent = &spent,
                       .given = given};
    const Prose filled = wording_fill(&f, &t->texts[which]);
    spent_check(&f);
    return filled;
}

Prose front_typed(const FrontTemplate *t, Str text, Mark mark, Arena *a, Diag *d)
{
    Spent spent = {0};
    const Filling f = {.arena = a, .diag = d, .language = t ? t->language : &language_english, .spent = &spent};
    const Prose filled = text_fill(&f, text, NULL, mark);
    spent_check(&f);
    return filled;
}
