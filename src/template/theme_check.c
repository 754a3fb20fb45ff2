/* What must hold between a theme's values that are sound one by one: bands hold their texts, the body lies between band
   and footer, levels run from roomy to tight, small type is black or paper white, inks dry. Where the logo is, and that
   it covers nothing; src/picture reads its file, whose proportions give the side that the theme leaves out. */
#include "theme_rows.h"

#include "ncmec/document.h"

enum {
    TYPE_LEAST = 8,          /* points */
    SMALL_TYPE = 12,         /* points: up to here type is black or paper white alone */
    PAPER_TYPE_LEAST = 9,    /* points of type in paper white */
    CELL_LEAST = 54,         /* points of text in a cell of the highlights */
    LABELS_LEAST = 30,       /* percent of the measure that a table's bars leave to its labels */
    TITLE_WIDTH_LEAST = 216, /* points of a title beside silhouette or logo */
    LEADING_MOST = 200,      /* percent of the size */
    DESCENT_OF = 4           /* a line's descent is this part of its size */
};

typedef struct Check {
    const Value *root;
    const Theme *theme;
    Diag *diag;
} Check;

/* What was typed at "header.rule.weight"; NULL: nothing. */
static const Value *typed_at(const Value *root, Str path)
{
    while (root && path.n) {
        size_t dot = str_find(path, STR("."), 0);
        root = value_get(root, str_slice(path, 0, dot));
        path = str_slice(path, dot + 1, path.n);
    }
    return root;
}

static Mark place(const Check *c, const char *path)
{
    return typed_at(c->root, str_from(path))->mark;
}

/* Points, for a message. */
static const char *shown(Sp length, char out[32])
{
    sp_format(length, 2, out);
    return out;
}

/* ---- Lengths ---- */

/* What lies where, down from the trim's top edge. A finding names the first key, and says what the bound is. */
static const struct {
    const char *relation, *bound;
} relations[] = {
    {"page.body_top_first >= header.height + header.rule.weight + strip.height", "the foot of band, rule and strip"},
    {"page.body_top >= running.height + running.rule.weight + strip.height", "the foot of band, rule and strip"},
    {"page.body_bottom <= footer.rule_y", "the footer's rule"},
    {"page.body_top_first <= page.body_bottom - 144pt",
     "the last place that leaves room for text above 'body_bottom',"},
    {"page.body_top <= page.body_bottom - 144pt", "the last place that leaves room for text above 'body_bottom',"},
    {"header.organization_y <= header.title_y", "'title_y'"},
    {"header.title_y <= header.year_y", "'year_y'"},
    {"header.year_y <= header.height", "the band's foot"},
    {"silhouette.height + silhouette.top <= header.height", "the band's foot"},
    {"running.baseline <= running.height", "the band's foot"},
    {"strip.baseline <= strip.height", "the strip's foot"},
    {"footer.rule_y + footer.rule.weight <= footer.baseline", "'baseline'"},
    {"footer.baseline <= page.height - 18pt", "the last line that every printer prints,"},
};

/* "page.height - 18pt" */
static Sp sum_of(const Theme *theme, Str sum)
{
    Sp total = 0, term;
    bool minus = false;
    for (size_t end; sum.n; sum = str_slice(sum, end + 1, sum.n)) {
        end = str_find(sum, STR(" "), 0);
        Str word = str_slice(sum, 0, end);
        if (word.n == 1) {
            minus = word.s[0] == '-';
            continue;
        }
        if (!sp_parse(word, &term))
            term = *(const Sp *)theme_find(theme_rows, theme, word).at;
        total += minus ? -term : term;
    }
    return total;
}

static void report(const Check *c, Str key, Sp is, const char *where, Sp bound, const char *words)
{
    char a[32], b[32];
    diag_error(c->diag, DIAG_THEME, typed_at(c->root, key)->mark, "'%.*s' is at %s pt, %s %s at %s pt",
               STR_ARG(str_slice(key, str_find(key, STR("."), 0) + 1, key.n)), shown(is, a), where, words,
               shown(bound, b));
}

