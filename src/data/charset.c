/* Characters that no typed text may hold: what cannot be seen, what turns text around, what no font should draw. They
   come in by pasting from web pages and word processors, and would be printed as nothing at all or, worse, change what
   a reader sees. Classes after the Unicode Character Database (general categories Cc, Cf, Cn and the property
   Default_Ignorable_Code_Point). Line separators are refused too, so that a line ends by LF, CR or CRLF alone. */
#include "charset.h"

typedef struct Refusal {
    uint32_t first, last;
    const char *name;
} Refusal;

/* Sorted. LF and CR are line ends; the tab is looked at apart, since between YAML's tokens it is allowed. */
static const Refusal refusals[] = {
    {0x0000, 0x0000, "a NUL byte"},
    {0x0001, 0x0008, "a control character"},
    {0x000B, 0x000C, "a control character"},
    {0x000E, 0x001F, "a control character"},
    {0x007F, 0x009F, "a control character"},
    {0x00AD, 0x00AD, "a soft hyphen"},
    {0x034F, 0x034F, "an invisible joiner"},
    {0x061C, 0x061C, "a mark that changes the direction of text"},
    {0x115F, 0x1160, "an invisible filler"},
    {0x17B4, 0x17B5, "an invisible vowel"},
    {0x180B, 0x180F, "an invisible selector"},
    {0x200B, 0x200B, "a zero-width space"},
    {0x200C, 0x200C, "a zero-width non-joiner"},
    {0x200D, 0x200D, "a zero-width joiner"},
    {0x200E, 0x200F, "a mark that changes the direction of text"},
    {0x2028, 0x2028, "a line separator"},
    {0x2029, 0x2029, "a paragraph separator"},
    {0x202A, 0x202E, "a mark that changes the direction of text"},
    {0x2060, 0x2060, "a word joiner"},
    {0x2061, 0x2065, "an invisible operator"},
    {0x2066, 0x2069, "a mark that changes the direction of text"},
    {0x206A, 0x206F, "an invisible format character"},
    {0x3164, 0x3164, "an invisible filler"},
    {0xFDD0, 0xFDEF, "a code that is no character"},
    {0xFE00, 0xFE0F, "a variation selector"},
    {0xFEFF, 0xFEFF, "a byte order mark inside the text"},
    {0xFFA0, 0xFFA0, "an invisible filler"},
    {0xFFF0, 0xFFFB, "an invisible format character"},
    {0xFFFC, 0xFFFC, "a stand-in for an embedded object"},
    {0xFFFD, 0xFFFD, "a sign that the text was damaged when it was saved"},
    {0x1BCA0, 0x1BCA3, "an invisible format character"},
    {0x1D173, 0x1D17A, "an invisible format character"},
    {0xE0000, 0xE0FFF, "an invisible tag or selector"},
};

static const char *refused_name(uint32_t c)
{
    if ((c & 0xFFFE) == 0xFFFE)
        return "a code that is no character";
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals && refusals[i].first <= c; i++)
        if (c <= refusals[i].last)
            return refusals[i].name;
    return NULL;
}

static bool report_refused(uint32_t c, const char *name, Mark at, Diag *d)
{
    return diag_error(d, DIAG_ENCODING, at, "U+%04X, %s, is not allowed in a typed text; delete it", (unsigned)c, name);
}

