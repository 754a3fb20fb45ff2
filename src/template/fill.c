/* Fills a compiled wording with one sheet's values: text, inlines, places and keeps of a Prose. A value is put in as it
   is: nothing here reads markup. A phrase or a name that begins a sentence takes a capital ("More than 18,400", "The
   District of Columbia"). White space stays single where pieces meet. */
#include "wording.h"

#include <string.h>

typedef struct Builder {
    const Filling *f;
    Buf text;
    Inline *inlines;
    size_t inline_count, inline_capacity;
    Place *places;
    size_t place_count, place_capacity;
    FigureUse *uses;
    size_t use_count, use_capacity;
} Builder;

/* What surrounds an op: of an arm, the emphasis and the link of its placeholder. */
typedef struct Surround {
    bool strong, emphasis;
    Str url;
} Surround;

static Builder builder_new(const Filling *f)
{
    return (Builder){.f = f, .text = {.arena = f->arena}};
}

static void add_place(Builder *b, Mark mark)
{
    ARENA_ROOM(b->f->arena, b->places, b->place_count, b->place_capacity);
    b->places[b->place_count++] = (Place){(uint32_t)b->text.n, mark};
}

/* The bytes from 'start' to the text's end become an inline, or join the one before. */
static void add_inline(Builder *b, InlineKind kind, size_t start, const Surround *s)
{
    uint32_t end = (uint32_t)b->text.n;
    Inline *last = b->inline_count ? &b->inlines[b->inline_count - 1] : NULL;
    if (start == end)
        return;
    if (kind == INLINE_TEXT && last && last->kind == kind && last->strong == s->strong &&
        last->emphasis == s->emphasis && str_eq(last->url, s->url)) {
        last->end = end;
        return;
    }
    ARENA_ROOM(b->f->arena, b->inlines, b->inline_count, b->inline_capacity);
    b->inlines[b->inline_count++] = (Inline){kind, (uint32_t)start, end, s->strong, s->emphasis, s->url};
}

/* The bytes from 'start' to the text's end tell of a figure. */
static void add_use(Builder *b, FigureRef ref, size_t start, bool share)
{
    if (b->text.n == start)
        return;
    ARENA_ROOM(b->f->arena, b->uses, b->use_count, b->use_capacity);
    b->uses[b->use_count++] = (FigureUse){(uint32_t)start, (uint32_t)b->text.n, ref.measure, ref.nation, share};
}

static bool wants_no_space(const Builder *b)
{
    return b->text.n == 0 || b->text.s[b->text.n - 1] == ' ' || b->text.s[b->text.n - 1] == '\n';
}

static void drop_space(Builder *b)
{
    while (b->text.n && b->text.s[b->text.n - 1] == ' ') {
        Inline *last = &b->inlines[b->inline_count - 1];
        b->text.n--;
        if (--last->end == last->start)
            b->inline_count--;
    }
    while (b->place_count && b->places[b->place_count - 1].at >= b->text.n)
        b->place_count--;
}

/* ---- Pieces --------------------------------------------------------------------------------------------------------
 */

static void put_text(Builder *b, const Op *op, const Surround *s)
{
    size_t start = b->text.n;
    uint32_t skip = op->text.n && op->text.s[0] == ' ' && wants_no_space(b);
    if (op->text.n <= skip)
        return;
    for (size_t i = 0; i < op->place_count; i++) {
        Place place = op->places[i];
        if (place.at < skip) {
            if (i + 1 < op->place_count && op->places[i + 1].at <= skip)
                continue;
            place.mark.offset += skip - place.at;
            place.at = skip;
        }
        ARENA_ROOM(b->f->arena, b->places, b->place_count, b->place_capacity);
        b->places[b->place_count++] = (Place){(uint32_t)start + place.at - skip, place.mark};
    }
    buf_put(&b->text, str_slice(op->text, skip, op->text.n));
    add_inline(b, INLINE_TEXT, start, s);
}

static void put_value(Builder *b, Str text, Mark mark, const Surround *s)
{
    size_t start = b->text.n;
    if (text.n == 0)
        return;
    add_place(b, mark);
    buf_put(&b->text, text);
    add_inline(b, INLINE_TEXT, start, s);
}

