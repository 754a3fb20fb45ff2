/* The markup of one paragraph: the inline part of CommonMark 0.31 that a sheet can print. That is strong, emphasis,
   links and backslash escapes; a paragraph may begin with "2023." or "#1", because nothing makes a block. Stricter than
   CommonMark, because a slip must not be printed: an asterisk without a partner is an error, and so are code, HTML,
   images, entities and a "](" that is no link. What counts as punctuation beside an asterisk is written here, so that
   no library's Unicode version decides it: every character that is not listed is a letter, also the U+FFFC that
   wording.c puts for a placeholder, so that **{figure}**th and **5™**th are judged as **5**th is.

   The first pass gives each byte its role; the second makes letters of the roles. Both are linear: where a search
   fails, the Reader keeps that it did, or the search has a bound. */
#include "markup.h"

typedef enum Role {
    ROLE_TEXT,
    ROLE_VERBATIM, /* printed as typed: escaped, or of an address */
    ROLE_HIDDEN,
    ROLE_EMPHASIS,
    ROLE_EMPHASIS_END,
    ROLE_STRONG,
    ROLE_STRONG_END,
    ROLE_LINK,
    ROLE_LINK_END,
} Role;

/* Asterisks or underscores in a row. */
typedef struct Run {
    size_t from, to; /* those without a partner so far */
    size_t length;   /* of the whole run */
    bool opens, closes;
} Run;

typedef struct Bracket {
    size_t at;
    size_t runs; /* how many are before it */
} Bracket;

typedef struct Link {
    size_t from, to; /* its address */
    bool bare;       /* the address is the words too: <https://...> */
    bool titled;
} Link;

typedef struct Reader {
    const Skeleton *skeleton;
    Arena *arena; /* of the addresses */
    Diag *diag;
    Str text;
    uint8_t *roles;    /* of Role, one a byte */
    size_t last_angle; /* where the last '>' is */
    Run *runs;
    size_t run_count, run_capacity;
    Bracket *brackets;
    size_t bracket_count, bracket_capacity;
    Link *links; /* in text order, because none is within another */
    size_t link_count, link_capacity;
    Letters *letters;
} Reader;

static Mark mark_of(const Reader *r, size_t from, size_t to)
{
    uint32_t first = r->skeleton->origin[from], end = r->skeleton->origin[to];
    return value_mark(r->skeleton->value, first, end > first ? end - first : 1);
}

static bool is_at(Str text, size_t at, char byte)
{
    return at < text.n && text.s[at] == byte;
}

static bool is_escape(Str text, size_t at)
{
    return is_at(text, at, '\\') && at + 1 < text.n && is_ascii_punctuation(text.s[at + 1]);
}

static bool is_ascii_word(char c)
{
    return is_ascii_letter(c) || is_digit(c);
}

/* ---- Emphasis ---- */

/* Whether a character, 0 for the text's ends, is neither space nor punctuation: that of ASCII, of Latin-1, and the
   dashes, quotes, dots and their like from U+2010 to U+205E. */
static bool is_letter(uint32_t c)
{
    static const uint8_t latin[] = {0xA1, 0xA7, 0xAB, 0xB6, 0xB7, 0xBB, 0xBF};
    bool punctuation = c < 0x80 ? is_ascii_punctuation(c)
                                : (c <= 0xFF && memchr(latin, (int)c, sizeof latin)) || (c >= 0x2010 && c <= 0x205E) ||
                                      c == FOOTNOTE_CHAR;
    return !punctuation && !is_space(c);
}

/* Index after the run of one byte at 'at'. */
static size_t run_end(Str text, size_t at)
{
    size_t to = at + 1;
    while (is_at(text, to, text.s[at]))
        to++;
    return to;
}

