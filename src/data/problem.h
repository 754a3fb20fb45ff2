/* What libyaml objects to, in words for people who do not know YAML. */
#pragma once

#include "ncmec/data.h"

typedef struct Problem {
    const char *problem, *context; /* libyaml's texts; either may be NULL */
    Mark at, context_at;           /* of length 0 */
} Problem;

void problem_report(const Problem *p, Diag *d);
