/* Every figure on a sheet: what is printed for it, where, and where it comes from. The document knows which of its
   bytes stand for which figure; the pages hold the same text in the same order, cut into lines, so that walking both
   tells the page of each. Sentences are cut at full stops, which the wording has no other use for. */
#include "explain.h"

#include "listing.h"
#include "src/base/hash.h"

#include <stdlib.h>

/* The text of all pages without blanks and hyphens of hyphenation, and where in it each page ends. */
typedef struct Stream {
    Str text;
    const size_t *ends; /* one a page */
    uint32_t page_count;
} Stream;

typedef struct Explainer {
    const Dataset *data;
    const Diag *found;
    Stream stream;
    size_t at; /* of the stream: what was read */
    Str section;
    Str *outer; /* the sections around it */
    size_t depth, outer_capacity;
    FigurePlace *places;
    size_t count, capacity;
    Arena *arena;
} Explainer;

/* ---- Pages ---- */

void solid_put(Buf *out, Str text)
{
    static const Str soft_hyphen = {"\xC2\xAD", 2};
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        utf8_next(text, &i);
        Str c = str_slice(text, from, i);
        if (c.s[0] != ' ' && c.s[0] != '\n' && !str_eq(c, soft_hyphen))
            buf_put(out, c);
    }
}

static Str solid(Str text, Arena *a)
{
    Buf out = {.arena = a};
    solid_put(&out, text);
    return buf_str(&out);
}

static Stream stream_of(const Pages *pages, Arena *a)
{
    Buf out = {.arena = a};
    size_t *ends = ARENA_ARRAY(a, size_t, pages->page_count);
    for (uint32_t p = 0; p < pages->page_count; p++) {
        const Page *page = &pages->pages[p];
        for (uint32_t i = 0; i < page->item_count; i++)
            if (page->items[i].kind == DRAW_TEXT && page->items[i].elem != ELEM_ARTIFACT)
                solid_put(&out, drawitem_text(&page->items[i], a));
        ends[p] = out.n;
    }
    return (Stream){buf_str(&out), ends, pages->page_count};
}

static uint32_t page_at(const Stream *s, size_t at)
{
    uint32_t page = 0;
    while (page + 1 < s->page_count && at >= s->ends[page])
        page++;
    return page;
}

/* ---- Sentences ---- */

static bool is_stop(Str text, size_t at)
{
    if (at == 0 || text.s[at] != ' ')
        return false;
    while (at > 1 && (text.s[at - 1] == ')' || text.s[at - 1] == '"' || (unsigned char)text.s[at - 1] >= 0x80))
        at--;
    return text.s[at - 1] == '.' || text.s[at - 1] == '?' || text.s[at - 1] == '!';
}

static Str sentence_of(Str text, size_t start, size_t end)
{
    size_t from = start, to = end;
    while (from > 0 && !is_stop(text, from))
        from--;
    while (to < text.n && !is_stop(text, to))
        to++;
    return str_trim(str_slice(text, from, to));
}

/* ---- Rows ---- */

static Str value_of(const Figure *figure, bool share, Arena *a)
{
    const char *how = share ? "its share of the total, from " : figure->computed ? "computed from its parts, " : "";
    return str_printf(a, "%s%.*s", how, STR_ARG(figure_meaning(figure, a)));
}

static Str name_of(const Explainer *x, const FigureFile *file, const Measure *m)
{
    return str_printf(x->arena, "%s%.*s", file == x->data->nation ? "us." : "", STR_ARG(m->key));
}

/* Findings about the figure that are accepted. */
static Str accepted_of(const Explainer *x, const FigureFile *file, const Measure *m)
{
    Buf text = {.arena = x->arena};
    for (size_t i = 0; i < file->accept_count; i++) {
        const Accept *accept = &file->accepts[i];
        if (accept->measure == m && diag_has_met(x->found, accept))
            buf_printf(&text, "%s%.*s: %.*s", text.n ? "; " : "", STR_ARG(diag_word(accept->code)),
                       STR_ARG(accept->why));
    }
    return buf_str(&text);
}

