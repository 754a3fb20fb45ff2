/* A template and figures become a document: California's golden dump and source text, tables, words that never part,
   notes, strips, places, and what is said about a template that is wrong. */
#include "tests/template/sheet.h"

static const char *dump(const Sheet *s, const Document *doc)
{
    Buf out = {.arena = s->arena};
    document_dump(doc, &out);
    return str_terminated(s->arena, buf_str(&out));
}

static bool holds(const char *text, const char *part)
{
    if (strstr(text, part))
        return true;
    print_error("not there: %s\nin: %s\n", part, text);
    return false;
}

/* ---- California ---- */

static const Value *load(Sheet *s, const char *path)
{
    const Source *source = source_read(path, s->arena, s->diag);
    return source ? yaml_parse(source, s->arena, s->diag) : NULL;
}

static const Document *california(Sheet *s)
{
    Arena *a = s->arena;
    Diag *d = s->diag = diag_new(a);
    const Document *doc = NULL;
    const Dictionary *dict = dictionary_read(load(s, "data/measures.yaml"), a, d);
    const Jurisdictions *all = jurisdictions_read(load(s, "data/jurisdictions.yaml"), a, d);
    const Theme *theme = theme_read(load(s, "data/themes/ncmec.yaml"), a, d);
    const Template *t = dict && all ? template_read(load(s, "data/templates/fact-sheet.yaml"), dict, all, a, d) : NULL;
    if (dict && all && theme && t) {
        Dataset *data = ARENA_NEW(a, Dataset);
        data->dictionary = dict;
        data->jurisdiction = jurisdiction_find(all, STR("CA"));
        data->year = 2023;
        data->state =
            figures_read(load(s, "data/2023/CA.yaml"), &(FiguresAsked){dict, all, data->jurisdiction, 2023}, a, d);
        data->nation = figures_read(load(s, "data/2023/national.yaml"), &(FiguresAsked){dict, all, NULL, 2023}, a, d);
        const Source *outline = source_read("data/maps/CA.path", a, d);
        assert_non_null(outline);
        doc = document_make(t, theme, data, &(DocumentOptions){.silhouette = silhouette_read(outline, a, d)}, a, d);
    }
    if (!doc)
        fail_msg("%s", sheet_said(s));
    assert_int_equal(diag_warnings(d), 0);
    return doc;
}

static Str read_file(Sheet *s, const char *path)
{
    const Source *source = source_read(path, s->arena, s->diag);
    assert_non_null(source);
    return source->text;
}

/* With NCMEC_BLESS in the environment the dump becomes the golden one. */
static void california_is_as_it_was(void **state)
{
    static const char path[] = "tests/golden/document/CA-2023.txt";
    Sheet *s = *state;
    Str is = str_from(dump(s, california(s)));
    if (getenv("NCMEC_BLESS"))
        assert_true(file_put(path, is));
    assert_string_equal(is.s, str_terminated(s->arena, read_file(s, path)));
}

/* Straight quotes, no ** and no stray spaces: what a text says, however it is typed. */
static Str said_plainly(Sheet *s, Str text)
{
    Buf out = {.arena = s->arena};
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        bool double_star = c == '*' && at < text.n && text.s[at] == '*';
        bool space = c == ' ' || c == '\n' || c == '\t';
        if (c == 0x2019)
            c = '\'';
        if (double_star)
            at++;
        else if (!space)
            buf_code_point(&out, c);
        else if (out.n && out.s[out.n - 1] != ' ')
            buf_char(&out, ' ');
    }
    return str_trim(buf_str(&out));
}

typedef struct Texts {
    Sheet *sheet;
    Buf all, strong; /* one a line; the bold passages of running text alone */
} Texts;

static void take(Texts *t, const Prose *p, bool running_text)
{
    buf_put(&t->all, said_plainly(t->sheet, p->text));
    buf_char(&t->all, '\n');
    for (uint32_t i = 0; i < p->inline_count; i++)
        if (p->inlines[i].strong && running_text)
            buf_printf(&t->strong, "%.*s\n",
                       STR_ARG(said_plainly(t->sheet, str_slice(p->text, p->inlines[i].start, p->inlines[i].end))));
}

