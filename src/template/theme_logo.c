/* The owner's logo in a theme: which file, what it is to a reader, how large it is and where it stands in the band of
   page 1. The file itself is read by src/picture; here its proportions give the size that the theme leaves out, and the
   place is held against the band, the silhouette and the texts. */
#include "theme_parts.h"

enum {
    SIDE_LEAST = 8,    /* points of a side */
    SIDE_MOST = 720,   /* likewise */
    LIVE_INSIDE = 18,  /* points between live matter and the trim */
    CLEAR_MOST = 144,  /* points */
    TEXTS_LEAST = 216, /* points of the measure of texts beside a logo */
    DESCENT_OF = 4,    /* a line's descent is a part of so many of its size */
    FORMAT_DECIMALS = 2
};

static const char *const side_names[] = {[LOGO_LEFT] = "left", [LOGO_RIGHT] = "right", NULL};

static void length_of(const Value *map, const char *key, int least, Sp *length, Diag *d)
{
    const Value *v = value_get(map, str_from(key));
    if (v && v->kind == VALUE_SCALAR)
        value_length(v, SP_PT(least), SP_PT(SIDE_MOST), length, d);
}

void theme_read_logo(const Value *map, Theme *theme, Diag *d)
{
    static const Key keys[] = {
        {"file", KEY_TEXT, true}, {"alt", KEY_TEXT, true}, {"width", KEY_TEXT, false},      {"height", KEY_TEXT, false},
        {"side", KEY_TEXT, true}, {"top", KEY_TEXT, true}, {"clear_space", KEY_TEXT, true}, {0}};
    if (!map || !schema_check(map, "'logo'", keys, d))
        return;
    const Value *file = value_get(map, STR("file")), *alt = value_get(map, STR("alt"));
    theme->logo.file = file->text;
    theme->logo.mark = file->mark;
    theme->logo.alternative = str_trim(alt->text);
    if (theme->logo.file.n == 0)
        diag_error(d, DIAG_VALUE, file->mark, "name the logo's file, beneath the theme's own folder");
    if (theme->logo.alternative.n == 0)
        diag_error(d, DIAG_VALUE, alt->mark, "say in words what the logo shows, for readers who do not see it");
    if (!value_get(map, STR("width")) == !value_get(map, STR("height")))
        diag_error(d, DIAG_THEME, map->mark,
                   "a logo has either 'width' or 'height'; the other one follows from its proportions");
    length_of(map, "width", SIDE_LEAST, &theme->logo.width, d);
    length_of(map, "height", SIDE_LEAST, &theme->logo.height, d);
    length_of(map, "top", LIVE_INSIDE, &theme->logo.top, d);
    const Value *clear = value_get(map, STR("clear_space"));
    value_length(clear, 0, SP_PT(CLEAR_MOST), &theme->logo.clear_space, d);
    int side = value_word(value_get(map, STR("side")), side_names, d);
    if (side >= 0)
        theme->logo.side = (LogoSide)side;
}

const char *theme_logo_side(LogoSide side)
{
    return side_names[side];
}

/* ---- Place ------------------------------------------------------------------------------------------------------- */

Rect theme_logo_place(const Theme *t)
{
    Sp x = t->page.left;
    if (t->logo.side == LOGO_RIGHT)
        x = t->page.width - t->page.right - t->logo.width;
    return (Rect){x, t->logo.top, t->logo.width, t->logo.height};
}

/* The texts of the band as a whole: beside a logo that reaches to their height they move together. */
static bool logo_is_beside_texts(const Theme *t)
{
    Sp body = t->levels[0].size;
    Sp above = t->header.organization_y - length_at(t->styles[STYLE_ORGANIZATION].size, body);
    Sp below = t->header.year_y + length_at(t->styles[STYLE_YEAR].size, body) / DESCENT_OF;
    return t->logo.top - t->logo.clear_space < below && t->logo.top + t->logo.height + t->logo.clear_space > above;
}

void theme_logo_clear(const Theme *t, Sp *left, Sp *right)
{
    if (!t->logo.picture || !logo_is_beside_texts(t))
        return;
    Rect place = theme_logo_place(t);
    Sp behind = place.x + place.width + t->logo.clear_space, before = place.x - t->logo.clear_space;
    if (t->logo.side == LOGO_LEFT && behind > *left)
        *left = behind;
    if (t->logo.side == LOGO_RIGHT && before < *right)
        *right = before;
}

static void check_place(const Theme *t, Diag *d)
{
    Rect place = theme_logo_place(t);
    Sp clear = t->logo.clear_space, left = t->page.left, right = t->page.width - t->page.right;
    Sp silhouette = t->page.width - t->silhouette.right - t->silhouette.width;
    char is[32], bound[32];
    if (place.y + place.height > t->header.height) {
        sp_format(place.y + place.height, FORMAT_DECIMALS, is);
        sp_format(t->header.height, FORMAT_DECIMALS, bound);
        diag_error(d, DIAG_THEME, t->logo.mark,
                   "the logo reaches down to %s pt, below the band's foot at %s pt; make it smaller or the band higher",
                   is, bound);
    }
    if (t->silhouette.width > 0 && place.x - clear < silhouette + t->silhouette.width &&
        place.x + place.width + clear > silhouette && place.y - clear < t->silhouette.top + t->silhouette.height &&
        place.y + place.height + clear > t->silhouette.top)
        diag_error(d, DIAG_THEME, t->logo.mark,
                   "the logo and its clear space cover the silhouette; put it at the other side, or leave 'silhouette' "
                   "out");
    theme_logo_clear(t, &left, &right);
    if (t->silhouette.width > 0 && silhouette - t->silhouette.gap < right)
        right = silhouette - t->silhouette.gap;
    if (right - left < SP_PT(TEXTS_LEAST)) {
        sp_format(right - left, FORMAT_DECIMALS, is);
        diag_error(d, DIAG_THEME, t->logo.mark,
                   "the logo leaves %s pt to the texts beside it; %d pt is the least: make it smaller, or the band "
                   "higher and the logo stand above them",
                   is, TEXTS_LEAST);
    }
}

const Theme *theme_with_logo(const Theme *theme, const Picture *picture, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    Theme *with = ARENA_NEW(a, Theme);
    *with = *theme;
    with->logo.picture = picture;
    if (with->logo.width)
        with->logo.height = sp_scale(with->logo.width, picture->height, picture->width);
    else
        with->logo.width = sp_scale(with->logo.height, picture->width, picture->height);
    if (with->logo.width < SP_PT(1) || with->logo.height < SP_PT(1))
        diag_error(d, DIAG_THEME, theme->logo.mark, "at this size the logo is less than a point wide or high");
    else if (picture_check_width(picture, with->logo.width, theme->logo.mark, d))
        check_place(with, d);
    return diag_errors(d) == errors ? with : NULL;
}
