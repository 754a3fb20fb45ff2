/* Inline CommonMark of one paragraph, read by md4c: strong, emphasis and links. md4c knows no mode without blocks, so a
   comma stands in front of the text: a paragraph cannot then begin a list, a heading or a quotation, and a punctuation
   mark before an asterisk counts as a line's start does. Stricter than CommonMark, because a slip must not be printed:
   what does not pair is a finding, and so are HTML, images, code and entities. Line breaks and placeholders come as
   U+FFFC from message.c. */
#include "wording.h"

#include <md4c.h>
#include <string.h>

static const char guard = ',';

typedef struct Reader {
    const Compiler *c;
    const Skeleton *skeleton;
    Str text;      /* guarded */
    bool *escaped; /* by a backslash, one a byte of text */
    Letters *letters;
    size_t at; /* behind the last text that md4c handed over */
    int strong, emphasis;
    Str url;
    size_t link_letters; /* where the open link began */
    bool ignored;        /* inside a span that was reported */
} Reader;

/* The place of bytes [from, to) of the guarded text. */
static Mark mark_of(const Reader *r, size_t from, size_t to)
{
    uint32_t first = r->skeleton->origin[from - 1], end = r->skeleton->origin[to - 1];
    return value_mark(r->skeleton->value, first, end > first ? end - first : 1);
}

static bool is_escape(Str text, size_t at)
{
    return text.s[at] == '\\' && at + 1 < text.n && is_ascii_punctuation(text.s[at + 1]);
}

/* ---- Text ----------------------------------------------------------------------------------------------------------
 */

static uint16_t style_now(Reader *r)
{
    Letters *l = r->letters;
    Style style = {r->strong > 0, r->emphasis > 0, r->url};
    for (size_t i = l->style_count; i-- > 0;) {
        const Style *s = &l->styles[i];
        if (s->strong == style.strong && s->emphasis == style.emphasis && str_eq(s->url, style.url))
            return (uint16_t)i;
    }
    ARENA_ROOM(r->c->scratch, l->styles, l->style_count, l->style_capacity);
    l->styles[l->style_count] = style;
    return (uint16_t)l->style_count++;
}

/* An underscore between letters can neither open nor close emphasis: it is a name such as first_last. */
static bool is_inside_word(Str text, size_t from, size_t to)
{
    return from > 0 && to < text.n && is_word_byte(text.s[from - 1]) && is_word_byte(text.s[to]);
}

/* Behind the run of one character that begins at 'at'. */
static size_t run_end(const Reader *r, size_t at, size_t end)
{
    size_t to = at;
    while (to < end && r->text.s[to] == r->text.s[at] && !r->escaped[to])
        to++;
    return to;
}

static bool is_markup(char c)
{
    return c == '*' || c == '_' || c == '`' || c == ']';
}

/* Reports what markup should have taken but did not. Returns where the text goes on to be checked. */
static size_t leftover_check(Reader *r, size_t at, size_t end)
{
    char byte = r->text.s[at];
    if (r->escaped[at])
        return at + 1;
    if (byte == ']' && at + 1 < r->text.n && r->text.s[at + 1] == '(') {
        diag_error(r->c->diag, DIAG_MARKUP, mark_of(r, at, at + 2),
                   "this is not a link; write [words](https://address) without spaces in the address, or '\\]' for a "
                   "bracket that is printed");
        return at + 2;
    }
    if (byte != '*' && byte != '_' && byte != '`')
        return at + 1;
    size_t to = run_end(r, at, end);
    Str run = str_slice(r->text, at, to);
    if (byte == '`')
        diag_error(r->c->diag, DIAG_MARKUP, mark_of(r, at, to),
                   "a backtick is not a quotation mark; write ' or \", or '\\`' for a backtick that is printed");
    else if (byte == '*' || !is_inside_word(r->text, at, to))
        diag_error(r->c->diag, DIAG_MARKUP, mark_of(r, at, to),
                   "'%.*s' has no partner; it touches the words that it marks at both their ends, or is written '\\%c' "
                   "where it is printed",
                   STR_ARG(run), byte);
    return to;
}

static void add_letters(Reader *r, size_t from, size_t to)
{
    uint16_t style = style_now(r);
    Letters *l = r->letters;
    for (size_t at = from; at < to;) {
        size_t start = at;
        uint32_t code = utf8_next(r->text, &at);
        uint32_t origin = r->skeleton->origin[start - 1];
        ARENA_ROOM(r->c->scratch, l->items, l->count, l->capacity);
        l->items[l->count++] = (Letter){code, origin, (uint32_t)(at - start), style, r->escaped[start]};
    }
}

