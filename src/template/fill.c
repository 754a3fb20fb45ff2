/* Fills a compiled wording with one sheet's values: which arm is chosen, what a placeholder prints, and what cannot be
   printed. A value is put in as it is: nothing here reads markup. A phrase or a name that begins a sentence takes a
   capital ("More than 18,400", "The District of Columbia"). White space stays single where pieces meet. */
#include "fill.h"

#include "markup.h"

/* ---- Paragraphs ---- */

/* A paragraph in the making: pieces go in one by one, in the order of the text. */
typedef struct Builder {
    const Filling *f;
    Str language; /* of what is put in, where it is not the sheet's */
    Str said;     /* in its place, to who hears it */
    bool leads;   /* a label follows */
    Buf text;
    Inline *inlines;
    size_t inline_count, inline_capacity;
    Place *places;
    size_t place_count, place_capacity;
    FigureUse *uses;
    size_t use_count, use_capacity;
    Style style; /* of what is put in next */
    Mark mark;
} Builder;

/* Of a text that was typed at 'mark'. */
static Builder builder_new(const Filling *f, Mark mark)
{
    if (!f->spent->limit)
        f->spent->at = mark;
    return (Builder){.f = f, .text = {.arena = f->arena}, .mark = mark};
}

static void add_place(Builder *b, Mark mark)
{
    ARENA_NEXT(b->f->arena, b->places, b->place_count, b->place_capacity) = (Place){(uint32_t)b->text.n, mark};
}

/* ---- Limits ---- */

static bool spend(const Filling *f, size_t *spent, size_t amount, int limit, const char *of)
{
    bool has_room = !f->spent->limit && *spent + amount <= (size_t)limit;
    if (has_room)
        *spent += amount;
    else if (!f->spent->limit)
        f->spent->limit = limit, f->spent->full_of = of;
    return has_room;
}

static bool spend_bytes(Builder *b, Str text)
{
    return spend(b->f, &b->f->spent->bytes, text.n, DOCUMENT_MAX_BYTES, "bytes of text");
}

void spent_check(const Filling *f)
{
    if (!f->spent->limit)
        return;
    bool soft = diag_soften(f->diag, false);
    diag_error(f->diag, DIAG_FIT, f->spent->at,
               "with this text a sheet holds more than %d %s; shorten the wording or the notes", f->spent->limit,
               f->spent->full_of);
    diag_soften(f->diag, soft);
}

static void inline_put(Builder *b, Inline new)
{
    ARENA_NEXT(b->f->arena, b->inlines, b->inline_count, b->inline_capacity) = new;
}

/* The bytes from 'start' to the text's end become an inline, or join the one before. */
static void add_inline(Builder *b, InlineKind kind, size_t start)
{
    const Style *s = &b->style;
    uint32_t end = (uint32_t)b->text.n;
    Inline *last = b->inline_count ? &b->inlines[b->inline_count - 1] : NULL;
    if (start == end)
        return;
    if (kind == INLINE_TEXT && last && last->kind == kind && last->strong == s->strong &&
        last->emphasis == s->emphasis && str_eq(last->url, s->url) && str_eq(last->language, b->language) &&
        str_eq(last->said, b->said)) {
        last->end = end;
        return;
    }
    if (!spend(b->f, &b->f->spent->inlines, 1, DOCUMENT_MAX_INLINES, "changes between plain, bold, italic and links")) {
        b->text.n = start;
        return;
    }
    inline_put(b, (Inline){kind, (uint32_t)start, end, s->strong, s->emphasis, s->url, b->language, b->said});
}

/* The bytes from 'start' to the text's end tell of a figure. */
static void add_use(Builder *b, FigureRef ref, size_t start, bool share)
{
    if (b->text.n == start)
        return;
    ARENA_NEXT(b->f->arena, b->uses, b->use_count, b->use_capacity) =
        (FigureUse){(uint32_t)start, (uint32_t)b->text.n, ref.measure, ref.nation, share};
}

static bool wants_no_space(const Builder *b)
{
    return b->text.n == 0 || b->text.s[b->text.n - 1] == ' ' || b->text.s[b->text.n - 1] == '\n';
}

static void trim(Builder *b)
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

