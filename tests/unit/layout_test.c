/* Layout from the outside: whatever the document, the promises of the page hold. Pagination alone is tried on boxes
   made by hand; the rest on documents made by a seeded generator, with the shipped theme and fonts. */
#include "ncmec/data.h"
#include "src/layout/layout.h"
#include "tests/tools/case.h"
#include "tests/tools/findings.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static Arena *arena;
static Diag *diag;
static const Theme *theme;
static FontSet *fonts;
static ShapeCache *cache;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    diag = diag_new(arena);
    const Source *source = source_read("data/themes/ncmec.yaml", arena, diag);
    const Value *root = source ? yaml_parse(source, arena, diag) : NULL;
    theme = root ? theme_read(root, arena, diag) : NULL;
    fonts = theme ? fontset_open(theme->faces, FACE_COUNT, "fonts", NULL, arena, diag) : NULL;
    cache = shape_cache_new(&language_english, NULL);
    if (!fonts)
        diag_print(diag, stderr, DIAG_PLAIN);
    return fonts ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    shape_cache_free(cache);
    fontset_close(fonts);
    arena_free(arena);
    return 0;
}

/* ---- Pagination ---- */

typedef struct BoxSpec {
    int gap, stretch, height;
    bool glued;
} BoxSpec;

/* A theme whose pages hold 100 pt, at least 'least' and at most 'most' of them. */
static Theme small_theme(int64_t least, int64_t most)
{
    Theme t = {0};
    t.page.body_bottom = SP_PT(100);
    t.page.min_pages = least;
    t.page.max_pages = most;
    return t;
}

static Layout boxes_layout(const Theme *t, const BoxSpec *specs, size_t count)
{
    Layout l = {.theme = t, .arena = arena, .diag = diag};
    for (size_t i = 0; i < count; i++) {
        Box *box = box_new(&l, SP_PT(specs[i].gap), SP_PT(specs[i].stretch), SP_PT(specs[i].height), (Mark){0});
        box->glued = specs[i].glued;
    }
    return l;
}

static void pages_are_filled_in_order(void **state)
{
    (void)state;
    Theme t = small_theme(2, 2);
    BoxSpec specs[] = {{0, 0, 40, 0}, {20, 0, 40, 0}, {20, 0, 40, 0}, {20, 0, 40, 0}};
    Layout l = boxes_layout(&t, specs, 4);
    Pagination p;
    assert_true(paginate(&l, &p));
    assert_int_equal(p.count, 2);
    assert_int_equal(p.spans[0].end, 2);
    assert_true(p.closed); /* the gap at a page's head is dropped: 40 + 20 + 40 */
    assert_int_equal(p.foot, 0);
}

static void a_gap_stretches_up_to_its_cap(void **state)
{
    (void)state;
    Theme t = small_theme(1, 1);
    BoxSpec specs[] = {{0, 0, 40, 0}, {20, 15, 30, 0}};
    Layout l = boxes_layout(&t, specs, 2);
    Pagination p;
    assert_true(paginate(&l, &p));
    assert_true(p.closed);
    assert_int_equal(p.spans[0].stretched, SP_PT(10));
    specs[1].stretch = 4;
    l = boxes_layout(&t, specs, 2);
    assert_true(paginate(&l, &p));
    assert_false(p.closed);
    assert_int_equal(p.foot, SP_PT(6));
}

static void glued_boxes_never_part(void **state)
{
    (void)state;
    Theme t = small_theme(2, 2);
    /* The third box fits on page 1, but the fourth, which is glued to it, does not. */
    BoxSpec specs[] = {{0, 0, 40, 0}, {0, 0, 40, 0}, {0, 0, 20, 0}, {0, 0, 30, true}};
    Layout l = boxes_layout(&t, specs, 4);
    Pagination p;
    assert_true(paginate(&l, &p));
    assert_int_equal(p.spans[0].end, 2);
}

static void notes_take_room_on_the_last_page(void **state)
{
    (void)state;
    Theme t = small_theme(1, 2);
    BoxSpec specs[] = {{0, 0, 50, 0}, {0, 0, 40, 0}};
    Layout l = boxes_layout(&t, specs, 2);
    Pagination p;
    assert_true(paginate(&l, &p));
    assert_int_equal(p.count, 1);
    l.notes_height = SP_PT(20);
    assert_true(paginate(&l, &p));
    assert_int_equal(p.count, 2);
}

