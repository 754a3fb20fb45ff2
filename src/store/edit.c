/* Typed files as programs write them. A new one lists every figure that belongs in it, so that no key has to be looked
   up. An old one is changed in its text, at the places that its tree knows: what else it holds is not this
   program's to lay out anew. What was changed is read back before it is given out. */
#include "edit.h"

/* ---- Texts ---- */

static bool is_plain(Str text, bool in_flow)
{
    static const char allowed[] = " _.()/+%&'-";
    if (!text.n || text.s[0] == ' ' || text.s[text.n - 1] == ' ')
        return false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        bool letter = is_ascii_letter(c) || is_digit(c);
        bool inside = i > 0 && (memchr(allowed, c, sizeof allowed - 1) || (c == ',' && !in_flow));
        if (!letter && !inside)
            return false;
    }
    return true;
}

/* A scalar that YAML reads back as this text. */
static Str scalar_text(Str text, bool in_flow, Arena *a)
{
    Buf out = {.arena = a};
    if (is_plain(text, in_flow))
        return text;
    buf_json(&out, text);
    return buf_str(&out);
}

/* A note, or an accepted finding. */
static Str item_text(const Value *item, Arena *a)
{
    Buf out = {.arena = a};
    if (item->kind == VALUE_SCALAR)
        buf_json(&out, item->text);
    for (size_t i = 0; item->kind == VALUE_MAP && i < item->count; i++) {
        const Value *v = item->fields[i].value;
        Str text = v->kind == VALUE_SCALAR ? scalar_text(v->text, true, a) : item_text(v, a);
        buf_printf(&out, "%s%.*s: %.*s", i ? ", " : "{", STR_ARG(item->fields[i].key), STR_ARG(text));
    }
    buf_put(&out, item->kind == VALUE_MAP ? STR("}") : STR(""));
    return buf_str(&out);
}

/* Notes in one line. */
static Str list_text(const Value *list, Arena *a)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < list->count; i++)
        buf_printf(&out, "%s%.*s", i ? ", " : "[", STR_ARG(item_text(list->items[i], a)));
    buf_char(&out, ']');
    return buf_str(&out);
}

Str typed_figure(const Value *v, const Measure *measure, Arena *a)
{
    Figure figure;
    if (v->kind == VALUE_SCALAR && figure_read(v, measure, &figure, diag_new(a)))
        return figure_long(&figure, &language_english, a);
    return v->text;
}

/* ---- New files ---- */

const Value *typed_complete(const Value *root, int year, Arena *a)
{
    enum { FIELDS = 2 };
    Field *fields = ARENA_ARRAY(a, Field, FIELDS);
    const Value *typed = value_scalar(root, STR("year"));
    Str year_text = typed ? typed->text : year ? str_printf(a, "%d", year) : (Str){0};
    size_t count = 0;
    if (year_text.n)
        fields[count++] = (Field){STR("year"), root->mark, scalar_new(year_text, root->mark, a)};
    fields[count++] = (Field){STR("status"), root->mark, scalar_new(STR("draft"), root->mark, a)};
    return tree_merge(map_new(fields, count, root->mark, a), root, a);
}

static const char new_comment[] = "#\n"
                                  "# A figure may be typed as\n"
                                  "#   78,835               exact; 78835 is the same\n"
                                  "#   36.2 million         rounded; also thousand, billion\n"
                                  "#   more than 18,400     a floor; also over, at least\n"
                                  "#   fewer than 10        a ceiling: 1 to 9; also under, at most\n"
                                  "#   19%                  a percentage, where the figure is one\n"
                                  "#   suppressed           or not available, or not applicable\n"
                                  "# Type 0 where there was none.\n\n";

static const Value *figures_map(const Value *root)
{
    const Value *map = value_get(root, STR("figures"));
    return map && map->kind == VALUE_MAP ? map : NULL;
}

static void put_head(Buf *out, const char *key, const Value *root, Str otherwise, Arena *a)
{
    const Value *v = value_scalar(root, str_from(key));
    Str text = v ? v->text : otherwise;
    if (text.n)
        buf_printf(out, "%s: %.*s\n", key, STR_ARG(scalar_text(text, false, a)));
}

