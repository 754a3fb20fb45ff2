/* One row a flavor. What the standards ask of each: ISO 19005-2 and -3 (PDF/A), ISO 14289-1 (PDF/UA), ISO 15930-4 and
   -7 (PDF/X-1a and PDF/X-4); of PDF 2.0 ISO 19005-4, ISO 14289-2 and Well-Tagged PDF 1.0. */
#include "ncmec/pdf.h"

const FlavorRow flavor_rows[FLAVOR_COUNT] = {
    [FLAVOR_DEFAULT] =
        {
            .word = "default",
            .version = 16,
            .archive = 2,
            .accessible = 1,
            .exchange = "PDF/X-4",
            .intents = {"GTS_PDFA1", "GTS_PDFX"},
            .intended = PROFILE_CMYK,
        },
    [FLAVOR_SCREEN] =
        {
            .word = "screen",
            .number = 1,
            .links = true,
            .files = true,
            .version = 17,
            .archive = 3,
            .accessible = 1,
            .intents = {"GTS_PDFA1"},
            .intended = PROFILE_RGB,
        },
    [FLAVOR_SCREEN_UA2] =
        {
            .word = "screen",
            .number = 4,
            .standard = "ua2",
            .links = true,
            .files = true,
            .version = 20,
            .archive = 4,
            .accessible = 2,
            .intents = {"GTS_PDFA1"},
            .intended = PROFILE_RGB,
        },
    [FLAVOR_PRESS] =
        {
            .word = "press",
            .number = 2,
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
            .number = 3,
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
    [FLAVOR_WEB] = {.word = "web"},
    [FLAVOR_RECORD] = {.word = "record"},
};

size_t flavor_for_readers(const Flavor *flavors, size_t count)
{
    size_t i = 0;
    while (i < count && flavors[i] >= FLAVOR_PRESS)
        i++;
    return i;
}

static Str flavor_ending(Flavor flavor)
{
    return flavor < FLAVOR_PDFS ? STR(".pdf") : STR(".html");
}

/* Where a path's ending begins, if a flavor has it; else its end. */
static size_t ending_place(Str path)
{
    static const Flavor kinds[] = {FLAVOR_DEFAULT, FLAVOR_WEB};
    for (size_t i = 0; i < 2; i++)
        if (str_ends_any_case(path, flavor_ending(kinds[i])))
            return path.n - flavor_ending(kinds[i]).n;
    return path.n;
}

Str path_marked(Str path, const char *mark, Arena *a)
{
    size_t end = ending_place(path);
    return str_printf(a, "%.*s%s%.*s", (int)end, path.s, mark, STR_ARG(str_slice(path, end, path.n)));
}

Str flavor_ended(Str path, Flavor flavor, Arena *a)
{
    Str ending = flavor_ending(flavor);
    size_t end = ending_place(path);
    if (str_ends_any_case(path, ending) || (end == path.n && flavor < FLAVOR_PDFS))
        return path;
    return str_printf(a, "%.*s%.*s", (int)end, path.s, STR_ARG(ending));
}

Str flavor_path(Str path, Flavor flavor, Arena *a)
{
    const FlavorRow *row = &flavor_rows[flavor];
    path = flavor_ended(path, flavor, a);
    return row->in_name ? path_marked(path, str_printf(a, "-%s", row->word).s, a) : path;
}

Str flavor_standards(Flavor flavor, Arena *a)
{
    const FlavorRow *row = &flavor_rows[flavor];
    Buf text = {.arena = a};
    if (row->archive)
        buf_printf(&text, "PDF/A-%d%s", row->archive, row->archive == 4 ? "f" : "a");
    if (row->accessible)
        buf_printf(&text, ", PDF/UA-%d%s", row->accessible, row->accessible == 2 ? ", WTPDF 1.0" : "");
    if (row->exchange || row->exchange_info)
        buf_printf(&text, "%s%s", text.n ? ", " : "", row->exchange ? row->exchange : row->exchange_info);
    return buf_str(&text);
}
