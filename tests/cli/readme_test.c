/* What README.md says is so: its sh examples run, its options and exit codes are those of --help, its make targets
   exist, its picture is there. */
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

static void options_and_codes_are_those_of_help(void **state)
{
    (void)state;
    Str help = shell_expect(arena, 0, shell_tree, "ncmec-pdf --help").out;
    size_t count = 0;
    for (size_t at = str_find(help, STR("--"), 0); at < help.n; at = str_find(help, STR("--"), at + 2), count++)
        assert_holds(readme, str_terminated(arena, word_at(help, at)));
    assert_true(count >= 14);
    size_t table = str_find(readme, STR("| option |"), 0), table_end = str_find(readme, STR("| exit code |"), 0);
    Str options = str_slice(readme, table, table_end);
    count = 0;
    for (size_t at = str_find(options, STR("`--"), 0); at < options.n; at = str_find(options, STR("`--"), at + 3)) {
        Str word = word_at(options, at + 1);
        if (!str_eq(word, STR("--option"))) /* stands for any */
            assert_holds(help, str_terminated(arena, word));
        count++;
    }
    assert_true(count >= 14);
    static const char *const variables[] = {"NCMEC_PDF_DATA", "SOURCE_DATE_EPOCH", "NO_COLOR"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        assert_holds(help, variables[i]);
        assert_holds(readme, variables[i]);
    }
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_runs),
        cmocka_unit_test(options_and_codes_are_those_of_help),
        cmocka_unit_test(targets_exist),
        cmocka_unit_test(links_lead_somewhere),
    };
    shell_begin();
    readme = file_text(arena, shell_tree, "README.md");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
