/* Workbooks (.xlsx) as tables: what each kind of cell, sheet and office's habit is read as, beside the same figures as
   text, and what a hostile one may cost. What is refused stands in tests/bad/workbook-*.txt. */
#include "tests/tools/shell.h"

#include <stdlib.h>

/* Runs 'script' of Python, for which 'book' is a new workbook, in a folder with the invented figures of 2022. */
static const char *folder_with_book(const char *options, const char *script)
{
    const char *folder = folder_new(arena);
    file_write(arena, folder, "make.py",
               str_printf(arena, "from workbook import *\nbook = Book(%s)\n%s\n", options, script));
    shell_expect(arena, 0, folder,
                 "mkdir data && cp -r '%s/tests/samples/2022' data\n"
                 "PYTHONPATH='%s/tests/tools' python3 -B make.py",
                 shell_tree, shell_tree);
    return folder;
}

/* The preview of an import, without what was there. */
static Run import_of(const char *folder, const char *file)
{
    return shell(arena, folder,
                 "ncmec-pdf import %s --year 2022 2>said | sed '1d; s/   */|/g' | "
                 "awk -F'|' '{ print $1 \" \" $2 \"=\" $4 }'; cat said >&2",
                 file);
}

static void cells_are_read_as_a_person_would_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *options, *cell, *key, *typed;
    } rows[] = {
        {"", "4321", "team_adam_cases", "4,321"},
        {"", "number('4321.0')", "team_adam_cases", "4,321"},
        {"", "number('4.3210000000000001E+3')", "team_adam_cases", "4,321"},
        {"", "number('4321', '#,##0')", "team_adam_cases", "4,321"},
        {"", "number('4321', '_(* #,##0.00_);_(* \\\\(#,##0.00\\\\);_(* \"-\"??_);_(@_)')", "team_adam_cases", "4,321"},
        {"", "number('0', '_(* #,##0_);_(* \\\\(#,##0\\\\);_(* \"-\"??_);_(@_)')", "team_adam_cases", "0"},
        {"", "number('500', '[>=1000000]0.0,,\"M\";0')", "team_adam_cases", "500"},
        {"", "number('4321', '[Red]0;[Blue]-0')", "team_adam_cases", "4,321"},
        {"", "number('4321', '@')", "team_adam_cases", "4,321"},
        {"", "number('4300', '0.0E+00')", "team_adam_cases", "4,300"},
        {"", "' 4,321\\n'", "team_adam_cases", "4,321"},
        {"shared=True", "'fewer than 10'", "team_adam_cases", "fewer than 10"},
        {"", "formula('B9*2', '4321')", "team_adam_cases", "4,321"},
        {"", "formula('\"fewer\" & \" than 10\"', 'fewer than 10', 'str')", "team_adam_cases", "fewer than 10"},
        {"", "rich('4,', ('321', '<b/><strike val=\"0\"/>'))", "team_adam_cases", "4,321"},
        {"", "Cell('<is><t>4_x0033_21</t></is>', 'inlineStr')", "team_adam_cases", "4,321"},
        {"", "Cell('<v>4321</v><extLst><ext><v>9</v></ext></extLst>')", "team_adam_cases", "4,321"},
        {"", "Cell('<x:v xmlns:x=\"urn:x\">9</x:v><v>4321</v><x:v xmlns:x=\"urn:x\"><v>9</v></x:v>')",
         "team_adam_cases", "4,321"},
        {"", "Cell('<is><t>4321</t><x:t xmlns:x=\"urn:x\">9</x:t></is>', 'inlineStr')", "team_adam_cases", "4,321"},
        {"", "number('45322', 'm/d/yyyy')", "as_of", "2024-01-31"},
        {"", "number('45322', '[$-409]mmmm d, yyyy;@')", "as_of", "2024-01-31"},
        {"", "number('59', 'dd.mm.yyyy')", "as_of", "1900-02-28"},
        {"", "number('61', 'dd.mm.yyyy')", "as_of", "1900-03-01"},
        {"since_1904=True", "number('43860', 'yyyy-mm-dd')", "as_of", "2024-01-31"},
        {"", "Cell('<v>2024-01-31T00:00:00</v>', 'd')", "as_of", "2024-01-31"},
        {"", "False", "sample", "false"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *folder = folder_with_book(
            rows[i].options, str_printf(arena,
                                        "book.sheet('F', [['state', '%s', 'cvip_submissions'], ['CA', %s, 777]])\n"
                                        "book.save('f.xlsx')",
                                        rows[i].key, rows[i].cell)
                                 .s);
        Run run = import_of(folder, "f.xlsx");
        Str wanted = str_printf(arena, "CA %s=%s\nCA cvip_submissions=777\n", rows[i].key, rows[i].typed);
        /* A day too early for the year is named as it was read. */
        Str named = str_printf(arena, "%s is %s, before", rows[i].key, rows[i].typed);
        if (!str_eq(run.out, wanted) && str_find(run.err, named, 0) == run.err.n)
            fail_msg("%s gives %.*s%.*s", rows[i].cell, STR_ARG(run.out), STR_ARG(run.err));
    }
}

