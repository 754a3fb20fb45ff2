/* Which states --state names. */
#pragma once

#include "ncmec/data.h"

typedef struct StateChoice {
    const Jurisdiction *const *items; /* in the order typed, each once */
    size_t count;
} StateChoice;

/* "CA", "ca,Texas", "@list.txt" with one a line ('#' begins a comment), or "all": every one that is known. False after
   findings: an unknown state, a list that cannot be read or names none. */
bool states_choose(const char *text, const Jurisdictions *known, StateChoice *choice, Arena *a, Diag *d);
/* The same of a text that a file has, where a state stands once: findings name its places. */
bool states_choose_typed(const Value *typed, const Jurisdictions *known, StateChoice *choice, Arena *a, Diag *d);
/* "CA, NY", in lines as wide as text_columns() from that column on. */
void codes_list(Buf *out, const StateChoice *states, size_t column);
bool states_are_all(const char *text); /* "all", "all,-CA,-NV": every state but those */