static bool is_plain(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] == '"' || text.s[i] == '\'' || text.s[i] == '-' ||
            (is_white(text.s[i]) && (text.s[i] != ' ' || i == 0 || i + 1 == text.n || text.s[i - 1] == ' ')))
            return false;
    return true;
}

/* A value that a person typed as text: curly quotes and single spaces as in the wording, but no markup. With the scalar
   'v' each letter keeps its own place. */
static void put_typed(Builder *b, Str text, const Value *v, Mark mark, const Surround *s)
{
    Letters letters = {0};
    size_t start = b->text.n;
    bool space = false;
    if (!v && is_plain(text)) {
        put_value(b, text, mark, s);
        return;
    }
    letters.items = ARENA_ARRAY(b->f->arena, Letter, text.n);
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t code = utf8_next(text, &at);
        bool white = code < 0x80 && is_white((char)code);
        if (white && (space || letters.count == 0))
            continue;
        space = white;
        letters.items[letters.count++] =
            (Letter){.code = white ? ' ' : code, .origin = (uint32_t)from, .length = (uint32_t)(at - from)};
    }
    if (space)
        letters.count--;
    typography_apply(&letters, 0, 0);
    for (size_t i = 0; i < letters.count; i++) {
        const Letter *letter = &letters.items[i];
        if (v || i == 0)
            add_place(b, v ? value_mark(v, letter->origin, letter->length) : mark);
        buf_code_point(&b->text, letter->code);
    }
    add_inline(b, INLINE_TEXT, start, s);
}

static void put_object(Builder *b, InlineKind kind, Str text, Mark mark, const Surround *s)
{
    if (kind == INLINE_BREAK)
        drop_space(b);
    size_t start = b->text.n;
    add_place(b, mark);
    buf_put(&b->text, text);
    add_inline(b, kind, start, s);
}

/* ---- Capitals ------------------------------------------------------------------------------------------------------
 */

static bool drop_end(Str *s, const Str *ends, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_ends(*s, ends[i])) {
            s->n -= ends[i].n;
            return true;
        }
    return false;
}

static bool begins_sentence(Str s)
{
    static const Str openers[] = {{"\xE2\x80\x9C", 3}, {"\xE2\x80\x98", 3}, {"(", 1}, {"[", 1}};
    static const Str closers[] = {{"\xE2\x80\x9D", 3}, {"\xE2\x80\x99", 3}, {")", 1}, {"]", 1}};
    static const Str stops[] = {{".", 1}, {"!", 1}, {"?", 1}};
    while (drop_end(&s, openers, sizeof openers / sizeof *openers))
        continue;
    if (s.n == 0)
        return true;
    if (s.s[s.n - 1] != ' ')
        return false;
    s.n--;
    while (drop_end(&s, closers, sizeof closers / sizeof *closers))
        continue;
    return drop_end(&s, stops, sizeof stops / sizeof *stops);
}

static Str capital_where_due(const Builder *b, Str text)
{
    if (text.n == 0 || text.s[0] < 'a' || text.s[0] > 'z' || !begins_sentence(buf_str(&b->text)))
        return text;
    char *copy = arena_alloc(b->f->arena, text.n);
    memcpy(copy, text.s, text.n);
    copy[0] = (char)(copy[0] - 'a' + 'A');
    return (Str){copy, text.n};
}

/* ---- Figures -------------------------------------------------------------------------------------------------------
 */

const Figure *filling_figure(const Filling *f, FigureRef figure)
{
    const FigureFile *file = figure.nation ? f->data->nation : f->data->state;
    return &file->figures[figure.measure];
}

static const Figure *figure_needed(const Filling *f, FigureRef ref, Mark named_at)
{
    const Figure *figure = filling_figure(f, ref);
    Str key = f->data->dictionary->items[ref.measure].key;
    const char *prefix = ref.nation ? "us." : "";
    if (figure->kind != FIGURE_ABSENT)
        return figure;
    if (f->draft)
        return NULL;
    diag_error(f->diag, DIAG_FIGURE, named_at, "the data hold no figure '%s%.*s'", prefix, STR_ARG(key));
    return NULL;
}