/* ---- What md4c hands over ------------------------------------------------------------------------------------------
 */

/* Where the next 'what' stands from here on, for spans that have no place of their own. */
static Mark mark_next(const Reader *r, const char *what)
{
    size_t n = strlen(what), at = str_find(r->text, (Str){what, n}, r->at);
    if (at + n > r->text.n)
        at = r->text.n - 1, n = 1;
    return mark_of(r, at ? at : 1, (at ? at : 1) + n);
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    Reader *r = user;
    switch (type) {
    case MD_TEXT_NORMAL:
    case MD_TEXT_ENTITY:
    case MD_TEXT_HTML:
    case MD_TEXT_CODE:
        break;
    case MD_TEXT_NULLCHAR:
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
    case MD_TEXT_LATEXMATH:
        /* One line, without a NUL and without md4c's extensions, has none of these. */
        diag_error(r->c->diag, DIAG_INTERNAL, r->skeleton->value->mark, "md4c hands over what the text does not hold");
        return 0;
    }
    size_t from = (size_t)(text - r->text.s), to = from + size;
    if (from == 0)
        from = 1;
    r->at = to;
    if (type == MD_TEXT_ENTITY) {
        diag_error(r->c->diag, DIAG_MARKUP, mark_of(r, from, to),
                   "'%.*s' is not read as a character; type the character itself, or '\\&' for an ampersand", (int)size,
                   text);
    } else if (type == MD_TEXT_HTML) {
        diag_error(r->c->diag, DIAG_MARKUP, mark_of(r, from, to),
                   "'%.*s' is HTML, which is not read here; mark words by **bold** or *emphasis*, or write '\\<'",
                   (int)size, text);
    } else if (!r->ignored) {
        for (size_t at = from; at < to;)
            at = is_markup(r->text.s[at]) ? leftover_check(r, at, to) : at + 1;
        add_letters(r, from, to);
    }
    return 0;
}

static bool is_address_scheme(Str url)
{
    static const Str schemes[] = {{"https://", 8}, {"http://", 7}, {"mailto:", 7}};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (url.n > schemes[i].n && str_eq_any_case(str_slice(url, 0, schemes[i].n), schemes[i]))
            return true;
    return false;
}

static bool is_address_text(Str url)
{
    for (size_t i = 0; i < url.n; i++)
        if (url.s[i] <= ' ' || url.s[i] > '~')
            return false;
    return true;
}

/* The address of a link whose words end at r->at: in parentheses behind them, or the words themselves. */
static Mark address_mark(const Reader *r)
{
    size_t open = str_find(r->text, STR("]("), r->at);
    if (open == r->text.n)
        return mark_of(r, r->at > 1 ? r->at - 1 : 1, r->at > 1 ? r->at : 2);
    size_t from = open + 2, to = from;
    while (to < r->text.n && r->text.s[to] != ')' && r->text.s[to] != ' ')
        to++;
    return mark_of(r, from, to > from ? to : from + 1);
}

static void check_link(Reader *r, const MD_SPAN_A_DETAIL *detail)
{
    Diag *d = r->c->diag;
    Letters *l = r->letters;
    bool autolink = r->at < r->text.n && r->text.s[r->at] == '>';
    Mark at = autolink ? mark_of(r, r->at - 1, r->at) : address_mark(r);
    if (autolink && l->count > r->link_letters)
        at = value_mark(r->skeleton->value, l->items[r->link_letters].origin,
                        l->items[l->count - 1].origin + 1 - l->items[r->link_letters].origin);
    if (l->count == r->link_letters)
        diag_error(d, DIAG_MARKUP, at, "a link without words; write [words](https://address)");
    if (str_find(r->url, STR(OBJECT_BYTES), 0) < r->url.n)
        diag_error(d, DIAG_MARKUP, at, "a placeholder cannot stand in a link's address; write the address out");
    else if (!is_address_scheme(r->url))
        diag_error(d, DIAG_MARKUP, at,
                   "'%.*s' is not an address that a sheet may link to; begin it with 'https://', "
                   "'http://' or 'mailto:'",
                   STR_ARG(r->url));
    else if (!is_address_text(r->url))
        diag_error(d, DIAG_MARKUP, at,
                   "an address holds no spaces and no letters beyond ASCII; write them percent-encoded");
    if (detail->title.size)
        diag_error(d, DIAG_MARKUP, at, "the title of a link is not printed; leave it out");
}

