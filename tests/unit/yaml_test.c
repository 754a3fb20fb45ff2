/* YAML: the texts of yaml_cases.txt and their trees or findings, characters that are refused, the caps. Places within
   scalars have a test of their own; how time grows is measured by "make growth". */
#include "data_case.h"
#include "tests/tools/yaml_cases.h"

/* ---- Cases of the file
 * ------------------------------------------------------------------------------------------------
 */

static void put_place_text(Buf *out, Mark mark)
{
    uint32_t line, column;
    mark_position(mark, &line, &column);
    buf_printf(out, "%u:%u", line, column);
}

static void put_scalar(Buf *out, const Value *v)
{
    buf_char(out, '[');
    for (size_t i = 0; i < v->text.n; i++)
        if (v->text.s[i] == '\n')
            buf_put(out, STR("\\n"));
        else
            buf_char(out, v->text.s[i]);
    buf_put(out, STR("] "));
    put_place_text(out, v->mark);
    buf_char(out, '\n');
}

static void put_tree(Buf *out, const Value *v, int depth)
{
    if (v->kind == VALUE_SCALAR) {
        put_scalar(out, v);
        return;
    }
    buf_put(out, v->kind == VALUE_LIST ? STR("list ") : STR("map "));
    put_place_text(out, v->mark);
    buf_char(out, '\n');
    for (size_t i = 0; i < v->count; i++) {
        buf_printf(out, "%*s", 2 * depth + 2, "");
        if (v->kind == VALUE_MAP) {
            buf_printf(out, "%.*s ", STR_ARG(v->fields[i].key));
            put_place_text(out, v->fields[i].key_mark);
            buf_put(out, STR(": "));
        } else {
            buf_put(out, STR("- "));
        }
        put_tree(out, v->kind == VALUE_MAP ? v->fields[i].value : v->items[i], depth + 1);
    }
}

/* With the numbers of characters that cannot be seen, as the file of cases has them. */
static Str case_typed(Str text, Arena *a)
{
    Buf out = {.arena = a};
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (c == '\n' || (c >= ' ' && c <= '~'))
            buf_char(&out, (char)c);
        else
            buf_printf(&out, "<U+%04X>", c);
    }
    return str_copy(a, buf_str(&out));
}

static Str case_result(Arena *a, const YamlCase *c)
{
    Diag *d = diag_new(a);
    const Value *root = yaml_parse(source_new(str_printf(a, "%.*s.yaml", STR_ARG(c->name)), c->text, a), a, d);
    Buf out = {.arena = a};
    if (root)
        put_tree(&out, root, 0);
    else
        assert_true(diag_errors(d) > 0);
    buf_put(&out, findings(a, d));
    return case_typed(buf_str(&out), a);
}

/* "make bless" rewrites the results. */
static void cases_are_as_expected(void **state)
{
    static const char path[] = "tests/unit/yaml_cases.txt";
    Arena *a = *state;
    Diag *d = diag_new(a);
    const Source *source = source_read(path, a, d);
    assert_non_null(source);
    Str all = source->text;
    Buf blessed = {.arena = a};
    size_t at = 0, count = 0, wrong = 0;
    for (size_t from = 0;; from = at, count++) {
        YamlCase c;
        if (!yaml_case_next(all, &at, &c, a))
            break;
        Str result = case_result(a, &c);
        if (!str_eq(c.result, result)) {
            print_message("%.*s: expected\n%.*s\nbut got\n%.*s\n", STR_ARG(c.name), STR_ARG(c.result), STR_ARG(result));
            wrong++;
        }
        buf_put(&blessed, str_slice(all, from, (size_t)(c.result.s - all.s)));
        buf_put(&blessed, result);
    }
    assert_int_equal(at, all.n);
    assert_true(count >= 71);
    if (getenv("NCMEC_BLESS")) {
        assert_true(file_put(path, buf_str(&blessed)));
        return;
    }
    assert_int_equal(wrong, 0);
}

/* ---- Text that must not be ---- */

typedef struct FindingRow {
    const char *text;
    const char *finding;
} FindingRow;

static void check_findings(Arena *a, const FindingRow *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Diag *d = diag_new(a);
        assert_null(parse_text(a, d, rows[i].text));
        assert_string_equal(first_finding(a, d), rows[i].finding);
    }
}