/* The template's own text; one space where two would meet. */
static void put_text(Builder *b, const Op *op)
{
    size_t start = b->text.n;
    uint32_t skip = op->text.n && op->text.s[0] == ' ' && wants_no_space(b);
    if (op->text.n <= skip || !spend_bytes(b, op->text))
        return;
    for (size_t i = 0; i < op->place_count; i++) {
        Place place = op->places[i];
        if (place.at < skip) {
            if (i + 1 < op->place_count && op->places[i + 1].at <= skip)
                continue;
            place.mark.offset += skip - place.at;
            place.at = skip;
        }
        ARENA_NEXT(b->f->arena, b->places, b->place_count, b->place_capacity) =
            (Place){(uint32_t)start + place.at - skip, place.mark};
    }
    buf_put(&b->text, str_slice(op->text, skip, op->text.n));
    add_inline(b, INLINE_TEXT, start);
}

/* A value as the program writes it: all of it is at 'mark'. */
static void put_value(Builder *b, Str text, Mark mark)
{
    size_t start = b->text.n;
    if (text.n == 0 || !spend_bytes(b, text))
        return;
    add_place(b, mark);
    buf_put(&b->text, text);
    add_inline(b, INLINE_TEXT, start);
}

/* A value that was typed as text: curly quotes and single spaces as in the wording, but no markup. With the scalar 'v'
   each letter keeps its own place; NULL: all of it is at 'mark'. */
static void put_typed(Builder *b, Str text, const Value *v, Mark mark)
{
    if (!spend_bytes(b, text))
        return;
    Letters letters = {.items = ARENA_ARRAY(b->f->arena, Letter, text.n)};
    size_t start = b->text.n;
    bool space = false;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t code = utf8_next(text, &at);
        bool white = is_white(code);
        if (white && (space || letters.count == 0))
            continue;
        space = white;
        letters.items[letters.count++] =
            (Letter){.code = white ? ' ' : code, .origin = (uint32_t)from, .length = (uint32_t)(at - from)};
    }
    if (space)
        letters.count--;
    typography_apply(&letters, b->f->language, 0, 0);
    for (size_t i = 0; i < letters.count; i++) {
        const Letter *letter = &letters.items[i];
        if (v || i == 0)
            add_place(b, v ? value_mark(v, letter->origin, letter->length) : mark);
        buf_code_point(&b->text, letter->code);
    }
    add_inline(b, INLINE_TEXT, start);
}

/* A line break, or the number of a page. */
static void put_object(Builder *b, InlineKind kind, Mark mark)
{
    if (kind == INLINE_BREAK)
        trim(b);
    size_t start = b->text.n;
    add_place(b, mark);
    buf_put(&b->text, kind == INLINE_BREAK ? STR("\n") : STR(OBJECT_BYTES));
    add_inline(b, kind, start);
}

/* Takes one of 'ends' off. */
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

/* The text as it goes in next: with a capital if it begins a sentence. */
static Str capital(const Builder *b, Str text)
{
    if (text.n == 0 || text.s[0] < 'a' || text.s[0] > 'z' || !begins_sentence(buf_str(&b->text)))
        return text;
    char *copy = arena_alloc(b->f->arena, text.n);
    memcpy(copy, text.s, text.n);
    copy[0] = (char)(copy[0] - 'a' + 'A');
    return (Str){copy, text.n};
}

/* The next words of another language from '*at' on, and where they end; NULL: all up to 'to' is the text's own. */
static const Foreign *foreign_next(const Filling *f, Str text, size_t *at, size_t to, size_t *end)
{
    const Foreign *found = NULL;
    size_t first = to, its_end;
    for (size_t i = 0; i < f->foreign_count; i++) {
        size_t start = keeps_next(f->foreign[i].words, text, *at, first, &its_end);
        if (start == first)
            continue;
        found = &f->foreign[i];
        first = start;
        *end = its_end;
    }
    *at = first;
    return found;
}

