/* A theme's typed file becomes the resolved Theme: one table says for every key its type, its bounds and where it goes.
   Leaves out colors, faces and styles (theme_style.c) and what must hold between keys (theme_check.c). The bounds
   follow what printers expect: live matter 18 pt inside the trim, rules of a quarter point and more, body type of 10
   pt. */
#include "theme_parts.h"

#include "ncmec/document.h"

enum {
    PAGE_LEAST = 216, /* points of a side: a card */
    PAGE_MOST = 1728, /* and a poster */
    BLEED_MOST = 36,  /* points */
    LIVE_INSIDE = 18, /* points between live matter and the trim */
    GAP_MOST = 144,   /* points of any white space */
    RULE_LEAST = 4,   /* 1/4 pt */
    RULE_MOST = 36,   /* points */
    BODY_LEAST = 10,  /* points of body type */
    BODY_MOST = 24,   /* points */
    TITLE_LEAST = 8,  /* points of a title that is pressed */
    TITLE_MOST = 144,
    SILHOUETTE_LEAST = 24, /* points of a side */
    SECTIONS_MOST = 16     /* keys of one section, the end included */
};

#define LENGTH(part, field, least, most)                                                                               \
    {                                                                                                                  \
#field, FIELD_LENGTH, offsetof(Theme, part.field), least, most                                                 \
    }
#define COUNT(part, field, least, most)                                                                                \
    {                                                                                                                  \
#field, FIELD_COUNT, offsetof(Theme, part.field), least, most                                                  \
    }
#define OTHER(part, field, type)                                                                                       \
    {                                                                                                                  \
#field, type, offsetof(Theme, part.field), 0, 0                                                                \
    }

static const ThemeField page_fields[] = {
    LENGTH(page, width, PAGE_LEAST, PAGE_MOST),
    LENGTH(page, height, PAGE_LEAST, PAGE_MOST),
    LENGTH(page, bleed, 0, BLEED_MOST),
    LENGTH(page, left, LIVE_INSIDE, PAGE_MOST),
    LENGTH(page, right, LIVE_INSIDE, PAGE_MOST),
    LENGTH(page, body_top_first, LIVE_INSIDE, PAGE_MOST),
    LENGTH(page, body_top, LIVE_INSIDE, PAGE_MOST),
    LENGTH(page, body_bottom, LIVE_INSIDE, PAGE_MOST),
    COUNT(page, min_pages, 1, THEME_MAX_PAGES),
    COUNT(page, max_pages, 1, THEME_MAX_PAGES),
    {0},
};

static const ThemeField text_fields[] = {
    OTHER(text, align, FIELD_ALIGN),
    OTHER(text, hyphenate, FIELD_BOOL),
    COUNT(text, last_line_words, 1, 10),
    COUNT(text, last_line_percent, 0, 100),
    COUNT(text, orphans, 1, 10),
    COUNT(text, widows, 1, 10),
    LENGTH(text, heading_gap, 0, GAP_MOST),
    {0},
};

static const ThemeField header_fields[] = {
    LENGTH(header, height, LIVE_INSIDE, PAGE_MOST),
    OTHER(header, ground, FIELD_COLOR),
    OTHER(header, rule, FIELD_RULE),
    LENGTH(header, organization_y, LIVE_INSIDE, PAGE_MOST),
    LENGTH(header, title_y, LIVE_INSIDE, PAGE_MOST),
    LENGTH(header, year_y, LIVE_INSIDE, PAGE_MOST),
    LENGTH(header, title_least, TITLE_LEAST, TITLE_MOST),
    {0},
};

static const ThemeField silhouette_fields[] = {
    LENGTH(silhouette, width, SILHOUETTE_LEAST, PAGE_MOST),
    LENGTH(silhouette, height, SILHOUETTE_LEAST, PAGE_MOST),
    LENGTH(silhouette, right, LIVE_INSIDE, PAGE_MOST),
    LENGTH(silhouette, top, LIVE_INSIDE, PAGE_MOST),
    LENGTH(silhouette, gap, 0, GAP_MOST),
    OTHER(silhouette, color, FIELD_COLOR),
    {0},
};

static const ThemeField running_fields[] = {
    LENGTH(running, height, LIVE_INSIDE, PAGE_MOST),
    OTHER(running, ground, FIELD_COLOR),
    OTHER(running, rule, FIELD_RULE),
    LENGTH(running, baseline, LIVE_INSIDE, PAGE_MOST),
    {0},
};

static const ThemeField strip_fields[] = {
    LENGTH(strip, height, 8, GAP_MOST),
    OTHER(strip, ground, FIELD_COLOR),
    LENGTH(strip, baseline, 4, GAP_MOST),
    {0},
};

