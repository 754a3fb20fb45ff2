/* Words that never part: the patterns of the template's 'keep:' found in filled texts. A pattern is one or more words;
   '#' in it matches a number as it is printed ("36.2", "18,400", "19%"), a word '*' for any one word. Letter case
   counts, words are whole, punctuation may follow. Offsets say where no line may begin; those
   between two letters are left out, because no line ends there. */
#include "fill.h"
#include "markup.h"

enum {
    MONTHS = 12,
    KEEPS_MAX = 64,     /* patterns, beside those of the months */
    KEEP_WORDS_MAX = 8, /* of a pattern */
    KEEP_HITS_MAX = 256 /* offsets of one match */
};

typedef struct Pattern {
    Str words[KEEP_WORDS_MAX];
    size_t count;
} Pattern;

struct Keeps {
    Pattern items[KEEPS_MAX + MONTHS];
    size_t count;
    bool first[256]; /* bytes that a match may begin with */
};

static bool is_any(Str word)
{
    return str_eq(word, STR("*"));
}

/* ---- Reading ---- */

static void note_first(Keeps *keeps, Str word)
{
    unsigned char c = (unsigned char)word.s[0];
    keeps->first[c] = true;
    if (c == '#')
        for (char digit = '0'; digit <= '9'; digit++)
            keeps->first[(unsigned char)digit] = true;
    if (c == '\'')
        keeps->first[0xE2] = true;
}

static bool pattern_read(const Value *v, Pattern *pattern, Diag *d)
{
    Str left = str_trim(v->text);
    *pattern = (Pattern){0};
    while (left.n) {
        size_t end = 0;
        while (end < left.n && !is_white(left.s[end]))
            end++;
        Str word = str_slice(left, 0, end);
        if (pattern->count == KEEP_WORDS_MAX)
            return diag_error(d, DIAG_VALUE, v->mark,
                              "more than %d words that never part leave no place for a line to end", KEEP_WORDS_MAX);
        if (!is_any(word) && str_find(word, STR("*"), 0) < word.n)
            return diag_error(d, DIAG_VALUE, v->mark, "'*' stands for a whole word; write it alone");
        pattern->words[pattern->count++] = word;
        left = str_trim(str_slice(left, end, left.n));
    }
    if (pattern->count == 0)
        return diag_error(d, DIAG_VALUE, v->mark, "an empty text; write the words that never part");
    if (is_any(pattern->words[0]))
        return diag_error(d, DIAG_VALUE, v->mark, "'*' cannot come first; begin with the word that it follows");
    return true;
}

/* Day and month of a date never part, whatever the template lists: "December 31", "31 de diciembre". */
static void dates_add(Keeps *keeps, const Language *language, Arena *a)
{
    Str date = str_from(language->date);
    const size_t month = str_find(date, STR("{0}"), 0), day = str_find(date, STR("{1}"), 0);
    date = str_slice(date, 0, (month > day ? month : day) + 3);
    for (size_t i = 0; i < MONTHS; i++) {
        const Str slots[] = {str_from(language->months[i]), STR("#")};
        const Value words = {.kind = VALUE_SCALAR, .text = language_fill(str_terminated(a, date), slots, 2, a)};
        pattern_read(&words, &keeps->items[keeps->count], NULL);
        note_first(keeps, keeps->items[keeps->count++].words[0]);
    }
}

const Keeps *keeps_read(const Value *list, const Language *dates, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d), listed = list ? list->count : 0;
    Keeps *keeps = ARENA_NEW(a, Keeps);
    if (listed > KEEPS_MAX)
        return diag_error(d, DIAG_VALUE, list->mark, "more than %d patterns of words that never part", KEEPS_MAX), NULL;
    for (size_t i = 0; i < listed; i++) {
        const Value *v = list->items[i];
        if (v->kind != VALUE_SCALAR)
            diag_error(d, DIAG_KIND, v->mark, "words that never part are a text");
        else if (sentence_check(v, d) && pattern_read(v, &keeps->items[keeps->count], d))
            note_first(keeps, keeps->items[keeps->count++].words[0]);
    }
    if (dates)
        dates_add(keeps, dates, a);
    return diag_errors(d) == errors ? keeps : NULL;
}

/* ---- Matching ---- */

typedef struct Match {
    Str text;
    uint32_t hits[KEEP_HITS_MAX];
    size_t count, end;
} Match;

static bool hit(Match *m, size_t at)
{
    if (m->count < KEEP_HITS_MAX)
        m->hits[m->count++] = (uint32_t)at;
    return true;
}

/* Index after the number that begins at 'at'. */
static size_t number_end(Str text, size_t at, bool suffix_follows)
{
    size_t to = at;
    while (to < text.n && (is_digit(text.s[to]) ||
                           ((text.s[to] == '.' || text.s[to] == ',') && to + 1 < text.n && is_digit(text.s[to + 1]))))
        to++;
    if (!suffix_follows && to < text.n && (text.s[to] == '%' || text.s[to] == '+'))
        to++;
    return to;
}

