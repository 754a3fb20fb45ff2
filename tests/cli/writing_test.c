/* Files that others see and write too: what they may do with a file stays so, whatever writes it and whatever the file
   system cannot do; nobody's temporary file is in the way, and none is left; of two who change figures at once, neither
   loses a change. */
#include "tests/tools/shell.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static const char *shim;

#define CA "--state CA --year 2023 "

/* Each way to write a file: run it twice, and the second finds the first one's. */
static const struct Way {
    const char *command, *file;
    const char *begins; /* how an earlier one is known; NULL: it need not be */
} ways[] = {
    {"ncmec-pdf -q " CA "-o a.pdf", "a.pdf", NULL},
    {"ncmec-pdf -q " CA "--for screen,press -o b.pdf", "b-press.pdf", NULL},
    {"ncmec-pdf -q --data-dir many --state CA,NV --year 2023 -o out/ --report r.csv", "out/ncmec-NV-2023.pdf", NULL},
    {"ncmec-pdf -q --data-dir many --state CA,NV --year 2023 -o out/ --report r.json", "r.json", "[\n  {\"state\":"},
    {"ncmec-pdf packet -q --data-dir many --state CA,NV --year 2023 -o p.pdf", "p.pdf", NULL},
    {"ncmec-pdf -q " CA "--dump tags -o d.txt", "d.txt", NULL},
    {"ncmec-pdf explain -q " CA "--format csv -o e.csv", "e.csv", "figure,printed,page,"},
    {"ncmec-pdf export -q --year 2023 --force -o x.csv", "x.csv", NULL},
    {"ncmec-pdf new -q --state TX --year 2024 --csv --force -o n.csv", "n.csv", NULL},
    {"ncmec-pdf schema -q -o s.json", "s.json", "{\n  \"$schema\": \"http://json-schema.org/"},
    {"ncmec-pdf import -q f.csv --year 2023 --write", "data/2023/CA.yaml", NULL},
};
enum { WAYS = sizeof ways / sizeof *ways };

static const char *office_new(void)
{
    const char *folder = folder_with_data(arena);
    shell_expect(
        arena, 0, folder,
        "cp -R '%s' many; printf 'state,team_adam_cases\nCA,7\n' >f.csv; "
        "sed -i 's/team_adam_cases: 3/team_adam_cases: not available/' data/2023/CA.yaml; cp data/2023/CA.yaml typed",
        str_printf(arena, "%s/data", folder_with_states(arena, "CA NV")).s);
    return folder;
}

/* Something else in the file's place, as somebody left it. */
static const char *spoil(const struct Way *way)
{
    bool is_typed = str_ends(str_from(way->file), STR(".yaml"));
    return is_typed ? "cp typed data/2023/CA.yaml"
                    : str_printf(arena, "echo '%s' >%s", way->begins ? way->begins : "old", way->file).s;
}

/* ---- Permissions ---- */

static void whoever_may_use_a_file_still_may(void **state)
{
    (void)state;
    const char *office = office_new();
    for (size_t i = 0; i < WAYS; i++) {
        const char *file = ways[i].file;
        if (!str_ends(str_from(file), STR(".yaml"))) {
            Run run = shell_expect(arena, 0, office, "umask 027; %s; stat -c %%a %s", ways[i].command, file);
            assert_text(run.out, STR("640\n"));
        }
        Run run = shell_expect(arena, 0, office,
                               "umask 022; for mode in 664 600 666 640; do %s; chmod $mode %s\n"
                               "[ $(id -u) != 0 ] || chown 4711:4712 %s; stat -c '%%a %%u %%g' %s >was\n"
                               "cp %s bytes; %s; ! cmp -s bytes %s || echo not written\n"
                               "stat -c '%%a %%u %%g' %s | diff was - || exit 1; done",
                               spoil(&ways[i]), file, file, file, file, ways[i].command, file, file);
        assert_int_equal(run.out.n, 0);
    }
}

