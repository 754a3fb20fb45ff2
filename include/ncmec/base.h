/* Memory, strings and lengths: what every stage uses. Includes no third-party header. */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define UNUSED __attribute__((unused))

/* ---- Arena: memory that is freed all at once ---- */

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *a);  /* NULL is allowed */
void arena_reset(Arena *a); /* every allocation is gone; the largest block is kept for the next sheet */

/* Zeroed, aligned for any type. Never NULL: when memory runs out the process ends with a message and exit code 7,
   because every target file is written beside its place and renamed last, so that nothing is lost. */
void *arena_alloc(Arena *a, size_t size);
/* 'old' with room for 'count' items, the rest zeroed: a copy, or where 'count' is larger perhaps 'old' itself, grown.
   It may be NULL. */
void *arena_grow(Arena *a, const void *old, size_t old_count, size_t count, size_t item_size);
/* Gives back what is after the first 'size' bytes of 'item', where that is the latest allocation. */
void arena_trim(Arena *a, const void *item, size_t size);
/* What was allocated since the mark is gone. Nothing older may have grown or been trimmed meanwhile. */
typedef struct ArenaMark {
    void *block;
    size_t used, handed_out;
} ArenaMark;
ArenaMark arena_mark(const Arena *a);
void arena_back(Arena *a, ArenaMark mark);
size_t arena_bytes(const Arena *a); /* handed out since the last reset */

#define ARENA_NEW(a, Type) ((Type *)arena_alloc((a), sizeof(Type)))
#define ARENA_ARRAY(a, Type, count) ((Type *)arena_grow((a), NULL, 0, (count), sizeof(Type)))
/* The next item of an array that grows, to be written: count and capacity are size_t lvalues, and count goes up. */
#define ARENA_NEXT(a, array, count, capacity) (ARENA_ROOM(a, array, count, capacity), (array) + (count)++)[0]
/* Makes room for it alone, at array[count]. */
#define ARENA_ROOM(a, array, count, capacity)                                                                          \
    ((count) < (capacity) ? (void)0                                                                                    \
                          : (void)((capacity) = (capacity)             ? 2 * (capacity)                                \
                                                : sizeof *(array) > 32 ? 2                                             \
                                                                       : 8,                                            \
                                   (array) = arena_grow((a), (array), (count), (capacity), sizeof *(array))))

/* Ends the process with exit code 7 and one line on standard error. Foreign libraries' failed allocations come here
   too: HarfBuzz goes on with wrong glyphs, so callers clear errno before and test it for ENOMEM after its calls. */
_Noreturn void out_of_memory(void);
void files_have_changed(void); /* so that it does not say that none has */

/* ---- Str: borrowed UTF-8, not terminated ---- */

typedef struct Str {
    const char *s;
    size_t n;
} Str;

#define STR(literal) ((Str){(literal), sizeof(literal) - 1})
#define STR_ARG(str) (int)(str).n, (str).s /* for "%.*s" */

