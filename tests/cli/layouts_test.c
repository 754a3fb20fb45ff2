/* Small tables as those who publish figures lay them out, each figure invented: every cell is read as what it means, or
   refused with advice, whatever surrounds it. None is read wrong. */
#include "tests/tools/shell.h"

#include <string.h>

/* A table around one cell; what it is refused for, whatever the cell holds, or NULL. */
typedef struct Layout {
    const char *before, *after, *refused;
} Layout;

static const Layout layouts[] = {
    {"State,cvip_submissions\nCalifornia,", "\n", NULL},
    {"FIPS,cvip_submissions\n06,", "\n", NULL},
    {"Location,Indicator,Data Value\nCalifornia,cvip_submissions,", "\n", NULL},
    {"State\tState Code\tcvip_submissions\nCalifornia\t06\t", "\n", NULL},
    {"Geographic Area Name,cvip_submissions\nCalifornia,", "\n", NULL},
    {"Children served by state\n\nState,team_adam_cases,cvip_submissions\nCalifornia,9,", "\n", NULL},
    {"State,Area,cvip_submissions\nCALIFORNIA,State Total,", "\n", NULL},
    {"State;cvip_submissions\nCalifornia;", "\n", NULL},
    /* Printed pages; what says another scale or year than the figures have, wherever it stands. */
    {"State,cvip_submissions\nNevada,7\nstate,CVIP_submissions\nCalifornia,", "\n", NULL},
    {"State,cvip_submissions,team_adam_cases\nNevada,7,2\nState,team_adam_cases,cvip_submissions\nCalifornia,2,", "\n",
     "unknown state 'State'"},
    {"\"Rate per 100,000 children\"\nState,cvip_submissions\nCalifornia,", "\n", "says 'per 1'"},
    {"Figures in hundreds\nState,cvip_submissions\nCalifornia,", "\n", "says 'hundred'"},
    {"Table 4 (FY22)\nState,cvip_submissions\nCalifornia,", "\n", "is a title of 2022"},
    {"State,cvip_submissions\nNevada,7\nFigures of 2022\nCalifornia,", "\n", "is a title of 2022"},
    {"State,cvip_submissions\nCalifornia,", "\nNote: counts are in thousands.\n", "is among the rows"},
    {"State,cvip_submissions\nState,Thousands of submissions\nCalifornia,", "\n", "is below a heading"},
    {"State,cvip_submissions\nState,team_adam_cases\nCalifornia,", "\n", "is another figure than the heading"},
    {"State,figure,unit,value\nCalifornia,cvip_submissions,thousands,", "\n", "is beside a figure"},
    {"State,figure,unit,value\nCalifornia,cvip_submissions,submissions,", "\n", NULL},
    {"State,Year,cvip_submissions\nNevada,2022,7\nCalifornia,,", "\n", "does not say its year"},
    /* KIDS COUNT, with and without a column that names the figure. */
    {"Location,TimeFrame,DataFormat,Data\nCalifornia,2023,Number,", "\n", "no column says which figure"},
    {"Indicator,Location,LocationType,TimeFrame,DataFormat,Data\ncvip_submissions,California,State,2023,Number,",
     "\ncvip_submissions,California,State,2022,Number,8\ncvip_submissions,California,State,2023,Percent,0.5\n"
     "team_adam_cases,New York,City,2023,Number,4\n",
     NULL},
    {"Location,Race,TimeFrame,Indicator,DataFormat,Data\nCalifornia,All,2023,cvip_submissions,Number,", "\n",
     "unknown heading 'Race'"},
    /* The Census Bureau: identifiers, and labels below the codes. */
    {"GEO_ID,NAME,cvip_submissions\n0400000US06,California,", "\n", NULL},
    {"GEO_ID,NAME,S0902_C01_001E\nGeography,Geographic Area Name,cvip_submissions\n0400000US06,California,", "\n",
     NULL},
    {"GEO_ID,NAME,S0902_C01_001E,S0902_C01_001M\nGeography,Geographic Area Name,Total,Margin\n0400000US06,California,",
     ",\n", "unknown headings 'S0902_C01_001E', 'S0902_C01_001M'"},
    {"GEO_ID,cvip_submissions\n0500000US39041,4\n0400000US06,", "\n", "unknown state '0500000US39041'"},
    /* CDC WONDER, every text in quotes. */
    {"Notes\tState\tState Code\tcvip_submissions\n\tCalifornia\t06\t",
     "\n\tTexas\t48\tSuppressed\nTotal\t\t\t190\n---\nDataset: invented, 2023\n", NULL},
    {"\"Notes\"\t\"State\"\t\"State Code\"\t\"cvip_submissions\"\n\t\"California\"\t\"06\"\t",
     "\n\t\"Texas\"\t\"48\"\t\"Suppressed\"\n\"---\"\n\"Dataset: invented, 2023\"\n\"Group By: State\"\n"
     "\"Suggested Citation: an \"\"invented\"\" table, 2023\"\n",
     NULL},
    /* AFCARS: a column a year. */
    {"State,FY 2022,FY 2023\nCalifornia,8,", "\n", "a table has no column a year"},
    {"State,2022,2023\nCalifornia,8,", "\n", "a table has no column a year"},
    /* The FBI: rows of parts of a state, and of its total. */
    {"State,Area,cvip_submissions\nCALIFORNIA,Metropolitan Statistical Area,4\nCALIFORNIA,State Total,", "\n", NULL},
    {"State,Area,cvip_submissions\nCALIFORNIA,Cities outside metropolitan areas,4\n,State Total,",
     "\nNEVADA,State Total,7\n", "this row does not say whose figures it holds"},
};

