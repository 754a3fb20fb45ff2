/* Placeholders of the wording, named and braced as in ICU MessageFormat: {name}, {key, plural, =0 {...} one {...}
   other {...}} with '#', {key, select, exact {...} other {...}} over a figure's kind. A backslash makes the character
   behind it literal, as in the markup, so that ICU's quoting by apostrophes is left out: an apostrophe is an
   apostrophe. Each placeholder becomes one U+FFFC (which no typed text holds: the YAML reader refuses it) for the
   reader of the markup; arms are read by their own turn. White space becomes single spaces here, so that the markup's
   reader sees one line. */
#include "wording.h"

#include <string.h>

typedef struct Scan {
    const Compiler *c;
    const Value *value;
    Str text; /* of the value, cut at the scan's end */
    const FigureRef *counted;
    unsigned allowed;
    Buf out;
    uint32_t *origin;
    size_t origin_count, origin_capacity;
    Slot *slots;
    size_t slot_count, slot_capacity;
} Scan;

static Mark mark_of(const Scan *s, size_t from, size_t to)
{
    return value_mark(s->value, from, to - from);
}

/* One origin a byte of 'out': bytes of the value from 'from' on where 'step' is 1, 'from' for all where it is 0. */
static void put_stepping(Scan *s, Str bytes, size_t from, size_t step)
{
    buf_put(&s->out, bytes);
    if (s->origin_count + bytes.n > s->origin_capacity) {
        s->origin_capacity = 2 * s->origin_capacity + bytes.n;
        s->origin = arena_grow(s->c->scratch, s->origin, s->origin_count, s->origin_capacity, sizeof *s->origin);
    }
    for (size_t i = 0; i < bytes.n; i++)
        s->origin[s->origin_count++] = (uint32_t)(from + step * i);
}

static void put(Scan *s, Str bytes, size_t from)
{
    put_stepping(s, bytes, from, 0);
}

static void put_source(Scan *s, size_t from, size_t to)
{
    put_stepping(s, str_slice(s->text, from, to), from, 1);
}

/* Behind the characters at 'at' that mean nothing but themselves; at least one. */
static size_t ordinary_end(Str text, size_t at)
{
    do
        at++;
    while (at < text.n && !is_white(text.s[at]) && text.s[at] != '\\' && text.s[at] != '{' && text.s[at] != '}' &&
           text.s[at] != '#');
    return at;
}

static void put_slot(Scan *s, Slot slot, size_t from)
{
    ARENA_ROOM(s->c->scratch, s->slots, s->slot_count, s->slot_capacity);
    s->slots[s->slot_count++] = slot;
    put(s, STR(OBJECT_BYTES), from);
}

static size_t skip_white(Str text, size_t at)
{
    while (at < text.n && is_white(text.s[at]))
        at++;
    return at;
}

/* Behind the brace that closes the one at 'at', or 0. */
static size_t brace_end(Str text, size_t at)
{
    size_t depth = 0;
    for (; at < text.n; at++) {
        if (text.s[at] == '\\')
            at++;
        else if (text.s[at] == '{')
            depth++;
        else if (text.s[at] == '}' && --depth == 0)
            return at + 1;
    }
    return 0;
}

/* ---- Names ---------------------------------------------------------------------------------------------------------
 */

#define IN_RUNNING "in 'running' and 'footer'"
#define IN_NOTES "in 'notes'"

static const Word words[] = {
    {"year", OP_YEAR, 0, NULL, 0},
    {"state", OP_STATE, 0, NULL, 0},
    {"in_state", OP_IN_STATE, 0, NULL, 0},
    {"state_adj", OP_STATE_ADJ, 0, NULL, 0},
    {"page", OP_PAGE, ALLOW_PAGES, IN_RUNNING, 0},
    {"pages", OP_PAGES, ALLOW_PAGES, IN_RUNNING, 0},
    {"source", OP_SOURCE, 0, NULL, 0},
    {"title", OP_TITLE, ALLOW_TITLE, "outside of the title itself", 0},
    {"notes", OP_NOTES, ALLOW_NOTES, "as the whole of a paragraph of 'notes'", 0},
    {"as_of", OP_AS_OF, 0, NULL, 0},
    {"revised", OP_REVISED, 0, NULL, 0},
    {"suppressed", OP_DASHES, ALLOW_DASHES, IN_NOTES, 0},
    {"not_available", OP_DASHES, ALLOW_DASHES, IN_NOTES, 0},
    {"not_applicable", OP_DASHES, ALLOW_DASHES, IN_NOTES, 0},
};

