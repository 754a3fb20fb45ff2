/* The check of finished pages: a sound sheet made by hand passes, and each way to break it is told in its own words,
   with its places. What typed files can break is shown by whole runs in tests/bad/conform-*. */
#include "pdf_case.h"

#include "src/pdf/ground.h"

#include <stdlib.h>

static const Color blue = {.name = {"blue", 4}, .kind = COLOR_PROCESS, .srgb = {0x1D, 0x5A, 0x9E}};
static const Color gray = {.name = {"gray", 4}, .kind = COLOR_PROCESS, .srgb = {0x76, 0x76, 0x76}};
static const Color soot = {.name = {"soot", 4}, .kind = COLOR_PROCESS, .cmyk = {80, 70, 60, 91}};
static const Color dark = {.name = {"dark", 4}, .kind = COLOR_PROCESS, .cmyk = {80, 70, 60, 31}};

enum { BAND, BAND_RULE, TITLE, HEADING, BODY, STRONG, HEAD, CELL, PICTURE, FOOT };

static DrawItem *item(size_t at)
{
    return &maker.items[0][at];
}

static ElemId elem_of(Role role)
{
    for (ElemId id = ELEM_ROOT; id < maker.pages.elem_count; id++)
        if (maker.elems[id].role == role)
            return id;
    fail_msg("no %s", role_names[role]);
    return 0;
}

/* One page with one of everything; items as the enumeration above names them. */
static void sheet_make(void)
{
    Sp left = SP_PT(54);
    maker_start(&maker, arena, "ncmec-CA-2023");
    ElemId document = elem_add(&maker, 0, ROLE_DOCUMENT);
    box_add(&maker, 0, ARTIFACT_BACKGROUND, (Rect){-SP_PT(9), -SP_PT(9), SP_PT(630), SP_PT(134)}, &navy)->bleeds = true;
    box_add(&maker, 0, ARTIFACT_BACKGROUND, (Rect){-SP_PT(9), SP_PT(125), SP_PT(630), SP_PT(4)}, &gold)->bleeds = true;
    line_add(&maker, 0, elem_add(&maker, document, ROLE_H1), &bold, 36, left, SP_PT(82), 0, &paper, "California Data");
    ElemId sect = elem_add(&maker, document, ROLE_SECT);
    line_add(&maker, 0, elem_add(&maker, sect, ROLE_H2), &bold, 14, left, SP_PT(170), 0, &navy, "Highlights");
    ElemId body = elem_add(&maker, sect, ROLE_P);
    DrawItem *words = line_add(&maker, 0, body, &regular, 12, left, SP_PT(195), 0, &black, "In 2023, ");
    line_add(&maker, 0, elem_add(&maker, body, ROLE_STRONG), &bold, 12, left + words->rect.width, SP_PT(195), 0, &black,
             "185 reports ");
    ElemId row = elem_add(&maker, elem_add(&maker, sect, ROLE_TABLE), ROLE_TR);
    ElemId head = elem_add(&maker, row, ROLE_TH);
    maker.elems[head].scope = SCOPE_ROW;
    line_add(&maker, 0, head, &bold, 10, left, SP_PT(220), 0, &black, "Family");
    line_add(&maker, 0, elem_add(&maker, row, ROLE_TD), &regular, 10, SP_PT(300), SP_PT(220), 0, &black, "1,103");
    ElemId figure = elem_add(&maker, sect, ROLE_FIGURE);
    maker.elems[figure].alt = STR("A bar");
    item_add(
        &maker, 0,
        (DrawItem){
            .kind = DRAW_RECT, .elem = figure, .color = &gold, .rect = {left, SP_PT(240), SP_PT(50), SP_PT(1) / 4}});
    line_add(&maker, 0, ELEM_ARTIFACT, &regular, 9, left, SP_PT(766), 0, &black, "missingkids.org");
}

static const char *said(const Pages *pages)
{
    diag = diag_new(arena);
    bool conforms = pages_conform(pages, arena, diag);
    assert_int_equal(conforms, diag_errors(diag) == 0);
    assert_int_equal(diag_exit(diag, false), conforms ? EXIT_CODE_DONE : EXIT_CODE_CONFORM);
    return findings_plain(diag, arena);
}

/* ---- One thing broken ---- */

static void leave(void)
{
}

static void text_is_untagged(void)
{
    item(BODY)->elem = ELEM_UNSET;
}

