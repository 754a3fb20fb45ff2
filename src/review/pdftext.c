/* Content streams and character maps (ISO 32000-1, 7.8, 9.4, 9.7.5, 9.10.3) as far as this program writes them: text by
   Td, Tf and TJ in fonts with codes of two bytes. Of other programs, which put stamps over pages, forms, their matrices
   and fonts with codes of one byte are read too. All else is passed over where it is well-formed. */
#include "pdftext.h"

/* ---- Tokens ---- */

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_WRONG,
    TOKEN_NUMBER,
    TOKEN_NAME,
    TOKEN_STRING,
    TOKEN_MARK,
    TOKEN_WORD
} TokenKind;

typedef struct Token {
    TokenKind kind;
    Str raw;   /* as in the text */
    Str bytes; /* of a string */
    Sp number;
} Token;

typedef struct Scan {
    Str text;
    size_t at;
    Arena *arena;
} Scan;

static bool is_pdf_space(char c)
{
    return is_white(c) || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return c != '\0' && strchr("()<>[]{}/%", c) != NULL;
}

/* No larger than 1,000,000, so that no sum of some overflows; false for anything else. */
static bool number_read(Str raw, Sp *number)
{
    enum { MOST = 1000000, SCALE_MOST = 1000000 };
    bool is_negative = raw.n && raw.s[0] == '-', has_digit = false;
    size_t at = is_negative || (raw.n && raw.s[0] == '+');
    int64_t units = 0, scale = 1;
    for (; at < raw.n && is_digit(raw.s[at]); at++, has_digit = true)
        if ((units = 10 * units + (raw.s[at] - '0')) > MOST)
            return false;
    if (at < raw.n && raw.s[at] == '.')
        for (at++; at < raw.n && is_digit(raw.s[at]); at++, has_digit = true)
            if (scale < SCALE_MOST) {
                units = 10 * units + (raw.s[at] - '0');
                scale *= 10;
            }
    *number = sp_scale(is_negative ? -units : units, SP_PER_PT, scale);
    return has_digit && at == raw.n;
}

/* After the '<'. */
static bool hex_string(Scan *s, Buf *bytes)
{
    int high = -1;
    for (; s->at < s->text.n && s->text.s[s->at] != '>'; s->at++) {
        uint32_t value;
        int digit = hex_parse(str_slice(s->text, s->at, s->at + 1), &value) ? (int)value : -1;
        if (digit < 0 && !is_pdf_space(s->text.s[s->at]))
            return false;
        if (digit >= 0 && high >= 0)
            buf_char(bytes, (char)(16 * high + digit));
        high = digit < 0 ? high : high < 0 ? digit : -1;
    }
    if (high >= 0)
        buf_char(bytes, (char)(16 * high));
    return s->at++ < s->text.n;
}

/* After the '\\'. */
static void escape_read(Scan *s, Buf *bytes)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    char c = s->text.s[s->at++];
    const char *named = c ? strchr(from, c) : NULL;
    if (c >= '0' && c <= '7') {
        int value = c - '0';
        for (int i = 0; i < 2 && s->at < s->text.n && s->text.s[s->at] >= '0' && s->text.s[s->at] <= '7'; i++)
            value = 8 * value + (s->text.s[s->at++] - '0');
        buf_char(bytes, (char)value);
    } else if (c == '\r' || c == '\n') {
        s->at += c == '\r' && s->at < s->text.n && s->text.s[s->at] == '\n';
    } else {
        buf_char(bytes, named ? to[named - from] : c);
    }
}

/* After the '('. */
static bool literal_string(Scan *s, Buf *bytes)
{
    for (int depth = 1; s->at < s->text.n;) {
        char c = s->text.s[s->at++];
        if (c == '\\' && s->at < s->text.n) {
            escape_read(s, bytes);
            continue;
        }
        depth += (c == '(') - (c == ')');
        if (depth == 0)
            return true;
        buf_char(bytes, c);
    }
    return false;
}

static Token token_next(Scan *s)
{
    Token token = {.kind = TOKEN_END};
    while (s->at < s->text.n && (is_pdf_space(s->text.s[s->at]) || s->text.s[s->at] == '%')) {
        if (s->text.s[s->at] == '%')
            while (s->at < s->text.n && s->text.s[s->at] != '\n' && s->text.s[s->at] != '\r')
                s->at++;
        else
            s->at++;
    }
    size_t from = s->at;
    if (from == s->text.n)
        return token;
    char c = s->text.s[s->at++], next = s->at < s->text.n ? s->text.s[s->at] : ' ';
    Buf bytes = {.arena = s->arena};
    if (c == '(' || (c == '<' && next != '<')) {
        token.kind = (c == '(' ? literal_string : hex_string)(s, &bytes) ? TOKEN_STRING : TOKEN_WRONG;
    } else if (is_delimiter(c) && c != '/') {
        s->at += (c == '<' || c == '>') && next == c;
        token.kind = TOKEN_MARK;
    } else {
        while (s->at < s->text.n && !is_pdf_space(s->text.s[s->at]) && !is_delimiter(s->text.s[s->at]))
            s->at++;
        token.kind = c == '/' ? TOKEN_NAME : TOKEN_WORD;
    }
    token.raw = str_slice(s->text, from, s->at);
    token.bytes = buf_str(&bytes);
    if (token.kind == TOKEN_WORD && number_read(token.raw, &token.number))
        token.kind = TOKEN_NUMBER;
    return token;
}

