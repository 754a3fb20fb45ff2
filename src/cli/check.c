/* "ncmec-pdf check": mistakes in figures, and what the code of a finding means. */
#include "src/review/check.h"

#include "command.h"
#include "src/base/file.h"

static void code_explain(const Request *r, Arena *a, Diag *d)
{
    Buf text = {.arena = a};
    Str names[DIAG_CODE_COUNT], wanted = str_from(r->explain);
    bool all = str_eq(wanted, STR("all"));
    for (DiagCode code = 0; code < DIAG_CODE_COUNT; code++) {
        names[code] = diag_word(code);
        if (all || str_eq(wanted, names[code]))
            buf_printf(&text, "%s%.*s (%s)\n%s\n", text.n ? "\n" : "", STR_ARG(names[code]),
                       diag_severity(code) == SEVERITY_ERROR ? "error" : "warning", diag_meaning(code));
    }
    if (text.n) {
        file_print(buf_str(&text), d);
        return;
    }
    diag_error(d, DIAG_USAGE, nowhere, "unknown code '%.*s'; %s", STR_ARG(wanted),
               diag_meant(d, str_nearest(wanted, names, DIAG_CODE_COUNT), "--explain all lists them"));
}

int check_command(const Request *r, Arena *a, Diag *d)
{
    Str said = {0}, certificate = {0};
    if (r->explain)
        code_explain(r, a, d);
    else
        said = check_run(store_open(r, a, d), &certificate, a, d);
    if (certificate.n)
        file_print(certificate, d);
    return command_end(r, said, d);
}
