/* The ledger of what went out, released.csv of the data folder: a row a sheet of a file, with its figures as printed.
   It is read where a year withholds figures, and grows by whole rows at its end; what stands in it is never laid out
   anew. */
#include "ledger.h"

#include "src/data/grid.h"
#include "src/store/folders.h"

static const char head[] = "file,sha256,modified,state,year,edition,figures";
enum { COLUMN_FILE, COLUMN_DIGEST, COLUMN_MODIFIED, COLUMN_OF, COLUMN_YEAR, COLUMN_EDITION, COLUMN_FIGURES, COLUMNS };

/* ---- Lines of figures: "cybertipline_reports: 78,835" ---- */

/* The next line of a cell, split at its first ": "; false behind the last. */
static bool line_next(Str text, size_t *at, Str *key, Str *value)
{
    if (*at >= text.n)
        return false;
    size_t end = str_find(text, STR("\n"), *at);
    Str line = str_trim(str_slice(text, *at, end));
    size_t colon = str_find(line, STR(":"), 0);
    *key = str_slice(line, 0, colon);
    *value = str_trim(str_slice(line, colon < line.n ? colon + 1 : colon, line.n));
    *at = end + 1;
    return true;
}

/* What a cell says of a key; empty: nothing. */
static Str line_value(Str text, Str key)
{
    Str own, value;
    for (size_t at = 0; line_next(text, &at, &own, &value);)
        if (str_eq(own, key))
            return value;
    return (Str){0};
}

/* Whether two sheets may be of one edition: no line of both is different. */
static bool agree(Str one, Str other)
{
    Str key, value;
    for (size_t at = 0; line_next(one, &at, &key, &value);) {
        Str its = line_value(other, key);
        if (its.n && !str_eq(its, value))
            return false;
    }
    return true;
}

/* Of the texts that were printed with the figures there is a digest. */
static bool is_of_texts(Str key)
{
    return str_eq(key, STR("(texts)")) || str_eq(key, STR("us.(texts)"));
}

static bool is_of(const LedgerRow *one, const LedgerRow *other)
{
    return one->state == other->state && one->year == other->year;
}

/* ---- Reading ---- */

/* The place in the file itself, by line and column, of one in its cells. */
static Mark place_of(const Source *file, Mark at)
{
    size_t bom = at.source && file->text.n > at.source->text.n ? file->text.n - at.source->text.n : 0;
    return (Mark){file, at.offset + (uint32_t)bom, at.length};
}

static bool is_digest(Str text, size_t digits)
{
    for (size_t i = 0; i < text.n; i++)
        if (!is_digit(text.s[i]) && !(text.s[i] >= 'a' && text.s[i] <= 'f'))
            return false;
    return text.n == digits;
}

/* A day, and perhaps a time of it: "2023-12-31T00:00:00Z". */
static bool is_moment(Str text)
{
    static const Str pattern = {"T00:00:00Z", 10};
    Date ignored;
    size_t end = str_find(text, STR("T"), 0);
    Str time = str_slice(text, end, text.n);
    for (size_t i = 0; i < time.n; i++)
        if (i >= pattern.n || (pattern.s[i] == '0' ? !is_digit(time.s[i]) : time.s[i] != pattern.s[i]))
            return false;
    return (!time.n || time.n == pattern.n) && date_parse(str_slice(text, 0, end), &ignored);
}

static uint32_t edition_parse(Str text)
{
    enum { MOST = 999999 };
    int64_t value = digits_value(text, MOST);
    return value > 0 ? (uint32_t)value : 0;
}

