/* What the tests of this stage share: fonts, a cache, and paragraphs typed in a line. */
#pragma once

#include "ncmec/document.h"
#include "ncmec/text.h"
#include "tests/tools/case.h"

#include <stdlib.h>
#include <string.h>

#define HYPHEN_DICTIONARY "/usr/share/hyphen/hyph_en_US.dic" /* of the Debian package hyphen-en-us */

typedef struct Setup {
    Arena *a;
    Diag *d;
    FontSet *fonts;
    ShapeCache *cache;
    ParagraphStyle style; /* 11/15 pt, ragged, not hyphenated, no rule for the last line */
} Setup;

static inline Setup setup_new(void)
{
    static const ThemeFile faces[FACE_COUNT] = {
        [FACE_REGULAR] = {.name = {"SourceSans3-Regular.ttf", 23}},
        [FACE_ITALIC] = {.name = {"SourceSans3-It.ttf", 18}},
        [FACE_SEMIBOLD] = {.name = {"SourceSans3-Semibold.ttf", 24}},
        [FACE_BOLD] = {.name = {"SourceSans3-Bold.ttf", 20}},
        [FACE_BOLD_ITALIC] = {.name = {"SourceSans3-BoldIt.ttf", 22}},
    };
    Setup s = {.a = arena_new()};
    s.d = diag_new(s.a);
    s.fonts = fontset_open(faces, FACE_COUNT, "fonts", NULL, s.a, s.d);
    assert_non_null(s.fonts);
    s.cache = shape_cache_new(&language_english, HYPHEN_DICTIONARY);
    s.style = (ParagraphStyle){.fonts = s.fonts,
                               .face = FACE_REGULAR,
                               .strong = FACE_BOLD,
                               .emphasis = FACE_ITALIC,
                               .strong_emphasis = FACE_BOLD_ITALIC,
                               .size = SP_PT(11),
                               .leading = SP_PT(15)};
    return s;
}

static inline void setup_free(Setup *s)
{
    shape_cache_free(s->cache);
    fontset_close(s->fonts);
    arena_free(s->a);
}

/* A paragraph from a line of its own notation: **strong**, __emphasis__, ~ for a space that does not break, a line feed
   for a forced break; straight apostrophes become curly ones. Every byte of the text knows its place in 'typed'. */
static inline Prose prose_typed(Setup *s, Str typed)
{
    const Source *source = source_new(STR("typed"), typed, s->a);
    Buf text = {.arena = s->a};
    Inline *inlines = NULL;
    uint32_t *keeps = NULL;
    Place *places = ARENA_ARRAY(s->a, Place, typed.n + 1);
    size_t inline_count = 0, inline_capacity = 0, keep_count = 0, keep_capacity = 0, place_count = 0;
    Inline now = {0};
    for (size_t i = 0; i <= typed.n; i++) {
        bool ends = i == typed.n, is_break = !ends && typed.s[i] == '\n';
        bool strong = !ends && i + 1 < typed.n && typed.s[i] == '*' && typed.s[i + 1] == '*';
        bool emphasis = !ends && i + 1 < typed.n && typed.s[i] == '_' && typed.s[i + 1] == '_';
        if (ends || strong || emphasis || is_break) {
            now.end = (uint32_t)text.n;
            if (now.end > now.start) {
                ARENA_NEXT(s->a, inlines, inline_count, inline_capacity) = now;
            }
            now.start = now.end;
        }
        if (ends)
            break;
        places[place_count++] = (Place){(uint32_t)text.n, {source, (uint32_t)i, 0}};
        if (strong || emphasis) {
            now.strong ^= strong;
            now.emphasis ^= emphasis;
            place_count--;
            i++;
        } else if (is_break) {
            buf_char(&text, '\n');
            Inline forced = now;
            forced.kind = INLINE_BREAK;
            forced.end = (uint32_t)text.n;
            ARENA_NEXT(s->a, inlines, inline_count, inline_capacity) = forced;
            now.start = forced.end;
        } else if (typed.s[i] == '~') {
            buf_char(&text, ' ');
            ARENA_NEXT(s->a, keeps, keep_count, keep_capacity) = (uint32_t)text.n;
        } else if (typed.s[i] == '\'') {
            buf_put(&text, STR("\xE2\x80\x99"));
        } else {
            buf_char(&text, typed.s[i]);
        }
    }
    return (Prose){.text = buf_str(&text),
                   .inlines = inlines,
                   .inline_count = (uint32_t)inline_count,
                   .keeps = keeps,
                   .keep_count = (uint32_t)keep_count,
                   .places = places,
                   .place_count = (uint32_t)place_count,
                   .mark = {source, 0, (uint32_t)typed.n}};
}

/* What a line says, soft hyphens as "=", without the space that hangs. */
static inline Str line_text(const Line *line, Arena *a)
{
    Buf text = {.arena = a};
    for (uint32_t i = 0; i < line->segment_count; i++)
        for (uint32_t p = 0; p < line->segments[i].piece_count; p++) {
            const Piece *piece = &line->segments[i].pieces[p];
            buf_put(&text, piece->soft_hyphen ? STR("=") : piece->run->text);
        }
    return str_trim(buf_str(&text));
}

/* All lines, one a line. */
static inline const char *lines_text(const Lines *lines, Arena *a)
{
    Buf text = {.arena = a};
    for (uint32_t i = 0; i < lines->count; i++) {
        if (i)
            buf_char(&text, '\n');
        buf_put(&text, line_text(&lines->lines[i], a));
    }
    return str_terminated(a, buf_str(&text));
}

/* All of the text of a file of the tests. */
static inline Str file_text(Setup *s, const char *path)
{
    const Source *source = source_read(path, s->a, s->d);
    assert_non_null(source);
    return source->text;
}
