/* A theme's file becomes lengths, faces and colors; each slip in it is named at its place. */
#define E(place, text) "theme.yaml:" place ": error: " text "\n"
#include "tests/template/sheet.h"

static Str theme_text(Sheet *s)
{
    const Source *source = source_read("tests/template/theme.yaml", s->arena, s->diag);
    assert_non_null(source);
    return source->text;
}

static Str changed(Sheet *s, Str text, const char *find, const char *replace)
{
    Str word = str_from(find);
    size_t at = str_find(text, word, 0);
    if (at == text.n)
        fail_msg("the theme of the tests does not hold '%s'", find);
    return str_printf(s->arena, "%.*s%s%.*s", STR_ARG(str_slice(text, 0, at)), replace,
                      STR_ARG(str_slice(text, at + word.n, text.n)));
}

static const Theme *read_text(Sheet *s, Str text)
{
    s->diag = diag_new(s->arena);
    const Value *root = sheet_parse(s, "theme.yaml", text.s);
    const Theme *theme = root ? theme_read(root, s->arena, s->diag) : NULL;
    assert_int_equal(theme == NULL, diag_errors(s->diag) > 0);
    return theme;
}

static const Theme *read_theme(Sheet *s)
{
    const Theme *theme = read_text(s, theme_text(s));
    if (!theme)
        fail_msg("%s", sheet_said(s));
    return theme;
}

static void every_value_is_read(void **state)
{
    Sheet *s = *state;
    const Theme *t = read_theme(s);
    assert_true(str_eq(t->name, STR("test")));
    assert_int_equal(t->page.bleed, SP_PT(9));
    assert_int_equal(t->page.body_top_first, SP_PT(143));
    assert_int_equal(t->page.min_pages, 2);
    assert_int_equal(t->page.max_pages, 3);
    assert_int_equal(t->color_count, 5);
    assert_int_equal(t->colors[0].kind, COLOR_BLACK);
    assert_int_equal(t->colors[1].kind, COLOR_PAPER);
    assert_int_equal(t->level_count, 2);
    assert_int_equal(t->levels[1].leading, SP_PER_PT * 25 / 2);
    assert_int_equal(t->levels[1].section_stretch, SP_PT(15));
    assert_int_equal(t->text.align, ALIGN_JUSTIFIED);
    assert_true(t->text.hyphenate);
    assert_int_equal(t->header.year_y, SP_PT(109));
    assert_int_equal(t->header.rule.weight, SP_PT(4));
    assert_true(str_eq(t->header.rule.color->name, STR("gold")));
    assert_int_equal(t->running.rule.weight, SP_PER_PT * 9 / 4);
    assert_int_equal(t->highlights.columns, 4);
    assert_int_equal(t->table.bar_percent, 20);
    assert_ptr_equal(t->table.bar, t->highlights.rule.color);
    assert_int_equal(t->note.gap, SP_PT(12));
    assert_int_equal(t->footer.baseline, SP_PT(766));
}

static void colors_have_both_spaces(void **state)
{
    const Theme *t = read_theme(*state);
    const Color *gold = t->header.rule.color;
    static const uint8_t srgb[] = {0xF4, 0xB9, 0x42}, cmyk[] = {0, 28, 82, 2};
    uint32_t line, column;
    assert_int_equal(gold->kind, COLOR_PROCESS);
    assert_memory_equal(gold->srgb, srgb, 3);
    assert_memory_equal(gold->cmyk, cmyk, 4);
    mark_position(gold->mark, &line, &column);
    assert_int_equal(line, 18);
    assert_int_equal(column, 3);
}

