/* "ncmec-pdf watch", driven as a user does it: it runs in the background, files are saved in the ways that editors save
   them, and the test waits for what comes of it. Nothing here holds only on a quiet machine: it waits up to a minute,
   and where events must come in one burst the program sleeps meanwhile. */
#include "tests/tools/shell.h"

/* watching ARGUMENTS...; await CONDITION; runs NUMBER: waits until that many are over; ends SIGNAL */
static const char hands[] =
    "watching() { env --default-signal=INT ncmec-pdf watch --no-sync \"$@\" >printed 2>said & pid=$!; }\n"
    "fail() { echo \"$1\"; cat said; ls -lR; kill $pid; exit 99; }\n"
    "await() { looks=0; until eval \"$1\"; do looks=$((looks + 1)); [ $looks -lt 1200 ] || fail \"waited in vain: "
    "$1\"; sleep 0.05; "
    "done; }\n"
    "count() { grep -c 'Ctrl-C ends' said; }\n"
    "runs() { await \"[ \\$(count) -ge $1 ]\"; [ $(count) = $1 ] || fail \"more runs than $1\"; }\n"
    "ends() { kill -$1 $pid; wait $pid || fail \"exit code $?\"; }\n"
    "changes() { await \"! cmp -s $1 old\"; cp $1 old; }\n"
    /* Gives California another number of cases: "figure 23 <data/2023/CA.yaml >new". */
    "figure() { sed \"s/^\\( *team_adam_cases:\\).*/\\1 $1/\"; }\n";

static void watches(const char *folder, const char *script)
{
    shell_expect(arena, 0, folder, "%s%s", hands, script);
}

static void every_way_to_save_is_seen(void **state)
{
    (void)state;
    watches(folder_with_data(arena),
            "f=data/2023/CA.yaml; watching --state CA --year 2023 -o ca.pdf; runs 1; cp ca.pdf old\n"
            /* In place, as VS Code and nano do it. */
            "figure 21 <$f >new; cat new >$f; changes ca.pdf; runs 2\n"
            /* To a new name, then renamed over the old one. */
            "figure 22 <$f >data/2023/.CA.yaml.new; mv data/2023/.CA.yaml.new $f; changes ca.pdf; runs 3\n"
            /* The old one away first, as vim does it; a copy stays. */
            "mv $f $f~; figure 23 <$f~ >$f; changes ca.pdf; await '[ $(count) -ge 4 ]'; n=$(count)\n"
            /* Nothing tells of a file that is still open for writing: found by the clock. */
            "exec 3>>$f; echo '# open' >&3; await '[ $(count) -gt $n ]'; exec 3>&-; n=$(count)\n"
            "for shared in templates/fact-sheet.yaml themes/ncmec.yaml measures.yaml 2023/national.yaml; do\n"
            "    await \"[ \\$(count) -ge $n ]\"; n=$(count); echo '# saved' >>data/$shared\n"
            "    await \"grep -q '^data/$shared has changed' said\"; n=$((n + 1))\n"
            "done; await \"[ \\$(count) -ge $n ]\"\n"
            "grep -q '^done in [0-9]* ms; watching 1[0-9] files' said || fail 'no time'\n"
            "ends TERM");
}

static void a_link_is_followed(void **state)
{
    (void)state;
    watches(
        folder_with_data(arena),
        "mkdir far; mv data/2023/CA.yaml far; ln -s ../../far/CA.yaml data/2023/CA.yaml\n"
        "watching --state CA --year 2023 -o ca.pdf; runs 1; cp ca.pdf old\n"
        "figure 21 <far/CA.yaml >new; mv new far/CA.yaml; changes ca.pdf\n"
        "cat /proc/$pid/fdinfo/* | grep -q \"^inotify.*ino:$(printf %x $(stat -c %i far)) \" || fail 'by the clock'\n"
        "ends HUP");
}

static void a_broken_file_costs_nothing(void **state)
{
    (void)state;
    watches(folder_with_data(arena),
            "f=data/2023/CA.yaml; watching --state CA --year 2023 -o ca.pdf; runs 1; cp ca.pdf old; cp $f good\n"
            "printf 'state: [\\n' >$f; runs 2; cmp ca.pdf old || fail 'the old sheet is lost'\n"
            "grep -q '^failed in [0-9]* ms (exit code 4)' said || fail 'no exit code'\n"
            "rm $f; await \"grep -q 'there are no figures for California' said\"\n"
            "cmp ca.pdf old || fail 'the old sheet is lost'\n"
            "figure 21 <good >$f; changes ca.pdf\n"
            /* What is no file is looked at again, too. */
            "rm $f; mkdir $f; await \"grep -q 'it is a folder' said\"; rmdir $f; figure 22 <good >$f; changes ca.pdf\n"
            "rm $f; mkfifo $f; await \"grep -q 'it is not a regular' said\"; rm $f; figure 23 <good >$f\n"
            "changes ca.pdf; ends INT; [ ! -s printed ]");
}