static void element_is_unknown(void)
{
    item(BAND)->elem = 4711;
}

static void artifact_has_no_type(void)
{
    item(BAND_RULE)->artifact = ARTIFACT_NONE;
}

static void picture_has_no_words(void)
{
    maker.elems[elem_of(ROLE_FIGURE)].alt = STR(" \n");
}

static void header_has_no_scope(void)
{
    maker.elems[elem_of(ROLE_TH)].scope = SCOPE_NONE;
}

static void title_is_a_paragraph(void)
{
    maker.elems[elem_of(ROLE_H1)].role = ROLE_P;
}

static void heading_comes_first(void)
{
    ElemId first = elem_of(ROLE_H1);
    maker.elems[elem_of(ROLE_H2)].role = ROLE_H1;
    maker.elems[first].role = ROLE_H2;
}

static void title_stands_twice(void)
{
    maker.elems[elem_of(ROLE_H2)].role = ROLE_H1;
}

static void type_is_small(void)
{
    item(FOOT)->size = SP_PT(8) - 1000;
}

static void type_is_just_large_enough(void)
{
    item(FOOT)->size = SP_PT(8);
}

static void small_type_is_colored(void)
{
    item(BODY)->color = &blue;
    item(STRONG)->color = &blue; /* of the same paragraph: told once */
}

static void large_type_is_colored(void)
{
    item(BODY)->color = &blue;
    item(BODY)->size = SP_PT(12) + 1;
}

static void paper_type_on_navy(Sp size, const Face *face)
{
    DrawItem *i = line_add(&maker, 0, ELEM_ARTIFACT, face, 12, SP_PT(54), SP_PT(110), 0, &paper, "Calendar");
    i->size = size;
}

static void paper_type_is_small(void)
{
    paper_type_on_navy(SP_PT(9) - 1, &bold);
}

static void paper_type_is_light(void)
{
    paper_type_on_navy(SP_PT(12), &regular);
}

static void paper_type_is_sound(void)
{
    paper_type_on_navy(SP_PT(9), &bold);
    paper_type_on_navy(SP_PT(12) + 1, &regular);
}

static Glyph *first_glyph(size_t at)
{
    return (Glyph *)item(at)->pieces[0].run->glyphs;
}

static void glyph_is_missing(void)
{
    first_glyph(BODY)->id = 0;
}

static void glyph_has_no_text(void)
{
    first_glyph(CELL)->text_length = 0;
}

static void glyph_points_behind_the_text(void)
{
    first_glyph(CELL)->text_length = 6;
}

static void text_is_private(const char *text)
{
    GlyphRun *run = (GlyphRun *)item(CELL)->pieces[0].run;
    run->text = str_from(text);
}

static void character_is_private(void)
{
    text_is_private("\xEF\xA3\xBF--");
}

static void character_is_of_a_private_plane(void)
{
    text_is_private("1\xF3\xB0\x80\x80");
}

static void characters_are_next_to_private(void)
{
    text_is_private("\xED\x9F\xBF\xEF\xA4\x80\xF0\x9F\x94\x92");
}

/* ---- Places ---- */

static void text_is_near_the_top(void)
{
    item(TITLE)->baseline = SP_PT(40);
}

static void text_is_near_the_left(void)
{
    item(BODY)->rect.x = SP_PT(18) - 1000;
}

static void text_is_at_the_left(void)
{
    item(BODY)->rect.x = SP_PT(18);
    item(STRONG)->rect.x = SP_PT(100);
}

static void text_runs_over_the_right(void)
{
    item(CELL)->rect.x = SP_PT(600);
    item(CELL)->rect.width = SP_PT(22);
    item(CELL)->bleeds = true; /* no excuse for text */
}

static void text_is_near_the_bottom(void)
{
    item(FOOT)->baseline = SP_PT(774);
}

static void band_stops_at_the_trim(void)
{
    item(BAND)->rect.x = 0;
    item(BAND)->rect.width = SP_PT(621);
}

static void band_stops_within_the_bleed(void)
{
    item(BAND)->rect.width = SP_PT(626);
}

static void band_runs_past_the_bleed(void)
{
    item(BAND)->rect.width = SP_PT(700);
}

static void band_is_not_meant_to_bleed(void)
{
    item(BAND_RULE)->bleeds = false;
}

