/* "ncmec-pdf packet": many sheets in one document. */
#include "command.h"
#include "src/base/hash.h"
#include "src/run/extras.h"
#include "src/run/report.h"
#include "src/sheet/sheet.h"
#include "src/store/folders.h"

/* Named as a sheet's files are. */
static TargetName packet_target(const Request *r, const Language *language, Flavor flavor, Arena *a)
{
    bool is_usual = !r->target || is_folder(r->target) || str_ends(str_from(r->target), STR("/"));
    size_t files = r->flavor_count - (r->statements != NULL);
    Str path = STR("packet.pdf");
    if (r->target)
        path = is_usual ? str_printf(a, "%spacket.pdf", folder_slashed(r->target, a)) : str_from(r->target);
    if (language && (is_usual || r->language_count > 1 || r->all_languages))
        path = path_marked(path, language_suffix(language, a), a);
    bool is_marked = (is_usual || files > 1) && !str_eq(path, STR("-"));
    if (flavor == FLAVOR_RECORD) {
        path = flavor_path(path_marked(path, "-accessibility", a), FLAVOR_RECORD, a);
        Str name = path_cut(&path);
        path = str_printf(a, "%s%.*s", folder_slashed(r->statements, a), STR_ARG(name));
        return (TargetName){path.s, "--statements", TARGET_RECORD};
    }
    const char *option = files > 1 ? str_printf(a, "-o for %s", flavor_rows[flavor].word).s : "-o";
    return (TargetName){is_marked ? flavor_path(path, flavor, a).s : path.s, option, TARGET_PDF};
}

typedef struct Binding {
    const Request *request;
    Cache *cache;
    PrintOrder *order; /* NULL: none */
    Statement *series; /* records of accessibility */
    Buf *said;
    Diag *diag;
} Binding;

/* The record of the packet's PDF for readers, 'file'; empty after findings. */
static Str record_text(const Binding *b, const PacketMade *made, Str file)
{
    Statement *statement = statement_new(b->said->arena);
    if (!statement_add_packet(statement, b->cache, made, path_cut(&file), b->diag))
        return (Str){0};
    statement_take(b->series, statement_packed(statement));
    return statement_text(statement, OUTPUT_STATEMENT_HTML);
}

static void packet_write(const Binding *b, const PacketMade *made, size_t file, const TargetName *targets)
{
    const TargetName *target = &targets[file];
    const Request *r = b->request;
    Buf *said = b->said;
    Diag *d = b->diag;
    Str bytes = made->bytes[file];
    bool is_record = r->flavors[file] == FLAVOR_RECORD;
    if (is_record)
        bytes = record_text(b, made, str_from(targets[flavor_for_readers(r->flavors, r->flavor_count)].path));
    if (is_record && !bytes.n)
        return;
    if (strcmp(target->path, "-") == 0) {
        file_print(bytes, d);
        return;
    }
    Str drafts = made->draft_count
                     ? str_printf(said->arena, "%zu draft%s, ", made->draft_count, PLURAL(made->draft_count))
                     : (Str){0};
    Str what = str_printf(said->arena, "%zu sheet%s, %.*s%u pages, ", made->sheet_count, PLURAL(made->sheet_count),
                          STR_ARG(drafts), made->page_count);
    FileResult result =
        file_write_synced(target->path, bytes, r->no_sync ? FILE_SYNC_NONE : FILE_SYNC_ALL, said->arena, d);
    if (result != FILE_FAILED)
        buf_printf(said, "%s: %.*s%zu bytes%s\n", str_shown(said->arena, str_from(target->path)).s,
                   STR_ARG(is_record ? (Str){0} : what), bytes.n, result == FILE_UNCHANGED ? ", unchanged" : "");
    if (b->order && result != FILE_FAILED && flavor_rows[r->flavors[file]].marks)
        order_add(b->order, &(OrderFile){.path = target->path,
                                         .flavor = r->flavors[file],
                                         .digest = sha256_of(bytes, said->arena),
                                         .states = made->states,
                                         .language = made->language,
                                         .is_draft = made->is_draft,
                                         .is_sample = made->is_sample,
                                         .pages = made->page_count,
                                         .press = &made->press});
}

/* The packet of one language, of which there is one a flavor. */
static bool packet_bind(const Binding *b, const SheetList *list, const TargetName *targets)
{
    const Request *r = b->request;
    Buf *said = b->said;
    Arena *a = said->arena;
    PacketMade made = {0};
    bool is_made = packet_make(b->cache, r, list, &made, a, b->diag);
    for (size_t i = 0; i < r->flavor_count && !is_made; i++)
        buf_put(said, str_from(target_old_text(r, targets[i].path, a)));
    if (r->verbose)
        buf_put(said, made.read);
    for (size_t i = 0; i < r->flavor_count && is_made && diag_errors(b->diag) == 0; i++)
        packet_write(b, &made, i, targets);
    return is_made;
}

/* Those sheets of a list that are in one language. */
static SheetList list_in(const SheetList *list, const Language *language, Arena *a)
{
    SheetList own = *list;
    SheetKey *items = ARENA_ARRAY(a, SheetKey, list->count);
    own.count = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].language == language)
            items[own.count++] = list->items[i];
    own.items = items;
    return own;
}

static void packets_bind(Cache *cache, const Request *r, Buf *said, Diag *d)
{
    Arena *a = said->arena;
    SheetList list;
    const Language *asked[LANGUAGES_MAX];
    TargetName targets[LANGUAGES_MAX * REQUEST_FLAVORS_MAX + EXTRAS_MAX + 1];
    const Binding binding = {r, cache, order_new(r, cache->colors.condition, a, d), statement_new(a), said, d};
    Extras extras = extras_of(r, STR("./"), a);
    if (r->statements)
        statement_check(cache->store, d);
    if (diag_errors(d) || !sheets_select(r, cache, a, &list, d))
        return;
    size_t languages = store_languages(cache->store, list.items[0].year, asked), count = r->flavor_count;
    for (size_t i = 0; i < languages * count; i++)
        targets[i] = packet_target(r, asked[i / count], r->flavors[i % count], a);
    size_t number = languages * count;
    if (r->print_order)
        targets[number++] = (TargetName){r->print_order, "--print-order", TARGET_ORDER};
    for (size_t i = 0; i < extras.count; i++)
        targets[number++] = (TargetName){extras.items[i].path, "--statements", extras.items[i].form};
    bool is_made = targets_check(guard_new(r, a), targets, number, d) &&
                   (!r->statements || folder_make(r->statements, a, d)) &&
                   (!r->target || !str_ends(str_from(r->target), STR("/")) || folder_make(r->target, a, d));
    for (size_t i = 0; i < languages && is_made; i++) {
        const SheetList own = list_in(&list, asked[i], a);
        is_made = packet_bind(&binding, &own, &targets[i * count]);
    }
    if (is_made && !diag_errors(d))
        order_write(binding.order, d);
    if (is_made && !diag_errors(d) && extras_write(&extras, r, cache, binding.series, a, d))
        extras_say(&extras, r, a);
    if (is_made)
        buf_put(said, list.missing);
}

int packet_run(const Request *r, Arena *a, Diag *d)
{
    Cache *cache = cache_new(r, a, d);
    Buf said = {.arena = a};
    if (cache)
        packets_bind(cache, r, &said, d);
    int code = command_end(r, buf_str(&said), d);
    cache_free(cache);
    return code;
}