size_t pdftext_numbers(Str text, Sp *numbers, size_t most)
{
    Arena *a = arena_new();
    Scan s = {.text = text, .arena = a};
    size_t count = 0;
    for (Token t = token_next(&s); t.kind > TOKEN_WRONG && count < most; t = token_next(&s))
        if (t.kind == TOKEN_NUMBER)
            numbers[count++] = t.number;
    arena_free(a);
    return count;
}

/* ---- Fonts ---- */

static size_t code_of(Str bytes)
{
    return bytes.n == 2   ? 256 * (size_t)(unsigned char)bytes.s[0] + (unsigned char)bytes.s[1]
           : bytes.n == 1 ? (unsigned char)bytes.s[0]
                          : PDF_CODES;
}

static Str text_of_utf16(Str bytes, uint32_t more, Arena *a)
{
    Buf text = {.arena = a};
    for (size_t i = 0; i + 1 < bytes.n; i += 2) {
        uint32_t c = (uint32_t)code_of(str_slice(bytes, i, i + 2));
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.n) {
            uint32_t low = (uint32_t)code_of(str_slice(bytes, i + 2, i + 4));
            c = 0x10000 + ((c - 0xD800) << 10) + (low & 0x3FF);
            i += 2;
        }
        buf_code_point(&text, i + 3 < bytes.n || c >= 0xD800 ? c : c + more);
    }
    return buf_str(&text);
}

bool pdffont_texts(PdfFont *font, Str cmap, Arena *a)
{
    Scan s = {.text = cmap, .arena = a};
    Token row[3] = {{0}};
    size_t filled = 0, wanted = 0;
    font->count = font->is_simple ? PDF_SIMPLE_CODES : PDF_CODES;
    font->texts = ARENA_ARRAY(a, Str, font->count);
    font->widths = ARENA_ARRAY(a, int, font->count);
    for (Token t = token_next(&s); t.kind != TOKEN_END; t = token_next(&s)) {
        if (t.kind == TOKEN_WRONG)
            return false;
        if (t.kind == TOKEN_WORD) {
            wanted = str_eq(t.raw, STR("beginbfchar")) ? 2 : str_eq(t.raw, STR("beginbfrange")) ? 3 : 0;
            filled = 0;
            continue;
        }
        if (!wanted)
            continue;
        row[filled++] = t;
        if (filled < wanted)
            continue;
        size_t from = code_of(row[0].bytes), to = code_of(row[filled - 2].bytes);
        if (t.kind != TOKEN_STRING || from == PDF_CODES || to == PDF_CODES || to - from > 0xFF)
            return false;
        for (size_t code = from; code <= to && code < font->count; code++)
            font->texts[code] = text_of_utf16(t.bytes, (uint32_t)(code - from), a);
        filled = 0;
    }
    return true;
}

bool pdffont_widths(PdfFont *font, Str widths, Arena *a)
{
    enum { MOST = 3 };
    Scan s = {.text = widths, .arena = a};
    int numbers[MOST], depth = 0;
    size_t count = 0;
    for (Token t = token_next(&s); t.kind != TOKEN_END; t = token_next(&s)) {
        bool opens = t.kind == TOKEN_MARK && t.raw.s[0] == '[', closes = t.kind == TOKEN_MARK && t.raw.s[0] == ']';
        depth += opens - closes;
        if ((t.kind == TOKEN_MARK ? !opens && !closes : t.kind != TOKEN_NUMBER) || depth > 2 || depth < 0)
            return false;
        if (closes)
            count = 0;
        if (t.kind != TOKEN_NUMBER)
            continue;
        numbers[count++] = (int)(t.number / SP_PER_PT);
        size_t code = (size_t)(numbers[0] < 0 ? PDF_CODES : numbers[0]);
        if (depth == 2) {
            if (count != 2 || code >= font->count)
                return false;
            font->widths[code] = numbers[1];
            numbers[0]++;
            count = 1;
        } else if (count == MOST) {
            for (; code < font->count && (int)code <= numbers[1]; code++)
                font->widths[code] = numbers[2];
            count = 0;
        }
    }
    return true;
}