static void foot_of_band_is_near_the_bottom(void)
{
    box_add(&maker, 0, ARTIFACT_LAYOUT, (Rect){SP_PT(54), SP_PT(770), SP_PT(504), SP_PT(5)}, &gold);
}

static void rule_is_thin(void)
{
    item(PICTURE)->rect.height = SP_PT(1) / 4 - 700;
}

static void rule_has_no_length(void)
{
    item(PICTURE)->rect.width = 0;
}

/* ---- Ink ---- */

static void color_is_heavy(void)
{
    item(BAND_RULE)->color = &soot;
}

static void ground_is_heavy(void)
{
    item(BAND)->color = &dark;
    box_add(&maker, 0, ARTIFACT_LAYOUT, (Rect){SP_PT(54), SP_PT(300), SP_PT(504), SP_PT(12)}, &dark);
}

/* ---- Contrast ---- */

static void gray_type(Sp size, const Face *face, const Color *ground, Sp ground_width)
{
    maker.items[0][BODY] = (DrawItem){0};
    item(BODY)->kind = DRAW_RECT;
    item(BODY)->elem = ELEM_ARTIFACT;
    item(BODY)->artifact = ARTIFACT_BACKGROUND;
    item(BODY)->color = ground;
    item(BODY)->rect = (Rect){SP_PT(40), SP_PT(175), ground_width, SP_PT(30)};
    DrawItem *i = item(STRONG);
    i->rect.x = SP_PT(54);
    i->color = &gray;
    i->size = size;
    i->font = &face->font;
}

static void gray_on_paper(void)
{
    gray_type(SP_PT(13), &regular, &paper, SP_PT(400)); /* #767676 on white is 4.54 */
}

static void gray_on_gold(void)
{
    gray_type(SP_PT(13), &regular, &gold, SP_PT(400)); /* 2.6: not enough for any size */
}

static void large_gray_on_gold(void)
{
    gray_type(SP_PT(30), &regular, &gold, SP_PT(400));
}

static const Color pale = {.name = {"pale", 4}, .kind = COLOR_PROCESS, .srgb = {0xE9, 0xF0, 0xF8}};

static void gray_on_pale(void)
{
    gray_type(SP_PT(14) - 1, &bold, &pale, SP_PT(400)); /* 3.95 */
}

static void bold_gray_on_pale(void)
{
    gray_type(SP_PT(14), &bold, &pale, SP_PT(400));
}

static void regular_gray_on_pale(void)
{
    gray_type(SP_PT(18) - 1, &regular, &pale, SP_PT(400));
}

static void large_gray_on_pale(void)
{
    gray_type(SP_PT(18), &regular, &pale, SP_PT(400));
}

static void gray_half_on_pale(void)
{
    gray_type(SP_PT(13), &regular, &pale, SP_PT(20)); /* the box ends within "185" */
}

/* The ground ends in the space between two words, which nobody reads. */
static void space_on_navy(void)
{
    const DrawItem *body = item(BODY);
    assert_string_equal(body->pieces[1].run->text.s, " ");
    Sp from = body->rect.x + body->pieces[1].x, to = body->rect.x + body->pieces[2].x;
    DrawItem box = {.kind = DRAW_RECT, .elem = ELEM_ARTIFACT, .artifact = ARTIFACT_LAYOUT, .color = &navy};
    box.rect = (Rect){from + SP_PT(1) / 8, SP_PT(180), to - from - SP_PT(1) / 4, SP_PT(20)};
    maker.items[0][FOOT] = *body;
    *item(BODY) = box;
}

/* Covered in the middle by one on which the type is legible, not at its ends. */
static void paper_on_gold_but_for_the_middle(void)
{
    item(BAND)->color = &gold;
    *item(BAND_RULE) = *item(BAND);
    item(BAND_RULE)->color = &navy;
    item(BAND_RULE)->bleeds = false;
    item(BAND_RULE)->rect = (Rect){SP_PT(60), SP_PT(66), SP_PT(100), SP_PT(12)};
}

static void paper_on_what_covers_the_gold(void)
{
    item(BAND)->color = &gold;
    *item(BAND_RULE) = *item(BAND);
    item(BAND_RULE)->color = &navy;
}

static void fill_comes_after_the_text(void)
{
    box_add(&maker, 0, ARTIFACT_LAYOUT, (Rect){SP_PT(40), SP_PT(175), SP_PT(400), SP_PT(30)}, &navy);
}