/* Cuts the inlines where words of another language begin and end. */
static void foreign_mark(Builder *b)
{
    Str text = buf_str(&b->text);
    const Inline *uncut = b->inlines;
    size_t count = b->inline_count;
    b->inlines = NULL;
    b->inline_count = b->inline_capacity = 0;
    for (size_t i = 0; i < count; i++) {
        Inline left = uncut[i];
        for (size_t at = left.start, end; left.kind == INLINE_TEXT && !left.language.n && at < left.end; at++) {
            const Foreign *foreign = foreign_next(b->f, text, &at, left.end, &end);
            if (!foreign)
                break;
            if (end > left.end)
                continue;
            Inline own = left, words = left;
            own.end = words.start = (uint32_t)at;
            left.start = words.end = (uint32_t)end;
            words.language = foreign->tag;
            if (own.end > own.start)
                inline_put(b, own);
            inline_put(b, words);
            at = end - 1;
        }
        if (left.end > left.start)
            inline_put(b, left);
    }
}

/* The finished paragraph. */
static Prose prose_of(Builder *b)
{
    Prose prose = {.mark = b->mark};
    if (!spend(b->f, &b->f->spent->texts, 1, DOCUMENT_MAX_TEXTS, "texts"))
        return prose;
    trim(b);
    prose.text = buf_str(&b->text);
    if (b->f->foreign_count)
        foreign_mark(b);
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

Prose prose_slice(const Prose *p, uint32_t from, uint32_t to, bool keeps_bold, Arena *a)
{
    Inline *inlines = ARENA_ARRAY(a, Inline, p->inline_count);
    uint32_t *keeps = ARENA_ARRAY(a, uint32_t, p->keep_count);
    FigureUse *uses = ARENA_ARRAY(a, FigureUse, p->use_count);
    Prose part = {
        .text = str_slice(p->text, from, to), .inlines = inlines, .keeps = keeps, .uses = uses, .mark = p->mark};
    for (uint32_t i = 0; i < p->inline_count; i++) {
        Inline in = p->inlines[i];
        if (in.end <= from || in.start >= to)
            continue;
        in.start = in.start > from ? in.start - from : 0;
        in.end = (in.end < to ? in.end : to) - from;
        in.strong = in.strong && keeps_bold;
        inlines[part.inline_count++] = in;
    }
    for (uint32_t i = 0; i < p->keep_count; i++)
        if (p->keeps[i] > from && p->keeps[i] < to)
            keeps[part.keep_count++] = p->keeps[i] - from;
    for (uint32_t i = 0; i < p->use_count; i++)
        if (p->uses[i].start >= from && p->uses[i].end <= to) {
            uses[part.use_count] = p->uses[i];
            uses[part.use_count].start -= from;
            uses[part.use_count++].end -= from;
        }
    return part;
}

/* ---- Figures ---- */

const Figure *filling_figure(const Filling *f, FigureRef figure)
{
    const FigureFile *file = figure.nation ? f->data->nation : f->data->state;
    if (f->use)
        (figure.nation ? &f->use->nation : &f->use->state)->figures[figure.measure] = true;
    return &file->figures[figure.measure];
}

/* The same of the year before; NULL if there is no file of it. */
static const Figure *figure_before(const Filling *f, FigureRef figure)
{
    const FigureFile *file = figure.nation ? f->data->nation_before : f->data->state_before;
    if (file && f->use)
        (figure.nation ? &f->use->nation_before : &f->use->state_before)->figures[figure.measure] = true;
    return file ? &file->figures[figure.measure] : NULL;
}

/* "reports", "us.reports" */
static Str ref_key(const Filling *f, FigureRef ref)
{
    Str key = f->data->dictionary->items[ref.measure].key;
    return ref.nation ? str_printf(f->arena, "us.%.*s", STR_ARG(key)) : key;
}

static bool is_same(FigureRef a, FigureRef b)
{
    return a.measure == b.measure && a.nation == b.nation;
}

/* NULL if it is missing: in a draft it prints as such, otherwise it is reported. */
static const Figure *figure_needed(const Filling *f, FigureRef ref, Mark named_at)
{
    const Figure *figure = filling_figure(f, ref);
    if (figure->kind != FIGURE_ABSENT)
        return figure;
    if (!f->draft)
        diag_error(f->diag, DIAG_FIGURE, named_at, "the data hold no figure '%.*s'", STR_ARG(ref_key(f, ref)));
    return NULL;
}

/* The same in running text, where "in 2023, suppressed reports" would be no sentence. */
static const Figure *number_needed(const Filling *f, FigureRef ref, Mark named_at)
{
    const Figure *figure = figure_needed(f, ref, named_at);
    if (!figure || figure_has_number(figure))
        return figure;
    Str key = ref_key(f, ref), word = figure_kind_word(figure->kind);
    const char *phrase = language_english.phrases[figure->phrase];
    diag_error(f->diag, DIAG_FIGURE, named_at,
               "there is no number to print: %.*s is %s; give the wording words for it, as in {%.*s, select, %.*s "
               "{...} other {...}}, or, in a paragraph, {%.*s, number} with 'withheld:' and 'unavailable:' beside it",
               STR_ARG(key), phrase, STR_ARG(key), STR_ARG(word), STR_ARG(key));
    diag_note(f->diag, figure->mark, "%.*s: %s", STR_ARG(figure->measure->key), phrase);
    return NULL;
}

/* In a draft, what is missing stands out; in a finished sheet it was a finding. */
static void put_missing(Builder *b, Str key, Mark named_at)
{
    bool strong = b->style.strong;
    b->style.strong = true;
    if (b->f->draft)
        put_value(b, language_fill(b->f->language->missing, &key, 1, b->f->arena), named_at);
    b->style.strong = strong;
}

/* As running text says it, or in short. */
static void put_figure(Builder *b, FigureRef ref, Mark named_at, bool is_short)
{
    const Filling *f = b->f;
    const Figure *figure = is_short ? figure_needed(f, ref, named_at) : number_needed(f, ref, named_at);
    size_t start = b->text.n;
    if (!figure)
        put_missing(b, ref_key(f, ref), named_at);
    else if (is_short) {
        b->said = figure_said(figure, f->language, f->arena);
        if (b->leads && !figure_has_number(figure))
            b->said = str_printf(f->arena, "%.*s:", STR_ARG(b->said));
        put_value(b, figure_short(figure, f->language, f->arena), figure->mark);
        b->said = (Str){0};
    } else
        put_value(b, capital(b, figure_long(figure, f->language, f->arena)), figure->mark);
    add_use(b, ref, start, false);
}

static const Arm *arm_other(const Op *op)
{
    const Arm *arm = op->arms;
    while (arm->test != ARM_OTHER)
        arm++;
    return arm;
}

static PluralCase figure_plural(const Figure *figure, const Language *language)
{
    bool exact = figure->kind == FIGURE_EXACT && figure->least.scale == 0;
    int64_t whole = figure_has_number(figure) && figure->stated.scale == 0 ? figure->stated.units : -1;
    return language->plural((Counted){whole, figure->magnitude, exact});
}

/* Where the language has a category of its own for the number, what is said of all others is wrong. */
static void category_report(const Filling *f, const Op *op, const Arm *arm, const Figure *figure)
{
    bool chooses = false;
    for (size_t i = 0; i < op->arm_count; i++)
        chooses = chooses || op->arms[i].test == ARM_PLURAL;
    if (arm->test == ARM_OTHER && chooses && figure_has_number(figure) &&
        figure_plural(figure, f->language) == PLURAL_MANY)
        diag_error(f->diag, DIAG_PLACEHOLDER, op->mark,
                   "%.*s prints as %.*s here, for which %s has the arm 'many' (as in many {# de denuncias}); add it, "
                   "since 'other' is for other numbers",
                   STR_ARG(figure->measure->key), STR_ARG(figure_long(figure, f->language, f->arena)),
                   f->language->name);
}

/* A rounded figure, or a floor, is never taken for one number; which plural it has is the language's to say. An arm of
   a number or a kind wins over that of a plural category. */
static const Arm *arm_choose(const Op *op, const Figure *figure, const Language *language)
{
    const Arm *of_plural = NULL;
    bool exact = figure->kind == FIGURE_EXACT && figure->least.scale == 0;
    PluralCase plural = figure_plural(figure, language);
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
        case ARM_PLURAL:
            if (plural == arm->plural)
                of_plural = arm;
            break;
        case ARM_STATE:
        case ARM_OTHER:
            break;
        }
    }
    return of_plural ? of_plural : arm_other(op);
}

