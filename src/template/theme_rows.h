/* The rows of a theme's keys. theme.c reads and prints by them; theme_check.c compares the keys that they name. */
#ifndef NCMEC_TEMPLATE_THEME_ROWS_H
#define NCMEC_TEMPLATE_THEME_ROWS_H

#include "ncmec/data.h"
#include "ncmec/theme.h"

typedef enum ThemeType {
    TYPE_MAP,      /* its keys are 'rows' */
    TYPE_STYLE,    /* the same: a TypeStyle */
    TYPE_LEVELS,   /* a list of maps: Theme.levels */
    TYPE_COLORS,   /* a map of the theme's own names to maps: Theme.colors */
    TYPE_LENGTH,   /* Sp; the bounds too */
    TYPE_SIZE,     /* Length */
    TYPE_COUNT,    /* int64_t */
    TYPE_BOOL,     /* bool */
    TYPE_CHOICE,   /* an enum: the index into 'choices' */
    TYPE_FACE,     /* FaceId */
    TYPE_OWN_FACE, /* the same: a style's own, from which its other faces follow until they are typed */
    TYPE_COLOR,    /* const Color * */
    TYPE_GROUND,   /* the same, of a large area; 'most' is percent of all inks together */
    TYPE_TINT,     /* the same, of a rule or a bar; 'least' is percent of the strongest ink */
    TYPE_NAME,     /* Str */
    TYPE_TEXT,     /* the same, printed in quotes */
    TYPE_FILE,     /* ThemeFile: a name without folders */
    TYPE_PATH,     /* ThemeFile: beneath the theme's own folder */
    TYPE_SRGB,     /* a Color's */
    TYPE_INKS,     /* a Color's */
} ThemeType;

typedef struct ThemeRow ThemeRow;

struct ThemeRow {
    const char *name; /* NULL ends the rows */
    ThemeType type;
    size_t offset;       /* in Theme; in rows of rules, styles, levels and colors: in that */
    int64_t least, most; /* inclusive */
    bool optional;
    bool instead;               /* of the row above: only one of the two is typed and printed */
    bool is_top;                /* a part of the theme; the rows below it, up to the next one, are its keys */
    const ThemeRow *rows;       /* keys that many parts have */
    const char *words;          /* what findings call a map; where a file is */
    const char *help;           /* the finding for an empty text, or for a color or a level that is no map */
    const char *const *choices; /* NULL at the end */
    const char *otherwise;      /* the text if the key is not typed */
};

extern const ThemeRow theme_rows[];

const ThemeRow *theme_row_next(const ThemeRow *row);  /* the next key of the same map, or NULL */
const ThemeRow *theme_row_inner(const ThemeRow *row); /* the first key of a map, style, color or level */

typedef struct ThemeValue {
    const ThemeRow *row;
    const void *at;
} ThemeValue;

/* The key that a path from 'rows' on names, as in "header.rule.weight"; there must be one. 'base' is what the offsets
   of the rows are in. */
ThemeValue theme_find(const ThemeRow *rows, const void *base, Str path);

/* Reports what cannot hold between values that are sound one by one. 'root' is what the theme was read from. */
void theme_check(const Value *root, const Theme *theme, Diag *d);

static inline bool face_is_heavy(FaceId face)
{
    return face == FACE_SEMIBOLD || face == FACE_BOLD || face == FACE_BOLD_ITALIC;
}

/* Reads "9 pt", which lies within the bounds, or "1.2 em". */
bool length_read(const Value *v, Sp least, Sp most, Length *length, Diag *d);

#endif
