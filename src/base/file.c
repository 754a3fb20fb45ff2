/* Writes a file so that no fault can lose the old one: a locked temporary file in the same folder, each write checked,
   fsync, rename, fsync of the folder. The temporary file's name is fixed, so that a run killed hard leaves at most one,
   and the next run takes it over. Between its creation and the rename no memory is allocated. */
#include "file.h"
#include "inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const Mark nowhere;

/* ---- Signals ---- */

typedef struct Target Target;

struct Target {
    const char *shown;         /* as the user named it */
    const char *folder, *name; /* behind all links */
    const char *temporary;     /* beside it */
    FileSync sync;
    bool edits;                  /* takes the place of what was read, as is its job */
    int folder_fd, temporary_fd; /* -1: not open */
    bool renamed;
    Target *next; /* of the doomed */
};

/* Those whose temporary files a signal must remove; written only while the signals are blocked. */
static Target *doomed;

static void on_signal(int number)
{
    for (const Target *t = doomed; t; t = t->next)
        unlinkat(t->folder_fd, t->temporary, 0);
    _exit(128 + number);
}

static const int ending_signals[] = {SIGHUP, SIGINT, SIGTERM};
enum { ENDING_SIGNALS = sizeof ending_signals / sizeof *ending_signals };

void file_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal}, old;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < ENDING_SIGNALS; i++)
        sigaddset(&action.sa_mask, ending_signals[i]);
    for (size_t i = 0; i < ENDING_SIGNALS; i++)
        /* What the caller has it ignore (nohup) stays ignored. */
        if (sigaction(ending_signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(ending_signals[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

static void signals_hold(sigset_t *before)
{
    sigset_t held;
    sigemptyset(&held);
    for (size_t i = 0; i < ENDING_SIGNALS; i++)
        sigaddset(&held, ending_signals[i]);
    sigprocmask(SIG_BLOCK, &held, before);
}

static void signals_release(const sigset_t *before)
{
    sigprocmask(SIG_SETMASK, before, NULL);
}

/* ---- Bytes ---- */

static bool write_all(int fd, Str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.s, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            errno = EIO;
        if (n <= 0)
            return false;
        bytes = str_slice(bytes, (size_t)n, bytes.n);
    }
    return true;
}

static bool sync_all(int fd)
{
    while (fsync(fd) != 0) {
        /* EINVAL: a file system that cannot sync a folder; then there is nothing more to be had. */
        if (errno == EINVAL)
            return true;
        if (errno != EINTR)
            return false;
    }
    return true;
}

/* Whether the open file holds exactly these bytes. */
static bool holds(int fd, Str bytes)
{
    struct stat status;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || (uintmax_t)status.st_size != bytes.n)
        return false;
    char part[16384];
    while (bytes.n) {
        ssize_t n = read(fd, part, sizeof part);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0 || (size_t)n > bytes.n || memcmp(part, bytes.s, (size_t)n) != 0)
            return false;
        bytes = str_slice(bytes, (size_t)n, bytes.n);
    }
    return true;
}

bool file_holds(const char *path, Str bytes)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    bool same = fd >= 0 && holds(fd, bytes);
    if (fd >= 0)
        close(fd);
    return same;
}

bool file_print(Str bytes, Diag *d)
{
    struct stat status;
    const char *input = fstat(STDOUT_FILENO, &status) == 0 ? input_find(&status) : NULL;
    if (input)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "standard output goes into the file '%s', which this run reads; send it elsewhere", input);
    if (!write_all(STDOUT_FILENO, bytes) || close(STDOUT_FILENO) != 0)
        return diag_error(d, DIAG_WRITE, nowhere, "cannot write to standard output: %s", strerror(errno));
    return true;
}

/* ---- The target ---- */

static bool write_error(const Target *t, const char *why, Diag *d)
{
    return diag_error(d, DIAG_WRITE, nowhere, "cannot write '%s': %s", t->shown, why);
}