/* Adds the run at 'at', if it can open or close, and returns its end. */
static size_t run_add(Reader *r, size_t at)
{
    Str text = r->text;
    size_t to = run_end(text, at);
    uint32_t before = utf8_before(text, at), after = utf8_at(text, to);
    bool left = is_letter(after) || (!is_space(after) && !is_letter(before));
    bool right = is_letter(before) || (!is_space(before) && !is_letter(after));
    bool star = text.s[at] == '*';
    Run run = {.from = at, .to = to, .length = to - at};
    run.opens = left && (star || !right || !is_letter(before));
    run.closes = right && (star || !left || !is_letter(after));
    if (run.opens || run.closes) {
        ARENA_NEXT(r->letters->scratch, r->runs, r->run_count, r->run_capacity) = run;
    }
    return to;
}

/* By CommonMark's rule of three the whole of *a**b* is emphasis: its '**' could both open and close. */
static bool is_pair(Str text, const Run *open, const Run *close)
{
    bool either = open->closes || close->opens, thirds = open->length % 3 == 0 && close->length % 3 == 0;
    return text.s[open->from] == text.s[close->from] && (!either || thirds || (open->length + close->length) % 3 != 0);
}

/* Pairs the runs from index 'first' on, then drops them. Those in [first, open) are a stack of what may still open. */
static void runs_pair(Reader *r, size_t first)
{
    size_t searched[2][2][3] = {0}; /* by kind of the closing run: none that begins before this byte opens it */
    size_t open = first;
    for (size_t i = first; i < r->run_count; i++) {
        Run run = r->runs[i];
        size_t *bound = &searched[r->text.s[run.from] == '*'][run.opens][run.length % 3];
        while (run.closes && run.from < run.to) {
            size_t j = open;
            while (j > first && r->runs[j - 1].from >= *bound && !is_pair(r->text, &r->runs[j - 1], &run))
                j--;
            if (j == first || r->runs[j - 1].from < *bound) {
                *bound = run.from;
                break;
            }
            Run *opener = &r->runs[j - 1];
            bool strong = opener->to - opener->from > 1 && run.to - run.from > 1;
            size_t width = strong ? 2 : 1;
            opener->to -= width;
            r->roles[opener->to + width - 1] = r->roles[run.from + width - 1] = ROLE_HIDDEN;
            r->roles[opener->to] = strong ? ROLE_STRONG : ROLE_EMPHASIS;
            r->roles[run.from] = strong ? ROLE_STRONG_END : ROLE_EMPHASIS_END;
            run.from += width;
            open = opener->from < opener->to ? j : j - 1;
        }
        if (run.opens && run.from < run.to)
            r->runs[open++] = run;
    }
    r->run_count = first;
}

/* ---- Links and what is refused ---- */

/* Prints these bytes as they are, and leaves no markup in them. */
static size_t verbatim_add(Reader *r, size_t from, size_t to)
{
    memset(r->roles + from, ROLE_VERBATIM, to - from);
    return to;
}

/* Index after the backticks at 'at' and the next ones, which are one mistake. */
static size_t code_refuse(Reader *r, size_t at)
{
    size_t to = run_end(r->text, at), next = str_find(r->text, STR("`"), to);
    diag_error(r->diag, DIAG_MARKUP, mark_of(r, at, to),
               "a backtick is neither code nor a quotation mark here; write ' or \", or '\\`' for a backtick that is "
               "printed");
    return verbatim_add(r, at, next < r->text.n ? run_end(r->text, next) : to);
}

/* Index after the '&' at 'at', or after the entity that it begins. */
static size_t entity_check(Reader *r, size_t at)
{
    Str text = r->text;
    size_t to = at + 1;
    if (to < text.n && (is_ascii_letter(text.s[to]) || text.s[to] == '#'))
        do
            to++;
        while (to < text.n && is_ascii_word(text.s[to]));
    if (to < at + 3 || !is_at(text, to, ';'))
        return at + 1;
    to++;
    diag_error(r->diag, DIAG_MARKUP, mark_of(r, at, to),
               "'%.*s' is not read as a character; type the character itself, or '\\&' for an ampersand",
               STR_ARG(str_slice(text, at, to)));
    return to;
}