static void a_burst_is_one_run(void **state)
{
    (void)state;
    watches(folder_with_data(arena),
            "f=data/2023/CA.yaml; watching --state CA --year 2023 -o ca.pdf; runs 1; cp ca.pdf old\n"
            "kill -STOP $pid\n"
            "for i in 1 2 3 4 5 6 7 8 9 10; do figure $i <$f >new; cat new >$f; echo '# x' >>data/measures.yaml; done\n"
            "mv $f away; mv away $f; kill -CONT $pid; changes ca.pdf; runs 2\n"
            /* What nobody reads is no reason. */
            "touch data/2023/notes.txt data/2023/4913 data/2023/.CA.yaml.swp; rm data/2023/4913; echo >ca.txt\n"
            "figure 21 <$f >new; cat new >$f; changes ca.pdf; runs 3; ends TERM");
}

static void outputs_are_no_reason(void **state)
{
    (void)state;
    watches(folder_with_data(arena),
            "watching --data data/2023/CA.yaml -o data/2023/ca.pdf --for screen,press; runs 1\n"
            "cp data/2023/ca.pdf old\n"
            "for i in 2 3 4 5 6; do\n"
            "    figure $i <data/2023/CA.yaml >new; cat new >data/2023/CA.yaml; changes data/2023/ca.pdf; runs $i\n"
            "done; [ -s data/2023/ca-press.pdf ] || fail 'no press'; ends TERM");
    watches(folder_with_states(arena, "AZ"),
            "watching --state all --year 2023 -o 'data/{state}.html' --for screen,web; runs 1; cp data/AZ.html old\n"
            "for i in 2 3 4; do\n"
            "    figure $i <data/2023/AZ.yaml >new; cat new >data/2023/AZ.yaml; changes data/AZ.html; runs $i\n"
            "done; ends TERM");
}

/* A sheet that somebody removes, or with its folder, is there again; so is what a data folder moved away and back. */
static void what_is_removed_is_made_again(void **state)
{
    (void)state;
    watches(folder_with_states(arena, "AZ NV"),
            "watching --state all --year 2023 -j 2 -o out/ --report r.json --for screen,press; runs 1; rm r.json\n"
            "await '[ -s r.json ]'; runs 2; grep -q '^r.json is gone$' said || fail 'no reason'\n"
            "rm out/ncmec-NV-2023-press.pdf; await '[ -s out/ncmec-NV-2023-press.pdf ]'; runs 3\n"
            "cp out/ncmec-AZ-2023.pdf old; rm -r out; await '[ $(ls out 2>/dev/null | wc -l) = 6 ]'\n"
            "cmp old out/ncmec-AZ-2023.pdf || fail 'another'; await '[ $(count) -ge 4 ]'; n=$(count)\n"
            "mv data away; await '[ $(count) -gt $n ]'; n=$(count); cmp old out/ncmec-AZ-2023.pdf || fail 'lost'\n"
            "mv away data; await '[ $(count) -gt $n ]'; figure 24 <data/2023/AZ.yaml >new; cat new >data/2023/AZ.yaml\n"
            "changes out/ncmec-AZ-2023.pdf; ends TERM");
}

/* Where the kernel tells nothing, as on some mounts, and where nothing can be written beside the figures. */
static void a_silent_folder_is_looked_at(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    if (shell(arena, folder, "unshare -Ur sh -c 'echo 0 >/proc/sys/user/max_inotify_instances'").exit != 0)
        skip();
    watches(folder, "chmod -R a-w data/templates data/themes data/2023 || fail chmod\n"
                    "unshare -Ur sh -c 'echo 0 >/proc/sys/user/max_inotify_instances; exec ncmec-pdf watch --no-sync "
                    "--state CA --year 2023 -o ca.pdf' >printed 2>said & pid=$!; runs 1; cp ca.pdf old\n"
                    "f=data/2023/CA.yaml; chmod u+w data/2023 $f; figure 24 <$f >new; cat new >$f; changes ca.pdf\n"
                    "runs 2; [ $(cat /proc/$pid/fdinfo/* | grep -c ^inotify) = 0 ] || fail 'it is told'\n"
                    "chmod -R u+w data; ends TERM");
}

static void a_new_year_and_a_new_state_are_found(void **state)
{
    (void)state;
    watches(folder_with_data(arena), "watching --state CA --year 2024 -o ca.pdf; runs 1\n"
                                     "grep -q 'no figures for California in 2024' said || fail 'no finding'\n"
                                     "mkdir data/2024; for f in CA national; do\n"
                                     "    sed 's/2023/2024/g; /^revisions:/,$d' data/2023/$f.yaml >data/2024/$f.yaml\n"
                                     "done; await '[ -s ca.pdf ]'; ends TERM");
    watches(folder_with_states(arena, "AZ"),
            "mv data/2023/AZ.yaml AZ.yaml; watching --state all --year 2023 -o out/ -j 2; runs 1\n"
            "[ ! -e out/ncmec-AZ-2023.pdf ] || fail 'AZ'\n"
            "mv AZ.yaml data/2023/AZ.yaml; await '[ -s out/ncmec-AZ-2023.pdf ]'\n"
            "grep -q '^data/2023.* has changed' said || fail 'no reason'; runs 2; ends TERM");
}