static void faces_follow_the_style(void **state)
{
    const Theme *t = read_theme(*state);
    static const struct {
        StyleId style;
        FaceId face, strong, emphasis, strong_emphasis;
    } rows[] = {
        {STYLE_BODY, FACE_REGULAR, FACE_BOLD, FACE_ITALIC, FACE_BOLD_ITALIC},
        {STYLE_HEADING, FACE_BOLD, FACE_BOLD, FACE_BOLD_ITALIC, FACE_BOLD_ITALIC},
        {STYLE_YEAR, FACE_SEMIBOLD, FACE_BOLD, FACE_BOLD_ITALIC, FACE_BOLD_ITALIC},
        {STYLE_LABEL, FACE_ITALIC, FACE_BOLD_ITALIC, FACE_REGULAR, FACE_BOLD},
        {STYLE_TABLE_HEAD, FACE_BOLD_ITALIC, FACE_BOLD_ITALIC, FACE_BOLD, FACE_BOLD},
        {STYLE_TABLE, FACE_REGULAR, FACE_SEMIBOLD, FACE_REGULAR, FACE_BOLD},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const TypeStyle *style = &t->styles[rows[i].style];
        assert_int_equal(style->face, rows[i].face);
        assert_int_equal(style->strong, rows[i].strong);
        assert_int_equal(style->emphasis, rows[i].emphasis);
        assert_int_equal(style->strong_emphasis, rows[i].strong_emphasis);
    }
}

static void lengths_may_follow_the_body(void **state)
{
    const Theme *t = read_theme(*state);
    assert_int_equal(length_at(t->styles[STYLE_HEADING].size, SP_PT(10)), 10 * sp_scale(SP_PER_PT, 121, 100));
    assert_int_equal(length_at(t->styles[STYLE_TITLE].size, SP_PT(10)), SP_PT(36));
    assert_int_equal(length_at(t->styles[STYLE_BODY].size, SP_PT(11)), SP_PT(11));
}

static void a_theme_without_slanted_faces_is_enough(void **state)
{
    Sheet *s = *state;
    Str text = changed(s, theme_text(s), "  italic: I.ttf\n", "");
    text = changed(s, text, "  bold: B.ttf\n  bold_italic: BI.ttf\n", "");
    assert_null(read_text(s, text));
    assert_true(str_starts(str_from(sheet_said(s)), STR(E("27:19", "'faces' has no 'bold'; name its file there"))));
    assert_non_null(strstr(sheet_said(s), E("34:17", "'faces' has no 'italic'; name its file there")));
    for (size_t at; (at = str_find(text, STR("face: bold,"), 0)) < text.n;)
        text = changed(s, text, "face: bold,", "face: semibold,");
    text = changed(s, text, "face: italic", "face: regular");
    text = changed(s, text, "face: bold_italic", "face: semibold");
    text = changed(s, text, "strong_emphasis: bold}", "strong_emphasis: semibold}");
    const Theme *t = read_text(s, text);
    if (!t)
        fail_msg("%s", sheet_said(s));
    assert_int_equal(t->styles[STYLE_BODY].strong, FACE_SEMIBOLD);
    assert_int_equal(t->styles[STYLE_BODY].emphasis, FACE_REGULAR);
    assert_int_equal(t->styles[STYLE_BODY].strong_emphasis, FACE_SEMIBOLD);
}

typedef struct Slip {
    const char *find, *replace, *expected;
} Slip;

static void check_slips(Sheet *s, const Slip *slips, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        assert_null(read_text(s, changed(s, theme_text(s), slips[i].find, slips[i].replace)));
        const char *said = sheet_said(s);
        if (strcmp(said, slips[i].expected) == 0)
            continue;
        wrong++;
        print_error("---- %s\nexpected: %s\nis:       %s\n", slips[i].replace, slips[i].expected, said);
    }
    assert_int_equal(wrong, 0);
}

