/* What the fuzz targets share: see fuzz.h. */
#include "fuzz.h"
#include "src/sheet/sheet.h"

#include "src/base/read.h"
#include "tests/tools/findings.h"
#include "tests/tools/random.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void fuzz_require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz: it does not hold that %s\n", what);
    abort();
}

/* ---- Memory: sanitizers tell of each allocation ---- */

int __sanitizer_install_malloc_and_free_hooks(void (*taken)(const volatile void *, size_t),
                                              void (*freed)(const volatile void *)) __attribute__((weak));
size_t __sanitizer_get_allocated_size(const volatile void *block) __attribute__((weak));

static long long memory, memory_least; /* what is taken, and the least of it since fuzz_start() */
static bool is_watched;

/* Under a sanitizer each of an arena's allocations is a block with a head of this size, which is not counted. */
static long long block_cost(size_t size)
{
    enum { HEAD = 48 };
    return size > HEAD ? (long long)size - HEAD : (long long)size;
}

static void memory_taken(const volatile void *block, size_t size)
{
    (void)block;
    memory += block_cost(size);
    if (is_watched && memory - memory_least > FUZZ_MEMORY_MOST) {
        is_watched = false;
        fuzz_require(false, "an input of at most 1 MiB costs at most 64 MiB");
    }
}

static void memory_freed(const volatile void *block)
{
    if (block)
        memory -= block_cost(__sanitizer_get_allocated_size(block));
    memory_least = memory < memory_least ? memory : memory_least;
}

static void memory_watch(bool watched)
{
    static bool is_hooked;
    if (!is_hooked && __sanitizer_install_malloc_and_free_hooks)
        __sanitizer_install_malloc_and_free_hooks(memory_taken, memory_freed);
    is_hooked = true;
    memory_least = memory;
    is_watched = watched;
}

/* ---- Long inputs ---- */

/* A part of some bytes, or of some lines. */
static Str part_choose(const uint8_t *bytes, size_t size, uint32_t *state)
{
    enum { SHORT = 64 };
    size_t from = (lcg_next(state) >> 8) % size, length = 1 + (lcg_next(state) >> 8) % SHORT;
    size_t to = length < size - from ? from + length : size;
    if (lcg_next(state) >> 31) {
        while (from > 0 && bytes[from - 1] != '\n')
            from--;
        while (to < size && bytes[to - 1] != '\n')
            to++;
    }
    return (Str){(const char *)bytes + from, to - from};
}

size_t fuzz_grow(uint8_t *bytes, size_t size, size_t most, uint32_t seed)
{
    uint32_t state = seed;
    if (size == 0 || size >= most)
        return size;
    Str part = part_choose(bytes, size, &state);
    bool is_numbered = lcg_next(&state) >> 31; /* so that no two are the same */
    size_t wanted = most >> (lcg_next(&state) >> 16) % 6, number_at = 1;
    size_t end = (size_t)(part.s - (const char *)bytes) + part.n, rest = size - end, at = 0;
    while (number_at < part.n && !memchr(":,=\n", part.s[number_at], 4))
        number_at++;
    char *grown = malloc(most);
    if (!grown)
        exit(1);
    for (unsigned i = 1; size + at + part.n + 10 <= wanted; i++) {
        memcpy(grown + at, part.s, number_at);
        at += number_at;
        if (is_numbered)
            at += (size_t)snprintf(grown + at, 11, "%u", i);
        memcpy(grown + at, part.s + number_at, part.n - number_at);
        at += part.n - number_at;
    }
    memmove(bytes + end + at, bytes + end, rest);
    memcpy(bytes + end, grown, at);
    free(grown);
    return size + at;
}

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t most) __attribute__((weak));
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t most, unsigned seed);

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t most, unsigned seed)
{
    enum { ONE_OF = 1024, USUAL_MOST = 64 * 1024 };
    if (seed % ONE_OF == 0)
        return fuzz_grow(bytes, size, most, seed);
    return LLVMFuzzerMutate(bytes, size, size < USUAL_MOST && USUAL_MOST < most ? USUAL_MOST : most);
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
    input_forget(0);
    memory_watch(true);
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
    memory_watch(false);
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

size_t fuzz_parts(const Fuzz *f, FuzzPart parts[FUZZ_PARTS])
{
    size_t count = 0;
    Str text = f->bytes;
    for (size_t at = 0; count < FUZZ_PARTS && str_starts(str_slice(text, at, text.n), STR("== "));) {
        size_t line = str_find(text, STR("\n"), at), end = str_find(text, STR("\n== "), line);
        parts[count++] = (FuzzPart){str_slice(text, at + 3, line), str_slice(text, line + 1, end)};
        at = end + 1;
    }
    return count;
}

size_t fuzz_arguments(const Fuzz *f, const char **arguments, size_t most)
{
    size_t count = 0;
    Str end = str_find(f->bytes, (Str){"", 1}, 0) < f->bytes.n ? (Str){"", 1} : STR("\n");
    for (size_t at = 0; at < f->bytes.n && count < most;) {
        size_t to = str_find(f->bytes, end, at);
        Str argument = str_slice(str_slice(f->bytes, at, to), 0, FUZZ_ARGUMENT_MOST);
        arguments[count++] = str_terminated(f->a, argument);
        at = to + 1;
    }
    return count;
}

const char *fuzz_file(const Fuzz *f, Str bytes, int *fd)
{
    *fd = memfd_create("input", MFD_CLOEXEC);
    fuzz_require(*fd >= 0 && write(*fd, bytes.s, bytes.n) == (ssize_t)bytes.n, "there is memory for the file");
    return str_printf(f->a, "/proc/self/fd/%d", *fd).s;
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
    bool was_watched = is_watched;
    is_watched = false;
    Arena *a = shipped_arena();
    Diag *d = diag_new(a);
    static const Request request = {.folders = {"data", .shipped_data = "data", .shipped_fonts = "fonts"},
                                    .years = {2023},
                                    .year_count = 1,
                                    .output = OUTPUT_DUMP_DOCUMENT};
    Sheet sheet;
    cache = cache_new(&request, a, d);
    bool is_sound = cache && sheet_make(cache, &request, fuzz_key(cache), 0, &sheet, d);
    if (!is_sound)
        diag_print(d, stderr, DIAG_PLAIN);
    fuzz_require(is_sound, "California's sheet of 2023 can be made");
    memory_watch(was_watched);
    return cache;
}

static void pdf_make(Fuzz *f, const Cache *cache, const Pages *pages)
{
    PdfOptions options = pdf_options_of(pages, &cache->colors, STR(NCMEC_PRODUCER));
    size_t errors = diag_errors(f->d);
    options.flavor = (Flavor)(f->choice % FLAVOR_PDFS);
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
