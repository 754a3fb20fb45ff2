/* XML 1.0 with namespaces by expat, which is loaded when the first XML text is read. expat calls back; each tag
   suspends it, so that the caller can ask for one event after the other. expat gets the text in pieces, so that its
   buffers stay small. It tells where a tag begins, but not where its attributes are: this file goes through the tag
   once more. Names, and values and texts without references, are slices of the source and take no memory. */
#include "xml.h"
#include "library.h"

#include <errno.h>
#include <expat.h>

/* Newer releases would have other names for the places in a text, which the expat of Debian 12 lacks. */
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

enum { PIECE = 1 << 15, SEPARATOR = '\n' };

#define FUNCTIONS(X)                                                                                                   \
    X(ParserCreate_MM)                                                                                                 \
    X(ParserFree)                                                                                                      \
    X(Parse)                                                                                                           \
    X(StopParser)                                                                                                      \
    X(ResumeParser)                                                                                                    \
    X(SetUserData)                                                                                                     \
    X(SetElementHandler)                                                                                               \
    X(SetCharacterDataHandler)                                                                                         \
    X(SetProcessingInstructionHandler)                                                                                 \
    X(SetXmlDeclHandler)                                                                                               \
    X(SetStartDoctypeDeclHandler)                                                                                      \
    X(SetSkippedEntityHandler)                                                                                         \
    X(GetErrorCode)                                                                                                    \
    X(GetCurrentByteIndex)                                                                                             \
    X(GetCurrentByteCount)                                                                                             \
    X(ExpatVersion)

static struct {
#define X(name) __typeof__(XML_##name) *name;
    FUNCTIONS(X)
#undef X
} expat;

#define X(name) "XML_" #name,
static const char *const names[] = {FUNCTIONS(X) NULL};
#undef X

static Library library = {"libexpat.so.1", "libexpat1", names, &expat, false};

/* ---- Names ---- */

/* The name, as typed, that begins at 'at'. */
static Str name_at(Str text, size_t at)
{
    size_t end = at;
    while (end < text.n && !is_white(text.s[end]) && text.s[end] != '/' && text.s[end] != '>' && text.s[end] != '=')
        end++;
    return str_slice(text, at, end);
}

static Str without_prefix(Str typed)
{
    size_t colon = str_find(typed, STR(":"), 0);
    return colon < typed.n ? str_slice(typed, colon + 1, typed.n) : typed;
}

/* Of a name as expat has it: "http://www.w3.org/2000/svg", SEPARATOR, "rect". */
static int space_of(const Xml *x, const char *name)
{
    const char *end = strrchr(name, SEPARATOR);
    if (!end)
        return XML_NO_SPACE;
    for (int i = 0; x->rules->spaces[i]; i++)
        if (str_eq(str_from(x->rules->spaces[i]), (Str){name, (size_t)(end - name)}))
            return i;
    return XML_OTHER_SPACE;
}

/* ---- Findings ---- */

static Mark mark_at(const Xml *x, size_t at, size_t length)
{
    size_t left = x->source->text.n > at ? x->source->text.n - at : 0;
    return (Mark){x->source, (uint32_t)at, (uint32_t)(length < left ? length : left)};
}

static void stop(Xml *x)
{
    x->wrong = true;
    if (x->parser)
        expat.StopParser(x->parser, XML_FALSE);
}

#define WRONG(x, at, length, ...)                                                                                      \
    (diag_error((x)->diag, (x)->rules->code, mark_at((x), (at), (length)), __VA_ARGS__), stop(x))

static const char unknown_entity[] = "this entity is not known; only &lt; &gt; &amp; &quot; &apos; and numbers are";

/* Where the last event begins, or the error is. */
static size_t place_of(const Xml *x)
{
    XML_Index at = expat.GetCurrentByteIndex(x->parser);
    return at < 0 ? x->fed : (size_t)at;
}

static size_t length_of(const Xml *x)
{
    return (size_t)expat.GetCurrentByteCount(x->parser);
}

