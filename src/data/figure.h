/* A figure in words without an arena, for messages. */
#ifndef NCMEC_DATA_FIGURE_H
#define NCMEC_DATA_FIGURE_H

#include "ncmec/data.h"

enum { FIGURE_TEXT_MAX = 128 };

/* As figure_long() and figure_short() print it. 'out' backs the result. */
Str figure_text(const Figure *f, bool is_short, char out[FIGURE_TEXT_MAX]);

#endif
