/* A flat logo from SVG, as drawing programs export it: paths, rect (with round corners), circle, ellipse, line,
   polyline, polygon, groups, transforms; fill and stroke with flat colors, from attributes, 'style' or classes. What
   else would change the look is refused with its element and line: texts, pictures, gradients, transparency, clipping,
   dashes, references. What a program notes for itself (metadata, elements and attributes with its prefix) is passed
   over. Units are points once the theme has given the size; the drawing is what the viewBox shows. */
#include "svg.h"

#include <string.h>

enum {
    ELEMENTS_MOST = 10000,
    POINTS_MOST = 50000,
    ERRORS_MOST = 20, /* a file of another kind would have thousands */
    SIDE_LEAST = 1,   /* units of the viewBox */
    SIDE_MOST = 20000,
};

typedef struct Element {
    const char *name;
    Kind kind;
    const char *attributes; /* its own, with a space around each */
    const char *hint;
} Element;

#define OUTLINES "convert it to outlines"

static const Element elements[] = {
    {"g", KIND_GROUP, "", NULL},
    {"path", KIND_PATH, " d pathLength ", NULL},
    {"rect", KIND_RECT, " x y width height rx ry ", NULL},
    {"circle", KIND_CIRCLE, " cx cy r ", NULL},
    {"ellipse", KIND_ELLIPSE, " cx cy rx ry ", NULL},
    {"line", KIND_LINE, " x1 y1 x2 y2 ", NULL},
    {"polyline", KIND_POLYLINE, " points ", NULL},
    {"polygon", KIND_POLYGON, " points ", NULL},
    {"style", KIND_STYLE, " type media ", NULL},
    {"defs", KIND_DEFS, "", NULL},
    {"title", KIND_NOTE, "", NULL},
    {"desc", KIND_NOTE, "", NULL},
    {"metadata", KIND_NOTE, "", NULL},
    {"text", KIND_REFUSED, "", OUTLINES},
    {"image", KIND_REFUSED, "", "trace it, or export the whole logo as PNG"},
    {"use", KIND_REFUSED, "", "unlink the clone, or expand the symbol"},
    {"symbol", KIND_REFUSED, "", "expand it to plain shapes"},
    {"clipPath", KIND_REFUSED, "", "cut the shapes themselves"},
    {"mask", KIND_REFUSED, "", "cut the shapes themselves"},
    {"linearGradient", KIND_REFUSED, "", "give the shape a flat color"},
    {"radialGradient", KIND_REFUSED, "", "give the shape a flat color"},
    {"pattern", KIND_REFUSED, "", "expand it to plain shapes"},
    {"filter", KIND_REFUSED, "", "leave the effect out"},
    {"a", KIND_REFUSED, "", "remove the link"},
    {"script", KIND_REFUSED, "", "remove it"},
    {"foreignObject", KIND_REFUSED, "", "remove it"},
    {"svg", KIND_REFUSED, "", "ungroup the inner drawing"},
};

static const Element unknown_element = {"", KIND_REFUSED, "", "expand it to plain shapes"};

static bool gives_up(const Svg *svg)
{
    return diag_errors(svg->diag) >= svg->errors + ERRORS_MOST;
}

/* ---- Attributes -------------------------------------------------------------------------------------------------- */

static bool is_own(const char *list, Str name)
{
    const char *at = list;
    while ((at = strchr(at, ' ')) != NULL && at[1]) {
        size_t length = strcspn(++at, " ");
        if (str_eq((Str){at, length}, name))
            return true;
    }
    return false;
}

static bool is_note(Str name)
{
    static const char common[] = " id class style transform version baseProfile xmlns role lang tabindex ";
    size_t colon = str_find(name, STR(":"), 0);
    return is_own(common, name) || str_starts(name, STR("data-")) || str_starts(name, STR("aria-")) ||
           (colon < name.n && !str_starts(name, STR("xlink:href")));
}

static void attributes_check(Svg *svg, const char *own)
{
    const Xml *xml = &svg->xml;
    for (size_t i = 0; i < xml->attribute_count; i++) {
        const XmlAttribute *a = &xml->attributes[i];
        if (!is_note(a->name) && !is_own(own, a->name) && !svg_is_property(a->name))
            diag_error(svg->diag, DIAG_PICTURE, a->mark, "element '%.*s': the attribute '%.*s' is not taken",
                       STR_ARG(xml->name), STR_ARG(a->name));
    }
}

