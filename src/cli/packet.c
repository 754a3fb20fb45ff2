/* "ncmec-pdf packet": many sheets in one document. */
#include "src/sheet/packet.h"
#include "command.h"

int packet_run(const Request *r, Arena *a, Diag *d)
{
    Cache *cache = cache_new(r, a, d);
    Str said = cache ? packet_make(cache, r, a, d) : (Str){0};
    int code = command_end(r, said, d);
    cache_free(cache);
    return code;
}
