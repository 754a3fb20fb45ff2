/* What the files that read a theme share. */
#ifndef NCMEC_TEMPLATE_THEME_PARTS_H
#define NCMEC_TEMPLATE_THEME_PARTS_H

#include "ncmec/data.h"
#include "ncmec/theme.h"

/* ---- One table for reading a theme and for printing it -------------------------------------------------------------
 */

typedef enum FieldType {
    FIELD_LENGTH, /* Sp; bounds in points */
    FIELD_COUNT,  /* int64_t */
    FIELD_BOOL,
    FIELD_ALIGN,
    FIELD_COLOR, /* const Color * */
    FIELD_RULE,  /* Rule */
} FieldType;

/* A key of a section, or of a level: its type, its bounds and where it goes. */
typedef struct ThemeField {
    const char *name; /* NULL ends a list */
    FieldType type;
    size_t offset;
    int least, most;
} ThemeField;

typedef struct ThemeSection {
    const char *name, *what;
    const ThemeField *fields; /* offsets are in Theme */
    bool optional;            /* where it is left out, its first field, a length, is 0 */
} ThemeSection;

extern const ThemeSection theme_sections[];   /* a NULL name ends it */
extern const ThemeField theme_level_fields[]; /* offsets are in Level */
extern const char *const theme_align_names[]; /* by Align */
extern const char *const theme_face_names[];  /* by FaceId */
extern const char *const theme_style_names[]; /* by StyleId */

/* ---- Readers of the rest -------------------------------------------------------------------------------------------
 */

/* Each fills its part of the theme and reports everything it finds; later parts may be read after a finding. */
void theme_read_colors(const Value *colors, Theme *theme, Arena *a, Diag *d);
void theme_read_output(const Value *output, Theme *theme, Diag *d); /* NULL: the condition that is built in */
void theme_read_faces(const Value *faces, Theme *theme, Diag *d);
void theme_read_styles(const Value *styles, Theme *theme, Diag *d); /* colors and faces come first */
void theme_read_logo(const Value *map, Theme *theme, Diag *d);      /* NULL: there is none */
const char *theme_logo_side(LogoSide side);
/* What must hold between values that are sound one by one. */
void theme_check(const Value *root, const Theme *theme, Diag *d);

/* The color of that name; NULL and a finding with the name that was meant. */
const Color *theme_color(const Theme *theme, const Value *name, Diag *d);
/* "9 pt" or "1.2 em", within bounds that are points for the one and hundredths of an em for the other. */
bool length_read(const Value *v, Sp least, Sp most, Length *length, Diag *d);

#endif
