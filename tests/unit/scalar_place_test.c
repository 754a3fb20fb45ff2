/* Places within scalars: the map from decoded text to the source in every style that YAML writes them in. */
#include "../../src/data/scalar.h"
#include "data_case.h"

static const Value *first_scalar(const Value *v)
{
    while (v->kind != VALUE_SCALAR)
        v = v->kind == VALUE_MAP ? v->fields[0].value : v->items[0];
    return v;
}

typedef struct PlaceRow {
    const char *source, *text; /* the document, and its first scalar as decoded */
    const char *part;          /* of the text, at its first occurrence */
    uint32_t offset, length;   /* where the source has it */
} PlaceRow;

static const PlaceRow place_rows[] = {
    /* plain */
    {"k: one two", "one two", "two", 7, 3},
    {"k: one\n  two\n  three", "one two three", "two", 9, 3},
    {"k: one\n  two\n  three", "one two three", "three", 15, 5},
    {"k: one  \n  two", "one two", " ", 8, 1},
    {"k: one\n\n   two", "one\ntwo", "two", 11, 3},
    {"k: one\r\n  two\r\n  three", "one two three", "three", 17, 5},
    {"k: \xC3\xA9t\xC3\xA9\n  caf\xC3\xA9 x", "\xC3\xA9t\xC3\xA9 caf\xC3\xA9 x", "x", 17, 1},
    {"\xEF\xBB\xBFk: one two", "one two", "two", 10, 3},
    /* single quotes */
    {"k: 'one two'", "one two", "two", 8, 3},
    {"k: 'it''s here'", "it's here", "'", 6, 2},
    {"k: 'it''s here'", "it's here", "s", 8, 1},
    {"k: 'it''s here'", "it's here", "here", 10, 4},
    {"k: 'one\n\n\n  two'", "one\n\ntwo", "two", 12, 3},
    {"k: ' one\n  two '", " one two ", "two ", 11, 4},
    /* double quotes */
    {"k: \"one two\"", "one two", "two", 8, 3},
    {"k: \"a\\u00e9b\"",
     "a\xC3\xA9"
     "b",
     "\xC3\xA9", 5, 6},
    {"k: \"a\\u00e9b\"",
     "a\xC3\xA9"
     "b",
     "b", 11, 1},
    {"k: \"a\\x41\\U0001F600 b\"", "aA\xF0\x9F\x98\x80 b", "\xF0\x9F\x98\x80", 9, 10},
    {"k: \"a\\x41\\U0001F600 b\"", "aA\xF0\x9F\x98\x80 b", "b", 20, 1},
    {"k: \"a\\n\\\"\\\\\\/\\_z\"", "a\n\"\\/\xC2\xA0z", "\\", 9, 2},
    {"k: \"a\\n\\\"\\\\\\/\\_z\"", "a\n\"\\/\xC2\xA0z", "z", 15, 1},
    {"k: \"one\n  two\"", "one two", "two", 10, 3},
    {"k: \"one \\\n  two\"", "one two", "two", 12, 3},
    {"k: \"one \\\n\n  two\"", "one \ntwo", "two", 13, 3},
    {"k: \"one\\\r\n   two\n   three\"", "onetwo three", "three", 20, 5},
    {"k: \"one\\\n  \\ two\"", "one two", " ", 11, 2},
    /* literal */
    {"k: |\n  one\n  two\n", "one\ntwo\n", "two", 13, 3},
    {"k: |\n  one\n    two\n", "one\n  two\n", "  two", 13, 5},
    {"k: |- # why\n  one\n\n  two", "one\n\ntwo", "two", 21, 3},
    {"k: |2\n    one\n  two\n", "  one\ntwo\n", "  one", 8, 5},
    {"k: |\r\n  one\r\n  two\r\n", "one\ntwo\n", "two", 15, 3},
    {"k: |+\n\n  one\n\n\n", "\none\n\n\n", "one", 9, 3},
    {"k: |\n  caf\xC3\xA9\n  two x\n", "caf\xC3\xA9\ntwo x\n", "x", 19, 1},
    /* folded */
    {"k: >\n  one\n  two\n", "one two\n", "two", 13, 3},
    {"k: >\n  one\n  two\n", "one two\n", " ", 10, 1},
    {"k: >-\n  one\n\n  two\n  three", "one\ntwo three", "two", 15, 3},
    {"k: >-\n  one\n\n  two\n  three", "one\ntwo three", "three", 21, 5},
    {"k: >\n  one\n    two\n  three\n", "one\n  two\nthree\n", "  two", 13, 5},
    {"k: >\n  one\n    two\n  three\n", "one\n  two\nthree\n", "three", 21, 5},
    {"k: >2\n    one\n  two\n", "  one\ntwo\n", "  one", 8, 5},
    {"k: >\n\n\n  one  \n  two\n", "\n\none   two\n", "two", 17, 3},
    {"k: >\r\n  one\r\n  two\r\n", "one two\n", "two", 15, 3},
    {"- k: >+\n    one\n\n    two\n\n\n- x", "one\ntwo\n\n\n", "two", 21, 3},
    {"k: >\n  \xC3\xA9t\xC3\xA9\n\n  caf\xC3\xA9 x\n", "\xC3\xA9t\xC3\xA9\ncaf\xC3\xA9 x\n", "x", 22, 1},
};

static void parts_of_a_scalar_have_their_place(void **state)
{
    for (size_t i = 0; i < COUNT_OF(place_rows); i++) {
        const PlaceRow *row = &place_rows[i];
        const Value *v = first_scalar(parse_good(*state, row->source));
        assert_str(v->text, row->text);
        Mark mark = value_mark(v, str_find(v->text, str_from(row->part), 0), strlen(row->part));
        if (mark.offset != row->offset || mark.length != row->length)
            fail_msg("row %zu, '%s': %u+%u instead of %u+%u", i, row->part, mark.offset, mark.length, row->offset,
                     row->length);
    }
}

