/* California's sheet of 2023, read back by programs that know nothing of this one: it says every paragraph of the
   source (california-2023.txt, in which ** stands around what is bold) in its order, with the source's bold passages
   bold and nothing else; and poppler, qpdf, MuPDF and Ghostscript have nothing to complain of. */
#include "tests/tools/shell.h"

#include <stdlib.h>
#include <string.h>

static const char *folder;

/* ---- The source ---- */

typedef struct Letters {
    uint32_t *items; /* code points without white space; curly quotes straight */
    bool *bold;
    size_t count, capacity;
} Letters;

static void letter_add(Letters *letters, uint32_t c, bool bold)
{
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == 0xA0)
        return;
    if (letters->count == letters->capacity) {
        size_t capacity = letters->capacity ? 2 * letters->capacity : 1024;
        letters->items = arena_grow(arena, letters->items, letters->count, capacity, sizeof *letters->items);
        letters->bold = arena_grow(arena, letters->bold, letters->count, capacity, sizeof *letters->bold);
        letters->capacity = capacity;
    }
    c = c == 0x2018 || c == 0x2019 ? '\'' : c == 0x201C || c == 0x201D ? '"' : c;
    letters->items[letters->count] = c;
    letters->bold[letters->count++] = bold;
}

enum { PARAGRAPHS_MAX = 64 };

static Str paragraphs[PARAGRAPHS_MAX];
static size_t paragraph_count;

static void source_read_paragraphs(void)
{
    Str text = file_text(arena, shell_tree, "tests/cli/california-2023.txt");
    for (size_t at = 0; at < text.n;) {
        size_t end = str_find(text, STR("\n"), at);
        if (end > at)
            paragraphs[paragraph_count++] = str_slice(text, at, end);
        at = end + 1;
    }
    assert_true(paragraph_count > 15);
}

static Letters paragraph_letters(Str paragraph)
{
    Letters letters = {0};
    bool bold = false;
    for (size_t at = 0; at < paragraph.n;) {
        if (str_starts(str_slice(paragraph, at, paragraph.n), STR("**"))) {
            bold = !bold;
            at += 2;
            continue;
        }
        letter_add(&letters, utf8_next(paragraph, &at), bold);
    }
    assert_false(bold);
    return letters;
}

/* White space to single spaces, straight quotes, no marks of bold. */
static Str plain(Str text)
{
    Buf out = {.arena = arena};
    bool space = false;
    for (size_t at = 0; at < text.n;) {
        if (str_starts(str_slice(text, at, text.n), STR("**"))) {
            at += 2;
            continue;
        }
        uint32_t c = utf8_next(text, &at);
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
            space = out.n > 0;
            continue;
        }
        if (space)
            buf_char(&out, ' ');
        space = false;
        if (c == 0x2018 || c == 0x2019)
            c = '\'';
        else if (c == 0x201C || c == 0x201D)
            c = '"';
        buf_code_point(&out, c);
    }
    return buf_str(&out);
}

/* ---- Text ---- */

static void assert_paragraphs_in_order(Str text)
{
    size_t at = 0;
    for (size_t i = 0; i < paragraph_count; i++) {
        Str wanted = plain(paragraphs[i]);
        size_t found = str_find(text, wanted, at);
        if (found == text.n)
            fail_msg("not there, or not in its order: %.*s\nin: %.*s", STR_ARG(wanted),
                     (int)(text.n - at < 1500 ? text.n - at : 1500), text.s + at);
        at = found + wanted.n;
    }
}

static long number_after(Str text, const char *name, size_t at)
{
    size_t found = str_find(text, str_from(name), at);
    return found < text.n ? strtol(str_slice(text, found + strlen(name), text.n).s, NULL, 10) : -1;
}

/* Bands and footers stand outside the column of text: between those heights, in points from the trim's top edge, is the
   sheet's own text. */
enum { TOP_FIRST = 0 };
static long top_later, bottom;

static void theme_read_heights(void)
{
    Str theme = file_text(arena, shell_tree, "data/themes/ncmec.yaml");
    enum { ASCENT = 12 };
    top_later = number_after(theme, "\n  body_top: ", 0) - ASCENT;
    bottom = number_after(theme, "\n  rule_y: ", 0);
    assert_true(top_later > 0 && bottom > top_later);
}

static void poppler_reads_every_paragraph_in_order(void **state)
{
    (void)state;
    Run first = shell_expect(arena, 0, folder, "pdftotext -raw -cropbox -f 1 -l 1 -x 0 -y %d -W 612 -H %ld ca.pdf -",
                             TOP_FIRST, bottom - TOP_FIRST);
    Run later = shell_expect(arena, 0, folder, "pdftotext -raw -cropbox -f 2 -l 2 -x 0 -y %ld -W 612 -H %ld ca.pdf -",
                             top_later, bottom - top_later);
    assert_paragraphs_in_order(plain(str_printf(arena, "%.*s %.*s", STR_ARG(first.out), STR_ARG(later.out))));
}

