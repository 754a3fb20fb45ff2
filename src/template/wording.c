/* Compiles one typed text into a Wording. First each placeholder becomes one U+FFFC, and white space single spaces;
   then the markup is read and typography applied, so that a value can never become markup; the letters then become ops.

   Placeholders are named and braced as in ICU MessageFormat: {name}, {key, plural, =0 {...} one {...} other {...}} with
   '#', {key, select, exact {...} other {...}} over a figure's kind. A backslash makes the next character literal, as in
   the markup; ICU's quoting by apostrophes is left out: an apostrophe is an apostrophe. An arm is wording of its own,
   read the same way: what is opened in an arm is closed in it, and it takes on the emphasis and the link around its
   placeholder. */
#include "wording.h"

#include "markup.h"
#include "src/data/schema.h"

enum {
    WORDING_MAX_OPS = 16384, /* of all texts of a template */
    MAX_ARM_DEPTH = 4,       /* of plurals within plurals */
    MAX_ARMS = 16            /* of one plural */
};

/* What a text, or an arm of one, is compiled in. */
typedef struct Context {
    const Compiler *c;
    const Value *value;
    unsigned allowed;
    const FigureRef *counted; /* the figure that '#' stands for */
    StateSet own;             /* it is for these states alone; none: for all */
    int depth;
    bool in_link;
    uint32_t before, after; /* the characters around it, 0 at a paragraph's ends */
} Context;

/* ---- Names ---- */

#define IN_RUNNING "in 'running' and 'footer'"
#define IN_NOTES "in 'notes'"

static const Word words[] = {
    {"year", OP_YEAR, 0, NULL, 0},
    {"state", OP_STATE, 0, NULL, offsetof(StateWords, name)},
    {"in_state", OP_STATE, 0, NULL, offsetof(StateWords, in_sentence)},
    {"of_state", OP_STATE, 0, NULL, offsetof(StateWords, of)},
    {"state_adj", OP_STATE, 0, NULL, offsetof(StateWords, adjective)},
    {"page", OP_OBJECT, ALLOW_PAGES, IN_RUNNING, INLINE_PAGE},
    {"pages", OP_OBJECT, ALLOW_PAGES, IN_RUNNING, INLINE_PAGES},
    {"source", OP_SOURCE, 0, NULL, 0},
    {"title", OP_GIVEN, ALLOW_TITLE, "outside of the title itself", GIVEN_TITLE},
    {"notes", OP_NOTES, ALLOW_NOTES, "as the whole of a paragraph of 'notes'", 0},
    {"as_of", OP_AS_OF, 0, NULL, 0},
    {"revised", OP_REVISED, 0, NULL, 0},
    {"suppressed", OP_DASHES, ALLOW_DASHES, IN_NOTES, FIGURE_SUPPRESSED},
    {"not_available", OP_DASHES, ALLOW_DASHES, IN_NOTES, FIGURE_NOT_AVAILABLE},
    {"not_applicable", OP_DASHES, ALLOW_DASHES, IN_NOTES, FIGURE_NOT_APPLICABLE},
};

const WordSet sheet_words = {words, sizeof words / sizeof *words,
                             "name a figure that measures.yaml has, 'year', 'state', 'in_state' or 'state_adj'", false};

Compiler compiler_new(const Value *root, const Dictionary *dictionary, const WordSet *set, Arena *scratch, Arena *a,
                      Diag *d)
{
    const Value *tag = value_scalar(root, STR("language"));
    const Language *language = tag ? language_find(tag->text) : &language_english;
    if (!language)
        diag_error(d, DIAG_VALUE, tag->mark,
                   "the language '%.*s' is not known here; write %.*s, or another region (WCAG 3.1.1)",
                   STR_ARG(tag->text), STR_ARG(language_tags(true, a)));
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
                      .op_count = ARENA_NEW(a, size_t),
                      .scratch = scratch,
                      .diag = d,
                      .dictionary = dictionary,
                      .language = language ? language : &language_english,
                      .words = set,
                      .names = names,
                      .name_count = count};
}

