/* The style sheet: the theme's colors, the reader's own fonts. The same colors serve light and dark: what would be hard
   to read on its ground is moved toward black or white until it is not, so that no theme makes a page illegible. */
#include "html.h"

#include "src/base/hash.h"

static const Color white = {.kind = COLOR_PAPER, .srgb = {255, 255, 255}};
static const Color black = {.kind = COLOR_BLACK};

/* ---- Colors ---- */

enum { STEPS = 16 }; /* from a color to black or white */

static Color as_process(const Color *color)
{
    Color out = *color;
    if (color->kind != COLOR_PROCESS)
        memset(out.srgb, color->kind == COLOR_PAPER ? 255 : 0, sizeof out.srgb);
    out.kind = COLOR_PROCESS;
    return out;
}

static Color mixed(const Color *color, const Color *toward, int step)
{
    Color from = as_process(color), to = as_process(toward);
    for (size_t i = 0; i < 3; i++)
        from.srgb[i] = (uint8_t)((from.srgb[i] * (STEPS - step) + to.srgb[i] * step) / STEPS);
    return from;
}

/* The color, or the nearest to it toward black or white whose contrast with the ground is at least 'least' tenths. */
static Color legible(const Color *color, const Color *ground, int least)
{
    const Color *toward = color_contrast(&white, ground) > color_contrast(&black, ground) ? &white : &black;
    Color found = as_process(color);
    for (int step = 1; step <= STEPS && color_contrast(&found, ground) * 10 < least; step++)
        found = mixed(color, toward, step);
    return found;
}

/* A ground for the dark: the band's color, as dark as white text on it likes. */
static Color night(const Color *color)
{
    Color found = mixed(color, &black, STEPS / 2);
    for (int step = STEPS / 2; step <= STEPS && color_contrast(&found, &white) < 16; step++)
        found = mixed(color, &black, step);
    return found;
}

void html_put_color(Buf *out, const Color *color)
{
    Color c = as_process(color);
    buf_printf(out, "#%02x%02x%02x", c.srgb[0], c.srgb[1], c.srgb[2]);
}

/* ---- Both palettes ---- */

/* Contrasts in tenths: WCAG 2.1 asks for 45 of text and 30 of graphics. Light text on a dark ground looks thinner, and
   a heading no weaker than its text. */
enum { TEXT = 45, GRAPHIC = 30, DARK_TEXT = 120 };

static void put(Buf *out, const char *name, Color color)
{
    buf_printf(out, "--ncmec-%s:", name);
    html_put_color(out, &color);
    buf_char(out, ';');
}

static void put_palette(Buf *out, const Theme *t, const Color *ground, const Color *note, bool is_dark)
{
    int text = is_dark ? DARK_TEXT : TEXT;
    put(out, "ground", as_process(ground));
    put(out, "text", legible(t->styles[STYLE_BODY].color, ground, text));
    put(out, "heading", legible(t->styles[STYLE_HEADING].color, ground, text));
    put(out, "figure", legible(t->styles[STYLE_FIGURE].color, ground, text));
    put(out, "link", legible(t->table.bar, ground, TEXT));
    put(out, "bar", legible(t->table.bar, ground, GRAPHIC));
    put(out, "note", as_process(note));
    put(out, "note-text", legible(t->styles[STYLE_NOTE].color, note, text));
    put(out, "note-link", legible(t->table.bar, note, TEXT));
}

/* Band and strip are the same in both. */
static void put_bands(Buf *out, const Theme *t)
{
    put(out, "band", as_process(t->header.ground));
    put(out, "title", legible(t->styles[STYLE_TITLE].color, t->header.ground, TEXT));
    put(out, "org", legible(t->styles[STYLE_ORGANIZATION].color, t->header.ground, TEXT));
    put(out, "year", legible(t->styles[STYLE_YEAR].color, t->header.ground, TEXT));
    put(out, "rule", as_process(t->header.rule.color));
    put(out, "state", as_process(t->silhouette.color ? t->silhouette.color : t->header.rule.color));
    put(out, "accent", as_process(t->highlights.accent.color));
    put(out, "strip", as_process(t->strip.ground));
    put(out, "strip-text", legible(t->styles[STYLE_STRIP].color, t->strip.ground, TEXT));
}

