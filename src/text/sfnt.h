/* The gate in front of a font program: what shaping, subsetting and embedding rely on is checked once, here. */
#ifndef NCMEC_TEXT_SFNT_H
#define NCMEC_TEXT_SFNT_H

#include "ncmec/text.h"

/* Checks the tables of the program in font->bytes and fills in the metrics that they give. NULL where it is good, else
   what is wrong with it and what to do, as the end of a sentence that begins with the file's name. */
const char *sfnt_check(Font *font);

#endif