static void check_relations(const Check *c)
{
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        Str all = str_from(relations[i].relation), key = str_slice(all, 0, str_find(all, STR(" "), 0));
        size_t at = str_find(all, STR("= "), 0) - 1;
        bool is_most = all.s[at] == '<';
        Sp is = sum_of(c->theme, str_slice(all, 0, at)), bound = sum_of(c->theme, str_slice(all, at + 3, all.n));
        if ((is_most ? is > bound : is < bound) && typed_at(c->root, key))
            report(c, key, is, is_most ? "below" : "above", bound, relations[i].bound);
    }
}

static Sp smallest_body(const Theme *theme)
{
    Sp least = theme->levels[0].size;
    for (size_t i = 1; i < theme->level_count; i++)
        if (theme->levels[i].size < least)
            least = theme->levels[i].size;
    return least;
}

/* Two lines of the least title fit between the organization and the year. */
static void check_title(const Check *c)
{
    const Theme *t = c->theme;
    const TypeStyle *title = &t->styles[STYLE_TITLE];
    Sp size = length_at(title->size, smallest_body(t)), leading = length_at(title->leading, smallest_body(t));
    Sp needed = t->header.organization_y + 2 * sp_scale(leading, t->header.title_least, size);
    if (t->header.organization_y <= t->header.title_y && t->header.title_y < needed)
        report(c, STR("header.title_y"), t->header.title_y, "above", needed,
               "the place that two lines of 'title_least' need below 'organization_y',");
}

static void check_silhouette(const Check *c)
{
    const Theme *t = c->theme;
    char is[32];
    Sp beside = theme_silhouette_box(t).x - t->silhouette.gap - t->page.left;
    if (beside < SP_PT(TITLE_WIDTH_LEAST))
        diag_error(c->diag, DIAG_THEME, place(c, "silhouette.width"),
                   "the silhouette leaves %s pt to the title at its left; %d pt is the least", shown(beside, is),
                   TITLE_WIDTH_LEAST);
    if (t->silhouette.color == t->header.ground)
        diag_error(c->diag, DIAG_THEME, place(c, "silhouette.color"),
                   "the silhouette has the color of the band, '%.*s', and would not be seen; choose another",
                   STR_ARG(t->header.ground->name));
}

static void check_columns(const Check *c)
{
    const Theme *t = c->theme;
    char is[32];
    int64_t columns = t->highlights.columns;
    Sp measure = t->page.width - t->page.left - t->page.right;
    Sp cell = (measure - (columns - 1) * t->highlights.column_gap) / columns - t->highlights.accent.weight -
              t->highlights.accent_gap;
    if (cell < SP_PT(CELL_LEAST))
        diag_error(c->diag, DIAG_THEME, place(c, "highlights.columns"),
                   "%d columns leave %s pt to a cell's text; %d pt is the least that holds a label", (int)columns,
                   shown(cell, is), CELL_LEAST);
    Sp bars = sp_scale(measure, t->table.bar_percent, 100);
    Sp labels = measure - bars - 3 * t->table.column_gap - 8 * t->table.padding_x;
    if (labels < sp_scale(measure, LABELS_LEAST, 100))
        diag_error(c->diag, DIAG_THEME, place(c, "table.bar_percent"),
                   "bars, gaps and padding leave %s pt to a table's texts; %d%% of the measure is the least",
                   shown(labels, is), LABELS_LEAST);
}

/* ---- Levels ---- */

static void check_levels(const Check *c)
{
    const Value *levels = typed_at(c->root, STR("levels"));
    for (size_t i = 0; i < c->theme->level_count; i++) {
        const Level *level = &c->theme->levels[i], *before = i ? level - 1 : level;
        const Value *map = levels->items[i];
        if (level->leading < level->size || level->leading > sp_scale(level->size, LEADING_MOST, 100))
            diag_error(c->diag, DIAG_THEME, value_get(map, STR("leading"))->mark,
                       "'leading' is the distance of baselines: between the size and twice the size");
        if (level->size > before->size)
            diag_error(c->diag, DIAG_THEME, value_get(map, STR("size"))->mark,
                       "levels run from roomy to tight; this size is larger than that of the level before");
        if (i > 0 && level->size == before->size && level->leading >= before->leading &&
            level->paragraph_gap >= before->paragraph_gap && level->section_gap >= before->section_gap)
            diag_error(c->diag, DIAG_THEME, map->mark,
                       "levels run from roomy to tight; this one is not tighter than the level before");
    }
}

