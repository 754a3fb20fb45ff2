/* --for and --standard as a user gives them: which files are written, that all flavors show the same pages, that the
   file for the screen can be made again from itself, and that an owner's own press is taken. */
#include "tests/tools/shell.h"

static void files_are_named_for_what_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *options, *written;
    } cases[] = {
        {"", "ncmec-CA-2023.pdf\n"},
        {"--for screen", "ncmec-CA-2023.pdf\n"},
        {"--for press", "ncmec-CA-2023-press.pdf\n"},
        {"--for press --standard x1a", "ncmec-CA-2023-press.pdf\n"},
        {"--for screen,press", "ncmec-CA-2023-press.pdf\nncmec-CA-2023.pdf\n"},
        {"--for screen --standard ua2", "ncmec-CA-2023.pdf\n"},
        {"--for press,screen --standard ua2,x1a -o '{state}-{flavor}.pdf'", "CA-press.pdf\nCA-screen.pdf\n"},
        {"--for press -o ca.pdf", "ca.pdf\n"},
        {"--for screen,press -o ca.pdf", "ca-press.pdf\nca.pdf\n"},
        {"--for press,screen -o ca.pdf", "ca-press.pdf\nca.pdf\n"},
        {"--for screen,press -o ca", "ca\nca-press\n"},
        {"--for screen,press --dump tags -o tags", "tags\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *folder = folder_with_data(arena);
        shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 %s", cases[i].options);
        assert_text(shell_expect(arena, 0, folder, "ls | grep -vx data").out, str_from(cases[i].written));
    }
}

