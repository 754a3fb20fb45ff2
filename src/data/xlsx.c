/* Workbooks of Office Open XML (ECMA-376 part 1, chapter 18) as grids: a zip archive of XML texts. Read are the cells'
   values, their number formats, lines through them, merged cells, hidden rows and comments; formulas by the value that
   the spreadsheet program stored. A cell's text is what a person would type; where the cell shows something else, or
   holds nothing that could be typed, it has a problem, which whoever reads the cell reports. */
#include "xlsx.h"
#include "cellnumber.h"

#include "src/base/xml.h"
#include "src/base/zip.h"

enum {
    SHEETS_MAX = 100,
    ROWS_MAX = 1048576, /* of the format */
    CELLS_MAX = 100000,
    STYLES_MAX = 65536,
    SHARED_MAX = 100000,
    SHARED_BYTES_MAX = 4 << 20,
    TABLE_BYTES_MAX = 2 << 20,
    CELL_BYTES_MAX = 1 << 17, /* 32,767 characters, as spreadsheets allow */
    SPREAD_STEPS_MAX = 1 << 20,
    ELEMENTS_MAX = 500000,
    COMMENTS_SHOWN = 5,
    COMMENT_BYTES_SHOWN = 60,
};

/* Of two editions of the format; other namespaces are a program's own, and passed over. */
static const char *const spaces[] = {"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                     "http://purl.oclc.org/ooxml/spreadsheetml/main",
                                     "http://schemas.openxmlformats.org/package/2006/relationships",
                                     "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",
                                     "http://schemas.microsoft.com/office/excel/2006/main",
                                     NULL};
enum { SPACE_EXTENDED = 3 }; /* from here on those in which later editions keep conditional formats */
static const XmlRules rules = {.code = DIAG_SYNTAX,
                               .max_mib = ZIP_PART_MAX >> 20,
                               .max_elements = ELEMENTS_MAX,
                               .max_text = CELL_BYTES_MAX,
                               .spaces = spaces};

/* A text as its runs make it. */
typedef struct RichText {
    Str text, raised; /* what is above or below the line, a footnote's mark, is not in the text */
    bool is_struck;   /* or a part of it */
    bool is_there;
} RichText;

typedef struct CellStyle {
    Str format;
    bool is_struck, is_raised;
} CellStyle;

/* What a condition makes of the cells for which it holds. */
typedef struct Conditional {
    Str format;        /* of numbers */
    size_t font_depth; /* while its font is read */
    bool is_white, has_fill;
} Conditional;

typedef struct SheetEntry {
    Str name, id, part;
    bool is_hidden, is_chart; /* or another sheet without cells */
} SheetEntry;

typedef struct Book {
    const Source *file;
    Zip *zip;
    Arena *arena;
    Diag *diag;
    bool since_1904;
    Str texts_part, styles_part;
    SheetEntry *sheets;
    size_t sheet_count, sheet_capacity;
    RichText *texts;
    size_t text_count, text_capacity, text_bytes;
    CellStyle *styles;
    size_t style_count, style_capacity;
    Conditional *conditionals;
    size_t conditional_count, conditional_capacity;
} Book;

static bool is_named(const Xml *x, const char *name)
{
    return x->space >= 0 && x->space < SPACE_EXTENDED && str_eq(x->name, str_from(name));
}

static bool is_foreign(const Xml *x)
{
    return x->space < 0 || x->space >= SPACE_EXTENDED || is_named(x, "extLst");
}

static Str attribute_text(const Xml *x, const char *name)
{
    const XmlAttribute *a = xml_attribute(x, name);
    return a ? a->value : (Str){0};
}

/* What is on where it is not said otherwise: <strike/>, hidden="1". */
static bool is_on(Str value)
{
    return str_eq(value, STR("1")) || str_eq(value, STR("true"));
}

static bool is_off(Str value)
{
    return str_eq(value, STR("0")) || str_eq(value, STR("false"));
}

static bool is_struck_out(const Xml *x)
{
    return !xml_attribute(x, "val") || is_on(attribute_text(x, "val"));
}

static bool is_above_or_below(const Xml *x)
{
    return !str_eq(attribute_text(x, "val"), STR("baseline"));
}

/* SIZE_MAX: it is none, or beyond all limits. */
static size_t number_of(Str text)
{
    enum { MOST = 1000000000 };
    int64_t n = digits_value(text, MOST);
    return n < 0 ? SIZE_MAX : (size_t)n;
}

static size_t attribute_number(const Xml *x, const char *name, size_t otherwise)
{
    const XmlAttribute *a = xml_attribute(x, name);
    return a ? number_of(a->value) : otherwise;
}

/* ---- Parts ---- */

/* One XML text of the archive, in memory while it is read. */
typedef struct Part {
    Arena *arena;
    Source source;
    Diag *diag;
    Xml *xml; /* NULL: there is none, or it cannot be read */
} Part;

/* Without a name there is none; one that has a name and must be there is. */
static bool part_open(Book *b, Str name, bool must_be, Part *p)
{
    static const uint32_t first_line[] = {0};
    Str bytes;
    *p = (Part){.arena = arena_new()};
    p->diag = diag_new(p->arena);
    p->source = (Source){.name = name, .lines = first_line, .line_count = 1};
    if (!name.n || !zip_read(b->zip, str_terminated(p->arena, name), &bytes, p->arena))
        return false;
    p->source.text = bytes;
    if (bytes.n)
        p->xml = xml_open(&p->source, &rules, p->arena, p->diag);
    else if (must_be)
        diag_error(p->diag, DIAG_SYNTAX, nowhere, "it is missing");
    return p->xml != NULL;
}