/* What expat calls "not well-formed (invalid token)", by what is before it. */
static const char *token_words(Str text, size_t *at)
{
    char c = *at < text.n ? text.s[*at] : ' ';
    size_t before = *at;
    while (before > 0 && text.s[before - 1] != '<' && text.s[before - 1] != '>' && text.s[before - 1] != '&')
        before--;
    char opener = before > 0 ? text.s[before - 1] : ' ';
    size_t first = white_end(text, str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0);
    if (first < text.n && text.s[first] != '<') {
        *at = first;
        return "an XML file does not start like this; is it the right file?";
    }
    if (*at < text.n && utf8_invalid(str_slice(text, *at, *at + 4)) == 0)
        return "this is not UTF-8; export the file in that encoding";
    if ((unsigned char)c < ' ' && !is_white(c))
        return "this is a control character, which XML does not allow; export the file again";
    if (opener == '&' || (opener == '<' && before == *at)) {
        *at = before - 1;
        return opener == '&' ? "this begins no entity; write a plain '&' as &amp;"
                             : "the name of an element belongs after '<'; write a plain '<' as &lt;";
    }
    if (c == '<')
        return "a '<' is not allowed here; close the quote or the tag before it, or write &lt;";
    if (opener == '<' && text.s[before] != '!')
        return "attributes (name=\"value\"), '>' or '/>' belong here";
    return "this is not well-formed XML; export the file again";
}

/* Reports the first entity that is not known. After a document type expat drops those in values and reports nothing. */
static bool entities_check(Xml *x, size_t at, size_t end)
{
    Str raw = str_slice(x->source->text, at, end);
    const Str known = STR("&lt;&gt;&amp;&quot;&apos;");
    for (size_t i = str_find(raw, STR("&"), 0); i < raw.n; i = str_find(raw, STR("&"), i + 1)) {
        Str one = str_slice(raw, i, str_find(raw, STR(";"), i) + 1);
        if (!str_starts(one, STR("&#")) && str_find(known, one, 0) == known.n &&
            textset_find(&x->entities, one) == SIZE_MAX)
            return WRONG(x, at + i, one.n, "%s", unknown_entity), false;
    }
    return true;
}

static void explain(Xml *x)
{
    static const struct {
        int error;
        const char *words;
    } known[] = {
        {XML_ERROR_UNCLOSED_TOKEN, "the file breaks off before the end of this; export it again"},
        {XML_ERROR_UNCLOSED_CDATA_SECTION, "the file breaks off before the end of this; export it again"},
        {XML_ERROR_PARTIAL_CHAR, "the file breaks off before the end of this; export it again"},
        {XML_ERROR_TAG_MISMATCH, "this end does not belong to the element that is open here"},
        {XML_ERROR_DUPLICATE_ATTRIBUTE, "this attribute is twice in its element; remove one"},
        {XML_ERROR_UNBOUND_PREFIX, "this element has a prefix, or an attribute with one, that no 'xmlns:' declares"},
        {XML_ERROR_BAD_CHAR_REF, unknown_entity},
        {XML_ERROR_MISPLACED_XML_PI, "an XML declaration is allowed at the start of the file alone; remove this one"},
        {XML_ERROR_JUNK_AFTER_DOC_ELEMENT, "the first element ended before this; remove what follows it"},
    };
    size_t at = place_of(x), i = 0;
    int error = (int)expat.GetErrorCode(x->parser);
    if (error == XML_ERROR_NO_MEMORY || errno == ENOMEM) /* expat takes the one for other mistakes, too */
        out_of_memory();
    if (error == XML_ERROR_UNDEFINED_ENTITY && !entities_check(x, at, x->source->text.n))
        return;
    while (i < sizeof known / sizeof *known && known[i].error != error)
        i++;
    const char *words = "this is not well-formed XML; export the file again";
    if (i < sizeof known / sizeof *known)
        words = known[i].words;
    else if (error == XML_ERROR_NO_ELEMENTS)
        words = x->depth ? "the file breaks off inside an element; export it again"
                         : "the file holds no element; export it again";
    else if (error == XML_ERROR_INVALID_TOKEN || error == XML_ERROR_SYNTAX)
        words = token_words(x->source->text, &at);
    bool is_name = error == XML_ERROR_TAG_MISMATCH || error == XML_ERROR_DUPLICATE_ATTRIBUTE;
    WRONG(x, at, is_name ? name_at(x->source->text, at).n : 1, "%s", words);
}

