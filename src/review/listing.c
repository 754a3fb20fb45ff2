/* What explain and the certificate list, in three forms. */
#include "listing.h"

#include "src/html/html.h"

Str place_text(Mark mark, Arena *a)
{
    uint32_t line, column;
    char cell[CELL_NAME_MAX];
    if (!mark.source)
        return STR("");
    mark_position(mark, &line, &column);
    return mark_cell(mark, cell) ? str_printf(a, "%.*s:%s", STR_ARG(mark.source->name), cell)
                                 : str_printf(a, "%.*s:%u:%u", STR_ARG(mark.source->name), line, column);
}

void listing_add(Listing *list, const Str *row)
{
    for (size_t i = 0; i < list->fields; i++) {
        ARENA_NEXT(list->arena, list->cells, list->count, list->capacity) = row[i];
    }
}

static size_t row_count(const Listing *list)
{
    return list->count / list->fields;
}

/* Row 0 is the titles. */
static Str field_at(const Listing *list, size_t row, size_t field)
{
    return row ? list->cells[(row - 1) * list->fields + field] : str_from(list->titles[field]);
}

enum { GAP = 2, WIDTH_LEAST = 12 };

/* The widest columns become narrower until the table is as wide as it may be, or none has room to give. */
static void widths_fit(size_t *widths, size_t count)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += widths[i] + (i ? GAP : 0);
    while (total > text_columns()) {
        size_t widest = 0;
        for (size_t i = 1; i < count; i++)
            widest = widths[i] > widths[widest] ? i : widest;
        if (widths[widest] <= WIDTH_LEAST)
            return;
        widths[widest]--;
        total--;
    }
}

Str cell_line_take(Str *cell, size_t width)
{
    size_t at = 0, cut = 0, begins = 0;
    for (size_t n = 0; n < width && at < cell->n; n++) {
        uint32_t c = utf8_next(*cell, &at);
        if (c == '/' || c == '_' || c == ' ') {
            begins = at;
            cut = c == ' ' ? at - 1 : at;
        }
    }
    if (at == cell->n || (cell->s[at] == ' ' ? (begins = at + 1, cut = at) : cut) == 0)
        cut = begins = at;
    Str line = str_slice(*cell, 0, cut);
    *cell = str_slice(*cell, begins, cell->n);
    return line;
}

static void put_table(const Listing *list, Buf *out)
{
    size_t *widths = ARENA_ARRAY(list->arena, size_t, list->shown);
    for (size_t i = 0; i < list->count; i++)
        list->cells[i] = str_shown(list->arena, list->cells[i]);
    for (size_t row = 0; row <= row_count(list); row++)
        for (size_t i = 0; i < list->shown; i++) {
            size_t width = utf8_count(field_at(list, row, i));
            widths[i] = width > widths[i] ? width : widths[i];
        }
    widths_fit(widths, list->shown);
    Str *left = ARENA_ARRAY(list->arena, Str, list->shown);
    for (size_t row = 0; row <= row_count(list); row++) {
        bool is_more = true;
        for (size_t i = 0; i < list->shown; i++)
            left[i] = field_at(list, row, i);
        for (; is_more; buf_char(out, '\n')) {
            size_t blanks = 0;
            is_more = false;
            for (size_t i = 0; i < list->shown; i++) {
                Str line = cell_line_take(&left[i], widths[i]);
                is_more = is_more || left[i].n;
                if (line.n)
                    buf_printf(out, "%*s%.*s", (int)blanks, "", STR_ARG(line));
                blanks = (line.n ? 0 : blanks) + widths[i] + GAP - utf8_count(line);
            }
        }
    }
}

static void put_csv(const Listing *list, Buf *out)
{
    for (size_t row = 0; row <= row_count(list); row++) {
        for (size_t i = 0; i < list->fields; i++)
            cell_put(out, field_at(list, row, i), i == 0);
        row_end(out);
    }
}

