/* Many sheets in one run: which are chosen, that workers change no byte, that what is wrong with one costs that one
   alone, and that nothing is torn, lost or left behind, however a run ends. */
#include "tests/tools/shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *office, *good; /* figures of eight states, two years; and a folder of their sheets as they must be */
static const char *good_pair;     /* and one of those for the screen and for the press */
static const char *shim;

#define STATES "AZ CA DC MP NV TX VI WA"
#define ALL "--state all --year 2022-2023"
enum { SHEETS = 16 };

static long files_of(const char *folder, const char *pattern)
{
    Run run = shell_expect(arena, 0, folder, "find . -name '%s' | wc -l", pattern);
    return strtol(str_terminated(arena, run.out), NULL, 10);
}

static void assert_files_of(const char *wanted, const char *folder)
{
    shell_expect(arena, 0, wanted, "for f in *.pdf; do cmp $f '%s'/$f || exit 1; done", folder);
    assert_int_equal(files_of(folder, "*.ncmec-tmp"), 0);
}

static void assert_same_files(const char *folder)
{
    assert_files_of(good, folder);
}

/* ---- What is chosen ---- */

static void sheets_of_a_batch_are_those_made_alone(void **state)
{
    (void)state;
    assert_int_equal(files_of(good, "*.pdf"), SHEETS);
    shell_expect(arena, 0, office,
                 "for y in 2022 2023; do for s in " STATES "; do\n"
                 "ncmec-pdf -q --state $s --year $y -o one.pdf; cmp one.pdf '%s'/ncmec-$s-$y.pdf || exit 1; done; "
                 "done; rm one.pdf",
                 good);
}

static void workers_change_no_byte(void **state)
{
    (void)state;
    static const int workers[] = {1, 2, 3, 8, 99};
    for (size_t i = 0; i < sizeof workers / sizeof *workers; i++) {
        const char *out = folder_new(arena);
        Run run = shell_expect(arena, 0, office, "ncmec-pdf " ALL " --no-sync -j%d -o '%s/'", workers[i], out);
        assert_holds(run.err, "16 sheets: 16 written, 0 unchanged, 0 failed\n");
        assert_same_files(out);
        /* Lines stand in the order of the list, whoever was first. */
        size_t before = 0;
        static const char *const order[] = {"AZ-2022", "WA-2022", "VI-2022", "AZ-2023", "CA-2023", "VI-2023"};
        for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
            size_t at = str_find(run.err, str_from(order[k]), 0);
            assert_true(at < run.err.n && at >= before);
            before = at;
        }
    }
}

