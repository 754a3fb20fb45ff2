/* Reads a template's typed file: the structure of the sheet, each of its texts compiled, each of its figures looked up.
   All that can be wrong for every sheet is found here, so that filling one only puts values in. */
#include "template.h"

#include "theme_rows.h"

enum {
    MAX_BLOCK_DEPTH = 3, /* a section within a section within the body */
    SPACER_MOST = 144    /* points */
};

static void read_wording(const Compiler *c, const Value *map, const char *key, unsigned allowed, Wording *wording)
{
    const Value *v = value_get(map, str_from(key));
    if (v && v->kind == VALUE_SCALAR)
        wording_compile(c, v, allowed, wording);
}

static const Value *get(const Value *map, const char *key, ValueKind kind)
{
    const Value *v = value_get(map, str_from(key));
    return v && v->kind == kind ? v : NULL;
}

static void read_when(const Compiler *c, const Value *map, When *when)
{
    const Value *v = get(map, "when", VALUE_SCALAR);
    if (v)
        when->given = figure_find(c, v->text, v->mark, &when->figure);
}

/* A text, or one with its 'when'. */
static void read_item(const Compiler *c, const Value *v, unsigned allowed, Item *item)
{
    static const Key keys[] = {{"paragraph", KEY_TEXT, true}, {"when", KEY_TEXT, false}, {0}};
    if (v->kind == VALUE_SCALAR) {
        wording_compile(c, v, allowed, &item->text);
    } else if (v->kind == VALUE_MAP && value_get(v, STR("paragraph"))) {
        schema_check(v, "an item", keys, c->diag);
        read_wording(c, v, "paragraph", allowed, &item->text);
        read_when(c, v, &item->when);
    } else {
        diag_error(c->diag, DIAG_KIND, v->mark, "a text belongs here; put one with ': ' in it in quotes");
    }
}

/* Texts of a list; other items are findings. */
static const Item *read_texts(const Compiler *c, const Value *list, const char *what, unsigned allowed)
{
    Item *texts = ARENA_ARRAY(c->arena, Item, list->count);
    if (list->count == 0)
        diag_error(c->diag, DIAG_VALUE, list->mark, "an empty list; write %s, or take the key away", what);
    sentences_check(list, c->diag);
    for (size_t i = 0; i < list->count; i++)
        read_item(c, list->items[i], allowed, &texts[i]);
    return texts;
}

/* ---- Figures with their words ---- */

static void read_entry(const Compiler *c, const Value *map, const char *what, const Key *keys, Entry *entry)
{
    if (map->kind != VALUE_MAP) {
        diag_error(c->diag, DIAG_KIND, map->mark, "%s is a map of 'figure' and 'label'", what);
        return;
    }
    schema_check(map, what, keys, c->diag);
    const Value *figure = get(map, "figure", VALUE_SCALAR), *of = get(map, "of", VALUE_SCALAR);
    read_when(c, map, &entry->when);
    if (of && !str_starts(of->text, STR("us.")))
        diag_error(c->diag, DIAG_VALUE, of->mark, "a state's figure is a part of the nation's; write us.%.*s",
                   STR_ARG(of->text));
    else if (of)
        entry->has_of = figure_find(c, of->text, of->mark, &entry->of);
    read_wording(c, map, "label", ALLOW_PROSE, &entry->label);
    if (figure) {
        entry->mark = figure->mark;
        figure_find(c, figure->text, figure->mark, &entry->figure);
    }
}

static const Key row_keys[] = {{"figure", KEY_TEXT, true}, {"label", KEY_TEXT, true}, {"when", KEY_TEXT, false}, {0}};
static const Key total_keys[] = {{"figure", KEY_TEXT, true}, {"label", KEY_TEXT, true}, {0}};
static const Key highlight_keys[] = {
    {"figure", KEY_TEXT, true}, {"label", KEY_TEXT, true}, {"of", KEY_TEXT, false}, {"when", KEY_TEXT, false}, {0}};

static const Entry *read_entries(const Compiler *c, const Value *list, const char *what, const Key *keys)
{
    Entry *entries = ARENA_ARRAY(c->arena, Entry, list->count);
    if (list->count == 0)
        diag_error(c->diag, DIAG_VALUE, list->mark, "an empty list; %s is a map of 'figure' and 'label'", what);
    for (size_t i = 0; i < list->count; i++)
        read_entry(c, list->items[i], what, keys, &entries[i]);
    return entries;
}