/* 'found' is where the prose begins in the stream, SIZE_MAX where it is not printed. */
static void add_use(Explainer *x, const Prose *p, const FigureUse *use, size_t found, Str sentence)
{
    const FigureFile *file = use->nation ? x->data->nation : x->data->state;
    const Figure *figure = &file->figures[use->measure];
    const FigureFile *year_before = use->nation ? x->data->nation_before : x->data->state_before;
    const Figure *before = year_before ? &year_before->figures[use->measure] : NULL;
    Arena *a = x->arena;
    size_t at = found == SIZE_MAX ? 0 : found + solid(str_slice(p->text, 0, use->start), a).n;
    Str printed = str_slice(p->text, use->start, use->end);
    ARENA_NEXT(a, x->places, x->count, x->capacity) =
        (FigurePlace){.key = name_of(x, file, figure->measure),
                      .printed = printed,
                      .page = found == SIZE_MAX ? 0 : page_at(&x->stream, at) + 1,
                      .section = x->section,
                      .sentence = sentence.n ? sentence : sentence_of(p->text, use->start, use->end),
                      .value = value_of(figure, use->share, a),
                      .figure = figure,
                      .before = before && before->kind != FIGURE_ABSENT ? before : NULL,
                      .file = file,
                      .accepted = accepted_of(x, file, figure->measure),
                      .at = at,
                      .end = found == SIZE_MAX ? 0 : at + solid(printed, a).n};
}

/* 'context' says what a figure that stands alone is about; empty in running text. */
static void read_prose(Explainer *x, const Prose *p, Str context)
{
    Str text = solid(p->text, x->arena);
    size_t found = str_find(x->stream.text, text, x->at);
    if (found == x->stream.text.n)
        found = SIZE_MAX;
    else
        x->at = found + text.n;
    for (uint32_t i = 0; i < p->use_count; i++)
        add_use(x, p, &p->uses[i], found, context);
}

static Str joined(Str a, const char *between, Str b, Arena *arena)
{
    return a.n && b.n ? str_printf(arena, "%.*s%s%.*s", STR_ARG(a), between, STR_ARG(b)) : a.n ? a : b;
}

/* What a figure that stands alone is about: its row and column, or its label. */
static Str context_of(const Node *node, Arena *a)
{
    if (node->kind == NODE_FIGURE) {
        const Highlight *item = &node->block->highlights.items[node->index];
        return joined(item->figure.text, " ", item->label.text, a);
    }
    if (node->kind != NODE_CELL || node->block->table.columns[node->index].kind != CELL_FIGURE)
        return STR("");
    Str label = {0};
    for (size_t i = 0; i < node->block->table.column_count && !label.n; i++)
        if (node->block->table.columns[i].kind == CELL_LABEL)
            label = node->row->cells[i].prose.text;
    return joined(label, " | ", node->block->table.columns[node->index].head.text, a);
}

static bool is_bar(const Node *node)
{
    return node->kind == NODE_CELL && node->block->table.columns[node->index].kind == CELL_BAR;
}

static void read_node(void *context, const Node *node)
{
    Explainer *x = context;
    bool has_section = node->kind == NODE_SECTION || node->kind == NODE_HIGHLIGHTS;
    if (node->leaving && has_section)
        x->section = x->outer[--x->depth];
    if (node->leaving)
        return;
    if (has_section) {
        ARENA_NEXT(x->arena, x->outer, x->depth, x->outer_capacity) = x->section;
        x->section = node->prose->text;
    }
    if (node->kind == NODE_NOTES)
        x->section = STR("notes");
    if (node->prose && !is_bar(node))
        read_prose(x, node->prose, context_of(node, x->arena));
}

static Explainer explained(const Document *doc, const Pages *pages, const Dataset *data, const Diag *found, Arena *a)
{
    Explainer x = {.data = data, .found = found, .stream = stream_of(pages, a), .section = STR(""), .arena = a};
    document_walk(doc, read_node, &x);
    return x;
}

const FigurePlace *figures_printed(const Document *doc, const Pages *pages, const Dataset *data, size_t *count,
                                   Arena *a)
{
    Explainer x = explained(doc, pages, data, diag_new(a), a);
    *count = x.count;
    return x.places;
}

