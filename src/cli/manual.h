/* The manual pages: what "help data" prints as text, and --man for man(1). */
#pragma once

#include "ncmec/request.h"

#define MANUAL_DATA "data"      /* "ncmec-pdf help data" */
#define MANUAL_THEME "@theme\n" /* where the text has the keys of the theme, which are printed from their rows */

/* Of what is typed: sections in capitals, titles that end in a colon, paragraphs, indented lines. Those
   that begin with "$ " are commands and those below "# in FILE" are parts of that file, which the tests run. */
extern const char *const manual_data;

bool manual_of_data(const Request *r); /* is that what is asked for? */
Str manual_data_text(Arena *a);
