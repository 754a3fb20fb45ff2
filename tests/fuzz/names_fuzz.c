/* A file's name and a cell's value that are any bytes: findings and texts for people show nothing that drives a
   terminal, and a cell that is written is no formula and reads back the same. */
#include "fuzz.h"
#include "src/data/grid.h"

const char *const fuzz_seeds[] = {"tests/samples/2023/CA.yaml", "tests/fuzz/corpus/table/*", NULL};

static void cell_check(Fuzz *f)
{
    Buf table = {.arena = f->a};
    Grids grids;
    Diag *d = diag_new(f->a);
    cell_put(&table, f->bytes, true);
    row_end(&table);
    fuzz_require(utf8_invalid(buf_str(&table)) == table.n, "a table is UTF-8");
    char first = table.s[table.s[0] == '"'];
    fuzz_require(f->bytes.n == 0 || !memchr("=+-@\t\r", first, 6), "no cell begins a formula");
    bool is_whole = utf8_invalid(f->bytes) == f->bytes.n && str_eq(str_trim(f->bytes), f->bytes) && f->bytes.n;
    /* What only the begin of a table means something by. */
    is_whole = is_whole && !str_starts(f->bytes, STR("\xEF\xBB\xBF")) && !str_starts(f->bytes, STR("sep="));
    bool has_separator = is_whole && memchr("\n\r\";\t", f->bytes.s[0], 5);
    if (is_whole && !has_separator &&
        grids_read(source_new(STR("t.csv"), buf_str(&table), f->a), (Str){0}, &grids, f->a, d) &&
        grids.items[0].row_count == 1 && grids.items[0].rows[0].count == 1)
        fuzz_require(str_eq(grids.items[0].rows[0].cells[0].text, f->bytes), "a cell reads back the same");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    Str shown = str_shown(f.a, f.bytes);
    fuzz_require(utf8_invalid(shown) == shown.n, "what is shown is UTF-8");
    for (size_t at = 0; at < shown.n;)
        fuzz_require(is_shown(utf8_next(shown, &at)), "nothing drives a terminal");
    diag_error(f.d, DIAG_VALUE, (Mark){source_new(f.bytes, f.bytes, f.a), 0, 1}, "'%.*s' is a name", STR_ARG(f.bytes));
    cell_check(&f);
    return fuzz_end(&f);
}
