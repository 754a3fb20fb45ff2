/* Every call may fail: the Nth malloc, read, write, fsync, rename and so on of a whole run fails, and the program ends
   by a message and a documented code, or makes exactly the same files; old files survive, nothing is left behind. Many
   calls are gone through in strides; NCMEC_FAULTS=all ("make faults") takes every one. */
#include "tests/tools/shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES_MOST = 4 };

/* A run that is disturbed. */
typedef struct Scene {
    const char *command;
    const char *files[FILES_MOST + 1]; /* that it writes */
    bool one_by_one;                   /* a file may be written where another is not */
    bool by_workers;                   /* a call that fails in one may cost its sheet, by a worker that died */
    long runs_most;                    /* a call and a way; more calls than these are gone through in strides */
    /* Made ready by scene_open(). */
    const char *folder;
    Str old[FILES_MOST], good[FILES_MOST]; /* s NULL: there is no file */
    Str good_out;
} Scene;

static Scene sheet = {.command = "ncmec-pdf --state CA --year 2023 -q -o a.pdf", .files = {"a.pdf"}, .runs_most = 120};
static Scene flavors = {.command = "ncmec-pdf --state CA --year 2023 -q --for screen,press -o b.pdf",
                        .files = {"b.pdf", "b-press.pdf"},
                        .one_by_one = true,
                        .runs_most = 20};
static Scene batch = {.command = "ncmec-pdf --data-dir samples --state CA,NV,TX --year 2023 -j2 -q -o out/",
                      .files = {"out/ncmec-CA-2023.pdf", "out/ncmec-NV-2023.pdf", "out/ncmec-TX-2023.pdf"},
                      .one_by_one = true,
                      .by_workers = true,
                      .runs_most = 20};
static Scene packet = {.command = "ncmec-pdf packet --data-dir samples --state CA,NV --year 2023 -q -o p.pdf",
                       .files = {"p.pdf"},
                       .runs_most = 20};
static Scene import = {.command = "ncmec-pdf import figures.csv --year 2023 --write",
                       .files = {"data/2023/CA.yaml", "data/2023/national.yaml"},
                       .runs_most = 20};
static Scene check = {.command = "ncmec-pdf check --data-dir samples --year 2022", .runs_most = 20};
static Scene fresh = {.command = "ncmec-pdf new --state TX --year 2024",
                      .files = {"data/2024/TX.yaml", "data/2024/national.yaml"},
                      .runs_most = 20};

static Scene workbook = {
    .command = "ncmec-pdf export --year 2023 -q --force -o w.xlsx", .files = {"w.xlsx"}, .runs_most = 20};
static Scene table = {.command = "ncmec-pdf import figures.xlsx --year 2023", .runs_most = 20};
static Scene verify = {.command = "ncmec-pdf verify screen.pdf", .runs_most = 20};

static Arena *scratch; /* of one run */
static const char *shim;

/* ---- The scene before and after a run ---- */

static Str file_now(const Scene *s, size_t i)
{
    return file_exists(scratch, s->folder, s->files[i]) ? file_text(scratch, s->folder, s->files[i]) : (Str){0};
}

static bool same_file(Str a, Str b)
{
    return !a.s == !b.s && str_eq(a, b);
}

static void scene_reset(const Scene *s)
{
    for (size_t i = 0; s->files[i]; i++)
        if (s->old[i].s)
            file_write(scratch, s->folder, s->files[i], s->old[i]);
        else
            unlink(str_printf(scratch, "%s/%s", s->folder, s->files[i]).s);
}

static void scene_open(Scene *s)
{
    s->folder = folder_with_data(arena);
    shell_expect(arena, 0, s->folder, "cp -R '%s/tests/samples' samples && mkdir out", shell_tree);
    shell_expect(arena, 0, s->folder,
                 "ncmec-pdf export --year 2023 | sed 's/5,759/5,760/; s/78,835/78,836/' >figures.csv\n"
                 "ncmec-pdf export -q --year 2023 -o figures.xlsx\n"
                 "SOURCE_DATE_EPOCH=1700000000 ncmec-pdf --state CA --year 2023 -q --for screen -o screen.pdf");
    for (size_t i = 0; s->files[i]; i++) {
        bool is_made = !str_ends(str_from(s->files[i]), STR(".yaml"));
        s->old[i] = is_made ? STR("old") : str_copy(arena, file_now(s, i));
        s->old[i].s = is_made || file_now(s, i).s ? s->old[i].s : NULL;
    }
    scene_reset(s);
    Run run = shell_expect(arena, 0, s->folder, "%s", s->command);
    s->good_out = str_copy(arena, str_printf(arena, "%.*s%.*s", STR_ARG(run.out), STR_ARG(run.err)));
    for (size_t i = 0; s->files[i]; i++) {
        s->good[i] = file_text(arena, s->folder, s->files[i]);
        assert_false(same_file(s->good[i], s->old[i]));
    }
    assert_true(s->files[0] || s->good_out.n);
}