/* ---- Type ---- */

static void check_style(const Check *c, const Field *field, const TypeStyle *style, Sp body)
{
    Sp size = length_at(style->size, body);
    Mark mark = field->value->mark;
    Str name = field->key;
    char is[32];
    shown(size, is);
    if (size < SP_PT(TYPE_LEAST))
        diag_error(c->diag, DIAG_THEME, mark, "the style '%.*s' falls to %s pt; no type is smaller than %d pt",
                   STR_ARG(name), is, TYPE_LEAST);
    if (length_at(style->leading, body) < size)
        diag_error(c->diag, DIAG_THEME, mark, "the style '%.*s' is set tighter than its size; raise 'leading'",
                   STR_ARG(name));
    if (style->color->kind == COLOR_PAPER &&
        (size < SP_PT(PAPER_TYPE_LEAST) || (size <= SP_PT(SMALL_TYPE) && !face_is_heavy(style->face))))
        diag_error(c->diag, DIAG_THEME, mark,
                   "the style '%.*s' is paper white at %s pt; up to %d pt that takes %d pt or more, semibold or bold",
                   STR_ARG(name), is, SMALL_TYPE, PAPER_TYPE_LEAST);
    if (style->color->kind == COLOR_PROCESS && size <= SP_PT(SMALL_TYPE))
        diag_error(c->diag, DIAG_THEME, mark,
                   "the style '%.*s' is '%.*s' at %s pt; up to %d pt type is 'black' or 'paper'", STR_ARG(name),
                   STR_ARG(style->color->name), is, SMALL_TYPE);
}

static void check_styles(const Check *c)
{
    const Theme *t = c->theme;
    const Value *styles = typed_at(c->root, STR("styles"));
    const ThemeRow *rows = theme_row_inner(theme_find(theme_rows, t, STR("styles")).row);
    Sp body = smallest_body(t);
    for (size_t i = 0; i < styles->count; i++) {
        const TypeStyle *style = theme_find(rows, t, styles->fields[i].key).at;
        if (style != &t->styles[STYLE_BODY])
            check_style(c, &styles->fields[i], style, body);
    }
    if (t->styles[STYLE_BODY].color->kind != COLOR_BLACK)
        diag_error(c->diag, DIAG_THEME, place(c, "styles.body"), "body type is 'black'");
    if (length_at(t->styles[STYLE_STRIP].size, body) > t->strip.height)
        diag_error(c->diag, DIAG_THEME, place(c, "strip.height"), "the strip is lower than its own type");
}

/* ---- Ink ---- */

static void check_ink(const Check *c, const ThemeRow *row, const Color *color, Mark mark)
{
    int sum = 0, strongest = 0;
    for (size_t i = 0; i < 4; i++) {
        sum += color->cmyk[i];
        if (color->cmyk[i] > strongest)
            strongest = color->cmyk[i];
    }
    if (row->type == TYPE_GROUND && sum > row->most)
        diag_error(c->diag, DIAG_THEME, mark, "'%.*s' holds %d%% ink; a ground takes up to %d%%, or it does not dry",
                   STR_ARG(color->name), sum, (int)row->most);
    if (row->type == TYPE_TINT && strongest < row->least)
        diag_error(c->diag, DIAG_THEME, mark,
                   "'%.*s' is too pale for a rule or a bar; its strongest ink is %d%%, at least %d%% prints",
                   STR_ARG(color->name), strongest, (int)row->least);
}

/* Every ground and tint among the rows; 'map' is what was typed for them. */
static void check_inks(const Check *c, const ThemeRow *rows, const Value *map, const char *base)
{
    for (const ThemeRow *row = rows; row; row = theme_row_next(row)) {
        const Value *v = value_get(map, str_from(row->name));
        const void *at = base + row->offset;
        if (v && row->type == TYPE_MAP)
            check_inks(c, theme_row_inner(row), v, at);
        if (row->type == TYPE_GROUND || row->type == TYPE_TINT)
            check_ink(c, row, *(const Color *const *)at, v->mark);
    }
}

