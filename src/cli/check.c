/* "ncmec-pdf check": mistakes in figures, and what the code of a finding means. */
#include "src/review/check.h"

#include "command.h"
#include "plan.h"
#include "src/base/file.h"
#include "src/store/folders.h"

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

/* Whether a file that is named is a packet's, by its keys. */
static bool is_plan(const char *path, Arena *a)
{
    static const char *const keys[] = {"states", "groups", "after", "dividers", "prepared_for"};
    bool is_yaml = str_ends(str_from(path), STR(".yaml")) && !data_name_use(str_from(path));
    const Source *source = is_yaml ? source_read(path, a, diag_new(a)) : NULL;
    const Value *root = source ? yaml_parse(source, a, diag_new(a)) : NULL;
    for (size_t i = 0; root && root->kind == VALUE_MAP && i < sizeof keys / sizeof *keys; i++)
        if (value_get(root, str_from(keys[i])) && !value_get(root, STR("contents")))
            return true;
    return false;
}

/* Checks packets' files, and takes them out of those that are to be checked; how many there were. */
static size_t plans_check(Request *r, Arena *a, Diag *d)
{
    size_t kept = 0, count = r->operands.count;
    for (size_t i = 0; i < count; i++) {
        const Value *root;
        PlanOption plan[PLAN_OPTIONS_MAX];
        size_t plan_count = 0;
        if (is_plan(r->operands.items[i], a))
            plan_read(r->operands.items[i], &root, plan, &plan_count, a, d);
        else
            r->operands.items[kept++] = r->operands.items[i];
    }
    r->operands.count = kept;
    return count - kept;
}

int check_command(const Request *asked, Arena *a, Diag *d)
{
    Str said = {0}, certificate = {0};
    Request own = *asked;
    const Request *r = &own;
    size_t plans = asked->explain ? 0 : plans_check(&own, a, d);
    if (r->explain)
        code_explain(r, a, d);
    else
        said = check_run(store_open(r, a, d), plans, &certificate, a, d);
    if (certificate.n)
        file_print(certificate, d);
    return command_end(r, said, d);
}
