/* Web pages as a user asks for them: that they say what the PDF and its tags say, stand alone, and are legible in any
   theme's colors; what lies beside them; that workers and shards change no byte. tests/tools/web.py judges the pages.
 */
#include "tests/tools/shell.h"

static const char *samples; /* a folder with the invented figures of all states, 2021 to 2023 */

#define JUDGE "python3 -B '%s/tests/tools/web.py' "

/* Pages of one folder against dumps of tags in another, in both languages. */
static void pages_say_what_the_tags_say(void **state)
{
    (void)state;
    shell_expect(
        arena, 0, samples,
        "ncmec-pdf -q --no-sync --state all --year 2021-2023 --language en,es --for web -o out/ && mkdir tags "
        "&& for f in out/ncmec-*.html; do n=${f#out/ncmec-}; n=${n%%.html}; l=en; s=${n%%%%-*}; y=${n#*-}; case "
        "$y in *-es) l=es y=${y%%-es};; esac; echo \"ncmec-pdf -q --state $s --year $y --language $l --dump "
        "tags >tags/$n 2>/dev/null\"; done | xargs -P 2 -I {} sh -c {}");
    Run run = shell_expect(
        arena, 0, samples,
        "n=; for f in out/ncmec-*.html; do t=${f#out/ncmec-}; n=\"$n $f tags/${t%%.html}\"; done; " JUDGE "--style $n",
        shell_tree);
    assert_text(run.out, STR("336 pages, 0 breaches\n"));
    shell_expect(arena, 0, samples, JUDGE "--data out && " JUDGE "out/index.html -", shell_tree, shell_tree);
    /* All by name, the last year first. */
    assert_text(
        shell_expect(arena, 0, samples,
                     "grep -o '<h2>.*</h2>\\|href=\"[^\"]*-\\(AL\\|WY\\|NM\\)-[^\"]*\"' out/index.html | head -12")
            .out,
        STR("<h2>2023</h2>\nhref=\"ncmec-AL-2023.html\"\nhref=\"ncmec-NM-2023.html\"\nhref=\"ncmec-WY-2023.html\"\n"
            "<h2>2023 <span lang=\"es\">espa\xC3\xB1ol</span></h2>\nhref=\"ncmec-AL-2023-es.html\"\n"
            "href=\"ncmec-NM-2023-es.html\"\nhref=\"ncmec-WY-2023-es.html\"\n<h2>2022</h2>\n"
            "href=\"ncmec-AL-2022.html\"\nhref=\"ncmec-NM-2022.html\"\nhref=\"ncmec-WY-2022.html\"\n"));
}

static void a_pdf_beside_it_says_the_same(void **state)
{
    (void)state;
    shell_expect(arena, 0, samples,
                 "ncmec-pdf -q --no-sync --state CA,DC,VT --year 2023 --language en,es --for screen,web -o both/ "
                 "2>/dev/null; n=; for f in both/*.pdf; do pdfinfo -struct-text $f >${f%%.pdf}.tags; n=\"$n "
                 "${f%%.pdf}.html ${f%%.pdf}.tags\"; done; " JUDGE "--seen $n",
                 shell_tree);
    Str page = file_text(arena, samples, "both/ncmec-CA-2023.html");
    Str kilobytes =
        shell_expect(arena, 0, samples, "wc -c <both/ncmec-CA-2023.pdf | awk '{printf \"%%d\", $1 / 1024 + .5}'").out;
    assert_holds(page,
                 str_printf(arena, "<li><a href=\"ncmec-CA-2023.pdf\" type=\"application/pdf\">PDF (%.*s KB)</a></li>",
                            STR_ARG(kilobytes))
                     .s);
    assert_holds(page, "<a href=\"ncmec-CA-2023-es.html\" hreflang=\"es\" lang=\"es\">espa\xC3\xB1ol</a>");
    assert_holds(page, "<link rel=\"alternate\" hreflang=\"es\" href=\"ncmec-CA-2023-es.html\">");
    /* In folders of their own, with names that an address does not take as they are; never a printer's file. */
    shell_expect(arena, 0, samples,
                 "ncmec-pdf -q --no-sync --state CA --year 2023 --language en,es --for press,screen,web -o "
                 "'by/{language} #1/{flavor}/{name}.pdf'; cd by/en* && ls web/California.html "
                 "../es*/web/California.html && " JUDGE
                 "web/California.html -; grep -c 'href=\"../screen/California.pdf\"' web/California.html && grep -c "
                 "'href=\"../../es%%20%%231/web/California.html\"' web/California.html && ! grep press web/*",
                 shell_tree);
}

