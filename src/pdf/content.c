/* One page as operators (ISO 32000-1, 8 and 9; marked content 14.6). Neighbors of one element share a marked-content
   sequence, as do neighboring artifacts of one type. Glyphs go where layout put them: the pen that a viewer moves by
   the W array is followed exactly, and corrected where it is half a thousandth of an em off. */
#include "color.h"
#include "font.h"
#include "leaf.h"
#include "tags.h"

enum { EM = 1000 };

typedef struct Content {
    Pdf *pdf;
    const PdfSheet *sheet;
    const Page *page;
    uint32_t number;     /* of the page in its sheet */
    const DrawItem *end; /* past the items that are painted */
    Diag *d;
    Buf *out;
    FillState fill;
    const FontUse *font; /* in force, with its size; both outlast text objects */
    Sp size;
    ElemId elem; /* of the open sequence; ELEM_UNSET where none is */
    ArtifactType artifact;
} Content;

/* A place of the page, in the file's coordinates. */
static void place_put(Content *c, Sp x, Sp y)
{
    point_put(c->out, x + leaf_margin(c->pdf, c->page), leaf_y(c->pdf, c->page, y));
}

/* ---- Marked content ---- */

/* Subtypes, and backgrounds with their box, are of PDF 1.7; before, a background is layout. */
static const char *const artifact_properties[][2] = {
    [ARTIFACT_HEADER] = {"/Type/Pagination", "/Type/Pagination/Subtype/Header"},
    [ARTIFACT_FOOTER] = {"/Type/Pagination", "/Type/Pagination/Subtype/Footer"},
    [ARTIFACT_LAYOUT] = {"/Type/Layout", "/Type/Layout"},
    [ARTIFACT_BACKGROUND] = {"/Type/Layout", "/Type/Background/BBox"},
    [ARTIFACT_PAGE] = {"/Type/Page", "/Type/Page"},
};

/* Around all that the sequence is going to hold: 'item' and what comes after it. */
static void background_box_put(const Content *c, const DrawItem *item)
{
    Sp around[4] = {0}, edges[4];
    for (const DrawItem *i = item; i < c->end && i->elem == ELEM_ARTIFACT && i->artifact == item->artifact; i++) {
        leaf_box(c->pdf, c->page, i->rect, edges);
        for (int k = 0; k < 4; k++)
            if (i == item || (k < 2 ? edges[k] < around[k] : edges[k] > around[k]))
                around[k] = edges[k];
    }
    box_put(c->out, around);
}

static void artifact_open(const Content *c, const DrawItem *item)
{
    bool is_new = c->pdf->flavor->version >= PDF_1_7;
    buf_put(c->out, STR("/Artifact<<"));
    buf_put(c->out, str_from(artifact_properties[item->artifact][is_new]));
    if (is_new && item->artifact == ARTIFACT_BACKGROUND)
        background_box_put(c, item);
    buf_put(c->out, STR(">>BDC\n"));
}

static void sequence_close(Content *c)
{
    if (c->elem != ELEM_UNSET)
        buf_put(c->out, STR("EMC\n"));
    c->elem = ELEM_UNSET;
}

static bool sequence_is_of(const Content *c, const DrawItem *item)
{
    return c->elem == item->elem && (item->elem != ELEM_ARTIFACT || c->artifact == item->artifact);
}

static void sequence_open(Content *c, const DrawItem *item)
{
    if (sequence_is_of(c, item))
        return;
    sequence_close(c);
    c->elem = item->elem;
    c->artifact = item->artifact;
    if (item->elem == ELEM_ARTIFACT) {
        artifact_open(c, item);
        return;
    }
    name_put(c->out, str_from(tags_name(c->pdf, c->sheet->pages->elems[item->elem].role)));
    buf_put(c->out, STR("<</MCID "));
    integer_put(c->out, tags_mark(c->pdf, c->sheet->tags, item->elem, c->number));
    buf_put(c->out, STR(">>BDC\n"));
}

