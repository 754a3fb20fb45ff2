/* Reads a template's typed file: the structure of the sheet, each of its texts compiled, each of its figures looked up.
   All that can be wrong for every sheet is found here, so that filling one only puts values in. A slot says of each key
   what it takes, how it is read, and where it goes. */
#include "template.h"

#include "src/data/schema.h"

enum {
    MAX_BLOCK_DEPTH = 3, /* a section within a section within the body */
    SPACER_MOST = 144,   /* points */
    KEYS_MOST = 16       /* of one map */
};

typedef struct Slot Slot;
typedef void Read(const Compiler *c, const Value *v, const Slot *slot, void *at);

struct Slot {
    Key key;
    Read *read; /* NULL at the end */
    size_t offset;
    unsigned allowed;  /* in a text, or in a list's texts */
    const char *what;  /* what messages call a map, or an item */
    const Slot *slots; /* the keys of it */
    Read *item;        /* of a list: reads one of its items, ... */
    size_t size;       /* ... each of this size */
    const char *empty; /* of a list: the message where it has none; NULL: it may be empty */
};

#define SLOTS(...) ((const Slot[]){__VA_ARGS__, {END}})
#define END .read = NULL
#define MUST(name, type) .key = {name, KEY_##type, true}
#define MAY(name, type) .key = {name, KEY_##type, false}
#define AT(Type, field, reader) .read = reader, .offset = offsetof(Type, field)
#define TEXT(name, Type, field, allow) MUST(name, TEXT), AT(Type, field, read_text), .allowed = (allow)
#define WHEN(Type) MAY("when", TEXT), AT(Type, when, read_when)
#define MAP(Type, field, name, keys) AT(Type, field, read_map), .what = name, .slots = keys
#define LIST(Type, field, reader, Item) AT(Type, field, read_list), .item = reader, .size = sizeof(Item)
#define ENTRIES(Type, field, name, keys)                                                                               \
    LIST(Type, field, read_entry, Entry), .what = name, .slots = keys,                                                 \
                                          .empty = "an empty list; " name " is a map of 'figure' and 'label'"

/* ---- The states that a part is for: "state in [CA, NV]" ---- */

static bool is_of_states(Str text)
{
    return str_eq(str_slice(text, 0, 5), STR("state")) && (text.n == 5 || is_blank(text.s[5]));
}

/* Reports only if 'aloud'. */
static bool states_read(const Compiler *c, const Value *v, bool aloud, StateSet *set)
{
    Str text = v->text;
    Compiler said = *c;
    if (!aloud)
        said.diag = diag_new(c->scratch);
    size_t at = white_end(text, 5), capacity = 0;
    Str *codes = NULL;
    bool good = str_starts(str_slice(text, at, text.n), STR("in"));
    at = white_end(text, at + 2);
    for (good = good && at < text.n && text.s[at] == '['; good && text.s[at] != ']'; at = white_end(text, at)) {
        size_t from = at = white_end(text, at + 1);
        while (at < text.n && text.s[at] != ',' && text.s[at] != ']')
            at++;
        Str word = str_trim(str_slice(text, from, at));
        ARENA_ROOM(c->arena, codes, set->count, capacity);
        good = word.n && at < text.n;
        if (good && state_find(&said, word, value_mark(v, from, word.n), &codes[set->count]))
            set->count++;
    }
    set->codes = codes;
    if (!good || white_end(text, at + 1) < text.n)
        return diag_error(said.diag, DIAG_VALUE, v->mark,
                          "write the states by their codes, as in 'when: state in [CA, NV]'");
    return true;
}

static void keys_read(const Compiler *c, const Value *map, const char *what, const Slot *slots, void *base)
{
    Key keys[KEYS_MOST + 1] = {0};
    const Value *when = value_scalar(map, STR("when"));
    Compiler own = *c;
    if (when && is_of_states(when->text))
        states_read(c, when, false, &own.own);
    for (size_t i = 0; slots[i].read; i++)
        keys[i] = slots[i].key;
    schema_check(map, what, keys, c->diag);
    for (const Slot *slot = slots; slot->read; slot++) {
        const Value *v = value_get(map, str_from(slot->key.name));
        if (v && (slot->key.type == KEY_ANY || (KeyType)v->kind == slot->key.type))
            slot->read(&own, v, slot, (char *)base + slot->offset);
    }
}