/* Finds the figure among placeholders, or among the dictionary's keys alone. */
static bool key_find(const Compiler *c, Str key, Mark at, bool is_placeholder, FigureRef *figure)
{
    bool nation = str_starts(key, STR("us."));
    Str bare = str_slice(key, nation ? 3 : 0, key.n);
    int index = dictionary_find(c->dictionary, bare);
    if (index < 0) {
        size_t first = is_placeholder ? 0 : c->words->count;
        Str meant = str_nearest(key, c->names + first, c->name_count - first);
        const char *hint = is_placeholder ? c->words->hint : "the dictionary lists them all";
        return diag_error(c->diag, DIAG_PLACEHOLDER, at, "unknown %s '%.*s'; %s",
                          is_placeholder ? "placeholder" : "figure", STR_ARG(key), diag_meant(c->diag, meant, hint));
    }
    if (!(c->dictionary->items[index].scope & (nation ? SCOPE_NATION : SCOPE_STATE)))
        return diag_error(c->diag, DIAG_PLACEHOLDER, at,
                          nation ? "'%.*s' is a state's figure alone; write '%.*s'"
                                 : "'%.*s' is the nation's figure alone; write 'us.%.*s'",
                          STR_ARG(key), STR_ARG(bare));
    *figure = (FigureRef){(uint32_t)index, nation};
    if (c->sides)
        c->sides[index] |= nation ? SCOPE_NATION : SCOPE_STATE;
    return true;
}

bool state_find(const Compiler *c, Str word, Mark at, Str *code)
{
    const Jurisdictions *all = c->states;
    *code = word;
    if (!all)
        return true;
    for (size_t i = 0; i < all->count; i++)
        if (str_eq(word, all->items[i].code)) {
            *code = all->items[i].code;
            c->states_named[i] = true;
            return true;
        }
    const Jurisdiction *meant = jurisdiction_find(all, word);
    if (!meant)
        meant = jurisdiction_find(all, jurisdiction_nearest(all, word));
    return diag_error(c->diag, DIAG_PLACEHOLDER, at, "unknown state '%.*s'; %s", STR_ARG(word),
                      diag_meant(c->diag, meant ? meant->code : (Str){0}, "write a postal code, as in CA"));
}

bool figure_find(const Compiler *c, Str key, Mark at, FigureRef *figure)
{
    return key_find(c, key, at, false, figure);
}

static bool name_read(const Context *context, Str name, Mark at, Op *slot)
{
    const Compiler *c = context->c;
    for (size_t i = 0; i < c->words->count; i++) {
        const Word *word = &c->words->items[i];
        if (!str_eq(name, str_from(word->name)))
            continue;
        slot->kind = slot->subject = word->kind;
        slot->detail = word->detail;
        return (context->allowed & word->needs) == word->needs ||
               diag_error(c->diag, DIAG_PLACEHOLDER, at, "'{%.*s}' is known only %s", STR_ARG(name), word->where);
    }
    bool is_change = str_starts(name, STR("change."));
    slot->kind = slot->subject = is_change ? OP_CHANGE : OP_FIGURE;
    return key_find(c, str_slice(name, is_change ? STR("change.").n : 0, name.n), at, !is_change, &slot->figure);
}

/* ---- Placeholders ---- */

/* A text, or an arm, without its placeholders. All but the arms is in the scratch arena. */
typedef struct Scan {
    const Context *context;
    const Compiler *c;
    Str text; /* of the value, cut at the scan's end */
    Buf out;
    uint32_t *origin; /* of each byte of 'out' */
    size_t origin_count, origin_capacity;
    Op *slots; /* one an U+FFFC, in order; their arms are not compiled yet */
    size_t slot_count, slot_capacity;
} Scan;

static Mark mark_of(const Scan *s, size_t from, size_t to)
{
    return value_mark(s->context->value, from, to - from);
}

/* Adds bytes that are at 'from' of the value: each one 'step' (0 or 1) further than the one before. */
static void put(Scan *s, Str bytes, size_t from, size_t step)
{
    buf_put(&s->out, bytes);
    if (s->origin_count + bytes.n > s->origin_capacity) {
        s->origin_capacity = 2 * s->origin_capacity + bytes.n;
        s->origin = arena_grow(s->c->scratch, s->origin, s->origin_count, s->origin_capacity, sizeof *s->origin);
    }
    for (size_t i = 0; i < bytes.n; i++)
        s->origin[s->origin_count++] = (uint32_t)(from + step * i);
}