/* What is wrong in a text that no one typed is one finding about the file. */
static void part_close(Book *b, Part *p)
{
    xml_close(p->xml);
    if (diag_errors(p->diag)) {
        /* Advice of the reader of XML is for those who wrote the text. */
        Str reason = diag_reason(p->diag);
        diag_error(b->diag, DIAG_SYNTAX, nowhere,
                   "'%.*s' is damaged at its part '%.*s' (%.*s); open it in the spreadsheet program and save it again",
                   STR_ARG(b->file->name), STR_ARG(p->source.name),
                   STR_ARG(str_slice(reason, 0, str_find(reason, STR(";"), 0))));
    }
    arena_free(p->arena);
}

static bool part_next(const Part *p, XmlEvent *event)
{
    *event = xml_next(p->xml);
    if (*event == XML_OPEN && p->xml->depth == 1 && is_foreign(p->xml))
        return diag_error(p->diag, DIAG_SYNTAX, nowhere, "its first element is not one of a workbook");
    return *event != XML_END && *event != XML_WRONG;
}

/* The part that 'target' means, seen from a part in 'folder': "../comments1.xml" from "xl/worksheets/". */
static Str part_path(Str folder, Str target, Arena *a)
{
    if (str_starts(target, STR("/")))
        return str_copy(a, str_slice(target, 1, target.n));
    for (; str_starts(target, STR("../")); target = str_slice(target, 3, target.n))
        folder.n = name_start(str_slice(folder, 0, folder.n - (folder.n > 0)));
    return str_printf(a, "%.*s%.*s", STR_ARG(folder), STR_ARG(target));
}

static bool book_limit(const Book *b, const char *what)
{
    return diag_error(b->diag, DIAG_SYNTAX, nowhere,
                      "'%.*s' holds more than %s; save the table alone in a new workbook", STR_ARG(b->file->name),
                      what);
}

/* ---- Texts ---- */

bool xlsx_escape(Str text, size_t at, uint32_t *code)
{
    Str escape = str_slice(text, at, at + XLSX_ESCAPE);
    return escape.n == XLSX_ESCAPE && escape.s[0] == '_' && escape.s[1] == 'x' && escape.s[6] == '_' &&
           hex_parse(str_slice(escape, 2, 6), code);
}

/* With "_x000D_" decoded, as workbooks write what XML does not allow. */
static void text_put(Buf *out, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        uint32_t code;
        if (xlsx_escape(text, i, &code)) {
            if (code != '\r')
                buf_code_point(out, code);
            i += XLSX_ESCAPE - 1;
        } else {
            buf_char(out, text.s[i]);
        }
    }
}

/* After the opening of an element that holds runs, or a text: up to its end. */
static RichText rich_read(Xml *x, Arena *a)
{
    Buf text = {.arena = a}, raised = {.arena = a};
    bool in_text = false, is_raised = false, run_struck = false, is_struck = false;
    for (size_t depth = x->depth; x->depth >= depth;) {
        XmlEvent event = xml_next(x);
        if (event == XML_WRONG)
            break;
        if (event == XML_TEXT && in_text) {
            text_put(is_raised ? &raised : &text, x->text);
            is_struck = is_struck || run_struck;
        } else if (event == XML_CLOSE) {
            in_text = false;
            if (is_named(x, "r"))
                is_raised = run_struck = false;
        } else if (event == XML_OPEN) {
            in_text = is_named(x, "t");
            if (is_named(x, "rPh") || is_foreign(x))
                xml_skip(x);
            else if (is_named(x, "vertAlign"))
                is_raised = is_above_or_below(x);
            else if (is_named(x, "strike"))
                run_struck = is_struck_out(x);
        }
    }
    return (RichText){str_trim(buf_str(&text)), str_trim(buf_str(&raised)), is_struck, true};
}

static void texts_read(Book *b)
{
    Part p;
    XmlEvent event;
    if (part_open(b, b->texts_part, true, &p))
        while (part_next(&p, &event)) {
            if (event != XML_OPEN || !is_named(p.xml, "si"))
                continue;
            RichText text = rich_read(p.xml, b->arena);
            b->text_bytes += text.text.n + text.raised.n;
            if (b->text_count == SHARED_MAX || b->text_bytes > SHARED_BYTES_MAX) {
                book_limit(b, "100,000 texts, or 4 MiB of them");
                break;
            }
            ARENA_NEXT(b->arena, b->texts, b->text_count, b->text_capacity) = text;
        }
    part_close(b, &p);
}

/* ---- Styles ---- */

typedef struct NumberFormat {
    size_t id;
    Str code;
} NumberFormat;

/* What an element inside a conditional format adds to it. */
static void conditional_add(Conditional *c, const Xml *x, Arena *a)
{
    Str rgb = attribute_text(x, "rgb");
    size_t indexed = attribute_number(x, "indexed", 0);
    if (x->depth <= c->font_depth || is_named(x, "font"))
        c->font_depth = is_named(x, "font") ? x->depth : 0;
    if (is_named(x, "numFmt"))
        c->format = str_copy(a, attribute_text(x, "formatCode"));
    c->has_fill = c->has_fill || is_named(x, "fill");
    if (is_named(x, "color") && c->font_depth && x->depth == c->font_depth + 1)
        c->is_white = c->is_white || str_ends(rgb, STR("FFFFFF")) || indexed == 1 || indexed == 9 ||
                      attribute_number(x, "theme", 1) == 0;
}

