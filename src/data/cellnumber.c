/* Stored numbers are decimals of binary fractions with up to 17 digits, of which 15 count. A format (ECMA-376 part 1,
   18.8.31) is read as far as it tells a day from a number, and whether the number that it shows is the one that is
   stored: percent, decimals, thousands left out, words around it. No number becomes a binary fraction here. */
#include "cellnumber.h"

enum {
    DIGITS_MAX = 15,
    POINT_MAX = 25,
    UNIX_DAY_1900 = 25569,
    DAYS_TO_1904 = 1462,
    SECONDS_OF_DAY = 86400,
    LAST_DAY = 2958465
};

Str format_built_in(size_t id)
{
    static const struct {
        unsigned id;
        const char *code;
    } formats[] = {
        {1, "0"},          {2, "0.00"},          {3, "#,##0"},          {4, "#,##0.00"},
        {5, "$#,##0"},     {6, "$#,##0"},        {7, "$#,##0.00"},      {8, "$#,##0.00"},
        {9, "0%"},         {10, "0.00%"},        {11, "0.00E+00"},      {12, "# ?/?"},
        {13, "# ?/?"},     {18, "h:mm AM/PM"},   {19, "h:mm:ss AM/PM"}, {20, "h:mm"},
        {21, "h:mm:ss"},   {37, "#,##0"},        {38, "#,##0"},         {39, "#,##0.00"},
        {40, "#,##0.00"},  {41, "#,##0;;\"-\""}, {42, "$#,##0"},        {43, "#,##0.00;;\"-\""},
        {44, "$#,##0.00"}, {45, "mm:ss"},        {46, "[h]:mm:ss"},     {47, "mm:ss.0"},
        {48, "##0.0E+0"},
    };
    bool is_day = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (formats[i].id == id)
            return str_from(formats[i].code);
    return is_day ? STR("m/d/yyyy") : id == 0 || id == 49 ? STR("General") : (Str){0};
}

/* ---- Numbers as digits ---- */

/* 0.d1d2d3... times ten to the 'point'; without digits it is 0. */
typedef struct Digits {
    char d[DIGITS_MAX + 1];
    int count, point;
    bool negative;
} Digits;

/* Cuts to 'keep' digits, half up. */
static void digits_round(Digits *x, int keep)
{
    bool up = keep >= 0 && keep < x->count && x->d[keep] >= '5';
    x->count = keep < 0 ? 0 : keep < x->count ? keep : x->count;
    for (int i = x->count - 1; up && i >= 0; i--) {
        up = x->d[i] == '9';
        x->d[i] = (char)(up ? '0' : x->d[i] + 1);
    }
    if (up) { /* 999 became 1000 */
        x->d[0] = '1';
        x->count = 1;
        x->point++;
    }
    while (x->count && x->d[x->count - 1] == '0')
        x->count--;
    memset(x->d + x->count, 0, sizeof x->d - (size_t)x->count);
}

static bool digits_parse(Str text, Digits *x)
{
    size_t i = 0;
    int exponent = 0, digits = 0;
    bool after_point = false;
    *x = (Digits){.negative = str_starts(text, STR("-"))};
    for (i = x->negative; i < text.n && (is_digit(text.s[i]) || (text.s[i] == '.' && !after_point)); i++) {
        digits += text.s[i] != '.';
        if (text.s[i] == '.') {
            after_point = true;
            continue;
        }
        if (!after_point && (x->count || text.s[i] != '0'))
            x->point++;
        else if (after_point && !x->count && text.s[i] == '0')
            x->point--;
        if ((x->count || text.s[i] != '0') && x->count <= DIGITS_MAX)
            x->d[x->count++] = text.s[i];
    }
    if (i < text.n && (text.s[i] == 'E' || text.s[i] == 'e')) {
        bool minus = ++i < text.n && text.s[i] == '-';
        for (i += minus || (i < text.n && text.s[i] == '+'); i < text.n && is_digit(text.s[i]) && exponent < 1000; i++)
            exponent = 10 * exponent + (text.s[i] - '0');
        x->point += minus ? -exponent : exponent;
    }
    digits_round(x, DIGITS_MAX);
    x->point = x->count ? x->point : 0;
    return digits && i == text.n && x->point <= POINT_MAX && x->point >= -POINT_MAX;
}

