/* All options, one row each. All that depends on an option's name, value or kind is made from its row: the reading of
   the command line (parse.c), its messages, the help (help.c). A new option is a field of Request, a row here and a
   test. */
#pragma once

#include "command.h"

/* What an option takes, and what its place in Request is. */
typedef enum OptionKind {
    OPTION_FLAG,      /* nothing: a bool */
    OPTION_TEXT,      /* const char *; "-" may be one */
    OPTION_TEXTS,     /* Texts: the option may be repeated */
    OPTION_WORD,      /* one of .words: an enum */
    OPTION_COUNT,     /* 1 to .most: an int */
    OPTION_YEARS,     /* "2021-2023,2025": years and year_count */
    OPTION_SHARE,     /* "2/5": shard and shards */
    OPTION_FLAVORS,   /* words of flavors, with commas between them: flavors and flavor_count */
    OPTION_LANGUAGES, /* tags of languages, with commas between them, or "all": languages and language_count */
    OPTION_STANDARD,  /* a standard of a flavor: that Flavor */
} OptionKind;

/* Headings of the help, in its order. */
typedef enum OptionGroup {
    GROUP_WHAT,
    GROUP_WHERE,
    GROUP_COVER,
    GROUP_DRAFT,
    GROUP_FROM,
    GROUP_MANY,
    GROUP_MESSAGES,
    GROUP_COUNT
} OptionGroup;

extern const char *const option_groups[GROUP_COUNT]; /* their titles */

typedef struct OptionWord {
    const char *text;
    unsigned value; /* of the enum */
} OptionWord;

typedef struct Option {
    const char *name;    /* without its dashes */
    char letter;         /* 0: none */
    const char *value;   /* what stands for it in the help; NULL: it takes nothing */
    const char *example; /* of a value, for messages; NULL: none */
    OptionKind kind;
    OptionGroup group;
    size_t place;            /* in Request; of years, shares and flavors implied by the kind */
    const OptionWord *words; /* the last one has no text */
    int most;                /* of a count */
    unsigned commands;       /* that take it: a set of FOR() */
    unsigned needed;         /* by these ... */
    unsigned unless_data;    /* ... but by these only without --data */
    unsigned one;            /* by these with one value, not with many */
    const char *help;        /* a text without ends of lines */
    const char *help_one;    /* for those that take one value */
} Option;

enum { OPTIONS_MAX = 64, OPTION_WORDS_MAX = 8 };

extern const Option options[];
extern const size_t option_count;

const Option *option_find(const char *name); /* must be there */
/* The words that the option takes, and their names alone; how many, 0 where it takes others. */
size_t option_words(const Option *option, OptionWord words[OPTION_WORDS_MAX], Str names[OPTION_WORDS_MAX]);
bool option_is_for(const Option *option, const Command *command);
