/* Characters: those that no typed text may hold, and those that do not count in a name. */
#pragma once

#include "ncmec/data.h"

/* What a file is, by its first bytes alone, not by its name. */
typedef enum FileKind {
    FILE_TEXT,
    FILE_UTF16,
    FILE_WORKBOOK,
    FILE_BINARY_WORKBOOK,
    FILE_OPEN_DOCUMENT,
    FILE_ZIP,
    FILE_OLD_OFFICE
} FileKind;

FileKind file_kind(Str bytes);
/* "a ZIP archive without a workbook; ...": of what is no text, and what to do. */
const char *file_kind_words(FileKind kind);

/* What escapes and tabs brought into a scalar that the source's bytes do not show. */
bool scalar_characters_check(const Value *scalar, Diag *d);

/* A blank other than ' ' and '\t' among the leading bytes of 's' ("a no-break space"), or NULL. */
const char *odd_blank_name(Str s, uint32_t *code_point);

bool is_blank_character(uint32_t c); /* of any width; line ends too */
bool is_note_mark(uint32_t c);       /* superscript digits and letters, daggers, section and paragraph signs */
Str blank_trim(Str text);            /* without outer blanks of any width */

/* The mark of a footnote at the end of a name: "*", "[1]", "(a)"; empty where there is none. */
Str name_note(Str name);
/* What two names that mean the same share: small letters and digits, "and" for '&', without blanks, dashes, points and
   the mark of a footnote at the end; signs that may change the meaning, such as '%' and '~', stay. 'out' backs the
   result, which is empty where the name is longer. */
enum { NAME_FOLD_MAX = 256 };
Str name_fold(Str name, char out[NAME_FOLD_MAX]);
/* Whether they share it with one of the words, between which is '|'. */
bool word_among(const char *words, Str text);