Str str_from(const char *terminated);
static inline bool str_eq(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || (a.s[0] == b.s[0] && (a.n == 1 || memcmp(a.s, b.s, a.n) == 0)));
}
/* ASCII letters alone fold, in every locale. */
bool str_eq_any_case(Str a, Str b);
bool str_ends_any_case(Str s, Str suffix);
size_t str_find_any_case(Str s, Str part); /* the first place, or s.n */
int str_compare(Str a, Str b);             /* bytewise, as memcmp */
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
static inline Str str_slice(Str s, size_t from, size_t to) /* bytes [from, to), clamped */
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (Str){from ? s.s + from : s.s, to - from}; /* an empty Str may hold NULL, to which nothing is added */
}
Str str_trim(Str s);                           /* without ASCII white space at both ends */
size_t str_find(Str s, Str part, size_t from); /* byte offset, or s.n where there is none */
Str str_cut(Str *rest, Str sign);              /* takes off what is before the sign, and the sign; or all */
bool hex_parse(Str digits, uint32_t *value);   /* 1 to 8 hexadecimal digits */
Str str_copy(Arena *a, Str s);                 /* also terminated, at [n] */
const char *str_terminated(Arena *a, Str s);   /* a copy for a foreign function */
Str str_printf(Arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str str_vprintf(Arena *a, const char *format, va_list args);

/* The candidate that a person most likely meant (Damerau-Levenshtein distance at most a third of the longer word, at
   least 1; ASCII case aside), or an empty Str. The first of equals wins. */
Str str_nearest(Str word, const Str *candidates, size_t count);

size_t str_distance(Str a,
                    Str b); /* insertions, deletions, replacements and swaps; SIZE_MAX of words too long to tell */

/* Code point at *at, which moves after it; U+FFFD and one byte on for malformed UTF-8. *at < s.n is required. */
uint32_t utf8_next(Str s, size_t *at);
uint32_t utf8_at(Str s, size_t at);                /* the code point at byte 'at'; 0 at the end */
uint32_t utf8_before(Str s, size_t at);            /* the code point that ends at byte 'at'; 0 at the start */
size_t utf8_put(uint32_t code_point, char out[4]); /* bytes written */
/* The number of a text of digits alone; -1: it is none, or above 'most', which is far below INT64_MAX. */
int64_t digits_value(Str text, int64_t most);
size_t utf8_count(Str s);           /* code points */
size_t utf8_invalid(Str s);         /* offset of the first malformed sequence, or s.n */
size_t name_start(Str path);        /* index after the last '/', if any */
size_t white_end(Str s, size_t at); /* index after the white space at 'at', if any */
size_t ascii_end(Str s, size_t at); /* index after the printable ASCII characters at 'at', if any */

/* Bytes or code points of ASCII, in every locale. */
static inline bool is_digit(int64_t c)
{
    return c >= '0' && c <= '9';
}
static inline bool is_ascii_letter(int64_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool is_ascii_punctuation(int64_t c)
{
    return c > ' ' && c < 0x7F && !is_digit(c) && !is_ascii_letter(c);
}
static inline bool is_blank(int64_t c)
{
    return c == ' ' || c == '\t';
}
static inline bool is_break(int64_t c)
{
    return c == '\n' || c == '\r';
}
static inline bool is_white(int64_t c)
{
    return is_blank(c) || is_break(c);
}

#define PLURAL(count) ((count) == 1 ? "" : "s") /* the ending of an English noun after a count */

/* A string that grows; bytes live in the arena. Start with {.arena = a}. */
typedef struct Buf {
    Arena *arena;
    char *s;
    size_t n, capacity;
} Buf;

void buf_put(Buf *b, Str s);
static inline void buf_char(Buf *b, char c)
{
    if (b->n < b->capacity)
        b->s[b->n++] = c;
    else
        buf_put(b, (Str){&c, 1});
}
void buf_code_point(Buf *b, uint32_t c);
void buf_printf(Buf *b, const char *format, ...) __attribute__((format(printf, 2, 3))); /* integers and strings only */
/* What a terminal may be sent: no control character, nothing that turns the text around or cannot be seen. */
bool is_shown(uint32_t code_point);
/* The text on one line, for people: what is not shown is escaped ("\x1b", "\n", "\u202e"), as are bytes that are not
   UTF-8. For names of files, and for all that was not checked when it was read. */
void buf_shown(Buf *b, Str text);
Str str_shown(Arena *a, Str text); /* terminated, and perhaps 'text' itself */
/* One word of a command that a message proposes, quoted where a shell would take it for more; likewise. */
Str str_word(Arena *a, Str text);
/* How wide tables and texts for people may be: 100, or what main.c finds of the terminal. */
size_t text_columns(void);
void text_columns_set(size_t columns);
/* 'text' after 'head', in lines of at most so many columns, the others indented; a word that is longer, such as a path,
   is cut. */
void buf_wrapped(Buf *b, Str head, Str text, size_t indent, size_t most);
void buf_paragraphs(Buf *b, Str text, size_t most);    /* a line each; those that begin with a blank stay as they are */
void buf_escaped(Buf *b, Str text, const char *signs); /* a backslash before each of the signs */
void buf_xml(Buf *b, Str text);                        /* as text between tags */
void buf_json(Buf *b, Str text); /* as a JSON string with its quotes, which is a scalar of YAML too */
Str buf_str(const Buf *b);

uint64_t str_hash(Str text); /* for tables in memory: it differs between machines */

/* Texts, each once, in the order they came. Start with {.arena = a}. */
typedef struct TextSet {
    Arena *arena;
    Str *items; /* copies, terminated */
    size_t count, capacity;
    uint32_t *slots;
    size_t slot_count;
} TextSet;

bool textset_add(TextSet *set, Str text);          /* whether it was not there yet */
size_t textset_find(const TextSet *set, Str text); /* its index, or SIZE_MAX */

/* ---- Sp: a length, 1/65536 pt, an integer as in TeX, wide enough that no sum overflows ---- */

typedef int64_t Sp;

enum { SP_PER_PT = 65536 };

#define SP_PT(points) ((Sp)(points)*SP_PER_PT)

static inline Sp sp_least(Sp a, Sp b)
{
    return a < b ? a : b;
}
static inline Sp sp_most(Sp a, Sp b)
{
    return a > b ? a : b;
}
Sp sp_scale(Sp x, int64_t numerator, int64_t denominator); /* x * n / d, half away from zero, 128 bits inside */
/* "12.5 pt", "0.125 in", "3 mm", "12.5" (points), with an optional minus; false for anything else. */
bool sp_parse(Str s, Sp *length);
/* Points with at most 'decimals' decimals (0..6), rounded half away from zero, no trailing zeros: "72.5", "-0.25". */
size_t sp_format(Sp length, int decimals, char out[32]);
/* The same with two decimals, for a message; it lives as long as the block around it. */
#define SP_SHOWN(length) sp_shown((length), (char[32]){0})
const char *sp_shown(Sp length, char out[32]);

/* ---- Dates: seconds since 1970-01-01 00:00 UTC, proleptic Gregorian, no time zone, no clock ---- */

typedef struct Date {
    int year, month, day;
} Date;

bool date_parse(Str s, Date *date); /* strictly 2023-12-31 */
Str date_iso(Date date, Arena *a);  /* "2023-12-31" */
int64_t date_seconds(Date date);
Date date_from_seconds(int64_t seconds);

#define NCMEC_VERSION "1.0.0"
#define NCMEC_PRODUCER "ncmec-pdf " NCMEC_VERSION