const Arm *arm_of_state(const Op *op, Str code)
{
    for (size_t i = 0; i < op->arm_count; i++)
        if (op->arms[i].test == ARM_STATE && str_eq(op->arms[i].state, code))
            return &op->arms[i];
    return arm_other(op);
}

/* ---- Filling ---- */

static void put_wording(Builder *b, const Wording *w);

static bool wording_names(const Wording *w, FigureRef ref)
{
    for (size_t i = 0; i < w->count; i++) {
        const Op *op = &w->ops[i];
        if (op->kind == OP_FIGURE && is_same(op->figure, ref))
            return true;
        for (size_t k = 0; k < op->arm_count; k++)
            if (wording_names(&op->arms[k].wording, ref))
                return true;
    }
    return false;
}

/* An arm that says the number in words ("no cases"), where another arm prints it, is a use of the figure too; one that
   only bends a word ("reports") is none. */
static void put_arm(Builder *b, const Op *op, const Arm *arm)
{
    size_t start = b->text.n;
    bool tells = false, of_figure = op->kind == OP_PLURAL || op->subject == OP_FIGURE || op->subject == OP_CHANGE;
    for (size_t i = 0; of_figure && i < op->arm_count; i++)
        tells = tells || wording_names(&op->arms[i].wording, op->figure);
    put_wording(b, &arm->wording);
    if (tells && !wording_names(&arm->wording, op->figure))
        add_use(b, op->figure, start, false);
}

