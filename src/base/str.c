/* Borrowed strings and growing ones, and the little UTF-8 that stages need. Nothing here depends on the locale. */
#include "ncmec/base.h"

#include <stdio.h>

Str str_from(const char *terminated)
{
    return (Str){terminated, terminated ? strlen(terminated) : 0};
}

static unsigned char fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool str_eq_any_case(Str a, Str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (fold(a.s[i]) != fold(b.s[i]))
            return false;
    return true;
}

bool str_ends_any_case(Str s, Str suffix)
{
    return s.n >= suffix.n && str_eq_any_case(str_slice(s, s.n - suffix.n, s.n), suffix);
}

size_t str_find_any_case(Str s, Str part)
{
    for (size_t at = 0; at + part.n <= s.n; at++)
        if (str_eq_any_case(str_slice(s, at, at + part.n), part))
            return at;
    return s.n;
}

int str_compare(Str a, Str b)
{
    size_t common = a.n < b.n ? a.n : b.n;
    int order = common ? memcmp(a.s, b.s, common) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(Str s, Str prefix)
{
    return s.n >= prefix.n && str_eq((Str){s.s, prefix.n}, prefix);
}

bool str_ends(Str s, Str suffix)
{
    return s.n >= suffix.n && str_eq((Str){s.s + (s.n - suffix.n), suffix.n}, suffix);
}

static bool is_trimmed(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

Str str_trim(Str s)
{
    size_t from = 0, to = s.n;
    while (from < to && is_trimmed(s.s[from]))
        from++;
    while (to > from && is_trimmed(s.s[to - 1]))
        to--;
    return str_slice(s, from, to);
}

size_t str_find(Str s, Str part, size_t from)
{
    if (part.n == 0)
        return from < s.n ? from : s.n;
    if (from >= s.n || part.n > s.n - from)
        return s.n;
    const char *found = memmem(s.s + from, s.n - from, part.s, part.n);
    return found ? (size_t)(found - s.s) : s.n;
}

Str str_cut(Str *rest, Str sign)
{
    size_t end = str_find(*rest, sign, 0);
    Str first = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, end + sign.n, rest->n);
    return first;
}

bool hex_parse(Str digits, uint32_t *value)
{
    *value = 0;
    for (size_t i = 0; i < digits.n; i++) {
        char c = digits.s[i], letter = (char)(c | 0x20);
        if (!is_digit(c) && !(letter >= 'a' && letter <= 'f'))
            return false;
        *value = *value << 4 | (uint32_t)(c <= '9' ? c - '0' : letter - 'a' + 10);
    }
    return digits.n > 0 && digits.n <= 8;
}

const char *str_terminated(Arena *a, Str s)
{
    char *copy = arena_alloc(a, s.n + 1);
    if (s.n)
        memcpy(copy, s.s, s.n);
    return copy;
}

Str str_copy(Arena *a, Str s)
{
    return (Str){str_terminated(a, s), s.n};
}

static void buf_reserve(Buf *b, size_t more)
{
    if (b->capacity - b->n >= more)
        return;
    size_t capacity = b->capacity ? b->capacity : 64;
    while (capacity - b->n < more)
        capacity *= 2;
    b->s = arena_grow(b->arena, b->s, b->n, capacity, 1);
    b->capacity = capacity;
}

void buf_put(Buf *b, Str s)
{
    if (s.n == 0)
        return;
    buf_reserve(b, s.n);
    memcpy(b->s + b->n, s.s, s.n);
    b->n += s.n;
}

/* Formats are fixed, so only memory can fail. */
static void buf_vprintf(Buf *b, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    buf_reserve(b, 1);
    int length = vsnprintf(b->s + b->n, b->capacity - b->n, format, args);
    if (length < 0)
        out_of_memory();
    if ((size_t)length >= b->capacity - b->n) {
        buf_reserve(b, (size_t)length + 1);
        vsnprintf(b->s + b->n, (size_t)length + 1, format, again);
    }
    va_end(again);
    b->n += (size_t)length;
}

Str str_vprintf(Arena *a, const char *format, va_list args)
{
    Buf text = {.arena = a};
    buf_vprintf(&text, format, args);
    buf_char(&text, '\0');
    return (Str){text.s, text.n - 1};
}

Str str_printf(Arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str s = str_vprintf(a, format, args);
    va_end(args);
    return s;
}

/* ---- Nearest word ---- */

enum { NEAREST_MAX = 64 }; /* longer words are not compared */

/* Optimal string alignment distance: insert, delete, replace, swap of neighbors. */
size_t str_distance(Str a, Str b)
{
    if (a.n > NEAREST_MAX || b.n > NEAREST_MAX)
        return SIZE_MAX;
    size_t rows[3][NEAREST_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b.n; j++)
        last[j] = before[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t best = last[j - 1] + (fold(a.s[i - 1]) != fold(b.s[j - 1]));
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && fold(a.s[i - 1]) == fold(b.s[j - 2]) && fold(a.s[i - 2]) == fold(b.s[j - 1]) &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        size_t *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[b.n];
}

Str str_nearest(Str word, const Str *candidates, size_t count)
{
    Str nearest = {0};
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        Str candidate = candidates[i];
        if (candidate.n == 0)
            continue;
        size_t longer = word.n > candidate.n ? word.n : candidate.n;
        size_t bound = longer / 3 > 1 ? longer / 3 : 1;
        size_t d = str_distance(word, candidate);
        if (d <= bound && d < longer && d < least) {
            least = d;
            nearest = candidate;
        }
    }
    return nearest;
}

/* ---- UTF-8 ---- */

/* Length of the well-formed sequence at s[0..n), 0 where there is none. Table 3-7 of the Unicode Standard. */
static size_t utf8_sequence(const unsigned char *s, size_t n, uint32_t *c)
{
    if (s[0] < 0x80) {
        *c = s[0];
        return 1;
    }
    size_t length = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
    if (s[0] < 0xC2 || s[0] > 0xF4 || n < length)
        return 0;
    uint32_t code = s[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (s[i] & 0x3Fu);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return 0;
    *c = code;
    return length;
}

uint32_t utf8_next(Str s, size_t *at)
{
    uint32_t c;
    size_t length = utf8_sequence((const unsigned char *)s.s + *at, s.n - *at, &c);
    if (length == 0) {
        ++*at;
        return 0xFFFD;
    }
    *at += length;
    return c;
}

uint32_t utf8_at(Str s, size_t at)
{
    return at < s.n ? utf8_next(s, &at) : 0;
}

uint32_t utf8_before(Str s, size_t at)
{
    if (at == 0)
        return 0;
    do
        at--;
    while (at > 0 && ((unsigned char)s.s[at] & 0xC0) == 0x80);
    return utf8_next(s, &at);
}

size_t utf8_put(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    out[0] = (char)((0xF00u >> length & 0xF0u) | c);
    return length;
}

int64_t digits_value(Str text, int64_t most)
{
    int64_t value = text.n ? 0 : -1;
    for (size_t i = 0; i < text.n && value >= 0; i++)
        value = is_digit(text.s[i]) && value <= most / 10 ? 10 * value + (text.s[i] - '0') : -1;
    return value <= most ? value : -1;
}

size_t utf8_count(Str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.n; count++)
        utf8_next(s, &at);
    return count;
}

/* Eight bytes at a time: a byte is no printable character where its highest bit is set, or comes to be set by adding 1
   (0x7F), or is borrowed by taking away a space. */
size_t name_start(Str path)
{
    while (path.n && path.s[path.n - 1] != '/')
        path.n--;
    return path.n;
}

size_t white_end(Str s, size_t at)
{
    while (at < s.n && is_white(s.s[at]))
        at++;
    return at;
}

size_t ascii_end(Str s, size_t at)
{
    const uint64_t each = 0x0101010101010101u, high = 0x80 * each;
    for (uint64_t bytes; at + sizeof bytes <= s.n; at += sizeof bytes) {
        memcpy(&bytes, s.s + at, sizeof bytes);
        if ((bytes | (bytes + each) | (bytes - ' ' * each)) & high)
            break;
    }
    while (at < s.n && s.s[at] >= ' ' && s.s[at] <= '~')
        at++;
    return at;
}

size_t utf8_invalid(Str s)
{
    for (size_t at = ascii_end(s, 0); at < s.n; at = ascii_end(s, at)) {
        uint32_t c;
        size_t length = utf8_sequence((const unsigned char *)s.s + at, s.n - at, &c);
        if (length == 0)
            return at;
        at += length;
    }
    return s.n;
}

/* ---- Buf ---- */

void buf_code_point(Buf *b, uint32_t c)
{
    char bytes[4];
    buf_put(b, (Str){bytes, utf8_put(c, bytes)});
}

void buf_printf(Buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_vprintf(b, format, args);
    va_end(args);
}

bool is_shown(uint32_t c)
{
    return c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0) && !(c >= 0x200B && c <= 0x200F) &&
           !(c >= 0x2028 && c <= 0x202E) && !(c >= 0x2060 && c <= 0x206F) && c != 0xFEFF && c != 0xAD && c != 0x61C;
}