static size_t put_source(Scan *s, size_t from, size_t to)
{
    put(s, str_slice(s->text, from, to), from, 1);
    return to;
}

/* Index after the run of ordinary characters at 'at' (at least one). */
static size_t ordinary_end(Str text, size_t at)
{
    do
        at++;
    while (at < text.n && !is_white(text.s[at]) && text.s[at] != '\\' && text.s[at] != '{' && text.s[at] != '}' &&
           text.s[at] != '#' && text.s[at] != '[' && text.s[at] != '~' && text.s[at] != '^');
    return at;
}

static void put_slot(Scan *s, Op slot, size_t from)
{
    ARENA_NEXT(s->c->scratch, s->slots, s->slot_count, s->slot_capacity) = slot;
    put(s, STR(OBJECT_BYTES), from, 0);
}

/* Index after the brace that closes the one at 'at', or 0. */
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

static bool number_read(Str digits, int64_t *number)
{
    *number = digits_value(digits, INT64_C(999999999999999));
    return *number >= 0;
}

/* Whether 'select' can ask for it by the arms 'absent' and 'other', although it is no figure. */
static bool may_be_absent(OpKind kind)
{
    return kind == OP_SOURCE || kind == OP_AS_OF || kind == OP_REVISED || kind == OP_CHANGE;
}

static bool selector_read(const Scan *s, const Op *slot, Str word, Mark at, Arm *arm)
{
    OpKind kind = slot->kind, subject = slot->subject;
    if (str_eq(word, STR("other"))) {
        arm->test = ARM_OTHER;
        return true;
    }
    if (subject == OP_STATE) {
        arm->test = ARM_STATE;
        return state_find(s->c, word, at, &arm->state);
    }
    if (may_be_absent(subject) && !str_eq(word, STR("absent")))
        return diag_error(s->c->diag, DIAG_PLACEHOLDER, at, "unknown arm '%.*s'; there are 'absent' and 'other' here",
                          STR_ARG(word));
    for (FigureKind figure = FIGURE_ABSENT; figure < FIGURE_KINDS; figure++)
        if (str_eq(word, figure_kind_word(figure)) && !slot->governs) {
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
                          "unknown plural category '%.*s'; %s has %.*s, '=2' is for just that number, and %s",
                          STR_ARG(word), language->name, STR_ARG(language_plurals(language, s->c->arena)),
                          slot->governs ? "'withheld:' and 'unavailable:' beside the text are for no number"
                                        : "a kind such as 'suppressed' for figures of it");
    }
    return diag_error(s->c->diag, DIAG_PLACEHOLDER, at,
                      "unknown kind '%.*s'; a figure is 'exact', 'rounded', 'floor', 'ceiling', 'suppressed', "
                      "'not_available', 'not_applicable' or 'absent', and 'other' is any",
                      STR_ARG(word));
}

static bool same_test(const Arm *a, const Arm *b)
{
    return a->test == b->test && a->number == b->number && a->kind == b->kind && a->plural == b->plural &&
           str_eq(a->state, b->state);
}

/* Reads the arms in [at, end); the closing brace is at 'end'. */
static bool arms_read(Scan *s, size_t at, size_t end, Op *slot)
{
    Diag *d = s->c->diag;
    size_t errors = diag_errors(d), capacity = 0;
    bool has_other = false;
    for (at = white_end(s->text, at); at < end; at = white_end(s->text, at)) {
        size_t word = at;
        while (at < end && !is_white(s->text.s[at]) && s->text.s[at] != '{' && s->text.s[at] != '}')
            at++;
        size_t word_end = at;
        at = white_end(s->text, at);
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
        if (!selector_read(s, slot, selector, here, &arm))
            continue;
        for (size_t i = 0; i < slot->arm_count; i++)
            if (same_test(&arm, &slot->arms[i]))
                diag_error(d, DIAG_DUPLICATE, here, "a second arm '%.*s'; leave one", STR_ARG(selector));
        if (slot->arm_count == MAX_ARMS)
            return diag_error(d, DIAG_PLACEHOLDER, here, "more than %d arms", MAX_ARMS);
        has_other = has_other || arm.test == ARM_OTHER;
        ARENA_NEXT(s->c->arena, slot->arms, slot->arm_count, capacity) = arm;
    }
    if (!has_other && diag_errors(d) == errors)
        return diag_error(d, DIAG_PLACEHOLDER, slot->mark,
                          slot->governs             ? "'number' lacks its arm 'other', which every other number takes"
                          : slot->kind == OP_PLURAL ? "'plural' lacks its arm 'other', which every other number takes"
                                                    : "'select' lacks its arm 'other', which all else takes");
    return diag_errors(d) == errors;
}

