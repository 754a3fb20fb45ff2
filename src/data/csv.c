/* Comma-separated values after RFC 4180 and as spreadsheets write them, by libcsv: bytes to rows of cells that know
   their names ("C14"), and back. The library tells no places, so it gets one byte a time and what it reports ends
   there. Excel's plain "CSV" is written in Windows-1252: bytes that are not UTF-8 are read as that, and the caller says
   so. What the cells mean is table.c's. */
#include "charset.h"
#include "form.h"
#include "xlsx.h"

#include "src/base/zip.h"

#include <csv.h>

/* ---- Characters ---- */

enum { HIGH_FIRST = 0x80, HIGH_LAST = 0x9F };

/* Windows-1252 where it is not Latin-1, 0x80 to 0x9F; 0: not assigned. */
static const uint16_t high_codes[HIGH_LAST - HIGH_FIRST + 1] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static const Source *windows_1252_read(const Source *file, Arena *a, Diag *d)
{
    Buf text = {.arena = a};
    for (size_t i = 0; i < file->text.n; i++) {
        unsigned char byte = (unsigned char)file->text.s[i];
        uint32_t code = byte >= HIGH_FIRST && byte <= HIGH_LAST ? high_codes[byte - HIGH_FIRST] : byte;
        if (byte && !code) {
            diag_error(d, DIAG_ENCODING, (Mark){file, (uint32_t)i, 1},
                       "the byte 0x%02X is neither UTF-8 nor Windows-1252; save the table as 'CSV UTF-8'",
                       (unsigned)byte);
            return NULL;
        }
        buf_code_point(&text, code);
    }
    return source_new(file->name, buf_str(&text), a);
}

/* "Unicode Text", as Excel saves it; which byte of two comes first its mark says. NULL after a finding. */
static const Source *utf_16_read(const Source *file, Arena *a, Diag *d)
{
    const unsigned char *bytes = (const unsigned char *)file->text.s;
    size_t first = bytes[0] == 0xFE ? 0 : 1; /* of a unit's two, the higher one */
    Buf text = {.arena = a};
    for (size_t i = 2; i < file->text.n; i += 2) {
        bool is_whole = i + 1 < file->text.n;
        uint32_t c = is_whole ? (uint32_t)bytes[i + first] << 8 | bytes[i + 1 - first] : 0xD800;
        if (c >= 0xD800 && c <= 0xDBFF && i + 3 < file->text.n) {
            uint32_t low = (uint32_t)bytes[i + 2 + first] << 8 | bytes[i + 3 - first];
            c = low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : c;
            i += 2;
        }
        if (c >= 0xD800 && c <= 0xDFFF)
            return diag_error(d, DIAG_ENCODING, (Mark){0},
                              "'%.*s' is in UTF-16, and damaged or cut off; save it as 'CSV UTF-8' in the spreadsheet",
                              STR_ARG(file->name)),
                   NULL;
        buf_code_point(&text, c);
    }
    return source_new(file->name, buf_str(&text), a);
}

/* Capitals after a small letter or the end of a sentence, and daggers between letters, are what the accents, dashes
   and quotes of Mac Roman become. */
static bool looks_misread(unsigned char before, uint32_t c, unsigned char behind)
{
    bool is_capital = (c >= 0xC0 && c <= 0xDE && c != 0xD7) || c == 0x0152 || c == 0x0160 || c == 0x0178 || c == 0x017D;
    bool is_sign = c == 0x2020 || c == 0x2021 || c == 0x02C6 || c == 0x2039;
    return (is_capital && ((before >= 'a' && before <= 'z') || before == '.' || before == '?' || before == '!')) ||
           (is_sign && is_ascii_letter(before) && is_ascii_letter(behind));
}

static void misread_check(const Source *source, Diag *d)
{
    Str text = source->text;
    for (size_t at = 0, from = 0; at < text.n; from = at) {
        uint32_t c = utf8_next(text, &at);
        unsigned char before = from ? (unsigned char)text.s[from - 1] : 0;
        if (c < 0x80 || !looks_misread(before, c, at < text.n ? (unsigned char)text.s[at] : 0))
            continue;
        diag_error(
            d, DIAG_MISREAD, (Mark){source, (uint32_t)from, (uint32_t)(at - from)},
            "'%.*s' is an unlikely letter here; the table was read as Windows-1252, and may have been saved on a "
            "Mac: save it as 'CSV UTF-8'",
            STR_ARG(str_slice(text, from, at)));
        return;
    }
}

/* ---- Separator ---- */

static size_t mark_length(Str text)
{
    return str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
}

/* Excel's own way to name the separator, as the first line; its length is then in *skipped. */
static char separator_named(Str text, size_t *skipped)
{
    size_t from = mark_length(text);
    Str rest = str_slice(text, from, text.n);
    *skipped = from;
    if (rest.n < 6 || !str_eq_any_case(str_slice(rest, 0, 4), STR("sep=")) || (rest.s[5] != '\r' && rest.s[5] != '\n'))
        return 0;
    *skipped += rest.n > 6 && rest.s[5] == '\r' && rest.s[6] == '\n' ? 7 : 6;
    return rest.s[4];
}

