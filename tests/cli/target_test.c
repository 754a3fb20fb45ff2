/* No output is written over an input: each way to name one as the other is refused before a byte is written. Neither do
   two outputs meet in one file, nor does a table that a person filled give way, nor a PDF get a document's name. */
#include "tests/tools/shell.h"

#include <string.h>

static const char *office;

/* A folder in which everything that can be an input is one. */
static const char *office_new(void)
{
    const char *folder = folder_with_data(arena);
    shell_expect(
        arena, 0, folder,
        "cp data/2023/CA.yaml mine.yaml; ln -s mine.yaml link.yaml; ln mine.yaml hard.yaml; cp mine.yaml mine\n"
        /* Nevada's figures are kept elsewhere, and so is all of 2022. */
        "mkdir typed look out outs; sed 's/^state: CA/state: NV/; s/^source: .*/source: Sample/' mine.yaml >typed/NV\n"
        "ln -s ../../typed/NV data/2023/NV.yaml\n"
        "mkdir typed/2022; for f in CA NV national; do sed 's/2023/2022/g' data/2023/$f.yaml >typed/2022/$f.yaml; "
        "done\n"
        "ln -s ../typed/2022 data/2022\n"
        "cp data/templates/fact-sheet.yaml wording; ln -s wording wording.link\n"
        "cp data/themes/ncmec.yaml look/theme; cp '%s'/tests/house/logo.* look\n"
        "printf 'logo:\\n  file: logo.svg\\n  alt: \"A house in a ring\"\\n  height: 84 pt\\n  side: left\\n"
        "  top: 20 pt\\n  clear_space: 14 pt\\n' >>look/theme\n"
        "cp -R '%s'/fonts data/fonts; ln -s ../data/fonts/SourceSans3-Bold.ttf look/bold\n"
        "echo CA >states; echo NV >>states; ncmec-pdf export --year 2023 -o figures.csv\n"
        "ln -s ../out outs/again; ln -s ncmec-NV-2023.pdf out/ncmec-CA-2023.pdf; ln -s ca.pdf ca-press.pdf\n"
        "ln -s out/ncmec-NV-2023.pdf report.json; : >sheet; ln -s sheet sheet.json\n"
        "echo mine >table.csv; cp data/jurisdictions.yaml names; mkdir odd\n"
        "cp -RL data/2023 data/measures.yaml odd; mkdir odd/2023 2>/dev/null\n"
        "sed 's|name: California|name: a/../../b|' names >odd/jurisdictions.yaml",
        shell_tree, shell_tree);
    return folder;
}

/* All that is there: names, kinds, links' ends, bytes, and when files were written. */
static Str snapshot(void)
{
    return shell_expect(
               arena, 0, office,
               "find . -printf '%%y %%p %%l %%T@\\n' | grep -v '^d' | sort; find . -type f | sort | xargs md5sum; "
               "find . -type d | sort")
        .out;
}

typedef struct Row {
    const char *command, *said;
} Row;

static void refused_all(const Row *rows, size_t count)
{
    Str before = snapshot();
    for (size_t i = 0; i < count; i++) {
        Run run = shell(arena, office, "%s", rows[i].command);
        if (run.exit != 2 || str_find(run.err, str_from(rows[i].said), 0) == run.err.n)
            fail_msg("%s: exit %d, said: %.*s", rows[i].command, run.exit, STR_ARG(run.err));
        /* One cause, one finding. */
        size_t first = str_find(run.err, STR("error:"), 0);
        if (str_find(run.err, STR("error:"), first + 1) < run.err.n)
            fail_msg("%s: said: %.*s", rows[i].command, STR_ARG(run.err));
        Str after = snapshot();
        if (!str_eq(before, after))
            fail_msg("%s: changed the folder:\n%.*s", rows[i].command, STR_ARG(after));
    }
}
#define REFUSED(rows) refused_all(rows, sizeof(rows) / sizeof *(rows))

#define CA "--state CA --year 2023 "
#define BOTH "--state CA,NV --year 2023 "

