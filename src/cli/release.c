/* "ncmec-pdf release": enters files that go out into the ledger, with the figures that they print. What was entered
   before stays as it is; after a finding nothing is. */
#include "command.h"

#include "src/base/file.h"
#include "src/base/hash.h"
#include "src/base/lock.h"
#include "src/review/verify.h"
#include "src/sheet/sheet.h"
#include "src/store/folders.h"
#include "src/store/ledger.h"

typedef struct Release {
    const Request *request;
    Store *store;
    Ledger ledger; /* with room for the rows that come */
    size_t capacity;
    const Value *(*revisions)[2]; /* that a row's file prints of the state and of the nation */
    size_t revision_count, revision_capacity;
    const Released *editions; /* of the year that is asked about */
    Buf said;
    Arena *arena;
    Diag *diag;
} Release;

/* What a file prints of one file of figures. */
typedef struct Printed {
    const Jurisdiction *state; /* NULL: the nation */
    int year;
    Str lines;
    const Value *revisions; /* NULL: none */
} Printed;

/* ---- What a file prints ---- */

/* The figures, and a digest of the texts that the sheet prints with them: of an extract all that is before its figures.
   The year before, of which a sheet prints changes alone, has none. */
static Str lines_of(const Value *root, const Value *figures, const char *prefix, Arena *a)
{
    enum { SHOWN = 16 };
    Buf out = {.arena = a};
    Str text = root->mark.source->text;
    for (size_t i = 0; i < figures->count; i++)
        if (figures->fields[i].value->kind == VALUE_SCALAR)
            buf_printf(&out, "%s%s%.*s: %.*s", out.n ? "\n" : "", prefix, STR_ARG(figures->fields[i].key),
                       STR_ARG(figures->fields[i].value->text));
    if (value_get(root, STR("source")) || value_get(root, STR("notes")) || value_get(root, STR("revisions")))
        buf_printf(&out, "%s%s(texts): %.*s", out.n ? "\n" : "", prefix, SHOWN,
                   sha256_of(str_slice(text, 0, str_find(text, STR("\nfigures:"), 0)), a).s);
    return buf_str(&out);
}

static bool is_said(const Value *root, const char *key, const char *word)
{
    const Value *v = value_scalar(root, str_from(key));
    return v && str_eq(v->text, str_from(word));
}

/* The attached files of figures. False after a finding: what is no final sheet does not go out. */
static bool printed_read(const Release *r, const PdfRead *pdf, Printed *printed, size_t *count)
{
    Arena *a = r->arena;
    *count = 0;
    for (size_t i = 0; i < pdf->file_count; i++) {
        const char *name = str_printf(a, "%s/%.*s", pdf->path, STR_ARG(pdf->files[i].name)).s;
        if (!str_ends(pdf->files[i].name, STR(".yaml")))
            continue;
        const Value *root = yaml_parse(source_new(str_from(name), pdf->files[i].bytes, a), a, diag_new(a));
        const Value *figures = value_get(root, STR("figures")), *owner = value_scalar(root, STR("state"));
        int year = root ? figures_year(root) : 0;
        if (!year || !figures || figures->kind != VALUE_MAP)
            continue;
        if (is_said(root, "status", "draft") || is_said(root, "sample", "true"))
            return diag_error(r->diag, DIAG_DRAFT, nowhere,
                              "'%s' is a %s, which does not go out; make it of final figures", pdf->path,
                              is_said(root, "sample", "true") ? "sample" : "draft");
        const Jurisdiction *whose = owner ? jurisdiction_find(r->store->jurisdictions, owner->text) : NULL;
        if (owner && !whose)
            return diag_error(r->diag, DIAG_VALUE, owner->mark, "'%s' carries figures of an unknown state", pdf->path);
        printed[(*count)++] =
            (Printed){whose, year, lines_of(root, figures, whose ? "" : "us.", a), value_get(root, STR("revisions"))};
    }
    return true;
}

/* ---- Rows ---- */

static void row_say(Release *r, Str file, const LedgerRow *row, const char *how)
{
    Str code = row->state ? row->state->code : STR("US");
    buf_printf(&r->said, "%.*s: %.*s %d, edition %u%s\n", STR_ARG(str_shown(r->arena, file)), STR_ARG(code), row->year,
               row->edition, how);
}