/* With at least 'decimals' digits after the point. */
static void digits_put(Buf *out, const Digits *x, int decimals, bool grouped)
{
    int last = x->count - x->point > decimals ? x->count - x->point : decimals;
    if (x->negative && x->count)
        buf_char(out, '-');
    if (x->point <= 0)
        buf_char(out, '0');
    for (int i = 0; i < x->point; i++) {
        buf_char(out, i < x->count ? x->d[i] : '0');
        if (grouped && i + 1 < x->point && (x->point - i - 1) % 3 == 0)
            buf_char(out, ',');
    }
    for (int i = 0; i < last; i++) {
        int at = x->point + i;
        if (i == 0)
            buf_char(out, '.');
        buf_char(out, at >= 0 && at < x->count ? x->d[at] : '0');
    }
}

/* ---- Formats ---- */

/* One section of a format. */
typedef struct Shape {
    Buf before, after; /* what is around the number */
    bool has_digits, has_zeros, has_point, grouped, is_general, is_power, is_fraction;
    bool has_year, has_month, has_day, has_time; /* 'm' may be minutes too */
    int whole, decimals, percents, thousands;
} Shape;

static void literal_put(Shape *s, Str text)
{
    if (str_trim(text).n)
        buf_put(s->has_digits ? &s->after : &s->before, text);
}

/* A part in brackets: a color, a condition, a currency, hours that may be more than a day's. */
static void bracket_read(Shape *s, Str inside)
{
    char c = inside.n ? inside.s[0] : ' ';
    if (c == '$')
        literal_put(s, str_slice(inside, 1, str_find(inside, STR("-"), 0)));
    else if (inside.n <= 2 && (c == 'h' || c == 'H' || c == 'm' || c == 'M' || c == 's' || c == 'S'))
        s->has_time = true;
}

static void letter_read(Shape *s, char c)
{
    char small = (char)(c | ' ');
    if (small == 'e' && s->has_digits)
        s->is_power = true;
    else if (small == 'y' || small == 'e')
        s->has_year = true;
    else if (small == 'm')
        s->has_month = true;
    else if (small == 'd')
        s->has_day = true;
    else if (small == 'h' || small == 's')
        s->has_time = true;
    else
        literal_put(s, (Str){&c, 1});
}

static size_t symbol_read(Shape *s, Str format, size_t i)
{
    char c = format.s[i];
    Str rest = str_slice(format, i, format.n);
    if (c == '"') {
        size_t end = str_find(format, STR("\""), i + 1);
        literal_put(s, str_slice(format, i + 1, end));
        return end + 1;
    }
    if (c == '[') {
        size_t end = str_find(format, STR("]"), i);
        bracket_read(s, str_slice(format, i + 1, end));
        return end + 1;
    }
    if (c == '\\')
        return literal_put(s, str_slice(format, i + 1, i + 2)), i + 2;
    if (c == '_' || c == '*')
        return i + 2;
    if (str_eq_any_case(str_slice(rest, 0, 7), STR("General")))
        return s->is_general = s->has_digits = true, i + 7;
    if (str_eq_any_case(str_slice(rest, 0, 5), STR("AM/PM")))
        return s->has_time = true, i + 5;
    if (c == '0' || c == '#' || c == '?') {
        s->has_digits = true;
        s->has_zeros = s->has_zeros || c == '0';
        s->whole += !s->has_point && !s->is_power;
        s->decimals += s->has_point && !s->is_power;
        s->grouped = s->grouped || s->thousands;
        s->thousands = 0; /* those commas were between digits */
    } else if (c == '.') {
        s->has_point = true;
    } else if (c == ',' && s->has_digits) {
        s->thousands++;
    } else if (c == '%') {
        s->percents++;
    } else if (c == '/' && s->has_digits) {
        s->is_fraction = true;
    } else if (s->is_power && (c == '+' || c == '-')) {
    } else if (is_ascii_letter(c)) {
        letter_read(s, c);
    } else if (c != '@') {
        literal_put(s, str_slice(format, i, i + 1));
    }
    return i + 1;
}