/* Hidden, or of no width; one without cells is not worth a word. */
static void hidden_columns_are_read_and_counted(void **state)
{
    (void)state;
    const char *folder = folder_with_book(
        "", "rows = [['state', 'team_adam_cases', 'cvip_submissions'], ['CA', 41, 42], ['NV', 43, 44]]\n"
            "book.sheet('F', rows, before='<cols><col min=\"2\" max=\"2\" hidden=\"1\"/>'\n"
            "    '<col min=\"3\" max=\"3\" width=\"0\"/><col min=\"4\" max=\"16384\" hidden=\"1\"/></cols>')\n"
            "book.save('a.xlsx')\nbook = Book()\n"
            "book.sheet('F', rows, hidden_rows=[3], before='<cols><col min=\"2\" max=\"2\" hidden=\"true\"/></cols>')\n"
            "book.save('b.xlsx')");
    Run run = import_of(folder, "a.xlsx");
    assert_holds(run.err, "sheet 'F', with 2 hidden columns; 4 changes in 2 files");
    run = import_of(folder, "b.xlsx");
    assert_holds(run.err, "sheet 'F', with 1 hidden row and 1 hidden column; 4 changes in 2 files");
}

static void percentages_lose_what_floats_added(void **state)
{
    (void)state;
    const char *folder = folder_with_book(
        "",
        "book.sheet('F', [['state', 'likely_trafficked'], ['US', number('0.28999999999999998', '0%')]])\n"
        "book.save('a.xlsx')\nbook = Book()\n"
        "book.sheet('F', [['state', 'likely_trafficked'], ['US', number('0.1225', '0.00%')]])\nbook.save('b.xlsx')");
    assert_text(import_of(folder, "a.xlsx").out, STR("US likely_trafficked=29%\n"));
    assert_text(import_of(folder, "b.xlsx").out, STR("US likely_trafficked=12.25%\n"));
}

/* Titles above merged headings, states merged over their rows, hidden rows and sheets, notes and totals below. */
static void sheets_of_offices_are_tables(void **state)
{
    (void)state;
    const char *folder = folder_with_book(
        "shared=True", "book.sheet('About', [['Made by the office'], ['for the year 2022']])\n"
                       "book.sheet('Old', [['state', 'team_adam_cases'], ['CA', 1]], hidden=True)\n"
                       "book.sheet(\"Year's figures\", [['Figures of 2022'], [], ['State', 'Missing children'],\n"
                       "    [None, 'Figure', 'Value', None, 'Ours'],\n"
                       "    ['California', 'team_adam_cases', 41], [None, 'cvip_submissions', 42, 'x'], [None],\n"
                       "    ['Nevada', 'team_adam_cases', 43], ['Unknown', 'team_adam_cases', 44],\n"
                       "    ['Total', 'team_adam_cases', 128], ['Note: final'], ['Source', 'ours']],\n"
                       "    merged=['A1:E1', 'A3:A4', 'B3:E3', 'A5:A6', 'C5:C6'], hidden_rows=[6, 8])\n"
                       "book.save('f.xlsx')");
    Run run = shell(arena, folder, "ncmec-pdf import f.xlsx --year 2022");
    assert_holds(run.err, "f.xlsx:'Year''s figures'!E4: error: unknown heading 'Ours'");
    shell_expect(arena, 0, folder, "sed -i \"s/, 'Ours'//\" make.py && PYTHONPATH='%s/tests/tools' python3 -B make.py",
                 shell_tree);
    run = import_of(folder, "f.xlsx");
    assert_text(run.out, STR("CA team_adam_cases=41\nCA cvip_submissions=42\nNV team_adam_cases=43\n"));
    assert_holds(run.err, "f.xlsx:'Year''s figures'!D6: warning: columns without a heading are not read: D6\n");
    assert_holds(run.err, "f.xlsx:'Year''s figures'!A11: warning: rows that name no state and hold no figures are not "
                          "read: A11:B12\n");
    assert_holds(run.err,
                 "f.xlsx: read as a workbook, sheet 'Year's figures', with 2 hidden rows; 3 changes in 2 files");
    /* A hidden sheet is read where it is named. */
    run = shell_expect(arena, 0, folder, "ncmec-pdf import f.xlsx --year 2022 --sheet old");
    assert_holds(run.out, "CA     team_adam_cases  8    1\n");
}