static void read_highlights(const Compiler *c, const Value *map, Form *form)
{
    static const Key keys[] = {{"heading", KEY_TEXT, true}, {"items", KEY_LIST, true}, {0}};
    schema_check(map, "the highlights", keys, c->diag);
    const Value *items = get(map, "items", VALUE_LIST);
    read_wording(c, map, "heading", ALLOW_PROSE, &form->highlights.heading);
    if (items) {
        form->highlights.items = read_entries(c, items, "a highlight", highlight_keys);
        form->highlights.count = items->count;
    }
}

/* ---- Tables ---- */

static const char *const column_names[] = {[COLUMN_LABEL] = "label",
                                           [COLUMN_BAR] = "bar",
                                           [COLUMN_FIGURE] = "figure",
                                           [COLUMN_SHARE] = "share",
                                           [TABLE_COLUMNS] = NULL};

static int column_named(Str name)
{
    for (int i = 0; i < TABLE_COLUMNS; i++)
        if (str_eq(name, str_from(column_names[i])))
            return i;
    return -1;
}

/* "bar", or a map of the column's kind to its head. */
static int read_column(const Compiler *c, const Value *v, Wording *head)
{
    if (v->kind == VALUE_MAP && v->count == 1) {
        int column = column_named(v->fields[0].key);
        if (column >= 0 && column != COLUMN_BAR && v->fields[0].value->kind == VALUE_SCALAR) {
            wording_compile(c, v->fields[0].value, ALLOW_PROSE, head);
            return column;
        }
    } else if (v->kind == VALUE_SCALAR && str_eq(v->text, STR("bar"))) {
        return COLUMN_BAR;
    }
    diag_error(c->diag, DIAG_VALUE, v->mark,
               "a column is 'bar', or a kind and its head, as in 'figure: Cases'; the kinds are 'label', 'figure' and "
               "'share'");
    return -1;
}

static void read_columns(const Compiler *c, const Value *list, TableForm *table)
{
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
        diag_error(c->diag, DIAG_VALUE, list->mark, "a table begins with the column 'label' and has a column 'figure'");
}

static void read_table(const Compiler *c, const Value *map, Form *form)
{
    static const Key keys[] = {{"columns", KEY_LIST, true}, {"rows", KEY_LIST, true}, {"total", KEY_MAP, false}, {0}};
    schema_check(map, "a table", keys, c->diag);
    const Value *columns = get(map, "columns", VALUE_LIST), *rows = get(map, "rows", VALUE_LIST);
    const Value *total = get(map, "total", VALUE_MAP);
    TableForm *table = &form->table;
    if (columns)
        read_columns(c, columns, table);
    if (rows) {
        table->rows = read_entries(c, rows, "a row", row_keys);
        table->row_count = rows->count;
    }
    if (total) {
        table->has_total = true;
        read_entry(c, total, "the total", total_keys, &table->total);
    }
}

/* ---- Blocks ---- */

static const Form *read_blocks(const Compiler *c, const Value *list, int depth, size_t *count);

static void read_section(const Compiler *c, const Value *map, int depth, Form *form)
{
    static const Key keys[] = {{"section", KEY_TEXT, true}, {"body", KEY_LIST, true}, {"when", KEY_TEXT, false}, {0}};
    schema_check(map, "a section", keys, c->diag);
    const Value *body = get(map, "body", VALUE_LIST);
    read_wording(c, map, "section", ALLOW_PROSE, &form->section.heading);
    if (!body)
        return;
    if (depth == MAX_BLOCK_DEPTH)
        diag_error(c->diag, DIAG_VALUE, map->mark, "sections are nested more than %d deep", MAX_BLOCK_DEPTH);
    else
        form->section.blocks = read_blocks(c, body, depth + 1, &form->section.count);
}

static void read_list(const Compiler *c, const Value *map, Form *form)
{
    static const Key keys[] = {{"list", KEY_LIST, true}, {"numbered", KEY_TEXT, false}, {"when", KEY_TEXT, false}, {0}};
    schema_check(map, "a list", keys, c->diag);
    const Value *items = get(map, "list", VALUE_LIST), *numbered = get(map, "numbered", VALUE_SCALAR);
    if (numbered)
        value_bool(numbered, &form->list.ordered, c->diag);
    if (items) {
        form->list.items = read_texts(c, items, "its items", ALLOW_PROSE);
        form->list.count = items->count;
    }
}

static void read_only(const Compiler *c, const Value *map, const char *name, KeyType type)
{
    const Key keys[] = {{name, type, true}, {"when", KEY_TEXT, false}, {0}};
    schema_check(map, "a block", keys, c->diag);
}

