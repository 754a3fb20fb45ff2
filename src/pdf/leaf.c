/* A page in the file: coordinates, boxes, and what a press flavor paints outside the bleed: crop marks in every ink
   (hairlines of 1/4 pt, as with ISO 12647-2) and the slug line, which tells one plate from another. The slug names no
   file, because paths are private. The printer's imposition adds color bars and register marks. */
#include "leaf.h"

#include "ncmec/language.h"

enum {
    MARGIN = 36,       /* points on each side of the trim, at least */
    OFFSET_LEAST = 12, /* points from the trim to a mark */
    MARK_LEAST = 18,   /* points: its length */
    SLUG_SIZE = 8,     /* points */
    SLUG_SMALL = 5,    /* likewise, of long ones */
    SLUGS_MOST = 40,   /* texts: lines, and a name for each spot */
    BOX_GRID = 32,     /* steps a point: exact in a float and within five decimals, which every libharu writes alike */
    CORNER_MARKS = 2,
    CORNERS = 4,
};

static const Sp mark_weight = SP_PER_PT / 4;
static const Color marks = {.name = {"marks", 5}, .kind = COLOR_MARKS, .cmyk = {100, 100, 100, 100}};
static const Color ink = {.name = {"black", 5}, .kind = COLOR_BLACK, .cmyk = {0, 0, 0, 100}};

static Sp mark_offset(const Page *page)
{
    return sp_most(SP_PT(OFFSET_LEAST), page->bleed);
}

/* ---- Coordinates and boxes ---- */

Sp leaf_margin(const Pdf *pdf, const Page *page)
{
    return pdf->flavor->marks ? sp_most(SP_PT(MARGIN), mark_offset(page) + SP_PT(MARK_LEAST)) : page->bleed;
}

Sp leaf_y(const Pdf *pdf, const Page *page, Sp y)
{
    return leaf_margin(pdf, page) + page->height - y;
}

void leaf_box(const Pdf *pdf, const Page *page, Rect rect, Sp edges[4])
{
    edges[0] = rect.x + leaf_margin(pdf, page);
    edges[1] = leaf_y(pdf, page, rect.y + rect.height);
    edges[2] = edges[0] + rect.width;
    edges[3] = edges[1] + rect.height;
}

void box_put(Buf *b, const Sp edges[4])
{
    for (int i = 0; i < 4; i++) {
        buf_char(b, i ? ' ' : '[');
        number_put(b, edges[i]);
    }
    buf_char(b, ']');
}

/* The trim, larger by 'out' on each side. */
static void box_add(Pdf *pdf, HPDF_Page leaf, const char *key, const Page *page, Sp out)
{
    Sp edges[4];
    HPDF_Array box = HPDF_Array_New(pdf->doc->mmgr);
    leaf_box(pdf, page, (Rect){-out, -out, page->width + 2 * out, page->height + 2 * out}, edges);
    for (int i = 0; i < 4; i++) {
        Sp steps = sp_scale(edges[i], BOX_GRID, SP_PER_PT);
        if (steps % BOX_GRID == 0)
            HPDF_Array_AddNumber(box, (HPDF_INT32)(steps / BOX_GRID));
        else
            HPDF_Array_AddReal(box, (HPDF_REAL)steps / (HPDF_REAL)BOX_GRID);
    }
    HPDF_Dict_Add(leaf, key, box);
}

void leaf_boxes_add(Pdf *pdf, HPDF_Page leaf, const Page *page)
{
    Sp margin = leaf_margin(pdf, page);
    box_add(pdf, leaf, "MediaBox", page, margin);
    box_add(pdf, leaf, "BleedBox", page, page->bleed);
    box_add(pdf, leaf, "CropBox", page, pdf->flavor->marks ? margin : 0);
    box_add(pdf, leaf, "TrimBox", page, 0);
}

/* ---- Marks ---- */

static DrawItem mark_item(Rect rect)
{
    return (DrawItem){
        .kind = DRAW_RECT, .elem = ELEM_ARTIFACT, .artifact = ARTIFACT_PAGE, .color = &marks, .rect = rect};
}

/* Two hairlines that point at a corner of the trim. */
static void corner_add(DrawItem items[CORNER_MARKS], const Page *page, bool right, bool bottom)
{
    Sp x = right ? page->width : 0, y = bottom ? page->height : 0, away = mark_offset(page), length = SP_PT(MARK_LEAST);
    items[0] = mark_item((Rect){right ? x + away : x - away - length, y - mark_weight / 2, length, mark_weight});
    items[1] = mark_item((Rect){x - mark_weight / 2, bottom ? y + away : y - away - length, mark_weight, length});
}