static void overflow_names_the_first_box_that_does_not_fit(void **state)
{
    (void)state;
    Theme t = small_theme(2, 2);
    const Source *source = source_new(STR("wording.yaml"), STR("one\ntwo\nthree\n"), arena);
    BoxSpec specs[] = {{0, 0, 90, 0}, {0, 0, 90, 0}, {10, 0, 25, 0}, {5, 0, 10, 0}};
    Layout l = boxes_layout(&t, specs, 4);
    l.boxes[2].mark = (Mark){source, 4, 3};
    Pagination p;
    assert_false(paginate(&l, &p));
    Mark where;
    Sp height;
    paginate_overflow(&l, &where, &height);
    assert_int_equal(where.offset, 4);
    assert_int_equal(height, SP_PT(40)); /* 25 + 5 + 10 */
}

/* ---- Documents from a seed
 * ------------------------------------------------------------------------------------------- */

static uint32_t seed;

static uint32_t random_below(uint32_t bound)
{
    return (uint32_t)(((uint64_t)(lcg_next(&seed) >> 8) * bound) >> 24);
}

static Prose plain(const char *text)
{
    Inline *whole = ARENA_NEW(arena, Inline);
    Str s = str_copy(arena, str_from(text));
    *whole = (Inline){.kind = INLINE_TEXT, .end = (uint32_t)s.n};
    return (Prose){.text = s, .inlines = whole, .inline_count = 1};
}

/* Words w17, w18, ... so that order and completeness can be read off; the middle third is bold. */
static Prose random_prose(uint32_t *word, uint32_t words)
{
    Buf text = {.arena = arena};
    uint32_t bounds[2] = {0};
    for (uint32_t i = 0; i < words; i++) {
        if (i == words / 3)
            bounds[0] = (uint32_t)text.n;
        if (i == 2 * words / 3)
            bounds[1] = (uint32_t)text.n;
        buf_printf(&text, "%sw%u%.*s", i ? " " : "", (*word)++, (int)random_below(8), "mnopqrst");
    }
    if (words < 3)
        return plain(str_terminated(arena, buf_str(&text)));
    Inline *inlines = ARENA_ARRAY(arena, Inline, 3);
    inlines[0] = (Inline){.kind = INLINE_TEXT, .end = bounds[0]};
    inlines[1] = (Inline){.kind = INLINE_TEXT, .start = bounds[0], .end = bounds[1], .strong = true};
    inlines[2] = (Inline){.kind = INLINE_TEXT, .start = bounds[1], .end = (uint32_t)text.n};
    return (Prose){.text = buf_str(&text), .inlines = inlines, .inline_count = 3};
}

static Block random_table(uint32_t *word)
{
    Column *columns = ARENA_ARRAY(arena, Column, 3);
    columns[0] = (Column){CELL_LABEL, random_prose(word, 4)};
    columns[1] = (Column){.kind = CELL_BAR};
    columns[2] = (Column){CELL_FIGURE, random_prose(word, 1)};
    size_t count = 2 + random_below(5);
    Row *rows = ARENA_ARRAY(arena, Row, count);
    for (size_t i = 0; i < count; i++) {
        Cell *cells = ARENA_ARRAY(arena, Cell, 3);
        cells[0].prose = random_prose(word, 1 + random_below(12));
        cells[1] = (Cell){.part = random_below(100), .whole = 100};
        cells[2].prose = random_prose(word, 1);
        rows[i] = (Row){cells, i + 1 == count};
    }
    Block block = {.kind = BLOCK_TABLE};
    block.table.columns = columns;
    block.table.column_count = 3;
    block.table.rows = rows;
    block.table.row_count = count;
    return block;
}

static Block random_paragraph(uint32_t *word)
{
    Block block = {.kind = BLOCK_PARAGRAPH};
    block.paragraph = random_prose(word, 3 + random_below(110));
    return block;
}