FileKind file_kind(Str bytes)
{
    if (str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF")))
        return FILE_UTF16;
    if (str_starts(bytes, STR("\xD0\xCF\x11\xE0")))
        return FILE_OLD_OFFICE;
    if (!str_starts(bytes, STR("PK\3\4")))
        return FILE_TEXT;
    /* Names of parts are in an archive as they are. */
    if (str_find(bytes, STR("xl/workbook.xml"), 0) < bytes.n)
        return FILE_WORKBOOK;
    if (str_find(bytes, STR("xl/workbook.bin"), 0) < bytes.n)
        return FILE_BINARY_WORKBOOK;
    return str_find(bytes, STR("opendocument.spreadsheet"), 0) < bytes.n ? FILE_OPEN_DOCUMENT : FILE_ZIP;
}

const char *file_kind_words(FileKind kind)
{
    static const char *const words[] = {
        [FILE_TEXT] = "a text",
        [FILE_UTF16] = "in UTF-16; save it as 'CSV UTF-8' in the spreadsheet",
        [FILE_WORKBOOK] = "a workbook (.xlsx), not a text; name it where a table is read",
        [FILE_BINARY_WORKBOOK] = "a binary workbook (.xlsb); save it as a workbook of the type .xlsx",
        [FILE_OPEN_DOCUMENT] = "an OpenDocument spreadsheet (.ods); save it as a workbook of the type .xlsx",
        [FILE_ZIP] = "a ZIP archive that holds no workbook; unpack it, and name the file in it",
        [FILE_OLD_OFFICE] = ("an old workbook (.xls), or one that a password protects; save it as .xlsx, without a "
                             "password")};
    return words[kind];
}

static bool report_not_utf8(const Source *source, size_t at, Diag *d)
{
    Str text = source->text;
    Mark mark = {source, (uint32_t)at, 1};
    FileKind kind = file_kind(text);
    if (kind == FILE_UTF16)
        return diag_error(d, DIAG_ENCODING, mark, "the file is UTF-16, not UTF-8; save it as UTF-8 in your editor");
    if (kind != FILE_TEXT)
        return diag_error(d, DIAG_ENCODING, (Mark){0}, "'%.*s' is %s", STR_ARG(source->name), file_kind_words(kind));
    bool is_option = str_starts(source->name, STR("--"));
    return diag_error(d, DIAG_ENCODING, mark, "the byte 0x%02X is not UTF-8; %s", (unsigned)(unsigned char)text.s[at],
                      is_option ? "type this character anew, in a terminal set to UTF-8"
                                : "save the file as UTF-8 in your editor and type this character anew");
}

bool source_characters_check(const Source *source, Diag *d)
{
    Str text = source->text;
    size_t invalid = file_kind(text) > FILE_UTF16 ? 0 : utf8_invalid(text);
    bool ok = true;
    size_t at = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    for (at = ascii_end(text, at); at < invalid; at = ascii_end(text, at)) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        const char *name = c == '\t' || is_break(c) ? NULL : refused_name(c);
        if (name)
            ok = report_refused(c, name, (Mark){source, (uint32_t)from, (uint32_t)(at - from)}, d);
    }
    if (invalid < text.n)
        ok = report_not_utf8(source, invalid, d);
    return ok;
}

bool scalar_characters_check(const Value *scalar, Diag *d)
{
    Str text = scalar->text;
    bool ok = true;
    for (size_t at = ascii_end(text, 0); at < text.n; at = ascii_end(text, at)) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        if (c == '\n')
            continue;
        Mark mark = value_mark(scalar, from, at - from);
        const char *name = c == '\r' ? "a control character" : refused_name(c);
        if (c == '\t')
            ok = diag_error(d, DIAG_ENCODING, mark, "there is a tab inside a text; type a space instead");
        else if (name)
            ok = report_refused(c, name, mark, d);
    }
    return ok;
}

static const char *odd_blank(uint32_t c)
{
    if (c == 0xA0 || c == 0x202F)
        return "a no-break space";
    bool is_wide = (c >= 0x2000 && c <= 0x200A) || c == 0x205F || c == 0x1680 || c == 0x3000;
    return is_wide ? "a space of another width" : NULL;
}

bool is_blank_character(uint32_t c)
{
    return is_white(c) || odd_blank(c);
}

const char *odd_blank_name(Str s, uint32_t *code_point)
{
    for (size_t at = 0; at < s.n;) {
        uint32_t c = *code_point = utf8_next(s, &at);
        if (odd_blank(c))
            return odd_blank(c);
        if (c != ' ' && c != '\t')
            return NULL;
    }
    return NULL;
}