static void text_is_on_page_two(void)
{
    maker.items[1][0] = *item(BODY);
    maker.page[1].item_count = 1;
    item(BAND)->rect.height = SP_PT(810);
    maker.page[0].item_count = TITLE + 1;
}

/* Of a shape only the bounds are known: type over them is judged by it and by what is below. */
static void picture_is_under_the_title(void)
{
    item(BAND_RULE)->kind = DRAW_PATH;
    item(BAND_RULE)->rect = (Rect){SP_PT(200), SP_PT(20), SP_PT(100), SP_PT(96)};
    item(BAND_RULE)->bleeds = false;
}

static void title_is_on_a_band_under_a_picture(void)
{
    picture_is_under_the_title();
    item(BAND_RULE)->color = &black;
    item(BAND)->color = &paper;
}

static void picture_is_over_the_edge(void)
{
    picture_is_under_the_title();
    item(BAND_RULE)->rect = (Rect){SP_PT(590), SP_PT(20), SP_PT(5), SP_PT(1) / 8};
}

static void marks_have_no_width(void)
{
    item(FOOT)->color = &paper; /* invisible, and without any width */
    item(FOOT)->rect.width = 0;
    item(FOOT)->size = SP_PT(13);
}

#define E(text) "ncmec-pdf: error: " text "\n"
#define N(text) "note: " text "\n"

