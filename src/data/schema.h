/* What the readers of this stage share when they speak about typed text. */
#pragma once

#include "ncmec/data.h"

enum { SHOWN_MAX = 64, FIGURE_TEXT_MAX = 128 };

/* 'text' as a message may quote it: on one line, and cut with "..." where it is long. 'out' backs the result. */
Str text_shown(Str text, char out[SHOWN_MAX]);
/* A figure in words without an arena, as figure_long() prints it in English. 'out' backs the result. */
Str figure_text(const Figure *f, char out[FIGURE_TEXT_MAX]);

/* Reports a value of another kind than 'wanted' ("'notes' must be a list, but is a text"). */
bool kind_check(const Value *v, ValueKind wanted, Str key, Diag *d);

/* The text of a scalar, which must not be empty; else a finding that names the key. */
bool text_read(const Value *v, Str key, Str *result, Diag *d);

/* Whether a comment that is probably none follows the text that ends at 'from', past blanks; its '#' is at *hash. */
bool hash_find(Str text, size_t from, size_t *hash);
void hash_report(Mark at, Diag *d);

/* Whether a key that a text of the wording may have beside it begins at 'at', as in "when: "; and the finding where it
   goes on with a text instead. False, always. */
bool key_beside_text(Str text, size_t at, Str *key);
bool key_below_report(Mark at, Str key, Diag *d);

/* The same of a sentence, see sentence_check(). */
bool sentence_read(const Value *v, Str key, Str *result, Diag *d);
/* The same of a text that may be typed for each language: in English, else in the first. */
bool texts_read(const Value *v, Str key, Str *result, Diag *d);

/* ---- Schemas for editors, printed from the rows that readers go by (jsonschema.c) ---- */

/* What a key takes that is more than its type says, as a JSON Schema; the last one has no key. */
typedef struct KeySchema {
    const char *key, *schema;
} KeySchema;

#define SCHEMA_TEXT "\"type\": [\"string\", \"number\", \"boolean\"]" /* a scalar, which editors read by its looks */
#define SCHEMA_TEXTS "{\"type\": \"array\", \"items\": {" SCHEMA_TEXT "}}"
#define SCHEMA_BOOL "{\"type\": \"boolean\"}"

/* The head of a schema, in which a map's or a definition's members follow, and "}\n" ends it. */
void schema_begin(Buf *out, const char *title);
/* One member of an object, after a comma where it is not the first. */
void schema_key(Buf *out, Str key, const char *schema, bool *first);
/* A map of these keys, without its braces: '"type": "object"' and so on. 'special' may be NULL. */
void schema_map(Buf *out, const Key *keys, const KeySchema *special);
const char *schema_of_type(KeyType type);