static const struct {
    const char *name;
    BlockKind kind;
} block_names[] = {{"paragraph", BLOCK_PARAGRAPH}, {"section", BLOCK_SECTION},       {"list", BLOCK_LIST},
                   {"table", BLOCK_TABLE},         {"highlights", BLOCK_HIGHLIGHTS}, {"spacer", BLOCK_SPACER}};

enum { BLOCK_NAMES = sizeof block_names / sizeof *block_names };

static void refuse_block(const Compiler *c, const Value *map)
{
    Str names[BLOCK_NAMES];
    for (size_t i = 0; i < BLOCK_NAMES; i++)
        names[i] = str_from(block_names[i].name);
    Str key = map->count ? map->fields[0].key : (Str){0};
    diag_error(c->diag, DIAG_UNKNOWN_KEY, map->count ? map->fields[0].key_mark : map->mark, "unknown block '%.*s'; %s",
               STR_ARG(key),
               diag_meant(c->diag, str_nearest(key, names, BLOCK_NAMES),
                          "the body holds texts, and 'section', 'list', 'table', 'highlights', 'spacer' (a text with "
                          "': ' in it takes quotes)"));
}

static void read_block(const Compiler *c, const Value *v, int depth, Form *form)
{
    const Value *inner;
    size_t kind = 0;
    form->mark = v->mark;
    switch (v->kind) {
    case VALUE_SCALAR:
        form->kind = BLOCK_PARAGRAPH;
        wording_compile(c, v, ALLOW_PROSE, &form->paragraph);
        return;
    case VALUE_LIST:
        diag_error(c->diag, DIAG_KIND, v->mark, "a list within the body; write it as the block 'list'");
        return;
    case VALUE_MAP:
        break;
    }
    while (kind < BLOCK_NAMES && !value_get(v, str_from(block_names[kind].name)))
        kind++;
    if (kind == BLOCK_NAMES) {
        refuse_block(c, v);
        return;
    }
    form->kind = block_names[kind].kind;
    read_when(c, v, &form->when);
    switch (form->kind) {
    case BLOCK_PARAGRAPH:
        read_only(c, v, "paragraph", KEY_TEXT);
        read_wording(c, v, "paragraph", ALLOW_PROSE, &form->paragraph);
        break;
    case BLOCK_SECTION:
        read_section(c, v, depth, form);
        break;
    case BLOCK_LIST:
        read_list(c, v, form);
        break;
    case BLOCK_TABLE:
        read_only(c, v, "table", KEY_MAP);
        if ((inner = get(v, "table", VALUE_MAP)))
            read_table(c, inner, form);
        break;
    case BLOCK_HIGHLIGHTS:
        read_only(c, v, "highlights", KEY_MAP);
        if ((inner = get(v, "highlights", VALUE_MAP)))
            read_highlights(c, inner, form);
        break;
    case BLOCK_SPACER:
        read_only(c, v, "spacer", KEY_TEXT);
        if ((inner = get(v, "spacer", VALUE_SCALAR)))
            length_read(inner, SP_PER_PT, SP_PT(SPACER_MOST), &form->spacer, c->diag);
        break;
    }
}

static const Form *read_blocks(const Compiler *c, const Value *list, int depth, size_t *count)
{
    Form *forms = ARENA_ARRAY(c->arena, Form, list->count);
    if (list->count == 0)
        diag_error(c->diag, DIAG_VALUE, list->mark, "an empty body; write its paragraphs");
    sentences_check(list, c->diag);
    for (size_t i = 0; i < list->count; i++)
        read_block(c, list->items[i], depth, &forms[i]);
    *count = list->count;
    return forms;
}

/* ---- The template ---- */

static const Language *language_read(const Value *v, Arena *a, Diag *d)
{
    const Language *language = language_find(v->text);
    if (!language)
        diag_error(d, DIAG_VALUE, v->mark, "the language '%.*s' is not known here; write %.*s, or another region",
                   STR_ARG(v->text), STR_ARG(language_tags(a)));
    return language ? language : &language_english;
}

static void read_notes(const Compiler *c, const Value *list, Template *t)
{
    Item *notes = ARENA_ARRAY(c->arena, Item, list->count);
    t->note_count = list->count;
    t->notes = notes;
    sentences_check(list, c->diag);
    for (size_t i = 0; i < list->count; i++) {
        const Value *v = list->items[i];
        unsigned own = v->kind == VALUE_SCALAR && str_eq(str_trim(v->text), STR("{notes}")) ? ALLOW_NOTES : 0;
        read_item(c, v, ALLOW_PROSE | ALLOW_DASHES | own, &notes[i]);
    }
}

