/* "ncmec-pdf schema": what editors complete and check typed files by. */
#include "command.h"
#include "plan.h"

#include "ncmec/document.h"
#include "src/run/targets.h"
#include "src/store/folders.h"
#include "src/store/store.h"

const TypedKind typed_kinds[TYPED_KINDS] = {
    {"wording", template_schema, "fact-sheet", true, true, false, "template"},
    {"packet-wording", front_schema, "packet", true, true, false, NULL},
    {"theme", theme_schema, THEME_NAME, false, false, true, "theme"},
    {"dictionary", dictionary_schema, MEASURES_NAME, false, true, false, NULL},
    {"jurisdictions", jurisdictions_schema, JURISDICTIONS_NAME, false, false, false, NULL},
    {"packet", plan_schema, NULL, false, false, false, NULL},
};

const TypedKind *typed_kind(const char *name)
{
    for (size_t i = 0; i < TYPED_KINDS; i++)
        if (typed_kinds[i].file && strcmp(typed_kinds[i].name, name) == 0)
            return &typed_kinds[i];
    return NULL;
}

size_t copy_names(Str names[SCHEMA_NAMES])
{
    size_t count = 0;
    for (size_t i = 0; i < TYPED_KINDS; i++)
        if (typed_kinds[i].file)
            names[count++] = str_from(typed_kinds[i].name);
    return count;
}

size_t schema_names(Str names[SCHEMA_NAMES])
{
    names[0] = STR("figures");
    for (size_t i = 0; i < TYPED_KINDS; i++)
        names[i + 1] = str_from(typed_kinds[i].name);
    return SCHEMA_NAMES;
}

int schema_run(const Request *r, Arena *a, Diag *d)
{
    Str names[SCHEMA_NAMES], what = str_from(r->operands.count ? r->operands.items[0] : "figures");
    size_t count = schema_names(names), which = 0;
    while (which < count && !str_eq(what, names[which]))
        which++;
    if (r->operands.count > 1 || (which && r->year_count))
        diag_error(d, DIAG_USAGE, nowhere,
                   r->operands.count > 1 ? "name one kind of file, as in: ncmec-pdf schema %.*s"
                                         : "the schema of '%.*s' is the same in every year; leave out '--year'",
                   STR_ARG(what));
    else if (which == count)
        diag_error(d, DIAG_USAGE, nowhere, "there is no schema of '%.*s'; %s", STR_ARG(what),
                   diag_meant(d, str_nearest(what, names, count),
                              "there are those of figures, wording, packet-wording, theme, dictionary, jurisdictions "
                              "and packet"));
    else if (which)
        target_write(r, TARGET_SCHEMA, false, typed_kinds[which - 1].schema(a), a, d);
    if (which || r->operands.count > 1)
        return command_end(r, (Str){0}, d);
    Store *s = store_open(r, a, d);
    const Dictionary *dict = diag_errors(d) || !r->year_count ? s->dictionary : store_dictionary(s, r->years[0], d);
    if (!diag_errors(d))
        target_write(r, TARGET_SCHEMA, false, schema_text(dict, s->jurisdictions, a), a, d);
    return command_end(r, (Str){0}, d);
}
