/* Whole paragraphs: what stands on which line, and where each piece of it. */
#include "src/text/shape.h"
#include "tests/text/setup.h"
#include "tests/tools/findings.h"

#include <stdio.h>

static const Lines *laid(Setup *s, const char *typed, Sp measure)
{
    Prose prose = prose_typed(s, str_from(typed));
    const Lines *lines = paragraph_layout(&prose, &s->style, measure, s->cache, s->a, s->d);
    assert_non_null(lines);
    return lines;
}

/* What holds of all lines: segments and pieces follow one another without a gap that is no space's, sums agree, a line
   that is not the last ends with a hanging space unless a word goes on, and nothing stands past the measure. */
static void assert_lines_sound(const Lines *lines, Sp measure)
{
    Sp widest = 0;
    for (uint32_t i = 0; i < lines->count; i++) {
        const Line *line = &lines->lines[i];
        Sp x = 0;
        for (uint32_t g = 0; g < line->segment_count; g++) {
            const Segment *segment = &line->segments[g];
            assert_int_equal(segment->x, x);
            assert_true(segment->piece_count > 0);
            for (uint32_t p = 0; p < segment->piece_count; p++) {
                const Piece *piece = &segment->pieces[p];
                bool hangs = g + 1 == line->segment_count && p + 1 == segment->piece_count && piece->x == line->width;
                assert_ptr_equal(piece->run->font, segment->font);
                Sp width = font_length(piece->run->advance, segment->font, segment->size);
                if (piece->run->text.s[0] == ' ')
                    assert_true(hangs || p > 0 || g > 0);
                else
                    assert_int_equal(piece->x, x);
                x = hangs ? piece->x : piece->x + width;
                if (p + 1 < segment->piece_count)
                    x = segment->pieces[p + 1].x;
                else if (g + 1 < line->segment_count)
                    x = segment[1].x;
            }
            assert_int_equal(segment->width, x - segment->x);
        }
        assert_int_equal(line->width, x);
        assert_true(line->width <= measure);
        widest = line->width > widest ? line->width : widest;
    }
    assert_int_equal(lines->width, widest);
}

static bool hangs_space(const Line *line)
{
    if (line->segment_count == 0)
        return false;
    const Segment *last = &line->segments[line->segment_count - 1];
    const Piece *piece = &last->pieces[last->piece_count - 1];
    return piece->x == line->width && str_eq(piece->run->text, STR(" "));
}

/* ---- What a line is made of ---- */

static void short_text_is_one_line(void **state)
{
    (void)state;
    Setup s = setup_new();
    Prose prose = prose_typed(&s, STR("Team **HOPE** is a peer support network."));
    Sp width = prose_width(&prose, &s.style, s.cache, s.a, s.d);
    const Lines *lines = paragraph_layout(&prose, &s.style, width, s.cache, s.a, s.d);
    assert_int_equal(lines->count, 1);
    assert_int_equal(lines->width, width);
    assert_int_equal(lines->leading, SP_PT(15));
    assert_false(hangs_space(&lines->lines[0]));
    assert_lines_sound(lines, width);
    assert_int_equal(paragraph_layout(&prose, &s.style, width - 1, s.cache, s.a, s.d)->count, 2);
    s.style.continued = true;
    lines = paragraph_layout(&prose, &s.style, width, s.cache, s.a, s.d);
    assert_true(hangs_space(&lines->lines[0]));
    assert_int_equal(lines->width, width);
    assert_lines_sound(lines, width);
    Prose empty = {.text = STR("")};
    assert_int_equal(paragraph_layout(&empty, &s.style, width, s.cache, s.a, s.d)->count, 0);
    assert_int_equal(prose_width(&empty, &s.style, s.cache, s.a, s.d), 0);
    /* Text without inlines is plain; spaces at its ends are none. */
    Prose bare = {.text = STR("  bare text ")};
    assert_string_equal(lines_text(paragraph_layout(&bare, &s.style, width, s.cache, s.a, s.d), s.a), "bare text");
    setup_free(&s);
}

