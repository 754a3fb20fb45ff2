/* What the document says of itself: the Info dictionary, the XMP packet (ISO 16684-1; claims as ISO 14289-1, 5, with
   the extension schemas that PDF/A-2, 6.6.2.3 asks for) and the trailer's identifiers. Info and XMP are filled from the
   same values, so that they agree. The only date is the one in the options. */
#include "stage.h"

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

#define SCHEMA(name, uri, prefix, property, type, description)                                                         \
    "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>" name "</pdfaSchema:schema>"                               \
    "<pdfaSchema:namespaceURI>" uri "</pdfaSchema:namespaceURI><pdfaSchema:prefix>" prefix "</pdfaSchema:prefix>"      \
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>" property                    \
    "</pdfaProperty:name><pdfaProperty:valueType>" type "</pdfaProperty:valueType>"                                    \
    "<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>" description                    \
    "</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>\n"

static const char xmp_head[] = "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                               "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                               "<rdf:Description rdf:about=\"\""
                               " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                               " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                               " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\""
                               " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                               " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
                               " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                               " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                               " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                               "<dc:format>application/pdf</dc:format>\n";

static const char xmp_schemas[] =
    "<pdf:Trapped>False</pdf:Trapped>\n"
    "<pdfuaid:part>1</pdfuaid:part>\n"
    "<pdfaExtension:schemas><rdf:Bag>\n" SCHEMA("PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid",
                                                "part", "Integer", "Part of ISO 14289 that the document conforms to")
        SCHEMA("Adobe PDF", "http://ns.adobe.com/pdf/1.3/", "pdf", "Trapped", "Text",
               "Whether the document has been trapped") "</rdf:Bag></pdfaExtension:schemas>\n";

static const char xmp_foot[] = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

HPDF_Dict metadata_stream(Pdf *pdf)
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
    buf_put(&xmp, str_from(xmp_schemas));
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

    HPDF_Array ids = HPDF_Array_New(pdf->doc->mmgr);
    HPDF_Array_Add(ids, identifier_object(pdf, pdf->named));
    HPDF_Array_Add(ids, identifier_object(pdf, pdf->content));
    HPDF_Dict_Add(pdf->doc->trailer, "ID", ids);
}