static void take_blocks(Texts *t, const Block *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Block *b = &blocks[i];
        switch (b->kind) {
        case BLOCK_PARAGRAPH:
            take(t, &b->paragraph, true);
            break;
        case BLOCK_SECTION:
            take(t, &b->section.heading, true);
            take_blocks(t, b->section.blocks, b->section.count);
            break;
        case BLOCK_TABLE:
            for (size_t row = 0; row + 1 < b->table.row_count; row++)
                buf_printf(&t->all, "%.*s %.*s\n", STR_ARG(b->table.rows[row].cells[0].prose.text),
                           STR_ARG(b->table.rows[row].cells[2].prose.text));
            break;
        case BLOCK_LIST:
        case BLOCK_HIGHLIGHTS:
        case BLOCK_SPACER:
            break;
        }
    }
}

/* The source's paragraphs and its bold passages, one a line; two slips of its typing put right. */
static void source_texts(Sheet *s, Str text, Buf *all, Buf *strong)
{
    static const Str slips[][2] = {{{"to address running\n\nbehavior", 28}, {"to address running behavior", 27}},
                                   {{"(HHS-ORR) :", 11}, {"(HHS-ORR)", 9}}};
    for (size_t i = 0; i < 2; i++) {
        size_t at = str_find(text, slips[i][0], 0);
        assert_true(at < text.n);
        text = str_printf(s->arena, "%.*s%.*s%.*s", STR_ARG(str_slice(text, 0, at)), STR_ARG(slips[i][1]),
                          STR_ARG(str_slice(text, at + slips[i][0].n, text.n)));
    }
    for (size_t at = 0; at < text.n;) {
        size_t end = str_find(text, STR("\n"), at);
        Str line = said_plainly(s, str_slice(text, at, end));
        if (line.n)
            buf_printf(all, "%.*s\n", STR_ARG(line));
        at = end + 1;
    }
    for (size_t at = str_find(text, STR("**"), 0); at < text.n;) {
        size_t end = str_find(text, STR("**"), at + 2);
        buf_printf(strong, "%.*s\n", STR_ARG(said_plainly(s, str_slice(text, at + 2, end))));
        at = str_find(text, STR("**"), end + 2);
    }
}

static void california_says_what_its_source_says(void **state)
{
    Sheet *s = *state;
    const Document *doc = california(s);
    Texts is = {s, {.arena = s->arena}, {.arena = s->arena}};
    Buf all = {.arena = s->arena}, strong = {.arena = s->arena};
    source_texts(s, read_file(s, "tests/template/california-2023.txt"), &all, &strong);
    buf_printf(&is.all, "%.*s %.*s\n", STR_ARG(doc->organization.text), STR_ARG(doc->heading.text));
    take_blocks(&is, doc->blocks, doc->block_count);
    assert_string_equal(str_terminated(s->arena, buf_str(&is.all)), str_terminated(s->arena, buf_str(&all)));
    assert_string_equal(str_terminated(s->arena, buf_str(&is.strong)), str_terminated(s->arena, buf_str(&strong)));
}

/* ---- Structure ---- */