static void segments_follow_the_markup(void **state)
{
    (void)state;
    Setup s = setup_new();
    const Lines *lines = laid(&s, "one **two** __three__ **__four__** five", SP_PT(500));
    assert_lines_sound(lines, SP_PT(500));
    const Line *line = &lines->lines[0];
    static const char *const names[] = {"SourceSans3-Regular", "SourceSans3-Bold", "SourceSans3-It",
                                        "SourceSans3-BoldIt", "SourceSans3-Regular"};
    static const char *const words[] = {"one", "two", "three", "four", "five"};
    static const uint32_t offsets[] = {0, 6, 14, 26, 35};
    assert_int_equal(line->segment_count, 5);
    for (uint32_t i = 0; i < 5; i++) {
        const Segment *segment = &line->segments[i];
        assert_string_equal(segment->font->postscript_name.s, names[i]);
        assert_true(segment->strong == (i == 1 || i == 3));
        assert_true(segment->emphasis == (i == 2 || i == 3));
        /* A word, and the space behind it though that is of other markup. */
        assert_int_equal(segment->piece_count, i < 4 ? 2 : 1);
        assert_string_equal(segment->pieces[0].run->text.s, words[i]);
        assert_int_equal(segment->mark.offset, offsets[i]);
        if (i < 4)
            assert_true(str_eq(segment->pieces[1].run->text, STR(" ")));
    }
    assert_int_equal(line->mark.offset, 0);
    setup_free(&s);
}

static void links_are_segments(void **state)
{
    (void)state;
    Setup s = setup_new();
    Inline inlines[] = {{.start = 0, .end = 4},
                        {.start = 4, .end = 6, .url = STR("https://a.org")},
                        {.start = 6, .end = 8, .url = STR("https://a.org"), .kind = INLINE_PAGE},
                        {.start = 8, .end = 10, .url = STR("https://b.org")}};
    Prose prose = {.text = STR("see here!?"), .inlines = inlines, .inline_count = 4};
    const Lines *lines = paragraph_layout(&prose, &s.style, SP_PT(100), s.cache, s.a, s.d);
    const Line *line = &lines->lines[0];
    assert_int_equal(line->segment_count, 3);
    assert_int_equal(line->segments[0].url.n, 0);
    assert_true(str_eq(line->segments[1].url, STR("https://a.org")));
    assert_string_equal(line->segments[1].pieces[0].run->text.s, "here");
    assert_true(str_eq(line->segments[2].url, STR("https://b.org")));
    setup_free(&s);
}

static void lines_break_where_they_may(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int64_t measure;
        const char *lines;
    } cases[] = {
        {"one two three four", 48, "one two\nthree four"},
        {"support a Team HOPE network", 88, "support a Team\nHOPE network"},
        {"support a Team~HOPE network", 95, "support a\nTeam HOPE network"},
        {"un**break**able word", 62, "unbreakable\nword"},
        {"to un**break**able word", 62, "to\nunbreakable\nword"},
        {"to survivors/families", 72, "to survivors/\nfamilies"},
        {"a low-cost", 40, "a low-\ncost"},
        {"one\ntwo three", 200, "one\ntwo three"},
        {"one\n\ntwo\n", 200, "one\n\ntwo"},
        /* Kept together, but wider than the measure: parted where Unicode would. */
        {"Team~HOPE", 40, "Team\nHOPE"},
        {"1-800-THE~LOST", 60, "1-800-\nTHE LOST"},
        /* A word wider than the measure: as few cuts as can be. */
        {"an incomprehensible", 50, "an incomp\nrehensible"},
        {"**in**comprehensible", 50, "incompre\nhensible"},
    };
    Setup s = setup_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Lines *lines = laid(&s, cases[i].typed, SP_PT(cases[i].measure));
        assert_string_equal(lines_text(lines, s.a), cases[i].lines);
        assert_lines_sound(lines, SP_PT(cases[i].measure));
    }
    setup_free(&s);
}

