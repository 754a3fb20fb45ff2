/* Optimum-fit line breaking after Knuth & Plass, "Breaking Paragraphs into Lines", 1981, and TeX: The Program, parts 38
   and 39. Differs in what it adds up: the squares of how far each line is stretched, not of their cubes, because even
   spacing is the aim; for ragged text the squares of what each line leaves unfilled. All lines have the same measure,
   all decisions are made in integers. */
#include "item.h"

enum {
    ACTIVE_MOST = 256,    /* candidates for the begin of a line that are kept at a time */
    MEASURE_MOST = 32768, /* points; so that squares of lengths fit 64 bits */
    NOT_A_NODE = -1,      /* for the first line's parent */
    RATIO_MOST = 30000,   /* in thousandths of what a line gives */
    JUSTIFIED_TOLERANCE_UNHYPHENATED = 500,
    JUSTIFIED_TOLERANCE = 1000,
    JUSTIFIED_TOLERANCE_LOOSE = 2000,
    JUSTIFIED_PENALTY_SCALE = 3000,     /* a penalty of 50 is as bad as a line stretched by 0.39 of what it gives */
    DOUBLE_HYPHEN_DEMERITS = 150000,    /* two hyphenated lines in succession */
    FINAL_HYPHEN_DEMERITS = 50000,      /* a hyphen in the line before the last */
    UNEVEN_DEMERITS = 100000,           /* a tight line beside a loose one */
    RAGGED_PENALTY_SCALE = 500 * 500,   /* a penalty p is as bad as p / 500 of the measure left unfilled */
    RAGGED_LINE_SHARE = 4,              /* one line more costs as much as a line that is half empty */
    BALANCED_LINE_FACTOR = 1024,        /* one line more costs as much as 1024 empty ones */
    RAGGED_TOLERANCE = 33,              /* percent of the measure that a line may leave unfilled, ... */
    RAGGED_TOLERANCE_UNHYPHENATED = 12, /* ... before hyphens are tried */
    EMERGENCY_SHARE = 16,               /* of the measure: stretch that the last pass adds to each line */
};

static const int64_t demerits_most = INT64_MAX / 2;

typedef enum Fitness { FIT_TIGHT, FIT_DECENT, FIT_LOOSE, FIT_VERY_LOOSE, FIT_COUNT } Fitness;

/* The best way found to end a line at an item with a line of that fitness. */
typedef struct ActiveNode {
    Sp x, glue; /* widths from the part's begin up to the next line's; x less what that line grows by */
    int64_t demerits;
    uint32_t item, words;
    int32_t parent;
    uint8_t fitness;
    bool hyphen;
} ActiveNode;

typedef struct Pass {
    bool hyphens;
    bool last_line;    /* the rule for the last line must hold */
    bool resort;       /* takes what it gets, overfull lines too */
    int64_t tolerance; /* justified: ratio; ragged: the unfilled part */
} Pass;

/* What is before a place of the part. */
typedef struct Sum {
    Sp x, glue;
    uint32_t words;
} Sum;

typedef struct Breaker {
    const Item *items;
    BreakRules rules;
    Arena *arena;
    bool is_last_part;               /* whose last line the rule is about */
    int64_t line_cost, penalty_unit; /* ragged */
    ActiveNode *nodes;
    size_t node_count, node_capacity;
    int32_t active[ACTIVE_MOST];
    size_t active_count;
    uint32_t *breaks;
    size_t break_count, break_capacity;
} Breaker;

/* A line that could be: from a node to an item. */
typedef struct Trial {
    Sp width, glue;
    int penalty;
    bool hyphen, is_last;
} Trial;

/* ---- Judging one line ---- */

/* How far a line goes of what it gives, in thousandths. */
static int64_t ratio(Sp change, Sp room)
{
    if (change == 0)
        return 0;
    if (room == 0 || change / room >= RATIO_MOST / 1000)
        return RATIO_MOST;
    return change * 1000 / room;
}

static Fitness fitness(int64_t gone, bool shrinks)
{
    if (gone <= 500)
        return FIT_DECENT;
    if (shrinks)
        return FIT_TIGHT;
    return gone <= 1000 ? FIT_LOOSE : FIT_VERY_LOOSE;
}

static Sp line_gives(const Trial *trial, bool grow)
{
    return spaces_give(trial->glue, grow) + (trial->glue ? letters_give(trial->width - trial->glue) : 0);
}

static bool justified_judge(const Breaker *b, const Pass *pass, const ActiveNode *from, const Trial *trial,
                            int64_t *demerits, Fitness *fit)
{
    Sp slack = b->rules.measure - trial->width;
    if (slack < 0 && -slack > line_gives(trial, false))
        return false;
    /* Both ways by the same yardstick: a space that is a fifth too narrow is no worse than one a fifth too wide. */
    Sp room = line_gives(trial, true) + (pass->resort ? b->rules.measure / EMERGENCY_SHARE : 0);
    int64_t gone = slack > 0 && trial->is_last ? 0 : ratio(slack < 0 ? -slack : slack, room);
    if (gone > pass->tolerance)
        return false;
    *fit = fitness(gone, slack < 0);
    *demerits = gone * gone + (int64_t)trial->penalty * JUSTIFIED_PENALTY_SCALE;
    if (trial->hyphen && from->hyphen)
        *demerits += DOUBLE_HYPHEN_DEMERITS;
    if (trial->is_last && from->hyphen)
        *demerits += FINAL_HYPHEN_DEMERITS;
    if (*fit > from->fitness + 1u || *fit + 1u < from->fitness)
        *demerits += UNEVEN_DEMERITS;
    return true;
}