static void a_run_of_many_makes_what_each_is_alone(void **state)
{
    (void)state;
    static const struct {
        const char *options, *written;
    } cases[] = {
        {"--for screen -o out/", "ncmec-CA-2023.pdf\n"},
        {"--for press -o out/", "ncmec-CA-2023-press.pdf\n"},
        {"--for press --standard x1a -o out/", "ncmec-CA-2023-press.pdf\n"},
        {"--for press -o 'out/{state}.pdf'", "CA.pdf\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *folder = folder_with_data(arena);
        shell_expect(arena, 0, folder, "ncmec-pdf --state all --year 2023 %s", cases[i].options);
        assert_text(shell_expect(arena, 0, folder, "ls out").out, str_from(cases[i].written));
        shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 -o alone.pdf %.*s && cmp alone.pdf out/*.pdf",
                     (int)str_find(str_from(cases[i].options), STR(" -o"), 0), cases[i].options);
    }
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "ncmec-pdf -j2 --state CA --year 2023 --for press && ls ncmec-CA-2023-press.pdf");
}

static void both_are_what_each_is_alone(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run = shell_expect(arena, 0, folder,
                           "ncmec-pdf --data - --for screen,press --standard x1a -o two.pdf"
                           " <data/2023/CA.yaml");
    assert_holds(run.err, "two.pdf: 2 pages, ");
    assert_holds(run.err, "two-press.pdf: 2 pages, ");
    shell_expect(arena, 0, folder,
                 "ncmec-pdf -q --state CA --year 2023 --for screen -o one.pdf && cmp one.pdf two.pdf &&"
                 "ncmec-pdf -q --state CA --year 2023 --for press --standard=x1a -o - | cmp - two-press.pdf");
    assert_holds(shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --for screen -o one.pdf").err,
                 "unchanged");
}

static void all_flavors_show_the_same_pages(void **state)
{
    (void)state;
    static const char *const flavors[] = {"--for screen", "--for screen --standard ua2", "--for press",
                                          "--for press --standard x1a", "--for screen,press"};
    static const char *const dumps[] = {"document", "pages", "tags"};
    const char *folder = folder_with_data(arena);
    for (size_t d = 0; d < sizeof dumps / sizeof *dumps; d++) {
        Str expected = shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --dump %s", dumps[d]).out;
        assert_true(expected.n > 1000);
        for (size_t i = 0; i < sizeof flavors / sizeof *flavors; i++)
            assert_text(
                shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --dump %s %s", dumps[d], flavors[i])
                    .out,
                expected);
    }
    /* And on the pages stands the same text: the press adds its slug line and nothing else. */
    shell_expect(arena, 0, folder,
                 "ncmec-pdf -q --state CA --year 2023 -o a.pdf && pdftotext -raw a.pdf a.txt;"
                 "ncmec-pdf -q --state CA --year 2023 --for screen,press -o b.pdf;"
                 "pdftotext -raw b.pdf b.txt && cmp a.txt b.txt &&"
                 "pdftotext -raw b-press.pdf - | sed '/^ncmec-CA-2023 press (PDF.X-4) page [12] of 2 2023-12-31 "
                 "[0-9a-f]\\{8\\} CGATS TR 006 CMYK$/d' >c.txt;"
                 "test $(pdftotext -raw b-press.pdf - | grep -c 'PDF/X-4') = 2 && cmp a.txt c.txt");
}

/* A file holds no key that its version of PDF does not know, by a table of its own; that table bites. */
static void files_hold_keys_of_their_version(void **state)
{
    (void)state;
    static const char *const made[] = {
        "--state CA --year 2023 -o default.pdf",
        "--state CA --year 2023 --for screen,press -o screen.pdf",
        "--state CA --year 2023 --for press --standard x1a -o x1a.pdf",
        "packet --state CA --year 2023 --divider Bill --for screen,press -o packet.pdf",
        "--state CA --year 2023 --for screen --standard ua2 -o ua2.pdf",
        "packet --state CA --year 2023 --for screen --standard ua2 -o ua2-packet.pdf",
    };
    const char *folder = folder_with_data(arena);
    for (size_t i = 0; i < COUNT_OF(made); i++)
        shell_expect(arena, 0, folder, "ncmec-pdf %s -q", made[i]);
    const char *check =
        str_printf(arena, "PYTHONDONTWRITEBYTECODE=1 python3 '%s/tests/conformance/keys.py'", shell_tree).s;
    assert_str(shell_expect(arena, 0, folder, "%s *.pdf", check).out,
               "keys.py: all 8 files hold keys of their version\n");
    Run run = shell_expect(arena, 1, folder, "sed '1s/1.7/1.4/' screen.pdf >old.pdf; %s old.pdf", check);
    assert_holds(run.out, "old.pdf: PDF 1.4: Artifact /Subtype: of PDF 1.7\n");
    assert_holds(run.out, "old.pdf: PDF 1.4: FileSpec /UF: of PDF 1.7\n");
    assert_holds(run.out, "old.pdf: PDF 1.4: Viewer /Duplex: of PDF 1.7\n");
    assert_holds(run.out, "old.pdf: PDF 1.4: attribute /Table /Scope: of PDF 1.5\n");
    assert_text(shell_expect(arena, 0, folder, "head -qc 8 default.pdf screen.pdf screen-press.pdf x1a.pdf").out,
                STR("%PDF-1.6%PDF-1.7%PDF-1.6%PDF-1.4"));
    assert_holds(shell_expect(arena, 0, folder, "qpdf --qdf packet.pdf - | strings").out, "/T (California 2023)");
}

/* The README's way. */
static void screen_files_can_be_made_again_from_themselves(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(
        arena, 0, folder,
        "ncmec-pdf -q --state CA --year 2023 --for screen -o ca.pdf && mkdir -p again/2023 &&"
        "pdfdetach -saveall -o again/2023 ca.pdf && mv again/2023/measures.yaml again/2023/jurisdictions.yaml again &&"
        "mkdir elsewhere && mv again elsewhere && rm -r data && cd elsewhere &&"
        "ncmec-pdf -q --data-dir again --state CA --year 2023 --template again/2023/fact-sheet.yaml"
        " --theme again/2023/theme.yaml --for screen -o ca.pdf && cmp ca.pdf ../ca.pdf");
    assert_text(shell_expect(arena, 0, folder, "pdfdetach -list ca.pdf | sed 1d").out,
                STR("1: CA.yaml\n2: fact-sheet.yaml\n3: jurisdictions.yaml\n4: measures.yaml\n5: national.yaml\n"
                    "6: theme.yaml\n"));
}

/* No folder of the machine, nor the name given to -o, gets into any file. */
static void files_do_not_say_where_they_were_made(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "for f in '' '--for screen' '--for press' '--for press --standard x1a'; do"
                 "  ncmec-pdf -q --state CA --year 2023 $f --data-dir $PWD/data -o $PWD/secret-name.pdf || exit 1;"
                 "  qpdf --qdf --object-streams=disable secret-name.pdf plain.pdf || exit 1;"
                 "  ! grep -a -e secret-name -e \"$PWD\" plain.pdf || exit 1; done");
}

#define PROFILE                                                                                                        \
    "python3 -c 'import zlib, sys; sys.stdout.buffer.write(zlib.decompress(open(sys.argv[1], \"rb\").read()))'"

static void an_owners_press_is_taken(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 PROFILE
                 " data/icc/tr006.icc.z >data/icc/ours.icc && sed -i 's/^output:.*/output: {condition: Our press, "
                 "profile: ours.icc}/' data/themes/ncmec.yaml");
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf -v --state CA --year 2023 -o ca.pdf");
    assert_holds(run.err, "read data/icc/ours.icc\n");
    run = shell_expect(arena, 0, folder, "strings ca.pdf");
    assert_holds(run.out, "/OutputConditionIdentifier(Our press)/Info(Our press)/DestOutputProfile");
    /* A theme without the section is for the condition that is built in. */
    shell_expect(arena, 0, folder, "sed -i '/^output:/d' data/themes/ncmec.yaml");
    run = shell_expect(arena, 0, folder, "ncmec-pdf -v --state CA --year 2023 -o ca.pdf && strings ca.pdf");
    assert_holds(run.out, "/OutputConditionIdentifier(CGATS TR 006)");
}

