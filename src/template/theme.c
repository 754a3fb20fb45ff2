/* A theme's typed file becomes the resolved Theme, and a Theme becomes such a file. One row a key says its type, its
   bounds, whether it may be left out, and where its value goes; reading and printing follow the rows. What must hold
   between keys is in theme_check.c; the contrast of text and ground is in the check of finished pages. The bounds are
   what printers expect: live matter 18 pt inside the trim, rules of 1/4 pt or more, body type of 10 pt or more. */
#include "ncmec/data.h"
#include "ncmec/document.h"
#include "src/data/schema.h"

/* ---- Rows ---- */

typedef enum ThemeType {
    TYPE_MAP,      /* its keys are 'rows' */
    TYPE_STYLE,    /* the same: a TypeStyle */
    TYPE_LEVELS,   /* a list of maps: Theme.levels */
    TYPE_COLORS,   /* a map of the theme's own names to maps: Theme.colors */
    TYPE_LENGTH,   /* Sp; the bounds too */
    TYPE_SIZE,     /* Length */
    TYPE_COUNT,    /* int64_t */
    TYPE_BOOL,     /* bool */
    TYPE_CHOICE,   /* an enum: the index into 'choices' */
    TYPE_FACE,     /* FaceId */
    TYPE_OWN_FACE, /* the same: a style's own, from which its other faces follow until they are typed */
    TYPE_COLOR,    /* const Color * */
    TYPE_GROUND,   /* the same, of a large area; 'most' is percent of all inks together */
    TYPE_TINT,     /* the same, of a rule or a bar; 'least' is percent of the strongest ink */
    TYPE_NAME,     /* Str */
    TYPE_TEXT,     /* the same, printed in quotes */
    TYPE_FILE,     /* ThemeFile: a name without folders */
    TYPE_PATH,     /* ThemeFile: beneath the theme's own folder */
    TYPE_SRGB,     /* a Color's */
    TYPE_INKS,     /* a Color's */
} ThemeType;

typedef struct ThemeRow ThemeRow;

struct ThemeRow {
    const char *name; /* NULL ends the rows */
    ThemeType type;
    size_t offset;       /* in Theme; in rows of rules, styles, levels and colors: in that */
    int64_t least, most; /* inclusive */
    bool optional;
    bool is_spent;              /* by theme_inherit() */
    bool instead;               /* of the row above: only one of the two is typed and printed */
    bool is_top;                /* a part of the theme; the rows below it, up to the next one, are its keys */
    const ThemeRow *rows;       /* keys that many parts have */
    const char *words;          /* what findings call a map; where a file is */
    const char *help;           /* the finding for an empty text, or for a color or a level that is no map */
    const char *const *choices; /* NULL at the end */
    const char *otherwise;      /* the text if the key is not typed */
};

/* Lengths are in Sp. */
enum {
    PAGE_LEAST = 216 * SP_PER_PT, /* a card */
    PAGE_MOST = 1728 * SP_PER_PT, /* a poster */
    BLEED_MOST = 36 * SP_PER_PT,
    GAP_MOST = 144 * SP_PER_PT, /* any white space */
    RULE_LEAST = SP_PER_PT / 4,
    RULE_MOST = 36 * SP_PER_PT,
    RULE_ONE_INK = SP_PER_PT / 2, /* below it */
    BODY_LEAST = 10 * SP_PER_PT,
    BODY_MOST = 24 * SP_PER_PT,
    TYPE_LEAST = 8 * SP_PER_PT, /* type that is not body */
    TYPE_MOST = 144 * SP_PER_PT,
    EM_LEAST = SP_PER_PT / 2, /* sizes that follow the body; an em is counted as a point is */
    EM_MOST = 4 * SP_PER_PT,
    SILHOUETTE_LEAST = 24 * SP_PER_PT, /* a side, as is the logo's */
    LOGO_LEAST = 8 * SP_PER_PT,
    LOGO_MOST = 720 * SP_PER_PT,
    TINT_LEAST = 15,     /* percent of the strongest ink of a rule or a bar, which would be too pale */
    KEYS_MOST = 20,      /* of one map */
    SPOT_NAME_MOST = 60, /* bytes; PDF takes 127, of which a blank is three */
    LENGTH_DECIMALS = 5  /* enough for 1/65536 pt to read back the same */
};

static const char *const paper_names[] = {"letter", "a4", NULL};
static const char *const paper_sizes[][2] = {{"612 pt", "792 pt"}, {"210 mm", "297 mm"}};
static const char *const align_names[] = {[ALIGN_RAGGED] = "ragged", [ALIGN_JUSTIFIED] = "justified", NULL};
static const char *const spot_names[] = {"keep", "convert", NULL}; /* as plates, or to the four inks */
static const char *const side_names[] = {[LOGO_LEFT] = "left", [LOGO_RIGHT] = "right", NULL};
const char *const face_names[] = {
    [FACE_REGULAR] = "regular", [FACE_ITALIC] = "italic",           [FACE_SEMIBOLD] = "semibold",
    [FACE_BOLD] = "bold",       [FACE_BOLD_ITALIC] = "bold_italic", NULL};

#define OF(Type, field) .name = #field, .offset = offsetof(Type, field)
#define IN(part, field) .name = #field, .offset = offsetof(Theme, part.field)
#define PART(part) .name = part, .type = TYPE_MAP, .words = "'" part "'", .is_top = true
#define LENGTH(low, high) .type = TYPE_LENGTH, .least = (low), .most = (high)
#define PLACE LENGTH(SP_PT(LIVE_INSIDE), PAGE_MOST)
#define GAP LENGTH(0, GAP_MOST)
#define COUNT(low, high) .type = TYPE_COUNT, .least = (low), .most = (high)
#define SIZE(high) .type = TYPE_SIZE, .least = TYPE_LEAST, .most = (high)
#define COLOR .type = TYPE_COLOR
#define GROUND .type = TYPE_GROUND, .most = GROUND_INK_MOST
#define TINT .type = TYPE_TINT, .least = TINT_LEAST
#define RULE .type = TYPE_MAP, .rows = rule_rows, .words = "a rule"
#define FACE(id) .offset = offsetof(Theme, faces[id]), .type = TYPE_FILE, .words = "in the fonts folder"
#define STYLE(id) .offset = offsetof(Theme, styles[id]), .type = TYPE_STYLE, .rows = style_rows, .words = "a style"

static const ThemeRow spot_rows[] = {
    {.name = "name",
     .offset = offsetof(Color, spot),
     .type = TYPE_NAME,
     .help = "the spot has no name; write it as the printer's ink is called, as in PANTONE 2768 C"},
    {.name = "cmyk", .type = TYPE_INKS},
    {OF(Color, tint), COUNT(1, 100), .optional = true},
    {0},
};
static const ThemeRow color_rows[] = {
    {.name = "srgb", .type = TYPE_SRGB},
    {.name = "cmyk", .type = TYPE_INKS},
    {.name = "spot", .type = TYPE_MAP, .rows = spot_rows, .words = "a spot color", .optional = true, .instead = true},
    {0},
};
static const ThemeRow rule_rows[] = {{OF(Rule, weight), LENGTH(RULE_LEAST, RULE_MOST)}, {OF(Rule, color), TINT}, {0}};

static const ThemeRow style_rows[] = {
    {OF(TypeStyle, face), .type = TYPE_OWN_FACE},
    {OF(TypeStyle, size), SIZE(TYPE_MOST)},
    {OF(TypeStyle, leading), SIZE(2 * TYPE_MOST)},
    {OF(TypeStyle, color), COLOR},
    {OF(TypeStyle, strong), .type = TYPE_FACE, .optional = true},
    {OF(TypeStyle, emphasis), .type = TYPE_FACE, .optional = true},
    {OF(TypeStyle, strong_emphasis), .type = TYPE_FACE, .optional = true},
    {0},
};

static const ThemeRow body_rows[] = {
    {OF(TypeStyle, face), .type = TYPE_OWN_FACE},
    {OF(TypeStyle, color), COLOR},
    {OF(TypeStyle, strong), .type = TYPE_FACE, .optional = true},
    {OF(TypeStyle, emphasis), .type = TYPE_FACE, .optional = true},
    {OF(TypeStyle, strong_emphasis), .type = TYPE_FACE, .optional = true},
    {0},
};

static const ThemeRow level_rows[] = {
    {OF(Level, size), LENGTH(BODY_LEAST, BODY_MOST)},
    {OF(Level, leading), LENGTH(BODY_LEAST, 2 * BODY_MOST)},
    {OF(Level, paragraph_gap), GAP},
    {OF(Level, paragraph_stretch), GAP},
    {OF(Level, section_gap), GAP},
    {OF(Level, section_stretch), GAP},
    {0},
};