void pdffont_latin(PdfFont *font, Arena *a)
{
    for (uint32_t code = ' '; code < PDF_SIMPLE_CODES; code++) {
        Buf text = {.arena = a};
        buf_code_point(&text, code);
        font->texts[code] = font->texts[code].n ? font->texts[code] : buf_str(&text);
    }
}

/* ---- Pages ---- */

enum { OPERANDS_MOST = 4096, EM = 1000, PEN_MOST = 100000000, SAVED_MOST = 64, MATRIX = 6 };

/* a, b, c, d, e, f: x to a x + c y + e, y to b x + d y + f. */
typedef struct Matrix {
    double m[MATRIX];
} Matrix;

static const Matrix as_is = {{1, 0, 0, 1, 0, 0}};

typedef struct TextState {
    const PdfPage *page;
    Buf *painted;
    Arena *arena;
    Token *operands; /* of the operator that comes: none are kept over a form */
    const PdfFont *font;
    Sp size, x, y;
    int64_t pen; /* from x, in thousandths of the size */
    Matrix text, page_matrix, saved[SAVED_MOST];
    size_t saved_count, depth;
    bool is_artifact;
    Buf word;
    int64_t word_pen;
} TextState;

/* First 'one', then 'other'. */
static Matrix matrix_of_both(Matrix one, Matrix other)
{
    const double *a = one.m, *b = other.m;
    return (Matrix){{a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2],
                     a[2] * b[1] + a[3] * b[3], a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5]}};
}

static Matrix matrix_read(const Sp numbers[MATRIX])
{
    Matrix matrix;
    for (size_t i = 0; i < MATRIX; i++)
        matrix.m[i] = (double)numbers[i] / (i < 4 ? SP_PER_PT : 1);
    return matrix;
}

/* Of a file that may say anything: as far as it is on a page that there can be. */
static Sp sp_near(double value)
{
    const double most = 1000000.0 * SP_PER_PT;
    return (Sp)(value > most ? most : value > -most ? value : -most);
}

static void word_end(TextState *t)
{
    if (!t->word.n)
        return;
    const Matrix all = matrix_of_both(t->text, t->page_matrix);
    const double x = (double)(t->x + sp_scale(t->size, t->word_pen, EM)), y = (double)t->y, *m = all.m;
    const PdfWord word = {.text = buf_str(&t->word),
                          .page = t->page->number,
                          .x = sp_near(m[0] * x + m[2] * y + m[4]) - t->page->left,
                          .y = t->page->top - sp_near(m[1] * x + m[3] * y + m[5]),
                          .size = sp_near((double)t->size * (m[3] < 0 ? -m[3] : m[3])),
                          .is_artifact = t->is_artifact};
    t->page->word(t->page->context, &word);
    t->word = (Buf){.arena = t->arena};
}

static void pen_move(TextState *t, int64_t by)
{
    t->pen += by;
    t->pen = t->pen > PEN_MOST ? PEN_MOST : t->pen < -PEN_MOST ? -PEN_MOST : t->pen;
}

/* The joiner and the hyphen of hyphenation stand for nothing that is read. */
static bool is_unread(Str text)
{
    return str_eq(text, STR("\xE2\x81\xA0")) || str_eq(text, STR("\xC2\xAD"));
}

static void string_show(TextState *t, Str bytes)
{
    Buf shown = {.arena = t->arena};
    const size_t step = t->font && t->font->is_simple ? 1 : 2;
    for (size_t i = 0; i < bytes.n; i += step) {
        size_t code = code_of(str_slice(bytes, i, i + step));
        bool is_known = t->font && code < t->font->count;
        Str text = is_known ? t->font->texts[code] : STR("\xEF\xBF\xBD");
        buf_put(&shown, text.n ? text : STR("\xEF\xBF\xBD"));
        if (str_eq(text, STR(" "))) {
            word_end(t);
        } else if (!is_unread(text)) {
            if (!t->word.n)
                t->word_pen = t->pen;
            buf_put(&t->word, text);
        }
        pen_move(t, is_known ? t->font->widths[code] : 0);
    }
    buf_json(t->painted, buf_str(&shown));
}

static void line_move(TextState *t, const Token by[2])
{
    word_end(t);
    t->x += by[0].number;
    t->y += by[1].number;
    t->pen = 0;
}

static bool operators_read(TextState *t, Str operators);

