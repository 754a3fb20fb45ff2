/* The form of a typed figure, before it is known what interval it means. */
#pragma once

#include "decimal.h"

enum { FORM_TEXT_MAX = 100, FORM_WORDS_MAX = 8 };

typedef struct PhraseForm {
    Phrase phrase;
    FigureKind kind;
    int beyond; /* how far from the number the nearest count is that it allows; 0: the number itself */
    const char *also, *sign, *behind; /* read for it too: words before the number, a sign at it, words after it; '|'
                                         between, NULL: none */
} PhraseForm;

/* What is typed where there is no number, and why. */
typedef struct BlankForm {
    Phrase phrase;
    FigureKind kind;
} BlankForm;

typedef struct MagnitudeForm {
    Magnitude magnitude;
    const char *short_forms; /* which are not accepted, but understood; each between blanks */
    int exponent;
} MagnitudeForm;

/* What was typed, in small letters, and what remains without its phrase, cut into words. */
typedef struct Typed {
    char small[FORM_TEXT_MAX + 1];
    Str text;
    Str words[FORM_WORDS_MAX];
    size_t count;
    const BlankForm *blank;   /* NULL where there is a number */
    const PhraseForm *phrase; /* NULL where there is none */
    Str number;               /* without its '%' */
    bool percent;
    const MagnitudeForm *magnitude; /* NULL where there is none */
} Typed;

/* 'text' is trimmed and not empty. False with a reason, as decimal_read() gives it; 'd' only tells whether anybody will
   see a hint. */
bool form_read(Str text, const Measure *measure, Typed *typed, Decimal *number, Diag *d, char reason[REASON_MAX]);
/* Why a text is two figures where a comma or a point may group thousands or begin decimals, as in "36,200 million";
   NULL: it is not. */
const char *form_two_readings(Str text, Arena *a);
/* The forms that are accepted, as a hint to the finding just reported. */
void form_hint(const Measure *measure, Diag *d);
/* The forms that are accepted, as a regular expression of ECMA 262, in any letter case. */
void form_pattern(const Measure *measure, Buf *out);
/* As they are typed: in English. */
const char *phrase_words(Phrase phrase);
const char *magnitude_word(Magnitude magnitude);
