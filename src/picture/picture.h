/* What the files of this stage share: readers of file formats behind picture_read(). */
#ifndef NCMEC_PICTURE_PICTURE_H
#define NCMEC_PICTURE_PICTURE_H

#include "ncmec/picture.h"

/* Each fills the picture's size and content. False after findings. */
bool png_read(Str bytes, const PictureFile *file, Picture *picture, Arena *a, Diag *d);
bool svg_read(const Source *source, const PictureFile *file, Picture *picture, Arena *a, Diag *d);

/* ---- xml.c: the part of XML 1.0 that pictures use ---------------------------------------------------------------- */

enum { XML_MAX_DEPTH = 32, XML_MAX_ATTRIBUTES = 64 };

typedef struct XmlAttribute {
    Str name, value; /* the value with its character references resolved */
    Mark mark;       /* of the value */
} XmlAttribute;

typedef enum XmlEvent { XML_OPEN, XML_CLOSE, XML_TEXT, XML_END, XML_WRONG } XmlEvent;

/* Start with {.source, .arena, .diag}. */
typedef struct Xml {
    const Source *source;
    Arena *arena;
    Diag *diag;
    size_t at;
    Str open[XML_MAX_DEPTH]; /* names of the open elements */
    size_t depth;
    bool closes; /* the open element was an empty one: its end comes next */
    bool rooted;
    /* of the last event */
    Str name; /* XML_OPEN, XML_CLOSE */
    Str text; /* XML_TEXT */
    Mark mark;
    XmlAttribute attributes[XML_MAX_ATTRIBUTES];
    size_t attribute_count;
} Xml;

bool xml_is_blank(char c);   /* white space, as XML has it */
XmlEvent xml_next(Xml *xml); /* XML_WRONG after a finding; nothing can be read behind it */
const XmlAttribute *xml_attribute(const Xml *xml, const char *name); /* of the last XML_OPEN, or NULL */

/* ---- svgnumber.c: numbers, transforms, path data ----------------------------------------------------------------- */

/* x' = a x + c y + e, y' = b x + d y + f */
typedef struct Matrix {
    double a, b, c, d, e, f;
} Matrix;

enum { SVG_MAX_COORDINATE = 1000000 };

Matrix matrix_times(Matrix outer, Matrix inner); /* inner is applied first */
void blanks_skip(Str s, size_t *at);             /* white space */
void separator_skip(Str s, size_t *at);          /* white space with a comma in it */
/* A number at *at, which moves behind it; false for anything else and for what is beyond SVG_MAX_COORDINATE. */
bool number_take(Str s, size_t *at, double *number);
/* A whole value: a number, also in px (1), pt, in, mm, cm where 'units'. */
bool number_whole(Str s, bool units, double *number);
/* A list of transforms; false and in *wrong the offset of what is not understood. */
bool transform_read(Str s, Matrix *matrix, size_t *wrong);
/* The data of a 'd', its points through the matrix. The same. */
bool path_data_read(Str s, Matrix matrix, PathPen *pen, size_t *wrong);
Point matrix_point(Matrix m, double x, double y);
/* Path data with one number in front of each point. */
void path_curve_to(PathPen *pen, Matrix m, const double xy[6]);
void path_ellipse(PathPen *pen, Matrix m, double cx, double cy, double rx, double ry);
void path_round_rect(PathPen *pen, Matrix m, const double box[4], double rx, double ry);

/* ---- svgstyle.c: how a shape is painted -------------------------------------------------------------------------- */

typedef struct SvgStyle {
    const Color *fill, *stroke; /* NULL: none */
    double stroke_width, miter_limit;
    StrokeCap cap;
    StrokeJoin join;
    bool fill_off, stroke_off;     /* by an opacity of 0 */
    bool even_odd, hidden, absent; /* 'absent': display: none */
} SvgStyle;

typedef struct SvgRule {
    Str name, declarations; /* of a class */
    Mark mark;              /* of the declarations */
} SvgRule;

enum { SVG_MAX_RULES = 256, SVG_MAX_NEW_COLORS = 64, SVG_MAX_RULED_BYTES = 4 << 20 };

typedef struct SvgStyles {
    Arena *arena;
    Diag *diag;
    const PictureFile *file;
    SvgRule rules[SVG_MAX_RULES];
    size_t rule_count;
    Color grays[SVG_MAX_NEW_COLORS]; /* that the theme does not have */
    size_t gray_count;
    uint32_t unknown[SVG_MAX_NEW_COLORS]; /* colors that were reported */
    size_t unknown_count;
    size_t ruled_bytes; /* of declarations that came to elements by their classes */
} SvgStyles;

void svg_style_sheet(SvgStyles *styles, Str text, Mark mark); /* the text of a <style> */
bool svg_is_property(Str name);
/* Changes 'style' by one property of an element. 'element' is for messages. */
void svg_style_set(SvgStyles *styles, SvgStyle *style, Str element, Str property, Str value, Mark mark);
void svg_style_class(SvgStyles *styles, SvgStyle *style, Str element, Str classes);
void svg_style_declarations(SvgStyles *styles, SvgStyle *style, Str element, Str declarations, Mark mark);

#endif
