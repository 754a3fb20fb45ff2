/* Many sheets in one document, as independent readers see it. */
#include "tests/tools/shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *office;
static Str text; /* pdftotext's */

#define PACKET                                                                                                         \
    "ncmec-pdf packet --state CA,NV,AZ --year 2023 --title 'Missing Children' --subtitle 'For the hearing' "           \
    "--prepared-for 'the Committee' --date 'January 9, 2024' --divider 'Bill text' "

static Str page_text(int page)
{
    size_t at = 0;
    for (int i = 1; i < page; i++)
        at = str_find(text, STR("\f"), at) + 1;
    return str_slice(text, at, str_find(text, STR("\f"), at));
}

static void pages_stand_in_order(void **state)
{
    (void)state;
    static const struct {
        int page;
        const char *holds;
    } rows[] = {
        {1, "Missing Children"},
        {1, "For the hearing"},
        {1, "Prepared for the Committee"},
        {1, "January 9, 2024"},
        {1, "California"},
        {1, "Nevada"},
        {1, "Arizona"},
        {2, "Contents"},
        {2, "CA-1"},
        {2, "NV-1"},
        {2, "Bill text"},
        {2, "iii"},
        {3, "California Data"},
        {3, "CA-1"},
        {4, "CA-2"},
        {5, "Nevada Data"},
        {5, "NV-1"},
        {7, "Arizona Data"},
        {8, "AZ-2"},
        {9, "Bill text"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_holds(page_text(rows[i].page), rows[i].holds);
    Run run = shell_expect(arena, 0, office, "pdfinfo p.pdf; qpdf --check p.pdf");
    assert_holds(run.out, "Title:           NCMEC Missing Children: For the hearing\n");
    assert_holds(run.out, "Pages:           9\n");
    assert_holds(run.out, "Tagged:          yes\n");
    assert_holds(run.out, "No syntax or stream encoding errors found");
}

/* What qpdf says of labels, bookmarks, links, attachments and structure. */
static void readers_find_their_way(void **state)
{
    (void)state;
    file_write(arena, office, "read.py",
               STR("import json, subprocess\n"
                   "out = subprocess.run(['qpdf', '--json=1', 'p.pdf'], capture_output=True, check=True).stdout\n"
                   "pdf = json.loads(out)\n"
                   "objects = pdf['objects']\n"
                   "labels = {l['index']: l['label'] for l in pdf['pagelabels']}\n"
                   "assert labels[0]['/S'] == '/r' and labels[0].get('/St', 1) == 1, labels\n"
                   "assert labels[2]['/P'] == 'CA-' and labels[2]['/S'] == '/D', labels\n"
                   "assert labels[4]['/P'] == 'NV-' and labels[6]['/P'] == 'AZ-', labels\n"
                   "assert labels[8]['/S'] == '/r' and labels[8]['/St'] == 3, labels\n"
                   "tops = [(o['title'], o['destpageposfrom1']) for o in pdf['outlines']]\n"
                   "assert tops == [('Cover', 1), ('Contents', 2), ('California', 3), ('Nevada', 5), ('Arizona', 7),\n"
                   "                ('Bill text', 9)], tops\n"
                   "assert len(pdf['outlines'][2]['kids']) >= 5\n"
                   "pages = [p['object'] for p in pdf['pages']]\n"
                   "links = [objects[a] for a in objects[pages[1]]['/Annots']]\n"
                   "assert [pages.index(l['/Dest'][0]) + 1 for l in links] == [3, 5, 7, 9]\n"
                   "assert links[0]['/Contents'] == 'California, page CA-1' and '/StructParent' in links[0]\n"
                   "root = objects[objects[objects['trailer']['/Root']]['/StructTreeRoot']]\n"
                   "document = objects[root['/K']]\n"
                   "assert document['/S'] == '/Document'\n"
                   "assert [objects[k]['/S'] for k in document['/K']] == ['/Part'] * 6\n"
                   "kinds = [o.get('/S') for o in objects.values() if isinstance(o, dict)]\n"
                   "assert kinds.count('/TOC') == 1 and kinds.count('/TOCI') == 4 and kinds.count('/H1') == 6\n"
                   "fonts = {o['/FontName'] for o in objects.values() if isinstance(o, dict) and '/FontName' in o}\n"
                   "programs = sum('/FontFile2' in o for o in objects.values() if isinstance(o, dict))\n"
                   "assert programs == len(fonts)\n"
                   "names = set(pdf['attachments'])\n"
                   "assert names == {'CA-2023.yaml', 'NV-2023.yaml', 'AZ-2023.yaml', 'national-2023.yaml',\n"
                   "                 'measures.yaml', 'jurisdictions.yaml', 'fact-sheet-2023.yaml', 'packet.yaml',\n"
                   "                 'theme.yaml'}, names\n"));
    shell_expect(arena, 0, office, "python3 read.py");
}

/* Each its own right-hand page, bookmark and line, behind the sheets and in the order given. */
static void dividers_stand_behind_the_sheets(void **state)
{
    (void)state;
    shell_expect(arena, 0, office,
                 "ncmec-pdf packet --state CA,NV --year 2023 --divider Zebra --divider \"The bill's text\" --divider "
                 "Appendix -q -o d.pdf");
    file_write(arena, office, "dividers.py",
               STR("import json, subprocess\n"
                   "out = subprocess.run(['qpdf', '--json=1', 'd.pdf'], capture_output=True, check=True).stdout\n"
                   "pdf = json.loads(out)\n"
                   "tops = [(o['title'], o['destpageposfrom1']) for o in pdf['outlines']]\n"
                   "assert tops[4:] == [('Zebra', 7), ('The bill\u2019s text', 9), ('Appendix', 11)], tops\n"
                   "labels = {l['index']: l['label'] for l in pdf['pagelabels']}\n"
                   "assert [labels[i]['/St'] for i in (6, 8, 10)] == [3, 5, 7], labels\n"
                   "pages = [p['object'] for p in pdf['pages']]\n"
                   "assert len(pages) == 11\n"
                   "links = [pdf['objects'][a] for a in pdf['objects'][pages[1]]['/Annots']]\n"
                   "assert [pages.index(l['/Dest'][0]) + 1 for l in links] == [3, 5, 7, 9, 11]\n"
                   "assert [l['/Contents'] for l in links][2:] == [\n"
                   "    'Zebra, page iii', 'The bill\u2019s text, page v', 'Appendix, page vii']\n"));
    shell_expect(arena, 0, office, "python3 dividers.py");
    Str all = shell_expect(arena, 0, office, "pdftotext -layout d.pdf -").out;
    Str first = text;
    text = all;
    static const char *const titles[] = {"Zebra", "The bill\xE2\x80\x99s text", "Appendix"};
    static const char *const numbers[] = {" iii\n", " v\n", " vii\n"};
    for (int i = 0; i < 3; i++) {
        assert_holds(page_text(7 + 2 * i), titles[i]);
        assert_holds(page_text(7 + 2 * i), numbers[i]);
        assert_holds(page_text(2), titles[i]);
    }
    text = first;
}

/* All that is printed but figures and names stands in a file that editors keep. */
static void wording_is_the_editors(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "AZ NV MP");
    shell_expect(arena, 0, folder,
                 "mkdir data/2022/templates; cat >data/2022/templates/packet.yaml <<'END'\n"
                 "title: Facts about {sheet_count, plural, =2 {two states} other {# states}}\n"
                 "subtitle: In {years}\n"
                 "prepared_for: \"**For:** {prepared_for}\"\n"
                 "date: As of {date}\n"
                 "subject: About {title}\n"
                 "cover: Front\n"
                 "contents: Inside\n"
                 "entry: \"{state_adj} ({year})\"\n"
                 "link: go to {label}, {entry}\n"
                 "END\n");
    Run run = shell_expect(arena, 0, folder,
                           "ncmec-pdf packet --state CA,NV --year 2022 --prepared-for you --date today -v -o w.pdf\n"
                           "pdftotext -l 2 w.pdf -; pdfinfo w.pdf; qpdf --json=1 w.pdf");
    static const char *const printed[] = {
        "Facts about two states\n", "In 2022\n", "For: you\n", "As of today\n", "Inside\n", "California (2022)\n"};
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++)
        assert_holds(run.out, printed[i]);
    assert_holds(run.out, "Title:           Facts about two states: In 2022\n");
    assert_holds(run.out, "Subject:         About Facts about two states: In 2022\n");
    assert_holds(run.out, "\"title\": \"Front\"");
    assert_holds(run.out, "go to CA-1, California (2022)");
    static const char *const foreign[] = {"State Data", "Calendar year 2022: ", "Prepared for", "Cover", "Contents\n"};
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        assert_lacks(run.out, foreign[i]);
    assert_holds(run.err, "read data/2022/templates/packet.yaml\n");
    assert_holds(run.err, "read data/2022/NV.yaml\n");
    assert_holds(run.err, "w.pdf: 2 sheets, 6 pages, ");
    /* Of another year, and of several, it is not. */
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf packet --state CA --year 2023 -o - | pdftotext -l 1 - -\n"
                       "ncmec-pdf packet --state CA --year 2022,2023 -v -o - | pdftotext -l 2 - -");
    assert_holds(run.out, "State Data\nCalendar year 2023\n");
    assert_holds(run.out, "State Data\nCalendar years 2022\xE2\x80\x93"
                          "2023\n");
    assert_holds(run.out, "California 2022\n");
    assert_holds(run.err, "read data/templates/packet.yaml\n");
    /* What is typed on the command line is text, and set as text is. */
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf packet --state CA --year 2023 --title \"The {state} **Governor's** 'list'\" -o - | "
                       "pdftotext -l 1 - -");
    assert_holds(run.out, "The {state} **Governor\xE2\x80\x99s** \xE2\x80\x98list\xE2\x80\x99\n");
}