/* In running text, where "in 2023, suppressed reports" would be no sentence. */
static const Figure *number_needed(const Filling *f, FigureRef ref, Mark named_at)
{
    const Figure *figure = figure_needed(f, ref, named_at);
    if (!figure || figure_has_number(figure))
        return figure;
    Str key = f->data->dictionary->items[ref.measure].key, word = figure_kind_word(figure->kind);
    const char *prefix = ref.nation ? "us." : "";
    diag_error(f->diag, DIAG_FIGURE, named_at,
               "there is no number to print: %s%.*s is %.*s; give the wording words for it, as in {%s%.*s, select, "
               "%.*s {...} other {...}}",
               prefix, STR_ARG(key), STR_ARG(figure->phrase), prefix, STR_ARG(key), STR_ARG(word));
    diag_note(f->diag, figure->mark, "%.*s: %.*s", STR_ARG(key), STR_ARG(figure->phrase));
    return NULL;
}

/* In a draft, what is not there stands out; in a finished sheet it was a finding. */
static void put_missing(Builder *b, FigureRef ref, Mark named_at, const Surround *around)
{
    const Surround strong = {true, around->emphasis, around->url};
    size_t start = b->text.n;
    if (!b->f->draft)
        return;
    put_value(b,
              str_printf(b->f->arena, "[missing: %s%.*s]", ref.nation ? "us." : "",
                         STR_ARG(b->f->data->dictionary->items[ref.measure].key)),
              named_at, &strong);
    add_use(b, ref, start, false);
}

static const Arm *arm_other(const Op *op)
{
    const Arm *arm = op->arms;
    while (arm->test != ARM_OTHER)
        arm++;
    return arm;
}

/* CLDR's rule for English: exactly 1 is 'one'. What is rounded, or a floor, is never taken for one number. */
static const Arm *arm_choose(const Op *op, const Figure *figure)
{
    const Arm *one = NULL;
    bool exact = figure->kind == FIGURE_EXACT && figure->least.scale == 0;
    for (size_t i = 0; i < op->arm_count; i++) {
        const Arm *arm = &op->arms[i];
        switch (arm->test) {
        case ARM_NUMBER:
            if (exact && figure->least.units == arm->number)
                return arm;
            break;
        case ARM_KIND:
            if (figure->kind == arm->kind)
                return arm;
            break;
        case ARM_ONE:
            if (exact && figure->least.units == 1)
                one = arm;
            break;
        case ARM_OTHER:
            break;
        }
    }
    return one ? one : arm_other(op);
}

/* ---- Filling -------------------------------------------------------------------------------------------------------
 */

static Str date_long(Date date, Arena *a)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    return str_printf(a, "%s %d, %d", months[date.month - 1], date.day, date.year);
}

static void put_wording(Builder *b, const Wording *w, const Surround *around);

static bool wording_names(const Wording *w, FigureRef ref)
{
    for (size_t i = 0; i < w->count; i++) {
        const Op *op = &w->ops[i];
        if (op->kind == OP_FIGURE && op->figure.measure == ref.measure && op->figure.nation == ref.nation)
            return true;
        for (size_t k = 0; k < op->arm_count; k++)
            if (wording_names(&op->arms[k].wording, ref))
                return true;
    }
    return false;
}

/* An arm that says the number in words ("no cases"), where another arm prints it, is a use of the figure too; one that
   only bends a word ("reports") is none. */
static void put_arm(Builder *b, const Op *op, const Arm *arm, const Surround *s)
{
    size_t start = b->text.n;
    bool tells = false;
    for (size_t i = 0; i < op->arm_count; i++)
        tells = tells || wording_names(&op->arms[i].wording, op->figure);
    put_wording(b, &arm->wording, s);
    if (tells && !wording_names(&arm->wording, op->figure))
        add_use(b, op->figure, start, false);
}

static Str change_of(const Filling *f, FigureRef ref)
{
    const FigureFile *before = ref.nation ? f->data->nation_before : f->data->state_before;
    return before ? figure_change(filling_figure(f, ref), &before->figures[ref.measure], before->year, f->arena)
                  : STR("");
}

/* Only where there is one, which 'select' finds out. */
static void put_change(Builder *b, const Op *op, const Surround *s)
{
    const Filling *f = b->f;
    const Figure *figure = filling_figure(f, op->figure);
    Str text = change_of(f, op->figure), key = figure->measure->key;
    if (!text.n) {
        const char *prefix = op->figure.nation ? "us." : "";
        diag_error(f->diag, DIAG_FIGURE, op->mark,
                   "how %s%.*s changed cannot be told: it takes exact figures of %d and %d; give the wording words for "
                   "that, as in {change.%s%.*s, select, absent {} other {...}}",
                   prefix, STR_ARG(key), f->data->year - 1, f->data->year, prefix, STR_ARG(key));
        return;
    }
    size_t start = b->text.n;
    put_value(b, capital_where_due(b, text), figure->mark, s);
    add_use(b, op->figure, start, false);
}

