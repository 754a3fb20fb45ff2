/* What the tests of the data stage share: texts in, trees and printed findings out. */
#pragma once

#include "ncmec/data.h"
#include "tests/tools/case.h"
#include "tests/tools/findings.h"

/* Everything found, as people see it. */
static inline Str findings(Arena *a, const Diag *d)
{
    return findings_text(d, DIAG_PLAIN, a);
}

/* Messages alone, without source lines and carets. */
static inline Str messages(Arena *a, const Diag *d)
{
    return findings_messages(d, a);
}

/* The first line of them alone: "f:1:4: error: ...". */
static inline const char *first_finding(Arena *a, const Diag *d)
{
    Str all = findings(a, d);
    return str_terminated(a, str_slice(all, 0, str_find(all, STR("\n"), 0)));
}

static inline const Value *parse_bytes(Arena *a, Diag *d, Str text)
{
    return yaml_parse(source_new(STR("f"), text, a), a, d);
}

static inline const Value *parse_text(Arena *a, Diag *d, const char *text)
{
    return parse_bytes(a, d, str_from(text));
}

/* A text that must parse without a finding. */
static inline const Value *parse_good(Arena *a, const char *text)
{
    Diag *d = diag_new(a);
    const Value *v = parse_text(a, d, text);
    assert_string_equal(findings(a, d).s, "");
    assert_non_null(v);
    return v;
}

static inline const Value *read_good(Arena *a, const char *path)
{
    Diag *d = diag_new(a);
    const Source *source = source_read(path, a, d);
    assert_non_null(source);
    const Value *v = yaml_parse(source, a, d);
    assert_string_equal(findings(a, d).s, "");
    return v;
}

static inline const Dictionary *shipped_dictionary(Arena *a)
{
    Diag *d = diag_new(a);
    const Dictionary *dict = dictionary_read(read_good(a, "data/measures.yaml"), a, d);
    assert_string_equal(findings(a, d).s, "");
    return dict;
}

static inline const Jurisdictions *shipped_jurisdictions(Arena *a)
{
    Diag *d = diag_new(a);
    const Jurisdictions *all = jurisdictions_read(read_good(a, "data/jurisdictions.yaml"), a, d);
    assert_string_equal(findings(a, d).s, "");
    return all;
}
