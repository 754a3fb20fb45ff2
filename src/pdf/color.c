/* Colors as operators (ISO 32000-1, 8.6). Black and paper are DeviceGray, so that a press prints text with the black
   ink alone. Process colors are DeviceRGB, which viewers and RIPs read as sRGB, the space in which the theme gives
   them. CalRGB would be independent of the device, but knows a plain gamma in place of the curve of sRGB: with 2.2 the
   theme's navy #12284C comes out as #0A234B where it is honored, and unchanged where it is not. Leaves out CMYK, ICC
   profiles and output intents; this file is the only one that knows which operators a color takes. */
#include "stage.h"

#include <string.h>

enum { CHANNEL_MAX = 255, MILLI = 1000 };

/* A channel with three decimals, which tells all 256 values apart. */
static void channel_put(Buf *b, uint8_t value)
{
    int milli = (value * MILLI + CHANNEL_MAX / 2) / CHANNEL_MAX;
    if (milli == 0)
        buf_put(b, STR("0 "));
    else if (milli == MILLI)
        buf_put(b, STR("1 "));
    else
        buf_printf(b, ".%03d ", milli);
}

static void gray_fill(Buf *content, FillState *state, uint8_t gray)
{
    if (!state->process && state->gray == gray)
        return;
    buf_put(content, gray ? STR("1 g\n") : STR("0 g\n"));
    *state = (FillState){.gray = gray};
}

static void process_fill(Buf *content, FillState *state, const uint8_t srgb[3])
{
    if (state->process && memcmp(state->srgb, srgb, sizeof state->srgb) == 0)
        return;
    for (int i = 0; i < 3; i++)
        channel_put(content, srgb[i]);
    buf_put(content, STR("rg\n"));
    *state = (FillState){.process = true};
    memcpy(state->srgb, srgb, sizeof state->srgb);
}

void color_fill(Buf *content, FillState *state, const Color *color)
{
    switch (color->kind) {
    case COLOR_PROCESS:
        process_fill(content, state, color->srgb);
        break;
    case COLOR_BLACK:
        gray_fill(content, state, 0);
        break;
    case COLOR_PAPER:
        gray_fill(content, state, 1);
        break;
    }
}

void color_end(Buf *content, FillState *state)
{
    gray_fill(content, state, 0);
}
