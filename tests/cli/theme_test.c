/* Themes: by name, based on each other, on other paper; what the shipped ones make of all samples. */
#include "tests/tools/shell.h"

#include <stdlib.h>
#include <string.h>

/* A folder with a theme of an office, which must be without findings. */
static const char *folder_with_theme(const char *name, const char *text)
{
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, str_printf(arena, "data/themes/%s.yaml", name).s, str_from(text));
    shell_expect(arena, 0, folder, "ncmec-pdf --theme %s --dump theme >/dev/null", name);
    return folder;
}

/* Under a theme every sample of 2023 has that many pages, each of that size and with its foot closed. */
static void all_samples_close(const char *folder, const char *theme, int pages, const char *size)
{
    Run run =
        shell_expect(arena, 0, folder,
                     "for f in '%s'/tests/samples/2023/??.yaml; do ncmec-pdf -q --data-dir '%s/tests/samples' "
                     "--state $(basename \"$f\" .yaml) --year 2023 --theme %s --dump pages; done | sed -n 's/^pages "
                     "\\(.\\).*/\\1 pages/p; s/^page . //p' | sort | uniq -c",
                     shell_tree, shell_tree, theme);
    const char *rows[] = {str_printf(arena, "     56 %d pages\n", pages).s,
                          str_printf(arena, "%7d %s foot 0\n", 56 * pages, size).s};
    assert_int_equal(run.out.n, strlen(rows[0]) + strlen(rows[1]));
    assert_holds(run.out, rows[0]);
    assert_holds(run.out, rows[1]);
}

static void shipped_themes_close_all_feet(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    all_samples_close(folder, "ncmec", 2, "612 x 792 bleed 9");
    all_samples_close(folder, "office", 2, "612 x 792 bleed 0");
    all_samples_close(folder, "large", 4, "612 x 792 bleed 9");
}

/* A draft breaks like the final sheet, with more room below its strip and the same feet. */
static void a_strip_has_room_below_it(void **state)
{
    (void)state;
    static const char *const themes[] = {"ncmec", "office", "large"};
    const char *folder = folder_with_data(arena);
    for (size_t i = 0; i < COUNT_OF(themes); i++) {
        Run run = shell_expect(
            arena, 0, folder,
            "of() { ncmec-pdf -q --theme %s --state CA --year 2023 \"$@\" --dump pages; }\n"
            "words() { grep -v DRAFT | sed -n 's/^page \\(.\\).*foot /\\1 /p; s/^  text .* \\(\".*\\)/\\1/p'; }\n"
            /* The first text below the bands of each page, and the last of it above the footer. */
            "ends() { grep -v DRAFT | awk '/^page/ {if (last) print first, last; first = 0; top = $2 == 1 ? 130 : 50} "
            "/^  text/ && / (H2|P|LBody|Strong|Link|Span|TD)#/ && $3 > top {if (!first) first = $3; last = $3} "
            "END {print first, last}'; }\n"
            "of >a; sed 's/^status: final/status: draft/' data/2023/CA.yaml >new; cp data/2023/CA.yaml old\n"
            "cp new data/2023/CA.yaml; of --draft >b; cp old data/2023/CA.yaml; words <a >aw; words <b >bw\n"
            "diff aw bw && ends <a >ae && ends <b >be && paste -d ' ' ae be | awk '{d = $3 - $1; print (d >= 3 && d <= "
            "12 && $4 == $2) ? \"room\" : $0}' | sort | uniq -c",
            themes[i]);
        assert_str(run.out, i == 2 ? "      4 room\n" : "      2 room\n");
    }
}

/* Text that is read is 16 pt or larger; the least is the footer beside the longest name. */
static void large_is_large(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run =
        shell_expect(arena, 0, folder,
                     "for s in CA MP; do ncmec-pdf -q --data-dir '%s/tests/samples' --theme large --state $s --year "
                     "2023 --dump pages | awk '$1 == \"text\" {read = / (H1|H2|P|LBody|TD|TH|Span|Strong|Note|Link)#/; "
                     "if (!(read in least) || $6 < least[read]) least[read] = $6} END {print least[0], least[1]}'; "
                     "done",
                     shell_tree);
    assert_text(run.out, STR("12 16\n10.4 16\n"));
}