/* ---- Names ---- */

bool is_note_mark(uint32_t c)
{
    return c == 0xAA || c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0xBA || c == 0xA7 || c == 0xB6 ||
           (c >= 0x2020 && c <= 0x2021) || (c >= 0x2070 && c <= 0x207F) || (c >= 0x1D2C && c <= 0x1D6A);
}

/* What a name means the same without: blanks, marks of footnotes and of trade, dashes, quotes, bullets, accents typed
   apart. '%', '$', '+', '~', a triangle or a fraction make it another name. */
static bool is_dropped(uint32_t c)
{
    return (c > ' ' && c < 0x7F && strchr("*#.,:;()[]/-_'\"`|", (char)c)) || is_blank_character(c) || is_note_mark(c) ||
           (c >= 0x2B0 && c <= 0x36F) || (c >= 0x2010 && c <= 0x201F) || c == 0x2022 || c == 0x2122 || c == 0xA9 ||
           c == 0xAB || c == 0xAD || c == 0xAE || c == 0xB4 || c == 0xB7 || c == 0xBB || c == 0xFEFF;
}

Str blank_trim(Str text)
{
    size_t first = text.n, end = 0;
    for (size_t at = 0, from = 0; at < text.n; from = at) {
        if (is_blank_character(utf8_next(text, &at)))
            continue;
        first = first < from ? first : from;
        end = at;
    }
    return str_slice(text, first < end ? first : end, end);
}

Str name_note(Str name)
{
    name = blank_trim(name);
    char last = name.n ? name.s[name.n - 1] : '\0';
    size_t from = name.n;
    if (last == '*' || last == '#')
        return str_slice(name, from - 1, from);
    if (last != ')' && last != ']') {
        uint32_t c = 0;
        for (size_t at = 0; at < name.n; c = utf8_next(name, &at))
            from = at;
        return is_note_mark(c) ? str_slice(name, from, name.n) : (Str){0};
    }
    while (from > 0 && name.s[from - 1] != (last == ')' ? '(' : '['))
        from--;
    Str inside = str_slice(name, from, name.n - 1);
    /* "(k)" and "(M)" are thousands and millions. */
    bool is_note = inside.n == 1 ? is_digit(inside.s[0]) || strchr("*abcdefghijlnopqrstuvwxyz", inside.s[0] | 0x20)
                                 : inside.n == 2 && is_digit(inside.s[0]);
    return is_note && from > 1 ? str_slice(name, from - 1, name.n) : (Str){0};
}

Str name_fold(Str name, char out[NAME_FOLD_MAX])
{
    size_t n = 0;
    Str note = name_note(name), text = note.n ? (Str){name.s, (size_t)(note.s - name.s)} : name;
    for (size_t at = 0, from = 0; at < text.n; from = at) {
        char byte = text.s[at];
        bool is_letter = is_ascii_letter(byte);
        if (is_letter || is_digit(byte)) {
            if (n == NAME_FOLD_MAX)
                return (Str){0};
            out[n++] = is_letter ? (char)(byte | 0x20) : byte;
            at++;
            continue;
        }
        uint32_t c = utf8_next(text, &at);
        Str put = c == '&' ? STR("and") : is_dropped(c) ? STR("") : str_slice(text, from, at);
        if (n + put.n > NAME_FOLD_MAX)
            return (Str){0};
        memcpy(out + n, put.s, put.n);
        n += put.n;
    }
    return (Str){out, n};
}

bool word_among(const char *words, Str text)
{
    char name[NAME_FOLD_MAX], word[NAME_FOLD_MAX];
    Str folded = name_fold(text, name);
    for (Str rest = str_from(words); rest.n && folded.n;)
        if (str_eq(folded, name_fold(str_cut(&rest, STR("|")), word)))
            return true;
    return false;
}
