/* A theme's colors, faces and type styles. A color is given in both spaces, so that no later stage converts; 'black'
   and 'paper' are built in, because small type may be nothing else. Leaves contrast to the check of finished pages,
   which knows what lies under a text. */
#include "theme_parts.h"

enum {
    INK_MOST = 300,   /* percent, all four inks together */
    STYLE_LEAST = 8,  /* points of any type */
    STYLE_MOST = 144, /* points */
    EM_LEAST = 50,    /* hundredths */
    EM_MOST = 400     /* hundredths */
};

const char *const theme_face_names[] = {
    [FACE_REGULAR] = "regular", [FACE_ITALIC] = "italic",           [FACE_SEMIBOLD] = "semibold",
    [FACE_BOLD] = "bold",       [FACE_BOLD_ITALIC] = "bold_italic", NULL};

const char *const theme_style_names[] = {[STYLE_BODY] = "body",
                                         [STYLE_HEADING] = "heading",
                                         [STYLE_ORGANIZATION] = "organization",
                                         [STYLE_TITLE] = "title",
                                         [STYLE_YEAR] = "year",
                                         [STYLE_RUNNING] = "running",
                                         [STYLE_GLANCE] = "glance",
                                         [STYLE_FIGURE] = "figure",
                                         [STYLE_LABEL] = "label",
                                         [STYLE_TABLE_HEAD] = "table_head",
                                         [STYLE_TABLE] = "table",
                                         [STYLE_TABLE_TOTAL] = "table_total",
                                         [STYLE_NOTE] = "note",
                                         [STYLE_FOOTER] = "footer",
                                         [STYLE_STRIP] = "strip"};

/* ---- Colors --------------------------------------------------------------------------------------------------------
 */

const Color *theme_color(const Theme *theme, const Value *name, Diag *d)
{
    Str names[THEME_MAX_COLORS];
    for (size_t i = 0; i < theme->color_count; i++) {
        if (str_eq(theme->colors[i].name, name->text))
            return &theme->colors[i];
        names[i] = theme->colors[i].name;
    }
    Str nearest = str_nearest(name->text, names, theme->color_count);
    if (nearest.n)
        diag_error(d, DIAG_VALUE, name->mark, "unknown color '%.*s'; did you mean '%.*s'?", STR_ARG(name->text),
                   STR_ARG(nearest));
    else
        diag_error(d, DIAG_VALUE, name->mark, "unknown color '%.*s'; name one of 'colors', or 'black', or 'paper'",
                   STR_ARG(name->text));
    return NULL;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static bool read_srgb(const Value *v, uint8_t srgb[3], Diag *d)
{
    bool good = v->text.n == 7 && v->text.s[0] == '#';
    for (size_t i = 1; good && i < 7; i++)
        good = hex_digit(v->text.s[i]) >= 0;
    if (!good)
        return diag_error(d, DIAG_VALUE, v->mark,
                          "'%.*s' is not a color; write six hexadecimal digits, as in \"#12284C\"", STR_ARG(v->text));
    for (size_t i = 0; i < 3; i++)
        srgb[i] = (uint8_t)(hex_digit(v->text.s[1 + 2 * i]) << 4 | hex_digit(v->text.s[2 + 2 * i]));
    return true;
}

static bool read_cmyk(const Value *list, uint8_t cmyk[4], Diag *d)
{
    if (list->count != 4)
        return diag_error(d, DIAG_VALUE, list->mark,
                          "four inks in percent belong here (cyan, magenta, yellow, black), not %zu", list->count);
    int64_t sum = 0;
    for (size_t i = 0; i < 4; i++) {
        int64_t ink = 0;
        if (list->items[i]->kind != VALUE_SCALAR)
            return diag_error(d, DIAG_KIND, list->items[i]->mark, "an ink is a whole number of percent");
        if (!value_integer(list->items[i], 0, 100, &ink, d))
            return false;
        cmyk[i] = (uint8_t)ink;
        sum += ink;
    }
    if (sum > INK_MOST)
        return diag_error(d, DIAG_VALUE, list->mark, "%d%% ink in all; paper takes up to %d%%", (int)sum, INK_MOST);
    return true;
}

static Color *color_named(Color *colors, size_t count, Str name)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(colors[i].name, name))
            return &colors[i];
    return NULL;
}