/* As setfacl gives it: user 4711 may read and write, the group may read. */
static const char acl[] =
    "import os, struct, sys\n"
    "what, path = sys.argv[1:]\n"
    "value = struct.pack('<I', 2) + b''.join(struct.pack('<HHI', *entry) for entry in ((1, 6, 2**32 - 1), (2, 6, "
    "4711),\n"
    "    (4, 4, 2**32 - 1), (16, 6, 2**32 - 1), (32, 0, 2**32 - 1)))\n"
    "name = 'system.posix_acl_' + ('default' if what == 'folder' else 'access')\n"
    "if what == 'has': sys.exit(name not in os.listxattr(path) or os.getxattr(path, name) != value)\n"
    "if what == 'none': sys.exit(name in os.listxattr(path))\n"
    "os.setxattr(path, name, value)\n";

static void an_access_list_is_kept(void **state)
{
    (void)state;
    const char *office = office_new();
    file_write(arena, office, "acl.py", str_from(acl));
    if (shell(arena, office, "touch f && python3 acl.py file f && python3 acl.py has f").exit != 0)
        skip(); /* no such lists here */
    for (size_t i = 0; i < WAYS; i++) {
        const char *file = ways[i].file;
        shell_expect(arena, 0, office,
                     "mkdir -p out; %s; chmod 640 %s; cp %s bytes; python3 acl.py file %s; stat -c %%a %s >was\n"
                     "%s; ! cmp -s bytes %s && python3 acl.py has %s && stat -c %%a %s | diff was -",
                     spoil(&ways[i]), file, file, file, file, ways[i].command, file, file, file);
    }
    /* A folder's list for new files is for new files. */
    Run run =
        shell_expect(arena, 0, office,
                     "mkdir shared; echo old >shared/a.pdf; chmod 640 shared/a.pdf; python3 acl.py folder shared\n"
                     "ncmec-pdf -q " CA "-o shared/a.pdf; python3 acl.py none shared/a.pdf || exit 1\n"
                     "ncmec-pdf -q " CA "-o shared/b.pdf; python3 acl.py has shared/b.pdf || exit 2\n"
                     "stat -c %%a shared/a.pdf shared/b.pdf");
    assert_text(run.out, STR("640\n660\n"));
    run = shell_expect(arena, 0, office, "echo old >h.pdf; ln h.pdf i.pdf; ncmec-pdf -v " CA "-o h.pdf; cat i.pdf");
    assert_text(run.out, STR("old\n"));
    assert_holds(run.err, "h.pdf: could not be kept one file with its other names (hard links), which hold the old "
                          "bytes\n");
}

static void a_read_only_file_is_refused(void **state)
{
    (void)state;
    const char *office = office_new();
    shell_expect(arena, 0, office, "mkdir out");
    for (size_t i = 0; i < WAYS; i++) {
        Run run = shell_expect(arena, 1, office,
                               "%s; chmod 444 %s; cp %s bytes; %s; code=$?\n"
                               "cmp bytes %s && [ $(stat -c %%a %s) = 444 ] || exit 9; chmod 644 %s; exit $code",
                               spoil(&ways[i]), ways[i].file, ways[i].file, ways[i].command, ways[i].file, ways[i].file,
                               ways[i].file);
        assert_holds(run.err, str_printf(arena,
                                         "cannot write '%s': it is read-only (mode 444); to have it replaced: "
                                         "chmod u+w '%s'\n",
                                         ways[i].file, ways[i].file)
                                  .s);
    }
    assert_null(folder_find(arena, office, ".ncmec-tmp"));
}

/* ---- File systems that can do less ---- */

