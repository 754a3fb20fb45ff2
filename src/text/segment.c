/* Break opportunities: those of UAX #14 as libunibreak finds them in the whole paragraph, less the ones that the prose
   keeps together and some that no typesetter would take, sorted by how bad they are. Looks at characters alone, not at
   widths. */
#include "segment.h"

#include <linebreak.h>
#include <string.h>

/* ---- Unicode's opportunities ---- */

/* A run of ASCII letters has one class and no break inside, and the rules look at no more than the neighbors' classes:
   one letter stands for the run. This spares the library most of its work, which is linear but slow. */
static void unicode_breaks(Str text, uint8_t *classes, Arena *a)
{
    static bool ready;
    if (!ready)
        init_linebreak();
    ready = true;

    char *few = arena_alloc(a, text.n + 1), *breaks = arena_alloc(a, text.n + 1);
    size_t count = 0;
    for (size_t i = 0; i < text.n; i++)
        if (i == 0 || !is_ascii_letter(text.s[i]) || !is_ascii_letter(text.s[i - 1]))
            few[count++] = text.s[i];
    set_linebreaks_utf8((const utf8_t *)few, count, "en", breaks);
    size_t at = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        at++;
        while (at < text.n && is_ascii_letter(text.s[at]) && is_ascii_letter(text.s[at - 1]))
            at++;
        if (breaks[i] == LINEBREAK_ALLOWBREAK)
            classes[at] = BREAK_FREE;
        else if (breaks[i] == LINEBREAK_MUSTBREAK)
            classes[at] = BREAK_FORCED;
    }
}

/* ---- Our own judgment ---- */

static const Str em_dash = {"\xE2\x80\x94", 3}, en_dash = {"\xE2\x80\x93", 3}, hyphen = {"\xE2\x80\x90", 3};
static const Str soft_hyphen = {"\xC2\xAD", 2};

static bool part_starts(Str text, size_t at, Str part)
{
    return str_starts(str_slice(text, at, text.n), part);
}

/* Letters and digits, and whatever is not ASCII, seen from a break on: how much of a word stands there. */
static size_t reach(Str text, size_t at, size_t most, bool forward)
{
    size_t count = 0;
    for (size_t i = at; count < most && (forward ? i < text.n : i > 0); i += forward ? 1u : (size_t)-1) {
        char c = text.s[forward ? i : i - 1];
        if (!is_ascii_letter(c) && !is_digit(c) && (unsigned char)c < 0x80)
            break;
        count++;
    }
    return count;
}

/* Whether the word [from, to) reads as an address, where a hyphen at a line's end could be taken for a part of it. */
static bool is_address(Str text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (text.s[i] == '@' || (text.s[i] == ':' && part_starts(text, i, STR("://"))))
            return true;
        if (text.s[i] == '.' && i > from && i + 1 < to && is_ascii_letter(text.s[i - 1]) &&
            is_ascii_letter(text.s[i + 1]))
            return true;
    }
    return false;
}

enum { LEAST_BEFORE_HYPHEN = 2, LEAST_AT_SLASH = 3 };

/* The class of a break in front of 'at' that Unicode allows inside a word, which begins at 'from'. */
static BreakClass break_judge(Str text, size_t from, bool in_address, size_t at)
{
    if (part_starts(text, at, em_dash))
        return BREAK_BEFORE_DASH;
    if (at - from >= 2 && part_starts(text, at - 2, soft_hyphen))
        return BREAK_SOFT;
    if (text.s[at - 1] == '-' || (at - from >= 3 && part_starts(text, at - 3, hyphen))) {
        size_t width = text.s[at - 1] == '-' ? 1 : 3;
        if (in_address || reach(text, at - width, LEAST_BEFORE_HYPHEN, false) < LEAST_BEFORE_HYPHEN)
            return BREAK_KEPT;
        return BREAK_HYPHEN;
    }
    if (at - from >= 3 && part_starts(text, at - 3, en_dash))
        return BREAK_HYPHEN;
    if (in_address)
        return BREAK_SLASH;
    if (text.s[at - 1] == '/') {
        bool is_poor = reach(text, at - 1, LEAST_AT_SLASH, false) < LEAST_AT_SLASH ||
                       reach(text, at, LEAST_AT_SLASH, true) < LEAST_AT_SLASH;
        return is_poor ? BREAK_KEPT : BREAK_SLASH;
    }
    return BREAK_FREE;
}

static size_t word_end(Str text, size_t from)
{
    while (from < text.n && text.s[from] != ' ' && text.s[from] != '\n')
        from++;
    return from;
}

uint8_t *prose_segment(const Prose *prose, Hyphenator *hyphenator, Arena *a)
{
    Str text = prose->text;
    uint8_t *classes = arena_alloc(a, text.n + 1);
    unicode_breaks(text, classes, a);
    for (size_t from = 0, to; from < text.n; from = to + 1) {
        to = word_end(text, from);
        const uint8_t *first = from < to ? memchr(classes + from + 1, BREAK_FREE, to - from - 1) : NULL;
        bool in_address = first && is_address(text, from, to);
        for (size_t at = first ? (size_t)(first - classes) : to; at < to; at++)
            if (classes[at] == BREAK_FREE)
                classes[at] = (uint8_t)break_judge(text, from, in_address, at);
        if (hyphenator)
            word_hyphenate(hyphenator, str_slice(text, from, to), classes + from);
    }
    for (uint32_t i = 0; i < prose->keep_count; i++) {
        size_t at = prose->keeps[i];
        if (at < text.n && classes[at] != BREAK_FORCED)
            classes[at] = classes[at] == BREAK_NONE || classes[at] == BREAK_SOFT ? BREAK_NONE : BREAK_KEPT;
    }
    return classes;
}