/* ---- Attributes ---- */

/* Finds the places of the attributes of a tag in the text from 'at' on. expat took the tag, so that it is well-formed;
   'given' has its names and values, without those that declare namespaces. */
static bool attributes_take(Xml *x, size_t at, const XML_Char **given)
{
    Str text = x->source->text;
    for (x->attribute_count = 0; *given;) {
        at = white_end(text, at);
        size_t from = at;
        Str typed = name_at(text, at);
        at += typed.n;
        while (at < text.n && text.s[at] != '"' && text.s[at] != '\'')
            at++;
        size_t value = at + 1;
        at = str_find(text, str_slice(text, at, at + 1), value);
        Str raw = str_slice(text, value, at++);
        if (!entities_check(x, value, value + raw.n))
            return false;
        if (str_eq(typed, STR("xmlns")) || str_starts(typed, STR("xmlns:")))
            continue;
        if (x->attribute_count == XML_MAX_ATTRIBUTES)
            return WRONG(x, from, typed.n, "element '%.*s' has more than %d attributes; remove some", STR_ARG(x->typed),
                         XML_MAX_ATTRIBUTES),
                   false;
        Str resolved = str_from(given[1]);
        x->attributes[x->attribute_count++] =
            (XmlAttribute){.name = without_prefix(typed),
                           .typed = typed,
                           .space = space_of(x, given[0]),
                           .value = str_eq(raw, resolved) ? raw : str_copy(x->arena, resolved),
                           .mark = mark_at(x, value, raw.n)};
        given += 2;
    }
    return true;
}

const XmlAttribute *xml_attribute(const Xml *x, const char *name)
{
    for (size_t i = 0; i < x->attribute_count; i++)
        if (x->attributes[i].space == XML_NO_SPACE && str_eq(x->attributes[i].name, str_from(name)))
            return &x->attributes[i];
    return NULL;
}

/* ---- What expat calls ---- */

static void tag_take(Xml *x, size_t at, const char *name)
{
    x->typed = name_at(x->source->text, at);
    x->name = without_prefix(x->typed);
    x->space = space_of(x, name);
}

static void on_open(void *user, const XML_Char *name, const XML_Char **attributes)
{
    Xml *x = user;
    size_t at = place_of(x);
    if (x->wrong)
        return;
    tag_take(x, at + 1, name);
    x->mark = mark_at(x, at, x->typed.n + 1);
    if (x->depth == XML_MAX_DEPTH) {
        WRONG(x, at, x->typed.n + 1, "elements nest deeper than %d; simplify the file", XML_MAX_DEPTH);
    } else if (++x->elements > x->rules->max_elements) {
        WRONG(x, at, x->typed.n + 1, "the file has more than %zu elements; simplify it", x->rules->max_elements);
    } else if (attributes_take(x, at + 1 + x->typed.n, attributes)) {
        x->opens = true;
        expat.StopParser(x->parser, XML_TRUE);
    }
}

/* An empty element opens and closes in one go, suspended or not. */
static void on_close(void *user, const XML_Char *name)
{
    Xml *x = user;
    if (x->wrong)
        return;
    if (!x->opens) {
        tag_take(x, place_of(x) + 2, name);
        expat.StopParser(x->parser, XML_TRUE);
    }
    x->closes = true;
}

static void place_add(Xml *x, size_t at, size_t length)
{
    ARENA_NEXT(x->arena, x->places, x->place_count, x->place_capacity) =
        (Place){(uint32_t)x->text.n, mark_at(x, at, length)};
}