static Block random_list(uint32_t *word)
{
    Block block = {.kind = BLOCK_LIST};
    size_t count = 1 + random_below(4);
    Prose *items = ARENA_ARRAY(arena, Prose, count);
    for (size_t i = 0; i < count; i++)
        items[i] = random_prose(word, 3 + random_below(30));
    block.list.items = items;
    block.list.count = count;
    block.list.ordered = random_below(2);
    return block;
}

static Block random_section(uint32_t *word)
{
    Block section = {.kind = BLOCK_SECTION};
    section.section.heading = random_prose(word, 3 + random_below(14));
    size_t count = 0, most = 1 + random_below(3);
    Block *blocks = ARENA_ARRAY(arena, Block, 2 * most);
    for (size_t i = 0; i < most; i++) {
        blocks[count++] = random_paragraph(word);
        if (random_below(4) == 0) {
            blocks[count - 1].keep_with_next = true;
            blocks[count++] = random_table(word);
        } else if (random_below(4) == 0) {
            blocks[count++] = random_list(word);
        }
    }
    section.section.blocks = blocks;
    section.section.count = count;
    return section;
}

static Document random_document(uint32_t *words)
{
    uint32_t word = 0;
    Document doc = {.theme = theme, .name = STR("ncmec-XX-2023"), .title = STR("Test")};
    doc.organization = plain("Organization");
    doc.heading = plain("Heading of the test");
    doc.year = plain("Calendar year");
    doc.running_left = plain("left");
    doc.footer_left = plain("foot");
    doc.footer_right = plain("right");
    doc.strip = random_below(2) ? plain("SAMPLE DATA") : (Prose){0};
    size_t count = 0, sections = 1 + random_below(6);
    Block *blocks = ARENA_ARRAY(arena, Block, sections + 1);
    blocks[count++] = random_paragraph(&word);
    for (size_t i = 0; i < sections; i++)
        blocks[count++] = random_section(&word);
    doc.blocks = blocks;
    doc.block_count = count;
    Prose *notes = ARENA_ARRAY(arena, Prose, 1);
    notes[0] = random_prose(&word, 5 + random_below(30));
    doc.notes = notes;
    doc.note_count = random_below(5) ? 1 : 0;
    *words = doc.note_count ? word : UINT32_MAX;
    return doc;
}

static void check_geometry(const Document *doc, const Pages *pages)
{
    assert_int_equal(pages->page_count, 2);
    for (uint32_t p = 0; p < pages->page_count; p++) {
        const Page *page = &pages->pages[p];
        Sp top = p ? theme->page.body_top : theme->page.body_top_first;
        Sp slop = SP_PT(6); /* ascenders may reach over the line box */
        assert_true(page->foot >= 0);
        for (uint32_t i = 0; i < page->item_count; i++) {
            const DrawItem *item = &page->items[i];
            assert_int_not_equal(item->elem, ELEM_UNSET);
            assert_true(item->elem == ELEM_ARTIFACT || item->elem < pages->elem_count);
            assert_true((item->elem == ELEM_ARTIFACT) == (item->artifact != ARTIFACT_NONE) || item->kind == DRAW_TEXT);
            if (item->bleeds)
                continue;
            /* Large type begins where its first letter does, not the white beside it. */
            bool is_large = item->kind == DRAW_TEXT && item->size >= SP_PT(20);
            assert_true(item->rect.x >= theme->page.left - (is_large ? item->size / 10 : 1));
            assert_true(item->rect.x + item->rect.width <= theme->page.width - theme->page.right + 1);
            if (item->elem == ELEM_ARTIFACT)
                continue;
            Role role = pages->elems[item->elem].role;
            bool is_front = role == ROLE_H1 || item->baseline < top;
            if (!is_front)
                assert_true(item->rect.y >= top - slop);
            assert_true(item->rect.y + item->rect.height <= theme->page.body_bottom + slop);
        }
    }
    (void)doc;
}

