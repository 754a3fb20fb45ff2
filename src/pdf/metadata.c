/* What the document says of itself: the Info dictionary, the XMP packet (ISO 16684-1; what it claims to conform to,
   with the extension schemas that ISO 19005-2, 6.6.2.3 asks for; how it was made) and the trailer's identifiers. Info
   and XMP are filled from the same values, so that they agree. The only date is the one in the options. */
#include "metadata.h"

#include <stdio.h>
#include <string.h>

enum { SECONDS_PER_DAY = 86400, SECONDS_PER_HOUR = 3600, SECONDS_PER_MINUTE = 60 };

typedef struct Stamp {
    char info[32]; /* D:20231231000000Z */
    char xmp[32];  /* 2023-12-31T00:00:00Z */
} Stamp;

static Stamp stamp_make(int64_t seconds)
{
    Date date = date_from_seconds(seconds);
    int second = (int)((seconds % SECONDS_PER_DAY + SECONDS_PER_DAY) % SECONDS_PER_DAY);
    int hour = second / SECONDS_PER_HOUR, minute = second / SECONDS_PER_MINUTE % 60;
    Stamp stamp;
    /* Both forms have four digits for the year. */
    unsigned year = (unsigned)date.year % 10000, month = (unsigned)date.month % 100, day = (unsigned)date.day % 100;
    snprintf(stamp.info, sizeof stamp.info, "D:%04u%02u%02u%02d%02d%02dZ", year, month, day, hour, minute,
             second % SECONDS_PER_MINUTE);
    snprintf(stamp.xmp, sizeof stamp.xmp, "%04u-%02u-%02uT%02d:%02d:%02dZ", year, month, day, hour, minute,
             second % SECONDS_PER_MINUTE);
    return stamp;
}

Str metadata_date(int64_t seconds, Arena *a)
{
    return str_copy(a, str_from(stamp_make(seconds).info));
}

static void xml_put(Buf *b, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        switch (text.s[i]) {
        case '&':
            buf_put(b, STR("&amp;"));
            break;
        case '<':
            buf_put(b, STR("&lt;"));
            break;
        case '>':
            buf_put(b, STR("&gt;"));
            break;
        default:
            buf_char(b, text.s[i]);
        }
    }
}

