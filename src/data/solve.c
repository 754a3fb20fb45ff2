/* Unknowns that no row joins are solved by themselves, block by block, each by the simplex method for bounded variables
   and, where its corner is no whole number, by branch and bound. A library was weighed: lp_solve and CBC count in
   floating point, so that what they prove holds up to a tolerance and may differ between versions, and loading one
   costs a process more than most blocks do here, which have a dozen unknowns.

   All arithmetic is in whole numbers. A row of the tableau says

       d * basic = sum of tableau[row][column] * nonbasic[column]

   with one d for all rows (Edmonds; the divisions of a pivot leave no rest). Of sums alone, of a tree or a table, d
   stays 1 and every corner is whole. Products are of 128 bits; a number that would leave 55 is given up, and with it
   the block's answers that are open. Entering and leaving columns go by the smallest index (Bland), so that it ends and
   that equal input goes the same way. */
#include "solve.h"

enum {
    NODES_MAX = 2000,    /* corners looked at for one end of one unknown */
    PIVOTS_MAX = 50000,  /* of a block */
    CELLS_MAX = 1 << 20, /* of its tableau */
};

/* So that no sum of products leaves 128 bits. */
static const int64_t number_max = INT64_C(1) << 55;

typedef __int128 Wide;

/* Variables are the block's unknowns, then the sums of its rows. */
typedef struct Block {
    size_t columns, rows;          /* unknowns, and sums of them */
    int64_t *least, *most, *value; /* one a variable; the value is of one that has a column */
    int64_t *tableau, d;
    uint32_t *basic, *nonbasic; /* the variable of each row and column */
    uint32_t *at;               /* where each variable is: a row, or rows + column */
    Wide *sums;                 /* d * the value of each row's variable */
    uint32_t *unknown, *row;    /* of the system: the first variables, and the others */
    bool has_witness;
    int64_t *seen_least, *seen_most; /* of each unknown, in the whole solutions that were met */
    bool *binds;                     /* one a row of the block: of the question under way */
    size_t pivots, nodes;
    bool is_broken; /* a number grew too large, or there were too many pivots */
} Block;

/* ---- The tableau ---- */

static int64_t *row_of(const Block *b, size_t row)
{
    return b->tableau + row * b->columns;
}

static bool is_basic(const Block *b, size_t variable)
{
    return b->at[variable] < b->rows;
}

static void sums_find(Block *b)
{
    const Wide limit = (Wide)number_max * b->d;
    for (size_t i = 0; i < b->rows && !b->is_broken; i++) {
        const int64_t *row = row_of(b, i);
        b->sums[i] = 0;
        for (size_t c = 0; c < b->columns; c++)
            if (row[c])
                b->sums[i] += (Wide)row[c] * b->value[b->nonbasic[c]];
        b->is_broken = b->sums[i] >= limit || b->sums[i] <= -limit;
    }
}

/* The variable of 'row' takes the place of that of 'column', at one of its bounds. */
static void pivot(Block *b, size_t row, size_t column, int64_t bound)
{
    int64_t *pivot_row = row_of(b, row), p = pivot_row[column], sign = p < 0 ? -1 : 1;
    for (size_t i = 0; i < b->rows; i++) {
        int64_t *other = row_of(b, i), factor = other[column];
        if (i == row || (factor == 0 && sign * p == b->d))
            continue;
        for (size_t c = 0; c < b->columns; c++) {
            if (c == column || (other[c] == 0 && (factor == 0 || pivot_row[c] == 0)))
                continue;
            Wide number = sign * ((Wide)p * other[c] - (Wide)factor * pivot_row[c]);
            if (b->d != 1)
                number /= b->d;
            b->is_broken = b->is_broken || number >= number_max || number <= -number_max;
            other[c] = (int64_t)number;
        }
        other[column] = sign * factor;
    }
    for (size_t c = 0; c < b->columns; c++)
        pivot_row[c] = c == column ? sign * b->d : -sign * pivot_row[c];
    b->d = sign * p;
    uint32_t leaves = b->basic[row], enters = b->nonbasic[column];
    b->basic[row] = enters;
    b->nonbasic[column] = leaves;
    b->at[enters] = (uint32_t)row;
    b->at[leaves] = (uint32_t)(b->rows + column);
    b->value[leaves] = bound;
    b->is_broken = b->is_broken || b->pivots-- == 0;
    sums_find(b);
}