static void spaces_hang_where_words_part(void **state)
{
    (void)state;
    Setup s = setup_new();
    const Lines *lines = laid(&s, "one two three four five", SP_PT(40));
    for (uint32_t i = 0; i < lines->count; i++)
        assert_int_equal(hangs_space(&lines->lines[i]), i + 1 < lines->count);
    lines = laid(&s, "survivors/families", SP_PT(60));
    assert_int_equal(lines->count, 2);
    assert_false(hangs_space(&lines->lines[0]));
    lines = laid(&s, "one\n**two**", SP_PT(60));
    assert_true(hangs_space(&lines->lines[0]));
    assert_false(hangs_space(&lines->lines[1]));
    setup_free(&s);
}

/* ---- The shape of a paragraph ---- */

static const char *const long_text =
    "NCMEC supports families, law enforcement, child welfare, and members of the public to help find missing children, "
    "combat child sexual exploitation, and reduce child victimization.";

static size_t last_words(const Lines *lines, Arena *a)
{
    Str text = line_text(&lines->lines[lines->count - 1], a);
    size_t words = 1;
    for (size_t i = 0; i < text.n; i++)
        words += text.s[i] == ' ';
    return words;
}

static void last_lines_hold_enough(void **state)
{
    (void)state;
    Setup s = setup_new();
    size_t helped = 0;
    for (int64_t measure = 120; measure < 500; measure++) {
        s.style.last_line_words = s.style.last_line_percent = 0;
        const Lines *free = laid(&s, long_text, SP_PT(measure));
        s.style.last_line_words = 3;
        s.style.last_line_percent = 25;
        const Lines *lines = laid(&s, long_text, SP_PT(measure));
        assert_lines_sound(lines, SP_PT(measure));
        bool held = last_words(lines, s.a) >= 3 || 4 * lines->lines[lines->count - 1].width >= SP_PT(measure);
        assert_true(held);
        helped += last_words(free, s.a) < 3 && 4 * free->lines[free->count - 1].width < SP_PT(measure);
        assert_in_range(lines->count, free->count, free->count + 1);
    }
    assert_true(helped > 10);
    setup_free(&s);
}

static void headings_are_balanced(void **state)
{
    (void)state;
    Setup s = setup_new();
    s.style.size = SP_PT(14);
    s.style.face = FACE_BOLD;
    const char *heading = "NCMEC's Work to Support Survivors/Families Impacted by a Missing or Exploited Child Case";
    const Lines *plain = laid(&s, heading, SP_PT(504));
    s.style.balanced = true;
    const Lines *even = laid(&s, heading, SP_PT(504));
    assert_string_equal(lines_text(even, s.a), "NCMEC\xE2\x80\x99s Work to Support Survivors/Families\n"
                                               "Impacted by a Missing or Exploited Child Case");
    for (int64_t measure = 90; measure < 600; measure += 3) {
        s.style.balanced = false;
        plain = laid(&s, heading, SP_PT(measure));
        s.style.balanced = true;
        even = laid(&s, heading, SP_PT(measure));
        assert_true(even->count <= plain->count);
        assert_lines_sound(even, SP_PT(measure));
    }
    setup_free(&s);
}

