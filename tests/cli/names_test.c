/* Names of files and values that would drive a terminal, or a spreadsheet: they are shown escaped wherever they are
   said, and lists for programs stay valid. */
#include "tests/tools/shell.h"

/* ESC, line feed, BEL, a byte that is not UTF-8, a right-to-left override. */
static const char shell_name[] = "x=$(printf 'a\\033[31m\\nb\\007\\377\\342\\200\\256.c'); ";

static void assert_harmless(const char *command, Str text)
{
    assert_int_equal(utf8_invalid(text), text.n);
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (c != '\n' && !is_shown(c))
            fail_msg("%s: U+%04X in\n%.*s", command, (unsigned)c, STR_ARG(text));
    }
}

static void names_are_escaped_wherever_they_are_said(void **state)
{
    (void)state;
    static const struct {
        const char *command, *said;
        int exit;
    } cases[] = {
        {"ncmec-pdf --data-dir \"$x\" --state CA --year 2023 -v -o \"$x.pdf\"",
         "read a\\x1b[31m\\nb\\x07\\xff\\u202e.c/2023/CA.yaml\n", 0},
        {"ncmec-pdf --data-dir \"$x\" --state CA --year 2023 -o \"$x.pdf\"", "\\u202e.c.pdf: 2 pages, ", 0},
        {"ncmec-pdf --data-dir \"$x\" --state CA --year 2023 --dump pages -o \"$x.txt\"", "\\u202e.c.txt: ", 0},
        {"ncmec-pdf --data-dir \"$x\" --state all --year 2023 -o \"$x/\" --report \"$x.json\"", "1 written", 0},
        {"cat \"$x.json\"", "\"file\":\"a\\u001b[31m\\nb\\u0007\xEF\xBF\xBD\\u202e.c/", 0},
        {"ncmec-pdf --data-dir \"$x\" --state all --year 2023 -o \"$x/\" --report \"$x.csv\"", "1 unchanged", 0},
        {"tr -d '\\r' <\"$x.csv\"", ",a\\x1b[31m\\nb\\x07\\xff\\u202e.c/", 0},
        {"mkfifo \"$x.d.pdf\"; ncmec-pdf --data-dir \"$x\" --state CA --year 2023 -o \"$x.d.pdf\"",
         "error: cannot write 'a\\x1b[31m\\nb", 1},
        {"ncmec-pdf list --data-dir \"$x\" --year 2023", "final  a\\x1b[31m\\nb\\x07\\xff\\u202e.c/2023/CA.yaml", 0},
        {"ncmec-pdf check --data-dir \"$x\" -v", "read a\\x1b[31m", 0},
        {"ncmec-pdf explain --data-dir \"$x\" --state CA --year 2023",
         "a\\x1b[31m\\nb\\x07\\xff\\u202e.c/2023/CA.yaml:", 0},
        {"ncmec-pdf statement --data-dir \"$x\" --state CA --year 2023",
         "Wording: a\\x1b[31m\\nb\\x07\\xff\\u202e.c/templates/", 0},
        {"ncmec-pdf packet --data-dir \"$x\" --state CA --year 2023 -v -o \"$x.pdf\" --title T",
         "\\u202e.c.pdf: 1 sheet", 0},
        {"ncmec-pdf -q --data-dir \"$x\" --state CA --year 2023 --for screen -o \"$x.s.pdf\"\n"
         "ncmec-pdf verify --data-dir \"$x\" \"$x.s.pdf\"",
         "a\\x1b[31m\\nb\\x07\\xff\\u202e.c.s.pdf: CA 2023", 0},
        {"ncmec-pdf -q --data-dir \"$x\" --state CA --year 2022 -o \"$x.t.pdf\"\n"
         "ncmec-pdf diff \"$x.s.pdf\" \"$x.t.pdf\"",
         "  - a\\x1b[31m\\nb\\x07\\xff\\u202e.c.s.pdf: NCMEC", 8},
        {"ncmec-pdf release --data-dir \"$x\" \"$x.s.pdf\"", "\\u202e.c.s.pdf: CA 2023, edition 1", 0},
        {"ncmec-pdf --data-dir \"$x\" --state CA --year 2023 --for web -o \"$x.html\"", "\\u202e.c.html: ", 0},
        {"ncmec-pdf new --data-dir \"$x\" --state NV --year 2023", "/2023/NV.yaml: new\n", 0},
        {"printf 'state,cvip_submissions\\nCA,186\\n' >\"$x.csv\"; ncmec-pdf import --data-dir \"$x\" --year 2023 "
         "\"$x.csv\"",
         "a\\x1b[31m\\nb\\x07\\xff\\u202e.c.csv: read as UTF-8", 0},
        {"NCMEC_PDF_DATA=\"$x\" ncmec-pdf check \"$x\"", "\\u202e.c'", 2},
        {"NCMEC_PDF_DATA=\"$x\" ncmec-pdf check --state \"$x\" --year 2023",
         "unknown state 'a\\x1b[31m\\nb\\x07\\xff\\u202e.c'", 2},
        {"NCMEC_PDF_DATA=\"$x\" ncmec-pdf \"$x\"", "a\\x1b[31m\\nb", 2},
        {"NCMEC_PDF_DATA=\"$x\" ncmec-pdf --state CA --year \"$x\"", "a\\x1b[31m", 2},
        {"ncmec-pdf --data-dir \"$x\" --state CA --year 2023 --diagnostics json --theme \"$x\"",
         "a\\u001b[31m\\nb\\u0007", 1},
        {"sed -i 's/^state: CA/state: XX/' \"$x/2023/CA.yaml\"; ncmec-pdf check --data-dir \"$x\"",
         "a\\x1b[31m\\nb\\x07\\xff\\u202e.c/2023/CA.yaml:10:8: error: ", 4},
    };
    const char *folder = folder_with_states(arena, "");
    shell_expect(arena, 0, folder, "%smv data \"$x\"", shell_name);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Run run = shell(arena, folder, "{ %s%s; } 2>&1", shell_name, cases[i].command);
        assert_harmless(cases[i].command, run.out);
        if (run.exit != cases[i].exit || str_find(run.out, str_from(cases[i].said), 0) == run.out.n)
            fail_msg("%s: exit code %d\n%.*s", cases[i].command, run.exit, STR_ARG(run.out));
    }
}

/* As a spreadsheet would take the table apart. */
static void no_cell_is_a_formula(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "sed -i 's/^source: .*/source: \"=HYPERLINK(1)\"/' data/2023/CA.yaml && mkdir -- +out @out && "
                 "ncmec-pdf explain --state CA --year 2023 --format csv -o cells.csv && "
                 "ncmec-pdf -q --state all --year 2023 -o +out/ --report r.csv && cat r.csv >>cells.csv && "
                 "ncmec-pdf -q --state all --year 2023 -o @out/ --report r.csv && cat r.csv >>cells.csv");
    Run cells =
        shell_expect(arena, 0, folder,
                     "python3 -c 'import csv; [print(cell) for row in csv.reader(open(\"cells.csv\", newline=\"\")) "
                     "for cell in row if cell.lstrip(\"\\x27\")[:1] in list(\"=+-@\\t\\r\")]' | sort -u");
    assert_str(cells.out, "'+out/ncmec-CA-2023.pdf\n'=HYPERLINK(1)\n'@out/ncmec-CA-2023.pdf\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_escaped_wherever_they_are_said),
        cmocka_unit_test(no_cell_is_a_formula),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
