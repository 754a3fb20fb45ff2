/* Any bytes as YAML: a tree whose places all lie within the text, or findings; and a canonical form that reads back. */
#include "fuzz.h"

const char *const fuzz_seeds[] = {"tests/unit/yaml_cases.txt", "data/2023/*.yaml", "data/measures.yaml",
                                  "tests/fuzz/corpus/yaml/*", NULL};

static void mark_check(const Fuzz *f, Mark mark)
{
    uint32_t line, column;
    fuzz_require(mark.source == f->source, "a place is in the source");
    fuzz_require((size_t)mark.offset + mark.length <= f->source->text.n, "a place lies within the text");
    mark_position(mark, &line, &column);
    fuzz_require(line >= 1 && line <= f->source->line_count && column >= 1, "a place has a line and a column");
}

static void tree_check(const Fuzz *f, const Value *v)
{
    mark_check(f, v->mark);
    switch (v->kind) {
    case VALUE_SCALAR:
        fuzz_require(utf8_invalid(v->text) == v->text.n, "a scalar is UTF-8");
        for (size_t i = 0; i < v->place_count; i++)
            fuzz_require(i == 0 || v->places[i - 1].at <= v->places[i].at, "places are sorted");
        for (size_t at = 0; at < v->text.n; utf8_next(v->text, &at))
            mark_check(f, value_mark(v, at, 1));
        break;
    case VALUE_LIST:
        for (size_t i = 0; i < v->count; i++)
            tree_check(f, v->items[i]);
        break;
    case VALUE_MAP:
        for (size_t i = 0; i < v->count; i++) {
            mark_check(f, v->fields[i].key_mark);
            fuzz_require(value_get(v, v->fields[i].key) == v->fields[i].value, "a key stands once in its map");
            tree_check(f, v->fields[i].value);
        }
        break;
    }
}

/* What a typed file can hold in another way than the canonical form: see the caps of yaml.c and of libyaml. */
static bool form_is_capped(const Value *v, Str form)
{
    enum { BLANKS = 4096, KEY = 1000 };
    size_t blanks = 0;
    for (size_t i = 0; i < form.n && blanks <= BLANKS; i++)
        blanks = form.s[i] == ' ' || form.s[i] == '\n' ? blanks + 1 : 0;
    for (size_t i = 0; i < v->count && v->kind == VALUE_MAP; i++)
        if (v->fields[i].key.n > KEY)
            return true;
    for (size_t i = 0; i < v->count; i++)
        if (form_is_capped(v->kind == VALUE_MAP ? v->fields[i].value : v->items[i], (Str){0}))
            return true;
    return blanks > BLANKS || form.n > SOURCE_MAX;
}

static void form_check(const Fuzz *f, const Value *root)
{
    Str form = canonical_text(root, f->a);
    if (form_is_capped(root, form))
        return;
    const Value *back = yaml_parse(source_new(STR("canonical"), form, f->a), f->a, f->d);
    fuzz_require(back != NULL, "the canonical form can be read");
    fuzz_require(back && str_eq(canonical_text(back, f->a), form), "and is the form of what is read");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Value *root = yaml_parse(f.source, f.a, f.d);
    fuzz_require(root != NULL || diag_errors(f.d) > 0, "there is a tree, or else an error is reported");
    if (root) {
        tree_check(&f, root);
        form_check(&f, root);
    }
    return fuzz_end(&f);
}
