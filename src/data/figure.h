/* A figure in words without an arena, for messages. */
#pragma once

#include "ncmec/data.h"

enum { FIGURE_TEXT_MAX = 128 };

/* As figure_long() prints it in English. 'out' backs the result. */
Str figure_text(const Figure *f, char out[FIGURE_TEXT_MAX]);