static void read_text(const Compiler *c, const Value *v, const Slot *slot, void *wording)
{
    wording_compile(c, v, slot->allowed, wording);
}

static void read_map(const Compiler *c, const Value *v, const Slot *slot, void *at)
{
    keys_read(c, v, slot->what, slot->slots, at);
}

static void read_list(const Compiler *c, const Value *v, const Slot *slot, void *at)
{
    Items *list = at;
    char *items = arena_grow(c->arena, NULL, 0, v->count, slot->size);
    if (v->count == 0 && slot->empty)
        diag_error(c->diag, DIAG_VALUE, v->mark, "%s", slot->empty);
    sentences_check(v, c->diag);
    for (size_t i = 0; i < v->count; i++)
        slot->item(c, v->items[i], slot, items + i * slot->size);
    *list = (Items){items, v->count};
}

static void read_when(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *at)
{
    When *when = at;
    const Jurisdiction *state = c->states ? jurisdiction_find(c->states, str_trim(v->text)) : NULL;
    if (is_of_states(v->text))
        states_read(c, v, true, &when->states);
    else if (state && dictionary_find(c->dictionary, v->text) < 0)
        diag_error(c->diag, DIAG_VALUE, v->mark, "write the states by their codes, as in 'when: state in [%.*s]'",
                   STR_ARG(state->code));
    else
        when->given = figure_find(c, v->text, v->mark, &when->figure);
}

/* ---- Paragraphs ---- */

#define INSTEAD(name, at, which)                                                                                       \
    MAY(name, TEXT), .read = read_text, .allowed = ALLOW_PROSE | ALLOW_FOOTNOTE,                                       \
                     .offset = (at) + offsetof(Sentence, instead) + (which) * sizeof(Wording)
#define INSTEADS_OF(at)                                                                                                \
    {INSTEAD("withheld", at, INSTEAD_WITHHELD)}, {INSTEAD("unavailable", at, INSTEAD_UNAVAILABLE)},                    \
    {                                                                                                                  \
        INSTEAD("inapplicable", at, INSTEAD_INAPPLICABLE)                                                              \
    }

/* The figures whose number a text cannot do without. */
typedef struct Numbers {
    FigureRef *items;
    size_t count, capacity;
    Mark first;
} Numbers;

static void numbers_find(const Compiler *c, const Wording *w, Numbers *numbers)
{
    for (size_t i = 0; i < w->count; i++) {
        const Op *op = &w->ops[i];
        if (op->governs) {
            numbers->first = numbers->count ? numbers->first : op->mark;
            ARENA_NEXT(c->arena, numbers->items, numbers->count, numbers->capacity) = op->figure;
        }
        for (size_t k = 0; k < op->arm_count; k++)
            numbers_find(c, &op->arms[k].wording, numbers);
    }
}

/* A sentence whose figure may have no number has words for that, and no other sentence has. */
static void sentence_finish(const Compiler *c, Sentence *s)
{
    Numbers numbers = {0};
    numbers_find(c, &s->text, &numbers);
    s->numbers = numbers.items;
    s->number_count = numbers.count;
    for (size_t i = 0; i < INSTEADS && !numbers.count; i++)
        if (s->instead[i].count)
            diag_error(c->diag, DIAG_UNUSED, s->instead[i].mark,
                       "this is never printed, for the text beside it has no {key, number}; write its figure so, or "
                       "take this text away");
    if (numbers.count && !(s->instead[INSTEAD_WITHHELD].count && s->instead[INSTEAD_UNAVAILABLE].count))
        diag_error(c->diag, DIAG_MISSING_KEY, numbers.first,
                   "'number' needs the texts 'withheld:' and 'unavailable:' beside this one, which are printed where "
                   "the figure has no number; add them, below '- paragraph:' or '- sentence:'");
}