static void lists_and_patterns_are_understood(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    file_write(arena, office, "west.txt",
               STR("\xEF\xBB\xBFNevada , wa\r\r\n# the west\r\n\xC2\xA0TX\xE3\x80\x80# too\n"));
    Run run = shell_expect(arena, 0, office,
                           "ncmec-pdf --state @west.txt,ca,NV --year 2023 -o '%s/{year}/{name}/./{state}.pdf'", out);
    assert_holds(run.err, "4 sheets: 4 written");
    static const char *const files[] = {"2023/Nevada/NV.pdf", "2023/Washington/WA.pdf", "2023/Texas/TX.pdf",
                                        "2023/California/CA.pdf"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_true(file_exists(arena, out, files[i]));
    /* Proofs do not take the place of what is final. */
    shell_expect(
        arena, 0, office,
        "ncmec-pdf -q --state CA,TX --year 2022 --draft -o '%s/d/' && ncmec-pdf -q --state CA,TX --year 2022 --draft "
        "--allow-draft --for screen,press -o '%s/e/'",
        out, out);
    shell_expect(arena, 0, out, "[ \"$(ls d)\" = \"$(echo ncmec-CA-2022-draft.pdf; echo ncmec-TX-2022-draft.pdf)\" ]");
    assert_true(file_exists(arena, out, "e/ncmec-TX-2022-draft.pdf"));
    assert_true(file_exists(arena, out, "e/ncmec-TX-2022-draft-press.pdf"));
    /* The usual name, in the current folder. */
    shell_expect(arena, 0, office, "cd '%s' && ncmec-pdf --data-dir '%s/data' --state CA,TX --year 2022 -q", out,
                 office);
    assert_true(file_exists(arena, out, "ncmec-TX-2022.pdf"));
    shell_expect(arena, 0, office,
                 "ncmec-pdf -q --state CA,TX --year 2022 --for press -o '%s/p/' && ncmec-pdf -q --state CA --year 2022 "
                 "--for screen -o '%s/{flavor}.pdf'",
                 out, out);
    assert_true(file_exists(arena, out, "p/ncmec-TX-2022-press.pdf"));
    assert_true(file_exists(arena, out, "screen.pdf"));
    run = shell_expect(
        arena, 0, office,
        "rm data/2022/TX.yaml; ncmec-pdf " ALL " -o '%s/'; code=$?\n"
        "sed 's/^state: CA/state: TX/; s/^source: .*/source: Sample/' data/2022/CA.yaml >data/2022/TX.yaml; exit $code",
        out);
    assert_holds(run.err, "no figures of 2022: 49 of 56 states\nno figures of 2023: 48 of 56 states\n");
    assert_holds(run.err, "15 sheets: ");
    /* A folder that is there needs no slash, for one sheet neither; states are left out. */
    run = shell_expect(arena, 0, office,
                       "mkdir '%s/f' && ncmec-pdf --state CA --year 2023 -o '%s/f' && "
                       "ncmec-pdf --state 'all, -CA,-nevada' --year 2022 -o '%s/f' && ls '%s/f'",
                       out, out, out, out);
    assert_holds(run.out, "ncmec-CA-2023.pdf\n");
    assert_holds(run.out, "ncmec-TX-2022.pdf\n");
    assert_lacks(run.out, "CA-2022");
    assert_lacks(run.out, "NV-2022");
}

static void two_flavors_are_made_of_one_layout(void **state)
{
    (void)state;
    assert_int_equal(files_of(good_pair, "*.pdf"), 2 * SHEETS);
    for (int workers = 1; workers <= 3; workers += 2) {
        const char *out = folder_new(arena);
        Run run = shell_expect(arena, 0, office, "ncmec-pdf " ALL " --for press,screen -j%d -o '%s/'", workers, out);
        assert_holds(run.err, "16 sheets in 32 files: 32 written, 0 unchanged, 0 failed\n");
        assert_files_of(good_pair, out);
        run = shell_expect(arena, 0, office,
                           "rm '%s'/ncmec-TX-2022-press.pdf; echo >'%s'/ncmec-NV-2023.pdf\n"
                           "ncmec-pdf " ALL " --for screen,press -j%d -o '%s/'",
                           out, out, workers, out);
        assert_holds(run.err, "16 sheets in 32 files: 2 written, 30 unchanged, 0 failed\n");
        assert_holds(run.err, "/ncmec-CA-2022-press.pdf: 2 pages, ");
        assert_files_of(good_pair, out);
    }
    /* Named by the pattern, which may say what a file is for or leave it to the program. */
    static const struct {
        const char *pattern, *screen, *press;
    } rows[] = {
        {"out/{flavor}/{state}.pdf", "out/screen/CA.pdf", "out/press/CA.pdf"},
        {"out/{flavor}/", "out/screen/ncmec-CA-2023.pdf", "out/press/ncmec-CA-2023-press.pdf"},
        {"out/{name}.pdf", "out/California.pdf", "out/California-press.pdf"},
        {"out/{name}", "out/California", "out/California-press"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        shell_expect(arena, 0, office,
                     "rm -rf out; ncmec-pdf --state CA,TX --year 2023 --for screen,press -q -o '%s'\n"
                     "cmp '%s'/ncmec-CA-2023.pdf %s && cmp '%s'/ncmec-CA-2023-press.pdf %s",
                     rows[i].pattern, good_pair, rows[i].screen, good_pair, rows[i].press);
    }
    shell_expect(arena, 0, office,
                 "rm -rf out; ncmec-pdf --state CA,TX --year 2023 --for screen,press --standard x1a -q -o out/\n"
                 "head -c 8 out/ncmec-TX-2023-press.pdf | grep -q PDF-1.4 || exit 1; rm -rf out");
}

/* What is wrong with one file of a sheet is not what is wrong with the other. */
static void two_files_of_a_sheet_fail_one_by_one(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    Run run = shell_expect(arena, 1, office,
                           "mkdir '%s/ncmec-CA-2023-press.pdf'; cp -R data bad\n"
                           "sed -i 's/missing_total: 1,879/missing_total: 1,880/' bad/2023/NV.yaml\n"
                           "ncmec-pdf --data-dir bad --state CA,NV,TX --year 2023 --for screen,press -o '%s/' "
                           "--report '%s/r.json'; code=$?; rm -r bad; exit $code",
                           out, out, out);
    assert_holds(run.err, "ncmec-CA-2023-press.pdf': it is a folder");
    assert_holds(run.err, "failed: CA 2023 (");
    assert_holds(run.err, "failed: NV 2023 (");
    assert_holds(run.err, "3 sheets in 6 files: 3 written, 0 unchanged, 3 failed\n");
    shell_expect(arena, 0, out, "cmp ncmec-CA-2023.pdf '%s'/ncmec-CA-2023.pdf", good_pair);
    file_write(arena, out, "read.py",
               STR("import hashlib, json\n"
                   "rows = json.load(open('r.json'))\n"
                   "names = [(r['state'], r['flavor'], r['result']) for r in rows]\n"
                   "assert names == [('CA', 'screen', 'written'), ('CA', 'press', 'failed'),\n"
                   "                 ('NV', 'screen', 'failed'), ('NV', 'press', 'failed'),\n"
                   "                 ('TX', 'screen', 'written'), ('TX', 'press', 'written')], names\n"
                   "assert rows[1]['findings'][0]['code'] == 'write' and rows[2]['findings'][0]['code'] == 'total'\n"
                   "for row in rows:\n"
                   "    if row['result'] == 'written':\n"
                   "        text = open(row['file'], 'rb').read()\n"
                   "        assert row['sha256'] == hashlib.sha256(text).hexdigest()\n"));
    shell_expect(arena, 0, out, "python3 read.py");
    if (shell_is_sanitized())
        return;
    /* A worker that dies at a sheet's second file has written the first. */
    out = folder_new(arena);
    run = shell_expect(arena, 7, office,
                       "export FAULT_ABORT=ncmec-NV-2022-press.pdf LD_PRELOAD='%s'; ulimit -c 0\n"
                       "ncmec-pdf " ALL " --for screen,press -j2 -o '%s/'",
                       shim, out);
    assert_holds(run.err, "16 sheets in 32 files: 30 written, 0 unchanged, 2 failed");
    run = shell_expect(arena, 0, office, "ncmec-pdf " ALL " --for screen,press -o '%s/'", out);
    assert_holds(run.err, "16 sheets in 32 files: 1 written, 31 unchanged, 0 failed");
    assert_files_of(good_pair, out);
}

static void impossible_wishes_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *arguments, *said;
    } rows[] = {
        {"--state CA,TX --year 2023 -o x.pdf", "CA 2023 and TX 2023 would both be written to 'x.pdf'; put {state}"},
        {"--state CA --year 2022,2023 -o .//{state}.pdf", "CA 2022 and CA 2023 would both be written to"},
        {"--state CA,TX --year 2023 --for screen,press -o x.pdf",
         "CA 2023 and TX 2023 would both be written to 'x.pdf'"},
        {"--state CA,TX --year 2023 --for screen,press -o x.pdf", "both be written to 'x-press.pdf'; put {state}"},
        {"--state CA --year 2022,2023 --for screen,press -o '{flavor}.pdf'",
         "both be written to 'press.pdf'; put {year}"},
        {"--state CA,TX --year 2023 -o '{stat}.pdf'", "unknown placeholder '{stat}' in '{stat}.pdf'"},
        {"--state CA,TX --year 2023 -o '{stat}.pdf'", "did you mean 'state'?"},
        {"--state CA,TX --year 2023 -o '{state'", "unknown placeholder '{state' in '{state'"},
        {"--state CA,Texs,QQ --year 2023", "unknown state 'Texs'; did you mean 'Texas'?"},
        {"--state CA,,TX --year 2023", "'CA,,TX' has a comma without a state"},
        {"--state @list.txt --year 2023", "list.txt:2:1: error: unknown state 'Oregn'; did you mean 'Oregon'?"},
        {"--state @empty.txt --year 2023", "'empty.txt' names no state"},
        {"--state CA --year 2023-2022", "the years of '2023-2022' run backwards; write 2022-2023"},
        {"--state CA --year 2023,", "'2023,' is not a year"},
        {"--state CA --year 1984-2199", "'1984-2199' names too many years; give at most 200"},
        {"--state CA,TX --year 2023 -o -", "many sheets do not go to standard output"},
        {"--state CA,TX --year 2023 --dump tags", "'--dump' shows one sheet"},
        {"--state CA,TX --year 2023 --data x.yaml", "'x.yaml' is one sheet's file; many sheets come from a table"},
        {"--state CA,TX --year 2023 -j 0", "'0' is not a number from 1 to 256; write it as in -j 4"},
        {"--state CA,TX --year 2023 -j 1000", "'1000' is not a number from 1 to 256"},
        {"--state CA,TX --year 2023 --shard 3/2", "'3/2' is not a part of the list"},
        {"--state CA,TX --year 2023 --shard 0/2", "'0/2' is not a part of the list"},
        {"--state CA,TX --year 2023 --shard 12", "'12' is not a part of the list"},
        {"--state CA,TX --year 2023 --report a.txt", "the report 'a.txt' must end in .json or .csv"},
    };
    file_write(arena, office, "list.txt", STR("CA\nOregn\n"));
    file_write(arena, office, "empty.txt", STR("# nobody\n"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Run run = shell_expect(arena, 2, office, "ncmec-pdf %s", rows[i].arguments);
        assert_holds(run.err, rows[i].said);
        assert_int_equal(files_of(office, "*.pdf"), 0);
    }
    Run run = shell_expect(arena, 1, office, "ncmec-pdf --state all --year 1999-2001 -o out/");
    assert_holds(run.err, "no state has figures of 1999");
    assert_false(file_exists(arena, office, "out"));
    shell_expect(arena, 1, office, "ncmec-pdf --state CA --year 2023 -o nowhere/a.pdf");
    assert_false(file_exists(arena, office, "nowhere"));
}

/* ---- What is said ---- */

static void reports_list_what_is_there(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    shell_expect(arena, 4, office,
                 "cp -R data bad; sed -i 's/missing_total: 1,879/missing_total: 1,880/' bad/2023/NV.yaml\n"
                 "ncmec-pdf --data-dir bad " ALL " -q -o '%s/' --report '%s/r.json'",
                 out, out);
    shell_expect(arena, 4, office,
                 "ncmec-pdf --data-dir bad " ALL " -q -o '%s/' --report '%s/r.csv'; code=$?; rm -r bad\n"
                 "exit $code",
                 out, out);
    file_write(
        arena, out, "read.py",
        STR("import csv, hashlib, json, os\n"
            "rows = json.load(open('r.json'))\n"
            "assert len(rows) == 16, len(rows)\n"
            "cells = list(csv.DictReader(open('r.csv', newline='')))\n"
            "assert len(cells) == 16\n"
            "for row, cell in zip(rows, cells):\n"
            "    bad = row['state'] == 'NV' and row['year'] == 2023\n"
            "    assert row['state'] == cell['state'] and row['file'] == cell['file']\n"
            "    assert str(row['exit']) == cell['exit'] == ('4' if bad else '0')\n"
            "    if bad:\n"
            "        assert row['result'] == cell['result'] == 'failed'\n"
            "        assert row['findings'][0]['code'] == 'total' and cell['errors'] == '1'\n"
            "        first = row['findings'][0]\n"
            "        place = '%s:%d:%d: ' % (first['file'], first['line'], first['column']) if first['file'] else ''\n"
            "        assert place + first['message'] == cell['reason']\n"
            "        assert 'sha256' not in row and cell['sha256'] == ''\n"
            "        continue\n"
            "    text = open(row['file'], 'rb').read()\n"
            "    assert row['bytes'] == len(text) == int(cell['bytes'])\n"
            "    assert row['sha256'] == hashlib.sha256(text).hexdigest() == cell['sha256']\n"
            "    assert row['result'] == 'written' and cell['result'] == 'unchanged'\n"
            "    assert row['pages'] == 2 and 1 <= row['level'] <= 8 and row['findings'] == []\n"
            "    assert str(row['year']) in row['title'] and row['title'] == cell['title']\n"));
    shell_expect(arena, 0, out, "python3 read.py");
}

/* In the three forms one list, whatever the workers; of shards their own parts; of a sheet that fails nothing, though
   an earlier file of it is there; of a packet the packet. Its sums, page counts and plates are the files'. */
static void a_print_order_lists_what_goes_to_the_press(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    shell_expect(arena, 0, out,
                 "cp -R '%s/data' . && n() { ncmec-pdf \"$@\" " ALL " -q --allow-draft; }\n"
                 "set -e; echo 'sample: true' >>data/2023/NV.yaml\n"
                 "n -j1 --for screen,press -o out/ --print-order out/1.csv --report r.json\n"
                 "n -j3 --for screen,press -o out/ --print-order out/3.csv; cmp out/1.csv out/3.csv\n"
                 "for e in json xlsx xlsx csv; do n --for press -o out/ --print-order order.$e; done\n"
                 "for i in 1 2; do n --for press -o out/ --shard $i/2 --print-order s$i.csv; done\n"
                 "sed 's/cmyk: .*/cmyk: [0, 0, 0, 60]}/' data/themes/ncmec.yaml >data/themes/one.yaml\n"
                 "n packet --theme data/themes/one.yaml --for screen,press -o p.pdf --print-order p.csv\n"
                 "n --for press --set team_adam_cases=1 -o out/ --print-order not.csv && exit 1; test ! -e not.csv\n"
                 "sed -i 's/missing_total: 1,879/missing_total: 1,880/' data/2023/NV.yaml\n"
                 "n --for press -o out/ --print-order bad.csv || test $? = 4; ls out/ncmec-NV-2023-press.pdf\n"
                 "grep -v NV-2023 order.csv | cmp - bad.csv",
                 office);
    file_write(
        arena, out, "read.py",
        STR("import csv, hashlib, json, subprocess, zipfile\n"
            "rows = list(csv.DictReader(open('out/1.csv', newline='')))\n"
            "told = [row['file'] for row in json.load(open('r.json')) if row['flavor'] == 'press']\n"
            "assert told == ['out/' + row['file'] for row in rows] and len(rows) == 16\n"
            "for row in rows:\n"
            "    text = open('out/' + row['file'], 'rb').read()\n"
            "    assert hashlib.sha256(text).hexdigest() == row['sha256']\n"
            "    assert list(row.items())[2:] == [\n"
            "        ('pages', '2'), ('trim', '8.5 x 11 in (215.9 x 279.4 mm)'),\n"
            "        ('bleed', '0.125 in (3.2 mm)'), ('plates', 'CMYK'), ('condition', 'CGATS TR 006'),\n"
            "        ('standard', 'PDF/X-4'), ('state', row['file'][6:8]), ('language', 'en-US'),\n"
            "        ('figures', 'sample' if row['file'] == 'ncmec-NV-2023-press.pdf' else 'final')], row\n"
            "assert json.load(open('order.json')) == [row | {'file': 'out/' + row['file'], 'pages': 2} for row in "
            "rows]\n"
            "assert '<c r=\"C2\" s=\"0\"><v>2</v></c>' in "
            "zipfile.ZipFile('order.xlsx').read('xl/worksheets/sheet1.xml').decode()\n"
            "whole, parts = open('order.csv').readlines(), [open(f's{i}.csv').readlines() for i in (1, 2)]\n"
            "assert sorted(parts[0] + parts[1][1:]) == sorted(whole)\n"
            "sheet = zipfile.ZipFile('order.xlsx').read('xl/worksheets/sheet1.xml').decode()\n"
            "assert all('out/' + row['file'] in sheet and row['sha256'] in sheet for row in rows)\n"
            "row, = csv.DictReader(open('p.csv', newline=''))\n"
            "assert row['file'] == 'p-press.pdf' and row['plates'] == 'K', row\n"
            "assert row['state'].startswith('AZ, CA, DC, ') and row['figures'] == 'sample', row\n"
            "pages = subprocess.run(['qpdf', '--show-npages', 'p-press.pdf'], capture_output=True, text=True)\n"
            "assert row['pages'] == pages.stdout.strip()\n"));
    shell_expect(arena, 0, out, "python3 read.py");
}

static void files_read_are_listed_once(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    Run run = shell_expect(arena, 0, office,
                           "ncmec-pdf " ALL " -v -j3 -o '%s/' 2>said; grep '^read ' said | sort | uniq -c | "
                           "grep -v ' 1 read'; grep -c '^read data/202[23]/[A-Z]*.yaml' said",
                           out);
    assert_text(run.out, STR("16\n"));
    run = shell_expect(arena, 0, office, "cat said");
    assert_holds(run.out, "read data/measures.yaml\n");
    assert_holds(run.out, "read data/templates/fact-sheet.yaml\n");
}

static void findings_of_all_are_said_once(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, STATES);
    shell_expect(arena, 0, folder, "mkdir -p data/2022/templates && echo 'x: 1' >data/2022/templates/fact-sheet.yaml");
    Run run = shell_expect(arena, 4, folder, "ncmec-pdf " ALL " -j2 -o out/");
    size_t first = str_find(run.err, STR("unknown key 'x'"), 0);
    assert_true(first < run.err.n);
    Str behind = str_slice(run.err, first, str_find(run.err, STR("failed: "), first));
    assert_true(str_find(behind, STR("unknown key 'x'"), 1) == behind.n);
    assert_holds(run.err, "16 sheets: 8 written, 0 unchanged, 8 failed");
    run = shell_expect(arena, 4, folder,
                       "ncmec-pdf " ALL " --diagnostics json -o out/ 2>lines; code=$?\n"
                       "python3 -c 'import json; [json.loads(l) for l in open(\"lines\")]' || exit 9\n"
                       "exit $code");
    run = shell_expect(arena, 0, folder, "cat lines");
    assert_lacks(run.out, "sheets");
}

