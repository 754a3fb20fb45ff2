/* Findings for people (with the source line and a caret, as compilers do) or for programs (one JSON object a line). */
#include "ncmec/diag.h"

static const char *severity_word(const Finding *f)
{
    static const char *const words[] = {
        [SEVERITY_ERROR] = "error", [SEVERITY_WARNING] = "warning", [SEVERITY_ACCEPTED] = "accepted"};
    return f->is_note ? "note" : words[f->severity];
}

/* ---- For people ---- */

/* A character for each, so that the caret is below its place. */
static void put_columns(Buf *out, Str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (c == '\t')
            c = ' ';
        buf_code_point(out, is_shown(c) ? c : 0xFFFD);
    }
}

static void put_line(Buf *out, const Finding *f, const char *on, const char *off)
{
    const char *before = f->cut_before ? "..." : "";
    buf_printf(out, "    %s", before);
    put_columns(out, f->shown);
    buf_printf(out, "%s\n    %*s%s^", f->cut_behind ? "..." : "", (int)(f->caret + strlen(before)), "", on);
    for (uint32_t i = 1; i < f->width; i++)
        buf_char(out, '~');
    buf_printf(out, "%s\n", off);
}

static void put_plain(Buf *out, const Finding *f, bool color)
{
    const char *tint = f->is_note || f->severity == SEVERITY_ACCEPTED ? "\x1b[1;36m"
                       : f->severity == SEVERITY_WARNING              ? "\x1b[1;35m"
                                                                      : "\x1b[1;31m";
    const char *on = color ? tint : "", *off = color ? "\x1b[0m" : "";
    if (f->has_place || !f->is_note)
        buf_printf(out, "%.*s: ", STR_ARG(f->has_place ? finding_place(f, out->arena) : STR("ncmec-pdf")));
    buf_printf(out, "%s%s:%s ", on, severity_word(f), off);
    buf_shown(out, f->message);
    buf_char(out, '\n');
    if (f->has_place && (f->code != DIAG_EMPTY || f->is_note)) /* which has nothing to show */
        put_line(out, f, on, off);
}

/* ---- For programs ---- */

static void put_json_place(Buf *out, const Finding *f)
{
    if (!f->has_place) {
        buf_put(out, STR("\"file\":null"));
        return;
    }
    buf_put(out, STR("\"file\":"));
    buf_json(out, f->file);
    buf_printf(out, ",\"line\":%u,\"column\":%u,\"end_line\":%u,\"end_column\":%u", f->line, f->column, f->end_line,
               f->end_column);
    if (f->cell[0]) {
        buf_put(out, STR(",\"cell\":"));
        buf_json(out, str_from(f->cell));
    }
}

static void put_json(Buf *out, const Finding *f, size_t count)
{
    Str code = diag_word(f->code);
    buf_char(out, '{');
    put_json_place(out, f);
    buf_printf(out, ",\"severity\":\"%s\",\"code\":\"%.*s\",\"message\":", severity_word(f), STR_ARG(code));
    buf_json(out, f->message);
    buf_put(out, STR(",\"related\":["));
    for (size_t i = 1; i < count; i++) {
        buf_put(out, i > 1 ? STR(",{") : STR("{"));
        put_json_place(out, &f[i]);
        buf_put(out, STR(",\"message\":"));
        buf_json(out, f[i].message);
        buf_char(out, '}');
    }
    buf_put(out, STR("]}\n"));
}

/* ---- Both ---- */

void findings_put(Buf *out, const Finding *findings, size_t count, DiagStyle style, TextSet *hints)
{
    switch (style) {
    case DIAG_PLAIN:
    case DIAG_COLOR:
        for (size_t i = 0; i < count; i++)
            if (!findings[i].is_hint || !hints || textset_add(hints, findings[i].message))
                put_plain(out, &findings[i], style == DIAG_COLOR);
        break;
    case DIAG_JSON:
        for (size_t i = 0, end; i < count; i = end) {
            end = i + findings_together(findings + i, count - i);
            put_json(out, &findings[i], end - i);
        }
        break;
    }
}

void findings_say(SaidFindings *said, const Finding *findings, size_t count, size_t left_out, FILE *out, Arena *scratch)
{
    Buf text = {.arena = scratch};
    for (size_t i = 0, end; i < count; i = end) {
        Buf whole = {.arena = scratch};
        const Finding *first = &findings[i];
        end = i + findings_together(first, count - i);
        findings_put(&whole, first, end - i, said->style, NULL);
        if (!textset_add(&said->findings, buf_str(&whole)))
            continue;
        said->accepted += first->severity == SEVERITY_ACCEPTED;
        if (first->severity != SEVERITY_ACCEPTED || said->verbose)
            findings_put(first->code == DIAG_EMPTY && said->empties ? said->empties : &text, first, end - i,
                         said->style, &said->hints);
    }
    left_out_put(&text, left_out, said->style);
    if (text.n)
        fwrite(text.s, 1, text.n, out);
}

size_t findings_together(const Finding *findings, size_t count)
{
    size_t end = 1;
    while (end < count && findings[end].is_note)
        end++;
    return end;
}

void left_out_put(Buf *out, size_t left_out, DiagStyle style)
{
    Finding f = {.code = DIAG_LEFT_OUT, .severity = SEVERITY_WARNING};
    if (!left_out)
        return;
    f.message = str_printf(out->arena, "%zu more findings are not shown", left_out);
    if (style == DIAG_JSON)
        put_json(out, &f, 1);
    else
        buf_printf(out, "ncmec-pdf: note: %.*s\n", STR_ARG(f.message));
}

/* Those that are accepted, or all others. */
static void print(const Diag *d, FILE *out, DiagStyle style, bool accepted)
{
    Arena *a = arena_new();
    TextSet hints = {.arena = a};
    Buf text = {.arena = a};
    size_t count;
    const Finding *findings = diag_findings(d, &count, a);
    for (size_t i = 0, end; i < count; i = end) {
        end = i + findings_together(findings + i, count - i);
        if ((findings[i].severity == SEVERITY_ACCEPTED) == accepted)
            findings_put(&text, findings + i, end - i, style, &hints);
    }
    left_out_put(&text, accepted ? 0 : diag_left_out(d), style);
    fwrite(text.s, 1, text.n, out);
    arena_free(a);
}

void diag_print(const Diag *d, FILE *out, DiagStyle style)
{
    if (diag_errors(d) || diag_warnings(d))
        print(d, out, style, false);
}

void diag_print_accepted(const Diag *d, FILE *out, DiagStyle style)
{
    if (diag_accepted(d))
        print(d, out, style, true);
}
