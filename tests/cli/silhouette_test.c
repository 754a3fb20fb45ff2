/* All 56 silhouettes on sheets: each stands inside the band and at the margin, is read by nobody, and costs the file
   little. The sheets are California's under other names, with the theme as it is and with its silhouette taken out. */
#include "tests/tools/shell.h"

#include <stdio.h>
#include <string.h>

enum { BYTES_MOST = 3000, RIGHT = 558, LIVE_TOP = 18, BAND_FOOT = 125 };

/* The folder has the nation's figures, and a theme without a silhouette. */
static const char *folder_prepared(void)
{
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder,
                 "sed '/^silhouette:/,/^$/d' data/themes/ncmec.yaml >plain.yaml && ! grep -q '^silhouette' plain.yaml");
    return folder;
}

static long sheet_bytes(const char *folder, Str code, const char *options)
{
    Run run =
        shell_expect(arena, 0, folder, "ncmec-pdf -q --state %.*s --year 2023 %s -o - | wc -c", STR_ARG(code), options);
    long bytes = 0;
    assert_int_equal(sscanf(str_terminated(arena, run.out), "%ld", &bytes), 1);
    assert_true(bytes > 0);
    return bytes;
}

/* "  path X Y w WIDTH h HEIGHT COLOR artifact:background ..." */
static void assert_place(Str code, const char *dump)
{
    double x = 0, y = 0, width = 0, height = 0;
    const char *path = strstr(dump, "\n  path "), *band = strstr(dump, "artifact:background");
    if (!path || sscanf(path, "\n  path %lf %lf w %lf h %lf", &x, &y, &width, &height) != 4)
        fail_msg("%.*s shows no silhouette", STR_ARG(code));
    assert_non_null(band);
    assert_true(band < path);
    assert_non_null(strstr(path, "artifact:background points"));
    assert_null(strstr(path + 1, "\n  path "));
    const double right = RIGHT, top = LIVE_TOP, foot = BAND_FOOT - 1;
    if (x + width < right - 0.02 || x + width > right + 0.02 || y < top || y + height > foot)
        fail_msg("%.*s is at %g to %g, %g to %g", STR_ARG(code), x, x + width, y, y + height);
}

static void every_silhouette_stands_in_its_band(void **state)
{
    (void)state;
    const char *folder = folder_prepared();
    Run list = shell_expect(arena, 0, folder, "ls '%s/data/maps' | sed -n 's/\\.path$//p'", shell_tree);
    size_t count = 0;
    for (size_t at = 0; at + 2 < list.out.n; at += 3, count++) {
        Str code = str_slice(list.out, at, at + 2);
        shell_expect(arena, 0, folder,
                     "[ %.*s = CA ] || sed 's/^state: CA/state: %.*s/; s/California/this state/' data/2023/CA.yaml "
                     ">data/2023/%.*s.yaml",
                     STR_ARG(code), STR_ARG(code), STR_ARG(code));
        Run dump = shell_expect(arena, 0, folder, "ncmec-pdf -q --state %.*s --year 2023 --dump pages", STR_ARG(code));
        assert_place(code, str_terminated(arena, dump.out));
        long with = sheet_bytes(folder, code, ""), without = sheet_bytes(folder, code, "--theme plain.yaml");
        if (with <= without || with - without > BYTES_MOST)
            fail_msg("the silhouette of %.*s takes %ld bytes", STR_ARG(code), with - without);
    }
    assert_int_equal(count, 56);
}

static void an_office_may_have_its_own(void **state)
{
    (void)state;
    const char *folder = folder_prepared();
    shell_expect(arena, 0, folder,
                 "mkdir -p data/maps && printf 'silhouette 90 90\\nM 0 0 l 90 0 0 90 z\\n' >data/maps/CA.path");
    Run dump = shell_expect(arena, 0, folder, "ncmec-pdf -q --state CA --year 2023 --dump pages");
    assert_non_null(strstr(str_terminated(arena, dump.out), "artifact:background points 3 nonzero"));
    Run files = shell_expect(arena, 0, folder, "ncmec-pdf -v --state CA --year 2023 -o ca.pdf");
    assert_non_null(strstr(str_terminated(arena, files.err), "data/maps/CA.path"));
    shell_expect(arena, 0, folder, "qpdf --check ca.pdf");
    dump = shell_expect(arena, 0, folder, "ncmec-pdf -q --theme plain.yaml --state CA --year 2023 --dump pages");
    assert_null(strstr(str_terminated(arena, dump.out), "\n  path "));
    files = shell_expect(arena, 0, folder, "ncmec-pdf -v --theme plain.yaml --state CA --year 2023 -o plain.pdf");
    assert_null(strstr(str_terminated(arena, files.err), "CA.path"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_silhouette_stands_in_its_band),
                                       cmocka_unit_test(an_office_may_have_its_own)};
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
