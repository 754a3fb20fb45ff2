/* Color as operators (ISO 32000-1, 8.6), spaces and output intents (14.11.5). Where a file is to look right on a screen
   and in print, black and paper are DeviceGray, which a press prints with the black ink alone, and the theme's colors
   are sRGB through an ICC profile; for the press they are the theme's inks, and black text overprints what lies under
   it (8.6.7), which only a CMYK black can: DeviceGray would knock the other inks out. The profiles are profile.c's.
   This file is the only one that knows which operators a color takes. */
#include "stage.h"

#include <string.h>

enum { CHANNEL_MAX = 255, MILLI = 1000, PERCENT = 100, INK_K = 3 };

/* ---- Operators --------------------------------------------------------------------------------------------------- */

/* A part of one with three decimals, which tells all 256 values of a channel apart. */
static void part_put(Buf *b, int value, int whole)
{
    int milli = (value * MILLI + whole / 2) / whole;
    if (milli == 0)
        buf_put(b, STR("0 "));
    else if (milli == MILLI)
        buf_put(b, STR("1 "));
    else if (milli % PERCENT == 0)
        buf_printf(b, ".%d ", milli / PERCENT);
    else if (milli % 10 == 0)
        buf_printf(b, ".%02d ", milli / 10);
    else
        buf_printf(b, ".%03d ", milli);
}

bool flavor_is_for_press(const Pdf *pdf)
{
    switch (pdf->options.flavor) {
    case FLAVOR_DEFAULT:
    case FLAVOR_SCREEN:
        return false;
    case FLAVOR_PRESS:
    case FLAVOR_PRESS_X1A:
    case FLAVOR_COUNT:
        break;
    }
    return true;
}

static FillState gray_state(uint8_t gray)
{
    return (FillState){.kind = FILL_GRAY, .parts = {gray}};
}

static FillState process_state(const Pdf *pdf, const Color *color)
{
    FillState state = {.kind = flavor_is_for_press(pdf) ? FILL_CMYK : FILL_SRGB};
    if (state.kind == FILL_CMYK)
        memcpy(state.parts, color->cmyk, sizeof color->cmyk);
    else
        memcpy(state.parts, color->srgb, sizeof color->srgb);
    return state;
}

static FillState state_of(const Pdf *pdf, const Color *color, bool is_text)
{
    switch (color->kind) {
    case COLOR_PROCESS:
        return process_state(pdf, color);
    case COLOR_BLACK:
        if (is_text && flavor_is_for_press(pdf)) {
            FillState state = {.kind = FILL_CMYK, .overprints = true};
            state.parts[INK_K] = PERCENT;
            return state;
        }
        return gray_state(0);
    case COLOR_PAPER:
        return gray_state(1);
    case COLOR_MARKS:
        break;
    }
    return (FillState){.kind = FILL_MARKS};
}

static void state_put(Buf *content, const FillState *state)
{
    switch (state->kind) {
    case FILL_GRAY:
        buf_put(content, state->parts[0] ? STR("1 g\n") : STR("0 g\n"));
        break;
    case FILL_SRGB:
        buf_put(content, STR("/S cs "));
        for (int i = 0; i < 3; i++)
            part_put(content, state->parts[i], CHANNEL_MAX);
        buf_put(content, STR("sc\n"));
        break;
    case FILL_CMYK:
        for (int i = 0; i < 4; i++)
            part_put(content, state->parts[i], PERCENT);
        buf_put(content, STR("k\n"));
        break;
    case FILL_MARKS:
        buf_put(content, STR("/A cs 1 sc\n"));
        break;
    }
}

static void fill_set(Buf *content, FillState *state, FillState wanted)
{
    bool same = state->kind == wanted.kind && memcmp(state->parts, wanted.parts, sizeof wanted.parts) == 0;
    if (state->overprints != wanted.overprints)
        buf_put(content, wanted.overprints ? STR("/O gs\n") : STR("/K gs\n"));
    if (!same)
        state_put(content, &wanted);
    *state = wanted;
}