/* A run more costs the program neither memory nor descriptors; what 60 of them tell is more than the 2 MB that arenas
   begin with. */
static void memory_is_flat(void **state)
{
    (void)state;
    if (shell_is_sanitized()) /* which keeps what is freed */
        skip();
    watches(folder_with_states(arena, "AZ NV TX NY FL WA OR UT ID MT"),
            "of() { sed -n 's/^Anonymous:[^0-9]*\\([0-9]*\\).*/\\1/p' /proc/$pid/smaps_rollup; }\n"
            "f=data/2023/AZ.yaml; watching --state all --year 2023 -o out/ -j 2; runs 1; cp out/ncmec-AZ-2023.pdf old; "
            "i=1\n"
            "while [ $i -lt 60 ]; do\n"
            "    i=$((i + 1)); figure $i <$f >new; cat new >$f; changes out/ncmec-AZ-2023.pdf; runs $i\n"
            "    [ $i != 6 ] || { early=$(of); files=$(ls /proc/$pid/fd | wc -l); }\n"
            "done\n"
            "[ $(of) -le $((early + 16)) ] || fail \"$early kB, then $(of) kB\"\n"
            "[ $(ls /proc/$pid/fd | wc -l) = $files ] || fail 'descriptors'\n"
            "[ $(cat /proc/$pid/fdinfo/* | grep -c ^inotify) -ge 5 ] || fail 'no folder is watched'; ends TERM");
}

/* A script's job in the background ignores SIGINT from birth. */
static void an_interrupt_ends_it_in_a_script(void **state)
{
    (void)state;
    watches(folder_with_data(arena),
            "env --ignore-signal=INT ncmec-pdf watch --no-sync --state CA --year 2023 -o ca.pdf "
            ">printed 2>said & pid=$!; runs 1; ends INT");
}

/* On a terminal what was said goes, and Ctrl-C reaches the program and its run alike. */
static void a_terminal_is_cleared(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "type.py",
               STR("import os, pty, signal, sys\n"
                   "heard = b''\n"
                   "signal.signal(signal.SIGALRM, lambda *_: sys.exit('no word after %r' % heard))\n"
                   "signal.alarm(90)\n"
                   "pid, tty = pty.fork()\n"
                   "if pid == 0:\n"
                   "    signal.signal(signal.SIGINT, signal.SIG_DFL)\n" /* a job in the background ignores it */
                   "    os.environ['TERM'] = 'xterm'\n"
                   "    os.execlp('ncmec-pdf', 'ncmec-pdf', 'watch', '--state', 'CA', '--year', '2023')\n"
                   "def until(text):\n"
                   "    global heard\n"
                   "    heard = b''\n"
                   "    while text not in heard:\n"
                   "        heard += os.read(tty, 4096)\n"
                   "    return heard\n"
                   "assert b'\\x1b[2J' not in until(b'Ctrl-C ends')\n"
                   "name = 'data/2023/CA.yaml'\n"
                   "text = open(name).read()\n"
                   "open(name, 'w').write('state: [')\n"
                   "said = until(b'Ctrl-C ends')\n"
                   "assert said.count(b'\\x1b[2J\\x1b[H') == 1 and b'error' in said, said\n"
                   "open(name, 'w').write(text)\n"
                   "said = until(b'Ctrl-C ends')\n"
                   "assert b'error' not in said[said.index(b'\\x1b[2J\\x1b[H'):], said\n"
                   "os.write(tty, b'\\x03')\n"
                   "assert os.waitpid(pid, 0)[1] == 0\n"));
    shell_expect(arena, 0, folder, "python3 type.py");
}

static void a_run_is_ended_with_it(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "AZ NV TX NY FL WA OR UT ID MT");
    watches(folder, "watching --state all --year 2023 -o out/ -j 2; await '[ -d out ]'; ends TERM\n"
                    "[ -z \"$(find . -name '*ncmec-tmp')\" ] || fail 'a file is left'\n"
                    "for f in out/*.pdf; do [ ! -e $f ] || qpdf --check $f >checked || fail $f; done");
    watches(folder, "watching --state CA --year 2023 --diagnostics json -o ca.pdf; await '[ -s ca.pdf ]'\n"
                    "echo 'state: [' >data/2023/CA.yaml; await '[ -s said ]'; ends TERM\n"
                    "python3 -c 'import json; [json.loads(line) for line in open(\"said\")]'");
}

int main(void)
{
    shell_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_to_save_is_seen),
        cmocka_unit_test(a_link_is_followed),
        cmocka_unit_test(a_broken_file_costs_nothing),
        cmocka_unit_test(a_burst_is_one_run),
        cmocka_unit_test(outputs_are_no_reason),
        cmocka_unit_test(what_is_removed_is_made_again),
        cmocka_unit_test(a_silent_folder_is_looked_at),
        cmocka_unit_test(a_new_year_and_a_new_state_are_found),
        cmocka_unit_test(memory_is_flat),
        cmocka_unit_test(an_interrupt_ends_it_in_a_script),
        cmocka_unit_test(a_terminal_is_cleared),
        cmocka_unit_test(a_run_is_ended_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