/* Baselines never run up within a page's flow, and text that is content is painted in the order of its elements. */
static void check_order(const Pages *pages, uint32_t words)
{
    uint32_t expected = 0;
    for (uint32_t e = 2; e < pages->elem_count; e++)
        assert_true(pages->elems[e].parent < e);
    for (uint32_t p = 0; p < pages->page_count; p++)
        for (uint32_t i = 0; i < pages->pages[p].item_count; i++) {
            const DrawItem *item = &pages->pages[p].items[i];
            if (item->kind != DRAW_TEXT || item->elem == ELEM_ARTIFACT)
                continue;
            Str text = drawitem_text(item, arena);
            for (size_t at = 0; at < text.n;) {
                size_t end = str_find(text, STR(" "), at);
                Str word = str_slice(text, at, end);
                if (word.n > 1 && word.s[0] == 'w' && word.s[1] >= '0' && word.s[1] <= '9') {
                    uint32_t number = 0;
                    for (size_t k = 1; k < word.n && word.s[k] >= '0' && word.s[k] <= '9'; k++)
                        number = 10 * number + (uint32_t)(word.s[k] - '0');
                    assert_int_equal(number, expected);
                    expected++;
                }
                at = end + 1;
            }
        }
    if (words != UINT32_MAX)
        assert_int_equal(expected, words);
}

/* The element of the block that an item belongs to: its paragraph, heading, cell, list item. */
static ElemId block_of(const Pages *pages, ElemId elem)
{
    while (pages->elems[elem].role == ROLE_STRONG || pages->elems[elem].role == ROLE_EM ||
           pages->elems[elem].role == ROLE_LINK)
        elem = pages->elems[elem].parent;
    return elem;
}

static uint32_t lines_of(const Pages *pages, uint32_t page, ElemId block)
{
    uint32_t lines = 0;
    Sp last = -1;
    for (uint32_t i = 0; i < pages->pages[page].item_count; i++) {
        const DrawItem *item = &pages->pages[page].items[i];
        if (item->elem == ELEM_ARTIFACT || block_of(pages, item->elem) != block || item->baseline == last)
            continue;
        lines++;
        last = item->baseline;
    }
    return lines;
}

static void check_breaks(const Pages *pages)
{
    /* The last thing in the flow of page 1 is no heading; what runs over the break leaves two lines on both sides. */
    ElemId last = 0;
    for (uint32_t i = 0; i < pages->pages[0].item_count; i++)
        if (pages->pages[0].items[i].elem != ELEM_ARTIFACT)
            last = pages->pages[0].items[i].elem;
    ElemId block = block_of(pages, last);
    assert_int_not_equal(pages->elems[block].role, ROLE_H2);
    uint32_t here = lines_of(pages, 0, block), there = lines_of(pages, 1, block);
    if (there > 0) {
        assert_int_not_equal(pages->elems[block].role, ROLE_TD);
        assert_true(here >= theme->text.orphans);
        assert_true(there >= theme->text.widows);
    }
    for (ElemId e = 1; e < pages->elem_count; e++)
        if (pages->elems[e].role == ROLE_TR) {
            ElemId cell = e + 1;
            assert_true(lines_of(pages, 0, cell) == 0 || lines_of(pages, 1, cell) == 0);
        }
}

static void promises_hold_for_any_document(void **state)
{
    (void)state;
    size_t laid_out = 0, too_long = 0;
    for (uint32_t i = 0; i < 400; i++) {
        seed = 7919 * i + 1;
        uint32_t words;
        Document doc = random_document(&words);
        Diag *d = diag_new(arena);
        const Pages *pages = layout_document(&doc, fonts, cache, arena, d);
        if (!pages) {
            assert_int_equal(diag_exit(d, false), EXIT_CODE_FIT);
            too_long++;
            continue;
        }
        laid_out++;
        check_geometry(&doc, pages);
        check_order(pages, words);
        check_breaks(pages);
    }
    /* The generator makes both kinds, so that neither half of this test is idle. */
    assert_true(laid_out > 100);
    assert_true(too_long > 10);
}