static void a_terminal_shows_progress(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    Run run =
        shell_expect(arena, 0, office, "TERM=xterm script -qec \"ncmec-pdf " ALL " -j1 -o '%s/'\" /dev/null", out);
    assert_holds(run.out, "16 sheets: 16 written");
    assert_holds(run.out, " of 16 sheets, 0 failed");
    assert_lacks(run.out, "2 pages");
    run = shell_expect(arena, 0, office, "TERM=dumb script -qec \"ncmec-pdf " ALL " -j1 -o '%s/'\" /dev/null", out);
    assert_lacks(run.out, " of 16 sheets");
    assert_holds(run.out, "2 pages");
    run = shell_expect(arena, 0, office, "ncmec-pdf " ALL " -q -o '%s/'", out);
    assert_int_equal(run.err.n, 0);
}

/* ---- Again, in parts, alike ---- */

static void what_is_there_is_left_alone(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    shell_expect(arena, 0, office, "ncmec-pdf " ALL " -q -o '%s/'", out);
    Run run = shell_expect(
        arena, 0, office,
        "cd '%s'; stat -c '%%n %%i %%y' *.pdf >before; rm ncmec-TX-2022.pdf; echo >ncmec-NV-2023.pdf; cd -\n"
        "ncmec-pdf " ALL " -o '%s/'; cd '%s'; stat -c '%%n %%i %%y' *.pdf | diff before - | grep -c '^>'",
        out, out, out);
    assert_holds(run.err, "16 sheets: 2 written, 14 unchanged, 0 failed");
    assert_true(str_ends(str_trim(run.out), STR("2")));
    assert_same_files(out);
}