static void files_are_named_as_they_are_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *options, *written;
    } cases[] = {
        {"--for web", "ncmec-CA-2023.html\n"},
        {"--for screen,web", "ncmec-CA-2023.html\nncmec-CA-2023.pdf\n"},
        {"--for web,press", "ncmec-CA-2023-press.pdf\nncmec-CA-2023.html\n"},
        {"--for web --draft", "ncmec-CA-2023-draft.html\n"},
        {"--for web --language es", "ncmec-CA-2023-es.html\n"},
        {"-o ca.html", "ca.html\n"},
        {"-o CA.HTML", "CA.HTML\n"},
        {"--for web -o ca", "ca\n"},
        {"--for screen,web -o ca", "ca\nca.html\n"},
        {"--for screen,web -o ca.pdf", "ca.html\nca.pdf\n"},
        {"--for web,press -o ca.html", "ca-press.pdf\nca.html\n"},
        {"--for web --fragment -o ca.html", "ca.html\nncmec.css\n"},
        {"--for web -o - >ca", "ca\n"},
        {"--dump tags -o ca.html", "ca.html\n"},
        {"--language en,es -o ca.html", "ca-es.html\nca.html\ndataset.json\nindex.html\n"},
        {"--for web -j1 --fragment", "dataset.json\nncmec-CA-2023.html\nncmec.css\n"},
        {"--for screen -j1", "ncmec-CA-2023.pdf\n"},
        {"--for web --shard 1/1", "ncmec-CA-2023.html\n"},
        {"-o '{flavor}-{language}-{state}.html'", "dataset.json\nindex.html\nweb-en-CA.html\n"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *folder = folder_with_data(arena);
        shell_expect(arena, 0, folder, "ncmec-pdf --no-sync --state CA --year 2023 %s", cases[i].options);
        assert_text(shell_expect(arena, 0, folder, "LC_ALL=C ls | grep -vx data").out, str_from(cases[i].written));
    }
}

static void the_hash_of_the_style_is_told(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(
        arena, 0, folder,
        "h=$(ncmec-pdf -v --state CA --year 2023 -o ca.html 2>&1 | sed -n 's/^style-src //p') && test ${#h} = 53 && "
        "grep -cF \"; style-src $h; \" ca.html");
}

/* In a run with workers, in shards with --index after them, and again over what is there. */
static void workers_and_shards_change_no_byte(void **state)
{
    (void)state;
    static const char all[] = "ncmec-pdf -q --no-sync --state all --year 2023 --language en,es --for screen,web -o";
    const char *folder = folder_with_states(arena, "AZ NV");
    shell_expect(
        arena, 0, folder,
        "%s one/ -j1 && %s many/ -j3 && diff -r one many && %s parts/ --shard 1/2 && %s parts/ --shard 2/2 && "
        "! ls parts/index.html parts/dataset.json && ncmec-pdf -q --no-sync --index parts && diff -r one parts",
        all, all, all, all);
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf --index one");
    assert_holds(run.err, "one/index.html: ");
    assert_holds(run.err, " bytes, unchanged\n");
    /* A year and a language more. Those that are there stay in the list. */
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf --no-sync --state NV --year 2022 -o 'one/{year}/{state}.html' --report r.json && "
                       "ncmec-pdf -q --no-sync --index one && " JUDGE "--data one && " JUDGE "one/index.html -",
                       shell_tree, shell_tree);
    assert_holds(file_text(arena, folder, "one/index.html"), "href=\"2022/NV.html\"");
    /* Its text begins where its title does, as on the pages. */
    assert_holds(file_text(arena, folder, "one/index.html"), "<main class=\"ncmec-main\">\n");
    assert_holds(run.err, "1 sheet in 3 files: 3 written, 0 unchanged, 0 failed\n");
}