/* ---- What reviewers sign ---- */

enum {
    SIGN_FIGURE,
    SIGN_PRINTED,
    SIGN_PAGE,
    SIGN_SECTION,
    SIGN_VALUE,
    SIGN_BEFORE,
    SIGN_CHANGE,
    SIGN_STATE,
    SIGN_YEAR,
    SIGN_AS_OF,
    SIGN_REVISED,
    SIGN_FILE_DIGEST,
    SIGN_PDF_DIGEST,
    SIGN_PLACE,
    SIGN_SOURCE,
    SIGN_SENTENCE,
    SIGN_ACCEPTED,
    SIGN_WARNING,
    FIELDS
};

static const char *const titles[FIELDS] = {"figure",      "printed", "page",   "section",  "value",    "before",
                                           "change",      "state",   "year",   "as of",    "revised",  "file SHA-256",
                                           "PDF SHA-256", "place",   "source", "sentence", "accepted", "warning"};

typedef struct SignRow {
    Str cells[FIELDS];
    int64_t size; /* of the change, in thousandths of the smaller figure; 0: not to be told */
    size_t order;
} SignRow;

/* A sheet's head. */
typedef struct SignSheet {
    Str title, as_of, revised, status;
    Str digests[FLAVOR_COUNT]; /* of its PDFs; empty: none can be made */
} SignSheet;

#define SIGNED_TEXT                                                                                                    \
    "Whoever signs has held each figure above against its source, knows the warnings that are listed, and releases "   \
    "the "                                                                                                             \
    "PDFs that have these digests."

struct SignOff {
    Arena *arena;
    SignRow *rows;
    size_t count, capacity;
    SignSheet *sheets;
    size_t sheet_count, sheet_capacity;
    TextSet nations; /* rows of the nation's, which many sheets print alike: they are listed once */
    TextSet files;   /* that they were made from */
    Str *digests;    /* one a file */
    size_t digest_capacity;
    TextSet warned; /* warnings, which sheets of one nation share */
    Buf accepted;   /* lines, for people */
};

/* What a name under it stands for. */
static const Str signed_text = {SIGNED_TEXT, sizeof SIGNED_TEXT - 1};

SignOff *signoff_new(Arena *a)
{
    SignOff *s = ARENA_NEW(a, SignOff);
    *s = (SignOff){.arena = a, .nations.arena = a, .files.arena = a, .warned.arena = a, .accepted.arena = a};
    return s;
}

size_t signoff_figures(const SignOff *s)
{
    return s->count;
}

/* The digest of a file that was read; standard input cannot be read again. */
static Str file_digest(SignOff *s, Str path)
{
    if (textset_add(&s->files, path)) {
        size_t at = s->files.count - 1;
        Diag *trial = diag_new(s->arena);
        Str bytes =
            str_eq(path, STR("-")) ? (Str){0} : file_map(str_terminated(s->arena, path), PROFILE_MAX, nowhere, trial);
        ARENA_ROOM(s->arena, s->digests, at, s->digest_capacity);
        s->digests[at] = bytes.n ? sha256_of(bytes, s->arena) : (Str){0};
    }
    return s->digests[textset_find(&s->files, path)];
}

static int64_t change_size(const Figure *now, const Figure *before)
{
    enum { THOUSANDTHS = 1000 };
    if (!before || now->kind != FIGURE_EXACT || before->kind != FIGURE_EXACT || now->least.scale || before->least.scale)
        return 0;
    int64_t large = now->least.units, small = before->least.units;
    if (large < small) {
        large = before->least.units;
        small = now->least.units;
    }
    return large == small ? 0 : small == 0 ? INT64_MAX : sp_scale(large - small, THOUSANDTHS, small) + 1;
}

static Str date_of(bool is_there, Date date, Arena *a)
{
    return is_there ? date_iso(date, a) : STR("");
}

static void row_put(SignOff *s, const SignRow *row)
{
    SignRow *to = &ARENA_NEXT(s->arena, s->rows, s->count, s->capacity);
    *to = *row;
    to->order = s->count - 1;
    for (size_t i = 0; i < FIELDS; i++)
        to->cells[i] = str_copy(s->arena, row->cells[i]);
}

