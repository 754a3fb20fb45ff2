/* A table as a workbook of Office Open XML that a person likes to fill in: every cell is text, so that no spreadsheet
   makes 1.1E+03 or a day of a figure; headings and states stay in view; notes say what a column is and what the figure
   was the year before; 'status' offers its words. The parts are fixed texts around the cells, without dates or names of
   persons, so that the same table gives the same bytes. A library for workbooks would do no less: of notes too it is
   the texts of the two parts that matter, and libxlsxwriter writes to files of its own. */
#include "xlsx.h"

#include "src/base/read.h"
#include "src/base/zip.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define LINKS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define MAKER_PART "docProps/app.xml"
#define LIST_OF_LINKS HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">"

static const char types[] =
    HEAD "<Types xmlns=\"" PACKAGE "content-types\">"
         "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
         "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
         "<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>"
         "<Override PartName=\"/" MAKER_PART "\" "
         "ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>"
         "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE "sheet.main+xml\"/>"
         "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" TYPE "worksheet+xml\"/>"
         "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>"
         "<Override PartName=\"/xl/comments1.xml\" ContentType=\"" TYPE "comments+xml\"/></Types>";
static const char package_links[] =
    LIST_OF_LINKS "<Relationship Id=\"rId1\" Type=\"" LINKS "/officeDocument\" Target=\"xl/workbook.xml\"/>"
                  "<Relationship Id=\"rId2\" Type=\"" LINKS "/extended-properties\" Target=\"" MAKER_PART "\"/>"
                  "</Relationships>";
/* Whose it is: a spreadsheet that saves it names itself there. */
#define MAKER(name)                                                                                                    \
    HEAD "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"            \
         "<Application>" name "</Application></Properties>"
static const char table_maker[] = MAKER("ncmec-pdf"), list_maker[] = MAKER("ncmec-pdf explain");
static const char book[] = HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" LINKS "\"><sheets>"
                                "<sheet name=\"Figures\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
static const char book_links[] =
    LIST_OF_LINKS "<Relationship Id=\"rId1\" Type=\"" LINKS "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                  "<Relationship Id=\"rId2\" Type=\"" LINKS "/styles\" Target=\"styles.xml\"/></Relationships>";
static const char sheet_links[] =
    LIST_OF_LINKS "<Relationship Id=\"rId1\" Type=\"" LINKS "/vmlDrawing\" Target=\"../drawings/vmlDrawing1.vml\"/>"
                  "<Relationship Id=\"rId2\" Type=\"" LINKS "/comments\" Target=\"../comments1.xml\"/></Relationships>";
/* The looks of cells: as they are, text, text of a heading. Format 49 is text. */
enum { LOOK_TEXT = 1, LOOK_HEADING = 2 };
static const char styles[] =
    HEAD "<styleSheet xmlns=\"" MAIN "\">"
         "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
         "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
         "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
         "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
         "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
         "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
         "<cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
         "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
         "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
         "applyFont=\"1\"/></cellXfs>"
         "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

/* ---- Texts ---- */

/* What looks like an escape of workbooks ("_x0041_") is one no longer. */
static void text_put(Buf *out, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        uint32_t ignored;
        if (xlsx_escape(text, i, &ignored))
            buf_put(out, STR("_x005F"));
        buf_xml(out, str_slice(text, i, i + 1));
    }
}

/* "C14"; counted from 0. */
static const char *place_name(size_t column, size_t row, char out[CELL_NAME_MAX])
{
    cell_label((uint32_t)column + 1, (uint32_t)row + 1, STR(""), out);
    return out;
}

/* ---- Parts ---- */

static void columns_put(Buf *out, const TableCells *t)
{
    enum { LEAST = 8, MOST = 40 };
    buf_put(out, STR("<cols>"));
    for (size_t k = 0; k < t->columns; k++) {
        size_t width = LEAST;
        for (size_t i = 0; i < t->rows; i++) {
            size_t wanted = utf8_count(t->items[i * t->columns + k].text) + 2;
            width = wanted > width ? wanted : width;
        }
        buf_printf(out, "<col min=\"%zu\" max=\"%zu\" width=\"%zu\" style=\"%d\" customWidth=\"1\"/>", k + 1, k + 1,
                   width < MOST ? width : MOST, LOOK_TEXT);
    }
    buf_put(out, STR("</cols>"));
}

