/* "ncmec-pdf --man": the manual page ncmec-pdf(1), printed from the rows of commands, options and findings, and that of
   "help data", ncmec-pdf-data(5). Only macros of groff_man(7) that mandoc has too. The pages have no date: the same
   program prints the same bytes. */
#include "manual.h"

#include "ncmec/document.h"
#include "src/base/file.h"

#include "options.h"

/* A line of text, with what troff would take for its own escaped. */
static void line_put(Buf *out, Str line)
{
    static const char own[] = "\\-^~`'";
    static const char *const escapes[] = {"\\e", "\\-", "\\(ha", "\\(ti", "\\(ga", "\\(aq"};
    if (line.n && line.s[0] == '.')
        buf_put(out, STR("\\&"));
    for (size_t i = 0; i < line.n; i++) {
        const char *at = memchr(own, line.s[i], sizeof own - 1);
        if (at)
            buf_put(out, str_from(escapes[at - own]));
        else
            buf_char(out, line.s[i]);
    }
    buf_char(out, '\n');
}

/* "THE THEME", which begins a section. */
static bool is_heading(Str line)
{
    bool is = line.n > 0;
    for (size_t i = 0; i < line.n && is; i++)
        is = (line.s[i] >= 'A' && line.s[i] <= 'Z') || line.s[i] == ' ';
    return is;
}

/* Text as the help has it: paragraphs, indented lines, which stay as they are, titles ("Examples:") and sections. */
static void text_put(Buf *out, Str text)
{
    bool is_top = true, is_open = false, is_fixed = false; /* below a title; a paragraph; one of indented lines */
    for (size_t from = 0, to; from < text.n; from = to + 1) {
        to = str_find(text, STR("\n"), from);
        Str line = str_slice(text, from, to);
        bool indents = line.n && line.s[0] == ' ', next_indents = to + 1 < text.n && text.s[to + 1] == ' ';
        if (is_fixed && !indents && !(line.n == 0 && next_indents)) {
            buf_put(out, STR(".fi\n.RE\n"));
            is_fixed = is_open = false;
        }
        if (!line.n && is_fixed) {
            buf_char(out, '\n');
        } else if (!line.n) {
            is_open = false;
        } else if (is_heading(line)) {
            buf_put(out, STR(".SH "));
            line_put(out, line);
            is_top = true;
        } else if (str_ends(line, STR(":")) && next_indents && !indents) {
            buf_put(out, STR(".SS "));
            line_put(out, str_slice(line, 0, line.n - 1));
            is_top = true;
        } else {
            if (!is_top && (indents ? !is_fixed : !is_open))
                buf_put(out, STR(".PP\n"));
            if (indents && !is_fixed)
                buf_put(out, STR(".RS 4\n.nf\n"));
            is_fixed = indents;
            is_open = true;
            is_top = false;
            line_put(out, str_slice(line, indents ? 2 : 0, line.n));
        }
    }
    if (is_fixed)
        buf_put(out, STR(".fi\n.RE\n"));
}

static void options_put(Buf *out, OptionGroup group, Arena *a)
{
    for (const Option *o = options; o < options + option_count; o++) {
        Buf takers = {.arena = a};
        if (o->group != group)
            continue;
        buf_put(out, STR(".TP\n"));
        if (o->letter)
            buf_printf(out, "\\fB\\-%c\\fR, ", o->letter);
        buf_put(out, STR("\\fB\\-\\-"));
        for (const char *c = o->name; *c; c++)
            buf_printf(out, *c == '-' ? "\\-" : "%c", *c);
        buf_printf(out, o->value ? "\\fR \\fI%s\\fR\n" : "\\fR\n", o->value);
        for (CommandId id = 0; id < COMMAND_COUNT; id++)
            if (o->commands >> id & 1)
                buf_printf(&takers, "%s%s", takers.n ? ", " : "", id ? commands[id].name : "sheets");
        line_put(out, str_from(o->help));
        line_put(out, str_printf(a, "(%s)", o->commands == FOR(COUNT) - 1 ? "all commands" : buf_str(&takers).s));
    }
}