#define SOURCE_COMMENT "# where these figures are from: the report or the database, and its date"

/* Only a person knows where figures are from. */
static void put_source(Buf *out, const Value *root, const char *by_language, Arena *a)
{
    const Value *v = value_scalar(root, STR("source"));
    if (v && str_trim(v->text).n)
        put_head(out, "source", root, (Str){0}, a);
    else
        buf_printf(out, "source:    " SOURCE_COMMENT "%s%s\n", by_language ? "; as in " : "",
                   by_language ? by_language : "");
}

/* Whether a total is left to its parts, which are all typed. */
static bool is_computed(const Measure *m, const Dictionary *dict, const Value *figures)
{
    for (size_t i = 0; i < m->part_count; i++)
        if (!value_get(figures, dict->items[m->parts[i]].key))
            return false;
    return m->part_count > 0 && !value_get(figures, m->key);
}

Str typed_new(TypedName name, const Dictionary *dict, const Value *root, const FigureFile *before, const char *schema,
              Arena *a)
{
    Buf out = {.arena = a};
    Str who = name.jurisdiction ? name.jurisdiction->in_sentence : STR("the nation");
    const Value *figures = figures_map(root);
    MeasureScope scope = name.jurisdiction ? SCOPE_STATE : SCOPE_NATION;
    buf_printf(&out, "# yaml-language-server: $schema=%s\n", schema);
    buf_printf(&out, "# Figures of %.*s, %d.\n%s", STR_ARG(who), name.year, new_comment);
    if (name.jurisdiction)
        buf_printf(&out, "state: %.*s\n", STR_ARG(name.jurisdiction->code));
    buf_printf(&out, "year: %d\n", name.year);
    put_head(&out, "status", root, STR("draft"), a);
    put_head(&out, "sample", root, STR(""), a);
    put_source(&out, root, name.by_language, a);
    put_head(&out, "as_of", root, STR(""), a);
    put_head(&out, "revised", root, STR(""), a);
    static const char *const lists[] = {"accept", "notes"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const Value *list = value_get(root, str_from(lists[i]));
        if (list && list->kind == VALUE_LIST && list->count)
            buf_printf(&out, "%s: %.*s\n", lists[i], STR_ARG(list_text(list, a)));
    }
    buf_put(&out, STR("\nfigures:\n"));
    for (size_t i = 0; i < dict->count; i++) {
        const Measure *m = &dict->items[i];
        const Value *v = figures ? value_get(figures, m->key) : NULL;
        if (!measure_is_of(m, scope, name.year))
            continue;
        buf_printf(&out, "  # %.*s (%.*s)", STR_ARG(m->label), STR_ARG(m->unit));
        if (before && before->figures[i].kind != FIGURE_ABSENT && measure_is_of(m, scope, before->year)) {
            const Figure *last = &before->figures[i];
            Str text = figure_long(last, &language_english, a);
            buf_printf(&out, "; %d: %.*s", before->year, STR_ARG(text));
        }
        if (is_computed(m, dict, figures)) {
            buf_put(&out, STR("; computed from its parts\n"));
            continue;
        }
        buf_printf(&out, "\n  %.*s:", STR_ARG(m->key));
        if (v)
            buf_printf(&out, " %.*s", STR_ARG(scalar_text(typed_figure(v, m, a), false, a)));
        buf_char(&out, '\n');
    }
    return buf_str(&out);
}

/* ---- Changes ---- */

typedef struct Edit {
    size_t offset, length;
    Str text;
} Edit;

typedef struct Editor {
    const Source *source;
    Arena *arena;
    Edit *edits;
    size_t count, capacity;
} Editor;

static void edit_add(Editor *e, size_t offset, size_t length, Str text)
{
    ARENA_ROOM(e->arena, e->edits, e->count, e->capacity);
    /* In the order of the text, and of two at one place in the order given. */
    size_t at = e->count++;
    for (; at > 0 && e->edits[at - 1].offset > offset; at--)
        e->edits[at] = e->edits[at - 1];
    e->edits[at] = (Edit){offset, length, text};
}

