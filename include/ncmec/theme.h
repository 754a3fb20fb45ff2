/* The look, resolved: every length, face and color that layout uses. A designer types it; nothing of it is in C. */
#pragma once

#include "ncmec/picture.h"

typedef enum FaceId { FACE_REGULAR, FACE_ITALIC, FACE_SEMIBOLD, FACE_BOLD, FACE_BOLD_ITALIC, FACE_COUNT } FaceId;
extern const char *const face_names[]; /* "regular"; NULL at the end */

/* A file that the theme names. */
typedef struct ThemeFile {
    Str name; /* empty: none */
    Mark mark;
} ThemeFile;

/* A size fixed in points ("9 pt") or relative to the body size of the level of fit ("1.2 em"). */
typedef struct Length {
    Sp points; /* where not em */
    Sp em;     /* in 1/65536 em, where em is true */
    bool relative;
} Length;

Sp length_at(Length length, Sp body_size);

typedef enum StyleId {
    STYLE_BODY, /* its size and leading are the level's */
    STYLE_HEADING,
    STYLE_ORGANIZATION,
    STYLE_TITLE,
    STYLE_YEAR,
    STYLE_RUNNING,
    STYLE_GLANCE, /* heading of the highlights */
    STYLE_FIGURE, /* a highlight's figure */
    STYLE_LABEL,  /* and its label */
    STYLE_TABLE_HEAD,
    STYLE_TABLE,
    STYLE_TABLE_TOTAL,
    STYLE_NOTE, /* "About these figures" */
    STYLE_FOOTER,
    STYLE_STRIP, /* SAMPLE DATA, DRAFT */
    STYLE_COUNT
} StyleId;

/* As the theme's 'styles' call it. */
const char *style_name(StyleId id);

typedef struct TypeStyle {
    FaceId face, strong, emphasis, strong_emphasis;
    Length size, leading;
    const Color *color;
} TypeStyle;

typedef struct Rule {
    Sp weight; /* thickness */
    const Color *color;
} Rule;

typedef enum Align { ALIGN_RAGGED, ALIGN_JUSTIFIED } Align;

/* One level of fit. Levels run from roomy to tight. */
typedef struct Level {
    Sp size, leading;     /* body */
    Sp paragraph_gap;     /* between paragraphs */
    Sp paragraph_stretch; /* and how much more the foot of a page may ask of each such gap */
    Sp section_gap;       /* least space above a section's heading */
    Sp section_stretch;   /* and how much more the foot of a page may ask of each such space: the stretch cap */
} Level;

typedef enum LogoSide { LOGO_LEFT, LOGO_RIGHT } LogoSide;

enum { THEME_MAX_LEVELS = 8, THEME_MAX_COLORS = 32, THEME_MAX_PAGES = 16 };

typedef struct Theme Theme;

struct Theme {
    Str name;
    Str base; /* as the next: empty, theme_inherit() has done what they ask for */
    unsigned paper;
    struct {
        Sp width, height; /* trim */
        Sp bleed;
        Sp left, right; /* margins */
        Sp body_top_first, body_top,
            body_bottom; /* from the trim's top edge, bottom from the trim's top edge as well */
        int64_t min_pages, max_pages;
    } page;

    const Color *colors; /* "black" and "paper" are always among them */
    size_t color_count;
    struct {
        Str condition;     /* what the press and paper are called: "CGATS TR 006" */
        ThemeFile profile; /* in the folder of profiles */
        unsigned spot;     /* 1: spot colors have become the four inks */
    } output;
    ThemeFile faces[FACE_COUNT]; /* in the fonts folder */
    TypeStyle styles[STYLE_COUNT];

    Level levels[THEME_MAX_LEVELS];
    size_t level_count;

    struct {
        Align align;
        bool hyphenate;
        int64_t last_line_words;   /* a last line holds so many words ... */
        int64_t last_line_percent; /* ... or so much of the measure */
        int64_t orphans, widows;   /* least lines at a page's foot, at a page's head */
        Sp heading_gap;            /* below a heading */
    } text;

    struct {
        Sp height; /* of the band on page 1, rule below it excluded */
        const Color *ground;
        Rule rule;
        Sp organization_y, title_y, year_y; /* baselines from the trim's top edge */
        Sp title_least; /* a title that would be set smaller than this on one line takes two, the last at title_y */
    } header;
    struct {
        Sp width, height; /* of the box that it is scaled to; 0, 0: the theme shows none */
        Sp right, top;    /* from the trim's edges to the box, which it touches at the right, in the middle */
        Sp gap;           /* least space to the texts at its left */
        const Color *color;
    } silhouette; /* of the sheet's state, in the band of page 1 */
    struct {
        ThemeFile file; /* beneath the theme's own folder */
        Str alt;
        Sp width, height;       /* one of them is 0 until the picture is there */
        LogoSide side;          /* at which margin */
        Sp top;                 /* from the trim's top edge */
        Sp clear_space;         /* to texts and silhouette */
        const Picture *picture; /* NULL until theme_with_logo() */
    } logo;                     /* the owner's, in the band of page 1 */
    struct {
        Sp height;
        const Color *ground;
        Rule rule;
        Sp baseline;
    } running; /* the band of the later pages */
    struct {
        Sp height; /* reserved below the band on every page, also where nothing is printed in it */
        const Color *ground;
        Sp baseline; /* from the strip's top */
    } strip;
    struct {
        int64_t columns;
        Sp column_gap, row_gap;
        Rule accent;        /* at the left of each cell; its thickness is the weight */
        Sp accent_gap;      /* from the accent to the text */
        Sp heading_gap;     /* below the heading */
        Sp label_gap;       /* between a figure's and its label's line boxes */
        Rule rule;          /* below all cells */
        Sp rule_gap, after; /* above and below that rule */
        Sp after_stretch;   /* how much more the foot of a page may ask below it */
    } highlights;
    struct {
        Sp padding_x, padding_y; /* inside a cell */
        Rule head, row, total;   /* rules below the head, below a row, around the total */
        Sp before, after;
        int64_t bar_percent; /* width of a bar column, in percent of the measure */
        Sp bar_height;
        const Color *bar;
        Sp column_gap;
    } table;
    struct {
        const Color *ground;
        Sp padding_x, padding_y;
        Sp gap; /* least space above */
        Sp paragraph_gap;
    } note;
    struct {
        Rule rule;
        Sp rule_y, baseline; /* from the trim's top edge */
    } footer;

    Mark mark;
};

Rect theme_silhouette_box(const Theme *theme);
Rect theme_logo_place(const Theme *theme);
/* Moves the edges of the texts in the band inward, as far as the logo needs it. */
void theme_logo_clear(const Theme *theme, Sp *left, Sp *right);