/* -1, 0 or 1: below its bounds, within, above. */
static int place_of(const Block *b, size_t row)
{
    size_t v = b->basic[row];
    if (b->sums[row] < (Wide)b->least[v] * b->d)
        return -1;
    return b->most[v] != SOLVE_OPEN && b->sums[row] > (Wide)b->most[v] * b->d;
}

/* How far a column may move: step / per, and what it meets there. */
typedef struct Limit {
    bool is_there;
    Wide step;
    int64_t per;
    size_t row;    /* rows: the column's own bound */
    int64_t bound; /* of the row's variable */
} Limit;

static int limit_order(const Limit *a, const Limit *b)
{
    Wide whole = a->step / a->per - b->step / b->per;
    Wide rest = (a->step % a->per) * b->per - (b->step % b->per) * a->per;
    return whole ? (whole > 0) - (whole < 0) : (rest > 0) - (rest < 0);
}

/* A row that is out of its bounds stops at the nearer one, and never when it goes further out. */
static Limit limit_of(const Block *b, size_t row, int64_t factor)
{
    size_t v = b->basic[row];
    int way = factor < 0 ? -1 : 1, place = factor ? place_of(b, row) : way;
    int64_t bound = (way > 0) == (place == 0) ? b->most[v] : b->least[v];
    if (place == way || bound == SOLVE_OPEN)
        return (Limit){.is_there = false};
    return (Limit){true, way * ((Wide)bound * b->d - b->sums[row]), way * factor, row, bound};
}

/* False if nothing limits it. */
static bool column_move(Block *b, size_t column, int way)
{
    size_t v = b->nonbasic[column];
    int64_t bound = way > 0 ? b->most[v] : b->least[v];
    Limit nearest = {.row = b->rows};
    if (bound != SOLVE_OPEN)
        nearest = (Limit){true, way * ((Wide)bound - b->value[v]), 1, b->rows, bound};
    for (size_t i = 0; i < b->rows; i++) {
        Limit limit = limit_of(b, i, way * row_of(b, i)[column]);
        int order = limit.is_there && nearest.is_there ? limit_order(&limit, &nearest) : -1;
        bool is_first = order == 0 && nearest.row < b->rows && b->basic[i] < b->basic[nearest.row];
        if (limit.is_there && (order < 0 || is_first))
            nearest = limit;
    }
    if (!nearest.is_there)
        return false;
    if (nearest.row < b->rows) {
        pivot(b, nearest.row, column, nearest.bound);
    } else {
        b->value[v] = bound;
        sums_find(b);
    }
    return true;
}

/* The column to move so that the variable goes 'way', of those that can the one of the smallest index; columns: none.
   '*way' becomes that of the column. */
static size_t column_choose(const Block *b, size_t variable, int *way)
{
    size_t chosen = b->columns;
    int chosen_way = 0;
    for (size_t c = 0; c < b->columns; c++) {
        size_t v = b->nonbasic[c];
        int64_t factor = is_basic(b, variable) ? row_of(b, b->at[variable])[c] : v == variable;
        int moves = factor < 0 ? -*way : *way;
        bool can = moves > 0 ? b->value[v] < b->most[v] : b->value[v] > b->least[v];
        if (factor && can && (chosen == b->columns || v < b->nonbasic[chosen])) {
            chosen = c;
            chosen_way = moves;
        }
    }
    *way = chosen_way;
    return chosen;
}

/* Whether the corner is the first of its question: the rows that bind there are named. */
static bool is_root(const Block *b)
{
    return b->nodes == NODES_MAX - 1;
}