static void read_sentence(const Compiler *c, const Value *v, const Slot *slot, void *at)
{
    Sentence *s = at;
    size_t errors = diag_errors(c->diag);
    const Slot slots[] = {{TEXT("sentence", Sentence, text, slot->allowed)}, INSTEADS_OF(0), {WHEN(Sentence)}, {END}};
    if (v->kind == VALUE_SCALAR)
        wording_compile(c, v, slot->allowed, &s->text);
    else
        keys_read(c, v, "a sentence", slots, s);
    if (diag_errors(c->diag) == errors)
        sentence_finish(c, s);
}

static void read_paragraph(const Compiler *c, const Value *v, const Slot *slot, void *at)
{
    Item *item = at;
    Slot own = *slot;
    own.allowed |= ALLOW_NUMBER;
    own.item = read_sentence;
    own.size = sizeof(Sentence);
    own.empty = "an empty list; write the paragraph's sentences";
    item->sentences = (Items){&item->own, 1};
    if (v->kind == VALUE_SCALAR)
        wording_compile(c, v, own.allowed, &item->own.text);
    else if (v->kind == VALUE_LIST)
        read_list(c, v, &own, &item->sentences);
    else
        diag_error(c->diag, DIAG_KIND, v->mark,
                   "a paragraph is a text, or a list of sentences; put a text with ': ' in it in quotes");
}

static void item_finish(const Compiler *c, Item *item)
{
    if (item->sentences.items == &item->own)
        sentence_finish(c, &item->own);
    for (size_t i = 0; i < INSTEADS && item->sentences.items != &item->own; i++)
        if (item->own.instead[i].count)
            diag_error(c->diag, DIAG_UNKNOWN_KEY, item->own.instead[i].mark,
                       "this belongs to one of the paragraph's sentences; move it below its '- sentence:'");
}

/* A text, or a map with it. */
static void read_item(const Compiler *c, const Value *v, const Slot *slot, void *at)
{
    Item *item = at;
    size_t errors = diag_errors(c->diag);
    const Slot slots[] = {{MUST("paragraph", ANY), .read = read_paragraph, .allowed = slot->allowed},
                          INSTEADS_OF(offsetof(Item, own)),
                          {MAY("when", TEXT), AT(Item, own.when, read_when)},
                          {END}};
    if (v->kind == VALUE_SCALAR)
        read_paragraph(c, v, slots, item);
    else if (value_get(v, STR("paragraph")))
        keys_read(c, v, "an item", slots, item);
    else
        diag_error(c->diag, DIAG_KIND, v->mark, "a text belongs here; put one with ': ' in it in quotes");
    if (diag_errors(c->diag) == errors)
        item_finish(c, item);
}

static void read_note(const Compiler *c, const Value *v, const Slot *slot, void *at)
{
    Slot own = *slot;
    if (v->kind == VALUE_SCALAR && str_eq(str_trim(v->text), STR("{notes}")))
        own.allowed |= ALLOW_NOTES;
    read_item(c, v, &own, at);
}

/* ---- Figures with their words ---- */

static void read_entry(const Compiler *c, const Value *v, const Slot *slot, void *at)
{
    if (v->kind == VALUE_MAP)
        keys_read(c, v, slot->what, slot->slots, at);
    else
        diag_error(c->diag, DIAG_KIND, v->mark, "%s is a map of 'figure' and 'label'", slot->what);
}

static void read_figure(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *at)
{
    Entry *entry = at;
    entry->mark = v->mark;
    figure_find(c, v->text, v->mark, &entry->figure);
}

static void read_of(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *at)
{
    Entry *entry = at;
    if (str_starts(v->text, STR("us.")))
        entry->has_of = figure_find(c, v->text, v->mark, &entry->of);
    else
        diag_error(c->diag, DIAG_VALUE, v->mark, "a state's figure is a part of the nation's; write us.%.*s",
                   STR_ARG(v->text));
}