/* Opens a sequence whose text is not that of its glyphs. Readers know ActualText only in a Span; it comes beside the
   element's other sequences, not inside one, because some readers lose what follows a nested sequence. */
static void sequence_open_actual(Content *c, const DrawItem *item, Str text)
{
    sequence_close(c);
    c->elem = item->elem;
    buf_printf(c->out, "/Span<</MCID %u/ActualText", tags_mark(c->pdf, c->sheet->tags, item->elem, c->number));
    text_put(c->out, text);
    buf_put(c->out, STR(">>BDC\n"));
}

/* ---- Text ---- */

/* An item's text objects while they are written. Positions are in 1/(1000 * units per em) of the font size, from the
   item's left edge: in this unit the font's advances and the widths of the W array are both integers. */
typedef struct Show {
    Content *c;
    const DrawItem *item;
    FontUse *font;
    int64_t units_per_em;
    int64_t pen; /* the viewer's */
    bool object, array, string;
} Show;

static void font_select(Content *c, const FontUse *font, Sp size)
{
    if (c->font == font && c->size == size)
        return;
    c->font = font;
    c->size = size;
    buf_put(c->out, STR("/F"));
    integer_put(c->out, font->resource);
    buf_char(c->out, ' ');
    number_put(c->out, size);
    buf_put(c->out, STR(" Tf\n"));
}

static void object_open(Show *show, int64_t at)
{
    Content *c = show->c;
    const DrawItem *item = show->item;
    if (show->object)
        return;
    sequence_open(c, item);
    buf_put(c->out, STR("BT\n"));
    font_select(c, show->font, item->size);
    place_put(c, item->rect.x + sp_scale(at, item->size, EM * show->units_per_em), item->baseline);
    buf_put(c->out, STR("Td\n"));
    show->pen = at;
    show->object = true;
}

static void array_close(Show *show)
{
    if (show->string)
        buf_char(show->c->out, ')');
    if (show->array)
        buf_put(show->c->out, STR("]TJ\n"));
    show->string = show->array = false;
}

static void object_close(Show *show)
{
    array_close(show);
    if (show->object)
        buf_put(show->c->out, STR("ET\n"));
    show->object = false;
}

static void pen_move(Show *show, int64_t target)
{
    int64_t away = target - show->pen;
    if (2 * (away < 0 ? -away : away) <= show->units_per_em)
        return;
    int64_t half = away < 0 ? -show->units_per_em / 2 : show->units_per_em / 2;
    int64_t thousandths = (away + half) / show->units_per_em;
    show->pen += thousandths * show->units_per_em;
    buf_put(show->c->out, show->string ? STR(")") : show->array ? STR("") : STR("["));
    show->string = false;
    show->array = true;
    integer_put(show->c->out, -thousandths);
}

static void byte_put(Buf *out, unsigned byte)
{
    if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r')
        buf_char(out, '\\');
    buf_char(out, byte == '\r' ? 'r' : (char)byte); /* a bare one would read as a line feed */
}

static void code_put(Show *show, uint16_t cid)
{
    Buf *out = show->c->out;
    if (!show->array)
        buf_char(out, '[');
    if (!show->string)
        buf_char(out, '(');
    show->array = show->string = true;
    byte_put(out, cid >> 8);
    byte_put(out, cid & 0xFFu);
    show->pen += show->font->codes[cid].width * show->units_per_em;
}

static void rise_set(Show *show, Sp rise)
{
    array_close(show);
    number_put(show->c->out, rise);
    buf_put(show->c->out, STR(" Ts\n"));
}