/* One of the parts of a text: a line, a line break, a reference. */
static void on_text(void *user, const XML_Char *s, int n)
{
    Xml *x = user;
    size_t at = place_of(x);
    Str part = {s, (size_t)n}, raw = str_slice(x->source->text, at, at + length_of(x));
    bool in_step = str_eq(raw, part);
    if (x->wrong)
        return;
    if (!x->has_text) {
        x->has_text = true;
        x->text = (Str){raw.s, 0};
        x->text_mark = mark_at(x, at, 0);
        x->joined.n = x->place_count = 0;
        place_add(x, at, 0);
    }
    x->text_mark.length = (uint32_t)(at + raw.n - x->text_mark.offset);
    if (x->text_mark.length > x->rules->max_text) {
        WRONG(x, x->text_mark.offset, 1, "a text is longer than %zu bytes; shorten it", x->rules->max_text);
        return;
    }
    if (in_step && x->joined.n == 0 && x->text.s + x->text.n == raw.s) {
        x->text.n += part.n;
        return;
    }
    if (x->joined.n == 0)
        buf_put(&x->joined, x->text);
    place_add(x, at, in_step ? 0 : raw.n);
    buf_put(&x->joined, part);
    x->text = buf_str(&x->joined);
}

static void on_instruction(void *user, const XML_Char *target, UNUSED const XML_Char *data)
{
    Xml *x = user;
    if (x->rules->is_drawing && strcmp(target, "xml-stylesheet") != 0)
        return;
    WRONG(x, place_of(x), length_of(x), "instructions to programs are not taken; remove this one");
}

static void on_declaration(void *user, UNUSED const XML_Char *version, const XML_Char *encoding, UNUSED int standalone)
{
    Xml *x = user;
    Str name = encoding ? str_from(encoding) : STR("UTF-8");
    if (!str_eq_any_case(name, STR("UTF-8")) && !str_eq_any_case(name, STR("US-ASCII")))
        WRONG(x, place_of(x), length_of(x), "the file is in the encoding '%s', not in UTF-8; export it in UTF-8",
              encoding);
}

/* Takes the declarations of entities that are a short text, such as the address of a namespace, and hold no reference:
   no text grows to more than a few times its size by them. False for any other declaration. */
static bool entities_take(Xml *x, Str rest)
{
    enum { ENTITIES_MOST = 32, TEXT_MOST = 64 };
    static const char begin[] = "<!ENTITY ";
    for (size_t at = 0;;) {
        at = white_end(rest, at);
        if (at < rest.n && rest.s[at] == ']')
            return true;
        Str name = name_at(rest, at + sizeof begin - 1);
        size_t open = at + sizeof begin + name.n, end = str_find(rest, STR(">"), at);
        if (!str_starts(str_slice(rest, at, end), STR(begin)) || open + 2 > end ||
            (rest.s[open] != '"' && rest.s[open] != '\''))
            return false;
        size_t close = str_find(rest, str_slice(rest, open, open + 1), open + 1);
        Str value = str_slice(rest, open + 1, close);
        bool is_plain = close < end && str_trim(str_slice(rest, close + 1, end)).n == 0 && value.n <= TEXT_MOST;
        for (size_t i = 0; i < value.n && is_plain; i++)
            is_plain = value.s[i] != '&' && value.s[i] != '%' && value.s[i] != '<';
        if (!is_plain || x->entities.count == ENTITIES_MOST)
            return false;
        textset_add(&x->entities, str_printf(x->arena, "&%.*s;", STR_ARG(name)));
        at = end + 1;
    }
}

/* Called at the '[' of declarations, before any of them is read, else at the end. */
static void on_doctype(void *user, UNUSED const XML_Char *name, UNUSED const XML_Char *system,
                       UNUSED const XML_Char *public, int declares)
{
    Xml *x = user;
    size_t end = place_of(x) + 1, at = end;
    while (at > 0 && !str_starts(str_slice(x->source->text, at, end), STR("<!DOCTYPE")))
        at--;
    Str rest = str_slice(x->source->text, end, x->source->text.n);
    if (declares && !(x->rules->is_drawing && entities_take(x, rest)))
        WRONG(x, at, end - at, "a document type with declarations of its own is not taken; export without it%s",
              x->rules->is_drawing ? ", or with names of namespaces alone" : "");
}

static void on_skipped(void *user, UNUSED const XML_Char *name, UNUSED int is_parameter)
{
    Xml *x = user;
    WRONG(x, place_of(x), 1, "%s", unknown_entity);
}

/* ---- Reading ---- */

