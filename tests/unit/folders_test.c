/* Where files are found: the office's folder, the shipped one, and what a data folder holds. */
#include "folder_case.h"
#include "src/store/folders.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void make(const char *command)
{
    assert_int_equal(system(command), 0);
}

static const char *below(const char *path)
{
    return str_printf(arena, "%s/%s", folder, path).s;
}

static void the_offices_folder_by_precedence(void **state)
{
    (void)state;
    make("mkdir -p option environment data && touch data/measures.yaml file");
    const struct {
        const char *option, *environment, *office, *message;
    } rows[] = {
        {"option", "environment", "option", ""},
        {"option//", NULL, "option", ""},
        {NULL, "environment", "environment", ""},
        {NULL, NULL, "data", ""},
        {NULL, "", "data", ""},
        {"none", "environment", NULL,
         "cannot read the data folder 'none', named by --data-dir: No such file or directory"},
        {NULL, "none", NULL, "cannot read the data folder 'none', named by NCMEC_PDF_DATA: No such file or directory"},
        {"file", NULL, NULL, "the data folder 'file', named by --data-dir, is not a folder"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Diag *d = diag_new(arena);
        Request r = {.data_dir = rows[i].option, .data_named = rows[i].environment};
        assert_int_equal(folders_find(&r, NULL, arena, d), rows[i].office != NULL);
        if (rows[i].office)
            assert_string_equal(r.folders.office, rows[i].office);
        else
            assert_string_equal(findings_plain(d, arena),
                                str_printf(arena, "ncmec-pdf: error: %s\n", rows[i].message).s);
        assert_int_equal(diag_exit(d, false), rows[i].office ? EXIT_CODE_DONE : EXIT_CODE_IO);
    }
}

static void a_folder_called_data_must_hold_data(void **state)
{
    (void)state;
    Request r = {0};
    Diag *d = diag_new(arena);
    assert_false(folders_find(&r, NULL, arena, d));
    assert_string_equal(findings_plain(d, arena),
                        "ncmec-pdf: error: no data folder: './data' does not exist; use --data-dir FOLDER, or begin "
                        "one: ncmec-pdf new --state CA --year 2024\n");
    make("mkdir -p data/photos data/12 data/20x3");
    d = diag_new(arena);
    assert_false(folders_find(&r, NULL, arena, d));
    assert_string_equal(findings_plain(d, arena), "ncmec-pdf: error: no data folder: './data' holds no year, no "
                                                  "measures.yaml or jurisdictions.yaml, no templates or themes; "
                                                  "use --data-dir FOLDER\n");
    make("mkdir data/2023");
    assert_true(folders_find(&r, NULL, arena, diag_new(arena)));
}

static void the_shipped_folders(void **state)
{
    (void)state;
    make("mkdir -p prefix/bin prefix/share/ncmec-pdf/data prefix/share/ncmec-pdf/fonts; "
         "touch prefix/share/ncmec-pdf/data/measures.yaml; "
         "mkdir -p tree/build/asan tree/data tree/fonts; touch tree/data/measures.yaml; "
         "mkdir -p bare/build bare/data; touch bare/data/measures.yaml; mkdir data; touch data/measures.yaml");
    const struct {
        const char *program, *data, *fonts;
    } rows[] = {
        {"prefix/bin/ncmec-pdf", "prefix/share/ncmec-pdf/data", "prefix/share/ncmec-pdf/fonts"},
        {"tree/build/ncmec-pdf", "tree/data", "tree/fonts"},
        {"tree/build/asan/ncmec-pdf", "tree/data", "tree/fonts"},
        {"bare/build/ncmec-pdf", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Request r = {0};
        assert_true(folders_find(&r, below(rows[i].program), arena, diag_new(arena)));
        if (!rows[i].data) {
            assert_null(r.folders.shipped_data);
            assert_null(r.folders.shipped_fonts);
            continue;
        }
        assert_string_equal(r.folders.shipped_data, below(rows[i].data));
        assert_string_equal(r.folders.shipped_fonts, below(rows[i].fonts));
    }
    Request unknown = {0};
    assert_true(folders_find(&unknown, NULL, arena, diag_new(arena)));
    assert_null(unknown.folders.shipped_data);
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    assert_true(str_eq(str_from(program_path(arena)), (Str){path, (size_t)n}));
}

/* The shipped one comes first; one among the office's data is never taken. */
static void the_hyphenation_dictionary(void **state)
{
    (void)state;
    static const char *const of_system[] = {"/usr/local/share/hyphen/hyph_en_US.dic",
                                            "/usr/share/hyphen/hyph_en_US.dic"};
    make("mkdir -p data/hyphen shipped/hyphen; touch data/hyphen/hyph_en_US.dic");
    Folders folders = {.office = "data", .shipped_data = "shipped"};
    const char *expected = path_exists(of_system[0]) ? of_system[0] : path_exists(of_system[1]) ? of_system[1] : NULL;
    const char *found = hyphenation_path(&folders, &language_english, arena);
    assert_true(expected ? found && strcmp(found, expected) == 0 : !found);
    make("touch shipped/hyphen/hyph_en_US.dic");
    assert_string_equal(hyphenation_path(&folders, &language_english, arena), "shipped/hyphen/hyph_en_US.dic");
}

static void names_are_listed_sorted(void **state)
{
    (void)state;
    make("mkdir -p data/2023 && cd data && touch b a");
    NameList names = folder_names("data", arena, NULL);
    assert_int_equal(names.count, 5);
    assert_true(str_eq(names.items[2], STR("2023")) && str_eq(names.items[4], STR("b")));
    assert_int_equal(folder_names("none", arena, NULL).count, 0);
    assert_int_equal(folder_names("data/a", arena, NULL).count, 0);
    assert_true(path_exists("data") && is_folder("data") && !is_folder("data/a") && !path_exists("x"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_offices_folder_by_precedence, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folder_called_data_must_hold_data, setup, teardown),
        cmocka_unit_test_setup_teardown(the_shipped_folders, setup, teardown),
        cmocka_unit_test_setup_teardown(the_hyphenation_dictionary, setup, teardown),
        cmocka_unit_test_setup_teardown(names_are_listed_sorted, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
