/* A record is kept as lines of text, so that a worker's goes to the run's parent as it is: what the file is, then a
   line a criterion, "1m450 The lowest is ...": support, by whom, rank, evidence. The report of a series is the sum of
   its records. */
#include "statement.h"

#include "criteria.h"
#include "listing.h"
#include "src/base/hash.h"
#include "src/data/schema.h"

#include <stdlib.h>

enum {
    RECORD_TITLE,
    RECORD_FILE,
    RECORD_DIGEST,
    RECORD_BYTES,
    RECORD_CLAIMS,
    RECORD_PAGES,
    RECORD_DATE,
    RECORD_WORDING,
    RECORD_WORDING_DIGEST,
    RECORD_THEME,
    RECORD_THEME_DIGEST,
    RECORD_FILES,
    RECORD_FILES_DIGEST,
    RECORD_TESTER, /* from here on empty where nothing is signed */
    RECORD_TESTED,
    RECORD_READ,
    RECORD_TECHNOLOGY,
    RECORD_CONTACT,
    SHOWN,
    RECORD_WHAT = SHOWN, /* "sheets", "packets" */
    RECORD_KIND,         /* "draft" or "sample", of which no signature counts; empty: final */
    RECORD_TEXTS,        /* SHA-256, with a space between two, of what was typed for each sheet */
    FIELDS
};

static const char *const field_names[SHOWN] = {"Title",
                                               "File",
                                               "SHA-256",
                                               "Bytes",
                                               "It says that it is",
                                               "Pages",
                                               "Date of the file",
                                               "Wording",
                                               "SHA-256 of the wording",
                                               "Theme",
                                               "SHA-256 of the theme",
                                               "Fonts, pictures, names and so on",
                                               "SHA-256 of these",
                                               "Tester",
                                               "Tested on",
                                               "What the tester read",
                                               "Assistive technology",
                                               "Contact"};

/* What testers had before them, by keys of statement.yaml; each has two fields from 'field' on: names, with ", "
   between two, and digests, with a space, which tell their places too: "bold=3f2a...". */
static const struct {
    const char *key, *what;
    int field;
} bounds[] = {{"template", "wording", RECORD_WORDING}, {"theme", "theme", RECORD_THEME}, {"files", NULL, RECORD_FILES}};
enum { BOUND_WORDING, BOUND_THEME, BOUND_FILES, BOUNDS };

/* Who reached a verdict. */
enum { BY_MEASURE = 'm', BY_TESTER = 't', BY_NOBODY = 'n' };

/* What a signature is worth for a file: the tester read it, or others that have all of 'bounds' in common with it. */
static const char read_this[] = "this file",
                  read_others[] = "other files with the same wording, theme, fonts and pictures",
                  read_unsaid[] = "it is not said which files; they had the same wording, theme, fonts and pictures";

typedef struct Sum {
    Support worst;
    char by;
    int64_t rank;
    Str text, file; /* of the worst */
    size_t counts[SUPPORT_COUNT];
} Sum;

typedef struct FileRecord {
    Str fields[FIELDS];
} FileRecord;

struct Statement {
    Arena *arena;
    FileRecord *files;
    size_t count, capacity;
    Sum sums[CRITERIA_MAX];
    Str packed;
    size_t lacking; /* sheets of the run that could not be made */
};

static const char *const support_words[SUPPORT_COUNT + 1] = {"not applicable",     "supports",         "not evaluated",
                                                             "partially supports", "does not support", NULL};

/* "Partially Supports", or with hyphens "partially-supports". */
static Str support_text(Support support, bool hyphens, Arena *a)
{
    Buf text = {.arena = a};
    for (const char *c = support_words[support]; *c; c++) {
        bool begins = c == support_words[support] || c[-1] == ' ';
        buf_char(&text, *c == ' ' && hyphens ? '-' : begins && !hyphens ? (char)(*c - 32) : *c);
    }
    return buf_str(&text);
}

Statement *statement_new(Arena *a)
{
    Statement *s = ARENA_NEW(a, Statement);
    s->arena = a;
    return s;
}

/* ---- What testers signed ---- */

typedef struct Signed {
    bool is_there;
    Arena *arena;
    Str tester, contact, technology;
    Date date;
    bool has_read;              /* this file */
    bool has_texts, has_titles; /* the file has some that the tester did not read */
    size_t count;               /* of verdicts */
    const Value *root, *day;
    const Value *bound[BOUNDS], *read, *texts; /* SHA-256: one, or a list, of files by their places; NULL: none */
    struct {
        bool is_signed;
        Support support;
        Str why;
        Mark mark;
    } verdicts[CRITERIA_MAX];
} Signed;

static size_t list_count(const Value *v)
{
    return v->kind == VALUE_LIST ? v->count : 1;
}

static const Value *list_item(const Value *v, size_t i)
{
    return v->kind == VALUE_LIST ? v->items[i] : v;
}

static void digests_check(const Value *v, Str key, Diag *d)
{
    enum { DIGITS = 64 };
    for (size_t i = 0; v && i < list_count(v); i++) {
        const Value *item = list_item(v, i);
        bool is_digest = item->text.n == DIGITS;
        if (!kind_check(item, VALUE_SCALAR, key, d))
            continue;
        for (size_t k = 0; k < item->text.n; k++)
            is_digest = is_digest && (is_digit(item->text.s[k]) || (item->text.s[k] >= 'a' && item->text.s[k] <= 'f'));
        if (!is_digest)
            diag_error(
                d, DIAG_VALUE, item->mark,
                "'%.*s' takes the SHA-256 of a file, 64 digits and letters a to f; 'statement --to-sign' prints it",
                STR_ARG(key));
    }
}

/* "1.4.6", of whichever version and level. */
static bool is_wcag_number(Str text)
{
    size_t dots = 0;
    for (size_t i = 0; i < text.n; i++) {
        dots += text.s[i] == '.';
        if (text.s[i] != '.' && !is_digit(text.s[i]))
            return false;
    }
    return dots == 2;
}