/* A final sheet prints nothing of a draft; told once a file. */
static void draft_report(const Filling *f, FigureRef ref)
{
    const Dataset *data = f->data;
    const FigureFile *before = ref.nation ? data->nation_before : data->state_before;
    FileUse *use = !f->use ? NULL : ref.nation ? &f->use->nation_before : &f->use->state_before;
    bool is_final = data->state->status == STATUS_FINAL && data->nation->status == STATUS_FINAL;
    if (!is_final || before->status == STATUS_FINAL || (use && use->status))
        return;
    if (use)
        use->status = true;
    diag_error(f->diag, DIAG_DRAFT, before->status_mark,
               "this file of %d is a draft, and the final sheet of %d would print how %.*s changed since; once it is "
               "right, type 'status: final' here, or make that sheet a draft, too",
               before->year, data->year, STR_ARG(ref_key(f, ref)));
}

static Str change_of(const Filling *f, FigureRef ref)
{
    Str text = figure_change(filling_figure(f, ref), figure_before(f, ref), f->data->year - 1, f->language, f->arena);
    if (text.n)
        draft_report(f, ref);
    return text;
}

/* Reports if there is none, which 'select' asks. */
static void put_change(Builder *b, const Op *op)
{
    const Filling *f = b->f;
    const Figure *figure = filling_figure(f, op->figure);
    Str text = change_of(f, op->figure), key = ref_key(f, op->figure);
    if (!text.n) {
        diag_error(f->diag, DIAG_FIGURE, op->mark,
                   "how %.*s changed cannot be told: it takes exact figures of %d and %d; give the wording words for "
                   "that, as in {change.%.*s, select, absent {} other {...}}",
                   STR_ARG(key), f->data->year - 1, f->data->year, STR_ARG(key));
        return;
    }
    size_t start = b->text.n;
    put_value(b, capital(b, text), figure->mark);
    add_use(b, op->figure, start, false);
}

/* The state's file, for what a placeholder prints or asks of its head. */
static const FigureFile *state_head(const Filling *f, OpKind kind)
{
    if (f->use) {
        FileUse *use = &f->use->state;
        use->source = use->source || kind == OP_SOURCE;
        use->as_of = use->as_of || kind == OP_AS_OF;
    }
    return f->data->state;
}

/* The file whose revision is the sheet's; both are asked. NULL: neither was revised. */
static const FigureFile *revised_head(const Filling *f)
{
    if (f->use)
        f->use->state.revised = f->use->nation.revised = true;
    return dataset_revised(f->data);
}

/* Reports if it was not typed, which 'select' asks: no day is printed that the file does not give. */
static void put_as_of(Builder *b, const Op *op)
{
    const Filling *f = b->f;
    const FigureFile *file = state_head(f, OP_AS_OF);
    if (file->has_as_of) {
        put_value(b, language_date(f->language, file->as_of, f->arena), op->mark);
        return;
    }
    diag_error(f->diag, DIAG_FIGURE, op->mark,
               "the figures have no 'as_of' to print; type it, or give the wording words for that, as in {as_of, "
               "select, absent {} other { Figures as of {as_of}.}}");
    diag_note(f->diag, file->head, "the file without 'as_of'");
    put_missing(b, STR("as_of"), op->mark);
}