static void a4_sets_what_follows_from_it(void **state)
{
    (void)state;
    const char *folder = folder_with_theme("house", "name: house\nbase: ncmec\npaper: a4\n");
    all_samples_close(folder, "data/themes/house.yaml", 2, "595.28 x 841.89 bleed 9");
    file_write(arena, folder, "data/themes/desk.yaml", STR("name: desk\nbase: office\npaper: a4\n"));
    all_samples_close(folder, "data/themes/desk.yaml", 2, "595.28 x 841.89 bleed 0");
    file_write(arena, folder, "data/themes/wide.yaml", STR("name: wide\nbase: large\npaper: a4\n"));
    all_samples_close(folder, "data/themes/wide.yaml", 4, "595.28 x 841.89 bleed 9");
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf -q --theme house --state CA --year 2023 -o a.pdf && ncmec-pdf -q --theme house --state CA "
        "--year 2023 --for press -o p.pdf && ncmec-pdf packet -q --theme house --state CA --year 2023 -o k.pdf");
    static const char *const boxes[][2] = {
        {"a.pdf", "TrimBox:             9.00     9.00   604.28   850.88"},
        {"a.pdf", "BleedBox:            0.00     0.00   613.28   859.88"},
        {"p.pdf", "MediaBox:            0.00     0.00   667.28   913.88"},
        {"p.pdf", "TrimBox:            36.00    36.00   631.28   877.88"},
        {"p.pdf", "BleedBox:           27.00    27.00   640.28   886.88"},
        {"k.pdf", "TrimBox:             9.00     9.00   604.28   850.88"},
    };
    for (size_t i = 0; i < COUNT_OF(boxes); i++)
        assert_holds(shell_expect(arena, 0, folder, "pdfinfo -box %s", boxes[i][0]).out, boxes[i][1]);
    /* Lines break as on letter. */
    shell_expect(arena, 0, folder,
                 "ncmec-pdf --theme house --state CA --year 2023 --dump theme | grep -E 'left|right: 4' >margins");
    assert_text(file_text(arena, folder, "margins"),
                STR("  left: 45.6378 pt\n  right: 45.6378 pt\n  right: 45.6378 pt\n"));
}

/* Paper again, and what the theme types itself is as it types it. */
static void paper_is_of_the_base(void **state)
{
    (void)state;
    const char *folder = folder_with_theme(
        "house", "name: house\nbase: ncmec\npaper: a4\nfooter: {baseline: 810 pt}\npage: {left: 50 pt}\n");
    file_write(arena, folder, "data/themes/again.yaml", STR("name: again\nbase: house\npaper: letter\n"));
    Run run = shell_expect(arena, 0, folder,
                           "ncmec-pdf --theme house --dump theme | grep -E ' left:| baseline: 8|rule_y'; ncmec-pdf "
                           "--theme again --dump theme | grep -E ' left:|  width: 6|  baseline: 7|rule_y|body_bottom'");
    assert_text(run.out,
                STR("  left: 50 pt\n  rule_y: 800.88977 pt\n  baseline: 810 pt\n  width: 612 pt\n  left: 58.3622 "
                    "pt\n  body_bottom: 740 pt\n  rule_y: 751 pt\n  baseline: 760.11023 pt\n"));
}

/* Ten lines; what they do not say is as before. */
static void a_brand_is_ten_lines(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "data/themes/house.yaml",
               STR("name: house\n"
                   "base: ncmec\n"
                   "colors:\n"
                   "  gold: {srgb: \"#F4B942\", cmyk: [0, 28, 82, 3]}\n"
                   "styles:\n"
                   "  title: {size: 34 pt, leading: 38 pt}\n"
                   "silhouette: none\n"
                   "logo:\n"
                   "  {file: logo.svg, alt: A house, height: 84 pt, side: right, top: 20 pt, clear_space: 14 pt}\n"));
    shell_expect(
        arena, 0, folder,
        "rm data/themes/ncmec.yaml && cp '%s/tests/house/logo.svg' data/themes && ncmec-pdf --dump theme >old && "
        "ncmec-pdf --theme house --state CA --year 2023 -o ca.pdf && ncmec-pdf --theme house --dump theme >new; "
        "diff old new | grep '^[<>] .' >changed",
        shell_tree);
    assert_text(file_text(arena, folder, "changed"),
                STR("< name: ncmec\n> name: house\n<   gold: {srgb: \"#F4B942\", cmyk: [0, 28, 82, 2]}\n>   gold: "
                    "{srgb: \"#F4B942\", cmyk: [0, 28, 82, 3]}\n<   title: {face: bold, size: 36 pt, leading: 40 pt, "
                    "color: paper, strong: bold, emphasis: bold_italic, strong_emphasis: bold_italic}\n>   title: "
                    "{face: bold, size: 34 pt, leading: 38 pt, color: paper, strong: bold, emphasis: bold_italic, "
                    "strong_emphasis: bold_italic}\n< silhouette:\n<   width: 104 pt\n<   height: 90.5 pt\n<   right: "
                    "54 pt\n<   top: 18.5 pt\n<   gap: 14 pt\n<   color: gold\n> logo:\n>   file: \"logo.svg\"\n>   "
                    "alt: \"A house\"\n>   width: 84 pt\n>   side: right\n>   top: 20 pt\n>   clear_space: 14 pt\n"));
    /* The file for the screen carries the whole of it, and is made again from that. */
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf -q --theme house --state CA --year 2023 --for screen -o s.pdf && ncmec-pdf verify --alone s.pdf "
        "&& pdfdetach -savefile theme.yaml -o carried.yaml s.pdf && ! grep -E '^(base|paper):' carried.yaml");
    /* One theme on another; a logo by its width takes the place of its height. */
    file_write(arena, folder, "data/themes/event.yaml",
               STR("base: house\nlogo: {width: 60 pt}\nsilhouette: {width: 90 pt}\n"));
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf --theme event --state CA --year 2023 --dump theme | tail -n 7");
    assert_text(run.out, STR("logo:\n  file: \"logo.svg\"\n  alt: \"A house\"\n  width: 60 pt\n  "
                             "side: right\n  top: 20 pt\n  clear_space: 14 pt\n"));
}