/* Index of the comma or the brace that ends a part of a placeholder, at most 'end'. */
static size_t part_end(const Scan *s, size_t at, size_t end)
{
    while (at < end && s->text.s[at] != ',' && s->text.s[at] != '{')
        at++;
    return at;
}

/* The part without blanks, and its place. */
static Str part_read(const Scan *s, size_t from, size_t to, Mark *mark)
{
    Str part = str_trim(str_slice(s->text, from, to));
    from = white_end(s->text, from);
    *mark = mark_of(s, from, from + (part.n ? part.n : 1));
    return part;
}

/* Reads [from, to), with both braces. After a finding the slot is a letter, so that the markup is still checked. */
static void placeholder_read(Scan *s, size_t from, size_t to)
{
    Diag *d = s->c->diag;
    size_t end = to - 1, comma = part_end(s, from + 1, end);
    Op slot = {.kind = OP_YEAR, .mark = mark_of(s, from, to)};
    Mark name_mark, format_mark;
    Str name = part_read(s, from + 1, comma, &name_mark);
    if (name.n == 0 || s->text.s[comma] == '{') {
        diag_error(d, DIAG_PLACEHOLDER, slot.mark,
                   "a placeholder is a name in braces, as in {year}; write '\\{' for a brace that is printed");
    } else if (name_read(s->context, name, name_mark, &slot) && comma < end) {
        size_t second = part_end(s, comma + 1, end);
        Str format = part_read(s, comma + 1, second, &format_mark);
        bool number = str_eq(format, STR("number")), plural = number || str_eq(format, STR("plural"));
        if (!plural && !str_eq(format, STR("select"))) {
            diag_error(d, DIAG_PLACEHOLDER, format_mark,
                       "unknown format '%.*s'; 'number', 'plural' and 'select' are known", STR_ARG(format));
        } else if (number && !(s->context->allowed & ALLOW_NUMBER)) {
            diag_error(d, DIAG_PLACEHOLDER, format_mark,
                       "'number' is for a paragraph or a sentence, which has 'withheld:' beside it; write 'plural' "
                       "here, as in {%.*s, plural, one {# case} other {# cases}}",
                       STR_ARG(name));
        } else if (slot.kind != OP_FIGURE && (plural || !(may_be_absent(slot.kind) || str_eq(name, STR("state"))))) {
            diag_error(d, DIAG_PLACEHOLDER, name_mark, "'%.*s' is not a figure; '%.*s' chooses by a figure%s",
                       STR_ARG(name), STR_ARG(format),
                       slot.kind == OP_STATE ? ", or, as in {state, select, CA {...} other {...}}, by the state" : "");
        } else {
            size_t arms = second < end && s->text.s[second] == ',' ? second + 1 : second;
            slot.governs = number;
            if (!number || arms < end) {
                slot.kind = plural ? OP_PLURAL : OP_SELECT;
                arms_read(s, arms, end, &slot);
            }
        }
    }
    put_slot(s, slot, from);
}

/* ---- Text ---- */

static size_t line_ends(Str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] == '\n' || (text.s[i] == '\r' && (i + 1 == text.n || text.s[i + 1] != '\n')))
            count++;
    return count;
}

/* Whether white space [from, to) of the text is a blank line: in a literal block two line ends; in folded and plain
   text one may be a blank line of the source, which is looked at. */
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
    size_t end = white_end(s->text, at);
    if (end < s->text.n) {
        if (is_blank_line(s, at, end))
            diag_error(s->c->diag, DIAG_MARKUP, mark_of(s, end, end + 1),
                       "a blank line does not begin a paragraph here; make it an item of its own");
        put(s, STR(" "), at, 0);
    }
    return end;
}