_Static_assert(sizeof(Align) == sizeof(unsigned) && sizeof(LogoSide) == sizeof(unsigned), "read_value() writes these");

static const ThemeRow theme_rows[] = {
    {OF(Theme, name), .type = TYPE_NAME, .is_top = true},
    {OF(Theme, base), .type = TYPE_NAME, .is_top = true, .optional = true, .is_spent = true},
    {OF(Theme, paper), .type = TYPE_CHOICE, .choices = paper_names, .is_top = true, .optional = true, .is_spent = true},
    {.name = "colors",
     .type = TYPE_COLORS,
     .rows = color_rows,
     .words = "a color",
     .is_top = true,
     .help = "a color is given twice, as in {srgb: \"#12284C\", cmyk: [100, 80, 30, 50]}"},
    {PART("output"), .optional = true},
    {IN(output, condition), .type = TYPE_NAME, .otherwise = "CGATS TR 006",
     .help = "the condition has no name; write what your printer calls it"},
    {IN(output, profile), .type = TYPE_FILE, .otherwise = "tr006.icc.z", .words = "in the folder 'icc'"},
    {IN(output, spot), .type = TYPE_CHOICE, .choices = spot_names, .optional = true},
    {PART("faces")},
    {.name = "regular", FACE(FACE_REGULAR)},
    {.name = "italic", FACE(FACE_ITALIC), .optional = true},
    {.name = "semibold", FACE(FACE_SEMIBOLD), .optional = true},
    {.name = "bold", FACE(FACE_BOLD), .optional = true},
    {.name = "bold_italic", FACE(FACE_BOLD_ITALIC), .optional = true},
    {PART("styles")},
    {.name = "body",
     .offset = offsetof(Theme, styles[STYLE_BODY]),
     .type = TYPE_STYLE,
     .rows = body_rows,
     .words = "the style 'body', whose size and leading are the levels'"},
    {.name = "heading", STYLE(STYLE_HEADING)},
    {.name = "organization", STYLE(STYLE_ORGANIZATION)},
    {.name = "title", STYLE(STYLE_TITLE)},
    {.name = "year", STYLE(STYLE_YEAR)},
    {.name = "running", STYLE(STYLE_RUNNING)},
    {.name = "glance", STYLE(STYLE_GLANCE)},
    {.name = "figure", STYLE(STYLE_FIGURE)},
    {.name = "label", STYLE(STYLE_LABEL)},
    {.name = "table_head", STYLE(STYLE_TABLE_HEAD)},
    {.name = "table", STYLE(STYLE_TABLE)},
    {.name = "table_total", STYLE(STYLE_TABLE_TOTAL)},
    {.name = "note", STYLE(STYLE_NOTE)},
    {.name = "footer", STYLE(STYLE_FOOTER)},
    {.name = "strip", STYLE(STYLE_STRIP)},
    {.name = "levels",
     .type = TYPE_LEVELS,
     .rows = level_rows,
     .words = "a level",
     .is_top = true,
     .help = "a level is a map of size, leading and gaps"},
    {PART("page")},
    {IN(page, width), LENGTH(PAGE_LEAST, PAGE_MOST)},
    {IN(page, height), LENGTH(PAGE_LEAST, PAGE_MOST)},
    {IN(page, bleed), LENGTH(0, BLEED_MOST)},
    {IN(page, left), PLACE},
    {IN(page, right), PLACE},
    {IN(page, body_top_first), PLACE},
    {IN(page, body_top), PLACE},
    {IN(page, body_bottom), PLACE},
    {IN(page, min_pages), COUNT(1, THEME_MAX_PAGES)},
    {IN(page, max_pages), COUNT(1, THEME_MAX_PAGES)},
    {PART("text")},
    {IN(text, align), .type = TYPE_CHOICE, .choices = align_names},
    {IN(text, hyphenate), .type = TYPE_BOOL},
    {IN(text, last_line_words), COUNT(1, 10)},
    {IN(text, last_line_percent), COUNT(0, 100)},
    {IN(text, orphans), COUNT(1, 10)},
    {IN(text, widows), COUNT(1, 10)},
    {IN(text, heading_gap), GAP},
    {PART("header")},
    {IN(header, height), PLACE},
    {IN(header, ground), GROUND},
    {IN(header, rule), RULE},
    {IN(header, organization_y), PLACE},
    {IN(header, title_y), PLACE},
    {IN(header, year_y), PLACE},
    {IN(header, title_least), LENGTH(TYPE_LEAST, TYPE_MOST)},
    {PART("silhouette"), .optional = true},
    {IN(silhouette, width), LENGTH(SILHOUETTE_LEAST, PAGE_MOST)},
    {IN(silhouette, height), LENGTH(SILHOUETTE_LEAST, PAGE_MOST)},
    {IN(silhouette, right), PLACE},
    {IN(silhouette, top), PLACE},
    {IN(silhouette, gap), GAP},
    {IN(silhouette, color), .type = TYPE_COLOR},
    {PART("running")},
    {IN(running, height), PLACE},
    {IN(running, ground), GROUND},
    {IN(running, rule), RULE},
    {IN(running, baseline), PLACE},
    {PART("strip")},
    {IN(strip, height), LENGTH(8 * SP_PER_PT, GAP_MOST)},
    {IN(strip, ground), GROUND},
    {IN(strip, baseline), LENGTH(4 * SP_PER_PT, GAP_MOST)},
    {PART("highlights")},
    {IN(highlights, columns), COUNT(1, 8)},
    {IN(highlights, column_gap), GAP},
    {IN(highlights, row_gap), GAP},
    {IN(highlights, accent), RULE},
    {IN(highlights, accent_gap), GAP},
    {IN(highlights, heading_gap), GAP},
    {IN(highlights, label_gap), GAP},
    {IN(highlights, rule), RULE},
    {IN(highlights, rule_gap), GAP},
    {IN(highlights, after), GAP},
    {IN(highlights, after_stretch), GAP},
    {PART("table")},
    {IN(table, padding_x), GAP},
    {IN(table, padding_y), GAP},
    {IN(table, head), RULE},
    {IN(table, row), RULE},
    {IN(table, total), RULE},
    {IN(table, before), GAP},
    {IN(table, after), GAP},
    {IN(table, bar_percent), COUNT(5, 60)},
    {IN(table, bar_height), LENGTH(2 * SP_PER_PT, 72 * SP_PER_PT)},
    {IN(table, bar), TINT},
    {IN(table, column_gap), GAP},
    {PART("note")},
    {IN(note, ground), GROUND},
    {IN(note, padding_x), GAP},
    {IN(note, padding_y), GAP},
    {IN(note, gap), GAP},
    {IN(note, paragraph_gap), GAP},
    {PART("footer")},
    {IN(footer, rule), RULE},
    {IN(footer, rule_y), PLACE},
    {IN(footer, baseline), PLACE},
    {PART("logo"), .optional = true},
    {IN(logo, file), .type = TYPE_PATH, .help = "name the logo's file, beneath the theme's own folder"},
    {IN(logo, alt), .type = TYPE_TEXT,
     .help = "say in words what the logo shows, for readers who do not see it (WCAG 1.1.1)"},
    {IN(logo, width), LENGTH(LOGO_LEAST, LOGO_MOST), .optional = true},
    {IN(logo, height), LENGTH(LOGO_LEAST, LOGO_MOST), .optional = true, .instead = true},
    {IN(logo, side), .type = TYPE_CHOICE, .choices = side_names, .optional = true},
    {IN(logo, top), LENGTH(SP_PT(LIVE_INSIDE), LOGO_MOST), .optional = true},
    {IN(logo, clear_space), GAP, .optional = true},
    {0},
};

/* What a value is in YAML, in the manual and in the schema for editors; where a schema has an end, the keys inside come
   before it. */
#define LENGTH_SCHEMA(units)                                                                                           \
    "{\"anyOf\": [{\"enum\": [0]}, {\"type\": \"string\", \"pattern\": \"^[0-9]*\\\\.?[0-9]+ *(" units ")$\"}]}"
#define NAME_SCHEMA "{" SCHEMA_TEXT "}"

