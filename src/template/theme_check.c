/* What must hold between a theme's values that are sound one by one: bands hold their texts, bodies lie between band
   and footer, levels run from roomy to tight, small type is black or paper white, inks dry. Leaves out contrast, which
   is checked on finished pages. */
#include "theme_parts.h"

#include <stdio.h>

enum {
    GROUND_INK_MOST = 240,   /* percent: a large dark solid must dry */
    TINT_LEAST = 15,         /* percent of the strongest ink of a rule or a bar */
    SMALL_TYPE = 12,         /* points: up to here type is black or paper white alone */
    PAPER_TYPE_LEAST = 9,    /* points of type in paper white */
    CELL_LEAST = 54,         /* points of text in a cell of the highlights */
    LABELS_LEAST = 30,       /* percent of the measure that a table's bars leave to its labels */
    BODY_LEAST = 144,        /* points from a body's top to its bottom */
    FOOTER_INSIDE = 18,      /* points of live matter inside the trim */
    TITLE_WIDTH_LEAST = 216, /* points of a title beside the silhouette */
    LEADING_MOST = 200,      /* percent of the size */
    FORMAT_DECIMALS = 2
};

typedef struct Check {
    const Value *root;
    const Theme *theme;
    Diag *diag;
} Check;

static Mark place(const Check *c, const char *section, const char *key)
{
    const Value *map = value_get(c->root, str_from(section));
    return value_get(map, str_from(key))->mark;
}

/* Reports unless a <= b. 'than' says what b is. */
static void at_most(const Check *c, const char *section, const char *key, Sp a, Sp b, const char *than)
{
    char is[32], bound[32];
    if (a <= b)
        return;
    sp_format(a, FORMAT_DECIMALS, is);
    sp_format(b, FORMAT_DECIMALS, bound);
    diag_error(c->diag, DIAG_THEME, place(c, section, key), "'%s' is at %s pt, below %s at %s pt", key, is, than,
               bound);
}

static void above(const Check *c, const char *section, const char *key, Sp a, Sp b, const char *than)
{
    char is[32], bound[32];
    if (a >= b)
        return;
    sp_format(a, FORMAT_DECIMALS, is);
    sp_format(b, FORMAT_DECIMALS, bound);
    diag_error(c->diag, DIAG_THEME, place(c, section, key), "'%s' is at %s pt, above %s at %s pt", key, is, than,
               bound);
}

static Sp smallest_body(const Theme *theme)
{
    Sp least = theme->levels[0].size;
    for (size_t i = 1; i < theme->level_count; i++)
        if (theme->levels[i].size < least)
            least = theme->levels[i].size;
    return least;
}

/* ---- Page ----------------------------------------------------------------------------------------------------------
 */

/* Two lines of the least title stand between the organization and the year. */
static void check_title(const Check *c)
{
    const Theme *t = c->theme;
    const TypeStyle *title = &t->styles[STYLE_TITLE];
    Sp size = length_at(title->size, smallest_body(t)), leading = length_at(title->leading, smallest_body(t));
    if (size > 0 && t->header.organization_y <= t->header.title_y)
        above(c, "header", "title_y", t->header.title_y,
              t->header.organization_y + 2 * sp_scale(leading, t->header.title_least, size),
              "the place that two lines of 'title_least' need below 'organization_y',");
}

static void check_silhouette(const Check *c)
{
    const Theme *t = c->theme;
    Sp beside = t->page.width - t->silhouette.right - t->silhouette.width - t->silhouette.gap - t->page.left;
    char is[32];
    at_most(c, "silhouette", "height", t->silhouette.top + t->silhouette.height, t->header.height, "the band's foot");
    if (beside < SP_PT(TITLE_WIDTH_LEAST)) {
        sp_format(beside, FORMAT_DECIMALS, is);
        diag_error(c->diag, DIAG_THEME, place(c, "silhouette", "width"),
                   "the silhouette leaves %s pt to the title at its left; %d pt is the least", is, TITLE_WIDTH_LEAST);
    }
    if (t->silhouette.color == t->header.ground)
        diag_error(c->diag, DIAG_THEME, place(c, "silhouette", "color"),
                   "the silhouette has the color of the band, '%.*s', and would not be seen; choose another",
                   STR_ARG(t->header.ground->name));
}

