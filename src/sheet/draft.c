/* What makes a sheet a proof: figures from the command line in the place of typed ones, and files of figures that are
   not complete. Whatever comes out of here says that it is a draft. */
#include "draft.h"

typedef struct Tried {
    Field *fields;
    size_t count;
} Tried;

static void set_add(Tried *tried, Field field, Diag *d)
{
    for (size_t i = 0; i < tried->count; i++)
        if (str_eq(tried->fields[i].key, field.key)) {
            diag_error(d, DIAG_DUPLICATE, field.key_mark, "'%.*s' is set twice; set it once", STR_ARG(field.key));
            diag_note(d, tried->fields[i].key_mark, "the first");
            return;
        }
    tried->fields[tried->count++] = field;
}

static const Value *figures_tree(const Tried *tried, Arena *a)
{
    if (!tried->count)
        return NULL;
    Value *figures = ARENA_NEW(a, Value), *root = ARENA_NEW(a, Value);
    Field *field = ARENA_NEW(a, Field);
    *figures =
        (Value){.kind = VALUE_MAP, .mark = tried->fields[0].key_mark, .fields = tried->fields, .count = tried->count};
    *field = (Field){STR("figures"), figures->mark, figures};
    *root = (Value){.kind = VALUE_MAP, .mark = figures->mark, .fields = field, .count = 1};
    return root;
}

/* A line each of one source, so that the first is "--set:1". */
static const Source *sets_source(const char *const *sets, size_t count, Arena *a)
{
    Buf text = {.arena = a};
    for (size_t i = 0; i < count; i++) {
        buf_put(&text, str_from(sets[i]));
        buf_char(&text, '\n');
    }
    return source_new(STR("--set"), buf_str(&text), a);
}

bool sets_read(const char *const *sets, size_t count, Sets *trees, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    const Source *source = sets_source(sets, count, a);
    Tried state = {ARENA_ARRAY(a, Field, count), 0}, nation = {ARENA_ARRAY(a, Field, count), 0};
    for (size_t i = 0, at = 0; i < count; i++) {
        Str line = str_slice(source->text, at, at + str_from(sets[i]).n);
        Mark whole = {source, (uint32_t)at, (uint32_t)line.n};
        at += line.n + 1;
        size_t equals = str_find(line, STR("="), 0);
        Str key = str_trim(str_slice(line, 0, equals));
        if (equals == line.n || !key.n || utf8_invalid(line) < line.n || str_find(line, STR("\n"), 0) < line.n) {
            diag_error(d, DIAG_USAGE, whole, "write a figure's key and its value, as in --set team_adam_cases=3");
            continue;
        }
        bool of_nation = str_starts(key, STR("us."));
        Str value = str_trim(str_slice(line, equals + 1, line.n));
        Field field = {.key = of_nation ? str_slice(key, 3, key.n) : key};
        field.key_mark = (Mark){source, (uint32_t)(key.s - source->text.s), (uint32_t)key.n};
        field.value = scalar_new(value, (Mark){source, (uint32_t)(value.s - source->text.s), (uint32_t)value.n}, a);
        set_add(of_nation ? &nation : &state, field, d);
    }
    *trees = (Sets){figures_tree(&state, a), figures_tree(&nation, a)};
    return diag_errors(d) == errors;
}

const FigureFile *file_draft(const FigureFile *file, const Dictionary *dict, int year, Arena *a)
{
    FigureFile *draft = ARENA_NEW(a, FigureFile);
    *draft = file ? *file : (FigureFile){.year = year, .as_of = {year, 12, 31}};
    draft->status = STATUS_DRAFT;
    if (!file)
        draft->figures = figures_none(dict, a);
    return draft;
}
