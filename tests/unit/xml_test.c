/* XML: events with their places, and a message with its place for everything that is refused. */
#include "src/base/xml.h"
#include "tests/unit/picture_case.h"

static const char *const spaces[] = {"urn:a", "urn:b", NULL};
static const XmlRules rules = {
    .code = DIAG_SYNTAX, .max_mib = 8, .max_elements = 200000, .max_text = 1 << 20, .spaces = spaces};

static void name_put(Buf *out, Str name, Str typed, int space)
{
    buf_put(out, typed);
    if (space != XML_NO_SPACE)
        buf_printf(out, "{%s:%.*s}", space == XML_OTHER_SPACE ? "other" : spaces[space], STR_ARG(name));
}

/* Every byte of 'text' and where it is: "a@5 b@6", in short "ab@5". */
static void places_put(Buf *out, Str text, Mark (*mark_of)(const void *of, size_t at, size_t length), const void *of)
{
    uint32_t next = 0;
    for (size_t i = 0; i < text.n; i++) {
        uint32_t at = mark_of(of, i, 1).offset;
        if (i == 0 || at != next)
            buf_printf(out, "%s@%u:", i ? " " : "", at);
        next = at + 1;
        buf_char(out, text.s[i] == '\n' ? '$' : text.s[i]);
    }
}

static Mark value_mark(const void *attribute, size_t at, size_t length)
{
    return xml_value_mark(attribute, at, length);
}

static Mark text_mark(const void *xml, size_t at, size_t length)
{
    return xml_text_mark(xml, at, length);
}

/* "<a@0 b='@6:1'>" and so on, to the end or to what is wrong. */
static const char *events_of(Str text, const XmlRules *of)
{
    Buf out = {.arena = arena};
    Xml *x = xml_open(source_new(STR("x.xml"), text, arena), of, arena, diag);
    size_t depth = 0;
    for (XmlEvent event = XML_TEXT; x && event != XML_END && event != XML_WRONG;) {
        event = xml_next(x);
        switch (event) {
        case XML_OPEN:
            depth++;
            buf_char(&out, '<');
            name_put(&out, x->name, x->typed, x->space);
            buf_printf(&out, "@%u", x->mark.offset);
            for (size_t i = 0; i < x->attribute_count; i++) {
                const XmlAttribute *a = &x->attributes[i];
                buf_char(&out, ' ');
                name_put(&out, a->name, a->typed, a->space);
                buf_put(&out, STR("='"));
                places_put(&out, a->value, value_mark, a);
                buf_char(&out, '\'');
            }
            buf_char(&out, '>');
            break;
        case XML_CLOSE:
            depth--;
            buf_put(&out, STR("</"));
            name_put(&out, x->name, x->typed, x->space);
            buf_char(&out, '>');
            break;
        case XML_TEXT:
            buf_char(&out, '[');
            places_put(&out, x->text, text_mark, x);
            buf_char(&out, ']');
            break;
        case XML_END:
        case XML_WRONG:
            break;
        }
        assert_true(!x || event == XML_WRONG || x->depth == depth);
        if (event == XML_END || event == XML_WRONG)
            assert_int_equal(xml_next(x), event);
    }
    xml_close(x);
    return str_terminated(arena, buf_str(&out));
}

