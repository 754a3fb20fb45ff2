/* "ncmec-pdf schema": what editors complete and check typed files by. */
#include "command.h"
#include "plan.h"

#include "ncmec/document.h"
#include "src/run/targets.h"
#include "src/store/store.h"

/* What has a schema that does not follow from the office's files. */
static const struct {
    const char *name;
    Str (*text)(Arena *a);
} schemas[] = {{"dictionary", dictionary_schema}, {"jurisdictions", jurisdictions_schema},
               {"wording", template_schema},      {"packet-wording", front_schema},
               {"theme", theme_schema},           {"packet", plan_schema}};
enum { SCHEMAS = sizeof schemas / sizeof *schemas };

size_t schema_names(Str names[SCHEMA_NAMES])
{
    names[0] = STR("figures");
    for (size_t i = 0; i < SCHEMAS; i++)
        names[i + 1] = str_from(schemas[i].name);
    return SCHEMAS + 1;
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
                              "there are those of figures, dictionary, jurisdictions, wording, packet-wording, theme "
                              "and packet"));
    else if (which)
        target_write(r, TARGET_SCHEMA, false, schemas[which - 1].text(a), a, d);
    if (which || r->operands.count > 1)
        return command_end(r, (Str){0}, d);
    Store *s = store_open(r, a, d);
    const Dictionary *dict = diag_errors(d) || !r->year_count ? s->dictionary : store_dictionary(s, r->years[0], d);
    if (!diag_errors(d))
        target_write(r, TARGET_SCHEMA, false, schema_text(dict, s->jurisdictions, a), a, d);
    return command_end(r, (Str){0}, d);
}