static void place_put(SignOff *s, const Explainer *x, const FigurePlace *p, SignRow row)
{
    Arena *a = x->arena;
    const Language *english = &language_english;
    const Str typed = p->figure->mark.source ? p->figure->mark.source->name : STR("");
    row.size = p->before ? change_size(p->figure, p->before) : 0;
    row.cells[SIGN_FIGURE] = p->key;
    row.cells[SIGN_PRINTED] = p->printed;
    row.cells[SIGN_PAGE] = p->page ? str_printf(a, "%u", p->page) : STR("");
    row.cells[SIGN_SECTION] = p->section;
    row.cells[SIGN_VALUE] = p->value;
    row.cells[SIGN_BEFORE] = p->before ? figure_long(p->before, english, a) : STR("");
    row.cells[SIGN_CHANGE] = p->before ? figure_change(p->figure, p->before, p->file->year - 1, english, a) : STR("");
    row.cells[SIGN_AS_OF] = date_of(p->file->has_as_of, p->file->as_of, a);
    row.cells[SIGN_REVISED] = date_of(p->file->is_revised, p->file->revised, a);
    row.cells[SIGN_FILE_DIGEST] = typed.n ? file_digest(s, typed) : STR("");
    row.cells[SIGN_PLACE] = place_text(p->figure->mark, a);
    row.cells[SIGN_SOURCE] = p->file->source;
    row.cells[SIGN_SENTENCE] = p->sentence;
    row.cells[SIGN_ACCEPTED] = p->accepted;
    if (p->file == x->data->nation) {
        Str whole = str_printf(a, "%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(row.cells[SIGN_YEAR]), STR_ARG(p->key),
                               STR_ARG(p->printed), STR_ARG(p->sentence));
        row.cells[SIGN_STATE] = STR("US");
        if (!textset_add(&s->nations, whole) && s->sheet_count > 1)
            return;
    }
    row_put(s, &row);
}

/* For people all accepted findings in lines below the figures; a row each of those about no figure that is printed. */
static void accepted_put(SignOff *s, const Explainer *x, const FigureFile *file, SignRow row)
{
    for (size_t i = 0; i < file->accept_count; i++) {
        const Accept *accept = &file->accepts[i];
        Str name = accept->measure ? name_of(x, file, accept->measure) : STR("");
        bool has_row = false;
        if (!diag_has_met(x->found, accept))
            continue;
        row.cells[SIGN_PLACE] = place_text(accept->mark, x->arena);
        buf_printf(&s->accepted, "%.*s: accepted: %.*s\n", STR_ARG(str_shown(x->arena, row.cells[SIGN_PLACE])),
                   STR_ARG(str_shown(x->arena, accept_text(accept, x->arena))));
        for (size_t k = 0; k < x->count; k++)
            has_row = has_row || str_eq(x->places[k].key, name);
        row.cells[SIGN_FIGURE] = name;
        row.cells[SIGN_SOURCE] = file->source;
        row.cells[SIGN_ACCEPTED] =
            str_printf(x->arena, "%.*s: %.*s", STR_ARG(diag_word(accept->code)), STR_ARG(accept->why));
        if (!has_row)
            row_put(s, &row);
    }
}

/* A row each of what was found and nobody has accepted. */
static void warnings_put(SignOff *s, const Diag *found, SignRow row)
{
    size_t count;
    const Finding *findings = diag_findings(found, &count, s->arena);
    for (size_t i = 0; i < count; i++) {
        const Finding *f = &findings[i];
        if (f->is_note || f->severity != SEVERITY_WARNING)
            continue;
        row.cells[SIGN_PLACE] = finding_place(f, s->arena);
        row.cells[SIGN_WARNING] = str_printf(s->arena, "%.*s: %.*s", STR_ARG(diag_word(f->code)), STR_ARG(f->message));
        if (textset_add(&s->warned, str_printf(s->arena, "%.*s: %.*s", STR_ARG(row.cells[SIGN_PLACE]),
                                               STR_ARG(row.cells[SIGN_WARNING]))))
            row_put(s, &row);
    }
}

