/* The files that a document was made from, associated with it (ISO 19005-3, 6.8 and annex E; ISO 32000-1, 7.11), byte
   by byte as they were read, so that it can be checked and made again from itself. Listed twice: in the catalog's AF,
   for programs, and in the name tree of embedded files, where viewers look for attachments. */
#include "metadata.h"

#include <stdlib.h>

/* What PDF asks for as the check sum of an embedded file: it finds a damaged copy, and guards against nobody. */
static void checksum_put(Buf *b, Str bytes)
{
    HPDF_BYTE digest[HPDF_MD5_KEY_LEN];
    struct HPDF_MD5Context md5;
    HPDF_MD5Init(&md5);
    HPDF_MD5Update(&md5, (const HPDF_BYTE *)bytes.s, (HPDF_UINT32)bytes.n);
    HPDF_MD5Final(digest, &md5);
    buf_put(b, STR("/CheckSum<"));
    for (size_t i = 0; i < sizeof digest; i++)
        buf_printf(b, "%02X", digest[i]);
    buf_char(b, '>');
}

static HPDF_Dict stream_attach(Pdf *pdf, const PdfFile *file)
{
    Buf b = {.arena = pdf->arena};
    buf_put(&b, STR("/Type/EmbeddedFile/Subtype"));
    name_put(&b, file->mime);
    buf_printf(&b, "/Params<</Size %zu/ModDate", file->bytes.n);
    text_put(&b, metadata_date(pdf->options.date, pdf->arena));
    checksum_put(&b, file->bytes);
    buf_put(&b, STR(">>"));
    return stream_new(pdf, file->bytes, buf_str(&b));
}

static HPDF_Dict file_attach(Pdf *pdf, const PdfFile *file)
{
    unsigned stream = object_id(stream_attach(pdf, file));
    HPDF_Dict specification = object_new(pdf);
    Buf b = {.arena = pdf->arena};
    buf_put(&b, STR("/Type/Filespec/F"));
    text_put(&b, file->name);
    buf_put(&b, STR("/UF"));
    text_put(&b, file->name);
    buf_printf(&b, "/AFRelationship/Data/EF<</F %u 0 R/UF %u 0 R>>", stream, stream);
    object_set(pdf, specification, buf_str(&b));
    return specification;
}

static int file_order(const void *a, const void *b)
{
    const PdfFile *left = *(const PdfFile *const *)a, *right = *(const PdfFile *const *)b;
    return str_compare(left->name, right->name);
}

/* A name tree is sorted. */
static const PdfFile **files_sorted(const PdfOptions *o, Arena *a)
{
    const PdfFile **files = ARENA_ARRAY(a, const PdfFile *, o->file_count);
    for (size_t i = 0; i < o->file_count; i++)
        files[i] = &o->files[i];
    qsort(files, o->file_count, sizeof *files, file_order);
    return files;
}

void files_attach(Pdf *pdf, Buf *catalog)
{
    const PdfOptions *o = &pdf->options;
    if (!pdf->flavor->files || o->file_count == 0)
        return;
    Buf list = {.arena = pdf->arena}, names = {.arena = pdf->arena};
    const PdfFile **files = files_sorted(o, pdf->arena);
    for (size_t i = 0; i < o->file_count; i++) {
        unsigned specification = object_id(file_attach(pdf, files[i]));
        buf_printf(&list, " %u 0 R", specification);
        text_put(&names, files[i]->name);
        buf_printf(&names, " %u 0 R ", specification);
    }
    buf_printf(catalog, "/AF[%.*s]/Names<</EmbeddedFiles<</Names[%.*s]>>>>", STR_ARG(buf_str(&list)),
               STR_ARG(buf_str(&names)));
}