#define FIGURE MUST("figure", TEXT), .read = read_figure
#define LABEL TEXT("label", Entry, label, ALLOW_PROSE | ALLOW_FOOTNOTE)
static const Slot total_slots[] = {{FIGURE}, {LABEL}, {END}};
static const Slot row_slots[] = {{FIGURE}, {LABEL}, {WHEN(Entry)}, {END}};
static const Slot highlight_slots[] = {{FIGURE}, {LABEL}, {MAY("of", TEXT), .read = read_of}, {WHEN(Entry)}, {END}};

static const Slot highlights_slots[] = {
    {TEXT("heading", Form, highlights.heading, ALLOW_PROSE)},
    {MUST("items", LIST), ENTRIES(Form, highlights.items, "a highlight", highlight_slots)},
    {END},
};

/* ---- Tables ---- */

static const char *const column_names[] = {
    [COLUMN_LABEL] = "label", [COLUMN_BAR] = "bar", [COLUMN_FIGURE] = "figure", [COLUMN_SHARE] = "share"};

/* "bar", or a map of the column's kind to its head. */
static int read_column(const Compiler *c, const Value *v, Wording *head)
{
    const Value *text = v->kind == VALUE_MAP && v->count == 1 ? v->fields[0].value : v;
    Str name = v->kind == VALUE_MAP && v->count == 1 ? v->fields[0].key : v->text;
    for (int i = 0; i < TABLE_COLUMNS && text->kind == VALUE_SCALAR; i++)
        if (str_eq(name, str_from(column_names[i])) && (i == COLUMN_BAR) == (text == v)) {
            if (text != v)
                wording_compile(c, text, ALLOW_PROSE | ALLOW_FOOTNOTE, head);
            return i;
        }
    diag_error(c->diag, DIAG_VALUE, v->mark,
               "a column is 'bar', or a kind and its head, as in 'figure: Cases'; the kinds are 'label', 'figure' and "
               "'share'");
    return -1;
}

static void read_columns(const Compiler *c, const Value *list, UNUSED const Slot *slot, void *at)
{
    TableForm *table = at;
    bool seen[TABLE_COLUMNS] = {false};
    size_t errors = diag_errors(c->diag);
    for (size_t i = 0; i < list->count; i++) {
        Wording head = {0};
        int column = read_column(c, list->items[i], &head);
        if (column < 0)
            continue;
        if (seen[column]) {
            diag_error(c->diag, DIAG_DUPLICATE, list->items[i]->mark, "a second column '%s'; leave one",
                       column_names[column]);
            continue;
        }
        seen[column] = true;
        table->columns[table->column_count] = (TableColumn)column;
        table->heads[table->column_count++] = head;
    }
    if (diag_errors(c->diag) == errors &&
        (table->column_count == 0 || table->columns[0] != COLUMN_LABEL || !seen[COLUMN_FIGURE]))
        diag_error(c->diag, DIAG_VALUE, list->mark,
                   "a table begins with the column 'label' and has a column 'figure' (WCAG 1.1.1)");
}

static void read_total(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *at)
{
    TableForm *table = at;
    table->has_total = true;
    keys_read(c, v, "the total", total_slots, &table->total);
}

static const Slot table_slots[] = {
    {MUST("columns", LIST), .read = read_columns},
    {MUST("rows", LIST), ENTRIES(TableForm, rows, "a row", row_slots)},
    {MAY("total", MAP), .read = read_total},
    {END},
};

/* ---- Blocks ---- */

static void read_bool(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *at)
{
    value_bool(v, at, c->diag);
}

/* A map is read after the texts with its marks. */
static void read_footnotes(const Compiler *c, const Value *v, UNUSED const Slot *slot, UNUSED void *at)
{
    if (v->kind != VALUE_MAP)
        diag_error(
            c->diag, DIAG_KIND, v->mark,
            "footnotes have a line each below 'footnotes:', with the text after the mark's number, as in '1: The "
            "note.'");
}

