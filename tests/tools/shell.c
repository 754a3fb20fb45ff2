/* Runs commands and keeps temporary folders. What a test allocates lives in its arena. */
#include "tests/tools/shell.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

Arena *arena;
const char *shell_tree, *shell_program;

static char folders_below[] = "/tmp/ncmec-test-XXXXXX";
static unsigned folder_number;

/* ---- Folders and files ---- */

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)where;
    if (kind == FTW_DP || kind == FTW_DNR)
        chmod(path, 0700);
    return remove(path);
}

/* A test may leave a folder that may not be written. */
static int open_folder(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)where;
    if (kind == FTW_D || kind == FTW_DNR)
        chmod(path, 0700);
    return 0;
}

static void folders_remove(void)
{
    nftw(folders_below, open_folder, 16, FTW_PHYS);
    nftw(folders_below, remove_entry, 16, FTW_PHYS | FTW_DEPTH);
}

const char *folder_new(Arena *a)
{
    const char *path = str_printf(a, "%s/%u", folders_below, folder_number++).s;
    assert_int_equal(mkdir(path, 0755), 0);
    return path;
}

const char *folder_with_data(Arena *a)
{
    const char *path = folder_new(a);
    shell_expect(a, 0, path, "cp -R '%s/data' data", shell_tree);
    return path;
}

const char *folder_with_states(Arena *a, const char *states)
{
    const char *path = folder_with_data(a);
    shell_expect(a, 0, path,
                 "rm -rf data/2*; mkdir data/2022 data/2023\n"
                 "cp '%s'/data/2023/CA.yaml '%s'/data/2023/national.yaml data/2023; cp data/2023/*.yaml data/2022\n"
                 "sed -i 's/2023/2022/g; s/78,835/78,834/' data/2022/*.yaml\n"
                 "for y in 2022 2023; do for s in %s; do\n"
                 "[ $s = CA ] || sed \"s/^state: CA/state: $s/; s/^source: .*/source: Sample/\" data/$y/CA.yaml "
                 ">data/$y/$s.yaml; done; done",
                 shell_tree, shell_tree, states);
    return path;
}

static const char *find_ending, *found;
static Arena *find_arena;

static int find_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)kind, (void)where;
    if (str_ends(str_from(path), str_from(find_ending)))
        found = str_copy(find_arena, str_from(path)).s;
    return found != NULL;
}

const char *folder_find(Arena *a, const char *folder, const char *ending)
{
    find_ending = ending;
    find_arena = a;
    found = NULL;
    nftw(folder, find_entry, 16, FTW_PHYS);
    return found;
}

Str file_text(Arena *a, const char *folder, const char *name)
{
    const char *path = str_printf(a, "%s/%s", folder, name).s;
    Str text;
    if (!file_read(path, &text, a))
        fail_msg("cannot read %s: %s", path, strerror(errno));
    return text;
}

bool file_exists(Arena *a, const char *folder, const char *name)
{
    struct stat status;
    return lstat(str_printf(a, "%s/%s", folder, name).s, &status) == 0;
}

void file_write(Arena *a, const char *folder, const char *name, Str text)
{
    const char *path = str_printf(a, "%s/%s", folder, name).s;
    if (!file_put(path, text))
        fail_msg("cannot write %s: %s", path, strerror(errno));
}

/* ---- Commands ---- */

static void shell_end(void)
{
    folders_remove();
    arena_free(arena);
}

void shell_begin(void)
{
    Arena *a = arena = arena_new();
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    Str own = str_copy(a, (Str){path, n > 0 ? (size_t)n : 0});
    for (int levels = 0; levels < 3; levels++) /* BUILD/tests/cli/NAME */
        while (own.n && own.s[--own.n] != '/') {
        }
    shell_program = str_printf(a, "%.*s/ncmec-pdf", STR_ARG(own)).s;
    shell_tree = getcwd(path, sizeof path) ? str_copy(a, str_from(path)).s : NULL;
    if (!shell_tree || access(shell_program, X_OK) != 0 || access("data/measures.yaml", R_OK) != 0) {
        fprintf(stderr, "run this in the tree, after make: %s is needed\n", shell_program);
        exit(1);
    }
    const char *search = getenv("PATH");
    setenv("PATH", str_printf(a, "%.*s:%s", STR_ARG(own), search ? search : "/usr/bin:/bin").s, 1);
    setenv("LC_ALL", "C", 1);
    static const char *const unwanted[] = {
        "NCMEC_PDF_DATA", "SOURCE_DATE_EPOCH", "NO_COLOR", "LANG", "LANGUAGE", "TZ", "MAKEFLAGS", "MFLAGS"};
    for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
        unsetenv(unwanted[i]);
    if (!mkdtemp(folders_below)) {
        perror(folders_below);
        exit(1);
    }
    atexit(shell_end);
}

static Run run_script(Arena *a, const char *folder, Str script)
{
    enum { SECONDS_MAX = 120 };
    FILE *out = tmpfile(), *err = tmpfile();
    assert_non_null(out);
    assert_non_null(err);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int in = open("/dev/null", O_RDONLY);
        if (chdir(folder) == 0 && dup2(in, 0) == 0 && dup2(fileno(out), 1) == 1 && dup2(fileno(err), 2) == 2) {
            close(in);
            alarm(SECONDS_MAX); /* survives exec; the shell's own death is seen as 142 */
            execl("/bin/sh", "sh", "-c", script.s, (char *)NULL);
        }
        _exit(127);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    Run run = {.exit = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status)};
    rewind(out);
    rewind(err);
    run.out = stream_read(out, a);
    run.err = stream_read(err, a);
    assert_false(ferror(out) || ferror(err));
    fclose(out);
    fclose(err);
    return run;
}

Run shell(Arena *a, const char *folder, const char *script, ...)
{
    va_list args;
    va_start(args, script);
    Str text = str_vprintf(a, script, args);
    va_end(args);
    return run_script(a, folder, text);
}

Run shell_expect(Arena *a, int code, const char *folder, const char *script, ...)
{
    va_list args;
    va_start(args, script);
    Str text = str_vprintf(a, script, args);
    va_end(args);
    Run run = run_script(a, folder, text);
    if (run.exit != code)
        fail_msg("exit %d, not %d, of: %s\nstdout: %.*s\nstderr: %.*s", run.exit, code, text.s,
                 STR_ARG(str_slice(run.out, 0, 2000)), STR_ARG(str_slice(run.err, 0, 4000)));
    return run;
}

const char *shell_shim(Arena *a)
{
    const char *folder = folder_new(a);
    Str build = str_slice(str_from(shell_program), 0, str_from(shell_program).n - STR("ncmec-pdf").n);
    shell_expect(a, 0, folder, "cp '%.*stests/tools/fault.so' .", STR_ARG(build));
    return str_printf(a, "%s/fault.so", folder).s;
}

bool shell_mounts(Arena *a)
{
    return shell(a, folder_new(a), "unshare --user --map-root-user --mount mount -t tmpfs none .").exit == 0;
}

bool shell_is_sanitized(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return true;
#endif
#endif
    return false;
}
