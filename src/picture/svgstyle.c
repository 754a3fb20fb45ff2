/* How a shape is painted: the properties of SVG that a flat logo has, from attributes, from 'style' and from the
   classes of a style sheet (SVG 1.1, 6 and 11; of CSS 2.1 rules for classes alone). A property that would change the
   look and is not taken is an error, unless its value says that it changes nothing. A color is one of the theme's, so
   that its inks are known, or gray. */
#include "picture.h"

#include <string.h>

/* What of a finding names its element. */
typedef struct Setting {
    SvgStyles *styles;
    SvgStyle *style;
    Str element, property, value;
    Mark mark;
} Setting;

static void refuse(const Setting *s, const char *what)
{
    diag_error(s->styles->diag, DIAG_PICTURE, s->mark, "element '%.*s': %.*s '%.*s' %s", STR_ARG(s->element),
               STR_ARG(s->property), STR_ARG(str_slice(s->value, 0, 40)), what);
}

/* ---- Colors ------------------------------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    uint32_t rgb;
} color_names[] = {
    {"black", 0x000000},  {"silver", 0xC0C0C0}, {"gray", 0x808080},   {"grey", 0x808080},    {"white", 0xFFFFFF},
    {"maroon", 0x800000}, {"red", 0xFF0000},    {"purple", 0x800080}, {"fuchsia", 0xFF00FF}, {"green", 0x008000},
    {"lime", 0x00FF00},   {"olive", 0x808000},  {"yellow", 0xFFFF00}, {"navy", 0x000080},    {"blue", 0x0000FF},
    {"teal", 0x008080},   {"aqua", 0x00FFFF},   {"orange", 0xFFA500},
};

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static bool hex_read(Str digits, uint32_t *rgb)
{
    uint32_t value = 0;
    if (digits.n != 3 && digits.n != 6)
        return false;
    for (size_t i = 0; i < digits.n; i++) {
        int digit = hex_digit(digits.s[i]);
        if (digit < 0)
            return false;
        value = digits.n == 6 ? value << 4 | (uint32_t)digit : value << 8 | (uint32_t)(digit * 0x11);
    }
    *rgb = value;
    return true;
}

/* "rgb(18, 40, 76)" */
static bool channels_read(Str text, uint32_t *rgb)
{
    size_t at = 4;
    *rgb = 0;
    if (!str_starts(text, STR("rgb(")))
        return false;
    for (int i = 0; i < 3; i++) {
        double value;
        blanks_skip(text, &at);
        if (!number_take(text, &at, &value) || value < 0 || value > 255 || value != (double)(uint32_t)value)
            return false;
        *rgb = *rgb << 8 | (uint32_t)value;
        separator_skip(text, &at);
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
static const Color *gray_make(SvgStyles *styles, uint32_t rgb, Mark mark)
{
    enum { WHITE = 255, INK_WHOLE = 100, INK_K = 3 };
    const Color *known = color_among(styles->grays, styles->gray_count, rgb);
    if (known || styles->gray_count == SVG_MAX_NEW_COLORS)
        return known;
    uint8_t level = (uint8_t)(rgb & 0xFF);
    Color *gray = &styles->grays[styles->gray_count++];
    *gray =
        (Color){.name = str_printf(styles->arena, "#%06X", (unsigned)rgb), .srgb = {level, level, level}, .mark = mark};
    gray->cmyk[INK_K] = (uint8_t)(((WHITE - level) * INK_WHOLE + WHITE / 2) / WHITE);
    return gray;
}

/* Once for each color, however many shapes have it. */
static void color_unknown(const Setting *s, uint32_t rgb)
{
    SvgStyles *styles = s->styles;
    for (size_t i = 0; i < styles->unknown_count; i++)
        if (styles->unknown[i] == rgb)
            return;
    if (styles->unknown_count < SVG_MAX_NEW_COLORS)
        styles->unknown[styles->unknown_count++] = rgb;
    diag_error(styles->diag, DIAG_PICTURE, s->mark,
               "element '%.*s': the color #%06X is not among the theme's, so that its inks are unknown; add it to "
               "'colors', as in logo_red: {srgb: \"#%06X\", cmyk: [0, 100, 80, 0]}",
               STR_ARG(s->element), (unsigned)rgb, (unsigned)rgb);
}

static void paint_set(const Setting *s, const Color **paint)
{
    uint32_t rgb;
    if (str_eq(s->value, STR("none")) || str_eq(s->value, STR("transparent"))) {
        *paint = NULL;
        return;
    }
    if (!rgb_read(s->value, &rgb)) {
        refuse(s, str_starts(s->value, STR("url(")) ? "is a gradient or a pattern; give the shape a flat color"
                                                    : "is not a flat color; write it as #12284C");
        return;
    }
    const Color *color = color_among(s->styles->file->colors, s->styles->file->color_count, rgb);
    if (!color && (rgb >> 16) == (rgb & 0xFF) && (rgb >> 8 & 0xFF) == (rgb & 0xFF))
        color = gray_make(s->styles, rgb, s->mark);
    if (color)
        *paint = color;
    else
        color_unknown(s, rgb);
}

/* ---- Properties -------------------------------------------------------------------------------------------------- */

static int word_of(const Setting *s, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (str_eq(s->value, str_from(words[i])))
            return i;
    refuse(s, "is not taken; choose another in the drawing program");
    return -1;
}

static void cap_set(const Setting *s)
{
    int word = word_of(s, (const char *const[]){"butt", "round", "square", NULL});
    if (word >= 0)
        s->style->cap = (StrokeCap)word;
}

static void join_set(const Setting *s)
{
    int word = word_of(s, (const char *const[]){"miter", "round", "bevel", NULL});
    if (word >= 0)
        s->style->join = (StrokeJoin)word;
}

static void number_set(const Setting *s, double least, double *number)
{
    double value;
    if (number_whole(s->value, least == 0, &value) && value >= least)
        *number = value;
    else
        refuse(s, least == 0 ? "is not a width; write a number" : "is out of range");
}

/* Flat color covers what is under it, or is not there. */
static void opacity_set(const Setting *s, bool fill, bool stroke)
{
    double value;
    bool percent = str_ends(s->value, STR("%"));
    if (!number_whole(str_slice(s->value, 0, s->value.n - percent), false, &value) ||
        (value != 0 && value != (percent ? 100 : 1))) {
        refuse(s, "makes the shape transparent; mix the color in the drawing program and make the shape solid");
        return;
    }
    if (fill && stroke)
        s->style->absent = s->style->absent || value == 0;
    else if (fill)
        s->style->fill_off = value == 0;
    else
        s->style->stroke_off = value == 0;
}

/* What a property may be without changing the look; NULL ends a list. */
static const struct {
    const char *name, *values[4];
} neutral[] = {
    {"stroke-dasharray", {"none"}},
    {"clip-path", {"none"}},
    {"mask", {"none"}},
    {"filter", {"none"}},
    {"mix-blend-mode", {"normal"}},
    {"marker", {"none"}},
    {"marker-start", {"none"}},
    {"marker-mid", {"none"}},
    {"marker-end", {"none"}},
    {"paint-order", {"normal", "fill"}},
    {"vector-effect", {"none"}},
    {"isolation", {"auto"}},
    {"baseline-shift", {"baseline"}},
};

/* Properties of texts, of clipping and of how well a screen draws: nothing to a shape. A '*' stands for any ending. */
static const char *const without_effect[] = {
    "clip-rule",
    "color",
    "color-interpolation*",
    "color-rendering",
    "enable-background",
    "font*",
    "image-rendering",
    "-inkscape*",
    "letter-spacing",
    "line-height",
    "overflow",
    "shape-*",
    "solid-*",
    "stop-*",
    "stroke-dashoffset",
    "text-*",
    "white-space",
    "word-spacing",
    "writing-mode",
    "direction",
    "cursor",
    "pointer-events",
};

static bool is_without_effect(Str property)
{
    for (size_t i = 0; i < sizeof without_effect / sizeof *without_effect; i++) {
        Str name = str_from(without_effect[i]);
        bool any = str_ends(name, STR("*"));
        if (any ? str_starts(property, str_slice(name, 0, name.n - 1)) : str_eq(property, name))
            return true;
    }
    return false;
}

static const char *const painted[] = {"fill",
                                      "stroke",
                                      "fill-rule",
                                      "stroke-width",
                                      "stroke-linecap",
                                      "stroke-linejoin",
                                      "stroke-miterlimit",
                                      "fill-opacity",
                                      "stroke-opacity",
                                      "opacity",
                                      "display",
                                      "visibility",
                                      NULL};

bool svg_is_property(Str name)
{
    for (size_t i = 0; painted[i]; i++)
        if (str_eq(name, str_from(painted[i])))
            return true;
    for (size_t i = 0; i < sizeof neutral / sizeof *neutral; i++)
        if (str_eq(name, str_from(neutral[i].name)))
            return true;
    return is_without_effect(name);
}

static void neutral_check(const Setting *s)
{
    for (size_t i = 0; i < sizeof neutral / sizeof *neutral; i++) {
        if (!str_eq(s->property, str_from(neutral[i].name)))
            continue;
        for (size_t k = 0; neutral[i].values[k]; k++)
            if (str_eq(s->value, str_from(neutral[i].values[k])) || str_starts(s->value, STR("fill ")))
                return;
        refuse(s, "is not taken; expand it to plain shapes in the drawing program");
        return;
    }
    if (!is_without_effect(s->property))
        diag_error(s->styles->diag, DIAG_PICTURE, s->mark, "element '%.*s': the property '%.*s' is not taken",
                   STR_ARG(s->element), STR_ARG(s->property));
}

void svg_style_set(SvgStyles *styles, SvgStyle *style, Str element, Str property, Str value, Mark mark)
{
    const Setting s = {styles, style, element, property, str_trim(value), mark};
    const char *const *name = painted;
    while (*name && !str_eq(property, str_from(*name)))
        name++;
    switch (name - painted) {
    case 0:
        paint_set(&s, &style->fill);
        break;
    case 1:
        paint_set(&s, &style->stroke);
        break;
    case 2: {
        int word = word_of(&s, (const char *const[]){"nonzero", "evenodd", NULL});
        if (word >= 0)
            style->even_odd = word == 1;
        break;
    }
    case 3:
        number_set(&s, 0, &style->stroke_width);
        break;
    case 4:
        cap_set(&s);
        break;
    case 5:
        join_set(&s);
        break;
    case 6:
        number_set(&s, 1, &style->miter_limit);
        break;
    case 7:
        opacity_set(&s, true, false);
        break;
    case 8:
        opacity_set(&s, false, true);
        break;
    case 9:
        opacity_set(&s, true, true);
        break;
    case 10:
        style->absent = style->absent || str_eq(s.value, STR("none"));
        break;
    case 11:
        style->hidden = !str_eq(s.value, STR("visible"));
        break;
    default:
        neutral_check(&s);
    }
}

/* ---- Declarations and rules -------------------------------------------------------------------------------------- */

void svg_style_declarations(SvgStyles *styles, SvgStyle *style, Str element, Str text, Mark mark)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = str_find(text, STR(";"), at);
        Str one = str_trim(str_slice(text, at, end));
        at = end + 1;
        if (one.n == 0)
            continue;
        size_t colon = str_find(one, STR(":"), 0);
        if (colon == one.n)
            diag_error(styles->diag, DIAG_PICTURE, mark, "element '%.*s': '%.*s' has no value; write property: value",
                       STR_ARG(element), STR_ARG(str_slice(one, 0, 40)));
        else
            svg_style_set(styles, style, element, str_trim(str_slice(one, 0, colon)), str_slice(one, colon + 1, one.n),
                          mark);
    }
}

