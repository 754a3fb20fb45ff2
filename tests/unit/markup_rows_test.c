/* Markup row by row: which runs are partners, what counts as a letter beside them, what is a link. */
#include "tests/unit/markup_case.h"

/* Which asterisks and underscores are partners: every row is judged as CommonMark 0.31 judges it, but what is left
   over is a mistake. */
static void runs_pair_as_in_commonmark(void **state)
{
    static const Case cases[] = {
        {"'**a**'", P("**a**")},
        {"'__a__'", P("**a**")},
        {"'***a***'", P("**_a_**")},
        {"'___a___'", P("**_a_**")},
        {"'****a****'", P("**a**")},
        {"'*****a*****'", P("**_a_**")},
        {"'*_a_*'", P("_a_")},
        {"'_*a*_'", P("_a_")},
        {"'**_a_**'", P("**_a_**")},
        {"'__*a*__'", P("**_a_**")},
        {"'*a **b** c*'", P("_a _**_b_**_ c_")},
        {"'**a *b* c**'", P("**a ****_b_**** c**")},
        {"'*a **b***'", P("_a _**_b_**")},
        {"'***a** b*'", P("**_a_**_ b_")},
        {"'***a* b**'", P("**_a_**** b**")},
        {"'**a *b***'", P("**a ****_b_**")},
        {"'*a*b'", P("_a_b")},
        {"'a*b*'", P("a_b_")},
        {"'a*b*c'", P("a_b_c")},
        {"'a**b**c'", P("a**b**c")},
        {"'5**6**78'", P("5**6**78")},
        {"'*a**b*'", E("2:8", LONE("**", "*"))},
        {"'a*b**c**d*e'", P("a_b_**_c_**_d_e")},
        {"'*a**b**c*'", P("_a_**_b_**_c_")},
        {"'**a*b*c**'", P("**a****_b_****c**")},
        {"'a***b***c'", P("a**_b_**c")},
        {"'*a*b*c*'", P("_a_b_c_")},
        {"'**a****b**'", E("2:9", LONE("****", "*"))},
        {"'*a* *b*'", P("_a_ _b_")},
        {"'_a__b_'", P("_a\\_\\_b_")},
        {"'_a_b_c_'", P("_a\\_b\\_c_")},
        {"'__a__b__c__'", P("**a\\_\\_b\\_\\_c**")},
        {"'a_b_c'", P("a\\_b\\_c")},
        {"'a__b__c'", P("a\\_\\_b\\_\\_c")},
        {"'(_a_)'", P("(_a_)")},
        {"'_(a)_'", P("_(a)_")},
        {"'_(a)_b_'", E("2:6", LONE("_", "_"))},
        {"'*(*a*)*'", P("_(a)_")},
        {"'**(**a**)**'", P("**(a)**")},
        {"'_(_a_)_'", P("_(a)_")},
        {"'-_a_-'", P("-_a_-")},
        {"'a-_b_'", P("a-_b_")},
        {"'*a, b.*'", P("_a, b._")},
        {"'**a:** b'", P("**a:** b")},
        {"'a **(b)** c'", P("a **(b)** c")},
        {"'\"**a**\"'", P("\xE2\x80\x9C**a**\xE2\x80\x9D")},
        {"'**\"a\"**'", P("**\xE2\x80\x9C"
                          "a\xE2\x80\x9D**")},
        {"'*a* **b** ***c***'", P("_a_ **b** **_c_**")},
        {"'a *b*, *c*; *d*!'", P("a _b_, _c_; _d_!")},
        {"'a *b _c* d_'", E("2:11", LONE("_", "_")) E("2:16", LONE("_", "_"))},
        {"'*a _b*'", E("2:9", LONE("_", "_"))},
        {"'**a*b**'", E("2:9", LONE("*", "*"))},
        {"'*a**'", E("2:9", LONE("*", "*"))},
        {"'**a*'", E("2:6", LONE("*", "*"))},
        {"'* a*'", E("2:6", LONE("*", "*")) E("2:9", LONE("*", "*"))},
        {"'*a *'", E("2:6", LONE("*", "*")) E("2:9", LONE("*", "*"))},
        {"'** a **'", E("2:6", LONE("**", "*")) E("2:11", LONE("**", "*"))},
        {"'*'", E("2:6", LONE("*", "*"))},
        {"'**'", E("2:6", LONE("**", "*"))},
        {"'a*'", E("2:7", LONE("*", "*"))},
        {"'*a'", E("2:6", LONE("*", "*"))},
        {"'a ***'", E("2:8", LONE("***", "*"))},
        {"'_a'", E("2:6", LONE("_", "_"))},
        {"'a_'", E("2:7", LONE("_", "_"))},
        {"'_a b'", E("2:6", LONE("_", "_"))},
        {"'__a_'", E("2:6", LONE("_", "_"))},
    };
    check_cases(*state, cases, COUNT_OF(cases));
}