void signoff_add(SignOff *s, const Cache *cache, const Sheet *sheet, const Diag *found)
{
    const Dataset *data = &cache->data;
    const Store *store = cache->store;
    Explainer x = explained(sheet->document, sheet->pages, data, found, cache->sheet);
    SignRow row = {.cells[SIGN_STATE] = data->jurisdiction->code,
                   .cells[SIGN_YEAR] = str_printf(cache->sheet, "%d", data->year)};
    SignSheet *head;
    head = &ARENA_NEXT(s->arena, s->sheets, s->sheet_count, s->sheet_capacity);
    *head = (SignSheet){.title = str_copy(s->arena, sheet->title),
                        .as_of = date_of(data->state->has_as_of, data->state->as_of, s->arena),
                        .revised = date_of(data->state->is_revised, data->state->revised, s->arena),
                        .status = sheet->draft_why.n ? STR("draft")
                                  : sheet->is_sample ? STR("sample")
                                                     : STR("final")};
    for (size_t i = 0; i < sheet->part_count; i++)
        if (sheet->parts[i].bytes.n)
            head->digests[sheet->parts[i].flavor] = sha256_of(sheet->parts[i].bytes, s->arena);
    row.cells[SIGN_PDF_DIGEST] = head->digests[FLAVOR_DEFAULT];
    for (size_t i = 0; i < store->read_count; i++)
        file_digest(s, str_from(store->read[i]));
    for (size_t i = 0; i < x.count; i++)
        place_put(s, &x, &x.places[i], row);
    accepted_put(s, &x, data->state, row);
    accepted_put(s, &x, data->nation, row);
    warnings_put(s, found, row);
}

/* ---- Its forms ---- */

static int size_order(const void *a, const void *b)
{
    const SignRow *left = a, *right = b;
    if (left->size != right->size)
        return left->size < right->size ? 1 : -1;
    return (left->order > right->order) - (left->order < right->order);
}

/* "2022: 70,001; 12% more than in 2022" */
static Str change_said(const SignRow *row, Arena *a)
{
    Str was = row->cells[SIGN_BEFORE], change = row->cells[SIGN_CHANGE];
    return str_printf(a, "%s%.*s%s%.*s", was.n ? "year before: " : "", STR_ARG(was), change.n ? "; " : "",
                      STR_ARG(change));
}

/* "screen", "screen ua2", "press x4" */
static Str flavor_named(Flavor flavor, Arena *a)
{
    const FlavorRow *row = &flavor_rows[flavor];
    if (flavor == FLAVOR_DEFAULT)
        return STR("for all");
    return row->standard ? str_printf(a, "%s %s", row->word, row->standard) : str_from(row->word);
}

