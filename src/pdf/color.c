/* Color as operators (ISO 32000-1, 8.6), spaces, output intents (14.11.5) and pixels. For screen and print, black and
   paper are DeviceGray, which a press prints with black ink alone, and the theme's colors are sRGB through an ICC
   profile. For the press they are the theme's inks, and black text overprints (8.6.7), which only a CMYK black can. */
#include "color.h"

#include "profile.h"

enum { CHANNEL_MAX = 255, PERCENT = 100 };

/* ---- Operators ---- */

/* Three decimals tell all 256 values of a channel apart. */
static void parts_put(Buf *b, const uint8_t *parts, int count, int whole)
{
    for (int i = 0; i < count; i++) {
        number_put(b, sp_scale(parts[i], SP_PER_PT, whole));
        buf_char(b, ' ');
    }
}

/* "/P0 cs .2 sc" (8.6.6.4) */
static Str spot_operators(Pdf *pdf, const Color *color)
{
    Buf b = {.arena = pdf->arena};
    size_t i = 0;
    while (i < pdf->spot_count && !str_eq(pdf->spots[i]->spot, color->spot))
        i++;
    if (i == pdf->spot_count) {
        ARENA_NEXT(pdf->arena, pdf->spots, pdf->spot_count, pdf->spot_capacity) = color;
    }
    buf_printf(&b, "/P%zu cs ", i);
    number_put(&b, sp_scale(color->tint, SP_PER_PT, PERCENT));
    buf_put(&b, STR(" sc\n"));
    return buf_str(&b);
}

/* To fill; to stroke, the same in capitals. */
static Str operators_of(Pdf *pdf, const Color *color, bool overprints)
{
    Buf b = {.arena = pdf->arena};
    switch (color->kind) {
    case COLOR_PROCESS:
        if (pdf->flavor->inks && color->spot.n)
            return spot_operators(pdf, color);
        buf_put(&b, pdf->flavor->inks ? STR("") : STR("/S cs "));
        if (pdf->flavor->inks)
            parts_put(&b, color->cmyk, 4, PERCENT);
        else
            parts_put(&b, color->srgb, 3, CHANNEL_MAX);
        buf_put(&b, pdf->flavor->inks ? STR("k\n") : STR("sc\n"));
        return buf_str(&b);
    case COLOR_BLACK:
        return overprints ? STR("0 0 0 1 k\n") : STR("0 g\n");
    case COLOR_PAPER:
        return STR("1 g\n");
    case COLOR_MARKS:
        break;
    }
    return STR("/A cs 1 sc\n");
}

void color_fill(Pdf *pdf, Buf *content, FillState *state, const Color *color, bool is_text)
{
    static const Color black = {.kind = COLOR_BLACK};
    bool overprints = color && color->kind == COLOR_BLACK && is_text && pdf->flavor->inks;
    Str operators = operators_of(pdf, color ? color : &black, overprints);
    if (state->overprints != overprints)
        buf_put(content, overprints ? STR("/O gs\n") : STR("/K gs\n"));
    if (!str_eq(operators, state->operators.n ? state->operators : STR("0 g\n")))
        buf_put(content, operators);
    *state = (FillState){operators, overprints};
}

void color_stroke(Pdf *pdf, Buf *content, const Color *color)
{
    Str operators = operators_of(pdf, color, false);
    for (size_t i = 0; i < operators.n; i++)
        buf_char(content, (char)(operators.s[i] - (operators.s[i] >= 'a' && operators.s[i] <= 'z' ? 'a' - 'A' : 0)));
}

/* ---- Spaces and intents ---- */

static HPDF_Dict profile_object(Pdf *pdf, const Profile *profile)
{
    return stream_deflated_new(pdf, profile->deflated, profile->space == PROFILE_CMYK ? STR("/N 4") : STR("/N 3"));
}

void color_open(Pdf *pdf)
{
    const PdfColors *colors = pdf->options.colors;
    if (!pdf->flavor->inks)
        pdf->srgb = profile_object(pdf, colors->srgb);
    if (pdf->flavor->intended == PROFILE_CMYK && !(pdf->flavor->names_condition && condition_is_known(colors)))
        pdf->press = profile_object(pdf, colors->press);
}

/* A color space of one ink, and what stands for it where there is no such ink. */
static void separation_put(Buf *entries, Str name, const uint8_t solid[4])
{
    Buf inks = {.arena = entries->arena};
    parts_put(&inks, solid, 4, PERCENT);
    buf_put(entries, STR("[/Separation"));
    name_put(entries, name);
    buf_printf(entries, "/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[%.*s]/N 1>>]",
               STR_ARG(str_trim(buf_str(&inks))));
}

