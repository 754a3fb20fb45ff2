/* Any bytes as XML: events that nest, with names and places in the text, up to the end or to one finding. */
#include "fuzz.h"

#include "src/base/xml.h"

const char *const fuzz_seeds[] = {"tests/house/*.svg", "tests/fuzz/corpus/svg/*", NULL};

static void within(const Fuzz *f, Mark mark, const char *what)
{
    fuzz_require(mark.source == f->source && mark.offset + mark.length <= f->bytes.n, what);
}

static void element_check(const Fuzz *f, const Xml *x)
{
    within(f, x->mark, "an element is in the text");
    fuzz_require(x->name.n > 0 && str_ends(x->typed, x->name), "an element has a name");
    for (size_t i = 0; i < x->attribute_count; i++) {
        const XmlAttribute *a = &x->attributes[i];
        within(f, a->mark, "a value is in the text");
        fuzz_require(utf8_invalid(a->value) == a->value.n, "a value is UTF-8");
        for (size_t at = 0; at <= a->value.n; at += 1 + a->value.n / 8)
            within(f, xml_value_mark(a, at, 0), "a part of a value is in the text");
    }
}

static void text_check(const Fuzz *f, const Xml *x)
{
    within(f, x->text_mark, "a text is in the text");
    fuzz_require(x->text.n > 0 && x->text.n <= x->text_mark.length, "a text is not longer than its source");
    fuzz_require(utf8_invalid(x->text) == x->text.n, "a text is UTF-8");
    for (size_t at = 0; at < x->text.n; at += 1 + x->text.n / 8)
        within(f, xml_text_mark(x, at, 1), "a part of a text is in the text");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const spaces[] = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", NULL};
    Fuzz f = fuzz_start(bytes, size);
    const XmlRules rules = {
        .code = DIAG_SYNTAX, .max_mib = 1, .max_elements = 1000, .max_text = 1 << 20, .spaces = spaces};
    Xml *x = xml_open(f.source, &rules, f.a, f.d);
    size_t depth = 0;
    XmlEvent event = x ? XML_TEXT : XML_WRONG;
    while (event != XML_END && event != XML_WRONG) {
        event = xml_next(x);
        depth += event == XML_OPEN;
        depth -= event == XML_CLOSE;
        fuzz_require(event == XML_WRONG || x->depth == depth, "elements nest");
        if (event == XML_OPEN)
            element_check(&f, x);
        if (event == XML_TEXT)
            text_check(&f, x);
    }
    fuzz_require_agreed(&f, 0, event == XML_END);
    fuzz_require(diag_errors(f.d) <= 1, "one cause is one finding");
    xml_close(x);
    return fuzz_end(&f);
}