static void shards_together_are_the_whole(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    shell_expect(arena, 0, office,
                 "parallel --will-cite -j2 ncmec-pdf " ALL " -q -j1 --shard {}/5 -o '%s/' ::: 1 2 3 4 5", out);
    assert_same_files(out);
    shell_expect(arena, 0, office, "ncmec-pdf " ALL " -q --shard 2/5 -o '%s/part/'", out);
    assert_int_equal(files_of(str_printf(arena, "%s/part", out).s, "*.pdf"), 3);
    /* More parts than sheets: some have nothing to do. */
    Run run = shell_expect(arena, 0, office, "ncmec-pdf " ALL " --shard 20/20 -o '%s/none/'", out);
    assert_holds(run.err, "0 sheets: ");
}

static void uniform_sheets_share_a_level(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    static const char check[] = "python3 -c \"import json,sys; l={r['level'] for r in json.load(open('r.json'))}; "
                                "print(len(l), max(l))\"";
    shell_expect(arena, 0, office, "ncmec-pdf " ALL " -q -o '%s/' --report '%s/r.json'", out, out);
    Str free_levels = shell_expect(arena, 0, out, "%s", check).out;
    shell_expect(arena, 0, office, "ncmec-pdf " ALL " -q --uniform -o '%s/' --report '%s/r.json'", out, out);
    Str one = shell_expect(arena, 0, out, "%s", check).out;
    assert_true(free_levels.s[0] > '1');
    assert_int_equal(one.s[0], '1');
    assert_text(str_slice(one, 1, one.n), str_slice(free_levels, 1, free_levels.n));
    /* A part of the list has the level of the whole. */
    shell_expect(arena, 0, office, "ncmec-pdf " ALL " -q --uniform --shard 2/16 -o '%s/' --report '%s/r.json'", out,
                 out);
    assert_text(shell_expect(arena, 0, out, "%s", check).out, one);
}