void theme_check(const Value *root, const Theme *theme, Diag *d)
{
    const Check c = {root, theme, d};
    if (theme->page.min_pages > theme->page.max_pages)
        diag_error(d, DIAG_THEME, place(&c, "page.min_pages"), "'min_pages' is %d, more than 'max_pages', which is %d",
                   (int)theme->page.min_pages, (int)theme->page.max_pages);
    check_relations(&c);
    check_title(&c);
    if (theme->silhouette.width > 0)
        check_silhouette(&c);
    check_columns(&c);
    check_levels(&c);
    check_styles(&c);
    check_inks(&c, theme_rows, root, (const char *)theme);
    if (typed_at(root, STR("logo")) && !theme->logo.width == !theme->logo.height)
        diag_error(d, DIAG_THEME, place(&c, "logo"),
                   "a logo has either 'width' or 'height'; the other one follows from its proportions");
}

/* ---- The logo's place ---- */

Rect theme_silhouette_box(const Theme *t)
{
    Sp right = t->page.width - t->silhouette.right;
    return (Rect){right - t->silhouette.width, t->silhouette.top, t->silhouette.width, t->silhouette.height};
}

Rect theme_logo_place(const Theme *t)
{
    bool at_left = t->logo.side == LOGO_LEFT;
    Sp x = at_left ? t->page.left : t->page.width - t->page.right - t->logo.width;
    return (Rect){x, t->logo.top, t->logo.width, t->logo.height};
}

/* The logo and the space around it. */
static Rect logo_clearing(const Theme *t)
{
    Rect logo = theme_logo_place(t);
    Sp clear = t->logo.clear_space;
    return (Rect){logo.x - clear, logo.y - clear, logo.width + 2 * clear, logo.height + 2 * clear};
}

void theme_logo_clear(const Theme *t, Sp *left, Sp *right)
{
    if (!t->logo.picture)
        return;
    /* The texts of the band move together, so they count as a whole. */
    Sp body = t->levels[0].size;
    Sp top = t->header.organization_y - length_at(t->styles[STYLE_ORGANIZATION].size, body);
    Sp foot = t->header.year_y + length_at(t->styles[STYLE_YEAR].size, body) / DESCENT_OF;
    Rect logo = logo_clearing(t);
    if (logo.y >= foot || logo.y + logo.height <= top)
        return;
    if (t->logo.side == LOGO_LEFT && logo.x + logo.width > *left)
        *left = logo.x + logo.width;
    if (t->logo.side == LOGO_RIGHT && logo.x < *right)
        *right = logo.x;
}

static bool overlap(Rect a, Rect b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static void check_place(const Theme *t, Diag *d)
{
    Sp foot = t->logo.top + t->logo.height, left = t->page.left, right = t->page.width - t->page.right;
    Rect silhouette = theme_silhouette_box(t);
    char is[32], bound[32];
    if (foot > t->header.height)
        diag_error(d, DIAG_THEME, t->logo.file.mark,
                   "the logo reaches down to %s pt, below the band's foot at %s pt; make it smaller or the band higher",
                   shown(foot, is), shown(t->header.height, bound));
    if (silhouette.width > 0 && overlap(logo_clearing(t), silhouette))
        diag_error(d, DIAG_THEME, t->logo.file.mark,
                   "the logo and its clear space cover the silhouette; put it at the other side, or leave 'silhouette' "
                   "out");
    theme_logo_clear(t, &left, &right);
    if (silhouette.width > 0 && silhouette.x - t->silhouette.gap < right)
        right = silhouette.x - t->silhouette.gap;
    if (right - left < SP_PT(TITLE_WIDTH_LEAST))
        diag_error(d, DIAG_THEME, t->logo.file.mark,
                   "the logo leaves %s pt to the texts beside it; %d pt is the least: make it smaller, or the band "
                   "higher and the logo stand above them",
                   shown(right - left, is), TITLE_WIDTH_LEAST);
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
        diag_error(d, DIAG_THEME, theme->logo.file.mark, "at this size the logo is less than a point wide or high");
    else if (picture_check_width(picture, with->logo.width, theme->logo.file.mark, d))
        check_place(with, d);
    return diag_errors(d) == errors ? with : NULL;
}