/* What stands beside a run decides whether it opens or closes. Symbols and placeholders are letters, whatever a Unicode
   version says of them; ASCII's signs, quotes and dashes are punctuation. */
static void letters_are_what_no_list_holds(void **state)
{
    static const Case cases[] = {
        {"'**{year}**th'", P("**2023**th")},
        {"'**{cases}**{year}'", P("**3**2023")},
        {"'a**{year}**b'", P("a**2023**b")},
        {"'_{year}_th'", E("2:6", LONE("_", "_"))},
        {"'{year}_th'", P("2023\\_th")},
        {"'**5\xE2\x84\xA2**th'", P("**5\xE2\x84\xA2**th")},
        {"'**5\xC2\xB0**C'", P("**5\xC2\xB0**C")},
        {"'**\xE2\x82\xAC"
         "5**x'",
         P("**\xE2\x82\xAC"
           "5**x")},
        {"'**5\xE2\x82\xAC**x'", P("**5\xE2\x82\xAC**x")},
        {"'**5\xC2\xBD**x'", P("**5\xC2\xBD**x")},
        {"'**caf\xC3\xA9**s'", P("**caf\xC3\xA9**s")},
        {"'**$5**x'", P("**$5**x")},
        {"'**5$**x'", E("2:6", LONE("**", "*")) E("2:10", LONE("**", "*"))},
        {"'**(a)**b'", E("2:6", LONE("**", "*")) E("2:11", LONE("**", "*"))},
        {"'**a.**b'", E("2:6", LONE("**", "*")) E("2:10", LONE("**", "*"))},
        {"'**5%**x'", E("2:6", LONE("**", "*")) E("2:10", LONE("**", "*"))},
        {"'**\xE2\x80\x9C"
         "a\xE2\x80\x9D**b'",
         E("2:6", LONE("**", "*")) E("2:11", LONE("**", "*"))},
        {"'**a\xE2\x80\x94**b'", E("2:6", LONE("**", "*")) E("2:10", LONE("**", "*"))},
        {"'a**\xE2\x80\x94"
         "b**'",
         E("2:7", LONE("**", "*")) E("2:11", LONE("**", "*"))},
        {"'**a\xE2\x80\xA6**b'", E("2:6", LONE("**", "*")) E("2:10", LONE("**", "*"))},
        {"'**\xC2\xA7 5**x'", P("**\xC2\xA7 5**x")},
        {"'**5\xC2\xA7**x'", E("2:6", LONE("**", "*")) E("2:10", LONE("**", "*"))},
        {"'**\xC2\xAB"
         "b\xC2\xBB**c'",
         E("2:6", LONE("**", "*")) E("2:11", LONE("**", "*"))},
        {"'**a**\xE2\x80\x94"
         "b'",
         P("**a**\xE2\x80\x94"
           "b")},
        {"'**a**\xC2\xA0"
         "b'",
         P("**a**\xC2\xA0"
           "b")},
        {"'**a\xC2\xA0**b'", E("2:6", LONE("**", "*")) E("2:10", LONE("**", "*"))},
        {"'\xC2\xA0**a** b'", P("\xC2\xA0**a** b")},
        {"'**\xE2\x80\x89"
         "a**'",
         E("2:6", LONE("**", "*")) E("2:10", LONE("**", "*"))},
        {"'**a**\xE2\x84\xA2'", P("**a**\xE2\x84\xA2")},
        {"'\xE2\x84\xA2**a**'", P("\xE2\x84\xA2**a**")},
        {"'\xE2\x80\x9C_a_\xE2\x80\x9D'", P("\xE2\x80\x9C_a_\xE2\x80\x9D")},
        {"'a\xE2\x80\x94_b_\xE2\x80\x94"
         "c'",
         P("a\xE2\x80\x94_b_\xE2\x80\x94"
           "c")},
        {"'\xE2\x80\x9C_a'", E("2:7", LONE("_", "_"))},
        {"'a_\xE2\x80\x94_b'", E("2:7", LONE("_", "_")) E("2:9", LONE("_", "_"))},
        {"'a_\xE2\x84\xA2'", P("a\\_\xE2\x84\xA2")},
        {"'_{year}'", E("2:6", LONE("_", "_"))},
        {"'**\xF0\x9F\x98\x80**a'", P("**\xF0\x9F\x98\x80**a")},
        {"'**a\\ **b'", E("2:6", LONE("**", "*")) E("2:11", LONE("**", "*"))},
    };
    check_cases(*state, cases, COUNT_OF(cases));
}