/* A true day whose year alone is shown is that year; merged years are those of all their rows, not of the year asked.
 */
static void years_are_those_that_cells_show(void **state)
{
    (void)state;
    const char *folder = folder_with_book(
        "", "book.sheet('F', [['state', 'year', 'team_adam_cases'], ['CA', number('44926', 'yyyy'), 41],\n"
            "    ['NV', number('44927', '[$-409]yyyy;@'), 42]])\nbook.save('a.xlsx')\nbook = Book()\n"
            "book.sheet('F', [['state', 'year', 'team_adam_cases'], ['CA', 2022, 41], ['NV', None, 43],\n"
            "    ['TX', 2023, 44]], merged=['B2:B3'])\nbook.save('b.xlsx')\nbook = Book()\n"
            "book.sheet('F', [['state', 'year', 'team_adam_cases'], ['CA', 2021, 41], ['NV', None, 43],\n"
            "    ['TX', 2022, 44]], merged=['B2:B3'])\nbook.save('c.xlsx')\nbook = Book()\n"
            "book.sheet('F', [['state', 'year', 'team_adam_cases'], ['CA', number('44926', 'm/d/yyyy'), 41]])\n"
            "book.save('d.xlsx')");
    Run run = import_of(folder, "a.xlsx");
    assert_text(run.out, STR("CA team_adam_cases=41\n"));
    assert_holds(run.err, "1 row of other years not read");
    assert_text(import_of(folder, "b.xlsx").out, STR("CA team_adam_cases=41\nNV team_adam_cases=43\n"));
    assert_text(import_of(folder, "c.xlsx").out, STR("TX team_adam_cases=44\n"));
    assert_holds(import_of(folder, "d.xlsx").err, "'2022-12-31' is not a year");
}

