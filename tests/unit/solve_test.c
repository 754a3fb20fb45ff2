/* The solver of unknown whole numbers: examples that were checked by another solver, small systems beside all values
   that there are, and systems beyond its limits, which must not be answered too widely. */
#include "src/data/solve.h"
#include "tests/tools/case.h"

enum { UNKNOWNS = 5, ROWS = 4 };

static Answer answer_of(const Unknown *unknowns, size_t count, const Row *rows, size_t row_count, size_t which,
                        Arena *a)
{
    Answer *answers = ARENA_ARRAY(a, Answer, count);
    unknowns_solve(unknowns, count, rows, row_count, answers, a);
    return answers[which];
}

static void must_be(Answer answer, int64_t least, int64_t most)
{
    assert_int_equal(answer.proof, PROOF_EXACT);
    assert_int_equal(answer.least, least);
    assert_int_equal(answer.most, most);
}

/* A total, and two parts that are not known beside a known one. */
static Answer part_of(int64_t known, int64_t least, int64_t most, int64_t total_least, int64_t total_most, Arena *a)
{
    const Unknown parts[] = {{known, known, false}, {least, most, true}, {least, most, true}};
    const Term terms[] = {{0, 1}, {1, 1}, {2, 1}};
    const Row row = {terms, 3, total_least, total_most};
    Answer answers[3];
    unknowns_solve(parts, 3, &row, 1, answers, a);
    assert_int_equal(answers[1].least, answers[2].least);
    assert_int_equal(answers[1].most, answers[2].most);
    return answers[1];
}

static void two_parts_beside_their_total(void **state)
{
    Arena *a = *state;
    must_be(part_of(1103, 1, 9, 1115, 1115, a), 3, 9);
    must_be(part_of(1103, 1, 9, 1115, 1124, a), 3, 9);
    must_be(part_of(1103, 1, 9, 1106, 1106, a), 1, 2);
    must_be(part_of(1103, 1, 9, 1121, 1121, a), 9, 9);
    assert_int_equal(part_of(1103, 1, 9, 1123, 1123, a).proof, PROOF_CONTRADICTION);
    must_be(part_of(1103, 0, SOLVE_OPEN, 1104, 1104, a), 0, 1);
    must_be(part_of(1103, 0, SOLVE_OPEN, 1104, SOLVE_OPEN, a), 0, SOLVE_OPEN);
}

static void states_beside_the_nation(void **state)
{
    static const Term terms[] = {{0, 1}, {1, 1}};
    Arena *a = *state;
    const Unknown both[] = {{1, 9, true}, {1, 9, true}}, insider[] = {{4, 4, false}, {1, 9, true}};
    const Row is_sum = {terms, 2, 9, 9}, at_most = {terms, 2, 0, 9}, rounded = {terms, 2, 5, 14};
    must_be(answer_of(both, 2, &is_sum, 1, 0, a), 1, 8);
    must_be(answer_of(insider, 2, &is_sum, 1, 1, a), 5, 5);
    must_be(answer_of(both, 2, &at_most, 1, 0, a), 1, 8);
    must_be(answer_of(insider, 2, &at_most, 1, 1, a), 1, 5);
    must_be(answer_of(both, 2, &rounded, 1, 0, a), 1, 9);
    must_be(answer_of(insider, 2, &rounded, 1, 1, a), 1, 9);
}

static void a_share_leaves_one_value(void **state)
{
    static const Term lower[] = {{0, 200}, {1, -85}}, upper[] = {{1, 87}, {0, -200}};
    const Unknown unknowns[] = {{0, SOLVE_OPEN, true}, {1, 9, true}};
    const Row rows[] = {{lower, 2, 0, SOLVE_OPEN}, {upper, 2, 1, SOLVE_OPEN}};
    must_be(answer_of(unknowns, 2, rows, 2, 0, *state), 3, 3);
    must_be(answer_of(unknowns, 2, rows, 2, 1, *state), 7, 7);
    Answer answer = answer_of(unknowns, 2, rows, 2, 0, *state);
    assert_true(answer.binds[0] && answer.binds[1]);
}

