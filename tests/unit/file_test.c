/* Finished bytes go out whole or not at all. */
#include "folder_case.h"
#include "src/base/file.h"
#include "src/base/read.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void put(const char *name, const char *text)
{
    assert_true(file_put(name, str_from(text)));
}

static void assert_file(const char *name, const char *text)
{
    Str actual;
    if (!file_read(name, &actual, arena))
        fail_msg("%s is not there", name);
    assert_str(actual, text);
}

static bool is_there(const char *name)
{
    struct stat status;
    return lstat(name, &status) == 0;
}

static void a_new_file_appears(void **state)
{
    (void)state;
    Diag *d = diag_new(arena);
    umask(027);
    assert_int_equal(file_write("a.pdf", STR("bytes"), arena, d), FILE_WRITTEN);
    umask(022);
    assert_file("a.pdf", "bytes");
    struct stat status;
    assert_int_equal(stat("a.pdf", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    assert_false(is_there(".a.pdf.ncmec-tmp"));
    assert_int_equal(file_write("./a.pdf", STR("other"), arena, d), FILE_WRITTEN);
    assert_file("a.pdf", "other");
    assert_int_equal(diag_errors(d), 0);
}

static void equal_bytes_leave_the_file_alone(void **state)
{
    (void)state;
    Diag *d = diag_new(arena);
    put("a.pdf", "bytes");
    struct stat before, after;
    assert_int_equal(stat("a.pdf", &before), 0);
    put(".a.pdf.ncmec-tmp", "half");
    assert_int_equal(file_write("a.pdf", STR("bytes"), arena, d), FILE_UNCHANGED);
    assert_int_equal(stat("a.pdf", &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    /* What a killed run left goes all the same. */
    assert_false(is_there(".a.pdf.ncmec-tmp"));
    assert_int_equal(file_write("a.pdf", STR("bytez"), arena, d), FILE_WRITTEN);
    assert_int_equal(file_write("a.pdf", STR("byte"), arena, d), FILE_WRITTEN);
    assert_file("a.pdf", "byte");
}

static void a_killed_runs_file_is_removed(void **state)
{
    (void)state;
    Diag *d = diag_new(arena);
    put("a.pdf", "old");
    put(".a.pdf.ncmec-tmp", "much longer than what comes now");
    chmod(".a.pdf.ncmec-tmp", 0600);
    int fd = open(".a.pdf.ncmec-tmp", O_RDONLY);
    assert_int_equal(file_write("a.pdf", STR("new"), arena, d), FILE_WRITTEN);
    assert_file("a.pdf", "new");
    struct stat status, left;
    assert_int_equal(stat("a.pdf", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0644);
    assert_int_equal(fstat(fd, &left), 0);
    assert_true(left.st_ino != status.st_ino && left.st_size > 3); /* it was not written through */
    close(fd);
    assert_false(is_there(".a.pdf.ncmec-tmp"));
    /* Also one that had to take another name, and one of a run that is known to be dead. */
    put(".a.pdf~2.ncmec-tmp", "half");
    assert_int_equal(file_write("a.pdf", STR("new"), arena, d), FILE_UNCHANGED);
    assert_false(is_there(".a.pdf~2.ncmec-tmp"));
    put(".a.pdf.ncmec-tmp", "half");
    put(".b.pdf.ncmec-tmp", "half");
    file_leftovers_remove("a.pdf", arena);
    file_leftovers_remove("b.pdf", arena);
    file_leftovers_remove("no/c.pdf", arena);
    assert_false(is_there(".a.pdf.ncmec-tmp") || is_there(".b.pdf.ncmec-tmp"));
    assert_int_equal(diag_errors(d), 0);
}

/* What has the temporary file's name and is not ours: it is as it was, and nothing is written through it. */
static void what_is_not_ours_is_passed_over(void **state)
{
    (void)state;
    static const char *const names[] = {"link", "twin", "fifo", "folder", "other"};
    put("precious", "precious");
    assert_int_equal(symlink("precious", ".link.ncmec-tmp"), 0);
    assert_int_equal(link("precious", ".twin.ncmec-tmp"), 0);
    assert_int_equal(mkfifo(".fifo.ncmec-tmp", 0666), 0);
    assert_int_equal(mkdir(".folder.ncmec-tmp", 0755), 0);
    put(".other.ncmec-tmp", "a colleague's");
    bool is_other = chown(".other.ncmec-tmp", 4711, 4711) == 0;
    for (size_t i = 0; i + !is_other < sizeof names / sizeof *names; i++) {
        Diag *d = diag_new(arena);
        const char *temporary = str_printf(arena, ".%s.ncmec-tmp", names[i]).s;
        struct stat before, after;
        assert_int_equal(lstat(temporary, &before), 0);
        assert_int_equal(file_write(names[i], STR("new"), arena, d), FILE_WRITTEN);
        assert_file(names[i], "new");
        assert_int_equal(file_write(names[i], STR("new"), arena, d), FILE_UNCHANGED);
        assert_int_equal(file_write(names[i], STR("newer"), arena, d), FILE_WRITTEN);
        file_leftovers_remove(names[i], arena);
        assert_int_equal(lstat(temporary, &after), 0);
        assert_true(before.st_ino == after.st_ino && before.st_mode == after.st_mode);
        assert_false(is_there(str_printf(arena, ".%s~2.ncmec-tmp", names[i]).s));
        assert_int_equal(diag_errors(d), 0);
    }
    assert_file("precious", "precious");
    if (is_other)
        assert_file(".other.ncmec-tmp", "a colleague's");
    /* Where all names are taken, it says so. */
    Diag *d = diag_new(arena);
    put("full", "old");
    mkdir(".full.ncmec-tmp", 0755);
    for (int i = 2; i <= 50; i++)
        mkdir(str_printf(arena, ".full~%d.ncmec-tmp", i).s, 0755);
    assert_int_equal(file_write("full", STR("new"), arena, d), FILE_FAILED);
    assert_string_equal(findings_plain(d, arena),
                        "ncmec-pdf: error: cannot write 'full': '.full.ncmec-tmp' beside it and 49 more names like "
                        "that belong to somebody else; remove them, or write into another folder\n");
    assert_file("full", "old");
}

static mode_t mode_of(const char *name)
{
    struct stat status;
    assert_int_equal(stat(name, &status), 0);
    return status.st_mode & 07777;
}

static void permissions_are_kept(void **state)
{
    (void)state;
    static const mode_t modes[] = {0664, 0600, 0666, 0640, 0620, 0755, 0200, 0604};
    Diag *d = diag_new(arena);
    umask(022);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        put("a.pdf", "old");
        assert_int_equal(chmod("a.pdf", modes[i]), 0);
        assert_int_equal(file_write("a.pdf", STR("new"), arena, d), FILE_WRITTEN);
        assert_int_equal(mode_of("a.pdf"), modes[i]);
        const FileChange edit = {.target = "a.pdf", .bytes = STR("edited"), .exists = true, .before = STR("new")};
        assert_int_equal(chmod("a.pdf", modes[i] | 0400), 0);
        assert_true(file_write_all(&edit, 1, arena, d));
        assert_int_equal(mode_of("a.pdf"), modes[i] | 0400);
        assert_int_equal(unlink("a.pdf"), 0);
    }
    /* Owner and group, where this process may give them. */
    struct stat status;
    put("b.pdf", "old");
    if (chown("b.pdf", 4711, 4712) == 0) {
        assert_int_equal(chmod("b.pdf", 0660), 0);
        assert_int_equal(file_write("b.pdf", STR("new"), arena, d), FILE_WRITTEN);
        assert_int_equal(stat("b.pdf", &status), 0);
        assert_int_equal(status.st_uid, 4711);
        assert_int_equal(status.st_gid, 4712);
        assert_int_equal(mode_of("b.pdf"), 0660);
    }
    assert_int_equal(diag_errors(d), 0);
    assert_int_equal(file_notes().n, 0);
}

/* Whoever runs it. Equal bytes need no writing. */
static void what_is_read_only_is_refused(void **state)
{
    (void)state;
    put("a.pdf", "old");
    assert_int_equal(chmod("a.pdf", 0444), 0);
    assert_int_equal(symlink("a.pdf", "link.pdf"), 0);
    static const char *const names[] = {"a.pdf", "link.pdf"};
    for (size_t i = 0; i < 2; i++) {
        Diag *d = diag_new(arena);
        assert_int_equal(file_write(names[i], STR("new"), arena, d), FILE_FAILED);
        assert_string_equal(findings_plain(d, arena),
                            str_printf(arena,
                                       "ncmec-pdf: error: cannot write '%s': it is read-only (mode 444); to have it "
                                       "replaced: chmod u+w '%s'\n",
                                       names[i], names[i])
                                .s);
        assert_int_equal(diag_exit(d, false), EXIT_CODE_IO);
        assert_int_equal(file_write(names[i], STR("old"), arena, diag_new(arena)), FILE_UNCHANGED);
    }
    Diag *d = diag_new(arena);
    put("b.yaml", "old");
    const FileChange edits[] = {{.target = "b.yaml", .bytes = STR("new"), .exists = true, .before = STR("old")},
                                {.target = "a.pdf", .bytes = STR("new"), .exists = true, .before = STR("old")}};
    assert_false(file_write_all(edits, 2, arena, d));
    assert_file("b.yaml", "old");
    assert_file("a.pdf", "old");
    assert_int_equal(mode_of("a.pdf"), 0444);
    assert_false(is_there(".a.pdf.ncmec-tmp") || is_there(".b.yaml.ncmec-tmp"));
}

/* All that a file system has names for; two long ones that begin alike are two. */
static void long_names_are_written(void **state)
{
    (void)state;
    for (size_t n = 110; n <= 255; n += n < 130 || n > 240 ? 1 : 10) {
        char name[2][256] = {""};
        Diag *d = diag_new(arena);
        for (size_t k = 0; k < 2; k++) {
            memset(name[k], 'n', n);
            memcpy(name[k] + 85, "\xC3\xA9\xC3\xA9\xC3\xA9", 6);
            name[k][n - 1] = (char)('1' + k);
            put(name[k], "old");
        }
        const FileChange both[] = {
            {.target = name[0], .bytes = STR("one"), .exists = true, .before = STR("old")},
            {.target = name[1], .bytes = STR("two"), .exists = true, .before = STR("old")},
        };
        assert_true(file_write_all(both, 2, arena, d));
        assert_file(name[0], "one");
        assert_file(name[1], "two");
        assert_int_equal(file_write(name[0], STR("three"), arena, d), FILE_WRITTEN);
        assert_file(name[0], "three");
        assert_int_equal(diag_errors(d), 0);
    }
}

/* An editor knows no lock of ours. */
static void what_somebody_changed_meanwhile_is_kept(void **state)
{
    (void)state;
    put("a.yaml", "typed since");
    put("b.yaml", "old");
    const FileChange edits[] = {{.target = "b.yaml", .bytes = STR("new"), .exists = true, .before = STR("old")},
                                {.target = "a.yaml", .bytes = STR("new"), .exists = true, .before = STR("old")}};
    Diag *d = diag_new(arena);
    assert_false(file_write_all(edits, 2, arena, d));
    assert_string_equal(findings_plain(d, arena),
                        "ncmec-pdf: error: 'a.yaml' was changed by somebody else just now; try again\n");
    const FileChange makes[] = {{.target = "c.yaml", .bytes = STR("new")}, {.target = "a.yaml", .bytes = STR("new")}};
    d = diag_new(arena);
    assert_false(file_write_all(makes, 2, arena, d));
    assert_string_equal(findings_plain(d, arena), "ncmec-pdf: error: 'a.yaml' exists; nothing is written over it\n");
    assert_file("a.yaml", "typed since");
    assert_file("b.yaml", "old");
    assert_false(is_there("c.yaml"));
}

/* What is said when memory ends is true of what was written before: the first test, since the others write. */
static void out_of_memory_says_what_was_written(void **state)
{
    (void)state;
    static const char *const said[] = {"no file was changed\n",
                                       "what was written before stays, all other files are as they were\n"};
    for (int writes = 0; writes < 2; writes++) {
        pid_t child = fork();
        if (child == 0) {
            int fd = open("said", O_WRONLY | O_CREAT | O_TRUNC, 0600);
            dup2(fd, STDERR_FILENO);
            if (writes)
                file_write("a.pdf", STR("new"), arena, diag_new(arena));
            out_of_memory();
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(WEXITSTATUS(status), EXIT_CODE_INTERNAL);
        assert_file("said", str_printf(arena, "ncmec-pdf: error: out of memory; %s", said[writes]).s);
    }
}

static void a_folder_that_was_removed_is_named(void **state)
{
    (void)state;
    assert_int_equal(mkdir("gone", 0755), 0);
    assert_int_equal(chdir("gone"), 0);
    assert_int_equal(rmdir(str_printf(arena, "%s/gone", folder).s), 0);
    Diag *d = diag_new(arena);
    assert_int_equal(file_write("a.pdf", STR("new"), arena, d), FILE_FAILED);
    assert_int_equal(chdir(folder), 0);
    assert_string_equal(findings_plain(d, arena), "ncmec-pdf: error: cannot write 'a.pdf': its folder '.' was removed; "
                                                  "use one that exists\n");
}

static void links_are_followed(void **state)
{
    (void)state;
    Diag *d = diag_new(arena);
    assert_int_equal(mkdir("out", 0755), 0);
    put("out/real.pdf", "old");
    assert_int_equal(symlink("out/real.pdf", "link.pdf"), 0);
    assert_int_equal(symlink("link.pdf", "second.pdf"), 0);
    assert_int_equal(file_write("second.pdf", STR("new"), arena, d), FILE_WRITTEN);
    assert_file("out/real.pdf", "new");
    struct stat status;
    assert_int_equal(lstat("link.pdf", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    /* To a file that is not there yet, by an absolute path. */
    char to[100];
    snprintf(to, sizeof to, "%s/out/fresh.pdf", folder);
    assert_int_equal(symlink(to, "third.pdf"), 0);
    assert_int_equal(file_write("third.pdf", STR("fresh"), arena, d), FILE_WRITTEN);
    assert_file("out/fresh.pdf", "fresh");
    assert_int_equal(diag_errors(d), 0);
}

static void targets_that_cannot_be_written_are_named(void **state)
{
    (void)state;
    assert_int_equal(mkdir("folder", 0755), 0);
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    put("file", "x");
    char wide[260];
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    const struct {
        const char *target, *message;
    } rows[] = {
        {"folder", "cannot write 'folder': it is a folder; name a file in it"},
        {"folder/", "cannot write 'folder/': it is a folder; name a file in it"},
        {".", "cannot write '.': it is a folder; name a file in it"},
        {"new/", "cannot write 'new/': it ends like a folder; name a file"},
        {"fifo", "cannot write 'fifo': it is not a regular file; to write into a pipe or device: -o - > it"},
        {"/dev/full", "cannot write '/dev/full': it is not a regular file; to write into a pipe or device: -o - > it"},
        {"loop", "cannot write 'loop': Too many levels of symbolic links"},
        {"no/a.pdf", "cannot write 'no/a.pdf': there is no folder 'no'; make it first, or correct its name"},
        {"/no/a.pdf", "cannot write '/no/a.pdf': there is no folder '/no'; make it first, or correct its name"},
        {"file/a.pdf", "cannot write 'file/a.pdf': Not a directory"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Diag *d = diag_new(arena);
        assert_int_equal(file_write(rows[i].target, STR("new"), arena, d), FILE_FAILED);
        assert_string_equal(findings_plain(d, arena), str_printf(arena, "ncmec-pdf: error: %s\n", rows[i].message).s);
        assert_int_equal(diag_exit(d, false), EXIT_CODE_IO);
    }
    Diag *d = diag_new(arena);
    assert_int_equal(file_write(wide, STR("new"), arena, d), FILE_FAILED);
    assert_non_null(strstr(findings_plain(d, arena), "File name too long"));
}

static void one_run_at_a_time(void **state)
{
    (void)state;
    put("a.pdf", "old");
    int fd = open(".a.pdf.ncmec-tmp", O_RDWR | O_CREAT, 0600);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    Diag *d = diag_new(arena);
    assert_int_equal(file_write("a.pdf", STR("new"), arena, d), FILE_FAILED);
    assert_string_equal(findings_plain(d, arena),
                        "ncmec-pdf: error: cannot write 'a.pdf': another run is writing it just now; "
                        "try again when that is done\n");
    assert_file("a.pdf", "old");
    assert_true(is_there(".a.pdf.ncmec-tmp")); /* it is the other's */
    close(fd);
    assert_int_equal(file_write("a.pdf", STR("new"), arena, d), FILE_WRITTEN);
}

/* In a child, since the limit is for the whole process. */
static void a_file_size_limit_is_an_error(void **state)
{
    (void)state;
    put("a.pdf", "old");
    pid_t child = fork();
    if (child == 0) {
        file_signals();
        struct rlimit limit = {2, 2};
        setrlimit(RLIMIT_FSIZE, &limit);
        Diag *d = diag_new(arena);
        FileResult result = file_write("a.pdf", STR("new"), arena, d);
        _exit(result == FILE_FAILED && strstr(findings_plain(d, arena), "File too large") ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_file("a.pdf", "old");
    assert_false(is_there(".a.pdf.ncmec-tmp"));
}

/* Another program writes the font anew while it is read. */
static void a_mapped_file_that_is_cut_short_ends_with_a_word(void **state)
{
    (void)state;
    int said[2], status = 0;
    put("font", "a font");
    assert_int_equal(pipe(said), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(said[1], STDERR_FILENO);
        file_signals();
        Str bytes = file_map("font", 100, (Mark){0}, diag_new(arena));
        _exit(truncate("font", 0) != 0 || ((const volatile char *)bytes.s)[0] ? 0 : 2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, W_EXITCODE(EXIT_CODE_IO, 0));
    char words[200] = "";
    assert_true(read(said[0], words, sizeof words - 1) > 0);
    assert_string_equal(words, "ncmec-pdf: error: a font was cut short while it was read; run it again\n");
}

static void standard_output_is_checked(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int flags;
        const char *message;
    } rows[] = {
        {"out", O_WRONLY | O_CREAT, ""},
        {"/dev/full", O_WRONLY, "ncmec-pdf: error: cannot write to standard output: No space left on device\n"},
        {"/dev/null", O_RDONLY, "ncmec-pdf: error: cannot write to standard output: Bad file descriptor\n"},
        {NULL, 0, "ncmec-pdf: error: cannot write to standard output: Broken pipe\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pid_t child = fork();
        if (child == 0) {
            file_signals();
            int ends[2] = {-1, -1};
            if (!rows[i].path && pipe(ends) == 0)
                close(ends[0]);
            int fd = rows[i].path ? open(rows[i].path, rows[i].flags, 0600) : ends[1];
            dup2(fd, STDOUT_FILENO);
            Diag *d = diag_new(arena);
            bool printed = file_print(STR("bytes"), d);
            bool right =
                strcmp(findings_plain(d, arena), rows[i].message) == 0 && printed == (rows[i].message[0] == '\0');
            _exit(right ? 0 : 1);
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
    }
    assert_file("out", "bytes");
}

/* The last line of defence: what was read is not written over, but by those who edit it. */
static void what_was_read_is_kept(void **state)
{
    (void)state;
    Diag *d = diag_new(arena);
    put("a.yaml", "typed");
    put("b.yaml", "typed too");
    put(".c.pdf.ncmec-tmp", "typed as well");
    assert_int_equal(symlink("a.yaml", "link.pdf"), 0);
    size_t before = input_count();
    assert_non_null(source_read("a.yaml", arena, d));
    size_t shared = input_count();
    assert_non_null(source_read("./b.yaml", arena, d));
    assert_non_null(source_read("./a.yaml", arena, d));
    assert_non_null(source_read(".c.pdf.ncmec-tmp", arena, d));
    assert_int_equal(input_count(), before + 3);
    static const char *const refused[] = {"a.yaml", "link.pdf", "b.yaml"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        Diag *own = diag_new(arena);
        assert_int_equal(file_write(refused[i], STR("new"), arena, own), FILE_FAILED);
        assert_int_equal(diag_exit(own, false), EXIT_CODE_USAGE);
        assert_non_null(strstr(findings_plain(own, arena), "would be written over"));
    }
    assert_file("a.yaml", "typed");
    assert_int_equal(file_write("c.pdf", STR("new"), arena, d), FILE_WRITTEN);
    assert_file("c.pdf", "new");
    assert_file(".c.pdf.ncmec-tmp", "typed as well");
    const FileChange edit = {.target = "a.yaml", .bytes = STR("edited"), .exists = true, .before = STR("typed")};
    assert_true(file_write_all(&edit, 1, arena, d));
    assert_file("a.yaml", "edited");
    input_forget(shared);
    assert_int_equal(file_write("b.yaml", STR("new"), arena, d), FILE_WRITTEN);
    assert_int_equal(diag_errors(d), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_mapped_file_that_is_cut_short_ends_with_a_word, setup, teardown),
        cmocka_unit_test_setup_teardown(out_of_memory_says_what_was_written, setup, teardown),
        cmocka_unit_test_setup_teardown(a_new_file_appears, setup, teardown),
        cmocka_unit_test_setup_teardown(equal_bytes_leave_the_file_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(a_killed_runs_file_is_removed, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_not_ours_is_passed_over, setup, teardown),
        cmocka_unit_test_setup_teardown(permissions_are_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_read_only_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(long_names_are_written, setup, teardown),
        cmocka_unit_test_setup_teardown(what_somebody_changed_meanwhile_is_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folder_that_was_removed_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(links_are_followed, setup, teardown),
        cmocka_unit_test_setup_teardown(targets_that_cannot_be_written_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(one_run_at_a_time, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_size_limit_is_an_error, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_read_is_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(standard_output_is_checked, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
