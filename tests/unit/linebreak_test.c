/* Line breaking over items alone: compared with every other way to break, on paragraphs small enough to try them all.
 */
#include "src/text/item.h"
#include "tests/text/setup.h"

enum { WORDS_MOST = 14 };

typedef struct Sample {
    Item items[2 * WORDS_MOST];
    size_t count;
} Sample;

static uint32_t random_next(uint32_t *seed)
{
    return lcg_next(seed) >> 16;
}

/* Uneven: hardly anything, or nearly a line. */
static Sp width_next(uint32_t *seed, bool uneven)
{
    if (!uneven)
        return SP_PT(5 + random_next(seed) % 40);
    return random_next(seed) % 2 ? SP_PT(1) : SP_PT(50 + random_next(seed) % 9);
}

static Sample sample_make(size_t words, bool uneven, uint32_t seed)
{
    Sample sample = {0};
    for (size_t i = 0; i < words; i++) {
        if (i)
            sample.items[sample.count++] = (Item){.kind = ITEM_GLUE, .width = SP_PT(3)};
        sample.items[sample.count++] = (Item){.kind = ITEM_BOX, .width = width_next(&seed, uneven)};
    }
    return sample;
}

static Sp line_width(const Sample *sample, size_t from, size_t to)
{
    Sp width = 0;
    for (size_t i = from; i < to; i++)
        width += sample->items[i].width;
    return width;
}

/* What the breaker means to minimize, written down a second time. INT64_MAX: not to be had. */
static int64_t ragged_cost(const Sample *sample, const uint32_t *breaks, size_t count, Sp measure, Sp tolerance,
                           bool last_counts)
{
    int64_t cost = 0, side = measure >> 8;
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        Sp slack = measure - line_width(sample, from, breaks[i]);
        bool is_free = i + 1 == count && !last_counts;
        if (slack < 0 || (!is_free && slack > tolerance))
            return INT64_MAX;
        cost += last_counts ? side * side * 1024 : side * side / 4;
        cost += is_free ? 0 : (slack >> 8) * (slack >> 8);
        from = breaks[i] + 1;
    }
    return cost;
}

static int64_t best_cost(const Sample *sample, Sp measure, Sp tolerance, bool last_counts)
{
    int64_t best = INT64_MAX;
    size_t gaps = sample->count / 2;
    for (uint32_t set = 0; set < 1u << gaps; set++) {
        uint32_t breaks[WORDS_MOST];
        size_t count = 0;
        for (size_t gap = 0; gap < gaps; gap++)
            if (set >> gap & 1)
                breaks[count++] = (uint32_t)(2 * gap + 1);
        breaks[count++] = (uint32_t)sample->count;
        int64_t cost = ragged_cost(sample, breaks, count, measure, tolerance, last_counts);
        best = cost < best ? cost : best;
    }
    return best;
}

static void ragged_lines_are_the_best(void **state)
{
    (void)state;
    Arena *a = arena_new();
    for (uint32_t seed = 1; seed <= 120; seed++) {
        bool uneven = seed % 3 == 0;
        Sample sample = sample_make(uneven ? WORDS_MOST - 1 : 6 + seed % 7, uneven, seed);
        Sp measure = SP_PT(60 + (uneven ? 0 : seed % 80));
        BreakRules rules = {.measure = measure};
        size_t count;
        const uint32_t *breaks = lines_break(sample.items, sample.count, &rules, a, &count);
        Sp tolerance = sp_scale(measure, 33, 100);
        int64_t best = best_cost(&sample, measure, tolerance, false);
        if (best == INT64_MAX)
            best = best_cost(&sample, measure, tolerance = measure, false);
        assert_int_equal(ragged_cost(&sample, breaks, count, measure, tolerance, false), best);
        rules.balanced = true;
        breaks = lines_break(sample.items, sample.count, &rules, a, &count);
        assert_int_equal(ragged_cost(&sample, breaks, count, measure, measure, true),
                         best_cost(&sample, measure, measure, true));
    }
    arena_free(a);
}

/* Boxes of 10 pt, spaces of 2 pt. */
static Sample tens(size_t words)
{
    Sample sample = {0};
    for (size_t i = 0; i < words; i++) {
        if (i)
            sample.items[sample.count++] = (Item){.kind = ITEM_GLUE, .width = SP_PT(2)};
        sample.items[sample.count++] = (Item){.kind = ITEM_BOX, .width = SP_PT(10)};
    }
    return sample;
}