static void rows_that_bind_are_named(void **state)
{
    static const Term first[] = {{0, 1}, {1, 1}}, second[] = {{1, 1}, {2, 1}}, loose[] = {{0, 1}};
    const Unknown unknowns[] = {{0, SOLVE_OPEN, true}, {0, SOLVE_OPEN, true}, {0, SOLVE_OPEN, true}};
    const Row rows[] = {{first, 2, 6, 6}, {second, 2, 4, 4}, {loose, 1, 0, 100}};
    Answer answer = answer_of(unknowns, 3, rows, 3, 0, *state);
    must_be(answer, 2, 6);
    assert_true(answer.binds[0] && answer.binds[1] && !answer.binds[2]);
}

/* ---- Beside all values ---- */

typedef struct Trial {
    Unknown unknowns[UNKNOWNS];
    Term terms[ROWS][UNKNOWNS];
    Row rows[ROWS];
    size_t count, row_count;
} Trial;

static uint32_t below(uint32_t *seed, uint32_t limit)
{
    return (lcg_next(seed) >> 8) % limit;
}

static Trial trial_new(uint32_t *seed, int64_t most_factor)
{
    Trial t = {.count = 2 + below(seed, UNKNOWNS - 1), .row_count = 1 + below(seed, ROWS)};
    for (size_t i = 0; i < t.count; i++) {
        int64_t least = below(seed, 4);
        t.unknowns[i] = (Unknown){least, least + below(seed, 7), true};
    }
    for (size_t r = 0; r < t.row_count; r++) {
        Row *row = &t.rows[r];
        for (uint32_t i = 0; i < t.count; i++) {
            int64_t factor = (int64_t)below(seed, (uint32_t)(2 * most_factor + 1)) - most_factor;
            if (factor)
                t.terms[r][row->count++] = (Term){i, factor};
        }
        row->least = (int64_t)below(seed, 30) - 10;
        row->most = below(seed, 3) == 0 ? SOLVE_OPEN : row->least + below(seed, 4);
    }
    /* A copy of the struct moves the terms, so each caller sets where they are. */
    return t;
}

static bool holds(const Trial *t, const int64_t *values)
{
    for (size_t r = 0; r < t->row_count; r++) {
        int64_t sum = 0;
        for (size_t i = 0; i < t->rows[r].count; i++)
            sum += t->terms[r][i].factor * values[t->terms[r][i].unknown];
        if (sum < t->rows[r].least || sum > t->rows[r].most)
            return false;
    }
    return true;
}

/* The least and the most of each unknown, by trying everything; false where nothing holds. */
static bool try_all(const Trial *t, int64_t *least, int64_t *most)
{
    int64_t values[UNKNOWNS];
    bool any = false;
    for (size_t i = 0; i < t->count; i++)
        values[i] = t->unknowns[i].least;
    for (;;) {
        bool is_good = holds(t, values);
        for (size_t i = 0; i < t->count && is_good; i++) {
            least[i] = !any || values[i] < least[i] ? values[i] : least[i];
            most[i] = !any || values[i] > most[i] ? values[i] : most[i];
        }
        any = any || is_good;
        size_t i = 0;
        while (i < t->count && values[i] == t->unknowns[i].most) {
            values[i] = t->unknowns[i].least;
            i++;
        }
        if (i == t->count)
            return any;
        values[i]++;
    }
}

/* Whether all is one block: of a row that is false somewhere else the others know nothing. */
static bool is_joined(const Trial *t)
{
    bool is_open = true, is_whole = t->rows[0].count == t->count;
    for (size_t i = 0; i < t->count; i++)
        is_open = is_open && t->unknowns[i].least != t->unknowns[i].most;
    for (size_t r = 0; r < t->row_count; r++)
        is_whole = is_whole && t->rows[r].count > 0;
    return is_open && is_whole;
}