static const ThemeField highlights_fields[] = {
    COUNT(highlights, columns, 1, 8),
    LENGTH(highlights, column_gap, 0, GAP_MOST),
    LENGTH(highlights, row_gap, 0, GAP_MOST),
    OTHER(highlights, accent, FIELD_RULE),
    LENGTH(highlights, accent_gap, 0, GAP_MOST),
    LENGTH(highlights, heading_gap, 0, GAP_MOST),
    LENGTH(highlights, label_gap, 0, GAP_MOST),
    OTHER(highlights, rule, FIELD_RULE),
    LENGTH(highlights, rule_gap, 0, GAP_MOST),
    LENGTH(highlights, after, 0, GAP_MOST),
    LENGTH(highlights, after_stretch, 0, GAP_MOST),
    {0},
};

static const ThemeField table_fields[] = {
    LENGTH(table, padding_x, 0, GAP_MOST), LENGTH(table, padding_y, 0, GAP_MOST),  OTHER(table, head, FIELD_RULE),
    OTHER(table, row, FIELD_RULE),         OTHER(table, total, FIELD_RULE),        LENGTH(table, before, 0, GAP_MOST),
    LENGTH(table, after, 0, GAP_MOST),     COUNT(table, bar_percent, 5, 60),       LENGTH(table, bar_height, 2, 72),
    OTHER(table, bar, FIELD_COLOR),        LENGTH(table, column_gap, 0, GAP_MOST), {0},
};

static const ThemeField note_fields[] = {
    OTHER(note, ground, FIELD_COLOR), LENGTH(note, padding_x, 0, GAP_MOST),     LENGTH(note, padding_y, 0, GAP_MOST),
    LENGTH(note, gap, 0, GAP_MOST),   LENGTH(note, paragraph_gap, 0, GAP_MOST), {0},
};

static const ThemeField footer_fields[] = {
    OTHER(footer, rule, FIELD_RULE),
    LENGTH(footer, rule_y, LIVE_INSIDE, PAGE_MOST),
    LENGTH(footer, baseline, LIVE_INSIDE, PAGE_MOST),
    {0},
};

const ThemeSection theme_sections[] = {
    {"page", "'page'", page_fields, false},
    {"text", "'text'", text_fields, false},
    {"header", "'header'", header_fields, false},
    {"silhouette", "'silhouette'", silhouette_fields, true},
    {"running", "'running'", running_fields, false},
    {"strip", "'strip'", strip_fields, false},
    {"highlights", "'highlights'", highlights_fields, false},
    {"table", "'table'", table_fields, false},
    {"note", "'note'", note_fields, false},
    {"footer", "'footer'", footer_fields, false},
    {0},
};

const char *const theme_align_names[] = {[ALIGN_RAGGED] = "ragged", [ALIGN_JUSTIFIED] = "justified", NULL};

Sp length_at(Length length, Sp body_size)
{
    return length.relative ? sp_scale(body_size, length.em, SP_PER_PT) : length.points;
}

static void read_rule(const Value *v, const Theme *theme, Rule *rule, Diag *d)
{
    static const Key keys[] = {{"weight", KEY_TEXT, true}, {"color", KEY_TEXT, true}, {0}};
    schema_check(v, "a rule", keys, d);
    const Value *weight = value_get(v, STR("weight")), *color = value_get(v, STR("color"));
    if (weight && weight->kind == VALUE_SCALAR)
        value_length(weight, SP_PER_PT / RULE_LEAST, SP_PT(RULE_MOST), &rule->weight, d);
    if (color && color->kind == VALUE_SCALAR)
        rule->color = theme_color(theme, color, d);
}

static void read_field(const Value *v, const ThemeField *field, Theme *theme, Diag *d)
{
    void *to = (char *)theme + field->offset;
    switch (field->type) {
    case FIELD_LENGTH:
        value_length(v, SP_PT(field->least), SP_PT(field->most), to, d);
        break;
    case FIELD_COUNT:
        value_integer(v, field->least, field->most, to, d);
        break;
    case FIELD_BOOL:
        value_bool(v, to, d);
        break;
    case FIELD_ALIGN: {
        int align = value_word(v, theme_align_names, d);
        if (align >= 0)
            *(Align *)to = (Align)align;
        break;
    }
    case FIELD_COLOR:
        *(const Color **)to = theme_color(theme, v, d);
        break;
    case FIELD_RULE:
        read_rule(v, theme, to, d);
        break;
    }
}