static void read_color(const Field *field, Color *color, Diag *d)
{
    static const Key keys[] = {{"srgb", KEY_TEXT, true}, {"cmyk", KEY_LIST, true}, {0}};
    if (field->value->kind != VALUE_MAP) {
        diag_error(d, DIAG_KIND, field->value->mark,
                   "a color is given twice, as in {srgb: \"#12284C\", cmyk: [100, 80, 30, 50]}");
        return;
    }
    if (!schema_check(field->value, "a color", keys, d))
        return;
    const Value *srgb = value_get(field->value, STR("srgb")), *cmyk = value_get(field->value, STR("cmyk"));
    color->srgb_mark = srgb->mark;
    color->cmyk_mark = cmyk->mark;
    read_srgb(srgb, color->srgb, d);
    read_cmyk(cmyk, color->cmyk, d);
}

void theme_read_colors(const Value *map, Theme *theme, Arena *a, Diag *d)
{
    Color *colors = ARENA_ARRAY(a, Color, THEME_MAX_COLORS);
    colors[0] = (Color){.name = STR("black"), .kind = COLOR_BLACK, .cmyk = {0, 0, 0, 100}};
    colors[1] = (Color){.name = STR("paper"), .kind = COLOR_PAPER, .srgb = {255, 255, 255}};
    theme->colors = colors;
    theme->color_count = 2;
    for (size_t i = 0; map && i < map->count; i++) {
        const Field *field = &map->fields[i];
        if (color_named(colors, 2, field->key)) {
            diag_error(d, DIAG_DUPLICATE, field->key_mark, "'%.*s' is built in; choose another name",
                       STR_ARG(field->key));
            continue;
        }
        if (theme->color_count == THEME_MAX_COLORS) {
            diag_error(d, DIAG_VALUE, field->key_mark, "more than %d colors; leave out those that are not used",
                       THEME_MAX_COLORS - 2);
            return;
        }
        Color *color = &colors[theme->color_count++];
        *color = (Color){.name = field->key, .kind = COLOR_PROCESS, .mark = field->key_mark};
        read_color(field, color, d);
    }
}

/* ---- Output --------------------------------------------------------------------------------------------------------
 */

static bool is_file_name(Str name)
{
    return name.n && name.s[0] != '.' && str_find(name, STR("/"), 0) == name.n;
}

void theme_read_output(const Value *map, Theme *theme, Diag *d)
{
    static const Key keys[] = {{"condition", KEY_TEXT, true}, {"profile", KEY_TEXT, true}, {0}};
    theme->output.condition = STR("CGATS TR 006");
    theme->output.profile = STR("tr006.icc.z");
    if (!map || !schema_check(map, "'output'", keys, d))
        return;
    const Value *condition = value_get(map, STR("condition")), *profile = value_get(map, STR("profile"));
    theme->output.condition = condition->text;
    theme->output.profile = profile->text;
    theme->output.mark = profile->mark;
    if (condition->text.n == 0)
        diag_error(d, DIAG_VALUE, condition->mark, "the condition has no name; write what your printer calls it");
    if (!is_file_name(profile->text))
        diag_error(d, DIAG_VALUE, profile->mark, "'%.*s' is not the name of a file in the folder 'icc'",
                   STR_ARG(profile->text));
}

/* ---- Faces ---------------------------------------------------------------------------------------------------------
 */

void theme_read_faces(const Value *map, Theme *theme, Diag *d)
{
    Key keys[FACE_COUNT + 1] = {0};
    for (size_t i = 0; i < FACE_COUNT; i++)
        keys[i] = (Key){theme_face_names[i], KEY_TEXT, i == FACE_REGULAR};
    if (!map)
        return;
    schema_check(map, "'faces'", keys, d);
    for (size_t i = 0; i < FACE_COUNT; i++) {
        const Value *v = value_get(map, str_from(theme_face_names[i]));
        if (!v || v->kind != VALUE_SCALAR)
            continue;
        if (!is_file_name(v->text))
            diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is not the name of a file in the fonts folder",
                       STR_ARG(v->text));
        theme->faces[i] = (FaceFile){v->text, v->mark};
    }
}

static bool has_face(const Theme *theme, FaceId face)
{
    return theme->faces[face].file.n > 0;
}

static FaceId first_face(const Theme *theme, FaceId wanted, FaceId otherwise)
{
    return has_face(theme, wanted) ? wanted : otherwise;
}

static bool is_slanted(FaceId face)
{
    return face == FACE_ITALIC || face == FACE_BOLD_ITALIC;
}

static bool is_heavy(FaceId face)
{
    return face == FACE_SEMIBOLD || face == FACE_BOLD || face == FACE_BOLD_ITALIC;
}