/* before, text, after; nothing at all where there is no text. */
static void property_put(Buf *b, Str before, Str text, Str after)
{
    if (text.n == 0)
        return;
    buf_put(b, before);
    xml_put(b, text);
    buf_put(b, after);
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

/* "PDF/A-2a, PDF/UA-1, PDF/X-4". */
static Str standards_text(const FlavorRow *c, Arena *a)
{
    Buf text = {.arena = a};
    if (c->archive)
        buf_printf(&text, "PDF/A-%da", c->archive);
    if (c->accessible)
        buf_printf(&text, "%sPDF/UA-1", text.n ? ", " : "");
    if (c->exchange || c->exchange_info)
        buf_printf(&text, "%s%s", text.n ? ", " : "", c->exchange ? c->exchange : c->exchange_info);
    return buf_str(&text);
}

/* ---- How it was made ---- */

/* Not cryptographic, unlike the fingerprints: the programs are as long as all else together, and stand in the file. */
static Str fonts_digest(const Pdf *pdf)
{
    uint8_t x[16];
    Buf hex = {.arena = pdf->arena};
    identity_bytes(pdf->programs, x);
    for (size_t i = 0; i < sizeof x; i++)
        buf_printf(&hex, "%02x", x[i]);
    return buf_str(&hex);
}

Made made_of(Pdf *pdf)
{
    static const char text[] = "Text";
    const PdfMade *m = &pdf->options.made;
    const FlavorRow *c = pdf->flavor;
    Arena *a = pdf->arena;
    Made made = {0};
    if (!m->release.n)
        return made;
    const MadeRow rows[MADE_ROWS_MAX] = {
        {"Release", text, "Version of ncmec-pdf", m->release},
        {"Flavor", text, "Whom the file is for", str_from(c->word)},
        {"Standard", text, "What it is to conform to", standards_text(c, a)},
        {"Level", "Integer", "Level of fit; 1 is the roomiest", str_printf(a, "%u", m->level)},
        {"Template", text, "BLAKE2b-256 of the wording's canonical form", m->template},
        {"Packet", text, "BLAKE2b-256 of the packet's wording likewise", m->packet},
        {"Theme", text, "BLAKE2b-256 of the theme likewise", m->theme},
        {"Fonts", text, "Digest of the embedded font programs", fonts_digest(pdf)},
        {"Logo", text, "BLAKE2b-256 of the logo's file", m->logo},
    };
    for (size_t i = 0; i < MADE_ROWS_MAX; i++)
        if (rows[i].value.n) {
            made.rows[made.count++] = rows[i];
            identity_add(&pdf->content, rows[i].value);
        }
    return made;
}

#define URI_PDF "http://ns.adobe.com/pdf/1.3/"
#define URI_UA "http://www.aiim.org/pdfua/ns/id/"
#define URI_X "http://www.npes.org/pdfx/ns/id/"
#define URI_MADE "urn:uuid:93a0f8f5-3a44-46ca-a0e2-23e31609b985#" /* a name that nobody else has */

/* ---- Extension schemas: of properties that PDF/A does not know itself ---- */

static void schema_open(Buf *b, const char *name, const char *uri, const char *prefix)
{
    buf_printf(b,
               "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>%s</pdfaSchema:schema>"
               "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI><pdfaSchema:prefix>%s</pdfaSchema:prefix>"
               "<pdfaSchema:property><rdf:Seq>",
               name, uri, prefix);
}

static void schema_property(Buf *b, const char *name, const char *type, const char *description)
{
    buf_printf(b,
               "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name>"
               "<pdfaProperty:valueType>%s</pdfaProperty:valueType><pdfaProperty:category>internal"
               "</pdfaProperty:category><pdfaProperty:description>%s</pdfaProperty:description></rdf:li>",
               name, type, description);
}

static void schema_close(Buf *b)
{
    buf_put(b, STR("</rdf:Seq></pdfaSchema:property></rdf:li>\n"));
}

/* A schema of one property. */
static void schema_put(Buf *b, const char *name, const char *uri, const char *prefix, const char *property,
                       const char *type, const char *description)
{
    schema_open(b, name, uri, prefix);
    schema_property(b, property, type, description);
    schema_close(b);
}

static void made_schema_put(Buf *b, const Made *made)
{
    if (!made->count)
        return;
    schema_open(b, "How the file was made", URI_MADE, "made");
    for (size_t i = 0; i < made->count; i++)
        schema_property(b, made->rows[i].name, made->rows[i].type, made->rows[i].description);
    schema_close(b);
}

static void made_put(Buf *b, const Made *made)
{
    for (size_t i = 0; i < made->count; i++)
        buf_printf(b, "<made:%s>%.*s</made:%s>\n", made->rows[i].name, STR_ARG(made->rows[i].value),
                   made->rows[i].name);
}

static void claims_put(Buf *b, const FlavorRow *c, const Made *made)
{
    if (c->archive)
        buf_printf(b, "<pdfaid:part>%d</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n", c->archive);
    if (c->accessible)
        buf_put(b, STR("<pdfuaid:part>1</pdfuaid:part>\n"));
    if (c->exchange)
        buf_printf(b, "<pdfxid:GTS_PDFXVersion>%s</pdfxid:GTS_PDFXVersion>\n", c->exchange);
    if (!c->archive)
        return;
    buf_put(b, STR("<pdfaExtension:schemas><rdf:Bag>\n"));
    if (c->accessible)
        schema_put(b, "PDF/UA identification", URI_UA, "pdfuaid", "part", "Integer",
                   "Part of ISO 14289 that the document conforms to");
    if (c->exchange)
        schema_put(b, "PDF/X identification", URI_X, "pdfxid", "GTS_PDFXVersion", "Text",
                   "Version of PDF/X that the document conforms to");
    schema_put(b, "Adobe PDF", URI_PDF, "pdf", "Trapped", "Text", "Whether the document has been trapped");
    made_schema_put(b, made);
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
                               " xmlns:made=\"" URI_MADE "\""
                               " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                               " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                               " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                               "<dc:format>application/pdf</dc:format>\n";

static const char xmp_foot[] = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

HPDF_Dict metadata_stream(Pdf *pdf, const Made *made)
{
    const PdfOptions *o = &pdf->options;
    Stamp stamp = stamp_make(o->date);
    Buf xmp = {.arena = pdf->arena};
    buf_put(&xmp, str_from(xmp_head));
    property_put(&xmp, STR("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">"), o->title,
                 STR("</rdf:li></rdf:Alt></dc:title>\n"));
    property_put(&xmp, STR("<dc:creator><rdf:Seq><rdf:li>"), o->author, STR("</rdf:li></rdf:Seq></dc:creator>\n"));
    property_put(&xmp, STR("<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">"), o->subject,
                 STR("</rdf:li></rdf:Alt></dc:description>\n"));
    property_put(&xmp, STR("<dc:language><rdf:Bag><rdf:li>"), o->language, STR("</rdf:li></rdf:Bag></dc:language>\n"));
    property_put(&xmp, STR("<xmp:CreatorTool>"), o->producer, STR("</xmp:CreatorTool>\n"));
    property_put(&xmp, STR("<pdf:Producer>"), o->producer, STR("</pdf:Producer>\n"));
    buf_printf(&xmp,
               "<xmp:CreateDate>%s</xmp:CreateDate>\n<xmp:ModifyDate>%s</xmp:ModifyDate>\n"
               "<xmp:MetadataDate>%s</xmp:MetadataDate>\n",
               stamp.xmp, stamp.xmp, stamp.xmp);
    property_put(&xmp, STR("<xmpMM:DocumentID>"), uuid_make(pdf->named, pdf->arena), STR("</xmpMM:DocumentID>\n"));
    property_put(&xmp, STR("<xmpMM:InstanceID>"), uuid_make(pdf->content, pdf->arena), STR("</xmpMM:InstanceID>\n"));
    buf_put(&xmp, STR("<xmpMM:VersionID>1</xmpMM:VersionID>\n<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n"
                      "<pdf:Trapped>False</pdf:Trapped>\n"));
    made_put(&xmp, made);
    claims_put(&xmp, pdf->flavor, made);
    buf_put(&xmp, str_from(xmp_foot));
    return stream_plain_new(pdf, buf_str(&xmp), STR("/Type/Metadata/Subtype/XML"));
}

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

void metadata_write(Pdf *pdf)
{
    const PdfOptions *o = &pdf->options;
    Stamp stamp = stamp_make(o->date);
    info_put(pdf, "Title", o->title);
    info_put(pdf, "Author", o->author);
    info_put(pdf, "Subject", o->subject);
    info_put(pdf, "Creator", o->producer);
    info_put(pdf, "Producer", o->producer);
    info_put(pdf, "CreationDate", str_from(stamp.info));
    info_put(pdf, "ModDate", str_from(stamp.info));
    HPDF_Dict_AddName(pdf->doc->info, "Trapped", "False");
    if (pdf->flavor->exchange_info)
        info_put(pdf, "GTS_PDFXVersion", str_from(pdf->flavor->exchange_info));

    HPDF_Array ids = HPDF_Array_New(pdf->doc->mmgr);
    HPDF_Array_Add(ids, identifier_object(pdf, pdf->named));
    HPDF_Array_Add(ids, identifier_object(pdf, pdf->content));
    HPDF_Dict_Add(pdf->doc->trailer, "ID", ids);
}
