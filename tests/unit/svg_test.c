/* SVG: what the subset takes comes out as the shapes that it means; everything else is a message that names the element
   and the line. No input crashes, and none takes longer than its size says. */
#include "src/picture/picture.h"
#include "tests/tools/path.h"
#include "tests/unit/picture_case.h"

#include <stdlib.h>
#include <string.h>

static const Color palette[] = {
    {.name = {"black", 5}, .kind = COLOR_BLACK, .cmyk = {0, 0, 0, 100}},
    {.name = {"paper", 5}, .kind = COLOR_PAPER, .srgb = {255, 255, 255}},
    {.name = {"navy", 4}, .srgb = {0x12, 0x28, 0x4C}, .cmyk = {100, 70, 20, 50}},
    {.name = {"red", 3}, .srgb = {255, 0, 0}, .cmyk = {0, 100, 100, 0}},
};

static bool drawing_read(Str text, Picture *picture)
{
    const PictureFile file = {.name.path = STR("logo.svg"),
                              .name.folder = ".",
                              .colors = palette,
                              .color_count = sizeof palette / sizeof *palette,
                              .ground = &palette[1]};
    *picture = (Picture){0};
    return svg_read(source_new(STR("logo.svg"), text, arena), &file, picture, arena, diag);
}

/* "M0,0 L10,0 C..." in hundredths of a point. */
static const char *shape_text(const Shape *shape)
{
    static const char letters[] = {[PATH_MOVE] = 'M', [PATH_LINE] = 'L', [PATH_CURVE] = 'C', [PATH_CLOSE] = 'Z'};
    Buf text = {.arena = arena};
    const Point *point = shape->path.points;
    assert_true(path_is_sound(&shape->path));
    buf_printf(&text, "%.*s:", STR_ARG(shape->color->name));
    for (uint32_t i = 0; i < shape->path.op_count; i++) {
        buf_char(&text, letters[shape->path.ops[i]]);
        for (uint32_t k = 0; k < path_op_points((PathOp)shape->path.ops[i]); k++, point++)
            buf_printf(&text, "%s%lld,%lld", k ? " " : "", (long long)sp_scale(point->x, 100, SP_PER_PT),
                       (long long)sp_scale(point->y, 100, SP_PER_PT));
    }
    if (shape->path.even_odd)
        buf_put(&text, STR(" evenodd"));
    if (shape->stroke.width)
        buf_printf(&text, " stroke %lld %d %d", (long long)sp_scale(shape->stroke.width, 100, SP_PER_PT),
                   (int)shape->stroke.cap, (int)shape->stroke.join);
    return str_terminated(arena, buf_str(&text));
}

static const char *drawing_text(const Picture *picture)
{
    Buf text = {.arena = arena};
    for (size_t i = 0; i < picture->shape_count; i++)
        buf_printf(&text, "%s%s", i ? "; " : "", shape_text(&picture->shapes[i]));
    return str_terminated(arena, buf_str(&text));
}

#define SVG(body) "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'>" body "</svg>"