static size_t backslash_read(Scan *s, size_t at)
{
    size_t next = at + 1;
    if (next < s->text.n && !is_white(s->text.s[next]))
        return put_source(s, at, is_ascii_punctuation(s->text.s[next]) ? at + 2 : next);
    /* A line break: spaces around it, so that the markup beside it is read as at a line's end. */
    size_t end = white_end(s->text, next);
    if (end == s->text.n || s->out.n == 0)
        diag_error(s->c->diag, DIAG_MARKUP, mark_of(s, at, at + 1),
                   "there is a line break (a backslash before white space) at a paragraph's end; remove it");
    else if (!(s->context->allowed & ALLOW_MARKUP))
        diag_error(s->c->diag, DIAG_MARKUP, mark_of(s, at, at + 1), "there is a line break in plain text; remove it");
    put(s, STR(" "), at, 0);
    put_slot(s, (Op){.kind = OP_OBJECT, .detail = INLINE_BREAK, .mark = mark_of(s, at, at + 1)}, at);
    put(s, STR(" "), at, 0);
    return end;
}

/* Reads the mark "[^1]" at 'at'; returns its end, or 0 where it is none. */
static size_t footnote_read(Scan *s, size_t at)
{
    size_t end = at + 2;
    while (end < s->text.n && s->text.s[end] != ']' && !is_white(s->text.s[end]))
        end++;
    if (end >= s->text.n || s->text.s[end] != ']' || end == at + 2)
        return 0;
    Str label = str_slice(s->text, at + 2, end++);
    Op slot = {.kind = OP_FOOTNOTE, .mark = mark_of(s, at, end)};
    bool is_wrong = false;
    for (const Footnotes *of = s->c->footnotes; of && !slot.footnote; is_wrong |= of->is_wrong, of = of->outer)
        for (size_t i = 0; i < of->count && !slot.footnote; i++)
            if (str_eq(of->items[i].label, label)) {
                of->items[i].named = true;
                slot.footnote = &of->items[i];
            }
    if (!(s->context->allowed & ALLOW_FOOTNOTE))
        diag_error(
            s->c->diag, DIAG_MARKUP, slot.mark,
            "a footnote's mark belongs in a paragraph, a list, a table or a highlight's label; move it there, or "
            "write '\\[^' for what is printed");
    else if (!slot.footnote && !is_wrong)
        diag_error(s->c->diag, DIAG_MARKUP, slot.mark,
                   "this block has no footnote '%.*s'; add 'footnotes:' beside its text, with '%.*s: the footnote's "
                   "text' below, or write '\\[^' for what is printed",
                   STR_ARG(label), STR_ARG(label));
    put(s, STR(FOOTNOTE_BYTES), at, 0);
    ARENA_NEXT(s->c->scratch, s->slots, s->slot_count, s->slot_capacity) = slot;
    return end;
}

/* Whether what is typed around 'at' without a blank is an address, where any sign may be a part of it. */
static bool in_address(Str text, size_t at)
{
    size_t from = at, to = at;
    while (from > 0 && !is_white(text.s[from - 1]))
        from--;
    while (to < text.n && !is_white(text.s[to]))
        to++;
    return memchr(text.s + from, '/', to - from) || memchr(text.s + from, '@', to - from);
}

/* Whether the '~' at 'at' keeps two words together, as TeX has it: "Team~HOPE", "{figure}~cases". Before a number it is
   the sign for "about"; between digits ("20~849") and after a colon ("C:~tmp") it is a sign, too. */
static bool is_tie(Str text, size_t at)
{
    static const char before[] = "}]).,;%+*_'\"", after[] = "{[(#*_'\"";
    if (at == 0 || at + 1 >= text.n || in_address(text, at))
        return false;
    const unsigned char last = (unsigned char)text.s[at - 1], next = (unsigned char)text.s[at + 1];
    if (is_digit(last) && is_digit(next))
        return false;
    return (last >= 0x80 || is_digit(last) || is_ascii_letter(last) || memchr(before, last, sizeof before - 1)) &&
           (next >= 0x80 || is_digit(next) || is_ascii_letter(next) || memchr(after, next, sizeof after - 1));
}

/* Whether the '^' at 'at' is meant for a footnote's mark: "Cases^1". */
static bool is_raised(Str text, size_t at)
{
    return at > 0 && at + 1 < text.n && !is_white(text.s[at - 1]) && text.s[at - 1] != '[' &&
           is_digit(text.s[at + 1]) && !in_address(text, at);
}