static Str people_text(SignOff *s)
{
    Buf out = {.arena = s->arena};
    for (size_t i = 0; i < s->sheet_count; i++) {
        const SignSheet *head = &s->sheets[i];
        listing_wrapped(&out, STR(""),
                        str_printf(s->arena, "%.*s (%.*s%s%.*s%s%.*s)", STR_ARG(head->title), STR_ARG(head->status),
                                   head->as_of.n ? ", as of " : "", STR_ARG(head->as_of),
                                   head->revised.n ? ", revised " : "", STR_ARG(head->revised)));
        for (Flavor f = 0; f < FLAVOR_COUNT; f++)
            if (head->digests[f].n)
                buf_printf(&out, "  PDF %.*s, SHA-256:\n    %.*s\n", STR_ARG(flavor_named(f, s->arena)),
                           STR_ARG(head->digests[f]));
    }
    for (size_t i = 0; i < s->count; i++) {
        const Str *cells = s->rows[i].cells;
        Str change = change_said(&s->rows[i], s->arena);
        if (!cells[SIGN_PRINTED].n)
            continue;
        buf_char(&out, '\n');
        listing_wrapped(
            &out, STR(""),
            str_printf(s->arena, "%.*s: %s%.*s, page %.*s, %.*s", STR_ARG(str_shown(s->arena, cells[SIGN_PRINTED])),
                       s->sheet_count > 1 ? str_printf(s->arena, "%.*s ", STR_ARG(cells[SIGN_STATE])).s : "",
                       STR_ARG(cells[SIGN_FIGURE]), STR_ARG(cells[SIGN_PAGE]),
                       STR_ARG(str_shown(s->arena, cells[SIGN_SECTION]))));
        listing_wrapped(&out, STR("  means "),
                        str_printf(s->arena, "%.*s; typed at %.*s", STR_ARG(cells[SIGN_VALUE]),
                                   STR_ARG(str_shown(s->arena, cells[SIGN_PLACE]))));
        if (cells[SIGN_SOURCE].n)
            listing_wrapped(&out, STR("  source: "), str_shown(s->arena, cells[SIGN_SOURCE]));
        if (change.n)
            listing_wrapped(&out, STR("  "), change);
        listing_wrapped(&out, STR("  "),
                        str_printf(s->arena, "\"%.*s\"", STR_ARG(str_shown(s->arena, cells[SIGN_SENTENCE]))));
    }
    buf_put(&out, STR("\nMade from, each with its SHA-256:\n"));
    for (size_t i = 0; i < s->files.count; i++)
        if (s->digests[i].n)
            buf_printf(&out, "  %s\n    %.*s\n", str_shown(s->arena, s->files.items[i]).s, STR_ARG(s->digests[i]));
    buf_printf(&out, s->warned.count ? "\nWarnings that are not accepted:\n" : "\nNo warning that is not accepted.\n");
    for (size_t i = 0; i < s->warned.count; i++)
        listing_wrapped(&out, STR("  "), str_shown(s->arena, s->warned.items[i]));
    buf_char(&out, '\n');
    listing_wrapped(&out, STR(""), signed_text);
    buf_put(&out, STR("\nName:      __________________________\nSignature: __________________________\n"
                      "Date:      ______________\n"));
    buf_put(&out, buf_str(&s->accepted));
    return buf_str(&out);
}

static void html_sheets(const SignOff *s, Buf *out)
{
    buf_put(out, STR("<h2>PDFs</h2>\n<table>\n<thead><tr><th>Title</th><th>Status</th><th>As of</th><th>Revised</th>"
                     "<th>File</th><th>SHA-256</th></tr></thead>\n"));
    for (size_t i = 0; i < s->sheet_count; i++) {
        const SignSheet *head = &s->sheets[i];
        bool is_first = true;
        buf_put(out, STR("<tbody>\n"));
        for (Flavor f = 0; f < FLAVOR_COUNT; f++) {
            if (!head->digests[f].n && !(is_first && f + 1 == FLAVOR_COUNT))
                continue;
            tag_put(out, is_first ? "<tr><td>" : "<tr class=\"quiet\"><td>", is_first ? head->title : STR(""), "</td>");
            tag_put(out, "<td>", is_first ? head->status : STR(""), "</td>");
            tag_put(out, "<td>", is_first ? head->as_of : STR(""), "</td>");
            tag_put(out, "<td>", is_first ? head->revised : STR(""), "</td>");
            tag_put(out, "<td>", head->digests[f].n ? flavor_named(f, s->arena) : STR("none"), "</td>");
            tag_put(out, "<td class=\"digest\">", head->digests[f], "</td></tr>\n");
            is_first = false;
        }
        buf_put(out, STR("</tbody>\n"));
    }
    buf_put(out, STR("</table>\n"));
}