/* A name of the registry is told as such, by both standards, on the slug and to the printer; the profile that is
   shipped, or the office's own, goes along where the standard asks for it. The judge of PDF/X and the plates agree. */
static void conditions_of_the_registry_are_named(void **state)
{
    (void)state;
    static const char *const outputs[][2] = {
        {"CGATS TR 006", "tr006.icc.z"}, {"CGATS TR 005", "tr005.icc.z"},  {"FOGRA29", "fogra29.icc.z"},
        {"FOGRA51", "own.icc"},          {"CGATS21-2-CRPC6", "own.icc.z"}, {"GRACoL2006_Coated1", "tr006.icc.z"},
    };
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "cp data/icc/tr006.icc.z data/icc/own.icc.z; " PROFILE " data/icc/tr006.icc.z >data/icc/own.icc");
    for (size_t i = 0; i < COUNT_OF(outputs); i++) {
        shell_expect(arena, 0, folder,
                     "sed -i 's/^output:.*/output: {condition: %s, profile: %s}/' data/themes/ncmec.yaml && "
                     "ncmec-pdf -q --state CA --year 2023 --for press -o x4.pdf --print-order x4.csv && "
                     "ncmec-pdf -q --state CA --year 2023 --for press --standard x1a -o x1a.pdf",
                     outputs[i][0], outputs[i][1]);
        const char *intent =
            str_printf(arena, "/OutputConditionIdentifier(%s)/RegistryName(http://www.color.org)/Info(%s)%%s",
                       outputs[i][0], outputs[i][0])
                .s;
        Str x4 = shell_expect(arena, 0, folder, "strings x4.pdf").out;
        Str x1a = shell_expect(arena, 0, folder, "strings x1a.pdf").out;
        assert_holds(x4, str_printf(arena, intent, "/DestOutputProfile ").s);
        assert_holds(x1a, str_printf(arena, intent, ">>").s);
        assert_holds(file_text(arena, folder, "x4.csv"),
                     str_printf(arena, ",CMYK,%s,PDF/X-4,CA,en-US,final\n", outputs[i][0]).s);
        for (int page = 1; page <= 2; page++)
            assert_holds(shell_expect(arena, 0, folder, "pdftotext -f %d -l %d -raw x4.pdf -", page, page).out,
                         str_printf(arena, " %s CMYK\n", outputs[i][0]).s);
        shell_expect(
            arena, 0, folder,
            "for s in x4 x1a; do PYTHONDONTWRITEBYTECODE=1 python3 '%s/tests/conformance/pdfx.py' $s $s.pdf && "
            "PYTHONDONTWRITEBYTECODE=1 python3 '%s/tests/conformance/separations.py' $s.pdf || exit 1; done",
            shell_tree, shell_tree);
    }
}

/* A spot color is a plate of its own for the press, by both standards, in full and as a tint; elsewhere its own two
   forms stand for it, and so do they where it is converted. */