static const struct {
    ValueKind kind;
    const char *about, *schema, *schema_end;
} types[] = {
    [TYPE_MAP] = {VALUE_MAP, "a rule", "{", "}"},
    [TYPE_STYLE] = {VALUE_MAP, "a style", "{", "}"},
    [TYPE_LEVELS] = {VALUE_LIST, "a map", "{\"type\": \"array\", \"minItems\": 1, \"items\": {", "}}"},
    [TYPE_COLORS] = {VALUE_MAP, "a map", "{\"type\": \"object\", \"additionalProperties\": {", "}}"},
    [TYPE_LENGTH] = {VALUE_SCALAR, "a length", LENGTH_SCHEMA("pt|in|mm"), NULL},
    [TYPE_SIZE] = {VALUE_SCALAR, "a length, also in em", LENGTH_SCHEMA("pt|in|mm|em"), NULL},
    [TYPE_COUNT] = {VALUE_SCALAR, "a number", "{\"type\": \"integer\", \"minimum\": ", NULL},
    [TYPE_BOOL] = {VALUE_SCALAR, "true or false", SCHEMA_BOOL, NULL},
    [TYPE_CHOICE] = {VALUE_SCALAR, "", "", NULL},
    [TYPE_FACE] = {VALUE_SCALAR, "one of 'faces'", "", NULL},
    [TYPE_OWN_FACE] = {VALUE_SCALAR, "one of 'faces'", "", NULL},
    [TYPE_COLOR] = {VALUE_SCALAR, "a color", NAME_SCHEMA, NULL},
    [TYPE_GROUND] = {VALUE_SCALAR, "a color", NAME_SCHEMA, NULL},
    [TYPE_TINT] = {VALUE_SCALAR, "a color", NAME_SCHEMA, NULL},
    [TYPE_NAME] = {VALUE_SCALAR, "a text", NAME_SCHEMA, NULL},
    [TYPE_TEXT] = {VALUE_SCALAR, "a text", NAME_SCHEMA, NULL},
    [TYPE_FILE] = {VALUE_SCALAR, "a file ", NAME_SCHEMA, NULL},
    [TYPE_PATH] = {VALUE_SCALAR, "a file ", NAME_SCHEMA, NULL},
    [TYPE_SRGB] = {VALUE_SCALAR, "as in \"#12284C\"", "{\"type\": \"string\", \"pattern\": \"^#[0-9A-Fa-f]{6}$\"}",
                   NULL},
    [TYPE_INKS] = {VALUE_LIST, "as in [100, 75, 0, 60]",
                   "{\"type\": \"array\", \"minItems\": 4, \"maxItems\": 4, \"items\": {\"type\": \"number\", "
                   "\"minimum\": 0, \"maximum\": 100}}",
                   NULL},
};

/* The next key of the same map, or NULL. */
static const ThemeRow *theme_row_next(const ThemeRow *row)
{
    bool is_top = row->is_top;
    do
        row++;
    while (is_top && row->name && !row->is_top);
    return row->name && row->is_top == is_top ? row : NULL;
}

/* The first key of a map, style, color or level. */
static const ThemeRow *theme_row_inner(const ThemeRow *row)
{
    return row->rows || row->type != TYPE_MAP ? row->rows : row + 1;
}

typedef struct ThemeValue {
    const ThemeRow *row;
    const void *at;
} ThemeValue;

/* The key that a path from 'row' on names, as in "header.rule.weight"; there must be one. 'base' is what the offsets of
   the rows are in. */
static ThemeValue theme_find(const ThemeRow *row, const void *base, Str path)
{
    size_t dot = str_find(path, STR("."), 0);
    while (!str_eq(str_from(row->name), str_slice(path, 0, dot)))
        row = theme_row_next(row);
    const void *at = (const char *)base + row->offset;
    if (dot == path.n)
        return (ThemeValue){row, at};
    return theme_find(theme_row_inner(row), at, str_slice(path, dot + 1, path.n));
}

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

/* ---- Inheriting ---- */

static const ThemeRow *row_named(const ThemeRow *row, Str name)
{
    while (row && !str_eq(str_from(row->name), name))
        row = theme_row_next(row);
    return row;
}

/* Whether a part that may be left out has a word, which must be 'none'. */
static bool may_be_none(const ThemeRow *row, const Value *v)
{
    return row && row->optional && row->type == TYPE_MAP && v && v->kind == VALUE_SCALAR;
}

static bool is_none(const ThemeRow *row, const Value *v)
{
    return may_be_none(row, v) && str_eq(v->text, STR("none"));
}

/* Whether a theme takes out what it would inherit: what is used up, or the other one of two keys. */
static bool takes_out(const Value *over, const ThemeRow *row)
{
    const ThemeRow *twin = row && row->instead ? row - 1 : row && row[1].instead ? row + 1 : NULL;
    return (row && row->is_spent && value_scalar(over, str_from(row->name))) ||
           (twin && !value_get(over, str_from(row->name)) && value_get(over, str_from(twin->name)));
}

/* Key by key; but levels, a color and what else is no map are the theme's own as a whole, and a part that a base leaves
   out stays out. */
static const Value *maps_inherit(const Value *under, const Value *over, const ThemeRow *rows, Arena *a)
{
    Field *fields = ARENA_ARRAY(a, Field, under->count + over->count);
    size_t count = 0;
    for (size_t i = 0; i < under->count; i++) {
        Field field = under->fields[i];
        const ThemeRow *row = row_named(rows, field.key);
        const Field *own = value_field(over, field.key);
        if (takes_out(over, row))
            continue;
        if (is_none(row, field.value))
            own = NULL;
        bool is_part = own && row && own->value->kind == VALUE_MAP && field.value->kind == VALUE_MAP;
        if (is_part)
            field.value =
                maps_inherit(field.value, own->value, row->type == TYPE_COLORS ? NULL : theme_row_inner(row), a);
        fields[count++] = own && !is_part ? *own : field;
    }
    for (size_t i = 0; i < over->count; i++)
        if (!value_get(under, over->fields[i].key) && !takes_out(over, row_named(rows, over->fields[i].key)))
            fields[count++] = over->fields[i];
    return map_new(fields, count, over->mark, a);
}

static void put_length(Buf *out, Sp length, const char *unit);

/* The theme with a text at "page.width". */
static const Value *theme_with(const Value *theme, const char *path, Str text, Mark mark, Arena *a)
{
    size_t dot = strcspn(path, ".");
    Field *fields = ARENA_ARRAY(a, Field, 2);
    fields[0] = (Field){str_from(path + dot + 1), mark, scalar_new(text, mark, a)};
    fields[1] = (Field){{path, dot}, mark, map_new(fields, 1, mark, a)};
    return maps_inherit(theme, map_new(fields + 1, 1, mark, a), theme_rows, a);
}

/* The theme on other paper: what is counted from the page's foot moves with it, and the margins take up the difference
   in width, so that lines break as before; page 1 may open as much more below the highlights, or its foot would not
   close. */
static const Value *theme_on_paper(const Value *theme, const char *const size[2], Mark mark, Arena *a)
{
    static const struct {
        const char *key, *side; /* of the page */
        int part;               /* 1: moves by the whole difference; 2: by half of it */
    } moved[] = {{"page.left", "page.width", 2},
                 {"page.right", "page.width", 2},
                 {"silhouette.right", "page.width", 2},
                 {"page.body_bottom", "page.height", 1},
                 {"footer.rule_y", "page.height", 1},
                 {"footer.baseline", "page.height", 1},
                 {"highlights.after_stretch", "page.height", 1},
                 {"page.width", NULL, 0},
                 {"page.height", NULL, 0}};
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++) {
        const char *side = moved[i].side ? moved[i].side : moved[i].key;
        const Value *before = typed_at(theme, str_from(side)), *typed = typed_at(theme, str_from(moved[i].key));
        Str text = str_from(size[strcmp(side, "page.height") == 0]);
        Buf place = {.arena = a};
        Sp is, was, at;
        if (moved[i].side) {
            if (!before || !typed || !sp_parse(text, &is) || !sp_parse(before->text, &was) ||
                !sp_parse(typed->text, &at))
                continue;
            put_length(&place, at + (is - was) / moved[i].part, "pt");
            text = buf_str(&place);
        }
        theme = theme_with(theme, moved[i].key, text, mark, a);
    }
    return theme;
}

const Value *theme_inherit(const Value *own, const Value *base, Arena *a, Diag *d)
{
    static const Value nothing = {.kind = VALUE_MAP};
    const Value *paper = value_scalar(own, STR("paper"));
    int word = paper ? value_word(paper, paper_names, d) : -1;
    if (own->kind != VALUE_MAP || (!base && !paper))
        return own;
    base = base && base->kind == VALUE_MAP ? base : &nothing;
    return maps_inherit(word < 0 ? base : theme_on_paper(base, paper_sizes[word], paper->mark, a), own, theme_rows, a);
}

