/* Hyphenation by libhyphen with the installed dictionary (Liang's patterns as TeX has them). Words that patterns know
   nothing of are left alone: abbreviations, words with digits or inner capitals, names in other alphabets, addresses;
   a word that has a hyphen is broken at that one only. */
#include "hyphenate.h"
#include "segment.h"
#include "src/base/inputs.h"

#include <errno.h>
#include <hyphen.h>
#include <string.h>
#include <unistd.h>

enum { LEFT_LEAST = 2, RIGHT_LEAST = 3, WORD_MOST = 60 };

struct Hyphenator {
    HyphenDict *dictionary;
};

Hyphenator *hyphenator_open(const char *path, Mark wanted_at, Arena *a, Diag *d)
{
    errno = path ? 0 : ENOENT;
    HyphenDict *dictionary = path && access(path, R_OK) == 0 ? hnj_hyphen_load(path) : NULL;
    if (errno == ENOMEM)
        out_of_memory();
    if (!dictionary) {
        diag_error(d, DIAG_READ, wanted_at, "cannot read the hyphenation patterns '%s': %s",
                   path ? path : "hyph_en_US.dic", errno ? strerror(errno) : "not a dictionary");
        diag_note(d, wanted_at, "install the Debian package 'hyphen-en-us', or turn hyphenation off in the theme");
        return NULL;
    }
    struct stat status;
    if (stat(path, &status) == 0)
        input_note(&status, path);
    Hyphenator *h = ARENA_NEW(a, Hyphenator);
    h->dictionary = dictionary;
    return h;
}

void hyphenator_free(Hyphenator *h)
{
    if (h)
        hnj_hyphen_free(h->dictionary);
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* The letters of a word, at most the first of them a capital, without the punctuation around them and without "'s"
   behind them; empty for a word that is not to be hyphenated. */
static Str word_core(Str word, size_t *from)
{
    static const Str apostrophe = {"\xE2\x80\x99", 3};
    size_t start = 0;
    while (start < word.n && !is_lower(word.s[start]) && !is_upper(word.s[start])) {
        if (is_digit(word.s[start]))
            return (Str){0};
        start++;
    }
    size_t end = start;
    while (end < word.n && (is_lower(word.s[end]) || (end == start && is_upper(word.s[end]))))
        end++;
    Str rest = str_slice(word, end, word.n);
    if (str_starts(rest, apostrophe) && rest.n > apostrophe.n && rest.s[apostrophe.n] == 's')
        rest = str_slice(rest, apostrophe.n + 1, rest.n);
    /* What follows is punctuation of English, or the word is none. */
    static const Str marks[] = {{"\xE2\x80\x99", 3}, {"\xE2\x80\x9D", 3}, {"\xE2\x80\xA6", 3}};
    while (rest.n) {
        size_t length = strchr(".,;:!?)]\"'", rest.s[0]) && rest.s[0] ? 1 : 0;
        for (size_t i = 0; !length && i < sizeof marks / sizeof *marks; i++)
            length = str_starts(rest, marks[i]) ? marks[i].n : 0;
        if (!length)
            return (Str){0};
        rest = str_slice(rest, length, rest.n);
    }
    /* In front of it an opening quote or bracket may stand, but nothing that belongs to a word. */
    for (size_t i = 0; i < start; i++)
        if (!strchr("([\"'", word.s[i]) && (unsigned char)word.s[i] < 0x80)
            return (Str){0};
    if (start && !strchr("([\"'", word.s[start - 1]) &&
        !str_ends(str_slice(word, 0, start), (Str){"\xE2\x80\x9C", 3}) &&
        !str_ends(str_slice(word, 0, start), (Str){"\xE2\x80\x98", 3}))
        return (Str){0};
    *from = start;
    return str_slice(word, start, end);
}

void word_hyphenate(Hyphenator *h, Str word, uint8_t *classes)
{
    size_t from;
    Str core = word_core(word, &from);
    if (core.n < LEFT_LEAST + RIGHT_LEAST || core.n > WORD_MOST)
        return;
    char lower[WORD_MOST + 1], points[WORD_MOST + 5] = {0};
    for (size_t i = 0; i < core.n; i++)
        lower[i] = (char)(core.s[i] | 0x20);
    lower[core.n] = '\0';
    char **replacements = NULL;
    int *positions = NULL, *cuts = NULL;
    errno = 0;
    hnj_hyphen_hyphenate3(h->dictionary, lower, (int)core.n, points, NULL, &replacements, &positions, &cuts, LEFT_LEAST,
                          RIGHT_LEAST, LEFT_LEAST, RIGHT_LEAST);
    if (errno == ENOMEM)
        out_of_memory();
    /* English patterns ask for no change of spelling, so the three lists stay NULL. */
    for (size_t i = LEFT_LEAST; i + RIGHT_LEAST <= core.n; i++)
        if ((points[i - 1] & 1) && classes[from + i] == BREAK_NONE)
            classes[from + i] = BREAK_SOFT;
}
