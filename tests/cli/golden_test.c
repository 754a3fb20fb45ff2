/* Golden forms of the three seams: what the document says, where everything stands, and the structure. "make bless"
   takes the present output; the change is then read as a diff. */
#include "tests/tools/shell.h"

#include <stdlib.h>

static const struct {
    const char *golden, *arguments;
} sheets[] = {
    {"CA-2023", "--state CA --year 2023"},
    {"CA-2023-office", "--state CA --year 2023 --theme data/themes/office.yaml"},
    {"CA-2023-large", "--state CA --year 2023 --theme data/themes/large.yaml"},
};

static void dumps_are_as_blessed(void **state)
{
    (void)state;
    static const char *const seams[] = {"document", "pages", "tags"};
    bool blesses = getenv("NCMEC_BLESS") != NULL;
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        for (size_t k = 0; k < sizeof seams / sizeof *seams; k++) {
            Run run = shell_expect(arena, 0, shell_tree, "ncmec-pdf %s --dump %s", sheets[i].arguments, seams[k]);
            Str name = str_printf(arena, "tests/golden/%s/%s.txt", seams[k], sheets[i].golden);
            if (blesses) {
                shell_expect(arena, 0, shell_tree, "mkdir -p tests/golden/%s", seams[k]);
                file_write(arena, shell_tree, name.s, run.out);
                continue;
            }
            assert_int_equal(run.err.n, 0);
            assert_text(run.out, file_text(arena, shell_tree, name.s));
        }
}

/* A dumped theme is a theme: read again it dumps the same, and sets the same pages. */
static void a_dumped_theme_is_the_theme(void **state)
{
    (void)state;
    static const char *const themes[] = {"ncmec", "office", "large"};
    const char *folder = folder_new(arena);
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
        const char *file = str_printf(arena, "%s/data/themes/%s.yaml", shell_tree, themes[i]).s;
        Run first = shell_expect(arena, 0, folder,
                                 "rm -f theme.yaml; ncmec-pdf --data-dir '%s/data' --theme '%s' --dump theme -o "
                                 "theme.yaml && cat theme.yaml",
                                 shell_tree, file);
        Run again = shell_expect(arena, 0, folder, "ncmec-pdf --data-dir '%s/data' --theme theme.yaml --dump theme",
                                 shell_tree);
        assert_true(first.out.n > 1000);
        assert_text(again.out, first.out);
        shell_expect(
            arena, 0, folder,
            "ncmec-pdf --theme '%s' --state CA --year 2023 --data-dir '%s/data' --dump pages -o a && "
            "ncmec-pdf --theme theme.yaml --state CA --year 2023 --data-dir '%s/data' --dump pages -o b && cmp a b",
            file, shell_tree, shell_tree);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dumps_are_as_blessed),
                                       cmocka_unit_test(a_dumped_theme_is_the_theme)};
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