static void both_flavors_are_bound_at_once(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 0, office,
                           PACKET "--for screen,press -o both.pdf\n" PACKET "-q --for press -o alone.pdf\n"
                                  "cmp both.pdf p.pdf && cmp both-press.pdf alone.pdf");
    assert_holds(run.err, "both.pdf: 3 sheets, 9 pages, ");
    assert_holds(run.err, "both-press.pdf: 3 sheets, 9 pages, ");
    shell_expect(arena, 0, office,
                 "ncmec-pdf packet --state CA --year 2023 --standard ua2 -o 2.pdf && grep -a -q '^%%PDF-2.0' 2.pdf");
    run = shell_expect(arena, 0, office,
                       "ncmec-pdf packet --state CA --year 2023 --for press && rm packet-press.pdf\n"
                       "ncmec-pdf packet --state CA --year 2023 && rm packet.pdf");
    assert_holds(run.err, "packet.pdf: 1 sheet, 4 pages, ");
}

/* What the README tells of a merger by qpdf. */
static void other_documents_take_it_in(void **state)
{
    (void)state;
    file_write(
        arena, office, "merged.py",
        STR("import json, subprocess, sys\n"
            "out = subprocess.run(['qpdf', '--json=1', sys.argv[1]], capture_output=True, check=True).stdout\n"
            "pdf = json.loads(out)\n"
            "pages = [p['object'] for p in pdf['pages']]\n"
            "links = [pdf['objects'][a] for p in pages for a in pdf['objects'][p].get('/Annots', [])]\n"
            "leads = [pages.index(l['/Dest'][0]) + 1 for l in links if l.get('/Dest', [None])[0]]\n"
            "print(len(pages), len(pdf['outlines']), len(pdf['attachments']), len(pdf['pagelabels']) > 4, leads,\n"
            "      sum('/A' in l for l in links), '/StructTreeRoot' in "
            "pdf['objects'][pdf['objects']['trailer']['/Root']])\n"));
    Run run = shell_expect(arena, 0, office,
                           "ncmec-pdf --state MP --year 2023 -q -o theirs.pdf\n"
                           "qpdf p.pdf --pages . theirs.pdf -- first.pdf && python3 merged.py first.pdf\n"
                           "qpdf --empty --pages theirs.pdf p.pdf -- last.pdf && python3 merged.py last.pdf");
    Run version = shell_expect(arena, 0, office, "qpdf --version | sed -n 's/^qpdf version \\([0-9]*\\).*/\\1/p'");
    bool is_new = strtol(str_terminated(arena, version.out), NULL, 10) >= 12; /* it keeps the contents' links */
    assert_text(run.out, is_new ? STR("11 6 9 True [3, 5, 7, 9] 9 True\n11 0 0 True [5, 7, 9, 11] 9 False\n")
                                : STR("11 6 9 True [3, 5, 7, 9] 9 True\n11 0 0 True [] 9 False\n"));
}

