/* Any bytes as a spreadsheet: figures per state and findings that name cells; a table that is good comes back the same
   when it is written out and read again. */
#include "fuzz.h"

#include "src/store/edit.h"

const char *const fuzz_seeds[] = {"tests/fuzz/corpus/table/*", NULL};

static const Table *table_of(Fuzz *f, const Source *source)
{
    const Cache *cache = fuzz_cache();
    size_t errors = diag_errors(f->d);
    const Table *table = table_read(source, STR(""), &(Dictionaries){.shared = cache->store->dictionary},
                                    cache->store->jurisdictions, f->a, f->d);
    fuzz_require_agreed(f, errors, table != NULL);
    return table;
}

/* Whether every cell holds a figure; which the rows lack does not matter here. */
static bool figures_are_good(Fuzz *f, const Table *table)
{
    const Cache *cache = fuzz_cache();
    const Dictionary *dict = cache->store->dictionary;
    size_t errors = diag_errors(f->d);
    for (size_t i = 0; i < table->count; i++) {
        const Value *figures = value_get(table->sheets[i].root, STR("figures"));
        for (size_t k = 0; k < figures->count; k++) {
            Figure figure;
            figure_read(figures->fields[k].value, &dict->items[dictionary_find(dict, figures->fields[k].key)], &figure,
                        f->d);
        }
    }
    return diag_errors(f->d) == errors;
}

static void sheets_read(Fuzz *f, const Table *table)
{
    const Cache *cache = fuzz_cache();
    for (size_t i = 0; i < table->count; i++) {
        const Jurisdiction *j = table->sheets[i].jurisdiction;
        const Value *root = typed_complete(table->sheets[i].root, 2023, f->a);
        figures_read(root, &(FiguresAsked){cache->store->dictionary, cache->store->jurisdictions, j, 2023}, f->a, f->d);
    }
}

static Str text_of(const Table *table, const Dictionary *dict, Arena *a)
{
    const TableCells cells = table_cells(table->sheets, table->count, 0, dict, a);
    return table_csv(&cells, a);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Dictionary *dict = fuzz_cache()->store->dictionary;
    const Table *table = table_of(&f, f.source);
    if (table)
        sheets_read(&f, table);
    if (table && figures_are_good(&f, table) && table->count) {
        Str text = text_of(table, dict, f.a);
        const Table *again = table_of(&f, source_new(STR("again"), text, f.a));
        fuzz_require(again && str_eq(text_of(again, dict, f.a), text), "a table that is written can be read again");
    }
    return fuzz_end(&f);
}