static void report_and_summary_count_what_lies_beside(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NV");
    Run run =
        shell_expect(arena, 0, folder,
                     "ncmec-pdf --no-sync --state all --year 2023 -o 'w/{state}.html' --report r.json && ncmec-pdf -q "
                     "--no-sync --state all --year 2023 -o 'w/{state}.html' --report r.csv");
    assert_holds(run.err, "w/index.html: ");
    assert_holds(run.err, "2 sheets in 4 files: 4 written, 0 unchanged, 0 failed\n");
    shell_expect(
        arena, 0, folder,
        "python3 -c 'import json, hashlib; r = json.load(open(\"r.json\")); assert [x[\"flavor\"] for x in r] == "
        "[\"web\", \"web\", \"index\", \"dataset\"], r; assert all(hashlib.sha256(open(x[\"file\"], "
        "\"rb\").read()).hexdigest() == x[\"sha256\"] and \"pages\" not in x for x in r)' && grep -c "
        "'^,,,,index,,w/index.html,unchanged,' r.csv");
}

static void withheld_figures_are_withheld(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(
        arena, 0, folder,
        "sed -i 's/^\\( *team_adam_cases:\\) .*/\\1 suppressed/; s/^\\( *cvip_submissions:\\) .*/\\1 fewer than 10/' "
        "data/2023/CA.yaml && ncmec-pdf -q --no-sync --state all --year 2023 --for web -o w/ && " JUDGE "--data w",
        shell_tree);
    Str rows = file_text(arena, folder, "w/dataset.json");
    assert_holds(rows,
                 "\"figure\": \"team_adam_cases\", \"label\": \"Cases assisted by Team Adam\", \"unit\": \"cases\", "
                 "\"kind\": \"suppressed\", \"value\": null, \"text\": \"suppressed\"");
    assert_holds(rows, "\"kind\": \"ceiling\", \"value\": 10, \"text\": \"fewer than 10\"");
    assert_holds(rows, "\"unit\": \"reports\", \"kind\": \"rounded\", \"value\": 36200000, \"text\": \"36.2 million\"");
    shell_expect(arena, 0, folder,
                 "ncmec-pdf --state CA --year 2023 --dump tags >tags && " JUDGE "w/ncmec-CA-2023.html tags",
                 shell_tree);
}

/* The index says who publishes it as the sheets do, and the data set where its figures are from; the same for any
   number of workers. */
static void others_can_cite_it(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NV");
    shell_expect(
        arena, 0, folder,
        "sed -i 's/^# as_of: .*/as_of: 2024-01-30/' data/2023/NV.yaml; sed -i 's/^source: .*/source: {en: The nation, "
        "es: La nación}/' data/2023/national.yaml; sed -i 's/^  organization: .*/  organization: The House \\& Co./' "
        "data/templates/fact-sheet.yaml; ncmec-pdf -q --no-sync --state all --year 2023 --for web -o w/ -j3 && "
        "ncmec-pdf "
        "-q --no-sync --state all --year 2023 --for web -o v/ -j1 && diff -r v w && " JUDGE "--data w && " JUDGE
        "w/index.html -",
        shell_tree, shell_tree);
    Str index = file_text(arena, folder, "w/index.html"), data = file_text(arena, folder, "w/dataset.json");
    assert_holds(index, "<title>The House &amp; Co.: Fact sheets by state</title>");
    assert_holds(index, "<h1><span class=\"ncmec-org\">The House &amp; Co.</span> Fact sheets by state</h1>");
    assert_holds(data, "\"title\": \"The House & Co.: Fact sheets by state\",\n  \"sources\": [\n    {\"title\": "
                       "\"NCMEC California Data 2023\"},\n    {\"title\": \"The nation\"},\n    {\"title\": "
                       "\"Sample\"}\n  ],\n");
    assert_holds(data, "{\"state\": \"NV\", \"name\": \"Nevada\", \"year\": 2023, \"figure\": \"team_adam_cases\", "
                       "\"label\": \"Cases assisted by Team Adam\", \"unit\": \"cases\", \"kind\": \"exact\", "
                       "\"value\": 3, \"text\": \"3\", \"source\": \"Sample\", \"as_of\": \"2024-01-30\", ");
    assert_holds(data, "\"text\": \"36.2 million\", \"source\": \"The nation\", \"as_of\": null, ");
    /* A sheet that does not print its source tells none. */
    shell_expect(arena, 0, folder,
                 "sed -i 's/{source, select, absent {} other { Source: {source}.}}//' data/templates/fact-sheet.yaml "
                 "&& ncmec-pdf -q --no-sync --state all --year "
                 "2023 --for web -o n/ && ! grep -r 'The nation' n");
}

