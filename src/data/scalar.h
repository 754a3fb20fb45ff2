/* Where the bytes of a decoded scalar are in the source. */
#pragma once

#include "ncmec/data.h"

typedef enum ScalarStyle { STYLE_PLAIN, STYLE_SINGLE, STYLE_DOUBLE, STYLE_LITERAL, STYLE_FOLDED } ScalarStyle;

/* Fills in the places of a scalar whose .mark and .text are set; quotes and block headers belong to the mark. False,
   and no places, where text and source do not agree, which would be an error in here. */
bool scalar_place(Value *scalar, ScalarStyle style, Arena *a);
