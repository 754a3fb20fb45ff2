/* YAML bytes to a tree of Values, by libyaml's event interface (its own tree builder is quadratic in anchors and loads
   cycles). Every cap of data.h is checked at each event, before anything grows. Only plain data is let through: no
   anchors, tags, merges, directives, second documents. Decides no types: every scalar is a text. YAML 1.1. */
#include "ncmec/data.h"

#include "charset.h"
#include "problem.h"
#include "scalar.h"

#include <yaml.h>

/* libyaml clears the whole buffer that once held a stretch of empty lines at each further such stretch of a scalar:
   with one long stretch and many short ones it is quadratic. */
enum { YAML_MAX_BLANKS = 4096 };

typedef struct Frame {
    Value *value;
    const Value **items;
    Field *fields;
    size_t count, capacity;
    Str key;
    Mark key_mark;
    bool has_key;
} Frame;

typedef struct Reader {
    const Source *source;
    Arena *arena;
    Diag *diag;
    size_t bom;           /* bytes before what libyaml sees */
    size_t ascii;         /* bytes at the start that are a character each */
    size_t index, offset; /* a code point's number and its byte, close to the place last asked for */
    Frame frames[YAML_MAX_DEPTH];
    size_t depth;
    const Value *root;
    size_t events, documents;
    bool refused; /* something that leaves no tree */
} Reader;

/* ---- Places ---- */

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t bytes_alone(Str text)
{
    size_t at = ascii_end(text, 0);
    while (at < text.n && (unsigned char)text.s[at] < 0x80)
        at = ascii_end(text, at + 1);
    return at;
}

/* libyaml counts code points. Places are asked for nearly in order, so walking from the last one is linear over all. */
static size_t byte_at(Reader *r, size_t index)
{
    Str text = r->source->text;
    if (index <= r->ascii)
        return index;
    if (r->offset < r->ascii)
        r->index = r->offset = r->ascii;
    while (r->index < index && r->offset < text.n) {
        r->offset++;
        while (r->offset < text.n && is_continuation(text.s[r->offset]))
            r->offset++;
        r->index++;
    }
    while (r->index > index) {
        r->offset--;
        while (is_continuation(text.s[r->offset]))
            r->offset--;
        r->index--;
    }
    return r->offset;
}

static Mark mark_between(Reader *r, yaml_mark_t start, yaml_mark_t end)
{
    size_t from = byte_at(r, start.index), to = byte_at(r, end.index);
    const char *s = r->source->text.s;
    while (to > from && is_white(s[to - 1]))
        to--;
    return (Mark){r->source, (uint32_t)from, (uint32_t)(to - from)};
}

static bool refuse(Reader *r, Mark at, const char *what, const char *instead)
{
    r->refused = true;
    return diag_error(r->diag, DIAG_SYNTAX, at, "%s; %s", what, instead);
}

/* ---- Before parsing ---- */

static bool lines_check(const Source *source, Diag *d)
{
    Str text = source->text;
    bool ok = true;
    for (size_t i = 0; i < source->line_count; i++)
        if (source->lines[i] < text.n && text.s[source->lines[i]] == '%')
            ok =
                diag_error(d, DIAG_SYNTAX, (Mark){source, source->lines[i], 1},
                           "a line cannot begin with '%%', which YAML keeps for directives; indent it or put the whole "
                           "text in double quotes");
    /* A run that is too long covers a multiple of the length that is allowed. */
    for (size_t at = YAML_MAX_BLANKS; at < text.n; at += YAML_MAX_BLANKS) {
        size_t from = at, to = at;
        while (from > 0 && is_white(text.s[from - 1]))
            from--;
        while (to < text.n && is_white(text.s[to]))
            to++;
        if (to == at || to - from <= YAML_MAX_BLANKS)
            continue;
        ok = diag_error(d, DIAG_SYNTAX, (Mark){source, (uint32_t)from, 1},
                        "there are more than %d blanks and empty lines in a row here; remove them", YAML_MAX_BLANKS);
        break;
    }
    return ok;
}