static void slips_are_named(void **state)
{
    static const Slip slips[] = {
        {"width: 612 pt", "width: 612 px",
         E("5:10", "'612 px' is not a length; type one as 12.5 pt, 0.125 in or 3 mm")},
        {"left: 54 pt", "left: 17 pt", E("8:9", "'17 pt' is not a length from 18 pt to 1728 pt")},
        {"  body_top: 57 pt\n", "", E("5:3", "'page' lacks the key 'body_top'; add it")},
        {"navy: {srgb: \"#12284C\"", "navy: {srgb: \"12284C\"",
         E("17:16", "'12284C' is not a color; write six hexadecimal digits, as in \"#12284C\"")},
        {"navy: {srgb: \"#12284C\"", "navy: {srgb: \"#12284G\"",
         E("17:16", "'#12284G' is not a color; write six hexadecimal digits, as in \"#12284C\"")},
        {"[100, 70, 20, 50]", "[100, 70, 20]",
         E("17:33", "four inks in percent belong here (cyan, magenta, yellow, black), not 3")},
        {"[100, 70, 20, 50]", "[100, [70], 20, 50]", E("17:39", "an ink is a whole number of percent")},
        {"[100, 70, 20, 50]", "[100, 100, 51, 50]",
         E("17:33", "301% ink in all; paper takes up to 300%: in proportion that is [99, 99, 50, 50]")},
        {"pale: {", "paper: {",
         E("19:3", "'paper' is built in; choose another name")
             E("104:11", "unknown color 'pale'; name one of 'colors', or 'black', or 'paper'")},
        {"pale: {srgb: \"#E9F0F8\", cmyk: [9, 3, 0, 0]}", "pale: white",
         E("19:9", "a color is given twice, as in {srgb: \"#12284C\", cmyk: [100, 80, 30, 50]}")},
        {"bar: navy", "bar: nayv", E("100:8", "unknown color 'nayv'; did you mean 'navy'?")},
        {"bar: navy", "bar: red", E("100:8", "unknown color 'red'; name one of 'colors', or 'black', or 'paper'")},
        {"regular: R.ttf", "regular: ../R.ttf", E("22:12", "'../R.ttf' is not the name of a file in the fonts folder")},
        {"regular: R.ttf", "regular: a/R.ttf", E("22:12", "'a/R.ttf' is not the name of a file in the fonts folder")},
        {"size: 1.21 em", "size: 1.21em em", E("30:31", "'1.21em em' is not a length; write '9 pt' or '1.2 em'")},
        {"size: 1.21 em", "size: 0.4 em", E("30:31", "'0.4 em' is out of range; between 0.5 em and 4 em belongs here")},
        {"size: 36 pt", "size: 7 pt", E("32:29", "'7 pt' is not a length from 8 pt to 144 pt")},
        {"{weight: 4 pt, color: gold}", "{weight: 0.2 pt, color: gold}",
         E("61:18", "'0.2 pt' is not a length from 0.25 pt to 36 pt")},
        {"levels:\n  - {", "levels:\n  - x\n  - {", E("46:5", "a level is a map of size, leading and gaps")},
        {"size: 10 pt, leading: 12.5", "size: 9 pt, leading: 12.5",
         E("47:12", "'9 pt' is not a length from 10 pt to 24 pt")},
    };
    check_slips(*state, slips, sizeof slips / sizeof *slips);
}

#define FOOT(key, is, than, bound) "'" key "' is at " is " pt, below " than " at " bound " pt"
#define TOP(key, is, bound) "'" key "' is at " is " pt, above the foot of band, rule and strip at " bound " pt"
#define ROOM "the last place that leaves room for text above 'body_bottom',"

#define ONE_INK                                                                                                        \
    " takes 4 inks, which a press does not set exactly on each other: a rule between rows, or of less than 0.5 pt, "   \
    "takes one; use 'black', or a color of one ink, such as cmyk: [0, 0, 0, 70]"