/* What 'select' chooses by: a figure, or whether there is something at all. */
static const Figure *selected(const Filling *f, const Op *op)
{
    static const Figure absent = {.kind = FIGURE_ABSENT}, present = {.kind = FIGURE_KINDS};
    bool is_there = op->subject == OP_CHANGE    ? change_of(f, op->figure).n > 0
                    : op->subject == OP_AS_OF   ? state_head(f, OP_AS_OF)->has_as_of
                    : op->subject == OP_REVISED ? revised_head(f) != NULL
                    : op->subject == OP_SOURCE  ? state_head(f, OP_SOURCE)->source.n > 0
                                                : true;
    return op->subject == OP_FIGURE ? filling_figure(f, op->figure) : is_there ? &present : &absent;
}

/* "Cases; Other cases": each is a label of the sheet. */
static void put_dashes(Builder *b, const Op *op)
{
    const char *between = "";
    for (size_t i = 0; i < b->f->dashes->count; i++) {
        const Dash *dash = &b->f->dashes->items[i];
        if (dash->kind != op->detail)
            continue;
        put_value(b, str_from(between), op->mark);
        put_value(b, dash->label, op->mark);
        between = "; ";
    }
}

/* In whichever language it is typed: it names a document. */
static void put_source(Builder *b, const FigureFile *file, Mark mark)
{
    const Language *own = b->f->language;
    const Value *text = file->source_value ? text_in(file->source_value, b->f->language, &own) : NULL;
    b->language = own == b->f->language ? (Str){0} : str_from(own->tag);
    put_typed(b, text ? text->text : file->source, NULL, mark);
    b->language = (Str){0};
}

static Str superscript(size_t number, Arena *a)
{
    static const char *const digits[] = {"\xE2\x81\xB0", "\xC2\xB9",     "\xC2\xB2",     "\xC2\xB3",
                                         "\xE2\x81\xB4", "\xE2\x81\xB5", "\xE2\x81\xB6", "\xE2\x81\xB7",
                                         "\xE2\x81\xB8", "\xE2\x81\xB9"};
    Str typed = str_printf(a, "%zu", number);
    Buf out = {.arena = a};
    for (size_t i = 0; i < typed.n; i++)
        buf_put(&out, str_from(digits[typed.s[i] - '0']));
    return buf_str(&out);
}

static void put_reference(Builder *b, const Op *op)
{
    References *all = b->f->references;
    if (!all || !op->footnote)
        return;
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i] == op->footnote) {
            diag_error(b->f->diag, DIAG_DUPLICATE, op->mark,
                       "a second mark of the footnote '%.*s'; each has one, so that a reader gets back: leave one, or "
                       "type a footnote of its own for this one",
                       STR_ARG(op->footnote->label));
            return;
        }
    ARENA_NEXT(b->f->arena, all->items, all->count, all->capacity) = op->footnote;
    trim(b);
    b->style.url = str_printf(b->f->arena, "#note-%zu", all->count);
    put_value(b, superscript(all->count, b->f->arena), op->mark);
}

static void put_op(Builder *b, const Op *op)
{
    const Filling *f = b->f;
    const Style around = b->style;
    const Figure *figure;
    b->style =
        (Style){around.strong || op->strong, around.emphasis || op->emphasis, around.url.n ? around.url : op->url};
    switch (op->kind) {
    case OP_TEXT:
        put_text(b, op);
        break;
    case OP_OBJECT:
        put_object(b, (InlineKind)op->detail, op->mark);
        break;
    case OP_YEAR:
        put_value(b, str_printf(f->arena, "%d", f->data->year), op->mark);
        break;
    case OP_STATE:
        put_typed(b, capital(b, *(const Str *)(const void *)((const char *)&f->state + op->detail)), NULL,
                  f->data->jurisdiction->mark);
        break;
    case OP_GIVEN: {
        const Given *given = &f->given[op->detail];
        b->said = str_eq(given->said, given->text) ? (Str){0} : given->said;
        put_typed(b, given->text, NULL, given->mark.source ? given->mark : op->mark);
        b->said = (Str){0};
        break;
    }
    case OP_SOURCE:
        put_source(b, state_head(f, OP_SOURCE), op->mark);
        break;
    case OP_AS_OF:
        put_as_of(b, op);
        break;
    case OP_REVISED:
        if (revised_head(f))
            put_value(b, language_date(f->language, revised_head(f)->revised, f->arena), op->mark);
        break;
    case OP_DASHES:
        put_dashes(b, op);
        break;
    case OP_NOTES:
        break; /* a paragraph of its own, which document.c replaces by the notes */
    case OP_FIGURE:
        put_figure(b, op->figure, op->mark, false);
        break;
    case OP_CHANGE:
        put_change(b, op);
        break;
    case OP_PLURAL:
        figure = figure_needed(f, op->figure, op->mark);
        if (figure || f->draft) {
            const Arm *arm = figure ? arm_choose(op, figure, f->language) : arm_other(op);
            if (figure)
                category_report(f, op, arm, figure);
            put_arm(b, op, arm);
        }
        break;
    case OP_FOOTNOTE:
        put_reference(b, op);
        break;
    case OP_SELECT:
        put_arm(b, op,
                op->subject == OP_STATE ? arm_of_state(op, f->data->jurisdiction->code)
                                        : arm_choose(op, selected(f, op), f->language));
        break;
    }
    b->style = around;
}

