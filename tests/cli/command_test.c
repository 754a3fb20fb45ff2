/* Help, version and list: what the program says of itself and of the data folder. */
#include "tests/tools/shell.h"

static void help_is_printed_for_each_command(void **state)
{
    (void)state;
    static const char *const names[] = {"check",  "list", "packet", "explain", "statement", "import",
                                        "export", "new",  "schema", "help",    "version"};
    const char *folder = folder_new(arena);
    Run all = shell_expect(arena, 0, folder, "ncmec-pdf help");
    assert_text(shell_expect(arena, 0, folder, "ncmec-pdf --help").out, all.out);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_holds(all.out, str_printf(arena, "\n  %s ", names[i]).s);
        Run help = shell_expect(arena, 0, folder, "ncmec-pdf help %s", names[i]);
        assert_true(str_starts(help.out, str_printf(arena, "Usage: ncmec-pdf %s ", names[i])));
        assert_text(shell_expect(arena, 0, folder, "ncmec-pdf %s --help", names[i]).out, help.out);
        assert_int_equal(help.err.n, 0);
    }
    Run wide = shell_expect(
        arena, 0, folder,
        "{ ncmec-pdf help; for c in watch check diff verify release list packet demo explain "
        "statement import export new schema help version; do ncmec-pdf help $c; done; } | awk 'length > 80'");
    assert_int_equal(wide.out.n, 0);
    assert_text(shell_expect(arena, 0, folder, "ncmec-pdf version").out,
                shell_expect(arena, 0, folder, "ncmec-pdf --version").out);
}

/* Advice names options of this program, and three of qpdf's; a comment names two that are none, and the web's style
   sheet has names of its own. */
static void each_option_that_is_named_is_there(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    Run run = shell_expect(arena, 0, folder,
                           "{ ncmec-pdf --completions fish | sed -n 's/.* -l \\([a-z-]*\\).*/--\\1/p'; printf '%%s\\n' "
                           "--pages --overlay --to --st --name; } |\n"
                           "  sort -u >rows\n"
                           "grep -rhoE '\"([^\"\\]|\\\\.)*\"' '%s/src' --include='*.c' | grep -oE \"(^|[ "
                           "'(=\\\"])--[a-z][a-z-]*[a-z]\" |\n"
                           "  grep -oE -- '--.*' | grep -v '^--ncmec' | sort -u >named\n"
                           "[ $(wc -l <rows) -gt 50 ] && [ $(wc -l <named) -gt 30 ] || exit 1\n"
                           "comm -13 rows named",
                           shell_tree);
    assert_int_equal(run.out.n, 0);
}

/* A command's help has the options that it takes, in its own words, and no others. */
static void help_says_what_a_command_takes(void **state)
{
    (void)state;
    Run help = shell_expect(arena, 0, shell_tree, "ncmec-pdf help import");
    assert_true(str_starts(help.out, STR("Usage: ncmec-pdf import [FILE...] [OPTION...]\n\n")));
    assert_holds(help.out, "\n  --year YEAR         four digits: 2023; many:");
    assert_holds(help.out, "\n  --write             change the files");
    assert_lacks(help.out, "--state");
    assert_lacks(help.out, "--shard");
    help = shell_expect(arena, 0, shell_tree, "ncmec-pdf help explain");
    assert_true(str_starts(help.out, STR("Usage: ncmec-pdf explain --state STATE --year YEAR [OPTION...]\n"
                                         "       ncmec-pdf explain --data FILE [OPTION...]\n")));
    help = shell_expect(arena, 0, shell_tree, "ncmec-pdf help packet");
    assert_holds(help.out, "\n  --prepared-for TEXT whom the packet is for\n");
    assert_holds(help.out, "--year YEAR         four digits: 2023; many:");
}

/* Every command, option and code of a finding, without a complaint of mandoc but for the date, which a page that is the
   same bytes each time has none. */