const WordSet sheet_words = {words, sizeof words / sizeof *words,
                             "name a figure, 'year', 'state', 'in_state' or 'state_adj'"};

Compiler compiler_new(const Dictionary *dictionary, const WordSet *set, Arena *scratch, Arena *a, Diag *d)
{
    size_t count = 0;
    Str *names = ARENA_ARRAY(a, Str, set->count + 2 * dictionary->count);
    for (size_t i = 0; i < set->count; i++)
        names[count++] = str_from(set->items[i].name);
    for (size_t i = 0; i < dictionary->count; i++) {
        const Measure *m = &dictionary->items[i];
        if (m->scope & SCOPE_STATE)
            names[count++] = m->key;
        if (m->scope & SCOPE_NATION)
            names[count++] = str_printf(a, "us.%.*s", STR_ARG(m->key));
    }
    return (Compiler){.arena = a,
                      .scratch = scratch,
                      .diag = d,
                      .dictionary = dictionary,
                      .language = &language_english,
                      .words = set,
                      .names = names,
                      .name_count = count};
}

/* Whether it is a figure's key; reports one of the other scope. *known tells a reported key from an unknown one. */
static bool figure_named(const Compiler *c, Str key, Mark at, FigureRef *figure, bool *known)
{
    bool nation = str_starts(key, STR("us."));
    Str bare = str_slice(key, nation ? 3 : 0, key.n);
    int index = dictionary_find(c->dictionary, bare);
    *known = index >= 0;
    if (index < 0)
        return false;
    const Measure *m = &c->dictionary->items[index];
    if (!(m->scope & (nation ? SCOPE_NATION : SCOPE_STATE))) {
        diag_error(c->diag, DIAG_PLACEHOLDER, at,
                   nation ? "'%.*s' is a state's figure alone; write '%.*s'"
                          : "'%.*s' is the nation's figure alone; write 'us.%.*s'",
                   STR_ARG(key), STR_ARG(bare));
        return false;
    }
    *figure = (FigureRef){(uint32_t)index, nation};
    if (c->named)
        c->named[index] = true;
    return true;
}

bool figure_find(const Compiler *c, Str key, Mark at, FigureRef *figure)
{
    bool known;
    if (figure_named(c, key, at, figure, &known))
        return true;
    if (known)
        return false;
    Str nearest = str_nearest(key, c->names + c->words->count, c->name_count - c->words->count);
    if (nearest.n)
        return diag_error(c->diag, DIAG_PLACEHOLDER, at, "unknown figure '%.*s'; did you mean '%.*s'?", STR_ARG(key),
                          STR_ARG(nearest));
    return diag_error(c->diag, DIAG_PLACEHOLDER, at, "unknown figure '%.*s'; the dictionary lists them all",
                      STR_ARG(key));
}

static bool name_read(Scan *s, Str name, Mark at, Slot *slot)
{
    const Compiler *c = s->c;
    for (size_t i = 0; i < c->words->count; i++) {
        const Word *word = &c->words->items[i];
        if (!str_eq(name, str_from(word->name)))
            continue;
        slot->kind = slot->subject = word->kind;
        slot->given = word->given;
        for (FigureKind kind = FIGURE_ABSENT; kind < FIGURE_KINDS && slot->kind == OP_DASHES; kind++)
            if (str_eq(name, figure_kind_word(kind)))
                slot->dash = kind;
        return (s->allowed & word->needs) == word->needs ||
               diag_error(c->diag, DIAG_PLACEHOLDER, at, "'{%.*s}' is known only %s", STR_ARG(name), word->where);
    }
    bool known, is_change = str_starts(name, STR("change."));
    slot->kind = slot->subject = is_change ? OP_CHANGE : OP_FIGURE;
    if (is_change)
        return figure_find(c, str_slice(name, STR("change.").n, name.n), at, &slot->figure);
    if (figure_named(c, name, at, &slot->figure, &known))
        return true;
    if (known)
        return false;
    Str nearest = str_nearest(name, c->names, c->name_count);
    if (nearest.n)
        return diag_error(c->diag, DIAG_PLACEHOLDER, at, "unknown placeholder '%.*s'; did you mean '%.*s'?",
                          STR_ARG(name), STR_ARG(nearest));
    return diag_error(c->diag, DIAG_PLACEHOLDER, at, "unknown placeholder '%.*s'; %s", STR_ARG(name), c->words->hint);
}