static void penalties_are_minded(void **state)
{
    (void)state;
    Arena *a = arena_new();
    BreakRules rules = {.measure = SP_PT(34)};
    size_t count;
    Sample sample = tens(4);
    assert_int_equal(lines_break(sample.items, sample.count, &rules, a, &count)[0], 5);
    assert_int_equal(count, 2);
    sample.items[5].penalty = PENALTY_NEVER;
    assert_int_equal(lines_break(sample.items, sample.count, &rules, a, &count)[0], 3);
    /* What a break adds to the line before it, or to the one behind it, is counted. */
    Item broken[] = {{.kind = ITEM_BOX, .width = SP_PT(10)},
                     {.kind = ITEM_PENALTY, .width = SP_PT(4), .hyphen = true},
                     {.kind = ITEM_BOX, .width = SP_PT(10)},
                     {.kind = ITEM_PENALTY, .width = SP_PT(4), .hyphen = true},
                     {.kind = ITEM_BOX, .width = SP_PT(10)}};
    rules.measure = SP_PT(24);
    assert_int_equal(lines_break(broken, 5, &rules, a, &count)[0], 3);
    assert_int_equal(count, 2);
    rules.measure = SP_PT(23);
    assert_int_equal(lines_break(broken, 5, &rules, a, &count)[0], 1);
    assert_int_equal(count, 2);
    broken[1].after = SP_PT(4);
    lines_break(broken, 5, &rules, a, &count);
    assert_int_equal(count, 3);
    arena_free(a);
}

static void forced_breaks_part_paragraphs(void **state)
{
    (void)state;
    Arena *a = arena_new();
    Item items[] = {{.kind = ITEM_BOX, .width = SP_PT(10)},
                    {.kind = ITEM_PENALTY, .penalty = PENALTY_FORCED},
                    {.kind = ITEM_PENALTY, .penalty = PENALTY_FORCED},
                    {.kind = ITEM_BOX, .width = SP_PT(10)},
                    {.kind = ITEM_PENALTY, .penalty = PENALTY_FORCED}};
    BreakRules rules = {.measure = SP_PT(100), .last_line_words = 3};
    size_t count;
    const uint32_t *breaks = lines_break(items, 5, &rules, a, &count);
    assert_int_equal(count, 3);
    assert_int_equal(breaks[0], 1);
    assert_int_equal(breaks[1], 2);
    assert_int_equal(breaks[2], 4);
    lines_break(items, 0, &rules, a, &count);
    assert_int_equal(count, 0);
    arena_free(a);
}

static void there_is_always_a_way(void **state)
{
    (void)state;
    static const Sp measures[] = {-SP_PT(5), 0, 1, SP_PT(1), SP_PT(9), SP_PT(10), SP_PT(100000), INT64_MAX};
    Arena *a = arena_new();
    Sample sample = tens(9);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        for (int mode = 0; mode < 4; mode++) {
            BreakRules rules = {.measure = measures[i],
                                .justified = mode == 1,
                                .balanced = mode == 2,
                                .last_line_words = mode == 3 ? 2 : 0};
            size_t count;
            const uint32_t *breaks = lines_break(sample.items, sample.count, &rules, a, &count);
            assert_int_equal(breaks[count - 1], sample.count);
            assert_int_equal(count, measures[i] > SP_PT(1000) ? 1 : 9);
        }
    arena_free(a);
}

static void last_lines_hold_enough(void **state)
{
    (void)state;
    static const struct {
        size_t words;
        int64_t measure, least_words, least_percent;
        size_t last; /* words of the last line */
    } cases[] = {
        {10, 106, 0, 0, 1},                       /* nine fit */
        {10, 106, 3, 0, 3},  {10, 106, 0, 25, 3}, /* 34 of 106 */
        {10, 106, 0, 10, 2}, {10, 106, 3, 20, 2}, /* either is enough */
        {10, 106, 10, 0, 1},                      /* no way: the rule gives way */
        {2, 200, 3, 0, 2},                        /* one line needs no rule */
    };
    Arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Sample sample = tens(cases[i].words);
        BreakRules rules = {.measure = SP_PT(cases[i].measure),
                            .last_line_words = cases[i].least_words,
                            .last_line_percent = cases[i].least_percent};
        size_t count;
        const uint32_t *breaks = lines_break(sample.items, sample.count, &rules, a, &count);
        size_t from = count > 1 ? breaks[count - 2] + 1 : 0;
        assert_int_equal((sample.count - from + 1) / 2, cases[i].last);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ragged_lines_are_the_best),     cmocka_unit_test(penalties_are_minded),
        cmocka_unit_test(forced_breaks_part_paragraphs), cmocka_unit_test(there_is_always_a_way),
        cmocka_unit_test(last_lines_hold_enough),
    };
    return cmocka_run_group_tests_name("linebreak", tests, NULL, NULL);
}