static bool has_printed(const Printed *printed, size_t count, int year, bool of_state)
{
    for (size_t i = 0; i < count; i++)
        if (printed[i].year == year && (printed[i].state != NULL) == of_state)
            return true;
    return false;
}

/* A row that the file has, and what it prints of corrections. */
typedef struct NewRow {
    LedgerRow row;
    const Value *revisions[2];
} NewRow;

/* The rows of a file. The nation's figures of a year stand in the rows of its states, or in one of their own. */
static size_t rows_make(const Release *r, LedgerRow row, const Printed *printed, size_t count, NewRow *rows)
{
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        const Printed *own = &printed[i];
        if (!own->state && has_printed(printed, count, own->year, true))
            continue;
        row.state = own->state;
        row.year = own->year;
        row.figures = own->lines;
        rows[made] = (NewRow){row, {own->state ? own->revisions : NULL, own->state ? NULL : own->revisions}};
        for (size_t k = 0; k < count && own->state; k++)
            if (!printed[k].state && printed[k].year == own->year) {
                rows[made].revisions[1] = printed[k].revisions;
                rows[made].row.figures =
                    str_printf(r->arena, "%.*s%s%.*s", STR_ARG(row.figures),
                               row.figures.n && printed[k].lines.n ? "\n" : "", STR_ARG(printed[k].lines));
            }
        made += rows[made].row.figures.n != 0;
    }
    return made;
}

/* Whether the ledger has the file, by its bytes. */
static bool is_entered(Release *r, Str file, Str digest)
{
    bool any = false;
    for (size_t i = 0; i < r->ledger.count; i++) {
        const LedgerRow *row = &r->ledger.rows[i];
        if (!str_eq(row->digest, digest))
            continue;
        any = true;
        row_say(r, file, row, "; it is in the ledger already");
    }
    return any;
}

/* What the ledger says of a file that it has, beside the file. */
static void rows_compare(Release *r, const NewRow *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const LedgerRow *own = &rows[i].row;
        bool any = false;
        for (size_t k = 0; k < r->ledger.count; k++) {
            const LedgerRow *row = &r->ledger.rows[k];
            if (!str_eq(row->digest, own->digest) || row->state != own->state || row->year != own->year)
                continue;
            any = true;
            ledger_compare(row, own, r->arena, r->diag);
        }
        if (!any)
            diag_error(r->diag, DIAG_MISMATCH, nowhere,
                       "'%.*s' is in the ledger, but its sheet of %.*s %d is not; give %s back as 'release' wrote it",
                       STR_ARG(str_shown(r->arena, own->file)), STR_ARG(own->state ? own->state->code : STR("US")),
                       own->year, r->ledger.path);
    }
}

static void rows_enter(Release *r, const NewRow *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        LedgerRow row = rows[i].row;
        ARENA_ROOM(r->arena, r->ledger.rows, r->ledger.count, r->capacity);
        ledger_add(&r->ledger, &row);
        row_say(r, row.file, &row, "");
        memcpy(ARENA_NEXT(r->arena, r->revisions, r->revision_count, r->revision_capacity), rows[i].revisions,
               sizeof rows[i].revisions);
    }
}

static Str moment(int64_t seconds, Arena *a)
{
    enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };
    int second = (int)(seconds % DAY);
    return str_printf(a, "%.*sT%02d:%02d:%02dZ", STR_ARG(date_iso(date_from_seconds(seconds), a)), second / HOUR,
                      second % HOUR / MINUTE, second % MINUTE);
}

/* What a file prints, of what it carries or of what the data folder makes; false after a finding. */
static bool printed_find(const Release *r, const PdfRead *pdf, bool is_known, Printed **printed, size_t *count)
{
    Arena *a = r->arena;
    *printed = ARENA_ARRAY(a, Printed, pdf->file_count);
    if (!printed_read(r, pdf, *printed, count))
        return false;
    if (pdf->file_count && !is_known && !verify_carried(r->request, pdf, r->store->jurisdictions, a))
        return diag_error(
            r->diag, DIAG_MISMATCH, nowhere,
            "'%s' is not what the figures that it carries make, so what it prints is not known; 'ncmec-pdf verify' "
            "says where it differs; make it again",
            pdf->path);
    const PdfRead *carrier = *count ? pdf : verify_screen(r->request, pdf, r->store->jurisdictions, a, r->diag);
    if (*count || !carrier)
        return *count;
    *printed = ARENA_ARRAY(a, Printed, carrier->file_count);
    return printed_read(r, carrier, *printed, count);
}

