/* What the document says about itself: Info, XMP (ISO 16684-1) with the standards it conforms to and the extension
   schemas (ISO 19005-2, 6.6.2.3), identifiers, and the files it was made from (ISO 19005-3, 6.8; ISO 32000-1, 7.11).
   Info and XMP are filled from the same values. The only date is the options'. */
#include "metadata.h"

#include <stdlib.h>

#define URI_PDF "http://ns.adobe.com/pdf/1.3/"
#define URI_UA "http://www.aiim.org/pdfua/ns/id/"
#define URI_X "http://www.npes.org/pdfx/ns/id/"

#define URI_DECLARED "http://pdfa.org/declarations/"
#define DECLARED(what)                                                                                                 \
    "<rdf:li rdf:parseType=\"Resource\"><pdfd:conformsTo>" URI_DECLARED "wtpdf#" what "1.0</pdfd:conformsTo></"        \
    "rdf:li>\n"

#define INFO_DATE "D:%04d%02d%02d%02d%02d%02dZ"
#define XMP_DATE "%04d-%02d-%02dT%02d:%02d:%02dZ"

static Str date_text(const Pdf *pdf, const char *form)
{
    enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };
    Date date = date_from_seconds(pdf->options.date);
    int second = (int)((pdf->options.date % DAY + DAY) % DAY);
    return str_printf(pdf->arena, form, (int)date.year, (int)date.month, (int)date.day, second / HOUR,
                      second / MINUTE % 60, second % MINUTE);
}

/* ---- XMP ---- */

/* What the options fill in, in its order; nothing at all where there is no text. */
static const struct {
    const char *before;
    size_t field; /* of PdfOptions */
    const char *after;
} xmp_texts[] = {
    {"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", offsetof(PdfOptions, title),
     "</rdf:li></rdf:Alt></dc:title>\n"},
    {"<dc:creator><rdf:Seq><rdf:li>", offsetof(PdfOptions, author), "</rdf:li></rdf:Seq></dc:creator>\n"},
    {"<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", offsetof(PdfOptions, subject),
     "</rdf:li></rdf:Alt></dc:description>\n"},
    {"<dc:language><rdf:Bag><rdf:li>", offsetof(PdfOptions, language), "</rdf:li></rdf:Bag></dc:language>\n"},
    {"<xmp:CreatorTool>", offsetof(PdfOptions, producer), "</xmp:CreatorTool>\n"},
    {"<pdf:Producer>", offsetof(PdfOptions, producer), "</pdf:Producer>\n"},
};

static void texts_put(Buf *b, const PdfOptions *o)
{
    for (size_t i = 0; i < sizeof xmp_texts / sizeof *xmp_texts; i++) {
        const Str *text = (const void *)((const char *)o + xmp_texts[i].field);
        if (text->n == 0)
            continue;
        buf_put(b, str_from(xmp_texts[i].before));
        buf_xml(b, *text);
        buf_put(b, str_from(xmp_texts[i].after));
    }
}

/* A UUID of the form for own algorithms (RFC 9562, version 8). */
static Str uuid_make(Identity id, Arena *a)
{
    uint8_t x[16];
    identity_bytes(id, x);
    x[6] = (uint8_t)((x[6] & 0x0F) | 0x80);
    x[8] = (uint8_t)((x[8] & 0x3F) | 0x80);
    return str_printf(a, "uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", x[0], x[1], x[2],
                      x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12], x[13], x[14], x[15]);
}

/* Not cryptographic, unlike the digests: the programs are as long as all the rest, and they are in the file. */
static Str fonts_digest(const Pdf *pdf)
{
    uint8_t x[16];
    Buf hex = {.arena = pdf->arena};
    identity_bytes(pdf->programs, x);
    for (size_t i = 0; i < sizeof x; i++)
        buf_printf(&hex, "%02x", x[i]);
    return buf_str(&hex);
}

typedef struct Property {
    const char *name, *type, *description;
    Str value;
} Property;

/* Properties that PDF/A does not know itself, in their order. */
typedef struct Schema {
    const char *name, *uri, *prefix;
    size_t count;
    Property properties[10];
} Schema;