static void styles_read(Book *b)
{
    Part p;
    XmlEvent event;
    NumberFormat *formats = NULL;
    CellStyle *fonts = NULL;
    const char *list = ""; /* the one that is open */
    size_t format_count = 0, format_capacity = 0, font_count = 0, font_capacity = 0;
    static const char *const lists[] = {"numFmts", "fonts", "cellXfs", "dxfs"};
    if (part_open(b, b->styles_part, true, &p))
        while (part_next(&p, &event)) {
            Xml *x = p.xml;
            bool is_font = strcmp(list, "fonts") == 0;
            if (event != XML_OPEN)
                continue;
            if (is_foreign(x) && !xml_skip(x))
                break;
            if (x->depth == 2) {
                list = "";
                for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
                    list = is_named(x, lists[i]) ? lists[i] : list;
            } else if (strcmp(list, "dxfs") == 0) {
                if (is_named(x, "dxf")) {
                    ARENA_NEXT(b->arena, b->conditionals, b->conditional_count, b->conditional_capacity) =
                        (Conditional){0};
                } else if (b->conditional_count) {
                    conditional_add(&b->conditionals[b->conditional_count - 1], x, b->arena);
                }
            } else if (is_named(x, "numFmt") && strcmp(list, "numFmts") == 0) {
                ARENA_NEXT(p.arena, formats, format_count, format_capacity) = (NumberFormat){
                    attribute_number(x, "numFmtId", SIZE_MAX), str_copy(b->arena, attribute_text(x, "formatCode"))};
            } else if (is_named(x, "font") && is_font) {
                ARENA_NEXT(p.arena, fonts, font_count, font_capacity) = (CellStyle){0};
            } else if (is_named(x, "strike") && is_font && font_count) {
                fonts[font_count - 1].is_struck = is_struck_out(x);
            } else if (is_named(x, "vertAlign") && is_font && font_count) {
                fonts[font_count - 1].is_raised = is_above_or_below(x);
            } else if (is_named(x, "xf") && strcmp(list, "cellXfs") == 0) {
                size_t id = attribute_number(x, "numFmtId", 0), font = attribute_number(x, "fontId", 0);
                CellStyle style = font < font_count ? fonts[font] : (CellStyle){0};
                style.format = format_built_in(id);
                for (size_t i = 0; i < format_count; i++)
                    if (formats[i].id == id)
                        style.format = formats[i].code;
                if (b->style_count == STYLES_MAX && !book_limit(b, "65,536 formats of cells"))
                    break;
                ARENA_NEXT(b->arena, b->styles, b->style_count, b->style_capacity) = style;
            }
        }
    part_close(b, &p);
}

/* ---- Cells of a sheet ---- */

typedef struct SheetRow {
    uint32_t number;
    GridCell *cells;
    size_t count;
} SheetRow;

typedef struct SheetReader {
    Book *book;
    const SheetEntry *entry;
    Xml *xml;
    Diag *diag;   /* of the part */
    Arena *arena; /* of the grid */
    Buf text;     /* of the source: a line a row; a cell's text is where its mark says */
    NamedCell *places;
    size_t place_count, place_capacity;
    GridCell *cells; /* of the row */
    size_t cell_count, cell_capacity;
    uint32_t row;
    bool row_hidden, in_data, had_data, hides_zeros;
    bool column_hidden[GRID_MAX_COLUMNS], column_used[GRID_MAX_COLUMNS];
    SheetRow *rows;
    size_t row_count, row_capacity;
    size_t hidden, spread_steps;
} SheetReader;

/* "C14": 3 and 14. */
static bool place_parse(Str name, uint32_t *column, uint32_t *row)
{
    size_t i = 0;
    *column = 0;
    for (; i < name.n && is_ascii_letter(name.s[i]) && *column < 100000; i++)
        *column = 26 * *column + (uint32_t)((name.s[i] | ' ') - 'a' + 1);
    size_t number = number_of(str_slice(name, i, name.n));
    *row = number <= ROWS_MAX ? (uint32_t)number : 0;
    return *column && *row;
}

static bool limit_report(const SheetReader *r, const char *what)
{
    return diag_error(
        r->book->diag, DIAG_SYNTAX, nowhere,
        "sheet '%.*s' of '%.*s' holds %s; keep the table in a sheet of its own, and name that: --sheet NAME",
        STR_ARG(r->entry->name), STR_ARG(r->book->file->name), what);
}

