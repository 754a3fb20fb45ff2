/* What goes out with a sheet. Typed files hold more than what a sheet prints: comments, notes to colleagues, figures
   that the wording leaves out. So a sheet carries extracts: its figures, their measures with the rules among them, its
   jurisdiction, all in a canonical form that holds nothing else. An extract reads back as what it was made from. */
#include "schema.h"

/* ---- Canonical form ---- */

enum { INDENT = 2 };

static void indent_put(Buf *out, size_t indent)
{
    for (size_t i = 0; i < indent; i++)
        buf_char(out, ' ');
}

static void key_put(Buf *out, Str key)
{
    bool is_word = key.n > 0;
    for (size_t i = 0; is_word && i < key.n; i++)
        is_word = is_ascii_letter(key.s[i]) || key.s[i] == '_' || (i > 0 && is_digit(key.s[i]));
    if (is_word)
        buf_put(out, key);
    else
        buf_json(out, key);
}

/* Its first line continues the line before it, the others are indented. */
static void block_put(Buf *out, const Value *v, size_t indent);

static bool is_block(const Value *v)
{
    return v->kind != VALUE_SCALAR && v->count > 0;
}

static void inline_put(Buf *out, const Value *v)
{
    if (v->kind == VALUE_SCALAR)
        buf_json(out, v->text);
    else
        buf_put(out, v->kind == VALUE_LIST ? STR("[]") : STR("{}"));
    buf_char(out, '\n');
}

static void item_put(Buf *out, const Value *item, size_t indent)
{
    buf_put(out, STR("- "));
    if (is_block(item))
        block_put(out, item, indent + INDENT);
    else
        inline_put(out, item);
}

static void field_put(Buf *out, const Field *field, size_t indent)
{
    key_put(out, field->key);
    buf_char(out, ':');
    if (is_block(field->value)) {
        buf_char(out, '\n');
        indent_put(out, indent + INDENT);
        block_put(out, field->value, indent + INDENT);
    } else {
        buf_char(out, ' ');
        inline_put(out, field->value);
    }
}

static void block_put(Buf *out, const Value *v, size_t indent)
{
    for (size_t i = 0; i < v->count; i++) {
        if (i > 0)
            indent_put(out, indent);
        if (v->kind == VALUE_LIST)
            item_put(out, v->items[i], indent);
        else
            field_put(out, &v->fields[i], indent);
    }
}

Str canonical_text(const Value *root, Arena *a)
{
    Buf out = {.arena = a};
    if (is_block(root))
        block_put(&out, root, 0);
    else
        inline_put(&out, root);
    return buf_str(&out);
}

/* ---- Trees ---- */

typedef struct MapMaker {
    Arena *arena;
    Field *fields;
    size_t count, capacity;
} MapMaker;

static void field_add(MapMaker *m, Str key, const Value *value)
{
    ARENA_NEXT(m->arena, m->fields, m->count, m->capacity) = (Field){key, nowhere, value};
}

static void text_add(MapMaker *m, const char *key, Str text)
{
    field_add(m, str_from(key), scalar_new(text, nowhere, m->arena));
}

static const Value *map_made(const MapMaker *m)
{
    return map_new(m->fields, m->count, nowhere, m->arena);
}

static const Value *list_of(const Value *const *items, size_t count, Arena *a)
{
    Value *list = ARENA_NEW(a, Value);
    *list = (Value){.kind = VALUE_LIST, .items = items, .count = count};
    return list;
}

static const Value *list_new(const Str *texts, size_t count, Arena *a)
{
    const Value **items = ARENA_ARRAY(a, const Value *, count);
    for (size_t i = 0; i < count; i++)
        items[i] = scalar_new(texts[i], nowhere, a);
    return list_of(items, count, a);
}