static void sheets_look_as_they_do_alone(void **state)
{
    (void)state;
    shell_expect(arena, 0, office,
                 "ncmec-pdf -q --state NV --year 2023 --for screen -o nv.pdf\n"
                 "pdftotext -layout nv.pdf - | sed 's/Nevada, 2023 | Page \\([12]\\) of 2/NV-\\1/' | tr -s ' ' >alone\n"
                 "pdftotext -layout -f 5 -l 6 p.pdf - | tr -s ' ' >bound; diff alone bound");
    /* The same pixels, above the footer. */
    shell_expect(arena, 0, office,
                 "for p in 1 2; do pdftoppm -cropbox -r 60 -H 620 -f $p -l $p nv.pdf alone-$p\n"
                 "pdftoppm -cropbox -r 60 -H 620 -f $((p + 4)) -l $((p + 4)) p.pdf bound-$p\n"
                 "cmp alone-$p*.ppm bound-$p*.ppm || exit 1; done");
}

/* Letters of justified lines are spaced for their line alone, and a word too long for the cache is shaped for its own:
   both outlive the sheet that they were set for. */
static void letters_of_their_own_are_kept(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "AZ NV MP");
    Run run = shell_expect(
        arena, 0, folder,
        "sed -i 's/^  align: ragged/  align: justified/' data/themes/ncmec.yaml\n"
        "long=$(printf 'https://example.org/%%0300d' 7)\n"
        "for s in AZ CA NV; do echo \"notes: ['See $long']\" >>data/2023/$s.yaml; done\n"
        "ncmec-pdf packet --state CA,NV,AZ --year 2023 -q -o j.pdf\n"
        "for s in CA NV AZ; do ncmec-pdf -q --state $s --year 2023 --for screen -o $s.pdf; done\n"
        "i=3; for s in CA NV AZ; do for p in 1 2; do pdftoppm -cropbox -r 60 -H 620 -f $p -l $p $s.pdf alone\n"
        "pdftoppm -cropbox -r 60 -H 620 -f $i -l $i j.pdf bound; cmp alone*.ppm bound*.ppm || exit 1\n"
        "rm alone*.ppm bound*.ppm; i=$((i + 1)); done; done; pdftotext -f 8 -l 8 j.pdf - | tr -d '\\n' | "
        "grep -c 'example.org/0000'");
    assert_text(str_trim(run.out), STR("1"));
}

