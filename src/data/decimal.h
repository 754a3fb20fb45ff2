/* Exact decimals: how they are typed, how they print. */
#pragma once

#include "ncmec/data.h"

enum { DECIMAL_MAX_DIGITS = 15, DECIMAL_MAX_SCALE = 6, DECIMAL_TEXT_MAX = 48, REASON_MAX = 200 };

/* Digits, well grouped by commas or not at all, and decimals. False with a reason, which ends a sentence that began
   with "'1,23' is not a figure: "; a number that it advises follows 'before' ("about "). The token holds no
   blanks and is not empty. */
bool decimal_read(Str token, const char *before, Decimal *number, char reason[REASON_MAX]);

/* x * 10^exponent as a whole number, where x has no more decimals than that; false beyond 15 digits. */
bool decimal_scale_up(Decimal x, int exponent, Decimal *whole);

/* "1,103", "36.2", "36.20": as many decimals as the scale says; returns the length. */
size_t decimal_text(Decimal x, char out[DECIMAL_TEXT_MAX]);
/* The same with another language's signs, of at most 3 bytes, between thousands and before decimals. */
size_t decimal_format(Decimal x, const char *group, const char *point, char out[DECIMAL_TEXT_MAX]);