static const char rules[] =
    ".ncmec{background:var(--ncmec-ground);color:var(--ncmec-text);font:1rem/1.5 system-ui,-apple-system,\"Segoe UI\","
    "Roboto,\"Helvetica Neue\",Arial,sans-serif;overflow-wrap:break-word}\n"
    "body.ncmec{margin:0}\n"
    ".ncmec *{box-sizing:border-box}\n"
    ".ncmec .ncmec-strip{margin:0;padding:.35rem max(1.25rem,50% - "
    "22.75rem);background:var(--ncmec-strip);color:var(--ncmec-strip-text);"
    "font-weight:600}\n"
    ".ncmec .ncmec-band{display:grid;grid-template-columns:minmax(0,1fr) auto;column-gap:1rem;align-content:center;"
    "padding:1.25rem max(1.25rem,50% - 22.75rem);background:var(--ncmec-band);border-bottom:.3rem solid "
    "var(--ncmec-rule)}\n"
    ".ncmec .ncmec-band>*{grid-column:1}\n"
    ".ncmec .ncmec-band h1,.ncmec .ncmec-band "
    "h2{margin:0;color:var(--ncmec-title);font-size:2.25rem;line-height:1.15}\n"
    ".ncmec .ncmec-org{display:block;margin-bottom:.5rem;color:var(--ncmec-org);font-size:1rem;font-weight:600;"
    "line-height:1.3}\n"
    ".ncmec .ncmec-year{margin:.5rem 0 0;color:var(--ncmec-year);font-weight:600}\n"
    ".ncmec .ncmec-logo{width:auto;height:3.5rem;max-width:100%;margin-bottom:.75rem;background:var(--ncmec-band);"
    "forced-color-adjust:none}\n"
    ".ncmec .ncmec-band .ncmec-state{grid-column:2;grid-row:1/span 4;align-self:center;width:auto;height:6rem;"
    "max-width:9rem;fill:var(--ncmec-state)}\n"
    ".ncmec .ncmec-nav,.ncmec .ncmec-main{max-width:48rem;margin:0 auto;padding:0 1.25rem}\n"
    ".ncmec .ncmec-nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:1rem 0 0;padding:0;list-style:none}\n"
    ".ncmec .ncmec-nav a{display:inline-block;padding:.25rem 0}\n"
    ".ncmec .ncmec-states{columns:3 14rem;margin:0 0 2rem;padding:0;list-style:none}\n"
    ".ncmec .ncmec-states li{padding:.25rem 0;break-inside:avoid}\n"
    ".ncmec section h2,.ncmec section h3,.ncmec section h4{margin:1.75rem 0 .5rem;color:var(--ncmec-heading);"
    "font-size:1.3rem;line-height:1.25}\n"
    ".ncmec section section h3,.ncmec section section h4{font-size:1.1rem}\n"
    ".ncmec p{margin:0 0 .75rem}\n"
    ".ncmec a{color:var(--ncmec-link);text-decoration:underline}\n"
    ".ncmec a:focus-visible{outline:.2rem solid;outline-offset:.15rem}\n"
    ".ncmec .ncmec-figures ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(10rem,100%),1fr));"
    "gap:1rem;margin:0 0 1.5rem;padding:0;list-style:none}\n"
    ".ncmec .ncmec-figures li{padding-left:.6rem;border-left:.2rem solid var(--ncmec-accent);line-height:1.3}\n"
    ".ncmec .ncmec-figures strong{display:block;color:var(--ncmec-figure);font-size:1.75rem;line-height:1.15}\n"
    ".ncmec table{width:100%;margin:0 0 1rem;border-collapse:collapse}\n"
    ".ncmec caption{padding:0 0 .5rem;text-align:left}\n"
    ".ncmec th,.ncmec td{padding:.3rem .5rem .3rem 0;border-bottom:1px solid var(--ncmec-bar);text-align:left;"
    "vertical-align:top;font-weight:400}\n"
    ".ncmec thead th,.ncmec .ncmec-total th,.ncmec .ncmec-total td{font-weight:700}\n"
    ".ncmec .ncmec-total th,.ncmec .ncmec-total td{border-top:2px solid var(--ncmec-heading)}\n"
    ".ncmec .ncmec-n{padding-left:.5rem;padding-right:0;text-align:right;font-variant-numeric:tabular-nums;"
    "white-space:nowrap}\n"
    ".ncmec th{overflow-wrap:anywhere;hyphens:auto}\n"
    ".ncmec thead .ncmec-n{white-space:normal;overflow-wrap:normal;hyphens:none}\n"
    "@media (max-width:26em){.ncmec table{font-size:.875rem}}\n"
    ".ncmec .ncmec-bar{display:block;width:100%;height:.5rem;margin-top:.2rem;fill:var(--ncmec-bar)}\n"
    ".ncmec .ncmec-notes{margin-top:2rem;padding:1rem max(1.25rem,50% - 22.75rem);background:var(--ncmec-note);"
    "color:var(--ncmec-note-text);font-size:.9375rem}\n"
    ".ncmec .ncmec-notes h2,.ncmec .ncmec-notes h3{margin:0 0 .25rem;font-size:1rem}\n"
    ".ncmec .ncmec-notes a{color:var(--ncmec-note-link)}\n"
    ".ncmec .ncmec-said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap;user-select:none}\n"
    "@media (max-width:36em){.ncmec .ncmec-band .ncmec-state{display:none}}\n"
    "@media (forced-colors:active){.ncmec .ncmec-bar,.ncmec .ncmec-band .ncmec-state{fill:CanvasText}}\n"
    "@media print{.ncmec{--ncmec-title:#000;--ncmec-org:#000;--ncmec-year:#000;--ncmec-strip-text:#000;"
    "background:none;font-size:11pt}.ncmec .ncmec-nav{display:none}.ncmec .ncmec-band,.ncmec "
    ".ncmec-notes,.ncmec .ncmec-strip{padding-left:0;padding-right:0;background:none}.ncmec "
    ".ncmec-strip{padding-left:.35rem;border:1px solid}.ncmec .ncmec-main{max-width:none;padding:0}.ncmec "
    "h2,.ncmec h3,.ncmec h4{break-after:avoid;break-inside:avoid}.ncmec .ncmec-band,.ncmec table,.ncmec li,.ncmec "
    ".ncmec-notes{break-inside:avoid}.ncmec "
    ".ncmec-away::after{content:\" (\" attr(href) \")\"}}\n";

