/* Colors and pixels in the spaces of a flavor: operators, resources, output intents. */
#pragma once

#include "object.h"

/* Fill color in force on a page. A page begins in DeviceGray black. */
typedef struct FillState {
    Str operators; /* that set it; empty: none did */
    bool overprints;
} FillState;

/* Operators only where it changes; color NULL: back to black, so that no color outlives its object. */
void color_fill(Pdf *pdf, Buf *content, FillState *state, const Color *color, bool is_text);
void color_stroke(Pdf *pdf, Buf *content, const Color *color); /* until the graphics state is restored */

void color_open(Pdf *pdf); /* embeds the profiles */
void color_resources(const Pdf *pdf, Buf *entries);
void color_intents(const Pdf *pdf, Buf *entries); /* of the catalog */

/* '*number' is n of "/In". False and a finding where its inks cannot be computed. */
bool image_use(Pdf *pdf, const Raster *raster, const Color *ground, size_t *number, Diag *d);
void images_resources(const Pdf *pdf, Buf *entries);