static void verdict_read(Signed *to, const Field *field, Diag *d)
{
    static const Key keys[] = {{"verdict", KEY_TEXT, true}, {"why", KEY_TEXT, false}, {NULL, KEY_ANY, false}};
    Str numbers[CRITERIA_MAX], why = {0};
    size_t at = 0;
    for (size_t i = 0; i < criteria_count; i++)
        numbers[i] = str_from(criteria[i].number);
    while (at < criteria_count && !str_eq(field->key, numbers[at]))
        at++;
    if (at == criteria_count) {
        if (is_wcag_number(field->key))
            diag_error(d, DIAG_UNKNOWN_KEY, field->key_mark,
                       "'%.*s' is no criterion of WCAG 2.1, levels A and AA, which the record is about; take it out",
                       STR_ARG(field->key));
        else
            diag_error(
                d, DIAG_UNKNOWN_KEY, field->key_mark, "unknown criterion '%.*s'; %s", STR_ARG(field->key),
                diag_meant(d, str_nearest(field->key, numbers, criteria_count),
                           "those of WCAG 2.1, levels A and AA, are written 1.4.10, clauses of PDF/UA-1 ua-7.1"));
        return;
    }
    const Value *v = field->value, *reason = value_get(v, STR("why"));
    if (v->kind == VALUE_MAP && !schema_check(v, "a verdict", keys, d))
        return;
    const Value *typed = v->kind == VALUE_MAP ? value_get(v, STR("verdict")) : v;
    int word = 0;
    while (support_words[word] && !str_eq_any_case(typed->text, str_from(support_words[word])))
        word++; /* as reports print it: "Supports" */
    if (!support_words[word])
        word = value_word(typed, support_words, d);
    if (word < 0 || (reason && !sentence_read(reason, STR("why"), &why, d)))
        return;
    if (word >= SUPPORT_PARTIAL && !why.n)
        diag_error(d, DIAG_MISSING_KEY, v->mark, "nothing says what fails; write {verdict: %s, why: \"...\"}",
                   support_words[word]);
    to->verdicts[at].is_signed = word != SUPPORT_NOT_EVALUATED;
    to->verdicts[at].mark = field->key_mark;
    to->count += word != SUPPORT_NOT_EVALUATED;
    to->verdicts[at].support = (Support)word;
    to->verdicts[at].why = why;
}

static void tools_read(const Value *tools, Buf *text, Diag *d)
{
    if (!list_count(tools))
        diag_error(d, DIAG_VALUE, tools->mark, "'assistive_technology' is empty; list what the sheets were read with");
    for (size_t i = 0; i < list_count(tools); i++) {
        Str one = {0};
        text_read(list_item(tools, i), STR("assistive_technology"), &one, d);
        buf_printf(text, "%s%.*s", i ? "; " : "", STR_ARG(one));
    }
}

/* By their places: a font that takes the place of another is another look. */
static void files_check(const Value *files, Diag *d)
{
    static const Key keys[] = {
        {"regular", KEY_ANY, false},        {"italic", KEY_ANY, false},      {"semibold", KEY_ANY, false},
        {"bold", KEY_ANY, false},           {"bold_italic", KEY_ANY, false}, {"logo", KEY_ANY, false},
        {"silhouettes", KEY_ANY, false},    {"profile", KEY_ANY, false},     {"names", KEY_ANY, false},
        {"screen_profile", KEY_ANY, false}, {"program", KEY_ANY, false},     {NULL, KEY_ANY, false}};
    if (!files || files->kind != VALUE_MAP) {
        digests_check(files, STR("files"), d);
        return;
    }
    schema_check(files, "'files'", keys, d);
    for (size_t i = 0; i < files->count; i++)
        digests_check(files->fields[i].value, files->fields[i].key, d);
}

/* All of it is read as far as it can be, so that all findings come at once. */
static Signed signed_read(Store *store, Arena *a, Diag *d)
{
    static const Key keys[] = {
        {"tester", KEY_TEXT, true},   {"date", KEY_TEXT, true},    {"assistive_technology", KEY_ANY, true},
        {"contact", KEY_TEXT, false}, {"template", KEY_ANY, true}, {"theme", KEY_ANY, true},
        {"files", KEY_ANY, false},    {"read", KEY_ANY, false},    {"texts", KEY_ANY, false},
        {"verdicts", KEY_MAP, true},  {NULL, KEY_ANY, false}};
    Signed s = {.arena = a};
    size_t errors = diag_errors(d);
    const Value *root = store_statement(store, d);
    if (!root || (!schema_check(root, "a statement", keys, d) && root->kind != VALUE_MAP))
        return s;
    const Value *tester = value_scalar(root, STR("tester")), *contact = value_scalar(root, STR("contact"));
    const Value *date = value_scalar(root, STR("date")), *tools = value_get(root, STR("assistive_technology"));
    const Value *verdicts = value_get(root, STR("verdicts"));
    Buf technology = {.arena = a};
    s.root = root;
    s.day = date;
    if (tester)
        text_read(tester, STR("tester"), &s.tester, d);
    if (contact)
        text_read(contact, STR("contact"), &s.contact, d);
    if (date && !date_parse(str_trim(date->text), &s.date))
        diag_error(d, DIAG_VALUE, date->mark, "'date' is not a day; write it as in 2024-01-31");
    if (tools)
        tools_read(tools, &technology, d);
    s.technology = buf_str(&technology);
    for (size_t b = 0; b < BOUNDS; b++) {
        s.bound[b] = value_get(root, str_from(bounds[b].key));
        if (b != BOUND_FILES)
            digests_check(s.bound[b], str_from(bounds[b].key), d);
    }
    files_check(s.bound[BOUND_FILES], d);
    s.read = value_get(root, STR("read"));
    s.texts = value_get(root, STR("texts"));
    digests_check(s.read, STR("read"), d);
    digests_check(s.texts, STR("texts"), d);
    for (size_t i = 0; verdicts && verdicts->kind == VALUE_MAP && i < verdicts->count; i++)
        verdict_read(&s, &verdicts->fields[i], d);
    s.is_there = diag_errors(d) == errors;
    return s;
}

bool statement_check(Store *store, Diag *d)
{
    size_t errors = diag_errors(d);
    signed_read(store, store->arena, d);
    return diag_errors(d) == errors;
}

static bool list_has(const Value *list, Str digest)
{
    for (size_t i = 0; list && i < list_count(list); i++)
        if (str_eq(list_item(list, i)->text, digest))
            return true;
    return false;
}

