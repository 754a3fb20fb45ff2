/* Pages made by hand for the tests of src/pdf: a sheet under construction, to which elements, boxes and lines are
   added, with text shaped by HarfBuzz here, so that nothing of text/ or layout/ is in play. Everything lives in an
   arena. */
#pragma once

#include "ncmec/pdf.h"
#include "tests/tools/files.h"

#include <hb-ot.h>
#include <hb.h>
#include <stdio.h>
#include <string.h>

typedef struct Face {
    Font font;
    hb_font_t *hb;
} Face;

enum { SHEET_ITEMS = 256, SHEET_PAGES = 2, SHEET_ELEMS = 128, SHEET_BOOKMARKS = 8 };

typedef struct Maker {
    Arena *arena;
    Pages pages;
    Page page[SHEET_PAGES];
    DrawItem items[SHEET_PAGES][SHEET_ITEMS];
    StructElem elems[SHEET_ELEMS];
    Bookmark bookmarks[SHEET_BOOKMARKS];
} Maker;

static const Color black = {.kind = COLOR_BLACK};
static const Color paper = {.kind = COLOR_PAPER};
static const Color navy = {.kind = COLOR_PROCESS, .srgb = {0x12, 0x28, 0x4C}, .cmyk = {100, 75, 0, 60}};
static const Color gold = {.kind = COLOR_PROCESS, .srgb = {0xF4, 0xB9, 0x42}, .cmyk = {0, 28, 82, 2}};

/* A file of the tree. */
static Str file_bytes(const char *path, Arena *a)
{
    Str bytes = {0};
    if (!file_read(path, &bytes, a))
        perror(path);
    return bytes;
}

/* The profiles that the program is shipped with. */
static inline PdfColors colors_shipped(Arena *a)
{
    const char *const names[] = {"data/icc/srgb.icc.z", "data/icc/tr006.icc.z"};
    return (PdfColors){.srgb = profile_new(file_bytes(names[0], a), names[0], PROFILE_RGB, a),
                       .press = profile_new(file_bytes(names[1], a), names[1], PROFILE_CMYK, a),
                       .condition = STR("CGATS TR 006")};
}

static int big_endian(const char *at)
{
    return (int16_t)((unsigned char)at[0] << 8 | (unsigned char)at[1]);
}

/* The font that 'bytes' are, under a name. */
static Face face_make(Str bytes, const char *name, int weight)
{
    Face face = {.font = {.file = str_from(name), .postscript_name = str_from(name), .bytes = bytes, .weight = weight}};
    hb_blob_t *blob = hb_blob_create(bytes.s, (unsigned)bytes.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *hb = hb_face_create(blob, 0);
    face.font.shaper = face.hb = hb_font_create(hb);
    face.font.units_per_em = (int)hb_face_get_upem(hb);
    face.font.glyph_count = hb_face_get_glyph_count(hb);
    hb_font_extents_t extents;
    hb_font_get_h_extents(face.hb, &extents);
    face.font.ascent = extents.ascender;
    face.font.descent = extents.descender;
    hb_position_t cap = 0;
    hb_ot_metrics_get_position(face.hb, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap);
    face.font.cap_height = cap;
    hb_blob_t *head = hb_face_reference_table(hb, HB_TAG('h', 'e', 'a', 'd'));
    unsigned length;
    const char *table = hb_blob_get_data(head, &length);
    for (int i = 0; length >= 44 && i < 4; i++)
        face.font.bbox[i] = big_endian(table + 36 + 2 * i);
    hb_blob_destroy(head);
    hb_blob_destroy(blob);
    hb_face_destroy(hb);
    return face;
}

static void face_free(Face *face)
{
    hb_font_destroy(face->hb);
}

static const GlyphRun *shape(Arena *a, const Face *face, Str text)
{
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text.s, (int)text.n, 0, (int)text.n);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(face->hb, buffer, NULL, 0);
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
    Glyph *glyphs = ARENA_ARRAY(a, Glyph, count);
    GlyphRun *run = ARENA_NEW(a, GlyphRun);
    *run = (GlyphRun){.font = &face->font, .text = str_copy(a, text), .glyphs = glyphs, .count = count};
    for (unsigned i = 0; i < count; i++) {
        size_t end = text.n;
        for (unsigned k = i + 1; k < count && end == text.n; k++) {
            if (info[k].cluster != info[i].cluster)
                end = info[k].cluster;
        }
        bool first = i == 0 || info[i].cluster != info[i - 1].cluster;
        glyphs[i] = (Glyph){.id = (uint16_t)info[i].codepoint,
                            .text = info[i].cluster,
                            .text_length = (uint16_t)(first ? end - info[i].cluster : 0),
                            .advance = position[i].x_advance,
                            .x_offset = position[i].x_offset,
                            .y_offset = position[i].y_offset};
        run->advance += position[i].x_advance;
    }
    hb_buffer_destroy(buffer);
    return run;
}