/* The one that stands most often outside of quotes before the first line ends; the comma where none does. */
static char separator_guess(Str text)
{
    static const char separators[] = {',', ';', '\t', '|'};
    size_t counts[sizeof separators] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = mark_length(text); i < text.n; i++) {
        if (text.s[i] == '"')
            quoted = !quoted;
        if (!quoted && is_break(text.s[i]))
            break;
        for (size_t k = 0; k < sizeof separators && !quoted; k++)
            counts[k] += text.s[i] == separators[k];
    }
    for (size_t k = 1; k < sizeof separators; k++)
        if (counts[k] > counts[best])
            best = k;
    return separators[best];
}

/* ---- Cells ---- */

typedef struct Cutter {
    const Source *source;
    Arena *arena;
    char separator;
    size_t from, at;      /* of the cell; of the byte that the library has */
    uint32_t row, column; /* of the cell */
    GridCell *cells;      /* of the row */
    size_t cell_count, cell_capacity;
    GridRow *rows;
    size_t row_count, row_capacity;
    NamedCell *places;
    size_t place_count, place_capacity;
} Cutter;

/* What a spreadsheet would take for a formula gets one apostrophe more in front, and loses it when it is read: so it
   shows as a text, and reads back the same. */
static bool begins_formula(Str text)
{
    size_t at = 0;
    while (at < text.n && text.s[at] == '\'')
        at++;
    return at < text.n && memchr("=+-@\t\r", text.s[at], 6) != NULL;
}

static void on_cell(void *text, size_t length, void *user)
{
    Cutter *c = user;
    size_t from = c->from, to = c->at;
    while (from < to && is_blank(c->source->text.s[from]))
        from++;
    while (to > from && is_blank(c->source->text.s[to - 1]))
        to--;
    ARENA_NEXT(c->arena, c->places, c->place_count, c->place_capacity) =
        (NamedCell){(uint32_t)c->from, c->row, c->column++};
    ARENA_ROOM(c->arena, c->cells, c->cell_count, c->cell_capacity);
    Str typed = str_trim(str_copy(c->arena, (Str){text, length}));
    if (typed.n > 3 && str_starts(typed, STR("=\"")) && typed.s[typed.n - 1] == '"')
        typed = str_slice(typed, 2, typed.n - 1);
    if (typed.n && typed.s[0] == '\'' && begins_formula(typed))
        typed = str_slice(typed, 1, typed.n);
    /* Where decimals begin with a comma, semicolons separate cells. */
    c->cells[c->cell_count++] = (GridCell){.text = typed,
                                           .mark = {c->source, (uint32_t)from, (uint32_t)(to - from)},
                                           .problem = c->separator == ';' ? form_two_readings(typed, c->arena) : NULL};
    c->from = c->at + 1;
}

static bool is_filled(const GridCell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cells[i].text.n)
            return true;
    return false;
}

static void on_row(int end, void *user)
{
    Cutter *c = user;
    (void)end;
    if (is_filled(c->cells, c->cell_count)) {
        ARENA_NEXT(c->arena, c->rows, c->row_count, c->row_capacity) = (GridRow){c->cells, c->cell_count};
        c->cells = NULL;
        c->cell_capacity = 0;
    }
    c->cell_count = 0;
    c->row++;
    c->column = 1;
}

static bool is_too_large(const Cutter *c)
{
    return c->row_count > GRID_MAX_ROWS || c->cell_count > GRID_MAX_COLUMNS || c->place_count > GRID_MAX_CELLS;
}

static bool cut(Cutter *c, size_t from, Diag *d)
{
    Str text = c->source->text;
    struct csv_parser parser;
    bool at_row_start = true, ok = true;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        out_of_memory();
    csv_set_delim(&parser, (unsigned char)c->separator);
    for (c->from = c->at = from; c->at < text.n && ok; c->at++) {
        char byte = text.s[c->at];
        bool ends = is_break(byte);
        /* The library passes over empty lines, which a spreadsheet counts. */
        if (at_row_start && ends) {
            bool second = byte == '\n' && c->at > from && text.s[c->at - 1] == '\r';
            c->row += !second;
            c->from = c->at + 1;
            continue;
        }
        /* ="06" keeps a spreadsheet from making a number of it. */
        if (byte == '=' && c->at == c->from && c->at + 1 < text.n && text.s[c->at + 1] == '"')
            continue;
        size_t rows = c->row;
        ok = csv_parse(&parser, &byte, 1, on_cell, on_row, c) == 1;
        at_row_start = c->row != rows;
        ok = ok && !is_too_large(c);
    }
    Mark here = {c->source, (uint32_t)(ok ? c->from : c->at - 1), 1};
    ok = ok && csv_fini(&parser, on_cell, on_row, c) == 0;
    if (csv_error(&parser) == CSV_ENOMEM)
        out_of_memory();
    csv_free(&parser);
    if (is_too_large(c))
        return diag_error(d, DIAG_SYNTAX, here, "a table holds at most %d rows, %d columns and %d cells; split it",
                          GRID_MAX_ROWS, GRID_MAX_COLUMNS, GRID_MAX_CELLS);
    if (!ok) {
        /* So that the finding names the cell that is not finished. */
        ARENA_NEXT(c->arena, c->places, c->place_count, c->place_capacity) =
            (NamedCell){(uint32_t)c->from, c->row, c->column};
        return diag_error(d, DIAG_SYNTAX, here,
                          here.offset == c->from ? "a quote that is opened here is never closed; quote the whole cell"
                                                 : "there is a quote inside a cell; quote the whole cell and write the "
                                                   "quotes in it twice");
    }
    return true;
}