static void the_press_gets_no_links(void **state)
{
    (void)state;
    shell_expect(arena, 0, office, PACKET "-q --for press -o press.pdf");
    Run run = shell_expect(arena, 0, office, "qpdf --json=1 press.pdf | grep -c '/Annots' || true");
    assert_text(str_trim(run.out), STR("0"));
    run = shell_expect(arena, 0, office, "pdfinfo press.pdf; pdfdetach -list press.pdf");
    assert_holds(run.out, "Pages:           9\n");
    assert_holds(run.out, "0 embedded files");
}

static void many_sheets_and_years_fill_many_pages(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 0, office, "ncmec-pdf packet --state all --year 2022,2023 --uniform -o years.pdf");
    assert_holds(run.err, "years.pdf: 8 sheets, 18 pages, ");
    assert_holds(run.err, "no figures of 2022: ");
    assert_holds(run.err, "no figures of 2023: ");
    run = shell_expect(arena, 0, office, "pdftotext -f 1 -l 2 years.pdf -");
    assert_holds(run.out, "Calendar years 2022\xE2\x80\x93"
                          "2023");
    assert_holds(run.out, "Arizona 2022");
    assert_holds(run.out, "CA-2023-1");
    /* Where the list takes two pages, the first sheet still begins on the right. */
    const char *many = folder_with_data(arena);
    shell_expect(
        arena, 0, many,
        "for y in 1990 1991; do mkdir data/$y; sed s/2023/$y/ '%s'/data/2023/national.yaml >data/$y/national.yaml\n"
        "for s in $(sed -n 's/^\\([A-Z][A-Z]\\): .*/\\1/p' data/jurisdictions.yaml); do sed \"s/^state: CA/state: $s/\n"
        "s/^source: .*/source: Sample/; s/^year: .*/year: $y/\" '%s'/data/2023/CA.yaml >data/$y/$s.yaml; done; done",
        office, office);
    run = shell_expect(arena, 0, many, "ncmec-pdf packet --state all --year 1990,1991 -o - | pdftotext -l 5 - -");
    text = run.out;
    assert_holds(page_text(3), "iii");
    assert_true(page_text(4).n < 3);
    assert_holds(page_text(5), "Alabama Data");
    shell_expect(arena, 0, many,
                 "ncmec-pdf packet --state all --year 1990 -o a.pdf && cp a.pdf b.pdf && ncmec-pdf packet "
                 "--state all --year 1990 -o a.pdf 2>&1 | grep -q unchanged && cmp a.pdf b.pdf");
}

