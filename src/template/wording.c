/* Compiles one typed text into a Wording: placeholders, markup and typography in that order, so that a value can never
   become markup. An arm of a plural is wording of its own, read the same way: what is opened in an arm is closed in it,
   and it takes on the emphasis and the link around its placeholder. */
#include "wording.h"

typedef struct Context {
    const Compiler *c;
    const Value *value;
    unsigned allowed;
    const FigureRef *counted; /* the figure that '#' stands for */
    int depth;
    bool in_link;
    uint32_t before, after; /* the characters around it, 0 at a paragraph's ends */
} Context;

/* In the scratch arena. */
typedef struct Ops {
    Op *items;
    size_t count, capacity;
} Ops;

static bool compile(const Context *context, uint32_t from, uint32_t to, Wording *wording);

static Op *add_op(const Context *context, Ops *ops, Op op)
{
    ARENA_ROOM(context->c->scratch, ops->items, ops->count, ops->capacity);
    ops->items[ops->count] = op;
    return &ops->items[ops->count++];
}

/* ---- Text ----------------------------------------------------------------------------------------------------------
 */

typedef struct TextOp {
    Buf text; /* in the scratch arena, as are the places */
    Place *places;
    size_t count, capacity;
    Mark last; /* of the last letter, where text and source run in step; no source otherwise */
} TextOp;

/* A letter that prints as it was typed continues the run of its neighbor; all others get a place of their own. */
static void add_letter(const Context *context, TextOp *op, const Letter *letter)
{
    Mark mark = value_mark(context->value, letter->origin, letter->length);
    size_t at = op->text.n;
    buf_code_point(&op->text, letter->code);
    bool in_step = mark.length == op->text.n - at && mark.length == letter->length && mark.source &&
                   str_eq(str_slice(mark.source->text, mark.offset, mark.offset + mark.length),
                          str_slice(buf_str(&op->text), at, op->text.n));
    bool continues = in_step && op->last.source && op->last.offset + op->last.length == mark.offset;
    if (!continues) {
        ARENA_ROOM(context->c->scratch, op->places, op->count, op->capacity);
        op->places[op->count++] = (Place){(uint32_t)at, in_step ? (Mark){mark.source, mark.offset, 0} : mark};
    }
    op->last = in_step ? mark : (Mark){0};
}

/* The letters behind one that prints as it was typed, as long as they do and stand behind it in the source too: most of
   all text. Returns how many of at most 'most'. */
static size_t add_following(const Context *context, TextOp *op, const Letter *letter, size_t most)
{
    const Value *v = context->value;
    size_t at = letter->origin + letter->length, count = 0;
    if (!op->last.source)
        return 0;
    size_t end = place_end(v->places, v->place_count, letter->origin);
    for (; count < most && at < end; count++, at++) {
        const Letter *next = &letter[1 + count];
        if (next->origin != at || next->length != 1 || next->code != (unsigned char)v->text.s[at] || next->code >= 0x80)
            break;
        buf_char(&op->text, (char)next->code);
    }
    if (count)
        op->last = (Mark){op->last.source, op->last.offset + (uint32_t)(at - 1 - letter->origin), 1};
    return count;
}

static void add_text_op(const Context *context, const TextOp *text, Op op, Ops *ops)
{
    Arena *a = context->c->arena;
    op.kind = OP_TEXT;
    op.text = str_copy(a, buf_str(&text->text));
    op.places = arena_grow(a, text->places, text->count, text->count, sizeof *text->places);
    op.place_count = text->count;
    if (context->c->years)
        years_note(context->c->years, &op, a);
    add_op(context, ops, op);
}

static void add_space(const Context *context, Ops *ops, uint32_t origin)
{
    TextOp text = {.text = {.arena = context->c->scratch}};
    add_letter(context, &text, &(Letter){.code = ' ', .origin = origin, .length = 1});
    add_text_op(context, &text, (Op){0}, ops);
}

/* Letters [from, to), all of one style. */
static void add_text(const Context *context, const Letters *letters, size_t from, size_t to, Ops *ops)
{
    const Style *style = &letters->styles[letters->items[from].style];
    TextOp text = {.text = {.arena = context->c->scratch}};
    for (size_t i = from; i < to; i++) {
        const Letter *letter = &letters->items[i];
        add_letter(context, &text, letter);
        i += add_following(context, &text, letter, to - i - 1);
    }
    Mark mark = value_mark(context->value, letters->items[from].origin, letters->items[from].length);
    add_text_op(context, &text,
                (Op){.strong = style->strong, .emphasis = style->emphasis, .url = style->url, .mark = mark}, ops);
}

