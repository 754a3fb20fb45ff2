/* Files that a typed file names: opened beneath a folder and never beside it, whatever links lie there. The kernel does
   it where it can (openat2 with RESOLVE_BENEATH, Linux 5.6); where it cannot, or a sandbox hides the call, the path is
   walked part by part, and links are refused. */
#include "beneath.h"
#include "inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* linux/openat2.h, which older headers lack. */
typedef struct OpenHow {
    uint64_t flags, mode, resolve;
} OpenHow;

enum { NO_MAGIC_LINKS = 0x02, BENEATH = 0x08 };

/* O_NONBLOCK: opening a FIFO must not wait for a writer. */
#define OPEN_FLAGS (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

int beneath_open_by_kernel(int folder, const char *path)
{
#ifdef SYS_openat2
    OpenHow how = {.flags = OPEN_FLAGS, .resolve = BENEATH | NO_MAGIC_LINKS};
    return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
#else
    (void)folder;
    (void)path;
    errno = ENOSYS;
    return -1;
#endif
}

int beneath_open_by_steps(int folder, const char *path)
{
    enum { PART_MOST = 256 };
    int at = folder;
    if (path[0] == '/') {
        errno = EXDEV;
        return -1;
    }
    for (;;) {
        char part[PART_MOST];
        size_t length = strcspn(path, "/");
        if (length == 0 || length >= sizeof part) {
            errno = length ? ENAMETOOLONG : ENOENT;
            break;
        }
        memcpy(part, path, length);
        part[length] = '\0';
        if (strcmp(part, "..") == 0) {
            errno = EXDEV;
            break;
        }
        path += length + strspn(path + length, "/");
        int next = openat(at, part, OPEN_FLAGS | O_NOFOLLOW | (*path ? O_DIRECTORY : 0));
        int failed = errno;
        if (at != folder)
            close(at);
        if (next < 0 || !*path) {
            errno = failed == ELOOP ? EXDEV : failed;
            return next;
        }
        at = next;
    }
    int failed = errno;
    if (at != folder)
        close(at);
    errno = failed;
    return -1;
}

static int beneath_open(int folder, const char *path)
{
    int fd = beneath_open_by_kernel(folder, path);
    return fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EAGAIN) ? beneath_open_by_steps(folder, path) : fd;
}

static bool beneath_read(int fd, const char *path, size_t most, Buf *bytes, const char **why)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return *why = strerror(errno), false;
    if (S_ISDIR(status.st_mode))
        return *why = "it is a folder; name a file", false;
    if (!S_ISREG(status.st_mode))
        return *why = "it is not a regular file", false;
    input_note(&status, path);
    if (!descriptor_read(fd, most, bytes))
        return *why = strerror(errno), false;
    return bytes->n <= most || (*why = "it is too large", false);
}

bool file_read_beneath(const char *folder, Str path, size_t most_bytes, Mark named_at, Str *bytes, Arena *a, Diag *d)
{
    Buf read = {.arena = a};
    const char *why = NULL;
    int folder_fd = -1, fd = -1;
    bool done = false;
    *bytes = (Str){0};
    if (path.n == 0 || memchr(path.s, '\0', path.n))
        return diag_error(d, DIAG_READ, named_at, "this is not the name of a file");
    folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_fd >= 0)
        fd = beneath_open(folder_fd, str_terminated(a, path));
    if (fd < 0)
        why = errno == EXDEV ? "it leads out of that folder; put the file there, and name it from there"
                             : strerror(errno);
    else
        done = beneath_read(fd, str_printf(a, "%s/%.*s", folder, STR_ARG(path)).s, most_bytes, &read, &why);
    if (!done)
        diag_error(d, DIAG_READ, named_at, "cannot read '%.*s' in the folder '%s': %s", STR_ARG(path), folder, why);
    if (fd >= 0)
        close(fd);
    if (folder_fd >= 0)
        close(folder_fd);
    *bytes = buf_str(&read);
    return done;
}
