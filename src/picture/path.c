/* Paths: making, measuring, moving, scaling. Numbers, transforms and path data of SVG (SVG 1.1, 4.2, 7.6, 8.3 and
   appendix F.6), read without a locale; arcs become curves of a quarter at most. Points go through a matrix and are
   rounded once. */
#include "picture.h"

#include <math.h>

uint32_t path_op_points(PathOp op)
{
    return op == PATH_CURVE ? 3 : op != PATH_CLOSE;
}

Rect path_bounds(const Path *path)
{
    if (path->point_count == 0)
        return (Rect){0};
    Point least = path->points[0], most = least;
    for (uint32_t i = 1; i < path->point_count; i++) {
        Point p = path->points[i];
        least.x = p.x < least.x ? p.x : least.x;
        least.y = p.y < least.y ? p.y : least.y;
        most.x = p.x > most.x ? p.x : most.x;
        most.y = p.y > most.y ? p.y : most.y;
    }
    return (Rect){least.x, least.y, most.x - least.x, most.y - least.y};
}

Path path_place(const Path *path, Point origin, int64_t numerator, int64_t denominator, Arena *a)
{
    Path placed = *path;
    Point *points = ARENA_ARRAY(a, Point, path->point_count);
    for (uint32_t i = 0; i < path->point_count; i++)
        points[i] = (Point){sp_scale(path->points[i].x - origin.x, numerator, denominator),
                            sp_scale(path->points[i].y - origin.y, numerator, denominator)};
    placed.points = points;
    return placed;
}

static void put_points(PathPen *pen, PathOp op, const Point *points)
{
    ARENA_NEXT(pen->arena, pen->ops, pen->op_count, pen->op_capacity) = (uint8_t)op;
    for (uint32_t i = 0; i < path_op_points(op); i++) {
        ARENA_NEXT(pen->arena, pen->points, pen->point_count, pen->point_capacity) = points[i];
    }
}

void path_move(PathPen *pen, Point to)
{
    put_points(pen, PATH_MOVE, &to);
}

void path_line(PathPen *pen, Point to)
{
    put_points(pen, PATH_LINE, &to);
}

void path_curve(PathPen *pen, Point control1, Point control2, Point to)
{
    put_points(pen, PATH_CURVE, (const Point[]){control1, control2, to});
}

void path_close(PathPen *pen)
{
    put_points(pen, PATH_CLOSE, NULL);
}

Path path_made(const PathPen *pen, bool even_odd)
{
    return (Path){pen->ops, pen->points, (uint32_t)pen->op_count, (uint32_t)pen->point_count, even_odd};
}

/* ---- As SVG writes them ---- */

void separator_skip(Str s, size_t *at)
{
    *at = white_end(s, *at);
    if (*at < s.n && s.s[*at] == ',') {
        ++*at;
        *at = white_end(s, *at);
    }
}

/* Reads digits into the number; more of them than fit only move the point. */
static size_t digits_take(Str s, size_t *at, uint64_t *digits, int *scale, bool fraction)
{
    size_t from = *at;
    for (; *at < s.n && is_digit(s.s[*at]); ++*at) {
        if (*digits < UINT64_C(100000000000000)) {
            *digits = *digits * 10 + (uint64_t)(s.s[*at] - '0');
            *scale -= fraction;
        } else {
            *scale += !fraction;
        }
    }
    return *at - from;
}

bool number_take(Str s, size_t *at, double *number)
{
    enum { SCALE_MOST = 300 };
    size_t i = *at, count;
    uint64_t digits = 0;
    int scale = 0, sign = 1;
    if (i < s.n && (s.s[i] == '-' || s.s[i] == '+'))
        sign = s.s[i++] == '-' ? -1 : 1;
    count = digits_take(s, &i, &digits, &scale, false);
    if (i < s.n && s.s[i] == '.') {
        i++;
        count += digits_take(s, &i, &digits, &scale, true);
    }
    if (count == 0)
        return false;
    if (i + 1 < s.n && (s.s[i] == 'e' || s.s[i] == 'E') &&
        (is_digit(s.s[i + 1]) || (i + 2 < s.n && (s.s[i + 1] == '-' || s.s[i + 1] == '+') && is_digit(s.s[i + 2])))) {
        bool minus = s.s[++i] == '-';
        uint64_t exponent = 0;
        int ignored = 0;
        i += minus || s.s[i] == '+';
        digits_take(s, &i, &exponent, &ignored, false);
        if (exponent > SCALE_MOST)
            return false;
        scale += minus ? -(int)exponent : (int)exponent;
    }
    double value = (double)digits;
    for (; scale > 0 && value < (double)SVG_MAX_COORDINATE && value > 0; scale--)
        value *= 10;
    if (scale > 0 && value > 0)
        return false;
    double divisor = 1;
    for (; scale < 0 && divisor < 1e30; scale++)
        divisor *= 10;
    value /= divisor;
    if (value > (double)SVG_MAX_COORDINATE)
        return false;
    *number = sign * value;
    *at = i;
    return true;
}