static void commands_put(Buf *out, Arena *a)
{
    for (const Command *c = commands + COMMAND_SHEET + 1; c < commands + COMMAND_COUNT; c++) {
        buf_printf(out, ".SS ncmec\\-pdf %s", c->name);
        buf_printf(out, c->operands ? " %s\n" : "\n", c->operands);
        text_put(out, str_from(c->about));
        if (c->notes)
            text_put(out, str_printf(a, "\n%s", c->notes));
    }
}

static void codes_put(Buf *out)
{
    buf_put(out, STR(".SH FINDINGS\nA finding is an error, after which nothing is written, or a warning. With\n"
                     "\\fB\\-\\-diagnostics json\\fR each has one of these codes.\n"));
    for (DiagCode code = 0; code < DIAG_CODE_COUNT; code++) {
        buf_put(out, STR(".TP\n.B "));
        line_put(out, diag_word(code));
        buf_put(out, diag_severity(code) == SEVERITY_ERROR ? STR("Error.\n") : STR("Warning.\n"));
        Str meaning = str_from(diag_meaning(code));
        for (size_t from = 0, to; from < meaning.n; from = to + 1) {
            to = str_find(meaning, STR("\n"), from);
            line_put(out, str_slice(meaning, from, to));
        }
    }
}

bool manual_of_data(const Request *r)
{
    const Texts *words = &r->operands;
    return r->command == &commands[COMMAND_HELP] && words->count == 1 && strcmp(words->items[0], MANUAL_DATA) == 0;
}

Str manual_data_text(Arena *a)
{
    Buf out = {.arena = a};
    Str text = str_from(manual_data);
    size_t at = str_find(text, STR(MANUAL_THEME), 0);
    buf_put(&out, str_slice(text, 0, at));
    theme_manual(&out, a);
    buf_put(&out, str_slice(text, at + STR(MANUAL_THEME).n, text.n));
    return buf_str(&out);
}

static void program_put(Buf *out, Arena *a)
{
    const Command *sheet = &commands[COMMAND_SHEET];
    buf_printf(out,
               ".TH NCMEC\\-PDF 1 \"\" \"%s\" \"User Commands\"\n"
               ".SH NAME\nncmec\\-pdf \\- make fact sheets on missing and exploited children as tagged PDF files\n"
               ".SH SYNOPSIS\n.B ncmec\\-pdf\n\\fB\\-\\-state\\fR \\fISTATE\\fR \\fB\\-\\-year\\fR \\fIYEAR\\fR "
               "[\\fIOPTION\\fR...]\n.br\n.B ncmec\\-pdf\n\\fICOMMAND\\fR [\\fIOPTION\\fR...]\n"
               ".SH DESCRIPTION\n",
               NCMEC_PRODUCER);
    text_put(out, str_from(sheet->about));
    buf_put(out, STR(".SH COMMANDS\n"));
    commands_put(out, a);
    buf_put(out, STR(".SH OPTIONS\n\\fB\\-\\-option\\fR=\\fIVALUE\\fR is the same as \\fB\\-\\-option\\fR "
                     "\\fIVALUE\\fR. Each option names the commands that take it.\n"));
    for (OptionGroup group = 0; group < GROUP_COUNT; group++) {
        buf_printf(out, ".SS %s\n", option_groups[group]);
        options_put(out, group, a);
    }
    buf_put(out, STR(".SH MORE\n"));
    text_put(out, str_from(sheet->notes));
    codes_put(out);
    buf_put(out, STR(".SH SEE ALSO\n.BR ncmec\\-pdf\\-data (5)\n"));
}

int manual_run(const Request *r, Arena *a, Diag *d)
{
    Buf out = {.arena = a};
    if (manual_of_data(r)) {
        buf_put(&out, STR(".TH NCMEC\\-PDF\\-DATA 5 \"\" \"" NCMEC_PRODUCER "\" \"File Formats\"\n"
                          ".SH NAME\nncmec\\-pdf\\-data \\- figures, wording and theme of ncmec\\-pdf\n"));
        text_put(&out, manual_data_text(a));
        buf_put(&out, STR(".SH SEE ALSO\n.BR ncmec\\-pdf (1)\n"));
    } else {
        program_put(&out, a);
    }
    file_print(buf_str(&out), d);
    return command_end(r, (Str){0}, d);
}