static void a_poor_file_system_is_written_all_the_same(void **state)
{
    (void)state;
    static const int errors[] = {ENOSYS, ENOLCK, EOPNOTSUPP, EPERM, EINVAL};
    if (shell_is_sanitized())
        skip();
    const char *office = office_new(), *good = office_new();
    for (size_t i = 0; i < WAYS; i++)
        shell_expect(arena, 0, good, "%s", ways[i].command);
    for (size_t i = 0; i < WAYS; i++) {
        const int error = errors[i % (sizeof errors / sizeof *errors)];
        Run run =
            shell_expect(arena, 0, office,
                         "export FAULT_LACKS=%d LD_PRELOAD='%s'; mkdir -p out\n"
                         "%s && chmod 664 %s && %s && cmp %s '%s'/%s",
                         error, shim, spoil(&ways[i]), ways[i].file, ways[i].command, ways[i].file, good, ways[i].file);
        assert_int_equal(run.err.n, 0);
    }
    /* New files of figures too, and a word for each promise that cannot be kept. */
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        Run run = shell_expect(arena, 0, office,
                               "export FAULT_LACKS=%d LD_PRELOAD='%s'; echo old >a.pdf; chmod 600 a.pdf\n"
                               "ncmec-pdf -v " CA "-o a.pdf; ncmec-pdf new -v --state TX --year 2024; rm -r data/2024\n"
                               "ncmec-pdf -v --data-dir many --state CA,NV --year 2023 -o poor/; rm -r poor",
                               errors[i], shim);
        static const char *const said[] = {
            "\na.pdf: could not be locked, so that two runs at once are not kept apart\n",
            "\na.pdf: could not be synced, so that a power failure may lose it\n",
            "data/2024: could not be locked",
            "data/2024/TX.yaml: could not be locked",
            "data/2024/TX.yaml: could not be synced",
            "poor/ncmec-NV-2023.pdf: could not be locked",
            "\npoor: could not be synced",
        };
        for (size_t k = 0; k < sizeof said / sizeof *said; k++)
            assert_holds(run.err, said[k]);
        assert_lacks(run.err, "permissions"); /* what it makes has them from the first moment */
    }
    /* A file that is there is never written over, and what is locked nowhere is not taken for a leftover. */
    shell_expect(arena, 0, office,
                 "export FAULT_LACKS=38 LD_PRELOAD='%s'; echo half >.a.pdf.ncmec-tmp; echo old >a.pdf\n"
                 "ncmec-pdf -q " CA "-o a.pdf && [ \"$(cat .a.pdf.ncmec-tmp)\" = half ] && cmp a.pdf '%s'/a.pdf\n"
                 "touch -d '1 hour ago' .a.pdf.ncmec-tmp; echo old >a.pdf; ncmec-pdf -q " CA "-o a.pdf\n"
                 "[ ! -e .a.pdf.ncmec-tmp ]",
                 shim, good);
    assert_null(folder_find(arena, office, ".ncmec-tmp"));
}

static void a_mount_without_modes_is_written(void **state)
{
    (void)state;
    const char *office = office_new();
    Run run = shell(arena, office, "mkdir poor && cp -R data poor && mkdir mount && bindfs --chmod-deny poor mount");
    if (run.exit != 0)
        skip(); /* no bindfs, or no FUSE here */
    run =
        shell(arena, office,
              "cd mount && umask 077 && ncmec-pdf -q " CA "-o a.pdf && umask 022 && echo old >b.pdf &&\n"
              "ncmec-pdf -q " CA "-o b.pdf && cmp a.pdf b.pdf && ncmec-pdf import -q ../f.csv --year 2023 --write &&\n"
              "ncmec-pdf new -q --state TX --year 2024 && grep -q 'team_adam_cases: 7' data/2023/CA.yaml &&\n"
              "stat -c %%a a.pdf b.pdf data/2024/TX.yaml");
    shell(arena, office, "fusermount -u mount");
    if (run.exit != 0)
        fail_msg("%.*s%.*s", STR_ARG(run.out), STR_ARG(run.err));
    assert_text(run.out, STR("600\n644\n644\n"));
}

/* ---- Temporary files ---- */