/* How the document was made, unless the options do not tell. */
static Schema made_schema(Pdf *pdf)
{
    static const char text[] = "Text";
    const PdfMade *m = &pdf->options.made;
    Arena *a = pdf->arena;
    Schema made = {.name = "How the file was made", .uri = PDF_MADE_URI, .prefix = "made"};
    if (!m->release.n)
        return made;
    const Property all[] = {
        {"Release", text, "Version of ncmec-pdf", m->release},
        {"Flavor", text, "Whom the file is for", str_from(pdf->flavor->word)},
        {"Standard", text, "What it is to conform to", flavor_standards(pdf->options.flavor, a)},
        {"Level", "Integer", "Level of fit; 1 is the roomiest", str_printf(a, "%u", m->level)},
        {"Template", text, "BLAKE2b-256 of the wording's keys and texts", m->template},
        {"Packet", text, "BLAKE2b-256 of the packet's wording likewise", m->packet},
        {"Theme", text, "BLAKE2b-256 of the theme likewise", m->theme},
        {"Fonts", text, "Digest of the embedded font programs", fonts_digest(pdf)},
        {"Logo", text, "SHA-256 of the logo's file", m->logo},
        {"Asked", text, "Options of the packet, one a line", m->asked},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].value.n)
            made.properties[made.count++] = all[i];
    return made;
}

static void schema_put(Buf *b, const Schema *s)
{
    if (!s->count)
        return;
    buf_printf(b,
               "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>%s</pdfaSchema:schema>"
               "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI><pdfaSchema:prefix>%s</pdfaSchema:prefix>"
               "<pdfaSchema:property><rdf:Seq>",
               s->name, s->uri, s->prefix);
    for (const Property *p = s->properties; p < s->properties + s->count; p++)
        buf_printf(b,
                   "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name>"
                   "<pdfaProperty:valueType>%s</pdfaProperty:valueType><pdfaProperty:category>internal"
                   "</pdfaProperty:category><pdfaProperty:description>%s</pdfaProperty:description></rdf:li>",
                   p->name, p->type, p->description);
    buf_put(b, STR("</rdf:Seq></pdfaSchema:property></rdf:li>\n"));
}

static const Schema ua_schema = {"PDF/UA identification",
                                 URI_UA,
                                 "pdfuaid",
                                 1,
                                 {{"part", "Integer", "Part of ISO 14289 that the document conforms to", {0}}}};
static const Schema x_schema = {"PDF/X identification",
                                URI_X,
                                "pdfxid",
                                1,
                                {{"GTS_PDFXVersion", "Text", "Version of PDF/X that the document conforms to", {0}}}};
static const Schema adobe_schema = {
    "Adobe PDF", URI_PDF, "pdf", 1, {{"Trapped", "Text", "Whether the document has been trapped", {0}}}};

static void claims_put(Buf *b, const FlavorRow *c, const Schema *made)
{
    if (c->archive)
        buf_printf(b, "<pdfaid:part>%d</pdfaid:part>\n%s", c->archive,
                   c->archive == 4 ? "<pdfaid:rev>2020</pdfaid:rev>\n<pdfaid:conformance>F</pdfaid:conformance>\n"
                                   : "<pdfaid:conformance>A</pdfaid:conformance>\n");
    if (c->accessible)
        buf_printf(b, "<pdfuaid:part>%d</pdfuaid:part>\n", c->accessible);
    if (c->accessible == 2)
        buf_put(b, STR("<pdfuaid:rev>2024</pdfuaid:rev>\n"
                       "<pdfd:declarations xmlns:pdfd=\"" URI_DECLARED "\"><rdf:Bag>\n" DECLARED("accessibility")
                           DECLARED("reuse") "</rdf:Bag></pdfd:declarations>\n"));
    if (c->exchange)
        buf_printf(b, "<pdfxid:GTS_PDFXVersion>%s</pdfxid:GTS_PDFXVersion>\n", c->exchange);
    if (!c->archive || c->archive == 4) /* part 4 asks for no schemas */
        return;
    buf_put(b, STR("<pdfaExtension:schemas><rdf:Bag>\n"));
    if (c->accessible)
        schema_put(b, &ua_schema);
    if (c->exchange)
        schema_put(b, &x_schema);
    schema_put(b, &adobe_schema);
    schema_put(b, made);
    buf_put(b, STR("</rdf:Bag></pdfaExtension:schemas>\n"));
}

static const char xmp_head[] = "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                               "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                               "<rdf:Description rdf:about=\"\""
                               " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                               " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                               " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\""
                               " xmlns:pdf=\"" URI_PDF "\""
                               " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                               " xmlns:pdfuaid=\"" URI_UA "\""
                               " xmlns:pdfxid=\"" URI_X "\""
                               " xmlns:made=\"" PDF_MADE_URI "\""
                               " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                               " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                               " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                               "<dc:format>application/pdf</dc:format>\n";

static const char xmp_foot[] = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

