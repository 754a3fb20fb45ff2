/* What bash, zsh and fish complete, in the shells themselves: options, their values, commands, the years and states
   that there are, and names of files. */
#include "tests/tools/shell.h"

/* A line as typed so far, and all that its last word may become. In zsh what stands in a list already is left out. */
static const char lines[] = "ncmec-pdf ch: check\n"
                            "ncmec-pdf check --st: --state --strict\n"
                            "ncmec-pdf check --xl:\n"
                            "ncmec-pdf new --xl: --xlsx\n"
                            "ncmec-pdf --state N: NV NY\n"
                            "ncmec-pdf --state CA,N: NV NY\n"
                            "ncmec-pdf --state=C: CA\n"
                            "ncmec-pdf --year 2022 --state N: NV\n"
                            "ncmec-pdf --year 20: 2022 2023\n"
                            "ncmec-pdf --data-dir other --year 20: 2019\n"
                            "ncmec-pdf --for screen,p: press\n"
                            "ncmec-pdf --language e: en es\n"
                            "ncmec-pdf check --explain disc: disclosure\n"
                            "ncmec-pdf check --format j: json\n"
                            "ncmec-pdf --data-dir oth: other\n"
                            "ncmec-pdf check figu: figures.csv\n"
                            "ncmec-pdf --data figu: figures.csv\n"
                            "ncmec-pdf --theme of: office\n"
                            "ncmec-pdf --theme figu: figures.csv\n"
                            "ncmec-pdf help imp: import\n"
                            "ncmec-pdf help dat: data\n";

/* A leak's search would hang where a terminal is taken from a program at its end, which zsh's test does. */
static void shell_completes(const char *name, const char *command)
{
    const char *folder = folder_with_states(arena, "NV NY");
    shell_expect(arena, 0, folder,
                 "rm data/2022/NY.yaml; mkdir -p other/2019; cp data/measures.yaml other; touch figures.csv\n"
                 "sed 's/2022/2019/' data/2022/CA.yaml >other/2019/CA.yaml; ncmec-pdf --completions %s >completions",
                 name);
    file_write(arena, folder, "expected", STR(lines));
    Run run = shell_expect(
        arena, 0, folder,
        "export ASAN_OPTIONS=detect_leaks=0; sed 's/:.*//' expected | %s '%s/tests/tools/complete.%s' completions",
        command, shell_tree, name);
    Str found = run.out;
    shell_expect(arena, 0, folder, "sed 's/  */ /g; s/ *$//' <<'END' | diff expected -\n%.*sEND\n", STR_ARG(found));
}

static void bash_completes(void **state)
{
    (void)state;
    shell_completes("bash", "bash --norc");
}

static void zsh_completes(void **state)
{
    (void)state;
    shell_completes("zsh", "zsh -f");
}

static void fish_completes(void **state)
{
    (void)state;
    shell_completes("fish", "HOME=$PWD fish --no-config");
}

static void another_shell_is_refused(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 2, folder_new(arena), "ncmec-pdf --completions tcsh");
    assert_holds(run.err, "unknown value 'tcsh' of '--completions'");
    assert_holds(run.err, "'--completions' takes bash, zsh or fish");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bash_completes),
        cmocka_unit_test(zsh_completes),
        cmocka_unit_test(fish_completes),
        cmocka_unit_test(another_shell_is_refused),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