/* ---- Building ---- */

static void add_value(Reader *r, const Value *value)
{
    if (r->depth == 0) {
        r->root = value;
        return;
    }
    Frame *f = &r->frames[r->depth - 1];
    if (f->value->kind == VALUE_LIST) {
        ARENA_NEXT(r->arena, f->items, f->count, f->capacity) = value;
        return;
    }
    ARENA_NEXT(r->arena, f->fields, f->count, f->capacity) = (Field){f->key, f->key_mark, value};
    f->has_key = false;
}

static bool is_key_next(const Reader *r)
{
    return r->depth > 0 && r->frames[r->depth - 1].value->kind == VALUE_MAP && !r->frames[r->depth - 1].has_key;
}

/* The property that a node must not have; its hint says what the typist probably meant. */
static void properties_check(Reader *r, Mark at, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    Str name = anchor ? str_from((const char *)anchor) : STR("");
    if (anchor) {
        Mark mark = {at.source, at.offset, (uint32_t)name.n + 1};
        r->refused = true;
        diag_error(r->diag, DIAG_SYNTAX, mark,
                   "'&%.*s' is an anchor, which is not allowed; where the text begins with '&', put the whole text in "
                   "double quotes",
                   STR_ARG(name));
    }
    if (tag)
        refuse(r, (Mark){at.source, at.offset, 1}, "'!' begins a tag, which is not allowed",
               "where the text begins with '!', put the whole text in double quotes");
}

