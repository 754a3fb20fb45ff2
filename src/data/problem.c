/* What libyaml objects to, in words for people who do not know YAML. libyaml names tokens ("block sequence entries are
   not allowed in this context"); nearly always the cause is one of a few slips of the keyboard, which is looked for
   around the place: a tab, a ': ' or a special first character in a text that is not quoted, a quote left open, a line
   that is not aligned with the others. The texts are those of scanner.c and parser.c of libyaml 0.2.5. */
#include "problem.h"

#include "charset.h"
#include "schema.h"

static const char quote_it[] = "put the whole text in double quotes";

static Str text_of(Mark at)
{
    return at.source->text;
}

/* ---- Looking around ---- */

static size_t line_start(Mark at)
{
    Str text = text_of(at);
    size_t from = at.offset;
    while (from > 0 && !is_break(text.s[from - 1]))
        from--;
    return from;
}

/* The tab among the blanks at the start of the line, if there is one. */
static bool tab_find(Mark at, Mark *tab)
{
    Str text = text_of(at);
    for (size_t i = line_start(at); i < text.n && is_blank(text.s[i]); i++)
        if (text.s[i] == '\t') {
            *tab = (Mark){at.source, (uint32_t)i, 1};
            return true;
        }
    return false;
}

/* The character at the place, for messages; empty at a line's end. */
static Str character_at(Mark at)
{
    Str text = text_of(at);
    size_t to = at.offset;
    if (to >= text.n || is_break(text.s[to]))
        return STR("");
    utf8_next(text, &to);
    return str_slice(text, at.offset, to);
}

/* The last thing before the place, blanks, line ends and comments of whole lines apart; text.n where there is none. */
static size_t before(Mark at)
{
    Str text = text_of(at);
    size_t end = at.offset;
    while (end > 0) {
        size_t from = line_start((Mark){at.source, (uint32_t)end, 0}), first = from;
        while (first < end && is_blank(text.s[first]))
            first++;
        if (first < end && text.s[first] != '#') {
            while (is_blank(text.s[end - 1]))
                end--;
            return end - 1;
        }
        end = from ? from - 1 : 0;
    }
    return text.n;
}

/* Whether the line has a "key: " or "- " before the place, so that the place is in its text. */
static bool has_key_before(Mark at)
{
    Str text = text_of(at);
    size_t from = line_start(at);
    while (from < at.offset && is_blank(text.s[from]))
        from++;
    if (from + 1 < at.offset && text.s[from] == '-' && is_blank(text.s[from + 1]))
        return true;
    for (size_t i = from; i + 1 < at.offset; i++)
        if (text.s[i] == ':' && is_blank(text.s[i + 1]))
            return true;
    return false;
}

static size_t indent_at(Str text, size_t from)
{
    size_t at = from;
    while (at < text.n && text.s[at] == ' ')
        at++;
    return at - from;
}

/* The '#' on the lines from 'from' up to 'to' that ended a text without quotes, which goes on after it: on its own line
   if it is one in [...], else on the line of the place, which is indented as such a text goes on. */
static bool cut_find(const Problem *p, Mark *hash)
{
    Str text = text_of(p->at);
    bool in_flow = p->context && strstr(p->context, "flow ");
    bool is_key = p->context && strstr(p->context, "simple key");
    Mark at = is_key ? p->context_at : p->at;
    size_t last = in_flow ? p->context_at.offset : before((Mark){at.source, (uint32_t)line_start(at), 0});
    if (last >= text.n && in_flow)
        last = before((Mark){at.source, (uint32_t)text.n, 0});
    if (last >= text.n)
        return false;
    size_t from = line_start((Mark){at.source, (uint32_t)last, 0}), found;
    for (size_t i = from + indent_at(text, from) + 1; i < text.n && !is_break(text.s[i]); i++) {
        uint32_t rgb;
        if (!hash_find(text, i, &found))
            continue;
        *hash = (Mark){at.source, (uint32_t)found, 1};
        if (in_flow && hex_parse(str_slice(text, found + 1, found + 7), &rgb))
            return true;
        if (strchr("\"':]}[{,", text.s[i - 1]))
            continue;
        bool deeper = has_key_before((Mark){at.source, (uint32_t)i, 0});
        return in_flow || indent_at(text, line_start(at)) >= indent_at(text, from) + deeper;
    }
    return false;
}