static void file_release(Release *r, const char *path)
{
    Arena *a = r->arena;
    Printed *printed;
    size_t count = 0;
    Diag *said = r->diag;
    const PdfRead *pdf = pdf_read(path, a, said);
    if (!pdf)
        return;
    Str folder = str_from(path), file = path_cut(&folder), digest = sha256_of(pdf->bytes, a);
    bool is_known = is_entered(r, file, digest);
    if (!is_known && pdf_first_revision(pdf->bytes).n < pdf->bytes.n) {
        enum { HEAD = 1024 }; /* bytes in which a linearized file says so */
        Str head = str_slice(pdf->bytes, 0, HEAD < pdf->bytes.n ? HEAD : pdf->bytes.n);
        diag_error(said, DIAG_MISMATCH, nowhere, "'%s' %s; release the file as it was before", path,
                   str_find(head, STR("/Linearized"), 0) < head.n
                       ? "was linearized by another program, so that its bytes are not those that are proven"
                       : "goes on after its first revision, as signed files do, and what that adds is not known");
        return;
    }
    r->diag = is_known ? diag_new(a) : said; /* one that is entered need not be made again */
    bool is_read = printed_find(r, pdf, is_known, &printed, &count);
    r->diag = said;
    if (!is_read)
        return;
    NewRow *rows = ARENA_ARRAY(a, NewRow, count);
    const LedgerRow row = {.file = file, .digest = digest, .modified = pdf->has_date ? moment(pdf->date, a) : STR("")};
    count = rows_make(r, row, printed, count, rows);
    (is_known ? rows_compare : rows_enter)(r, rows, count);
}

/* ---- What the year tells ---- */

/* The states of the rows that come, of that year; NULL for the nation. */
static size_t states_list(const Release *r, size_t first, int year, const Jurisdiction **states)
{
    size_t count = 0;
    for (size_t i = first; i < r->ledger.count; i++)
        if (r->ledger.rows[i].year == year)
            states[count++] = r->ledger.rows[i].state;
    return count;
}

static bool is_told(const Value *revisions, const Figure *was, Arena *a)
{
    Str text = figure_long(was, &language_english, a);
    for (size_t i = 0; revisions && i < revisions->count; i++) {
        const Value *key = value_scalar(revisions->items[i], STR("figure")),
                    *told = value_scalar(revisions->items[i], STR("was"));
        Figure figure;
        if (key && told && str_eq(key->text, was->measure->key) &&
            figure_read(told, was->measure, &figure, diag_new(a)) &&
            str_eq(figure_long(&figure, &language_english, a), text))
            return true;
    }
    return false;
}

/* What was printed otherwise before, of a state or the nation, and is not told of. */
static void figures_ask(Release *r, const LedgerRow *row, const FigureFile *now, const Value *revisions,
                        const Released *before, const Figure *figures)
{
    Arena *a = r->arena;
    const FigureFile *typed = store_figures(r->store, now->jurisdiction, row->year)->figures;
    for (size_t i = 0; i < now->dictionary->count; i++) {
        const Figure *was = &figures[i], *is = &now->figures[i];
        if (!released_differs(now, was, a) || is_told(revisions, was, a) ||
            (typed && released_mistold(typed, was, r->editions, before, a, r->diag)))
            continue;
        diag_error(
            r->diag, DIAG_REVISION, nowhere,
            "'%.*s' prints %s%.*s of %.*s %d as %.*s, and edition %u ('%.*s') as %.*s, without a word of it; type "
            "the line in 'revisions:' that 'ncmec-pdf diff --revisions' prints, and make the file again",
            STR_ARG(str_shown(a, row->file)), now->jurisdiction ? "" : "the nation's ", STR_ARG(was->measure->key),
            STR_ARG(row->state ? row->state->code : STR("US")), row->year,
            STR_ARG(figure_long(is, &language_english, a)), before->edition, STR_ARG(str_shown(a, before->file)),
            STR_ARG(figure_long(was, &language_english, a)));
    }
}