/* What a designer would take: bolder for strong, slanted for emphasis and upright again where all is slanted. */
static void choose_faces(TypeStyle *style, const Theme *theme)
{
    FaceId face = style->face;
    FaceId bold = first_face(theme, FACE_BOLD, first_face(theme, FACE_SEMIBOLD, face));
    style->strong = is_slanted(face) ? first_face(theme, FACE_BOLD_ITALIC, bold) : bold;
    if (is_slanted(face))
        style->emphasis = face == FACE_ITALIC ? FACE_REGULAR : bold;
    else
        style->emphasis = first_face(theme, is_heavy(face) ? FACE_BOLD_ITALIC : FACE_ITALIC, face);
    style->strong_emphasis = is_slanted(face) ? bold : first_face(theme, FACE_BOLD_ITALIC, bold);
}

/* ---- Styles --------------------------------------------------------------------------------------------------------
 */

bool length_read(const Value *v, Sp least, Sp most, Length *length, Diag *d)
{
    Str number = str_slice(v->text, 0, v->text.n - (v->text.n < 2 ? v->text.n : 2));
    if (!str_ends(v->text, STR("em"))) {
        Sp points = 0;
        if (!value_length(v, least, most, &points, d))
            return false;
        *length = (Length){.points = points};
        return true;
    }
    Sp em = 0;
    number = str_trim(number);
    /* A bare number is read as points, whose 1/65536 are what an em is counted in. */
    if (number.n == 0 || number.s[number.n - 1] > '9' || !sp_parse(number, &em))
        return diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is not a length; write '9 pt' or '1.2 em'", STR_ARG(v->text));
    if (em < sp_scale(SP_PER_PT, EM_LEAST, 100) || em > sp_scale(SP_PER_PT, EM_MOST, 100))
        return diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is out of range; between 0.5 em and 4 em belongs here",
                          STR_ARG(v->text));
    *length = (Length){.em = em, .relative = true};
    return true;
}

static bool read_face(const Value *v, const Theme *theme, FaceId *face, Diag *d)
{
    int word = value_word(v, theme_face_names, d);
    if (word < 0)
        return false;
    if (!has_face(theme, (FaceId)word))
        return diag_error(d, DIAG_THEME, v->mark, "'faces' has no '%s'; name its file there", theme_face_names[word]);
    *face = (FaceId)word;
    return true;
}

static void read_style(const Value *map, StyleId id, Theme *theme, Diag *d)
{
    const bool sized = id != STYLE_BODY;
    const Key keys[] = {{"face", KEY_TEXT, true},
                        {"color", KEY_TEXT, true},
                        {"strong", KEY_TEXT, false},
                        {"emphasis", KEY_TEXT, false},
                        {"strong_emphasis", KEY_TEXT, false},
                        {sized ? "size" : NULL, KEY_TEXT, true},
                        {"leading", KEY_TEXT, true},
                        {0}};
    TypeStyle *style = &theme->styles[id];
    style->mark = map->mark;
    if (!schema_check(map, sized ? "a style" : "the style 'body', whose size and leading are the levels'", keys, d))
        return;
    const Value *v;
    if (!read_face(value_get(map, STR("face")), theme, &style->face, d))
        return;
    choose_faces(style, theme);
    if ((v = value_get(map, STR("strong"))))
        read_face(v, theme, &style->strong, d);
    if ((v = value_get(map, STR("emphasis"))))
        read_face(v, theme, &style->emphasis, d);
    if ((v = value_get(map, STR("strong_emphasis"))))
        read_face(v, theme, &style->strong_emphasis, d);
    style->color = theme_color(theme, value_get(map, STR("color")), d);
    if (sized) {
        length_read(value_get(map, STR("size")), SP_PT(STYLE_LEAST), SP_PT(STYLE_MOST), &style->size, d);
        length_read(value_get(map, STR("leading")), SP_PT(STYLE_LEAST), SP_PT(2 * STYLE_MOST), &style->leading, d);
    } else {
        style->size = style->leading = (Length){.em = SP_PER_PT, .relative = true};
    }
}

void theme_read_styles(const Value *map, Theme *theme, Diag *d)
{
    Key keys[STYLE_COUNT + 1] = {0};
    for (size_t i = 0; i < STYLE_COUNT; i++)
        keys[i] = (Key){theme_style_names[i], KEY_MAP, true};
    if (!map)
        return;
    schema_check(map, "'styles'", keys, d);
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        const Value *v = value_get(map, str_from(theme_style_names[i]));
        if (v && v->kind == VALUE_MAP)
            read_style(v, (StyleId)i, theme, d);
    }
}