/* Values that are sound one by one, but not together. */
static void contradictions_are_named(void **state)
{
    static const Slip slips[] = {
        {"min_pages: 2", "min_pages: 4", E("13:14", "'min_pages' is 4, more than 'max_pages', which is 3")},
        {"body_top_first: 143 pt", "body_top_first: 142.9 pt", E("10:19", TOP("body_top_first", "142.9", "143"))},
        {"body_top: 57 pt", "body_top: 51 pt", E("11:13", TOP("body_top", "51", "51.25"))},
        {"body_bottom: 745 pt", "body_bottom: 751.5 pt",
         E("12:16", FOOT("body_bottom", "751.5", "the footer's rule", "751"))},
        {"body_bottom: 745 pt", "body_bottom: 286.5 pt", E("10:19", FOOT("body_top_first", "143", ROOM, "142.5"))},
        {"body_top: 57 pt", "body_top: 602 pt", E("11:13", FOOT("body_top", "602", ROOM, "601"))},
        {"organization_y: 27 pt", "organization_y: 83 pt",
         E("62:19", FOOT("organization_y", "83", "'title_y', which is read after it (WCAG 1.3.2),", "82"))},
        {"title_y: 82 pt", "title_y: 110 pt",
         E("63:12", FOOT("title_y", "110", "'year_y', which is read after it (WCAG 1.3.2),", "109"))},
        {"title_least: 24 pt", "title_least: 25 pt",
         E("63:12", "'title_y' is at 82 pt, above the place that two lines of 'title_least' need below "
                    "'organization_y', at 82.56 pt")},
        {"year_y: 109 pt", "year_y: 126 pt", E("64:11", FOOT("year_y", "126", "the band's foot", "125"))},
        {"baseline: 20 pt", "baseline: 36 pt", E("70:13", FOOT("baseline", "36", "the band's foot", "35"))},
        {"baseline: 10 pt", "baseline: 14.5 pt", E("75:13", FOOT("baseline", "14.5", "the strip's foot", "14"))},
        {"rule_y: 751 pt", "rule_y: 766 pt", E("112:11", FOOT("rule_y", "766.5", "'baseline'", "766"))},
        {"baseline: 766 pt", "baseline: 775 pt",
         E("113:13", FOOT("baseline", "775", "the last line that every printer prints,", "774"))},
        {"columns: 4", "columns: 8",
         E("78:12", "8 columns leave 46.63 pt to a cell's text; 54 pt is the least that holds a label")},
        {"bar_percent: 20", "bar_percent: 60",
         E("98:16", "bars, gaps and padding leave 149.6 pt to a table's texts; 30% of the measure is the least")},
        {"leading: 12.5 pt, paragraph_gap", "leading: 21 pt, paragraph_gap",
         E("47:28", "'leading' is the distance of baselines: between the size and twice the size")},
        {"size: 10 pt, leading: 12.5", "size: 12.5 pt, leading: 12.5",
         E("47:12", "levels run from roomy to tight; this size is larger than that of the level before")},
        {"size: 10 pt, leading: 12.5 pt, paragraph_gap: 5 pt, paragraph_stretch: 4 pt, section_gap: 12",
         "size: 12 pt, leading: 15 pt, paragraph_gap: 6 pt, paragraph_stretch: 4 pt, section_gap: 14",
         E("47:5", "levels run from roomy to tight; this one is not tighter than the level before")},
        {"size: 12.5 pt, leading: 15 pt, color: navy", "size: 12 pt, leading: 15 pt, color: navy",
         E("35:11", "the style 'glance' is 'navy' at 12 pt; up to 12 pt type is 'black' or 'paper'")},
        {"size: 1.21 em", "size: 1.2 em",
         E("30:12", "the style 'heading' is 'navy' at 12 pt; up to 12 pt type is 'black' or 'paper'")},
        {"size: 1.21 em, leading: 1.45 em, color: navy", "size: 0.7 em, leading: 1.45 em, color: black",
         E("30:12", "the style 'heading' falls to 7 pt; no type is smaller than 8 pt")},
        {"leading: 1.45 em", "leading: 1.2 em",
         E("30:12", "the style 'heading' is set tighter than its size; raise 'leading'")},
        {"running: {face: semibold", "running: {face: regular",
         E("34:12", "the style 'running' is white text at 10 pt: up to 12 pt, use at least 9 pt and a face that is "
                    "semibold or bold")},
        {"size: 10 pt, leading: 12 pt, color: paper", "size: 8.5 pt, leading: 12 pt, color: paper",
         E("34:12", "the style 'running' is white text at 8.5 pt: up to 12 pt, use at least 9 pt and a face that is "
                    "semibold or bold")},
        {"body: {face: regular, color: black}", "body: {face: regular, color: navy}",
         E("29:9", "body type is 'black'")},
        {"  height: 14 pt", "  height: 8.5 pt",
         E("75:13", FOOT("baseline", "10", "the strip's foot", "8.5"))
             E("73:11", "the strip is lower than its own type")},
        {"[100, 70, 20, 50]", "[100, 71, 20, 50]",
         E("60:11", "'navy' holds 241% ink; a ground takes up to 240%, or it does not dry: in proportion that is [99, "
                    "70, 19, 50]")
             E("68:11", "'navy' holds 241% ink; a ground takes up to 240%, or it does not dry: in proportion that is "
                        "[99, 70, 19, 50]")},
        {"row: {weight: 0.25 pt, color: black}", "row: {weight: 1 pt, color: navy}", E("94:30", "'navy'" ONE_INK)},
        {"total: {weight: 0.75 pt, color: black}", "total: {weight: 0.4 pt, color: navy}",
         E("95:34", "'navy'" ONE_INK)},
        {"bar: navy", "bar: pale",
         E("100:8",
           "'pale' is too pale for a rule or a bar (WCAG 1.4.11); its strongest ink is 9%, at least 15% prints")},
    };
    check_slips(*state, slips, sizeof slips / sizeof *slips);
}

