/* YAML: every tests/yaml/NAME.yaml against NAME.expected (its tree, or what is found), the map from decoded text to the
   source in every style of scalar, the caps, and time that grows no faster than the text. */
#include "../../src/data/scalar.h"
#include "data_case.h"

#include <dirent.h>
#include <stdlib.h>
#include <time.h>

/* ---- Cases in files ------------------------------------------------------------------------------------------------
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

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t case_names(Arena *a, char **names, size_t most)
{
    DIR *folder = opendir("tests/yaml");
    assert_non_null(folder);
    size_t count = 0;
    for (const struct dirent *entry; (entry = readdir(folder));) {
        Str name = str_from(entry->d_name);
        if (!str_ends(name, STR(".yaml")))
            continue;
        assert_true(count < most);
        names[count] = arena_alloc(a, name.n + 1);
        memcpy(names[count++], name.s, name.n - 5);
    }
    closedir(folder);
    qsort(names, count, sizeof *names, compare_names);
    return count;
}

static Str case_result(Arena *a, const char *name)
{
    Diag *d = diag_new(a);
    const Source *source = source_read(str_terminated(a, str_printf(a, "tests/yaml/%s.yaml", name)), a, d);
    assert_non_null(source);
    const Value *root = yaml_parse(source_new(str_printf(a, "%s.yaml", name), source->text, a), a, d);
    Buf out = {.arena = a};
    if (root)
        put_tree(&out, root, 0);
    else
        assert_true(diag_errors(d) > 0);
    buf_put(&out, findings(a, d));
    return str_copy(a, buf_str(&out));
}

/* UPDATE=1 writes the expected texts anew, to be read in a diff. */
static void cases_are_as_expected(void **state)
{
    Arena *a = *state;
    char *names[200];
    size_t count = case_names(a, names, COUNT_OF(names)), wrong = 0;
    assert_true(count >= 40);
    for (size_t i = 0; i < count; i++) {
        Str result = case_result(a, names[i]);
        const char *path = str_terminated(a, str_printf(a, "tests/yaml/%s.expected", names[i]));
        if (getenv("UPDATE")) {
            FILE *file = fopen(path, "w");
            assert_non_null(file);
            fwrite(result.s, 1, result.n, file);
            fclose(file);
        }
        Diag *d = diag_new(a);
        const Source *expected = source_read(path, a, d);
        if (!expected || !str_eq(expected->text, result)) {
            print_message("%s: expected\n%.*s\nbut got\n%.*s\n", names[i], expected ? (int)expected->text.n : 0,
                          expected ? expected->text.s : "", STR_ARG(result));
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* ---- Places --------------------------------------------------------------------------------------------------------
 */

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

/* ---- Text that must not be ------------------------------------------------------------------------------------------
 */

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
        {"a: b\x01", "f:1:5: error: U+0001, a control character, must not stand in a typed text; delete it"},
        {"a: b\x0B", "f:1:5: error: U+000B, a control character, must not stand in a typed text; delete it"},
        {"a: b\x7F", "f:1:5: error: U+007F, a control character, must not stand in a typed text; delete it"},
        {"a: b\xC2\x85", "f:1:5: error: U+0085, a control character, must not stand in a typed text; delete it"},
        {"a: b\xC2\xAD", "f:1:5: error: U+00AD, a soft hyphen, must not stand in a typed text; delete it"},
        {"a: b\xE2\x80\x8B", "f:1:5: error: U+200B, a zero-width space, must not stand in a typed text; delete it"},
        {"a: b\xE2\x80\x8C",
         "f:1:5: error: U+200C, a zero-width non-joiner, must not stand in a typed text; delete it"},
        {"a: b\xE2\x80\x8D", "f:1:5: error: U+200D, a zero-width joiner, must not stand in a typed text; delete it"},
        {"a: b\xE2\x80\xA8", "f:1:5: error: U+2028, a line separator, must not stand in a typed text; delete it"},
        {"a: \xC3\xA9\xE2\x80\xAE",
         "f:1:5: error: U+202E, a mark that changes the direction of text, must not stand in a typed text; delete it"},
        {"a: b\xE2\x81\xA6",
         "f:1:5: error: U+2066, a mark that changes the direction of text, must not stand in a typed text; delete it"},
        {"a: b\xEF\xBB\xBF",
         "f:1:5: error: U+FEFF, a byte order mark inside the text, must not stand in a typed text; delete it"},
        {"\xEF\xBB\xBF\xEF\xBB\xBF"
         "a: b",
         "f:1:1: error: U+FEFF, a byte order mark inside the text, must not stand in a typed text; delete it"},
        {"a: b\xEF\xBF\xBC",
         "f:1:5: error: U+FFFC, a stand-in for an embedded object, must not stand in a typed text; delete it"},
        {"a: b\xEF\xBF\xBD", "f:1:5: error: U+FFFD, a sign that the text was damaged when it was saved, must not stand "
                             "in a typed text; delete it"},
        {"a: b\xEF\xBF\xBE",
         "f:1:5: error: U+FFFE, a code that is no character, must not stand in a typed text; delete it"},
        {"a: b\xF3\xA0\x81\x81",
         "f:1:5: error: U+E0041, an invisible tag or selector, must not stand in a typed text; delete it"},
        {"# c \xE2\x80\xAE\na: b",
         "f:1:5: error: U+202E, a mark that changes the direction of text, must not stand in a typed text; delete it"},
        /* escapes bring them in unseen */
        {"a: \"x\\u202Ey\"",
         "f:1:6: error: U+202E, a mark that changes the direction of text, must not stand in a typed text; delete it"},
        {"a: \"x\n  \\0y\"", "f:2:3: error: U+0000, a NUL byte, must not stand in a typed text; delete it"},
        {"a: \"x\\r\"", "f:1:6: error: U+000D, a control character, must not stand in a typed text; delete it"},
        {"a: \"\\uFFFF\"",
         "f:1:5: error: U+FFFF, a code that is no character, must not stand in a typed text; delete it"},
        {"\"\\u200B\": b", "f:1:2: error: U+200B, a zero-width space, must not stand in a typed text; delete it"},
        {"a: b\tc", "f:1:5: error: a tab stands inside a text; type a space instead"},
        {"a: \"b\\tc\"", "f:1:6: error: a tab stands inside a text; type a space instead"},
        {"a: |\n  b\tc", "f:2:4: error: a tab stands inside a text; type a space instead"},
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

/* ---- Caps and time --------------------------------------------------------------------------------------------------
 */

static Str repeated(Arena *a, const char *head, const char *unit, size_t count, const char *tail)
{
    Buf out = {.arena = a};
    buf_put(&out, str_from(head));
    for (size_t i = 0; i < count; i++)
        buf_put(&out, str_from(unit));
    buf_put(&out, str_from(tail));
    return buf_str(&out);
}

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
         "f:1:5: error: more than 4096 blanks and empty lines stand here in a row; remove them"},
        {"a:", " ", 4096, "b", "f:1:3: error: more than 4096 blanks and empty lines stand here in a row; remove them"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const CapRow *row = &rows[i];
        Diag *d = diag_new(a);
        parse_bytes(a, d, repeated(a, row->head, row->unit, row->count, row->tail));
        assert_null(strstr(findings(a, d).s, strchr(row->finding, 'e')));
        Diag *over = diag_new(a);
        assert_null(parse_bytes(a, over, repeated(a, row->head, row->unit, row->count + 1, row->tail)));
        assert_string_equal(first_finding(a, over), row->finding);
    }
}

static int64_t parse_time(Arena *a, Str text)
{
    const Source *source = source_new(STR("f"), text, a);
    int64_t best = INT64_MAX;
    for (int i = 0; i < 3; i++) {
        struct timespec start, end;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
        yaml_parse(source, a, diag_new(a));
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
        int64_t took = (int64_t)(end.tv_sec - start.tv_sec) * 1000000000 + (end.tv_nsec - start.tv_nsec);
        best = took < best ? took : best;
    }
    return best;
}

typedef struct Shape {
    const char *head, *unit, *tail;
} Shape;

/* Four times the text takes four times as long, not sixteen times; a millisecond is noise. */
static void time_grows_no_faster_than_the_text(void **state)
{
    static const Shape shapes[] = {
        {"", "[", ""},
        {"", "[\n", ""},
        {"", "{a: ", ""},
        {"", "- ", ""},
        {"", "? ", ""},
        {"", "- a\n", ""},
        {"[", "a,", "]"},
        {"", "a: b\n", ""},
        {"a: \"", "x ", ""},
        {"a: x", " y\n  ", "z"},
        {"a: |\n", "  x\n", ""},
        {"a: >\n", "  x\n", ""},
        {"a: \"", "\\u00e9", "\""},
        {"a: \"", "\\\n", "\""},
        {"a: b\n", "#\n", ""},
        {"", "- &a b\n", ""},
        {"", "- !a b\n", ""},
        {"", "%TAG ! !\n", ""},
        {"", "---\n", ""},
        {"a", ": a", ""},
        {"a:\n", "\t", ""},
        {"- ", "*a ", ""},
        {"a: ", "\xE2\x80\xAE", ""},
    };
    enum { BYTES = 250000, NOISE = 1000000 };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        const Shape *s = &shapes[i];
        size_t count = BYTES / strlen(s->unit);
        int64_t quarter = parse_time(a, repeated(a, s->head, s->unit, count, s->tail));
        int64_t whole = parse_time(a, repeated(a, s->head, s->unit, 4 * count, s->tail));
        if (whole > 8 * quarter + NOISE)
            fail_msg("'%s' took %lld us, four times of it %lld us", s->unit, (long long)(quarter / 1000),
                     (long long)(whole / 1000));
        arena_reset(a);
    }
}

/* What makes libyaml quadratic within one scalar does not get to it. */
static void stretches_of_empty_lines_cost_nothing(void **state)
{
    Arena *a = *state;
    int64_t took[2];
    for (int i = 0; i < 2; i++) {
        size_t count = (size_t)(i ? 160000 : 40000);
        Buf text = {.arena = a};
        buf_put(&text, repeated(a, "a: \"x", "\n", 3 * count, ""));
        buf_put(&text, repeated(a, "", "y\n\n", count, "\""));
        took[i] = parse_time(a, buf_str(&text));
    }
    assert_true(took[1] < 8 * took[0] + 1000000);
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
        cmocka_unit_test_setup_teardown(parts_of_a_scalar_have_their_place, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(random_scalars_lead_back_to_their_bytes, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(carets_point_into_paragraphs, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(invisible_characters_are_refused, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(bytes_that_are_not_utf8_are_refused, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(every_character_is_named, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(caps_hold_to_the_last_one, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(time_grows_no_faster_than_the_text, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(stretches_of_empty_lines_cost_nothing, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(texts_that_disagree_have_no_places, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(values_are_found_by_key, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(the_first_of_two_keys_stays, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