/* ---- When things go wrong ---- */

static void a_dead_worker_costs_its_sheet(void **state)
{
    (void)state;
    if (shell_is_sanitized())
        skip();
    for (int workers = 1; workers <= 3; workers += 2) {
        const char *out = folder_new(arena);
        Run run = shell_expect(arena, 7, office,
                               "export FAULT_ABORT=ncmec-NV-2022.pdf LD_PRELOAD='%s'; ulimit -c 0\n"
                               "ncmec-pdf " ALL " -j%d -o '%s/' --report '%s/r.csv'",
                               shim, workers, out, out);
        assert_holds(run.err, "error: NV 2022: the worker that made it was ended by SIGABRT (signal 6)");
        assert_holds(run.err, "16 sheets: 15 written, 0 unchanged, 1 failed");
        assert_holds(file_text(arena, out, "r.csv"), "NV,Nevada,2022,,");
        assert_false(file_exists(arena, out, "ncmec-NV-2022.pdf"));
        /* Its temporary file is taken away when the sheet is made again. */
        run = shell_expect(arena, 0, office, "ncmec-pdf " ALL " -o '%s/'", out);
        assert_holds(run.err, "16 sheets: 1 written, 15 unchanged");
        assert_same_files(out);
    }
}

/* Killed at whatever step, a worker costs at most the sheet that it had claimed. */
static void killed_workers_cost_a_sheet_each(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    Run run = shell_expect(
        arena, 0, office,
        "export ASAN_OPTIONS=detect_leaks=0; met=0; for i in $(seq 30); do rm -rf '%s'; mkdir '%s'\n"
        "ncmec-pdf " ALL " -j3 --no-sync -o '%s/' 2>said & kills=0\n"
        "for k in 1 2 3 4; do sleep 0.00$((i %% 10)); set -- $(cat /proc/$!/task/$!/children 2>/dev/null)\n"
        "[ -z \"$1\" ] || { kill -KILL $1 2>/dev/null && kills=$((kills + 1)); }; done\n"
        "wait $!; code=$?; failed=$(grep -c '^failed: ' said); [ $failed -le $kills ] || { cat said; exit 1; }\n"
        "[ $code = $([ $failed = 0 ] && echo 0 || echo 7) ] || { echo exit $code; cat said; exit 1; }\n"
        "[ $failed = $(grep -c '^ncmec-pdf: error: .*was ended by SIGKILL' said) ] || { cat said; exit 1; }\n"
        "grep -q \"16 sheets: $((16 - failed)) written, 0 unchanged, $failed failed\" said || { cat said; exit 1; }\n"
        "met=$((met + failed)); for f in '%s'/*.pdf; do cmp $f '%s'/$(basename $f) || exit 1; done; done; echo $met",
        out, out, out, out, good);
    assert_true(strtol(str_terminated(arena, run.out), NULL, 10) >= 3);
}

