/* The store: what is there, what is passed over, and files of figures as far as they can be read. */
#include "folder_case.h"
#include "src/store/store.h"

#include <setjmp.h>

#include <cmocka.h>

static Diag *diag;
static Request request;

static void file_make(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void make(const char *command)
{
    assert_int_equal(system(command), 0);
}

/* A data folder with two states and three measures. */
static Store *store_new(void)
{
    make("mkdir -p data/2022 data/2023");
    file_make("data/jurisdictions.yaml", "CA: {name: California, fips: 06}\nNY: {name: New York, fips: 36}\n");
    file_make("data/measures.yaml",
              "a: {label: A, unit: cases, scope: state}\nb: {label: B, unit: cases, scope: state}\n"
              "n: {label: N, unit: cases, scope: nation}\n");
    diag = diag_new(arena);
    request = (Request){.folders = {.office = "data"}};
    Store *s = store_open(&request, arena, diag);
    assert_string_equal(findings_plain(diag, arena), "");
    return s;
}

static const Jurisdiction *state_of(const Store *s, const char *code)
{
    return jurisdiction_find(s->jurisdictions, str_from(code));
}

static const char *said(const Diag *findings)
{
    return findings_plain(findings, arena);
}

static void years_and_states_are_listed(void **state)
{
    (void)state;
    Store *s = store_new();
    make("mkdir -p data/2024 data/1950 data/23 data/templates data/2023/templates; cd data/2023 && "
         "touch NY.yaml CA.yaml national.yaml CA.yaml~ .CA.yaml.swp '#CA.yaml#' CA.yaml.bak read.me");
    YearList years = store_years(s, diag);
    assert_int_equal(years.count, 3);
    assert_true(years.items[0] == 2022 && years.items[2] == 2024);
    StateChoice states = store_states(s, 2023, diag);
    assert_int_equal(states.count, 2);
    assert_ptr_equal(states.items[0], state_of(s, "CA"));
    assert_int_equal(store_states(s, 1999, diag).count, 0);
    assert_true(store_has(s, NULL, 2023) && !store_has(s, NULL, 2022));
    assert_string_equal(said(diag), "ncmec-pdf: warning: 'data/1950' is not read: years are 1984 to 2199; rename or "
                                    "remove it\n");
    store_close(s);
}

static void what_is_passed_over_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *name, *said;
    } rows[] = {
        {"ca.yml", "warning: 'data/2022/ca.yml' is not read: rename it to CA.yaml"},
        {"CA.YAML", "warning: 'data/2022/CA.YAML' is not read: rename it to CA.yaml"},
        {"CA.yaml.txt", "warning: 'data/2022/CA.yaml.txt' is not read: rename it to CA.yaml"},
        {"California.yaml", "warning: 'data/2022/California.yaml' is not read: rename it to CA.yaml"},
        {"new york 2022.yaml", "warning: 'data/2022/new york 2022.yaml' is not read: rename it to NY.yaml"},
        {"CA (1).yaml", "warning: 'data/2022/CA (1).yaml' is not read: rename it to CA.yaml"},
        {"National.yaml", "warning: 'data/2022/National.yaml' is not read: rename it to national.yaml"},
        {"US.yml", "warning: 'data/2022/US.yml' is not read: rename it to national.yaml"},
        {"notes.yaml", "warning: 'data/2022/notes.yaml' is not read: it is named after no state; rename or remove it"},
        {"Canada.yaml",
         "warning: 'data/2022/Canada.yaml' is not read: it is named after no state; rename or remove it"},
        {"XX.yaml", "error: 'data/2022/XX.yaml' is not read: it is named after no state; rename or remove it"},
    };
    Store *s = store_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *path = str_printf(arena, "data/2022/%s", rows[i].name).s;
        Diag *d = diag_new(arena);
        file_make(path, "");
        store_states(s, 2022, d);
        remove(path);
        assert_string_equal(said(d), str_printf(arena, "ncmec-pdf: %s\n", rows[i].said).s);
    }
    make("touch data/2022/CA.yaml data/2022/ca.yaml");
    store_states(s, 2022, diag);
    assert_string_equal(said(diag),
                        "ncmec-pdf: warning: 'data/2022/ca.yaml' is not read: CA.yaml is; remove one of the two\n");
    store_close(s);
}

static void figures_are_read_as_far_as_they_can_be(void **state)
{
    (void)state;
    Store *s = store_new();
    const Jurisdiction *ca = state_of(s, "CA");
    file_make("data/2023/CA.yaml", "state: CA\nyear: 2023\nstatus: final\nfigures:\n  a:\n  b: 7\n");
    const StoreFile *file = store_figures(s, ca, 2023);
    assert_true(file->exists && file->figures && !file->is_misplaced);
    assert_int_equal(file->figures->figures[0].kind, FIGURE_ABSENT);
    assert_int_equal(file->figures->figures[1].least.units, 7);
    assert_int_equal(diag_errors(file->findings), 1);
    assert_ptr_equal(store_figures(s, ca, 2023), file);
    assert_ptr_equal(store_file(s, "data/2023/CA.yaml", NULL, 0), file);
    assert_ptr_equal(store_compared(file, ca, 2023, diag), file->figures);
    assert_null(store_compared(file, ca, 2022, NULL));
    /* Compared, its findings are warnings. */
    assert_int_equal(diag_errors(diag), 0);
    assert_int_equal(diag_warnings(diag), 1);
    /* What would be written is what is asked for from then on. */
    const Value *over = yaml_parse(source_new(STR("over"), STR("figures: {a: 7}"), arena), arena, diag);
    const StoreFile *filled = store_overlay(s, file, over, 0, false);
    assert_true(filled->is_new && !diag_errors(filled->findings));
    assert_int_equal(filled->figures->figures[0].least.units, 7);
    store_replace(s, filled);
    assert_ptr_equal(store_figures(s, ca, 2023)->figures, filled->figures);
    /* Neither is there, nor can be read. */
    assert_false(store_figures(s, ca, 2022)->exists);
    file_make("data/2023/NY.yaml", "state: [\n");
    file = store_figures(s, state_of(s, "NY"), 2023);
    assert_true(file->exists && !file->root && !file->figures && diag_errors(file->findings) == 1);
    store_close(s);
}