void color_fill(const Pdf *pdf, Buf *content, FillState *state, const Color *color, bool is_text)
{
    fill_set(content, state, state_of(pdf, color, is_text));
}

void color_end(Buf *content, FillState *state)
{
    fill_set(content, state, gray_state(0));
}

void color_stroke(const Pdf *pdf, Buf *content, const Color *color)
{
    FillState state = state_of(pdf, color, false);
    switch (state.kind) {
    case FILL_GRAY:
        buf_put(content, state.parts[0] ? STR("1 G\n") : STR("0 G\n"));
        break;
    case FILL_SRGB:
        buf_put(content, STR("/S CS "));
        for (int i = 0; i < 3; i++)
            part_put(content, state.parts[i], CHANNEL_MAX);
        buf_put(content, STR("SC\n"));
        break;
    case FILL_CMYK:
        for (int i = 0; i < 4; i++)
            part_put(content, state.parts[i], PERCENT);
        buf_put(content, STR("K\n"));
        break;
    case FILL_MARKS:
        buf_put(content, STR("/A CS 1 SC\n"));
        break;
    }
}

/* ---- Spaces and intents ------------------------------------------------------------------------------------------ */

static HPDF_Dict profile_object(Pdf *pdf, const Profile *profile)
{
    return stream_deflated_new(pdf, profile_deflated(profile),
                               profile_space(profile) == PROFILE_CMYK ? STR("/N 4") : STR("/N 3"));
}

void color_open(Pdf *pdf)
{
    const PdfColors *colors = pdf->options.colors;
    if (!flavor_is_for_press(pdf))
        pdf->srgb = profile_object(pdf, colors->srgb);
    if (pdf->options.flavor != FLAVOR_SCREEN &&
        !(pdf->options.flavor == FLAVOR_PRESS_X1A && condition_is_known(colors)))
        pdf->press = profile_object(pdf, colors->press);
}

void color_resources(const Pdf *pdf, Buf *entries)
{
    if (!flavor_is_for_press(pdf)) {
        buf_printf(entries, "/ColorSpace<</S[/ICCBased %u 0 R]>>", object_id(pdf->srgb));
        return;
    }
    buf_put(entries, STR("/ColorSpace<</A[/Separation/All/DeviceCMYK"
                         "<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]>>"
                         "/ExtGState<</O<</Type/ExtGState/OP true/op true/OPM 1>>"
                         "/K<</Type/ExtGState/OP false/op false/OPM 0>>>>"));
}

static void intent_put(Buf *b, const char *standard, Str condition, bool registered, const HPDF_Dict profile)
{
    buf_printf(b, "<</Type/OutputIntent/S/%s/OutputConditionIdentifier", standard);
    text_put(b, condition);
    if (registered)
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
    Str condition = pdf->options.colors->condition;
    bool registered = condition_is_known(pdf->options.colors);
    buf_put(entries, STR("/OutputIntents["));
    switch (pdf->options.flavor) {
    case FLAVOR_DEFAULT:
        intent_put(entries, "GTS_PDFA1", condition, registered, pdf->press);
        intent_put(entries, "GTS_PDFX", condition, registered, pdf->press);
        break;
    case FLAVOR_SCREEN:
        intent_put(entries, "GTS_PDFA1", STR("sRGB IEC 61966-2-1"), false, pdf->srgb);
        break;
    case FLAVOR_PRESS:
    case FLAVOR_PRESS_X1A:
        intent_put(entries, "GTS_PDFX", condition, registered, pdf->press);
        break;
    case FLAVOR_COUNT:
        break;
    }
    buf_char(entries, ']');
}

void color_space_put(const Pdf *pdf, Buf *b)
{
    if (flavor_is_for_press(pdf))
        buf_put(b, STR("/DeviceCMYK"));
    else
        buf_printf(b, "[/ICCBased %u 0 R]", object_id(pdf->srgb));
}