static const struct Case {
    void (*change)(void);
    const char *said;
} cases[] = {
    {leave, ""},
    {text_is_untagged, E("this text on page 1 is neither tagged nor an artifact; give it an element (WCAG 1.3.1)")},
    {element_is_unknown, E("this box on page 1 is neither tagged nor an artifact; give it an element (WCAG 1.3.1)")},
    {artifact_has_no_type,
     E("this box on page 1 is an artifact of no type; say whether it is a header, a footer, a ground or a rule")},
    {picture_has_no_words, E("this picture has no alternative text; say in words what it shows (WCAG 1.1.1)")},
    {header_has_no_scope, E("this table header heads neither a row nor a column; give it a scope (WCAG 1.3.1)")},
    {title_is_a_paragraph, E("this heading is an H2 where an H1 comes next; skip no level (WCAG 1.3.1)")
                               E("sheet 'ncmec-CA-2023' has no H1; give it a title (WCAG 1.3.1)")},
    {heading_comes_first, E("this heading is an H2 where an H1 comes next; skip no level (WCAG 1.3.1)")},
    {title_stands_twice, E("a second H1; a sheet has one, its title (WCAG 1.3.1)") N("the first one")},
    {type_is_small, E("this text is set at 7.98 pt; use at least 8 pt")},
    {type_is_just_large_enough, ""},
    {small_type_is_colored,
     E("this text is 'blue' at 12 pt: up to 12 pt, use 'black' or 'paper', or its inks show side by side") N("'blue'")},
    {large_type_is_colored, ""},
    {paper_type_is_small, E("white text at 9 pt, weight 700: up to 12 pt, use at least 9 pt and weight 600")},
    {paper_type_is_light, E("white text at 12 pt, weight 400: up to 12 pt, use at least 9 pt and weight 600")},
    {paper_type_is_sound, ""},
    {glyph_is_missing,
     E("'In' is painted with a glyph that means no character; write it differently, or use a font that has it")},
    {glyph_has_no_text,
     E("'1,103' is painted with a glyph that means no character; write it differently, or use a font that has it")},
    {glyph_points_behind_the_text,
     E("'1,103' is painted with a glyph that means no character; write it differently, or use a font that has it")},
    {character_is_private, E("'\xEF\xA3\xBF--' is painted with a glyph that means no character; write it differently, "
                             "or use a font that has it")},
    {character_is_of_a_private_plane, E("'1\xF3\xB0\x80\x80' is painted with a glyph that means no character; write it "
                                        "differently, or use a font that has it")},
    {characters_are_next_to_private, ""},
    {text_is_near_the_top,
     E("this text is only 12.85 pt from the top edge of page 1; move it in the theme: up to 18 pt may be cut off")},
    {text_is_near_the_left,
     E("this text is only 17.98 pt from the left edge of page 1; move it in the theme: up to 18 pt may be cut off")},
    {text_is_at_the_left, ""},
    {text_runs_over_the_right,
     E("this text runs 10 pt over the right edge of page 1; move it in the theme, at least 18 pt inside")},
    {text_is_near_the_bottom,
     E("this text is only 15.79 pt from the bottom edge of page 1; move it in the theme: up to 18 pt may be cut off")},
    {band_stops_at_the_trim,
     E("this box is only 0 pt from the left edge of page 1; move it in the theme: up to 18 pt may be cut off")
         N("to bleed, it must reach 9 pt past the edge")},
    {band_stops_within_the_bleed,
     E("this box runs 5 pt over the right edge of page 1; move it in the theme, at least 18 pt inside")
         N("to bleed, it must reach 9 pt past the edge")},
    {band_runs_past_the_bleed, ""},
    {band_is_not_meant_to_bleed,
     E("this box runs 9 pt over the left edge of page 1; move it in the theme, at least 18 pt inside")
         E("this box runs 9 pt over the right edge of page 1; move it in the theme, at least 18 pt inside")},
    {foot_of_band_is_near_the_bottom,
     E("this box is only 17 pt from the bottom edge of page 1; move it in the theme: up to 18 pt may be cut off")},
    {rule_is_thin, E("this rule on page 1 is 0.24 pt thin; use at least 0.25 pt, or a press loses it")},
    {rule_has_no_length, E("this rule on page 1 is 0 pt thin; use at least 0.25 pt, or a press loses it")},
    {color_is_heavy, E("'soot' holds 301% ink; paper takes up to 300%")},
    {ground_is_heavy,
     E("a ground of 630 x 134 pt on page 1 holds 241% ink; use at most 240%, or it does not dry") N("'dark'")},
    {gray_on_paper, ""},
    {gray_on_gold, E("text in 'gray' on '' has a contrast of 2.56:1; at 13 pt it needs at least 4.5:1 to be legible "
                     "(WCAG 1.4.3); 'gray' could be \"#505050\"")},
    {large_gray_on_gold, E("text in 'gray' on '' has a contrast of 2.56:1; at 30 pt it needs at least 3.0:1 to be "
                           "legible (WCAG 1.4.3); 'gray' could be \"#6B6B6B\"")},
    {gray_on_pale, E("text in 'gray' on 'pale' has a contrast of 3.95:1; at 14 pt it needs at least 4.5:1 to be "
                     "legible (WCAG 1.4.3); 'gray' could be \"#6D6D6D\"")},
    {bold_gray_on_pale, ""},
    {regular_gray_on_pale, E("text in 'gray' on 'pale' has a contrast of 3.95:1; at 18 pt it needs at least 4.5:1 to "
                             "be legible (WCAG 1.4.3); 'gray' could be \"#6D6D6D\"")},
    {large_gray_on_pale, ""},
    {gray_half_on_pale, E("text in 'gray' on 'pale' has a contrast of 3.95:1; at 13 pt it needs at least 4.5:1 to be "
                          "legible (WCAG 1.4.3); 'gray' could be \"#6D6D6D\"")},
    {space_on_navy, ""},
    {paper_on_gold_but_for_the_middle, E("text in '' on '' has a contrast of 1.76:1; at 36 pt it needs at least 3.0:1 "
                                         "to be legible (WCAG 1.4.3); '' could be \"#B98C32\"")},
    {paper_on_what_covers_the_gold, ""},
    {fill_comes_after_the_text, ""},
    {text_is_on_page_two, ""},
    {picture_is_under_the_title, E("text in '' on '' has a contrast of 1.76:1; at 36 pt it needs at least 3.0:1 to be "
                                   "legible (WCAG 1.4.3); '' could be \"#B98C32\"")},
    {title_is_on_a_band_under_a_picture,
     E("text in '' on '' has a contrast of 1.00:1; at 36 pt it needs at least 3.0:1 to be legible (WCAG 1.4.3)")},
    {picture_is_over_the_edge,
     E("this picture is only 17 pt from the right edge of page 1; move it in the theme: up to 18 pt may be cut off")},
    {marks_have_no_width, ""},
};

static void each_fault_is_told_in_its_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sheet_make();
        cases[i].change();
        const char *text = said(&maker.pages);
        if (strcmp(text, cases[i].said) != 0)
            fail_msg("case %zu\nsaid:   %s\nwanted: %s", i, text, cases[i].said);
    }
}

/* ---- Several things, and their places ---- */

static const Source *typed(const char *name, const char *text)
{
    return source_new(str_from(name), str_from(text), arena);
}