/* Reads bytes [from, to) of the value. False after a finding that leaves no text. */
static bool scan_read(Scan *s, uint32_t from, uint32_t to)
{
    const FigureRef *counted = s->context->counted;
    s->text = str_slice(s->context->value->text, 0, to);
    for (size_t at = white_end(s->text, from); at < s->text.n;) {
        char byte = s->text.s[at];
        if (is_white(byte)) {
            at = white_read(s, at);
        } else if (byte == '\\') {
            at = backslash_read(s, at);
        } else if (byte == '{') {
            size_t end = brace_end(s->text, at);
            if (end == 0)
                return diag_error(s->c->diag, DIAG_PLACEHOLDER, mark_of(s, at, at + 1),
                                  "'{' is not closed; write '}' after the name, or '\\{' for a brace that is printed");
            placeholder_read(s, at, end);
            at = end;
        } else if (byte == '}') {
            diag_error(s->c->diag, DIAG_PLACEHOLDER, mark_of(s, at, at + 1),
                       "'}' closes nothing; write '\\}' for a brace that is printed");
            at++;
        } else if (byte == '[' && at + 1 < s->text.n && s->text.s[at + 1] == '^' && footnote_read(s, at)) {
            at = str_find(s->text, STR("]"), at) + 1;
        } else if (byte == '~' && is_tie(s->text, at)) {
            put(s, STR("\xC2\xA0"), at++, 0);
        } else if (byte == '^' && is_raised(s->text, at)) {
            diag_error(s->c->diag, DIAG_MARKUP, mark_of(s, at, at + 2),
                       "a footnote's mark is [^%c], with its text below 'footnotes:'; write '\\^' for a '^' that is "
                       "printed",
                       s->text.s[at + 1]);
            at++;
        } else if (byte == '#' && counted) {
            put_slot(s, (Op){.kind = OP_FIGURE, .mark = mark_of(s, at, at + 1), .figure = *counted}, at);
            at++;
        } else {
            at = put_source(s, at, ordinary_end(s->text, at));
        }
    }
    ARENA_ROOM(s->c->scratch, s->origin, s->origin_count, s->origin_capacity);
    s->origin[s->origin_count] = to;
    return true;
}

/* ---- Ops ---- */

/* A text, or an arm, in the making. All but the addresses is in the scratch arena. */
typedef struct Making {
    const Context *context;
    Letters letters;
    Op *ops;
    size_t count, capacity;
} Making;

static void add_op(Making *m, Op op, uint16_t style)
{
    const Style *look = &m->letters.styles[style];
    op.strong = look->strong;
    op.emphasis = look->emphasis;
    op.url = look->url;
    ARENA_NEXT(m->context->c->scratch, m->ops, m->count, m->capacity) = op;
}

typedef struct TextOp {
    Buf text; /* in the scratch arena, as are the places */
    Place *places;
    size_t count, capacity;
    Mark last; /* of the last letter, if it prints as it was typed; else no source */
} TextOp;

/* A letter that prints as it was typed continues the run of its neighbor; each other one gets a place of its own. */
static void add_letter(const Context *context, TextOp *op, const Letter *letter)
{
    Mark mark = value_mark(context->value, letter->origin, letter->length);
    size_t at = op->text.n;
    buf_code_point(&op->text, letter->code);
    bool in_step = mark.length == op->text.n - at && mark.length == letter->length && mark.source &&
                   str_eq(str_slice(mark.source->text, mark.offset, mark.offset + mark.length),
                          str_slice(buf_str(&op->text), at, op->text.n));
    bool continues = in_step && op->last.source && op->last.offset + op->last.length == mark.offset;
    if (!continues) {
        ARENA_NEXT(context->c->scratch, op->places, op->count, op->capacity) =
            (Place){(uint32_t)at, in_step ? (Mark){mark.source, mark.offset, 0} : mark};
    }
    op->last = in_step ? mark : (Mark){0};
}

/* Adds the letters after one that prints as it was typed, as long as they do too and follow it in the source: most of
   all text. Returns how many (at most 'most'). */