static Str edits_apply(const Editor *e)
{
    Buf out = {.arena = e->arena};
    size_t at = 0;
    for (size_t i = 0; i < e->count; i++) {
        buf_put(&out, str_slice(e->source->text, at, e->edits[i].offset));
        buf_put(&out, e->edits[i].text);
        at = e->edits[i].offset + e->edits[i].length;
    }
    buf_put(&out, str_slice(e->source->text, at, e->source->text.n));
    return buf_str(&out);
}

static bool is_flow(const Value *map)
{
    Str text = map->mark.source->text;
    return map->mark.offset < text.n && text.s[map->mark.offset] == '{';
}

static void value_replace(Editor *e, const Field *field, Str text)
{
    Str source = e->source->text;
    Mark mark = field->value->mark;
    size_t length = mark.length;
    while (length && is_break(source.s[mark.offset + length - 1]))
        length--;
    if (length) {
        edit_add(e, mark.offset, length, text);
        return;
    }
    size_t from = str_find(source, STR(":"), field->key_mark.offset + field->key_mark.length) + 1;
    size_t end = str_find(source, STR("\n"), from);
    /* What asks for it goes with it. */
    bool is_asked = str_starts(str_trim(str_slice(source, from, end)), STR(SOURCE_COMMENT));
    while (is_asked && is_break(source.s[end - 1]))
        end--;
    edit_add(e, from, is_asked ? end - from : 0, str_printf(e->arena, " %.*s", STR_ARG(text)));
}

/* The end of the last line that the field is on, its line end included. */
static size_t field_end(const Editor *e, const Field *field)
{
    Str text = e->source->text;
    Mark mark = field->key_mark;
    const Value *v = field->value;
    while (v->kind != VALUE_SCALAR && v->count) {
        mark = v->kind == VALUE_MAP ? v->fields[v->count - 1].key_mark : v->items[v->count - 1]->mark;
        v = v->kind == VALUE_MAP ? v->fields[v->count - 1].value : v->items[v->count - 1];
    }
    mark = v->kind == VALUE_SCALAR && v->mark.length ? v->mark : mark;
    size_t at = mark.offset + mark.length;
    while (at > mark.offset && text.s[at - 1] == '\n')
        at--;
    while (at < text.n && text.s[at] != '\n')
        at++;
    return at < text.n ? at + 1 : at;
}

static size_t line_start(const Editor *e, size_t at)
{
    while (at > 0 && e->source->text.s[at - 1] != '\n')
        at--;
    return at;
}

/* A line more in a block, below 'after' or, where that is NULL, before 'first', whose indent it takes. */
static void line_insert(Editor *e, const Field *after, const Field *first, Str key, Str text)
{
    Str source = e->source->text;
    size_t start = line_start(e, first->key_mark.offset);
    Str indent = str_slice(source, start, first->key_mark.offset);
    size_t at = after ? field_end(e, after) : start;
    const char *end = str_find(source, STR("\r\n"), 0) < source.n ? "\r\n" : "\n";
    bool unended = at > 0 && source.s[at - 1] != '\n';
    edit_add(e, at, 0,
             str_printf(e->arena, "%s%.*s%.*s: %.*s%s", unended ? end : "", STR_ARG(indent), STR_ARG(key),
                        STR_ARG(text), end));
}

static void figure_insert(Editor *e, const Value *map, const Dictionary *dict, size_t index, Str text)
{
    Str key = dict->items[index].key;
    if (is_flow(map)) {
        const Field *last = map->count ? &map->fields[map->count - 1] : NULL;
        size_t at = last ? last->value->mark.offset + last->value->mark.length : map->mark.offset + 1;
        edit_add(e, at, 0, str_printf(e->arena, "%s%.*s: %.*s", last ? ", " : "", STR_ARG(key), STR_ARG(text)));
        return;
    }
    const Field *after = NULL;
    for (size_t i = 0; i < index; i++) {
        const Field *field = value_field(map, dict->items[i].key);
        after = field ? field : after;
    }
    line_insert(e, after, &map->fields[0], key, text);
}