static void the_manual_page_has_it_all(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder, "ncmec-pdf --man >ncmec-pdf.1 && ncmec-pdf help --man | cmp - ncmec-pdf.1");
    Run lint = shell_expect(arena, 0, folder, "mandoc -T lint -W warning ncmec-pdf.1 | grep -v 'missing date' || :");
    assert_int_equal(lint.out.n, 0);
    Run page = shell_expect(arena, 0, folder,
                            "mandoc -T ascii -O width=200 ncmec-pdf.1 | sed 's/.\x08//g' >page\n"
                            "{ ncmec-pdf help; ncmec-pdf help check; ncmec-pdf help import; ncmec-pdf help new; } |\n"
                            "  sed -n 's/^ *\\(-., \\)*\\(--[a-z-]*\\).*/\\2/p' | sort -u >options\n"
                            "ncmec-pdf check --explain all | sed -n 's/^\\([a-z-]*\\) (.*/\\1/p' >codes\n"
                            "[ $(wc -l <options) -gt 35 ] && [ $(wc -l <codes) -gt 35 ] || exit 1\n"
                            "while read -r o; do grep -q -e \"^ *\\(-., \\)*$o\\b\" page || echo $o; done <options\n"
                            "while read -r c; do grep -q \"^ *$c\\b\" page || echo $c; done <codes; cat page");
    assert_true(str_starts(page.out, STR("NCMEC-PDF(1)")));
    assert_holds(page.out, "ncmec-pdf diff OLD NEW");
    assert_holds(page.out, "    ncmec-pdf --state CA --year 2023 --dump tags\n");
}

/* What is typed: every key, and examples that are read and run. */
static void the_manual_of_data_has_it_all(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "GU MP NY VT");
    Run lint = shell_expect(arena, 0, folder,
                            "ncmec-pdf help data --man >page.5 && mandoc -T lint -W warning page.5 | grep -v 'missing "
                            "date' || :; ncmec-pdf help data >page; awk 'length > 80' page");
    assert_int_equal(lint.out.n, 0);
    Run page = shell_expect(arena, 0, folder, "mandoc -T ascii page.5 | sed 's/.\x08//g'");
    assert_true(str_starts(page.out, STR("NCMEC-PDF-DATA(5)")));
    assert_holds(page.out, "THE WORDING\n");
    assert_holds(page.out, "page.width                      a length, 216 to 1728 pt\n");
    Run lacks =
        shell_expect(arena, 0, folder, "python3 '%s'/tests/tools/manual.py keys '%s' <page", shell_tree, shell_tree);
    assert_int_equal(lacks.out.n, 0);
    shell_expect(arena, 0, folder,
                 "set -e; cat >data/themes/logo.svg <<END\n"
                 "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9' "
                 "fill='#fff'/></svg>\nEND\n"
                 "python3 '%s'/tests/tools/manual.py examples <page >commands; [ $(wc -l <commands) -gt 12 ]\n"
                 "ncmec-pdf check; ncmec-pdf --state CA --year 2023 --draft -o a.pdf; . ./commands; ncmec-pdf --state "
                 "CA --year 2023 "
                 "--theme data/themes/office.yaml -o office.pdf\n"
                 "[ -s ca.pdf ] && [ -s ca-es.pdf ] && [ -s house.pdf ] && [ -s empty.xlsx ] && [ -s withheld.csv ] && "
                 "[ -s hearing.pdf ] && pdfinfo -struct all.pdf | grep -q TOCI && pdftotext -l 1 stamped.pdf - | grep "
                 "-q at.a.glance",
                 shell_tree);
}