/* ---- Arms ----------------------------------------------------------------------------------------------------------
 */

static bool number_read(Str digits, int64_t *number)
{
    enum { MOST_DIGITS = 15 };
    *number = 0;
    for (size_t i = 0; i < digits.n; i++) {
        if (!is_digit(digits.s[i]))
            return false;
        *number = 10 * *number + (digits.s[i] - '0');
    }
    return digits.n > 0 && digits.n <= MOST_DIGITS;
}

/* What a 'select' can ask for beside figures: whether there is any, by the arms 'absent' and 'other'. */
static bool may_be_absent(OpKind kind)
{
    return kind == OP_SOURCE || kind == OP_AS_OF || kind == OP_REVISED || kind == OP_CHANGE;
}

static bool selector_read(const Scan *s, OpKind kind, OpKind subject, Str word, Mark at, Arm *arm)
{
    if (str_eq(word, STR("other"))) {
        arm->test = ARM_OTHER;
        return true;
    }
    if (may_be_absent(subject) && !str_eq(word, STR("absent")))
        return diag_error(s->c->diag, DIAG_PLACEHOLDER, at, "unknown arm '%.*s'; there are 'absent' and 'other' here",
                          STR_ARG(word));
    for (FigureKind figure = FIGURE_ABSENT; figure < FIGURE_KINDS; figure++)
        if (str_eq(word, figure_kind_word(figure))) {
            arm->test = ARM_KIND;
            arm->kind = figure;
            return true;
        }
    if (kind == OP_PLURAL) {
        const Language *language = s->c->language;
        arm->test = ARM_PLURAL;
        if (language_plural(language, word, &arm->plural))
            return true;
        arm->test = ARM_NUMBER;
        if (str_starts(word, STR("=")) && number_read(str_slice(word, 1, word.n), &arm->number))
            return true;
        return diag_error(s->c->diag, DIAG_PLACEHOLDER, at,
                          "unknown plural category '%.*s'; %s has %.*s, '=2' is for just that number, and a kind "
                          "such as 'suppressed' for figures of it",
                          STR_ARG(word), language->name, STR_ARG(language_plurals(language, s->c->arena)));
    }
    return diag_error(s->c->diag, DIAG_PLACEHOLDER, at,
                      "unknown kind '%.*s'; a figure is 'exact', 'rounded', 'floor', 'ceiling', 'suppressed', "
                      "'not_available', 'not_applicable' or 'absent', and 'other' is any",
                      STR_ARG(word));
}

static bool same_test(const Arm *a, const Arm *b)
{
    return a->test == b->test && a->number == b->number && a->kind == b->kind && a->plural == b->plural;
}

/* The arms in [at, end); the closing brace stands at 'end'. */
static bool arms_read(Scan *s, size_t at, size_t end, const char *format, Slot *slot)
{
    Diag *d = s->c->diag;
    size_t errors = diag_errors(d), capacity = 0;
    bool has_other = false;
    for (at = skip_white(s->text, at); at < end; at = skip_white(s->text, at)) {
        size_t word = at;
        while (at < end && !is_white(s->text.s[at]) && s->text.s[at] != '{' && s->text.s[at] != '}')
            at++;
        size_t word_end = at;
        at = skip_white(s->text, at);
        if (word == word_end || at >= end || s->text.s[at] != '{')
            return diag_error(d, DIAG_PLACEHOLDER, mark_of(s, word, word_end > word ? word_end : word + 1),
                              "an arm is a word and its wording in braces, as in: other {# cases}");
        Arm arm = {0};
        size_t close = brace_end(s->text, at);
        Mark here = mark_of(s, word, word_end);
        Str selector = str_slice(s->text, word, word_end);
        arm.from = (uint32_t)at + 1;
        arm.to = (uint32_t)close - 1;
        at = close;
        if (!selector_read(s, slot->kind, slot->subject, selector, here, &arm))
            continue;
        for (size_t i = 0; i < slot->arm_count; i++)
            if (same_test(&arm, &slot->arms[i]))
                diag_error(d, DIAG_DUPLICATE, here, "a second arm '%.*s'; leave one", STR_ARG(selector));
        if (slot->arm_count == MAX_ARMS)
            return diag_error(d, DIAG_PLACEHOLDER, here, "more than %d arms", MAX_ARMS);
        has_other = has_other || arm.test == ARM_OTHER;
        ARENA_ROOM(s->c->arena, slot->arms, slot->arm_count, capacity);
        slot->arms[slot->arm_count++] = arm;
    }
    if (!has_other && diag_errors(d) == errors)
        return diag_error(d, DIAG_PLACEHOLDER, slot->mark, "'%s' lacks its arm 'other', which every other %s takes",
                          format, slot->kind == OP_PLURAL ? "number" : "figure");
    return diag_errors(d) == errors;
}