static void read_section(const Value *map, const ThemeSection *section, Theme *theme, Diag *d)
{
    Key keys[SECTIONS_MOST] = {0};
    for (size_t i = 0; section->fields[i].name; i++)
        keys[i] = (Key){section->fields[i].name, section->fields[i].type == FIELD_RULE ? KEY_MAP : KEY_TEXT, true};
    schema_check(map, section->what, keys, d);
    for (size_t i = 0; section->fields[i].name; i++) {
        const Value *v = value_get(map, str_from(section->fields[i].name));
        if (v && v->kind == (section->fields[i].type == FIELD_RULE ? VALUE_MAP : VALUE_SCALAR))
            read_field(v, &section->fields[i], theme, d);
    }
}

const ThemeField theme_level_fields[] = {
    {"size", FIELD_LENGTH, offsetof(Level, size), BODY_LEAST, BODY_MOST},
    {"leading", FIELD_LENGTH, offsetof(Level, leading), BODY_LEAST, 2 * BODY_MOST},
    {"paragraph_gap", FIELD_LENGTH, offsetof(Level, paragraph_gap), 0, GAP_MOST},
    {"paragraph_stretch", FIELD_LENGTH, offsetof(Level, paragraph_stretch), 0, GAP_MOST},
    {"section_gap", FIELD_LENGTH, offsetof(Level, section_gap), 0, GAP_MOST},
    {"section_stretch", FIELD_LENGTH, offsetof(Level, section_stretch), 0, GAP_MOST},
    {0},
};

static void read_level(const Value *map, Level *level, Diag *d)
{
    Key keys[SECTIONS_MOST] = {0};
    for (size_t i = 0; theme_level_fields[i].name; i++)
        keys[i] = (Key){theme_level_fields[i].name, KEY_TEXT, true};
    if (map->kind != VALUE_MAP) {
        diag_error(d, DIAG_KIND, map->mark, "a level is a map of size, leading and gaps");
        return;
    }
    schema_check(map, "a level", keys, d);
    for (const ThemeField *field = theme_level_fields; field->name; field++) {
        const Value *v = value_get(map, str_from(field->name));
        if (v && v->kind == VALUE_SCALAR)
            value_length(v, SP_PT(field->least), SP_PT(field->most), (Sp *)((char *)level + field->offset), d);
    }
}

static void read_levels(const Value *list, Theme *theme, Diag *d)
{
    if (list->count == 0 || list->count > THEME_MAX_LEVELS) {
        diag_error(d, DIAG_VALUE, list->mark, "a theme has 1 to %d levels of fit, not %zu", THEME_MAX_LEVELS,
                   list->count);
        return;
    }
    for (size_t i = 0; i < list->count; i++)
        read_level(list->items[i], &theme->levels[i], d);
    theme->level_count = list->count;
}

static const Value *part(const Value *root, const char *name, ValueKind kind)
{
    const Value *v = value_get(root, str_from(name));
    return v && v->kind == kind ? v : NULL;
}

const Theme *theme_read(const Value *root, Arena *a, Diag *d)
{
    static const Key keys[] = {
        {"name", KEY_TEXT, true},   {"page", KEY_MAP, true},       {"colors", KEY_MAP, true},
        {"faces", KEY_MAP, true},   {"styles", KEY_MAP, true},     {"levels", KEY_LIST, true},
        {"text", KEY_MAP, true},    {"header", KEY_MAP, true},     {"running", KEY_MAP, true},
        {"strip", KEY_MAP, true},   {"highlights", KEY_MAP, true}, {"table", KEY_MAP, true},
        {"note", KEY_MAP, true},    {"footer", KEY_MAP, true},     {"silhouette", KEY_MAP, false},
        {"output", KEY_MAP, false}, {"logo", KEY_MAP, false},      {0}};
    size_t errors = diag_errors(d);
    if (root->kind != VALUE_MAP)
        return diag_error(d, DIAG_KIND, root->mark, "a theme is a map that begins with its 'name'"), NULL;
    schema_check(root, "a theme", keys, d);
    Theme *theme = ARENA_NEW(a, Theme);
    theme->mark = root->mark;
    const Value *name = part(root, "name", VALUE_SCALAR), *levels = part(root, "levels", VALUE_LIST);
    if (name)
        theme->name = name->text;
    theme_read_colors(part(root, "colors", VALUE_MAP), theme, a, d);
    theme_read_output(part(root, "output", VALUE_MAP), theme, d);
    theme_read_faces(part(root, "faces", VALUE_MAP), theme, d);
    theme_read_styles(part(root, "styles", VALUE_MAP), theme, d);
    if (levels)
        read_levels(levels, theme, d);
    for (const ThemeSection *section = theme_sections; section->name; section++) {
        const Value *map = part(root, section->name, VALUE_MAP);
        if (map)
            read_section(map, section, theme, d);
    }
    theme_read_logo(part(root, "logo", VALUE_MAP), theme, d);
    if (diag_errors(d) == errors)
        theme_check(root, theme, d);
    return diag_errors(d) == errors ? theme : NULL;
}