static HPDF_Dict xmp_write(Pdf *pdf, const Schema *made)
{
    const char *date = date_text(pdf, XMP_DATE).s;
    Buf xmp = {.arena = pdf->arena};
    buf_put(&xmp, str_from(xmp_head));
    texts_put(&xmp, &pdf->options);
    buf_printf(&xmp,
               "<xmp:CreateDate>%s</xmp:CreateDate>\n<xmp:ModifyDate>%s</xmp:ModifyDate>\n"
               "<xmp:MetadataDate>%s</xmp:MetadataDate>\n",
               date, date, date);
    buf_printf(&xmp, "<xmpMM:DocumentID>%s</xmpMM:DocumentID>\n<xmpMM:InstanceID>%s</xmpMM:InstanceID>\n",
               uuid_make(pdf->named, pdf->arena).s, uuid_make(pdf->content, pdf->arena).s);
    buf_put(&xmp, STR("<xmpMM:VersionID>1</xmpMM:VersionID>\n<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n"
                      "<pdf:Trapped>False</pdf:Trapped>\n"));
    for (const Property *p = made->properties; p < made->properties + made->count; p++)
        buf_printf(&xmp, "<made:%s>", p->name), buf_xml(&xmp, p->value), buf_printf(&xmp, "</made:%s>\n", p->name);
    claims_put(&xmp, pdf->flavor, made);
    buf_put(&xmp, str_from(xmp_foot));
    return stream_plain_new(pdf, buf_str(&xmp), STR("/Type/Metadata/Subtype/XML"));
}

/* ---- Info and identifiers ---- */

static void info_put(Pdf *pdf, const char *key, Str text)
{
    if (text.n)
        HPDF_Dict_Add(pdf->doc->info, key, text_object(pdf, text));
    else
        HPDF_Dict_RemoveElement(pdf->doc->info, key); /* libharu names itself as the producer */
}

static void *identifier_object(Pdf *pdf, Identity id)
{
    HPDF_BYTE bytes[16];
    identity_bytes(id, bytes);
    return HPDF_Binary_New(pdf->doc->mmgr, bytes, sizeof bytes);
}

HPDF_Dict metadata_write(Pdf *pdf)
{
    const PdfOptions *o = &pdf->options;
    Schema made = made_schema(pdf);
    Str date = date_text(pdf, INFO_DATE);
    for (size_t i = 0; i < made.count; i++)
        identity_add(&pdf->content, made.properties[i].value);
    info_put(pdf, "Title", o->title);
    info_put(pdf, "Author", o->author);
    info_put(pdf, "Subject", o->subject);
    info_put(pdf, "Creator", o->producer);
    info_put(pdf, "Producer", o->producer);
    info_put(pdf, "CreationDate", date);
    info_put(pdf, "ModDate", date);
    HPDF_Dict_AddName(pdf->doc->info, "Trapped", "False");
    if (pdf->flavor->exchange_info)
        info_put(pdf, "GTS_PDFXVersion", str_from(pdf->flavor->exchange_info));

    HPDF_Array ids = HPDF_Array_New(pdf->doc->mmgr);
    HPDF_Array_Add(ids, identifier_object(pdf, pdf->named));
    HPDF_Array_Add(ids, identifier_object(pdf, pdf->content));
    HPDF_Dict_Add(pdf->doc->trailer, "ID", ids);
    return xmp_write(pdf, &made);
}

/* ---- Files ---- */

/* The check sum that PDF prescribes for an embedded file: it shows damage, and is no protection. */
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
    text_put(&b, date_text(pdf, INFO_DATE));
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
    buf_put(&b, STR("/Desc"));
    text_put(&b, file->about);
    buf_printf(&b, "/AFRelationship/Data/EF<</F %u 0 R/UF %u 0 R>>", stream, stream);
    object_set(pdf, specification, buf_str(&b));
    return specification;
}

static int file_order(const void *a, const void *b)
{
    return str_compare(((const PdfFile *)a)->name, ((const PdfFile *)b)->name);
}

/* Byte by byte as they were read, so that the document can be checked and made again from itself. Lists them twice: in
   the catalog's AF, for programs, and in the name tree of embedded files, where viewers look for attachments. */
void files_attach(Pdf *pdf, Buf *catalog)
{
    const PdfOptions *o = &pdf->options;
    if (!pdf->flavor->files || o->file_count == 0)
        return;
    Buf list = {.arena = pdf->arena}, names = {.arena = pdf->arena};
    PdfFile *files = arena_grow(pdf->arena, o->files, o->file_count, o->file_count, sizeof *files);
    qsort(files, o->file_count, sizeof *files, file_order); /* a name tree is sorted */
    for (size_t i = 0; i < o->file_count; i++) {
        unsigned specification = object_id(file_attach(pdf, &files[i]));
        buf_printf(&list, " %u 0 R", specification);
        text_put(&names, files[i].name);
        buf_printf(&names, " %u 0 R ", specification);
    }
    buf_printf(catalog, "/AF[%.*s]/Names<</EmbeddedFiles<</Names[%.*s]>>>>", STR_ARG(buf_str(&list)),
               STR_ARG(buf_str(&names)));
}
