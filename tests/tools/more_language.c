/* The program's languages and an invented one: a language is a row. */
#include "ncmec/language.h"

static PluralCase plural_invented(UNUSED Counted number)
{
    return PLURAL_MANY;
}

static const Language invented = {
    .name = "Invented",
    .tag = "xx",
    .own_name = "inventa",
    .index = "listo",
    .example = "'xx-US'",
    .months = {"mu", "mu", "mu", "mu", "mu", "mu", "mu", "mu", "mu", "mu", "mu", "mu"},
    .date = "{2}-{0}-{1}",
    .group = "'",
    .point = ":",
    .percent = "{0} po",
    .phrases = {"", "plo", "plo", "plo", "mio", "mio", "mio", "mio", "cio", "cio", "cio", "tacit", "nula", "nena"},
    .short_phrases = {{"", ""}, {">", ""}},
    .no_number = "-",
    .withheld = "tacit",
    .magnitudes = {{"", ""}, {"kilo", "kilo"}, {"gogol", "gogol"}, {"googol", "googol"}},
    .plural = plural_invented,
    .plurals = 1U << PLURAL_OTHER | 1U << PLURAL_MANY,
    .changes = {"{0} mio", "sam", "{0} plo"},
    .up_from_none = "nov",
    .of_nation = ", {0}",
    .of_nation_part = ", {0} ({1})",
    .missing = "[nena: {0}]",
    .links = {"la {0}", "la {0}", "la {0}", "la {0}"},
    .to = " to ",
    .slug = "{0} {1} {2}/{3}",
    .blank = "nena",
    .quotes = {0x201C, 0x201D, 0x2018, 0x2019},
    .of_state = "da {0}",
    .hyphenation = "hyph_xx.dic",
    .hyphen_package = "hyphen-xx",
};

#define NCMEC_MORE_LANGUAGES &invented
#include "src/base/language.c"
