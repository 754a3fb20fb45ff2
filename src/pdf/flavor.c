/* One row a flavor. What the standards ask of each: ISO 19005-2 and -3 (PDF/A), ISO 14289-1 (PDF/UA), ISO 15930-4 and
   -7 (PDF/X-1a and PDF/X-4). */
#include "ncmec/pdf.h"

const FlavorRow flavor_rows[FLAVOR_COUNT] = {
    [FLAVOR_DEFAULT] =
        {
            .word = "default",
            .version = 16,
            .archive = 2,
            .accessible = true,
            .exchange = "PDF/X-4",
            .intents = {"GTS_PDFA1", "GTS_PDFX"},
            .intended = PROFILE_CMYK,
        },
    [FLAVOR_SCREEN] =
        {
            .word = "screen",
            .links = true,
            .files = true,
            .version = 16,
            .archive = 3,
            .accessible = true,
            .intents = {"GTS_PDFA1"},
            .intended = PROFILE_RGB,
        },
    [FLAVOR_PRESS] =
        {
            .word = "press",
            .standard = "x4",
            .in_name = true,
            .inks = true,
            .marks = "PDF/X-4",
            .version = 16,
            .exchange = "PDF/X-4",
            .intents = {"GTS_PDFX"},
            .intended = PROFILE_CMYK,
        },
    [FLAVOR_PRESS_X1A] =
        {
            .word = "press",
            .standard = "x1a",
            .in_name = true,
            .inks = true,
            .marks = "PDF/X-1a",
            .version = 14,
            .exchange_info = "PDF/X-1a:2003",
            .intents = {"GTS_PDFX"},
            .intended = PROFILE_CMYK,
            .names_condition = true,
        },
};

Str path_marked(Str path, const char *mark, Arena *a)
{
    Str ending = str_slice(path, path.n < 4 ? path.n : path.n - 4, path.n);
    if (!str_eq_any_case(ending, STR(".pdf")))
        ending.n = 0;
    return str_printf(a, "%.*s%s%.*s", STR_ARG(str_slice(path, 0, path.n - ending.n)), mark, STR_ARG(ending));
}

Str flavor_path(Str path, Flavor flavor, Arena *a)
{
    const FlavorRow *row = &flavor_rows[flavor];
    return row->in_name ? path_marked(path, str_printf(a, "-%s", row->word).s, a) : path;
}

Str flavor_standards(Flavor flavor, Arena *a)
{
    const FlavorRow *row = &flavor_rows[flavor];
    Buf text = {.arena = a};
    if (row->archive)
        buf_printf(&text, "PDF/A-%da", row->archive);
    if (row->accessible)
        buf_printf(&text, "%sPDF/UA-1", text.n ? ", " : "");
    if (row->exchange || row->exchange_info)
        buf_printf(&text, "%s%s", text.n ? ", " : "", row->exchange ? row->exchange : row->exchange_info);
    return buf_str(&text);
}