size_t numbers_take(Str s, size_t *at, double *numbers, size_t most)
{
    size_t count = 0;
    for (*at = white_end(s, *at); count < most && number_take(s, at, &numbers[count]); count++)
        separator_skip(s, at);
    return count;
}

bool number_whole(Str s, bool units, double *number)
{
    static const struct {
        const char *name;
        double pixels;
    } known[] = {{"", 1}, {"px", 1}, {"pt", 96.0 / 72}, {"in", 96}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54}};
    size_t at = 0;
    s = str_trim(s);
    if (!number_take(s, &at, number))
        return false;
    Str unit = str_slice(s, at, s.n);
    for (size_t i = 0; i < (units ? sizeof known / sizeof *known : 1); i++)
        if (str_eq(unit, str_from(known[i].name))) {
            *number *= known[i].pixels;
            return true;
        }
    return false;
}

/* ---- Matrices ---- */

Matrix matrix_times(Matrix o, Matrix i)
{
    return (Matrix){o.a * i.a + o.c * i.b, o.b * i.a + o.d * i.b,       o.a * i.c + o.c * i.d,
                    o.b * i.c + o.d * i.d, o.a * i.e + o.c * i.f + o.e, o.b * i.e + o.d * i.f + o.f};
}

/* A coordinate that no drawing has is cut to a limit, still outside of every viewBox. */
static Sp length_of(double points)
{
    const double most = 100.0 * (double)SVG_MAX_COORDINATE;
    if (!(points > -most)) /* NaN too */
        points = -most;
    else if (points > most)
        points = most;
    return (Sp)(points * (double)SP_PER_PT + (points < 0 ? -0.5 : 0.5));
}

Point matrix_point(Matrix m, double x, double y)
{
    return (Point){length_of(m.a * x + m.c * y + m.e), length_of(m.b * x + m.d * y + m.f)};
}

static double radians(double degrees)
{
    return degrees * (M_PI / 180);
}

static bool transform_make(Str name, const double *n, size_t count, Matrix *m)
{
    if (str_eq(name, STR("matrix")) && count == 6)
        *m = (Matrix){n[0], n[1], n[2], n[3], n[4], n[5]};
    else if (str_eq(name, STR("translate")) && (count == 1 || count == 2))
        *m = (Matrix){1, 0, 0, 1, n[0], count == 2 ? n[1] : 0};
    else if (str_eq(name, STR("scale")) && (count == 1 || count == 2))
        *m = (Matrix){n[0], 0, 0, count == 2 ? n[1] : n[0], 0, 0};
    else if (str_eq(name, STR("rotate")) && (count == 1 || count == 3)) {
        double c = cos(radians(n[0])), s = sin(radians(n[0])), x = count == 3 ? n[1] : 0, y = count == 3 ? n[2] : 0;
        *m = (Matrix){c, s, -s, c, x - c * x + s * y, y - s * x - c * y};
    } else if (str_eq(name, STR("skewX")) && count == 1)
        *m = (Matrix){1, 0, tan(radians(n[0])), 1, 0, 0};
    else if (str_eq(name, STR("skewY")) && count == 1)
        *m = (Matrix){1, tan(radians(n[0])), 0, 1, 0, 0};
    else
        return false;
    return true;
}

bool transform_read(Str s, Matrix *matrix, size_t *wrong)
{
    enum { NUMBERS_MOST = 6 };
    *matrix = (Matrix){1, 0, 0, 1, 0, 0};
    size_t at = 0;
    for (at = white_end(s, at); at < s.n; separator_skip(s, &at)) {
        double numbers[NUMBERS_MOST];
        size_t count, name = *wrong = at;
        while (at < s.n && ((s.s[at] >= 'a' && s.s[at] <= 'z') || s.s[at] == 'X' || s.s[at] == 'Y'))
            at++;
        Str word = str_slice(s, name, at);
        Matrix one;
        at = white_end(s, at);
        if (at == s.n || s.s[at] != '(')
            return false;
        at++;
        count = numbers_take(s, &at, numbers, NUMBERS_MOST);
        if (at == s.n || s.s[at] != ')' || !transform_make(word, numbers, count, &one))
            return false;
        at++;
        *matrix = matrix_times(*matrix, one);
    }
    return true;
}

/* ---- Curves ---- */

static void path_curve_to(PathPen *pen, Matrix m, const double xy[6])
{
    path_curve(pen, matrix_point(m, xy[0], xy[1]), matrix_point(m, xy[2], xy[3]), matrix_point(m, xy[4], xy[5]));
}