/* The parent lives, and removes what its worker had begun. */
static void what_a_killed_worker_left_is_removed(void **state)
{
    (void)state;
    if (shell_is_sanitized())
        skip();
    const char *office = office_new();
    for (int workers = 1; workers <= 2; workers++) {
        Run run = shell_expect(arena, 7, office,
                               "export FAULT_HOLD=.ncmec-NV-2023.pdf LD_PRELOAD='%s'\n"
                               "ncmec-pdf --data-dir many --state CA,NV --year 2023 -j%d -o out/ & run=$!\n"
                               "for i in $(seq 300); do [ -e out/.ncmec-NV-2023.pdf.ncmec-tmp ] && break; sleep 0.01; "
                               "done\n"
                               "for w in $(cat /proc/$run/task/$run/children); do\n"
                               "! ls -l /proc/$w/fd | grep -q NV-2023.pdf.ncmec-tmp || kill -KILL $w; done; wait $run",
                               shim, workers);
        assert_holds(run.err, "NV 2023: the worker that made it was ended by SIGKILL");
        assert_holds(run.err, "2 sheets: 1 written, 0 unchanged, 1 failed");
        assert_null(folder_find(arena, office, ".ncmec-tmp"));
        shell_expect(arena, 0, office, "rm -r out");
    }
}

/* A worker counts its calls on from its parent's: the first that it makes fails in each that takes its place. */
static void workers_that_cannot_begin_end_the_run(void **state)
{
    (void)state;
    if (shell_is_sanitized())
        skip();
    shell_expect(
        arena, 0, office_new(),
        "cp -R '%s/tests/samples' samples; export FAULT_CALL=malloc FAULT_HOW=once\n"
        "run='timeout 20 env LD_PRELOAD=%s ncmec-pdf -q --data-dir samples --state CA,NV,TX --year 2023 -j2 -o out/'\n"
        "FAULT_LOG=log FAULT_AT=0 $run; rm -r out; for i in $(seq -8 4); do\n"
        "FAULT_AT=$(($(sort -n log | head -1) + i)) $run; code=$?; [ $code = 0 ] || [ $code = 7 ] || exit 1; "
        "rm -rf out; done",
        shell_tree, shim);
}

/* A list may have any name. */
static void a_list_with_a_temporary_name_is_only_read(void **state)
{
    (void)state;
    const char *office = office_new();
    shell_expect(
        arena, 0, office,
        "mkdir out; printf 'CA\nNV\n' >out/.ncmec-CA-2023.pdf.ncmec-tmp\n"
        "for i in 1 2; do ncmec-pdf -q --data-dir many --state @out/.ncmec-CA-2023.pdf.ncmec-tmp --year 2023 "
        "-o out/ || exit 1\n"
        "printf 'CA\nNV\n' | cmp - out/.ncmec-CA-2023.pdf.ncmec-tmp && [ $(ls -A out | wc -l) = 3 ] || exit 1\n"
        "echo old >out/ncmec-CA-2023.pdf; done");
}

/* ---- Two at once ---- */

static void two_imports_at_once_lose_no_change(void **state)
{
    (void)state;
    const char *office = office_new();
    shell_expect(
        arena, 0, office,
        "for i in $(seq 40); do\n"
        "printf \"state,team_adam_cases\nCA,$i\n\" >one.csv; printf \"state,cvip_submissions\nCA,2$i\n\" >two.csv\n"
        "ncmec-pdf import -q one.csv --year 2023 --write & ncmec-pdf import -q two.csv --year 2023 --write\n"
        "code=$?; wait $! && [ $code = 0 ] || exit 1\n"
        "grep -q \"^  team_adam_cases: $i$\" data/2023/CA.yaml || exit 2\n"
        "grep -q \"^  cvip_submissions: 2$i$\" data/2023/CA.yaml || exit 3; done");
    assert_null(folder_find(arena, office, ".ncmec-tmp"));
}