static int digits_compare(const Digits *a, const Digits *b)
{
    bool differ = a->negative != b->negative;
    int order = !a->count || !b->count ? !!a->count - !!b->count
                : a->point != b->point ? a->point - b->point
                                       : memcmp(a->d, b->d, DIGITS_MAX);
    return differ ? b->negative - a->negative : a->negative ? -order : order;
}

/* Whether a section is for this number: by its condition ("[>=1000]"), else by its place among the sections. */
static bool section_fits(Str section, bool has_conditions, size_t index, const Digits *x)
{
    if (!has_conditions)
        return index == (!x->count ? 2U : x->negative ? 1U : 0U);
    for (size_t i = 0; i < section.n; i = str_find(section, STR("]"), i) + 1) {
        i = str_find(section, STR("["), i) + 1;
        size_t from = i;
        while (i < section.n && strchr("<>=", section.s[i]))
            i++;
        Digits limit;
        Str signs = str_slice(section, from, i);
        if (!signs.n || !digits_parse(str_slice(section, i, str_find(section, STR("]"), i)), &limit))
            continue;
        int order = digits_compare(x, &limit);
        bool differs = str_eq(signs, STR("<>"));
        return differs ? order != 0 : memchr(signs.s, order < 0 ? '<' : order > 0 ? '>' : '=', signs.n) != NULL;
    }
    return true;
}

static Str section_of(Str format, const Digits *x)
{
    size_t from = 0, count = 0;
    Str first = format;
    bool has_conditions = str_find(format, STR("[<"), 0) < format.n || str_find(format, STR("[>"), 0) < format.n ||
                          str_find(format, STR("[="), 0) < format.n;
    for (size_t i = 0; i <= format.n; i++) {
        if (i < format.n && format.s[i] == '"')
            i = str_find(format, STR("\""), i + 1);
        else if (i < format.n && strchr("\\_*", format.s[i]))
            i++;
        else if (i == format.n || format.s[i] == ';') {
            Str section = str_slice(format, from, i);
            first = count ? first : section;
            if (section_fits(section, has_conditions, count++, x))
                return section;
            from = i + 1;
        }
    }
    return first;
}

bool format_shows_text(Str format)
{
    size_t sections = 1, last = 0, signs = 0;
    for (size_t i = 0; i < format.n; i++) {
        if (format.s[i] == '"')
            i = str_find(format, STR("\""), i + 1);
        else if (strchr("\\_*", format.s[i]))
            i++;
        else if (format.s[i] == ';')
            sections++, last = i + 1;
        else
            signs += format.s[i] == '@';
    }
    Str shown = str_slice(format, last, format.n);
    enum { TEXTS = 4 }; /* the section of texts */
    /* Accounts leave room beside the text: "_(@_)". */
    return !signs ? sections < TEXTS
                  : signs == 1 && (str_eq(str_trim(shown), STR("@")) || str_eq(shown, STR("_(@_)")) ||
                                   str_eq(shown, STR("_-@_-")));
}

/* ---- Days ---- */

bool format_shows_year(Str format)
{
    Arena *a = arena_new();
    Shape s = {.before = {.arena = a}, .after = {.arena = a}};
    for (size_t i = 0; i < format.n;)
        i = symbol_read(&s, format, i);
    arena_free(a);
    return s.has_year && !s.has_month && !s.has_day && !s.has_time;
}