/* What an editor and a designer change is copied by a command, with its schema, and seen with the example figures. */
static void wording_and_look_are_copied(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf new wording");
    assert_text(run.err,
                STR("data/templates/fact-sheet.yaml: new\n"
                    "data/schemas/wording.schema.json: new, for editors such as VS Code\n"
                    "next: change it; 'ncmec-pdf demo --template data/templates/fact-sheet.yaml' shows it with "
                    "the example figures\n"));
    run = shell_expect(arena, 0, folder, "ncmec-pdf new theme && ncmec-pdf new theme --theme house");
    assert_holds(run.err, "data/themes/ncmec.yaml: new\n");
    assert_holds(run.err, "data/themes/house.yaml: new\nnext: change it; 'ncmec-pdf demo --theme house' shows it");
    shell_expect(arena, 0, folder,
                 "t='%s/data'; cmp $t/templates/fact-sheet.yaml data/templates/fact-sheet.yaml && "
                 "cmp $t/themes/ncmec.yaml data/themes/ncmec.yaml && cmp $t/schemas/theme.schema.json "
                 "data/schemas/theme.schema.json && ncmec-pdf demo -q -o a.pdf && ncmec-pdf demo -q --theme house -o "
                 "b.pdf && pdftotext a.pdf a && pdftotext b.pdf b && cmp a b && printf 'silhouette: none\\n' "
                 ">>data/themes/house.yaml && ncmec-pdf demo -q "
                 "--theme house -o b.pdf && ! cmp -s a.pdf b.pdf && "
                 "sed -i 's/at a glance/at one glance/' data/templates/fact-sheet.yaml && ncmec-pdf demo -q --template "
                 "data/templates/fact-sheet.yaml -o c.pdf && pdftotext c.pdf - | grep -q 'at one glance'",
                 shell_tree);
    run =
        shell_expect(arena, 0, folder,
                     "ncmec-pdf new wording --year 2024 && ncmec-pdf new wording --language es && ncmec-pdf new "
                     "dictionary --year 2024 && ncmec-pdf new jurisdictions && ncmec-pdf new packet-wording && "
                     "ncmec-pdf new --state CA --year 2024 && ncmec-pdf --state CA --year 2024 --draft -q && grep "
                     "'at one glance' -q data/2024/templates/fact-sheet.yaml && for f in $(find data -name '*.yaml'); "
                     "do s=$(sed -n 's/.*yaml-language-server: $schema=//p' $f); [ -s $(dirname $f)/$s ] || echo $f; "
                     "done");
    assert_text(run.out, STR(""));
    assert_holds(run.err, "data/2024/figures.schema.json: new");
    static const struct {
        const char *arguments, *says;
        int code;
    } rows[] = {
        {"wording", "'data/templates/fact-sheet.yaml' exists; nothing is written over it", 1},
        {"theme --year 2024", "'new theme' copies one file into the data folder; leave out '--year'", 2},
        {"dictionary --language es", "'new dictionary' copies one file into the data folder; leave out '--language'",
         2},
        {"wording --theme house", "'new wording' takes no --theme", 2},
        {"theme --state CA", "leave out '--state'", 2},
        {"theme wording", "name one thing to copy, as in: ncmec-pdf new theme", 2},
        {"wording --language en,es", "name one language, as in: ncmec-pdf new wording --language es", 2},
        {"theme --theme a/b.yaml", "is a name, without folder or ending", 2},
        {"--state CA --year 2024 --theme house", "write it as in: ncmec-pdf new theme --theme house", 2},
        {"CA 2024", "write: ncmec-pdf new --state CA --year 2024", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_holds(shell_expect(arena, rows[i].code, folder, "ncmec-pdf new %s", rows[i].arguments).err,
                     rows[i].says);
}

/* A folder 'data' that is empty or missing is begun by who makes files in it, and stays away where none is made. */
static void an_empty_folder_is_begun(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    shell_expect(
        arena, 0, folder,
        "mkdir data && ncmec-pdf new --state CA --year 2024 -q && rm -r data && printf 'state,CyberTipline "
        "reports\nCA,5\n' >t.csv && ncmec-pdf import t.csv --year 2024 --source x -q && ! [ -e data ] && "
        "ncmec-pdf import t.csv --year 2024 --source x --write -q && grep -q 'reports: 5' data/2024/CA.yaml && "
        "[ -s data/figures.schema.json ] && rm -r data && printf 'state,CyberTipline reports\nCA,five\n' "
        ">t.csv; ncmec-pdf import t.csv --year 2024 --source x --write -q; ! [ -e data ]");
    Run run = shell_expect(arena, 1, folder, "ncmec-pdf --data-dir nope new --state CA --year 2024");
    assert_holds(run.err, "make the folder first");
}

/* From an empty folder to a sheet of one's own, by what each command says next. */
static void the_first_minutes_lead_on(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    Run run = shell_expect(arena, 2, folder, "ncmec-pdf");
    assert_holds(run.err, "try 'ncmec-pdf demo'");
    run = shell_expect(arena, 0, folder, "ncmec-pdf demo");
    assert_holds(run.err, "ncmec-CA-2023.pdf: 2 pages");
    assert_holds(run.err, "next: 'ncmec-pdf new --state CA --year 2024'");
    assert_holds(run.err, "'ncmec-pdf new wording' and 'ncmec-pdf new theme' copy wording and look");
    shell_expect(arena, 0, folder,
                 "ncmec-pdf -q --data-dir '%s/data' --state CA --year 2023 -o - | cmp - ncmec-CA-2023.pdf && "
                 "ncmec-pdf demo --for screen -q -o x.pdf && qpdf --check x.pdf && ! [ -e data ]",
                 shell_tree);
    run = shell_expect(arena, 1, folder, "ncmec-pdf check");
    assert_holds(run.err, "or begin one: ncmec-pdf new --state CA --year 2024\n");
    run = shell_expect(arena, 0, folder, "ncmec-pdf new --state CA --year 2024");
    assert_text(run.err,
                STR("data/2024/national.yaml: new\ndata/2024/CA.yaml: new\n"
                    "data/figures.schema.json: new, for editors such as VS Code\n"
                    "next: type the figures; 'ncmec-pdf check --year 2024' finds mistakes in them, 'ncmec-pdf --state "
                    "CA --year 2024' makes the sheet\n"));
    run = shell_expect(arena, 1, folder, "ncmec-pdf --state TX --year 2024");
    assert_holds(run.err, "'data/2024/TX.yaml' does not exist; make it by 'ncmec-pdf new --state TX --year 2024'");
    shell_expect(arena, 0, folder,
                 "for f in CA national; do sed 's/^year: .*/year: 2024/; s/2023/2024/' '%s'/data/2023/$f.yaml "
                 ">data/2024/$f.yaml; done; ncmec-pdf check --year 2024 && ncmec-pdf --state CA --year 2024",
                 shell_tree);
    assert_true(file_exists(arena, folder, "ncmec-CA-2024.pdf"));
    /* A folder that cannot be made leaves nothing. */
    shell_expect(arena, 2, folder, "mkdir empty && cd empty && ncmec-pdf new --state XX --year 2024");
    shell_expect(arena, 0, folder, "rmdir empty");
}

static void help_is_asked_for_one_command(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 2, shell_tree, "ncmec-pdf help chekc");
    assert_text(run.err, STR("ncmec-pdf: error: unknown command 'chekc'; did you mean 'check'?\n"));
    run = shell_expect(arena, 2, shell_tree, "ncmec-pdf help frobnicate");
    assert_text(run.err, STR("ncmec-pdf: error: unknown command 'frobnicate'; 'ncmec-pdf help' lists the commands\n"));
    run = shell_expect(arena, 2, shell_tree, "ncmec-pdf help check list");
    assert_text(run.err, STR("ncmec-pdf: error: name one command, as in: ncmec-pdf help check\n"));
    assert_int_equal(run.out.n, 0);
}

static void years_are_listed(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder,
                 "mkdir -p data/2021 data/2022 data/2023 && cp '%s'/tests/samples/2021/*.yaml data/2021 && "
                 "cp data/2021/[A-M]*.yaml data/2021/national.yaml data/2022 && cp data/2021/CA.yaml data/2023 && "
                 "mkdir data/2024",
                 shell_tree);
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf list");
    assert_text(run.out,
                STR("2021   56 states   all\n"
                    "2022   30 states   AL, AK, AZ, AR, CA, CO, CT, DE, DC, FL, GA, HI, ID, IL, IN, IA, KS, KY, "
                    "LA, ME,\n"
                    "                   MD, MA, MI, MN, MS, MO, MT, AS, GU, MP\n"
                    "2023    1 state    CA; no national.yaml\n"
                    "2024    0 states   no national.yaml\n"));
    assert_int_equal(run.err.n, 0);
}

