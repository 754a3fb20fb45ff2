/* A resolved theme as a theme's file, so that a designer sees what each key came to. Reading it again gives the same
   theme; the tables of the reader say what there is. */
#include "theme_parts.h"

#include "ncmec/document.h"

enum { LENGTH_DECIMALS = 5 }; /* 1/65536 pt survives the way there and back */

/* With as few decimals as read back to the same length. */
static void put_length(Buf *out, Sp length, const char *unit)
{
    char text[32];
    for (int decimals = 0; decimals <= LENGTH_DECIMALS; decimals++) {
        Str shown = {text, sp_format(length, decimals, text)};
        Sp back;
        if ((sp_parse(shown, &back) && back == length) || decimals == LENGTH_DECIMALS) {
            buf_printf(out, "%.*s%s", STR_ARG(shown), unit);
            return;
        }
    }
}

static void put_quoted(Buf *out, Str text)
{
    buf_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '"' || text.s[i] == '\\')
            buf_char(out, '\\');
        buf_char(out, text.s[i]);
    }
    buf_char(out, '"');
}

static void put_size(Buf *out, Length length)
{
    put_length(out, length.relative ? length.em : length.points, length.relative ? " em" : " pt");
}

static void put_field(Buf *out, const ThemeField *field, const void *base)
{
    const void *at = (const char *)base + field->offset;
    buf_printf(out, "%s: ", field->name);
    switch (field->type) {
    case FIELD_LENGTH:
        put_length(out, *(const Sp *)at, " pt");
        break;
    case FIELD_COUNT:
        buf_printf(out, "%lld", (long long)*(const int64_t *)at);
        break;
    case FIELD_BOOL:
        buf_put(out, *(const bool *)at ? STR("true") : STR("false"));
        break;
    case FIELD_ALIGN:
        buf_printf(out, "%s", theme_align_names[*(const Align *)at]);
        break;
    case FIELD_COLOR:
        buf_put(out, (*(const Color *const *)at)->name);
        break;
    case FIELD_RULE: {
        const Rule *rule = at;
        buf_put(out, STR("{weight: "));
        put_length(out, rule->weight, " pt");
        buf_printf(out, ", color: %.*s}", STR_ARG(rule->color->name));
        break;
    }
    }
}

static void put_colors(const Theme *theme, Buf *out)
{
    buf_put(out, STR("\ncolors:\n"));
    for (size_t i = 0; i < theme->color_count; i++) {
        const Color *c = &theme->colors[i];
        if (c->kind == COLOR_PROCESS)
            buf_printf(out, "  %.*s: {srgb: \"#%02X%02X%02X\", cmyk: [%d, %d, %d, %d]}\n", STR_ARG(c->name), c->srgb[0],
                       c->srgb[1], c->srgb[2], c->cmyk[0], c->cmyk[1], c->cmyk[2], c->cmyk[3]);
    }
}

static void put_styles(const Theme *theme, Buf *out)
{
    buf_put(out, STR("\nfaces:\n"));
    for (size_t i = 0; i < FACE_COUNT; i++)
        if (theme->faces[i].file.n)
            buf_printf(out, "  %s: %.*s\n", theme_face_names[i], STR_ARG(theme->faces[i].file));
    buf_put(out, STR("\nstyles:\n"));
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        const TypeStyle *s = &theme->styles[i];
        buf_printf(out, "  %s: {face: %s, ", theme_style_names[i], theme_face_names[s->face]);
        if (i != STYLE_BODY) {
            buf_put(out, STR("size: "));
            put_size(out, s->size);
            buf_put(out, STR(", leading: "));
            put_size(out, s->leading);
            buf_put(out, STR(", "));
        }
        buf_printf(out, "color: %.*s, strong: %s, emphasis: %s, strong_emphasis: %s}\n", STR_ARG(s->color->name),
                   theme_face_names[s->strong], theme_face_names[s->emphasis], theme_face_names[s->strong_emphasis]);
    }
}

static void put_logo(const Theme *theme, Buf *out)
{
    buf_put(out, STR("\nlogo:\n  file: "));
    put_quoted(out, theme->logo.file);
    buf_put(out, STR("\n  alt: "));
    put_quoted(out, theme->logo.alternative);
    buf_put(out, STR("\n  width: "));
    put_length(out, theme->logo.width, " pt");
    buf_printf(out, "\n  side: %s\n  top: ", theme_logo_side(theme->logo.side));
    put_length(out, theme->logo.top, " pt");
    buf_put(out, STR("\n  clear_space: "));
    put_length(out, theme->logo.clear_space, " pt");
    buf_char(out, '\n');
}

void theme_dump(const Theme *theme, Buf *out)
{
    buf_printf(out, "name: %.*s\n", STR_ARG(theme->name));
    put_colors(theme, out);
    put_styles(theme, out);
    buf_put(out, STR("\nlevels:\n"));
    for (size_t i = 0; i < theme->level_count; i++) {
        buf_put(out, STR("  - {"));
        for (const ThemeField *field = theme_level_fields; field->name; field++) {
            buf_put(out, field == theme_level_fields ? STR("") : STR(", "));
            put_field(out, field, &theme->levels[i]);
        }
        buf_put(out, STR("}\n"));
    }
    for (const ThemeSection *section = theme_sections; section->name; section++) {
        if (section->optional && *(const Sp *)((const char *)theme + section->fields[0].offset) == 0)
            continue;
        buf_printf(out, "\n%s:\n", section->name);
        for (const ThemeField *field = section->fields; field->name; field++) {
            buf_put(out, STR("  "));
            put_field(out, field, theme);
            buf_char(out, '\n');
        }
    }
    if (theme->logo.file.n)
        put_logo(theme, out);
}