/* A copy with single blanks, as it prints: a cell of a table may hold a tab, which a typed file may not. */
static Str single_blanks(Str text, Arena *a)
{
    Buf out = {.arena = a};
    bool blank = true;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (!is_white(c))
            buf_char(&out, c);
        else if (!blank)
            buf_char(&out, ' ');
        blank = is_white(c);
    }
    return str_trim(buf_str(&out));
}

/* ---- Figures ---- */

static FileUse use_new(const Dictionary *dict, Arena *a)
{
    return (FileUse){.figures = ARENA_ARRAY(a, bool, dict->count)};
}

DataUse *data_use_new(const Dictionary *dict, Arena *a)
{
    DataUse *use = ARENA_NEW(a, DataUse);
    *use = (DataUse){use_new(dict, a), use_new(dict, a), use_new(dict, a), use_new(dict, a)};
    return use;
}

static const Value *figures_used(const FigureFile *file, const Dictionary *dict, const FileUse *use, Arena *a)
{
    MapMaker figures = {.arena = a};
    for (size_t i = 0; i < dict->count; i++) {
        const Figure *f = &file->figures[i];
        if (use->figures[i] && f->kind != FIGURE_ABSENT && measure_is_of(&dict->items[i], SCOPE_BOTH, file->year))
            field_add(&figures, dict->items[i].key, scalar_new(figure_long(f, &language_english, a), nowhere, a));
    }
    return map_made(&figures);
}

/* A text as it prints, in each language that it is typed in. */
static const Value *texts_extract(const Value *typed, Str text, Arena *a)
{
    MapMaker m = {.arena = a};
    if (!typed || typed->kind != VALUE_MAP)
        return scalar_new(single_blanks(text, a), nowhere, a);
    for (size_t i = 0; i < typed->count; i++)
        text_add(&m, str_terminated(a, typed->fields[i].key), single_blanks(typed->fields[i].value->text, a));
    return map_made(&m);
}

/* The corrections of figures that are used. */
static const Value *revisions_used(const FigureFile *file, const Dictionary *dict, const FileUse *use, Arena *a)
{
    const Value **items = ARENA_ARRAY(a, const Value *, file->revision_count);
    size_t count = 0;
    for (size_t i = 0; i < file->revision_count; i++) {
        const Revision *one = &file->revisions[i];
        MapMaker m = {.arena = a};
        if (!use->figures[one->was.measure - dict->items])
            continue;
        text_add(&m, "date", date_iso(one->date, a));
        text_add(&m, "figure", one->was.measure->key);
        text_add(&m, "was", figure_long(&one->was, &language_english, a));
        field_add(&m, STR("why"), texts_extract(one->why.value, one->why.text, a));
        items[count++] = map_made(&m);
    }
    return list_of(items, count, a);
}

const Value *figures_extract(const FigureFile *file, const Dictionary *dict, const FileUse *use, Arena *a)
{
    MapMaker m = {.arena = a};
    text_add(&m, "extract", STR("true"));
    if (file->jurisdiction)
        text_add(&m, "state", file->jurisdiction->code);
    text_add(&m, "year", str_printf(a, "%d", file->year));
    if (use->status && file->status == STATUS_DRAFT)
        text_add(&m, "status", STR("draft"));
    if (use->sample && file->sample)
        text_add(&m, "sample", STR("true"));
    if (use->source && file->source.n)
        field_add(&m, STR("source"), texts_extract(file->source_value, file->source, a));
    if (use->as_of && file->has_as_of)
        text_add(&m, "as_of", date_iso(file->as_of, a));
    if (use->revised && file->is_revised)
        text_add(&m, "revised", date_iso(file->revised, a));
    if (use->notes && file->note_count) {
        const Value **notes = ARENA_ARRAY(a, const Value *, file->note_count);
        for (size_t i = 0; i < file->note_count; i++)
            notes[i] = texts_extract(file->notes[i].value, file->notes[i].text, a);
        field_add(&m, STR("notes"), list_of(notes, file->note_count, a));
    }
    if (use->revisions && file->revision_count)
        field_add(&m, STR("revisions"), revisions_used(file, dict, use, a));
    field_add(&m, STR("figures"), figures_used(file, dict, use, a));
    return map_made(&m);
}