/* What keeps the variable from going further: the rows whose sums are in its row of the tableau. */
static void binding_note(Block *b, size_t variable)
{
    if (variable >= b->columns)
        b->binds[variable - b->columns] = true;
    for (size_t c = 0; c < b->columns && is_basic(b, variable); c++)
        if (b->nonbasic[c] >= b->columns && row_of(b, b->at[variable])[c])
            b->binds[b->nonbasic[c] - b->columns] = true;
}

/* Moves the variables that are out of their bounds into them, one by one. */
static bool is_possible(Block *b)
{
    for (;;) {
        size_t variable = SIZE_MAX;
        int place = 0;
        for (size_t i = 0; i < b->rows; i++)
            if (b->basic[i] < variable && place_of(b, i) != 0) {
                variable = b->basic[i];
                place = place_of(b, i);
            }
        if (variable == SIZE_MAX)
            return true;
        while (!b->is_broken && is_basic(b, variable) && place_of(b, b->at[variable]) == place) {
            int way = -place;
            size_t column = column_choose(b, variable, &way);
            if (column == b->columns) {
                if (is_root(b))
                    binding_note(b, variable);
                return false;
            }
            column_move(b, column, way);
        }
        if (b->is_broken)
            return false;
    }
}

/* Moves a variable as far as the rows allow; false if nothing limits it. */
static bool push(Block *b, size_t variable, int way)
{
    bool is_limited = true;
    while (is_limited && !b->is_broken) {
        int moves = way;
        size_t column = column_choose(b, variable, &moves);
        if (column == b->columns)
            break;
        is_limited = column_move(b, column, moves);
    }
    return is_limited;
}

/* ---- Branch and bound ---- */

/* The whole number at or next to the variable's value, on the side of 'way'. */
static int64_t value_whole(const Block *b, size_t variable, int way)
{
    if (!is_basic(b, variable))
        return b->value[variable];
    Wide sum = b->sums[b->at[variable]], whole = sum / b->d, rest = sum % b->d;
    return (int64_t)(whole + (way > 0 && rest > 0) - (way < 0 && rest < 0));
}

/* The bounds of an unknown; in a column it moves into them. */
static void bounds_set(Block *b, size_t variable, int64_t least, int64_t most)
{
    b->least[variable] = least;
    b->most[variable] = most;
    if (is_basic(b, variable) || (b->value[variable] >= least && b->value[variable] <= most))
        return;
    b->value[variable] = b->value[variable] < least ? least : most;
    sums_find(b);
}

static void witness_note(Block *b)
{
    for (size_t i = 0; i < b->columns; i++) {
        int64_t value = value_whole(b, i, 1);
        if (!b->has_witness || value < b->seen_least[i])
            b->seen_least[i] = value;
        if (!b->has_witness || value > b->seen_most[i])
            b->seen_most[i] = value;
    }
    b->has_witness = true;
}

/* The end that the whole solutions met so far give. */
static int64_t seen_end(const Block *b, size_t unknown, int way)
{
    return way > 0 ? b->seen_most[unknown] : b->seen_least[unknown];
}

/* Finds whole solutions in which the unknown goes further than in those seen, until there are none. '*is_open': it may
   go on without end. */
static void dive(Block *b, size_t unknown, int way, bool *is_open)
{
    if (b->nodes == 0 || --b->nodes == 0 || !is_possible(b) || b->is_broken)
        return;
    if (!push(b, unknown, way)) {
        *is_open = true;
        return;
    }
    if (b->is_broken)
        return;
    if (is_root(b))
        binding_note(b, unknown);
    int64_t end = value_whole(b, unknown, -way), seen = b->has_witness ? seen_end(b, unknown, way) : end;
    if (b->has_witness && (way > 0 ? end <= seen : end >= seen))
        return;
    size_t broken = 0;
    while (broken < b->columns && value_whole(b, broken, 1) == value_whole(b, broken, -1))
        broken++;
    if (broken == b->columns) {
        witness_note(b);
        return;
    }
    int64_t least = b->least[broken], most = b->most[broken], below = value_whole(b, broken, -1);
    bounds_set(b, broken, least, below);
    dive(b, unknown, way, is_open);
    bounds_set(b, broken, below + 1, most);
    dive(b, unknown, way, is_open);
    bounds_set(b, broken, least, most);
}