/* A section that a theme may leave out. */
static void a_silhouette_has_room(void **state)
{
#define SILHOUETTE(width, height, top, color)                                                                          \
    "baseline: 766 pt", "baseline: 766 pt\nsilhouette:\n  width: " width "\n  height: " height                         \
                        "\n  right: 54 pt\n  top: " top "\n  gap: 14 pt\n  color: " color "\n"
    static const Slip sound = {SILHOUETTE("100 pt", "96 pt", "20 pt", "gold"), ""};
    static const Slip slips[] = {
        {SILHOUETTE("100 pt", "96 pt", "29.5 pt", "gold"),
         E("116:11", "'height' is at 125.5 pt, below the band's foot at 125 pt")},
        {SILHOUETTE("275 pt", "96 pt", "20 pt", "gold"),
         E("115:10", "the silhouette leaves 215 pt to the title at its left; 216 pt is the least")},
        {SILHOUETTE("100 pt", "96 pt", "20 pt", "navy"),
         E("120:10", "the silhouette has the color of the band, 'navy', and would not be seen; choose another")},
        {SILHOUETTE("100 pt", "96 pt", "17 pt", "gold"), E("118:8", "'17 pt' is not a length from 18 pt to 1728 pt")},
        {SILHOUETTE("0", "96 pt", "20 pt", "gold"), E("115:10", "'0' is not a length from 24 pt to 1728 pt")},
        {"baseline: 766 pt", "baseline: 766 pt\nsilhouette: {width: 100 pt, height: 96 pt, right: 54 pt, top: 18 pt}",
         E("114:13", "'silhouette' lacks the keys 'gap', 'color'; add them")},
    };
#undef SILHOUETTE
    Sheet *s = *state;
    assert_int_equal(read_theme(s)->silhouette.width, 0);
    const Theme *t = read_text(s, changed(s, theme_text(s), sound.find, sound.replace));
    if (!t)
        fail_msg("%s", sheet_said(s));
    assert_int_equal(t->silhouette.width, SP_PT(100));
    assert_int_equal(t->silhouette.top, SP_PT(20));
    assert_true(str_eq(t->silhouette.color->name, STR("gold")));
    check_slips(s, slips, sizeof slips / sizeof *slips);
}

static void lists_have_their_bounds(void **state)
{
    Sheet *s = *state;
    Buf levels = {.arena = s->arena}, colors = {.arena = s->arena};
    buf_put(&levels, STR("levels:\n"));
    for (int i = 0; i < THEME_MAX_LEVELS - 1; i++)
        buf_printf(&levels,
                   "  - {size: %d pt, leading: 24 pt, paragraph_gap: 6 pt, paragraph_stretch: 0, section_gap: 6 pt, "
                   "section_stretch: 1 "
                   "pt}\n",
                   23 - i);
    assert_null(read_text(s, changed(s, theme_text(s), "levels:\n", str_terminated(s->arena, buf_str(&levels)))));
    assert_string_equal(sheet_said(s), E("46:3", "a theme has 1 to 8 levels of fit, not 9"));
    buf_put(&colors, STR("colors:\n"));
    for (int i = 0; i < THEME_MAX_COLORS; i++)
        buf_printf(&colors, "  c%d: {srgb: \"#000000\", cmyk: [0, 0, 0, 0]}\n", i);
    Str text = changed(s, theme_text(s), "colors:\n", str_terminated(s->arena, buf_str(&colors)));
    assert_null(read_text(s, text));
    assert_true(
        str_starts(str_from(sheet_said(s)), STR(E("47:3", "more than 30 colors; leave out those that are not used"))));
}

