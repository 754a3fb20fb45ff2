/* Golden forms of the three seams: what the document says, where everything stands, and the structure. "make bless"
   takes the present output; the change is then read as a diff. */
#include "tests/tools/shell.h"

#include <setjmp.h>

#include <cmocka.h>
#include <stdlib.h>

static Arena *arena;

static const struct {
    const char *golden, *arguments;
} sheets[] = {
    {"CA-2023", "--state CA --year 2023"},
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dumps_are_as_blessed)};
    arena = arena_new();
    shell_begin(arena);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
