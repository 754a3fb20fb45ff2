/* What the tests of the PDF stage share: fonts, profiles and caches, sheets to write, and other programs' word on the
   files. */
#pragma once

#include "pdf_sheet.h"

#include "tests/tools/case.h"
#include "tests/tools/findings.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static Arena *arena;
static Diag *diag;
static SubsetCache *cache;
static PdfColors colors;
static Face regular, bold;
static Maker maker;

static inline void case_open(void)
{
    arena = arena_new();
    diag = diag_new(arena);
    cache = subset_cache_new();
    colors = colors_shipped(arena);
    regular = face_make(file_bytes("fonts/SourceSans3-Regular.ttf", arena), "SourceSans3-Regular", 400);
    bold = face_make(file_bytes("fonts/SourceSans3-Bold.ttf", arena), "SourceSans3-Bold", 700);
}

static inline void case_close(void)
{
    subset_cache_free(cache);
    face_free(&regular);
    face_free(&bold);
    arena_free(arena);
}

/* For the tests that open and close a case of their own, and for groups. */
static inline int case_start(void **state)
{
    (void)state;
    case_open();
    return 0;
}

static inline int case_end(void **state)
{
    (void)state;
    case_close();
    return 0;
}

static inline int test_start(void **state)
{
    (void)state;
    diag = diag_new(arena);
    return 0;
}

static inline Str write_with(SubsetCache *with, const PdfOptions *options, const Maker *const *makers, size_t count)
{
    Pdf *pdf = pdf_open(options, with, diag);
    assert_non_null(pdf);
    for (size_t i = 0; i < count; i++)
        pdf_add(pdf, &makers[i]->pages, diag);
    return pdf_close(pdf, arena, diag);
}

static inline Str write_one(const Maker *m)
{
    PdfOptions options = pdf_options_of(&m->pages, &colors, STR("ncmec-pdf 1.0"));
    return write_with(cache, &options, &m, 1);
}

/* Everything found so far. */
static inline const char *printed(void)
{
    return findings_plain(diag, arena);
}

/* What a command prints, on both streams. It must exit with 0. */
static inline const char *output_of(const char *command)
{
    FILE *pipe = popen(str_printf(arena, "LC_ALL=C.UTF-8 %s 2>&1", command).s, "r");
    assert_non_null(pipe);
    const char *text = stream_read(pipe, arena).s;
    int status = pclose(pipe);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail_msg("%s: status %d: %s", command, status, text);
    return text;
}

static inline void assert_has(const char *text, const char *part)
{
    assert_holds(str_from(text), part);
}

static inline void assert_has_no(const char *text, const char *part)
{
    assert_lacks(str_from(text), part);
}

/* ---- Documents in a folder, for other programs ---- */

static char folder[256] = "/tmp/ncmec-pdf-test-XXXXXX";
static bool folder_is_ours = true;

static inline int folder_start(void **state)
{
    (void)state;
    case_open();
    return folder_is_ours && !mkdtemp(folder) ? -1 : 0;
}

static inline int folder_end(void **state)
{
    (void)state;
    if (folder_is_ours) {
        const char *const names[] = {"one.pdf", "three.pdf", "small.pdf"};
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            unlink(str_printf(arena, "%s/%s", folder, names[i]).s);
        rmdir(folder);
    }
    case_close();
    return 0;
}

/* With a folder as its argument a test leaves its documents there. */
static inline void folder_take(int argc, char **argv)
{
    if (argc < 2)
        return;
    snprintf(folder, sizeof folder, "%s", argv[1]);
    folder_is_ours = false;
}

static inline const char *file_of(const char *name, Str bytes)
{
    if (diag_errors(diag))
        diag_print(diag, stderr, DIAG_PLAIN);
    assert_int_equal(diag_errors(diag), 0);
    assert_true(bytes.n > 0);
    const char *path = str_printf(arena, "%s/%s", folder, name).s;
    assert_true(file_put(path, bytes));
    return path;
}

#define OUTPUT(...) output_of(str_printf(arena, __VA_ARGS__).s)