static void read_spacer(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *length)
{
    length_read(v, SP_PER_PT, SP_PT(SPACER_MOST), length, c->diag);
}

static void read_section_body(const Compiler *c, const Value *v, const Slot *slot, void *at);
static void read_block(const Compiler *c, const Value *v, const Slot *slot, void *at);

#define BODY(Type, field) LIST(Type, field, read_block, Form), .empty = "an empty body; write its paragraphs"
#define BLOCK(...) SLOTS(__VA_ARGS__, {MAY("footnotes", ANY), .read = read_footnotes}, {WHEN(Form)})

/* A block is told by its first key. */
static const struct {
    BlockKind kind;
    const char *what;
    const Slot *slots;
} block_rows[] = {
    {BLOCK_PARAGRAPH, "a block",
     BLOCK({MUST("paragraph", ANY), AT(Form, paragraph, read_paragraph), .allowed = ALLOW_PROSE | ALLOW_FOOTNOTE},
           INSTEADS_OF(offsetof(Form, paragraph.own)))},
    {BLOCK_SECTION, "a section",
     BLOCK({TEXT("section", Form, section.heading, ALLOW_PROSE)}, {MUST("body", LIST), .read = read_section_body})},
    {BLOCK_LIST, "a list",
     BLOCK({MUST("list", LIST), LIST(Form, list.items, read_item, Item), .allowed = ALLOW_PROSE | ALLOW_FOOTNOTE,
            .empty = "an empty list; write its items, or take the key away"},
           {MAY("numbered", TEXT), AT(Form, list.ordered, read_bool)})},
    {BLOCK_TABLE, "a block", BLOCK({MUST("table", MAP), MAP(Form, table, "a table", table_slots)})},
    {BLOCK_HIGHLIGHTS, "a block",
     BLOCK({MUST("highlights", MAP), .read = read_map, .what = "the highlights", .slots = highlights_slots})},
    {BLOCK_SPACER, "a block", BLOCK({MUST("spacer", TEXT), AT(Form, spacer, read_spacer)})},
};

enum { BLOCK_ROWS = sizeof block_rows / sizeof *block_rows };

static void read_section_body(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *at)
{
    static const Slot body = {BODY(Form, section.blocks)};
    Form *form = at;
    Compiler inner = *c;
    if (++inner.depth == MAX_BLOCK_DEPTH)
        diag_error(c->diag, DIAG_VALUE, form->mark, "sections are nested more than %d deep", MAX_BLOCK_DEPTH);
    else
        read_list(&inner, v, &body, &form->section.blocks);
}

/* Their texts are read after those with their marks. NULL: the block has none. */
static Footnotes *footnotes_of(const Compiler *c, const Value *block)
{
    const Value *map = value_get(block, STR("footnotes"));
    if (!map)
        return NULL;
    Footnotes *all = ARENA_NEW(c->arena, Footnotes);
    *all = (Footnotes){.is_wrong = map->kind != VALUE_MAP, .outer = c->footnotes};
    if (all->is_wrong)
        return all;
    all->count = map->count;
    all->items = ARENA_ARRAY(c->arena, Footnote, map->count);
    for (size_t i = 0; i < map->count; i++)
        all->items[i] = (Footnote){.label = map->fields[i].key, .mark = map->fields[i].key_mark};
    return all;
}

static void footnotes_read(const Compiler *c, const Value *block, Footnotes *all)
{
    for (size_t i = 0; all && i < all->count; i++) {
        const Value *text = value_get(block, STR("footnotes"))->fields[i].value;
        if (text->kind != VALUE_SCALAR)
            diag_error(c->diag, DIAG_KIND, text->mark, "a footnote is a text; put one with ': ' in it in quotes");
        else
            wording_compile(c, text, ALLOW_PROSE, &all->items[i].text);
        if (!all->items[i].named)
            diag_error(
                c->diag, DIAG_UNUSED, all->items[i].mark,
                "no text of this block has the mark [^%.*s], so that this footnote is not printed; add the mark, "
                "or take the footnote away",
                STR_ARG(all->items[i].label));
    }
}