/* Words that are an address themselves keep their hyphens and quotes as typed. */
static void keep_address_verbatim(Reader *r)
{
    Letters *l = r->letters;
    bool address = false;
    for (size_t i = r->link_letters; i < l->count; i++) {
        if (l->items[i].code == ' ')
            return;
        address = address || l->items[i].code == '.' || l->items[i].code == '@';
    }
    for (size_t i = r->link_letters; address && i < l->count; i++)
        l->items[i].verbatim = true;
}

/* The parts of the address put together; entities in it are findings. */
static Str url_read(Reader *r, const MD_ATTRIBUTE *href)
{
    for (size_t i = 0; i == 0 || href->substr_offsets[i] < href->size; i++)
        if (href->size && href->substr_types[i] == MD_TEXT_ENTITY)
            diag_error(r->c->diag, DIAG_MARKUP, mark_next(r, "&"),
                       "entities are not read in an address; type the character itself");
    return str_copy(r->c->arena, (Str){href->text, href->size});
}

/* Emphasis and links, by md4c's two calls for each. */
static void span_read(Reader *r, MD_SPANTYPE type, void *detail, bool enters)
{
    Diag *d = r->c->diag;
    int step = enters ? 1 : -1;
    switch (type) {
    case MD_SPAN_EM:
        r->emphasis += step;
        break;
    case MD_SPAN_STRONG:
        r->strong += step;
        break;
    case MD_SPAN_A:
        if (enters) {
            r->url = url_read(r, &((MD_SPAN_A_DETAIL *)detail)->href);
            r->link_letters = r->letters->count;
        } else {
            check_link(r, detail);
            keep_address_verbatim(r);
            r->url = (Str){0};
        }
        break;
    case MD_SPAN_IMG:
        if (enters)
            diag_error(d, DIAG_MARKUP, mark_next(r, "!["), "an image cannot stand in a paragraph; take it away");
        r->ignored = enters;
        break;
    case MD_SPAN_CODE:
        if (enters)
            diag_error(d, DIAG_MARKUP, mark_next(r, "`"),
                       "code is not read here; write '\\`' for a backtick that is printed");
        r->ignored = enters;
        break;
    case MD_SPAN_DEL:
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U:
        break; /* md4c's extensions, which are off */
    }
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    span_read(user, type, detail, true);
    return 0;
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    span_read(user, type, detail, false);
    return 0;
}

/* The guard leaves nothing but one paragraph; anything else would lose text, and is refused. */
static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    Reader *r = user;
    (void)detail;
    if (type != MD_BLOCK_DOC && type != MD_BLOCK_P)
        diag_error(r->c->diag, DIAG_MARKUP, mark_of(r, 1, 2),
                   "this is read as a list, a heading or a quotation; put a backslash before its first character");
    return 0;
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    (void)type;
    (void)detail;
    (void)user;
    return 0;
}

static void refuse_markup(Reader *r)
{
    const Letters *l = r->letters;
    for (size_t i = 0; i < l->count; i++)
        if (l->items[i].style) {
            diag_error(r->c->diag, DIAG_MARKUP, value_mark(r->skeleton->value, l->items[i].origin, l->items[i].length),
                       "plain text belongs here; take the emphasis or the link away");
            return;
        }
}

bool markup_read(const Compiler *c, const Skeleton *skeleton, unsigned allowed, Letters *letters)
{
    static const MD_PARSER parser = {.enter_block = on_enter_block,
                                     .leave_block = on_leave_block,
                                     .enter_span = on_enter_span,
                                     .leave_span = on_leave_span,
                                     .text = on_text};
    size_t errors = diag_errors(c->diag);
    Buf guarded = {.arena = c->scratch};
    buf_char(&guarded, guard);
    buf_put(&guarded, skeleton->text);
    Reader r = {.c = c, .skeleton = skeleton, .text = buf_str(&guarded), .letters = letters};
    r.escaped = ARENA_ARRAY(c->scratch, bool, r.text.n + 1);
    for (size_t at = 0; at < r.text.n; at++)
        if (is_escape(r.text, at))
            r.escaped[++at] = true;
    style_now(&r);
    if (skeleton->text.n && md_parse(r.text.s, (MD_SIZE)r.text.n, &parser, &r) != 0)
        out_of_memory();
    if (!(allowed & ALLOW_MARKUP))
        refuse_markup(&r);
    return diag_errors(c->diag) == errors;
}