static void a_file_says_whose_figures_it_holds(void **state)
{
    (void)state;
    static const char ny[] = "state: NY\nyear: 2022\nstatus: final\nfigures: {a: 1, b: 1}\n";
    Store *s = store_new();
    make("mkdir x");
    file_make("data/2023/CA.yaml", ny);
    file_make("x/any.yaml", ny);
    file_make("x/none.yaml", "status: final\nfigures: {n: 1}\n");
    const StoreFile *file = store_figures(s, state_of(s, "CA"), 2023);
    assert_true(file->is_misplaced && !store_compared(file, state_of(s, "NY"), 2022, NULL));
    assert_string_equal(
        said(file->findings),
        "data/2023/CA.yaml:1:8: error: this file holds the figures of New York (NY), but is named after California\n"
        "    state: NY\n           ^~\n"
        "data/2023/CA.yaml:2:7: error: this file holds the figures of 2022, but is in the folder 'data/2023'\n"
        "    year: 2022\n          ^~~~\n");
    file = store_file(s, "x/any.yaml", NULL, 0);
    assert_true(file->figures->jurisdiction == state_of(s, "NY") && file->figures->year == 2022);
    assert_int_equal(diag_errors(file->findings), 0);
    assert_string_equal(store_beside(s, file, NULL, 2021)->path, "data/2021/national.yaml");
    file = store_file(s, "x/none.yaml", NULL, 0);
    assert_null(file->figures);
    assert_string_equal(said(file->findings),
                        "x/none.yaml:1:1: error: the file does not say its year; add 'year: 2023'\n"
                        "    status: final\n    ^\n");
    make("mkdir x/2022 && cp x/any.yaml x/2022/NY.yaml");
    file = store_file(s, "x/2022/NY.yaml", NULL, 0);
    assert_string_equal(store_beside(s, file, NULL, 2021)->path, "x/2021/national.yaml");
    file = store_file(s, "./x/any.yaml", state_of(s, "CA"), 2023);
    assert_int_equal(diag_errors(file->findings), 2);
    store_close(s);
}

/* Of many sheets the nation's file is read once, and those of states leave nothing. */
static void files_of_states_are_dropped(void **state)
{
    (void)state;
    Store *s = store_new();
    file_make("data/2023/CA.yaml", "state: CA\nyear: 2023\nstatus: final\nfigures: {a: 7, b: 7}\n");
    file_make("data/2023/national.yaml", "year: 2023\nstatus: final\nfigures: {n: 9}\n");
    store_share(s);
    const StoreFile *nation = store_figures(s, NULL, 2023);
    size_t kept = arena_bytes(s->arena), files = 0, texts = 0;
    for (int sheet = 0; sheet < 100; sheet++) {
        store_drop(s, true);
        assert_int_equal(s->read_count, 2);
        assert_true(store_figures(s, state_of(s, "CA"), 2023)->figures != NULL);
        assert_ptr_equal(store_figures(s, NULL, 2023), nation);
        assert_ptr_equal(store_figures(s, NULL, 2023), nation);
        assert_int_equal(s->read_count, 4);
        assert_string_equal(s->read[3], "data/2023/national.yaml");
        files = sheet ? files : arena_bytes(s->files);
        texts = sheet ? texts : arena_bytes(s->texts);
    }
    assert_int_equal(arena_bytes(s->files), files);
    assert_int_equal(arena_bytes(s->texts), texts);
    assert_int_equal(arena_bytes(s->arena), kept);
    store_close(s);
}

/* In many languages a state's file is read once, and the sheets in each tell that it was read. */
static void files_are_kept_for_the_next_language(void **state)
{
    (void)state;
    Store *s = store_new();
    file_make("data/2023/CA.yaml", "state: CA\nyear: 2023\nstatus: final\nfigures: {a: 7, b: 7}\n");
    store_share(s);
    for (size_t languages = 1; languages < 3; languages++) {
        request.language_count = languages;
        store_next(s);
        int64_t before = store_figures(s, state_of(s, "CA"), 2023)->figures->figures[0].stated.units;
        file_make("data/2023/CA.yaml", languages == 1 ? "state: CA\nyear: 2023\nfigures: {a: 8, b: 7}\n"
                                                      : "state: CA\nyear: 2023\nfigures: {a: 9, b: 7}\n");
        store_next(s);
        int64_t after = store_figures(s, state_of(s, "CA"), 2023)->figures->figures[0].stated.units;
        assert_int_equal(after, 8);
        assert_int_equal(before, languages == 1 ? 7 : 8);
        assert_int_equal(s->read_count, 3);
    }
    /* Up to a bound. */
    for (int sheet = 0; sheet < 2000; sheet++) {
        store_next(s);
        store_overlay(s, store_figures(s, state_of(s, "CA"), 2023), NULL, 0, false);
        assert_true(arena_bytes(s->files) < 5 << 20);
    }
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(years_and_states_are_listed, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_passed_over_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(figures_are_read_as_far_as_they_can_be, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_says_whose_figures_it_holds, setup, teardown),
        cmocka_unit_test_setup_teardown(files_of_states_are_dropped, setup, teardown),
        cmocka_unit_test_setup_teardown(files_are_kept_for_the_next_language, setup, teardown),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
