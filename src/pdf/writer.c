/* The document as a whole: opened, filled with sheets, written (ISO 32000-1, 7.5 and 7.7). What libharu cannot write,
   or writes differently from version to version, goes into its objects as bytes. Its errors are sticky and its later
   calls return NULL, so they are checked once, before the file is written. */
#include "color.h"
#include "font.h"
#include "leaf.h"
#include "metadata.h"
#include "tags.h"

#include <lcms2.h>
#include <libdeflate.h>
#include <zlib.h>

enum {
    NODE_LEAVES = 512, /* pages of a node of the page tree; the first so many are the root's own */
};

/* ---- Opening ---- */

/* Check this before each call of libharu's public interface, which would replace the first error with its own. */
static bool haru_is_fine(const Pdf *pdf)
{
    return HPDF_GetError(pdf->doc) == HPDF_OK;
}

/* The first limit that a document of many sheets meets is its number of objects, 8,388,607, which is PDF/A's too: about
   100 a sheet. Pages, their labels and their parents in the structure are in trees, whose arrays stay short. */
static bool haru_check(const Pdf *pdf, Diag *d)
{
    unsigned long number = HPDF_GetError(pdf->doc);
    if (number == HPDF_OK)
        return true;
    if (number == HPDF_XREF_COUNT_ERR || number == HPDF_ARRAY_COUNT_ERR || number == HPDF_DICT_COUNT_ERR)
        return diag_error(d, DIAG_FIT, (Mark){0},
                          "'%.*s' is too large for one document: at sheet %zu, page %u, it has as many objects as a "
                          "PDF holds (%u); bind fewer states or years in each of several packets",
                          STR_ARG(pdf->options.name), pdf->sheet_count + 1, pdf->leaf_count,
                          pdf->doc->xref->entries->count);
    return diag_error(d, DIAG_INTERNAL, (Mark){0},
                      "libharu reports error 0x%04lX (detail %lu) in '%.*s'; please report this", number,
                      (unsigned long)HPDF_GetErrorDetail(pdf->doc), STR_ARG(pdf->options.name));
}

PdfOptions pdf_options_of(const Pages *pages, const PdfColors *colors, Str producer)
{
    return (PdfOptions){.title = pages->title,
                        .subject = pages->subject,
                        .author = pages->author,
                        .language = pages->language,
                        .name = pages->name,
                        .date = pages->date,
                        .producer = producer,
                        .colors = colors};
}

static Identity name_identity(Str name, Flavor flavor)
{
    Identity named;
    const uint8_t byte = flavor_rows[flavor].number;
    identity_start(&named);
    identity_add(&named, name);
    identity_add(&named, (Str){(const char *)&byte, sizeof byte});
    return named;
}

void pdf_identifier(Str name, Flavor flavor, uint8_t identifier[16])
{
    identity_bytes(name_identity(name, flavor), identifier);
}

static void identities_start(Pdf *pdf)
{
    const PdfOptions *o = &pdf->options;
    const Str texts[] = {o->title, o->subject, o->author, o->language, o->producer};
    identity_start(&pdf->programs);
    pdf->content = pdf->named = name_identity(o->name, o->flavor);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        identity_add(&pdf->content, texts[i]);
    identity_add(&pdf->content, str_printf(pdf->arena, "%lld", (long long)o->date));
}

Pdf *pdf_open(const PdfOptions *options, SubsetCache *cache, Diag *d)
{
    Arena *a = arena_new();
    Pdf *pdf = ARENA_NEW(a, Pdf);
    pdf->arena = a;
    pdf->cache = cache;
    pdf->compressor = subset_compressor(cache);
    pdf->options = *options;
    pdf->flavor = &flavor_rows[options->flavor];
    object_enter(pdf);
    pdf->doc = HPDF_NewEx(NULL, object_memory, object_memory_free, 0, NULL);
    if (!pdf->doc) {
        arena_free(a);
        return diag_error(d, DIAG_INTERNAL, (Mark){0}, "libharu %s does not start", HPDF_GetVersion()), NULL;
    }
    pdf->doc->page_per_pages = NODE_LEAVES;
    identities_start(pdf);
    pdf->resources = object_new(pdf);
    pdf->struct_tree_root = object_new(pdf);
    if (pdf->flavor->version >= PDF_2_0)
        pdf->namespace = object_new(pdf);
    color_open(pdf);
    return pdf;
}