/* From the angle 'from' on by 'turn' (radians, a quarter at most) along the unit circle. */
static void unit_arc(PathPen *pen, Matrix m, double from, double turn)
{
    double k = 4.0 / 3 * tan(turn / 4), to = from + turn;
    path_curve_to(pen, m,
                  (double[]){cos(from) - k * sin(from), sin(from) + k * cos(from), cos(to) + k * sin(to),
                             sin(to) - k * cos(to), cos(to), sin(to)});
}

void path_ellipse(PathPen *pen, Matrix m, double cx, double cy, double rx, double ry)
{
    Matrix unit = matrix_times(m, (Matrix){rx, 0, 0, ry, cx, cy});
    path_move(pen, matrix_point(unit, 1, 0));
    for (int quarter = 0; quarter < 4; quarter++)
        unit_arc(pen, unit, quarter * M_PI_2, M_PI_2);
    path_close(pen);
}

void path_round_rect(PathPen *pen, Matrix m, const double box[4], double rx, double ry)
{
    double x = box[0], y = box[1], w = box[2], h = box[3];
    rx = rx < w / 2 ? rx : w / 2;
    ry = ry < h / 2 ? ry : h / 2;
    bool round = rx > 0 && ry > 0;
    if (!round)
        rx = ry = 0;
    const double corners[4][2] = {
        {x + w - rx, y + ry}, {x + w - rx, y + h - ry}, {x + rx, y + h - ry}, {x + rx, y + ry}};
    path_move(pen, matrix_point(m, x + rx, y));
    for (int i = 0; i < 4; i++) {
        /* The corner's arc begins above, right of, below, left of its center. */
        const double from[4][2] = {{0, -ry}, {rx, 0}, {0, ry}, {-rx, 0}};
        path_line(pen, matrix_point(m, corners[i][0] + from[i][0], corners[i][1] + from[i][1]));
        if (round)
            unit_arc(pen, matrix_times(m, (Matrix){rx, 0, 0, ry, corners[i][0], corners[i][1]}), (i - 1) * M_PI_2,
                     M_PI_2);
    }
    path_close(pen);
}

/* ---- Path data ---- */

typedef struct Data {
    Matrix matrix;
    PathPen *pen;
    double x, y, start_x, start_y; /* where the pen is, where its part began */
    double control_x, control_y;   /* of the last curve */
    char last;                     /* the command before, in capitals */
    bool open;
} Data;

/* An endpoint arc as curves: appendix F.6.5, with the corrections of F.6.6. */
static void arc_to(Data *data, const double n[7])
{
    double rx = fabs(n[0]), ry = fabs(n[1]), phi = radians(n[2]), x = n[5], y = n[6];
    if (data->x == x && data->y == y)
        return;
    if (rx == 0 || ry == 0) {
        path_line(data->pen, matrix_point(data->matrix, x, y));
        return;
    }
    double c = cos(phi), s = sin(phi), dx = (data->x - x) / 2, dy = (data->y - y) / 2;
    double x1 = c * dx + s * dy, y1 = -s * dx + c * dy;
    double stretch = x1 * x1 / (rx * rx) + y1 * y1 / (ry * ry);
    if (stretch > 1) {
        rx *= sqrt(stretch);
        ry *= sqrt(stretch);
    }
    double denominator = rx * rx * y1 * y1 + ry * ry * x1 * x1;
    double inside = (rx * rx * ry * ry - denominator) / denominator;
    double root = (n[3] == n[4] ? -1 : 1) * sqrt(inside > 0 ? inside : 0);
    double cx1 = root * rx * y1 / ry, cy1 = -root * ry * x1 / rx;
    double from = atan2((y1 - cy1) / ry, (x1 - cx1) / rx), to = atan2((-y1 - cy1) / ry, (-x1 - cx1) / rx);
    double turn = to - from;
    if (n[4] != 0 && turn < 0)
        turn += 2 * M_PI;
    if (n[4] == 0 && turn > 0)
        turn -= 2 * M_PI;
    Matrix unit =
        matrix_times(data->matrix, (Matrix){c * rx, s * rx, -s * ry, c * ry, c * cx1 - s * cy1 + (data->x + x) / 2,
                                            s * cx1 + c * cy1 + (data->y + y) / 2});
    int parts = (int)ceil(fabs(turn) / M_PI_2 - 1e-9);
    for (int i = 0; i < parts; i++)
        unit_arc(data->pen, unit, from + turn * i / parts, turn / parts);
}

static void curve_to(Data *data, const double xy[6])
{
    path_curve_to(data->pen, data->matrix, xy);
    data->control_x = xy[2];
    data->control_y = xy[3];
}