/* What 'select' chooses by: a figure, or whether there is something at all. */
static const Figure *selected(const Filling *f, const Op *op)
{
    static const Figure absent = {.kind = FIGURE_ABSENT}, present = {.kind = FIGURE_KINDS};
    bool is_there = op->subject == OP_CHANGE    ? change_of(f, op->figure).n > 0
                    : op->subject == OP_REVISED ? f->data->state->is_revised
                    : op->subject == OP_SOURCE  ? f->data->state->source.n > 0
                                                : true;
    return op->subject == OP_FIGURE ? filling_figure(f, op->figure) : is_there ? &present : &absent;
}

/* "Cases; Other cases": each is a label of the sheet. */
static void put_dashes(Builder *b, const Op *op, const Surround *s)
{
    bool first = true;
    for (size_t i = 0; i < b->f->dashes->count; i++) {
        const Dash *dash = &b->f->dashes->items[i];
        if (dash->kind != op->dash)
            continue;
        if (!first)
            put_value(b, STR("; "), op->mark, s);
        put_value(b, dash->label, op->mark, s);
        first = false;
    }
}

static void put_op(Builder *b, const Op *op, const Surround *around)
{
    const Filling *f = b->f;
    const Dataset *data = f->data;
    const Surround s = {around->strong || op->strong, around->emphasis || op->emphasis,
                        around->url.n ? around->url : op->url};
    const Jurisdiction *state = data->jurisdiction;
    const Figure *figure;
    const Given *given;
    size_t start;
    switch (op->kind) {
    case OP_TEXT:
        put_text(b, op, &s);
        break;
    case OP_BREAK:
        put_object(b, INLINE_BREAK, STR("\n"), op->mark, &s);
        break;
    case OP_PAGE:
        put_object(b, INLINE_PAGE, STR(OBJECT_BYTES), op->mark, &s);
        break;
    case OP_PAGES:
        put_object(b, INLINE_PAGES, STR(OBJECT_BYTES), op->mark, &s);
        break;
    case OP_YEAR:
        put_value(b, str_printf(f->arena, "%d", data->year), op->mark, &s);
        break;
    case OP_STATE:
        put_typed(b, state->name, NULL, state->mark, &s);
        break;
    case OP_IN_STATE:
        put_typed(b, capital_where_due(b, state->in_sentence), NULL, state->mark, &s);
        break;
    case OP_STATE_ADJ:
        put_typed(b, state->adjective, NULL, state->mark, &s);
        break;
    case OP_TITLE:
        put_typed(b, f->title, NULL, op->mark, &s);
        break;
    case OP_SOURCE:
        put_typed(b, data->state->source, NULL, op->mark, &s);
        break;
    case OP_AS_OF:
        put_value(b, date_long(data->state->as_of, f->arena), op->mark, &s);
        break;
    case OP_REVISED:
        if (data->state->is_revised)
            put_value(b, date_long(data->state->revised, f->arena), op->mark, &s);
        break;
    case OP_DASHES:
        put_dashes(b, op, &s);
        break;
    case OP_CHANGE:
        put_change(b, op, &s);
        break;
    case OP_NOTES:
        break; /* a paragraph of its own, which document.c replaces by the notes */
    case OP_FIGURE:
        figure = number_needed(f, op->figure, op->mark);
        start = b->text.n;
        if (figure)
            put_value(b, capital_where_due(b, figure_long(figure, f->arena)), figure->mark, &s);
        else
            put_missing(b, op->figure, op->mark, &s);
        if (figure)
            add_use(b, op->figure, start, false);
        break;
    case OP_PLURAL:
        figure = figure_needed(f, op->figure, op->mark);
        if (figure || f->draft)
            put_arm(b, op, figure ? arm_choose(op, figure) : arm_other(op), &s);
        break;
    case OP_GIVEN:
        given = &f->given[op->given];
        put_typed(b, given->text, NULL, given->mark.source ? given->mark : op->mark, &s);
        break;
    case OP_SELECT:
        put_arm(b, op, arm_choose(op, selected(f, op)), &s);
        break;
    }
}