/* ---- Adding ---- */

/* NULL after an error of libharu. */
static HPDF_Page leaf_new(Pdf *pdf, const Page *page)
{
    HPDF_Page leaf = haru_is_fine(pdf) ? HPDF_AddPage(pdf->doc) : NULL;
    if (!leaf)
        return NULL;
    leaf_boxes_add(pdf, leaf, page);
    HPDF_Dict_Add(leaf, "Resources", pdf->resources);
    if (pdf->flavor->version >= PDF_1_5)
        HPDF_Dict_AddName(leaf, "Tabs", "S");
    HPDF_Dict_AddNumber(leaf, "StructParents", (HPDF_INT32)pdf->leaf_count++);
    return leaf;
}

static bool leaves_fill(Pdf *pdf, const PdfSheet *sheet, Diag *d)
{
    bool filled = true;
    Arena *scratch = arena_new();
    for (uint32_t i = 0; i < sheet->pages->page_count; i++) {
        Buf content = {.arena = scratch};
        arena_reset(scratch);
        filled = content_page(pdf, sheet, i, &content, d) && filled;
        if (filled)
            stream_fill(pdf, HPDF_Dict_GetItem(sheet->leaves[i], "Contents", HPDF_OCLASS_DICT), buf_str(&content));
    }
    arena_free(scratch);
    return filled;
}

static bool sheet_add(Pdf *pdf, const Pages *pages, Diag *d)
{
    PdfSheet sheet = {.pages = pages,
                      .first_leaf = pdf->leaf_count,
                      .leaves = ARENA_ARRAY(pdf->arena, HPDF_Page, pages->page_count),
                      .tags = tags_start(pdf, pages)};
    for (uint32_t i = 0; i < pages->page_count; i++) {
        sheet.leaves[i] = leaf_new(pdf, &pages->pages[i]);
        if (!sheet.leaves[i])
            return haru_check(pdf, d);
    }
    if (!leaves_fill(pdf, &sheet, d))
        return false;
    tags_end(pdf, &sheet);
    ARENA_NEXT(pdf->arena, pdf->sheets, pdf->sheet_count, pdf->sheet_capacity) = sheet;
    return haru_check(pdf, d);
}

/* libharu's lists grow by a fixed number of items: time and memory would grow with the square of their length. */
static void list_double(HPDF_List list)
{
    if (list->items_per_block < list->block_siz)
        list->items_per_block = list->block_siz;
}

bool pdf_add(Pdf *pdf, const Pages *pages, Diag *d)
{
    object_enter(pdf);
    list_double(pdf->doc->xref->entries);
    list_double(pdf->doc->page_list);
    pdf->failed = pdf->failed || !sheet_add(pdf, pages, d);
    return !pdf->failed;
}

/* ---- Outlines and page labels ---- */