static const ScalarStyle styles[] = {
    [YAML_ANY_SCALAR_STYLE] = STYLE_PLAIN,
    [YAML_PLAIN_SCALAR_STYLE] = STYLE_PLAIN,
    [YAML_SINGLE_QUOTED_SCALAR_STYLE] = STYLE_SINGLE,
    [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = STYLE_DOUBLE,
    [YAML_LITERAL_SCALAR_STYLE] = STYLE_LITERAL,
    [YAML_FOLDED_SCALAR_STYLE] = STYLE_FOLDED,
};

/* "key:" and another blank than a space are a text for libyaml. */
static void odd_colon_check(Reader *r, const Value *scalar)
{
    Str text = scalar->text;
    size_t end = 0;
    uint32_t c;
    while (end < text.n && (is_ascii_letter(text.s[end]) || text.s[end] == '_'))
        end++;
    if (end == 0 || end + 1 >= text.n || text.s[end] != ':' || (unsigned char)text.s[end + 1] < 0x80)
        return;
    const char *blank = odd_blank_name(str_slice(text, end + 1, text.n), &c);
    if (!blank)
        return;
    r->refused = true;
    diag_error(r->diag, DIAG_SYNTAX, (Mark){scalar->mark.source, scalar->mark.offset + (uint32_t)end + 1, 1},
               "after '%.*s:' there is U+%04X, %s; type a space instead", (int)end, text.s, (unsigned)c, blank);
}

static void set_key(Reader *r, const Value *scalar, bool is_plain)
{
    uint32_t c;
    const char *blank = odd_blank_name(scalar->text, &c);
    if (is_plain && str_eq(scalar->text, STR("<<")))
        refuse(r, scalar->mark, "'<<' would merge another map, which is not allowed", "type the keys themselves");
    if (blank) {
        r->refused = true;
        diag_error(r->diag, DIAG_SYNTAX, scalar->mark,
                   "the key begins with U+%04X, %s; delete it and indent with spaces", (unsigned)c, blank);
    }
    Frame *f = &r->frames[r->depth - 1];
    f->key = scalar->text;
    f->key_mark = scalar->mark;
    f->has_key = true;
}

static bool on_scalar(Reader *r, const yaml_event_t *event)
{
    Mark mark = mark_between(r, event->start_mark, event->end_mark);
    Str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    if (text.n > YAML_MAX_SCALAR) {
        r->refused = true;
        return diag_error(r->diag, DIAG_SYNTAX, (Mark){mark.source, mark.offset, 1},
                          "this text is longer than %d bytes; split it", YAML_MAX_SCALAR);
    }
    Value *value = ARENA_NEW(r->arena, Value);
    value->kind = VALUE_SCALAR;
    value->mark = mark;
    value->text = str_copy(r->arena, text);
    properties_check(r, mark, event->data.scalar.anchor, event->data.scalar.tag);
    if (!r->refused)
        scalar_place(value, styles[event->data.scalar.style], r->arena);
    if (!scalar_characters_check(value, r->diag))
        r->refused = true;
    if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
        odd_colon_check(r, value);
    if (is_key_next(r))
        set_key(r, value, event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE);
    else
        add_value(r, value);
    return true;
}

static bool on_start(Reader *r, const yaml_event_t *event, ValueKind kind)
{
    Mark mark = {r->source, (uint32_t)byte_at(r, event->start_mark.index), 1};
    if (r->depth == YAML_MAX_DEPTH) {
        r->refused = true;
        return diag_error(r->diag, DIAG_SYNTAX, mark,
                          "lists and maps are nested more than %d deep; is a text that "
                          "begins with '[', '{' or '-' without quotes?",
                          YAML_MAX_DEPTH);
    }
    if (is_key_next(r))
        return refuse(r, mark, kind == VALUE_MAP ? "a map cannot be a key" : "a list cannot be a key",
                      "where a text begins with '{' or '[', put the whole text in double quotes");
    bool is_map = kind == VALUE_MAP;
    properties_check(r, mark, is_map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor,
                     is_map ? event->data.mapping_start.tag : event->data.sequence_start.tag);
    Value *value = ARENA_NEW(r->arena, Value);
    value->kind = kind;
    value->mark = mark;
    add_value(r, value);
    r->frames[r->depth++] = (Frame){.value = value};
    return true;
}

/* ---- Duplicate keys ---- */

/* Merges sorted halves, of equal keys the earlier first. */
static void merge(const Field **from, size_t low, size_t middle, size_t high, const Field **to)
{
    size_t left = low, right = middle;
    for (size_t i = low; i < high; i++) {
        bool take_left = left < middle && (right >= high || str_compare(from[left]->key, from[right]->key) <= 0);
        to[i] = take_left ? from[left++] : from[right++];
    }
}

/* Fields by key; linearithmic for all keys, which a hash would not be for keys made to collide. */
static const Field **sort_fields(Arena *a, const Field *fields, size_t count)
{
    const Field **sorted = ARENA_ARRAY(a, const Field *, count), **spare = ARENA_ARRAY(a, const Field *, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &fields[i];
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t middle = low + width < count ? low + width : count;
            size_t high = middle + width < count ? middle + width : count;
            merge(sorted, low, middle, high, spare);
        }
        const Field **swap = sorted;
        sorted = spare;
        spare = swap;
    }
    return sorted;
}

/* Reports keys typed twice, in the order typed; the first of each stays. */
static void drop_duplicates(Reader *r, Frame *f)
{
    if (f->count < 2)
        return;
    const Field **sorted = sort_fields(r->arena, f->fields, f->count);
    const Field **first = ARENA_ARRAY(r->arena, const Field *, f->count);
    for (size_t i = 1; i < f->count; i++)
        if (str_eq(sorted[i]->key, sorted[i - 1]->key)) {
            const Field *earlier = first[sorted[i - 1] - f->fields];
            first[sorted[i] - f->fields] = earlier ? earlier : sorted[i - 1];
        }
    size_t kept = 0;
    Field *fields = ARENA_ARRAY(r->arena, Field, f->count);
    for (size_t i = 0; i < f->count; i++) {
        if (!first[i]) {
            fields[kept++] = f->fields[i];
            continue;
        }
        diag_error(r->diag, DIAG_DUPLICATE, f->fields[i].key_mark,
                   "the key '%.*s' is here for a second time; remove one", STR_ARG(f->fields[i].key));
        diag_note(r->diag, first[i]->key_mark, "the first is here");
    }
    f->fields = fields;
    f->count = kept;
}