/* By rising force: attributes, classes, 'style'. */
static void style_read(Svg *svg, SvgStyle *style)
{
    const Xml *xml = &svg->xml;
    const XmlAttribute *classes = xml_attribute(xml, "class"), *own = xml_attribute(xml, "style");
    for (size_t i = 0; i < xml->attribute_count; i++)
        if (svg_is_property(xml->attributes[i].name))
            svg_style_set(&svg->styles, style, xml->name, xml->attributes[i].name, xml->attributes[i].value,
                          xml->attributes[i].mark);
    if (classes)
        svg_style_class(&svg->styles, style, xml->name, classes->value);
    if (own)
        svg_style_declarations(&svg->styles, style, xml->name, own->value, own->mark);
}

static void matrix_read(Svg *svg, Matrix *matrix)
{
    const XmlAttribute *transform = xml_attribute(&svg->xml, "transform");
    Matrix own;
    size_t wrong = 0;
    if (!transform)
        return;
    if (transform_read(transform->value, &own, &wrong))
        *matrix = matrix_times(*matrix, own);
    else
        diag_error(svg->diag, DIAG_PICTURE, svg_mark(transform, wrong), "element '%.*s': this is not a transform",
                   STR_ARG(svg->xml.name));
}

/* ---- Elements ---------------------------------------------------------------------------------------------------- */

/* To the end of the element that was just opened. False after a finding of xml.c. */
static bool element_skip(Svg *svg)
{
    size_t depth = svg->xml.depth - 1;
    for (;;) {
        XmlEvent event = xml_next(&svg->xml);
        if (event == XML_WRONG)
            return false;
        if (event == XML_CLOSE && svg->xml.depth == depth)
            return true;
    }
}

static bool style_sheet_read(Svg *svg)
{
    size_t depth = svg->xml.depth - 1;
    if (svg->shape_count)
        diag_error(svg->diag, DIAG_PICTURE, svg->xml.mark,
                   "element 'style': it stands in front of all shapes, or nowhere");
    for (;;) {
        switch (xml_next(&svg->xml)) {
        case XML_WRONG:
        case XML_END:
            return false;
        case XML_TEXT:
            svg_style_sheet(&svg->styles, svg->xml.text, svg->xml.mark);
            break;
        case XML_OPEN:
            diag_error(svg->diag, DIAG_PICTURE, svg->xml.mark, "element 'style': no element belongs into it");
            return false;
        case XML_CLOSE:
            if (svg->xml.depth == depth)
                return true;
        }
    }
}

/* Of what is defined the style sheets alone are of use; the rest is seen where it is referred to, and refused there. */
static bool defs_read(Svg *svg)
{
    size_t depth = svg->xml.depth - 1;
    for (;;) {
        XmlEvent event = xml_next(&svg->xml);
        if (event == XML_WRONG)
            return false;
        if (event == XML_OPEN && str_eq(svg->xml.name, STR("style"))) {
            if (!style_sheet_read(svg))
                return false;
        } else if (event == XML_OPEN && ++svg->element_count > ELEMENTS_MOST) {
            return true; /* the caller's bound reports it */
        }
        if (event == XML_CLOSE && svg->xml.depth == depth)
            return true;
    }
}

static const Element *element_find(Str name)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (str_eq(name, str_from(elements[i].name)))
            return &elements[i];
    return &unknown_element;
}

/* False where reading cannot go on. */
static bool element_read(Svg *svg)
{
    const Xml *xml = &svg->xml;
    const Element *element = element_find(xml->name);
    Level *level = &svg->levels[xml->depth];
    if (str_find(xml->name, STR(":"), 0) < xml->name.n)
        return element_skip(svg); /* a program's own */
    switch (element->kind) {
    case KIND_STYLE:
        return style_sheet_read(svg);
    case KIND_DEFS:
        return defs_read(svg);
    case KIND_NOTE:
        return element_skip(svg);
    case KIND_REFUSED:
        diag_error(svg->diag, DIAG_PICTURE, xml->mark, "element '%.*s' is not taken; %s", STR_ARG(xml->name),
                   element->hint);
        return element_skip(svg);
    case KIND_GROUP:
    case KIND_PATH:
    case KIND_RECT:
    case KIND_CIRCLE:
    case KIND_ELLIPSE:
    case KIND_LINE:
    case KIND_POLYLINE:
    case KIND_POLYGON:
        break;
    }
    *level = svg->levels[xml->depth - 1];
    attributes_check(svg, element->attributes);
    style_read(svg, &level->style);
    matrix_read(svg, &level->matrix);
    svg_shape(svg, element->kind, level);
    return true;
}