/* Whether it was signed for these files; a warning where it was for others, or does not say for which. */
static bool is_current(const Signed *with, size_t bound, const LookFiles *files, Diag *d)
{
    const Value *all = with->bound[bound];
    if (!all || (bound == BOUND_FILES && all->kind != VALUE_MAP))
        return diag_error(d, DIAG_UNUSED, all ? all->mark : with->root->mark,
                          "this does not say for which fonts, pictures and names it was signed, each in its place, as "
                          "'files' of a statement, and does not count; if they are as they were tested, type 'files' "
                          "as 'statement --to-sign' prints it, else have the sheets tested again");
    for (size_t i = 0; i < files->count; i++) {
        const LookFile *file = &files->items[i];
        const Value *signed_for = file->place ? value_get(all, str_from(file->place)) : all;
        if (list_has(signed_for, file->digest))
            continue;
        const char *name = str_shown(with->arena, file->name).s;
        const char *what = file->place ? str_printf(with->arena, "'%s'", file->place).s : bounds[bound].what;
        return diag_error(d, DIAG_UNUSED, signed_for ? signed_for->mark : all->mark,
                          signed_for ? "this was signed for another %s than '%s', and does not count for its sheets; "
                                       "have them tested again, and type its SHA-256 here: %.*s"
                                     : "this does not say for which %s it was signed, and does not count for sheets "
                                       "with '%s'; have them tested again, and type its SHA-256 here: %.*s",
                          what, name, STR_ARG(file->digest));
    }
    return true;
}

/* A signature without a list of what was read, or with this file in it, is of a day on which the file can have been
   read. Without a clock no more is known: after its own day any may be. */
static bool is_of_its_day(const Signed *with, Date figures, const Request *r, Str file, Diag *d)
{
    int64_t day = date_seconds(with->date);
    bool is_unsaid = !with->read || !list_count(with->read);
    Arena *a = with->arena;
    if ((is_unsaid || with->has_read) && day < date_seconds(figures))
        return diag_error(d, DIAG_UNUSED, with->day->mark,
                          "'%s' has figures of %.*s, so nobody read it on this day, and this does not count for it; "
                          "correct the day, or %s",
                          str_shown(a, file).s, STR_ARG(date_iso(figures, a)),
                          is_unsaid ? "list in 'read' the files that were read" : "take its SHA-256 out of 'read'");
    if (is_unsaid && r->has_date && !r->operands.count && day > r->date)
        return diag_error(d, DIAG_UNUSED, with->day->mark,
                          "this is after the day that SOURCE_DATE_EPOCH gives '%s', %.*s, and does not count for it; "
                          "correct one of them, or list in 'read' the files that were read",
                          str_shown(a, file).s, STR_ARG(date_iso(date_from_seconds(r->date), a)));
    return true;
}

/* The files that a wording is typed in. */
static void sources_find(const Value *v, LookFiles *files, Arena *a)
{
    const Source *source = v->mark.source;
    bool is_known = v->kind != VALUE_SCALAR || !source;
    for (size_t i = 0; v->kind != VALUE_SCALAR && i < v->count; i++)
        sources_find(v->kind == VALUE_MAP ? v->fields[i].value : v->items[i], files, a);
    for (size_t i = 0; i < files->count && !is_known; i++)
        is_known = str_eq(files->items[i].name, source->name);
    if (!is_known)
        look_file_add(files, NULL, source->name, sha256_of(source->text, a), a);
}

/* The theme with those that it is based on, as one: by itself a base is another look. */
static void theme_find(Store *s, LookFiles *files, Arena *a)
{
    Buf names = {.arena = a}, text = {.arena = a};
    Diag *said = diag_new(a); /* it was read before */
    for (const Value *look = store_theme(s, s->request->theme_file, said), *base; look;
         look = base ? store_theme_base(s, base, said) : NULL) {
        base = value_scalar(look, STR("base"));
        buf_printf(&names, "%s%.*s", names.n ? " + " : "", STR_ARG(look->mark.source->name));
        buf_put(&text, look->mark.source->text);
    }
    look_file_add(files, NULL, buf_str(&names), sha256_of(buf_str(&text), a), a);
}

/* What sheets in the cache's language call all states. */
static void names_find(const Cache *cache, LookFiles *files, Arena *a)
{
    const Jurisdictions *all = cache->store->jurisdictions;
    bool *chosen = ARENA_ARRAY(a, bool, all->count);
    memset(chosen, true, all->count);
    Str text = canonical_text(jurisdictions_extract(all, chosen, template_language(cache->template), a), a);
    look_file_add(files, "names", STR(JURISDICTIONS_NAME), sha256_of(text, a), a);
}

/* ---- One file ---- */

/* On one line. */
static void line_put(Buf *out, Str text)
{
    for (size_t i = 0; i < text.n; i++)
        buf_char(out, text.s[i] == '\n' ? ' ' : text.s[i]);
    buf_char(out, '\n');
}

/* What is measured to fail is a finding, once where many rows fail by the same. */
static void barrier_report(size_t row, const Evidence *e, TextSet *told, Diag *d)
{
    const Criterion *c = &criteria[row];
    bool is_clause = c->level[0] == 'P';
    Str what = str_slice(e->text, 0, e->text.n - (e->text.n && e->text.s[e->text.n - 1] == '.'));
    if (e->support >= SUPPORT_PARTIAL && textset_add(told, what))
        diag_error(d, DIAG_BARRIER, e->mark, "%s %s of %s is %s: %.*s", c->number + (is_clause ? 3 : 0), c->name,
                   is_clause ? "PDF/UA-1" : "WCAG 2.1",
                   e->support == SUPPORT_PARTIAL ? "supported only in part" : "not supported", STR_ARG(what));
}

/* Without the last sentence, if that says that a person must judge. */
static Str text_decided(Str text)
{
    size_t at = text.n;
    if (!str_ends(text, STR("for a person.")))
        return text;
    while (at > 0 && !(text.s[at - 1] == ' ' && at > 1 && text.s[at - 2] == '.'))
        at--;
    return at ? str_slice(text, 0, at - 1) : STR("Judged by a person.");
}