/* ---- Plates ---- */

enum { INKS = 4, SPOTS_MOST = 30 }; /* a theme has no more colors */

typedef struct Plates {
    bool used[INKS];
    TextSet spots;
    const Color *colors[SPOTS_MOST]; /* of the spots, as far as they are asked for */
} Plates;

/* Which inks the page takes. Of a picture in colors it is not known before its pixels are converted: all. */
static void inks_use(const Page *page, Plates *plates)
{
    for (uint32_t i = 0; i < page->item_count; i++) {
        const DrawItem *item = &page->items[i];
        if (item->kind != DRAW_IMAGE && item->color->spot.n) {
            if (plates->spots.count < SPOTS_MOST && textset_add(&plates->spots, item->color->spot))
                plates->colors[plates->spots.count - 1] = item->color;
            continue;
        }
        bool is_colored = item->kind == DRAW_IMAGE && !item->raster->gray;
        for (size_t k = 0; k < INKS; k++)
            plates->used[k] =
                plates->used[k] || is_colored || (item->kind == DRAW_IMAGE ? k == INKS - 1 : item->color->cmyk[k] > 0);
    }
}

/* "CMYK", "K + PANTONE 2768 C". Marks are on all of them. */
static Str inks_text(const Plates *plates, Arena *a)
{
    static const char names[] = "CMYK";
    Buf text = {.arena = a};
    for (size_t k = 0; k < INKS; k++)
        if (plates->used[k])
            buf_char(&text, names[k]);
    for (size_t i = 0; i < plates->spots.count; i++)
        buf_printf(&text, "%s%.*s", text.n ? " + " : "", STR_ARG(plates->spots.items[i]));
    return buf_str(&text);
}

static Plates plates_of(const Page *page, Arena *a)
{
    Plates plates = {.spots.arena = a};
    inks_use(page, &plates);
    return plates;
}

/* "8.5 x 11 in (215.9 x 279.4 mm)"; of one length without the other. */
static Str lengths_text(const Sp *lengths, size_t count, Arena *a)
{
    enum { INCH = 72, MM_PER_10_INCH = 254, IN_DECIMALS = 3, MM_DECIMALS = 1 };
    Buf inches = {.arena = a}, mm = {.arena = a};
    for (size_t i = 0; i < count; i++) {
        char text[32];
        const char *between = i ? " x " : "";
        size_t n = sp_format(sp_scale(lengths[i], 1, INCH), IN_DECIMALS, text);
        buf_printf(&inches, "%s%.*s", between, (int)n, text);
        n = sp_format(sp_scale(lengths[i], MM_PER_10_INCH, (int64_t)10 * INCH), MM_DECIMALS, text);
        buf_printf(&mm, "%s%.*s", between, (int)n, text);
    }
    return str_printf(a, "%.*s in (%.*s mm)", STR_ARG(buf_str(&inches)), STR_ARG(buf_str(&mm)));
}

PressFacts press_facts(const Pages *const *parts, size_t count, Arena *a)
{
    Plates plates = {.spots.arena = a};
    const Page *first = &parts[0]->pages[0];
    const Sp trim[] = {first->width, first->height};
    for (size_t i = 0; i < count; i++)
        for (uint32_t p = 0; p < parts[i]->page_count; p++)
            inks_use(&parts[i]->pages[p], &plates);
    return (PressFacts){lengths_text(trim, 2, a), lengths_text(&first->bleed, 1, a), inks_text(&plates, a)};
}

/* ---- The slug ---- */

/* What the document is made of: its parts, or the sheet alone. */
typedef struct Whole {
    const Pages *const *parts;
    size_t count;
} Whole;

static Whole whole_of(const Pdf *pdf, const PdfSheet *sheet)
{
    return pdf->options.part_count ? (Whole){pdf->options.parts, pdf->options.part_count} : (Whole){&sheet->pages, 1};
}

static void words_add(Identity *id, const Pages *pages)
{
    for (uint32_t p = 0; p < pages->page_count; p++)
        for (uint32_t i = 0; i < pages->pages[p].item_count; i++) {
            const DrawItem *item = &pages->pages[p].items[i];
            for (uint32_t k = 0; k < item->piece_count; k++)
                identity_add(id, item->pieces[k].run->text);
        }
}