static void link_add(Reader *r, Link link, size_t words, size_t words_end)
{
    ARENA_NEXT(r->letters->scratch, r->links, r->link_count, r->link_capacity) = link;
    r->roles[words] = ROLE_LINK;
    r->roles[words_end] = ROLE_LINK_END;
    r->bracket_count = 0; /* no link is within another */
}

/* Index after the '<' at 'at', or after the link (<https://x.org>, <me@x.org>) or the HTML that it begins. */
static size_t angle_read(Reader *r, size_t at)
{
    Str text = r->text;
    size_t to = at + 1;
    while (to < text.n && text.s[to] != ' ' && text.s[to] != '<' && text.s[to] != '>')
        to++;
    Str address = str_slice(text, at + 1, to);
    char first = address.n ? address.s[0] : ' ';
    bool is_url = is_ascii_letter(first) && str_find(address, STR(":"), 0) < address.n;
    bool is_mail = is_ascii_word(first) && str_find(address, STR("@"), 0) + 1 < address.n;
    if (is_at(text, to, '>') && (is_url || is_mail)) {
        verbatim_add(r, at, to);
        link_add(r, (Link){.from = at + 1, .to = to, .bare = true}, at, to);
        return to + 1;
    }
    char next = at < r->last_angle ? text.s[at + 1] : ' ';
    if (!is_ascii_letter(next) && next != '/' && next != '!' && next != '?')
        return at + 1;
    to = str_find(text, STR(">"), at) + 1;
    diag_error(r->diag, DIAG_MARKUP, mark_of(r, at, to),
               "'%.*s' is HTML, which is not read here; mark words by **bold** or *emphasis*, or write '\\<'",
               STR_ARG(str_slice(text, at, to)));
    return verbatim_add(r, at, to);
}

enum { MAX_PARENTHESES = 32 }; /* nested in an address: the bound of its search; other readers have the same */

/* Index after the address whose parenthesis is at 'at', or 0 if it is none; before its title if it has one. */
static size_t address_read(Reader *r, size_t at, Link *link)
{
    Str text = r->text;
    int depth = 0;
    at += is_at(text, at + 1, ' ') ? 2 : 1;
    char end = is_at(text, at, '<') ? '>' : ')';
    link->from = at += end == '>';
    for (; at < text.n && text.s[at] != ' ' && (text.s[at] != end || depth > 0); at++) {
        if (is_escape(text, at))
            at++;
        else if (end == '>' ? text.s[at] == '<' : text.s[at] == '(' && ++depth > MAX_PARENTHESES)
            return 0;
        else if (text.s[at] == end)
            depth--;
    }
    link->to = at;
    if (end == '>' && !is_at(text, at, end))
        return 0;
    at += end == '>';
    bool space = is_at(text, at, ' ');
    at += space;
    link->titled = space && (is_at(text, at, '"') || is_at(text, at, '\''));
    return link->titled ? at : is_at(text, at, ')') ? at + 1 : 0;
}

/* Index after the ']' at 'at', or after the address of the link or the image that it ends. */
static size_t bracket_close(Reader *r, size_t at)
{
    Link link = {0};
    bool addressed = is_at(r->text, at + 1, '('), opened = r->bracket_count > 0;
    Bracket open = opened ? r->brackets[--r->bracket_count] : (Bracket){0};
    size_t end = addressed && opened ? address_read(r, at + 1, &link) : 0;
    if (end == 0) {
        if (addressed)
            diag_error(r->diag, DIAG_MARKUP, mark_of(r, at, at + 2),
                       "this is not a link; write [words](https://address) without spaces in the address, or '\\]' "
                       "for a bracket that is printed");
        return at + 1;
    }
    runs_pair(r, open.runs);
    memset(r->roles + at, ROLE_HIDDEN, end - at);
    for (size_t i = link.from; i < link.to; i++)
        if (is_escape(r->text, i))
            i++;
        else if (r->text.s[i] == '&')
            entity_check(r, i);
    if (open.at > 0 && r->text.s[open.at - 1] == '!' && r->roles[open.at - 1] == ROLE_TEXT)
        diag_error(r->diag, DIAG_MARKUP, mark_of(r, open.at - 1, open.at + 1),
                   "an image cannot be in a paragraph; remove it");
    else
        link_add(r, link, open.at, at);
    return end;
}