static void a_longer_text_is_set_tighter_and_then_refused(void **state)
{
    (void)state;
    uint32_t last_level = 0;
    bool refused = false;
    for (uint32_t paragraphs = 2; paragraphs < 40 && !refused; paragraphs++) {
        seed = 1;
        uint32_t word = 0;
        Document doc = {.theme = theme, .heading = plain("H"), .name = STR("x")};
        Block *blocks = ARENA_ARRAY(arena, Block, paragraphs);
        for (uint32_t i = 0; i < paragraphs; i++) {
            blocks[i].kind = BLOCK_PARAGRAPH;
            blocks[i].paragraph = random_prose(&word, 60);
        }
        doc.blocks = blocks;
        doc.block_count = paragraphs;
        Diag *d = diag_new(arena);
        const Pages *pages = layout_document(&doc, fonts, cache, arena, d);
        refused = !pages;
        if (pages)
            last_level = pages->level;
    }
    assert_true(refused);
    assert_int_equal(last_level, theme->level_count - 1);
}

static void a_long_title_is_set_smaller(void **state)
{
    (void)state;
    Document doc = {.theme = theme, .name = STR("x")};
    doc.heading = plain("Commonwealth of the Northern Mariana Islands Data");
    Block block = {.kind = BLOCK_PARAGRAPH, .paragraph = plain("Text.")};
    doc.blocks = &block;
    doc.block_count = 1;
    const Pages *pages = layout_document(&doc, fonts, cache, arena, diag);
    assert_non_null(pages);
    for (uint32_t i = 0; i < pages->pages[0].item_count; i++) {
        const DrawItem *item = &pages->pages[0].items[i];
        if (item->kind != DRAW_TEXT || pages->elems[item->elem].role != ROLE_H1)
            continue;
        assert_true(item->size < length_at(theme->styles[STYLE_TITLE].size, SP_PT(12)));
        assert_true(item->rect.width <= body_width(theme));
    }
    Buf name = {.arena = arena};
    for (int i = 0; i < 40; i++)
        buf_put(&name, STR("Commonwealth "));
    doc.heading = plain(str_terminated(arena, buf_str(&name)));
    Diag *d = diag_new(arena);
    assert_null(layout_document(&doc, fonts, cache, arena, d));
    assert_int_equal(diag_exit(d, false), EXIT_CODE_FIT);
}

/* The ink of a large letter begins at the margin: its origin lies to the left by the letter's own white. */
static void large_type_is_aligned_by_its_edge(void **state)
{
    (void)state;
    Document doc = {.theme = theme, .name = STR("x")};
    doc.organization = plain("Heading");
    doc.heading = plain("Heading");
    const Pages *pages = layout_document(&doc, fonts, cache, arena, diag);
    assert_non_null(pages);
    size_t large = 0;
    for (uint32_t i = 0; i < pages->pages[0].item_count; i++) {
        const DrawItem *item = &pages->pages[0].items[i];
        if (item->kind != DRAW_TEXT || pages->elems[item->elem].role != ROLE_H1)
            continue;
        const Glyph *first = &item->pieces[0].run->glyphs[0];
        Sp edge = item->rect.x + font_length(font_bearing(item->font, first->id), item->font, item->size);
        if (item->size < SP_PT(20)) {
            assert_true(item->rect.x == theme->page.left);
            continue;
        }
        large++;
        assert_true(item->rect.x < theme->page.left);
        assert_true(edge == theme->page.left);
    }
    assert_int_equal(large, 1);
}