/* The first digits of a hash of what the document is made from: its words, wording and theme. Proofs of two editions
   differ in it where nothing else does. */
static Str inputs_text(Pdf *pdf, Whole whole)
{
    enum { SHOWN = 4 }; /* bytes */
    const PdfMade *made = &pdf->options.made;
    uint8_t bytes[16];
    Identity id;
    Buf text = {.arena = pdf->arena};
    if (pdf->inputs.n && pdf->options.part_count)
        return pdf->inputs;
    identity_start(&id);
    identity_add(&id, made->template);
    identity_add(&id, made->theme);
    for (size_t i = 0; i < whole.count; i++)
        words_add(&id, whole.parts[i]);
    identity_bytes(id, bytes);
    for (size_t i = 0; i < SHOWN; i++)
        buf_printf(&text, "%02x", bytes[i]);
    return pdf->inputs = buf_str(&text);
}

/* "ncmec-CA-2023   press (PDF/X-4)   page 1 of 2   2023-12-31   3f2a91bc   CGATS TR 006   CMYK". A part of a document
   is named after it, and its pages are counted through the document; an empty page says so in the place of plates. */
static Str slug_text(Pdf *pdf, const PdfSheet *sheet, uint32_t page, const Plates *plates)
{
    const Language *found = language_find(pdf->options.language), *language = found ? found : &language_english;
    const Whole whole = whole_of(pdf, sheet);
    Buf name = {.arena = pdf->arena};
    Date date = date_from_seconds(pdf->options.date);
    uint32_t count = 0;
    for (size_t i = 0; i < whole.count; i++)
        count += whole.parts[i]->page_count;
    buf_put(&name, pdf->options.name);
    if (whole.count > 1)
        buf_printf(&name, "   %.*s", STR_ARG(sheet->pages->name));
    if (sheet->pages->edition.n)
        buf_printf(&name, "   %.*s", STR_ARG(sheet->pages->edition));
    page += whole.count > 1 ? sheet->first_leaf : 0;
    const Str slots[] = {buf_str(&name), str_from(pdf->flavor->marks), str_printf(pdf->arena, "%u", page + 1),
                         str_printf(pdf->arena, "%u", count)};
    Str text = language_fill(language->slug, slots, 4, pdf->arena), inks = inks_text(plates, pdf->arena);
    return str_printf(pdf->arena, "%.*s   %04d-%02d-%02d   %.*s   %.*s   %.*s", STR_ARG(text), (int)date.year,
                      (int)date.month, (int)date.day, STR_ARG(inputs_text(pdf, whole)),
                      STR_ARG(pdf->options.colors->condition), STR_ARG(inks.n ? inks : str_from(language->blank)));
}

/* What is printed below a page: lines between its corners' marks. */
typedef struct Slug {
    Pdf *pdf;
    const Page *page;
    const Font *font;
    Sp size, x, line; /* where the next text begins, from the trim's left and from the first line */
    DrawItem *items;
    size_t count;
    Diag *diag;
} Slug;

/* One glyph a character: letters and figures need no shaping. NULL and a finding where the font lacks one. */
static const GlyphRun *slug_run(const Slug *s, Str text)
{
    GlyphRun *run = ARENA_NEW(s->pdf->arena, GlyphRun);
    Glyph *glyphs = ARENA_ARRAY(s->pdf->arena, Glyph, text.n);
    *run = (GlyphRun){.font = s->font, .text = text, .glyphs = glyphs};
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at), glyph = font_glyph(s->font, c);
        if (!glyph) {
            if (!s->pdf->failed) /* once, not on each page */
                diag_error(s->diag, DIAG_FONT, (Mark){0},
                           "font '%.*s' lacks U+%04X, which the slug line of '%.*s' needs", STR_ARG(s->font->file), c,
                           STR_ARG(s->pdf->options.name));
            s->pdf->failed = true;
            return NULL;
        }
        glyphs[run->count] = (Glyph){.id = (uint16_t)glyph,
                                     .text = (uint32_t)from,
                                     .text_length = (uint16_t)(at - from),
                                     .advance = font_advance(s->font, glyph)};
        run->advance += glyphs[run->count++].advance;
    }
    return run;
}

static Sp run_width(const Slug *s, const GlyphRun *run)
{
    return font_length(run->advance, s->font, s->size);
}