Sp length_at(Length length, Sp body_size)
{
    return length.relative ? sp_scale(body_size, length.em, SP_PER_PT) : length.points;
}

static bool face_is_heavy(FaceId face)
{
    return face == FACE_SEMIBOLD || face == FACE_BOLD || face == FACE_BOLD_ITALIC;
}

/* ---- Reading ---- */

typedef struct Reading {
    Theme *theme;
    Color *colors; /* the theme's */
    Arena *arena;
    Diag *diag;
} Reading;

static const Color *color_find(const Theme *theme, Str name)
{
    for (size_t i = 0; i < theme->color_count; i++)
        if (str_eq(theme->colors[i].name, name))
            return &theme->colors[i];
    return NULL;
}

static bool read_color(const Reading *r, const Value *v, const Color **color)
{
    const Theme *theme = r->theme;
    Str names[THEME_MAX_COLORS];
    if ((*color = color_find(theme, v->text)))
        return true;
    for (size_t i = 0; i < theme->color_count; i++)
        names[i] = theme->colors[i].name;
    return diag_error(r->diag, DIAG_VALUE, v->mark, "unknown color '%.*s'; %s", STR_ARG(v->text),
                      diag_meant(r->diag, str_nearest(v->text, names, theme->color_count),
                                 "name one of 'colors', or 'black', or 'paper'"));
}

static bool read_srgb(const Value *v, Color *color, Diag *d)
{
    uint32_t rgb;
    color->srgb_mark = v->mark;
    if (v->text.n != 7 || v->text.s[0] != '#' || !hex_parse(str_slice(v->text, 1, 7), &rgb))
        return !v->text.n
                   ? diag_error(d, DIAG_VALUE, v->mark,
                                "no color is here; put it in double quotes, as in \"#12284C\", since ' #' begins "
                                "a comment")
                   : diag_error(d, DIAG_VALUE, v->mark,
                                "'%.*s' is not a color; write six hexadecimal digits, as in \"#12284C\"",
                                STR_ARG(v->text));
    for (int i = 0; i < 3; i++)
        color->srgb[i] = (uint8_t)(rgb >> (16 - 8 * i));
    return true;
}

/* "in proportion that is [84, 76, 11, 68]" */
static const char *inks_within(const uint8_t inks[4], int64_t most, char out[64])
{
    uint8_t legal[4];
    color_inks_within(inks, (int)most, legal);
    snprintf(out, 64, "in proportion that is [%d, %d, %d, %d]", legal[0], legal[1], legal[2], legal[3]);
    return out;
}

#define INKS_WITHIN(inks, most) inks_within((inks), (most), (char[64]){0})

static bool read_inks(const Value *list, Color *color, Diag *d)
{
    int64_t sum = 0;
    color->cmyk_mark = list->mark;
    if (list->count != 4)
        return diag_error(d, DIAG_VALUE, list->mark,
                          "four inks in percent belong here (cyan, magenta, yellow, black), not %zu", list->count);
    for (size_t i = 0; i < 4; i++) {
        int64_t ink = 0;
        if (list->items[i]->kind != VALUE_SCALAR)
            return diag_error(d, DIAG_KIND, list->items[i]->mark, "an ink is a whole number of percent");
        if (!value_integer(list->items[i], 0, 100, &ink, d))
            return false;
        color->cmyk[i] = (uint8_t)ink;
        sum += ink;
    }
    return sum <= INK_MOST || diag_error(d, DIAG_VALUE, list->mark, "%d%% ink in all; paper takes up to %d%%: %s",
                                         (int)sum, INK_MOST, INKS_WITHIN(color->cmyk, INK_MOST));
}

static FaceId face_or(const Theme *theme, FaceId wanted, FaceId otherwise)
{
    return theme->faces[wanted].name.n ? wanted : otherwise;
}

/* What a designer would choose: bolder for strong; slanted for emphasis, or upright where all is slanted. */
static void choose_faces(const Theme *theme, TypeStyle *style)
{
    FaceId face = style->face, bold = face_or(theme, FACE_BOLD, face_or(theme, FACE_SEMIBOLD, face));
    FaceId bold_italic = face_or(theme, FACE_BOLD_ITALIC, bold);
    if (face == FACE_ITALIC || face == FACE_BOLD_ITALIC) {
        style->strong = bold_italic;
        style->emphasis = face == FACE_ITALIC ? FACE_REGULAR : bold;
        style->strong_emphasis = bold;
    } else {
        style->strong = bold;
        style->emphasis = face_or(theme, face_is_heavy(face) ? FACE_BOLD_ITALIC : FACE_ITALIC, face);
        style->strong_emphasis = bold_italic;
    }
}

static bool read_face(const Reading *r, const Value *v, FaceId *face)
{
    int word = value_word(v, face_names, r->diag);
    if (word < 0)
        return false;
    *face = (FaceId)word;
    return r->theme->faces[word].name.n ||
           diag_error(r->diag, DIAG_THEME, v->mark, "'faces' has no '%s'; name its file there", face_names[word]);
}

bool length_read(const Value *v, Sp least, Sp most, Length *length, Diag *d)
{
    *length = (Length){.relative = str_ends(v->text, STR("em"))};
    if (!length->relative)
        return value_length(v, least, most, &length->points, d);
    Str number = str_trim(str_slice(v->text, 0, v->text.n - 2));
    /* A bare number is read as points, whose 1/65536 are what an em is counted in. */
    if (number.n == 0 || number.s[number.n - 1] > '9' || !sp_parse(number, &length->em))
        return diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is not a length; write '9 pt' or '1.2 em'", STR_ARG(v->text));
    return (length->em >= EM_LEAST && length->em <= EM_MOST) ||
           diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is out of range; between 0.5 em and 4 em belongs here",
                      STR_ARG(v->text));
}

static bool read_text(const Value *v, const ThemeRow *row, Str *text, Diag *d)
{
    *text = str_trim(v->text);
    return text->n || !row->help || diag_error(d, DIAG_VALUE, v->mark, "%s", row->help);
}

static void read_map(const Reading *r, const Value *map, const ThemeRow *of, void *base);

static Str blanks_out(Str text, Arena *a)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] != ' ')
            buf_char(&out, text.s[i]);
    return buf_str(&out);
}

/* Two names of one ink would make two plates, and one name of two inks one. */
static void spot_check(const Reading *r, const Value *map, Color *color)
{
    static const char *const taken[] = {"All", "None", "Cyan", "Magenta", "Yellow", "Black", NULL};
    Arena *a = r->arena;
    Mark at = color->cmyk_mark;
    bool is_ascii = true, is_taken = false;
    if (!color->spot.n)
        return;
    memcpy(color->solid, color->cmyk, sizeof color->solid);
    for (size_t i = 0; i < 4; i++)
        color->cmyk[i] = (uint8_t)((color->solid[i] * color->tint + 50) / 100);
    for (size_t i = 0; i < color->spot.n; i++)
        is_ascii = is_ascii && color->spot.s[i] >= ' ' && color->spot.s[i] <= '~';
    for (size_t i = 0; taken[i]; i++)
        is_taken = is_taken || str_eq_any_case(color->spot, str_from(taken[i]));
    if (!is_ascii || is_taken || color->spot.n > SPOT_NAME_MOST)
        diag_error(r->diag, DIAG_VALUE, at,
                   "'%.*s' cannot name a spot color; write up to %d letters and figures, and none of the four inks",
                   STR_ARG(color->spot), SPOT_NAME_MOST);
    if (value_get(map, STR("cmyk")))
        diag_error(r->diag, DIAG_THEME, value_get(map, STR("cmyk"))->mark,
                   "a spot color has its inks within 'spot'; take this one out");
    bool is_fine = true;
    for (const Color *other = r->colors; other < color && is_fine; other++) {
        bool is_same = str_eq(other->spot, color->spot);
        if (is_same ? memcmp(other->solid, color->solid, sizeof color->solid) != 0
                    : str_eq_any_case(blanks_out(other->spot, a), blanks_out(color->spot, a)))
            is_fine = diag_error(
                r->diag, DIAG_THEME, at,
                is_same
                    ? "the spot '%.*s' has other inks here than in '%.*s'; write the same, and 'tint' for less of it"
                    : "the spot '%.*s' is written in another way than in '%.*s', which would make two plates",
                STR_ARG(color->spot), STR_ARG(other->name));
    }
}

