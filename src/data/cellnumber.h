/* Numbers in the cells of a workbook: what is stored, and what its format shows of it. */
#pragma once

#include "ncmec/data.h"

/* The format of a built-in number; an empty Str without bytes for one that has none. */
Str format_built_in(size_t id);
/* Whether a workbook may store it as a number. */
bool number_is_stored(Str text);
/* Whether a cell of a day shows its year alone, and whether one of a text shows it as it is. */
bool format_shows_year(Str format);
bool format_shows_text(Str format);
/* What a person would type for a stored number ("0.28999999999999998" and "0%" give "29%"), rounded to 15 digits as
   spreadsheets show them; a day is "2024-01-31". Sets *problem where the cell shows something else than it holds. */
Str number_typed(Str stored, Str format, bool since_1904, const char **problem, Arena *a);
