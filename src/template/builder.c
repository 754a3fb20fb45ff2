/* Puts a paragraph together from pieces: text, inlines, places, keeps and uses of a Prose. A value is put in as it is:
   nothing here reads markup. A phrase or a name that begins a sentence takes a capital ("More than 18,400", "The
   District of Columbia"). White space stays single where pieces meet. */
#include "builder.h"

#include <string.h>

Builder builder_new(const Filling *f)
{
    return (Builder){.f = f, .text = {.arena = f->arena}};
}

static void add_place(Builder *b, Mark mark)
{
    ARENA_ROOM(b->f->arena, b->places, b->place_count, b->place_capacity);
    b->places[b->place_count++] = (Place){(uint32_t)b->text.n, mark};
}

/* The bytes from 'start' to the text's end become an inline, or join the one before. */
static void add_inline(Builder *b, InlineKind kind, size_t start, const Surround *s)
{
    uint32_t end = (uint32_t)b->text.n;
    Inline *last = b->inline_count ? &b->inlines[b->inline_count - 1] : NULL;
    if (start == end)
        return;
    if (kind == INLINE_TEXT && last && last->kind == kind && last->strong == s->strong &&
        last->emphasis == s->emphasis && str_eq(last->url, s->url)) {
        last->end = end;
        return;
    }
    ARENA_ROOM(b->f->arena, b->inlines, b->inline_count, b->inline_capacity);
    b->inlines[b->inline_count++] = (Inline){kind, (uint32_t)start, end, s->strong, s->emphasis, s->url};
}

/* The bytes from 'start' to the text's end tell of a figure. */
void builder_use(Builder *b, FigureRef ref, size_t start, bool share)
{
    if (b->text.n == start)
        return;
    ARENA_ROOM(b->f->arena, b->uses, b->use_count, b->use_capacity);
    b->uses[b->use_count++] = (FigureUse){(uint32_t)start, (uint32_t)b->text.n, ref.measure, ref.nation, share};
}

static bool wants_no_space(const Builder *b)
{
    return b->text.n == 0 || b->text.s[b->text.n - 1] == ' ' || b->text.s[b->text.n - 1] == '\n';
}

void builder_trim(Builder *b)
{
    while (b->text.n && b->text.s[b->text.n - 1] == ' ') {
        Inline *last = &b->inlines[b->inline_count - 1];
        b->text.n--;
        if (--last->end == last->start)
            b->inline_count--;
    }
    while (b->place_count && b->places[b->place_count - 1].at >= b->text.n)
        b->place_count--;
}

/* ---- Pieces --------------------------------------------------------------------------------------------------------
 */

void builder_text(Builder *b, const Op *op, const Surround *s)
{
    size_t start = b->text.n;
    uint32_t skip = op->text.n && op->text.s[0] == ' ' && wants_no_space(b);
    if (op->text.n <= skip)
        return;
    for (size_t i = 0; i < op->place_count; i++) {
        Place place = op->places[i];
        if (place.at < skip) {
            if (i + 1 < op->place_count && op->places[i + 1].at <= skip)
                continue;
            place.mark.offset += skip - place.at;
            place.at = skip;
        }
        ARENA_ROOM(b->f->arena, b->places, b->place_count, b->place_capacity);
        b->places[b->place_count++] = (Place){(uint32_t)start + place.at - skip, place.mark};
    }
    buf_put(&b->text, str_slice(op->text, skip, op->text.n));
    add_inline(b, INLINE_TEXT, start, s);
}

void builder_value(Builder *b, Str text, Mark mark, const Surround *s)
{
    size_t start = b->text.n;
    if (text.n == 0)
        return;
    add_place(b, mark);
    buf_put(&b->text, text);
    add_inline(b, INLINE_TEXT, start, s);
}

static bool is_plain(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] == '"' || text.s[i] == '\'' || text.s[i] == '-' ||
            (is_white(text.s[i]) && (text.s[i] != ' ' || i == 0 || i + 1 == text.n || text.s[i - 1] == ' ')))
            return false;
    return true;
}

