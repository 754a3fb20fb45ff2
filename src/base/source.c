/* Texts that somebody typed, and the lines and columns in them. */
#include "ncmec/diag.h"

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
    ARENA_NEXT(a, lines, count, capacity) = 0;
    for (size_t at = ascii_end(text, 0); at < text.n; at = ascii_end(text, at)) {
        size_t length = line_break(source->text, at);
        at += length ? length : 1;
        if (length) {
            ARENA_NEXT(a, lines, count, capacity) = (uint32_t)at;
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

void cell_label(uint32_t column, uint32_t row, Str sheet, char out[CELL_NAME_MAX])
{
    enum { LETTERS = 26 };
    char letters[16];
    size_t n = sizeof letters;
    /* A to Z, AA, AB: digits of 1 to 26, without a zero. */
    for (; column > 0; column = (column - 1) / LETTERS)
        letters[--n] = (char)('A' + (column - 1) % LETTERS);
    snprintf(out, CELL_NAME_MAX, "%.*s%.*s%u", STR_ARG(sheet), (int)(sizeof letters - n), letters + n, row);
}

bool mark_cell(Mark mark, char out[CELL_NAME_MAX])
{
    if (!mark.source || !mark.source->cell_count)
        return false;
    const NamedCell *cells = mark.source->cells;
    size_t found = last_begun(cells, mark.source->cell_count, sizeof *cells, mark.offset);
    cell_label(cells[found].column, cells[found].row, mark.source->sheet, out);
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
