/* fork() and a pipe. The parent reads to the end before it waits, so neither waits for the other. */
#include "child.h"
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

void child_follow(pid_t parent, int signal)
{
    prctl(PR_SET_PDEATHSIG, signal);
    if (getppid() != parent)
        _exit(EXIT_CODE_DONE);
}

static _Noreturn void child_run(int to, void (*work)(const void *context, Buf *out), const void *context)
{
    const struct rlimit core = {0, 0};
    Buf out = {.arena = arena_new()};
    int silent = open("/dev/null", O_RDWR | O_CLOEXEC);
    setrlimit(RLIMIT_CORE, &core);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        dup2(silent, fd);
    work(context, &out);
    _exit(bytes_write(to, buf_str(&out)) ? EXIT_CODE_DONE : EXIT_CODE_IO);
}

ChildEnd child_ask(void (*work)(const void *context, Buf *out), const void *context, Buf *told, Diag *d)
{
    char part[1 << 16];
    int ends[2], status = 0;
    bool is_open = pipe2(ends, O_CLOEXEC) == 0;
    pid_t parent = getpid(), child = is_open ? fork() : -1;
    if (child == 0) {
        close(ends[0]); /* with both ends open, what nobody reads would wait for ever */
        child_follow(parent, SIGKILL);
        child_run(ends[1], work, context);
    }
    ssize_t n = -1;
    int error = errno;
    if (is_open)
        close(ends[1]);
    while (child > 0 && ((n = read(ends[0], part, sizeof part)) > 0 || (n < 0 && errno == EINTR)))
        buf_put(told, (Str){part, n > 0 ? (size_t)n : 0});
    error = child > 0 ? errno : error;
    if (is_open)
        close(ends[0]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (n < 0)
        return diag_error(d, DIAG_READ, nowhere, "cannot %s a process: %s; try again when fewer run",
                          child < 0 ? "start" : "read from", strerror(error)),
               CHILD_NONE;
    return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_CODE_DONE ? CHILD_DONE : CHILD_ENDED;
}