/* A value that a person typed as text: curly quotes and single spaces as in the wording, but no markup. With the scalar
   'v' each letter keeps its own place. */
void builder_typed(Builder *b, Str text, const Value *v, Mark mark, const Surround *s)
{
    Letters letters = {0};
    size_t start = b->text.n;
    bool space = false;
    if (!v && is_plain(text)) {
        builder_value(b, text, mark, s);
        return;
    }
    letters.items = ARENA_ARRAY(b->f->arena, Letter, text.n);
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t code = utf8_next(text, &at);
        bool white = code < 0x80 && is_white((char)code);
        if (white && (space || letters.count == 0))
            continue;
        space = white;
        letters.items[letters.count++] =
            (Letter){.code = white ? ' ' : code, .origin = (uint32_t)from, .length = (uint32_t)(at - from)};
    }
    if (space)
        letters.count--;
    typography_apply(&letters, b->f->language, 0, 0);
    for (size_t i = 0; i < letters.count; i++) {
        const Letter *letter = &letters.items[i];
        if (v || i == 0)
            add_place(b, v ? value_mark(v, letter->origin, letter->length) : mark);
        buf_code_point(&b->text, letter->code);
    }
    add_inline(b, INLINE_TEXT, start, s);
}

void builder_object(Builder *b, InlineKind kind, Str text, Mark mark, const Surround *s)
{
    if (kind == INLINE_BREAK)
        builder_trim(b);
    size_t start = b->text.n;
    add_place(b, mark);
    buf_put(&b->text, text);
    add_inline(b, kind, start, s);
}

/* ---- Capitals ------------------------------------------------------------------------------------------------------
 */

static bool drop_end(Str *s, const Str *ends, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_ends(*s, ends[i])) {
            s->n -= ends[i].n;
            return true;
        }
    return false;
}

static bool begins_sentence(Str s)
{
    static const Str openers[] = {{"\xE2\x80\x9C", 3}, {"\xE2\x80\x98", 3}, {"(", 1}, {"[", 1}};
    static const Str closers[] = {{"\xE2\x80\x9D", 3}, {"\xE2\x80\x99", 3}, {")", 1}, {"]", 1}};
    static const Str stops[] = {{".", 1}, {"!", 1}, {"?", 1}};
    while (drop_end(&s, openers, sizeof openers / sizeof *openers))
        continue;
    if (s.n == 0)
        return true;
    if (s.s[s.n - 1] != ' ')
        return false;
    s.n--;
    while (drop_end(&s, closers, sizeof closers / sizeof *closers))
        continue;
    return drop_end(&s, stops, sizeof stops / sizeof *stops);
}

Str builder_capital(const Builder *b, Str text)
{
    if (text.n == 0 || text.s[0] < 'a' || text.s[0] > 'z' || !begins_sentence(buf_str(&b->text)))
        return text;
    char *copy = arena_alloc(b->f->arena, text.n);
    memcpy(copy, text.s, text.n);
    copy[0] = (char)(copy[0] - 'a' + 'A');
    return (Str){copy, text.n};
}

Prose builder_prose(Builder *b, Mark mark)
{
    Prose prose = {.mark = mark};
    builder_trim(b);
    prose.text = buf_str(&b->text);
    prose.inlines = b->inlines;
    prose.inline_count = (uint32_t)b->inline_count;
    prose.places = b->places;
    prose.place_count = (uint32_t)b->place_count;
    prose.keeps = keeps_find(b->f->keeps, prose.text, b->f->arena, &prose.keep_count);
    for (size_t i = 0; i < b->use_count; i++)
        if (b->uses[i].end > prose.text.n)
            b->uses[i].end = (uint32_t)prose.text.n;
    prose.uses = b->uses;
    prose.use_count = (uint32_t)b->use_count;
    return prose;
}
