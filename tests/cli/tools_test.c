/* The scripts that a newcomer meets: run.sh counts what cmocka sums up, whatever its version, and packages.sh says what
   it installs before it does, and how much that is. A false dpkg and apt stand in the path. */
#include "tests/tools/shell.h"

/* ---- run.sh ---- */

static void every_summary_is_counted(void **state)
{
    (void)state;
    static const struct {
        const char *said;
        int code;
        const char *counted;
    } rows[] = {
        {"[  PASSED  ] 3 test(s).", 0, "3 passed, 0 failed, 0 skipped\n"},
        {"[  PASSED  ] 2 test(s).\n[  FAILED  ] 4 test(s), listed below:\n[  FAILED  ] a", 4,
         "2 passed, 4 failed, 0 skipped\n"},
        /* cmocka 1.1.7 names the group. */
        {"[  PASSED  ] 2 test(s).\n[  FAILED  ] a: group: 4 test(s), listed below:\n[  FAILED  ] a", 4,
         "2 passed, 4 failed, 0 skipped\n"},
        {"[  PASSED  ] 0 test(s).\n[  SKIPPED ] bad: 12 test(s), listed below:\n[  SKIPPED ] a", 0,
         "0 passed, 0 failed, 12 skipped\n"},
        {"[  PASSED  ] 2 test(s).\n[  PASSED  ] 3 test(s).", 0, "5 passed, 0 failed, 0 skipped\n"},
        {"[  PASSED  ] 2 test(s).", 3, "program ended with code 3\n2 passed, 1 failed, 0 skipped\n"},
        {"nothing", 0, "program ran no test\n0 passed, 1 failed, 0 skipped\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *folder = folder_new(arena);
        file_write(arena, folder, "program",
                   str_printf(arena, "#!/bin/sh\ncat <<'END'\n%s\nEND\nexit %d\n", rows[i].said, rows[i].code));
        Run run = shell(arena, folder, "chmod +x program; sh '%s/tests/tools/run.sh' ./program", shell_tree);
        assert_text(run.out, str_printf(arena, "== program\n%s\n%s", rows[i].said, rows[i].counted));
        assert_int_equal(run.exit, str_find(run.out, STR(" 0 failed"), 0) < run.out.n ? 0 : 1);
    }
}

/* ---- packages.sh ---- */

/* A machine whose dpkg has the package "here", and whose apt knows its packages once it has been updated. */
static const char *machine_new(void)
{
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder,
                 "mkdir bin; cat >bin/dpkg-query <<'END'\n#!/bin/sh\necho 'ii  here'; echo 'un  away'; exit 1\nEND\n"
                 "cat >bin/id <<'END'\n#!/bin/sh\necho 0\nEND\n"
                 "cat >bin/apt-get <<'END'\n#!/bin/sh\n"
                 "case $* in\nupdate) echo 'apt updates'; echo >lists ;;\n"
                 "*--assume-no*) [ -e lists ] || exit 100\n"
                 "echo 'Need to get 181 kB/214 kB of archives.'\n"
                 "echo 'After this operation, 814 kB of additional disk space will be used.'; exit 1 ;;\n"
                 "install*) echo \"apt: $*\"; [ -e lists ] ;;\nesac\nEND\nchmod +x bin/*");
    return folder;
}

#define PACKAGES "PATH=\"$PWD/bin:$PATH\" sh '%s/tests/tools/packages.sh' "

static void what_is_installed_is_said_before(void **state)
{
    (void)state;
    const char *folder = machine_new();
    assert_text(shell_expect(arena, 0, folder, PACKAGES "here", shell_tree).out, STR(""));
    Run run = shell_expect(arena, 0, folder, PACKAGES "away here far", shell_tree);
    assert_text(run.out, STR("Asking Debian which packages there are\napt updates\n"
                             "Installing the Debian packages that are missing (181 kB to download, 814 kB on disk): "
                             "away far\napt: install -y --no-install-recommends away far\n"));
    /* The next time apt knows its packages. */
    run = shell_expect(arena, 0, folder, PACKAGES "away", shell_tree);
    assert_true(str_starts(run.out, STR("Installing the Debian packages that are missing (181 kB")));
    /* Old lists: what they name is not there to fetch. */
    shell_expect(arena, 0, folder,
                 "sed -i 's/^install.*/install*) [ -e new ] || exit 100 ;;/; s/echo >lists/&; echo >new/' bin/apt-get");
    run = shell_expect(arena, 0, folder, PACKAGES "away", shell_tree);
    assert_holds(run.out, "apt updates\n");
    /* And what apt never has is an error. */
    shell_expect(arena, 0, folder, "sed -i 's/ -e new/ -e never/' bin/apt-get");
    shell_expect(arena, 100, folder, PACKAGES "away", shell_tree);
}