/* ---- Placeholders --------------------------------------------------------------------------------------------------
 */

static uint32_t letter_code(const Letters *letters, size_t i)
{
    return letters->items[i].code;
}

static bool compile_arms(const Context *outer, const Slot *slot, const Op *op, uint32_t before, uint32_t after)
{
    Context inner = *outer;
    bool good = true;
    inner.depth++;
    inner.in_link = outer->in_link || op->url.n > 0;
    inner.before = before;
    inner.after = after;
    if (slot->kind == OP_PLURAL)
        inner.counted = &slot->figure;
    if (inner.depth > MAX_ARM_DEPTH)
        return diag_error(outer->c->diag, DIAG_PLACEHOLDER, slot->mark,
                          "plurals stand more than %d deep in each other; write the sentences out", MAX_ARM_DEPTH);
    for (size_t i = 0; i < slot->arm_count; i++)
        good = compile(&inner, slot->arms[i].from, slot->arms[i].to, &slot->arms[i].wording) && good;
    return good;
}

static bool add_slot(const Context *context, const Slot *slot, const Letters *letters, size_t i, Ops *ops)
{
    const Style *style = &letters->styles[letters->items[i].style];
    Op *op = add_op(context, ops,
                    (Op){.kind = slot->kind,
                         .strong = style->strong,
                         .emphasis = style->emphasis,
                         .url = style->url,
                         .mark = slot->mark,
                         .figure = slot->figure,
                         .subject = slot->subject,
                         .dash = slot->dash,
                         .given = slot->given,
                         .arms = slot->arms,
                         .arm_count = slot->arm_count});
    if (slot->arm_count == 0)
        return true;
    uint32_t before = i ? letter_code(letters, i - 1) : context->before;
    uint32_t after = i + 1 < letters->count ? letter_code(letters, i + 1) : context->after;
    return compile_arms(context, slot, op, before, after);
}

/* ---- Compiling -----------------------------------------------------------------------------------------------------
 */

static void refuse_inner_link(const Context *context, const Letters *letters)
{
    for (size_t i = 0; context->in_link && i < letters->count; i++)
        if (letters->styles[letters->items[i].style].url.n) {
            diag_error(context->c->diag, DIAG_MARKUP,
                       value_mark(context->value, letters->items[i].origin, letters->items[i].length),
                       "a link within a link; take one away");
            return;
        }
}

static bool compile(const Context *context, uint32_t from, uint32_t to, Wording *wording)
{
    const Compiler *c = context->c;
    size_t errors = diag_errors(c->diag), slot = 0;
    Skeleton skeleton;
    Letters letters = {0};
    Ops ops = {0};
    if (!message_scan(c, context->value, from, to, context->counted, context->allowed, &skeleton))
        return false;
    markup_read(c, &skeleton, context->allowed, &letters);
    typography_apply(&letters, c->language, skeleton.space_before ? ' ' : context->before,
                     skeleton.space_after ? ' ' : context->after);
    refuse_inner_link(context, &letters);
    bool is_arm = context->depth > 0;
    if (is_arm && skeleton.space_before)
        add_space(context, &ops, from);
    for (size_t i = 0, end; i < letters.count; i = end) {
        end = i + 1;
        if (letter_code(&letters, i) == OBJECT_CHAR && slot < skeleton.slot_count) {
            add_slot(context, &skeleton.slots[slot++], &letters, i, &ops);
            continue;
        }
        while (end < letters.count && letters.items[end].style == letters.items[i].style &&
               letter_code(&letters, end) != OBJECT_CHAR)
            end++;
        add_text(context, &letters, i, end, &ops);
    }
    if (is_arm && skeleton.space_after && letters.count)
        add_space(context, &ops, to - 1);
    const Op *kept = arena_grow(c->arena, ops.items, ops.count, ops.count, sizeof *ops.items);
    *wording = (Wording){kept, ops.count, value_mark(context->value, from, to - from)};
    return diag_errors(c->diag) == errors;
}

bool wording_compile(const Compiler *c, const Value *v, unsigned allowed, Wording *wording)
{
    const Context context = {.c = c, .value = v, .allowed = allowed};
    arena_reset(c->scratch);
    wording->mark = v->mark;
    if (str_trim(v->text).n == 0) {
        if (allowed & ALLOW_EMPTY)
            return true;
        return diag_error(c->diag, DIAG_VALUE, v->mark, "an empty text; write one, or take the key away");
    }
    if (!compile(&context, 0, (uint32_t)v->text.n, wording))
        return false;
    wording->mark = v->mark;
    return true;
}