static const char *separator_words(char separator)
{
    return separator == ';'    ? "semicolons"
           : separator == '\t' ? "tabs"
           : separator == ','  ? "commas"
           : separator == '|'  ? "bars"
                               : "the separator it names";
}

Str cell_name(const GridCell *cell)
{
    return cell->text.n ? cell->text : cell->spread;
}

bool grids_read(const Source *file, Str sheet, Grids *grids, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d), from;
    FileKind kind = file_kind(file->text);
    if (kind == FILE_WORKBOOK)
        return xlsx_read(file, sheet, grids, a, d);
    if (kind != FILE_TEXT && kind != FILE_UTF16)
        return diag_error(d, DIAG_ENCODING, (Mark){0}, "'%.*s' is %s", STR_ARG(file->name), file_kind_words(kind));
    if (sheet.n)
        return diag_error(d, DIAG_USAGE, (Mark){0}, "'%.*s' has no sheets, as it is a text; leave --sheet out",
                          STR_ARG(file->name));
    bool is_utf8 = kind == FILE_UTF16 || utf8_invalid(file->text) == file->text.n;
    const Source *decoded = kind == FILE_UTF16 ? utf_16_read(file, a, d)
                            : is_utf8          ? source_new(file->name, file->text, a)
                                               : windows_1252_read(file, a, d);
    if (!decoded)
        return false;
    Source *source = ARENA_NEW(a, Source);
    *source = *decoded;
    char named = separator_named(source->text, &from), separator = named ? named : separator_guess(source->text);
    if (separator == '"' || (unsigned char)separator < ' ' ? separator != '\t' : false)
        return diag_error(d, DIAG_SYNTAX, (Mark){source, (uint32_t)mark_length(source->text) + 4, 1},
                          "this character cannot separate cells; take a comma, a semicolon or a tab");
    Cutter c = {.source = source, .arena = a, .separator = separator, .row = named ? 2 : 1, .column = 1};
    cut(&c, from, d);
    source->cells = c.places;
    source->cell_count = c.place_count;
    source_characters_check(source, d);
    if (!is_utf8)
        misread_check(source, d);
    if (!c.row_count && diag_errors(d) == errors)
        diag_error(d, DIAG_SYNTAX, (Mark){source, 0, 0}, "the table is empty; its first row names the columns");
    Grid *grid = ARENA_NEW(a, Grid);
    *grid = (Grid){.source = source, .rows = c.rows, .row_count = c.row_count};
    grid->read_as = str_printf(a, "%s, separated by %s",
                               kind == FILE_UTF16 ? "UTF-16"
                               : is_utf8          ? "UTF-8"
                                                  : "Windows-1252",
                               separator_words(separator));
    *grids = (Grids){grid, 1};
    return diag_errors(d) == errors;
}

/* ---- Writing ---- */

void cell_put(Buf *out, Str text, bool first)
{
    static const char special[] = ",;\t\"\r\n";
    Buf cell = {.arena = out->arena};
    if (begins_formula(text))
        buf_char(&cell, '\'');
    if (utf8_invalid(text) == text.n)
        buf_put(&cell, text);
    else
        buf_shown(&cell, text);
    text = buf_str(&cell);
    bool quoted = text.n && (is_blank(text.s[0]) || is_blank(text.s[text.n - 1]));
    for (size_t i = 0; i < text.n && !quoted; i++)
        quoted = memchr(special, text.s[i], sizeof special - 1) != NULL;
    if (!first)
        buf_char(out, ',');
    if (!quoted) {
        buf_put(out, text);
        return;
    }
    size_t size = csv_write(NULL, 0, text.s, text.n);
    char *bytes = arena_alloc(out->arena, size);
    csv_write(bytes, size, text.s, text.n);
    buf_put(out, (Str){bytes, size});
}

void row_end(Buf *out)
{
    buf_char(out, '\n');
}

Str table_versions(Arena *a)
{
    return str_printf(a, "libcsv %d.%d.%d, %.*s", CSV_MAJOR, CSV_MINOR, CSV_RELEASE, STR_ARG(zip_version(a)));
}