static void no_output_is_written_over_an_input(void **state)
{
    (void)state;
    static const Row rows[] = {
        /* A sheet over what its options name. */
        {"ncmec-pdf --data mine.yaml -o mine.yaml",
         "'mine.yaml' is read as the state's figures (--data) and would be written over by -o; choose another name"},
        {"ncmec-pdf --data mine -o ./mine", "'./mine' is read as the state's figures (--data)"},
        {"ncmec-pdf --data mine.yaml -o link.yaml", "'link.yaml' is read as the state's figures (--data)"},
        {"ncmec-pdf --data link.yaml -o mine.yaml", "'mine.yaml' is read as the state's figures (--data)"},
        {"ncmec-pdf --data mine -o \"$PWD/out/../mine\"", "/out/../mine' is read as the state's figures (--data)"},
        {"ncmec-pdf --data - -o mine <mine", "'mine' is read as the state's figures (--data)"},
        {"ncmec-pdf --data mine --for press -o mine", "'mine' is read as the state's figures (--data)"},
        {"ncmec-pdf --data mine -o mine --dump document", "'mine' is read as the state's figures (--data)"},
        {"ncmec-pdf --data figures.csv --state CA -o figures.csv",
         "'figures.csv' is read as the table of figures (--data)"},
        {"ncmec-pdf --data figures.csv --state CA,NV -o '{state}' --report figures.csv",
         "'figures.csv' is read as the table of figures (--data) and would be written over by --report"},
        {"ncmec-pdf " CA "--template wording -o wording", "'wording' is read as the wording (--template)"},
        {"ncmec-pdf " CA "--template wording.link -o wording", "'wording' is read as the wording (--template)"},
        {"ncmec-pdf " CA "--template wording --dump tags -o wording", "'wording' is read as the wording (--template)"},
        {"ncmec-pdf " CA "--theme look/theme -o look/theme", "'look/theme' is read as the theme (--theme)"},
        {"ncmec-pdf --theme look/theme --dump theme -o look/theme", "'look/theme' is read as the theme (--theme)"},
        {"ncmec-pdf " CA "--theme look/theme -o look/logo.svg",
         "'look/logo.svg' is read as an input and would be written over by -o"},
        {"ncmec-pdf " CA "--theme look/theme -o look/bold", "'look/bold' is read as fonts"},
        {"ncmec-pdf --state @states --year 2023 -o states", "'states' is read as a list of states (--state)"},
        {"ncmec-pdf --state CA,@./states --year 2023 -o '{state}' --report states",
         "the report 'states' must end in .json or .csv"},
        {"cp \"$(command -v ncmec-pdf)\" out/program && out/program --data-dir data " CA "-o out/program; code=$?\n"
         "rm out/program; exit $code",
         "'out/program' is read as this program"},
        /* Over what the data folder holds, whether this sheet is made from it or not. */
        {"ncmec-pdf " CA "-o data/2023/CA.yaml", "'data/2023/CA.yaml' is read as a state's figures and"},
        {"ncmec-pdf " CA "-o data/2023/national.yaml", "is read as the nation's figures and"},
        {"ncmec-pdf " CA "-o typed/2022/CA.yaml", "'typed/2022/CA.yaml' is read as 'data/2022/CA.yaml'"},
        {"ncmec-pdf " CA "-o data/measures.yaml", "is read as the dictionary of figures and"},
        {"ncmec-pdf " CA "-o data/jurisdictions.yaml", "is read as the list of jurisdictions and"},
        {"ncmec-pdf " CA "-o data/templates/fact-sheet.yaml", "is read as wording and"},
        {"ncmec-pdf " CA "-o data/themes/ncmec.yaml", "is read as a theme and"},
        {"ncmec-pdf " CA "-o data/maps/CA.path", "is read as silhouettes and"},
        {"ncmec-pdf " CA "-o data/icc/srgb.icc.z", "is read as color profiles and"},
        {"ncmec-pdf " CA "-o data/fonts/SourceSans3-Bold.ttf", "is read as fonts and"},
        {"ncmec-pdf " CA "-o data/figures.schema.json",
         "is a name that the data folder keeps for the schema of typed files"},
        {"ncmec-pdf " CA "-o data/2023/TX.yaml",
         "is a name that the data folder keeps for a state's figures; choose another"},
        {"ncmec-pdf " CA "-o data/2031/TX.yaml", "is a name that the data folder keeps for a state's figures"},
        {"ncmec-pdf " CA "-o data/2022/TX.yaml", "is a name that the data folder keeps for a state's figures"},
        {"ncmec-pdf " CA "-o data/2024/templates/x", "is a name that the data folder keeps for wording"},
        {"ncmec-pdf " CA "-o data/2023/../templates/ca.pdf", "is a name that the data folder keeps for wording"},
        {"ncmec-pdf " CA "-o out/../data/fonts/ca.pdf", "is a name that the data folder keeps for fonts"},
        {"cd out && ncmec-pdf --data-dir ../data " CA "-o ../data/themes/ca.pdf", "keeps for a theme"},
        {"ncmec-pdf --data mine --dump tags -o data/2023/CA.yaml", "is read as a state's figures and"},
        {"cd data/2023 && ncmec-pdf --data-dir .. " CA "-o CA.yaml", "'CA.yaml' is read as a state's figures"},
        /* Many sheets. */
        {"ncmec-pdf " BOTH "-o 'data/{year}/{state}.yaml'",
         "'data/2023/CA.yaml' is read as a state's figures and would be written over by -o"},
        {"ncmec-pdf " BOTH "-o 'typed/{state}'",
         "'typed/NV' is read as 'data/2023/NV.yaml' and would be written over by -o"},
        {"ncmec-pdf --state NV,CA --year 2023 -o 'typed/2022/{state}.yaml'",
         "'typed/2022/NV.yaml' is read as 'data/2022/NV.yaml' and would be written over by -o"},
        {"ncmec-pdf --state all --year 2023 -o 'data/maps/{state}.path'", "'data/maps/CA.path' is read as silhouettes"},
        {"ncmec-pdf " BOTH "--theme look/theme -o 'look/{state}' --report data/figures.schema.json",
         "keeps for the schema of typed files; choose another name for --report"},
        {"ln -s wording w.csv; ncmec-pdf --state @states --year 2023 -o fine/ --template wording --report w.csv; "
         "code=$?; "
         "rm w.csv; exit $code",
         "'w.csv' is read as the wording (--template) and would be written over by --report"},
        /* Commands. */
        {"ncmec-pdf explain " CA "--format csv -o data/2023/CA.yaml",
         "is read as a state's figures and would be written over by -o"},
        {"ncmec-pdf explain --data mine --format csv -o mine", "'mine' is read as the state's figures (--data)"},
        {"ncmec-pdf explain --data figures.csv --state CA --format csv -o figures.csv",
         "is read as the table of figures"},
        {"ncmec-pdf packet " BOTH "-o data/templates/packet.yaml", "is read as wording"},
        {"ncmec-pdf packet --state @states --year 2023 -o states", "'states' is read as a list of states (--state)"},
        {"ncmec-pdf packet --data figures.csv --state all -o figures.csv",
         "'figures.csv' is read as the table of figures"},
        {"ncmec-pdf packet " BOTH "--template wording -o wording", "'wording' is read as the wording (--template)"},
        {"ncmec-pdf packet " BOTH "-o typed/NV", "'typed/NV' is read as 'data/2023/NV.yaml'"},
        {"ncmec-pdf schema -o data/measures.yaml", "is read as the dictionary of figures"},
        {"ncmec-pdf schema -o data/jurisdictions.yaml", "is read as the list of jurisdictions"},
        {"ncmec-pdf export --year 2023 -o data/2023/CA.yaml --force", "is read as a state's figures"},
        {"ncmec-pdf export --year 2023 -o typed/NV --force", "'typed/NV' is read as 'data/2023/NV.yaml'"},
        {"ncmec-pdf export --year 2023 -o data/figures.schema.json", "keeps for the schema"},
        {"ncmec-pdf new --state TX --year 2024 --csv -o data/2024/TX.yaml", "keeps for a state's figures"},
        {"ncmec-pdf new --state @states --year 2024 --csv --force -o states", "is read as a list of states (--state)"},
        /* What the shell opened is not this program's to name, but it can be left alone. */
        {"ncmec-pdf --data mine --dump tags >>mine", "standard output goes into the file 'mine', which this run reads"},
        {"ncmec-pdf export --year 2023 >>typed/NV", "standard output goes into the file 'data/2023/NV.yaml'"},
    };
    REFUSED(rows);
}