static void read_colors(const Reading *r, const Value *map, const ThemeRow *row)
{
    for (size_t i = 0; i < map->count; i++) {
        const Field *field = &map->fields[i];
        const Color *other = color_find(r->theme, field->key);
        if (other && other->kind != COLOR_PROCESS) {
            diag_error(r->diag, DIAG_DUPLICATE, field->key_mark, "'%.*s' is built in; choose another name",
                       STR_ARG(field->key));
            continue;
        }
        if (r->theme->color_count == THEME_MAX_COLORS) {
            diag_error(r->diag, DIAG_VALUE, field->key_mark, "more than %d colors; leave out those that are not used",
                       THEME_MAX_COLORS - 2);
            return;
        }
        Color *color = &r->colors[r->theme->color_count++];
        *color = (Color){.name = field->key, .kind = COLOR_PROCESS, .mark = field->key_mark, .tint = 100};
        read_map(r, field->value, row, color);
        spot_check(r, field->value, color);
    }
}

static void read_levels(const Reading *r, const Value *list, const ThemeRow *row)
{
    r->theme->level_count = list->count;
    if (list->count == 0 || list->count > THEME_MAX_LEVELS)
        diag_error(r->diag, DIAG_VALUE, list->mark, "a theme has 1 to %d levels of fit, not %zu", THEME_MAX_LEVELS,
                   list->count);
    else
        for (size_t i = 0; i < list->count; i++)
            read_map(r, list->items[i], row, &r->theme->levels[i]);
}

static void read_value(const Reading *r, const Value *v, const ThemeRow *row, void *at)
{
    Diag *d = r->diag;
    TypeStyle *style = at;
    ThemeFile *file = at;
    int word;
    switch (row->type) {
    case TYPE_MAP:
        read_map(r, v, row, at);
        break;
    case TYPE_STYLE:
        style->size = style->leading = (Length){.em = SP_PER_PT, .relative = true};
        read_map(r, v, row, at);
        break;
    case TYPE_LEVELS:
        read_levels(r, v, row);
        break;
    case TYPE_COLORS:
        read_colors(r, v, row);
        break;
    case TYPE_LENGTH:
        value_length(v, row->least, row->most, at, d);
        break;
    case TYPE_SIZE:
        length_read(v, row->least, row->most, at, d);
        break;
    case TYPE_COUNT:
        value_integer(v, row->least, row->most, at, d);
        break;
    case TYPE_BOOL:
        value_bool(v, at, d);
        break;
    case TYPE_CHOICE:
        if ((word = value_word(v, row->choices, d)) >= 0)
            *(unsigned *)at = (unsigned)word;
        break;
    case TYPE_OWN_FACE:
        read_face(r, v, &style->face);
        choose_faces(r->theme, style);
        break;
    case TYPE_FACE:
        read_face(r, v, at);
        break;
    case TYPE_COLOR:
    case TYPE_GROUND:
    case TYPE_TINT:
        read_color(r, v, at);
        break;
    case TYPE_NAME:
    case TYPE_TEXT:
        if (row->type == TYPE_NAME || sentence_check(v, d))
            read_text(v, row, at, d);
        break;
    case TYPE_PATH:
        file->mark = v->mark;
        read_text(v, row, &file->name, d);
        break;
    case TYPE_FILE:
        *file = (ThemeFile){v->text, v->mark};
        if (v->text.n == 0 || v->text.s[0] == '.' || str_find(v->text, STR("/"), 0) < v->text.n)
            diag_error(d, DIAG_VALUE, v->mark, "'%.*s' is not the name of a file %s", STR_ARG(v->text), row->words);
        break;
    case TYPE_SRGB:
        read_srgb(v, at, d);
        break;
    case TYPE_INKS:
        read_inks(v, at, d);
        break;
    }
}

static void read_map(const Reading *r, const Value *map, const ThemeRow *of, void *base)
{
    static const KeyType key_types[] = {[VALUE_SCALAR] = KEY_TEXT, [VALUE_LIST] = KEY_LIST, [VALUE_MAP] = KEY_MAP};
    Key keys[KEYS_MOST + 1] = {0}, *key = keys;
    if (map->kind != VALUE_MAP) {
        diag_error(r->diag, DIAG_KIND, map->mark, "%s", of->help);
        return;
    }
    for (const ThemeRow *row = theme_row_inner(of); row; row = theme_row_next(row))
        *key++ =
            (Key){row->name,
                  may_be_none(row, value_get(map, str_from(row->name))) ? KEY_ANY : key_types[types[row->type].kind],
                  !row->optional && !(row[1].instead && value_get(map, str_from(row[1].name)))};
    schema_check(map, of->words, keys, r->diag);
    for (const ThemeRow *row = theme_row_inner(of); row; row = theme_row_next(row)) {
        const Value *v = value_get(map, str_from(row->name));
        if (v && v->kind == types[row->type].kind)
            read_value(r, v, row, (char *)base + row->offset);
        else if (may_be_none(row, v) && !is_none(row, v))
            diag_error(r->diag, DIAG_KIND, v->mark, "'%s' is a map of 'key: value' lines; write 'none' to have no %s",
                       row->name, row->name);
    }
}

/* ---- What must hold between keys ---- */

enum {
    CELL_LEAST = 54,         /* points of text in a cell of the highlights */
    LABELS_LEAST = 30,       /* percent of the measure that a table's bars leave to its labels */
    TITLE_WIDTH_LEAST = 216, /* points of a title beside silhouette or logo */
    LEADING_MOST = 200,      /* percent of the size */
    LOGO_TOP = 20,           /* points, where a theme does not say it */
    LOGO_CLEAR = 14,
    SEEN_LEAST = 4, /* percent of a logo: letters on a plate of their own in the band's color are fine */
    DESCENT_OF = 4  /* a line's descent is this part of its size */
};

typedef struct Check {
    const Value *root;
    const Theme *theme;
    Diag *diag;
    TextSet *told; /* colors that are wrong by themselves */
} Check;

static bool is_own(const Check *c, Mark mark)
{
    return mark.source == c->root->mark.source;
}

/* Of these keys, with a blank between, the first that the theme types itself: that one is the cause where the others
   are inherited; else the first that there is. */
static Mark place(const Check *c, const char *keys)
{
    const Value *width = typed_at(c->root, STR("page.width")); /* where 'paper' says it, it says other keys there too */
    Mark first = {0};
    for (Str rest = str_from(keys); rest.n;) {
        size_t end = str_find(rest, STR(" "), 0);
        const Value *v = typed_at(c->root, str_slice(rest, 0, end));
        rest = str_slice(rest, end + 1, rest.n);
        if (v && is_own(c, v->mark) && !(width && v != width && v->mark.offset == width->mark.offset))
            return v->mark;
        if (v && !first.source)
            first = v->mark;
    }
    return first;
}

#define WRONG(at, ...) diag_error(c->diag, DIAG_THEME, (at), __VA_ARGS__)

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
    {"header.organization_y <= header.title_y", "'title_y', which is read after it (WCAG 1.3.2),"},
    {"header.title_y <= header.year_y", "'year_y', which is read after it (WCAG 1.3.2),"},
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

/* The first of the keys is too low or too high; any of them may be the cause. */
static void report(const Check *c, const char *keys, Sp is, const char *where, Sp bound, const char *words)
{
    Str key = {keys, strcspn(keys, " ")};
    Mark at = place(c, keys);
    bool is_there = at.offset == typed_at(c->root, key)->mark.offset;
    WRONG(at, "'%.*s' is at %s pt, %s %s at %s pt",
          STR_ARG(str_slice(key, is_there ? str_find(key, STR("."), 0) + 1 : 0, key.n)), SP_SHOWN(is), where, words,
          SP_SHOWN(bound));
    if (!is_own(c, at))
        diag_note(c->diag, c->root->mark, "this theme inherits it: set '%.*s' here", STR_ARG(key));
}

static void check_relations(const Check *c)
{
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        Str all = str_from(relations[i].relation), key = str_slice(all, 0, str_find(all, STR(" "), 0));
        size_t at = str_find(all, STR("= "), 0) - 1;
        bool is_most = all.s[at] == '<';
        Sp is = sum_of(c->theme, str_slice(all, 0, at)), bound = sum_of(c->theme, str_slice(all, at + 3, all.n));
        if ((is_most ? is > bound : is < bound) && typed_at(c->root, key))
            report(c, relations[i].relation, is, is_most ? "below" : "above", bound, relations[i].bound);
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
        report(c, "header.title_y header.title_least styles.title header.organization_y levels", t->header.title_y,
               "above", needed, "the place that two lines of 'title_least' need below 'organization_y',");
}