static void refuse_block(const Compiler *c, const Value *map)
{
    Str names[BLOCK_ROWS];
    for (size_t i = 0; i < BLOCK_ROWS; i++)
        names[i] = str_from(block_rows[i].slots->key.name);
    Str key = map->count ? map->fields[0].key : (Str){0};
    if (str_starts(key, STR("\xE2\x80\x9C")) || str_starts(key, STR("\xE2\x80\x98"))) {
        diag_error(c->diag, DIAG_SYNTAX, map->fields[0].key_mark,
                   "'%.*s' is no quote that YAML knows; type straight ones around the text, \"...\", which print curly",
                   3, key.s);
        return;
    }
    if (str_eq(key, STR("sentence"))) {
        diag_error(c->diag, DIAG_UNKNOWN_KEY, map->fields[0].key_mark,
                   "a sentence is a part of a paragraph; write '- paragraph:' and, below it and indented deeper, '- "
                   "sentence: ...', or '- paragraph: ...' alone");
        return;
    }
    diag_error(
        c->diag, DIAG_UNKNOWN_KEY, map->count ? map->fields[0].key_mark : map->mark, "unknown block '%.*s'; %s",
        STR_ARG(key),
        diag_meant(
            c->diag, str_nearest(key, names, BLOCK_ROWS),
            "the body holds texts, and 'paragraph', 'section', 'list', 'table', 'highlights', 'spacer' (a text with "
            "': ' in it takes quotes)"));
}

static void read_block(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *at)
{
    Form *form = at;
    size_t errors = diag_errors(c->diag);
    form->mark = v->mark;
    switch (v->kind) {
    case VALUE_SCALAR:
        form->kind = BLOCK_PARAGRAPH;
        read_item(c, v, &(Slot){.allowed = ALLOW_PROSE | ALLOW_FOOTNOTE}, &form->paragraph);
        return;
    case VALUE_LIST:
        diag_error(c->diag, DIAG_KIND, v->mark, "a list within the body; write it as the block 'list'");
        return;
    case VALUE_MAP:
        break;
    }
    for (size_t i = 0; i < BLOCK_ROWS; i++)
        if (value_get(v, str_from(block_rows[i].slots->key.name))) {
            form->kind = block_rows[i].kind;
            Footnotes *footnotes = footnotes_of(c, v);
            Compiler own = *c;
            own.footnotes = footnotes ? footnotes : c->footnotes;
            keys_read(&own, v, block_rows[i].what, block_rows[i].slots, form);
            footnotes_read(c, v, footnotes);
            if (form->kind == BLOCK_PARAGRAPH && diag_errors(c->diag) == errors)
                item_finish(c, &form->paragraph);
            return;
        }
    refuse_block(c, v);
}

/* ---- The template ---- */

static void read_name(UNUSED const Compiler *c, const Value *v, UNUSED const Slot *slot, void *name)
{
    *(Str *)name = v->text;
}

static void read_review(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *at)
{
    *(Mark *)at = v->mark;
    if (!str_eq(v->text, STR("unreviewed")))
        diag_error(c->diag, DIAG_VALUE, v->mark,
                   "'review:' is 'unreviewed' alone; once the wording was reviewed, take the whole line out");
}

/* Lists of words by the tag of their language. */
static void read_foreign(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *at)
{
    Items *list = at;
    Foreign *items = ARENA_ARRAY(c->arena, Foreign, v->count);
    for (size_t i = 0; i < v->count; i++) {
        const Field *field = &v->fields[i];
        if (field->value->kind == VALUE_LIST)
            items[i] = (Foreign){field->key, keeps_read(field->value, NULL, c->arena, c->diag)};
        else
            diag_error(c->diag, DIAG_KIND, field->value->mark,
                       "the words of another language are a list, as in 'en-US: [CyberTipline]'");
    }
    *list = (Items){items, v->count};
}