static void html_row(const SignOff *s, const SignRow *row, Buf *out)
{
    const Str *cells = row->cells;
    bool is_many = s->sheet_count > 1;
    buf_put(out, STR("<tbody>\n<tr>"));
    tag_put(out, "<td class=\"number\">", cells[SIGN_PRINTED], "</td>");
    if (is_many)
        tag_put(out, "<td>", cells[SIGN_STATE], "</td>");
    tag_put(out, "<td>", cells[SIGN_PAGE], "</td>");
    tag_put(out, "<td class=\"wide\">", cells[SIGN_FIGURE], "</td>");
    tag_put(out, "<td>", cells[SIGN_VALUE], "</td>");
    tag_put(out, "<td>", cells[SIGN_BEFORE], "</td>");
    tag_put(out, "<td>", cells[SIGN_CHANGE], "</td></tr>\n");
    tag_put(out,
            is_many ? "<tr class=\"quiet\"><td></td><td colspan=\"6\">"
                    : "<tr class=\"quiet\"><td></td><td colspan=\"5\">",
            cells[SIGN_SENTENCE], "");
    tag_put(out, cells[SIGN_SENTENCE].n ? "<br><span class=\"wide\">" : "<span class=\"wide\">", cells[SIGN_PLACE],
            "</span>");
    if (cells[SIGN_SECTION].n)
        tag_put(out, " &middot; ", cells[SIGN_SECTION], "");
    if (cells[SIGN_SOURCE].n)
        tag_put(out, " &middot; source: ", cells[SIGN_SOURCE], "");
    if (cells[SIGN_ACCEPTED].n)
        tag_put(out, " &middot; <strong>accepted:</strong> ", cells[SIGN_ACCEPTED], "");
    buf_put(out, STR("</td></tr>\n</tbody>\n"));
}

static Str html_text(const SignOff *s)
{
    Buf out = {.arena = s->arena};
    paper_open(&out, STR("Figures to be signed"));
    Str many = str_printf(s->arena, "%zu sheets", s->sheet_count);
    tag_put(&out, "<h1>Figures to be signed: ", s->sheet_count == 1 ? s->sheets->title : many, "</h1>\n");
    if (s->sheet_count > 1)
        buf_put(&out, STR("<p>The largest changes from the year before come first.</p>\n"));
    buf_printf(&out,
               "<h2>Figures</h2>\n<table>\n<thead><tr><th>Printed</th>%s<th>Page</th><th>Figure</th><th>Means</th>"
               "<th>Year before</th><th>Change</th></tr></thead>\n",
               s->sheet_count > 1 ? "<th>State</th>" : "");
    for (size_t i = 0; i < s->count; i++)
        if (!s->rows[i].cells[SIGN_WARNING].n)
            html_row(s, &s->rows[i], &out);
    buf_put(&out, STR("</table>\n"));
    html_sheets(s, &out);
    buf_put(&out, STR("<h2>Made from</h2>\n<table>\n<thead><tr><th>File</th><th>SHA-256</th></tr></thead>\n<tbody>\n"));
    for (size_t i = 0; i < s->files.count; i++) {
        tag_put(&out, "<tr><td class=\"wide\">", str_shown(s->arena, s->files.items[i]), "</td>");
        tag_put(&out, "<td class=\"digest\">", s->digests[i].n ? s->digests[i] : STR("not a file"), "</td></tr>\n");
    }
    buf_printf(&out, "</tbody>\n</table>\n<h2>Warnings that are not accepted</h2>\n%s",
               s->warned.count ? "<ul>\n" : "<p>None.</p>\n");
    for (size_t i = 0; i < s->warned.count; i++)
        tag_put(&out, "<li class=\"wide\">", str_shown(s->arena, s->warned.items[i]), "</li>\n");
    tag_put(&out, s->warned.count ? "</ul>\n<p>" : "<p>", signed_text, "</p>\n");
    buf_put(&out, STR("<table class=\"sign\"><tbody>\n<tr><td>Name</td><td class=\"line\"></td><td>Signature</td>"
                      "<td class=\"line\"></td><td>Date</td><td class=\"line\"></td></tr>\n</tbody></table>\n"
                      "</main>\n</body>\n</html>\n"));
    return buf_str(&out);
}

Str signoff_text(SignOff *s, Output form, Diag *d)
{
    if (s->sheet_count > 1)
        qsort(s->rows, s->count, sizeof *s->rows, size_order);
    if (form == OUTPUT_EXPLAIN_HTML)
        return html_text(s);
    if (form == OUTPUT_EXPLAIN_TABLE)
        return people_text(s);
    Listing rows = {.titles = titles, .fields = FIELDS, .shown = FIELDS, .arena = s->arena};
    for (size_t i = 0; i < s->count; i++)
        listing_add(&rows, s->rows[i].cells);
    return form == OUTPUT_EXPLAIN_WORKBOOK ? listing_workbook(&rows, d) : listing_text(&rows, form);
}