static void drafts_look_like_drafts(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "AZ NV MP");
    shell_expect(arena, 0, folder, "sed -i 's/^status: final.*/status: draft/' data/2023/NV.yaml");
    Run run = shell_expect(arena, 0, folder,
                           PACKET "-q -o d.pdf; for p in 1 2 9; do pdftotext -f $p -l $p d.pdf - | "
                                  "grep -c DRAFT; done; pdfinfo d.pdf");
    assert_true(str_starts(run.out, STR("1\n1\n1\n")));
    assert_holds(run.out, "Title:           DRAFT");
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    static const struct {
        int code;
        const char *arguments, *said;
    } rows[] = {
        {2, "", "no state is given; add one, as in --state CA"},
        {2, "--state CA", "no year is given"},
        {2, "--state CA,QQ --year 2023", "unknown state 'QQ'"},
        {2, "--state CA --year 2023 x.pdf", "unexpected 'x.pdf'; write it as -o x.pdf"},
        {2, "--state CA,NV --year 2023 --for screen,press -o -", "two files do not go to standard output"},
        {2, "--state CA --year 2023 --dividers group", "there are no groups to divide; name them, as in --group"},
        {2, "--state CA --year 2023 --group CA", "'CA' is no group; write it as in --group CA='The West'"},
        {4, "--state CA --year 2023 --group NV=West",
         "--group:1:1: error: the group begins with Nevada, of which there"},
        {4, "--state CA --year 2023 --title \"$(echo a; echo b)\"", "this text has more than one line"},
        {1, "--from none.yaml", "cannot read 'none.yaml'"},
        {2, "--state CA --year 2023 --divider ''", "'--divider' needs a text after it; an empty text does not count"},
        {1, "--state CA,TX --year 2023", "there are no figures for Texas in 2023"},
        {1, "--state CA --year 2023 -o none/p.pdf", "there is no folder 'none'"},
        {4, "--state CA --year 2023 --title '\xE4\xBD\xA0'", "U+4F60"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Run run = shell_expect(arena, rows[i].code, office, "ncmec-pdf packet %s", rows[i].arguments);
        assert_holds(run.err, rows[i].said);
        assert_false(file_exists(arena, office, "packet.pdf"));
    }
}