static void blocks_nest(void **state)
{
    static const Case cases[] = {
        {"section: A **b**\n    body:\n      - x\n      - section: C\n        body: [y]",
         "  section: A **b**\n    paragraph: x\n    section: C\n      paragraph: y\n"},
        {"lead\n  - list: [one, \"{year}\"]\n  - numbered: true\n    list: [two]\n  - paragraph: x",
         "  paragraph (kept with the next): lead\n  list\n    item: one\n    item: 2023\n  list (numbered)\n    item: "
         "two\n" P("x")},
        {"spacer: 12.5 pt\n  - spacer: 1.25 em", "  spacer: 12.5 pt\n  spacer: 1.25 em\n"},
        {"highlights:\n      heading: \"{state}\"\n      items:\n        - {figure: cases, label: a b}\n"
         "        - {figure: us.content, label: c}",
         "  highlights: California\n    item: 3 / a b\n    item: [105 million+](said: more than 105 million) / c\n"},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

#define TABLE(columns, rows) "table:\n      columns: [" columns "]\n      rows: [" rows "]"
#define ROWS "{label: A, figure: first}, {label: B, figure: second}, {label: C, figure: third}"
#define TOTAL "\n      total: {label: T, figure: total}"
#define ALL "label: L, bar, figure: F, share: S"
#define HEADS "    column label: L\n    column bar\n    column figure: F\n    column figure: S\n"
#define FEW "    column label: L\n    column figure: F\n"

static void tables_show_bars_and_shares_of_exact_figures(void **state)
{
    static const struct {
        const char *first, *second, *third, *total, *expected;
    } rows[] = {
        {"1103", "615", "161", "1879",
         HEADS "    row: A / bar 1103 of 1103 / 1,103 / 58.7%\n    row: B / bar 615 of 1103 / 615 / 32.7%\n"
               "    row: C / bar 161 of 1103 / 161 / 8.6%\n    total: T / no bar / 1,879 / 100%\n"},
        {"1", "1", "1", "3",
         HEADS "    row: A / bar 1 of 1 / 1 / 33.4%\n    row: B / bar 1 of 1 / 1 / 33.3%\n"
               "    row: C / bar 1 of 1 / 1 / 33.3%\n    total: T / no bar / 3 / 100%\n"},
        {"2", "2", "3", "7",
         HEADS "    row: A / bar 2 of 3 / 2 / 28.6%\n    row: B / bar 2 of 3 / 2 / 28.6%\n"
               "    row: C / bar 3 of 3 / 3 / 42.8%\n    total: T / no bar / 7 / 100%\n"},
        {"0", "0", "5", "5",
         HEADS "    row: A / bar 0 of 5 / 0 / 0.0%\n    row: B / bar 0 of 5 / 0 / 0.0%\n"
               "    row: C / bar 5 of 5 / 5 / 100%\n    total: T / no bar / 5 / 100%\n"},
        {"300000000000000", "300000000000000", "399999999999999", "999999999999999",
         HEADS "    row: A / bar 300000000000000 of 399999999999999 / 300,000,000,000,000 / 30.0%\n"
               "    row: B / bar 300000000000000 of 399999999999999 / 300,000,000,000,000 / 30.0%\n"
               "    row: C / bar 399999999999999 of 399999999999999 / 399,999,999,999,999 / 40.0%\n"
               "    total: T / no bar / 999,999,999,999,999 / 100%\n"},
        {"0", "0", "0", "0", FEW "    row: A / 0\n    row: B / 0\n    row: C / 0\n    total: T / 0\n"},
        {"1103", "more than 600", "161", "1879",
         FEW "    row: A / 1,103\n    row: B / [600+](said: more than 600)\n    row: C / 161\n    total: T / 1,879\n"},
        {"1103", "615", "161", "1.9 thousand",
         FEW "    row: A / 1,103\n    row: B / 615\n    row: C / 161\n    total: T / 1.9 thousand\n"},
    };
    Sheet *s = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        s->state = str_printf(s->arena,
                              "state: CA\n" STATE_HEAD
                              "figures: {reports: 1, cases: 1, first: %s, second: %s, third: %s, total: %s}\n",
                              rows[i].first, rows[i].second, rows[i].third, rows[i].total)
                       .s;
        const char *expected = str_printf(s->arena, "  table\n%s", rows[i].expected).s;
        assert_string_equal(sheet_body(s, TABLE(ALL, ROWS) TOTAL), expected);
    }
}

static void tables_may_leave_out_columns(void **state)
{
    static const Case cases[] = {
        {TABLE("label: L, figure: F", ROWS),
         "  table\n" FEW "    row: A / 1,103\n    row: B / 615\n    row: C / 161\n"},
        {TABLE("label: L, share: S, figure: F", "{label: A, figure: first}"),
         "  table\n    column label: L\n    column figure: S\n    column figure: F\n    row: A / 100% / 1,103\n"},
        {"lead\n  - " TABLE("label: L, figure: F", "{label: A, figure: us.content}"),
         "  paragraph (kept with the next): lead\n  table\n" FEW
         "    row: A / [105 million+](said: more than 105 million)\n"},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

static void a_table_adds_up(void **state)
{
    static const Case cases[] = {
        {TABLE(ALL, "{label: A, figure: first}, {label: B, figure: second}") TOTAL,
         E("5:33",
           "the rows of this table do not add up to its total, which is 1,879") "state.yaml:6:88: note: the total\n"},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

/* ---- Words that never part ---- */

static void words_are_kept_together(void **state)
{
    static const struct {
        const char *patterns, *text, *expected;
    } rows[] = {
        {"Team HOPE", "Team HOPE, Team HOPEs, team HOPE, XTeam HOPE, \"Team HOPE\", (Team HOPE)",
         "Team ~HOPE, Team HOPEs, team HOPE, XTeam HOPE, \xE2\x80\x9CTeam ~HOPE\xE2\x80\x9D, (Team ~HOPE)"},
        {"Team HOPE", "Team **HOPE** *Team* HOPE", "Team **~HOPE** _Team_ ~HOPE"},
        {"HHS-ORR", "an HHS-ORR, HHS-ORRX", "an HHS-~ORR, HHS-ORRX"},
        {"1-800-THE-LOST", "1-800-THE-**LOST**", "1-~800-~THE-**~LOST**"},
        {"'# million', '# cases'", "36.2 million; 3 millions; {us.content} x; 18,400 cases. 3 case",
         "36.2 ~million; 3 millions; more than 105 ~million x; 18,400 ~cases. 3 case"},
        {"'# of', 'In #'", "19% of, 18,400+ of, In {year}, in 3, Inn 3, In 3rd",
         "19% ~of, 18,400+ ~of, In ~2023, in 3, Inn 3, In 3rd"},
        {"'#% of'", "19% of 19 of", "19% ~of 19 of"},
        {"'(#) *'", "(1) case-based (2) \"x\" (3)", "(1) ~case-based (2) ~\xE2\x80\x9Cx\xE2\x80\x9D (3)"},
        {"'a * c'", "a b c, a b d, a  {state}  c", "a ~b ~c, a b d, a ~California ~c"},
        {"NCMEC's work, Team HOPE", "NCMEC's work on Team HOPE", "NCMEC\xE2\x80\x99s ~work on Team ~HOPE"},
        {"a b, b c", "a b c", "a ~b ~c"},
        {"a b c, b-d", "a b-d", "a b-~d"},
        {"a b c-d e, b c-d", "a b c-d e", "a ~b ~c-~d ~e"},
        {"\"a\xE2\x80\x94\x62\"", "a---b", "a~\xE2\x80\x94~b"},
        {"Team HOPE", "Team\\ HOPE", "Team|HOPE"},
        {"", "Team HOPE", "Team HOPE"},
        {"", "to December 31, May 3rd, May 3", "to December ~31, May 3rd, May ~3"},
    };
    Sheet *s = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *body = str_printf(s->arena, "'%s'\nkeep: [%s]", rows[i].text, rows[i].patterns).s;
        if (strchr(rows[i].text, '\''))
            body = str_printf(s->arena, "%s\nkeep: [\"%s\"]", rows[i].text, "NCMEC's work\", \"Team HOPE").s;
        const char *expected = str_printf(s->arena, P("%s"), rows[i].expected).s;
        assert_string_equal(sheet_body(s, body), expected);
    }
}

/* ---- Strip, title, notes, date ---- */

static const char plain[] = "body: [x]\n" TEMPLATE_TAIL;

static void drafts_and_samples_show(void **state)
{
    static const struct {
        const char *status, *sample, *nation, *strip, *title;
    } rows[] = {
        {"final", "false", NATION, "strip: (empty)\n", "title: Data 2023\n"},
        {"draft", "false", NATION, "strip: DRAFT\n", "title: DRAFT: Data 2023\n"},
        {"final", "true", NATION, "strip: SAMPLE DATA\n", "title: SAMPLE DATA: Data 2023\n"},
        {"draft", "true", NATION, "strip: SAMPLE DATA \xE2\x80\x93 DRAFT\n",
         "title: SAMPLE DATA \xE2\x80\x93 DRAFT: Data 2023\n"},
        {"final", "false", "sample: true\n" NATION, "strip: SAMPLE DATA\n", "title: SAMPLE DATA: Data 2023\n"},
    };
    Sheet *s = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        s->state =
            str_printf(s->arena,
                       "state: CA\nyear: 2023\nstatus: %s\nsample: %s\nsource: x\nfigures: {reports: 1, cases: 1, "
                       "first: 1, second: 1, third: 1, total: 3}\n",
                       rows[i].status, rows[i].sample)
                .s;
        s->nation = rows[i].nation;
        const char *is = dump(s, sheet_make(s, plain));
        assert_true(holds(is, rows[i].strip));
        assert_true(holds(is, rows[i].title));
    }
}

static void the_head_of_a_document(void **state)
{
    Sheet *s = *state;
    const char *is = dump(s, sheet_make(s, plain));
    assert_true(str_starts(str_from(is), STR("document: ncmec-CA-2023\n"
                                             "  theme: test\n"
                                             "  title: Data 2023\n"
                                             "  subject: S\n"
                                             "  author: A\n"
                                             "  language: en-US\n"
                                             "  date: 2024-01-31 00:00:00\n"
                                             "  strip: (empty)\n"
                                             "  organization: [O](said: O:)\n"
                                             "  heading: H\n"
                                             "  year: 2023\n"
                                             "  running left: L\n"
                                             "  running right: {page}\n"
                                             "  footer left: L\n"
                                             "  footer right: Page {page} of {pages}\n"
                                             "body\n")));
    static const Point corners[] = {{0, 0}, {1, 0}, {0, 1}};
    static const Shape shape = {.path = {.points = corners, .point_count = 3}};
    static const Picture picture = {.shapes = &shape, .shape_count = 1};
    s->options = (DocumentOptions){.has_date = true, .date = -1, .silhouette = &picture};
    assert_true(holds(dump(s, sheet_make(s, plain)), "  date: 1969-12-31 23:59:59\n"));
    assert_true(holds(dump(s, sheet_make(s, plain)), "  year: 2023\n"
                                                     "  silhouette: 3 points\n"
                                                     "  running left: L\n"));
}

static void notes_are_values(void **state)
{
    Sheet *s = *state;
    s->state = "state: CA\nnotes: ['A **note** with {year},  \"quoted\".', second]\n" STATE;
    s->nation = "notes: [the nation's]\n" NATION;
    const char *is = dump(s, sheet_make(s, plain));
    assert_true(holds(is, "notes\n  note: A \\*\\*note\\*\\* with \\{year}, \xE2\x80\x9Cquoted\xE2\x80\x9D.\n"
                          "  note: second\n  note: the nation\xE2\x80\x99s\n"));
    const Document *doc = sheet_make(s, plain);
    const Prose *note = &doc->notes[0];
    uint32_t line, column;
    size_t quote = str_find(note->text, STR("quoted"), 0);
    mark_position(prose_mark(note, quote, 6), &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 36);
}

static void notes_that_are_not_printed_are_reported(void **state)
{
    Sheet *s = *state;
    s->state = "state: CA\nnotes: [one]\n" STATE;
    Str text = str_from(plain);
    size_t at = str_find(text, STR("notes:"), 0);
    const Document *doc =
        sheet_make(s, str_printf(s->arena, "%.*snotes: [fixed]\n", STR_ARG(str_slice(text, 0, at))).s);
    assert_non_null(doc);
    assert_int_equal(doc->note_count, 1);
    assert_string_equal(sheet_said(s),
                        "state.yaml:2:9: warning: this note is not printed, for the template's 'notes' hold "
                        "no '{notes}'\n");
}

/* ---- Data that do not fit ---- */

/* No file can lack a figure today; a caller's own data set, or a draft's, can. */
static void figures_that_are_not_there_are_named(void **state)
{
    Sheet *s = *state;
    const char *text =
        "body:\n  - \"{cases} {us.share} {first, plural, other {}} {cases, select, absent {none} other {#}}\"\n"
        "  - highlights: {heading: x, items: [{figure: cases, label: y}]}\n" TEMPLATE_TAIL;
    Arena *a = s->arena;
    Figure state_figures[8] = {0}, nation_figures[8] = {0};
    FigureFile file = {.year = 2023, .as_of = {2023, 12, 31}, .figures = state_figures};
    FigureFile nation = file;
    nation.figures = nation_figures;
    const Template *t = template_read(sheet_parse(s, "t.yaml", text), s->dictionary, &s->jurisdictions, a, s->diag);
    const Dataset data = {s->dictionary, &s->jurisdictions.items[0], 2023, &file, &nation, NULL, NULL};
    assert_null(document_make(t, &s->theme, &data, NULL, a, s->diag));
    assert_string_equal(sheet_said(s),
                        E("2:6", "the data hold no figure 'cases'") E("2:14", "the data hold no figure 'us.share'")
                            E("2:25", "the data hold no figure 'first'") E("3:47", "the data hold no figure 'cases'"));
}

static void two_dictionaries_are_refused(void **state)
{
    Sheet *s = *state;
    const Template *t =
        template_read(sheet_parse(s, "t.yaml", plain), s->dictionary, &s->jurisdictions, s->arena, s->diag);
    const Dictionary other = *s->dictionary;
    const Dataset data = {&other, &s->jurisdictions.items[0], 2023, NULL, NULL, NULL, NULL};
    assert_null(document_make(t, &s->theme, &data, NULL, s->arena, s->diag));
    assert_int_equal(diag_exit(s->diag, false), EXIT_CODE_INTERNAL);
}

/* ---- Places ---- */

/* Where 'word' of the first paragraph comes from, as "file:line:column+length". */
static const char *place_of(Sheet *s, const Prose *p, const char *word)
{
    Str w = str_from(word);
    size_t at = str_find(p->text, w, 0);
    assert_true(at < p->text.n);
    Mark mark = prose_mark(p, at, w.n);
    uint32_t line, column;
    mark_position(mark, &line, &column);
    return str_printf(s->arena, "%.*s:%u:%u+%u", STR_ARG(mark.source->name), line, column, mark.length).s;
}

static void every_byte_knows_its_place(void **state)
{
    Sheet *s = *state;
    const Document *doc = sheet_make(s, "body:\n"
                                        "  - \"It's  **so**\n"
                                        "    folded\\u0020\\\"q\\\" [y](https://x.org) {first, plural, other\n"
                                        "    {a # b}} {us.content} {year} z\"\n" TEMPLATE_TAIL);
    assert_non_null(doc);
    const Prose *p = &doc->blocks[0].paragraph;
    static const char *const places[][2] = {
        {"It", "t.yaml:2:6+2"},         {"\xE2\x80\x99", "t.yaml:2:8+1"}, {"s ", "t.yaml:2:9+2"},
        {"so", "t.yaml:2:14+2"},        {"folded", "t.yaml:3:5+6"},       {"\xE2\x80\x9C", "t.yaml:3:17+2"},
        {"q", "t.yaml:3:19+1"},         {"y", "t.yaml:3:24+1"},           {"a ", "t.yaml:4:6+2"},
        {"1,103", "state.yaml:6:47+7"}, {"b ", "t.yaml:4:10+2"},          {"more than 105", "nation.yaml:4:43+21"},
        {"2023", "t.yaml:4:27+6"},      {"z", "t.yaml:4:34+1"},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        assert_string_equal(place_of(s, p, places[i][0]), places[i][1]);
    /* A space that is left out where two pieces meet must not shift what follows it. */
    doc = sheet_make(s, "body:\n  - \"x {cases, plural, other { a }} bc\"\n" TEMPLATE_TAIL);
    assert_string_equal(place_of(s, &doc->blocks[0].paragraph, "bc"), "t.yaml:2:37+2");
    for (uint32_t i = 0; i < p->inline_count; i++)
        assert_int_equal(p->inlines[i].start, i ? p->inlines[i - 1].end : 0);
    assert_int_equal(p->inlines[p->inline_count - 1].end, p->text.n);
}

/* ---- Bad templates ---- */

static void bad_blocks_are_named(void **state)
{
    static const Case cases[] = {
        {"[a]", E("2:5", "a list within the body; write it as the block 'list'")},
        {"sektion: x\n    body: [y]", E("2:5", "unknown block 'sektion'; did you mean 'section'?")},
        {"Note: x",
         E("2:5",
           "unknown block 'Note'; the body holds texts, and 'paragraph', 'section', 'list', 'table', 'highlights', "
           "'spacer' (a text with ': ' in it takes quotes)")},
        {"{}", E("2:5", "unknown block ''; the body holds texts, and 'paragraph', 'section', 'list', 'table', "
                        "'highlights', 'spacer' "
                        "(a text with ': ' in it takes quotes)")},
        {"list: []", E("2:11", "an empty list; write its items, or take the key away")},
        {"list: [[a]]", E("2:12", "a text belongs here; put one with ': ' in it in quotes")},
        {"section: A\n    body: []", E("3:11", "an empty body; write its paragraphs")},
        {"section: A\n    body:\n      - section: B\n        body:\n        - section: C\n          body:\n"
         "          - section: D\n            body: [x]",
         E("6:11", "sections are nested more than 3 deep")},
        {"spacer: 200 pt", E("2:13", "'200 pt' is not a length from 1 pt to 144 pt")},
        {"spacer: 9 em", E("2:13", "'9 em' is out of range; between 0.5 em and 4 em belongs here")},
        {"spacer: em", E("2:13", "'em' is not a length; write '9 pt' or '1.2 em'")},
        {"highlights:\n      heading: x\n      items: []",
         E("4:14", "an empty list; a highlight is a map of 'figure' and 'label'")},
        {"highlights:\n      heading: x\n      items: [x]", E("4:15", "a highlight is a map of 'figure' and 'label'")},
        {"highlights:\n      heading: x\n      items: [{figure: case, label: x}]",
         E("4:24", "unknown figure 'case'; did you mean 'cases'?")},
        {"highlights:\n      heading: x\n      items: [{figure: year, label: x}]",
         E("4:24", "unknown figure 'year'; the dictionary lists them all")},
        {TABLE("figure: F, label: L", ROWS),
         E("3:16", "a table begins with the column 'label' and has a column 'figure' (WCAG 1.1.1)")},
        {TABLE("label: L", ROWS),
         E("3:16", "a table begins with the column 'label' and has a column 'figure' (WCAG 1.1.1)")},
        {TABLE("label: L, figure: F, figure: G", ROWS), E("3:38", "a second column 'figure'; leave one")},
        {TABLE("label: L, figure: F, cases", ROWS),
         E("3:38",
           "a column is 'bar', or a kind and its head, as in 'figure: Cases'; the kinds are 'label', 'figure' and "
           "'share'")},
        {TABLE("label: L, figure: F, bar: B", ROWS),
         E("3:38",
           "a column is 'bar', or a kind and its head, as in 'figure: Cases'; the kinds are 'label', 'figure' and "
           "'share'")},
        {TABLE("label: L, figure: F", "{label: A, figure: us.first}"),
         E("4:33", "'us.first' is a state's figure alone; write 'first'")},
    };
    check_cases(*state, cases, sizeof cases / sizeof *cases);
}

/* What stands in the rest of the template, one change at a time. */
static void bad_templates_are_named(void **state)
{
    static const struct {
        const char *find, *replace, *expected;
    } rows[] = {
        {"language: en-US", "language: de",
         E("2:11", "the language 'de' is not known here; write 'en-US' or 'es-US', or another "
                   "region (WCAG 3.1.1)")},
        {"language: en-US", "language: en_US",
         E("2:11", "the language 'en_US' is not known here; write 'en-US' or 'es-US', or another "
                   "region (WCAG 3.1.1)")},
        {"title: Data {year}", "title: A **{year}**",
         E("3:12", "plain text belongs here; take the emphasis or the link "
                   "away")},
        {"title: Data {year}", "title: A {title}", E("3:11", "'{title}' is known only outside of the title itself")},
        {"title: Data {year}", "title: A\\ b", E("3:9", "there is a line break in plain text; remove it")},
        {"author: A", "author: ''", E("4:9", "an empty text; write one, or take the key away")},
        {"heading: H", "heading: '{page}'", E("6:38", "'{page}' is known only in 'running' and 'footer'")},
        {"notes: [\"{notes}\"]", "notes: [\"x {notes}\", [y]]",
         E("10:13", "'{notes}' is known only as the whole of a paragraph of 'notes'")
             E("10:22", "a text belongs here; put one with ': ' in it in quotes")},
        {"body: [x]", "keep: [a*]\nbody: [x]", E("1:8", "'*' stands for a whole word; write it alone")},
        {"body: [x]", "keep: ['* a', '', [b]]\nbody: [x]",
         E("1:8", "'*' cannot come first; begin with the word that it follows")
             E("1:15", "an empty text; write the words that never part") E("1:19", "words that never part are a text")},
        {"body: [x]", "keep: [a b c d e f g h i]\nbody: [x]",
         E("1:8", "more than 8 words that never part leave no place for a line to end")},
    };
    Sheet *s = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str text = str_from(plain), find = str_from(rows[i].find);
        size_t at = str_find(text, find, 0);
        assert_true(at < text.n);
        assert_null(sheet_make(s, str_printf(s->arena, "%.*s%s%.*s", STR_ARG(str_slice(text, 0, at)), rows[i].replace,
                                             STR_ARG(str_slice(text, at + find.n, text.n)))
                                      .s));
        assert_string_equal(sheet_said(s), rows[i].expected);
    }
    assert_null(sheet_make(s, "x"));
    assert_string_equal(sheet_said(s), E("1:1", "a template is a map that begins with its 'language'"));
}

/* Keys are checked everywhere: a word too much in any map is named, and so is a missing one. */
static void every_map_knows_its_keys(void **state)
{
    static const char *const bodies[] = {
        "section: A\n    whenn: cases\n    body: [x]",
        "paragraph: x\n    whenn: cases",
        "list: [x]\n    whenn: cases",
        "spacer: 1 pt\n    whenn: cases",
        "highlights: {heading: x, items: [{figure: cases, label: x}], whenn: cases}",
        "highlights: {heading: x, items: [{figure: cases, label: x, whenn: cases}]}",
        "table: {columns: [label: L, figure: F], rows: [{figure: cases, label: x}], whenn: cases}",
        "table: {columns: [label: L, figure: F], rows: [{figure: cases, label: x}]}\n    whenn: cases",
    };
    static const char *const lacking[] = {
        "section: A",
        "highlights: {heading: x}",
        "highlights: {items: [{figure: cases, label: x}]}",
        "highlights: {heading: x, items: [{figure: cases}]}",
        "highlights: {heading: x, items: [{label: x}]}",
        "table: {columns: [label: L, figure: F]}",
        "table: {rows: [{figure: cases, label: x}]}",
        "numbered: true",
    };
    static const char *const parts[] = {
        "language:", "title:", "author:", "subject:", "header:", "running:", "footer:", "strip:", "notes:", "body:"};
    Sheet *s = *state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        assert_true(holds(sheet_body(s, bodies[i]), "unknown key 'whenn'"));
    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++)
        assert_true(holds(sheet_body(s, lacking[i]), ": error: "));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Str text = str_from(plain);
        size_t at = str_find(text, str_from(parts[i]), 0), end = str_find(text, STR("\n"), at) + 1;
        assert_null(sheet_make(
            s, str_printf(s->arena, "%.*s%.*s", STR_ARG(str_slice(text, 0, at)), STR_ARG(str_slice(text, end, text.n)))
                   .s));
        const char *name = str_printf(s->arena, "'%.*s'", (int)strlen(parts[i]) - 1, parts[i]).s;
        assert_true(holds(sheet_said(s), name));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(california_is_as_it_was, setup, teardown),
        cmocka_unit_test_setup_teardown(california_says_what_its_source_says, setup, teardown),
        cmocka_unit_test_setup_teardown(blocks_nest, setup, teardown),
        cmocka_unit_test_setup_teardown(tables_show_bars_and_shares_of_exact_figures, setup, teardown),
        cmocka_unit_test_setup_teardown(tables_may_leave_out_columns, setup, teardown),
        cmocka_unit_test_setup_teardown(a_table_adds_up, setup, teardown),
        cmocka_unit_test_setup_teardown(words_are_kept_together, setup, teardown),
        cmocka_unit_test_setup_teardown(drafts_and_samples_show, setup, teardown),
        cmocka_unit_test_setup_teardown(the_head_of_a_document, setup, teardown),
        cmocka_unit_test_setup_teardown(notes_are_values, setup, teardown),
        cmocka_unit_test_setup_teardown(notes_that_are_not_printed_are_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(figures_that_are_not_there_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(two_dictionaries_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(every_byte_knows_its_place, setup, teardown),
        cmocka_unit_test_setup_teardown(bad_blocks_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(bad_templates_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(every_map_knows_its_keys, setup, teardown),
    };
    return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
