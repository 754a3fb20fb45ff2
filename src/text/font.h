/* What the other files of this stage know of a font beyond the public header. */
#ifndef NCMEC_TEXT_FONT_H
#define NCMEC_TEXT_FONT_H

#include "ncmec/text.h"

#include <hb.h>

/* Font.shaper points to this. */
typedef struct Shaper {
    hb_face_t *face;
    hb_font_t *font;                  /* its scale is the font's units per em */
    bool plain_asked, plain_composes; /* font_composes_plain's answer */
} Shaper;

static inline hb_font_t *font_shaper(const Font *font)
{
    return ((const Shaper *)font->shaper)->font;
}

/* Plain text: printable ASCII, quotes and dashes; nearly all there is. */
bool text_is_plain(Str text);
/* May the feature 'ccmp' (composition of letters and marks) change plain text? Where it certainly cannot, shaping
   without it gives the same glyphs in two thirds of the time. Asked of the font once. */
bool font_composes_plain(const Font *font);

/* Checks the program in 'bytes' and makes it ready for shaping; NULL and a DIAG_FONT finding that names 'file' where it
   cannot be used. Release it with font_close; 'bytes' is borrowed. */
Font *font_open(Str file, Str bytes, Mark mark, Arena *a, Diag *d);
void font_close(const Font *font);

#endif