static void the_subset_is_taken(void **state)
{
    (void)state;
    static const struct {
        const char *svg, *shapes;
    } drawings[] = {
        /* Clipping and masks that take nothing away; who is painted first; 'switch'; entities. */
        {SVG("<g clip-path='url(#a)'><path d='M0 0h9v9'/></g><defs><clipPath id='a'><rect width='100' height='50'/>"
             "</clipPath></defs>"),
         "black:M0,0L900,0L900,900"},
        {SVG("<clipPath id='a'><path d='M1 2H9V-1H1z'/></clipPath><g transform='translate(0 1)'><path "
             "clip-path='url(\"#a\")' "
             "d='M2 0h3v1'/></g>"),
         "black:M200,100L500,100L500,200"},
        {SVG("<mask id='a' style='mask-type:alpha' maskUnits='userSpaceOnUse' width='100' height='50'><path "
             "fill='#d9d9d8' "
             "d='M0 0H100V50H0z'/></mask><path mask='url(#a)' d='M0 0h9v9'/>"),
         "black:M0,0L900,0L900,900"},
        {SVG("<path fill='red' stroke='#000' paint-order='stroke' d='M1 1h9'/>"),
         "black:M100,100L1000,100 stroke 100 0 0; red:M100,100L1000,100"},
        {SVG("<path fill='red' stroke='#000' style='paint-order:markers fill' d='M1 1h9'/>"),
         "red:M100,100L1000,100; black:M100,100L1000,100 stroke 100 0 0"},
        {SVG("<switch><foreignObject requiredExtensions='x'/><path d='M0 0h9'/><path d='M0 0h8'/></switch>"),
         "black:M0,0L900,0"},
        {"<!DOCTYPE svg [ <!ENTITY ns \"http://www.w3.org/2000/svg\">\n<!ENTITY st 'fill:red' > ]><svg xmlns='&ns;' "
         "viewBox='0 0 100 50'><path style='&st;' d='M0 0h9'/></svg>",
         "red:M0,0L900,0"},
        /* What is used, before or after it, takes the place and the style of the 'use'. */
        {SVG("<defs><path id='a' d='M0 0h9'/></defs><use href='#a' x='1' y='2' fill='red'/>"), "red:M100,200L1000,200"},
        {"<svg viewBox='0 0 9 9' xmlns:xlink='http://www.w3.org/1999/xlink'><use xlink:href='#a' width='100%' "
         "transform='scale(2)' x='1'/><g id='a'><path d='M0 0h1'/><path fill='red' d='M1 1h1'/></g></svg>",
         "black:M200,0L400,0; red:M400,200L600,200; black:M0,0L100,0; red:M100,100L200,100"},
        {SVG("<g id='b' fill='red'><use href='#a'/></g><use href='#b' y='3'/><path id='a' d='M0 0h9'/>"),
         "red:M0,0L900,0; red:M0,300L900,300; black:M0,0L900,0"},
        {SVG("<defs><g id='b'><use href='#a' x='1'/><use href='#a' x='2'/></g><path id='a' d='M0 0h9'/></defs><use "
             "href='#b' y='1'/><use href='#b' y='2'/>"),
         "black:M100,100L1000,100; black:M200,100L1100,100; black:M100,200L1000,200; black:M200,200L1100,200"},
        {SVG("<style>.a{fill:red}</style><use href='#a'/><g id='a'><clipPath id='c'><rect width='9' height='9'/>"
             "</clipPath><path class='a' clip-path='url(#c)' d='M0 0h9'/></g>"),
         "red:M0,0L900,0; red:M0,0L900,0"},
        {SVG("<symbol id='a' viewBox='-5 -5 10 10'><path d='M-5 -5h10v10'/></symbol><use href='#a' width='20' "
             "height='30' x='1'/>"),
         "black:M100,500L2100,500L2100,2500"},
        {SVG("<symbol id='a' viewBox='-5 -5 10 10'><path d='M-5 -5h10v10'/></symbol><use href='#a' width='20' "
             "height='20' x='-10' y='-10' transform='translate(30 20) rotate(45)'/>"),
         "black:M3000,586L4414,2000L3000,3414"},
        {SVG("<symbol id='a' viewBox='0 0 10 10' preserveAspectRatio='none' width='20' height='40'><path d='M0 "
             "0h10v10'/></symbol><use href='#a'/>"),
         "black:M0,0L2000,0L2000,4000"},
        {SVG("<symbol id='a' viewBox='0 0 10 10' preserveAspectRatio='xMaxYMax meet'><path d='M0 "
             "0h10v10'/></symbol><use href='#a'/>"),
         "black:M5000,0L10000,0L10000,5000"},
        {SVG("<symbol id='a' width='8' height='8' overflow='visible'><path d='M0 0h9v9'/></symbol><use href='#a'/>"),
         "black:M0,0L900,0L900,900"},
        {SVG("<symbol id='a' width='8' height='8' style='overflow: visible'><path d='M0 0h9v9'/></symbol><use "
             "href='#a'/>"),
         "black:M0,0L900,0L900,900"},
        {SVG("<symbol id='a' viewBox='0 0 0 9'><path d='M0 0h9v9'/></symbol><use href='#a'/><path d='M0 0h1'/>"),
         "black:M0,0L100,0"},
        {SVG("<clipPath id='a'><rect width='20' height='20'/></clipPath><g clip-path='url(#a)' transform='translate(30 "
             "5) rotate(30)'><path d='M0 0h20v20'/></g>"),
         "black:M3000,500L4732,1500L3732,3232"},
        {SVG("<path d='M10 10h20v20H10z'/>"), "black:M1000,1000L3000,1000L3000,3000L1000,3000Z"},
        {SVG("<path d='m10,10 10 0 0,10zl5 5' fill='#12284c'/>"),
         "navy:M1000,1000L2000,1000L2000,2000ZM1000,1000L1500,1500"},
        {SVG("<path d='M0 0L1e1.5-.5.5'/>"), "black:M0,0L1000,50L-50,50"},
        {SVG("<path d='M10 10C10 20 20 20 20 10S30 0 30 10'/>"),
         "black:M1000,1000C1000,2000 2000,2000 2000,1000C2000,0 3000,0 3000,1000"},
        {SVG("<path d='M0 20Q15 50 30 20t30 0'/>"),
         "black:M0,2000C1000,4000 2000,4000 3000,2000C4000,0 5000,0 6000,2000"},
        {SVG("<path d='M10 0A10 10 0 0 1 20 10'/>"), "black:M1000,0C1552,0 2000,448 2000,1000"},
        {SVG("<path d='M10 0a10 10 0 0110 10'/>"), "black:M1000,0C1552,0 2000,448 2000,1000"},
        {SVG("<path d='M0 10A5 5 0 1 0 20 10'/>"),
         "black:M0,1000C0,1552 448,2000 1000,2000C1552,2000 2000,1552 2000,1000"}, /* radii too small: made larger */
        {SVG("<path d='M0 0A0 5 0 0 1 10 10A5 5 0 0 1 10 10'/>"), "black:M0,0L1000,1000"},
        {SVG("<rect x='1' y='2' width='3' height='4' fill='red'/>"), "red:M100,200L400,200L400,600L100,600L100,200Z"},
        {SVG("<rect width='20' height='10' rx='50' ry='5'/>"),
         "black:M1000,0L1000,0C1552,0 2000,224 2000,500L2000,500C2000,776 1552,1000 1000,1000L1000,1000C448,1000 0,776 "
         "0,500L0,500C0,224 448,0 1000,0Z"},
        {SVG("<circle cx='10' cy='10' r='10'/>"),
         "black:M2000,1000C2000,1552 1552,2000 1000,2000C448,2000 0,1552 0,1000C0,448 448,0 1000,0C1552,0 2000,448 "
         "2000,1000Z"},
        {SVG("<polygon points='0,0 10,0 10 10'/>"), "black:M0,0L1000,0L1000,1000Z"},
        {SVG("<polyline points='0,0 10,0' fill='none' stroke='black' stroke-width='2px' stroke-linecap='round' "
             "stroke-linejoin='bevel'/>"),
         "black:M0,0L1000,0 stroke 200 1 2"},
        {SVG("<line x2='10' stroke='#fff'/>"), "black:M0,0L1000,0; paper:M0,0L1000,0 stroke 100 0 0"},
        {SVG("<g transform='translate(10 20) scale(2)' fill='red' fill-rule='evenodd'><rect width='1' "
             "height='1'/></g>"),
         "red:M1000,2000L1200,2000L1200,2200L1000,2200L1000,2000Z evenodd"},
        {SVG("<g transform='rotate(90, 10, 10)'><line x1='10' y1='10' x2='20' y2='10' fill='none' stroke='red'/></g>"),
         "red:M1000,1000L1000,2000 stroke 100 0 0"},
        {SVG("<path transform='matrix(1 0 0 1 5 5) skewX(45)' d='M0 0V10'/>"), "black:M500,500L1500,1500"},
        {SVG("<defs><style>.a,.b{fill:#12284C} /* .b{fill:red} */ .b{stroke:rgb(255, "
             "0,0);stroke-width:3}</style></defs>"
             "<path class='a b' d='M0 0h9' fill='red'/>"),
         "navy:M0,0L900,0; red:M0,0L900,0 stroke 300 0 0"},
        {SVG("<style><![CDATA[.st0{fill:none;stroke:#777}]]></style><path class='st0' d='M0 0h9'/>"),
         "#777777:M0,0L900,0 stroke 100 0 0"},
        {SVG("<path "
             "style='fill:#f00;fill-opacity:1;stroke:none;stroke-dasharray:none;-inkscape-font:x;paint-order:fill "
             "markers stroke' d='M0 0h9'/>"),
         "red:M0,0L900,0"},
        {SVG("<path d='M0 0h9' fill-opacity='0' stroke='red'/><path d='M1 1h1' display='none'/><g "
             "style='visibility:hidden'><path d='M2 2h1'/><path d='M3 3h1' visibility='visible'/></g>"),
         "red:M0,0L900,0 stroke 100 0 0; black:M300,300L400,300"},
        {"\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Generator -->\n<!DOCTYPE svg PUBLIC "
         "'-//W3C//DTD "
         "SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>\n<svg width='20mm' height='1in' "
         "xmlns:i='http://i'><title>A &amp; B &#x41;</title><metadata><i:x y='1'><text/></i:x></metadata>"
         "<i:view i:x='1'/><defs><linearGradient id='unused'/></defs><path i:label='a' id='b' data-name='c' d='M0 "
         "0h9'/></svg>\n",
         "black:M0,0L900,0"},
        {"<svg viewBox='-10 -10 20 20'><path d='M0 0h1'/></svg>", "black:M1000,1000L1100,1000"},
        {"<svg:svg xmlns:svg='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' xmlns='urn:x' "
         "viewBox='0 0 9 9'><svg:g fill='red'><svg:rect xlink:title='a' xmlns:i='urn:i' i:href='b' width='1' "
         "height='1'/></svg:g>"
         "<rect width='2' height='2'/></svg:svg>",
         "red:M0,0L100,0L100,100L0,100L0,0Z"},
        {"<svg viewBox='0 0 9 9'><style>\r\n.a{fill:red}\r\n<!-- \r\n -->.b{stroke:&#x23;fff}</style><path class='a "
         "b'\r\nd='M0 0\r\nh1'/></svg>",
         "red:M0,0L100,0; paper:M0,0L100,0 stroke 100 0 0"},
    };
    for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
        Picture picture;
        if (!drawing_read(str_from(drawings[i].svg), &picture))
            fail_msg("drawing %zu: %s", i, said());
        if (strcmp(drawing_text(&picture), drawings[i].shapes) != 0)
            fail_msg("drawing %zu:\n%s\nexpected:\n%s", i, drawing_text(&picture), drawings[i].shapes);
    }
}