/* ---- The drawing ------------------------------------------------------------------------------------------------- */

/* Size and origin: of the viewBox, else of width and height. */
static bool root_read(Svg *svg, Picture *picture)
{
    const Xml *xml = &svg->xml;
    const XmlAttribute *view = xml_attribute(xml, "viewBox");
    double box[4] = {0};
    size_t at = 0, count = 0;
    if (!str_eq(xml->name, STR("svg")))
        return diag_error(svg->diag, DIAG_PICTURE, xml->mark, "this is not an SVG drawing; its first element is 'svg'");
    attributes_check(svg,
                     " width height x y viewBox preserveAspectRatio contentScriptType contentStyleType zoomAndPan ");
    if (view) {
        blanks_skip(view->value, &at);
        while (count < 4 && number_take(view->value, &at, &box[count])) {
            count++;
            separator_skip(view->value, &at);
        }
        if (count < 4 || at < view->value.n)
            return diag_error(svg->diag, DIAG_PICTURE, view->mark, "element 'svg': a viewBox is four numbers");
    } else {
        box[2] = svg_length(svg, "width", 0);
        box[3] = svg_length(svg, "height", 0);
    }
    const double least = SIDE_LEAST, most = SIDE_MOST;
    if (!(box[2] >= least && box[3] >= least && box[2] <= most && box[3] <= most))
        return diag_error(svg->diag, DIAG_PICTURE, view ? view->mark : xml->mark,
                          "element 'svg': the drawing is to be %d to %d units wide and high; give it a viewBox",
                          SIDE_LEAST, SIDE_MOST);
    svg->width = box[2];
    svg->height = box[3];
    picture->width = svg_rounded(box[2]);
    picture->height = svg_rounded(box[3]);
    Level *level = &svg->levels[xml->depth];
    *level = (Level){.matrix = {1, 0, 0, 1, -box[0], -box[1]}};
    level->style = (SvgStyle){.stroke_width = 1, .miter_limit = 4};
    svg_style_set(&svg->styles, &level->style, xml->name, STR("fill"), STR("black"), xml->mark);
    style_read(svg, &level->style);
    return true;
}

static void contents_read(Svg *svg)
{
    for (;;) {
        switch (xml_next(&svg->xml)) {
        case XML_WRONG:
        case XML_END:
            return;
        case XML_TEXT:
            if (str_trim(svg->xml.text).n)
                diag_error(svg->diag, DIAG_PICTURE, svg->xml.mark, "text stands among the shapes; remove it");
            break;
        case XML_CLOSE:
            break;
        case XML_OPEN:
            svg->element_count++;
            if (!element_read(svg))
                return;
        }
        if (svg->element_count > ELEMENTS_MOST || svg->point_count > POINTS_MOST) {
            diag_error(svg->diag, DIAG_PICTURE, svg->xml.mark,
                       "the drawing has more than %d elements or %d points; simplify its paths", ELEMENTS_MOST,
                       POINTS_MOST);
            return;
        }
        if (gives_up(svg)) {
            diag_note(svg->diag, (Mark){0}, "reading of this drawing stops here, after %d errors", ERRORS_MOST);
            return;
        }
    }
}

bool svg_read(const Source *source, const PictureFile *file, Picture *picture, Arena *a, Diag *d)
{
    Svg *svg = ARENA_NEW(a, Svg);
    svg->arena = a;
    svg->diag = d;
    svg->errors = diag_errors(d);
    svg->xml = (Xml){.source = source, .arena = a, .diag = d};
    svg->styles.arena = a;
    svg->styles.diag = d;
    svg->styles.file = file;
    XmlEvent first;
    do
        first = xml_next(&svg->xml);
    while (first == XML_TEXT);
    if (first == XML_OPEN && root_read(svg, picture))
        contents_read(svg);
    if (diag_errors(d) == svg->errors && svg->shape_count == 0)
        diag_error(d, DIAG_PICTURE, (Mark){source, 0, 0}, "the drawing paints nothing");
    if (diag_errors(d) > svg->errors)
        diag_note(d, file->mark, "the theme names this picture");
    picture->shapes = svg->shapes;
    picture->shape_count = svg->shape_count;
    return diag_errors(d) == svg->errors;
}