/* A format of numbers, conditional or not, changes no text; one that changes texts is asked about. */
static void formats_are_those_of_what_cells_hold(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *form, *condition, *wanted;
    } rows[] = {
        {"'10'", "General", "0,\"K\"", "CA team_adam_cases=10\n"},
        {"'fewer than 10'", "#,##0", "\"<10\"", "CA team_adam_cases=fewer than 10\n"},
        {"'10'", "General", "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", "CA team_adam_cases=10\n"},
        {"4321", "#,##0", "#,##0.0", "CA team_adam_cases=4,321\n"},
        {"4321", "#,##0", "0,\"K\"", "but the conditional format of B2 may show it"},
        {"190", "General", "m/d/yyyy", "but the conditional format of B2 may show it"},
        {"'10'", "General", "0;0;0;\"<\"@", "but the conditional format of B2 may show it"},
        {"'10'", "\"<\"@", NULL, "the cell holds '10', but its format '\"<\"@' shows something else"},
        {"'10'", ";;;", NULL, "the cell holds '10', but its format ';;;' shows something else"},
        {"'10'", "0;;;@", NULL, "CA team_adam_cases=10\n"},
        {"'10'", "@", NULL, "CA team_adam_cases=10\n"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *condition = rows[i].condition ? rows[i].condition : "0";
        Str script = str_printf(
            arena,
            "from xml.sax.saxutils import quoteattr\ncell, form = %s, '%s'\n"
            "cell = Cell(f'<is><t>{cell}</t></is>', 'inlineStr', form) if isinstance(cell, str) else number(cell, "
            "form)\n"
            "book.conditionals = ['<numFmt numFmtId=\"300\" formatCode=' + quoteattr('%s') + '/>']\n"
            "book.sheet('F', [['state', 'team_adam_cases'], ['CA', cell]], after='<conditionalFormatting sqref=\"B2\">"
            "<cfRule type=\"cellIs\" dxfId=\"0\" priority=\"1\"/></conditionalFormatting>' if %d else '')\n"
            "book.save('f.xlsx')",
            rows[i].cell, rows[i].form, condition, rows[i].condition != NULL);
        Run run = import_of(folder_with_book("", script.s), "f.xlsx");
        Str said = str_starts(str_from(rows[i].wanted), STR("CA")) ? run.out : run.err;
        if (str_find(said, str_from(rows[i].wanted), 0) == said.n)
            fail_msg("%s, %s, %s: %.*s%.*s", rows[i].cell, rows[i].form, condition, STR_ARG(run.out), STR_ARG(run.err));
    }
}

/* A merged figure would be counted twice. */
static void merged_cells_give_no_figures(void **state)
{
    (void)state;
    const char *folder = folder_with_book(
        "", "book.sheet('F', [['state', 'status', 'team_adam_cases', 'cvip_submissions'],\n"
            "    ['CA', 'final', 41, 1], ['NV', 'final', None, 2]], merged=['C2:C3'])\nbook.save('f.xlsx')");
    assert_text(import_of(folder, "f.xlsx").out,
                STR("CA team_adam_cases=41\nCA cvip_submissions=1\nNV cvip_submissions=2\n"));
}

/* Whatever takes a table takes a workbook, under any name, and makes the same of it. */
static void workbooks_stand_wherever_tables_do(void **state)
{
    (void)state;
    const char *folder = folder_with_book("", "");
    file_write(arena, folder, "copy.py",
               STR("import csv\nfrom workbook import *\n"
                   "book = Book(shared=True)\n"
                   "book.sheet('Figures', list(csv.reader(open('f.csv', encoding='utf-8-sig'))))\n"
                   "book.save('f.xlsx')\nbook.save('picture.xlsx')\n"
                   "zipfile.ZipFile('picture.xlsx', 'a').writestr('xl/media/image1.png', bytes(3 << 20))\n"));
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf export --year 2022 -o f.csv && PYTHONPATH='%s/tests/tools' python3 -B copy.py && cp f.xlsx f\n"
        "ncmec-pdf check f.csv 2>a; ncmec-pdf check f.xlsx 2>b; ncmec-pdf check f 2>c; cmp a b && cmp b c\n"
        "for f in f.csv f.xlsx f; do ncmec-pdf --data $f --state CA,NV --no-sync -q -o $f-out/; done\n"
        "cmp f.csv-out/ncmec-CA-2022.pdf f.xlsx-out/ncmec-CA-2022.pdf && diff -r f.xlsx-out f-out\n"
        "ncmec-pdf packet --data f.xlsx --state CA,NV -q -o p.pdf\n"
        "ncmec-pdf explain --data f.xlsx --state CA | grep -q 'f.xlsx:Figures!'\n"
        "for f in f picture; do ncmec-pdf import $f.xlsx --year 2022 2>&1 | grep -q '; 0 changes in 0 files' || exit; "
        "done",
        shell_tree);
    Run run = shell(arena, folder, "ncmec-pdf --data f.xlsx --state CA -o f.xlsx");
    assert_int_equal(run.exit, 2);
    assert_holds(run.err, "'f.xlsx' is read as the table of figures (--data) and would be written over by -o");
    run = shell(arena, folder,
                "sed -i 's/\\[/[[\"CA\", \"x\"]] + [/' copy.py; "
                "ncmec-pdf check f.xlsx --year 2022 --diagnostics json --sheet none");
    assert_holds(run.err, "{\"file\":null,\"severity\":\"error\",\"code\":\"usage\"");
}