/* What is wrong with a cell; NULL: nothing. */
static const char *cell_problem(const Store *s, size_t column, Str text)
{
    enum { DIGEST = 64, TEXTS = 16 };
    Str key, value;
    switch (column) {
    case COLUMN_FILE:
        return text.n ? NULL : "the file's name is missing";
    case COLUMN_DIGEST:
        return is_digest(text, DIGEST) ? NULL : "this is no SHA-256 of 64 digits and small letters";
    case COLUMN_MODIFIED:
        return !text.n || is_moment(text) ? NULL : "this is no day such as 2023-12-31T00:00:00Z";
    case COLUMN_OF:
        return nation_named(text) || jurisdiction_find(s->jurisdictions, text) ? NULL : "this is no state";
    case COLUMN_YEAR:
        return year_parse(text) ? NULL : "this is no year";
    case COLUMN_EDITION:
        return edition_parse(text) ? NULL : "this is not the number of an edition";
    default:
        for (size_t at = 0; line_next(text, &at, &key, &value);)
            if (!key.n || !value.n || (is_of_texts(key) && !is_digest(value, TEXTS)))
                return "a line here is no figure such as 'cybertipline_reports: 78,835'";
        return str_trim(text).n ? NULL : "the figures are missing, so nothing is known of what this file printed";
    }
}

static bool row_read(const Store *s, const Source *file, const GridRow *cells, LedgerRow *row, Diag *d)
{
    size_t errors = diag_errors(d);
    if (cells->count != COLUMNS)
        return diag_error(d, DIAG_SYNTAX, place_of(file, cells->cells[0].mark),
                          "a row of the ledger has %d cells, this one %zu; give the file back as 'release' wrote it",
                          COLUMNS, cells->count);
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *problem = cell_problem(s, i, cells->cells[i].text);
        if (problem)
            diag_error(d, DIAG_VALUE, place_of(file, cells->cells[i].mark),
                       "%s; give the ledger back as 'release' wrote it", problem);
    }
    Str of = cells->cells[COLUMN_OF].text;
    *row = (LedgerRow){.file = cells->cells[COLUMN_FILE].text,
                       .digest = cells->cells[COLUMN_DIGEST].text,
                       .modified = cells->cells[COLUMN_MODIFIED].text,
                       .state = nation_named(of) ? NULL : jurisdiction_find(s->jurisdictions, of),
                       .year = year_parse(cells->cells[COLUMN_YEAR].text),
                       .edition = edition_parse(cells->cells[COLUMN_EDITION].text),
                       .figures = cells->cells[COLUMN_FIGURES].text,
                       .mark = place_of(file, cells->cells[COLUMN_FIGURES].mark)};
    return diag_errors(d) == errors;
}

/* Editions are counted one by one: where one is missing, nothing is known of what it printed. */
static bool edition_check(const Ledger *ledger, const LedgerRow *row, Mark at, Diag *d)
{
    uint32_t last = 0;
    for (size_t i = 0; i < ledger->count && row->edition > last + 1; i++)
        if (is_of(&ledger->rows[i], row) && ledger->rows[i].edition > last)
            last = ledger->rows[i].edition;
    return row->edition <= last + 1 ||
           diag_error(d, DIAG_VALUE, at,
                      "this is edition %u of %.*s %d, and edition %u is not before it; give the ledger back as "
                      "'release' wrote it",
                      row->edition, STR_ARG(jurisdiction_code(row->state)), row->year, last + 1);
}