static Mark mark_of(const Source *source, const char *word)
{
    return (Mark){source, (uint32_t)str_find(source->text, str_from(word), 0), (uint32_t)strlen(word)};
}

static void every_place_is_named(void **state)
{
    (void)state;
    const Source *theme = typed("theme.yaml", "ink: gray\nground: gold\n");
    const Source *template = typed("template.yaml", "one two\n");
    Color ink = gray, ground = gold;
    ink.mark = mark_of(theme, "gray");
    ground.mark = mark_of(theme, "gold");
    ground.name = STR("gold");
    sheet_make();
    gray_type(SP_PT(13), &regular, &ground, SP_PT(400));
    item(STRONG)->color = &ink;
    item(STRONG)->mark = mark_of(template, "two");
    assert_string_equal(
        said(&maker.pages),
        "theme.yaml:1:6: error: text in 'gray' on 'gold' has a contrast of 2.56:1; at 13 pt it needs at least 4.5:1 to "
        "be legible (WCAG 1.4.3); 'gray' could be \"#505050\"\n    ink: gray\n         ^~~~\ntheme.yaml:2:9: note: "
        "'gold'\n    ground: gold\n            ^~~~\n");
}

static void lines_of_a_paragraph_are_told_once_and_paragraphs_each(void **state)
{
    (void)state;
    const Source *source = typed("a.yaml", "0123456789");
    sheet_make();
    ElemId sect = elem_of(ROLE_SECT);
    for (uint32_t i = 0; i < 9; i++) {
        ElemId elem =
            i % 3 == 0 ? elem_add(&maker, sect, ROLE_P) : elem_add(&maker, maker.pages.elem_count - 1, ROLE_STRONG);
        DrawItem *line = line_add(&maker, 0, elem, &regular, 10, SP_PT(54), SP_PT(300), 0, &blue, "Line");
        line->mark = (Mark){source, i, 1};
    }
    assert_int_equal(count_of(str_from(said(&maker.pages)), "error: this text is 'blue'"), 3);
}

static void what_stands_on_every_page_is_told_once(void **state)
{
    (void)state;
    const Source *source = typed("a.yaml", "foot");
    sheet_make();
    item(FOOT)->mark = mark_of(source, "foot");
    item(FOOT)->size = SP_PT(7);
    maker.items[1][0] = *item(FOOT);
    maker.page[1].item_count = 1;
    assert_int_equal(count_of(str_from(said(&maker.pages)), "error: "), 1);
    maker.items[1][0].mark = (Mark){0};
    assert_int_equal(count_of(str_from(said(&maker.pages)), "error: "), 2);
}

static void a_flood_ends(void **state)
{
    (void)state;
    sheet_make();
    for (int i = 0; i < 130; i++)
        box_add(&maker, 1, ARTIFACT_NONE, (Rect){SP_PT(54), SP_PT(54), SP_PT(9), SP_PT(9)}, &gold);
    const char *text = said(&maker.pages);
    assert_int_equal(count_of(str_from(text), "error: this box on page 2"), 100);
    assert_non_null(strstr(text, "30 more findings are not shown"));
}

/* The sheet of hard cases was made for the writer: what a press and a reader mind in it is all told. */
static void the_hard_sheet_has_its_faults(void **state)
{
    (void)state;
    hard_sheet(&maker, arena, &regular, &bold, "hard");
    const char *text = said(&maker.pages);
    static const char *const faults[] = {"over the left edge of page 1", "over the left edge of page 2",
                                         "is '' at 12 pt"};
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
        if (!strstr(text, faults[i]))
            fail_msg("'%s' is not among\n%s", faults[i], text);
}

/* ---- Grounds ---- */

static double contrast_on_paper(uint8_t red, uint8_t green, uint8_t blue_channel)
{
    Color color = {.kind = COLOR_PROCESS, .srgb = {red, green, blue_channel}};
    Grounds grounds = {.arena = arena};
    grounds.count = 0;
    return grounds_contrast(&grounds, (Rect){0, 0, SP_PT(10), SP_PT(10)}, &color).ratio;
}

