/* Fonts, shaping, line breaking: Inline -> GlyphRun -> Item -> Line. Knows a paragraph and a measure, no page. */
#pragma once

#include "ncmec/diag.h"
#include "ncmec/language.h"

/* ---- Fonts ---- */

/* One face: what shaping and embedding need of it. In font units unless said otherwise. */
typedef struct Font {
    Str file;            /* its name in the fonts folder */
    Mark named_at;       /* where the theme's 'faces' does so first */
    Str bytes;           /* the whole font program, mapped for the life of the process */
    Str postscript_name; /* "SourceSans3-Regular" */
    int units_per_em;    /* 16..16384 */
    int ascent, descent; /* descent is negative; of hhea */
    int cap_height;
    int weight; /* 100..900 */
    bool italic;
    bool cff;            /* its outlines are a name-keyed CFF program; else TrueType */
    double italic_angle; /* degrees */
    int bbox[4];
    uint32_t glyph_count;
    uint32_t index;    /* in its FontSet */
    uint8_t *composes; /* font_composes_plain's answer: 0 not yet asked, 1 no, 2 yes */
    Str loca, glyf;    /* tables of TrueType outlines */
    bool loca_is_long;
    uint8_t *glyphs;          /* of each glyph, what font_fault() found out: bits; 0: not yet asked */
    struct hb_font_t *shaper; /* HarfBuzz's, in font units */
} Font;

typedef struct FontSet FontSet;

/* Maps and checks the theme's faces in 'folder', or in 'shipped' (NULL: none) what is not there (a gate: units per em,
   needed tables, glyf or CFF outlines). NULL after findings. Close it when no GlyphRun of its fonts is used any more.
 */
typedef struct ThemeFile ThemeFile;
FontSet *fontset_open(const ThemeFile *faces, size_t count, const char *folder, const char *shipped, Arena *a, Diag *d);
void fontset_close(FontSet *set);                               /* NULL is allowed */
const Font *fontset_face(const FontSet *set, unsigned face_id); /* falls back to the regular face where there is none */
uint32_t font_glyph(const Font *font, uint32_t character);      /* 0: it has none */
int32_t font_advance(const Font *font, uint32_t glyph);         /* font units */
int32_t font_bearing(const Font *font, uint32_t glyph);         /* from its origin to its left edge, font units */
Sp font_length(int64_t units, const Font *font, Sp size);       /* font units to a length at that size */
/* How far letters reach above the baseline: an em high is divided there as ascent and descent are, without the font's
   share of the space between lines. */
Sp font_above(const Font *font, Sp size);

/* ---- Shaped text ---- */

typedef struct Glyph {
    uint16_t id;
    uint16_t text_length; /* bytes of the run's text that this glyph stands for; 0: it belongs to the glyph before */
    uint32_t text;        /* offset of those bytes */
    int32_t advance, x_offset, y_offset; /* font units, kerning included */
} Glyph;

/* Glyphs of one word or one space, in font units: independent of its size, so that a cache serves every style. */
typedef struct GlyphRun {
    const Font *font;
    Str text;
    const Glyph *glyphs;
    uint32_t count;
    int64_t advance; /* sum, font units */
    bool cached;     /* lives as long as the cache; else, as its glyphs and text do, in its paragraph's arena */
} GlyphRun;

/* Words shaped before. Bounded; belongs to one worker; never changes a byte of output. */
typedef struct ShapeCache ShapeCache;

/* 'patterns' is the path of the hyphenation dictionary, read when a text first asks for it; NULL: the system has none.
   It is borrowed. */
ShapeCache *shape_cache_new(const Language *language, const char *patterns);
void shape_cache_free(ShapeCache *c); /* NULL is allowed; its GlyphRuns die with it, or with the next call */
/* To be called between sheets alone: empties the cache when it has grown past its bound. */
void shape_cache_trim(ShapeCache *c);

/* ---- Paragraphs ---- */

typedef struct Piece {
    const GlyphRun *run; /* a word, a part of one, or a space */
    Sp x;                /* from the line's start */
    bool soft_hyphen;    /* a hyphen of hyphenation: in the text it is no character (U+00AD) */
} Piece;

/* The longest stretch of a line in one font, one emphasis and one link. Its pieces include the space at its end; the
   space at a line's end hangs past the measure, so that words never run together for a reader of the text. */
typedef struct Segment {
    const Font *font;
    Sp size;
    bool strong, emphasis;
    Str url, language, said;
    Sp x, width; /* from the line's start; the hanging space at the line's end is not counted */
    const Piece *pieces;
    uint32_t piece_count;
    Mark mark;
} Segment;

typedef struct Line {
    const Segment *segments;
    uint32_t segment_count;
    Sp width; /* of what is printed, without the hanging space */
    bool hyphenated;
    Mark mark;
} Line;

typedef struct Lines {
    const Line *lines;
    uint32_t count;
    Sp leading;
    Sp width; /* of the widest line */
} Lines;

typedef struct ParagraphStyle {
    const FontSet *fonts;
    unsigned face, strong, emphasis, strong_emphasis; /* FaceId */
    Sp size, leading;
    bool justified; /* else ragged right, word spaces at their natural width */
    bool hyphenate;
    bool tabular;   /* figures of equal width */
    bool balanced;  /* lines of even length, for headings: the fewest lines that are possible, then even */
    bool continued; /* the last line too ends with a hanging space: more text of the same element follows */
    int64_t last_line_words, last_line_percent; /* a last line holds so many words, or so much of the measure */
} ParagraphStyle;

typedef struct Prose Prose;

/* Breaks a paragraph into the best lines for the measure; a word wider than it is broken between grapheme clusters as a
   last resort. An empty prose has no lines. NULL after findings: DIAG_GLYPH for a character that a font lacks. Result
   lives as long as 'a' and the cache's runs. */
const Lines *paragraph_layout(const Prose *prose, const ParagraphStyle *style, Sp measure, ShapeCache *cache, Arena *a,
                              Diag *d);
/* No fewer lines can hold the paragraph: its widths tell, and no line is set. 0 where there is no text. */
uint32_t paragraph_least(const Prose *prose, const ParagraphStyle *style, Sp measure, ShapeCache *cache, Diag *d);
/* Natural width of the prose on one line. */
Sp prose_width(const Prose *prose, const ParagraphStyle *style, ShapeCache *cache, Arena *a, Diag *d);

/* Names and versions of the libraries of this stage, for --version: "HarfBuzz 6.0.0, ...". */
Str text_versions(Arena *a);