static size_t add_following(const Context *context, TextOp *op, const Letter *letter, size_t most)
{
    const Value *v = context->value;
    size_t at = letter->origin + letter->length, count = 0;
    if (!op->last.source)
        return 0;
    size_t end = place_end(v->places, v->place_count, letter->origin);
    for (; count < most && at < end; count++, at++) {
        const Letter *next = &letter[1 + count];
        if (next->origin != at || next->length != 1 || next->code != (unsigned char)v->text.s[at] || next->code >= 0x80)
            break;
        buf_char(&op->text, (char)next->code);
    }
    if (count)
        op->last = (Mark){op->last.source, op->last.offset + (uint32_t)(at - 1 - letter->origin), 1};
    return count;
}

/* Letters of one style. */
static void add_text(Making *m, const Letter *letters, size_t count)
{
    const Context *context = m->context;
    Arena *a = context->c->arena;
    TextOp text = {.text = {.arena = context->c->scratch}};
    for (size_t i = 0; i < count; i++) {
        add_letter(context, &text, &letters[i]);
        i += add_following(context, &text, &letters[i], count - i - 1);
    }
    Op op = {.kind = OP_TEXT, .mark = value_mark(context->value, letters->origin, letters->length)};
    op.text = str_copy(a, buf_str(&text.text));
    op.places = arena_grow(a, text.places, text.count, text.count, sizeof *text.places);
    op.place_count = text.count;
    literals_note(context->c, context->own, &op);
    add_op(m, op, letters->style);
}

static bool compile(const Context *context, uint32_t from, uint32_t to, Wording *wording);

/* The placeholder that the letter at 'i' is. */
static void add_slot(Making *m, const Op *slot, size_t i)
{
    const Letter *letters = m->letters.items;
    Context inner = *m->context;
    inner.depth++;
    inner.in_link = inner.in_link || m->letters.styles[letters[i].style].url.n > 0;
    inner.before = i ? letters[i - 1].code : inner.before;
    inner.after = i + 1 < m->letters.count ? letters[i + 1].code : inner.after;
    inner.counted = slot->kind == OP_PLURAL ? &slot->figure : inner.counted;
    add_op(m, *slot, letters[i].style);
    if (slot->arm_count && inner.depth > MAX_ARM_DEPTH)
        diag_error(inner.c->diag, DIAG_PLACEHOLDER, slot->mark,
                   "plurals are nested more than %d deep; write the sentences out", MAX_ARM_DEPTH);
    else
        for (size_t k = 0; k < slot->arm_count; k++) {
            Arm *arm = &slot->arms[k];
            inner.own = arm->test == ARM_STATE ? (StateSet){&arm->state, 1} : m->context->own;
            compile(&inner, arm->from, arm->to, &arm->wording);
        }
}

/* ---- Compiling ---- */

static void refuse_inner_link(const Context *context, const Letters *letters)
{
    for (size_t i = 0; context->in_link && i < letters->count; i++)
        if (letters->styles[letters->items[i].style].url.n) {
            diag_error(context->c->diag, DIAG_MARKUP,
                       value_mark(context->value, letters->items[i].origin, letters->items[i].length),
                       "a link within a link; take one away");
            return;
        }
}

/* Bytes [from, to) of the value. */
static bool compile(const Context *context, uint32_t from, uint32_t to, Wording *wording)
{
    const Compiler *c = context->c;
    size_t errors = diag_errors(c->diag), slot = 0;
    Str typed = str_slice(context->value->text, from, to);
    bool space_before = typed.n && is_white(typed.s[0]), space_after = typed.n && is_white(typed.s[typed.n - 1]);
    Scan s = {.context = context, .c = c, .out = {.arena = c->scratch}};
    if (!scan_read(&s, from, to))
        return false;
    const Skeleton skeleton = {context->value, buf_str(&s.out), s.origin};
    Making m = {.context = context, .letters = {.scratch = c->scratch}};
    markup_read(&skeleton, !(context->allowed & ALLOW_MARKUP), &m.letters, c->arena, c->diag);
    typography_apply(&m.letters, c->language, space_before ? ' ' : context->before, space_after ? ' ' : context->after);
    refuse_inner_link(context, &m.letters);
    const Letter *letters = m.letters.items;
    bool is_arm = context->depth > 0;
    if (is_arm && space_before)
        add_text(&m, &(Letter){.code = ' ', .origin = from, .length = 1}, 1);
    for (size_t i = 0, end; i < m.letters.count; i = end) {
        end = i + 1;
        if ((letters[i].code == OBJECT_CHAR || letters[i].code == FOOTNOTE_CHAR) && slot < s.slot_count) {
            add_slot(&m, &s.slots[slot++], i);
            continue;
        }
        while (end < m.letters.count && letters[end].style == letters[i].style && letters[end].code != OBJECT_CHAR &&
               letters[end].code != FOOTNOTE_CHAR)
            end++;
        add_text(&m, &letters[i], end - i);
    }
    if (is_arm && space_after && m.letters.count)
        add_text(&m, &(Letter){.code = ' ', .origin = to - 1, .length = 1}, 1);
    wording->mark = value_mark(context->value, from, to - from);
    if (*c->op_count <= WORDING_MAX_OPS && (*c->op_count += m.count) > WORDING_MAX_OPS)
        diag_error(c->diag, DIAG_VALUE, wording->mark,
                   "with this text the wording holds more than %d texts, placeholders and changes of emphasis; "
                   "shorten it",
                   WORDING_MAX_OPS);
    if (*c->op_count > WORDING_MAX_OPS)
        return false;
    wording->ops = arena_grow(c->arena, m.ops, m.count, m.count, sizeof *m.ops);
    wording->count = m.count;
    return diag_errors(c->diag) == errors;
}