/* Whatever the measure, no line is wider, and nothing of the text is lost. */
static void no_measure_is_too_narrow(void **state)
{
    (void)state;
    Setup s = setup_new();
    const char *typed = "The **National** Center; see missingkids.org/ourwork/impact (1-800-THE-LOST), "
                        "Donaudampfschifffahrtsgesellschaftskapit\xC3\xA4n e\xCC\x81t \xE2\x80\x9C"
                        "survivors/families\xE2\x80\x9D or Team~HOPE.";
    Prose prose = prose_typed(&s, str_from(typed));
    for (int mode = 0; mode < 4; mode++) {
        s.style.justified = mode & 1;
        s.style.hyphenate = mode & 2;
        for (Sp measure = SP_PT(12); measure < SP_PT(420); measure += 147019) {
            const Lines *lines = paragraph_layout(&prose, &s.style, measure, s.cache, s.a, s.d);
            assert_non_null(lines);
            assert_lines_sound(lines, measure);
            Buf text = {.arena = s.a};
            for (uint32_t i = 0; i < lines->count; i++)
                for (uint32_t g = 0; g < lines->lines[i].segment_count; g++)
                    for (uint32_t p = 0; p < lines->lines[i].segments[g].piece_count; p++)
                        if (!lines->lines[i].segments[g].pieces[p].soft_hyphen)
                            buf_put(&text, lines->lines[i].segments[g].pieces[p].run->text);
            assert_true(str_eq(buf_str(&text), prose.text));
        }
    }
    /* Narrower than any letter: one cluster a line, and the text is still whole. */
    assert_string_equal(lines_text(laid(&s, "ab e\xCC\x81", 1), s.a), "a\nb\ne\xCC\x81");
    setup_free(&s);
}

/* Layout passes over a level of fit by it: one line too many, and a sheet is set tighter than it need be. */
static void the_least_is_never_more_than_the_lines(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "The **National** Center; see missingkids.org/ourwork/impact (1-800-THE-LOST), Donaudampfschifffahrt of the "
        "Northern~Mariana~Islands and \xE2\x80\x9Csurvivors/families\xE2\x80\x9D; *Team HOPE* helps.",
        "In 2023 the CyberTipline received 36.2 million reports related to child sexual exploitation, containing more "
        "than 105 million pieces of reported content, and 78,835 were made available to law enforcement.",
        "AVAVAV/AVAVAV/AVAVAV/AVAVAV-AVAVAV",
        "one\\\ntwo",
        "a",
    };
    size_t lines_all = 0, least_all = 0;
    Setup s = setup_new();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Prose prose = prose_typed(&s, str_from(texts[i]));
        for (int mode = 0; mode < 8; mode++) {
            s.style.justified = mode & 1;
            s.style.hyphenate = mode & 2;
            s.style.balanced = mode & 4;
            for (Sp measure = SP_PT(12); measure < SP_PT(420); measure += 147019) {
                uint32_t least = paragraph_least(&prose, &s.style, measure, s.cache, s.d);
                uint32_t lines = paragraph_layout(&prose, &s.style, measure, s.cache, s.a, s.d)->count;
                assert_in_range(least, 1, lines);
                if (mode == 0 && measure > SP_PT(200)) {
                    lines_all += lines;
                    least_all += least;
                }
            }
        }
    }
    assert_in_range(least_all, lines_all * 9 / 10, lines_all);
    Prose empty = {0};
    assert_int_equal(paragraph_least(&empty, &s.style, SP_PT(100), s.cache, s.d), 0);
    setup_free(&s);
}

/* ---- Hyphens ---- */

static void hyphens_are_marked(void **state)
{
    (void)state;
    Setup s = setup_new();
    assert_string_equal(lines_text(laid(&s, "of exploitation", SP_PT(56)), s.a), "of\nexploitation");
    s.style.hyphenate = true;
    const Lines *lines = laid(&s, "of exploitation", SP_PT(56));
    assert_string_equal(lines_text(lines, s.a), "of exploita=\ntion");
    assert_true(lines->lines[0].hyphenated);
    assert_false(lines->lines[1].hyphenated);
    const Segment *segment = &lines->lines[0].segments[0];
    const Piece *hyphen = &segment->pieces[segment->piece_count - 1];
    assert_true(hyphen->soft_hyphen);
    assert_string_equal(hyphen->run->text.s, "-");
    assert_false(hangs_space(&lines->lines[0]));
    assert_lines_sound(lines, SP_PT(56));
    /* A hyphen of the text is a character of it, and so is a soft one until the line breaks there. */
    s.style.hyphenate = false;
    lines = laid(&s, "a low-cost", SP_PT(40));
    assert_false(lines->lines[0].hyphenated);
    lines = laid(&s, "con\xC2\xADtent", SP_PT(30));
    assert_string_equal(lines_text(lines, s.a), "con=\ntent");
    assert_true(lines->lines[0].hyphenated);
    assert_int_equal(laid(&s, "con\xC2\xADtent", SP_PT(60))->count, 1);
    setup_free(&s);
}