static Str sheet_part(const TableCells *t, Arena *a)
{
    Buf out = {.arena = a};
    char from[CELL_NAME_MAX], to[CELL_NAME_MAX];
    buf_put(&out,
            STR(HEAD "<worksheet xmlns=\"" MAIN "\" xmlns:r=\"" LINKS "\"><sheetViews>"
                     "<sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane xSplit=\"1\" ySplit=\"1\" "
                     "topLeftCell=\"B2\" activePane=\"bottomRight\" state=\"frozen\"/></sheetView></sheetViews>"));
    columns_put(&out, t);
    buf_put(&out, STR("<sheetData>"));
    for (size_t i = 0; i < t->rows; i++) {
        buf_printf(&out, "<row r=\"%zu\">", i + 1);
        for (size_t k = 0; k < t->columns; k++) {
            const TableCell *cell = &t->items[i * t->columns + k];
            Str text = cell->text;
            buf_printf(&out, "<c r=\"%s\" s=\"%d\"", place_name(k, i, from),
                       cell->is_number ? 0
                       : i             ? LOOK_TEXT
                                       : LOOK_HEADING);
            if (cell->is_number) {
                buf_printf(&out, "><v>%.*s</v></c>", STR_ARG(text));
            } else if (text.n) {
                buf_put(&out, STR(" t=\"inlineStr\"><is><t xml:space=\"preserve\">"));
                text_put(&out, text);
                buf_put(&out, STR("</t></is></c>"));
            } else {
                buf_put(&out, STR("/>"));
            }
        }
        buf_put(&out, STR("</row>"));
    }
    buf_put(&out, STR("</sheetData>"));
    for (size_t k = 0; k < t->columns && t->rows > 1; k++)
        if (str_eq(t->items[k].text, STR("status")))
            buf_printf(&out,
                       "<dataValidations count=\"1\"><dataValidation type=\"list\" allowBlank=\"1\" "
                       "showErrorMessage=\"1\" sqref=\"%s:%s\"><formula1>\"draft,final\"</formula1></dataValidation>"
                       "</dataValidations>",
                       place_name(k, 1, from), place_name(k, t->rows - 1, to));
    buf_printf(&out,
               "<ignoredErrors><ignoredError sqref=\"A1:%s\" numberStoredAsText=\"1\"/></ignoredErrors>"
               "<legacyDrawing r:id=\"rId1\"/></worksheet>",
               place_name(t->columns - 1, t->rows - 1, to));
    return buf_str(&out);
}

/* The notes, and the boxes in which spreadsheets show them: two parts that go cell by cell. */
static void notes_put(const TableCells *t, Buf *notes, Buf *boxes)
{
    enum { SHAPES_OF_BLOCK = 1024 };
    char place[CELL_NAME_MAX];
    size_t count = 0, items = t->rows * t->columns;
    for (size_t i = 0; i < items; i++)
        count += t->items[i].note.n > 0;
    buf_put(notes, STR(HEAD "<comments xmlns=\"" MAIN "\"><authors><author>ncmec-pdf</author></authors><commentList>"));
    buf_put(boxes,
            STR("<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
                "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">"
                "<o:idmap v:ext=\"edit\" data=\"1"));
    for (size_t block = 1; block <= count / SHAPES_OF_BLOCK; block++)
        buf_printf(boxes, ",%zu", block + 1);
    buf_put(boxes, STR("\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" "
                       "path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>"
                       "<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"));
    for (size_t i = 0, shape = SHAPES_OF_BLOCK; i < items; i++) {
        size_t row = i / t->columns, column = i % t->columns;
        if (!t->items[i].note.n)
            continue;
        buf_printf(notes, "<comment ref=\"%s\" authorId=\"0\"><text><t xml:space=\"preserve\">" XLSX_NOTE_START "\n",
                   place_name(column, row, place));
        text_put(notes, t->items[i].note);
        buf_put(notes, STR("</t></text></comment>"));
        buf_printf(boxes,
                   "<v:shape id=\"_x0000_s%zu\" type=\"#_x0000_t202\" style=\"position:absolute;width:144pt;"
                   "height:60pt;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">"
                   "<v:fill color2=\"#ffffe1\"/><v:path o:connecttype=\"none\"/><v:textbox/>"
                   "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>"
                   "<x:Anchor>%zu,15,%zu,2,%zu,15,%zu,4</x:Anchor><x:AutoFill>False</x:AutoFill>"
                   "<x:Row>%zu</x:Row><x:Column>%zu</x:Column></x:ClientData></v:shape>",
                   ++shape, column + 1, row, column + 3, row + 4, row, column);
    }
    buf_put(notes, STR("</commentList></comments>"));
    buf_put(boxes, STR("</xml>"));
}

Str table_workbook(const TableCells *t, Arena *a, Diag *d)
{
    Buf notes = {.arena = a}, boxes = {.arena = a};
    notes_put(t, &notes, &boxes);
    const ZipPart parts[] = {
        {"[Content_Types].xml", str_from(types)},
        {"_rels/.rels", str_from(package_links)},
        {MAKER_PART, str_from(t->is_list ? list_maker : table_maker)},
        {"xl/workbook.xml", str_from(book)},
        {"xl/_rels/workbook.xml.rels", str_from(book_links)},
        {"xl/styles.xml", str_from(styles)},
        {"xl/worksheets/sheet1.xml", sheet_part(t, a)},
        {"xl/worksheets/_rels/sheet1.xml.rels", str_from(sheet_links)},
        {"xl/comments1.xml", buf_str(&notes)},
        {"xl/drawings/vmlDrawing1.vml", buf_str(&boxes)},
    };
    return zip_write(parts, sizeof parts / sizeof *parts, a, d);
}

bool workbook_is_list(const char *path, Arena *a)
{
    Str maker = {0};
    Diag *trial = diag_new(a);
    size_t inputs = input_count();
    Str bytes = file_map(path, WORKBOOK_MAX, nowhere, trial);
    Zip *zip = bytes.n ? zip_open(source_new(str_from(path), bytes, a), a, trial) : NULL;
    bool is_list = zip && zip_read(zip, MAKER_PART, &maker, a) && str_eq(maker, str_from(list_maker));
    zip_close(zip);
    input_forget(inputs); /* it is about to be replaced */
    return is_list;
}