/* What begins a line of the text, but would be something else beside it. False after a finding. */
static bool lines_check(const Compiler *c, const Value *v)
{
    const Source *source = v->mark.source;
    size_t end = source ? v->mark.offset + v->mark.length : 0;
    Str text = str_slice(source ? source->text : v->text, 0, end), key;
    for (size_t at = source ? v->mark.offset : 0, breaks = 0; at < end; at++, breaks = 0) {
        while (at < end && !is_break(text.s[at]))
            at++;
        for (; at < end && is_white(text.s[at]); at++)
            breaks += text.s[at] == '\n';
        Mark mark = {source, (uint32_t)at, 1};
        if (key_beside_text(text, at, &key))
            return key_below_report((Mark){source, (uint32_t)at, (uint32_t)key.n + 1}, key, c->diag);
        if (at + 1 < end && (text.s[at] == '-' || text.s[at] == '*') && is_blank(text.s[at + 1]))
            return diag_error(c->diag, DIAG_SYNTAX, mark,
                              breaks > 1 ? "this '%c' is indented deeper than the entries above, so that it goes on "
                                           "with the text above; indent it as they are"
                                         : "this '%c' goes on with the text above, and begins no list; write the block "
                                           "'list', with '- list:' and its items below, or indent it as the entries "
                                           "above are",
                              text.s[at]);
    }
    return true;
}

/* "# A heading", which YAML takes for a comment where it is not in quotes. False after a finding. */
static bool heading_check(const Compiler *c, const Value *v)
{
    Str text = v->mark.source ? v->mark.source->text : v->text;
    size_t from = v->mark.source ? v->mark.offset : 0, at = from, signs = from;
    while (at < text.n && (is_blank(text.s[at]) || (at == from && (text.s[at] == '"' || text.s[at] == '\''))))
        at++;
    for (signs = at; signs < text.n && text.s[signs] == '#';)
        signs++;
    if (signs == at || signs >= text.n || !is_blank(text.s[signs]))
        return true;
    return diag_error(c->diag, DIAG_SYNTAX, (Mark){v->mark.source, (uint32_t)at, (uint32_t)(signs - at)},
                      "a '#' makes no heading; write the block '- section: A heading', with 'body:' below it, or "
                      "'\\#' for the sign");
}

bool wording_compile(const Compiler *c, const Value *v, unsigned allowed, Wording *wording)
{
    const Context context = {.c = c, .value = v, .allowed = allowed, .own = c->own};
    arena_reset(c->scratch);
    wording->mark = v->mark;
    if ((allowed & ALLOW_MARKUP) && !heading_check(c, v))
        return false;
    if (str_trim(v->text).n == 0)
        return (allowed & ALLOW_EMPTY) ||
               diag_error(c->diag, DIAG_VALUE, v->mark, "an empty text; write one, or take the key away");
    bool good = sentence_check(v, c->diag) && lines_check(c, v) && compile(&context, 0, (uint32_t)v->text.n, wording);
    wording->mark = v->mark;
    return good;
}