static void of_two_that_make_a_year_one_wins(void **state)
{
    (void)state;
    const char *office = office_new();
    Run run =
        shell_expect(arena, 0, office,
                     "for i in $(seq 20); do rm -rf data/2024\n"
                     "ncmec-pdf new --state TX --year 2024 2>one & ncmec-pdf new --state TX --year 2024 2>two\n"
                     "code=$?; wait $!; sum=$((code + $?)); [ $sum = 1 ] || exit 1\n"
                     "[ $(cat one two | grep -c 'TX.yaml: new') = 1 ] || exit 2\n"
                     "[ $(cat one two | grep -c \"'data/2024/TX.yaml' exists; nothing is written over it\") = 1 ] "
                     "|| exit 3; done");
    assert_int_equal(run.err.n, 0);
    /* One that fails takes with it the folder that it made. */
    shell_expect(arena, 4, office,
                 "rm -r data/2024; printf 'state,team_adam_cases\nTX,x\n' >bad.csv\n"
                 "ncmec-pdf import -q bad.csv --year 2024 --write; code=$?; [ ! -e data/2024 ] || exit 9; exit $code");
}

/* Whoever waits for a year has none that comes after it: else two would wait for each other. */
static void years_are_locked_in_their_order(void **state)
{
    (void)state;
    const char *office = office_new();
    static const char *const commands[] = {
        "ncmec-pdf import -q two.csv --write",
        "ncmec-pdf import -q one.csv --write",
        "ncmec-pdf new -q --state TX --year 2022",
        "ncmec-pdf -q --state CA --year 2022 -o a.pdf",
        "ncmec-pdf -q --state CA --year 2022,2021 -o out/",
        "ncmec-pdf packet -q --state CA --year 2022,2021 -o p.pdf",
        "ncmec-pdf check -q --year 2022,2021",
        "ncmec-pdf export -q --year 2022 -o x.csv",
        "ncmec-pdf diff -q 2022 2021 -o d.csv",
    };
    shell_expect(
        arena, 0, office,
        "rm -r data; cp -R '%s/tests/samples' data; printf 'state,year,team_adam_cases\nCA,2022,7\n' >one.csv\n"
        "printf 'state,year,team_adam_cases\nCA,2022,7\nCA,2021,7\n' >two.csv",
        shell_tree);
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        shell_expect(arena, 0, office,
                     "flock data/2021 sleep 9 & holder=$!; sleep 0.2; %s 2>said & run=$!; sleep 0.3\n"
                     "flock -n data/2022 true; free=$?; kill $(pgrep -P $holder) $holder; wait $run || cat said\n"
                     "[ $free = 0 ]",
                     commands[i]);
}

/* Some shells allow a process 1024 files at first, and an import may change more. */
static void an_import_may_change_many_files(void **state)
{
    (void)state;
    const char *office = folder_new(arena);
    shell_expect(
        arena, 0, office,
        "mkdir -p data/2000; printf 'state,year,status,team_adam_cases\n' >t.csv; for y in $(seq 2001 2030); do\n"
        "for s in CA NV AZ TX; do echo $s,$y,draft,$y; done; done >>t.csv\n"
        "(ulimit -Sn 64; ncmec-pdf import -q t.csv --write 2>said) || { cat said; exit 1; }\n"
        "[ $(ls data/*/??.yaml | wc -l) = 120 ] && rm -r data && mkdir -p data/2000");
    Run run = shell_expect(arena, 1, office, "ulimit -n 64; ncmec-pdf import -q t.csv --write");
    assert_holds(run.err, "cannot write 'data/20");
    assert_holds(run.err, ": Too many open files\n");
    /* One too few to look at what is there is no change by another. */
    shell_expect(arena, 0, office, "ncmec-pdf import -q t.csv --write 2>said; sed -i 's/,20..$/,1/' t.csv");
    for (int n = 5; n < 14; n++) {
        run = shell(arena, office, "head -4 t.csv >u.csv; ulimit -n %d; ncmec-pdf import -q u.csv --write", n);
        assert_lacks(run.err, "by somebody else");
    }
    assert_null(folder_find(arena, office, ".ncmec-tmp"));
}

