/* Tables out of spreadsheets: what is read from each encoding, separator and layout, and what is said, with the cell's
   name, of what a spreadsheet does to a table by mistake. */
#include "src/data/grid.h"
#include "tests/unit/data_case.h"

static const char dictionary[] = "reports: {label: Reports made, unit: reports, scope: both}\n"
                                 "total: {label: All cases, unit: cases, scope: both, parts: [part_a, part_b]}\n"
                                 "part_a: {label: Cases of one kind, unit: cases, scope: state}\n"
                                 "part_b: {label: \"Cases of the other, if any\", unit: cases, scope: state}\n"
                                 "share: {label: Share of all, unit: percent, scope: nation, also: [\"Anteil, %\"]}\n";

static const Table *table_of(Arena *a, Str bytes, Diag *d)
{
    Diag *good = diag_new(a);
    const Dictionary *dict = dictionary_read(parse_good(a, dictionary), a, good);
    assert_string_equal(findings(a, good).s, "");
    return table_read(source_new(STR("t.csv"), bytes, a), STR(""), &(Dictionaries){.shared = dict},
                      shipped_jurisdictions(a), a, d);
}

static void put_map(Buf *out, const Value *map)
{
    for (size_t i = 0; i < map->count; i++) {
        const Field *field = &map->fields[i];
        buf_printf(out, "%s%.*s=", i ? " " : "", STR_ARG(field->key));
        if (field->value->kind == VALUE_MAP) {
            buf_char(out, '{');
            put_map(out, field->value);
            buf_char(out, '}');
            continue;
        }
        char cell[CELL_NAME_MAX];
        assert_true(mark_cell(field->value->mark, cell));
        buf_printf(out, "%.*s@%s", STR_ARG(field->value->text), cell);
    }
}

/* One line a sheet. */
static Str table_dump(Arena *a, const Table *table)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < table->count; i++) {
        put_map(&out, table->sheets[i].root);
        buf_char(&out, '\n');
    }
    return buf_str(&out);
}

