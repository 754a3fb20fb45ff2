/* The sheet as a person hears it: the text in the order of its tags is read once, but for what the source itself
   repeats; what stands on every page, and what is only drawn, is no part of it; and poppler, which reads the finished
   file, hears what the dump of tags says. */
#include "tests/tools/shell.h"

#include <stdlib.h>
#include <string.h>

static const char *folder;

typedef struct Texts {
    Str *items;
    size_t count, capacity;
} Texts;

static void text_add(Texts *texts, Str text)
{
    ARENA_ROOM(arena, texts->items, texts->count, texts->capacity);
    texts->items[texts->count++] = text;
}

static Texts lines_of(Str text)
{
    Texts lines = {0};
    for (size_t at = 0; at < text.n;) {
        size_t end = str_find(text, STR("\n"), at);
        text_add(&lines, str_slice(text, at, end));
        at = end + 1;
    }
    return lines;
}

static bool is_quoted(Str line)
{
    return line.n > 1 && line.s[0] == '"' && line.s[line.n - 1] == '"';
}

static const char *const sheets[] = {
    "--data-dir data --state CA",
    "--data-dir tests/samples --state DC",
    "--data-dir tests/samples --state MP",
    "--data-dir data --state CA --theme data/themes/large.yaml",
};

enum { SHEETS = sizeof sheets / sizeof *sheets };

static Str dump(const char *sheet, const char *seam)
{
    return shell_expect(arena, 0, shell_tree, "ncmec-pdf %s --year 2023 --dump %s", sheet, seam).out;
}

/* ---- Once ---- */

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Words in small letters, without what stands between them; curly quotes are straight in the source. */
static Texts words_of(Str text)
{
    Texts words = {0};
    Buf word = {.arena = arena};
    for (size_t at = 0; at <= text.n; at++) {
        char c = at < text.n ? text.s[at] : ' ';
        bool quote = str_starts(str_slice(text, at, text.n), STR("\xE2\x80\x99"));
        c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        if (quote)
            at += 2;
        else if (is_word_byte(c))
            buf_char(&word, c);
        else if (c != '\'' && word.n) {
            text_add(&words, str_copy(arena, buf_str(&word)));
            word.n = 0;
        }
    }
    return words;
}

static size_t times_read(const Texts *in, const Str *passage, size_t length)
{
    size_t times = 0;
    for (size_t i = 0; i + length <= in->count; i++) {
        size_t k = 0;
        while (k < length && str_eq(in->items[i + k], passage[k]))
            k++;
        times += k == length;
    }
    return times;
}

/* The first passage of so many words that is read more often than in the source; NULL where there is none. */
static const Str *read_too_often(const Texts *said, const Texts *source, size_t length)
{
    for (size_t i = 0; i + length <= said->count; i++) {
        size_t allowed = times_read(source, said->items + i, length);
        if (times_read(said, said->items + i, length) > (allowed ? allowed : 1))
            return said->items + i;
    }
    return NULL;
}

static Str tags_text(Str tags)
{
    Buf text = {.arena = arena};
    Texts lines = lines_of(tags);
    for (size_t i = 0; i < lines.count; i++) {
        Str line = str_trim(lines.items[i]);
        if (is_quoted(line))
            buf_printf(&text, "%.*s ", STR_ARG(str_slice(line, 1, line.n - 1)));
    }
    return buf_str(&text);
}

enum { PASSAGE = 7 /* words: labels and captions may share less with a sentence */ };

static void nothing_is_read_twice_but_what_the_source_repeats(void **state)
{
    (void)state;
    Texts source = words_of(file_text(arena, shell_tree, "tests/cli/california-2023.txt"));
    Texts said = words_of(tags_text(dump(sheets[0], "tags")));
    assert_true(source.count > 400 && said.count > source.count);
    const Str *twice = read_too_often(&said, &source, PASSAGE);
    if (twice)
        fail_msg("read more often than in the source: %.*s ...", (int)(twice[PASSAGE - 1].s - twice[0].s), twice[0].s);
    /* Were a paragraph read again, this would see it. */
    Texts again = said;
    for (size_t i = 0; i < PASSAGE; i++)
        text_add(&again, said.items[said.count / 2 + i]);
    assert_non_null(read_too_often(&again, &source, PASSAGE));
}

/* ---- Not at all ---- */

static size_t lines_with(const Texts *lines, const char *start, const char *part)
{
    size_t count = 0;
    for (size_t i = 0; i < lines->count; i++)
        count += str_starts(lines->items[i], str_from(start)) &&
                 str_find(lines->items[i], str_from(part), 0) < lines->items[i].n;
    return count;
}

static void what_is_drawn_is_not_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHEETS; i++) {
        Texts lines = lines_of(dump(sheets[i], "pages"));
        assert_true(lines_with(&lines, "  rect ", "") > 10);
        assert_int_equal(lines_with(&lines, "  rect ", " artifact:"), lines_with(&lines, "  rect ", ""));
        assert_int_equal(lines_with(&lines, "  path ", " artifact:"), lines_with(&lines, "  path ", ""));
        assert_int_equal(lines_with(&lines, "  rect ", " artifact:none"), 0);
    }
}

/* The words of a dump's line of text. */
static Str shown(Str line)
{
    size_t from = str_find(line, STR("\""), 0);
    return str_trim(str_slice(line, from + 1, line.n - 1));
}