/* By hand, since the last one may point to a file that is not there yet. */
bool file_resolve(const char *shown, const char **folder, const char **name, Arena *a)
{
    enum { LINKS_MAX = 40 };
    Str path = str_from(shown);
    for (int links = 0;; links++) {
        size_t slash = path.n;
        while (slash > 0 && path.s[slash - 1] != '/')
            slash--;
        *folder = slash > 1 ? str_copy(a, str_slice(path, 0, slash - 1)).s : slash == 1 ? "/" : ".";
        *name = str_copy(a, str_slice(path, slash, path.n)).s;
        char link[PATH_MAX];
        ssize_t n = readlink(str_terminated(a, path), link, sizeof link);
        if (n < 0)
            return true;
        if (links == LINKS_MAX || (size_t)n == sizeof link)
            return false;
        Str to = {link, (size_t)n};
        path = link[0] == '/' ? str_copy(a, to) : str_printf(a, "%s/%.*s", *folder, STR_ARG(to));
    }
}

static bool target_resolve(Target *t, Arena *a, Diag *d)
{
    if (!file_resolve(t->shown, &t->folder, &t->name, a))
        return write_error(t, strerror(ELOOP), d);
    t->temporary = str_printf(a, ".%s.ncmec-tmp", t->name).s;
    return true;
}

/* What stands at the target now must be a file, or nothing. */
static bool target_check(const Target *t, Diag *d)
{
    struct stat status;
    size_t length = strlen(t->shown);
    if (stat(t->shown, &status) != 0) {
        if (errno != ENOENT)
            return write_error(t, strerror(errno), d);
        return length && t->shown[length - 1] == '/' ? write_error(t, "it ends like a folder; name a file", d) : true;
    }
    if (S_ISDIR(status.st_mode))
        return write_error(t, "it is a folder; name a file in it", d);
    if (!S_ISREG(status.st_mode))
        return write_error(t, "it is not a regular file; to write into a pipe or device: -o - > it", d);
    const char *input = t->edits ? NULL : input_find(&status);
    if (input)
        return diag_error(d, DIAG_USAGE, nowhere, "'%s' is read as '%s' and would be written over; choose another name",
                          t->shown, input);
    return true;
}