/* The form is drawn where the page's matrix puts it, and leaves the state as it was. */
static bool form_draw(TextState *t, Str name)
{
    PdfForm form;
    Sp numbers[MATRIX] = {SP_PER_PT, 0, 0, SP_PER_PT};
    const TextState before = *t;
    if (t->depth == PDF_FORMS_MOST || !t->page->form_begin(t->page->context, name, &form))
        return true;
    if (pdftext_numbers(form.matrix, numbers, MATRIX) == MATRIX)
        t->page_matrix = matrix_of_both(matrix_read(numbers), t->page_matrix);
    t->depth++;
    t->saved_count = 0;
    bool is_read = operators_read(t, form.operators);
    t->page->form_end(t->page->context);
    *t = before;
    return is_read;
}

/* What moves or scales what comes; q and Q keep it. */
static void matrix_do(TextState *t, Str name, const Token *operands, size_t count)
{
    Sp numbers[MATRIX];
    for (size_t i = 0; i < MATRIX && i < count; i++)
        numbers[i] = operands[i].number;
    if (str_eq(name, STR("q")) && t->saved_count < SAVED_MOST) {
        t->saved[t->saved_count++] = t->page_matrix;
    } else if (str_eq(name, STR("Q")) && t->saved_count) {
        t->page_matrix = t->saved[--t->saved_count];
    } else if (str_eq(name, STR("cm")) && count == MATRIX) {
        t->page_matrix = matrix_of_both(matrix_read(numbers), t->page_matrix);
    } else if (str_eq(name, STR("Tm")) && count == MATRIX) {
        word_end(t);
        t->text = matrix_read(numbers);
        t->x = t->y = t->pen = 0;
    }
}

static bool operator_do(TextState *t, Str name, const Token *operands, size_t count)
{
    bool shows = str_eq(name, STR("TJ")) || str_eq(name, STR("Tj")) || str_eq(name, STR("'"));
    for (size_t i = 0; i < count; i++) {
        if (shows && operands[i].kind == TOKEN_STRING)
            string_show(t, operands[i].bytes);
        else if (i == 0 && str_eq(name, STR("Tf")) && (t->font = t->page->font(t->page->context, operands[0].raw)))
            buf_put(t->painted, t->font->name);
        else
            buf_put(t->painted, operands[i].raw);
        if (shows && operands[i].kind == TOKEN_NUMBER)
            pen_move(t, -(operands[i].number / SP_PER_PT));
        buf_char(t->painted, ' ');
    }
    buf_put(t->painted, name);
    buf_char(t->painted, '\n');
    if (str_eq(name, STR("Tf")) && count == 2)
        t->size = operands[1].number;
    else if (str_eq(name, STR("BDC")) && count)
        t->is_artifact = str_eq(operands[0].raw, STR("/Artifact"));
    else if ((str_eq(name, STR("Td")) || str_eq(name, STR("TD"))) && count == 2)
        line_move(t, operands);
    else if (str_eq(name, STR("BT")))
        t->text = as_is, t->x = t->y = t->pen = 0;
    else if (str_eq(name, STR("ET")) || str_eq(name, STR("T*")))
        word_end(t);
    else if (str_eq(name, STR("Do")) && count == 1)
        return form_draw(t, operands[0].raw);
    else
        matrix_do(t, name, operands, count);
    return true;
}

/* After the ID of a picture in the operators: after its EI. */
static void picture_skip(Scan *s)
{
    while (s->at < s->text.n) {
        s->at = str_find(s->text, STR("EI"), s->at);
        bool is_alone = s->at && is_pdf_space(s->text.s[s->at - 1]) &&
                        (s->at + 2 >= s->text.n || is_pdf_space(s->text.s[s->at + 2]));
        s->at += 2;
        if (is_alone)
            return;
    }
    s->at = s->text.n;
}

static bool operators_read(TextState *t, Str operators)
{
    Scan s = {.text = operators, .arena = t->arena};
    size_t count = 0;
    for (Token token = token_next(&s); token.kind != TOKEN_END; token = token_next(&s)) {
        bool is_operator = token.kind == TOKEN_WORD;
        if (t->depth && str_eq(token.raw, STR("ID"))) /* which no page of this program has */
            picture_skip(&s);
        else if (token.kind == TOKEN_WRONG || count == OPERANDS_MOST || str_eq(token.raw, STR("ID")))
            return false;
        if (is_operator && !operator_do(t, token.raw, t->operands, count))
            return false;
        if (!is_operator)
            t->operands[count] = token;
        count = is_operator ? 0 : count + 1;
    }
    word_end(t);
    return count == 0;
}

bool pdftext_read(const PdfPage *page, Str operators, Buf *painted, Arena *a)
{
    TextState t = {.operands = ARENA_ARRAY(a, Token, OPERANDS_MOST),
                   .page = page,
                   .painted = painted,
                   .arena = a,
                   .word.arena = a,
                   .text = as_is,
                   .page_matrix = as_is};
    return operators_read(&t, operators);
}
