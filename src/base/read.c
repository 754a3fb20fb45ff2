/* Reads files whole, and keeps a list of them. Files that a typed file names are opened beneath a folder and never
   beside it, through links neither: by the kernel (openat2 with RESOLVE_BENEATH, Linux 5.6) or, where it cannot or a
   sandbox hides the call, part by part, with links refused. */
#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- Tables of files ---- */

size_t filetable_find(const FileTable *table, const struct stat *status)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->items[i].inode == status->st_ino && table->items[i].device == status->st_dev)
            return table->items[i].number;
    return SIZE_MAX;
}

void filetable_add(FileTable *table, const struct stat *status, size_t number)
{
    if (!table->arena)
        table->arena = arena_new();
    ARENA_ROOM(table->arena, table->items, table->count, table->capacity);
    table->items[table->count].device = status->st_dev;
    table->items[table->count].inode = status->st_ino;
    table->items[table->count++].number = number;
}

/* ---- What was read: one list a process, since every reader adds to it and the writer asks it ---- */

static FileTable inputs; /* with the places of their paths */
static Buf paths;        /* each ends with a zero byte */

const char *input_find(const struct stat *status)
{
    size_t path = filetable_find(&inputs, status);
    return path == SIZE_MAX ? NULL : paths.s + path;
}

/* ---- What is told of it ---- */

static int listener = -1;

void inputs_tell_to(int fd)
{
    listener = fd;
}

bool inputs_are_told(void)
{
    return listener >= 0;
}

static FileState state_of(const struct stat *status)
{
    return (FileState){
        status->st_size,
        {status->st_mtim.tv_sec, status->st_mtim.tv_nsec, status->st_ctim.tv_sec, status->st_ctim.tv_nsec}};
}

FileState file_state(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? state_of(&status) : (FileState){.size = -1};
}

/* Up to PIPE_BUF bytes are written whole, whoever else writes. What the kernel tells of processes is nobody's file. */
void input_tell(InputKind kind, FileState state, const char *path)
{
    char bytes[PIPE_BUF];
    InputRecord record = {.state = state, .kind = kind, .length = (uint32_t)strlen(path)};
    if (listener < 0 || sizeof record + record.length > sizeof bytes || str_starts(str_from(path), STR("/proc/")))
        return;
    memcpy(bytes, &record, sizeof record);
    memcpy(bytes + sizeof record, path, record.length);
    while (write(listener, bytes, sizeof record + record.length) < 0 && errno == EINTR) {
    }
}

void input_note(const struct stat *status, const char *path)
{
    input_tell(INPUT_READ, state_of(status), path);
    if (!S_ISREG(status->st_mode) || input_find(status))
        return;
    filetable_add(&inputs, status, paths.n);
    paths.arena = inputs.arena;
    buf_put(&paths, (Str){path, strlen(path) + 1});
}

size_t input_count(void)
{
    return inputs.count;
}

void input_forget(size_t keep)
{
    if (keep >= inputs.count)
        return;
    paths.n = inputs.items[keep].number;
    inputs.count = keep;
}

/* ---- What is held in memory ---- */

static Arena *held_arena;
static TextSet held_paths;
static Str *held_texts; /* one a path */
static size_t held_capacity;

void held_add(const char *path, Str text)
{
    if (!held_arena)
        held_paths.arena = held_arena = arena_new();
    size_t at = held_paths.count;
    if (!textset_add(&held_paths, str_from(path)))
        return;
    ARENA_ROOM(held_arena, held_texts, at, held_capacity);
    held_texts[at] = text;
}

const Str *held_find(const char *path)
{
    size_t found = held_arena ? textset_find(&held_paths, str_from(path)) : SIZE_MAX;
    return found == SIZE_MAX ? NULL : &held_texts[found];
}

const char *held_path(size_t index)
{
    return index < held_paths.count ? held_paths.items[index].s : NULL;
}

void held_drop(void)
{
    arena_free(held_arena);
    held_arena = NULL;
    held_paths = (TextSet){0};
    held_texts = NULL;
    held_capacity = 0;
}

/* ---- Opening ---- */

/* O_NONBLOCK: opening a FIFO must not wait for a writer. */
#define OPEN_FLAGS (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

/* linux/openat2.h, which older headers lack. */
typedef struct OpenHow {
    uint64_t flags, mode, resolve;
} OpenHow;

enum { NO_MAGIC_LINKS = 0x02, BENEATH = 0x08 };

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

/* ---- Reading ---- */

/* Why 'fd' is no file to be read, NULL where it is one, which is noted as 'path'. */
static const char *file_refuse(int fd, const char *path, struct stat *status)
{
    if (fd < 0 || fstat(fd, status) != 0) {
        const char *why = strerror(errno);
        if (inputs_are_told())
            input_tell(INPUT_READ, file_state(path), path);
        return why;
    }
    if (S_ISREG(status->st_mode) || strcmp(path, "-") != 0)
        input_note(status, path);
    if (S_ISDIR(status->st_mode))
        return "it is a folder; name a file";
    return S_ISREG(status->st_mode) ? NULL : "it is not a regular file";
}