static bool is_utf16(Str text)
{
    return text.n >= 2 &&
           (str_starts(text, STR("\xFF\xFE")) || str_starts(text, STR("\xFE\xFF")) || !text.s[0] || !text.s[1]);
}

Xml *xml_open(const Source *source, const XmlRules *rules, Arena *a, Diag *d)
{
    Xml *x = ARENA_NEW(a, Xml);
    *x = (Xml){.source = source,
               .rules = rules,
               .arena = a,
               .entities.arena = a,
               .ids.arena = a,
               .diag = d,
               .joined = {.arena = a}};
    if (!library_load(&library, mark_at(x, 0, 0), d))
        return NULL;
    if (source->text.n > rules->max_mib << 20)
        WRONG(x, 0, 0, "the file is larger than %zu MiB; simplify it", rules->max_mib);
    else if (is_utf16(source->text))
        WRONG(x, 0, 0, "the file is in UTF-16, not in UTF-8; export it in UTF-8");
    if (x->wrong)
        return NULL;
    errno = 0;
    x->parser = expat.ParserCreate_MM("UTF-8", NULL, &(XML_Char){SEPARATOR});
    if (!x->parser)
        out_of_memory();
    expat.SetUserData(x->parser, x);
    expat.SetElementHandler(x->parser, on_open, on_close);
    expat.SetCharacterDataHandler(x->parser, on_text);
    expat.SetProcessingInstructionHandler(x->parser, on_instruction);
    expat.SetXmlDeclHandler(x->parser, on_declaration);
    expat.SetStartDoctypeDeclHandler(x->parser, on_doctype);
    expat.SetSkippedEntityHandler(x->parser, on_skipped);
    return x;
}

void xml_close(Xml *x)
{
    if (x)
        expat.ParserFree(x->parser);
}

/* To the next tag, or through one piece of the text. expat reads a tag that a piece breaks off from its start again:
   the next piece is as long as what is left of it, so that a long tag takes no more than twice its length. */
static void read_on(Xml *x)
{
    enum XML_Status status;
    Str text = x->source->text;
    if (x->suspended) {
        status = expat.ResumeParser(x->parser);
    } else {
        size_t open = x->fed - place_of(x), n = open > PIECE ? open : PIECE;
        if (open > x->rules->max_text) {
            WRONG(x, place_of(x), 1, "a tag is longer than %zu bytes; simplify it", x->rules->max_text);
            return;
        }
        Str piece = str_slice(text, x->fed, x->fed + n);
        x->fed += piece.n;
        status = expat.Parse(x->parser, piece.s, (int)piece.n, x->fed == text.n);
    }
    x->suspended = status == XML_STATUS_SUSPENDED;
    x->ended = status == XML_STATUS_OK && x->fed == text.n;
    if (status == XML_STATUS_ERROR && !x->wrong)
        explain(x);
}

static XmlEvent event_read(Xml *x)
{
    while (!x->opens && !x->closes && !x->ended && !x->wrong)
        read_on(x);
    if (x->wrong)
        return XML_WRONG;
    if (x->has_text)
        return x->has_text = false, x->text_places = x->places, x->text_place_count = x->place_count, XML_TEXT;
    if (x->opens)
        return x->opens = false, x->depth++, XML_OPEN;
    if (x->closes)
        return x->closes = false, x->depth--, XML_CLOSE;
    return XML_END;
}

/* ---- Reading again ---- */

static XmlEvent event_keep(Xml *x)
{
    x->depth = x->read_depth;
    XmlEvent event = event_read(x);
    x->read_depth = x->depth;
    if (!x->rules->is_drawing || event == XML_END || event == XML_WRONG)
        return event;
    XmlKept *kept = &ARENA_NEXT(x->arena, x->kept, x->kept_count, x->kept_capacity);
    *kept = (XmlKept){
        .event = event, .name = x->name, .typed = x->typed, .space = x->space, .mark = x->mark, .depth = x->depth};
    if (event == XML_OPEN && x->attribute_count) {
        kept->attributes =
            arena_grow(x->arena, x->attributes, x->attribute_count, x->attribute_count, sizeof *x->attributes);
        kept->attribute_count = x->attribute_count;
    }
    if (event == XML_TEXT) {
        kept->text = x->joined.n ? str_copy(x->arena, x->text) : x->text;
        kept->text_mark = x->text_mark;
        kept->places = arena_grow(x->arena, x->places, x->place_count, x->place_count, sizeof *x->places);
        kept->place_count = x->place_count;
    }
    return event;
}