/* To the top of 'elem', which PDF 2.0 names beside the place, since some viewers follow it alone and some never. */
static HPDF_Outline outline_add(Pdf *pdf, HPDF_Outline parent, Str title, const PdfSheet *sheet, const Bookmark *to)
{
    HPDF_Outline outline = haru_is_fine(pdf) ? HPDF_CreateOutline(pdf->doc, parent, "", NULL) : NULL;
    if (!outline)
        return NULL;
    Sp top = leaf_y(pdf, &sheet->pages->pages[to->page], to->y);
    HPDF_Dict_Add(outline, "Title", text_object(pdf, title));
    HPDF_Dict_RemoveElement(outline, "Type"); /* libharu gives an item the type of the root */
    if (pdf->flavor->version >= PDF_2_0) {
        HPDF_Dict action = object_new(pdf);
        Buf b = {.arena = pdf->arena};
        int64_t y = (top + SP_PER_PT - 1) / SP_PER_PT;
        action_put(&b, sheet->leaves[to->page], tags_object(sheet->tags, to->elem),
                   str_printf(pdf->arena, "/XYZ null %lld null", (long long)y));
        object_set(pdf, action, buf_str(&b));
        HPDF_Dict_Add(outline, "A", action);
        return outline;
    }
    HPDF_Array destination = HPDF_Array_New(pdf->doc->mmgr);
    HPDF_Array_Add(destination, sheet->leaves[to->page]);
    HPDF_Array_AddName(destination, "XYZ");
    HPDF_Array_Add(destination, HPDF_Null_New(pdf->doc->mmgr));
    HPDF_Array_AddNumber(destination, (HPDF_INT32)((top + SP_PER_PT - 1) / SP_PER_PT));
    HPDF_Array_Add(destination, HPDF_Null_New(pdf->doc->mmgr));
    HPDF_Dict_Add(outline, "Dest", destination);
    return outline;
}

enum { OUTLINE_DEPTH = 3 }; /* a group's, a state's, a sheet's */

static void outlines_write(Pdf *pdf)
{
    HPDF_Outline above[OUTLINE_DEPTH + 1] = {NULL}; /* the last of each depth, from [1] on */
    for (size_t i = 0; i < pdf->sheet_count; i++) {
        const PdfSheet *sheet = &pdf->sheets[i];
        HPDF_Outline parent = NULL;
        uint32_t depth = sheet->pages->depth;
        if (pdf->sheet_count > 1)
            parent = above[depth + 1] =
                outline_add(pdf, above[depth], sheet->pages->part.n ? sheet->pages->part : sheet->pages->title, sheet,
                            &(Bookmark){.elem = ELEM_ROOT});
        for (uint32_t k = 0; k < sheet->pages->bookmark_count; k++) {
            const Bookmark *bookmark = &sheet->pages->bookmarks[k];
            outline_add(pdf, parent, bookmark->title, sheet, bookmark);
        }
        if (parent && haru_is_fine(pdf) && sheet->pages->label.n) /* what is below a group stays in sight */
            HPDF_Outline_SetOpened(parent, HPDF_FALSE);
    }
}

/* With several sheets, a page is labelled with its sheet and its number there. */
static void labels_put(Pdf *pdf, Buf *entries)
{
    uint32_t roman = 1;
    NumberTree tree = numbertree_new(pdf);
    if (pdf->sheet_count < 2)
        return;
    for (size_t i = 0; i < pdf->sheet_count; i++) {
        const Pages *pages = pdf->sheets[i].pages;
        Buf *b = numbertree_add(&tree, pdf->sheets[i].first_leaf);
        if (pages->label.n) {
            buf_put(b, STR("<</S/D/P"));
            text_put(b, str_printf(pdf->arena, "%.*s-", STR_ARG(pages->label)));
        } else {
            buf_printf(b, "<</S/r/St %u", roman);
            roman += pages->page_count;
        }
        buf_put(b, STR(">>"));
    }
    buf_put(entries, STR("/PageLabels<<"));
    buf_put(entries, numbertree_end(&tree));
    buf_put(entries, STR(">>"));
}

/* ---- Closing ---- */

static void resources_write(Pdf *pdf)
{
    Buf b = {.arena = pdf->arena};
    fonts_resources(pdf, &b);
    images_resources(pdf, &b);
    color_resources(pdf, &b);
    object_set(pdf, pdf->resources, buf_str(&b));
}

