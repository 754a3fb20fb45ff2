/* Libraries that are loaded on demand: functions that work, or a message that names what to install. */
#include "src/base/library.h"
#include "tests/unit/picture_case.h"

static void functions_are_found_once(void **state)
{
    (void)state;
    static struct {
        double (*ceil)(double);
        double (*floor)(double);
    } math;
    static const char *const names[] = {"ceil", "floor", NULL};
    static Library library = {"libm.so.6", "libc6", names, &math, false};
    assert_true(library_load(&library, (Mark){0}, diag));
    assert_true(math.ceil(1.5) == 2 && math.floor(1.5) == 1);
    math.ceil = NULL;
    assert_true(library_load(&library, (Mark){0}, diag));
    assert_null(math.ceil);
    assert_string_equal(said(), "");
}

static void what_is_missing_is_named_with_its_package(void **state)
{
    (void)state;
    static void (*functions[3])(void);
    static const char *const names[] = {"ceil", "no_such_function", NULL};
    static Library none = {"libnone.so.9", "libnone9", names, functions, false},
                   old = {"libm.so.6", "libc6", names, functions, false};
    const Mark mark = {source_new(STR("logo.svg"), STR("<svg/>"), arena), 0, 0};
    assert_false(library_load(&none, mark, diag));
    assert_string_equal(said(),
                        "logo.svg:1:1: error: cannot load the library 'libnone.so.9' (cannot open shared object "
                        "file: No such file or directory); install the package libnone9\n"
                        "    <svg/>\n"
                        "    ^\n");
    assert_int_equal(diag_exit(diag, false), EXIT_CODE_IO);
    diag = diag_new(arena);
    assert_false(library_load(&old, (Mark){0}, diag));
    assert_non_null(strstr(said(), "the library 'libm.so.6' has no function 'no_such_function'; update the package "
                                   "libc6"));
    assert_false(old.loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(functions_are_found_once, test_start, test_end),
        cmocka_unit_test_setup_teardown(what_is_missing_is_named_with_its_package, test_start, test_end),
    };
    return cmocka_run_group_tests_name("library", tests, NULL, NULL);
}
