/* "ncmec-pdf schema": by which editors complete and check typed files. */
#include "command.h"
#include "src/run/targets.h"
#include "src/store/store.h"

int schema_run(const Request *r, Arena *a, Diag *d)
{
    const Store *s = store_open(r, a, d);
    if (!diag_errors(d))
        target_write(r, TARGET_SCHEMA, false, schema_text(s->dictionary, s->jurisdictions, a), a, d);
    return command_end(r, (Str){0}, d);
}