/* What reads PDFs for the records is a process of its own: it ends with the worker that asked, so that a run that is
   stopped, or whose worker was killed, waits for nobody and leaves nobody behind. */
static void records_hold_no_run_that_is_stopped(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    Run run = shell_expect(
        arena, 0, office,
        "export ASAN_OPTIONS=detect_leaks=0; for i in $(seq 16); do rm -rf '%s'/*\n"
        "setsid ncmec-pdf " ALL
        " -j2 --no-sync --for screen -o '%s/' --statements '%s/s' 2>said & run=$!; sleep 0.$((i %% 4))$((i * 6 "
        "%% 10))\n"
        "victim=$run; sent=TERM; [ $((i %% 2)) = 0 ] || { sent=KILL; set -- $(cat /proc/$run/task/$run/children "
        "2>/dev/null); victim=$1; }\n"
        "[ -z \"$victim\" ] || kill -$sent $victim 2>/dev/null\n"
        "for k in $(seq 300); do kill -0 $run 2>/dev/null || break; sleep 0.1; done\n"
        "kill -0 $run 2>/dev/null && { echo $sent: it hangs; kill -KILL -$run; exit 1; }\n"
        "wait $run; code=$?; case $code in 0|7|143) ;; *) echo exit $code; cat said; exit 1;; esac\n"
        "left() { cat /proc/[0-9]*/stat 2>/dev/null | grep -c \") [^Z] [0-9]* $run \"; }\n"
        "for k in $(seq 50); do [ $(left) = 0 ] && break; sleep 0.1; done\n"
        "[ $(left) = 0 ] || { echo $sent: processes are left; kill -KILL -$run; exit 1; }; done; echo ended",
        out, out, out);
    assert_str(run.out, "ended\n");
}