static bool glyph_put(Show *show, const Glyph *glyph, int64_t at, Str text)
{
    const DrawItem *item = show->item;
    const Font *font = item->font;
    uint16_t cid = font_cid(show->c->pdf, show->font, glyph->id, text);
    if (cid == 0)
        return diag_error(show->c->d, DIAG_INTERNAL, item->mark,
                          "the document needs more than 65535 codes of font '%.*s'; make fewer sheets at a time",
                          STR_ARG(font->file));
    object_open(show, at);
    if (glyph->y_offset)
        rise_set(show, sp_scale(glyph->y_offset, item->size, font->units_per_em));
    pen_move(show, at + (int64_t)glyph->x_offset * EM);
    code_put(show, cid);
    if (glyph->y_offset)
        rise_set(show, 0);
    return true;
}

/* Several glyphs for one piece of text, or a glyph for a text that is not its own. For readers without ActualText the
   codes carry the text too: a character each, the rest with the last glyph, the invisible WORD JOINER where none is
   left. */
static bool cluster_put(Show *show, const Glyph *glyphs, size_t count, int64_t at, Str text)
{
    bool put = true, actual = show->item->elem != ELEM_ARTIFACT;
    size_t from = 0;
    object_close(show);
    if (actual)
        sequence_open_actual(show->c, show->item, text);
    for (size_t i = 0; i < count; i++) {
        size_t to = from;
        if (i + 1 == count)
            to = text.n;
        else if (to < text.n)
            utf8_next(text, &to);
        Str part = from < to ? str_slice(text, from, to) : STR("\xE2\x81\xA0");
        put = glyph_put(show, &glyphs[i], at, part) && put;
        at += (int64_t)glyphs[i].advance * EM;
        from = to;
    }
    object_close(show);
    if (actual)
        sequence_close(show->c);
    return put;
}

static bool run_put(Show *show, const GlyphRun *run, int64_t at)
{
    bool put = true;
    for (uint32_t i = 0; i < run->count;) {
        const Glyph *glyph = &run->glyphs[i];
        uint32_t count = 1;
        while (i + count < run->count && run->glyphs[i + count].text_length == 0)
            count++;
        Str text = str_slice(run->text, glyph->text, (size_t)glyph->text + glyph->text_length);
        if (count == 1 && text.n)
            put = glyph_put(show, glyph, at, text) && put;
        else
            put = cluster_put(show, glyph, count, at, text) && put;
        for (uint32_t end = i + count; i < end; i++)
            at += (int64_t)run->glyphs[i].advance * EM;
    }
    return put;
}

static bool text_item_put(Content *c, const DrawItem *item)
{
    Show show = {.c = c, .item = item, .font = font_use(c->pdf, item->font), .units_per_em = item->font->units_per_em};
    bool put = true;
    for (uint32_t i = 0; i < item->piece_count; i++) {
        const Piece *piece = &item->pieces[i];
        int64_t at = sp_scale(piece->x, EM * show.units_per_em, item->size);
        if (piece->soft_hyphen)
            put = cluster_put(&show, piece->run->glyphs, piece->run->count, at, STR("\xC2\xAD")) && put;
        else
            put = run_put(&show, piece->run, at) && put;
    }
    object_close(&show);
    return put;
}

/* ---- Items ---- */

static void rect_put(Content *c, Rect rect)
{
    place_put(c, rect.x, rect.y + rect.height);
    point_put(c->out, rect.width, rect.height);
    buf_put(c->out, STR("re f\n"));
}

enum { GRID = 100 }; /* steps a point, in which a path is written */

static void stroke_set(Content *c, const DrawItem *item)
{
    const Stroke *stroke = &item->stroke;
    Sp width = sp_scale(stroke->width, GRID, 1);
    number_put(c->out, width > 0 ? width : 1);
    buf_printf(c->out, " w %d J %d j ", (int)stroke->cap, (int)stroke->join);
    number_put(c->out, stroke->miter_limit > SP_PER_PT ? stroke->miter_limit : SP_PER_PT);
    buf_put(c->out, STR(" M\n"));
    color_stroke(c->pdf, c->out, item->color);
}