/* ---- A key below a text ---- */

bool key_beside_text(Str text, size_t at, Str *key)
{
    static const char *const keys[] = {"when", "footnotes", "withheld", "unavailable", "inapplicable", "link"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t end = at + strlen(keys[i]);
        *key = str_slice(text, at, end);
        if (str_eq(*key, str_from(keys[i])) && end < text.n && text.s[end] == ':' &&
            (end + 1 == text.n || is_white(text.s[end + 1])))
            return true;
    }
    return false;
}

bool key_below_report(Mark at, Str key, Diag *d)
{
    if (str_eq(key, STR("footnotes")))
        return diag_error(d, DIAG_SYNTAX, at,
                          "a plain text has no 'footnotes:' below it; write '- paragraph: The text.[^1]', with "
                          "'footnotes:' below and aligned with 'paragraph', and '1: The note.' below that, indented "
                          "deeper");
    if (str_eq(key, STR("link")))
        return diag_error(d, DIAG_SYNTAX, at,
                          "a text has no 'link:' below it; type the link into the text, as in "
                          "[words](https://www.missingkids.org)");
    return diag_error(d, DIAG_SYNTAX, at,
                      "a plain text has no '%.*s:' below it; write '- paragraph: The text.' or, among a paragraph's "
                      "sentences, '- sentence: The text.', with '%.*s:' below and aligned with that key",
                      STR_ARG(key), STR_ARG(key));
}

/* A key of the wording on the line of the place, below an entry of a list. */
static bool key_below_find(Mark at, Diag *d)
{
    Str text = text_of(at), key;
    size_t from = line_start(at), first = from + indent_at(text, from), item, end;
    if (!key_beside_text(text, first, &key))
        return false;
    do {
        if (!from)
            return false;
        from = line_start((Mark){at.source, (uint32_t)from - 1, 0});
        item = from + indent_at(text, from);
    } while (item + 1 >= text.n || text.s[item] != '-' || !is_blank(text.s[item + 1]));
    Mark mark = {at.source, (uint32_t)first, (uint32_t)key.n + 1};
    for (end = item += 2; end < text.n && (is_ascii_letter(text.s[end]) || text.s[end] == '_'); end++)
        ;
    if (end == item || text.s[end] != ':' || !is_white(text.s[end + 1])) {
        key_below_report(mark, key, d);
        return true;
    }
    diag_error(d, DIAG_SYNTAX, mark, "this '%.*s:' is not aligned with the key of its entry; indent it as '%.*s:' is",
               STR_ARG(key), STR_ARG(str_slice(text, item, end)));
    diag_note(d, (Mark){at.source, (uint32_t)item, (uint32_t)(end - item)}, "the entry's key");
    return true;
}

/* A '-' with another blank than a space after it, on the line of the problem or above: it begins no entry. */
static bool odd_dash_find(Mark at, Diag *d)
{
    Str text = text_of(at);
    for (size_t from = line_start(at);; from = line_start((Mark){at.source, (uint32_t)from - 1, 0})) {
        size_t first = from + indent_at(text, from);
        uint32_t c;
        const char *name = first + 1 < text.n && text.s[first] == '-' && !is_white(text.s[first + 1])
                               ? odd_blank_name(str_slice(text, first + 1, text.n), &c)
                               : NULL;
        if (name)
            return !diag_error(d, DIAG_SYNTAX, (Mark){at.source, (uint32_t)first + 1, 1},
                               "after this '-' there is U+%04X, %s; type a space instead", (unsigned)c, name);
        if (!from)
            return false;
    }
}

/* ---- One kind of slip after the other ---- */

