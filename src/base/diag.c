/* What is said about the user's input: collected in order, printed for people (with the source line and a caret, as
   compilers do) or for programs (one JSON object a line). */
#include "ncmec/diag.h"

#include <string.h>

typedef struct Finding {
    DiagCode code;
    bool is_note; /* belongs to the finding before it */
    bool is_hint; /* a note that need not stand twice */
    Severity severity;
    Mark at;
    Str message;
} Finding;

enum { FINDINGS_MAX = 100 }; /* printed of each severity, so that warnings never hide an error; the rest are counted */

struct Diag {
    Arena *arena;
    Finding *findings;
    size_t count, capacity;
    size_t totals[2]; /* by severity */
    bool seen[EXIT_CODE_INTERNAL + 1];
    size_t left_out;
    bool drop_notes; /* of a finding that was itself left out */
    bool soft, all_soft;
    bool last_softened; /* the finding just reported: of the many of a draft, advice would bury the places */
};

typedef struct CodeInfo {
    const char *word;
    Severity severity;
    ExitCode exit;
} CodeInfo;

static const CodeInfo code_info[] = {
#define X(name, word, severity, exit) {word, SEVERITY_##severity, EXIT_CODE_##exit},
    DIAG_CODES(X)
#undef X
};

Str diag_word(DiagCode code)
{
    return str_from(code_info[code].word);
}

Severity diag_severity(DiagCode code)
{
    return code_info[code].severity;
}

Diag *diag_new(Arena *a)
{
    Diag *d = ARENA_NEW(a, Diag);
    d->arena = a;
    return d;
}

static void add(Diag *d, Finding finding, const char *format, va_list args)
{
    ARENA_ROOM(d->arena, d->findings, d->count, d->capacity);
    finding.message = str_vprintf(d->arena, format, args);
    d->findings[d->count++] = finding;
}

static bool is_softened(const Diag *d, DiagCode code)
{
    static const DiagCode hard[] = {DIAG_ENCODING,    DIAG_SYNTAX, DIAG_DUPLICATE, DIAG_MARKUP,
                                    DIAG_PLACEHOLDER, DIAG_FONT,   DIAG_GLYPH,     DIAG_THEME};
    bool can_be_soft = code_info[code].exit == EXIT_CODE_INVALID || code_info[code].exit == EXIT_CODE_FIT;
    if (d->all_soft || !d->soft || !can_be_soft)
        return d->all_soft && can_be_soft;
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++)
        if (hard[i] == code)
            return false;
    return true;
}

bool diag_soften(Diag *d, bool soft)
{
    bool before = d->soft;
    d->soft = soft;
    return before;
}

bool diag_error(Diag *d, DiagCode code, Mark at, const char *format, ...)
{
    CodeInfo info = code_info[code];
    d->last_softened = is_softened(d, code);
    if (d->last_softened)
        info = (CodeInfo){info.word, SEVERITY_WARNING, EXIT_CODE_STRICT};
    d->totals[info.severity]++;
    d->seen[info.exit] = true;
    d->drop_notes = d->totals[info.severity] > FINDINGS_MAX;
    if (d->drop_notes) {
        d->left_out++;
        return false;
    }
    va_list args;
    va_start(args, format);
    add(d, (Finding){.code = code, .severity = info.severity, .at = at}, format, args);
    va_end(args);
    return false;
}

void diag_note(Diag *d, Mark at, const char *format, ...)
{
    if (d->drop_notes || d->count == 0 || (d->last_softened && !at.source))
        return;
    va_list args;
    va_start(args, format);
    add(d, (Finding){.code = d->findings[d->count - 1].code, .is_note = true, .at = at}, format, args);
    va_end(args);
}

void diag_hint(Diag *d, const char *format, ...)
{
    if (d->drop_notes || d->count == 0 || d->last_softened)
        return;
    va_list args;
    va_start(args, format);
    add(d, (Finding){.code = d->findings[d->count - 1].code, .is_note = true, .is_hint = true}, format, args);
    va_end(args);
}

static bool is_said(const Diag *d, const Finding *finding)
{
    for (size_t i = 0; i < d->count; i++) {
        const Finding *said = &d->findings[i];
        if (!said->is_note && said->code == finding->code && said->at.source == finding->at.source &&
            said->at.offset == finding->at.offset && str_eq(said->message, finding->message))
            return true;
    }
    return false;
}