static XmlEvent event_show(Xml *x, const XmlKept *kept)
{
    x->depth = kept->depth + x->deeper;
    if (kept->event == XML_TEXT) {
        x->text = kept->text;
        x->text_mark = kept->text_mark;
        x->text_places = kept->places;
        x->text_place_count = kept->place_count;
        return XML_TEXT; /* the next tag may have been read */
    }
    x->name = kept->name;
    x->typed = kept->typed;
    x->space = kept->space;
    x->mark = kept->mark;
    x->attribute_count = kept->attribute_count;
    if (kept->attribute_count)
        memcpy(x->attributes, kept->attributes, kept->attribute_count * sizeof *kept->attributes);
    return kept->event;
}

XmlEvent xml_next(Xml *x)
{
    XmlEvent event = XML_OPEN;
    if (x->at == x->kept_count)
        event = event_keep(x);
    return x->at < x->kept_count ? event_show(x, &x->kept[x->at++]) : event;
}

size_t xml_find(Xml *x, Str id)
{
    for (;;) {
        for (; x->searched < x->kept_count; x->searched++) {
            const XmlKept *kept = &x->kept[x->searched];
            for (size_t i = 0; i < kept->attribute_count; i++)
                if (kept->attributes[i].space == XML_NO_SPACE && str_eq(kept->attributes[i].name, STR("id")) &&
                    textset_add(&x->ids, kept->attributes[i].value))
                    ARENA_NEXT(x->arena, x->id_events, x->id_count, x->id_capacity) = x->searched;
        }
        size_t found = textset_find(&x->ids, id);
        if (found < SIZE_MAX || x->wrong || (x->ended && !x->opens && !x->closes)) {
            event_show(x, &x->kept[x->at - 1]);
            return found < SIZE_MAX ? x->id_events[found] : found;
        }
        event_keep(x);
    }
}

XmlPlace xml_go(Xml *x, size_t to)
{
    XmlPlace from = {x->at, x->deeper};
    x->deeper = x->depth + 1 - x->kept[to].depth;
    x->at = to;
    return from;
}

void xml_return(Xml *x, XmlPlace to)
{
    x->at = to.at;
    x->deeper = to.deeper;
    event_show(x, &x->kept[x->at - 1]);
}

bool xml_skip(Xml *x)
{
    for (size_t depth = x->depth; x->depth >= depth;)
        if (xml_next(x) == XML_WRONG)
            return false;
    return true;
}

/* ---- Places inside texts and values ---- */

Mark xml_text_mark(const Xml *x, size_t at, size_t length)
{
    return place_find(x->text_places, x->text_place_count, at, length, x->text_mark);
}

Mark xml_value_mark(const XmlAttribute *a, size_t at, size_t length)
{
    Mark mark = a->mark;
    Str raw = str_slice(mark.source->text, mark.offset, mark.offset + mark.length);
    size_t r = at;
    if (raw.n != a->value.n) /* else in step: what is written in another way is longer in the source */
        for (size_t i = r = 0; i < at && r < raw.n;) {
            if (raw.s[r] == '&') {
                r = str_find(raw, STR(";"), r) + 1;
                utf8_next(a->value, &i);
            } else {
                r += str_starts(str_slice(raw, r, raw.n), STR("\r\n")) ? 2 : 1;
                i++;
            }
        }
    return (Mark){mark.source, mark.offset + (uint32_t)r, (uint32_t)length};
}

/* ---- Version ---- */

Str xml_version(Arena *a)
{
    if (!library_load(&library, (Mark){0}, diag_new(a)))
        return STR("expat (missing)");
    Str version = str_from(expat.ExpatVersion()); /* "expat_2.5.0" */
    size_t number = str_find(version, STR("_"), 0) + 1;
    return str_printf(a, "expat %.*s", STR_ARG(str_slice(version, number, version.n)));
}
