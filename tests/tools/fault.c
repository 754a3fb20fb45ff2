/* Stands in front of libc (LD_PRELOAD) and makes one call fail. FAULT_CALL names it, FAULT_AT says which one counted
   from main() on, FAULT_HOW how: "once", "ever" (that one and all after it), "eintr" (once, by a signal), "short" (a
   write of one byte, ever) or "term" (a renaming that does not fail, but is met by SIGTERM), FAULT_ERROR with which
   number. FAULT_LACKS=38 is a file system that knows neither locks nor sync nor modes, and says so with that error
   number. FAULT_ABORT is a file's name: whoever renames to it aborts instead, FAULT_HOLD one whose temporary file waits
   for a second before it is written. FAULT_LOG gets the number of calls counted, one line a process, at its ordinary
   end; a forked one counts on from where its parent was. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static pid_t (*real_fork)(void); /* libc's own, which does more than its call of the kernel */

static const char *call, *how;
static long at, counted;
static bool armed;

static bool how_is(const char *word)
{
    return how && strcmp(how, word) == 0;
}

/* Whether this call of 'name' is the one to fail. */
static bool fails(const char *name)
{
    if (!armed || !call || strcmp(call, name) != 0)
        return false;
    counted++;
    return at > 0 && (counted == at || (counted > at && (how_is("ever") || how_is("short"))));
}

static int failure(int error)
{
    const char *number = getenv("FAULT_ERROR");
    errno = how_is("eintr") ? EINTR : number ? atoi(number) : error;
    return -1;
}

/* Whether the file system is to have no such call. */
static bool lacks(void)
{
    const char *number = armed ? getenv("FAULT_LACKS") : NULL;
    if (number)
        errno = atoi(number);
    return number != NULL;
}

void *malloc(size_t size)
{
    if (fails("malloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    if (fails("malloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    if (fails("malloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_realloc(old, size);
}

ssize_t write(int fd, const void *bytes, size_t count)
{
    if (fails("write")) {
        if (!how_is("short"))
            return failure(ENOSPC);
        count = count ? 1 : 0;
    }
    return syscall(SYS_write, fd, bytes, count);
}

ssize_t read(int fd, void *bytes, size_t count)
{
    return fails("read") ? failure(EIO) : syscall(SYS_read, fd, bytes, count);
}

int fsync(int fd)
{
    if (lacks())
        return -1;
    return fails("fsync") ? failure(EIO) : (int)syscall(SYS_fsync, fd);
}

int fchmod(int fd, mode_t mode)
{
    if (lacks())
        return -1;
    return fails("fchmod") ? failure(EIO) : (int)syscall(SYS_fchmod, fd, mode);
}

int fchown(int fd, uid_t owner, gid_t group)
{
    if (lacks())
        return -1;
    return fails("fchown") ? failure(EPERM) : (int)syscall(SYS_fchown, fd, owner, group);
}

int flock(int fd, int operation)
{
    if (lacks())
        return -1;
    if (fails("flock"))
        return failure(EIO);
    int locked = (int)syscall(SYS_flock, fd, operation), error = errno;
    const char *slow = getenv("FAULT_HOLD");
    char path[4096] = "", link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (slow && readlink(link, path, sizeof path - 1) > 0 && strstr(path, slow))
        sleep(1);
    errno = error;
    return locked;
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    if (flags && lacks())
        return -1;
    const char *fatal = getenv("FAULT_ABORT");
    if (fatal && strcmp(to, fatal) == 0)
        abort();
    if (fails("renameat")) {
        if (!how_is("term"))
            return failure(EIO);
        raise(SIGTERM);
    }
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    return renameat2(from_folder, from, to_folder, to, 0);
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return fails("openat") ? failure(EMFILE) : (int)syscall(SYS_openat, folder, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return fails("open") ? failure(EMFILE) : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    if (fails("mmap")) {
        errno = ENOMEM;
        return (void *)-1;
    }
    return (void *)syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}

int pipe2(int fds[2], int flags)
{
    return fails("pipe2") ? failure(EMFILE) : (int)syscall(SYS_pipe2, fds, flags);
}

pid_t fork(void)
{
    return fails("fork") ? failure(EAGAIN) : real_fork();
}

/* ---- From main() to exit ---- */

static int (*real_main)(int argc, char **argv, char **environment);

static void report(void)
{
    armed = false;
    const char *log = getenv("FAULT_LOG");
    int fd = log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
    char line[32];
    int n = snprintf(line, sizeof line, "%ld\n", counted);
    if (fd >= 0) {
        syscall(SYS_write, fd, line, (size_t)n);
        close(fd);
    }
}

static int armed_main(int argc, char **argv, char **environment)
{
    call = getenv("FAULT_CALL");
    how = getenv("FAULT_HOW");
    const char *number = getenv("FAULT_AT");
    at = number ? strtol(number, NULL, 10) : 0;
    armed = true;
    atexit(report); /* so that workers too, which end by exit(), are counted */
    return real_main(argc, argv, environment);
}

typedef int StartMain(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*loader_fini)(void), void *stack_end);

StartMain __libc_start_main;

/* 'function' points to a pointer to it. */
static void libc_find(const char *name, void *function)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(function, &found, sizeof found);
}

/* A child that works for its parent ends by this. */
void _exit(int code)
{
    if (armed)
        report();
    syscall(SYS_exit_group, code);
    __builtin_unreachable();
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*loader_fini)(void), void *stack_end)
{
    real_main = main;
    StartMain *start;
    libc_find("fork", &real_fork);
    libc_find("__libc_start_main", &start);
    return start(armed_main, argc, argv, init, fini, loader_fini, stack_end);
}