static void check_page(const Check *c)
{
    const Theme *t = c->theme;
    if (t->page.min_pages > t->page.max_pages)
        diag_error(c->diag, DIAG_THEME, place(c, "page", "min_pages"),
                   "'min_pages' is %d, more than 'max_pages', which is %d", (int)t->page.min_pages,
                   (int)t->page.max_pages);
    Sp first = t->header.height + t->header.rule.weight + t->strip.height;
    Sp later = t->running.height + t->running.rule.weight + t->strip.height;
    above(c, "page", "body_top_first", t->page.body_top_first, first, "the foot of band, rule and strip");
    above(c, "page", "body_top", t->page.body_top, later, "the foot of band, rule and strip");
    at_most(c, "page", "body_bottom", t->page.body_bottom, t->footer.rule_y, "the footer's rule");
    at_most(c, "page", "body_top_first", t->page.body_top_first, t->page.body_bottom - SP_PT(BODY_LEAST),
            "the last place that leaves room for text above 'body_bottom',");
    at_most(c, "page", "body_top", t->page.body_top, t->page.body_bottom - SP_PT(BODY_LEAST),
            "the last place that leaves room for text above 'body_bottom',");
    at_most(c, "header", "organization_y", t->header.organization_y, t->header.title_y, "'title_y'");
    at_most(c, "header", "title_y", t->header.title_y, t->header.year_y, "'year_y'");
    at_most(c, "header", "year_y", t->header.year_y, t->header.height, "the band's foot");
    check_title(c);
    if (t->silhouette.width > 0)
        check_silhouette(c);
    at_most(c, "running", "baseline", t->running.baseline, t->running.height, "the band's foot");
    at_most(c, "strip", "baseline", t->strip.baseline, t->strip.height, "the strip's foot");
    at_most(c, "footer", "rule_y", t->footer.rule_y + t->footer.rule.weight, t->footer.baseline, "'baseline'");
    at_most(c, "footer", "baseline", t->footer.baseline, t->page.height - SP_PT(FOOTER_INSIDE),
            "the last line that every printer prints,");
}

static void check_columns(const Check *c)
{
    const Theme *t = c->theme;
    Sp measure = t->page.width - t->page.left - t->page.right;
    int64_t columns = t->highlights.columns;
    Sp cell = (measure - (columns - 1) * t->highlights.column_gap) / columns - t->highlights.accent.weight -
              t->highlights.accent_gap;
    char is[32];
    if (cell < SP_PT(CELL_LEAST)) {
        sp_format(cell, FORMAT_DECIMALS, is);
        diag_error(c->diag, DIAG_THEME, place(c, "highlights", "columns"),
                   "%d columns leave %s pt to a cell's text; %d pt is the least that holds a label", (int)columns, is,
                   CELL_LEAST);
    }
    Sp labels =
        measure - sp_scale(measure, t->table.bar_percent, 100) - 3 * t->table.column_gap - 8 * t->table.padding_x;
    if (labels < sp_scale(measure, LABELS_LEAST, 100)) {
        sp_format(labels, FORMAT_DECIMALS, is);
        diag_error(c->diag, DIAG_THEME, place(c, "table", "bar_percent"),
                   "bars, gaps and padding leave %s pt to a table's texts; %d%% of the measure is the least", is,
                   LABELS_LEAST);
    }
}

/* ---- Levels --------------------------------------------------------------------------------------------------------
 */

static void check_levels(const Check *c)
{
    const Value *levels = value_get(c->root, STR("levels"));
    for (size_t i = 0; i < c->theme->level_count; i++) {
        const Level *level = &c->theme->levels[i], *before = i ? level - 1 : NULL;
        const Value *map = levels->items[i];
        if (level->leading < level->size || level->leading > sp_scale(level->size, LEADING_MOST, 100))
            diag_error(c->diag, DIAG_THEME, value_get(map, STR("leading"))->mark,
                       "'leading' is the distance of baselines: between the size and twice the size");
        if (before && level->size > before->size)
            diag_error(c->diag, DIAG_THEME, value_get(map, STR("size"))->mark,
                       "levels run from roomy to tight; this size is larger than that of the level before");
        if (before && level->size == before->size && level->leading >= before->leading &&
            level->paragraph_gap >= before->paragraph_gap && level->section_gap >= before->section_gap)
            diag_error(c->diag, DIAG_THEME, map->mark,
                       "levels run from roomy to tight; this one is not tighter than the level before");
    }
}

/* ---- Type ----------------------------------------------------------------------------------------------------------
 */

/* The face that paints the lightest strokes of a style. */
static bool is_light(FaceId face)
{
    return face == FACE_REGULAR || face == FACE_ITALIC;
}