static void no_two_outputs_are_one_file(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"ncmec-pdf " BOTH "-o out/", "'out/ncmec-CA-2023.pdf' and 'out/ncmec-NV-2023.pdf' are one file, which -o for "
                                      "CA 2023 and -o for NV 2023 would "
                                      "write"},
        {"ncmec-pdf --state NV --year 2023 -j1 -o out/ --report report.json",
         "'out/ncmec-NV-2023.pdf' and 'report.json' are one file, which -o and --report would write"},
        {"ncmec-pdf --state NV --year 2023 -j1 -o sheet --report sheet.json", "'sheet' and 'sheet.json' are one file"},
        {"ncmec-pdf --state CA --year 2023 --for screen,press -o ca.pdf",
         "'ca.pdf' and 'ca-press.pdf' are one file, which -o for screen and -o for press would write"},
        {"ncmec-pdf packet " BOTH "--for screen,press -o ca.pdf",
         "'ca.pdf' and 'ca-press.pdf' are one file, which -o for screen and -o for press would write"},
        {"ncmec-pdf " BOTH "-o 'outs/{flavor}/../again/x.pdf'", "CA 2023 and NV 2023 would both be written to"},
        {"ncmec-pdf --data-dir odd --state CA --year 2023 -o 'out/{name}.pdf'",
         "the name 'a/../../b' cannot be filled in for {name} of -o"},
    };
    REFUSED(rows);
    /* Those that are different files are made. */
    shell_expect(arena, 0, office,
                 "ncmec-pdf -q " BOTH
                 "--no-sync -o 'fine/{state}/x.pdf' --report fine/x.csv && ls fine/CA/x.pdf fine/NV/x.pdf "
                 "fine/x.csv && rm -r fine");
}