/* What lies there of a state whose figures were taken away is told, and left. */
static void pages_without_figures_are_told(void **state)
{
    (void)state;
    static const char again[] = "ncmec-pdf -q --no-sync --state all --year 2023 --for screen,press,web -o o/";
    const char *folder = folder_with_states(arena, "GU NV");
    shell_expect(arena, 0, folder, "%s && rm data/2023/GU.yaml && rm -r data/2022", again);
    Run run = shell_expect(arena, 0, folder, "%s", again);
    assert_holds(run.err,
                 "ncmec-pdf: warning: pages of states that have no figures of their year now stay in the index "
                 "and the data set: o/ncmec-GU-2023.html, o/ncmec-GU-2023.pdf, o/ncmec-GU-2023-press.pdf; "
                 "unless they are to be published, remove these files and run 'ncmec-pdf --index o'\n");
    assert_holds(file_text(arena, folder, "o/index.html"), ">Guam</a>");
    assert_holds(shell_expect(arena, 3, folder, "ncmec-pdf --index o --strict").err, "o/ncmec-GU-2023.pdf, ");
    run = shell_expect(arena, 0, folder,
                       "rm o/*GU* && ncmec-pdf --index o --strict && ! grep Guam o/index.html o/*.json");
    assert_lacks(run.err, "warning");
    /* Nothing is known of a year that the data folder has no more. */
    shell_expect(arena, 0, folder,
                 "mv data/2023 data/2024 && sed -i 's/2023/2024/' data/2024/*.yaml && ncmec-pdf --index "
                 "o --strict");
}

/* One style sheet a folder, and pages there of another theme would be shown by it. */
static void a_style_sheet_is_of_one_theme(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    static const char make[] = "ncmec-pdf -q --no-sync --state CA --year 2023 --for web --fragment -o f/";
    Run run =
        shell_expect(arena, 2, folder, "%s && cp -R f g && %s --theme large; c=$?; diff -r f g && exit $c", make, make);
    assert_holds(run.err,
                 "error: 'f/ncmec.css' is the style sheet of the theme 'ncmec', which the pages there need, and "
                 "not of 'large'; choose another folder, or remove it to give all pages there the other look");
    shell_expect(arena, 0, folder,
                 "sed -i 's/#12284C/#14324A/' data/themes/ncmec.yaml && %s && ! cmp -s f/ncmec.css "
                 "g/ncmec.css && rm f/ncmec.css && %s --theme large && grep -x '/. theme: large ./' "
                 "f/ncmec.css",
                 make, make);
}