/* The worse of what was measured and what was signed; where a measurement leaves it open, what was signed. */
static void verdict_put(Buf *out, size_t row, const Facts *facts, const Signed *with, TextSet *told, Diag *d)
{
    Evidence e = criterion_look(&criteria[row], facts);
    barrier_report(row, &e, told, d);
    char by = e.support == SUPPORT_NOT_EVALUATED ? BY_NOBODY : BY_MEASURE;
    Support support = with && with->verdicts[row].is_signed ? with->verdicts[row].support : SUPPORT_NOT_APPLICABLE;
    bool is_signed = with && with->verdicts[row].is_signed;
    bool counts = is_signed && (by == BY_NOBODY || (support >= SUPPORT_PARTIAL && support > e.support));
    if (counts &&
        ((with->has_texts && criteria[row].is_of_texts) || (with->has_titles && criteria[row].is_of_titles))) {
        counts = false;
        e.text = str_printf(out->arena,
                            "%.*s It prints texts that were typed for it (a source, notes, corrections, titles), which "
                            "the tester did not read.",
                            STR_ARG(e.text));
    }
    if (is_signed && by == BY_MEASURE && !counts && support != e.support && !criteria[row].is_of_screen)
        diag_error(d, DIAG_UNUSED, with->verdicts[row].mark,
                   "this is measured ('%s'), and counts only where it is worse; take it out", support_words[e.support]);
    if (counts) {
        by = BY_TESTER;
        e.support = support;
        e.text = text_decided(e.text);
    }
    Str why = counts ? with->verdicts[row].why : (Str){0};
    line_put(out, str_printf(out->arena, "%d%c%lld %.*s%s%.*s", (int)e.support, by, (long long)e.rank, STR_ARG(e.text),
                             why.n ? " The tester: " : "", STR_ARG(why)));
}

/* A file that is looked at. */
typedef struct Subject {
    const Cache *cache;
    const PdfRead *pdf;
    Str file;
    Str what;
    const Facts *facts;
    LookFiles bound[BOUNDS];
    TextSet texts; /* digests of what was typed for its sheets */
    Str titles;    /* of a packet's own texts, which is one of them; empty: it has none */
    Str kind;      /* RECORD_KIND */
    Date figures;  /* the last day of those of its sheets */
    Arena *arena;
} Subject;

static const Value *typed_texts(const FigureFile *file, const Dictionary *dict, const FileUse *use, Arena *a)
{
    static const Str keys[] = {{"source", 6}, {"notes", 5}, {"revisions", 9}};
    const Value *all = figures_extract(file, dict, use, a);
    Field *fields = ARENA_ARRAY(a, Field, 3);
    size_t count = 0;
    for (size_t i = 0; i < 3; i++)
        if (value_get(all, keys[i]))
            fields[count++] = (Field){keys[i], nowhere, value_get(all, keys[i])};
    return map_new(fields, count, nowhere, a);
}

/* A sheet that the cache holds: what analysts typed for it, beside the wording, and what else tells of a signature. */
static void sheet_see(Subject *of, const Document *document)
{
    Arena *a = of->arena;
    const Dataset *data = &of->cache->data;
    const Value *typed[] = {typed_texts(data->state, data->dictionary, &document->use->state, a),
                            typed_texts(data->nation, data->dictionary, &document->use->nation, a)};
    Date day = dataset_date(data);
    if (typed[0]->count || typed[1]->count)
        textset_add(&of->texts, sha256_of(str_printf(a, "%.*s%.*s", STR_ARG(canonical_text(typed[0], a)),
                                                     STR_ARG(canonical_text(typed[1], a))),
                                          a));
    if (date_seconds(day) > date_seconds(of->figures) || !of->figures.year)
        of->figures = day;
    if (cache_is_draft(of->cache))
        of->kind = STR("draft");
    else if (cache_is_sample(of->cache) && !of->kind.n)
        of->kind = STR("sample");
}

/* NULL after a finding. */
static Subject *subject_new(Cache *cache, Str file, Str bytes, Arena *a, Diag *d)
{
    Subject *of = ARENA_NEW(a, Subject);
    *of = (Subject){.cache = cache, .file = file, .arena = a};
    of->pdf = pdf_read_counted(str_terminated(a, file), bytes, a, d);
    of->texts.arena = a;
    theme_find(cache->store, &of->bound[BOUND_THEME], a);
    const LookFiles *look = look_files(cache);
    for (size_t i = 0; i < look->count; i++)
        ARENA_NEXT(a, of->bound[BOUND_FILES].items, of->bound[BOUND_FILES].count, of->bound[BOUND_FILES].capacity) =
            look->items[i];
    names_find(cache, &of->bound[BOUND_FILES], a);
    return of->pdf ? of : NULL;
}

/* Its two fields. */
static void bound_put(Str *fields, const LookFiles *files, Arena *a)
{
    Buf names = {.arena = a}, digests = {.arena = a};
    for (size_t i = 0; i < files->count; i++) {
        const LookFile *file = &files->items[i];
        buf_printf(&names, "%s%s", i ? ", " : "", str_shown(a, file->name).s);
        buf_printf(&digests, "%s%s%s%.*s", i ? " " : "", file->place ? file->place : "", file->place ? "=" : "",
                   STR_ARG(file->digest));
    }
    fields[0] = buf_str(&names);
    fields[1] = buf_str(&digests);
}

static bool has_unread(const Signed *with, const Subject *of)
{
    for (size_t i = 0; i < of->texts.count && !with->has_read; i++)
        if (!list_has(with->texts, of->texts.items[i]))
            return true;
    return false;
}

