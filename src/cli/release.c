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

/* A row that is asked about: one that comes, or one that the ledger has of a file that goes out again. */
typedef struct Asked {
    size_t row;
    Str file;                     /* that was named */
    const FigureFile *printed[2]; /* what its file carries of the state and of the nation; NULL: none, or not read */
} Asked;

typedef struct Release {
    const Request *request;
    Store *store;
    Ledger ledger; /* with room for the rows that come */
    size_t capacity;
    Asked *asked;
    size_t asked_count, asked_capacity;
    TextSet told; /* of the nation's figures, which many files print */
    Buf said;
    Arena *arena;
    Diag *diag;
} Release;

/* What a file prints of one file of figures. */
typedef struct Printed {
    const Jurisdiction *state; /* NULL: the nation */
    int year;
    Str lines;
    const FigureFile *file; /* as far as it can be read */
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
        const FiguresAsked asked = {store_dictionary(r->store, year, r->diag), r->store->jurisdictions, whose, year};
        printed[(*count)++] = (Printed){whose, year, lines_of(root, figures, whose ? "" : "us.", a),
                                        asked.dictionary ? figures_read(root, &asked, a, diag_new(a)) : NULL};
    }
    return true;
}

/* ---- Rows ---- */

static void row_say(Release *r, Str file, const LedgerRow *row, const char *how)
{
    Str code = jurisdiction_code(row->state);
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

/* A row that the file has. */
typedef struct NewRow {
    LedgerRow row;
    const FigureFile *printed[2];
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
        rows[made] = (NewRow){row, {own->state ? own->file : NULL, own->state ? NULL : own->file}};
        for (size_t k = 0; k < count && own->state; k++)
            if (!printed[k].state && printed[k].year == own->year) {
                rows[made].printed[1] = printed[k].file;
                rows[made].row.figures =
                    str_printf(r->arena, "%.*s%s%.*s", STR_ARG(row.figures),
                               row.figures.n && printed[k].lines.n ? "\n" : "", STR_ARG(printed[k].lines));
            }
        made += rows[made].row.figures.n != 0;
    }
    return made;
}

static void row_ask(Release *r, Asked asked)
{
    ARENA_NEXT(r->arena, r->asked, r->asked_count, r->asked_capacity) = asked;
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
        row_ask(r, (Asked){i, file, {NULL, NULL}});
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
                       STR_ARG(str_shown(r->arena, own->file)), STR_ARG(jurisdiction_code(own->state)), own->year,
                       r->ledger.path);
    }
}

