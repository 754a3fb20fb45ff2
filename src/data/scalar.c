/* The map from a scalar's decoded bytes to the source, so that a caret can point into the middle of a paragraph.
   libyaml gives the decoded text and the stretch of source it came from; here the stretch is walked once more by the
   rules of YAML 1.1, chapter 9 (line folding, escapes, block indentation), and every byte is compared with the decoded
   text. Decoding itself is libyaml's. Line breaks are LF, CR and CRLF, the others being refused before. */
#include "scalar.h"

typedef struct Walk {
    Arena *arena;
    const Source *source;
    Str raw;        /* the whole source */
    size_t at, end; /* in raw */
    Str text;
    size_t done; /* bytes of text that have their place */
    Place *places;
    size_t count, capacity;
} Walk;

static size_t break_length(Str raw, size_t at)
{
    return raw.s[at] == '\r' && at + 1 < raw.n && raw.s[at + 1] == '\n' ? 2 : 1;
}

/* From the next text byte on the source is at 'offset'; 'whole' bytes of it where they are one escape. */
static void put_place(Walk *w, size_t offset, size_t whole)
{
    if (w->count && !whole) {
        const Place *last = &w->places[w->count - 1];
        if (!last->mark.length && last->mark.offset - last->at == (uint32_t)(offset - w->done))
            return;
    }
    ARENA_NEXT(w->arena, w->places, w->count, w->capacity) =
        (Place){(uint32_t)w->done, {w->source, (uint32_t)offset, (uint32_t)whole}};
}

/* The text goes on with 'bytes', which are at 'offset'. */
static bool take(Walk *w, Str bytes, size_t offset, size_t whole)
{
    if (bytes.n == 0)
        return true;
    if (!str_eq(str_slice(w->text, w->done, w->done + bytes.n), bytes))
        return false;
    put_place(w, offset, whole);
    w->done += bytes.n;
    return true;
}

/* ---- Plain and quoted ---- */

/* Blanks and breaks at w->at: as they are within a line; folded where the line ends. A first break that was escaped
   is not there for the text, and no blank around it either. */
static bool take_white(Walk *w, bool escaped)
{
    size_t from = w->at, breaks = 0, at = from;
    while (at < w->end && (is_blank(w->raw.s[at]) || is_break(w->raw.s[at]))) {
        if (!is_break(w->raw.s[at])) {
            at++;
            continue;
        }
        if (breaks++ > 0 && !take(w, STR("\n"), at, 0))
            return false;
        at += break_length(w->raw, at);
    }
    w->at = at;
    if (breaks == 0)
        return take(w, str_slice(w->raw, from, at), from, 0);
    while (from < at && is_blank(w->raw.s[from]))
        from++;
    return breaks > 1 || escaped || take(w, STR(" "), from, 0);
}

/* The character that an escape stands for; *length is that of the escape, backslash included. */
static uint32_t escape_value(Str raw, size_t at, size_t *length)
{
    static const char letters[] = "0abt\tnvfre \"/\\N_LP";
    static const uint32_t values[] = {0,  7,   8,   9,   9,    10,   11,   12,     13,
                                      27, ' ', '"', '/', '\\', 0x85, 0xA0, 0x2028, 0x2029};
    char c = raw.s[at + 1];
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    *length = 2 + digits;
    uint32_t value;
    if (digits && hex_parse(str_slice(raw, at + 2, at + 2 + digits), &value))
        return value;
    const char *found = memchr(letters, c, sizeof letters - 1);
    return found ? values[found - letters] : 0xFFFD;
}

static bool take_escape(Walk *w)
{
    if (w->at + 1 < w->end && is_break(w->raw.s[w->at + 1])) {
        w->at++;
        return take_white(w, true);
    }
    size_t length;
    char bytes[4];
    size_t n = utf8_put(escape_value(w->raw, w->at, &length), bytes);
    if (!take(w, (Str){bytes, n}, w->at, length))
        return false;
    w->at += length;
    return true;
}

/* After the characters at w->at that stand for themselves; at least one. */
static size_t ordinary_end(const Walk *w, ScalarStyle style)
{
    size_t at = w->at + 1;
    for (; at < w->end; at++) {
        char c = w->raw.s[at];
        if (is_blank(c) || is_break(c) || (style == STYLE_DOUBLE && c == '\\') || (style == STYLE_SINGLE && c == '\''))
            break;
    }
    return at;
}

