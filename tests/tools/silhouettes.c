/* All silhouettes of a folder on one page, each in a box as large as the sheet's, under its name: to be judged by eye.
   Usage: silhouettes MAPS FONTS ICC >PDF, each a folder. The files go through the program's own reader, layout of text
   and writer, so that what is seen is what a sheet shows. */
#include "ncmec/document.h"
#include "ncmec/pdf.h"

#include <dirent.h>
#include <stdlib.h>

enum { COLUMNS = 8, CELL = 128, LABEL = 14, WIDTH = 112, HEIGHT = 90, MOST = 128 };

static const Color navy = {.name = {"navy", 4}, .srgb = {0x12, 0x28, 0x4C}};
static const Color black = {.name = {"black", 5}, .kind = COLOR_BLACK};

typedef struct Contact {
    Arena *arena;
    Diag *diag;
    const FontSet *fonts;
    ShapeCache *cache;
    PdfColors colors;
    DrawItem items[2 * MOST];
    uint32_t count;
} Contact;

static int order(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

static size_t names_read(const char *folder, Str *names, Arena *a)
{
    size_t count = 0;
    DIR *stream = opendir(folder);
    for (const struct dirent *entry; stream && count < MOST && (entry = readdir(stream));)
        if (str_ends(str_from(entry->d_name), STR(".path")))
            names[count++] = str_copy(a, str_from(entry->d_name));
    if (stream)
        closedir(stream);
    if (count)
        qsort(names, count, sizeof *names, order);
    return count;
}

static void label_add(Contact *c, Str text, Sp x, Sp y)
{
    Inline *whole = ARENA_NEW(c->arena, Inline);
    *whole = (Inline){.kind = INLINE_TEXT, .end = (uint32_t)text.n};
    Prose prose = {.text = text, .inlines = whole, .inline_count = 1};
    ParagraphStyle style = {.fonts = c->fonts, .size = SP_PT(9), .leading = SP_PT(11)};
    const Lines *lines = paragraph_layout(&prose, &style, SP_PT(CELL), c->cache, c->arena, c->diag);
    if (!lines)
        return;
    const Segment *segment = &lines->lines[0].segments[0];
    c->items[c->count++] = (DrawItem){.kind = DRAW_TEXT,
                                      .elem = ELEM_ARTIFACT,
                                      .artifact = ARTIFACT_LAYOUT,
                                      .color = &black,
                                      .rect = {x, y, segment->width, style.leading},
                                      .baseline = y + style.size,
                                      .font = segment->font,
                                      .size = style.size,
                                      .pieces = segment->pieces,
                                      .piece_count = segment->piece_count};
}

static void picture_add(Contact *c, const Picture *picture, Rect box)
{
    enum { MIDDLE = 50 };
    Rect place = picture_fit(picture, box, 0, MIDDLE);
    Path path = path_place(&picture->shapes[0].path, (Point){0}, place.width, picture->width, c->arena);
    c->items[c->count++] = (DrawItem){.kind = DRAW_PATH,
                                      .elem = ELEM_ARTIFACT,
                                      .artifact = ARTIFACT_LAYOUT,
                                      .color = &navy,
                                      .rect = place,
                                      .path = path};
}

static Str contact_write(const Contact *c, Page page)
{
    static const StructElem elems[] = {[ELEM_ROOT] = {.role = ROLE_DOCUMENT}};
    page.items = c->items;
    page.item_count = c->count;
    Pages pages = {.name = STR("silhouettes"),
                   .title = STR("Silhouettes"),
                   .language = STR("en-US"),
                   .pages = &page,
                   .page_count = 1,
                   .elems = elems,
                   .elem_count = sizeof elems / sizeof *elems};
    SubsetCache *subsets = subset_cache_new();
    PdfOptions options = pdf_options_of(&pages, &c->colors, STR("ncmec-pdf"));
    Pdf *pdf = pdf_open(&options, subsets, c->diag);
    if (pdf)
        pdf_add(pdf, &pages, c->diag);
    Str bytes = pdf_close(pdf, c->arena, c->diag);
    subset_cache_free(subsets);
    return bytes;
}

static void contact_make(Contact *c, const char *maps)
{
    Str names[MOST];
    size_t count = names_read(maps, names, c->arena);
    for (size_t i = 0; i < count; i++) {
        Sp x = SP_PT((Sp)(i % COLUMNS) * CELL + 8), y = SP_PT((Sp)(i / COLUMNS) * CELL + 8);
        const char *path = str_printf(c->arena, "%s/%.*s", maps, STR_ARG(names[i])).s;
        const Source *source = source_read(path, c->arena, c->diag);
        const Picture *picture = source ? silhouette_read(source, c->arena, c->diag) : NULL;
        label_add(c, str_slice(names[i], 0, names[i].n - STR(".path").n), x, y);
        if (picture)
            picture_add(c, picture, (Rect){x, y + SP_PT(LABEL), SP_PT(WIDTH), SP_PT(HEIGHT)});
    }
    Sp rows = (Sp)(count + COLUMNS - 1) / COLUMNS;
    Str bytes = contact_write(c, (Page){.width = SP_PT(COLUMNS * CELL), .height = rows * SP_PT(CELL)});
    fwrite(bytes.s, 1, bytes.n, stdout);
}

static const Profile *profile_open(Contact *c, const char *folder, const char *name, ProfileSpace space)
{
    const char *path = str_printf(c->arena, "%s/%s", folder, name).s;
    Str bytes = file_map(path, PROFILE_MAX, (Mark){0}, c->diag);
    return bytes.n ? profile_new(bytes, path, space, c->arena) : NULL;
}

int main(int argc, char **argv)
{
    static const ThemeFile faces[FACE_COUNT] = {[FACE_REGULAR] = {.name = {"SourceSans3-Regular.ttf", 23}}};
    if (argc != 4) {
        fputs("usage: silhouettes MAPS FONTS ICC >PDF\n", stderr);
        return EXIT_CODE_USAGE;
    }
    Arena *arena = arena_new();
    Contact *c = ARENA_NEW(arena, Contact);
    c->arena = arena;
    c->diag = diag_new(arena);
    FontSet *fonts = fontset_open(faces, FACE_COUNT, argv[2], NULL, arena, c->diag);
    c->fonts = fonts;
    c->cache = shape_cache_new(&language_english, NULL);
    c->colors = (PdfColors){.srgb = profile_open(c, argv[3], "srgb.icc.z", PROFILE_RGB),
                            .press = profile_open(c, argv[3], "tr006.icc.z", PROFILE_CMYK),
                            .condition = STR("CGATS TR 006")};
    if (fonts && c->colors.srgb && c->colors.press)
        contact_make(c, argv[1]);
    diag_print(c->diag, stderr, DIAG_PLAIN);
    ExitCode code = diag_exit(c->diag, false);
    shape_cache_free(c->cache);
    fontset_close(fonts);
    arena_free(arena);
    return fflush(stdout) == 0 ? (int)code : (int)EXIT_CODE_IO;
}