/* Scalars put together at random: whatever libyaml makes of one, every visible byte leads back to its own. */
static void random_scalars_lead_back_to_their_bytes(void **state)
{
    static const char *const heads[] = {"k: ",           "k: '",      "k: \"",    "k: |\n  ",       "k: >\n  ",
                                        "k: |-\n  ",     "k: >+\n  ", "- >2\n  ", "k: |2+ # c\n  ", "k: >-\r\n   ",
                                        "- k: >\n\n    "};
    static const char *const tails[] = {"\n",     "'\n", "\"\n", "\n",   "\n",       "",
                                        "\n\n\n", "\n",  "\n\n", "\r\n", "\n# end\n"};
    static const char *const atoms[] = {
        "a",   "b",   " ",       "\n",     "\n  ",      "\n    ",       "\n   ", "\xC3\xA9",  "''",
        "\\n", "x y", "\\u00e9", "\\\n  ", "\\\r\n   ", "\r\n  ",       "\r  ",  "\\\"",      "#",
        ":",   "\\ ", "\n\n",    "\n \n",  "\\\\",      "\xE6\x97\xA5", "\\x41", "\n\n\n   ", " \n  "};
    enum { ROUNDS = 20000 };
    Arena *a = *state;
    uint64_t seed = 2023;
    size_t compared = 0;
    for (int round = 0; round < ROUNDS; round++) {
        if (round % 100 == 0)
            arena_reset(a);
        Diag *d = diag_new(a);
        Buf text = {.arena = a};
        size_t head = (size_t)round % COUNT_OF(heads);
        buf_put(&text, str_from(heads[head]));
        for (size_t i = 0; i < 10; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            buf_put(&text, str_from(atoms[(seed >> 33) % COUNT_OF(atoms)]));
        }
        buf_put(&text, str_from(tails[head]));
        const Value *v = parse_bytes(a, d, buf_str(&text));
        if (!v || (v->kind != VALUE_SCALAR && v->count == 0))
            continue;
        v = first_scalar(v);
        bool visible = str_trim(v->text).n > 0;
        if (visible && v->place_count == 0)
            fail_msg("no places for [%.*s]", STR_ARG(buf_str(&text)));
        for (size_t at = 0; visible && at < v->text.n; at++) {
            char c = v->text.s[at];
            Mark mark = value_mark(v, at, 1);
            assert_true(mark.offset + mark.length <= text.n);
            if (c != ' ' && c != '\n' && mark.length == 1 && text.s[mark.offset] != c)
                fail_msg("byte %zu of [%.*s] has the wrong place", at, STR_ARG(buf_str(&text)));
            compared++;
        }
    }
    assert_true(compared > ROUNDS);
}

static void carets_point_into_paragraphs(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    const Value *v = first_scalar(parse_good(a, "- >\n  In {year}, the state of\n  {sttae} had none.\n"));
    size_t at = str_find(v->text, STR("{sttae}"), 0);
    diag_error(d, DIAG_PLACEHOLDER, value_mark(v, at, 7), "unknown");
    assert_string_equal(findings(a, d).s, "f:3:3: error: unknown\n      {sttae} had none.\n      ^~~~~~~\n");
}

/* A text that its source does not hold has no places; the whole scalar stands for it. */
static void texts_that_disagree_have_no_places(void **state)
{
    static const struct {
        const char *source, *text;
        uint32_t offset, length;
        ScalarStyle style;
    } rows[] = {
        {"one two", "one tow", 0, 7, STYLE_PLAIN},
        {"one two", "one", 0, 7, STYLE_PLAIN},
        {"one two", "one two x", 0, 7, STYLE_PLAIN},
        {"one\n two", "one\ntwo", 0, 8, STYLE_PLAIN},
        {"one\n\n two", "one two", 0, 9, STYLE_PLAIN},
        {"one  two", "one two", 0, 8, STYLE_PLAIN},
        {"'it''s'", "it\"s", 0, 7, STYLE_SINGLE},
        {"\"a\\n\"", "ab", 0, 5, STYLE_DOUBLE},
        {"\"a\\?\"", "a?", 0, 5, STYLE_DOUBLE},
        {"\"a\\\n\n b\"", "ab", 0, 9, STYLE_DOUBLE},
        {"|\n  one\n", "two\n", 0, 7, STYLE_LITERAL},
        {"|\n  one\n", "longer than it\n", 0, 7, STYLE_LITERAL},
        {"|\n  one", "one\ntwo", 0, 7, STYLE_LITERAL},
        {">\n  one\n  two\n", "one,two\n", 0, 13, STYLE_FOLDED},
        {">\n  one\n  two\n", "one tow\n", 0, 13, STYLE_FOLDED},
        {">\n  one\n", "one\nmore", 0, 7, STYLE_FOLDED},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const Source *source = source_new(STR("f"), str_from(rows[i].source), a);
        Value v = {.kind = VALUE_SCALAR, .text = str_from(rows[i].text)};
        v.mark = (Mark){source, rows[i].offset, rows[i].length};
        if (scalar_place(&v, rows[i].style, a))
            fail_msg("row %zu was placed", i);
        assert_int_equal(v.place_count, 0);
        assert_int_equal(value_mark(&v, 1, 1).length, rows[i].length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parts_of_a_scalar_have_their_place, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(random_scalars_lead_back_to_their_bytes, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(carets_point_into_paragraphs, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(texts_that_disagree_have_no_places, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