/* What a cell holds, and the figure that it means; NULL: none, which is said. */
static const struct {
    const char *typed, *meant;
} cells[] = {
    {"190", "190"},
    {"\"1,190\"", "\"1,190\""},
    {"1190", "\"1,190\""},
    {"190.0", "190"},
    {"0", "0"},
    {"<10", "fewer than 10"},
    {"fewer than 10", "fewer than 10"},
    {"Suppressed", "suppressed"},
    {"Not Available", "not available"},
    {"about 190", "about 190"},
    {"190+", "at least 190"},
    {"*", NULL},
    {"N/A", NULL},
    {"(S)", NULL},
    {"--", NULL},
    {"1.1E+03", NULL},
    {"190*", NULL},
    {"\"1,19\"", NULL},
    {"-190", NULL},
    {"190.5", NULL},
    {"$190", NULL},
    {"19%", NULL},
    {"190\xC2\xA0 ", "190"},
    {"1.190", NULL},
    {"1'190", NULL},
    {"1\u2019190", NULL},
    {"\"1,19,000\"", NULL},
    {"\"1,8792\"", NULL},
    {"190\xC2\xB9", NULL},
    {"190 r", NULL},
    {"(190)", NULL},
    {"'190", NULL},
    {"\xEF\xBC\x91\xEF\xBC\x99", NULL},
    {"\xD9\xA1\xD9\xA9", NULL},
};

static void every_cell_is_right_or_refused(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    size_t wrong = 0;
    shell_expect(arena, 0, folder, "mkdir data && cp -r '%s/tests/samples/2023' data", shell_tree);
    for (size_t i = 0; i < COUNT_OF(layouts) * COUNT_OF(cells); i++) {
        const Layout *layout = &layouts[i / COUNT_OF(cells)];
        const char *typed = cells[i % COUNT_OF(cells)].typed, *meant = cells[i % COUNT_OF(cells)].meant;
        file_write(arena, folder, "f.csv", str_printf(arena, "%s%s%s", layout->before, typed, layout->after));
        Run run = shell(arena, folder, "ncmec-pdf import f.csv --year 2023 -o -");
        bool is_refused = layout->refused || !meant;
        Str said = str_from(layout->refused ? layout->refused : "is not a figure");
        Str line = str_printf(arena, "\nCA,cvip_submissions,421,%s,", meant ? meant : "");
        bool is_right = is_refused ? run.exit == 4 && !run.out.n && str_find(run.err, said, 0) < run.err.n
                                   : run.exit == 0 && str_find(run.out, line, 0) < run.out.n;
        wrong += !is_right;
        if (!is_right)
            print_error("%s%s%s: exit %d\n%.*s%.*s\n", layout->before, typed, layout->after, run.exit, STR_ARG(run.out),
                        STR_ARG(run.err));
    }
    assert_int_equal(wrong, 0);
}

/* A table, and a line of its review, or what it is refused for. */
typedef struct Case {
    const char *text, *line, *refused;
} Case;

