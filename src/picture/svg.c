/* A flat logo from SVG, as drawing programs export it: basic shapes, groups, transforms; fill and stroke with flat
   colors, from attributes, 'style' or the classes of a style sheet (SVG 1.1, 6 and 11; CSS 2.1). All else that would
   change the look is refused with its element and line; notes that a program makes for itself are passed over, and so
   are clipping and masks that take nothing away, as Figma writes around every frame. A color is one of the theme's, so
   that its inks are known, or gray. What a 'use' refers to is read once more in its place. */
#include "picture.h"
#include "src/base/xml.h"

#include <math.h>

enum {
    ELEMENTS_MOST = 10000,
    POINTS_MOST = 50000,
    ERRORS_MOST = 20, /* a file of another kind would have thousands */
    RULES_MOST = 256,
    RULED_BYTES_MOST = 4 << 20,
    NEW_COLORS_MOST = 64,
    CUTS_MOST = 500,
    OVERFLOW_VISIBLE = 4, /* and beyond, among the words of 'painted' */
    USED_MOST = 10000,    /* elements that are painted by way of a 'use' */
    SIDE_LEAST = 1,       /* units of the viewBox */
    SIDE_MOST = 20000,
    OUTSIDE_MOST = 100, /* a shape may reach out of the drawing by this part of its side */
    SHOWN_MOST = 40,    /* bytes of a value in a message */
};

enum { SPACE_SVG, SPACE_XLINK };

static const XmlRules rules = {
    .code = DIAG_PICTURE,
    .max_mib = SOURCE_MAX >> 20,
    .max_elements = ELEMENTS_MOST,
    .max_text = SOURCE_MAX,
    .is_drawing = true,
    .spaces =
        (const char *const[]){
            [SPACE_SVG] = "http://www.w3.org/2000/svg", [SPACE_XLINK] = "http://www.w3.org/1999/xlink", NULL},
};

typedef struct Style {
    const Color *fill, *stroke; /* NULL: none */
    double stroke_width, miter_limit;
    int cap, join, even_odd; /* StrokeCap, StrokeJoin, bool */
    int overflow;            /* index among the words of 'painted'; of a symbol */
    bool stroke_first;
    bool fill_off, stroke_off; /* by an opacity of 0 */
    bool hidden, absent;       /* 'absent': display: none */
} Style;

typedef struct Rule {
    Str name, declarations; /* of a class */
    Mark mark;              /* of the declarations */
} Rule;

/* What holds inside an open element. */
typedef struct Level {
    Style style;
    Matrix matrix;
    bool is_switch, has_chosen; /* of a 'switch' the first child that any program can show is shown */
    size_t event;               /* its XML_OPEN among those that are kept */
} Level;

/* From the left to the right, from the top down. */
typedef struct Box {
    Sp left, top, right, bottom;
} Box;

/* What an id stands for: a box, in units of the element that names it, as far as it is one. */
typedef struct Named {
    Str id;
    bool is_box;
    Box box;
} Named;

/* A clip-path or a mask, and the shapes that it is for: it must take nothing of them away. */
typedef struct Cut {
    Str element, property, id;
    Mark mark;
    Matrix matrix;
    bool has_box; /* of its own: a symbol's */
    Box box;
    size_t depth, from, to; /* 'depth' is the element's while it is open */
} Cut;

typedef struct Svg {
    Xml *xml;
    Str element; /* for findings: the name of the element that is read */
    const PictureFile *file;
    Arena *arena;
    Diag *diag;
    size_t errors; /* when it began */
    Level levels[XML_MAX_DEPTH + 1];
    Shape *shapes;
    size_t shape_count, shape_capacity, point_count;
    double width, height; /* of the viewBox */
    Rule rules[RULES_MOST];
    size_t rule_count, ruled_bytes; /* bytes of declarations that elements got by their classes */
    Color grays[NEW_COLORS_MOST];   /* that the theme does not have */
    size_t gray_count;
    Named *named;
    Cut *cuts;
    size_t named_count, named_capacity, cut_count, cut_capacity;
    size_t uses, used, used_event; /* 'use' elements that are open, elements painted by them, what the last one names */
    double used_size[2];           /* of that, where it is a symbol; negative: not said */
    size_t noted;                  /* errors after which a 'use' was told */
    TextSet unknown;               /* colors that were reported */
} Svg;

/* A finding about the element that is read; false. */
__attribute__((format(printf, 3, 4))) static bool refuse(Svg *svg, Mark mark, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_vprintf(svg->arena, format, args);
    va_end(args);
    return diag_error(svg->diag, DIAG_PICTURE, mark, "element '%.*s': %.*s", STR_ARG(svg->element), STR_ARG(text));
}

static Str shown(Str value)
{
    return str_slice(value, 0, SHOWN_MOST);
}

/* Index of a word in "butt round square", or -1. A listed word with a '*' at its end is any that begins so. */
static int word_index(const char *words, Str word)
{
    int index = 0;
    for (const char *at = words; *at; index++) {
        Str known = {at, strcspn(at, " ")};
        bool any = str_ends(known, STR("*"));
        if (any ? str_starts(word, str_slice(known, 0, known.n - 1)) : str_eq(word, known))
            return index;
        at += known.n + (at[known.n] == ' ');
    }
    return -1;
}

/* ---- Colors ---- */

static const struct {
    const char *name;
    uint32_t rgb;
} color_names[] = {
    {"black", 0x000000},  {"silver", 0xC0C0C0}, {"gray", 0x808080},   {"grey", 0x808080},    {"white", 0xFFFFFF},
    {"maroon", 0x800000}, {"red", 0xFF0000},    {"purple", 0x800080}, {"fuchsia", 0xFF00FF}, {"green", 0x008000},
    {"lime", 0x00FF00},   {"olive", 0x808000},  {"yellow", 0xFFFF00}, {"navy", 0x000080},    {"blue", 0x0000FF},
    {"teal", 0x008080},   {"aqua", 0x00FFFF},   {"orange", 0xFFA500},
};

/* "12284C" or "048" */
static bool hex_read(Str digits, uint32_t *rgb)
{
    if ((digits.n != 3 && digits.n != 6) || !hex_parse(digits, rgb))
        return false;
    if (digits.n == 3)
        *rgb = (*rgb & 0xF00) * 0x1100 | (*rgb & 0xF0) * 0x110 | (*rgb & 0xF) * 0x11;
    return true;
}

/* "rgb(18, 40, 76)" */
static bool channels_read(Str text, uint32_t *rgb)
{
    size_t at = 4;
    double channels[3];
    *rgb = 0;
    if (!str_starts(text, STR("rgb(")) || numbers_take(text, &at, channels, 3) < 3)
        return false;
    for (int i = 0; i < 3; i++) {
        if (!(channels[i] >= 0 && channels[i] <= 255) || channels[i] != (double)(uint32_t)channels[i])
            return false;
        *rgb = *rgb << 8 | (uint32_t)channels[i];
    }
    return str_eq(str_slice(text, at, text.n), STR(")"));
}

static bool rgb_read(Str text, uint32_t *rgb)
{
    if (str_starts(text, STR("#")))
        return hex_read(str_slice(text, 1, text.n), rgb);
    for (size_t i = 0; i < sizeof color_names / sizeof *color_names; i++)
        if (str_eq_any_case(text, str_from(color_names[i].name))) {
            *rgb = color_names[i].rgb;
            return true;
        }
    return channels_read(text, rgb);
}