void diag_take(Diag *d, const Diag *from)
{
    bool skips = false, soft = d->soft;
    for (size_t i = 0; i < from->count; i++) {
        const Finding *finding = &from->findings[i];
        if (!finding->is_note) {
            skips = is_said(d, finding);
            d->soft = soft || finding->severity != code_info[finding->code].severity;
            if (!skips)
                diag_error(d, finding->code, finding->at, "%.*s", STR_ARG(finding->message));
        } else if (!skips && finding->is_hint) {
            diag_hint(d, "%.*s", STR_ARG(finding->message));
        } else if (!skips) {
            diag_note(d, finding->at, "%.*s", STR_ARG(finding->message));
        }
    }
    d->soft = soft;
    for (size_t i = 0; i < 2; i++)
        d->totals[i] += from->totals[i] > FINDINGS_MAX ? from->totals[i] - FINDINGS_MAX : 0;
    d->left_out += from->left_out;
}

void diag_take_as_warnings(Diag *d, const Diag *from)
{
    d->all_soft = true;
    diag_take(d, from);
    d->all_soft = false;
}

size_t diag_errors(const Diag *d)
{
    return d->totals[SEVERITY_ERROR];
}

size_t diag_warnings(const Diag *d)
{
    return d->totals[SEVERITY_WARNING];
}

static const ExitCode exit_order[] = {EXIT_CODE_INTERNAL, EXIT_CODE_IO,    EXIT_CODE_INVALID, EXIT_CODE_CONFORM,
                                      EXIT_CODE_FIT,      EXIT_CODE_USAGE, EXIT_CODE_STRICT,  EXIT_CODE_DONE};
enum { EXIT_CODES = sizeof exit_order / sizeof *exit_order };

ExitCode exit_first(ExitCode a, ExitCode b)
{
    size_t i = 0;
    while (i + 1 < EXIT_CODES && exit_order[i] != a && exit_order[i] != b)
        i++;
    return exit_order[i];
}

ExitCode diag_exit(const Diag *d, bool strict)
{
    ExitCode first = EXIT_CODE_DONE;
    for (ExitCode code = EXIT_CODE_DONE; code <= EXIT_CODE_INTERNAL; code++)
        if (d->seen[code] && (code != EXIT_CODE_STRICT || strict))
            first = exit_first(first, code);
    return first;
}

Str diag_reason(const Diag *d)
{
    const Finding *reason = NULL;
    for (size_t i = 0; i < d->count; i++) {
        const Finding *f = &d->findings[i];
        if (!f->is_note && f->severity == SEVERITY_ERROR)
            return f->message;
        reason = reason ? reason : f;
    }
    return reason ? reason->message : (Str){0};
}

/* ---- For people ----------------------------------------------------------------------------------------------------
 */

static const char *severity_word(const Finding *f)
{
    if (f->is_note)
        return "note";
    switch (f->severity) {
    case SEVERITY_ERROR:
        return "error";
    case SEVERITY_WARNING:
        return "warning";
    }
    return "error";
}

static Str line_at(Mark mark, uint32_t line)
{
    const Source *source = mark.source;
    size_t from = source->lines[line - 1];
    size_t to = line < source->line_count ? source->lines[line] : source->text.n;
    Str text = str_slice(source->text, from, to);
    static const Str breaks[] = {{"\n", 1}, {"\r", 1}, {"\xC2\x85", 2}, {"\xE2\x80\xA8", 3}, {"\xE2\x80\xA9", 3}};
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
        if (str_ends(text, breaks[i])) {
            text.n -= breaks[i].n;
            if (i == 0 && str_ends(text, breaks[1]))
                text.n--;
            break;
        }
    if (line == 1 && str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.n);
    return text;
}

/* What a terminal may be sent: no control character of a hostile file, nothing that turns the text around. */
static bool is_printable(uint32_t c)
{
    return c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0) && !(c >= 0x200B && c <= 0x200F) &&
           !(c >= 0x2028 && c <= 0x202E) && !(c >= 0x2060 && c <= 0x206F) && c != 0xFEFF && c != 0xAD;
}

static void print_clean(FILE *out, Str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        char bytes[4];
        if (c == '\t')
            c = ' ';
        fwrite(bytes, 1, utf8_put(is_printable(c) ? c : 0xFFFD, bytes), out);
    }
}

enum { SHOWN_COLUMNS = 120 }; /* of a source line */

/* The source line and a caret; of a long line the part around the place. */
static void print_line(FILE *out, Mark mark, const char *on, const char *off)
{
    uint32_t line, column;
    mark_position(mark, &line, &column);
    Str text = line_at(mark, line);
    size_t first = column > SHOWN_COLUMNS * 3 / 4 ? column - SHOWN_COLUMNS / 2 : 1;
    size_t from = 0, at = 0, caret = column - first;
    for (size_t i = 1; i < first && at < text.n; i++)
        utf8_next(text, &at);
    from = at;
    for (size_t i = 0; i < SHOWN_COLUMNS && at < text.n; i++)
        utf8_next(text, &at);
    const char *before = from > 0 ? "..." : "";
    fprintf(out, "    %s", before);
    print_clean(out, str_slice(text, from, at));
    fprintf(out, "%s\n    %*s%s^", at < text.n ? "..." : "", (int)(caret + strlen(before)), "", on);
    size_t end = mark.offset + mark.length, line_end = (size_t)(text.s - mark.source->text.s) + text.n;
    Str marked = str_slice(mark.source->text, mark.offset, end < line_end ? end : line_end);
    size_t width = utf8_count(marked);
    for (size_t i = 1; i < width && caret + i < SHOWN_COLUMNS; i++)
        fputc('~', out);
    fprintf(out, "%s\n", off);
}