/* 'cell' is what it will be, but for its place. */
static bool cell_put_at(SheetReader *r, uint32_t column, GridCell cell)
{
    Str text = cell.text;
    if (column <= r->cell_count)
        return diag_error(r->diag, DIAG_SYNTAX, r->xml->mark, "cells are not in their order");
    if (column > GRID_MAX_COLUMNS)
        return limit_report(r, "more than 200 columns");
    if (r->place_count + (column - r->cell_count) > CELLS_MAX || r->text.n + text.n > TABLE_BYTES_MAX)
        return limit_report(r, "more than 100,000 cells or 2 MiB of text");
    while (r->cell_count < column) {
        bool is_last = r->cell_count + 1 == column;
        buf_put(&r->text, r->cell_count ? STR(" | ") : STR(""));
        uint32_t at = (uint32_t)r->text.n;
        ARENA_NEXT(r->arena, r->places, r->place_count, r->place_capacity) =
            (NamedCell){at, r->row, (uint32_t)r->cell_count + 1};
        ARENA_ROOM(r->arena, r->cells, r->cell_count, r->cell_capacity);
        cell.mark = (Mark){NULL, at, (uint32_t)text.n};
        r->cells[r->cell_count++] = is_last ? cell : (GridCell){.mark = {NULL, at, 0}};
        buf_put(&r->text, is_last ? text : STR(""));
    }
    r->column_used[column - 1] = true;
    return true;
}

static bool row_close(SheetReader *r)
{
    if (!r->cell_count)
        return true;
    if (r->row_count == GRID_MAX_ROWS)
        return limit_report(r, "more than 10,000 rows");
    buf_char(&r->text, '\n');
    ARENA_NEXT(r->arena, r->rows, r->row_count, r->row_capacity) = (SheetRow){r->row, r->cells, r->cell_count};
    r->hidden += r->row_hidden;
    r->cells = NULL;
    r->cell_count = r->cell_capacity = 0;
    return true;
}

/* What <c> holds. */
typedef struct RawCell {
    Str place; /* for findings */
    Str type, value;
    RichText rich;
    const CellStyle *style;
    bool has_formula, has_value;
    size_t values;
} RawCell;

static bool cell_damaged(const SheetReader *r, const RawCell *c, const char *what)
{
    return diag_error(r->diag, DIAG_SYNTAX, r->xml->mark, "cell %.*s %s", STR_ARG(c->place), what);
}

/* What no spreadsheet program writes, so that it may not mean what is read. */
static bool cell_check(const SheetReader *r, const RawCell *c, size_t style)
{
    static const char *const types[] = {"", "n", "s", "str", "e", "b", "d", "inlineStr"};
    size_t known = 0;
    bool is_inline = str_eq(c->type, STR("inlineStr")), is_text = str_eq(c->type, STR("s"));
    while (known < sizeof types / sizeof *types && !str_eq(c->type, str_from(types[known])))
        known++;
    if (known == sizeof types / sizeof *types)
        return cell_damaged(r, c, "is of a kind that no workbook has");
    if (style >= r->book->style_count && style)
        return cell_damaged(r, c, "has a format that the workbook does not hold");
    if (c->values > 1 || (c->value.n && is_inline) || (c->rich.is_there && !is_inline))
        return cell_damaged(r, c, "holds more than one value");
    if (is_text && c->value.n && number_of(c->value) >= r->book->text_count)
        return cell_damaged(r, c, "names a text that the workbook does not hold");
    if (str_eq(c->type, STR("b")) && c->value.n && !is_on(c->value) && !is_off(c->value))
        return cell_damaged(r, c, "is neither true nor false");
    if (known <= 1 && c->value.n && !number_is_stored(c->value))
        return cell_damaged(r, c, "holds no number");
    return !(known <= 1 && c->value.n && !c->style->format.s) ||
           cell_damaged(r, c, "has a number format that the workbook does not hold");
}

static bool looks_like_figure(Str text)
{
    return text.n && (is_digit(text.s[0]) || memchr("<>~.", text.s[0], 4));
}

static bool is_zero(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] >= '1' && text.s[i] <= '9')
            return false;
    return text.n > 0;
}

/* The text that a person would type, and what speaks against it. */
static GridCell cell_typed(const SheetReader *r, const RawCell *c)
{
    Arena *a = r->arena;
    Book *b = r->book;
    RichText text = c->rich;
    GridCell cell = {0};
    const char **problem = &cell.problem;
    if (str_eq(c->type, STR("s"))) {
        text = c->value.n ? b->texts[number_of(c->value)] : (RichText){0};
    } else if (str_eq(c->type, STR("str")) || str_eq(c->type, STR("e"))) {
        text.text = str_trim(c->value);
    } else if (str_eq(c->type, STR("b"))) {
        text.text = is_on(c->value) ? STR("true") : STR("false");
    } else if (str_eq(c->type, STR("d"))) {
        text.text = str_ends(c->value, STR("T00:00:00")) ? str_slice(c->value, 0, 10) : c->value;
    } else if (!str_eq(c->type, STR("inlineStr")) && c->value.n) {
        text.text = number_typed(c->value, c->style->format, b->since_1904, problem, a);
        cell.number = c->value;
        cell.shows_year = *problem && format_shows_year(c->style->format);
        if (r->hides_zeros && is_zero(text.text))
            *problem =
                "the cell shows nothing, as its sheet hides zeros, but holds 0; type the one that is meant as text";
    }
    if (str_eq(c->type, STR("e")) && text.text.n)
        *problem = str_printf(a, "the cell shows the error %.*s; correct its formula", STR_ARG(text.text)).s;
    if (c->has_formula && !c->value.n && !c->has_value) {
        text.text = STR("=");
        *problem = "the formula has no stored value; open the workbook in the spreadsheet program and save it once";
    }
    bool is_figure = looks_like_figure(text.text.n ? text.text : text.raised);
    if (is_figure && !cell.number.n && !format_shows_text(c->style->format))
        *problem =
            str_printf(a, "the cell holds '%.*s', but its format '%.*s' shows something else; type what is meant",
                       STR_ARG(text.text), STR_ARG(c->style->format))
                .s;
    if (is_figure && (c->style->is_raised || !text.text.n)) {
        text.text = text.text.n ? text.text : text.raised;
        *problem = "all text in this cell is raised or lowered; type it in plain letters if it is a figure, else "
                   "delete it";
    } else if (is_figure && text.raised.n) {
        *problem =
            str_printf(
                a, "the cell says '%.*s' with '%.*s' raised or lowered after it; delete the mark, or what is not meant",
                STR_ARG(text.text), STR_ARG(text.raised))
                .s;
    }
    if (text.text.n && (text.is_struck || c->style->is_struck)) {
        *problem = "the text in this cell is struck through; delete it, or remove the line";
        cell.shows_year = false;
    }
    cell.text = text.text;
    return cell;
}