/* On a terminal tables and texts are as wide as that is, or COLUMNS says; elsewhere 100 columns. No figure is lost. */
static void tables_fit_the_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *command;
        int most;
    } rows[] = {
        {"list", 60},
        {"check --year 2023 --disclosure", 60},
        {"import t.csv --year 2023", 80},
        {"diff 2022 2023 || [ $? = 8 ]", 60},
        {"list --year 2023", 50},
        {"explain --state VT --year 2023", 70},
    };
    const char *folder = folder_with_states(arena, "VT NV");
    file_write(arena, folder, "t.csv",
               STR("state,cybertipline_reports,cvip_submissions,missing_from_social_services,missing_from_orr,notes\n"
                   "VT,\"more than 2,345\",\"345\",1102,162,A very long note that goes on\n"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int wide = 0; wide < 3; wide++) {
            int columns = wide == 0 ? rows[i].most : 140;
            Run run = shell_expect(arena, 0, folder, "%spython3 '%s'/tests/tools/terminal.py %d ncmec-pdf %s",
                                   wide == 2 ? "COLUMNS=90 " : "", shell_tree, columns, rows[i].command);
            int most = wide == 2 ? 90 : columns;
            for (size_t at = 0, end; at < run.out.n; at = end + 1) {
                end = str_find(run.out, STR("\n"), at);
                Str line = str_slice(run.out, at, end);
                if (utf8_count(line) > (size_t)most)
                    fail_msg("%s, %d columns: %.*s", rows[i].command, most, STR_ARG(line));
            }
            if (i == 2) {
                assert_holds(run.out, "more than 2,345");
                assert_holds(run.out, " 345 ");
            }
        }
    /* No two names are cut to the same. */
    file_write(arena, folder, "u.csv",
               STR("state,missing_total,missing_from_social_services,missing_from_orr\nVT,1880,1102,163\n"));
    Run run = shell_expect(arena, 0, folder,
                           "python3 '%s'/tests/tools/terminal.py 50 ncmec-pdf import u.csv --year 2023", shell_tree);
    assert_holds(run.out, "\n       from_social_\n       services\n");
    assert_holds(run.out, "\n       from_orr\n");
    run = shell_expect(arena, 0, folder, "COLUMNS=40 ncmec-pdf list");
    assert_holds(run.out, "2023    3 states   CA, NV, VT\n");
}