/* A key too much, a key too little and a wrong kind are named in every part; nothing that is missing is followed. */
static void every_part_is_checked(void **state)
{
    static const char *const parts[] = {"name",   "page",    "colors", "faces",      "styles", "levels", "text",
                                        "header", "running", "strip",  "highlights", "table",  "note",   "footer"};
    static const char *const maps[] = {"page",       "styles", "text", "header", "running", "strip",
                                       "highlights", "table",  "note", "footer", "faces"};
    Sheet *s = *state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Str text = theme_text(s);
        const char *find = str_printf(s->arena, "\n%s:", parts[i]).s;
        assert_null(read_text(s, changed(s, text, find, str_printf(s->arena, "\nx%s:", parts[i]).s)));
        assert_non_null(strstr(sheet_said(s), "unknown key"));
        assert_non_null(strstr(sheet_said(s), str_printf(s->arena, "lacks the key '%s'", parts[i]).s));
    }
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        const char *find = str_printf(s->arena, "\n%s:\n", maps[i]).s;
        assert_null(read_text(s, changed(s, theme_text(s), find, str_printf(s->arena, "%s  zzz: x\n", find).s)));
        assert_non_null(strstr(sheet_said(s), "unknown key 'zzz'"));
    }
    assert_null(read_text(s, STR("x")));
    assert_string_equal(sheet_said(s), E("1:1", "a theme is a map that begins with its 'name'"));
    assert_null(read_text(s, changed(s, theme_text(s), "body: {face", "body: {size: 9 pt, face")));
    assert_non_null(strstr(sheet_said(s), "unknown key 'size' in the style 'body', whose size and leading are the "
                                          "levels'"));
    assert_null(read_text(s, changed(s, theme_text(s), "face: semibold", "face: semi")));
    assert_non_null(strstr(sheet_said(s), "semibold"));
}

static const char *dump(Sheet *s, const Theme *theme)
{
    Buf out = {.arena = s->arena};
    theme_dump(theme, &out);
    return str_terminated(s->arena, buf_str(&out));
}

/* What a theme may leave out is in its dump if it was typed, and names that YAML would read otherwise are quoted. */
static void a_dump_reads_back_the_same(void **state)
{
    Sheet *s = *state;
    const char *plain = dump(s, read_theme(s));
    assert_true(str_starts(str_from(plain), STR("name: test\n\ncolors:\n  navy: {srgb: \"#12284C\", cmyk: [100, 70")));
    assert_null(strstr(plain, "output:"));
    assert_null(strstr(plain, "logo:"));
    Str text = changed(s, theme_text(s), "name: test", "name: 'a: \"b\"'");
    text = changed(s, text, "\nfaces:", "\noutput: {condition: CGATS TR 006, profile: own.icc}\nfaces:");
    text = changed(s, text, "pale: {srgb", "'pale, blue': {srgb");
    text = changed(s, text, "ground: pale", "ground: 'pale, blue'");
    text = changed(s, text, "baseline: 766 pt",
                   "baseline: 766 pt\nlogo: {file: l.svg, alt: \"1\\n2\", height: 84 pt, side: "
                   "right, top: 20 pt, clear_space: 0.33333 pt}");
    const Theme *theme = read_text(s, text);
    if (!theme)
        fail_msg("%s", sheet_said(s));
    const char *first = dump(s, theme);
    assert_true(str_starts(str_from(first), STR("name: \"a: \\\"b\\\"\"\n")));
    assert_non_null(strstr(first, "\noutput:\n  condition: CGATS TR 006\n  profile: own.icc\n"));
    assert_non_null(strstr(first, "  \"pale, blue\": {srgb"));
    assert_non_null(strstr(first, "\nlogo:\n  file: \"l.svg\"\n  alt: \"1\\n2\"\n  height: 84 pt\n  side: right\n"));
    theme = read_text(s, str_from(first));
    assert_non_null(theme);
    assert_string_equal(dump(s, theme), first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_value_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(colors_have_both_spaces, setup, teardown),
        cmocka_unit_test_setup_teardown(faces_follow_the_style, setup, teardown),
        cmocka_unit_test_setup_teardown(lengths_may_follow_the_body, setup, teardown),
        cmocka_unit_test_setup_teardown(a_theme_without_slanted_faces_is_enough, setup, teardown),
        cmocka_unit_test_setup_teardown(slips_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(contradictions_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(a_silhouette_has_room, setup, teardown),
        cmocka_unit_test_setup_teardown(lists_have_their_bounds, setup, teardown),
        cmocka_unit_test_setup_teardown(every_part_is_checked, setup, teardown),
        cmocka_unit_test_setup_teardown(a_dump_reads_back_the_same, setup, teardown),
    };
    return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