static bool walk_flow(Walk *w, ScalarStyle style)
{
    /* Nearly every text is one line without an escape. */
    if (w->end - w->at == w->text.n && take(w, str_slice(w->raw, w->at, w->end), w->at, 0))
        return true;
    while (w->at < w->end) {
        char c = w->raw.s[w->at];
        if (is_blank(c) || is_break(c)) {
            if (!take_white(w, false))
                return false;
        } else if (style == STYLE_DOUBLE && c == '\\') {
            if (!take_escape(w))
                return false;
        } else if (style == STYLE_SINGLE && c == '\'') {
            if (!take(w, STR("'"), w->at, 2))
                return false;
            w->at += 2;
        } else {
            size_t end = ordinary_end(w, style);
            if (!take(w, str_slice(w->raw, w->at, end), w->at, 0))
                return false;
            w->at = end;
        }
    }
    return w->done == w->text.n;
}

/* ---- Literal and folded blocks ---- */

typedef struct RawLine {
    size_t from, to; /* without its break */
    size_t indent;   /* spaces at its start */
} RawLine;

static bool next_line(Walk *w, RawLine *line)
{
    if (w->at >= w->raw.n)
        return false;
    line->from = line->to = w->at;
    while (line->to < w->raw.n && !is_break(w->raw.s[line->to]))
        line->to++;
    line->indent = 0;
    while (line->from + line->indent < line->to && w->raw.s[line->from + line->indent] == ' ')
        line->indent++;
    w->at = line->to < w->raw.n ? line->to + break_length(w->raw, line->to) : line->to;
    return true;
}

/* A line of a literal text is the end of a line of the source, after the indentation. */
static bool walk_literal(Walk *w)
{
    RawLine line;
    while (w->done < w->text.n && next_line(w, &line)) {
        size_t newline = str_find(w->text, STR("\n"), w->done);
        size_t length = newline - w->done;
        if (length > line.to - line.from || !take(w, str_slice(w->raw, line.to - length, line.to), line.to - length, 0))
            return false;
        if (newline < w->text.n && !take(w, STR("\n"), line.to, 0))
            return false;
    }
    return w->done == w->text.n;
}

/* The block's indentation: the first line that shows something has it, and the spaces that the text kept. */
static size_t block_indent(const Walk *w)
{
    Walk ahead = *w;
    RawLine line = {0};
    while (next_line(&ahead, &line) && line.from + line.indent == line.to)
        continue;
    size_t first = 0, spaces = 0;
    while (first < w->text.n && (w->text.s[first] == ' ' || w->text.s[first] == '\n'))
        first++;
    while (spaces < first && w->text.s[first - 1 - spaces] == ' ')
        spaces++;
    return line.indent > spaces ? line.indent - spaces : 0;
}

static bool take_newlines(Walk *w, size_t offset)
{
    while (w->done < w->text.n && w->text.s[w->done] == '\n')
        if (!take(w, STR("\n"), offset, 0))
            return false;
    return true;
}

/* Breaks between two lines became one space, or as many newlines as there were empty lines. */
static bool walk_folded(Walk *w)
{
    size_t indent = block_indent(w), last_break = w->at;
    bool first = true;
    RawLine line;
    while (w->done < w->text.n && next_line(w, &line)) {
        Str content = str_slice(w->raw, line.from + (line.indent < indent ? line.indent : indent), line.to);
        if (content.n == 0)
            continue;
        bool folds = !first && w->done < w->text.n && w->text.s[w->done] == ' ';
        if (!(folds ? take(w, STR(" "), last_break, 0) : take_newlines(w, last_break)))
            return false;
        if (w->done == w->text.n)
            break;
        if (!take(w, content, line.to - content.n, 0))
            return false;
        last_break = line.to;
        first = false;
    }
    return take_newlines(w, last_break) && w->done == w->text.n;
}

bool scalar_place(Value *scalar, ScalarStyle style, Arena *a)
{
    Mark mark = scalar->mark;
    Walk w = {.arena = a,
              .source = mark.source,
              .raw = mark.source->text,
              .at = mark.offset,
              .end = mark.offset + mark.length,
              .text = scalar->text};
    bool ok = false;
    if (str_trim(scalar->text).n == 0)
        return true;                /* nothing to point at: the whole scalar is its place */
    w.places = ARENA_NEW(a, Place); /* most scalars have no more than one */
    w.capacity = 1;
    switch (style) {
    case STYLE_SINGLE:
    case STYLE_DOUBLE:
        w.at++;
        w.end--;
        ok = walk_flow(&w, style);
        break;
    case STYLE_PLAIN:
        ok = walk_flow(&w, style);
        break;
    case STYLE_LITERAL:
    case STYLE_FOLDED: {
        RawLine header;
        next_line(&w, &header);
        ok = style == STYLE_LITERAL ? walk_literal(&w) : walk_folded(&w);
        break;
    }
    }
    scalar->places = ok ? w.places : NULL;
    scalar->place_count = ok ? w.count : 0;
    return ok;
}