/* Pairs whose ratios are published: WCAG's own examples, and the theme's, by another program. */
static void contrast_is_as_published(void **state)
{
    (void)state;
    static const struct {
        uint8_t rgb[3];
        double ratio;
    } pairs[] = {{{0, 0, 0}, 21},     {{255, 255, 255}, 1}, {{0x77, 0x77, 0x77}, 4.48},  {{0x76, 0x76, 0x76}, 4.54},
                 {{255, 0, 0}, 4.00}, {{0, 0, 255}, 8.59},  {{0x12, 0x28, 0x4C}, 14.64}, {{0x1D, 0x5A, 0x9E}, 7.0},
                 {{10, 10, 10}, 19.8}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        double found = contrast_on_paper(pairs[i].rgb[0], pairs[i].rgb[1], pairs[i].rgb[2]);
        if (found < pairs[i].ratio - 0.051 || found > pairs[i].ratio + 0.051)
            fail_msg("pair %zu: %d hundredths", i, (int)(found * 100));
    }
}

static uint32_t seed = 1;

static Sp chance(Sp below)
{
    return (Sp)(lcg_next(&seed) >> 8) % below;
}

/* Against what a painter does: every cell of a small page takes the last color laid over it. */
static void grounds_are_what_a_painter_leaves(void **state)
{
    (void)state;
    enum { SIDE = 40, ROUNDS = 400, FILLS = 12 };
    static Color painted[FILLS];
    static const Color ink = {.kind = COLOR_BLACK};
    for (size_t i = 0; i < FILLS; i++)
        painted[i] = (Color){.kind = COLOR_PROCESS, .srgb = {(uint8_t)(20 * i), (uint8_t)(20 * i), (uint8_t)(20 * i)}};
    for (int round = 0; round < ROUNDS; round++) {
        static int cells[SIDE][SIDE]; /* brightness: a color's number, FILLS for paper */
        Grounds grounds = {.arena = arena};
        grounds.count = 0;
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++)
                cells[y][x] = FILLS;
        for (int fill = (int)chance(FILLS); fill >= 0; fill--) {
            Sp left = chance(SIDE), top = chance(SIDE), wide = 1 + chance(SIDE - left), high = 1 + chance(SIDE - top);
            Sp color = chance(FILLS);
            grounds_add(&grounds, (Rect){SP_PT(left), SP_PT(top), SP_PT(wide), SP_PT(high)}, &painted[color], true);
            for (Sp y = top; y < top + high; y++)
                for (Sp x = left; x < left + wide; x++)
                    cells[y][x] = (int)color;
        }
        Sp left = chance(SIDE), top = chance(SIDE), wide = 1 + chance(SIDE - left), high = 1 + chance(SIDE - top);
        int darkest = FILLS;
        for (Sp y = top; y < top + high; y++)
            for (Sp x = left; x < left + wide; x++)
                darkest = cells[y][x] < darkest ? cells[y][x] : darkest;
        Contrast found = grounds_contrast(&grounds, (Rect){SP_PT(left), SP_PT(top), SP_PT(wide), SP_PT(high)}, &ink);
        assert_ptr_equal(found.ground, darkest == FILLS ? &bare_paper : &painted[darkest]);
    }
}

static void what_lies_off_the_page_has_a_ground_too(void **state)
{
    (void)state;
    Grounds grounds = {.arena = arena};
    grounds.count = 0;
    grounds_add(&grounds, (Rect){-SP_PT(90), -SP_PT(90), SP_PT(300), SP_PT(300)}, &navy, true);
    assert_ptr_equal(grounds_contrast(&grounds, (Rect){0, -SP_PT(80), SP_PT(9), SP_PT(9)}, &paper).ground, &navy);
    assert_ptr_equal(grounds_contrast(&grounds, (Rect){0, SP_PT(80), SP_PT(9), SP_PT(9)}, &paper).ground, &navy);
    assert_ptr_equal(grounds_contrast(&grounds, (Rect){0, SP_PT(205), SP_PT(9), SP_PT(9)}, &paper).ground, &bare_paper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_is_told_in_its_words),
        cmocka_unit_test(every_place_is_named),
        cmocka_unit_test(lines_of_a_paragraph_are_told_once_and_paragraphs_each),
        cmocka_unit_test(what_stands_on_every_page_is_told_once),
        cmocka_unit_test(a_flood_ends),
        cmocka_unit_test(the_hard_sheet_has_its_faults),
        cmocka_unit_test(contrast_is_as_published),
        cmocka_unit_test(grounds_are_what_a_painter_leaves),
        cmocka_unit_test(what_lies_off_the_page_has_a_ground_too),
    };
    return cmocka_run_group_tests(tests, case_start, case_end);
}