static void tables_become_trees(void **state)
{
    static const struct {
        const char *text, *sheets;
    } rows[] = {
        /* A row a state, headings by key and by label in any letter case; quoted thousands; the nation's row. */
        {"State,YEAR,reports,CASES OF ONE KIND,part_b,share\nca,2024,\"78,835\",1,2,\nUS,2024,36.2 million,,,19%\n",
         "state=CA@A2 year=2024@B2 figures={reports=78,835@C2 part_a=1@D2 part_b=2@E2}\n"
         "year=2024@B3 figures={reports=36.2 million@C3 share=19%@F3}\n"},
        /* Names as offices write them: line breaks, blanks of any kind, signs, notes, the unit, other names. */
        {"State Name,\"Reports\nmade\",Part-A*,\"CASES OF  THE\xC2\xA0OTHER, IF ANY [1]\",All cases "
         "(cases)\nCalif.,1,2,3,5\n",
         "state=CA@A2 figures={reports=1@B2 part_a=2@C2 part_b=3@D2 total=5@E2}\n"},
        {"Geography,anteil %\nU.S. Total,5%\n", "figures={share=5%@B2}\n"},
        /* Two columns of states: whichever names one. */
        {"Name,FIPS,As of,reports\nx,06,2024-01-31,1\nGuam,,,2\n",
         "state=CA@B2 as_of=2024-01-31@C2 figures={reports=1@D2}\nstate=GU@A3 figures={reports=2@D3}\n"},
        /* Semicolons, a mark, CRLF, blanks around cells, an empty line and an empty row, which count. */
        {"\xEF\xBB\xBFstate;reports\r\n\r\nCA ; 5 \r\n;\r\nTexas;6",
         "state=CA@A3 figures={reports=5@B3}\nstate=TX@A5 figures={reports=6@B5}\n"},
        /* Tabs; old line ends; the separator named by Excel. */
        {"state\treports\rCA\t5\r", "state=CA@A2 figures={reports=5@B2}\n"},
        {"sep=;\nstate;reports\nCA;5\n", "state=CA@A3 figures={reports=5@B3}\n"},
        {"\xEF\xBB\xBFSEP=;\r\nstate;reports\r\nCA;5\r\n", "state=CA@A3 figures={reports=5@B3}\n"},
        /* A quoted heading with commas does not make a comma of the semicolon. */
        {"state;\"Cases of the other, if any\"\nCA;7\n", "state=CA@A2 figures={part_b=7@B2}\n"},
        /* A row a figure. */
        {"Jurisdiction,Figure,Label,Unit,Value\nCA,reports,x,y,5\nnational,Share of all,,,19%\nCA,part_a,,,*\n",
         "state=CA@A2 figures={reports=5@E2 part_a=*@E4}\nfigures={share=19%@E3}\n"},
        /* What signs and marks mean is for a figure's reader. */
        {"state,reports,part_a,part_b\nCA,<10,N/A,>=5\n",
         "state=CA@A2 figures={reports=<10@B2 part_a=N/A@C2 part_b=>=5@D2}\n"},
        /* A state without a figure yet, a column without one, a total left to its parts, a draft with a hole. */
        {"state,status,reports,total,part_a,part_b\nTX,,,,,\nCA,,1,,2,\nNY,draft,,,3,\n",
         "state=CA@A3 figures={reports=1@C3 part_a=2@E3}\nstate=NY@A4 status=draft@B4 figures={part_a=3@E4}\n"},
        {"state,reports,extra\nCA,5\n", NULL},
        /* Beyond Z. */
        {"state,,,,,,,,,,,,,,,,,,,,,,,,,,,reports\nCA,,,,,,,,,,,,,,,,,,,,,,,,,,,5\n",
         "state=CA@A2 figures={reports=5@AB2}\n"},
        /* Quotes within quotes, a line end within a cell. */
        {"state,source,reports\nCA,\"The \"\"office\"\"\n2024\",5\nTX,x,6\n",
         "state=CA@A2 source=The \"office\"\n2024@B2 figures={reports=5@C2}\n"
         "state=TX@A3 source=x@B3 figures={reports=6@C3}\n"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(*state);
        const Table *table = table_of(*state, str_from(rows[i].text), d);
        if (!rows[i].sheets) {
            assert_null(table);
            continue;
        }
        assert_string_equal(findings(*state, d).s, "");
        assert_str(table_dump(*state, table), rows[i].sheets);
    }
}

static void windows_1252_is_read_and_said(void **state)
{
    Diag *d = diag_new(*state);
    const Table *table = table_of(*state, STR("state,source,reports\nCA,Caf\xE9 \x80 \x93x\x94,5\n"), d);
    assert_string_equal(findings(*state, d).s, "");
    assert_str(table->read_as, "Windows-1252, separated by commas");
    assert_str(table_dump(*state, table), "state=CA@A2 source=Caf\xC3\xA9 \xE2\x82\xAC \xE2\x80\x9Cx\xE2\x80\x9D@B2 "
                                          "figures={reports=5@C2}\n");
    table = table_of(*state, STR("state,source,reports\nCA,Caf\xC3\xA9,5\n"), d);
    assert_str(table->read_as, "UTF-8, separated by commas");
}

/* In the order of Mac Roman: e with an accent, quotes, an apostrophe, a dash, a with an accent. */
static void mac_roman_is_suspected(void **state)
{
    static const struct {
        const char *text, *shown; /* NULL: nothing is said */
    } rows[] = {
        {"Caf\x8E", "\xC5\xBD"},
        {"\xD2Missing\xD3", "\xC3\x93"},
        {"The end.\xD3", "\xC3\x93"},
        {"Children\xD5s", "\xC3\x95"},
        {"May\xD0June", "\xC3\x90"},
        {"Bogot\x87n", "\xE2\x80\xA1"},
        /* Windows-1252 */
        {"Ca\xF1on CA\xD1ON \xD3scar \x8Eivko caf\xE9 \x93x\x94 it\x92s 1\x97\x32 note\x86", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(*state);
        assert_non_null(table_of(
            *state, str_printf(*state, "state,source,reports\nCA,%s,5\nTX,%s,5\n", rows[i].text, rows[i].text), d));
        assert_int_equal(diag_errors(d), 0);
        assert_int_equal(diag_warnings(d), rows[i].shown != NULL);
        if (rows[i].shown)
            assert_true(str_starts(findings(*state, d), str_printf(*state,
                                                                   "t.csv:B2: warning: '%s' is an unlikely letter "
                                                                   "here; ",
                                                                   rows[i].shown)));
    }
}

static void slips_are_named_with_their_cell(void **state)
{
    static const struct {
        const char *text, *finding;
    } rows[] = {
        {"", "t.csv:1:1: error: the table is empty; its first row names the columns"},
        {",,\n\n", "t.csv:A1: error: the table is empty; its first row names the columns"},
        {"state,reports\n", "t.csv:A1: error: no row of this table holds a figure"},
        {"State,as_of,reports\nCA,31.1.2024,1\nTX,31.1.2024,1\nNY,2024-01-31,1\nOH,31.1.2024,1\n",
         "t.csv:B2: error: '31.1.2024' is not a date (3 cells, B2 to B5); type year, month and day as 2023-12-31"},
        {"State,FIPS,reports\nCA,48,1\n",
         "t.csv:B2: error: '48' is another state than 'CA' of this row; make them agree"},
        {"state,reprots\nCA,1\n", "t.csv:B1: error: unknown heading 'reprots'; did you mean 'reports'?"},
        {"state,reports,us.share\nCA,1,2\n", "t.csv:C1: error: 'us.share' has no column; the nation's figures are in "
                                             "a row of their own, whose state is 'US'"},
        {"state,reports,Comment of ours\nCA,1,2\n",
         "t.csv:C1: error: unknown heading 'Comment of ours'; write a key or a label of f, add it to an "
         "'also:' there, or remove it"},
        {"state,reports,Reports made\nCA,1,2\n", "t.csv:C1: error: a second column for 'Reports made'; leave one"},
        {"reports,total\n1,2\n", "t.csv:A1: error: this row has headings of figures, but none says whose they "
                                 "are; head the column of the states by 'state'"},
        {"State data (in Thousands)\nstate,reports\nCA,36\n",
         "t.csv:A1: error: 'State data (in Thousands)' is above the headings and says 'thousand', but each figure "
         "is "
         "read as it is typed; type the figures whole, and remove this text"},
        {"state,year\nCA,2024\n", "t.csv:A1: error: no column holds figures; head one by a key or a label of "
                                  "measures.yaml, or have a row a figure under 'state', 'figure' and 'value'"},
        {"state,reports\nCA,1,103\n", "t.csv:C2: error: this row has more cells than there are headings; a figure that "
                                      "holds a comma takes quotes around it: \"1,103\""},
        {"state,reports\nCalifornya,1\n", "t.csv:A2: error: unknown state 'Californya'; did you mean 'California'?"},
        {"state,reports\nAtlantis,1\n", "t.csv:A2: error: unknown state 'Atlantis'; write a postal code or a name, "
                                        "'US' for the nation, or remove the row"},
        {"state,reports\nCA,1\nTotal,2\n", "t.csv:A3: warning: a row of totals is checked against its columns, and not "
                                           "read: A3:B3"},
        {"State,reports,as_of\nCA,1,1/31/2024\nCA,1,2/29/2023\n", "t.csv:A3: error: a second row for CA; leave one"},
        {"state,reports\n,1\n", "t.csv:A2: error: this row does not say whose figures it holds; write a postal code or "
                                "a name, or 'US'"},
        {"state,reports\nCA,1\nTX,2\nCalifornia,1\n", "t.csv:A4: error: a second row for California; leave one"},
        {"state,reports\nCA,\"1\n", "t.csv:B2: error: a quote that is opened here is never closed; quote the whole "
                                    "cell"},
        {"state,reports\nCA,1\"2\n", "t.csv:B2: error: there is a quote inside a cell; quote the whole cell and write "
                                     "the quotes in it twice"},
        {"state,figure,value\nCA,reprots,1\n", "t.csv:B2: error: unknown figure 'reprots'; did you mean 'reports'?"},
        {"state,figure,value\nCA,,1\n", "t.csv:A2: error: this row does not say which figure it holds"},
        {"state,figure,value\nCA,reports,1\nTX,reports,1\nCA,Reports made,1\n",
         "t.csv:C4: error: a second figure 'reports' of CA; leave one"},
        {"state,figure,value,status\nCA,reports,1,final\nCA,part_a,1,draft\n",
         "t.csv:D3: error: 'status' of CA is 'draft' here; make them agree"},
        {"sep=\x01\nstate,reports\n", "t.csv:1:5: error: this character cannot separate cells; take a comma, a "
                                      "semicolon or a tab"},
        {"\xFF\xFEs",
         "ncmec-pdf: error: 't.csv' is in UTF-16, and damaged or cut off; save it as 'CSV UTF-8' in the spreadsheet"},
        {"state,reports\nCA,\x81\n",
         "t.csv:2:4: error: the byte 0x81 is neither UTF-8 nor Windows-1252; save the table "
         "as 'CSV UTF-8'"},
        {"state,reports\nCA,1\xE2\x80\x8B\n", "t.csv:B2: error: U+200B, a zero-width space, is not allowed in a typed "
                                              "text; delete it"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(*state);
        assert_null(table_of(*state, str_from(rows[i].text), d));
        assert_string_equal(first_finding(*state, d), rows[i].finding);
        assert_int_equal(diag_exit(d, false), EXIT_CODE_INVALID);
    }
}

/* A sign, a year or a scale makes a heading another one, and no advice leads back to the count. */
static void headings_mean_what_they_say(void **state)
{
    static const char *const others[] = {"% Reports made",
                                         "Reports made (%)",
                                         "Reports made %",
                                         "Reports made ($)",
                                         "Reports made (k)",
                                         "Reports made (M)",
                                         "+/- Reports made",
                                         "~Reports made",
                                         "\xC2\xB1 Reports made",
                                         "\xE2\x88\x86 Reports made",
                                         "\xCE\x94 Reports made",
                                         "\xE2\x96\xB2 Reports made",
                                         "\xE2\x85\x93 Reports made",
                                         "Reports made 2023",
                                         "Reports made (000)",
                                         "Reports made \xE2\x80\x94 rate"};
    static const char *const same[] = {"Reports made*",        "Reports made \xE2\x80\xA0", "Reports made:",
                                       "Reports made\xC2\xB9", "Reports made (a)",          "# Reports made"};
    for (size_t i = 0; i < COUNT_OF(others) + COUNT_OF(same); i++) {
        bool is_same = i >= COUNT_OF(others);
        const char *heading = is_same ? same[i - COUNT_OF(others)] : others[i];
        Diag *d = diag_new(*state);
        assert_int_equal(table_of(*state, str_printf(*state, "state,%s\nCA,1\n", heading), d) != NULL, is_same);
        if (!is_same)
            assert_string_equal(
                first_finding(*state, d),
                str_printf(*state,
                           "t.csv:B1: error: unknown heading '%s'; write a key or a label of f, add it to "
                           "an 'also:' there, or remove it",
                           heading)
                    .s);
    }
    Diag *d = diag_new(*state);
    assert_non_null(table_of(*state, STR("state,Share of all (%)\nUS,19%\n"), d));
}

/* What an office's table has around the figures: one finding a kind, with its ranges. */
static void what_is_no_figure_of_a_state_is_left_out(void **state)
{
    static const struct {
        const char *text, *findings, *sheets;
    } rows[] = {
        {"Figures of 2024,,\n,,\nOffice,x,\nState,Reports made,\nCA,1,\n",
         "t.csv:A1: warning: texts above the headings are not read; look up what they say of the figures: A1:B3\n",
         "state=CA@A5 figures={reports=1@B5}\n"},
        {"state,,reports,,\nCA,a,1,,\nTX,,2,b,c\n",
         "t.csv:B1: warning: columns without a heading are not read: B2, D3:E3\n",
         "state=CA@A2 figures={reports=1@C2}\nstate=TX@A3 figures={reports=2@C3}\n"},
        {"state,reports,part_a\nWest,,\nCA,1,2\nSouth\nTX,3,4\n---\nNote: a, b of 3, c\nSource,,x\n",
         "t.csv:A2: warning: rows that name no state and hold no figures are not read: A2, A4, A6:C8\n",
         "state=CA@A3 figures={reports=1@B3 part_a=2@C3}\nstate=TX@A5 figures={reports=3@B5 part_a=4@C5}\n"},
        {"state,reports\nCA,\"1,000\"\nTX,3\nUnknown,2\nUS,36.2 million\nGrand total,\"1,005\"\n",
         "t.csv:A6: warning: a row of totals is checked against its columns, and not read: A6:B6\n"
         "t.csv:A4: warning: rows that belong to no state are not read: A4:B4\n",
         "state=CA@A2 figures={reports=1,000@B2}\nstate=TX@A3 figures={reports=3@B3}\n"
         "figures={reports=36.2 million@B5}\n"},
        {"state,reports\nPuerto Rico*,1\nOhio \xE2\x80\xA0,2\nCalifornia (06),3\nTexas [2],4\nUtah,5\n",
         "t.csv:A2: warning: a mark of a footnote after the state's name: look up what it says of its figures: A2:A3, "
         "A5\n",
         "state=PR@A2 figures={reports=1@B2}\nstate=OH@A3 figures={reports=2@B3}\nstate=CA@A4 figures={reports=3@B4}\n"
         "state=TX@A5 figures={reports=4@B5}\nstate=UT@A6 figures={reports=5@B6}\n"},
        /* What is not exact adds up to nothing certain. */
        {"state,reports\nCA,<10\nTX,3\nTotal,99\n",
         "t.csv:A4: warning: a row of totals is checked against its columns, and not read: A4:B4\n",
         "state=CA@A2 figures={reports=<10@B2}\nstate=TX@A3 figures={reports=3@B3}\n"},
        {"state,figure,value\nCA,reports,1\nTotal,reports,1\nTotal,part_a,4\n",
         "t.csv:A3: warning: a row of totals is checked against its columns, and not read: A3:C4\n",
         "state=CA@A2 figures={reports=1@C2}\n"},
        /* As a spreadsheet saves true and days. */
        {"state,sample,as_of,revised,reports\nCA,TRUE,1/31/2024,12/1/2024,1\nTX,False,2024-01-31,31/1/2024,2\n", "",
         "state=CA@A2 sample=true@B2 as_of=2024-01-31@C2 revised=2024-12-01@D2 figures={reports=1@E2}\n"
         "state=TX@A3 sample=false@B3 as_of=2024-01-31@C3 revised=31/1/2024@D3 figures={reports=2@E3}\n"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(*state);
        const Table *table = table_of(*state, str_from(rows[i].text), d);
        assert_str(findings_messages(d, *state), rows[i].findings);
        assert_non_null(table);
        assert_str(table_dump(*state, table), rows[i].sheets);
    }
}

/* So that it costs one sheet, not the table. */
static void an_empty_cell_is_a_slip_of_its_sheet(void **state)
{
    Diag *d = diag_new(*state);
    const Table *table = table_of(
        *state, STR("state,reports,part_a,total,status\nCA,,1,,final\nTX,2,3,3,\nNV,,3,3,draft\nGU,,,,final\n"), d);
    assert_non_null(table);
    assert_string_equal(table_dump(*state, table).s, "state=CA@A2 status=final@E2 figures={reports=@B2 part_a=1@C2}\n"
                                                     "state=TX@A3 figures={reports=2@B3 part_a=3@C3 total=3@D3}\n"
                                                     "state=NV@A4 status=draft@E4 figures={part_a=3@C4 total=3@D4}\n");
}

static void all_slips_are_told_at_once(void **state)
{
    Diag *d = diag_new(*state);
    assert_null(table_of(*state, STR("state,reports\nCA,1\nXX,2\nCA,3\n,4\n"), d));
    assert_int_equal(diag_errors(d), 3);
    Str said = findings(*state, d);
    assert_true(str_find(said, STR("t.csv:A2: note: the first"), 0) < said.n);
}

static void too_large_tables_are_refused(void **state)
{
    Buf text = {.arena = *state};
    for (int i = 0; i <= GRID_MAX_COLUMNS; i++)
        buf_put(&text, STR("x,"));
    Diag *d = diag_new(*state);
    assert_null(table_of(*state, buf_str(&text), d));
    assert_non_null(strstr(first_finding(*state, d), "a table holds at most 10000 rows, 200 columns and 175000 cells"));
    text.n = 0;
    for (int i = 0; i <= GRID_MAX_ROWS + 1; i++)
        buf_put(&text, STR("x\n"));
    d = diag_new(*state);
    assert_null(table_of(*state, buf_str(&text), d));
    assert_non_null(strstr(first_finding(*state, d), "a table holds at most 10000 rows, 200 columns and 175000 cells"));
}

static void cells_stand_in_findings_for_programs(void **state)
{
    Diag *d = diag_new(*state);
    assert_null(table_of(*state, STR("state,reports\nXX,1\n"), d));
    assert_non_null(strstr(findings_text(d, DIAG_JSON, *state).s,
                           "{\"file\":\"t.csv\",\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":3,"
                           "\"cell\":\"A2\",\"severity\":\"error\",\"code\":\"value\""));
}

static void tables_are_written_as_they_were_read(void **state)
{
    Arena *a = *state;
    static const char *const texts[] = {
        "state,year,status,source,reports,part_a,share\n"
        "CA,2024,draft,\"The \"\"office\"\", 2024\",\"78,835\",5,\n"
        "US,2024,final,The nation,36.2 million,,19%\n",
        "state,reports\nTX,suppressed\nCA,fewer than 10\n",
        "\xEF\xBB\xBFstate,source,reports\nCA,Caf\xC3\xA9,1\n",
    };
    Diag *d = diag_new(a);
    const Dictionary *dict = dictionary_read(parse_good(a, dictionary), a, d);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const Table *table = table_of(a, str_from(texts[i]), d);
        assert_non_null(table);
        const TableCells cells = table_cells(table->sheets, table->count, 0, dict, a);
        assert_str(table_csv(&cells, a), texts[i]);
    }
}

static void trees_are_merged(void **state)
{
    Arena *a = *state;
    const Value *under = parse_good(a, "state: CA\nstatus: final\nfigures:\n  x: 1\n  y: 2\n");
    const Value *over = parse_good(a, "status: draft\nas_of: 2024-01-01\nfigures:\n  y: 3\n  z: 4\n");
    const Value *both = tree_merge(under, over, a);
    assert_int_equal(both->count, 4);
    assert_str(value_get(both, STR("state"))->text, "CA");
    assert_str(value_get(both, STR("status"))->text, "draft");
    assert_str(value_get(both, STR("as_of"))->text, "2024-01-01");
    const Value *figures = value_get(both, STR("figures"));
    assert_int_equal(figures->count, 3);
    assert_str(value_get(figures, STR("x"))->text, "1");
    assert_str(value_get(figures, STR("y"))->text, "3");
    assert_str(value_get(figures, STR("z"))->text, "4");
    assert_ptr_equal(tree_merge(NULL, over, a), over);
    assert_ptr_equal(tree_merge(under, NULL, a), under);
}

static void cells_read_back_as_they_were_and_are_no_formulas(void **state)
{
    Arena *a = *state;
    static const char *const texts[] = {"=1+1", "+5",  "-5",  "@name",    "'=1",  "''-", "'quoted'", "a=b",
                                        "it's", "\tx", "\rx", "=\"a\",b", "=a;b", "-",   "'",        "'5"};
    Buf out = {.arena = a};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        cell_put(&out, str_from(texts[i]), i == 0);
    row_end(&out);
    Diag *d = diag_new(a);
    Grids grids;
    grids_read(source_new(STR("t.csv"), buf_str(&out), a), STR(""), &grids, a, d);
    assert_string_equal(findings(a, d).s, "");
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        GridCell cell = grids.items[0].rows[0].cells[i];
        assert_str(cell.text, texts[i]);
        Str written = str_slice(buf_str(&out), cell.mark.offset, out.n);
        assert_null(memchr("=+-@\t\r", written.s[written.s[0] == '"'], 6));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_read_back_as_they_were_and_are_no_formulas),
        cmocka_unit_test(tables_become_trees),
        cmocka_unit_test(windows_1252_is_read_and_said),
        cmocka_unit_test(mac_roman_is_suspected),
        cmocka_unit_test(slips_are_named_with_their_cell),
        cmocka_unit_test(headings_mean_what_they_say),
        cmocka_unit_test(what_is_no_figure_of_a_state_is_left_out),
        cmocka_unit_test(an_empty_cell_is_a_slip_of_its_sheet),
        cmocka_unit_test(all_slips_are_told_at_once),
        cmocka_unit_test(too_large_tables_are_refused),
        cmocka_unit_test(cells_stand_in_findings_for_programs),
        cmocka_unit_test(tables_are_written_as_they_were_read),
        cmocka_unit_test(trees_are_merged),
    };
    return cmocka_run_group_tests(tests, arena_setup, arena_teardown);
}
