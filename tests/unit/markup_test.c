/* Markup and typography of the wording: what becomes of it, and what is said where it is wrong. */
#include "tests/unit/markup_case.h"

#define BLANK "a blank line does not begin a paragraph here; make it an item of its own"

static void markup_is_commonmark(void **state)
{
    static const Case cases[] = {
        {"plain", P("plain")},
        {"'**a** b'", P("**a** b")},
        {"a **b** *c* __d__ _e_ ***f***", P("a **b** _c_ **d** _e_ **_f_**")},
        {"a **b *c* d** e", P("a **b ****_c_**** d** e")},
        {"'**In {year}.** After'", P("**In 2023.** After")},
        {"'({year})**{year}**'", P("(2023)**2023**")},
        {"a [b c](https://x.org/p?q=1&r=2) d", P("a [b c](https://x.org/p?q=1&r=2) d")},
        {"'**a [b](http://x.org) c**'", P("**a **[**b**](http://x.org)** c**")},
        {"a <https://x.org/a--b_c>", P("a [https://x.org/a--b\\_c](https://x.org/a--b_c)")},
        {"a <me@x.org>", P("a [me@x.org](mailto:me@x.org)")},
        {"a [me](MAILTO:me@x.org)", P("a [me](MAILTO:me@x.org)")},
        {"first_last and snake_case_name", P("first\\_last and snake\\_case\\_name")},
        {"a \\* b \\_ c \\` d \\[e\\](f) \\\\ g \\x", P("a \\* b \\_ c ` d \\[e\\](f) \\\\ g \\\\x")},
        {"Missing & Exploited, a < b, <10", P("Missing & Exploited, a < b, <10")},
        {"x\\{y\\}", P("x\\{y}")},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

/* A text is one paragraph: nothing at its start makes a list, a heading or a quotation. */
static void paragraphs_begin_with_anything(void **state)
{
    static const Case cases[] = {
        {"2023. In that year", P("2023. In that year")},
        {"'#1 x'", P("#1 x")},
        {"'\\# x'", P("# x")},
        {"'> x'", P("> x")},
        {"'- x'", P("- x")},
        {"'+ x'", P("+ x")},
        {"'--- x'", P("\xE2\x80\x94 x")},
        {"'    four'", P("four")},
        {"'| a | b |'", P("\\| a \\| b \\|")},
        {"'1) x'", P("1) x")},
        {"'[a]: http://x'", P("\\[a\\]: http://x")},
        {"'~~~ x'", P("\\~\\~\\~ x")},
        {"'===='", P("====")},
        {"|\n    a\n    ---\n    + b\n    # c", P("a \xE2\x80\x94 + b # c")},
        {"|\n    a\n    ===", P("a ===")},
        {"'{year}. In that year'", P("2023. In that year")},
        {"a\\ b", P("a|b")},
        {"|\n    **a**\\\n    b", P("**a**|b")},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

static void white_space_is_single(void **state)
{
    static const Case cases[] = {
        {"'  a   b  '", P("a b")},
        {"a\n    b\n    c", P("a b c")},
        {">\n    a\n    b", P("a b")},
        {"\"a\\nb\\nc\"", P("a b c")},
        {"'a ** b**'", E("2:8", LONE("**", "*")) E("2:12", LONE("**", "*"))},
        {"'a {cases, plural, other { # }} b'", P("a 3 b")},
        {"a{cases, plural, other { # }}b",
         E("2:30", "' #' ends the text here and begins a comment; put the whole text in double quotes, or, where a "
                   "comment is meant, type two blanks before the '#' and one after it")},
        {"'a\xC2\xA0 b'", P("a\xC2\xA0 b")},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

static void mistakes_are_named(void **state)
{
    static const Case cases[] = {
        {"'## x'", E("2:6", "a '#' makes no heading; write the block '- section: A heading', with 'body:' below it, or "
                            "'\\#' for the sign")},
        {"|\n    a\n    - b",
         E("4:5",
           "this '-' goes on with the text above, and begins no list; write the block 'list', with '- list:' and "
           "its items below, or indent it as the entries above are")},
        {"a **b c", E("2:7", LONE("**", "*"))},
        {"a b** c", E("2:8", LONE("**", "*"))},
        {"'**a*'", E("2:6", LONE("*", "*"))},
        {"a * b", E("2:7", LONE("*", "*"))},
        {"a _b c", E("2:7", LONE("_", "_"))},
        {"a ****", E("2:7", LONE("****", "*"))},
        {"\xC3\xA9\xE2\x80\x94 **b", E("2:8", LONE("**", "*"))},
        {"\"\\u00e9 \\\"**b\"", E("2:15", LONE("**", "*"))},
        {"first line\n    second **line", E("3:12", LONE("**", "*"))},
        {">-\n    first\n    second *line", E("4:12", LONE("*", "*"))},
        {"a `b", E("2:7", BACKTICK)},
        {"a `b` c", E("2:7", BACKTICK)},
        {"a <b>b</b>", E("2:7", HTML("<b>")) E("2:11", HTML("</b>"))},
        {"a ![b](c.png) d", E("2:7", IMAGE)},
        {"a ![](c.png) d", E("2:7", IMAGE)},
        {"a &amp; b &#160; c", E("2:7", ENTITY("&amp;")) E("2:15", ENTITY("&#160;"))},
        {"a [b](javascript:x) c", E("2:11", ADDRESS("javascript:x"))},
        {"a [b](file:///etc) c", E("2:11", ADDRESS("file:///etc"))},
        {"a [b](x.org) c", E("2:11", ADDRESS("x.org"))},
        {"a [b](https://) c", E("2:11", ADDRESS("https://"))},
        {"a [b]() c", E("2:11", ADDRESS(""))},
        {"a <file:x>", E("2:8", ADDRESS("file:x"))},
        {"a [](https://x.org) c", E("2:10", "a link without words; write [words](https://address) (WCAG 2.4.4)")},
        {"a [b](https://x.org/\xC3\xA9) c",
         E("2:11", "an address holds no spaces and no letters beyond ASCII; write them percent-encoded")},
        {"a [b](https://x.org/{year}) c",
         E("2:11", "a placeholder cannot be in a link's address; write the address out")},
        {"a [b](https://x.org 'T') c", E("2:11", "the title of a link is not printed; leave it out")},
        {"a [b](https://x.org/&copy;) c", E("2:25", ENTITY("&copy;"))},
        {"a [b](https://x.org y", E("2:9", NO_LINK)},
        {"a [b {cases, plural, other {[c](https://x.org)}}](https://y.org)",
         E("2:34", "a link within a link; take one away")},
        {"a\xEF\xBF\xBC"
         "b",
         E("2:6", "U+FFFC, a stand-in for an embedded object, is not allowed in a typed text; delete it")},
        {"a\n\n    b", E("4:5", BLANK)},
        {"|\n    a\n\n    b", E("5:5", BLANK)},
        {">\n    a\n\n    b", E("5:5", BLANK)},
        {"\"a\\n\\nb\"", E("2:11", BLANK)},
        {"a\\ ", E("2:6", "there is a line break (a backslash before white space) at a paragraph's end; remove it")},
        {"'\\ a'", E("2:6", "there is a line break (a backslash before white space) at a paragraph's end; remove it")},
        {"''", E("2:5", "an empty text; write one, or take the key away")},
        {"'  '", E("2:5", "an empty text; write one, or take the key away")},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

#define LSQ "\xE2\x80\x98"
#define RSQ "\xE2\x80\x99"
#define LDQ "\xE2\x80\x9C"
#define RDQ "\xE2\x80\x9D"
#define EN "\xE2\x80\x93"
#define EM "\xE2\x80\x94"

static void quotes_turn_by_context(void **state)
{
    static const Case cases[] = {
        {"NCMEC's", P("NCMEC" RSQ "s")},
        {"|-\n    \"a\" (\"b\") [\"c\"] 'd'", P(LDQ "a" RDQ " (" LDQ "b" RDQ ") \\[" LDQ "c" RDQ "\\] " LSQ "d" RSQ)},
        {"|-\n    \"'a,' she said\" and '\"b\"'", P(LDQ LSQ "a," RSQ " she said" RDQ " and " LSQ LDQ "b" RDQ RSQ)},
        {"the '90s and the 1990s', '23, '90", P("the " RSQ "90s and the 1990s" RSQ ", " RSQ "23, " RSQ "90")},
        {"a '2023' b '90' c", P("a " LSQ "2023" RSQ " b " LSQ "90" RSQ " c")},
        {"rock 'n' roll, 'tis, 'Twas, 'tisane'",
         P("rock " RSQ "n" RSQ " roll, " RSQ "tis, " RSQ "Twas, " LSQ "tisane" RSQ)},
        {"|-\n    **\"a\"** *'b'* \"**c**\"", P("**" LDQ "a" RDQ "** _" LSQ "b" RSQ "_ " LDQ "**c**" RDQ)},
        {"|-\n    \"{year}\" '{year}' {year}'s", P(LDQ "2023" RDQ " " LSQ "2023" RSQ " 2023" RSQ "s")},
        {"a---'b' c--\"d\"", P("a" EM LSQ "b" RSQ " c" EN LDQ "d" RDQ)},
        {"a \xE2\x80\x94\"b\" \"c\xE2\x80\x94\" d", P("a " EM LDQ "b" RDQ " " LDQ "c" EM RDQ " d")},
        {"|-\n    \"...a\" \"{year}, \"", P(LDQ "...a" RDQ " " LDQ "2023, " RDQ)},
        {"|-\n    a \\\"b\\\" \\'c\\'", P("a \"b\" 'c'")},
        {"a - b -- c --- d ---- e a-b", P("a - b " EN " c " EM " d ---- e a-b")},
        {"a \\-- b", P("a -- b")},
        {"'[x--y.org](https://x--y.org) [x--y z](https://x.org)'",
         P("[x--y.org](https://x--y.org) [x" EN "y z](https://x.org)")},
        {"|-\n    {cases, plural, other {\"#\" 'a'}}'s", P(LDQ "3" RDQ " " LSQ "a" RSQ RSQ "s")},
        {"|-\n    a{cases, plural, other {'s \"b\"}}", P("a" RSQ "s " LDQ "b" RDQ)},
        {"|-\n    caf\xC3\xA9's \"\xC3\xA9\"", P("caf\xC3\xA9" RSQ "s " LDQ "\xC3\xA9" RDQ)},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

/* Doubling a hostile text must not make it four times as slow to read: 64 KiB end within the test's patience. */
static void hostile_texts_end(void **state)
{
    static const char *const parts[] = {"*a ",      "_a ",  "[",      "](",    "**a_b* ", "<",       "&a",
                                        "\\",       "'\" ", "`",      "![",    "{year}",  "*a **b ", "*a _b ",
                                        "a**b*c_d", "[a](", "[a](<b", "a <b ", "![a](",   "(*",      "`a ``b "};
    Sheet *s = *state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Buf text = {.arena = s->arena};
        buf_put(&text, STR("|\n    "));
        while (text.n < YAML_MAX_SCALAR - 16)
            buf_put(&text, str_from(parts[i]));
        sheet_body(s, str_terminated(s->arena, buf_str(&text)));
    }
    Buf links = {.arena = s->arena};
    for (int i = 0; links.n < YAML_MAX_SCALAR - 32; i++)
        buf_printf(&links, "x[a](http://%d)", i);
    assert_true(str_starts(str_from(sheet_body(s, str_terminated(s->arena, buf_str(&links)))), STR("  paragraph: x")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(markup_is_commonmark, setup, teardown),
        cmocka_unit_test_setup_teardown(paragraphs_begin_with_anything, setup, teardown),
        cmocka_unit_test_setup_teardown(white_space_is_single, setup, teardown),
        cmocka_unit_test_setup_teardown(mistakes_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(quotes_turn_by_context, setup, teardown),
        cmocka_unit_test_setup_teardown(hostile_texts_end, setup, teardown),
    };
    return cmocka_run_group_tests_name("markup", tests, NULL, NULL);
}