/* ---- Placeholders --------------------------------------------------------------------------------------------------
 */

/* [from, to) with both braces. After a finding the slot stands for a letter, so that the markup is still checked. */
static void placeholder_read(Scan *s, size_t from, size_t to)
{
    Diag *d = s->c->diag;
    size_t end = to - 1, comma = from + 1;
    while (comma < end && s->text.s[comma] != ',' && s->text.s[comma] != '{')
        comma++;
    Str name = str_trim(str_slice(s->text, from + 1, comma));
    size_t name_at = skip_white(s->text, from + 1);
    Slot slot = {.kind = OP_YEAR, .mark = mark_of(s, from, to)};
    Mark name_mark = mark_of(s, name_at, name_at + name.n);
    if (name.n == 0 || s->text.s[comma] == '{') {
        diag_error(d, DIAG_PLACEHOLDER, slot.mark,
                   "a placeholder is a name in braces, as in {year}; write '\\{' for a brace that is printed");
    } else if (comma == end) {
        name_read(s, name, name_mark, &slot);
    } else if (name_read(s, name, name_mark, &slot)) {
        size_t second = comma + 1;
        while (second < end && s->text.s[second] != ',' && s->text.s[second] != '{')
            second++;
        Str format = str_trim(str_slice(s->text, comma + 1, second));
        size_t format_at = skip_white(s->text, comma + 1);
        Mark format_mark = mark_of(s, format_at, format_at + (format.n ? format.n : 1));
        bool plural = str_eq(format, STR("plural"));
        if (!plural && !str_eq(format, STR("select"))) {
            diag_error(d, DIAG_PLACEHOLDER, format_mark, "unknown format '%.*s'; 'plural' and 'select' are known",
                       STR_ARG(format));
        } else if (slot.kind != OP_FIGURE && (plural || !may_be_absent(slot.kind))) {
            diag_error(d, DIAG_PLACEHOLDER, name_mark, "'%.*s' is not a figure; '%.*s' chooses by a figure",
                       STR_ARG(name), STR_ARG(format));
        } else {
            slot.kind = plural ? OP_PLURAL : OP_SELECT;
            arms_read(s, second < end && s->text.s[second] == ',' ? second + 1 : second, end,
                      plural ? "plural" : "select", &slot);
        }
    }
    put_slot(s, slot, from);
}

/* ---- Text ----------------------------------------------------------------------------------------------------------
 */

static size_t line_ends(Str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] == '\n' || (text.s[i] == '\r' && (i + 1 == text.n || text.s[i + 1] != '\n')))
            count++;
    return count;
}

/* Whether white space [from, to) of the text is a blank line: in a literal block two line ends; in folded and plain
   text one stands for a blank line already, so that the source must be looked at. */
static bool is_blank_line(const Scan *s, size_t from, size_t to)
{
    size_t ends = line_ends(str_slice(s->text, from, to));
    if (ends != 1)
        return ends > 1;
    Mark before = mark_of(s, from - 1, from), after = mark_of(s, to, to + 1);
    if (!before.source || before.source != after.source || after.offset <= before.offset)
        return false;
    return line_ends(str_slice(before.source->text, before.offset, after.offset)) > 1;
}