/* Links bind tighter than emphasis, and what is not read is named. */
static void links_hold_what_is_between(void **state)
{
    static const Case cases[] = {
        {"'[a](https://x.org)'", P("[a](https://x.org)")},
        {"'[*a* b](https://x.org)'", P("[_a_](https://x.org)[ b](https://x.org)")},
        {"'*[a](https://x.org)*'", P("[_a_](https://x.org)")},
        {"'*[a](https://x.org) b*'", P("[_a_](https://x.org)_ b_")},
        {"'*a [b*](https://x.org)'", E("2:6", LONE("*", "*")) E("2:11", LONE("*", "*"))},
        {"'[a*](https://x.org) b*'", E("2:8", LONE("*", "*")) E("2:27", LONE("*", "*"))},
        {"'[*a](https://x.org)*'", E("2:7", LONE("*", "*")) E("2:25", LONE("*", "*"))},
        {"'[a [b] c](https://x.org)'", P("[a \\[b\\] c](https://x.org)")},
        {"'[a] [b](https://x.org)'", P("\\[a\\] [b](https://x.org)")},
        {"'[[a](https://x.org)'", P("\\[[a](https://x.org)")},
        {"'[a](https://x.org)]'", P("[a](https://x.org)\\]")},
        {"'[a [b](https://x.org) c](https://y.org)'", E("2:29", NO_LINK)},
        {"'[a](https://x.org/b_(c)_d)'", P("[a](https://x.org/b_(c)_d)")},
        {"'[a](https://x.org/b(c)'", E("2:8", NO_LINK)},
        {"'[a](https://x.org/b\\)c)'", P("[a](https://x.org/b)c)")},
        {"'[a](<https://x.org/b)c>)'", P("[a](https://x.org/b)c)")},
        {"'[a](<https://x.org )'", E("2:8", NO_LINK)},
        {"'[a]( https://x.org )'", P("[a](https://x.org)")},
        {"'[a](https://x.org \"T\")'", E("2:10", "the title of a link is not printed; leave it out")},
        {"'[a](https://x.org (T))'", E("2:8", NO_LINK)},
        {"'[a] (https://x.org)'", P("\\[a\\] (https://x.org)")},
        {"'[a]\\(https://x.org)'", P("\\[a\\](https://x.org)")},
        {"'\\[a](https://x.org)'", E("2:9", NO_LINK)},
        {"'[a\\](https://x.org)'", P("\\[a\\](https://x.org)")},
        {"'a](https://x.org)'", E("2:7", NO_LINK)},
        {"'[a]'", P("\\[a\\]")},
        {"'[a][b]'", P("\\[a\\]\\[b\\]")},
        {"'\\[^1]'", P("\\[^1\\]")},
        {"'!\\[a]'", P("!\\[a\\]")},
        {"'a! [b](https://x.org)'", P("a! [b](https://x.org)")},
        {"'\\![a](https://x.org)'", P("![a](https://x.org)")},
        {"'![a *b](https://x.org) c*'", E("2:6", IMAGE) E("2:10", LONE("*", "*")) E("2:30", LONE("*", "*"))},
        {"'[![a](https://x.org)](https://y.org)'", E("2:7", IMAGE)},
        {"'<https://x.org/a*b*c>'", P("[https://x.org/a\\*b\\*c](https://x.org/a*b*c)")},
        {"'<https://x.org/a\\_b>'", P("[https://x.org/a\\\\\\_b](https://x.org/a\\_b)")},
        {"'<HTTP://x.org/?a=1&b=2>'", P("[HTTP://x.org/?a=1&b=2](HTTP://x.org/?a=1&b=2)")},
        {"'<me@x.org>'", P("[me@x.org](mailto:me@x.org)")},
        {"'[a <https://x.org> b](https://y.org)'", E("2:26", NO_LINK)},
        {"'*<https://x.org/*>*'", P("[_https://x.org/\\*_](https://x.org/*)")},
        {"'<ftp://x.org>'", E("2:7", ADDRESS("ftp://x.org"))},
        {"'<x.org>'", E("2:6", HTML("<x.org>"))},
        {"'< https://x.org>'", P("< https://x.org>")},
        {"'\\<b>'", P("<b>")},
        {"'a <5 and b> 4'", P("a <5 and b> 4")},
        {"'a <- b -> c'", P("a <- b -> c")},
        {"'<!-- a *b* -->'", E("2:6", HTML("<!-- a *b* -->"))},
        {"'a</b'", P("a</b")},
        {"'a ``b`` c'", E("2:8", BACKTICK)},
        {"'a `*b` c*'", E("2:8", BACKTICK) E("2:14", LONE("*", "*"))},
        {"'`a` `b`'", E("2:6", BACKTICK) E("2:10", BACKTICK)},
        {"'a\\`b'", P("a`b")},
        {"'R&D; &T;'", P("R&D; &T;")},
        {"'&nbsp;'", E("2:6", ENTITY("&nbsp;"))},
        {"'a &amp b'", P("a &amp b")},
        {"'\\&amp;'", P("&amp;")},
        {"'&#x2014;'", E("2:6", ENTITY("&#x2014;"))},
        {"'&#;'", P("&#;")},
        {"'[a](https://x.org/?b=1&c=2)'", P("[a](https://x.org/?b=1&c=2)")},
        {"'[a](https://x.org/?b&lt;c)'", E("2:26", ENTITY("&lt;"))},
        {"'[{year}](https://x.org)'", P("[2023](https://x.org)")},
        {"'*{cases, plural, other {*#*}}*'", P("_3_")},
        {"'{cases, plural, other {*#}}*'", E("2:33", LONE("*", "*")) E("2:29", LONE("*", "*"))},
        {"'[a *b* **c**](https://x.org)**d**'",
         P("[a ](https://x.org)[_b_](https://x.org)[ ](https://x.org)[**c**](https://x.org)**d**")},
    };
    check_cases(*state, cases, COUNT_OF(cases));
}