static Sp units_length(const Face *face, int64_t units, Sp size)
{
    return sp_scale(units, size, face->font.units_per_em);
}

static void maker_start(Maker *m, Arena *a, const char *name)
{
    memset(m, 0, sizeof *m);
    m->arena = a;
    m->pages = (Pages){.name = str_from(name),
                       .title = STR("NCMEC California Data 2023"),
                       .subject = STR("Reports & missing children \xE2\x80\x94 <2023>"),
                       .author = STR("National Center for Missing & Exploited Children"),
                       .language = STR("en-US"),
                       .date = INT64_C(1703980800), /* 2023-12-31 */
                       .pages = m->page,
                       .page_count = SHEET_PAGES,
                       .elems = m->elems,
                       .elem_count = 1,
                       .bookmarks = m->bookmarks};
    for (int i = 0; i < SHEET_PAGES; i++)
        m->page[i] = (Page){.width = SP_PT(612), .height = SP_PT(792), .bleed = SP_PT(9), .items = m->items[i]};
}

static ElemId elem_add(Maker *m, ElemId parent, Role role)
{
    m->elems[m->pages.elem_count] = (StructElem){.parent = parent, .role = role};
    return m->pages.elem_count++;
}

static DrawItem *item_add(Maker *m, int page, DrawItem item)
{
    DrawItem *added = &m->items[page][m->page[page].item_count++];
    *added = item;
    return added;
}

/* A box that is an artifact. */
static DrawItem *box_add(Maker *m, int page, ArtifactType type, Rect rect, const Color *color)
{
    return item_add(
        m, page, (DrawItem){.kind = DRAW_RECT, .elem = ELEM_ARTIFACT, .artifact = type, .color = color, .rect = rect});
}

/* One line at a baseline: words and spaces are pieces of their own, spaces widened by 'stretch'; U+00AD at the end is a
   hyphen of hyphenation. */
static DrawItem *line_add(Maker *m, int page, ElemId elem, const Face *face, int size, Sp x, Sp baseline, Sp stretch,
                          const Color *color, const char *line)
{
    Str text = str_from(line);
    Piece *pieces = ARENA_ARRAY(m->arena, Piece, text.n);
    uint32_t count = 0;
    Sp at = 0;
    for (size_t from = 0; from < text.n;) {
        bool space = text.s[from] == ' ', soft = str_starts(str_slice(text, from, text.n), STR("\xC2\xAD"));
        size_t to = from + 1;
        while (!space && !soft && to < text.n && text.s[to] != ' ' &&
               !str_starts(str_slice(text, to, text.n), STR("\xC2\xAD")))
            to++;
        if (soft)
            to = from + 2;
        const GlyphRun *run = shape(m->arena, face, soft ? STR("-") : str_slice(text, from, to));
        pieces[count++] = (Piece){.run = run, .x = at, .soft_hyphen = soft};
        at += units_length(face, run->advance, SP_PT(size)) + (space ? stretch : 0);
        from = to;
    }
    Sp ascent = units_length(face, face->font.ascent, SP_PT(size));
    return item_add(m, page,
                    (DrawItem){.kind = DRAW_TEXT,
                               .elem = elem,
                               .artifact = elem == ELEM_ARTIFACT ? ARTIFACT_FOOTER : ARTIFACT_NONE,
                               .color = color,
                               .rect = {x, baseline - ascent, at,
                                        units_length(face, face->font.ascent - face->font.descent, SP_PT(size))},
                               .baseline = baseline,
                               .font = &face->font,
                               .size = SP_PT(size),
                               .pieces = pieces,
                               .piece_count = count});
}