static void check_style(const Check *c, const Field *field, const TypeStyle *style, Sp body)
{
    Sp size = length_at(style->size, body), leading = length_at(style->leading, body);
    char is[32];
    sp_format(size, FORMAT_DECIMALS, is);
    if (size < SP_PT(8))
        diag_error(c->diag, DIAG_THEME, style->mark, "the style '%.*s' falls to %s pt; no type is smaller than 8 pt",
                   STR_ARG(field->key), is);
    if (leading < size)
        diag_error(c->diag, DIAG_THEME, style->mark, "the style '%.*s' is set tighter than its size; raise 'leading'",
                   STR_ARG(field->key));
    switch (style->color->kind) {
    case COLOR_BLACK:
    case COLOR_MARKS:
        break;
    case COLOR_PAPER:
        if (size < SP_PT(PAPER_TYPE_LEAST) || (size <= SP_PT(SMALL_TYPE) && is_light(style->face)))
            diag_error(
                c->diag, DIAG_THEME, style->mark,
                "the style '%.*s' is paper white at %s pt; up to %d pt that takes 9 pt or more, semibold or bold",
                STR_ARG(field->key), is, SMALL_TYPE);
        break;
    case COLOR_PROCESS:
        if (size <= SP_PT(SMALL_TYPE))
            diag_error(c->diag, DIAG_THEME, style->mark,
                       "the style '%.*s' is '%.*s' at %s pt; up to %d pt type is 'black' or 'paper'",
                       STR_ARG(field->key), STR_ARG(style->color->name), is, SMALL_TYPE);
        break;
    }
}

static void check_styles(const Check *c)
{
    const Value *styles = value_get(c->root, STR("styles"));
    Sp body = smallest_body(c->theme);
    for (size_t i = 0; i < styles->count; i++)
        for (size_t id = 0; id < STYLE_COUNT; id++)
            if (id != STYLE_BODY && styles->fields[i].value->mark.offset == c->theme->styles[id].mark.offset)
                check_style(c, &styles->fields[i], &c->theme->styles[id], body);
    if (c->theme->styles[STYLE_BODY].color->kind != COLOR_BLACK)
        diag_error(c->diag, DIAG_THEME, c->theme->styles[STYLE_BODY].mark, "body type is 'black'");
    Sp strip = length_at(c->theme->styles[STYLE_STRIP].size, body);
    if (strip > c->theme->strip.height)
        diag_error(c->diag, DIAG_THEME, place(c, "strip", "height"), "the strip is lower than its own type");
}

/* ---- Ink -----------------------------------------------------------------------------------------------------------
 */

static void check_ground(const Check *c, const char *section, const Color *color)
{
    int sum = color->cmyk[0] + color->cmyk[1] + color->cmyk[2] + color->cmyk[3];
    if (sum > GROUND_INK_MOST)
        diag_error(c->diag, DIAG_THEME, place(c, section, "ground"),
                   "'%.*s' holds %d%% ink; a ground takes up to %d%%, or it does not dry", STR_ARG(color->name), sum,
                   GROUND_INK_MOST);
}

static void check_tint(const Check *c, const char *section, const char *key, const Color *color)
{
    int strongest = 0;
    for (size_t i = 0; i < 4; i++)
        if (color->cmyk[i] > strongest)
            strongest = color->cmyk[i];
    if (strongest < TINT_LEAST)
        diag_error(c->diag, DIAG_THEME, place(c, section, key),
                   "'%.*s' is too pale for a rule or a bar; its strongest ink is %d%%, at least %d%% prints",
                   STR_ARG(color->name), strongest, TINT_LEAST);
}

static void check_inks(const Check *c)
{
    const Theme *t = c->theme;
    check_ground(c, "header", t->header.ground);
    check_ground(c, "running", t->running.ground);
    check_ground(c, "strip", t->strip.ground);
    check_ground(c, "note", t->note.ground);
    check_tint(c, "header", "rule", t->header.rule.color);
    check_tint(c, "running", "rule", t->running.rule.color);
    check_tint(c, "highlights", "accent", t->highlights.accent.color);
    check_tint(c, "highlights", "rule", t->highlights.rule.color);
    check_tint(c, "table", "head", t->table.head.color);
    check_tint(c, "table", "row", t->table.row.color);
    check_tint(c, "table", "total", t->table.total.color);
    check_tint(c, "table", "bar", t->table.bar);
    check_tint(c, "footer", "rule", t->footer.rule.color);
}

void theme_check(const Value *root, const Theme *theme, Diag *d)
{
    const Check c = {root, theme, d};
    check_page(&c);
    check_columns(&c);
    check_levels(&c);
    check_styles(&c);
    check_inks(&c);
}
