/* What the program does without a command: makes sheets, one here or many by a run; also "ncmec-pdf explain". */
#include "src/sheet/sheet.h"

#include "command.h"
#include "src/base/file.h"
#include "src/run/batch.h"
#include "src/run/targets.h"

#include <stdio.h>
#include <string.h>

static const Mark nowhere;

static void files_say(const Request *r, const Cache *cache)
{
    for (size_t i = 0; i < cache->store->read_count && r->verbose && r->is_chatty; i++)
        fprintf(stderr, "read %s\n", cache->store->read[i]);
}

static void result_say(const char *target, const Sheet *sheet, Str bytes, FileResult result)
{
    if (sheet->page_count)
        fprintf(stderr, "%s: %u pages, %zu bytes%s\n", target, sheet->page_count, bytes.n,
                result == FILE_UNCHANGED ? ", unchanged" : "");
    else
        fprintf(stderr, "%s: %zu bytes%s\n", target, bytes.n, result == FILE_UNCHANGED ? ", unchanged" : "");
}

static void bytes_write(const Request *r, const Sheet *sheet, const char *target, Str bytes, Arena *a, Diag *d)
{
    if (strcmp(target, "-") == 0) {
        file_print(bytes, d);
        return;
    }
    FileResult result = file_write_synced(target, bytes, r->no_sync ? FILE_SYNC_NONE : FILE_SYNC_ALL, a, d);
    if (r->is_chatty && result != FILE_FAILED)
        result_say(target, sheet, bytes, result);
}

/* As -o has it, else by the sheet's name. What is for the press says so in its name, unless -o names that file alone.
 */
static const char *part_target(const Request *r, const Sheet *sheet, Flavor flavor, Arena *a)
{
    Str path = r->target ? str_from(r->target) : str_printf(a, "%.*s.pdf", STR_ARG(sheet->name));
    bool is_marked = flavor_is_press(flavor) && (!r->target || sheet->part_count > 1);
    return str_terminated(a, is_marked ? press_path(path, a) : path);
}

static TargetForm form_of(Output output)
{
    switch (output) {
    case OUTPUT_PDF:
        break;
    case OUTPUT_DUMP_DOCUMENT:
    case OUTPUT_DUMP_PAGES:
    case OUTPUT_DUMP_TAGS:
    case OUTPUT_DUMP_MARKDOWN:
    case OUTPUT_DUMP_THEME:
        return TARGET_ANY;
    case OUTPUT_EXPLAIN_TABLE:
        return TARGET_TEXT;
    case OUTPUT_EXPLAIN_CSV:
        return TARGET_CSV;
    case OUTPUT_EXPLAIN_JSON:
        return TARGET_JSON;
    }
    return TARGET_PDF;
}

static void sheet_write(const Request *r, const Sheet *sheet, Arena *a, Diag *d)
{
    TargetName targets[REQUEST_FLAVORS_MAX] = {{r->target ? r->target : "-", "-o", form_of(r->output)}};
    for (size_t i = 0; i < sheet->part_count; i++)
        targets[i] = (TargetName){part_target(r, sheet, sheet->parts[i].flavor, a), "-o", TARGET_PDF};
    size_t count = sheet->part_count ? sheet->part_count : 1;
    if (!targets_check(guard_new(r, a), targets, count, d) || diag_exit(d, r->strict) != EXIT_CODE_DONE)
        return;
    for (size_t i = 0; i < count; i++)
        bytes_write(r, sheet, targets[i].path, sheet->part_count ? sheet->parts[i].bytes : sheet->bytes, a, d);
}

static bool one_make(Cache *cache, const Request *r, Sheet *sheet, Diag *d)
{
    SheetKey key = {.year = r->years[0]};
    if (r->state && r->output != OUTPUT_DUMP_THEME) {
        key.state = jurisdiction_named(cache->store->jurisdictions, str_from(r->state), DIAG_USAGE, nowhere, d);
        if (!key.state)
            return false;
    }
    return sheet_make(cache, r, key, 0, sheet, d);
}

int sheet_run(const Request *r, Arena *a, Diag *d)
{
    if (r->is_many)
        return batch_run(r, a, d);
    Cache *cache = cache_new(r, a, d);
    Sheet sheet = {0};
    bool made = cache && one_make(cache, r, &sheet, d);
    if (cache)
        files_say(r, cache);
    if (made)
        sheet_write(r, &sheet, a, d);
    /* While the texts that findings point into are there. */
    int code = command_end(r, (Str){0}, d);
    cache_free(cache);
    return code;
}