/* After the opening of <c>, up to its end. */
static bool cell_read(SheetReader *r)
{
    static const CellStyle plain = {{"General", 7}, false, false};
    Xml *x = r->xml;
    Book *b = r->book;
    size_t style = attribute_number(x, "s", 0);
    uint32_t column = (uint32_t)r->cell_count + 1, row = r->row;
    const XmlAttribute *place = xml_attribute(x, "r");
    RawCell c = {.style = style < b->style_count ? &b->styles[style] : &plain};
    c.type = str_copy(r->arena, attribute_text(x, "t"));
    c.place = place ? str_copy(r->arena, place->value) : str_printf(r->arena, "%u of row %u", column, row);
    if (place && (!place_parse(place->value, &column, &row) || row != r->row))
        return diag_error(r->diag, DIAG_SYNTAX, x->mark, "a cell names a place where it is not");
    Buf value = {.arena = r->arena};
    bool in_value = false;
    for (size_t depth = x->depth; x->depth >= depth;) {
        XmlEvent event = xml_next(x);
        if (event == XML_WRONG)
            return false;
        if (event == XML_TEXT && in_value)
            text_put(&value, x->text);
        if (event == XML_OPEN && in_value)
            return cell_damaged(r, &c, "holds more than one value");
        in_value = event == XML_OPEN ? is_named(x, "v") : event == XML_TEXT && in_value;
        if (event != XML_OPEN)
            continue;
        c.values += in_value;
        c.has_formula = c.has_formula || is_named(x, "f");
        if (is_named(x, "is")) {
            if (c.rich.is_there)
                return cell_damaged(r, &c, "holds more than one value");
            c.rich = rich_read(x, r->arena);
        } else if (!in_value && !is_named(x, "f") && !xml_skip(x)) {
            return false;
        }
    }
    c.value = buf_str(&value);
    if (!str_eq(c.type, STR("str")))
        c.value = str_trim(c.value);
    /* A formula that gives an empty text is stored so. */
    c.has_value = str_eq(c.type, STR("str")) || c.value.n;
    if (!cell_check(r, &c, style))
        return false;
    GridCell cell = cell_typed(r, &c);
    return !cell.text.n || cell_put_at(r, column, cell);
}

/* ---- Merged cells ---- */

