/* Which states a command line names: words with commas between them, and lists in files, which are read like every
   other typed text. */
#include "list.h"

#include "src/data/charset.h"

typedef struct StateList {
    const Jurisdiction **items;
    size_t count, capacity;
    const Jurisdictions *known;
    const Value *typed; /* NULL: by the command line */
    Arena *arena;
    Diag *diag;
} StateList;

static void state_add(StateList *list, const Jurisdiction *state, Mark at)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == state) {
            if (list->typed)
                diag_error(list->diag, DIAG_DUPLICATE, at, "%.*s is named twice; name it once", STR_ARG(state->name));
            return;
        }
    ARENA_NEXT(list->arena, list->items, list->count, list->capacity) = state;
}

/* The word before the comma at 'to', without blanks of any width around it. */
static Str word_at(Str text, size_t from, size_t to)
{
    size_t first = to, last = to;
    for (size_t at = from; at < to;) {
        size_t start = at;
        if (!is_blank_character(utf8_next(text, &at))) {
            first = first == to ? start : first;
            last = at;
        }
    }
    return str_slice(text, first, last);
}

/* Where the word from there on ends: at a comma, but not at that of "Washington, D.C.". */
static size_t word_end(const StateList *list, Str text, size_t from)
{
    size_t comma = str_find(text, STR(","), from), next = str_find(text, STR(","), comma + 1);
    bool is_name =
        comma + 1 < text.n && is_blank(text.s[comma + 1]) && jurisdiction_find(list->known, word_at(text, from, next));
    return is_name ? next : comma;
}

static bool state_remove(StateList *list, const Jurisdiction *state)
{
    size_t kept = 0, before = list->count;
    for (size_t i = 0; i < before; i++)
        if (list->items[i] != state)
            list->items[kept++] = list->items[i];
    list->count = kept;
    return kept < before;
}

/* Bytes of the dash before a state that is left out: '-', or what a text editor makes of it. */
static size_t dash_of(Str word)
{
    static const Str dashes[] = {{"-", 1},
                                 {"\xE2\x80\x90", 3},
                                 {"\xE2\x80\x91", 3},
                                 {"\xE2\x80\x92", 3},
                                 {"\xE2\x80\x93", 3},
                                 {"\xE2\x80\x94", 3},
                                 {"\xE2\x88\x92", 3}};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (str_starts(word, dashes[i]) && word.n > dashes[i].n)
            return dashes[i].n;
    return 0;
}

static void word_add(StateList *list, Str word, Mark at)
{
    const DiagCode code = list->typed ? DIAG_VALUE : DIAG_USAGE;
    if (str_eq_any_case(word, STR("all"))) {
        diag_error(list->diag, code, at, "'%.*s' names every state; give it alone, or leave some out: all,-CA",
                   STR_ARG(word));
        return;
    }
    const size_t dash = dash_of(word);
    const Jurisdiction *found = jurisdiction_named(list->known, str_slice(word, dash, word.n), code, at, list->diag);
    if (found && !dash)
        state_add(list, found, at);
    else if (found && !state_remove(list, found))
        diag_error(list->diag, code, at,
                   "'%.*s' leaves out %.*s, which is not named before it; take it out, or begin "
                   "with what it is left out of",
                   STR_ARG(word), STR_ARG(found->name));
}

/* One state a line, or several with commas between them; '#' begins a comment. */
static void file_add(StateList *list, const char *path)
{
    const Source *source = source_read(path, list->arena, list->diag);
    if (!source || !source_characters_check(source, list->diag))
        return;
    Str text = source->text;
    size_t skipped = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    bool any = false;
    for (size_t i = 0; i < source->line_count; i++) {
        Str line = str_slice(text, 0, i + 1 < source->line_count ? source->lines[i + 1] : text.n);
        size_t from = i ? source->lines[i] : skipped;
        line.n = str_find(line, STR("#"), from);
        for (size_t comma; from < line.n; from = comma + 1) {
            comma = word_end(list, line, from);
            Str word = word_at(line, from, comma);
            any = any || word.n;
            if (word.n)
                word_add(list, word, (Mark){source, (uint32_t)(word.s - text.s), (uint32_t)word.n});
        }
    }
    if (!any)
        diag_error(list->diag, DIAG_USAGE, nowhere, "'%s' names no state; write one a line", path);
}

static void list_parse(StateList *list, const char *text)
{
    Str all = str_from(text);
    for (size_t from = 0; from <= all.n;) {
        size_t comma = word_end(list, all, from);
        Str word = word_at(all, from, comma);
        Mark at = nowhere;
        if (list->typed)
            at = value_mark(list->typed, (size_t)(word.s - text), word.n);
        if (from == 0 && states_are_all(text)) {
            for (size_t i = 0; i < list->known->count; i++)
                state_add(list, &list->known->items[i], at);
        } else if (word.n > 1 && word.s[0] == '@') {
            file_add(list, str_terminated(list->arena, str_slice(word, 1, word.n)));
        } else if (word.n) {
            word_add(list, word, at);
        } else {
            diag_error(list->diag, DIAG_USAGE, at, "'%s' has a comma without a state; write it as in CA,TX", text);
        }
        from = comma + 1;
    }
}

void codes_list(Buf *out, const StateChoice *states, size_t column)
{
    for (size_t i = 0, at = column; i < states->count; i++) {
        Str code = states->items[i]->code;
        buf_put(out, i ? STR(",") : STR(""));
        if (at + code.n + 2 > text_columns()) {
            buf_printf(out, "\n%*s", (int)column, "");
            at = column;
        } else if (i) {
            buf_char(out, ' ');
        }
        buf_put(out, code);
        at += code.n + 2;
    }
}

bool states_are_all(const char *text)
{
    Str all = str_from(text);
    const size_t first = str_find(all, STR(","), 0);
    size_t comma = first;
    while (comma < all.n && text[comma + 1 + strspn(text + comma + 1, " ")] == '-')
        comma = str_find(all, STR(","), comma + 1);
    return comma == all.n && str_eq_any_case(str_trim(str_slice(all, 0, first)), STR("all"));
}

static bool choose(StateList list, const char *text, StateChoice *choice)
{
    size_t errors = diag_errors(list.diag);
    list_parse(&list, text);
    if (!list.count && list.known->count && diag_errors(list.diag) == errors)
        diag_error(list.diag, DIAG_USAGE, nowhere, "'%s' leaves no state; take out fewer", text);
    *choice = (StateChoice){list.items, list.count};
    return diag_errors(list.diag) == errors;
}

bool states_choose(const char *text, const Jurisdictions *known, StateChoice *choice, Arena *a, Diag *d)
{
    return choose((StateList){.known = known, .arena = a, .diag = d}, text, choice);
}

bool states_choose_typed(const Value *typed, const Jurisdictions *known, StateChoice *choice, Arena *a, Diag *d)
{
    const StateList list = {.known = known, .typed = typed, .arena = a, .diag = d};
    return choose(list, str_terminated(a, typed->text), choice);
}