static void put_wording(Builder *b, const Wording *w)
{
    for (size_t i = 0; i < w->count; i++)
        put_op(b, &w->ops[i]);
}

Prose wording_fill(const Filling *f, const Wording *w)
{
    Builder b = builder_new(f, w->mark);
    put_wording(&b, w);
    return prose_of(&b);
}

Prose footnote_fill(const Filling *f, const Footnote *footnote, size_t number)
{
    Builder b = builder_new(f, footnote->text.mark);
    b.style.strong = true;
    put_value(&b, superscript(number, f->arena), footnote->mark);
    b.style.strong = false;
    put_value(&b, STR(" "), footnote->mark);
    put_wording(&b, &footnote->text);
    return prose_of(&b);
}

Str prose_without_marks(const Filling *f, const Prose *prose)
{
    Buf words = {.arena = f->arena};
    bool whole = true;
    for (uint32_t i = 0; i < prose->inline_count; i++)
        whole = whole && !str_starts(prose->inlines[i].url, STR("#"));
    for (uint32_t i = 0; i < prose->inline_count && !whole; i++)
        if (!str_starts(prose->inlines[i].url, STR("#")))
            buf_put(&words, str_slice(prose->text, prose->inlines[i].start, prose->inlines[i].end));
    return whole ? prose->text : buf_str(&words);
}

bool when_holds(const Filling *f, const When *when)
{
    FigureKind kind = when->given ? filling_figure(f, when->figure)->kind : FIGURE_EXACT;
    return kind != FIGURE_ABSENT && kind != FIGURE_NOT_APPLICABLE &&
           (!when->states.count || states_hold(when->states, f->data->jurisdiction->code));
}

/* The first of its figures that has no number, and so decides what is printed; NULL: all have, or are missing. */
static const FigureRef *number_lost(const Filling *f, const Sentence *s)
{
    for (size_t i = 0; i < s->number_count; i++)
        if (filling_figure(f, s->numbers[i])->kind >= FIGURE_SUPPRESSED)
            return &s->numbers[i];
    return NULL;
}

static void put_sentence(Builder *b, const Sentence *s)
{
    const FigureRef *lost = number_lost(b->f, s);
    const Wording *w = lost ? &s->instead[filling_figure(b->f, *lost)->kind - FIGURE_SUPPRESSED] : &s->text;
    if (w->count == 0)
        return;
    const Op *first = w->ops;
    if (first->kind == OP_TEXT && memchr(",.;:!?)", first->text.s[0], 7))
        trim(b);
    else if (!wants_no_space(b))
        put_value(b, STR(" "), w->mark);
    size_t start = b->text.n;
    put_wording(b, w);
    if (lost)
        add_use(b, *lost, start, false);
}

Prose sentences_fill(const Filling *f, Items sentences)
{
    const Sentence *all = sentences.items;
    Builder b = builder_new(f, sentences.count ? all->text.mark : (Mark){0});
    for (size_t i = 0; i < sentences.count; i++)
        if (when_holds(f, &all[i].when))
            put_sentence(&b, &all[i]);
    return prose_of(&b);
}

