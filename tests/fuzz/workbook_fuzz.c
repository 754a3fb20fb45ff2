/* Any bytes as a workbook. An archive with changed bytes is refused by its check sums, so that an input may also be the
   texts of its parts, each after a line "== NAME", which are packed here: cells with places in the table, or findings.
 */
#include "fuzz.h"

#include "src/base/zip.h"
#include "src/data/grid.h"

const char *const fuzz_seeds[] = {"tests/fuzz/corpus/workbook/*", NULL};

static Str packed(Fuzz *f)
{
    FuzzPart texts[FUZZ_PARTS];
    ZipPart parts[FUZZ_PARTS];
    size_t count = fuzz_parts(f, texts);
    for (size_t i = 0; i < count; i++)
        parts[i] = (ZipPart){str_terminated(f->a, texts[i].name), texts[i].text};
    return count ? zip_write(parts, count, f->a, f->d) : f->bytes;
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
    const Table *table = table_read(file, STR(""), &(Dictionaries){.shared = cache->store->dictionary},
                                    cache->store->jurisdictions, f.a, f.d);
    fuzz_require_agreed(&f, errors, table != NULL);
    return fuzz_end(&f);
}