static void signals_stop_cleanly(void **state)
{
    (void)state;
    if (shell_is_sanitized())
        skip();
    static const struct {
        const char *name;
        int code;
    } rows[] = {{"INT", 130}, {"TERM", 143}, {"HUP", 129}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *out = folder_new(arena);
        Run run = shell_expect(arena, rows[i].code, office,
                               "export FAULT_HOLD=ncmec-NV-2022.pdf LD_PRELOAD='%s'\n"
                               "timeout --foreground -s %s 0.5 ncmec-pdf " ALL " -j1 -o '%s/'; code=$?\n"
                               "[ $code = 124 ] && code=%d; exit $code",
                               shim, rows[i].name, out, rows[i].code);
        assert_holds(run.err, str_printf(arena, "stopped by SIG%s\n", rows[i].name).s);
        assert_holds(run.err, "3 written, 0 unchanged, 0 failed, 13 not reached");
        assert_int_equal(files_of(out, "*"), 1 + 3);
        shell_expect(arena, 0, office, "ncmec-pdf " ALL " -q -o '%s/'", out);
        assert_same_files(out);
    }
}

/* A terminal sends its signal to the workers as well. That they end then is no failure of a sheet. */
static void workers_that_are_stopped_too_are_no_failure(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    Run run =
        shell_expect(arena, 0, office,
                     "stopped=0; for delay in $(seq 10 2 50); do rm -rf '%s'; mkdir '%s'\n"
                     "setsid ncmec-pdf " ALL " -j4 --no-sync -o '%s/' 2>said &\n"
                     "sleep 0.0$delay; kill -s TERM -- -$! 2>/dev/null; wait $!; code=$?\n"
                     "[ $code = 0 ] && continue; [ $code = 143 ] || { echo $code; cat said; exit 1; }\n"
                     "! grep -q 'ended by' said || { cat said; exit 1; }\n"
                     "[ -z \"$(find '%s' -name '*tmp')\" ] || exit 1; stopped=$((stopped + 1)); done; echo $stopped",
                     out, out, out, out);
    assert_true(strtol(str_terminated(arena, run.out), NULL, 10) >= 3);
}

/* At any moment: old files or new ones, whole; and the next run makes everything good. */
static void kills_tear_and_lose_nothing(void **state)
{
    (void)state;
    static const long times = 20;
    const char *wanted = getenv("NCMEC_KILLS"); /* make kills */
    long kills = wanted ? strtol(wanted, NULL, 10) : 2 * times;
    for (long done = 0; done < kills; done += times) {
        long part = kills - done < times ? kills - done : times; /* a command has two minutes */
        bool in_pairs = done / times % 2;
        Run run = shell(arena, office, "sh '%s/tests/tools/kills.sh' %ld ncmec-pdf data '%s' %s", shell_tree, part,
                        in_pairs ? good_pair : good, in_pairs ? "--for screen,press" : "");
        if (run.exit != 0)
            fail_msg("exit %d: %.*s%.*s", run.exit, STR_ARG(run.out), STR_ARG(run.err));
        assert_holds(run.out, str_printf(arena, "%ld kills: 0 torn, 0 lost, 0 strays", part).s);
        if (wanted)
            print_message("%.*s", STR_ARG(run.out));
    }
}

