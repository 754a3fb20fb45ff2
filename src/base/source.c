/* Texts that somebody typed: reading them whole, and finding lines and columns in them again. */
#include "beneath.h"
#include "inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes of the line break at 'at', 0 where there is none. YAML 1.1, section 5.4: the breaks that libyaml counts. */
static size_t line_break(Str text, size_t at)
{
    const unsigned char *s = (const unsigned char *)text.s + at;
    size_t left = text.n - at;
    if (s[0] == '\r')
        return left > 1 && s[1] == '\n' ? 2 : 1;
    if (s[0] == '\n')
        return 1;
    if (left >= 2 && s[0] == 0xC2 && s[1] == 0x85)
        return 2;
    if (left >= 3 && s[0] == 0xE2 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9))
        return 3;
    return 0;
}

const Source *source_new(Str name, Str text, Arena *a)
{
    Source *source = ARENA_NEW(a, Source);
    source->name = str_copy(a, name);
    source->text = str_copy(a, text);
    uint32_t *lines = NULL;
    size_t count = 0, capacity = 0;
    ARENA_ROOM(a, lines, count, capacity);
    lines[count++] = 0;
    for (size_t at = ascii_end(text, 0); at < text.n; at = ascii_end(text, at)) {
        size_t length = line_break(source->text, at);
        at += length ? length : 1;
        if (length) {
            ARENA_ROOM(a, lines, count, capacity);
            lines[count++] = (uint32_t)at;
        }
    }
    source->lines = lines;
    source->line_count = count;
    return source;
}

_Static_assert(offsetof(NamedCell, offset) == 0 && offsetof(Place, at) == 0,
               "last_begun() reads an item's first field");

/* Of sorted items, each of which begins with its offset (lines, NamedCell, Place), the last that begins at or before
   'at', or the first. */
static size_t last_begun(const void *items, size_t count, size_t item_size, size_t at)
{
    size_t low = 0, high = count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        uint32_t offset;
        memcpy(&offset, (const char *)items + middle * item_size, sizeof offset);
        if (offset <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void mark_position(Mark mark, uint32_t *line, uint32_t *column)
{
    *line = *column = 0;
    if (!mark.source)
        return;
    const Source *source = mark.source;
    size_t found = last_begun(source->lines, source->line_count, sizeof *source->lines, mark.offset);
    Str before = str_slice(source->text, source->lines[found], mark.offset);
    if (found == 0 && str_starts(before, STR("\xEF\xBB\xBF")))
        before = str_slice(before, 3, before.n);
    *line = (uint32_t)found + 1;
    *column = (uint32_t)utf8_count(before) + 1;
}

bool mark_cell(Mark mark, char out[CELL_NAME_MAX])
{
    enum { LETTERS = 26 };
    if (!mark.source || !mark.source->cell_count)
        return false;
    const NamedCell *cells = mark.source->cells;
    size_t found = last_begun(cells, mark.source->cell_count, sizeof *cells, mark.offset);
    char letters[CELL_NAME_MAX];
    size_t n = sizeof letters;
    /* A to Z, AA, AB: digits of 1 to 26, without a zero. */
    for (uint32_t left = cells[found].column; left > 0; left = (left - 1) / LETTERS)
        letters[--n] = (char)('A' + (left - 1) % LETTERS);
    snprintf(out, CELL_NAME_MAX, "%.*s%u", (int)(sizeof letters - n), letters + n, cells[found].row);
    return true;
}

Mark place_find(const Place *places, size_t count, size_t at, size_t length, Mark fallback)
{
    if (count == 0 || at < places[0].at)
        return fallback;
    const Place *place = &places[last_begun(places, count, sizeof *places, at)];
    Mark mark = place->mark;
    if (!mark.source)
        return fallback;
    /* A place of no length runs in step to the next one; a place with a length is a whole: a value, or an escape. */
    if (mark.length)
        return mark;
    mark.offset += (uint32_t)(at - place->at);
    size_t left = mark.source->text.n > mark.offset ? mark.source->text.n - mark.offset : 0;
    mark.length = (uint32_t)(length < left ? length : left);
    return mark;
}

size_t place_end(const Place *places, size_t count, size_t at)
{
    size_t next = count && at >= places[0].at ? last_begun(places, count, sizeof *places, at) + 1 : 0;
    return next < count ? places[next].at : SIZE_MAX;
}

/* ---- Reading ---- */

static const Mark nowhere;

bool descriptor_read(int fd, size_t most, Buf *out)
{
    char part[16384];
    for (;;) {
        ssize_t n = read(fd, part, sizeof part);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        buf_put(out, (Str){part, (size_t)n});
        if (out->n > most)
            return true;
    }
}

const Source *source_read(const char *path, Arena *a, Diag *d)
{
    bool is_input = strcmp(path, "-") == 0;
    const char *shown = is_input ? "standard input" : path;
    const Source *source = NULL;
    Buf text = {.arena = a};
    struct stat status;
    /* O_NONBLOCK: opening a FIFO must not wait for a writer. */
    int fd = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat(fd, &status) != 0) {
        diag_error(d, DIAG_READ, nowhere, "cannot read '%s': %s", shown, strerror(errno));
        goto done;
    }
    if (S_ISDIR(status.st_mode)) {
        diag_error(d, DIAG_READ, nowhere, "cannot read '%s': it is a folder; name a file", shown);
        goto done;
    }
    if (!is_input && !S_ISREG(status.st_mode)) {
        diag_error(d, DIAG_READ, nowhere, "cannot read '%s': it is not a regular file", shown);
        goto done;
    }
    input_note(&status, path);
    if (!descriptor_read(fd, SOURCE_MAX, &text)) {
        diag_error(d, DIAG_READ, nowhere, "cannot read '%s': %s", shown, strerror(errno));
        goto done;
    }
    if (text.n > SOURCE_MAX) {
        diag_error(d, DIAG_READ, nowhere, "cannot read '%s': it is larger than 1 MiB", shown);
        goto done;
    }
    source = source_new(str_from(path), buf_str(&text), a);
done:
    if (fd >= 0 && !is_input)
        close(fd);
    return source;
}

Str file_map(const char *path, size_t most_bytes, Mark named_at, Diag *d)
{
    Str bytes = {0};
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat(fd, &status) != 0) {
        diag_error(d, DIAG_READ, named_at, "cannot read '%s': %s", path, strerror(errno));
    } else if (!S_ISREG(status.st_mode)) {
        diag_error(d, DIAG_READ, named_at, "cannot read '%s': it is not a regular file", path);
    } else if (status.st_size == 0) {
        diag_error(d, DIAG_READ, named_at, "cannot read '%s': it is empty", path);
    } else if ((uintmax_t)status.st_size > most_bytes) {
        diag_error(d, DIAG_READ, named_at, "cannot read '%s': it is larger than %zu bytes", path, most_bytes);
    } else {
        input_note(&status, path);
        void *map = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (map == MAP_FAILED)
            diag_error(d, DIAG_READ, named_at, "cannot read '%s': %s", path, strerror(errno));
        else
            bytes = (Str){map, (size_t)status.st_size};
    }
    if (fd >= 0)
        close(fd);
    return bytes;
}