/* ---- Justified text ---- */

static void justified_lines_fill_the_measure(void **state)
{
    (void)state;
    Setup s = setup_new();
    s.style.justified = true;
    const Font *regular = fontset_face(s.fonts, FACE_REGULAR);
    for (int64_t measure = 200; measure < 500; measure += 7) {
        const Lines *lines = laid(&s, long_text, SP_PT(measure));
        assert_lines_sound(lines, SP_PT(measure));
        for (uint32_t i = 0; i + 1 < lines->count; i++) {
            assert_int_equal(lines->lines[i].width, SP_PT(measure));
            /* All spaces of a line are equal but for rounding; letters move by at most a fiftieth of an em. */
            const Segment *segment = &lines->lines[i].segments[0];
            Sp least = INT64_MAX, most = 0;
            for (uint32_t p = 0; p + 2 < segment->piece_count; p++) {
                const GlyphRun *run = segment->pieces[p].run;
                Sp width = segment->pieces[p + 1].x - segment->pieces[p].x;
                if (str_eq(run->text, STR(" "))) {
                    least = width < least ? width : least;
                    most = width > most ? width : most;
                } else {
                    const GlyphRun *natural = &word_shape(s.cache, regular, false, run->text, s.a)->run;
                    for (uint32_t k = 0; k < run->count; k++)
                        assert_in_range(run->glyphs[k].advance - natural->glyphs[k].advance + 20, 0, 40);
                }
            }
            assert_true(most - least <= 1);
            assert_true(most > 0);
        }
        const Line *last = &lines->lines[lines->count - 1];
        assert_true(last->width <= SP_PT(measure));
    }
    setup_free(&s);
}

/* Room between letters never parts a mark from its base. */
static void marks_stay_on_their_base(void **state)
{
    (void)state;
    Setup s = setup_new();
    s.style.justified = true;
    const Lines *lines =
        laid(&s, "q\xCC\x81q\xCC\x81q\xCC\x81q\xCC\x81q\xCC\x81q q\xCC\x81qqqq qqqqqqq qqq", SP_PT(82));
    const GlyphRun *run = lines->lines[0].segments[0].pieces[0].run;
    const GlyphRun *natural = &word_shape(s.cache, run->font, false, run->text, s.a)->run;
    assert_true(run->advance != natural->advance);
    for (uint32_t i = 0; i + 1 < run->count; i++)
        if (natural->glyphs[i + 1].advance == 0)
            assert_int_equal(run->glyphs[i].advance, natural->glyphs[i].advance);
        else
            assert_int_not_equal(run->glyphs[i].advance, natural->glyphs[i].advance);
    setup_free(&s);
}

/* The average of a line's spaces, of the font's own. */
static double space_ratio(const Line *line, Sp size)
{
    double sum = 0;
    int count = 0;
    for (uint32_t g = 0; g < line->segment_count; g++) {
        const Segment *segment = &line->segments[g];
        for (uint32_t p = 0; p < segment->piece_count; p++) {
            bool is_last = p + 1 == segment->piece_count;
            if (!str_eq(segment->pieces[p].run->text, STR(" ")) || (is_last && g + 1 == line->segment_count))
                continue;
            Sp next = is_last ? segment[1].x : segment->pieces[p + 1].x;
            Sp own = font_length(segment->pieces[p].run->advance, segment->font, size);
            sum += (double)(next - segment->pieces[p].x) / (double)own;
            count++;
        }
    }
    return count ? sum / count : 1;
}