static void check_silhouette(const Check *c)
{
    const Theme *t = c->theme;
    Sp beside = theme_silhouette_box(t).x - t->silhouette.gap - t->page.left;
    if (beside < SP_PT(TITLE_WIDTH_LEAST))
        WRONG(place(c, "silhouette.width silhouette.right silhouette.gap page.left page.width"),
              "the silhouette leaves %s pt to the title at its left; %d pt is the least", SP_SHOWN(beside),
              TITLE_WIDTH_LEAST);
    if (t->silhouette.color == t->header.ground)
        WRONG(place(c, "silhouette.color header.ground"),
              "the silhouette has the color of the band, '%.*s', and would not be seen; choose another",
              STR_ARG(t->header.ground->name));
}

static void check_columns(const Check *c)
{
    const Theme *t = c->theme;
    int64_t columns = t->highlights.columns;
    Sp measure = t->page.width - t->page.left - t->page.right;
    Sp cell = (measure - (columns - 1) * t->highlights.column_gap) / columns - t->highlights.accent.weight -
              t->highlights.accent_gap;
    if (cell < SP_PT(CELL_LEAST))
        WRONG(place(c, "highlights.columns highlights.column_gap highlights.accent highlights.accent_gap page.left "
                       "page.right page.width"),
              "%d columns leave %s pt to a cell's text; %d pt is the least that holds a label", (int)columns,
              SP_SHOWN(cell), CELL_LEAST);
    Sp bars = sp_scale(measure, t->table.bar_percent, 100);
    Sp labels = measure - bars - 3 * t->table.column_gap - 8 * t->table.padding_x;
    if (labels < sp_scale(measure, LABELS_LEAST, 100))
        WRONG(place(c, "table.bar_percent table.column_gap table.padding_x page.left page.right page.width"),
              "bars, gaps and padding leave %s pt to a table's texts; %d%% of the measure is the least",
              SP_SHOWN(labels), LABELS_LEAST);
}

/* ---- Levels ---- */

static void check_levels(const Check *c)
{
    const Value *levels = typed_at(c->root, STR("levels"));
    for (size_t i = 0; i < c->theme->level_count; i++) {
        const Level *level = &c->theme->levels[i], *before = i ? level - 1 : level;
        const Value *map = levels->items[i];
        if (level->leading < level->size || level->leading > sp_scale(level->size, LEADING_MOST, 100))
            WRONG(value_get(map, STR("leading"))->mark,
                  "'leading' is the distance of baselines: between the size and twice the size");
        if (level->size > before->size)
            WRONG(value_get(map, STR("size"))->mark,
                  "levels run from roomy to tight; this size is larger than that of the level before");
        if (i > 0 && level->size == before->size && level->leading >= before->leading &&
            level->paragraph_gap >= before->paragraph_gap && level->section_gap >= before->section_gap)
            WRONG(map->mark, "levels run from roomy to tight; this one is not tighter than the level before");
    }
}

/* ---- Type ---- */

static void check_style(const Check *c, const Field *field, const TypeStyle *style, Sp body)
{
    Sp size = length_at(style->size, body);
    Mark mark = field->value->mark, levels = place(c, "levels");
    Str name = field->key;
    mark = is_own(c, mark) || !is_own(c, levels) ? mark : levels;
    if (size < TYPE_LEAST)
        WRONG(mark, "the style '%.*s' falls to %s pt; no type is smaller than %d pt", STR_ARG(name), SP_SHOWN(size),
              TYPE_LEAST / SP_PER_PT);
    if (length_at(style->leading, body) < size)
        WRONG(mark, "the style '%.*s' is set tighter than its size; raise 'leading'", STR_ARG(name));
    if (style->color->kind == COLOR_PAPER &&
        (size < SP_PT(PAPER_TYPE_LEAST) || (size <= SP_PT(SMALL_TYPE) && !face_is_heavy(style->face))))
        WRONG(mark,
              "the style '%.*s' is white text at %s pt: up to %d pt, use at least %d pt and a face that is semibold or "
              "bold",
              STR_ARG(name), SP_SHOWN(size), SMALL_TYPE, PAPER_TYPE_LEAST);
    if (style->color->kind == COLOR_PROCESS && size <= SP_PT(SMALL_TYPE))
        WRONG(mark, "the style '%.*s' is '%.*s' at %s pt; up to %d pt type is 'black' or 'paper'", STR_ARG(name),
              STR_ARG(style->color->name), SP_SHOWN(size), SMALL_TYPE);
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
        WRONG(place(c, "styles.body"), "body type is 'black'");
    if (length_at(t->styles[STYLE_STRIP].size, body) > t->strip.height)
        WRONG(place(c, "strip.height styles.strip levels"), "the strip is lower than its own type");
}

/* ---- Ink ---- */

/* Where a color is used, or, where the theme types the color alone, that: once. */
static bool color_place(const Check *c, const Color *color, Mark *mark)
{
    if (is_own(c, *mark) || !is_own(c, color->mark))
        return true;
    *mark = color->spot.n || !color->cmyk_mark.source ? color->mark : color->cmyk_mark;
    return textset_add(c->told, color->name);
}

static void check_ink(const Check *c, const ThemeRow *row, const Color *color, Mark mark)
{
    int sum = color_ink(color), strongest = color->spot.n ? (int)color->tint : 0;
    for (size_t i = 0; i < 4 && !color->spot.n; i++)
        if (color->cmyk[i] > strongest)
            strongest = color->cmyk[i];
    if (row->type == TYPE_GROUND && sum > row->most && color_place(c, color, &mark))
        WRONG(mark, "'%.*s' holds %d%% ink; a ground takes up to %d%%, or it does not dry: %s", STR_ARG(color->name),
              sum, (int)row->most, INKS_WITHIN(color->cmyk, row->most));
    if (row->type == TYPE_TINT && strongest < row->least && color_place(c, color, &mark))
        WRONG(mark,
              "'%.*s' is too pale for a rule or a bar (WCAG 1.4.11); its strongest ink is %d%%, at least %d%% prints",
              STR_ARG(color->name), strongest, (int)row->least);
}

/* Plates never lie on each other so well that a fine line of many inks stays one line. */
static void check_one_ink(const Check *c, const ThemeRow *row, const Rule *rule, Mark mark)
{
    size_t inks = 0;
    bool is_row = row->offset == offsetof(Theme, table.row);
    for (size_t i = 0; i < 4; i++)
        inks += rule->color->cmyk[i] > 0;
    if (inks > 1 && !rule->color->spot.n && (is_row || rule->weight < RULE_ONE_INK) &&
        color_place(c, rule->color, &mark))
        WRONG(
            mark,
            "'%.*s' takes %zu inks, which a press does not set exactly on each other: a rule between rows, or of less "
            "than 0.5 pt, takes one; use 'black', or a color of one ink, such as cmyk: [0, 0, 0, 70]",
            STR_ARG(rule->color->name), inks);
}

/* Every ground and tint among the rows; 'map' is what was typed for them. */
static void check_inks(const Check *c, const ThemeRow *rows, const Value *map, const char *base)
{
    for (const ThemeRow *row = rows; row; row = theme_row_next(row)) {
        const Value *v = value_get(map, str_from(row->name));
        const void *at = base + row->offset;
        if (v && row->rows == rule_rows)
            check_one_ink(c, row, at, value_get(v, STR("color"))->mark);
        if (v && row->type == TYPE_MAP)
            check_inks(c, theme_row_inner(row), v, at);
        if (row->type == TYPE_GROUND || row->type == TYPE_TINT)
            check_ink(c, row, *(const Color *const *)at, v->mark);
    }
}

/* A registered name is a promise to the printer: the profile that is shipped for another one would break it. */
static void check_condition(const Check *c)
{
    const Theme *t = c->theme;
    Str condition = t->output.condition;
    const PrintCondition *named = print_condition(condition), *of = print_condition_of(t->output.profile.name);
    const PrintCondition *meant = named ? named : print_condition_meant(condition);
    int most = print_ink_most(condition);
    Mark mark = typed_at(c->root, STR("output")) ? place(c, "output") : t->mark;
    if (meant != named)
        WRONG(mark, "'%.*s' is no name of a printing condition, '%s' is; write it so", STR_ARG(condition), meant->name);
    else if (!named && of)
        WRONG(mark,
              "the profile '%.*s' is of %s, not of %.*s; name that condition, or the file that your printer has for "
              "its own",
              STR_ARG(t->output.profile.name), of->name, STR_ARG(condition));
    if (named && of && (!named->profile || !str_eq(t->output.profile.name, str_from(named->profile))))
        WRONG(mark, "the profile '%.*s' is of %s, not of %s; name %s", STR_ARG(t->output.profile.name), of->name,
              named->name, named->profile ? named->profile : "the file that your printer has for it");
    for (size_t i = 0; i < t->color_count; i++) {
        const Color *color = &t->colors[i];
        int sum = color->cmyk[0] + color->cmyk[1] + color->cmyk[2] + color->cmyk[3];
        if (sum > most)
            WRONG(color->cmyk_mark, "'%.*s' holds %d%% ink; the paper of %.*s takes up to %d%%", STR_ARG(color->name),
                  sum, STR_ARG(condition), most);
    }
}