static int scenes_open(void **state)
{
    (void)state;
    Scene *const scenes[] = {&sheet, &flavors, &batch, &packet, &import, &check, &fresh, &workbook, &table, &verify};
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
        scene_open(scenes[i]);
    return 0;
}

static Run faulty(const Scene *s, const char *call, const char *how, long at)
{
    return shell(scratch, s->folder,
                 "rm -f log; FAULT_LOG=log FAULT_CALL=%s FAULT_HOW=%s FAULT_AT=%ld LD_PRELOAD='%s' %s", call, how, at,
                 shim, s->command);
}

/* How often a run that nothing disturbs makes this call: in the process that makes the most of them. */
static long calls_of(const Scene *s, const char *call)
{
    scene_reset(s);
    Run run = faulty(s, call, "once", 0);
    assert_int_equal(run.exit, 0);
    for (size_t i = 0; s->files[i]; i++)
        assert_text(file_now(s, i), s->good[i]);
    long most = 0;
    Str log = file_text(scratch, s->folder, "log");
    for (size_t at = 0; at < log.n; at = str_find(log, STR("\n"), at) + 1) {
        long calls = strtol(log.s + at, NULL, 10);
        most = calls > most ? calls : most;
    }
    return most;
}

/* ---- What must hold after it ---- */

typedef struct Found {
    size_t files, old, good;
} Found;

static Found found(const Scene *s)
{
    Found f = {0};
    for (; s->files[f.files]; f.files++) {
        Str now = file_now(s, f.files);
        f.old += same_file(now, s->old[f.files]);
        f.good += same_file(now, s->good[f.files]);
    }
    return f;
}

static void assert_survived(const Scene *s, const char *call, const char *how, long at, const Run *run)
{
    Found f = found(s);
    bool of_memory = strcmp(call, "malloc") == 0 || strcmp(call, "mmap") == 0;
    /* A folder that cannot be synced is reported after the rename. */
    bool in_parts = s->one_by_one || strcmp(call, "fsync") == 0 ||
                    str_find(run->err, STR(" cannot be changed back: "), 0) < run->err.n;
    /* In the process that reads a PDF, which has a limit of its own. */
    bool is_short = str_find(run->err, STR(" or the memory that is free"), 0) < run->err.n;
    /* What it cannot make, it does not call proven; what it cannot read decides nothing. */
    bool is_unproven = (run->exit == 8 || run->exit == 1) && str_find(run->out, STR(" cannot read"), 0) < run->out.n;
    bool has_said = str_find(run->err, STR("error: "), 0) < run->err.n && str_ends(run->err, STR("\n"));
    Str said = str_printf(scratch, "%.*s%.*s", STR_ARG(run->out), STR_ARG(run->err));
    bool is_right;
    if (run->exit == 0)
        is_right = f.good == f.files && str_eq(said, s->good_out);
    else
        is_right = is_unproven ||
                   ((run->exit == (of_memory && !is_short ? 7 : 1) || (s->by_workers && run->exit == 7)) && has_said &&
                    f.old + f.good == f.files && (in_parts || f.old == f.files || f.good == f.files));
    if (!is_right || folder_find(scratch, s->folder, ".ncmec-tmp"))
        fail_msg("%s %s at %ld: exit %d; %zu files old and %zu new of %zu, %s, said: %.*s", call, how, at, run->exit,
                 f.old, f.good, f.files,
                 folder_find(scratch, s->folder, ".ncmec-tmp") ? "temporary file left" : "no temporary file",
                 STR_ARG(said));
}

/* Every fault of this call in turn; returns how many runs ended in an error. */
static long disturb(const Scene *s, const char *call, const char *how)
{
    const char *faults = getenv("NCMEC_FAULTS");
    bool all = faults && strcmp(faults, "all") == 0;
    long calls = calls_of(s, call), stride = calls > s->runs_most && !all ? calls / s->runs_most : 1, failures = 0;
    assert_true(calls > 0);
    /* The first calls one by one, as a run begins with much that happens once. */
    for (long at = 1; at <= calls; at += at < s->runs_most / 4 ? 1 : stride) {
        arena_reset(scratch);
        scene_reset(s);
        Run run = faulty(s, call, how, at);
        assert_survived(s, call, how, at, &run);
        failures += run.exit != 0;
    }
    return failures;
}