static const Lines *paragraph_of_file(Setup *s, Str text, size_t *at)
{
    size_t end = str_find(text, STR("\n"), *at);
    Prose prose = prose_typed(s, str_slice(text, *at, end));
    *at = end + 1;
    const Lines *lines = paragraph_layout(&prose, &s->style, SP_PT(468), s->cache, s->a, s->d);
    assert_non_null(lines);
    return lines;
}

/* Newton's method, so that the tests need no library of mathematics. */
static double square_root(double x)
{
    double root = x > 1 ? x : 1;
    for (int i = 0; i < 60; i++)
        root = (root + x / root) / 2;
    return root;
}

/* The figures of TeX are 0.13 and 1.44, those of Typst 0.14.2 are 0.16 and 1.58. */
static void justified_spaces_are_even(void **state)
{
    (void)state;
    Setup s = setup_new();
    s.style.justified = s.style.hyphenate = true;
    Str text = file_text(&s, "tests/text/california.txt");
    double sum = 0, squares = 0, loosest = 0;
    int count = 0, hyphens = 0;
    for (size_t at = 0; at < text.n;) {
        const Lines *lines = paragraph_of_file(&s, text, &at);
        for (uint32_t i = 0; i + 1 < lines->count; i++) {
            double ratio = space_ratio(&lines->lines[i], s.style.size);
            sum += ratio;
            squares += ratio * ratio;
            loosest = ratio > loosest ? ratio : loosest;
            hyphens += lines->lines[i].hyphenated;
            count++;
        }
    }
    double mean = sum / count, deviation = square_root(squares / count - mean * mean);
    print_message("justified: %d lines, spaces %.3f of the font's, standard deviation %.3f, loosest %.3f, %d hyphens\n",
                  count, mean, deviation, loosest, hyphens);
    assert_true(count > 25);
    assert_true(deviation <= 0.14);
    assert_true(loosest <= 1.5);
    setup_free(&s);
}

static void nothing_is_hyphenated_by_default(void **state)
{
    (void)state;
    Setup s = setup_new();
    Str text = file_text(&s, "tests/text/california.txt");
    for (size_t at = 0; at < text.n;) {
        const Lines *lines = paragraph_of_file(&s, text, &at);
        for (uint32_t i = 0; i < lines->count; i++)
            assert_false(lines->lines[i].hyphenated);
    }
    setup_free(&s);
}

/* ---- Findings ---- */

static void missing_glyphs_are_named(void **state)
{
    (void)state;
    Setup s = setup_new();
    Prose prose = prose_typed(&s, STR("One \xE4\xB8\xAD and **bold \xE4\xB8\xAD**, again \xE4\xB8\xAD, and \xD7\xA9."));
    assert_null(paragraph_layout(&prose, &s.style, SP_PT(300), s.cache, s.a, s.d));
    assert_int_equal(diag_errors(s.d), 3); /* once a font and character */
    assert_int_equal(diag_exit(s.d, false), EXIT_CODE_INVALID);
    const char *text = findings_plain(s.d, s.a);
    assert_non_null(
        strstr(text, "typed:1:5: error: the font 'SourceSans3-Regular.ttf' has no glyph for U+4E2D '\xE4\xB8\xAD'"));
    assert_non_null(strstr(text, "typed:1:18: error: the font 'SourceSans3-Bold.ttf' has no glyph for U+4E2D"));
    assert_non_null(strstr(text, "has no glyph for U+05E9"));
    Buf many = {.arena = s.a};
    for (uint32_t c = 0x4E00; c < 0x4E00 + 500; c++)
        buf_code_point(&many, c);
    Diag *d = diag_new(s.a);
    prose = prose_typed(&s, buf_str(&many));
    assert_int_equal(prose_width(&prose, &s.style, s.cache, s.a, d), 0);
    assert_int_equal(diag_errors(d), 20);
    setup_free(&s);
}

/* ---- The cache, time ---- */

