/* The program: what it is given from outside, and its exit code. All work is done by the rooms of src/. */
#include "src/base/file.h"
#include "src/cli/command.h"
#include "src/cli/parse.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* A closed descriptor 0, 1 or 2 would be given to the next file opened, and messages would go into it. */
static void streams_open(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF && open("/dev/null", O_RDONLY) == -1)
            _exit(EXIT_CODE_INTERNAL);
}

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int main(int argc, char **argv)
{
    streams_open();
    file_signals();
    struct winsize size;
    const Environment environment = {
        .data_folder = getenv("NCMEC_PDF_DATA"),
        .date_epoch = getenv("SOURCE_DATE_EPOCH"),
        .no_color = getenv("NO_COLOR"),
        .terminal = isatty(STDERR_FILENO) ? getenv("TERM") : NULL,
        .columns = isatty(STDOUT_FILENO) ? getenv("COLUMNS") : NULL,
        .terminal_columns = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0,
        .processors = sysconf(_SC_NPROCESSORS_ONLN),
        .now = milliseconds,
    };
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    Request request;
    bool is_understood = request_read(argc, argv, &environment, &request, a, d);
    int code = is_understood ? command_run(&request, a, d) : command_end(&request, (Str){0}, d);
    arena_free(a);
    return code;
}