static size_t white_read(Scan *s, size_t at)
{
    size_t end = skip_white(s->text, at);
    if (end < s->text.n) {
        if (is_blank_line(s, at, end))
            diag_error(s->c->diag, DIAG_MARKUP, mark_of(s, end, end + 1),
                       "a blank line does not begin a paragraph here; make it an item of its own");
        put(s, STR(" "), at);
    }
    return end;
}

static size_t backslash_read(Scan *s, size_t at)
{
    size_t next = at + 1;
    if (next < s->text.n && is_ascii_punctuation(s->text.s[next])) {
        put_source(s, at, at + 2);
        return at + 2;
    }
    if (next < s->text.n && !is_white(s->text.s[next])) {
        put_source(s, at, at + 1);
        return at + 1;
    }
    /* Spaces around it, so that the markup beside it is read as at a line's end. */
    size_t end = skip_white(s->text, next);
    if (end == s->text.n || s->out.n == 0)
        diag_error(s->c->diag, DIAG_MARKUP, mark_of(s, at, at + 1),
                   "a line break (a backslash before white space) at a paragraph's end; take it away");
    else if (!(s->allowed & ALLOW_MARKUP))
        diag_error(s->c->diag, DIAG_MARKUP, mark_of(s, at, at + 1), "a line break in plain text; take it away");
    put(s, STR(" "), at);
    put_slot(s, (Slot){.kind = OP_BREAK, .mark = mark_of(s, at, at + 1)}, at);
    put(s, STR(" "), at);
    return end;
}

/* An unquoted text ends where YAML sees a comment, which the '#' of a plural can become. */
static bool unclosed_report(const Scan *s, size_t at)
{
    Mark last = mark_of(s, s->text.n - 1, s->text.n);
    diag_error(s->c->diag, DIAG_PLACEHOLDER, mark_of(s, at, at + 1),
               "'{' is not closed; write '}' behind the name, or '\\{' for a brace that is printed");
    if (!last.source)
        return false;
    size_t end = last.offset + last.length, behind = end;
    while (behind < last.source->text.n && last.source->text.s[behind] == ' ')
        behind++;
    if (behind > end && behind < last.source->text.n && last.source->text.s[behind] == '#')
        diag_note(s->c->diag, (Mark){last.source, (uint32_t)behind, 1},
                  "' #' begins a comment; put the text in quotes");
    return false;
}

bool message_scan(const Compiler *c, const Value *v, uint32_t from, uint32_t to, const FigureRef *counted,
                  unsigned allowed, Skeleton *skeleton)
{
    Scan s = {.c = c,
              .value = v,
              .text = str_slice(v->text, 0, to),
              .counted = counted,
              .allowed = allowed,
              .out = {.arena = c->scratch}};
    size_t at = skip_white(s.text, from);
    while (at < s.text.n) {
        char byte = s.text.s[at];
        if (is_white(byte)) {
            at = white_read(&s, at);
        } else if (byte == '\\') {
            at = backslash_read(&s, at);
        } else if (byte == '{') {
            size_t end = brace_end(s.text, at);
            if (end == 0)
                return unclosed_report(&s, at);
            placeholder_read(&s, at, end);
            at = end;
        } else if (byte == '}') {
            diag_error(c->diag, DIAG_PLACEHOLDER, mark_of(&s, at, at + 1),
                       "'}' closes nothing; write '\\}' for a brace that is printed");
            at++;
        } else if (byte == '#' && counted) {
            put_slot(&s, (Slot){.kind = OP_FIGURE, .mark = mark_of(&s, at, at + 1), .figure = *counted}, at);
            at++;
        } else {
            size_t end = ordinary_end(s.text, at);
            put_source(&s, at, end);
            at = end;
        }
    }
    ARENA_ROOM(c->scratch, s.origin, s.origin_count, s.origin_capacity);
    s.origin[s.origin_count] = to;
    *skeleton = (Skeleton){.value = v,
                           .text = buf_str(&s.out),
                           .origin = s.origin,
                           .slots = s.slots,
                           .slot_count = s.slot_count,
                           .space_before = from < to && is_white(v->text.s[from]),
                           .space_after = from < to && is_white(v->text.s[to - 1])};
    return true;
}