static void disturb_all(const Scene *s, bool writes)
{
    static const char *const calls[] = {"write", "fsync", "flock", "renameat"};
    assert_true(disturb(s, "malloc", "once") > s->runs_most / 4);
    assert_true(disturb(s, "malloc", "ever") > s->runs_most / 4);
    assert_true(disturb(s, "read", "once") > 0);
    assert_true(disturb(s, "open", "once") > 0);
    assert_int_equal(disturb(s, "read", "eintr"), 0);
    for (size_t i = 0; writes && i < sizeof calls / sizeof *calls; i++) {
        assert_true(disturb(s, calls[i], "once") > 0);
        assert_true(disturb(s, calls[i], "ever") > 0);
    }
    if (writes) {
        assert_true(disturb(s, "openat", "ever") > 0);
        assert_int_equal(disturb(s, "write", "eintr"), 0);
        assert_int_equal(disturb(s, "fsync", "eintr"), 0);
    }
}

/* ---- A sheet ---- */

static void a_sheet_survives(void **state)
{
    (void)state;
    disturb_all(&sheet, true);
    assert_true(disturb(&sheet, "mmap", "once") > 0);
}

static void files_of_every_flavor_survive(void **state)
{
    (void)state;
    disturb_all(&flavors, true);
}

static void short_writes_are_no_faults(void **state)
{
    (void)state;
    scene_reset(&sheet);
    Run run = faulty(&sheet, "write", "short", 1);
    assert_int_equal(run.exit, 0);
    assert_text(file_now(&sheet, 0), sheet.good[0]);
}

static void standard_output_may_fail(void **state)
{
    (void)state;
    Run run = shell_expect(scratch, 1, sheet.folder,
                           "FAULT_CALL=write FAULT_HOW=once FAULT_AT=1 LD_PRELOAD='%s' "
                           "ncmec-pdf --state CA --year 2023 -o - >out.pdf",
                           shim);
    assert_holds(run.err, "cannot write to standard output: No space left on device");
}

/* The advice to put a file there is for a file that is not there. */
static void a_file_that_is_there_needs_no_advice(void **state)
{
    (void)state;
    scene_reset(&sheet);
    Run run = shell_expect(scratch, 0, sheet.folder,
                           "for n in 4 5 7 8 9; do FAULT_CALL=open FAULT_HOW=once FAULT_ERROR=24 FAULT_AT=$n "
                           "LD_PRELOAD='%s' ncmec-pdf --state CA --year 2023 -o out.pdf; [ $? = 1 ] || exit 9; done",
                           shim);
    assert_int_equal(count_of(run.err, ": Too many open files\n"), 5);
    assert_lacks(run.err, "put the f");
}

/* ---- The other commands ---- */

static void many_sheets_survive(void **state)
{
    (void)state;
    disturb_all(&batch, true);
    static const char *const calls[] = {"pipe2", "fork"};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        disturb(&batch, calls[i], "once");
        assert_true(disturb(&batch, calls[i], "ever") > 0);
    }
}

static void a_packet_survives(void **state)
{
    (void)state;
    disturb_all(&packet, true);
}

static void an_import_changes_all_or_nothing(void **state)
{
    (void)state;
    disturb_all(&import, true);
}

static void new_files_are_made_all_or_none(void **state)
{
    (void)state;
    disturb_all(&fresh, true);
}

static void a_check_says_all_or_fails(void **state)
{
    (void)state;
    disturb_all(&check, false);
}

static void a_workbook_is_written_and_read_or_fails(void **state)
{
    (void)state;
    disturb_all(&workbook, false);
    disturb_all(&table, false);
}

static void what_is_verified_is_proven_or_fails(void **state)
{
    (void)state;
    disturb_all(&verify, false);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_survives),
        cmocka_unit_test(files_of_every_flavor_survive),
        cmocka_unit_test(short_writes_are_no_faults),
        cmocka_unit_test(standard_output_may_fail),
        cmocka_unit_test(a_file_that_is_there_needs_no_advice),
        cmocka_unit_test(many_sheets_survive),
        cmocka_unit_test(a_packet_survives),
        cmocka_unit_test(an_import_changes_all_or_nothing),
        cmocka_unit_test(new_files_are_made_all_or_none),
        cmocka_unit_test(a_check_says_all_or_fails),
        cmocka_unit_test(a_workbook_is_written_and_read_or_fails),
        cmocka_unit_test(what_is_verified_is_proven_or_fails),
    };
    scratch = arena_new();
    shell_begin();
    int failed = 0;
    if (shell_is_sanitized()) {
        printf("[  SKIPPED ] %zu test(s): malloc is the sanitizer's\n", sizeof tests / sizeof *tests);
    } else {
        shim = shell_shim(arena);
        if (argc > 1)
            cmocka_set_test_filter(str_printf(arena, "*%s*", argv[1]).s);
        failed = cmocka_run_group_tests(tests, scenes_open, NULL);
    }
    arena_free(scratch);
    return failed;
}
