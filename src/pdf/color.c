/* Color as operators (ISO 32000-1, 8.6), spaces, output intents (14.11.5) and pixels; no other file knows which
   operators a color takes. In a file for screen and print, black and paper are DeviceGray, which a press prints with
   black ink alone, and the theme's colors are sRGB through an ICC profile. For the press they are the theme's inks, and
   black text overprints what is under it (8.6.7); only a CMYK black can, DeviceGray would knock the other inks out. */
#include "color.h"

#include "profile.h"

#include <string.h>

enum { CHANNEL_MAX = 255, PERCENT = 100, INK_K = 3 };

/* ---- Operators ---- */

/* Three decimals tell all 256 values of a channel apart. */
static void parts_put(Buf *b, const uint8_t *parts, int count, int whole)
{
    for (int i = 0; i < count; i++) {
        number_put(b, sp_scale(parts[i], SP_PER_PT, whole));
        buf_char(b, ' ');
    }
}

static FillState state_of(const Pdf *pdf, const Color *color, bool is_text)
{
    bool inks = pdf->flavor->inks;
    FillState state = {.kind = FILL_GRAY};
    switch (color->kind) {
    case COLOR_PROCESS:
        state.kind = inks ? FILL_CMYK : FILL_SRGB;
        memcpy(state.parts, inks ? color->cmyk : color->srgb, inks ? sizeof color->cmyk : sizeof color->srgb);
        break;
    case COLOR_BLACK:
        if (is_text && inks)
            state = (FillState){.kind = FILL_CMYK, .overprints = true, .parts = {[INK_K] = PERCENT}};
        break;
    case COLOR_PAPER:
        state.parts[0] = 1;
        break;
    case COLOR_MARKS:
        state.kind = FILL_MARKS;
        break;
    }
    return state;
}

/* Operators that set a color: to fill, or to stroke. */
typedef struct Operators {
    const char *black, *paper, *srgb, *srgb_end, *cmyk_end, *marks;
} Operators;

static const Operators fills = {"0 g\n", "1 g\n", "/S cs ", "sc\n", "k\n", "/A cs 1 sc\n"};
static const Operators strokes = {"0 G\n", "1 G\n", "/S CS ", "SC\n", "K\n", "/A CS 1 SC\n"};

static void state_put(Buf *content, const FillState *state, const Operators *with)
{
    switch (state->kind) {
    case FILL_GRAY:
        buf_put(content, str_from(state->parts[0] ? with->paper : with->black));
        break;
    case FILL_SRGB:
        buf_put(content, str_from(with->srgb));
        parts_put(content, state->parts, 3, CHANNEL_MAX);
        buf_put(content, str_from(with->srgb_end));
        break;
    case FILL_CMYK:
        parts_put(content, state->parts, 4, PERCENT);
        buf_put(content, str_from(with->cmyk_end));
        break;
    case FILL_MARKS:
        buf_put(content, str_from(with->marks));
        break;
    }
}

static void fill_set(Buf *content, FillState *state, FillState wanted)
{
    bool same = state->kind == wanted.kind && memcmp(state->parts, wanted.parts, sizeof wanted.parts) == 0;
    if (state->overprints != wanted.overprints)
        buf_put(content, wanted.overprints ? STR("/O gs\n") : STR("/K gs\n"));
    if (!same)
        state_put(content, &wanted, &fills);
    *state = wanted;
}

void color_fill(const Pdf *pdf, Buf *content, FillState *state, const Color *color, bool is_text)
{
    fill_set(content, state, state_of(pdf, color, is_text));
}

void color_end(Buf *content, FillState *state)
{
    fill_set(content, state, (FillState){.kind = FILL_GRAY});
}

void color_stroke(const Pdf *pdf, Buf *content, const Color *color)
{
    FillState state = state_of(pdf, color, false);
    state_put(content, &state, &strokes);
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

void color_resources(const Pdf *pdf, Buf *entries)
{
    if (!pdf->flavor->inks) {
        buf_printf(entries, "/ColorSpace<</S[/ICCBased %u 0 R]>>", object_id(pdf->srgb));
        return;
    }
    buf_put(entries, STR("/ColorSpace<</A[/Separation/All/DeviceCMYK"
                         "<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]>>"
                         "/ExtGState<</O<</Type/ExtGState/OP true/op true/OPM 1>>"
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
    ARENA_ROOM(pdf->arena, pdf->images, pdf->image_count, pdf->image_capacity);
    pdf->images[pdf->image_count++] = (struct ImageUse){raster, object};
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