void color_resources(const Pdf *pdf, Buf *entries)
{
    if (!pdf->flavor->inks) {
        buf_printf(entries, "/ColorSpace<</S[/ICCBased %u 0 R]>>", object_id(pdf->srgb));
        return;
    }
    buf_put(entries, STR("/ColorSpace<</A"));
    separation_put(entries, STR("All"), (const uint8_t[]){PERCENT, PERCENT, PERCENT, PERCENT});
    for (size_t i = 0; i < pdf->spot_count; i++) {
        buf_printf(entries, "/P%zu", i);
        separation_put(entries, pdf->spots[i]->spot, pdf->spots[i]->solid);
    }
    buf_put(entries, STR(">>/ExtGState<</O<</Type/ExtGState/OP true/op true/OPM 1>>"
                         "/K<</Type/ExtGState/OP false/op false/OPM 0>>>>"));
}

static void intent_put(const Pdf *pdf, Buf *b, const char *standard)
{
    bool is_press = pdf->flavor->intended == PROFILE_CMYK;
    Str condition = is_press ? pdf->options.colors->condition : STR("sRGB IEC 61966-2-1");
    const HPDF_Dict profile = is_press ? pdf->press : pdf->srgb;
    buf_printf(b, "<</Type/OutputIntent/S/%s/OutputConditionIdentifier", standard);
    text_put(b, condition);
    if (is_press && condition_is_known(pdf->options.colors))
        buf_put(b, STR("/RegistryName(http://www.color.org)"));
    buf_put(b, STR("/Info"));
    text_put(b, condition);
    if (profile)
        buf_printf(b, "/DestOutputProfile %u 0 R", object_id(profile));
    buf_put(b, STR(">>"));
}

/* Intents of one file share one profile object (ISO 19005-2, 6.2.3). */
void color_intents(const Pdf *pdf, Buf *entries)
{
    const char *const *intents = pdf->flavor->intents;
    buf_put(entries, STR("/OutputIntents["));
    for (size_t i = 0; i < sizeof pdf->flavor->intents / sizeof *intents && intents[i]; i++)
        intent_put(pdf, entries, intents[i]);
    buf_char(entries, ']');
}

/* ---- Pixels ---- */

/* A raster as an image XObject (ISO 32000-1, 8.9.5), once a document. No mask and no interpolation: a raster has no
   transparency, and enough pixels. */
struct ImageUse {
    const Raster *raster;
    HPDF_Dict object;
};

enum { SRGB_BYTES = 3 };

/* NULL after findings. */
static HPDF_Dict image_stream(Pdf *pdf, const Raster *raster, const Color *ground, Str entries, Diag *d)
{
    size_t count = (size_t)raster->width * raster->height;
    if (raster->gray || !pdf->flavor->inks)
        return stream_new(pdf, (Str){(const char *)raster->pixels, raster->gray ? count : count * SRGB_BYTES}, entries);
    Deflater *inks = deflater_new(pdf->arena);
    if (!pixels_to_inks(pdf->options.colors, raster, ground, inks, d))
        return NULL;
    return stream_deflated_new(pdf, deflater_end(inks), entries);
}

bool image_use(Pdf *pdf, const Raster *raster, const Color *ground, size_t *number, Diag *d)
{
    for (*number = 0; *number < pdf->image_count; ++*number)
        if (pdf->images[*number].raster == raster)
            return true;
    Buf entries = {.arena = pdf->arena};
    buf_printf(&entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace", raster->width,
               raster->height);
    if (raster->gray)
        buf_put(&entries, STR("/DeviceGray"));
    else if (pdf->flavor->inks)
        buf_put(&entries, STR("/DeviceCMYK"));
    else
        buf_printf(&entries, "[/ICCBased %u 0 R]", object_id(pdf->srgb));
    size_t errors = diag_errors(d);
    HPDF_Dict object = image_stream(pdf, raster, ground, buf_str(&entries), d);
    if (diag_errors(d) > errors)
        return false;
    ARENA_NEXT(pdf->arena, pdf->images, pdf->image_count, pdf->image_capacity) = (struct ImageUse){raster, object};
    return true;
}

void images_resources(const Pdf *pdf, Buf *entries)
{
    if (pdf->image_count == 0)
        return;
    buf_put(entries, STR("/XObject<<"));
    for (size_t i = 0; i < pdf->image_count; i++)
        buf_printf(entries, "/I%zu %u 0 R", i, object_id(pdf->images[i].object));
    buf_put(entries, STR(">>"));
}