static void tables_are_replaced_only_by_force(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"ncmec-pdf new --state TX --year 2024 --csv -o table.csv",
         "'table.csv' is there and holds something else; to replace it, add --force"},
        {"ncmec-pdf export --year 2023 -o table.csv", "'table.csv' is there and holds something else"},
        {"ncmec-pdf " BOTH "-o x/ --report table.csv",
         "'table.csv' is there, and is not a report of an earlier run; remove it, or choose another name for --report"},
        {"ncmec-pdf explain " CA "--format csv -o table.csv",
         "'table.csv' is there, and is not a list with commas of an earlier run"},
        {"cp table.csv typed.yaml; ncmec-pdf --dump theme -o typed.yaml; code=$?; rm typed.yaml; exit $code",
         "'typed.yaml' is there, and is not a dump of an earlier run"},
        {"ncmec-pdf new --state TX --year 2024 --force", "'--force' replaces a table"},
        {"ncmec-pdf --state CA --year 2023 --force", "'--force' is an option of the command import, export or new"},
    };
    REFUSED(rows);
    shell_expect(arena, 0, office,
                 "ncmec-pdf new --state TX --year 2024 --csv -o t.csv && ncmec-pdf new --state TX --year 2024 --csv -o "
                 "t.csv &&\n"
                 "ncmec-pdf export --year 2023 -o t.csv --force && cmp t.csv figures.csv &&\n"
                 "ncmec-pdf export --year 2023 -o t.csv && rm t.csv");
    /* What a run made itself, and an empty file, are replaced. */
    shell_expect(arena, 0, office,
                 "mkdir again; : >again/e.csv; : >again/r.csv; for state in CA NV CA; do\n"
                 "ncmec-pdf explain --state $state --year 2023 --format csv -o again/e.csv || exit\n"
                 "ncmec-pdf -q --state $state --year 2023 --no-sync -o again/ --report again/r.csv || exit; done\n"
                 "grep -q ^CA again/r.csv && rm -r again");
}