static void invisible_characters_are_refused(void **state)
{
    static const FindingRow rows[] = {
        {"a: b\x01", "f:1:5: error: U+0001, a control character, is not allowed in a typed text; delete it"},
        {"a: b\x0B", "f:1:5: error: U+000B, a control character, is not allowed in a typed text; delete it"},
        {"a: b\x7F", "f:1:5: error: U+007F, a control character, is not allowed in a typed text; delete it"},
        {"a: b\xC2\x85", "f:1:5: error: U+0085, a control character, is not allowed in a typed text; delete it"},
        {"a: b\xC2\xAD", "f:1:5: error: U+00AD, a soft hyphen, is not allowed in a typed text; delete it"},
        {"a: b\xE2\x80\x8B", "f:1:5: error: U+200B, a zero-width space, is not allowed in a typed text; delete it"},
        {"a: b\xE2\x80\x8C",
         "f:1:5: error: U+200C, a zero-width non-joiner, is not allowed in a typed text; delete it"},
        {"a: b\xE2\x80\x8D", "f:1:5: error: U+200D, a zero-width joiner, is not allowed in a typed text; delete it"},
        {"a: b\xE2\x80\xA8", "f:1:5: error: U+2028, a line separator, is not allowed in a typed text; delete it"},
        {"a: \xC3\xA9\xE2\x80\xAE",
         "f:1:5: error: U+202E, a mark that changes the direction of text, is not allowed in a typed text; delete it"},
        {"a: b\xE2\x81\xA6",
         "f:1:5: error: U+2066, a mark that changes the direction of text, is not allowed in a typed text; delete it"},
        {"a: b\xEF\xBB\xBF",
         "f:1:5: error: U+FEFF, a byte order mark inside the text, is not allowed in a typed text; delete it"},
        {"\xEF\xBB\xBF\xEF\xBB\xBF"
         "a: b",
         "f:1:1: error: U+FEFF, a byte order mark inside the text, is not allowed in a typed text; delete it"},
        {"a: b\xEF\xBF\xBC",
         "f:1:5: error: U+FFFC, a stand-in for an embedded object, is not allowed in a typed text; delete it"},
        {"a: b\xEF\xBF\xBD", "f:1:5: error: U+FFFD, a sign that the text was damaged when it was saved, is not allowed "
                             "in a typed text; delete it"},
        {"a: b\xEF\xBF\xBE",
         "f:1:5: error: U+FFFE, a code that is no character, is not allowed in a typed text; delete it"},
        {"a: b\xF3\xA0\x81\x81",
         "f:1:5: error: U+E0041, an invisible tag or selector, is not allowed in a typed text; delete it"},
        {"# c \xE2\x80\xAE\na: b",
         "f:1:5: error: U+202E, a mark that changes the direction of text, is not allowed in a typed text; delete it"},
        /* escapes bring them in unseen */
        {"a: \"x\\u202Ey\"",
         "f:1:6: error: U+202E, a mark that changes the direction of text, is not allowed in a typed text; delete it"},
        {"a: \"x\n  \\0y\"", "f:2:3: error: U+0000, a NUL byte, is not allowed in a typed text; delete it"},
        {"a: \"x\\r\"", "f:1:6: error: U+000D, a control character, is not allowed in a typed text; delete it"},
        {"a: \"\\uFFFF\"",
         "f:1:5: error: U+FFFF, a code that is no character, is not allowed in a typed text; delete it"},
        {"\"\\u200B\": b", "f:1:2: error: U+200B, a zero-width space, is not allowed in a typed text; delete it"},
        {"a: b\tc", "f:1:5: error: there is a tab inside a text; type a space instead"},
        {"a: \"b\\tc\"", "f:1:6: error: there is a tab inside a text; type a space instead"},
        {"a: |\n  b\tc", "f:2:4: error: there is a tab inside a text; type a space instead"},
    };
    check_findings(*state, rows, COUNT_OF(rows));
}