static void rows_read(const Store *s, Ledger *ledger, Diag *d)
{
    Arena *a = s->arena;
    Grids grids;
    Str text = ledger->source->text, bom = STR("\xEF\xBB\xBF");
    if (!str_starts(str_slice(text, str_starts(text, bom) ? bom.n : 0, text.n), STR(head))) {
        diag_error(d, DIAG_SYNTAX, (Mark){ledger->source, 0, (uint32_t)str_find(text, STR("\n"), 0)},
                   "the ledger does not begin with '%s'; give it back as 'release' wrote it", head);
        return;
    }
    Diag *found = diag_new(a);
    if (!grids_read(ledger->source, STR(""), &grids, a, found)) {
        size_t count;
        const Finding *first = diag_findings(found, &count, a);
        while (first->is_note || first->severity != SEVERITY_ERROR)
            first++;
        uint32_t line = first->has_place ? ledger->source->lines[first->line - 1] : 0;
        diag_error(d, first->code, (Mark){ledger->source, line + (first->has_place ? first->column - 1 : 0), 1}, "%.*s",
                   STR_ARG(first->message));
        return;
    }
    const Grid *grid = &grids.items[0];
    ledger->rows = ARENA_ARRAY(a, LedgerRow, grid->row_count);
    for (size_t i = 1; i < grid->row_count; i++) {
        const GridRow *cells = &grid->rows[i];
        LedgerRow *row = &ledger->rows[ledger->count];
        ledger->count += row_read(s, ledger->source, cells, row, d) &&
                         edition_check(ledger, row, place_of(ledger->source, cells->cells[COLUMN_EDITION].mark), d);
    }
}

const Ledger *store_ledger(Store *s, Diag *d)
{
    if (!s->ledger) {
        Diag *found = diag_new(s->arena);
        Ledger *ledger = ARENA_NEW(s->arena, Ledger);
        ledger->path = str_printf(s->arena, "%s/" LEDGER_NAME, s->request->folders.office).s;
        ledger->source = path_exists(ledger->path) ? source_read(ledger->path, s->arena, found) : NULL;
        if (ledger->source)
            rows_read(s, ledger, found);
        ledger->findings = found;
        s->ledger = ledger;
    }
    diag_take(d, s->ledger->findings);
    return diag_errors(s->ledger->findings) ? NULL : s->ledger;
}

/* ---- Editions ---- */

/* The place of a line of a cell; nowhere, where the row is not in the file yet. */
static Mark line_place(const LedgerRow *row, Str line)
{
    if (!row->mark.source)
        return nowhere;
    size_t at = str_find(row->mark.source->text, line, row->mark.offset);
    bool is_there = at < row->mark.offset + row->mark.length;
    return is_there ? (Mark){row->mark.source, (uint32_t)at, (uint32_t)line.n} : row->mark;
}

/* A key that is none of the dictionary's: nothing is known of what was printed there. */
static void key_report(const Dictionary *dict, Str key, MeasureScope scope, Mark at, Arena *a, Diag *d)
{
    Str *keys = ARENA_ARRAY(a, Str, dict->count);
    size_t count = 0;
    for (size_t i = 0; i < dict->count; i++)
        if (dict->items[i].scope & scope)
            keys[count++] = dict->items[i].key;
    diag_error(d, DIAG_UNKNOWN_KEY, at, "'%.*s' is no figure of %s; %s", STR_ARG(key),
               scope == SCOPE_NATION ? "the nation" : "a state",
               diag_meant(d, str_nearest(key, keys, count),
                          "give the ledger back as 'release' wrote it, or the dictionary the figure that it had then"));
}

static void figures_add(const Dictionary *dict, const LedgerRow *row, Released *edition, Arena *a, Diag *d)
{
    Str key, value;
    for (size_t at = 0, start = 0; line_next(row->figures, &at, &key, &value); start = at) {
        bool nation = str_starts(key, STR("us."));
        MeasureScope scope = nation ? SCOPE_NATION : SCOPE_STATE;
        Str own = str_slice(key, nation ? 3 : 0, key.n);
        Str line = str_trim(str_slice(row->figures, start, str_find(row->figures, STR("\n"), start)));
        Mark place = line_place(row, line);
        if (is_of_texts(key))
            continue;
        int index = dictionary_find(dict, own);
        if (index < 0 || !(dict->items[index].scope & scope)) {
            key_report(dict, own, scope, place, a, d);
            continue;
        }
        Figure *figure = &(nation ? edition->nation : edition->figures)[index], read;
        if (!figure_read(scalar_new(value, place, a), &dict->items[index], &read, d))
            continue;
        if (figure->kind == FIGURE_ABSENT)
            *figure = read;
        else if (!str_eq(figure_long(figure, &language_english, a), figure_long(&read, &language_english, a)))
            diag_error(d, DIAG_DUPLICATE, place,
                       "edition %u of %.*s %d prints %.*s here, and %.*s before; give the ledger back as 'release' "
                       "wrote it",
                       row->edition, STR_ARG(jurisdiction_code(row->state)), row->year,
                       STR_ARG(figure_long(&read, &language_english, a)),
                       STR_ARG(figure_long(figure, &language_english, a)));
    }
}