static Str day_typed(const Digits *x, const Shape *s, bool since_1904, Str stored, const char **problem, Arena *a)
{
    int64_t serial = 0;
    for (int i = 0; i < x->point; i++)
        serial = serial > INT32_MAX ? serial : 10 * serial + (i < x->count ? x->d[i] - '0' : 0);
    bool is_day = s->has_year || s->has_day || (s->has_month && !s->has_time);
    if (!is_day || x->negative || x->count > x->point || serial > LAST_DAY || (!since_1904 && serial == 60)) {
        *problem = "the cell holds a time, or a day that no calendar has; type a day such as 2024-01-31 as text";
        return stored;
    }
    /* Lotus 1-2-3 had a 29 February 1900, day 60, and spreadsheets still have it. */
    serial += since_1904 ? DAYS_TO_1904 : serial < 60;
    Date date = date_from_seconds((serial - UNIX_DAY_1900) * SECONDS_OF_DAY);
    bool is_year = !s->has_month && !s->has_day;
    if (is_year)
        *problem =
            str_printf(a, "the cell shows '%d' but holds %.*s, the day %04d-%02d-%02d; type the one that is meant",
                       date.year, STR_ARG(stored), date.year, date.month, date.day)
                .s;
    return is_year ? str_printf(a, "%04d", date.year)
                   : str_printf(a, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* ---- What would be typed ---- */

/* A number that its format shows in another way than anyone would type it. */
static void shown_check(const Digits *x, const Shape *s, Str typed, const char **problem, Arena *a)
{
    Digits shown = *x;
    Buf out = {.arena = a}, held = {.arena = a};
    shown.point += 2 * s->percents - 3 * s->thousands;
    bool is_lossy = shown.count - shown.point > s->decimals;
    if (s->is_power)
        is_lossy = shown.count > (s->whole > 0 ? 1 : 0) + s->decimals;
    bool is_dash = !x->count && str_eq(buf_str(&s->before), STR("-")); /* accounts write 0 so */
    bool is_blank = !x->count && !s->has_zeros && !s->is_fraction;     /* as '#' shows 0 */
    bool has_words = s->before.n || s->after.n || !s->has_digits || is_blank;
    if ((!has_words || is_dash) && !is_lossy && !s->thousands && !s->is_fraction)
        return;
    digits_put(&held, x, 0, true);
    buf_put(&out, buf_str(&s->before));
    if (s->is_power || s->is_fraction) {
        buf_put(&out, s->is_power ? STR("a power of ten") : STR("a fraction"));
    } else if (s->has_digits && !is_blank) {
        digits_round(&shown, shown.point + s->decimals);
        digits_put(&out, &shown, s->decimals, s->grouped);
        for (int i = 0; i < s->percents; i++)
            buf_char(&out, '%');
    }
    buf_put(&out, buf_str(&s->after));
    *problem =
        str_printf(a, "the cell shows %s%.*s%s but holds %.*s; type the one that is meant", out.n ? "'" : "nothing",
                   STR_ARG(buf_str(&out)), out.n ? "'" : "", STR_ARG(s->percents ? typed : buf_str(&held)))
            .s;
}

bool number_is_stored(Str text)
{
    Digits x;
    size_t plain = 0; /* a number too large or too small to be a figure has a power of ten */
    while (plain < text.n && memchr("0123456789.+-", text.s[plain], 13))
        plain++;
    return digits_parse(text, &x) ||
           (plain && plain < text.n && (text.s[plain] | ' ') == 'e' && digits_parse(str_slice(text, 0, plain), &x));
}

Str number_typed(Str stored, Str format, bool since_1904, const char **problem, Arena *a)
{
    Digits x;
    Buf out = {.arena = a};
    Shape s = {.before = {.arena = a}, .after = {.arena = a}};
    if (!digits_parse(stored, &x))
        return stored;
    Str section = section_of(format, &x);
    for (size_t i = 0; i < section.n;)
        i = symbol_read(&s, section, i);
    if (s.has_year || s.has_month || s.has_day || s.has_time)
        return day_typed(&x, &s, since_1904, stored, problem, a);
    if (s.percents && x.count)
        x.point += 2;
    digits_put(&out, &x, 0, false);
    if (s.percents)
        buf_char(&out, '%');
    if (s.percents && x.count)
        x.point -= 2;
    if (!s.is_general && !x.negative && !str_eq(format, STR("@")))
        shown_check(&x, &s, buf_str(&out), problem, a);
    return buf_str(&out);
}