/* Titles before groups and states: on a right-hand page of their own, tagged, numbered, listed and linked. */
static void pages_divide_groups_and_states(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "AZ NV MP");
    shell_expect(arena, 0, folder, "mkdir plans");
    file_write(arena, folder, "plans/hearing.yaml",
               STR("title: Missing Children\n"
                   "subtitle: {en: For the hearing, es: Para la audiencia}\n"
                   "year: 2023\n"
                   "groups:\n"
                   "  - {title: The West, states: [CA, nevada]}\n"
                   "  - {title: {en: Others, es: Otros}, states: \"MP, AZ\"}\n"
                   "after: [Bill text]\n"
                   "pad: true\n"
                   "output: h.pdf\n"));
    file_write(arena, folder, "read.py",
               STR("import json, subprocess, sys\n"
                   "out = subprocess.run(['qpdf', '--json=1', sys.argv[1]], capture_output=True, check=True).stdout\n"
                   "pdf = json.loads(out)\n"
                   "def tree(items, depth):\n"
                   "    for o in items:\n"
                   "        sub = [k for k in o['kids'] if 'glance' not in k['title']]\n"
                   "        at = o['destpageposfrom1']\n"
                   "        if depth < int(sys.argv[2]):\n"
                   "            print('  ' * depth + o['title'], at, '+' if o['open'] else '-')\n"
                   "            tree(sub, depth + 1)\n"
                   "            assert at == 2 or at % 2 == 1, o\n"
                   "tree(pdf['outlines'], 0)\n"
                   "labels = [(l['index'] + 1, l['label'].get('/P', ''), l['label'].get('/St', 1)) for l in "
                   "pdf['pagelabels']]\n"
                   "print(labels)\n"
                   "pages = [p['object'] for p in pdf['pages']]\n"
                   "links = [pdf['objects'][a] for a in pdf['objects'][pages[1]]['/Annots']]\n"
                   "print([(pages.index(l['/Dest'][0]) + 1, l['/Contents']) for l in links])\n"
                   "named = [o for o in pdf['objects'].values() if isinstance(o, dict) and o.get('/S') == '/Part']\n"
                   "print(sorted(o['/T'] for o in named))\n"
                   "kinds = [o.get('/S') for o in pdf['objects'].values() if isinstance(o, dict)]\n"
                   "print(len(pages), kinds.count('/H1'), kinds.count('/TOCI'))\n"
                   "def kids(o):\n"
                   "    ks = o.get('/K', [])\n"
                   "    ks = [pdf['objects'].get(k) if isinstance(k, str) else k for k in (ks if isinstance(ks, list) "
                   "else [ks])]\n"
                   "    return [k for k in ks if isinstance(k, dict) and '/S' in k]\n"
                   "def shape(o):\n"
                   "    inner = ''.join(shape(k) for k in kids(o))\n"
                   "    return {'/TOC': '(' + inner + ')', '/TOCI': 'i' + inner}.get(o['/S'], inner)\n"
                   "print(shape(next(o for o in named if o['/T'] == 'Contents')))\n"));
    Run run =
        shell_expect(arena, 0, folder,
                     "ncmec-pdf packet --from plans/hearing.yaml && python3 read.py plans/h.pdf 2\n"
                     "ncmec-pdf verify plans/h.pdf >v && [ $(grep -c '  proven' v) = 2 ]\n"
                     "pdftotext -f 3 -l 3 plans/h.pdf - | grep -c -x -e 'The West' -e California -e Nevada -e iii");
    assert_str(run.out,
               "Cover 1 +\nContents 2 +\nThe West 3 +\n  California 5 -\n  Nevada 7 -\nOthers 9 +\n"
               "  Northern Mariana Islands 11 -\n  Arizona 13 -\nBill text 15 +\n"
               "[(1, '', 1), (2, '', 2), (3, '', 3), (5, 'CA-', 1), (7, 'NV-', 1), (9, '', 5), (11, 'MP-', 1), "
               "(13, 'AZ-', 1), (15, '', 7)]\n"
               "[(3, 'The West, page iii'), (5, 'California, page CA-1'), (7, 'Nevada, page NV-1'), (9, "
               "'Others, page v'), (11, 'Northern Mariana Islands, page MP-1'), (13, 'Arizona, page AZ-1'), "
               "(15, 'Bill text, page vii')]\n"
               "['Arizona 2023', 'Bill text', 'California 2023', 'Contents', 'Cover', 'Nevada 2023', "
               "'Northern Mariana Islands 2023', 'Others', 'The West']\n"
               "16 9 7\n"
               "(i(ii)i(ii)i)\n"
               "4\n");
    /* The command line says the same, and wins over the file. */
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf packet --title 'Missing Children' --subtitle 'For the hearing' --year 2023 --state "
        "CA,NV,MP,AZ --group 'CA=The West' --group MP=Others --divider 'Bill text' --pad -q -o same.pdf && "
        "cmp same.pdf plans/h.pdf\n"
        "ncmec-pdf packet --from plans/hearing.yaml --dividers none --title Other -q -o other.pdf\n"
        "pdfinfo other.pdf | grep -q 'NCMEC Other: For the hearing' && [ $(qpdf --show-npages other.pdf) = 12 ]"
        "\nncmec-pdf packet --from plans/hearing.yaml --state NV -q -o one.pdf && [ $(qpdf --show-npages "
        "one.pdf) = 8 ]");
    /* Where each state has its page, all its years follow it. */
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf packet --from plans/hearing.yaml --year 2022,2023 --dividers both -q -o y.pdf && "
                       "python3 read.py y.pdf 3 | head -20; ncmec-pdf verify y.pdf | grep -c '  proven'\n"
                       "ncmec-pdf packet --state CA,NV --year 2022,2023 --dividers state --language es -q -o s.pdf && "
                       "ncmec-pdf verify s.pdf | grep -c '  proven'");
    assert_str(
        run.out,
        "Cover 1 +\nContents 2 +\nThe West 3 +\n  California 5 +\n    California 2022 7 -\n"
        "    California 2023 9 -\n  Nevada 11 +\n    Nevada 2022 13 -\n    Nevada 2023 15 -\nOthers 17 +\n"
        "  Northern Mariana Islands 19 +\n    Northern Mariana Islands 2022 21 -\n"
        "    Northern Mariana Islands 2023 23 -\n  Arizona 25 +\n    Arizona 2022 27 -\n    Arizona 2023 29 -\n"
        "Bill text 31 +\n"
        "[(1, '', 1), (2, '', 2), (3, '', 3), (5, '', 5), (7, 'CA-2022-', 1), (9, 'CA-2023-', 1), (11, '', 7), "
        "(13, 'NV-2022-', 1), (15, 'NV-2023-', 1), (17, '', 9), (19, '', 11), (21, 'MP-2022-', 1), (23, "
        "'MP-2023-', 1), (25, '', 13), (27, 'AZ-2022-', 1), (29, 'AZ-2023-', 1), (31, '', 15)]\n"
        "[(3, 'The West, page iii'), (5, 'California, page v'), (7, 'California 2022, page CA-2022-1'), (9, "
        "'California 2023, page CA-2023-1'), (11, 'Nevada, page vii'), (13, 'Nevada 2022, page NV-2022-1'), (15, "
        "'Nevada 2023, page NV-2023-1'), (17, 'Others, page ix'), (19, 'Northern Mariana Islands, page xi'), (21, "
        "'Northern Mariana Islands 2022, page MP-2022-1'), (23, 'Northern Mariana Islands 2023, page MP-2023-1'), "
        "(25, 'Arizona, page xiii'), (27, 'Arizona 2022, page AZ-2022-1'), (29, 'Arizona 2023, page AZ-2023-1'), "
        "(31, 'Bill text, page xv')]\n"
        "['Arizona', 'Arizona 2022', 'Arizona 2023', 'Bill text', 'California', 'California 2022', 'California "
        "2023', 'Contents', 'Cover', 'Nevada', 'Nevada 2022', 'Nevada 2023', 'Northern Mariana Islands', "
        "'Northern Mariana Islands 2022', 'Northern Mariana Islands 2023', 'Others', 'The West']\n2\n2\n");
    /* One language alone is said to be so in the other's packet. */
    run = shell_expect(arena, 3, folder,
                       "ncmec-pdf packet --from plans/hearing.yaml --language en,es --strict -o x.pdf 2>&1");
    assert_holds(run.out,
                 "plans/hearing.yaml:1:8: warning: this text is in English, in a packet in Spanish; add 'es: ...' "
                 "beside it, as in {en: ..., es: ...}\n");
    assert_lacks(run.out, "hearing.yaml:2:");
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf packet --from plans/hearing.yaml --language es -q -o x.pdf && pdftotext x.pdf - | "
                       "grep -c -e 'Para la audiencia' -e '^Otros$'");
    assert_str(run.out, "3\n");
}