void buf_shown(Buf *b, Str text)
{
    for (size_t at = ascii_end(text, 0), from = 0;; at = ascii_end(text, at)) {
        size_t next = at;
        buf_put(b, str_slice(text, from, at));
        if (at >= text.n)
            return;
        uint32_t c = utf8_next(text, &next);
        bool is_broken = c == 0xFFFD && next == at + 1;
        if (c == '\n' || c == '\t')
            buf_printf(b, "\\%c", c == '\n' ? 'n' : 't');
        else if (is_broken || (c < 0x80 && !is_shown(c)))
            buf_printf(b, "\\x%02x", (unsigned)(unsigned char)text.s[at]);
        else if (!is_shown(c))
            buf_printf(b, "\\u%04x", (unsigned)c);
        else
            buf_put(b, str_slice(text, at, next));
        at = from = next;
    }
}

static size_t columns_shown = 100;

size_t text_columns(void)
{
    return columns_shown;
}

void text_columns_set(size_t columns)
{
    columns_shown = columns;
}

Str str_shown(Arena *a, Str text)
{
    Buf out = {.arena = a};
    buf_shown(&out, text);
    return str_copy(a, buf_str(&out));
}

void buf_wrapped(Buf *out, Str head, Str text, size_t indent, size_t most)
{
    size_t column = utf8_count(head), begun = column; /* where the line's first word stands */
    buf_put(out, head);
    while (text.n) {
        Str word = str_cut(&text, STR(" "));
        bool is_first = column == begun;
        bool fits = column + !is_first + utf8_count(word) <= most;
        if (word.n && !is_first && fits)
            buf_char(out, ' ');
        column += word.n && !is_first && fits;
        for (size_t i = 0; i < word.n; column++) {
            size_t from = i;
            utf8_next(word, &i);
            if (column >= most || (from == 0 && !is_first && !fits)) {
                buf_printf(out, "\n%*s", (int)indent, "");
                column = begun = indent;
            }
            buf_put(out, str_slice(word, from, i));
        }
    }
    buf_char(out, '\n');
}