/* Running titles and footers are on every page of the dump, and nowhere among the tags, as words of their own. */
static void what_stands_on_every_page_is_not_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHEETS; i++) {
        Texts pages = lines_of(dump(sheets[i], "pages")), tags = lines_of(dump(sheets[i], "tags"));
        size_t found = 0;
        for (size_t k = 0; k < pages.count; k++) {
            Str line = pages.items[k];
            if (!str_starts(line, STR("  text ")) || str_find(line, STR(" artifact:"), 0) == line.n)
                continue;
            found++;
            bool in_title = false; /* a part of which running titles repeat */
            for (size_t t = 0; t < tags.count; t++) {
                Str said = str_trim(tags.items[t]);
                if (tags.items[t].n > 2 && tags.items[t].s[2] != ' ')
                    in_title = str_starts(said, STR("H1"));
                /* A sheet that is marked as a sample says so once, and the notes repeat what is a link there. */
                bool link = t > 0 && str_starts(str_trim(tags.items[t - 1]), STR("Link url="));
                if (is_quoted(said) && !link && !in_title && str_eq(shown(said), shown(line)) &&
                    !str_starts(shown(line), STR("SAMPLE DATA")))
                    fail_msg("read aloud: %.*s", STR_ARG(line));
            }
        }
        assert_true(found >= 8);
        Str text = tags_text(dump(sheets[i], "tags"));
        assert_lacks(text, "Page ");
        assert_lacks(text, "| 24-hour");
    }
}

/* ---- A second reader ---- */

/* A role, or a text in quotes; empty for what is neither (attributes, objects). Emphasis is a Span to readers that know
   the standard roles alone, and so is a link of a file without annotations. */
static Str heard(Str raw, bool has_links)
{
    Str line = str_trim(raw);
    if (is_quoted(line)) {
        Buf text = {.arena = arena};
        for (size_t at = 0; at < line.n;) {
            uint32_t c = utf8_next(line, &at);
            if (c != 0xAD) /* where a word was parted */
                buf_code_point(&text, c);
        }
        return buf_str(&text);
    }
    if (line.n == 0 || line.s[0] == '/' || str_starts(line, STR("Object ")))
        return (Str){0};
    size_t end = 0;
    while (end < line.n && line.s[end] != ' ' && line.s[end] != ':')
        end++;
    Str role = str_slice(line, 0, end);
    bool span = str_eq(role, STR("Strong")) || str_eq(role, STR("Em")) || (str_eq(role, STR("Link")) && !has_links);
    return span ? STR("Span") : role;
}

static Texts all_heard(Str text, bool has_links)
{
    Texts lines = lines_of(text), all = {0};
    for (size_t i = 0; i < lines.count; i++) {
        Str one = heard(lines.items[i], has_links);
        /* Texts in a row are one text of one element, which pages or hyphens part. */
        Str *last = all.count ? &all.items[all.count - 1] : NULL;
        if (last && is_quoted(one) && is_quoted(*last))
            *last = str_printf(arena, "%.*s%.*s", STR_ARG(str_slice(*last, 0, last->n - 1)),
                               STR_ARG(str_slice(one, 1, one.n)));
        else if (one.n)
            text_add(&all, one);
    }
    return all;
}

static void compare_with_poppler(const char *sheet, const char *flavor)
{
    bool has_links = *flavor;
    shell_expect(arena, 0, shell_tree, "ncmec-pdf %s --year 2023 -q %s -o %s/sheet.pdf", sheet, flavor, folder);
    Texts wanted = all_heard(dump(sheet, "tags"), has_links);
    Run run = shell_expect(arena, 0, folder, "pdfinfo -struct-text sheet.pdf");
    assert_int_equal(run.err.n, 0);
    Texts found = all_heard(run.out, has_links);
    assert_true(wanted.count > 100);
    for (size_t i = 0; i < wanted.count && i < found.count; i++)
        assert_text(found.items[i], wanted.items[i]);
    assert_int_equal(found.count, wanted.count);
}

static void poppler_hears_what_the_tags_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHEETS; i++) {
        compare_with_poppler(sheets[i], "");
        compare_with_poppler(sheets[i], "--for screen");
    }
}

static void poppler_hears_words_that_lines_part_as_one(void **state)
{
    (void)state;
    shell_expect(arena, 0, shell_tree,
                 "sed 's/align: ragged/align: justified/; s/hyphenate: false/hyphenate: true/' data/themes/ncmec.yaml "
                 ">%s/parted.yaml",
                 folder);
    const char *sheet = str_printf(arena, "--data-dir data --state CA --theme %s/parted.yaml", folder).s;
    const char *spanish = str_printf(arena, "%s --language es", sheet).s;
    assert_holds(dump(sheet, "pages"), " soft-hyphen\n");
    assert_holds(dump(spanish, "pages"), "denun\" soft-hyphen\n");
    compare_with_poppler(sheet, "");
    compare_with_poppler(spanish, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_read_twice_but_what_the_source_repeats),
        cmocka_unit_test(what_is_drawn_is_not_read),
        cmocka_unit_test(what_stands_on_every_page_is_not_read),
        cmocka_unit_test(poppler_hears_what_the_tags_say),
        cmocka_unit_test(poppler_hears_words_that_lines_part_as_one),
    };
    shell_begin();
    folder = folder_new(arena);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