static void the_same_as_all_values(void **state)
{
    enum { TRIALS = 4000 };
    Arena *a = *state;
    uint32_t seed = 7;
    size_t compared = 0, contradictions = 0, unproven = 0;
    for (size_t n = 0; n < TRIALS; n++) {
        Trial t = trial_new(&seed, n % 2 ? 1 : 9);
        for (size_t r = 0; r < t.row_count; r++)
            t.rows[r].terms = t.terms[r];
        if (!is_joined(&t))
            continue;
        int64_t least[UNKNOWNS], most[UNKNOWNS];
        Answer answers[UNKNOWNS];
        bool any = try_all(&t, least, most);
        arena_reset(a);
        unknowns_solve(t.unknowns, t.count, t.rows, t.row_count, answers, a);
        for (size_t i = 0; i < t.count; i++) {
            unproven += answers[i].proof == PROOF_NONE;
            contradictions += answers[i].proof == PROOF_CONTRADICTION;
            if (answers[i].proof == PROOF_NONE)
                continue;
            compared++;
            assert_int_equal(answers[i].proof, any ? PROOF_EXACT : PROOF_CONTRADICTION);
            if (any)
                must_be(answers[i], least[i], most[i]);
        }
    }
    assert_true(compared > 2000 && contradictions > 200);
    assert_int_equal(unproven, 0);
}

/* ---- Limits ---- */

static void numbers_too_large_are_not_answered(void **state)
{
    static const Term terms[] = {{0, INT64_C(1) << 54}, {1, 3}, {2, -(INT64_C(1) << 53)}};
    static const Term others[] = {{0, 7}, {1, INT64_C(1) << 54}, {2, 5}};
    const Unknown unknowns[] = {{0, 1000000, true}, {0, 1000000, true}, {0, 1000000, true}};
    const Row rows[] = {{terms, 3, 12345, INT64_C(1) << 54}, {others, 3, 999, INT64_C(1) << 54}};
    for (size_t i = 0; i < 3; i++) {
        Answer answer = answer_of(unknowns, 3, rows, 2, i, *state);
        assert_true(answer.proof == PROOF_NONE || answer.least == 0);
    }
    const Unknown huge[] = {{0, INT64_C(1) << 60, true}, {0, 5, true}};
    const Term sum[] = {{0, 1}, {1, 1}};
    const Row row = {sum, 2, 3, 3};
    assert_int_equal(answer_of(huge, 2, &row, 1, 1, *state).proof, PROOF_NONE);
}

/* 2 (x1 + ... + x12) = 2 k + 1 has no whole solution, and no corner tells it. */
static void what_takes_too_long_is_not_answered(void **state)
{
    enum { MANY = 40 };
    Unknown unknowns[MANY];
    Term terms[MANY];
    for (uint32_t i = 0; i < MANY; i++) {
        unknowns[i] = (Unknown){0, 1, true};
        terms[i] = (Term){i, 2};
    }
    const Row row = {terms, MANY, MANY + 1 - MANY % 2, MANY + 1 - MANY % 2};
    assert_int_equal(answer_of(unknowns, MANY, &row, 1, 0, *state).proof, PROOF_NONE);
}

static void fixed_and_lone_unknowns(void **state)
{
    const Unknown unknowns[] = {{5, 5, true}, {0, SOLVE_OPEN, true}, {1, 9, true}};
    must_be(answer_of(unknowns, 3, NULL, 0, 0, *state), 5, 5);
    must_be(answer_of(unknowns, 3, NULL, 0, 1, *state), 0, SOLVE_OPEN);
    must_be(answer_of(unknowns, 3, NULL, 0, 2, *state), 1, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_parts_beside_their_total, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(states_beside_the_nation, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(a_share_leaves_one_value, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(rows_that_bind_are_named, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(the_same_as_all_values, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(numbers_too_large_are_not_answered, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(what_takes_too_long_is_not_answered, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(fixed_and_lone_unknowns, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
