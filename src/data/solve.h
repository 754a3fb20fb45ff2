/* Which values can unknown whole numbers have? Each has bounds of its own, and rows bound sums of them:

       Unknown unknowns[] = {{.most = SOLVE_OPEN, .is_asked = true}, {1, 9, false}};        a >= 0, 1 <= b <= 9
       Row row = {(Term[]){{0, 200}, {1, -85}}, 2, 0, SOLVE_OPEN};                          200 a - 85 b >= 0
       unknowns_solve(unknowns, 2, &row, 1, answers, arena);                                answers[0]: 1 or more

   An answer is exact, or says that it is not proven; it is never too wide, and the same on every machine. */
#pragma once

#include "ncmec/base.h"

#define SOLVE_OPEN INT64_MAX /* of 'most': no limit */

typedef struct Unknown {
    int64_t least, most;
    bool is_asked;
} Unknown;

typedef struct Term {
    uint32_t unknown;
    int64_t factor;
} Term;

/* least <= sum of factor * unknown <= most. */
typedef struct Row {
    const Term *terms;
    size_t count;
    int64_t least, most;
} Row;

typedef enum Proof {
    PROOF_NONE,  /* not within the limits: anything may be true */
    PROOF_EXACT, /* both ends are values that the unknown can have */
    PROOF_CONTRADICTION,
} Proof;

typedef struct Answer {
    Proof proof;
    int64_t least, most; /* of PROOF_EXACT */
    bool *binds; /* one a row: whether it keeps an end from being further out, or has part in the contradiction */
} Answer;

/* answers[]: one an unknown; filled where it is asked. They live as long as 'a'. */
void unknowns_solve(const Unknown *unknowns, size_t count, const Row *rows, size_t row_count, Answer *answers,
                    Arena *a);
