/* The part of XML 1.0 that pictures use: elements, attributes, character data, comments, CDATA sections and the five
   predefined entities. A document type declaration may name one and nothing more; other entities, other encodings than
   UTF-8, processing instructions and namespaces are left out: a prefix is part of a name. Every size is capped. */
#include "picture.h"

#include <string.h>

static Mark mark_at(const Xml *x, size_t at, size_t length)
{
    size_t left = x->source->text.n > at ? x->source->text.n - at : 0;
    return (Mark){x->source, (uint32_t)at, (uint32_t)(length < left ? length : left)};
}

static XmlEvent wrong(Xml *x, size_t at, size_t length, const char *what)
{
    diag_error(x->diag, DIAG_PICTURE, mark_at(x, at, length), "%s", what);
    return XML_WRONG;
}

bool xml_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':' ||
           c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

static Str rest(const Xml *x)
{
    return str_slice(x->source->text, x->at, x->source->text.n);
}

static void skip_blanks(Xml *x)
{
    while (x->at < x->source->text.n && xml_is_blank(x->source->text.s[x->at]))
        x->at++;
}

static Str name_take(Xml *x)
{
    size_t from = x->at;
    while (x->at < x->source->text.n && is_name(x->source->text.s[x->at]))
        x->at++;
    return str_slice(x->source->text, from, x->at);
}

/* Behind 'ending', or false where there is none. */
static bool skip_past(Xml *x, Str ending)
{
    size_t at = str_find(x->source->text, ending, x->at);
    if (at >= x->source->text.n)
        return false;
    x->at = at + ending.n;
    return true;
}

/* ---- Character data ---------------------------------------------------------------------------------------------- */

/* The character of a reference at *at ("&amp;", "&#65;", "&#x41;"), or 0. */
static uint32_t reference_take(Str s, size_t *at)
{
    static const struct {
        Str text;
        char is;
    } known[] = {
        {{"&lt;", 4}, '<'}, {{"&gt;", 4}, '>'}, {{"&amp;", 5}, '&'}, {{"&quot;", 6}, '"'}, {{"&apos;", 6}, '\''}};
    enum { DIGITS_MOST = 8 };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_starts(str_slice(s, *at, s.n), known[i].text)) {
            *at += known[i].text.n;
            return (uint32_t)known[i].is;
        }
    if (!str_starts(str_slice(s, *at, s.n), STR("&#")))
        return 0;
    size_t i = *at + 2, from;
    uint32_t base = i < s.n && s.s[i] == 'x' ? 16 : 10, value = 0;
    from = i += base == 16;
    for (; i < s.n && i < from + DIGITS_MOST; i++) {
        char c = s.s[i];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : base;
        if (digit >= base)
            break;
        value = value * base + digit;
    }
    bool is_character = value >= ' ' && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    if (i == from || i >= s.n || s.s[i] != ';' || !(is_character || value == '\n' || value == '\t'))
        return 0;
    *at = i + 1;
    return value;
}

/* The text with its references resolved; false after a finding. 'base' is where it stands. */
static bool references_resolve(Xml *x, Str raw, size_t base, Str *text)
{
    *text = raw;
    if (!memchr(raw.s, '&', raw.n))
        return true;
    Buf out = {.arena = x->arena};
    for (size_t at = 0; at < raw.n;) {
        if (raw.s[at] != '&') {
            buf_char(&out, raw.s[at++]);
            continue;
        }
        uint32_t c = reference_take(raw, &at);
        if (!c)
            return wrong(x, base + at, 1,
                         "this entity is not known; only &lt; &gt; &amp; &quot; &apos; and numbers are"),
                   false;
        buf_code_point(&out, c);
    }
    *text = buf_str(&out);
    return true;
}