/* A signal that comes while files are replaced does not part them. */
static void a_signal_leaves_an_import_whole(void **state)
{
    (void)state;
    if (shell_is_sanitized())
        skip();
    const char *office = office_new();
    shell_expect(arena, 0, office,
                 "printf 'state,team_adam_cases\nCA,7\nNV,7\nAZ,7\n' >t.csv; rm -r many; cp -R '%s/tests/samples' was",
                 shell_tree);
    for (int at = 1; at <= 3; at++)
        shell_expect(
            arena, 143, office,
            "rm -rf many; cp -R was many; FAULT_CALL=renameat FAULT_HOW=term FAULT_AT=%d LD_PRELOAD='%s' "
            "ncmec-pdf import -q --data-dir many t.csv --year 2023 --write; code=$?\n"
            "[ $(grep -l '^  team_adam_cases: 7$' many/2023/[ACN][AVZ].yaml | wc -l) = 3 ] || exit 9; exit $code",
            at, shim);
    assert_null(folder_find(arena, office, ".ncmec-tmp"));
}

/* Who waits in vain is told for whom. */
static void who_has_a_year_is_named(void **state)
{
    (void)state;
    const char *office = office_new();
    Run run = shell_expect(
        arena, 0, office,
        "flock data/2023 sleep 20 & holder=$!; sleep 0.3\n"
        "ncmec-pdf " CA "-o a.pdf 2>1 & a=$!; ncmec-pdf check --year 2023 2>2 & b=$!\n"
        "ncmec-pdf import f.csv --year 2023 --write 2>3 & c=$!; ncmec-pdf new --state TX --year 2023 2>4 & d=$!\n"
        "ncmec-pdf --state CA,TX --year 2023 -o out/ 2>5 & e=$!\n"
        "for p in $a $b $c $d $e; do wait $p; [ $? = 1 ] || echo $p; done; kill $holder $(pgrep -P $holder)\n"
        "for i in 1 2 3 4 5; do grep -c \"process $holder (flock) on this machine is changing them; try again when \" "
        "$i\n"
        "grep -c error: $i; done | tr -d '\n'; cmp typed data/2023/CA.yaml; ls a.pdf out data/2023/TX.yaml "
        "2>/dev/null\n"
        "true");
    assert_text(run.out, STR("1111111111"));
    /* Who reads keeps no other reader waiting, but who would change it. */
    run =
        shell_expect(arena, 0, office,
                     "flock -s data/2023 sleep 20 & holder=$!; sleep 0.3\n"
                     "ncmec-pdf -q " CA "-o a.pdf || exit 1; ncmec-pdf import f.csv --year 2023 --write 2>1; code=$?\n"
                     "kill $holder $(pgrep -P $holder); [ $code = 1 ] || exit 2; cat 1; cmp typed data/2023/CA.yaml");
    assert_holds(run.out, "cannot change the figures in 'data/2023': process ");
    assert_holds(run.out, " (flock) on this machine is reading them; try again when that is done\n");
    /* Who waits for a while gets it. */
    shell_expect(arena, 0, office,
                 "flock data/2023 sleep 1 & sleep 0.3; ncmec-pdf import -q f.csv --year 2023 --write && ! cmp -s typed "
                 "data/2023/CA.yaml");
}

/* ---- Words ---- */