static void grays_have_black_ink_alone(void **state)
{
    (void)state;
    Picture picture;
    assert_true(drawing_read(STR(SVG("<path d='M0 0h9' fill='gray'/><path d='M0 0h9' fill='#808080'/>")), &picture));
    const Color *gray = picture.shapes[0].color;
    assert_ptr_equal(gray, picture.shapes[1].color);
    assert_int_equal(gray->cmyk[3], 50);
    assert_int_equal(gray->cmyk[0] + gray->cmyk[1] + gray->cmyk[2], 0);
    assert_int_equal(picture.width, SP_PT(100));
    assert_int_equal(picture.height, SP_PT(50));
}

static void the_rest_is_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *svg, *said;
    } drawings[] = {
        {"", "logo.svg:1:1: error: the file holds no element; export it again"},
        {"hello", "logo.svg:1:1: error: an XML file does not start like this; is it the right file?"},
        {"<html/>", "logo.svg:1:1: error: this is not an SVG drawing, which begins with <svg xmlns="},
        {"<svg viewBox='0 0 9 9'>\n<text>x</text></svg>",
         "logo.svg:2:1: error: element 'text' is not taken; convert it to outlines"},
        {SVG("<image href='x'/>"), "element 'image' is not taken; trace it"},
        {SVG("<use/>"), "element 'use': it names no element of this drawing, as in href=\"#id\""},
        {SVG("\n<use href='other.svg#a'/>"),
         "logo.svg:2:12: error: element 'use': it names no element of this drawing"},
        {SVG("<use href='#a'/>"), "element 'use': '#a' is not in the drawing; export it again"},
        {SVG("<use href='#a'/><g>"), "this end does not belong to the element that is open here"},
        {SVG("<path id='a' d='M0 0h9'/><use href='#a' onclick='x'/>"), "the attribute 'onclick' is not taken"},
        {SVG("<g id='a'>\n<use href='#a'/></g>"),
         "logo.svg:2:12: error: element 'use': it is within '#a' itself, a circle"},
        {SVG("<defs><g id='a'><use href='#b'/></g><g id='b'>\n<use href='#a'/></g></defs><use href='#b'/>"),
         "logo.svg:1:89: error: element 'use': it is within '#b' itself, a circle"},
        {SVG("<use id='a' href='#a'/>"), "it is within '#a' itself, a circle"},
        {SVG("<defs id='a'/><use href='#a'/>"), "'#a' is a 'defs', which paints nothing"},
        {SVG("<use href='#a'/><clipPath id='a'/>"), "'#a' is a 'clipPath', which paints nothing"},
        {SVG("<defs><text id='a'/></defs>\n<use href='#a'/>"), "element 'text' is not taken; convert it to outlines"},
        {SVG("<defs><text id='a'/></defs>\n<use href='#a'/>"), "logo.svg:2:12: note: it is drawn here"},
        {SVG("<path id='a' d='M0 0h9'/><use href='#a' x='200'/>"), "this shape is outside the viewBox"},
        {SVG("<symbol id='a' width='8' height='8'><path d='M0 0h9v9'/></symbol><use href='#a'/>"),
         "element 'symbol': its size cuts what is drawn"},
        {SVG("<symbol id='a' viewBox='0 0 8'><path d='M0 0h9v9'/></symbol><use href='#a'/>"),
         "a viewBox is four numbers"},
        {SVG("<symbol id='a' viewBox='0 0 8 8' preserveAspectRatio='xMidYMid slice'><path d='M0 0h8'/></symbol><use "
             "href='#a'/>"),
         "preserveAspectRatio 'xMidYMid slice' is not taken"},
        {SVG("<symbol id='a'><path d='M0 0h8'/></symbol><use href='#a' width='-1'/>"), "a size is negative"},
        {SVG("<linearGradient/>"), "element 'linearGradient' is not taken; give the shape a flat color"},
        {SVG("<script>x</script>"), "element 'script' is not taken; remove it"},
        {SVG("<blink/>"), "element 'blink' is not taken; expand it to plain shapes"},
        {SVG("<path d='M0 0h9' fill='url(#g)'/>"), "element 'path': fill 'url(#g)' is a gradient or a pattern"},
        {SVG("<path d='M0 0h9' fill='currentColor'/>"), "fill 'currentColor' is not a flat color; write it as #12284C"},
        {SVG("<path d='M0 0h9' fill='#12'/>"), "fill '#12' is not a flat color"},
        {SVG("<path d='M0 0h9' fill='rgb(1,2)'/>"), "fill 'rgb(1,2)' is not a flat color"},
        {SVG("<path d='M0 0h9' fill='rgb(1,2,300)'/>"), "fill 'rgb(1,2,300)' is not a flat color"},
        {SVG("<path d='M0 0h9' fill='#E4002B'/>"), "the color #E4002B is not among the theme's"},
        {SVG("<path d='M0 0h9' opacity='.5'/>"), "opacity '.5' makes the shape transparent"},
        {SVG("<path d='M0 0h9' stroke-dasharray='1 2'/>"), "stroke-dasharray '1 2' is not taken"},
        {SVG("<path d='M0 0h9' clip-path='url(#c)'/>"), "clip-path '#c' is not in the drawing; export it again"},
        {SVG("<path d='M0 0h9' stroke-linecap='fancy'/>"), "stroke-linecap 'fancy' is not taken"},
        {SVG("<path d='M0 0h9' stroke-width='-1'/>"), "stroke-width '-1' is not a width"},
        {SVG("<path d='M0 0h9' stroke-width='2em'/>"), "stroke-width '2em' is not a width"},
        {SVG("<path d='M0 0h9' stroke-miterlimit='.5'/>"), "stroke-miterlimit '.5' is out of range"},
        {SVG("<path d='M0 0h9' onclick='x'/>"), "element 'path': the attribute 'onclick' is not taken"},
        {SVG("<rect d='M0 0h9'/>"), "element 'rect': the attribute 'd' is not taken"},
        {SVG("<path xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='#a' d='M0 0h9'/>"),
         "the attribute 'xlink:href' is not taken"},
        {SVG("<path style='fill' d='M0 0h9'/>"), "element 'path': 'fill' has no value"},
        {SVG("<path style='glow:1' d='M0 0h9'/>"), "element 'path': the property 'glow' is not taken"},
        {SVG("<path d='M0 0 L 1'/>"), "element 'path': this is not path data"},
        {SVG("<path d='L1 1'/>"), "this is not path data"},
        {SVG("<path d='M1 1 B2 2'/>"), "this is not path data"},
        {SVG("<path d='M1 1z2 2'/>"), "this is not path data"},
        {SVG("<path d='M1 1A1 1 0 2 0 1 1'/>"), "this is not path data"},
        {SVG("<path d='M1e400 0'/>"), "this is not path data"},
        {SVG("<path d='M0 0\nh9 nan'/>"), "logo.svg:2:4: error: element 'path': this is not path data"},
        {SVG("<path d='M0 0h9' transform='rotate()'/>"), "element 'path': this is not a transform"},
        {SVG("<path d='M0 0h9' transform='spin(3)'/>"), "this is not a transform"},
        {SVG("<path d='M0 0h9' transform='scale(1'/>"), "this is not a transform"},
        {SVG("<path d='M0 0h9' stroke='red' transform='scale(1 2)'/>"), "a transform stretches this stroke"},
        {SVG("<path d='M0 0h900'/>"), "this shape is outside the viewBox"},
        {SVG("<rect width='-1' height='1'/>"), "element 'rect': a size is negative"},
        {SVG("<circle r='1ft'/>"), "element 'circle': '1ft' is not a length"},
        {SVG("<polygon points='1 2 3'/>"), "element 'polygon': two numbers belong here"},
        {SVG("<style>path{fill:red}</style>"), "the selector 'path' is not taken"},
        {SVG("<style>.a .b{fill:red}</style>"), "the selector '.a .b' is not taken"},
        {SVG("<style>.a{fill:red</style>"), "element 'style': a rule breaks off"},
        {SVG("<style>.a{fill:red}<g/></style>"), "element 'style': no element belongs into it"},
        {SVG("<path d='M0 0h9'/><style>.a{fill:red}</style>"), "it belongs before all shapes"},
        {SVG("<g>words</g>"), "there is text among the shapes"},
        {SVG(""), "logo.svg:1:1: error: the drawing paints nothing"},
        {"<svg viewBox='0 0 9'/>", "a viewBox is four numbers"},
        {"<svg viewBox='0 0 0 9'/>", "the drawing is to be 1 to 20000 units wide and high"},
        {"<svg/>", "the drawing is to be 1 to 20000 units wide and high"},
        {"<!DOCTYPE svg [<!ENTITY a '&b;'>]><svg/>", "a document type with declarations of its own"},
        {"<!DOCTYPE svg [<!ENTITY % a 'b'>]><svg/>", "a document type with declarations of its own"},
        {"<!DOCTYPE svg [<!ENTITY a '<g/>'>]><svg/>", "a document type with declarations of its own"},
        {"<!DOCTYPE svg [<!ENTITY a SYSTEM 'b'>]><svg/>", "a document type with declarations of its own"},
        {"<!DOCTYPE svg [<!ELEMENT a ANY>]><svg/>", "a document type with declarations of its own"},
        {"<!DOCTYPE svg [<!ENTITY a '1234567890123456789012345678901234567890123456789012345678901234x'>]><svg/>",
         "a document type with declarations of its own"},
        {"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg id='&c;'/>", "this entity is not known"},
        {"<?xml-stylesheet href='a.css'?><svg/>", "instructions to programs are not taken"},
        {SVG("<g clip-path='url(#a)'><path d='M0 0h9v9'/></g>"), "clip-path '#a' is not in the drawing"},
        {SVG("<clipPath id='a'><rect width='8' height='9'/></clipPath><g clip-path='url(#a)'><path d='M0 0h9v9'/></g>"),
         "element 'g': clip-path '#a' cuts what is drawn; cut the shapes themselves (Illustrator: Pathfinder"},
        {SVG("<path style='clip-path:url(#a)' d='M0 0h9v9'/><clipPath id='a'><circle r='99'/></clipPath>"),
         "cuts what is drawn"},
        {SVG("<clipPath id='a'><rect width='99' height='99'/><rect width='99' height='99'/></clipPath><path "
             "clip-path='url(#a)' d='M0 0h9v9'/>"),
         "cuts what is drawn"},
        {SVG("<clipPath id='a' clipPathUnits='objectBoundingBox'><rect width='99' height='99'/></clipPath><path "
             "clip-path='url(#a)' d='M0 0h9v9'/>"),
         "cuts what is drawn"},
        {SVG("<clipPath id='a'><rect width='99' height='99' rx='9'/></clipPath><path clip-path='url(#a)' d='M0 "
             "0h9v9'/>"),
         "cuts what is drawn"},
        {SVG("<clipPath id='a'><rect width='9' height='9'/></clipPath><path clip-path='url(#a)' stroke='red' d='M0 "
             "0h9v9'/>"),
         "cuts what is drawn"},
        {SVG("<clipPath id='a'><rect width='99' height='99'/></clipPath><path clip-path='url(#a)' "
             "transform='skewX(9)' "
             "d='M9 0h9v9'/>"),
         "cuts what is drawn"},
        {SVG("<mask id='a'><rect width='99' height='99' fill='#888'/></mask><path mask='url(#a)' d='M0 0h9v9'/>"),
         "mask '#a' cuts what is drawn"},
        {SVG("<mask id='a'><rect width='99' height='99'/></mask><path mask='url(#a)' d='M0 0h9v9'/>"),
         "mask '#a' cuts"},
        {SVG("<mask id='a' maskUnits='userSpaceOnUse' width='8' height='9'><rect width='99' height='99' "
             "fill='#fff'/></mask><path mask='url(#a)' d='M0 0h9v9'/>"),
         "mask '#a' cuts"},
        {"<?xml version='1.0' encoding='ISO-8859-1'?><svg/>", "the file is in the encoding 'ISO-8859-1'"},
        {"<svg viewBox='0 0 9 9'><g>", "the file breaks off inside an element; export it again"},
        {"<svg xmlns='urn:x' viewBox='0 0 9 9'/>", "this is not an SVG drawing"},
        {"<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\n<s:g>\n <s:text/></s:g></s:svg>",
         "logo.svg:3:2: error: element 's:text' is not taken; convert it to outlines"},
        {"<svg viewBox='0 0 9 9'><path d='M0 0\r\nh9\r\n&#x20;nan'/></svg>",
         "logo.svg:3:7: error: element 'path': this is not path data"},
        {"<svg viewBox='0 0 9 9'><style>\r\n.a{fill:red}\r\n<![CDATA[\r\n p{}]]></style></svg>",
         "logo.svg:4:2: error: element 'style': the selector 'p' is not taken"},
        {"<svg viewBox='0 0 9 9'><style>.a{fill:red}\r\n.b{x:1}</style><path class='b' d='M0 0h1'/></svg>",
         "logo.svg:2:4: error: element 'path': the property 'x' is not taken"},
    };
    for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
        Picture picture;
        diag = diag_new(arena);
        if (drawing_read(str_from(drawings[i].svg), &picture) || !strstr(said(), drawings[i].said))
            fail_msg("drawing %zu: expected \"%s\", got: %s", i, drawings[i].said, said());
        assert_non_null(strstr(said(), "note: the theme names this picture"));
    }
}

