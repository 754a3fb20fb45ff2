/* What must hold between figures. A check reports, and fails only where no values within the intervals satisfy it. */
#ifndef NCMEC_DATA_RULE_H
#define NCMEC_DATA_RULE_H

#include "ncmec/data.h"

/* Whether 'figure' may be at most 'bound'; true where either is absent. */
bool bound_check(const Figure *figure, const Figure *bound, bool of_nation, Diag *d);

/* 'figures' are one a measure, absent where not typed. Totals left out are computed where all parts are exact; a total
   of totals too. 'file' is where computed figures are said to stand. */
void totals_compute(const Dictionary *dict, Figure *figures, Mark file);
/* Each typed total against its parts, where the file holds them all. */
bool totals_check(const Dictionary *dict, const Figure *figures, Diag *d);
/* Each percentage against the two figures that give it. */
bool ratios_check(const Dictionary *dict, const Figure *figures, Diag *d);

#endif