static bool record_add(Statement *s, const Subject *of, Diag *d)
{
    Arena *a = of->arena;
    Signed with = {0};
    if (!of->cache->store->request->to_sign)
        with = signed_read(of->cache->store, a, d);
    if (diag_errors(d))
        return false;
    bool is_signed = with.is_there && !of->kind.n && with.count;
    if (with.is_there && !with.count)
        diag_error(d, DIAG_UNUSED, with.root->mark,
                   "no verdict is signed here; type what the tester found, or take the file out");
    for (size_t b = 0; b < BOUNDS && with.is_there; b++)
        is_signed = is_current(&with, b, &of->bound[b], d) && is_signed;
    Str digest = sha256_of(of->pdf->bytes, a);
    with.has_read = list_has(with.read, digest);
    with.has_texts = has_unread(&with, of);
    with.has_titles = of->titles.n && !with.has_read && !list_has(with.texts, of->titles);
    is_signed = is_signed && is_of_its_day(&with, of->figures, of->cache->store->request, of->file, d);
    Buf out = {.arena = s->arena}, texts = {.arena = a};
    Str fields[FIELDS] = {of->pdf->title,
                          str_shown(a, of->file),
                          digest,
                          str_printf(a, "%zu", of->pdf->bytes.n),
                          of->pdf->record.standard,
                          str_printf(a, "%u", of->pdf->page_count),
                          date_iso(date_from_seconds(of->pdf->date), a)};
    for (size_t b = 0; b < BOUNDS; b++)
        bound_put(&fields[bounds[b].field], &of->bound[b], a);
    if (is_signed) {
        fields[RECORD_TESTER] = with.tester;
        fields[RECORD_TESTED] = date_iso(with.date, a);
        fields[RECORD_READ] = str_from(with.has_read                        ? read_this
                                       : with.read && list_count(with.read) ? read_others
                                                                            : read_unsaid);
        fields[RECORD_TECHNOLOGY] = with.technology;
        fields[RECORD_CONTACT] = with.contact;
    }
    fields[RECORD_WHAT] = of->what;
    fields[RECORD_KIND] = of->kind;
    for (size_t i = 0; i < of->texts.count; i++)
        buf_printf(&texts, "%s%.*s", i ? " " : "", STR_ARG(of->texts.items[i]));
    fields[RECORD_TEXTS] = buf_str(&texts);
    for (size_t i = 0; i < FIELDS; i++)
        line_put(&out, fields[i]);
    TextSet told = {.arena = a};
    for (size_t row = 0; row < criteria_count; row++)
        verdict_put(&out, row, of->facts, is_signed ? &with : NULL, &told, d);
    s->packed = buf_str(&out);
    statement_take(s, s->packed);
    return true;
}

/* The document for readers among those of the cache's request, which has one. */
static size_t reader_of(const Cache *cache)
{
    return flavor_for_readers(cache->store->request->flavors, cache->store->request->flavor_count);
}

bool statement_add(Statement *s, Cache *cache, const Sheet *sheet, Str file, Diag *d)
{
    Arena *a = cache->sheet;
    Subject *of = subject_new(cache, file, sheet->parts[reader_of(cache)].bytes, a, d);
    if (!of)
        return false;
    Facts *facts = facts_new(cache, of->pdf, (Str){0}, a);
    of->facts = facts;
    of->what = STR("sheets");
    sheet_see(of, sheet->document);
    facts_add(facts, sheet->document, sheet->pages);
    sources_find(cache->wording, &of->bound[BOUND_WORDING], a);
    return record_add(s, of, d);
}

/* The sheets' texts are filled in once more, since the packet kept their pages alone. */
bool statement_add_packet(Statement *s, Cache *cache, const PacketMade *packet, Str file, Diag *d)
{
    Arena *a = arena_new();
    const Value *wording = NULL;
    size_t key = 0;
    Subject *of = subject_new(cache, file, packet->bytes[reader_of(cache)], a, d);
    Facts *facts = of ? facts_new(cache, of->pdf, packet->years, a) : NULL;
    for (size_t i = 0; of && i < packet->part_count; i++) {
        const Pages *pages = packet->parts[i];
        const Document *document = NULL;
        if (pages->label.n) {
            arena_reset(cache->sheet);
            store_drop(cache->store, false);
            document = sheet_document(cache, cache->store->request, packet->keys[key++], 0, diag_new(a));
        }
        if (document)
            sheet_see(of, document);
        if (document && cache->wording != wording)
            sources_find(wording = cache->wording, &of->bound[BOUND_WORDING], a);
        facts_add(facts, document, pages);
    }
    if (of) {
        of->facts = facts;
        of->what = STR("packets");
        sources_find(packet->wording, &of->bound[BOUND_WORDING], a);
        if (of->pdf->record.asked.n) /* titles, dividers and so on */
            textset_add(&of->texts, of->titles = sha256_of(of->pdf->record.asked, a));
    }
    bool is_added = of && record_add(s, of, d);
    arena_free(a);
    return is_added;
}

Str statement_packed(const Statement *s)
{
    return s->packed;
}

/* ---- The sum of many ---- */

void statement_take(Statement *s, Str packed)
{
    FileRecord record;
    if (!packed.n)
        return;
    for (size_t i = 0; i < FIELDS; i++)
        record.fields[i] = str_copy(s->arena, str_cut(&packed, STR("\n")));
    for (size_t row = 0; row < criteria_count; row++) {
        Sum *sum = &s->sums[row];
        Str line = str_cut(&packed, STR("\n"));
        Support support = (Support)(line.s[0] - '0');
        int64_t typed = strtoll(line.s + 2, NULL, 10), rank = typed ? typed : INT64_MAX;
        sum->counts[support]++;
        if (s->count && (support < sum->worst || (support == sum->worst && rank >= sum->rank)))
            continue;
        sum->worst = support;
        sum->by = line.s[1];
        sum->rank = rank;
        sum->text = str_copy(s->arena, str_slice(line, str_find(line, STR(" "), 0) + 1, line.n));
        sum->file = record.fields[RECORD_FILE];
    }
    ARENA_NEXT(s->arena, s->files, s->count, s->capacity) = record;
}

/* ---- Its forms ---- */

static bool is_signed(const Statement *s)
{
    bool all = s->count > 0;
    for (size_t i = 0; i < s->count; i++)
        all = all && s->files[i].fields[RECORD_TESTER].n;
    return all;
}

Str statement_open(const Statement *s)
{
    size_t open = 0;
    for (size_t row = 0; row < criteria_count; row++)
        open += s->sums[row].counts[SUPPORT_NOT_EVALUATED] > 0;
    return !open
               ? (Str){0}
               : str_printf(
                     s->arena,
                     "%zu of %zu rows are for a person to judge; 'statement --to-sign' prints what a tester fills in\n",
                     open, criteria_count);
}

/* How many are drafts or samples. */
static size_t unsignable(const Statement *s)
{
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++)
        count += s->files[i].fields[RECORD_KIND].n != 0;
    return count;
}

/* Of which no signature counts; empty: there are none. */
static Str kind_text(const Statement *s)
{
    size_t count = unsignable(s);
    bool is_draft = str_eq(s->files->fields[RECORD_KIND], STR("draft"));
    if (!count)
        return (Str){0};
    if (s->count == 1)
        return str_printf(s->arena, "This file %s, so no tester's signature counts for it.",
                          is_draft ? "is a draft" : "has invented figures");
    return str_printf(s->arena,
                      count == 1 ? "Of the %zu files %zu is a draft or has invented figures, so no tester's signature "
                                   "counts for it."
                                 : "Of the %zu files %zu are drafts or have invented figures, so no tester's signature "
                                   "counts for them.",
                      s->count, count);
}

