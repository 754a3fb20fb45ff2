/* Which states a command line names. */
#include "states.h"

static const Mark nowhere;

typedef struct StateList {
    const Jurisdiction **items;
    size_t count, capacity;
    const Jurisdictions *known;
    Arena *arena;
    Diag *diag;
} StateList;

static void state_add(StateList *list, const Jurisdiction *state)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == state)
            return;
    ARENA_ROOM(list->arena, list->items, list->count, list->capacity);
    list->items[list->count++] = state;
}

static void word_add(StateList *list, Str word, Mark at)
{
    const Jurisdiction *found = jurisdiction_named(list->known, word, DIAG_USAGE, at, list->diag);
    if (found)
        state_add(list, found);
}

/* One state a line, or several with commas between them; '#' begins a comment. */
static void file_add(StateList *list, const char *path)
{
    const Source *source = source_read(path, list->arena, list->diag);
    if (!source)
        return;
    size_t before = list->count, errors = diag_errors(list->diag);
    for (size_t at = 0; at < source->text.n;) {
        size_t end = at;
        while (end < source->text.n && source->text.s[end] != '\n')
            end++;
        Str line = str_slice(source->text, at, end);
        line = str_slice(line, 0, str_find(line, STR("#"), 0));
        for (size_t from = 0; from < line.n;) {
            size_t comma = str_find(line, STR(","), from);
            Str word = str_trim(str_slice(line, from, comma));
            if (word.n)
                word_add(list, word, (Mark){source, (uint32_t)(word.s - source->text.s), (uint32_t)word.n});
            from = comma + 1;
        }
        at = end + 1;
    }
    if (list->count == before && diag_errors(list->diag) == errors)
        diag_error(list->diag, DIAG_USAGE, nowhere, "'%s' names no state; write one a line", path);
}

static void list_parse(StateList *list, const char *text)
{
    Str all = str_from(text);
    for (size_t from = 0; from <= all.n;) {
        size_t comma = str_find(all, STR(","), from);
        Str word = str_trim(str_slice(all, from, comma));
        if (word.n > 1 && word.s[0] == '@')
            file_add(list, str_terminated(list->arena, str_slice(word, 1, word.n)));
        else if (word.n)
            word_add(list, word, nowhere);
        else
            diag_error(list->diag, DIAG_USAGE, nowhere, "'%s' has a comma without a state; write it as in CA,TX", text);
        from = comma + 1;
    }
}

bool states_are_all(const char *text)
{
    return str_eq_any_case(str_from(text), STR("all"));
}

bool states_choose(const char *text, const Jurisdictions *known, StateChoice *choice, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    StateList list = {.known = known, .arena = a, .diag = d};
    if (states_are_all(text))
        for (size_t i = 0; i < known->count; i++)
            state_add(&list, &known->items[i]);
    else
        list_parse(&list, text);
    *choice = (StateChoice){list.items, list.count};
    return diag_errors(d) == errors;
}