static bool folder_open(Target *t, Diag *d)
{
    t->folder_fd = open(t->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (t->folder_fd >= 0)
        return true;
    if (errno == ENOENT)
        return diag_error(d, DIAG_WRITE, nowhere, "cannot write '%s': there is no folder '%s'", t->shown, t->folder);
    return diag_error(d, DIAG_WRITE, nowhere, "cannot write '%s': cannot open its folder '%s': %s", t->shown, t->folder,
                      strerror(errno));
}

static bool target_holds(const Target *t, Str bytes)
{
    int fd = openat(t->folder_fd, t->name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (fd < 0)
        return false;
    bool same = holds(fd, bytes);
    close(fd);
    return same;
}

/* ---- The temporary file ---- */

typedef enum Taken { TAKEN, TAKEN_BUSY, TAKEN_FOREIGN, TAKEN_INPUT, TAKEN_GONE, TAKEN_FAILED } Taken;

/* Opens, with O_CREAT also makes, and locks the temporary file. It may be renamed or removed by its owner between our
   open and our lock. */
static Taken temporary_take(Target *t, int flags)
{
    const int common = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    int fd = -1;
    if (flags & O_CREAT)
        fd = openat(t->folder_fd, t->temporary, common | O_CREAT | O_EXCL, 0666);
    bool is_ours = fd >= 0;
    if (!is_ours && (!(flags & O_CREAT) || errno == EEXIST))
        fd = openat(t->folder_fd, t->temporary, common);
    if (fd < 0)
        return errno == ELOOP ? TAKEN_FOREIGN : errno == ENOENT ? TAKEN_GONE : TAKEN_FAILED;
    struct stat opened, named;
    Taken taken = TAKEN;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        taken = errno == EWOULDBLOCK ? TAKEN_BUSY : TAKEN_FAILED;
    else if (fstat(fd, &opened) != 0)
        taken = TAKEN_FAILED;
    else if (fstatat(t->folder_fd, t->temporary, &named, AT_SYMLINK_NOFOLLOW) != 0 || named.st_ino != opened.st_ino ||
             named.st_dev != opened.st_dev)
        taken = TAKEN_GONE;
    else if (!S_ISREG(opened.st_mode) || opened.st_nlink != 1)
        taken = TAKEN_FOREIGN;
    else if (!is_ours && input_find(&opened)) /* a new one may have the number of an input that is gone */
        taken = TAKEN_INPUT;
    if (taken == TAKEN) {
        t->temporary_fd = fd;
        return TAKEN;
    }
    int saved = errno;
    if (is_ours && taken == TAKEN_FAILED)
        unlinkat(t->folder_fd, t->temporary, 0);
    close(fd);
    errno = saved;
    return taken;
}

static void temporary_doom(Target *t, bool is_doomed)
{
    if (is_doomed) {
        t->next = doomed;
        doomed = t;
    } else if (doomed == t) {
        doomed = t->next;
    } else {
        for (Target *other = doomed; other; other = other->next)
            if (other->next == t)
                other->next = t->next;
    }
}

/* Who holds it may be a worker of a run that was killed this very moment. */
enum { TRIES = 100, WAIT_MS = 10 };

static bool temporary_open(Target *t, Diag *d)
{
    Taken taken = TAKEN_GONE;
    int failed = 0;
    for (int i = 0; i < TRIES && (taken == TAKEN_GONE || taken == TAKEN_BUSY); i++) {
        sigset_t before;
        if (taken == TAKEN_BUSY)
            nanosleep(&(struct timespec){.tv_nsec = WAIT_MS * 1000000L}, NULL);
        signals_hold(&before);
        taken = temporary_take(t, O_CREAT);
        failed = errno;
        if (taken == TAKEN)
            temporary_doom(t, true);
        signals_release(&before);
    }
    switch (taken) {
    case TAKEN:
        return true;
    case TAKEN_GONE:
    case TAKEN_BUSY:
        return write_error(t, "another run is writing it just now; try again when that is done", d);
    case TAKEN_FOREIGN:
        return diag_error(d, DIAG_WRITE, nowhere,
                          "cannot write '%s': '%s' beside it is not a file of this program; remove it", t->shown,
                          t->temporary);
    case TAKEN_INPUT:
        return diag_error(d, DIAG_USAGE, nowhere,
                          "'%s' beside '%s' is read and would be written over; give it a name that does not end in "
                          ".ncmec-tmp",
                          t->temporary, t->shown);
    case TAKEN_FAILED:
        break;
    }
    return write_error(t, strerror(failed), d);
}

/* A file left by a killed run may hold other bytes and other permissions. */
static bool temporary_fill(const Target *t, Str bytes)
{
    mode_t mask = umask(0);
    umask(mask);
    return ftruncate(t->temporary_fd, 0) == 0 && fchmod(t->temporary_fd, 0666 & ~mask) == 0 &&
           write_all(t->temporary_fd, bytes) && (t->sync == FILE_SYNC_NONE || sync_all(t->temporary_fd));
}

static void temporary_remove(Target *t)
{
    sigset_t before;
    signals_hold(&before);
    unlinkat(t->folder_fd, t->temporary, 0);
    temporary_doom(t, false);
    signals_release(&before);
    close(t->temporary_fd);
    t->temporary_fd = -1;
}

static bool temporary_rename(Target *t)
{
    sigset_t before;
    signals_hold(&before);
    bool renamed = renameat(t->folder_fd, t->temporary, t->folder_fd, t->name) == 0;
    int failed = errno;
    if (renamed)
        temporary_doom(t, false);
    signals_release(&before);
    errno = failed;
    return renamed;
}

/* The temporary file, ready to be renamed. */
static bool temporary_make(Target *t, Str bytes, Diag *d)
{
    if (!temporary_open(t, d))
        return false;
    if (temporary_fill(t, bytes))
        return true;
    write_error(t, strerror(errno), d);
    temporary_remove(t);
    return false;
}

static bool target_replace(Target *t, Diag *d)
{
    if (!temporary_rename(t)) {
        write_error(t, strerror(errno), d);
        temporary_remove(t);
        return false;
    }
    t->renamed = true;
    /* The lock held until here kept a second run off the name. */
    close(t->temporary_fd);
    t->temporary_fd = -1;
    if (t->sync == FILE_SYNC_ALL && !sync_all(t->folder_fd))
        return diag_error(d, DIAG_WRITE, nowhere, "'%s' is written, but its folder could not be synced: %s", t->shown,
                          strerror(errno));
    return true;
}

/* 'wanted' gives the name, what to wait for, and whether it edits. */
static bool target_open(Target *t, Target wanted, Arena *a, Diag *d)
{
    *t = wanted;
    t->folder_fd = t->temporary_fd = -1;
    return target_check(t, d) && target_resolve(t, a, d) && folder_open(t, d);
}

static FileResult target_write(Target wanted, Str bytes, Arena *a, Diag *d)
{
    Target t;
    if (!target_open(&t, wanted, a, d))
        return FILE_FAILED;
    FileResult result = FILE_UNCHANGED;
    if (!target_holds(&t, bytes))
        result = temporary_make(&t, bytes, d) && target_replace(&t, d) ? FILE_WRITTEN : FILE_FAILED;
    else if (temporary_take(&t, 0) == TAKEN) /* a killed run's */
        temporary_remove(&t);
    close(t.folder_fd);
    return result;
}

FileResult file_write_synced(const char *target, Str bytes, FileSync sync, Arena *a, Diag *d)
{
    return target_write((Target){.shown = target, .sync = sync}, bytes, a, d);
}

FileResult file_write(const char *target, Str bytes, Arena *a, Diag *d)
{
    return file_write_synced(target, bytes, FILE_SYNC_ALL, a, d);
}

/* ---- Several files ---- */

/* What was there before the run. Where that cannot be had again, the finding that stopped the run says so. */
static void target_restore(const FileChange *file, const Target *t, Arena *a, Diag *d)
{
    Diag *own = diag_new(a);
    bool restored =
        file->exists ? target_write((Target){.shown = file->target, .edits = true}, file->before, a, own) != FILE_FAILED
                     : unlinkat(t->folder_fd, t->name, 0) == 0;
    if (!restored)
        diag_note(d, nowhere, "'%s' was written before that, and cannot be changed back: %s", file->target,
                  file->exists ? str_terminated(a, diag_reason(own)) : strerror(errno));
}

bool file_write_all(const FileChange *files, size_t count, Arena *a, Diag *d)
{
    Target *targets = ARENA_ARRAY(a, Target, count);
    size_t errors = diag_errors(d), made = 0, replaced = 0;
    /* Every byte is on the disk before the first old file goes. */
    for (; made < count && diag_errors(d) == errors; made++)
        if (target_open(&targets[made], (Target){.shown = files[made].target, .edits = true}, a, d))
            temporary_make(&targets[made], files[made].bytes, d);
    while (diag_errors(d) == errors && replaced < count && target_replace(&targets[replaced], d))
        replaced++;
    bool ok = diag_errors(d) == errors;
    for (size_t i = 0; i < made && !ok; i++)
        if (targets[i].temporary_fd >= 0)
            temporary_remove(&targets[i]);
        else if (targets[i].renamed)
            target_restore(&files[i], &targets[i], a, d);
    for (size_t i = 0; i < made; i++)
        if (targets[i].folder_fd >= 0)
            close(targets[i].folder_fd);
    return ok;
}

/* ---- Folders ---- */

bool folder_make(const char *path, Arena *a, Diag *d)
{
    /* From the top down; what is there already says EEXIST, also where nothing may be made beside it. */
    for (size_t i = 1, n = strlen(path); i <= n; i++) {
        if (i < n && path[i] != '/')
            continue;
        const char *folder = str_copy(a, (Str){path, i}).s;
        if (mkdir(folder, 0777) != 0 && errno != EEXIST)
            return diag_error(d, DIAG_WRITE, nowhere, "cannot make the folder '%s': %s", folder, strerror(errno));
    }
    return true;
}

bool folder_sync(const char *path, Diag *d)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && sync_all(fd);
    int failed = errno;
    if (fd >= 0)
        close(fd);
    return synced ||
           diag_error(d, DIAG_WRITE, nowhere, "the folder '%s' could not be synced: %s", path, strerror(failed));
}