static bool class_is_among(Str classes, Str name)
{
    for (size_t at = 0; at < classes.n;) {
        size_t from = (blanks_skip(classes, &at), at);
        while (at < classes.n && !xml_is_blank(classes.s[at]))
            at++;
        if (at > from && str_eq(str_slice(classes, from, at), name))
            return true;
    }
    return false;
}

/* Rules are few, but many elements may have the same long ones: what they add up to is bounded. */
void svg_style_class(SvgStyles *styles, SvgStyle *style, Str element, Str classes)
{
    for (size_t i = 0; i < styles->rule_count && styles->ruled_bytes <= SVG_MAX_RULED_BYTES; i++) {
        const SvgRule *rule = &styles->rules[i];
        if (!class_is_among(classes, rule->name))
            continue;
        styles->ruled_bytes += rule->declarations.n;
        if (styles->ruled_bytes <= SVG_MAX_RULED_BYTES)
            svg_style_declarations(styles, style, element, rule->declarations, rule->mark);
        else
            diag_error(styles->diag, DIAG_PICTURE, rule->mark,
                       "element 'style': the rules of all shapes together are longer than %d MiB; simplify the drawing",
                       SVG_MAX_RULED_BYTES >> 20);
    }
}

static Mark mark_within(Mark mark, size_t offset, size_t length)
{
    return (Mark){mark.source, mark.offset + (uint32_t)offset, (uint32_t)length};
}