static const Released *editions_read(Store *s, int year, size_t *count, Diag *d)
{
    const Ledger *ledger = store_ledger(s, d);
    Released *editions = ARENA_ARRAY(s->arena, Released, ledger ? ledger->count : 0);
    const Dictionary *dict = ledger && ledger->count ? store_dictionary(s, year, d) : NULL;
    *count = 0;
    for (size_t i = 0; dict && i < ledger->count; i++) {
        const LedgerRow *row = &ledger->rows[i];
        size_t k = 0;
        if (row->year != year)
            continue;
        while (k < *count && (editions[k].state != row->state || editions[k].edition != row->edition))
            k++;
        if (k == *count) {
            editions[k] = (Released){.state = row->state,
                                     .edition = row->edition,
                                     .row = i,
                                     .file = row->file,
                                     .day = str_slice(row->modified, 0, str_find(row->modified, STR("T"), 0))};
            editions[k].figures = figures_none(dict, s->arena);
            editions[k].nation = figures_none(dict, s->arena);
            (*count)++;
        }
        figures_add(dict, row, &editions[k], s->arena, d);
    }
    return editions;
}

const Released *store_released(Store *s, int year, size_t *count, Diag *d)
{
    const Ledger *ledger = store_ledger(s, diag_new(s->arena));
    size_t rows = ledger ? ledger->count : 0;
    if (!s->released.findings || s->released.ledger != ledger || s->released.rows != rows || s->released.year != year) {
        s->released.findings = diag_new(s->arena);
        s->released.ledger = ledger;
        s->released.rows = rows;
        s->released.year = year;
        s->released.items = editions_read(s, year, &s->released.count, s->released.findings);
    }
    *count = s->released.count;
    diag_take(d, s->released.findings);
    return s->released.items;
}

bool store_released_withheld(Store *s, int year)
{
    const Ledger *ledger = store_ledger(s, diag_new(s->arena));
    bool any = false;
    size_t count;
    for (size_t i = 0; ledger && i < ledger->count && !any; i++)
        any = ledger->rows[i].year == year;
    const Released *editions = any ? store_released(s, year, &count, diag_new(s->arena)) : NULL;
    for (size_t i = any = 0; editions && i < count && !any; i++) {
        const FigureFile files[] = {{.figures = editions[i].figures}, {.figures = editions[i].nation}};
        const FigureFile *state = &files[0];
        any = disclosure_has_cause(&(YearFigures){.dictionary = store_dictionary(s, year, diag_new(s->arena)),
                                                  .nation = &files[1],
                                                  .states = &state,
                                                  .count = 1});
    }
    return any;
}

bool released_differs(const FigureFile *now, const Figure *was, Arena *a)
{
    const Figure *is = &now->figures[was->measure - now->dictionary->items];
    bool is_lost = is->kind == FIGURE_ABSENT || is->kind == FIGURE_SUPPRESSED || is->kind == FIGURE_CEILING;
    return was->kind != FIGURE_ABSENT && !is_lost &&
           !str_eq(figure_long(was, &language_english, a), figure_long(is, &language_english, a)) &&
           !disclosure_was_tells(now, was, a);
}

bool released_is_untold(const FigureFile *now, const Figure *was, Arena *a)
{
    return released_differs(now, was, a) && !figures_tell(now, was, a);
}

