/* The outline of a jurisdiction, from a file of data/maps: a line "silhouette WIDTH HEIGHT" and below it path data in
   whole units of a grid, letters as in SVG 2, 9.3: "M x y" begins a ring, "l dx dy dx dy ..." goes on from point to
   point, "z" closes it. Strict and small, for it reads what a script wrote: other letters, fractions, exponents and
   commas are refused. What stands inside by the nonzero rule is filled. A ring with a mistake is reported once. */
#include "ncmec/picture.h"

enum { RING_POINTS_LEAST = 3 };

typedef struct Reader {
    const Source *source;
    Diag *diag;
    size_t at;
    Str word; /* the last one read; empty at the end of the file */
    int64_t width, height;
    PathPen pen;
    bool too_many;
} Reader;

static Mark word_mark(const Reader *r)
{
    size_t length = r->word.n;
    return (Mark){r->source, (uint32_t)(r->at - length), (uint32_t)length};
}

static bool ends_word(char c)
{
    return c == ' ' || c == '\n' || c == '\r';
}

/* Moves to the next word; false at the end of the file. */
static bool word_next(Reader *r)
{
    Str text = r->source->text;
    while (r->at < text.n && ends_word(text.s[r->at]))
        r->at++;
    size_t from = r->at;
    while (r->at < text.n && !ends_word(text.s[r->at]))
        r->at++;
    r->word = str_slice(text, from, r->at);
    return r->word.n > 0;
}

static bool word_is(const Reader *r, const char *word)
{
    return str_eq(r->word, str_from(word));
}

/* Digits with an optional minus, at most SILHOUETTE_MAX_SIDE either way. */
static bool whole_read(Str word, int64_t *value)
{
    size_t at = word.n && word.s[0] == '-' ? 1 : 0;
    int64_t sum = 0;
    if (at == word.n)
        return false;
    for (size_t i = at; i < word.n; i++) {
        if (word.s[i] < '0' || word.s[i] > '9')
            return false;
        sum = 10 * sum + (word.s[i] - '0');
        if (sum > SILHOUETTE_MAX_SIDE)
            return false;
    }
    *value = at ? -sum : sum;
    return true;
}

static bool number_next(Reader *r, const char *what, int64_t *value)
{
    if (!word_next(r))
        return diag_error(r->diag, DIAG_SYNTAX, word_mark(r), "the file ends where %s should stand", what);
    return whole_read(r->word, value) ||
           diag_error(r->diag, DIAG_SYNTAX, word_mark(r), "'%.*s' is not %s: a whole number from -%d to %d",
                      STR_ARG(r->word), what, SILHOUETTE_MAX_SIDE, SILHOUETTE_MAX_SIDE);
}

static bool point_check(Reader *r, int64_t x, int64_t y)
{
    if (x < 0 || y < 0 || x > r->width || y > r->height)
        return diag_error(r->diag, DIAG_VALUE, word_mark(r),
                          "this point is at %d %d, outside the silhouette's own %d by %d", (int)x, (int)y,
                          (int)r->width, (int)r->height);
    if (r->pen.point_count < SILHOUETTE_MAX_POINTS)
        return true;
    r->too_many = true;
    return diag_error(r->diag, DIAG_VALUE, word_mark(r),
                      "a silhouette has at most %d points; simplify it, as data/maps/make.py does",
                      SILHOUETTE_MAX_POINTS);
}

static bool header_read(Reader *r)
{
    word_next(r);
    if (!word_is(r, "silhouette"))
        return diag_error(r->diag, DIAG_SYNTAX, word_mark(r),
                          "a silhouette begins with its size, as in 'silhouette 1000 960'");
    if (!number_next(r, "the width", &r->width) || !number_next(r, "the height", &r->height))
        return false;
    return (r->width > 0 && r->height > 0) ||
           diag_error(r->diag, DIAG_VALUE, word_mark(r), "width and height of a silhouette are above zero");
}

/* One ring; its 'M' has just been read. */
static bool ring_read(Reader *r)
{
    int64_t x = 0, y = 0, dx = 0, dy = 0;
    size_t points = 1;
    if (!number_next(r, "an x", &x) || !number_next(r, "a y", &y) || !point_check(r, x, y))
        return false;
    path_move(&r->pen, (Point){SP_PT(x), SP_PT(y)});
    if (!word_next(r) || !word_is(r, "l"))
        return diag_error(r->diag, DIAG_SYNTAX, word_mark(r), "a ring goes on with 'l' behind its first point");
    for (;;) {
        size_t before = r->at;
        if (word_next(r) && word_is(r, "z"))
            break;
        r->at = before;
        if (!number_next(r, "a step in x or 'z'", &dx) || !number_next(r, "a step in y", &dy))
            return false;
        x += dx;
        y += dy;
        if (!point_check(r, x, y))
            return false;
        path_line(&r->pen, (Point){SP_PT(x), SP_PT(y)});
        points++;
    }
    path_close(&r->pen);
    return points >= RING_POINTS_LEAST ||
           diag_error(r->diag, DIAG_VALUE, word_mark(r), "this ring has %zu points; an area has at least %d", points,
                      RING_POINTS_LEAST);
}

static void rings_read(Reader *r)
{
    bool sound = true, any = false;
    while (!r->too_many && word_next(r)) {
        if (word_is(r, "M")) {
            any = true;
            sound = ring_read(r);
        } else if (sound) {
            sound = diag_error(r->diag, DIAG_SYNTAX, word_mark(r), "a ring begins with 'M', not with '%.*s'",
                               STR_ARG(r->word));
        }
    }
    if (!any)
        diag_error(r->diag, DIAG_SYNTAX, word_mark(r), "this silhouette has no ring; one begins with 'M'");
}

const Picture *silhouette_read(const Source *source, Arena *a, Diag *d)
{
    Reader r = {.source = source, .diag = d, .pen = {.arena = a}};
    size_t errors = diag_errors(d);
    Mark whole = {.source = source};
    if (source->text.n > SILHOUETTE_MAX_BYTES)
        return diag_error(d, DIAG_VALUE, whole, "a silhouette takes at most %d bytes; this one has %zu",
                          SILHOUETTE_MAX_BYTES, source->text.n),
               NULL;
    if (header_read(&r))
        rings_read(&r);
    if (diag_errors(d) > errors)
        return NULL;
    Picture *picture = ARENA_NEW(a, Picture);
    Shape *shape = ARENA_NEW(a, Shape);
    shape->path = path_made(&r.pen, false);
    *picture =
        (Picture){.width = SP_PT(r.width), .height = SP_PT(r.height), .shapes = shape, .shape_count = 1, .mark = whole};
    return picture;
}