static void read_keeps(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *at)
{
    *(const Keeps **)at = keeps_read(v, c->language, c->arena, c->diag);
}

static void read_fixed(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *at)
{
    fixed_read(v, at, c->arena, c->diag);
}

static void read_years(const Compiler *c, const Value *v, UNUSED const Slot *slot, void *years)
{
    years_mean(years, v, c->diag);
}

#define PART(name, ...) MUST(name, MAP), .read = read_map, .what = "'" name "'", .slots = SLOTS(__VA_ARGS__)
#define PAGE_TEXT (ALLOW_PROSE | ALLOW_PAGES | ALLOW_EMPTY)

static const Slot template_slots[] = {
    {MAY("fixed", LIST), AT(Template, typed.fixed, read_fixed)},
    {MUST("language", TEXT), AT(Template, language, read_name)},
    {TEXT("title", Template, title, 0)},
    {TEXT("author", Template, author, 0)},
    {TEXT("subject", Template, subject, 0)},
    {PART("header", {TEXT("organization", Template, organization, ALLOW_PROSE)},
          {TEXT("heading", Template, heading, ALLOW_PROSE)}, {TEXT("year", Template, year, ALLOW_PROSE)})},
    {PART("running", {TEXT("left", Template, running_left, PAGE_TEXT)},
          {TEXT("right", Template, running_right, PAGE_TEXT)})},
    {PART("footer", {TEXT("left", Template, footer_left, PAGE_TEXT)},
          {TEXT("right", Template, footer_right, PAGE_TEXT)})},
    {PART("strip", {TEXT("sample", Template, sample, 0)}, {TEXT("draft", Template, draft, 0)},
          {MAY("unreviewed", TEXT), AT(Template, unreviewed, read_text)})},
    {MAY("review", TEXT), AT(Template, review, read_review)},
    {MAY("foreign", MAP), AT(Template, foreign, read_foreign)},
    {MAY("keep", LIST), AT(Template, keeps, read_keeps)},
    {MUST("body", LIST), BODY(Template, blocks)},
    {MUST("notes", LIST), LIST(Template, notes, read_note, Item), .allowed = ALLOW_PROSE | ALLOW_DASHES},
    {MAY("years", LIST), AT(Template, typed.years, read_years)},
    {END},
};

/* ---- Its schema, for editors ---- */

static void put_slots(Buf *out, const Slot *slots);

/* What a slot takes: by what reads it, where that says more than its type. */
static void put_slot(Buf *out, const Slot *slot)
{
    static const char blocks[] = "{\"type\": \"array\", \"minItems\": 1, \"items\": {\"$ref\": "
                                 "\"#/definitions/block\"}}";
    bool is_map = slot->read == read_map || slot->read == read_total;
    if (is_map || slot->item == read_entry) {
        buf_put(out, is_map ? STR("{") : STR("{\"type\": \"array\", \"minItems\": 1, \"items\": {"));
        put_slots(out, slot->read == read_total ? total_slots : slot->slots);
        buf_put(out, is_map ? STR("}") : STR("}}"));
    } else if (slot->item == read_block || slot->read == read_section_body) {
        buf_put(out, STR(blocks));
    } else if (slot->item == read_item || slot->item == read_note) {
        buf_put(out, STR("{\"type\": \"array\", \"items\": {\"$ref\": \"#/definitions/item\"}}"));
    } else if (slot->read == read_columns) {
        const size_t count = sizeof column_names / sizeof *column_names;
        buf_put(out, STR("{\"type\": \"array\", \"items\": {\"anyOf\": [{\"enum\": ["));
        for (size_t i = 0; i < count; i++)
            buf_printf(out, i ? ", \"%s\"" : "\"%s\"", column_names[i]);
        buf_put(out, STR("]}, {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {"));
        for (size_t i = 0; i < count; i++)
            buf_printf(out, i ? ", \"%s\": {" SCHEMA_TEXT "}" : "\"%s\": {" SCHEMA_TEXT "}", column_names[i]);
        buf_put(out, STR("}}]}}"));
    } else {
        buf_put(out, slot->read == read_bool
                         ? STR(SCHEMA_BOOL)
                         : str_from(schema_of_type(slot->read == read_footnotes ? KEY_MAP : slot->key.type)));
    }
}