/* Where the text that fits into the line ends: before a space, or nowhere. */
static size_t fitting_end(const Slug *s, const GlyphRun *run)
{
    size_t end = 0;
    int64_t advance = 0;
    Sp room = s->page->width - SP_PT(MARGIN) - s->x;
    if (run_width(s, run) <= room)
        return run->text.n;
    for (uint32_t i = 0; i < run->count && font_length(advance, s->font, s->size) <= room; i++) {
        if (run->text.s[run->glyphs[i].text] == ' ')
            end = run->glyphs[i].text;
        advance += run->glyphs[i].advance;
    }
    return end;
}

static void line_end(Slug *s)
{
    s->x = SP_PT(MARGIN);
    s->line += s->size;
}

/* A text, on as many lines as it takes; what is below the paper is left out. False after a finding. */
static bool slug_put(Slug *s, Str text, const Color *color)
{
    while ((text = str_trim(text)).n) {
        Piece *piece = ARENA_NEW(s->pdf->arena, Piece);
        Sp baseline = s->page->height + mark_offset(s->page) + s->size + s->line;
        if (!(piece->run = slug_run(s, text)))
            return false;
        size_t end = fitting_end(s, piece->run);
        if (!end && s->x > SP_PT(MARGIN)) {
            line_end(s);
            continue;
        }
        if (end && end < text.n)
            piece->run = slug_run(s, str_trim(str_slice(text, 0, end)));
        if (baseline > s->page->height + leaf_margin(s->pdf, s->page) || s->count == SLUGS_MOST)
            return true;
        s->items[s->count++] = (DrawItem){
            .kind = DRAW_TEXT,
            .elem = ELEM_ARTIFACT,
            .artifact = ARTIFACT_PAGE,
            .color = color,
            .rect = {s->x, baseline - font_length(s->font->ascent, s->font, s->size), run_width(s, piece->run),
                     font_length((int64_t)s->font->ascent - s->font->descent, s->font, s->size)},
            .baseline = baseline,
            .font = s->font,
            .size = s->size,
            .pieces = piece,
            .piece_count = 1};
        s->x += run_width(s, piece->run) + SP_PT(SLUG_SIZE);
        if (!end || end == text.n)
            break;
        line_end(s);
        text = str_slice(text, end, text.n);
    }
    return true;
}

/* The font of the part's last text up to a page, which is the footer; NULL: there is none. */
static const Font *last_font(const Pages *pages, uint32_t number)
{
    for (uint32_t p = number + 1; p > 0; p--)
        for (uint32_t i = pages->pages[p - 1].item_count; i > 0; i--)
            if (pages->pages[p - 1].items[i - 1].kind == DRAW_TEXT)
                return pages->pages[p - 1].items[i - 1].font;
    return NULL;
}

/* The slug, and on its own plate the name of each spot. Type is smaller where there is more than two lines hold. False
   after a finding. */
static bool slug_add(Slug *s, const PdfSheet *sheet, uint32_t number)
{
    const Plates plates = plates_of(s->page, s->pdf->arena);
    if (!(s->font = last_font(sheet->pages, number)))
        return true;
    Str text = slug_text(s->pdf, sheet, number, &plates);
    const GlyphRun *whole = slug_run(s, text);
    if (!whole)
        return false;
    if (run_width(s, whole) * (plates.spots.count ? 2 : 1) > 2 * (s->page->width - SP_PT(2 * MARGIN)))
        s->size = SP_PT(SLUG_SMALL);
    bool is_put = slug_put(s, text, &ink);
    for (size_t i = 0; i < plates.spots.count && is_put; i++) {
        Color *solid = ARENA_NEW(s->pdf->arena, Color);
        *solid = *plates.colors[i];
        solid->tint = 100;
        is_put = slug_put(s, solid->spot, solid);
    }
    return is_put;
}

const DrawItem *leaf_marks(Pdf *pdf, const PdfSheet *sheet, uint32_t number, size_t *count, Diag *d)
{
    const Page *page = &sheet->pages->pages[number];
    DrawItem *items = ARENA_ARRAY(pdf->arena, DrawItem, CORNERS * CORNER_MARKS + SLUGS_MOST);
    Slug slug = {.pdf = pdf, .page = page, .size = SP_PT(SLUG_SIZE), .x = SP_PT(MARGIN), .diag = d};
    for (size_t corner = 0; corner < CORNERS; corner++)
        corner_add(items + corner * CORNER_MARKS, page, corner & 1, corner & 2);
    slug.items = items + CORNERS * CORNER_MARKS;
    bool is_put = slug_add(&slug, sheet, number);
    *count = CORNERS * CORNER_MARKS + slug.count;
    return is_put ? items : NULL;
}