/* All that 'fd' gives, or why not. */
static const char *file_take(int fd, size_t most, const char *too_large, Buf *out)
{
    char part[16384];
    ssize_t n;
    while ((n = read(fd, part, sizeof part)) != 0) {
        if (n < 0 && errno != EINTR)
            return strerror(errno);
        buf_put(out, (Str){part, n > 0 ? (size_t)n : 0});
        if (out->n > most)
            return too_large;
    }
    return NULL;
}

static void file_close(int fd)
{
    if (fd > STDIN_FILENO)
        close(fd);
}

static const char *source_take(int fd, Buf *text)
{
    const char *why = file_take(fd, SOURCE_MAX, "it is larger than 1 MiB", text);
    if (text->n > SOURCE_MAX && str_starts(buf_str(text), STR("PK\3\4")))
        why = file_take(fd, WORKBOOK_MAX, "it is larger than 16 MiB; save the table alone in a new workbook", text);
    return why;
}

/* Where the file has the other of YAML's two endings. */
static const char *ending_meant(const char *path, Arena *a, Diag *d)
{
    Str name = str_from(path);
    bool is_long = str_ends(name, STR(".yaml"));
    if (!is_long && !str_ends(name, STR(".yml")))
        return "";
    name.n -= is_long ? 5 : 4;
    const char *other = str_printf(a, is_long ? "%.*s.yml" : "%.*s.yaml", STR_ARG(name)).s;
    return access(other, R_OK) == 0 ? str_printf(a, "; %s", diag_meant(d, str_from(other), "")).s : "";
}

const Source *source_read(const char *path, Arena *a, Diag *d)
{
    const Str *held = held_find(path);
    if (held)
        return source_new(str_from(path), *held, a);
    bool is_input = strcmp(path, "-") == 0;
    Buf text = {.arena = a};
    struct stat status;
    int fd = is_input ? STDIN_FILENO : open(path, OPEN_FLAGS);
    const char *why = file_refuse(fd, path, &status);
    if (!why || (is_input && !S_ISDIR(status.st_mode)))
        why = source_take(fd, &text);
    if (why && !is_input)
        diag_error(d, DIAG_READ, (Mark){0}, "cannot read '%s': %s%s", path, why, ending_meant(path, a, d));
    else if (why)
        diag_error(d, DIAG_READ, (Mark){0}, "cannot read 'standard input': %s", why);
    file_close(fd);
    return why ? NULL : source_new(str_from(path), buf_str(&text), a);
}

bool file_starts(const char *path, Str bytes)
{
    struct stat status;
    char first[128];
    int fd = strcmp(path, "-") == 0 ? -1 : open(path, OPEN_FLAGS);
    bool same = fd >= 0 && bytes.n <= sizeof first && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
                read(fd, first, bytes.n) == (ssize_t)bytes.n && memcmp(first, bytes.s, bytes.n) == 0;
    if (fd >= 0)
        close(fd);
    return same;
}

Str file_map(const char *path, size_t most_bytes, Mark named_at, Diag *d)
{
    struct stat status;
    char too_large[64];
    void *map = MAP_FAILED;
    int fd = open(path, OPEN_FLAGS);
    const char *why = file_refuse(fd, path, &status);
    snprintf(too_large, sizeof too_large, "it is larger than %zu bytes", most_bytes);
    if (!why && (uintmax_t)status.st_size > most_bytes)
        why = too_large;
    else if (!why && status.st_size == 0)
        why = "it is empty";
    else if (!why && (map = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0)) == MAP_FAILED)
        why = errno == ENOMEM ? (out_of_memory(), NULL) : strerror(errno);
    if (why)
        diag_error(d, DIAG_READ, named_at, "cannot read '%s': %s", path, why);
    file_close(fd);
    return why ? (Str){0} : (Str){map, (size_t)status.st_size};
}

bool file_is_lacking(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return errno == ENOENT || errno == ENOTDIR || errno == ELOOP;
    return !S_ISREG(status.st_mode) || !status.st_size;
}

bool file_read_beneath(const NamedFile *file, size_t most_bytes, Str *bytes, Arena *a, Diag *d)
{
    const char *folder = file->folder;
    Str path = file->path;
    Buf read = {.arena = a};
    struct stat status;
    *bytes = (Str){0};
    if (path.n == 0 || memchr(path.s, '\0', path.n))
        return diag_error(d, DIAG_READ, file->mark, "this is not the name of a file");
    int folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int fd = folder_fd < 0 ? -1 : beneath_open(folder_fd, str_terminated(a, path));
    const char *why = fd < 0 && errno == EXDEV
                          ? "it leads out of that folder; put the file there, and name it from there"
                          : file_refuse(fd, str_printf(a, "%s/%.*s", folder, STR_ARG(path)).s, &status);
    if (!why)
        why = file_take(fd, most_bytes, "it is too large", &read);
    if (why)
        diag_error(d, DIAG_READ, file->mark, "cannot read '%.*s' in the folder '%s': %s", STR_ARG(path), folder, why);
    file_close(fd);
    file_close(folder_fd);
    *bytes = buf_str(&read);
    return !why;
}
