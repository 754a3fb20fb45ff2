/* Years that were typed in the wording. */
#ifndef NCMEC_TEMPLATE_YEARS_H
#define NCMEC_TEMPLATE_YEARS_H

#include "ncmec/data.h"

typedef struct TypedYear {
    int year;
    Mark mark;
} TypedYear;

typedef struct YearList {
    TypedYear *items;
    size_t count, capacity;
} YearList;

/* Adds the years of a text with these places; 'whole' is the place of a text that has none. */
void years_note(YearList *list, Str text, const Place *places, size_t place_count, Mark whole, Arena *a);
/* Takes the years that a template's list says are meant out of those that its texts hold. */
void years_mean(YearList *list, const Value *meant, Diag *d);

#endif