/* "Test record: NCMEC California Data 2023" */
static Str title_of(const Statement *s)
{
    const char *what = is_signed(s)                ? "Accessibility conformance report"
                       : unsignable(s) == s->count ? "Test record, not to be signed"
                                                   : "Test record";
    return s->count == 1 ? str_printf(s->arena, "%s: %.*s", what, STR_ARG(s->files->fields[RECORD_TITLE]))
                         : str_printf(s->arena, "%s: %zu %.*s", what, s->count, STR_ARG(s->files->fields[RECORD_WHAT]));
}

static Str about_text(const Statement *s)
{
    const char *ends = s->count == 1 ? "this PDF alone, not about the site that posts it"
                                     : "these PDFs alone, not about the site that posts them";
    Str lacking = !s->lacking
                      ? (Str){0}
                      : str_printf(s->arena, " %zu sheet%s of the run could not be made, and %s not in this report.",
                                   s->lacking, PLURAL(s->lacking), s->lacking == 1 ? "is" : "are");
    return str_printf(
        s->arena,
        "Terms as in accessibility conformance reports. 'Measured' is a verdict on the finished pages and "
        "on the bytes of the file; 'tester' one that a person signed, who read sheets with assistive "
        "technology. What nobody measured or signed says Not Evaluated. The report is about %s.%.*s",
        ends, STR_ARG(lacking));
}

void statement_lack(Statement *s, size_t sheets)
{
    s->lacking = sheets;
}

/* A sentence a signature of a series: who tested, when, with what, and which of these files; then those that were not
   read. */
static Str testers_text(const Statement *s)
{
    static const int by[] = {RECORD_TESTER, RECORD_TESTED, RECORD_TECHNOLOGY, RECORD_CONTACT};
    Buf out = {.arena = s->arena};
    TextSet told = {.arena = s->arena};
    size_t unread = 0, signed_for = 0;
    for (size_t i = 0; i < s->count; i++) {
        const Str *of = s->files[i].fields;
        Buf who = {.arena = s->arena}, files = {.arena = s->arena};
        signed_for += of[RECORD_TESTER].n > 0;
        unread += !of[RECORD_TESTER].n || !str_eq(of[RECORD_READ], str_from(read_this));
        for (size_t k = 0; k < 4; k++)
            buf_printf(&who, "%s%.*s",
                       k == 1                  ? ", on "
                       : k == 2                ? ", with "
                       : k == 3 && of[by[k]].n ? "; contact: "
                                               : "",
                       STR_ARG(of[by[k]]));
        if (s->count == 1 || !of[RECORD_TESTER].n || !textset_add(&told, buf_str(&who)))
            continue;
        for (size_t k = i; k < s->count; k++)
            if (str_eq(s->files[k].fields[RECORD_READ], str_from(read_this)) &&
                str_eq(s->files[k].fields[RECORD_TESTER], of[RECORD_TESTER]))
                buf_printf(&files, "%s%.*s", files.n ? ", " : "", STR_ARG(s->files[k].fields[RECORD_FILE]));
        buf_printf(&out, "%sTester: %.*s. Files of this report that were read: %.*s.", out.n ? " " : "",
                   STR_ARG(buf_str(&who)), STR_ARG(files.n ? buf_str(&files) : STR("none is named")));
    }
    if (signed_for && unread)
        buf_printf(&out, " Not read, as far as is said: %zu of %zu files.", unread, s->count);
    return s->count == 1 ? (Str){0} : buf_str(&out);
}

static const char *by_text(const Sum *sum)
{
    return sum->by == BY_MEASURE ? "measured" : sum->by == BY_TESTER ? "tester" : "nobody";
}

/* Of many files "54 Supports, 2 Not Evaluated. Worst in ncmec-TX-2023.pdf: " goes before the evidence. */
static Str evidence_of(const Statement *s, const Sum *sum)
{
    Buf text = {.arena = s->arena};
    bool is_alike = sum->counts[sum->worst] == s->count && sum->rank == INT64_MAX;
    for (int support = SUPPORT_COUNT - 1; support >= 0 && s->count > 1; support--)
        if (sum->counts[support])
            buf_printf(&text, "%s%zu %.*s", text.n ? ", " : "", sum->counts[support],
                       STR_ARG(support_text((Support)support, false, s->arena)));
    if (s->count > 1)
        buf_printf(&text, ". %s %.*s: ", is_alike ? "As in" : "Worst in", STR_ARG(sum->file));
    buf_put(&text, sum->text);
    return buf_str(&text);
}

/* "WCAG 2.1, level A" */
static Str level_text(const Criterion *c, Arena *a)
{
    return c->level[0] == 'P' ? STR("PDF/UA-1 (ISO 14289-1)") : str_printf(a, "WCAG 2.1, level %s", c->level);
}

/* "7.1 General" */
static Str criterion_text(const Criterion *c, Arena *a)
{
    return str_printf(a, "%s %s", c->number + (c->number[0] == 'u' ? 3 : 0), c->name);
}

static bool begins_level(size_t row)
{
    return row == 0 || strcmp(criteria[row].level, criteria[row - 1].level) != 0;
}

static Str people_text(const Statement *s)
{
    Buf out = {.arena = s->arena};
    Arena *a = s->arena;
    listing_wrapped(&out, STR(""), title_of(s));
    listing_wrapped(&out, STR(""), kind_text(s));
    if (testers_text(s).n)
        listing_wrapped(&out, STR(""), testers_text(s));
    for (size_t i = 0; i < s->count; i++)
        for (size_t k = RECORD_FILE; k < SHOWN; k++)
            if (s->files[i].fields[k].n && (s->count == 1 || k == RECORD_FILE || k == RECORD_DIGEST))
                listing_wrapped(&out, str_printf(a, "%s%s: ", k == RECORD_FILE ? "" : "  ", field_names[k]),
                                str_shown(a, s->files[i].fields[k]));
    for (size_t row = 0; row < criteria_count; row++) {
        const Sum *sum = &s->sums[row];
        if (begins_level(row))
            buf_printf(&out, "\n%.*s\n", STR_ARG(level_text(&criteria[row], a)));
        listing_wrapped(&out, STR(""),
                        str_printf(a, "%.*s: %.*s (%s)", STR_ARG(criterion_text(&criteria[row], a)),
                                   STR_ARG(support_text(sum->worst, false, a)), by_text(sum)));
        listing_wrapped(&out, STR("   "), str_shown(a, evidence_of(s, sum)));
    }
    buf_char(&out, '\n');
    listing_wrapped(&out, STR(""), about_text(s));
    return buf_str(&out);
}

