/* A small dictionary, two files of figures and a template around one block, for tests of the wording. Findings come as
   lines "file:line:column: error: ...", documents as their dump. */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "ncmec/data.h"
#include "ncmec/document.h"
#include "tests/tools/case.h"
#include "tests/tools/findings.h"

#define MEASURES                                                                                                       \
    "reports: {label: Reports, unit: reports, scope: both}\n"                                                          \
    "content: {label: Content, unit: pieces, scope: nation}\n"                                                         \
    "share: {label: Share, unit: percent, scope: nation}\n"                                                            \
    "cases: {label: Cases, unit: cases, scope: state}\n"                                                               \
    "first: {label: First, unit: cases, scope: state}\n"                                                               \
    "second: {label: Second, unit: cases, scope: state}\n"                                                             \
    "third: {label: Third, unit: cases, scope: state}\n"                                                               \
    "total: {label: Total, unit: cases, scope: state}\n"

#define NATION                                                                                                         \
    "year: 2023\nstatus: final\nsource: NCMEC's \"national\" count\n"                                                  \
    "figures: {reports: 36.2 million, content: more than 105 million, share: 19%}\n"

#define STATE_HEAD "year: 2023\nstatus: final\nsource: NCMEC's  own count\nas_of: 2024-01-31\n"
#define STATE                                                                                                          \
    STATE_HEAD "figures: {reports: \"78,835\", cases: 3, first: \"1,103\", second: 615, third: 161, total: "           \
               "\"1,879\"}\n"

/* What every template needs beside its body. */
#define TEMPLATE_TAIL                                                                                                  \
    "language: en-US\n"                                                                                                \
    "title: Data {year}\n"                                                                                             \
    "author: A\n"                                                                                                      \
    "subject: S\n"                                                                                                     \
    "header: {organization: O, heading: H, year: \"{year}\"}\n"                                                        \
    "running: {left: L, right: \"{page}\"}\n"                                                                          \
    "footer: {left: L, right: \"Page {page} of {pages}\"}\n"                                                           \
    "strip: {sample: SAMPLE DATA, draft: DRAFT}\n"                                                                     \
    "notes: [\"{notes}\"]\n"

typedef struct Sheet {
    Arena *arena;
    Diag *diag;
    const Dictionary *dictionary;
    Jurisdictions jurisdictions;
    Theme theme;
    const char *state_code, *state, *nation;
    DocumentOptions options;
} Sheet;

static inline const Value *sheet_parse(Sheet *s, const char *name, const char *text)
{
    return yaml_parse(source_new(str_from(name), str_from(text), s->arena), s->arena, s->diag);
}

static inline void sheet_open(Sheet *s)
{
    static const Jurisdiction states[] = {{.code = {"CA", 2},
                                           .name = {"California", 10},
                                           .in_sentence = {"California", 10},
                                           .adjective = {"California", 10}},
                                          {.code = {"DC", 2},
                                           .name = {"District of Columbia", 20},
                                           .in_sentence = {"the District of Columbia", 24},
                                           .adjective = {"District of Columbia", 20}}};
    *s = (Sheet){.arena = arena_new(), .jurisdictions = {.items = states, .count = 2}, .theme.name = {"test", 4}};
    s->state_code = "CA";
    s->state = "state: CA\n" STATE;
    s->nation = NATION;
    s->diag = diag_new(s->arena);
    s->dictionary = dictionary_read(sheet_parse(s, "measures.yaml", MEASURES), s->arena, s->diag);
    assert_non_null(s->dictionary);
}

static inline void sheet_close(Sheet *s)
{
    arena_free(s->arena);
}

/* The findings, without source lines and carets. */
static inline const char *sheet_said(const Sheet *s)
{
    return findings_messages(s->diag, s->arena).s;
}

static inline const Document *sheet_make(Sheet *s, const char *template_text)
{
    s->diag = diag_new(s->arena);
    const Value *root = sheet_parse(s, "t.yaml", template_text);
    const Template *t = root ? template_read(root, s->dictionary, &s->jurisdictions, s->arena, s->diag) : NULL;
    assert_int_equal(t == NULL, diag_errors(s->diag) > 0);
    if (!t)
        return NULL;
    Dataset *data = ARENA_NEW(s->arena, Dataset);
    data->dictionary = s->dictionary;
    data->jurisdiction = jurisdiction_find(&s->jurisdictions, str_from(s->state_code));
    data->year = 2023;
    data->state =
        figures_read(sheet_parse(s, "state.yaml", s->state),
                     &(FiguresAsked){s->dictionary, &s->jurisdictions, data->jurisdiction, 2023}, s->arena, s->diag);
    data->nation = figures_read(sheet_parse(s, "nation.yaml", s->nation),
                                &(FiguresAsked){s->dictionary, &s->jurisdictions, NULL, 2023}, s->arena, s->diag);
    if (!data->state || !data->nation)
        fail_msg("the test's own data are wrong:\n%s", sheet_said(s));
    const Document *doc = document_make(t, &s->theme, data, &s->options, s->arena, s->diag);
    assert_int_equal(doc == NULL, diag_errors(s->diag) > 0);
    return doc;
}

/* A template whose body is 'body' (its first item begins at 2:5): the findings, or the body's part of the dump. */
static inline const char *sheet_body(Sheet *s, const char *body)
{
    const Document *doc = sheet_make(s, str_printf(s->arena, "body:\n  - %s\n" TEMPLATE_TAIL, body).s);
    if (!doc || diag_warnings(s->diag))
        return sheet_said(s);
    Buf out = {.arena = s->arena};
    document_dump(doc, &out);
    Str dump = buf_str(&out);
    size_t from = str_find(dump, STR("body\n"), 0) + 5, to = str_find(dump, STR("notes\n"), from);
    return str_terminated(s->arena, str_slice(dump, from, to));
}

typedef struct Case {
    const char *body, *expected;
} Case;

static inline void check_cases(Sheet *s, const Case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const char *is = sheet_body(s, cases[i].body);
        if (strcmp(is, cases[i].expected) == 0)
            continue;
        wrong++;
        print_error("---- %s\nexpected: %s\nis:       %s\n", cases[i].body, cases[i].expected, is);
    }
    assert_int_equal(wrong, 0);
}

/* A sheet for each group of tests. */
static inline int setup(void **state)
{
    static Sheet sheet;
    sheet_open(&sheet);
    *state = &sheet;
    return 0;
}

static inline int teardown(void **state)
{
    sheet_close(*state);
    return 0;
}

/* What a dump says of a paragraph, and what is said about line and column of the template. */
#define P(text) "  paragraph: " text "\n"
#ifndef E
#define E(place, text) "t.yaml:" place ": error: " text "\n"
#endif