static void figures_edit(Editor *e, const Value *map, const Dictionary *dict, const Value *over)
{
    /* By the dictionary, so that lines that come in at one place are in its order. */
    for (size_t i = 0; i < dict->count; i++) {
        const Field *change = value_field(over, dict->items[i].key), *old = value_field(map, dict->items[i].key);
        if (!change)
            continue;
        Str text = typed_figure(change->value, &dict->items[i], e->arena);
        if (old && str_eq(typed_figure(old->value, &dict->items[i], e->arena), text))
            continue;
        text = scalar_text(text, is_flow(map), e->arena);
        if (old)
            value_replace(e, old, text);
        else
            figure_insert(e, map, dict, i, text);
    }
}

/* As a table has it, be it a list or one text. */
static Str text_of(const Value *v, Arena *a)
{
    return notes_text(v->kind == VALUE_LIST ? v : &(Value){.kind = VALUE_LIST, .items = &v, .count = 1}, a);
}

/* Whether a note or a source is typed once a language, or why a finding is accepted. */
static bool has_languages(const Value *v)
{
    const Value *why = value_get(v, STR("why"));
    return v->kind == VALUE_MAP && (!value_get(v, STR("code")) || (why && why->kind == VALUE_MAP));
}

/* 'new' with those items of 'old' that have languages in the place of the same text in English. */
static const Value *languages_keep(const Field *old, const Value *new, Arena *a, Diag *d)
{
    bool is_list = new->kind == VALUE_LIST, was_list = old->value->kind == VALUE_LIST;
    const Value **items =
        arena_grow(a, is_list ? new->items : &new, is_list ? new->count : 1, is_list ? new->count : 1, sizeof *items);
    Value *list = ARENA_NEW(a, Value);
    *list = (Value){.kind = VALUE_LIST, .mark = new->mark, .items = items, .count = is_list ? new->count : 1};
    for (size_t i = 0; i < (was_list ? old->value->count : 1); i++) {
        const Value *item = was_list ? old->value->items[i] : old->value;
        size_t at = 0;
        while (at < list->count && (has_languages(items[at]) || !str_eq(text_of(items[at], a), text_of(item, a))))
            at++;
        if (has_languages(item) && at < list->count) {
            items[at] = item;
        } else if (has_languages(item)) {
            diag_error(d, DIAG_KIND, new->mark,
                       "this would take the place of '%.*s' that is typed once a language, which a table cannot hold; "
                       "change it in the file, or leave it out here",
                       STR_ARG(old->key));
            diag_note(d, item->mark, "here");
        }
    }
    return is_list ? list : items[0];
}

const Value *typed_languages(const Value *root, const Value *over, Arena *a, Diag *d)
{
    Field *fields = arena_grow(a, over->fields, over->count, over->count, sizeof *fields);
    for (size_t i = 0; i < over->count; i++) {
        const Field *old = value_field(root, fields[i].key);
        if (old && fields[i].value->kind != VALUE_MAP)
            fields[i].value = languages_keep(old, fields[i].value, a, d);
    }
    return map_new(fields, over->count, over->mark, a);
}

static bool head_eq(const Value *old, const Value *new, Arena *a)
{
    return new->kind == VALUE_LIST ? str_eq(notes_text(old, a), notes_text(new, a))
                                   : old->kind == VALUE_SCALAR &&str_eq(str_trim(old->text), new->text);
}

/* Bytes of the text that begins there; 0: none does. */
static size_t text_length(const Value *v, size_t at)
{
    size_t length = v->kind == VALUE_SCALAR && v->mark.offset == at ? v->mark.length : 0;
    for (size_t i = 0; v->kind != VALUE_SCALAR && i < v->count && !length; i++)
        length = text_length(v->kind == VALUE_MAP ? v->fields[i].value : v->items[i], at);
    return length;
}

/* The comments in a part of the file that is typed anew, each on a line. */
static Str comments_of(const Editor *e, const Value *list, size_t from, size_t end)
{
    Str source = e->source->text;
    Buf out = {.arena = e->arena};
    for (size_t at = from; at < end;) {
        size_t length = text_length(list, at), line = str_find(source, STR("\n"), at);
        bool is_comment = !length && source.s[at] == '#' && is_white(source.s[at - 1]);
        if (is_comment)
            buf_printf(&out, "%.*s\n", STR_ARG(str_trim(str_slice(source, at, line))));
        at = is_comment ? line : at + (length ? length : 1);
    }
    return buf_str(&out);
}