static void on_end(Reader *r)
{
    Frame *f = &r->frames[--r->depth];
    if (f->value->kind == VALUE_MAP)
        drop_duplicates(r, f);
    f->value->items = f->items;
    f->value->fields = f->fields;
    f->value->count = f->count;
}

/* ---- The parser's events ---- */

static bool on_alias(Reader *r, const yaml_event_t *event)
{
    Str name = str_from((const char *)event->data.alias.anchor);
    Mark mark = mark_between(r, event->start_mark, event->end_mark);
    r->refused = true;
    return diag_error(
        r->diag, DIAG_SYNTAX, mark,
        "'*%.*s' is an alias, which is not allowed; where the text begins with '*', put the whole text in "
        "double quotes",
        STR_ARG(name));
}

static bool on_document(Reader *r, const yaml_event_t *event)
{
    if (r->documents++ == 0)
        return true;
    Mark mark = {r->source, (uint32_t)byte_at(r, event->start_mark.index), 3};
    return refuse(r, mark, "a second document begins here", "keep one document in a file, and remove this line");
}

/* False where nothing more is to be read. */
static bool on_event(Reader *r, const yaml_event_t *event)
{
    if (++r->events > YAML_MAX_EVENTS) {
        r->refused = true;
        return diag_error(r->diag, DIAG_SYNTAX, (Mark){r->source, (uint32_t)byte_at(r, event->start_mark.index), 1},
                          "the file holds more than %d entries up to here; split it", YAML_MAX_EVENTS);
    }
    switch (event->type) {
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return true;
    case YAML_STREAM_END_EVENT:
        return false;
    case YAML_DOCUMENT_START_EVENT:
        return on_document(r, event);
    case YAML_ALIAS_EVENT:
        return on_alias(r, event);
    case YAML_SCALAR_EVENT:
        return on_scalar(r, event);
    case YAML_SEQUENCE_START_EVENT:
        return on_start(r, event, VALUE_LIST);
    case YAML_MAPPING_START_EVENT:
        return on_start(r, event, VALUE_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        on_end(r);
        return true;
    }
    return false;
}

static void on_failure(Reader *r, const yaml_parser_t *parser)
{
    if (parser->error == YAML_MEMORY_ERROR)
        out_of_memory();
    r->refused = true;
    Problem problem = {.problem = parser->problem, .context = parser->context};
    if (parser->error == YAML_READER_ERROR) {
        /* Reader errors know the byte alone. The characters were looked at before, so none is expected. */
        problem.at = problem.context_at = (Mark){r->source, (uint32_t)(parser->problem_offset + r->bom), 0};
    } else {
        problem.at = (Mark){r->source, (uint32_t)byte_at(r, parser->problem_mark.index), 0};
        problem.context_at =
            parser->context ? (Mark){r->source, (uint32_t)byte_at(r, parser->context_mark.index), 0} : problem.at;
    }
    problem_report(&problem, r->diag);
}

static void read_events(Reader *r)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        out_of_memory();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    Str seen = str_slice(r->source->text, r->bom, r->source->text.n);
    yaml_parser_set_input_string(&parser, (const unsigned char *)seen.s, seen.n);
    bool more = true;
    while (more) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            on_failure(r, &parser);
            break;
        }
        more = on_event(r, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

const Value *yaml_parse(const Source *source, Arena *a, Diag *d)
{
    bool characters = source_characters_check(source, d);
    if (!characters || !lines_check(source, d))
        return NULL;
    Reader *r = ARENA_NEW(a, Reader);
    r->source = source;
    r->arena = a;
    r->diag = d;
    r->bom = r->offset = str_starts(source->text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    r->ascii = bytes_alone(source->text);
    read_events(r);
    if (r->refused)
        return NULL;
    if (!r->root)
        return diag_error(d, DIAG_SYNTAX, (Mark){source, 0, 0},
                          source->text.n == r->bom ? "the file is empty"
                                                   : "the file holds nothing but comments and blanks"),
               NULL;
    return r->root;
}

Str data_versions(Arena *a)
{
    return str_printf(a, "libyaml %s", yaml_get_version_string());
}
