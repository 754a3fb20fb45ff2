/* Fills a compiled wording with one sheet's values: which arm is chosen, what a placeholder stands for, and what cannot
   be said. builder.c puts the pieces together. */
#include "builder.h"

/* ---- Figures -------------------------------------------------------------------------------------------------------
 */

const Figure *filling_figure(const Filling *f, FigureRef figure)
{
    const FigureFile *file = figure.nation ? f->data->nation : f->data->state;
    if (f->use)
        (figure.nation ? &f->use->nation : &f->use->state)->figures[figure.measure] = true;
    return &file->figures[figure.measure];
}

/* The same of the year before; NULL where its file is not at hand. */
static const Figure *figure_before(const Filling *f, FigureRef figure)
{
    const FigureFile *file = figure.nation ? f->data->nation_before : f->data->state_before;
    if (file && f->use)
        (figure.nation ? &f->use->nation_before : &f->use->state_before)->figures[figure.measure] = true;
    return file ? &file->figures[figure.measure] : NULL;
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
    const char *prefix = ref.nation ? "us." : "", *phrase = language_english.phrases[figure->phrase];
    diag_error(f->diag, DIAG_FIGURE, named_at,
               "there is no number to print: %s%.*s is %s; give the wording words for it, as in {%s%.*s, select, "
               "%.*s {...} other {...}}",
               prefix, STR_ARG(key), phrase, prefix, STR_ARG(key), STR_ARG(word));
    diag_note(f->diag, figure->mark, "%.*s: %s", STR_ARG(key), phrase);
    return NULL;
}

static void put_mark_of_missing(Builder *b, FigureRef ref, Mark named_at, const Surround *around)
{
    Str key = b->f->data->dictionary->items[ref.measure].key;
    if (ref.nation)
        key = str_printf(b->f->arena, "us.%.*s", STR_ARG(key));
    builder_value(b, language_fill(b->f->language->missing, &key, 1, b->f->arena), named_at, around);
}

/* In a draft, what is not there stands out; in a finished sheet it was a finding. */
static void put_missing(Builder *b, FigureRef ref, Mark named_at, const Surround *around)
{
    const Surround strong = {true, around->emphasis, around->url};
    size_t start = b->text.n;
    if (!b->f->draft)
        return;
    put_mark_of_missing(b, ref, named_at, &strong);
    builder_use(b, ref, start, false);
}

static const Arm *arm_other(const Op *op)
{
    const Arm *arm = op->arms;
    while (arm->test != ARM_OTHER)
        arm++;
    return arm;
}

/* What is rounded, or a floor, is never taken for one number. An arm of a number or kind goes before that of a plural
   category. */
static const Arm *arm_choose(const Op *op, const Figure *figure, const Language *language)
{
    const Arm *of_plural = NULL;
    bool exact = figure->kind == FIGURE_EXACT && figure->least.scale == 0;
    PluralCase plural = exact ? language->plural(figure->least.units) : PLURAL_OTHER;
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
        case ARM_OTHER:
            break;
        }
    }
    return of_plural ? of_plural : arm_other(op);
}

/* ---- Filling -------------------------------------------------------------------------------------------------------
 */

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
        builder_use(b, op->figure, start, false);
}

static Str change_of(const Filling *f, FigureRef ref)
{
    return figure_change(filling_figure(f, ref), figure_before(f, ref), f->data->year - 1, f->language, f->arena);
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
    builder_value(b, builder_capital(b, text), figure->mark, s);
    builder_use(b, op->figure, start, false);
}

/* The state's file, for what a placeholder prints or asks of its head. */
static const FigureFile *state_head(const Filling *f, OpKind kind)
{
    if (f->use) {
        FileUse *use = &f->use->state;
        use->source = use->source || kind == OP_SOURCE;
        use->as_of = use->as_of || kind == OP_AS_OF;
        use->revised = use->revised || kind == OP_REVISED;
    }
    return f->data->state;
}

/* Only where it is typed, which 'select' finds out: no day is printed that nobody said. */
static void put_as_of(Builder *b, const Op *op, const Surround *s)
{
    const Filling *f = b->f;
    const FigureFile *file = state_head(f, OP_AS_OF);
    if (file->has_as_of) {
        builder_value(b, language_date(f->language, file->as_of, f->arena), op->mark, s);
        return;
    }
    diag_error(f->diag, DIAG_FIGURE, op->mark,
               "the figures have no 'as_of' to print; type it, or give the wording words for that, as in {as_of, "
               "select, absent {} other { Figures as of {as_of}.}}");
    diag_note(f->diag, file->head, "the file without 'as_of'");
    if (f->draft)
        builder_value(b, language_fill(f->language->missing, &STR("as_of"), 1, f->arena), op->mark,
                      &(Surround){true, s->emphasis, s->url});
}