/* The one in README.md. */
static void the_example_makes_a_sheet(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "sed -n '/^name: house/,/^```/p' '%s/README.md' | grep -v '```' >data/themes/house.yaml && cp "
                 "'%s/tests/house/logo.svg' data/themes && ncmec-pdf -q --strict --theme house --state CA --year 2023 "
                 "--for screen,press -o ca.pdf && [ $(wc -l <data/themes/house.yaml) -le 10 ]",
                 shell_tree, shell_tree);
}

/* The office's own theme of a name goes before the shipped one, which it may be based on; others are based on it. */
static void an_office_has_its_own_ncmec(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "rm data/themes/*; printf 'base: ncmec\ntable: {bar_percent: 20}\n' >data/themes/ncmec.yaml");
    static const char *const rows[][2] = {{"--dump theme", "  bar_percent: 20\n"},
                                          {"--theme large --dump theme", "  bar_percent: 20\n"},
                                          {"--theme large --dump theme", "name: large\n"},
                                          {"list --themes", "large\nncmec\noffice\n"}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf %s", rows[i][0]).out, rows[i][1]);
    /* verify asks the data folder for the theme of the name too. */
    shell_expect(arena, 0, folder,
                 "ncmec-pdf -q --theme ncmec --state CA --year 2023 --for screen -o s.pdf && ncmec-pdf verify s.pdf");
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf -q --theme large --state CA --year 2023 --for screen -o l.pdf && ncmec-pdf verify --theme large "
        "l.pdf && cp -r data other && printf 'name: x\nbase: ncmec\n' >other/themes/x.yaml && mkdir empty && cp "
        "-r data/2023 empty && ncmec-pdf --data-dir empty --theme other/themes/x.yaml --dump theme >x");
    assert_holds(file_text(arena, folder, "x"), "  bar_percent: 20\n");
}

/* Other house fonts divide their height otherwise at the baseline. The line at the page's head moves down from the edge
   by what its face lacks there; where that is too much, the finding names the key. */
static void a_high_face_keeps_from_the_edge(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "font.py",
               STR("import sys\n"
                   "font = bytearray(open(sys.argv[1], 'rb').read())\n"
                   "row = font.index(b'hhea')\n"
                   "at = int.from_bytes(font[row + 8:row + 12], 'big')\n"
                   "font[at + 4:at + 6] = (1000).to_bytes(2, 'big')\n"
                   "font[at + 6:at + 8] = int(sys.argv[2]).to_bytes(2, 'big', signed=True)\n"
                   "open('data/fonts/high.ttf', 'wb').write(font)\n"));
    file_write(arena, folder, "data/themes/house.yaml", STR("base: ncmec\nfaces: {semibold: high.ttf}\n"));
    shell_expect(arena, 0, folder,
                 "mkdir data/fonts; cp '%s'/fonts/*.ttf data/fonts; python3 font.py "
                 "data/fonts/SourceSans3-Semibold.ttf -200 && ncmec-pdf -q --strict --theme house --state CA --year "
                 "2023 --for screen,press -o ca.pdf",
                 shell_tree);
    /* 18 pt and 10/12 of 12.5 pt; and of 10 pt, below its place. */
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf --theme house --state CA --year 2023 --dump pages");
    assert_holds(run.out, "text 54 28.42 ");
    assert_holds(run.out, "text 54 26.33 ");
    run = shell_expect(arena, 6, folder,
                       "python3 font.py data/fonts/SourceSans3-Semibold.ttf -80 && ncmec-pdf --theme house --state CA "
                       "--year 2023 -o high.pdf");
    assert_holds(run.err, "this text is only 15.93 pt from the top edge of page 1; move it by the theme's "
                          "'header.organization_y': up to 18 pt may be cut off");
}

int main(void)
{
    shell_begin();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_themes_close_all_feet),
        cmocka_unit_test(a_strip_has_room_below_it),
        cmocka_unit_test(large_is_large),
        cmocka_unit_test(a4_sets_what_follows_from_it),
        cmocka_unit_test(paper_is_of_the_base),
        cmocka_unit_test(a_brand_is_ten_lines),
        cmocka_unit_test(an_office_has_its_own_ncmec),
        cmocka_unit_test(the_example_makes_a_sheet),
        cmocka_unit_test(a_high_face_keeps_from_the_edge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