/* A state whose name is markup, a note with markup and a link, and a table without a lead sentence. */
static void markup_in_texts_stays_text(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run = shell_expect(
        arena, 0, folder,
        "sed -i 's|name: California,|name: \"<b onclick=x>\\&amp;\\\\\"--></b>\",|' data/jurisdictions.yaml && printf "
        "'notes:\\n  - \"See <script>x</script> there.\"\\n' "
        ">>data/2023/CA.yaml && sed -i 's|\\[missingkids[^)]*)|[our page](https://example.org/a?b=1\\&c=2)|; /Help "
        "Locate/,/when: missing_total/{/section:/b;/body:/b;d}' "
        "data/templates/fact-sheet.yaml && ncmec-pdf -q --no-sync "
        "--state CA --year 2023 --for web -j1 -o w/");
    assert_int_equal(run.err.n, 0); /* on a page alone a link is followed, and not typed from paper */
    Str page = file_text(arena, folder, "w/ncmec-CA-2023.html");
    assert_holds(page, "&lt;b onclick=x&gt;&amp;amp;");
    assert_holds(page, "See &lt;script&gt;x&lt;/script&gt; ");
    assert_holds(page, "<a class=\"ncmec-away\" href=\"https://example.org/a?b=1&amp;c=2\">our page</a>.");
    assert_holds(page, "<caption>Cases of missing children from ");
    shell_expect(arena, 0, folder, JUDGE "w/ncmec-CA-2023.html - w/index.html - && " JUDGE "--data w", shell_tree,
                 shell_tree);
}

/* A theme that no PDF could be made of: its colors are moved until they are legible. */
static void any_colors_are_legible(void **state)
{
    (void)state;
    static const char *const edits[] = {
        "s/srgb: \"#[0-9A-F]*\"/srgb: \"#808080\"/",
        "s/srgb: \"#[0-9A-F]*\"/srgb: \"#FFFF00\"/",
        "s/srgb: \"#[0-9A-F]*\"/srgb: \"#000000\"/",
        "s/srgb: \"#[0-9A-F]*\"/srgb: \"#FFFFFF\"/",
        "s/ground: [a-z]*/ground: gold/",
    };
    const char *folder = folder_with_data(arena);
    for (size_t i = 0; i < COUNT_OF(edits); i++)
        shell_expect(
            arena, 0, folder,
            "sed '%s' data/themes/ncmec.yaml >theme.yaml && ncmec-pdf -q --state CA --year 2023 --theme theme.yaml "
            "-o ca.html 2>/dev/null; " JUDGE "--style ca.html -",
            edits[i], shell_tree);
}

static void logos_are_in_the_page(void **state)
{
    (void)state;
    static const char *const files[] = {"logo.svg", "logo.png"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        const char *folder = folder_with_data(arena);
        shell_expect(
            arena, 0, folder,
            "cp '%s/tests/house/%s' data/themes && printf 'logo:\\n  file: %s\\n  alt: The \"house\"\\n  height: 60 "
            "pt\\n  side: left\\n  top: 20 pt\\n  clear_space: 14 pt\\n' >>data/themes/ncmec.yaml && ncmec-pdf -q "
            "--state CA --year 2023 -o ca.html; " JUDGE "ca.html - && grep -c '\\(alt\\|aria-label\\)=\"The "
            "&quot;house&quot;\"' ca.html",
            shell_tree, files[i], files[i], shell_tree);
    }
}

static void strangers_files_are_kept(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "mkdir w && echo mine >w/index.html && echo other >w/other.html");
    Run run = shell_expect(arena, 2, folder, "ncmec-pdf --state all --year 2023 --for web -o w/");
    assert_holds(run.err,
                 "'w/index.html' is there, and is not the index of an earlier run; remove it, or choose another "
                 "name for --for web\n");
    assert_text(shell_expect(arena, 0, folder, "ls w && cat w/index.html").out, STR("index.html\nother.html\nmine\n"));
    run = shell_expect(arena, 2, folder, "ncmec-pdf --index w");
    assert_holds(run.err, "'w/index.html' is there, and is not the index");
    /* A page of another version is named, not read. */
    shell_expect(arena, 0, folder, "rm w/index.html && ncmec-pdf -q --state all --year 2023 --for web -o w/");
    run = shell_expect(arena, 0, folder,
                       "sed 's/^<!-- ncmec-pdf [0-9.]*/&9/' w/ncmec-CA-2023.html >w/old.html; ncmec-pdf --index w");
    assert_holds(run.err, "warning: 'w/old.html' is left out of the index, for another version");
    shell_expect(arena, 1, folder, "mkdir none; ncmec-pdf --index none");
}

