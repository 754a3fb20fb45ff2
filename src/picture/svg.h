/* A drawing while it is read: svg.c goes through the elements, svgshape.c makes the shapes. */
#ifndef NCMEC_PICTURE_SVG_H
#define NCMEC_PICTURE_SVG_H

#include "picture.h"

typedef enum Kind {
    KIND_GROUP,
    KIND_PATH,
    KIND_RECT,
    KIND_CIRCLE,
    KIND_ELLIPSE,
    KIND_LINE,
    KIND_POLYLINE,
    KIND_POLYGON,
    KIND_STYLE,
    KIND_DEFS,
    KIND_NOTE, /* not painted */
    KIND_REFUSED,
} Kind;

/* What holds within an open element. */
typedef struct Level {
    SvgStyle style;
    Matrix matrix;
} Level;

typedef struct Svg {
    Xml xml;
    SvgStyles styles;
    Arena *arena;
    Diag *diag;
    size_t errors; /* when it began */
    Level levels[XML_MAX_DEPTH + 1];
    Shape *shapes;
    size_t shape_count, shape_capacity;
    size_t element_count, point_count;
    double width, height; /* of the viewBox */
} Svg;

Mark svg_mark(const XmlAttribute *a, size_t offset); /* the place of a byte of its value */
/* A length of the element that was just opened, 'otherwise' where it is left out. */
double svg_length(Svg *svg, const char *name, double otherwise);
Sp svg_rounded(double value); /* of what is not negative */
/* Adds what is painted of the element that was just opened. */
void svg_shape(Svg *svg, Kind kind, const Level *level);

#endif