/* Each is below 1 MiB and would be much more; the program takes at most 64 MiB, and ends by saying why. */
static void bombs_are_refused_in_little_memory(void **state)
{
    (void)state;
    static const char *const scripts[] = {
        /* A part of 100 MiB; one just under the limit, of blanks, of cells, of texts, of line ends behind an entity. */
        "book.sheet('F', xml=' ' * (100 << 20))",
        "book.sheet('F', xml='<worksheet><sheetData>' + ' ' * (16 << 20 - 1))",
        "book.sheet('F', xml='<worksheet><sheetData><row>' + '<c><v>1</v></c>' * 1000000)",
        "book.sheet('F', xml='<worksheet><sheetData><row>' + '<c/>' * 4000000)",
        "book.sheet('F', xml='<worksheet><sheetData><row><c><v>&amp;' + '\\n' * 16000000)",
        "book.sheet('F', xml='<worksheet><sheetData><row><c t=\"' + 'a' * 16000000 + '\"/>')",
        "book.sheet('F', xml='<a>' * 4000000)",
        "book.sheet('F', [['x' * 30000] * 100] * 90)",
        "book.sheet('F', [['CA'] * 100] * 100, merged=['A1:XFD1048576'] * 100000)",
        "for i in range(3000): book.sheet('F%d' % i, [['state', i]])",
        "book.shared = True\nbook.texts = ['a' * 30000] * 500\nbook.sheet('F', [['CA']])",
        "book.looks += [('0' * 200, i) for i in range(60000)]\nbook.sheet('F', [['CA']])",
    };
    if (shell_is_sanitized())
        skip();
    for (size_t i = 0; i < COUNT_OF(scripts); i++) {
        const char *folder = folder_with_book("", str_printf(arena, "%s\nbook.save('f.xlsx')", scripts[i]).s);
        Run run = shell(arena, folder,
                        "test $(stat -c %%s f.xlsx) -le 1048576 && python3 - <<'END'\n"
                        "import resource, subprocess, sys\n"
                        "code = subprocess.run(['ncmec-pdf', 'import', 'f.xlsx', '--year', '2022']).returncode\n"
                        "kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
                        "print(kib, 'KiB')\n"
                        "sys.exit(code if kib <= 64 << 10 else 99)\n"
                        "END");
        if (run.exit != 4 && run.exit != 2)
            fail_msg("%s: exit %d, %.*s%.*s", scripts[i], run.exit, STR_ARG(run.out), STR_ARG(run.err));
        if (getenv("NCMEC_SHOW"))
            print_message("%s: %d %.*s%.*s\n", scripts[i], run.exit, STR_ARG(run.out), STR_ARG(run.err));
    }
}

