/* Break opportunities: those of UAX #14 as libunibreak finds them, less those that the prose keeps together and some
   that no typesetter would take; inside words those of libhyphen's dictionary (Liang's patterns). Looks at characters
   alone, not at widths. */
#include "segment.h"

#include "src/base/read.h"

#include <errno.h>
#include <hyphen.h>
#include <linebreak.h>
#include <string.h>
#include <unistd.h>

/* ---- Unicode's opportunities ---- */

/* A run of ASCII letters has one class and no break inside, and the rules look at no more than the neighbors' classes:
   one letter stands for the run. This saves 6% of a batch. */
static void unicode_breaks(Str text, const char *language, uint8_t *classes, Arena *a)
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
    set_linebreaks_utf8((const utf8_t *)few, count, language, breaks);
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

/* ---- Hyphenation ---- */

enum { LEFT_LEAST = 2, RIGHT_LEAST = 3, WORD_MOST = 60 };

Hyphenator *hyphenator_open(const Language *language, const char *path, Mark wanted_at, Diag *d)
{
    struct stat status;
    errno = path ? 0 : ENOENT;
    HyphenDict *dictionary = path && access(path, R_OK) == 0 ? hnj_hyphen_load(path) : NULL;
    if (errno == ENOMEM)
        out_of_memory();
    if (!dictionary) {
        diag_error(d, DIAG_READ, wanted_at, "cannot read the hyphenation patterns '%s': %s",
                   path ? path : language->hyphenation, errno ? strerror(errno) : "not a dictionary");
        diag_note(d, wanted_at, "install the Debian package '%s', or turn hyphenation off in the theme",
                  language->hyphen_package);
    } else if (stat(path, &status) == 0) {
        input_note(&status, path);
    }
    return dictionary;
}

void hyphenator_free(Hyphenator *h)
{
    if (h)
        hnj_hyphen_free(h);
}

static bool holds_only(Str text, const char *characters)
{
    Str known = str_from(characters);
    for (size_t at = 0, from; from = at, at < text.n;) {
        utf8_next(text, &at);
        if (str_find(known, str_slice(text, from, at), 0) == known.n)
            return false;
    }
    return true;
}

/* The letters of a word, at most the first of them a capital, without the punctuation around them and without "'s"
   after them. Empty for a word of which the patterns know nothing: an abbreviation, an address, one with digits, inner
   capitals, letters outside of ASCII, or a hyphen of its own. */
static Str word_core(Str word, size_t *from)
{
    static const Str genitive = {"\xE2\x80\x99s", 4};
    size_t start = 0;
    while (start < word.n && !is_ascii_letter(word.s[start]))
        start++;
    size_t end = start;
    while (end < word.n && (end == start ? is_ascii_letter(word.s[end]) : word.s[end] >= 'a' && word.s[end] <= 'z'))
        end++;
    Str rest = str_slice(word, end, word.n);
    rest = str_slice(rest, str_starts(rest, genitive) ? genitive.n : 0, rest.n);
    *from = start;
    bool alone = holds_only(str_slice(word, 0, start), "([\"'\xE2\x80\x9C\xE2\x80\x98") &&
                 holds_only(rest, ".,;:!?)]\"'\xE2\x80\x99\xE2\x80\x9D\xE2\x80\xA6");
    return alone ? str_slice(word, start, end) : (Str){0};
}

/* 'word' is a stretch of text without spaces; places that have a class already keep it. */
static void word_hyphenate(Hyphenator *h, Str word, uint8_t *classes)
{
    size_t from;
    Str core = word_core(word, &from);
    if (core.n < LEFT_LEAST + RIGHT_LEAST || core.n > WORD_MOST)
        return;
    char lower[WORD_MOST + 1], points[WORD_MOST + 5] = {0};
    for (size_t i = 0; i < core.n; i++)
        lower[i] = (char)(core.s[i] | 0x20);
    lower[core.n] = '\0';
    char **replacements = NULL; /* of spelling: patterns for English ask for none, so the lists stay NULL */
    int *positions = NULL, *cuts = NULL;
    errno = 0;
    hnj_hyphen_hyphenate3(h, lower, (int)core.n, points, NULL, &replacements, &positions, &cuts, LEFT_LEAST,
                          RIGHT_LEAST, LEFT_LEAST, RIGHT_LEAST);
    if (errno == ENOMEM)
        out_of_memory();
    for (size_t i = LEFT_LEAST; i + RIGHT_LEAST <= core.n; i++)
        if ((points[i - 1] & 1) && classes[from + i] == BREAK_NONE)
            classes[from + i] = BREAK_SOFT;
}

/* ---- The whole paragraph ---- */

uint8_t *prose_segment(const Prose *prose, const Language *language, Hyphenator *hyphenator, Arena *a)
{
    Str text = prose->text;
    uint8_t *classes = arena_alloc(a, text.n + 1);
    unicode_breaks(text, language->tag, classes, a);
    for (size_t from = 0, to; from < text.n; from = to + 1) {
        for (to = from; to < text.n && text.s[to] != ' ' && text.s[to] != '\n'; to++)
            ;
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
