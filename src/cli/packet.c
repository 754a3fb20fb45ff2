/* "ncmec-pdf packet": many sheets in one document. */
#include "command.h"
#include "src/run/jobs.h"
#include "src/sheet/sheet.h"

#include <string.h>

/* Named as a sheet's files are. */
static TargetName packet_target(const Request *r, Flavor flavor, Arena *a)
{
    Str path = str_from(r->target ? r->target : "packet.pdf");
    bool is_marked = (!r->target || r->flavor_count > 1) && !str_eq(path, STR("-"));
    const char *option = r->flavor_count > 1 ? str_printf(a, "-o for %s", flavor_rows[flavor].word).s : "-o";
    return (TargetName){is_marked ? flavor_path(path, flavor, a).s : path.s, option, TARGET_PDF};
}

static void packet_write(const Request *r, const SheetList *list, const PacketMade *made, size_t file,
                         const TargetName *target, Buf *said, Diag *d)
{
    Str bytes = made->bytes[file];
    if (strcmp(target->path, "-") == 0) {
        file_print(bytes, d);
        return;
    }
    FileResult result =
        file_write_synced(target->path, bytes, r->no_sync ? FILE_SYNC_NONE : FILE_SYNC_ALL, said->arena, d);
    if (result != FILE_FAILED)
        buf_printf(said, "%s: %zu sheet%s, %u pages, %zu bytes%s\n", str_shown(said->arena, str_from(target->path)).s,
                   list->count, list->count == 1 ? "" : "s", made->page_count, bytes.n,
                   result == FILE_UNCHANGED ? ", unchanged" : "");
}

static void packet_bind(Cache *cache, const Request *r, Buf *said, Diag *d)
{
    Arena *a = said->arena;
    SheetList list;
    PacketMade made = {0};
    TargetName targets[REQUEST_FLAVORS_MAX];
    for (size_t i = 0; i < r->flavor_count; i++)
        targets[i] = packet_target(r, r->flavors[i], a);
    if (!sheets_select(r, cache, a, &list, d) || !targets_check(guard_new(r, a), targets, r->flavor_count, d))
        return;
    bool is_made = packet_make(cache, r, &list, &made, a, d);
    for (size_t i = 0; i < r->flavor_count && !is_made; i++)
        buf_put(said, str_from(target_old_text(r, targets[i].path, a)));
    if (r->verbose)
        buf_put(said, made.read);
    if (!is_made)
        return;
    buf_put(said, list.missing);
    for (size_t i = 0; i < r->flavor_count && diag_errors(d) == 0; i++)
        packet_write(r, &list, &made, i, &targets[i], said, d);
}

int packet_run(const Request *r, Arena *a, Diag *d)
{
    Cache *cache = cache_new(r, a, d);
    Buf said = {.arena = a};
    if (cache)
        packet_bind(cache, r, &said, d);
    int code = command_end(r, buf_str(&said), d);
    cache_free(cache);
    return code;
}
