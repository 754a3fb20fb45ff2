/* Writes a file so that no fault can lose the old one: a locked temporary file in the same folder, each write checked,
   fsync, rename, fsync of the folder. A temporary file is always a new one. Its name is fixed, so that the next run
   finds and removes what a killed run left; where somebody else's file has that name, the next name of a fixed row is
   taken. Between its creation and the rename no memory is allocated. A promise that the file system cannot keep (locks,
   sync, mode) is dropped, and noted for -v. */
#include "file.h"
#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

/* ---- Signals ---- */

typedef struct Target Target;

struct Target {
    const char *shown;         /* as the user named it */
    const char *folder, *name; /* after all links */
    const char *temporary;     /* beside it */
    int number;                /* of that name in its row, from 1 */
    FileSync sync;
    bool edits;                  /* takes the place of what was read, as is its job */
    bool is_new;                 /* and takes no file's place */
    bool exists;                 /* and then: */
    struct stat old;             /* what is there */
    Str list;                    /* its access list (ACL), or none */
    int folder_fd, temporary_fd; /* -1: not open */
    bool is_locked, renamed;
    time_t now;     /* as the file system has it; 0: not known */
    unsigned lacks; /* bits of Lack */
    Target *next;   /* of the doomed */
};

/* Those whose temporary files a signal must remove; written only while the signals are blocked. */
static Target *doomed;

static void on_signal(int number)
{
    for (const Target *t = doomed; t; t = t->next)
        unlinkat(t->folder_fd, t->temporary, 0);
    _exit(128 + number);
}

/* A file that is mapped was made shorter by somebody else. */
static void on_bus(int number)
{
    static const char message[] = "ncmec-pdf: error: a font was cut short while it was read; run it again\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    (void)number;
    for (const Target *t = doomed; t; t = t->next)
        unlinkat(t->folder_fd, t->temporary, 0);
    _exit(EXIT_CODE_IO);
}

const int ending_signals[ENDING_SIGNALS] = {SIGHUP, SIGINT, SIGTERM};

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
    signal(SIGBUS, on_bus);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

void signals_hold(sigset_t *before)
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

bool bytes_write(int fd, Str bytes)
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

/* What a file system may be unable to do for a file. */
typedef enum Lack {
    LACK_LOCK = 1,
    LACK_SYNC = 2,
    LACK_OWNER = 4,
    LACK_GROUP = 8,
    LACK_MODE = 16,
    LACK_LIST = 32,
    LACK_NAMES = 64
} Lack;

static const struct {
    Lack lack;
    const char *could_not_be;
} lacks[] = {
    {LACK_LOCK, "locked, so that two runs at once are not kept apart"},
    {LACK_SYNC, "synced, so that a power failure may lose it"},
    {LACK_OWNER, "given the owner of the file that was there"},
    {LACK_GROUP, "given the group of the file that was there"},
    {LACK_MODE, "given the permissions of the file that was there"},
    {LACK_LIST, "given the access list (ACL) of the file that was there"},
    {LACK_NAMES, "kept one file with its other names (hard links), which hold the old bytes"},
};

static Buf notes; /* its arena ends with the process */

static void notes_add(const char *path, unsigned which)
{
    if (which && !notes.arena)
        notes.arena = arena_new();
    for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++)
        if (which & lacks[i].lack)
            buf_printf(&notes, "%s: could not be %s\n", path, lacks[i].could_not_be);
}

void file_note_unlocked(const char *path)
{
    notes_add(path, LACK_LOCK);
}

Str file_notes(void)
{
    Str said = buf_str(&notes);
    notes.n = 0;
    return said;
}

/* Whether it says that the file system cannot do such a thing at all. */
static bool is_unsupported(int error)
{
    return error == ENOSYS || error == ENOLCK || error == EOPNOTSUPP || error == EPERM || error == EINVAL ||
           error == ENOTTY;
}

static bool sync_all(int fd, unsigned *lacking)
{
    while (fsync(fd) != 0) {
        if (is_unsupported(errno))
            return *lacking |= LACK_SYNC, true;
        if (errno != EINTR)
            return false;
    }
    return true;
}

