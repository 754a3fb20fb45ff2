/* "ncmec-pdf statement": the accessibility record of one PDF, or the report of many: of sheets that are asked for, or
   of files that are there, sheets or packets, which are made again to be looked at. */
#include "src/review/statement.h"

#include "command.h"
#include "src/base/hash.h"
#include "src/review/verify.h"
#include "src/run/jobs.h"
#include "src/store/folders.h"

static ExitCode findings_print(SaidFindings *said, const Diag *d, const Request *r, Arena *a)
{
    size_t count;
    const Finding *found = diag_findings(d, &count, a);
    findings_say(said, found, count, diag_left_out(d), stderr, a);
    return diag_exit(d, r->strict);
}

/* One after the other, since all of them go into one document; a sheet that cannot be made leaves none. */
static ExitCode sheets_measure(const Request *r, Cache *cache, const SheetList *list, Statement *statement)
{
    ExitCode code = EXIT_CODE_DONE;
    SaidFindings said = {.style = r->style, .findings.arena = cache->arena, .hints.arena = cache->arena};
    for (size_t i = 0; i < list->count; i++) {
        Sheet sheet;
        Arena *a = arena_new();
        Diag *d = diag_new(a);
        if (sheet_make(cache, r, list->items[i], 0, &sheet, d))
            statement_add(statement, cache, &sheet, str_printf(a, "%.*s.pdf", STR_ARG(sheet.name)), d);
        code = exit_first(code, findings_print(&said, d, r, a));
        arena_free(a);
    }
    return code;
}

/* ---- Files that are there ---- */

typedef struct Measuring {
    const Request *request;
    Statement *statement;
    const char *path;
    TextSet seen;       /* digests of the files so far */
    const char **paths; /* of each of these */
    SaidFindings said;
    ExitCode code;
} Measuring;

static void measure(void *context, Cache *cache, const Sheet *sheet, const PacketMade *packet)
{
    Measuring *m = context;
    Arena *a = arena_new();
    Diag *d = diag_new(a);
    Str path = str_from(m->path), name = path_cut(&path);
    if (packet)
        statement_add_packet(m->statement, cache, packet, name, d);
    else
        statement_add(m->statement, cache, sheet, name, d);
    m->code = exit_first(m->code, findings_print(&m->said, d, m->request, a));
    arena_free(a);
}

/* Whether a file was named before, by whatever name, and is told. */
static bool is_again(Measuring *m, const PdfRead *pdf, Diag *d)
{
    Str digest = sha256_of(pdf->bytes, m->seen.arena);
    if (!textset_add(&m->seen, digest))
        return !diag_error(d, DIAG_UNUSED, nowhere, "'%s' has the bytes of '%s', so it is counted once; name it once",
                           m->path, m->paths[textset_find(&m->seen, digest)]);
    m->paths[m->seen.count - 1] = m->path;
    return false;
}

/* Of a web page no record is made; the PDF of its sheet is named beside it. */
static bool is_page(const char *path, Arena *a, Diag *d)
{
    return str_ends_any_case(str_from(path), STR(".html")) && path_exists(path) &&
           !diag_error(d, DIAG_VALUE, nowhere,
                       "'%s' is a web page, which the checks judge as it is made; a statement is about PDFs, so name "
                       "that of its sheet, such as '%s'",
                       path, str_terminated(a, flavor_ended(str_from(path), FLAVOR_DEFAULT, a)));
}

static void file_measure(Measuring *m, Diag *d)
{
    Arena *a = arena_new();
    const PdfRead *pdf = is_page(m->path, a, d) ? NULL : pdf_read(m->path, a, d);
    if (pdf && is_again(m, pdf, d))
        pdf = NULL;
    const SameMade same = {m, measure};
    if (pdf && pdf->has_flavor && pdf->flavor >= FLAVOR_PRESS)
        diag_error(d, DIAG_VALUE, nowhere,
                   "'%s' is for the press; a statement is about PDFs for readers, so name the one for the screen",
                   m->path);
    else if (pdf && pdf_first_revision(pdf->bytes).n < pdf->bytes.n)
        diag_error(d, DIAG_VALUE, nowhere,
                   "'%s' was changed or signed after it was made; make the statement of the file as it was made",
                   m->path);
    else if (pdf && verify_edition(m->request, pdf, &same, a) != EDITION_SAME)
        diag_error(d, DIAG_MISMATCH, nowhere,
                   "'%s' is not what the data folder makes, so its pages cannot be looked at; 'ncmec-pdf verify %s' "
                   "says what differs",
                   m->path, str_word(a, str_from(m->path)).s);
    arena_free(a);
}

static ExitCode files_measure(const Request *r, Statement *statement, Arena *a, Diag *d)
{
    Measuring m = {.request = r,
                   .statement = statement,
                   .seen.arena = a,
                   .paths = ARENA_ARRAY(a, const char *, r->operands.count),
                   .said = {.style = r->style, .findings.arena = a, .hints.arena = a}};
    Store *s = store_open(r, a, d);
    if (!diag_errors(d) && (r->to_sign || statement_check(s, d)))
        for (size_t i = 0; i < r->operands.count; i++) {
            m.path = r->operands.items[i];
            file_measure(&m, d);
        }
    store_close(s);
    return m.code;
}

static void statement_write(const Request *r, Statement *statement, Buf *said, Diag *d)
{
    target_write(r, target_form(r->output), false, statement_text(statement, r->output), said->arena, d);
    if (!diag_errors(d) && !r->to_sign)
        buf_put(said, statement_open(statement));
}

int statement_run(const Request *r, Arena *a, Diag *d)
{
    if (r->operands.count) {
        Buf open = {.arena = a};
        Statement *statement = statement_new(a);
        ExitCode found = files_measure(r, statement, a, d);
        if (found == EXIT_CODE_DONE && !diag_errors(d))
            statement_write(r, statement, &open, d);
        return (int)exit_first(found, (ExitCode)command_end(r, buf_str(&open), d));
    }
    SheetList list;
    ExitCode code = EXIT_CODE_DONE;
    Buf said = {.arena = a};
    Cache *cache = cache_new(r, a, d);
    bool is_ready = cache && (r->to_sign || statement_check(cache->store, d));
    if (is_ready && sheets_select(r, cache, a, &list, d)) {
        Statement *statement = statement_new(a);
        if (r->is_many)
            years_judge(cache, r, &list);
        code = sheets_measure(r, cache, &list, statement);
        if (code == EXIT_CODE_DONE && !diag_errors(d))
            statement_write(r, statement, &said, d);
        buf_put(&said, list.missing);
    }
    cache_free(cache);
    return (int)exit_first(code, (ExitCode)command_end(r, buf_str(&said), d));
}