static void an_ending_says_what_a_file_holds(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"ncmec-pdf " CA "-o ca.docx", "'ca.docx' would hold a PDF; choose a name for -o that ends in .pdf"},
        {"ncmec-pdf " CA "-o ca.HTM", "'ca.HTM' would hold a PDF; choose a name for -o that ends in .pdf or .html"},
        {"ncmec-pdf " CA "-o x/ca.png", "'x/ca.png' would hold a PDF"},
        {"ncmec-pdf " CA "-o ca.txt", "'ca.txt' would hold a PDF"},
        {"ncmec-pdf " CA "--for screen,press -o ca.docx", "'ca.docx' would hold a PDF"},
        {"ncmec-pdf " BOTH "-o 'x/{state}.docx'", "'x/CA.docx' would hold a PDF"},
        {"ncmec-pdf packet " BOTH "-o p.docx", "'p.docx' would hold a PDF"},
        {"ncmec-pdf export --year 2023 -o f.xlsm",
         "'f.xlsm' would hold a table with commas; choose a name for -o that ends in .csv or .txt"},
        {"ncmec-pdf export --year 2023 -o f.pdf", "'f.pdf' would hold a table with commas"},
        {"ncmec-pdf export --year 2023 -o f.tsv", "'f.tsv' would hold a table with commas"},
        {"ncmec-pdf new --state TX --year 2024 --csv -o t.xlsx", "'t.xlsx' would hold a table with commas"},
        {"ncmec-pdf schema -o s.yaml", "'s.yaml' would hold a JSON Schema; choose a name for -o that ends in .json"},
        {"ncmec-pdf explain " CA "-o e.pdf",
         "'e.pdf' does not say what it is to hold; let it end in .html, .csv, .xlsx, .json or .txt"},
        {"ncmec-pdf explain " CA "--format json -o e.csv", "'e.csv' would hold JSON"},
        {"ncmec-pdf explain " CA "--format csv -o e.json", "'e.json' would hold a list with commas"},
        {"ncmec-pdf " CA "--dump tags -o d.xlsx", "'d.xlsx' would hold a dump; choose a name for -o that ends in .txt"},
        {"ncmec-pdf --dump theme -o d.csv", "'d.csv' would hold a dump"},
        {"ncmec-pdf " BOTH "-o x/ --report r.txt", "the report 'r.txt' must end in .json or .csv"},
    };
    REFUSED(rows);
    shell_expect(arena, 0, office,
                 "mkdir fine; cd fine; p='ncmec-pdf --data-dir ../data -q'; set -e\n"
                 "for n in ca ca.PDF California.2023 ca.final; do $p " CA "-o $n; head -c 4 $n | grep -q %%PDF; done\n"
                 "$p " CA "--for screen,press -o both.PDF; ls both-press.PDF\n"
                 "$p " CA "--dump markdown -o ca.docx; $p " CA "--dump tags -o ca.html; $p --dump theme -o t.yaml\n"
                 "$p " CA "-o /dev/stdout | head -c 4 >/dev/null || true; $p " CA "-o - >out.docx\n"
                 "ncmec-pdf explain --data-dir ../data " CA
                 "--format csv -o e.csv; ncmec-pdf explain --data-dir ../data " CA
                 "-o e.txt; ncmec-pdf explain --data-dir ../data " CA "--format json -o e\n"
                 "$p " BOTH "--no-sync -o x/ --report R.JSON; grep -q sha256 R.JSON\n"
                 "ncmec-pdf schema --data-dir ../data -o s.json; ncmec-pdf schema --data-dir ../data -o "
                 "../data/figures.schema.json\n"
                 "ncmec-pdf export --year 2023 --data-dir ../data -o f.CSV; cmp f.CSV ../figures.csv\n"
                 "cmp s.json ../data/figures.schema.json; cd ..; rm -r fine");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_output_is_written_over_an_input),
        cmocka_unit_test(no_two_outputs_are_one_file),
        cmocka_unit_test(tables_are_replaced_only_by_force),
        cmocka_unit_test(an_ending_says_what_a_file_holds),
    };
    shell_begin();
    office = office_new();
    if (argc > 1)
        cmocka_set_test_filter(str_printf(arena, "%s*", argv[1]).s);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