/* Two pages with what is hard: ligatures, kerning, hyphenation, clusters of several glyphs, characters outside the BMP,
   a justified line, a table, lists, a figure over several items, a paragraph over two pages, artifacts in between. */
static void hard_sheet(Maker *m, Arena *a, const Face *regular, const Face *bold, const char *name)
{
    maker_start(m, a, name);
    Sp left = SP_PT(54);
    ElemId document = elem_add(m, 0, ROLE_DOCUMENT);
    box_add(m, 0, ARTIFACT_BACKGROUND, (Rect){-SP_PT(9), -SP_PT(9), SP_PT(630), SP_PT(134)}, &navy);
    box_add(m, 0, ARTIFACT_BACKGROUND, (Rect){-SP_PT(9), SP_PT(125), SP_PT(630), SP_PT(4)}, &gold);
    ElemId title = elem_add(m, document, ROLE_H1);
    line_add(m, 0, title, bold, 36, left, SP_PT(70), 0, &paper, "California Data ");
    line_add(m, 0, title, regular, 14, left, SP_PT(100), 0, &paper, "2023");
    box_add(m, 0, ARTIFACT_LAYOUT, (Rect){left, SP_PT(140), SP_PT(504), SP_PT(1) / 4}, &black);

    ElemId sect = elem_add(m, document, ROLE_SECT);
    ElemId heading = elem_add(m, sect, ROLE_H2);
    DrawItem *h2 = line_add(m, 0, heading, bold, 14, left, SP_PT(170), 0, &navy, "Office files: AVATAR, To, Wa");
    m->bookmarks[m->pages.bookmark_count++] =
        (Bookmark){.title = STR("Office files \xE2\x80\x93 AVATAR"), .page = 0, .y = h2->rect.y, .elem = heading};
    ElemId mixed = elem_add(m, sect, ROLE_P);
    DrawItem *item = line_add(m, 0, mixed, regular, 12, left, SP_PT(195), 0, &black, "In 2023, (some) \\ ");
    ElemId strong = elem_add(m, mixed, ROLE_STRONG);
    item = line_add(m, 0, strong, bold, 12, item->rect.x + item->rect.width, SP_PT(195), 0, &black, "78,835 reports ");
    item = line_add(m, 0, mixed, regular, 12, item->rect.x + item->rect.width, SP_PT(195), 0, &black, "were made ");
    ElemId link = elem_add(m, mixed, ROLE_LINK);
    m->elems[link].url = STR("https://missingkids.org");
    item = line_add(m, 0, link, regular, 12, item->rect.x + item->rect.width, SP_PT(195), 0, &navy, "available ");
    line_add(m, 0, mixed, regular, 12, item->rect.x + item->rect.width, SP_PT(195), 0, &black, "to ");
    ElemId justified = elem_add(m, sect, ROLE_P);
    line_add(m, 0, justified, regular, 12, left, SP_PT(215), SP_PT(3) + 12345, &black,
             "A justified line with wide spaces and an end in hyphen\xC2\xAD");
    line_add(m, 0, justified, regular, 12, left, SP_PT(230), 0, &black, "ation. ");
    ElemId clusters = elem_add(m, sect, ROLE_P);
    line_add(m, 0, clusters, regular, 12, left, SP_PT(250), 0, &black,
             "x\xCC\x82q \xE1\xBA\x8Dy \xF0\x9F\x94\x92z X\xCC\x82");

    ElemId list = elem_add(m, sect, ROLE_L);
    for (int i = 0; i < 2; i++) {
        ElemId entry = elem_add(m, list, ROLE_LI);
        line_add(m, 0, elem_add(m, entry, ROLE_LBL), regular, 12, left, SP_PT(280 + 20 * i), 0, &black,
                 "\xE2\x80\xA2 ");
        line_add(m, 0, elem_add(m, entry, ROLE_LBODY), regular, 12, left + SP_PT(18), SP_PT(280 + 20 * i), 0, &black,
                 i ? "Second entry" : "First entry");
    }
    ElemId glance = elem_add(m, sect, ROLE_L);
    line_add(m, 0, elem_add(m, elem_add(m, glance, ROLE_LI), ROLE_LBODY), bold, 22, left, SP_PT(340), 0, &navy,
             "1,897");
    ElemId steps = elem_add(m, sect, ROLE_L);
    m->elems[steps].ordered = true;
    ElemId step = elem_add(m, steps, ROLE_LI);
    line_add(m, 0, elem_add(m, step, ROLE_LBL), regular, 12, left, SP_PT(365), 0, &black, "1. ");
    line_add(m, 0, elem_add(m, step, ROLE_LBODY), regular, 12, left + SP_PT(18), SP_PT(365), 0, &black, "Step");

    ElemId table = elem_add(m, sect, ROLE_TABLE);
    static const char *const cells[2][2] = {{"Kind", "Cases"}, {"Family", "1,103"}};
    for (int row = 0; row < 2; row++) {
        ElemId tr = elem_add(m, table, ROLE_TR);
        for (int column = 0; column < 2; column++) {
            ElemId cell = elem_add(m, tr, row && column ? ROLE_TD : ROLE_TH);
            if (m->elems[cell].role == ROLE_TH)
                m->elems[cell].scope = row ? SCOPE_ROW : SCOPE_COLUMN;
            line_add(m, 0, cell, row ? regular : bold, 10, left + SP_PT(200 * column), SP_PT(400 + 20 * row), 0, &black,
                     cells[row][column]);
            if (row && !column)
                box_add(m, 0, ARTIFACT_LAYOUT, (Rect){left + SP_PT(100), SP_PT(412), SP_PT(60), SP_PT(8)}, &gold);
        }
    }
    ElemId figure = elem_add(m, sect, ROLE_FIGURE);
    m->elems[figure].alt = STR("Two bars (\xE2\x89\xA5 2)");
    item_add(m, 0,
             (DrawItem){
                 .kind = DRAW_RECT, .elem = figure, .color = &gold, .rect = {left, SP_PT(450), SP_PT(50), SP_PT(20)}});
    item_add(m, 0,
             (DrawItem){
                 .kind = DRAW_RECT, .elem = figure, .color = &navy, .rect = {left, SP_PT(475), SP_PT(80), SP_PT(25)}});
    ElemId split = elem_add(m, sect, ROLE_P);
    line_add(m, 0, split, regular, 12, left, SP_PT(530), 0, &black, "Over ");
    line_add(m, 0, ELEM_ARTIFACT, regular, 9, left, SP_PT(760), 0, &black, "missingkids.org");

    box_add(m, 1, ARTIFACT_HEADER, (Rect){-SP_PT(9), -SP_PT(9), SP_PT(630), SP_PT(44)}, &navy);
    line_add(m, 1, split, regular, 12, left, SP_PT(80), 0, &black, "two pages ");
    ElemId empty = elem_add(m, document, ROLE_SECT);
    ElemId last = elem_add(m, empty, ROLE_H2);
    DrawItem *end = line_add(m, 1, last, bold, 14, left, SP_PT(110), 0, &navy, "End");
    m->bookmarks[m->pages.bookmark_count++] =
        (Bookmark){.title = STR("End"), .page = 1, .y = end->rect.y, .elem = last};
    elem_add(m, empty, ROLE_P);
    line_add(m, 1, ELEM_ARTIFACT, regular, 9, left, SP_PT(760), 0, &black, "missingkids.org");
}