static void an_old_file_is_said_to_be_one(void **state)
{
    (void)state;
    const char *office = office_new();
    static const char old[] = "a.pdf: not written; the file that is there is an older one\n";
    static const struct {
        const char *command;
        int code;
    } rows[] = {
        {"sed -i 's/missing_total: 1,879/missing_total: 1,880/' data/2023/CA.yaml; ncmec-pdf " CA "-o a.pdf", 4},
        {"echo 'x: [' >theme; ncmec-pdf " CA "--theme theme -o a.pdf", 4},
        {"[ -e nv ] || mv many/2023/NV.yaml nv; ncmec-pdf packet --data-dir many --state CA,NV --year 2023 -o a.pdf",
         1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Run run = shell_expect(arena, rows[i].code, office, "%s", rows[i].command);
        assert_lacks(run.err, old);
        run = shell_expect(arena, rows[i].code, office, "rm -f a.pdf; echo old >a.pdf; %s", rows[i].command);
        if (!str_ends(run.err, str_from(old)))
            fail_msg("%s: said: %.*s", rows[i].command, STR_ARG(run.err));
        assert_text(file_text(arena, office, "a.pdf"), STR("old\n"));
        shell_expect(arena, 0, office, "rm -f a.pdf; [ ! -e nv ] || mv nv many/2023/NV.yaml");
    }
    Run run =
        shell_expect(arena, 4, office,
                     "sed -i 's/missing_total: 1,879/missing_total: 1,880/' many/2023/NV.yaml; mkdir out\n"
                     "echo old >out/ncmec-NV-2023.pdf; ncmec-pdf --data-dir many --state CA,NV --year 2023 -o out/");
    assert_holds(run.err, "add up to 1,879; the file that is there is an older one\n");
}

static void what_is_not_shown_is_counted(void **state)
{
    (void)state;
    const char *office = office_new();
    shell_expect(arena, 0, office, "for i in $(seq 9000); do echo \"  none_$i: 1\"; done >>data/2023/CA.yaml");
    Run run = shell_expect(arena, 4, office, "ncmec-pdf " CA "-o a.pdf --diagnostics json");
    assert_int_equal(count_of(run.err, "\n"), 101);
    assert_true(str_ends(run.err, STR("{\"file\":null,\"severity\":\"warning\",\"code\":\"left-out\",\"message\":"
                                      "\"8900 more findings are not shown\",\"related\":[]}\n")));
    run = shell_expect(arena, 4, office, "ncmec-pdf " CA "-o a.pdf");
    assert_holds(run.err, "ncmec-pdf: note: 8900 more findings are not shown\n");
    shell_expect(arena, 4, office, "ncmec-pdf -q --state CA --year 2023 -j1 -o out/ --report r.json");
    shell_expect(arena, 0, office,
                 "python3 -c 'import json; f = json.load(open(\"r.json\"))[0][\"findings\"]; assert len(f) == 101\n"
                 "assert f[-1][\"code\"] == \"left-out\"'");
}

static void places_that_are_gone_are_named(void **state)
{
    (void)state;
    const char *office = office_new();
    Run run = shell_expect(arena, 1, office, "mkdir gone; cd gone; rmdir ../gone; ncmec-pdf --data-dir '%s/data' " CA,
                           office);
    assert_holds(run.err, "cannot write 'ncmec-CA-2023.pdf': its folder '.' was removed; use one that exists\n");
    run = shell_expect(arena, 2, office, "ncmec-pdf " CA "-o -x.pdf");
    assert_text(run.err, STR("ncmec-pdf: error: '-o' needs a file after it; write a file name that begins with a "
                             "dash as ./-x.pdf\n"));
    shell_expect(arena, 0, office, "ncmec-pdf -q " CA "-o ./-x.pdf && rm ./-x.pdf");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_may_use_a_file_still_may),
        cmocka_unit_test(an_access_list_is_kept),
        cmocka_unit_test(a_read_only_file_is_refused),
        cmocka_unit_test(a_poor_file_system_is_written_all_the_same),
        cmocka_unit_test(a_mount_without_modes_is_written),
        cmocka_unit_test(what_a_killed_worker_left_is_removed),
        cmocka_unit_test(workers_that_cannot_begin_end_the_run),
        cmocka_unit_test(a_list_with_a_temporary_name_is_only_read),
        cmocka_unit_test(two_imports_at_once_lose_no_change),
        cmocka_unit_test(of_two_that_make_a_year_one_wins),
        cmocka_unit_test(years_are_locked_in_their_order),
        cmocka_unit_test(an_import_may_change_many_files),
        cmocka_unit_test(a_signal_leaves_an_import_whole),
        cmocka_unit_test(who_has_a_year_is_named),
        cmocka_unit_test(an_old_file_is_said_to_be_one),
        cmocka_unit_test(what_is_not_shown_is_counted),
        cmocka_unit_test(places_that_are_gone_are_named),
    };
    shell_begin();
    shim = shell_shim(arena);
    if (argc > 1)
        cmocka_set_test_filter(str_printf(arena, "%s*", argv[1]).s);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
