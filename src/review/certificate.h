/* What was proven of each withheld figure, for those who release a year. */
#pragma once

#include "ncmec/data.h"
#include "ncmec/request.h"

/* What was found of one year's withheld figures, or of one draft's. */
typedef struct SurveyYear {
    int year;
    const Disclosure *found;
    bool has_errors; /* of a file that cannot go out as it is: only that figures contradict each other is certain */
} SurveyYear;

/* A row a withheld figure, in the request's form. The same figures give the same bytes. */
Str certificate_text(const SurveyYear *years, size_t count, Output form, Arena *a);