static const Color *color_among(const Color *colors, size_t count, uint32_t rgb)
{
    for (size_t i = 0; i < count; i++)
        if (((uint32_t)colors[i].srgb[0] << 16 | (uint32_t)colors[i].srgb[1] << 8 | colors[i].srgb[2]) == rgb)
            return &colors[i];
    return NULL;
}

/* Gray needs no entry in the theme: the black ink alone makes it. */
static const Color *gray_make(Svg *svg, uint32_t rgb, Mark mark)
{
    enum { WHITE = 255, INK_WHOLE = 100, INK_K = 3 };
    const Color *known = color_among(svg->grays, svg->gray_count, rgb);
    if (known || svg->gray_count == NEW_COLORS_MOST)
        return known;
    uint8_t level = (uint8_t)(rgb & 0xFF);
    Color *gray = &svg->grays[svg->gray_count++];
    *gray =
        (Color){.name = str_printf(svg->arena, "#%06X", (unsigned)rgb), .srgb = {level, level, level}, .mark = mark};
    gray->cmyk[INK_K] = (uint8_t)(((WHITE - level) * INK_WHOLE + WHITE / 2) / WHITE);
    return gray;
}

/* Reports each color once, however many shapes have it. */
static void color_unknown(Svg *svg, uint32_t rgb, Mark mark)
{
    const PictureFile *file = svg->file;
    const char *color = str_printf(svg->arena, "#%06X", (unsigned)rgb).s, *known = "", *change = "";
    uint8_t near[] = {(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb}, inks[4] = {0};
    if (!textset_add(&svg->unknown, str_from(color)))
        return;
    if (file->settle) {
        bool is_printed = file->settle(file->settle_with, near, inks);
        const char *hex = str_printf(svg->arena, "%02X%02X%02X", near[0], near[1], near[2]).s;
        change = is_printed ? "" : str_printf(svg->arena, "no inks print it: draw it in #%s, the nearest, and ", hex).s;
        known = str_printf(svg->arena, ", as in logo_%s: {srgb: \"#%s\", cmyk: [%d, %d, %d, %d]}", hex, hex, inks[0],
                           inks[1], inks[2], inks[3])
                    .s;
    }
    refuse(svg, mark,
           "the color %s is not among the theme's, so that its inks are unknown; %sadd it to 'colors'%s with the inks "
           "that your printer names for it",
           color, change, known);
}

/* ---- Properties ---- */

/* Those that are painted, each with its field of a style. */
typedef enum PropertyKind {
    PROPERTY_PAINT,
    PROPERTY_NUMBER,
    PROPERTY_WORD,    /* an index among the words */
    PROPERTY_OPACITY, /* off or not */
    PROPERTY_OF_ALL,  /* the same, of the group's parts too */
    PROPERTY_DISPLAY,
    PROPERTY_VISIBILITY,
    PROPERTY_ORDER,
} PropertyKind;

static const struct {
    const char *name;
    PropertyKind kind;
    size_t field;
    double least;
    const char *words;
} painted[] = {
    {"fill", PROPERTY_PAINT, offsetof(Style, fill), 0, NULL},
    {"stroke", PROPERTY_PAINT, offsetof(Style, stroke), 0, NULL},
    {"fill-rule", PROPERTY_WORD, offsetof(Style, even_odd), 0, "nonzero evenodd"},
    {"stroke-width", PROPERTY_NUMBER, offsetof(Style, stroke_width), 0, NULL},
    {"stroke-linecap", PROPERTY_WORD, offsetof(Style, cap), 0, "butt round square"},
    {"stroke-linejoin", PROPERTY_WORD, offsetof(Style, join), 0, "miter round bevel"},
    {"stroke-miterlimit", PROPERTY_NUMBER, offsetof(Style, miter_limit), 1, NULL},
    {"fill-opacity", PROPERTY_OPACITY, offsetof(Style, fill_off), 0, NULL},
    {"stroke-opacity", PROPERTY_OPACITY, offsetof(Style, stroke_off), 0, NULL},
    {"opacity", PROPERTY_OF_ALL, offsetof(Style, absent), 0, NULL},
    {"display", PROPERTY_DISPLAY, offsetof(Style, absent), 0, NULL},
    {"visibility", PROPERTY_VISIBILITY, offsetof(Style, hidden), 0, NULL},
    {"paint-order", PROPERTY_ORDER, offsetof(Style, stroke_first), 0, NULL},
    {"overflow", PROPERTY_WORD, offsetof(Style, overflow), 0, "hidden scroll clip inherit visible auto"},
};

enum { PAINTED = sizeof painted / sizeof *painted };

static size_t painted_find(Str name)
{
    size_t i = 0;
    while (i < PAINTED && !str_eq(name, str_from(painted[i].name)))
        i++;
    return i;
}

/* Those that are taken with a value that changes nothing. */
static const struct {
    const char *name, *value;
} neutral[] = {
    {"stroke-dasharray", "none"},   {"clip-path", "none"},     {"mask", "none"},         {"filter", "none"},
    {"mix-blend-mode", "normal"},   {"marker", "none"},        {"marker-start", "none"}, {"marker-mid", "none"},
    {"marker-end", "none"},         {"vector-effect", "none"}, {"isolation", "auto"},    {"isolation", "isolate"},
    {"baseline-shift", "baseline"},
};

/* Those of texts, of clipping and of how well a screen draws, which do nothing to a shape. */
static const char idle[] = "clip-rule color color-interpolation* color-rendering enable-background font* "
                           "image-rendering -inkscape* letter-spacing line-height shape-* solid-* stop-* "
                           "stroke-dashoffset text-* white-space word-spacing writing-mode direction cursor "
                           "pointer-events mask-type dominant-baseline alignment-baseline glyph-* kerning unicode-bidi "
                           "block-progression inline-size will-change";

/* With this value, or with any where it is NULL. */
static bool is_neutral(Str name, const Str *value)
{
    for (size_t i = 0; i < sizeof neutral / sizeof *neutral; i++)
        if (str_eq(name, str_from(neutral[i].name)) && (!value || str_eq(*value, str_from(neutral[i].value))))
            return true;
    return false;
}

static bool is_property(Str name)
{
    return painted_find(name) < PAINTED || is_neutral(name, NULL) || word_index(idle, name) >= 0;
}

/* A property with its value, as typed. */
typedef struct Setting {
    Svg *svg;
    Str name, value;
    Mark mark;
} Setting;

static bool value_refuse(const Setting *s, const char *what)
{
    return refuse(s->svg, s->mark, "%.*s '%.*s' %s", STR_ARG(s->name), STR_ARG(shown(s->value)), what);
}

static void paint_set(const Setting *s, const Color **paint)
{
    uint32_t rgb;
    if (word_index("none transparent", s->value) >= 0) {
        *paint = NULL;
        return;
    }
    if (!rgb_read(s->value, &rgb)) {
        value_refuse(s, str_starts(s->value, STR("url(")) ? "is a gradient or a pattern; give the shape a flat color"
                                                          : "is not a flat color; write it as #12284C");
        return;
    }
    const Color *color = color_among(s->svg->file->colors, s->svg->file->color_count, rgb);
    if (!color && (rgb >> 16) == (rgb & 0xFF) && (rgb >> 8 & 0xFF) == (rgb & 0xFF))
        color = gray_make(s->svg, rgb, s->mark);
    if (color)
        *paint = color;
    else
        color_unknown(s->svg, rgb, s->mark);
}

static void number_set(const Setting *s, double least, double *number)
{
    double value;
    if (number_whole(s->value, least == 0, &value) && value >= least)
        *number = value;
    else
        value_refuse(s, least == 0 ? "is not a width; write a number" : "is out of range");
}

/* Flat color covers what is under it (false), or is not there (true). */
static bool opacity_is_none(const Setting *s)
{
    double value;
    bool percent = str_ends(s->value, STR("%"));
    if (number_whole(str_slice(s->value, 0, s->value.n - percent), false, &value) &&
        (value == 0 || value == (percent ? 100 : 1)))
        return value == 0;
    return value_refuse(s,
                        "makes the shape transparent; mix the color in the drawing program and make the shape solid");
}

/* Index of the value among these words; 0 after a finding. */
static int word_of(const Setting *s, const char *words)
{
    int index = word_index(words, s->value);
    return index >= 0 ? index : value_refuse(s, "is not taken; choose another in the drawing program");
}

static void cut_add(const Setting *s, Cut cut)
{
    Svg *svg = s->svg;
    cut.element = svg->element;
    cut.property = s->name;
    cut.mark = s->mark;
    cut.from = svg->shape_count;
    if (svg->cut_count == CUTS_MOST)
        value_refuse(s, "is one too many; take out clipping and masks in the drawing program");
    else
        ARENA_NEXT(svg->arena, svg->cuts, svg->cut_count, svg->cut_capacity) = cut;
}

/* "url(#a)" */
static Str url_id(const Setting *s)
{
    Str id = str_slice(s->value, 4, str_find(s->value, STR(")"), 0));
    while (id.n && strchr("\"'# ", id.s[0]))
        id = str_slice(id, 1, id.n);
    while (id.n && strchr("\"' ", id.s[id.n - 1]))
        id.n--;
    return id;
}

static void style_set(const Setting *s, Style *style)
{
    size_t row = painted_find(s->name);
    if (row == PAINTED) {
        if (!is_property(s->name))
            refuse(s->svg, s->mark, "the property '%.*s' is not taken", STR_ARG(s->name));
        else if (str_starts(s->value, STR("url(")) && word_index("clip-path mask", s->name) >= 0)
            cut_add(s, (Cut){.id = url_id(s)});
        else if (is_neutral(s->name, NULL) && !is_neutral(s->name, &s->value))
            value_refuse(s, "is not taken; expand it to plain shapes in the drawing program");
        return;
    }
    void *field = (char *)style + painted[row].field;
    bool *off = field;
    switch (painted[row].kind) {
    case PROPERTY_PAINT:
        paint_set(s, field);
        break;
    case PROPERTY_NUMBER:
        number_set(s, painted[row].least, field);
        break;
    case PROPERTY_WORD:
        *(int *)field = word_of(s, painted[row].words);
        break;
    case PROPERTY_OPACITY:
        *off = opacity_is_none(s);
        break;
    case PROPERTY_OF_ALL:
        *off = opacity_is_none(s) || *off;
        break;
    case PROPERTY_DISPLAY:
        *off = *off || str_eq(s->value, STR("none"));
        break;
    case PROPERTY_VISIBILITY:
        *off = !str_eq(s->value, STR("visible"));
        break;
    case PROPERTY_ORDER: /* "markers stroke fill" */
        *off = str_find(s->value, STR("stroke"), 0) < str_find(s->value, STR("fill"), 0);
        break;
    }
}

/* ---- Styles ---- */

/* "fill: red; stroke: none" */
static void declarations_read(Svg *svg, Style *style, Str text, Mark mark)
{
    while (text.n) {
        Str one = str_trim(str_cut(&text, STR(";"))), value = one, name = str_cut(&value, STR(":"));
        if (one.n && name.n == one.n)
            refuse(svg, mark, "'%.*s' has no value; write property: value", STR_ARG(shown(one)));
        else if (one.n)
            style_set(&(Setting){svg, str_trim(name), str_trim(value), mark}, style);
    }
}

static bool class_is_among(Str classes, Str name)
{
    for (size_t at = 0; at < classes.n;) {
        size_t from = at = white_end(classes, at);
        while (at < classes.n && !is_white(classes.s[at]))
            at++;
        if (at > from && str_eq(str_slice(classes, from, at), name))
            return true;
    }
    return false;
}

/* Rules are few, but many elements may have the same long ones: the sum of their bytes has a limit. */
static void classes_read(Svg *svg, Style *style, Str classes)
{
    for (size_t i = 0; i < svg->rule_count && svg->ruled_bytes <= RULED_BYTES_MOST; i++) {
        const Rule *rule = &svg->rules[i];
        if (!class_is_among(classes, rule->name))
            continue;
        svg->ruled_bytes += rule->declarations.n;
        if (svg->ruled_bytes <= RULED_BYTES_MOST)
            declarations_read(svg, style, rule->declarations, rule->mark);
        else
            refuse(svg, rule->mark, "the rules of all shapes together are longer than %d MiB; simplify the drawing",
                   RULED_BYTES_MOST >> 20);
    }
}

/* Attributes first, then classes, then 'style': the later one wins. */
static void style_read(Svg *svg, Style *style)
{
    const Xml *xml = svg->xml;
    const XmlAttribute *classes = xml_attribute(xml, "class"), *own = xml_attribute(xml, "style");
    for (size_t i = 0; i < xml->attribute_count; i++) {
        const XmlAttribute *a = &xml->attributes[i];
        if (a->space == XML_NO_SPACE && is_property(a->name))
            style_set(&(Setting){svg, a->name, str_trim(a->value), a->mark}, style);
    }
    if (classes)
        classes_read(svg, style, classes->value);
    if (own)
        declarations_read(svg, style, own->value, own->mark);
}

/* The names in ".cls-1, .cls-2", each with the declarations of 'rule'. False after a finding. */
static bool selectors_take(Svg *svg, Str selectors, Mark at, Rule rule)
{
    for (size_t from = 0; from <= selectors.n;) {
        size_t end = str_find(selectors, STR(","), from);
        Str one = str_trim(str_slice(selectors, from, end));
        from = end + 1;
        if (one.n < 2 || one.s[0] != '.' || strcspn(str_terminated(svg->arena, one) + 1, " .:#>+~[*") != one.n - 1)
            return refuse(svg, at, "the selector '%.*s' is not taken; rules for classes (.name) alone are",
                          STR_ARG(shown(one)));
        if (svg->rule_count == RULES_MOST)
            return refuse(svg, at, "more than %d rules are not taken", RULES_MOST);
        rule.name = str_slice(one, 1, one.n);
        svg->rules[svg->rule_count++] = rule;
    }
    return true;
}

/* A copy whose comments are spaces, so that places stay. */
static Str comments_blank(Str text, Arena *a)
{
    char *plain = arena_grow(a, text.s, text.n, text.n + 1, 1);
    for (size_t at = str_find(text, STR("/*"), 0); at < text.n; at = str_find(text, STR("/*"), at)) {
        size_t end = str_find(text, STR("*/"), at + 2);
        end = end < text.n ? end + 2 : text.n;
        memset(plain + at, ' ', end - at);
        at = end;
    }
    return (Str){plain, text.n};
}

static void rules_read(Svg *svg)
{
    const Xml *xml = svg->xml;
    Str text = comments_blank(xml->text, svg->arena);
    for (size_t at = 0; str_trim(str_slice(text, at, text.n)).n;) {
        at = white_end(text, at);
        size_t open = str_find(text, STR("{"), at), close = str_find(text, STR("}"), open);
        if (close == text.n) {
            refuse(svg, xml_text_mark(xml, at, 1), "a rule breaks off; write .name {property: value}");
            return;
        }
        const Rule rule = {.declarations = str_slice(text, open + 1, close),
                           .mark = xml_text_mark(xml, open + 1, close - open - 1)};
        if (!selectors_take(svg, str_slice(text, at, open), xml_text_mark(xml, at, open - at), rule))
            return;
        at = close + 1;
    }
}

/* ---- Shapes ---- */

static Mark value_mark(const XmlAttribute *a, size_t offset)
{
    return xml_value_mark(a, offset, offset < a->value.n);
}

/* A length of the element, 'otherwise' where it is left out. */
static double length_of(Svg *svg, const char *name, double otherwise)
{
    const XmlAttribute *a = xml_attribute(svg->xml, name);
    double value = otherwise;
    if (a && !number_whole(a->value, true, &value))
        refuse(svg, a->mark, "'%.*s' is not a length; write a number", STR_ARG(shown(a->value)));
    return value;
}

static Sp rounded(double value) /* not negative */
{
    return (Sp)(value * (double)SP_PER_PT + 0.5);
}

static void path_draw(Svg *svg, Matrix m, PathPen *pen)
{
    const XmlAttribute *d = xml_attribute(svg->xml, "d");
    size_t wrong = 0;
    if (d && !path_data_read(d->value, m, pen, &wrong))
        refuse(svg, value_mark(d, wrong), "this is not path data");
}

static bool sizes_check(Svg *svg, double a, double b)
{
    return (a >= 0 && b >= 0) || refuse(svg, svg->xml->mark, "a size is negative");
}

static void rect_draw(Svg *svg, Matrix m, PathPen *pen)
{
    double box[] = {length_of(svg, "x", 0), length_of(svg, "y", 0), length_of(svg, "width", 0),
                    length_of(svg, "height", 0)};
    double rx = length_of(svg, "rx", -1), ry = length_of(svg, "ry", -1);
    rx = rx < 0 ? ry : rx;
    ry = ry < 0 ? rx : ry;
    if (sizes_check(svg, box[2], box[3]) && box[2] > 0 && box[3] > 0)
        path_round_rect(pen, m, box, rx, ry);
}

static void ellipse_draw(Svg *svg, Matrix m, PathPen *pen)
{
    bool is_circle = str_eq(svg->xml->name, STR("circle"));
    double rx = length_of(svg, is_circle ? "r" : "rx", 0), ry = is_circle ? rx : length_of(svg, "ry", 0);
    double cx = length_of(svg, "cx", 0), cy = length_of(svg, "cy", 0);
    if (sizes_check(svg, rx, ry) && rx > 0 && ry > 0)
        path_ellipse(pen, m, cx, cy, rx, ry);
}

static void line_draw(Svg *svg, Matrix m, PathPen *pen)
{
    path_move(pen, matrix_point(m, length_of(svg, "x1", 0), length_of(svg, "y1", 0)));
    path_line(pen, matrix_point(m, length_of(svg, "x2", 0), length_of(svg, "y2", 0)));
}

static void points_draw(Svg *svg, Matrix m, PathPen *pen)
{
    const XmlAttribute *points = xml_attribute(svg->xml, "points");
    size_t wrong = 0;
    if (points && !path_points_read(points->value, m, pen, &wrong))
        refuse(svg, value_mark(points, wrong), "two numbers belong here");
    else if (pen->op_count && str_eq(svg->xml->name, STR("polygon")))
        path_close(pen);
}

/* A circle stays one under the matrix, so that a stroke is as wide everywhere. */
static bool keeps_circles(Matrix m)
{
    double along = m.a * m.a + m.b * m.b, across = m.c * m.c + m.d * m.d, skew = m.a * m.c + m.b * m.d;
    double slack = 0.002 * (along + across);
    return fabs(along - across) <= slack && fabs(skew) <= slack;
}

static bool point_is_inside(const Box *box, Sp x, Sp y)
{
    return x >= box->left && y >= box->top && x <= box->right && y <= box->bottom;
}

/* By the points on the path and the middles of its curves. */
static bool is_inside(const Box *box, const Path *path)
{
    const Point *p = path->points;
    bool inside = true;
    for (uint32_t i = 0; inside && i < path->op_count; i++) {
        uint32_t count = path_op_points((PathOp)path->ops[i]);
        if (path->ops[i] == PATH_CURVE) {
            const Point *from = p - 1;
            inside = point_is_inside(box, (from->x + 3 * (p[0].x + p[1].x) + p[2].x) / 8,
                                     (from->y + 3 * (p[0].y + p[1].y) + p[2].y) / 8);
        }
        p += count;
        inside = inside && (count == 0 || point_is_inside(box, p[-1].x, p[-1].y));
    }
    return inside;
}

/* The drawing, and a little more at each side. */
static Box drawing_box(const Svg *svg, Sp part)
{
    Sp w = rounded(svg->width), h = rounded(svg->height);
    return (Box){-w / part, -h / part, w + w / part, h + h / part};
}

static void shape_add(Svg *svg, const Path *path, const Color *color, Stroke stroke)
{
    ARENA_NEXT(svg->arena, svg->shapes, svg->shape_count, svg->shape_capacity) = (Shape){*path, color, stroke};
}

/* A shape that is filled and stroked becomes two, in that order. */
static void shape_paint(Svg *svg, const Level *level, const PathPen *pen)
{
    const Style *s = &level->style;
    Matrix m = level->matrix;
    Path path = path_made(pen, s->even_odd);
    svg->point_count += path.point_count;
    bool fills = s->fill && !s->fill_off, strokes = s->stroke && !s->stroke_off && s->stroke_width > 0;
    if (path.op_count == 0 || s->hidden || s->absent || (!fills && !strokes))
        return;
    const Box around = drawing_box(svg, OUTSIDE_MOST);
    if (!is_inside(&around, &path))
        refuse(svg, svg->xml->mark,
               "this shape is outside the viewBox, where it would not be seen; fit the page to the drawing, or cut "
               "the shape");
    if (fills && !s->stroke_first)
        shape_add(svg, &path, s->fill, (Stroke){0});
    if (strokes && !keeps_circles(m)) {
        refuse(svg, svg->xml->mark, "a transform stretches this stroke; convert the stroke to a path");
    } else if (strokes) {
        double scale = sqrt(fabs(m.a * m.d - m.b * m.c));
        Stroke stroke = {rounded(s->stroke_width * scale), (StrokeCap)s->cap, (StrokeJoin)s->join,
                         rounded(s->miter_limit)};
        if (stroke.width > 0)
            shape_add(svg, &path, s->stroke, stroke);
    }
    if (fills && s->stroke_first)
        shape_add(svg, &path, s->fill, (Stroke){0});
}

/* ---- Elements ---- */

typedef enum Kind { KIND_PAINTED, KIND_USE, KIND_STYLE, KIND_DEFS, KIND_CUT, KIND_NOTE, KIND_REFUSED } Kind;

typedef struct Element {
    const char *name;
    Kind kind;
    const char *attributes; /* its own */
    void (*draw)(Svg *svg, Matrix m, PathPen *pen);
    const char *hint; /* where it is refused */
} Element;

static const Element elements[] = {
    {"g", KIND_PAINTED, "", NULL, NULL},
    {"switch", KIND_PAINTED, "", NULL, NULL},
    {"path", KIND_PAINTED, "d pathLength", path_draw, NULL},
    {"rect", KIND_PAINTED, "x y width height rx ry", rect_draw, NULL},
    {"circle", KIND_PAINTED, "cx cy r", ellipse_draw, NULL},
    {"ellipse", KIND_PAINTED, "cx cy rx ry", ellipse_draw, NULL},
    {"line", KIND_PAINTED, "x1 y1 x2 y2", line_draw, NULL},
    {"polyline", KIND_PAINTED, "points", points_draw, NULL},
    {"polygon", KIND_PAINTED, "points", points_draw, NULL},
    {"use", KIND_USE, "x y width height href", NULL, NULL},
    {"style", KIND_STYLE, NULL, NULL, NULL},
    {"defs", KIND_DEFS, NULL, NULL, NULL},
    {"title", KIND_NOTE, NULL, NULL, NULL},
    {"desc", KIND_NOTE, NULL, NULL, NULL},
    {"metadata", KIND_NOTE, NULL, NULL, NULL},
    {"clipPath", KIND_CUT, NULL, NULL, NULL},
    {"mask", KIND_CUT, NULL, NULL, NULL},
    {"symbol", KIND_DEFS, "x y width height viewBox preserveAspectRatio", NULL, NULL},
    {"text", KIND_REFUSED, NULL, NULL,
     "convert it to outlines (Illustrator: Type > Create Outlines; Inkscape: Path > Object to Path; Figma: Outline "
     "text "
     "in the export's settings)"},
    {"image", KIND_REFUSED, NULL, NULL, "trace it, or export the whole logo as PNG"},
    {"linearGradient", KIND_REFUSED, NULL, NULL, "give the shape a flat color"},
    {"radialGradient", KIND_REFUSED, NULL, NULL, "give the shape a flat color"},
    {"filter", KIND_REFUSED, NULL, NULL, "leave the effect out"},
    {"a", KIND_REFUSED, NULL, NULL, "remove the link"},
    {"script", KIND_REFUSED, NULL, NULL, "remove it"},
    {"foreignObject", KIND_REFUSED, NULL, NULL, "remove it"},
    {"svg", KIND_REFUSED, NULL, NULL, "ungroup the inner drawing"},
    {"pattern", KIND_REFUSED, NULL, NULL, "give the shape a flat color"},
    {NULL, KIND_REFUSED, NULL, NULL, "expand it to plain shapes"}, /* any other */
};

static const Element *element_find(Str name)
{
    const Element *e = elements;
    while (e->name && !str_eq(name, str_from(e->name)))
        e++;
    return e;
}

/* Those of other namespaces are a program's own; a reference is not. */
static void attributes_check(Svg *svg, const char *own)
{
    static const char common[] = "id class style transform version baseProfile role lang tabindex";
    const Xml *xml = svg->xml;
    for (size_t i = 0; i < xml->attribute_count; i++) {
        const XmlAttribute *a = &xml->attributes[i];
        bool is_refused = a->space == SPACE_XLINK && str_eq(a->name, STR("href")) && word_index(own, a->name) < 0;
        bool is_taken = a->space != XML_NO_SPACE ? !is_refused
                                                 : word_index(common, a->name) >= 0 || word_index(own, a->name) >= 0 ||
                                                       str_starts(a->name, STR("data-")) ||
                                                       str_starts(a->name, STR("aria-")) || is_property(a->name);
        if (!is_taken)
            refuse(svg, a->mark, "the attribute '%.*s' is not taken", STR_ARG(a->typed));
    }
}

static void matrix_read(Svg *svg, Matrix *matrix)
{
    const XmlAttribute *transform = xml_attribute(svg->xml, "transform");
    Matrix own;
    size_t wrong = 0;
    if (!transform)
        return;
    if (transform_read(transform->value, &own, &wrong))
        *matrix = matrix_times(*matrix, own);
    else
        refuse(svg, value_mark(transform, wrong), "this is not a transform");
}

static bool style_sheet_read(Svg *svg)
{
    svg->element = svg->xml->typed;
    if (svg->shape_count)
        refuse(svg, svg->xml->mark, "it belongs before all shapes, or nowhere");
    XmlEvent event = xml_next(svg->xml);
    if (event == XML_TEXT) {
        rules_read(svg);
        event = xml_next(svg->xml);
    }
    return event == XML_CLOSE || (event == XML_OPEN && refuse(svg, svg->xml->mark, "no element belongs into it"));
}

/* ---- Cuts ---- */

static const Named *named_find(const Svg *svg, Str id)
{
    for (size_t i = svg->named_count; i-- > 0;)
        if (str_eq(svg->named[i].id, id))
            return &svg->named[i];
    return NULL;
}

static Str id_of(const Svg *svg)
{
    const XmlAttribute *id = xml_attribute(svg->xml, "id");
    return id ? id->value : (Str){0};
}

/* Whether the path is a rectangle that stands upright. */
static bool box_of(const Path *path, Box *box)
{
    const Point *p = path->points;
    size_t count = path->point_count;
    if (count == 5 && p[4].x == p[0].x && p[4].y == p[0].y)
        count = 4;
    for (size_t i = 0; i < path->op_count; i++)
        if (path->ops[i] == PATH_CURVE || (path->ops[i] == PATH_MOVE && i > 0))
            return false;
    if (count != 4)
        return false;
    bool across = p[0].y == p[1].y;
    for (size_t i = 0; i < 4; i++, across = !across)
        if (across ? p[i].y != p[(i + 1) % 4].y : p[i].x != p[(i + 1) % 4].x)
            return false;
    *box = (Box){sp_least(p[0].x, p[2].x), sp_least(p[0].y, p[2].y), sp_most(p[0].x, p[2].x), sp_most(p[0].y, p[2].y)};
    return true;
}

/* The element that was opened, as a box: a shape of its own, or the one that a 'use' refers to. */
static Named shape_named(Svg *svg)
{
    const Element *element = element_find(svg->xml->name);
    Named named = {.id = id_of(svg)};
    PathPen pen = {.arena = svg->arena};
    Matrix matrix = {1, 0, 0, 1, 0, 0};
    svg->element = svg->xml->typed;
    matrix_read(svg, &matrix);
    if (element->draw) {
        element->draw(svg, matrix, &pen);
        Path path = path_made(&pen, false);
        named.is_box = box_of(&path, &named.box);
    }
    for (size_t i = 0; i < svg->xml->attribute_count && str_eq(svg->xml->name, STR("use")); i++) {
        const XmlAttribute *a = &svg->xml->attributes[i];
        const Named *other = str_eq(a->name, STR("href")) ? named_find(svg, str_slice(a->value, 1, a->value.n)) : NULL;
        if (other && !xml_attribute(svg->xml, "transform") && !xml_attribute(svg->xml, "x"))
            named = (Named){named.id, other->is_box, other->box};
    }
    return named;
}

/* Of a mask what is white stays, or with 'mask-type: alpha' what is opaque. */
static bool lets_all_through(Svg *svg, bool by_alpha)
{
    static const uint8_t white[3] = {255, 255, 255};
    Style style = {.stroke_width = 1};
    const XmlAttribute *fill = xml_attribute(svg->xml, "fill");
    if (by_alpha && fill && !str_eq(fill->value, STR("none")))
        return !xml_attribute(svg->xml, "fill-opacity") && !xml_attribute(svg->xml, "opacity");
    style_read(svg, &style);
    return style.fill && !style.fill_off && !style.absent && !style.hidden && memcmp(style.fill->srgb, white, 3) == 0;
}

/* A clipPath or a mask, which is a box where one shape in it is all that it holds. */
static bool cut_read(Svg *svg)
{
    Xml *xml = svg->xml;
    bool is_mask = str_eq(xml->name, STR("mask")), by_alpha = false;
    Named cut = {.id = id_of(svg), .is_box = !xml_attribute(xml, "transform")};
    Box region = {0};
    for (size_t i = 0; i < xml->attribute_count; i++) {
        const XmlAttribute *a = &xml->attributes[i];
        by_alpha = by_alpha || str_find(a->value, STR("alpha"), 0) < a->value.n;
        cut.is_box = cut.is_box && !(word_index("clipPathUnits maskContentUnits", a->name) >= 0 &&
                                     !str_eq(a->value, STR("userSpaceOnUse")));
    }
    bool has_region = is_mask && xml_attribute(xml, "maskUnits");
    if (has_region) {
        Named all = {0};
        PathPen pen = {.arena = svg->arena};
        rect_draw(svg, (Matrix){1, 0, 0, 1, 0, 0}, &pen);
        Path path = path_made(&pen, false);
        all.is_box = box_of(&path, &region);
        cut.is_box = cut.is_box && all.is_box && str_eq(xml_attribute(xml, "maskUnits")->value, STR("userSpaceOnUse"));
    }
    size_t shapes = 0;
    for (size_t depth = xml->depth; xml->depth >= depth;) {
        XmlEvent event = xml_next(xml);
        if (event == XML_WRONG)
            return false;
        if (event != XML_OPEN || word_index("title desc", xml->name) >= 0)
            continue;
        const Named shape = shape_named(svg);
        cut.is_box = cut.is_box && ++shapes == 1 && shape.is_box && (!is_mask || lets_all_through(svg, by_alpha));
        cut.box = shape.box;
    }
    if (has_region)
        cut.box = (Box){sp_most(cut.box.left, region.left), sp_most(cut.box.top, region.top),
                        sp_least(cut.box.right, region.right), sp_least(cut.box.bottom, region.bottom)};
    cut.is_box = cut.is_box && shapes == 1;
    ARENA_NEXT(svg->arena, svg->named, svg->named_count, svg->named_capacity) = cut;
    return true;
}

/* Of what an element has set: its matrix is known now. */
static void cuts_open(Svg *svg, size_t from, const Level *level)
{
    for (size_t i = from; i < svg->cut_count; i++) {
        svg->cuts[i].matrix = level->matrix;
        svg->cuts[i].depth = svg->xml->depth;
    }
}

static void cuts_close(Svg *svg)
{
    for (size_t i = 0; i < svg->cut_count; i++)
        if (svg->cuts[i].depth > svg->xml->depth) {
            svg->cuts[i].to = svg->shape_count;
            svg->cuts[i].depth = 0;
        }
}

static Box widened(const Box *box, double by)
{
    Sp more = (Sp)(fmax(-SVG_MAX_COORDINATE, fmin(by, SVG_MAX_COORDINATE)) * SP_PER_PT);
    return (Box){box->left - more, box->top - more, box->right + more, box->bottom + more};
}

/* Whether the shape, under a matrix, is in the box. */
static bool shape_is_inside(const Svg *svg, const Shape *shape, Matrix m, Box box)
{
    Path path = shape->path;
    ArenaMark mark = arena_mark(svg->arena);
    Point *points = ARENA_ARRAY(svg->arena, Point, path.point_count);
    for (uint32_t i = 0; i < path.point_count; i++)
        points[i] = matrix_point(m, (double)path.points[i].x / SP_PER_PT, (double)path.points[i].y / SP_PER_PT);
    path.points = points;
    bool inside = is_inside(&box, &path);
    arena_back(svg->arena, mark);
    return inside;
}

/* How far a stroke reaches from its path: half its width, more where corners or ends are pointed. */
static double reach_of(const Shape *shape)
{
    bool is_curved = shape->stroke.cap != CAP_SQUARE;
    for (uint32_t i = 1; i < shape->path.op_count && shape->stroke.join == JOIN_MITER; i++)
        is_curved = is_curved && shape->path.ops[i] != PATH_LINE;
    return (double)shape->stroke.width / SP_PER_PT / (is_curved ? 2 : 1);
}

/* The whole drawing is in the box, or each shape with its stroke is. */
static bool takes_nothing(const Svg *svg, const Cut *cut, const Box *box)
{
    Matrix m = cut->matrix;
    double along = hypot(m.a, m.b), across = hypot(m.c, m.d), area = m.a * m.d - m.b * m.c;
    double scale = along < across ? along : across;
    if (!(fabs(area) > 0.999 * along * across && scale > 1e-6)) /* else it slants, or nothing is left */
        return false;
    const Matrix back = {m.d / area,
                         -m.b / area,
                         -m.c / area,
                         m.a / area,
                         (m.c * m.f - m.d * m.e) / area,
                         (m.b * m.e - m.a * m.f) / area};
    const double slack = 0.01;
    const Box all = drawing_box(svg, SIDE_MOST * SP_PER_PT);
    const Point corners[] = {
        {all.left, all.top}, {all.right, all.top}, {all.right, all.bottom}, {all.left, all.bottom}};
    static const uint8_t lines[] = {PATH_MOVE, PATH_LINE, PATH_LINE, PATH_LINE};
    const Shape drawing = {.path = {lines, corners, 4, 4, false}};
    if (shape_is_inside(svg, &drawing, back, widened(box, slack / scale)))
        return true;
    for (size_t i = cut->from; i < cut->to; i++) {
        const Shape *shape = &svg->shapes[i];
        if (!shape_is_inside(svg, shape, back, widened(box, (slack - reach_of(shape)) / scale)))
            return false;
    }
    return true;
}

static void cuts_check(Svg *svg)
{
    for (size_t i = 0; i < svg->cut_count; i++) {
        const Cut *cut = &svg->cuts[i];
        const Named *named = named_find(svg, cut->id);
        svg->element = cut->element;
        if (cut->has_box) {
            if (!takes_nothing(svg, cut, &cut->box))
                refuse(svg, cut->mark,
                       "its size cuts what is drawn; cut the shapes themselves, or set its overflow to 'visible'");
        } else if (!named)
            refuse(svg, cut->mark, "%.*s '#%.*s' is not in the drawing; export it again", STR_ARG(cut->property),
                   STR_ARG(shown(cut->id)));
        else if (!named->is_box || !takes_nothing(svg, cut, &named->box))
            refuse(
                svg, cut->mark,
                "%.*s '#%.*s' cuts what is drawn; cut the shapes themselves (Illustrator: Pathfinder > Crop; Inkscape: "
                "Path > Intersection; Figma: Flatten selection)",
                STR_ARG(cut->property), STR_ARG(shown(cut->id)));
    }
}

/* Style sheets, and what cuts may refer to: other definitions are refused where they are used. */
static bool defs_read(Svg *svg)
{
    for (size_t depth = svg->xml->depth; svg->xml->depth >= depth;) {
        XmlEvent event = xml_next(svg->xml);
        if (event == XML_WRONG)
            return false;
        if (event != XML_OPEN || svg->xml->space == XML_OTHER_SPACE)
            continue;
        const Element *element = element_find(svg->xml->name);
        if ((element->kind == KIND_STYLE && !style_sheet_read(svg)) || (element->kind == KIND_CUT && !cut_read(svg)))
            return false;
        if (element->draw && id_of(svg).n) {
            ARENA_NEXT(svg->arena, svg->named, svg->named_count, svg->named_capacity) = shape_named(svg);
        }
    }
    return true;
}

/* ---- What is used ---- */

static bool contents_read(Svg *svg, size_t depth);

/* A side, which may be the whole drawing's. */
static double side_of(Svg *svg, const char *name, double whole, double otherwise)
{
    const XmlAttribute *a = xml_attribute(svg->xml, name);
    if (a && str_eq(a->value, STR("100%")))
        return whole;
    double side = length_of(svg, name, otherwise);
    return a && !sizes_check(svg, side, side) ? otherwise : side;
}

static bool view_box_read(Svg *svg, const XmlAttribute *view, double box[4])
{
    size_t at = 0;
    return (numbers_take(view->value, &at, box, 4) == 4 && at == view->value.n) ||
           refuse(svg, view->mark, "a viewBox is four numbers");
}

/* Fits the viewBox of a symbol into the place that the 'use', or its own size, gives it. What that place would cut off
   is refused later. */
static void symbol_fit(Svg *svg, Level *level)
{
    const Xml *xml = svg->xml;
    const XmlAttribute *view = xml_attribute(xml, "viewBox"), *aspect = xml_attribute(xml, "preserveAspectRatio");
    const Setting s = {svg, STR("preserveAspectRatio"), aspect ? str_trim(aspect->value) : STR("xMidYMid"),
                       aspect ? aspect->mark : xml->mark};
    double size[] = {side_of(svg, "width", svg->width, svg->width), side_of(svg, "height", svg->height, svg->height)};
    double box[4] = {0, 0, 1, 1}, scale[2];
    Matrix *m = &level->matrix;
    size_t cuts = svg->cut_count;
    for (size_t i = 0; i < 2; i++)
        size[i] = svg->used_size[i] >= 0 ? svg->used_size[i] : size[i];
    *m = matrix_times(*m, (Matrix){1, 0, 0, 1, length_of(svg, "x", 0), length_of(svg, "y", 0)});
    if (level->style.overflow < OVERFLOW_VISIBLE && size[0] <= SIDE_MOST && size[1] <= SIDE_MOST)
        cut_add(&s, (Cut){.has_box = true, .box = {0, 0, rounded(size[0]), rounded(size[1])}});
    cuts_open(svg, cuts, level);
    if (!view || !view_box_read(svg, view, box))
        return;
    level->style.absent |= !(box[2] > 0 && box[3] > 0);
    for (size_t i = 0; i < 2; i++)
        scale[i] = level->style.absent ? 1 : size[i] / box[2 + i];
    Str align = str_trim(str_slice(s.value, 0, s.value.n - (str_ends(s.value, STR("meet")) ? 4 : 0)));
    int way =
        word_index("xMinYMin xMidYMin xMaxYMin xMinYMid xMidYMid xMaxYMid xMinYMax xMidYMax xMaxYMax none", align);
    if (way < 0)
        value_refuse(&s, "is not taken; write it as xMidYMid, or none");
    else if (way < 9)
        scale[0] = scale[1] = scale[0] < scale[1] ? scale[0] : scale[1];
    *m = matrix_times(*m, (Matrix){scale[0], 0, 0, scale[1],
                                   (size[0] - box[2] * scale[0]) * (way % 3) / 2 - box[0] * scale[0],
                                   (size[1] - box[3] * scale[1]) * (way % 9 / 3) / 2 - box[1] * scale[1]});
}

/* The element that a 'use' names, painted in its place and with its style; false where reading cannot go on. */
static bool use_read(Svg *svg, Level *level)
{
    Xml *xml = svg->xml;
    const XmlAttribute *href = NULL;
    for (size_t i = 0; i < xml->attribute_count; i++) {
        const XmlAttribute *a = &xml->attributes[i];
        if (str_eq(a->name, STR("href")) && (a->space == XML_NO_SPACE || (a->space == SPACE_XLINK && !href)))
            href = a;
    }
    if (!href || !str_starts(href->value, STR("#")))
        return refuse(svg, href ? href->mark : xml->mark,
                      "it names no element of this drawing, as in href=\"#id\"; nothing outside of it is opened: copy "
                      "into it what is to be seen"),
               true;
    const Mark at = href->mark;
    const Str id = str_slice(href->value, 1, href->value.n);
    size_t to = xml_find(xml, id), errors = diag_errors(svg->diag);
    if (xml->wrong)
        return true; /* reading comes to it */
    if (to == SIZE_MAX)
        return refuse(svg, at, "'#%.*s' is not in the drawing; export it again", STR_ARG(shown(id))), true;
    for (size_t i = 1; i <= xml->depth; i++)
        if (svg->levels[i].event == to)
            return refuse(svg, at, "it is within '#%.*s' itself, a circle; make it shapes of its own",
                          STR_ARG(shown(id))),
                   true;
    const XmlKept *target = &xml->kept[to];
    Kind kind = element_find(target->name)->kind;
    bool is_symbol = str_eq(target->name, STR("symbol"));
    if (kind != KIND_PAINTED && kind != KIND_USE && kind != KIND_REFUSED && !is_symbol)
        return refuse(svg, at, "'#%.*s' is a '%.*s', which paints nothing", STR_ARG(shown(id)), STR_ARG(target->typed)),
               true;
    if (target->is_read && errors > svg->errors)
        return true; /* its findings were told */
    level->matrix = matrix_times(level->matrix, (Matrix){1, 0, 0, 1, length_of(svg, "x", 0), length_of(svg, "y", 0)});
    if (is_symbol) {
        svg->used_size[0] = side_of(svg, "width", svg->width, -1);
        svg->used_size[1] = side_of(svg, "height", svg->height, -1);
    }
    svg->used_event = to;
    svg->uses++;
    XmlPlace back = xml_go(xml, to);
    bool goes_on = contents_read(svg, xml->depth + 1);
    xml_return(xml, back);
    svg->uses--;
    if (diag_errors(svg->diag) > errors && svg->noted != diag_errors(svg->diag))
        diag_note(svg->diag, at, "it is drawn here");
    svg->noted = diag_errors(svg->diag);
    return goes_on;
}

/* False where reading cannot go on. */
static bool element_read(Svg *svg)
{
    Xml *xml = svg->xml;
    const Element *element = element_find(xml->name);
    Level *level = &svg->levels[xml->depth];
    PathPen pen = {.arena = svg->arena};
    svg->element = xml->typed;
    bool is_for_others = svg->levels[xml->depth - 1].is_switch && xml_attribute(xml, "requiredExtensions");
    if ((xml->space != SPACE_SVG && xml->space != XML_NO_SPACE) || is_for_others)
        return xml_skip(xml); /* a program's own */
    bool is_symbol = element->kind == KIND_DEFS && xml->at == svg->used_event + 1;
    if (svg->uses && !is_symbol && element->kind >= KIND_STYLE && element->kind < KIND_REFUSED)
        return xml_skip(xml); /* read where it is */
    switch (element->kind) {
    case KIND_STYLE:
        return style_sheet_read(svg);
    case KIND_DEFS:
        if (is_symbol)
            break;
        return defs_read(svg);
    case KIND_CUT:
        return cut_read(svg);
    case KIND_NOTE:
        return xml_skip(xml);
    case KIND_REFUSED:
        diag_error(svg->diag, DIAG_PICTURE, xml->mark, "element '%.*s' is not taken; %s", STR_ARG(xml->typed),
                   element->hint);
        return xml_skip(xml);
    case KIND_PAINTED:
    case KIND_USE:
        break;
    }
    Level *parent = &svg->levels[xml->depth - 1];
    size_t cuts = svg->cut_count;
    *level = *parent;
    level->style.overflow = 0;
    level->event = xml->at - 1;
    xml->kept[level->event].is_read = true;
    level->is_switch = str_eq(xml->name, STR("switch"));
    level->has_chosen = false;
    if (parent->is_switch && parent->has_chosen)
        return xml_skip(xml);
    parent->has_chosen = true;
    attributes_check(svg, element->attributes);
    style_read(svg, &level->style);
    matrix_read(svg, &level->matrix);
    cuts_open(svg, cuts, level);
    if (is_symbol)
        symbol_fit(svg, level);
    if (element->draw)
        element->draw(svg, level->matrix, &pen);
    shape_paint(svg, level, &pen);
    return element->kind != KIND_USE || use_read(svg, level);
}

/* ---- The drawing ---- */

/* Size and origin: from the viewBox, else from width and height. */
static bool root_read(Svg *svg, Picture *picture)
{
    const Xml *xml = svg->xml;
    const XmlAttribute *view = xml_attribute(xml, "viewBox");
    double box[4] = {0};
    svg->element = xml->typed;
    if (!str_eq(xml->name, STR("svg")) || (xml->space != SPACE_SVG && xml->space != XML_NO_SPACE))
        return diag_error(svg->diag, DIAG_PICTURE, xml->mark,
                          "this is not an SVG drawing, which begins with <svg xmlns=\"%s\">", rules.spaces[SPACE_SVG]);
    attributes_check(svg, "width height x y viewBox preserveAspectRatio contentScriptType contentStyleType zoomAndPan");
    if (view) {
        if (!view_box_read(svg, view, box))
            return false;
    } else {
        box[2] = length_of(svg, "width", 0);
        box[3] = length_of(svg, "height", 0);
    }
    const double least = SIDE_LEAST, most = SIDE_MOST;
    if (!(box[2] >= least && box[3] >= least && box[2] <= most && box[3] <= most))
        return refuse(svg, view ? view->mark : xml->mark,
                      "the drawing is to be %d to %d units wide and high; give it a viewBox", SIDE_LEAST, SIDE_MOST);
    svg->width = box[2];
    svg->height = box[3];
    picture->width = rounded(box[2]);
    picture->height = rounded(box[3]);
    Level *level = &svg->levels[xml->depth];
    *level = (Level){.style = {.stroke_width = 1, .miter_limit = 4}, .matrix = {1, 0, 0, 1, -box[0], -box[1]}};
    style_set(&(Setting){svg, STR("fill"), STR("black"), xml->mark}, &level->style);
    style_read(svg, &level->style);
    cuts_open(svg, 0, level);
    return true;
}

/* False where reading cannot go on. */
static bool part_begin(Svg *svg)
{
    bool is_deep = svg->xml->depth > XML_MAX_DEPTH;
    svg->used += svg->uses > 0;
    svg->element = svg->xml->typed;
    if (is_deep || svg->used > USED_MOST)
        return refuse(svg, svg->xml->mark,
                      is_deep ? "what is used nests deeper than %d; make it shapes of its own"
                              : "more than %d elements are used; make them shapes of their own",
                      is_deep ? XML_MAX_DEPTH : USED_MOST);
    return element_read(svg);
}

/* To the end of the element at this depth, or of the drawing; false where reading cannot go on. */
static bool contents_read(Svg *svg, size_t depth)
{
    for (XmlEvent event; (event = xml_next(svg->xml)) != XML_END && event != XML_WRONG;) {
        if (event == XML_TEXT && str_trim(svg->xml->text).n)
            diag_error(svg->diag, DIAG_PICTURE, svg->xml->text_mark, "there is text among the shapes; remove it");
        if (event == XML_OPEN && !part_begin(svg))
            return false;
        cuts_close(svg);
        if (svg->point_count > POINTS_MOST) {
            diag_error(svg->diag, DIAG_PICTURE, svg->xml->mark,
                       "the drawing has more than %d points; simplify its paths", POINTS_MOST);
            return false;
        }
        if (diag_errors(svg->diag) >= svg->errors + ERRORS_MOST) {
            diag_note(svg->diag, (Mark){0}, "reading of this drawing stops here, after %d errors", ERRORS_MOST);
            return false;
        }
        if (svg->xml->depth < depth)
            return true;
    }
    return true;
}

bool svg_read(const Source *source, const PictureFile *file, Picture *picture, Arena *a, Diag *d)
{
    Svg *svg = ARENA_NEW(a, Svg);
    svg->file = file;
    svg->arena = svg->unknown.arena = a;
    svg->diag = d;
    svg->errors = svg->noted = diag_errors(d);
    svg->used_event = SIZE_MAX - 1;
    svg->xml = xml_open(source, &rules, a, d);
    if (svg->xml && xml_next(svg->xml) == XML_OPEN && root_read(svg, picture))
        contents_read(svg, 0);
    if (diag_errors(d) == svg->errors)
        cuts_check(svg);
    xml_close(svg->xml);
    if (diag_errors(d) == svg->errors && svg->shape_count == 0)
        diag_error(d, DIAG_PICTURE, (Mark){source, 0, 0}, "the drawing paints nothing");
    if (diag_errors(d) > svg->errors)
        diag_note(d, file->name.mark, "the theme names this picture");
    picture->shapes = svg->shapes;
    picture->shape_count = svg->shape_count;
    return diag_errors(d) == svg->errors;
}