/* The same bytes each time, whole or not at all, with what a person needs to fill it in, and read back as it was. */
static void workbooks_are_written(void **state)
{
    (void)state;
    const char *folder = folder_with_book("", "");
    Run run = shell_expect(arena, 0, folder,
                           "cp -r '%s/tests/samples/2021' data\n"
                           "ncmec-pdf export --year 2022 -o a.xlsx && ncmec-pdf export --year 2022 -q -o b.xlsx\n"
                           "cmp a.xlsx b.xlsx && ncmec-pdf import a.xlsx --year 2022\n"
                           "ncmec-pdf check a.xlsx --strict -q",
                           shell_tree);
    assert_holds(run.err, "a.xlsx: read as a workbook, sheet 'Figures'; 0 changes in 0 files\n");
    run = shell_expect(arena, 0, folder,
                       "python3 - <<'END'\n"
                       "import zipfile, re, xml.dom.minidom as dom\n"
                       "archive = zipfile.ZipFile('a.xlsx')\n"
                       "parts = {i.filename: archive.read(i).decode() for i in archive.infolist()}\n"
                       "for text in parts.values(): dom.parseString(text)\n"
                       "assert all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in archive.infolist())\n"
                       "types = re.findall('PartName=\"/([^\"]*)\"', parts['[Content_Types].xml'])\n"
                       "assert len(types) == 5 and all(name in parts for name in types)\n"
                       "sheet, notes = parts['xl/worksheets/sheet1.xml'], parts['xl/comments1.xml']\n"
                       "assert 'state=\"frozen\"' in sheet and '\"draft,final\"' in sheet and '<v>' not in sheet\n"
                       "assert notes.count('<comment ') == parts['xl/drawings/vmlDrawing1.vml'].count('<v:shape ')\n"
                       "print(re.search('sqref=\"(C[^\"]*)\"', sheet)[1])\n"
                       "for place in ('H1', 'H3'):\n"
                       "    print(re.search('ref=\"%%s\".*?<t [^>]*>(.*?)</t>' %% place, notes, re.S)[1])\n"
                       "END");
    assert_text(run.out, STR("C2:C58\nncmec-pdf:\nCyberTipline reports (reports)\nncmec-pdf:\n2021: 39,659\n"));
    /* An empty one, to be filled in; what a person filled in is not written over. */
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf new --state CA,NV --year 2023 --xlsx -o n.xlsx\n"
                       "ncmec-pdf new --state CA,NV --year 2023 --xlsx >m.xlsx && cmp n.xlsx m.xlsx\n"
                       "ncmec-pdf new --state CA,NV --year 2023 -q -o n.xlsx\n"
                       "python3 -c \"import zipfile; notes = zipfile.ZipFile('n.xlsx').read('xl/comments1.xml')\n"
                       "print(notes.count(b'2022: '), notes.count(b'Where the figures are from'), notes.count(b'The "
                       "day of the count'))\"\n"
                       "ncmec-pdf import n.xlsx --year 2023; test $? = 4");
    assert_text(run.out, STR("31 1 1\n"));
}

/* A name tells what is written, never another thing, and a disk that is full keeps the old file. */
static void workbooks_are_written_whole_or_not_at_all(void **state)
{
    (void)state;
    const char *folder = folder_with_book("", "");
    static const struct {
        const char *command, *message;
    } rows[] = {
        {"export --year 2022 -o a.ods",
         "'a.ods' would hold a table with commas; choose a name for -o that ends in .csv"},
        {"new --state CA --year 2024 --csv -o a.xlsx", "'a.xlsx' would hold a table with commas"},
        {"new --state CA --year 2024 --xlsx -o a.csv",
         "'a.csv' would hold a workbook; choose a name for -o that ends in "
         ".xlsx"},
        {"export --year 2022 -o old.xlsx", "'old.xlsx' is there and holds something else; to replace it, add --force"},
    };
    file_write(arena, folder, "old.xlsx", STR("old"));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Run run = shell_expect(arena, 2, folder, "ncmec-pdf %s", rows[i].command);
        assert_holds(run.err, rows[i].message);
    }
    Run run = shell_expect(arena, 1, folder, "ulimit -f 4; ncmec-pdf export --year 2022 --force -o old.xlsx");
    assert_holds(run.err, "old.xlsx");
    assert_text(file_text(arena, folder, "old.xlsx"), STR("old"));
    shell_expect(arena, 0, folder, "test -z \"$(find . -name '*.ncmec-tmp' -o -name 'a.*')\"");
    run = shell_expect(arena, 1, folder,
                       "mkdir lib && touch lib/libminizip.so.1\n"
                       "LD_LIBRARY_PATH=lib ncmec-pdf export --year 2022 -o a.xlsx");
    assert_holds(run.err, "install the package libminizip1");
}

/* What a spreadsheet program makes of it, saving it as a workbook, as a text, and this as a workbook again, means the
   same: days, TRUE and figures. */