static void booklets_end_on_a_multiple_of_four(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run = shell_expect(arena, 0, folder,
                           "for o in '' --pad '--divider A' '--divider A --pad'; do"
                           "  ncmec-pdf packet -q --state CA --year 2023 $o -o p.pdf && qpdf --show-npages p.pdf"
                           "  && qpdf --check p.pdf >/dev/null || exit 1; done");
    assert_str(run.out, "4\n4\n5\n8\n");
    /* A folder is made, as for sheets, where it is named as one. */
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf packet -q --state CA --year 2023 -o new/er/ && ncmec-pdf packet -q --state CA --year 2023 -o "
        "new/er && ls new/er/packet.pdf");
    /* All states in large type are more than the cover has room for; the contents have them. */
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf packet -q --data-dir '%s/tests/samples' --theme large --state all --year 2021 -o p.pdf && "
        "pdftotext -f 1 -l 1 p.pdf c.txt && ! grep Alabama c.txt && pdftotext -f 2 -l 2 p.pdf - | grep Alabama",
        shell_tree);
}

/* Each page of a press file says which of the document it is, the pages that pad it too; the date is the document's.
   What is too long for two lines is smaller, on more of them, and stays on the paper. */
static void each_page_has_the_slug_of_the_document(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "VT");
    static const char *const names[] = {"Cover",         "Contents",      "ncmec-CA-2023", "ncmec-CA-2023",
                                        "ncmec-VT-2023", "ncmec-VT-2023", "Bill",          "Bill",
                                        "Fiscal note",   "Fiscal note",   "Fiscal note",   "Fiscal note"};
    const char *command =
        "ncmec-pdf packet -q --theme %s --state CA,VT --year 2023 --divider Bill --divider 'Fiscal "
        "note' --pad --for press -o p.pdf && pdftotext -raw p.pdf - | tr -d '\\f' | grep 'press (' | sed "
        "'s/ [0-9a-f]\\{8\\} / HASH /'";
    Buf expected = {.arena = arena};
    for (unsigned i = 0; i < COUNT_OF(names); i++)
        buf_printf(&expected, "ncmec-packet-2023 %s press (PDF/X-4) page %u of 12 2023-12-31 HASH CGATS TR 006 %s\n",
                   names[i], i + 1, i == 7 || i > 8 ? "blank page" : "CMYK");
    assert_str(shell_expect(arena, 0, folder, command, "ncmec").out, buf_str(&expected).s);
    /* One hash for all of them, which changes with any page. */
    Str hashes = shell_expect(arena, 0, folder,
                              "hashes() { pdftotext -raw p.pdf - | grep -o ' [0-9a-f]\\{8\\} CGATS' | sort -u; }; "
                              "hashes >a; sed -i 's/78,835/78,853/' data/2023/VT.yaml; ncmec-pdf packet -q --state "
                              "CA,VT --year 2023 --pad --for press -o p.pdf; hashes >b; cat a b | uniq | wc -l")
                     .out;
    assert_str(hashes, "2\n");
    file_write(
        arena, folder, "data/themes/house.yaml",
        STR("name: house\nbase: ncmec\noutput: {condition: The press of a house whose name is long, profile: "
            "own.icc.z}\ncolors:\n"
            "  navy: {srgb: \"#071D49\", spot: {name: The house's darkest blue of all, cmyk: [100, 78, 0, 60]}}\n"
            "  gold: {srgb: \"#F4B942\", spot: {name: The house's brightest gold of all, cmyk: [0, 30, 85, 0]}}\n"));
    shell_expect(arena, 0, folder, "cp data/icc/tr006.icc.z data/icc/own.icc.z");
    shell_expect(arena, 0, folder, command, "house");
    Str words = shell_expect(arena, 0, folder,
                             "pdftotext -bbox -f 5 -l 5 p.pdf - | awk -F'\"' '/<word/ && $4 > 828 { print ($6 > 612 || "
                             "$8 > 864 ? \"OFF \" : \"\") substr($9, 2) }' | sed 's/<.*//' | tr '\\n' ' '")
                    .out;
    assert_holds(words,
                 "is long CMYK + The house&apos;s darkest blue of all + The house&apos;s brightest gold of all ");
    assert_holds(words, " brightest gold of all The house&apos;s darkest blue of all The ");
    assert_lacks(words, "OFF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_page_has_the_slug_of_the_document),
        cmocka_unit_test(pages_divide_groups_and_states),
        cmocka_unit_test(booklets_end_on_a_multiple_of_four),
        cmocka_unit_test(pages_stand_in_order),
        cmocka_unit_test(readers_find_their_way),
        cmocka_unit_test(dividers_stand_behind_the_sheets),
        cmocka_unit_test(wording_is_the_editors),
        cmocka_unit_test(both_flavors_are_bound_at_once),
        cmocka_unit_test(other_documents_take_it_in),
        cmocka_unit_test(sheets_look_as_they_do_alone),
        cmocka_unit_test(letters_of_their_own_are_kept),
        cmocka_unit_test(the_press_gets_no_links),
        cmocka_unit_test(many_sheets_and_years_fill_many_pages),
        cmocka_unit_test(drafts_look_like_drafts),
        cmocka_unit_test(what_is_wrong_is_said),
    };
    shell_begin();
    office = folder_with_states(arena, "AZ NV MP");
    shell_expect(arena, 0, office, PACKET "-q -o p.pdf");
    text = shell_expect(arena, 0, office, "pdftotext -layout p.pdf -").out;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
