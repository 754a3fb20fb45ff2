/* What is in a color profile, and what it says of colors. */
#pragma once

#include "deflate.h"
#include "ncmec/pdf.h"

struct Profile {
    Str plain; /* empty: unpacked when colors are asked for */
    Str deflated;
    const char *path;
    ProfileSpace space;
};

bool condition_is_known(const PdfColors *colors); /* in the registry, so that its name is enough */
/* Puts sRGB pixels as bytes of CMYK; pixels of the ground's color get its inks, gray ones black ink alone. False and a
   finding where the profile is damaged. */
bool pixels_to_inks(const PdfColors *with, const Raster *raster, const Color *ground, Deflater *out, Diag *d);

/* Whether colors together with their profiles are among those shipped and checked by a test. */
bool colors_are_known(uint64_t identity);
uint64_t colors_identity(const Color *colors, size_t count, const PdfColors *with);