static void theme_check(const Value *root, const Theme *theme, Arena *a, Diag *d)
{
    const Check c = {root, theme, d, &(TextSet){.arena = a}};
    if (theme->page.min_pages > theme->page.max_pages)
        diag_error(d, DIAG_THEME, place(&c, "page.min_pages page.max_pages"),
                   "'min_pages' is %d, more than 'max_pages', which is %d", (int)theme->page.min_pages,
                   (int)theme->page.max_pages);
    check_condition(&c);
    if (!theme->page.bleed &&
        ((theme->header.ground->kind != COLOR_PAPER && theme->header.organization_y <= theme->page.left) ||
         (theme->running.ground->kind != COLOR_PAPER && theme->running.baseline <= theme->page.left)))
        diag_error(
            d, DIAG_THEME,
            place(&c, "page.bleed header.ground running.ground header.organization_y running.baseline page.left"),
            "without a bleed a band's ground stays %s pt from the edge, and its text is above it; use at least 0.125 "
            "in, or 'ground: paper' for 'header' and 'running', as the theme 'office' does",
            SP_SHOWN(theme->page.left));
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

const Theme *theme_read(const Value *root, Arena *a, Diag *d)
{
    static const ThemeRow whole = {.type = TYPE_MAP,
                                   .rows = theme_rows,
                                   .words = "a theme",
                                   .help = "a theme is a map that begins with its 'name'"};
    size_t errors = diag_errors(d);
    Theme *theme = ARENA_NEW(a, Theme);
    const Reading r = {theme, ARENA_ARRAY(a, Color, THEME_MAX_COLORS), a, d};
    r.colors[0] = (Color){.name = STR("black"), .kind = COLOR_BLACK, .cmyk = {0, 0, 0, 100}};
    r.colors[1] = (Color){.name = STR("paper"), .kind = COLOR_PAPER, .srgb = {255, 255, 255}};
    theme->colors = r.colors;
    theme->color_count = 2;
    theme->mark = root->mark;
    for (const ThemeRow *row = theme_rows; row->name; row++)
        if (row->otherwise)
            *(Str *)((char *)theme + row->offset) = str_from(row->otherwise);
    if (root->kind == VALUE_MAP && !value_get(root, STR("styles")) && !value_get(root, STR("levels")))
        return diag_error(d, DIAG_MISSING_KEY, root->mark,
                          "a theme types every part, or what differs from another: begin it with 'base: ncmec'"),
               NULL;
    read_map(&r, root, &whole, theme);
    const Value *logo = theme->logo.file.name.n ? value_get(root, STR("logo")) : NULL;
    if (logo && !value_get(logo, STR("top")))
        theme->logo.top = SP_PT(LOGO_TOP);
    if (logo && !value_get(logo, STR("clear_space")))
        theme->logo.clear_space = SP_PT(LOGO_CLEAR);
    for (size_t i = 0; i < theme->color_count && theme->output.spot; i++)
        r.colors[i].spot = (Str){0};
    if (diag_errors(d) == errors)
        theme_check(root, theme, a, d);
    return diag_errors(d) == errors ? theme : NULL;
}

/* ---- Colors without a use ---- */

static bool rows_use(const ThemeRow *row, const void *base, const Color *color)
{
    for (; row; row = theme_row_next(row)) {
        const void *at = (const char *)base + row->offset;
        bool is_color = row->type == TYPE_COLOR || row->type == TYPE_GROUND || row->type == TYPE_TINT;
        bool is_map = row->type == TYPE_MAP || row->type == TYPE_STYLE;
        if ((is_color && *(const Color *const *)at == color) ||
            (is_map && rows_use(theme_row_inner(row), row->rows ? at : base, color)))
            return true;
    }
    return false;
}

void theme_colors_check(const Theme *theme, Arena *a, Diag *d)
{
    const Picture *logo = theme->logo.picture;
    Str *names = ARENA_ARRAY(a, Str, theme->color_count);
    size_t inherited = 0;
    for (size_t i = 0; i < theme->color_count; i++)
        if (theme->colors[i].kind == COLOR_PROCESS && theme->colors[i].mark.source != theme->mark.source)
            names[inherited++] = theme->colors[i].name;
    for (size_t i = 0; i < theme->color_count && inherited; i++) {
        const Color *color = &theme->colors[i];
        bool is_used = color->kind != COLOR_PROCESS || color->mark.source != theme->mark.source ||
                       rows_use(theme_rows, theme, color);
        for (size_t k = 0; logo && k < logo->shape_count; k++)
            is_used = is_used || logo->shapes[k].color == color;
        if (!is_used)
            diag_error(d, DIAG_UNUSED, color->mark, "no place of the theme uses the color '%.*s'; %s",
                       STR_ARG(color->name),
                       diag_meant(d, str_nearest(color->name, names, inherited),
                                  "name it at one, as in header: {ground: ...}, or take it out"));
    }
}

/* ---- Printing ---- */

/* With as few decimals as read back to the same length. */
static void put_length(Buf *out, Sp length, const char *unit)
{
    char text[32];
    Str shown;
    Sp back;
    int decimals = 0;
    do
        shown = (Str){text, sp_format(length, decimals, text)};
    while (!(sp_parse(shown, &back) && back == length) && decimals++ < LENGTH_DECIMALS);
    buf_printf(out, "%.*s %s", STR_ARG(shown), unit);
}

/* A word or a few, without the quotes that YAML does not need. */
static void put_name(Buf *out, Str name)
{
    bool is_plain = name.n > 0 && name.s[name.n - 1] != ' ';
    for (size_t i = 0; i < name.n && is_plain; i++) {
        char c = name.s[i];
        bool is_letter = is_ascii_letter(c) || c == '_';
        is_plain = is_letter || (i > 0 && (is_digit(c) || c == '-' || c == '.' || c == ' '));
    }
    if (is_plain)
        buf_put(out, name);
    else
        buf_json(out, name); /* which YAML reads as the same text */
}

static void put_map(Buf *out, const ThemeRow *rows, const void *base);

static void put_value(Buf *out, const ThemeRow *row, const void *at)
{
    const Length *size = at;
    const Color *color = at;
    const uint8_t *inks;
    switch (row->type) {
    case TYPE_MAP:
    case TYPE_STYLE:
        put_map(out, row->rows, at);
        break;
    case TYPE_LEVELS:
    case TYPE_COLORS:
        break; /* a part of its own */
    case TYPE_LENGTH:
        put_length(out, *(const Sp *)at, "pt");
        break;
    case TYPE_SIZE:
        put_length(out, size->relative ? size->em : size->points, size->relative ? "em" : "pt");
        break;
    case TYPE_COUNT:
        buf_printf(out, "%lld", (long long)*(const int64_t *)at);
        break;
    case TYPE_BOOL:
        buf_put(out, *(const bool *)at ? STR("true") : STR("false"));
        break;
    case TYPE_CHOICE:
        buf_put(out, str_from(row->choices[*(const unsigned *)at]));
        break;
    case TYPE_OWN_FACE:
    case TYPE_FACE:
        buf_put(out, str_from(face_names[*(const FaceId *)at]));
        break;
    case TYPE_COLOR:
    case TYPE_GROUND:
    case TYPE_TINT:
        put_name(out, (*(const Color *const *)at)->name);
        break;
    case TYPE_NAME:
    case TYPE_FILE:
        put_name(out, *(const Str *)at);
        break;
    case TYPE_TEXT:
    case TYPE_PATH:
        buf_json(out, *(const Str *)at);
        break;
    case TYPE_SRGB:
        buf_printf(out, "\"#%02X%02X%02X\"", color->srgb[0], color->srgb[1], color->srgb[2]);
        break;
    case TYPE_INKS:
        inks = color->spot.n ? color->solid : color->cmyk;
        buf_printf(out, "[%d, %d, %d, %d]", inks[0], inks[1], inks[2], inks[3]);
        break;
    }
}

/* Whether a key that may be left out has a value that reading its absence would not give. */
static bool has_value(const ThemeRow *row, const void *base)
{
    const void *at = (const char *)base + row->offset;
    const ThemeRow *key = row->type == TYPE_MAP ? theme_row_inner(row) : NULL;
    for (; key; key = theme_row_next(key))
        if (has_value(key, at))
            return true;
    if (row->type == TYPE_NAME || row->type == TYPE_TEXT || row->type == TYPE_FILE || row->type == TYPE_PATH)
        return !str_eq(*(const Str *)at, str_from(row->otherwise ? row->otherwise : ""));
    if (row->type == TYPE_CHOICE || row->type == TYPE_COUNT)
        return row->type == TYPE_CHOICE ? *(const unsigned *)at != 0 : *(const int64_t *)at != row->most;
    return row->type == TYPE_LENGTH ? *(const Sp *)at != 0 : row->type == TYPE_FACE;
}

/* Prints "width: 612 pt" and so on, for the map's keys, with 'before' in front of the first and 'between' them. */
static void put_keys(Buf *out, const ThemeRow *rows, const void *base, const char *before, const char *between)
{
    for (const ThemeRow *row = rows; row; row = theme_row_next(row)) {
        if ((row->optional && !has_value(row, base)) ||
            (row->instead && row[-1].optional && has_value(row - 1, base)) ||
            (!row->optional && row[1].instead && has_value(row + 1, base)))
            continue;
        buf_printf(out, "%s%s: ", before, row->name);
        put_value(out, row, (const char *)base + row->offset);
        before = between;
    }
}

static void put_map(Buf *out, const ThemeRow *rows, const void *base)
{
    put_keys(out, rows, base, "{", ", ");
    buf_char(out, '}');
}

void theme_dump(const Theme *theme, Buf *out)
{
    buf_put(out, STR("name: "));
    put_name(out, theme->name);
    buf_char(out, '\n');
    for (const ThemeRow *part = theme_row_next(theme_rows); part; part = theme_row_next(part)) {
        if (part->optional && !has_value(part, theme))
            continue;
        buf_printf(out, "\n%s:", part->name);
        for (size_t i = 0; part->type == TYPE_COLORS && i < theme->color_count; i++) {
            if (theme->colors[i].kind != COLOR_PROCESS)
                continue;
            buf_put(out, STR("\n  "));
            put_name(out, theme->colors[i].name);
            buf_put(out, STR(": "));
            put_map(out, part->rows, &theme->colors[i]);
        }
        for (size_t i = 0; part->type == TYPE_LEVELS && i < theme->level_count; i++) {
            buf_put(out, STR("\n  - "));
            put_map(out, part->rows, &theme->levels[i]);
        }
        if (part->type == TYPE_MAP)
            put_keys(out, theme_row_inner(part), theme, "\n  ", "\n  ");
        buf_char(out, '\n');
    }
}

/* ---- The manual ---- */

static void put_bounds(Buf *out, const ThemeRow *row)
{
    if (row->type != TYPE_COUNT && row->type != TYPE_LENGTH && row->type != TYPE_SIZE)
        return;
    bool is_count = row->type == TYPE_COUNT;
    buf_put(out, STR(", "));
    if (is_count)
        buf_printf(out, "%lld to %lld", (long long)row->least, (long long)row->most);
    else {
        put_length(out, (Sp)row->least, "to ");
        put_length(out, (Sp)row->most, "pt");
    }
}

static void put_type(Buf *out, const ThemeRow *row)
{
    buf_put(out, str_from(types[row->type].about));
    for (size_t i = 0; row->choices && row->choices[i]; i++)
        buf_printf(out, "%s%s", i ? " or " : "", row->choices[i]);
    if (row->type == TYPE_FILE || row->type == TYPE_PATH)
        buf_put(out, str_from(row->words ? row->words : "beneath the theme's folder"));
    put_bounds(out, row);
    if (row->optional)
        buf_put(out, row->instead ? STR("; or this one") : STR("; may be left out"));
}

/* The rows of 'before', and below the first one of a kind the keys that all of its kind have. */
static void put_manual(Buf *out, const ThemeRow *rows, Str before, const ThemeRow *shown[KEYS_MOST], Arena *a)
{
    enum { TYPE_COLUMN = 34 };
    for (const ThemeRow *row = rows; row; row = theme_row_next(row)) {
        Str path = str_printf(a, "%.*s%s%s", STR_ARG(before), before.n ? "." : "", row->name);
        size_t i = 0;
        if (row->type != TYPE_MAP || row->rows) {
            buf_put(out, STR("  "));
            buf_put(out, path);
            for (size_t n = path.n; n == path.n || n < TYPE_COLUMN - 2; n++)
                buf_char(out, ' ');
            put_type(out, row);
            buf_char(out, '\n');
        }
        while (row->rows && shown[i] && shown[i] != row->rows)
            i++;
        if (row->rows ? !shown[i] : row->type == TYPE_MAP) {
            shown[i] = row->rows ? row->rows : shown[i];
            put_manual(out, theme_row_inner(row), path, shown, a);
        }
    }
}

void theme_manual(Buf *out, Arena *a)
{
    const ThemeRow *shown[KEYS_MOST] = {NULL};
    put_manual(out, theme_rows, (Str){0}, shown, a);
}

/* ---- Its schema, for editors ---- */

static void put_schema_words(Buf *out, const char *const *words)
{
    buf_put(out, STR("{\"enum\": ["));
    for (size_t i = 0; words[i]; i++)
        buf_printf(out, i ? ", \"%s\"" : "\"%s\"", words[i]);
    buf_put(out, STR("]}"));
}

static void put_schema_rows(Buf *out, const ThemeRow *row);

static void put_schema_row(Buf *out, const ThemeRow *row)
{
    bool may_be_none = row->optional && types[row->type].kind == VALUE_MAP;
    const ThemeRow *inner = types[row->type].schema_end ? theme_row_inner(row) : NULL;
    buf_put(out, may_be_none ? STR("{\"anyOf\": [{\"enum\": [\"none\"]}, ") : STR(""));
    if (row->type == TYPE_CHOICE || row->type == TYPE_FACE || row->type == TYPE_OWN_FACE)
        put_schema_words(out, row->choices ? row->choices : face_names);
    else
        buf_put(out, str_from(types[row->type].schema));
    if (row->type == TYPE_COUNT)
        buf_printf(out, "%lld, \"maximum\": %lld}", (long long)row->least, (long long)row->most);
    if (inner)
        put_schema_rows(out, inner);
    buf_put(out, str_from(inner ? types[row->type].schema_end : ""));
    buf_put(out, may_be_none ? STR("]}") : STR(""));
}

/* No key must be there: a theme may have a base. */
static void put_schema_rows(Buf *out, const ThemeRow *row)
{
    bool first = true;
    buf_put(out, STR("\"type\": \"object\", \"additionalProperties\": false, \"properties\": {"));
    for (; row; row = theme_row_next(row)) {
        schema_key(out, str_from(row->name), "", &first);
        put_schema_row(out, row);
    }
    buf_char(out, '}');
}

Str theme_schema(Arena *a)
{
    Buf out = {.arena = a};
    schema_begin(&out, "The look of the sheets, a theme");
    put_schema_rows(&out, theme_rows);
    buf_put(&out, STR("}\n"));
    return buf_str(&out);
}

const char *style_name(StyleId id)
{
    const ThemeRow *row = theme_rows;
    while (row->type != TYPE_STYLE || row->offset != offsetof(Theme, styles) + id * sizeof(TypeStyle))
        row++;
    return row->name;
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
    if (foot > t->header.height)
        diag_error(d, DIAG_THEME, t->logo.file.mark,
                   "the logo reaches down to %s pt, below the band's foot at %s pt; make it smaller or the band higher",
                   SP_SHOWN(foot), SP_SHOWN(t->header.height));
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
                   SP_SHOWN(right - left), TITLE_WIDTH_LEAST);
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
    else if (picture_seen(picture, theme->header.ground) < SEEN_LEAST)
        diag_error(
            d, DIAG_PRINT, theme->logo.file.mark,
            "this logo is nearly the color of its ground '%.*s': %d%% of it is 3:1 from it, %d%% is the least; take "
            "its light or dark version, or another 'header.ground'",
            STR_ARG(theme->header.ground->name), picture_seen(picture, theme->header.ground), SEEN_LEAST);
    if (diag_errors(d) == errors && picture_check_width(picture, with->logo.width, theme->logo.file.mark, d))
        check_place(with, d);
    return diag_errors(d) == errors ? with : NULL;
}
