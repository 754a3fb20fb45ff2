/* Bad input is a message: each file of tests/bad/ is a case. It holds sh commands, then a line "--- exit CODE", then
   the messages. The commands run in a folder with a copy of data/ and a file out.pdf from before; $tree is the source
   tree. The program must end with CODE, print exactly the messages on standard error and nothing on standard output,
   leave out.pdf as it was and no temporary file anywhere. A first line "# needs: COMMAND" skips the case on machines on
   which COMMAND fails. "make bless" rewrites what follows the commands, and nothing else. */
#include "tests/tools/shell.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Arena *scratch; /* of one case */

enum { CASES_MAX = 800 };

static const char *old_bytes = "the sheet of last year\n";

static int case_setup(void **state)
{
    (void)state;
    arena_reset(scratch);
    return 0;
}

/* What is said may name the tree's fonts by their real path, and most say that out.pdf is still there. */
static Str without_tree(Str text)
{
    static const char old[] = "out.pdf: not written; the file that is there is an older one\n";
    Buf out = {.arena = scratch};
    Str tree = str_from(shell_tree);
    for (size_t at = 0; at < text.n;) {
        bool is_line = at == 0 || text.s[at - 1] == '\n';
        Str rest = str_slice(text, at, text.n);
        if (is_line && str_starts(rest, str_from(old))) {
            at += strlen(old);
        } else if (str_starts(rest, tree)) {
            buf_put(&out, STR("<tree>"));
            at += tree.n;
        } else {
            buf_char(&out, text.s[at++]);
        }
    }
    return buf_str(&out);
}

/* What a file of tests/bad/ holds; 'code' is -1 where it ends after the commands. */
typedef struct Case {
    Str needs, commands, messages;
    int code;
} Case;

static Case case_parse(Str text)
{
    static const char exit_line[] = "\n--- exit ", needs_line[] = "# needs: ";
    size_t end = str_find(text, str_from(exit_line), 0);
    Case c = {.commands = text, .code = -1};
    if (end < text.n) {
        char *after;
        long code = strtol(text.s + end + strlen(exit_line), &after, 10);
        if (*after != '\n' || code < 0 || code > 255)
            fail_msg("the line '--- exit CODE' needs a number from 0 to 255");
        c = (Case){.commands = str_slice(text, 0, end + 1),
                   .messages = str_slice(text, (size_t)(after + 1 - text.s), text.n),
                   .code = (int)code};
    }
    if (str_starts(text, str_from(needs_line)))
        c.needs = str_slice(text, strlen(needs_line), str_find(text, STR("\n"), 0));
    return c;
}

static void case_run(void **state)
{
    const char *name = str_printf(scratch, "%s.txt", (const char *)*state).s;
    const char *cases = str_printf(scratch, "%s/tests/bad", shell_tree).s;
    Case c = case_parse(file_text(scratch, cases, name));
    if (c.needs.n && shell(scratch, folder_new(scratch), "%.*s", STR_ARG(c.needs)).exit != 0)
        skip();
    const char *folder = folder_with_data(scratch);
    file_write(scratch, folder, "out.pdf", str_from(old_bytes));
    Run run = shell(scratch, folder, "tree='%s'\n%.*s", shell_tree, STR_ARG(c.commands));
    assert_text(file_text(scratch, folder, "out.pdf"), str_from(old_bytes));
    const char *left = folder_find(scratch, folder, ".ncmec-tmp");
    if (left)
        fail_msg("%s is left", left);
    assert_text(run.out, STR(""));
    Str messages = without_tree(run.err);
    if (getenv("NCMEC_BLESS") && run.exit < 126) { /* never bless a crash or a missing command */
        const char *line_end = str_ends(c.commands, STR("\n")) ? "" : "\n";
        file_write(
            scratch, cases, name,
            str_printf(scratch, "%.*s%s--- exit %d\n%.*s", STR_ARG(c.commands), line_end, run.exit, STR_ARG(messages)));
        return;
    }
    if (run.exit != c.code)
        fail_msg("exit %d, not %d; messages: %.*s", run.exit, c.code, STR_ARG(str_slice(run.err, 0, 4000)));
    assert_text(messages, c.messages);
}

static int name_order(const void *a, const void *b)
{
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

int main(void)
{
    static struct CMUnitTest tests[CASES_MAX];
    size_t count = 0;
    scratch = arena_new();
    shell_begin();
    DIR *cases = opendir("tests/bad");
    for (const struct dirent *entry; cases && (entry = readdir(cases));) {
        if (entry->d_name[0] == '.')
            continue;
        Str file = str_from(entry->d_name);
        if (!str_ends(file, STR(".txt"))) {
            fprintf(stderr, "tests/bad/%s: the name of a case ends in .txt\n", entry->d_name);
            return 1;
        }
        if (count == CASES_MAX) {
            fprintf(stderr, "more than %d cases\n", CASES_MAX);
            return 1;
        }
        char *name = (char *)str_copy(arena, str_slice(file, 0, file.n - 4)).s;
        tests[count++] =
            (struct CMUnitTest){.name = name, .test_func = case_run, .setup_func = case_setup, .initial_state = name};
    }
    if (cases)
        closedir(cases);
    if (!count) {
        fprintf(stderr, "no case in tests/bad\n");
        return 1;
    }
    qsort(tests, count, sizeof *tests, name_order);
    int failed = _cmocka_run_group_tests("bad", tests, count, NULL, NULL);
    arena_free(scratch);
    return failed;
}