static void a_color_is_reported_once(void **state)
{
    (void)state;
    Picture picture;
    assert_false(drawing_read(STR(SVG("<path d='M0 0h9' fill='#123456'/><path d='M0 0h9' fill='#123456'/><path d='M0 "
                                      "0h9' fill='#123457'/>")),
                              &picture));
    assert_int_equal(diag_errors(diag), 2);
}

/* ---- Limits ---- */

static void limits_are_messages(void **state)
{
    (void)state;
    static const struct {
        const char *head, *part, *foot;
        size_t times;
        const char *said;
    } drawings[] = {
        {"<svg viewBox='0 0 9 9'>", "<g>", "", 100, "elements nest deeper than 32"},
        {"<svg viewBox='0 0 9 9'>", "<g/>", "</svg>", 20000, "the file has more than 10000 elements; simplify it"},
        {"<svg viewBox='0 0 9 9'><path d='M0 0", "h1h-1", "'/></svg>", 40000,
         "the drawing has more than 50000 points; simplify its paths"},
        {"<svg viewBox='0 0 9 9'><style>", ".a{fill:red}", "</style></svg>", 300, "more than 256 rules are not taken"},
        {"<svg viewBox='0 0 9 9'>", "<text/>", "</svg>", 1000, "reading of this drawing stops here, after 20 errors"},
        {"<svg viewBox='0 0 9 9'><g id='a'><path d='M0 0h9'/></g>", "<use href='#a'/>", "</svg>", 6000,
         "element 'g': more than 10000 elements are used; make them shapes of their own"},
        {"<svg viewBox='0 0 9 9'><defs>", "<x/>", "</defs></svg>", 20000,
         "the file has more than 10000 elements; simplify it"},
    };
    for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
        Picture picture;
        diag = diag_new(arena);
        Str text = text_repeated(arena, drawings[i].head, drawings[i].part, drawings[i].times, drawings[i].foot);
        if (drawing_read(text, &picture) || !strstr(said(), drawings[i].said))
            fail_msg("drawing %zu: expected \"%s\", got: %s", i, drawings[i].said, said());
    }
    /* Each uses the one before, once or twice. */
    for (int twice = 0; twice <= 1; twice++) {
        enum { USES = 20 };
        Buf text = {.arena = arena};
        Picture used;
        diag = diag_new(arena);
        buf_put(&text, STR("<svg viewBox='0 0 9 9'><defs><path id='a0' d='M0 0h9'/>"));
        for (int i = 1; i <= (twice ? USES - 6 : USES); i++)
            buf_printf(&text, "<g id='a%d'><use href='#a%d'/>%s</g>", i, i - 1,
                       twice ? str_printf(arena, "<use href='#a%d'/>", i - 1).s : "");
        buf_printf(&text, "</defs><use href='#a%d'/></svg>", twice ? USES - 6 : USES);
        assert_false(drawing_read(buf_str(&text), &used));
        assert_non_null(
            strstr(said(), twice ? "more than 10000 elements are used" : "what is used nests deeper than 32"));
        assert_int_equal(diag_errors(diag), 1);
    }
    Str rule = text_repeated(arena, "<svg viewBox='0 0 9 9'><style>.a{", "fill:red;", 50000, "}</style>");
    Picture none;
    diag = diag_new(arena);
    assert_false(drawing_read(
        text_repeated(arena, str_terminated(arena, rule), "<path class='a' d='M0 0h1'/>", 100, "</svg>"), &none));
    assert_non_null(strstr(said(), "the rules of all shapes together are longer than 4 MiB"));
}