static void roles_find(Reader *r)
{
    for (size_t at = 0; at < r->text.n;) {
        switch (r->text.s[at]) {
        case '\\':
            if (is_escape(r->text, at)) {
                r->roles[at++] = ROLE_HIDDEN;
                r->roles[at] = ROLE_VERBATIM;
            }
            at++;
            break;
        case '*':
        case '_':
            at = run_add(r, at);
            break;
        case '`':
            at = code_refuse(r, at);
            break;
        case '&':
            at = entity_check(r, at);
            break;
        case '<':
            at = angle_read(r, at);
            break;
        case '[':
            ARENA_NEXT(r->letters->scratch, r->brackets, r->bracket_count, r->bracket_capacity) =
                (Bracket){at++, r->run_count};
            break;
        case ']':
            at = bracket_close(r, at);
            break;
        default:
            at++;
        }
    }
    runs_pair(r, 0);
}

/* ---- Letters ---- */

/* The index of a style, the same one for neighbors that look alike. */
static uint16_t style_index(Reader *r, Style style)
{
    Letters *l = r->letters;
    size_t tried[] = {0, l->style_count - 1};
    for (size_t i = 0; l->style_count > 0 && i < 2; i++) {
        const Style *s = &l->styles[tried[i]];
        if (s->strong == style.strong && s->emphasis == style.emphasis && str_eq(s->url, style.url))
            return (uint16_t)tried[i];
    }
    ARENA_ROOM(r->letters->scratch, l->styles, l->style_count, l->style_capacity);
    l->styles[l->style_count] = style;
    return (uint16_t)l->style_count++;
}

static void add_letters(Reader *r, size_t from, size_t to, Style style)
{
    Letters *l = r->letters;
    uint16_t index = style_index(r, style);
    for (size_t at = from; at < to;) {
        size_t start = at;
        uint32_t code = utf8_next(r->text, &at);
        ARENA_NEXT(l->scratch, l->items, l->count, l->capacity) =
            (Letter){code, r->skeleton->origin[start], (uint32_t)(at - start), index, r->roles[start] == ROLE_VERBATIM};
    }
}

static bool is_left_over(const Reader *r, size_t at)
{
    return r->roles[at] == ROLE_TEXT && (is_at(r->text, at, '*') || is_at(r->text, at, '_'));
}

/* Index after the letters of one role at 'at', or after a run there that has no partner, which it reports. */
static size_t letters_end(Reader *r, size_t at)
{
    Str text = r->text;
    size_t to = at + 1;
    if (!is_left_over(r, at)) {
        while (to < text.n && r->roles[to] == r->roles[at] && !is_left_over(r, to))
            to++;
        return to;
    }
    while (is_left_over(r, to) && text.s[to] == text.s[at])
        to++;
    /* An underscore between letters can neither open nor close: it is a name such as first_last. */
    if (text.s[at] == '*' || !is_letter(utf8_before(text, at)) || !is_letter(utf8_at(text, to)))
        diag_error(r->diag, DIAG_MARKUP, mark_of(r, at, to),
                   "'%.*s' has no partner; it touches the words that it marks at both their ends, or is written '\\%c' "
                   "where it is printed",
                   STR_ARG(str_slice(text, at, to)), text.s[at]);
    return to;
}