/* In hundredths of a point from the path's own corner, y down as in layout: whole and short numbers. */
static void path_put(Content *c, const DrawItem *item)
{
    static const char *const operators[] = {
        [PATH_MOVE] = "m\n", [PATH_LINE] = "l\n", [PATH_CURVE] = "c\n", [PATH_CLOSE] = "h\n"};
    Buf *out = c->out;
    const Point *point = item->path.points;
    buf_put(out, STR("q .01 0 0 -.01 "));
    place_put(c, item->rect.x, item->rect.y);
    buf_put(out, STR("cm\n"));
    if (item->stroke.width)
        stroke_set(c, item);
    for (uint32_t i = 0; i < item->path.op_count; i++) {
        PathOp op = (PathOp)item->path.ops[i];
        for (uint32_t k = 0; k < path_op_points(op); k++, point++) {
            integer_put(out, sp_scale(point->x, GRID, SP_PER_PT));
            buf_char(out, ' ');
            integer_put(out, sp_scale(point->y, GRID, SP_PER_PT));
            buf_char(out, ' ');
        }
        buf_put(out, str_from(operators[op]));
    }
    buf_put(out, item->stroke.width ? STR("S\nQ\n") : item->path.even_odd ? STR("f*\nQ\n") : STR("f\nQ\n"));
}

static bool image_put(Content *c, const DrawItem *item)
{
    size_t number;
    if (!image_use(c->pdf, item->raster, item->color, &number, c->d))
        return false;
    sequence_open(c, item);
    buf_put(c->out, STR("q "));
    number_put(c->out, item->rect.width);
    buf_put(c->out, STR(" 0 0 "));
    number_put(c->out, item->rect.height);
    buf_char(c->out, ' ');
    place_put(c, item->rect.x, item->rect.y + item->rect.height);
    buf_printf(c->out, "cm /I%zu Do Q\n", number);
    return true;
}

static bool item_put(Content *c, const DrawItem *item)
{
    if (!sequence_is_of(c, item))
        sequence_close(c);
    Rect r = item->rect;
    Sp half = item->kind == DRAW_PATH ? item->stroke.width / 2 : 0; /* of a line is outside its path */
    if (item->elem != ELEM_ARTIFACT && c->sheet->pages->elems[item->elem].role == ROLE_FIGURE)
        tags_cover(c->pdf, c->sheet->tags, item->elem, c->page,
                   (Rect){r.x - half, r.y - half, r.width + 2 * half, r.height + 2 * half});
    if (item->kind != DRAW_IMAGE && (item->kind != DRAW_PATH || item->stroke.width == 0))
        color_fill(c->pdf, c->out, &c->fill, item->color, item->kind == DRAW_TEXT);
    switch (item->kind) {
    case DRAW_RECT:
        sequence_open(c, item);
        rect_put(c, item->rect);
        return true;
    case DRAW_TEXT:
        return text_item_put(c, item);
    case DRAW_PATH:
        sequence_open(c, item);
        path_put(c, item);
        return true;
    case DRAW_IMAGE:
        return image_put(c, item);
    }
    return false;
}

bool content_page(Pdf *pdf, const PdfSheet *sheet, uint32_t page, Buf *out, Diag *d)
{
    Content c = {.pdf = pdf, .sheet = sheet, .page = &sheet->pages->pages[page], .number = page, .d = d, .out = out};
    bool put = true;
    c.end = c.page->items + c.page->item_count;
    for (uint32_t i = 0; i < c.page->item_count; i++)
        put = item_put(&c, &c.page->items[i]) && put;
    if (pdf->flavor->marks) {
        size_t count = 0;
        const DrawItem *around = leaf_marks(pdf, sheet, page, &count, d);
        put = around && put;
        for (size_t i = 0; around && i < count; i++)
            put = item_put(&c, &around[i]) && put;
    }
    color_fill(pdf, out, &c.fill, NULL, false);
    sequence_close(&c);
    return put;
}