static void report_unclosed(Mark opening, bool of_list, Diag *d)
{
    diag_error(d, DIAG_SYNTAX, opening, "this '%c' is never closed; add the '%c', or %s where it begins a text",
               of_list ? '[' : '{', of_list ? ']' : '}', quote_it);
}

static void report_first_character(const Problem *p, Diag *d)
{
    Str c = character_at(p->at);
    if (!c.n) { /* the text ends where an entry of [...] or {...} should begin */
        Mark last = {p->at.source, p->at.offset, 1};
        while (last.offset > 0 && !strchr("[{", text_of(p->at).s[--last.offset])) {
        }
        report_unclosed(last, text_of(p->at).s[last.offset] == '[', d);
        return;
    }
    diag_error(d, DIAG_SYNTAX, (Mark){p->at.source, p->at.offset, (uint32_t)c.n},
               "a text cannot begin with '%.*s' here; %s", STR_ARG(c), quote_it);
}

static void report_colon(const Problem *p, Diag *d)
{
    Mark at = {p->at.source, p->at.offset, 1};
    if (has_key_before(at))
        diag_error(d, DIAG_SYNTAX, at, "there is a ': ' inside a text without quotes; %s", quote_it);
    else
        diag_error(
            d, DIAG_SYNTAX, at,
            "this ':' does not belong here: the line is indented deeper than its neighbors, or it goes on with the "
            "text above; align it, or put the whole text in double quotes");
}

/* The ': ' on the line before that made a key of a sentence: after three words or more without quotes. */
static bool colon_find(Mark at, Mark *colon)
{
    Str text = text_of(at);
    size_t last = before((Mark){at.source, (uint32_t)line_start(at), 0}), blanks = 0;
    if (last >= text.n)
        return false;
    size_t i = line_start((Mark){at.source, (uint32_t)last, 0});
    while (is_blank(text.s[i]) || (text.s[i] == '-' && is_blank(text.s[i + 1])))
        i++;
    if (strchr("\"'[{", text.s[i]))
        return false;
    while (i < last && !(text.s[i] == ':' && is_blank(text.s[i + 1])))
        blanks += is_blank(text.s[i++]);
    *colon = (Mark){at.source, (uint32_t)i, 1};
    return i < last && blanks > 1;
}

static void report_key(const Problem *p, Diag *d)
{
    Str text = text_of(p->context_at);
    Mark colon;
    if (colon_find(p->context_at, &colon)) {
        diag_error(d, DIAG_SYNTAX, colon, "there is a ': ' inside a text without quotes; %s", quote_it);
        return;
    }
    size_t to = p->context_at.offset;
    while (to < text.n && !is_break(text.s[to]))
        to++;
    Str line = str_trim(str_slice(text, p->context_at.offset, to));
    Mark at = {p->at.source, p->context_at.offset, (uint32_t)line.n};
    diag_error(d, DIAG_SYNTAX, at,
               "a ':' is missing: this is neither 'key: value' nor part of the text above; add the ':' and a space "
               "after the key, or indent a text that goes on deeper than its key");
}

/* The quote at a text's start that the one at 'last' closes. */
static bool opening_find(const Source *source, size_t last, uint32_t *opening)
{
    const char *text = source->text.s;
    for (size_t i = last; i-- > 0;) {
        bool begins = text[i] == text[last] && (i == 0 || is_white(text[i - 1]));
        size_t sign = i;
        while (begins && sign > 0 && is_white(text[sign - 1]))
            sign--;
        if (begins && (sign == 0 || text[sign - 1] == '-' || text[sign - 1] == ':')) {
            *opening = (uint32_t)i;
            return true;
        }
    }
    return false;
}