static XmlEvent text_take(Xml *x)
{
    size_t from = x->at;
    while (x->at < x->source->text.n && x->source->text.s[x->at] != '<')
        x->at++;
    Str raw = str_slice(x->source->text, from, x->at);
    x->mark = mark_at(x, from, raw.n);
    if (x->depth == 0 && str_trim(raw).n)
        return wrong(x, from, 1, "this text stands outside of the drawing; is it an SVG file?");
    return references_resolve(x, raw, from, &x->text) ? XML_TEXT : XML_WRONG;
}

/* ---- Elements ---------------------------------------------------------------------------------------------------- */

static bool attribute_take(Xml *x)
{
    size_t from = x->at;
    XmlAttribute attribute = {.name = name_take(x)};
    if (attribute.name.n == 0)
        return wrong(x, from, 1, "an attribute, '>' or '/>' belongs here"), false;
    skip_blanks(x);
    if (!str_starts(rest(x), STR("=")))
        return wrong(x, from, attribute.name.n, "this attribute has no value; write name=\"value\""), false;
    x->at++;
    skip_blanks(x);
    char quote = x->at < x->source->text.n ? x->source->text.s[x->at] : 0;
    if (quote != '"' && quote != '\'')
        return wrong(x, x->at, 1, "a value stands in quotes"), false;
    size_t value = ++x->at;
    while (x->at < x->source->text.n && x->source->text.s[x->at] != quote && x->source->text.s[x->at] != '<')
        x->at++;
    if (x->at == x->source->text.n || x->source->text.s[x->at] != quote)
        return wrong(x, value - 1, 1, "this value has no closing quote"), false;
    Str raw = str_slice(x->source->text, value, x->at++);
    attribute.mark = mark_at(x, value, raw.n);
    if (!references_resolve(x, raw, value, &attribute.value))
        return false;
    for (size_t i = 0; i < x->attribute_count; i++)
        if (str_eq(x->attributes[i].name, attribute.name))
            return wrong(x, from, attribute.name.n, "this attribute stands twice in its element"), false;
    if (x->attribute_count == XML_MAX_ATTRIBUTES)
        return wrong(x, from, attribute.name.n, "more than 64 attributes of one element are not taken"), false;
    x->attributes[x->attribute_count++] = attribute;
    return true;
}

static XmlEvent open_take(Xml *x)
{
    size_t from = x->at++;
    x->name = name_take(x);
    x->attribute_count = 0;
    x->mark = mark_at(x, from, x->name.n + 1);
    if (x->name.n == 0)
        return wrong(x, from, 1, "the name of an element belongs behind '<'; write a plain '<' as &lt;");
    if (x->depth == 0 && x->rooted)
        return wrong(x, from, x->name.n + 1, "a second drawing in the same file is not taken");
    if (x->depth == XML_MAX_DEPTH)
        return wrong(x, from, x->name.n + 1, "elements nest deeper than 32; ungroup some");
    for (;;) {
        size_t before = x->at;
        skip_blanks(x);
        Str left = rest(x);
        x->closes = str_starts(left, STR("/>"));
        if (x->closes || str_starts(left, STR(">"))) {
            x->at += x->closes ? 2 : 1;
            break;
        }
        if (left.n == 0)
            return wrong(x, from, x->name.n + 1, "this element breaks off");
        if (x->at == before)
            return wrong(x, x->at, 1, "an attribute, '>' or '/>' belongs here");
        if (!attribute_take(x))
            return XML_WRONG;
    }
    x->open[x->depth++] = x->name;
    return x->rooted = true, XML_OPEN;
}

static XmlEvent close_take(Xml *x)
{
    size_t from = x->at;
    x->at += 2;
    x->name = name_take(x);
    skip_blanks(x);
    x->mark = mark_at(x, from, x->at - from);
    if (x->depth == 0 || !str_eq(x->open[x->depth - 1], x->name) || !str_starts(rest(x), STR(">")))
        return wrong(x, from, x->at - from, "this end does not belong to the element that is open here");
    x->at++;
    x->depth--;
    return XML_CLOSE;
}

/* ---- Everything between ------------------------------------------------------------------------------------------ */