static void a_spreadsheet_program_keeps_the_meaning(void **state)
{
    (void)state;
    static const int years[] = {2021, 2022, 2023};
    if (shell(arena, shell_tree, "command -v soffice").exit != 0) {
        print_message("soffice is not installed\n");
        skip();
    }
    for (size_t i = 0; i < COUNT_OF(years); i++) {
        const char *folder = folder_new(arena);
        shell_expect(
            arena, 0, folder,
            "cp -r '%s/tests/samples' data && sed -i 's/^# as_of.*//; s/^as_of:.*//; s/^revised:.*//' data/%d/CA.yaml\n"
            "printf 'as_of: %d-12-31\nrevised: %d-06-30\n' >>data/%d/CA.yaml\n"
            "ncmec-pdf export --year %d -q -o a.xlsx\n"
            "office() { HOME=$PWD soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to $1 "
            "--outdir $2 $3 >&2; }\n"
            "office xlsx b a.xlsx && office csv c b/a.xlsx && office xlsx d c/a.csv",
            shell_tree, years[i], years[i], years[i] + 1, years[i], years[i]);
        static const char *const files[] = {"a.xlsx", "b/a.xlsx", "c/a.csv", "d/a.xlsx"};
        for (size_t k = 0; k < COUNT_OF(files); k++) {
            Run run = shell_expect(arena, 0, folder, "ncmec-pdf import %s --year %d", files[k], years[i]);
            assert_holds(run.err, "; 0 changes in 0 files\n");
            assert_int_equal(count_of(run.err, "comments are not read"), 0);
        }
    }
}

/* From what offices keep to final sheets in three commands, with every figure as it was: layouts of offices.py. */
static void lead_to_final_sheets(int first, int last, bool by_office)
{
    for (int layout = first; layout <= last; layout++) {
        const char *folder = folder_new(arena);
        shell_expect(
            arena, 0, folder,
            "mkdir data && cp -r '%s/tests/samples/2022' data\n"
            "for y in 2022 2023; do ncmec-pdf export --data-dir '%s/tests/samples' --year $y -q -o $y.csv; done\n"
            "python3 -B '%s/tests/tools/offices.py' %d 2023.csv 2022.csv && mkdir saved\n"
            "if %s; then HOME=$PWD soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to "
            "xlsx --outdir saved *.xlsx >&2; else mv *.xlsx saved; fi",
            shell_tree, shell_tree, shell_tree, layout, by_office ? "true" : "false");
        Run run = shell_expect(
            arena, 0, folder,
            "ncmec-pdf import saved/*.xlsx --year 2023 --source 'Invented figures for tests' --status final "
            "--write");
        assert_holds(run.err, "\n57 files written\n");
        assert_lacks(run.err, "error");
        shell_expect(arena, 0, folder, "ncmec-pdf check --year 2023 --strict");
        run = shell_expect(arena, 0, folder, "ncmec-pdf --state all --year 2023 --no-sync -o out/");
        assert_holds(run.err, "\n0 drafts, 56 samples\n56 sheets: 56 written, 0 unchanged, 0 failed\n");
        run = shell_expect(arena, 0, folder,
                           "ncmec-pdf export --year 2023 -q -o after.csv\n"
                           "python3 -B '%s/tests/tools/offices.py' same 2023.csv after.csv",
                           shell_tree);
        assert_text(run.out, STR(""));
    }
}

static void workbooks_of_offices_lead_to_final_sheets(void **state)
{
    (void)state;
    lead_to_final_sheets(1, 3, false);
}

static void workbooks_that_a_spreadsheet_program_saved_lead_to_final_sheets(void **state)
{
    (void)state;
    if (shell(arena, shell_tree, "command -v soffice").exit != 0) {
        print_message("soffice is not installed\n");
        skip();
    }
    lead_to_final_sheets(4, 6, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_read_as_a_person_would_type_them),
        cmocka_unit_test(hidden_columns_are_read_and_counted),
        cmocka_unit_test(percentages_lose_what_floats_added),
        cmocka_unit_test(sheets_of_offices_are_tables),
        cmocka_unit_test(years_are_those_that_cells_show),
        cmocka_unit_test(formats_are_those_of_what_cells_hold),
        cmocka_unit_test(merged_cells_give_no_figures),
        cmocka_unit_test(workbooks_stand_wherever_tables_do),
        cmocka_unit_test(bombs_are_refused_in_little_memory),
        cmocka_unit_test(workbooks_are_written),
        cmocka_unit_test(workbooks_are_written_whole_or_not_at_all),
        cmocka_unit_test(a_spreadsheet_program_keeps_the_meaning),
        cmocka_unit_test(workbooks_of_offices_lead_to_final_sheets),
        cmocka_unit_test(workbooks_that_a_spreadsheet_program_saved_lead_to_final_sheets),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