static void print_plain(const Finding *f, FILE *out, bool color)
{
    const char *tint = f->is_note ? "\x1b[1;36m" : f->severity == SEVERITY_WARNING ? "\x1b[1;35m" : "\x1b[1;31m";
    const char *on = color ? tint : "", *off = color ? "\x1b[0m" : "";
    if (f->at.source) {
        uint32_t line, column;
        char cell[CELL_NAME_MAX];
        mark_position(f->at, &line, &column);
        if (mark_cell(f->at, cell))
            fprintf(out, "%.*s:%s: ", STR_ARG(f->at.source->name), cell);
        else
            fprintf(out, "%.*s:%u:%u: ", STR_ARG(f->at.source->name), line, column);
    } else if (!f->is_note) {
        fputs("ncmec-pdf: ", out);
    }
    fprintf(out, "%s%s:%s ", on, severity_word(f), off);
    print_clean(out, f->message);
    fputc('\n', out);
    if (f->at.source)
        print_line(out, f->at, on, off);
}

/* ---- For programs --------------------------------------------------------------------------------------------------
 */

static void print_json_string(const Diag *d, FILE *out, Str text)
{
    Buf quoted = {.arena = d->arena};
    buf_json(&quoted, text);
    fwrite(quoted.s, 1, quoted.n, out);
}

static void print_json_place(const Diag *d, FILE *out, Mark at)
{
    if (!at.source) {
        fputs("\"file\":null", out);
        return;
    }
    uint32_t line, column, end_line, end_column;
    mark_position(at, &line, &column);
    mark_position((Mark){at.source, at.offset + at.length, 0}, &end_line, &end_column);
    fputs("\"file\":", out);
    print_json_string(d, out, at.source->name);
    fprintf(out, ",\"line\":%u,\"column\":%u,\"end_line\":%u,\"end_column\":%u", line, column, end_line, end_column);
    char cell[CELL_NAME_MAX];
    if (mark_cell(at, cell))
        fprintf(out, ",\"cell\":\"%s\"", cell);
}

static void print_json(const Diag *d, const Finding *f, size_t notes, FILE *out)
{
    fputc('{', out);
    print_json_place(d, out, f->at);
    fprintf(out, ",\"severity\":\"%s\",\"code\":\"%s\",\"message\":", severity_word(f), code_info[f->code].word);
    print_json_string(d, out, f->message);
    fputs(",\"related\":[", out);
    for (size_t i = 1; i <= notes; i++) {
        fputs(i > 1 ? ",{" : "{", out);
        print_json_place(d, out, f[i].at);
        fputs(",\"message\":", out);
        print_json_string(d, out, f[i].message);
        fputc('}', out);
    }
    fputs("]}\n", out);
}

/* A hint that stands above already, below another finding: ten figures typed wrong want it once. */
static bool is_hint_again(const Diag *d, size_t at)
{
    const Finding *hint = &d->findings[at];
    for (size_t i = 0; i < at && hint->is_hint; i++)
        if (d->findings[i].is_hint && str_eq(d->findings[i].message, hint->message))
            return true;
    return false;
}

bool diag_print_next(const Diag *d, size_t *at, FILE *out, DiagStyle style)
{
    if (*at >= d->count)
        return false;
    size_t notes = 0, first = *at;
    while (first + notes + 1 < d->count && d->findings[first + notes + 1].is_note)
        notes++;
    *at = first + notes + 1;
    switch (style) {
    case DIAG_PLAIN:
    case DIAG_COLOR:
        for (size_t i = first; i < *at; i++)
            if (!is_hint_again(d, i))
                print_plain(&d->findings[i], out, style == DIAG_COLOR);
        break;
    case DIAG_JSON:
        print_json(d, &d->findings[first], notes, out);
        break;
    }
    return true;
}

void diag_print(const Diag *d, FILE *out, DiagStyle style)
{
    for (size_t at = 0; diag_print_next(d, &at, out, style);) {
    }
    if (d->left_out && style != DIAG_JSON)
        fprintf(out, "ncmec-pdf: note: %zu more findings are not shown\n", d->left_out);
}
