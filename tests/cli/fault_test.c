/* Every call may fail: the Nth malloc, read, write, fsync, rename and so on of a whole run fails, and the program ends
   by a message and a documented code, or makes exactly the same file; the old file survives, nothing is left behind. */
#include "tests/tools/shell.h"

#include <setjmp.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Arena *arena, *scratch; /* of the whole program, of one run */
static const char *folder, *shim;
static Str good;

#define SHEET "ncmec-pdf --state CA --year 2023 -q -o a.pdf"

static Run faulty(const char *call, const char *how, long at)
{
    return shell(scratch, folder,
                 "rm -f log; FAULT_LOG=log FAULT_CALL=%s FAULT_HOW=%s FAULT_AT=%ld LD_PRELOAD='%s' " SHEET, call, how,
                 at, shim);
}

/* How often a run that nothing disturbs makes this call. */
static long calls_of(const char *call)
{
    file_write(scratch, folder, "a.pdf", STR("old"));
    Run run = faulty(call, "once", 0);
    assert_int_equal(run.exit, 0);
    assert_text(file_text(scratch, folder, "a.pdf"), good);
    return strtol(file_text(scratch, folder, "log").s, NULL, 10);
}

static void assert_survived(const char *call, const char *how, long at, const Run *run)
{
    Str file = file_text(scratch, folder, "a.pdf");
    bool is_old = str_eq(file, STR("old")), is_new = str_eq(file, good);
    int expected = strcmp(call, "malloc") == 0 ? 7 : 1;
    bool has_said = str_find(run->err, STR("error: "), 0) < run->err.n && str_ends(run->err, STR("\n"));
    /* A folder that cannot be synced is reported after the rename. */
    bool is_right = run->exit == 0
                        ? is_new && run->err.n == 0
                        : run->exit == expected && has_said && (is_old || (is_new && strcmp(call, "fsync") == 0));
    if (!is_right || folder_find(scratch, folder, ".ncmec-tmp"))
        fail_msg("%s %s at %ld: exit %d, file %s, %s, said: %.*s", call, how, at, run->exit,
                 is_old   ? "old"
                 : is_new ? "new"
                          : "neither old nor new",
                 folder_find(scratch, folder, ".ncmec-tmp") ? "temporary file left" : "no temporary file",
                 STR_ARG(run->err));
}

enum { RUNS_MOST = 120 }; /* a call; a larger number of calls is gone through in strides */

/* Every fault of this call in turn; returns how many runs ended in an error. */
static long disturb(const char *call, const char *how)
{
    long calls = calls_of(call), stride = calls > RUNS_MOST ? calls / RUNS_MOST : 1, failures = 0;
    assert_true(calls > 0);
    for (long at = 1; at <= calls; at += at < RUNS_MOST / 4 ? 1 : stride) {
        arena_reset(scratch);
        file_write(scratch, folder, "a.pdf", STR("old"));
        Run run = faulty(call, how, at);
        assert_survived(call, how, at, &run);
        failures += run.exit != 0;
    }
    return failures;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    assert_true(disturb("malloc", "once") > RUNS_MOST / 4);
    assert_true(disturb("malloc", "ever") > RUNS_MOST / 4);
}

static void files_may_fail_to_be_read(void **state)
{
    (void)state;
    /* The old target too is read: where that fails it is taken for another. */
    assert_true(disturb("read", "once") > 5);
    assert_true(disturb("open", "once") > 5);
    assert_true(disturb("mmap", "once") > 0);
}

static void files_may_fail_to_be_written(void **state)
{
    (void)state;
    static const char *const calls[] = {"write", "fsync", "ftruncate", "fchmod", "flock", "renameat"};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        assert_true(disturb(calls[i], "once") > 0);
        assert_true(disturb(calls[i], "ever") > 0);
    }
    assert_true(disturb("openat", "ever") > 0);
}

static void interruptions_and_short_writes_are_no_faults(void **state)
{
    (void)state;
    assert_int_equal(disturb("read", "eintr"), 0);
    assert_int_equal(disturb("write", "eintr"), 0);
    assert_int_equal(disturb("fsync", "eintr"), 0);
    file_write(scratch, folder, "a.pdf", STR("old"));
    Run run = faulty("write", "short", 1);
    assert_int_equal(run.exit, 0);
    assert_text(file_text(scratch, folder, "a.pdf"), good);
}

static void standard_output_may_fail(void **state)
{
    (void)state;
    Run run = shell_expect(scratch, 1, folder,
                           "FAULT_CALL=write FAULT_HOW=once FAULT_AT=1 LD_PRELOAD='%s' "
                           "ncmec-pdf --state CA --year 2023 -o - >out.pdf",
                           shim);
    assert_holds(run.err, "cannot write to standard output: No space left on device");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_may_run_out_anywhere),  cmocka_unit_test(files_may_fail_to_be_read),
        cmocka_unit_test(files_may_fail_to_be_written), cmocka_unit_test(interruptions_and_short_writes_are_no_faults),
        cmocka_unit_test(standard_output_may_fail),
    };
    arena = arena_new();
    scratch = arena_new();
    shell_begin(arena);
    int failed = 0;
    if (shell_is_sanitized()) {
        printf("[  SKIPPED ] %zu test(s): malloc is the sanitizer's\n", sizeof tests / sizeof *tests);
    } else {
        Str build = str_slice(str_from(shell_program), 0, str_from(shell_program).n - STR("ncmec-pdf").n);
        shim = str_printf(arena, "%.*stests/tools/fault.so", STR_ARG(build)).s;
        folder = folder_with_data(arena);
        shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 -q -o good.pdf");
        good = file_text(arena, folder, "good.pdf");
        failed = cmocka_run_group_tests(tests, NULL, NULL);
    }
    arena_free(scratch);
    arena_free(arena);
    return failed;
}