/* A '~' is a no-break space where it ties two words, and a sign everywhere else. */
static void ties_keep_words_together(void **state)
{
#define TIE "\xC2\xA0"
    static const Case cases[] = {
        {"Team~HOPE", P("Team" TIE "HOPE")},
        {"36~cases", P("36" TIE "cases")},
        {"'{year}~is **a**~**b**'", P("2023" TIE "is **a**" TIE "**b**")},
        {"a \xC3\xA9~\xC3\xA9.~B", P("a \xC3\xA9" TIE "\xC3\xA9." TIE "B")},
        {"about ~700 (~7) a ~ b, c~ d", P("about \\~700 (\\~7) a \\~ b, c\\~ d")},
        {"a~~b a\\~b", P("a\\~\\~b a\\~b")},
        {"'[x.org/~a](https://x.org/b~c)'", P("[x.org/\\~a](https://x.org/b~c)")},
    };
    check_cases(*state, cases, COUNT_OF(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(runs_pair_as_in_commonmark, setup, teardown),
        cmocka_unit_test_setup_teardown(letters_are_what_no_list_holds, setup, teardown),
        cmocka_unit_test_setup_teardown(links_hold_what_is_between, setup, teardown),
        cmocka_unit_test_setup_teardown(ties_keep_words_together, setup, teardown),
    };
    return cmocka_run_group_tests_name("markup rows", tests, NULL, NULL);
}
