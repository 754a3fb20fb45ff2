/* Files are compared by what stat() says of them, so that no event is believed: the kernel's events only say when to
   look. What a run told was so when the run read it; a file that was saved a moment later differs, and none is missed.
   A file that two workers found different has changed in any case. */
#include "changes.h"
#include "folders.h"

#include "src/base/file.h"

#include <sys/inotify.h>

typedef struct Input {
    InputKind kind;
    FileState state;
    const char *path;
    bool has_changed; /* while the run went on */
} Input;

struct Changes {
    Arena *arena;
    Buf in;
    TextSet keys; /* kind and path, one an input */
    Input *items;
    size_t capacity, files;
};

Changes *changes_new(Arena *a)
{
    Changes *c = ARENA_NEW(a, Changes);
    c->arena = c->in.arena = c->keys.arena = a;
    return c;
}

size_t changes_files(const Changes *c)
{
    return c->files;
}

static bool is_same(const Input *input, const FileState *now)
{
    if (input->kind == INPUT_LOOKED)
        return (input->state.size < 0) == (now->size < 0);
    return memcmp(&input->state, now, sizeof *now) == 0;
}

static void input_take(Changes *c, const InputRecord *record, Str path)
{
    Str key = str_printf(c->arena, "%u %.*s", record->kind, STR_ARG(path));
    size_t known = textset_find(&c->keys, key), count = c->keys.count;
    if (known != SIZE_MAX) {
        c->items[known].has_changed |= !is_same(&c->items[known], &record->state);
        return;
    }
    ARENA_ROOM(c->arena, c->items, count, c->capacity);
    textset_add(&c->keys, key);
    c->items[count] = (Input){(InputKind)record->kind, record->state, str_copy(c->arena, path).s, false};
    c->files += record->kind == INPUT_READ && record->state.size >= 0;
}

void changes_hear(Changes *c, Str bytes)
{
    InputRecord record;
    buf_put(&c->in, bytes);
    Str in = buf_str(&c->in);
    size_t at = 0;
    for (; in.n - at >= sizeof record; at += sizeof record + record.length) {
        memcpy(&record, in.s + at, sizeof record);
        if (in.n - at < sizeof record + record.length)
            break;
        input_take(c, &record, (Str){in.s + at + sizeof record, record.length});
    }
    memmove(c->in.s, c->in.s + at, in.n - at);
    c->in.n -= at;
}

/* The folder, or the nearest one above it that is there. */
static void folder_watch(const char *folder, int inotify, TextSet *known)
{
    const uint32_t events =
        IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
    while (textset_add(known, str_from(folder)) && inotify_add_watch(inotify, folder, events) < 0 &&
           strcmp(folder, path_folder(folder, known->arena)) != 0)
        folder = path_folder(folder, known->arena);
}

void changes_watch(const Changes *c, int inotify, Arena *scratch)
{
    arena_reset(scratch);
    TextSet known = {.arena = scratch};
    for (size_t i = 0; i < c->keys.count; i++) {
        const Input *input = &c->items[i];
        const char *folder = input->path, *name;
        if (input->kind != INPUT_LISTED)
            folder = path_folder(input->path, scratch);
        folder_watch(folder, inotify, &known);
        /* Where a link leads, too. */
        if (input->kind == INPUT_READ && file_resolve(input->path, &folder, &name, scratch))
            folder_watch(folder, inotify, &known);
    }
}

static FileState state_now(const Input *input, Arena *scratch)
{
    if (input->kind == INPUT_READ)
        return file_state(input->path);
    if (input->kind == INPUT_LOOKED)
        return (FileState){.size = path_exists(input->path) ? 0 : -1};
    const NameList names = folder_names(input->path, scratch, NULL);
    return (FileState){.size = names_hash(&names, scratch)};
}

const char *changes_find(const Changes *c, bool *is_gone, Arena *scratch)
{
    arena_reset(scratch);
    const char *found = NULL;
    *is_gone = false;
    for (size_t i = 0; i < c->keys.count; i++) {
        const Input *input = &c->items[i];
        const FileState now = state_now(input, scratch);
        if (!input->has_changed && is_same(input, &now))
            continue;
        *is_gone = *is_gone || (input->state.size >= 0 && now.size < 0);
        found = found ? found : input->path;
    }
    return found;
}