/* ---- Dictionary and jurisdictions ---- */

static void parts_add(MapMaker *m, const Dictionary *dict, const Measure *measure, const bool *chosen)
{
    Str *parts = ARENA_ARRAY(m->arena, Str, measure->part_count);
    for (size_t i = 0; i < measure->part_count; i++) {
        if (!chosen[measure->parts[i]])
            return;
        parts[i] = dict->items[measure->parts[i]].key;
    }
    if (measure->part_count)
        field_add(m, STR("parts"), list_new(parts, measure->part_count, m->arena));
}

static const Value *measure_extract(const Dictionary *dict, const Measure *measure, const bool *chosen, Arena *a)
{
    static const char *const scopes[] = {[SCOPE_STATE] = "state", [SCOPE_NATION] = "nation", [SCOPE_BOTH] = "both"};
    MapMaker m = {.arena = a};
    text_add(&m, "label", measure->label);
    text_add(&m, "unit", measure->unit);
    text_add(&m, "scope", str_from(scopes[measure->scope]));
    if (measure->since)
        text_add(&m, "since", str_printf(a, "%d", measure->since));
    if (measure->until)
        text_add(&m, "until", str_printf(a, "%d", measure->until));
    parts_add(&m, dict, measure, chosen);
    if (measure->bounded && chosen[measure->at_most])
        text_add(
            &m, "at_most",
            str_printf(a, "%s%.*s", measure->at_most_nation ? "us." : "", STR_ARG(dict->items[measure->at_most].key)));
    if (measure->is_ratio && chosen[measure->numerator] && chosen[measure->denominator])
        field_add(&m, STR("percent_of"),
                  list_new((Str[]){dict->items[measure->numerator].key, dict->items[measure->denominator].key}, 2, a));
    if (measure->protect)
        text_add(&m, "protect", str_printf(a, "%lld", (long long)measure->protect));
    return map_made(&m);
}

const Value *dictionary_extract(const Dictionary *dict, const bool *chosen, Arena *a)
{
    MapMaker m = {.arena = a};
    for (size_t i = 0; i < dict->count; i++)
        if (chosen[i])
            field_add(&m, dict->items[i].key, measure_extract(dict, &dict->items[i], chosen, a));
    return map_made(&m);
}

static const Value *words_extract(const StateWords *words, Arena *a)
{
    MapMaker m = {.arena = a};
    const struct {
        const char *key;
        Str text;
    } rows[] = {
        {"name", words->name}, {"in_sentence", words->in_sentence}, {"of", words->of}, {"adjective", words->adjective}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].text.n)
            text_add(&m, rows[i].key, rows[i].text);
    return map_made(&m);
}

static const Value *jurisdiction_extract(const Jurisdiction *j, const Language *language, Arena *a)
{
    const StateWords *typed = j->typed ? &j->typed[language_index(language)] : NULL;
    MapMaker m = {.arena = a};
    text_add(&m, "name", j->name);
    text_add(&m, "fips", j->fips);
    if (!str_eq(j->in_sentence, j->name))
        text_add(&m, "in_sentence", j->in_sentence);
    if (!str_eq(j->adjective, j->name))
        text_add(&m, "adjective", j->adjective);
    if (typed && (typed->name.n || typed->in_sentence.n || typed->of.n || typed->adjective.n))
        field_add(&m, str_from(language->tag), words_extract(typed, a));
    return map_made(&m);
}

const Value *jurisdictions_extract(const Jurisdictions *all, const bool *chosen, const Language *language, Arena *a)
{
    MapMaker m = {.arena = a};
    for (size_t i = 0; i < all->count; i++)
        if (chosen[i])
            field_add(&m, all->items[i].code, jurisdiction_extract(&all->items[i], language, a));
    return map_made(&m);
}