static void states_of_a_year_are_listed(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "cp data/2023/CA.yaml data/2023/MP.yaml && sed -i 's/^status:.*/status: draft/' data/2023/MP.yaml && "
                 "printf 'a: [' >data/2023/NY.yaml");
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf list --year 2023");
    assert_text(run.out, STR("US  the nation                final  data/2023/national.yaml\n"
                             "CA  California                final  data/2023/CA.yaml\n"
                             "NY  New York                  not readable  data/2023/NY.yaml\n"
                             "MP  Northern Mariana Islands  draft  data/2023/MP.yaml\n"));
    assert_text(shell_expect(arena, 0, folder, "ncmec-pdf list --year all").out, run.out);
    run = shell_expect(arena, 1, folder, "ncmec-pdf list --year 2022");
    assert_text(run.err, STR("ncmec-pdf: error: there are no figures of 2022: 'data/2022' holds none\n"));
    shell_expect(arena, 0, folder, "mkdir empty && cp data/*.yaml empty");
    run = shell_expect(arena, 1, folder, "ncmec-pdf list --data-dir empty");
    assert_text(run.err, STR("ncmec-pdf: error: there are no figures in 'empty'\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_is_printed_for_each_command),
        cmocka_unit_test(each_option_that_is_named_is_there),
        cmocka_unit_test(help_says_what_a_command_takes),
        cmocka_unit_test(help_is_asked_for_one_command),
        cmocka_unit_test(years_are_listed),
        cmocka_unit_test(states_of_a_year_are_listed),
        cmocka_unit_test(tables_fit_the_terminal),
        cmocka_unit_test(the_manual_page_has_it_all),
        cmocka_unit_test(the_manual_of_data_has_it_all),
        cmocka_unit_test(the_first_minutes_lead_on),
        cmocka_unit_test(wording_and_look_are_copied),
        cmocka_unit_test(an_empty_folder_is_begun),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
