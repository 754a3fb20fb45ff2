/* "ncmec-pdf packet": many sheets in one document. */
#include "src/sheet/packet.h"
#include "command.h"
#include "options.h"

#include <string.h>

static const Mark nowhere;

static bool packet_check(const Request *r, Diag *d)
{
    size_t errors = diag_errors(d);
    if (!r->state)
        diag_error(d, DIAG_USAGE, nowhere, "no state is given; add some, as in --state CA,NV,AZ");
    options_check_table(r, d);
    if (!r->year_count && !r->data_file)
        diag_error(d, DIAG_USAGE, nowhere, "no year is given; add one, as in --year 2023");
    if (r->flavor_count > 1 && r->target && strcmp(r->target, "-") == 0)
        diag_error(d, DIAG_USAGE, nowhere,
                   "two files do not go to standard output; make them one at a time, or name a file: -o packet.pdf");
    if (r->operand_count)
        diag_error(d, DIAG_USAGE, nowhere, "unexpected '%s'; did you mean '-o %s'?", r->operands[0], r->operands[0]);
    return diag_errors(d) == errors;
}

int packet_run(const Request *r, Arena *a, Diag *d)
{
    Cache *cache = packet_check(r, d) ? cache_new(r, a, d) : NULL;
    Str said = cache ? packet_make(cache, r, a, d) : (Str){0};
    int code = command_end(r, said, d);
    cache_free(cache);
    return code;
}