static void fields_html(const Statement *s, Buf *out)
{
    buf_put(out, STR("<table>\n<caption>What was looked at</caption>\n<tbody>\n"));
    for (size_t k = 0; k < SHOWN; k++)
        if (s->files->fields[k].n) {
            tag_put(out, "<tr><th scope=\"row\">", str_from(field_names[k]), "</th>");
            tag_put(out, "<td class=\"rest\">", s->files->fields[k], "</td></tr>\n");
        }
    buf_put(out, STR("</tbody>\n</table>\n"));
}

static void files_html(const Statement *s, Buf *out)
{
    buf_put(out, STR("<h2>Files</h2>\n<table>\n<caption>What was looked at</caption>\n<thead><tr><th "
                     "scope=\"col\">Title</th><th scope=\"col\">File</th>"
                     "<th scope=\"col\">Tester</th><th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>\n"));
    for (size_t i = 0; i < s->count; i++) {
        const Str *fields = s->files[i].fields;
        tag_put(out, "<tr><td>", fields[RECORD_TITLE], "</td>");
        tag_put(out, "<td class=\"wide\">", fields[RECORD_FILE], "</td>");
        tag_put(out, "<td>",
                !fields[RECORD_TESTER].n ? STR("none")
                : str_eq(fields[RECORD_READ], str_from(read_this))
                    ? fields[RECORD_TESTER]
                    : str_printf(s->arena,
                                 str_eq(fields[RECORD_READ], str_from(read_others)) ? "%.*s, who read others"
                                                                                    : "%.*s; what was read is not said",
                                 STR_ARG(fields[RECORD_TESTER])),
                "</td>");
        tag_put(out, "<td class=\"wide\">", fields[RECORD_DIGEST], "</td></tr>\n");
    }
    buf_put(out, STR("</tbody>\n</table>\n"));
}

static Str html_text(const Statement *s)
{
    Buf out = {.arena = s->arena};
    paper_open(&out, title_of(s));
    tag_put(&out, "<h1>", title_of(s), "</h1>\n");
    if (unsignable(s))
        tag_put(&out, "<p>", kind_text(s), "</p>\n");
    if (testers_text(s).n)
        tag_put(&out, "<p>", testers_text(s), "</p>\n");
    tag_put(&out, "<p>", about_text(s), "</p>\n");
    if (s->count == 1)
        fields_html(s, &out);
    for (size_t row = 0; row < criteria_count; row++) {
        const Sum *sum = &s->sums[row];
        if (begins_level(row)) {
            tag_put(&out, row ? "</table>\n<h2>" : "<h2>", level_text(&criteria[row], s->arena), "</h2>\n");
            buf_put(&out, STR("<table>\n<caption>Verdicts and evidence</caption>\n<thead><tr><th "
                              "scope=\"col\">Criterion</th><th scope=\"col\">Verdict</th>"
                              "<th scope=\"col\">By</th><th scope=\"col\">Evidence</th></tr></thead>\n"));
        }
        tag_put(&out, "<tbody><tr><th scope=\"row\">", criterion_text(&criteria[row], s->arena), "</th>");
        tag_put(&out, "<td class=\"keep\">", support_text(sum->worst, false, s->arena), "</td>");
        tag_put(&out, "<td class=\"keep\">", str_from(by_text(sum)), "</td>");
        tag_put(&out, "<td>", evidence_of(s, sum), "</td></tr></tbody>\n");
    }
    buf_put(&out, STR("</table>\n"));
    if (s->count != 1)
        files_html(s, &out);
    buf_put(&out, STR("</main>\n</body>\n</html>\n"));
    return buf_str(&out);
}

static void pair_put(Buf *out, const char *key, Str text)
{
    buf_put(out, str_from(key));
    buf_json(out, text);
    buf_char(out, '\n');
}

/* Clauses of PDF/UA, which OpenACR has no chapter for. */
static Str clauses_text(const Statement *s)
{
    Buf text = {.arena = s->arena};
    Str testers = testers_text(s);
    buf_printf(&text, "%.*s%s%.*s%s%.*s", STR_ARG(kind_text(s)), unsignable(s) ? " " : "", STR_ARG(testers),
               testers.n ? " " : "", STR_ARG(about_text(s)));
    for (size_t row = 0; row < criteria_count; row++)
        if (criteria[row].level[0] == 'P')
            buf_printf(&text, "\n%s, %.*s: %.*s (%s). %.*s", "PDF/UA-1",
                       STR_ARG(criterion_text(&criteria[row], s->arena)),
                       STR_ARG(support_text(s->sums[row].worst, false, s->arena)), by_text(&s->sums[row]),
                       STR_ARG(evidence_of(s, &s->sums[row])));
    return buf_str(&text);
}