/* Each new edition beside the one before it, once. */
static void revisions_ask(Release *r, size_t first)
{
    for (size_t i = first; i < r->ledger.count; i++) {
        const LedgerRow *row = &r->ledger.rows[i];
        const Released *before = NULL, *now = NULL;
        size_t count, k = 0;
        while (r->ledger.rows[k].state != row->state || r->ledger.rows[k].year != row->year ||
               r->ledger.rows[k].edition != row->edition)
            k++;
        const Released *editions = r->editions = store_released(r->store, row->year, &count, r->diag);
        for (size_t e = 0; e < count; e++) {
            if (editions[e].state == row->state && editions[e].edition == row->edition)
                now = &editions[e];
            if (editions[e].state == row->state && editions[e].edition + 1 == row->edition)
                before = &editions[e];
        }
        if (k < i || !before || !now)
            continue;
        const Dictionary *dict = store_dictionary(r->store, row->year, r->diag);
        const FigureFile files[] = {{.dictionary = dict, .jurisdiction = row->state, .figures = now->figures},
                                    {.dictionary = dict, .figures = now->nation}};
        figures_ask(r, row, &files[0], r->revisions[i - first][0], before, before->figures);
        figures_ask(r, row, &files[1], r->revisions[i - first][1], before, before->nation);
    }
}

/* This is the last gate: the final figures of each year, with all that went out, these files among it. */
static void years_ask(Release *r, size_t first)
{
    const Jurisdiction **states = ARENA_ARRAY(r->arena, const Jurisdiction *, r->ledger.count - first);
    r->store->ledger = &r->ledger;
    for (size_t i = first; i < r->ledger.count; i++) {
        int year = r->ledger.rows[i].year;
        size_t k = first;
        while (r->ledger.rows[k].year != year)
            k++;
        if (k == i)
            year_report(r->store, year, states, states_list(r, first, year, states), r->diag);
    }
    revisions_ask(r, first);
}

/* ---- The command ---- */

static bool ledger_open(Release *r)
{
    bool made;
    if (!r->store->dictionary || !r->store->jurisdictions ||
        !folder_lock_to_change(r->request->folders.office, &made, r->diag))
        return false;
    const Ledger *ledger = store_ledger(r->store, r->diag);
    if (!ledger)
        return false;
    r->ledger = *ledger;
    r->ledger.rows = NULL;
    r->ledger.count = 0;
    for (size_t i = 0; i < ledger->count; i++) {
        ARENA_NEXT(r->arena, r->ledger.rows, r->ledger.count, r->capacity) = ledger->rows[i];
    }
    return true;
}

int release_run(const Request *request, Arena *a, Diag *d)
{
    Release r = {.request = request, .said.arena = a, .arena = a, .diag = d};
    size_t first = 0;
    if (!request->operands.count)
        diag_error(d, DIAG_USAGE, nowhere, "name the files that go out, as in: ncmec-pdf release ca.pdf");
    else
        r.store = store_open(request, a, d);
    if (r.store && ledger_open(&r)) {
        first = r.ledger.count;
        for (size_t i = 0; i < request->operands.count; i++)
            file_release(&r, request->operands.items[i]);
        if (r.ledger.count > first && !diag_errors(d))
            years_ask(&r, first);
    }
    bool writes = r.ledger.count > first && diag_exit(d, request->strict) == EXIT_CODE_DONE;
    if (writes) {
        const FileChange change = {.target = r.ledger.path,
                                   .bytes = ledger_text(&r.ledger, first, a),
                                   .exists = r.ledger.source != NULL,
                                   .before = r.ledger.source ? r.ledger.source->text : STR("")};
        writes = file_write_all(&change, 1, a, d);
    }
    if (writes)
        buf_printf(&r.said, "%s: %zu row%s added\n", str_shown(a, str_from(r.ledger.path)).s, r.ledger.count - first,
                   PLURAL(r.ledger.count - first));
    return command_end(request, diag_errors(d) ? (Str){0} : buf_str(&r.said), d);
}