static void rows_enter(Release *r, const NewRow *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        LedgerRow row = rows[i].row;
        ARENA_ROOM(r->arena, r->ledger.rows, r->ledger.count, r->capacity);
        ledger_add(&r->ledger, &row);
        row_say(r, row.file, &row, "");
        row_ask(r, (Asked){r->ledger.count - 1, row.file, {rows[i].printed[0], rows[i].printed[1]}});
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
    if (!is_known && !pdf_as_made(pdf, "release", said))
        return;
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

/* Whether the same was told of the nation's figure in another file. */
static bool is_told(Release *r, const FigureFile *file, Str key, Str one, Str other)
{
    return !file->jurisdiction && !textset_add(&r->told, str_printf(r->arena, "%d %.*s: %.*s, %.*s", file->year,
                                                                    STR_ARG(key), STR_ARG(one), STR_ARG(other)));
}

/* What the data folder says otherwise by now; sets those measures. */
static void typed_ask(Release *r, const LedgerRow *row, const FigureFile *now, bool *differs)
{
    Arena *a = r->arena;
    const FigureFile *typed = store_figures(r->store, now->jurisdiction, row->year)->figures;
    const Figure *first = NULL;
    size_t count = 0, measures = typed && typed->dictionary == now->dictionary ? now->dictionary->count : 0;
    for (size_t i = 0; i < measures; i++) {
        differs[i] = released_differs(typed, &now->figures[i], a);
        count += differs[i];
        first = differs[i] && !first ? &now->figures[i] : first;
    }
    const Figure *is = first ? &typed->figures[first->measure - now->dictionary->items] : NULL;
    Str key = first ? first->measure->key : STR(""), one = first ? figure_long(first, &language_english, a) : key,
        other = first ? figure_long(is, &language_english, a) : key;
    if (!first || is_told(r, now, key, one, other))
        return;
    diag_error(r->diag, DIAG_REVISION, is->mark,
               "%.*s is %.*s here, but '%.*s' prints %.*s%s; if it is right here, make the file again", STR_ARG(key),
               STR_ARG(other), STR_ARG(str_shown(a, row->file)), STR_ARG(one),
               count > 1 ? str_printf(a, ", and %zu more figure%s otherwise, too", count - 1, PLURAL(count - 1)).s
                         : "");
}

/* What other editions print otherwise, of a state or the nation, and is not told of. */
static void figures_ask(Release *r, const LedgerRow *row, const FigureFile *now, const Released *others, size_t count)
{
    Arena *a = r->arena;
    bool *differs = ARENA_ARRAY(a, bool, now->dictionary->count);
    const Released **untold = ARENA_ARRAY(a, const Released *, now->dictionary->count);
    typed_ask(r, row, now, differs);
    released_untold(now, others, count, untold, a, r->diag);
    for (size_t i = 0; i < now->dictionary->count; i++) {
        const Released *other = untold[i];
        if (!other || differs[i])
            continue;
        Str key = now->dictionary->items[i].key, is = figure_long(&now->figures[i], &language_english, a),
            was = figure_long(released_figure(other, now, i), &language_english, a);
        bool is_later = other->state == row->state && other->edition > row->edition;
        if (!is_told(r, now, key, is, was))
            diag_error(r->diag, DIAG_REVISION, nowhere,
                       "'%.*s' prints %s%.*s of %.*s %d as %.*s, and edition %u%s%.*s ('%.*s') as %.*s, without a word "
                       "of it; %s",
                       STR_ARG(str_shown(a, row->file)), now->jurisdiction ? "" : "the nation's ", STR_ARG(key),
                       STR_ARG(jurisdiction_code(row->state)), row->year, STR_ARG(is), other->edition,
                       other->state == row->state ? "" : " of ",
                       STR_ARG(other->state == row->state ? STR("") : jurisdiction_code(other->state)),
                       STR_ARG(str_shown(a, other->file)), STR_ARG(was),
                       is_later ? "this file was replaced by it: let the later one go out"
                                : "type the line in 'revisions:' that 'ncmec-pdf diff --revisions' prints, and make "
                                  "the file again");
    }
}

static bool is_of_edition(const LedgerRow *one, const LedgerRow *other)
{
    return one->state == other->state && one->year == other->year && one->edition == other->edition;
}

/* The first of the rows that are asked about that is of the edition of a row; their count: none is. */
static size_t asked_find(const Release *r, const LedgerRow *row)
{
    size_t i = 0;
    while (i < r->asked_count && !is_of_edition(&r->ledger.rows[r->asked[i].row], row))
        i++;
    return i;
}

/* The editions that one of which files go out is held against: a new one against all before it, each against later
   ones of which none goes out now. */
static size_t others_list(const Release *r, const Released *editions, size_t count, const Released *own, bool is_new,
                          Released *others)
{
    size_t listed = 0;
    for (const Released *e = editions; e < editions + count; e++)
        if (e < own ? is_new : e > own && asked_find(r, &r->ledger.rows[e->row]) == r->asked_count)
            others[listed++] = *e;
    return listed;
}

/* Each edition of which files go out, once. */
static void revisions_ask(Release *r, size_t first)
{
    const Released *editions = NULL;
    size_t count = 0;
    int year = 0;
    for (size_t i = 0; i < r->asked_count; i++) {
        LedgerRow named = r->ledger.rows[r->asked[i].row];
        const LedgerRow *row = &named;
        named.file = r->asked[i].file;
        if (row->year != year)
            editions = store_released(r->store, year = row->year, &count, r->diag);
        const Released *own = editions;
        while (own < editions + count && !is_of_edition(&r->ledger.rows[own->row], row))
            own++;
        if (own == editions + count || asked_find(r, row) < i)
            continue;
        Released *others = ARENA_ARRAY(r->arena, Released, count);
        size_t other_count = others_list(r, editions, count, own, own->row >= first, others);
        for (size_t k = row->state ? 0 : 1; k < 2; k++) {
            const FigureFile *printed = r->asked[i].printed[k];
            FigureFile now = printed ? *printed : (FigureFile){.year = year};
            now.dictionary = store_dictionary(r->store, year, r->diag);
            now.jurisdiction = k ? NULL : row->state;
            now.figures = k ? own->nation : own->figures;
            figures_ask(r, row, &now, others, other_count);
        }
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
    Release r = {.request = request, .told.arena = a, .said.arena = a, .arena = a, .diag = d};
    size_t first = 0;
    if (!request->operands.count)
        diag_error(d, DIAG_USAGE, nowhere, "name the files that go out, as in: ncmec-pdf release ca.pdf");
    else
        r.store = store_open(request, a, d);
    if (r.store && ledger_open(&r)) {
        first = r.ledger.count;
        for (size_t i = 0; i < request->operands.count; i++)
            file_release(&r, request->operands.items[i]);
        if (r.asked_count && !diag_errors(d))
            years_ask(&r, first);
    }
    bool has_rows = r.ledger.count > first, writes = has_rows && diag_exit(d, request->strict) == EXIT_CODE_DONE;
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
    Str said = diag_errors(d) ? (Str){0} : buf_str(&r.said);
    return command_end(request, has_rows && !writes ? STR("nothing is entered, for the findings above\n") : said, d);
}