/* The names in ".cls-1, .cls-2", each with these declarations. False after a finding. */
static bool selectors_take(SvgStyles *styles, Str selectors, Mark at, Str declarations, Mark mark)
{
    for (size_t from = 0; from <= selectors.n;) {
        size_t end = str_find(selectors, STR(","), from);
        Str one = str_trim(str_slice(selectors, from, end));
        from = end + 1;
        if (one.n < 2 || one.s[0] != '.' || strcspn(str_terminated(styles->arena, one) + 1, " .:#>+~[*") != one.n - 1)
            return diag_error(styles->diag, DIAG_PICTURE, at,
                              "element 'style': the selector '%.*s' is not taken; rules for classes (.name) alone are",
                              STR_ARG(str_slice(one, 0, 40)));
        if (styles->rule_count == SVG_MAX_RULES)
            return diag_error(styles->diag, DIAG_PICTURE, at, "element 'style': more than %d rules are not taken",
                              SVG_MAX_RULES);
        styles->rules[styles->rule_count++] = (SvgRule){str_slice(one, 1, one.n), declarations, mark};
    }
    return true;
}

/* Comments become spaces, so that places stay. */
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

void svg_style_sheet(SvgStyles *styles, Str text, Mark mark)
{
    text = comments_blank(text, styles->arena);
    for (size_t at = 0; str_trim(str_slice(text, at, text.n)).n;) {
        blanks_skip(text, &at);
        size_t open = str_find(text, STR("{"), at), close = str_find(text, STR("}"), open);
        if (close == text.n) {
            diag_error(styles->diag, DIAG_PICTURE, mark_within(mark, at, 1),
                       "element 'style': a rule breaks off; write .name {property: value}");
            return;
        }
        if (!selectors_take(styles, str_slice(text, at, open), mark_within(mark, at, open - at),
                            str_slice(text, open + 1, close), mark_within(mark, open + 1, close - open - 1)))
            return;
        at = close + 1;
    }
}