/* The text of a tags dump in its order: what stands between the quotes that end each line of text. */
static Str tags_text(Str tags)
{
    Buf out = {.arena = arena};
    for (size_t at = 0; at < tags.n;) {
        size_t end = str_find(tags, STR("\n"), at);
        Str line = str_trim(str_slice(tags, at, end));
        if (line.n > 1 && line.s[0] == '"' && line.s[line.n - 1] == '"')
            buf_put(&out, str_slice(line, 1, line.n - 1));
        else
            buf_char(&out, ' '); /* another element */
        at = end + 1;
    }
    return plain(buf_str(&out));
}

/* Moves *from to where the wanted letters begin, there or behind. */
static bool letters_find(const Letters *all, const Letters *wanted, size_t *from)
{
    for (; *from + wanted->count <= all->count; ++*from)
        if (memcmp(all->items + *from, wanted->items, wanted->count * sizeof *wanted->items) == 0)
            return true;
    return false;
}

/* Strong and Link stand inside a paragraph, so their lines must not part words: compared without white space. */
static void the_structure_holds_every_paragraph_in_order(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 0, shell_tree, "ncmec-pdf --state CA --year 2023 --dump tags");
    Str text = tags_text(run.out);
    Letters all = {0};
    for (size_t at = 0; at < text.n;)
        letter_add(&all, utf8_next(text, &at), false);
    size_t from = 0;
    for (size_t i = 0; i < paragraph_count; i++) {
        Letters wanted = paragraph_letters(paragraphs[i]);
        if (!letters_find(&all, &wanted, &from))
            fail_msg("not in the tags, or not in its order: %.*s", STR_ARG(paragraphs[i]));
        from += wanted.count;
    }
}

/* The source's passages between **; the i-th, or an empty Str behind the last. */
static Str passage(size_t number)
{
    for (size_t i = 0; i < paragraph_count; i++) {
        Str p = paragraphs[i];
        for (size_t at = str_find(p, STR("**"), 0); at < p.n;) {
            size_t end = str_find(p, STR("**"), at + 2);
            assert_true(end < p.n);
            if (number-- == 0)
                return plain(str_slice(p, at + 2, end));
            at = str_find(p, STR("**"), end + 2);
        }
    }
    return (Str){0};
}

static void exactly_the_seven_passages_are_strong(void **state)
{
    (void)state;
    Str tags = shell_expect(arena, 0, shell_tree, "ncmec-pdf --state CA --year 2023 --dump tags").out;
    size_t number = 0;
    for (size_t at = str_find(tags, STR("Strong\n"), 0); at < tags.n; at = str_find(tags, STR("Strong\n"), at + 1)) {
        size_t line = at + STR("Strong\n").n, end = str_find(tags, STR("\n"), line);
        Str text = str_trim(str_slice(tags, line, end));
        /* The notes stand under the running text, with a lead of their own. */
        if (str_starts(text, STR("\"About these figures")))
            break;
        assert_text(plain(str_slice(text, 1, text.n - 1)), passage(number++));
    }
    assert_int_equal(number, 7);
    assert_int_equal(passage(number).n, 0);
}

/* ---- Fonts ---- */

/* Value of a c="..." attribute of MuPDF's structured text. */
static uint32_t character_of(Str value)
{
    static const struct {
        Str entity;
        uint32_t c;
    } entities[] = {
        {{"&amp;", 5}, '&'}, {{"&lt;", 4}, '<'}, {{"&gt;", 4}, '>'}, {{"&quot;", 6}, '"'}, {{"&apos;", 6}, '\''}};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (str_eq(value, entities[i].entity))
            return entities[i].c;
    if (str_starts(value, STR("&#x")))
        return (uint32_t)strtoul(value.s + 3, NULL, 16);
    size_t at = 0;
    return value.n ? utf8_next(value, &at) : ' ';
}

/* The letters of the column of text, each with whether its font is a bold one. */
/* Whether a letter has no ink: its corners are of one height. */
static bool is_flat(Str line)
{
    double corners[6];
    const char *quad = str_terminated(arena, str_slice(line, str_find(line, STR(" quad=\""), 0), line.n));
    return sscanf(quad, " quad=\"%lf %lf %lf %lf %lf %lf", &corners[0], &corners[1], &corners[2], &corners[3],
                  &corners[4], &corners[5]) == 6 &&
           corners[5] - corners[1] < 0.01;
}