/* Every shape that a silhouette can have, down to the flattest and the narrowest, beside the longest name. */
static void a_silhouette_stands_clear_of_the_title(void **state)
{
    (void)state;
    static const struct {
        int width, height;
    } sizes[] = {{1000, 960}, {1000, 120}, {100, 960}, {500, 500}};
    const Theme *t = theme;
    Block block = {.kind = BLOCK_PARAGRAPH, .paragraph = plain("Text.")};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        PathPen pen = {.arena = arena};
        Sp width = SP_PT(sizes[i].width), height = SP_PT(sizes[i].height);
        path_move(&pen, (Point){0, 0});
        path_line(&pen, (Point){width, height / 2});
        path_line(&pen, (Point){0, height});
        path_close(&pen);
        Shape shape = {.path = path_made(&pen, false)};
        Picture picture = {.width = width, .height = height, .shapes = &shape, .shape_count = 1};
        Document doc = {.theme = t, .name = STR("x"), .blocks = &block, .block_count = 1, .silhouette = &picture};
        doc.organization = plain("The National Center for Missing and Exploited Children and of All Its Friends");
        doc.heading = plain("Commonwealth of the Northern Mariana Islands Data");
        doc.year = plain("Calendar year 2023");
        const Pages *pages = layout_document(&doc, fonts, cache, arena, diag);
        assert_non_null(pages);
        const DrawItem *shown = NULL;
        Sp text_right = 0, near = SP_PER_PT / 100;
        for (uint32_t k = 0; k < pages->pages[0].item_count; k++) {
            const DrawItem *item = &pages->pages[0].items[k];
            bool in_band = item->kind == DRAW_TEXT && item->baseline < t->header.height;
            if (item->kind == DRAW_PATH)
                shown = item;
            else if (in_band && item->rect.x + item->rect.width > text_right)
                text_right = item->rect.x + item->rect.width;
        }
        assert_non_null(shown);
        assert_int_equal(shown->elem, ELEM_ARTIFACT);
        assert_int_equal(shown->artifact, ARTIFACT_BACKGROUND);
        assert_ptr_equal(shown->color, t->silhouette.color);
        Rect bounds = path_bounds(&shown->path);
        assert_true(bounds.x == 0 && bounds.y == 0);
        assert_true(bounds.width == shown->rect.width && bounds.height == shown->rect.height);
        assert_int_equal(shown->rect.x + shown->rect.width, t->page.width - t->silhouette.right);
        assert_true(shown->rect.y >= t->silhouette.top);
        assert_true(shown->rect.y + shown->rect.height <= t->silhouette.top + t->silhouette.height + near);
        assert_true(shown->rect.width >= t->silhouette.width - near ||
                    shown->rect.height >= t->silhouette.height - near);
        assert_true(text_right > t->page.left && text_right + t->silhouette.gap <= shown->rect.x + SP_PER_PT);
    }
}

/* Sizes and baselines of the title's items, from its first line to its last. */
static size_t title_lines(const Document *doc, Sp sizes[4], Sp baselines[4])
{
    size_t count = 0;
    const Pages *pages = layout_document(doc, fonts, cache, arena, diag);
    assert_non_null(pages);
    for (uint32_t i = 0; i < pages->pages[0].item_count && count < 4; i++) {
        const DrawItem *item = &pages->pages[0].items[i];
        if (item->kind != DRAW_TEXT || pages->elems[item->elem].role != ROLE_H1)
            continue;
        sizes[count] = item->size;
        baselines[count++] = item->baseline;
    }
    return count;
}

static void a_title_takes_two_lines_before_it_is_too_small(void **state)
{
    (void)state;
    Theme t = *theme;
    Sp sizes[4], baselines[4];
    Block block = {.kind = BLOCK_PARAGRAPH, .paragraph = plain("Text.")};
    Document doc = {.theme = &t, .name = STR("x"), .blocks = &block, .block_count = 1};
    doc.heading = plain("Northern Mariana Islands and Guam");
    assert_int_equal(title_lines(&doc, sizes, baselines), 1);
    Sp pressed = sizes[0];
    assert_true(pressed >= t.header.title_least);
    t.header.title_least = pressed + SP_PER_PT;
    assert_int_equal(title_lines(&doc, sizes, baselines), 2);
    Sp leading = length_at(t.styles[STYLE_TITLE].leading, SP_PT(12)), size = length_at(t.styles[STYLE_TITLE].size, 0);
    assert_int_equal(sizes[0], t.header.title_least);
    assert_int_equal(sizes[1], t.header.title_least);
    assert_int_equal(baselines[1], t.header.title_y);
    assert_int_equal(baselines[0], t.header.title_y - sp_scale(leading, t.header.title_least, size));
    /* A least that is no smaller than the style asks for nothing. */
    t.header.title_least = size;
    assert_int_equal(title_lines(&doc, sizes, baselines), 1);
    assert_int_equal(sizes[0], pressed);
    /* What two lines do not hold either is pressed onto one, down to half of their size. */
    t.header.title_least = size - 1;
    doc.heading = plain("Commonwealth of the Northern Mariana Islands and Guam");
    assert_int_equal(title_lines(&doc, sizes, baselines), 1);
    assert_true(sizes[0] < pressed && sizes[0] >= t.header.title_least / 2);
    doc.heading = plain("Commonwealth of the Northern Mariana Islands and of All the Other Islands That Have Data");
    assert_null(layout_document(&doc, fonts, cache, arena, diag));
    assert_int_equal(diag_errors(diag), 1);
}