/* Something stands where the next entry of a list or map should begin. */
static void report_entry(const Problem *p, bool of_list, Diag *d)
{
    Str text = text_of(p->at);
    size_t last = before(p->at);
    Str c = character_at(p->at);
    Mark at = {p->at.source, p->at.offset, (uint32_t)c.n};
    char end = last < text.n ? text.s[last] : '\0';
    if (end == '}' || end == ']') {
        diag_error(d, DIAG_SYNTAX, at, "there is more after the closing '%c'; where a text begins with '%c', %s", end,
                   end == '}' ? '{' : '[', quote_it);
        return;
    }
    if ((end == '"' || end == '\'') && last >= line_start(p->at)) {
        diag_error(d, DIAG_SYNTAX, at,
                   "there is more after the closing %c; is one missing above, or is it part of the text? "
                   "Inside double quotes type \\\" for \", inside single quotes '' for '",
                   end);
        if (opening_find(p->at.source, last, &at.offset))
            diag_note(d, at, "the quote that it closes is here; a text that begins with one takes the other around it");
        return;
    }
    if (of_list)
        diag_error(d, DIAG_SYNTAX, at,
                   "every entry of this list begins with '- ', all of them at the same indentation");
    else if (str_eq(c, STR("-")))
        diag_error(d, DIAG_SYNTAX, at, "this '- ' is not aligned with those above it; indent it as they are");
    else
        diag_error(d, DIAG_SYNTAX, at,
                   "this line does not belong to the keys above it; indent it as they are, or remove it");
    diag_note(d, p->context_at, "the %s begins here", of_list ? "list" : "map");
}

static void report_list_entry(const Problem *p, Diag *d)
{
    report_entry(p, true, d);
}

static void report_map_entry(const Problem *p, Diag *d)
{
    report_entry(p, false, d);
}

static void report_flow(const Problem *p, Diag *d)
{
    bool of_list = strstr(p->problem, "']'") != NULL;
    Mark opening = {p->at.source, p->context_at.offset, 1};
    if (str_trim(str_slice(text_of(p->at), p->at.offset, text_of(p->at).n)).n == 0) {
        report_unclosed(opening, of_list, d);
        return;
    }
    diag_error(d, DIAG_SYNTAX, p->at,
               "a ',' or the closing '%c' is missing before this; where a text begins with '%c', %s",
               of_list ? ']' : '}', of_list ? '[' : '{', quote_it);
    diag_note(d, opening, "the '%c' is here", of_list ? '[' : '{');
}

static void report_open_quote(const Problem *p, Diag *d)
{
    Str c = character_at(p->context_at);
    Mark at = {p->at.source, p->context_at.offset, (uint32_t)c.n};
    diag_error(d, DIAG_SYNTAX, at, "this quote is never closed; add the closing %.*s at the end of the text",
               STR_ARG(c));
}

static void report_escape(const Problem *p, Diag *d)
{
    Str text = text_of(p->at);
    size_t from = p->at.offset, to = from;
    while (from > 0 && text.s[from] != '\\')
        from--;
    to = from + 1;
    if (to < text.n)
        utf8_next(text, &to);
    Mark at = {p->at.source, (uint32_t)from, (uint32_t)(to - from)};
    diag_error(d, DIAG_SYNTAX, at,
               "'%.*s' is not an escape that double quotes know, or is not complete; type \\\\ for a backslash",
               STR_ARG(str_slice(text, from, to)));
}

static void report_tag_or_anchor(const Problem *p, Diag *d)
{
    Mark from = p->context ? p->context_at : p->at;
    Str c = character_at(from);
    diag_error(d, DIAG_SYNTAX, (Mark){from.source, from.offset, (uint32_t)c.n}, "a text cannot begin with '%.*s'; %s",
               STR_ARG(c), quote_it);
}

static void report_block_header(const Problem *p, Diag *d)
{
    Str c = character_at(p->context_at);
    diag_error(d, DIAG_SYNTAX, (Mark){p->at.source, p->context_at.offset, (uint32_t)c.n},
               "after '%.*s' the text begins on the next line; where the text itself begins with '%.*s', %s",
               STR_ARG(c), STR_ARG(c), quote_it);
}

static void report_dash(const Problem *p, Diag *d)
{
    diag_error(d, DIAG_SYNTAX, (Mark){p->at.source, p->at.offset, 1},
               "a list cannot begin here; begin it on the next line, below its key; where a text begins with '- ', %s",
               quote_it);
}