/* Whether the file holds exactly these bytes. Where it cannot be opened, errno says why; otherwise that is 0. */
static bool holds(int folder, const char *name, int flags, Str bytes)
{
    struct stat status;
    int fd = openat(folder, name, flags | O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    bool same = fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && (uintmax_t)status.st_size == bytes.n;
    while (same && bytes.n) {
        char part[16384];
        ssize_t n = read(fd, part, sizeof part);
        if (n < 0 && errno == EINTR)
            continue;
        same = n > 0 && (size_t)n <= bytes.n && memcmp(part, bytes.s, (size_t)n) == 0;
        bytes = same ? str_slice(bytes, (size_t)n, bytes.n) : bytes;
    }
    int failed = fd < 0 ? errno : 0;
    if (fd >= 0)
        close(fd);
    errno = failed;
    return same;
}

bool file_holds(const char *path, Str bytes)
{
    return holds(AT_FDCWD, path, 0, bytes);
}

bool file_print(Str bytes, Diag *d)
{
    struct stat status;
    const char *input = fstat(STDOUT_FILENO, &status) == 0 ? input_find(&status) : NULL;
    if (input)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "standard output goes into the file '%s', which this run reads; send it elsewhere", input);
    if (!bytes_write(STDOUT_FILENO, bytes) || close(STDOUT_FILENO) != 0)
        return diag_error(d, DIAG_WRITE, nowhere, "cannot write to standard output: %s", strerror(errno));
    return true;
}

/* ---- The target ---- */

static bool write_error(const Target *t, const char *why, Diag *d)
{
    return diag_error(d, DIAG_WRITE, nowhere, "cannot write '%s': %s", t->shown, why);
}

static const char is_busy[] = "another run is writing it just now; try again when that is done";