static bool ends_anywhere(uint32_t c)
{
    enum { DASH_FIRST = 0x2010, DASH_LAST = 0x2015, IDEOGRAPHS = 0x2E80 };
    return (c >= DASH_FIRST && c <= DASH_LAST) || c >= IDEOGRAPHS;
}

/* Whether a line might end before 'at', inside a word: after a hyphen and its like, around dashes, and between the
   characters of scripts that end lines anywhere. */
static bool may_end_line(Str text, size_t at)
{
    uint32_t last = utf8_before(text, at), now = utf8_at(text, at);
    if (last < 0x80)
        return (is_ascii_punctuation(last) && last != '(' && last != '[' && last != '{') || ends_anywhere(now);
    return ends_anywhere(last) || ends_anywhere(now);
}

static bool word_match(Match *m, Str word, size_t *at)
{
    static const Str apostrophe = {"\xE2\x80\x99", 3};
    size_t start = *at;
    if (is_any(word)) {
        while (*at < m->text.n && m->text.s[*at] != ' ' && m->text.s[*at] != '\n')
            ++*at;
        return *at > start;
    }
    for (size_t i = 0; i < word.n; i++) {
        size_t here = *at;
        if (here >= m->text.n)
            return false;
        if (word.s[i] == '#' && is_digit(m->text.s[here])) {
            *at = number_end(m->text, here, i + 1 < word.n && (word.s[i + 1] == '%' || word.s[i + 1] == '+'));
        } else if (word.s[i] == '\'' && str_starts(str_slice(m->text, here, m->text.n), apostrophe)) {
            *at += apostrophe.n;
        } else if (word.s[i] == m->text.s[here] && word.s[i] != '#') {
            ++*at;
        } else {
            return false;
        }
        bool inside = ((unsigned char)m->text.s[here] & 0xC0) == 0x80;
        if (here > start && !inside && may_end_line(m->text, here))
            hit(m, here);
    }
    return true;
}

/* Asked before pattern_match(), of every word; a match is rare. */
static bool begins_with(const Pattern *pattern, char c)
{
    const char first = pattern->words[0].s[0];
    return first == c || first == '#' || first == '\'';
}

static bool pattern_match(Match *m, const Pattern *pattern, size_t at)
{
    m->count = 0;
    for (size_t i = 0; i < pattern->count; i++) {
        if (i > 0) {
            if (at >= m->text.n || m->text.s[at] != ' ')
                return false;
            hit(m, ++at);
        }
        if (!word_match(m, pattern->words[i], &at))
            return false;
    }
    m->end = at;
    return !is_word(utf8_at(m->text, at)) || is_any(pattern->words[pattern->count - 1]);
}

/* Whether a word may begin at 'at', as one of the patterns does. */
static bool may_begin(const Keeps *keeps, Str text, size_t at)
{
    return keeps->first[(unsigned char)text.s[at]] && !(is_word(utf8_at(text, at)) && is_word(utf8_before(text, at)));
}

size_t keeps_next(const Keeps *keeps, Str text, size_t from, size_t to, size_t *end)
{
    Match m;
    m.text = text;
    *end = 0;
    for (size_t at = from; at < to; at++) {
        if (!may_begin(keeps, text, at))
            continue;
        for (size_t i = 0; i < keeps->count; i++)
            if (begins_with(&keeps->items[i], text.s[at]) && pattern_match(&m, &keeps->items[i], at) && m.end > *end)
                *end = m.end;
        if (*end)
            return at;
    }
    return to;
}

typedef struct Offsets {
    uint32_t *items;
    size_t count, capacity;
} Offsets;

/* Matches come almost in order, so an insertion moves little. */
static void offset_insert(Arena *a, Offsets *offsets, uint32_t offset)
{
    size_t i = offsets->count;
    while (i > 0 && offsets->items[i - 1] > offset)
        i--;
    if (i > 0 && offsets->items[i - 1] == offset)
        return;
    ARENA_ROOM(a, offsets->items, offsets->count, offsets->capacity);
    for (size_t j = offsets->count++; j > i; j--)
        offsets->items[j] = offsets->items[j - 1];
    offsets->items[i] = offset;
}

const uint32_t *keeps_find(const Keeps *keeps, Str text, Arena *a, uint32_t *count)
{
    Offsets offsets = {0};
    Match m = {.text = text};
    for (size_t at = 0; keeps && at < text.n; at++) {
        if (!may_begin(keeps, text, at))
            continue;
        for (size_t i = 0; i < keeps->count; i++)
            if (begins_with(&keeps->items[i], text.s[at]) && pattern_match(&m, &keeps->items[i], at))
                for (size_t j = 0; j < m.count; j++)
                    offset_insert(a, &offsets, m.hits[j]);
    }
    *count = (uint32_t)offsets.count;
    return offsets.items;
}