static void events_tell_names_and_places(void **state)
{
    (void)state;
    static const struct {
        const char *text, *events;
    } rows[] = {
        {"<a/>", "<a@0></a>"},
        {"\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<!-- c --><a>\n</a>\n<!-- d -->\n",
         "<a@69>[@72:$]</a>"},
        {"<!DOCTYPE a PUBLIC '-//X//DTD X//EN' 'http://x.example/x.dtd'><a/>", "<a@62></a>"},
        {"<a b='1' c = \"x>'\"><b/>t</a>", "<a@0 b='@6:1' c='@14:x>''><b@19></b>[@23:t]</a>"},
        {"<a b='&lt;&#65;&#x41;&amp;z' c='\t\r\n1'/>", "<a@0 b='@6:< @10:A @15:A @21:& @26:z' c='@32:   @35:1'></a>"},
        {"<a>x&gt;y\r\nz<!-- & -->1<![CDATA[2<&]]>3</a>", "<a@0>[@3:x> @8:y$ @11:z @22:1 @32:2<& @38:3]</a>"},
        {"<a>&lt;b<c/>d&gt;<c/>e</a>", "<a@0>[@3:< @7:b]<c@8></c>[@12:d>]<c@17></c>[@21:e]</a>"},
        {"<a>&#x20AC;x&amp;&amp;</a>", "<a@0>[@3:\xE2 @3:\x82 @3:\xAC @11:x& @17:&]</a>"},
        {"<a>\n <b>1</b>\n</a>", "<a@0>[@3:$ ]<b@5>[@8:1]</b>[@13:$]</a>"},
        {"<p:a xmlns:p='urn:a' xmlns='urn:b' p:x='1' x='2'><a xmlns:q='urn:c' q:x='3' xml:space=''/><b "
         "xmlns=''/></p:a>",
         "<p:a{urn:a:a}@0 p:x{urn:a:x}='@40:1' x='@46:2'><a{urn:b:a}@49 q:x{other:x}='@73:3' "
         "xml:space{other:space}=''></a{urn:b:a}><b@90></b></p:a{urn:a:a}>"},
        {"<\xC3\xA4 \xC3\xB6='\xE2\x82\xAC'/>", "<\xC3\xA4@0 \xC3\xB6='@8:\xE2\x82\xAC'></\xC3\xA4>"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *events = events_of(str_from(rows[i].text), &rules);
        if (strcmp(events, rows[i].events) != 0 || diag_errors(diag))
            fail_msg("row %zu:\n%s\nexpected:\n%s\n%s", i, events, rows[i].events, said());
    }
}

static void what_is_refused_is_named(void **state)
{
    (void)state;
    static const char entity[] = "this entity is not known; only &lt; &gt; &amp; &quot; &apos; and numbers are";
    static const char cut[] = "the file breaks off before the end of this; export it again";
    static const char mismatch[] = "this end does not belong to the element that is open here";
    static const char attributes[] = "attributes (name=\"value\"), '>' or '/>' belong here";
    static const char angle[] = "a '<' is not allowed here; close the quote or the tag before it, or write &lt;";
    static const char declares[] = "a document type with declarations of its own is not taken; export without it";
    static const char instruction[] = "instructions to programs are not taken; remove this one";
    static const char not_utf8[] = "this is not UTF-8; export the file in that encoding";
    static const char utf16[] = "the file is in UTF-16, not in UTF-8; export it in UTF-8";
    static const char control[] = "this is a control character, which XML does not allow; export the file again";
    static const char prefix[] = "this element has a prefix, or an attribute with one, that no 'xmlns:' declares";
    static const char malformed[] = "this is not well-formed XML; export the file again";
    static const char start[] = "an XML file does not start like this; is it the right file?";
    static const struct {
        Str text;
        const char *place, *message;
    } rows[] = {
        {STR(""), "1:1", "the file holds no element; export it again"},
        {STR("<!-- c -->\n"), "2:1", "the file holds no element; export it again"},
        {STR("PK\x03\x04"), "1:1", start},
        {STR("\n x"), "2:2", start},
        {STR("\x89PNG\r\n"), "1:1", start},
        {STR("\xEF\xBB\xBFx"), "1:1", start},
        /* Encodings. */
        {STR("\xFF\xFE<\0a\0/\0>\0"), "1:1", utf16},
        {STR("\xFE\xFF\0<\0a\0/\0>"), "1:1", utf16},
        {STR("<\0a\0/\0>\0"), "1:1", utf16},
        {STR("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>"), "1:1",
         "the file is in the encoding 'ISO-8859-1', not in UTF-8; export it in UTF-8"},
        {STR("<?xml version='1.0' encoding='UTF-16'?><a/>"), "1:1",
         "the file is in the encoding 'UTF-16', not in UTF-8; export it in UTF-8"},
        {STR("<a>\n\xC3\xA4\xE9</a>"), "2:2", not_utf8},
        {STR("<a b='\xE9'/>"), "1:7", not_utf8},
        {STR("<a>\xC0\xBC</a>"), "1:4", not_utf8},
        {STR("<a>\xED\xA0\x80</a>"), "1:4", not_utf8},
        {STR("<a>\x01</a>"), "1:4", control},
        {STR("<a b='x\0'/>"), "1:8", control},
        {STR("<a>\xEF\xBF\xBF</a>"), "1:4", malformed},
        /* Document types and entities. */
        {STR("<!DOCTYPE a [\n<!ENTITY b 'c'>]><a>&b;</a>"), "1:1", declares},
        {STR("<!DOCTYPE a SYSTEM 'x.dtd' [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>"), "1:1", declares},
        {STR("<!DOCTYPE a []><a/>"), "1:1", declares},
        {STR("<a>\xC3\xA4&b;</a>"), "1:5", entity},
        {STR("<a b='&c;'/>"), "1:7", entity},
        {STR("<!DOCTYPE a SYSTEM 'x.dtd'><a>&b;</a>"), "1:31", entity},
        {STR("<!DOCTYPE a SYSTEM 'x.dtd'><a b='1&amp;&c;'/>"), "1:40", entity},
        {STR("<!DOCTYPE a SYSTEM 'x.dtd'>\n%p;<a/>"), "2:1", malformed},
        {STR("<a>&#0;</a>"), "1:4", entity},
        {STR("<a>&#xD800;</a>"), "1:4", entity},
        {STR("<a>&#x110000;</a>"), "1:4", entity},
        {STR("<a>b & c</a>"), "1:6", "this begins no entity; write a plain '&' as &amp;"},
        {STR("<a b='c&d'/>"), "1:8", "this begins no entity; write a plain '&' as &amp;"},
        /* Truncated texts. */
        {STR("<?xml version='1.0'"), "1:1", cut},
        {STR("<a b='c"), "1:1", cut},
        {STR("<a><!-- "), "1:4", cut},
        {STR("<a><![CDATA[ "), "1:14", cut},
        {STR("<a>\xE2\x82"), "1:4", cut},
        {STR("<a>\n<b>\n"), "3:1", "the file breaks off inside an element; export it again"},
        {STR("<a></a"), "1:4", cut},
        /* Tags. */
        {STR("<a>\n</b>"), "2:3", mismatch},
        {STR("<a><b></a></b>"), "1:9", mismatch},
        {STR("<a><b:c xmlns:b='x'></c></a>"), "1:23", mismatch},
        {STR("<a b='1' c='2' b='3'/>"), "1:16", "this attribute is twice in its element; remove one"},
        {STR("<a b/>"), "1:5", attributes},
        {STR("<a b=1/>"), "1:6", attributes},
        {STR("<a b='1'c='2'/>"), "1:9", attributes},
        {STR("<a b='1>\n<c d='2'/></a>"), "2:1", angle},
        {STR("<a <b/></a>"), "1:4", angle},
        {STR("<a>1 < 2</a>"), "1:6", "the name of an element belongs after '<'; write a plain '<' as &lt;"},
        {STR("<a>]]></a>"), "1:6", malformed},
        {STR("<a><!-- x -- y --></a>"), "1:13", malformed},
        {STR("<a/>\n<b/>"), "2:1", "the first element ended before this; remove what follows it"},
        {STR("<a/>b"), "1:5", "the first element ended before this; remove what follows it"},
        {STR("<p:a/>"), "1:1", prefix},
        {STR("<a>\n <b p:c='1'/></a>"), "2:2", prefix},
        /* Instructions. */
        {STR("<?php echo ?><a/>"), "1:1", instruction},
        {STR("<a><?xml-stylesheet href='x.css'?></a>"), "1:4", instruction},
        {STR(" <?xml version='1.0'?><a/>"), "1:2",
         "an XML declaration is allowed at the start of the file alone; remove this one"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        diag = diag_new(arena);
        events_of(rows[i].text, &rules);
        const char *expected = str_printf(arena, "x.xml:%s: error: %s\n", rows[i].place, rows[i].message).s;
        if (strncmp(said(), expected, strlen(expected)) != 0 || diag_errors(diag) != 1)
            fail_msg("row %zu: expected \"%s\", got: %s", i, expected, said());
    }
}

/* ---- Sizes ---- */

static Str repeated(const char *head, const char *part, size_t times, const char *foot)
{
    Buf text = {.arena = arena};
    buf_put(&text, str_from(head));
    for (size_t i = 0; i < times; i++)
        buf_printf(&text, part, (int)i);
    buf_put(&text, str_from(foot));
    return str_copy(arena, buf_str(&text)); /* terminated */
}

static void sizes_have_limits(void **state)
{
    (void)state;
    const struct {
        Str text;
        const char *said;
    } rows[] = {
        {repeated("", "<a>", XML_MAX_DEPTH + 1, ""), "x.xml:1:97: error: elements nest deeper than 32; simplify"},
        {repeated("<a>", "<b/>", 200000, "</a>"), "error: the file has more than 200000 elements; simplify it"},
        {repeated("<a", " b%d=''", XML_MAX_ATTRIBUTES + 1, "/>"),
         "element 'a' has more than 64 attributes; remove some"},
        {repeated("<a>", "%07d\n", (8 << 20) / 8, "</a>"), "error: the file is larger than 8 MiB; simplify it"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        diag = diag_new(arena);
        events_of(rows[i].text, &rules);
        if (!strstr(said(), rows[i].said) || diag_errors(diag) != 1)
            fail_msg("row %zu: expected \"%s\", got: %s", i, rows[i].said, said());
    }
    diag = diag_new(arena);
    events_of(repeated("", "<a>", XML_MAX_DEPTH, repeated("", "</a>", XML_MAX_DEPTH, "").s), &rules);
    events_of(repeated("<a xmlns:p='x' ", " b%d=''", XML_MAX_ATTRIBUTES, "/>"), &rules);
    assert_string_equal(said(), "");
}

/* The reader takes the text in pieces of 32 KiB: wherever one ends, the events are the same. */
static void pieces_leave_no_trace(void **state)
{
    (void)state;
    enum { PIECE = 1 << 15 };
    static const char body[] = "<a b='1&lt;\xC3\xA4' \r\n c=''>x\xE2\x82\xAC&amp;\r\ny<![CDATA[ ]]><d/></a>";
    for (size_t cut = 1; cut < sizeof body; cut++) {
        Arena *outer = arena;
        arena = arena_new();
        diag = diag_new(arena);
        Str text = repeated("<r>", " ", PIECE - cut - 3, str_printf(arena, "%s</r>", body).s);
        Xml *x = xml_open(source_new(STR("x.xml"), text, arena), &rules, arena, diag);
        assert_int_equal(xml_next(x), XML_OPEN);
        assert_int_equal(xml_next(x), XML_TEXT);
        assert_int_equal(x->text.n, PIECE - cut - 3);
        assert_int_equal(xml_next(x), XML_OPEN);
        assert_int_equal(x->mark.offset, PIECE - cut);
        assert_true(str_eq(x->attributes[0].value, STR("1<\xC3\xA4")));
        assert_int_equal(x->attributes[1].mark.offset, PIECE - cut + 21);
        assert_int_equal(xml_next(x), XML_TEXT);
        assert_true(str_eq(x->text, STR("x\xE2\x82\xAC&\ny ")));
        assert_int_equal(xml_text_mark(x, 6, 1).offset, PIECE - cut + 34);
        assert_int_equal(xml_next(x), XML_OPEN);
        assert_int_equal(xml_next(x), XML_CLOSE);
        assert_int_equal(xml_next(x), XML_CLOSE);
        assert_int_equal(xml_next(x), XML_CLOSE);
        assert_int_equal(xml_next(x), XML_END);
        xml_close(x);
        arena_free(arena);
        arena = outer;
    }
    Str value = repeated("", "%07d ", 100000, "");
    Xml *x = xml_open(
        source_new(STR("x.xml"), str_printf(arena, "<a b='%.*s'>%.*s</a>", STR_ARG(value), STR_ARG(value)), arena),
        &rules, arena, diag);
    assert_int_equal(xml_next(x), XML_OPEN);
    assert_true(str_eq(x->attributes[0].value, value));
    assert_int_equal(xml_next(x), XML_TEXT);
    assert_true(str_eq(x->text, value));
    xml_close(x);
}

/* As in the sheet of a workbook. */
static void memory_does_not_grow_with_the_text(void **state)
{
    (void)state;
    Str text = repeated("<sheetData>", "<row r='%d'><c t='s'><v>1234</v></c></row>", 50000, "</sheetData>");
    Xml *x = xml_open(source_new(STR("x.xml"), text, arena), &rules, arena, diag);
    size_t before = arena_bytes(arena), values = 0;
    for (XmlEvent event; (event = xml_next(x)) != XML_END;) {
        assert_int_not_equal(event, XML_WRONG);
        values += event == XML_TEXT && str_eq(x->text, STR("1234"));
    }
    xml_close(x);
    assert_int_equal(values, 50000);
    assert_true(arena_bytes(arena) - before < 1024);
}

static void elements_are_skipped_and_attributes_found(void **state)
{
    (void)state;
    Xml *x = xml_open(
        source_new(STR("x.xml"), STR("<a xmlns:p='urn:a'><b><c>1</c><d/></b>2<e p:f='3' f='4'/><g><h></g></a>"), arena),
        &rules, arena, diag);
    assert_int_equal(xml_next(x), XML_OPEN);
    assert_int_equal(xml_next(x), XML_OPEN);
    assert_true(xml_skip(x));
    assert_int_equal(x->depth, 1);
    assert_int_equal(xml_next(x), XML_TEXT);
    assert_int_equal(xml_next(x), XML_OPEN);
    assert_true(str_eq(xml_attribute(x, "f")->value, STR("4")));
    assert_null(xml_attribute(x, "p:f"));
    assert_null(xml_attribute(x, "g"));
    assert_true(xml_skip(x));
    assert_int_equal(xml_next(x), XML_OPEN);
    assert_false(xml_skip(x));
    assert_int_equal(diag_errors(diag), 1);
    xml_close(x);
    xml_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(events_tell_names_and_places, test_start, test_end),
        cmocka_unit_test_setup_teardown(what_is_refused_is_named, test_start, test_end),
        cmocka_unit_test_setup_teardown(sizes_have_limits, test_start, test_end),
        cmocka_unit_test_setup_teardown(pieces_leave_no_trace, test_start, test_end),
        cmocka_unit_test_setup_teardown(memory_does_not_grow_with_the_text, test_start, test_end),
        cmocka_unit_test_setup_teardown(elements_are_skipped_and_attributes_found, test_start, test_end),
    };
    return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