static bool ragged_judge(const Breaker *b, const Pass *pass, const Trial *trial, int64_t *demerits)
{
    Sp slack = b->rules.measure - trial->width;
    bool is_free = trial->is_last && !b->rules.balanced;
    if (slack < 0 || (!is_free && slack > pass->tolerance))
        return false;
    int64_t unfilled = is_free ? 0 : slack >> 8;
    *demerits = b->line_cost + unfilled * unfilled + (int64_t)trial->penalty * trial->penalty * b->penalty_unit;
    return true;
}

/* Whether the last line, as wide as the trial and with so many words, holds enough. */
static bool last_line_holds(const BreakRules *rules, const Trial *trial, int64_t words)
{
    bool by_words = rules->last_line_words > 0, by_width = rules->last_line_percent > 0;
    return (!by_words && !by_width) || (by_words && words >= rules->last_line_words) ||
           (by_width && trial->width >= sp_scale(rules->measure, rules->last_line_percent, 100));
}

/* ---- One pass over one part ---- */

static void node_add(Breaker *b, ActiveNode node)
{
    ARENA_ROOM(b->arena, b->nodes, b->node_count, b->node_capacity);
    /* Where the list is full, the newest gives way: the oldest are those that could fill a line, and from the newest
       of all the next break can always be reached. */
    if (b->active_count == ACTIVE_MOST)
        b->active_count--;
    b->active[b->active_count++] = (int32_t)b->node_count;
    b->nodes[b->node_count++] = node;
}

/* The line from a node to 'item', which is NULL at the part's end. */
static Trial trial_make(const ActiveNode *from, const Sum *sum, const Item *item)
{
    bool is_penalty = item && item->kind == ITEM_PENALTY;
    return (Trial){.width = sum->x - from->x + (is_penalty ? item->width : 0),
                   .glue = sum->glue - from->glue,
                   .penalty = item ? item->penalty : 0,
                   .hyphen = is_penalty && item->hyphen,
                   .is_last = !item};
}

/* Whether no later break can end a line that begins at the node either. */
static bool is_overfull(const Breaker *b, const ActiveNode *from, Sp x, const Trial *trial)
{
    Sp least = x - from->x < trial->width ? x - from->x : trial->width;
    return least - (b->rules.justified ? line_gives(trial, false) : 0) > b->rules.measure;
}

/* Tries all lines that could end at item 'at'; 'item' is NULL at the part's end, where the words decide. */
static void break_try(Breaker *b, const Pass *pass, uint32_t at, const Item *item, const Sum *sum)
{
    ActiveNode best[FIT_COUNT];
    for (size_t f = 0; f < FIT_COUNT; f++)
        best[f].demerits = demerits_most;
    bool found = false;
    int32_t dropped = NOT_A_NODE;
    size_t kept = 0;
    for (size_t i = 0; i < b->active_count; i++) {
        int32_t index = b->active[i];
        const ActiveNode *from = &b->nodes[index];
        Trial trial = trial_make(from, sum, item);
        int64_t demerits = 0;
        Fitness fit = FIT_DECENT;
        bool fits = b->rules.justified ? justified_judge(b, pass, from, &trial, &demerits, &fit)
                                       : ragged_judge(b, pass, &trial, &demerits);
        bool is_short = !item && pass->last_line && from->parent != NOT_A_NODE &&
                        !last_line_holds(&b->rules, &trial, (int64_t)sum->words - from->words + 1);
        if (fits && !is_short) {
            demerits += from->demerits;
            if (demerits < best[fit].demerits) {
                best[fit] = (ActiveNode){
                    .demerits = demerits, .item = at, .parent = index, .fitness = (uint8_t)fit, .hyphen = trial.hyphen};
                found = true;
            }
        }
        if (!fits && is_overfull(b, from, sum->x, &trial))
            dropped = index;
        else
            b->active[kept++] = index;
    }
    b->active_count = kept;
    if (!found && kept == 0 && pass->resort && dropped != NOT_A_NODE) {
        /* One cluster is wider than the measure. */
        best[FIT_DECENT] =
            (ActiveNode){.demerits = b->nodes[dropped].demerits, .item = at, .parent = dropped, .fitness = FIT_DECENT};
        found = true;
    }
    if (!found)
        return;
    for (size_t f = 0; f < FIT_COUNT; f++) {
        if (best[f].demerits >= demerits_most)
            continue;
        bool is_glue = item && item->kind == ITEM_GLUE;
        best[f].x = sum->x + (is_glue ? item->width : 0) - (item && !is_glue ? item->after : 0);
        best[f].glue = sum->glue + (is_glue ? item->width : 0);
        best[f].words = sum->words + is_glue;
        node_add(b, best[f]);
    }
}