static void bytes_that_are_not_utf8_are_refused(void **state)
{
    static const FindingRow rows[] = {
        {"a: b\nc: caf\xE9\nd: \xE9", "f:2:7: error: the byte 0xE9 is not UTF-8; save the file as UTF-8 in your editor "
                                      "and type this character anew"},
        {"a: \xC0\x80", "f:1:4: error: the byte 0xC0 is not UTF-8; save the file as UTF-8 in your editor and type this "
                        "character anew"},
        {"a: \xED\xA0\x80", "f:1:4: error: the byte 0xED is not UTF-8; save the file as UTF-8 in your editor and type "
                            "this character anew"},
        {"a: \xE2\x82", "f:1:4: error: the byte 0xE2 is not UTF-8; save the file as UTF-8 in your editor and type this "
                        "character anew"},
        {"\xFF\xFE:", "f:1:1: error: the file is UTF-16, not UTF-8; save it as UTF-8 in your editor"},
        {"\xFE\xFF:", "f:1:1: error: the file is UTF-16, not UTF-8; save it as UTF-8 in your editor"},
    };
    Arena *a = *state;
    check_findings(a, rows, COUNT_OF(rows));
    Diag *d = diag_new(a);
    assert_null(parse_text(a, d, rows[0].text));
    assert_int_equal(diag_errors(d), 1);
    assert_null(parse_bytes(a, d, STR("a: b\0c")));
    assert_int_equal(diag_errors(d), 2);
}

static void every_character_is_named(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    assert_null(parse_text(a, d, "a: \x01\x02\nb: \xE2\x80\x8B\nc: \xE9"));
    assert_int_equal(diag_errors(d), 4);
}

/* ---- Caps ---- */

typedef struct CapRow {
    const char *head, *unit;
    size_t count; /* the most that is let through; one more is refused */
    const char *tail, *finding;
} CapRow;

static void caps_hold_to_the_last_one(void **state)
{
    static const CapRow rows[] = {
        {"", "[", YAML_MAX_DEPTH, "",
         "f:1:33: error: lists and maps are nested more than 32 deep; is a text that begins with '[', '{' or '-' "
         "without "
         "quotes?"},
        {"", "- ", YAML_MAX_DEPTH, "",
         "f:1:65: error: lists and maps are nested more than 32 deep; is a text that begins with '[', '{' or '-' "
         "without "
         "quotes?"},
        {"a: ", "x", YAML_MAX_SCALAR, "", "f:1:4: error: this text is longer than 65536 bytes; split it"},
        {"a: |\n  ", "x", YAML_MAX_SCALAR - 1, "\n", "f:1:4: error: this text is longer than 65536 bytes; split it"},
        /* stream, document, list: three events before the first entry; two to end */
        {"", "- a\n", YAML_MAX_EVENTS - 6, "",
         "f:99996:1: error: the file holds more than 100000 entries up to here; split it"},
        {"a: b", "\n", 4096, "c: d",
         "f:1:5: error: there are more than 4096 blanks and empty lines in a row here; remove them"},
        {"a:", " ", 4096, "b",
         "f:1:3: error: there are more than 4096 blanks and empty lines in a row here; remove them"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const CapRow *row = &rows[i];
        Diag *d = diag_new(a);
        parse_bytes(a, d, text_repeated(a, row->head, row->unit, row->count, row->tail));
        assert_null(strstr(findings(a, d).s, strchr(row->finding, 'e')));
        Diag *over = diag_new(a);
        assert_null(parse_bytes(a, over, text_repeated(a, row->head, row->unit, row->count + 1, row->tail)));
        assert_string_equal(first_finding(a, over), row->finding);
    }
}

static void values_are_found_by_key(void **state)
{
    const Value *map = parse_good(*state, "a: 1\nb: [x, y]\n");
    assert_str(value_get(map, STR("a"))->text, "1");
    assert_int_equal(value_get(map, STR("b"))->count, 2);
    assert_null(value_get(map, STR("c")));
    assert_null(value_get(value_get(map, STR("b")), STR("x")));
}

static void the_first_of_two_keys_stays(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    const Value *map = parse_text(a, d, "b: 1\na: 2\nb: 3\nc: 4\nb: 5\na: 6\n");
    assert_int_equal(diag_errors(d), 3);
    assert_int_equal(map->count, 3);
    assert_str(map->fields[0].value->text, "1");
    assert_str(map->fields[1].value->text, "2");
    assert_str(map->fields[2].key, "c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cases_are_as_expected, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(invisible_characters_are_refused, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(bytes_that_are_not_utf8_are_refused, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(every_character_is_named, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(caps_hold_to_the_last_one, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(values_are_found_by_key, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(the_first_of_two_keys_stays, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