static bool is_address_scheme(Str url)
{
    static const Str schemes[] = {{"https://", 8}, {"http://", 7}, {"mailto:", 7}, {"tel:", 4}};
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

/* The address without the backslashes of its escapes. */
static Str url_read(const Reader *r, const Link *link)
{
    Buf url = {.arena = r->letters->scratch};
    Str typed = str_slice(r->text, link->from, link->to);
    if (link->bare && str_find(typed, STR(":"), 0) == typed.n)
        buf_put(&url, STR("mailto:"));
    for (size_t at = 0; at < typed.n; at++) {
        at += !link->bare && is_escape(typed, at);
        buf_char(&url, typed.s[at]);
    }
    return str_copy(r->arena, buf_str(&url));
}

static void check_link(Reader *r, const Link *link, Str url, size_t first_letter)
{
    Diag *d = r->diag;
    Mark at = mark_of(r, link->from, link->to > link->from ? link->to : link->from + 1);
    if (r->letters->count == first_letter)
        diag_error(d, DIAG_MARKUP, at, "a link without words; write [words](https://address) (WCAG 2.4.4)");
    if (str_find(url, STR(OBJECT_BYTES), 0) < url.n)
        diag_error(d, DIAG_MARKUP, at, "a placeholder cannot be in a link's address; write the address out");
    else if (!is_address_scheme(url))
        diag_error(d, DIAG_MARKUP, at,
                   "'%.*s' is not an address that a sheet may link to; begin it with 'https://', "
                   "'http://', 'mailto:' or 'tel:'",
                   STR_ARG(url));
    else if (!is_address_text(url))
        diag_error(d, DIAG_MARKUP, at,
                   "an address holds no spaces and no letters beyond ASCII; write them percent-encoded");
    if (link->titled)
        diag_error(d, DIAG_MARKUP, at, "the title of a link is not printed; leave it out");
}

/* Words that are an address themselves keep their hyphens and quotes as typed. */
static void keep_address_verbatim(Letters *l, size_t first)
{
    bool address = false;
    for (size_t i = first; i < l->count; i++) {
        if (l->items[i].code == ' ')
            return;
        address = address || l->items[i].code == '.' || l->items[i].code == '@';
    }
    for (size_t i = first; address && i < l->count; i++)
        l->items[i].verbatim = true;
}

static void letters_write(Reader *r)
{
    int strong = 0, emphasis = 0;
    Str url = {0};
    size_t link_letters = 0; /* where the open link began */
    const Link *link = r->links;
    style_index(r, (Style){0});
    for (size_t at = 0; at < r->text.n;) {
        size_t from = at++;
        switch ((Role)r->roles[from]) {
        case ROLE_TEXT:
        case ROLE_VERBATIM:
            at = letters_end(r, from);
            add_letters(r, from, at, (Style){strong > 0, emphasis > 0, url});
            break;
        case ROLE_HIDDEN:
            break;
        case ROLE_EMPHASIS:
            emphasis++;
            break;
        case ROLE_EMPHASIS_END:
            emphasis--;
            break;
        case ROLE_STRONG:
            strong++;
            break;
        case ROLE_STRONG_END:
            strong--;
            break;
        case ROLE_LINK:
            url = url_read(r, link);
            link_letters = r->letters->count;
            break;
        case ROLE_LINK_END:
            check_link(r, link++, url, link_letters);
            keep_address_verbatim(r->letters, link_letters);
            url = (Str){0};
            break;
        }
    }
}

static void refuse_markup(Reader *r)
{
    const Letters *l = r->letters;
    for (size_t i = 0; i < l->count; i++)
        if (l->items[i].style) {
            diag_error(r->diag, DIAG_MARKUP, value_mark(r->skeleton->value, l->items[i].origin, l->items[i].length),
                       "plain text belongs here; take the emphasis or the link away");
            return;
        }
}

void markup_read(const Skeleton *skeleton, bool plain, Letters *letters, Arena *a, Diag *d)
{
    Reader r = {.skeleton = skeleton, .arena = a, .diag = d, .text = skeleton->text, .letters = letters};
    r.roles = ARENA_ARRAY(letters->scratch, uint8_t, r.text.n + 1);
    for (r.last_angle = r.text.n; r.last_angle > 0 && !is_at(r.text, r.last_angle, '>'); r.last_angle--)
        continue;
    roles_find(&r);
    letters_write(&r);
    if (plain)
        refuse_markup(&r);
}

/* ---- Typography ----
   As editors know it from word processors: straight quotes turn curly by the characters around them, "--" is an en
   dash, "---" an em dash. An apostrophe for left-out letters or digits ('90s, 'tis) stays an apostrophe, though it
   looks like an opening quote. Escaped characters and addresses stay as typed. */

enum { EN_DASH = 0x2013, EM_DASH = 0x2014, QUOTE_FIRST = 0x2018, QUOTE_LAST = 0x201F };

static bool is_opener(uint32_t c)
{
    return c == '(' || c == '[' || c == '{' || c == 0x2018 || c == 0x201C || c == 0xAB || c == 0xBF || c == 0xA1;
}

static bool is_joiner(uint32_t c)
{
    return c == '-' || c == '/' || (c >= 0x2010 && c <= 0x2015);
}

static bool is_closer(uint32_t c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == ')' || c == ']' || c == '}';
}

static bool is_word_letter(uint32_t c)
{
    return is_ascii_letter(c) || (c >= 0xC0 && !is_space(c) && !is_joiner(c) && (c < QUOTE_FIRST || c > QUOTE_LAST));
}

static bool opens(uint32_t before, uint32_t after)
{
    if (is_space(after))
        return false;
    return is_space(before) || is_opener(before) || (is_joiner(before) && !is_closer(after));
}

typedef struct Around {
    const Letters *letters;
    const Language *language;
    uint32_t after;
} Around;

static uint32_t code_at(const Around *a, size_t i)
{
    return i < a->letters->count ? a->letters->items[i].code : a->after;
}

/* Whether the letters at 'at' are this whole word, in any letter case. */
static bool has_word(const Around *a, size_t at, const char *word)
{
    for (; *word; word++, at++) {
        uint32_t c = code_at(a, at);
        if (at >= a->letters->count || (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != (uint32_t)*word)
            return false;
    }
    uint32_t next = code_at(a, at);
    return !is_word_letter(next) && !is_digit(next);
}

/* Whether letters are left out before the word at 'at': '90s, '23, 'tis, rock 'n' roll. A word with a second quote
   after it is a quoted word. */
static bool is_elision(const Around *a, size_t at)
{
    const char *const *elided = a->language->elided;
    if (is_digit(code_at(a, at)) && is_digit(code_at(a, at + 1))) {
        uint32_t next = code_at(a, at + 2);
        return !is_digit(next) && next != '\'' &&
               (!is_word_letter(next) || (next == 's' && !is_word_letter(code_at(a, at + 3))));
    }
    for (size_t i = 0; elided[i]; i++)
        if (has_word(a, at, elided[i]))
            return code_at(a, at + str_from(elided[i]).n) != '\'';
    return has_word(a, at, "n");
}

/* Hyphens typed in a row, from 'at' on. */
static size_t hyphens(const Letters *l, size_t at)
{
    size_t n = 0;
    while (at + n < l->count && l->items[at + n].code == '-' && !l->items[at + n].verbatim &&
           l->items[at + n].style == l->items[at].style)
        n++;
    return n;
}

void typography_apply(Letters *letters, const Language *language, uint32_t before, uint32_t after)
{
    const Around around = {letters, language, after};
    const uint32_t *quotes = language->quotes;
    size_t kept = 0;
    for (size_t i = 0; i < letters->count; i++) {
        Letter letter = letters->items[i];
        uint32_t next = code_at(&around, i + 1);
        if (letter.verbatim) {
            /* as typed */
        } else if (letter.code == '"') {
            letter.code = quotes[opens(before, next) ? 0 : 1];
        } else if (letter.code == '\'') {
            letter.code = quotes[opens(before, next) && !is_elision(&around, i + 1) ? 2 : 3];
        } else if (letter.code == '-') {
            size_t n = hyphens(letters, i);
            if (n == 2 || n == 3) {
                letter.code = n == 2 ? EN_DASH : EM_DASH;
                letter.length = (uint32_t)n;
                i += n - 1;
            } else if (n > 3) {
                for (; n > 1; n--, i++)
                    letters->items[kept++] = letters->items[i];
                letter = letters->items[i];
            }
        }
        letters->items[kept++] = letter;
        before = letter.code;
    }
    letters->count = kept;
}