const Figure *released_figure(const Released *edition, const FigureFile *file, size_t measure)
{
    const Figure *figure = file->jurisdiction ? &edition->figures[measure] : &edition->nation[measure];
    bool is_his = !file->jurisdiction || edition->state == file->jurisdiction;
    return is_his && figure->kind != FIGURE_ABSENT ? figure : NULL;
}

/* The edition that shows a correction to be false, as none printed what it says; NULL: none does. One that is no older
   than the correction shows nothing, for the ledger may lack those before it. */
static const Released *mistold_by(const FigureFile *now, const Revision *told, const Released *editions, size_t count,
                                  Arena *a)
{
    size_t measure = (size_t)(told->was.measure - now->dictionary->items);
    Str text = figure_long(&told->was, &language_english, a), day = date_iso(told->date, a);
    const Released *untold = NULL, *before = NULL;
    for (const Released *e = editions; e < editions + count; e++) {
        const Figure *was = released_figure(e, now, measure);
        if (!was)
            continue;
        if (str_eq(figure_long(was, &language_english, a), text))
            return NULL;
        if (!e->day.n || str_compare(e->day, day) >= 0)
            continue;
        before = e;
        untold = released_is_untold(now, was, a) ? e : untold;
    }
    return untold ? untold : before;
}

void released_untold(const FigureFile *now, const Released *editions, size_t count, const Released **untold, Arena *a,
                     Diag *d)
{
    for (size_t m = 0; m < now->dictionary->count; m++) {
        untold[m] = NULL;
        for (size_t e = count; e-- > 0 && !untold[m];) {
            const Figure *was = released_figure(&editions[e], now, m);
            if (was && released_is_untold(now, was, a))
                untold[m] = &editions[e];
        }
    }
    for (size_t i = 0; i < now->revision_count; i++) {
        const Revision *told = &now->revisions[i];
        const Released *shows = mistold_by(now, told, editions, count, a);
        if (!shows)
            continue;
        size_t measure = (size_t)(told->was.measure - now->dictionary->items);
        untold[measure] = untold[measure] == shows ? NULL : untold[measure];
        diag_error(d, DIAG_REVISION, value_get(told->value, STR("was"))->mark,
                   "'was' is %.*s, which no edition printed: edition %u of %.*s ('%.*s') prints %.*s of %.*s; correct "
                   "'was', or remove this line",
                   STR_ARG(figure_long(&told->was, &language_english, a)), shows->edition,
                   STR_ARG(jurisdiction_code(shows->state)), STR_ARG(str_shown(a, shows->file)),
                   STR_ARG(figure_long(released_figure(shows, now, measure), &language_english, a)),
                   STR_ARG(told->was.measure->key));
    }
}

void released_report(const FigureFile *now, const char *path, const Released *editions, size_t count, Arena *a, Diag *d)
{
    const Released **untold = ARENA_ARRAY(a, const Released *, now->dictionary->count);
    released_untold(now, editions, count, untold, a, d);
    for (size_t i = 0; i < now->dictionary->count; i++) {
        const Released *last = untold[i];
        if (!last)
            continue;
        const Figure *was = released_figure(last, now, i);
        Str text = figure_long(was, &language_english, a), key = was->measure->key;
        diag_error(
            d, DIAG_REVISION, now->figures[i].mark,
            "%.*s is %.*s, but edition %u of %.*s ('%.*s') prints %.*s; correct the figure, or type a line below "
            "'revisions:' in %s: - {date: ..., figure: %.*s, was: \"%.*s\", why: ...}",
            STR_ARG(key), STR_ARG(figure_long(&now->figures[i], &language_english, a)), last->edition,
            STR_ARG(jurisdiction_code(last->state)), STR_ARG(str_shown(a, last->file)), STR_ARG(text), path,
            STR_ARG(key), STR_ARG(text));
    }
}

