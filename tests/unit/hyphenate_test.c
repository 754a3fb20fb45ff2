/* Hyphenation: which words, where, and what is said without patterns. */
#include "src/text/segment.h"
#include "tests/text/setup.h"

#include <unistd.h>

#define SPANISH_DICTIONARY "/usr/share/hyphen/hyph_es_US.dic" /* of the Debian package hyphen-es */

static uint8_t *classes_of(Str word, Hyphenator *h, Arena *a)
{
    const Prose prose = {.text = word};
    return prose_segment(&prose, &language_english, h, a);
}

/* A word, and where it may break. */
typedef const char *const Case[2];

static void hyphenate(const char *dictionary, Case *cases, size_t count)
{
    Arena *a = arena_new();
    Hyphenator *h = hyphenator_open(&language_english, dictionary, (Mark){0}, a, diag_new(a));
    assert_non_null(h);
    for (size_t i = 0; i < count; i++) {
        Str word = str_from(cases[i][0]);
        const uint8_t *classes = classes_of(word, h, a);
        Buf out = {.arena = a};
        for (size_t k = 0; k < word.n; k++) {
            if (classes[k] == BREAK_SOFT)
                buf_char(&out, '=');
            buf_char(&out, word.s[k]);
        }
        assert_string_equal(str_terminated(a, buf_str(&out)), cases[i][1]);
    }
    hyphenator_free(h);
    hyphenator_free(NULL);
    arena_free(a);
}

static void words_are_hyphenated(void **state)
{
    (void)state;
    static Case cases[] = {
        {"exploitation", "ex=ploita=tion"},
        {"California", "Cal=i=for=nia"},
        {"children", "chil=dren"},
        {"children,", "chil=dren,"},
        {"(children).", "(chil=dren)."},
        {"\xE2\x80\x9C"
         "children\xE2\x80\x9D",
         "\xE2\x80\x9C"
         "chil=dren\xE2\x80\x9D"},
        {"\xE2\x80\x98"
         "children",
         "\xE2\x80\x98"
         "chil=dren"},
        {"children\xE2\x80\x99s", "chil=dren\xE2\x80\x99s"},
        {"children\xE2\x80\xA6", "chil=dren\xE2\x80\xA6"},
        {"only", "only"},   /* at least two letters in front, three after */
        {"NCMEC", "NCMEC"}, /* abbreviation */
        {"CyberTipline", "CyberTipline"},
        {"2023children", "2023children"},
        {"children2", "children2"},
        {"children-serving", "children-serving"},
        {"-children", "-children"},
        {"children/families", "children/families"},
        {"missingkids.org", "missingkids.org"},
        {"caf\u00E9children", "caf\u00E9chil=dren"}, /* a pattern has that letter; none has the next one */
        {"caf\u0151children", "caf\u0151children"},
        {"\u0151children", "\u0151children"},
        {"children\xE2\x80\x94"
         "family",
         "children\xE2\x80\x94"
         "family"},
        {"", ""},
        {"(", "("},
    };
    hyphenate(HYPHEN_DICTIONARY, cases, sizeof cases / sizeof *cases);
}

/* Letters beyond ASCII count as one letter each, and only those that the language has. */
static void spanish_words_are_hyphenated(void **state)
{
    (void)state;
    static Case cases[] = {
        {"denunciaci\u00F3n", "de=nun=cia=ci\u00F3n"},
        {"\u00BFdenunciaci\u00F3n?", "\u00BFde=nun=cia=ci\u00F3n?"},
        {"\u00ABdenunciaciones\u00BB,", "\u00ABde=nun=cia=cio=nes\u00BB,"},
        {"explotaci\u00F3n", "ex=plo=ta=ci\u00F3n"},
        {"\u00DAltimamente", "\u00DAl=ti=ma=mente"},
        {"\u00FAltimamente", "\u00FAl=ti=ma=mente"},
        {"peque\u00F1os", "pe=que=\u00F1os"},
        {"DENUNCIACI\u00D3N", "DENUNCIACI\u00D3N"},
        {"denunciaci\u00D3n", "denunciaci\u00D3n"},
        {"a\u00F1os", "a\u00F1os"}, /* four letters, five bytes */
        {"denunciaci\u0151n", "denunciaci\u0151n"},
        {"denunciaci\u2013nes", "denunciaci\u2013nes"},
    };
    hyphenate(SPANISH_DICTIONARY, cases, sizeof cases / sizeof *cases);
}

/* Patterns in Latin-1, as those of German are; and some that change the spelling, which are not followed. */
static void patterns_are_read_in_their_encoding(void **state)
{
    (void)state;
    static Case cases[] = {{"\u00C4pfelk\u00F6rben", "\u00C4p=fel=k\u00F6r=ben"},
                           {"schiffahrt", "schiffahrt"},
                           {"pfelk\u0151rben", "pfelk\u0151rben"}};
    char path[] = "/tmp/ncmec-hyphen-XXXXXX";
    int fd = mkstemp(path);
    const char *patterns = "ISO8859-1\n\xE4p1f\nl1k\n\xF6r1b\n\xE4\n\xF6\nf1f/ff=f,1,2\n";
    assert_int_equal(write(fd, patterns, strlen(patterns)), (ssize_t)strlen(patterns));
    close(fd);
    hyphenate(path, cases, sizeof cases / sizeof *cases);
    unlink(path);
}

static void overlong_words_are_left_alone(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Hyphenator *h = hyphenator_open(&language_english, HYPHEN_DICTIONARY, (Mark){0}, a, diag_new(a));
    Buf word = {.arena = a};
    for (int i = 0; i < 10000; i++)
        buf_put(&word, STR("children"));
    const uint8_t *classes = classes_of(buf_str(&word), h, a);
    for (size_t i = 0; i < word.n; i++)
        assert_int_equal(classes[i], BREAK_NONE);
    hyphenator_free(h);
    arena_free(a);
}

static void missing_patterns_are_a_finding(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    assert_null(hyphenator_open(&language_english, "tests/text/nowhere.dic", (Mark){0}, a, d));
    assert_int_equal(diag_errors(d), 1);
    assert_int_equal(diag_exit(d, false), EXIT_CODE_IO);
    d = diag_new(a);
    assert_null(hyphenator_open(&language_english, NULL, (Mark){0}, a, d));
    assert_string_equal(str_terminated(a, diag_reason(d)),
                        "cannot read the hyphenation patterns 'hyph_en_US.dic': No such file or directory");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_hyphenated),
        cmocka_unit_test(spanish_words_are_hyphenated),
        cmocka_unit_test(patterns_are_read_in_their_encoding),
        cmocka_unit_test(overlong_words_are_left_alone),
        cmocka_unit_test(missing_patterns_are_a_finding),
    };
    return cmocka_run_group_tests_name("hyphenate", tests, NULL, NULL);
}