static void spot_colors_are_plates(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    file_write(arena, folder, "data/themes/house.yaml",
               STR("name: house\nbase: ncmec\ncolors:\n"
                   "  navy: {srgb: \"#071D49\", spot: {name: PANTONE 2768 C, cmyk: [100, 78, 0, 60]}}\n"
                   "  pale: {srgb: \"#E6E8ED\", spot: {name: PANTONE 2768 C, cmyk: [100, 78, 0, 60], tint: 10}}\n"));
    file_write(arena, folder, "data/themes/digital.yaml", STR("name: digital\nbase: house\noutput: {spot: convert}\n"));
    /* Plates by Ghostscript: full in the band of page 1, a tenth in the ground of the notes, without any other ink;
       white type knocks it out, black type lies over it. */
    file_write(arena, folder, "plates.py",
               STR("import sys\n"
                   "sys.path.insert(0, sys.argv[1] + '/tests/conformance')\n"
                   "import separations\n"
                   "pages = list(separations.plates(sys.argv[2], None, 2))\n"
                   "assert [len(page) for page in pages] == [5, 5], [len(page) for page in pages]\n"
                   "at = lambda plate, x, y: plate[2][int(y * 50 / 72) * plate[0] + int(x * 50 / 72)]\n"
                   "assert [at(plate, 60, 60) for plate in pages[0]] == [0, 0, 0, 0, 255]\n"
                   "inks = [at(plate, 560, 765) for plate in pages[1]]\n"
                   "assert inks[:4] == [0, 0, 0, 0] and 24 <= inks[4] <= 27, inks\n"
                   "row = [[at(plate, x, 36 + 82 - 10) for x in range(90, 330)] for plate in pages[0]]\n"
                   "assert min(row[4]) < 60 and max(map(max, row[:4])) == 0, row\n"
                   "note = [(at(pages[1][3], x, y), at(pages[1][4], x, y)) for x in range(100, 300) for y in "
                   "range(735, 775)]\n"
                   "assert sum(black > 100 and spot > 20 for black, spot in note) > 50\n"));
    for (int i = 0; i < 2; i++) {
        const char *standard = i ? "x1a" : "x4";
        shell_expect(
            arena, 0, folder,
            "export PYTHONDONTWRITEBYTECODE=1; ncmec-pdf -q --strict --theme house --state CA --year 2023 --for "
            "press --standard %s -o p.pdf --print-order p.csv && python3 '%s/tests/conformance/pdfx.py' %s p.pdf "
            "&& python3 '%s/tests/conformance/separations.py' p.pdf && python3 plates.py '%s' p.pdf",
            standard, shell_tree, standard, shell_tree, shell_tree);
        assert_holds(file_text(arena, folder, "p.csv"),
                     i ? ",CMYK + PANTONE 2768 C,CGATS TR 006,PDF/X-1a:2003,CA,en-US,final\n"
                       : ",CMYK + PANTONE 2768 C,CGATS TR 006,PDF/X-4,CA,en-US,final\n");
        /* In the slug, and once more on its own plate. */
        assert_holds(shell_expect(arena, 0, folder, "pdftotext -f 1 -l 1 -raw p.pdf -").out,
                     " CGATS TR 006 CMYK + PANTONE 2768 C PANTONE 2768 C\n");
        Str text = shell_expect(arena, 0, folder, "qpdf --qdf --object-streams=disable p.pdf - | strings").out;
        assert_holds(text, "/P0 cs 1 sc\n");
        assert_holds(text, "/P0 cs .1 sc\n");
        assert_holds(text, "/PANTONE#202768#20C\n");
        text = shell_expect(
                   arena, 0, folder,
                   "ncmec-pdf -q --theme digital --state CA --year 2023 --for press --standard %s -o d.pdf && qpdf "
                   "--qdf --object-streams=disable d.pdf - | strings | tee text; ! grep PANTONE text",
                   standard)
                   .out;
        assert_holds(text, "1 .78 0 .6 k\n");
        assert_holds(text, ".1 .08 0 .06 k\n");
    }
    Str text =
        shell_expect(arena, 0, folder,
                     "ncmec-pdf -q --theme house --state CA --year 2023 -o a.pdf && qpdf --qdf "
                     "--object-streams=disable a.pdf - | strings; ncmec-pdf --theme house --dump theme >resolved.yaml; "
                     "ncmec-pdf --theme ./resolved.yaml --dump theme | cmp resolved.yaml; ncmec-pdf --theme digital "
                     "--dump theme | grep -E 'navy: {|  spot'")
            .out;
    assert_holds(text, "/S cs .027 .114 .286 sc\n");
    assert_int_equal(str_find(text, STR("PANTONE"), 0), text.n);
    assert_holds(text, "  navy: {srgb: \"#071D49\", cmyk: [100, 78, 0, 60]}\n  spot: convert\n");
}

static void colors_are_asked_about_when_they_are_new(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "sed -i 's/cmyk: \\[90, 60, 5, 5\\]/cmyk: [60, 90, 5, 5]/' data/themes/ncmec.yaml");
    Run run = shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 -o ca.pdf");
    assert_holds(run.err, "warning: the color 'blue' will look different in print");
    assert_true(file_exists(arena, folder, "ca.pdf"));
    run = shell_expect(arena, 3, folder, "ncmec-pdf --strict --state CA --year 2023 -o strict.pdf");
    assert_true(!file_exists(arena, folder, "strict.pdf"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_named_for_what_they_are),
        cmocka_unit_test(a_run_of_many_makes_what_each_is_alone),
        cmocka_unit_test(both_are_what_each_is_alone),
        cmocka_unit_test(all_flavors_show_the_same_pages),
        cmocka_unit_test(files_hold_keys_of_their_version),
        cmocka_unit_test(screen_files_can_be_made_again_from_themselves),
        cmocka_unit_test(files_do_not_say_where_they_were_made),
        cmocka_unit_test(an_owners_press_is_taken),
        cmocka_unit_test(conditions_of_the_registry_are_named),
        cmocka_unit_test(spot_colors_are_plates),
        cmocka_unit_test(colors_are_asked_about_when_they_are_new),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