static void put_wording(Builder *b, const Wording *w, const Surround *around)
{
    for (size_t i = 0; i < w->count; i++)
        put_op(b, &w->ops[i], around);
}

static Prose builder_prose(Builder *b, Mark mark)
{
    Prose prose = {.mark = mark};
    drop_space(b);
    prose.text = buf_str(&b->text);
    prose.inlines = b->inlines;
    prose.inline_count = (uint32_t)b->inline_count;
    prose.places = b->places;
    prose.place_count = (uint32_t)b->place_count;
    prose.keeps = keeps_find(b->f->keeps, prose.text, b->f->arena, &prose.keep_count);
    for (size_t i = 0; i < b->use_count; i++)
        if (b->uses[i].end > prose.text.n)
            b->uses[i].end = (uint32_t)prose.text.n;
    prose.uses = b->uses;
    prose.use_count = (uint32_t)b->use_count;
    return prose;
}

Prose wording_fill(const Filling *f, const Wording *w)
{
    Builder b = builder_new(f);
    put_wording(&b, w, &(Surround){0});
    return builder_prose(&b, w->mark);
}

Prose wording_fill_all(const Filling *f, const Wording *const *wordings, size_t count)
{
    Builder b = builder_new(f);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            put_value(&b, STR(" \xE2\x80\x93 "), wordings[i]->mark, &(Surround){0});
        put_wording(&b, wordings[i], &(Surround){0});
    }
    return builder_prose(&b, count ? wordings[0]->mark : (Mark){0});
}

Prose figure_fill(const Filling *f, FigureRef ref, Mark named_at)
{
    Builder b = builder_new(f);
    const Figure *figure = figure_needed(f, ref, named_at);
    if (!figure) {
        put_missing(&b, ref, named_at, &(Surround){0});
        return builder_prose(&b, named_at);
    }
    put_value(&b, figure_short(figure, f->arena), figure->mark, &(Surround){0});
    add_use(&b, ref, 0, false);
    return builder_prose(&b, figure->mark);
}

Prose label_fill_missing(const Filling *f, FigureRef ref, const Wording *label)
{
    Builder b = builder_new(f);
    put_missing(&b, ref, label->mark, &(Surround){0});
    put_value(&b, STR(" "), label->mark, &(Surround){0});
    put_wording(&b, label, &(Surround){0});
    return builder_prose(&b, label->mark);
}

Prose share_fill(const Filling *f, FigureRef ref, Str text)
{
    Builder b = builder_new(f);
    Mark mark = filling_figure(f, ref)->mark;
    put_value(&b, text, mark, &(Surround){0});
    add_use(&b, ref, 0, true);
    return builder_prose(&b, mark);
}

Prose label_fill(const Filling *f, const Wording *label, FigureRef ref, const FigureRef *of)
{
    Builder b = builder_new(f);
    put_wording(&b, label, &(Surround){0});
    const Figure *whole = of ? filling_figure(f, *of) : NULL;
    if (whole && figure_has_number(whole)) {
        Str share = figure_share(filling_figure(f, ref), whole, f->arena);
        drop_space(&b);
        size_t start = b.text.n;
        put_value(&b,
                  str_printf(f->arena, ", of %.*s nationwide%s%.*s%s", STR_ARG(figure_long(whole, f->arena)),
                             share.n ? " (" : "", STR_ARG(share), share.n ? ")" : ""),
                  whole->mark, &(Surround){0});
        add_use(&b, *of, start, false);
    }
    return builder_prose(&b, label->mark);
}

void dash_note(const Filling *f, FigureRef ref, Str label)
{
    Dashes *all = f->dashes;
    FigureKind kind = filling_figure(f, ref)->kind;
    if (kind < FIGURE_SUPPRESSED)
        return;
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].figure.measure == ref.measure && all->items[i].figure.nation == ref.nation)
            return;
    ARENA_ROOM(f->arena, all->items, all->count, all->capacity);
    all->items[all->count++] = (Dash){ref, kind, label};
}

Prose text_fill(const Filling *f, Str text, const Value *v, Mark at)
{
    Builder b = builder_new(f);
    put_typed(&b, text, v, at, &(Surround){0});
    return builder_prose(&b, at);
}