static void cases_hold(const Case *cases, size_t count)
{
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder, "mkdir data && cp -r '%s/tests/samples/2023' data", shell_tree);
    for (size_t i = 0; i < count; i++) {
        file_write(arena, folder, "f.csv", str_from(cases[i].text));
        Run run = shell(arena, folder, "ncmec-pdf import f.csv --year 2023 -o -");
        Str wanted = str_from(cases[i].refused ? cases[i].refused : cases[i].line);
        Str said = cases[i].refused ? run.err : run.out;
        if (run.exit != (cases[i].refused ? 4 : 0) || str_find(said, wanted, 0) == said.n)
            fail_msg("%s: exit %d\n%.*s%.*s", cases[i].text, run.exit, STR_ARG(run.out), STR_ARG(run.err));
        if (cases[i].refused)
            assert_int_equal(run.out.n, 0);
    }
}

/* A state in the first row of its parts alone is that of the rows below where these add up to the last, the whole. */
static void states_of_groups_are_those_that_figures_prove(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"State,Area,cvip_submissions\nNEVADA,Metropolitan,4\n,Rural,5\n,State Total,9\nCALIFORNIA,Metropolitan,100\n"
         ",Cities,50\n,Rural,40\n,State Total,190\n",
         "\nCA,cvip_submissions,421,190,", NULL},
        {"State,Area,cvip_submissions,team_adam_cases\nCALIFORNIA,Metropolitan,100,<10\n,Rural,90,2\n,State "
         "Total,190,9\n",
         "\nCA,cvip_submissions,421,190,", NULL},
        /* Nevada's first row is lost. */
        {"State,Area,cvip_submissions\nCALIFORNIA,Metropolitan,100\n,Rural,5\n,State Total,9\n", NULL,
         "f.csv:A3: error: 2 rows, from this one to A4, do not say whose figures they hold"},
        {"State,Area,cvip_submissions\nCALIFORNIA,Metropolitan,100\n,Rural,90\n,State Total,190\n,Rural,5\n,State "
         "Total,5\n",
         NULL, "4 rows, from this one to A6"},
        {"State,Area,cvip_submissions,team_adam_cases\nCALIFORNIA,Metropolitan,100,1\n,Rural,90,2\n,State "
         "Total,190,9\n",
         NULL, "2 rows, from this one to A4"},
        {"State,Area,cvip_submissions\nCALIFORNIA,Metropolitan,<10\n,State Total,190\n", NULL,
         "f.csv:A3: error: this row"},
        {"State,figure,value\nCA,cvip_submissions,190\n,team_adam_cases,3\n", NULL,
         "f.csv:A3: error: this row does not say"},
    };
    cases_hold(cases, COUNT_OF(cases));
}

/* Where a comma may begin decimals, a figure of two readings is refused with both, each in a form that has one. */
static void semicolons_leave_no_figure_with_two_readings(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"state;cybertipline_content\nUS;36,200 million\n", NULL, "write 36200 million, or 36200 thousand\n"},
        {"state;cybertipline_content\nUS;more than 1.234 billion\n", NULL,
         "write more than 1234 billion, or more than 1234 million\n"},
        {"state;cvip_submissions\nCA;1,234 thousand or more\n", NULL,
         "write at least 1234 thousand, or at least 1234\n"},
        {"state;cybertipline_content\nUS;36200 thousand\n", ",\"36,200 thousand\",", NULL},
        {"state;cybertipline_content\nUS;36.2 million\n", "million,36.2 million,", NULL},
        {"state;cybertipline_content\nUS;1,234,567 thousand\n", "\"1,234,567 thousand\"", NULL},
        {"state,cybertipline_content\nUS,\"36,200 million\"\n", "\"36,200 million\"", NULL},
        {"state;cybertipline_content\nUS;36,2 million\n", NULL, "is not a figure"},
        {"state;likely_trafficked\nUS;12,5%\n", NULL, "is not a figure"},
        {"state;cvip_submissions\nCA;1.234\n", NULL, "a count has no decimals"},
        {"state;cvip_submissions\nCA;1,234\n", "\"1,234\"", NULL},
    };
    cases_hold(cases, COUNT_OF(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_right_or_refused),
        cmocka_unit_test(states_of_groups_are_those_that_figures_prove),
        cmocka_unit_test(semicolons_leave_no_figure_with_two_readings),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