static void report_rest(const Problem *p, Diag *d)
{
    diag_error(d, DIAG_SYNTAX, p->at,
               "this does not belong to what is above it; is it indented as it should be, or is a ':' "
               "or '- ' missing?");
}

typedef struct Slip {
    const char *problem;
    void (*report)(const Problem *p, Diag *d);
} Slip;

static const Slip slips[] = {
    {"found character that cannot start any token", report_first_character},
    {"could not find expected ':'", report_key},
    {"mapping values are not allowed in this context", report_colon},
    {"mapping keys are not allowed in this context", report_first_character},
    {"block sequence entries are not allowed in this context", report_dash},
    {"did not find expected comment or line break", report_block_header},
    {"found an indentation indicator equal to 0", report_block_header},
    {"did not find expected alphabetic or numeric character", report_tag_or_anchor},
    {"did not find expected '!'", report_tag_or_anchor},
    {"did not find the expected '>'", report_tag_or_anchor},
    {"did not find expected tag URI", report_tag_or_anchor},
    {"did not find URI escaped octet", report_tag_or_anchor},
    {"found an incorrect leading UTF-8 octet", report_tag_or_anchor},
    {"found an incorrect trailing UTF-8 octet", report_tag_or_anchor},
    {"did not find expected whitespace or line break", report_tag_or_anchor},
    {"found undefined tag handle", report_tag_or_anchor},
    {"found unexpected document indicator", report_open_quote},
    {"found unexpected end of stream", report_open_quote},
    {"found unknown escape character", report_escape},
    {"did not find expected hexdecimal number", report_escape},
    {"found invalid Unicode character escape code", report_escape},
    {"did not find expected node content", report_first_character},
    {"did not find expected '-' indicator", report_list_entry},
    {"did not find expected key", report_map_entry},
    {"did not find expected ',' or ']'", report_flow},
    {"did not find expected ',' or '}'", report_flow},
    {"did not find expected <document start>", report_rest},
};

/* A "key:78,835" without a blank on the line of the place, or up to two above it: no key for YAML, but a text that goes
   on until the next ':'. */
static bool tight_find(Mark at, Mark *colon)
{
    enum { LINES = 3 };
    Str text = text_of(at);
    size_t from = line_start(at);
    for (size_t n = 0; n < LINES; n++) {
        size_t i = from + indent_at(text, from), first = i;
        while (i < text.n && (is_ascii_letter(text.s[i]) || is_digit(text.s[i]) || text.s[i] == '_'))
            i++;
        *colon = (Mark){at.source, (uint32_t)i, 1};
        if (i > first && !is_digit(text.s[first]) && i + 1 < text.n && text.s[i] == ':' && is_digit(text.s[i + 1]))
            return true;
        if (!from)
            return false;
        from = line_start((Mark){at.source, (uint32_t)(from - 1), 0});
    }
    return false;
}

void problem_report(const Problem *p, Diag *d)
{
    Mark at;
    bool in_quotes = p->context && strstr(p->context, "quoted scalar");
    if (!in_quotes && tab_find(p->at, &at)) {
        diag_error(d, DIAG_SYNTAX, at, "there is a tab at the start of this line; indent with spaces instead");
        return;
    }
    if (!in_quotes && tight_find(p->at, &at)) {
        diag_error(d, DIAG_SYNTAX, at, "a blank is missing after this ':'; add it");
        return;
    }
    if (!in_quotes && cut_find(p, &at)) {
        hash_report(at, d);
        return;
    }
    if (!in_quotes && (key_below_find(p->at, d) || odd_dash_find(p->at, d)))
        return;
    for (size_t i = 0; p->problem && i < sizeof slips / sizeof *slips; i++)
        if (strcmp(p->problem, slips[i].problem) == 0) {
            slips[i].report(p, d);
            return;
        }
    diag_error(d, DIAG_SYNTAX, p->at, "this is not YAML: %s", p->problem ? p->problem : "the parser gave no reason");
}