/* The index of the first row that has this number or a later one. */
static size_t row_from(const SheetReader *r, uint32_t number)
{
    size_t low = 0, high = r->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->rows[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

typedef struct Range {
    uint32_t left, top, right, bottom;
} Range;

/* "B2:C58", "B2", or "B:C" and "2:58" for whole columns and rows. */
static bool range_parse(Str name, Range *range)
{
    size_t colon = str_find(name, STR(":"), 0);
    Str first = str_slice(name, 0, colon), last = colon < name.n ? str_slice(name, colon + 1, name.n) : first;
    bool good = place_parse(first, &range->left, &range->top), also = place_parse(last, &range->right, &range->bottom);
    if (good && also)
        return true;
    bool columns = range->left && range->right && !is_digit(name.s[colon - 1]),
         rows = !range->left && !range->right && range->top && range->bottom;
    if (columns)
        range->top = 1, range->bottom = ROWS_MAX;
    if (rows)
        range->left = 1, range->right = GRID_MAX_COLUMNS;
    return columns || rows;
}

static Str cell_slice(const SheetReader *r, const GridCell *cell)
{
    return str_slice(buf_str(&r->text), cell->mark.offset, cell->mark.offset + cell->mark.length);
}

/* Calls 'change' for each cell of a range that was read. */
static bool range_visit(SheetReader *r, Range range, void (*change)(const SheetReader *, GridCell *, void *),
                        void *with)
{
    for (size_t i = row_from(r, range.top); i < r->row_count && r->rows[i].number <= range.bottom; i++)
        for (size_t k = range.left; k <= range.right && k <= r->rows[i].count; k++) {
            change(r, &r->rows[i].cells[k - 1], with);
            if (++r->spread_steps > SPREAD_STEPS_MAX)
                return limit_report(r, "too many merged cells, or conditional formats");
        }
    return true;
}

static void cell_spread(const SheetReader *r, GridCell *cell, void *whole)
{
    (void)r;
    if (!cell->mark.length)
        cell->spread = *(Str *)whole;
}

static bool merge_read(SheetReader *r)
{
    Range range;
    if (!range_parse(attribute_text(r->xml, "ref"), &range))
        return true;
    size_t first = row_from(r, range.top);
    if (first == r->row_count || r->rows[first].number != range.top || range.left > r->rows[first].count)
        return true;
    Str whole = cell_slice(r, &r->rows[first].cells[range.left - 1]);
    return range_visit(r, range, cell_spread, &whole);
}

/* ---- Conditional formats ---- */

typedef struct Condition {
    Str ranges;
    Conditional looks;
    bool hides; /* a bar or an icon is shown in place of the figure */
} Condition;

/* Whether the condition holds is not asked: a figure that it may show as something else is not taken. */
static void cell_condition(const SheetReader *r, GridCell *cell, void *with)
{
    const Condition *c = with;
    Str text = cell_slice(r, cell), format = c->looks.format;
    if (!looks_like_figure(text) || cell->problem)
        return;
    const char *problem = NULL;
    bool differs = format.n && !format_shows_text(format);
    if (format.n && cell->number.n) {
        Str typed = number_typed(cell->number, format, r->book->since_1904, &problem, r->arena);
        differs = problem || !str_eq(typed, text);
    }
    if (differs || c->hides || (c->looks.is_white && !c->looks.has_fill))
        cell->problem =
            str_printf(r->arena,
                       "the cell holds %.*s, but the conditional format of %.*s may show %s%.*s%s; clear that "
                       "format, and type the figure that is meant",
                       STR_ARG(text), STR_ARG(c->ranges), c->looks.format.n ? "it as '" : "nothing of it",
                       STR_ARG(c->looks.format), c->looks.format.n ? "'" : "")
                .s;
}

/* After the opening of a conditional format of either edition, up to its end. */
static bool condition_read(SheetReader *r)
{
    Xml *x = r->xml;
    Book *b = r->book;
    Condition c = {.ranges = str_copy(r->arena, attribute_text(x, "sqref"))};
    Conditional *looks = NULL;
    size_t count = 0, capacity = 0;
    bool in_ranges = false;
    for (size_t depth = x->depth; x->depth >= depth;) {
        XmlEvent event = xml_next(x);
        if (event == XML_WRONG)
            return false;
        if (event == XML_TEXT && in_ranges)
            c.ranges = str_copy(r->arena, str_trim(x->text));
        if (event != XML_OPEN)
            continue;
        in_ranges = str_eq(x->name, STR("sqref"));
        c.hides = c.hides || is_off(attribute_text(x, "showValue"));
        if (str_eq(x->name, STR("cfRule"))) {
            size_t id = attribute_number(x, "dxfId", SIZE_MAX);
            if (xml_attribute(x, "dxfId") && id >= b->conditional_count)
                return diag_error(r->diag, DIAG_SYNTAX, x->mark,
                                  "a conditional format names one that the workbook does not hold");
            ARENA_NEXT(r->arena, looks, count, capacity) =
                id < b->conditional_count ? b->conditionals[id] : (Conditional){0};
        } else if (count) {
            conditional_add(&looks[count - 1], x, r->arena);
        }
    }
    for (size_t i = 0; i < count; i++) {
        c.looks = looks[i];
        for (size_t at = 0, end; at < c.ranges.n; at = end + 1) {
            Range range;
            end = str_find(c.ranges, STR(" "), at);
            if (end == at)
                continue;
            if (!range_parse(str_slice(c.ranges, at, end), &range))
                return diag_error(r->diag, DIAG_SYNTAX, x->mark, "a conditional format is for no cells");
            if (!range_visit(r, range, cell_condition, &c))
                return false;
        }
    }
    return true;
}

/* ---- A sheet ---- */

static bool sheet_parse(SheetReader *r, const Part *p)
{
    XmlEvent event;
    bool good = true;
    while (good && part_next(p, &event)) {
        Xml *x = r->xml;
        if (event == XML_CLOSE && is_named(x, "row"))
            good = row_close(r);
        if (event != XML_OPEN)
            continue;
        r->in_data = x->depth == 2 ? is_named(x, "sheetData") : r->in_data;
        r->had_data = r->had_data || r->in_data;
        bool is_condition = str_eq(x->name, STR("conditionalFormatting")) && x->space >= 0;
        /* Formats of cells are applied as they come. */
        if (r->had_data ? is_named(x, "sheetView") || is_named(x, "col") : is_condition) {
            good = diag_error(r->diag, DIAG_SYNTAX, x->mark, "its elements are not in their order");
        } else if (is_condition) {
            good = condition_read(r);
        } else if (is_foreign(x)) {
            /* Newer conditional formats are among the extensions of the sheet. */
            good = (x->depth == 2 && is_named(x, "extLst")) || x->space >= SPACE_EXTENDED || xml_skip(x);
        } else if (is_named(x, "sheetView")) {
            r->hides_zeros = r->hides_zeros || is_off(attribute_text(x, "showZeros"));
        } else if (is_named(x, "col")) {
            size_t last = attribute_number(x, "max", 0);
            bool is_hidden = is_on(attribute_text(x, "hidden")) || is_zero(attribute_text(x, "width"));
            for (size_t i = attribute_number(x, "min", 1); i && i <= last && i <= GRID_MAX_COLUMNS; i++)
                r->column_hidden[i - 1] = is_hidden;
        } else if (is_named(x, "row") && r->in_data && x->depth == 3) {
            size_t row = attribute_number(x, "r", r->row + 1);
            r->row_hidden = is_on(attribute_text(x, "hidden")) || is_zero(attribute_text(x, "ht"));
            if (row <= r->row)
                good = diag_error(r->diag, DIAG_SYNTAX, x->mark, "rows are not in their order");
            else if (row > ROWS_MAX)
                good = diag_error(r->diag, DIAG_SYNTAX, x->mark, "a row is beyond the last one that a sheet has");
            else
                r->row = (uint32_t)row;
        } else if (is_named(x, "c") && r->in_data && x->depth == 4) {
            good = cell_read(r);
        } else if (is_named(x, "mergeCell")) {
            good = merge_read(r);
        }
    }
    return good && !diag_errors(p->diag);
}

/* "Sheet1!", or "'The sheet'!" where a formula would need the quotes. */
static Str sheet_prefix(Str name, Arena *a)
{
    Buf out = {.arena = a};
    bool plain = name.n && !is_digit(name.s[0]);
    for (size_t i = 0; i < name.n; i++)
        plain = plain && (is_digit(name.s[i]) || is_ascii_letter(name.s[i]) || name.s[i] == '_');
    buf_put(&out, plain ? STR("") : STR("'"));
    for (size_t i = 0; i < name.n; i++)
        buf_put(&out, name.s[i] == '\'' ? STR("''") : str_slice(name, i, i + 1));
    buf_put(&out, plain ? STR("!") : STR("'!"));
    return buf_str(&out);
}

static Grid *grid_finish(SheetReader *r)
{
    Source *source = ARENA_NEW(r->arena, Source);
    *source = *source_new(r->book->file->name, buf_str(&r->text), r->arena);
    source->cells = r->places;
    source->cell_count = r->place_count;
    source->sheet = sheet_prefix(r->entry->name, r->arena);
    GridRow *rows = ARENA_ARRAY(r->arena, GridRow, r->row_count);
    for (size_t i = 0; i < r->row_count; i++) {
        rows[i] = (GridRow){r->rows[i].cells, r->rows[i].count};
        for (size_t k = 0; k < rows[i].count; k++) {
            GridCell *cell = &r->rows[i].cells[k];
            cell->mark.source = source;
            cell->text = cell_slice(r, cell);
        }
    }
    Grid *grid = ARENA_NEW(r->arena, Grid);
    *grid = (Grid){.source = source, .rows = rows, .row_count = r->row_count};
    grid->name = r->entry->name;
    grid->is_hidden = r->entry->is_hidden;
    grid->read_as = str_printf(r->arena, "a workbook, sheet '%.*s'", STR_ARG(grid->name));
    size_t columns = 0;
    for (size_t i = 0; i < GRID_MAX_COLUMNS; i++)
        columns += r->column_hidden[i] && r->column_used[i];
    if (r->hidden)
        grid->read_as =
            str_printf(r->arena, "%.*s, with %zu hidden row%s", STR_ARG(grid->read_as), r->hidden, PLURAL(r->hidden));
    if (columns)
        grid->read_as = str_printf(r->arena, "%.*s%s %zu hidden column%s", STR_ARG(grid->read_as),
                                   r->hidden ? " and" : ", with", columns, PLURAL(columns));
    return grid;
}

/* ---- Comments ---- */

/* The part of a kind that a part needs: what its list of relations says. */
static Str relation_find(Book *b, Str part, const char *kind)
{
    size_t name = name_start(part);
    Str folder = str_slice(part, 0, name), found = {0};
    Part p;
    XmlEvent event;
    if (part_open(b,
                  str_printf(b->arena, "%.*s_rels/%.*s.rels", STR_ARG(folder), STR_ARG(str_slice(part, name, part.n))),
                  false, &p))
        while (!found.n && part_next(&p, &event))
            if (event == XML_OPEN && is_named(p.xml, "Relationship") &&
                str_ends(attribute_text(p.xml, "Type"), str_from(kind)))
                found = part_path(folder, attribute_text(p.xml, "Target"), b->arena);
    part_close(b, &p);
    return found;
}

static void comments_read(Book *b, Str sheet_part, Grid *grid)
{
    Part p;
    XmlEvent event;
    Buf shown = {.arena = b->arena};
    size_t count = 0;
    if (part_open(b, relation_find(b, sheet_part, "/comments"), false, &p))
        while (part_next(&p, &event)) {
            if (event != XML_OPEN || !is_named(p.xml, "comment"))
                continue;
            Str place = str_copy(p.arena, attribute_text(p.xml, "ref"));
            Str text = rich_read(p.xml, p.arena).text;
            if (str_starts(text, STR(XLSX_NOTE_START)) || ++count > COMMENTS_SHOWN)
                continue;
            Str start = str_slice(text, 0, COMMENT_BYTES_SHOWN);
            while (start.n < text.n && start.n && ((unsigned char)text.s[start.n] & 0xC0) == 0x80)
                start.n--;
            buf_printf(&shown, "%s%.*s '%.*s%s'", count > 1 ? ", " : "", STR_ARG(place), STR_ARG(start),
                       start.n < text.n ? "..." : "");
        }
    if (count)
        grid->remark = str_printf(b->arena, "comments are not read: %.*s%s", STR_ARG(buf_str(&shown)),
                                  count > COMMENTS_SHOWN ? " and more" : "")
                           .s;
    part_close(b, &p);
}

static Grid *sheet_read(Book *b, const SheetEntry *entry)
{
    SheetReader r = {.book = b, .entry = entry, .arena = b->arena, .text = {.arena = b->arena}};
    Part p;
    Grid *grid = NULL;
    if (part_open(b, entry->part, true, &p)) {
        r.xml = p.xml;
        r.diag = p.diag;
        if (sheet_parse(&r, &p) && r.row_count)
            grid = grid_finish(&r);
    }
    part_close(b, &p);
    if (grid)
        comments_read(b, entry->part, grid);
    return grid;
}

/* ---- The workbook ---- */

static Str relation_id(const Xml *x)
{
    for (size_t i = 0; i < x->attribute_count; i++)
        if (x->attributes[i].space != XML_NO_SPACE && str_eq(x->attributes[i].name, STR("id")))
            return x->attributes[i].value;
    return (Str){0};
}

/* Where the parts are that the workbook names by numbers. */
static void relations_read(Book *b)
{
    static const Str folder = {"xl/", 3};
    Part p;
    XmlEvent event;
    if (part_open(b, STR("xl/_rels/workbook.xml.rels"), true, &p))
        while (part_next(&p, &event)) {
            if (event != XML_OPEN || !is_named(p.xml, "Relationship"))
                continue;
            Str type = attribute_text(p.xml, "Type"), id = attribute_text(p.xml, "Id");
            bool is_outside = str_eq(attribute_text(p.xml, "TargetMode"), STR("External"));
            Str path = is_outside ? (Str){0} : part_path(folder, attribute_text(p.xml, "Target"), b->arena);
            if (str_ends(type, STR("/sharedStrings")))
                b->texts_part = path;
            else if (str_ends(type, STR("/styles")))
                b->styles_part = path;
            for (size_t i = 0; i < b->sheet_count; i++)
                if (str_eq(b->sheets[i].id, id)) {
                    b->sheets[i].is_chart = !str_ends(type, STR("/worksheet"));
                    b->sheets[i].part = path;
                }
        }
    for (size_t i = 0; i < b->sheet_count && p.xml && !diag_errors(p.diag); i++)
        if (!b->sheets[i].part.n && !b->sheets[i].is_chart)
            diag_error(p.diag, DIAG_SYNTAX, nowhere, "sheet '%.*s' has no part in this file",
                       STR_ARG(b->sheets[i].name));
    part_close(b, &p);
}

static void book_read(Book *b)
{
    Part p;
    XmlEvent event;
    if (part_open(b, STR("xl/workbook.xml"), true, &p))
        while (part_next(&p, &event)) {
            if (event == XML_OPEN && is_named(p.xml, "workbookPr"))
                b->since_1904 = is_on(attribute_text(p.xml, "date1904"));
            if (event != XML_OPEN || !is_named(p.xml, "sheet"))
                continue;
            if (b->sheet_count == SHEETS_MAX && !book_limit(b, "100 sheets"))
                break;
            Str state = attribute_text(p.xml, "state");
            ARENA_NEXT(b->arena, b->sheets, b->sheet_count, b->sheet_capacity) =
                (SheetEntry){.name = str_copy(b->arena, attribute_text(p.xml, "name")),
                             .id = str_copy(b->arena, relation_id(p.xml)),
                             .is_hidden = state.n && !str_eq(state, STR("visible"))};
        }
    part_close(b, &p);
}

static bool sheets_read(Book *b, Str sheet, Grids *grids)
{
    size_t errors = diag_errors(b->diag), named = 0;
    Grid *items = ARENA_ARRAY(b->arena, Grid, b->sheet_count + 1);
    Buf names = {.arena = b->arena};
    *grids = (Grids){.items = items};
    for (size_t i = 0; i < b->sheet_count && diag_errors(b->diag) == errors; i++) {
        buf_printf(&names, "%s'%.*s'", i ? ", " : "", STR_ARG(b->sheets[i].name));
        if (sheet.n && !str_eq_any_case(sheet, b->sheets[i].name))
            continue;
        const Grid *grid = b->sheets[i].is_chart ? NULL : sheet_read(b, &b->sheets[i]);
        named++;
        if (grid)
            items[grids->count++] = *grid;
    }
    if (diag_errors(b->diag) > errors)
        return false;
    if (!named)
        return diag_error(b->diag, DIAG_USAGE, nowhere, "'%.*s' has no sheet '%.*s'; its sheets are: %.*s",
                          STR_ARG(b->file->name), STR_ARG(sheet), STR_ARG(buf_str(&names)));
    return grids->count ||
           diag_error(b->diag, DIAG_SYNTAX, nowhere,
                      "'%.*s' is empty; one row of a sheet names the columns of the table", STR_ARG(b->file->name));
}

bool xlsx_read(const Source *file, Str sheet, Grids *grids, Arena *a, Diag *d)
{
    Book b = {.file = file, .arena = a, .diag = d};
    size_t errors = diag_errors(d);
    b.zip = zip_open(file, a, d);
    if (b.zip) {
        book_read(&b);
        if (diag_errors(d) == errors)
            relations_read(&b);
        if (diag_errors(d) == errors)
            styles_read(&b);
        if (diag_errors(d) == errors)
            texts_read(&b);
        if (diag_errors(d) == errors)
            sheets_read(&b, sheet, grids);
    }
    zip_close(b.zip);
    return diag_errors(d) == errors;
}