/* What 'select' chooses by: a figure, or whether there is something at all. */
static const Figure *selected(const Filling *f, const Op *op)
{
    static const Figure absent = {.kind = FIGURE_ABSENT}, present = {.kind = FIGURE_KINDS};
    bool is_there = op->subject == OP_CHANGE    ? change_of(f, op->figure).n > 0
                    : op->subject == OP_AS_OF   ? state_head(f, OP_AS_OF)->has_as_of
                    : op->subject == OP_REVISED ? state_head(f, OP_REVISED)->is_revised
                    : op->subject == OP_SOURCE  ? state_head(f, OP_SOURCE)->source.n > 0
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
            builder_value(b, STR("; "), op->mark, s);
        builder_value(b, dash->label, op->mark, s);
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
        builder_text(b, op, &s);
        break;
    case OP_BREAK:
        builder_object(b, INLINE_BREAK, STR("\n"), op->mark, &s);
        break;
    case OP_PAGE:
        builder_object(b, INLINE_PAGE, STR(OBJECT_BYTES), op->mark, &s);
        break;
    case OP_PAGES:
        builder_object(b, INLINE_PAGES, STR(OBJECT_BYTES), op->mark, &s);
        break;
    case OP_YEAR:
        builder_value(b, str_printf(f->arena, "%d", data->year), op->mark, &s);
        break;
    case OP_STATE:
        builder_typed(b, state->name, NULL, state->mark, &s);
        break;
    case OP_IN_STATE:
        builder_typed(b, builder_capital(b, state->in_sentence), NULL, state->mark, &s);
        break;
    case OP_STATE_ADJ:
        builder_typed(b, state->adjective, NULL, state->mark, &s);
        break;
    case OP_TITLE:
        builder_typed(b, f->title, NULL, op->mark, &s);
        break;
    case OP_SOURCE:
        builder_typed(b, state_head(f, OP_SOURCE)->source, NULL, op->mark, &s);
        break;
    case OP_AS_OF:
        put_as_of(b, op, &s);
        break;
    case OP_REVISED:
        if (state_head(f, OP_REVISED)->is_revised)
            builder_value(b, language_date(f->language, data->state->revised, f->arena), op->mark, &s);
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
            builder_value(b, builder_capital(b, figure_long(figure, f->language, f->arena)), figure->mark, &s);
        else
            put_missing(b, op->figure, op->mark, &s);
        if (figure)
            builder_use(b, op->figure, start, false);
        break;
    case OP_PLURAL:
        figure = figure_needed(f, op->figure, op->mark);
        if (figure || f->draft)
            put_arm(b, op, figure ? arm_choose(op, figure, f->language) : arm_other(op), &s);
        break;
    case OP_GIVEN:
        given = &f->given[op->given];
        builder_typed(b, given->text, NULL, given->mark.source ? given->mark : op->mark, &s);
        break;
    case OP_SELECT:
        put_arm(b, op, arm_choose(op, selected(f, op), f->language), &s);
        break;
    }
}

static void put_wording(Builder *b, const Wording *w, const Surround *around)
{
    for (size_t i = 0; i < w->count; i++)
        put_op(b, &w->ops[i], around);
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
            builder_value(&b, STR(" \xE2\x80\x93 "), wordings[i]->mark, &(Surround){0});
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
    builder_value(&b, figure_short(figure, f->language, f->arena), figure->mark, &(Surround){0});
    builder_use(&b, ref, 0, false);
    return builder_prose(&b, figure->mark);
}

Prose label_fill_missing(const Filling *f, FigureRef ref, const Wording *label)
{
    Builder b = builder_new(f);
    put_missing(&b, ref, label->mark, &(Surround){0});
    builder_value(&b, STR(" "), label->mark, &(Surround){0});
    put_wording(&b, label, &(Surround){0});
    return builder_prose(&b, label->mark);
}

Prose share_fill(const Filling *f, FigureRef ref, Str text)
{
    Builder b = builder_new(f);
    Mark mark = filling_figure(f, ref)->mark;
    builder_value(&b, text, mark, &(Surround){0});
    builder_use(&b, ref, 0, true);
    return builder_prose(&b, mark);
}

Prose label_fill(const Filling *f, const Wording *label, FigureRef ref, const FigureRef *of)
{
    Builder b = builder_new(f);
    put_wording(&b, label, &(Surround){0});
    const Figure *whole = of ? filling_figure(f, *of) : NULL;
    if (whole && figure_has_number(whole)) {
        const Language *language = f->language;
        const Str slots[] = {figure_long(whole, language, f->arena),
                             figure_share(filling_figure(f, ref), whole, language, f->arena)};
        const char *text = slots[1].n ? language->of_nation_part : language->of_nation;
        builder_trim(&b);
        size_t start = b.text.n;
        builder_value(&b, language_fill(text, slots, 2, f->arena), whole->mark, &(Surround){0});
        builder_use(&b, *of, start, false);
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
    builder_typed(&b, text, v, at, &(Surround){0});
    return builder_prose(&b, at);
}