/* The node that ends the part [from, to) best, or NOT_A_NODE. */
static int32_t pass_run(Breaker *b, const Pass *pass, size_t from, size_t to)
{
    Sum sum = {0};
    b->node_count = b->active_count = 0;
    node_add(b, (ActiveNode){.parent = NOT_A_NODE, .fitness = FIT_DECENT});
    for (size_t i = from; i < to && b->active_count; i++) {
        const Item *item = &b->items[i];
        bool breaks = item->kind != ITEM_BOX && item->penalty != PENALTY_NEVER && (pass->hyphens || !item->hyphen);
        if (breaks)
            break_try(b, pass, (uint32_t)i, item, &sum);
        if (item->kind == ITEM_GLUE) {
            sum.glue += item->width;
            sum.words++;
        }
        if (item->kind != ITEM_PENALTY)
            sum.x += item->width;
    }
    size_t before = b->node_count;
    break_try(b, pass, (uint32_t)to, NULL, &sum);
    int32_t best = NOT_A_NODE;
    for (size_t i = before; i < b->node_count; i++)
        if (best == NOT_A_NODE || b->nodes[i].demerits < b->nodes[best].demerits)
            best = (int32_t)i;
    return best;
}

/* ---- All passes ---- */

enum { PASSES_MOST = 8 };

/* From the strictest to the last resort. Justified text gives up the rule for the last line before its spaces grow out
   of bounds; ragged text gives it up only where no breaking at all can hold it. */
static size_t passes_plan(const Breaker *b, bool has_hyphens, Pass passes[PASSES_MOST])
{
    enum { STEPS = 3 }; /* the first without hyphens */
    Sp all = b->rules.measure > 0 ? b->rules.measure : 0;
    const int64_t ragged[STEPS] = {sp_scale(all, RAGGED_TOLERANCE_UNHYPHENATED, 100),
                                   sp_scale(all, RAGGED_TOLERANCE, 100), all};
    static const int64_t justified[STEPS] = {JUSTIFIED_TOLERANCE_UNHYPHENATED, JUSTIFIED_TOLERANCE,
                                             JUSTIFIED_TOLERANCE_LOOSE};
    size_t count = 0;
    if (b->rules.balanced)
        passes[count++] = (Pass){.tolerance = all};
    for (int last_line = b->is_last_part; last_line >= 0 && !b->rules.balanced; last_line--)
        for (size_t i = has_hyphens ? 0 : 1; i < STEPS; i++)
            passes[count++] = (Pass){
                .last_line = last_line, .tolerance = b->rules.justified ? justified[i] : ragged[i], .hyphens = i > 0};
    passes[count++] = (Pass){.tolerance = INT64_MAX, .hyphens = true, .resort = true};
    return count;
}

static void part_break(Breaker *b, size_t from, size_t to)
{
    bool has_hyphens = false;
    for (size_t i = from; i < to && !has_hyphens; i++)
        has_hyphens = b->items[i].hyphen;
    Pass passes[PASSES_MOST];
    size_t count = passes_plan(b, has_hyphens, passes);
    int32_t node = NOT_A_NODE;
    for (size_t i = 0; i < count && node == NOT_A_NODE; i++)
        node = pass_run(b, &passes[i], from, to);

    /* From the last line back to the first, then turned around. */
    size_t first = b->break_count;
    for (int32_t n = node; b->nodes[n].parent != NOT_A_NODE; n = b->nodes[n].parent) {
        ARENA_NEXT(b->arena, b->breaks, b->break_count, b->break_capacity) = b->nodes[n].item;
    }
    for (size_t low = first, high = b->break_count; low + 1 < high; low++) {
        uint32_t item = b->breaks[--high];
        b->breaks[high] = b->breaks[low];
        b->breaks[low] = item;
    }
}

const uint32_t *lines_break(const Item *items, size_t count, const BreakRules *rules, Arena *a, size_t *line_count)
{
    Breaker *b = ARENA_NEW(a, Breaker);
    b->items = items;
    b->rules = *rules;
    b->arena = a;
    if (b->rules.measure > SP_PT(MEASURE_MOST))
        b->rules.measure = SP_PT(MEASURE_MOST);
    int64_t side = b->rules.measure > 0 ? b->rules.measure >> 8 : 0;
    b->line_cost = b->rules.balanced ? side * side * BALANCED_LINE_FACTOR : side * side / RAGGED_LINE_SHARE;
    b->penalty_unit = side * side / RAGGED_PENALTY_SCALE + 1;
    for (size_t from = 0, to; from < count; from = to + 1) {
        for (to = from; to < count; to++)
            if (items[to].kind == ITEM_PENALTY && items[to].penalty == PENALTY_FORCED)
                break;
        b->is_last_part = to + 1 >= count;
        part_break(b, from, to);
    }
    *line_count = b->break_count;
    return b->breaks;
}