/* One end of an unknown; false where it is not proven. */
static bool end_find(Block *b, size_t unknown, int way, int64_t *end)
{
    bool is_open = false;
    int64_t own = way > 0 ? b->most[unknown] : b->least[unknown];
    b->nodes = NODES_MAX;
    if (!b->is_broken && !(b->has_witness && seen_end(b, unknown, way) == own))
        dive(b, unknown, way, &is_open);
    if (b->has_witness)
        *end = is_open ? SOLVE_OPEN : seen_end(b, unknown, way);
    return (!b->is_broken && b->nodes > 0) || (b->has_witness && *end == own);
}

static void answer_find(Block *b, size_t unknown, Answer *answer)
{
    memset(b->binds, 0, b->rows * sizeof *b->binds);
    bool is_proven = end_find(b, unknown, -1, &answer->least);
    if (!b->has_witness) {
        answer->proof = is_proven ? PROOF_CONTRADICTION : PROOF_NONE;
        return;
    }
    is_proven = end_find(b, unknown, 1, &answer->most) && is_proven;
    answer->proof = is_proven ? PROOF_EXACT : PROOF_NONE;
}

/* ---- Blocks ---- */

typedef struct Solver {
    const Unknown *unknowns;
    const Row *rows;
    size_t count, row_count;
    uint32_t *block; /* of each unknown: another one of its block, the first of all itself */
    uint32_t *index; /* of each unknown in its block */
    Arena *arena, *scratch;
} Solver;

static bool is_fixed(const Solver *s, uint32_t unknown)
{
    return s->unknowns[unknown].least == s->unknowns[unknown].most;
}

static uint32_t block_of(const Solver *s, uint32_t unknown)
{
    while (s->block[unknown] != unknown)
        unknown = s->block[unknown] = s->block[s->block[unknown]];
    return unknown;
}

/* The first unknown of a row that is not fixed, or the count of all. */
static uint32_t row_first(const Solver *s, const Row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (!is_fixed(s, row->terms[i].unknown))
            return row->terms[i].unknown;
    return (uint32_t)s->count;
}

static void blocks_join(const Solver *s)
{
    for (uint32_t i = 0; i < s->count; i++)
        s->block[i] = i;
    for (size_t r = 0; r < s->row_count; r++) {
        uint32_t first = row_first(s, &s->rows[r]);
        for (size_t i = 0; i < s->rows[r].count && first < s->count; i++) {
            uint32_t other = s->rows[r].terms[i].unknown;
            if (!is_fixed(s, other))
                s->block[block_of(s, other)] = block_of(s, first);
        }
    }
}

/* The bounds of a row without what is fixed; what is fixed is out of the tableau. */
static void row_load(const Solver *s, Block *b, size_t at, const Row *row)
{
    Wide fixed = 0;
    for (size_t i = 0; i < row->count; i++) {
        const Term *term = &row->terms[i];
        int64_t *cell = &row_of(b, at)[s->index[term->unknown]];
        if (is_fixed(s, term->unknown))
            fixed += (Wide)term->factor * s->unknowns[term->unknown].least;
        else
            b->is_broken = __builtin_add_overflow(*cell, term->factor, cell) || b->is_broken;
    }
    size_t variable = b->columns + at;
    Wide least = row->least - fixed, most = row->most == SOLVE_OPEN ? SOLVE_OPEN : row->most - fixed;
    bool fits =
        least > -number_max && least < number_max && (most == SOLVE_OPEN || (most > -number_max && most < number_max));
    b->is_broken = b->is_broken || !fits;
    b->least[variable] = (int64_t)least;
    b->most[variable] = (int64_t)most;
}