static void no_damage_crashes(void **state)
{
    (void)state;
    enum { SEEDS = 3000 };
    static const char sound[] =
        "<?xml version='1.0'?><svg viewBox='0 0 100 50'><defs><style>.a{fill:#12284C;stroke:red}</style></defs><g "
        "transform='translate(1 2) rotate(3)'><path class='a' d='M1 2C3 4 5 6 7 8s1 2 3 4q1 2 3 4A1 2 3 0 1 4 "
        "5z'/><rect "
        "x='1' y='2' width='3' height='4' rx='1'/><polygon points='1,2 3,4 5,6'/></g><use href='#s' x='1'/><symbol "
        "id='s' "
        "viewBox='0 0 9 9'><use href='#t'/><path id='t' d='M1 1h7'/></symbol><title>&amp;</title><!-- x "
        "--></svg>";
    size_t read = 0;
    for (uint32_t i = 1; i <= SEEDS; i++) {
        uint32_t seed = i * 2654435761u;
        char *text = malloc(sizeof sound - 1); /* of exactly this size, so that a step too far is seen */
        memcpy(text, sound, sizeof sound - 1);
        size_t size = i % 5 ? sizeof sound - 1 : i % (sizeof sound - 1);
        for (uint32_t flips = i % 5 ? 1 + i % 7 : 0; flips; flips--) {
            lcg_next(&seed);
            text[(seed >> 8) % size] = (char)("<>/='\"&;#.,-e0 9zM{}"[seed >> 28] ^ (seed >> 20 & 3 ? 0 : 0x40));
        }
        Arena *whole = arena;
        arena = arena_new();
        diag = diag_new(arena);
        Picture picture;
        bool done = drawing_read((Str){text, size}, &picture);
        assert_true(done == (diag_errors(diag) == 0));
        for (size_t k = 0; done && k < picture.shape_count; k++)
            assert_true(path_is_sound(&picture.shapes[k].path));
        read += done;
        arena_free(arena);
        arena = whole;
        free(text);
    }
    assert_true(read > 0 && read < SEEDS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_subset_is_taken, test_start, test_end),
        cmocka_unit_test_setup_teardown(grays_have_black_ink_alone, test_start, test_end),
        cmocka_unit_test_setup_teardown(the_rest_is_refused_by_name, test_start, test_end),
        cmocka_unit_test_setup_teardown(a_color_is_reported_once, test_start, test_end),
        cmocka_unit_test_setup_teardown(limits_are_messages, test_start, test_end),
        cmocka_unit_test_setup_teardown(no_damage_crashes, test_start, test_end),
    };
    return cmocka_run_group_tests_name("svg", tests, NULL, NULL);
}
