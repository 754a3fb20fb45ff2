/* Characters that no typed text may hold. */
#ifndef NCMEC_DATA_CHARSET_H
#define NCMEC_DATA_CHARSET_H

#include "ncmec/data.h"

/* What escapes and tabs brought into a scalar that the source's bytes do not show. */
bool scalar_characters_check(const Value *scalar, Diag *d);

bool is_blank_character(uint32_t c); /* of any width; line ends too */
/* A blank other than ' ' and '\t' among the leading bytes of 's' ("a no-break space"), or NULL. */
const char *odd_blank_name(Str s, uint32_t *code_point);

#endif
