/* Golden forms of the three seams: what the document says, where everything stands, and the structure; and what of the
   finished file is heard. "make bless" takes the present output; the change is then read as a diff. */
#include "tests/tools/shell.h"

#include <stdlib.h>

static const struct {
    const char *golden, *arguments;
} sheets[] = {
    {"CA-2023", "--state CA --year 2023"},
    {"CA-2023-office", "--state CA --year 2023 --theme data/themes/office.yaml"},
    {"CA-2023-large", "--state CA --year 2023 --theme data/themes/large.yaml"},
};

static void compare(const char *seam, const char *name, Str text)
{
    const char *path = str_printf(arena, "tests/golden/%s/%s.txt", seam, name).s;
    if (getenv("NCMEC_BLESS")) {
        shell_expect(arena, 0, shell_tree, "mkdir -p tests/golden/%s", seam);
        file_write(arena, shell_tree, path, text);
    } else {
        assert_text(text, file_text(arena, shell_tree, path));
    }
}

static void dumps_are_as_blessed(void **state)
{
    (void)state;
    static const char *const seams[] = {"document", "pages", "tags"};
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        for (size_t k = 0; k < sizeof seams / sizeof *seams; k++) {
            Run run = shell_expect(arena, 0, shell_tree, "ncmec-pdf %s --dump %s", sheets[i].arguments, seams[k]);
            assert_int_equal(run.err.n, 0);
            compare(seams[k], sheets[i].golden, run.out);
        }
}

#define HEARD "PYTHONDONTWRITEBYTECODE=1 python3 tests/conformance/heard.py"

static void whole_sheets_are_heard_as_blessed(void **state)
{
    (void)state;
    static const struct {
        const char *golden, *arguments;
    } files[] = {
        {"CA-2023", "--state CA --year 2023"},
        {"CA-2023-screen", "--state CA --year 2023 --for screen"},
        {"VT-2023", "--data-dir tests/samples --state VT --year 2023 --for screen"},
        {"packet", "packet --data-dir tests/samples --state DC,VT --year 2022-2023 --divider 'Bill text'"},
    };
    const char *folder = folder_new(arena);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        compare("heard", files[i].golden,
                shell_expect(arena, 0, shell_tree, "ncmec-pdf -q %s -o %s/a.pdf && " HEARD " %s/a.pdf",
                             files[i].arguments, folder, folder)
                    .out);
}

/* A table of what is heard for each form in which a figure is typed: eight a sheet, as its highlights. */
static void each_form_of_a_figure_is_heard_as_blessed(void **state)
{
    (void)state;
    static const char *const figures[] = {
        "cybertipline_reports", "cvip_submissions",          "missing_total",   "trafficking_engagements",
        "team_hope_supported",  "mental_health_connections", "team_adam_cases", "connect_new_professionals"};
    static const char *const forms[][COUNT_OF(figures)] = {
        {"0", "1", "1,879", "36,200", "about 700", "nearly 700", "almost 700", "~1.2 million"},
        {"more than 1,400", "over 1,400", "suppressed", "at least 1,400", "1,400 or more", ">10", "18,400+",
         "2 thousand"},
        {"fewer than 10", "under 10", "1,879", "less than 10", "at most 5", "5 or fewer", "not available",
         "not applicable"},
    };
    const char *folder = folder_new(arena);
    Buf table = {.arena = arena};
    for (size_t language = 0; language < 2; language++)
        for (size_t i = 0; i < COUNT_OF(forms); i++) {
            Buf set = {.arena = arena};
            for (size_t k = 0; k < COUNT_OF(figures); k++)
                buf_printf(&set, " --set '%s=%s'", figures[k], forms[i][k]);
            Str heard =
                shell_expect(arena, 0, shell_tree,
                             "ncmec-pdf -q --draft --state CA --year 2023 --language %s%.*s -o %s/a.pdf && " HEARD
                             " %s/a.pdf | grep LBody",
                             language ? "es" : "en", STR_ARG(buf_str(&set)), folder, folder)
                    .out;
            for (size_t k = 0, at = 0, end; k < COUNT_OF(figures); k++, at = end + 1) {
                end = str_find(heard, STR("\n"), at);
                buf_printf(&table, "%s: %.*s\n", forms[i][k], STR_ARG(str_slice(heard, at + strlen("LBody: "), end)));
            }
        }
    compare("heard", "forms", buf_str(&table));
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
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dumps_are_as_blessed), cmocka_unit_test(whole_sheets_are_heard_as_blessed),
        cmocka_unit_test(each_form_of_a_figure_is_heard_as_blessed), cmocka_unit_test(a_dumped_theme_is_the_theme)};
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
