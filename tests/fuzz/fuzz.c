/* What the fuzz targets share: see fuzz.h. */
#include "fuzz.h"
#include "src/sheet/sheet.h"

#include "tests/tools/findings.h"

#include <stdlib.h>
#include <string.h>

void fuzz_require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz: it does not hold that %s\n", what);
    abort();
}

/* ---- One input ---- */

/* FNV-1a */
static uint32_t choice_of(const uint8_t *bytes, size_t size)
{
    uint32_t hash = 2166136261;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 16777619;
    return hash ^ hash >> 16;
}

Fuzz fuzz_start(const uint8_t *bytes, size_t size)
{
    static Arena *arena;
    if (!arena)
        arena = arena_new();
    arena_reset(arena);
    Fuzz f = {.a = arena, .d = diag_new(arena), .choice = choice_of(bytes, size)};
    char *copy = arena_alloc(arena, size);
    if (size)
        memcpy(copy, bytes, size);
    f.bytes = (Str){copy, size};
    f.source = source_new(STR("input"), f.bytes, arena);
    return f;
}

static void printed_check(const Fuzz *f, DiagStyle style)
{
    Str text = findings_text(f->d, style, f->a);
    fuzz_require(utf8_invalid(text) == text.n, "findings are UTF-8");
    for (size_t i = 0; i < text.n; i++)
        fuzz_require((unsigned char)text.s[i] >= ' ' || text.s[i] == '\n' ||
                         (style == DIAG_COLOR && text.s[i] == '\x1b'),
                     "findings hold no control character");
    fuzz_require((text.n > 0) == (diag_errors(f->d) + diag_warnings(f->d) > 0),
                 "findings are printed, and nothing else");
}

bool fuzz_shows;

int fuzz_end(const Fuzz *f)
{
    if (fuzz_shows)
        diag_print(f->d, stderr, DIAG_PLAIN);
    printed_check(f, DIAG_PLAIN);
    printed_check(f, DIAG_COLOR);
    printed_check(f, DIAG_JSON);
    return 0;
}

void fuzz_require_agreed(const Fuzz *f, size_t errors, bool has_result)
{
    fuzz_require(has_result == (diag_errors(f->d) == errors), "there is a result, or else an error is reported");
}

/* ---- What the program is shipped with ---- */

static Arena *shipped_arena(void)
{
    static Arena *arena;
    if (!arena)
        arena = arena_new();
    return arena;
}

const Value *fuzz_tree(const char *path)
{
    Arena *a = shipped_arena();
    Diag *d = diag_new(a);
    const Source *source = source_read(path, a, d);
    const Value *root = source ? yaml_parse(source, a, d) : NULL;
    if (!root)
        diag_print(d, stderr, DIAG_PLAIN);
    fuzz_require(root != NULL, "the shipped files are found, seen from the current folder, and are sound");
    return root;
}

static SheetKey fuzz_key(const Cache *cache)
{
    return (SheetKey){jurisdiction_find(cache->store->jurisdictions, STR("CA")), 2023, NULL, 0};
}

Cache *fuzz_cache(void)
{
    static Cache *cache;
    if (cache)
        return cache;
    Arena *a = shipped_arena();
    Diag *d = diag_new(a);
    static const Request request = {
        .folders = {"data", "data", "fonts"}, .years = {2023}, .year_count = 1, .output = OUTPUT_DUMP_DOCUMENT};
    Sheet sheet;
    cache = cache_new(&request, a, d);
    bool is_sound = cache && sheet_make(cache, &request, fuzz_key(cache), 0, &sheet, d);
    if (!is_sound)
        diag_print(d, stderr, DIAG_PLAIN);
    fuzz_require(is_sound, "California's sheet of 2023 can be made");
    return cache;
}

static void pdf_make(Fuzz *f, const Cache *cache, const Pages *pages)
{
    PdfOptions options = pdf_options_of(pages, &cache->colors, STR(NCMEC_PRODUCER));
    size_t errors = diag_errors(f->d);
    options.flavor = (Flavor)(f->choice % FLAVOR_COUNT);
    Pdf *pdf = pdf_open(&options, cache->subsets, f->d);
    if (pdf)
        pdf_add(pdf, pages, f->d);
    Str bytes = pdf_close(pdf, f->a, f->d);
    fuzz_require_agreed(f, errors, bytes.n > 0);
}

void fuzz_sheet(Fuzz *f, const Template *t, const Theme *theme)
{
    Cache *cache = fuzz_cache();
    shape_cache_trim(cache->shapes);
    size_t errors = diag_errors(f->d);
    const DocumentOptions options = {.draft = f->choice >> 8 & 1};
    const Document *document = document_make(t, theme, &cache->data, &options, f->a, f->d);
    fuzz_require_agreed(f, errors, document != NULL);
    if (!document)
        return;
    Buf out = {.arena = f->a};
    document_dump(document, &out);
    document_markdown(document, &out);
    const Pages *pages = layout_document(document, cache->fonts, cache->shapes, f->a, f->d);
    fuzz_require_agreed(f, errors, pages != NULL);
    if (!pages)
        return;
    pages_dump(pages, &out);
    tags_dump(pages, &out);
    bool conforms = pages_conform(pages, f->a, f->d);
    fuzz_require_agreed(f, errors, conforms);
    /* What is refused by then is a page that was promised too much, not one that cannot be written. */
    pdf_make(f, cache, pages);
}
