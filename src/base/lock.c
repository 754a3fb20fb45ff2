/* Locks of folders, by flock() on the folder itself: nothing is written for a lock, so that a folder that may only be
   read is locked too, and what holds it goes with its process, however that ends. The kernel says in /proc/locks which
   process it is, if that runs on this machine. */
#include "lock.h"
#include "file.h"
#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 500, WAIT_MS = 10 };

static FileTable asked; /* folders, whose descriptors stay open; 1: others keep it from us */

/* ---- Who has it ---- */

static Str proc_read(const char *path, Arena *a)
{
    const Source *source = source_read(path, a, diag_new(a));
    return source ? source->text : STR("");
}

static bool busy_report(const char *path, const struct stat *status, bool changes, Diag *d)
{
    Arena *a = arena_new();
    Str locks = proc_read("/proc/locks", a), who = STR("a process, maybe on another machine, is using");
    for (size_t at = 0; at < locks.n; at = str_find(locks, STR("\n"), at) + 1) {
        char mode[8];
        long pid;
        unsigned major, minor;
        unsigned long long inode;
        if (sscanf(locks.s + at, "%*d: FLOCK %*s %7s %ld %x:%x:%llu", mode, &pid, &major, &minor, &inode) != 5 ||
            inode != status->st_ino || makedev(major, minor) != status->st_dev)
            continue;
        Str name = str_trim(proc_read(str_printf(a, "/proc/%ld/comm", pid).s, a));
        who = str_printf(a, "process %ld%s%.*s%s on this machine is %s", pid, name.n ? " (" : "", STR_ARG(name),
                         name.n ? ")" : "", mode[0] == 'W' ? "changing" : "reading");
    }
    diag_error(d, changes ? DIAG_WRITE : DIAG_READ, nowhere,
               "cannot %s the figures in '%s': %.*s them; try again when that is done", changes ? "change" : "read",
               path, STR_ARG(who));
    arena_free(a);
    return false;
}

/* ---- Locking ---- */

/* 0, EWOULDBLOCK when others have it for too long, or why it cannot be had at all. */
static int lock_wait(int fd, int how)
{
    for (int i = 0; flock(fd, how | LOCK_NB) != 0; i++) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || i == TRIES)
            return errno;
        nanosleep(&(struct timespec){.tv_nsec = WAIT_MS * 1000000L}, NULL);
    }
    return 0;
}

static bool folder_lock(const char *path, bool changes, Diag *d)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return true;
    if (fd < 0 || fstat(fd, &status) != 0)
        return file_note_unlocked(path), true;
    size_t is_busy = filetable_find(&asked, &status);
    if (is_busy != SIZE_MAX) {
        close(fd);
    } else {
        int error = lock_wait(fd, changes ? LOCK_EX : LOCK_SH);
        is_busy = error == EWOULDBLOCK;
        if (error && !is_busy)
            file_note_unlocked(path);
        filetable_add(&asked, &status, is_busy);
    }
    return !is_busy || busy_report(path, &status, changes, d);
}

bool folder_lock_to_read(const char *path, Diag *d)
{
    return folder_lock(path, false, d);
}

bool folder_lock_to_change(const char *path, bool *made, Diag *d)
{
    struct stat status;
    do {
        *made = mkdir(path, 0777) == 0;
        if (!*made && errno != EEXIST)
            return diag_error(d, DIAG_WRITE, nowhere, "cannot make the folder '%s': %s", path, strerror(errno));
        if (!folder_lock(path, true, d))
            return false;
        /* One who made it, and failed, may have removed it before we had the lock. */
    } while (stat(path, &status) != 0 && errno == ENOENT);
    return true;
}