static void bold_over_several_lines_is_one_strong(void **state)
{
    (void)state;
    seed = 3;
    uint32_t word = 0;
    Document doc = {.theme = theme, .heading = plain("H"), .name = STR("x")};
    Block block = {.kind = BLOCK_PARAGRAPH, .paragraph = random_prose(&word, 90)};
    doc.blocks = &block;
    doc.block_count = 1;
    const Pages *pages = layout_document(&doc, fonts, cache, arena, diag);
    assert_non_null(pages);
    uint32_t strong = 0;
    for (uint32_t e = 1; e < pages->elem_count; e++)
        strong += pages->elems[e].role == ROLE_STRONG;
    assert_int_equal(strong, 1);
}

static void notes_that_fill_more_than_a_page_are_refused(void **state)
{
    (void)state;
    seed = 5;
    uint32_t word = 0;
    Document doc = {.theme = theme, .heading = plain("H"), .name = STR("x")};
    Block block = {.kind = BLOCK_PARAGRAPH, .paragraph = plain("Text.")};
    doc.blocks = &block;
    doc.block_count = 1;
    Prose notes = random_prose(&word, 2000);
    const Source *source = source_new(STR("wording.yaml"), STR("notes: ..."), arena);
    notes.mark = (Mark){source, 7, 3};
    doc.notes = &notes;
    doc.note_count = 1;
    Diag *d = diag_new(arena);
    assert_null(layout_document(&doc, fonts, cache, arena, d));
    assert_int_equal(diag_exit(d, false), EXIT_CODE_FIT);
    assert_non_null(
        strstr(findings_plain(d, arena), "wording.yaml:1:8: error: the text does not fit on 2 pages, even at 10 pt"));
}

static void page_numbers_stand_in_the_footer(void **state)
{
    (void)state;
    Document doc = {.theme = theme, .heading = plain("H"), .name = STR("x")};
    Block block = {.kind = BLOCK_PARAGRAPH, .paragraph = plain("Text.")};
    doc.blocks = &block;
    doc.block_count = 1;
    Inline inlines[] = {{.kind = INLINE_TEXT, .start = 0, .end = 5},
                        {.kind = INLINE_PAGE, .start = 5, .end = 8},
                        {.kind = INLINE_TEXT, .start = 8, .end = 12},
                        {.kind = INLINE_PAGES, .start = 12, .end = 15}};
    doc.footer_right = (Prose){.text = STR("Page \xEF\xBF\xBC of \xEF\xBF\xBC"), .inlines = inlines, .inline_count = 4};
    const Pages *pages = layout_document(&doc, fonts, cache, arena, diag);
    assert_non_null(pages);
    Buf dump = {.arena = arena};
    pages_dump(pages, &dump);
    assert_true(str_find(buf_str(&dump), STR("artifact:footer \"Page 1 of 2\""), 0) < dump.n);
    assert_true(str_find(buf_str(&dump), STR("artifact:footer \"Page 2 of 2\""), 0) < dump.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_filled_in_order),
        cmocka_unit_test(a_gap_stretches_up_to_its_cap),
        cmocka_unit_test(glued_boxes_never_part),
        cmocka_unit_test(notes_take_room_on_the_last_page),
        cmocka_unit_test(overflow_names_the_first_box_that_does_not_fit),
        cmocka_unit_test(promises_hold_for_any_document),
        cmocka_unit_test(a_longer_text_is_set_tighter_and_then_refused),
        cmocka_unit_test(a_long_title_is_set_smaller),
        cmocka_unit_test(large_type_is_aligned_by_its_edge),
        cmocka_unit_test(a_silhouette_stands_clear_of_the_title),
        cmocka_unit_test(a_title_takes_two_lines_before_it_is_too_small),
        cmocka_unit_test(bold_over_several_lines_is_one_strong),
        cmocka_unit_test(notes_that_fill_more_than_a_page_are_refused),
        cmocka_unit_test(page_numbers_stand_in_the_footer),
    };
    return cmocka_run_group_tests_name("layout", tests, set_up, tear_down);
}