static bool declaration_skip(Xml *x)
{
    size_t from = x->at;
    if (!skip_past(x, STR("?>")))
        return wrong(x, from, 2, "this breaks off: '?>' is missing"), false;
    Str all = str_slice(x->source->text, from, x->at);
    if (!str_starts(all, STR("<?xml ")) || x->rooted)
        return wrong(x, from, all.n, "instructions to programs are not taken; remove this one"), false;
    size_t at = str_find(all, STR("encoding="), 0) + sizeof "encoding=";
    if (at < all.n && !str_eq_any_case(str_slice(all, at, at + 5), STR("UTF-8")))
        return wrong(x, from, all.n, "the file is not in UTF-8; export it in that encoding"), false;
    return true;
}

static bool doctype_skip(Xml *x)
{
    size_t from = x->at;
    while (x->at < x->source->text.n && x->source->text.s[x->at] != '>')
        if (x->source->text.s[x->at++] == '[')
            return wrong(x, from, x->at - from,
                         "a document type with declarations of its own (entities) is not taken; export without it"),
                   false;
    if (x->at == x->source->text.n)
        return wrong(x, from, 2, "this breaks off: '>' is missing"), false;
    x->at++;
    return true;
}

static XmlEvent cdata_take(Xml *x)
{
    size_t from = x->at;
    x->at += sizeof "<![CDATA[" - 1;
    size_t text = x->at;
    if (x->depth == 0 || !skip_past(x, STR("]]>")))
        return wrong(x, from, sizeof "<![CDATA[" - 1, "this breaks off, or stands outside of the drawing");
    x->text = str_slice(x->source->text, text, x->at - 3);
    x->mark = mark_at(x, text, x->text.n);
    return XML_TEXT;
}

/* At the start: whether all of the file is characters. XML 1.0, section 2.2: no control character but white space. */
static bool characters_check(Xml *x)
{
    Str text = x->source->text;
    size_t invalid = utf8_invalid(text), control = 0;
    while (control < text.n && ((unsigned char)text.s[control] >= ' ' || xml_is_blank(text.s[control])))
        control++;
    if (invalid < text.n)
        return wrong(x, invalid, 1, "this is not UTF-8; export the drawing in that encoding"), false;
    if (control < text.n)
        return wrong(x, control, 1, "a control character stands here, so that this is no XML; export the drawing anew"),
               false;
    return true;
}

XmlEvent xml_next(Xml *x)
{
    if (x->closes) {
        x->closes = false;
        x->name = x->open[--x->depth];
        return XML_CLOSE;
    }
    if (x->at == 0) {
        if (!characters_check(x))
            return XML_WRONG;
        if (str_starts(x->source->text, STR("\xEF\xBB\xBF")))
            x->at = 3;
    }
    for (;;) {
        Str left = rest(x);
        if (left.n == 0 && x->depth)
            return wrong(x, x->at, 0, "the file breaks off within an element; export it anew");
        if (left.n == 0)
            return x->rooted ? XML_END : wrong(x, 0, 0, "the file holds no drawing; export it anew");
        if (str_starts(left, STR("<!--"))) {
            size_t from = x->at;
            x->at += 4;
            if (!skip_past(x, STR("-->")))
                return wrong(x, from, 4, "this comment has no end");
        } else if (str_starts(left, STR("<![CDATA["))) {
            return cdata_take(x);
        } else if (str_starts(left, STR("<!DOCTYPE")) && !x->rooted) {
            if (!doctype_skip(x))
                return XML_WRONG;
        } else if (str_starts(left, STR("<?"))) {
            if (!declaration_skip(x))
                return XML_WRONG;
        } else if (str_starts(left, STR("</"))) {
            return close_take(x);
        } else if (left.s[0] == '<') {
            return open_take(x);
        } else {
            return text_take(x);
        }
    }
}

const XmlAttribute *xml_attribute(const Xml *x, const char *name)
{
    for (size_t i = 0; i < x->attribute_count; i++)
        if (str_eq(x->attributes[i].name, str_from(name)))
            return &x->attributes[i];
    return NULL;
}