static Letters letters_read(void)
{
    Str text = shell_expect(arena, 0, folder, "mutool draw -q -F stext ca.pdf 2>/dev/null").out;
    Letters letters = {0};
    int page = 0;
    bool bold = false;
    for (size_t at = 0; at < text.n;) {
        size_t end = str_find(text, STR("\n"), at);
        Str line = str_slice(text, at, end);
        at = end + 1;
        if (str_starts(line, STR("<page ")))
            page++;
        else if (str_starts(line, STR("<font ")))
            bold = str_find(line, STR("Bold"), 0) < line.n;
        if (!str_starts(line, STR("<char ")))
            continue;
        long y = number_after(line, " y=\"", 0);
        size_t from = str_find(line, STR(" c=\""), 0) + 4;
        if (is_flat(line)) /* a sign for the ear alone; older versions of mutool give the glyph's own letter, a blank */
            continue;
        if (y > (page == 1 ? TOP_FIRST : top_later) && y < bottom)
            letter_add(&letters, character_of(str_slice(line, from, str_find(line, STR("\"/>"), from))), bold);
    }
    assert_int_equal(page, 2);
    return letters;
}

static void the_bold_passages_and_nothing_else_is_set_in_bold(void **state)
{
    (void)state;
    Letters all = letters_read();
    size_t from = 0, in_bold = 0;
    for (size_t i = 0; i < paragraph_count; i++) {
        Letters wanted = paragraph_letters(paragraphs[i]);
        if (!letters_find(&all, &wanted, &from))
            fail_msg("not on the pages, or not in its order: %.*s", STR_ARG(paragraphs[i]));
        /* A paragraph that ends without a stop or colon is a heading or a cell. */
        char last = paragraphs[i].s[paragraphs[i].n - 1];
        for (size_t k = 0; k < wanted.count && (last == '.' || last == '*' || last == ':'); k++) {
            in_bold += wanted.bold[k];
            if (all.bold[from + k] != wanted.bold[k])
                fail_msg("letter %zu is %s: %.*s", k, wanted.bold[k] ? "not bold" : "bold", STR_ARG(paragraphs[i]));
        }
        from += wanted.count;
    }
    assert_true(in_bold > 300);
}

/* ---- Readers ---- */

static void poppler_sees_two_letter_pages_with_a_title(void **state)
{
    (void)state;
    Str said = shell_expect(arena, 0, folder, "TZ=UTC pdfinfo -box ca.pdf").out;
    static const char *const lines[] = {
        "Title:           NCMEC California Data 2023\n",
        "Author:          National Center for Missing & Exploited Children\n",
        "Tagged:          yes\n",
        "Suspects:        no\n",
        "JavaScript:      no\n",
        "Encrypted:       no\n",
        "Pages:           2\n",
        "Page size:       612 x 792 pts (letter)\n",
        "MediaBox:            0.00     0.00   630.00   810.00\n",
        "CropBox:             9.00     9.00   621.00   801.00\n",
        "BleedBox:            0.00     0.00   630.00   810.00\n",
        "TrimBox:             9.00     9.00   621.00   801.00\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_holds(said, lines[i]);
    assert_true(number_after(said, "File size:", 0) < 80000);
    Str fonts = shell_expect(arena, 0, folder, "pdffonts ca.pdf").out;
    assert_lacks(fonts, " no  ");
    assert_holds(fonts, "CID TrueType");
    Str structure = shell_expect(arena, 0, folder, "pdfinfo -struct ca.pdf").out;
    static const char *const roles[] = {"Document", "  H1", "    H2", "    L", "      LI", "    Table", "        TH"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        assert_holds(structure, roles[i]);
}

static void independent_readers_have_no_complaint(void **state)
{
    (void)state;
    Run run = shell_expect(arena, 0, folder, "qpdf --check ca.pdf");
    assert_holds(run.out, "No syntax or stream encoding errors found");
    run = shell_expect(arena, 0, folder,
                       "mutool draw -q -o page%%d.png -r 50 ca.pdf 2>&1 | grep -v 'ICC support' || true");
    assert_int_equal(run.out.n, 0);
    run = shell_expect(arena, 0, folder, "pdftoppm -r 50 ca.pdf page && pdftotext ca.pdf /dev/null");
    assert_int_equal(run.err.n, 0);
    run = shell_expect(arena, 0, folder, "gs -q -dBATCH -dNOPAUSE -dSAFER -sDEVICE=nullpage ca.pdf");
    assert_int_equal(run.out.n + run.err.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(poppler_sees_two_letter_pages_with_a_title),
        cmocka_unit_test(independent_readers_have_no_complaint),
        cmocka_unit_test(poppler_reads_every_paragraph_in_order),
        cmocka_unit_test(the_structure_holds_every_paragraph_in_order),
        cmocka_unit_test(exactly_the_seven_passages_are_strong),
        cmocka_unit_test(the_bold_passages_and_nothing_else_is_set_in_bold),
    };
    shell_begin();
    folder = folder_new(arena);
    source_read_paragraphs();
    theme_read_heights();
    shell_expect(arena, 0, shell_tree, "ncmec-pdf --state CA --year 2023 -q -o %s/ca.pdf", folder);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