static void a_full_disk_fails_sheet_by_sheet(void **state)
{
    (void)state;
    if (!shell_mounts(arena))
        skip();
    Run run = shell_expect(arena, 1, office,
                           "mkdir -p disk; cat >fill <<'END'\n"
                           "mount -t tmpfs -o size=300k none disk\n"
                           "ncmec-pdf " ALL " -j2 -o disk/ 2>said; code=$?; cat said >&2\n"
                           "grep -q \"16 sheets: $(ls disk | wc -l) written\" said || echo miscounted\n"
                           "[ -z \"$(find disk -name '*tmp')\" ] || echo stray\n"
                           "for f in disk/*.pdf; do cmp $f '%s'/$(basename $f) || echo torn; done; exit $code\n"
                           "END\nunshare --user --map-root-user --mount sh fill",
                           good);
    assert_int_equal(run.out.n, 0);
    assert_holds(run.err, "cannot write 'disk/ncmec-");
    assert_holds(run.err, "No space left on device");
    assert_lacks(run.err, "16 sheets: 0 written");
    assert_lacks(run.err, " 0 failed");
}

static void folders_fail_sheet_by_sheet(void **state)
{
    (void)state;
    const char *out = folder_new(arena);
    file_write(arena, out, "TX", STR("a file where a folder belongs"));
    Run run =
        shell_expect(arena, 1, office,
                     "mkdir '%s'/NV; mkdir '%s'/NV/a.pdf; ncmec-pdf --state NV,CA,TX --year 2023 -o '%s/{state}/a.pdf'",
                     out, out, out);
    assert_holds(run.err, "/NV/a.pdf': it is a folder");
    assert_holds(run.err, "/TX/a.pdf': Not a directory");
    assert_holds(run.err, "3 sheets: 1 written, 0 unchanged, 2 failed");

    if (shell_is_sanitized())
        return;
    /* The folder goes away while the first sheet waits to get its name. */
    run = shell_expect(arena, 1, office,
                       "export FAULT_HOLD=ncmec-AZ-2022.pdf LD_PRELOAD='%s'\n"
                       "(sleep 0.4; mv '%s' '%s.gone') & ncmec-pdf " ALL " -j1 -o '%s/'; code=$?; wait\n"
                       "mv '%s.gone' '%s'; exit $code",
                       shim, out, out, out, out, out);
    assert_holds(run.err, "cannot write '");
    assert_holds(run.err, "there is no folder '");
    assert_true(str_ends(run.err, STR("16 sheets: 1 written, 0 unchanged, 15 failed\n")));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_of_a_batch_are_those_made_alone),
        cmocka_unit_test(workers_change_no_byte),
        cmocka_unit_test(lists_and_patterns_are_understood),
        cmocka_unit_test(two_flavors_are_made_of_one_layout),
        cmocka_unit_test(two_files_of_a_sheet_fail_one_by_one),
        cmocka_unit_test(impossible_wishes_are_refused),
        cmocka_unit_test(reports_list_what_is_there),
        cmocka_unit_test(a_print_order_lists_what_goes_to_the_press),
        cmocka_unit_test(files_read_are_listed_once),
        cmocka_unit_test(findings_of_all_are_said_once),
        cmocka_unit_test(a_terminal_shows_progress),
        cmocka_unit_test(what_is_there_is_left_alone),
        cmocka_unit_test(shards_together_are_the_whole),
        cmocka_unit_test(uniform_sheets_share_a_level),
        cmocka_unit_test(a_dead_worker_costs_its_sheet),
        cmocka_unit_test(killed_workers_cost_a_sheet_each),
        cmocka_unit_test(records_hold_no_run_that_is_stopped),
        cmocka_unit_test(signals_stop_cleanly),
        cmocka_unit_test(workers_that_are_stopped_too_are_no_failure),
        cmocka_unit_test(kills_tear_and_lose_nothing),
        cmocka_unit_test(a_full_disk_fails_sheet_by_sheet),
        cmocka_unit_test(folders_fail_sheet_by_sheet),
    };
    shell_begin();
    shim = shell_shim(arena);
    /* The names' lengths make different levels of fit. */
    office = folder_with_states(arena, STATES);
    good = folder_new(arena);
    shell_expect(arena, 0, office, "ncmec-pdf " ALL " -q -j1 -o '%s/'", good);
    good_pair = folder_new(arena);
    shell_expect(
        arena, 0, office,
        "for y in 2022 2023; do for s in " STATES "; do for f in screen press; do\n"
        "ncmec-pdf -q --state $s --year $y --for $f -o one.pdf || exit 1; [ $f = press ] && end=-press || end=\n"
        "mv one.pdf '%s'/ncmec-$s-$y$end.pdf; done; done; done",
        good_pair);
    if (argc > 1)
        cmocka_set_test_filter(str_printf(arena, "%s*", argv[1]).s);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