Prose wording_fill_all(const Filling *f, const Wording *const *wordings, size_t count)
{
    Builder b = builder_new(f, count ? wordings[0]->mark : (Mark){0});
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            put_value(&b, STR(" \xE2\x80\x93 "), wordings[i]->mark);
        put_wording(&b, wordings[i]);
    }
    return prose_of(&b);
}

Prose figure_fill(const Filling *f, FigureRef ref, Mark named_at, bool leads)
{
    const Figure *figure = filling_figure(f, ref);
    Builder b = builder_new(f, figure->kind == FIGURE_ABSENT ? named_at : figure->mark);
    b.leads = leads;
    put_figure(&b, ref, named_at, true);
    return prose_of(&b);
}

Prose label_fill_missing(const Filling *f, FigureRef ref, const Wording *label)
{
    Builder b = builder_new(f, label->mark);
    put_figure(&b, ref, label->mark, true);
    put_value(&b, STR(" "), label->mark);
    put_wording(&b, label);
    return prose_of(&b);
}

Prose share_fill(const Filling *f, FigureRef ref, Str text)
{
    Builder b = builder_new(f, filling_figure(f, ref)->mark);
    put_value(&b, text, b.mark);
    add_use(&b, ref, 0, true);
    return prose_of(&b);
}

Prose label_fill(const Filling *f, const Wording *label, FigureRef ref, const FigureRef *of)
{
    Builder b = builder_new(f, label->mark);
    put_wording(&b, label);
    const Figure *whole = of ? filling_figure(f, *of) : NULL;
    if (whole && figure_has_number(whole)) {
        const Language *language = f->language;
        const Str slots[] = {figure_long(whole, language, f->arena),
                             figure_share(filling_figure(f, ref), whole, language, f->arena)};
        const char *text = slots[1].n ? language->of_nation_part : language->of_nation;
        trim(&b);
        size_t start = b.text.n;
        put_value(&b, language_fill(text, slots, 2, f->arena), whole->mark);
        add_use(&b, *of, start, false);
    }
    return prose_of(&b);
}

void dash_note(const Filling *f, FigureRef ref, Str label)
{
    Dashes *all = f->dashes;
    FigureKind kind = filling_figure(f, ref)->kind;
    if (kind < FIGURE_SUPPRESSED)
        return;
    for (size_t i = 0; i < all->count; i++)
        if (is_same(all->items[i].figure, ref))
            return;
    ARENA_NEXT(f->arena, all->items, all->count, all->capacity) = (Dash){ref, kind, label};
}

/* A text of the file in the sheet's language, or tagged with its own. */
static void put_texts(Builder *b, const Value *typed, const FigureFile *file)
{
    const Filling *f = b->f;
    const Language *own;
    const Value *text = text_in(typed, f->language, &own);
    const Str around = b->language;
    if (own != f->language) {
        b->language = str_from(own->tag);
        accept_next(file, DIAG_LANGUAGE, NULL, f->diag);
        diag_error(f->diag, DIAG_LANGUAGE, text->mark,
                   "this sheet is in %s, but the text is in %s; type it for both, as in {%s: \"...\", %s: \"...\"}",
                   f->language->name, own->name, own->tag, f->language->tag);
    }
    put_typed(b, text->text, text, text->mark);
    b->language = around;
}

Prose texts_fill(const Filling *f, const Value *typed, const FigureFile *file)
{
    Builder b = builder_new(f, typed->mark);
    put_texts(&b, typed, file);
    return prose_of(&b);
}

Prose revision_fill(const Filling *f, const Revision *revision, const FigureFile *file, Str label)
{
    Builder b = builder_new(f, revision->was.mark);
    const Str slots[] = {language_date(f->language, revision->date, f->arena), label,
                         figure_long(&revision->was, f->language, f->arena)};
    put_value(&b, language_fill(f->language->revision[file == f->data->nation], slots, 3, f->arena),
              revision->was.mark);
    put_texts(&b, revision->why.value, file);
    char last = b.text.n ? b.text.s[b.text.n - 1] : '.';
    put_value(&b, last == '.' || last == '!' || last == '?' ? STR("") : STR("."), revision->was.mark);
    return prose_of(&b);
}

Prose text_fill(const Filling *f, Str text, const Value *v, Mark at)
{
    Builder b = builder_new(f, at);
    put_typed(&b, text, v, at);
    return prose_of(&b);
}
