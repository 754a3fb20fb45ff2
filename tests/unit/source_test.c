/* Typed texts: lines and columns, places of derived texts, and files that cannot be read. */
#include "folder_case.h"
#include "ncmec/diag.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void lines_and_columns(void **state)
{
    const Source *s =
        source_new(STR("x"), STR("ab\ncd\r\nef\rgh\xC2\x85ij\xE2\x80\xA8kl\xE2\x80\xA9\xC3\xA9m"), *state);
    static const struct {
        const char *part;
        uint32_t line, column;
    } rows[] = {{"a", 1, 1}, {"d", 2, 2}, {"f", 3, 2}, {"g", 4, 1}, {"j", 5, 2}, {"k", 6, 1}, {"m", 7, 2}};
    assert_int_equal(s->line_count, 7);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t line, column;
        mark_position((Mark){s, (uint32_t)str_find(s->text, str_from(rows[i].part), 0), 1}, &line, &column);
        assert_int_equal(line, rows[i].line);
        assert_int_equal(column, rows[i].column);
    }
    uint32_t line = 9, column = 9;
    mark_position((Mark){0}, &line, &column);
    assert_int_equal(line + column, 0);
    /* A byte order mark is no column. */
    const Source *marked = source_new(STR("y"), STR("\xEF\xBB\xBFz"), *state);
    mark_position((Mark){marked, 3, 1}, &line, &column);
    assert_int_equal(column, 1);
}

static void places_lead_back_to_the_source(void **state)
{
    const Source *s = source_new(STR("x"), STR("0123456789abcdefghij"), *state);
    const Place places[] = {{2, {s, 5, 0}}, {6, {s, 12, 3}}, {7, {s, 15, 0}}, {12, {NULL, 0, 0}}};
    const Mark fallback = {s, 1, 1};
    static const struct {
        size_t at, length;
        uint32_t offset, expected_length;
    } rows[] = {{0, 1, 1, 1}, {2, 1, 5, 1}, {4, 2, 7, 2}, {6, 9, 12, 3}, {8, 1, 16, 1}, {9, 90, 17, 3}, {12, 1, 1, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Mark mark = place_find(places, 4, rows[i].at, rows[i].length, fallback);
        assert_int_equal(mark.offset, rows[i].offset);
        assert_int_equal(mark.length, rows[i].expected_length);
    }
    assert_int_equal(place_find(NULL, 0, 3, 1, fallback).offset, 1);
    static const size_t ends[] = {2, 2, 6, 6, 6, 6, 7, 12, 12, 12, 12, 12, SIZE_MAX, SIZE_MAX};
    for (size_t at = 0; at < sizeof ends / sizeof *ends; at++)
        assert_true(place_end(places, 4, at) == ends[at]);
    assert_true(place_end(NULL, 0, 3) == SIZE_MAX);
}

static void write_bytes(const char *name, size_t count)
{
    assert_true(file_put(name, text_repeated(arena, "", "a", count, "")));
}

static void files_are_read_whole_or_refused(void **state)
{
    write_bytes("file", 70000);
    write_bytes("empty", 0);
    write_bytes("big", SOURCE_MAX + 1);
    assert_int_equal(mkfifo("fifo", 0600), 0);
    Diag *d = diag_new(*state);
    const Source *s = source_read("file", *state, d);
    assert_non_null(s);
    assert_int_equal(s->text.n, 70000);
    assert_int_equal(source_read("empty", *state, d)->text.n, 0);
    assert_int_equal(diag_errors(d), 0);
    static const struct {
        const char *path, *message;
    } rows[] = {
        {"none", "ncmec-pdf: error: cannot read 'none': No such file or directory\n"},
        {".", "ncmec-pdf: error: cannot read '.': it is a folder; name a file\n"},
        {"fifo", "ncmec-pdf: error: cannot read 'fifo': it is not a regular file\n"},
        {"/dev/zero", "ncmec-pdf: error: cannot read '/dev/zero': it is not a regular file\n"},
        {"big", "ncmec-pdf: error: cannot read 'big': it is larger than 1 MiB\n"},
        {"file/x", "ncmec-pdf: error: cannot read 'file/x': Not a directory\n"},
        {"/proc/self/mem", "ncmec-pdf: error: cannot read '/proc/self/mem': Input/output error\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        d = diag_new(*state);
        assert_null(source_read(rows[i].path, *state, d));
        assert_string_equal(findings_plain(d, *state), rows[i].message);
        assert_int_equal(diag_exit(d, false), EXIT_CODE_IO);
    }
}

static void standard_input_is_a_source(void **state)
{
    Diag *d = diag_new(*state);
    int saved = dup(STDIN_FILENO), ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "state: CA\n", 10), 10);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    const Source *s = source_read("-", *state, d);
    dup2(saved, STDIN_FILENO);
    close(saved);
    assert_non_null(s);
    assert_true(str_eq(s->text, STR("state: CA\n")));
    assert_true(str_eq(s->name, STR("-")));
}

static void large_files_are_mapped(void **state)
{
    write_bytes("file", 5000);
    write_bytes("empty", 0);
    Diag *d = diag_new(*state);
    Str bytes = file_map("file", 5000, (Mark){0}, d);
    assert_int_equal(bytes.n, 5000);
    assert_int_equal(bytes.s[4999], 'a');
    assert_int_equal(diag_errors(d), 0);
    static const struct {
        const char *path, *message;
    } rows[] = {
        {"none", "ncmec-pdf: error: cannot read 'none': No such file or directory\n"},
        {".", "ncmec-pdf: error: cannot read '.': it is a folder; name a file\n"},
        {"empty", "ncmec-pdf: error: cannot read 'empty': it is empty\n"},
        {"file", "ncmec-pdf: error: cannot read 'file': it is larger than 4999 bytes\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        d = diag_new(*state);
        assert_int_equal(file_map(rows[i].path, 4999, (Mark){0}, d).n, 0);
        assert_string_equal(findings_plain(d, *state), rows[i].message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_columns),
        cmocka_unit_test(places_lead_back_to_the_source),
        cmocka_unit_test(files_are_read_whole_or_refused),
        cmocka_unit_test(standard_input_is_a_source),
        cmocka_unit_test(large_files_are_mapped),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
