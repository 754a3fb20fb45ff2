/* What is wrong with the user's input, collected in order. */
#include "ncmec/diag.h"

/* A line that accepts a finding. */
typedef struct Acceptance {
    const void *by;
    Mark at;
    Str why;
} Acceptance;

#define ACCEPTED_MARK "accepted: "

struct Diag {
    Arena *arena;
    Finding *findings; /* without their places */
    size_t count, capacity;
    size_t totals[SEVERITY_ACCEPTED + 1];
    bool seen[EXIT_CODE_INTERNAL + 1];
    size_t left_out;
    bool drop_notes; /* of a finding that was itself left out */
    bool soft, all_soft;
    Acceptance awaited[2]; /* of the next finding */
    size_t awaited_count;
    bool takes_accepted;
    const void **met; /* lines that accepted a finding */
    size_t met_count, met_capacity;
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

static Finding *add(Diag *d, DiagCode code, Mark at, const char *format, va_list args)
{
    Finding *finding = &ARENA_NEXT(d->arena, d->findings, d->count, d->capacity);
    finding->code = code;
    finding->at = at;
    finding->message = str_vprintf(d->arena, format, args);
    return finding;
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

void diag_accept(Diag *d, const void *by, Mark at, Str why)
{
    enum { AWAITED_MAX = sizeof d->awaited / sizeof *d->awaited };
    if (d->awaited_count < AWAITED_MAX)
        d->awaited[d->awaited_count++] = (Acceptance){by, at, why};
}

static void met_add(Diag *d, const void *by)
{
    ARENA_NEXT(d->arena, d->met, d->met_count, d->met_capacity) = by;
}

bool diag_has_met(const Diag *d, const void *by)
{
    for (size_t i = 0; i < d->met_count; i++)
        if (d->met[i] == by)
            return true;
    return false;
}

bool diag_error(Diag *d, DiagCode code, Mark at, const char *format, ...)
{
    CodeInfo info = code_info[code];
    d->last_softened = is_softened(d, code);
    if (d->last_softened)
        info = (CodeInfo){info.word, SEVERITY_WARNING, EXIT_CODE_STRICT};
    bool is_accepted = (d->awaited_count || d->takes_accepted) && info.severity == SEVERITY_WARNING;
    if (is_accepted)
        info.severity = SEVERITY_ACCEPTED;
    d->totals[info.severity]++;
    d->seen[info.exit] = d->seen[info.exit] || !is_accepted;
    d->drop_notes = !is_accepted && d->totals[info.severity] > FINDINGS_MAX;
    size_t awaited = d->awaited_count;
    d->awaited_count = 0;
    if (d->drop_notes) {
        d->left_out++;
        return false;
    }
    va_list args;
    va_start(args, format);
    add(d, code, at, format, args)->severity = info.severity;
    va_end(args);
    for (size_t i = 0; i < awaited && is_accepted; i++) {
        met_add(d, d->awaited[i].by);
        diag_note(d, d->awaited[i].at, ACCEPTED_MARK "%.*s", STR_ARG(d->awaited[i].why));
    }
    return false;
}

const char *diag_meant(Diag *d, Str meant, const char *otherwise)
{
    return meant.n ? str_printf(d->arena, "did you mean '%.*s'?", STR_ARG(meant)).s : otherwise;
}

const char *diag_nearest(Diag *d, Str word, const Str *candidates, size_t count)
{
    Str meant = diag_errors(d) > FINDINGS_MAX ? (Str){0} : str_nearest(word, candidates, count);
    return meant.n ? str_printf(d->arena, "; %s", diag_meant(d, meant, "")).s : "";
}

void diag_note(Diag *d, Mark at, const char *format, ...)
{
    if (d->drop_notes || d->count == 0 || (d->last_softened && !at.source))
        return;
    va_list args;
    va_start(args, format);
    add(d, d->findings[d->count - 1].code, at, format, args)->is_note = true;
    va_end(args);
}

void diag_hint(Diag *d, const char *format, ...)
{
    if (d->drop_notes || d->count == 0 || d->last_softened)
        return;
    va_list args;
    va_start(args, format);
    Finding *hint = add(d, d->findings[d->count - 1].code, nowhere, format, args);
    hint->is_note = hint->is_hint = true;
    va_end(args);
}

bool diag_said(const Diag *d, DiagCode code, Str message)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->findings[i].code == code && str_eq(d->findings[i].message, message))
            return true;
    return false;
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

/* 'code' DIAG_CODE_COUNT: all. */
void diag_take_code(Diag *d, const Diag *from, DiagCode code, bool others)
{
    bool skips = false, soft = d->soft;
    for (size_t i = 0; i < from->count; i++) {
        const Finding *finding = &from->findings[i];
        if (!finding->is_note) {
            skips = (finding->code == code) == others || is_said(d, finding);
            d->takes_accepted = finding->severity == SEVERITY_ACCEPTED;
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
    d->takes_accepted = false;
    if (!others)
        return;
    for (size_t i = 0; i < from->met_count; i++)
        met_add(d, from->met[i]);
    for (size_t i = 0; i < SEVERITY_ACCEPTED; i++)
        d->totals[i] += from->totals[i] > FINDINGS_MAX ? from->totals[i] - FINDINGS_MAX : 0;
    d->left_out += from->left_out;
}

void diag_take(Diag *d, const Diag *from)
{
    diag_take_code(d, from, DIAG_CODE_COUNT, true);
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

size_t diag_accepted(const Diag *d)
{
    return d->totals[SEVERITY_ACCEPTED];
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

size_t diag_left_out(const Diag *d)
{
    return d->left_out;
}

static const Finding *reason_of(const Diag *d)
{
    const Finding *reason = NULL;
    for (size_t i = 0; i < d->count; i++) {
        const Finding *f = &d->findings[i];
        if (f->is_note || f->severity == SEVERITY_ACCEPTED)
            continue;
        if (f->severity == SEVERITY_ERROR)
            return f;
        reason = reason ? reason : f;
    }
    return reason;
}

Str diag_reason(const Diag *d)
{
    const Finding *reason = reason_of(d);
    return reason ? reason->message : (Str){0};
}

/* ---- Findings by themselves ---- */

static void place_fill(Finding *f, Mark at)
{
    f->file = at.source->name;
    mark_position(at, &f->line, &f->column);
    mark_position((Mark){at.source, at.offset + at.length, 0}, &f->end_line, &f->end_column);
    mark_cell(at, f->cell);
}

Str finding_place(const Finding *f, Arena *a)
{
    Buf out = {.arena = a};
    if (!f->has_place)
        return STR("");
    buf_shown(&out, f->file);
    if (f->cell[0])
        buf_char(&out, ':'), buf_shown(&out, str_from(f->cell));
    else
        buf_printf(&out, ":%u:%u", f->line, f->column);
    return buf_str(&out);
}

Str diag_reason_place(const Diag *d, Arena *a)
{
    const Finding *reason = reason_of(d);
    Finding placed = {.has_place = reason && reason->at.source};
    if (placed.has_place)
        place_fill(&placed, reason->at);
    return finding_place(&placed, a);
}

Str diag_reason_placed(const Diag *d, Arena *a)
{
    Str place = diag_reason_place(d, a);
    return str_printf(a, "%.*s%s%.*s", STR_ARG(place), place.n ? ": " : "", STR_ARG(diag_reason(d)));
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

enum { SHOWN_COLUMNS = 120 }; /* of a source line */

/* The line with the place; of a long one the part around it. */
static void line_show(Finding *f, Mark mark)
{
    Str text = line_at(mark, f->line);
    size_t first = f->column > SHOWN_COLUMNS * 3 / 4 ? f->column - SHOWN_COLUMNS / 2 : 1, at = 0;
    for (size_t i = 1; i < first && at < text.n; i++)
        utf8_next(text, &at);
    size_t from = at;
    for (size_t i = 0; i < SHOWN_COLUMNS && at < text.n; i++)
        utf8_next(text, &at);
    f->shown = str_slice(text, from, at);
    f->cut_before = from > 0;
    f->cut_behind = at < text.n;
    f->caret = f->column - (uint32_t)first;
    size_t end = mark.offset + mark.length, line_end = (size_t)(text.s - mark.source->text.s) + text.n;
    size_t width = utf8_count(str_slice(mark.source->text, mark.offset, end < line_end ? end : line_end));
    size_t room = SHOWN_COLUMNS > f->caret ? SHOWN_COLUMNS - f->caret : 0;
    f->width = (uint32_t)(width < room ? width : room);
}

Finding *diag_findings(const Diag *d, size_t *count, Arena *a)
{
    Finding *findings = arena_grow(a, d->findings, d->count, d->count, sizeof *findings);
    for (size_t i = 0; i < d->count; i++) {
        Finding *f = &findings[i];
        const Mark at = f->at;
        f->at = nowhere;
        f->has_place = at.source != NULL;
        if (!f->has_place)
            continue;
        place_fill(f, at);
        line_show(f, at);
    }
    *count = d->count;
    return findings;
}

Str finding_accepted(const Finding *f, Arena *a)
{
    while (!str_starts(f->message, STR(ACCEPTED_MARK)))
        f++;
    return str_printf(a, "%.*s: %.*s", STR_ARG(diag_word(f->code)),
                      STR_ARG(str_slice(f->message, STR(ACCEPTED_MARK).n, f->message.n)));
}