static void put_slots(Buf *out, const Slot *slots)
{
    bool first = true;
    buf_put(out, STR("\"type\": \"object\", \"additionalProperties\": false, \"properties\": {"));
    for (const Slot *slot = slots; slot->read; slot++) {
        schema_key(out, str_from(slot->key.name), "", &first);
        put_slot(out, slot);
    }
    buf_put(out, STR("}, \"required\": ["));
    first = true;
    for (const Slot *slot = slots; slot->read; slot++)
        if (slot->key.required) {
            buf_printf(out, first ? "\"%s\"" : ", \"%s\"", slot->key.name);
            first = false;
        }
    buf_char(out, ']');
}

Str template_schema(Arena *a)
{
    static const Slot item_slots[] = {{MUST("paragraph", ANY), .read = read_paragraph},
                                      INSTEADS_OF(offsetof(Item, own)),
                                      {MAY("when", TEXT), .read = read_when},
                                      {END}};
    Buf out = {.arena = a};
    schema_begin(&out, "The wording of the sheets, fact-sheet.yaml");
    put_slots(&out, template_slots);
    buf_put(&out, STR(",\n\"definitions\": {\"item\": {\"anyOf\": [{" SCHEMA_TEXT "}, {"));
    put_slots(&out, item_slots);
    buf_put(&out, STR("}]},\n\"block\": {\"anyOf\": [{" SCHEMA_TEXT "}"));
    for (size_t i = 0; i < BLOCK_ROWS; i++) {
        buf_put(&out, STR(",\n{"));
        put_slots(&out, block_rows[i].slots);
        buf_char(&out, '}');
    }
    buf_put(&out, STR("]}}}\n"));
    return buf_str(&out);
}

const Template *template_read(const Value *root, const Dictionary *dictionary, const Jurisdictions *states, Arena *a,
                              Diag *d)
{
    size_t errors = diag_errors(d);
    if (root->kind != VALUE_MAP)
        return diag_error(d, DIAG_KIND, root->mark, "a template is a map that begins with its 'language'"), NULL;
    Arena *scratch = arena_new();
    Template *t = ARENA_NEW(a, Template);
    *t = (Template){.dictionary = dictionary,
                    .sides = ARENA_ARRAY(a, unsigned, dictionary->count),
                    .states = ARENA_ARRAY(a, bool, states ? states->count : 0)};
    Compiler c = compiler_new(root, dictionary, &sheet_words, scratch, a, d);
    c.typed = &t->typed;
    c.sides = t->sides;
    c.states = states;
    c.states_named = t->states;
    c.names_of_states = states ? state_names(states, a) : NULL;
    t->rules = c.language;
    keys_read(&c, root, "a template", template_slots, t);
    if (!t->keeps)
        t->keeps = keeps_read(NULL, c.language, a, d);
    if (diag_errors(d) == errors)
        fixed_check(&t->typed.fixed, d);
    if (t->review.source && !t->unreviewed.count)
        diag_error(d, DIAG_MISSING_KEY, t->review,
                   "'strip' has no 'unreviewed', which this prints; write its text there");
    arena_free(scratch);
    return diag_errors(d) == errors ? t : NULL;
}

const Language *template_language(const Template *t)
{
    return t->rules;
}

const unsigned *template_sides(const Template *t)
{
    return t->sides;
}

const bool *template_states(const Template *t)
{
    return t->states;
}

bool template_has_numbers(const Template *t)
{
    return t->typed.numbers.count > 0;
}

bool template_check_numbers(const Template *t, const YearFigures *of, Diag *d)
{
    return typed_check_numbers(&t->typed, of, false, d);
}

bool template_check_year(const Template *t, const Dataset *data, Diag *d)
{
    return typed_check_years(&t->typed, data, false, d);
}