static Str openacr_text(const Statement *s)
{
    Arena *a = s->arena;
    Buf out = {.arena = a}, files = {.arena = a};
    const Str *first = s->files->fields;
    bool has_signed = is_signed(s);
    for (size_t i = 0; i < s->count; i++)
        buf_printf(&files, "%s%.*s, SHA-256 %.*s", i ? "\n" : "", STR_ARG(s->files[i].fields[RECORD_FILE]),
                   STR_ARG(s->files[i].fields[RECORD_DIGEST]));
    pair_put(&out, OPENACR_BEGIN "title: ", title_of(s));
    pair_put(&out, "product:\n  name: ", s->count == 1 ? first[RECORD_TITLE] : STR("NCMEC fact sheets"));
    pair_put(&out, "  description: ", buf_str(&files));
    pair_put(&out, "author:\n  name: ", has_signed ? first[RECORD_TESTER] : (Str){0});
    pair_put(&out, "  email: ", has_signed ? first[RECORD_CONTACT] : (Str){0});
    Str date = first[RECORD_DATE]; /* without a clock: of the latest file */
    for (size_t i = 1; i < s->count; i++)
        date = str_compare(s->files[i].fields[RECORD_DATE], date) > 0 ? s->files[i].fields[RECORD_DATE] : date;
    pair_put(&out, "report_date: ", has_signed ? first[RECORD_TESTED] : date);
    pair_put(&out, "notes: ", clauses_text(s));
    pair_put(&out, "evaluation_methods_used: ",
             has_signed ? str_printf(a, "Measured on the files by " NCMEC_PRODUCER "; %s with %.*s",
                                     s->count == 1 ? "read" : "those that the notes name were read",
                                     STR_ARG(first[RECORD_TECHNOLOGY]))
                        : STR("Measured on the files by " NCMEC_PRODUCER "; not read by a person"));
    buf_put(&out, STR("catalog: 2.4-edition-wcag-2.1-en\nchapters:\n"));
    for (size_t row = 0; row < criteria_count && criteria[row].level[0] == 'A'; row++) {
        const Criterion *c = &criteria[row];
        if (begins_level(row))
            buf_printf(&out, "  success_criteria_level_%s:\n    criteria:\n", c->level[1] ? "aa" : "a");
        buf_printf(&out, "      - num: \"%s\"\n        components:\n          - name: electronic-docs\n", c->number);
        pair_put(&out, "            adherence:\n              level: ", support_text(s->sums[row].worst, true, a));
        pair_put(&out, "              notes: ",
                 str_printf(a, "(%s) %.*s", by_text(&s->sums[row]), STR_ARG(evidence_of(s, &s->sums[row]))));
    }
    buf_put(&out, STR("  success_criteria_level_aaa:\n    disabled: true\n"));
    return buf_str(&out);
}

/* The place of the next digest, which it takes off; empty: it has none. */
static Str place_take(Str *all)
{
    Str word = str_cut(all, STR(" "));
    size_t end = str_find(word, STR("="), 0);
    return str_slice(word, 0, end < word.n ? end : 0);
}

/* What all records have in a place, or in none, each digest once with its name. */
static void digests_put(Buf *out, const Statement *s, int field, Str place)
{
    TextSet digests = {.arena = s->arena};
    size_t skip = place.n ? place.n + 1 : 0;
    if (place.n)
        buf_printf(out, "  %.*s:\n", STR_ARG(place));
    for (size_t i = 0; i < s->count; i++) {
        Str names = s->files[i].fields[field], all = s->files[i].fields[field + 1];
        while (all.n) {
            Str rest = all, word = str_cut(&all, STR(" ")), name = str_slice(names, 0, str_find(names, STR(", "), 0));
            names = str_slice(names, name.n + 2, names.n);
            if (str_eq(place_take(&rest), place) && textset_add(&digests, word))
                buf_printf(out, "%s  - %.*s  # %.*s\n", skip ? "  " : "", STR_ARG(str_slice(word, skip, word.n)),
                           STR_ARG(name));
        }
    }
}

/* Digests of each final file, of one field, with its name. */
static void read_put(Buf *out, const Statement *s, int field)
{
    TextSet digests = {.arena = s->arena};
    for (size_t i = 0; i < s->count; i++) {
        Str all = s->files[i].fields[RECORD_KIND].n ? (Str){0} : s->files[i].fields[field];
        while (all.n) {
            Str one = str_cut(&all, STR(" "));
            if (textset_add(&digests, one))
                buf_printf(out, "  - %.*s  # %.*s\n", STR_ARG(one), STR_ARG(s->files[i].fields[RECORD_FILE]));
        }
    }
    if (!digests.count)
        buf_put(out, STR("  []\n"));
}

/* A statement.yaml to be filled in: what is still open, bound to the wordings and themes of the files. */
static Str form_text(const Statement *s)
{
    Buf out = {.arena = s->arena};
    buf_put(&out,
            STR("# What a person found who read the sheets with assistive technology. Fill it in, and save it as\n"
                "# statement.yaml in the data folder. A verdict is one of: supports, partially supports, does not\n"
                "# support, not applicable, not evaluated; the second and third say why:\n"
                "#   1.4.10: {verdict: partially supports, why: \"the table is cut off at 400%\"}\n"
                "tester: \"\"\ndate: \"\"  # as in 2024-01-31\n"
                "assistive_technology: []  # as in [NVDA 2024.1 with Acrobat Reader 24.1]\n"
                "# contact: a mailbox, where readers can tell of barriers\n"
                "# Digests of the files that were tested, by which this expires when these change:\n"));
    for (size_t b = 0; b < BOUNDS; b++) {
        TextSet places = {.arena = s->arena};
        buf_printf(&out, "%s:\n", bounds[b].key);
        for (size_t i = 0; i < s->count; i++)
            for (Str all = s->files[i].fields[bounds[b].field + 1]; all.n;)
                textset_add(&places, place_take(&all));
        for (size_t i = 0; i < places.count; i++)
            digests_put(&out, s, bounds[b].field, places.items[i]);
    }
    if (unsignable(s))
        buf_put(&out, STR("# Of drafts and of invented figures nothing is signed, so they are not listed below.\n"));
    buf_put(&out,
            STR("# The PDFs themselves; leave those that the tester read, and each record says if it is one of them:\n"
                "read:\n"));
    read_put(&out, s, RECORD_DIGEST);
    buf_put(&out, STR("# What was typed for each of them: source, notes, corrections, titles. Leave those that the "
                      "tester read:\ntexts:\n"));
    read_put(&out, s, RECORD_TEXTS);
    buf_put(&out, STR("verdicts:\n"));
    for (size_t row = 0; row < criteria_count; row++)
        if (s->sums[row].counts[SUPPORT_NOT_EVALUATED] || criteria[row].is_of_screen)
            buf_printf(&out, "  %s: not evaluated  # %s\n", criteria[row].number, criteria[row].name);
    return buf_str(&out);
}

Str statement_text(Statement *s, Output form)
{
    if (!s->count)
        return (Str){0};
    return form == OUTPUT_STATEMENT_HTML   ? html_text(s)
           : form == OUTPUT_STATEMENT_YAML ? openacr_text(s)
           : form == OUTPUT_STATEMENT_FORM ? form_text(s)
                                           : people_text(s);
}
