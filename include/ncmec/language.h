/* What depends on a sheet's language: words and rules for figures, dates and changes. Figures are typed in English,
   in any language of the sheet. */
#pragma once

#include "ncmec/base.h"

/* What is before the number of a figure that is not exact, or in its place. */
typedef enum Phrase {
    PHRASE_NONE,
    PHRASE_MORE_THAN,
    PHRASE_OVER,
    PHRASE_AT_LEAST,
    PHRASE_FEWER_THAN,
    PHRASE_UNDER,
    PHRASE_LESS_THAN,
    PHRASE_AT_MOST,
    PHRASE_ABOUT,
    PHRASE_NEARLY,
    PHRASE_ALMOST,
    PHRASE_SUPPRESSED, /* from here on there is no number */
    PHRASE_NOT_AVAILABLE,
    PHRASE_NOT_APPLICABLE,
    PHRASE_COUNT
} Phrase;

typedef enum Magnitude {
    MAGNITUDE_NONE,
    MAGNITUDE_THOUSAND,
    MAGNITUDE_MILLION,
    MAGNITUDE_BILLION, /* 10^9 */
    MAGNITUDE_COUNT
} Magnitude;

/* CLDR's categories that a language here knows. */
typedef enum PluralCase { PLURAL_OTHER, PLURAL_ONE, PLURAL_MANY, PLURAL_COUNT } PluralCase;

/* What a plural rule looks at: a number as it is printed. */
typedef struct Counted {
    int64_t whole;       /* -1: it has decimals */
    Magnitude magnitude; /* printed as a word after it */
    bool is_exact;
} Counted;

/* What is around a number in short: "<" before, "+" after. */
typedef struct Affix {
    const char *before, *behind;
} Affix;

/* One row a language. Texts with slots are filled by language_fill(). */
typedef struct Language {
    const char *name;
    const char *tag;      /* the primary subtag of BCP 47: "en" takes "en" and "en-US" */
    const char *own_name; /* what it calls itself: "español" */
    const char *example;  /* "'en-US'", for messages */
    const char *months[12];
    const char *date;                           /* {0} month, {1} day, {2} year */
    const char *group, *point;                  /* between thousands, before decimals */
    const char *percent;                        /* {0} the number */
    const char *phrases[PHRASE_COUNT];          /* in running text, in small letters */
    Affix short_phrases[PHRASE_SUPPRESSED];     /* in highlights and tables */
    const char *no_number;                      /* there, in the place of a number */
    const char *withheld;                       /* what is heard for it where a figure is known, but withheld */
    const char *magnitudes[MAGNITUDE_COUNT][2]; /* by the mantissa: of exactly 1, of any other */
    unsigned alone;                             /* a bit for each Magnitude that prints without its 1: "mil" */
    PluralCase (*plural)(Counted number);
    unsigned plurals;           /* a bit for each PluralCase that the rule gives */
    const char *changes[3];     /* down, unchanged, up: {0} by how much, {1} from which year */
    const char *up_from_none;   /* {1} from which year */
    const char *of_nation;      /* after a label: {0} the nation's figure */
    const char *of_nation_part; /* the same: {1} the share */
    const char *missing;        /* in a draft: {0} the key */
    const char *
        links[4]; /* what a link does, by its scheme: a web page, a telephone, a mailbox, a footnote; {0} the address */
    const char *to;          /* what is heard for the dash in "2022-2023" */
    const char *slug;        /* of a press file: {0} name, {1} standard, {2} page, {3} pages */
    const char *blank;       /* there, of a page without ink */
    const char *edition;     /* there, after the name: {0} the day of the last correction */
    const char *revision[2]; /* of the state's figure, of the nation's: {0} day, {1} label, {2} before; why follows */
    uint32_t quotes[4];      /* double open, double close, single open, single close (the apostrophe too) */
    const char *elided[6];   /* words that begin with an apostrophe, NULL at the end */
    const char *of_state;    /* what {of_state} is where the jurisdictions do not say: {0} the name in a sentence */
    const char *index;       /* what the list of all pages is called */
    const char *common;      /* words that only texts in it are full of, with a space around each */
    const char *hyphenation; /* the dictionary's file */
    const char *hyphen_package; /* the Debian package that holds it */
} Language;

/* The rows, English first. */
extern const Language *const language_rows[];
extern const size_t language_count;
enum { LANGUAGES_MAX = 8 };

/* The language that figures are typed in, and that the program speaks. */
extern const Language language_english;

/* What names of files in that language have before their ending: "-es", in English nothing. */
const char *language_suffix(const Language *language, Arena *a);
/* A language's index in language_rows[]. */
size_t language_index(const Language *language);
/* The language of a BCP 47 tag with an optional region, "en-US"; NULL: none here. */
const Language *language_find(Str tag);
/* The language that a text is in, by its common words; NULL: it cannot be told. */
const Language *language_guess(Str text);
/* The category that a wording's arm names: one of those that the language's rule gives, but PLURAL_OTHER. */
bool language_plural(const Language *language, Str word, PluralCase *plural);
/* "'one' and 'other'", for messages. */
Str language_plurals(const Language *language, Arena *a);
/* How a tag of each language here is written, for messages: "'en-US' or 'es-US'", without the region "'en' or 'es'". */
Str language_tags(bool with_region, Arena *a);

/* 'text' with its slots {0} to {9} filled; those past 'count' stay. */
Str language_fill(const char *text, const Str *values, size_t count, Arena *a);
/* "December 31, 2023". */
Str language_date(const Language *language, Date date, Arena *a);