void store_released_report(Store *s, const Dataset *data, Arena *a, Diag *d)
{
    size_t count;
    Diag *unsaid = diag_new(a);
    const Released *editions = store_released(s, data->year, &count, unsaid);
    const FigureFile *const files[] = {data->state, data->nation};
    for (size_t i = 0; i < 2 && count && !diag_errors(unsaid); i++)
        released_report(files[i], store_figures(s, files[i]->jurisdiction, data->year)->path, editions, count, a, d);
}

void ledger_compare(const LedgerRow *row, const LedgerRow *printed, Arena *a, Diag *d)
{
    const char *file = str_shown(a, printed->file).s;
    Str key, value;
    for (size_t at = 0; line_next(printed->figures, &at, &key, &value);) {
        Str own = line_value(row->figures, key);
        if (!own.n && !is_of_texts(key))
            diag_error(d, DIAG_MISMATCH, row->mark, "this lacks '%.*s: %.*s', which '%s' prints; add the line",
                       STR_ARG(key), STR_ARG(value), file);
        else if (own.n && !str_eq(own, value))
            diag_error(d, DIAG_MISMATCH, line_place(row, str_printf(a, "%.*s: %.*s", STR_ARG(key), STR_ARG(own))),
                       "this is not what went out, for '%s' prints '%.*s: %.*s'; correct it here", file, STR_ARG(key),
                       STR_ARG(value));
    }
    for (size_t at = 0; line_next(row->figures, &at, &key, &value);)
        if (!line_value(printed->figures, key).n)
            diag_error(d, DIAG_MISMATCH, line_place(row, str_printf(a, "%.*s: %.*s", STR_ARG(key), STR_ARG(value))),
                       "this is not what went out, for '%s' prints no '%.*s'; take the line out", file, STR_ARG(key));
}

/* ---- Growing ---- */

static bool edition_agrees(const Ledger *ledger, uint32_t edition, const LedgerRow *row)
{
    for (size_t i = 0; i < ledger->count; i++)
        if (is_of(&ledger->rows[i], row) && ledger->rows[i].edition == edition &&
            !agree(ledger->rows[i].figures, row->figures))
            return false;
    return true;
}

void ledger_add(Ledger *ledger, LedgerRow *row)
{
    uint32_t last = 0, same = 0;
    for (size_t i = 0; i < ledger->count; i++)
        if (is_of(&ledger->rows[i], row) && ledger->rows[i].edition > last)
            last = ledger->rows[i].edition;
    for (size_t i = 0; i < ledger->count; i++)
        if (is_of(&ledger->rows[i], row) && ledger->rows[i].edition > same &&
            edition_agrees(ledger, ledger->rows[i].edition, row))
            same = ledger->rows[i].edition;
    row->edition = same ? same : last + 1;
    ledger->rows[ledger->count++] = *row;
}

Str ledger_text(const Ledger *ledger, size_t first, Arena *a)
{
    Buf out = {.arena = a};
    if (ledger->source)
        buf_put(&out, ledger->source->text);
    else
        buf_printf(&out, "%s\n", head);
    if (out.n && out.s[out.n - 1] != '\n')
        buf_char(&out, '\n');
    for (size_t i = first; i < ledger->count; i++) {
        const LedgerRow *row = &ledger->rows[i];
        const Str cells[COLUMNS] = {[COLUMN_FILE] = row->file,
                                    [COLUMN_DIGEST] = row->digest,
                                    [COLUMN_MODIFIED] = row->modified,
                                    [COLUMN_OF] = jurisdiction_code(row->state),
                                    [COLUMN_YEAR] = str_printf(a, "%d", row->year),
                                    [COLUMN_EDITION] = str_printf(a, "%u", row->edition),
                                    [COLUMN_FIGURES] = row->figures};
        for (size_t k = 0; k < COLUMNS; k++)
            cell_put(&out, cells[k], k == 0);
        row_end(&out);
    }
    return buf_str(&out);
}