/* Where there are as many notes as before, each changes at its place; else all are typed anew. */
static void list_edit(Editor *e, const Field *old, const Value *notes)
{
    const Value *list = old->value, *last = list->count ? list->items[list->count - 1] : list;
    bool is_same = list->kind == VALUE_LIST && list->count == notes->count;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < notes->count && is_same; i++) {
            const Value *was = list->items[i], *is = notes->items[i];
            if (str_eq(text_of(was, e->arena), text_of(is, e->arena)))
                continue;
            is_same = was->kind == VALUE_SCALAR && is->kind == VALUE_SCALAR;
            if (pass)
                value_replace(e, &(Field){.value = was}, item_text(is, e->arena));
        }
    if (is_same)
        return;
    Str source = e->source->text;
    size_t from = str_find(source, STR(":"), old->key_mark.offset + old->key_mark.length) + 1;
    size_t end = field_end(e, &(Field){.value = last, .key_mark = last->mark});
    while (end > from && is_white(source.s[end - 1]))
        end--;
    edit_add(e, line_start(e, old->key_mark.offset), 0, comments_of(e, list, from, end));
    edit_add(e, from, end - from, str_printf(e->arena, " %.*s", STR_ARG(list_text(notes, e->arena))));
}

static void heads_edit(Editor *e, const Value *root, const Value *over)
{
    const Field *figures = value_field(root, STR("figures"));
    for (size_t i = 0; i < over->count; i++) {
        const Field *change = &over->fields[i], *old = value_field(root, change->key);
        bool is_list = change->value->kind == VALUE_LIST;
        if (change->value->kind == VALUE_MAP || str_eq(change->key, STR("state")) ||
            (old && head_eq(old->value, change->value, e->arena)))
            continue;
        Str text =
            is_list ? list_text(change->value, e->arena) : scalar_text(change->value->text, is_flow(root), e->arena);
        if (old && is_list)
            list_edit(e, old, change->value);
        else if (old)
            value_replace(e, old, text);
        else
            line_insert(e, figures > root->fields ? figures - 1 : NULL, figures, change->key, text);
    }
}

/* Whether the new text says what it should. */
static bool holds(Str text, const Value *over, const Dictionary *dict, const Source *source, Arena *a)
{
    const Value *root = yaml_parse(source_new(source->name, text, a), a, diag_new(a));
    const Value *figures = figures_map(root), *wanted = figures_map(over);
    if (!figures)
        return false;
    for (size_t i = 0; i < over->count; i++) {
        const Value *v = value_get(root, over->fields[i].key), *want = over->fields[i].value;
        if (want->kind != VALUE_MAP && !str_eq(over->fields[i].key, STR("state")) && (!v || !head_eq(v, want, a)))
            return false;
    }
    for (size_t i = 0; i < dict->count && wanted; i++) {
        const Value *v = value_get(figures, dict->items[i].key), *want = value_get(wanted, dict->items[i].key);
        if (want && (!v || !str_eq(typed_figure(v, &dict->items[i], a), typed_figure(want, &dict->items[i], a))))
            return false;
    }
    return true;
}

bool typed_edit(const Value *root, const Dictionary *dict, const Value *over, Str *text, Arena *a, Diag *d)
{
    const Source *source = root->mark.source;
    const Value *map = figures_map(root), *changes = figures_map(over);
    Editor e = {.source = source, .arena = a};
    if (!map || (!map->count && !is_flow(map)) || is_flow(root))
        return diag_error(d, DIAG_KIND, map ? map->mark : root->mark,
                          "this file cannot be changed in place; give it a line each for its keys");
    heads_edit(&e, root, over);
    if (changes)
        figures_edit(&e, map, dict, changes);
    *text = edits_apply(&e);
    if (holds(*text, over, dict, source, a))
        return true;
    return diag_error(d, DIAG_KIND, map->mark,
                      "the layout of this file is too uncommon to be changed here; type the figures by hand, or remove "
                      "the file to have it written anew");
}