static void quadratic_to(Data *data, double x1, double y1, double x, double y)
{
    path_curve_to(data->pen, data->matrix,
                  (double[]){data->x + 2.0 / 3 * (x1 - data->x), data->y + 2.0 / 3 * (y1 - data->y),
                             x + 2.0 / 3 * (x1 - x), y + 2.0 / 3 * (y1 - y), x, y});
    data->control_x = x1;
    data->control_y = y1;
}

/* How many numbers a command takes, -1 where there is no such command. */
static int command_numbers(char command)
{
    static const char commands[] = "MLHVCSQTAZ";
    static const int numbers[] = {2, 2, 1, 1, 6, 4, 4, 2, 7, 0};
    const char *found = command ? strchr(commands, command) : NULL;
    return found ? numbers[found - commands] : -1;
}

/* Relative numbers become absolute ones. */
static void numbers_place(const Data *data, char command, double *n, int count)
{
    if (command == 'H')
        n[0] += data->x;
    else if (command == 'V')
        n[0] += data->y;
    else
        for (int i = command == 'A' ? 5 : 0; i < count; i++)
            n[i] += (i + (command == 'A')) % 2 ? data->y : data->x;
}

static void command_do(Data *data, char command, const double *n, int count)
{
    double x = data->x, y = data->y;
    /* The first control of a smooth curve mirrors the last one of the curve before, where there is one of its kind. */
    bool mirrors = data->last && strchr(command == 'S' ? "CS" : "QT", data->last);
    double mirror_x = mirrors ? 2 * x - data->control_x : x, mirror_y = mirrors ? 2 * y - data->control_y : y;
    /* A part that goes on after its end begins again where it began. */
    if (command != 'M' && command != 'Z' && !data->open)
        path_move(data->pen, matrix_point(data->matrix, x, y));
    x = command == 'H' ? n[0] : command == 'V' ? x : command == 'Z' ? data->start_x : n[count - 2];
    y = command == 'V' ? n[0] : command == 'H' ? y : command == 'Z' ? data->start_y : n[count - 1];
    switch (command) {
    case 'M':
        path_move(data->pen, matrix_point(data->matrix, data->start_x = x, data->start_y = y));
        break;
    case 'L':
    case 'H':
    case 'V':
        path_line(data->pen, matrix_point(data->matrix, x, y));
        break;
    case 'C':
        curve_to(data, n);
        break;
    case 'S':
        curve_to(data, (double[]){mirror_x, mirror_y, n[0], n[1], x, y});
        break;
    case 'Q':
        quadratic_to(data, n[0], n[1], x, y);
        break;
    case 'T':
        quadratic_to(data, mirror_x, mirror_y, x, y);
        break;
    case 'A':
        arc_to(data, n);
        break;
    case 'Z':
        if (data->open)
            path_close(data->pen);
        break;
    }
    data->open = command != 'Z';
    data->x = x;
    data->y = y;
    data->last = command;
}

/* The flags of an arc need no space after them: "a1 1 0 0110 10". */
static bool operand_take(Str s, size_t *at, char command, int index, double *number)
{
    if (command != 'A' || (index != 3 && index != 4))
        return number_take(s, at, number);
    if (*at == s.n || (s.s[*at] != '0' && s.s[*at] != '1'))
        return false;
    *number = s.s[(*at)++] - '0';
    return true;
}

/* Path data, or where 'command' is M just points. */
static bool commands_read(Str s, char command, Data *data, size_t *wrong)
{
    enum { NUMBERS_MOST = 7 };
    bool only_points = command == 'M', relative = false;
    size_t at = 0;
    for (at = white_end(s, at); at < s.n;) {
        double n[NUMBERS_MOST] = {0};
        char letter = s.s[at];
        *wrong = at;
        if (!only_points && is_ascii_letter(letter)) {
            relative = letter >= 'a';
            command = (char)(relative ? letter - 'a' + 'A' : letter);
            at++;
            at = white_end(s, at);
        } else if (command == 'Z') {
            return false;
        } else if (data->last == 'M') {
            command = 'L'; /* further points of a move are lines */
        }
        int count = command_numbers(command);
        if (count < 0 || (data->last == 0 && command != 'M'))
            return false;
        for (int i = 0; i < count; i++) {
            *wrong = at;
            if (!operand_take(s, &at, command, i, &n[i]))
                return false;
            separator_skip(s, &at);
        }
        if (relative)
            numbers_place(data, command, n, count);
        command_do(data, command, n, count);
    }
    return true;
}

bool path_data_read(Str s, Matrix matrix, PathPen *pen, size_t *wrong)
{
    return commands_read(s, 0, &(Data){.matrix = matrix, .pen = pen}, wrong);
}

bool path_points_read(Str s, Matrix matrix, PathPen *pen, size_t *wrong)
{
    return commands_read(s, 'M', &(Data){.matrix = matrix, .pen = pen}, wrong);
}
