/* Any bytes as a workbook. An archive with changed bytes is refused by its check sums, so that an input may also be the
   texts of its parts, each after a line "== NAME", which are packed here: cells with places in the table, or findings.
 */
#include "fuzz.h"

#include "src/base/zip.h"
#include "src/data/grid.h"

const char *const fuzz_seeds[] = {"tests/fuzz/corpus/workbook/*", NULL};

static Str packed(Fuzz *f)
{
    enum { PARTS_MOST = 16 };
    ZipPart parts[PARTS_MOST];
    size_t count = 0;
    Str text = f->bytes;
    for (size_t at = 0; count < PARTS_MOST && str_starts(str_slice(text, at, text.n), STR("== "));) {
        size_t line = str_find(text, STR("\n"), at), end = str_find(text, STR("\n== "), line);
        parts[count++] = (ZipPart){str_terminated(f->a, str_slice(text, at + 3, line)), str_slice(text, line + 1, end)};
        at = end + 1;
    }
    return count ? zip_write(parts, count, f->a, f->d) : text;
}

static void grid_check(const Grid *grid)
{
    for (size_t i = 0; i < grid->row_count; i++)
        for (size_t k = 0; k < grid->rows[i].count; k++) {
            const GridCell *cell = &grid->rows[i].cells[k];
            char name[CELL_NAME_MAX];
            fuzz_require(mark_cell(cell->mark, name), "a cell has a name");
            fuzz_require(cell->mark.offset + cell->mark.length <= grid->source->text.n, "a cell is in the text");
            fuzz_require(utf8_invalid(cell->text) == cell->text.n, "a cell is UTF-8");
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Cache *cache = fuzz_cache();
    Grids grids = {0};
    const Source *file = source_new(STR("f.xlsx"), packed(&f), f.a);
    if (grids_read(file, STR(""), &grids, f.a, f.d))
        for (size_t i = 0; i < grids.count; i++)
            grid_check(&grids.items[i]);
    size_t errors = diag_errors(f.d);
    const Table *table = table_read(file, STR(""), cache->store->dictionary, cache->store->jurisdictions, f.a, f.d);
    fuzz_require_agreed(&f, errors, table != NULL);
    return fuzz_end(&f);
}