static void without_root_or_debian_it_says_what_is_missing(void **state)
{
    (void)state;
    const char *folder = machine_new();
    shell_expect(arena, 0, folder, "for tool in sh sed tr; do ln -s \"$(command -v $tool)\" bin; done");
    shell_expect(arena, 0, folder, "printf '#!/bin/sh\\necho 1000\\n' >bin/id");
    Run run = shell_expect(arena, 1, folder, "PATH=\"$PWD/bin\" sh '%s/tests/tools/packages.sh' away", shell_tree);
    assert_text(run.err, STR("Packages are missing, and there is no sudo here; as root: apt-get install away\n"));
    shell_expect(arena, 0, folder, "rm bin/dpkg-query");
    run = shell_expect(arena, 0, folder, "PATH=\"$PWD/bin\" sh '%s/tests/tools/packages.sh' away", shell_tree);
    assert_text(run.out, STR("Not a Debian system: please see to it that these are here: away\n"));
}

/* Before the packages are there, make says nothing of a compiler that is missing. */
static void make_is_silent_without_a_compiler(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 0, shell_tree, "make -s CC=/nowhere/cc help >/dev/null");
    assert_text(run.err, STR(""));
}

/* ---- The hooks for an office's repository, run as pre-commit does: with the staged files that are still there ---- */

static void hooks_stop_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *spoil, *staged, *ran;
    } commits[] = {
        {"true", "data/2023/CA.yaml", "ncmec-pdf-check 0\n"},
        {"rm data/2023/national.yaml", "", "ncmec-pdf-check 1\n"}, /* a deleted file is not among the staged ones */
        {"mv data/2023/CA.yaml data/2023/NV.yaml", "data/2023/NV.yaml", "ncmec-pdf-check 4\n"},
        {"sed -i 's/^year: 2023/year: 2022/' data/2023/national.yaml", "data/2023/national.yaml",
         "ncmec-pdf-check 4\n"},
        {"sed -i 's/78,835/-5/' data/2023/CA.yaml", "data/2023/CA.yaml", "ncmec-pdf-check 4\n"},
        {"echo 'x: [' >'a b/c.yaml'", "'a b/c.yaml'", "ncmec-pdf-check 0\n"},
        {"true", "data/released.csv", "ncmec-pdf-check 0\n"},
        {"ncmec-pdf export -q --year 2023 -o 'a b/c d.xlsx' && ncmec-pdf export -q --year 2023 -o e.CSV",
         "'a b/c d.xlsx' e.CSV", "ncmec-pdf-check 0\nncmec-pdf-check-tables 0\n"},
        {"ncmec-pdf export -q --year 2023 -o 'a b/c d.csv' && sed -i 's/78,835/-5/' 'a b/c d.csv'", "'a b/c d.csv'",
         "ncmec-pdf-check 0\nncmec-pdf-check-tables 4\n"},
    };
    for (size_t i = 0; i < COUNT_OF(commits); i++) {
        const char *folder = folder_with_data(arena);
        file_write(arena, folder, "hooks.py",
                   STR("import os, re, shlex, subprocess, sys, yaml\n"
                       "for hook in yaml.safe_load(open(sys.argv[1])):\n"
                       "    names = [n for n in sys.argv[2:] if os.path.exists(n) or n.endswith('released.csv')]\n"
                       "    names = [n for n in names if re.search(hook.get('files', ''), n)\n"
                       "             and not re.search(hook.get('exclude', '^$'), n)]\n"
                       "    if names or hook.get('always_run'):\n"
                       "        args = names if hook.get('pass_filenames', True) else []\n"
                       "        print(hook['id'], subprocess.run(shlex.split(hook['entry']) + args,\n"
                       "                                         stdout=2).returncode)\n"));
        Run run = shell_expect(arena, 0, folder, "mkdir 'a b' && %s && python3 hooks.py '%s/.pre-commit-hooks.yaml' %s",
                               commits[i].spoil, shell_tree, commits[i].staged);
        assert_str(run.out, commits[i].ran);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_summary_is_counted),
        cmocka_unit_test(what_is_installed_is_said_before),
        cmocka_unit_test(without_root_or_debian_it_says_what_is_missing),
        cmocka_unit_test(make_is_silent_without_a_compiler),
        cmocka_unit_test(hooks_stop_what_is_wrong),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