void buf_paragraphs(Buf *out, Str text, size_t most)
{
    while (text.n) {
        Str line = str_cut(&text, STR("\n"));
        if (line.n && line.s[0] != ' ')
            buf_wrapped(out, (Str){0}, line, 0, most);
        else
            buf_printf(out, "%.*s\n", STR_ARG(line));
    }
}

void buf_escaped(Buf *b, Str text, const char *signs)
{
    for (size_t i = 0; i < text.n; i++) {
        if (memchr(signs, text.s[i], strlen(signs)))
            buf_char(b, '\\');
        buf_char(b, text.s[i]);
    }
}

void buf_xml(Buf *b, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        buf_put(b, c == '&'   ? STR("&amp;")
                   : c == '<' ? STR("&lt;")
                   : c == '>' ? STR("&gt;")
                              : str_slice(text, i, i + 1));
    }
}

void buf_json(Buf *b, Str text)
{
    buf_char(b, '"');
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (c == '"' || c == '\\')
            buf_printf(b, "\\%c", (char)c);
        else if (c == '\n')
            buf_put(b, STR("\\n"));
        else if (c < 0x80 && is_shown(c))
            buf_char(b, (char)c);
        else if (!is_shown(c))
            buf_printf(b, "\\u%04x", (unsigned)c);
        else
            buf_code_point(b, c);
    }
    buf_char(b, '"');
}

Str buf_str(const Buf *b)
{
    return (Str){b->s, b->n};
}

Str str_word(Arena *a, Str text)
{
    Buf word = {.arena = a};
    Str shown = str_shown(a, text);
    size_t plain = 0;
    while (plain < shown.n && ((unsigned char)shown.s[plain] >= 0x80 || is_ascii_letter(shown.s[plain]) ||
                               is_digit(shown.s[plain]) || strchr("%+,-./:=@_", shown.s[plain])))
        plain++;
    if (shown.n && plain == shown.n)
        return shown;
    buf_char(&word, '"');
    for (size_t i = 0; i < shown.n; i++)
        buf_printf(&word, "%s%c", strchr("\"$`\\", shown.s[i]) ? "\\" : "", shown.s[i]);
    buf_char(&word, '"');
    return str_copy(a, buf_str(&word));
}