/* By hand, since the last one may point to a file that is not there yet. */
bool file_resolve(const char *shown, const char **folder, const char **name, Arena *a)
{
    enum { LINKS_MAX = 40 };
    Str path = str_from(shown);
    for (int links = 0;; links++) {
        size_t slash = name_start(path);
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

static const char access_list[] = "system.posix_acl_access";

static void list_read(Target *t, Arena *a)
{
    ssize_t size = getxattr(t->shown, access_list, NULL, 0);
    char *list = size > 0 ? arena_alloc(a, (size_t)size) : NULL;
    if (list)
        size = getxattr(t->shown, access_list, list, (size_t)size);
    if (size < 0 && errno != ENODATA && !is_unsupported(errno))
        t->lacks |= LACK_LIST;
    t->list = (Str){list, size > 0 ? (size_t)size : 0};
}

/* What is at the target now must be a file, or nothing. */
static bool target_check(Target *t, Arena *a, Diag *d)
{
    size_t length = strlen(t->shown);
    t->exists = stat(t->shown, &t->old) == 0;
    if (!t->exists && errno != ENOENT)
        return write_error(t, strerror(errno), d);
    if (!t->exists && length && t->shown[length - 1] == '/')
        return write_error(t, "it ends like a folder; name a file", d);
    if (t->exists && S_ISDIR(t->old.st_mode))
        return write_error(t, "it is a folder; name a file in it", d);
    if (t->exists && !S_ISREG(t->old.st_mode))
        return write_error(t, "it is not a regular file; to write into a pipe or device: -o - > it", d);
    if (t->exists)
        list_read(t, a);
    t->lacks |= t->exists && t->old.st_nlink > 1 ? LACK_NAMES : 0;
    const char *input = t->exists && !t->edits ? input_find(&t->old) : NULL;
    if (input)
        return diag_error(d, DIAG_USAGE, nowhere, "'%s' is read as '%s' and would be written over; choose another name",
                          t->shown, input);
    return file_resolve(t->shown, &t->folder, &t->name, a) || write_error(t, strerror(ELOOP), d);
}

static bool folder_open(Target *t, Diag *d)
{
    t->folder_fd = open(t->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (t->folder_fd >= 0)
        return true;
    if (errno == ENOENT)
        return diag_error(d, DIAG_WRITE, nowhere,
                          "cannot write '%s': there is no folder '%s'; make it first, or correct its name", t->shown,
                          t->folder);
    return diag_error(d, DIAG_WRITE, nowhere, "cannot write '%s': cannot open its folder '%s': %s", t->shown, t->folder,
                      strerror(errno));
}

static bool target_holds(const Target *t, Str bytes)
{
    return holds(t->folder_fd, t->name, O_NOFOLLOW, bytes);
}

/* ---- The temporary file ---- */

/* A long name is cut, and its hash tells it from others: every file system has room for that. */
static const char *temporary_name(const char *name, int number, Arena *a)
{
    enum { LONGEST = 120, KEPT = 90 };
    Str shown = str_from(name);
    if (shown.n > LONGEST) {
        for (shown.n = KEPT; (name[shown.n] & 0xC0) == 0x80;)
            shown.n--;
        shown = str_printf(a, "%.*s-%016llx", STR_ARG(shown), (unsigned long long)str_hash(str_from(name)));
    }
    return number == 1 ? str_printf(a, ".%.*s.ncmec-tmp", STR_ARG(shown)).s
                       : str_printf(a, ".%.*s~%d.ncmec-tmp", STR_ARG(shown), number).s;
}

typedef enum Taken {
    TAKEN,
    TAKEN_NONE,    /* nothing has the name (any more) */
    TAKEN_FREED,   /* nor now, since what had it is removed */
    TAKEN_BUSY,    /* another run has it now */
    TAKEN_FOREIGN, /* not ours to touch */
    TAKEN_FAILED
} Taken;

static bool is_named(const Target *t, const struct stat *opened)
{
    struct stat named;
    return fstatat(t->folder_fd, t->temporary, &named, AT_SYMLINK_NOFOLLOW) == 0 && named.st_ino == opened->st_ino &&
           named.st_dev == opened->st_dev;
}

enum { OPEN_FLAGS = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY };

/* Removes what a killed run of this user left at the temporary name: a file without a lock. Where locks do not
   exist, it must be old, or the caller knows that it is dead. */
static Taken leftover_remove(const Target *t, bool is_dead)
{
    enum { OLD_S = 600 };
    struct stat status;
    if (fstatat(t->folder_fd, t->temporary, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? TAKEN_NONE : TAKEN_FOREIGN;
    if (!S_ISREG(status.st_mode) || status.st_nlink != 1 || status.st_uid != geteuid() || input_find(&status))
        return TAKEN_FOREIGN;
    int fd = openat(t->folder_fd, t->temporary, OPEN_FLAGS);
    if (fd < 0)
        return errno == ENOENT ? TAKEN_NONE : TAKEN_FOREIGN;
    is_dead = is_dead || status.st_mtime + OLD_S < t->now;
    Taken taken = TAKEN_FOREIGN;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && is_dead))
        taken = !is_named(t, &status) ? TAKEN_NONE : unlinkat(t->folder_fd, t->temporary, 0) == 0 ? TAKEN_FREED : taken;
    else if (errno == EWOULDBLOCK)
        taken = TAKEN_BUSY;
    close(fd);
    return taken;
}

/* A new file, as the umask has it, or with the permissions of the file that it replaces; those of a group go to no
   other group. It may be removed by another run, which takes it for a leftover, before it is locked. */
static Taken temporary_take(Target *t)
{
    mode_t mode = t->old.st_mode & (t->old.st_gid == getegid() ? 0777 : 0707), mask = t->exists ? umask(0) : 0;
    int fd = openat(t->folder_fd, t->temporary, OPEN_FLAGS | O_CREAT | O_EXCL, t->exists ? mode : 0666);
    if (t->exists)
        umask(mask);
    if (fd < 0)
        return errno == EEXIST ? leftover_remove(t, false) : TAKEN_FAILED;
    struct stat status;
    t->is_locked = flock(fd, LOCK_EX | LOCK_NB) == 0;
    bool is_lost = !t->is_locked && errno == EWOULDBLOCK;
    bool failed = !is_lost && ((!t->is_locked && !is_unsupported(errno)) || fstat(fd, &status) != 0);
    int error = errno;
    if (!is_lost && !failed && is_named(t, &status)) {
        t->temporary_fd = fd;
        t->now = status.st_mtime;
        t->lacks |= t->is_locked ? 0 : LACK_LOCK;
        return TAKEN;
    }
    if (failed)
        unlinkat(t->folder_fd, t->temporary, 0);
    close(fd);
    errno = error;
    return failed ? TAKEN_FAILED : TAKEN_NONE;
}

static void temporary_doom(Target *t, bool is_doomed)
{
    Target **at = &doomed;
    while (*at && *at != t)
        at = &(*at)->next;
    *at = is_doomed ? t : *at ? t->next : NULL;
    if (!is_doomed)
        t->next = NULL;
}

/* Who holds it may be a worker of a run that was killed this very moment. */
enum { TRIES = 100, WAIT_MS = 10, NAMES = 50 };

static bool temporary_open(Target *t, Arena *a, Diag *d)
{
    Taken taken = TAKEN_NONE;
    int failed = 0;
    for (int i = 0; i < TRIES && t->number <= NAMES && taken != TAKEN && taken != TAKEN_FAILED; i++) {
        sigset_t before;
        if (taken == TAKEN_BUSY)
            nanosleep(&(struct timespec){.tv_nsec = WAIT_MS * 1000000L}, NULL);
        t->temporary = temporary_name(t->name, t->number, a);
        signals_hold(&before);
        taken = temporary_take(t);
        failed = errno;
        if (taken == TAKEN)
            temporary_doom(t, true);
        signals_release(&before);
        t->number += taken == TAKEN_FOREIGN;
    }
    switch (taken) {
    case TAKEN:
        return true;
    case TAKEN_NONE:
    case TAKEN_FREED:
    case TAKEN_BUSY:
        return write_error(t, is_busy, d);
    case TAKEN_FOREIGN:
        return diag_error(d, DIAG_WRITE, nowhere,
                          "cannot write '%s': '%s' beside it and %d more names like that belong to somebody else; "
                          "remove them, or write into another folder",
                          t->shown, temporary_name(t->name, 1, a), NAMES - 1);
    case TAKEN_FAILED:
        break;
    }
    if (failed == ENOENT)
        return diag_error(d, DIAG_WRITE, nowhere, "cannot write '%s': its folder '%s' was removed; use one that exists",
                          t->shown, t->folder);
    /* Of many files alike, for which one finding is enough. */
    if (failed == EACCES || failed == EROFS)
        return diag_error(d, DIAG_WRITE, nowhere, "cannot write into the folder '%s': %s", t->folder, strerror(failed));
    return write_error(t, strerror(failed), d);
}

/* What one group may do is not what another may: it may do what all others may. */
static mode_t mode_of_others(mode_t mode)
{
    return (mode & ~(mode_t)070) | (mode & 07) << 3;
}

/* The access list of the file that is replaced, and none that the folder gives to new files. Beside a list the group's
   permissions are the most that the list may give. */
static mode_t list_keep(Target *t, mode_t mode)
{
    if (!t->list.n || t->lacks & LACK_GROUP) {
        fremovexattr(t->temporary_fd, access_list);
        t->lacks |= t->list.n ? LACK_LIST : 0;
    } else if (fsetxattr(t->temporary_fd, access_list, t->list.s, t->list.n, 0) != 0) {
        t->lacks |= LACK_LIST;
    }
    return t->lacks & LACK_LIST ? mode_of_others(mode) : mode;
}

/* Owner, group, access list and mode of the file that is replaced. */
static bool mode_keep(Target *t)
{
    struct stat now;
    mode_t mode = t->old.st_mode & 07777;
    if (!t->exists)
        return true;
    if (fstat(t->temporary_fd, &now) != 0)
        return false;
    if (now.st_uid != t->old.st_uid && fchown(t->temporary_fd, t->old.st_uid, (gid_t)-1) != 0)
        t->lacks |= LACK_OWNER;
    if (now.st_gid != t->old.st_gid && fchown(t->temporary_fd, (uid_t)-1, t->old.st_gid) != 0) {
        t->lacks |= LACK_GROUP;
        mode = mode_of_others(mode);
    }
    mode = list_keep(t, mode);
    if (fstat(t->temporary_fd, &now) != 0)
        return false;
    if ((now.st_mode & 07777) == mode || fchmod(t->temporary_fd, mode) == 0)
        return true;
    t->lacks |= LACK_MODE;
    return is_unsupported(errno);
}

static bool temporary_fill(Target *t, Str bytes)
{
    return mode_keep(t) && bytes_write(t->temporary_fd, bytes) &&
           (t->sync == FILE_SYNC_NONE || sync_all(t->temporary_fd, &t->lacks));
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

/* A file system may not know how to keep a name that is there. */
static bool rename_over(const Target *t)
{
    if (t->is_new && renameat2(t->folder_fd, t->temporary, t->folder_fd, t->name, RENAME_NOREPLACE) == 0)
        return true;
    struct stat status;
    if (t->is_new && !is_unsupported(errno))
        return false;
    if (t->is_new && fstatat(t->folder_fd, t->name, &status, AT_SYMLINK_NOFOLLOW) == 0)
        return errno = EEXIST, false;
    return renameat(t->folder_fd, t->temporary, t->folder_fd, t->name) == 0;
}

static bool temporary_rename(Target *t)
{
    sigset_t before;
    struct stat status;
    signals_hold(&before);
    /* Without a lock, another run may have taken it for a leftover. */
    bool is_ours = t->is_locked || (fstat(t->temporary_fd, &status) == 0 && is_named(t, &status));
    bool renamed = is_ours && rename_over(t);
    int failed = is_ours ? errno : EBUSY;
    if (renamed) {
        temporary_doom(t, false);
        files_have_changed();
    }
    signals_release(&before);
    errno = failed;
    return renamed;
}

/* The temporary file, ready to be renamed. */
static bool temporary_make(Target *t, Str bytes, Arena *a, Diag *d)
{
    if (t->exists && !(t->old.st_mode & 0222))
        return diag_error(d, DIAG_WRITE, nowhere,
                          "cannot write '%s': it is read-only (mode %03o); to have it replaced: chmod u+w '%s'",
                          t->shown, (unsigned)(t->old.st_mode & 0777), t->shown);
    if (!temporary_open(t, a, d))
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
        if (errno == EEXIST)
            diag_error(d, DIAG_WRITE, nowhere, "'%s' exists; nothing is written over it", t->shown);
        else
            write_error(t, errno == EBUSY ? is_busy : strerror(errno), d);
        temporary_remove(t);
        return false;
    }
    t->renamed = true;
    /* The lock held until here kept a second run off the name. */
    close(t->temporary_fd);
    t->temporary_fd = -1;
    if (t->sync == FILE_SYNC_ALL && !sync_all(t->folder_fd, &t->lacks))
        return diag_error(d, DIAG_WRITE, nowhere, "'%s' is written, but its folder could not be synced: %s", t->shown,
                          strerror(errno));
    return true;
}

/* 'wanted' gives the name, what to wait for, and whether it edits. */
static bool target_open(Target *t, Target wanted, Arena *a, Diag *d)
{
    *t = wanted;
    t->folder_fd = t->temporary_fd = -1;
    t->number = 1;
    return target_check(t, a, d) && folder_open(t, d);
}

/* Removes what killed runs left, and says what the file lacks. */
static void target_close(Target *t, bool is_dead, Arena *a)
{
    Taken taken = TAKEN;
    if (t->folder_fd < 0)
        return;
    for (int i = 1; i <= NAMES && (i <= t->number + 1 || taken != TAKEN_NONE); i++) {
        t->temporary = temporary_name(t->name, i, a);
        taken = leftover_remove(t, is_dead);
    }
    notes_add(t->shown, t->lacks);
    close(t->folder_fd);
}

void file_leftovers_remove(const char *target, Arena *a)
{
    Target t;
    if (target_open(&t, (Target){.shown = target, .edits = true}, a, diag_new(a)))
        target_close(&t, true, a);
}

static FileResult wanted_write(Target wanted, Str bytes, Arena *a, Diag *d)
{
    Target t;
    if (!target_open(&t, wanted, a, d))
        return FILE_FAILED;
    FileResult result = FILE_UNCHANGED;
    if (!target_holds(&t, bytes))
        result = temporary_make(&t, bytes, a, d) && (target_replace(&t, d) || t.renamed) ? FILE_WRITTEN : FILE_FAILED;
    target_close(&t, false, a);
    return result;
}

FileResult file_write_synced(const char *target, Str bytes, FileSync sync, Arena *a, Diag *d)
{
    FileResult result = wanted_write((Target){.shown = target, .sync = sync}, bytes, a, d);
    if (result != FILE_FAILED) /* made again where somebody removes it */
        input_tell(INPUT_LOOKED, (FileState){0}, target);
    return result;
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
        file->exists ? wanted_write((Target){.shown = file->target, .edits = true}, file->before, a, own) != FILE_FAILED
                     : unlinkat(t->folder_fd, t->name, 0) == 0;
    if (!restored)
        diag_note(d, nowhere, "'%s' was written before that, and cannot be changed back: %s", file->target,
                  file->exists ? str_terminated(a, diag_reason(own)) : strerror(errno));
}

/* Whether what was read is still there: an editor, or a run elsewhere, knows nothing of this one. */
static bool target_is_same(const FileChange *file, const Target *t, Diag *d)
{
    if (!file->exists || target_holds(t, file->before))
        return true;
    if (errno && errno != ENOENT)
        return write_error(t, strerror(errno), d);
    return diag_error(d, DIAG_WRITE, nowhere, "'%s' was changed by somebody else just now; try again", file->target);
}

/* Two for each file, where shells allow a process 1024 at first. */
static void descriptors_allow(size_t count)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    rlim_t wanted = limit.rlim_cur + 2 * count;
    limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

bool file_write_all(const FileChange *files, size_t count, Arena *a, Diag *d)
{
    Target *targets = ARENA_ARRAY(a, Target, count);
    size_t errors = diag_errors(d), made = 0, replaced = 0;
    descriptors_allow(count);
    /* Every byte is on the disk before the first old file goes. */
    for (; made < count && diag_errors(d) == errors; made++)
        if (target_open(&targets[made],
                        (Target){.shown = files[made].target, .edits = true, .is_new = !files[made].exists}, a, d))
            temporary_make(&targets[made], files[made].bytes, a, d);
    for (size_t i = 0; i < made && diag_errors(d) == errors; i++)
        target_is_same(&files[i], &targets[i], d);
    /* A signal ends the run before the first is replaced, or after the last. */
    sigset_t before;
    signals_hold(&before);
    while (diag_errors(d) == errors && replaced < count && target_replace(&targets[replaced], d))
        replaced++;
    bool ok = diag_errors(d) == errors;
    for (size_t i = 0; i < made && !ok; i++)
        if (targets[i].temporary_fd >= 0)
            temporary_remove(&targets[i]);
        else if (targets[i].renamed)
            target_restore(&files[i], &targets[i], a, d);
    signals_release(&before);
    for (size_t i = 0; i < made; i++)
        target_close(&targets[i], false, a);
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
    unsigned lacking = 0;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && sync_all(fd, &lacking);
    int failed = errno;
    notes_add(path, lacking);
    if (fd >= 0)
        close(fd);
    return synced ||
           diag_error(d, DIAG_WRITE, nowhere, "the folder '%s' could not be synced: %s", path, strerror(failed));
}
