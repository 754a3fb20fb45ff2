/* Break opportunities: those of UAX #14 as libunibreak finds them, less those that the prose keeps together and some
   that no typesetter would take; inside words those of libhyphen's dictionary (Liang's patterns). Looks at characters
   alone, not at widths. */
#include "segment.h"

#include "src/base/read.h"

#include <errno.h>
#include <hyphen.h>
#include <linebreak.h>
#include <stdlib.h>
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

/* Length of the word at a break: letters, digits and all that is not ASCII. */
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

enum { LEFT_LEAST = 2, RIGHT_LEAST = 3, WORD_MOST = 60, PUNCTUATION = 0x2000 };

struct Hyphenator {
    HyphenDict *patterns;
    int8_t
        letters[PUNCTUATION]; /* of each below general punctuation: 1 the patterns have it, -1 not, 0 not asked yet */
};

Hyphenator *hyphenator_open(const Language *language, const char *path, Mark wanted_at, Arena *a, Diag *d)
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
    if (!dictionary)
        return NULL;
    Hyphenator *h = ARENA_NEW(a, Hyphenator);
    h->patterns = dictionary;
    return h;
}

void hyphenator_free(Hyphenator *h)
{
    if (h)
        hnj_hyphen_free(h->patterns);
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

/* The lower case of a letter of Latin, Greek or Cyrillic script, whatever the locale; other characters as they are. */
static uint32_t letter_lower(uint32_t c)
{
    static const struct {
        uint16_t first, last, step, distance;
    } capitals[] = {
        {'A', 'Z', 1, 32},    {0xC0, 0xDE, 1, 32},  {0x100, 0x12E, 2, 1},  {0x132, 0x136, 2, 1},  {0x139, 0x147, 2, 1},
        {0x14A, 0x176, 2, 1}, {0x179, 0x17D, 2, 1}, {0x391, 0x3A9, 1, 32}, {0x400, 0x40F, 1, 80}, {0x410, 0x42F, 1, 32},
    };
    for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++)
        if (c >= capitals[i].first && c <= capitals[i].last && (c - capitals[i].first) % capitals[i].step == 0)
            return c + capitals[i].distance;
    return c;
}

/* Whether the letter is in a pattern, from that state on. */
static bool follows(const HyphenDict *patterns, int state, Str letter)
{
    for (size_t i = 0; i < letter.n; i++) {
        const HyphenState *from = &patterns->states[state];
        int k = 0;
        while (k < from->num_trans && from->trans[k].ch != letter.s[i])
            k++;
        if (k == from->num_trans)
            return false;
        state = from->trans[k].new_state;
    }
    return true;
}

/* Whether a pattern has this letter: one that none has is foreign to the language. */
static bool is_in_patterns(Hyphenator *h, uint32_t c, Str letter)
{
    bool found = h->letters[c] > 0;
    for (const HyphenDict *level = h->letters[c] ? NULL : h->patterns; level && !found; level = level->nextlevel)
        for (int state = 0; state < level->num_states && !found; state++)
            found = follows(level, state, letter);
    h->letters[c] = found ? 1 : -1;
    return found;
}

/* A word of letters as the patterns have them: in lower case, in their encoding. */
typedef struct Word {
    char bytes[4 * WORD_MOST + 1];
    size_t byte_count, letter_count;
    size_t ends[WORD_MOST]; /* of each letter, in the text */
} Word;

/* Adds the letter at '*at'; false where there is none that the patterns know, or a capital after the first. */
static bool letter_add(Word *w, Hyphenator *h, Str text, size_t *at)
{
    enum { LATIN_1 = 0x100 };
    size_t next = *at, n = 1;
    uint32_t typed = utf8_next(text, &next), c = letter_lower(typed);
    char *out = w->bytes + w->byte_count;
    if (w->letter_count == WORD_MOST || (typed != c && w->letter_count))
        return false;
    if (c < 0x80 || (c < LATIN_1 && strcmp(h->patterns->cset, "ISO8859-1") == 0))
        *out = (char)c;
    else if (c < PUNCTUATION && h->patterns->utf8)
        n = utf8_put(c, out);
    else
        return false;
    if (c < 0x80 ? !is_ascii_letter(*out) : !is_in_patterns(h, c, (Str){out, n}))
        return false;
    w->ends[w->letter_count++] = *at = next;
    w->byte_count += n;
    return true;
}

/* Reads the letters of 'text', at most the first of them a capital, without the punctuation around them and without
   "'s" after them. False for a word of which the patterns know nothing: an abbreviation, an address, one with digits,
   inner capitals, foreign letters, or a hyphen of its own. */
static bool word_read(Word *w, Hyphenator *h, Str text)
{
    static const Str genitive = {"\xE2\x80\x99s", 4};
    size_t start = 0, end = 0;
    while (end < text.n && !letter_add(w, h, text, &end)) {
        utf8_next(text, &end);
        start = end;
    }
    while (end < text.n && letter_add(w, h, text, &end))
        ;
    Str rest = str_slice(text, end, text.n);
    rest = str_slice(rest, str_starts(rest, genitive) ? genitive.n : 0, rest.n);
    w->bytes[w->byte_count] = '\0';
    return w->letter_count >= LEFT_LEAST + RIGHT_LEAST &&
           holds_only(str_slice(text, 0, start), "([\"'\xE2\x80\x9C\xE2\x80\x98\xC2\xBF\xC2\xA1\xC2\xAB") &&
           holds_only(rest, ".,;:!?)]\"'\xE2\x80\x99\xE2\x80\x9D\xE2\x80\xA6\xC2\xBB");
}

/* 'text' has no spaces; places that have a class already keep it. */
static void word_hyphenate(Hyphenator *h, Str text, uint8_t *classes)
{
    Word w;
    w.byte_count = w.letter_count = 0;
    if (!word_read(&w, h, text))
        return;
    char points[sizeof w.bytes + 4] = {0}; /* one a letter */
    char **spellings = NULL; /* where a hyphen would change the spelling, which no text here does; mostly none */
    int *positions = NULL, *cuts = NULL;
    errno = 0;
    hnj_hyphen_hyphenate3(h->patterns, w.bytes, (int)w.byte_count, points, NULL, &spellings, &positions, &cuts,
                          LEFT_LEAST, RIGHT_LEAST, LEFT_LEAST, RIGHT_LEAST);
    if (errno == ENOMEM)
        out_of_memory();
    for (size_t i = LEFT_LEAST; i + RIGHT_LEAST <= w.letter_count; i++)
        if ((points[i - 1] & 1) && !(spellings && spellings[i - 1]) && classes[w.ends[i - 1]] == BREAK_NONE)
            classes[w.ends[i - 1]] = BREAK_SOFT;
    for (size_t i = 0; spellings && i < w.byte_count; i++)
        free(spellings[i]);
    free(spellings);
    free(positions);
    free(cuts);
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
