/* What README.md says is so: its sh examples run, its options are those of the program, whose manual page has them all,
   its make targets exist, its pictures are there; and it is short enough to be read. */
#include "tests/tools/shell.h"

#include <string.h>

static Str readme;

/* The block between ```sh and ``` that begins at or behind *at, which moves behind it. */
static bool next_example(size_t *at, Str *script)
{
    Str open = STR("\n```sh\n");
    size_t from = str_find(readme, open, *at);
    if (from == readme.n)
        return false;
    from += open.n;
    size_t end = str_find(readme, STR("\n```\n"), from);
    assert_true(end < readme.n);
    *script = str_slice(readme, from, end + 1);
    *at = end;
    return true;
}

static void every_example_runs(void **state)
{
    (void)state;
    size_t count = 0;
    Str script;
    for (size_t at = 0; next_example(&at, &script); count++) {
        const char *folder = folder_with_data(arena);
        shell_expect(arena, 0, folder, "set -e\n%.*s", STR_ARG(script));
        Run run = shell_expect(arena, 0, folder,
                               "for f in *.pdf; do [ -e $f ] || continue; qpdf --check $f >/dev/null || exit 1; done");
        assert_int_equal(run.err.n, 0);
    }
    assert_true(count >= 3);
}

/* The word at 's' up to the first byte that is not part of an option's or target's name. */
static Str word_at(Str s, size_t at)
{
    size_t end = at;
    while (end < s.n && (s.s[end] == '-' || (s.s[end] >= 'a' && s.s[end] <= 'z')))
        end++;
    return str_slice(s, at, end);
}

/* The help of the program and of every command that it lists. */
static Str all_help(Str help)
{
    Buf all = {.arena = arena};
    size_t at = str_find(help, STR("Commands ("), 0), count = 0;
    buf_put(&all, help);
    for (at = str_find(help, STR("\n"), at) + 1; str_starts(str_slice(help, at, help.n), STR("  ")); count++) {
        Str name = word_at(help, at + 2);
        buf_put(&all, shell_expect(arena, 0, shell_tree, "ncmec-pdf help %.*s", STR_ARG(name)).out);
        at = str_find(help, STR("\n"), at) + 1;
    }
    assert_true(count >= 10);
    return buf_str(&all);
}

/* Each option that 'text' names by these marks in front of it stands in the other one, too. */
static size_t options_stand_in(Str text, Str mark, Str other)
{
    size_t count = 0;
    for (size_t at = str_find(text, mark, 0); at < text.n; at = str_find(text, mark, at + mark.n), count++) {
        Str word = word_at(text, at + mark.n - 2);
        /* Any option, the end of options, a rule of a table. */
        bool is_there = str_eq(word, STR("--option")) || word.n == 2 || word.s[2] == '-';
        for (size_t k = str_find(other, word, 0); k < other.n && !is_there; k = str_find(other, word, k + 1))
            is_there = str_eq(word_at(other, k), word);
        if (!is_there)
            fail_msg("%.*s is not in the other one of README.md, the help and the manual page", STR_ARG(word));
    }
    return count;
}

static void options_are_those_of_help(void **state)
{
    (void)state;
    Str help = all_help(shell_expect(arena, 0, shell_tree, "ncmec-pdf help").out);
    Str page = shell_expect(arena, 0, shell_tree, "ncmec-pdf --man | sed 's/\\\\-/-/g'").out;
    assert_true(options_stand_in(help, STR("--"), page) >= 60);
    assert_true(options_stand_in(readme, STR("`--"), help) >= 20);
    assert_true(options_stand_in(readme, STR(" --"), help) >= 40);
    static const char *const variables[] = {"NCMEC_PDF_DATA", "SOURCE_DATE_EPOCH", "NO_COLOR"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        assert_holds(help, variables[i]);
        assert_holds(readme, variables[i]);
    }
}

/* An option that is renamed must not live on in a message. */
static void messages_name_options_that_exist(void **state)
{
    (void)state;
    Str help = all_help(shell_expect(arena, 0, shell_tree, "ncmec-pdf help").out);
    Str texts = shell_expect(arena, 0, shell_tree,
                             "cat $(find src -name '*.c') | grep -v -e '^ *[/ ]\\*' -e '[$] qpdf ' | grep '\"'")
                    .out;
    assert_true(options_stand_in(texts, STR(" --"), help) >= 20);
}

static void targets_exist(void **state)
{
    (void)state;
    size_t count = 0;
    for (size_t at = str_find(readme, STR("make "), 0); at < readme.n; at = str_find(readme, STR("make "), at + 5)) {
        bool is_code = at > 0 && (readme.s[at - 1] == '`' || readme.s[at - 1] == ' ');
        Str target = word_at(readme, at + 5);
        if (!is_code || target.n == 0 || (readme.s[at - 1] == ' ' && readme.s[at - 2] != '$'))
            continue;
        count++;
        shell_expect(arena, 0, shell_tree, "make -n -o deps -o test-deps -o check-deps %.*s >/dev/null",
                     STR_ARG(target));
    }
    assert_true(count >= 15);
}

static void links_lead_somewhere(void **state)
{
    (void)state;
    size_t count = 0;
    for (size_t at = str_find(readme, STR("]("), 0); at < readme.n; at = str_find(readme, STR("]("), at + 2), count++) {
        Str path = str_slice(readme, at + 2, str_find(readme, STR(")"), at));
        if (!file_exists(arena, shell_tree, str_terminated(arena, path)))
            fail_msg("%.*s is not there", STR_ARG(path));
    }
    assert_true(count >= 1);
}

static void it_is_short_enough_to_be_read(void **state)
{
    (void)state;
    shell_expect(arena, 0, shell_tree, "[ $(wc -l <README.md) -le 300 ]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_runs),
        cmocka_unit_test(options_are_those_of_help),
        cmocka_unit_test(messages_name_options_that_exist),
        cmocka_unit_test(targets_exist),
        cmocka_unit_test(links_lead_somewhere),
        cmocka_unit_test(it_is_short_enough_to_be_read),
    };
    shell_begin();
    readme = file_text(arena, shell_tree, "README.md");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
