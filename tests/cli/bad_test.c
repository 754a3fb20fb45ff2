/* Bad input is a message: each folder of tests/bad/ is a case. 'cmd' runs by sh in a folder with a copy of data/ and a
   file out.pdf from before; the program must end with the code in 'exit' and say what is in 'stderr', write nothing to
   standard output, leave out.pdf as it was and no temporary file anywhere. Where there is a 'needs', the case is left
   out on machines on which that script fails. "make bless" writes 'stderr' anew, and nothing else. */
#include "tests/tools/shell.h"

#include <setjmp.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Arena *names_arena, *arena; /* of all cases, of one */

enum { CASES_MAX = 400 };

static const char *old_bytes = "the sheet of last year\n";

static int case_setup(void **state)
{
    (void)state;
    arena_reset(arena);
    return 0;
}

/* What is said may name the tree's fonts by their real path. */
static Str without_tree(Str text)
{
    Buf out = {.arena = arena};
    Str tree = str_from(shell_tree);
    for (size_t at = 0; at < text.n;) {
        size_t found = str_find(text, tree, at);
        buf_put(&out, str_slice(text, at, found));
        if (found < text.n)
            buf_put(&out, STR("<tree>"));
        at = found < text.n ? found + tree.n : found;
    }
    return buf_str(&out);
}

static void case_run(void **state)
{
    const char *name = *state;
    const char *source = str_printf(arena, "%s/tests/bad/%s", shell_tree, name).s;
    if (file_exists(arena, source, "needs") && shell(arena, folder_new(arena), "sh '%s/needs'", source).exit != 0)
        skip();
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "out.pdf", str_from(old_bytes));
    Run run = shell(arena, folder, "sh '%s/cmd'", source);
    assert_text(file_text(arena, folder, "out.pdf"), str_from(old_bytes));
    const char *left = folder_find(arena, folder, ".ncmec-tmp");
    if (left)
        fail_msg("%s is left", left);
    assert_text(run.out, STR(""));
    long code = strtol(file_text(arena, source, "exit").s, NULL, 10);
    if (run.exit != code)
        fail_msg("exit %d, not %ld; said: %.*s", run.exit, code, STR_ARG(str_slice(run.err, 0, 4000)));
    Str said = without_tree(run.err);
    if (getenv("NCMEC_BLESS"))
        file_write(arena, source, "stderr", said);
    assert_text(said, file_text(arena, source, "stderr"));
}

static int name_order(const void *a, const void *b)
{
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

int main(void)
{
    static struct CMUnitTest tests[CASES_MAX];
    size_t count = 0;
    names_arena = arena_new();
    arena = arena_new();
    shell_begin(names_arena);
    DIR *cases = opendir("tests/bad");
    for (const struct dirent *entry; cases && (entry = readdir(cases));) {
        if (entry->d_name[0] == '.')
            continue;
        if (count == CASES_MAX) {
            fprintf(stderr, "more than %d cases\n", CASES_MAX);
            return 1;
        }
        char *name = (char *)str_copy(names_arena, str_from(entry->d_name)).s;
        tests[count++] =
            (struct CMUnitTest){.name = name, .test_func = case_run, .setup_func = case_setup, .initial_state = name};
    }
    if (cases)
        closedir(cases);
    qsort(tests, count, sizeof *tests, name_order);
    int failed = _cmocka_run_group_tests("bad", tests, count, NULL, NULL);
    arena_free(arena);
    arena_free(names_arena);
    return failed;
}