typedef struct TextKey {
    const char *name;
    unsigned allowed;
    Wording *wording;
} TextKey;

/* A part that holds nothing but texts. */
static void read_part(const Compiler *c, const Value *root, const char *name, const char *what, const TextKey *texts)
{
    enum { TEXTS_MOST = 4 };
    Key keys[TEXTS_MOST + 1] = {0};
    const Value *map = get(root, name, VALUE_MAP);
    if (!map)
        return;
    for (size_t i = 0; texts[i].name; i++)
        keys[i] = (Key){texts[i].name, KEY_TEXT, true};
    schema_check(map, what, keys, c->diag);
    for (size_t i = 0; texts[i].name; i++)
        read_wording(c, map, texts[i].name, texts[i].allowed, texts[i].wording);
}

const Template *template_read(const Value *root, const Dictionary *dictionary, Arena *a, Diag *d)
{
    static const Key keys[] = {{"language", KEY_TEXT, true},
                               {"title", KEY_TEXT, true},
                               {"author", KEY_TEXT, true},
                               {"subject", KEY_TEXT, true},
                               {"header", KEY_MAP, true},
                               {"running", KEY_MAP, true},
                               {"footer", KEY_MAP, true},
                               {"strip", KEY_MAP, true},
                               {"keep", KEY_LIST, false},
                               {"body", KEY_LIST, true},
                               {"notes", KEY_LIST, true},
                               {"years", KEY_LIST, false},
                               {0}};
    const unsigned page = ALLOW_PROSE | ALLOW_PAGES | ALLOW_EMPTY;
    size_t errors = diag_errors(d);
    if (root->kind != VALUE_MAP)
        return diag_error(d, DIAG_KIND, root->mark, "a template is a map that begins with its 'language'"), NULL;
    schema_check(root, "a template", keys, d);
    Arena *scratch = arena_new();
    Compiler compiler = compiler_new(dictionary, &sheet_words, scratch, a, d);
    const Compiler *c = &compiler;
    Template *t = ARENA_NEW(a, Template);
    t->dictionary = dictionary;
    t->named = ARENA_ARRAY(a, bool, dictionary->count);
    compiler.years = &t->years;
    compiler.named = t->named;
    const Value *v;
    if ((v = get(root, "language", VALUE_SCALAR))) {
        t->language = v->text;
        t->rules = compiler.language = language_read(v, a, d);
    }
    read_wording(c, root, "title", 0, &t->title);
    read_wording(c, root, "author", 0, &t->author);
    read_wording(c, root, "subject", 0, &t->subject);
    read_part(c, root, "header", "'header'",
              (TextKey[]){{"organization", ALLOW_PROSE, &t->organization},
                          {"heading", ALLOW_PROSE, &t->heading},
                          {"year", ALLOW_PROSE, &t->year},
                          {0}});
    read_part(c, root, "running", "'running'",
              (TextKey[]){{"left", page, &t->running_left}, {"right", page, &t->running_right}, {0}});
    read_part(c, root, "footer", "'footer'",
              (TextKey[]){{"left", page, &t->footer_left}, {"right", page, &t->footer_right}, {0}});
    read_part(c, root, "strip", "'strip'", (TextKey[]){{"sample", 0, &t->sample}, {"draft", 0, &t->draft}, {0}});
    if ((v = get(root, "keep", VALUE_LIST)))
        t->keeps = keeps_read(v, a, d);
    if ((v = get(root, "body", VALUE_LIST)))
        t->blocks = read_blocks(c, v, 1, &t->block_count);
    if ((v = get(root, "notes", VALUE_LIST)))
        read_notes(c, v, t);
    if ((v = get(root, "years", VALUE_LIST)))
        years_mean(&t->years, v, d);
    arena_free(scratch);
    return diag_errors(d) == errors ? t : NULL;
}

const bool *template_measures(const Template *t)
{
    return t->named;
}

bool template_check_year(const Template *t, const Dataset *data, Diag *d)
{
    bool good = true;
    for (size_t i = 0; i < t->years.count; i++) {
        const TypedYear *typed = &t->years.items[i];
        if (typed->year == data->year)
            continue;
        good =
            diag_error(d, DIAG_MISMATCH, typed->mark,
                       "the wording says %d, but these are the figures of %d; write {year}, or, where %d is meant for "
                       "every year, add it to the template's list, as in 'years: [%d]'",
                       typed->year, data->year, typed->year, typed->year);
        diag_note(d, data->state->year_mark, "the year of the figures");
    }
    return good;
}