/* A part of a page of others: no landmark, no link to a part in another language; its rules ask for no element that it
   lacks, and without them nothing runs together or fills the window. */
static void a_fragment_is_a_part_of_any_page(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(
        arena, 0, folder,
        "sed -i 's/^\\( *missing_total:\\) .*/\\1 at least 1,879/; s/^\\( *missing_from.*:\\) .*/\\1 suppressed/; "
        "s/^\\( *missing_other:\\) .*/\\1 suppressed/' data/2023/CA.yaml && ncmec-pdf -q --no-sync --state CA "
        "--year 2023 --language en,es --for web,screen --fragment -o w/ && ncmec-pdf --state CA --year 2023 "
        "--dump tags >tags && " JUDGE "w/ncmec-CA-2023.html tags",
        shell_tree);
    Str page = file_text(arena, folder, "w/ncmec-CA-2023.html"), style = file_text(arena, folder, "w/ncmec.css");
    static const char *const parts[] = {"<div class=\"ncmec-nav\">", "<div class=\"ncmec-main\">",
                                        "href=\"ncmec-CA-2023.pdf\"",
                                        "<svg class=\"ncmec-state\" width=\"82\" height=\"96\"",
                                        ">\xE2\x80\x94</span><span class=\"ncmec-said\"> withheld<"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        assert_holds(page, parts[i]);
    assert_lacks(page, "<nav");
    assert_lacks(page, "hreflang");
    assert_holds(style, ".ncmec .ncmec-nav,.ncmec .ncmec-main{max-width:48rem;");
    assert_holds(style, "h4{break-after:avoid;break-inside:avoid}"); /* on paper no heading is cut, or left behind */
    for (const char *const *tag = (const char *const[]){" main", " nav", " header", " footer", NULL}; *tag; tag++)
        assert_lacks(style, *tag);
}

/* The judge itself: each of these is a breach. */
static void the_judge_bites(void **state)
{
    (void)state;
    static const char *const edits[] = {
        "s/<h2 /<h4 /",
        "s/<th scope=\"row\">/<th>/",
        "s/185/186/",
        "s/<\\/p>//",
        "s/#12284c/#12284d/",
        "s/<\\/main>/<script><\\/script><\\/main>/",
        "s/-2\">/-1\">/",
        "s/<caption>[^<]*<\\/caption>//",
        "s/<html lang=\"en-US\">/<html>/",
        "s/ aria-hidden=\"true\"//",
        "s/ height=\"96\"//",
    };
    const char *folder = folder_with_data(arena);
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf -q --state CA --year 2023 -o ca.html && ncmec-pdf --state CA --year 2023 --dump tags >tags && " JUDGE
        "ca.html tags",
        shell_tree);
    for (size_t i = 0; i < COUNT_OF(edits); i++)
        shell_expect(arena, 1, folder, "sed '%s' ca.html >x.html; " JUDGE "x.html tags", edits[i], shell_tree);
}

int main(void)
{
    shell_begin();
    samples = folder_with_data(arena);
    shell_expect(arena, 0, samples, "rm -rf data/20* && cp -R '%s'/tests/samples/20* data", shell_tree);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_say_what_the_tags_say),
        cmocka_unit_test(a_pdf_beside_it_says_the_same),
        cmocka_unit_test(files_are_named_as_they_are_asked_for),
        cmocka_unit_test(the_hash_of_the_style_is_told),
        cmocka_unit_test(workers_and_shards_change_no_byte),
        cmocka_unit_test(report_and_summary_count_what_lies_beside),
        cmocka_unit_test(withheld_figures_are_withheld),
        cmocka_unit_test(others_can_cite_it),
        cmocka_unit_test(pages_without_figures_are_told),
        cmocka_unit_test(a_style_sheet_is_of_one_theme),
        cmocka_unit_test(markup_in_texts_stays_text),
        cmocka_unit_test(any_colors_are_legible),
        cmocka_unit_test(logos_are_in_the_page),
        cmocka_unit_test(a_fragment_is_a_part_of_any_page),
        cmocka_unit_test(strangers_files_are_kept),
        cmocka_unit_test(the_judge_bites),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