static void catalog_write(Pdf *pdf, HPDF_Dict metadata)
{
    Buf b = {.arena = pdf->arena};
    buf_put(&b, STR("/Lang"));
    text_put(&b, pdf->options.language);
    buf_printf(&b,
               "/MarkInfo<</Marked true>>/PageLayout/SinglePage%s/ViewerPreferences<</DisplayDocTitle true%s%s>>"
               "/StructTreeRoot %u 0 R/Metadata %u 0 R",
               pdf->sheet_count > 1 ? "/PageMode/UseOutlines" : "",
               pdf->flavor->version >= PDF_1_7 ? "/Duplex/DuplexFlipLongEdge" : "",
               pdf->flavor->version >= PDF_1_6 ? "/PrintScaling/None" : "", object_id(pdf->struct_tree_root),
               object_id(metadata));
    color_intents(pdf, &b);
    labels_put(pdf, &b);
    files_attach(pdf, &b);
    buf_char(&b, '\n');
    object_set(pdf, pdf->doc->catalog, buf_str(&b));
}

static bool document_check(const Pdf *pdf, Diag *d)
{
    const PdfOptions *o = &pdf->options;
    if (pdf->sheet_count == 0)
        return diag_error(d, DIAG_INTERNAL, (Mark){0}, "'%.*s' has no sheet", STR_ARG(o->name));
    if (o->title.n && o->language.n)
        return true;
    return diag_error(d, DIAG_CONFORM, (Mark){0}, "'%.*s' has no %s, which PDF/UA-1 asks for; give it one",
                      STR_ARG(o->name), o->title.n ? "language" : "title");
}

static HPDF_STATUS file_append(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT n)
{
    buf_put(stream->attr, (Str){(const char *)bytes, n});
    return HPDF_OK;
}

/* Not by HPDF_SaveToStream(), which writes the version that libharu thinks was used. */
static bool file_write(Pdf *pdf, Buf *file, Diag *d)
{
    HPDF_Dict_Add(pdf->doc->trailer, "Root", pdf->doc->catalog);
    if (pdf->flavor->version < PDF_2_0) /* which has XMP alone */
        HPDF_Dict_Add(pdf->doc->trailer, "Info", pdf->doc->info);
    HPDF_Stream out = HPDF_CallbackWriter_New(pdf->doc->mmgr, file_append, file);
    if (!haru_check(pdf, d))
        return false;
    int version = pdf->flavor->version;
    HPDF_Stream_WriteStr(out,
                         str_printf(pdf->arena, "%%PDF-%d.%d\n%%\xE2\xE3\xCF\xD3\n", version / 10, version % 10).s);
    HPDF_Xref_WriteToStream(pdf->doc->xref, out, NULL);
    return haru_check(pdf, d);
}

static Str document_write(Pdf *pdf, Arena *a, Diag *d)
{
    Buf file = {.arena = a};
    if (!document_check(pdf, d) || !fonts_write(pdf, d))
        return (Str){0};
    resources_write(pdf);
    tags_write(pdf);
    outlines_write(pdf);
    catalog_write(pdf, metadata_write(pdf));
    return file_write(pdf, &file, d) ? buf_str(&file) : (Str){0};
}

Str pdf_close(Pdf *pdf, Arena *a, Diag *d)
{
    if (!pdf)
        return (Str){0};
    object_enter(pdf);
    Str file = pdf->failed ? (Str){0} : document_write(pdf, a, d);
    arena_free(pdf->arena); /* HPDF_Free() would free every object of libharu one by one */
    return file;
}

Str pdf_versions(Arena *a)
{
    int lcms = cmsGetEncodedCMMversion(); /* 2140 is 2.14 */
    return str_printf(a, "libharu %s, libdeflate %s, zlib %s, Little CMS %d.%d", HPDF_GetVersion(),
                      LIBDEFLATE_VERSION_STRING, zlibVersion(), lcms / 1000, lcms % 1000 / 10);
}