static void lines_dump(const Lines *lines, Buf *out)
{
    for (uint32_t i = 0; i < lines->count; i++) {
        const Line *line = &lines->lines[i];
        buf_printf(out, "line %lld\n", (long long)line->width);
        for (uint32_t g = 0; g < line->segment_count; g++)
            for (uint32_t p = 0; p < line->segments[g].piece_count; p++) {
                const Piece *piece = &line->segments[g].pieces[p];
                buf_printf(out, "%lld '%.*s'", (long long)piece->x, STR_ARG(piece->run->text));
                for (uint32_t k = 0; k < piece->run->count; k++)
                    buf_printf(out, " %d/%d", piece->run->glyphs[k].id, (int)piece->run->glyphs[k].advance);
                buf_char(out, '\n');
            }
    }
}

static void the_cache_never_shows(void **state)
{
    (void)state;
    Setup s = setup_new();
    s.style.hyphenate = true;
    Str text = file_text(&s, "tests/text/california.txt");
    Str dumps[3];
    for (int run = 0; run < 3; run++) { /* cold, warm, and so small that it is emptied after each paragraph */
        Buf dump = {.arena = s.a};
        for (int justified = 0; justified < 2; justified++)
            for (size_t at = 0; at < text.n;) {
                s.style.justified = justified;
                lines_dump(paragraph_of_file(&s, text, &at), &dump);
                if (run == 2)
                    s.cache->most_words = 0;
                shape_cache_trim(s.cache);
            }
        dumps[run] = buf_str(&dump);
    }
    assert_true(dumps[0].n > 10000);
    assert_true(str_eq(dumps[0], dumps[1]));
    assert_true(str_eq(dumps[0], dumps[2]));
    setup_free(&s);
}

/* What it costs is measured by "make growth". */
static void hostile_sizes_make_sound_lines(void **state)
{
    (void)state;
    enum { SIZE = 1 << 15 };
    static const char *const parts[] = {"Words of a paragraph, like these. ",
                                        "unbreakable",
                                        "a/b-c/",
                                        "e\xCC\x81",
                                        "i",
                                        "a \xC2\xA0",
                                        "1.",
                                        "\xE2\x80\x94"};
    Setup s = setup_new();
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Buf text = {.arena = s.a};
        while (text.n < SIZE)
            buf_put(&text, str_from(parts[i]));
        Prose prose = {.text = buf_str(&text)};
        for (int justified = 0; justified < 2; justified++) {
            s.style.justified = s.style.hyphenate = justified;
            const Lines *lines = paragraph_layout(&prose, &s.style, SP_PT(468), s.cache, s.a, s.d);
            assert_non_null(lines);
            assert_lines_sound(lines, SP_PT(468));
        }
    }
    setup_free(&s);
}

static void versions_are_told(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Str versions = text_versions(a);
    assert_true(str_starts(versions, STR("HarfBuzz ")));
    assert_true(str_find(versions, STR("libunibreak"), 0) < versions.n);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_text_is_one_line),
        cmocka_unit_test(segments_follow_the_markup),
        cmocka_unit_test(links_are_segments),
        cmocka_unit_test(lines_break_where_they_may),
        cmocka_unit_test(spaces_hang_where_words_part),
        cmocka_unit_test(last_lines_hold_enough),
        cmocka_unit_test(headings_are_balanced),
        cmocka_unit_test(no_measure_is_too_narrow),
        cmocka_unit_test(the_least_is_never_more_than_the_lines),
        cmocka_unit_test(hyphens_are_marked),
        cmocka_unit_test(justified_lines_fill_the_measure),
        cmocka_unit_test(marks_stay_on_their_base),
        cmocka_unit_test(justified_spaces_are_even),
        cmocka_unit_test(nothing_is_hyphenated_by_default),
        cmocka_unit_test(missing_glyphs_are_named),
        cmocka_unit_test(the_cache_never_shows),
        cmocka_unit_test(hostile_sizes_make_sound_lines),
        cmocka_unit_test(versions_are_told),
    };
    return cmocka_run_group_tests_name("paragraph", tests, NULL, NULL);
}