static void block_load(const Solver *s, Block *b)
{
    for (size_t i = 0; i < b->columns; i++) {
        const Unknown *unknown = &s->unknowns[b->unknown[i]];
        b->least[i] = b->value[i] = unknown->least;
        b->most[i] = unknown->most;
        b->nonbasic[i] = (uint32_t)i;
        b->at[i] = (uint32_t)(b->rows + i);
        b->is_broken = b->is_broken || unknown->least <= -number_max ||
                       (unknown->most >= number_max && unknown->most != SOLVE_OPEN);
    }
    for (size_t i = 0; i < b->rows; i++) {
        row_load(s, b, i, &s->rows[b->row[i]]);
        b->basic[i] = (uint32_t)(b->columns + i);
        b->at[b->columns + i] = (uint32_t)i;
    }
    for (size_t i = 0; i < b->rows * b->columns; i++)
        b->is_broken = b->is_broken || b->tableau[i] >= number_max || b->tableau[i] <= -number_max;
    sums_find(b);
}

static bool block_new(const Solver *s, uint32_t root, Block *b)
{
    Arena *a = s->scratch;
    *b = (Block){.d = 1, .pivots = PIVOTS_MAX};
    b->unknown = ARENA_ARRAY(a, uint32_t, s->count);
    b->row = ARENA_ARRAY(a, uint32_t, s->row_count);
    for (uint32_t i = 0; i < s->count; i++)
        if (!is_fixed(s, i) && block_of(s, i) == root) {
            s->index[i] = (uint32_t)b->columns;
            b->unknown[b->columns++] = i;
        }
    for (uint32_t r = 0; r < s->row_count; r++) {
        uint32_t first = row_first(s, &s->rows[r]);
        if (first < s->count && block_of(s, first) == root)
            b->row[b->rows++] = r;
    }
    size_t variables = b->columns + b->rows;
    if (b->rows * b->columns > CELLS_MAX)
        return false;
    b->least = ARENA_ARRAY(a, int64_t, variables);
    b->most = ARENA_ARRAY(a, int64_t, variables);
    b->value = ARENA_ARRAY(a, int64_t, variables);
    b->at = ARENA_ARRAY(a, uint32_t, variables);
    b->tableau = ARENA_ARRAY(a, int64_t, b->rows * b->columns);
    b->basic = ARENA_ARRAY(a, uint32_t, b->rows);
    b->sums = ARENA_ARRAY(a, Wide, b->rows);
    b->binds = ARENA_ARRAY(a, bool, b->rows);
    b->nonbasic = ARENA_ARRAY(a, uint32_t, b->columns);
    b->seen_least = ARENA_ARRAY(a, int64_t, b->columns);
    b->seen_most = ARENA_ARRAY(a, int64_t, b->columns);
    block_load(s, b);
    return true;
}

/* All that is asked of one block. */
static void block_solve(const Solver *s, uint32_t root, Answer *answers)
{
    Block b;
    bool fits = block_new(s, root, &b);
    for (size_t i = 0; i < b.columns; i++) {
        Answer *answer = &answers[b.unknown[i]];
        if (!s->unknowns[b.unknown[i]].is_asked)
            continue;
        *answer = (Answer){.proof = PROOF_NONE, .binds = ARENA_ARRAY(s->arena, bool, s->row_count)};
        if (fits)
            answer_find(&b, i, answer);
        for (size_t r = 0; r < b.rows && fits; r++)
            answer->binds[b.row[r]] = b.binds[r];
    }
}

void unknowns_solve(const Unknown *unknowns, size_t count, const Row *rows, size_t row_count, Answer *answers, Arena *a)
{
    Solver s = {.unknowns = unknowns,
                .rows = rows,
                .count = count,
                .row_count = row_count,
                .block = ARENA_ARRAY(a, uint32_t, count),
                .index = ARENA_ARRAY(a, uint32_t, count),
                .arena = a,
                .scratch = arena_new()};
    bool *is_done = ARENA_ARRAY(a, bool, count);
    blocks_join(&s);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t root = block_of(&s, i);
        if (!unknowns[i].is_asked || is_done[root])
            continue;
        if (is_fixed(&s, i)) {
            answers[i] = (Answer){PROOF_EXACT, unknowns[i].least, unknowns[i].most, ARENA_ARRAY(a, bool, row_count)};
            continue;
        }
        is_done[root] = true;
        arena_reset(s.scratch);
        block_solve(&s, root, answers);
    }
    arena_free(s.scratch);
}