Str html_style(const Theme *theme, Arena *a)
{
    Buf out = {.arena = a};
    Color dark = night(theme->header.ground), note = mixed(&dark, &white, 2);
    buf_put(&out, STR(HTML_STYLE_BEGIN "\n.ncmec{color-scheme:light;"));
    put_palette(&out, theme, &white, theme->note.ground, false);
    put_bands(&out, theme);
    buf_put(&out, STR("}\n@media screen and (prefers-color-scheme:dark){.ncmec{color-scheme:dark;"));
    put_palette(&out, theme, &dark, &note, true);
    buf_put(&out, STR("}}\n"));
    buf_put(&out, (Str){rules, sizeof rules - 1});
    return buf_str(&out);
}

Str html_style_hash(Str style, Arena *a)
{
    return str_printf(a, "'sha256-%.*s'", STR_ARG(sha256_base64(style, a)));
}

void html_put_attribute(Buf *out, const char *name, Str value)
{
    buf_printf(out, " %s=\"", name);
    for (size_t at = 0, end; at < value.n; at = end + 1) {
        end = str_find(value, STR("\""), at);
        buf_xml(out, str_slice(value, at, end));
        buf_put(out, end < value.n ? STR("&quot;") : STR(""));
    }
    buf_char(out, '"');
}

void html_put_head(Buf *out, const Theme *theme, Str language, Str title)
{
    Str style = html_style(theme, out->arena);
    buf_put(out, STR("<html"));
    html_put_attribute(out, "lang", language);
    buf_put(out, STR(">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"));
    buf_printf(out,
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src %.*s; img-src "
               "data:; base-uri 'none'; form-action 'none'\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
               "<meta name=\"generator\" content=\"" NCMEC_PRODUCER "\">\n<title>",
               STR_ARG(html_style_hash(style, out->arena)));
    buf_xml(out, title);
    buf_put(out, STR("</title>\n"));
    buf_printf(out, "<style>%.*s</style>\n", STR_ARG(style));
}
