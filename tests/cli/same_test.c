/* The same input makes the same bytes: in two runs, whatever the locale, the time zone, the folder, the umask and the
   clock, and in whatever order the file system lists its files. */
#include "tests/tools/shell.h"

static const char *folder;
static Str good;

#define SHEET "ncmec-pdf --state CA --year 2023 -q -o a.pdf"

static void assert_same(const char *where, const char *script)
{
    shell_expect(arena, 0, where, "rm -f a.pdf; %s", script);
    if (!str_eq(file_text(arena, where, "a.pdf"), good))
        fail_msg("other bytes by: %s", script);
}

static void two_runs(void **state)
{
    (void)state;
    assert_same(folder, SHEET);
    assert_same(folder, "sleep 1.1; " SHEET);
}

/* Generated here, so that the machine needs none of them installed. */
static void locales(void **state)
{
    (void)state;
    static const char *const names[] = {"de_DE.UTF-8", "tr_TR.UTF-8"};
    shell_expect(arena, 0, folder, "mkdir locales");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Str short_name = str_slice(str_from(names[i]), 0, 5);
        shell_expect(arena, 0, folder, "localedef --no-archive -i %.*s -f UTF-8 locales/%s", STR_ARG(short_name),
                     names[i]);
        /* That the locale is in force is seen by a program that asks for it. */
        Run run = shell_expect(arena, 0, folder, "LOCPATH=$PWD/locales LC_ALL=%s locale decimal_point", names[i]);
        assert_text(run.out, STR(",\n"));
        assert_same(folder, str_printf(arena, "LOCPATH=$PWD/locales LC_ALL=%s LANG=%s " SHEET, names[i], names[i]).s);
    }
    assert_same(folder, "LC_ALL=C " SHEET);
}

static void time_zones(void **state)
{
    (void)state;
    assert_same(folder, "TZ=UTC " SHEET);
    assert_same(folder, "TZ=Pacific/Kiritimati " SHEET);
    assert_same(folder, "TZ=XYZ+11:59 " SHEET);
}

static void folders_and_umasks(void **state)
{
    (void)state;
    const char *other = folder_new(arena);
    shell_expect(arena, 0, other, "mkdir -p 'a b/c'");
    const char *deep = str_printf(arena, "%s/a b/c", other).s;
    shell_expect(arena, 0, other, "cp -R '%s/data' 'a b/c/'", shell_tree);
    assert_same(deep, SHEET);
    assert_same(folder, "umask 077; " SHEET);
    assert_same(folder, "umask 000; " SHEET);
}

static void another_environment(void **state)
{
    (void)state;
    assert_same(folder, "env -i PATH=\"$PATH\" " SHEET);
    assert_same(folder, "MALLOC_PERTURB_=165 " SHEET);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_runs),
        cmocka_unit_test(locales),
        cmocka_unit_test(time_zones),
        cmocka_unit_test(folders_and_umasks),
        cmocka_unit_test(another_environment),
    };
    shell_begin();
    folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 -q -o good.pdf");
    good = file_text(arena, folder, "good.pdf");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