static void put_json(const Listing *list, Buf *out)
{
    buf_put(out, STR("["));
    for (size_t row = 1; row <= row_count(list); row++) {
        buf_put(out, row > 1 ? STR(",\n {") : STR("\n {"));
        for (size_t i = 0; i < list->fields; i++) {
            buf_printf(out, "%s\"%s\":", i ? "," : "", list->titles[i]);
            if (list->numbers >> i & 1)
                buf_put(out, field_at(list, row, i));
            else
                buf_json(out, field_at(list, row, i));
        }
        buf_char(out, '}');
    }
    buf_put(out, STR("\n]\n"));
}

Str listing_workbook(const Listing *list, Diag *d)
{
    size_t rows = row_count(list) + 1;
    TableCell *cells = ARENA_ARRAY(list->arena, TableCell, rows * list->fields);
    for (size_t i = 0; i < rows * list->fields; i++)
        cells[i] = (TableCell){.text = field_at(list, i / list->fields, i % list->fields),
                               .is_number = i >= list->fields && list->numbers >> i % list->fields & 1};
    return table_workbook(&(TableCells){cells, list->fields, rows, true}, list->arena, d);
}

void listing_wrapped(Buf *out, Str head, Str text)
{
    enum { INDENT = 6 };
    buf_wrapped(out, head, text, INDENT, text_columns());
}

void tag_put(Buf *out, const char *open, Str text, const char *close)
{
    buf_put(out, str_from(open));
    buf_xml(out, text);
    buf_put(out, str_from(close));
}

static const char paper_rules[] =
    "@page { size: letter; margin: 0.6in }\n"
    "body { font: 10pt/1.35 \"Source Sans 3\", Arial, sans-serif; color: #000; margin: 0 auto; max-width: 8in; "
    "padding: 12pt }\n"
    "h1 { font-size: 17pt; margin: 0 0 6pt } h2 { font-size: 12pt; margin: 14pt 0 4pt }\n"
    "table { border-collapse: collapse; width: 100% } thead { display: table-header-group }\n"
    "th, td { text-align: left; vertical-align: top; padding: 3pt 5pt; border-top: 0.5pt solid #888 }\n"
    "th { font-weight: 600 } thead th { border-top: 0 } caption { text-align: left; color: #333 } tbody { "
    "break-inside: avoid }\n"
    ".quiet td { border-top: 0; padding-top: 0; color: #333; font-size: 9pt }\n"
    ".number { font-weight: 700; white-space: nowrap } .wide { overflow-wrap: anywhere }\n"
    ".digest { font: 7pt monospace; white-space: nowrap; width: 1% }\n"
    "td.number { width: 15% } td.wide { width: 29% } td.rest { width: 75%; overflow-wrap: anywhere }\n"
    ".sign { break-inside: avoid; margin-top: 24pt } .sign td { border: 0; padding-top: 24pt }\n"
    ".sign .line { border-bottom: 0.75pt solid #000; width: 27% }\n"
    "@media screen and (max-width: 45em) { th, td { overflow-wrap: anywhere; padding: 3pt 2pt; hyphens: auto } "
    ".digest, "
    ".number { white-space: normal } td.keep { overflow-wrap: normal; hyphens: none } }\n"
    "@media print { body { padding: 0; max-width: none } }\n";

void paper_open(Buf *out, Str title)
{
    const Str rules = {paper_rules, sizeof paper_rules - 1};
    tag_put(out, PAPER_BEGIN "<title>", title, "</title>\n");
    buf_printf(out,
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
               "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src %.*s\">\n"
               "<style>%s</style>\n</head>\n<body>\n<main>\n",
               STR_ARG(html_style_hash(rules, out->arena)), rules.s);
}

Str listing_text(const Listing *list, Output form)
{
    Buf out = {.arena = list->arena};
    if (form == OUTPUT_EXPLAIN_CSV)
        put_csv(list, &out);
    else if (form == OUTPUT_EXPLAIN_JSON)
        put_json(list, &out);
    else
        put_table(list, &out);
    return buf_str(&out);
}
